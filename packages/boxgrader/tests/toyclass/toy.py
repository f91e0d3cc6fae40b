"""A small exercise of the grader's own, so that its tests do not depend on any lesson: three tasks, hidden tests, an essay."""

from __future__ import annotations

from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

SETUP = "import pandas as pd\n\nfrom boxgrader.checks import check, passed, tally"
TASKS = {
    "toy-area": (
        "Task 1: an area",
        "def area(width, height):\n"
        '    """The area of a rectangle."""\n'
        "    ### BEGIN SOLUTION\n"
        "    if width < 0:\n"
        '        raise ValueError("a width cannot be negative")\n'
        "    return width * height\n"
        "    ### END SOLUTION",
        'slips = {7: "You added; an area multiplies.", 24: "You multiplied by 2 once more."}\n'
        'check(area, 3, 4).gives(12, what="3 by 4", slips=slips, reread="Areas")\n'
        'check(area, -1, 4).raises(ValueError, what="a negative width", slip="Keep the check of the width.")\n'
        'passed("Task 1 holds.")',
        'check(area, 148, 16).gives(2368, what="a larger rectangle", hidden=True, slip="Is a number typed in?")',
        (1, 1),
    ),
    "toy-longest": (
        "Task 2: the longest word",
        "def longest(words):\n"
        '    """The longest word, the first of them where several are as long."""\n'
        "    ### BEGIN SOLUTION\n"
        "    return max(words, key=len)\n"
        "    ### END SOLUTION",
        'check(longest, ["a", "abc", "ab"]).gives("abc", what="three words", slip="Compare lengths.")\n'
        'passed("Task 2 holds.")',
        'check(longest, ["zygote", "kernel"]).gives("zygote", what="two of one length", hidden=True, slip="The first of them.")',
        (1, 2),
    ),
    "toy-volume": (
        "Task 3: a volume, with the area of task 1",
        "def volume(width, height, depth):\n"
        '    """The volume of a box, by `area`."""\n'
        "    ### BEGIN SOLUTION\n"
        "    return area(width, height) * depth\n"
        "    ### END SOLUTION",
        "sizes = 2, 3, 4\n"
        'check(volume, *sizes).gives(24, what="2 by 3 by 4", slip="An area times a depth.")\npassed("Task 3 holds.")',
        'tally(2, lambda: check(volume, 7, 11, 13).gives(1001, what="another box", hidden=True, slip="All three count."),\n'
        '      lambda: check(volume, 5, *sizes[:2]).gives(30, what="a small box", hidden=True, slip="Mind the depth."))',
        (1, 2),
    ),
}
ESSAY_TEXT = "## Essay: what is measured\n\nSay in a few sentences what an area leaves out."
ESSAY_SCHEME = (
    "Depth.\n\n### BEGIN MARK SCHEME\nFour points where the third dimension is named.\n### END MARK SCHEME"
)
ESSAY_POINTS = 4

RIGHT = {
    "toy-area": [
        "def area(width, height):\n    if not width >= 0:\n        raise ValueError('negative')\n    return float(width) * height",
        "import numpy as np\ndef area(width, height):\n    if width < 0: raise ValueError(width)\n    return np.float64(width) * np.int64(height)",
    ],
    "toy-longest": [
        "def longest(words):\n    return sorted(words, key=lambda word: -len(word))[0]",
        "def longest(words):\n    best = words[0]\n    for word in words:\n        if len(word) > len(best):\n            best = word\n    return best",
    ],
    "toy-volume": [
        "def volume(width, height, depth):\n    return depth * area(width, height)",
        "def volume(width, height, depth):\n    floor = area(width, height)\n    return floor * depth",
    ],
}
WRONG = {
    "toy-area": [
        "def area(width, height):\n    return 2 * width * height",
        "def area(width, height):\n    if width < 0: raise ValueError\n    return width + height",
        "def area(width, height):\n    width * height",
    ],
    "toy-longest": [
        "def longest(words):\n    return max(words)",
        "def longest(words):\n    return sorted(words, key=len)[-1]",
    ],
    "toy-volume": [
        "def volume(width, height, depth):\n    return area(width, height) + depth",
        "def volume(width, height, depth):\n    return str(area(width, height) * depth)",
    ],
}


def _meta(name: str, **settings: Any) -> dict[str, Any]:
    plain = {"grade": False, "solution": False, "task": False, "locked": False, "schema_version": 3}
    return {"nbgrader": plain | {"grade_id": name} | settings}


def solution() -> Any:
    """The exercise as its teacher writes it."""
    cells = [new_markdown_cell("# Toy exercise: sizes", id="title"), new_code_cell(SETUP, id="setup")]
    for name, (heading, answer, visible, hidden, (shown, kept)) in TASKS.items():
        hidden = f"# Hidden tests.\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
        cells += [
            new_markdown_cell(f"## {heading}", id=f"{name}-text"),
            new_code_cell(answer, id=name, metadata=_meta(name, solution=True)),
        ]
        for kind, source, points in (("visible", visible, shown), ("hidden", hidden, kept)):
            meta = _meta(f"{name}-{kind}", grade=True, locked=True, points=points)
            cells.append(new_code_cell(source, id=f"{name}-{kind}", metadata=meta))
    meta = _meta("toy-essay", grade=True, solution=True, points=ESSAY_POINTS)
    cells += [
        new_markdown_cell(ESSAY_TEXT, id="toy-essay-text"),
        new_markdown_cell(ESSAY_SCHEME, id="toy-essay", metadata=meta),
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    nb = new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})
    nb.nbformat_minor = 5
    return nb
