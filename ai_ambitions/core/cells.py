"""What a cell of a table says: whether it is known, and which days a date may stand for."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from ai_ambitions.core.errors import CourseError


def known(value: Any) -> bool:
    """Whether a cell holds a value: None, NaN, NaT, pandas' NA and the empty string are unknown."""
    return str(value) not in ("", "None", "nan", "NaT", "<NA>")


def span(text: str, precision: str = "") -> tuple[str, str]:
    """First and last day of a date that may be known only to the month, quarter or year; two empty strings if unknown.

    ``precision`` is the cell beside a full date (day, month, quarter, year); a partial date such as ``2025-10`` needs none.
    """
    parts = (
        text.split("-") if precision in ("", "day") else text.split("-")[: 1 if precision == "year" else 2]
    )
    if not parts[0].isdigit() or not all(part.isdigit() for part in parts):
        return "", ""
    year, first = int(parts[0]), int(parts[1]) if len(parts) > 1 else 1
    if len(parts) > 2:
        return text, text
    if not 1 <= first <= 12:
        return "", ""
    last = 12 if len(parts) == 1 else first + 2 - (first - 1) % 3 if precision == "quarter" else first
    first = last - 2 if precision == "quarter" else first
    return f"{year:04}-{first:02}-01", f"{year:04}-{last:02}-{monthrange(year, last)[1]:02}"


def as_date(value: Any) -> date:
    """A date from a date, a datetime or text such as ``"2025-10-31"``.

    Raises CourseError, with the form that is wanted, for anything else.
    """
    if hasattr(value, "date"):
        day: date = value.date()
        return day
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise CourseError(f"{value!r} is not a day.", 'Write it as text, such as "2025-10-31".') from None


def rows_of(table: Any) -> list[dict[str, Any]]:
    """The rows of a DataFrame, or of a list of mappings, as plain dicts, for the pure functions that take one row."""
    return list(table.to_dict("records") if hasattr(table, "to_dict") else table)
