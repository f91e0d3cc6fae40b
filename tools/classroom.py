"""Play a class of invented learners through a teacher's week, each command shown as a teacher types it: ``make classroom``.

A class folder is made, a question of the teacher's own added, an exercise released; learners hand in what tests know to be
right and wrong, some late, one blank, one hostile, one a broken file, two of one name; all is graded, essays are marked, the
assignment is changed and graded again; feedback, report and export follow. Everything lies in one folder, which git ignores.
The same seed plays the same class.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import csv
import os
import random
import shlex
import shutil
import subprocess
import sys
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

try:
    import fcntl
except ImportError:  # Windows: two plays at once are not told apart there
    fcntl = None  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import nbformat  # noqa: E402
from nbformat.v4 import new_code_cell, new_markdown_cell  # noqa: E402

from ai_ambitions.core.course import slug_of  # noqa: E402
from ai_ambitions.core.errors import CourseError  # noqa: E402
from boxgrader.run.cli import guarded  # noqa: E402
from tests.support.exercise import answers  # noqa: E402

MARKER = "made-by-make-classroom.txt"
ROOM = 1_000_000  # bytes that a gradebook and its copy need to grow
MARKER_TEXT = "An invented class. `make classroom` empties this folder when it runs again.\n"
FIRST = "Ada Ben Chidi Dana Elif Farid Greta Hana Ines Jamal Kenji Lin Mara Noor Oskar Priya Quentin Rosa Sven Wei"
LAST = "Adeyemi Bianchi Chen Demir Eriksson Farouk García Haddad Ito Jansen Kowalska Lopez Müller Nguyen Okafor Zhang"
DUE, LATE = "2026-12-01T12:30+01:00", "2026-12-02T09:00+01:00"
WORDS = "The law and the figure speak of different days; a source with a date weighs more than a firm that says so"
FORGED = "exit._ip.input_transformer_manager.transform_cell = lambda raw: 'pass\\n'"
SCRIPT = '<img src="x" onerror="alert(1)">'

# The teacher's own question: what stands in its cell, its tests, and answers to draw from.
OWN_TEXT = (
    "## A question of your teacher's\n\nHow many days lie between two days, such as two versions of a rule?"
)
OWN_ANSWER = '''def days_between(first, second):
    """Days from one ISO date to a later one."""
    ### BEGIN SOLUTION
    from datetime import date

    return (date.fromisoformat(second) - date.fromisoformat(first)).days
    ### END SOLUTION'''
OWN_VISIBLE = """between = "from 2022-10-07 to 2023-11-17"
slips = {-406: "You took the later day from the earlier one.", 407: "Do not count the first day."}
check(days_between, "2022-10-07", "2023-11-17").gives(406, what=between, slips=slips)"""
OWN_HIDDEN = """### BEGIN HIDDEN TESTS
check(days_between, "2024-02-28", "2024-03-01").gives(2, what="over the end of a February")
### END HIDDEN TESTS"""
OWN_START = "from datetime import date\ndef days_between(first, second):\n    a, b = date.fromisoformat(first), date.fromisoformat(second)\n    return "
OWN_RIGHT = [OWN_START + "(b - a).days", OWN_START + "b.toordinal() - a.toordinal()"]
OWN_WRONG = [OWN_START + "(a - b).days", OWN_START + "(b - a).days + 1", OWN_START + "b - a"]


@dataclass
class Learner:
    """One of the class. ``knows`` says for each task: right, wrong or blank; ``handed_in`` is the file."""

    name: str
    number: int
    kind: str
    late: bool
    knows: dict[str, str] = field(default_factory=dict)
    handed_in: bytes = b""

    @property
    def id(self) -> str:
        """What the grader makes of Moodle's folder."""
        return f"{self.name}_{self.number}"


def own_cells(number: str) -> list[Any]:
    """The cells of the teacher's own question, as nbgrader's *Create Assignment* marks them."""

    def marked(name: str, source: str, **settings: object) -> Any:
        plain = {"grade": False, "solution": False, "task": False, "locked": False, "schema_version": 3}
        return new_code_cell(source, id=name, metadata={"nbgrader": plain | {"grade_id": name} | settings})

    return [
        new_markdown_cell(OWN_TEXT, id=f"{number}-own-text"),
        marked(f"{number}-own", OWN_ANSWER, solution=True),
        marked(f"{number}-own-visible", OWN_VISIBLE, grade=True, locked=True, points=1),
        marked(f"{number}-own-hidden", OWN_HIDDEN, grade=True, locked=True, points=1),
    ]


