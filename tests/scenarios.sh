#!/bin/sh
# The scenario matrix from the command line: what is in it, what a run says, and
# that a run notices what is not as it should be.
cd "$(dirname "$0")/.." || exit 2
remitty=${B:-build}/remitty
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
HOME=$dir LANG=C.UTF-8
export HOME LANG
unset LANGUAGE LC_ALL LC_MESSAGES XDG_CONFIG_HOME XDG_STATE_HOME REMITTY_SANDBOX_URL
ASAN_OPTIONS=detect_leaks=0:$ASAN_OPTIONS
export ASAN_OPTIONS
n=0

is() {
	name=$1 want=$2
	shift 2
	"$remitty" "$@" >"$dir/out" 2>"$dir/err" </dev/null
	code=$?
	n=$((n + 1))
	if [ $code -eq "$want" ]; then
		echo "ok $n - $name"
	else
		echo "not ok $n - $name: exit code $code, not $want"
		sed 's/^/# /' "$dir/out" "$dir/err"
	fi
}

has() {
	n=$((n + 1))
	if grep -q -- "$3" "$dir/$2"; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1: no “$3”"
		sed 's/^/# /' "$dir/$2" | head -40
	fi
}

lacks() {
	n=$((n + 1))
	if grep -q -- "$3" "$dir/$2"; then
		echo "not ok $n - $1: “$3” is there"
		grep -- "$3" "$dir/$2" | sed 's/^/# /' | head
	else
		echo "ok $n - $1"
	fi
}

