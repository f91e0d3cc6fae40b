"""The questions of a lesson: read from its room's ``questions.yaml``, checked, each with its options in a drawn order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from ai_ambitions.core import course
from ai_ambitions.core.errors import CourseError, unknown

REASONS = "reasons"


@dataclass(frozen=True)
class Option:
    """One answer: its text, why it is right or not, and whether it is."""

    text: str
    why: str
    right: bool


@dataclass(frozen=True)
class Question:
    """A question with its options, in the order in which they are shown.

    ``name`` is what answers are stored under: its ``id`` in the file, or its own words. So a question may move, and others
    may come before it. ``returns`` names what it comes back to: a lesson and the verb of one of its objectives, as in
    ``06 compute``.
    """

    name: str
    text: str
    options: tuple[Option, ...]
    returns: tuple[str, ...] = ()

    def option(self, text: object) -> Option | None:
        """The option with this text, or None."""
        return next((option for option in self.options if option.text == text), None)


def drawn(name: str, options: list[Option]) -> tuple[Option, ...]:
    """The options in an order that depends on the question's name and their own texts alone: drawn once, the same for ever."""

    def lot(option: Option) -> bytes:
        return sha256(f"drawn\n{name}\n{option.text}".encode()).digest()

    return tuple(sorted(options, key=lot))


@cache
def questions(number: str) -> dict[str, tuple[Question, ...]]:
    """All sets of questions of a lesson, by key.

    Raises
    ------
    CourseError
        For a lesson without questions; for an entry that is not as it should be, with file, question and key.
    """
    path = course.lesson(number).folder / "questions.yaml"
    if not path.exists():
        raise CourseError(
            f"Lesson {number} has no questions: {path.parent.name}/questions.yaml is missing.",
            f"Restore it with: git checkout -- {course.told(path)}",
        )
    return read_questions(path, number)


def reason(key: str) -> str:
    """Why a guess may be far off: what a reveal says beside the fact, from ``reasons`` in the lesson's questions.

    It stands there and not in the notebook, where the code above a shut reveal would give the answer away.
    Raises CourseError for a guess without a reason, or one that is no text.
    """
    path = course.lesson(key[:2]).folder / "questions.yaml"
    questions(key[:2])  # says what is wrong with the file
    reasons = _reasons(path)
    if key not in reasons:
        raise unknown("reason for the guess", key, reasons)
    return _text(reasons, key, f"{path.parent.name}/{path.name}, {REASONS}")


@cache
def _reasons(path: Path) -> dict[str, Any]:
    import yaml

    given = yaml.safe_load(path.read_text(encoding="utf-8")).get(REASONS, {})
    if not isinstance(given, dict):
        raise CourseError(
            f"{path.parent.name}/{path.name}: {REASONS} is no list of keys and texts.", "Write 06-h20: Why."
        )
    return given


def breaches() -> Iterator[str]:
    """What is wrong in the files of questions of the lessons that are here: one line a file, with what to do."""
    for entry in course.course().ready:
        try:
            questions(entry.number)
        except CourseError as problem:
            yield f"{problem.reason} {problem.next_step}"


def question_set(key: str) -> tuple[Question, ...]:
    """A set such as ``"06-check"``. Raises CourseError for a key that does not exist, with the closest ones."""
    sets = questions(key[:2])
    if key not in sets:
        raise unknown("quiz", key, sets)
    return sets[key]


def read_questions(path: Path, number: str) -> dict[str, tuple[Question, ...]]:
    """Read a file of questions. Raises CourseError that names the file, the question and the key that is wrong."""
    import yaml

    file = f"{path.parent.name}/{path.name}"
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise CourseError(
            f"{file}, line {line}, is not YAML: {getattr(error, 'problem', error)}.",
            "A text with a colon, a quotation mark or a # needs quotation marks around it.",
        ) from None
    if not isinstance(raw, dict):
        raise CourseError(f"{file} holds no sets of questions.", f"Begin with a key such as {number}-check:")
    sets = {}
    for key, items in raw.items():
        if key == REASONS:
            continue
        if not (isinstance(key, str) and re.fullmatch(number + r"-[a-z0-9-]+", key)):
            raise CourseError(
                f"{file}: the set {key!r} is named for another lesson.", f"Call it {number}-check."
            )
        if not (isinstance(items, list) and items):
            raise CourseError(f"{file}, {key}: no list of questions.", "Begin each question with - question:")
        made = tuple(_question(item, f"{file}, {key}, question {n}") for n, item in enumerate(items, 1))
        names = [question.name for question in made]
        if twice := next((name for name in names if names.count(name) > 1), ""):
            raise CourseError(f"{file}, {key}: {twice!r} stands there twice.", "Ask each question once.")
        sets[key] = made
    return sets


def _question(item: Any, where: str) -> Question:
    _keys(item, where, needed={"question", "options"}, allowed={"id", "returns"})
    text = _text(item, "question", where)
    where += f" ({text[:40]}…)" if len(text) > 40 else f" ({text})"
    name = _text(item, "id", where) if "id" in item else text
    raw = item["options"]
    if not (isinstance(raw, list) and len(raw) > 1):
        raise CourseError(f"{where}: options needs a list of two or more.", "Begin each with - text:")
    options = []
    for n, entry in enumerate(raw, 1):
        at = f"{where}, option {n}"
        _keys(entry, at, needed={"text", "why"}, allowed={"right"})
        if entry.get("right", True) is not True:
            raise CourseError(f"{at}: right is {entry['right']!r}.", "Write right: true, or leave it out.")
        options.append(Option(_text(entry, "text", at), _text(entry, "why", at), "right" in entry))
    texts = [option.text for option in options]
    if twice := next((text for text in texts if texts.count(text) > 1), ""):
        raise CourseError(f"{where}: the option {twice!r} stands there twice.", "Give it another text.")
    if (right := sum(option.right for option in options)) != 1:
        raise CourseError(f"{where}: {right} options are marked right.", "Mark exactly one with right: true.")
    return Question(name, text, drawn(name, options), _returns(item, where))


def _returns(item: dict[str, Any], where: str) -> tuple[str, ...]:
    given = item.get("returns", [])
    if isinstance(given, list) and all(
        isinstance(each, str) and re.fullmatch(r"\d\d [a-z ]+", each) for each in given
    ):
        return tuple(given)
    raise CourseError(
        f"{where}: returns is {given!r}.", "Write lesson and verb of an objective: returns: [06 compute]"
    )


def _keys(entry: Any, where: str, needed: set[str], allowed: set[str]) -> None:
    if not isinstance(entry, dict):
        raise CourseError(f"{where}: no keys.", f"It needs {', '.join(sorted(needed))}.")
    if missing := needed - set(entry):
        raise CourseError(f"{where}: the key {min(missing)} is missing.", "Add it.")
    if strange := set(map(str, entry)) - needed - allowed:
        raise CourseError(
            f"{where}: the key {min(strange)} is not known.",
            f"Known: {', '.join(sorted(needed | allowed))}.",
        )


def _text(entry: dict[str, Any], key: str, where: str) -> str:
    value = entry[key]
    if isinstance(value, str) and value.strip():
        return value
    # YAML reads No, Yes and 2022 as something else than a text.
    raise CourseError(f"{where}: {key} is {value!r}, not a text.", "Put quotation marks around it.")
