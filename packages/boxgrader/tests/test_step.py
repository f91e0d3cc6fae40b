"""nbgrader's own autograde, as the form grader's button calls it, with boxgrader as its step."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from test_class import sandbox_missing
from test_hub import FORGE, STEP

from boxgrader.box import sandbox
from boxgrader.errors import GraderError
from boxgrader.marks.course import Course, in_folder, silent
from boxgrader.run import grade as run
from boxgrader.step import InBox
from toyclass import classroom as make
from toyclass.classroom import LESSON, rows

pytestmark = [pytest.mark.notebook, pytest.mark.slow]


def press(course: Course, student: str) -> dict[str, object]:
    """The form grader's button *Autograde*."""
    with in_folder(course.root), silent():
        done: dict[str, object] = course.api().autograde(LESSON, student)
    return done


@pytest.fixture
def courses(tmp_path: Path) -> tuple[Course, Course]:
    """The same class for the button and for the command."""
    if why := sandbox_missing():
        pytest.skip(why)
    button = make.make_course(tmp_path / "button", more=f"c.BoxGrader.sealed = True\n{STEP}")
    root = str(button.root)
    make.hand_in(button, "perfect", make.perfect())
    make.hand_in(button, "wrong", make.but("toy-area", "def area(width, height):\n    return width + height"))
    make.hand_in(button, "forger", make.changed(lambda nb: make.extra(nb, FORGE), make.exercise()))
    curious = make.hand_in(button, "curious", make.prefix("toy-area", make.LOOK_UP.format(root=root)))
    (curious / "linked.db").symlink_to(button.root / "nbgrader_config.py")
    make.hand_in(
        button, "odd", make.but("toy-volume", "def volume(width, height, depth):\n    return float('nan')")
    )
    command = make.make_course(tmp_path / "command", more=f"c.BoxGrader.sealed = True\n{STEP}")
    shutil.copytree(
        button.root / "grading" / "submitted", command.root / "grading" / "submitted", symlinks=True
    )
    return button, command


def test_the_button_gives_the_marks_of_the_command(courses: tuple[Course, Course]) -> None:
    button, command = courses
    assert not run.grade(command, LESSON, jobs=1, say=lambda _: None).failed
    with in_folder(button.root), silent():
        assert button.api().generate_assignment(LESSON, force=True)["success"]
    for student in button.students(LESSON):
        done = press(button, student)
        assert done["success"], done
    assert rows(button) == rows(command)
    marks = {row[0]: 0.0 for row in rows(button)["grades"]}
    for student, _, auto, *_ in rows(button)["grades"]:
        marks[student] += auto or 0
    assert marks["perfect"] == make.FULL
    assert marks["forger"] == 0
    stored = button.folder("autograded", "curious", LESSON) / f"{LESSON}.ipynb"
    assert "FOUND []" in stored.read_text()


def test_without_a_box_nothing_runs(courses: tuple[Course, Course], monkeypatch: pytest.MonkeyPatch) -> None:
    button, _ = courses
    monkeypatch.setattr(sandbox, "choose", lambda *_: sandbox.Place("kernel", why="bubblewrap is missing"))
    with in_folder(button.root), silent():
        button.api().generate_assignment(LESSON, force=True)
    assert not press(button, "perfect")["success"]
    assert not (button.folder("autograded", "perfect", LESSON) / f"{LESSON}.ipynb").exists()
    with pytest.raises(GraderError, match="There is no sandbox here: bubblewrap is missing"):
        InBox(config=button.config)._graded("perfect", LESSON)
