"""A learner's first hour in a real browser, on a course of their own: from the welcome page to an update.

Each step leaves a screenshot in the folder that ``AI_AMBITIONS_SCREENSHOTS`` names (CI keeps them), else beside the course.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ai_ambitions.core.paths import ROOT
from tests.support import browser
from tests.test_lab import save
from tests.test_updates import changed, git

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PARTS = ("ai_ambitions", "datasets", "exercises", "lessons", ".gitignore", "course.yaml", "CHANGELOG.md")
START = """def total_performance(rate, bits):
    if rate < 0:
        raise ValueError("negative")
    return """
EXERCISE = "06-chip-ban/06-chip-ban.ipynb"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A clone of the course as this checkout has it, without anybody's my-work/ and my-lessons/."""
    source = tmp_path / "source"
    source.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, source)
    (source / "nbgrader_config.py").write_text("")
    git(source, "init", "-q")
    git(source, "add", ".")
    git(source, "commit", "-qm", "first edition")
    git(tmp_path, "clone", "-q", str(source), str(tmp_path / "course"))
    return tmp_path / "course"


def surroundings(course: Path) -> dict[str, str]:
    """What leads Python and the learner's record to this course."""
    return {"PYTHONPATH": str(course), "AI_AMBITIONS_PROGRESS": str(course / "my-work" / "progress.json")}


@contextmanager
def at_work(course: Path, scratch: Path) -> Iterator[tuple[Any, Callable[[str], None]]]:
    """``make lab`` of that course in a browser: the page, and what takes a screenshot under a name."""
    scratch.mkdir()
    screens = Path(os.environ.get("AI_AMBITIONS_SCREENSHOTS", course.parent / "screens"))
    screens.mkdir(parents=True, exist_ok=True)
    with (
        browser.lab(course, scratch, ("ai_ambitions.cli", "lab"), **surroundings(course)) as address,
        browser.browser() as engine,
        browser.page(engine, viewport={"width": 1000, "height": 800}) as tab,
    ):
        tab.goto(address)
        tab.locator(".jp-NotebookPanel table").wait_for()
        yield tab, lambda name: tab.screenshot(path=screens / f"{name}.png")
        assert not tab.faults, tab.faults[:3]
        assert not tab.escaped, tab.escaped[:3]


def front(tab: Any) -> Any:
    """The notebook in front."""
    return tab.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")


def follow(tab: Any, link: Any, name: str) -> None:
    """Click on a link of a notebook, and wait until the notebook that it leads to stands in front, with its kernel."""
    link.click()
    tab.locator(".lm-TabBar-tab.lm-mod-current .lm-TabBar-tabLabel", has_text=name).wait_for()
    front(tab).locator(".jp-Cell").first.wait_for()
    tab.wait_for_function("document.querySelector('#jp-main-statusbar').innerText.includes('| Idle')")


def output(tab: Any, number: int) -> Any:
    """The outputs of a code cell of the notebook in front, counted from 0."""
    return front(tab).locator(".jp-CodeCell").nth(number).locator(".jp-Cell-outputWrapper")


def answer(tab: Any, source: str) -> None:
    """Write an answer to task 1 of exercise 06, run it, then the closed test cell below it."""
    cell = front(tab).locator(".jp-CodeCell").nth(1)
    cell.locator(".cm-content").click()
    tab.keyboard.press("Control+a")
    tab.keyboard.insert_text(source)
    tab.keyboard.press("Shift+Enter")
    tab.keyboard.press("Shift+Enter")


