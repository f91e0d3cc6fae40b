"""Exercise 11 says only what the tables hold: its texts, its printed lines, and the two sample essays."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
import yaml

from ai_ambitions import load
from ai_ambitions.core.paths import ROOT
from ai_ambitions.lessons.new_cold_war import model as m
from tests.support.exercise import cells, page, solved

SLUG = "11-new-cold-war"


@cache
def table(name: str) -> Any:
    return load(name)


def sample(name: str) -> str:
    part = page("11") if name == "Nairobi" else page("11")["other"]
    return " ".join(part["sample"].split())


def link(indicator: str, basis: str, year: int) -> float:
    rows = table("linkages")
    rows = rows[(rows["indicator"] == indicator) & (rows["basis"] == basis) & (rows["year"] == year)]
    assert len(rows) == 1, (indicator, basis, year)
    return float(rows["value"].iloc[0])


def trade(year: int) -> float:
    return link("goods_trade_total", "chinese_customs", year)


def soviet_trade() -> float:
    """US-Soviet trade of 1979 in money of 2025."""
    prices = table("price_index").set_index("year")["index_value"]
    return link("goods_trade_total", "country_study", 1979) * float(prices[2025] / prices[1979])


def students(year: int) -> float:
    rows = table("linkages")
    rows = rows[
        (rows["indicator"] == "students_in_us_higher_education")
        & (rows["year"] == year)
        & (rows["pair"] == "US-CN")
    ]
    assert list(rows["basis"]) == ["open_doors"]
    return float(rows["value"].iloc[0])


def joint(venues: list[str], year: int, of: str) -> float:
    rows = table("joint_ai_papers")
    rows = rows[rows["venue"].isin(venues) & (rows["year"] == year) & (rows["method"] == "country_field")]
    assert len(rows) == len(venues)
    return m.per_cent(float(rows["papers_joint"].sum()), float(rows[m.OF[of]].sum()))


def members(forum: str) -> set[str]:
    rows = table("forum_participation")
    return set(rows[(rows["forum_id"] == forum) & rows["joined"]]["country"])


def signed(forum: str, country: str) -> str:
    """The month in which a country joined."""
    rows = table("forum_participation")
    rows = rows[(rows["forum_id"] == forum) & (rows["country"] == country) & rows["joined"]]
    return str(rows["date"].iloc[0])[:7]


def test_the_answers_agree_with_the_model_of_the_lesson() -> None:
    made, _ = solved("11")
    for a, b, k, l in ((3, 4, 2, 5), (1.5, 1.5, 2, 2), (2, 2, 1, 4), (4, 0.5, 1.5, 1.5)):  # noqa: E741
        assert made["is_stable"](a, b, k, l) == m.is_stable(a, b, k, l)
    assert made["equilibrium"](3, 4, 2, 5, 2, 3) == pytest.approx(m.equilibrium(3, 4, 2, 5, 2, 3))
    for then, before, now in ((20, 160, 120), (50, 10, 20), (20, 80, 100), (20, 30, 10)):
        level, word = made["two_answers"](then, before, now)
        assert level == pytest.approx(m.times(now, then))
        assert {"same": "none"}.get(word, word) == m.direction(before, now, then)
    rows = table("joint_ai_papers")
    rows = rows[(rows["venue"] == "IJCAI") & (rows["year"] == 2024)].iloc[0]
    for base in ("US", "China", "all"):
        mine = made["joint_percent"](made["counted"][made["counted"]["venue"] == "IJCAI"], 2024, base)
        assert mine == pytest.approx(m.joint_share(rows, base))


def test_a_pair_that_is_said_to_rest_does() -> None:
    """The formulas of task 5, which the lesson does not show, beside the lesson's own path."""
    x, y = m.path(0, 0, 3, 4, 2, 5, 2, 3, years=80)[-1]
    assert solved("11")[0]["equilibrium"](3, 4, 2, 5, 2, 3) == pytest.approx((x, y), rel=1e-3)


