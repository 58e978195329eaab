#define NCURSES_WIDECHAR 1
#include "tui/term.h"

#include <curses.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

#include "api/util.h"
#include "tui/keys.h"
#include "tui/stop.h"
#include "tui/wire.h"

/* Only cells that differ from the last grid are handed to curses, which says
 * how to get there; wire.c sees to it that this is one write.  Keys are read
 * through a pad, because reading through a window refreshes it. */

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define DOUBLE_CLICK_MS 400

/* What curses calls the keys of key_sequences: this and their number of ours. */
#define OWN_CODES (KEY_MAX + 1000)

/* The terminal is one for the whole program, as curses' own state is. */
static struct {
	bool open;
	SCREEN *screen;
	FILE *in, *out;			/* curses' own copies of the terminal */
	struct wire wire;
	WINDOW *keys;
	struct termios saved;
	char rescue[256];		/* what gives the screen back, ready to be written */
	enum theme theme;
	bool mouse;
	struct { bool known; attr_t attr; int pair; } looks[STYLE_COUNT];
	struct cell *shown;		/* the last frame; style STYLE_COUNT: not known */
	int w, h;
	bool redraw;
	int cursor;			/* as curs_set was last told; -1 not yet */
	struct keys typed;
	tui_key held;			/* what followed a pasted line's end that was just told */
	struct mouse last_mouse;
	long click_ms;
} t;

static const char *cap(const char *name)
{
	const char *s = tigetstr(name);

	return s && s != (const char *)-1 ? s : "";
}

/* The input modes: keys one by one and as they are, but Ctrl-C and Ctrl-Z
 * still signal.  Ctrl-S, Ctrl-Q and Ctrl-V are keys like others. */
static void set_modes(void)
{
	struct termios now;

	cbreak();
	noecho();
	nonl();
	if (tcgetattr(t.wire.tty, &now) == 0) {
		now.c_iflag &= ~(tcflag_t)(IXON | IXOFF);
		now.c_lflag &= ~(tcflag_t)IEXTEN;
		now.c_cc[VQUIT] = _POSIX_VDISABLE;
		tcsetattr(t.wire.tty, TCSADRAIN, &now);
	}
	def_prog_mode();
}

static void set_keys(void)
{
	t.keys = newpad(1, 1);
	keypad(t.keys, TRUE);
	nodelay(t.keys, TRUE);
	set_escdelay(25);
	typeahead(-1);
	mouseinterval(0);
	for (const struct key_sequence *k = key_sequences; k->bytes; k++)
		define_key(k->bytes, OWN_CODES + (int)(k->key - KEYS_BASE));
}

/* curses would install its own handlers where there are none. */
static SCREEN *new_screen(void)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGTSTP, SIGWINCH };
	struct sigaction before[ARRAY_LEN(numbers)];
	SCREEN *screen;

	for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
		sigaction(numbers[i], NULL, &before[i]);
	screen = newterm(NULL, t.out, t.in);	/* asks the terminal for its modes: no gathering */
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
		sigaction(numbers[i], &before[i], NULL);
	return screen;
}

static bool give_up(const char **why, const char *text)
{
	if (t.screen)
		delscreen(t.screen);
	if (t.in)
		fclose(t.in);
	if (t.out)
		fclose(t.out);
	wire_close(&t.wire);
	memset(&t, 0, sizeof(t));
	if (why)
		*why = text;
	return false;
}

static bool open_streams(void)
{
	int in = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);

	t.in = in < 0 ? NULL : fdopen(in, "r");
	t.out = fdopen(t.wire.curses, "w");
	return t.in && t.out;
}

/* Asked first, because newterm leaves things behind when it fails. */
static bool is_fit(const char *name)
{
	int code;
	bool fit;

	if (setupterm(name, t.wire.tty, &code) != OK)
		return false;
	fit = *cap("cup") != '\0';
	del_curterm(cur_term);
	return fit;
}

