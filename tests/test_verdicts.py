"""Every claim of a finished lesson: a rule that agrees with the ledger, reads what it names, and never guesses.

What makes a rule come out otherwise stands in ``test_verdicts.py`` of its room.
"""

from __future__ import annotations

from contextlib import suppress

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.course import course, rules_of
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.verdict import Verdict

CLAIMS = [claim for lesson in course().ready for claim in lesson.claims]
LEDGER = load("claims").set_index("claim_id")
WRITTEN = course().article.day


def tables_of(claim: str) -> dict[str, pd.DataFrame]:
    return {name: load(name) for name in rules_of(claim).TABLES[claim]}


def judged(claim: str, tables: dict[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    verdict: Verdict = getattr(rules_of(claim), claim.lower())(tables, day, rule)
    return verdict


@pytest.mark.parametrize("claim", CLAIMS)
def test_the_real_tables_give_what_the_ledger_says(claim: str) -> None:
    row, tables = LEDGER.loc[claim], tables_of(claim)
    assert row["standing"] == "settled"
    assert judged(claim, tables, WRITTEN).outcome == row["verdict_when_written"]
    assert judged(claim, tables, str(row["as_of"])[:10]).outcome == row["verdict_today"]
    assert set(tables) <= set(row["tables"].split(";"))


@pytest.mark.parametrize("claim", CLAIMS)
def test_each_claim_has_two_rules_and_says_what_it_read(claim: str) -> None:
    rules = rules_of(claim)
    assert claim in rules.TABLES
    assert "default" in rules.RULES[claim]
    assert len(rules.RULES[claim]) >= 2
    only = tables_of(claim)  # needs no table but those that it names
    before = {name: frame.copy() for name, frame in only.items()}
    for rule, sentence in rules.RULES[claim].items():
        assert sentence.endswith((".", "?", ".)"))
        said = judged(claim, only, WRITTEN, rule)
        assert (said.claim, said.day, said.rule) == (claim, WRITTEN, rule)
        assert all((said.figure, said.line, said.because, said.turns))
    for name, frame in only.items():
        pd.testing.assert_frame_equal(frame, before[name])


@pytest.mark.parametrize("claim", CLAIMS)
def test_an_empty_table_ends_in_a_verdict_or_in_a_sentence(claim: str) -> None:
    tables, today = tables_of(claim), str(LEDGER.loc[claim, "as_of"])[:10]
    for name, frame in tables.items():
        empty = frame.iloc[:0]
        empty.attrs = frame.attrs
        for rule in rules_of(claim).RULES[claim]:
            for day in (WRITTEN, today):
                with suppress(CourseError):  # any other error would be a traceback for whoever runs the cell
                    judged(claim, tables | {name: empty}, day, rule)


@pytest.mark.parametrize("claim", CLAIMS)
def test_what_cannot_be_asked_is_said(claim: str) -> None:
    tables = tables_of(claim)
    with pytest.raises(CourseError, match="no rule called 'defualt'") as told:
        judged(claim, tables, WRITTEN, "defualt")
    assert "default" in told.value.next_step
    with pytest.raises(CourseError, match=f"{claim} cannot be judged on 2014-01-01") as told:
        judged(claim, tables, "2014-01-01")
    assert told.value.next_step.startswith("Ask for ")
    with pytest.raises(CourseError, match=f"{claim} cannot be judged on 2031-01-01") as told:
        judged(claim, tables, "2031-01-01")
    assert "to 20" in told.value.next_step
    with pytest.raises(CourseError, match="'last week' is no day"):
        judged(claim, tables, "last week")
