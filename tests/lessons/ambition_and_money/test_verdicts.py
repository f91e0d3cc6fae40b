"""The rules of C02 to C04: as the ledger has them, and turned by changed tables."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.course import course
from ai_ambitions.lessons.ambition_and_money import verdicts as v

WRITTEN, TODAY = course().article.day, "2026-11-29"
NAMES = sorted({name for names in v.TABLES.values() for name in names})
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


def published(on: str, **frames: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The tables with one source more, called "new", of that day."""
    sources = load("sources").astype(object)
    row = sources.iloc[0].to_dict() | {"source_id": "new", "published": on}
    more = pd.concat([sources, pd.DataFrame([row])], ignore_index=True)
    more.attrs.update(sources.attrs)
    return tables(sources=more, **frames)


def with_figure(
    low: float, high: float, status: str = "outcome", on: str = "2026-03-01", **cells: Any
) -> dict[str, pd.DataFrame]:
    """The tables with one more figure for 2025 in the scope of the bank's forecast, in billions of yuan, published on a day."""
    frame = load("ai_spending")
    row = frame[frame["row_id"] == BANK].iloc[0].to_dict()
    row |= {
        "row_id": "new",
        "status": status,
        "amount_low": low,
        "amount_high": high,
        "source_id": "new",
        "source_id_2": None,
    } | cells
    return published(
        on, ai_spending=pd.concat([frame.astype(object), pd.DataFrame([row])], ignore_index=True)
    )


def without(row: str) -> pd.DataFrame:
    frame = load("ai_spending")
    return frame[frame["row_id"] != row]


# --- C02 --------------------------------------------------------------------------------------------------------------


def test_c02_rests_on_the_first_entry_of_the_list() -> None:
    said = v.c02(tables(), WRITTEN)
    assert "commanding heights" in said.figure
    assert "in translation only (DigiChina, New America and Foundation" in said.because
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


def test_where_only_translations_were_read_a_translators_own_words_are_searched() -> None:
    ours = "the commanding heights of AI technology occupied"
    assert (
        v.c02(edited("plan_targets", "target_id", FIRST, wording=ours), WRITTEN).outcome
        == "supported_with_qualifier"
    )
    theirs = 'important influence; "lead the world" in AI'
    said = v.c02(edited("plan_targets", "target_id", FIRST, wording=theirs), WRITTEN)
    assert (said.outcome, "lead the world" in said.figure) == ("supported", True)
    assert all(phrase in v.RULES["C02"]["default"] for phrase in v.LEADING.values())


def test_the_chinese_goes_before_the_translation() -> None:
    bland = edited("plan_targets", "target_id", FIRST, wording_zh="形成理论与技术体系")
    assert v.c02(bland, WRITTEN).outcome == "supported_with_qualifier"


# --- C03 --------------------------------------------------------------------------------------------------------------

VENTURE, BRIEF = "cn-2000-2023-gov-vc-ai", "cn-2000-2023-gov-vc-ai-brief"


def chips(value: float, spending: pd.DataFrame | None = None) -> dict[str, pd.DataFrame]:
    """The tables with another sum paid out by the chip fund."""
    frame = load("guidance_funds")
    frame.loc[frame["indicator"] == "paid_out_phase_i", "value"] = value
    return tables(guidance_funds=frame, **({} if spending is None else {"ai_spending": spending}))


def test_c03_judges_by_what_had_been_published() -> None:
    """The figure of the AI Index of April 2026 is no evidence for October 2025; that of the brief of 2024 is."""
    then, now = v.lines_of_money(tables(), WRITTEN), v.lines_of_money(tables(), TODAY)
    assert then["billion dollars"].iloc[0] == 210
    assert now["billion dollars"].iloc[0] == 184
    assert (then["published by"] <= WRITTEN).all()
    assert list(now["when"]) == ["2000 to 2023", "until 2017-11-30", "2018"]
    later = tables(ai_spending=without(BRIEF))
    assert v.c03(later, WRITTEN).outcome == "supported_with_qualifier"
    assert v.c03(later, TODAY).outcome == "supported"


