"""The rules for C20 and C22 agree with the ledger, and tables exist that make every outcome of each rule occur."""

from __future__ import annotations

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.course import course
from ai_ambitions.core.errors import CourseError
from ai_ambitions.lessons.chip_ban import verdicts as v

WRITTEN = course().article.day
TABLES = {name: load(name) for name in {*v.TABLES["C20"], *v.TABLES["C22"]}}
TODAY = TABLES["export_rule_thresholds"].attrs["as_of"]
SUPPORTED, QUALIFIED, NOT = "supported", "supported_with_qualifier", "not_supported"


def with_table(name: str, frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return TABLES | {name: frame}


def without_foreign_tools() -> dict[str, pd.DataFrame]:
    timeline = TABLES["controls_timeline"]
    return with_table(
        "controls_timeline", timeline[timeline["jurisdiction"] != "NL"].query("jurisdiction != 'JP'")
    )


def without_tools() -> dict[str, pd.DataFrame]:
    timeline = TABLES["controls_timeline"]
    is_tool = (timeline["category"] == "tools") | timeline["instrument"].str.contains("manufacturing rule")
    return with_table("controls_timeline", timeline[~is_tool])


def eased(times: float) -> dict[str, pd.DataFrame]:
    """BIS raises the limits of its review case by case."""
    rules = TABLES["export_rule_thresholds"].copy()
    rules.loc[rules["paragraph"].str.startswith("748", na=False), "value"] *= times
    return with_table("export_rule_thresholds", rules)


@pytest.mark.parametrize("claim", ["C20", "C22"])
def test_the_default_rule_agrees_with_the_ledger(claim: str) -> None:
    row = load("claims").set_index("claim_id").loc[claim]
    rule = getattr(v, claim.lower())
    assert rule(TABLES, WRITTEN).outcome == row["verdict_when_written"]
    assert rule(TABLES, TODAY).outcome == row["verdict_today"]


@pytest.mark.parametrize(
    ("tables", "day", "rule", "outcome"),
    [
        (TABLES, WRITTEN, "default", QUALIFIED),
        (without_foreign_tools(), WRITTEN, "default", SUPPORTED),  # all ten chips shut, and by US rules alone
        (without_foreign_tools(), TODAY, "default", QUALIFIED),  # two chips have an easier path today
        (without_tools(), WRITTEN, "default", NOT),  # one half open: the sentence falls
        (eased(20), TODAY, "default", NOT),  # BIS lets the newest chips come under review
        (TABLES, WRITTEN, "whoever-closed-it", SUPPORTED),
        (TABLES, TODAY, "whoever-closed-it", QUALIFIED),
        (without_tools(), WRITTEN, "whoever-closed-it", NOT),
        (eased(20), TODAY, "whoever-closed-it", NOT),
    ],
)
def test_every_outcome_of_c20_can_occur(
    tables: dict[str, pd.DataFrame], day: str, rule: str, outcome: str
) -> None:
    assert v.c20(tables, day, rule).outcome == outcome


def test_the_lines_of_c20_lie_where_the_rule_says(monkeypatch: pytest.MonkeyPatch) -> None:
    only_us = without_foreign_tools()
    for shut, outcome in (
        (10, SUPPORTED),
        (9, SUPPORTED),
        (8, QUALIFIED),
        (5, QUALIFIED),
        (4, NOT),
        (0, NOT),
    ):
        left = iter([True] * shut + [False] * (10 - shut))
        monkeypatch.setattr(v, "shut_out", lambda _, left=left: next(left))
        assert v.c20(only_us, WRITTEN).outcome == outcome, shut


def test_a_lifted_rule_closes_no_tools() -> None:
    timeline = TABLES["controls_timeline"].copy()
    assert v.closing_tools(timeline, "2019-06-01") == {"NL"}
    timeline["legal_status"] = (
        timeline["legal_status"].astype(str).replace({"in force": "lifted", "amended": "lifted"})
    )
    assert v.closing_tools(timeline, TODAY) == set()


def measure(**cells: str) -> dict[str, pd.DataFrame]:
    """The timeline with one measure more, dated in June 2024."""
    timeline = TABLES["controls_timeline"]
    row = timeline[timeline["instrument"] == "Cybersecurity review decision on Micron"].iloc[0].to_dict()
    row |= {"date": pd.Timestamp("2024-06-01"), **cells}
    more = pd.concat(
        [timeline.astype({"bars": str, "target": str, "legal_status": str}), pd.DataFrame([row])]
    )
    return with_table("controls_timeline", more)


@pytest.mark.parametrize(
    ("tables", "day", "rule", "outcome"),
    [
        (TABLES, WRITTEN, "default", NOT),
        (measure(bars="import", legal_status="in force"), WRITTEN, "default", SUPPORTED),
        (
            measure(bars="import", legal_status="in force", instrument="Order on Intel"),
            WRITTEN,
            "default",
            QUALIFIED,
        ),
        (
            measure(bars="import", legal_status="reported"),
            WRITTEN,
            "default",
            NOT,
        ),  # known from unnamed sources only
        (TABLES, "2023-01-01", "any-bar", NOT),  # before any Chinese measure
        (TABLES, WRITTEN, "any-bar", QUALIFIED),
        (measure(bars="purchase", target="all"), WRITTEN, "any-bar", SUPPORTED),
    ],
)
def test_every_outcome_of_c22_can_occur(
    tables: dict[str, pd.DataFrame], day: str, rule: str, outcome: str
) -> None:
    assert v.c22(tables, day, rule).outcome == outcome


def test_a_verdict_says_what_it_rests_on() -> None:
    then, now = v.c20(TABLES, WRITTEN), v.c20(TABLES, TODAY)
    assert then.figure.startswith("10 of the 10 fastest chips")
    assert now.figure.startswith("8 of the 10 fastest chips")
    assert "Japan, the Netherlands and the United States" in then.figure
    assert "USD 49.6 billion" in then.because
    assert "not counted" in then.because
    assert "No measure on Micron" in v.c22(TABLES, "2023-01-01").because
    assert "1 import bar was reported" in v.c22(TABLES, TODAY).because
    assert "reported" not in v.c22(TABLES, WRITTEN).because


def test_no_figure_comes_from_after_the_day() -> None:
    assert "not in the table" in v.c20(TABLES, "2024-12-31").because  # the year was not over
    assert "in 2024" in v.c20(TABLES, "2025-01-01").because


def test_unknown_days_and_rules_get_a_sentence() -> None:
    with pytest.raises(CourseError, match="no rule called 'looser'"):
        v.c20(TABLES, WRITTEN, "looser")
    with pytest.raises(CourseError, match="cannot say"):
        v.c20(TABLES, "2021-01-01")
    with pytest.raises(CourseError, match="cannot say"):
        v.c22(TABLES, "2031-01-01")
    with pytest.raises(CourseError, match="not a day"):
        v.c22(TABLES, "soon")


def test_a_chip_counts_from_the_day_it_is_announced() -> None:
    chips = TABLES["chips"].copy()
    top = chips[(chips["vendor"] == "Nvidia") & (chips["chip"] == "H100 SXM5 80GB")].index[0]
    chips.loc[top, ["chip", "dense_int8_tops", "announced"]] = ["later", 1e6, pd.Timestamp("2025-11-01")]
    changed = TABLES | {"chips": chips}
    assert "later" not in [decision.chip for decision in v.fastest_on_sale(changed, "2025-10-31")]
    assert v.fastest_on_sale(changed, "2025-11-01")[0].chip == "later"
