"""What becomes of marks: scores, exports, the report and what a submission is put right by; nothing is run here."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
import sqlite3
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest

from boxgrader import checks
from boxgrader.errors import GraderError
from boxgrader.intake import repair as mend
from boxgrader.intake.look import NO_NAME, name_problem
from boxgrader.intake.scan import scan
from boxgrader.marks import gradebook, worker
from boxgrader.marks.key import Key, KeyCell, ReleasedCell
from boxgrader.marks.read import CellMark, Class, Student
from boxgrader.marks.sanitise import Room, safe_data
from boxgrader.marks.worker import Graded, Mark
from boxgrader.pages import export, feedback, report
from boxgrader.pages.redact import hide
from toyclass import toy

SECRET = re.compile(r"### BEGIN (HIDDEN TESTS|MARK SCHEME).*?### END \1\n?", re.DOTALL)
ANSWER = re.compile(r"    ### BEGIN SOLUTION.*?### END SOLUTION", re.DOTALL)


def toy_key() -> Key:
    """The key of the toy exercise, as nbgrader would make it."""
    cells, released = [], []
    for cell in toy.solution().cells:
        meta = dict(cell.metadata.get("nbgrader", {}))
        name = str(meta.get("grade_id", ""))
        blank = ANSWER.sub("    raise NotImplementedError", SECRET.sub("", cell.source))
        released.append(ReleasedCell(cell.id, cell.cell_type, blank, name))
        if name:
            cells.append(
                KeyCell(
                    name, cell.cell_type, cell.source, "", bool(meta.get("locked")), meta.get("points"), meta
                )
            )
    return Key("00-start-here", {}, tuple(cells), tuple(released))


def handed_in(key: Key) -> Any:
    """The released exercise, untouched."""
    nb = toy.solution()
    for cell, released in zip(nb.cells, key.released, strict=True):
        cell.source = released.source
    return nb


def student(name: str, *scores: float, penalty: float = 0, waiting: bool = False, slip: str = "") -> Student:
    """A student with points for the six tests in their order, and an essay."""
    key = toy_key()
    cells, marks = {}, {}
    tests = [cell for cell in key.graded if cell.kind == "test"]
    for cell, score in zip(tests, scores, strict=True):
        cells[cell.name] = CellMark(score, float(cell.points or 0), False)
        marks[cell.name] = Mark(
            score,
            float(cell.points or 0),
            f"✗ {slip}" if slip and not score else "",
            slip if not score else "",
        )
    cells["toy-essay"] = CellMark(0.0, float(toy.ESSAY_POINTS), waiting)
    return Student(
        name, "Ann", "Lee", f"{name}@a.example", cells, penalty=penalty, record=Graded(name, "", marks=marks)
    )


def school(*students: Student) -> Class:
    return Class("00-start-here", toy_key(), {one.id: one for one in students})


def test_a_penalty_is_taken_off_and_leaves_nobody_below_zero() -> None:
    assert student("a", 1, 1, 1, 2, 1, 2, penalty=3).score == 5
    assert student("b", 1, 0, 0, 0, 0, 0, penalty=3).score == 0
    late = student("c", 1, 1, 1, 2, 1, 2, penalty=3)
    page = feedback.page(school(late), late)
    assert re.search(r"\b5 of 12 points", page), page[:600]


def test_who_could_not_be_graded_is_named() -> None:
    broken = Student("b", record=Graded("b", "", failure="No notebook."))
    whole = school(student("a", 1, 1, 1, 2, 1, 2), broken)
    assert whole.failed == [broken]
    assert [one.id for one in whole.graded] == ["a"]


def test_exports_leave_an_unread_essay_open_and_count_what_is_complete() -> None:
    unread, read = student("a", 1, 1, 1, 2, 1, 0, waiting=True), student("b", 1, 1, 1, 2, 1, 0)
    whole = school(unread, read)
    *_, first, second = csv.reader(io.StringIO(export.canvas_csv(whole, False)))
    assert (first[0], first[-1], second[-1]) == ("Lee, Ann", "", "6")
    assert next(reversed(list(csv.reader(io.StringIO(export.canvas_csv(whole, True))))))[-1] == "6"
    *_, first, second = csv.reader(io.StringIO(export.moodle_csv(whole, False)))
    assert (first[:2], first[4]) == (["Ann", "Lee"], "")
    assert first[5] == "5 of 7 parts complete. Essay not marked yet."


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_spreadsheet_runs_nothing(sign: str) -> None:
    one = student("a", 1, 1, 1, 2, 1, 2)
    one.first_name = f"{sign}cmd"
    assert f"'{sign}cmd" in export.moodle_csv(school(one), True)


def test_the_report_tells_the_middle_the_hard_tests_and_the_common_slip(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: dict[str, Any] = {}
    monkeypatch.setattr(report, "render", lambda name, **words: said.update(words) or "")
    monkeypatch.setattr(report, "_path", lambda *_: "")
    whole = school(
        student("a", 1, 0, 0, 0, 0, 0, slip="You added."), student("b", 1, 0, 1, 0, 0, 0, slip="You added."),
        student("c", 1, 0, 1, 2, 1, 2, slip="A rare one."),
    )  # fmt: skip
    report.page(None, whole, None)  # type: ignore[arg-type]
    assert said["median"] == 2
    first, second, third, *_ = report.items(whole)
    assert (first.words, second.difficulty) == ("all alike", 0)
    assert third.difficulty == pytest.approx(2 / 3)
    assert third.words.startswith("middling")
    assert third.discrimination == pytest.approx(
        0.5, abs=0.01
    )  # with the points of all *other* tests: 1, 1, 6
    easy, hard = (report.Item("t", "t", False, 1, share, 0.5).words for share in (0.9, 0.1))
    assert (easy.split(";")[0], hard.split(";")[0]) == ("easy", "hard")
    rows = report.slips(whole)["toy-area"]
    assert [(words, count) for words, count, _ in rows] == [("You added.", 2), ("A rare one.", 1)]


def test_a_page_that_would_show_a_hidden_line_is_refused() -> None:
    key, one = toy_key(), student("a", 1, 1, 1, 2, 1, 2)
    line = max(key.hidden_lines, key=len)
    from html import escape

    assert feedback._checked("<p>fine</p>", key, one) == "<p>fine</p>"
    with pytest.raises(GraderError, match="hidden test or a mark scheme"):
        feedback._checked(f"<p>{escape(line)}</p>", key, one)


def test_hidden_tests_and_schemes_leave_a_graded_notebook() -> None:
    nb = toy.solution()
    hide(nb)
    text = nbformat.writes(nb)
    assert "BEGIN" not in re.sub("BEGIN SOLUTION", "", text)
    assert "a larger rectangle" not in text
    assert "third dimension" not in text


@pytest.mark.parametrize("tool", checks.__all__)
def test_an_own_tool_is_noticed(tool: str) -> None:
    if tool != "NotYet":
        assert scan([("cell 1", f"def {tool}(*a, **k): return 1")]) == [
            f"replaces the tests' tools (cell 1: def {tool})"
        ]
        assert scan([("cell 1", f"{tool} = print")])


def test_code_that_starts_processes_is_noticed_and_a_comment_is_not() -> None:
    for code in ("os.system('id')", "subprocess.run(['id'])", "os.kill(1, 9)", "os.fork()"):
        assert scan([("cell 1", f"import os\n{code}")]), code
    assert scan([("cell 1", "x = 1  # os.system and __eq__ and check = 1")]) == []
    assert scan([("cell 1", 'def f():\n    """Uses subprocess."""\n    return 1')]) == []


@pytest.mark.parametrize("sign", ["<", ">", '"', "`", "\\", ";", "=", "%", "?", "#", "\x07"])
def test_a_name_that_a_page_cannot_show_is_refused(sign: str) -> None:
    assert NO_NAME.search(sign)
    assert name_problem(f"ann{sign}lee")
    assert not name_problem("Ann Lée-O'Neil_12")


def test_settings_are_the_teacher_s() -> None:
    key = toy_key()
    nb = handed_in(key)
    cell = next(c for c in nb.cells if mend.name_of(c) == "toy-area-visible")
    cell.metadata["nbgrader"]["points"] = 100
    notes = mend.mend(nb, key)
    assert cell.metadata["nbgrader"]["points"] == 1
    assert any("were put back: toy-area-visible" in note for note in notes)


def test_a_deleted_test_comes_back_in_its_place() -> None:
    key = toy_key()
    nb = handed_in(key)
    order = [mend.name_of(c) for c in nb.cells if mend.name_of(c)]
    nb.cells = [c for c in nb.cells if mend.name_of(c) != "toy-area-hidden"]
    notes = mend.mend(nb, key)
    assert [mend.name_of(c) for c in nb.cells if mend.name_of(c)] == order
    assert any("Deleted test cells were put back: toy-area-hidden" in note for note in notes)


def test_of_a_copied_essay_the_written_one_counts() -> None:
    key = toy_key()
    nb = handed_in(key)
    at = next(i for i, c in enumerate(nb.cells) if mend.name_of(c) == "toy-essay")
    blank = nbformat.from_dict(dict(nb.cells[at]))
    blank.metadata = nbformat.from_dict({"nbgrader": dict(nb.cells[at].metadata["nbgrader"])})
    blank["id"] = "copy"
    nb.cells[at].source = "Depth is left out."
    nb.cells.insert(at + 1, blank)
    mend.mend(nb, key)
    assert [c.source for c in nb.cells if mend.name_of(c) == "toy-essay"] == ["Depth is left out."]


@pytest.mark.skipif(os.name == "nt", reason="the sandbox is Linux's")
@pytest.mark.parametrize("tool", checks.__all__)
def test_a_learner_s_own_tool_is_put_back_before_a_test(tool: str) -> None:
    from boxgrader.box.keeper import Guard

    lists: dict[str, list[Any]] = {"cleanup_transforms": [], "line_transforms": [], "token_transformers": []}
    shell = SimpleNamespace(
        input_transformer_manager=SimpleNamespace(**lists), ast_transformers=[], input_transformers_post=[],
        custom_exceptions=(), user_ns={tool: print},
    )  # fmt: skip
    guard = Guard(shell)
    assert guard.restore("other(1)") == []
    assert guard.restore(f"{tool}(1)") == [tool]
    assert shell.user_ns[tool] is getattr(checks, tool)


def test_a_test_with_hidden_tests_is_hidden() -> None:
    key = toy_key()
    assert [worker._is_hidden(f"toy-area-{kind}", key) for kind in ("visible", "hidden")] == [False, True]


def test_html_of_a_learner_is_cleaned_and_told() -> None:
    kept, fine = safe_data({"text/html": "<b>x</b><script>alert(1)</script>", "text/plain": "x"}, Room())
    assert not fine
    assert "<b>x</b>" in kept["text/html"]
    assert "alert" not in kept["text/html"]
    assert safe_data({"text/html": "<b>x</b>"}, Room()) == ({"text/html": "<b>x</b>"}, True)


def test_the_newest_copies_of_the_gradebook_are_kept(tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "gradebook.db")) as book:
        book.execute("create table grade (score)")
    folder = tmp_path / "backups"
    folder.mkdir()
    for number in range(gradebook.KEPT_BACKUPS):
        old = folder / f"gradebook-200001{number + 1:02}-000000.db"
        old.write_text("")
        os.utime(old, (number, number))
    made = gradebook.backup(SimpleNamespace(database=tmp_path / "gradebook.db"))  # type: ignore[arg-type]
    left = sorted(folder.glob("gradebook-*.db"))
    assert made == left[-1]
    assert len(left) == gradebook.KEPT_BACKUPS
    assert left[0].name == "gradebook-20000102-000000.db"
