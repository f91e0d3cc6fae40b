"""The ledger by every rule: each claim with a short name, and its verdicts of both dates by each rule that its lesson states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from ai_ambitions.core.course import Lesson, course, lesson, rules_of
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import SITE, carried, data_dir
from ai_ambitions.core.verdict import OUTCOMES, Verdict, by_rule
from ai_ambitions.data.contract import read_rows, table_entry
from ai_ambitions.data.load import load

if TYPE_CHECKING:
    import pandas as pd

NAMES = carried("claim-names.yaml", SITE / "claim-names.yaml")
FROM_MILD_TO_HARD = ("supported", "supported_with_qualifier", "outdated", "not_checkable", "not_supported")
RULES = {"own": "the course's rule", "mild": "the mildest rule", "hard": "the hardest rule"}
Pair = tuple[str, str]  # outcomes for the day of writing and for today


@dataclass(frozen=True)
class Entry:
    """A claim as the board and lesson 12 show it.

    Attributes
    ----------
    row
        Its row of the ledger.
    name
        A few words that tell it from the others.
    owner
        The lesson that judges it.
    ruled
        For a settled claim the verdicts of both dates by each rule, the default first; empty for a provisional one.
    rules
        Each rule in a sentence.
    """

    row: Mapping[str, str]
    name: str
    owner: Lesson
    ruled: Mapping[str, tuple[Verdict, Verdict]]
    rules: Mapping[str, str]

    @property
    def id(self) -> str:
        """``C20``."""
        return self.row["claim_id"]

    @property
    def settled(self) -> bool:
        """Whether a lesson computes its verdicts."""
        return self.row["standing"] == "settled"

    @property
    def ledger(self) -> Pair:
        """The verdicts that the ledger holds."""
        return self.row["verdict_when_written"], self.row["verdict_today"]

    @property
    def kinds(self) -> tuple[str, ...]:
        """One or two types of claim."""
        return tuple(filter(None, (self.row["type"], self.row["type_2"])))

    def by(self, rule: str) -> Pair:
        """The outcomes of both dates by ``own``, ``mild`` or ``hard``: the first or last that any rule gives on that date."""
        if rule == "own" or not self.ruled:
            return self.ledger
        choose = min if rule == "mild" else max
        days = zip(*self.ruled.values(), strict=True)
        then, now = (choose((said.outcome for said in day), key=FROM_MILD_TO_HARD.index) for day in days)
        return then, now


def names() -> dict[str, str]:
    """The short name of each claim, by id."""
    read: dict[str, str] = yaml.safe_load(NAMES.read_text(encoding="utf-8"))
    return read


def judged(claim_id: str, today: str) -> tuple[dict[str, tuple[Verdict, Verdict]], dict[str, str]]:
    """Both verdicts of a settled claim by each of its rules, computed by its room; and the rules in words.

    Raises CourseError where the room has no rule, or a rule cannot be asked about one of the two days.
    """
    module = rules_of(claim_id)
    read = {name: load(name) for name in module.TABLES[claim_id]}
    rules: dict[str, str] = module.RULES[claim_id]
    judge = getattr(module, claim_id.lower())
    days = (course().article.day, today)
    return {rule: (judge(read, days[0], rule), judge(read, days[1], rule)) for rule in rules}, rules


@cache
def entries() -> tuple[Entry, ...]:
    """All claims in order of the article. Raises CourseError for a settled one whose computed verdict is not the ledger's."""
    known, made = names(), []
    head, *lines = read_rows(data_dir() / table_entry("claims")["path"])
    for row in (dict(zip(head, line, strict=True)) for line in lines if line):
        claim_id = row["claim_id"]
        ruled, rules = judged(claim_id, row["as_of"]) if row["standing"] == "settled" else ({}, {})
        entry = Entry(row, known[claim_id], lesson(row["lesson"]), ruled, rules)
        if ruled and tuple(said.outcome for said in ruled["default"]) != entry.ledger:
            raise CourseError(
                f"{claim_id}: its rule does not give what the ledger says.",
                f"Run the tests of its lesson: pytest tests/test_verdicts.py -k {claim_id}",
            )
        made.append(entry)
    return tuple(made)


def counts(outcomes: Sequence[str]) -> dict[str, int]:
    """How many of some verdicts are each outcome, in the order of ``OUTCOMES``."""
    found = Counter(outcomes)
    return {outcome: found[outcome] for outcome in OUTCOMES}


def named(rule: str) -> str:
    """A rule's name as people say it."""
    return "the course's rule" if rule == "default" else rule.replace("-", " ")


def turned_in_words(
    rules: Mapping[str, Mapping[str, str]],
    words: Mapping[str, str],
    judges: Sequence[Callable[[Mapping[str, Any], str, str], Verdict]],
    tables: Mapping[str, Any],
    written: str,
    today: Mapping[str, str],
) -> pd.DataFrame:
    """What each rule of each claim says when written and today, a row a rule.

    Parameters
    ----------
    rules, words
        A room's ``RULES``, and what some of their names are called in its table; rooms fix these two.
    judges, tables
        Functions named after their claims (``c20``), and what they read.
    written, today
        The day of the article, and for each claim its own day.
    """
    import pandas as pd

    rows = by_rule(judges, rules, tables, lambda claim: {"when written": written, "today": today[claim]})
    return pd.DataFrame([row | {"rule": words.get(row["rule"], row["rule"])} for row in rows])
