"""Word rates: what they are on published counts, and what they refuse."""

from __future__ import annotations

import pytest

from ai_ambitions import load
from ai_ambitions.lessons.rules_and_values import language as la


def test_rate_of_a_counted_plan() -> None:
    counts = load("plan_term_counts")
    row = counts[(counts["document_id"] == "us-2025-ai-action-plan") & (counts["part"] == "body")]
    row = row[row["term"] == "national security"].iloc[0]
    assert la.rate_per_1000(row["count"], row["total_words"]) == pytest.approx(2.355, abs=0.001)
    assert la.rate_per_1000(0, 10) == 0
    assert la.rate_per_1000(5, 1000) == 5


@pytest.mark.parametrize("bad", [(1, 0), (1, -5), (-1, 10), ("3", 10), (3, float("nan")), (True, 10)])
def test_a_rate_needs_a_count_and_a_length(bad: tuple[object, object]) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        la.rate_per_1000(*bad)  # type: ignore[arg-type]


VALUES = {row["test_id"]: row for row in load("formula_test_values").to_dict("records")}


@pytest.mark.parametrize("name", [n for n, r in VALUES.items() if r["formula"].startswith("log_odds")])
def test_log_odds_as_published(name: str) -> None:
    row = VALUES[name]
    given = {key: float(value) for key, value in (pair.split("=") for pair in row["inputs"].split(";"))}
    found = la.log_odds(**given, prior=0, prior_words=0)
    got = found.delta if row["formula"] == "log_odds" else found.z
    assert got == pytest.approx(float(row["expected"]), abs=float(row["tolerance"]))


def test_a_prior_draws_small_counts_together() -> None:
    shy = la.log_odds(3, 3000, 0, 9000, *la.pooled_prior(3, 12000, weight=10_000))
    bold = la.log_odds(3, 3000, 0, 9000)
    assert 0 < shy.delta < bold.delta
    assert bold.low < bold.delta < bold.high
    assert la.log_odds(5, 1000, 10, 2000).delta == pytest.approx(0, abs=0.05)
    assert la.log_odds(1, 100, 9, 100).delta == -la.log_odds(9, 100, 1, 100).delta


@pytest.mark.parametrize("bad", [(5, 4, 1, 10), (1, 0, 1, 10), (-1, 9, 1, 10)])
def test_log_odds_of_impossible_counts(bad: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"term|words"):
        la.log_odds(*bad)


def test_priors_have_sense() -> None:
    with pytest.raises(ValueError, match="logarithm of zero"):
        la.log_odds(0, 10, 1, 10, prior=0, prior_words=0)
    with pytest.raises(ValueError, match="prior adds"):
        la.log_odds(1, 10, 1, 10, prior=2, prior_words=1)
    with pytest.raises(ValueError, match="weight"):
        la.pooled_prior(1, 10, weight=0)


def test_a_frame_is_a_sum_of_terms() -> None:
    rows = [
        {"document_id": d, "term": t, "count": c, "total_words": 100 if d == "x" else 50}
        for d, t, c in (("x", "a", 2), ("x", "b", 3), ("y", "a", 1), ("y", "b", 0), ("y", "c", 9))
    ]
    assert la.frame_counts(rows, ["a", "b"]) == {"x": (5, 100), "y": (1, 50)}
    with pytest.raises(ValueError, match="no counts for these terms"):
        la.frame_counts(rows, ["a", "zz"])
    with pytest.raises(ValueError, match="empty"):
        la.frame_counts(rows, [])


def test_the_interval_is_1_96_errors_to_either_side() -> None:
    found = la.LogOdds(delta=0.5, error=0.25)
    assert (found.low, found.high, found.z) == pytest.approx((0.01, 0.99, 2))
