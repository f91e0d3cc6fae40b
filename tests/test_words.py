"""Contested words: the guide is true of the data, and the lessons keep to it."""

from __future__ import annotations

import re

import pytest

from ai_ambitions import load
from ai_ambitions.core import notebooks
from ai_ambitions.core.course import Lesson, course
from ai_ambitions.core.paths import ROOT, SOLUTIONS

GUIDE = (ROOT / "site" / "words.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GUIDE.splitlines()
    if line.startswith("| **")
]
WORDS = [word for row in ROWS for word in re.findall(r"\*\*([^*]+)\*\*", row[0])]

# What lessons and exercises say in quotation marks or italics only. Found as whole words, in any case of letters.
QUOTED_ONLY = {
    "race": r"\brace\b",
    "arms race": r"\barms race\b",
    "new Cold War": r"\bcold war\b",
    "Cold War mentality": r"\bcold war\b",
    "the chip ban": r"\bchip ban\b",
    "China banned Micron": r"\b(China|Beijing) (has )?banned\b",
    "retaliation": r"\bretaliat\w+",
    "in response": r"\bin response\b",
    "on a par": r"\bon a par\b",
    "caught up": r"\bcaught up\b",
    "stolen": r"\b(stole\w*|theft|stealing)\b",
    "poured billions into": r"\bpour(ed|ing|s)?\b",
    "China wants": r"\bChina (wants|fears|aims|seeks)\b",
    "Washington fears": r"\b(Washington|America)('s | (wants|fears|aims|seeks|says|calls|hopes|will|has)\b)",
    # The city may have a university; it is the actor that is meant.
    "Beijing": r"\bBeijing('s | (wants|fears|aims|seeks|says|calls|hopes|will|has)\b)",
    "the West": r"\bthe West\b",
    "Western": r"\bWestern\b",
    "the developing world": r"\bdeveloping (world|countr)",
    "the Global South": r"\bglobal south\b",
    "censorship": r"\bcensor(ship|s|ed)?\b",
    "propaganda": r"\bpropaganda\b",
    "adversary": r"\badversar\w+",
    "regime": r"\bregimes?\b",
}
# Where one stands without them, and why that is right. Cell and word.
EXCEPT = {
    ("title", "caught up"): "lesson 03: the article's expert says so",
    (
        "c13-note",
        "caught up",
    ): "lesson 03: a claim of the article in our words, and which part of its rule stands for it",
    ("03-speed-text", "race"): "the exercise of lesson 03: three invented records, called the same race",
    ("motive-note", "race"): "lesson 10: the other meaning of the word",
    ("title", "Western"): "lesson 05: what the article says",
    ("title", "new Cold War"): "lesson 11: its title, with a question mark; the words are the article's",
    ("title", "Cold War mentality"): "lesson 11: the same words, found by the other entry",
    ("counter-note", "the West"): "lesson 05: the article's picture as a heading, with a question mark",
    ("licence-readings", "Western"): "lesson 05: what a newsletter sees",
    ("mirror-note", "the West"): "lesson 10: the project's own list of topics",
    ("disagree-read", "Western"): "lesson 10: what an audit compared",
    ("shared-note", "censorship"): "lesson 10: a common belief, named as one",
}
MARKED = re.compile(
    r'"[^"]*"|“[^”]*”|‘[^’]*’|(?<![*\w])\*[^*]+\*(?!\*)|`[^`]*`|\]\([^)]*\)|<!--.*?-->', re.DOTALL
)


def plain(text: str) -> str:
    """A Markdown text without what stands in quotation marks, italics, code or addresses."""
    return MARKED.sub(lambda found: " " * len(found[0]), text)


def found_in(text: str) -> set[str]:
    """The words of the list that stand in a text as the writer's own."""
    return {word for word, pattern in QUOTED_ONLY.items() if re.search(pattern, plain(text), re.IGNORECASE)}


def texts() -> list[tuple[str, str, str]]:
    paths = [
        (entry.number, path)
        for entry in course().ready
        for path in (entry.notebook, SOLUTIONS / entry.slug / f"{entry.slug}.ipynb")
    ]
    return [
        (number, cell.id, cell.source)
        for number, path in paths
        for cell in notebooks.read(path).cells
        if cell.cell_type == "markdown"
    ]


