"""An assignment of several notebooks: each in a box of its own, with the marks of stock nbgrader, and one sum."""

from __future__ import annotations

import copy
import csv
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest
from test_class import boxed  # noqa: F401
from test_step import press
from test_teacher import HANDED_IN, TESTS, graded, problem

from boxgrader.errors import GraderError
from boxgrader.intake.collect import collect
from boxgrader.intake.look import Problem, look_all
from boxgrader.marks.course import Course, in_folder, silent
from boxgrader.marks.key import make_keys
from boxgrader.marks.read import read_class
from boxgrader.pages.export import write_exports
from boxgrader.pages.feedback import write_feedback
from boxgrader.pages.report import write_report
from toyclass import classroom as make
from toyclass.classroom import FULL, LESSON, rows

pytestmark = pytest.mark.notebook
PARTS = ("p1", "p2", "p3")
SQUARES = sum(points for _, points in TESTS.values())


def same_names() -> Any:
    """The toy exercise once more with another task 1: all its cells have the names of p1's."""
    nb = make.toy.solution()
    nb.cells[0].source = "# Toy exercise, part three"
    cell = make.cell_of(nb, "toy-area")
    cell.source = cell.source.replace("width * height", "width + height")
    make.cell_of(nb, "toy-area-visible").source = "assert area(3, 4) == 7"
    hidden = "### BEGIN HIDDEN TESTS\nassert area(148, 16) == 164\n### END HIDDEN TESTS"
    make.cell_of(nb, "toy-area-hidden").source = hidden
    nb.cells = [c for c in nb.cells if "longest" not in c.id and "volume" not in c.id]
    return nb


def course_of(folder: Path, more: str = "c.BoxGrader.sealed = True") -> Course:
    """Three notebooks in one assignment; the third has cells of the first's names."""
    course = make.make_course(folder, more=more)
    place = course.folder("source", ".", LESSON)
    (place / f"{LESSON}.ipynb").rename(place / "p1.ipynb")
    nbformat.write(problem(TESTS), place / "p2.ipynb")
    nbformat.write(same_names(), place / "p3.ipynb")
    (place / "data.txt").write_text("of the course")
    make_keys(course, LESSON)
    return course


def released(course: Course, part: str) -> Any:
    return nbformat.read(course.place / "state" / LESSON / "release" / LESSON / f"{part}.ipynb", as_version=4)


def solved(course: Course, part: str, essay: str = make.ESSAY) -> Any:
    nb = released(course, part)
    if part == "p2":
        for task, code in zip(("squares", "total"), HANDED_IN["right"] or (), strict=True):
            make.answer(nb, task, code)
        return nb
    for task, codes in make.toy.RIGHT.items():
        if part == "p1" or task == "toy-area":
            code = codes[0] if part == "p1" else "def area(width, height):\n    return width + height"
            make.answer(nb, task, code)
    make.cell_of(nb, "toy-essay").source = essay
    return nb


def the_class(course: Course) -> None:
    """Somebody with all, with two, with one that is wrong and late, and somebody who forges."""
    for part in PARTS:
        make.hand_in(course, "ada", solved(course, part), f"{part}.ipynb")
    for part in ("p1", "p3"):
        make.hand_in(course, "ben", solved(course, part), f"{part}.ipynb")
    wrong = make.answer(released(course, "p2"), "squares", "def squares(n):\n    return [1, 4, 9][:n]")
    place = make.hand_in(course, "cleo", wrong, "p2.ipynb")
    make.hand_in(course, "cleo", solved(course, "p1"), "p1.ipynb")
    make.hand_in(course, "cleo", released(course, "p3"), "p3.ipynb")
    (place / "timestamp.txt").write_text("2026-11-20T13:00+01:00")
    (place / "own.txt").write_text("mine")
    make.hand_in(course, "dan", solved(course, "p2"), "p2.ipynb")  # no essay of his is to be read


def points_of(course: Course, name: str) -> float:
    return sum(row[2] or 0 for row in rows(course)["grades"] if row[0] == name)


def due(course: Course) -> None:
    from datetime import datetime

    from nbgrader.api import Gradebook

    with Gradebook(course.db_url, course.directory.course_id) as book:
        book.find_assignment(LESSON).duedate = datetime(2026, 11, 20, 11)
        book.db.commit()


