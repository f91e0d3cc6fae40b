"""What a teacher asks for besides marks: who is late or missing, whether tests are sealed, a learner who must go, another course."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from test_class import boxed  # noqa: F401

from boxgrader.box.sandbox import Place
from boxgrader.errors import GraderError
from boxgrader.intake.collect import collect
from boxgrader.marks.course import Course, in_folder, silent
from boxgrader.marks.forget import forget
from boxgrader.marks.key import make_key
from boxgrader.marks.read import read_class
from boxgrader.pages.export import write_exports
from boxgrader.pages.feedback import write_feedback
from boxgrader.pages.report import write_report
from boxgrader.run import cli
from boxgrader.run import grade as run
from toyclass import classroom as make
from toyclass.classroom import LESSON, rows

pytestmark = pytest.mark.notebook


def graded(course: Course, lesson: str = LESSON, **options: Any) -> tuple[run.Outcome, str]:
    """A run, and all that its teacher is told."""
    said: list[str] = []
    outcome = run.grade(course, lesson, jobs=1, say=said.append, **options)
    return outcome, "\n".join([*said, *run.table(outcome)])


def due(course: Course, when: datetime | None) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(course.db_url, course.directory.course_id) as book:
        book.find_assignment(LESSON).duedate = when
        book.db.commit()


def test_a_due_date_set_later_counts_for_those_graded_before(boxed: None, tmp_path: Path) -> None:  # noqa: F811
    course = make.make_course(tmp_path, more="c.LateSubmissionPlugin.penalty_method = 'zero'")
    (make.hand_in(course, "ada", make.perfect()) / "timestamp.txt").write_text("2026-11-20T13:00+01:00")
    make.hand_in(course, "ben", make.perfect())
    assert graded(course)[0].late == {}
    due(course, datetime(2026, 11, 20, 11))
    outcome, said = graded(course)
    assert outcome.late == {"ada": f"late penalty {make.FULL:g} points, before 0"}
    assert "Late, penalty computed in this run (1)" in said
    assert graded(course)[0].late == {}, "told once"
    due(course, datetime(2026, 11, 20, 12))
    assert graded(course)[0].late == {"ada": f"late penalty 0 points, before {make.FULL:g}"}


def test_who_is_late_is_told_when_graded(boxed: None, tmp_path: Path) -> None:  # noqa: F811
    course = make.make_course(tmp_path, more="c.LateSubmissionPlugin.penalty_method = 'zero'")
    for name, when in (("ada", "2026-11-20T13:00+01:00"), ("ben", "2026-11-20T11:00+01:00")):
        (make.hand_in(course, name, make.perfect()) / "timestamp.txt").write_text(when)
    make_key(course, LESSON)
    due(course, datetime(2026, 11, 20, 11))
    assert graded(course)[0].late == {"ada": f"late penalty {make.FULL:g} points"}


def test_an_essay_marked_after_grading_brings_a_late_learner_no_points(
    boxed: None,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where lateness costs everything: the penalty was computed when the essay had no points yet."""
    from nbgrader.api import Gradebook

    course = make.make_course(tmp_path, more="c.LateSubmissionPlugin.penalty_method = 'zero'")
    (make.hand_in(course, "ada", make.perfect()) / "timestamp.txt").write_text("2026-11-20T13:00+01:00")
    make_key(course, LESSON)
    due(course, datetime(2026, 11, 20, 11))
    graded(course)
    with Gradebook(course.db_url, course.directory.course_id) as book:
        book.find_grade("toy-essay", LESSON, LESSON, "ada").manual_score = 3
        book.db.commit()
    capsys.readouterr()
    assert cli.main(["export", LESSON, "--course", str(tmp_path)]) == 0
    assert f"ada: late penalty {make.FULL + 3:g} points, before {make.FULL:g}" in capsys.readouterr().out
    assert read_class(course, LESSON).students["ada"].score == 0


