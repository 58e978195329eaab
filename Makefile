# remitty: make run, make test; `make help` lists the rest.
B       ?= build
comma   := ,
CC      := $(if $(filter default,$(origin CC)),gcc,$(CC))
PREFIX  ?= /usr/local
OPT     ?= -O2 -g
Q       := $(if $V,,@)

# What is needed, as LOOK-FOR=DEBIAN-PACKAGE: a name.pc is asked of pkg-config,
# a path must exist, anything else is a command.
NEED_BUILD := gcc=build-essential /usr/include/stdio.h=build-essential pkg-config=pkg-config \
           ncursesw.pc=libncurses-dev libcurl.pc=libcurl4-openssl-dev jansson.pc=libjansson-dev \
           libmicrohttpd.pc=libmicrohttpd-dev libqrencode.pc=libqrencode-dev \
           sqlite3.pc=libsqlite3-dev libconfuse.pc=libconfuse-dev libsodium.pc=libsodium-dev \
           libcrypto.pc=libssl-dev libxml-2.0.pc=libxml2-dev \
           /usr/include/unicode/uspoof.h=libicu-dev \
           iso-codes.pc=iso-codes msgfmt=gettext
NEED_TEST  := cmocka.pc=libcmocka-dev vterm.pc=libvterm-dev zbar.pc=libzbar-dev \
           libssl.pc=libssl-dev curl=curl
NEED_LINT  := pmccabe=pmccabe clang=clang
PKGS    := $(patsubst %.pc,%,$(filter-out iso-codes.pc,$(filter %.pc,$(subst =, ,$(NEED_BUILD)))))
# Loaded by the program itself when it is needed: its headers alone.
LATEPKGS := libxml-2.0
TESTPKGS := cmocka vterm zbar libssl

PROOFS  := $B/sim $B/kill $B/power $B/scarce $B/replay
GOALS   := $(or $(MAKECMDGOALS),all)
BARE    := clean help deps uninstall
TESTING := $(filter test campaign asan fuzzers bench screenshots pictures tests $(PROOFS) $B/test_% $B/tty_% $B/bench/% $B/pictures/%,$(GOALS))
LINTING := $(filter lint,$(GOALS))

# make builds the files it includes before anything else and starts over when
# they changed: so what is missing is installed before its flags are asked for.
ifneq ($(filter-out $(BARE),$(GOALS)),)
include $B/need-build.mk
endif
ifneq ($(TESTING),)
include $B/need-test.mk
endif
ifneq ($(LINTING),)
include $B/need-lint.mk
endif

WARN    := -Wall -Wextra -Wshadow -Wvla -Wformat=2 -Wundef -Wwrite-strings -Wpointer-arith \
           -Wstrict-prototypes -Wmissing-prototypes