bool term_open(const char **why)
{
	const char *name = getenv("TERM");

	if (t.open)
		return true;
	t.wire = (struct wire){ .tty = -1, .plain = -1, .sink = -1, .curses = -1 };
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return give_up(why, _("The console needs a terminal for keyboard and screen; "
			"for scripts there is \"remitty call\"."));
	if (!name || !*name)
		return give_up(why, _("The terminal does not say what it is: set TERM, "
			"for example TERM=xterm-256color."));
	if (!wire_open(&t.wire, STDOUT_FILENO) || !open_streams() ||
			tcgetattr(t.wire.tty, &t.saved) != 0)
		return give_up(why, _("The terminal could not be opened."));
	if (!is_fit(name) || !(t.screen = new_screen()))
		return give_up(why, _("This terminal is not known or cannot place its cursor: "
			"set TERM to what it is, for example TERM=xterm-256color."));
	set_modes();
	set_keys();
	if (has_colors()) {
		start_color();
		use_default_colors();
	}
	snprintf(t.rescue, sizeof(t.rescue), "%s%s%s%s%s%s", "\033[?1000l\033[?1006l" PASTE_OFF,
		cap("sgr0"), cap("op"), cap("rmkx"), cap("rmcup"), cap("cnorm"));
	t.cursor = -1;
	t.open = true;
	wire_send(&t.wire, PASTE_ON, strlen(PASTE_ON));
	return true;
}

/* It has no clipboard and no default colours; its mouse is another process's affair. */
static bool is_linux(void)
{
	return has_prefix(termname(), "linux");
}

static void set_mouse(bool on)
{
	mmask_t events = BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED;

	on = on && !is_linux();
	if (on == t.mouse)
		return;
	t.mouse = on;
	wire_begin(&t.wire);
	mousemask(on ? events : 0, NULL);
	wire_end(&t.wire);
}

static void leave(void)
{
	set_mouse(false);
	wire_ground(&t.wire, NULL);
	wire_begin(&t.wire);
	curs_set(1);
	endwin();
	wire_end(&t.wire);
	/* Some terminals keep with the first screen whether the cursor was hidden. */
	wire_send(&t.wire, cap("cnorm"), strlen(cap("cnorm")));
	wire_send(&t.wire, PASTE_OFF, strlen(PASTE_OFF));
	tcsetattr(t.wire.tty, t.wire.hurry ? TCSANOW : TCSADRAIN, &t.saved);
}

void term_close(void)
{
	if (!t.open)
		return;
	t.open = false;			/* first: what follows may fail and come back here */
	leave();
	delwin(t.keys);
	free(t.shown);
	give_up(NULL, NULL);
}

void term_rescue(void)
{
	if (!t.open)
		return;
	term_hurry();
	wire_send(&t.wire, t.rescue, strnlen(t.rescue, sizeof(t.rescue)));
	wire_ground(&t.wire, NULL);
	tcsetattr(t.wire.tty, TCSANOW, &t.saved);
}

void term_hurry(void)
{
	t.wire.hurry = 1;
}

void term_look(enum theme theme, bool mouse)
{
	t.theme = theme;
	if (!t.open)
		return;
	set_mouse(mouse);
	wire_ground(&t.wire, has_colors() && !is_linux() ? theme_ground(theme) : NULL);
	memset(t.looks, 0, sizeof(t.looks));
	for (int i = 0; i < t.w * t.h; i++)
		t.shown[i].style = STYLE_COUNT;
}

void term_size(int *w, int *h)
{
	*w = COLS;
	*h = LINES;
}

/* Take over a grid's size; nothing of what is shown is known then. */
static void resize_shown(int w, int h)
{
	t.shown = xrealloc(t.shown, (size_t)w * (size_t)h * sizeof(*t.shown));
	t.w = w;
	t.h = h;
	for (int i = 0; i < w * h; i++)
		t.shown[i] = (struct cell){ .style = STYLE_COUNT };
	erase();
	t.redraw = true;
}

