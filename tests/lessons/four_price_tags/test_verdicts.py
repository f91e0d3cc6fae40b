"""The rules for C05, C07 and C09 agree with the ledger, and tables exist that make every outcome of each rule occur."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.course import course
from ai_ambitions.core.errors import CourseError
from ai_ambitions.lessons.four_price_tags import peers as p
from ai_ambitions.lessons.four_price_tags import verdicts as v

WRITTEN = course().article.day
TABLES = {name: load(name) for name in sorted({name for names in v.TABLES.values() for name in names})}
TODAY = str(TABLES["benchmark_scores"].attrs["as_of"])
SUPPORTED, QUALIFIED, NOT, OPEN = v.SUPPORTED, v.QUALIFIED, v.NOT, v.OPEN
Tables = Mapping[str, pd.DataFrame]


@pytest.mark.parametrize("claim", ["C05", "C07", "C09"])
@pytest.mark.parametrize(("day", "column"), [(WRITTEN, "verdict_when_written"), (TODAY, "verdict_today")])
def test_the_ledger_says_the_same(claim: str, day: str, column: str) -> None:
    row = load("claims").set_index("claim_id").loc[claim]
    assert getattr(v, claim.lower())(TABLES, day).outcome == row[column]
    assert set(str(row["tables"]).split(";")) == set(v.TABLES[claim])


def changed(name: str, where: pd.Series, **cells: Any) -> Tables:
    """The tables with some cells of one of them replaced."""
    frame = TABLES[name].copy()
    for column, value in cells.items():
        frame.loc[where, column] = value
    frame.attrs = TABLES[name].attrs
    return TABLES | {name: frame}


def without(name: str, where: pd.Series) -> Tables:
    frame = TABLES[name][~where].copy()
    frame.attrs = TABLES[name].attrs
    return TABLES | {name: frame}


# --- C05 --------------------------------------------------------------------------------------------------------------

SEEN, RELEASED = TABLES["market_reactions"], TABLES["models"]
LOSS, STORE = SEEN["event_id"] == "nvidia-2025-loss", SEEN["event_id"] == "deepseek-app-store-us"
PLAY = SEEN["event_id"] == "deepseek-play-us"


@pytest.mark.parametrize(
    ("tables", "rule", "outcome"),
    [
        (TABLES, "default", SUPPORTED),
        (changed("market_reactions", LOSS, value=250.0), "default", QUALIFIED),  # an ordinary bad day
        (changed("market_reactions", STORE, value=2.0), "default", QUALIFIED),
        (without("market_reactions", LOSS), "default", QUALIFIED),
        (without("market_reactions", SEEN["release"].notna()), "default", NOT),
        (changed("market_reactions", LOSS, date=pd.Timestamp("2025-02-04")), "default", QUALIFIED),  # day 15
        (changed("market_reactions", LOSS, date=pd.Timestamp("2025-02-03")), "default", SUPPORTED),  # day 14
        (TABLES, "both-stores", QUALIFIED),  # place 14 in Google's store
        (changed("market_reactions", PLAY, value=1.0), "both-stores", SUPPORTED),
        (without("market_reactions", LOSS), "both-stores", NOT),
        (
            without("market_reactions", STORE | PLAY),
            "both-stores",
            QUALIFIED,
        ),  # no store named is no first place
        (TABLES, "from-the-figure", NOT),
        (changed("market_reactions", LOSS, date=pd.Timestamp("2025-01-09")), "from-the-figure", QUALIFIED),
        (
            changed("market_reactions", LOSS | STORE, date=pd.Timestamp("2025-01-09")),
            "from-the-figure",
            SUPPORTED,
        ),
    ],
)
def test_every_outcome_of_c05_can_occur(tables: Tables, rule: str, outcome: str) -> None:
    for day in (WRITTEN, TODAY):
        assert v.c05(tables, day, rule).outcome == outcome


def test_a_later_record_does_not_undo_an_earlier_one() -> None:
    row = SEEN[LOSS].assign(event_id="later", release=None, date=pd.Timestamp("2026-01-29"), value=900.0)
    later = TABLES | {"market_reactions": pd.concat([SEEN, row.astype(SEEN.dtypes)])}
    assert v.c05(later, TODAY).outcome == SUPPORTED


def test_only_what_was_known_by_the_day_counts() -> None:
    assert v.c05(TABLES, "2025-01-20").outcome == NOT
    assert v.c05(TABLES, "2025-01-26").outcome == QUALIFIED  # the store, not yet the market
    assert v.c05(TABLES, "2025-01-27").outcome == SUPPORTED


# --- C07 --------------------------------------------------------------------------------------------------------------

MODELS, RUNS, SCORES = TABLES["models"], TABLES["training_runs"], TABLES["benchmark_scores"]
LLAMA_4 = MODELS["model"].isin(["Llama 4 Maverick", "Llama 4 Scout"])
LEAN = LLAMA_4 | MODELS["model"].isin(["Phi-4", "Gemma 3 27B"])
OSS_HOURS = (RUNS["model"] == "gpt-oss-120b") & RUNS["gpu_hours"].notna()
BIG = MODELS["model"] == "Llama 3.1 405B"


def lean_ones_larger() -> Tables:
    """Had the lean US models taken ten times as much."""
    tables = changed("models", LEAN, training_tokens_t=300.0)
    runs = RUNS.copy()
    runs.loc[OSS_HOURS, "gpu_hours"] = 21_000_000
    return {**tables, "training_runs": runs}


def nobody_taught() -> Tables:
    return changed("training_runs", RUNS["teacher"].notna(), teacher=None)


def nothing_printed() -> Tables:
    tables = changed("models", MODELS["developer_country"] == "US", training_tokens_t=float("nan"))
    return {**tables, "training_runs": RUNS[RUNS["model"].isin(["DeepSeek-V3", "DeepSeek-R1"])]}


def without_big() -> Tables:
    return {"models": without("models", BIG)["models"]}


GLM = MODELS["model"] == "GLM-5"


def leaders_gone(tables: Tables = TABLES) -> Tables:
    """Had no US model scored over 148."""
    high = set(SCORES[(SCORES["benchmark"] == p.INDEX) & (SCORES["score"] > 148)]["model"])
    models = tables["models"]
    return {**tables, "models": models[~models["model"].isin(high)]}


@pytest.mark.parametrize(
    ("tables", "day", "rule", "outcome"),
    [
        (TABLES, WRITTEN, "default", QUALIFIED),
        (lean_ones_larger(), WRITTEN, "default", SUPPORTED),
        (without("models", BIG), WRITTEN, "default", NOT),
        (nothing_printed(), WRITTEN, "default", OPEN),
        (TABLES, TODAY, "default", OPEN),
        (TABLES, WRITTEN, "untaught-peers", SUPPORTED),  # the large Llama alone is left
        (TABLES, TODAY, "untaught-peers", OPEN),
        (nobody_taught(), WRITTEN, "untaught-peers", QUALIFIED),
        (without("models", BIG), WRITTEN, "untaught-peers", OPEN),
        ({**nobody_taught(), **without_big()}, WRITTEN, "untaught-peers", NOT),
        (TABLES, WRITTEN, "leanest-peer", NOT),
        (lean_ones_larger(), WRITTEN, "leanest-peer", SUPPORTED),
        (nothing_printed(), WRITTEN, "leanest-peer", OPEN),
        (TABLES, WRITTEN, "with-estimates", QUALIFIED),
        (TABLES, TODAY, "with-estimates", QUALIFIED),
        (nothing_printed(), TODAY, "with-estimates", QUALIFIED),  # guesses stay where print is gone
        (TABLES, WRITTEN, "any-country", QUALIFIED),
        (TABLES, TODAY, "any-country", NOT),  # GLM-5 took less
        (changed("models", GLM, training_tokens_t=300.0), TODAY, "any-country", SUPPORTED),
        (without("models", GLM), TODAY, "any-country", OPEN),
        (TABLES, WRITTEN, "both-halves", NOT),  # the best US model is too far off
        (TABLES, TODAY, "both-halves", NOT),
        (leaders_gone(), WRITTEN, "both-halves", QUALIFIED),
        (leaders_gone(lean_ones_larger()), WRITTEN, "both-halves", SUPPORTED),
        (leaders_gone(nothing_printed()), WRITTEN, "both-halves", OPEN),
    ],
)
def test_every_outcome_of_c07_can_occur(tables: Tables, day: str, rule: str, outcome: str) -> None:
    assert v.c07(tables, day, rule).outcome == outcome


def test_with_estimates_all_and_none_can_occur() -> None:
    dear = changed(
        "models", MODELS["developer_country"] == "US", training_flop=1e28, training_tokens_t=float("nan")
    )
    cheap = changed(
        "models", MODELS["developer_country"] == "US", training_flop=1e22, training_tokens_t=float("nan")
    )
    assert v.c07({**dear, "training_runs": RUNS[~OSS_HOURS]}, WRITTEN, "with-estimates").outcome == SUPPORTED
    assert v.c07({**cheap, "training_runs": RUNS[~OSS_HOURS]}, WRITTEN, "with-estimates").outcome == NOT


def test_a_peer_printed_in_today_would_make_it_checkable() -> None:
    """Which table turns today's verdict: a score for a US model whose maker printed what it took."""
    row = SCORES[(SCORES["benchmark"] == p.INDEX) & (SCORES["model"] == "DeepSeek-V4-Pro")]
    more = pd.concat([SCORES, row.assign(model="Inkling", model_label="inkling")])
    more.attrs = SCORES.attrs
    assert v.c07(TABLES | {"benchmark_scores": more}, TODAY).outcome == NOT


