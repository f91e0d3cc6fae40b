"""The core path of a lesson as pieces, in order, read from its finished page: what slides and handouts are made of.

A piece is told by what stands on the page (a guess, its answer, a picture, a figure with controls, a formula, a table, a
verdict), so that no cell is marked for it. Parts headed *Further*, folds and code are left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from bs4 import BeautifulSoup, Tag

DISAGREE = "Two sources disagree"  # headings that every lesson gives to the same part
KEY_POINTS = "Key points"
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\bU\.S\.)[”\"’)]*\s+(?=[“\"(]?[A-Z0-9\u201c])")


@dataclass
class Piece:
    """One thing that a lesson shows, and the words around it.

    Attributes
    ----------
    kind
        guess, answer, picture, controls, formula, table, quiz, verdict, or words for a part that shows nothing of these.
    part, under
        The heading of the part (h2), and the nearest heading (h2 or h3).
    tag
        Its element on the page.
    lead
        What stands right before it: words of the part before its first piece, or what is said after the piece before.
    before
        What the part says before its first piece; after another piece it is empty.
    after
        What is said until the next piece.
    """

    kind: str
    part: str
    under: str
    tag: Tag
    lead: Sequence[Tag] = ()
    before: list[Tag] = field(default_factory=list)
    after: list[Tag] = field(default_factory=list)

    @property
    def data(self) -> dict[str, Any]:
        """What the page tells its script of a guess or an answer."""
        held: dict[str, Any] = json.loads(str(self.tag.get("data-ask") or self.tag.get("data-fact") or "{}"))
        return held

    @property
    def said(self) -> list[Tag]:
        """All words around it, in order."""
        return [*self.before, *self.after]


def words(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def plain(tag: Tag) -> str:
    """The text of an element in one line, without what only screen readers meet twice."""
    return " ".join(tag.get_text().split())


def sentences(text: str) -> list[str]:
    """A text cut into its sentences."""
    cuts = [0, *(found.end() for found in _SENTENCE.finditer(text)), len(text)]
    return [text[a:b].strip() for a, b in pairwise(cuts) if text[a:b].strip()]


def fit(text: str, room: int) -> str:
    """As many whole sentences from the beginning as have room, counted in words; of a first one that is too long, its first clauses."""
    kept: list[str] = []
    for sentence in sentences(text):
        if words(" ".join([*kept, sentence])) > room:
            break
        kept.append(sentence)
    if kept or not text:
        return " ".join(kept)
    clauses = re.split(r"(?<=[;:,])\s", sentences(text)[0])
    while clauses and words(" ".join(clauses)) > room:
        clauses.pop()
    return (" ".join(clauses) or " ".join(text.split()[:room])).rstrip(";:,") + " …"


def heading(section: Tag) -> str:
    """What a part is headed, without the sign that links to it; a word that is spoken of stands in quotation marks."""
    found = section.find(["h1", "h2", "h3"], recursive=False)
    if not isinstance(found, Tag):
        return ""
    text = plain(found).removesuffix("#").strip()
    for word in found.find_all("em"):
        text = text.replace(f" {plain(word)}", f" “{plain(word)}”", 1)
    return text


def question(said: Sequence[Tag]) -> str:
    """The question that stands beside a figure with controls, or nothing."""
    for paragraph in said:
        found = re.search(r"\bQuestions?: (.*)", plain(paragraph))
        if found:
            return found[1][0].upper() + found[1][1:]
    return ""


def core_path(article: Tag) -> list[Piece]:
    """All pieces of the core path of a lesson's page, in order; formulas with nothing but words between them are one."""
    found: list[Piece] = []
    body = article.find("section")
    assert isinstance(body, Tag)
    for section in body.find_all("section", recursive=False):
        if not heading(section).startswith("Further"):
            found += _of_part(section)
    return found


def _of_part(section: Tag) -> list[Piece]:
    part, made, waiting = heading(section), list[Piece](), list[Tag]()
    for under, kind, tag in _walk(section, heading(section)):
        if kind == "words":
            (made[-1].after if made and made[-1].under == under else waiting).append(tag)
        elif kind == "formula" and made and made[-1].kind == "formula" and made[-1].under == under:
            made[-1].after.append(tag)
        else:
            lead = [*made[-1].after] if made and made[-1].under == under else waiting
            made.append(Piece(kind, part, under, tag, lead, before=waiting))
            waiting = []
    if waiting:
        made.append(Piece("words", part, part, section, waiting, before=waiting))
    return made


def _walk(section: Tag, under: str) -> Iterator[tuple[str, str, Tag]]:
    """Heading, kind and element of all that counts, in the order of the page."""
    for child in section.find_all(True, recursive=False):
        classes = list(child.get("class") or ())
        if child.name == "section":
            if not heading(child).startswith("Further"):
                yield from _walk(child, heading(child))
        elif child.name in ("p", "ul", "ol", "blockquote"):
            yield under, "words", child
        elif "math" in classes:
            yield under, "formula", child
        elif "cell" in classes:
            for output in child.select(".output.text_html"):
                kind, tag = _shown(output)
                if tag:
                    yield under, kind, tag


def _shown(output: Tag) -> tuple[str, Tag | None]:
    """What an output is; a table counts only where it stands for itself."""
    ways = {
        "guess": ".ai-predict",
        "answer": ".ai-reveal",
        "verdict": ".ai-verdict",
        "quiz": ".ai-quiz",
        "controls": ".ai-explore",
        "picture": "figure.ai-figure",
    }
    for kind, pattern in ways.items():
        tag = output.select_one(pattern)
        if tag:
            return kind, tag
    return "table", next((tag for tag in output.find_all("div") if tag.find("table")), None)


@dataclass(frozen=True)
class Told:
    """A verdict as its card on the page has it: by day, the outcome with its sign, what was measured, the line, the reason."""

    claim: str
    confidence: str
    days: tuple[tuple[str, str, str, str, str], ...]
    turns: str
    objection: str


def told(card: Tag) -> Told:
    """Read a verdict's card."""
    lines = [plain(BeautifulSoup(piece, "html.parser")) for piece in card.decode_contents().split("<br/>")]
    head = re.fullmatch(r"Verdict on (C\d+) \((\w+) confidence, .*\)", lines[0])
    assert head, lines[0]
    rest, days = lines[1:], []
    while rest and re.match(r"(When written|Today)", rest[0]):
        when, outcome = rest[0].split(": ", 1)
        reason = rest[1].split("; the line: ", 1)
        line, _, because = reason[1].partition(". ")
        days.append((when, outcome, reason[0], line.rstrip("."), because))
        rest = rest[2:]
    turns, objection = (line.split(": ", 1)[1] for line in rest[:2])
    return Told(head[1], head[2], tuple(days), turns, objection)
