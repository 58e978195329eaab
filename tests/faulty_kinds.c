/* What a service, or whatever stands before it, can do to an ask, and the state
 * that the ask then comes to by the rules of its life: ACCEPTED by a success
 * that echoes it, MISMATCH by one that speaks of another, REJECTED by a
 * documented refusal, READY when no byte of the body left, UNKNOWN by all else. */

#include "api/ask.h"
#include "tests/faulty.h"

enum {
	READY = 1 << ASK_READY, ACCEPTED = 1 << ASK_ACCEPTED, REJECTED = 1 << ASK_REJECTED,
	UNKNOWN = 1 << ASK_UNKNOWN, MISMATCH = 1 << ASK_MISMATCH,
	/* where the line may break before or after the body is handed over */
	RACE = READY | UNKNOWN
};

#define HEAD(status) "HTTP/1.1 " status " X\r\nContent-Type: application/json\r\n"
#define JSON(status) HEAD(status) "Connection: close\r\n\r\n"
#define HTML(status) "HTTP/1.1 " status " X\r\nContent-Type: text/html\r\n" \
		     "Connection: close\r\n\r\n<html><h1>" status "</h1></html>"
#define WHOLE HEAD("200") "Content-Length: {LEN}\r\n\r\n{GOOD}"
#define MOVED(status) "HTTP/1.1 " status " X\r\nLocation: /v1/again\r\nContent-Length: 0\r\n\r\n"
#define REASON "{\"reason\":\"Unknown.\",\"code\":\"ERROR_CONTACT_NOT_FOUND\"}"
#define SENT "\"code\":\"Ze2i4o\",\"status\":\"Sent\",\"amount\":500,\"currency\":\"MXN\"," \
	     "\"recipientCurrency\":\"MXN\",\"platId\":\"22038600-846a-47fd-8733-3b0fa886d894\""
#define OURS "\"id\":\"{ID}\",\"correlationId\":\"{ID}\","
#define OTHERS "\"correlationId\":\"b6bf4bcd-7751-426b-86c6-1b3d72ee5a02\","

