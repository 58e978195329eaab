/* One connection after the other, so that what was seen is in order. */

#include "tests/faulty.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/util.h"

enum { PATIENCE_MS = 20000, DRIP_MS = 20, FLOOD = 1000, BIG = 3 << 20, DEEP = 3000 };

struct wire {
	struct faulty *f;
	int fd;
	SSL *ssl;
	struct str in;
	size_t head;			/* bytes of the request's head; 0: not whole */
};

static const char good[] =
	"{\"id\":\"{ID}\",\"type\":\"request\",\"correlationId\":\"{ID}\",\"code\":\"Ze2i4o\","
	"\"status\":\"Sent\",\"amount\":500,\"currency\":\"MXN\",\"recipientAmout\":1734.56,"
	"\"recipientCurrency\":\"MXN\",\"createdAt\":\"2026-04-13T17:54:15.180Z\","
	"\"platId\":\"22038600-846a-47fd-8733-3b0fa886d894\","
	"\"attributionLink\":\"https://links-dev.nomas.cash/EFUb8\"}";

static const char good_ach[] =
	"{\"message\":\"ACH Debit In triggered successfully\",\"data\":{\"status\":\"INITIATED\","
	"\"referenceId\":\"12361886992\",\"message\":\"Successfully processed; no error\","
	"\"reasonCode\":\"A00\"}}";

static const char no_word[] = "HTTP/1.1 500 X\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";

/* ---- bytes ---- */

static bool is_ready(int fd, int ms)
{
	struct pollfd wait = { .fd = fd, .events = POLLIN };

	return poll(&wait, 1, ms) > 0;
}

static int take(struct wire *w, char *byte)
{
	int n;

	if ((!w->ssl || !SSL_pending(w->ssl)) && !is_ready(w->fd, PATIENCE_MS))
		return 0;
	n = w->ssl ? SSL_read(w->ssl, byte, 1) : (int)recv(w->fd, byte, 1, 0);
	if (n > 0)
		w->f->seen->bytes++;
	return n > 0;
}

