"""Print one table of how fast the course is on this machine. Run it on a quiet one: ``python benchmarks/run.py``."""

from __future__ import annotations

import gzip
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support import browser  # noqa: E402

ROWS: list[tuple[str, str, str]] = []
RECORD = os.environ | {"AI_AMBITIONS_MODE": "record"}
STOCK = """import ipywidgets, numpy as np
import matplotlib.pyplot as plt
def stock(k):
    fig, ax = plt.subplots(figsize=(7.2, 4.2))
    for n in range(3):
        ax.plot(np.arange(90) * (n + 1 + k / 40))
    ax.set_title(f"Frame {k}")
    plt.show()
ipywidgets.interact(stock, k=(0, 39));"""
OURS = """import numpy as np
from ai_ambitions import Picture, explore, figure
def plot(k):
    fig, ax = figure()
    for n in range(3):
        ax.plot(np.arange(90) * (n + 1 + k / 40))
    ax.set_title(f"Frame {k}")
    return Picture(fig, f"Frame {k}: three rising lines of ninety points")
explore(plot, k=list(range(40)))"""


def row(name: str, value: str, reach: str = "") -> None:
    ROWS.append((name, value, reach))
    print(f"{name:<58} {value:>24}   {reach}", flush=True)


def seconds(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def python(code: str) -> float:
    return statistics.median(
        seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True)) for _ in range(9)
    )


def ambitions(*arguments: str) -> float:
    command = [sys.executable, "-m", "ai_ambitions.cli", *arguments]
    return seconds(lambda: subprocess.run(command, check=True, cwd=ROOT, capture_output=True, env=RECORD))


def library() -> None:
    row(
        "import ai_ambitions, beyond Python itself",
        f"{1000 * (python('import ai_ambitions') - python('pass')):.0f} ms",
        "reach 60 ms",
    )
    from ai_ambitions import load
    from ai_ambitions.data.contract import tables

    load("chips")
    worst = max((statistics.median(seconds(lambda n=n: load(n)) for _ in range(7)), n) for n in tables())
    row(f"load, slowest table ({worst[1]})", f"{1000 * worst[0]:.1f} ms", "reach 20 ms")


def notebooks() -> None:
    for path in sorted((ROOT / "lessons").glob("*.ipynb")):
        row(
            f"run {path.stem}, kernel start included",
            f"{ambitions('refresh', path.stem):.1f} s",
            "reach 15 s",
        )
    from ai_ambitions.publish.release import generate

    with tempfile.TemporaryDirectory() as scratch:
        row("regenerate all exercises", f"{seconds(lambda: generate(Path(scratch))):.1f} s", "reach 5 s")


WATCH = """prefix => { window.seen = []; window.keys = [];
  const now = () => [...document.querySelectorAll('img')].filter(e => e.offsetParent && (e.alt || '').startsWith(prefix)).map(e => e.alt).join();
  let last = now();
  new MutationObserver(() => { const n = now(); if (n && n !== last) { last = n; seen.push(performance.now()); } })
    .observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
  document.addEventListener('keydown', () => keys.push(performance.now()), true); }"""


def moves(tab: object, handle: object, count: int, pause: float = 0.0) -> list[float]:
    handle.focus()
    times = []
    for _ in range(count):
        before = tab.evaluate("seen.length")
        tab.keyboard.press("ArrowRight")
        tab.wait_for_function(f"seen.length > {before}", timeout=15_000)
        times.append(tab.evaluate("seen[seen.length - 1] - keys[keys.length - 1]"))
        time.sleep(pause)
    return times


def spread(times: list[float]) -> str:
    return f"{statistics.median(times):.0f} ms, p95 {sorted(times)[int(0.95 * (len(times) - 1))]:.0f}"


def widgets() -> None:
    import nbformat
    from nbformat.v4 import new_code_cell, new_notebook

    with tempfile.TemporaryDirectory() as folder, browser.browser() as engine:
        kernel = {
            "kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
        }
        for name, source in (("ours", OURS), ("stock", STOCK)):
            nbformat.write(
                new_notebook(cells=[new_code_cell(source)], metadata=kernel), Path(folder) / f"{name}.ipynb"
            )
        with (
            browser.lab(Path(folder), Path(folder) / "settings", PYTHONPATH=str(ROOT)) as address,
            browser.page(engine) as tab,
        ):
            browser.open_notebook(tab, address, "ours.ipynb")
            browser.run_all(tab)
            tab.wait_for_selector("img[alt^=Frame]")
            tab.evaluate(WATCH, "Frame")
            handle = tab.locator(".noUi-handle").first
            handle.focus()
            before = tab.evaluate("seen.length")
            tab.keyboard.press("End")
            tab.wait_for_function(f"seen.length > {before}")
            row(
                "explore in JupyterLab: a picture not yet drawn",
                f"{tab.evaluate('seen[seen.length-1] - keys[keys.length-1]'):.0f} ms",
                "reach 250 ms",
            )
            time.sleep(8)
            tab.keyboard.press("Home")
            time.sleep(0.3)
            row(
                "explore in JupyterLab: a picture drawn already",
                spread(moves(tab, handle, 30)),
                "reach 16 ms",
            )
            browser.open_notebook(tab, address, "stock.ipynb")
            browser.run_all(tab)
            tab.wait_for_selector(".jp-OutputArea img")
            tab.evaluate(
                WATCH.replace("e.alt || ''", "'stock'").replace(
                    "map(e => e.alt)", "map(e => e.src.length + e.src.slice(-80))"
                ),
                "stock",
            )
            row(
                "stock interact in JupyterLab, same run",
                spread(moves(tab, tab.locator(".noUi-handle").first, 15, 0.2)),
                "for comparison",
            )


def site() -> None:
    row("build the web edition, everything fresh", f"{ambitions('site', '--fresh'):.1f} s")
    for path in sorted((ROOT / "_site" / "lessons").glob("*.html")):
        row(f"page {path.stem}, gzip", f"{len(gzip.compress(path.read_bytes())) / 1e6:.2f} MB", "reach 1 MB")


def main() -> None:
    library()
    notebooks()
    if browser.chromium():
        widgets()
    else:
        print("Chromium is not here: the widgets were not measured.")
    if (ROOT / "ai_ambitions" / "build" / "site.py").exists():
        site()


if __name__ == "__main__":
    main()