@pytest.mark.slow
@pytest.mark.parametrize("sealed", [True, False])
def test_marks_comments_and_penalties_are_those_of_stock_nbgrader(
    boxed: None,  # noqa: F811
    tmp_path: Path,
    sealed: bool,
) -> None:
    late = "c.LateSubmissionPlugin.penalty_method = 'zero'"
    ours = course_of(tmp_path / "ours", f"c.BoxGrader.sealed = {sealed}\n{late}")
    the_class(ours)
    stock = course_of(tmp_path / "stock", late)
    shutil.copytree(ours.root / "grading" / "submitted", stock.root / "grading" / "submitted")
    for course in (ours, stock):
        due(course)
    outcome, said = graded(ours)
    assert not outcome.failed
    with in_folder(stock.root), silent():
        for name in stock.students(LESSON):
            assert stock.api().autograde(LESSON, name)["success"]
    assert rows(ours) == rows(stock)
    assert [points_of(ours, name) for name in ("ada", "ben")] == [FULL + SQUARES + 2, FULL + 2]
    for name in stock.students(LESSON):
        left, right = (
            {p.name for p in c.folder("autograded", name, LESSON).iterdir()} for c in (ours, stock)
        )
        assert left == right
    assert "ben/p2" in said
    assert "p2.ipynb was not handed in: its 3.5 points count as 0." in said
    assert "Graded 12 notebooks of 4; to look at 3; not graded 0." in said
    assert graded(ours)[0].before == set(outcome.results), "nothing is done twice"


def test_a_broken_notebook_costs_only_its_own_points(boxed: None, tmp_path: Path) -> None:  # noqa: F811
    course = course_of(tmp_path)
    for name in ("ada", "ben"):
        for part in PARTS:
            essay = make.ESSAY if name == "ada" else "*Your answer here.*"  # a blank one nobody need read
            make.hand_in(course, name, solved(course, part, essay), f"{part}.ipynb")
    make.hand_in(course, "ben", b"{", "p2.ipynb")
    make.hand_in(course, "cleo", b"PDF", "all.pdf")
    killer = solved(course, "p3")
    make.answer(killer, "toy-area", "import os\nos._exit(1)")
    make.hand_in(course, "ada", killer, "p3.ipynb")
    outcome, _ = graded(course)
    assert {r.label for r in outcome.failed} == {"ben/p2", "cleo/p1"}
    assert points_of(course, "ben") == FULL + 2
    assert points_of(course, "ada") == FULL + SQUARES
    whole = read_class(course, LESSON)
    assert (whole.points, whole.students["ben"].score) == (FULL + SQUARES + 2 + 8, FULL + 2)
    written, refused = write_feedback(course, LESSON, None)
    assert refused == []
    pages = {"/".join(p.parts[-3::2]): p.read_text() for p in written}
    assert set(pages) == {f"{n}/{p}.html" for n in ("ada", "ben") for p in PARTS} | {"cleo/p1.html"}
    assert "p2.ipynb is cut off or damaged" in pages["ben/p2.html"]
    assert "what you handed in before" not in pages["ben/p2.html"]
    assert whole.students["ben"].waiting == []
    assert f"{SQUARES:g} of {SQUARES:g} points" in pages["ada/p2.html"]
    assert "part three" in pages["ada/p3.html"]
    assert "could not be graded" not in pages["ben/p3.html"]
    report = write_report(course, LESSON).read_text()
    for words in ("ben: p2", "p2.ipynb is cut off", "p1: Task 1: an area", "p3: Task 1: an area"):
        assert words in report
    paths, empty = write_exports(course, LESSON, provisional=True)
    total = {row["student_id"]: row for row in csv.DictReader(paths[0].read_text().splitlines())}
    assert float(total["ada"]["score"]) == FULL + SQUARES
    assert float(total["ada"]["max_score"]) == whole.points
    canvas = {row["Student"]: row[LESSON] for row in csv.DictReader(paths[1].read_text().splitlines())}
    assert canvas["ben"] == f"{FULL + 2:g}"
    _, empty = write_exports(course, LESSON)
    assert empty == 2, "ada's essays wait, and ben's broken notebook may be worth something yet"


