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
    assert c29(tables(value_clauses=new), "2025-10-30").outcome == "supported_with_qualifier"  # not yet said


def test_c29_falls_without_clauses_on_standards() -> None:
    new = clauses(country="CN", drop="standards")
    found = c29(tables(value_clauses=new), NOW)
    assert (found.outcome, "standards as a goal: none listed" in found.figure) == ("not_supported", True)


def test_c29_falls_with_the_texts_offered() -> None:
    texts = load("governance_instruments")
    texts = texts[~texts["instrument_id"].isin(verdicts.OFFERED["CN"])]
    assert c29(tables(governance_instruments=texts), NOW).outcome == "not_supported"


def test_c29_with_texts_at_home_can_fall_too() -> None:
    rule = "texts at home count"
    assert c29(tables(), NOW, rule).outcome == "supported"
    kept = load("value_clauses")
    kept = kept[~(kept["says"].isin(["own_interest", "own_values"]) & (kept["country"] == "CN"))]
    assert c29(tables(value_clauses=kept), NOW, rule).outcome == "supported_with_qualifier"
    assert c29(tables(value_clauses=clauses(country="CN", drop="standards")), NOW, rule).outcome == (
        "not_supported"
    )


def test_c29_comes_out_otherwise_on_days_of_the_real_tables() -> None:
    assert c29(tables(), "2018-12-31").outcome == "not_supported"  # a plan at home, nothing offered yet
    empty = c29(tables(), "2020-09-30")  # nothing listed: not shown, which is not "no"
    assert empty.outcome == "not_supported"
    assert "other states: none listed; standards as a goal: none listed" in empty.figure
    before, after = c29(tables(), "2022-11-16"), c29(tables(), "2022-11-17")  # the position paper
    assert (before.outcome, after.outcome) == ("not_supported", "supported_with_qualifier")
    between = c29(
        tables(), "2023-10-15"
    )  # the outline of 2021 is two years old, the initiative not yet there
    assert "offered to other states: yes; standards as a goal: none listed" in between.figure
    assert c29(tables(), "2024-03-20", country="US").outcome == "not_supported"
    assert c29(tables(), "2024-03-21", country="US").outcome == "supported_with_qualifier"


def test_a_proposal_and_its_treaty_are_one_offer_as_new_as_the_treaty() -> None:
    before, after = c29(tables(), "2026-07-15"), c29(tables(), "2026-07-16")
    assert "3 texts offered (newest 2025-07-26)" in before.because
    assert "3 texts offered (newest 2026-07-16)" in after.because


def test_the_label_of_today_ends_two_years_after_the_newest_clause_on_standards() -> None:
    """The day that the lesson names, asked of a copy of the table moved back by two years."""
    clauses_now = load("value_clauses")
    ours = clauses_now[(clauses_now["country"] == "CN") & (clauses_now["says"] == "standards")]
    newest = ours["published"].max()
    assert f"{newest + pd.DateOffset(years=verdicts.WINDOW, days=1):%Y-%m-%d}" == "2027-08-22"
    old = clauses_now.copy()
    old.loc[ours.index, "published"] -= pd.DateOffset(years=2)
    for day, outcome in (("2025-08-21", "supported_with_qualifier"), ("2025-08-22", "not_supported")):
        assert c29(tables(value_clauses=old), day).outcome == outcome


@pytest.mark.parametrize(
    ("table", "column"), [("governance_instruments", "date_adopted"), ("value_clauses", "published")]
)
def test_c29_looks_two_years_back(table: str, column: str) -> None:
    """What is older than two years does not pass for ever, and what is on the edge still counts."""
    old = load(table)
    offered = table == "governance_instruments"
    new = old["instrument_id"].isin(verdicts.OFFERED["CN"]) if offered else old["says"] == "standards"
    for years, outcome in ((2, "supported_with_qualifier"), (3, "not_supported")):
        moved = old.copy()
        moved.loc[new, column] = pd.Timestamp(NOW) - pd.DateOffset(years=years)
        assert c29(tables(**{table: moved}), NOW).outcome == outcome
    assert c29(tables(), "2024-02-29").outcome == "supported_with_qualifier"  # two years before: 28 February


def test_c29_second_rule_and_the_mirror() -> None:
    for country in ("CN", "US"):
        assert c29(tables(), NOW, country=country).outcome == "supported_with_qualifier"
        assert c29(tables(), NOW, "texts at home count", country).outcome == "supported"
        assert c29(tables(), NOW, "texts at home count", country).figure.endswith("at home or abroad: yes")
    assert "2026-07-31 37 states" in c29(tables(), "2026-09-21").because
    assert "states had signed" not in c29(tables(), THEN).because


