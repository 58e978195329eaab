#!/bin/sh
# The parts of README.md that the program itself prints must be what it prints
# today.  --write puts them there; without it the difference is shown.
cd "$(dirname "$0")/.." || exit 2
B=${B:-build}
LC_ALL=C.UTF-8 LANGUAGE=en
export LC_ALL LANGUAGE
new=$B/README.new
cp README.md "$new"
for part in keys operations; do
	"$B/remitty" docs $part >"$B/docs-$part" || exit 2
	awk -v part="$part" -v file="$B/docs-$part" '
		$0 == "<!-- end -->" { skip = 0 }
		!skip
		$0 == "<!-- made by remitty docs: " part " -->" {
			while ((getline line < file) > 0) print line
			skip = 1
		}' "$new" >"$new.part" && mv "$new.part" "$new"
done
if [ "$1" = --write ]; then
	cp "$new" README.md
else
	diff -u README.md "$new" || { echo 'README.md is out of date: run make docs'; exit 1; }
fi