const struct kind fault_kinds[] = {
	{ "all is well", .says = WHOLE, .lands = ACCEPTED, .posts = 1 },

	/* the line */
	{ "connection refused", .ends = REFUSES, .lands = READY },
	{ "closed at accept", .reads = READS_NOTHING, .lands = RACE },
	{ "reset at accept", .reads = READS_NOTHING, .ends = ENDS_RESET, .lands = RACE },
	{ "reset after the request line", .reads = READS_LINE, .ends = ENDS_RESET, .lands = RACE },
	{ "reset after the headers", .reads = READS_HEAD, .ends = ENDS_RESET, .lands = RACE },
	{ "reset amid the body", .reads = READS_SOME, .ends = ENDS_RESET, .lands = UNKNOWN },
	{ "reset after the body", .ends = ENDS_RESET, .lands = UNKNOWN, .posts = 1 },
	{ "closed after the body", .lands = UNKNOWN, .posts = 1 },
	{ "closed a kept connection after the body", .lands = UNKNOWN, .posts = 1, .kept = true },
	{ "reset amid the answer", .says = HEAD("200") "Content-Length: {LEN}\r\n\r\n{\"id\":",
	  .ends = ENDS_RESET, .lands = UNKNOWN, .posts = 1 },
	{ "no answer", .ends = HOLDS, .lands = UNKNOWN, .posts = 1 },
	{ "stalled amid the answer", .says = HEAD("200") "Content-Length: {LEN}\r\n\r\n{\"id\":",
	  .ends = HOLDS, .lands = UNKNOWN, .posts = 1 },
	{ "slow drip", .says = WHOLE, .ends = DRIPS, .lands = UNKNOWN, .posts = 1 },

	/* the status line */
	{ "half a status line", .says = "HTTP/1.1 20", .lands = UNKNOWN, .posts = 1 },
	{ "garbage for a status line", .says = "SSH-2.0-OpenSSH_9.2\r\n\r\n", .lands = UNKNOWN,
	  .posts = 1 },
	{ "status 000", .says = JSON("000") "{GOOD}", .lands = UNKNOWN, .posts = 1 },
	{ "status 999", .says = JSON("999") "{GOOD}", .lands = UNKNOWN, .posts = 1 },
	{ "status in words", .says = JSON("OK") "{GOOD}", .lands = UNKNOWN, .posts = 1 },
	{ "HTTP/0.9", .says = "{GOOD}", .lands = UNKNOWN, .posts = 1 },
	{ "HTTP/2 preface", .says = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .lands = UNKNOWN,
	  .posts = 1 },
	{ "100 and nothing more", .says = "HTTP/1.1 100 Continue\r\n\r\n", .ends = HOLDS,
	  .lands = UNKNOWN, .posts = 1 },
	{ "100, then all is well", .says = "HTTP/1.1 100 Continue\r\n\r\n" WHOLE,
	  .lands = ACCEPTED, .posts = 1 },
	{ "101", .says = "HTTP/1.1 101 X\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n{GOOD}",
	  .lands = UNKNOWN, .posts = 1 },
	{ "flood of 102", .says = "HTTP/1.1 102 Processing\r\n\r\n", .ends = FLOODS,
	  .lands = UNKNOWN, .posts = 1 },

	/* statuses */
	{ "204", .says = "HTTP/1.1 204 X\r\n\r\n", .lands = UNKNOWN, .posts = 1 },
	{ "301", .says = MOVED("301"), .lands = UNKNOWN, .posts = 1 },
	{ "302", .says = MOVED("302"), .lands = UNKNOWN, .posts = 1 },
	{ "307", .says = MOVED("307"), .lands = UNKNOWN, .posts = 1 },
	{ "308", .says = MOVED("308"), .lands = UNKNOWN, .posts = 1 },
	{ "400 in the documented shape", .says = JSON("400") REASON, .lands = REJECTED,
	  .posts = 1 },
	{ "400 otherwise", .says = JSON("400") "[]", .lands = UNKNOWN, .posts = 1 },
	{ "400 as a page", .says = HTML("400"), .lands = UNKNOWN, .posts = 1 },
	{ "400 cut short", .says = HEAD("400") "Content-Length: 99\r\n\r\n{\"reason\":",
	  .lands = UNKNOWN, .posts = 1 },
	{ "400, reference already used", .lands = UNKNOWN, .posts = 1,
	  .says = JSON("400") "{\"code\":\"ERROR_CORRELATION_ID_ALREADY_USED\"}" },
	{ "401 as JSON", .says = JSON("401") "{\"message\":\"Unauthorized\"}", .lands = REJECTED,
	  .posts = 1 },
	{ "401 as a page", .says = HTML("401"), .lands = REJECTED, .posts = 1 },
	{ "403 as JSON", .says = JSON("403") "{\"message\":\"Forbidden\"}", .lands = REJECTED,
	  .posts = 1 },
	{ "403 as a page", .says = HTML("403"), .lands = REJECTED, .posts = 1 },
	{ "404 as JSON", .says = JSON("404") REASON, .lands = UNKNOWN, .posts = 1 },
	{ "404 as a page", .says = HTML("404"), .lands = UNKNOWN, .posts = 1 },
	{ "405", .says = HTML("405"), .lands = UNKNOWN, .posts = 1 },
	{ "407", .says = HTML("407"), .lands = UNKNOWN, .posts = 1 },
	{ "408", .says = HTML("408"), .lands = UNKNOWN, .posts = 1 },
	{ "409 in the shape of a refusal", .says = JSON("409") REASON, .lands = UNKNOWN,
	  .posts = 1 },
	{ "413 before the body was read", .reads = READS_HEAD, .says = HTML("413"),
	  .lands = RACE },
	{ "422 in the documented shape", .lands = REJECTED, .posts = 1,
	  .says = JSON("422") "{\"name\":\"ValidateError\",\"message\":\"Validation failed\","
		  "\"status\":422,\"fields\":{\"body.request.requestTo\":"
		  "{\"message\":\"Too short\",\"value\":\"1\"}}}" },
	{ "422 otherwise", .says = HTML("422"), .lands = UNKNOWN, .posts = 1 },
	{ "425", .says = HTML("425"), .lands = UNKNOWN, .posts = 1 },
	{ "429 in the shape of a refusal", .says = JSON("429") REASON, .lands = UNKNOWN,
	  .posts = 1 },
	{ "429 with a time to wait", .lands = UNKNOWN, .posts = 1,
	  .says = "HTTP/1.1 429 X\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n" },
	{ "500 in the shape of a refusal", .says = JSON("500") REASON, .lands = UNKNOWN,
	  .posts = 1 },
	{ "502", .says = HTML("502"), .lands = UNKNOWN, .posts = 1 },
	{ "503 with a time to wait", .lands = UNKNOWN, .posts = 1,
	  .says = "HTTP/1.1 503 X\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n" },
	{ "504", .says = HTML("504"), .lands = UNKNOWN, .posts = 1 },

	/* how long an answer is */
	{ "200 with an empty body", .says = HEAD("200") "Content-Length: 0\r\n\r\n",
	  .lands = UNKNOWN, .posts = 1 },
	{ "length too short", .says = HEAD("200") "Content-Length: 40\r\n\r\n{GOOD}",
	  .lands = UNKNOWN, .posts = 1 },
	{ "length too long", .says = HEAD("200") "Content-Length: 9999\r\n\r\n{GOOD}",
	  .lands = UNKNOWN, .posts = 1 },
	{ "length below nothing", .says = HEAD("200") "Content-Length: -5\r\n\r\n{GOOD}",
	  .lands = UNKNOWN, .posts = 1 },
	{ "two lengths", .lands = UNKNOWN, .posts = 1,
	  .says = HEAD("200") "Content-Length: {LEN}\r\nContent-Length: 40\r\n\r\n{GOOD}" },
	{ "broken chunk", .lands = UNKNOWN, .posts = 1,
	  .says = HEAD("200") "Transfer-Encoding: chunked\r\n\r\nzz\r\n{GOOD}\r\n0\r\n\r\n" },
	{ "chunks without an end", .lands = UNKNOWN, .posts = 1,
	  .says = HEAD("200") "Transfer-Encoding: chunked\r\n\r\n6\r\n{\"id\":\r\n" },
	{ "huge header", .says = "HTTP/1.1 200 X\r\nX-Big: {BIG}\r\n\r\n{GOOD}",
	  .lands = UNKNOWN, .posts = 1 },
	{ "zero byte in a header", .lands = UNKNOWN, .posts = 1,
	  .says = "HTTP/1.1 200 X\r\nX-Odd: a{NUL}b\r\nContent-Length: {LEN}\r\n\r\n{GOOD}" },
	{ "gzip that is none", .says = HEAD("200") "Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08 no",
	  .lands = UNKNOWN, .posts = 1 },
	{ "oversized body", .says = JSON("200") "{\"x\":\"{BIG}", .lands = UNKNOWN, .posts = 1 },

	/* what it says */
	{ "malformed JSON", .says = JSON("200") "{GOOD}}", .lands = UNKNOWN, .posts = 1 },
	{ "a page with 200", .says = HTML("200"), .lands = UNKNOWN, .posts = 1 },
	{ "a key twice", .says = JSON("200") "{" OURS "\"id\":\"x\"," SENT "}", .lands = UNKNOWN,
	  .posts = 1 },
	{ "deep JSON", .says = JSON("200") "{" OURS SENT ",\"x\":{DEEP}", .lands = UNKNOWN,
	  .posts = 1 },
	{ "broken UTF-8", .says = JSON("200") "{" OURS SENT ",\"x\":\"\xc0\xaf\"}",
	  .lands = UNKNOWN, .posts = 1 },
	{ "wrong types", .says = JSON("200") "{\"id\":7,\"correlationId\":{\"a\":1},\"code\":[]}",
	  .lands = UNKNOWN, .posts = 1 },
	{ "a list", .says = JSON("200") "[{GOOD}]", .lands = UNKNOWN, .posts = 1 },
	{ "no reference", .says = JSON("200") "{" SENT ",\"recipientAmout\":1734.56}",
	  .lands = UNKNOWN, .posts = 1 },
	{ "another's reference", .lands = MISMATCH, .posts = 1,
	  .says = JSON("200") "{\"id\":\"x\",\"type\":\"request\"," OTHERS SENT
		  ",\"recipientAmout\":1734.56,\"createdAt\":\"2026-04-13T17:54:15.180Z\"}" },
	{ "another amount", .lands = MISMATCH, .posts = 1,
	  .says = JSON("200") "{\"type\":\"request\"," OURS SENT
		  ",\"recipientAmout\":1734.57,\"createdAt\":\"2026-04-13T17:54:15.180Z\"}" },
	{ "a date of 1970", .lands = ACCEPTED, .posts = 1,
	  .says = HEAD("200") "Date: Thu, 01 Jan 1970 00:00:01 GMT\r\n"
		  "Content-Length: {LEN}\r\n\r\n{GOOD}" },

	/* TLS */
	{ "TLS: all is well", TLS_GOOD, .says = WHOLE, .lands = ACCEPTED, .posts = 1 },
	{ "TLS: closed without farewell, body whole", TLS_GOOD, .says = WHOLE, .ends = ENDS_BARE,
	  .lands = ACCEPTED, .posts = 1 },
	{ "TLS: closed without farewell, length unknown", TLS_GOOD,
	  .says = JSON("200") "{GOOD}", .ends = ENDS_BARE,
	  .lands = ACCEPTED | UNKNOWN, .posts = 1 },	/* JSON shows by itself that it is whole */
	{ "TLS: closed after the body", TLS_GOOD, .lands = UNKNOWN, .posts = 1 },
	{ "TLS: reset after the body", TLS_GOOD, .ends = ENDS_RESET, .lands = UNKNOWN,
	  .posts = 1 },
	{ "TLS: kept connection closed after the body", TLS_GOOD, .lands = UNKNOWN, .posts = 1,
	  .kept = true },
	{ "TLS: no answer", TLS_GOOD, .ends = HOLDS, .lands = UNKNOWN, .posts = 1 },
	{ "TLS: 400 in the documented shape", TLS_GOOD, .says = JSON("400") REASON,
	  .lands = REJECTED, .posts = 1 },
	{ "TLS: it speaks none", TLS_PLAIN, .reads = READS_NOTHING, .says = HTML("400"),
	  .lands = READY },
	{ "TLS: garbage in the handshake", TLS_GARBAGE, .lands = READY },
	{ "TLS: closed in the handshake", TLS_CLOSED, .lands = READY },
	{ "TLS: reset in the handshake", TLS_RESET, .lands = READY },
	{ "TLS: version 1.1", TLS_OLD, .lands = READY },
	{ "TLS: self-signed", TLS_SELF, .lands = READY },
	{ "TLS: unknown authority", TLS_STRANGER, .lands = READY },
	{ "TLS: forged authority", TLS_FORGED, .lands = READY },
	{ "TLS: expired", TLS_EXPIRED, .lands = READY },
	{ "TLS: not yet valid", TLS_NOT_YET, .lands = READY },
	{ "TLS: another name", TLS_OTHER_NAME, .lands = READY },
	{ "TLS: another address", TLS_OTHER_ADDRESS, .lands = READY },
	{ "TLS: called by a name it does not show", TLS_GOOD, .localhost = true,
	  .lands = READY },
	{ "TLS 1.2: no client certificate", TLS_ASKS_12, .lands = READY },
	/* It says so only after the handshake, when the body is on its way already. */
	{ "TLS 1.3: no client certificate", TLS_ASKS_13, .lands = RACE },
	{ .name = NULL }
};