def test_read_and_absent_is_no_and_unread_is_unknown_for_both_claims() -> None:
    china, america = c29(tables(), NOW), c29(tables(), NOW, country="US")
    assert china.figure.endswith("own interests named abroad: no")
    assert america.figure.endswith("own interests named abroad: no")
    assert "Of 5 clauses selected from texts addressed abroad (newest 2025-07-26) none names" in china.because
    assert (
        "Of 3 clauses selected from texts addressed abroad (newest 2025-12-12) none names" in america.because
    )
    assert "none names own values" in c30(tables(), NOW).because
    assert "none names own values" in c30(tables(), NOW, country="US").because
    rows = clauses()
    unread = rows[~((rows["country"] == "US") & (rows["addressee"] == "other_states"))]
    assert c29(tables(value_clauses=unread), NOW, country="US").figure.endswith("named abroad: unknown")
    for judge in (c29, c30):
        found = judge(tables(value_clauses=unread), NOW, country="US")
        assert "has read no clause of a text addressed abroad: an aim is unknown" in found.because
    named = clauses(country="US", says="own_interest", addressee="other_states", document="invented")
    assert c29(tables(value_clauses=named), NOW, country="US").outcome == "supported"


# --- C30 ------------------------------------------------------------------------------------------------------------


def test_c30_supported_by_one_clause_addressed_abroad() -> None:
    new = clauses(country="CN", says="own_values", addressee="other_states", document="invented")
    assert c30(tables(value_clauses=new), NOW).outcome == "supported"


@pytest.mark.parametrize("rule", list(verdicts.RULES["C30"]))
def test_every_rule_of_c30_can_come_out_in_three_ways(rule: str) -> None:
    aims = clauses(country="CN", says="own_values", addressee="other_states", document="invented")
    no_study = load("content_evaluations").iloc[:0]
    assert c30(tables(value_clauses=aims), NOW, rule).outcome == "supported"
    assert c30(tables(), NOW, rule).outcome == "supported_with_qualifier"
    assert c30(tables(content_evaluations=no_study), NOW, rule).outcome == "not_supported"


def test_c30_falls_with_the_duty() -> None:
    assert c30(tables(value_clauses=clauses(country="CN", drop="banned_content")), NOW).outcome == (
        "not_supported"
    )


def test_c30_falls_with_the_tests() -> None:
    tests = load("content_evaluations")
    turned = tests.copy()
    turned.loc[(turned["metric"] == "leans_to_own_side") & (turned["origin"] == "CN"), "value"] = 0
    assert c30(tables(content_evaluations=turned), THEN).outcome == "not_supported"  # 0 of 3
    assert c30(tables(content_evaluations=turned), NOW).outcome == "not_supported"  # 4 of 8: half is not more
    one = tests[~tests["study_id"].isin(["buyl-2025", "guey-2025"])]
    assert c30(tables(content_evaluations=one), THEN).outcome == "not_supported"  # 1 of 1: too few
    assert c30(tables(content_evaluations=one), NOW).outcome == "supported_with_qualifier"


def test_c30_without_the_studies_coded_from_abstracts() -> None:
    """What stood on three abstracts when the article was written stands on figures today."""
    assert c30(tables(), THEN, "figures only").outcome == "not_supported"
    now = c30(tables(), NOW, "figures only")
    assert (now.outcome, "4 of 4 studies" in now.figure) == ("supported_with_qualifier", True)
    assert "the 3 that the course coded from abstracts (not supported)" in c30(tables(), THEN).turns
    assert "abstracts" not in c30(tables(), NOW).turns


def test_c30_turns_with_as_many_studies_as_it_says() -> None:
    tests = load("content_evaluations").astype({"study_id": str})
    assert "or 6 more studies without a lean" in c30(tables(), NOW).turns
    flat = tests[tests["result_id"] == "haslett-2025-ten-chinese-models-leans-to-own-side"]
    for more, outcome in ((5, "supported_with_qualifier"), (6, "not_supported")):
        new = [flat.assign(study_id=f"invented-{place}") for place in range(more)]
        assert c30(tables(content_evaluations=pd.concat([tests, *new])), NOW).outcome == outcome
    assert "binds services" in c30(tables(), NOW, country="US").turns


