"""A pytest plugin that writes down which outcomes the verdict rules of a room gave while its tests ran.

Load it with ``-p tests.support.outcomes`` and name the room and the file to write in the environment. It counts what the
rule itself said of tables, a day and a named rule; a call that moves the line by a further argument is no proof of anything.
"""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from ai_ambitions.core.verdict import OUTCOMES, Verdict

ROOM, FILE = "OUTCOMES_OF_ROOM", "OUTCOMES_FILE"
FOUND: dict[str, dict[str, set[str]]] = {}  # claim, rule, outcomes


def pytest_configure() -> None:
    """Put a listener around each rule before a test file can import it."""
    module = import_module(f"ai_ambitions.lessons.{os.environ[ROOM]}.verdicts")
    for claim in module.RULES:
        setattr(module, claim.lower(), heard(getattr(module, claim.lower())))


def heard(judge: Callable[..., Verdict]) -> Callable[..., Verdict]:
    """The same rule, whose outcomes are kept."""

    @functools.wraps(judge)
    def listen(*given: Any, **named: Any) -> Verdict:
        said = judge(*given, **named)
        if len(given) <= 3 and set(named) <= {"tables", "day", "rule"}:
            FOUND.setdefault(said.claim, {}).setdefault(said.rule, set()).add(said.outcome)
        return said

    return listen


def pytest_unconfigure() -> None:
    """Write what was heard."""
    found = {claim: {rule: sorted(said) for rule, said in rules.items()} for claim, rules in FOUND.items()}
    Path(os.environ[FILE]).write_text(json.dumps(found), encoding="utf-8")


def gaps(
    room: str,
    claims: Iterable[str],
    rules: Mapping[str, Iterable[str]],
    never: Mapping[str, Mapping[str, str]],
    found: Mapping[str, Mapping[str, Iterable[str]]],
) -> list[str]:
    """What a room's tests leave unproved, one line each, with what to do. Empty where all is shown.

    Parameters
    ----------
    room
        Name of the room.
    claims
        The claims that its lesson settles, by ``course.yaml``.
    rules, never
        The room's ``RULES`` and ``NEVER``.
    found
        Outcomes that its rules gave in its tests, by claim and name of the rule.
    """
    told = []
    tests = f"tests/lessons/{room}/test_verdicts.py"
    for claim in claims:
        said = {rule: set(outcomes) for rule, outcomes in found.get(claim, {}).items()}
        default, reasons = said.get("default", set()), never.get(claim, {})
        for outcome in OUTCOMES:
            if outcome in default and outcome in reasons:
                told.append(f"{claim} gave {outcome}, and NEVER says that it cannot. Take it out there.")
            elif outcome not in default and not reasons.get(outcome, "").endswith("."):
                told.append(
                    f"{claim}: no table in {tests} makes it {outcome}. Add one, or say in NEVER of its verdicts.py why not."
                )
        told += [
            f"{claim}, rule {rule}: {tests} shows {len(said.get(rule, ()))} of its outcomes. Add tables that make it come out two ways."
            for rule in rules.get(claim, ())
            if rule != "default" and len(said.get(rule, ())) < 2
        ]
        told += [
            f"{claim}: NEVER has {key!r}, which is no outcome." for key in reasons if key not in OUTCOMES
        ]
    told += [
        f"NEVER has {claim}, which this lesson does not settle." for claim in never if claim not in claims
    ]
    return told
