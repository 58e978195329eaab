#!/bin/sh
# The rules of the code that a script can check: who includes what, banned
# functions, sizes, layout, plain texts, and what two compilers warn about.
# Prints what breaks them; silent when all is well.
cd "$(dirname "$0")/.." || exit 2
bad=0
product=$(ls api/*.[ch] tui/*.[ch] screens/*.[ch] 2>/dev/null)
all="$product $(ls tests/*.[ch] tests/*/*.c 2>/dev/null)"

# no WHY PATTERN FILES...: the pattern must not occur, outside of comments.
no() {
	why=$1 pattern=$2
	shift 2
	[ $# -gt 0 ] || return 0
	if grep -nHE "$pattern" "$@" | grep -vE '^[^:]*:[0-9]*:[[:space:]]*(/\*|\*|//)'; then
		echo "^ $why"
		bad=1
	fi
}

# only HEADERS FILES: nothing of the product but these files (a pattern) includes them.
only() {
	if grep -lE "#include <($1)>" $product | grep -vE "^($2)$"; then
		echo "^ only $2 may include <$1>"
		bad=1
	fi
}

# ---- rooms ----
no 'api/ stands alone' '#include "(tui|screens|tests)/' $(ls api/*.[ch])
no 'tui/ knows itself and api/util.h' '#include "(screens|tests)/|#include "api/([^u]|u[^t])' \
	$(ls tui/*.[ch])
no 'includes are written from the top' '#include "[^/"]*"' $all
only '(ncursesw/)?(curses|ncurses|term|panel|form|menu)\.h' 'tui/term\.c'
only 'curl/.*' 'api/http(_end)?\.c'
only 'microhttpd\.h' 'api/sandbox[a-z_]*\.c|api/webhook_http\.c'
only 'sqlite3\.h' 'api/store[a-z_]*\.c'
only 'qrencode\.h' 'tui/qr\.c'
only 'libxml/.*' 'api/html_library\.h'
only 'openssl/.*' 'api/jwe\.c|screens/heap\.c'
only 'unicode/.*' 'api/lookalike\.c'
only 'dlfcn\.h' 'api/(lookalike|html_library)\.c|screens/heap\.c'
only 'pthread\.h|threads\.h' 'nothing'
no 'a path of the service stands in api/ops_*.c' '"/(auth|user|cip|payments|cards?)/' \
	$(ls api/*.c screens/*.c 2>/dev/null | grep -vE '^api/(ops_|world|sandbox)')

# ---- language ----
no 'banned function' \
	'(^|[^a-zA-Z0-9_.>])(strcpy|strcat|sprintf|vsprintf|strtok|gets|atoi|atol|atof|system|alloca|popen)\(' \
	$product
no 'nothing sleeps' '(^|[^a-zA-Z0-9_])(sleep|usleep|nanosleep|napms|pthread_create|thrd_create)\(' $all
no 'no conditional compilation' '^[[:space:]]*#[[:space:]]*(if|elif|else)([[:space:]]|$)' $product
no 'work that is left over belongs in no comment' '(TODO|FIXME)' $all
no 'structs are not typedefed' '^typedef (struct|union|enum)' $product
no 'money is counted in int64' '(^|[^a-z])(double|float)[ *]' \
	$(ls api/ask.c api/ask.h api/outbox*.[ch] api/store*.[ch] 2>/dev/null)
for f in $product; do
	awk -v f="$f" '/^[[:space:]]*#[[:space:]]*ifn?def/ { n++ } END { if (n > 1) {
		print f ": " n " conditionals"; exit 1 } }' "$f" || bad=1
done

# ---- layout ----
for f in $all; do
	LC_ALL=C sed 's/[\x80-\xbf]//g' "$f" | expand | awk -v f="$f" 'length > 100 {
		print f ":" FNR ": over 100 columns"; n++ } END { exit n > 0 }' || bad=1
done
awk '{	if ($0 ~ /[ \t]$/) { print FILENAME ":" FNR ": blanks at the end"; n++ }
	if ($0 ~ /^  +[^ *]/ ) { print FILENAME ":" FNR ": indented by blanks"; n++ } }
	END { exit n > 0 }' $all || bad=1
for f in $all; do
	case $f in api/ops_*) continue ;; esac
	[ "$(wc -l <"$f")" -le 500 ] || { echo "$f: over 500 lines"; bad=1; }
done

# ---- functions: complexity, length, nesting, parameters ----
pmccabe $all 2>/dev/null | awk '
	$1 > 15 { print $6 " " $7 ": complexity " $1; n++ }
	$5 > 60 { print $6 " " $7 ": " $5 " lines"; n++ }
	END { exit n > 0 }' || bad=1
LC_ALL=C awk '
	FNR == 1 { inside = 0; head = "" }
	/^[a-z_].*\(/ && !/;$/ && !/=/ { head = $0; at = FNR }
	head != "" && !/^[a-z_{].*\(/ && !/^{/ && /^[ \t]/ && !inside { head = head $0 }
	/^static enum MHD_Result/ { head = "" }	# its signature is given by libmicrohttpd
	/^{/ { args = head; sub(/^[^(]*\(/, "", args); gsub(/\([^()]*\)/, "", args)
		if (gsub(/,/, ",", args) > 5) { print FILENAME ":" at ": over 6 parameters"; n++ }
		inside = 1; head = "" }
	/^}/ { inside = 0; head = "" }
	/;$/ && !inside { head = "" }
	inside && match($0, /^\t+/) && RLENGTH > 3 && /(^|\t)(if|for|while|switch|do) ?[({]/ {
		print FILENAME ":" FNR ": nested over 3 deep"; n++ }
	END { exit n > 0 }' $all || bad=1

# ---- texts: what a person reads is marked for translation ----
# What is left of a call to one of these, once translations, names of signs, keys
# and values are taken out, holds no words.
awk '/(canvas_(text|textf|right|cut|wrap)|app_note|err_set|err_next)\(/ {
		line = $0
		sub(/^.*(canvas_(text|textf|right|cut|wrap)|app_note|err_set|err_next)\(/, "", line)
		gsub(/\\"/, "", line)
		gsub(/_\("[^"]*"/, "", line)
		gsub(/[a-z_]+\([^()]*\)/, "", line)
		gsub(/"remitty"/, "", line)
		gsub(/%[-.*0-9]*[a-z]+/, "", line)
		while (match(line, /"[^"]*"/)) {
			if (substr(line, RSTART, RLENGTH) ~ /"[A-Z][a-z][a-z]|[a-z][a-z][a-z] [a-z]/) {
				print FILENAME ":" FNR ": a text that is not in _(): " $0
				n++
			}
			line = substr(line, RSTART + RLENGTH)
		}
	}
	END { exit n > 0 }' $(ls screens/*.c api/*.c 2>/dev/null | grep -vE '^api/(sandbox|world|ops_)') || bad=1

# ---- two compilers ----
for f in $(echo "$all" | tr ' ' '\n' | grep '\.c$'); do
	for cc in gcc clang; do
		command -v $cc >/dev/null || continue
		# shellcheck disable=SC2086
		$cc $CPPFLAGS -std=c17 $WARN -Werror -fsyntax-only "$f" || { echo "^ $cc"; bad=1; }
	done
done
exit $bad
