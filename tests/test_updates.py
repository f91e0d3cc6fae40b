"""An update never collides with learning: what was run, saved or edited blocks nothing, and nothing of it is lost."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.utils import compute_checksum

from ai_ambitions import cli
from ai_ambitions.core import notebooks
from ai_ambitions.core.course import course
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import EXERCISES, LESSONS
from ai_ambitions.practice import copies, exercises, update
from tests.test_exercises import filled

DAY = datetime.date(2026, 11, 29)
READY = [lesson.slug for lesson in course().ready]


def changed(path: Path, cell_id: str, source: str) -> None:
    nb = notebooks.read(path)
    next(cell for cell in nb.cells if cell.id == cell_id).source = source
    path.write_text(nbformat.writes(nb), encoding="utf-8")


# --- copies of lessons -------------------------------------------------------------------------------------------------


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course of one lesson, and its ``my-lessons/``."""
    (tmp_path / "lessons").mkdir()
    shutil.copy(LESSONS / "06-chip-ban.ipynb", tmp_path / "lessons")
    for module in (copies, update):
        monkeypatch.setattr(module, "MY_LESSONS", tmp_path / "my-lessons")
    monkeypatch.setattr(copies, "LESSONS", tmp_path / "lessons")
    monkeypatch.setattr(copies, "EXERCISES", tmp_path / "exercises")
    return tmp_path / "my-lessons" / "06-chip-ban.ipynb"


def test_a_copy_is_made_and_then_left_alone(mine: Path) -> None:
    assert copies.renew(DAY) == []
    made = notebooks.read(mine)
    original = notebooks.read(LESSONS / mine.name)
    assert [(c.id, c.source, c.get("outputs")) for c in made.cells] == [
        (c.id, c.source, c.get("outputs")) for c in original.cells
    ]
    changed(mine, made.cells[0].id, "# My own words")
    assert copies.renew(DAY) == []
    assert notebooks.read(mine).cells[0].source == "# My own words"


@pytest.mark.parametrize("edited", [False, True])
def test_a_copy_of_an_exercise_follows_the_edition_until_somebody_writes_into_it(
    mine: Path, monkeypatch: pytest.MonkeyPatch, edited: bool
) -> None:
    slug = "06-chip-ban"
    monkeypatch.setattr(copies, "MY_WORK", mine.parents[1] / "my-work")
    exercise, copy = (folder / slug / f"{slug}.ipynb" for folder in (copies.EXERCISES, copies.MY_WORK))
    shutil.copytree(EXERCISES / slug, exercise.parent)
    copies.renew(DAY)
    assert [c.source for c in notebooks.read(copy).cells] == [
        c.source for c in notebooks.read(exercise).cells
    ]
    if edited:
        changed(copy, "06-tpp", "mine = 1")
    changed(exercise, notebooks.read(exercise).cells[0].id, "Another head.")
    assert copies.renew(DAY) == []
    sources = [c.source for c in notebooks.read(copy).cells]
    assert (sources[0] == "Another head.") is not edited
    assert ("mine = 1" in sources) is edited
    assert [p.name for p in copy.parent.iterdir()] == [copy.name]


def new_edition(mine: Path) -> None:
    lesson = copies.LESSONS / mine.name
    changed(lesson, notebooks.read(lesson).cells[1].id, "A new paragraph.")


def test_a_copy_that_was_only_run_becomes_the_new_edition(mine: Path) -> None:
    copies.renew(DAY)
    nb = notebooks.read(mine)
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], 7
    mine.write_text(nbformat.writes(nb), encoding="utf-8")
    new_edition(mine)
    assert copies.renew(DAY) == []
    assert notebooks.read(mine).cells[1].source == "A new paragraph."
    assert [p.name for p in mine.parent.iterdir()] == [mine.name]


@pytest.mark.parametrize("again", [1, 3])
def test_an_edited_copy_is_kept_under_another_name(mine: Path, again: int) -> None:
    said = []
    for number in range(again):
        copies.renew(DAY)
        changed(mine, notebooks.read(mine).cells[0].id, f"# My words {number}")
        changed(copies.LESSONS / mine.name, notebooks.read(mine).cells[1].id, f"Paragraph {number}.")
        said += copies.renew(DAY)
    assert len(said) == again
    assert "had edited" in said[0]
    kept = sorted(p for p in mine.parent.iterdir() if p != mine)
    assert sorted(notebooks.read(p).cells[0].source for p in kept) == [
        f"# My words {n}" for n in range(again)
    ]
    assert str(DAY) in kept[0].name
    assert notebooks.read(mine).cells[1].source == f"Paragraph {again - 1}."