def test_c03_turns_with_the_money() -> None:
    small = spending(VENTURE, amount_low=7.9)
    assert v.c03(small, TODAY).outcome == "supported_with_qualifier"
    assert v.c03(spending(VENTURE, amount_low=8.0), TODAY).outcome == "supported"
    assert v.c03(chips(10.0, small["ai_spending"]), TODAY).outcome == "not_supported"


def test_c03_says_where_it_tips() -> None:
    at = v.lines_of_money(tables(), TODAY)["billion dollars"].sort_values().iloc[-2]
    said = v.c03(tables(), TODAY)
    tipping = float(said.turns.split("%")[0].split()[-1]) / 100
    assert at * (1 - tipping - 0.01) < v.BILLIONS < at * (1 - tipping + 0.01)


def test_c03_counts_what_was_paid_out_and_not_what_was_raised() -> None:
    funds = load("guidance_funds")
    funds = funds[funds["indicator"] != "paid_out_phase_i"]
    assert funds["indicator"].eq("fund_size_phase_i").any()
    assert v.c03(tables(guidance_funds=funds), TODAY).outcome == "supported_with_qualifier"


def test_c03_with_too_little_data_is_not_refuted() -> None:
    assert "1 of 1 lines" in v.c03(tables(), "2018-12-31").figure
    assert v.c03(chips(10.0), "2018-12-31").outcome == "not_checkable"


def test_c03_for_ai_alone_turns_with_a_figure_and_not_with_a_label() -> None:
    rule = "AI alone"
    assert v.c03(tables(), TODAY, rule).outcome == "supported_with_qualifier"
    assert v.c03(spending("cn-2018-cset-rd", amount_low=8.0), TODAY, rule).outcome == "supported"
    assert v.c03(spending(VENTURE, amount_low=7.9), TODAY, rule).outcome == "not_supported"
    assert v.c03(tables(ai_spending=load("ai_spending").iloc[:0]), TODAY, rule).outcome == "not_checkable"
    for status in ("outcome", "plan"):
        assert v.c03(spending(VENTURE, status=status), TODAY, rule).outcome == "supported_with_qualifier"


# --- C04 --------------------------------------------------------------------------------------------------------------


def test_c04_is_supported_by_a_forecast_without_reserve_only() -> None:
    whole = spending(BANK, scope="all spending", amount_low=650.0)["ai_spending"]
    whole = whole[whole["row_id"] != "cn-2025-bofa-total-usd"]
    assert v.c04(tables(ai_spending=whole), WRITTEN).outcome == "supported"
    for change in ({"amount_low": 600.0}, {"amount_low": None}, {"scope": "capital expenditure"}):
        one = whole.copy()
        for column, value in change.items():
            one.loc[one["row_id"] == BANK, column] = value
        assert v.c04(tables(ai_spending=one), WRITTEN).outcome == "supported_with_qualifier", change


@pytest.mark.parametrize(
    ("low", "high", "meets"),
    [(84, 111, True), (95, 118, True), (50, 89, False), (111, 130, False), (80, 90, True), (110, 150, True),
     (None, 97, True), (95, None, True), (None, 60, False), (120, None, False), (50, None, False)],
)  # fmt: skip
def test_a_range_meets_the_line_where_the_two_have_a_point_in_common(
    low: float | None, high: float | None, meets: bool
) -> None:
    assert v.meets({"amount_low": low, "amount_high": high}) is meets


def only_the_bank(**cells: Any) -> dict[str, pd.DataFrame]:
    frame = spending(BANK, **cells)["ai_spending"]
    return tables(ai_spending=frame[frame["row_id"] != "cn-2025-bofa-total-usd"])