@pytest.mark.parametrize(
    ("cell", "words", "value"),
    [
        ("11-topic-text", "40 divided by 0.05 is 800", lambda: f"{40 / 0.05:,.0f}"),
        ("11-headlines-text", "falls from 0.02 to 0.015", lambda: f"{12 / 800}"),
        ("11-whose-text", "21 of 85 is 24.7 per cent", lambda: f"{m.per_cent(21, 85):.1f}"),
        ("11-rivals-text", "y is (4 + 3) / 1, so 7", lambda: f"{m.equilibrium(2, 2, 1, 3, 1, 2)[1]:.0f}"),
        ("11-rivals-text", "x is (2 + 2) / 1, so 4", lambda: f"{m.equilibrium(2, 2, 1, 3, 1, 2)[0]:.0f}"),
    ],
)
def test_a_number_of_the_text_is_computed(cell: str, words: str, value: Any) -> None:
    assert words in cells("11")[cell]
    assert value() in words


def test_the_topic_grew_faster_than_the_frame() -> None:
    told = solved("11")[1]
    assert "2017: 147 articles with the frame, 1.54 per cent of 9,536" in told
    assert "2020: 728 articles with the frame, 1.29 per cent of 56,504" in told
    assert "articles with the frame: times 5.0 from 2017 to 2020" in told
    assert "articles on AI: times 5.9 from 2017 to 2020" in told
    assert "2017 to 2020: count up, share down" in told


def test_level_and_direction_are_told_of_three_ties() -> None:
    told = solved("11")[1]
    assert "in money of 2025: 28.1 times, towards" in told
    assert "IJCAI, 2020 and 2024: 5.8 times, towards" in told
    assert "COLM (language), 2024 and 2025: 31.4 times, away" in told
    assert link("share_coauthored_with_us_high", "web_of_science", 1985) == 2


def test_the_base_turns_the_sign_of_the_same_papers() -> None:
    told = solved("11")[1]
    assert "IJCAI, per cent of papers from China: 17.6 in 2020, 11.5 in 2024" in told
    assert "IJCAI, per cent of US papers: 31.6 in 2020, 32.1 in 2024" in told


def test_the_reaction_turns_rest_into_none_and_the_grievance_does_not() -> None:
    told = solved("11")[1]
    assert "grievance 1, reaction 1.4: rest at 10.0 and 10.0" in told
    assert "grievance 1, reaction 2: no rest" in told
    assert "Reaction 1, grievance 5: rest at 10.0 and 10.0" in told
    assert "Reaction 2, grievance 0.01: no rest" in told


def test_two_samples_advise_the_opposite_with_equal_marks() -> None:
    assert sample("Nairobi").startswith("Editor, Nairobi: drop it")
    assert sample("Jakarta").startswith("Editor, Jakarta: keep it")
    for part in (page("11"), page("11")["other"]):
        assert page("11")["words"] <= len(part["sample"].split()) <= 400
        marks = [int(number) for note in part["notes"] for number in re.findall(r", (\d) points\.", note)]
        assert marks == [4, 4, 3, 3]
        assert "14 of 16 points" in part["notes"][0]


def test_the_plain_scheme_is_that_of_the_graders() -> None:
    for name in page("11")["scheme"]:
        assert f"**{name}" in cells("11")["11-essay"]
    assert f"at least {page('11')['words']} words" in cells("11")["11-essay-text"]


@pytest.mark.parametrize("name", ["Nairobi", "Jakarta"])
def test_what_both_samples_say_is_true(name: str) -> None:
    text = sample(name)
    for number in (trade(2024), trade(2025)):
        assert re.search(rf"\b{number:.0f}\b", text)
    assert f"{m.times(trade(2025), soviet_trade()):.0f} times" in text
    waico, silica = members("waico-2026"), members("pax-silica")
    assert f"{len(waico)} signatories" in text
    assert f"Pax Silica, the US-led group, {len(silica)}" in text or f"Pax Silica {len(silica)}" in text
    assert waico & silica == {"KZ"}
    assert "KE" in waico - silica
    assert "ID" in waico - silica


