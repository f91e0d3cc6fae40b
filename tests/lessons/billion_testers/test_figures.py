"""The pictures of lesson 04: whole and clear, drawn from what they are given, and titled by what they find."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.display.pictures import Picture
from ai_ambitions.lessons.billion_testers import figures as f
from ai_ambitions.lessons.billion_testers import model as m
from ai_ambitions.lessons.billion_testers import verdicts as v
from tests.support.pictures import assert_whole_and_clear, words_on

NAMES = {name for tables in v.TABLES.values() for name in tables} | {"industry_size", "model_usage"}
TABLES = {name: load(name) for name in NAMES}
WRITTEN, TODAY = "2025-10-31", "2026-07-15"
USERS = TABLES["internet_users"]
SUCCESS = f.per_success(TABLES, WRITTEN)
HALVES = list(itertools.product(f.POPULATIONS, f.PULLS, f.FIRST_USERS))
SWITCHES = list(itertools.product(f.CHEAPER, f.ELASTICITIES))
COSTS = list(itertools.product(f.TOKENS, f.SOLVED))


def frames() -> dict[str, Picture]:
    found = {
        "staircase": f.staircase(USERS),
        "scatter": f.scatter(TABLES, TODAY),
        "ceilings": f.ceilings(TABLES["internet_share"]),
        "levels": f.price_levels(TABLES, [("October 2025", WRITTEN), ("July 2026", TODAY)]),
    }
    for people, pull, first in HALVES:
        found[f"{people}, {pull}, {first}"] = f.halves(
            f.POPULATIONS[people], f.PULLS[pull], f.FIRST_USERS[first]
        )
    for cheaper, reaction in SWITCHES:
        found[f"{cheaper}, {reaction}"] = f.switch(f.CHEAPER[cheaper], f.ELASTICITIES[reaction])
    for tokens, solves in COSTS:
        found[f"{tokens}, {solves}"] = SUCCESS(f.TOKENS[tokens], f.SOLVED[solves])
    return found


FRAMES = frames()


@pytest.mark.parametrize("name", FRAMES)
def test_pictures_are_whole_clear_and_described(name: str) -> None:
    picture = FRAMES[name]
    assert_whole_and_clear(picture.figure)
    assert len(picture.alt) > 40
    assert "_" not in picture.alt
    assert " nan" not in picture.alt.replace("GPT-5 nano", "")


def test_the_widgets_stay_within_their_frames() -> None:
    for settings in (HALVES, SWITCHES, COSTS):
        assert 10 < len(settings) <= 60


def test_no_two_settings_share_an_alt_text() -> None:
    assert len({picture.alt for picture in FRAMES.values()}) == len(FRAMES)


def curves(picture: Picture) -> tuple[list[float], list[float]]:
    left, right = (list(ax.lines[0].get_ydata()) for ax in picture.figure.axes)
    return [float(y) for y in left], [float(y) for y in right]


def test_population_moves_the_left_panel_and_never_the_right() -> None:
    for pull, first in itertools.product(f.PULLS.values(), f.FIRST_USERS.values()):
        drawn = {people: curves(f.halves(people, pull, first)) for people in f.POPULATIONS.values()}
        assert len({tuple(right) for _, right in drawn.values()}) == 1
        for people, (left, right) in drawn.items():
            assert left == pytest.approx([people * share / 100 for share in right])
    one, other = f.halves(5, 0.4, 0.01), f.halves(1410, 0.4, 0.01)
    assert [ax.get_ylim() for ax in one.figure.axes] == [ax.get_ylim() for ax in other.figure.axes]
    assert "half of all after 9 years" in f.halves(340, 0.4, 0.01).alt
    assert (
        "not half of all after 25 years" in f.halves(5, 0.2, 0.002).alt or m.years_to(0.002, 0.2, 0.5) <= 25
    )
    assert f.first_half(0.5, 0.5, ["sooner", "same", "later"]) == "same"
    assert f.first_half(5, 4, ["sooner", "same", "later"]) == "sooner"
    assert f.first_half(4, 5, ["sooner", "same", "later"]) == "later"
    both = f.halfway([50, 500], p=0.01, q=0.4)
    assert both["reached after, years"].nunique() == 1
    assert list(both["half of it, millions"]) == [25, 250]
    years = both["reached after, years"].iloc[0]
    assert 50 * m.bass_share(0.01, 0.4, years) == pytest.approx(25, rel=0.02)


def test_the_larger_of_two_steps() -> None:
    when = ["first", "evenly", "second"]
    assert f.larger_step(249, 515, 602, when) == "first"
    assert f.larger_step(249, 300, 602, when) == "second"
    assert f.larger_step(100, 220, 300, when) == "evenly"


def test_the_scatter_draws_each_economy_in_both_panels() -> None:
    found = v.economies(TABLES, TODAY)
    left, right = FRAMES["scatter"].figure.axes
    assert len(left.lines[0].get_xdata()) == len(found) == 145
    assert len(right.lines[0].get_xdata()) == int(found["income"].notna().sum()) == 122
    assert "Richer economies use AI more; larger ones do not" in words_on(FRAMES["scatter"].figure)
    assert left.get_title(loc="left") + right.get_title(loc="left") == "population: r = -0.09income: r = 0.82"
    china = found.set_index("code").loc["CN"]
    dots = {(line.get_xdata()[0], line.get_ydata()[0]) for line in left.lines[1:]}
    assert (china["population"], china["percent"]) in dots


def test_a_world_in_which_size_matters_gets_another_title() -> None:
    shares = TABLES["ai_user_share"].copy()
    people = TABLES["economy_size"].set_index("code")["population_2024"].astype(float)
    shares["percent"] = (shares["code"].map(people).rank() / 3).fillna(10)
    picture = f.scatter(TABLES | {"ai_user_share": shares}, TODAY)
    assert "Size, income and AI" in words_on(picture.figure)
    choices = ["larger", "none", "smaller"]
    assert [f.relation_word(r, choices) for r in (0.5, 0.1, -0.1, -0.5)] == [
        "larger",
        "none",
        "none",
        "smaller",
    ]


def test_ceilings_are_fitted_to_what_was_known() -> None:
    picture = FRAMES["ceilings"]
    assert picture.rows is not None
    assert list(picture.rows["in 2023"]) == [59.6, 78.8, 97.7]
    assert max(picture.rows["typical miss to 2008"]) < 1
    assert "China's internet, and three curves fitted to its dots up to 2008" in words_on(picture.figure)
    china = TABLES["internet_share"][TABLES["internet_share"]["code"] == "CN"]
    later = china.copy()
    later.loc[later["year"] > 2008, "percent"] = 1.0
    assert list(f.ceilings(later).rows["in 2023"]) == [59.6, 78.8, 97.7]  # type: ignore[index]


def test_the_staircase_goes_down_within_one_survey() -> None:
    widths = [bar.get_width() for bar in FRAMES["staircase"].figure.axes[0].patches]
    assert sorted(widths, reverse=True) == [1125, 602, 184]
    assert "Of 1,125 million people online in China, 602 million use generative AI" in words_on(
        FRAMES["staircase"].figure
    )


def test_the_switch_turns_at_one() -> None:
    for cheaper in f.CHEAPER.values():
        assert "in all less" in f.switch(cheaper, 0.5).alt
        assert "in all the same" in f.switch(cheaper, 1.0).alt
        assert "in all more" in f.switch(cheaper, 1.5).alt
    widths = [bar.get_width() for bar in f.switch(10, 1.5).figure.axes[0].patches]
    assert sorted(widths) == pytest.approx([1, 10**0.5])


def test_the_cost_of_a_solved_task_is_what_the_bars_say() -> None:
    nano, glm = f.price_of(TABLES, WRITTEN, f.PAIR[0]), f.price_of(TABLES, WRITTEN, f.PAIR[1])
    assert (nano, glm) == (pytest.approx(0.1375), pytest.approx(1.0))
    titles = {tokens: SUCCESS(tokens, 1.0).alt for tokens in (1, 4, 8)}
    assert titles[1].startswith("GPT-5 nano is the cheaper one per solved task, by 7.3 times")
    assert titles[4].startswith("GPT-5 nano is the cheaper")
    assert titles[8].startswith("GLM-4.6 is the cheaper one per solved task, by 1.1 times")
    assert SUCCESS(4, 0.5).alt.startswith("GLM-4.6 is the cheaper")
    widths = sorted(bar.get_width() for bar in SUCCESS(8, 0.5).figure.axes[0].patches)
    assert widths == pytest.approx([1.0, 2.2])
    widest = max(bar.get_width() for bar in SUCCESS(16, 0.25).figure.axes[0].patches)
    assert widest <= SUCCESS(16, 0.25).figure.axes[0].get_xlim()[1]


def test_the_levels_are_those_of_the_rule() -> None:
    ax = FRAMES["levels"].figure.axes[0]
    lines = [line for line in ax.lines if len(line.get_xdata()) == 10]
    for line, day in zip(lines, (WRITTEN, TODAY), strict=True):
        found = v.levels(v.offers(TABLES, day))
        assert list(line.get_ydata()) == pytest.approx([level.times for level in found])
    assert any("0 of 10 in October 2025, 3 of 10 in July 2026" in w for w in words_on(ax.figure))


def test_pairs_are_the_levels_in_runs() -> None:
    now = f.pairs(TABLES, TODAY)
    assert list(now["level"])[:4] == ["144", "145 to 146", "147", "148 to 149"]
    assert now["cheapest Chinese"].iloc[0] == "Qwen3.6-Flash, Alibaba"
    assert now["cheapest US"].iloc[-1] == "Grok 4.20, xAI"
    assert list(now["times"]) == [0.91, 1.14, 0.47, 0.48, 1.52, 1.10, 1.38, 2.40]
    assert list(f.pairs(TABLES, WRITTEN)["times"]) == [2.29, 1.15]


def test_tables_of_counts() -> None:
    waves = f.waves(USERS)
    assert list(waves["millions"]) == [230, 249, 515, 602]
    assert "have used" in (asked := waves["who is counted"].iloc[1])
    assert "also called users" in asked
    assert "ever" not in asked
    counted = f.counted(USERS)
    assert list(counted["millions"]) == [515, 1123, 1267, 1452, 3100]
    assert list(counted["by"]) == ["CNNIC", "CNNIC", "QuestMobile", "iResearch", "CAC"]
    two = f.two_counts(TABLES["model_usage"])
    assert sorted(two["per cent"]) == [16.3, 42.8]
    tokens = f.tokens(TABLES["industry_size"])
    assert list(tokens["trillion tokens a day"]) == [0.1, 1, 30, 100, 140]
    months = tokens["times a month since the row before"]
    assert list(months.iloc[1:]) == [1.2, 2.0, 1.2, 1.1]  # over 12, 5, 6 and 3 months
    assert pd.isna(months.iloc[0])
    assert list(tokens["stated as"]).count("more than") == 3


def test_the_name_of_the_first_day_stands_over_its_own_line() -> None:
    first, second = FRAMES["levels"].figure.axes[0].texts
    assert (first.get_text(), second.get_text()) == ("October 2025", "July 2026")
    starts = v.levels(v.offers(TABLES, WRITTEN))[0]
    assert first.xy == (starts.score, starts.times)  # type: ignore[attr-defined]


def test_what_the_rules_say_stands_in_one_table() -> None:
    rules = f.turned([v.c10, v.c11, v.c12], TABLES, WRITTEN, TODAY)
    named = {name.replace("-", " ") for rules in v.RULES.values() for name in rules} - {"default"}
    assert set(f.CHANGES) == named | {"our rule"}
    assert len(rules) == sum(len(rules) for rules in v.RULES.values()) + len(f.LINES) + 1
    moved = rules.set_index("what changes")
    assert moved.loc["nine tokens in ten read", "today"] == "not supported"
    assert moved.loc["the same, half of it cached", "today"] == "supported with a qualifier"
    assert moved.loc["nine tenths of the reading cached", "today"] == "supported with a qualifier"
    assert moved.loc["twenty levels asked", "today"] == "supported with a qualifier"
    assert moved.loc["far is 0.45 of the price", "today"] == "not supported"
    assert moved.loc["growth, without values of a group", "today"] == "supported with a qualifier"
    assert moved.loc["the same asked of US models", "when written"] == "supported"
    assert set(moved.loc[list(f.LINES), "when written"]) == {"not supported"}
    assert moved.loc["best model against best model", "when written"] == "supported"
    assert moved.loc["levels end at the very best score", "when written"] == "supported with a qualifier"
    assert list(moved.iloc[-1][["when written", "today"]]) == [
        "57% not supported, 42% supported with a qualifier, 1% supported",
        "74% supported with a qualifier, 15% supported, 11% not supported",
    ]
