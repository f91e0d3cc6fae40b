"""Essays by criteria: sheets out and in, two markers, how far they agree, and what comes into the gradebook."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from test_class import sandbox_missing

from boxgrader.errors import GraderError
from boxgrader.marks.agreement import agreement, kappa, wilson
from boxgrader.marks.course import Course
from boxgrader.marks.rubric import Filled, agreements, header, read_sheet, sample, settle, write_sheet
from boxgrader.pages.feedback import write_feedback
from boxgrader.run import grade as run
from boxgrader.run.cli import main
from boxgrader.settings import Settings
from toyclass import classroom as make
from toyclass.classroom import LESSON

BOXES = {"Depth": 3.0, "Words": 1.0}
KNOWN = {(name, "toy-essay"): f"an essay by {name}" for name in ("007", "ada", "bob", "=1+1")}
CELL = "toy-essay"


def filled(*rows: tuple[str, float, float]) -> dict[tuple[str, str], Filled]:
    return {(who, CELL): Filled({"Depth": depth, "Words": words}) for who, depth, words in rows}


# --- agreement ---------------------------------------------------------------------------------------------------------


def by_the_table(a: list[int], b: list[int]) -> float:
    """Cohen's kappa with quadratic weights as it is defined: on the table of both markers' points."""
    levels = range(max(a + b) + 1)
    seen = {(i, j): sum(x == i and y == j for x, y in zip(a, b, strict=True)) for i in levels for j in levels}
    chance = {(i, j): a.count(i) * b.count(j) / len(a) for i in levels for j in levels}
    gap = lambda table: sum((i - j) ** 2 * n for (i, j), n in table.items())  # noqa: E731
    return 1 - gap(seen) / gap(chance)


def test_kappa_is_that_of_the_table() -> None:
    import numpy as np

    a, b = [1, 1, 2, 2, 3, 3, 1, 3], [1, 3, 2, 1, 3, 2, 1, 3]
    found = kappa(np.array(a), np.array(b))
    assert found == pytest.approx(0.5)  # a worked example of another library's handbook
    assert found == pytest.approx(by_the_table(a, b))
    skewed = [4, 4, 4, 3, 4, 0], [4, 4, 3, 4, 4, 1]
    assert kappa(*map(np.array, skewed)) == pytest.approx(by_the_table(*skewed))
    assert kappa(np.array([2, 2]), np.array([2, 2])) is None


def test_agreement_says_how_sure_it_is() -> None:
    a, b = [4, 4, 3, 2, 1, 0, 3, 2, 4, 1], [4, 3, 3, 2, 3, 0, 2, 2, 4, 1]
    found = agreement(a, b)
    assert (found.count, found.same, found.close) == (10, 0.7, 0.9)
    assert found.interval == pytest.approx((0.596, 0.982), abs=0.001)
    assert found.bias == pytest.approx(0.0)
    assert found.kappa is not None
    assert found.kappa_interval is not None
    low, high = found.kappa_interval
    assert low < found.kappa < high <= 1
    assert agreement(a, b) == found, "the same seed, the same figures"
    assert wilson(10, 10)[1] == 1.0
    assert wilson(10, 10)[0] == pytest.approx(0.722, abs=0.001)
    alike = agreement([2, 2, 2], [2, 2, 2])
    assert (alike.kappa, alike.kappa_interval) == (None, None)


def test_a_marker_who_is_milder_is_told() -> None:
    first, second = filled(("ada", 1, 0), ("bob", 2, 1)), filled(("ada", 2, 0), ("bob", 3, 1))
    found = agreements(BOXES, first, second, apart=1)
    assert {name: a.bias for name, a in found.items()} == {"Depth": 1, "Words": 0, "total": 1}
    assert agreements(BOXES, first, {}, apart=1) == {}


# --- what counts -------------------------------------------------------------------------------------------------------


def test_the_mean_counts_and_what_is_far_apart_waits_for_a_talk() -> None:
    first = filled(("ada", 3, 1), ("bob", 3, 1), ("007", 2, 1))
    second = filled(("ada", 2, 1), ("bob", 1, 1))
    settled = settle(first, second, {}, apart=1)
    assert settled["ada", CELL].points == {"Depth": 2.5, "Words": 1}
    assert (settled["bob", CELL].points, settled["bob", CELL].apart) == (None, ("Depth",))
    assert settled["007", CELL].points == {"Depth": 2, "Words": 1}, "the only marker's points"
    assert settle(first, second, filled(("bob", 2, 0)), apart=1)["bob", CELL].points == {
        "Depth": 2,
        "Words": 0,
    }
    assert settle(first, second, {}, apart=2)["bob", CELL].points == {"Depth": 2, "Words": 1}


def test_a_sample_comes_from_all_thirds_and_again_by_its_seed() -> None:
    marked = filled(*((f"s{n:02d}", n // 10, 0) for n in range(30)))
    drawn = sample(marked, 6, seed=5)
    assert drawn == sample(dict(reversed(marked.items())), 6, seed=5)
    assert sorted(marked[essay].total for essay in drawn) == [0, 0, 1, 1, 2, 2]
    assert drawn != sample(marked, 6, seed=6)
    assert sample(marked, 99, seed=1) == sorted(marked)


# --- sheets ------------------------------------------------------------------------------------------------------------


def fill(path: Path, points: dict[str, list[str]], mark: str = ",", encoding: str = "utf-8") -> Path:
    """What a marker's spreadsheet does with a sheet."""
    lines = list(csv.reader(path.read_text().splitlines(), delimiter=","))
    for line in lines[1:]:
        given = points.get(line[0], [])
        line[2 : 2 + len(given)] = given
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=mark).writerows(lines)
    return path


