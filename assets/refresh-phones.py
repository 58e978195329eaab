#!/usr/bin/env python3
"""Write assets/phones.tsv from the metadata that libphonenumber publishes, as
Debian's package python3-phonenumbers carries it.

One line a region, those of a calling code together and its main country first:

  calling code, region, lengths of its mobile numbers, an example, trunk
  prefixes of national dialling, digits that may stand before an old number,
  pattern of mobile numbers, groups for showing (main country alone)

Patterns are POSIX extended expressions of digits, [...], (|), and ? and {n} behind
a digit or class alone, whole numbers without anchors.  Groups: "LEAD:3 3 4;..." with sizes from the left
("3.4" is 3 or 4) for numbers that begin with LEAD.
"""
import re
import sys

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

# Mobile numbers of Mexico were dialled +52 1 until 2019 and are still written so.
OLD_PREFIX = {"MX": "1"}


def posix(pattern):
    """Python's dialect to the subset described above."""
    out = re.sub(r"\[[^]]*\]", lambda m: m.group(0).replace(r"\d", "0-9"), pattern)
    out = out.replace("(?:", "(").replace(r"\d", "[0-9]")
    rest = re.sub(r"\[[0-9-]+\]|\{\d+(,\d+)?\}|[0-9|()?]", "", out)
    if rest or re.search(r"\)[{?]", out):
        sys.exit(f"pattern {pattern} is not of the subset: {rest}")
    return out


def lengths(region, meta):
    all_lengths = set(meta.mobile.possible_length or meta.general_desc.possible_length)
    if region in OLD_PREFIX:
        all_lengths.discard(max(all_lengths))
    return sorted(all_lengths)


def trunks(meta):
    rule = meta.national_prefix_for_parsing
    if not rule:
        return []
    digits = [str(n) for n in range(10)] + [f"{n:02}" for n in range(100)] + \
             [f"{n:03}" for n in range(1000)]
    found = [d for d in digits if re.fullmatch(rule, d)]
    if len(found) > 5:      # carrier selection codes: not what a person writes down
        found = [meta.national_prefix] if meta.national_prefix else []
    return sorted(found, key=len, reverse=True)


def sizes(pattern):
    """(\\d{2})(\\d{3,4}) to [(2, 2), (3, 4)]"""
    out = []
    for group in re.findall(r"\(\\d(?:\{(\d+)(?:,(\d+))?\})?\)", pattern):
        least = int(group[0] or 1)
        out.append((least, int(group[1] or least)))
    return out


def groups(meta, fits):
    out = []
    for fmt in meta.intl_number_format or meta.number_format or []:
        parts = sizes(fmt.pattern)
        if re.findall(r"\\(\d)", fmt.format) != [str(i + 1) for i in range(len(parts))]:
            continue
        if not any(sum(p[0] for p in parts) <= n <= sum(p[1] for p in parts) for n in fits):
            continue
        lead = posix(fmt.leading_digits_pattern[-1]) if fmt.leading_digits_pattern else ""
        out.append(lead + ":" + " ".join(
            f"{a}" if a == b else f"{a}.{b}" for a, b in parts))
    return ";".join(out)


def main(path):
    with open(path, "w", encoding="utf-8") as out:
        for code, regions in sorted(COUNTRY_CODE_TO_REGION_CODE.items()):
            regions = [r for r in regions if r.isalpha()]
            metas = [(r, PhoneMetadata.metadata_for_region(r)) for r in regions]
            metas = [(r, m) for r, m in metas if m.mobile and m.mobile.national_number_pattern]
            fits = {n for r, m in metas for n in lengths(r, m)}
            for i, (region, meta) in enumerate(metas):
                example = meta.mobile.example_number or ""
                if region in OLD_PREFIX:
                    example = example.removeprefix(OLD_PREFIX[region])
                print(code, region, ",".join(map(str, lengths(region, meta))), example,
                      ",".join(trunks(meta)), OLD_PREFIX.get(region, ""),
                      posix(meta.mobile.national_number_pattern),
                      groups(meta, fits) if i == 0 else "", sep="\t", file=out)


main(sys.argv[1] if len(sys.argv) > 1 else "assets/phones.tsv")
