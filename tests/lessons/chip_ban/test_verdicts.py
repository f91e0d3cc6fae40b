"""The rules for C20 and C22 agree with the ledger, and tables exist that make every outcome of each rule occur."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.course import course
from ai_ambitions.lessons.chip_ban import verdicts as v

WRITTEN = course().article.day
TABLES = {name: load(name) for name in {*v.TABLES["C20"], *v.TABLES["C22"]}}
TODAY = TABLES["export_rule_thresholds"].attrs["as_of"]
SUPPORTED, QUALIFIED, NOT = "supported", "supported_with_qualifier", "not_supported"


def with_table(name: str, frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return TABLES | {name: frame}


RULE_TABLE = TABLES["export_rule_thresholds"]


def with_rules(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    frame.attrs = RULE_TABLE.attrs
    return with_table("export_rule_thresholds", frame)


def tool_rules_of(*states: str) -> dict[str, pd.DataFrame]:
    """Only these states keep their rules on tools."""
    is_tool = RULE_TABLE["subject"] == "tool"
    return with_rules(RULE_TABLE[~is_tool | RULE_TABLE["jurisdiction"].isin(states)].copy())


def us_reaches_every_tool() -> dict[str, pd.DataFrame]:
    """What the MATCH Act would allow: a US rule on each class, wherever the machine is made, and no state let off."""
    law = nothing_let_off()["export_rule_thresholds"]
    row = law[law["rule_id"] == "us-2022-10-tools"].iloc[0].to_dict()
    more = pd.DataFrame([{**row, "rule_id": "us-match", "paragraph": name} for name in v.TOOLS])
    return with_rules(pd.concat([law, more.astype(law.dtypes)]))


def nothing_let_off() -> dict[str, pd.DataFrame]:
    """No machine is let off for the state that it is sent from."""
    off = (RULE_TABLE["subject"] == "tool") & (RULE_TABLE["role"] == "exception")
    return with_rules(RULE_TABLE[~off].copy())


def no_us_rule() -> dict[str, pd.DataFrame]:
    return with_rules(RULE_TABLE[RULE_TABLE["jurisdiction"] != "US"].copy())


def no_us_tool_rule() -> dict[str, pd.DataFrame]:
    return tool_rules_of("NL", "JP")


def a_review_of_deposition() -> dict[str, pd.DataFrame]:
    """The US reviews applications for deposition tools case by case: an easier path, as for chips."""
    row = RULE_TABLE[RULE_TABLE["rule_id"] == "us-2022-10-tools"].iloc[0].to_dict()
    row |= {"paragraph": "review of deposition", "role": "review_policy", "relieves": "deposition"}
    more = pd.DataFrame([row])
    return with_rules(pd.concat([RULE_TABLE, more.astype(RULE_TABLE.dtypes)]))


def eased(times: float) -> dict[str, pd.DataFrame]:
    """BIS raises the limits of its review case by case."""
    rules = RULE_TABLE.copy()
    rules.loc[rules["paragraph"].str.startswith("748", na=False), "value"] *= times
    return with_rules(rules)


def without_chips(*names: str) -> dict[str, pd.DataFrame]:
    chips = TABLES["chips"]
    return with_table("chips", chips[~chips["chip"].isin(names)])


@pytest.mark.parametrize(
    ("tables", "day", "rule", "outcome"),
    [
        (TABLES, WRITTEN, "default", QUALIFIED),
        (TABLES, "2022-08-01", "default", NOT),  # before any US rule on chips or on the tools of 2022
        (
            TABLES,
            "2022-11-15",
            "default",
            QUALIFIED,
        ),  # chips and two classes of tools closed, the H800 not yet shown
        (
            TABLES,
            "2023-06-01",
            "default",
            NOT,
        ),  # the chip half alone: the H800 is free, half of the tools are closed
        (nothing_let_off(), WRITTEN, "default", SUPPORTED),  # BIS strikes the list of 33 states
        (us_reaches_every_tool(), WRITTEN, "default", SUPPORTED),  # by a US act alone, upwards
        (us_reaches_every_tool(), TODAY, "default", SUPPORTED),
        (no_us_rule(), WRITTEN, "default", NOT),  # other states' rules stay: not shut out by the US
        (no_us_rule(), TODAY, "default", NOT),
        (no_us_tool_rule(), WRITTEN, "default", NOT),
        (tool_rules_of("US"), WRITTEN, "default", QUALIFIED),  # a second lock makes no door less shut
        (a_review_of_deposition(), WRITTEN, "default", NOT),  # the same test for both halves
        (eased(20), TODAY, "default", NOT),  # BIS lets the newest chips come under review
        (without_chips("Rubin (per GPU)", "MI455X"), TODAY, "default", QUALIFIED),  # they change nothing
        (TABLES, WRITTEN, "whoever-closed-it", SUPPORTED),
        (TABLES, TODAY, "whoever-closed-it", SUPPORTED),
        (TABLES, "2023-06-01", "whoever-closed-it", NOT),
        (no_us_rule(), WRITTEN, "whoever-closed-it", NOT),
        (TABLES, WRITTEN, "as-named", SUPPORTED),  # the rule of 2024 names lithography
        (TABLES, "2024-12-01", "as-named", QUALIFIED),  # the day before it
        (TABLES, "2023-06-01", "as-named", NOT),
        (tool_rules_of("US", "JP"), WRITTEN, "whoever-closed-it", QUALIFIED),  # EUV is open
    ],
)
def test_every_outcome_of_c20_can_occur(
    tables: dict[str, pd.DataFrame], day: str, rule: str, outcome: str
) -> None:
    assert v.c20(tables, day, rule).outcome == outcome


@pytest.mark.parametrize("share", [0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9])
@pytest.mark.parametrize("day", [WRITTEN, TODAY])
def test_the_share_does_not_pick_the_word(day: str, share: float) -> None:
    assert v.c20(TABLES, day, share=share).outcome == v.c20(TABLES, day).outcome


@pytest.mark.parametrize(
    ("closed", "of", "level"),
    [
        (4, 4, v.SHUT),
        (3, 4, v.PARTLY),
        (2, 4, v.PARTLY),
        (1, 4, v.OPEN),
        (0, 4, v.OPEN),
        (2, 5, v.OPEN),
        (0, 0, v.OPEN),
    ],
)
def test_the_lines_of_c20_lie_where_the_rule_says(closed: int, of: int, level: int) -> None:
    assert v._level(closed, of) == level


def test_a_fifth_class_of_tools_would_move_c20(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the ledger says against its own verdict."""
    monkeypatch.setattr(v, "TOOLS", (*v.TOOLS, "older immersion lithography"))
    assert v.c20(TABLES, WRITTEN).outcome == NOT


