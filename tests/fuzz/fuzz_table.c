/* A table of values for scenarios, as a spreadsheet writes it. */

#include "api/csv.h"
#include "api/data_rows.h"
#include "tests/fuzz/fuzz.h"

enum { CHOSEN = 3 };

static struct scenarios matrix;		/* made once */

static void read_again(const struct csv *csv)
{
	struct str text = { 0 };
	struct csv again;

	for (int i = 0; i < csv->n; i++)
		for (int j = 0; j < csv->rows[i].n; j++) {
			must(fuzz_is_clean(csv->rows[i].cells[j].text, "\t\n\r"));
			str_add(&text, j ? "," : "\"\",");
			csv_add(&text, csv->rows[i].cells[j].text);
			if (j + 1 == csv->rows[i].n)
				str_add(&text, "\n");
		}
	if (text.s) {
		must(csv_read(&again, text.s, "again", NULL) && again.n == csv->n);
		for (int i = 0; i < csv->n; i++)
			must(again.rows[i].n == csv->rows[i].n + 1);
		csv_release(&again);
	}
	str_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	const struct scenario *chosen[CHOSEN];
	struct scenarios made = { 0 };
	struct err err = { 0 };
	struct csv csv;

	if (!matrix.n)
		scenarios_make(&matrix);
	for (int i = 0; i < CHOSEN; i++)
		chosen[i] = &matrix.list[matrix.n / CHOSEN * i];
	if (csv_read(&csv, text, "t.csv", &err)) {
		read_again(&csv);
		csv_release(&csv);
	} else {
		must(*err.text && fuzz_is_clean(err.text, ""));
	}
	if (data_rows_make(&made, chosen, CHOSEN, text, "t.csv", &err))
		scenarios_release(&made);
	else
		must(*err.text);
	free(text);
	return 0;
}
