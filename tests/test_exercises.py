"""Exercises grade well: right answers pass in every style, wrong ones fail with a message that teaches, nothing leaks."""

from __future__ import annotations

import ast
import copy
import functools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ai_ambitions.core import notebooks
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import EXERCISES, LESSONS, ROOT, SOLUTIONS
from ai_ambitions.practice import exercises
from tests.support.exercise import answers

SLUGS = sorted(p.stem for p in SOLUTIONS.glob("*/*.ipynb"))


@functools.cache
def solution(slug: str) -> Any:
    return notebooks.read(SOLUTIONS / slug / f"{slug}.ipynb")


def grade(cell: Any) -> dict[str, Any]:
    return dict(cell.metadata.get("nbgrader", {}))


def tasks(slug: str) -> list[str]:
    return [
        grade(c)["grade_id"]
        for c in solution(slug).cells
        if c.cell_type == "code" and grade(c).get("solution")
    ]


def failure(slug: str, task: str, code: str) -> str:
    """Run the solution with one answer replaced; the message of the first test of that task that fails, or nothing.

    Tests of other tasks are left out, and so is all below the last test of this one: neither can change what it says.
    """
    space: dict[str, Any] = {}
    for name, source in up_to(slug, task):
        if name == task:
            # What stands below the answer in its cell is the exercise's own; keep it.
            source = code + "\n" + source.split("### END SOLUTION")[-1]
        try:
            exec(compiled(source, name or "setup"), space)
        except Exception as error:
            if name == task or name.startswith(task + "-"):
                return f"{type(error).__name__}: {error}"
            raise
    return ""


compiled = functools.cache(functools.partial(compile, mode="exec"))


@functools.cache
def up_to(slug: str, task: str) -> list[tuple[str, str]]:
    """Name and source of the code cells that a task needs, down to its last test."""
    others = tuple(f"{other}-" for other in tasks(slug) if other != task)
    cells = [(grade(c).get("grade_id", ""), c.source) for c in solution(slug).cells if c.cell_type == "code"]
    needed = [cell for cell in cells if cell[0].startswith(task + "-") or not cell[0].startswith(others)]
    last = max(number for number, (name, _) in enumerate(needed) if name.startswith(task + "-"))
    return needed[: last + 1]


@pytest.mark.slow
@pytest.mark.parametrize("slug", SLUGS)
def test_right_answers_pass_in_every_style(slug: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert set(answers(slug).RIGHT) == set(tasks(slug))
    for task, variants in answers(slug).RIGHT.items():
        assert len(variants) >= 2
        for code in variants:
            assert failure(slug, task, code) == "", f"{task}:\n{code}"


@pytest.mark.slow
@pytest.mark.parametrize("slug", SLUGS)
def test_wrong_answers_fail_with_their_message(slug: str, capsys: pytest.CaptureFixture[str]) -> None:
    count = 0
    for task in tasks(slug):
        wrong = answers(slug).WRONG[task]
        assert len(wrong) >= 4
        for slip, code, fragment in wrong:
            message = failure(slug, task, code)
            assert message, f"{task}: '{slip}' gets full marks"
            assert fragment in message, f"{task}: '{slip}' meets another message:\n{message}"
            count += 1
    with capsys.disabled():
        print(f"\n{slug}: {count} of {count} wrong answers fail with their message")


SWAPS: dict[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Lt: ast.LtE, ast.LtE: ast.Lt,
    ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.And: ast.Or, ast.Or: ast.And,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


def mutants(code: str) -> Iterator[tuple[str, str]]:
    """Small changes to an answer: another operator, another constant, a condition negated, None for a value."""
    tree = ast.parse(code)
    for number, node in enumerate(ast.walk(tree)):

        def changed(change: Any, number: int = number) -> str:
            clone = copy.deepcopy(tree)
            change(list(ast.walk(clone))[number])
            return ast.unparse(ast.fix_missing_locations(clone))

        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.BinOp | ast.BoolOp) and type(node.op) in SWAPS:
            yield (
                f"L{line} {type(node.op).__name__}",
                changed(lambda n: setattr(n, "op", SWAPS[type(n.op)]())),
            )
        if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
            yield (
                f"L{line} {type(node.ops[0]).__name__}",
                changed(lambda n: n.ops.__setitem__(0, SWAPS[type(n.ops[0])]())),
            )
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, int | float)
            and not isinstance(node.value, bool)
        ):
            yield f"L{line} {node.value} + 1", changed(lambda n: setattr(n, "value", n.value + 1))
        if isinstance(node, ast.If):
            yield f"L{line} if not", changed(lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test)))
        if (
            isinstance(node, ast.Return)
            and node.value
            and not (isinstance(node.value, ast.Constant) and node.value.value is None)
        ):
            yield f"L{line} return None", changed(lambda n: setattr(n, "value", ast.Constant(None)))


