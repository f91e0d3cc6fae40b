"""The rules of C02 to C04: as the ledger has them, and turned by changed tables."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.course import course
from ai_ambitions.lessons.ambition_and_money import verdicts as v

WRITTEN, TODAY = course().article.day, "2026-06-10"
NAMES = sorted({name for names in v.TABLES.values() for name in names})
LEDGER = load("claims").set_index("claim_id")
JUDGE = {"C02": v.c02, "C03": v.c03, "C04": v.c04}
FIRST = "cn-aidp-2030-list-1"
BANK, EXPERT = "cn-2025-bofa-total-cny", "cn-2025-expert-dc"


def tables(**changed: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {name: load(name) for name in NAMES} | changed


def edited(name: str, key: str, row: str, **cells: Any) -> dict[str, pd.DataFrame]:
    """The tables with some cells of one row changed."""
    frame = load(name).astype({column: object for column in cells})
    mask = frame[key] == row
    assert mask.sum() == 1, "the change meets no row"
    for column, value in cells.items():
        frame.loc[mask, column] = value
    return tables(**{name: frame})


def spending(row: str, **cells: Any) -> dict[str, pd.DataFrame]:
    return edited("ai_spending", "row_id", row, **cells)


def with_outturn(low: float, high: float, **cells: Any) -> dict[str, pd.DataFrame]:
    """The tables with a count of 2025 in the scope of the bank's forecast, in billions of yuan."""
    frame = load("ai_spending")
    row = frame[frame["row_id"] == BANK].iloc[0].to_dict()
    row |= {"row_id": "new", "status": "outcome", "amount_low": low, "amount_high": high} | cells
    return tables(ai_spending=pd.concat([frame.astype(object), pd.DataFrame([row])], ignore_index=True))


# --- C02 --------------------------------------------------------------------------------------------------------------


def test_c02_rests_on_the_first_entry_of_the_list() -> None:
    said = v.c02(tables(), WRITTEN)
    assert "commanding heights" in said.figure
    assert "a translation only" in said.because
    frame = load("plan_targets")
    without = tables(plan_targets=frame[frame["target_id"] != FIRST])
    assert v.c02(without, WRITTEN).outcome == "supported_with_qualifier"  # as the first edition had it


def test_c02_is_not_supported_without_level_and_heights_or_by_another_issuer() -> None:
    frame = load("plan_targets")
    kept = frame[~frame["target_id"].isin([FIRST, "cn-aidp-2030-step"])]
    assert v.c02(tables(plan_targets=kept), WRITTEN).outcome == "not_supported"
    assert v.c02(tables(plan_targets=kept), WRITTEN, "country").outcome == "not_supported"
    other = edited("policy_timeline", "event_id", "cn-aidp", issuer="MIIT")
    assert v.c02(other, WRITTEN).outcome == "not_supported"
    later = edited("policy_timeline", "event_id", "cn-aidp", date=pd.Timestamp("2018-01-01"))
    assert v.c02(later, WRITTEN).outcome == "not_supported"


def test_c02_wants_the_year() -> None:
    """The same words in a passage without a year change nothing."""
    frame = load("plan_targets")
    frame["target_id"] = frame["target_id"].replace(FIRST, "cn-aidp-list-1")
    assert v.c02(tables(plan_targets=frame), WRITTEN).outcome == "supported_with_qualifier"


@pytest.mark.parametrize("phrase", v.BY_NAME)
def test_c02_by_country_wants_the_country_named(phrase: str) -> None:
    assert v.c02(tables(), WRITTEN, "country").outcome == "supported_with_qualifier"
    named = edited("plan_targets", "target_id", FIRST, wording_zh=f"成为世界{phrase}")
    assert v.c02(named, WRITTEN, "country").outcome == "supported"
    assert "translation" not in v.c02(named, WRITTEN, "country").because


