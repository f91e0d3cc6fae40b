"""The rules for C19, C21, C23 and C24 agree with the ledger, and tables exist that make every outcome of each rule occur."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.course import course
from ai_ambitions.core.errors import CourseError
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


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_rule_or_a_day_that_cannot_be_asked(claim: str) -> None:
    judge = getattr(v, claim.lower())
    with pytest.raises(CourseError, match="rule"):
        judge(TABLES, WRITTEN, "no-such-rule")
    for day in ("2019-01-01", "2030-01-01", "no day"):
        with pytest.raises(CourseError):
            judge(TABLES, day)


@pytest.mark.parametrize("claim", CLAIMS)
def test_every_rule_has_a_sentence_and_reads_its_tables_only(claim: str) -> None:
    judge = getattr(v, claim.lower())
    mine = {name: TABLES[name] for name in v.TABLES[claim]}
    for rule, sentence in v.RULES[claim].items():
        assert sentence.endswith((".", "?"))
        assert judge(mine, WRITTEN, rule).rule == rule


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
        (TABLES, "by-computing", SUPPORTED),
        (changed("compute_stock", OWNED, value=55.0), "by-computing", QUALIFIED),
        (MANY, "by-computing", SUPPORTED),  # cards do not count there
        ({**FAST, "compute_stock": changed("compute_stock", OWNED, value=55.0)["compute_stock"]}, "by-computing", NOT),
    ],
)  # fmt: skip
def test_every_outcome_of_c19_can_occur(tables: Tables, rule: str, outcome: str) -> None:
    assert v.c19(tables, WRITTEN, rule).outcome == outcome


def test_half_of_the_rate_is_not_under_half() -> None:
    best = v.best_rates(CHIPS, WRITTEN, "dense_fp16_tflops")[1]["rate"]
    level = changed("chips", BR100, dense_fp16_tflops=best / 2)
    below = changed("chips", BR100, dense_fp16_tflops=best / 2 - 1)
    assert v.c19(level, WRITTEN).outcome == QUALIFIED
    assert v.c19(below, WRITTEN).outcome == SUPPORTED
    assert v.c19(changed("china_chip_market", SHARE, value=50.0), WRITTEN).outcome == QUALIFIED


def test_the_line_of_c19_decides() -> None:
    assert v.c19(TABLES, TODAY["C19"], line=0.4).outcome == NOT
    assert v.c19(TABLES, TODAY["C19"], line=0.42).outcome == SUPPORTED
    assert v.c19(TABLES, WRITTEN, line=0.4).outcome == QUALIFIED  # 30 per cent of cards then


def test_plans_count_only_where_asked_and_only_after_they_are_told() -> None:
    home = {rule: v.c19(TABLES, WRITTEN, rule).figure for rule in ("default", "eight-bit")}
    assert home["default"].startswith("BR100")
    assert home["eight-bit"].startswith("Ascend 960")
    with pytest.raises(CourseError, match="No pair of chips"):
        v.c19(TABLES, "2025-09-17", "eight-bit")  # the day before Huawei told its plans
    plan = changed("chips", BR100 | ASCEND_920, status="plan")
    assert v.c19(plan, WRITTEN).figure.startswith("Ascend 910C has 0.32")


def test_only_periods_that_had_ended_count() -> None:
    assert v.card_shares(MARKET, WRITTEN) == [("2023H1", 10.0), ("2024", 30.0)]
    assert v.card_shares(MARKET, "2025-12-30")[-1] == ("2024", 30.0)
    assert v.card_shares(MARKET, "2025-12-31")[-1] == ("2025", 41.0)
    with pytest.raises(CourseError, match="No share of cards"):
        v.card_shares(MARKET, "2023-06-29")
    assert v.compute_share(STOCK, WRITTEN)[1] == 15
    assert v.compute_share(STOCK, TODAY["C19"])[1] == 5
    with pytest.raises(CourseError, match="Epoch"):
        v.compute_share(STOCK, "2024-01-01")


# --- C21 --------------------------------------------------------------------------------------------------------------

LINES = TABLES["export_rule_thresholds"]
US_LINES = (LINES["jurisdiction"] == "US") & (LINES["metric"] == "tpp")
STAND_INS = CHIPS["chip"].isin(v.STAND_INS)
NO_LICENCE = without("export_rule_thresholds", US_LINES)


def stand_ins(**cells: Any) -> Tables:
    return changed("chips", STAND_INS, **cells)


@pytest.mark.parametrize(
    ("tables", "rule", "outcome"),
    [
        (TABLES, "default", QUALIFIED),
        (stand_ins(process_nm=7, dense_fp16_tflops=100.0), "default", SUPPORTED),  # coarse and weak, all four
        (stand_ins(process_nm=7), "default", QUALIFIED),
        (NO_LICENCE, "default", NOT),
        ({**stand_ins(process_nm=7), "export_rule_thresholds": NO_LICENCE["export_rule_thresholds"]}, "default", QUALIFIED),
        (TABLES, "most-stand-ins", SUPPORTED),
        (NO_LICENCE, "most-stand-ins", QUALIFIED),
        ({**stand_ins(process_nm=4, dense_fp16_tflops=2000.0), "export_rule_thresholds": NO_LICENCE["export_rule_thresholds"]}, "most-stand-ins", NOT),
        (TABLES, "home-chips", SUPPORTED),
        (stand_ins(process_nm=5), "home-chips", QUALIFIED),
        (TABLES, "serving", QUALIFIED),
        (stand_ins(process_nm=7, memory_bandwidth_gbs=100.0), "serving", SUPPORTED),
        (NO_LICENCE, "serving", NOT),
        (TABLES, "announced-before", QUALIFIED),
        (stand_ins(announced=pd.Timestamp("2021-01-01"), dense_fp16_tflops=100.0), "announced-before", SUPPORTED),
        (NO_LICENCE, "announced-before", NOT),
    ],
)  # fmt: skip
def test_every_outcome_of_c21_can_occur(tables: Tables, rule: str, outcome: str) -> None:
    for day in (WRITTEN, TODAY["C21"]):
        assert v.c21(tables, day, rule).outcome == outcome


def test_the_stand_ins_one_by_one() -> None:
    rows = {row["stand-in"]: row for row in v.clauses(TABLES, WRITTEN)}
    assert [name for name, row in rows.items() if row["older"]] == ["Ascend 910B", "Ascend 910C"]
    assert [name for name, row in rows.items() if not row["less efficient"]] == ["H800 SXM5"]
    assert rows["H800 SXM5"]["part"] == pytest.approx(1, abs=1e-3)
    serving = [row["stand-in"] for row in v.clauses(TABLES, WRITTEN, "serving") if row["less efficient"]]
    assert serving == ["Ascend 910B", "Ascend 910C"]
    early = [row["stand-in"] for row in v.clauses(TABLES, "2023-04-01")]
    assert early == ["H800 SXM5", "Ascend 910B"]  # a chip known by its year only counts from its start


def test_a_hundredth_less_counts_and_less_than_that_does_not() -> None:
    rate = float(CHIPS.set_index("chip").loc[v.H100, "dense_fp16_tflops"])
    for part, less in ((0.991, False), (0.989, True)):
        tables = changed("chips", CHIPS["chip"] == "H800 SXM5", dense_fp16_tflops=rate * part)
        assert v.clauses(tables, WRITTEN)[0]["less efficient"] is less


def test_a_licence_is_asked_from_the_first_rule_on_and_while_one_is_in_force() -> None:
    assert not v.licence_asked(CHIPS, LINES, "2022-08-25")
    assert v.licence_asked(CHIPS, LINES, "2022-08-26")  # the letters to Nvidia
    for day in ("2022-10-21", "2023-11-17", WRITTEN, TODAY["C21"]):
        assert v.licence_asked(CHIPS, LINES, day)
    slow = changed("chips", CHIPS["chip"] == v.H100, dense_fp16_tflops=90.0)["chips"]
    assert not v.licence_asked(slow, LINES, WRITTEN)
    foreign = changed("export_rule_thresholds", US_LINES, jurisdiction="CN")["export_rule_thresholds"]
    assert not v.licence_asked(CHIPS, foreign, WRITTEN)


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
        (TABLES, WRITTEN, "quarter-before", QUALIFIED),  # 2 per cent less
        (TABLES, TODAY["C24"], "quarter-before", SUPPORTED),
        (revenue(p2025Q3=1000.0), WRITTEN, "quarter-before", NOT),
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
