"""Each rule can come out in every way: a table in its room's tests shows it, or the room says why it cannot.

A new lesson is tested here as soon as ``course.yaml`` calls it ready.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from ai_ambitions.core.course import Lesson, course, rules_of
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import ROOT
from ai_ambitions.core.verdict import ABSENT, OUTCOMES, REFUSES, Verdict
from ai_ambitions.data.load import load
from tests.support.outcomes import FILE, ROOM, gaps

SETTLING = [lesson for lesson in course().ready if lesson.claims]
CLAIMS = [claim for lesson in SETTLING for claim in lesson.claims]
WRITTEN = course().article.day


def never(claim: str) -> dict[str, str]:
    said: dict[str, dict[str, str]] = getattr(rules_of(claim), "NEVER", {})
    return said.get(claim, {})


@pytest.mark.slow
@pytest.mark.parametrize("lesson", SETTLING, ids=lambda lesson: lesson.room)
def test_every_outcome_is_shown_or_ruled_out(lesson: Lesson, tmp_path: Path) -> None:
    heard = tmp_path / "heard.json"
    tests = f"tests/lessons/{lesson.room}/test_verdicts.py"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.support.outcomes", "-p", "no:cacheprovider"]
    told = os.environ | {ROOM: lesson.room, FILE: str(heard)}
    done = subprocess.run([*command, tests], cwd=ROOT, env=told, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    found = json.loads(heard.read_text(encoding="utf-8"))
    module = rules_of(lesson.claims[0])
    left = gaps(lesson.room, lesson.claims, module.RULES, getattr(module, "NEVER", {}), found)
    assert not left, "\n".join(left)


def emptied(claim: str) -> dict[str, str]:
    """What a claim's rule says when one of its tables, or every one (``all``), has lost its rows; empty where it stops."""
    module = rules_of(claim)
    whole = {name: load(name) for name in module.TABLES[claim]}
    none = {name: frame.iloc[:0] for name, frame in whole.items()}
    judge: Callable[..., Verdict] = getattr(module, claim.lower())
    cases: dict[str, dict[str, pd.DataFrame]] = {name: whole | {name: none[name]} for name in whole}
    said = {}
    for case, tables in (cases | {"all": none}).items():
        try:
            said[case] = judge(tables, WRITTEN).outcome
        except (CourseError, IndexError, KeyError, ValueError):
            said[case] = ""
    return said


@pytest.mark.parametrize("claim", [claim for claim in CLAIMS if REFUSES in never(claim).values()])
def test_a_rule_that_is_said_to_stop_stops_without_figures(claim: str) -> None:
    assert emptied(claim)["all"] == ""


@pytest.mark.parametrize("claim", [claim for claim in CLAIMS if ABSENT in never(claim).values()])
def test_a_rule_that_is_said_to_take_absence_for_an_answer_does(claim: str) -> None:
    assert "not_supported" in emptied(claim).values()
    assert "not_checkable" not in emptied(claim).values()


WHOLE = {
    "C99": {"default": [name for name in OUTCOMES if name != "outdated"], "other": ["supported", "outdated"]}
}
RULES, REASON = {"C99": ["default", "other"]}, {"C99": {"outdated": "It never ages."}}


def test_nothing_is_left_where_all_is_shown() -> None:
    assert gaps("room", ["C99"], RULES, REASON, WHOLE) == []


@pytest.mark.parametrize(
    ("never", "found", "said"),
    [
        ({}, WHOLE, "C99: no table in tests/lessons/room/test_verdicts.py makes it outdated"),
        ({"C99": {"outdated": ""}}, WHOLE, "makes it outdated"),  # an empty reason is none
        (REASON, {}, "makes it supported"),  # a claim that nobody tested
        (REASON, {"C99": WHOLE["C99"] | {"default": list(OUTCOMES)}}, "gave outdated, and NEVER says that it cannot"),
        (REASON, {"C99": WHOLE["C99"] | {"other": ["supported"]}}, "rule other: .* shows 1 of its outcomes"),
        (REASON, {"C99": {"default": WHOLE["C99"]["default"]}}, "rule other: .* shows 0 of its outcomes"),
        ({"C99": REASON["C99"] | {"wrong": "A word."}}, WHOLE, "NEVER has 'wrong', which is no outcome"),
        (REASON | {"C98": {}}, WHOLE, "NEVER has C98, which this lesson does not settle"),
    ],
)  # fmt: skip
def test_what_a_room_forgot_is_told(
    never: dict[str, dict[str, str]], found: dict[str, dict[str, list[str]]], said: str
) -> None:
    told = "\n".join(gaps("room", ["C99"], RULES, never, found))
    assert re.search(said, told), told
