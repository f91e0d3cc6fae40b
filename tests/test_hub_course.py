"""An exercise of this course on a JupyterHub: released, answered, graded sealed with `ambitions grade`, and its page fetched.

The journey with all its traps is boxgrader's ``test_hub.py``, on a toy; here the course is installed as a hub installs it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import nbformat
import pytest

from ai_ambitions.core.paths import EXERCISES, ROOT, SOLUTIONS
from tests.support.exercise import answers
from toyclass import classroom as make
from toyhub import hub as toyhub

pytestmark = [pytest.mark.slow, pytest.mark.needs_npm]
LESSON, COURSE = "06-chip-ban", "ai-ambitions"
SETTINGS = 'c.ExchangeFactory.collect = "boxgrader.intake.exchange.Collect"'


@pytest.fixture
def hub() -> Iterator[toyhub.Hub]:
    """The hub, and everybody logged in; see boxgrader's own test."""
    real = os.geteuid() == 0 and os.environ.get("TOYHUB_ACCOUNTS") != "one"
    settings = SETTINGS if real else f"{SETTINGS}\nc.ExchangeCollect.check_owner = False"
    try:
        with toyhub.hub(settings, real, COURSE, [ROOT]) as running:
            for person in running.people.values():
                person.enter()
            yield running
    except toyhub.Missing as why:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"no hub here: {why}")


def a_class(hub: toyhub.Hub) -> Path:
    """The class in a folder of its own, as the guide has it: settings, and the solution of one lesson."""
    teacher = hub.people["teacher"]
    root = teacher.home / "politics"
    (root / "solutions").mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    shutil.copytree(SOLUTIONS / LESSON, root / "solutions" / LESSON)
    settings = teacher.home / ".jupyter" / "nbgrader_config.py"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text(f"load_subconfig({str(root / 'nbgrader_config.py')!r})\n")
    if hub.real:
        for path in (settings.parent, *settings.parent.rglob("*"), root, *root.rglob("*")):
            shutil.chown(path, teacher.name, teacher.name)
    return root


def answered(kind: dict[str, Any]) -> Any:
    """The exercise as released, with an answer to every task; what stands below one in its cell is the exercise's own."""
    nb = nbformat.read(EXERCISES / LESSON / f"{LESSON}.ipynb", as_version=4)
    solution = nbformat.read(SOLUTIONS / LESSON / f"{LESSON}.ipynb", as_version=4)
    for task, codes in kind.items():
        own = make.cell_of(solution, task).source.split("### END SOLUTION")[-1]
        make.cell_of(nb, task).source = f"{codes[0]}\n{own}"
    return nb


def save(person: toyhub.Account, nb: Any) -> None:
    content = json.loads(make.text(nb))
    path = f"api/contents/{LESSON}/{LESSON}.ipynb"
    person.ask("PUT", path, json={"type": "notebook", "content": content})


def test_an_exercise_of_the_course_goes_round(hub: toyhub.Hub) -> None:
    teacher, ada, bob = (hub.people[who] for who in ("teacher", "ada", "bob"))
    root = a_class(hub)
    ambitions = hub.python.with_name("ambitions")
    teacher.manages("assign", LESSON)
    teacher.manages("release", LESSON)
    for learner in (ada, bob):
        learner.clicks("fetch", LESSON)
    save(ada, answered(answers(LESSON).RIGHT))
    ada.clicks("submit", LESSON)
    bob.clicks("submit", LESSON)  # as it was fetched
    teacher.manages("collect", LESSON)
    code, said = teacher.types(f"{ambitions} grade 06 --course {root}")
    assert code == 0, said
    assert "Sandbox: bubblewrap" in said
    assert "Sealed: tests run where no line of a learner's runs." in said
    assert "Graded 2; to look at 0; not graded 0." in said

    solution = nbformat.read(SOLUTIONS / LESSON / f"{LESSON}.ipynb", as_version=4)
    metas = [cell.metadata.nbgrader for cell in solution.cells if "nbgrader" in cell.metadata]
    full = sum(meta.points for meta in metas if meta.grade and not meta.solution)
    lines = teacher.ask("GET", f"formgrader/api/submissions/{LESSON}")
    assert {line["student"]: line["score"] for line in lines} == {ada.name: full, bob.name: 0}

    code, said = teacher.types(f"{ambitions} feedback 06 --course {root}")
    assert code == 0, said
    teacher.manages("release_feedback", LESSON)
    hidden = [line for line in _hidden(solution) if len(line) > 20]
    for learner, words in ((ada, f"{full:g} of"), (bob, "0 of")):
        learner.clicks("fetch_feedback", LESSON)
        (page,) = (learner.home / LESSON / "feedback").rglob("*.html")
        text = unescape(page.read_text(encoding="utf-8"))
        assert words in text
        assert not [line for line in hidden if line in text]
    assert hidden


def _hidden(solution: Any) -> list[str]:
    """Lines of hidden tests that stand in no other cell."""
    shown = {
        line.strip()
        for cell in solution.cells
        if "HIDDEN TESTS" not in cell.source
        for line in cell.source.splitlines()
    }
    tests = [cell.source for cell in solution.cells if "HIDDEN TESTS" in cell.source]
    return [line.strip() for text in tests for line in text.splitlines() if line.strip() not in shown]
