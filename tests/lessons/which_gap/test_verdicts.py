"""Tables exist that make every outcome of the rules for C06, C13 and C14 occur; that they agree with the ledger is tested for all."""

from __future__ import annotations

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.course import course
from ai_ambitions.core.errors import CourseError
from ai_ambitions.lessons.which_gap import model as m
from ai_ambitions.lessons.which_gap import verdicts as v
from ai_ambitions.lessons.which_gap.verdicts import editions, newest_edition, split

WRITTEN = course().article.day
NAMES = {name for tables in v.TABLES.values() for name in tables}
TABLES = {name: load(name) for name in NAMES}
TODAY = TABLES["benchmark_scores"].attrs["as_of"]
SUPPORTED, QUALIFIED, NOT = "supported", "supported_with_qualifier", "not_supported"
ARENA = TABLES["benchmark_scores"]["benchmark"] == "LMArena text"
NEWEST_LIST = "2026-07-13"


def with_table(name: str, frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    frame.attrs = TABLES[name].attrs
    return TABLES | {name: frame}


def deepseek_at(points: float, day: str = NEWEST_LIST) -> dict[str, pd.DataFrame]:
    """DeepSeek's models all have so many rating points on the arena table of a day."""
    scores = TABLES["benchmark_scores"].copy()
    mine = ARENA & (scores["as_of"] == day) & scores["model_label"].str.lower().str.startswith("deepseek")
    scores.loc[mine, "score"] = points
    return with_table("benchmark_scores", scores)


def arena_lead(points: float) -> dict[str, pd.DataFrame]:
    """On every arena table the US leads by so many points."""
    gaps = TABLES["arena_gaps"].copy()
    gaps["us_score"] = gaps["cn_score"] + points
    return with_table("arena_gaps", gaps)


def index_shift(points: float, since: str = "2023-01-01") -> dict[str, pd.DataFrame]:
    """All Chinese models released since a day have so many points more on the newest index."""
    scores, models = TABLES["benchmark_scores"].copy(), TABLES["models"]
    chinese = set(models.loc[models["developer_country"] == "CN", "model"])
    mine = (scores["benchmark"] == "Epoch Capabilities Index") & scores["model"].isin(chinese)
    scores.loc[mine & (scores["version_released"] >= since), "score"] += points
    return with_table("benchmark_scores", scores)


def slowed(share: float, since: str = "2023-01-01") -> dict[str, pd.DataFrame]:
    """Chinese models released since a day climb only a share of what they climbed."""
    scores, models = TABLES["benchmark_scores"].copy(), TABLES["models"]
    chinese = set(models.loc[models["developer_country"] == "CN", "model"])
    mine = (scores["benchmark"] == "Epoch Capabilities Index") & scores["model"].isin(chinese)
    mine &= scores["version_released"] >= since
    start = scores.loc[mine, "score"].min()
    scores.loc[mine, "score"] = start + share * (scores.loc[mine, "score"] - start)
    return with_table("benchmark_scores", scores)


@pytest.mark.parametrize(
    ("tables", "day", "rule", "outcome"),
    [
        (TABLES, WRITTEN, "default", SUPPORTED),
        (TABLES, "2026-04-01", "default", QUALIFIED),  # before DeepSeek V4
        (TABLES, TODAY, "default", SUPPORTED),
        (deepseek_at(1484 - 35), TODAY, "default", SUPPORTED),  # the lines: 35 points are 55 of 100 votes
        (deepseek_at(1484 - 39), TODAY, "default", QUALIFIED),
        (deepseek_at(1484 - 100), TODAY, "default", QUALIFIED),  # and 100 points 64
        (deepseek_at(1484 - 110), TODAY, "default", NOT),
        (deepseek_at(1300, "2025-08-04"), WRITTEN, "default", NOT),
        (
            deepseek_at(1300),
            TODAY,
            "as-voted",
            SUPPORTED,
        ),  # a table in which style is discounted does not count
        (deepseek_at(1380, "2025-08-04"), WRITTEN, "as-voted", QUALIFIED),
        (deepseek_at(1300, "2025-08-04"), WRITTEN, "as-voted", NOT),
        (TABLES, WRITTEN, "index", QUALIFIED),
        (TABLES, TODAY, "index", QUALIFIED),
        (index_shift(12), TODAY, "index", SUPPORTED),
        (index_shift(-12), TODAY, "index", NOT),
    ],
)
def test_every_outcome_of_c06_can_occur(
    tables: dict[str, pd.DataFrame], day: str, rule: str, outcome: str
) -> None:
    assert v.c06(tables, day, rule).outcome == outcome


@pytest.mark.parametrize(
    ("tables", "day", "rule", "outcome"),
    [
        (TABLES, WRITTEN, "default", QUALIFIED),
        (TABLES, TODAY, "default", NOT),
        (
            index_shift(20, "2026-05-01"),
            TODAY,
            "default",
            SUPPORTED,
        ),  # one model at the top lifts place and speed
        (index_shift(20, "2025-07-01"), WRITTEN, "default", SUPPORTED),
        (slowed(0.3), WRITTEN, "default", NOT),
        (TABLES, WRITTEN, "two-years", QUALIFIED),
        (TABLES, TODAY, "two-years", QUALIFIED),
        (slowed(0.3), WRITTEN, "two-years", NOT),
        (index_shift(20, "2026-05-01"), TODAY, "two-years", SUPPORTED),
        (TABLES, WRITTEN, "wider-errors", QUALIFIED),
        (
            TABLES,
            TODAY,
            "wider-errors",
            QUALIFIED,
        ),  # records build on each other: errors a quarter wider turn it
        (slowed(0.3), WRITTEN, "wider-errors", NOT),
        (index_shift(20, "2026-05-01"), TODAY, "wider-errors", SUPPORTED),
        (TABLES, WRITTEN, "edition-of-the-day", NOT),
        (TABLES, TODAY, "edition-of-the-day", NOT),
        (index_shift(20, "2026-05-01"), TODAY, "edition-of-the-day", SUPPORTED),
        (TABLES, WRITTEN, "without-pro", QUALIFIED),
        (TABLES, TODAY, "without-pro", QUALIFIED),  # the strongest objection: without them China keeps pace
        (slowed(0.3), WRITTEN, "without-pro", NOT),
        (index_shift(20, "2026-05-01"), TODAY, "without-pro", SUPPORTED),
    ],
)
def test_every_outcome_of_c13_can_occur(
    tables: dict[str, pd.DataFrame], day: str, rule: str, outcome: str
) -> None:
    assert v.c13(tables, day, rule).outcome == outcome


@pytest.mark.parametrize(
    ("tables", "day", "rule", "outcome"),
    [
        (TABLES, WRITTEN, "default", SUPPORTED),
        (TABLES, TODAY, "default", SUPPORTED),
        (TABLES, "2024-08-31", "default", QUALIFIED),  # far on the index alone
        (TABLES, "2024-03-31", "default", NOT),  # far on both
        (arena_lead(100), WRITTEN, "default", QUALIFIED),  # 100 or more
        (arena_lead(99), WRITTEN, "default", SUPPORTED),
        (index_shift(-30), WRITTEN, "default", QUALIFIED),
        (TABLES, WRITTEN, "six-months", QUALIFIED),
        (TABLES, TODAY, "six-months", QUALIFIED),
        (TABLES, "2025-03-31", "six-months", SUPPORTED),
        (arena_lead(60), WRITTEN, "six-months", NOT),
        (TABLES, WRITTEN, "hard-test", SUPPORTED),
        (TABLES, TODAY, "hard-test", QUALIFIED),
        (arena_lead(120), TODAY, "hard-test", NOT),
    ],
)
def test_every_outcome_of_c14_can_occur(
    tables: dict[str, pd.DataFrame], day: str, rule: str, outcome: str
) -> None:
    assert v.c14(tables, day, rule).outcome == outcome


def test_five_windows_vote_on_the_speed() -> None:
    us, cn = split(newest_edition(editions(TABLES)))
    then = [v.pace(us, cn, WRITTEN, months).kept for months in v.WINDOWS[1:]]
    kept = [v.pace(us, cn, TODAY, months).kept for months in v.WINDOWS]
    assert then == [True] * 4
    assert kept == [False, False, True, False, True]
    assert "kept pace in 2 of 5 windows" in v.c13(TABLES, TODAY).figure
    alone = [v.c13(TABLES, TODAY, windows=[months]).outcome for months in v.WINDOWS]
    assert alone == [QUALIFIED if ok else NOT for ok in kept]


def test_a_window_with_too_few_records_abstains() -> None:
    us, cn = split(newest_edition(editions(TABLES)))
    assert v.records(us, cn, WRITTEN, 12) == (6, 4)
    assert "kept pace in 4 of 4 windows that vote" in v.c13(TABLES, WRITTEN).figure
    with pytest.raises(CourseError, match="Too few models set a record in 12 months"):
        v.c13(TABLES, WRITTEN, windows=[12])
    assert "in 4 of 4" in v.c13(TABLES, WRITTEN, windows=[12, *v.WINDOWS[1:]]).figure


def test_without_pro_leaves_out_five_models_of_one_firm() -> None:
    us, _ = split(newest_edition(editions(TABLES)))
    left_out = us.loc[us["model"].str.contains(v.PRO), "model"]
    assert [name.split("-20")[0] for name in left_out] == [
        "o3-pro", "gpt-5-pro", "gpt-5.2-pro", "gpt-5.4-pro", "gpt-5.5-pro-pre-release_high",
    ]  # fmt: skip
    records = {row["model"] for row in m.record_steps(us, "2023-01-01", TODAY)}
    assert set(left_out) <= records
    assert "kept pace in 4 of 5 windows" in v.c13(TABLES, TODAY, "without-pro").figure
    assert "led by 7.8 points" in v.c13(TABLES, TODAY, "without-pro").figure


def test_an_incomplete_arena_table_says_so() -> None:
    assert (
        "follows eight laboratories only: among all makers the lead can be another"
        in v.c14(TABLES, "2024-03-31").because
    )
    assert "eight laboratories" not in v.c14(TABLES, TODAY).because
    assert "33 rating points in the arena" in v.c14(TABLES, TODAY).figure
    assert "Arena table of July 2026, style set aside." in v.c14(TABLES, TODAY).because
    gaps = TABLES["arena_gaps"]
    whole = gaps[gaps["coverage"] == "all_models"]
    assert (whole["us_score"] - whole["cn_score"]).max() < 100  # no complete table has passed the line


def test_the_rule_for_c14_says_how_was_is_read_and_what_is_dropped() -> None:
    said = v.RULES["C14"]["default"]
    assert "'Was' is read as on the day judged" in said
    assert "Tests do not vote, though they were promised" in said
    hard = v.with_country(TABLES["benchmark_scores"], TABLES["models"], v.HARD_TEST)
    assert "on the hard one four Chinese models are rated" in said
    assert (hard["country"] == "CN").sum() == 4


def test_the_rule_for_votes_can_fail() -> None:
    """A model that is far behind, Llama 4 Maverick in August 2025, would lose 69 of 100 votes."""
    tables = deepseek_at(1292, "2025-08-04")
    assert v.c06(tables, WRITTEN).outcome == NOT
    assert "would win 69 against DeepSeek's best" in v.c06(tables, WRITTEN).figure


def test_a_window_with_too_few_records_says_so() -> None:
    us, cn = split(newest_edition(editions(TABLES)))
    with pytest.raises(CourseError, match="Too few models set a record in 3 months"):
        v.pace(us, cn, "2024-03-01", 3)


def test_arena_tables_that_name_all_three_makers() -> None:
    found = v.snapshots(TABLES)
    assert [(snap.day, snap.style) for snap in found] == [
        ("2025-08-04", "as voted"),
        ("2025-11-06", "as voted"),
        ("2025-12-17", "set aside"),
        ("2025-12-17", "as voted"),
        ("2026-03-01", "not said"),
        ("2026-06-16", "set aside"),
        ("2026-07-13", "set aside"),
    ]
    assert [snap.votes for snap in found] == [51, 49, 58, 54, 60, 53, 54]
    assert found[-1].rival == "OpenAI"
    assert found[0].best == {"DeepSeek": 1427, "OpenAI": 1429, "xAI": 1434}


def test_months_back_end_in_short_months() -> None:
    assert v._months_before("2026-08-31", 18) == "2025-02-28"
    assert v._months_before("2025-10-31", 24) == "2023-10-31"
    assert v._months_before("2026-01-15", 12) == "2025-01-15"


def test_the_edition_of_the_day_is_the_nearest() -> None:
    assert v._edition(TABLES, None) == "2026-07-15"
    assert v._edition(TABLES, WRITTEN) == "2025-11-07"
    assert v._edition(TABLES, "2026-03-01") == "2026-02-08"


def test_a_verdict_says_what_it_rests_on() -> None:
    assert "xAI, the better rival, would win 51 against" in v.c06(TABLES, WRITTEN).figure
    assert v.c06(TABLES, WRITTEN).because == "Arena table of August 2025, style as voted."
    assert "OpenAI, the better rival, would win 54 against" in v.c06(TABLES, TODAY).figure
    assert v.c06(TABLES, TODAY).because == "Arena table of July 2026, style set aside."
    assert (
        "OpenAI had the score of DeepSeek's best model 6.5 months before"
        in v.c06(TABLES, WRITTEN, "index").figure
    )
    then = v.c13(TABLES, WRITTEN)
    assert then.because == (
        "Edition of the index: July 2026. By that of November 2025, published nearest to the day: not supported."
    )
    assert v.c13(TABLES, TODAY).because == "Edition of the index: July 2026."
    assert "the best US model led by 5.5 points" in then.figure
    assert "no US model led" in v.c13(index_shift(20, "2026-05-01"), TODAY).figure
    early = v.c13(TABLES, WRITTEN, "edition-of-the-day")
    assert "Edition of the index: November 2025." in early.because
    assert "in 2 of 4 windows" in early.figure
    assert v.c14(TABLES, "2024-03-31").because.startswith("Far ahead on the index and by votes.")
    assert v.c14(TABLES, WRITTEN).figure == "6.5 months on the index, 36 rating points in the arena"
    assert (
        v.c14(TABLES, WRITTEN).because == "Far ahead on neither. Arena table of August 2025, style as voted."
    )
    assert v.c14(TABLES, WRITTEN).line == "a year or 100 points for far ahead"
    assert v.c14(TABLES, WRITTEN, "six-months").line == "half a year or 50 points for far ahead"
    assert "on FrontierMath" in v.c14(TABLES, TODAY, "hard-test").figure
