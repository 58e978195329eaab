#!/bin/sh
# The command line, as a script sees it: words, exit codes, what stands on
# stdout and what on stderr.
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

# is NAME CODE WORDS...: run it and compare the exit code.
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

# has NAME FILE PATTERN: what the last run left on out or err.
has() {
	n=$((n + 1))
	if grep -q -- "$3" "$dir/$2"; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1: no “$3”"
		sed 's/^/# /' "$dir/$2"
	fi
}

lacks() {
	n=$((n + 1))
	if grep -q -- "$3" "$dir/$2"; then
		echo "not ok $n - $1: “$3” is there"
	else
		echo "ok $n - $1"
	fi
}

conf() {
	cat >"$dir/remitty.conf"
}

# ---- words ----
is 'help' 0 --help
has 'help begins with examples' out '^Examples:'
is 'help of a command' 0 call --help
has 'and of its options' out '--data JSON'
is 'version' 0 --version

# ---- what the shells and the manual know of them ----
"$remitty" --help >"$dir/help"
for word in $(sed -n 's/^  remitty \([a-z][a-z]*\).*/\1/p' "$dir/help" | sort -u); do
	"$remitty" "$word" --help >"$dir/command" 2>/dev/null
	for option in $(sed -n 's/^  \(--[a-z4-]*\).*/\1/p' "$dir/command" | sort -u); do
		sed 's/\\-/-/g' assets/remitty.1 | grep -q -e "$option" || echo "manual: $option"
		grep -q -e "$option" assets/completion.bash || echo "bash: $option"
		grep -q -e "$option" assets/completion.zsh || echo "zsh: $option"
	done
	for file in remitty.1 completion.bash completion.zsh; do
		grep -q "\b$word\b" assets/$file || echo "$file: $word"
	done
done | sort -u >"$dir/out"
: >"$dir/err"
is_none() {
	n=$((n + 1))
	if [ -s "$dir/out" ]; then
		echo "not ok $n - $1"
		sed 's/^/# /' "$dir/out"
	else
		echo "ok $n - $1"
	fi
}
is_none 'manual and completions have each command and option'
is 'a wrong option' 2 --vresion
has 'says which was meant' err 'Did you mean --version?'
is 'a wrong command' 2 operation
has 'says which was meant' err 'remitty operations'
is 'a wrong operation' 2 call getUserTokenV
has 'says which was meant' err 'Did you mean getUserTokenV2?'
is 'a wrong field' 2 call getUserTokenV2 -p phoneNumbr=1
has 'says which was meant' err 'phoneNumber'
is 'a file that is not there' 2 call uploadProofOfLife -p phoneNumber=+525521206703 \
	-p selfie=@/no/such/face.jpg
has 'says which' err 'There is no file'
is 'a file' 0 call uploadProofOfLife -p phoneNumber=+525521206703 -p selfie=sample:jpeg --dry-run
has 'its name, size and kind alone' out 'sample.jpeg, 22 B, image/jpeg'
is 'a field without a value' 2 call getUserTokenV2 -p phoneNumber
is 'an option without its value' 2 call getUserTokenV2 --data
is 'an option of another command' 2 doctor --curl
is 'a body that is not JSON' 2 call registerUserV2 --data '{"a":'
has 'says where' err 'line 1'
is 'errors as JSON' 2 --json call nothing
has 'on stdout' out '"text"'
lacks 'and not on stderr' err 'remitty'
is 'usage in Spanish' 2 --lang es --vresion

