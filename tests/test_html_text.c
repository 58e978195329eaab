/* HTML of legal texts becomes text to read. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/html_text.h"
#include "api/lang.h"
#include "api/util.h"

static const struct {
	const char *html, *text;
} cases[] = {
	{ "", "" },
	{ "US Patriot ACT: To help the government", "US Patriot ACT: To help the government" },
	{ "a < b & c > d", "a < b & c > d" },
	{ "one\ntwo", "one\n\ntwo" },
	{ "<Content>", "" },
	{ "<p>One  and\n the same</p><p>Two</p>", "One and the same\n\nTwo" },
	{ "<h1>Terms</h1><p>First <b>very</b> bold.</p>", "Terms\n\nFirst very bold." },
	{ "a<b> b</b>c <i>d</i>, e", "a bc d, e" },
	{ "<ul><li>One<li>Two<ul><li>Deep</ul></ul>End", "• One\n• Two\n• Deep\n\nEnd" },
	{ "<ol start=3><li><p>Three</p></li><li>Four</li></ol>", "3. Three\n4. Four" },
	{ "<a href='https://www.example.com/x?y'>the law</a> says", "the law "
	  "(www.example.com) says" },
	{ "<a href='https://example.com/'>example.com</a>", "example.com" },
	{ "<a href='https://bank.example@evil.example/'>bank.example</a>",
	  "bank.example (evil.example)" },
	{ "<a href='javascript:alert(1)'>here</a>", "here" },
	{ "<table><tr><th>Fee<th>Amount</tr><tr><td><p>Card</p><td>2 &euro;</table>x",
	  "Fee | Amount\nCard | 2 €\n\nx" },
	{ "<table><tr><td><p>a</p><p>b</p></td></tr></table>", "a\n\nb" },
	{ "a<br>b<hr>c", "a\n\nb\n\n---\n\nc" },
	{ "&lt;b&gt; &amp; &copy; &#65; &#x42; &nosuch; &nbsp;x", "<b> & © A B &nosuch; \u00a0x" },
	{ "<script>alert('no')</script><style>p{}</style><p>yes</p><iframe>no</iframe>", "yes" },
	{ "<html><head><title>no</title></head><body onload=x()>yes<!-- no "
	  "--></body></html>", "yes" },
	{ "<p style='display:none'>hidden words count</p>", "hidden words count" },
	{ "<img src=x onerror=y alt='seal of the bank'> sealed", "seal of the bank sealed" },
	{ "<p>a\u202eb\ac\u200bd</p>", "abcd" },
	{ "<p>unclosed <b>bold <i>and", "unclosed bold and" },
	{ "<dl><dt>Fee</dt><dd>what it costs</dd></dl>", "Fee\n\nwhat it costs" },
	{ "<p>yes</p><script>no</script><style>no</style><template>no</template>", "yes" },
	{ "<svg><script>x</script><text>no</text></svg>yes", "yes" },
	{ "<p>\xff\xfe bad</p>", NULL },
	{ "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><p>&a;</p>", NULL },
	{ "<", "<" },
	{ "</", NULL },
	{ "<p", NULL },
};

static void html_reads_as_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char *text = html_plain(cases[i].html);

		if (cases[i].text)
			assert_string_equal(text, cases[i].text);
		assert_null(strstr(text, "root:"));
		assert_null(strpbrk(text, "\x07\x1b"));
		free(text);
	}
}

static void blocks_know_what_they_are(void **state)
{
	struct html_text doc;

	(void)state;
	html_read(&doc, "<h2>Fees</h2><p>You <b>must</b> "
	  "pay.</p><ul><li>a<ul><li><b>b</b>c</ul></ul>"
		  "<table><tr><th>Fee</th><td>Free</td></tr></table>");
	assert_int_equal(doc.n, 5);
	assert_int_equal(doc.blocks[0].kind, HTML_HEADING);
	assert_int_equal(doc.blocks[0].level, 2);
	assert_int_equal(doc.blocks[1].n_bold, 1);
	assert_int_equal(doc.blocks[1].bold[0].from, 4);
	assert_int_equal(doc.blocks[1].bold[0].to, 8);
	assert_int_equal(doc.blocks[2].kind, HTML_ITEM);
	assert_int_equal(doc.blocks[2].level, 1);
	assert_int_equal(doc.blocks[3].level, 2);
	assert_int_equal(doc.blocks[3].bold[0].to, 1);
	assert_int_equal(doc.blocks[4].kind, HTML_ROW);
	assert_int_equal(doc.blocks[4].level, 0);
	html_release(&doc);
}

/* As deep and as long as an answer may be: no stack and no time is lost. */
static void depth_and_length_do_no_harm(void **state)
{
	struct str html = { 0 };
	char *text;

	(void)state;
	for (int i = 0; i < 20000; i++)
		str_add(&html, "<ul><li>");
	str_add(&html, "bottom");
	text = html_plain(html.s);
	assert_non_null(strstr(text, "bottom"));
	free(text);
	str_release(&html);
	for (int i = 0; i < 20000; i++)
		str_addf(&html, "<p>paragraph <b>%d</b></p>", i);
	text = html_plain(html.s);
	assert_non_null(strstr(text, "paragraph 19999"));
	free(text);
	str_release(&html);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(html_reads_as_text),
		cmocka_unit_test(blocks_know_what_they_are),
		cmocka_unit_test(depth_and_length_do_no_harm),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
