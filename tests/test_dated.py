"""One rule for sentences that carry a date of their own."""

from __future__ import annotations

import pytest

from ai_ambitions.methods import dated

ROWS = [
    {"kind": "models", "by": "A", "date": "2025-07-28", "date_precision": "day", "n": 1},
    {"kind": "models", "by": "A", "date": "2026-04-01", "date_precision": "month", "n": 3},
    {"kind": "models", "by": "A", "date": "2026-01", "n": 2},
    {"kind": "models", "by": "B", "date": "2026-02-01", "date_precision": "day", "n": 9},
    {"kind": "services", "by": "A", "date": "2026-02-01", "date_precision": "day", "n": 9},
    {"kind": "models", "by": "A", "date": "", "n": 9},
]
SCOPE = {"kind": "models", "by": "A"}


def numbers(after: str, by: str) -> list[int]:
    return [row["n"] for row in dated.newer(ROWS, SCOPE, after, by)]


def test_newer_rows_are_of_the_same_scope_in_order_of_time() -> None:
    assert numbers("2025-07-31", "2026-09-01") == [2, 3]
    assert numbers("2025-07-01", "2025-12-31") == [1]


def test_a_month_counts_only_as_a_whole() -> None:
    assert numbers("2026-01-01", "2026-09-01") == [3]  # January began before
    assert numbers("2025-12-31", "2026-04-29") == [2]  # April is not over
    assert numbers("2025-12-31", "2026-04-30") == [2, 3]


@pytest.mark.parametrize(
    ("then", "holds", "now"),
    [
        ("supported", [], "supported"),
        ("supported", [True], "supported"),
        ("supported_with_qualifier", [True, False], "outdated"),
        ("supported_with_qualifier", [False, True], "supported_with_qualifier"),
        ("supported", [False, None], "outdated"),
        ("supported", [None], "supported"),
        ("not_supported", [False], "not_supported"),
    ],
)
def test_the_last_row_that_can_say_decides(then: str, holds: list[bool | None], now: str) -> None:
    assert dated.today(then, holds) == now


def test_a_whole_year_comes_after_its_months() -> None:
    rows = [{"date": "2026"}, {"date": "2026-03"}, {"date": "2026-02-01", "date_precision": "day"}]
    assert [row["date"] for row in dated.newer(rows, {}, "2025-12-31", "2026-12-31")] == [
        "2026-02-01",
        "2026-03",
        "2026",
    ]


SOURCES = [
    {"source_id": "day", "published": "2025-10-31"},
    {"source_id": "month", "published": "2025-10"},
    {"source_id": "year", "published": "2025"},
    {"source_id": "undated", "published": None},
]


@pytest.mark.parametrize(
    ("ids", "out"),
    [
        (("day", None), ("2025-10-31", "2025-10-31")),
        (("year", "month"), ("2025-10-01", "2025-10-31")),  # the earlier one counts
        (("undated", "year"), ("2025-01-01", "2025-12-31")),
        (("undated", None), ("", "")),
        (("nowhere", None), ("", "")),
    ],
)
def test_a_row_was_out_when_the_earlier_of_its_sources_was(
    ids: tuple[str, str | None], out: tuple[str, str]
) -> None:
    assert dated.published({"source_id": ids[0], "source_id_2": ids[1]}, SOURCES) == out


def test_known_by_a_day_means_published_by_its_end() -> None:
    rows = [{"source_id": name} for name in ("year", "undated", "day")]
    assert dated.known_by(rows, SOURCES, "2025-10-30") == []
    assert dated.known_by(rows, SOURCES, "2025-10-31") == [{"source_id": "day"}]
    assert [row["source_id"] for row in dated.known_by(rows, SOURCES, "2025-12-31")] == ["day", "year"]
