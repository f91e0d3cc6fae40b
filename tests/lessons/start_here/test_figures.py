"""Pictures and map of lesson 00: what they say is computed, and follows the tables."""

from __future__ import annotations

import itertools

import pandas as pd

from ai_ambitions import load
from ai_ambitions.core.course import course
from ai_ambitions.core.verdict import OUTCOMES
from ai_ambitions.display.tables import source_note
from ai_ambitions.lessons.start_here import figures as f
from tests.support.pictures import assert_whole_and_clear

CLAIMS = load("claims")


def test_the_map_has_every_lesson_in_order_with_its_minutes() -> None:
    table = f.course_map()
    assert [name[:2] for name in table["lesson"]] == [lesson.number for lesson in course().lessons]
    assert list(table["its question"]) == [lesson.question for lesson in course().lessons]
    for minutes, lesson in zip(table["minutes"], course().lessons, strict=True):
        assert minutes.split(" + ")[0] == str(lesson.minutes["core"])
        assert minutes.endswith(f" + {lesson.minutes['further']}") == bool(lesson.minutes["further"])
    assert list(table["state"] == "here") == [lesson.ready for lesson in course().lessons]


def test_the_chart_of_types_names_the_most_common_ones() -> None:
    picture = f.kinds(CLAIMS)
    assert picture.alt.startswith("The most common type: date and comparison, 8 claims each.")
    assert "as of" in source_note(picture.data, picture.source, picture.of)
    assert len(picture.data) == course().article.claims
    assert_whole_and_clear(picture.figure)
    one = CLAIMS[CLAIMS["type"] != "date"]
    assert f.kinds(one).alt.startswith("The most common type: comparison, 8 claims.")


def test_the_ledger_counts_each_verdict_of_the_group() -> None:
    draw = f.ledger(CLAIMS)
    for (name, lessons), (when, column) in itertools.product(f.GROUPS.items(), f.DATES.items()):
        picture = draw(lessons, column)
        chosen = CLAIMS[CLAIMS["lesson"].astype(int).isin(lessons)]
        for verdict, words in OUTCOMES.items():
            count = (chosen[column] == verdict).sum()
            assert f"{words.split(' (')[0]} {count}" in picture.alt, (name, when)
    assert draw(f.GROUPS["all lessons"], f.DATES["when written"]).alt.startswith(
        "When written: none of 32 claims"
    )
    assert_whole_and_clear(draw(f.GROUPS["chips"], f.DATES["today"]).figure)


def test_the_title_follows_the_verdicts() -> None:
    fallen = CLAIMS.astype({"verdict_today": str}).assign(verdict_today="outdated")
    assert f.ledger(fallen)([7], "verdict_today").alt.startswith("Today: 4 of 4 claims outdated")
    untouched = pd.DataFrame(CLAIMS[["lesson", "verdict_today"]]).iloc[:1]
    assert "0" not in f.ledger(untouched)([int(untouched["lesson"].iloc[0])], "verdict_today").alt.split(".")[
        0
    ].replace("of 1", "")


def test_outdated_is_the_bar_that_stands_out() -> None:
    assert f.ledger(CLAIMS)(f.GROUPS["chips"], f.DATES["today"]).alt.endswith("Highlighted: outdated.")
