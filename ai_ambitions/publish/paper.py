"""PDFs of lessons, slides and handouts, printed by Chromium from the finished pages.

A page is printed with its script switched off: what stands there then is what a reader on paper needs, of a lesson the picture
of the start values and every answer, with every fold open and without code. Where Chromium is not here, the build says so in a
line and offers no PDF.
"""

from __future__ import annotations

import functools
import hashlib
import http.server
import re
import shutil
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ai_ambitions.core.paths import ROOT

FOLDER, CACHE = "paper", ROOT / "_build" / "paper"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",  # no other host is ever reached
]
_FOOT = (
    '<div style="font: 8px sans-serif; width: 100%; text-align: center"><span class="title"></span> · page '
    '<span class="pageNumber"></span> of <span class="totalPages"></span></div>'
)


def chromium() -> str | None:
    """The system's Chromium, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def possible() -> bool:
    """Whether PDFs can be made here."""
    return bool(chromium() and find_spec("playwright"))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder over HTTP on this machine; yields its address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@dataclass(frozen=True, eq=False)
class Print:
    """A page of the finished site, the PDF that is made of it, its own style sheet ("" for those of the frame), and the layout."""

    page: str
    target: str
    style: str
    layout: Mapping[str, Any]


_LESSON = {
    "format": "A4",
    "margin": {"top": "15mm", "bottom": "17mm", "left": "17mm", "right": "17mm"},
    "display_header_footer": True,
    "header_template": "<span></span>",
    "footer_template": _FOOT,
}
_AS_STYLED = {"prefer_css_page_size": True, "print_background": True}
OWN_STYLES = ("slides", "handouts")  # folders whose pages have a style sheet of that name


def prints(site: Path, slugs: Sequence[str]) -> list[Print]:
    """What is to be printed: the lessons, and all pages of slides and handouts."""
    lessons = [Print(f"lessons/{slug}.html", f"{FOLDER}/{slug}.pdf", "", _LESSON) for slug in slugs]
    handed_out = [
        Print(f"{name}/{path.name}", f"{name}/{path.stem}.pdf", name, _AS_STYLED)
        for name in OWN_STYLES
        for path in sorted((site / name).glob("*.html"))
    ]
    return [*lessons, *handed_out]


def fingerprint(site: Path, one: Print) -> str:
    """What a print depends on: the text of the page, whose pictures are named by what they show, and the styles."""
    text = (site / one.page).read_text(encoding="utf-8")
    found = re.search(r"<article\b.*</article>", text, re.DOTALL) or re.search(
        r"<main\b.*</main>", text, re.DOTALL
    )
    digest = hashlib.sha256((found[0] if found else text).encode())
    styles = [
        path
        for path in sorted((site / "_static").glob("*.css"))
        if (path.stem == one.style if one.style else path.stem not in OWN_STYLES)
    ]
    for path in [*styles, Path(__file__)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def print_pages(site: Path, slugs: Sequence[str]) -> str:
    """Put all PDFs below the finished site; those whose page is as it was are kept. Returns what was done, in a line."""
    for path in [path for name in (FOLDER, *OWN_STYLES) for path in (site / name).glob("*.pdf")]:
        path.unlink()
    if not possible():
        return "No PDF was made: Chromium is not here."
    begun = time.perf_counter()
    CACHE.mkdir(parents=True, exist_ok=True)
    kept = {
        one: CACHE / f"{one.target.replace('/', '-').removesuffix('.pdf')}-{fingerprint(site, one)}.pdf"
        for one in prints(site, slugs)
    }
    new = [one for one, path in kept.items() if not path.exists()]
    if new:
        _print(site, {one: kept[one] for one in new})
    for one, path in kept.items():
        (site / one.target).parent.mkdir(exist_ok=True)
        shutil.copyfile(path, site / one.target)
    for path in CACHE.glob("*.pdf"):
        if path not in kept.values():
            path.unlink()
    return (
        f"{len(new)} of {len(kept)} pages printed as PDF in {time.perf_counter() - begun:.0f} s"
        f" ({sum(path.stat().st_size for path in kept.values()) / 1e6:.1f} MB in all)"
    )


def _print(site: Path, wanted: Mapping[Print, Path]) -> None:
    from playwright.sync_api import sync_playwright

    with served(site) as address, sync_playwright() as engine:
        running = engine.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            frame = running.new_context(java_script_enabled=False, color_scheme="light")
            for one, path in wanted.items():
                page = frame.new_page()
                # Read to its end first: on a busy machine the network was idle while half the text was still to be read, and
                # a PDF of 7 pages in place of 24 was kept.
                page.goto(f"{address}/{one.page}", wait_until="load")
                page.wait_for_load_state("networkidle")
                # Tagged for screen readers.
                printed = page.pdf(tagged=True, outline=True, **one.layout)
                page.close()
                path.write_bytes(printed)
        finally:
            running.close()
