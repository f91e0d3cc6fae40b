"""What a teacher's finished page says of the 45 minutes, for slides and handouts; and words of a page as they may stand on another."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from ai_ambitions.publish.core_path import heading, plain, words


@dataclass(frozen=True)
class Teaching:
    """What a teacher's page says of the 45 minutes, as HTML: its steps, questions to discuss, likely slips; then the debate, if it has one.

    ``motion`` and ``sides`` are plain words, for a slide; ``debate`` is all that the page says of it.
    """

    steps: str = ""
    discuss: str = ""
    slips: str = ""
    motion: str = ""
    sides: tuple[str, ...] = ()
    debate: str = ""


def teaching(page: str) -> Teaching:
    """Read a teacher's page: the first list of steps, and the paragraphs that begin with *Discuss* and *Likely slips*."""
    article = BeautifulSoup(page, "html.parser").find("article")
    if not isinstance(article, Tag):
        return Teaching()
    first = article.find("ol")
    steps = first or next((table for table in article.find_all("table") if "Step" in plain(table)[:40]), None)
    return Teaching(
        noted([steps]) if isinstance(steps, Tag) else "",
        noted(_headed(article, "Discuss")),
        noted(_headed(article, "Likely slips")),
        *_debate(article),
    )


def _debate(article: Tag) -> tuple[str, tuple[str, ...], str]:
    """The part of a teacher's page that is headed *The debate: …*: its motion, its sides, and all of it."""
    for section in article.find_all("section"):
        head = heading(section)
        sides = [plain(item.find_all("strong")[0]) for item in section.select("li:has(strong)")]
        if head.startswith("The debate:") and sides:
            said = section.find_all(["p", "ul"], recursive=False)
            motion = head.removeprefix("The debate:").strip()
            return motion[0].upper() + motion[1:], tuple(sides), noted(said)
    return "", (), ""


def _headed(article: Tag, word: str) -> list[Tag]:
    """A paragraph that begins with a word, and the list behind it where it is no more than that word."""
    for paragraph in article.find_all("p"):
        if plain(paragraph).startswith(word):
            behind = paragraph.find_next_sibling()
            short = words(plain(paragraph)) < 4
            return [paragraph, behind] if short and isinstance(behind, Tag) else [paragraph]
    return []


def noted(said: Iterable[Tag]) -> str:
    """Words of a page as notes: without addresses of their own, folds and tables inside of them."""
    return "".join(str(copied(tag)) for tag in said)


def copied(tag: Tag) -> Tag:
    """A piece of a page that may stand on another one in the folder beside it."""
    made = copy.copy(tag)
    for inner in [made, *made.find_all(True)]:
        for name in ("id", "loading", "aria-labelledby", "data-sources", "data-tables"):
            inner.attrs.pop(name, None)
    return made
