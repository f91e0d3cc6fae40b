"""A record of completion says what was done, on one page, and claims no more."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ai_ambitions import cli
from ai_ambitions.core.course import course, lesson
from ai_ambitions.core.errors import CourseError
from ai_ambitions.practice import completion
from ai_ambitions.practice.questions import question_set, questions
from ai_ambitions.practice.record import read_progress
from ai_ambitions.practice.twice import first_key, try_key

TODAY = date(2026, 11, 29)
AT = "2026-11-20T10:00:00"


@pytest.fixture
def learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "my-work" / "progress.json"
    file.parent.mkdir()
    monkeypatch.setenv("AI_AMBITIONS_PROGRESS", str(file))
    return file


def lived(file: Path, **stored: Any) -> None:
    file.write_text(json.dumps(stored), encoding="utf-8")


def quizzes(number: str, leave: int = 0) -> dict[str, Any]:
    names = [
        f"{name}: {q.name}" for name, asked in questions(number).items() if name != first_key() for q in asked
    ]
    return {name: {"answer": "x", "right": False, "at": AT} for name in names[: len(names) - leave]}


def test_a_lesson_is_whole_with_all_questions_answered_and_its_exercise_checked(learner: Path) -> None:
    exercise = {"06-chip-ban": {"points": 3, "of": 6, "at": "2026-11-22T09:00:00"}}
    lived(learner, quizzes=quizzes("06"), exercises=exercise, predictions={"06-h20": {"at": AT}})
    found = completion.done(lesson("06"), read_progress())
    assert (found.guesses, found.answered == found.asked, found.last) == (1, True, "2026-11-22")
    assert found.exercise == "checked, not every visible test passes yet"
    assert found.whole  # done, and not how well: wrong answers and open tasks count
    lived(learner, quizzes=quizzes("06", leave=1), exercises=exercise)
    assert not completion.done(lesson("06"), read_progress()).whole
    lived(learner, quizzes=quizzes("06"))
    assert completion.done(lesson("06"), read_progress()).exercise == "not checked"
    assert not completion.done(lesson("06"), read_progress()).whole


def test_the_page_counts_what_was_begun_and_done(learner: Path) -> None:
    full = {"06-chip-ban": {"points": 6, "of": 6, "at": AT}}
    lived(learner, quizzes=quizzes("06") | quizzes("05", leave=2), exercises=full)
    page = completion.page("A <Name>", TODAY)
    assert "<b>A &lt;Name&gt;</b>" in page
    assert (
        f"Of the {len(course().ready)} lessons that are here, begun: 2; done whole, with every quiz question answered and the exercise checked: 1."
        in page
    )
    assert "checked, every visible test passes" in page
    assert page.count("not begun") == len(course().ready) - 2
    assert "neither was taken" in page
    assert "29 November 2026" in page
    assert "nobody has checked it" in page
    assert "____" in completion.page("", TODAY)
    assert "http" not in page  # nothing is asked of another host


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [(1, 1, "both were taken"), (1, 0, "the first was taken"), (0, 1, "the second was taken")],
)
def test_the_page_says_which_tests_were_taken_and_no_result(
    learner: Path, first: int, second: int, words: str
) -> None:
    asked = question_set(first_key())
    sets = {"pretests": first and first_key(), "posttests": second and try_key(1)}
    lived(
        learner,
        quizzes=quizzes("00"),
        **{kind: {f"{key}: {q.name}": {"answer": "x", "right": True} for q in asked} for kind, key in sets.items() if key},
    )  # fmt: skip
    page = completion.page("", TODAY)
    assert words in page
    assert "12 of 12" not in page


def test_the_command_writes_it_beside_the_record(learner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lived(learner, quizzes=quizzes("00"))
    assert cli.main(["record", "--name", "Ada"]) == 0
    made = learner.with_name("record-of-completion.html")
    assert "<b>Ada</b>" in made.read_text(encoding="utf-8")
    assert "record-of-completion.html" in capsys.readouterr().out


def test_without_anything_done_there_is_no_record(learner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CourseError, match="Nothing was recorded yet"):
        completion.page("", TODAY)
    assert cli.main(["record"]) != 0
    assert "Begin with lesson 00" in "".join(capsys.readouterr())
    assert not learner.with_name("record-of-completion.html").exists()