# ---- one call, on the sandbox inside ----
is 'a refusal' 5 call getUserTokenV2 -p phoneNumber=+525521206703
has 'leaves the body on stdout' out '"ERROR_USER_NOT_FOUND"'
has 'the status on stderr' err '^HTTP 404 · '
has 'and the code in brackets' err '\[ERROR_USER_NOT_FOUND\]'
is 'options before and after' 5 --quiet call getUserTokenV2 --json -pphoneNumber=+525521206703
has 'one JSON value' out '"operation": "getUserTokenV2"'
lacks 'quiet' err HTTP
is 'a good call' 0 call getUserTokenV2 --data '{"email":"ana.paz@example.com"}'
has 'its body' out '"userId"'
conf <<END
profile "sandbox" {
	scopes = {"partner_send"}
}
END
is 'without a scope' 6 --config "$dir/remitty.conf" call getReceivingMethods -p userToken=x
is 'a dry run' 0 call listContacts -p userToken=a/b --dry-run
has 'prints the request' out '^GET http.*/contacts/a%2Fb$'
is 'as curl' 0 call registerUserV2 --data '{"firstName":"O'\''Hara"}' --curl
has 'with the key left out' out 'api_key: $REMITTY_KEY'
is 'read-only refuses what changes' 2 --read-only call createContact -p userToken=x
is 'and lets the rest through' 5 --read-only call listContacts -p userToken=x
is 'card numbers are masked' 0 call tokenizeCard -p CardNumber=4111111111111111 --dry-run
lacks 'everywhere' out 4111111111111111


# ---- faults of the sandbox ----
is 'a fault' 5 call getUserTokenV2 -p email=ana.paz@example.com --fault 500:getUserTokenV2
has 'strikes' err '^HTTP 500'
is 'several' 4 --fault 500:getProfile --fault=reset-before call getUserTokenV2 -p email=ana.paz@example.com
is 'a misspelt fault' 3 --fault malformd call getUserTokenV2 -p email=ana.paz@example.com
has 'says which was meant' err 'Did you mean malformed?'
is 'a fault of a misspelt operation' 3 --fault 500:getProfil
has 'says which was meant' err 'Did you mean getProfile?'
is 'a sandbox tells its faults' 0 sandbox --help
has 'with what they do' out '^  reset-after  *line cut after'

# ---- money ----
set -- -p userToken=x -p requestTo=+19165550149 -p recipientAmount=500 \
	-p recipientCurrency=MXN -p destinationPaymentMethodId=6af8e158-be29-422a-8d69-703d6c343c3c
is 'money needs a confirmation' 2 call requestMoneyV2 "$@"
has 'and says how' err '--yes'
is 'an amount that does not fit' 2 call requestMoneyV2 "$@" -p recipientAmount=5.001 --yes
is 'a refused request' 6 --config "$dir/remitty.conf" call requestMoneyV2 "$@" --yes
is 'it is in the records' 0 asks
has 'for this payer' out '+19165550149'
is 'records as JSON' 0 asks --json
has 'with their state' out '"state": "REJECTED"'
is 'an answer that settles nothing' 7 call requestMoneyV2 "$@" --yes
has 'forbids to repeat it' err 'Do not create it again'
is 'a twin of it' 2 call requestMoneyV2 "$@" --yes
is 'a transfer needs a confirmation, too' 2 call sendFunds -p userToken=x -p quotationId=q-1 -p sendTo=+19165550149
has 'and says how' err '--yes'
is 'so does taking money' 2 call receive --data '{"userToken":"x","correlationId":"7011cefb-0c0b-48c1-a68a-7134d32e61e4","destinationPaymentMethod":{"type":"UBN","country":"MX"}}'
is 'and what a person did not exist for is not known' 7 call sendFundsV2 -p userToken=x -p quotationId=q-1 --yes
is 'the records name the operation' 0 asks list
has 'of each' out 'sendFundsV2'

