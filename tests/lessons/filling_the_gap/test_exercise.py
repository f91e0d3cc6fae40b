"""Exercise 07 says only what the tables hold: its hints, its printed lines and the two sample essays."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
import yaml

from ai_ambitions import load
from ai_ambitions.core.paths import ROOT
from ai_ambitions.lessons.filling_the_gap import model as m
from tests.support.exercise import cells, page

SLUG = "07-filling-the-gap"


@cache
def table(name: str) -> Any:
    return load(name)


def one(name: str, column: str, **where: object) -> float:
    """The only value of a column in the rows that match."""
    rows = table(name)
    for key, value in where.items():
        rows = rows[rows[key] == value]
    assert len(rows) == 1, f"{name}: {len(rows)} rows match {where}"
    return float(rows[column].iloc[0])


def revenue(period: str) -> float:
    return one("cambricon_results", "revenue_cny_m", period=period)


def chip(name: str) -> dict[str, Any]:
    rows = table("chips")
    return dict(rows[rows["chip"] == name].iloc[0])


def home_share(label: str) -> float:
    return one(
        "china_chip_market",
        "value",
        indicator="share_of_ai_cards_shipped",
        entity="Chinese vendors",
        period_label=label,
    )


def tools(year: int) -> set[float]:
    rows = table("domestic_tools")
    rows = rows[(rows["tool"] == "All tools") & (rows["year"] == year) & (rows["kind"] == "share_of_tools")]
    return set(rows["percent"])


def fund(phase: str) -> float:
    rows = table("guidance_funds")
    return float(rows[rows["indicator"] == f"registered_capital_phase_{phase}"]["value"].iloc[0])


def stock(indicator: str, country: str = "CN") -> float:
    return one("compute_stock", "value", indicator=indicator, country=country)


H20, H100 = "H20 SXM 96GB", "H100 SXM5 80GB"


@pytest.mark.parametrize(
    ("cell", "words", "value", "digits"),
    [
        ("07-rise-text", "rose by 4,348 per cent", lambda: 100 * (revenue("2025H1") / revenue("2024H1") - 1), 0),
        ("07-rise-text", "44-fold", lambda: m.fold_change(revenue("2025H1"), revenue("2024H1")) - 0.5, 0),
        ("07-possible-text", "a share of 0.4 needs 0.46 defects", lambda: m.implied_defects(0.4, 2), 2),
        ("07-possible-text", "A share of 0.75 needs 0.14", lambda: m.implied_defects(0.75, 2), 2),
        ("07-defects-text", "With 1.5 faults a die there are 0.5 faults", lambda: 1.5 / 3, 1),
    ],
)  # fmt: skip
def test_a_number_of_the_text_is_computed(cell: str, words: str, value: Any, digits: int) -> None:
    assert words in cells("07")[cell]
    assert f"{value():,.{digits}f}" in words


def test_the_example_of_ends_is_the_range_of_the_lesson() -> None:
    """0.09 to 0.5 in the printed lines: the cleanest line that a maker told of, and the rule of thumb."""
    known = table("defect_densities")
    assert "0.09, 0.5" in cells("07")["07-possible-visible"]
    assert known["defects_low"].min() == 0.09
    assert known["defects_high"].max() == 0.5
    assert "665.61" in cells("07")["07-possible-visible"]
    assert chip("Ascend 910B")["die_area_mm2"] == 665.61


def test_the_task_turns_the_place_of_the_h20() -> None:
    names = (H20, "A100 SXM4 80GB", H100, "Ascend 910B", "Ascend 910C")
    for name in names:
        assert f'"{name}"' in cells("07")["07-chips"]
    places = {}
    for task in ("training", "serving"):
        mine = m.efficiency(chip(H20), task)
        places[task] = 1 + sum(m.efficiency(chip(name), task) > mine for name in names)
    assert places == {"training": 5, "serving": 1}


def test_gallium_came_under_licence_in_july_2023() -> None:
    assert (
        "in July 2023 China's ministry of commerce put gallium under licence" in cells("07")["07-essay-text"]
    )
    rows = table("controls_timeline")
    row = rows[rows["instrument"] == "Gallium and germanium export licensing"].iloc[0]
    assert (str(row["date"])[:7], row["jurisdiction"]) == ("2023-07", "CN")
    assert "Commerce ministry" in row["summary"]


def test_two_samples_reach_opposed_answers_with_equal_marks() -> None:
    both = (page("07"), page("07")["other"])
    assert "By that measure they have worked so far" in " ".join(both[0]["sample"].split())
    assert "By that measure they fail, though slowly" in " ".join(both[1]["sample"].split())
    for part in both:
        assert page("07")["words"] <= len(part["sample"].split()) <= 260
        marks = [int(number) for note in part["notes"] for number in re.findall(r", (\d) points\.", note)]
        assert marks == [4, 4, 3, 3]
        assert "14 of 16 points" in part["notes"][0]


def test_the_plain_scheme_is_that_of_the_graders() -> None:
    for name in page("07")["scheme"]:
        assert f"**{name}" in cells("07")["07-essay"]


def test_the_sample_essays_are_true() -> None:
    text = " ".join((page("07")["sample"] + page("07")["other"]["sample"]).split())
    assert "own just over 5 per cent" in text
    assert stock("share_of_ai_compute_owned_by_firms") == 5
    assert "2 of 22 notable Chinese models of 2025" in text
    rows = table("compute_stock").set_index("indicator")
    trained = rows.loc["notable_models_trained_on_chinese_chips"]
    assert trained["value"] == 2
    assert "22 notable models" in trained["note"]
    assert "about 10 per cent of the AI cards sold in China in the first half of 2023" in text
    assert "about 41 per cent in 2025" in text
    assert (home_share("2023H1"), home_share("2025")) == (10, 41)
    assert "6.5 billion yuan for 2025, after 0.7 billion for 2023" in text
    assert (round(revenue("2025") / 1000, 1), round(revenue("2023") / 1000, 1)) == (6.5, 0.7)
    assert "0.37 trillion operations a second with one watt, and the H100 does 1.41" in text
    assert [round(m.efficiency(chip(name), "training"), 2) for name in (H20, H100)] == [0.37, 1.41]
    assert "10.0 gigabytes a second a watt against 4.8" in text
    assert [round(m.efficiency(chip(name), "serving"), 1) for name in (H20, H100)] == [10.0, 4.8]
    assert "registered 344 billion yuan in 2024, after 204 billion" in text
    assert (round(fund("iii")), round(fund("ii"))) == (344, 204)
    assert "25 per cent of chip tools were made at home in 2024, and 35 in 2025" in text
    assert "another publisher has 13.6 per cent for 2024" in text
    assert {25, 13.6} <= tools(2024)
    assert 35 in tools(2025)
    assert "98.8 per cent of refined gallium in China in 2023" in text
    assert one("supply_chain", "share_percent", input="Gallium, refined") == 98.8
    assert "in August 2025 Chinese regulators themselves told firms to buy fewer H20" in text
    guided = table("controls_timeline")
    guided = guided[guided["instrument"] == "CAC guidance against H20"].iloc[0]
    assert str(guided["date"])[:7] == "2025-08"


def test_the_head_of_the_exercise_and_the_course_agree_on_minutes() -> None:
    minutes = next(
        entry
        for entry in yaml.safe_load((ROOT / "course.yaml").read_text())["lessons"]
        if entry["slug"] == SLUG
    )
    head = cells("07")["title"]
    assert f"checked by tests (about {minutes['minutes']['exercise']} minutes)" in head
    assert f"mark scheme ({minutes['minutes']['essay']} minutes)" in head