def test_the_chinese_goes_before_the_translation() -> None:
    bland = edited("plan_targets", "target_id", FIRST, wording_zh="形成理论与技术体系")
    assert v.c02(bland, WRITTEN).outcome == "supported_with_qualifier"


# --- C03 --------------------------------------------------------------------------------------------------------------


def test_c03_turns_with_the_money() -> None:
    small = spending("cn-2000-2023-gov-vc-ai", amount_low=7.9)
    assert v.c03(small, TODAY).outcome == "supported_with_qualifier"
    assert v.c03(spending("cn-2000-2023-gov-vc-ai", amount_low=8.0), TODAY).outcome == "supported"
    frame = small["guidance_funds"]
    frame.loc[frame["indicator"] == "fund_size_phase_i", "value"] = 10.0
    assert v.c03(small, TODAY).outcome == "not_supported"


def test_c03_leaves_out_money_of_later_years() -> None:
    assert v.c03(tables(), "2017-12-31").outcome == "supported_with_qualifier"
    assert "1 of 1 lines" in v.c03(tables(), "2017-12-31").figure


def test_c03_counted_turns_with_what_the_table_calls_an_outcome() -> None:
    assert v.c03(tables(), TODAY, "counted").outcome == "not_supported"
    one = spending("cn-2000-2023-gov-vc-ai", status="outcome")
    assert v.c03(one, TODAY, "counted").outcome == "supported_with_qualifier"
    frame = one["guidance_funds"].astype({"status": object})
    frame.loc[frame["indicator"] == "fund_size_phase_i", "status"] = "outcome"
    assert v.c03(one | {"guidance_funds": frame}, TODAY, "counted").outcome == "supported"


# --- C04 --------------------------------------------------------------------------------------------------------------


def test_c04_is_supported_by_a_forecast_without_reserve_only() -> None:
    frame = spending(BANK, scope="all spending", amount_low=650.0)["ai_spending"]
    frame = frame[frame["row_id"] != EXPERT]
    assert v.c04(tables(ai_spending=frame), WRITTEN).outcome == "supported"
    for change in ({"amount_low": 600.0}, {"amount_low": None}, {"scope": "capital expenditure"}):
        one = frame.copy()
        for column, value in change.items():
            one.loc[one["row_id"] == BANK, column] = value
        assert v.c04(tables(ai_spending=one), WRITTEN).outcome == "supported_with_qualifier", change
    wide = spending(BANK, scope="all spending", amount_low=650.0)
    assert "rival" in v.c04(wide, WRITTEN).because


@pytest.mark.parametrize("high", [600.0, 800.0])
def test_c04_is_not_supported_where_no_forecast_reaches_the_line(high: float) -> None:
    said = v.c04(spending(BANK, amount_low=500.0, amount_high=high), TODAY)
    assert said.outcome == "not_supported"


def test_c04_is_outdated_by_a_count_of_the_same_scope_only() -> None:
    assert v.c04(tables(), TODAY).outcome == "supported_with_qualifier"
    assert v.c04(with_outturn(300, 320), TODAY).outcome == "outdated"
    assert v.c04(with_outturn(300, 320), "2025-12-30").outcome == "supported_with_qualifier"
    assert v.c04(with_outturn(680, 690), TODAY).outcome == "supported_with_qualifier"
    for other in ({"scope": "private investment"}, {"actor_kind": "private"}, {"ai_only": False}):
        assert v.c04(with_outturn(300, 320, **other), TODAY).outcome == "supported_with_qualifier", other


def test_c04_read_as_money_spent_falls_with_the_year() -> None:
    rule = "money spent"
    assert v.c04(tables(), WRITTEN, rule).outcome == "supported_with_qualifier"
    assert v.c04(tables(), TODAY, rule).outcome == "outdated"
    nothing = tables(company_capex=load("company_capex").iloc[:0])
    assert v.c04(nothing, TODAY, rule).outcome == "supported_with_qualifier"
