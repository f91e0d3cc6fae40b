"""Lesson 10: figures that stand in its prose are those of the data."""

from __future__ import annotations

import pytest

from ai_ambitions import load
from ai_ambitions.core import notebooks
from ai_ambitions.core.paths import LESSONS
from ai_ambitions.lessons.rules_and_values import language
from ai_ambitions.lessons.rules_and_values import model as fairness

CELLS = {cell.id: cell.source for cell in notebooks.read(LESSONS / "10-rules-and-values.ipynb").cells}
COUNTS, TESTS = load("plan_term_counts"), load("content_evaluations")


def count(document: str, term: str, part: str = "body") -> tuple[int, float]:
    rows = COUNTS[(COUNTS["document_id"] == document) & (COUNTS["term"] == term) & (COUNTS["part"] == part)]
    return int(rows["count"].iloc[0]), float(rows["total_words"].iloc[0])


def value(result: str) -> float:
    return float(TESTS.set_index("result_id").loc[result, "value"])


def test_word_counts_in_prose() -> None:
    us = COUNTS[(COUNTS["document_id"] == "us-2025-ai-action-plan") & (COUNTS["term"] == "national security")]
    assert sorted(us["count"]) == [21, 22, 23, 24]
    found, words = count("us-2025-ai-action-plan", "national security")
    assert (
        f"1000 × {found} / {words:,.0f} = {language.rate_per_1000(found, words):.1f}"
        in CELLS["count-equation"]
    )
    ours = language.rate_per_1000(found, words)
    chinese = language.rate_per_1000(*count("cn-2025-ai-plus", "national security"))
    older = language.rate_per_1000(*count("cn-2017-ngaidp", "national security"))
    assert ours / chinese < 24 / 3  # "shrinks to less than a third"
    assert ours / older == pytest.approx(ours / chinese / 2, rel=0.05)  # "by half again"
    for document, times in (("br-2025-pbia", 1), ("brics-2025-statement", 1), ("eu-2025-ai-continent", 0)):
        assert count(document, "national security")[0] == times
    assert (
        f"{language.rate_per_1000(*count('br-2025-pbia', 'sovereignty')):.2f} per 1,000"
        in CELLS["modify-solution"]
    )
    for document in ("us-2025-ai-action-plan", "cn-2025-ai-plus", "cn-2017-ngaidp"):
        assert count(document, "sovereignty")[0] == 0


def test_test_results_in_prose() -> None:
    stem = "llmcensor-findings-{}-refusal-en-zh-{}-sensitive"
    china, us = "chinese-open-weight-models", "us-open-weight-models"
    mirror = [value(stem.format(a, b)) for a in (china, us) for b in ("china", "western")]
    assert mirror == [31, 11, 16, 26]
    china_own, china_other, us_other, us_own = mirror
    words = f"the Chinese models by {china_own - china_other:.0f} points, the US models by {us_own - us_other:.0f}"
    assert words in CELLS["origins-read"]
    assert value(stem.format("deepseek-r1-14b", "china")) == 55
    assert "refused 55 per cent" in CELLS["spread-note"]
    low, high = fairness.wilson(6, 21)
    assert f"{low:.0%} to {high:.0%}".replace("%", " %") in CELLS["sizes-read"]
    assert fairness.counts_behind(29, 10) == []
    assert round(value("llmcensor-findings-two-judges-agreement"), 2) == 0.92
    assert value("elluminate-2026-glm-4-7-flash-provider-gap") == 15
    assert value("caisi-2025-deepseek-models-ccp-narrative-ratio") == 4
    assert (
        70 < value("nature-state-media-2026-commercial-models-of-us-deve-chinese-prompt-more-favourable") < 80
    )
    assert value("wapo-2026-grok-4-3-right-only") == 33


def test_simulated_figures_in_prose() -> None:
    answers = load("simulated_answers")
    rate = (
        100
        * (answers["judge_1"] == "refused")
        .groupby([answers["origin"], answers["topic"]], observed=True)
        .mean()
    )
    parts = [
        rate["CN", "china_sensitive"],
        rate["CN", "neutral"],
        rate["US", "china_sensitive"],
        rate["US", "neutral"],
    ]
    words = "({:.1f} − {:.1f}) − ({:.1f} − {:.1f}) = {:.1f} points".format(*parts, fairness.did(*parts))
    assert words in CELLS["fair-note"]
    rows = answers.to_dict("records")
    for one, other, topic, first, second in (
        ("CN", "US", "china_sensitive", "+27", "+25"),
        ("US", "CN", "us_sensitive", "+9", "+8"),
    ):
        by_judge = [
            f"{100 * fairness.extra_refusals(rows, topic, one, other, judge=judge)[0]:+.0f}"
            for judge in ("judge_1", "judge_2")
        ]
        assert by_judge == [first, second]
        assert first in CELLS["modify-solution"]
        assert second in CELLS["modify-solution"]
