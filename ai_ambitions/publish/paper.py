"""One PDF a lesson, printed by Chromium from the finished page: without code, with every fold open.

The page is printed with its script switched off: what stands there then is what a reader on paper needs, the picture of the
start values and every answer. Where Chromium is not here, the build says so in a line and offers no PDF.
"""

from __future__ import annotations

import functools
import hashlib
import http.server
import re
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

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


def fingerprint(site: Path, slug: str) -> str:
    """What a lesson's print depends on: the text of its page, whose pictures are named by what they show, and the styles."""
    text = (site / "lessons" / f"{slug}.html").read_text(encoding="utf-8")
    found = re.search(r"<article\b.*</article>", text, re.DOTALL)
    digest = hashlib.sha256((found[0] if found else text).encode())
    for path in [*sorted((site / "_static").glob("*.css")), Path(__file__)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def print_lessons(site: Path, slugs: Sequence[str]) -> str:
    """Put a PDF of each lesson below the finished site; those whose page is as it was are kept. Returns what was done, in a line."""
    target = site / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    if not possible():
        return "No PDF of the lessons was made: Chromium is not here."
    begun = time.perf_counter()
    target.mkdir()
    CACHE.mkdir(parents=True, exist_ok=True)
    kept = {slug: CACHE / f"{slug}-{fingerprint(site, slug)}.pdf" for slug in slugs}
    new = [slug for slug, path in kept.items() if not path.exists()]
    if new:
        _print(site, {slug: kept[slug] for slug in new})
    for slug, path in kept.items():
        shutil.copyfile(path, target / f"{slug}.pdf")
    for path in CACHE.glob("*.pdf"):
        if path not in kept.values():
            path.unlink()
    return (
        f"{len(new)} of {len(slugs)} lessons printed as PDF in {time.perf_counter() - begun:.0f} s"
        f" ({sum(path.stat().st_size for path in kept.values()) / 1e6:.1f} MB in all)"
    )


def _print(site: Path, wanted: dict[str, Path]) -> None:
    from playwright.sync_api import sync_playwright

    with served(site) as address, sync_playwright() as engine:
        running = engine.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            frame = running.new_context(java_script_enabled=False, color_scheme="light")
            for slug, path in wanted.items():
                page = frame.new_page()
                page.goto(f"{address}/lessons/{slug}.html", wait_until="networkidle")
                printed = page.pdf(
                    format="A4",
                    margin={"top": "15mm", "bottom": "17mm", "left": "17mm", "right": "17mm"},
                    display_header_footer=True,
                    header_template="<span></span>",
                    footer_template=_FOOT,
                    tagged=True,  # for screen readers
                    outline=True,
                )
                page.close()
                path.write_bytes(printed)
        finally:
            running.close()
