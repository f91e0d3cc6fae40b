"""What the web edition adds to a figure: a number, a caption, an address, its picture to take, and a link to each source row."""

from __future__ import annotations

import html
from collections.abc import Collection, Mapping

from bs4 import BeautifulSoup, Tag

from ai_ambitions.publish.linked import source_anchor

LICENCE = '<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>'


def numbered(soup: BeautifulSoup, chapter: int, whole: str) -> None:
    """Number the figures of a lesson in their order, in place: ``Figure 6.3``, with the address ``#figure-6-3``.

    Each says under which licence it may be used, and how it is credited: by ``whole``, the course's name.
    """
    for number, picture in enumerate(soup.select("img[data-title]"), 1):
        name, title = f"figure-{chapter}-{number}", str(picture["data-title"])
        del picture["data-title"]
        drawn = picture.find_parent("picture") or picture  # drawn for a phone as well
        figure = drawn.parent
        assert figure is not None
        figure.name = "figure"
        figure["aria-labelledby"] = f"{name}-caption"
        figure["class"] = " ".join([*(figure.get("class") or []), "ai-figure"])
        picture["id"] = name
        caption = (
            f'<p class="ai-caption" id="{name}-caption"><a href="#{name}">Figure {chapter}.{number}</a> '
            f"<span>{html.escape(title)}</span></p>"
        )
        take = (
            f'<p class="ai-take"><a href="{picture["src"]}" download="{name}.svg">Take the picture (SVG)</a>'
        )
        take += (
            f" · <small>to use under {LICENCE}, crediting "
            f"“{html.escape(whole)}, Figure {chapter}.{number}”</small></p>"
        )
        drawn.insert_after(BeautifulSoup(caption, "html.parser"))
        fold = figure.find("details", recursive=False)
        if isinstance(fold, Tag):
            fold.insert_after(BeautifulSoup(take, "html.parser"))
        else:
            figure.append(BeautifulSoup(take, "html.parser"))


def rooted(
    soup: BeautifulSoup, sources: Mapping[str, Mapping[str, str]], tables: Collection[str], up: str
) -> None:
    """Behind each source line a fold with a link to the row of each source, and to each table; in place."""
    for line in soup.select("p[data-sources]"):
        ids, named = (str(line[key]).split() for key in ("data-sources", "data-tables"))
        del line["data-sources"], line["data-tables"]
        line["class"] = "ai-source"
        items = [
            f'<li><a href="{up}sources.html#{source_anchor(key)}">{html.escape(_words(sources[key]))}</a></li>'
            for key in ids
        ]
        links = [
            f'<a href="{up}data/{name}.html"><code>{name}</code></a>' for name in named if name in tables
        ]
        if not items and not links:
            continue
        said = [f"{len(ids)} source{'s' * (len(ids) > 1)}"] if ids else []
        said += [f"{len(links)} table{'s' * (len(links) > 1)}"] if links else []
        where = f"<p>From {', '.join(links)}.</p>" if links else ""
        fold = f'<details class="ai-roots"><summary>{" and ".join(said)} behind this</summary>{where}<ul>{"".join(items)}</ul></details>'
        line.insert_after(BeautifulSoup(fold.replace("<ul></ul>", ""), "html.parser"))


def _words(source: Mapping[str, str]) -> str:
    return f"{source['publisher']}, {source['published'] or 'undated'}: {source['title']}"
