#include "api/http_end.h"

#include <curl/curl.h>
#include <stdlib.h>

void http_library(bool tls)
{
	curl_global_init_mem(tls ? CURL_GLOBAL_SSL : CURL_GLOBAL_NOTHING, xmalloc, free, xrealloc,
			     xstrdup, xcalloc);
}

enum cut http_cut(int code)
{
	static const struct {
		int code;
		enum cut cut;
	} known[] = {
		{ CURLE_COULDNT_RESOLVE_HOST, CUT_NO_HOST },
		{ CURLE_COULDNT_CONNECT, CUT_NO_CONNECTION },
		{ CURLE_OPERATION_TIMEDOUT, CUT_TIMEOUT },
		{ CURLE_PEER_FAILED_VERIFICATION, CUT_UNTRUSTED },
		{ CURLE_SSL_CONNECT_ERROR, CUT_TLS },
		{ CURLE_SSL_CIPHER, CUT_TLS },
		{ CURLE_SSL_CERTPROBLEM, CUT_OWN_CERTIFICATE },
		{ CURLE_SSL_CACERT_BADFILE, CUT_CA_FILE },
		{ CURLE_GOT_NOTHING, CUT_BROKEN },
		{ CURLE_RECV_ERROR, CUT_BROKEN },
		{ CURLE_SEND_ERROR, CUT_BROKEN },
		{ CURLE_SEND_FAIL_REWIND, CUT_BROKEN },
		{ CURLE_PARTIAL_FILE, CUT_BROKEN },
		{ CURLE_ABORTED_BY_CALLBACK, CUT_STOPPED },
		{ CURLE_WRITE_ERROR, CUT_TOO_LARGE },
	};

	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (known[i].code == code)
			return known[i].cut;
	return CUT_GARBAGE;
}

enum cut http_why(void *easy, int code)
{
	/* OpenSSL's X509_V_…  Names are compared beyond the chain: libcurl then leaves
	 * "fine", or its first value, "unspecified". */
	enum { FINE, UNSPECIFIED, NOT_YET = 9, EXPIRED = 10 };
	enum cut cut = http_cut(code);
	long verified = FINE;

	if (cut != CUT_UNTRUSTED)
		return cut;
	curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &verified);
	if (verified == NOT_YET || verified == EXPIRED)
		return CUT_DATES;
	return verified == FINE || verified == UNSPECIFIED ? CUT_OTHER_NAME : cut;
}

void http_times(void *easy, struct exchange *x)
{
	static const CURLINFO asked[TIMES] = {
		[TIME_NAME] = CURLINFO_NAMELOOKUP_TIME_T,
		[TIME_CONNECT] = CURLINFO_CONNECT_TIME_T,
		[TIME_TLS] = CURLINFO_APPCONNECT_TIME_T,
		[TIME_FIRST] = CURLINFO_STARTTRANSFER_TIME_T,
		[TIME_TOTAL] = CURLINFO_TOTAL_TIME_T,
	};

	for (int i = 0; i < TIMES; i++) {
		curl_off_t us = 0;

		curl_easy_getinfo(easy, asked[i], &us);
		x->times[i] = us;
	}
}
