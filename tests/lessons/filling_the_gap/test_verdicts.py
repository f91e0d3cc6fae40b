"""The rules for C19, C21, C23 and C24 agree with the ledger, and tables exist that make every outcome of each rule occur."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.course import course
from ai_ambitions.core.errors import CourseError
from ai_ambitions.lessons.chip_ban.engine import decide
from ai_ambitions.lessons.filling_the_gap import verdicts as v

WRITTEN = course().article.day
TABLES = {name: load(name) for name in sorted({name for names in v.TABLES.values() for name in names})}
TODAY = v.today(TABLES)
SUPPORTED, QUALIFIED, NOT, OUTDATED = v.SUPPORTED, v.QUALIFIED, v.NOT, v.OUTDATED
Tables = Mapping[str, pd.DataFrame]
CLAIMS = ["C19", "C21", "C23", "C24"]


@pytest.mark.parametrize("claim", CLAIMS)
def test_the_ledger_says_the_same(claim: str) -> None:
    row = load("claims").set_index("claim_id").loc[claim]
    judge = getattr(v, claim.lower())
    assert judge(TABLES, WRITTEN).outcome == row["verdict_when_written"]
    assert judge(TABLES, TODAY[claim]).outcome == row["verdict_today"]
    assert set(str(row["tables"]).split(";")) == set(v.TABLES[claim])


def changed(name: str, where: pd.Series, **cells: Any) -> Tables:
    """The tables with some cells of one of them replaced."""
    frame = TABLES[name].copy()
    assert where.any()
    for column, value in cells.items():
        frame.loc[where, column] = value
    frame.attrs = TABLES[name].attrs
    return TABLES | {name: frame}


def without(name: str, where: pd.Series, tables: Tables = TABLES) -> Tables:
    assert where.any()
    frame = tables[name][~where].copy()
    frame.attrs = TABLES[name].attrs
    return {**tables, name: frame}


# --- C19 --------------------------------------------------------------------------------------------------------------

CHIPS, MARKET, STOCK = TABLES["chips"], TABLES["china_chip_market"], TABLES["compute_stock"]
BR100, ASCEND_920 = CHIPS["chip"] == "BR100", CHIPS["chip"] == "Ascend 920"
SHARE = (MARKET["indicator"] == "share_of_ai_cards_shipped") & (MARKET["entity"] == "Chinese vendors")
OWNED = STOCK["indicator"].isin(
    ["share_of_gpu_cluster_performance", "share_of_ai_compute_owned_by_firms"]
) & (STOCK["country"] == "CN")
FAST = changed("chips", BR100, dense_fp16_tflops=1500.0, dense_fp8_tflops=6000.0)
PLANS = CHIPS["status"] == "plan"
RICH = changed("china_chip_market", MARKET["indicator"] == "local_share_of_ai_chip_sales", value=60.0)
MANY = changed("china_chip_market", SHARE, value=60.0)


@pytest.mark.parametrize(
    ("tables", "rule", "outcome"),
    [
        (TABLES, "default", SUPPORTED),
        (FAST, "default", QUALIFIED),  # over half of the best rate
        (MANY, "default", QUALIFIED),
        ({**FAST, "china_chip_market": MANY["china_chip_market"]}, "default", NOT),
        (TABLES, "per-watt", QUALIFIED),
        (changed("chips", BR100, tdp_w=1000.0), "per-watt", QUALIFIED),  # then Cambricon's slide decides
        (without("chips", CHIPS["chip"].isin(["BR100", "BR104", "Siyuan 590 (MLU590)"])), "per-watt", SUPPORTED),
        (MANY, "per-watt", NOT),
        (TABLES, "eight-bit", SUPPORTED),
        (MANY, "eight-bit", QUALIFIED),
        ({**FAST, "china_chip_market": MANY["china_chip_market"]}, "eight-bit", NOT),
        (TABLES, "by-computing", SUPPORTED),
        (changed("compute_stock", OWNED, value=55.0), "by-computing", QUALIFIED),
        (TABLES, "by-money", SUPPORTED),
        (RICH, "by-money", QUALIFIED),
        ({**FAST, "china_chip_market": RICH["china_chip_market"]}, "by-money", NOT),
        (MANY, "by-computing", SUPPORTED),  # cards do not count there
        ({**FAST, "compute_stock": changed("compute_stock", OWNED, value=55.0)["compute_stock"]}, "by-computing", NOT),
    ],
)  # fmt: skip
def test_every_outcome_of_c19_can_occur(tables: Tables, rule: str, outcome: str) -> None:
    assert v.c19(tables, WRITTEN, rule).outcome == outcome


def test_half_of_the_rate_is_not_under_half() -> None:
    best = v.best_rates(CHIPS, WRITTEN)[1]["rate"]
    level = changed("chips", BR100, dense_fp16_tflops=best / 2)
    below = changed("chips", BR100, dense_fp16_tflops=best / 2 - 1)
    assert v.c19(level, WRITTEN).outcome == QUALIFIED
    assert v.c19(below, WRITTEN).outcome == SUPPORTED
    assert v.c19(changed("china_chip_market", SHARE, value=50.0), WRITTEN).outcome == QUALIFIED


def test_the_line_of_c19_decides() -> None:
    assert v.c19(TABLES, TODAY["C19"], line=0.4).outcome == NOT
    assert v.c19(TABLES, TODAY["C19"], line=0.42).outcome == SUPPORTED
    assert v.c19(TABLES, WRITTEN, line=0.4).outcome == QUALIFIED  # 30 per cent of cards then


def test_plans_never_count() -> None:
    fastest = changed("chips", PLANS, dense_fp16_tflops=9000.0, dense_fp8_tflops=9000.0)
    for rule in v.RULES["C19"]:
        assert v.c19(fastest, TODAY["C19"], rule) == v.c19(TABLES, TODAY["C19"], rule)
        assert v.c19(TABLES, TODAY["C19"], rule).figure.startswith("BR100")
    counted = changed("chips", PLANS, status="reported")  # to count them would change nothing
    for rule in v.RULES["C19"]:
        assert v.c19(counted, TODAY["C19"], rule) == v.c19(TABLES, TODAY["C19"], rule)
    plan = changed("chips", BR100 | ASCEND_920, status="plan")
    assert v.c19(plan, WRITTEN).figure.startswith("Ascend 910C has 0.32")


def test_the_newest_chips_have_a_rate_at_8_bits_only() -> None:
    assert "0.10 of the rate of MI455X" in v.c19(TABLES, TODAY["C19"], "eight-bit").figure
    assert "0.41 of the rate of MI355X" in v.c19(TABLES, TODAY["C19"]).figure
    assert v.c19(TABLES, TODAY["C19"], "eight-bit", line=0.4).outcome == QUALIFIED
    assert TODAY == {"C19": "2026-07-31", "C21": "2026-07-31", "C23": "2026-11-28", "C24": "2026-11-28"}
    assert v.best_rates(CHIPS, TODAY["C19"], ["dense_fp8_tflops", "dense_fp16_tflops"])[1]["rate"] == 20_000


def test_only_periods_that_had_ended_count() -> None:
    assert v.card_shares(MARKET, WRITTEN) == [("2023H1", 10.0), ("2024", 30.0)]
    assert v.card_shares(MARKET, "2025-12-30")[-1] == ("2024", 30.0)
    assert v.card_shares(MARKET, "2025-12-31")[-1] == ("2025", 41.0)
    with pytest.raises(CourseError, match="No share of cards"):
        v.card_shares(MARKET, "2023-06-29")
    assert v.compute_share(STOCK, WRITTEN)[1] == 15
    assert v.compute_share(STOCK, TODAY["C19"])[1] == 5
    assert v.money_share(MARKET, WRITTEN) == (2023, 19)
    assert v.money_share(MARKET, "2025-12-31") == (2025, 40 + 4 + 4 + 3 + 3)
    assert v.c19(TABLES, TODAY["C19"], "by-money").outcome == QUALIFIED
    with pytest.raises(CourseError, match="Bernstein"):
        v.money_share(MARKET, "2023-12-30")
    with pytest.raises(CourseError, match="Epoch"):
        v.compute_share(STOCK, "2024-01-01")


# --- C21 --------------------------------------------------------------------------------------------------------------

LINES = TABLES["export_rule_thresholds"]
US_LINES = (LINES["jurisdiction"] == "US") & (LINES["metric"] == "tpp")
STAND_INS = CHIPS["chip"].isin(v.STAND_INS)
NO_LICENCE = without("export_rule_thresholds", (LINES["jurisdiction"] == "US") & (LINES["role"] == "control"))


def stand_ins(**cells: Any) -> Tables:
    return changed("chips", STAND_INS, **cells)


WEAK = stand_ins(process_nm=7, dense_fp16_tflops=100.0)
STRONG = stand_ins(process_nm=4, dense_fp16_tflops=2000.0)
COARSE = changed("chips", CHIPS["chip"] == v.L20, process_nm=7)
HOME_FINE = changed("chips", CHIPS["chip"].isin(v.HOME), process_nm=5)
HOME_LEVEL = changed("chips", CHIPS["chip"].isin(v.HOME), process_nm=5, dense_fp16_tflops=2000.0)
WEAK_GRANTED = changed(
    "chips", CHIPS["chip"].isin([*v.GRANTED, v.L20]), process_nm=7, dense_fp16_tflops=100.0
)
NONE_LEFT = stand_ins(announced=pd.NaT)


def free(tables: Tables = TABLES) -> Tables:
    """The same with no US control at all."""
    return {**tables, "export_rule_thresholds": NO_LICENCE["export_rule_thresholds"]}


@pytest.mark.parametrize(
    ("tables", "rule", "outcome"),
    [
        (TABLES, "default", QUALIFIED),  # the L20 is no coarser
        (COARSE, "default", SUPPORTED),
        (NONE_LEFT, "default", NOT),  # nobody left proves nothing
        (HOME_FINE, "default", QUALIFIED),
        (HOME_LEVEL, "default", NOT),  # neither older nor less efficient, with the H100 under licence
        (free(), "default", NOT),  # then all six count, and the H800 is neither
        (free(WEAK), "default", NOT),  # the H100 itself could be bought
        (WEAK_GRANTED, "licences-granted", SUPPORTED),
        (HOME_LEVEL, "licences-granted", NOT),
        (TABLES, "all-stand-ins", NOT),  # the H800 is neither
        (stand_ins(process_nm=7), "all-stand-ins", QUALIFIED),
        (WEAK, "all-stand-ins", SUPPORTED),
        (TABLES, "most-stand-ins", QUALIFIED),  # three of six are no coarser
        (COARSE, "most-stand-ins", SUPPORTED),
        (free(COARSE), "most-stand-ins", NOT),
        (STRONG, "most-stand-ins", NOT),
        (TABLES, "newest-chip", SUPPORTED),
        (STRONG, "newest-chip", QUALIFIED),
        (stand_ins(process_nm=3, dense_fp16_tflops=2000.0), "newest-chip", NOT),
        (TABLES, "without-l20", SUPPORTED),
        (HOME_FINE, "without-l20", QUALIFIED),
        (HOME_LEVEL, "without-l20", NOT),
        (TABLES, "bis-guidance", QUALIFIED),
        (COARSE, "bis-guidance", SUPPORTED),
        (changed("chips", CHIPS["chip"] == v.L20, dense_fp16_tflops=2000.0), "bis-guidance", NOT),
        (TABLES, "serving", QUALIFIED),
        (COARSE, "serving", SUPPORTED),
        (changed("chips", CHIPS["chip"].isin(v.HOME), memory_bandwidth_gbs=9000.0), "serving", NOT),
        (TABLES, "announced-before", QUALIFIED),
        (stand_ins(announced=pd.Timestamp("2021-01-01")), "announced-before", SUPPORTED),
        (HOME_LEVEL, "announced-before", NOT),
    ],
)  # fmt: skip
def test_every_outcome_of_c21_can_occur(tables: Tables, rule: str, outcome: str) -> None:
    for day in (WRITTEN, TODAY["C21"]):
        assert v.c21(tables, day, rule).outcome == outcome


@pytest.mark.parametrize(
    ("day", "counted", "outcome"),
    [
        ("2022-12-31", ["A800"], SUPPORTED),
        ("2023-06-30", ["A800", "H800", "Ascend 910B"], NOT),  # the H800 does the H100's work a watt
        (
            "2023-12-31",
            ["H20", "L20", "Ascend 910B"],
            QUALIFIED,
        ),  # A800 and H800 under licence since November 2023
        ("2025-04-08", ["H20", "L20", "Ascend 910B", "Ascend 910C"], QUALIFIED),
        ("2025-04-09", ["L20", "Ascend 910B", "Ascend 910C"], QUALIFIED),  # the letters on the H20
        (TODAY["C21"], ["L20", "Ascend 910B", "Ascend 910C"], QUALIFIED),
    ],
)
def test_who_counts_and_what_follows_moves_with_the_law(day: str, counted: list[str], outcome: str) -> None:
    rows = [row["stand-in"] for row in v.clauses(TABLES, day) if row["counts"]]
    assert [next(short for short in counted if name.startswith(short)) for name in rows] == counted
    assert v.c21(TABLES, day).outcome == outcome


def test_granted_licences_refute_c21_since_february_2026() -> None:
    days = {"2026-01-31": QUALIFIED, "2026-02-01": NOT, TODAY["C21"]: NOT}  # the H200 is neither
    assert {day: v.c21(TABLES, day, "licences-granted").outcome for day in days} == days
    assert v.c21(TABLES, TODAY["C21"], "licences-granted").because == "Clauses that hold: 0 of 2."


def test_c21_asks_first_whether_the_h100_needs_a_licence() -> None:
    assert v.c21(free(WEAK), WRITTEN).because == "The H100 itself needs no licence."
    assert v.c21(WEAK, WRITTEN).because == "Clauses that hold: 2 of 2."


def test_chips_for_china_that_lack_a_figure_are_named_in_the_rule() -> None:
    mine = CHIPS[
        (CHIPS["market"] == "china_variant")
        & CHIPS["datacenter"].fillna(False)
        & (CHIPS["vendor"] == "Nvidia")
    ]
    blank = mine[mine["tdp_w"].isna()]["chip"]
    assert list(blank) == ["H20 SXM 141GB", "L2 PCIe"]
    assert not CHIPS["chip"].str.contains("6000D").any()
    assert (
        "The L2, the H20 with 141 GB and the RTX Pro 6000D lack one of these figures"
        in v.RULES["C21"]["default"]
    )


def test_more_than_half_is_four_of_six_and_not_three() -> None:
    assert v.c21(COARSE, WRITTEN, "most-stand-ins").outcome == SUPPORTED
    assert v.c21(TABLES, WRITTEN, "most-stand-ins").outcome == QUALIFIED  # a half is not most


def test_huaweis_two_drop_out_on_the_day_of_the_guidance() -> None:
    events = load("controls_timeline")
    row = events[events["instrument"] == "Guidance on Huawei Ascend chips"].iloc[0]
    assert str(row["date"])[:10] == v.GUIDANCE
    for day, left in (("2025-05-12", [v.L20, *v.HOME]), (v.GUIDANCE, [v.L20])):
        assert [row["stand-in"] for row in v.clauses(TABLES, day, "bis-guidance") if row["counts"]] == left


def test_the_stand_ins_are_all_chips_for_china_that_can_be_judged() -> None:
    full = CHIPS[["process_nm", "dense_fp16_tflops", "memory_bandwidth_gbs", "tdp_w"]].notna().all(axis=1)
    fits = CHIPS[(CHIPS["market"] == "china_variant") & CHIPS["datacenter"].fillna(False) & full]["chip"]
    assert {name.split()[0] for name in fits} == {name.split()[0] for name in v.STAND_INS} - {"Ascend"}


def test_the_stand_ins_one_by_one() -> None:
    rows = {row["stand-in"]: row for row in v.clauses(TABLES, WRITTEN)}
    assert [name for name, row in rows.items() if row["older"]] == ["A800 SXM4 80GB", *v.HOME]
    assert [name for name, row in rows.items() if not row["less efficient"]] == ["H800 SXM5"]
    assert [name for name, row in rows.items() if not row["licence"]] == [v.L20, *v.HOME]
    assert rows["H800 SXM5"]["part"] == pytest.approx(1, abs=1e-3)
    serving = [row["stand-in"] for row in v.clauses(TABLES, WRITTEN, "serving") if not row["less efficient"]]
    assert serving == ["A800 SXM4 80GB", "H800 SXM5", "H20 SXM 96GB"]
    early = [row["stand-in"] for row in v.clauses(TABLES, "2023-04-01")]
    assert early == ["A800 SXM4 80GB", "H800 SXM5", "Ascend 910B"]  # known by its year only: from its start


def test_licences_granted_count_from_their_month_as_the_timeline_has_it() -> None:
    events = load("controls_timeline")
    for words, chip in (
        ("15 percent revenue share for H20", "H20 SXM 96GB"),
        ("First H200 licences", "H200 SXM"),
    ):
        row = events[events["instrument"].str.contains(words, regex=False)].iloc[0]
        assert str(row["date"])[:10] == v.GRANTED[chip]
        assert "icences for" in row["summary"]
    for day, more in (("2025-07-31", []), ("2025-08-01", ["H20 SXM 96GB"]), ("2026-02-01", list(v.GRANTED))):
        rows = [row["stand-in"] for row in v.clauses(TABLES, day, "licences-granted") if row["counts"]]
        assert set(rows) == {v.L20, *v.HOME, *more}


def test_a_hundredth_less_counts_and_less_than_that_does_not() -> None:
    rate = float(CHIPS.set_index("chip").loc[v.H100, "dense_fp16_tflops"])
    for part, less in ((0.991, False), (0.989, True)):
        tables = changed("chips", CHIPS["chip"] == "H800 SXM5", dense_fp16_tflops=rate * part)
        row = next(row for row in v.clauses(tables, WRITTEN) if row["stand-in"] == "H800 SXM5")
        assert row["less efficient"] is less


def test_the_newest_chip_is_made_for_all_and_has_its_figures() -> None:
    assert v.newest_abroad(CHIPS, WRITTEN)["announced"] == pd.Timestamp("2025-06-12")
    assert v.newest_abroad(CHIPS, TODAY["C21"])["announced"] == pd.Timestamp("2025-06-12")
    assert {v.newest_abroad(CHIPS, day)["chip"] for day in (WRITTEN, TODAY["C21"])} == {
        "MI350X"
    }  # named in the table
    assert str(v.newest_abroad(CHIPS, "2024-03-31")["announced"])[:7] == "2024-03"


DAYS = [
    "2022-08-25",
    "2022-08-26",
    "2022-10-21",
    "2023-11-16",
    "2023-11-17",
    "2025-04-08",
    "2025-04-09",
    WRITTEN,
    TODAY["C21"],
]


@pytest.mark.parametrize("day", DAYS)
def test_a_licence_is_asked_where_lesson_06_says_so(day: str) -> None:
    for name in (v.H100, *v.STAND_INS[:4], *v.GRANTED):
        chip = v.by_name(CHIPS)[name]
        asked = decide(chip, LINES, day).outcome == "controlled"
        assert v.licence_asked(chip, LINES, day) is asked, name


def test_what_a_licence_hangs_on() -> None:
    h100 = v.by_name(CHIPS)[v.H100]
    assert v.licence_asked(h100, LINES, WRITTEN)
    assert not v.licence_asked(h100, LINES, "2022-08-25")
    assert not v.licence_asked(h100 | {"vendor_country": "CN"}, LINES, WRITTEN)
    foreign = changed("export_rule_thresholds", US_LINES, jurisdiction="CN")["export_rule_thresholds"]
    assert not v.licence_asked(h100, foreign[foreign["metric"] == "tpp"], WRITTEN)


# --- C23 --------------------------------------------------------------------------------------------------------------

FUNDS, TOOLS, RESULTS = TABLES["guidance_funds"], TABLES["domestic_tools"], TABLES["cambricon_results"]
PHASE_3 = FUNDS["indicator"] == "registered_capital_phase_iii"
TOOLS_2025 = (
    (TOOLS["tool"] == "All tools") & (TOOLS["year"] == 2025) & (TOOLS["source_id"] == "scmp-2026-tools")
)
FLAT = changed("china_chip_market", SHARE, value=12.0)
SMALL = changed("guidance_funds", PHASE_3, value=100.0)


def both(one: Tables, name: str, other: Tables) -> Tables:
    return {**one, name: other[name]}


@pytest.mark.parametrize(
    ("tables", "day", "rule", "outcome"),
    [
        (TABLES, WRITTEN, "default", SUPPORTED),
        (SMALL, WRITTEN, "default", QUALIFIED),
        (FLAT, WRITTEN, "default", QUALIFIED),
        (both(SMALL, "china_chip_market", FLAT), WRITTEN, "default", NOT),
        (
            without("guidance_funds", PHASE_3),
            WRITTEN,
            "default",
            SUPPORTED,
        ),  # the second was larger than the first
        (TABLES, WRITTEN, "results", QUALIFIED),  # one year of tools is no rise
        (TABLES, "2026-01-09", "results", SUPPORTED),
        (changed("domestic_tools", TOOLS_2025, percent=20.0), "2026-01-09", "results", QUALIFIED),
        (FLAT, WRITTEN, "results", NOT),
        (TABLES, WRITTEN, "effort", QUALIFIED),  # research fell in 2024
        (TABLES, "2026-01-09", "effort", SUPPORTED),
        (SMALL, WRITTEN, "effort", NOT),
        (TABLES, WRITTEN, "faster", QUALIFIED),  # the third phase is a smaller step than the second
        (changed("guidance_funds", PHASE_3, value=450.0), WRITTEN, "faster", SUPPORTED),
        (without("guidance_funds", PHASE_3), WRITTEN, "faster", QUALIFIED),  # two phases are one step
        (FLAT, WRITTEN, "faster", NOT),
    ],
)
def test_every_outcome_of_c23_can_occur(tables: Tables, day: str, rule: str, outcome: str) -> None:
    assert v.c23(tables, day, rule).outcome == outcome


def test_ten_points_are_enough_and_nine_are_not() -> None:
    newest = SHARE & (MARKET["year"] == 2024)
    assert v.c23(changed("china_chip_market", newest, value=20.0), WRITTEN).outcome == SUPPORTED
    assert v.c23(changed("china_chip_market", newest, value=19.9), WRITTEN).outcome == QUALIFIED


def test_the_rise_is_counted_from_the_first_period() -> None:
    newest = SHARE & (MARKET["year"] == 2025)
    assert v.c23(changed("china_chip_market", newest, value=35.0), TODAY["C23"]).outcome == SUPPORTED


def test_phases_of_the_fund_and_tools_of_one_publisher() -> None:
    assert [round(value) for _, value in v.fund_phases(FUNDS, WRITTEN)] == [99, 204, 344]
    assert [round(value) for _, value in v.fund_phases(FUNDS, "2023-12-31")] == [99, 204]
    assert v.tool_shares(TOOLS, "2026-01-09") == [(2024, 25.0), (2025, 35.0)]
    assert v.tool_shares(TOOLS, WRITTEN) == [(2024, 25.0)]
    assert v.research(RESULTS.iloc[:0], WRITTEN) == (False, "research of Cambricon: two years are not known")


# --- C24 --------------------------------------------------------------------------------------------------------------


def revenue(**periods: float) -> Tables:
    """The results with other revenue in some periods (``p2025Q3=…``)."""
    frame = RESULTS.copy()
    for period, value in periods.items():
        assert (frame["period"] == period[1:]).any()
        frame.loc[frame["period"] == period[1:], "revenue_cny_m"] = value
    frame.attrs = RESULTS.attrs
    return TABLES | {"cambricon_results": frame}


@pytest.mark.parametrize(
    ("tables", "day", "rule", "outcome"),
    [
        (TABLES, WRITTEN, "default", SUPPORTED),
        (revenue(p2025Q3=1800.0), WRITTEN, "default", QUALIFIED),  # 14.9
        (revenue(p2025Q3=1800.0, p2025H1=3000.0), WRITTEN, "default", NOT),
        (TABLES, TODAY["C24"], "default", OUTDATED),
        (revenue(p2025Q3=1800.0), TODAY["C24"], "default", NOT),  # never both
        (TABLES, TODAY["C24"], "as-dated", SUPPORTED),
        (revenue(p2025Q3=1800.0), TODAY["C24"], "as-dated", QUALIFIED),
        (revenue(p2025Q3=1800.0, p2025H1=3000.0), TODAY["C24"], "as-dated", NOT),
        (TABLES, WRITTEN, "two-years", NOT),
        (revenue(p2023Q3=120.0), WRITTEN, "two-years", QUALIFIED),
        (revenue(p2023Q3=120.54, p2023H1=64.77), WRITTEN, "two-years", SUPPORTED),
        (revenue(p2023Q3=120.54, p2023H1=64.77), TODAY["C24"], "two-years", OUTDATED),
        (TABLES, WRITTEN, "up-by", NOT),  # 13.3 and 43.5
        (revenue(p2025Q3=1808.0), WRITTEN, "up-by", QUALIFIED),  # 15 times as much
        (revenue(p2025Q3=1808.0, p2025H1=2915.0), WRITTEN, "up-by", SUPPORTED),
        (revenue(p2025Q3=1808.0, p2025H1=2915.0), TODAY["C24"], "up-by", OUTDATED),
    ],
)
def test_every_outcome_of_c24_can_occur(tables: Tables, day: str, rule: str, outcome: str) -> None:
    assert v.c24(tables, day, rule).outcome == outcome


def test_ratios_over_one_year_and_two() -> None:
    assert v.folds(RESULTS, "quarter", WRITTEN) == ("2025Q3", pytest.approx(14.33, abs=0.01))
    assert v.folds(RESULTS, "half", WRITTEN) == ("2025H1", pytest.approx(44.48, abs=0.01))
    assert v.folds(RESULTS, "half", WRITTEN, 2)[1] == pytest.approx(25.3, abs=0.1)
    assert v.newest(RESULTS, "quarter", "2025-09-29")["period"] == "2025Q2"
    with pytest.raises(CourseError, match="no period 1999"):
        v.revenue_of(RESULTS, "1999")
