#!/bin/sh
# The proofs of `make test` at length, one after the other, each with its seed.
# SEED=N begins elsewhere; a proof's figures are in its last lines.
B=${B:-build}
SEED=${SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}
bad=0
mkdir -p "$B/log/campaign"

# proof NAME COMMAND...: run it, keep what it said, show its figures.
proof() {
	log=$B/log/campaign/$1.log
	shift
	echo "# $* (seed $SEED)"
	"$@" >"$log" 2>&1 || { bad=1; grep -E '^(not ok|# seed)' "$log"; }
	sed -n 's/^# figure: //p' "$log"
}

# fuzz NAME: libFuzzer at one target, beginning with its corpus.
fuzz() {
	found=$B/log/campaign/fuzz-$1
	rm -rf "$found" && mkdir -p "$found/corpus"
	"$B/fuzz-obj/fuzz/$1" -seed="$SEED" -max_total_time="${FUZZ_SECONDS:-60}" -timeout=10 \
		-max_len=4096 -print_final_stats=1 -artifact_prefix="$found/" \
		"$found/corpus" "tests/fuzz/corpus/$1" 2>&1
	status=$?
	echo
	sed -n 's/^stat::number_of_executed_units: *//p' "$B/log/campaign/fuzz-$1.log" |
		sed "s/^/# figure: fuzzing $1 | /; s/\$/ inputs, $((status != 0)) findings/"
	return $status
}

proof simulator "$B/sim" 3000000 "$SEED"
proof power "$B/power" 200000 "$SEED"
proof kill "$B/kill" 500 "$((SEED % 100000))"
proof scarce "$B/scarce" each "$SEED"
consoles() {
	n=0
	while [ $n -lt 200 ]; do
		SEED=$((SEED % 100000 + n)) "$B/test_consoles" || return 1
		n=$((n + 1))
	done
	echo "# figure: 8 consoles, 100 asks | $n times: 100 operations, 100 bodies each"
}
proof consoles consoles
proof signals "$B/tty_signals" all
proof strings "$B/test_hostile_strings" all
proof strings-kept "$B/test_hostile_screens" all
proof strings-sent "$B/tty_hostile" all
for f in "$B"/fuzz-obj/fuzz/*; do
	proof "fuzz-${f##*/}" fuzz "${f##*/}"
done
exit $bad
