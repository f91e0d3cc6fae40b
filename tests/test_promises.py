"""Each promise of the contract is kept by its table, and broken copies of the table are noticed with row, column and reason."""

from __future__ import annotations

import csv
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ai_ambitions.core.paths import DATASETS
from ai_ambitions.data import check as datacheck
from ai_ambitions.data import contract as data
from ai_ambitions.data import promises, review
from tests.support.corrupt import BREAKERS, with_cell

ENTRIES = data.tables()
CASES = [(name, rule, spec) for name, entry in ENTRIES.items() for rule, spec in promises.promises_of(entry)]
# Tables of things, not of figures: their key names the thing, and a second row with it is a breach of the key.
THINGS = {
    "cambricon_results",
    "chips",
    "claims",
    "cloud_regions",
    "corrections",
    "disputed_values",
    "economies",
    "exchange_rates",
    "formula_test_values",
    "glossary",
    "licences",
    "memory_stacks",
    "model_architectures",
    "models",
    "openness",
    "openness_dimensions",
    "price_index",
    "provisional_verdicts",
    "sources",
}


def rows_of(name: str) -> promises.Rows:
    with (DATASETS / ENTRIES[name]["path"]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SOURCES = {row["source_id"]: row for row in rows_of("sources")}


def test_every_table_says_what_makes_two_rows_one_fact() -> None:
    told = {name for name, rule, _spec in CASES if rule == "one_value"}
    for name in sorted(set(ENTRIES) - told):
        assert name in THINGS, f"{name}: no promise of one_value, and not a table of things"
        assert ENTRIES[name]["schema"]["primaryKey"], name


@pytest.mark.parametrize("rule", sorted(promises.RULES))
def test_broken_promises_are_noticed(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    tried, missed, untried = 0, [], []
    for name, kind, spec in CASES:
        if kind != rule:
            continue
        entry = {**ENTRIES[name], "promises": [{rule: spec}]}
        rows = rows_of(name)
        assert list(promises.promise_breaches(entry, rows, SOURCES)) == []
        ways = list(BREAKERS[rule](rows, spec))
        if not ways:
            untried.append(f"{name}: {spec}")
        for what, broken in ways:
            tried += 1
            found = list(promises.promise_breaches(entry, broken, SOURCES))
            if not found or not all(
                re.match(rf"{name}, row \d+, column \w+: .{{10}}", line) for line in found
            ):
                missed.append(f"{name}: {what}: {found}")
    with capsys.disabled():
        print(f"\n{rule}: {tried - len(missed)} of {tried} broken copies caught", end="")
    assert not missed, missed
    assert tried > 0
    assert not untried, f"no row that this promise could fail on: {untried}"


def test_a_promise_that_makes_no_sense_is_told() -> None:
    rows = rows_of("compute_stock")
    entry: dict[str, Any] = {
        **ENTRIES["compute_stock"],
        "promises": [{"always_true": ["value"]}, {"file_order": ["when"]}],
    }
    found = list(promises.promise_breaches(entry, rows, SOURCES))
    assert "'always_true', a rule that does not exist" in found[0]
    assert "columns that do not exist: when" in found[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(DATASETS, tmp_path / "datasets")
    return tmp_path / "datasets"


def rewrite(folder: Path, name: str, rows: promises.Rows) -> None:
    with (folder / ENTRIES[name]["path"]).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def caught(folder: Path, name: str, rows: promises.Rows, words: str) -> None:
    """The whole check, on a folder with one table changed, says so once in these words."""
    rewrite(folder, name, rows)
    found = datacheck.breaches(folder)
    assert any(re.search(words, line) for line in found), found
    rewrite(folder, name, rows_of(name))


@pytest.mark.slow
def test_the_whole_check_names_table_row_column_and_reason(folder: Path) -> None:
    assert datacheck.breaches(folder) == []
    for name, column, value, words in (
        (
            "cambricon_results",
            "revenue_cny_m",
            "7000",
            r"cambricon_results, row 36, column revenue_cny_m: 7000 is not the sum of rows",
        ),
        (
            "export_rule_thresholds",
            "until",
            "2001-01-01",
            r"export_rule_thresholds, row 36, column until: 2001-01-01 lies before effective",
        ),
        ("talent_flows", "source_id", "", r"talent_flows, row 36, column source_id: a fact without a source"),
        (
            "models",
            "source_id_2",
            rows_of("models")[34]["source_id"],
            r"models, row 36, column source_id_2: the same source twice",
        ),
        ("sources", "source_id", "nobody", r"sources, row 36, column source_id: 'nobody' backs no row"),
        ("key_figures", "value", "-1", r"key_figures, row 36, column value: .* the register says '-1'"),
        ("corrections", "new", "-1", r"corrections, row 36, column new: .* the register says '-1'"),
        (
            "disputed_values",
            "key",
            "chip=Nothing",
            r"disputed_values, row 36, column key: no row of chips has chip=Nothing",
        ),
        (
            "china_chip_market",
            "value",
            "100",
            r"china_chip_market, row \d+, column value: the parts in rows .* do not make the whole, 117.1",
        ),
        (
            "chips",
            "announced",
            "2031-01-01",
            r"chips, row 36, column announced: 2031-01-01 lies after the day its source was read",
        ),
    ):
        line = {"cambricon_results": 36, "china_chip_market": 26}.get(name, 36)
        caught(folder, name, with_cell(rows_of(name), line, column, value), words)


def test_the_same_fact_under_another_name_is_noticed(folder: Path) -> None:
    rows = rows_of("internet_users")
    rival = {**rows[-1], "definition": "as counted by another survey", "value": "5"}
    caught(
        folder,
        "internet_users",
        [*rows, rival],
        rf"internet_users, row {len(rows) + 2}, column value: 5 contradicts \S+ in row \d+ on ",
    )


def test_days_that_have_come_are_told_and_are_no_breach() -> None:
    entry = {
        "name": "rules",
        "as_of": "2026-01-31",
        "review_every_days": 30,
        "review": {"due": ["until"], "rows": "seen"},
    }
    rows = [
        {"until": "2026-02-01", "until_precision": "day", "seen": "2026-01-31"},
        {"until": "2026-02-01", "until_precision": "month", "seen": "2025-12-01"},
        {"until": "", "until_precision": "", "seen": ""},
    ]
    assert list(review.due(entry, rows, date(2026, 2, 10))) == [(2, "until", "2026-02-01")]
    assert [n for n, _c, _d in review.due(entry, rows, date(2026, 2, 28))] == [2, 3]
    assert review.stale_rows(entry, rows, date(2026, 2, 10)) == [3]
    assert not review.is_stale(entry, date(2026, 3, 2))
    assert review.is_stale(entry, date(2026, 3, 3))
    text, count = datacheck.report(DATASETS, today=date(2027, 6, 1))
    assert count == 0
    assert "◷ claims, column as_of" in text
