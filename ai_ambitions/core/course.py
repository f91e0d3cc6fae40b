"""The map of the course, ``course.yaml``: the article, and each lesson with its question, minutes, claims and neighbours."""

from __future__ import annotations

import ast
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from ai_ambitions.core.errors import CourseError, unknown
from ai_ambitions.core.paths import COURSE, EXERCISES, LESSONS, ROOMS, ROOT, SOLUTIONS, carried

KEYS = {"slug", "title", "question", "status", "minutes", "needs", "claims"}
MINUTES = ("core", "further", "exercise", "essay")
_RESTORE = "Mend course.yaml, or restore it with: git checkout -- course.yaml"


@dataclass(frozen=True)
class Article:
    """The article that the course tests: its title, when it was written (in words and as a day), its number of claims."""

    title: str
    written: str
    day: str
    claims: int


@dataclass(frozen=True)
class Home:
    """Where the course lives in public: repository on GitHub and its branch, address of the web edition, launch buttons tried.

    ``tried`` has the day on which somebody saw a button work, by its name: ``binder`` or ``colab``.
    """

    repository: str
    branch: str = "main"
    site: str = ""
    tried: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Lesson:
    """A lesson on the map. ``minutes`` has core, further, exercise and essay; ``needs`` holds slugs of other lessons."""

    slug: str
    title: str
    question: str
    status: str
    minutes: dict[str, int]
    needs: tuple[str, ...]
    claims: tuple[str, ...]

    @property
    def number(self) -> str:
        """Two digits, such as ``06``."""
        return self.slug[:2]

    @property
    def room(self) -> str:
        """Name of the lesson's room among the rooms (``core.paths.ROOMS``) and in ``tests/lessons/``, such as ``chip_ban``."""
        return self.slug[3:].replace("-", "_")

    @property
    def ready(self) -> bool:
        """Whether the lesson is here."""
        return self.status == "ready"

    @property
    def notebook(self) -> Path:
        """Where its notebook lies in a checkout."""
        return LESSONS / f"{self.slug}.ipynb"

    @property
    def folder(self) -> Path:
        """Its room's folder."""
        return ROOMS / self.room


@dataclass(frozen=True)
class Part:
    """A part of the mark for the whole course: ``percent`` of it, from all of a kind or, with ``best``, from the best so many.

    ``cells`` names the cells that a person marks for this part and for no other; all other such cells are essays.
    """

    kind: str
    name: str
    percent: int
    best: int | None = None
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Course:
    """The name, the article, the lessons in order, and the public home (None as long as there is none).

    Then how a mark for the course is put together, which lessons each step of a plan for a class takes, and the lesson and
    cell of the figure with controls that stands on the landing page (None for none); ``rights`` (year, holders and licences) for
    the foot of each page, and the ``edition`` (empty for that of the package).
    """

    name: str
    article: Article
    lessons: tuple[Lesson, ...]
    home: Home | None = None
    assessment: tuple[Part, ...] = ()
    plans: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    shown_first: tuple[str, str] | None = None
    rights: str = ""
    edition: str = ""

    @property
    def full_name(self) -> str:
        """The name with what it is."""
        return f"{self.name}: a course in notebooks"

    @property
    def ready(self) -> tuple[Lesson, ...]:
        """The lessons that are here."""
        return tuple(lesson for lesson in self.lessons if lesson.ready)


def map_file() -> Path:
    """``course.yaml``: inside an installed wheel, or of the checkout."""
    return carried("course.yaml", ROOT / "course.yaml")


def course() -> Course:
    """The map of the course. Raises CourseError, with the entry that is wrong, when it cannot be read."""
    return read_map(map_file())


@cache
def read_map(path: Path) -> Course:
    """Read a map. Raises CourseError that names the lesson and the key, with a next step."""
    import yaml

    try:
        raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        article = Article(**{key: str(value) for key, value in raw["article"].items() if key != "claims"},
                          claims=int(raw["article"]["claims"]))  # fmt: skip
        name = str(raw["name"])
        shown_first = (
            (str(raw["shown_first"]["lesson"]), str(raw["shown_first"]["cell"]))
            if raw.get("shown_first")
            else None
        )
        entries = list(raw["lessons"])
        assessment = tuple(
            Part(**part | {"cells": tuple(part.get("cells", ()))}) for part in raw.get("assessment", ())
        )
        plans = {
            name: tuple(tuple(str(step).split()) for step in steps)
            for name, steps in raw.get("plans", {}).items()
        }
    except OSError as error:
        if os.environ.get(COURSE):
            raise CourseError(
                f"{COURSE} names {ROOT}, and no course.yaml can be read there.",
                "Name the folder of a course, or unset the variable.",
            ) from None
        raise CourseError(f"course.yaml cannot be read: {error.strerror}.", _RESTORE) from None
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise CourseError(
            f"course.yaml, line {line}, is not YAML: {getattr(error, 'problem', error)}.", _RESTORE
        ) from None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CourseError(f"course.yaml: the name, the part on the article or the list of lessons is not as it should be ({error}).",
                          _RESTORE) from None  # fmt: skip
    lessons = tuple(_lesson(entry, number) for number, entry in enumerate(entries, 1))
    home = _home(raw["home"]) if raw.get("home") else None
    rights, edition = (str(raw.get(key) or "") for key in ("rights", "edition"))
    return Course(name, article, lessons, home, assessment, plans, shown_first, rights, edition)


