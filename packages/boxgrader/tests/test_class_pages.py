"""Feedback, report and exports: they teach, they leak nothing, and they ask no network."""

from __future__ import annotations

import csv
import re
import sqlite3
from html import unescape
from pathlib import Path

import pytest
from test_class import sandbox_missing

from boxgrader.errors import GraderError
from boxgrader.marks.course import Course, in_folder, silent
from boxgrader.marks.key import make_key
from boxgrader.marks.read import read_class
from boxgrader.outcome import told
from boxgrader.pages import export, feedback, report
from boxgrader.pages.similarity import similar
from boxgrader.run import grade as run
from toyclass import classroom as make
from toyclass.classroom import LESSON

browser = pytest.importorskip("tests.support.browser", reason="only in the checkout of the course")
pytestmark = pytest.mark.notebook

LONG = (
    "The rule of October 2023 counts performance density on the area of one die. I would add that where two dies share a "
    "package the sum of both areas and both rates counts, since a maker can otherwise split a chip. Makers abroad pay. "
)
COPIED = """def longest(words):
    # look at one word after the other
    found = None
    for number, word in enumerate(words):
        if found is None:
            found = word
        elif len(word) > len(found) and number > 0:
            found = word
    if found is None:
        raise ValueError('no words at all')
    return found
"""
COPIED_TOO = """def volume(width, height, depth):
    missing = depth is None or depth != depth
    if missing:
        answer = None
    elif depth < 0:
        raise ValueError('a depth above zero is needed here')
    else:
        answer = area(width, height) * depth
    return answer
"""
MEMBERS = ("leaky", "tells-kind", "script", "reads", "broken", "ann", "bob")
RANDOM = 12


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    if why := sandbox_missing():
        pytest.skip(why)
    course = make.make_course(tmp_path_factory.mktemp("pages"), seconds=5)
    make.random_class(course, RANDOM, seed=11)
    leaky = "def area(width, height):\n    raise ValueError(f'got {width} and {height}')"
    make.hand_in(course, "leaky", make.but("toy-area", leaky))
    make.hand_in(
        course,
        "tells-kind",
        make.but("toy-area", "def area(width, height):\n    return f'{width};{height}'"),
    )
    make.hand_in(course, "script", make.changed(lambda nb: setattr(make.cell_of(nb, "toy-essay"), "source", "<script>alert(1)</script> <b>bold</b>")))  # fmt: skip
    reads = "print([line for line in In])\nraise RuntimeError(In)"
    make.hand_in(course, "reads", make.changed(lambda nb: make.extra(nb, reads, len(nb.cells))))
    make.hand_in(course, "broken", b'{"cells": [')
    for name, essay in (("ann", LONG), ("bob", LONG.replace("I would add", "One could add"))):
        nb = make.answer(make.answer(make.perfect(), "toy-longest", COPIED), "toy-volume", COPIED_TOO)
        if name == "bob":
            make.answer(
                nb,
                "toy-longest",
                COPIED.replace("found", "best").replace("# look at one word after the other", "# search"),
            )
        make.cell_of(nb, "toy-essay").source = essay
        make.hand_in(course, name, nb)
    run.grade(course, LESSON, jobs=2, say=lambda _: None)
    return course


def page(course: Course, student: str) -> str:
    return (course.folder("feedback", student, LESSON) / f"{LESSON}.html").read_text()


def test_every_student_gets_a_page_without_secrets(course: Course) -> None:
    written, refused = feedback.write_feedback(course, LESSON)
    assert (len(written), refused) == (RANDOM + len(MEMBERS), [])
    secret = make_key(course, LESSON).hidden_lines
    assert len(secret) >= make.CELLS - 4
    for path in written:
        text = unescape(path.read_text())
        assert not [line for line in secret if line in text], path
        for word in ("HIDDEN TESTS", "MARK SCHEME", "Traceback", "&lt;lambda&gt;", str(course.root)):
            assert word not in text, (path, word)
        assert "://" not in text
        assert not re.search(r"<script|src=|href=|url\(", path.read_text())


def test_inputs_of_hidden_tests_do_not_come_back_in_messages(course: Course) -> None:
    feedback.write_feedback(course, LESSON, ["leaky", "tells-kind"])
    for student in ("leaky", "tells-kind"):
        text = page(course, student)
        assert "148" not in text, "a value of the hidden test"
        assert "Hidden test: 0 of 1" in text
    assert "got 3 and 4" in page(course, "leaky"), "the visible test shows all"


