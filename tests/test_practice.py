"""Guesses, quizzes and progress: what a learner sees, what is stored, and that the first answer is the one that counts."""

from __future__ import annotations

import html
import io
import json
import math
import multiprocessing
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ai_ambitions import cli, plan, predict, progress, quiz, reveal, way_on
from ai_ambitions.core import notebooks, paths
from ai_ambitions.core.course import course, lesson, neighbours, tables_of
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import LESSONS, ROOT, SITE
from ai_ambitions.practice import exercises, sheet, ways
from ai_ambitions.practice import progress as progress_module
from ai_ambitions.practice import questions as questions_module
from ai_ambitions.practice import record as record_module
from ai_ambitions.practice.numbers import PLEASE, read_number
from ai_ambitions.practice.predict import Fact, is_right
from ai_ambitions.practice.progress import calibration, next_step
from ai_ambitions.practice.questions import Option, Question, question_set, questions, read_questions
from ai_ambitions.practice.questions import breaches as question_breaches
from ai_ambitions.practice.quiz import answers
from ai_ambitions.practice.record import clear, progress_file, read_progress, record
from ai_ambitions.practice.twice import drawn_order
from tests.support import browser
from tests.support.paper import Paper

NUMBERS = json.loads((ROOT / "tests" / "practice_numbers.json").read_text(encoding="utf-8"))
BESIDE = [  # guess, within, actual, digits, what is said
    (12.0, 0.25, 29.0, 0, "You guessed 12: 17 too low, more than a quarter away."),
    (40.0, 0.25, 29.0, 0, "You guessed 40: 11 too high, more than a quarter away."),
    (25.0, 0.25, 29.0, 0, "You guessed 25: 4 too low, within a quarter: right."),
    (21.75, 0.25, 29.0, 2, "You guessed 21.75: 7.25 too low, within a quarter: right."),
    (29.0, 0.25, 29.0, 0, "You guessed 29, on the number: right."),
    (9000.0, 0.1, 2368.0, 0, "You guessed 9,000: 6,632 too high, more than a tenth away."),
    (2.0, 0.25, 5.83, 1, "You guessed 2.0: 3.8 too low, more than a quarter away."),
    (3.0, 0.0, 2.0, 0, "You guessed 3: 1 too high."),
    (-4.0, 0.25, -5.0, 0, "You guessed -4: 1 too high, within a quarter: right."),
    (5.8, 0.0, 5.83, 1, "You guessed 5.8, on the number: right."),
    ("both", 0.25, "both", 0, "You guessed “both”, as it is: right."),
    ("both", 0.25, "neither", 0, "You guessed “both”, which is not it."),
]


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AI_AMBITIONS_MODE", "live")
    monkeypatch.setenv("AI_AMBITIONS_PROGRESS", str(tmp_path / "my-work" / "progress.json"))
    monkeypatch.setattr(record_module, "_UNWRITTEN", {})
    return tmp_path / "my-work" / "progress.json"


@pytest.fixture
def paper(live: Path, monkeypatch: pytest.MonkeyPatch) -> Paper:
    return Paper(monkeypatch)


