#!/bin/sh
# leaks.sh FOLDER...: no file in them has a test card's number in full (raas 11), or
# what tests/tty_secrets.c plants.  That is looked for in its simple forms; the test
# itself knows the others.  own/ holds what that test wrote.
cards='4111111111111111 4622943127013705 4622943127013713 4622943127013721 4622943127013739
4622943127013747 2222420000001113 2222630000001125 5555555555554444'
words=$(sed -n 's/^#define [A-Z_]* "\(.*Planted[^"]*\)".*/\1/p' tests/tty_secrets.c)
[ -n "$words" ] || { echo "not ok - leaks: nothing is planted"; exit 1; }
pattern=$(echo "$words" | tr '\n' '|')
for card in $cards; do
	pattern=$pattern$(echo "$card" | sed 's/..../&[ -]?/g; s/.....$//')'|'
done
found=$(grep -rlaE --exclude-dir=own "${pattern%|}" "$@")
if [ -n "$found" ]; then
	echo "not ok - a secret of the tests stands in what they left behind"
	echo "$found" | sed 's/^/# /'
	exit 1
fi
echo "ok - no secret in what the tests left behind ($(find "$@" -type f | wc -l) files)"
