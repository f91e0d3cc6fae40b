"""Grading a class: fair to honest work, safe from the rest, whole after any interruption."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest

from boxgrader.box import sandbox
from boxgrader.marks.course import Course, in_folder, silent
from boxgrader.marks.worker import Graded
from boxgrader.run import grade as run
from boxgrader.run.grade import Outcome
from boxgrader.settings import Settings
from toyclass import classroom as make

pytestmark = pytest.mark.notebook

LESSON, rows = make.LESSON, make.rows


def sandbox_missing() -> str:
    """Why no sandbox can be made here, or nothing. In CI that is a failure, elsewhere a reason to skip."""
    place = sandbox.choose("safest")
    if place.mode == "box":
        return ""
    if os.environ.get("CI") == "true":
        pytest.fail(f"no sandbox in CI: {place.why}")
    return f"no sandbox here: {place.why}"


@pytest.fixture(scope="module")
def boxed() -> None:
    if why := sandbox_missing():
        pytest.skip(why)


# --- the cases --------------------------------------------------------------------------------------------------------


@dataclass
class Class:
    course: Course
    outcome: Outcome
    cases: dict[str, make.Case]


@pytest.fixture(scope="module")
def hard_class(boxed: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Class]]:
    """All the cases, each with its class, beside somebody who listens on a port.

    Those that run until they are stopped are a class of their own, with a short limit: so the others have time, however
    busy the computer is.
    """
    found: dict[str, Class] = {}
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        for wild in (False, True):
            course = make.make_course(tmp_path_factory.mktemp("hard"), seconds=5 if wild else 120)
            every = dict(make.cases(course.root, listener.getsockname()[1]))
            cases = {name: case for name, case in every.items() if (name in make.WILD) == wild}
            make.hand_in_cases(course, cases)
            outcome = run.grade(course, LESSON, jobs=3, say=lambda _: None)
            found |= dict.fromkeys(cases, Class(course, outcome, cases))
        yield found


NAMES = list(dict(make.cases(Path("/"), 0)))


@pytest.mark.parametrize("name", NAMES)
def test_case(hard_class: dict[str, Class], name: str) -> None:
    case, done = hard_class[name].cases[name], hard_class[name].outcome.results[name]
    meets(case, done)
    if case.points is None:
        return
    with sqlite3.connect(hard_class[name].course.database or "") as book:
        stored = book.execute(
            "select count(*), sum(g.auto_score) from grade g join submitted_notebook n on n.id = g.notebook_id "
            "join submitted_assignment s on s.id = n.assignment_id where s.student_id = ?",
            (name,),
        ).fetchone()
    assert stored == (make.CELLS, case.points)


def meets(case: make.Case, done: Graded) -> None:
    """Whether a submission came out as its case says."""
    if case.points is None:
        assert done.failure
        assert done.remedy, "a learner must be told what to do"
        assert make.meets(case.note, [done.failure]), done.failure
        assert "Traceback" not in done.failure
        return
    assert not done.failure, done.failure
    points = sum(m.auto or 0 for n, m in done.marks.items() if n != "toy-essay")
    lost = [n for n, m in done.marks.items() if m.auto == 0]
    assert points == case.points, f"{points}, lost {lost}\n{make.reasons(done)}"
    if case.look:
        assert make.meets(case.look, done.look), make.reasons(done)
    if case.note:
        assert make.meets(case.note, done.notes), make.reasons(done)


def test_honest_work_is_not_suspected(hard_class: dict[str, Class]) -> None:
    for name in (
        "perfect",
        "other-style",
        "blank",
        "wrong-value",
        "exception",
        "warning",
        "extra-cells",
        "old-format",
    ):
        done = hard_class[name].outcome.results[name]
        assert not done.look, name
        assert not done.notes, name


def shown(course: Course, student: str) -> str:
    nb = json.loads((course.folder("autograded", student, LESSON) / f"{LESSON}.ipynb").read_text())
    return "".join("".join(o.get("text", "")) for c in nb["cells"] for o in c.get("outputs", []))


def test_nothing_gets_out_of_the_box(hard_class: dict[str, Class]) -> None:
    course = hard_class["perfect"].course
    assert not list(course.root.rglob("ESCAPED.txt"))
    assert "NET DOWN" in shown(course, "network")
    assert "FOUND []" in shown(course, "looks-for-tests")
    assert "CHANGED" not in shown(course, "changes-marks")
    assert "REFUSED" in shown(course, "changes-marks")
    assert "DISK" in shown(course, "fills-the-disk")
    forks = int(shown(course, "fork-bomb").split("FORKS")[1].split()[0])
    assert forks < 100
    left = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout
    assert "sleep 7654" not in left
    with sqlite3.connect(course.database or "") as book:
        assert book.execute("select count(*) from grade where manual_score or extra_credit").fetchone() == (
            0,
        )
    assert not (course.folder("autograded", "link", LESSON) / "data.csv").exists()


def test_large_outputs_are_cut(hard_class: dict[str, Class]) -> None:
    for name in ("many-lines", "one-long-line", "large-picture"):
        path = hard_class[name].course.folder("autograded", name, LESSON) / f"{LESSON}.ipynb"
        assert path.stat().st_size < 2_000_000, name


def test_an_essay_is_never_lost(hard_class: dict[str, Class]) -> None:
    for name in ("perfect", "copied-essay", "metadata-lost", "essay-as-code", "deleted-essay", "renamed"):
        done = hard_class[name].outcome.results[name]
        assert done.marks["toy-essay"].auto is None, f"{name}: a person decides"
        if name != "deleted-essay":
            assert done.answers["toy-essay"] == make.ESSAY, name
    assert hard_class["blank"].outcome.results["blank"].marks["toy-essay"].auto == 0


def test_the_table_names_everybody_once_with_a_reason(hard_class: dict[str, Class]) -> None:
    text = "\n".join(run.table(hard_class["perfect"].outcome))
    failed = [n for n, c in hard_class["perfect"].cases.items() if c.points is None]
    assert f"Not graded ({len(failed)})" in text
    for name in failed:
        assert text.count(f"  {name} ") == 1, name
    assert "Traceback" not in text


# --- the same marks as nbgrader's own ---------------------------------------------------------------------------------


@pytest.mark.slow
def test_marks_and_comments_are_those_of_stock_nbgrader(boxed: None, tmp_path: Path) -> None:
    late = "c.LateSubmissionPlugin.penalty_method = 'zero'"
    ours, stock = (make.make_course(tmp_path / name, more=late) for name in ("ours", "stock"))
    for course in (ours, stock):
        make.random_class(course, 2, seed=7)
        for name in ("blank", "warning-in-function"):
            make.hand_in(course, name, dict(make.cases(course.root, 0))[name].build())
        folder = make.hand_in(course, "late", make.perfect())
        (folder / "timestamp.txt").write_text("2026-11-20 12:00:00 UTC")
    import_due_date(ours)
    import_due_date(stock)
    outcome = run.grade(ours, LESSON, jobs=2, say=lambda _: None)
    assert outcome.mode == "box"
    with in_folder(stock.root), silent():
        api = stock.api()
        results = [api.autograde(LESSON, student) for student in stock.students(LESSON)]
    assert all(r["success"] for r in results)
    assert rows(ours) == rows(stock)
    assert len(rows(ours)["grades"]) == 5 * make.CELLS
    assert [r for r in rows(ours)["late"] if r[0] == "late" and r[2]], "the penalty for lateness is there"


def import_due_date(course: Course) -> None:
    """Enter the assignment with a day on which it was due."""
    from datetime import datetime

    from nbgrader.api import Gradebook

    from boxgrader.marks.key import make_key

    make_key(course, LESSON)
    with Gradebook(course.db_url, course.directory.course_id) as book:
        book.update_or_create_assignment(LESSON, duedate=datetime(2026, 11, 19))


# --- a mark of a person stays; a second run does nothing --------------------------------------------------------------


def test_a_second_run_changes_nothing_and_a_changed_file_is_graded_anew(boxed: None, tmp_path: Path) -> None:
    course = make.make_course(tmp_path)
    make.hand_in(course, "ada", make.perfect())
    make.hand_in(course, "ben", make.exercise())
    run.grade(course, LESSON, jobs=1, say=lambda _: None)
    with sqlite3.connect(course.database or "") as book:
        book.execute("update grade set manual_score = 3, needs_manual_grade = 0 where auto_score is null")
    first = rows(course)
    outcome = run.grade(course, LESSON, jobs=1, say=lambda _: None)
    assert outcome.before == {"ada", "ben"}
    assert rows(course) == first
    make.hand_in(course, "ben", make.perfect(1))
    outcome = run.grade(course, LESSON, jobs=1, say=lambda _: None)
    assert outcome.before == {"ada"}
    marks = {(student, cell): auto for student, cell, auto, *_ in rows(course)["grades"]}
    assert marks["ben", "toy-volume-hidden"] == 2
    run.grade(course, LESSON, jobs=1, again=True, say=lambda _: None)
    assert [r for r in rows(course)["grades"] if r[3] == 3], "the mark of a person stays"
    assert len(rows(course)["grades"]) == 2 * make.CELLS
    assert list((course.place / "backups").glob("gradebook-*.db"))


def test_a_damaged_record_costs_a_new_run_and_nothing_else(boxed: None, tmp_path: Path) -> None:
    course = make.make_course(tmp_path)
    make.hand_in(course, "ada", make.perfect())
    run.grade(course, LESSON, jobs=1, say=lambda _: None)
    before = rows(course)
    record = course.place / "state" / LESSON / "students" / "ada.json"
    record.write_text(record.read_text()[:50])
    assert run.grade(course, LESSON, jobs=1, say=lambda _: None).before == set()
    assert rows(course) == before


def test_the_grader_s_own_copy_of_the_course_is_not_changed(boxed: None, tmp_path: Path) -> None:
    course = make.make_course(tmp_path)
    assert shutil.which("bwrap")
    from boxgrader.errors import GraderError

    with pytest.raises(GraderError, match="No submissions"):
        run.grade(course, LESSON, say=lambda _: None)
    assert not (course.root / "exercises").exists()


# --- what a teacher types ---------------------------------------------------------------------------------------------


def test_submissions_as_platforms_pack_them(
    boxed: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from boxgrader.run.cli import main

    course = make.make_course(tmp_path / "course")
    inbox = tmp_path / "inbox"
    for name in (
        "Ada Lovelace_4711_assignsubmission_file_",
        "bob",
    ):
        (inbox / name).mkdir(parents=True)
        (inbox / name / f"{LESSON}.ipynb").write_bytes(make.text(make.perfect()))
    (inbox / f"curieanna_LATE_77_8899_{LESSON}-1.ipynb").write_bytes(make.text(make.exercise()))
    (inbox / f"dora_{LESSON}.ipynb").write_bytes(make.text(make.perfect(1)))
    (inbox / "emil.ipynb").write_bytes(b"{")
    (inbox / "notes.txt").write_text("x")
    (inbox / "sneaky").symlink_to("/etc")
    code = main(["grade", LESSON, "--course", str(course.root), "--from", str(inbox), "-j", "1"])
    said = capsys.readouterr().out
    assert code == 1, "one could not be graded"
    assert "5 submissions in" in said
    assert "Left out: notes.txt" in said
    assert course.students(LESSON) == ["Ada Lovelace_4711", "bob", "curieanna_77", "dora", "emil"]
    assert "Graded 4; to look at 0; not graded 1." in said
    for command in ("feedback", "report", "export"):
        assert main([command, LESSON, "--course", str(course.root)]) == 0
    assert main(["feedback", LESSON, "--course", str(course.root), "--student", "nobody"]) == 1
    assert "nobody has no graded submission" in capsys.readouterr().err


def test_without_a_sandbox_the_marks_are_the_same_and_it_says_so(tmp_path: Path) -> None:
    said: list[str] = []
    found = {}
    for wish in ("fast", "kernel"):
        course = make.make_course(tmp_path / wish, seconds=4)
        for name in ("typed-in", "exit-now", *(["endless-loop"] if wish == "fast" else [])):
            make.hand_in(course, name, dict(make.cases(course.root, 0))[name].build())
        outcome = run.grade(course, LESSON, jobs=2, wish=wish, say=said.append)
        assert outcome.mode == ("fork" if wish == "fast" else "kernel")
        found[wish] = {
            n: sum(m.auto or 0 for c, m in r.marks.items() if c != "toy-essay")
            for n, r in outcome.results.items()
        }
    last = make.lost("toy-volume")
    typed = dict(make.cases(Path("/"), 0))["typed-in"].points
    expected = {"typed-in": typed, "endless-loop": last, "exit-now": last}
    assert found["fast"] == expected
    assert found["kernel"] == {n: expected[n] for n in ("typed-in", "exit-now")}
    assert sum("NO SANDBOX" in line for line in said) == 2


def test_missing_bubblewrap_is_said_and_grading_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    place = sandbox.choose("safest")
    assert place.mode == "fork"
    assert "apt install bubblewrap" in run.statement(place)
    assert "no sandbox" in run.statement(place)


@pytest.mark.parametrize(
    ("message", "word"),
    [
        ("bwrap: setting up uid map: Permission denied", "AppArmor"),
        ("bwrap: Creating new namespace failed: nesting depth or /proc/sys/user/max_*_namespaces exceeded (ENOSPC)", "max_user"),
        ("bwrap: No permissions to create new namespace", "containers"),
    ],
)  # fmt: skip
def test_each_cause_has_its_remedy(message: str, word: str) -> None:
    assert word in sandbox.advice(message)


def test_a_course_below_tmp_is_shown_on_top_of_the_scratch_folder() -> None:
    options = sandbox.bwrap_options(sandbox.Limits(), {"/tmp/course/datasets": "/proc/self/fd/9"})
    assert options.index("/tmp/course/datasets") > options.index("/tmp") > options.index("--tmpfs")


def test_a_fault_of_the_grader_costs_one_submission_only(boxed: None, tmp_path: Path) -> None:
    """A worker that is killed from outside, again and again by the same submission, is replaced; the class goes on."""
    from boxgrader.run import pool

    course = make.make_course(tmp_path)
    for name in ("ada", "killer", "ben"):
        make.hand_in(course, name, make.perfect())

    def deadly(submission: Any, key: Any, place: Any) -> Any:
        if submission.student == "killer":
            os.kill(os.getpid(), 9)
        return pool_grade(submission, key, place)

    pool_grade = pool.grade
    pool.grade = deadly  # type: ignore[assignment]
    try:
        outcome = run.grade(course, LESSON, jobs=2, say=lambda _: None)
    finally:
        pool.grade = pool_grade
    assert [r.student for r in outcome.failed] == ["killer"]
    assert "ended the grader's worker" in outcome.results["killer"].failure
    assert len(rows(course)["grades"]) == 2 * make.CELLS


@pytest.mark.slow
def test_the_round_trip_of_nbgrader_s_exchange(boxed: None, tmp_path: Path) -> None:
    """Release, fetch, submit, collect as nbgrader does it; then grade and write feedback where it releases from."""
    from nbgrader.auth import Authenticator
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange import ExchangeFactory

    from boxgrader.pages.feedback import write_feedback

    exchange = tmp_path / "exchange"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)
    course = make.make_course(tmp_path / "course")
    course.config.Exchange.root = str(exchange)

    def step(name: str, folder: Path) -> None:
        """One of nbgrader's exchange commands, in a folder."""
        kind = getattr(ExchangeFactory(config=course.config), name)
        with in_folder(folder), silent():
            kind(
                coursedir=CourseDirectory(config=course.config, root=str(folder), assignment_id=LESSON),
                authenticator=Authenticator(config=course.config),
                config=course.config,
            ).start()

    home = tmp_path / "home"
    home.mkdir()
    with in_folder(course.root), silent():
        assert course.api().generate_assignment(LESSON, force=True)["success"]
    step("release_assignment", course.root)
    step("fetch_assignment", home)
    (home / LESSON / f"{LESSON}.ipynb").write_bytes(make.text(make.perfect()))
    step("submit", home)
    step("collect", course.root)
    (name,) = course.students(LESSON)
    outcome = run.grade(course, LESSON, jobs=1, say=lambda _: None)
    assert not outcome.failed
    assert rows(course)["late"][0][1], "the time of submission came along"
    write_feedback(course, LESSON)
    step("release_feedback", course.root)
    step("fetch_feedback", home)
    assert name == outcome.results[name].student
    assert (
        f"{make.FULL:g} of {make.FULL:g} points"
        in next((home / LESSON / "feedback").rglob("*.html")).read_text()
    )


