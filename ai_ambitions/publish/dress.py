"""What the web edition does to a page after Sphinx has written its text: a Sphinx extension."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup

from ai_ambitions.core.course import course, tables_of
from ai_ambitions.core.paths import DATASETS, ROOT
from ai_ambitions.data.cite import sources
from ai_ambitions.data.contract import tables
from ai_ambitions.publish import archive, paper, this_page
from ai_ambitions.publish.cards import card_of
from ai_ambitions.publish.catalogue import rows_of
from ai_ambitions.publish.changes import corrected, has_changes
from ai_ambitions.publish.figures import numbered, rooted
from ai_ambitions.publish.formulas import typeset
from ai_ambitions.publish.heard import heard
from ai_ambitions.publish.linked import Words, glossary_words, linked, mark_chinese
from ai_ambitions.publish.paths import folded

if TYPE_CHECKING:
    from sphinx.application import Sphinx

EDITION, CITED, SIZE = "%%edition%%", "%%cited edition%%", "%%size of all tables%%"
CORRECTED = "%%corrections of "
MARK = r"%%[a-z0-9 -]+%%"  # any of them
_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
SCRIPTS = {
    'class="ai-board"': "board.js",
    'class="ai-take"': "figures.js",
    'class="ai-explore': "explore.js",
    'class="ai-reading"': "paths.js",
    'class="ai-search"': "search.js",
    'class="ai-record"': "record.js",
}  # loaded by the pages that need them
ANSWERS = "-answers"  # the end of the name of the sheet of answers to a handout
UNUSED = ("documentation_options.js", "doctools.js", "sphinx_highlight.js", "tex-mml-chtml.js")
PROSE = (
    "lessons/",
    "exercises/",
    "teachers/",
    "decisions/",
    "about",
)  # pages in which names and terms become links


@cache
def words() -> Words:
    """Claims, tables and terms of the course, as ``linked`` looks for them."""
    held = tables()
    claims = [row["claim_id"] for row in rows_of(held["claims"])]
    glossary = rows_of(held["glossary"]) if "glossary" in held else []
    terms = {row["term"]: row["chinese"] for row in glossary}
    return Words(claims, list(held), *glossary_words(terms))


def dressed(body: str, page: str) -> str:
    """The text of a page (named without its ending) with its links, and with its Chinese marked as such."""
    soup, up = BeautifulSoup(body, "html.parser"), "../" * page.count("/")
    if page.startswith(PROSE):
        linked(soup, words(), up)
        if page.startswith("lessons/"):
            folded(soup)
            heard(soup)
            numbered(soup, int(page.removeprefix("lessons/")[:2]), course().name)
    else:
        mark_chinese(soup, {}, up)
    rooted(soup, sources(), list(tables()), up)
    typeset(soup)
    for picture in soup.find_all("img"):
        picture["loading"] = (
            "lazy"  # fetched when the reader comes near; its place is kept by width and height
        )
    return str(soup)


def described(body: str) -> str:
    """What a page is about, for search engines and previews: the beginning of its first paragraph with a sentence in it."""
    for paragraph in _PARAGRAPH.finditer(body):  # a page is read as a whole once, in ``dressed``
        text = " ".join(BeautifulSoup(paragraph[1], "html.parser").get_text().split())
        if len(text) > 40 and "." in text:
            return text if len(text) <= 160 else text[:157].rsplit(" ", 1)[0] + " …"
    return ""


@cache
def data_version() -> str:
    """Up to which day the data go, and their version."""
    digest = hashlib.sha256()
    for path in sorted(DATASETS.glob("*.csv")):
        digest.update(path.read_bytes())
    newest = max(str(entry["as_of"]) for entry in tables().values())
    return f"data up to {newest}, version {digest.hexdigest()[:8]}"


def _number() -> str:
    return course().edition or version("ai-ambitions")


def edition() -> str:
    """Edition of the course, day of the build, and version of the data, for the foot of each page."""
    today = date.today()
    return f"Edition {_number()}, built on {today.day} {today:%B %Y}; {data_version()}."


def told_last() -> dict[str, str]:
    """What Sphinx leaves open on each page, and what is told there: so a new day or a new row does not write every page anew.

    ``EDITION`` is what ``edition`` says, for the foot; ``CITED`` is the same without the day; ``SIZE`` is that of all tables
    together, in MB; ``CORRECTED``, with a lesson, counts corrections in its tables.
    """
    return {
        EDITION: edition(),
        CITED: f"Edition {_number()}; {data_version()}",
        SIZE: f"{len(archive.archive()) / 1e6:.1f}",
        **{CORRECTED + f"{entry.slug}%%": corrected(tables_of(entry.slug)) for entry in course().ready},
    }


def titled(page: str, title: str) -> str:
    """What a page is called where its place does not say what it is: a lesson has its number."""
    plain = BeautifulSoup(title, "html.parser").get_text()
    return f"{page.removeprefix('lessons/')[:2]} {plain}" if page.startswith("lessons/") else plain


def to_take(page: str, up: str) -> list[tuple[str, str]]:
    """What can be taken along from a page, and where it lies."""
    place, _, slug = page.rpartition("/")
    lesson = slug in {entry.slug for entry in course().ready}
    paged = "pdf" if paper.possible() else "html"
    if place == "lessons":
        printed = [("PDF", f"{up}{paper.FOLDER}/{slug}.pdf")] if paper.possible() else []
        notebook = ("notebook, to run in a copy of the course", f"{up}notebooks/{slug}.ipynb")
        return [notebook, *printed, ("slides", f"{up}slides/{slug}.html")]
    if place == "teachers" and lesson:
        shown = [("slides as PDF", f"{up}slides/{slug}.pdf")] if paper.possible() else []
        return [
            ("slides", f"{up}slides/{slug}.html"),
            *shown,
            ("handout of two pages", f"{up}handouts/{slug}.{paged}"),
            ("its answers", f"{up}handouts/{slug}{ANSWERS}.{paged}"),
        ]
    if page in ("index", "data/index"):
        return [(f"all tables as one file (ZIP, {SIZE} MB)", f"{up}{archive.name()}")]
    return []


def needed(scripts: list[Any]) -> list[Any]:
    """Which scripts a page loads, none before its text: those of Sphinx and MathJax have nothing left to do here."""
    from sphinx.builders.html._assets import _JavaScript

    kept = [script for script in scripts if script.filename and not str(script.filename).endswith(UNUSED)]
    return [
        _JavaScript(script.filename, priority=script.priority, **script.attributes | {"defer": "defer"})
        for script in kept
    ]


def _dress(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Called by Sphinx before a page is put into the template."""
    body = context.get("body", "")
    context["described"] = described(body)
    home, up = course().home, "../" * page.count("/")
    context["card"] = f"{home.site}/" if home and home.site else up
    context["card"] += f"_static/cards/{card_of(page)}.png"
    context["address"] = f"{home.site}/{page}.html" if home and home.site else ""
    if body:
        title = titled(page, context.get("title", ""))
        lesson = page.removeprefix("lessons/") if page.startswith("lessons/") else ""
        since = f"{CORRECTED}{lesson}%%" if lesson and has_changes() else ""
        end = this_page.ending(
            page, title, CITED, home, lambda path: (ROOT / path).exists(), to_take(page, up), since
        )
        context["body"] = body = dressed(body, page) + end
    for mark, script in SCRIPTS.items():
        if mark in body:
            app.add_js_file(script)
    context["script_files"] = needed(context["script_files"])


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.connect(
        "builder-inited", lambda app: setattr(app.builder, "search", False)
    )  # Pagefind makes the index
    app.connect("html-page-context", _dress, priority=900)  # after all that add scripts
    return {"parallel_read_safe": True, "parallel_write_safe": True}