def test_c30_says_the_day_of_the_newest_study_that_counts() -> None:
    assert c30(tables(), NOW).figure.endswith(  # not that of CEIAS
        "7 of 8 studies, the newest of 2026-02-17 (of 3 only the year is known)"
    )
    assert c30(tables(), THEN).figure.endswith("3 of 3 studies, the newest of 2025-06-02")
    both = c30(tables(), NOW, "both sides asked").figure
    assert both.endswith("3 of 4 studies, the newest of 2026")  # of llmcensor only the year is known
    assert c30(tables(), THEN, "figures only").figure == "No study is left"


def test_c30_counts_a_study_once_and_no_body_of_a_state() -> None:
    tests = load("content_evaluations")
    found = {study.study_id: study for study in comparisons(tests, "CN", NOW)}
    assert set(found) == {
        "buyl-2025", "guey-2025", "huang-2025", "haslett-2025", "ccpval-2026", "elluminate-2026",
        "llmcensor-findings", "pan-xu-2026",
    }  # fmt: skip
    assert not found["haslett-2025"].leans
    assert found["llmcensor-findings"].both_sides
    assert not found["pan-xu-2026"].both_sides
    alone = tests[tests["study_id"] != "llmcensor-findings"]
    assert "llmcensor-abstract" in {study.study_id for study in comparisons(alone, "CN", NOW)}


def test_each_study_left_out_is_in_the_table_with_its_reason() -> None:
    tests = load("content_evaluations")
    assert set(verdicts.LEFT_OUT) <= set(tests["study_id"])
    notes = tests.set_index("study_id")["note"]
    assert "fifteen claims" in verdicts.LEFT_OUT["newsguard-2025-01a"]
    assert "15 claims" in notes["newsguard-2025-01a"].iloc[0]
    assert "two models of its nine" in notes["state-media-audit-2026"].iloc[0]
    assert set(tests[tests["study_id"] == "freedombench-2026"]["origin"]) == {"CN"}
    tests = tests.astype({"topic": str})
    tests.loc[tests["study_id"] == "state-media-audit-2026", "topic"] = "china_sensitive"  # as it once was
    assert not set(verdicts.LEFT_OUT) & {study.study_id for study in comparisons(tests, "CN", NOW)}


def test_a_lean_is_measured_in_its_own_direction() -> None:
    """A high score in CCPVal is the party's line, a high share of open answers in elluminate is the opposite."""
    tests = load("content_evaluations")
    found = {study.study_id: study for study in comparisons(tests, "CN", NOW)}
    assert found["ccpval-2026"].leans
    assert found["elluminate-2026"].leans
    for metric, value in (("stance", -4.0), ("honest_engagement", 100.0)):
        turned = tests.copy()
        turned.loc[(turned["metric"] == metric) & (turned["origin"] == "CN"), "value"] = value
        again = {study.study_id: study for study in comparisons(turned, "CN", NOW)}
        study = "ccpval-2026" if metric == "stance" else "elluminate-2026"
        assert not again[study].leans
    sizes = {key: study.size for key, study in found.items()}
    assert sizes["llmcensor-findings"] == "7 to 55 against 16, per cent refused"  # the pooled 31 is no model
    assert sizes["pan-xu-2026"] == "32 to 36 against under 3, per cent refused"
    assert sizes["buyl-2025"] == ""


def test_where_both_origins_lean_the_same_way_no_origin_leans() -> None:
    for country in ("CN", "US"):
        found = {study.study_id: study for study in comparisons(load("content_evaluations"), country, NOW)}
        assert not found["haslett-2025"].leans


def test_c30_knew_two_sided_studies_when_the_article_was_written() -> None:
    known = [study for study in comparisons(load("content_evaluations"), "CN", THEN) if study.both_sides]
    assert [study.study_id for study in known] == ["buyl-2025", "guey-2025"]


def test_c30_the_mirror_turns_on_one_word_of_the_rule() -> None:
    assert c30(tables(), NOW, country="US").outcome == "not_supported"
    assert c30(tables(), NOW, "both sides asked", "US").outcome == "not_supported"
    bought = c30(tables(), NOW, "purchases count", "US")
    assert bought.outcome == "supported_with_qualifier"
    assert "M-26-04" in bought.because
    assert "M-26-04" not in c30(tables(), THEN, "purchases count", "US").because  # of December 2025
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
    aims = clauses(country="CN", says="own_values", addressee="other_states", document="invented")
    duty = clauses(country="CN", drop="banned_content")
    for rule in ("default", "read as C30"):
        assert c31(tables(value_clauses=aims), NOW, rule).outcome == "supported"
        assert c31(tables(value_clauses=duty), NOW, rule).outcome == "not_supported"


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
