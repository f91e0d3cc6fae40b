"""Build the web edition: pages put together in ``_build/site``, rendered by Sphinx to ``_site``."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import ai_ambitions
from ai_ambitions.core import notebooks
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import DATASETS, EXERCISES, LESSONS, ROOT, SITE, need_checkout
from ai_ambitions.publish.front import filled
from ai_ambitions.publish.pages import pages

WORK, OUT, CACHE = ROOT / "_build" / "site", ROOT / "_site", ROOT / "_build" / "executed"
VENDORED = {
    "js/embed.js": "@jupyter-widgets/html-manager/dist/embed.js",
    "js/mathjax.js": "mathjax/es5/tex-svg.js",
}


def vendor() -> None:
    """Fetch the two browser scripts with npm, once for each state of the lock file."""
    stamp = SITE / "node_modules" / ".stamp"
    lock = hashlib.sha256((SITE / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == lock:
        return
    npm = shutil.which("npm")
    if not npm:
        raise CourseError(
            "The web edition takes its widget renderer from npm, and npm is not here.",
            "Install Node.js, then run it again.",
        )
    print("Fetching the widget renderer and MathJax with npm …", flush=True)
    done = subprocess.run(
        [npm, "ci", "--ignore-scripts", "--silent"], cwd=SITE, capture_output=True, text=True
    )
    if done.returncode:
        raise CourseError(
            "npm could not fetch the browser scripts: "
            + (done.stderr.strip().splitlines() or ["no reason given"])[-1],
            "Check the network and try again.",
        )
    stamp.write_text(lock)


def fingerprint(path: Path) -> str:
    """What a notebook's outputs depend on: its text, the toolbox and the data."""
    digest = hashlib.sha256(path.read_bytes())
    package = Path(ai_ambitions.__file__).parent
    for file in sorted(
        [*package.rglob("*.py"), *package.rglob("*.yaml"), *DATASETS.glob("*.csv"), *DATASETS.glob("*.yaml")]
    ):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:20]


def lesson(path: Path, fresh: bool) -> Path:
    """A lesson executed with every picture of every widget, from the cache where nothing changed."""
    import nbformat

    made = CACHE / f"{path.stem}-{fingerprint(path)}.ipynb"
    if fresh or not made.exists():
        begun = time.perf_counter()
        nb = notebooks.execute(notebooks.read(path), path, mode="site")
        CACHE.mkdir(parents=True, exist_ok=True)
        nbformat.write(nb, made)
        print(f"  {path.stem} executed ({time.perf_counter() - begun:.1f} s)", flush=True)
    return made


def exercise(path: Path, target: Path) -> None:
    """An exercise as a page that is read, with a link to the notebook for those who want to do it."""
    import nbformat
    from nbformat.v4 import new_markdown_cell

    nb = notebooks.read(path)
    note = f'<p><a href="../../{path.name}" download>Download this exercise</a>, or get your own copy with <code>ambitions start {path.stem[:2]}</code>. Answers are written and checked in JupyterLab.</p>'
    nb.cells.insert(1, new_markdown_cell(note, id="download"))
    target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, target)


def assemble(fresh: bool) -> None:
    """Put all pages together below ``_build/site``."""
    shutil.rmtree(WORK, ignore_errors=True)
    shutil.copytree(
        SITE, WORK, ignore=shutil.ignore_patterns("node_modules", "package*.json", ".npmrc", "__pycache__")
    )
    for target, source in VENDORED.items():
        place = WORK / "_static" / target
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SITE / "node_modules" / source, place)
    (WORK / "lessons").mkdir()
    for path in sorted(LESSONS.glob("*.ipynb")):
        shutil.copyfile(lesson(path, fresh), WORK / "lessons" / path.name)
    download = WORK / "download"
    download.mkdir()
    for path in sorted(EXERCISES.glob("*/*.ipynb")):
        exercise(path, WORK / "exercises" / path.parent.name / path.name)
        shutil.copyfile(path, download / path.name)
    for path in sorted(DATASETS.glob("*.csv")):
        shutil.copyfile(path, download / path.name)
    front = WORK / "index.md"
    front.write_text(
        filled(
            front.read_text(encoding="utf-8"), lambda entry: f"lessons/{entry.slug}.ipynb", "site/index.md"
        ),
        encoding="utf-8",
        newline="\n",
    )
    for name, text in pages(date.today()).items():
        page = WORK / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8", newline="\n")


def build(fresh: bool = False) -> int:
    """Build the web edition in ``_site``; returns Sphinx's exit code (warnings are errors)."""
    need_checkout()
    vendor()
    assemble(fresh)
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-W",
        "--keep-going",
        "-b",
        "html",
        "-d",
        str(ROOT / "_build" / "doctrees"),
        str(WORK),
        str(OUT),
    ]
    code = subprocess.call(command)
    if code == 0:
        print(f"The web edition is in {OUT.name}/: open {OUT.name}/index.html")
    return code
