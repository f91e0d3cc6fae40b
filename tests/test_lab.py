"""A real JupyterLab: lesson 06 runs and its controls work; guesses and answers survive a restart and the night after."""

from __future__ import annotations

import json
import os
import shutil
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from ai_ambitions.core import notebooks
from ai_ambitions.core.paths import LESSONS, SERVER
from ai_ambitions.practice.copies import FIGURE
from ai_ambitions.practice.questions import question_set
from tests.support import browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(autouse=True, scope="module")
def chromium() -> None:
    if not browser.chromium():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            "Chromium is not here: .ci/apt-packages.sh installs it on Debian"
        )


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path, Any]]:
    """A JupyterLab on a course of its own, with lesson 06 in it, and a browser: address, folder and engine."""
    root = tmp_path_factory.mktemp("course")
    (root / "lessons").mkdir()
    shutil.copy(LESSONS / "06-chip-ban.ipynb", root / "lessons")
    with (
        browser.lab(root, tmp_path_factory.mktemp("lab"), JUPYTER_CONFIG_PATH=str(SERVER)) as address,
        browser.browser() as engine,
    ):
        yield address, root, engine


NOTEBOOK_PICTURES = (
    "[...document.querySelectorAll('.jp-OutputArea img')].filter(e => e.offsetParent).map(e => e.alt)"
)


def test_lesson_06_in_jupyterlab(lab: tuple[str, Path, Any]) -> None:
    address, root, engine = lab
    with browser.page(engine, viewport={"width": 1300, "height": 1000}) as tab:
        browser.open_notebook(tab, address, "lessons/06-chip-ban.ipynb")
        browser.run_all(tab)
        assert browser.errors_in(tab) == []
        tab.wait_for_selector(".widget-html-content img")
        before = tab.evaluate(browser.SHOWN)
        tab.locator(".widget-dropdown select >> nth=0").wait_for()
        handle = tab.locator(".noUi-handle").first
        handle.focus()
        tab.keyboard.press("ArrowRight")
        browser.other_pictures(tab, before)
        # The next morning: each figure with controls stands there as its still, and no widget is missed.
        path = root / "lessons" / "06-chip-ban.ipynb"
        save(tab, path)
        shut_down(address)
        tab.goto("about:blank")
        browser.open_notebook(tab, address, "lessons/06-chip-ban.ipynb")
        tab.locator(".jp-OutputArea img").first.wait_for()
        stills = json.dumps(notebooks.read(LESSONS / path.name)).count(FIGURE)
        assert json.dumps(notebooks.read(path)).count(FIGURE) == stills > 1
        assert len(tab.evaluate(NOTEBOOK_PICTURES)) >= stills
        assert "not found" not in tab.locator(".jp-Notebook").inner_text()
        assert tab.locator(".jp-Notebook").get_by_text("Run this cell to move").count() == stills
        assert not tab.escaped, tab.escaped[:3]
        assert not tab.faults, tab.faults[:3]


PRACTICE = [  # the copy of the exercise goes to this course, not to the learner's own my-work/
    """from pathlib import Path
from ai_ambitions.practice import exercises, ways
exercises.MY_WORK = ways.MY_WORK = Path("../my-work").resolve()
ways.LESSONS = Path.cwd()""",
    "from ai_ambitions import plan, predict, progress, quiz, reveal, way_on\nplan('06')",
    "predict('06-h20', 'How many points has the H20?', unit='TPP')",
    "reveal('06-h20', 2368, unit='TPP', why='Because of its bits.')",
    "predict('06-rule', 'Whose rule is it?', choices=['the Chinese rule', 'the US rule'])",
    "reveal('06-rule', 'the US rule', why='It came first.')",
    "quiz('06-check')",
    "way_on('06')",
    "progress()",
]


def save(tab: Any, path: Path) -> None:
    """Leave what is typed in, Control-S, and wait until the file is written."""
    tab.keyboard.press("Escape")
    control_s(tab, path)


def control_s(tab: Any, path: Path) -> None:
    """Control-S where the focus is, and wait until the file is written."""
    before = path.stat().st_mtime_ns
    tab.keyboard.press("Control+s")
    deadline = time.monotonic() + browser.PATIENCE / 1000
    while not _whole(path, before) and time.monotonic() < deadline:
        tab.wait_for_timeout(20)  # Playwright's own sleep: it goes on listening to the page
    assert _whole(path, before), f"{path.name} was not saved"