def test_a_notebook_handed_in_later_is_graded_and_the_others_stay(boxed: None, tmp_path: Path) -> None:  # noqa: F811
    course = course_of(tmp_path)
    for part in ("p1", "p3"):
        make.hand_in(course, "ada", solved(course, part), f"{part}.ipynb")
    graded(course)
    before = (course.folder("autograded", "ada", LESSON) / "p1.ipynb").read_bytes()
    make.hand_in(course, "ada", solved(course, "p2"), "p2.ipynb")
    outcome, _ = graded(course)
    assert outcome.before == {"ada/p1", "ada/p3"}
    assert outcome.changed == {
        "ada/p2": "3.5 points, before 0 (squares-values, squares-errors, total-values)"
    }
    assert (course.folder("autograded", "ada", LESSON) / "p1.ipynb").read_bytes() == before
    (course.folder("submitted", "ada", LESSON) / "p1.ipynb").unlink()
    graded(course)
    left = {p.name for p in course.folder("autograded", "ada", LESSON).glob("*.ipynb")}
    assert left == {"p2.ipynb", "p3.ipynb"}
    assert read_class(course, LESSON).students["ada"].waiting == ["p3/toy-essay"], (
        "what is not there is not read"
    )
    assert points_of(course, "ada") == SQUARES + 2


def test_nothing_of_another_notebook_s_learner_code_reaches_a_test(boxed: None, tmp_path: Path) -> None:  # noqa: F811
    """Each notebook is sealed by itself: the second of a learner finds nothing that the first has left."""
    course = course_of(tmp_path)
    forge = "exit._ip.input_transformer_manager.transform_cell = lambda raw: 'pass\\n'"
    first = make.changed(
        lambda nb: make.extra(nb, f"open('left.txt', 'w').write('x')\n{forge}"), released(course, "p1")
    )
    look = "import os\nprint('FOUND', sorted(f for f in os.listdir() if f != 'data.txt'))"
    make.hand_in(course, "eve", first, "p1.ipynb")
    make.hand_in(
        course, "eve", make.changed(lambda nb: make.extra(nb, look), released(course, "p3")), "p3.ipynb"
    )
    assert graded(course)[0].results["eve/p3"].sealed
    assert points_of(course, "eve") == 0
    assert "FOUND []" in (course.folder("autograded", "eve", LESSON) / "p3.ipynb").read_text()


def names(seen: list[Any]) -> dict[str, str]:
    return {s.notebook: s.reason if isinstance(s, Problem) else s.absent or s.notes[0] if s.notes or getattr(s, "absent", "") else "" for s in seen}  # fmt: skip


def test_which_file_is_which_notebook(boxed: None, tmp_path: Path) -> None:  # noqa: F811
    course = course_of(tmp_path)
    keys = make_keys(course, LESSON)

    def seen(name: str, files: dict[str, Any]) -> dict[str, str]:
        for file, nb in files.items():
            make.hand_in(course, name, nb, file)
        return names(look_all(name, course.folder("submitted", name, LESSON), keys))

    p1, p2, p3 = (solved(course, part) for part in PARTS)
    assert seen("a", {"p1.ipynb": p1, "p2.ipynb": p2, "p3.ipynb": p3}) == dict.fromkeys(PARTS, "")
    told = seen("b", {"one.ipynb": p1, "p2.ipynb": p2, "three.ipynb": p3})
    assert told == {
        "p1": "The file was called one.ipynb; it was taken for p1.ipynb.",
        "p2": "",
        "p3": "The file was called three.ipynb; it was taken for p3.ipynb.",
    }
    told = seen("c", {"p1.ipynb": p1, "p1 (1).ipynb": p1})
    assert "not handed in" in told["p3"], "a second copy of p1 is not p3, though its cells have p3's names"
    assert told["p1"] == "Also there, and not graded: p1 (1).ipynb."
    tie = nbformat.v4.new_notebook(cells=[make.cell_of(copy.deepcopy(p1), "toy-longest"), make.cell_of(copy.deepcopy(p1), "toy-essay")])  # fmt: skip
    assert seen("d", {"p2.ipynb": p2, "mine.ipynb": tie})["p3"] == "mine.ipynb could be p3.ipynb or p1.ipynb."
    told = seen("e", {"p1.ipynb": released(course, "p1"), "final.ipynb": p1, "p2.ipynb": p2, "p3.ipynb": p3})
    assert told["p1"] == "p1.ipynb is blank; final.ipynb was graded instead."
    assert told["p3"] == ""


