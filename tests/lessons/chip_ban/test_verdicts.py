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


def with_more_h800s() -> dict[str, pd.DataFrame]:
    """Five more variants for China with slow links: a maker's answer to a rule on links."""
    chips = TABLES["chips"]
    twins = [chips[chips["chip"] == "H800 SXM5"].assign(chip=f"H800 again, {n}") for n in range(5)]
    return with_table("chips", pd.concat([chips, *twins]))


@pytest.mark.parametrize(
    ("tables", "day", "rule", "outcome"),
    [
        (TABLES, WRITTEN, "default", QUALIFIED),
        (TABLES, "2022-08-01", "default", NOT),  # before any US rule on chips or on the tools of 2022
        (TABLES, "2022-10-10", "default", NOT),  # tools closed since the 7th, chips not before the 21st
        (TABLES, "2022-10-10", "unpublished-too", QUALIFIED),  # letters had closed most of the chips
        (TABLES, "2022-08-01", "unpublished-too", NOT),
        (nothing_let_off(), TODAY, "unpublished-too", SUPPORTED),
        (TABLES, "2022-11-15", "default", QUALIFIED),  # all chips and two classes of tools closed
        (TABLES, "2023-06-01", "default", QUALIFIED),  # most chips closed, the H800 free
        (with_more_h800s(), "2023-06-01", "default", NOT),  # the chip half alone
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
        (TABLES, "2022-10-10", "whoever-closed-it", NOT),
        (no_us_rule(), WRITTEN, "whoever-closed-it", NOT),
        (TABLES, WRITTEN, "as-named", SUPPORTED),  # the rule of 2024 names lithography
        (TABLES, "2024-12-01", "as-named", QUALIFIED),  # the day before it
        (TABLES, "2022-10-10", "as-named", NOT),
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
        (TABLES, WRITTEN, "unpublished-too", NOT),  # no bar on imports was even reported by then
        (TABLES, TODAY, "unpublished-too", QUALIFIED),  # the customs bar on the H200
        (measure(bars="import", legal_status="reported"), WRITTEN, "unpublished-too", SUPPORTED),
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
        "Chips: shut. Tools: partly shut. Closed by other states as well: deposition for advanced factories and "
        "etching for advanced factories." in then.because
    )
    assert "only: EUV lithography and newest immersion lithography" in then.because
    assert "Newest chip counted: MI355X, shown in June 2025" in then.because
    assert "Chips: mostly open" in v.c20(TABLES, "2022-10-10").because
    assert "6 of 8 cutting-edge chips" in v.c20(TABLES, "2023-06-01").figure
    assert v.c20(TABLES, "2022-10-10", "unpublished-too").figure.startswith(
        "a US rule or letter closes 4 of 5"
    )
    assert "counted, it is a qualifier" in v.c22(TABLES, TODAY).because
    assert "H200: supported with a qualifier" in v.c22(TABLES, TODAY).turns
    assert "Micron's chips: supported" in v.c22(TABLES, TODAY).turns
    assert v.c20(TABLES, WRITTEN, "as-named").figure.startswith("a US rule names 10 of 10")
    assert v.c20(TABLES, WRITTEN, "whoever-closed-it").figure.startswith("some state's rule closes 10 of 10")
    assert "January 2026" in now.because
    assert "5 on other goods; 3 measures that tell some buyers" in v.c22(TABLES, WRITTEN).figure
    for day in (WRITTEN, TODAY):
        assert "chips, 1 of them published" in v.c22(TABLES, day).figure
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
    other = timeline[(timeline["bars"] == "import") & (timeline["category"] != "against_chips")]
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


def by_name(tables: dict[str, pd.DataFrame], day: str) -> dict[str, v.Item]:
    return {item.name: item for item in v.front_row(tables, day)}


def chip_with(name: str, **cells: object) -> dict[str, pd.DataFrame]:
    chips = TABLES["chips"].copy()
    for field, value in cells.items():
        chips.loc[chips["chip"] == name, field] = value
    return with_table("chips", chips)


def test_an_unknown_figure_never_counts_as_open() -> None:
    """An empty link speed is a third answer: the part is named and counts on neither side."""
    day = "2023-06-01"
    unknown = chip_with("Gaudi 2", interconnect_gbs=float("nan"))
    assert by_name(unknown, day)["Gaudi 2"].closed_by == "not counted: link speed unknown"
    said = v.c20(unknown, day)
    assert said.figure.startswith("a US rule closes 5 of 7 ")
    assert "Not counted, since the answer is open: Gaudi 2." in said.because
    assert "Not counted" not in v.c20(TABLES, day).because


@pytest.mark.parametrize(
    ("day", "seen"), [("2022-11-01", True), ("2023-01-01", False), ("2023-06-01", False)]
)
def test_a_bare_year_is_not_the_first_of_january(day: str, seen: bool) -> None:
    """A part of "2021" may have left the row of 24 months in any month of 2023, and nobody knows which."""
    vague = chip_with("MI250", announced=pd.Timestamp("2021-01-01"), announced_precision="year")
    item = by_name(vague, day)["MI250"]
    assert (item.unknown == "") == seen
    assert seen or "2021-01-01 to 2021-12-31" in item.closed_by


def test_a_month_is_known_from_its_last_day_on() -> None:
    assert by_name(TABLES, "2023-03-30")["H800 PCIe"].unknown
    assert not by_name(TABLES, "2023-03-31")["H800 PCIe"].unknown
    assert "H800 PCIe" not in by_name(TABLES, "2023-02-28")


def test_on_both_dates_no_part_is_left_out() -> None:
    for day in (WRITTEN, TODAY):
        assert not [item.name for item in v.front_row(TABLES, day) if item.unknown]


def test_every_part_that_was_ever_cutting_edge_is_dated_to_the_month() -> None:
    """A bare year would be a date that no source gave."""
    days = pd.date_range(v.FIRST_DAY, TODAY, freq="MS")
    ever = {item.name for day in days for item in v.front_row(TABLES, str(day)[:10])}
    chips = TABLES["chips"].set_index("chip")
    assert {"MI250", "L40S", "H800 PCIe", "MI210"} <= ever
    assert set(chips.loc[sorted(ever), "announced_precision"]) <= {"day", "month"}


def test_shown_means_shown_with_rates_for_both_parts_of_one_launch() -> None:
    chips = TABLES["chips"].set_index("chip")
    assert chips.loc["MI300A", "announced"] == chips.loc["MI300X", "announced"] == pd.Timestamp("2023-12-06")
    assert pd.isna(chips.loc["MI300A", "interconnect_gbs"])
    assert chips.loc["Gaudi 2", "interconnect_gbs"] == 525 + 75 == 24 * 100 / 8 * 2
    assert (
        str(chips.loc["MI250", "announced"])[:10]
        == str(chips.loc["MI250X", "announced"])[:10]
        == "2021-11-08"
    )


def test_earlier_names_on_plans_would_change_no_word() -> None:
    """Rubin and the MI400 family stood on plans in 2025; counted from then on, the parts in the row are closed all the same."""
    chips = TABLES["chips"].copy()
    chips.loc[chips["chip"].isin(["Rubin (per GPU)", "MI455X"]), "announced"] = pd.Timestamp("2025-03-01")
    for day in (WRITTEN, TODAY):
        assert v.c20(with_table("chips", chips), day).outcome == v.c20(TABLES, day).outcome == QUALIFIED


def test_a_gaudi_for_china_would_change_no_outcome() -> None:
    """It has no row, since no source gives its rates; with those of its sister no stretch of days moves."""
    chips = TABLES["chips"]
    variant = chips[chips["chip"] == "Gaudi 2"].assign(
        chip="HL-225B", announced=pd.Timestamp("2023-07-11"), interconnect_gbs=21 * 25.0
    )
    tables = with_table("chips", pd.concat([chips, variant]))
    assert not by_name(tables, "2023-09-01")["HL-225B"].states
    assert [s[:2] for s in v.spells(tables, TODAY)] == [s[:2] for s in v.spells(TABLES, TODAY)]


@pytest.mark.parametrize("day", [WRITTEN, TODAY])
def test_the_verdict_on_chips_hangs_on_no_letter(day: str) -> None:
    """One standard of proof: what no authority published is not needed for C20, and does not count for C22."""
    assert v.front_row(TABLES, day) == v.front_row(TABLES, day, letters=True)
    assert v.c20(TABLES, day).outcome == v.c20(TABLES, day, "unpublished-too").outcome


def test_a_rule_without_a_published_text_is_called_a_letter() -> None:
    """What stands in the table with an inferred limit, and the letter of October 2023, of which filings give the words."""
    controls = RULE_TABLE[(RULE_TABLE["role"] == "control") & (RULE_TABLE["subject"] == "chip")]
    letters = controls["paragraph"].str.startswith("letter")
    assert set(controls.loc[letters, "rule_id"]) == {
        "us-2022-08-letters",
        "us-2023-10-letter",
        "us-2025-04-letters",
    }
    assert set(controls.loc[~letters, "basis"]) == {"text"}


def test_a_letter_counts_only_where_letters_count() -> None:
    """Between the letter of 23 October 2023 and the start of the rule, the H800 was stopped by a letter alone."""
    assert by_name(TABLES, "2023-11-01")["H800 SXM5"].closed_by == "nobody"
    both = {item.name: item.closed_by for item in v.front_row(TABLES, "2023-11-01", letters=True)}
    assert both["H800 SXM5"] == "the United States"
