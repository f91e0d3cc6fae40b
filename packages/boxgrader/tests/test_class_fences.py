"""One learner's file, whatever is in it, costs nobody else anything: not while it is looked at, graded, saved or shown."""

from __future__ import annotations

import copy
import json
import os
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from test_class import meets, sandbox_missing

from boxgrader.errors import GraderError
from boxgrader.intake.collect import collect, student_of
from boxgrader.intake.look import Problem, Submission, look
from boxgrader.marks.course import Course
from boxgrader.marks.gradebook import Book, concerns_all
from boxgrader.marks.key import Key, make_key
from boxgrader.marks.sanitise import well_formed
from boxgrader.marks.worker import score_of
from boxgrader.pages import export, feedback, report
from boxgrader.run import grade as run
from boxgrader.run.grade import Outcome
from boxgrader.text import printable, whole
from toyclass import classroom as make
from toyclass.classroom import FULL, LESSON

pytestmark = pytest.mark.notebook

STOPPERS = dict(make.stoppers())


@pytest.fixture(scope="module")
def boxed() -> None:
    if why := sandbox_missing():
        pytest.skip(why)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return make.make_course(tmp_path_factory.mktemp("fences"))


@pytest.fixture(scope="module")
def key(course: Course) -> Key:
    return make_key(course, LESSON)


# --- what once stopped a class ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def stopped_once(boxed: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, Outcome]:
    course = make.make_course(tmp_path_factory.mktemp("stoppers"))
    make.hand_in(course, "aaa", make.perfect())
    make.hand_in(course, "zzz", make.perfect(1))
    make.hand_in_cases(course, STOPPERS)
    return course, run.grade(course, LESSON, jobs=2, say=lambda _: None)


@pytest.mark.parametrize("name", ["aaa", *STOPPERS, "zzz"])
def test_everybody_gets_what_is_theirs(stopped_once: tuple[Course, Outcome], name: str) -> None:
    done = stopped_once[1].results[name]
    meets(STOPPERS.get(name, make.Case(make.perfect, FULL)), done)
    for line in (*done.look, *done.notes, done.failure, done.remedy):
        assert line == printable(line)
        assert "The grader stopped" not in line


def test_the_table_and_the_pages_hold_them_all(stopped_once: tuple[Course, Outcome]) -> None:
    course, outcome = stopped_once
    lines = list(run.table(outcome))
    "\n".join(lines).encode()
    failed = [name for name, case in STOPPERS.items() if case.points is None]
    for name in failed:
        at = next(n for n, line in enumerate(lines) if line.startswith(f"  {printable(name)} "))
        assert "→" in lines[at + 1], "a reason, and what to do"
    written, refused = feedback.write_feedback(course, LESSON)
    assert (len(written), refused) == (len(STOPPERS) + 2, [])
    page = report.write_report(course, LESSON).read_text()
    assert "Jos\\x82" in page
    assert "<img src=x" not in page
    export.write_exports(course, LESSON)
    again = run.grade(course, LESSON, jobs=1, say=lambda _: None)
    assert len(again.before) == len(STOPPERS) + 2 - len(failed), "the others are not graded twice"