# ---- what went over the wire ----
id=$("$remitty" asks | grep '+19165550149' | head -1 | cut -d ' ' -f 1)
is 'a bundle for support' 0 asks show "$id" --bundle "$dir/bundle.json"
has 'names the ask' bundle.json "\"correlationId\": \"$id\""
has 'with its calls' bundle.json '"operation": "requestMoneyV2"'
lacks 'and nobody by phone' bundle.json 9165550149
has 'which stays private' bundle.json '····'
is 'calls that were kept' 0 calls
has 'name the operation' out 'requestMoneyV2'
is 'some of them as JSON' 0 calls list "$id" --json
has 'with their figures' out '"operation": "requestMoneyV2"'
call=$(sed -n 's/.*"id": \([0-9]*\).*/\1/p' "$dir/out" | head -1)
is 'one of them' 0 calls show "$call" --json
has 'whole' out "\"correlationId\": \"$id\""
is 'as an HTTP archive' 0 calls har "$id"
has 'of its version' out '"version": "1.2"'
lacks 'without the key' out 'sk_'
is 'none that was never made' 2 calls show 99999
is 'nothing else' 2 calls delete
has 'says what there is' err 'remitty calls'
is 'a bundle belongs to asks' 2 calls list --bundle "$dir/x"
conf <<END
history = 0
END
is 'without history' 0 --config "$dir/remitty.conf" calls list nobody-said-this
has 'it is said' err 'history = 0'
conf <<END
profile "gone" {
	environment = "test"
	base_url = "http://127.0.0.1:1/v1"
	api_key_file = "$dir/key"
}
END
echo sk_test_0123456789 >"$dir/key"
is 'a key that others can read' 3 --config "$dir/remitty.conf" --profile gone call listContacts -p userToken=x
has 'says what to do' err 'chmod 600'
chmod 600 "$dir/key"
set -- --config "$dir/remitty.conf" --profile gone "$@"
for kind in webhook_secret request4r client_key client_p12; do
	echo secret_0123456789abcdef >"$dir/open.key"
	chmod 644 "$dir/open.key"
	sed '$d' "$dir/remitty.conf" >"$dir/open.conf"
	case $kind in
	webhook_secret) echo "webhook_secret_file = \"$dir/open.key\" }" ;;
	client_key) printf 'client_certificate = "%s"\nclient_key = "%s" }\n' \
		"$dir/open.key" "$dir/open.key" ;;
	client_p12) echo "client_p12 = \"$dir/open.key\" }" ;;
	*) printf 'request4r = true\nrequest4r_public_key = "%s"\nrequest4r_private_key = "%s" }\n' \
		"$dir/open.key" "$dir/open.key" ;;
	esac >>"$dir/open.conf"
	words='call listContacts -p userToken=x'
	[ $kind != webhook_secret ] || words='events listen'
	# shellcheck disable=SC2086
	is "a $kind that others can read" 3 --config "$dir/open.conf" --profile gone $words
	has 'says what to do' err 'chmod 600'
done
is 'no fault for a real service' 3 --config "$dir/remitty.conf" --profile gone --fault 500 call listContacts -p userToken=x
has 'says so' err 'sandbox alone'
is 'no card where none are typed' 2 --config "$dir/remitty.conf" --profile gone call tokenizeCard -p CardNumber=4111111111111111
has 'says so' err typed_cards
sed '$d' "$dir/remitty.conf" >"$dir/cards.conf"
echo 'typed_cards = true }' >>"$dir/cards.conf"
is 'no card from an argument' 2 --config "$dir/cards.conf" --profile gone call tokenizeCard -p Cvv=123
has 'asks at a terminal' err 'at a terminal'
is 'nor from a file' 2 --config "$dir/cards.conf" --profile gone call tokenizeCard --data '{"Cvv":"123"}'
is 'nor without a terminal' 2 --config "$dir/cards.conf" --profile gone call tokenizeCard
is 'nobody there' 4 --config "$dir/remitty.conf" --profile gone call listContacts -p userToken=x
is 'nobody there to ask' 4 "$@" call requestMoneyV2 --yes
is 'what was not sent is closed' 0 --config "$dir/remitty.conf" --profile gone asks --json
has 'for good' out '"state": "VOIDED"'
is 'doctor without a service' 1 --config "$dir/remitty.conf" --profile gone doctor
has 'says what is bad' out '^bad   line'

