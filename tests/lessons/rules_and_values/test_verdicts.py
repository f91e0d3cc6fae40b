"""The verdicts of lesson 10: what the ledger says on both days, and changed tables that make every outcome occur."""

from __future__ import annotations

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.errors import CourseError
from ai_ambitions.lessons.rules_and_values import verdicts
from ai_ambitions.lessons.rules_and_values.verdicts import c29, c30, c31, comparisons

NAMES = ("governance_instruments", "value_clauses", "forum_participation", "content_evaluations")
THEN, NOW = "2025-10-31", "2026-07-03"
JUDGES = {"C29": c29, "C30": c30, "C31": c31}


def tables(**changed: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {name: load(name) for name in NAMES} | changed


def clauses(**new: str) -> pd.DataFrame:
    """The clauses with one more, or (``drop=``) without those that say something."""
    rows = load("value_clauses").astype({"says": str, "addressee": str, "country": str, "document": str})
    if drop := new.pop("drop", ""):
        return rows[~((rows["says"] == drop) & (rows["country"] == new["country"]))]
    more = rows.iloc[[0]].assign(clause_id="invented", **new)
    return pd.concat([rows, more], ignore_index=True)


# --- C29: each outcome, and the table that turns it ---------------------------------------------------------------------


def test_c29_supported_by_one_clause_addressed_abroad() -> None:
    new = clauses(
        country="CN", says="own_interest", addressee="other_states", document="invented", published=THEN
    )
    new["published"] = pd.to_datetime(new["published"])
    assert c29(tables(value_clauses=new), THEN).outcome == "supported"
    assert c29(tables(value_clauses=new), "2025-01-01").outcome == "supported_with_qualifier"  # not yet said


def test_c29_falls_without_clauses_on_standards() -> None:
    new = clauses(country="CN", drop="standards")
    found = c29(tables(value_clauses=new), NOW)
    assert (found.outcome, "1 of 3 parts" in found.figure) == ("not_supported", True)


def test_c29_falls_with_the_texts_offered() -> None:
    texts = load("governance_instruments")
    texts = texts[~texts["instrument_id"].isin(verdicts.OFFERED["CN"])]
    assert c29(tables(governance_instruments=texts), NOW).outcome == "not_supported"


def test_c29_second_rule_and_the_mirror() -> None:
    for country in ("CN", "US"):
        assert c29(tables(), NOW, country=country).outcome == "supported_with_qualifier"
        assert c29(tables(), NOW, "texts at home count", country).outcome == "supported"
    assert c29(tables(), "2017-12-31").outcome == "not_supported"  # a plan at home, nothing offered yet
    assert "unknown" in c29(tables(), NOW, country="US").because
    assert "37 states" in c29(tables(), "2026-09-22").because
    assert "states had signed" not in c29(tables(), THEN).because


# --- C30 ------------------------------------------------------------------------------------------------------------


def test_c30_supported_by_one_clause_addressed_abroad() -> None:
    new = clauses(country="CN", says="own_values", addressee="other_states", document="invented")
    assert c30(tables(value_clauses=new), NOW).outcome == "supported"


def test_c30_falls_with_the_duty() -> None:
    assert c30(tables(value_clauses=clauses(country="CN", drop="banned_content")), NOW).outcome == (
        "not_supported"
    )


def test_c30_falls_with_the_tests() -> None:
    tests = load("content_evaluations")
    turned = tests.copy()
    turned.loc[(turned["metric"] == "leans_to_own_side") & (turned["origin"] == "CN"), "value"] = 0
    assert c30(tables(content_evaluations=turned), THEN).outcome == "not_supported"  # 0 of 3
    assert c30(tables(content_evaluations=turned), NOW).outcome == "not_supported"  # 2 of 7
    one = tests[~tests["study_id"].isin(["buyl-2025", "guey-2025"])]
    assert c30(tables(content_evaluations=one), THEN).outcome == "not_supported"  # 1 of 1: too few
    assert c30(tables(content_evaluations=one), NOW).outcome == "supported_with_qualifier"


def test_c30_turns_with_as_many_studies_as_it_says() -> None:
    tests = load("content_evaluations").astype({"study_id": str})
    assert "or 3 more studies without a lean" in c30(tables(), NOW).turns
    flat = tests[tests["result_id"] == "haslett-2025-ten-chinese-models-leans-to-own-side"]
    for more, outcome in ((2, "supported_with_qualifier"), (3, "not_supported")):
        new = [flat.assign(study_id=f"invented-{place}") for place in range(more)]
        assert c30(tables(content_evaluations=pd.concat([tests, *new])), NOW).outcome == outcome
    assert "binds services" in c30(tables(), NOW, country="US").turns


def test_c30_counts_a_study_once_and_no_body_of_a_state() -> None:
    found = {study.study_id: study for study in comparisons(load("content_evaluations"), "CN", NOW)}
    assert len(found) == 7
    assert "caisi-2025" not in found
    assert "llmcensor-abstract" not in found
    assert "r1dacted-2025" not in found  # chosen because R1 refused: cannot compare
    assert not found["haslett-2025"].leans
    assert not found["state-media-audit-2026"].leans
    assert found["llmcensor-findings"].both_sides
    assert not found["pan-xu-2026"].both_sides
    alone = load("content_evaluations")
    alone = alone[alone["study_id"] != "llmcensor-findings"]
    assert "llmcensor-abstract" in {study.study_id for study in comparisons(alone, "CN", NOW)}


def test_c30_knew_two_sided_studies_when_the_article_was_written() -> None:
    known = [study for study in comparisons(load("content_evaluations"), "CN", THEN) if study.both_sides]
    assert [study.study_id for study in known] == ["buyl-2025", "guey-2025"]


def test_c30_the_mirror_turns_on_one_word_of_the_rule() -> None:
    assert c30(tables(), NOW, country="US").outcome == "not_supported"
    assert c30(tables(), NOW, "both sides asked", "US").outcome == "not_supported"
    assert c30(tables(), NOW, "purchases count", "US").outcome == "supported_with_qualifier"
    assert c30(tables(), NOW, "both sides asked").outcome == "supported_with_qualifier"
    assert "Haslett and others" in c30(tables(), NOW).because


# --- C31 ------------------------------------------------------------------------------------------------------------


def test_c31_cannot_come_out_otherwise_unless_the_sentence_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """No table turns the default rule: it reads the sentence, not the world. A measurable part in it would."""
    empty = load("content_evaluations").iloc[:0]
    assert c31(tables(content_evaluations=empty), NOW).outcome == "not_checkable"
    assert c31(tables(content_evaluations=empty), NOW, "read as C30").outcome == "not_supported"
    assert c31(tables(), NOW, "read as C30").outcome == c30(tables(), NOW).outcome
    monkeypatch.setitem(verdicts.SENTENCE_OF_C31, "half of readers change their view", "measurable")
    assert c31(tables(), NOW).outcome == c30(tables(), NOW).outcome


# --- what the rules refuse --------------------------------------------------------------------------------------------


def test_a_country_without_a_selection_is_told() -> None:
    with pytest.raises(CourseError, match="no country called 'EU'"):
        c30(tables(), NOW, country="EU")


def test_a_comparison_made_by_a_body_of_a_state_does_not_count() -> None:
    tests = load("content_evaluations").astype({"evaluator": str})
    ours = tests["study_id"] == "guey-2025"
    assert "guey-2025" in {study.study_id for study in comparisons(tests, "CN", NOW)}
    tests.loc[ours, "evaluator"] = verdicts.OF_A_STATE[0]
    assert "guey-2025" not in {study.study_id for study in comparisons(tests, "CN", NOW)}
