"""The same questions before the course and after it: drawn in a new order each time, told against chance, with an interval."""

from __future__ import annotations

import html
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from ai_ambitions.core.course import course
from ai_ambitions.core.mode import mode
from ai_ambitions.display.tables import Shown
from ai_ambitions.methods.chance import fewer_by_guessing, wilson
from ai_ambitions.practice.questions import Question, question_set
from ai_ambitions.practice.quiz import answers, explained, stored_name
from ai_ambitions.practice.record import record, recorded
from ai_ambitions.practice.sheet import ASLEEP, BLUE, Sheet, note, status

PRETEST = (
    "Noted on this computer. The answers come in the lessons; the last one that is here asks the same again."
)
POSTTEST = "Noted on this computer. When you are done you see both results, and each answer with its reason."
AFTER = "The same questions as before the first lesson, in another order. Take them when you have done the lessons that you mean to do."

Answers = Mapping[str, Mapping[str, Any]]


def first_key() -> str:
    """Name of the questions that are asked before the course and after it: those of its first lesson, ``00-pretest``."""
    return f"{course().lessons[0].number}-pretest"


def again_key() -> str:
    """What a page keeps the second answers under: ``00-posttest``."""
    return first_key().replace("pretest", "posttest")


def first_test(key: str) -> None:
    """Ask a set of questions and explain nothing; what was noted in an earlier run stays as it was."""
    from IPython.display import display

    asked = question_set(key)
    if mode() != "live":
        display(_printed(key, asked))
    elif len(earlier := answers("pretests", key, asked)) == len(asked):
        display(_kept(asked, earlier))
    else:
        _form(key, "pretests", asked, PRETEST, lambda given: _kept(asked, given))


def posttest() -> None:
    """Ask the questions of the first test again, in a new order; then show both results against chance, and every answer.

    A try that is finished stays, and is shown; another one may be begun. The first try is the one that tells something: later
    ones are taken by someone who has seen the answers.
    """
    from IPython.display import display

    asked = question_set(first_key())
    if mode() != "live":
        display(_printed_again(asked))
        return
    number = tries(asked)
    if number:
        display(_told(asked, number))
    _offer(asked, number + 1)


def tries(asked: Sequence[Question]) -> int:
    """How many times the second test was taken to its end."""
    number = 0
    while len(answers("posttests", try_key(number + 1), asked)) == len(asked):
        number += 1
    return number


def try_key(number: int) -> str:
    """Under which key the answers of a try of the second test are stored."""
    return f"{first_key()} try {number}"


def _offer(asked: Sequence[Question], number: int) -> None:
    """A button that opens the form: twelve questions would stand in the way of whoever only looks in."""
    import ipywidgets as widgets

    begun = bool(answers("posttests", try_key(number), asked))
    words = (
        "Go on with the second test" if begun else "Begin the second test" if number == 1 else "Take it again"
    )
    button = widgets.Button(description=words, layout={"width": "max-content"})
    said = AFTER if number == 1 else "Another try is noted apart: by then you have seen the answers."

    def begin(*_: Any) -> None:
        sheet.finish(Shown(note(html.escape(said)), said))
        _form(try_key(number), "posttests", asked, POSTTEST, lambda _: _told(asked, number))

    button.on_click(begin)
    sheet = Sheet(Shown(note(html.escape(said) + ASLEEP), said), button)


# --- the order ----------------------------------------------------------------------------------------------------------


def in_order(asked: Sequence[Question], seed: str) -> tuple[Question, ...]:
    """The questions, and the options of each, in an order that hangs on a seed alone, whatever order they come in.

    So neither a neighbour's answers nor a habit of choosing the first option helps.
    """

    def lot(words: str) -> bytes:
        return sha256(f"{seed}\n{words}".encode()).digest()

    shuffled = [
        replace(question, options=tuple(sorted(question.options, key=lambda option: lot(option.text))))
        for question in asked
    ]
    return tuple(sorted(shuffled, key=lambda question: lot(question.name)))


def drawn_order(key: str, asked: Sequence[Question]) -> tuple[Question, ...]:
    """The questions as this learner meets them in this try: drawn at the first look, and kept."""
    if recorded("orders", key) is None:
        record("orders", key, {"seed": secrets.token_hex(8)}, once=True)
    return in_order(asked, str((recorded("orders", key) or {}).get("seed")))


