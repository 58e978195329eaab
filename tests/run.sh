#!/bin/sh
# run.sh TEST...: run the tests side by side, show what each said, count.
# A test says "ok N - name" or "not ok N - name"; one that says neither counts
# by its exit status, and so does one that ends badly without a "not ok".
if [ "$1" = --one ]; then
	log=$B/log/$(basename "$2").log
	start=$(date +%s)
	CMOCKA_MESSAGE_OUTPUT=TAP timeout -k 5 "${TEST_SECONDS:-240}" "$2" >"$log" 2>&1 </dev/null
	status=$?
	good=$(grep -c '^ok ' "$log")
	bad=$(grep "^not ok [0-9]" "$log" | grep -vc "# SKIP")
	if [ $status -ne 0 ] && [ "$bad" -eq 0 ]; then
		bad=1
		echo "not ok - $2 ended with status $status" >>"$log"
	elif [ "$good$bad" = 00 ]; then
		good=1
		echo "ok - $2" >>"$log"
	fi
	exec 9>"$B/log/lock"
	flock 9
	echo "# $2 ($(($(date +%s) - start)) s)"
	grep -v '^[0-9]*\.\.[0-9]*$' "$log"
	echo "$good $bad" >>"$B/log/count"
	exit 0
fi
B=${B:-build}
TERM=xterm-256color	# the same everywhere, also where there is no terminal
export B TERM
rm -rf "$B/log"
mkdir -p "$B/log"
: >"$B/log/count"
# A place for temporary files that is this run's alone: what is left there is searched.
# Some tests have room for a short path only.
base=${TMPDIR:-/tmp}
[ ${#base} -le 20 ] || base=/tmp
TMPDIR=$(mktemp -d "$base/run.XXXXXX") || exit 2
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
printf '%s\n' "$@" | xargs -P "$(nproc)" -n 1 "$0" --one
if tests/leaks.sh "$B/log" "$TMPDIR"; then
	echo "1 0" >>"$B/log/count"
else
	echo "0 1" >>"$B/log/count"
fi
# What the proofs counted: "# figure: WHAT | FIGURES".
sed -n 's/^# figure: //p' "$B"/log/*.log | sort | awk -F ' [|] ' '{ printf "%-28s %s\n", $1, $2 }'
awk -v label="$LABEL" '{ good += $1; bad += $2 }
	END { printf "%s%d passed, %d failed\n", label, good, bad; exit bad > 0 || good == 0 }' "$B/log/count"
