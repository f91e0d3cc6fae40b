"""Groups: one hand-in counts for all members; what a member brings besides is asked about, and nobody's mark is a guess."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from test_class import boxed  # noqa: F401
from test_several import course_of, released, solved
from test_teacher import due, graded

from boxgrader.errors import GraderError
from boxgrader.intake.collect import collect
from boxgrader.intake.groups import form, plan, read_groups
from boxgrader.marks.course import Course
from boxgrader.marks.forget import forget
from boxgrader.marks.key import make_key
from boxgrader.marks.read import read_class
from boxgrader.marks.rubric import essays
from boxgrader.pages.export import write_exports
from boxgrader.pages.feedback import write_feedback
from boxgrader.pages.report import write_report
from boxgrader.run import cli
from boxgrader.run.grade import from_tests
from toyclass import classroom as make
from toyclass.classroom import FULL, LESSON, rows

pytestmark = pytest.mark.notebook
WRONG = "def area(width, height):\n    return 2 * width * height"
LEFT = FULL - sum(make.SCORES[task] for task in ("toy-area", "toy-volume"))


def a_course(
    folder: Path, more: str = "", groups: str = "team-1,ada\nteam-1,ben\nteam-2,cleo\nteam-2,dan\n"
) -> Course:
    course = make.make_course(folder, more=f"c.BoxGrader.sealed = True\n{more}")
    (folder / "groups.csv").write_text(f"group,learner\n{groups}")
    return course


def points(course: Course) -> dict[str, float]:
    """What each learner's tests gave, as it stands in the gradebook."""
    found: dict[str, float] = {}
    for name, _, auto, *_ in rows(course)["grades"]:
        found[name] = found.get(name, 0) + (auto or 0)
    return found


def answer_form(path: Path, answers: dict[str, str]) -> None:
    """Fill in the form as a teacher does."""
    text = path.read_text()
    lines = list(csv.DictReader(text.splitlines(), delimiter=";" if ";" in text.partition("\n")[0] else ","))
    column = "counts" if "counts" in lines[0] else "who"
    who = "learner" if column == "counts" else "came"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]), delimiter=";")  # as a German Excel
        writer.writeheader()
        writer.writerows(line | {column: answers.get(line[who], "")} for line in lines)


def test_one_hand_in_counts_for_all_members(boxed: None, tmp_path: Path) -> None:  # noqa: F811
    """By the group's name, by one member's, by copies of one file; with late days of each member's own."""
    course = a_course(tmp_path, "c.LateSubmissionPlugin.penalty_method = 'zero'", "team-1,ada\nteam-1,ben\nteam-2,cleo\nteam-2,dan\nteam-3,eva\nteam-3,fay\n")  # fmt: skip
    place = make.hand_in(course, "team-1", make.perfect())
    (place / "timestamp.txt").write_text("2026-11-20T13:00+01:00")
    make.hand_in(course, "dan", make.but("toy-area", WRONG))
    for name in ("eva", "fay", "gus"):
        make.hand_in(course, name, make.exercise())
    make_key(course, LESSON)
    due(course, datetime(2026, 11, 20, 11))
    from nbgrader.api import Gradebook

    with Gradebook(course.db_url, course.directory.course_id) as book:
        for name in ("ada", "ben", "cleo"):
            book.add_student(name)
        book.add_submission(LESSON, "ben").extension = timedelta(hours=2)
        book.db.commit()
    outcome, said = graded(course)
    assert points(course) == {
        "ada": FULL,
        "ben": FULL,
        "cleo": LEFT,
        "dan": LEFT,
        "eva": 0,
        "fay": 0,
        "gus": 0,
    }
    assert outcome.late == {"ada": f"late penalty {FULL:g} points"}, "ben had more time"
    assert outcome.missing == []
    assert outcome.asked == []
    assert "Graded 7; to look at 0; not graded 0." in said
    assert {name for name, *_ in rows(course)["late"]} == set(points(course)), "no group is a learner"
    assert outcome.results["cleo"].handed_in == "dan"
    assert graded(course)[0].before == set(points(course))
    written, refused = write_feedback(course, LESSON, None)
    assert ({p.parents[1].name for p in written}, refused) == (set(points(course)), [])
    page = course.folder("feedback", "cleo", LESSON) / f"{LESSON}.html"
    assert "Feedback for cleo, on what was handed in for the group" in page.read_text()
    paths, _ = write_exports(course, LESSON, provisional=True)
    canvas = {row["Student"]: row[LESSON] for row in csv.DictReader(paths[1].read_text().splitlines())}
    assert {"ada", "ben", "cleo", "dan", "eva", "fay", "gus"} <= canvas.keys()
    assert (canvas["ada"], canvas["ben"]) == ("0", f"{FULL:g}")
    assert "cleo and dan" not in write_report(course, LESSON).read_text(), (
        "one work is not two that are alike"
    )