def grade_id(cell: Any) -> str:
    """The name that nbgrader knows a cell by, or nothing."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def draw_class(slug: str, released: Any, count: int, seed: int) -> list[Learner]:
    """Invented learners with what they hand in; no two hand in the same.

    The first five are one of each kind, so that a class of five has them all: all right; of the same name, and late; blank;
    hostile; a broken file. All others are mixed, every sixth of them late.
    """
    dice, bank, number = random.Random(seed), answers(slug), slug[:2]
    right = {**bank.RIGHT, f"{number}-own": OWN_RIGHT}
    wrong = {
        **{t: [code for _, code, _ in found] for t, found in bank.WRONG.items()},
        f"{number}-own": OWN_WRONG,
    }
    names = [f"{first} {last}" for first in FIRST.split() for last in LAST.split()]
    dice.shuffle(names)
    kinds = ["right", "namesake", "blank", "hostile", "broken"]
    learners: list[Learner] = []
    for place in range(count):
        kind = kinds[place] if place < len(kinds) else "mixed"
        name = names[0 if kind == "namesake" else place % len(names)]
        one = Learner(
            name, 1001 + place, kind, late=kind == "namesake" or (kind == "mixed" and place % 6 == 0)
        )
        while not one.handed_in or any(one.handed_in == other.handed_in for other in learners):
            _answer(one, copy.deepcopy(released), right, wrong, dice)
        learners.append(one)
    return learners


def _answer(
    one: Learner, nb: Any, right: dict[str, list[str]], wrong: dict[str, list[str]], dice: random.Random
) -> None:
    """Fill in a released exercise as this learner does."""
    chances = {"right": (1.0, 0.0), "blank": (0.0, 0.0), "hostile": (0.0, 0.0)}.get(one.kind, (0.6, 0.3))
    for cell in nb.cells:
        task = grade_id(cell)
        if task in right:
            (one.knows[task],) = dice.choices(("right", "wrong", "blank"), (*chances, 1 - sum(chances)))
            if one.knows[task] != "blank":
                cell.source = dice.choice((right if one.knows[task] == "right" else wrong)[task])
        elif cell.cell_type == "markdown" and cell.metadata.get("nbgrader", {}).get("solution"):
            if one.kind == "hostile":
                cell.source = SCRIPT
            elif one.kind != "blank" and dice.random() < 0.8:
                cell.source = " ".join(dice.choices(WORDS.split(), k=40))
    if one.kind == "hostile":
        nb.cells.insert(1, new_code_cell(FORGED, id="forged"))
    one.handed_in = nbformat.writes(nb).encode()
    if one.kind == "broken":
        one.handed_in = one.handed_in[: len(one.handed_in) // 2]


@contextlib.contextmanager
def own_folder(folder: Path) -> Iterator[None]:
    """An empty folder that only plays use. Never over a folder that is somebody's: what has no marker stays untouched."""
    marker = folder / MARKER
    if folder.exists() and not folder.is_dir():
        raise CourseError(
            f"{folder} is a file.", "Name a folder that is not there yet: make classroom ARGS=FOLDER"
        )
    if folder.is_dir() and any(folder.iterdir()) and not marker.is_file():
        raise CourseError(
            f"{folder} holds something that is not an invented class, and was left as it is.",
            "Name a folder that is not there yet: make classroom ARGS=FOLDER",
        )
    folder.mkdir(parents=True, exist_ok=True)
    with marker.open("a+", encoding="utf-8") as held:
        try:
            if fcntl:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CourseError(
                f"Another window plays a class in {folder}.", "Wait for it, or name another folder."
            ) from None
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path != marker:
                path.unlink()
        marker.write_text(MARKER_TEXT, encoding="utf-8")
        yield


