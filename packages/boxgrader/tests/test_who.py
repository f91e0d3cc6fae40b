"""Whose an upload is: doubtful names are asked in a form, answers are remembered, and nobody is graded by a guess."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from test_class import boxed  # noqa: F401
from test_groups import answer_form
from test_teacher import graded

from boxgrader.errors import GraderError
from boxgrader.intake.collect import collect
from boxgrader.intake.platforms import notebook_of, upload_of
from boxgrader.intake.roster import Person, enter, of_gradebook, read_roster
from boxgrader.intake.who import alike
from boxgrader.marks.course import Course
from boxgrader.marks.forget import forget
from boxgrader.run import cli
from toyclass import classroom as make
from toyclass.classroom import LESSON

pytestmark = pytest.mark.notebook
CLASS = """id,first_name,last_name,email,also
alovelace,Ada,Lovelace,ada@a.example,
wz1,Wei,Zhang,,
wz2,Wei,Zhang,,
jmueller,José,Müller,jm@a.example,Pepe; Participant 7
zoë,,,,
1000001,Ann,Lee,,
1000002,Bo,Lee,,
"""


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return make.make_course(tmp_path / "course")


def inbox(folder: Path, *names: str) -> Path:
    """What came: a folder for each name, or a notebook where a name ends like one."""
    for name in names:
        path = folder / name if name.endswith(".ipynb") else folder / name / f"{LESSON}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return folder


def people(folder: Path, text: str = CLASS) -> list[Person]:
    (folder / "class.csv").write_text(text, encoding="utf-8")
    return read_roster(folder / "class.csv")


def form(course: Course, lesson: str = LESSON) -> Path:
    return course.place / "exports" / f"{lesson}-who.csv"


def asked(course: Course) -> dict[str, tuple[str, str]]:
    rows = csv.DictReader(form(course).read_text(encoding="utf-8").splitlines())
    return {row["came"]: (row["resembles"], row["why"]) for row in rows}


@pytest.mark.parametrize(
    ("given", "known", "why"),
    [
        ("Alovelace", "alovelace", "capital letters"),
        ("Jose Muller", "José Müller", "accents or signs"),
        ("jose mueller", "José Müller", "accents or signs"),
        ("Søren Kłos", "Soren Klos", "accents or signs"),
        ("ada-lovelace", "Ada Lovelace", "accents or signs"),
        ("Lovelace, Ada", "Ada Lovelace", "names in another order"),
        ("lovelaceada", "Ada Lovelace", "names run together"),
        ("Copy of alovelace", "alovelace", "a copy"),
        ("alovelace2", "alovelace", "a number more or less"),
        ("alovelace (1)", "alovelace", "a number more or less"),
        ("alovelase", "alovelace", "one letter"),
        ("alovelaec", "alovelace", "one letter"),
        ("Ada Lovelce", "Ada Lovelace", "one letter"),
        ("1000010", "1000001", "one digit"),
        ("s1000003", "s1000001", "one digit"),
        ("student31", "student13", ""),
        ("ann", "anna", ""),
        ("Ada Byron", "Ada Lovelace", ""),
        ("", "alovelace", ""),
        ("张伟", "张伟", "the same name"),
        ("张伟", "张三", ""),
    ],
)
def test_what_resembles_what(given: str, known: str, why: str) -> None:
    assert alike(given, known) == why


def test_doubtful_names_are_asked_and_not_graded(course: Course, tmp_path: Path) -> None:
    given = inbox(
        tmp_path / "inbox", "alovelace", "Alovelase", "jm@a.example", "Pepe_3_assignsubmission_file_", "Wei Zhang",
        "Lee, Ann", "Grace Hopper", "Participant_7_assignsubmission_file_", "zoe\u0308", f"Copy of {LESSON}.ipynb", "jose müller",
    )  # fmt: skip
    lines = collect(given, course, LESSON, people(tmp_path))
    assert course.students(LESSON) == ["alovelace", "jmueller", "zoë"], (
        "ids, addresses and other names to the letter"
    )
    assert asked(course) == {
        "Alovelase": ("alovelace", "one letter"),
        "Wei Zhang": ("wz1 | wz2", "wz1: the same name; wz2: the same name"),
        "Lee, Ann": ("1000001", "names in another order"),
        "Grace Hopper": ("", "resembles nobody of the class"),
        f"Copy of {LESSON}.ipynb": ("", "resembles nobody of the class"),
        "jose müller": ("jmueller", "accents or signs"),
    }
    assert any(line.startswith("Whose are these? 6 names") and str(form(course)) in line for line in lines)


def test_a_filled_form_settles_it_and_is_remembered(course: Course, tmp_path: Path) -> None:
    given = inbox(
        tmp_path / "inbox", "Ada Lovelce", "Wei Zhang", "Zhang Wei", "Grace", "eva", f"Copy of {LESSON}.ipynb"
    )
    roster = people(tmp_path)
    collect(given, course, LESSON, roster)
    answer_form(form(course), {"Ada Lovelce": "Alovelace"})
    with pytest.raises(GraderError, match=r"line \d: Alovelace is nobody of the class \(alovelace is\)"):
        collect(given, course, LESSON, roster)
    answer_form(
        form(course),
        {"Ada Lovelce": "alovelace", "Wei Zhang": "wz2", "Zhang Wei": "wz1", "eva": "new", "Grace": "nobody"},
    )
    collect(given, course, LESSON, roster)
    assert course.students(LESSON) == ["alovelace", "eva", "wz1", "wz2"], "two learners of one name stay two"
    assert (course.folder("submitted", "wz2", LESSON) / f"{LESSON}.ipynb").read_bytes() == b"Wei Zhang"
    assert list(asked(course)) == [f"Copy of {LESSON}.ipynb"]
    collect(given, course, LESSON, roster)
    assert course.students(LESSON) == ["alovelace", "eva", "wz1", "wz2"], "also without the form"
    other = make.make_course(tmp_path / "course2")  # the next assignment of the same class
    (other.place / "state").mkdir(parents=True)
    memory = course.place / "state" / "who.json"
    (other.place / "state" / "who.json").write_bytes(memory.read_bytes())
    collect(inbox(tmp_path / "next", "Ada Lovelce", "Wei Zhang"), other, LESSON, roster)
    assert other.students(LESSON) == ["alovelace"]
    assert asked(other) == {
        "Wei Zhang": ("wz1 | wz2", "wz1: the same name; wz2: the same name, as answered before")
    }, "of two learners of one name the one that handed in before is no answer"


def test_numbers_of_platforms_are_remembered_where_they_last(course: Course, tmp_path: Path) -> None:
    """Canvas' number is a learner's for good; Moodle's is the assignment's own."""
    roster = people(tmp_path)
    first = inbox(tmp_path / "first", f"lovelaceada_5_77_{LESSON}.ipynb", "Wei Zhang_101_assignsubmission_file_", "Bo Lee_102_assignsubmission_file_")  # fmt: skip
    collect(first, course, LESSON, roster)
    assert asked(course)["lovelaceada_5"] == ("alovelace", "names run together")
    answer_form(form(course), {"lovelaceada_5": "alovelace", "Wei Zhang_101": "wz1", "Bo Lee_102": "1000002"})
    collect(first, course, LESSON, roster)
    numbers = json.loads((course.place / "state" / LESSON / "people.json").read_text())
    assert {name: one["number"] for name, one in numbers.items()} == {
        "alovelace": "5",
        "wz1": "101",
        "1000002": "102",
    }
    (course.place / "state" / LESSON / "who.json").unlink()  # as in another assignment
    second = inbox(tmp_path / "second", f"countess_5_99_{LESSON}.ipynb", "Wei Zhang_301_assignsubmission_file_", "Bo Lee_302_assignsubmission_file_")  # fmt: skip
    collect(second, course, LESSON, roster)
    assert list(asked(course)) == ["Wei Zhang_301"], "Bo Lee is one, and so is Canvas' number 5"
    assert (
        (course.folder("submitted", "alovelace", LESSON) / f"{LESSON}.ipynb")
        .read_bytes()
        .startswith(b"countess")
    )
    assert (
        (course.folder("submitted", "1000002", LESSON) / f"{LESSON}.ipynb")
        .read_bytes()
        .startswith(b"Bo Lee_302")
    )


def test_without_a_roster_the_gradebook_is_the_class(boxed: None, course: Course, tmp_path: Path) -> None:  # noqa: F811
    assert of_gradebook(course) == []
    collect(inbox(tmp_path / "first", "Ann Lee_7_assignsubmission_file_", "student01"), course, LESSON)
    assert course.students(LESSON) == ["Ann Lee_7", "student01"], (
        "nobody is known: names are taken as they come"
    )
    enter(course, [Person("Ann Lee_7"), Person("student01")])
    lines = collect(
        inbox(tmp_path / "second", "Ann Lee_9_assignsubmission_file_", "student02"), course, LESSON
    )
    assert asked(course) == {"Ann Lee_9": ("Ann Lee_7", "the same name, another number of the platform")}
    assert "student02: nobody of the class is called so; taken as a new learner." in lines


def test_the_command_says_who_is_missing_and_knows_names(
    boxed: None,  # noqa: F811
    course: Course,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    people(tmp_path)
    (tmp_path / "inbox" / "Ada Lovelase").mkdir(parents=True)
    (tmp_path / "inbox" / "Ada Lovelase" / f"{LESSON}.ipynb").write_bytes(make.text(make.perfect()))
    (tmp_path / "inbox" / "wz1").mkdir()
    (tmp_path / "inbox" / "wz1" / f"{LESSON}.ipynb").write_bytes(make.text(make.exercise()))
    command = ["grade", LESSON, "--course", str(course.root), "--from", str(tmp_path / "inbox"), "--roster", str(tmp_path / "class.csv"), "-j", "1"]  # fmt: skip
    assert cli.main(command) == 0
    said = capsys.readouterr().out
    assert "Whose are these? 1 names" in said
    assert "nothing handed in (6): 1000001, 1000002, alovelace, jmueller, wz2, zoë" in said
    answer_form(form(course), {"Ada Lovelase": "alovelace"})
    assert cli.main(command) == 0
    said = capsys.readouterr().out
    assert "nothing handed in (5): 1000001, 1000002, jmueller, wz2, zoë" in said
    assert "Graded 2, 1 of them before" in said
    assert {p.id: p.first_name for p in of_gradebook(course)}["alovelace"] == "Ada"
    list(forget(course, "alovelace"))
    left = [p for p in course.root.rglob("*") if p.is_file() and (b"lovelace" in p.read_bytes() or b"Lovelase" in p.read_bytes())]  # fmt: skip
    assert left == []
    outcome, _ = graded(course)
    assert outcome.missing == ["1000001", "1000002", "jmueller", "wz2", "zoë"]


def test_what_is_wrong_with_a_roster_is_told_with_its_place(tmp_path: Path) -> None:
    for text, words in (
        ("name\nada\n", "has no column 'id'"),
        ("id,email\nada,\n,b@a.example\n", "line 3: the column id is empty"),
        ("id\nada\nada\n", "line 3: ada stands there twice"),
        ("id\n<ada>\n", "line 2: The folder's name holds <"),
        ("id\n", "names nobody"),
    ):
        with pytest.raises(GraderError, match=words):
            people(tmp_path, text)
    with pytest.raises(GraderError, match="There is no file"):
        read_roster(tmp_path / "nothing.csv")


def test_names_of_several_notebooks_beside_a_learner_s() -> None:
    both = ("p1", "p10")
    for name, student, notebook in (
        ("dora_p1", "dora", "p1"),
        ("p10 dora", "dora", "p10"),
        ("dora_p1 (2)", "dora", "p1"),
        ("ap1", "ap1", ""),
        ("p1-1", "", "p1"),
    ):
        upload = upload_of(name, "ps", notebooks=both)
        assert (upload.student, upload.rest) == (student, notebook)
    assert [notebook_of(name, both) for name in ("P1-2", "p10 (1)", "mine")] == ["p1", "p10", "mine"]