CPPFLAGS += -D_GNU_SOURCE -I. -MMD -MP -DLOCALEDIR='"$(PREFIX)/share/locale"' $(PKG_CFLAGS)
CFLAGS  += -std=c17 $(OPT) $(WARN) $(SAN)
# Most of what libraries look for when they are loaded is libc's: it comes first.
LDLIBS  += -lc $(PKG_LIBS) -lm
# Packed, what the loader has to relocate in the tables is half a megabyte less.
LDFLAGS += -Wl,-O1 -Wl,-z,pack-relative-relocs
TESTLIB := $(TESTPKG_LIBS) -lutil
SRC     := $(filter-out screens/main.c screens/heap.c,$(wildcard api/*.c tui/*.c screens/*.c))
OBJ     := $(SRC:%.c=$B/%.o)
HELP    := $(patsubst %.c,$B/%.o,$(filter-out tests/test_% tests/tty_%,$(wildcard tests/*.c)))
UNIT    := $(patsubst tests/%.c,$B/%,$(wildcard tests/test_*.c))
TTY     := $(patsubst tests/%.c,$B/%,$(wildcard tests/tty_*.c))
FLOORS  := $(patsubst tests/bench/%.c,$B/bench/%,$(wildcard tests/bench/floor_*.c))
BENCHOBJ := $(patsubst %.c,$B/%.o,$(filter-out tests/bench/floor_%,$(wildcard tests/bench/*.c)))
MO      := $(patsubst assets/%.po,$B/locale/%/LC_MESSAGES/remitty.mo,$(wildcard assets/*.po))

# Journeys and checks in shell.
SCRIPTS := $(filter-out tests/run.sh tests/lint.sh tests/lang.sh tests/readme.sh \
	tests/openapi.sh tests/campaign.sh tests/leaks.sh,$(wildcard tests/*.sh))
SCRIPTS += tests/lang.sh
SCRIPTS += tests/readme.sh

all: $(if $(wildcard screens/main.c),$B/remitty) $(MO)

# The allocator of card capture; sanitizers have one of their own.
$B/remitty: $B/screens/main.o $(if $(SAN),,$B/screens/heap.o) $B/libremitty.a
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$B/libremitty.a: $(OBJ) $B/assets.o
	$(Q)rm -f $@; $(AR) rcs $@ $^

# A test is one file, the helpers of tests/ and the program's own objects.
$B/test_%: $B/tests/test_%.o $(HELP) $B/libremitty.a
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(TESTLIB) $(LDLIBS)

$B/test_heap: $(if $(SAN),,$B/screens/heap.o)

$B/tty_%: $B/tests/tty_%.o $(HELP) $B/libremitty.a
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(TESTLIB) $(LDLIBS)

# The simulator plays the outbox's surroundings: what it calls is wrapped.
SIMOBJ  := $(patsubst %.c,$B/%.o,$(wildcard tests/sim/*.c))
PLAYED  := wall_ms now_ms randombytes_uniform uuid_new getpid process_born process_is_gone \
	loop_after loop_cancel loop_forget http_send http_send_once http_cancel http_server_ms \
	store_ask_get store_ask_confirm store_ask_move store_ask_rescue store_ask_twin \
	store_ask_event store_ask_keep_answer store_ask_body store_is_busy store_is_locked store_value_once \
	store_asks store_ask_rivals ask_step money_to_json
$B/sim: $(SIMOBJ) $B/libremitty.a
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(PLAYED:%=-Wl,--wrap=%) -o $@ $^ $(LDLIBS)

# The same with the real store, on a disk whose power is cut.
POWEROBJ := $(patsubst %.c,$B/%.o,$(wildcard tests/power/*.c)) \
	$(patsubst %,$B/tests/sim/sim_%.o,clock service agent ach keyed)
$B/power: $(POWEROBJ) $B/libremitty.a
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(patsubst %,-Wl$(comma)--wrap=%,$(filter-out \
		store_% ask_step money_to_json,$(PLAYED))) -o $@ $^ $(LDLIBS)

# Its steps, its clock and the system calls beneath it may end the process.
KILLOBJ := $(patsubst %.c,$B/%.o,$(wildcard tests/kill/*.c))
KILLED  := wall_ms now_ms store_ask_confirm store_ask_move store_ask_event http_send_once http_send
$B/kill: $(KILLOBJ) $B/libremitty.a
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -rdynamic $(KILLED:%=-Wl,--wrap=%) -o $@ $^ $(LDLIBS)

# What it needs runs out: room, disk, and memory where no sanitizer hands that out.
SCARCEOBJ := $(patsubst %.c,$B/%.o,$(wildcard tests/scarce/*.c)) \
	$(patsubst %,$B/tests/kill/kill_%.o,stage service ask ach)
$B/scarce: $(if $(SAN),$(filter-out %_memory.o,$(SCARCEOBJ)),$(SCARCEOBJ)) $B/libremitty.a
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -rdynamic -Wl,--wrap=wall_ms -Wl,--wrap=now_ms -o $@ $^ \
		$(LDLIBS)

# Bytes that nobody meant: every target in one program, which tests run with a
# small corpus; with libFuzzer each is a program of its own.
FUZZ    := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZOBJ := $(patsubst %.c,$B/%.o,$(wildcard tests/fuzz/*.c))
FUZZSAN := -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
FUZZERS := $(FUZZ:%=$B/fuzz/%)
ifeq ($(findstring fuzzer,$(SAN)),)
$B/tests/fuzz/fuzz_%.o: CPPFLAGS += -DLLVMFuzzerTestOneInput=$(*F)
endif

$B/replay: $(FUZZOBJ) $B/libremitty.a
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$B/fuzz/%: $B/tests/fuzz/fuzz_%.o $B/tests/fuzz/fuzz.o $B/libremitty.a
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ $^ $(LDLIBS)

fuzzers: ## a libFuzzer program for all that comes from outside, under build/fuzz-obj/fuzz
	$(Q).ci/need clang=clang
	$(Q)$(MAKE) fuzz-programs B=$B/fuzz-obj CC=clang OPT='-O1 -g' SAN='$(FUZZSAN)'

fuzz-programs: $(FUZZERS)

# A floor of a measurement links what remitty links, and nothing of it.
$B/bench/floor_%: $B/tests/bench/floor_%.o
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -Wl,--no-as-needed -o $@ $^ $(LDLIBS)

$B/bench/bench: $(BENCHOBJ) $(HELP) $B/libremitty.a
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(TESTLIB) $(LDLIBS)

$B/pictures/%: $B/tests/pictures/%.o $(HELP) $B/libremitty.a
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(TESTLIB) $(LDLIBS)

$B/%.o: %.c
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# Each data file of assets/ becomes a string: assets/schema.sql is asset_schema_sql.
DATA    := $(wildcard assets/*.tsv assets/*.sql assets/*.json assets/*.html assets/*.conf)
$B/assets.c: $(DATA)
	$(Q)mkdir -p $(@D)
	$(Q)echo '/* made by the Makefile from assets/ */' > $@
	$(Q)for f in $(DATA); do \
		n=asset_$$(basename $$f | tr '.-' '__'); \
		echo "extern const char $$n[];"; echo "const char $$n[] = {"; \
		od -An -v -tx1 $$f | sed 's/ \(..\)/0x\1,/g'; echo '0 };'; \
	done >> $@

$B/assets.o: $B/assets.c
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$B/locale/%/LC_MESSAGES/remitty.mo: assets/%.po
	$(Q)mkdir -p $(@D)
	$(Q)msgfmt -o $@ $<

# Where catalogues are installed is compiled in.
$B/prefix: FORCE
	$(Q)mkdir -p $(@D)
	$(Q)echo '$(PREFIX)' | cmp -s - $@ || echo '$(PREFIX)' > $@
$B/api/lang.o: $B/prefix

$B/need-%.mk: Makefile .ci/need
	$(Q)mkdir -p $(@D)
	$(Q)$(NEED_$*)

$B/need-test.mk $B/need-lint.mk: | $B/need-build.mk

NEED_build = .ci/need $(NEED_BUILD) && \
	printf 'PKG_CFLAGS := %s\nPKG_LIBS := %s\n' "$$(pkg-config --cflags $(PKGS))" \
		"$$(pkg-config --libs $(filter-out $(LATEPKGS),$(PKGS)))" > $@
NEED_test = .ci/need $(NEED_TEST) && \
	printf 'TESTPKG_LIBS := %s\n' "$$(pkg-config --libs $(TESTPKGS))" > $@
NEED_lint = .ci/need $(NEED_LINT) && touch $@

run: all ## build and open the console; ARGS="--lang es" passes options
	$(Q)exec $B/remitty $(ARGS)

tests: all $(UNIT) $(TTY) $(PROOFS)

test: tests ## build and run every test; ends with "N passed, N failed"
	$(Q)B=$B LABEL='$(LABEL)' tests/run.sh $(PROOFS) $(UNIT) $(TTY) $(SCRIPTS)

asan: ## every test again under the address and undefined-behaviour sanitizers
	$(Q)PROOF_SEEDS=2 $(MAKE) test B=$B/asan OPT='-O1 -g' LABEL='with sanitizers: ' \
		SAN='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer'

campaign: tests fuzzers ## the proofs that nothing is doubled, lost or leaked, at length: hours, CAMPAIGN_MINUTES=40 for a part
	$(Q)B=$B tests/campaign.sh

lint: ## the rules that a script can check, and two compilers' warnings
	$(Q)CPPFLAGS='$(filter-out -MMD -MP -DLOCALEDIR%,$(CPPFLAGS))' WARN='$(WARN)' tests/lint.sh

bench: all $B/bench/bench $(FLOORS) ## figures beside their floors, measured in the same run
	$(Q)$B/bench/bench

screenshots: all $B/pictures/tour ## the pictures of README, from the program itself
	$(Q)rm -rf $B/tour && mkdir -p $B/tour assets/screens && $B/pictures/tour $B/tour
	$(Q)for p in $$(sed -n 's|.*(assets/screens/\(.*\.svg\))|\1|p' README.md); do \
		cp $B/tour/$$p assets/screens/ || exit 1; done

openapi: all ## the OpenAPI document past linters and a mock server from npm
	$(Q).ci/need npm=npm curl=curl && B=$B tests/openapi.sh

DIR     ?= $B/screens
pictures: all $B/pictures/tour ## every screen, size, language and theme as PNG into DIR=
	$(Q)tests/pictures/all.sh $B/pictures/tour $(DIR)

docs: all ## rewrite the generated parts of README.md
	$(Q)B=$B tests/readme.sh --write

XGETTEXT := xgettext --from-code=UTF-8 --language=C --keyword=_ --keyword=N_ --add-comments=i18n \
	--sort-by-file --no-wrap --package-name=remitty --msgid-bugs-address=remitty
pot: ## every text of the program into build/remitty.pot
	$(Q)mkdir -p $B
	$(Q)$(XGETTEXT) -o $B/remitty.pot $(sort $(wildcard api/*.[ch] tui/*.[ch] screens/*.[ch]))

lang: pot ## bring assets/es.po up to date for the translator, then say what is missing
	$(Q)msgmerge -q --no-fuzzy-matching --no-wrap --sort-by-file -o $B/es.po assets/es.po \
		$B/remitty.pot && msgattrib --no-obsolete --no-wrap $B/es.po -o assets/es.po
	$(Q)B=$B tests/lang.sh

data: ## countries, currencies and telephone numbers from Debian's iso-codes and python3-phonenumbers
	$(Q)python3 assets/refresh-iso.py
	$(Q)python3 assets/refresh-phones.py

deps: ## install the Debian packages that building, testing and checking need
	$(Q).ci/need $(NEED_BUILD) $(NEED_TEST) $(NEED_LINT)

D       := $(DESTDIR)$(PREFIX)
INSTALLED := bin/remitty share/man/man1/remitty.1 share/locale/es/LC_MESSAGES/remitty.mo \
	share/bash-completion/completions/remitty share/zsh/site-functions/_remitty
install: all ## PREFIX=/usr/local DESTDIR=
	install -D -m 755 $B/remitty $D/bin/remitty
	install -D -m 644 $B/locale/es/LC_MESSAGES/remitty.mo $D/share/locale/es/LC_MESSAGES/remitty.mo
	install -D -m 644 assets/remitty.1 $D/share/man/man1/remitty.1
	install -D -m 644 assets/completion.bash $D/share/bash-completion/completions/remitty
	install -D -m 644 assets/completion.zsh $D/share/zsh/site-functions/_remitty

uninstall: ## what install put there
	rm -f $(INSTALLED:%=$D/%)

clean: ## remove build/
	rm -rf $B

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1	\2/p' Makefile | expand -t 14

FORCE:
.PHONY: all run tests test asan fuzzers fuzz-programs lint bench openapi screenshots pictures docs pot lang data deps install \
	uninstall clean help FORCE
.SECONDARY:
-include $(OBJ:.o=.d) $B/screens/main.d $B/screens/heap.d $(HELP:.o=.d) $(UNIT:$B/%=$B/tests/%.d) \
	$(SIMOBJ:.o=.d) $(POWEROBJ:.o=.d) $(KILLOBJ:.o=.d) $(SCARCEOBJ:.o=.d) $(FUZZOBJ:.o=.d) \
	$(TTY:$B/%=$B/tests/%.d) $(BENCHOBJ:.o=.d) $(FLOORS:$B/%=$B/tests/%.d) $B/tests/pictures/tour.d
