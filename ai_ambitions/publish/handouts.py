"""A handout of two printed pages a lesson, for a class without computers, and a sheet of answers for its teacher.

Made of the same pieces as the slides. The front asks before any answer is seen; the back has pictures, claims with what
settles them, and words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from functools import cache

from bs4 import BeautifulSoup, Tag

from ai_ambitions.core.course import Lesson, course
from ai_ambitions.data.contract import tables
from ai_ambitions.practice.ledger import Entry
from ai_ambitions.publish.catalogue import rows_of
from ai_ambitions.publish.core_path import Piece, Told, core_path, plain, told
from ai_ambitions.publish.dress import ANSWERS
from ai_ambitions.publish.handed_out import document
from ai_ambitions.publish.slides import OUTCOMES, TALL, drawn, revealed, source_of
from ai_ambitions.publish.teaching import teaching

FOLDER = "handouts"
MADE_BY = ("handouts", "slides", "teaching", "core_path")
PICTURES, MANY = 2, 3  # pictures on the back; more claims than so many leave little height for them
_WRITES = re.compile(r"\b(every(one|body)|each( pair)?) writes\b", re.IGNORECASE)
TERMS = 30  # words with their Chinese


def pages(
    entry: Lesson, page: str, teacher: str, claims: Sequence[Entry], shape: Callable[[str], float], foot: str
) -> dict[str, str]:
    """The handout of a lesson and the answers to it, by their names. Parameters as in ``handed_out.Maker``."""
    article = BeautifulSoup(page, "html.parser").find("article")
    assert isinstance(article, Tag)
    pieces = [piece for piece in core_path(article) if not _of_verdicts(piece)]
    judged = [told(piece.tag) for piece in core_path(article) if piece.kind == "verdict"]
    sheets = _soup(_front(entry, pieces, claims) + _back(entry, pieces, teacher, claims))
    for box in sheets.select(".pictures"):
        tall = [shape(str(picture["src"])) < TALL for picture in box.select("img")]
        if all(tall) or len(claims) > MANY:  # then there is little height left
            box["class"] = "pictures beside"
    about = f"Two pages to print on lesson {entry.number}, {entry.title}: {entry.question}"
    answers = _answers(entry, pieces, claims, judged, teacher)
    return {
        entry.slug: document(
            entry, f"Handout {entry.number}: {entry.title}", about, FOLDER, sheets,
            "To be printed on A4, both sides of one sheet.", foot,
        ),
        entry.slug + ANSWERS: document(
            entry, f"Answers {entry.number}: {entry.title}",
            f"For the teacher: answers to the handout of lesson {entry.number}, {entry.title}",
            FOLDER, _soup(answers), "For the teacher; learners guess first.", foot,
        ),
    }  # fmt: skip


def _soup(markup: str) -> BeautifulSoup:
    return BeautifulSoup(markup, "html.parser")


def _of_verdicts(piece: Piece) -> bool:
    """Whether a guess or a picture stands among the verdicts, which have boxes of their own."""
    return piece.part.startswith("Verdict")


def _text(words: str) -> str:
    return html.escape(words, quote=False)


def _head(entry: Lesson, side: str) -> str:
    return f'<p class="head"><span>{_text(course().name)} · lesson {entry.number} · {side}</span><span>Name:</span></p>'


def _lines(count: int) -> str:
    """Room to write."""
    return '<span class="line"></span>' * count


def _boxes(words: Sequence[str]) -> str:
    return "".join(f'<span class="box">{_text(word)}</span>' for word in words)


def _front(entry: Lesson, pieces: Sequence[Piece], claims: Sequence[Entry]) -> str:
    """What is asked before anything is told: the opening picture, the claims, the guesses."""
    first = pieces[0] if pieces and pieces[0].kind == "picture" else None
    picture = _figure(first, entry) if first else ""
    said = "".join(f"<li><b>{claim.id}</b> {_text(claim.row['claim'])}{_lines(1)}</li>" for claim in claims)
    listed = f'<h2>The article says. What would settle it?</h2><ul class="claims">{said}</ul>' if said else ""
    guesses = "".join(_guess(piece) for piece in pieces if piece.kind == "guess")
    return (
        f'<section class="sheet">{_head(entry, "before")}<h1>{_text(entry.title)}</h1><p class="asked">{_text(entry.question)}</p>'
        f"{picture}{listed}<h2>Guess first</h2><ol>{guesses}</ol></section>"
    )


def _guess(piece: Piece) -> str:
    asked = piece.data
    if asked["choices"]:
        answer = _boxes(asked["choices"])
    else:
        unit = str(asked["unit"])
        answer = f'<span class="short"></span> {_text(unit)}'
    return f'<li>{_text(asked["question"])}<br>{answer}<span class="sure">sure: {_boxes(["5", "7", "9"])} in 10</span>{_lines(1)}</li>'


def _figure(piece: Piece, entry: Lesson) -> str:
    return f"<figure>{drawn(piece.tag)}<figcaption>{source_of(piece.tag, entry)}</figcaption></figure>"


def _back(entry: Lesson, pieces: Sequence[Piece], teacher: str, claims: Sequence[Entry]) -> str:
    """What is seen and judged afterwards."""
    seen = [piece for piece in pieces[1:] if piece.kind in ("picture", "answer") and piece.tag.find("img")]
    seen += [piece for piece in pieces[1:] if piece.kind == "controls"]
    pictures = "".join(_figure(piece, entry) for piece in seen[:PICTURES])
    judged = "".join(
        f"<li><b>{claim.id} {_text(claim.name)}.</b> {_text(claim.row['would_settle'])}<br>"
        f'{_boxes(OUTCOMES)}<span class="sure">because:</span>{_lines(1)}</li>'
        for claim in claims
    )
    listed = f'<h2>What settles it, and your verdict</h2><ul class="claims">{judged}</ul>' if judged else ""
    task = on_paper(teacher)
    write = f"<h2>On paper</h2><p>{_text(task)}</p>{_lines(3)}" if task else ""
    terms = "".join(
        f'<li>{_text(term)} <span lang="zh">{_text(chinese)}</span> {_text(pinyin)}</li>'
        for term, chinese, pinyin in words_of(entry.number)[:TERMS]
    )
    words = f'<h2>Words</h2><ul class="terms">{terms}</ul>' if terms else ""
    return (
        f'<section class="sheet">{_head(entry, "after")}<h2>After the guesses</h2><div class="pictures">{pictures}</div>'
        f"{listed}{write}{words}</section>"
    )


def on_paper(teacher: str) -> str:
    """A task with pen and paper from the 45 minutes of a teacher's page: the last step in which everyone writes; or nothing."""
    steps = BeautifulSoup(teaching(teacher).steps, "html.parser").find_all(["li", "tr"])
    found = [plain(step) for step in steps if _WRITES.search(plain(step))]
    return re.sub(r"^\(?\d[\d–]*\)? | \(\d+\)$", "", found[-1]) if found else ""