def test_messages_teach_and_every_task_has_its_points(course: Course) -> None:
    feedback.write_feedback(course, LESSON, ["leaky"])
    text = page(course, "leaky")
    assert make.toy.TASKS["toy-area"][0] in text
    assert f"0 of {make.SCORES['toy-area']:g}" in text
    assert text.count("Likely slip") >= 1
    assert f"{make.lost('toy-area', 'toy-volume'):g} of {make.FULL:g} points from the tests" in text
    broken = page(course, "broken")
    assert "could not be graded" in broken
    assert "hand in that file" in broken


def test_what_learners_write_is_never_run_as_html(course: Course) -> None:
    feedback.write_feedback(course, LESSON, ["script"])
    assert "&lt;script&gt;alert(1)" in page(course, "script")


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("✗ x: f returned 3, expected 4\n  Likely slip: s", "✗ x: your function returned another value\n  Likely slip: s"),
        ("✗ x: f stopped with KeyError: 'secret'", "✗ x: your function stopped with KeyError"),
        ("✗ x: f returned a text, '148', where a number is asked", "✗ x: your function returned another kind of value than is asked"),
        ("✗ x: f returned nothing (None)\n  Reread: y", "✗ x: your function returned nothing (None)\n  Reread: y"),
        ("✗ NameError: name 'f' is not defined", "✗ A hidden test stopped with NameError: name 'f' is not defined"),
        ("✗ ValueError: 148", "✗ A hidden test stopped with ValueError"),
        ("148 is wrong", "✗ Not all of the hidden tests hold yet."),
        ("✗ a: f returned 1\n  Likely slip: s\n✗ b: g stopped with E: 2", "✗ a: your function returned another value\n  Likely slip: s\n✗ b: your function stopped with E"),
        ("", ""),
    ],
)  # fmt: skip
def test_hidden_messages(message: str, expected: str) -> None:
    assert told(message, hidden=True) == expected
    assert told(message, hidden=False) == message


@pytest.mark.slow
def test_nbgrader_s_own_feedback_leaks_nothing_either(course: Course) -> None:
    with in_folder(course.root), silent():
        made = course.api(feedback_directory="own-feedback").generate_feedback(LESSON, "reads")
    assert made["success"], made.get("error")
    text = unescape((course.root / "own-feedback" / "reads" / LESSON / f"{LESSON}.html").read_text())
    for line in make_key(course, LESSON).hidden_lines:
        assert line not in text, line
    assert "left out" in text


def test_a_person_s_marks_and_comments_reach_the_page_and_the_exports(course: Course) -> None:
    paths, empty = export.write_exports(course, LESSON)
    canvas = {row[2]: row for row in csv.reader(paths[1].open())}
    assert canvas["SIS User ID"][-1] == LESSON
    assert canvas[""][-1] == f"{make.FULL + make.toy.ESSAY_POINTS:g}"
    assert canvas["ann"][-1] == "", "an essay that waits is no zero"
    assert empty == len([s for s in read_class(course, LESSON).graded if s.waiting])
    with sqlite3.connect(course.database or "") as book:
        (cell,) = book.execute(
            "select id from base_cell where name = 'toy-essay' and type = 'GradeCell'"
        ).fetchone()
        mine = "notebook_id in (select n.id from submitted_notebook n join submitted_assignment s on s.id = n.assignment_id where s.student_id = 'ann')"
        book.execute(
            f"update grade set manual_score = 3, needs_manual_grade = 0 where cell_id = ? and {mine}",
            (cell,),
        )
        (solution,) = book.execute(
            "select id from base_cell where name = 'toy-essay' and type = 'SolutionCell'"
        ).fetchone()
        book.execute(
            f"update comment set manual_comment = 'Name the paragraph.' where cell_id = ? and {mine}",
            (solution,),
        )
        book.execute(
            "update student set first_name = '=cmd()', last_name = 'Lee', email = 'a@example.org' where id = 'ann'"
        )
    paths, _ = export.write_exports(course, LESSON)
    canvas = {row[2]: row for row in csv.reader(paths[1].open())}
    moodle = {row[2]: row for row in csv.reader(paths[2].open())}
    stock = {row["student_id"]: row for row in csv.DictReader(paths[0].open())}
    assert canvas["ann"][0] == "Lee, =cmd()"
    assert canvas["ann"][-1] == moodle["ann"][-2] == f"{make.FULL + 3:g}"
    assert moodle["ann"][:2] == ["'=cmd()", "Lee"], "no formula for a spreadsheet"
    assert float(stock["ann"]["score"]) == make.FULL + 3
    feedback.write_feedback(course, LESSON, ["ann"])
    assert f"{make.FULL + 3:g} of {make.FULL + make.toy.ESSAY_POINTS:g} points" in page(course, "ann")
    assert "Name the paragraph." in page(course, "ann")
    provisional, none = export.write_exports(course, LESSON, provisional=True)
    assert none == 0
    assert all(row[-1] for row in csv.reader(provisional[1].open()))


