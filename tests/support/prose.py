"""Numbers in a lesson's prose: each stands in a fact that a test holds against the tables, or it is listed as loose.

A lesson's ``test_prose.py`` has a list of ``Fact``: the cell, the words as they stand there, and whether they are true, computed
from tables and functions. ``loose_numbers`` then names every number of the lesson's Markdown that stands in no such words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ai_ambitions.core import notebooks

WORDS = (
    *(
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "fifteen",
        "twenty",
    ),
    *("thirty", "forty", "fifty", "hundred", "thousand", "million", "billion", "trillion", "dozen", "twice"),
    *("quarter", "fifth", "sixth", "seventh", "tenth"),
)
_NUMBER = re.compile(
    rf"(?<![\w.])\d[\d,.]*\d(?!\w)|(?<![\w.])\d(?!\w)|\b(?:{'|'.join(WORDS)})(?:fold)?\b", re.IGNORECASE
)
# What is no statement about the world: code, addresses, numbers of lessons, ideas and hints, lengths of parts.
_NOT_PROSE = re.compile(
    r"```.*?```|`[^`]*`|\]\([^)]*\)|<[^>]*>|\b[Ll]essons? \d\d|\bIdea \d|\bHint \d|\*\(\d+ minutes[^*]*\)\*",
    re.DOTALL,
)


@dataclass(frozen=True)
class Fact:
    """Words of a cell and the computation that shows them to be true."""

    cell: str
    words: str
    holds: Callable[[], object]

    def __str__(self) -> str:
        return f"{self.cell}: {self.words[:50]}"


def prose(path: Path) -> dict[str, str]:
    """The Markdown cells of a notebook by id, with all white space as single blanks."""
    cells = notebooks.read(path).cells
    return {cell.id: " ".join(cell.source.split()) for cell in cells if cell.cell_type == "markdown"}


def check(fact: Fact, path: Path) -> None:
    """The words stand in their cell, and they are true."""
    text = prose(path)
    assert fact.cell in text, f"there is no cell {fact.cell}"
    assert fact.words in text[fact.cell], f"{fact.cell} does not say: {fact.words}"
    assert fact.holds(), f"{fact.cell}: no longer true: {fact.words}"


def loose_numbers(
    path: Path, facts: Iterable[Fact], definitions: Iterable[tuple[str, str]] = ()
) -> list[str]:
    """Every number in the Markdown that no fact covers, with the words around it.

    ``definitions`` are pairs of cell and words whose numbers no table can show: what a word means, a way of counting.
    """
    known: dict[str, list[str]] = {}
    for cell, words in [*((fact.cell, fact.words) for fact in facts), *definitions]:
        known.setdefault(cell, []).append(words)
    loose = []
    for name, text in prose(path).items():
        covered = [
            (place.start(), place.end())
            for words in known.get(name, [])
            for place in re.finditer(re.escape(words), text)
        ]
        covered += [place.span() for place in _NOT_PROSE.finditer(text)]
        for number in _NUMBER.finditer(text):
            if not any(first <= number.start() and number.end() <= last for first, last in covered):
                around = text[max(0, number.start() - 30) : number.end() + 30]
                loose.append(f"{name}: {number[0]!r} in … {around} …")
    return loose
