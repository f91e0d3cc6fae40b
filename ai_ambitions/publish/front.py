"""What the README and the landing page say of the lessons, written from the map of the course."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from ai_ambitions.core.course import Home, Lesson, course
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import ROOT

CLONE = "<!-- clone: from course.yaml -->"
BEGIN, END = "<!-- lessons: from course.yaml -->", "<!-- end of lessons -->"


def lessons_table(link: Callable[[Lesson], str]) -> str:
    """The lessons that are here as a Markdown table, and those to come in a sentence. ``link`` gives a lesson's address."""
    lines = [
        "| Lesson | Question | Minutes: core + further | Exercise + essay | Claims |",
        "|---|---|---|---|---|",
    ]
    for entry in course().ready:
        lines.append(
            f"| [{entry.number} {entry.title}]({link(entry)}) | {entry.question} | {_reading(entry)} "
            f"| {_work(entry)} | {' '.join(entry.claims)} |"
        )
    coming = [entry for entry in course().lessons if not entry.ready]
    if coming:
        listed = " · ".join(f"{entry.number} {entry.title}" for entry in coming)
        open_claims = any(entry.claims for entry in coming)
        ledger = " The ledger holds a provisional verdict for each of their claims." if open_claims else ""
        lines += ["", f"To come: {listed}.{ledger}"]
    return "\n".join(lines)


def _reading(entry: Lesson) -> str:
    return _sum(entry.minutes["core"], entry.minutes["further"])


def _work(entry: Lesson) -> str:
    return _sum(entry.minutes["exercise"], entry.minutes["essay"])


def _sum(first: int, second: int) -> str:
    return f"{first} + {second}" if second else str(first)


def lessons_cards(link: Callable[[Lesson], str]) -> str:
    """The lessons as a list of cards in HTML, which reads on a phone as well: question, minutes, claims, and those to come."""
    cards = []
    for entry in course().lessons:
        head = html.escape(f"{entry.number} {entry.title}")
        claims = ", ".join(f'<a href="claims.html#{claim.lower()}">{claim}</a>' for claim in entry.claims)
        last = [f"claims {claims}"] if claims else []
        if entry.ready:
            head = f'<a href="{link(entry)}">{head}</a>'
            last = [
                f"{_reading(entry)} minutes, exercise {_work(entry)}",
                *last,
            ]
        else:
            last = ["to come", *last]
        cards.append(
            f"<li><b>{head}</b><p>{html.escape(entry.question)}</p><small>{' · '.join(last)}</small></li>"
        )
    return f'<ol class="ai-lessons">{"".join(cards)}</ol>'


def filled(
    text: str,
    link: Callable[[Lesson], str],
    name: str,
    made: Callable[[Callable[[Lesson], str]], str] = lessons_table,
) -> str:
    """A page with its lessons put between its two marks, as ``made`` writes them. Raises CourseError when the marks are gone."""
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise CourseError(
            f"{name} has lost the marks around its table of lessons.",
            f"Put back the lines {BEGIN} and {END}.",
        )
    table = f"{BEGIN}\n{made(link)}\n{END}"
    return re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: table, text, flags=re.DOTALL)


def with_address(text: str, home: Home | None) -> str:
    """A page with the command that clones the course, where it has a public home; else the place for it is taken out."""
    return text.replace(CLONE, f" (`git clone {home.repository}`)" if home else "")


def with_numbers(text: str) -> str:
    """The landing page with its list of lessons written out, so that the list beside every page has their numbers."""
    listed = "".join(f"{entry.number} {entry.title} <lessons/{entry.slug}>\n" for entry in course().ready)
    return text.replace("\nlessons/*\n", f"\n{listed}")


def write_readme() -> list[str]:
    """Put the table of lessons into README.md; the names of the files that changed."""
    path = ROOT / "README.md"
    old = path.read_text(encoding="utf-8")
    new = filled(old, lambda entry: f"lessons/{entry.slug}.ipynb", "README.md")
    if new == old:
        return []
    path.write_text(new, encoding="utf-8", newline="\n")
    return ["README.md"]
