#!/bin/sh
# The proofs of `make test` at length, part by part, each with its seed, at low
# priority.  It may be interrupted; run again, it goes on with what is left.
#   SEED=N              begins with another seed than a random one
#   CAMPAIGN_MINUTES=N  begins no part after N minutes; the longest takes a few more
#   FRESH=1             forgets what was done before
# What a part said is in build/log/campaign; a part that failed is done again.
B=${B:-build}
dir=$B/log/campaign

# fuzz NAME SEED: libFuzzer at one target, beginning with its corpus.
fuzz() {
	found=$dir/found-$1
	rm -rf "$found" && mkdir -p "$found/corpus"
	"$B/fuzz-obj/fuzz/$1" -seed="$2" -max_total_time="${FUZZ_SECONDS:-60}" -timeout=10 \
		-max_len=4096 -print_final_stats=1 -artifact_prefix="$found/" \
		"$found/corpus" "tests/fuzz/corpus/$1" >"$found/said" 2>&1
	status=$?
	tail -n 60 "$found/said"
	rm -rf "$found/corpus"
	echo
	sed -n 's/^stat::number_of_executed_units: *//p' "$found/said" |
		sed "s/^/# figure: fuzzing $1 | /; s/\$/ inputs, $((status != 0)) findings/"
	return $status
}

# consoles TIMES SEED: the eight consoles on one store, again and again.
consoles() {
	n=0
	while [ $n -lt "$1" ]; do
		SEED=$(($2 + n)) "$B/test_consoles" || return 1
		n=$((n + 1))
	done >"$dir/consoles.said" 2>&1 || { cat "$dir/consoles.said"; return 1; }
	echo "# figure: 8 consoles, 100 asks | $n times: one operation and one body for each ask"
}

case $1 in
--fuzz) fuzz "$2" "$3"; exit ;;
--consoles) consoles "$2" "$3"; exit ;;
esac

[ -z "$FRESH" ] || rm -rf "$dir"
mkdir -p "$dir"
[ -s "$dir/seed" ] || echo "${SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}" >"$dir/seed"
read -r SEED <"$dir/seed"
SMALL=$((SEED % 100000))
began=$(date +%s)
bad=0 left=0 stopped=
trap 'stopped=1' INT TERM

is_over() {
	[ -n "$stopped" ] || { [ -n "$CAMPAIGN_MINUTES" ] &&
		[ $(($(date +%s) - began)) -ge $((CAMPAIGN_MINUTES * 60)) ]; }
}

# part NAME COMMAND...: once; keep what it said, show its figures.
part() {
	log=$dir/$1
	shift
	[ ! -e "$log.done" ] || return 0
	if is_over; then
		left=$((left + 1))
		return 0
	fi
	echo "# $*"
	rm -f "$log.failed"
	if nice -n "${CAMPAIGN_NICE:-10}" "$@" >"$log.log" 2>&1; then
		mv "$log.log" "$log.done"
		sed -n 's/^# figure: //p' "$log.done"
	elif [ -z "$stopped" ]; then
		bad=$((bad + 1))
		mv "$log.log" "$log.failed"
		echo "not ok - $* (see $log.failed)"
		grep -E '^(not ok|# seed|ERROR|\[  ERROR)' "$log.failed"
	fi
}

# ---- what is done once ----
part scarce "$B/scarce" each "$SEED"
part signals "$B/tty_signals" all
part strings "$B/test_hostile_strings" all
part strings-kept "$B/test_hostile_screens" all
part strings-sent "$B/tty_hostile" all
for f in "$B"/fuzz-obj/fuzz/*; do
	part "fuzz-${f##*/}" "$0" --fuzz "${f##*/}" "$SEED"
done

# ---- what goes on and on: 3,000,000 stories, 200,000 power cuts, kills x 500, in
# parts that take turns ----
n=0
while [ $n -lt 30 ]; do
	part "simulator-$n" "$B/sim" 100000 $((SEED + n * 100000))
	part "power-$n" "$B/power" 6667 $((SEED + n * 100000))
	[ $n -ge 20 ] || part "kill-$n" "$B/kill" 25 $((SMALL + n * 25))
	[ $n -ge 20 ] || part "consoles-$n" "$0" --consoles 10 $((SMALL + n * 10))
	n=$((n + 1))
done

# ---- the table: of what has parts, counts are added up; sizes, seeds are not ----
echo
cat "$dir"/*.done "$dir"/*.failed 2>/dev/null | sed -n 's/^# figure: //p' | sort | awk -F ' [|] ' '
	function show(	text, i) {
		if (name == "") return
		text = word[1]
		for (i = 2; i <= words; i++) text = text " " word[i]
		printf("%-28s %s%s\n", name, text, (parts > 1 ? " (" parts " parts)" : ""))
	}
	$1 != name {
		show()
		name = $1; parts = 1; words = split($2, word, " ")
		next
	}
	{
		parts++
		split($2, more, " ")
		for (i = 1; i <= words; i++) {
			a = word[i]; b = more[i]
			if (a !~ /^[0-9]+[,:]?$/) continue
			tail = a; sub(/^[0-9]+/, "", tail)
			if (word[i - 1] ~ /^(seed|seeds|of|every)$/) continue
			if (word[i - 1] == "to" || word[words] == "noticed" || word[i + 1] ~ /^(points|outcomes|targets|screens|calls,)$/)
				word[i] = (a + 0 > b + 0 ? a + 0 : b + 0) tail
			else
				word[i] = sprintf("%.0f", a + b) tail
		}
	}
	END { show() }'
minutes=$((($(date +%s) - began) / 60))
if [ $left -gt 0 ]; then
	echo "$minutes minutes; $left parts are left: make campaign goes on with them"
else
	echo "$minutes minutes; all parts are done (seed $SEED)"
fi
[ $bad -eq 0 ] || echo "$bad parts failed"
[ $bad -eq 0 ]
