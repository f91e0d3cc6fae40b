"""The verdict audit: for each claim the rule, what it measured, the line, what would turn it, and what it can never say."""

from __future__ import annotations

import html
from collections.abc import Mapping

from ai_ambitions.core.course import course, rules_of
from ai_ambitions.core.verdict import OUTCOMES, Verdict
from ai_ambitions.practice.claims import badge, history
from ai_ambitions.practice.ledger import Entry, entries, named
from ai_ambitions.publish.board import lesson_link


def page() -> str:
    """The page of the audit: all claims in order of the article; one that is not settled yet says so."""
    made, article = entries(), course().article
    settled = [entry for entry in made if entry.settled]
    split = [entry for entry in settled if len(_outcomes(entry)) > 1]
    rules = sum(len(entry.rules) for entry in settled)
    head = [
        "# Verdict audit",
        "",
        f"How each of the {article.claims} verdicts comes about, on one page: the rule in words, what it measured, the line that it was "
        "held against, what would turn it, and what other rules make of the same tables. The page is computed from the tables when "
        "the site is built, and the build stops where a rule and the ledger part.",
        "",
        f"{len(settled)} claims are settled by {rules} rules; {len(made) - len(settled)} wait for their lesson, and are said to. "
        f"For {len(split)} of the settled ones some rule says otherwise than the course's on at least one of the two dates: there the "
        "yardstick decides, and you may doubt it.",
        "",
        "*Can it come out otherwise?* For each rule of the course, tests change the tables until every outcome has occurred that is not "
        "ruled out here with a reason. A rule that could only agree with us would prove nothing.",
        "",
        _overview(made),
        "",
    ]
    return "\n".join([*head, *(section(entry) for entry in made)])


def _outcomes(entry: Entry) -> set[tuple[str, str]]:
    """The pairs of outcomes, when written and today, that the rules of a claim give."""
    return {(then.outcome, now.outcome) for then, now in entry.ruled.values()}


def _agreeing(entry: Entry) -> tuple[int, int]:
    """How many rules beside the course's there are, and how many of them say the same on both dates."""
    others = [pair for rule, pair in entry.ruled.items() if rule != "default"]
    return len(others), sum((then.outcome, now.outcome) == entry.ledger for then, now in others)


def _overview(made: tuple[Entry, ...]) -> str:
    columns = ("Claim", "When written", "Today", "Confidence", "Other rules that agree")
    rows = ""
    for entry in made:
        others, same = _agreeing(entry)
        agree = f"{same} of {others}" if entry.settled else "not settled yet"
        cells = (*map(badge, entry.ledger), entry.row["confidence"], agree)
        body = "".join(
            f'<td data-label="{name}">{text}</td>' for name, text in zip(columns[1:], cells, strict=True)
        )
        rows += f'<tr><th scope="row"><a href="#audit-{entry.id.lower()}">{entry.id}</a> {html.escape(entry.name)}</th>{body}</tr>'
    head = "".join(f'<th scope="col">{name}</th>' for name in columns)
    return f'<table class="ai-table ai-stacked"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def section(entry: Entry) -> str:
    """One claim: what the ledger holds of it, and for a settled one how the rule came to it."""
    row = entry.row
    told = [
        ("Standing", _standing(entry)),
        *(_judged(entry) if entry.settled else _waiting(entry)),
        ("Confidence", html.escape(row["confidence"])),
        ("Strongest objection", html.escape(row["strongest_objection"])),
        ("History", _history(entry)),
    ]
    body = "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in told if text)
    return (
        f"(audit-{entry.id.lower()})=\n## {entry.id} {entry.name}\n\n{html.escape(row['claim'])}\n\n"
        f'<dl class="ai-claim">{body}</dl>\n'
    )


def _standing(entry: Entry) -> str:
    owner = lesson_link(entry, f"{entry.owner.number} {entry.owner.title}")
    card = f'<a href="claims.html#{entry.id.lower()}">its card on the board</a>'
    state = "settled in" if entry.settled else "not settled yet, a judgement of the course until then; for"
    return f"{state} lesson {owner}; {card}"


def _waiting(entry: Entry) -> list[tuple[str, str]]:
    """What is known of a claim whose lesson is still to come: two provisional verdicts, and what would settle it."""
    then, now = entry.ledger
    return [
        ("When written", f"{badge(then)}, provisional"),
        ("Today", f"{badge(now)}, provisional (evidence up to {entry.row['as_of']})"),
        ("What would settle it", html.escape(entry.row["would_settle"])),
    ]


def _judged(entry: Entry) -> list[tuple[str, str]]:
    then, now = entry.ruled["default"]
    return [
        ("The course’s rule", html.escape(entry.rules["default"])),
        ("The line", html.escape(now.line)),
        (f"When written, {then.day}", _said(then)),
        (f"Today, {now.day}", _said(now)),
        ("What would turn it", html.escape(now.turns)),
        ("Can come out as", _reach(entry)),
        ("Other rules", _others(entry)),
    ]


def _said(verdict: Verdict) -> str:
    figure = verdict.figure[:1].upper() + verdict.figure[1:]
    return f"<b>{badge(verdict.outcome)}</b>. {html.escape(figure)}. {html.escape(verdict.because)}"


def _reach(entry: Entry) -> str:
    """The outcomes that a rule can give, each shown by a test, and the others with the reason why it cannot."""
    never: Mapping[str, str] = getattr(rules_of(entry.id), "NEVER", {}).get(entry.id, {})
    can = ", ".join(badge(outcome) for outcome in OUTCOMES if outcome not in never)
    reasons = "".join(
        f"<li>Never {html.escape(OUTCOMES[outcome])}: {html.escape(why)}</li>"
        for outcome, why in never.items()
    )
    return f"{can}<ul>{reasons}</ul>" if reasons else can


def _others(entry: Entry) -> str:
    """Each further rule behind a fold: its sentence, and what it says on both dates with its figure."""
    number, same = _agreeing(entry)
    items = ""
    for rule, (then, now) in entry.ruled.items():
        if rule == "default":
            continue
        figures = (
            html.escape(now.figure)
            if then.figure == now.figure
            else f"{html.escape(then.figure)}; today: {html.escape(now.figure)}"
        )
        items += (
            f"<li><b>{html.escape(named(rule))}:</b> {html.escape(entry.rules[rule])}<br>"
            f"When written {badge(then.outcome)}, today {badge(now.outcome)}. {figures}.</li>"
        )
    agree = f"{same or 'none'} agree{'s' * (same < 2)} with it on both dates"
    word = f"{number} other rule{'s' * (number != 1)}; {agree}"
    return f"<details><summary>{word}</summary><ul>{items}</ul></details>"


def _history(entry: Entry) -> str:
    changes = history(entry.id)
    if not changes:
        return "neither verdict has changed since the course began to keep a history"
    return "<ul>" + "".join(f"<li>{html.escape(said)}</li>" for said in changes) + "</ul>"