def test_the_sample_of_nairobi_is_true() -> None:
    text = sample("Nairobi")
    assert link("goods_trade_total", "country_study", 1979) == 4.5
    assert "in money of 2025, that is 20" in text
    assert round(soviet_trade()) == 20
    assert "11.5 per cent of papers with a Chinese author had a US one as well in 2024" in text
    assert f"{joint(['IJCAI'], 2024, 'China'):.1f}" == "11.5"
    assert f"after {joint(['IJCAI'], 2020, 'China'):.1f} in 2020" in text
    assert "Of papers with a US author it was 32, as before" in text
    assert [round(joint(["IJCAI"], year, "US")) for year in (2020, 2024)] == [32, 32]
    assert "one or two in a hundred in 1985" in text
    low, high = (link(f"share_coauthored_with_us_{end}", "web_of_science", 1985) for end in ("low", "high"))
    assert (low, high) == (1, 2)
    assert {"KE", "US", "CN"} <= members("bletchley-2023")
    assert signed("bletchley-2023", "KE").startswith("2023")
    assert signed("waico-2026", "KE") == "2026-07"
    assert signed("frontier-control-2026", "KE") == "2026-09"
    assert not {"US", "CN"} & members("frontier-control-2026")
    rows = table("forum_participation")
    assert not rows[rows["forum_id"] == "frontier-control-2026"]["list_complete"].any()


def test_three_of_seven_features_are_alike() -> None:
    """The sample's rule is the lesson's, and so is what comes out."""
    assert (
        "Three of the seven with data are alike: talks, licences for technology, and states that side"
        in sample("Nairobi")
    )
    rows = table("analogy_features").set_index("feature_id")
    known = rows[rows["then_answer"].notna() & rows["now_answer"].notna()]
    alike = set(known[known["then_answer"].astype(str) == known["now_answer"].astype(str)].index)
    assert alike == {"arms_talks", "export_control", "third_parties"}
    assert len(known) + (rows["kind"] == "figure").sum() == 7
    assert not m.alike(trade(2025), soviet_trade())


def test_the_sample_of_jakarta_is_true() -> None:
    text = sample("Jakarta")
    for year, words in ((2024, "2024/25"), (2019, "2019/20")):
        assert re.search(rf"{students(year):,.0f}[^.]*{words}", text)
    assert f"after {students(2023):,.0f} the year before" in text
    assert "the 50 young Soviet researchers a year of 1982" in text
    assert link("young_soviet_researchers_received", "irex", 1982) == 50
    robots = [joint(["ICRA", "IROS"], year, "US") for year in (2021, 2023)]
    assert f"from {robots[0]:.1f} to {robots[1]:.1f} per cent of papers with a US author" in text
    assert [round(joint(["COLM"], year, "US")) for year in (2024, 2025)] == [15, 15]
    events = table("ai_cooperation_events")
    resolutions = events[(events["kind"] == "un_resolution") & (events["date"].dt.year == 2024)]
    assert sorted(resolutions["event"]) == [
        "China co-sponsors the resolution led by the US",
        "US co-sponsors the resolution led by China",
    ]
    assert {"ID", "US", "CN"} <= members("new-delhi-2026")
    assert signed("new-delhi-2026", "US") == "2026-02"
    rows = table("cloud_regions")
    rows = rows[(rows["country"] == "ID") & rows["operating"]]
    assert sorted(rows["provider_country"]) == ["CN"] * 3 + ["US"] * 3
    assert "a year earlier, trade had grown" in text
    assert trade(2024) > trade(2023)


def test_the_head_of_the_exercise_and_the_course_agree_on_minutes() -> None:
    minutes = next(
        entry
        for entry in yaml.safe_load((ROOT / "course.yaml").read_text())["lessons"]
        if entry["slug"] == SLUG
    )["minutes"]
    head = cells("11")["title"]
    assert f"checked by tests (about {minutes['exercise']} minutes)" in head
    assert f"mark scheme ({minutes['essay']} minutes)" in head