static bool give(struct wire *w, const char *bytes, size_t n)
{
	while (n) {
		ssize_t sent = w->ssl ? SSL_write(w->ssl, bytes, (int)n) :
					send(w->fd, bytes, n, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		bytes += sent;
		n -= (size_t)sent;
	}
	return true;
}

/* Until the client hangs up. */
static void hold(struct wire *w)
{
	char byte;

	while (take(w, &byte))
		;
}

/* ---- a request ---- */

static size_t body_length(const struct wire *w)
{
	const char *at = strcasestr(w->in.s, "\r\ncontent-length:");

	return at ? (size_t)strtoul(at + 17, NULL, 10) : 0;
}

static bool is_far_enough(const struct wire *w, enum reads how)
{
	size_t len = w->in.len, body = w->head ? body_length(w) : 0;

	switch (how) {
	case READS_NOTHING:
		return true;
	case READS_LINE:
		return len && w->in.s[len - 1] == '\n';
	case READS_HEAD:
		return w->head;
	case READS_SOME:
		return w->head && len >= w->head + body / 2;
	default:
		return w->head && len >= w->head + body;
	}
}

/* A GET is always read to its end. */
static bool take_request(struct wire *w, enum reads how)
{
	bool post = true;
	char byte;

	while (!is_far_enough(w, post ? how : READS_ALL)) {
		if (!take(w, &byte))
			return false;
		str_addn(&w->in, &byte, 1);
		post = w->in.s[0] == 'P';
		w->f->seen->began += post && w->in.len == 1;
		if (!w->head && w->in.len > 4 && !strcmp(w->in.s + w->in.len - 4, "\r\n\r\n"))
			w->head = w->in.len;
	}
	w->f->seen->bodies += post && w->head && is_far_enough(w, READS_ALL);
	return true;
}

/* ---- what it says ---- */

static void add_id(struct str *out, const struct wire *w)
{
	const char *at = w->in.s ? strstr(w->in.s, "\"correlationId\":\"") : NULL;

	if (at)
		str_addn(out, at + 17, strcspn(at + 17, "\""));
}

static void add_words(struct str *out, const struct wire *w, const char *words);

static const char *all_good(const struct wire *w)
{
	return w->in.s && strstr(w->in.s, "/ach/") ? good_ach : good;
}

static size_t add_mark(struct str *out, const struct wire *w, const char *mark)
{
	struct str whole = { 0 };

	if (has_prefix(mark, "{ID}")) {
		add_id(out, w);
	} else if (has_prefix(mark, "{GOOD}")) {
		add_words(out, w, all_good(w));
	} else if (has_prefix(mark, "{LEN}")) {
		add_words(&whole, w, all_good(w));
		str_addf(out, "%zu", whole.len);
		str_release(&whole);
	} else if (has_prefix(mark, "{BIG}")) {
		for (int i = 0; i < BIG; i++)
			str_addn(out, "x", 1);
	} else if (has_prefix(mark, "{DEEP}")) {
		for (int i = 0; i < DEEP; i++)
			str_addn(out, "[", 1);
	} else if (has_prefix(mark, "{NUL}")) {
		str_addn(out, "", 1);
	} else {
		str_addn(out, mark, 1);
		return 1;
	}
	return strcspn(mark, "}") + 1;
}

static void add_words(struct str *out, const struct wire *w, const char *words)
{
	while (*words) {
		size_t plain = strcspn(words, "{");

		str_addn(out, words, plain);
		words += plain;
		words += *words ? add_mark(out, w, words) : 0;
	}
}

static void say(struct wire *w, const struct kind *kind)
{
	struct str out = { 0 };
	int times = kind->ends == FLOODS ? FLOOD : 1;

	if (!kind->says)
		return;
	add_words(&out, w, kind->says);
	if (kind->ends == DRIPS)
		for (size_t i = 0; i < out.len && give(w, out.s + i, 1); i++)
			if (is_ready(w->fd, DRIP_MS))
				break;		/* the client has hung up */
	while (kind->ends != DRIPS && times-- && give(w, out.s, out.len))
		;
	str_release(&out);
}

/* ---- a connection ---- */

static void end(struct wire *w, enum ends how)
{
	if (how == ENDS_RESET)
		setsockopt(w->fd, SOL_SOCKET, SO_LINGER, &(struct linger){ 1, 0 },
			   sizeof(struct linger));
	if (w->ssl && how != ENDS_RESET && how != ENDS_BARE)
		SSL_shutdown(w->ssl);
	if (how != ENDS_RESET) {	/* else the system resets what was not read */
		shutdown(w->fd, SHUT_WR);
		if (w->ssl)
			SSL_set_quiet_shutdown(w->ssl, 1);
	}
	SSL_free(w->ssl);
	close(w->fd);
	str_release(&w->in);
}

static bool shake_hands(struct wire *w)
{
	static const char garbage[] = "\x16\x03\x03\x00\x05hello, this is no handshake";
	enum tls how = w->f->kind->tls;
	char byte;

	if (how == TLS_NOT || how == TLS_PLAIN)
		return true;
	if (how == TLS_CLOSED || how == TLS_RESET || how == TLS_GARBAGE) {
		if (recv(w->fd, &byte, 1, 0) == 1 && how == TLS_GARBAGE)
			give(w, garbage, sizeof(garbage) - 1);
		end(w, how == TLS_RESET ? ENDS_RESET : ENDS);
		return false;
	}
	w->ssl = SSL_new(w->f->tls);
	SSL_set_fd(w->ssl, w->fd);
	if (SSL_accept(w->ssl) == 1)
		return true;
	end(w, ENDS_BARE);
	return false;
}

/* True when the connection stays open. */
static bool serve(struct wire *w)
{
	const struct kind *kind = w->f->kind;
	bool keep = kind->kept && !w->f->seen->began;

	if (!take_request(w, kind->reads)) {
		end(w, ENDS);
		return false;
	}
	if (w->in.len && w->in.s[0] == 'G') {
		static const char empty[] = "HTTP/1.1 200 X\r\nContent-Length: 2\r\n\r\n[]";

		give(w, keep ? empty : no_word, strlen(keep ? empty : no_word));
		if (keep) {
			str_release(&w->in);
			w->head = 0;
			return true;
		}
		end(w, ENDS);
		return false;
	}
	say(w, kind);
	if (kind->ends == HOLDS || kind->ends == DRIPS || kind->ends == FLOODS)
		hold(w);
	end(w, kind->ends);
	return false;
}

static void serve_all(struct faulty *f, int listener, int stop)
{
	struct wire kept = { .fd = -1 };

	for (;;) {
		struct pollfd fds[] = { { .fd = kept.fd, .events = POLLIN },
					{ .fd = listener, .events = POLLIN },
					{ .fd = stop, .events = POLLIN } };
		struct wire w = { .f = f };

		if (poll(fds, ARRAY_LEN(fds), -1) < 0)
			_exit(1);
		if (fds[0].revents) {
			if (!serve(&kept))
				kept.fd = -1;
		} else if (fds[1].revents) {
			w.fd = accept(listener, NULL, NULL);
			f->seen->connections++;
			if (w.fd >= 0 && shake_hands(&w) && serve(&w))
				kept = w;
		} else {
			_exit(0);
		}
	}
}

/* ---- its life ---- */

static void choose_tls(struct faulty *f, const struct papers *papers)
{
	static const enum paper shown[] = {
		[TLS_SELF] = PAPER_SELF, [TLS_STRANGER] = PAPER_STRANGER,
		[TLS_FORGED] = PAPER_FORGED,
		[TLS_EXPIRED] = PAPER_EXPIRED, [TLS_NOT_YET] = PAPER_NOT_YET,
		[TLS_OTHER_NAME] = PAPER_OTHER_NAME, [TLS_OTHER_ADDRESS] = PAPER_OTHER_ADDRESS,
		[TLS_GARBAGE] = PAPER_GOOD,
	};
	enum tls how = f->kind->tls;

	if (how == TLS_NOT || how == TLS_PLAIN)
		return;
	f->tls = papers_show(papers, shown[how]);
	if (how == TLS_OLD) {
		SSL_CTX_set_security_level(f->tls, 0);
		SSL_CTX_set_min_proto_version(f->tls, TLS1_VERSION);
		SSL_CTX_set_max_proto_version(f->tls, TLS1_1_VERSION);
	}
	if (how == TLS_ASKS_12)
		SSL_CTX_set_max_proto_version(f->tls, TLS1_2_VERSION);
	if (how == TLS_ASKS_12 || how == TLS_ASKS_13)
		SSL_CTX_set_verify(f->tls, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
}

void faulty_start(struct faulty *f, const struct kind *kind, const struct papers *papers)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), ends[2];
	socklen_t len = sizeof(at);

	*f = (struct faulty){ .kind = kind };
	f->seen = mmap(NULL, sizeof(*f->seen), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		       -1, 0);
	if (listener < 0 || bind(listener, (struct sockaddr *)&at, len) ||
	    getsockname(listener, (struct sockaddr *)&at, &len) || f->seen == MAP_FAILED ||
	    pipe(ends) || (kind->ends != REFUSES && listen(listener, 16)))
		die("the faulty server cannot be started");
	f->port = ntohs(at.sin_port);
	f->stop = ends[1];
	choose_tls(f, papers);
	f->pid = fork();
	if (f->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		signal(SIGPIPE, SIG_IGN);
		close(ends[1]);
		serve_all(f, kind->ends == REFUSES ? -1 : listener, ends[0]);
	}
	close(ends[0]);
	close(listener);
}

struct seen faulty_stop(struct faulty *f)
{
	struct seen seen;

	/* A byte: its end alone is also held by servers that were started later. */
	if (write(f->stop, "", 1) != 1)
		die("the faulty server cannot be stopped");
	close(f->stop);
	waitpid(f->pid, NULL, 0);
	seen = *f->seen;
	munmap(f->seen, sizeof(*f->seen));
	SSL_CTX_free(f->tls);
	return seen;
}
