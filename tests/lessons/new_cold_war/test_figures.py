"""The pictures of lesson 11: whole and clear, drawn from what they are given, and titled by what they find."""

from __future__ import annotations

import itertools
import re

import pytest

from ai_ambitions import load
from ai_ambitions.display.pictures import Picture
from ai_ambitions.display.style import PALETTE
from ai_ambitions.lessons.new_cold_war import figures as f
from ai_ambitions.lessons.new_cold_war import model as m
from ai_ambitions.lessons.new_cold_war import verdicts as v
from tests.support.pictures import assert_whole_and_clear, colour, words_on

TABLES = {name: load(name) for name in sorted({name for names in v.TABLES.values() for name in names})}
USAGE, JOINT = TABLES["frame_usage"], TABLES["joint_ai_papers"]
TODAY = v.today(TABLES)
COUNT, WHOSE, RIVALS = f.count_or_share(USAGE), f.whose_papers(JOINT), f.rivals()


def frames() -> dict[str, Picture]:
    found = {}
    for frame, unit, first in itertools.product(f.FRAMES, f.UNITS, f.STARTS):
        found[f"count {frame} {unit} {first}"] = COUNT(f.FRAMES[frame], f.UNITS[unit], first)
    for venue, of, span in itertools.product(f.VENUES, f.WHOSE, f.SPANS):
        found[f"whose {venue} {of} {span}"] = WHOSE(f.VENUES[venue], f.WHOSE[of], f.SPANS[span])
    for green, purple, fatigue in itertools.product(f.REACTIONS, f.REACTIONS, f.FATIGUES):
        found[f"rivals {green} {purple} {fatigue}"] = RIVALS(green, purple, fatigue)
    return found


FRAMES = frames()


@pytest.mark.parametrize("name", FRAMES)
def test_pictures_are_whole_clear_and_described(name: str) -> None:
    picture = FRAMES[name]
    assert_whole_and_clear(picture.figure)
    assert len(picture.alt) > 40
    said = " ".join(words_on(picture.figure)) + picture.alt
    assert not re.search(r"\b(nan|None|papers_joint|economic_gold_rush)\b", said)


@pytest.mark.parametrize(("kind", "count"), [("count", 32), ("whose", 36), ("rivals", 48)])
def test_the_widgets_have_a_picture_for_each_setting(kind: str, count: int) -> None:
    mine = [picture.alt for name, picture in FRAMES.items() if name.startswith(kind)]
    assert len(mine) == count <= 60
    # NAACL has three years, so that "all" and "the newest four" are the same three pictures.
    assert len(set(mine)) == (count - 3 if kind == "whose" else count)


# --- count or share ---------------------------------------------------------------------------------------------------


def title(picture: Picture) -> str:
    return str(picture.figure.axes[0].get_title(loc="left"))


def test_the_title_says_the_change_between_the_two_orange_years() -> None:
    assert title(COUNT("competition", "count", 2017)) == "“A competition”: up 395 per cent from 2017 to 2020"
    assert title(COUNT("competition", "share", 2017)) == "“A competition”: down 16 per cent from 2017 to 2020"
    assert title(COUNT("competition", "share", 2016)) == "“A competition”: up 44 per cent from 2016 to 2020"
    picture = COUNT("competition", "share", 2016)
    bars = picture.figure.axes[0].patches
    orange = [number for number, bar in enumerate(bars) if colour(bar) == PALETTE[1]]
    assert orange == [1, 5]  # 2016 and 2020, from the top
    assert bars[1].get_width() == pytest.approx(0.8945)


def test_a_unit_keeps_its_scale_so_that_stories_can_be_compared() -> None:
    for unit in f.UNITS.values():
        ends = {COUNT(frame, unit, 2017).figure.axes[0].get_xlim() for frame in f.FRAMES.values()}
        assert len(ends) == 1
        largest = max(
            pair[list(f.UNITS.values()).index(unit)]
            for frame in f.FRAMES.values()
            for pair in v.frame(USAGE, frame).values()
        )
        assert largest < ends.pop()[1]


# --- whose papers -----------------------------------------------------------------------------------------------------


def test_whose_papers_draws_the_share_by_the_denominator_that_was_asked() -> None:
    for of in f.WHOSE.values():
        bars = WHOSE("IJCAI", of, 99).figure.axes[0].patches
        rows = f.of_venue(JOINT, "IJCAI")
        assert [bar.get_width() for bar in bars] == pytest.approx([m.joint_share(row, of) for row in rows])
    assert title(WHOSE("IJCAI", "China", 99)) == "IJCAI: 17.6 to 11.5 per cent of those with a Chinese author"
    assert title(WHOSE("IJCAI", "US", 99)) == "IJCAI: 31.6 to 32.1 per cent of those with a US author"
    assert len(WHOSE("ICRA", "all", 4).figure.axes[0].patches) == 4


def test_rows_of_a_venue_are_by_one_method_in_order() -> None:
    years = [int(row["year"]) for row in f.of_venue(JOINT, "NeurIPS")]
    assert years == list(range(2013, 2019))  # later ones were counted by other methods
    first, last = f.ends(JOINT, "IJCAI")
    assert (first["year"], last["year"]) == (2020, 2024)
    table = f.shares(JOINT, "IJCAI")
    assert list(table["joint"]) == [61, 57, 61, 54, 71]
    assert list(table["% of Chinese"])[-1] == 11.5


def test_a_field_says_where_its_list_ends() -> None:
    for words, venue in f.VENUES.items():
        assert words.endswith(f"({venue}), to {int(f.of_venue(JOINT, venue)[-1]['year'])}")


