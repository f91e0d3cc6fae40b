"""The page that JupyterLab opens with: true to the map and the record, and every link leads to a copy that is there."""

from __future__ import annotations

import datetime
import html
import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest

from ai_ambitions.core import notebooks
from ai_ambitions.core.course import course
from ai_ambitions.practice import copies, progress, welcome

DAY = datetime.date(2026, 11, 29)
READY = course().ready


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The ``my-lessons/`` of a course of its own, on its first day."""
    monkeypatch.delenv("AI_AMBITIONS_MODE", raising=False)
    monkeypatch.setenv("AI_AMBITIONS_PROGRESS", str(tmp_path / "my-work" / "progress.json"))
    for module in (copies, welcome):
        monkeypatch.setattr(module, "MY_LESSONS", tmp_path / "my-lessons")
    for module in (copies, progress):
        monkeypatch.setattr(module, "MY_WORK", tmp_path / "my-work")
    copies.renew(DAY)
    return tmp_path / "my-lessons"


def shown() -> tuple[str, str]:
    """Markup and plain words of the page's table."""
    (output,) = notebooks.read(welcome.write()).cells[1].outputs
    return output.data["text/html"], output.data["text/plain"]


def test_every_lesson_and_exercise_is_a_link_to_a_copy_of_ones_own(mine: Path) -> None:
    markup, _ = shown()
    first, *others = (unquote(html.unescape(link)) for link in re.findall(r'href="([^"]+)"', markup))
    assert first == f"{READY[0].slug}.ipynb"
    wanted = [(f"{e.slug}.ipynb", f"../my-work/{e.slug}/{e.slug}.ipynb") for e in READY]
    assert others == [link for pair in wanted for link in pair]
    assert all((mine / link).is_file() for link in others)
    for entry in course().lessons:
        assert html.escape(entry.question) in markup


def test_the_page_says_what_was_done_and_the_terminal_says_the_same(mine: Path) -> None:
    before = shown()
    assert not notebooks.write(notebooks.read(mine / welcome.NAME), mine / welcome.NAME)
    record = {"predictions": {"06-h20": {"guess": 1, "at": "2026-01-01"}},
              "exercises": {"06-chip-ban": {"points": 3, "of": 5, "at": "2026-01-01"}}}  # fmt: skip
    (mine.parent / "my-work" / "progress.json").write_text(json.dumps(record))
    markup, words = shown()
    assert (markup, words) != before
    assert "1 guess" in markup
    assert "3 of 5 points" in markup
    assert '<b>Next:</b> <a href="06-chip-ban.ipynb">Go on in lesson 06: ' in markup
    assert repr(progress.overview(mine)) == words
    assert "1 guess; exercise 3 of 5 points" in words


def test_without_copies_nothing_is_a_dead_link(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(mine.parent / "my-work")
    markup, _ = shown()
    assert "my-work" not in markup
    monkeypatch.setattr(progress, "own", lambda lesson: mine / "gone.ipynb")
    markup, words = shown()
    assert "href" not in markup
    assert "gone" not in words
