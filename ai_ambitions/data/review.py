"""What is due for a second look: tables and rows past their review date, and days that have come since a table was checked.

Nothing here is an error. A course of last year still runs; it says which of its facts may have moved on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from ai_ambitions.core.cells import span

Rows = list[dict[str, str]]


def is_stale(entry: Mapping[str, Any], today: date) -> bool:
    """Whether a table is past its review date."""
    return past(str(entry["as_of"]), int(entry["review_every_days"]), today)


def past(day: str, days: int, today: date) -> bool:
    """Whether a review of so many days after a day is overdue. An unreadable day is told elsewhere."""
    try:
        return date.fromisoformat(day) + timedelta(days=days) < today
    except ValueError:
        return False


def stale_rows(entry: Mapping[str, Any], rows: Rows, today: date) -> list[int]:
    """Rows (as an editor counts them) whose own date of review, under ``review: {rows: column}``, has passed."""
    column = entry.get("review", {}).get("rows")
    days = int(entry["review_every_days"])
    return [
        line for line, row in enumerate(rows, start=2) if column and past(row.get(column, ""), days, today)
    ]


def due(entry: Mapping[str, Any], rows: Rows, today: date) -> Iterator[tuple[int, str, str]]:
    """Days that lay ahead when the table was checked and have come since: row, column, day.

    ``review: {due: [columns]}`` names columns with days to come, such as the end of a suspension or the year of a target.
    """
    for column in entry.get("review", {}).get("due", []):
        for line, row in enumerate(rows, start=2):
            _first, last = span(row.get(column, ""), row.get(f"{column}_precision", ""))
            if str(entry["as_of"]) < last <= today.isoformat():
                yield line, column, row[column]


def reminders(entry: Mapping[str, Any], rows: Rows, today: date) -> Iterator[str]:
    """What is due in one table, one line each."""
    name = entry["name"]
    if lines := stale_rows(entry, rows, today):
        shown = ", ".join(map(str, lines[:6])) + (" and others" if len(lines) > 6 else "")
        column = entry["review"]["rows"]
        yield f"{name}, column {column}: {len(lines)} of {len(rows)} rows were last looked at more than {entry['review_every_days']} days ago (rows {shown})."
    for line, column, day in due(entry, rows, today):
        yield f"{name}, row {line}, column {column}: {day} has come since the table was checked on {entry['as_of']}."