def test_only_in_robotics_the_share_falls_by_each_denominator() -> None:
    falls = []
    for venue in f.VENUES.values():
        rows = f.of_venue(JOINT, venue)[-4:]
        if all(m.trend(m.joint_share(rows[-1], of), m.joint_share(rows[0], of)) == "down" for of in m.OF):
            falls.append(venue)
    assert falls == ["ICRA"]


def test_what_two_printed_counts_need() -> None:
    table = f.needed(JOINT, load("research_output"))
    assert list(table["joint papers"])[:2] == [141, 1006]
    assert list(table["papers of neither"])[:2] == [611, 1476]
    assert list(table["of 100 papers"]) == [12, 28, 22, 23, 18]
    assert [name.split(":")[-1].strip() for name in table["who counted"][2:]] == [
        "ICML 2024, our lists",
        "NeurIPS 2021, our lists",
        "1,006 again, by its project's own totals",
    ]
    assert f.by_country(load("research_output")) == {"CN": 2370, "US": 2450}
    accepted = JOINT[
        (JOINT["venue"] == "NeurIPS") & (JOINT["year"] == 2025) & (JOINT["method"] == "language_model")
    ]
    assert list(accepted["papers_accepted"]) == [f.ALL_PAPERS]


# --- ties, features, sentences ----------------------------------------------------------------------------------------


def test_ties_have_a_level_and_a_direction() -> None:
    table = f.ties(TABLES, TODAY["C32"]).set_index("tie")
    told = ["20 (1979)", "688 (2024)", "560 (2025)", "28", "towards then"]
    assert list(table.loc[f.TIES["trade"]])[:5] == told
    assert list(table.loc[f.TIES["students"]])[:3] == ["50 (1982)", "277,398 (2024)", "265,919 (2025)"]
    assert list(table.loc[f.TIES["joint_papers"]])[:3] == ["2 (1985)", "13.3 (2023)", "11.5 (2024)"]
    assert table["source_id"].notna().all()
    assert list(table["newest step"]) == ["towards then"] * 3
    assert f.ties(TABLES, "2025-10-31").set_index("tie").loc[f.TIES["trade"], "newest step"] == "away then"


def test_features_and_sentences_leave_nothing_blank() -> None:
    for table in (f.features(TABLES, TODAY["C32"]), f.sentences(TABLES["sentence_parts"])):
        assert table["source_id"].notna().all()
        table = table.drop(columns=["source_id", "source_id_2"], errors="ignore")
        assert not table.isna().any().any()
        assert not (table == "").any().any()
    assert list(f.sentences(TABLES["sentence_parts"])["named"]) == [0, 2, 3, 3, 0]


def test_every_rule_has_words_in_the_last_table() -> None:
    table = f.turned([v.c01, v.c32], TABLES, "2025-10-31", TODAY)
    assert len(table) == sum(len(rules) for rules in v.RULES.values())
    named = {name.replace("-", " ") for rules in v.RULES.values() for name in rules} - {"default"}
    assert set(f.IN_WORDS) == named


# --- Green and Purple -------------------------------------------------------------------------------------------------


def test_the_title_says_whether_they_come_to_rest() -> None:
    assert title(RIVALS(1.0, 1.0, 1.5)) == "They come to rest: 2.25 > 1"
    assert title(RIVALS(2.0, 2.0, 1.5)) == "They climb for ever: 2.25 < 4"
    assert title(RIVALS(0.5, 4.0, 1.5)) == "They come to rest: 2.25 > 2"
    assert title(RIVALS(1.0, 4.0, 2.0)) == "On the border: 4 = 4"
    for green, purple, fatigue in itertools.product(f.REACTIONS, f.REACTIONS, f.FATIGUES):
        rests = m.is_stable(fatigue, fatigue, green, purple)
        assert title(RIVALS(green, purple, fatigue)).startswith("They come to rest") == rests


def test_the_lines_are_the_paths_of_green_and_purple() -> None:
    green, purple = RIVALS(0.5, 4.0, 1.5).figure.axes[0].lines
    assert (colour(green), colour(purple)) == (f.GREEN, f.PURPLE)
    assert green.get_marker() != purple.get_marker()  # told apart without colour
    levels = m.path(4, 1, 1.5, 1.5, 0.5, 4.0, f.GRIEVANCE, f.GRIEVANCE, years=f.YEARS)
    assert list(green.get_ydata()) == pytest.approx([x for x, _ in levels])
    assert list(purple.get_ydata()) == pytest.approx([y for _, y in levels])


def test_the_caption_says_where_it_ends() -> None:
    assert "rest at 4.0 and 11.0" in RIVALS(0.5, 4.0, 1.5).alt
    assert f"the axis ends at {f.CEILING:.0f}" in RIVALS(2.0, 2.0, 1.5).alt
    assert "even pace" in RIVALS(1.0, 1.0, 1.0).alt
    levels = m.path(4, 1, 1, 1, 1, 1, f.GRIEVANCE, f.GRIEVANCE, years=10)
    steps = [later - earlier for (earlier, _), (later, _) in itertools.pairwise(levels)]
    assert steps[-1] == pytest.approx(steps[-2], abs=1e-3)  # on the border the pace is even


def test_race_in_hundredths() -> None:
    table = f.race([(2, 1, 1), (2, 0.25, 0.5)])
    assert list(table.iloc[0])[3:] == [50, 67, 67]
    assert list(table.iloc[1])[3:] == [0, 73, 42]