same() {
	n=$((n + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1: “$2”, not “$3”"
	fi
}

# ---- all of it ----
is 'the matrix is listed' 0 scenarios list --json
all=$(grep -c '"id":' "$dir/out")
has 'with what provokes a row' out '"provoke": "firstName H@go 99"'
is 'all rows pass on the sandbox' 0 scenarios run --report "csv=$dir/all.csv"
has 'and are counted' err "^$all passed, 0 failed, 0 skipped"
same 'one line each' "$(grep -c '^passed ' "$dir/out")" "$all"
lacks 'without marks of a terminal' out "$(printf '\033')"
same 'and one line each in the report' "$(wc -l <"$dir/all.csv")" "$((all + 1))"
is 'the same as JSON' 0 scenarios run listContacts --json --quiet
has 'with what was expected' out '"expect"'
has 'and what came' out '"actual"'
has 'and the verdict' out '"pass": true'
is 'a row without a name for it' 2 scenarios run createContac
has 'says which was meant' err 'Did you mean createContact?'
is 'a wrong word' 2 scenarios rnu
has 'says which was meant' err 'remitty scenarios run'

# ---- a changed expectation ----
cat >"$dir/code.csv" <<'DATA'
scenario,expect.code
createContact.400.ERROR_INVALID_NAME,ERROR_BAD_NAME
createContact.404,
DATA
is 'one changed code fails' 1 scenarios run --data "$dir/code.csv" --report "tap=$dir/run.tap"
has 'and names the row' out '^failed   createContact.400.ERROR_INVALID_NAME\[1\]'
has 'with what was expected and what came' out \
	'expected 400 ERROR_BAD_NAME, got 400 ERROR_INVALID_NAME'
has 'the other passes' out '^passed   createContact.404.ERROR_USER_NOT_FOUND\[2\]'
has 'the report says so' run.tap '^not ok 1 - createContact.400.ERROR_INVALID_NAME\[1\]'
has 'with both' run.tap 'expected: "400 ERROR_BAD_NAME"'

# ---- the last time ----
is 'a fault fails rows' 1 scenarios run getProfile --fault html:getProfile:status=502:count=2
same 'two' "$(grep -c '^failed ' "$dir/out")" 2
is 'which are what failed' 0 scenarios run --failed
has 'and pass without it' err '^2 passed, 0 failed'
is 'now none did' 0 scenarios run --failed
has 'which is said' err 'No chosen row failed'
is 'the first to fail ends it' 1 scenarios run getProfile --fail-fast --fault html:getProfile:status=502
has 'so one row ran' err '^0 passed, 1 failed, 0 skipped'
is 'a row is tried again' 0 scenarios run getProfile.404 --retry-until 20 \
	--fault html:getProfile:status=502:count=1

is 'what went over the wire' 1 scenarios run getProfile.200 --verbose --fault html:getProfile
has 'is told of a row that failed' err '^GET http://127.0.0.1:.*/v1/user/profile/'
has 'with its key covered' err '^api_key: \[redacted\]'
is 'what went over the wire' 0 scenarios run getProfile.200 --verbose
lacks 'and of no other' err '^GET '

# ---- data ----
cat >"$dir/names.csv" <<'DATA'
firstName,lastName,expect.status,expect.code
María,"Peña, de León",200,OK
"",Tru,400,ERROR_NAME_NOT_PROVIDED
H@go 99,Tru,400,ERROR_INVALID_NAME
DATA
is 'values from a table' 0 scenarios run createContact.200 --data "$dir/names.csv"
has 'a run for each row' err '^3 passed'
for spoilt in 'scenario,firstNam|createContact,x|line 1: .*firstNam' \
	'firstName|"x|line 2: a quotation mark is not closed' \
	'firstName|x,y|line 2: 2 values' \
	'firstName,expect.status|x,ok|line 2: .*“ok” is not a status' \
	'scenario|nothing|line 2: .*nothing' 'firstName||has no row'; do
	printf '%s\n%s\n' "$(echo "$spoilt" | cut -d'|' -f1)" "$(echo "$spoilt" | cut -d'|' -f2)" \
		>"$dir/bad.csv"
	is 'a table that is spoilt' 2 scenarios run createContact.200 --data "$dir/bad.csv"
	has 'says where' err "bad.csv.*$(echo "$spoilt" | cut -d'|' -f3)"
done
is 'a table that is not there' 3 scenarios run --data "$dir/none.csv"

# ---- reports ----
is 'all kinds at once' 1 scenarios run createContact --fault no-code:createContact \
	--report "junit=$dir/r.xml" --report "json=$dir/r.json" --report "tap=$dir/r.tap" \
	--report "csv=$dir/r.csv" --report "html=$dir/r.html"
has 'JUnit' r.xml '<failure message="The answer has no code; it should be ERROR_INVALID_NAME.">'
has 'JSON' r.json '"tally"'
has 'TAP' r.tap '^TAP version 13'
has 'CSV' r.csv '^createContact.200.OK,createContact,'
has 'one page' r.html '<summary><span class="failed">failed</span>'
lacks 'that loads nothing' r.html 'src=\|@import\|url('
for file in r.xml r.json r.html; do
	lacks "no key in $file" $file 'remitty-sandbox-full'
	lacks "no token in $file" $file 'tok_sandbox_[A-Za-z0-9]\{10\}'
done
is 'a report that is none' 2 scenarios run --report pdf=x
is 'a report without a place' 3 scenarios run --report "tap=$dir/nowhere/x.tap"
is 'a report on stdout' 0 scenarios run --quiet listContacts.200 --report tap=-
has 'is all that is there' out '^TAP version 13'

# ---- a real service ----
mkdir -p "$dir/.config/remitty"
echo key-0123456789abcdef >"$dir/key" && chmod 600 "$dir/key"
cat >"$dir/.config/remitty/remitty.conf" <<'CONF'
profile "shop" {
  environment = "test"
  base_url = "http://127.0.0.1:1/v1"
  api_key_file = "~/key"
  scopes = "partner"
}
profile "counter" {
  environment = "live"
  base_url = "http://127.0.0.1:1/v1"
  api_key_file = "~/key"
}
CONF
is 'what would run there' 0 scenarios run --profile shop --dry-run createContact listContacts
has 'nothing that changes anything' out '^skipped  createContact.200'
has 'with the reason' out 'allow that with --yes'
has 'what reads a customer has to make her first' out '^skipped  listContacts.200'
has 'a wrong key changes nothing' out '^runs     listContacts.401'
is 'with leave to' 0 scenarios run --profile shop --dry-run --yes createContact requestMoneyV2 operationQuoteLite
has 'it may' out '^runs     createContact.200'
has 'but not what only the sandbox answers' out 'Only the sandbox can be made'
has 'and not beyond its key' out '^skipped  operationQuoteLite.200'
has 'whose key is too narrow there' out '^runs     operationQuoteLite.401.3'
has 'money as well' out '^runs     requestMoneyV2.200'
is 'but never where it is real' 0 scenarios run --profile counter --dry-run --yes requestMoneyV2
lacks 'not one row' out '^runs'
has 'with the reason' out 'never happens in a live profile'

# ---- ended by hand ----
mkfifo "$dir/lines"
"$remitty" scenarios run --fault delay:getProfile:ms=3000000 >"$dir/lines" 2>"$dir/err" &
pid=$!
exec 3<"$dir/lines"
read -r line <&3
kill -INT $pid
cat <&3 >/dev/null
wait $pid
same 'an interrupt ends it' $? 130
has 'and what ran is counted' err 'passed, 0 failed'

# ---- by the sealed channel ----
printf 'profile "sandbox" {\n\trequest4r = true\n}\n' >"$dir/sealed.conf"
is 'the matrix goes by sealed letters too' 0 scenarios run --config "$dir/sealed.conf"
has 'all of it but files' err '0 failed, 19 skipped'
exit 0
