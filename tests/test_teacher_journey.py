"""A teacher's way in a real browser, on an invented class: create, validate, form grader, feedback.

Each step leaves a screenshot in the folder that ``AI_AMBITIONS_SCREENSHOTS`` names (CI keeps them), else beside the class.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbformat
import pytest

from ai_ambitions.core.paths import ROOT
from boxgrader.marks.course import Course
from boxgrader.marks.read import read_class
from tests.support import browser
from tests.test_lab import save
from tools import classroom

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SLUG = "05-open-weights"
NOTEBOOK = f"{SLUG}/{SLUG}.ipynb"
OWN_TEST, ESSAY = "05-own-visible", "05-essay"
MATHJAX = "https://cdnjs.cloudflare.com/"  # nbgrader's own page asks for it


@pytest.fixture
def class_(tmp_path: Path) -> classroom.Play:
    """A class of six, handed in and graded; essays wait."""
    made = classroom.Play(tmp_path / "class", SLUG)
    with classroom.own_folder(made.folder):
        classroom.make_class(made)
        classroom.collect_and_grade(made, classroom.release(made, 6, seed=1))
    return made


def test_a_teacher_s_week(class_: classroom.Play, tmp_path: Path) -> None:
    screens = Path(os.environ.get("AI_AMBITIONS_SCREENSHOTS", tmp_path / "screens"))
    screens.mkdir(parents=True, exist_ok=True)
    command = ("ai_ambitions.cli", "lab", "--teacher")
    with (
        browser.lab(class_.folder, tmp_path / "lab", command, PYTHONPATH=str(ROOT)) as address,
        browser.browser() as engine,
        browser.page(engine, viewport={"width": 1200, "height": 800}) as tab,
    ):

        def screen(name: str) -> None:
            tab.screenshot(path=screens / f"teacher-{name}.png")

        create(tab, address, class_)
        screen("1-create")
        validate(tab, address)
        screen("2-validate")
        tab.locator(".jp-Dialog").get_by_role("button", name="Ok").click()

        form = form_grader(tab, address)
        screen("3-form-grader")
        mark_essay(tab, form)
        screen("4-essay")

        # The marks of the form grader are on the learner's page, and the penalty for lateness knows them.
        class_.type("ambitions", "grade", class_.number, fine=(0, 1))
        class_.type("ambitions", "feedback", class_.number)
        whole = read_class(Course(class_.folder), SLUG)
        (marked,) = (s for s in whole.graded if s.comments.get(ESSAY) == "A source, please.")
        assert marked.cells[ESSAY].score == 11
        assert marked.cells[OWN_TEST].points == 4
        tab.goto((class_.folder / "grading" / "feedback" / marked.id / SLUG / f"{SLUG}.html").as_uri())
        tab.get_by_text("11 of 16").wait_for()
        tab.get_by_text("A source, please.").wait_for()
        screen("5-feedback")
        assert not [url for url in tab.escaped if not url.startswith((MATHJAX, "file:"))]


def menu(tab: Any, entry: str) -> None:
    """Choose an entry of the menu *Nbgrader*."""
    tab.locator(".lm-MenuBar-itemLabel", has_text="Nbgrader").click()
    tab.locator(".lm-Menu-itemLabel").get_by_text(entry, exact=True).click()


def create(tab: Any, address: str, class_: classroom.Play) -> None:
    """*Create assignment* shows what nbgrader knows of each cell; the teacher's own test gets four points."""
    browser.open_notebook(tab, address, f"solutions/{NOTEBOOK}")
    menu(tab, "Create assignment")
    ids = tab.locator(".nbgrader-CellId input")
    tab.locator(".nbgrader-CellId input:visible").first.wait_for()
    place = ids.evaluate_all("(all, name) => all.findIndex(one => one.value === name)", OWN_TEST)
    cell = ids.nth(place).locator("xpath=ancestor::*[contains(@class, 'nbgrader-CellWidget')]")
    cell.locator(".nbgrader-CellPoints input").fill("4")
    cell.locator(".nbgrader-CellPoints input").press("Tab")
    tab.locator(".jp-NotebookPanel .jp-Cell").last.click()
    save(tab, class_.notebook)
    cells = nbformat.read(class_.notebook, as_version=4).cells
    test = next(c for c in cells if classroom.grade_id(c) == OWN_TEST)
    assert test.metadata.nbgrader.points == 4


def validate(tab: Any, address: str) -> None:
    """The exercise as released: *Validate* names what does not hold yet."""
    browser.open_notebook(tab, address, f"exercises/{NOTEBOOK}")
    tab.locator(".validate-button").click()
    tab.locator(".jp-Dialog").get_by_text("The following cell").first.wait_for()


def form_grader(tab: Any, address: str) -> Any:
    """From the menu to the list of those who handed in."""
    tab.goto(f"{address}/lab?reset")
    menu(tab, "Formgrader")
    form = tab.frame_locator("iframe")
    form.get_by_role("link", name="Manual Grading").click()
    form.locator("td").get_by_role("link", name=SLUG).click()
    form.locator("td").get_by_role("link", name=SLUG).click()
    form.get_by_role("link", name="Submission #5").wait_for()
    return form


def mark_essay(tab: Any, form: Any) -> None:
    """Points and a comment for the first essay that waits; the page sends each when its field is left."""
    waiting = form.locator("tr").filter(has=form.locator("td.needs-manual-grade .glyphicon-ok"))
    waiting.first.get_by_role("link", name="Submission").click()
    points = form.locator(f"[id='{ESSAY}']")
    comment = form.locator(".nbgrader_cell", has=points).locator("textarea")
    points.wait_for()
    tab.wait_for_load_state(
        "networkidle"
    )  # the page fills in what was marked before; a value typed earlier is lost
    for field, value, kind in ((points, "11", "grade"), (comment, "A source, please.", "comment")):
        field.fill(value)
        with tab.expect_response(
            lambda sent, kind=kind: sent.request.method == "PUT" and f"/api/{kind}/" in sent.url
        ):
            field.press("Tab")
