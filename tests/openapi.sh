#!/bin/sh
# The OpenAPI document against tools that know nothing of remitty: two linters,
# and a mock server that checks each request of a customer's way, as remitty
# call sends it, by the document.  The tools come from npm into build/.
cd "$(dirname "$0")/.." || exit 2
B=${B:-build}
remitty=$PWD/$B/remitty
tools=$PWD/$B/npm
dir=$(mktemp -d) || exit 2
servers=
trap 'kill $servers 2>/dev/null; rm -rf "$dir"' EXIT
n=0
bad=0

command -v npm >/dev/null || {
	echo 'npm is needed for this: apt-get install npm'
	exit 2
}
if [ ! -x "$tools/node_modules/.bin/prism" ]; then
	mkdir -p "$tools"
	npm install --prefix "$tools" --no-save --no-fund --no-audit --loglevel=error \
		@redocly/cli@2 @stoplight/spectral-cli@6 @stoplight/prism-cli@5 || exit 2
fi
PATH=$tools/node_modules/.bin:$PATH
HOME=$dir LANG=C.UTF-8 REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
export PATH HOME LANG REDOCLY_TELEMETRY REDOCLY_SUPPRESS_UPDATE_NOTICE
unset LANGUAGE LC_ALL LC_MESSAGES XDG_CONFIG_HOME XDG_STATE_HOME REMITTY_SANDBOX_URL

# verdict NAME STATUS: one line; what was said with it when it is bad.
verdict() {
	n=$((n + 1))
	if [ "$2" -eq 0 ]; then
		echo "ok $n - $1"
	else
		bad=$((bad + 1))
		echo "not ok $n - $1"
		sed 's/^/# /' "$dir/out" "$dir/err"
	fi
}

# body OPERATION: the whole example of its request in the document.
body() {
	node -e 'const d = JSON.parse(require("fs").readFileSync(process.argv[1]))
const ops = Object.values(d.paths).flatMap(Object.values)
const body = ops.find(o => o.operationId === process.argv[2]).requestBody
console.log(JSON.stringify(body.content["application/json"].examples.all.value))' \
		"$dir/raas.json" "$1" >"$dir/$1.json"
}

# ok NAME COMMAND...: it has to end well.
ok() {
	name=$1
	shift
	"$@" >"$dir/out" 2>"$dir/err" </dev/null
	verdict "$name" $?
}

# ---- the documents ----
"$remitty" operations --openapi >"$dir/raas.json" || exit 2
"$remitty" operations tokenizeCard --openapi >"$dir/vault.json" || exit 2
"$remitty" operations --service omnumi --openapi >"$dir/wallet.json" || exit 2
echo 'extends: ["spectral:oas"]' >"$dir/spectral.yaml"
for doc in raas vault wallet; do
	ok "$doc: redocly finds nothing" redocly lint --extends recommended-strict "$dir/$doc.json"
	ok "$doc: spectral finds nothing" spectral lint --fail-severity hint \
		-r "$dir/spectral.yaml" "$dir/$doc.json"
done

# ---- the mock server ----
free_port() {
	node -e 'const s = require("net").createServer().listen(0, "127.0.0.1",
		() => { console.log(s.address().port); s.close() })'
}

# mock DOC: serve it strictly on a free port; $port is where.
mock() {
	port=$(free_port)
	prism mock --errors --host 127.0.0.1 --port "$port" "$dir/$1.json" >"$dir/$1.log" 2>&1 &
	servers="$servers $!"
	curl -s -o /dev/null --retry 60 --retry-delay 1 --retry-connrefused \
		"http://127.0.0.1:$port/" || exit 2
}

mock raas
raas=http://127.0.0.1:$port
mock vault
vault=http://127.0.0.1:$port
(umask 077 && echo any-text >"$dir/key")
cat >"$dir/remitty.conf" <<END
default_profile = "mock"
profile "mock" {
	environment = "test"
	base_url = "$raas"
	vgs_url = "$vault/post"
	api_key_file = "$dir/key"
}
# A card from a file is for a sandbox alone.
profile "cards" {
	environment = "sandbox"
	base_url = "$raas"
	vgs_url = "$vault/post"
	api_key_file = "$dir/key"
}
END

# accepted OPERATION WORDS...: the mock answers what it answers to the valid alone.
accepted() {
	"$remitty" --config "$dir/remitty.conf" call "$@" >"$dir/out" 2>"$dir/err" </dev/null
	grep -q '^HTTP 20[0-9] ' "$dir/err"
	verdict "$1 is accepted" $?
}

# refused NAME STATUS CURL-WORDS...: the mock does look.
refused() {
	name=$1 want=$2
	shift 2
	ok "$name is refused with $want" test "$want" = \
		"$(curl -s -o /dev/null -w '%{http_code}' "$@")"
}

refused 'a call without a key' 401 --json '{"phoneNumber": "+525587654321"}' \
	"$raas/auth/get-user-token-v2"
refused 'a body that does not fit' 400 -H 'api_key: any-text' --json '{"phoneNumber": 5}' \
	"$raas/auth/get-user-token-v2"

# ---- the customer's way ----
user=$(cat /proc/sys/kernel/random/uuid)
method=$(cat /proc/sys/kernel/random/uuid)
cat >"$dir/customer.json" <<END
{"firstName": "Ofelia", "lastName": "Nava", "dob": "1988-04-02", "gender": "Female",
 "phoneNumber": "+525587654321", "email": "ofelia.nava@example.com", "lang": "es",
 "address1": "Calle Durango 12", "city": "Ciudad de México", "zipCode": "06700",
 "state": "MX-CMX", "countryCode": "MX", "birthState": "MX-CMX"}
