"""What platforms pack, name by name and archive by archive; where the forms come from stands in the README."""

from __future__ import annotations

import csv
import os
import sqlite3
import stat
import time
import zipfile
from pathlib import Path

import pytest

from boxgrader.errors import GraderError
from boxgrader.intake.archive import unpack
from boxgrader.intake.collect import collect, read_people
from boxgrader.intake.platforms import in_front, upload_of
from boxgrader.marks import gradebook
from boxgrader.marks.course import Course
from boxgrader.marks.read import CellMark, Class, Student
from boxgrader.pages.export import canvas_csv, moodle_worksheet
from toyclass import classroom as make
from toyclass.classroom import LESSON

pytestmark = pytest.mark.notebook


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return make.make_course(tmp_path / "course")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def put(folder: Path, name: str, content: bytes = b"{}") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def taken(course: Course, student: str, name: str = f"{LESSON}.ipynb") -> bytes:
    return (course.folder("submitted", student, LESSON) / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "student", "platform", "number"),
    [
        ("Wei Zhang_101_assignsubmission_file_", "Wei Zhang_101", "moodle", "101"),
        (f"Wei Zhang_101_assignsubmission_file_{LESSON}", "Wei Zhang_101", "moodle", "101"),
        (f"lovelaceada_LATE_5_77_{LESSON}-1", "lovelaceada_5", "canvas", "5"),
        (f"o_neilpat_5_77_{LESSON}", "o_neilpat_5", "canvas", "5"),
        (f"LATE_anon_x7Yz_77_{LESSON}", "anon_x7Yz", "canvas", ""),
        ("ps1_bitdiddle_attempt_2016-01-30-15-30-10_problem1", "bitdiddle", "blackboard", ""),
        ("123-456 - Ada Lovelace - Jan 5, 2026 1140 PM", "Ada Lovelace_123", "brightspace", "123"),
        ("123-456 - Ada - Jan 5, 2026 940 AM - work", "Ada_123", "brightspace", "123"),
        ("Lovelace, Ada(alovelace)", "alovelace", "sakai", ""),
        ("Lovelace, Ada(alovelace)_Submission attachment(s)_work", "alovelace", "sakai", ""),
        (f"Copy of {LESSON}", "", "", ""),
        (f"dora_{LESSON}", "dora", "", ""),
        ("submission_123456", "submission_123456", "", ""),
    ],
)  # fmt: skip
def test_names_of_uploads(name: str, student: str, platform: str, number: str) -> None:
    upload = upload_of(name, LESSON)
    assert (upload.student, upload.platform, upload.number) == (student, platform, number)


def test_user_names_with_underscores_stay_apart() -> None:
    names = [f"My hw_{user}_attempt_2026-01-30-15-30-10_x" for user in ("ann_lee", "bob_lee")]
    before = in_front(names, "inbox")
    assert [upload_of(name, LESSON, before).student for name in names] == ["ann_lee", "bob_lee"]


@pytest.mark.parametrize("clock", ["1159 PM", "1259 PM"])
def test_of_two_brightspace_uploads_the_later_counts(course: Course, inbox: Path, clock: str) -> None:
    put(inbox, f"7-9 - Ada - Jan 5, 2026 1230 AM/{LESSON}.ipynb", b"old")
    put(inbox, f"7-9 - Ada - Jan 5, 2026 {clock}/{LESSON}.ipynb", b"new")
    put(inbox, "index.html")
    collect(inbox, course, LESSON)
    assert course.students(LESSON) == ["Ada_7"]
    assert taken(course, "Ada_7") == b"new"


def test_blackboard_attempts_are_one_learner_and_the_last_counts(course: Course, inbox: Path) -> None:
    for day, content in ((3, b"old"), (9, b"new")):
        stem = f"Toy_alovelace_attempt_2026-01-{day:02}-15-30-10"
        put(inbox, f"{stem}_work.ipynb", content)
        put(inbox, f"{stem}.txt", b"Name: Ada Lovelace")
    put(inbox, "Toy_bob_attempt_2026-01-01-15-30-10_work.ipynb")
    put(inbox, "Toy_bob_attempt_2026-01-01-15-30-10_helper.py", b"x = 1")
    os.utime(inbox / "Toy_alovelace_attempt_2026-01-03-15-30-10_work.ipynb")
    collect(inbox, course, LESSON)
    assert course.students(LESSON) == ["alovelace", "bob"]
    assert taken(course, "alovelace") == b"new"
    assert taken(course, "bob", "helper.py") == b"x = 1"


def test_sakai_s_archive_holds_a_class_and_not_one_learner(course: Course, tmp_path: Path) -> None:
    archive = tmp_path / "bulk.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("Toy/grades.csv", "x")
        for name in ("Lovelace, Ada(ada)", "Zhang, Wei(wz1)", "Zhang, Wei(wz2)"):
            packed.writestr(f"Toy/{name}/Submission attachment(s)/mine.ipynb", name)
            packed.writestr(f"Toy/{name}/timestamp.txt", "20260101")
    lines = collect(archive, course, LESSON)
    assert lines[0] == f"3 submissions in {archive}."
    assert course.students(LESSON) == ["ada", "wz1", "wz2"]
    assert taken(course, "wz2", "mine.ipynb") == b"Zhang, Wei(wz2)"


