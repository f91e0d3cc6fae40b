"""How lesson 00 judges its claims: a function a claim, named after it, which reads only the tables that it is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ai_ambitions.core.course import course
from ai_ambitions.core.verdict import Verdict, asked, known_until

# TO DO: each rule in a sentence, written before you look at the figures; beside "default" at least one that differs in a choice.
RULES = {
    "C01": {"default": "Nothing was looked up yet, so that nothing can show the sentence true or false."}
}
# TO DO: names of the tables that each rule reads, written out: they are read without being run
TABLES: dict[str, tuple[str, ...]] = {"C01": ()}


def c01(tables: Mapping[str, Any], day: str, rule: str = "default") -> Verdict:
    """C01. TO DO: compare a figure of the tables with a line."""
    day = asked("C01", RULES, rule, day, course().article.day, known_until(tables))
    return Verdict(
        "C01",
        day,
        rule,
        "not_checkable",
        figure="no figure yet",
        line="none yet",
        because="Nothing was looked up.",
        turns="A table with a source.",
    )
