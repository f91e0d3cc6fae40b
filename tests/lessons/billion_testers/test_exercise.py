"""Exercise 04 in words: its worked steps, its headings and its sample essays are true."""

from __future__ import annotations

import re

import pandas as pd
import pytest
import yaml

from ai_ambitions.core import notebooks
from ai_ambitions.core.course import lesson
from ai_ambitions.core.paths import SOLUTIONS
from ai_ambitions.data.load import load
from ai_ambitions.lessons.billion_testers import figures, verdicts
from ai_ambitions.lessons.billion_testers import model as m
from tests.support.prose import prose

PATH = SOLUTIONS / "04-billion-testers" / "04-billion-testers.ipynb"
PAGE = yaml.safe_load((lesson("04").folder / "essay.yaml").read_text(encoding="utf-8"))
SHARES = load("ai_user_share").merge(load("economy_size"), on="code", how="left")
NEWEST = SHARES[SHARES["date"] == SHARES["date"].max()].set_index("code")
DAY = "2026-07-15"


def users(metric: str, day: str) -> float:
    table = load("internet_users")
    found = table[(table["metric"] == metric) & (table["date"] == day) & (table["counted_by"] == "CNNIC")]
    return float(found["value"].item())


def test_the_worked_steps_are_right() -> None:
    text = prose(PATH)
    assert "at 25, what cost 25 cents now costs one" in text["04-spend-text"]
    assert "Nine times cheaper and 27 times as much use" in text["04-spend-text"]
    assert m.rebound(9, 1.5) == pytest.approx(3)
    assert round(9**1.5, 9) == 27
    assert "In `[1, 4, 12, 35]` the share is first at least 10 in year 2" in text["04-year-text"]
    assert "200 and then 500 million, asked in the same words: 2.5" in text["04-growth-text"]
    assert "4 × 2 / 0.5 = 16 dollars" in text["04-cheapest-text"]
    assert m.cost_per_success(4, 2, 0.5) == 16


def test_eight_times_the_tokens_turn_the_winner_and_seven_do_not() -> None:
    nano, glm = (m.blended(price("input", name), price("output", name)) for name in figures.PAIR)
    assert m.cost_per_success(nano, 0.07, 1) < m.cost_per_success(glm, 0.01, 1)
    assert m.cost_per_success(nano, 0.08, 1) > m.cost_per_success(glm, 0.01, 1)
    assert m.cost_per_success(nano, 0.08, 1) < m.cost_per_success(glm, 0.01, 0.5)


def price(side: str, model: str) -> float:
    """The one list price that our table has of a model: what the exercise takes with ``iloc[0]``."""
    table = load("api_prices")
    return float(table.loc[table["model"] == model, f"{side}_usd_per_mtok"].item())


def test_a_reread_line_names_a_heading_of_the_lesson() -> None:
    if not lesson("04").ready:
        pytest.skip("the lesson is still to come")
    headings = set(
        re.findall(
            r"(?m)^##+ (.+)$", "\n".join(c.source for c in notebooks.read(lesson("04").notebook).cells)
        )
    )
    named = re.findall(r"where = \"'(.+)'\"", "\n".join(c.source for c in notebooks.read(PATH).cells))
    assert len(named) == 5
    assert set(named) <= headings


def test_the_samples_are_as_long_as_an_essay() -> None:
    for sample in (PAGE["sample"], PAGE["other"]["sample"]):
        assert PAGE["words"] <= len(sample.split()) <= 250


def test_the_sample_that_says_no_is_true() -> None:
    sample = " ".join(PAGE["sample"].split())
    china = float(NEWEST.loc["CN", "percent"])
    assert "first quarter of 2026 that 16.4 per cent" in sample
    assert (NEWEST.loc["CN", "period"], china) == ("first quarter of 2026", 16.4)
    assert "place 67 of 147 economies" in sample
    assert ((NEWEST["percent"] > china).sum() + 1, len(NEWEST)) == (67, 147)
    people = NEWEST["percent"] * NEWEST["population_2024"].astype(float)
    assert "place 2, behind India" in sample
    assert list(people.sort_values(ascending=False).index[:2]) == ["IN", "CN"]
    assert "Over 145 economies" in sample
    found = verdicts.economies(verdict_tables(), DAY)
    rich = found[found["income"].notna()]
    assert len(found) == 145
    assert "(r is about -0.1), and strongly with income per head (0.8)" in sample
    assert m.correlation(verdicts.log10(found["population"]), list(found["percent"])) == pytest.approx(
        -0.1, abs=0.05
    )
    assert m.correlation(verdicts.log10(rich["income"]), list(rich["percent"])) == pytest.approx(
        0.8, abs=0.05
    )
    assert "The Arab Emirates lead by share, with 11 million people" in sample
    assert NEWEST["percent"].idxmax() == "AE"
    assert round(float(NEWEST.loc["AE", "population_2024"]) / 1e6) == 11
    assert "42.8 per cent of all people in December 2025" in sample
    assert users("genai_share_of_population", "2025-12-01") == 42.8


def test_the_sample_that_says_yes_is_true() -> None:
    sample = " ".join(PAGE["other"]["sample"].split())
    june, december = users("genai_users", "2025-06-01"), users("genai_users", "2025-12-01")
    assert "515 million users of generative AI in China in June 2025 and 602 million in December" in sample
    assert (june, december) == (515, 602)
    counts = figures.waves(load("internet_users"))
    asked = dict(zip(counts["month"], counts["who is counted"], strict=True))
    assert "asked in the same words" in sample
    assert asked["Jun 2025"] == asked["Dec 2025"] != asked["Dec 2024"]
    assert "87 million more in half a year" in sample
    assert december - june == 87
    emirates = float(NEWEST.loc["AE", "percent"]) / 100 * float(NEWEST.loc["AE", "population_2024"]) / 1e6
    assert "the Arab Emirates have 8 million users in all" in sample
    assert round(emirates) == 8
    assert "in a month more users than a small rich country has" in sample
    assert (december - june) / 6 > emirates
    assert "from 249 to 515 million" in sample
    assert users("genai_users", "2024-12-01") == 249
    assert "both people who *have used* AI and *users*" in sample
    assert all(word in asked["Dec 2024"] for word in ("have used", "users"))
    assert "over 145 economies" in sample
    assert "China has place 67" in sample


def verdict_tables() -> dict[str, pd.DataFrame]:
    return {name: load(name) for name in verdicts.TABLES["C11"]}