@pytest.mark.parametrize(
    ("tolerance", "outcome"),
    [(0.5, NOT), (1, NOT), (4, NOT), (5, QUALIFIED), (6, QUALIFIED), (10, QUALIFIED)],
)
def test_the_tolerance_decides_and_the_lesson_says_so(tolerance: float, outcome: str) -> None:
    assert v.c07(TABLES, WRITTEN, tolerance=tolerance).outcome == outcome


def test_exactly_a_quarter_is_a_fraction() -> None:
    tokens = 4 * 14.8 * 37 / 17
    above, below = (changed("models", LLAMA_4, training_tokens_t=tokens * by) for by in (1.0001, 0.9999))
    assert v.c07(above, WRITTEN).figure.endswith("of 3 of 6 US models of about equal score")
    assert v.c07(below, WRITTEN).figure.endswith("of 1 of 6 US models of about equal score")


@pytest.mark.parametrize(
    ("fraction", "outcome"), [(1 / 20, NOT), (1 / 10, QUALIFIED), (0.85, QUALIFIED), (4, SUPPORTED)]
)
def test_the_quarter_can_be_turned(fraction: float, outcome: str) -> None:
    said = v.c07(TABLES, WRITTEN, fraction=fraction)
    assert said.outcome == outcome
    assert said.figure.startswith(f"DeepSeek took {fraction:g} or less of")


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        ("2025-01-31", QUALIFIED),
        (WRITTEN, QUALIFIED),
        ("2025-12-31", NOT),
        ("2026-01-20", NOT),
        ("2026-01-31", OPEN),
        (TODAY, OPEN),
    ],
)
def test_c07_over_time(day: str, outcome: str) -> None:
    assert v.c07(TABLES, day).outcome == outcome