def test_a_member_s_own_work_is_asked_about_and_not_guessed(boxed: None, tmp_path: Path) -> None:  # noqa: F811
    course = a_course(tmp_path)
    make.hand_in(course, "team-1", make.perfect())
    make.hand_in(course, "ada", make.but("toy-area", WRONG))
    make.hand_in(course, "cleo", make.exercise())
    make.hand_in(course, "dan", make.perfect())
    outcome, said = graded(course)
    assert points(course) == {"ben": FULL}, "of ben there is no doubt"
    assert [(d.group, d.learner) for d in outcome.asked] == [
        ("team-1", "ada"),
        ("team-2", "cleo"),
        ("team-2", "dan"),
    ]
    assert "Not graded before you say which hand-in counts (3)" in said
    assert "ada          team-1: team-1, ada" in said
    path = form(course, LESSON)
    answer_form(path, {"ada": "ada", "cleo": "eva"})
    with pytest.raises(GraderError, match=r"groups.csv, line 3: eva is none of what was handed in"):
        graded(course)
    answer_form(path, {"ada": "ada", "cleo": "dan"})
    outcome, _ = graded(course)
    assert points(course) == {"ada": LEFT, "ben": FULL, "cleo": FULL}
    assert [d.learner for d in outcome.asked] == ["dan"]
    answer_form(path, {"dan": "dan"})
    assert graded(course)[0].asked == []
    assert points(course) == {"ada": LEFT, "ben": FULL, "cleo": FULL, "dan": FULL}
    assert not path.exists()
    graded(course, again=True)
    assert points(course)["ada"] == LEFT, "the answers are remembered"


