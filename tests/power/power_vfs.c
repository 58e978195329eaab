#include "tests/power/power.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "api/util.h"

enum { FILES = 4, SHM = 8, TORN = 512 };

struct power power;

/* Written and not synced: len bytes at `at`, or (bytes NULL) cut to `at`. */
struct pending {
	struct pending *next;
	sqlite3_int64 at;
	int len;
	unsigned char *bytes;
};

struct image {
	unsigned char *bytes;
	sqlite3_int64 n, room;
};

struct disk_file {
	char *name;
	struct image now, safe, template;
	struct pending *first, **last;
	bool there, safely_there, template_there;
	unsigned char *shm[SHM];
};

struct handle {
	sqlite3_file base;
	struct disk_file *file;
};

static struct disk_file files[FILES];

/* ---- images ---- */

static void grow(struct image *im, sqlite3_int64 n)
{
	if (n > im->room) {
		im->room = n * 2;
		im->bytes = xrealloc(im->bytes, (size_t)im->room);
	}
	if (n > im->n) {
		memset(im->bytes + im->n, 0, (size_t)(n - im->n));
		im->n = n;
	}
}

static void put(struct image *im, const struct pending *p, int len)
{
	if (!p->bytes) {
		im->n = p->at < im->n ? p->at : im->n;
		return;
	}
	grow(im, p->at + len);
	memcpy(im->bytes + p->at, p->bytes, (size_t)len);
}

static void copy(struct image *to, const struct image *from)
{
	to->n = 0;
	grow(to, from->n);
	if (from->n)
		memcpy(to->bytes, from->bytes, (size_t)from->n);
}

static void forget(struct disk_file *f)
{
	while (f->first) {
		struct pending *p = f->first;

		f->first = p->next;
		free(p->bytes);
		free(p);
	}
	f->last = &f->first;
}

static void pend(struct disk_file *f, sqlite3_int64 at, const void *bytes, int len)
{
	struct pending *p = xcalloc(1, sizeof(*p));

	*p = (struct pending){ .at = at, .len = len };
	if (bytes) {
		p->bytes = xcalloc((size_t)len + 1, 1);
		memcpy(p->bytes, bytes, (size_t)len);
	}
	*f->last = p;
	f->last = &p->next;
	put(&f->now, p, len);
}

static void settle(struct disk_file *f)
{
	for (const struct pending *p = f->first; p; p = p->next)
		put(&f->safe, p, p->len);
	forget(f);
	f->safely_there = f->there;
}

/* ---- the cut ---- */

/* Each write of its own: done, not done, or done in part; in any order. */
static void lose_some(struct disk_file *f)
{
	struct pending *list[256];
	uint32_t n = 0;

	for (struct pending *p = f->first; p && n < ARRAY_LEN(list); p = p->next)
		list[n++] = p;
	for (uint32_t i = n; i > 1; i--) {
		uint32_t j = power.roll(i);
		struct pending *swap = list[i - 1];

		list[i - 1] = list[j];
		list[j] = swap;
	}
	for (uint32_t i = 0; i < n; i++) {
		uint32_t fate = power.roll(4);
		int part = (int)power.roll((uint32_t)list[i]->len / TORN + 1) * TORN;

		if (fate < 2)
			put(&f->safe, list[i], list[i]->len);
		else if (fate == 2 && list[i]->bytes)
			put(&f->safe, list[i], part);
	}
}

void power_back(void)
{
	for (int i = 0; i < FILES; i++) {
		struct disk_file *f = &files[i];

		if (!f->name)
			continue;
		lose_some(f);
		forget(f);
		if (f->there != f->safely_there && power.roll(2))
			f->there = f->safely_there;
		f->safely_there = f->there;
		if (!f->there)
			f->safe.n = 0;
		copy(&f->now, &f->safe);
		for (int k = 0; k < SHM; k++) {
			free(f->shm[k]);
			f->shm[k] = NULL;
		}
	}
	power.off = false;
}

void power_wipe(void)
{
	for (int i = 0; i < FILES; i++) {
		struct disk_file *f = &files[i];

		forget(f);
		f->now.n = f->safe.n = 0;
		f->there = f->safely_there = false;
		for (int k = 0; k < SHM; k++) {
			free(f->shm[k]);
			f->shm[k] = NULL;
		}
	}
	power.off = false;
}

void power_keep_template(void)
{
	for (int i = 0; i < FILES; i++) {
		copy(&files[i].template, &files[i].now);
		files[i].template_there = files[i].there;
	}
}

void power_use_template(void)
{
	power_wipe();
	for (int i = 0; i < FILES; i++) {
		copy(&files[i].now, &files[i].template);
		copy(&files[i].safe, &files[i].template);
		files[i].there = files[i].safely_there = files[i].template_there;
	}
}

/* Does this operation still happen? */
static bool works(void)
{
	if (!power.off && power.fuse && --power.fuse == 0) {
		power.off = true;
		power.cuts++;
		power.went_off();
	}
	return !power.off;
}

/* ---- what SQLite calls ---- */

static struct disk_file *file_of(sqlite3_file *file)
{
	return ((struct handle *)file)->file;
}

static int do_close(sqlite3_file *file)
{
	(void)file;
	return SQLITE_OK;
}