def test_lessons_leave_these_words_to_those_who_use_them() -> None:
    said = [
        f"{number} {cell}: {word}"
        for number, cell, text in texts()
        for word in sorted(found_in(text))
        if (cell, word) not in EXCEPT
    ]
    assert said == [], "put it in quotation marks, say who says so, or write what site/words.md offers"


@pytest.mark.parametrize("entry", course().ready, ids=lambda entry: entry.slug)
def test_no_lesson_names_a_motive_of_a_country(entry: Lesson) -> None:
    said = " ".join(
        " ".join(c.source.split()) for c in notebooks.read(entry.notebook).cells if c.cell_type == "markdown"
    )
    said = said.replace("*China wants* is a motive", "")  # lesson 10 takes the words of a quotation apart
    assert not re.findall(r"\b(?:China|America|Beijing|Washington|the US) wants\b", said)


def test_no_exception_outlives_its_sentence() -> None:
    used = {(cell, word) for _, cell, text in texts() for word in found_in(text)}
    assert set(EXCEPT) <= used, set(EXCEPT) - used


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The arms race goes on.", {"race", "arms race"}),
        ('The article speaks of an "arms race".', set()),
        ("China wants to lead.", {"China wants"}),
        ("*China wants* is a motive.", set()),
        ("China banned Micron.", {"China banned Micron"}),
        ("**The West** did it.", {"the West"}),
        ("A chip ban came.", {"the chip ban"}),
        ("Beijing has decided, and Washington's answer came.", {"Beijing", "Washington fears"}),
        ("a university in Beijing, a firm of Washington", set()),
        ("[a link](the-west-race.md)", set()),
        ("to brace and embrace", set()),
    ],
)
def test_a_word_is_found_where_it_is_the_writer_s_own(text: str, words: set[str]) -> None:
    assert found_in(text) == words


def test_the_list_is_that_of_the_guide() -> None:
    assert set(QUOTED_ONLY) <= set(WORDS)
    assert len(WORDS) == len(set(WORDS))
    numbers = {entry.number for entry in course().lessons}
    for row in ROWS:
        assert len(row) == 3, row
        assert all(row), row
        assert set(row[2].split(" → ")[1].split(", ")) <= numbers, row


def test_what_the_guide_says_is_true() -> None:
    counts = load("plan_term_counts")
    rows = counts[(counts["term"] == "adversary") & (counts["part"] == "body")].set_index("document_id")[
        "count"
    ]
    assert (rows["us-2025-ai-action-plan"], rows["cn-2025-ai-plus"]) == (19, 0)
    assert 'says "adversary" nineteen times, the State Council\'s of the same summer not once' in GUIDE
    titles = counts.set_index("document_id").loc[["us-2025-ai-action-plan", "cn-2025-ai-plus"]]
    assert titles["document"].iloc[0].startswith("Winning the Race")
    assert {str(day)[:4] for day in titles["date"]} == {"2025"}
    glossary = load("glossary").set_index("term")
    assert "used in official criticism of others" in glossary.loc["Cold War frame", "meaning"]
    assert "a requirement is not yet a ban" in glossary.loc["Licence requirement", "meaning"]
    fusion = glossary.loc["Military-civil fusion"]
    assert fusion["chinese"] in GUIDE
    assert "overstated as covering every firm" in fusion["meaning"]
    steps = load("controls_timeline")
    micron = steps[steps["instrument"] == "Cybersecurity review decision on Micron"]["date"].iloc[0]
    assert f"In {micron:%B %Y} the CAC" in GUIDE
    assert "the list takes no position" in (ROOT / "site" / "about.md").read_text(encoding="utf-8")


def test_readers_and_teachers_find_the_guide() -> None:
    site = ROOT / "site"
    assert "\nwords\n" in (site / "index.md").read_text(encoding="utf-8")
    assert "(../words.md)" in (site / "teachers" / "index.md").read_text(encoding="utf-8")