def _home(entry: Any) -> Home:
    known = {one.name for one in fields(Home)}
    if not isinstance(entry, dict) or "repository" not in entry or not set(entry) <= known:
        raise CourseError(
            f"course.yaml, home: it needs repository, and knows {', '.join(sorted(known))}.", _RESTORE
        )
    tried = entry.get("tried") or {}
    home = Home(
        str(entry["repository"]).removesuffix(".git").rstrip("/"),
        str(entry.get("branch", "main")),
        str(entry.get("site", "")).rstrip("/"),
        {str(name): str(day) for name, day in dict(tried).items()},
    )
    if not re.fullmatch(r"https://github\.com/[\w.-]+/[\w.-]+", home.repository):
        raise CourseError(
            f"course.yaml, home: {home.repository!r} is no address such as https://github.com/owner/name.",
            "Only addresses on GitHub are known, since the launch buttons read these.",
        )
    if home.site and not home.site.startswith("https://"):
        raise CourseError(f"course.yaml, home: site is {home.site!r}.", "Write an address with https://.")
    if strange := set(home.tried) - {"binder", "colab"}:
        raise CourseError(
            f"course.yaml, home: tried names {min(strange)!r}.", "The buttons are binder and colab."
        )
    return home


def _lesson(entry: Any, number: int) -> Lesson:
    name = entry.get("slug", f"lesson {number}") if isinstance(entry, dict) else f"lesson {number}"
    if not isinstance(entry, dict) or set(entry) != KEYS:
        found = set(entry) if isinstance(entry, dict) else set()
        raise CourseError(
            f"course.yaml, {name}: missing {sorted(KEYS - found)}, not known {sorted(found - KEYS)}.",
            _RESTORE,
        )
    if set(entry["minutes"]) != set(MINUTES):
        raise CourseError(f"course.yaml, {name}: minutes need {', '.join(MINUTES)}.", _RESTORE)
    if entry["status"] not in ("ready", "coming"):
        raise CourseError(
            f"course.yaml, {name}: status {entry['status']!r} is neither ready nor coming.", _RESTORE
        )
    return Lesson(**entry | {"needs": tuple(entry["needs"]), "claims": tuple(entry["claims"])})


def lesson(name: str) -> Lesson:
    """A lesson by number (``6``, ``06``), slug or room. Raises CourseError with the closest names."""
    for entry in course().lessons:
        if name in (entry.slug, entry.room) or name.zfill(2) == entry.number:
            return entry
    raise unknown("lesson", name, (entry.slug for entry in course().lessons))


def slug_of(name: str, *folders: Path) -> str:
    """The slug behind ``6``, ``06`` or a slug: a lesson of the map, or a folder of exercises that a teacher added.

    Parameters
    ----------
    folders
        Where else a teacher may have added exercises: the solutions of a class with a folder of its own.

    Raises CourseError with what exists.
    """
    added = {path.name for folder in (SOLUTIONS, EXERCISES, *folders) for path in folder.glob("*/")}
    known = [entry.slug for entry in course().ready]
    for slug in (*known, *sorted(added)):
        if slug == name or slug.startswith(f"{name.zfill(2)}-"):
            return slug
    coming = next(
        (entry for entry in course().lessons if name.zfill(2) == entry.number or name == entry.slug), None
    )
    reason = (
        f"Lesson {coming.number}, {coming.title}, is still to come."
        if coming
        else f"There is no lesson {name!r}."
    )
    raise CourseError(reason, "Lessons: " + ", ".join(sorted({*known, *added})))


def neighbours(entry: Lesson) -> tuple[Lesson | None, Lesson | None]:
    """The lessons that are here just before and just after one; None at the ends."""
    here = course().ready
    place = here.index(entry)
    return (here[place - 1] if place else None), (here[place + 1] if place + 1 < len(here) else None)


