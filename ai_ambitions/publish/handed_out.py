"""What a teacher takes into class: slides and handouts, as pages beside the lessons, made anew only where something changed."""

from __future__ import annotations

import hashlib
import html
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bs4 import BeautifulSoup

from ai_ambitions.core.course import Lesson, course
from ai_ambitions.practice.ledger import Entry
from ai_ambitions.publish.cards import card_of
from ai_ambitions.publish.linked import mark_chinese

# From a lesson, its page, its teacher's page, its claims, the shape of a picture and the foot, to pages by their names.
Maker = Callable[[Lesson, str, str, Sequence[Entry], Callable[[str], float], str], dict[str, str]]


def document(
    entry: Lesson, title: str, about: str, style: str, body: BeautifulSoup, remark: str, foot: str
) -> str:
    """A page of its own, outside of the web edition's frame.

    Parameters
    ----------
    entry, title, about
        The lesson; what the page is called, and what it is about.
    style
        Name of its style sheet, and of its script if it has one.
    body
        What it shows; its Chinese is marked as such, in place.
    remark, foot
        What stands at its end: how to use it; edition, licence and year.
    """
    mark_chinese(body, {}, "../")
    script = f'<script src="../_static/{style}.js" defer></script>\n' if style == "slides" else ""
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{html.escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="description" content="{html.escape(about[:160])}">\n'
        f'<meta property="og:title" content="{html.escape(title)}">\n'
        f'<meta property="og:image" content="../_static/cards/{card_of(entry.slug)}.png">\n'
        f'<link rel="icon" href="../_static/favicon.svg">\n<link rel="stylesheet" href="../_static/{style}.css">\n'
        f"{script}</head>\n<body>\n<main>\n{body}\n</main>\n"
        f'<footer><p><a href="../lessons/{entry.slug}.html">The lesson</a> · '
        f'<a href="../teachers/{entry.slug}.html">The teacher\'s page</a> · {remark}</p>'
        f"<p>{html.escape(foot)}</p></footer>\n</body>\n</html>\n"
    )


def shape(picture: Path) -> float:
    """How many times as wide as high an SVG picture is."""
    with picture.open(encoding="utf-8") as text:
        found = re.search(r"viewBox='0 0 ([\d.]+) ([\d.]+)'", text.read(500))
    assert found, picture
    return float(found[1]) / float(found[2])


def fingerprint(
    entry: Lesson, page: str, teacher: str, claims: Sequence[Entry], foot: str, made_by: Sequence[str]
) -> str:
    """What the pages of a lesson depend on, as one short text. ``made_by`` names modules beside this one."""
    told = repr([(dict(claim.row), claim.name, dict(claim.rules)) for claim in claims])
    here = Path(__file__)
    code = [here.with_name(f"{name}.py").read_text(encoding="utf-8") for name in (*made_by, here.stem)]
    texts = [repr(entry), page, teacher, told, foot, *code]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:20]


def _article(page: str) -> str:
    """What a page says, without its frame and without what its scripts read."""
    found = re.search(r"<article\b.*</article>", page, re.DOTALL)
    return re.sub(r"<script\b.*?</script>", "", found[0] if found else page, flags=re.DOTALL)


def write(
    site: Path, name: str, claims: Sequence[Entry], foot: str, make: Maker, made_by: Sequence[str]
) -> str:
    """Put the pages of all lessons into a folder of the finished site; those that stand there and depend on the same are kept.

    Parameters
    ----------
    site, name
        The finished site, and the folder in it.
    claims
        All claims, as the board has them.
    foot
        What stands at the foot of each page.
    make
        Makes the pages of a lesson.
    made_by
        The modules that make them.

    Returns
    -------
    str
        What was done, in a line.
    """
    folder, begun, made, wanted = site / name, time.perf_counter(), 0, set[str]()
    folder.mkdir(exist_ok=True)
    for entry in course().ready:
        places = [site / place / f"{entry.slug}.html" for place in ("lessons", "teachers")]
        page, teacher = (
            _article(path.read_text(encoding="utf-8")) if path.exists() else "" for path in places
        )
        own = [claim for claim in claims if claim.owner.slug == entry.slug]
        mark = f"<!-- made from {fingerprint(entry, page, teacher, own, foot, made_by)} -->\n"
        there = sorted(folder.glob(f"{entry.slug}*.html"))
        wanted.add(entry.slug)
        if there and all(path.read_text(encoding="utf-8").endswith(mark) for path in there):
            continue
        for path in there:
            path.unlink()
        for title, text in make(entry, page, teacher, own, lambda src: shape(folder / src), foot).items():
            (folder / f"{title}.html").write_text(text + mark, encoding="utf-8", newline="\n")
        made += 1
    for path in folder.glob("*.*"):
        if not any(path.name.startswith(slug) for slug in wanted):
            path.unlink()
    return (
        f"{name.capitalize()} of {made} of {len(wanted)} lessons made in {time.perf_counter() - begun:.0f} s"
    )
