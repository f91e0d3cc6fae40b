"""What lesson 03 teaches: records, lags, votes, curves of tests, luck. Published values stand in ``formula_test_values``."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.cells import as_date
from ai_ambitions.core.errors import CourseError
from ai_ambitions.lessons.which_gap import model as m
from ai_ambitions.lessons.which_gap.verdicts import COLUMNS, editions, newest_edition, split, with_country

TABLES = {name: load(name) for name in ("benchmark_scores", "models", "index_vintages")}
PUBLISHED = load("formula_test_values")
FORMULAS = {
    "elo_win_prob": lambda given: m.win_share(given["difference"]),
    "irt_score": lambda given: m.expected_score(given["capability"], given["difficulty"], given["slope"]),
    "expected_max_normal": lambda given: m.expected_best_of(int(given["n"])),
}


def rows(*pairs: tuple[str, float]) -> list[dict[str, Any]]:
    return [{"released": day, "score": score} for day, score in pairs]


US = rows(("2025-01-01", 50), ("2025-04-01", 60), ("2025-08-01", 80))
CN = rows(("2025-06-01", 50), ("2025-03-01", 40), ("2025-09-01", 90))


def cases() -> list[Any]:
    mine = PUBLISHED[PUBLISHED["formula"].isin(list(FORMULAS))]
    return [pytest.param(row, id=row["test_id"]) for row in mine.to_dict("records")]


@pytest.mark.parametrize("row", cases())
def test_published_values(row: dict[str, Any]) -> None:
    given = {name: float(value) for name, value in (pair.split("=") for pair in row["inputs"].split(";"))}
    assert FORMULAS[row["formula"]](given) == pytest.approx(row["expected"], abs=float(row["tolerance"]))


def test_there_are_published_values() -> None:
    assert len(cases()) >= 10


def test_the_best_of_two_and_three_have_closed_forms() -> None:
    assert m.expected_best_of(1) == pytest.approx(0, abs=1e-9)
    assert m.expected_best_of(2) == pytest.approx(1 / math.sqrt(math.pi), abs=1e-6)
    assert m.expected_best_of(3) == pytest.approx(3 / (2 * math.sqrt(math.pi)), abs=1e-6)
    with pytest.raises(ValueError, match="best of none"):
        m.expected_best_of(0)


def test_a_share_of_right_answers_has_one_place_on_the_scale() -> None:
    assert m.expected_score(m.ability_of(0.95, 108.3, 0.0597), 108.3, 0.0597) == pytest.approx(0.95)
    for share in (0, 1):
        with pytest.raises(ValueError, match="between 0 and 1"):
            m.ability_of(share, 108.3, 0.06)


@pytest.mark.parametrize(
    ("day", "months"),
    [
        ("2025-07-01", m.months_between("2025-01-01", "2025-07-01")),  # the same score counts
        ("2025-05-01", m.months_between("2025-01-01", "2025-05-01")),
        ("2025-06-01", m.months_between("2025-01-01", "2025-06-01")),  # on the very day
        ("2025-10-01", 0.0),  # ahead
    ],
)
def test_the_lag_by_hand(day: str, months: float) -> None:
    assert m.lag_months(US, CN, day) == pytest.approx(months)
    assert m.lag_months(pd.DataFrame(US), pd.DataFrame(CN), day) == pytest.approx(months)


def test_only_what_was_released_counts() -> None:
    assert m.gap_points(US, CN, "2025-05-01") == 20
    assert m.gap_points(US, CN, "2025-10-01") == -10
    later = rows(("2025-08-01", 80))
    assert m.lag_months(later, CN, "2025-07-01") == 0
    with pytest.raises(CourseError, match="No model with a score"):
        m.lag_months(US, CN, "2025-01-01")
    with pytest.raises(CourseError, match="not a day"):
        m.lag_months(US, CN, "soon")


def test_days_come_in_any_form() -> None:
    assert as_date(pd.Timestamp("2025-10-31")) == as_date("2025-10-31") == date(2025, 10, 31)
    assert m.months_between("2025-01-01", "2026-01-01") == pytest.approx(12, abs=0.01)
    assert m.months_between("2026-01-01", "2025-01-01") < 0


def test_records_and_their_speed() -> None:
    steps = m.record_steps(
        rows(("2024-01-01", 1), ("2024-01-01", 2), ("2025-01-01", 2), ("2025-06-01", 3)),
        "2024-01-01",
        "2026-01-01",
    )
    assert [step["score"] for step in steps] == [2, 3]  # the best of a day; equal is no record
    early = m.record_steps(CN, "2025-05-01", "2025-12-31")
    assert [step["score"] for step in early] == [50, 90]
    line = rows(("2023-01-01", 100), ("2024-01-01", 110), ("2025-01-01", 120.1))
    points, error = m.speed(line)
    assert points == pytest.approx(10, rel=0.01)
    assert 0 < error < 0.2
    with pytest.raises(ValueError, match="three steps"):
        m.speed(line[:2])


def test_a_known_regression() -> None:
    """Four points by hand: slope 1.4 a year, residual variance 0.35, spread 5: standard error 0.2646."""
    ordinal = date(2020, 1, 1).toordinal()
    steps = [
        {"released": date.fromordinal(ordinal + round(year * m.DAYS_A_YEAR)), "score": score}
        for year, score in ((0, 1), (1, 3), (2, 4), (3, 5.5))
    ]
    points, error = m.speed(steps)
    assert points == pytest.approx(1.45, rel=0.002)
    assert error == pytest.approx(0.1323, rel=0.02)


def test_errors_apart() -> None:
    assert m.errors_apart((17, 1.2), (16.5, 0.9)) == pytest.approx(1 / 3)
    assert m.errors_apart((5, 0), (5, 0)) == 0
    assert m.errors_apart((4, 0), (5, 0)) == -math.inf


def test_growth_by_a_factor() -> None:
    assert m.yearly_factor(["2024-01-01", "2025-01-01"], [1e24, 3e24]) == pytest.approx(3, rel=0.01)
    with pytest.raises(ValueError, match="above zero"):
        m.yearly_factor(["2024-01-01", "2025-01-01"], [0, 1])
    with pytest.raises(ValueError, match="two days"):
        m.yearly_factor(["2024-01-01"], [1])


def test_shaking_scores() -> None:
    sure = m.shaken_lags(US, CN, "2025-07-01", draws=5)
    assert set(sure) == {m.lag_months(US, CN, "2025-07-01")}  # no intervals, nothing to shake
    wide = [{**row, "score_low": row["score"] - 20, "score_high": row["score"] + 20} for row in US]
    lags = m.shaken_lags(wide, CN, "2025-07-01", draws=200)
    assert lags == sorted(lags)
    assert len(set(lags)) > 1
    assert lags == m.shaken_lags(wide, CN, "2025-07-01", draws=200)  # the same seed, the same worlds
    one = [{"released": "2025-01-01", "score": 0.0, "score_low": -1.645, "score_high": 1.645}]
    shaken = m.shaken_lags(one, rows(("2025-01-02", 0.5)), "2025-03-01", draws=2000)
    assert sum(lag > 0 for lag in shaken) / 2000 == pytest.approx(
        0.3085, abs=0.03
    )  # the normal tail beyond half a deviation


def test_editions_are_one_long_table() -> None:
    index = editions(TABLES)
    assert list(index.columns) == COLUMNS
    assert index["edition"].value_counts().to_dict() == {
        "2026-07-15": 163,
        "2025-11-07": 142,
        "2026-02-08": 139,
    }
    assert index["country"].notna().all()
    newest = newest_edition(index)
    assert set(newest["edition"]) == {"2026-07-15"}
    us, cn = split(index, "2025-11-07")
    assert set(us["country"]) == {"US"}
    assert len(cn) == 24
    both = split(newest)
    assert [len(part) for part in both] == [110, 41]


def test_scores_of_a_test_carry_countries() -> None:
    hard = with_country(TABLES["benchmark_scores"], TABLES["models"], "FrontierMath (tiers 1-3)")
    assert hard["country"].eq("CN").sum() == 4


def test_published_lags_come_out() -> None:
    """Epoch's longest gap, 14 months from GPT-4 to DeepSeek-V2, is that of the edition of November 2025 and of no later one."""
    index = editions(TABLES)
    lags = {}
    for edition in sorted(index["edition"].unique()):
        us, cn = split(index, edition)
        gpt4 = us[us["released"] == "2023-03-14"]["score"].max()
        lags[edition] = m.months_between("2023-03-14", cn[cn["score"] >= gpt4]["released"].min())
    assert {day: round(lag, 1) for day, lag in lags.items()} == {
        "2025-11-07": 13.8,
        "2026-02-08": 18.2,
        "2026-07-15": 18.2,
    }