def test_a_solution_that_changes_after_grading(boxed: None, tmp_path: Path) -> None:
    """Another hidden test grades everybody anew; another cell is refused with its name, and no mark is touched."""
    from boxgrader.errors import GraderError

    course = make.make_course(tmp_path)
    make.hand_in(course, "ada", make.perfect())
    run.grade(course, LESSON, jobs=1, say=lambda _: None)
    path = course.folder("source", ".", LESSON) / f"{LESSON}.ipynb"
    nb = nbformat.read(path, as_version=4)
    test = make.cell_of(nb, "toy-area-hidden")
    test.source = test.source.replace("2368", "2369")
    nbformat.write(nb, path)
    outcome = run.grade(course, LESSON, jobs=1, say=lambda _: None)
    assert outcome.before == set()
    assert outcome.results["ada"].marks["toy-area-hidden"].auto == 0
    before = rows(course)
    make.copied(nb, "toy-area-hidden")
    nb.cells[nb.cells.index(test) + 1].metadata["nbgrader"]["grade_id"] = "toy-new"
    nbformat.write(nb, path)
    with pytest.raises(GraderError, match="new: toy-new"):
        run.grade(course, LESSON, jobs=1, say=lambda _: None)
    assert rows(course) == before


INSIDE = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def reads(path):
    try: return open(path).read()
    except OSError: return None
