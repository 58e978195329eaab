#!/bin/sh
# Every text of the program must stand in assets/es.po, translated, with the
# same places for values.  Prints what is missing.
cd "$(dirname "$0")/.." || exit 2
B=${B:-build}
MAKEFLAGS= make -s pot B="$B" || exit 2
po=assets/es.po
bad=0
if ! msgfmt -c -o /dev/null $po; then
	bad=1
fi
if grep -q '^#, .*fuzzy' $po; then
	echo "$po holds guesses (fuzzy):"
	msgattrib --only-fuzzy --no-obsolete --no-wrap $po | grep '^msgid'
	bad=1
fi
# Bring the translations to the texts of today; what has none is missing.
msgmerge -q --no-fuzzy-matching --no-wrap -o "$B/es-now.po" $po "$B/remitty.pot" || exit 2
msgattrib --untranslated --no-obsolete --no-wrap "$B/es-now.po" >"$B/es-missing.po"
if [ -s "$B/es-missing.po" ]; then
	echo "Not in Spanish yet:"
	grep -v '^$' "$B/es-missing.po" | sed -n '/^#:/,$p'
	bad=1
fi
exit $bad
