"""Guess first, with a confidence; then see the number, and how far off the guess was."""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.mode import mode
from ai_ambitions.display.pictures import Picture, shown
from ai_ambitions.display.tables import Shown
from ai_ambitions.practice.numbers import limits_of, read_number
from ai_ambitions.practice.questions import reason
from ai_ambitions.practice.record import record, recorded
from ai_ambitions.practice.sheet import ASLEEP, BLUE, GREEN, Sheet, note, status

# Words for a confidence, and the share of such guesses that should come out right.
CONFIDENCE = {"a guess": 0.5, "likely": 0.7, "sure": 0.9}
WITHIN = 0.25

_SHARES = {0.05: "a twentieth", 0.1: "a tenth", 0.2: "a fifth", 0.25: "a quarter", 0.5: "half"}

# Reveals that ran before their guess: each opens when the guess is committed, or when the reader asks.
_SHUT: dict[str, Callable[[], None]] = {}


def is_right(guess: float | str, actual: float | str, within: float = WITHIN) -> bool:
    """Whether a guess counts as right: the same choice, or a number no further off than a share of the fact.

    Parameters
    ----------
    guess, actual
        Two choices, or two numbers.
    within
        Share of the fact: 0.25 means a quarter.
    """
    if isinstance(guess, str) or isinstance(actual, str):
        return guess == actual
    return abs(guess - actual) <= within * abs(actual) * (1 + 1e-9)  # on the very edge is within


def _share(within: float) -> str:
    return _SHARES.get(within, f"{within:.0%}")


def _confidence(value: float) -> str:
    word = next((word for word, size in CONFIDENCE.items() if size == value), f"{value:.0%} sure")
    return f"{word} ({value * 10:.0f} in 10)"


def _check_id(key: str) -> None:
    if not (len(key) > 3 and key[:2].isdigit() and key[2] == "-"):
        raise CourseError(
            f"{key!r} is not an id like '06-h20'.", "Use the lesson's number, a dash and a short name."
        )


@dataclass(frozen=True)
class Prediction:
    """What is asked: an id, a question, and how it may be answered."""

    key: str
    question: str
    choices: tuple[str, ...]
    unit: str
    within: float
    limits: tuple[float, float] | None

    @property
    def rule(self) -> str:
        """When a guess counts as right, in a sentence."""
        if self.choices:
            return ""
        if not self.within:
            return "Only the number itself counts as right."
        return f"A guess within {_share(self.within)} of the number counts as right."

    def told(self, guess: float | str) -> str:
        """A guess with its unit, as HTML."""
        words = guess if isinstance(guess, str) else f"{guess:,.10g}"
        return f"<b>{html.escape(words)}</b>{' ' + html.escape(self.unit) if self.unit else ''}"

    def read(self, value: str | None) -> float | str:
        """A guess from a form's value. Raises ValueError with what to ask back."""
        if self.choices:
            if value is None:
                raise ValueError("Choose an answer first.")
            return value
        number = read_number(value or "", self.unit, self.limits)
        if isinstance(number, str):
            raise ValueError(number)
        return number


def predict(
    key: str,
    question: str,
    *,
    choices: Sequence[str] = (),
    unit: str = "",
    within: float = WITHIN,
    limits: tuple[float, float] | None = None,
) -> None:
    """Ask for a guess, with a confidence, before the number is shown. The first one counts; it is never graded.

    Parameters
    ----------
    key
        Lesson and name, for instance ``"06-h20"``; ``reveal`` uses the same.
    question
        What to predict, in a sentence.
    choices
        Answers to choose from. Without them a number is asked for.
    unit
        Unit of the number; ``"of 32"`` also says that it lies between 0 and 32.
    within
        How near a number has to be to count as right, as a share of the fact. The learner is told.
    limits
        Smallest and largest number that make sense; others are asked back.

    Raises
    ------
    CourseError
        For a key that is no id, a share below 0, or choices that are fewer than two or not distinct.
    """
    from IPython.display import display

    _check_id(key)
    if within < 0:
        raise CourseError(f"{key}: within={within} is below 0.", "Give a share of the number, such as 0.25.")
    if choices and len(set(choices)) < max(2, len(choices)):
        raise CourseError(f"{key}: the choices are not distinct.", "Give two or more different choices.")
    asked = Prediction(key, question, tuple(choices), unit, within, limits or limits_of(unit))
    if mode() != "live":
        display(_printed(asked))
    elif first := first_guess(key):
        display(_noted(asked, _counts(asked, first)))
    else:
        _form(asked)


def first_guess(key: str) -> dict[str, Any] | None:
    """The guess that counts, with its confidence; None if there is none, or if the file holds something else there."""
    entry = recorded("predictions", key)
    whole = (
        entry
        and isinstance(entry.get("guess"), int | float | str)
        and isinstance(entry.get("confidence"), float)
    )
    return entry if whole else None