def sees(path):
    try: return sorted(os.listdir(path))
    except OSError: return None
found = {
    "uid": os.getuid(),
    "status": [l.split()[1] for l in open("/proc/self/status") if l.startswith(("CapPrm", "CapEff", "CapBnd", "CapInh", "NoNewPrivs"))],
    "processes": len([p for p in os.listdir("/proc") if p.isdigit()]),
    "environment of the box": reads("/proc/1/environ"),
    "own environment": sorted(os.environ),
    "new user namespace": libc.unshare(0x10000000),
    "new mounts": libc.mount(b"none", b"/tmp", b"tmpfs", 0, None),
    "settings of the system": [d for d, _, files in os.walk("/proc/sys") if os.access(d, os.W_OK) or any(os.access(f"{d}/{f}", os.W_OK) for f in files)],
    "writable": sorted(d for d, _, _ in os.walk("/") if not d.startswith(("/proc", "/usr/")) and os.access(d, os.W_OK)),
    "open": sorted(os.readlink(f"/proc/self/fd/{f}").split(":")[0].split(" ")[0] for f in os.listdir("/proc/self/fd") if os.path.lexists(f"/proc/self/fd/{f}")),
    "home folders": sees("/home"), "passwd": reads("/etc/passwd"), "temporary": sees("/tmp"), "devices": sees("/sys"),
    "keys": reads("/proc/keys"),
    "network": sorted(l.split(":")[0].strip() for l in open("/proc/net/dev") if ":" in l),
}
found
"""


def test_the_box_from_inside(boxed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What code can see and reach in a box: no right, no process, no variable, no device of the grader's."""
    monkeypatch.setenv("SECRET_OF_THE_GRADER", "1")
    zygote = sandbox.Zygote().wait()
    try:
        place = sandbox.Place("box", zygote.path, folders=tuple(sandbox.shared_folders(Settings())))
        result = sandbox.run_cells(place, [(0, INSIDE, False)], {}, sandbox.Limits())
    finally:
        zygote.close()
    import ast

    found = ast.literal_eval(result.cells[0].outputs[-1]["data"]["text/plain"])
    assert found["uid"] != 0
    assert set(found["status"]) == {"0000000000000000", "1"}
    assert found["processes"] == 3, "the box's first two, and this one"
    assert found["environment of the box"] in (None, "PATH=/usr/bin:/bin\0")
    assert "SECRET_OF_THE_GRADER" not in found["own environment"]
    assert found["new user namespace"] == -1
    assert found["new mounts"] == -1
    assert found["settings of the system"] == []
    assert set(found["writable"]) <= {"/tmp", "/tmp/work", "/dev/shm", "/dev/pts"}
    assert set(found["open"]) <= {"/dev/null", "/memfd", "socket", "/proc/3/fd"}
    assert (found["home folders"], found["passwd"], found["devices"]) == (None, None, None)
    below = [
        Path(folder) for folder in sandbox.shared_folders(Settings()) if Path(folder).is_relative_to("/tmp")
    ]
    assert set(found["temporary"]) == {"work"} | {folder.parts[2] for folder in below}, (
        "a course below /tmp is seen"
    )
    assert [line for line in (found["keys"] or "").splitlines() if not line.endswith(": empty")] == []
    assert found["network"] == ["lo"]