def test_without_the_peer_from_before_v3_january_2025_would_be_supported() -> None:
    """Phi-4 was out two weeks before V3: leaving it out made the large Llama look like the only peer."""
    assert v.c07(without("models", MODELS["model"] == "Phi-4"), "2025-01-31").outcome == SUPPORTED


def test_how_far_the_leader_lies_is_said() -> None:
    assert p.lead(TABLES, WRITTEN) == ("DeepSeek-V3.2-Exp", "GPT-5 Pro", pytest.approx(5.547, abs=0.01))
    assert p.lead(without("models", MODELS["developer"] == "DeepSeek"), WRITTEN) is None
    assert "lay 5.5 points below GPT-5 Pro, the best US model" in v.c07(TABLES, WRITTEN).because


@pytest.mark.parametrize("day", [WRITTEN, TODAY])
def test_the_leaders_of_the_index_are_us_models_on_both_days(day: str) -> None:
    """Why the rule looks at US peers."""
    out = {
        row["model"]: row["developer_country"]
        for row in MODELS.to_dict("records")
        if str(row["released"])[:10] <= day
    }
    points = {name: score for name, score in p.scores(SCORES).items() if name in out}
    best = sorted(points, key=lambda name: -points[name])[:6]
    assert {out[name] for name in best} == {p.US}