def _whole(path: Path, before: int) -> bool:
    """Whether a file is newer and written to its end: a server empties it first."""
    try:
        json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return False
    return path.stat().st_mtime_ns != before


def shut_down(address: str) -> None:
    """End every kernel, as a night does."""
    for session in json.load(urllib.request.urlopen(f"{address}/api/sessions")):
        gone = urllib.request.Request(f"{address}/api/sessions/{session['id']}", method="DELETE")
        urllib.request.urlopen(gone)


def output(tab: Any, number: int) -> Any:
    """The outputs of a code cell, counted from 0."""
    return tab.locator(".jp-CodeCell").nth(number).locator(".jp-Cell-outputWrapper")


def test_guesses_and_answers_in_jupyterlab(lab: tuple[str, Path, Any]) -> None:
    import nbformat
    from nbformat.v4 import new_code_cell, new_notebook

    address, root, engine = lab
    nb = new_notebook(
        cells=[new_code_cell(source) for source in PRACTICE], metadata={"kernelspec": notebooks.KERNEL}
    )
    nbformat.write(nb, root / "lessons" / "06.ipynb")
    asked = question_set("06-check")
    with browser.page(engine, viewport={"width": 1200, "height": 1000}) as tab:
        browser.open_notebook(tab, address, "lessons/06.ipynb")
        browser.run_all(tab)
        assert browser.errors_in(tab) == []
        number = output(tab, 2).locator("input[type=text]")
        number.wait_for()
        # Before the first Enter: once that is answered, the kernel has surely heard of this choice, too.
        output(tab, 2).locator("select").select_option(label="sure (9 in 10)")
        assert "2,368" not in tab.locator(".jp-Notebook").inner_text().replace("2368", "")
        number.fill("4,8")
        number.press("Enter")
        output(tab, 2).get_by_text("Do you mean 4.8 or 48?").wait_for()
        number.fill("9,000")
        number.press("Enter")
        output(tab, 3).get_by_text("6,632 too high, more than a quarter away").wait_for()
        output(tab, 5).get_by_role("button", name="Show without guessing").click()
        output(tab, 5).get_by_text("It came first.").wait_for()
        quiz = output(tab, 6)
        quiz.locator("input[type=radio]").nth(1).check()
        quiz.get_by_role("button", name="Answer").first.click()
        quiz.get_by_text("Your first answer counts.").wait_for()
        output(tab, 7).get_by_role("button", name="Get my copy of the exercise").click()
        link = output(tab, 7).get_by_role("link", name="open your copy")
        link.wait_for()
        assert (root / "my-work" / "06-chip-ban" / "06-chip-ban.ipynb").exists()

        tab.click("text=Kernel >> nth=0")
        tab.click("li.lm-Menu-item:has-text('Restart Kernel and Run All Cells')")
        tab.get_by_role("button", name="Confirm Kernel Restart").click()
        kept = {
            2: "Your first guess counts: 9,000 TPP, sure (9 in 10).",
            3: "6,632 too high",
            5: "Shown without a guess.",
            6: f"{asked[0].options[1].text} ← your answer",
            8: "of 1 called “sure”, 0 right",
        }
        of_quizzes = f"{len(asked) - 1 + len(question_set('06-return'))} quiz questions"
        for _ in range(2):
            output(tab, 8).get_by_text("1 guess; ").wait_for()
            for number, words in kept.items():
                output(tab, number).filter(has_text=words).wait_for()
            assert of_quizzes in output(tab, 8).inner_text()
            assert "not found" not in "".join(output(tab, n).inner_text() for n in (2, 3, 5, 7, 8))
            # The next morning: saved, the kernel gone, opened again. Answers still stand there.
            save(tab, root / "lessons" / "06.ipynb")
            shut_down(address)
            tab.goto("about:blank")
            browser.open_notebook(tab, address, "lessons/06.ipynb")
        quiz.filter(
            has_text="Run this cell."
        ).wait_for()  # what is not yet answered says how it comes to life
        output(tab, 7).get_by_role("link", name="open your copy").click()
        tab.locator(".lm-TabBar-tabLabel", has_text="06-chip-ban.ipynb").wait_for()
        assert not tab.escaped, tab.escaped[:3]
        assert not tab.faults, tab.faults[:3]


