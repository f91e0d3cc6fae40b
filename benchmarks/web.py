"""Print how soon each page of the web edition shows its text on a slow line, and what it weighs.

Build first (``ambitions site``), then ``python benchmarks/web.py``; ``--all`` looks at every page. The line: 1.6 Mbit/s, 150 ms.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support import browser  # noqa: E402

OUT = ROOT / "_site"
LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
PACKED = {".html", ".css", ".js", ".json", ".svg", ".csv"}
FIRST_TEXT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


class _Packing(http.server.SimpleHTTPRequestHandler):
    """Sends text packed, as public hosts of static files do, and lets the browser keep what it has."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None: ...

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body, packed = path.read_bytes(), path.suffix in PACKED
        body = gzip.compress(body) if packed else body
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Packing, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Visit:
    """What one visit cost: kilobytes over the line, requests, and seconds until the first text."""

    kilobytes: float
    requests: int
    first_text: float | None


def visit(tab: Any, tools: Any, address: str) -> Visit:
    """Open a page and wait until nothing more is asked for."""
    got: dict[str, float] = {}
    tools.on(
        "Network.loadingFinished", lambda told: got.update({told["requestId"]: told["encodedDataLength"]})
    )
    tab.goto(address, wait_until="networkidle")
    painted = tab.evaluate(FIRST_TEXT)
    paid = [size for size in got.values() if size]  # what came from the browser's cache is free
    return Visit(sum(paid) / 1e3, len(paid), painted and painted / 1e3)


@contextmanager
def slow(running: Any, width: int) -> Iterator[tuple[Any, Any]]:
    """A fresh browser profile on the slow line, with the tool that counts."""
    with browser.page(running, viewport={"width": width, "height": 844}) as tab:
        tools = tab.context.new_cdp_session(tab)
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", LINE)
        yield tab, tools


def main() -> None:
    names = ["index.html", "claims.html", "glossary.html", "about.html", "data/index.html", "data/chips.html"]
    names += sorted(p.relative_to(OUT).as_posix() for p in (OUT / "lessons").glob("*.html"))
    names += sorted(p.relative_to(OUT).as_posix() for p in (OUT / "exercises").rglob("*.html"))[:2]
    if "--all" in sys.argv:
        names = sorted(p.relative_to(OUT).as_posix() for p in OUT.rglob("*.html") if "_static" not in p.parts)
    print(
        f"{'page, 390 px wide':<42} {'first text':>10} {'first visit':>12} {'requests':>9} {'after the landing page':>23}"
    )
    worst = Visit(0, 0, 0)
    with served(OUT) as address, browser.browser() as running:
        for name in names:
            with slow(running, 390) as (tab, tools):
                cold = visit(tab, tools, f"{address}/{name}")
            with slow(running, 390) as (tab, tools):
                visit(tab, tools, f"{address}/index.html")
                next_ = visit(tab, tools, f"{address}/{name}")
            when = "never" if cold.first_text is None else f"{cold.first_text:.1f} s"
            print(
                f"{name:<42} {when:>10} {cold.kilobytes:>9.0f} kB {cold.requests:>9} {next_.kilobytes:>20.0f} kB",
                flush=True,
            )
            worst.first_text = max(worst.first_text or 0, cold.first_text or 99)
            worst.kilobytes = max(worst.kilobytes, cold.kilobytes)
    print(f"worst: {worst.first_text:.1f} s, {worst.kilobytes:.0f} kB")


if __name__ == "__main__":
    main()