def test_github_classroom_s_clones(course: Course, inbox: Path) -> None:
    for user in ("ada", "bob-x"):
        put(inbox, f"toy-week-submissions/toy-week-{user}/{LESSON}.ipynb", user.encode())
        for number in range(600):
            put(inbox, f"toy-week-submissions/toy-week-{user}/.git/objects/{number}")
    collect(inbox, course, LESSON)
    assert course.students(LESSON) == ["ada", "bob-x"]
    assert [p.name for p in course.folder("submitted", "ada", LESSON).iterdir()] == [f"{LESSON}.ipynb"]


def test_zips_of_learners_zips_in_zips_and_what_a_mac_adds(
    course: Course, inbox: Path, tmp_path: Path
) -> None:
    def packed(path: Path, files: dict[str, bytes]) -> Path:
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return path

    mine = {f"work/{LESSON}.ipynb": b"mine", "__MACOSX/work/._x": b"", "work/.DS_Store": b""}
    packed(inbox / f"lovelaceada_5_77_{LESSON}.zip", mine)
    inner = packed(tmp_path / "inner.zip", mine).read_bytes()
    put(inbox, "Bo_6_assignsubmission_file_/all.zip", inner)
    packed(inbox / "curie_7_78_x.zip", {"deep.zip": inner})
    put(inbox, "eve_8_79_x.zip", b"no zip")
    put(inbox, "__MACOSX/._Bo")
    lines = collect(inbox, course, LESSON)
    assert course.students(LESSON) == ["Bo_6", "curie_7", "lovelaceada_5"]
    for student in course.students(LESSON):
        assert taken(course, student, f"work/{LESSON}.ipynb") == b"mine"
        assert not [
            p for p in course.folder("submitted", student, LESSON).rglob("*") if p.name.startswith(".")
        ]
    assert any("eve_8_79_x.zip could not be unpacked" in line for line in lines)


def test_a_learner_s_own_time_does_not_count(course: Course, inbox: Path) -> None:
    put(inbox, f"ada/{LESSON}.ipynb")
    put(inbox, "ada/timestamp.txt", b"2000-01-01 00:00:00 UTC")
    assert "ada: a timestamp.txt of the learner's own was left out." in collect(inbox, course, LESSON)
    assert not (course.folder("submitted", "ada", LESSON) / "timestamp.txt").exists()


def test_hostile_archives(tmp_path: Path) -> None:
    archive, target = tmp_path / "a.zip", tmp_path / "to" / "it"
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    latin = zipfile.ZipInfo("Jos\u00e9.txt")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(link, "/etc/passwd")
        for name in ("../out", "/abs", "a/../../out", "C:/x", "fine/é.txt"):
            packed.writestr(name, "x")
        packed.writestr(latin, "x")
    left = unpack(archive, target, most_bytes=1000, most_files=50)
    assert sorted(p.relative_to(target).as_posix() for p in target.rglob("*") if p.is_file()) == ["José.txt", "fine/é.txt"]  # fmt: skip
    assert len(left) == 5
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip", "to"]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("bomb", b"\0" * 5_000_000)
    with pytest.raises(GraderError, match="more than 1 MB"):
        unpack(archive, tmp_path / "b", most_bytes=1_000_000, most_files=50)


def test_numbers_find_their_way_back(course: Course, inbox: Path) -> None:
    put(inbox, f"zhangwei_5_77_{LESSON}.ipynb")
    put(inbox, f"Wei Zhang_101_assignsubmission_file_/{LESSON}.ipynb")
    collect(inbox, course, LESSON)
    people = read_people(course, LESSON)
    students = {name: Student(name, cells={"x": CellMark(1, 1, False)}) for name in (*people, "bob")}

    class Key:
        graded = ()

    whole = Class(LESSON, Key(), students)  # type: ignore[arg-type]
    rows = {row["Student"]: row for row in csv.DictReader(canvas_csv(whole, False, people).splitlines())}
    assert (rows["zhangwei_5"]["ID"], rows["zhangwei_5"]["SIS Login ID"]) == ("5", "")
    assert (rows["bob"]["ID"], rows["bob"]["SIS Login ID"]) == ("", "bob")
    (row,) = csv.DictReader(moodle_worksheet(whole, False, people).splitlines())
    assert (row["Identifier"], row["Grade"]) == ("Participant 101", "1")


def test_a_gradebook_that_another_program_holds_is_said(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gradebook, "PATIENCE", 0.5)
    path = course.database
    assert path
    with sqlite3.connect(path) as book:
        book.execute("create table x (y)")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("begin exclusive")
    begun = time.monotonic()
    with pytest.raises(GraderError, match="in use by another program"):
        gradebook.backup(course)
    assert time.monotonic() - begun < 7
    holder.close()
    assert gradebook.backup(course)