class Play:
    """A class folder, and what is typed in it."""

    def __init__(self, folder: Path, slug: str) -> None:
        self.folder, self.slug, self.number = folder, slug, slug[:2]
        programs = os.path.dirname(sys.executable)
        path = os.pathsep.join([programs, os.environ.get("PATH", os.defpath)])
        # As in a teacher's terminal, whatever the surroundings of this one are set to.
        self.env = {**os.environ, "PATH": path, "AI_AMBITIONS_MODE": "live"}
        self.programs = programs

    @property
    def notebook(self) -> Path:
        """The solution in the class folder."""
        return self.folder / "solutions" / self.slug / f"{self.slug}.ipynb"

    def say(self, words: str) -> None:
        """A line on what happens next."""
        print(f"\n# {words}", flush=True)

    def type(self, *command: str, fine: tuple[int, ...] = (0,)) -> None:
        """Run a command of the course or of nbgrader in the class folder; nbgrader's diary is shown only when it fails."""
        print(f"$ {shlex.join(command)}", flush=True)
        program = shutil.which(command[0], path=self.programs) or command[0]
        quiet = command[0] == "nbgrader"
        done = subprocess.run(
            [program, *command[1:]],
            cwd=self.folder, env=self.env, text=True, encoding="utf-8", errors="replace",
            stdout=subprocess.PIPE if quiet else None, stderr=subprocess.STDOUT if quiet else None,
        )  # fmt: skip
        if shutil.disk_usage(self.folder).free < ROOM:
            raise CourseError(
                "The disk is full.", "Free some room, then run make classroom again; it begins anew."
            )
        if done.returncode not in fine:
            print("\n".join((done.stdout or "").splitlines()[-5:]))
            raise CourseError(
                f"The play ends here: {command[0]} {command[1]} ended with {done.returncode}.",
                "Mend what it says, then run make classroom again; it begins anew.",
            )


def play(folder: Path, lesson: str, count: int, seed: int, *, show: bool) -> Path:
    """Play it all; returns the class report."""
    slug = slug_of(lesson)
    with own_folder(folder):
        class_ = Play(folder, slug)
        print(f"An invented class of {count} (seed {seed}) in {folder}, with exercise {slug}.")
        make_class(class_)
        learners = release(class_, count, seed)
        collect_and_grade(class_, learners)
        enter_late(class_, learners)
        change_assignment(class_)
        mark_essays(class_, random.Random(seed))
        return write_pages(class_, show)


def make_class(class_: Play) -> None:
    """A folder with settings and an exercise, and a question of the teacher's own in it."""
    folder, slug = class_.folder, class_.slug
    class_.say("A class has a folder of its own, with the settings and the exercises that you use.")
    print(f"$ cp {ROOT / 'nbgrader_config.py'} .")
    print(f"$ mkdir solutions\n$ cp -r {ROOT / 'solutions' / slug} solutions/")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    shutil.copytree(ROOT / "solutions" / slug, folder / "solutions" / slug)
    with (folder / "nbgrader_config.py").open("a", encoding="utf-8") as settings:
        settings.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    print("  (in nbgrader_config.py: who is late gets no points)")
    class_.say("A question of your own goes into the solution: four cells at its end.")
    nb = nbformat.read(class_.notebook, as_version=4)
    nb.cells += own_cells(class_.number)
    nbformat.write(nb, class_.notebook)


def release(class_: Play, count: int, seed: int) -> list[Learner]:
    """What learners get, who they are, and when work is due; returns them with what they will hand in."""
    folder, slug = class_.folder, class_.slug
    class_.say(f"Release: what learners get is exercises/{slug}, without answers and hidden tests.")
    class_.type("nbgrader", "generate_assignment", slug)
    released = nbformat.read(folder / "exercises" / slug / f"{slug}.ipynb", as_version=4)
    learners = draw_class(slug, released, count, seed)
    class_.say("The class, and the day when work is due.")
    write_roster(folder / "class.csv", learners)
    class_.type("nbgrader", "db", "student", "import", "class.csv")
    class_.type("nbgrader", "db", "assignment", "add", slug, "--duedate", DUE)
    return learners


def collect_and_grade(class_: Play, learners: list[Learner]) -> None:
    """What Moodle has packed becomes marks."""
    class_.say("Learners hand in on Moodle; you download what it has packed, and grade it.")
    pack(class_.folder / "submissions.zip", class_.slug, learners)
    # One that cannot be graded makes it end with 1, and there is one.
    class_.type("ambitions", "grade", class_.number, "--from", "submissions.zip", fine=(0, 1))


