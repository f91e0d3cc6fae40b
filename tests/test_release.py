"""What a maintainer can do wrong in solutions/ and exercises/ is told with notebook and cell, and nothing is wiped in silence."""

from __future__ import annotations

import copy
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ai_ambitions.core import notebooks
from ai_ambitions.core.course import course
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import ROOT, SOLUTIONS
from ai_ambitions.publish import release, site

SLUG = course().ready[0].slug


@pytest.fixture
def solution() -> Any:
    return copy.deepcopy(notebooks.read(SOLUTIONS / SLUG / f"{SLUG}.ipynb"))


def test_a_sound_solution_is_not_complained_of(solution: Any) -> None:
    release.look_over(solution, "x.ipynb")


@pytest.mark.parametrize("mark", ["END SOLUTION", "BEGIN SOLUTION", "END HIDDEN TESTS"])
def test_a_mark_that_is_missing_is_named_with_its_cell(solution: Any, mark: str) -> None:
    cell = next(c for c in solution.cells if f"### {mark}" in c.source)
    cell.source = "\n".join(line for line in cell.source.splitlines() if f"### {mark}" not in line)
    with pytest.raises(CourseError, match=f"x.ipynb, cell {cell.id}: ### {mark} is missing"):
        release.look_over(solution, "x.ipynb")


def test_two_cells_of_one_name_are_named(solution: Any) -> None:
    first, second = [c for c in solution.cells if c.metadata.get("nbgrader", {}).get("solution")][:2]
    second.metadata.nbgrader.grade_id = first.metadata.nbgrader.grade_id
    with pytest.raises(CourseError, match=f"cells {first.id} and {second.id}: both are called"):
        release.look_over(solution, "x.ipynb")


def test_an_exercise_edited_by_hand_is_not_wiped(tmp_path: Path) -> None:
    path = tmp_path / SLUG / f"{SLUG}.ipynb"
    path.parent.mkdir()
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(CourseError, match="was edited by hand"):
        release.generate(tmp_path, keep=[SLUG])
    assert path.read_text(encoding="utf-8") == "mine"


def test_git_tells_what_was_edited_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    said = f" M exercises/{SLUG}/{SLUG}.ipynb\n"

    def status(*_: Any, **__: Any) -> Any:
        return subprocess.CompletedProcess([], 0, said, "")

    monkeypatch.setattr(release.subprocess, "run", status)
    assert release.edited() == [SLUG]
    said += f" M solutions/{SLUG}/{SLUG}.ipynb\n"
    assert release.edited() == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("npm error code EJSONPARSE\nnpm error JSON.parse Unexpected token", "git checkout -- site/package-lock.json"),
        ("npm error code EUSAGE\nnpm error `npm ci` needs package.json and the lock in sync", "git checkout -- site"),
        ("npm error code EACCES\nnpm error permission denied, mkdir node_modules", "Make the folder site/ writable"),
        ("npm error code ENOTFOUND\nnpm error network request failed", "Check the network"),
        ("", "no reason given"),
    ],
)  # fmt: skip
def test_npms_own_reason_is_told(said: str, words: str) -> None:
    assert words in str(site._npm_failed(said))


def test_a_changed_row_runs_only_the_lessons_that_load_its_table() -> None:
    needs = {entry.slug: site.depends_on(entry.notebook) for entry in course().ready}
    chips = ROOT / "datasets" / "chips.csv"
    assert chips in needs["06-chip-ban"]
    assert chips not in needs["10-rules-and-values"]
    assert all(entry.notebook in needs[entry.slug] for entry in course().ready)
    assert all(ROOT / "course.yaml" in files for files in needs.values())
    rooms = {
        slug: {f.parent.name for f in files if f.name == "questions.yaml"} for slug, files in needs.items()
    }
    assert rooms["06-chip-ban"] == {"chip_ban"}
    assert not any("publish" in f.parts for files in needs.values() for f in files)