# ---- webhooks ----
is 'no event yet' 0 events
has 'says so' err 'No event came yet'
is 'no event, as JSON' 0 events list --json
has 'is an empty list' out '^\[\]'
is 'an event that is not there' 2 events show 7
has 'says so' err 'no event “7”'
is 'a wrong word' 2 events lisst
has 'says which was meant' err 'remitty events list'
is 'listening where it is off' 3 --config "$dir/remitty.conf" --profile gone events listen
has 'says which setting' err 'webhook_port'
is 'hooks without a secret' 3 sandbox --hook http://127.0.0.1:1/
has 'says what is missing' err 'hook-secret-file'
is 'hooks to anywhere without encryption' 2 sandbox --hook http://example.com/
has 'are refused' err 'was not called'
is 'doctor speaks of the listener' 0 doctor
has 'beside the sandbox it listens' out '^ok    webhooks *http://127.0.0.1:'
is 'doctor of a profile that does not listen' 1 --config "$dir/remitty.conf" --profile gone doctor
has 'says so' out '^ok    webhooks *off'

# From the sandbox to a listener: its address, then a line for each event.
mkfifo "$dir/ears" "$dir/world"
conf <<END
profile "sandbox" {
	webhook_port = any
	webhook_secret_file = "$dir/key"
}
END
"$remitty" sandbox --people --clock 50 >"$dir/world" &
world=$!
exec 3<"$dir/world"
read -r _ REMITTY_SANDBOX_URL <&3
export REMITTY_SANDBOX_URL
"$remitty" --config "$dir/remitty.conf" events listen --json >"$dir/ears" &
ears=$!
exec 4<"$dir/ears"
read -r line <&4
address=$(expr "$line" : '.*"\(http://[^"]*\)"')
curl -s -X POST -d "{\"url\":\"$address\",\"secret\":\"$(cat "$dir/key")\"}" \
	"$REMITTY_SANDBOX_URL/__sandbox/hooks" >"$dir/out"
has 'the sandbox is told whom to tell' out "$address"
user=$("$remitty" call getUserTokenV2 -p email=ana.paz@example.com 2>"$dir/err" | sed -n 's/.*"userId": "\(.*\)",*/\1/p')
method=$("$remitty" call getReceivingMethods -p "userToken=$user" 2>"$dir/err" | sed -n 's/.*"id": "\(.*\)",*/\1/p' | head -n 1)
is 'an ask' 0 call requestMoneyV2 --yes -p "userToken=$user" -p requestTo=+19165550149 -p recipientAmount=500 \
	-p recipientCurrency=MXN -p "destinationPaymentMethodId=$method" \
	-p correlationId=7011cefb-0c0b-48c1-a68a-7134d32e61e4
read -r line <&4
echo "$line" >"$dir/out"
has 'its beginning is told' out '"status":"Sent"'
has 'and is genuine' out '"verdict":"good"'
is 'it is kept' 0 events --json
has 'in the records' out '"ask": "7011cefb-0c0b-48c1-a68a-7134d32e61e4"'
is 'one more time' 0 --config "$dir/remitty.conf" events replay 1
has 'it is known already' out 'duplicate'
is 'passed on to nobody' 4 --config "$dir/remitty.conf" events forward 1 http://127.0.0.1:1/
has 'says so' out 'no answer from 127.0.0.1:1'
kill "$ears" "$world"
wait "$ears" "$world" 2>/dev/null
exec 3<&- 4<&-
unset REMITTY_SANDBOX_URL