static int do_read(sqlite3_file *file, void *to, int len, sqlite3_int64 at)
{
	const struct image *im = &file_of(file)->now;
	sqlite3_int64 have = im->n - at;

	if (power.off)
		return SQLITE_IOERR_READ;
	memset(to, 0, (size_t)len);
	if (have > 0)
		memcpy(to, im->bytes + at, (size_t)(have < len ? have : len));
	return have >= len ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int do_write(sqlite3_file *file, const void *bytes, int len, sqlite3_int64 at)
{
	if (power.off)
		return SQLITE_IOERR_WRITE;
	/* The write at which the power goes may be under way. */
	pend(file_of(file), at, bytes, len);
	power.writes++;
	return works() ? SQLITE_OK : SQLITE_IOERR_WRITE;
}

static int do_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	if (!works())
		return SQLITE_IOERR_TRUNCATE;
	pend(file_of(file), size, NULL, 0);
	return SQLITE_OK;
}

static int do_sync(sqlite3_file *file, int flags)
{
	(void)flags;
	if (!works())
		return SQLITE_IOERR_FSYNC;
	power.syncs++;
	if (!power.lies)
		settle(file_of(file));
	return SQLITE_OK;
}

static int do_size(sqlite3_file *file, sqlite3_int64 *size)
{
	*size = file_of(file)->now.n;
	return SQLITE_OK;
}

/* There is one connection: every lock is free. */
static int do_lock(sqlite3_file *file, int level)
{
	(void)file, (void)level;
	return SQLITE_OK;
}

static int do_check_lock(sqlite3_file *file, int *held)
{
	(void)file;
	*held = 0;
	return SQLITE_OK;
}

static int do_control(sqlite3_file *file, int op, void *arg)
{
	(void)file, (void)op, (void)arg;
	return SQLITE_NOTFOUND;
}

static int do_sector(sqlite3_file *file)
{
	(void)file;
	return 4096;
}

/* A torn write leaves its neighbours alone, as SQLite takes for granted of disks. */
static int do_kind(sqlite3_file *file)
{
	(void)file;
	return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int do_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **at)
{
	struct disk_file *f = file_of(file);

	*at = NULL;
	if (page >= SHM)
		return SQLITE_IOERR_SHMMAP;
	if (!f->shm[page] && extend)
		f->shm[page] = xcalloc(1, (size_t)size);
	*at = f->shm[page];
	return SQLITE_OK;
}

static int do_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
	(void)file, (void)offset, (void)n, (void)flags;
	return SQLITE_OK;
}

static void do_shm_barrier(sqlite3_file *file)
{
	(void)file;
}

static int do_shm_unmap(sqlite3_file *file, int drop)
{
	struct disk_file *f = file_of(file);

	for (int k = 0; drop && k < SHM; k++) {
		free(f->shm[k]);
		f->shm[k] = NULL;
	}
	return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
	.iVersion = 2, .xClose = do_close, .xRead = do_read, .xWrite = do_write,
	.xTruncate = do_truncate, .xSync = do_sync, .xFileSize = do_size, .xLock = do_lock,
	.xUnlock = do_lock, .xCheckReservedLock = do_check_lock, .xFileControl = do_control,
	.xSectorSize = do_sector, .xDeviceCharacteristics = do_kind, .xShmMap = do_shm_map,
	.xShmLock = do_shm_lock, .xShmBarrier = do_shm_barrier, .xShmUnmap = do_shm_unmap,
};

static struct disk_file *file_named(const char *name)
{
	for (int i = 0; i < FILES; i++) {
		if (!files[i].name) {
			files[i].name = xstrdup(name);
			files[i].last = &files[i].first;
		}
		if (str_eq(files[i].name, name))
			return &files[i];
	}
	die("the disk has no room for %s", name);
}

static int do_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
	struct handle *h = (struct handle *)file;

	(void)vfs;
	h->base.pMethods = NULL;
	if (power.off || !name)
		return SQLITE_CANTOPEN;
	h->file = file_named(name);
	if (!h->file->there && !(flags & SQLITE_OPEN_CREATE))
		return SQLITE_CANTOPEN;
	h->file->there = true;
	h->base.pMethods = &methods;
	if (out)
		*out = flags;
	return SQLITE_OK;
}

static int do_delete(sqlite3_vfs *vfs, const char *name, int sync_dir)
{
	struct disk_file *f = file_named(name);

	(void)vfs;
	if (!works())
		return SQLITE_IOERR_DELETE;
	forget(f);
	f->there = false;
	f->now.n = 0;
	if (sync_dir && !power.lies) {
		f->safely_there = false;
		f->safe.n = 0;
	}
	return SQLITE_OK;
}

static int do_access(sqlite3_vfs *vfs, const char *name, int flags, int *there)
{
	(void)vfs, (void)flags;
	*there = file_named(name)->there && file_named(name)->now.n > 0;
	return SQLITE_OK;
}

static int do_path(sqlite3_vfs *vfs, const char *name, int room, char *full)
{
	(void)vfs;
	sqlite3_snprintf(room, full, "%s", name);
	return SQLITE_OK;
}

void power_disk(void)
{
	static sqlite3_vfs vfs;
	const sqlite3_vfs *usual = sqlite3_vfs_find(NULL);

	vfs = *usual;			/* its clock and its chance */
	vfs.iVersion = 1;
	vfs.szOsFile = sizeof(struct handle);
	vfs.zName = "power";
	vfs.xOpen = do_open;
	vfs.xDelete = do_delete;
	vfs.xAccess = do_access;
	vfs.xFullPathname = do_path;
	sqlite3_vfs_register(&vfs, 1);
}