def test_a_sheet_goes_out_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "anna.csv"
    write_sheet(path, BOXES, KNOWN)
    assert (
        path.read_text().splitlines()[0] == "student,cell,Depth (0 to 3),Words (0 to 1),comment,words,essay"
    )
    assert "'=1+1" in path.read_text(), "no spreadsheet runs a name"
    assert read_sheet(path, BOXES, KNOWN) == {}, "nothing is marked yet"
    with pytest.raises(GraderError, match="somebody's marks"):
        write_sheet(path, BOXES, KNOWN)
    fill(path, {"ada": ["2,5", "1", "well said"], "'=1+1": ["3", "0"]}, mark=";", encoding="utf-8-sig")
    found = read_sheet(path, BOXES, KNOWN)
    assert found["ada", CELL] == Filled({"Depth": 2.5, "Words": 1}, "well said")
    assert found["=1+1", CELL].total == 3
    path.write_text(path.read_text(encoding="utf-8-sig").replace("007;toy-essay;;", "7;toy-essay;1;1"))
    assert read_sheet(path, BOXES, KNOWN)["007", CELL].total == 2, "a spreadsheet dropped the zeros"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("ada,toy-essay,,", "ada,toy-essay,4,1", "line 3, Depth: '4' is no number from 0 to 3"),
        ("ada,toy-essay,,", "ada,toy-essay,nan,1", "'nan' is no number"),
        ("ada,toy-essay,,", "ada,toy-essay,-1,1", "'-1' is no number"),
        ("ada,toy-essay,,", "ada,toy-essay,2,", "line 3, Words: the box is empty"),
        ("ada,toy-essay,,", "eve,toy-essay,2,1", "no essay toy-essay of eve"),
        ("bob,toy-essay,,", "ada,toy-essay,2,1\nada,toy-essay,2,1", "ada stands there twice"),
        ("Depth (0 to 3)", "Depth", "no column 'Depth "),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(tmp_path: Path, old: str, new: str, words: str) -> None:
    path = tmp_path / "anna.csv"
    write_sheet(path, BOXES, KNOWN)
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.raises(GraderError) as refused:
        read_sheet(path, BOXES, KNOWN)
    assert words in str(refused.value)


