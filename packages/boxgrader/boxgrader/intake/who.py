"""Whose an upload is, where its name fits nobody to the letter: asked in a form, never guessed, and remembered."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from boxgrader import sheets
from boxgrader.errors import GraderError
from boxgrader.intake.look import safe_name
from boxgrader.intake.platforms import COPY, Upload
from boxgrader.intake.roster import Person
from boxgrader.marks.course import Course
from boxgrader.marks.gradebook import write_whole
from boxgrader.text import as_written, csv_text, printable

COLUMNS = ["came", "who", "resembles", "why"]
NEW, NOBODY = "new", "nobody"
# Where a learner keeps one name or number from assignment to assignment. Moodle's participant number is the assignment's own.
STABLE = ("canvas", "blackboard", "sakai", "github")
SHORTEST = 4  # letters below which one other letter says nothing
OTHER_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
)
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


@dataclass(frozen=True)
class Question:
    """An upload whose owner is not known: what came, and whom it resembles with the reason."""

    came: str
    resembles: tuple[tuple[str, str], ...]


def folded(text: str) -> str:
    """A name without accents, capitals and signs between its words."""
    text = unicodedata.normalize("NFC", text).casefold().translate(OTHER_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", bare))


def alike(given: str, known: str) -> str:
    """Why one name may stand for another, in words; nothing where it does not."""
    from rapidfuzz.distance import OSA

    given, known = printable(given), printable(known)
    if given == known:
        return "the same name"
    if given.casefold() == known.casefold():
        return "capital letters"
    if COPY.sub("", given).casefold() == known.casefold():
        return "a copy"
    given = COPY.sub("", given)
    a, b = folded(given), folded(known)
    if a == b or len({folded(name.casefold().translate(UMLAUTS)) for name in (given, known)}) == 1:
        return "accents or signs"
    if a.split() and sorted(a.split()) == sorted(b.split()):
        return "names in another order"
    words = b.split()
    if len(words) > 1 and a.replace(" ", "") in ("".join(words), "".join([words[-1], *words[:-1]])):
        return "names run together"
    digits_a, digits_b = (re.sub(r"\D", "", name) for name in (a, b))
    letters_a, letters_b = (re.sub(r"[\d ]", "", name) for name in (a, b))
    if letters_a and letters_a == letters_b:
        if not digits_a or not digits_b:
            return "a number more or less"
        if len(digits_a) > 4 and OSA.distance(digits_a, digits_b) == 1:
            return "one digit"
        return ""
    if not letters_a and not letters_b and len(digits_a) > 4 and OSA.distance(digits_a, digits_b) == 1:
        return "one digit"
    if digits_a and digits_b and digits_a != digits_b:
        return ""
    if min(len(letters_a), len(letters_b)) >= SHORTEST and OSA.distance(letters_a, letters_b) == 1:
        return "one letter"
    return ""


class Who:
    """Whose each upload of an assignment is.

    Parameters
    ----------
    course, lesson
        Where answers are asked and kept.
    people
        The class. Where it is empty every name is taken as it came.
    groups
        Names of groups, which may hand in as one.
    ask_all
        Ask also about names that resemble nobody; else they are taken as those of new learners.
    """

    def __init__(
        self,
        course: Course,
        lesson: str,
        people: Sequence[Person],
        groups: Iterable[str] = (),
        ask_all: bool = False,
    ) -> None:
        self.course, self.lesson, self.ask_all = course, lesson, ask_all
        self.people = {one.id: one for one in people}
        self.groups = set(groups)
        self.nameless: set[str] = set()  # uploads whose name is nobody's at all, such as "Copy of ps1"
        self.questions: list[Question] = []
        self.new: list[str] = []
        self.memory: dict[str, list[str]] = {k: list(v) for k, v in _read(self._memory_file).items()}
        self.answers: dict[str, str] = {k: str(v) for k, v in _read(self._answers_file).items()}
        self._read_form()

    @property
    def _memory_file(self) -> Path:
        return self.course.place / "state" / "who.json"

    @property
    def _answers_file(self) -> Path:
        return self.course.place / "state" / self.lesson / "who.json"

    @property
    def form(self) -> Path:
        """Where a teacher is asked."""
        return self.course.place / "exports" / f"{self.lesson}-who.csv"

    @property
    def known(self) -> bool:
        """Whether there is a class to compare names with."""
        return bool(self.people or self.groups)

    def owners(self, uploads: Mapping[str, Upload]) -> dict[str, str]:
        """The owner of each upload, by what came; those that are asked about or left out are missing.

        Writes the form where there are questions, and takes it away where there are none.
        """
        if not self.known:
            return {came: came for came in uploads}
        bearing = Counter(_key(upload) for upload in uploads.values())
        found: dict[str, str] = {}
        for came, upload in uploads.items():
            who = self._owner(came, upload, bearing)
            if who == NEW:
                self.new.append(came)
            if who and who != NOBODY:
                found[came] = came if who == NEW else who
        if self.questions:
            lines = [
                [q.came, "", " | ".join(who for who, _ in q.resembles), _reasons(q.resembles)]
                for q in self.questions
            ]
            write_whole(self.form, csv_text([COLUMNS, *lines]))
        else:
            self.form.unlink(missing_ok=True)
        for path, kept in ((self._memory_file, self.memory), (self._answers_file, self.answers)):
            if kept:
                write_whole(path, json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        return found

    def _owner(self, came: str, upload: Upload, bearing: Mapping[str, int]) -> str:
        """An id, ``NEW``, ``NOBODY``, or nothing where it has to be asked."""
        if who := self.answers.get(printable(came)):
            key = _key(upload)
            if who not in (NEW, NOBODY) and who not in self.memory.get(key, ()):
                self.memory[key] = [*self.memory.get(key, ()), who]
            return who
        if exact := self._exact(came, upload):
            return exact
        resembling = {p.id: why for p in self.people.values() if (why := self._resembles(upload, p))}
        resembling |= {g: why for g in self.groups if (why := alike(upload.name or came, g))}
        before = [
            who for who in self.memory.get(_key(upload), ()) if who in self.people or who in self.groups
        ]
        if len(before) == 1 and (
            upload.platform in STABLE or (bearing[_key(upload)] == 1 and set(resembling) <= set(before))
        ):
            return before[0]
        for who in before:
            resembling[who] = f"{resembling.get(who, 'another name')}, as answered before"
        if resembling or self.ask_all or came in self.nameless:
            self.questions.append(Question(printable(came), tuple(sorted(resembling.items()))))
            return ""
        return NEW

    def _exact(self, came: str, upload: Upload) -> str:
        """The one whose id, address or other name this is to the letter; nothing where that is nobody or more than one."""
        names = {came, safe_name(came)}
        if known := (names & self.people.keys()) | (names & self.groups):
            return min(known)
        if upload.name in self.groups:
            return upload.name
        names |= {upload.name, upload.number} - {""}
        found = [p.id for p in self.people.values() if names & {p.email, *p.also} - {""}]
        return found[0] if len(found) == 1 else ""

    def _resembles(self, upload: Upload, person: Person) -> str:
        given = upload.name or upload.student
        for known in person.names:
            # The number that a platform gave earlier stands in the id, see ``platforms``: it is no part of the name.
            plain = re.sub(r"_\d+$", "", known) if upload.number else known
            if why := alike(given, plain):
                return why if plain == known else f"{why}, another number of the platform"
        return ""

    def _read_form(self) -> None:
        """Take over what a teacher has filled in. Raises GraderError for an answer that is none, with its place."""
        if not self.form.exists():
            return
        hint = "Remove the file: the next run writes it anew."
        for where, row in sheets.rows(self.form, COLUMNS, hint, hint):
            who = as_written(row["who"])
            if not who:
                continue
            if who not in self.people and who not in self.groups and who not in (NEW, NOBODY):
                near = [known for known in self.people if known.casefold() == who.casefold()]
                raise GraderError(
                    f"{where}: {printable(who)} is nobody of the class{f' ({near[0]} is)' if near else ''}.",
                    f"Write an id, or {NEW} for a learner who is not in it yet, or {NOBODY} to leave it out.",
                )
            self.answers[as_written(row["came"])] = who


def _key(upload: Upload) -> str:
    """By what a learner is known again in the next assignment."""
    stable = upload.platform == "canvas" and upload.number
    return f"{upload.platform}:{stable or upload.name or upload.student}"


def _reasons(resembles: Sequence[tuple[str, str]]) -> str:
    if len(resembles) == 1:
        return resembles[0][1]
    return "; ".join(f"{who}: {why}" for who, why in resembles) or "resembles nobody of the class"


def _read(path: Path) -> dict[str, list[str]]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
