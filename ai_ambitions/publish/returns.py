"""Which objectives come back: in the returning questions of later lessons, and in the test before and after the course."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ai_ambitions.core import notebooks
from ai_ambitions.core.course import Lesson, course
from ai_ambitions.practice.questions import questions
from ai_ambitions.practice.twice import first_key

CELL = "objectives"  # the cell of each lesson that says what one can do afterwards, each verb in bold
_OBJECTIVE = re.compile(r"\*\*([a-z ]+)\*\*((?:[^*]|\*(?!\*))*)")


@dataclass(frozen=True)
class Objective:
    """What a learner can do after a lesson. ``key`` is its number and verb, as in ``06 compute``."""

    lesson: Lesson
    verb: str
    words: str

    @property
    def key(self) -> str:
        """``06 compute``."""
        return f"{self.lesson.number} {self.verb}"


def objectives(entry: Lesson) -> list[Objective]:
    """The objectives of a lesson, read from its notebook."""
    text = next(cell.source for cell in notebooks.read(entry.notebook).cells if cell.id == CELL)
    _, _, after = text.partition("After this lesson")
    listed = re.split(r"\.(?=\s|$)", after)[0]  # one sentence, or a list that ends with a full stop
    found = []
    for verb, rest in _OBJECTIVE.findall(listed):
        words = re.split(r";\s|\n", rest)[0]
        found.append(Objective(entry, verb, re.sub(r",?( and)?\s*$", "", words).strip()))
    return found


def returning() -> Iterator[tuple[str, str]]:
    """Each return: the key of an objective, and where it comes back (a lesson's number, or ``test``)."""
    for entry in course().ready:
        for name, asked in questions(entry.number).items():
            if name.endswith("-return") or name == first_key():
                for question in asked:
                    for key in question.returns:
                        yield key, "test" if name == first_key() else entry.number


def missing() -> list[str]:
    """Keys of the objectives of lessons that are here and that nothing comes back to yet; after the last one nothing can."""
    met = {key for key, _ in returning()}
    return [each.key for entry in course().ready[:-1] for each in objectives(entry) if each.key not in met]


def page() -> str:
    """The page for teachers: each objective, and where it comes back."""
    where: dict[str, list[str]] = {}
    for key, place in returning():
        where.setdefault(key, []).append(place)
    known = [each for entry in course().ready for each in objectives(entry)]
    before = [each for each in known if each.lesson != course().ready[-1]]
    left = missing()
    rows = [
        f"| {each.lesson.number} | **{each.verb}** {each.words} | {', '.join(dict.fromkeys(where.get(each.key, []))) or '–'} |"
        for each in known
    ]
    return "\n".join(
        [
            "# What comes back",
            "",
            "What was learnt once is soon forgotten, and what is asked again later stays longer. Each lesson begins with three "
            "questions on earlier ones, and the same questions stand before the course and after it.",
            "",
            f"Of the {len(before)} objectives of the lessons before the last one, {len(before) - len(left)} come back at least "
            "once. What the last lesson teaches comes back in no lesson (–), but in its own work to hand in. *test* is the test "
            "before and after.",
            "",
            "| lesson | after it one can | comes back in |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )
