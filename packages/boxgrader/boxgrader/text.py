"""Texts that any file, screen and database can hold, whatever bytes a learner's file or a platform's archive had."""

from __future__ import annotations

import csv
import io
import re
import unicodedata

RAW_BYTE = re.compile("[\udc80-\udcff]")  # how Python keeps a byte of a file name that is no UTF-8
# Marks that turn the direction of writing or start a line: in a table they could make one name look like another.
MISLEADING = frozenset("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def whole(text: str) -> str:
    """Text with the replacement character for each half of a pair of surrogates, such as half an emoji."""
    try:
        text.encode()
        return text
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def printable(text: str) -> str:
    r"""A name or a message as one line for any screen: a byte that is no UTF-8 as ``\x82``, control characters too."""
    text = whole(RAW_BYTE.sub(lambda hit: f"\\x{ord(hit[0]) - 0xDC00:02x}", text))
    return "".join(
        f"\\x{ord(sign):02x}" if unicodedata.category(sign) == "Cc" or sign in MISLEADING else sign
        for sign in text
    )


FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a text begins that a spreadsheet would run


def as_written(value: str) -> str:
    """A value that ``csv_text`` has written, read back."""
    return value[1:] if value[:1] == "'" and value[1:2] in FORMULA else value


def csv_text(rows: list[list[str]]) -> str:
    """Rows as CSV. A text that a spreadsheet would run as a formula gets an apostrophe in front; a dash alone is none."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in rows:
        risky = [v[:1] in FORMULA and v != "-" for v in row]
        writer.writerow([f"'{v}" if risk else v for v, risk in zip(row, risky, strict=True)])
    return buffer.getvalue()
