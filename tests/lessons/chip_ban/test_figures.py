"""The pictures of lesson 06: whole and clear, drawn from what they are given, and titled by what they find."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.display.pictures import Picture
from ai_ambitions.display.style import PALETTE
from ai_ambitions.lessons.chip_ban import figures as f
from ai_ambitions.lessons.chip_ban.engine import NOT_CONTROLLED, decide
from ai_ambitions.lessons.chip_ban.model import chip_metrics, find
from ai_ambitions.lessons.chip_ban.verdicts import RULES as RULE_NAMES
from ai_ambitions.lessons.chip_ban.verdicts import c20, c22
from tests.support.pictures import assert_whole_and_clear, colour, filled, words_on

CHIPS, RULES, TIMELINE = load("chips"), load("export_rule_thresholds"), load("controls_timeline")
STORY = ["A800", "H20", "H200", "RTX 4090"]


def frames() -> dict[str, Callable[[], Picture]]:
    """What draws each picture, by name: to collect the tests, none has to be drawn."""
    every_line = f.every_line(CHIPS, RULES)
    design = f.best_design(find(CHIPS, "H100 SXM5 80GB"), RULES)
    found: dict[str, Callable[[], Picture]] = {
        "story": partial(f.answers_over_time, CHIPS, RULES, STORY),
        "map": partial(f.law_map, CHIPS, RULES),
        "near": lambda: f.nearness(f.distance_groups(CHIPS, RULES)),
        "who": partial(f.who_acted, TIMELINE),
    }
    days = f.days(RULES)
    shown = [("H20", day) for day in days] + [(chip, list(days)[-1]) for chip in f.CHIPS]
    for chip, day in dict.fromkeys([*shown, ("RTX 4090 D", "Nov 2022")]):
        found[f"{chip} {day}"] = partial(every_line, f.CHIPS[chip], days[day])
    for area, rule in itertools.product((814, 3000), f.RULE_SETS):
        found[f"{area} {rule}"] = partial(design, area, f.RULE_SETS[rule])
    return found


class Frames(dict[str, Picture]):
    """The pictures by name, each drawn when a test first asks for it."""

    def __missing__(self, name: str) -> Picture:
        return self.setdefault(name, DRAWN_BY[name]())


DRAWN_BY, FRAMES = frames(), Frames()


@pytest.mark.parametrize("name", DRAWN_BY)
def test_pictures_are_whole_clear_and_described(name: str) -> None:
    picture = FRAMES[name]
    assert_whole_and_clear(picture.figure)
    assert len(picture.alt) > 40
    said = " ".join(words_on(picture.figure)) + picture.alt
    assert not any(sign in said for sign in ("3A090", "748", "dense_fp16", "china_variant", "_tflops"))


def test_the_widget_stays_within_its_frames() -> None:
    assert len(f.CHIPS) * len(f.days(RULES)) <= 60
    assert len(f.AREAS) * len(f.RULE_SETS) <= 60


def test_the_story_is_what_the_engine_says() -> None:
    picture = FRAMES["story"]
    bars = picture.figure.axes[0].patches
    assert "H20: below every line from November 2023, then licence needed from April 2025" in picture.alt
    colours = [bar.get_facecolor() for bar in bars]
    assert len(set(colours)) == 3
    lengths: dict[float, float] = {}
    for bar in bars:
        lengths[bar.get_y()] = lengths.get(bar.get_y(), 0) + bar.get_width()
    assert len(lengths) == len(STORY)
    for row, name in enumerate(STORY):
        days = (pd.Timestamp(RULES.attrs["as_of"]) - find(CHIPS, f.CHIPS[name])["announced"]).days
        assert list(lengths.values())[row] == pytest.approx(days)


def test_a_law_that_never_changes_gets_the_same_title() -> None:
    """The text above asks what changed, so the title must not say it."""
    old = RULES[RULES["rule_id"] == "us-2023-10-3a090"].assign(effective=pd.Timestamp("2020-01-01"))
    old.attrs = RULES.attrs
    picture = f.answers_over_time(CHIPS, old, ["H20", "H200"])
    assert "2 chips, and what US rules said of each" in words_on(picture.figure)
    assert ", then " not in picture.alt
    assert ", then " in f.answers_over_time(CHIPS, RULES, ["H20", "H200"]).alt


def test_the_map_is_the_law() -> None:
    """The corners of the shading are the lines of the table, and its title holds."""
    lines = RULES[RULES["rule_id"] == "us-2023-10-3a090"].groupby("paragraph")["value"].agg(set)
    for paragraph, corners in (("3A090.a", f._REGION_A), ("3A090.b", f._REGION_B)):
        thresholds = {value for value in lines[paragraph] if value != 1}
        drawn = {number for corner in corners for number in corner} - {60_000, 60, 0.1}
        assert drawn == thresholds
    for name in ("H20", "L20"):
        chip = find(CHIPS, f.CHIPS[name])
        assert decide(chip, RULES, "2024-06-01").outcome == NOT_CONTROLLED
    assert decide(find(CHIPS, f.CHIPS["H100"]), RULES, "2024-06-01").paragraph == "3A090.a"
    assert chip_metrics(find(CHIPS, f.CHIPS["A100"]))["tpp"] == pytest.approx(4800, rel=0.05)
    assert "H20 and L20, made for China, stand just\noutside the shaded law" in words_on(FRAMES["map"].figure)


def test_the_map_loses_its_title_when_the_law_moves() -> None:
    stricter = RULES.copy()
    stricter.loc[stricter["metric"] == "tpp", "value"] /= 2
    assert "Chips on the map of the law" in words_on(f.law_map(CHIPS, stricter).figure)


def test_new_in_may_2025_is_a_further_test() -> None:
    before, after = FRAMES["H20 Dec 2023"], FRAMES["H20 May 2025"]
    old, new = set(words_on(before.figure)), set(words_on(after.figure))
    assert "● memory bandwidth ≥ 1,400 GB/s: 4,000 GB/s" in new - old
    assert {word for word in old if "TPP" in word or "density" in word} <= new
    assert "H20, 2025-05-15: meets the letters of April 2025" in new
    bold = [text.get_text() for text in after.figure.findobj(match=is_bold)]
    assert "2025 letters (1): all met" in bold


def test_parts_on_one_place_of_the_map_are_named_together() -> None:
    for one, other in (("A100", "A800"), ("H100", "H800 SXM5")):
        first, second = (chip_metrics(find(CHIPS, f.CHIPS.get(name, name))) for name in (one, other))
        assert (first["tpp"], first["performance_density"]) == (second["tpp"], second["performance_density"])
        assert f"{one} and {other.split()[0]}" in words_on(FRAMES["map"].figure)


def test_kinds_of_parts_keep_their_colours_from_the_map_to_the_strip() -> None:
    shades = {line.get_label(): colour(line) for line in FRAMES["map"].figure.axes[0].lines}
    ax = FRAMES["near"].figure.axes[0]
    rows = {round(float(dot.get_ydata()[0]) + 0.1): colour(dot) for dot in ax.lines}
    assert [rows[row] for row in sorted(rows)] == [shades["variants for China"], shades["sold worldwide"]] * 2


TABLES = {"chips": CHIPS, "export_rule_thresholds": RULES, "controls_timeline": TIMELINE}
TODAY = str(RULES.attrs["as_of"])


@pytest.mark.parametrize("claim", ["C20", "C22"])
def test_one_change_moves_every_rule_and_the_first_row_is_the_verdict(claim: str) -> None:
    """A reader sees for every rule a table that makes it say something else."""
    shown = f.one_change(claim, TABLES, TODAY)
    rules = [name for name in shown.columns if "changed" not in name]
    assert shown[f"{claim}: what is changed"][0] == "nothing"
    for name in rules:
        assert shown[name].nunique() > 1, name
    judge = {"C20": c20, "C22": c22}[claim]
    assert list(shown.loc[0, rules]) == [judge(TABLES, TODAY, name).in_words for name in RULE_NAMES[claim]]


def test_what_the_rules_said_when_written_stands_before_today() -> None:
    shown = f.one_change("C22", TABLES, TODAY, "2025-10-31").set_index("C22: what is changed").T
    assert list(shown)[:2] == ["nothing, when written", "nothing, today"]
    assert list(shown["nothing, when written"]) == [
        c22(TABLES, "2025-10-31", name).in_words for name in RULE_NAMES["C22"]
    ]
    assert list(shown["nothing, when written"]) != list(
        shown["nothing, today"]
    )  # the rule that takes reports says something else today


def test_each_outcome_of_our_rules_is_shown_in_one_table() -> None:
    for claim in ("C20", "C22"):
        ours = set(f.one_change(claim, TABLES, TODAY)["our rule"])
        assert {"supported", "not supported"} <= ours


def test_the_outcome_over_all_days_is_shown_with_its_counts() -> None:
    shown = f.over_all_days(TABLES, TODAY)
    assert list(shown["from"]) == ["2019-01-01", "2022-10-21"]
    assert list(shown["chips closed at first"]) == ["0 of 1", "5 of 5"]
    assert list(shown["tools closed at first"]) == ["0 of 4", "2 of 4"]


def test_both_halves_are_listed_with_who_closes_them() -> None:
    shown = f.who_shuts(TABLES, "2023-06-01").set_index("what")["closed by rules of"]
    assert shown["Nvidia H800 SXM5"] == "nobody"
    assert shown["Nvidia H100 SXM5 80GB"] == shown["etching for advanced factories"] == "the United States"
    assert shown["EUV lithography"] == "the Netherlands"


def is_bold(artist: Any) -> bool:
    return hasattr(artist, "get_fontweight") and artist.get_fontweight() == "bold"


def test_conditions_are_said_in_words() -> None:
    table = f.conditions(RULES, "3A090.a")
    assert list(table["condition"]) == [
        "TPP ≥ 4,800",
        "TPP ≥ 1,600",
        "density ≥ 5.92 per mm²",
        "made for data centres",
    ]
    assert list(table["alternative"]) == ["1", "2", "2", "2"]


def test_holes_are_counted() -> None:
    table = f.holes(CHIPS).set_index("made for")
    assert table["chips"].sum() == len(CHIPS)
    domestic = CHIPS[CHIPS["market"] == "china_domestic"]
    assert table.loc["designed in China", "no area"] == domestic["die_area_mm2"].isna().sum()


def test_nearness_says_what_was_found() -> None:
    groups = f.distance_groups(CHIPS, RULES)
    assert "6 of 6 within 5 %" in words_on(f.nearness(groups).figure)
    spread = groups.assign(below=groups["below"] + 10)
    assert "How far below a line?" in words_on(f.nearness(spread).figure)


def test_the_best_design_sits_on_a_line() -> None:
    assert "814 mm²: at most 2,400 TPP, 15% of an H100-like die" in words_on(FRAMES["814 of 2023"].figure)
    assert "no limit" in FRAMES["814 of 2022, slower links"].alt
    point = FRAMES["3000 of 2023"].figure.axes[0].lines[-1]
    assert point.get_ydata()[0] == pytest.approx(4800, rel=1e-3)
    assert point.get_color() == PALETTE[2]


def test_who_acted_counts_steps_that_tighten() -> None:
    steps = TIMELINE[TIMELINE["effect"] == "tightens"]
    for direction, name in f._SIDES.items():
        count = (steps["direction"] == direction).sum()
        assert f"{name} ({count})" in words_on(FRAMES["who"].figure)


def test_each_stretch_of_the_story_has_the_colour_and_the_place_of_its_answer() -> None:
    from matplotlib.dates import date2num

    bars = FRAMES["story"].figure.axes[0].patches
    row = [bar for bar in bars if round(bar.get_y() + bar.get_height() / 2) == STORY.index("H20")]
    places = [(bar.get_x(), bar.get_x() + bar.get_width(), colour(bar)) for bar in row]
    announced, letters = (
        date2num(day) for day in (find(CHIPS, f.CHIPS["H20"])["announced"], pd.Timestamp("2025-04-09"))
    )
    assert places[0] == (announced, letters, "#eef1f4")  # below every line
    assert places[1] == (letters, pytest.approx(places[1][1]), PALETTE[0])  # licence needed
    assert places[-1][1] == date2num(pd.Timestamp(RULES.attrs["as_of"]))
    legend = FRAMES["story"].figure.legends[0]
    named = {t.get_text(): colour(h) for t, h in zip(legend.get_texts(), legend.legend_handles, strict=True)}
    assert (named[f.FREE], named[f.LICENCE], named[f.EASIER]) == ("#eef1f4", PALETTE[0], PALETTE[4])


def test_an_answer_is_said_in_the_words_of_its_outcome() -> None:
    chip = find(CHIPS, f.CHIPS["H200"])
    assert f.answer(decide(chip, RULES, "2025-10-31")) == f.LICENCE
    assert f.answer(decide(chip, RULES, "2026-02-15")) == f.EASIER
    assert f.answer(decide(find(CHIPS, f.CHIPS["H20"]), RULES, "2024-06-01")) == f.FREE
    assert f.answer(decide({"chip": "blank"}, RULES, "2024-06-01")) == f.OPEN


def test_the_ladder_draws_no_upper_limit_and_says_who_was_not_there_yet() -> None:
    for name in DRAWN_BY:
        if name.split(" ")[0] in ("H20", "H200", "A100", "RTX"):
            assert not [word for word in words_on(FRAMES[name].figure) if "<" in word], name
    assert "RTX 4090 D, 2022-11-15 (not yet announced)" in FRAMES["RTX 4090 D Nov 2022"].alt
    assert "not yet announced" not in FRAMES["H20 Dec 2023"].alt
    *_, (label, day) = f.days(RULES).items()
    assert label == f"today ({day})"
    assert day == str(RULES.attrs["as_of"])


def test_chips_that_are_not_for_data_centres_are_hollow_on_the_map() -> None:
    data = FRAMES["map"].data
    assert data is not None
    elsewhere = CHIPS[CHIPS["chip"].isin(data["chip"]) & CHIPS["datacenter"].eq(False).fillna(False)]
    hollow = [line for line in FRAMES["map"].figure.axes[0].lines if filled(line) == "empty"]
    assert 0 < len(elsewhere) < len(data) / 2
    assert sum(len(line.get_xdata()) for line in hollow) == len(elsewhere)


def test_steps_stand_in_the_lane_of_who_took_them() -> None:
    data = FRAMES["who"].data
    assert data is not None
    whose = {"United States": "US", "China": "CN"}
    for name, code in whose.items():
        mine = TIMELINE[TIMELINE["instrument"].isin(data[data["who"] == name]["instrument"])]
        assert (mine["jurisdiction"] == code).mean() > 0.9, name
