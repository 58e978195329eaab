# bash completion for remitty
_remitty()
{
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= w
	for w in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
		case $w in call|operations|scenarios|sandbox|asks|calls|events|doctor|seal|purge|config) command=$w; break ;; esac
	done
	case $before in
	--lang) COMPREPLY=($(compgen -W 'en es' -- "$word")); return ;;
	--theme) COMPREPLY=($(compgen -W 'auto dark light contrast mono' -- "$word")); return ;;
	--api) COMPREPLY=($(compgen -W '3.1.0 4.0.0' -- "$word")); return ;;
	--service) COMPREPLY=($(compgen -W 'raas vgs omnumi' -- "$word")); return ;;
	--hook-secret-file) COMPREPLY=($(compgen -f -- "$word")); return ;;
	--request4r) COMPREPLY=($(compgen -d -- "$word")); return ;;
	--config) COMPREPLY=($(compgen -f -- "$word")); return ;;
	call|operations)
		COMPREPLY=($(compgen -W "$(remitty operations --names 2>/dev/null)" -- "$word"))
		[ -n "$word" ] || [ "$before" = call ] || COMPREPLY+=(--json --openapi)
		[[ $word == -* ]] || return ;;
	scenarios) COMPREPLY=($(compgen -W 'list run' -- "$word")); return ;;
	list|run)
		if [ "$command" = scenarios ]; then
			COMPREPLY=($(compgen -W "$(remitty operations --names 2>/dev/null)" -- "$word"))
			[[ $word == -* ]] || return
		fi ;;
	--data|--report) COMPREPLY=($(compgen -f -- "${word#*=}")); return ;;
	events) COMPREPLY=($(compgen -W 'list show replay forward listen' -- "$word")); return ;;
	--bundle) COMPREPLY=($(compgen -f -- "$word")); return ;;
	asks) COMPREPLY=($(compgen -W 'list show reconcile' -- "$word")); return ;;
	calls) COMPREPLY=($(compgen -W 'list show har' -- "$word")); return ;;
	seal) COMPREPLY=($(compgen -W 'status passphrase keyfile anew forget-pin' -- "$word")); return ;;
	--older-than) COMPREPLY=($(compgen -W '30d 90d 6m 1y' -- "$word")); return ;;
	config) COMPREPLY=($(compgen -W 'paths explain example' -- "$word")); return ;;
	esac
	local options='--profile --config --lang --theme --ascii --no-mouse --fault --read-only --json --quiet
		--verbose --dry-run --yes --version --help'
	case $command in
	'') options="call operations scenarios sandbox asks calls events doctor seal purge config $options" ;;
	call) options="-p --data --curl $options" ;;
	operations) options="--service --json --openapi $options" ;;
	scenarios) options="--data --failed --fail-fast --retry-until --report $options" ;;
	purge) options="--older-than --customer $options" ;;
	asks) options="--bundle $options" ;;
	sandbox) options="--api --port --seed --clock --polls --people --request4r --hook
		--hook-secret-file $options" ;;
	esac
	COMPREPLY=($(compgen -W "$options" -- "$word"))
}
complete -F _remitty remitty