def test_whose_marks_a_changed_assignment_moves_is_told_and_nobody_is_accused(
    boxed: None,  # noqa: F811
    tmp_path: Path,
) -> None:
    course = make.make_course(tmp_path)
    for name, nb in (("ada", make.perfect()), ("ben", make.exercise())):
        make.hand_in(course, name, nb)
    assert graded(course)[0].changed == {}
    path = course.folder("source", ".", LESSON) / f"{LESSON}.ipynb"
    for points, changed in ((5, 4), (2, -3)):  # twice: what was handed in is of the first version
        nb = nbformat.read(path, as_version=4)
        make.cell_of(nb, "toy-area-visible").metadata.nbgrader.points = points
        nbformat.write(nb, path)
        before = rows(course)["grades"]
        outcome, said = graded(course)
        was, now = (
            sum(r[2] or 0 for r in found if r[0] == "ada") for found in (before, rows(course)["grades"])
        )
        assert now - was == changed
        assert outcome.changed == {"ada": f"{now:g} points, before {was:g} (toy-area-visible)"}
        assert "Graded anew, with other points from tests (1)" in said
        assert outcome.to_look_at == [], "it was the teacher who changed the points"
    outcome, said = graded(course)
    assert outcome.changed == {}
    assert "Graded anew" not in said


def test_a_changed_test_tells_whose_marks_it_moves_and_where(boxed: None, tmp_path: Path) -> None:  # noqa: F811
    course = make.make_course(tmp_path, more="c.BoxGrader.sealed = True")
    picky = "def area(width, height):\n    if width <= 0: raise ValueError\n    return width * height"
    for name, nb in (
        ("ada", make.perfect()),
        ("ben", make.but("toy-area", picky)),
        ("cleo", make.exercise()),
    ):
        make.hand_in(course, name, nb)
    graded(course)
    path = course.folder("source", ".", LESSON) / f"{LESSON}.ipynb"
    nb = nbformat.read(path, as_version=4)
    test = make.cell_of(nb, "toy-area-hidden")
    test.source = test.source.replace("### END HIDDEN", "assert area(0, 5) == 0\n### END HIDDEN")
    nbformat.write(nb, path)
    outcome, said = graded(course)
    assert outcome.changed == {"ben": f"{make.FULL - 1:g} points, before {make.FULL:g} (toy-area-hidden)"}
    assert outcome.before == set(), "everybody was graded by the new version"
    assert "Graded anew, with other points from tests (1)" in said


def test_an_essay_is_read_once_also_when_the_assignment_changes(boxed: None, tmp_path: Path) -> None:  # noqa: F811
    """Stock nbgrader asks for every mark given by hand again, whenever it grades."""
    from nbgrader.api import Gradebook

    course = make.make_course(tmp_path)
    make.hand_in(course, "ada", make.perfect())
    assert "Essays waiting for you: 1." in graded(course)[1]
    with Gradebook(course.db_url, course.directory.course_id) as book:
        essay = book.find_grade("toy-essay", LESSON, LESSON, "ada")
        essay.manual_score, essay.needs_manual_grade = 3, False
        book.db.commit()
    path = course.folder("source", ".", LESSON) / f"{LESSON}.ipynb"
    nb = nbformat.read(path, as_version=4)
    make.cell_of(nb, "toy-area-visible").metadata.nbgrader.points = 5
    nbformat.write(nb, path)
    outcome, said = graded(course)
    assert outcome.changed
    assert "Essays waiting" not in said
    assert read_class(course, LESSON).students["ada"].waiting == []
    other = make.perfect()
    make.cell_of(other, "toy-essay").source += " Another sentence."
    make.hand_in(course, "ada", other)
    graded(course)
    assert read_class(course, LESSON).students["ada"].waiting == ["toy-essay"]


def test_who_is_in_the_gradebook_and_has_not_handed_in_is_named(boxed: None, tmp_path: Path) -> None:  # noqa: F811
    from nbgrader.api import Gradebook

    course = make.make_course(tmp_path)
    make.hand_in(course, "ada", make.exercise())
    make_key(course, LESSON)
    with Gradebook(course.db_url, course.directory.course_id) as book:
        for name in ("ada", "ben", "<cleo>"):
            book.add_student(name)
    outcome, said = graded(course)
    assert outcome.missing == ["<cleo>", "ben"]
    assert "nothing handed in (2): <cleo>, ben" in said