void term_resize(void)
{
	struct winsize size;

	if (ioctl(t.wire.tty, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0)
		return;
	if (size.ws_row != LINES || size.ws_col != COLS)
		resize_term(size.ws_row, size.ws_col);
	resize_shown(COLS, LINES);
}

void term_redraw(void)
{
	t.redraw = true;
}

/* How a style looks here; pairs are made when a style is first seen. */
static void look_up(unsigned style)
{
	enum theme theme = has_colors() ? t.theme : THEME_MONO;
	const struct look *look = theme_look(theme, (enum style)style);
	int fg = COLORS >= 256 ? look->fg : look->fg8, bg = COLORS >= 256 ? look->bg : look->bg8;
	attr_t attr = (look->flags & LOOK_BOLD ? A_BOLD : 0) |
		(look->flags & LOOK_DIM ? A_DIM : 0) |
		(look->flags & LOOK_REVERSE ? A_REVERSE : 0) |
		(look->flags & LOOK_UNDERLINE ? A_UNDERLINE : 0);
	int pair = fg < 0 && bg < 0 ? 0 : alloc_pair(fg, bg);

	t.looks[style].known = true;
	t.looks[style].attr = attr;
	t.looks[style].pair = pair < 0 ? 0 : pair;
}

/* In the last column terminals put a mark at the start of the next line. */
static void put(int x, int y, const struct cell *cell)
{
	wchar_t text[3] = { cell->ch, x + 1 < t.w ? cell->mark : 0, 0 };
	cchar_t cc;

	if (!t.looks[cell->style].known)
		look_up(cell->style);
	setcchar(&cc, text, t.looks[cell->style].attr, 0, &t.looks[cell->style].pair);
	mvadd_wchnstr(y, x, &cc, 1);
}

static bool same(const struct cell *a, const struct cell *b)
{
	return a->ch == b->ch && a->style == b->style && a->mark == b->mark;
}

static void put_row(const struct grid *g, int y)
{
	const struct cell *new = g->cells + (size_t)y * (size_t)g->w;
	struct cell *old = t.shown + (size_t)y * (size_t)t.w;

	if (g->w <= t.w && !memcmp(new, old, (size_t)g->w * sizeof(*new)))
		return;
	for (int x = 0; x < g->w && x < t.w; x++) {
		if (same(&new[x], &old[x]))
			continue;
		old[x] = new[x];
		if (new[x].ch)
			put(x, y, &new[x]);
	}
}

static void place_cursor(const struct grid *g)
{
	int visible = g->cursor_x >= 0 && g->cursor_y >= 0;

	leaveok(stdscr, !visible);
	if (visible)
		move(g->cursor_y, g->cursor_x);
	if (t.cursor != visible)
		curs_set(visible);
	t.cursor = visible;
}

void term_show(const struct grid *g)
{
	if (!t.open)
		return;
	if (t.w != COLS || t.h != LINES)
		resize_shown(COLS, LINES);
	for (int y = 0; y < g->h && y < t.h; y++)
		put_row(g, y);
	wire_begin(&t.wire);
	if (t.redraw)
		clearok(stdscr, TRUE);
	t.redraw = false;
	place_cursor(g);
	wnoutrefresh(stdscr);
	doupdate();
	wire_end(&t.wire);
}

static const struct {
	int from;
	tui_key to;
} codes[] = {
	{ KEY_UP, K_UP }, { KEY_DOWN, K_DOWN }, { KEY_LEFT, K_LEFT }, { KEY_RIGHT, K_RIGHT },
	{ KEY_HOME, K_HOME }, { KEY_END, K_END }, { KEY_PPAGE, K_PAGE_UP },
	{ KEY_NPAGE, K_PAGE_DOWN }, { KEY_A1, K_HOME }, { KEY_A3, K_PAGE_UP }, { KEY_C1, K_END },
	{ KEY_C3, K_PAGE_DOWN }, { KEY_BACKSPACE, K_BACK }, { KEY_DC, K_DELETE },
	{ KEY_IC, K_INSERT }, { KEY_ENTER, K_ENTER }, { KEY_BTAB, K_BACKTAB }, { KEY_F(1), K_F1 },
	{ KEY_F(2), K_F2 }, { KEY_F(3), K_F3 }, { KEY_F(4), K_F4 }, { KEY_F(5), K_F5 },
	{ KEY_F(6), K_F6 }, { KEY_F(7), K_F7 }, { KEY_F(8), K_F8 }, { KEY_F(9), K_F9 },
	{ KEY_F(10), K_F10 }, { KEY_F(11), K_F11 }, { KEY_F(12), K_F12 },
};

/* Clicks count when pressed: waiting for the release would make them slow. */
static tui_key mouse_key(void)
{
	struct mouse now, *last = &t.last_mouse;
	long ms = now_ms();
	MEVENT e;

	if (getmouse(&e) != OK)
		return K_NONE;
	now = (struct mouse){ .x = e.x, .y = e.y, .what = MOUSE_CLICK };
	if (e.bstate & BUTTON4_PRESSED)
		now.what = MOUSE_WHEEL_UP;
	else if (e.bstate & BUTTON5_PRESSED)
		now.what = MOUSE_WHEEL_DOWN;
	else if (!(e.bstate & BUTTON1_PRESSED))
		return K_NONE;
	else if (last->what == MOUSE_CLICK && last->x == now.x && last->y == now.y &&
			ms - t.click_ms < DOUBLE_CLICK_MS)
		now.what = MOUSE_DOUBLE;
	t.click_ms = ms;
	t.last_mouse = now;
	return K_MOUSE;
}

static tui_key code_key(int code)
{
	tui_key key = K_NONE;

	if (code > OWN_CODES)
		key = KEYS_BASE + (tui_key)(code - OWN_CODES);
	for (size_t i = 0; i < ARRAY_LEN(codes); i++)
		if (codes[i].from == code)
			key = codes[i].to;
	if (key == K_PASTE_BEGIN || key == K_PASTE_END)
		keys_paste(&t.typed, key == K_PASTE_BEGIN);
	else if (t.typed.pasting)
		return K_NONE;
	return code == KEY_MOUSE ? mouse_key() : key;
}

/* A control sequence that nobody knows must not end up as text: swallow it up
 * to its final byte.  Esc alone, and Esc of an Alt-letter, is Esc. */
static tui_key escape_key(void)
{
	int c = wgetch(t.keys), next;

	if (c != '[' && c != 'O') {
		if (c != ERR)
			ungetch(c);
		return K_ESC;
	}
	if ((next = wgetch(t.keys)) == ERR) {
		ungetch(c);
		return K_ESC;
	}
	while (next != ERR && next < 0x40 && c == '[')
		next = wgetch(t.keys);
	return K_NONE;
}

static tui_key byte_key(int c)
{
	tui_key key = keys_byte(&t.typed, (unsigned char)c);

	return key == K_ESC ? escape_key() : key;
}

bool term_key(tui_key *key)
{
	int c;

	if (t.held) {
		*key = t.held;
		t.held = 0;
		return true;
	}
	while (t.open && (c = wgetch(t.keys)) != ERR) {
		*key = c >= KEY_MIN ? code_key(c) : byte_key(c);
		if (*key == K_NONE)
			continue;
		if (keys_line_ended(&t.typed)) {
			t.held = *key;
			*key = '\n';
		}
		return true;
	}
	return false;
}

struct mouse term_mouse(void)
{
	return t.last_mouse;
}

int term_fd(void)
{
	return fileno(t.in);
}

void term_suspend(void)
{
	bool mouse = t.mouse;

	if (!t.open)
		return;
	leave();
	stop_here();
	tcgetattr(t.wire.tty, &t.saved);
	reset_prog_mode();
	wire_send(&t.wire, PASTE_ON, strlen(PASTE_ON));
	t.cursor = -1;
	term_look(t.theme, mouse);
	term_resize();
}

void term_copy(const char *text)
{
	if (t.open && !is_linux())
		wire_copy(&t.wire, text);
}
