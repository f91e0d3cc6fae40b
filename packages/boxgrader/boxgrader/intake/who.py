"""Whose an upload is, where its name fits nobody to the letter: asked in a form, never guessed, and remembered."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
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
SHORTEST = 5  # letters or digits below which another one says nothing
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


class _Name:
    """A name taken apart, once for all comparisons."""

    def __init__(self, text: str) -> None:
        self.text = printable(text)
        self.plain = COPY.sub("", self.text)
        self.small = self.text.casefold()
        self.folded = folded(self.plain)
        # Umlauts in two letters, as German names are written where there are none.
        self.spelt = folded(unicodedata.normalize("NFC", self.plain).casefold().translate(UMLAUTS))
        self.words = self.folded.split()
        self.sorted = sorted(self.words)
        self.joined = {"".join(self.words), "".join([*self.words[-1:], *self.words[:-1]])}
        self.digits = re.sub(r"\D", "", self.folded)
        self.letters = re.sub(r"[\d ]", "", self.folded)


_name = cache(_Name)


def alike(given: str, known: str) -> str:
    """Why one name may stand for another, in words; nothing where it does not."""
    a, b = _name(given), _name(known)
    if a.text == b.text:
        return "the same name"
    if a.small == b.small:
        return "capital letters"
    if a.plain != a.text and a.plain.casefold() == b.small:
        return "a copy"
    if not a.folded or not b.folded:
        return ""
    if a.folded == b.folded or a.spelt == b.spelt:
        return "accents or signs"
    if a.sorted == b.sorted:
        return "names in another order"
    if len(b.words) > 1 and a.folded in b.joined:
        return "names run together"
    if a.letters == b.letters:
        if a.letters and not (a.digits and b.digits):
            return "a number more or less"
        return "one digit" if len(a.digits) >= SHORTEST and _one_apart(a.digits, b.digits) else ""
    if a.digits and b.digits and a.digits != b.digits:
        return ""
    if min(len(a.letters), len(b.letters)) >= SHORTEST and _one_apart(a.letters, b.letters):
        return "one letter"
    return ""


def _one_apart(a: str, b: str) -> bool:
    """Whether one sign is missing, added or another one, or two neighbours are swapped."""
    if abs(len(a) - len(b)) > 1:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(a, b, score_cutoff=1) == 1


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
        names = {came, safe_name(came), _composed(came)}
        if known := (names & self.people.keys()) | (names & self.groups):
            return min(known)
        if upload.name in self.groups:
            return upload.name
        names |= {_composed(upload.name), upload.number, f"{upload.name} {upload.number}"} - {"", " "}
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


def _composed(name: str) -> str:
    """A name with each accent on its letter, as keyboards write it; a Mac's archives have them apart."""
    return unicodedata.normalize("NFC", name)


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