def test_pairs_are_what_the_rule_says() -> None:
    found = p.pairs(TABLES, WRITTEN)
    assert [pair.peer for pair in found] == [
        "Llama 3.1 405B",
        "Llama 4 Scout",
        "gpt-oss-120b",
        "Gemma 3 27B",
        "Llama 4 Maverick",
        "Phi-4",
    ]
    released = {row["model"]: str(row["released"])[:10] for row in MODELS.to_dict("records")}
    for pair in found:
        assert abs(pair.our_score - pair.peer_score) <= p.TOLERANCE
        assert abs(p.months_between(released[pair.ours], released[pair.peer])) < p.MONTHS
    by_hours = next(pair for pair in found if pair.peer == "gpt-oss-120b")
    assert (by_hours.ours, by_hours.count) == ("DeepSeek-R1", p.HOURS)
    assert by_hours.times == pytest.approx((2_788_000 + 147_000) / 2_100_000)
    assert {pair.count for pair in found if pair.ours == "DeepSeek-V3"} == {p.OPERATIONS}


def test_hours_of_a_model_built_on_another_hold_those_of_its_base() -> None:
    assert p.printed_hours("DeepSeek-R1", RUNS) == 2_935_000
    assert p.printed_hours("DeepSeek-R1", RUNS[RUNS["model"] != "DeepSeek-V3"]) is None
    assert p.printed_hours("DeepSeek-V3", RUNS) == 2_788_000  # the total, not the first stage
    assert p.printed_hours("GPT-4", RUNS) is None


def test_operations_of_a_model_built_on_another_are_not_printed() -> None:
    r1 = next(row for row in MODELS.to_dict("records") if row["model"] == "DeepSeek-R1")
    assert p.effort(r1, RUNS).flop is None
    assert p.effort(r1, RUNS, estimates=True).flop == 3.5e24


def test_a_peer_from_before_or_after_the_year_does_not_count() -> None:
    late = changed("models", BIG, released=pd.Timestamp("2023-12-01"))
    assert "Llama 3.1 405B" not in [pair.peer for pair in p.pairs(late, WRITTEN)]
    assert "DeepSeek-V3" not in [pair.ours for pair in p.pairs(TABLES, "2024-12-25")]  # not yet out
    peers = [pair.peer for pair in p.pairs(TABLES, "2025-01-10")]
    assert "Llama 3.1 405B" in peers
    assert "Llama 4 Maverick" not in peers


def test_nothing_to_compare_is_said() -> None:
    assert p.compare(p.Effort(None, 5.0), p.Effort(3.0, None)) is None
    assert p.compare(p.Effort(2.0, 5.0), p.Effort(8.0, 1.0)) == (p.OPERATIONS, 0.25)


# --- C09 --------------------------------------------------------------------------------------------------------------

A13B = MODELS["model"] == v.A13B
LICENCES = TABLES["licences"]
TENCENT = LICENCES["licence_id"] == "tencent-hunyuan"


def measured(
    unit: str, ours: float, theirs: float, tables: Tables = TABLES, others: tuple[str, ...] = (v.BEFORE,)
) -> Tables:
    """Somebody else measured A13B and the model before it, or its rivals."""
    row = (
        SCORES[(SCORES["model"] == v.A13B)]
        .iloc[:1]
        .assign(reported_by="third_party", unit=unit, benchmark="a test by others")
    )
    pair = [row.assign(score=ours), *(row.assign(model=other, score=theirs) for other in others)]
    frame = pd.concat([tables["benchmark_scores"], *pair])
    frame.attrs = SCORES.attrs
    return {**tables, "benchmark_scores": frame}


SPEED, FREE = "tokens per second", changed("licences", TENCENT, excluded_territory=None)
CARD = SCORES["setting"] == "base model; card table"
ON_PAGE = (SCORES["setting"] == "card table") & (SCORES["source_id"] == "tencent-2025-hunyuan-a13b-card")
MINE = (SCORES["model"] == v.A13B) & (SCORES["reported_by"] == "developer")