SLOW = """import time
from ai_ambitions import explore, figure
from ai_ambitions.display.explore import _DRAWING
from ai_ambitions.display.pictures import Picture

def slow(k, name="first"):
    time.sleep(0.6)
    fig, ax = figure()
    return Picture(fig, f"An empty picture, number {k} of the {name} kind.")

def other(n):
    return slow(n, "other")"""


def test_a_changed_cell_stops_its_old_drawing(lab: tuple[str, Path, Any]) -> None:
    """JupyterLab says which cell runs: what was drawn for its earlier text is drawn for nobody."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_notebook

    address, root, engine = lab
    sources = [SLOW, "explore(slow, k=list(range(60)))", "print(len(_DRAWING), 'under way')"]
    nb = new_notebook(cells=[*map(new_code_cell, sources)], metadata={"kernelspec": notebooks.KERNEL})
    nbformat.write(nb, root / "lessons" / "slow.ipynb")
    with browser.page(engine, viewport={"width": 1200, "height": 1000}) as tab:
        browser.open_notebook(tab, address, "lessons/slow.ipynb")
        browser.run_all(tab)
        output(tab, 2).get_by_text("1 under way").wait_for()
        tab.locator(".jp-CodeCell .cm-content").nth(1).click()
        tab.keyboard.press("Control+a")
        tab.keyboard.insert_text("explore(other, n=list(range(40)))")
        tab.keyboard.press("Shift+Enter")
        output(tab, 1).locator("img[alt*='other kind']").wait_for()
        tab.keyboard.press("Control+Enter")
        tab.locator(".jp-CodeCell .jp-InputArea-prompt").nth(2).get_by_text("[5]").wait_for()
        output(tab, 2).get_by_text("1 under way").wait_for()


# --- keys -------------------------------------------------------------------------------------------------------------

CONTROLS = (
    "from ai_ambitions import predict, quiz, explore, Picture\nimport matplotlib.pyplot as plt",
    "predict('00-checkable', 'How many?', unit='of 32')",
    "quiz('06-check')",
    """def plot(rate, year):
    figure, axes = plt.subplots(figsize=(5, 2))
    axes.plot([0, rate])
    plt.close(figure)
    return Picture(figure, f"A line that rises from nought to {rate} per cent in the {year} year.")

explore(plot, rate=[1, 2, 3, 4], year=["first", "second", "third"])""",
    "'The end'",
)
RADIOS = ".jp-CodeCell >> nth=2 >> .widget-radio-box input"


@pytest.mark.parametrize("program", ["jupyterlab", "notebook"])
def test_keys_typed_in_a_control_go_to_the_control(
    program: str, lab: tuple[str, Path, Any], tmp_path: Path
) -> None:
    """A quiz, a list and a slider can be worked by keys; where the program took them, an arrow left and "dd" deleted the cell."""
    (tmp_path / "course").mkdir()
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(CONTROLS)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), tmp_path / "course" / "keys.ipynb")
    with (
        browser.lab(
            tmp_path / "course", tmp_path / "lab", (program,), JUPYTER_CONFIG_PATH=str(SERVER)
        ) as address,
        browser.page(lab[2], viewport={"width": 1300, "height": 1400}) as tab,
    ):
        if program == "jupyterlab":
            browser.open_notebook(tab, address, "keys.ipynb")
        else:
            tab.goto(f"{address}/notebooks/keys.ipynb")
            tab.wait_for_selector(".jp-Notebook .jp-Cell")
            browser.kernel_is_there(tab, address)
        browser.run_all(tab)
        assert browser.errors_in(tab) == []
        box = tab.locator(".widget-text input").first
        box.click()
        tab.keyboard.type("dd29")
        assert box.input_value() == "dd29"
        option = tab.locator(RADIOS)
        option.first.click()
        tab.keyboard.press("ArrowDown")
        assert option.nth(1).is_checked()
        tab.keyboard.type("dd")
        assert tab.locator(".jp-CodeCell").count() == len(CONTROLS), "the cell of the quiz is still there"
        chosen = tab.locator(".widget-dropdown select").last
        chosen.focus()
        tab.keyboard.press("ArrowDown")
        assert chosen.evaluate("e => e.selectedOptions[0].innerText") == "second"
        tab.locator(".noUi-handle").first.focus()
        tab.keyboard.press("ArrowRight")
        tab.wait_for_function("document.querySelector('.widget-readout').innerText === '2'")
        # What is meant for the program still reaches it: the notebook is saved from inside a control.
        chosen.focus()
        control_s(tab, tmp_path / "course" / "keys.ipynb")