def test_sealed_or_not_is_told(boxed: None, tmp_path: Path) -> None:  # noqa: F811
    for sealed, first, panel in (
        (True, "Sealed: tests run", "Sealed: tests ran"),
        (False, "NOT SEALED: c.Box", "Not sealed: 1 of 1"),
    ):
        course = make.make_course(tmp_path / str(sealed), more=f"c.BoxGrader.sealed = {sealed}")
        make.hand_in(course, "ada", make.exercise())
        outcome, said = graded(course)
        assert outcome.results["ada"].sealed is sealed
        assert first in said
        assert panel in write_report(course, LESSON).read_text()
    assert "NOT SEALED: there is no sandbox" in run.seal_of(
        make_key(Course(tmp_path / "True"), LESSON), Place("fork")
    )


DOUBLE = "def double(x):\n    return 2 * x"
TRIPLE = "def triple(x):\n    ### BEGIN SOLUTION\n    return 3 * x\n    ### END SOLUTION"


@pytest.mark.parametrize(
    ("source", "grade", "test"),
    [
        (TRIPLE, False, "assert triple(2) == 6"),
        (DOUBLE, False, "assert double(2) == 4"),  # nothing marked: nbgrader takes the whole cell away
        (DOUBLE, True, "assert double(2) == 4"),  # marked by a person, and asked by a test as well
    ],
)
def test_a_question_that_a_teacher_adds_is_sealed(
    boxed: None,  # noqa: F811
    tmp_path: Path,
    source: str,
    grade: bool,
    test: str,
) -> None:
    """As *Create assignment* leaves it: names that say nothing, and perhaps no mark of where the solution is."""
    course = make.make_course(tmp_path, more="c.BoxGrader.sealed = True")
    path = course.folder("source", ".", LESSON) / f"{LESSON}.ipynb"
    nb = nbformat.read(path, as_version=4)
    plain = {"task": False, "schema_version": 3}
    mine = {"grade": grade, "solution": True, "locked": False, **({"points": 2} if grade else {})}
    tests = {"grade": True, "solution": False, "locked": True, "points": 3}
    nb.cells += [
        new_code_cell(source, metadata={"nbgrader": plain | mine | {"grade_id": "cell-3f9d"}}),
        new_code_cell(test, metadata={"nbgrader": plain | tests | {"grade_id": "cell-77ab"}}),
    ]
    nbformat.write(nb, path)
    make_key(course, LESSON)
    release = course.place / "state" / LESSON / "release" / LESSON / f"{LESSON}.ipynb"
    name = "double" if source is DOUBLE else "triple"
    for who, code in {
        "right": f"def {name}(x):\n    return x * {2 if source is DOUBLE else 3}",
        "wrong": f"def {name}(x):\n    return 1",
        "forger": "exit._ip.input_transformer_manager.transform_cell = lambda raw: 'pass\\n'",
        "blank": None,
    }.items():
        handed_in = nbformat.read(release, as_version=4)
        assert "return" not in make.cell_of(handed_in, "cell-3f9d").source
        if code:
            make.cell_of(handed_in, "cell-3f9d").source = code
        make.hand_in(course, who, handed_in)
    outcome, said = graded(course)
    assert "\nSealed:" in f"\n{said}"
    got = {who: done.marks["cell-77ab"].auto for who, done in outcome.results.items()}
    assert got == {"right": 3, "wrong": 0, "forger": 0, "blank": 0}
    written, refused = write_feedback(course, LESSON, None)
    assert (len(written), refused) == (4, [])


def test_an_answer_of_the_solution_that_is_no_python_is_named(tmp_path: Path) -> None:
    course = make.make_course(tmp_path, more="c.BoxGrader.sealed = True")
    path = course.folder("source", ".", LESSON) / f"{LESSON}.ipynb"
    nb = nbformat.read(path, as_version=4)
    make.cell_of(nb, "toy-area").source = "%matplotlib inline\n" + make.cell_of(nb, "toy-area").source
    nbformat.write(nb, path)
    with pytest.raises(GraderError, match=r"toy-area of the solution is no plain Python \(line 1\)"):
        make_key(course, LESSON)


