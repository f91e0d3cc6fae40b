"""The record of a check: written and read in one place, and nothing of a hidden test gets out."""

from __future__ import annotations

import pytest

from boxgrader.checks import NotYet, check
from boxgrader.outcome import Outcome, of_error, read, told

RECORDS = [
    Outcome(
        "TPP of the A100", "tpp returned 39, expected 4,992", "You divided; TPP multiplies.", "One number"
    ),
    Outcome("no slip", "f returned nothing (None)"),
    Outcome("only reread", "your answer stopped with KeyError: 'x: y'", reread="Masks"),
    Outcome("tpp", answered=False),
    Outcome("", "NameError: name 'rates' is not defined"),
    Outcome("rows", "rules_on lost 'new' and kept 'old'", "The end: `until` is no longer in force."),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.what or r.did[:9])
def test_what_is_written_is_read(record: Outcome) -> None:
    assert read(record.text()) == [record]


def test_several_records_and_other_lines() -> None:
    text = "something printed\n" + "\n".join(record.text() for record in RECORDS) + "\nthe end"
    assert read(text) == RECORDS


def test_a_field_keeps_to_its_line() -> None:
    record = Outcome("a: b\nc", "f returned 'x\ny'", "one\ntwo")
    assert read(record.text()) == [Outcome("a, b c", "f returned 'x y'", "one two")]


def test_a_check_raises_its_record() -> None:
    with pytest.raises(NotYet) as caught:
        check(abs, -3).gives(4, what="four", slips={3: "One too few."}, reread="Numbers")
    expected = Outcome("four", "abs returned 3, expected 4", "One too few.", "Numbers")
    assert of_error({"ename": "NotYet", "evalue": str(caught.value)}) == [expected]
    assert of_error({"ename": "ValueError", "evalue": "148\nmore"}) == [Outcome("", "ValueError: 148")]


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.what or r.did[:9])
def test_a_hidden_record_keeps_its_values(record: Outcome) -> None:
    shown = told(record.text(), hidden=True)
    for secret in ("39", "4,992", "x: y", "'new'", "'old'"):
        assert secret not in shown
    assert record.slip in shown
    assert record.reread in shown
    assert told(record.text(), hidden=False) == record.text()


def test_summaries_count_slips() -> None:
    assert [record.summary() for record in RECORDS[:4]] == [
        "You divided; TPP multiplies.",
        "no slip: f returned nothing (None)",
        "only reread: your answer stopped with KeyError: 'x: y'",
        "Not answered",
    ]