@cache
def _glossary() -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    held = tables()
    rows = rows_of(held["glossary"]) if "glossary" in held else []
    return tuple(
        (row["term"], row["chinese"], row["pinyin"], tuple(row["lesson"].split(";"))) for row in rows
    )


def words_of(number: str) -> list[tuple[str, str, str]]:
    """The terms of a lesson that have a Chinese word: term, Chinese, pinyin."""
    return [
        (term, chinese, pinyin)
        for term, chinese, pinyin, lessons in _glossary()
        if chinese and any(one.strip().startswith(number) for one in lessons)
    ]


def _answers(
    entry: Lesson, pieces: Sequence[Piece], claims: Sequence[Entry], judged: Sequence[Told], teacher: str
) -> str:
    """The sheet for the teacher."""
    by_id = {claim.id: claim for claim in claims}
    questions = {piece.data["key"]: piece.data["question"] for piece in pieces if piece.kind == "guess"}
    given = ""
    for piece in pieces:
        if piece.kind == "answer":
            said, why = revealed(piece)
            given += f"<li>{_text(questions[piece.data['key']])} <b>{_text(said)}</b>. {_text(why)}</li>"
    verdicts = ""
    for card in judged:
        days = " ".join(
            f"{when}: <b>{_text(outcome)}</b>; {_text(figure)}; the line: {_text(line)}."
            for when, outcome, figure, line, _ in card.days
        )
        claim = by_id[card.claim]
        verdicts += (
            f"<li><b>{claim.id} {_text(claim.name)}</b> ({card.confidence} confidence). {days}"
            f" <i>The rule:</i> {_text(claim.rules['default'])}"
            f" <i>The strongest objection:</i> {_text(card.objection)}</li>"
        )
    taught = teaching(teacher)
    return (
        f'<section class="answers">{_head(entry, "answers for the teacher").replace("Name:", "")}<h1>{_text(entry.title)}</h1>'
        + (f"<h2>The guesses</h2><ol>{given}</ol>" if given else "")
        + (f"<h2>The verdicts</h2><ul>{verdicts}</ul>" if verdicts else "")
        + (f"<h2>To discuss</h2>{taught.discuss}" if taught.discuss else "")
        + (f"<h2>Slips to expect</h2>{taught.slips}" if taught.slips else "")
        + "</section>"
    )