def test_c04_is_not_supported_where_no_forecast_meets_the_line() -> None:
    assert v.c04(only_the_bank(amount_low=500.0, amount_high=600.0), TODAY).outcome == "not_supported"
    assert (
        v.c04(only_the_bank(amount_low=500.0, amount_high=800.0), TODAY).outcome == "supported_with_qualifier"
    )
    assert v.c04(only_the_bank(status="plan"), TODAY).outcome == "not_checkable"


def test_c04_takes_no_forecast_that_was_not_out() -> None:
    frame = with_figure(650, 700, "forecast", scope="all spending")
    assert v.c04(frame, WRITTEN).outcome == "supported_with_qualifier"
    assert v.c04(frame, TODAY).outcome == "supported"
    late = frame["ai_spending"]
    late = late[~late["row_id"].str.startswith("cn-2025-bofa")]
    assert v.c04(frame | {"ai_spending": late}, WRITTEN).outcome == "not_checkable"


@pytest.mark.parametrize("status", ["outcome", "estimate", "reported", "forecast"])
def test_c04_is_outdated_by_a_newer_figure_of_the_same_scope_only(status: str) -> None:
    assert v.c04(tables(), TODAY).outcome == "supported_with_qualifier"
    assert v.c04(with_figure(420, 480, status), TODAY).outcome == "outdated"
    assert v.c04(with_figure(420, 480, status), "2026-02-28").outcome == "supported_with_qualifier"
    assert v.c04(with_figure(680, 690, status), TODAY).outcome == "supported_with_qualifier"
    for other in (
        {"scope": "private investment"},
        {"actor_kind": "private"},
        {"ai_only": False},
        {"component": "data centres"},
    ):
        assert v.c04(with_figure(420, 480, status, **other), TODAY).outcome == "supported_with_qualifier", (
            other
        )


def test_c04_takes_a_forecast_of_the_same_month_for_a_rival_and_not_for_a_revision() -> None:
    assert v.c04(with_figure(420, 480, "forecast", "2025-06"), TODAY).outcome == "supported_with_qualifier"
    assert v.c04(with_figure(420, 480, "forecast", "2025-07"), TODAY).outcome == "outdated"
    assert "No newer figure" in v.c04(tables(), TODAY).because


def test_c04_does_what_it_says_would_turn_it() -> None:
    assert (
        "a newer forecast of the same scope that misses 90 to 110 billion: outdated"
        in v.c04(tables(), TODAY).turns
    )
    assert "A forecast of all spending with a low end of 90: supported" in v.c04(tables(), TODAY).turns
    whole = with_figure(650, 700, "forecast", "2025-08-01", scope="all spending")
    assert v.c04(whole, TODAY).outcome == "supported"


def test_a_forecast_with_a_low_end_only_breaks_nothing() -> None:
    open_above = with_figure(650, None, "forecast", "2025-06-01")  # type: ignore[arg-type]
    assert v.c04(open_above, WRITTEN).outcome == "supported_with_qualifier"


def test_c04_read_as_money_spent_waits_for_a_count() -> None:
    rule = "money spent"
    assert v.c04(tables(), WRITTEN, rule).outcome == "supported_with_qualifier"
    said = v.c04(tables(), TODAY, rule)
    assert (said.outcome, "3 firms alone spent about 349 billion yuan" in said.because) == (
        "not_checkable",
        True,
    )
    assert said.figure == "no count or estimate of the money spent was found"
    assert said.line.startswith("counted or estimated spending")
    assert v.c04(tables(), WRITTEN, rule).figure.startswith("Forecast by")
    for status in ("outcome", "estimate"):
        assert v.c04(with_figure(420, 480, status), TODAY, rule).outcome == "outdated"
        assert v.c04(with_figure(680, 690, status), TODAY, rule).outcome == "supported_with_qualifier"
    assert v.c04(with_figure(420, 480, "forecast"), TODAY, rule).outcome == "not_checkable"
    assert v.c04(with_figure(420, 480, "outcome", scope="all spending"), TODAY, rule).outcome == "outdated"
