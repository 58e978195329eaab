#ifndef TUI_WIDTH_H
#define TUI_WIDTH_H

/* Text as characters; how wide it is stands in canvas.h. */

#include <stdbool.h>
#include <wchar.h>

#define REPLACEMENT 0xfffd

/* The character at *at, which moves on; false at the end.  Bytes that are not
 * UTF-8 become the replacement character one by one. */
bool text_next(const char **at, wchar_t *ch);

/* How many characters at the front, at most most, are plain: one byte and one
 * column each, as most of all text is. */
int text_plain(const char *text, int most);

#endif