def test_a_copy_that_cannot_be_read_is_kept_too(mine: Path) -> None:
    copies.renew(DAY)
    mine.write_text("half a noteb")
    assert len(copies.renew(DAY)) == 1
    assert "half a noteb" in [p.read_text() for p in mine.parent.iterdir()]
    notebooks.read(mine)


def test_a_cell_added_at_the_end_counts_as_edited(mine: Path) -> None:
    from nbformat.v4 import new_code_cell

    copies.renew(DAY)
    nb = notebooks.read(mine)
    nb.cells.append(new_code_cell("my_note = 1"))
    mine.write_text(nbformat.writes(nb), encoding="utf-8")
    new_edition(mine)
    assert len(copies.renew(DAY)) == 1


# --- what is saved of live controls -----------------------------------------------------------------------------------

LIVE = {
    "output_type": "display_data",
    "metadata": {},
    "data": {copies.WIDGET: {"model_id": "a"}, "text/plain": "VBox()"},
}


@pytest.mark.parametrize("slug", READY)
def test_each_live_figure_of_a_lesson_is_saved_as_its_still(slug: str) -> None:
    original = notebooks.read(LESSONS / f"{slug}.ipynb")
    nb = notebooks.read(LESSONS / f"{slug}.ipynb")
    live = 0
    for cell in nb.cells:
        for number, output in enumerate(cell.get("outputs", [])):
            if copies.FIGURE in output.get("data", {}).get("text/plain", ""):
                cell.outputs[number] = LIVE
                live += 1
    assert live or not any("explore(" in cell.source for cell in nb.cells if cell.cell_type == "code")
    nb.metadata["widgets"] = {"state": {}}
    copies.keep_stills({"type": "notebook", "content": nb}, path=f"my-lessons/{slug}.ipynb")
    assert nb.cells == original.cells
    assert "widgets" not in nb.metadata or not live


def saved(source: str, outputs: list[Any], cell_id: str = "own") -> list[Any]:
    cell = {"cell_type": "code", "id": cell_id, "source": source, "outputs": outputs}
    copies.keep_stills(
        {"type": "notebook", "content": {"cells": [cell], "metadata": {}}}, path="06-chip-ban.ipynb"
    )
    return cell["outputs"]


def test_an_edited_figure_says_what_brings_it_back_and_a_form_keeps_its_text() -> None:
    (line,) = saved("explore(mine, k=[1, 2])", [LIVE])
    assert "Run this cell" in line["data"]["text/html"]
    text = {"output_type": "display_data", "metadata": {}, "data": {"text/html": "Your guess: 7"}}
    assert saved("predict('06-h20', 'How many?')", [text, LIVE]) == [text]
    stream = {"output_type": "stream", "name": "stdout", "text": "7"}
    assert saved("print(7)", [stream]) == [stream]


def test_other_files_are_saved_as_they_are() -> None:
    for model in (
        {"type": "file", "content": "text"},
        {"type": "notebook"},
        {"type": "directory", "content": []},
    ):
        before = dict(model)
        copies.keep_stills(model, path="x")
        assert model == before


# --- ambitions update -------------------------------------------------------------------------------------------------


