"""``make classroom``: an invented class through a teacher's week, and each mark is what the bank of answers tells."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import EXERCISES, ROOT
from boxgrader.box import sandbox
from boxgrader.marks.course import Course
from boxgrader.marks.key import task_of
from boxgrader.marks.read import read_class
from tests.support.exercise import answers
from tools import classroom

SLUG = "05-open-weights"


@pytest.fixture(scope="module")
def boxed() -> None:
    place = sandbox.choose("safest")
    if place.mode != "box":
        if os.environ.get("CI") == "true":
            pytest.fail(f"no sandbox in CI: {place.why}")
        pytest.skip(f"no sandbox here: {place.why}")


@pytest.mark.slow
@pytest.mark.notebook
def test_a_class_of_six_gets_the_marks_that_its_answers_are_known_for(boxed: None, tmp_path: Path) -> None:
    folder = tmp_path / "class"
    done = subprocess.run(
        [sys.executable, "-m", "ai_ambitions.cli", "classroom", str(folder), "--count", "6", "--no-browser"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    released = nbformat.read(folder / "exercises" / SLUG / f"{SLUG}.ipynb", as_version=4)
    learners = {one.id: one for one in classroom.draw_class(SLUG, released, 6, seed=1)}
    whole = read_class(Course(folder), SLUG)

    broken = next(one for one in learners.values() if one.kind == "broken")
    assert [student.id for student in whole.failed] == [broken.id]
    assert whole.students.keys() == learners.keys()
    slips = {code: piece for found in answers(SLUG).WRONG.values() for _, code, piece in found}
    for student in whole.graded:
        one = learners[student.id]
        assert student.record
        for task, known in one.knows.items():
            tests = [c for c in whole.key.graded if c.kind == "test" and task_of(c.name) == task]
            marks = [student.record.marks[c.name] for c in tests]
            got, of = sum(m.auto or 0 for m in marks), sum(m.points for m in marks)
            assert {"right": got == of, "wrong": got < of, "blank": got == 0}[known], (one.kind, task)
            if piece := slips.get(student.record.answers[task].strip()):
                assert any(piece in mark.message for mark in marks), (task, piece)
        assert student.score == 0 or not one.late, "the essay, too"
        assert not student.waiting, "essays were marked"
    hostile = next(one.id for one in learners.values() if one.kind == "hostile")
    assert [student.id for student in whole.graded if student.record and student.record.look] == [hostile]

    said = done.stdout
    assert "In the gradebook, nothing handed in (1): Nobody Yet_1000" in said
    assert "Graded anew, with other points from tests" in said
    assert f"The class report: {folder}/grading/reports/{SLUG}.html" in said
    with (folder / "grading" / "exports" / f"{SLUG}-moodle-worksheet.csv").open(encoding="utf-8") as file:
        assert {row["Last modified (grade)"] for row in csv.DictReader(file)} == {"-"}


def test_a_class_is_drawn_by_its_seed_and_no_two_hand_in_the_same() -> None:
    released = nbformat.read(EXERCISES / SLUG / f"{SLUG}.ipynb", as_version=4)
    one, again, other = (classroom.draw_class(SLUG, released, 30, seed) for seed in (1, 1, 2))
    assert one == again != other
    assert len({learner.handed_in for learner in one}) == len({learner.id for learner in one}) == 30
    assert len({learner.name for learner in one}) == 29, "two of one name"
    assert {learner.kind for learner in one} == {"right", "namesake", "blank", "hostile", "broken", "mixed"}
    assert 2 <= sum(learner.late for learner in one) <= 10


def test_a_folder_that_is_not_its_own_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(CourseError, match="was left as it is"), classroom.own_folder(tmp_path):
        pass
    with pytest.raises(CourseError, match="is a file"), classroom.own_folder(tmp_path / "thesis.txt"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_its_own_folder_is_emptied_and_links_out_of_it_are_not_followed(tmp_path: Path) -> None:
    folder, other = tmp_path / "class", tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("mine")
    with classroom.own_folder(folder):
        (folder / "grading" / "deep").mkdir(parents=True)
        (folder / "out").symlink_to(other)
    with classroom.own_folder(folder):
        assert [path.name for path in folder.iterdir()] == [classroom.MARKER]
    assert (other / "thesis.txt").read_text() == "mine"


@pytest.mark.skipif(os.name == "nt", reason="no such lock on Windows")
def test_two_plays_in_one_folder_are_told_apart(tmp_path: Path) -> None:
    folder = tmp_path / "class"
    with classroom.own_folder(folder):
        (folder / "grading").mkdir()
        with pytest.raises(CourseError, match="Another window plays"), classroom.own_folder(folder):
            pass
        assert (folder / "grading").is_dir(), "the first goes on"
    with classroom.own_folder(folder):
        assert not (folder / "grading").exists()


def test_stopped_it_says_so_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(classroom.Play, "type", stopped)
    assert classroom.main([str(tmp_path / "class"), "--count", "5", "--no-browser"]) == 130
    assert capsys.readouterr().err == "\nStopped. Run make classroom again: it begins anew.\n"


@pytest.mark.slow
def test_a_full_disk_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(classroom, "ROOM", 1 << 62)
    assert classroom.main([str(tmp_path / "class"), "--count", "5", "--no-browser"]) == 1
    assert capsys.readouterr().err.startswith("The disk is full.\n→ Free some room")
