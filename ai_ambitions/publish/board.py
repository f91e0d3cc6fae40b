"""The ledger as a board: each claim under an address of its own, with its verdicts by both dates and by every rule."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence

from ai_ambitions.core.course import course, lesson
from ai_ambitions.core.verdict import OUTCOMES
from ai_ambitions.practice.claims import badge, history
from ai_ambitions.practice.ledger import FROM_MILD_TO_HARD, RULES, Entry, counts, entries, named
from ai_ambitions.publish.catalogue import link


def told(of: Sequence[Entry]) -> str:
    """The counts of the ledger as a table in Markdown, for the landing page."""
    then, now = (counts([entry.ledger[day] for entry in of]) for day in (0, 1))
    settled = sum(entry.settled for entry in of)
    lines = [
        "| verdict | when written | today |",
        "|---|---|---|",
        *(f"| {badge(outcome)} | {then[outcome]} | {now[outcome]} |" for outcome in OUTCOMES),
        "",
        f"{_settled_in_words(settled, len(of))} [See them all on the board](claims.md).",
    ]
    return "\n".join(lines)


def _settled_in_words(settled: int, of: int) -> str:
    if settled == of:
        return f"All {of} claims are settled, each by a rule that a lesson computes."
    return f"{settled} of the {of} claims are settled by a rule that a lesson computes; {of - settled} are provisional."


def page() -> str:
    """The page of the board: a table that works without script, and a card for each claim."""
    made, article = entries(), course().article
    settled = sum(entry.settled for entry in made)
    waits = "A provisional verdict is a judgement of the course, until the claim's lesson is here. "
    stays = " A provisional claim has no rule yet and stays where it is."
    if settled == len(made):
        waits = stays = ""
    changed = sum(entry.ledger[0] != entry.ledger[1] for entry in made)
    head = [
        f"# The {article.claims} claims",
        "",
        f"The sentences of the article, in our own words, with a verdict for the day on which it was written ({article.written}) and one for today. "
        f"{_settled_in_words(settled, len(made))} {waits}{changed} changed between the two dates.",
        "",
        f"*Rule*: most settled claims have further rules, which differ from the course's in one choice. The *mildest* is the one that is kindest to the claim, "
        f"in the order {', '.join(OUTCOMES[o] for o in FROM_MILD_TO_HARD)}; the *hardest* is its opposite.{stays}",
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