def test_a_list_without_lithography_would_move_c20(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other direction."""
    monkeypatch.setattr(v, "TOOLS", ("deposition", "etching"))
    assert v.c20(TABLES, WRITTEN).outcome == v.c20(TABLES, TODAY).outcome == SUPPORTED


def test_a_rule_that_ends_later_still_held_before() -> None:
    """A repeal in 2026 does not rewrite 2025."""
    rules = RULE_TABLE.copy()
    rules.loc[rules["subject"] == "tool", "until"] = pd.Timestamp("2026-06-01")
    repealed = with_rules(rules)
    assert v.c20(repealed, WRITTEN).outcome == QUALIFIED
    assert v.c20(repealed, TODAY).outcome == NOT
    assert [item.closed_by for item in v.tool_classes(rules, TODAY)] == ["nobody"] * 4


def test_the_front_row_is_what_the_rule_says() -> None:
    for day in (WRITTEN, TODAY, "2023-06-01"):
        row = v.front_row(TABLES, day)
        chips = TABLES["chips"].set_index("chip")
        assert all(chips.loc[item.name, "vendor"] in v.SELLERS for item in row)
        assert all(v._months_before(day) < item.announced <= day for item in row)
    assert "H800 SXM5" in {item.name for item in v.front_row(TABLES, "2023-06-01")}
    assert v._shifted("2024-02-29", -2) == "2022-02-28"


def test_the_outcome_over_all_days_has_no_gap() -> None:
    found = v.spells(TABLES, TODAY)
    assert found[0][0] == v.FIRST_DAY
    assert found[-1][1] == TODAY
    assert len({verdict.outcome for _, _, verdict in found}) > 1
    for (_, end, _), (start, _, _) in itertools.pairwise(found):
        assert (pd.Timestamp(start) - pd.Timestamp(end)).days == 1
        assert v.c20(TABLES, end).outcome != v.c20(TABLES, start).outcome


def measure(**cells: str) -> dict[str, pd.DataFrame]:
    """The timeline with one measure more, dated in June 2024."""
    timeline = TABLES["controls_timeline"]
    row = timeline[timeline["instrument"] == "Cybersecurity review decision on Micron"].iloc[0].to_dict()
    row |= {"date": pd.Timestamp("2024-06-01"), **cells}
    more = pd.concat(
        [
            timeline.astype({"bars": str, "binds": str, "legal_status": str, "category": str}),
            pd.DataFrame([row]),
        ]
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
        (TABLES, "2025-03-03", "any-goods", NOT),  # the day before Illumina
        (TABLES, WRITTEN, "any-goods", QUALIFIED),
        (
            measure(bars="import", legal_status="in force", category="entity_list"),
            WRITTEN,
            "any-goods",
            SUPPORTED,
        ),
        (TABLES, "2023-01-01", "any-bar", NOT),  # before any Chinese measure
        (TABLES, WRITTEN, "any-bar", QUALIFIED),
        (measure(bars="purchase", binds="all_buyers"), WRITTEN, "any-bar", SUPPORTED),
        (measure(bars="purchase", binds="some_buyers"), WRITTEN, "any-bar", QUALIFIED),
        (measure(bars="purchase", binds="all_buyers"), WRITTEN, "default", NOT),
    ],
)
def test_every_outcome_of_c22_can_occur(
    tables: dict[str, pd.DataFrame], day: str, rule: str, outcome: str
) -> None:
    assert v.c22(tables, day, rule).outcome == outcome


def test_a_verdict_says_what_it_rests_on() -> None:
    then, now = v.c20(TABLES, WRITTEN), v.c20(TABLES, TODAY)
    assert then.figure == "a US rule closes 10 of 10 cutting-edge chips and 2 of 4 classes of tools"
    assert now.figure == "a US rule closes 4 of 4 cutting-edge chips and 2 of 4 classes of tools"
    assert (
        "Chips: shut. Tools: partly shut. Closed by other states as well: deposition and etching."
        in then.because
    )
    assert "only: EUV lithography and newest immersion lithography" in then.because
    assert "Newest chip counted: MI355X, shown in June 2025" in then.because
    assert "Chips: mostly open" in v.c20(TABLES, "2023-06-01").because
    assert v.c20(TABLES, WRITTEN, "as-named").figure.startswith("a US rule names 10 of 10")
    assert v.c20(TABLES, WRITTEN, "whoever-closed-it").figure.startswith("some state's rule closes 10 of 10")
    assert "January 2026" in now.because
    assert "5 on other goods; 3 measures that tell some buyers" in v.c22(TABLES, WRITTEN).figure
    assert "speaks to one class of buyers" in v.c22(TABLES, WRITTEN).because
    assert "binds all buyers" in v.c22(everybody_bound(), WRITTEN).because
    assert "No measure on Micron" in v.c22(TABLES, "2023-01-01").because
    assert "1 import bar was reported" in v.c22(TABLES, TODAY).because
    assert "reported" not in v.c22(TABLES, WRITTEN).because


def everybody_bound() -> dict[str, pd.DataFrame]:
    """The notice on Micron speaks to all buyers."""
    timeline = TABLES["controls_timeline"]
    notice = timeline["instrument"] == "Cybersecurity review decision on Micron"
    return with_table(
        "controls_timeline", timeline.assign(binds=timeline["binds"].where(~notice, "all_buyers"))
    )


def test_who_is_bound_is_known_for_every_bar_and_for_nothing_else() -> None:
    timeline = TABLES["controls_timeline"]
    bar = timeline["bars"].isin(["import", "purchase"])
    assert timeline.loc[bar, "binds"].notna().all()
    assert timeline.loc[~bar, "binds"].isna().all()
    assert (timeline.loc[timeline["bars"] == "import", "binds"] == "all_buyers").all()


def test_bars_on_other_goods_do_not_count() -> None:
    """Illumina's sequencers and the goods of arms makers are no chips; the same row about chips would count."""
    timeline = TABLES["controls_timeline"]
    other = timeline[(timeline["bars"] == "import") & (timeline["category"] != "market_ban")]
    assert len(other) == 5
    assert (
        v.c22(measure(bars="import", legal_status="in force", category="entity_list"), WRITTEN).outcome == NOT
    )


def test_a_ban_that_was_lifted_later_counts() -> None:
    assert v.c22(measure(bars="import", legal_status="lifted"), WRITTEN).outcome == SUPPORTED


def test_a_chip_counts_from_the_day_it_is_announced() -> None:
    chips = TABLES["chips"].copy()
    top = chips[(chips["vendor"] == "Nvidia") & (chips["chip"] == "H100 SXM5 80GB")].index[0]
    chips.loc[top, ["chip", "dense_int8_tops", "announced"]] = ["later", 1e6, pd.Timestamp("2025-11-01")]
    changed = TABLES | {"chips": chips}
    assert "later" not in [item.name for item in v.front_row(changed, "2025-10-31")]
    assert v.front_row(changed, "2025-11-01")[0].name == "later"


def test_a_chip_older_than_24_months_is_no_longer_cutting_edge() -> None:
    chips = TABLES["chips"].copy()
    top = chips[chips["chip"] == "H100 SXM5 80GB"].index[0]
    chips.loc[top, ["chip", "dense_int8_tops", "announced"]] = ["early", 1e6, pd.Timestamp("2023-11-01")]
    changed = TABLES | {"chips": chips}
    assert v.front_row(changed, "2025-10-31")[0].name == "early"
    assert "early" not in [item.name for item in v.front_row(changed, "2025-11-01")]