def test_the_report_adds_up(course: Course) -> None:
    text = unescape(report.write_report(course, LESSON).read_text())
    whole = read_class(course, LESSON)
    bins, values, of = report.distribution(whole)
    assert sum(n for _, n in bins) == len(values) == RANDOM + len(MEMBERS) - 1
    assert of == make.FULL
    tests = {i.name: i for i in report.items(whole)}
    assert len(tests) == 2 * len(make.toy.TASKS)
    assert all(0 <= i.difficulty <= 1 for i in tests.values())
    assert "You multiplied by 2 once more" in text or "an area multiplies" in text
    assert "broken" in text
    assert "reads cells that have run" in text
    assert len(re.findall(r"<img[^>]* alt=", text)) == 2
    assert 'src="data:image/png' in text
    assert not re.search(r"<script|href=|https?://", text)


def test_discrimination_is_the_correlation_with_the_rest() -> None:
    assert report.correlation([0, 1, 1, 0], [1, 5, 6, 2]) == pytest.approx(0.97, abs=0.01)
    assert report.correlation([1, 1, 1], [1, 2, 3]) is None
    assert report.correlation([1, 2], [1, 2]) is None


@pytest.mark.parametrize("title", ["Task 1: area", "A question of your teacher's", "A very long title " * 9])
def test_no_name_of_a_test_is_cut_off_in_the_report(monkeypatch: pytest.MonkeyPatch, title: str) -> None:
    drawn = []
    monkeypatch.setattr(report, "picture", lambda fig, alt, width: drawn.append(fig))
    report._chart_items([report.Item("one", title, True, 1.0, 0.5, None)])
    (axes,) = drawn[0].axes
    assert all(label.get_window_extent().x0 >= 0 for label in axes.get_yticklabels())
    assert axes.get_position().width > 0.3


def test_likeness_that_is_rare_is_shown_and_common_likeness_is_not(course: Course) -> None:
    whole = read_class(course, LESSON)
    pairs = {
        (p.first, p.second): p
        for p in similar(whole.key, {s.id: s.record.answers for s in whole.graded if s.record})
    }
    pair = pairs.pop(("ann", "bob"))
    assert set(pair.cells) == {"toy-longest", "toy-volume", "toy-essay"}, (
        "renamed names and other comments hide nothing"
    )
    assert pair.alike > 0.9
    usual = {f"s{n}": {"toy-longest": COPIED, "toy-volume": COPIED_TOO} for n in range(20)}
    assert similar(whole.key, usual) == [], "what everybody writes is no hint"
    assert similar(whole.key, {"one": usual["s1"]}) == []


def test_nothing_graded_is_one_clear_line(tmp_path: Path) -> None:
    course = make.make_course(tmp_path)
    for action in (feedback.write_feedback, report.write_report, export.write_exports):
        with pytest.raises(GraderError, match=f"Nothing of {LESSON} has been graded"):
            action(course, LESSON)


@pytest.mark.browser
@pytest.mark.needs_npm
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_in_a_browser(course: Course, scheme: str) -> None:
    if not browser.chromium():
        pytest.skip("no Chromium here")

    written, _ = feedback.write_feedback(course, LESSON, ["leaky"])
    with browser.browser() as running:
        for path in (written[0], report.write_report(course, LESSON)):
            with (
                browser.served(path.parent) as address,
                browser.page(running, viewport={"width": 380, "height": 800}, color_scheme=scheme) as tab,
            ):
                tab.goto(f"{address}/{path.name}")
                assert (tab.escaped, tab.faults) == ([], [])
                assert tab.evaluate("document.documentElement.scrollWidth <= 380"), (
                    "no sideways scrolling on a phone"
                )
                assert browser.faults(tab) == []


def test_a_test_may_give_part_of_its_points_and_say_what_is_missing(tmp_path: Path) -> None:
    """``tally`` in the last line of a test: nbgrader takes the number, the learner's page shows the message."""
    if why := sandbox_missing():
        pytest.skip(why)
    course = make.make_course(tmp_path)
    wrong = "def volume(width, height, depth):\n    return 1001 if depth == 13 else area(width, height) * depth + (depth == 3)"
    make.hand_in(course, "ada", make.but("toy-volume", wrong))
    outcome = run.grade(course, LESSON, jobs=1, say=lambda _: None)
    assert outcome.results["ada"].marks["toy-volume-hidden"].auto == 1
    feedback.write_feedback(course, LESSON)
    text = page(course, "ada")
    assert f"2 of {make.SCORES['toy-volume']:g}" in text
    assert "a small box: your function returned another value" in text
    assert "Likely slip: Mind the depth." in text
