"""Links that the text does not carry itself: a claim to the board, a table's name to its page, a word to the glossary.

Works on the finished HTML of a page, so that texts and outputs are treated alike, and notebooks stay plain. Pure: the words
to look for are handed in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

_SIGN = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
CHINESE = re.compile(rf"[{_SIGN}](?:[{_SIGN}\s\u00b7\u201c\u201d]*[{_SIGN}])?")
_CLAIM = re.compile(r"\bC[0-3][0-9]\b")
_CARD = re.compile(r"(?:Claim|Verdict on) (C[0-3][0-9])")
_LEFT_ALONE = [
    "a",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "summary",
    "script",
    "style",
    "svg",
    "math",
    "button",
    "label",
    "option",
]
_PROSE = ["p", "li", "dd"]


@dataclass(frozen=True)
class Words:
    """What is looked for: ids of the claims, names of the tables, and terms of the glossary with their anchors.

    ``plain`` terms are linked wherever they stand in prose; the others only where the text sets them in bold, for they are
    words of every day as well. ``chinese`` holds Chinese terms.
    """

    claims: Collection[str]
    tables: Collection[str]
    plain: Mapping[str, str]
    bold: Mapping[str, str]
    chinese: Mapping[str, str]


def slug(term: str) -> str:
    """A term as an anchor: ``Bureau of Industry and Security (BIS)`` is ``term-bureau-of-industry-and-security-bis``."""
    return "term-" + re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-")


def source_anchor(source_id: str) -> str:
    """Where a source stands on the page of all sources."""
    return f"source-{source_id}"


def written(term: str) -> list[str]:
    """The ways in which a term of the glossary is written: whole, without what stands in brackets, and the brackets alone.

    An acronym in brackets counts; an explanation in brackets does not.
    """
    short = re.fullmatch(r"(.+?) \(([^)]*)\)", term)
    if not short:
        return [term]
    return [term, short[1], *([short[2]] if short[2].isupper() else [])]


def glossary_words(terms: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """``plain``, ``bold`` and ``chinese`` for ``Words``, from the Chinese of each term (empty where there is none)."""
    plain, bold, chinese = {}, {}, {}
    for term, characters in terms.items():
        anchor = slug(term)
        for way in written(term):
            bold[way.lower()] = anchor
            if " " in way or (way.isupper() and len(way) > 2):
                plain[way] = anchor
        for part in re.split(r" / |（[^）]*）", characters):
            if len(part) > 1:
                chinese[part.strip()] = anchor
    return plain, bold, chinese


def linked(soup: BeautifulSoup, words: Words, up: str) -> None:
    """Add the links to a page, in place. ``up`` leads from the page to the root, such as ``../``."""
    _cards(soup, up)
    _tables(soup, words, up)
    mark_chinese(soup, words.chinese, up)
    _bold(soup, words.bold, up)
    _prose(soup, words, up)


def _link(soup: BeautifulSoup, address: str, kind: str) -> Tag:
    return soup.new_tag("a", attrs={"href": address, "class": kind})


def _cards(soup: BeautifulSoup, up: str) -> None:
    """Each claim card and each verdict card links to the board; a verdict has the address ``#verdict-c20``."""
    for bold in soup.find_all("b"):
        found = _CARD.match(bold.get_text())
        if found and not bold.find("a"):
            claim, card = found[1].lower(), bold.find_parent(class_="ai-verdict")
            if card is not None and card is bold.parent and not soup.find(id=f"verdict-{claim}"):
                card["id"] = f"verdict-{claim}"
            link = _link(soup, f"{up}claims.html#{claim}", "ai-claim-link")
            for child in list(bold.contents):
                link.append(child.extract())
            bold.append(link)


def _tables(soup: BeautifulSoup, words: Words, up: str) -> None:
    for code in soup.find_all("code"):
        name = code.get_text()
        if name in words.tables and not code.find_parent(_LEFT_ALONE):
            code.wrap(_link(soup, f"{up}data/{name}.html", "ai-table-link"))


def mark_chinese(soup: BeautifulSoup, terms: Mapping[str, str], up: str) -> None:
    """Each run of Chinese says that it is Chinese; the first of a term of the glossary is a link."""
    met: set[str] = set()
    for text in _texts(soup):
        if not CHINESE.search(text) or text.find_parent(
            ["script", "style", "svg", "pre", "code", "option", "textarea", "title"]
        ):
            continue
        if (holder := text.find_parent(lang=True)) and str(holder["lang"]).startswith("zh"):
            continue
        free = not text.find_parent(_LEFT_ALONE)
        pieces: list[NavigableString | Tag] = []
        end = 0
        for found in CHINESE.finditer(text):
            run = soup.new_tag("span", attrs={"lang": "zh"}, string=found[0])
            anchor = terms.get(found[0].strip("“”"))
            if anchor and anchor not in met and free:
                met.add(anchor)
                link = _link(soup, f"{up}glossary.html#{anchor}", "ai-term")
                link.append(run)
                run = link
            pieces += [NavigableString(text[end : found.start()]), run]
            end = found.end()
        text.replace_with(*pieces, NavigableString(text[end:]))


def _bold(soup: BeautifulSoup, terms: Mapping[str, str], up: str) -> None:
    """A term that the text sets in bold, where it is told what it means, leads to the glossary."""
    met: set[str] = set()
    for strong in soup.find_all("strong"):
        said = strong.get_text().strip().lower()
        anchor = next(
            (terms[way] for way in (said, said.removesuffix("s"), said.removesuffix("es")) if way in terms),
            None,
        )
        if anchor and anchor not in met and not strong.find_parent(_LEFT_ALONE) and not strong.find("a"):
            met.add(anchor)
            strong.wrap(_link(soup, f"{up}glossary.html#{anchor}", "ai-term"))


def _prose(soup: BeautifulSoup, words: Words, up: str) -> None:
    """The first mention of a claim in each paragraph, and of a term on the page."""
    if not (words.plain or words.claims):
        return
    longest_first = sorted(words.plain, key=len, reverse=True)
    wanted = re.compile("|".join([_CLAIM.pattern, *(rf"\b{re.escape(way)}\b" for way in longest_first)]))
    met = {str(link["href"]).partition("#")[2] for link in soup.find_all("a", class_="ai-term")}
    told: set[tuple[int, str]] = set()
    for text in _texts(soup):
        if not wanted.search(text):  # first, for most pieces hold nothing, and looking for parents takes long
            continue
        paragraph = text.find_parent(_PROSE)
        if paragraph is None or text.find_parent([*_LEFT_ALONE, "code", "table"]):
            continue
        pieces: list[NavigableString | Tag] = []
        end = 0
        for found in wanted.finditer(text):
            way = found[0]
            if _CLAIM.fullmatch(way):
                if way not in words.claims or (id(paragraph), way) in told:
                    continue
                told.add((id(paragraph), way))
                link = _link(soup, f"{up}claims.html#{way.lower()}", "ai-claim-link")
            else:
                anchor = words.plain[way]
                if anchor in met:
                    continue
                met.add(anchor)
                link = _link(soup, f"{up}glossary.html#{anchor}", "ai-term")
            link.string = way
            pieces += [NavigableString(text[end : found.start()]), link]
            end = found.end()
        if pieces:
            text.replace_with(*pieces, NavigableString(text[end:]))


def _texts(soup: BeautifulSoup) -> Iterator[NavigableString]:
    """All plain pieces of text, listed before anything is changed."""
    yield from [text for text in soup.find_all(string=True) if type(text) is NavigableString]
