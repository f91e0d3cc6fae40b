"""Interrupted at any moment, grading goes on where it was: no mark is lost, none is doubled, no process is left."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_class import sandbox_missing

from boxgrader.errors import GraderError
from boxgrader.marks import gradebook
from boxgrader.marks.course import Course
from boxgrader.run import grade as run
from toyclass import classroom as make
from toyclass.classroom import LESSON, rows

pytestmark = pytest.mark.notebook

COMMAND = [sys.executable, "-m", "boxgrader", "grade", LESSON, "-j", "2", "--course"]
COUNT = 12
PATIENCE = 120  # seconds until "it hangs" is said; on a quiet computer everything below takes less than one
PAUSE = 0.4  # seconds that each submission takes at least, so that there is a middle to be interrupted in


@pytest.fixture(scope="module")
def boxed() -> None:
    if why := sandbox_missing():
        pytest.skip(why)


@pytest.fixture(scope="module")
def whole(boxed: None, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A class graded without interruption, to compare with."""
    course = make.make_course(tmp_path_factory.mktemp("whole"))
    make.random_class(course, COUNT, seed=3, pause=PAUSE)
    run.grade(course, LESSON, jobs=2, say=lambda _: None)
    return course


def descendants(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        try:
            found += map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split())
        except OSError:
            continue
    return found


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def finished(course: Course) -> int:
    return len(list((course.place / "state" / LESSON / "students").glob("*.json")))


@pytest.mark.slow
def test_interrupted_and_resumed(whole: Course, tmp_path: Path) -> None:
    """Killed, then stopped with Ctrl-C, then ended by the system: a fourth run finishes, and all is as if nothing had been."""
    course = make.make_course(tmp_path)
    make.random_class(course, COUNT, seed=3, pause=PAUSE)
    stops = []
    for order, more in ((signal.SIGKILL, 1), (signal.SIGINT, 2), (signal.SIGTERM, 2)):
        words = stopped(course, order, finished(course) + more)
        assert "Traceback" not in words, words[-2000:]
        if order == signal.SIGINT:
            assert "run the command again to go on" in words
        stops.append(finished(course))
    assert 1 <= stops[0] < stops[1] < COUNT, f"it was not really interrupted: {stops}"
    done = subprocess.run([*COMMAND, str(course.root)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert f"Graded {COUNT}, {stops[-1]} of them before" in done.stdout
    assert rows(course) == rows(whole)
    for student in course.students(LESSON):
        assert (course.folder("autograded", student, LESSON) / f"{LESSON}.ipynb").exists()
    assert not [p for p in (course.root / "grading").rglob("*") if p.name.endswith((".tmp", ".new", ".old"))]


def stopped(course: Course, order: signal.Signals, wanted: int) -> str:
    """Begin to grade, stop it once so many are done, and see that no process stays; returns what it said."""
    process = subprocess.Popen(
        [*COMMAND, str(course.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=make.as_in_the_foreground,
    )
    try:
        while finished(course) < wanted and process.poll() is None:
            time.sleep(0.002)
        family = descendants(process.pid)
        (os.killpg if order == signal.SIGINT else os.kill)(process.pid, order)
        words = process.communicate(timeout=PATIENCE)[0].decode()
    finally:
        process.kill()
    deadline = time.monotonic() + PATIENCE
    while any(alive(p) for p in family) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [p for p in family if alive(p)], "processes were left behind"
    return words


@pytest.mark.slow
def test_ctrl_c_ends_while_large_results_are_on_their_way(boxed: None, tmp_path: Path) -> None:
    """A worker ended in the middle of a message must not be waited for (once two of twenty such runs hung for ever)."""
    course = make.make_course(tmp_path)
    for number in range(COUNT):
        nb = make.perfect(number % 2)
        for _ in range(8):
            make.extra(nb, "print('x' * 450_000)")
        make.hand_in(course, f"student{number:02d}", nb)
    for wanted in (1, 3, 5, 7):
        words = stopped(course, signal.SIGINT, wanted)
        assert "Stopped. Nothing is half-written" in words, words[-2000:]
        assert "Traceback" not in words


@pytest.mark.slow
def test_a_full_disk_stops_with_one_clear_line_and_goes_on_later(whole: Course, tmp_path: Path) -> None:
    course = make.make_course(tmp_path)
    make.random_class(course, COUNT, seed=3, printed=80_000)
    shutil.move(course.root / "grading" / "submitted", course.root / "handed-in")
    grading = course.root / "grading"
    script = f"""
mkdir -p {grading}/submitted; cp -r {course.root}/handed-in/* {grading}/submitted/
head -c 99000000 /dev/zero > {grading}/filler 2> /dev/null
truncate -s -700K {grading}/filler
{" ".join(COMMAND)} {course.root}; echo "FIRST $?"
rm {grading}/filler
{" ".join(COMMAND)} {course.root}; echo "SECOND $?"
cp {grading}/gradebook.db {course.root}/saved.db
"""
    box = [
        "bwrap",
        "--dev-bind",
        "/",
        "/",
        "--size",
        "6000000",
        "--tmpfs",
        str(grading),
        "--",
        "sh",
        "-c",
        script,
    ]
    done = subprocess.run(box, capture_output=True, text=True)
    assert "FIRST 1" in done.stdout, done.stdout + done.stderr
    assert "The disk is full" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert "SECOND 0" in done.stdout
    shutil.copy(course.root / "saved.db", grading / "gradebook.db")
    assert rows(course) == rows(whole)


def test_only_one_run_at_a_time(tmp_path: Path) -> None:
    course = make.make_course(tmp_path)
    with gradebook.locked(course), pytest.raises(GraderError, match="under way"), gradebook.locked(course):
        pass
    with gradebook.locked(course):
        pass


def test_copies_of_the_gradebook_are_whole_and_few(whole: Course, tmp_path: Path) -> None:
    course = make.make_course(tmp_path)
    assert gradebook.backup(course) is None
    shutil.copy(whole.database or "", course.database or "")
    for number in range(14):
        assert course.database
        os.utime(course.database, (time.time() + number, time.time() + number))
        gradebook.backup(course)
        for copy in (course.place / "backups").glob("gradebook-*.db"):
            copy.rename(copy.with_name(f"gradebook-2026{number:04d}.db")) if "2026" not in copy.name[
                :14
            ] else None
    copies = list((course.place / "backups").iterdir())
    assert 1 <= len(copies) <= gradebook.KEPT_BACKUPS
    shutil.copy(copies[0], course.database or "")
    assert rows(course) == rows(whole)
