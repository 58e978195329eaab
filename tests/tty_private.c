/* Whatever the umask it was started under, what the program writes is for its
 * owner alone: records, slips, codes, bundles, archives, reports and keys. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/lang.h"
#include "api/util.h"
#include "tests/agent.h"

struct count {
	int files, folders, open;
};

static void count_in(const char *folder, struct count *count)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	struct stat st;

	assert_non_null(dir);
	while ((entry = readdir(dir))) {
		char *path = xasprintf("%s/%s", folder, entry->d_name);
		bool dots = str_eq(entry->d_name, ".") || str_eq(entry->d_name, "..");

		if (!dots && !lstat(path, &st)) {
			bool is_folder = S_ISDIR(st.st_mode);
			mode_t want = is_folder ? 0700 : 0600;

			count->files += !is_folder;
			count->folders += is_folder;
			count->open += (st.st_mode & 07777) != want;
			if ((st.st_mode & 07777) != want)
				print_message("%s: %04o\n", path, st.st_mode & 07777);
			if (is_folder)
				count_in(path, count);
		}
		free(path);
	}
	closedir(dir);
}

static void start_under(mode_t mask, struct tw *w, const char *const *args)
{
	mode_t before = umask(mask);

	tw_start(w, 80, 24, args);
	umask(before);
}

static void run_under(mode_t mask, struct tw *w, const char *const *args)
{
	start_under(mask, w, args);
	tw_ended(w, 0);
}

/* An ask with its slip and its bundle. */
static void work(mode_t mask, struct tw *w, struct count *count)
{
	start_under(mask, w, NULL);
	agent_look_up(w, "rosa.diaz@example.com");
	agent_add_clabe(w);
	tw_keys(w, "\n");
	agent_add_payer(w);
	tw_keys(w, "\n");
	agent_quote(w, "50");
	tw_keys(w, "<F10>");
	agent_read_back(w, "800");
	tw_wait_asleep(w);
	count_in(w->dir, count);		/* the database while it is in use */
	agent_send(w, "800");
	tw_keys(w, "p");
	tw_wait_text(w, "Slip for the customer");
	tw_keys(w, "<F10>");
	tw_wait_text(w, "Saved, with the code");
	tw_keys(w, "<Esc>");
	tw_wait_gone(w, "Slip for the customer");
	tw_keys(w, "s");
	tw_wait_text(w, "Support bundle");
	tw_wait_asleep(w);
	tw_keys(w, "<F10>");
	tw_wait_text(w, "Saved for support");
	tw_keys(w, "<Ctrl-Q>");
	tw_ended(w, 0);
}

static struct count session_under(mode_t mask)
{
	struct count count = { 0 };
	char *html, *xml;
	struct tw w;

	tw_init(&w);
	tw_file(&w, "config/remitty/remitty.conf", "profile \"sandbox\" { request4r = true }\n");
	html = xasprintf("html=%s/run.html", w.dir);
	xml = xasprintf("junit=%s/run.xml", w.dir);
	work(mask, &w, &count);
	run_under(mask, &w, (const char *const[]){ "scenarios", "run", "getUserTokenV2",
						   "--report", html, "--report", xml, NULL });
	run_under(mask, &w, (const char *const[]){ "doctor", NULL });
	count_in(w.dir, &count);
	tw_release(&w);
	free(html);
	free(xml);
	return count;
}

static void what_is_written_is_for_its_owner_alone(void **state)
{
	static const mode_t masks[] = { 0, 022, 077, 0777 };
	int files = 0, folders = 0, open = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(masks); i++) {
		struct count count = session_under(masks[i]);

		print_message("umask %03o: %d files, %d folders\n", masks[i], count.files,
			      count.folders);
		assert_true(count.files >= 10);
		files += count.files;
		folders += count.folders;
		open += count.open;
	}
	print_message("# figure: files under every umask | %zu umasks, %d files and %d folders: "
		      "%d open to others\n", ARRAY_LEN(masks), files, folders, open);
	assert_int_equal(open, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_for_its_owner_alone),
	};

	lang_init();
	lang_set("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
