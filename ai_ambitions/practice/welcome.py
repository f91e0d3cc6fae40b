"""The page that JupyterLab opens with: what comes next, and every lesson and exercise as a link."""

from __future__ import annotations

from pathlib import Path

from ai_ambitions.core import notebooks
from ai_ambitions.core.course import course
from ai_ambitions.core.paths import MY_LESSONS
from ai_ambitions.practice.progress import overview

NAME = "welcome.ipynb"
HEAD = """# Welcome

One short article, {claims} claims, and the data to judge them by. The green line says what comes next: \
click on it, and a copy of your own opens, to run, to edit and to save."""
FOOT = """- **Run a cell:** click into it and press Shift and Enter. What you see in a lesson before you run anything is stored.
- **Bring this page up to date:** click on the table and press Ctrl and Enter. Each start makes the page anew, too.
- **Exercises:** answer, then press *Validate* above the exercise: it saves, runs the tests and says what to look at. \
In a terminal (File → New → Terminal) the same is `ambitions check 00`.
- **Your files:** lessons lie in `my-lessons`, exercises and what is recorded in `my-work`. All of it stays on this computer.
- **A newer edition:** close JupyterLab, then `ambitions update`. What you wrote stays yours."""


def write() -> Path:
    """Make the page from the map of the course and the learner's record; returns where it lies."""
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

    shown = overview(MY_LESSONS)
    seen = new_output(
        "execute_result", {"text/html": shown.markup, "text/plain": shown.words}, execution_count=1
    )
    code = new_code_cell(
        "from ai_ambitions import progress\n\nprogress()",
        id="progress",
        outputs=[seen],
        metadata={"jupyter": {"source_hidden": True}},
    )
    head = new_markdown_cell(HEAD.format(claims=course().article.claims), id="welcome")
    path = MY_LESSONS / NAME
    notebooks.write(new_notebook(cells=[head, code, new_markdown_cell(FOOT, id="how")]), path)
    return path