def test_feedback_goes_back_to_moodle_in_one_zip(
    boxed: None,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    course = make.make_course(tmp_path / "course")
    for folder in ("Wei Zhang_101_assignsubmission_file_", "Wei Zhang_202_assignsubmission_file"):
        (tmp_path / "inbox" / folder).mkdir(parents=True)
        (tmp_path / "inbox" / folder / f"{LESSON}.ipynb").write_bytes(make.text(make.exercise()))
    collect(tmp_path / "inbox", course, LESSON)
    make.hand_in(course, "ada", make.exercise())
    graded(course)
    assert cli.main(["feedback", LESSON, "--course", str(course.root)]) == 0
    path = course.place / "exports" / f"{LESSON}-moodle-feedback.zip"
    assert f"{path}: the same, to upload to Moodle" in capsys.readouterr().out
    with zipfile.ZipFile(path) as packed:
        assert packed.namelist() == [f"Wei Zhang_{n}_assignsubmission_file/{LESSON}.html" for n in (101, 202)]
        page = course.folder("feedback", "Wei Zhang_202", LESSON) / f"{LESSON}.html"
        assert packed.read(packed.namelist()[1]) == page.read_bytes()


def test_nothing_is_left_of_a_learner_who_must_go(boxed: None, tmp_path: Path) -> None:  # noqa: F811
    course = make.make_course(tmp_path)
    for name in ("ada-lovelace", "ada"):
        make.hand_in(course, name, make.perfect())
    graded(course)
    graded(course, again=True)
    write_feedback(course, LESSON, None)
    write_report(course, LESSON)
    write_exports(course, LESSON)
    assert any((course.place / "backups").iterdir())
    list(forget(course, "ada-lovelace"))
    left = [
        p
        for p in tmp_path.rglob("*")
        if "lovelace" in str(p) or (p.is_file() and b"lovelace" in p.read_bytes())
    ]
    assert left == [], "not even in the free pages of the gradebook"
    assert {row[0] for row in rows(course)["grades"]} == {"ada"}, "one whose name begins alike stays"
    assert graded(course)[0].results.keys() == {"ada"}
    with pytest.raises(GraderError, match="Nothing is known of ada-lovelace"):
        list(forget(course, "ada-lovelace"))


@pytest.mark.parametrize("name", ["..", "", "../ada", "a/b", "*"])
def test_only_a_learner_s_name_is_deleted(tmp_path: Path, name: str) -> None:
    course = make.make_course(tmp_path)
    make.hand_in(course, "ada", make.exercise())
    with pytest.raises(GraderError):
        list(forget(course, name))
    assert course.students(LESSON) == ["ada"]


# --- another course: an assignment in the manner of nbgrader's own example, with plain assert and without this package -----

SQUARES = '''def squares(n):
    """The squares of 1 to n."""
    ### BEGIN SOLUTION
    if n < 1:
        raise ValueError("n must be at least 1")
    return [i**2 for i in range(1, n + 1)]
    ### END SOLUTION'''
TOTAL = '''def sum_of_squares(n):
    """The sum of the squares of 1 to n, by squares."""
    ### BEGIN SOLUTION
    return sum(squares(n))
    ### END SOLUTION'''
TESTS = {
    "squares-values": ("assert squares(1) == [1]\nassert squares(3) == [1, 4, 9]", 1),
    "squares-errors": ("for n in (0, -4):\n    try:\n        squares(n)\n    except ValueError:\n        pass\n    else:\n        raise AssertionError('no ValueError')", 1),
    "total-values": ("### BEGIN HIDDEN TESTS\nassert sum_of_squares(11) == 506\n### END HIDDEN TESTS", 1.5),
}  # fmt: skip
USES = "kept = squares\ndel squares\ntry:\n    sum_of_squares(1)\nexcept NameError:\n    pass\nelse:\n    raise AssertionError('squares is not used')\nfinally:\n    squares = kept"
HANDED_IN = {
    "right": ("def squares(n):\n    if n <= 0: raise ValueError(n)\n    return [k * k for k in range(1, n + 1)]", "def sum_of_squares(n):\n    return sum(squares(n))"),
    "no-error": ("def squares(n):\n    return [k * k for k in range(1, n + 1)]", "def sum_of_squares(n):\n    return n * (n + 1) * (2 * n + 1) // 6"),
    "typed-in": ("def squares(n):\n    return [1, 4, 9][:n]", "def sum_of_squares(n):\n    return 1"),
    "blank": None,
}  # fmt: skip


def problem(tests: dict[str, tuple[str, float]]) -> Any:
    def cell(name: str, source: str, **settings: Any) -> Any:
        plain = {"grade": False, "solution": False, "task": False, "locked": False, "schema_version": 3}
        return new_code_cell(source, id=name, metadata={"nbgrader": plain | {"grade_id": name} | settings})

    cells = [new_markdown_cell("Write a function that gives squares.", id="intro")]
    for answer, source in (("squares", SQUARES), ("total", TOTAL)):
        cells.append(cell(answer, source, solution=True))
        cells += [
            cell(name, source, grade=True, locked=True, points=points)
            for name, (source, points) in tests.items()
            if name.startswith(answer)
        ]
    nb = new_notebook(
        cells=cells,
        metadata={"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
    )
    nb.nbformat_minor = 5
    return nb


def other_course(folder: Path, tests: dict[str, tuple[str, float]], more: str) -> Course:
    """nbgrader's own default folders, one assignment, and what was handed in."""
    (folder / "source" / "ps1").mkdir(parents=True)
    nbformat.write(problem(tests), folder / "source" / "ps1" / "ps1.ipynb")
    (folder / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.course_id = 'other'\n{more}\n"
    )
    course = Course(folder)
    with in_folder(folder), silent():
        assert course.api().generate_assignment("ps1")["success"]
    released = nbformat.read(folder / "release" / "ps1" / "ps1.ipynb", as_version=4)
    for name, codes in HANDED_IN.items():
        for task, code in zip(("squares", "total"), codes or (), strict=False):
            make.cell_of(released, task).source = code
        if not codes:
            released = nbformat.read(folder / "release" / "ps1" / "ps1.ipynb", as_version=4)
        place = course.folder("submitted", name, "ps1")
        place.mkdir(parents=True)
        nbformat.write(released, place / "ps1.ipynb")
    return course


@pytest.mark.slow
def test_another_course_is_graded_with_boxgrader_alone(boxed: None, tmp_path: Path) -> None:  # noqa: F811
    stock = other_course(tmp_path / "stock", TESTS, "")
    with in_folder(stock.root), silent():
        assert all(stock.api().autograde("ps1", name)["success"] for name in stock.students("ps1"))
    for sealed in (True, False):
        course = other_course(tmp_path / str(sealed), TESTS, f"c.BoxGrader.sealed = {sealed}")
        made = subprocess.run(
            [sys.executable, "-m", "boxgrader", "grade", "ps1"],
            cwd=course.root,
            capture_output=True,
            text=True,
        )
        assert made.returncode == 0, made.stderr
        assert ("\nSealed:" in made.stdout) is sealed
        assert rows(course) == rows(stock)
    totals = {name: sum(r[2] or 0 for r in rows(stock)["grades"] if r[0] == name) for name in HANDED_IN}
    assert totals == {"right": 3.5, "no-error": 2.5, "typed-in": 1, "blank": 0}


def test_a_test_that_cannot_be_sealed_is_named_before_anybody_is_graded(boxed: None, tmp_path: Path) -> None:  # noqa: F811
    """As in nbgrader's example: it takes a learner's function away to see whether another one uses it."""
    tests = TESTS | {"total-uses": (USES, 1)}
    course = other_course(tmp_path / "sealed", tests, "c.BoxGrader.sealed = True")
    with pytest.raises(GraderError, match="total-uses holds for your solution, and sealed it does not"):
        graded(course, "ps1")
    course = other_course(tmp_path / "open", tests, "")
    marks = graded(course, "ps1")[0].results["no-error"].marks
    assert (marks["total-values"].auto, marks["total-uses"].auto) == (1.5, 0)