@pytest.mark.slow
@pytest.mark.parametrize("slug", SLUGS)
def test_mutants_of_the_solution_are_caught(slug: str, capsys: pytest.CaptureFixture[str]) -> None:
    killed, survived = 0, []
    for cell in solution(slug).cells:
        task = grade(cell).get("grade_id", "")
        if task not in tasks(slug):
            continue
        code = cell.source.split("### END SOLUTION")[0].replace("### BEGIN SOLUTION", "")
        for label, mutant in mutants(code):
            name = f"{task} {label}"
            if name in answers(slug).EQUIVALENT:
                continue
            if failure(slug, task, mutant):
                killed += 1
            else:
                survived.append(name)
    with capsys.disabled():
        print(f"\n{slug}: mutants: {killed} of {killed + len(survived)} killed")
    assert not survived, survived


def test_exercises_are_in_step_with_solutions(tmp_path: Path) -> None:
    from ai_ambitions.publish.release import generate

    generate(tmp_path)
    made = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*.ipynb")}
    here = {p.relative_to(EXERCISES): p.read_bytes() for p in EXERCISES.glob("*/*.ipynb")}
    assert made == here, "run `ambitions release`"


def rereads(slug: str) -> Iterator[tuple[str, str]]:
    """Cell and place for all places that visible tests send to (``reread``); a name may have been set some cells above."""
    named: dict[str, Any] = {}
    for cell in solution(slug).cells:
        if not grade(cell).get("grade_id", "").endswith("-visible"):
            continue
        tree = ast.parse(cell.source)
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign):
                sides = [
                    one.elts if isinstance(one, ast.Tuple) else [one] for one in (node.targets[0], node.value)
                ]
                named |= {
                    one.id: given for one, given in zip(*sides, strict=False) if isinstance(one, ast.Name)
                }
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg == "reread":
                value = named[node.value.id] if isinstance(node.value, ast.Name) else node.value
                yield cell.id, ast.literal_eval(value)


@pytest.mark.parametrize("slug", SLUGS)
def test_what_an_exercise_sends_to_is_there(slug: str) -> None:
    """A heading of the lesson, or words in bold that begin a paragraph, in quotation marks; or a task of the exercise."""
    text = "\n".join(
        c.source for c in notebooks.read(LESSONS / f"{slug}.ipynb").cells if c.cell_type == "markdown"
    )
    heads = re.findall(r"^#+ (.+)$|^\*\*(.+?)\.?\*\*", text, re.MULTILINE)
    places = set(rereads(slug))
    assert {cell for cell, _ in places} == {f"{task}-visible" for task in tasks(slug)}
    for cell, place in places:
        rest = place
        for head in map("".join, heads):
            rest = rest.replace(f"'{head.replace('*', '')}'", "")
        assert "'" not in rest, f"{cell} sends to {place}, and the lesson has no such heading"
        assert rest != place or place.startswith("task "), f"{cell} sends nowhere: {place}"


@pytest.mark.parametrize("slug", SLUGS)
def test_the_released_exercise_leaks_nothing(slug: str) -> None:
    text = (EXERCISES / slug / f"{slug}.ipynb").read_text(encoding="utf-8")
    for word in ("BEGIN SOLUTION", "HIDDEN TESTS", "MARK SCHEME", "hidden=True"):
        assert word not in text
    released = {
        line.strip()
        for c in notebooks.read(EXERCISES / slug / f"{slug}.ipynb").cells
        for line in c.source.splitlines()
    }
    for cell in solution(slug).cells:
        for begin, end in (
            ("BEGIN SOLUTION", "END SOLUTION"),
            ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS"),
            ("BEGIN MARK SCHEME", "END MARK SCHEME"),
        ):
            if begin in cell.source:
                inside = cell.source.split(begin)[1].split(end)[0].splitlines()[1:-1]
                assert not released & {line.strip() for line in inside if len(line.strip()) > 12}


