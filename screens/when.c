#include "screens/when.h"

#include <stdio.h>
#include <time.h>

#include "api/util.h"

static struct tm local(int64_t ms)
{
	time_t t = (time_t)(ms / 1000);
	struct tm tm;

	localtime_r(&t, &tm);
	return tm;
}

void clock_text(int64_t ms, char buf[static 8])
{
	struct tm tm = local(ms);

	strftime(buf, 8, "%H:%M", &tm);
}

void clock_seconds(int64_t ms, char buf[static 12])
{
	struct tm tm = local(ms);

	strftime(buf, 12, "%H:%M:%S", &tm);
}

int64_t today_start(void)
{
	struct tm tm = local(wall_ms());

	tm.tm_hour = tm.tm_min = tm.tm_sec = 0;
	tm.tm_isdst = -1;
	return (int64_t)mktime(&tm) * 1000;
}

/* Our own names, so that they follow the language and not the machine's locale. */
static const char *const days[] = {
	N_("Sun"), N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat")
};
static const char *const months[] = {
	N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
	N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")
};

void day_text(int64_t ms, char buf[static 24])
{
	int64_t today = today_start(), day = 24 * 3600 * 1000LL;
	struct tm tm = local(ms), now = local(wall_ms());

	if (ms >= today && ms < today + day)
		snprintf(buf, 24, "%02u:%02u", (unsigned)tm.tm_hour % 24, (unsigned)tm.tm_min % 60);
	else if (ms < today && ms >= today - 6 * day)
		snprintf(buf, 24, "%s", _(days[tm.tm_wday % 7]));
	else if (tm.tm_year == now.tm_year)
		snprintf(buf, 24, "%d %s", tm.tm_mday, _(months[tm.tm_mon % 12]));
	else
		snprintf(buf, 24, "%d %s %d", tm.tm_mday, _(months[tm.tm_mon % 12]),
			 tm.tm_year + 1900);
}

void span_text(int64_t ms, char buf[static 24])
{
	long s = (long)((ms < 0 ? 0 : ms) / 1000);

	if (s < 60)
		snprintf(buf, 24, _("%ld s"), s);
	else if (s < 3600)
		snprintf(buf, 24, _("%ld min"), s / 60);
	else if (s < 48 * 3600L)
		snprintf(buf, 24, _("%ld h"), s / 3600);
	else
		snprintf(buf, 24, _("%ld d"), s / 86400);
}
