"""Each lesson hands on: it names the next one, and its list of words holds words that a reader has met in it."""

from __future__ import annotations

import itertools
import re

import pytest

from ai_ambitions import load
from ai_ambitions.core import notebooks
from ai_ambitions.core.course import Lesson, course
from ai_ambitions.core.paths import SOLUTIONS

READY = course().ready
# What a lesson says in plainer words than the term of the field: the words that stand in it.
PLAINER = {
    "AI+ initiative": "the programme that later lessons call ai+",
    "Base effect": "start from a hole",
    "Bass diffusion model": "frank bass",
    "Compound annual growth rate": "**growth** a year",
    "Dense and sparse throughput": "**sparse** rate",
    "Defect density": "**defects** per square centimetre",
    "Elasticity of demand": "**elasticity**",
    "Evidence that would settle it": "what would settle",
    "HBM": "stacked beside the chip",
    "Item response model": "s-shaped curve",
    "Large language model": "a program that writes text",
    "Rebound effect and Jevons paradox": "jevons",
    "TFLOPS and TOPS": "tflops",
}
HELD = [
    "00",
    "01",
    "02",
    "03",
    "04",
    "06",
    "07",
]  # the others list words for reading on, and say so in their own ways


def _cell(entry: Lesson, cell_id: str) -> str:
    return next(c.source for c in notebooks.read(entry.notebook).cells if c.id == cell_id)


def _text(entry: Lesson) -> str:
    """All that a reader of the lesson and its exercise sees, in small letters, but for the list of words itself."""
    cells = [c for c in notebooks.read(entry.notebook).cells if c.id not in ("words", "words-note")]
    cells += notebooks.read(SOLUTIONS / entry.slug / f"{entry.slug}.ipynb").cells
    shown = [str(out) for cell in cells for out in cell.get("outputs", [])]
    return " ".join([*(cell.source for cell in cells), *shown]).lower()


def stands(term: str, text: str) -> bool:
    """Whether a term stands in a text: as it is, without its brackets, by one of two long halves, or with all its words."""
    if PLAINER.get(term, "\0") in text:
        return True
    bare = re.sub(r" ?\(.*?\)", "", term).lower()
    halves = [half for half in re.split(r" and |, ", bare) if len(half) > 6]
    for name in [bare, *re.findall(r"\((.*?)\)", term.lower()), *halves]:
        if re.search(rf"\b{re.escape(name)}", text):
            return True
    words = [word for word in re.findall(r"[a-z]+", bare) if len(word) > 3]
    return bool(words) and all(re.search(rf"\b{word[:7]}", text) for word in words)


@pytest.mark.parametrize("number", HELD)
def test_each_word_of_the_list_stands_in_the_lesson_or_the_note_says_so(number: str) -> None:
    entry = next(entry for entry in READY if entry.number == number)
    glossary = load("glossary")
    listed = glossary[glossary["lesson"].str.split(";").map(lambda lessons: number in lessons)]["term"]
    assert len(listed) > 5
    text, note = _text(entry), _cell(entry, "words-note").lower()
    unmet = [term for term in listed if not stands(term, text) and term.lower() not in note]
    assert unmet == [], "say so in words-note, or correct the column lesson of glossary.csv"


def test_a_word_that_does_not_stand_is_noticed() -> None:
    text = "the seats of ten inputs; a licence exception of defence; growth a year; the third of a yield"
    assert stands("Licence exception", text)
    assert stands("Yield", text)
    assert stands("Users in a month (MAU)", "the mau of an app")
    for term in ("Chokepoint", "Small yard, high fence", "Compute governance", "Nominal and real"):
        assert not stands(term, text), term


@pytest.mark.parametrize(
    ("entry", "after"),
    list(itertools.pairwise(READY)),
    ids=lambda entry: getattr(entry, "number", ""),
)
def test_the_end_of_a_lesson_names_the_next(entry: Lesson, after: Lesson) -> None:
    assert re.search(rf"\b[Ll]esson {after.number}\b", _cell(entry, "next"))
