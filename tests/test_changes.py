"""What changed: the page made from corrections and new rows, and the history of verdicts."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from ai_ambitions import load, verdict
from ai_ambitions.core.paths import ROOT
from ai_ambitions.data.contract import tables
from ai_ambitions.practice.claims import history
from ai_ambitions.publish import board, changes
from ai_ambitions.publish.catalogue import rows_of


def test_the_snapshot_knows_the_edition_and_every_key_once() -> None:
    past = changes.last_edition()
    told = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\n## {past['edition']} ({past['day']})" in told, "RELEASING.md, step 10"
    raw = json.loads(changes.SNAPSHOT.read_text(encoding="utf-8"))["keys"]
    assert {name: len(joined) // changes.DIGITS for name, joined in raw.items()} == {
        name: len(held) for name, held in past["keys"].items()
    }  # no two keys share a hash
    assert sum(map(len, past["keys"].values())) > 6000


def compared_with(past: date, monkeypatch: pytest.MonkeyPatch, lacking: str = "", whole: str = "") -> str:
    """The page beside an edition of that day that had the tables of now, but two rows of one and nothing of another."""
    held = json.loads(changes.snapshot("0.9.0", past))
    cut = {n: {j[i : i + 8] for i in range(0, len(j), 8)} for n, j in held["keys"].items()}
    cut |= {name: set(sorted(keys)[2:]) for name, keys in cut.items() if name == lacking}
    cut.pop(whole, None)
    monkeypatch.setattr(changes, "last_edition", lambda: held | {"keys": cut})
    return changes.changes_page()


def test_a_snapshot_of_today_finds_nothing_new(monkeypatch: pytest.MonkeyPatch) -> None:
    page = compared_with(date(2099, 1, 1), monkeypatch)
    assert "## Corrections: 0" in page
    assert "](data/" not in page


def test_rows_that_came_and_went_are_counted_by_key() -> None:
    assert changes.moved({"a", "b"}, ["b", "c", "d"]) == (2, 1)
    assert changes.moved(None, ["a"]) == (1, 0)  # a table that the edition did not have
    row = {"company": "Meta", "period": "2026", "note": "x"}
    assert changes.key_of(row, ["company", "period"]) == changes.key_of(
        row | {"note": "y"}, ["company", "period"]
    )
    assert changes.key_of(row, ["company", "period"]) != changes.key_of(
        row | {"period": "2025"}, ["company", "period"]
    )


def test_the_page_tells_each_later_correction_and_no_earlier_one(monkeypatch: pytest.MonkeyPatch) -> None:
    page = compared_with(date(2026, 11, 25), monkeypatch, lacking="cambricon_results", whole="chips")
    rows = rows_of(tables()["corrections"])
    later = [r for r in rows if r["corrected_on"] > "2026-11-25"]
    assert 0 < len(later) < len(rows)
    assert f"## Corrections: {len(later)}" in page
    assert page.count('<th scope="row">') == len(later)
    assert "| [cambricon_results](data/cambricon_results.md) | 2 | 0 |" in page
    chips = len(rows_of(tables()["chips"]))
    assert f"| [chips](data/chips.md) | {chips} | 0 |" in page
    assert page.count("](data/") == 2


def test_the_history_of_verdicts_ends_where_the_ledger_stands() -> None:
    ledger = load("claims").set_index("claim_id")
    rows: list[dict[str, Any]] = load("verdict_history").to_dict("records")
    last: dict[tuple[str, str], str] = {}
    for row in rows:
        place = (row["claim_id"], row["which"])
        assert row["before"] != row["after"]
        assert (
            last.get(place, row["before"]) == row["before"]
        )  # each change starts where the one before ended
        last[place] = row["after"]
    for (claim_id, which), outcome in last.items():
        assert (
            ledger.loc[claim_id, "verdict_when_written" if which == "when_written" else "verdict_today"]
            == outcome
        )


def test_a_changed_verdict_is_told_on_the_card_and_on_the_page() -> None:
    assert "Changed on: 2026-11-28, today: outdated became supported with a qualifier." in repr(
        verdict("C04")
    )
    assert "Changed on" not in repr(verdict("C20"))
    assert history("C20") == []
    page = board.page()
    assert page.count("<dt>Changed on</dt>") == len(load("verdict_history"))
