"""The course's exercises and boxgrader: every exercise can be graded, by the settings of nbgrader_config.py."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from ai_ambitions.core.paths import EXERCISES, ROOT, SOLUTIONS
from benchmarks import marks
from boxgrader.box import sandbox
from boxgrader.intake.look import Submission
from boxgrader.marks.key import make_key
from boxgrader.marks.worker import grade
from boxgrader.run import grade as run
from toyclass import classroom as make

pytestmark = [pytest.mark.notebook, pytest.mark.slow]


@pytest.fixture(scope="module")
def boxed() -> None:
    place = sandbox.choose("safest")
    if place.mode != "box":
        if os.environ.get("CI") == "true":
            pytest.fail(f"no sandbox in CI: {place.why}")
        pytest.skip(f"no sandbox here: {place.why}")


def test_every_exercise_can_be_graded(boxed: None, tmp_path: Path) -> None:
    """The solution gets every point that tests give, the released exercise none, in every lesson that has an exercise."""
    course = make.make_course(tmp_path, solutions=SOLUTIONS, config=ROOT / "nbgrader_config.py")
    for path in sorted(SOLUTIONS.glob("*/*.ipynb")):
        lesson = path.stem
        for student, folder in (("full", SOLUTIONS), ("empty", EXERCISES)):
            place = course.folder("submitted", student, lesson)
            place.mkdir(parents=True)
            shutil.copyfile(folder / lesson / path.name, place / path.name)
        outcome = run.grade(course, lesson, jobs=2, say=lambda _: None)
        assert outcome.key
        assert outcome.mode == "box"
        tests = {c.name: c.points for c in outcome.key.graded if c.kind == "test"}
        full, empty = (outcome.results[s] for s in ("full", "empty"))
        assert {n: m.auto for n, m in full.marks.items() if n in tests} == tests, lesson
        assert not any(m.auto for n, m in empty.marks.items() if n in tests), lesson
        assert not full.look + empty.look + full.notes + empty.notes, lesson


def test_a_solution_gets_the_same_marks_sealed_and_not(boxed: None, tmp_path: Path) -> None:
    """What a maintainer reads when a test cannot be sealed: the exercise and the cell."""
    courses = [
        make.make_course(
            tmp_path / str(sealed), solutions=SOLUTIONS, config=ROOT / "nbgrader_config.py",
            more=f"c.BoxGrader.sealed = {sealed}",
        )
        for sealed in (True, False)
    ]  # fmt: skip
    place = sandbox.choose("fast", sandbox.own_zygote(courses[0].settings))
    for path in sorted(SOLUTIONS.glob("*/*.ipynb")):
        handed_in = Submission("one", path.read_text(encoding="utf-8"))
        sealed, open_ = (grade(handed_in, make_key(course, path.stem), place) for course in courses)
        assert not sealed.failure
        for name, mark in open_.marks.items():
            assert (name, sealed.marks[name].auto, sealed.marks[name].message) == (
                name,
                mark.auto,
                mark.message,
            )


def test_sealed_marks_are_those_of_stock_nbgrader(
    boxed: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A notebook of right and wrong answers of each exercise; ``benchmarks/marks.py`` takes the whole banks."""
    for path in sorted(SOLUTIONS.glob("*/*.ipynb")):
        notebooks, rows, differ = marks.compare(path.stem, tmp_path / path.stem, [marks.mixed(path.stem)])
        assert (notebooks, differ) == (1, [])
        with capsys.disabled():
            print(f"\n{path.stem}: {rows} rows of marks and comments as stock nbgrader's", end="")