def test_a_first_hour(course: Path, tmp_path: Path) -> None:
    with at_work(course, tmp_path / "first") as (tab, screen):
        screen("1-welcome")
        welcome = front(tab)
        assert welcome.get_by_role("link", name="Begin with lesson 00").count() == 1
        assert not welcome.locator(".validate-button").is_visible()

        follow(tab, welcome.get_by_role("link", name="06 “The chip ban”"), "06-chip-ban.ipynb")
        assert not front(tab).locator(".validate-button").is_visible()
        wide = "[...document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .cm-scroller')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
        assert tab.evaluate(wide) == 0, "a line of code is cut at the right"
        browser.run_all(tab)
        assert browser.errors_in(tab) == []

        # Predict, reveal.
        number = output(tab, 6).locator("input[type=text]")
        number.fill("9,000")
        number.press("Enter")
        output(tab, 6).get_by_text("Your first guess counts").first.wait_for()
        output(tab, 7).get_by_text("6,632 too high").first.wait_for()
        screen("2-guess")
        # Slide.
        before = tab.evaluate(browser.SHOWN)
        front(tab).locator(".noUi-handle").first.focus()
        tab.keyboard.press("ArrowRight")
        browser.other_pictures(tab, before)
        screen("3-slide")
        # Quiz.
        quiz = output(tab, 22)
        quiz.locator("input[type=radio]").first.check()
        quiz.get_by_role("button", name="Answer").first.click()
        quiz.get_by_text("Your first answer counts.").first.wait_for()
        screen("4-quiz")
        # The way on leads to the exercise, and to the next lesson.
        end = output(tab, 28)
        assert end.get_by_role("link", name="07, Filling the gap").count() == 1
        follow(tab, end.get_by_role("link", name="open your copy"), "06-chip-ban.ipynb")
        front(tab).get_by_role("heading", name="Exercise 06").wait_for()

        # The exercise: fail, hint, pass.
        front(tab).locator(".jp-CodeCell .cm-content").first.click()
        tab.keyboard.press("Shift+Enter")
        answer(tab, START + "rate * bits * 2")
        output(tab, 2).get_by_text("You multiplied by 2 once more").first.wait_for()
        front(tab).locator("summary", has_text="Hint 1: A nudge").first.click()
        front(tab).locator("details", has_text="What does TPP multiply?").get_by_text(
            "What does TPP"
        ).wait_for()
        screen("5-fail")
        front(tab).locator(".validate-button").click()
        dialog = tab.locator(".jp-Dialog")
        dialog.get_by_text("You multiplied by 2 once more").first.wait_for()
        screen("6-validate")
        assert "slips = " not in dialog.inner_text(), "the test's own source is shown"
        dialog.get_by_role("button", name="Ok").click()
        answer(tab, START + "rate * bits")
        output(tab, 2).get_by_text("✓").first.wait_for()
        screen("7-pass")
        save(tab, course / "my-work" / EXERCISE)
        checked = subprocess.run(
            [sys.executable, "-m", "ai_ambitions.cli", "check", "06"],
            cwd=course, env=os.environ | surroundings(course) | {"AI_AMBITIONS_MODE": "live"}, capture_output=True, text=True,
        )  # fmt: skip
        assert "✓ Task 1: complete the line (1 point)" in checked.stdout, checked.stdout + checked.stderr

        # Progress: the welcome page, run again.
        tab.locator(".lm-TabBar-tabLabel", has_text="welcome.ipynb").click()
        front(tab).locator("table").click()
        tab.keyboard.press("Control+Enter")
        front(tab).get_by_text("1 of 5 points (visible tests)").wait_for()
        front(tab).get_by_role("link", name="Go on in lesson 06: ").wait_for()
        screen("8-progress")

    # The night after, an update: a lesson and the exercise have changed, and the learner's answer stays.
    source = course.parent / "source"
    changed(source / "lessons" / "06-chip-ban.ipynb", "story-note", "A new paragraph.")
    changed(source / "exercises" / EXERCISE, "06-density-text", "## Task 2: told anew")
    git(source, "commit", "-qam", "second edition")
    update = [sys.executable, "-m", "ai_ambitions.cli", "update"]
    done = subprocess.run(
        update, cwd=course, env=os.environ | surroundings(course), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "Exercise 06 changed. Your copy still counts" in done.stdout
    with at_work(course, tmp_path / "second") as (tab, screen):
        following = front(tab).get_by_role("link", name="Go on in lesson 06: ")
        follow(tab, following, "06-chip-ban.ipynb")
        front(tab).get_by_role("paragraph").filter(has_text="A new paragraph.").wait_for()
        screen("9-updated")
        mine = json.loads((course / "my-work" / EXERCISE).read_text(encoding="utf-8"))["cells"]
        assert any("return rate * bits" in "".join(cell["source"]) for cell in mine)
