"""What comes back: each returning question says to which objectives of an earlier lesson it returns."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from ai_ambitions.core.course import Lesson, course
from ai_ambitions.core.errors import CourseError
from ai_ambitions.practice.questions import read_questions
from ai_ambitions.publish import returns

KNOWN = {each.key: each for entry in course().ready for each in returns.objectives(entry)}


@pytest.mark.parametrize("entry", course().ready, ids=lambda entry: entry.slug)
def test_a_lesson_has_four_objectives_or_more_with_words_of_their_own(entry: Lesson) -> None:
    found = returns.objectives(entry)
    assert len(found) >= 4
    assert len({each.key for each in found}) == len(found)
    for each in found:
        assert each.words, each.key
        assert not each.words.endswith((",", ".", ";", "and")), each.words


@pytest.mark.parametrize("entry", course().ready, ids=lambda entry: entry.slug)
def test_each_returning_question_says_what_it_returns_to(entry: Lesson) -> None:
    """An empty list is an answer, too; a missing one was forgotten."""
    raw = yaml.safe_load((entry.folder / "questions.yaml").read_text(encoding="utf-8"))
    forgot = [
        item["question"]
        for key, items in raw.items()
        if key.endswith("-return")
        for item in items
        if "returns" not in item
    ]
    assert not forgot, f"add a line such as returns: [05 classify] (see teachers/returns.md): {forgot}"


def test_what_is_returned_to_exists_and_came_before() -> None:
    for key, place in returns.returning():
        assert key in KNOWN, f"{place} returns to {key!r}; known: {', '.join(KNOWN)}"
        assert place == "test" or key[:2] < place


def test_every_objective_before_the_last_lesson_comes_back() -> None:
    assert not returns.missing(), "ask them again in a later lesson's questions.yaml, with returns: [NN verb]"


def test_the_page_shows_each_objective_with_where_it_returns() -> None:
    page = returns.page()
    last = returns.objectives(course().ready[-1])
    assert page.count("| – |") == len(last)
    for each in KNOWN.values():
        assert f"| {each.lesson.number} | **{each.verb}** {each.words} |" in page
    assert f"Of the {len(KNOWN) - len(last)} objectives" in page


def test_an_objective_is_read_with_its_words(tmp_path: Path) -> None:
    import nbformat
    from nbformat.v4 import new_markdown_cell, new_notebook

    text = "After this lesson you can\n\n- **run** a rule made of *and* and *or*;\n- **tell apart** two, and more; and\n- **say** when.\n\nThe **rest** is no objective."
    path = tmp_path / "made.ipynb"
    nbformat.write(new_notebook(cells=[new_markdown_cell(text, id=returns.CELL)]), path)

    class Made(Lesson):
        notebook = path  # type: ignore[assignment]

    entry = Made(**vars(course().ready[0]))
    found = {each.verb: each.words for each in returns.objectives(entry)}
    assert found == {"run": "a rule made of *and* and *or*", "tell apart": "two, and more", "say": "when"}


def test_a_return_that_is_none_is_told(tmp_path: Path) -> None:
    room = tmp_path / "made"
    room.mkdir()
    for given in ("06 compute", "[06]", "[[06 compute]]"):
        path = room / "questions.yaml"
        path.write_text(
            f"06-return:\n  - question: Q?\n    returns: {given}\n    options:\n"
            "      - {text: A, right: true, why: B}\n      - {text: C, why: D}\n"
        )
        with pytest.raises(CourseError, match="returns is") as told:
            read_questions(path, "06")
        assert told.value.next_step == "Write lesson and verb of an objective: returns: [06 compute]"
