#compdef remitty
# zsh completion for remitty
local -a commands options
commands=(
	'call:one call, the answer as JSON'
	'operations:what each operation takes, gives and needs'
	'scenarios:every documented answer, provoked and compared'
	'sandbox:the sandbox alone'
	'asks:requests for money and what became of them'
	'events:what the service told by itself, and whether it is genuine'
	'calls:what went over the wire before'
	'doctor:is this installation fit to work'
	'seal:what the data of customers is opened with'
	'purge:deletes what tells of customers, by age or of one'
	'config:where files are, which setting won, an example'
)
options=(
	'--profile[service of this name]:name:'
	'--config[read this file]:file:_files'
	'--lang[language]:language:(en es)'
	'--theme[colours]:theme:(auto dark light contrast mono)'
	'--ascii[frames and signs with ASCII alone]'
	'--no-mouse[leave the mouse to the terminal]'
	'*--fault[of the sandbox\: KIND\:OPERATION]:spec:'
	'--read-only[nothing that changes anything]'
	'--json[one JSON value on stdout]'
	'--quiet[say less]'
	'--verbose[say more]'
	'--dry-run[send nothing]'
	'--yes[answer yes]'
	'--version[print the version]'
	'--help[examples and options]'
)
_arguments -C $options '1:command:->command' '*::word:->word'
case $state in
command) _describe command commands ;;
word)
	case $words[1] in
	call) _arguments $options '*-p[NAME=VALUE]:field:' '--data[body]:json:_files' \
		'--curl[as a curl command]' "1:operation:(${(f)$(remitty operations --names 2>/dev/null)})" ;;
	operations) _arguments $options '--service[raas, vgs or omnumi]:service:(raas vgs omnumi)' '--json' '--openapi' \
		"1:operation:(${(f)$(remitty operations --names 2>/dev/null)})" ;;
	scenarios) _arguments $options '--data[each row makes a run]:table:_files' '--failed' \
		'--fail-fast' '--retry-until[seconds]:seconds:' \
		'*--report[KIND=FILE\: junit, json, tap, csv, html]:report:' '1:what:(list run)' \
		"*:operation:(${(f)$(remitty operations --names 2>/dev/null)})" ;;
	sandbox) _arguments $options '--api[of the wallet service]:version:(3.1.0 4.0.0)' '--port[0 is any]:port:' '--seed[of ids and chances]:seed:' \
		'--clock[1 is real time]:rate:' '*--hook[tell this address]:url:' \
		'--hook-secret-file[what that is signed with]:file:_files' \
		'--polls[look-ups until a registration completes]:polls:' \
		'--people[with customers who have a history]' \
		'--request4r[the sealed channel, keys in this folder]:folder:_files -/' ;;
	events) _arguments $options '1:what:(list show replay forward listen)' ;;
	asks) _arguments $options '--bundle[file for support]:file:_files' \
		'1:what:(list show reconcile)' ;;
	calls) _arguments $options '1:what:(list show har)' ;;
	seal) _arguments $options '1:what:(status passphrase keyfile anew forget-pin)' ;;
	purge) _arguments $options '--older-than[90d, 12w, 6m, 2y]:age:' \
		'--customer[by phone or e-mail]:phone:' ;;
	config) _arguments $options '1:what:(paths explain example)' ;;
	esac ;;
esac
