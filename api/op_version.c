/* A service of several versions: what of the catalogue each of them knows. */

#include <string.h>

#include "api/op.h"

const char *const op_versions[] = { "3.1.0", OP_VERSION_USUAL, NULL };

/* Where it stands in op_versions; -1: nowhere. */
static int version_at(const char *version)
{
	for (int i = 0; op_versions[i]; i++)
		if (str_eq(op_versions[i], version))
			return i;
	return -1;
}

char op_mark(const struct op *op, const char *version)
{
	int at = version_at(version);

	if (!op->marks)
		return '=';
	return at >= 0 && (size_t)at < strlen(op->marks) ? op->marks[at] : '-';
}

bool op_deprecated(const struct op *op, const char *version)
{
	int at = version_at(version);
	bool retired = false;

	for (int i = 0; op->marks && op->marks[i] && i <= at; i++) {
		if (op->marks[i] == 'D')
			retired = true;
		else if (op->marks[i] != '=')
			retired = false;
	}
	return retired;
}

bool op_offered(const struct op *op, const char *version, struct err *err)
{
	if (op_mark(op, version) != '-')
		return true;
	err_set(err, ERR_INPUT, _("The wallet service is at version %s here, which does not have "
				  "“%s” yet."), version, _(op->title));
	return err_next(err, _("omnumi_version in the profile says which version it is."));
}

bool version_before(const char *version, const char *since)
{
	return since && version_at(version) < version_at(since);
}

static void trim_record(const struct field *table, json_t *record, const char *version)
{
	json_t *item;
	size_t i;

	json_array_foreach(record, i, item)
		trim_record(table, item, version);
	if (!json_is_object(record))
		return;
	field_each(f, table) {
		if (version_before(version, f->since))
			json_object_del(record, f->key);
		else if (f->fields && json_object_get(record, f->key))
			trim_record(f->fields, json_object_get(record, f->key), version);
	}
}

json_t *version_trim(const struct field *table, const json_t *value, const char *version)
{
	json_t *copy;

	/* By the value, not by the table, which may hold itself. */
	if (!value || version_at(version) < 0 || !op_versions[version_at(version) + 1])
		return json_incref((json_t *)value);
	copy = json_deep_copy(value);
	trim_record(table, copy, version);
	return copy;
}