def test_an_error_while_saving_is_that_learner_s(
    boxed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the books refuse for one learner is said in that learner's line; a full disk still stops the run."""
    course = make.make_course(tmp_path)
    for name in ("ada", "ben", "cleo"):
        make.hand_in(course, name, make.perfect())
    write = Book._write_marks

    def refuse(error: Exception) -> None:
        def refusing(self: Book, done: Any) -> None:
            if done.student == "ben":
                raise error
            write(self, done)

        monkeypatch.setattr(Book, "_write_marks", refusing)

    refuse(NotADirectoryError(20, "Not a directory"))
    outcome = run.grade(course, LESSON, jobs=1, say=lambda _: None)
    assert [r.student for r in outcome.failed] == ["ben"]
    assert "could not be saved: NotADirectoryError" in outcome.results["ben"].failure
    assert "by eye" in outcome.results["ben"].remedy
    refuse(OSError(28, "No space left on device"))
    with pytest.raises(GraderError, match="disk is full"):
        run.grade(course, LESSON, jobs=1, again=True, say=lambda _: None)


def test_which_errors_concern_everybody() -> None:
    from sqlalchemy.exc import DataError, OperationalError

    assert concerns_all(OSError(28, "No space left on device"))
    assert concerns_all(OperationalError("", {}, Exception("database is locked")))
    assert not concerns_all(DataError("", {}, Exception("odd text")))
    assert not concerns_all(IsADirectoryError(21, "Is a directory"))
    assert not concerns_all(UnicodeEncodeError("utf-8", "\ud83d", 0, 1, "surrogates not allowed"))


@pytest.mark.parametrize(
    ("given", "whole_text", "line"),
    [
        ("é 中 😀", "é 中 😀", "é 中 😀"),
        ("a\ud83d", "a\ufffd", "a\ufffd"),
        ("\ud83d\ude00", "😀", "😀"),
        ("Jos\udc82", "Jos\ufffd", "Jos\\x82"),
        ("two\nlines\x1b[31m", "two\nlines\x1b[31m", "two\\x0alines\\x1b[31m"),
        ("a\u202eb", "a\u202eb", "a\\x202eb"),
    ],
)
def test_texts_for_any_file_and_screen(given: str, whole_text: str, line: str) -> None:
    assert whole(given) == whole_text
    assert printable(given) == line


# --- a small fuzzer ---------------------------------------------------------------------------------------------------

ODD: tuple[Any, ...] = (
    None, True, 0, -1, 10**18, 1.5, float("nan"), float("inf"), "", "x", "\ud83d", "\udc82", "a\0b", "é" * 300, "<script>",
    [], [[]], ["a", 5], {}, {"a": {"b": [None]}}, {"\ud83d": 1},
)  # fmt: skip


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a piece of JSON where a value stands."""
    for where in list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ():
        yield node, where
        yield from places(node[where])


def mutated(nb: Any, dice: random.Random) -> Any:
    """A notebook's JSON with a few odd values, odd keys, lost and doubled parts."""
    nb = copy.deepcopy(nb)
    for _ in range(dice.choice((1, 1, 2, 5, 20))):
        found = list(places(nb))
        if not found:
            break
        node, where = dice.choice(found)
        act = dice.random()
        if act < 0.6:
            node[where] = copy.deepcopy(dice.choice(ODD))
        elif act < 0.8:
            del node[where]
        elif isinstance(node, list):
            node.append(copy.deepcopy(node[where]))
        else:
            node[
                dice.choice(
                    ("id", "source", "worksheets", "cells", "level", "input", "attachments", "outputs")
                )
            ] = copy.deepcopy(dice.choice(ODD))
    return nb


def broken(text: bytes, dice: random.Random) -> bytes:
    """A file with a few bytes changed, lost or doubled."""
    raw = bytearray(text)
    for _ in range(dice.choice((1, 3, 10))):
        at = dice.randrange(len(raw))
        act = dice.random()
        if act < 0.4:
            raw[at] = dice.randrange(256)
        elif act < 0.7:
            del raw[at : at + dice.randrange(1, 50)]
        else:
            raw[at:at] = raw[at : at + dice.randrange(1, 50)]
    return bytes(raw)


def odd_files(count: int, seed: int) -> Iterator[bytes]:
    dice = random.Random(seed)
    plain = json.loads(make.text(make.perfect()))
    for cell in plain["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["a\n", "b"]}]
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": plain["cells"]}]}
    for number in range(count):
        if number % 4 == 3:
            yield broken(make.text(make.perfect()), dice)
        else:
            yield json.dumps(mutated(dice.choice((plain, plain, old)), dice)).encode()


def test_any_file_is_a_submission_or_a_problem_with_reason_and_next_step(key: Key, tmp_path: Path) -> None:
    path = tmp_path / f"{LESSON}.ipynb"
    graded = 0
    for number, content in enumerate(odd_files(600, seed=1)):
        path.write_bytes(content)
        seen = look("ada", tmp_path, key)
        if isinstance(seen, Problem):
            assert seen.mend, number
            assert seen.reason == printable(seen.reason), number
            assert "Looking at the files stopped" not in seen.reason, (number, seen.reason)
            continue
        assert isinstance(seen, Submission)
        nb = nbformat.reads(seen.text, as_version=4)
        nbformat.validate(nb)
        assert len(seen.fingerprint(key)) == 64
        graded += 1
    assert 200 < graded < 600, "both must be tried"


def test_a_class_of_odd_files_is_graded_to_the_end(boxed: None, tmp_path: Path) -> None:
    course = make.make_course(tmp_path)
    make.hand_in(course, "aaa", make.perfect())
    make.hand_in(course, "zzz", make.perfect())
    for number, content in enumerate(odd_files(40, seed=2)):
        make.hand_in(course, f"odd{number:03d}", content)
    outcome = run.grade(course, LESSON, jobs=2, say=lambda _: None)
    assert len(outcome.results) == 42
    for name in ("aaa", "zzz"):
        meets(make.Case(make.perfect, FULL), outcome.results[name])
    for done in outcome.results.values():
        assert not done.failure or done.remedy, done.student
        assert "stopped:" not in done.failure, done.failure
        if not done.failure:
            path = course.folder("autograded", done.student, LESSON) / f"{LESSON}.ipynb"
            nbformat.validate(nbformat.read(path, as_version=4))
    with sqlite3.connect(course.database or "") as book:
        (wrong,) = book.execute("select count(*) from grade where auto_score < 0").fetchone()
        assert wrong == 0


def test_outputs_of_any_kind_become_outputs_of_the_notebook_format() -> None:
    """A learner's process may send what it likes."""
    dice = random.Random(3)
    plain = [
        {"output_type": "stream", "name": "stdout", "text": "a"},
        {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["t"]},
        {
            "output_type": "display_data",
            "data": {"text/plain": "x", "text/html": ["<b>", "x"]},
            "metadata": {},
        },
        {"output_type": "execute_result", "data": {"text/plain": "1"}, "metadata": {}, "execution_count": 1},
    ]
    fine = 0
    for number in range(2000):
        given = mutated(plain, dice) if number % 50 else copy.deepcopy(dice.choice(ODD))
        outputs, good = well_formed(given)
        fine += good
        json.dumps(outputs, ensure_ascii=False, allow_nan=False).encode()
        nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x")])
        nb.cells[0].outputs = nbformat.from_dict(outputs)
        nbformat.validate(nb)
        if not good:
            assert any(o["output_type"] == "error" for o in outputs), (
                "what is no output never counts as passed"
            )
    assert 100 < fine < 1900
    assert well_formed(plain) == (
        [*plain[:2], plain[2] | {"data": {"text/plain": "x", "text/html": "<b>x"}}, plain[3]],
        True,
    )


# --- scores -----------------------------------------------------------------------------------------------------------


def shown(*outputs: Any) -> Any:
    return nbformat.v4.new_code_cell("x", outputs=nbformat.from_dict(list(outputs)))


def result(text: str) -> dict[str, Any]:
    return {
        "output_type": "execute_result",
        "data": {"text/plain": text},
        "metadata": {},
        "execution_count": 1,
    }


ERROR = {"output_type": "error", "ename": "E", "evalue": "", "traceback": []}


@pytest.mark.parametrize(
    ("outputs", "score", "wrong"),
    [
        ([], 2, ""),
        ([result("1.5")], 1.5, ""),
        ([result("0")], 0, ""),
        ([result("2.0")], 2, ""),
        ([result("np.float64(0.5)")], 0.5, ""),
        ([result("'done'")], 2, ""),
        ([result("-0.5")], 0, "-0.5"),
        ([result("2.01")], 0, "2.01"),
        ([result("nan")], 0, "nan"),
        ([result("-inf")], 0, "-inf"),
        ([result("np.float64(-1.0)")], 0, "np.float64(-1.0)"),
        ([result("")], 0, "nothing readable"),
        ([result("2"), ERROR], 0, ""),
        ([result("2"), result("0.5")], 0.5, ""),
    ],
)  # fmt: skip
def test_a_score_lies_between_nothing_and_all(outputs: list[Any], score: float, wrong: str) -> None:
    assert score_of(shown(*outputs), 2) == (score, wrong)


def test_scores_that_cannot_be_count_as_nothing_and_are_said(boxed: None, tmp_path: Path) -> None:
    """A test whose last line hands on a learner's number: nbgrader would take a negative one for full marks."""
    course = make.make_course(tmp_path)
    path = course.folder("source", ".", LESSON) / f"{LESSON}.ipynb"
    nb = nbformat.read(path, as_version=4)
    make.cell_of(
        nb, "toy-area-hidden"
    ).source = "### BEGIN HIDDEN TESTS\narea(0.5, 1) if area(1, 1) == 1 else area(1, 1)\n### END HIDDEN TESTS"
    nbformat.write(nb, path)
    function = "def area(width, height):\n    if width < 0: raise ValueError\n    return {}"
    values = {
        "below": "-3",
        "above": "99",
        "no-number": "float('nan')",
        "numpy": "__import__('numpy').float64(-1)",
    }
    for name, value in values.items():
        make.hand_in(course, name, make.but("toy-area", function.format(value)))
    make.hand_in(course, "right", make.perfect())
    outcome = run.grade(course, LESSON, jobs=2, say=lambda _: None)
    assert outcome.results["right"].marks["toy-area-hidden"].auto == 0.5
    table, page = "\n".join(run.table(outcome)), report.write_report(course, LESSON).read_text()
    for name in values:
        done = outcome.results[name]
        assert done.marks["toy-area-hidden"].auto == 0, name
        assert any("toy-area-hidden gave a score that cannot be" in line for line in done.look), name
        assert f"  {name} " in table
    assert (
        table.count("gave a score that cannot be") == page.count("gave a score that cannot be") == len(values)
    )


# --- what platforms pack, and what they should not ---------------------------------------------------------------------


def notebook_in(folder: Path, content: bytes = b"{}", name: str = f"{LESSON}.ipynb") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return folder


def test_two_learners_of_one_name_stay_two(tmp_path: Path) -> None:
    course, inbox = make.make_course(tmp_path / "course"), tmp_path / "inbox"
    for number in (101, 202):
        notebook_in(inbox / f"Wei Zhang_{number}_assignsubmission_file_", b'{"n": %d}' % number)
    notebook_in(inbox, b"flat", f"Ana Silva_7_assignsubmission_file_{LESSON}.ipynb")
    notebook_in(inbox, b"other", f"Ana Silva_8_assignsubmission_file_{LESSON}.ipynb")
    lines = collect(inbox, course, LESSON)
    assert lines == [f"4 submissions in {inbox}."]
    assert course.students(LESSON) == ["Ana Silva_7", "Ana Silva_8", "Wei Zhang_101", "Wei Zhang_202"]
    for number in (101, 202):
        path = course.folder("submitted", f"Wei Zhang_{number}", LESSON) / f"{LESSON}.ipynb"
        assert json.loads(path.read_text()) == {"n": number}
    assert student_of("Wei Zhang_101_assignsubmission_file_", LESSON) == "Wei Zhang_101"
    assert student_of(f"zhangwei_LATE_5_77_{LESSON}-1", LESSON) == "zhangwei_5"
    assert student_of(f"dora_{LESSON}", LESSON) == "dora"


def test_the_latest_upload_with_a_notebook_counts(tmp_path: Path) -> None:
    course, inbox = make.make_course(tmp_path / "course"), tmp_path / "inbox"
    notebook_in(inbox / "Ada_1_assignsubmission_file_", b"right")
    notebook_in(inbox / "Ada_1_assignsubmission_onlinetext_", b"text", "onlinetext.html")
    for upload, content in ((20, b"old"), (21, b"new"), (3, b"oldest")):
        path = notebook_in(inbox, content, f"bo_5_{upload}_{LESSON}.ipynb") / f"bo_5_{upload}_{LESSON}.ipynb"
        os.utime(path, (1e9, 1e9))
    os.utime(inbox / "Ada_1_assignsubmission_file_", (1e9, 1e9))
    collect(inbox, course, LESSON)
    for name, content in (("Ada_1", b"right"), ("bo_5", b"new")):
        assert (course.folder("submitted", name, LESSON) / f"{LESSON}.ipynb").read_bytes() == content


def test_names_that_no_gradebook_can_hold_are_changed_and_said(tmp_path: Path) -> None:
    course, inbox = make.make_course(tmp_path / "course"), tmp_path / "inbox"
    for name in ("Jos\udc82_1_assignsubmission_file_", "<b>_2_assignsubmission_file_", "a\nb", "x;y", "x_y"):
        notebook_in(inbox / name)
    lines = collect(inbox, course, LESSON)
    assert course.students(LESSON) == ["Jos_x82_1", "_b__2", "a_x0ab", "x_y"]
    assert "Jos\\x82_1: taken as Jos_x82_1." in lines
    assert all(line == printable(line) for line in lines)
    assert any("x;y" in line and "rename" in line for line in lines), "not mixed up with x_y"


def test_no_link_is_followed_copied_or_written_through(tmp_path: Path) -> None:
    course, inbox = make.make_course(tmp_path / "course"), tmp_path / "inbox"
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    mallory = notebook_in(inbox / "mallory", b"first", "mine.ipynb")
    (mallory / f"{LESSON}.ipynb").symlink_to(course.root / "grading" / "gradebook.db")
    (mallory / "data.txt").symlink_to(outside / "secret.txt")
    (mallory / "folder").symlink_to(outside)
    (inbox / "eve").mkdir()
    (inbox / "eve" / LESSON).symlink_to(outside)
    (inbox / "sneaky").symlink_to(outside)
    os.mkfifo(mallory / "pipe")
    lines = collect(inbox, course, LESSON)
    copied = course.folder("submitted", "mallory", LESSON)
    assert [p.name for p in copied.iterdir()] == ["mine.ipynb"]
    for name in ("data.txt", "folder", "pipe", f"{LESSON}.ipynb"):
        assert f"mallory: {name} is a link or no ordinary file, and was left out." in lines
    assert "Left out: sneaky is a link." in lines
    assert not list(course.folder("submitted", "eve", LESSON).iterdir())
    # What an earlier version, or a teacher's own unpacking, has left there is replaced, not written through.
    (copied / f"{LESSON}.ipynb").symlink_to(outside / "secret.txt")
    (copied / "more").symlink_to(outside)
    (mallory / f"{LESSON}.ipynb").unlink()
    notebook_in(mallory, b"second")
    notebook_in(mallory / "more", b"new", "secret.txt")
    collect(inbox, course, LESSON)
    assert (outside / "secret.txt").read_text() == "secret"
    assert (copied / f"{LESSON}.ipynb").read_bytes() == b"second"
    assert (copied / "more" / "secret.txt").read_bytes() == b"new"
    assert not any(p.is_symlink() for p in copied.rglob("*"))


def test_a_folder_that_is_a_link_is_not_graded(key: Key, tmp_path: Path) -> None:
    notebook_in(tmp_path / "ada", make.text(make.perfect()))
    (tmp_path / "mallory").symlink_to(tmp_path / "ada")
    seen = look("mallory", tmp_path / "mallory", key)
    assert isinstance(seen, Problem)
    assert "link" in seen.reason
    assert isinstance(look("ada", tmp_path / "ada", key), Submission)
