"""Quizzes that explain each option, and tests before learning, which explain nothing. The first answer counts."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any

from ai_ambitions.core.mode import mode
from ai_ambitions.display.tables import Shown
from ai_ambitions.practice.questions import Option, Question, question_set
from ai_ambitions.practice.record import read_progress, record
from ai_ambitions.practice.sheet import ASLEEP, BLUE, GREEN, ORANGE, Sheet, note, status

COUNTS = "Your first answer counts. Read what is said of the others, too."
HOW = "Choose, then press Answer. Your first answer to a question counts; then every option says why."
PRETEST = (
    "Noted on this computer. The answers come in the lessons; the last lesson asks the same questions again."
)


def quiz(key: str, *, explain: bool = True) -> None:
    """Ask the questions stored under a key such as ``"06-check"``.

    Parameters
    ----------
    key
        Lesson and name of the set of questions.
    explain
        Once a question is answered, every option explains itself, and the first answer is the one that counts. ``False``
        makes it a test before learning: answers are noted (under ``pretests``, each with the number of options, so that a
        later test can be set against chance), nothing is explained, and what was noted in an earlier run stays as it was.

    Raises
    ------
    CourseError
        For a key that does not exist, with the closest ones; for a file of questions that is not as it should be.
    """
    from IPython.display import display

    asked = question_set(key)
    if mode() != "live":
        display(_printed_test(key, asked) if not explain else _printed_quiz(key, asked))
    elif explain:
        earlier = answers("quizzes", key, asked)
        if len(earlier) < len(asked):
            display(Shown(f"<small>{HOW}</small>{ASLEEP}", HOW))
        for number, question in enumerate(asked, 1):
            if question.name in earlier:
                display(_answered(number, question, earlier[question.name]))
            else:
                _ask(key, number, question)
    else:
        _pretest(key, asked)


def answers(kind: str, key: str, asked: Sequence[Question]) -> dict[str, dict[str, Any]]:
    """What was answered in a set, by question. ``kind`` is ``quizzes`` or ``pretests``.

    Answers are stored by the question's name. The first edition stored them by number, and questions have moved since: such
    an answer goes to the one question that has an option of this text; where several have, to the one at its number.
    """
    stored: dict[str, Any] = read_progress().get(kind, {})
    found = {question.name: stored[name] for question in asked if (name := _name(key, question)) in stored}
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


def _name(key: str, question: Question) -> str:
    return f"{key}: {question.name}"


def _head(number: int, question: Question) -> str:
    return f"<p><b>{number}.</b> {html.escape(question.text)}</p>"


def _folds(question: Question, chosen: str = "") -> str:
    """Each option as a fold-out with its own explanation: this works without a kernel, a script or a mouse."""
    return "".join(
        f"<details{' open' if option.text == chosen else ''}>"
        f"<summary>{html.escape(option.text)}{' <b>← your answer</b>' if option.text == chosen else ''}</summary>"
        f"{_explained(option)}</details>"
        for option in question.options
    )


def _explained(option: Option) -> str:
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
        problem = record("quizzes", _name(key, question), entry, once=True)
        first = answers("quizzes", key, [question])[question.name]
        sheet.finish(_answered(number, question, first, problem))

    button.on_click(answer)
    sheet = Sheet(
        Shown(_head(number, question), f"{number}. {question.text}"),
        widgets.VBox([choice, button, said]),
    )


def missing(asked: Sequence[Question], answered: set[str]) -> str:
    """How far a test is, and which questions are still open, in words."""
    still = [str(number) for number, question in enumerate(asked, 1) if question.name not in answered]
    told = f"{len(asked) - len(still)} of {len(asked)} answered"
    return told + (f"; still open: {', '.join(still)}." if 0 < len(still) < len(asked) else ".")


def _printed_test(key: str, asked: Sequence[Question]) -> Shown:
    """Questions without any sign of which option is right; the page's own script makes a form of them."""
    parts, words = [], []
    for number, question in enumerate(asked, 1):
        listed = "".join(f"<li>{html.escape(option.text)}</li>" for option in question.options)
        parts.append(
            f'<li data-name="{html.escape(question.name)}"><p>{html.escape(question.text)}</p><ul>{listed}</ul></li>'
        )
        words.append(f"{number}. {question.text} ({' / '.join(option.text for option in question.options)})")
    body = f'<div class="ai-pretest" data-key="{key}"><ol>{"".join(parts)}</ol></div>'
    return Shown(body, "\n".join(words))


def _kept(asked: Sequence[Question], answered: dict[str, dict[str, Any]]) -> Shown:
    """A test that is done, with the answers that were given and no word on which are right."""
    rows = [(question, str(answered[question.name].get("answer"))) for question in asked]
    listed = "".join(
        f"<li>{html.escape(question.text)}<br><b>{html.escape(chosen)}</b></li>" for question, chosen in rows
    )
    head = f"<b>All {len(asked)} answered.</b> These first answers stay. {PRETEST}"
    words = "\n".join(f"{n}. {question.text} {chosen}" for n, (question, chosen) in enumerate(rows, 1))
    return Shown(f"<div>{note(status(head), BLUE)}<ol>{listed}</ol></div>", words)


def _pretest(key: str, asked: Sequence[Question]) -> None:
    """Radio buttons without a word on which is right. A choice is stored at once, and stays once the cell is run again."""
    from IPython.display import display

    earlier = answers("pretests", key, asked)
    if len(earlier) == len(asked):
        display(_kept(asked, earlier))
        return
    import ipywidgets as widgets

    answered, said = set(earlier), widgets.HTML()

    def tell(problem: str = "") -> None:
        text = problem or f"<b>{missing(asked, answered)}</b> {PRETEST if answered else ''}"
        said.value = status(note(text, BLUE))

    def ask(number: int, question: Question) -> Any:
        texts, kept = [option.text for option in question.options], earlier.get(question.name)
        chosen = kept.get("answer") if kept else None
        choice = widgets.RadioButtons(
            options=texts,
            value=chosen if chosen in texts else None,
            disabled=kept is not None,
            layout={"width": "auto"},
        )

        def store(change: dict[str, Any]) -> None:
            option = question.option(change["new"])
            if option is None:
                return
            entry = {"question": question.text, "answer": option.text, "right": option.right}
            problem = record("pretests", _name(key, question), entry | {"options": len(texts)})
            answered.add(question.name)
            tell(html.escape(problem))

        choice.observe(store, "value")
        return widgets.VBox([widgets.HTML(f"<b>{number}.</b> {html.escape(question.text)}"), choice])

    def finish(*_: Any) -> None:
        given = answers("pretests", key, asked)
        if len(given) < len(asked):
            tell()
        else:
            sheet.finish(_kept(asked, given))

    button = widgets.Button(description="I am done")
    button.on_click(finish)
    tell()
    words = (
        f"{len(asked)} questions. You may change an answer until you are done; then your first answers stay."
    )
    boxes = [ask(number, question) for number, question in enumerate(asked, 1)]
    sheet = Sheet(Shown(note(words + ASLEEP, BLUE), words), widgets.VBox([*boxes, said, button]))