def test_an_essay_is_read_once_for_a_group(
    boxed: None,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from nbgrader.api import Gradebook

    course = a_course(tmp_path)
    make.hand_in(course, "team-1", make.perfect())
    make.hand_in(course, "dan", make.perfect())
    graded(course)
    assert list(essays(read_class(course, LESSON))) == [("ada", "toy-essay"), ("cleo", "toy-essay")]
    with Gradebook(course.db_url, course.directory.course_id) as book:
        essay = book.find_grade("toy-essay", LESSON, LESSON, "ben")
        essay.manual_score, essay.needs_manual_grade = 3, False
        book.find_comment("toy-essay", LESSON, LESSON, "ben").manual_comment = "Well argued."
        book.db.commit()
    assert cli.main(["export", LESSON, "--course", str(tmp_path)]) == 0
    assert "toy-essay: what ben got counts for ada of the same group." in capsys.readouterr().out
    whole = read_class(course, LESSON)
    assert {n: s.score for n, s in whole.students.items()} == {
        "ada": FULL + 3,
        "ben": FULL + 3,
        "cleo": FULL,
        "dan": FULL,
    }
    assert whole.students["ada"].comments["toy-essay"] == "Well argued."
    assert whole.students["cleo"].waiting == ["toy-essay"]
    with Gradebook(course.db_url, course.directory.course_id) as book:
        book.find_grade(
            "toy-essay", LESSON, LESSON, "ada"
        ).manual_score = 1  # somebody did less than the others
        book.db.commit()
    graded(course, again=True)
    assert {n: read_class(course, LESSON).students[n].score for n in ("ada", "ben")} == {
        "ada": FULL + 1,
        "ben": FULL + 3,
    }


def test_a_member_who_is_forgotten_leaves_the_group_its_work(boxed: None, tmp_path: Path) -> None:  # noqa: F811
    course = a_course(tmp_path, groups="team-1,ada-lovelace\nteam-1,ben\nteam-2,cleo\nteam-2,dan\n")
    make.hand_in(course, "ada-lovelace", make.perfect())
    for name in ("cleo", "dan"):
        make.hand_in(
            course, name, make.changed(lambda nb: nb, make.exercise() if name == "dan" else make.perfect())
        )
    graded(course)
    answer_form(form(course, LESSON), {"cleo": "cleo", "dan": "cleo"})
    graded(course)
    write_feedback(course, LESSON, None)
    list(forget(course, "ada-lovelace"))
    left = [
        p
        for p in tmp_path.rglob("*")
        if "lovelace" in str(p) or (p.is_file() and b"lovelace" in p.read_bytes())
    ]
    assert left == []
    assert points(course) == {"ben": FULL, "cleo": FULL, "dan": FULL}
    outcome, _ = graded(course)
    assert outcome.before == {"ben", "cleo", "dan"}
    assert outcome.asked == [], "what was answered about others is still known"
    assert outcome.results["ben"].handed_in == "team-1"
    list(forget(course, "cleo"))
    assert points(course) == {"ben": FULL, "dan": FULL}
    assert graded(course)[0].results["dan"].failure == ""


def test_groups_and_several_notebooks(boxed: None, tmp_path: Path) -> None:  # noqa: F811
    course = course_of(tmp_path)
    (tmp_path / "groups.csv").write_text("group,learner\nteam,ada\nteam,ben\n")
    make.hand_in(course, "team", solved(course, "p1"), "p1.ipynb")
    make.hand_in(course, "team", released(course, "p3"), "p3.ipynb")
    outcome, said = graded(course)
    assert points(course) == {"ada": FULL, "ben": FULL}
    assert set(outcome.results) == {
        f"{name}/{part}" for name in ("ada", "ben") for part in ("p1", "p2", "p3")
    }
    assert said.count("p2.ipynb was not handed in") == 1, "once for the group"
    assert from_tests(outcome.results["ben/p1"]) == FULL
    assert len(write_feedback(course, LESSON, ["ben"])[0]) == 3


def test_platforms_bring_a_group_s_work(tmp_path: Path) -> None:
    """Moodle names a team's folder after the team, and adds the team's number."""
    course = a_course(tmp_path / "course", groups="Team 1,ada\nTeam 1,ben\n")
    for name in ("Team 1_55_assignsubmission_file_", "ada", "Benn"):
        (tmp_path / "inbox" / name).mkdir(parents=True)
        (tmp_path / "inbox" / name / f"{LESSON}.ipynb").write_bytes(name.encode())
    lines = collect(tmp_path / "inbox", course, LESSON)
    assert course.students(LESSON) == ["Benn", "Team 1", "ada"]
    assert "ada: nobody of the class" not in "".join(lines), "who is in a group is known"
    assert "Benn: nobody of the class is called so; taken as a new learner." in lines


def test_what_is_wrong_with_a_file_of_groups_is_told_with_its_place(tmp_path: Path) -> None:
    course = make.make_course(tmp_path)
    assert read_groups(course, LESSON) == {}
    for text, words in (
        ("group,student\na,b\n", "has no column 'learner'"),
        ("group,learner\na,\n", "line 2: a group and a learner"),
        ("group,learner\na,x\nb,x\n", "line 3: x is in a already"),
        ("group,learner\nx,x\n", "x is a group, and a learner of x"),
    ):
        (tmp_path / "groups.csv").write_text(text)
        with pytest.raises(GraderError, match=words):
            read_groups(course, LESSON)
    (tmp_path / "groups.csv").write_text(f"assignment;group;learner\n;a;x\n;a;y\n{LESSON};b;x\n")
    assert read_groups(course, LESSON) == {"b": ("x",)}, (
        "rows of the assignment count in place of the general ones"
    )
    assert read_groups(course, "other") == {"a": ("x", "y")}


@pytest.mark.parametrize(
    ("here", "content", "answers", "takes", "doubts"),
    [
        ([], {}, {}, {}, []),
        (["g"], {}, {}, {"g": ("x", "y", "z")}, []),
        (["y"], {}, {}, {"y": ("x", "y", "z")}, []),
        (["x", "y"], {"x": 1, "y": 1}, {}, {"x": ("x", "y", "z")}, []),
        (["x", "y"], {"x": 1, "y": 2}, {}, {}, ["x", "y", "z"]),
        (["g", "x", "y"], {"g": 1, "x": 1, "y": 2}, {}, {"g": ("x", "z")}, ["y"]),
        (["g", "y"], {"g": 1, "y": 2}, {"y": "g"}, {"g": ("x", "y", "z")}, []),
        (["g", "y"], {"g": 1, "y": 2}, {"y": "gone"}, {"g": ("x", "z")}, ["y"]),
    ],
)
def test_whose_work_counts(here: list[str], content: dict[str, int], answers: dict[str, str], takes: Any, doubts: list[str]) -> None:  # fmt: skip
    made = plan({"g": ("x", "y", "z")}, [*here, "alone"], lambda name: str(content[name]), answers)
    assert made.takes == takes | {"alone": ("alone",)}
    assert [d.learner for d in made.doubts] == doubts
