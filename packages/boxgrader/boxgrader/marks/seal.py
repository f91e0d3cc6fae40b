"""What a sealed run needs to know of an exercise, read from its solution."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from boxgrader.box.exam import Seal
from boxgrader.errors import GraderError


def seal(released: Any, kinds: Mapping[str, tuple[str, str]], solved: Mapping[str, str]) -> Seal:
    """The names that only a learner defines, and all cells that the course itself runs, in order.

    Parameters
    ----------
    released
        The exercise's cells as learners got them.
    kinds
        Kind and source with hidden tests of each cell that nbgrader knows.
    solved
        Source of each answer cell in the solution.

    Raises
    ------
    GraderError
        Where two tests have one source, or an answer cannot be read as Python.
    """
    names: list[str] = []
    steps: list[tuple[str, str]] = []
    for cell in (c for c in released if c.cell_type == "code"):
        kind, source = kinds.get(cell.name, ("own", cell.source))
        if kind == "test":
            if ("test", source) in steps:
                raise GraderError(
                    f"The test cell {cell.name} stands twice.", "Give each test cell a text of its own."
                )
            steps.append(("test", source))
            continue
        if kind in ("answer", "essay"):  # an essay in a code cell may define what a test below asks for
            try:
                defined, source = outside(solved[cell.name])
            except SyntaxError as error:
                raise GraderError(
                    f"The answer cell {cell.name} of the solution is no plain Python (line {error.lineno}).",
                    "Leave lines that begin with % or ! out of it: set-up can stand in a cell above.",
                ) from None
            names += defined
        else:
            source = cell.source
        if source.strip():
            steps.append(("own", source))
    return Seal(tuple(dict.fromkeys(names)), tuple(steps))


def outside(source: str) -> tuple[list[str], str]:
    """Of an answer's cell: the names that statements with a solution define, and the other statements, the course's own.

    Where nothing is marked as the solution nbgrader takes the whole cell away, so all of it is.
    """
    lines, names, own = source.splitlines(), [], []
    marked = "BEGIN SOLUTION" in source
    for node in ast.parse(source).body:
        before = "\n".join(lines[: node.lineno - 1])
        mine = "\n".join(lines[node.lineno - 1 : node.end_lineno])
        within = "BEGIN SOLUTION" in mine or before.count("BEGIN SOLUTION") != before.count("END SOLUTION")
        if marked and not within:
            own.append(mine)
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.append(node.name)
        else:
            names += [
                n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
            ]
    return names, "\n".join(own)
