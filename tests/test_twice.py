"""The same questions twice: drawn anew for each learner and try, told against chance with an interval, fair to guessers."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ai_ambitions import posttest, progress, quiz, way_on
from ai_ambitions.core.course import course
from ai_ambitions.practice import record as record_module
from ai_ambitions.practice import twice
from ai_ambitions.practice.questions import Question, question_set
from ai_ambitions.practice.quiz import answers
from ai_ambitions.practice.record import record
from ai_ambitions.practice.twice import (
    Result,
    compared,
    drawn_order,
    first_key,
    in_order,
    judged,
    tries,
    try_key,
)
from tests.support.paper import Paper

ASKED = question_set(first_key())


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AI_AMBITIONS_MODE", "live")
    monkeypatch.setenv("AI_AMBITIONS_PROGRESS", str(tmp_path / "my-work" / "progress.json"))
    monkeypatch.setattr(record_module, "_UNWRITTEN", {})
    return tmp_path / "my-work" / "progress.json"


@pytest.fixture
def paper(live: Path, monkeypatch: pytest.MonkeyPatch) -> Paper:
    return Paper(monkeypatch)


def given(right: int, asked: tuple[Question, ...] = ASKED) -> dict[str, dict[str, Any]]:
    return {question.name: {"right": place < right} for place, question in enumerate(asked)}


def test_answers_are_judged_by_their_words() -> None:
    """A record taken from a page names no right answer, and one that is no longer offered keeps what was said of it."""
    first, second, *_ = ASKED
    right = next(option.text for option in first.options if option.right)
    given = {first.name: {"answer": right}, second.name: {"answer": "of an earlier edition", "right": True}}
    assert judged(ASKED, given) == {first.name: True, second.name: True}
    assert judged(ASKED, {first.name: {"answer": "Something else"}}) == {first.name: False}


def fill(paper: Paper, key: str, right: int) -> None:
    """Answer the form in sight, so many right, and be done."""
    for place, (choice, question) in enumerate(
        zip(paper.widgets("RadioButtons"), drawn_order(key, ASKED), strict=True)
    ):
        choice.value = next(option.text for option in question.options if option.right is (place < right))
    paper.press("I am done")


# --- the questions ------------------------------------------------------------------------------------------------------


def test_twelve_questions_with_three_options_each() -> None:
    assert len(ASKED) == 12
    assert {len(question.options) for question in ASKED} == {3}


def test_a_guesser_with_a_habit_does_no_better_than_chance() -> None:
    """Whoever always takes the longest, the middle or the shortest option gets four of twelve, give or take one."""
    ranks: Counter[int] = Counter()
    for question in ASKED:
        by_length = sorted(question.options, key=lambda option: (len(option.text), option.text))
        ranks[next(place for place, option in enumerate(by_length) if option.right)] += 1
    assert all(3 <= ranks[place] <= 5 for place in range(3)), ranks


def test_the_place_of_the_right_option_is_drawn_with_the_order() -> None:
    places: Counter[int] = Counter()
    for seed in range(300):
        for question in in_order(ASKED, str(seed)):
            places[[option.right for option in question.options].index(True)] += 1
    assert all(abs(places[place] / 3600 - 1 / 3) < 0.03 for place in range(3)), places


def test_nothing_asks_for_a_date() -> None:
    for question in ASKED:
        assert "when" not in question.text.lower().split()
        for option in question.options:
            assert not any(f"20{year}" in option.text for year in range(10, 30))


def test_the_first_test_is_named_after_the_first_lesson(monkeypatch: pytest.MonkeyPatch) -> None:
    assert first_key() == "00-pretest"
    whole = course()
    monkeypatch.setattr(twice, "course", lambda: replace(whole, lessons=whole.lessons[3:]))
    assert (first_key(), try_key(2), twice.again_key()) == ("03-pretest", "03-pretest try 2", "03-posttest")


# --- the order ----------------------------------------------------------------------------------------------------------


def test_an_order_hangs_on_its_seed_and_holds_all() -> None:
    one, again, other = in_order(ASKED, "a"), in_order(ASKED[::-1], "a"), in_order(ASKED, "b")
    assert one == again
    assert [q.name for q in one] != [q.name for q in other]
    assert {q.name for q in other} == {q.name for q in ASKED}
    by_name = {question.name: question for question in ASKED}
    for question in other:
        assert set(question.options) == set(by_name[question.name].options)


def test_each_learner_and_each_try_has_an_order_that_stays(
    live: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = drawn_order(first_key(), ASKED)
    assert drawn_order(first_key(), ASKED) == first
    again = drawn_order(try_key(1), ASKED)
    assert [q.name for q in again] != [q.name for q in first]
    monkeypatch.setenv("AI_AMBITIONS_PROGRESS", str(tmp_path / "other" / "progress.json"))
    assert [q.name for q in drawn_order(first_key(), ASKED)] != [q.name for q in first]


# --- the result ---------------------------------------------------------------------------------------------------------


def test_a_result_has_its_interval_and_its_place_beside_chance() -> None:
    """Newcombe's table of Wilson's interval is held in the tests of lesson 10; 9 of 12 by the same formula: 46.8 to 91.1."""
    assert Result(9, 12).words == "9 of 12 right (75 per cent; 95 per cent interval 47 to 91)"
    assert Result(9, 12).beside_chance.endswith("and 9 or more about one time in 259.")  # 1 / 0.00386
    assert (
        Result(4, 12).beside_chance
        == "Guessing gives 4 of 12 on average, and 4 or more in about 61 of 100 times."
    )
    assert Result(0, 12).beside_chance.endswith("and 0 or more in about 100 of 100 times.")
    assert Result(12, 12).beside_chance.endswith("fewer than one time in a thousand.")
    assert Result(0, 12).interval[0] == pytest.approx(0)
    assert Result(12, 12).interval[1] == pytest.approx(1)


def test_both_results_are_compared_on_what_was_answered_twice() -> None:
    lines = compared(given(3), given(11), ASKED)
    assert lines[0].startswith("Before: 3 of 12 right")
    assert lines[1].startswith("Now: 11 of 12 right")
    assert "From wrong to right: 8. From right to wrong: 0." in lines
    coin = "If each change were the toss of a coin, "
    assert lines[-1] == f"{coin}8 or more of 8 would go to right about one time in 256."
    assert (
        compared(given(4), given(6), ASKED)[-1]
        == f"{coin}2 or more of 2 would go to right in about 25 of 100 times."
    )
    assert (
        compared(given(11), given(3), ASKED)[-1]
        == f"{coin}8 or more of 8 would go to wrong about one time in 256."
    )
    assert compared(given(4), given(4), ASKED)[-1] == "From wrong to right: 0. From right to wrong: 0."
    assert "From wrong to right: 0. From right to wrong: 8." in compared(given(11), given(3), ASKED)
    few = given(3, ASKED[:5])
    assert compared(few, given(11), ASKED)[0].startswith("Before: 3 of 5 right")


def test_without_a_first_test_there_is_nothing_to_compare() -> None:
    lines = compared({}, given(11), ASKED)
    assert lines[0].startswith("Now: 11 of 12 right")
    assert lines[-1] == "You did not take the first test, so there is nothing to set beside it."


# --- in a notebook ------------------------------------------------------------------------------------------------------


def test_before_and_after_in_a_notebook(paper: Paper, live: Path) -> None:
    quiz(first_key(), explain=False)
    fill(paper, first_key(), 3)
    assert "All 12 answered. These first answers stay." in paper.text
    paper.wipe()
    posttest()
    assert not paper.widgets("RadioButtons")  # shut until it is begun
    paper.press("Begin the second test")
    assert all(option.why not in paper.text for question in ASKED for option in question.options)
    fill(paper, try_key(1), 11)
    for words in (
        "Before: 3 of 12 right",
        "Now: 11 of 12 right",
        "the toss of a coin",
        "Every answer, and why",
    ):
        assert words in paper.text
    assert "Before: 3 of 12 right" in repr(progress())
    stored = json.loads(live.read_text(encoding="utf-8"))
    assert len(stored["pretests"]) == len(stored["posttests"]) == 12
    assert set(stored["orders"]) == {first_key(), try_key(1)}

    paper.wipe()
    posttest()
    assert "Before: 3 of 12 right" in paper.text  # it stays
    paper.press("Take it again")
    fill(paper, try_key(2), 12)
    assert "Try 2, taken with the answers of an earlier one seen." in paper.text
    assert tries(ASKED) == 2
    assert "Now: 11 of 12 right" in repr(progress())  # the first try is the one that tells something


def test_a_test_that_was_left_goes_on(paper: Paper, live: Path) -> None:
    posttest()
    paper.press("Begin the second test")
    first = drawn_order(try_key(1), ASKED)[0]
    paper.widgets("RadioButtons")[0].value = first.options[0].text
    paper.wipe()
    posttest()
    paper.press("Go on with the second test")
    assert paper.widgets("RadioButtons")[0].value == first.options[0].text
    assert list(answers("posttests", try_key(1), ASKED)) == [first.name]
    assert "second" not in repr(progress()).lower()


def test_a_read_only_record_still_lets_one_take_the_test(
    paper: Paper, live: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(record_module.tempfile, "NamedTemporaryFile", full)
    assert "could not be stored" in record("quizzes", "00-x", {})
    posttest()
    paper.press("Begin the second test")
    fill(paper, try_key(1), 5)
    assert "Now: 5 of 12 right" in paper.text


# --- where it stands ----------------------------------------------------------------------------------------------------


def test_the_second_test_stands_below_the_last_lesson_that_is_here(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AI_AMBITIONS_MODE", "record")
    for lesson in course().ready:
        paper.wipe()
        way_on(lesson.number)
        assert ("The second test." in paper.text) is (lesson == course().ready[-1])


def test_a_page_shows_the_questions_and_keeps_the_answers_behind_a_fold(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AI_AMBITIONS_MODE", "site")
    posttest()
    form, reasons = paper.markup.split('<details class="ai-answers">')
    assert 'data-key="00-posttest" data-before="00-pretest"' in form
    assert form.count("<li data-name=") == reasons.count("data-right=") == 12
    assert "Yes." not in form
    assert reasons.count("Yes.") == 12
