"""Small parts of `ambitions check data`, each on two or three rows: what they count, and what they let pass."""

from __future__ import annotations

from typing import Any

import pytest

from ai_ambitions.data import check, cite, contract, promises


def test_the_same_fact_twice_is_told_with_both_rows() -> None:
    rows = [
        {"row_id": "a", "value": "1", "note": ""},
        {"row_id": "b", "value": "1", "note": ""},
        {"row_id": "a", "value": "1", "note": "an afterthought"},
    ]
    assert list(check.duplicate_breaches({"funds": rows})) == ["funds, row 4: the same fact stands in row 2."]
    assert not list(check.duplicate_breaches({"key_figures": rows})), "a register may look at a figure twice"


def test_a_range_stands_the_right_way_round() -> None:
    rows = [
        {"cost_low": "1", "cost": "2", "cost_high": "3"},
        {"cost_low": "2", "cost": "2", "cost_high": ""},
        {"cost_low": "1", "cost": "4", "cost_high": "3"},
        {"cost_low": "5", "cost": "", "cost_high": "3"},
    ]
    assert list(check.range_breaches({"funds": rows})) == [
        "funds, row 4, column cost: 4 is above cost_high, 3.",
        "funds, row 5, column cost_low: 5 is above cost_high, 3.",
    ]


@pytest.mark.parametrize(("cell", "kind", "whole"), [("2", "integer", True), ("2.5", "integer", False), ("2.5", "number", True), ("2024.5", "year", False)])  # fmt: skip
def test_half_a_number_is_no_whole_one(cell: str, kind: str, whole: bool) -> None:
    said = contract.problem_in_cell(cell, {"name": "count", "type": kind})
    assert said == ("" if whole else f"{cell!r} is not a whole number.")


def test_the_shares_count_rows_with_a_primary_and_with_two_sources() -> None:
    tables: dict[str, Any] = {
        "sources": [{"source_id": "law", "kind": "primary"}, {"source_id": "press", "kind": "news"}],
        "facts": [
            {"source_id": "law", "source_id_2": ""},
            {"source_id": "press", "source_id_2": "law"},
            {"source_id": "press", "source_id_2": ""},
            {"source_id": "press", "source_id_2": ""},
        ],
    }
    assert check.shares(tables) == (0.5, 0.25)


def test_the_report_ends_with_the_number_of_its_breaches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        check, "_inspect", lambda folder: (["chips, row 2: no.", "chips, row 3: no."], {"chips": []}, [])
    )
    text, count = check.report()
    assert count == 2
    assert text.splitlines()[-3:] == ["✗ chips, row 2: no.", "✗ chips, row 3: no.", "2 breaches."]
    monkeypatch.setattr(check, "_inspect", lambda folder: ([], {"chips": []}, []))
    text, count = check.report()
    assert (text.splitlines()[-1], count) == ("No breach of the contract.", 0)


def test_a_fact_is_no_later_than_the_last_reading_of_its_sources() -> None:
    sources = {"early": {"accessed": "2026-01-01"}, "late": {"accessed": "2026-03-01"}}
    both = {"day": "2026-02-01", "source_id": "early", "source_id_2": "late"}
    rows = [(2, both), (3, both | {"source_id_2": ""}), (4, both | {"day": "2026-03-02"})]
    told = [(line, column) for line, column, _words in promises.observed(rows, "day", sources)]  # type: ignore[arg-type]
    assert told == [(3, "day"), (4, "day")]


def test_a_citation_says_who_paid() -> None:
    source_id, entry = next((key, entry) for key, entry in cite.sources().items() if entry["funder"])
    said = repr(cite.cite(source_id))
    assert f"funded by {entry['funder']}" in said
