"""Exercise 08 says only what the tables hold: its worked steps, its printed lines, its headings and the two sample essays."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd
import pytest
import yaml

from ai_ambitions import load
from ai_ambitions.core import notebooks
from ai_ambitions.core.course import lesson
from ai_ambitions.core.paths import ROOT
from ai_ambitions.lessons.many_yardsticks import figures
from ai_ambitions.lessons.many_yardsticks import model as m
from tests.support.exercise import cells, page

SLUG = "08-many-yardsticks"


@cache
def yardsticks() -> pd.DataFrame:
    table = load("yardsticks").merge(load("economy_size")[["code", "population_2024"]], on="code")
    return table.assign(per_million=1e6 * table["value"] / table["population_2024"])


def amount(indicator: str, code: str, column: str = "value") -> float:
    rows = yardsticks()
    rows = rows[(rows["indicator"] == indicator) & (rows["code"] == code)]
    return float(rows[column].item())


def order(indicator: str, column: str) -> list[str]:
    """Codes of the economies, the highest first."""
    rows = yardsticks()
    return list(rows[rows["indicator"] == indicator].sort_values(column, ascending=False)["code"])


def research(indicator: str, country: str, year: str, **more: str) -> float:
    rows = load("research_output")
    rows = rows[(rows["indicator"] == indicator) & (rows["country"] == country)]
    rows = rows[rows["date"].astype(str).str[:4] == year]
    for key, value in more.items():
        rows = rows[rows[key].astype(str) == value]
    return float(rows["value"].item())


def test_the_worked_steps_are_right() -> None:
    text = cells("08")
    assert "The standard error is 0.05. Times 1.96 is 0.098, and that is 9.8 points" in text["08-margin-text"]
    assert round(100 * m.margin_of_error(0.5, 100), 1) == 9.8
    assert "30 of A and sees half of it: 60. It holds 10 of B and sees a quarter: 40." in text["08-real-text"]
    assert "A has 60 per cent of the two" in text["08-real-text"]
    assert m.true_share(30 / 40, 0.5, 0.25) == pytest.approx(0.6)
    assert "Figures of 10, 40 and 70: the distance is 60" in text["08-scale-text"]
    assert "half of 60 is 30: so 0.5" in text["08-scale-text"]
    assert m.minmax([10, 40, 70]) == [0, 0.5, 1]
    assert (
        "papers of 500, 100, 300 and 100 become 1, 0, 0.5 and 0. Per head they are 5, 10, 6 and 0.25"
        in text["08-leader-text"]
    )
    assert m.minmax([500, 100, 300, 100]) == [1, 0, 0.5, 0]
    assert [500 / 100, 100 / 10, 300 / 50, 100 / 400] == [5, 10, 6, 0.25]


def test_margins_are_those_of_the_lesson() -> None:
    said = cells("08")["08-margin-visible-out"]
    for share, n, year in [(0.29, 675, 2019), (0.47, 867, 2022)]:
        one, four = (100 * m.margin_of_error(share, n, m.design_effect(group)) for group in (1, 4))
        assert (
            f"{year}: {share:.0%} of {n}, margin {one:.1f} points; if each four of a paper were one voice, {four:.1f}"
            in said
        )


def test_the_list_turned_round_is_that_of_the_lesson() -> None:
    said = cells("08")["08-real-visible-out"]
    for capture in (0.2, 0.07, 0.04):
        share = 100 * m.true_share(75 / 90, 0.2, capture)
        assert f"sees 20% of the one and {capture:.0%} of the other: {share:.0f} per cent American" in said


def test_the_leaders_are_those_of_the_tables() -> None:
    """Every yardstick has its one leader among the seven countries that are printed."""
    total, head = cells("08")["08-leads-visible-out"].split("Per head")
    names = load("economies").set_index("code")["name"]
    for part, column in [(total, "value"), (head, "per_million")]:
        assert "among 65 economies" in part
        printed = {
            words: line.split(":")[0].strip()
            for line in part.splitlines()
            for words in re.findall(r"'([^']+)'", line)
        }
        assert printed == {
            words: names[order(indicator, column)[0]] for indicator, words in figures.YARDSTICKS.items()
        }


def test_one_word_names_another_leader() -> None:
    """What the text of task 5 asks to compare: equal weights, and a hundred weightings, in total and per head."""
    said = cells("08")["08-leader-visible-out"]
    for per, column in [("total", "value"), ("head", "per_million")]:
        wide = yardsticks().pivot(index="code", columns="indicator", values=column)
        scaled = (wide - wide.min()) / (wide.max() - wide.min())
        names = load("economies").set_index("code")["name"]
        assert f"  per {per}: {names[scaled.mean(axis=1).idxmax()]}\n" in said
        drawn = m.random_weights(7, draws=100) @ scaled[list(figures.YARDSTICKS)].to_numpy().T
        found = names[pd.Series(scaled.index[drawn.argmax(axis=1)])].value_counts()
        assert f"  per {per}: " + ", ".join(f"{name} {times}" for name, times in found.items()) in said
    assert "per total: China\n" in said
    assert "per head: Singapore\n" in said


def test_the_essay_has_its_figures_at_hand() -> None:
    """The cell above the essay prints amounts of each yardstick, in total and by people, with year and source."""
    said = cells("08")["08-figures-out"]
    assert "Not among the 65 economies: none" in said
    for words in figures.YARDSTICKS.values():
        assert words.upper() in said
    assert "China 103,493; United States 50,039" in said
    assert [amount("ai_articles", code) for code in ("CN", "US")] == [103493, 50039]
    assert "Singapore 742" in said
    assert round(amount("ai_articles", "SG", "per_million")) == 742
    ours = {
        indicator
        for indicator, words in figures.YARDSTICKS.items()
        if "worked out by the course" in said.split(words.upper())[1].split("\n")[0]
    }
    rows = load("yardsticks")
    assert ours == set(rows[rows["reckoned"] == "yes"]["indicator"])


def test_a_reread_line_names_a_heading_of_the_lesson() -> None:
    if not lesson("08").ready:
        pytest.skip("the lesson is still to come")
    headings = set(
        re.findall(
            r"(?m)^##+ (.+)$", "\n".join(c.source for c in notebooks.read(lesson("08").notebook).cells)
        )
    )
    named = re.findall(r"where = \"'(.+?)'\"", " ".join(cells("08").values()))
    assert len(named) == 5
    assert set(named) <= headings


def test_two_samples_choose_opposed_yardsticks_and_earn_the_same() -> None:
    both = (page("08"), page("08")["other"])
    assert "So the United States leads, by little" in " ".join(both[0]["sample"].split())
    assert "Of 65 economies Singapore leads" in " ".join(both[1]["sample"].split())
    for part in both:
        assert page("08")["words"] <= len(part["sample"].split()) <= 260
        assert "Two will object." in part["sample"]
        marks = [int(number) for note in part["notes"] for number in re.findall(r", (\d) points\.", note)]
        assert marks == [4, 4, 3, 3]
        assert "14 of 16 points" in part["notes"][0]


def test_the_plain_scheme_is_that_of_the_graders() -> None:
    for name in page("08")["scheme"]:
        assert f"**{name}" in cells("08")["08-essay"]


def test_the_sample_on_cited_papers_is_true() -> None:
    text = " ".join(page("08")["sample"].split())
    papers = {
        (c, y): research("top_100_papers", c, y, edition="2026")
        for c in ("US", "CN")
        for y in ("2021", "2024")
    }
    assert "in 46 of those of 2024, and Chinese ones in 41" in text
    assert (papers["US", "2024"], papers["CN", "2024"]) == (46, 41)
    assert "for 2021 the same edition has 64 to 33" in text
    assert (papers["US", "2021"], papers["CN", "2021"]) == (64, 33)
    assert "59 American and 35 Chinese for 2025" in text
    models = [
        research("notable_models", c, "2025", edition="2026", compiler="AI Index") for c in ("US", "CN")
    ]
    assert models == [59, 35]
    assert "others count fewer in the same data" in text
    pressed = [research("notable_models_press", c, "2025") for c in ("US", "CN")]
    assert all(fewer < more for fewer, more in zip(pressed, models, strict=True))
    assert "20 are its own" in text
    assert research("notable_models_openai", "US", "2025") == 20
    assert "74.2 per cent of the world's in 2024" in text
    assert research("granted_patent_share", "CN", "2024") == 74.2
    rows = load("research_output")
    assert "CNNIC" in set(rows[rows["indicator"] == "patent_applications"]["compiler"])


def test_the_sample_per_head_is_true() -> None:
    text = " ".join(page("08")["other"]["sample"].split())
    assert "Of 65 economies Singapore leads, with 742 in 2023; Switzerland follows with 418" in text
    assert yardsticks()["code"].nunique() == 65
    assert order("ai_articles", "per_million")[:2] == ["SG", "CH"]
    found = {code: round(amount("ai_articles", code, "per_million")) for code in ("SG", "CH", "US", "CN")}
    assert found == {"SG": 742, "CH": 418, "US": 147, "CN": 73}
    assert "The United States has 147, and China 73" in text
    assert "103,493 Chinese articles against 50,039 American" in text
    assert (amount("ai_articles", "CN"), amount("ai_articles", "US")) == (103493, 50039)
    assert set(yardsticks()[yardsticks()["indicator"] == "ai_articles"]["year"]) == {2023}
    assert "1.33 million H100 equivalents in the United States, and 0.21 in China" in text
    clusters = [round(amount("computing_in_clusters", code) / 1e6, 2) for code in ("US", "CN")]
    assert clusters == [1.33, 0.21]
    seen = load("compute_stock").set_index("indicator").loc["coverage_of_gpu_cluster_data"]
    assert "it saw 10 to 20 per cent of the world" in text
    assert (seen["value_low"], seen["value_high"], str(seen["date"])[:4]) == (10, 20, "2025")
    assert "AI patents granted from 2000 to 2022" in text
    assert "put Korea first per head" in text
    assert order("granted_ai_patents", "per_million")[0] == "KR"
    assert "in Wellington five million people" in text
    size = load("economy_size").set_index("code")["population_2024"]
    assert round(size["NZ"] / 1e6) == 5


def test_the_head_of_the_exercise_and_the_course_agree_on_minutes() -> None:
    minutes = next(
        entry["minutes"]
        for entry in yaml.safe_load((ROOT / "course.yaml").read_text())["lessons"]
        if entry["slug"] == SLUG
    )
    if not lesson("08").ready:
        pytest.skip("the lesson is still to come")
    head = cells("08")["title"]
    assert f"checked by tests (about {minutes['exercise']} minutes)" in head
    assert f"mark scheme ({minutes['essay']} minutes)" in head