END
accepted getUserTokenV2 -p phoneNumber=+525587654321
accepted registerUserV2 --data "@$dir/customer.json"
accepted getProfile -p phoneOrEmail=+525587654321
accepted getSessionLinkV2 --data "@$dir/customer.json"
echo '{"CardNumber": "4111111111111111", "Cvv": "123"}' >"$dir/card.json"
accepted tokenizeCard --profile cards --data "@$dir/card.json"
accepted createFundingCard -p userToken="$user" -p number=tok_sandbox_9PNaaaqpqwertnD1jYkdw1_1111 \
	-p securityCode=tok_sandbox_8zZbbbqpqwertnD1jYkdw2 -p nameOnCard='OFELIA NAVA' \
	-p expirationDate=1231 -p cardtype=DebitCard -p cardNetwork=Visa -p name=VISA-1111 \
	-p country=MX -p currency=MXN
accepted addUBNAccount -p userToken="$user" -p number=002320275621938815 \
	-p country=MX -p currency=MXN
accepted getAvailablePaymentMethods -p userToken="$user"
accepted getReceivingMethods -p userToken="$user"
accepted getPaymentMethodV2 -p userToken="$user" -p id="$method"
accepted createContact -p userToken="$user" -p firstName=Hugo -p lastName=Tru -p countryCode=US \
	-p phone=+19165550149
accepted updateContact -p userToken="$user" -p phone=+19165550149 -p firstName=Hugo \
	-p lastName=True
accepted listContacts -p userToken="$user"
accepted getFrequentContacts -p userToken="$user" -p limit=5
accepted operationQuoteLite -p operationType=SendFunds -p sourceCountry=US \
	-p sourcePaymentMethodType=DebitCard -p destinationCountry=MX \
	-p destinationPaymentMethodType=DebitCard -p amount=40 -p amountCurrency=USD \
	-p isSenderAmount=true -p destinationCurrency=MXN
for quote in operationQuoteV2 getOperationQuote preQuote; do
	body $quote
	accepted $quote -p userToken="$user" --data "@$dir/$quote.json"
done
accepted requestMoneyV2 -p userToken="$user" -p requestTo=+19165550149 -p recipientAmount=500 \
	-p recipientCurrency=MXN -p destinationPaymentMethodId="$method" \
	-p reason='Pago de servicio' --yes
accepted getOperation -p id="$method"
accepted getOperations -p userToken="$user"
accepted getOperationStatus -p userToken="$user" -p operationId="$method"

# ---- enrolment: other registrations, codes, PINs, profiles, the whole ask ----
accepted getSessionLinkV4 -p userToken="$user"
accepted registerSender --data "@$dir/customer.json"
accepted registerReceiver -p userToken="$user" --data "@$dir/customer.json"
accepted registerTrustedUser --data "@$dir/customer.json"
accepted requestOtp -p phone=+525587654321 -p lang=es
accepted validateOtp -p phone=+525587654321 -p otpCode=123456
accepted isPhoneAvailable -p phone=+525587654321
accepted createPin -p phone=+525587654321 -p pincode=482913
accepted validatePINCode -p phone=+525587654321 -p pincode=482913
accepted getContactUserDetail -p userToken="$user" -p phoneOrEmail=+19165550149
accepted updateProfile -p phoneOrEmail=+525587654321 -p city=Puebla -p zipCode=72000
body requestMoneyFull
accepted requestMoneyFull --data "@$dir/requestMoneyFull.json" --yes

# ---- the whole matrix, requests and answers, by way of a proxy that checks both ----
"$remitty" sandbox --seed 7 >"$dir/sandbox" &
servers="$servers $!"
until [ -s "$dir/sandbox" ]; do :; done
read -r _ sandbox <"$dir/sandbox"
# proxy DOC FOLDER: hands on to that folder of the sandbox; $port is where.
proxy() {
	port=$(free_port)
	prism proxy -v error --host 127.0.0.1 --port "$port" "$dir/$1.json" "$sandbox/$2" \
		>"$dir/proxy-$1.log" 2>&1 &
	servers="$servers $!"
	curl -s -o /dev/null --retry 60 --retry-delay 1 --retry-connrefused \
		"http://127.0.0.1:$port/"
}

proxy raas v1
raas=http://127.0.0.1:$port
proxy wallet omnumi
wallet=http://127.0.0.1:$port
(
	umask 077
	echo remitty-sandbox-full >"$dir/full.key"
	echo remitty-sandbox-wallet-key >"$dir/wallet.key"
	echo remitty-sandbox-wallet-token >"$dir/wallet.token"
)
cat >"$dir/proxy.conf" <<END
default_profile = "proxy"
profile "proxy" {
	environment = "sandbox"
	base_url = "$raas"
	vgs_url = "$sandbox/vgs/post"
	api_key_file = "$dir/full.key"
	omnumi_url = "$wallet"
	omnumi_tenant_id = "1cd4bca0-e30b-449b-8117-cdd9963847df"
	omnumi_api_key_file = "$dir/wallet.key"
	omnumi_access_token_file = "$dir/wallet.token"
}
END
"$remitty" --config "$dir/proxy.conf" --profile proxy scenarios run --yes --quiet \
	--report "json=$dir/matrix.json" >/dev/null 2>&1
ok 'the matrix breaks the document only where it is meant to' \
	node tests/matrix_proxy.js "$dir/matrix.json"
sed 's/^/# /' "$dir/out"

# Beyond the two calls that were refused on purpose, nothing broke the document.
grep -h 'Violation' "$dir/raas.log" "$dir/vault.log" >"$dir/out"
: >"$dir/err"
test "$(wc -l <"$dir/out")" -eq 2
verdict 'the mock server saw no other violation' $?
echo "1..$n"
echo "$((n - bad)) passed, $bad failed"
[ $bad -eq 0 ]