@pytest.mark.notebook
@pytest.mark.parametrize("slug", SLUGS)
def test_the_released_exercise_scores_nothing_and_says_so_kindly(slug: str) -> None:
    results = exercises.check(EXERCISES / slug / f"{slug}.ipynb")
    assert len(results) >= 3
    assert not any(result.passed for result in results)
    assert "not answered yet" in results[0].message


def filled(slug: str, task: str, target: Path) -> Path:
    nb = notebooks.read(EXERCISES / slug / f"{slug}.ipynb")
    source = {grade(c).get("grade_id"): c.source for c in solution(slug).cells}
    for cell in nb.cells:
        if grade(cell).get("grade_id") == task:
            cell.source = source[task]
    target.mkdir(parents=True)
    path = target / f"{slug}.ipynb"
    notebooks.write(nb, path)
    return path


@pytest.mark.notebook
def test_one_answer_gives_that_tasks_points(tmp_path: Path) -> None:
    results = {r.name: r.passed for r in exercises.check(filled("06-chip-ban", "06-tpp", tmp_path / "mine"))}
    assert results.pop("06-tpp-visible")
    assert not any(results.values())


def test_damaged_work_gets_a_reason_and_loses_nothing(tmp_path: Path) -> None:
    path = filled("06-chip-ban", "06-tpp", tmp_path / "mine")
    nb = notebooks.read(path)
    cell = next(c for c in nb.cells if c.id == "06-tpp-visible")
    cell.source = "passed('all of it')"
    notebooks.write(nb, path)
    with pytest.raises(CourseError, match="06-tpp-visible"):
        exercises.check(path)
    path.write_text(path.read_text()[:500])
    with pytest.raises(CourseError, match="not a readable notebook"):
        exercises.check(path)
    with pytest.raises(CourseError, match="missing"):
        exercises.check(tmp_path / "none.ipynb")


def test_start_never_overwrites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exercises, "MY_WORK", tmp_path)
    path, new = exercises.start("6")
    assert new
    path.write_text("my answers")
    assert exercises.start("06") == (path, False)
    assert path.read_text() == "my answers"
    with pytest.raises(CourseError, match="no lesson"):
        exercises.start("99")


@pytest.mark.slow
def test_nbgrader_gives_the_solution_full_marks_and_the_release_none(tmp_path: Path) -> None:
    for name in ("solutions", "nbgrader_config.py"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, tmp_path / name)
    slug = "06-chip-ban"
    for student, folder in (("full", SOLUTIONS), ("empty", EXERCISES)):
        place = tmp_path / "grading" / "submitted" / student / slug
        place.mkdir(parents=True)
        shutil.copyfile(folder / slug / f"{slug}.ipynb", place / f"{slug}.ipynb")
    code = f"""
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader
config = PyFileConfigLoader("nbgrader_config.py", path=".").load_config()
api = NbGraderAPI(config=config, coursedir=CourseDirectory(config=config, root="."))
for made in (api.generate_assignment("{slug}", force=True), *(api.autograde("{slug}", s) for s in ("full", "empty"))):
    assert made["success"], made.get("error", made["log"])[-1500:]
assert api.generate_feedback("{slug}", "empty")["success"]
for s in ("full", "empty"):
    book = api.gradebook.find_submission("{slug}", s)
    print(s, sum(n.code_score for n in book.notebooks), sum(n.max_code_score for n in book.notebooks))
"""
    environment = os.environ | {"PATH": os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    scores = dict(
        (line.split()[0], tuple(map(float, line.split()[1:])))
        for line in done.stdout.splitlines()
        if line.startswith(("full", "empty"))
    )
    assert scores["full"][0] == scores["full"][1] > 0
    assert scores["empty"][0] == 0
    assert list((tmp_path / "grading" / "feedback" / "empty").rglob("*.html"))