def kept(live: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(live.read_text(encoding="utf-8"))
    return found


def ask(**more: Any) -> None:
    predict("06-h20", "How many?", **{"unit": "TPP", **more})


def show(actual: Any = 2368, **more: Any) -> None:
    reveal("06-h20", actual, unit="TPP", why="Because of the rule.", **more)


# --- numbers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", NUMBERS, ids=[case["text"] for case in NUMBERS])
def test_a_number_is_read_or_asked_back(case: dict[str, Any]) -> None:
    limits = tuple(case["limits"]) if "limits" in case else None
    assert read_number(case["text"], case.get("unit", ""), limits) == case.get("number", case.get("ask"))


@pytest.mark.needs_npm
def test_the_page_reads_numbers_and_speaks_of_guesses_as_the_notebook_does(tmp_path: Path) -> None:
    node = shutil.which("node")
    if not node:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Node.js is not here")
    facts = [
        [guess, within, {"actual": actual, "digits": digits}] for guess, within, actual, digits, _ in BESIDE
    ]
    given = {"numbers": NUMBERS, "facts": facts, "script": str(SITE / "_static" / "course.js")}
    (tmp_path / "given.json").write_text(json.dumps(given))
    (tmp_path / "try.js").write_text(
        """
        const fs = require("fs"), vm = require("vm");
        const given = JSON.parse(fs.readFileSync(process.argv[2]));
        const page = { addEventListener() {}, document: { addEventListener() {} }, MutationObserver: class { observe() {} }, window: {} };
        vm.runInNewContext(fs.readFileSync(given.script, "utf8"), page);
        console.log(JSON.stringify([
          given.numbers.map(c => page.readNumber(c.text, c.unit, c.limits)),
          given.facts.map(f => page.beside(...f)),
          page.earlierAnswers({ 2: "yes", 3: "only" }, ["a", "b", "c"], [["only", "no"], ["yes", "no"], ["yes", "no"]]),
        ]));
        """
    )
    command = [node, str(tmp_path / "try.js"), str(tmp_path / "given.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    numbers, said, earlier = json.loads(done.stdout)
    assert numbers == [case.get("number", case.get("ask")) for case in NUMBERS]
    assert said == [words for *_, words in BESIDE]
    assert earlier == {"a": "only", "b": "yes"}, (
        "by its text; where several questions have that, by its number"
    )


# --- predict and reveal -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("guess", "within", "actual", "digits", "words"), BESIDE)
def test_a_guess_is_set_beside_the_fact(
    guess: Any, within: float, actual: Any, digits: int, words: str
) -> None:
    fact, entry = Fact("06-x", actual, "", "", digits), {"guess": guess, "within": within}
    assert fact.beside(entry) == words
    assert fact.right(entry) == words.endswith("right.")


def test_what_counts_as_right() -> None:
    assert is_right(75, 100)
    assert not is_right(74.9, 100)
    assert is_right(125, 100)
    assert not is_right(125.1, 100)
    assert is_right(-75, -100)
    assert not is_right(130, 100)
    assert is_right(0, 0)
    assert not is_right(0.1, 0)
    assert is_right(95, 100, within=0.05)
    assert is_right("one", "one")
    assert not is_right("one", "two")


def test_a_reveal_stays_shut_until_the_guess_and_opens_by_itself(paper: Paper, live: Path) -> None:
    ask()
    show()
    assert "2,368" not in paper.text
    assert "Because of" not in paper.text
    assert "A guess within a quarter of the number counts as right." in paper.text
    paper.widgets("Dropdown")[0].value = 0.9
    paper.enter("9,000")
    assert "Noted: 9,000 TPP, sure (9 in 10)" in paper.text
    assert "2,368 TPP" in paper.text
    assert "You guessed 9,000: 6,632 too high, more than a quarter away." in paper.text
    assert "Because of the rule." in paper.text
    assert not paper.widgets("Button"), "what has served must go: the next day a widget is an error message"
    guess, shown = kept(live)["predictions"]["06-h20"], kept(live)["reveals"]["06-h20"]
    assert (guess["guess"], guess["confidence"], guess["within"], guess["unit"]) == (9000, 0.9, 0.25, "TPP")
    assert (shown["actual"], shown["guess"], shown["confidence"], shown["right"]) == (2368, 9000, 0.9, False)


def test_a_guess_before_the_reveal_is_run_and_again_after_a_restart(paper: Paper, live: Path) -> None:
    ask()
    paper.widgets("Text")[0].value = "2400"
    paper.press("Commit my guess")
    before = live.read_text()
    for _ in range(2):
        paper.wipe()
        ask()
        show()
        assert not paper.widgets("Text")
        assert "Your first guess counts: 2,400 TPP, a guess (5 in 10)" in paper.text
        assert "32 too high, within a quarter: right." in paper.text
    assert kept(live)["predictions"] == json.loads(before)["predictions"]
    assert kept(live)["reveals"]["06-h20"]["right"] is True
    at = live.stat().st_mtime_ns
    show()
    assert live.stat().st_mtime_ns == at, "a reveal that is only looked at again writes nothing"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Write a number"),
        ("4,8", "Do you mean 4.8 or 48?"),
        ("nan", "Write a number"),
        ("1e400", "larger than anything"),
        ("101", "cannot be above 100"),
    ],
)
def test_what_is_no_number_is_asked_back_and_not_stored(
    paper: Paper, live: Path, typed: str, said: str
) -> None:
    ask(limits=(0, 100))
    show()
    paper.enter(typed)
    assert said in paper.text
    assert paper.widgets("Text"), "the form stays"
    assert "2,368" not in paper.text
    assert not live.exists()


def test_a_choice_needs_to_be_made_and_is_right_if_it_is_the_same(paper: Paper, live: Path) -> None:
    predict("06-motor", "Which rule?", choices=["both", "neither"])
    assert "quarter" not in paper.text
    paper.press("Commit my guess")
    assert "Choose an answer first." in paper.text
    paper.widgets("RadioButtons")[0].value = "neither"
    paper.widgets("Dropdown")[0].value = 0.7
    paper.press("Commit my guess")
    reveal("06-motor", "neither", why="Suspended.")
    assert "You guessed “neither”, as it is: right." in paper.text
    entry = kept(live)["reveals"]["06-motor"]
    assert (entry["right"], entry["confidence"]) == (True, 0.7)


def test_shown_without_guessing_a_later_guess_is_kept_apart(paper: Paper, live: Path) -> None:
    ask()
    show()
    paper.press("Show without guessing")
    assert "2,368 TPP" in paper.text
    assert "Shown without a guess." in paper.text
    paper.enter("2368")
    assert "kept apart and does not count" in paper.text
    stored = kept(live)
    assert "predictions" not in stored
    assert stored["after_reveal"]["06-h20"]["guess"] == 2368
    assert "guess" not in stored["reveals"]["06-h20"]
    paper.wipe()
    ask()
    assert "The answer was shown before" in paper.text
    assert calibration(stored) == ""


def test_the_first_guess_counts_whatever_comes_later(paper: Paper, live: Path) -> None:
    ask()
    text, sure = paper.widgets("Text")[0], paper.widgets("Dropdown")[0]
    button = paper.widgets("Button")[0]
    paper.enter("2,000")
    first = kept(live)["predictions"]["06-h20"]
    sure.value = 0.9  # the same form in a second window, say
    button.click()
    assert kept(live)["predictions"]["06-h20"] == first
    assert "Your first guess counts: 2,000 TPP, a guess" in paper.text
    show()
    text.value = "2368"
    button.click()
    assert kept(live)["predictions"]["06-h20"] == first
    assert kept(live)["after_reveal"]["06-h20"]["guess"] == 2368
    assert kept(live)["reveals"]["06-h20"]["guess"] == 2000
    assert "kept apart" in paper.text


@pytest.mark.parametrize(
    ("mode", "verb"), [(mode, verb) for mode in ("record", "site") for verb in ("predict", "reveal")]
)
def test_what_is_stored_in_a_notebook_gives_nothing_away_and_is_always_the_same(
    paper: Paper, monkeypatch: pytest.MonkeyPatch, mode: str, verb: str
) -> None:
    monkeypatch.setenv("AI_AMBITIONS_MODE", mode)
    seen = []
    for _ in range(2):
        paper.wipe()
        ask() if verb == "predict" else show()
        seen.append((paper.outputs[0].shown._repr_html_(), repr(paper.outputs[0].shown)))
    assert seen[0] == seen[1]
    markup, words = seen[0]
    if verb == "reveal":
        assert "2,368" not in markup.split("<details>")[0]
        assert "<details><summary>Show without guessing</summary>" in markup
        assert "2,368" not in words.splitlines()[0]
        assert "2,368 TPP" in words
    else:
        assert "A guess within a quarter of the number counts as right." in markup
        assert '"confidence"' in html.unescape(markup)
        assert ("Run this cell to guess." in markup) == (mode == "record"), "the page makes a form of it"


def test_a_reveal_takes_what_pandas_computes(paper: Paper, live: Path) -> None:
    import numpy as np

    ask()
    paper.enter("3")
    show(np.int64(3))
    assert kept(live)["reveals"]["06-h20"]["actual"] == 3
    with pytest.raises(CourseError, match="the number to reveal is nan"):
        show(float("nan"))


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (lambda: predict("h20", "?"), "not an id"),
        (lambda: reveal("6-h", 1, why=""), "not an id"),
        (lambda: predict("06-h", "?", within=-1), "below 0"),
        (lambda: predict("06-h", "?", choices=["one", "one"]), "not distinct"),
    ],
)
def test_what_cannot_be_asked_is_said(paper: Paper, call: Any, reason: str) -> None:
    with pytest.raises(CourseError, match=reason):
        call()


