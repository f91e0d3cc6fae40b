"""What stands at the end of a page: how to cite it, what of it can be taken along, and where the course lives, if it does.

Pure but for ``citation_file``: the home comes from ``course.yaml`` and is handed in; without one there is no link that needs it.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import quote

from ai_ambitions.core.course import Home
from ai_ambitions.core.paths import ROOT
from ai_ambitions.data.contract import package

MADE = {  # pages made from a table: where a mistake on them is mended
    "claims": "datasets/claims.csv",
    "glossary": "datasets/glossary.csv",
    "sources": "datasets/sources.csv",
    "changes": "datasets/corrections.csv",
}
CITED = ("lessons/", "exercises/", "data/", "teachers/", "claims", "about", "index")


@cache
def citation_file() -> dict[str, Any]:
    """``CITATION.cff``: title, authors, version, day of release."""
    import yaml

    read: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    return read


@dataclass(frozen=True)
class Citation:
    """A page, ready to be cited: ``plain`` in a sentence, and as ``bibtex``."""

    plain: str
    bibtex: str


def citation(page: str, title: str, edition: str, home: Home | None) -> Citation:
    """How to cite a page. ``edition`` says version and data, such as ``Edition 0.1.0; data up to 2026-11-24``."""
    held = citation_file()
    authors = " and ".join(str(author["name"]) for author in held["authors"])
    year, whole = str(held["date-released"])[:4], str(held["title"])
    address = f"{home.site}/{page}.html" if home and home.site else ""
    part = "" if page == "index" else f"“{title}.” In "
    plain = f"{authors} ({year}). {part}{whole}. {edition}."
    key = package()["name"] + ("" if page == "index" else "-" + page.rpartition("/")[2])
    lines = {
        "author": f"{{{authors}}}",
        "title": whole if page == "index" else f"{title} ({whole})",
        "year": year,
        "note": edition,
        "url": address,
    }
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in lines.items() if value)
    return Citation(plain + (f" {address}" if address else ""), f"@misc{{{key},\n{body}}}")


def source_of(page: str, here: Callable[[str], bool]) -> str:
    """The file that a page is made from, as the repository has it; empty where a page has no one file. ``here`` tells what is."""
    folder, _, name = page.partition("/")
    ways = {
        "lessons": f"lessons/{name}.ipynb",
        "exercises": f"solutions/{name}.ipynb",
        "data": f"datasets/{name}.csv",
    }
    path = MADE.get(page) or ways.get(folder) or f"site/{page}.md"
    return path if here(path) else ""


def home_links(page: str, title: str, home: Home, here: Callable[[str], bool]) -> list[tuple[str, str]]:
    """Links from a page to where the course lives: what they say, and their addresses."""
    links = []
    if source := source_of(page, here):
        way = "blob" if source.endswith(".ipynb") else "edit"  # a notebook is not written in a form on a page
        links.append(("Mend this page", f"{home.repository}/{way}/{home.branch}/{quote(source)}"))
    links.append(("Tell of a fault", f"{home.repository}/issues/new?title={quote(f'{title} ({page})')}"))
    return links


def launch_links(slug: str, home: Home) -> list[tuple[str, str]]:
    """Buttons that run a lesson elsewhere, each with what was seen of it."""
    path = home.repository.removeprefix("https://github.com/")
    notebook = f"lessons/{slug}.ipynb"
    ways = {
        "binder": ("Binder", f"https://mybinder.org/v2/gh/{path}/{home.branch}?urlpath=lab/tree/{notebook}"),
        "colab": (
            "Colab",
            f"https://colab.research.google.com/github/{path}/blob/{home.branch}/{notebook}",
        ),
    }
    return [(f"Run it on {name} ({_seen(home.tried.get(key))})", link) for key, (name, link) in ways.items()]


def _seen(day: str | None) -> str:
    if not day:
        return "not tried"
    on = date.fromisoformat(day)
    return f"seen working on {on.day} {on:%B %Y}"


def ending(
    page: str,
    title: str,
    edition: str,
    home: Home | None,
    here: Callable[[str], bool],
    take: list[tuple[str, str]],
    since: str = "",
) -> str:
    """The end of a page as HTML; empty where there is nothing to say.

    ``take`` holds what can be downloaded, by its words; ``since`` says of a lesson what was corrected since the last edition.
    """
    taken = [(words, link, "" if link.endswith(".html") else " download") for words, link in take]
    lines = [_line("Take it along:", taken)]
    if since:
        lines.append(f"<p>{since}</p>")
    if home:
        if page.startswith("lessons/"):
            lines.append(
                _line("Elsewhere:", [(*one, "") for one in launch_links(page.removeprefix("lessons/"), home)])
            )
        lines.append(_line("Found a slip?", [(*one, "") for one in home_links(page, title, home, here)]))
    if page.startswith(CITED):
        cited = citation(page, title, edition, home)
        lines.append(
            f'<details class="ai-cite"><summary>Cite this page</summary><p>{html.escape(cited.plain)}</p><pre>{html.escape(cited.bibtex)}</pre></details>'
        )
    lines = [line for line in lines if line]
    return f'<section class="ai-ending" aria-label="This page">{"".join(lines)}</section>' if lines else ""


def _line(head: str, links: list[tuple[str, str, str]]) -> str:
    listed = " · ".join(
        f'<a href="{html.escape(link)}"{more}>{html.escape(words)}</a>' for words, link, more in links
    )
    return f"<p>{head} {listed}</p>" if listed else ""
