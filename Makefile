# remitty: make run, make test; `make help` lists the rest.
PKGS    := ncursesw libcurl jansson libmicrohttpd libqrencode sqlite3 libconfuse libsodium
B       ?= build
CC      ?= gcc
PREFIX  ?= /usr/local
OPT     ?= -O2 -g
WARN    := -Wall -Wextra -Wshadow -Wvla -Wformat=2 -Wundef -Wwrite-strings -Wpointer-arith \
           -Wstrict-prototypes -Wmissing-prototypes
CPPFLAGS += -D_GNU_SOURCE -I. -MMD -MP -DLOCALEDIR='"$(PREFIX)/share/locale"' \
            $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
CFLAGS  += -std=c17 $(OPT) $(WARN) $(SAN)
LDLIBS  += $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lm
TESTPKG := $(shell pkg-config --libs cmocka vterm zbar 2>/dev/null) -lutil
SRC     := $(filter-out screens/main.c,$(wildcard api/*.c tui/*.c screens/*.c))
OBJ     := $(SRC:%.c=$B/%.o)
HELP    := $(patsubst %.c,$B/%.o,$(filter-out tests/test_% tests/tty_%,$(wildcard tests/*.c)))
UNIT    := $(patsubst tests/%.c,$B/%,$(wildcard tests/test_*.c))
TTY     := $(patsubst tests/%.c,$B/%,$(wildcard tests/tty_*.c))
MO      := $(patsubst assets/%.po,$B/locale/%/LC_MESSAGES/remitty.mo,$(wildcard assets/*.po))
Q       := $(if $V,,@)

all: $B/remitty $(MO)

$B/remitty: $B/screens/main.o $B/libremitty.a
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$B/libremitty.a: $(OBJ) $B/assets.o
	$(Q)rm -f $@; $(AR) rcs $@ $^

# A test is one file, the helpers of tests/ and the program's own objects.
$B/test_%: $B/tests/test_%.o $(HELP) $B/libremitty.a
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(TESTPKG) $(LDLIBS)

$B/tty_%: $B/tests/tty_%.o $(HELP) $B/libremitty.a
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(TESTPKG) $(LDLIBS)

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

test: all $(UNIT) $(TTY)
	$(Q)for t in $(UNIT) $(TTY); do $$t || exit 1; done

clean:
	rm -rf $B

.PHONY: all test clean
.SECONDARY:
-include $(OBJ:.o=.d) $B/screens/main.d $(HELP:.o=.d) $(UNIT:$B/%=$B/tests/%.d) $(TTY:$B/%=$B/tests/%.d)