def test_every_reveal_of_a_lesson_follows_its_question() -> None:
    import ast

    for entry in course().ready:
        asked: dict[str, str] = {}
        for cell in notebooks.read(entry.notebook).cells:
            if cell.cell_type != "code":
                continue
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    if node.func.id == "predict":
                        key = ast.literal_eval(node.args[0])
                        assert key not in asked, f"{key} is asked twice"
                        assert key.startswith(f"{entry.number}-")
                        asked[key] = cell.id
                    elif node.func.id == "reveal":
                        assert ast.literal_eval(node.args[0]) in asked, f"{entry.slug}, {cell.id}"


# --- quizzes ----------------------------------------------------------------------------------------------------------


def right_and_wrong(question: Question) -> tuple[str, str]:
    right = next(option.text for option in question.options if option.right)
    wrong = next(option.text for option in question.options if not option.right)
    return right, wrong


def answer(paper: Paper, choice: Any, text: str, which: int = 0) -> None:
    choice.value = text
    paper.press("Answer", which)


def test_the_first_answer_counts_says_so_and_stands_there_after_a_restart(paper: Paper, live: Path) -> None:
    first, *_ = asked = question_set("06-check")
    quiz("06-check")
    choices, buttons = paper.widgets("RadioButtons"), paper.widgets("Button")
    assert len(choices) == len(asked)
    assert "Yes." not in paper.text
    assert "Not quite." not in paper.text
    paper.press("Answer")
    assert "Choose an option first." in paper.text
    right, wrong = right_and_wrong(first)
    answer(paper, choices[0], wrong)
    assert "Your first answer counts." in paper.text
    folds = paper.markup.split("<details")[1:]
    opened = [fold for fold in folds if fold.startswith(" open")]
    assert len(opened) == 1
    assert html.escape(wrong) in opened[0]
    assert "Not quite." in opened[0]
    for option in first.options:  # the others can be read, too
        fold = next(fold for fold in folds if f"<summary>{html.escape(option.text)}" in fold)
        assert ("<b>Yes.</b>" in fold) == option.right == (sheet.GREEN in fold)
        assert html.escape(option.why) in fold
    choices[0].value = right
    buttons[0].click()
    stored = kept(live)["quizzes"]
    assert stored == {f"06-check: {first.text}": stored[f"06-check: {first.text}"]}
    entry = stored[f"06-check: {first.text}"]
    assert (entry["answer"], entry["right"], entry["question"]) == (wrong, False, first.text)

    paper.wipe()
    quiz("06-check")
    assert len(paper.widgets("RadioButtons")) == len(asked) - 1
    assert "← your answer" in paper.text
    answer(paper, paper.widgets("RadioButtons")[0], right_and_wrong(asked[1])[0])
    assert kept(live)["quizzes"][f"06-check: {asked[1].text}"]["right"] is True


def test_answers_of_the_first_edition_find_their_question(paper: Paper, live: Path) -> None:
    asked = question_set("06-check")
    old = {"answer": right_and_wrong(asked[2])[0], "right": True, "at": "2026-11-25T10:00:00"}
    gone = {"answer": "an option that is there no more", "right": False}
    live.parent.mkdir(parents=True)
    # Stored under another number: the question has moved since.
    live.write_text(json.dumps({"quizzes": {"06-check-1": old, "06-check-2": gone}}))
    quiz("06-check")
    assert len(paper.widgets("RadioButtons")) == len(asked) - 1
    assert paper.text.index(html.escape(asked[2].text)) < paper.text.index("← your answer")
    assert kept(live)["quizzes"] == {"06-check-1": old, "06-check-2": gone}


def test_an_old_answer_that_fits_several_questions_goes_by_its_number(live: Path) -> None:
    options = [("only", "no"), ("yes", "no"), ("yes", "no")]
    asked = [Question(name, name, tuple(Option(text, "", False) for text in texts))
             for name, texts in zip("abc", options, strict=True)]  # fmt: skip
    record("quizzes", "06-check-2", {"answer": "yes"})
    record("quizzes", "06-check-3", {"answer": "only"})
    found = answers("quizzes", "06-check", asked)
    assert {name: entry["answer"] for name, entry in found.items()} == {"a": "only", "b": "yes"}


def test_an_answer_whose_option_is_gone_is_still_the_first(paper: Paper, live: Path) -> None:
    first = question_set("06-check")[0]
    record("quizzes", f"06-check: {first.text}", {"answer": "something <else>", "right": False})
    quiz("06-check")
    assert "You answered “something &lt;else&gt;”; the options have changed since." in paper.text