def test_a_file_in_another_encoding_and_an_endless_essay(tmp_path: Path) -> None:
    path = tmp_path / "anna.csv"
    write_sheet(path, BOXES, {("ada", CELL): "x" * 200_000})
    assert read_sheet(path, BOXES, {("ada", CELL): ""}) == {}, "a cell that Python and Excel can read"
    path.write_bytes(path.read_bytes().replace(b"student", "Schüler".encode("latin-1")))
    with pytest.raises(GraderError, match="is not UTF-8"):
        read_sheet(path, BOXES, KNOWN)


# --- the command -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    if why := sandbox_missing():
        pytest.skip(why)
    course = make.make_course(tmp_path_factory.mktemp("rubric"))
    for name in ("ada", "bob", "cem"):
        make.hand_in(course, name, make.perfect())
    make.hand_in(course, "dora", make.exercise())
    run.grade(course, LESSON, jobs=2, say=lambda _: None)
    return course


@pytest.mark.notebook
def test_two_markers_and_a_talk(graded: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    anna, ben, talk = (str(tmp_path / f"{name}.csv") for name in ("anna", "ben", "talk"))

    def types(*words: str) -> str:
        code = main(["rubric", LESSON, "--course", str(graded.root), *words])
        said = capsys.readouterr()
        return (said.out + said.err) if code == 0 else f"refused: {said.err}"

    assert "refused: Name the sheets" in types()
    assert "3 essays" in types("--sheet", anna), "who wrote nothing has nothing to mark"
    assert "refused" in types("--sheet", anna)
    fill(Path(anna), {"ada": ["3", "1"], "bob": ["3", "1", "clear"], "cem": ["0", "0"]})
    assert "by the seed 4" in types("--first", anna, "--sheet", ben, "--sample", "2", "--seed", "4")
    assert "refused: There is no file" in types("--first", anna, "--second", talk)
    Path(ben).unlink()
    types("--sheet", ben)
    fill(Path(ben), {"ada": ["2", "1"], "bob": ["1", "1", "not deep"]})
    said = types("--first", anna, "--second", ben)
    assert "Marked by both: 2 of 3." in said
    assert "bob, toy-essay: Depth 3 and 1" in said
    assert "2 settled, 1 to talk about, 0 not marked" in said
    types("--first", anna, "--second", ben, "--sheet", talk)
    fill(Path(talk), {"bob": ["2", "1", "clear, not deep"]})
    assert "In the gradebook: 3; 0 of them had other points before." in types(
        "--first", anna, "--second", ben, "--agreed", talk, "--write"
    )
    marks = {row[0]: row[3:6] for row in make.rows(graded)["grades"] if row[1] == CELL}
    assert {who: marks[who][0] for who in ("ada", "bob", "cem")} == {"ada": 3.5, "bob": 3, "cem": 0}
    assert not any(waits for *_, waits in marks.values())
    write_feedback(graded, LESSON, ["bob"])
    page = (graded.folder("feedback", "bob", LESSON) / f"{LESSON}.html").read_text()
    assert "Depth 2 of 3, Words 1 of 1." in page
    assert "clear, not deep" in page
    assert "1 of them had other points before" in types("--first", ben, "--agreed", talk, "--write")


@pytest.mark.notebook
def test_boxes_that_do_not_fit_the_essay_are_refused(graded: Course) -> None:
    from dataclasses import replace

    from boxgrader.marks.read import read_class
    from boxgrader.marks.rubric import rubric_of

    whole, course = read_class(graded, LESSON), Course(graded.root)
    assert rubric_of(course, whole) == BOXES
    assert Settings.of(json.loads(course.settings.json())) == course.settings
    course.settings = replace(course.settings, rubric=(("*", (("Depth", 3),)),))
    with pytest.raises(GraderError, match=r"gives 4 points, and the boxes .* together 3"):
        rubric_of(course, whole)
    course.settings = replace(course.settings, rubric=())
    with pytest.raises(GraderError, match="no boxes for the essays of 00-toy"):
        rubric_of(course, whole)
    with pytest.raises(GraderError, match="points where the name of an assignment"):
        Settings.of({"rubric": {"Depth": 3}})
    assert header(BOXES)[:3] == ["student", "cell", "Depth (0 to 3)"]
