"""Quizzes that explain each option. The first answer counts."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any

from ai_ambitions.core.mode import mode
from ai_ambitions.display.tables import Shown
from ai_ambitions.practice.questions import Option, Question, question_set
from ai_ambitions.practice.record import read_progress, record
from ai_ambitions.practice.sheet import ASLEEP, GREEN, ORANGE, Sheet, note, status

COUNTS = "Your first answer counts. Read what is said of the others, too."
HOW = "Choose, then press Answer. Your first answer to a question counts; then every option says why."


def quiz(key: str, *, explain: bool = True) -> None:
    """Ask the questions stored under a key such as ``"06-check"``.

    Parameters
    ----------
    key
        Lesson and name of the set of questions.
    explain
        Once a question is answered, every option explains itself, and the first answer is the one that counts. ``False``
        makes it a test before learning, as ``practice.twice`` has it: answers are noted, nothing is explained.

    Raises
    ------
    CourseError
        For a key that does not exist, with the closest ones; for a file of questions that is not as it should be.
    """
    from IPython.display import display

    asked = question_set(key)
    if not explain:
        from ai_ambitions.practice.twice import first_test  # which needs what is below

        first_test(key)
    elif mode() != "live":
        display(_printed_quiz(key, asked))
    else:
        earlier = answers("quizzes", key, asked)
        if len(earlier) < len(asked):
            display(Shown(f"<small>{HOW}</small>{ASLEEP}", HOW))
        for number, question in enumerate(asked, 1):
            if question.name in earlier:
                display(_answered(number, question, earlier[question.name]))
            else:
                _ask(key, number, question)


def answers(kind: str, key: str, asked: Sequence[Question]) -> dict[str, dict[str, Any]]:
    """What was answered in a set, by question. ``kind`` is ``quizzes``, ``pretests`` or ``posttests``.

    Answers are stored by the question's name. The first edition stored them by number, and questions have moved since: such
    an answer goes to the one question that has an option of this text; where several have, to the one at its number.
    """
    stored: dict[str, Any] = read_progress().get(kind, {})
    found = {
        question.name: stored[name] for question in asked if (name := stored_name(key, question)) in stored
    }
    for name, entry in stored.items():
        old = re.fullmatch(re.escape(key) + r"-(\d+)", name)
        if not old:
            continue
        fits = [question for question in asked if question.option(entry.get("answer"))]
        place = int(old[1]) - 1
        if len(fits) > 1:
            fits = [question for question in fits if place < len(asked) and asked[place] is question]
        for question in fits:
            found.setdefault(question.name, entry)
    return found


def stored_name(key: str, question: Question) -> str:
    """Under which key the answer to a question of a set is stored."""
    return f"{key}: {question.name}"


def _head(number: int, question: Question) -> str:
    return f"<p><b>{number}.</b> {html.escape(question.text)}</p>"


def _folds(question: Question, chosen: str = "") -> str:
    """Each option as a fold-out with its own explanation: this works without a kernel, a script or a mouse."""
    return "".join(
        f"<details{' open' if option.text == chosen else ''}>"
        f"<summary>{html.escape(option.text)}{' <b>← your answer</b>' if option.text == chosen else ''}</summary>"
        f"{explained(option)}</details>"
        for option in question.options
    )


def explained(option: Option) -> str:
    """Why an option is right or not, behind a bar of its colour."""
    word = "Yes." if option.right else "Not quite."
    return note(f"<b>{word}</b> {html.escape(option.why)}", GREEN if option.right else ORANGE)


def _printed_quiz(key: str, asked: Sequence[Question]) -> Shown:
    parts = [
        f'<div class="ai-question" role="group" aria-label="Question {number}" data-name="{html.escape(question.name)}">'
        f"{_head(number, question)}{_folds(question)}</div>"
        for number, question in enumerate(asked, 1)
    ]
    words = "\n".join(f"{number}. {question.text}" for number, question in enumerate(asked, 1))
    return Shown(f'<div class="ai-quiz" data-key="{key}">{"".join(parts)}</div>', words)


def _answered(number: int, question: Question, entry: dict[str, Any], problem: str = "") -> Shown:
    """A question with the answer that counts, and the reasons for all options."""
    chosen = str(entry.get("answer"))
    gone = "" if question.option(chosen) else f"You answered “{chosen}”; the options have changed since. "
    said = html.escape(problem or gone + COUNTS)
    return Shown(
        f"<div>{_head(number, question)}{_folds(question, chosen)}<small>{status(said)}</small></div>",
        f"{number}. {question.text}\nYour answer: {chosen}",
    )


def _ask(key: str, number: int, question: Question) -> None:
    import ipywidgets as widgets

    choice = widgets.RadioButtons(
        options=[option.text for option in question.options], value=None, layout={"width": "auto"}
    )
    # Choosing is not yet answering: whoever moves through the options by keyboard passes over some of them.
    button, said = widgets.Button(description="Answer"), widgets.HTML()

    def answer(*_: Any) -> None:
        option = question.option(choice.value)
        if option is None:
            said.value = status("Choose an option first.")
            return
        entry = {"question": question.text, "answer": option.text, "right": option.right}
        problem = record("quizzes", stored_name(key, question), entry, once=True)
        first = answers("quizzes", key, [question])[question.name]
        sheet.finish(_answered(number, question, first, problem))

    button.on_click(answer)
    sheet = Sheet(
        Shown(_head(number, question), f"{number}. {question.text}"),
        widgets.VBox([choice, button, said]),
    )
