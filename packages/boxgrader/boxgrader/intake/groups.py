"""Groups: one hand-in counts for all members, and what a member hands in besides is asked about and not guessed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from boxgrader import sheets
from boxgrader.errors import GraderError
from boxgrader.marks.course import Course
from boxgrader.marks.gradebook import write_whole
from boxgrader.text import as_written, csv_text, printable

COLUMNS = ["group", "learner", "counts", "handed in"]


@dataclass(frozen=True)
class Doubt:
    """A learner for whom more than one hand-in could count."""

    group: str
    learner: str
    places: tuple[str, ...]


@dataclass
class Plan:
    """Whose work counts for whom: for each folder in ``submitted/`` the learners, and who has to be asked about."""

    takes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.everybody: set[str] = set()  # of whom something is there, and the groups, who are nobody to miss

    @property
    def learners(self) -> set[str]:
        """Everybody of whom something is there."""
        return {one for those in self.takes.values() for one in those} | {d.learner for d in self.doubts}

    def only(self, names: Sequence[str]) -> None:
        """Leave out all but these learners, and groups."""
        wanted = {*names, *(one for name in names for one in self.groups.get(name, ()))}
        self.takes = {
            f: kept for f, those in self.takes.items() if (kept := tuple(x for x in those if x in wanted))
        }
        self.doubts = [doubt for doubt in self.doubts if doubt.learner in wanted]


def groups_file(course: Course) -> Path:
    """Where a course keeps its groups."""
    return course.root / course.settings.groups


def read_groups(course: Course, lesson: str) -> dict[str, tuple[str, ...]]:
    """The members of each group of a lesson; empty where the course has no such file.

    Columns are ``group`` and ``learner``; where there is one ``assignment``, rows that name the lesson count in place of
    those that name none.

    Raises
    ------
    GraderError
        For a file or a row that cannot be read, with its place: somebody in two groups, a group called as a learner.
    """
    path = groups_file(course)
    if not path.exists():
        return {}
    hint = "It needs the columns group and learner."
    given = sheets.rows(path, ["group", "learner"], hint, hint)
    own = [(where, row) for where, row in given if row.get("assignment") == lesson]
    members: dict[str, list[str]] = {}
    place: dict[str, str] = {}
    for where, row in own or [(where, row) for where, row in given if not row.get("assignment")]:
        group, learner = row["group"], row["learner"]
        if not group and not learner:
            continue
        if not group or not learner:
            raise GraderError(f"{where}: a group and a learner belong into each row.", "Fill in both.")
        if learner in place:
            raise GraderError(
                f"{where}: {printable(learner)} is in {printable(place[learner])} already.",
                "Everybody can be in one group of an assignment.",
            )
        place[learner] = group
        members.setdefault(group, []).append(learner)
    for group in members:
        if group in place:
            raise GraderError(
                f"{path.name}: {printable(group)} is a group, and a learner of {printable(place[group])}.",
                "Call the group otherwise: its folder must be told apart from a learner's.",
            )
    return {group: tuple(those) for group, those in members.items()}


def plan(
    groups: Mapping[str, Sequence[str]],
    folders: Iterable[str],
    content: Callable[[str], str],
    answers: Mapping[str, str],
) -> Plan:
    """Whose work counts for whom.

    A folder with the group's name is the group's work; without one, what a single member has handed in. Copies of one file
    are one hand-in, whoever brings them. All else is asked.

    Parameters
    ----------
    groups
        Members of each group.
    folders
        Those in ``submitted/`` with work of the lesson.
    content
        What stands for the work in a folder: alike for copies.
    answers
        For learners who were asked about, the folder that counts.
    """
    made = Plan(groups=groups)
    there = list(folders)
    of_groups = {name for group, those in groups.items() for name in (group, *those)}
    for folder in there:
        if folder not in of_groups:
            made.takes[folder] = (folder,)
    for group, those in groups.items():
        here = [name for name in (group, *those) if name in there]
        first: dict[str, str] = {}
        if len(here) > 1:
            for name in here:
                first.setdefault(content(name), name)
        works = list(first.values()) or here
        takes: dict[str, list[str]] = {}
        for learner in those if here else ():
            if len(works) == 1:
                takes.setdefault(works[0], []).append(learner)
                continue
            own = first[content(learner)] if learner in here else ""
            if group in here and own in ("", group):
                takes.setdefault(group, []).append(learner)
            elif answers.get(learner) in here:
                takes.setdefault(answers[learner], []).append(learner)
            else:
                made.doubts.append(Doubt(group, learner, tuple(here)))
        made.takes |= {folder: tuple(learners) for folder, learners in takes.items()}
    made.takes = dict(sorted(made.takes.items()))
    made.everybody = made.learners | set(groups)
    return made


def content_of(folder: Path) -> str:
    """What stands for the notebooks in a folder: the same for copies under other names."""
    from boxgrader.intake.collect import ordinary_files

    found = (path for path, _ in ordinary_files(folder) if path.suffix.lower() == ".ipynb")
    return " ".join(sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in found))


def plan_of(course: Course, lesson: str, folders: Sequence[str]) -> Plan:
    """The plan for a lesson as it lies there, with a form of questions where there are any, see ``form``."""
    groups = read_groups(course, lesson)
    answers = _answers(course, lesson, groups)
    made = plan(groups, folders, lambda name: content_of(course.folder("submitted", name, lesson)), answers)
    path = form(course, lesson)
    if made.doubts:
        lines = [[d.group, d.learner, "", " | ".join(d.places)] for d in made.doubts]
        write_whole(path, csv_text([COLUMNS, *lines]))
    else:
        path.unlink(missing_ok=True)
    return made


def form(course: Course, lesson: str) -> Path:
    """Where a teacher is asked which hand-in counts."""
    return course.place / "exports" / f"{lesson}-groups.csv"


def answers_file(course: Course, lesson: str) -> Path:
    """What a teacher has answered, kept for the next run."""
    return course.place / "state" / lesson / "groups.json"


def _answers(course: Course, lesson: str, groups: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What was answered before and in the form since. Raises GraderError for an answer that is none, with its place."""
    kept = answers_file(course, lesson)
    try:
        answers = dict(json.loads(kept.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        answers = {}
    path = form(course, lesson)
    if not path.exists():
        return answers
    hint = "Remove the file: the next run writes it anew."
    for where, row in sheets.rows(path, COLUMNS, hint, hint):
        learner, counts = as_written(row["learner"]), as_written(row["counts"])
        places = as_written(row["handed in"]).split(" | ")
        if not counts:
            continue
        if counts not in places:
            raise GraderError(
                f"{where}: {printable(counts)} is none of what was handed in.",
                f"One of: {', '.join(places)}.",
            )
        if any(learner in those for those in groups.values()):
            answers[learner] = counts
    if answers:
        write_whole(kept, json.dumps(answers, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    return answers
