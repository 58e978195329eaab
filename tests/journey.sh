#!/bin/sh
# A customer's whole way by remitty call alone: from a phone number that nobody
# knows to a paid ask.
cd "$(dirname "$0")/.." || exit 2
remitty=${B:-build}/remitty
dir=$(mktemp -d) || exit 2
sandbox=
trap 'kill $sandbox 2>/dev/null; rm -rf "$dir"' EXIT
HOME=$dir LANG=C.UTF-8 ASAN_OPTIONS=detect_leaks=0:$ASAN_OPTIONS
export HOME LANG ASAN_OPTIONS
unset LANGUAGE LC_ALL LC_MESSAGES XDG_CONFIG_HOME XDG_STATE_HOME
n=0
phone=+525587654321

# step NAME CODE WORDS...: a call; its body stays in $dir/out.
step() {
	name=$1 want=$2
	shift 2
	"$remitty" --quiet call "$@" >"$dir/out" 2>"$dir/err" </dev/null
	code=$?
	n=$((n + 1))
	if [ $code -eq "$want" ]; then
		echo "ok $n - $name"
		return 0
	fi
	echo "not ok $n - $name: exit code $code, not $want"
	sed 's/^/# /' "$dir/out" "$dir/err"
	exit 1
}

# get KEY: the first value of this key in the last body.
get() {
	sed -n "s/^ *\"$1\": \"\\(.*\\)\",*\$/\\1/p" "$dir/out" | head -n 1
}

# until NAME KEY VALUE WORDS...: call again until the answer says so.
until_is() {
	name=$1 key=$2 value=$3 tries=0
	shift 3
	while [ $tries -lt 2000 ]; do
		"$remitty" --quiet call "$@" >"$dir/out" 2>"$dir/err" </dev/null || break
		if [ "$(get "$key")" = "$value" ]; then
			n=$((n + 1))
			echo "ok $n - $name after $tries more looks"
			return 0
		fi
		tries=$((tries + 1))
	done
	echo "not ok $((n + 1)) - $name: $key is “$(get "$key")”, not “$value”"
	sed 's/^/# /' "$dir/out" "$dir/err"
	exit 1
}

mkfifo "$dir/ready"
"$remitty" sandbox --clock 20 --seed 7 >"$dir/ready" 2>&1 &
sandbox=$!
read -r word REMITTY_SANDBOX_URL <"$dir/ready"
[ "$word" = READY ] || exit 2
export REMITTY_SANDBOX_URL

cat >"$dir/customer.json" <<END
{"firstName": "Ofelia", "lastName": "Nava", "dob": "1988-04-02", "gender": "Female",
 "phoneNumber": "$phone", "email": "ofelia.nava@example.com", "lang": "es",
 "address1": "Calle Durango 12", "city": "Ciudad de México", "zipCode": "06700",
 "state": "MX-CMX", "countryCode": "MX", "birthState": "MX-CMX"}
END
step 'nobody knows her' 5 getUserTokenV2 -p phoneNumber=$phone
sed 's/1988-04-02/1988-02-30/' "$dir/customer.json" >"$dir/mistaken.json"
step 'a day that does not exist is refused' 5 registerUserV2 --data "@$dir/mistaken.json"
step 'she is registered' 0 registerUserV2 --data "@$dir/customer.json"
step 'she is not registered twice' 5 registerUserV2 --data "@$dir/customer.json"
step 'her session link' 0 getSessionLinkV2 --data "@$dir/customer.json"
curl -sS -f -o /dev/null --data button=finish "$(get link)" || exit 1
until_is 'her registration completes' status Completed getUserTokenV2 -p phoneNumber=$phone
user=$(get userId)
step 'a card becomes a token' 0 tokenizeCard -p CardNumber=4111111111111111 -p Cvv=123
pan=$(get CardNumber) cvv=$(get Cvv)
step 'the token becomes a method' 0 createFundingCard -p userToken="$user" -p number="$pan" \
	-p securityCode="$cvv" -p nameOnCard='OFELIA NAVA' -p expirationDate=1231 \
	-p cardtype=DebitCard -p cardNetwork=Visa -p name=VISA-1111 -p country=MX -p currency=MXN
step 'an account becomes another' 0 addUBNAccount -p userToken="$user" -p number=002320275621938815
step 'nor does one become two' 5 addUBNAccount -p userToken="$user" -p number=002320275621938815
step 'no answer: it may have arrived' 7 --fault reset-after:addUBNAccount:count=1 addUBNAccount \
	-p userToken="$user" -p number=012180001234567899
step 'so it is not sent again' 2 addUBNAccount -p userToken="$user" -p number=012180001234567899
step 'her methods' 0 getReceivingMethods -p userToken="$user"
method=$(get id)
step 'her payer' 0 createContact -p userToken="$user" -p firstName=Hugo -p lastName=Tru \
	-p countryCode=US -p phone=+19165550149
step 'a price' 0 operationQuoteLite -p operationType=SendFunds -p sourceCountry=US \
	-p sourcePaymentMethodType=DebitCard -p destinationCountry=MX \
	-p destinationPaymentMethodType=DebitCard -p amount=40 -p amountCurrency=USD \
	-p isSenderAmount=true -p destinationCurrency=MXN
step 'the ask' 0 requestMoneyV2 -p userToken="$user" -p requestTo=+19165550149 \
	-p recipientAmount=500 -p recipientCurrency=MXN -p destinationPaymentMethodId="$method" \
	-p reason='Pago de servicio' --yes
id=$(get correlationId)
curl -sS -f -o /dev/null --data button=pay "$(get attributionLink)" || exit 1
until_is 'it is paid out' status Completed getOperation -p id="$id"
"$remitty" asks show "$id" >"$dir/out" && grep -q "$id" "$dir/out"
bad=$?
[ $bad -eq 0 ] || printf 'not '
echo "ok $((n + 1)) - it is in the records"
echo "1..$((n + 1))"
exit $bad