# --- the form -----------------------------------------------------------------------------------------------------------


def missing(asked: Sequence[Question], answered: set[str]) -> str:
    """How far a test is, and which questions are still open, in words."""
    still = [str(number) for number, question in enumerate(asked, 1) if question.name not in answered]
    told = f"{len(asked) - len(still)} of {len(asked)} answered"
    return told + (f"; still open: {', '.join(still)}." if 0 < len(still) < len(asked) else ".")


def _kept(asked: Sequence[Question], answered: Answers) -> Shown:
    """A test that is done, with the answers that were given and no word on which are right."""
    rows = [(question, str(answered[question.name].get("answer"))) for question in asked]
    listed = "".join(
        f"<li>{html.escape(question.text)}<br><b>{html.escape(chosen)}</b></li>" for question, chosen in rows
    )
    head = f"<b>All {len(asked)} answered.</b> These first answers stay. {PRETEST}"
    words = "\n".join(f"{n}. {question.text} {chosen}" for n, (question, chosen) in enumerate(rows, 1))
    return Shown(f"<div>{note(status(head), BLUE)}<ol>{listed}</ol></div>", words)


def _form(
    key: str, kind: str, asked: Sequence[Question], noted: str, done: Callable[[Answers], Shown]
) -> None:
    """Radio buttons without a word on which is right. A choice is stored at once, and stays once the cell is run again."""
    import ipywidgets as widgets

    asked = drawn_order(key, asked)
    earlier = answers(kind, key, asked)
    answered, said = set(earlier), widgets.HTML()

    def tell(problem: str = "") -> None:
        text = problem or f"<b>{missing(asked, answered)}</b> {noted if answered else ''}"
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
            problem = record(kind, stored_name(key, question), entry | {"options": len(texts)})
            answered.add(question.name)
            tell(html.escape(problem))

        choice.observe(store, "value")
        return widgets.VBox([widgets.HTML(f"<b>{number}.</b> {html.escape(question.text)}"), choice])

    def finish(*_: Any) -> None:
        given = answers(kind, key, asked)
        if len(given) < len(asked):
            tell()
        else:
            sheet.finish(done(given))

    button = widgets.Button(description="I am done")
    button.on_click(finish)
    tell()
    words = (
        f"{len(asked)} questions. You may change an answer until you are done; then your first answers stay."
    )
    boxes = [ask(number, question) for number, question in enumerate(asked, 1)]
    sheet = Sheet(Shown(note(words + ASLEEP, BLUE), words), widgets.VBox([*boxes, said, button]))


# --- the result ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Result:
    """How many of the questions of a test were right at first, out of how many, and with how many options each."""

    right: int
    asked: int
    options: int = 3

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share may lie that would be right of many such questions: Wilson's interval of 95 per cent."""
        return wilson(self.right, self.asked)

    @property
    def words(self) -> str:
        """``9 of 12 right (75 per cent; 95 per cent interval 47 to 91)``."""
        low, high = (f"{100 * end:.0f}" for end in self.interval)
        return f"{self.right} of {self.asked} right ({100 * self.right / self.asked:.0f} per cent; 95 per cent interval {low} to {high})"

    @property
    def beside_chance(self) -> str:
        """How often someone who only guesses does as well, in a sentence."""
        often = _often(1 - fewer_by_guessing(self.right, self.asked, self.options))
        mean = self.asked / self.options
        return f"Guessing gives {mean:g} of {self.asked} on average, and {self.right} or more {often}."


def _often(chance: float) -> str:
    """A chance as people say it."""
    if chance < 0.001:
        return "fewer than one time in a thousand"
    return (
        f"about one time in {1 / chance:.0f}" if chance < 0.1 else f"in about {100 * chance:.0f} of 100 times"
    )


def judged(asked: Sequence[Question], given: Answers) -> dict[str, bool]:
    """Which answers are right, by the words that were chosen: a record taken from a page does not say it."""
    found = {}
    for question in asked:
        if entry := given.get(question.name):
            option = question.option(entry.get("answer"))
            found[question.name] = option.right if option else bool(entry.get("right"))
    return found


def result(given: Mapping[str, bool]) -> Result:
    """What a set of judged answers amounts to."""
    return Result(sum(given.values()), len(given))