@pytest.mark.parametrize(
    ("tables", "rule", "outcome"),
    [
        (TABLES, "default", QUALIFIED),
        (measured(SPEED, 90, 60, measured("percent", 80, 70, FREE)), "default", SUPPORTED),
        (
            measured(SPEED, 90, 60, measured("percent", 80, 70)),
            "default",
            QUALIFIED,
        ),  # the licence holds it down
        (measured(SPEED, 50, 60, measured("percent", 80, 70, FREE)), "default", QUALIFIED),  # slower
        (measured(SPEED, 90, 60, measured("percent", 70, 80, FREE)), "default", QUALIFIED),  # worse
        (changed("models", A13B, weights="closed"), "default", NOT),
        (without("benchmark_scores", MINE), "default", NOT),
        (
            changed("benchmark_scores", CARD & (SCORES["model"] == v.A13B), score=1.0),
            "default",
            NOT,
        ),  # printed, and worse
        (changed("models", A13B, active_params_b=60.0), "default", NOT),
        (TABLES, "as-stated", SUPPORTED),
        (changed("models", A13B, weights="closed"), "as-stated", NOT),
        (TABLES, "beside-rivals", NOT),  # above Qwen3 in three of five tests, above R1 in two
        (
            changed("benchmark_scores", ON_PAGE & (SCORES["model"] == "DeepSeek-R1"), score=1.0),
            "beside-rivals",
            QUALIFIED,
        ),
        (changed("benchmark_scores", ON_PAGE & (SCORES["model"] == v.A13B), score=1.0), "beside-rivals", NOT),
        (
            measured(SPEED, 90, 60, measured("percent", 80, 70, FREE, v.RIVALS), v.RIVALS),
            "beside-rivals",
            SUPPORTED,
        ),
        (TABLES, "open-source", NOT),
        (changed("licences", TENCENT, osi_approved=True), "open-source", QUALIFIED),
        (
            measured(
                SPEED, 90, 60, measured("percent", 80, 70, changed("licences", TENCENT, osi_approved=True))
            ),
            "open-source",
            SUPPORTED,
        ),
    ],
)
def test_every_outcome_of_c09_can_occur(tables: Tables, rule: str, outcome: str) -> None:
    assert v.c09(tables, WRITTEN, rule).outcome == outcome


def test_what_the_course_infers_is_not_called_stated() -> None:
    assert v.c09(TABLES, WRITTEN).figure == "quicker: inferred, more capable: stated, open: stated"


def test_as_stated_has_no_middle() -> None:
    """What the maker states counts as shown, so each word is full or empty: *with a qualifier* cannot occur."""
    for tables in (TABLES, FREE, changed("models", A13B, weights="closed")):
        assert v.c09(tables, WRITTEN, "as-stated").outcome != QUALIFIED


# --- all --------------------------------------------------------------------------------------------------------------


def test_a_verdict_says_what_it_rests_on() -> None:
    assert v.c05(TABLES, WRITTEN).figure == (
        "from 2025-01-20 to 2025-02-03: a loss of USD 589 bn in one day (the largest before: 279); first place in a US store"
    )
    said = v.c07(TABLES, WRITTEN)
    assert "quarter or less of the computing of 1 of 6" in said.figure
    assert said.because.startswith(
        "DeepSeek's computing, times the peer's: 0.09 (Llama 3.1 405B) to 3.99 (Phi-4); "
    )  # both ends; each of the six stands in the table above the verdict
    assert v.c07(TABLES, TODAY).line == "a peer is needed"
    assert "no peer: the index holds no US model of about equal score" in v.c07(TABLES, TODAY).figure
    assert "shuts out 3 territories" in v.c09(TABLES, WRITTEN).because
    assert v.c09(FREE, WRITTEN).because == "The licence shuts out no territory."
    assert "neither markets nor stores" in v.c05(TABLES, WRITTEN, "from-the-figure").because


def test_unknown_days_and_rules_get_a_sentence() -> None:
    for claim in (v.c05, v.c07, v.c09):
        with pytest.raises(CourseError, match="no rule called 'looser'"):
            claim(TABLES, WRITTEN, "looser")
        with pytest.raises(CourseError, match="no day"):
            claim(TABLES, "soon")
    with pytest.raises(CourseError, match="cannot be judged"):
        v.c05(TABLES, "2025-01-19")
    with pytest.raises(CourseError, match="cannot be judged"):
        v.c09(TABLES, "2025-06-01")
    with pytest.raises(CourseError, match="C07 cannot be judged on 2031-01-01"):
        v.c07(TABLES, "2031-01-01")
    with pytest.raises(CourseError, match="cannot be negative"):
        v.c07(TABLES, WRITTEN, tolerance=-1)
