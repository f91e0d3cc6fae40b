"""The ledger as a board: each claim with a short name, its verdicts by both dates and by every rule, and an address of its own."""

from __future__ import annotations

import html
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import yaml

from ai_ambitions.core.course import Lesson, course, lesson, rules_of
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import SITE
from ai_ambitions.core.verdict import OUTCOMES, Verdict
from ai_ambitions.data.contract import tables
from ai_ambitions.data.load import load
from ai_ambitions.practice.claims import badge, history
from ai_ambitions.publish.catalogue import link, rows_of

NAMES = SITE / "claim-names.yaml"
FROM_MILD_TO_HARD = ("supported", "supported_with_qualifier", "outdated", "not_checkable", "not_supported")
RULES = {"own": "the course's rule", "mild": "the mildest rule", "hard": "the hardest rule"}
Pair = tuple[str, str]  # outcomes for the day of writing and for today


@dataclass(frozen=True)
class Entry:
    """A claim as the board shows it.

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
    for row in rows_of(tables()["claims"]):
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


def counts(of: Sequence[Entry], when: int) -> dict[str, int]:
    """How many claims have each outcome, when written (0) or today (1), in the order of ``OUTCOMES``."""
    found = Counter(entry.ledger[when] for entry in of)
    return {outcome: found[outcome] for outcome in OUTCOMES}


def told(of: Sequence[Entry]) -> str:
    """The counts of the ledger as a table in Markdown, for the landing page."""
    then, now = counts(of, 0), counts(of, 1)
    settled = sum(entry.settled for entry in of)
    lines = [
        "| verdict | when written | today |",
        "|---|---|---|",
        *(f"| {badge(outcome)} | {then[outcome]} | {now[outcome]} |" for outcome in OUTCOMES),
        "",
        f"{settled} of the {len(of)} claims are settled by a rule that a lesson computes; {len(of) - settled} are provisional. "
        "[See them all on the board](claims.md).",
    ]
    return "\n".join(lines)


def page() -> str:
    """The page of the board: a table that works without script, and a card for each claim."""
    made, article = entries(), course().article
    settled = sum(entry.settled for entry in made)
    changed = sum(entry.ledger[0] != entry.ledger[1] for entry in made)
    head = [
        f"# The {article.claims} claims",
        "",
        f"The sentences of the article, in our own words, with a verdict for the day on which it was written ({article.written}) and one for today. "
        f"{settled} are settled: a lesson computes the verdict by a rule stated beforehand. {len(made) - settled} are *provisional*: judgements of the course, "
        f"until their lesson is here. {changed} changed between the two dates.",
        "",
        f"*Rule*: most settled claims have further rules, which differ from the course's in one choice. The *mildest* is the one that is kindest to the claim, "
        f"in the order {', '.join(OUTCOMES[o] for o in FROM_MILD_TO_HARD)}; the *hardest* is its opposite. A provisional claim has no rule yet and stays where it is.",
        "",
        board(made),
        "",
    ]
    return "\n".join([*head, *(card(entry) for entry in made)])


def board(made: Sequence[Entry]) -> str:
    """The table of all claims, with what the script needs to filter and to switch it."""
    columns = ("Claim", "Lesson", "Type", "When written", "Today", "Confidence", "Standing")
    head = "".join(f'<th scope="col">{name}</th>' for name in columns)
    body = "".join(_row(entry, columns) for entry in made)
    words = html.escape(json.dumps({o: badge(o) for o in OUTCOMES}, ensure_ascii=False))
    return (
        f'<div class="ai-board" data-words="{words}"><table class="ai-table ai-stacked">'
        f"<caption>All claims, by the course's rule</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(entry: Entry, columns: Sequence[str]) -> str:
    held = html.escape(json.dumps({rule: entry.by(rule) for rule in RULES}))
    owner, kinds, standing = entry.owner, " and ".join(entry.kinds), entry.row["standing"]
    cells = (
        lesson_link(entry, owner.number),
        kinds,
        *(badge(outcome) for outcome in entry.ledger),
        entry.row["confidence"],
        standing,
    )
    marked = "".join(
        f'<td data-label="{name}">{text}</td>' for name, text in zip(columns[1:], cells, strict=True)
    )
    return (
        f'<tr data-claim="{entry.id}" data-name="{html.escape(entry.name)}" data-lesson="{owner.number}" '
        f'data-title="{html.escape(owner.title)}" data-kinds="{" ".join(entry.kinds)}" data-confidence="{entry.row["confidence"]}" '
        f'data-standing="{standing}" data-verdicts="{held}">'
        f'<th scope="row"><a href="#{entry.id.lower()}">{entry.id}</a> {html.escape(entry.name)}</th>{marked}</tr>'
    )


def lesson_link(entry: Entry, words: str) -> str:
    """A link to the cell that settles a claim; plain words where its lesson is still to come."""
    if not entry.owner.ready:
        return html.escape(words)
    anchor = f"#verdict-{entry.id.lower()}" if entry.settled else ""
    return f'<a href="lessons/{entry.owner.slug}.html{anchor}">{html.escape(words)}</a>'


def card(entry: Entry) -> str:
    """All that the ledger holds of a claim, under an address of its own."""
    row = entry.row
    then, now = map(badge, entry.ledger)
    owner = lesson_link(entry, f"{entry.owner.number} {entry.owner.title}")
    also = [lesson(number) for number in filter(None, row["lessons_also"].split(";"))]
    others = ", ".join(
        f'<a href="lessons/{other.slug}.html">{other.number}</a>' if other.ready else other.number
        for other in also
    )
    state = f"settled in lesson {owner}" if entry.settled else f"provisional; lesson {owner} will settle it"
    rests = ", ".join(filter(None, map(link, (row["source_id"], row["source_id_2"]))))
    held = ", ".join(f'<a href="data/{name}.html">{name}</a>' for name in row["tables"].split(";") if name)
    told = [
        ("When written", f"<b>{then}</b>"),
        ("Today", f"<b>{now}</b> (evidence up to {row['as_of']})"),
        ("Confidence", f"{row['confidence']}; {state}{f'; used in {others}' if others else ''}"),
        ("By other rules", _by_rules(entry)),
        ("What would settle it", html.escape(row["would_settle"])),
        ("Rests on", html.escape(row["rests_on"])),
        ("The strongest objection", html.escape(row["strongest_objection"])),
        *(("Changed on", html.escape(said)) for said in history(entry.id)),
        ("Tables", held),
        ("Sources", rests),
    ]
    body = "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in told if text)
    return (
        f"({entry.id.lower()})=\n## {entry.id} {entry.name}\n\n{html.escape(row['claim'])}\n\n"
        f'<dl class="ai-claim">{body}</dl>\n\n<p class="ai-back"><a href="#the-{course().article.claims}-claims">Back to the board</a> · <a href="audit.html#audit-{entry.id.lower()}">How it is judged, step by step</a></p>\n'
    )


def _by_rules(entry: Entry) -> str:
    """The verdicts of each rule on both dates as a small table, with the rule's sentence behind a fold."""
    if not entry.ruled:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{html.escape(named(rule))}</th><td>{badge(then.outcome)}</td><td>{badge(now.outcome)}</td></tr>'
        for rule, (then, now) in entry.ruled.items()
    )
    said = "".join(
        f"<li><b>{html.escape(named(rule))}:</b> {html.escape(text)}</li>"
        for rule, text in entry.rules.items()
    )
    return (
        '<table class="ai-table"><thead><tr><th scope="col">Rule</th><th scope="col">When written</th><th scope="col">Today</th></tr></thead>'
        f"<tbody>{rows}</tbody></table><details><summary>The rules in words</summary><ul>{said}</ul></details>"
    )


def named(rule: str) -> str:
    """A rule's name as people say it."""
    return "the course's rule" if rule == "default" else rule.replace("-", " ")
