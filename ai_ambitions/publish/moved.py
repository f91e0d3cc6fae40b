"""Pages that have moved: each old address keeps a page that leads on."""

from __future__ import annotations

import html
import posixpath
from collections.abc import Mapping
from pathlib import Path

from ai_ambitions.core.course import course
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import SITE

LIST = SITE / "moved.yaml"


def moved(path: Path = LIST) -> dict[str, str]:
    """Old addresses and new ones, from the root of the site. Raises CourseError for a list that is none."""
    import yaml

    if not path.exists():  # nothing has moved yet
        return {}
    read = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    if not isinstance(read, dict) or not all(
        isinstance(one, str) and one.partition("#")[0].endswith(".html") and not one.startswith(("/", "http"))
        for pair in read.items()
        for one in pair
    ):
        raise CourseError(f"{path.name} holds no list of addresses.", "Write old.html: folder/new.html")
    return read


def signpost(old: str, new: str) -> str:
    """The page that stands at an old address: it leads on by itself, and by a link."""
    link = html.escape(posixpath.relpath(new, posixpath.dirname(old) or "."))
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>This page has moved: {html.escape(course().name)}</title><meta http-equiv="refresh" content="0; url={link}">'
        f'<link rel="canonical" href="{link}"><meta name="robots" content="noindex"></head>\n'
        f'<body><main><h1>This page has moved</h1><p>It is <a href="{link}">here</a> now.</p></main></body></html>\n'
    )


def put_up(folder: Path, pages: Mapping[str, str]) -> None:
    """Write a signpost at each old address below the finished site.

    Raises CourseError where a page stands at the old address, or none at the new one.
    """
    for old, new in pages.items():
        there = folder / new.partition("#")[0]
        if not there.is_file():
            raise CourseError(f"site/moved.yaml: {new} is no page.", "Name the page as it is called now.")
        sign = folder / old
        if sign.is_file() and "This page has moved" not in sign.read_text(encoding="utf-8"):
            raise CourseError(f"site/moved.yaml: a page stands at {old}.", "Take the line out.")
        sign.parent.mkdir(parents=True, exist_ok=True)
        sign.write_text(signpost(old, new), encoding="utf-8", newline="\n")