def _counts(asked: Prediction, first: dict[str, Any]) -> str:
    return f"Your first guess counts: {asked.told(first['guess'])}, {_confidence(first['confidence'])}."


def _head(asked: Prediction) -> str:
    return f"<b>Predict.</b> {html.escape(asked.question)}"


def _printed(asked: Prediction) -> Shown:
    """The question as it stands in a stored notebook, and on the page, whose script turns it into a form."""
    data = {
        "key": asked.key,
        "question": asked.question,
        "choices": asked.choices,
        "unit": asked.unit,
        "within": asked.within,
        "limits": asked.limits,
        "confidence": [[_confidence(size), size] for size in CONFIDENCE.values()],
    }
    unit = f"{' ' if asked.unit.startswith('of ') else ', '}{html.escape(asked.unit)}" if asked.unit else ""
    listed = " · ".join(map(html.escape, asked.choices)) if asked.choices else f"(a number{unit})"
    rule = f" {asked.rule}" if asked.rule else ""
    rule += "<br><small>Run this cell to guess.</small>" if mode() == "record" else ""
    body = note(f'{_head(asked)} <i class="ai-listed">{listed}</i>{rule}')
    return Shown(
        f'<div class="ai-predict" data-ask="{html.escape(json.dumps(data))}">{body}</div>',
        f"Predict: {asked.question} {' / '.join(asked.choices) or asked.rule}",
    )


def _noted(asked: Prediction, said: str) -> Shown:
    """The question with what was said about the guess."""
    words = html.unescape(re.sub("<[^>]+>", "", said))
    return Shown(note(f"{_head(asked)}<br>{status(said)}"), f"Predict: {asked.question}\n{words}")


def _form(asked: Prediction) -> None:
    import ipywidgets as widgets

    wide = {"style": {"description_width": "initial"}}
    answer = (
        widgets.RadioButtons(options=list(asked.choices), value=None, layout={"width": "max-content"})
        if asked.choices
        else widgets.Text(placeholder="a number", description=asked.unit or "your number", **wide)
    )
    levels = [(_confidence(size), size) for size in CONFIDENCE.values()]
    sure = widgets.Dropdown(
        options=levels, description="How sure are you?", layout={"width": "max-content"}, **wide
    )
    button, said = widgets.Button(description="Commit my guess"), widgets.HTML()
    rule = f"<br>{asked.rule}" if asked.rule else ""

    def commit(*_: Any) -> None:
        try:
            guess = asked.read(answer.value)
        except ValueError as doubt:
            said.value = status(html.escape(str(doubt)))
            return
        words = _commit(asked, guess, sure.value)
        said.value = status(words)
        if first_guess(asked.key):
            sheet.finish(_noted(asked, words))
        if waiting := _SHUT.pop(asked.key, None):
            waiting()

    button.on_click(commit)
    if not asked.choices:  # Enter
        answer.on_msg(lambda _, content, __: commit() if content.get("event") == "submit" else None)
    seen = recorded("reveals", asked.key)
    said.value = "The answer was shown before; a guess made now is kept apart." if seen else ""
    sheet = Sheet(
        Shown(note(_head(asked) + rule + ASLEEP), f"Predict: {asked.question}"),
        widgets.VBox([answer, widgets.HBox([sure, button]), said]),
    )


def _commit(asked: Prediction, guess: float | str, confidence: float) -> str:
    """Store a guess where it belongs, and say so."""
    entry = {"question": asked.question, "guess": guess, "unit": asked.unit, "confidence": confidence}
    entry |= {} if asked.choices else {"within": asked.within}
    if recorded("reveals", asked.key):
        problem = record("after_reveal", asked.key, entry)
        words = "The answer was shown before this guess, so it is kept apart and does not count. Read on."
    elif first := first_guess(asked.key):
        return _counts(asked, first)
    else:
        problem = record("predictions", asked.key, entry)
        words = f"Noted: {asked.told(guess)}, {_confidence(confidence)}. Your first guess counts. Read on."
    return html.escape(problem) or words