@pytest.mark.slow
def test_the_form_grader_s_button_knows_several_notebooks(boxed: None, tmp_path: Path) -> None:  # noqa: F811
    from test_hub import STEP

    button = course_of(tmp_path / "button", f"c.BoxGrader.sealed = True\n{STEP}")
    the_class(button)
    command = course_of(tmp_path / "command")
    shutil.copytree(button.root / "grading" / "submitted", command.root / "grading" / "submitted")
    graded(command)
    with in_folder(button.root), silent():
        assert button.api().generate_assignment(LESSON, force=True)["success"]
    for name in button.students(LESSON):
        done = press(button, name)
        assert done["success"], done
    assert rows(button) == rows(command)


def test_a_notebook_more_after_grading_is_refused_in_words(boxed: None, tmp_path: Path) -> None:  # noqa: F811
    course = course_of(tmp_path)
    make.hand_in(course, "ada", solved(course, "p1"), "p1.ipynb")
    graded(course)
    nbformat.write(problem(TESTS), course.folder("source", ".", LESSON) / "p4.ipynb")
    with pytest.raises(GraderError, match=r"has other notebooks than when submissions were graded \(new: p4"):
        make_keys(course, LESSON)


def test_a_notebook_that_is_not_called_as_its_assignment(boxed: None, tmp_path: Path) -> None:  # noqa: F811
    course = make.make_course(tmp_path)
    place = course.folder("source", ".", LESSON)
    (place / f"{LESSON}.ipynb").rename(place / "problem.ipynb")
    make.hand_in(course, "ada", make.perfect(), "problem.ipynb")
    make.hand_in(course, "ben", make.perfect())
    outcome, _ = graded(course)
    assert {name: run_points(done) for name, done in outcome.results.items()} == {"ada": FULL, "ben": FULL}
    (page, _), _ = write_feedback(course, LESSON, None)
    assert page.name == "problem.html"


def run_points(done: Any) -> float:
    return sum(mark.auto or 0 for mark in done.marks.values())


def test_platforms_bring_several_notebooks(tmp_path: Path) -> None:
    course = course_of(tmp_path / "course")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name, content in {
        "lovelaceada_5_71_p1.ipynb": b"old", "lovelaceada_5_77_p1-1.ipynb": b"new", "lovelaceada_5_72_p2.ipynb": b"two",
        "Wei Zhang_101_assignsubmission_file_p1.ipynb": b"one", "Wei Zhang_101_assignsubmission_file_p3.ipynb": b"three",
        "dora_p1.ipynb": b"d1", "p2_dora.ipynb": b"d2", "curie_7_78_mine.ipynb": b"m",
    }.items():  # fmt: skip
        (inbox / name).write_bytes(content)
    (inbox / "bob").mkdir()
    for part in PARTS:
        (inbox / "bob" / f"{part}.ipynb").write_bytes(part.encode())
    with zipfile.ZipFile(inbox / "noether_9_80_all.zip", "w") as packed:
        packed.writestr("p1.ipynb", "z1")
        packed.writestr("p2.ipynb", "z2")
    lines = collect(inbox, course, LESSON)
    taken = {
        name: {p.name: p.read_bytes().decode() for p in course.folder("submitted", name, LESSON).iterdir()}
        for name in course.students(LESSON)
    }
    assert taken == {
        "lovelaceada_5": {"p1.ipynb": "new", "p2.ipynb": "two"},
        "Wei Zhang_101": {"p1.ipynb": "one", "p3.ipynb": "three"},
        "dora": {"p1.ipynb": "d1", "p2.ipynb": "d2"},
        "curie_7": {"mine.ipynb": "m"},
        "bob": {f"{part}.ipynb": part for part in PARTS},
        "noether_9": {"p1.ipynb": "z1", "p2.ipynb": "z2"},
    }
    assert "lovelaceada_5: 2 uploads of p1, the latest counts (lovelaceada_5_77_p1-1.ipynb)." in lines
    assert (
        json.loads((course.place / "state" / LESSON / "people.json").read_text())["lovelaceada_5"]["number"]
        == "5"
    )