def compared(before: Answers, after: Answers, asked: Sequence[Question]) -> list[str]:
    """Both results in sentences: against chance, each with its interval, and what changed on the questions answered twice."""
    was, is_now = judged(asked, before), judged(asked, after)
    now = result(is_now)
    lines = [f"Now: {now.words}.", now.beside_chance]
    both = [name for name in is_now if name in was]
    if not both:
        return [*lines, "You did not take the first test, so there is nothing to set beside it."]
    then = result({name: was[name] for name in both})
    won = sum(is_now[name] and not was[name] for name in both)
    lost = sum(was[name] and not is_now[name] for name in both)
    lines.insert(0, f"Before: {then.words}.")
    lines.append(f"From wrong to right: {won}. From right to wrong: {lost}.")
    if won + lost:
        more, word = max(won, lost), "to right" if won >= lost else "to wrong"
        coin = _often(1 - fewer_by_guessing(more, won + lost, options=2))
        lines.append(
            f"If each change were the toss of a coin, {more} or more of {won + lost} would go {word} {coin}."
        )
    return lines


def _told(asked: Sequence[Question], number: int) -> Shown:
    """The result of a try beside the first test, and each question with its answer and the reason."""
    before, after = answers("pretests", first_key(), asked), answers("posttests", try_key(number), asked)
    lines = compared(before, after, asked)
    if number > 1:
        lines.insert(0, f"Try {number}, taken with the answers of an earlier one seen.")
    items = "".join(_answer(question, before, after) for question in asked)
    head = "<br>".join(map(html.escape, lines))
    return Shown(
        f"<div>{note(status(f'<b>The same questions twice.</b><br>{head}'), BLUE)}<ol>{items}</ol></div>",
        "\n".join(["The same questions twice.", *lines]),
    )


def _answer(question: Question, before: Answers, after: Answers) -> str:
    said = [
        f"{when}: {html.escape(str(given[question.name].get('answer')))}"
        for when, given in (("before", before), ("now", after))
        if question.name in given
    ]
    reasons = "".join(
        f"<li>{html.escape(option.text)}{explained(option)}</li>" for option in question.options
    )
    return (
        f"<li>{html.escape(question.text)}<br><small>{'; '.join(said)}</small>"
        f"<details><summary>Every answer, and why</summary><ul>{reasons}</ul></details></li>"
    )


# --- on paper and on the page -------------------------------------------------------------------------------------------


def _items(asked: Sequence[Question]) -> tuple[str, str]:
    """Questions without any sign of which option is right, as HTML and as words."""
    parts, words = [], []
    for number, question in enumerate(asked, 1):
        listed = "".join(f"<li>{html.escape(option.text)}</li>" for option in question.options)
        parts.append(
            f'<li data-name="{html.escape(question.name)}"><p>{html.escape(question.text)}</p><ul>{listed}</ul></li>'
        )
        words.append(f"{number}. {question.text} ({' / '.join(option.text for option in question.options)})")
    return f"<ol>{''.join(parts)}</ol>", "\n".join(words)


def _printed(key: str, asked: Sequence[Question]) -> Shown:
    """The first test; the page's own script makes a form of it, in an order that it draws."""
    items, words = _items(asked)
    return Shown(f'<div class="ai-pretest" data-key="{key}">{items}</div>', words)


def _printed_again(asked: Sequence[Question]) -> Shown:
    """The second test: a word in a stored notebook; on the page the questions, and behind a fold of their own the answers."""
    if mode() != "site":
        run = "Run this cell to take it."
        return Shown(note(f"<b>The second test.</b> {AFTER} <small>{run}</small>"), f"{AFTER} {run}")
    items, words = _items(asked)
    nobody: Answers = {}
    reasons = "".join(
        f'<li data-name="{html.escape(question.name)}" data-right="{html.escape(right.text)}">'
        + _answer(question, nobody, nobody).removeprefix("<li>")
        for question in asked
        for right in question.options
        if right.right
    )
    return Shown(
        f"{note(f'<b>The second test.</b> {AFTER}')}"
        f"<details><summary>Take the second test</summary>"
        f'<div class="ai-pretest" data-key="{again_key()}" data-before="{first_key()}">{items}</div>'
        f'<details class="ai-answers"><summary>The answers, when you are done</summary><ol>{reasons}</ol></details></details>',
        f"{AFTER}\n{words}",
    )