@dataclass(frozen=True)
class Fact:
    """What a reveal shows."""

    key: str
    actual: float | str
    why: str
    unit: str
    digits: int
    proof: Shown = field(default_factory=lambda: Shown("", ""))

    @property
    def words(self) -> str:
        """The fact with its unit."""
        return f"{self.number(self.actual)} {self.unit}".strip()

    def number(self, value: float | str) -> str:
        """A number as this fact's are written; a choice as it stands."""
        return value if isinstance(value, str) else f"{value:,.{self.digits}f}"

    def gap(self, guess: float) -> float:
        """How much a guess is above the fact, both as they are written."""
        return round(guess, self.digits) - round(float(self.actual), self.digits)

    def right(self, entry: dict[str, Any]) -> bool:
        """Whether a stored guess counts as right: near enough, or the same as it is written."""
        guess = entry["guess"]
        if is_right(guess, self.actual, entry.get("within", WITHIN)):
            return True
        return not isinstance(guess, str) and not isinstance(self.actual, str) and not self.gap(guess)

    def beside(self, entry: dict[str, Any]) -> str:
        """A sentence on a stored guess beside the fact, and whether it counts as right."""
        guess, within, right = entry["guess"], entry.get("within", WITHIN), self.right(entry)
        if isinstance(guess, str) or isinstance(self.actual, str):
            return f"You guessed “{guess}”, {'as it is: right' if right else 'which is not it'}."
        gap = self.gap(guess)
        if not gap:
            return f"You guessed {self.number(guess)}, on the number: right."
        far = f"{self.number(abs(gap))} too {'high' if gap > 0 else 'low'}"
        if not within:
            return f"You guessed {self.number(guess)}: {far}."
        limit = f"within {_share(within)}: right" if right else f"more than {_share(within)} away"
        return f"You guessed {self.number(guess)}: {far}, {limit}."


def reveal(
    key: str, actual: float | str, *, why: str = "", unit: str = "", digits: int = 0, proof: Any = None
) -> None:
    """Show the fact beside the guess, and in a sentence why they may differ; shut until a guess was committed.

    Parameters
    ----------
    key
        The id given to ``predict``.
    actual
        The fact, computed in the notebook: a number, or one of the choices.
    why
        One or two sentences: what makes the number what it is. Without it they are taken from the lesson's
        ``questions.yaml``, where the code of this cell does not give them away.
    unit, digits
        How a number is written.
    proof
        A picture, a table or a list of sources that shows the answer: it lies behind the same fold, since in a stored
        notebook it would else give the answer away.

    Raises
    ------
    CourseError
        For a key that is no id, or a fact that is unknown or infinite.
    """
    from IPython.display import display

    _check_id(key)
    value = actual if isinstance(actual, str) else float(actual)
    if isinstance(value, float) and not math.isfinite(value):
        raise CourseError(
            f"{key}: the number to reveal is {value}.", "Look for an empty cell in what it is computed from."
        )
    fact = Fact(key, value, why or reason(key), unit, digits, _proof(proof))
    if mode() != "live":
        display(_folded(fact))
    elif first_guess(key) or recorded("reveals", key):
        display(_opened(fact))
    else:
        _wait(fact)


def _answer(fact: Fact, beside: str = "") -> str:
    said = f"<br>{html.escape(beside)}" if beside else ""
    return (
        note(
            f"<b>Reveal.</b> {html.escape(fact.words)}{said}<br>{html.escape(fact.why)}",
            GREEN,
        )
        + fact.proof.markup
    )


def _proof(given: Any) -> Shown:
    """A picture, a table or a citation as what a page shows of it."""
    if given is None:
        return Shown("", "")
    if isinstance(given, Picture):
        return shown(given)
    return Shown(given._repr_html_(), "\n" + repr(given))


def _folded(fact: Fact) -> Shown:
    """The fact behind a fold, as it stands in a stored notebook and on the page, whose script opens it after a guess."""
    data = {"key": fact.key, "actual": fact.actual, "digits": fact.digits}
    return Shown(
        f'<div class="ai-reveal" data-fact="{html.escape(json.dumps(data))}"><details>'
        f"<summary>Show without guessing</summary>{_answer(fact)}</details></div>",
        f"Reveal: guess first; the answer stands two lines below.\n\n{fact.words}\n{fact.why}{fact.proof.words}",
    )


def _opened(fact: Fact) -> Shown:
    """The fact, beside the first guess if there was one; whether that was right is kept for the calibration."""
    guess, before = first_guess(fact.key), recorded("reveals", fact.key)
    beside = fact.beside(guess) if guess else "Shown without a guess."
    entry: dict[str, Any] = {"actual": fact.actual}
    if guess:
        entry |= {"guess": guess["guess"], "confidence": guess["confidence"], "right": fact.right(guess)}
    if before is None or any(before.get(name) != value for name, value in entry.items()):
        record("reveals", fact.key, entry)
    return Shown(_answer(fact, beside), f"Reveal: {fact.words}\n{beside}\n{fact.why}{fact.proof.words}")


def _wait(fact: Fact) -> None:
    import ipywidgets as widgets

    button = widgets.Button(description="Show without guessing", layout={"width": "max-content"})

    def show(*_: Any) -> None:
        _SHUT.pop(fact.key, None)
        sheet.finish(_opened(fact))

    button.on_click(show)
    _SHUT[fact.key] = show
    words = "<b>Reveal.</b> Shut until you commit your guess; then it opens by itself."
    sheet = Sheet(Shown(note(words + ASLEEP, BLUE), "Reveal: shut until you commit your guess."), button)
