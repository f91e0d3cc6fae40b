"""A hub with three accounts: an assignment goes out, comes back, is graded sealed, and its feedback reaches who it is for.

Learners click in the *Assignment List*, the teacher in the form grader and types in a terminal; what is asked of the hub are
those buttons' own requests, with each account's cookies.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from toyclass import classroom as make
from toyclass.classroom import FULL, LESSON
from toyhub import hub as toyhub

pytestmark = [pytest.mark.slow, pytest.mark.needs_npm]
SETTINGS = 'c.ExchangeFactory.collect = "boxgrader.intake.exchange.Collect"'
STEP = """c.Autograde.autograde_preprocessors = [
    "boxgrader.step.InBox",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]"""
FORGE = "exit._ip.input_transformer_manager.transform_cell = lambda raw: 'pass\\n'\n"


@pytest.fixture(scope="module")
def hub() -> Iterator[toyhub.Hub]:
    """The hub, and everybody logged in: root makes three accounts; elsewhere one account of the computer plays all parts."""
    real = os.geteuid() == 0 and os.environ.get("TOYHUB_ACCOUNTS") != "one"
    settings = SETTINGS if real else f"{SETTINGS}\nc.ExchangeCollect.check_owner = False"
    try:
        with toyhub.hub(settings, real) as running:
            for person in running.people.values():
                person.enter()
            yield running
    except toyhub.Missing as why:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"no hub here: {why}")


def set_up(hub: toyhub.Hub) -> Path:
    """The teacher's part as boxgrader's README tells it: the course below the home, and where it lies."""
    teacher = hub.people["teacher"]
    course = make.make_course(teacher.home / "toy", more=f"c.BoxGrader.sealed = True\n{STEP}")
    settings = teacher.home / ".jupyter" / "nbgrader_config.py"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text(f"load_subconfig({str(course.root / 'nbgrader_config.py')!r})\n")
    if hub.real:
        for path in (settings.parent, *settings.parent.rglob("*"), course.root, *course.root.rglob("*")):
            shutil.chown(path, teacher.name, teacher.name)
    return course.root


def save(person: toyhub.Account, nb: object) -> None:
    """What JupyterLab does at Ctrl-S."""
    content = json.loads(make.text(nb))
    person.ask("PUT", f"api/contents/{LESSON}/{LESSON}.ipynb", json={"type": "notebook", "content": content})


def page_of(person: toyhub.Account) -> str:
    (page,) = (person.home / LESSON / "feedback").rglob("*.html")
    return page.read_text(encoding="utf-8")


def test_from_release_to_fetched_feedback(hub: toyhub.Hub) -> None:
    teacher, ada, bob = (hub.people[who] for who in ("teacher", "ada", "bob"))
    root = set_up(hub)
    boxgrader = f"{hub.python.with_name('boxgrader')}"

    teacher.manages("assign", LESSON)
    teacher.manages("release", LESSON)
    for learner in (ada, bob):
        (line,) = learner.clicks("fetch", LESSON)
        assert (line["assignment_id"], line["status"]) == (LESSON, "fetched")

    save(ada, make.exercise())
    ada.clicks("submit", LESSON)
    save(ada, make.perfect())
    ada.clicks("submit", LESSON)  # the later one counts
    blank = make.exercise()
    make.extra(blank, FORGE + make.LOOK_UP.format(root=str(root)))
    save(bob, blank)
    bob.clicks("submit", LESSON)

    inbound = hub.exchange / toyhub.COURSE / "inbound"
    forged = f"{ada.name}+{LESSON}+2099-01-01 00:00:00.000000 UTC+forged"
    if hub.real:  # one account of the computer has no secrets from itself
        for place in (teacher.home, ada.home, inbound):
            assert bob.types(f"ls {place}")[0], f"{place} is not for bob"
        assert bob.types(f"cp -r ~/{LESSON} '{inbound}/{forged}'")[0] == 0, "the exchange takes any name"
    assert bob.session.get(f"{ada.own}/api/contents").status_code in (403, 404), (
        "a learner's server is their own"
    )

    log = teacher.manages("collect", LESSON)
    assert (forged in log) == hub.real
    code, said = teacher.types(f"{boxgrader} grade {LESSON} --course {root}")
    assert code == 0, said
    assert "Sandbox: bubblewrap" in said
    assert "Sealed: tests run where no line of a learner's runs." in said
    assert "Graded 2;" in said

    handed_in = {line["student"]: line for line in teacher.ask("GET", f"formgrader/api/submissions/{LESSON}")}
    assert {name: line["score"] for name, line in handed_in.items()} == {ada.name: FULL, bob.name: 0}
    button = teacher.ask("POST", f"formgrader/api/submission/{LESSON}/{bob.name}/autograde")
    assert button["success"], button
    assert teacher.ask("GET", f"formgrader/api/submission/{LESSON}/{bob.name}")["score"] == 0, (
        "boxed and sealed, too"
    )
    notebook = teacher.ask("GET", f"formgrader/api/submitted_notebooks/{LESSON}/{LESSON}")
    hers = next(line["id"] for line in notebook if line["student"] == ada.name)
    marks = teacher.ask("GET", f"formgrader/api/grades?submission_id={hers}")
    essay = next(mark for mark in marks if mark["name"] == "toy-essay")
    assert essay["needs_manual_grade"]
    teacher.ask("PUT", f"formgrader/api/grade/{essay['id']}", json={"manual_score": 3})

    code, said = teacher.types(f"{boxgrader} feedback {LESSON} --course {root}")
    assert code == 0, said
    teacher.manages("release_feedback", LESSON)
    for learner in (ada, bob):
        learner.clicks("fetch_feedback", LESSON)
    total = FULL + make.toy.ESSAY_POINTS
    assert f"{FULL + 3:g} of {total:g} points" in page_of(ada)
    assert f"0 of {total:g} points" in page_of(bob), "a blank essay waits for nobody"
    for learner in (ada, bob):
        assert "2368" not in page_of(learner), "no value of a hidden test"
    stored = (root / "grading" / "autograded" / bob.name / LESSON / f"{LESSON}.ipynb").read_text()
    assert "FOUND []" in stored, "bob's code found no notebook and no gradebook"