# ---- the others ----
is 'doctor on the sandbox' 0 doctor
has 'speaks of the clock' out '^ok    clock'
is 'doctor as JSON' 0 doctor --json
has 'verdicts' out '"verdict": "ok"'
is 'operations' 0 operations
is 'one of them' 0 operations requestMoneyV2
has 'what it takes' out 'recipientAmount'
is 'as JSON' 0 operations requestMoneyV2 --json
is 'as OpenAPI' 0 operations --openapi
has 'in its version' out '"openapi": "3.1'
is 'of the wallet service' 0 operations --openapi --service omnumi
has 'with its refusals' out '"WalletError"'
has 'and its credentials' out '"tenant-id"'
is 'only its names' 0 operations --names --service omnumi
lacks 'none of the others' out requestMoneyV2
is 'a wrong service' 2 operations --service omnum
has 'did you mean' err omnumi
is 'a wallet operation' 0 operations createDepositRequest
has 'when it went' out '^4.0.0 deprecated'
is 'a retired call' 5 call createDepositRequest
has 'is announced' err '4.0.0 of the wallet service has retired createDepositRequest'
conf <<END
profile "sandbox" {
	omnumi_version = "3.1.0"
}
END
is 'a call that came later' 2 --config "$dir/remitty.conf" call getPiiCustomerDetails -p customerAccountId=5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9
has 'is not made, and why' err 'version 3.1.0 here, which does not have'
rm "$dir/remitty.conf"
is 'what discloses something' 0 operations getPiiCustomerDetails
has 'says so' out 'each reading is recorded'
is 'it is read' 0 call getPiiCustomerDetails -p customerAccountId=5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9
cat "$dir/.local/state/remitty/sandbox/remitty.db"* >"$dir/kept"
has 'and that is on record' kept 'personal data5f84a0c7'
is 'names' 0 operations --names
is 'paths' 0 config paths
has 'under home' out "$dir/.local/state/remitty/sandbox"
is 'explain' 0 config explain --theme mono
has 'which setting won' out '^theme *mono *--theme'
# ---- customers' data ----
is 'what opens it' 0 seal
has 'a key file' out 'remitty.key'
is 'and as JSON' 0 seal --json
has 'the same' out '"seal": "keyfile"'
is 'a wrong word' 2 seal keyfle
has 'and the right one' err 'remitty seal keyfile'
is 'a passphrase is typed' 2 seal passphrase
has 'on a terminal' err 'on a terminal'
is 'giving up is confirmed' 2 seal anew
has 'by --yes' err 'Add --yes'
is 'no PIN is no trouble' 0 seal forget-pin
is 'given up' 0 seal anew --yes
has 'says so' err 'asks stay followed'
is 'and begun anew' 0 seal --json
has 'unlocked' out '"locked": false'
is 'to purge what' 2 purge
is 'both is too much' 2 purge --older-than 90d --customer +525521206703
is 'no age' 2 purge --older-than soon
has 'says what one is' err '90d'
is 'purging is confirmed' 2 purge --older-than 90d
is 'looking first' 0 purge --older-than 90d --dry-run
has 'what would go' out 'This would go'
is 'looking only' 2 purge --older-than 90d --yes --read-only
is 'purged' 0 purge --older-than 90d --yes --json
has 'says so' out '"deleted": true'
is 'nobody of that name' 2 purge --customer +525599999999 --yes
echo 0123456789abcdef0123 >"$dir/open.seal"
chmod 644 "$dir/open.seal"
conf <<EOF
profile "sandbox" { seal_key_file = "$dir/open.seal" }
EOF
is 'a key that others can read' 3 calls --config "$dir/remitty.conf"
has 'is refused' err 'can be read by others'

is 'an example' 0 config example
cp "$dir/out" "$dir/example.conf"
is 'that can be read' 0 --config "$dir/example.conf" config paths
echo 'colour = "red"' >"$dir/wrong.conf"
is 'a wrong setting' 3 --config "$dir/wrong.conf" config paths
has 'with its line' err 'line 1'

# ---- what the program hands on ----
conf <<END
profile "asks" {
	environment = "test"
	base_url = "http://127.0.0.1:1/v1"
	api_key_command = {"sh", "-c", "(env; ulimit -c; umask) > '$dir/seen'; echo sk_test"}
}
END
SSLKEYLOGFILE=$dir/tls https_proxy=http://127.0.0.1:9 LD_DEBUG_OUTPUT=$dir/ld
export SSLKEYLOGFILE https_proxy LD_DEBUG_OUTPUT
is 'a command gives the key' 4 --config "$dir/remitty.conf" --profile asks call listContacts -p userToken=x
cp "$dir/seen" "$dir/out"
has 'it is found by PATH' out '^PATH='
lacks 'no log of keys' out SSLKEYLOGFILE
lacks 'no proxy' out proxy
lacks 'nothing else' out LD_DEBUG_OUTPUT
has 'no core file' out '^0$'
has 'nothing for others' out '^0*77$'
echo "1..$n"