def test_a_stored_quiz_is_drawn_in_the_same_order_as_the_live_one(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiz("06-check")
    live_order = [list(choice.options) for choice in paper.widgets("RadioButtons")]
    for mode in ("record", "site"):
        monkeypatch.setenv("AI_AMBITIONS_MODE", mode)
        paper.wipe()
        quiz("06-check")
        found = [html.unescape(part.split("</summary>")[0]) for part in paper.markup.split("<summary>")[1:]]
        assert found == [text for options in live_order for text in options]


SET = """06-check:
  - question: First?
    options:
      - {text: aa, why: because it is so}
      - {text: bb, why: because it is so, right: true}
      - {text: cc, why: because it is so}
  - question: Second?
    id: second
    options:
      - {text: dd, why: because it is so}
      - {text: ee, why: because it is so, right: true}
"""


def made(tmp_path: Path, text: str) -> dict[str, tuple[Question, ...]]:
    path = tmp_path / "chip_ban" / "questions.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return read_questions(path, "06")


def test_the_order_is_drawn_once_for_ever(tmp_path: Path) -> None:
    first, second = made(tmp_path, SET)["06-check"]
    assert (first.name, second.name) == ("First?", "second")
    # Turned round in the file, moved, or reworded under its id: the same order.
    lines = SET.splitlines(keepends=True)
    turned = "".join([lines[0], *lines[6:9], lines[10], lines[9], *lines[1:3], *lines[5:2:-1]])
    again = made(tmp_path, turned.replace("Second?", "Second, in other words?"))["06-check"]
    assert again[1] == first
    assert (again[0].name, again[0].options) == ("second", second.options)
    # An order that a later edition has to keep: answers on the page and in the notebook stand in it.
    assert [option.text for option in first.options] == ["cc", "bb", "aa"]


def test_an_answer_stays_with_a_question_that_is_moved_and_reworded_under_its_id(
    paper: Paper, live: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ai_ambitions.practice.quiz.question_set", lambda _: made(tmp_path, SET)["06-check"])
    quiz("06-check")
    answer(paper, paper.widgets("RadioButtons")[1], "ee", 1)
    assert list(kept(live)["quizzes"]) == ["06-check: second"]
    head, first, second = SET.partition("  - question: First?")[0], *SET.split("  - question: ")[1:]
    new = (
        f"{head}  - question: {second.replace('Second?', 'Second, in other words?')}  - question: New{first}"
    )
    monkeypatch.setattr("ai_ambitions.practice.quiz.question_set", lambda _: made(tmp_path, new)["06-check"])
    paper.wipe()
    quiz("06-check")
    assert len(paper.widgets("RadioButtons")) == 1
    assert paper.text.index("Second, in other words?") < paper.text.index("ee ← your answer")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("06-check:", "05-check:", "chip_ban/questions.yaml: the set '05-check' is named for another lesson"),
        ("text: aa", "text: No", "question 1 (First?), option 1: text is False, not a text"),
        ("text: aa", "text: bb", "question 1 (First?): the option 'bb' stands there twice"),
        ("question: Second?", "question: 'First?'\n    idd: x", "question 2: the key idd is not known"),
        ("question: Second?\n    id: second", "question: First?", "'First?' stands there twice"),
        ("text: dd, why: because it is so", "text: dd", "question 2 (Second?), option 1: the key why is missing"),
        ("text: cc,", "text: cc, right: true,", "question 1 (First?): 2 options are marked right"),
        (", right: true", "", "question 1 (First?): 0 options are marked right"),
        ("right: true", "right: maybe", "option 2: right is 'maybe'"),
        ("question: First?", "question: a: b", "line 2, is not YAML"),
        (SET, "- a", "holds no sets"),
        (SET, "06-check: {}", "06-check: no list of questions"),
        (SET, "06-check: [3]", "06-check, question 1: no keys"),
        (SET, "06-check: [{question: a, options: [1]}]", "options needs a list of two or more"),
        (SET, "", "holds no sets"),
    ],
)  # fmt: skip
def test_a_fault_in_the_file_is_named_with_question_and_key(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    assert old in SET
    with pytest.raises(CourseError) as fault:
        made(tmp_path, SET.replace(old, new))
    assert words in fault.value.reason
    assert fault.value.next_step


def test_check_data_names_the_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a teacher sees who writes a question."""
    assert list(question_breaches()) == []

    def broken(number: str) -> Any:
        return made(tmp_path, SET.replace("right: true", "rigth: true")) if number == "06" else {}

    monkeypatch.setattr(questions_module, "questions", broken)
    assert list(question_breaches()) == [
        "chip_ban/questions.yaml, 06-check, question 1 (First?), option 2: the key rigth is not known. "
        "Known: right, text, why."
    ]
    monkeypatch.setattr("ai_ambitions.data.check.report", lambda: ("", 0))
    monkeypatch.setattr("ai_ambitions.data.second.second_look", lambda _: [])
    assert cli.main(["check", "data"]) == 1
    assert "✗ chip_ban/questions.yaml, 06-check, question 1 (First?), option 2" in capsys.readouterr().out


def test_every_option_explains_itself() -> None:
    for entry in course().ready:
        for asked in questions(entry.number).values():
            for question in asked:
                assert all(len(option.why) > 10 for option in question.options), question.text


def test_the_right_answer_is_told_by_no_place_and_no_length() -> None:
    places: Counter[int] = Counter()
    longest: dict[str, list[bool]] = {}
    for entry in course().ready:
        for key, asked in questions(entry.number).items():
            right = [next(n for n, option in enumerate(q.options) if option.right) for q in asked]
            assert len(right) < 4 or len(set(right)) > 1, (
                f"{key}: always at place {right[0] + 1}; give one an id"
            )
            assert len(right) < 8 or max(Counter(right).values()) <= len(right) / 2, (
                f"{key}: most right answers at one place; give some questions an id"
            )
            places.update(right)
            for place, question in zip(right, asked, strict=True):
                sizes = [len(option.text) for option in question.options]
                longest.setdefault(entry.room, []).append(sizes[place] == max(sizes))
    # No further from a third than chance would be in 99 of 100 draws.
    total = sum(places.values())
    chance = 2.6 * math.sqrt(2 / 9 / total)
    print("right answers by place:", dict(sorted(places.items())))
    for place in range(3):
        assert abs(places[place] / total - 1 / 3) < chance, places
    for room, found in longest.items():
        print(f"{room}: the right answer is the longest in {sum(found)} of {len(found)}")
    for room, found in longest.items():
        assert sum(found) <= 0.4 * len(found), room


# --- a test before learning -------------------------------------------------------------------------------------------


def test_a_first_test_explains_nothing_and_keeps_its_answers(paper: Paper, live: Path) -> None:
    quiz("00-pretest", explain=False)
    asked = drawn_order("00-pretest", question_set("00-pretest"))  # as this learner meets them
    choices = paper.widgets("RadioButtons")
    assert len(choices) == len(asked) == 12
    assert "0 of 12 answered." in paper.text
    right, wrong = right_and_wrong(asked[0])
    choices[0].value = right
    choices[0].value = wrong  # a change of mind before anything was explained
    choices[2].value = right_and_wrong(asked[2])[0]
    entry = kept(live)["pretests"][f"00-pretest: {asked[0].name}"]
    assert (entry["answer"], entry["right"], entry["options"]) == (wrong, False, 3)
    assert "2 of 12 answered; still open: 2, 4, 5, 6, 7, 8, 9, 10, 11, 12." in paper.text
    assert "Noted on this computer" in paper.text
    for option in (option for question in asked for option in question.options):
        assert html.escape(option.why) not in paper.markup
    assert "quizzes" not in kept(live)

    paper.wipe()
    quiz("00-pretest", explain=False)
    again = paper.widgets("RadioButtons")
    assert again[0].value == wrong
    assert [choice.disabled for choice in again] == [True, False, True] + [False] * 9
    paper.press("I am done")
    assert "2 of 12 answered; still open: 2" in paper.text
    for choice, question in zip(again, asked, strict=True):
        if not choice.disabled:
            choice.value = right_and_wrong(question)[0]
    paper.press("I am done")
    assert not paper.widgets("RadioButtons")
    assert "All 12 answered. These first answers stay." in paper.text
    assert html.escape(wrong) in paper.markup
    plain = repr(progress())
    assert "first test: 12 answered" in plain
    assert "right" not in next(line for line in plain.splitlines() if line.startswith("00"))


def test_a_first_test_of_the_first_edition_survives_a_moved_question(paper: Paper, live: Path) -> None:
    asked = question_set("00-pretest")
    moved = {f"00-pretest-{n}": {"answer": right_and_wrong(q)[1], "right": False, "options": 3}
             for n, q in enumerate([asked[3], *asked[:3], *asked[4:]], 1)}  # fmt: skip
    live.parent.mkdir(parents=True)
    live.write_text(json.dumps({"pretests": moved}))
    quiz("00-pretest", explain=False)
    assert "All 12 answered" in paper.text
    for question in asked:
        assert (
            f"{html.escape(question.text)}<br><b>{html.escape(right_and_wrong(question)[1])}</b>"
            in paper.markup
        )


def test_a_first_test_on_a_page_holds_no_answers(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_AMBITIONS_MODE", "site")
    asked = question_set("00-pretest")
    quiz("00-pretest", explain=False)
    assert paper.markup.count("<ul>") == len(asked)
    assert 'data-key="00-pretest"' in paper.markup
    for option in (option for question in asked for option in question.options):
        assert f"<li>{html.escape(option.text)}</li>" in paper.markup
        assert html.escape(option.why) not in paper.markup
    assert "right" not in paper.markup.lower()


# --- the record -------------------------------------------------------------------------------------------------------


def test_a_broken_record_is_set_aside(live: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record("predictions", "06-x", {"guess": 1})
    assert kept(live)["predictions"]["06-x"]["guess"] == 1
    for broken in ('{"predictions": ', "[]", '{"predictions": 3}'):
        live.write_text(broken)
        record("quizzes", "06-check: a", {"right": True})
        assert list(live.parent.glob("progress.broken-*.json"))
        assert "kept as" in capsys.readouterr().out
        assert list(kept(live)) == ["quizzes"]


def test_a_full_disk_loses_nothing_and_practice_goes_on(
    paper: Paper, live: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record("predictions", "06-x", {"guess": 1})
    before = live.read_text()

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(record_module.json, "dump", full)
    ask()
    show()
    paper.enter("2400")
    assert live.read_text() == before
    assert sorted(path.name for path in live.parent.iterdir()) == ["progress.json"]
    assert "could not be stored (No space left on device)" in paper.text
    assert "32 too high" in paper.text, "until the kernel ends, the guess counts"
    assert "could not be stored" in capsys.readouterr().out


def test_a_folder_that_cannot_be_made_is_told(live: Path, capsys: pytest.CaptureFixture[str]) -> None:
    live.parent.write_text("a file where the folder should be")
    assert "could not be stored" in record("predictions", "06-x", {"guess": 1})


def hammer(path: str, name: str) -> None:
    os.environ |= {"AI_AMBITIONS_PROGRESS": path, "AI_AMBITIONS_MODE": "live"}
    for number in range(60):
        record("predictions", f"06-{name}{number}", {"guess": number})


def test_two_kernels_that_write_at_once_keep_both(live: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    kernels = [spawn.Process(target=hammer, args=(str(live), name)) for name in "ab"]
    for kernel in kernels:
        kernel.start()
    for kernel in kernels:
        kernel.join()
    assert len(kept(live)["predictions"]) == 120
    assert list(live.parent.iterdir()) == [live]


def test_a_lock_left_behind_stops_nobody(live: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_module, "PATIENCE", 0.05)
    live.parent.mkdir(parents=True)
    lock = live.with_suffix(".lock")
    lock.touch()
    assert record("predictions", "06-x", {"guess": 1}) == ""
    assert not lock.exists()


def test_what_the_first_edition_took_for_a_number_is_no_guess(paper: Paper, live: Path) -> None:
    live.parent.mkdir(parents=True)
    live.write_text('{"predictions": {"06-h20": {"guess": NaN, "confidence": 0.9}, "06-y": {"guess": 1}}}')
    ask()
    show()
    assert "2,368" not in paper.text
    paper.enter("2300")
    assert kept(live)["predictions"]["06-h20"]["guess"] == 2300
    assert kept(live)["predictions"]["06-y"]["guess"] == 1


def test_it_is_recorded_in_the_course_that_the_exercise_lies_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AI_AMBITIONS_PROGRESS")
    mine, other, nowhere = (tmp_path / name for name in ("mine", "other", "nowhere"))
    for folder in (mine, other):
        for part in ("lessons", "datasets", "my-work/06-chip-ban"):
            (folder / part).mkdir(parents=True)
    nowhere.mkdir()
    exercise = mine / "my-work" / "06-chip-ban" / "06-chip-ban.ipynb"
    monkeypatch.chdir(nowhere)
    assert progress_file(exercise) == mine / "my-work" / "progress.json"
    assert progress_file() == ROOT / "my-work" / "progress.json"
    monkeypatch.chdir(other / "my-work")
    assert progress_file(exercise) == mine / "my-work" / "progress.json"
    assert progress_file() == other / "my-work" / "progress.json"
    assert progress_file(nowhere / "copy.ipynb") == other / "my-work" / "progress.json"
    monkeypatch.chdir(nowhere)
    monkeypatch.setattr(paths, "ROOT", nowhere)
    assert progress_file() == Path.home() / ".ai-ambitions" / "progress.json"


def test_a_check_from_another_folder_counts_in_the_course_and_for_the_lesson(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AI_AMBITIONS_MODE", "live")
    monkeypatch.delenv("AI_AMBITIONS_PROGRESS")
    for part in ("lessons", "datasets", "my-work", "elsewhere"):
        (tmp_path / "mine" / part if part != "elsewhere" else tmp_path / part).mkdir(parents=True)
    renamed = tmp_path / "mine" / "my-work" / "my-copy.ipynb"
    renamed.touch()
    passed = [
        exercises.TaskResult("06-tpp-visible", 2, True, ""),
        exercises.TaskResult("06-rule", 3, False, ""),
    ]
    monkeypatch.setattr(exercises, "check", lambda _: passed)
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert cli.main(["check", str(renamed)]) == 1
    entry = kept(tmp_path / "mine" / "my-work" / "progress.json")["exercises"]["06-chip-ban"]
    assert (entry["points"], entry["of"]) == (2, 5)


@pytest.mark.parametrize(("typed", "cleared"), [("yes\n", True), ("no\n", False), ("", False)])
def test_clearing_asks_first_and_keeps_a_copy(
    live: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str, cleared: bool
) -> None:
    record("predictions", "06-x", {"guess": 1})
    record("exercises", "06-chip-ban", {"points": 1, "of": 5})
    record("predictions", "05-x", {"guess": 2})
    before = live.read_text()
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert cli.main(["progress", "--clear", "6"]) == (0 if cleared else 1)
    said = capsys.readouterr().out
    assert "of lesson 06? Type yes: " in said
    copies = list(live.parent.glob("progress.before-clearing-*.json"))
    if cleared:
        assert "Cleared: 2 entries of lesson 06." in said
        assert [copy.read_text() for copy in copies] == [before]
        assert {kind: list(entries) for kind, entries in kept(live).items() if entries} == {
            "predictions": ["05-x"]
        }
    else:
        assert "Nothing was cleared." in said
        assert (live.read_text(), copies) == (before, [])


def test_clearing_everything_and_nothing(live: Path) -> None:
    assert clear("all") == (0, None)
    record("predictions", "06-x", {"guess": 1})
    record("predictions", "05-x", {"guess": 1})
    assert clear("01") == (0, None)
    assert clear("all")[0] == 2
    assert not any(read_progress().values())


# --- progress ---------------------------------------------------------------------------------------------------------


def test_progress_lists_every_lesson_and_says_what_comes_next(live: Path) -> None:
    plain = repr(progress())
    for entry in course().lessons:
        line = next(line for line in plain.splitlines() if line.startswith(f"{entry.number}  {entry.title}"))
        assert line.endswith("not begun" if entry.ready else "to come")
        assert f" {entry.minutes['core']} + {entry.minutes['exercise']}  " in line
    assert f"Next: Begin with lesson 00, {lesson('00').title} (" in plain
    assert "lessons/00-start-here.ipynb)" in plain
    assert not live.exists()


def stamped(stored: dict[str, Any], kind: str, key: str, at: str, **entry: Any) -> None:
    stored.setdefault(kind, {})[key] = entry | {"at": at}


def test_what_comes_next_follows_the_lesson_last_worked_on(
    live: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress_module, "MY_WORK", live.parent)
    stored: dict[str, Any] = {}

    def step() -> str:
        live.parent.mkdir(exist_ok=True)
        live.write_text(json.dumps(stored))
        made = next_step(read_progress())
        return f"{made.words} {made.command} {made.notebook.name if made.notebook else ''}"

    stamped(stored, "predictions", "05-x", "2026-01-01", guess=1)
    stamped(stored, "predictions", "06-x", "2026-01-02", guess=1)
    number = sum(len(asked) for asked in questions("06").values())
    assert step() == f"Go on in lesson 06: {number} quiz questions are still open  06-chip-ban.ipynb"
    for key, asked in questions("06").items():
        for question in asked:
            stamped(stored, "quizzes", f"{key}: {question.name}", "2026-01-02", answer="", right=False)
    assert step() == "Get your copy of the exercise to lesson 06 ambitions start 06 "
    copy = live.parent / "06-chip-ban" / "06-chip-ban.ipynb"
    copy.parent.mkdir()
    copy.touch()
    assert step() == (
        "Work on the exercise to lesson 06, save it, and check it ambitions check 06 06-chip-ban.ipynb"
    )
    stamped(stored, "exercises", "06-chip-ban", "2026-01-03", points=4, of=5)
    assert "ambitions check 06" in step()
    stamped(stored, "exercises", "06-chip-ban", "2026-01-03", points=5, of=5)
    assert step() == f"Go on with lesson 00, {lesson('00').title}  00-start-here.ipynb"
    stamped(stored, "predictions", "00-x", "2026-01-01", guess=1)
    following = course().ready[1]
    assert step() == f"Go on with lesson {following.number}, {following.title}  {following.notebook.name}"
    for entry in course().ready:
        stamped(stored, "predictions", f"{entry.number}-x", "2026-01-02", guess=1)
    number = sum(len(asked) for key, asked in questions("00").items() if key != "00-pretest")
    assert step().startswith(f"Go on in lesson 00: {number} quiz questions are still open")


def test_progress_tells_what_was_done_and_how_well_one_judges(live: Path) -> None:
    for n, (confidence, right) in enumerate([(0.9, True), (0.9, True), (0.9, False), (0.5, False)]):
        record("predictions", f"06-p{n}", {"guess": 1, "confidence": confidence})
        record("reveals", f"06-p{n}", {"guess": 1, "actual": 2, "confidence": confidence, "right": right})
    # The first edition stored no "right"; a quarter is what counts.
    record("reveals", "06-old", {"guess": 80, "actual": 100, "confidence": 0.7})
    record("reveals", "06-seen", {"actual": 100})
    record("quizzes", "06-check: a", {"answer": "x", "right": True})
    record("quizzes", "06-check-2", {"answer": "x", "right": False})
    record("exercises", "06-chip-ban", {"points": 4, "of": 5})
    record("exercises", "my-copy", {"points": 1, "of": 5})
    record("exercises", "06-copy", {"points": 2, "of": 5})
    shown = progress()
    plain = repr(shown)
    assert "4 guesses; 1 of 2 quiz answers right at first; exercise 4 of 5 points (visible tests)" in plain
    assert (
        "Your guesses: of 3 called “sure”, 2 right; of 1 called “likely”, 1 right; of 1 called “a guess”, 0 right. "
        "Well judged would be 9, 7, 5 in 10."
    ) in plain
    assert "Also checked: my-copy (1 of 5 points), 06-copy (2 of 5 points)." in plain
    assert not any(line.startswith("my") for line in plain.splitlines())
    assert plain.count("points (visible tests)") == 1
    assert plain.endswith("ambitions progress --clear 06")
    for line in plain.split("\n\n")[2].splitlines()[1:]:
        assert html.escape(line) in shown._repr_html_()


# --- head and end of a lesson -----------------------------------------------------------------------------------------


def links(markup: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', markup)


def test_the_head_of_a_lesson_comes_from_the_map_and_from_what_it_loads() -> None:
    words, entry = repr(plan("06")), lesson("06")
    for minutes in entry.minutes.values():
        assert f"{minutes} " in words
    assert entry.question in words
    assert "Before it: 00, Start here" in words
    assert 'Claims: C20, C22 (verdict("C20", "C22"))' in words
    assert f"Tables: {', '.join(tables_of('06'))}" in words
    assert "chips" in tables_of("06")
    assert f"{lesson('12').minutes['essay']} for the capstone" in repr(plan("12"))
    assert "for its essay" in words
    for entry in course().lessons:
        for needed in map(lesson, entry.needs):
            told = f"{needed.number}, {needed.title}" + ("" if needed.ready else " (to come)")
            assert told in repr(plan(entry.number))
    with pytest.raises(CourseError, match="no lesson"):
        plan("77")


@pytest.mark.parametrize("number", [entry.number for entry in course().ready])
def test_the_way_on_leads_to_what_is_there(
    paper: Paper, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    monkeypatch.setenv("AI_AMBITIONS_MODE", "record")
    way_on(number)
    entry = lesson(number)
    found = links(paper.markup)
    for link in found:
        assert (LESSONS / link).exists(), link
    assert f"../exercises/{entry.slug}/{entry.slug}.ipynb" in found
    assert f"../site/teachers/{entry.slug}.md" in found
    assert [f"../datasets/{name}.csv" for name in tables_of(number)] == found[
        -len(tables_of(number)) - 1 : -1
    ]
    _, following = neighbours(entry)
    if following:
        assert f"{following.slug}.ipynb" in found
    else:
        assert "the last one that is here" in paper.text


def test_the_way_on_of_a_page_leads_to_pages(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_AMBITIONS_MODE", "site")
    way_on("06")
    found = links(paper.markup)
    assert "../exercises/06-chip-ban/06-chip-ban.html" in found
    assert "../claims.html#c20" in found
    assert "../data/chips.html" in found
    assert not [link for link in found if link.endswith((".ipynb", ".csv", ".md"))]
    monkeypatch.setattr(ways, "lesson", lambda number: replace(lesson(number), status="coming"))
    with pytest.raises(CourseError, match="still to come"):
        way_on("06")


def test_a_button_makes_the_copy_and_the_link_leads_there(
    paper: Paper, live: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exercises, "MY_WORK", tmp_path / "my-work")
    monkeypatch.setattr(ways, "MY_WORK", tmp_path / "my-work")
    monkeypatch.setattr(ways, "LESSONS", tmp_path / "lessons")
    (tmp_path / "lessons").mkdir()
    way_on("06")
    assert not links(paper.markup)
    (tmp_path / "my-work").write_text("in the way")
    paper.press("Get my copy of the exercise")
    assert "exists" in paper.text.lower() or "directory" in paper.text.lower()
    (tmp_path / "my-work").unlink()
    paper.press("Get my copy of the exercise")
    assert (tmp_path / "my-work" / "06-chip-ban" / "06-chip-ban.ipynb").exists()
    assert links(paper.markup) == ["../my-work/06-chip-ban/06-chip-ban.ipynb"]
    assert not paper.widgets("Button")
    paper.wipe()
    way_on("06")
    assert links(paper.markup) == ["../my-work/06-chip-ban/06-chip-ban.ipynb"]


# --- the web page -----------------------------------------------------------------------------------------------------

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>A page</title><link rel="stylesheet" href="course.css"><script src="course.js"></script>
<body><main class="bd-article"><h1>A page</h1>{}</main></body></html>"""


@pytest.fixture
def page(paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A phone's page with two predictions, a quiz and a test, as the site has them."""
    if not browser.chromium():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Chromium is not here")
    monkeypatch.setenv("AI_AMBITIONS_MODE", "site")
    ask()
    show()
    predict("06-motor", "Which rule?", choices=["both", "neither"])
    reveal("06-motor", "neither", why="Suspended.")
    quiz("06-check")
    quiz("00-pretest", explain=False)
    folder = tmp_path / "page"
    folder.mkdir()
    for name in ("course.js", "course.css"):
        shutil.copy(SITE / "_static" / name, folder)
    (folder / "index.html").write_text(PAGE.format(paper.markup), encoding="utf-8")
    with (
        browser.served(folder) as address,
        browser.browser() as engine,
        browser.page(engine, viewport={"width": 390, "height": 844}) as tab,
    ):
        tab.goto(address)
        yield tab
        assert not tab.faults
        assert not tab.escaped


@pytest.mark.browser
def test_a_page_opens_a_reveal_after_the_guess_and_the_first_guess_counts(page: Any) -> None:
    answer, form = page.locator(".ai-reveal").nth(0), page.locator(".ai-predict").nth(0)
    assert not answer.get_by_text("2,368 TPP").is_visible()
    number = form.get_by_label("A number: How many?")
    number.fill("15,7")
    number.press("Enter")
    assert form.locator("output").inner_text() == "Do you mean 15.7 or 157?"
    form.get_by_label("How sure are you?").select_option(label="sure (9 in 10)")
    number.fill("4 000")
    number.press("Enter")
    assert (
        form.locator("output").inner_text()
        == "Noted: 4,000 TPP, sure (9 in 10). Your first guess counts. Read on."
    )
    for _ in range(2):
        assert answer.get_by_text("2,368 TPP").is_visible()
        assert (
            answer.locator(".ai-guess").inner_text()
            == "You guessed 4,000: 1,632 too high, more than a quarter away."
        )
        assert form.locator("form").count() == 0
        page.reload()
    assert form.locator("output").inner_text() == "Your first guess counts: 4,000 TPP, sure (9 in 10)."
    # The other one is shut still; shown without guessing, a guess does not count.
    other = page.locator(".ai-reveal").nth(1)
    assert not other.get_by_text("Suspended.").is_visible()
    other.get_by_text("Show without guessing").click()
    assert other.get_by_text("Suspended.").is_visible()
    page.get_by_label("neither").check()
    page.get_by_role("button", name="Commit my guess").click()
    assert "kept apart" in page.locator(".ai-predict output").nth(1).inner_text()
    kept = page.evaluate("Object.keys(localStorage).sort()")
    assert kept == [f"ai-ambitions:06-{name}" for name in ("h20", "motor:after", "motor:shown")]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Clear my answers on this page").click()
    number.wait_for()  # the page was loaded again
    assert page.evaluate("Object.keys(localStorage)") == []
    assert page.locator(".ai-clear").count() == 0


@pytest.mark.browser
def test_a_page_keeps_the_first_answer_of_a_quiz(page: Any) -> None:
    question = page.locator(".ai-question").nth(0)
    name = question.get_attribute("data-name")
    folds = question.locator("summary")
    chosen = folds.nth(1).inner_text()
    folds.nth(1).press("Enter")
    question.locator("output").wait_for()
    folds.nth(0).press("Enter")
    for _ in range(2):
        assert folds.nth(1).inner_text() == f"{chosen} ← your answer"
        assert question.locator("b", has_text="your answer").count() == 1
        assert "Your first answer counts" in question.locator("output").inner_text()
        assert question.locator("details").nth(1).get_attribute("open") is not None
        assert page.evaluate("JSON.parse(localStorage['ai-ambitions:06-check'])") == {name: chosen}
        page.reload()


@pytest.mark.browser
def test_a_page_tells_what_is_missing_and_reads_the_answers_of_the_first_edition(page: Any) -> None:
    box = page.locator(".ai-pretest")
    asked = {question.text: question for question in question_set("00-pretest")}
    assert box.locator("output").inner_text() == "0 of 12 answered."
    third = asked[box.locator("legend").nth(2).inner_text().removeprefix("3. ")]
    box.locator("fieldset").nth(2).locator("input").nth(0).check()
    assert (
        box.locator("output")
        .inner_text()
        .startswith("1 of 12 answered; still open: 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12. Kept in this browser")
    )
    text = box.locator("fieldset").nth(2).locator("input").nth(0).get_attribute("value")
    assert third.option(text)
    assert page.evaluate("JSON.parse(localStorage['ai-ambitions:00-pretest'])") == {third.name: text}
    page.reload()
    assert box.locator("fieldset").nth(2).locator("input:checked").get_attribute("value") == text
    assert box.locator("fieldset").nth(2).locator("input").nth(1).is_disabled()
    page.evaluate(f"localStorage['ai-ambitions:00-pretest'] = JSON.stringify({{1: {json.dumps(text)}}})")
    page.reload()
    assert box.locator("input:checked").count() == 1
    assert box.locator("fieldset").nth(2).locator("input:checked").get_attribute("value") == text
    page.evaluate("localStorage['ai-ambitions:06-h20'] = JSON.stringify('9,000')")
    page.reload()
    assert page.locator(".ai-guess").inner_text().startswith("You guessed 9,000: 6,632 too high")


@pytest.mark.browser
def test_a_page_is_complete_without_its_script(page: Any) -> None:
    with browser.page(page.context.browser, java_script_enabled=False) as still:
        still.goto(page.url)
        assert not still.get_by_text("2,368 TPP").is_visible()
        still.get_by_text("Show without guessing").first.click()
        assert still.get_by_text("2,368 TPP").is_visible()
        assert still.get_by_text("both · neither").is_visible()
        still.locator(".ai-question summary").first.click()
        assert still.locator(".ai-question details[open] b").first.inner_text() in ("Yes.", "Not quite.")


@pytest.mark.browser
@pytest.mark.needs_npm
def test_a_page_of_forms_is_fit_for_screen_readers(page: Any) -> None:
    page.locator(".ai-question summary").first.click()
    page.get_by_text("Show without guessing").first.click()
    assert browser.faults(page) == []


# --- what mutants survived --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["record", "site"])
def test_only_a_live_notebook_is_recorded(live: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    monkeypatch.setenv("AI_AMBITIONS_MODE", how)
    assert record_module.record("quizzes", "06-check: one", {"right": True}) == ""
    assert not live.exists()
    assert record_module.read_progress() == {}


def test_a_screen_reader_hears_what_appears(paper: Paper, live: Path) -> None:
    ask()
    paper.enter("many")
    assert f'<div role="status">{PLEASE}</div>' in paper.markup
    paper.enter("4000")
    assert '<div role="status">Noted: ' in paper.markup


def test_no_copy_is_offered_where_there_is_one(
    paper: Paper, live: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways, "MY_WORK", tmp_path)
    (tmp_path / "06-chip-ban").mkdir()
    (tmp_path / "06-chip-ban" / "06-chip-ban.ipynb").write_text("{}")
    way_on("06")
    assert not paper.widgets("Button")
    assert "ambitions check 06" in paper.text


def test_a_file_that_opens_and_takes_nothing_is_not_ready(
    live: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from contextlib import nullcontext
    from types import SimpleNamespace

    from ai_ambitions.practice import ready

    def full(_: bytes) -> None:
        raise OSError(28, "No space left on device")

    trial = SimpleNamespace(write=full, flush=lambda: None)
    monkeypatch.setattr(ready.tempfile, "TemporaryFile", lambda **_: nullcontext(trial))
    ready.ready()
    assert "✗ Your answers: cannot be written in" in capsys.readouterr().out


def test_under_a_quiz_it_says_when_an_answer_could_not_be_stored(
    paper: Paper, live: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_module, "_change", lambda *_: "The disk is <full>.")
    quiz("00-check")
    choice = paper.widgets("RadioButtons")[0]
    choice.value = choice.options[0]
    paper.press("Answer")
    assert "The disk is &lt;full&gt;." in paper.markup
    assert "← your answer" in paper.markup  # it counts all the same until the kernel ends


def test_a_reason_stands_in_the_lessons_questions() -> None:
    from ai_ambitions.practice.questions import reason

    assert reason("10-rate") == "The US plan is three times as long."
    with pytest.raises(CourseError, match="no reason for the guess called '10-rates'"):
        reason("10-rates")