def enter_late(class_: Play, learners: list[Learner]) -> None:
    """Times of submission, where they matter."""
    late = [one for one in learners if one.late]
    class_.say(f"Moodle says when: you enter the time of the {len(late)} who were late, and grade again.")
    for one in late:
        name = f"grading/submitted/{one.id}/{class_.slug}/timestamp.txt"
        print(f"$ echo {LATE} > {shlex.quote(name)}")
        (class_.folder / name).write_text(LATE + "\n", encoding="utf-8")
    class_.type("ambitions", "grade", class_.number, fine=(0, 1))


def change_assignment(class_: Play) -> None:
    """Other points after release."""
    class_.say("After release you find that a test should give two points: change it, and grade again.")
    nb = nbformat.read(class_.notebook, as_version=4)
    test = next(cell for cell in nb.cells if grade_id(cell) == f"{class_.number}-own-visible")
    test.metadata.nbgrader.points = 2
    nbformat.write(nb, class_.notebook)
    class_.type("nbgrader", "generate_assignment", class_.slug, "--force")
    class_.type("ambitions", "grade", class_.number, fine=(0, 1))


def mark_essays(class_: Play, dice: random.Random) -> None:
    """A marker's sheet, out and in."""
    class_.say(
        "Essays: a sheet with a box for each criterion, filled in here by dice, goes into the gradebook."
    )
    class_.type("ambitions", "rubric", class_.number, "--sheet", "anna.csv")
    fill_in(class_.folder / "anna.csv", dice)
    class_.type("ambitions", "rubric", class_.number, "--first", "anna.csv", "--write")


def write_pages(class_: Play, show: bool) -> Path:
    """Feedback, report and export; the report is opened where there is a screen."""
    class_.say("A page for each learner, a page about the class, and the marks for other programs.")
    for verb in ("feedback", "report", "export"):
        class_.type("ambitions", verb, class_.number)
    report = class_.folder / "grading" / "reports" / f"{class_.slug}.html"
    print(f"\nThe class report: {report}")
    here = shlex.quote(str(class_.folder))
    print(f"Look around: cd {here}, then ambitions lab --teacher (menu Nbgrader, Formgrader).")
    screen = (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in ("win32", "darwin")
    )
    if show and screen:
        webbrowser.open(report.as_uri())
    return report


def write_roster(path: Path, learners: list[Learner]) -> None:
    """The class as nbgrader imports it, with one who will hand in nothing."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "first_name", "last_name", "email"])
        for one in [*learners, Learner("Nobody Yet", 1000, "absent", False)]:
            first, last = one.name.split(" ", 1)
            rows.writerow([one.id, first, last, f"{one.number}@example.org"])


def pack(path: Path, slug: str, learners: list[Learner]) -> None:
    """A zip as Moodle packs it: a folder a learner."""
    import zipfile

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for one in learners:
            packed.writestr(f"{one.id}_assignsubmission_file_/{slug}.ipynb", one.handed_in)


def fill_in(sheet: Path, dice: random.Random) -> None:
    """Put points into the boxes of a marker's sheet."""
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    for row in rows:
        for place, title in enumerate(header):
            if "(0 to " in title:
                row[place] = str(dice.randint(0, int(title.split("(0 to ")[1].rstrip(")"))))
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def main(argv: list[str] | None = None) -> int:
    """Entry point: returns the exit code."""
    options = argparse.ArgumentParser(prog="make classroom", description=__doc__)
    options.add_argument(
        "folder", nargs="?", type=Path, default=ROOT / "classroom", help="of the class (classroom/)"
    )
    options.add_argument("--lesson", default="05", help="number of the exercise (05)")
    options.add_argument("--count", type=int, default=30, help="learners (30)")
    options.add_argument("--seed", type=int, default=1, help="by which they are drawn (1)")
    options.add_argument("--no-browser", action="store_true", help="name the report and do not open it")
    args = options.parse_args(argv)

    def run() -> int:
        try:
            play(args.folder.resolve(), args.lesson, args.count, args.seed, show=not args.no_browser)
        except KeyboardInterrupt:
            print("\nStopped. Run make classroom again: it begins anew.", file=sys.stderr)
            return 130
        return 0

    return guarded(run)


if __name__ == "__main__":
    sys.exit(main())