def git(folder: Path, *words: str) -> str:
    names = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run(
        ["git", *names, *words], cwd=folder, check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def clone(tmp_path: Path, mine: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of a small course, one edition behind."""
    source, folder = tmp_path / "source", tmp_path / "clone"
    (source / "lessons").mkdir(parents=True)
    shutil.copy(LESSONS / mine.name, source / "lessons")
    (source / "CHANGELOG.md").write_text("# Changelog\n\n- Old.\n")
    git(source, "init", "-q")
    git(source, "add", ".")
    git(source, "commit", "-qm", "first")
    git(tmp_path, "clone", "-q", str(source), str(folder))
    (source / "CHANGELOG.md").write_text("# Changelog\n\n- The lesson is clearer.\n- Old.\n")
    changed(
        source / "lessons" / mine.name, notebooks.read(LESSONS / mine.name).cells[1].id, "A new paragraph."
    )
    git(source, "commit", "-qam", "second")
    monkeypatch.setattr(update, "ROOT", folder)
    return folder


def test_an_update_says_what_is_new_and_then_that_all_is_here(clone: Path) -> None:
    said = update.update(DAY)
    assert said == [
        "The new edition is here.",
        "New: The lesson is clearer.",
        "Lesson 06, “The chip ban” as executable law: changed.",
    ]
    assert "A new paragraph." in (clone / "lessons" / "06-chip-ban.ipynb").read_text()
    assert update.update(DAY) == ["You have the newest edition."]


def test_a_lesson_run_where_it_lies_does_not_block_an_update(clone: Path, mine: Path) -> None:
    """``git pull`` refuses here: the case that was measured."""
    lesson = clone / "lessons" / mine.name
    changed(lesson, notebooks.read(lesson).cells[1].id, "My note.")
    with pytest.raises(subprocess.CalledProcessError):
        git(clone, "pull", "--ff-only")
    said = update.update(DAY)
    assert said[0].startswith("lessons/06-chip-ban.ipynb was changed here: that is kept as my-lessons/")
    assert "The new edition is here." in said
    assert "A new paragraph." in lesson.read_text()
    (kept,) = mine.parent.iterdir()
    assert "My note." in kept.read_text()


def test_nothing_is_set_aside_where_nothing_new_came(clone: Path, mine: Path) -> None:
    update.update(DAY)
    lesson = clone / "lessons" / mine.name
    changed(lesson, notebooks.read(lesson).cells[1].id, "My note.")
    assert update.update(DAY) == ["You have the newest edition."]
    assert "My note." in lesson.read_text()
    assert not mine.parent.exists()


def test_what_was_set_aside_is_told_also_where_an_update_then_stops(clone: Path, mine: Path) -> None:
    in_the_way(clone)
    changed(clone / "lessons" / mine.name, notebooks.read(LESSONS / mine.name).cells[1].id, "My note.")
    with pytest.raises(CourseError, match="kept as my-lessons/"):
        update.update(DAY)


def own_commit(clone: Path) -> None:
    (clone / "mine.txt").write_text("mine")
    git(clone, "add", ".")
    git(clone, "commit", "-qm", "mine")


def in_the_way(clone: Path) -> None:
    source = clone.parent / "source"
    (source / "new.txt").write_text("theirs")
    git(source, "add", ".")
    git(source, "commit", "-qm", "third")
    (clone / "new.txt").write_text("mine")


@pytest.mark.parametrize(
    ("harm", "reason", "remedy"),
    [
        (lambda c: (c / "CHANGELOG.md").write_text("mine"), "were changed here: CHANGELOG.md", "git checkout -- CHANGELOG.md"),
        (own_commit, "commits of its own", "--no-rebase"),
        (in_the_way, "of the same name", "move it away"),
        (lambda c: (c.parent / "source").rename(c.parent / "gone"), "could not be fetched", "network"),
        (lambda c: git(c, "branch", "--unset-upstream"), "where updates come from", "--set-upstream-to"),
        (lambda c: (c / ".git").rename(c / ".not"), "not a clone", "my-work and my-lessons"),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_is_said_with_a_next_step(
    clone: Path, harm: Callable[[Path], object], reason: str, remedy: str
) -> None:
    harm(clone)
    before = {p: p.read_bytes() for p in clone.rglob("*") if p.is_file() and ".git" not in p.parts}
    with pytest.raises(CourseError) as error:
        update.update(DAY)
    assert reason in str(error.value)
    assert remedy in str(error.value)
    assert "Traceback" not in str(error.value)
    assert before == {p: p.read_bytes() for p in before}


def test_without_git_the_folder_is_renewed_by_hand(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(CourseError, match="git is not installed"):
        update.update(DAY)


@pytest.mark.parametrize("begun", [False, True])
def test_a_changed_exercise_is_told_to_who_has_begun_it(
    clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun: bool
) -> None:
    source = clone.parent / "source"
    place = source / "exercises" / "06-chip-ban"
    place.mkdir(parents=True)
    shutil.copy(EXERCISES / "06-chip-ban" / "06-chip-ban.ipynb", place)
    git(source, "add", ".")
    git(source, "commit", "-qm", "third")
    monkeypatch.setattr(update, "MY_WORK", tmp_path / "my-work")
    copy = tmp_path / "my-work" / "06-chip-ban" / "06-chip-ban.ipynb"
    copies.make(EXERCISES / "06-chip-ban" / copy.name, copy)
    if begun:
        changed(copy, "06-tpp", "mine = 1")
    assert any("ambitions start 06 --renew" in line for line in update.update(DAY)) is begun


# --- an exercise of an earlier edition --------------------------------------------------------------------------------


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's copy of exercise 06 with one answer; the exercise of today lies in a folder of its own."""
    monkeypatch.setattr(exercises, "MY_WORK", tmp_path / "my-work")
    monkeypatch.setattr(exercises, "EXERCISES", tmp_path / "exercises")
    shutil.copytree(EXERCISES / "06-chip-ban", tmp_path / "exercises" / "06-chip-ban")
    return filled("06-chip-ban", "06-tpp", tmp_path / "my-work" / "06-chip-ban")


def as_of_today(source: str, cell_id: str = "06-tpp-visible") -> None:
    """Give the exercise of today another test, with the fingerprint that a release gives it."""
    path = exercises.EXERCISES / "06-chip-ban" / "06-chip-ban.ipynb"
    nb = notebooks.read(path)
    cell = next(c for c in nb.cells if c.id == cell_id)
    cell.source = source
    cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
    notebooks.write(nb, path)


@pytest.mark.notebook
def test_who_has_an_earlier_edition_is_told_and_not_accused(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not exercises.is_outdated(work)
    as_of_today("assert tpp(1, 8) == 8")
    assert exercises.is_outdated(work)
    results = {r.name: r.passed for r in exercises.check(work)}
    assert results["06-tpp-visible"]
    cli.main(["check", str(work)])
    assert "earlier edition" in capsys.readouterr().out


def test_an_edited_test_is_still_told_apart(work: Path) -> None:
    as_of_today("assert tpp(1, 8) == 8")
    changed(work, "06-tpp-visible", "pass")
    with pytest.raises(CourseError, match=r"were edited: 06-tpp-visible"):
        exercises.check(work)


def test_a_missing_test_is_said_without_blame(work: Path) -> None:
    nb = notebooks.read(work)
    nb.cells = [c for c in nb.cells if c.id != "06-tpp-visible"]
    notebooks.write(nb, work)
    with pytest.raises(CourseError, match=r"deleted here, or new in today's edition.*06-tpp-visible"):
        exercises.check(work)


@pytest.mark.parametrize("cell_id", ["06-tpp", "06-tpp-visible"])
def test_a_cell_that_stands_twice_is_named(work: Path, cell_id: str) -> None:
    import copy

    nb = notebooks.read(work)
    again = copy.deepcopy(next(c for c in nb.cells if c.id == cell_id))
    again.id = "copied"
    nb.cells.append(again)
    notebooks.write(nb, work)
    with pytest.raises(CourseError, match=rf"stands twice.*{cell_id}"):
        exercises.check(work)


def test_answers_move_into_the_exercise_of_today(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = next(c.source for c in notebooks.read(work).cells if c.id == "06-tpp")
    as_of_today("assert tpp(1, 8) == 8")
    assert cli.main(["start", "06", "--renew"]) == 0
    said = capsys.readouterr().out
    assert "Answers moved over: 06-tpp." in said
    cells = {c.id: c.source for c in notebooks.read(work).cells}
    assert cells["06-tpp"] == answer
    assert cells["06-tpp-visible"] == "assert tpp(1, 8) == 8"
    assert "NotImplementedError" in cells["06-density"]
    assert not exercises.is_outdated(work)
    (kept,) = [p for p in work.parent.iterdir() if p != work and p.suffix == ".ipynb"]
    assert answer in [c.source for c in notebooks.read(kept).cells]


def test_nothing_to_renew_is_said(work: Path) -> None:
    shutil.rmtree(work.parent)
    with pytest.raises(CourseError, match="no copy"):
        exercises.renew("06", DAY)


@pytest.mark.parametrize("slug", READY)
def test_every_marked_cell_of_an_exercise_bears_its_own_fingerprint(slug: str) -> None:
    nb = notebooks.read(EXERCISES / slug / f"{slug}.ipynb")
    marked = [c for c in nb.cells if c.metadata.get("nbgrader")]
    assert marked
    assert all(map(exercises._is_as_released, marked))


# --- what a cell may do to a check ------------------------------------------------------------------------------------


@pytest.mark.notebook
def test_an_answer_that_asks_for_input_is_told_so(work: Path) -> None:
    changed(work, "06-tpp", "tops = float(input())")
    first = exercises.check(work)[0]
    assert not first.passed
    assert "input()" in first.message


@pytest.mark.notebook
def test_an_answer_that_ends_python_is_not_called_a_loop(work: Path) -> None:
    changed(work, "06-tpp", "import os\nos._exit(0)")
    with pytest.raises(CourseError, match="ended Python itself"):
        exercises.check(work)