@cache
def tables_of(slug: str) -> tuple[str, ...]:
    """Tables that a lesson reads: those its notebook loads, and those its verdict rules ask for; in order of first use.

    Found in the text of the notebook and of the room, so that nobody has to keep a list in step. Empty for a lesson that
    is still to come, or where no checkout is at hand.
    """
    entry = lesson(slug)
    if not entry.notebook.exists():
        return ()
    cells = json.loads(entry.notebook.read_text(encoding="utf-8"))["cells"]
    texts = [
        (f"{told(entry.notebook)}, cell {cell.get('id', '?')}", "".join(cell["source"]))
        for cell in cells
        if cell["cell_type"] == "code"
    ]
    texts += [(told(path), path.read_text(encoding="utf-8")) for path in sorted(entry.folder.glob("*.py"))]
    return tuple(dict.fromkeys(name for where, text in texts for name in _tables_in(text, where)))


def _tables_in(code: str, where: str) -> Iterator[str]:
    """Names of tables in a piece of code. Raises CourseError, with place and line, where they cannot be read from it."""
    try:
        tree = ast.parse(code)
    except SyntaxError as error:
        raise CourseError(
            f"{where}, line {error.lineno}, is no Python: {error.msg}.", "Mend that line."
        ) from None
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "load":
            yield from (
                a.value for a in node.args[:1] if isinstance(a, ast.Constant) and isinstance(a.value, str)
            )
            continue
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        if isinstance(node, ast.Assign | ast.AnnAssign) and any(
            getattr(t, "id", "") == "TABLES" for t in targets
        ):
            try:
                values: dict[str, tuple[str, ...]] = ast.literal_eval(node.value or ast.Dict([], []))
            except ValueError:
                raise CourseError(
                    f"{where}, line {node.lineno}: TABLES is not written out, and is read without being run.",
                    'Write each claim with its tables: TABLES = {"C01": ("claims",)}',
                ) from None
            yield from (name for names in values.values() for name in names)


def breaches() -> Iterator[str]:
    """Where the map and what lies in the checkout part: one line each, with what to do."""
    slugs = [entry.slug for entry in course().lessons]
    parts = course().assessment
    if parts and (total := sum(part.percent for part in parts)) != 100:
        yield f"course.yaml, assessment: the parts add up to {total} per cent. Make it 100."
    numbers = [slug[:2] for slug in slugs]
    for name, steps in course().plans.items():
        for number in (number for step in steps for number in step if number not in numbers):
            yield f"course.yaml, plans, {name}: there is no lesson {number}. Name lessons by two digits."
    for path in sorted(LESSONS.glob("*.ipynb")):
        if path.stem not in slugs:
            yield f"lessons/{path.name} stands in no line of course.yaml. Add its entry there, or move the notebook away."
    for entry in course().lessons:
        if entry.ready and not entry.notebook.exists():
            yield (
                f"course.yaml says that {entry.slug} is ready, and lessons/{entry.slug}.ipynb is missing. "
                "Restore it with git checkout, or set its status to coming."
            )
        if not entry.ready and entry.notebook.exists():
            yield f"lessons/{entry.slug}.ipynb is here, and course.yaml calls it coming. Set its status to ready."
        if entry.ready and not (entry.folder / "questions.yaml").exists():
            yield f"The room {told(entry.folder)}/ has no questions.yaml. Add it: see CONTRIBUTING.md."
        for other in entry.needs:
            if other not in slugs[: slugs.index(entry.slug)]:
                yield f"course.yaml, {entry.slug}: it needs {other!r}, which is no lesson before it."


def told(path: Path) -> str:
    """A path of the course as people say it: as seen from its folder."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def has_room(name: str) -> bool:
    """Whether a lesson of this course that is here has a room of that name: some pages and commands are of one lesson only."""
    return any(entry.room == name for entry in course().ready)


def lesson_of_claim(claim_id: str) -> Lesson:
    """The lesson that settles a claim. Raises CourseError for a claim that no lesson has."""
    for entry in course().lessons:
        if claim_id in entry.claims:
            return entry
    raise unknown("claim", claim_id, (claim for entry in course().lessons for claim in entry.claims))


def rules_of(claim_id: str) -> ModuleType:
    """The module with a claim's verdict rule: ``verdicts`` in its lesson's room, imported when it is asked for.

    Raises
    ------
    CourseError
        For a claim whose lesson is still to come, or whose room has no rule for it.
    """
    owner = lesson_of_claim(claim_id)
    name = f"ai_ambitions.lessons.{owner.room}.verdicts"
    try:
        module = import_module(name)
    except ModuleNotFoundError as error:
        if error.name is None or not name.startswith(error.name):
            raise  # something else is missing
        module = None
    if module is None or not hasattr(module, claim_id.lower()):
        raise CourseError(
            f"No rule for {claim_id} yet: lesson {owner.number}, {owner.title}, {'has none' if owner.ready else 'is still to come'}.",
            f"See what the ledger says of it so far: verdict({claim_id!r})",
        )
    return module
