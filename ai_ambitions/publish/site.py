"""Build the web edition: pages put together in ``_build/site``, rendered by Sphinx to ``_site``."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import ai_ambitions
import boxgrader
from ai_ambitions.core import notebooks
from ai_ambitions.core.course import Lesson, course, map_file, tables_of
from ai_ambitions.core.course import lesson as course_lesson
from ai_ambitions.core.course import told as as_seen
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import DATASETS, ENGINE, EXERCISES, FRAME, LESSONS, ROOT, SITE, need_checkout
from ai_ambitions.data.cite import sources
from ai_ambitions.data.contract import names as table_names
from ai_ambitions.display.web import HERE
from ai_ambitions.practice.ledger import NAMES, entries
from ai_ambitions.publish import archive, handed_out, handouts, icons, moved, paper, slides
from ai_ambitions.publish.asked import asked, markup
from ai_ambitions.publish.board import told
from ai_ambitions.publish.cards import cards
from ai_ambitions.publish.catalogue import EVERYWHERE
from ai_ambitions.publish.dress import EDITION, MARK, told_last, words
from ai_ambitions.publish.front import filled, lessons_cards, with_address, with_numbers
from ai_ambitions.publish.pages import pages

_PICTURE = re.compile(r'data:image/svg\+xml,([^"]+)')
WORK, OUT, CACHE = ROOT / "_build" / "site", ROOT / "_site", ROOT / "_build" / "executed"
NEW = ROOT / "_build" / "site-new"
WRITTEN = ROOT / "_build" / "html"  # what Sphinx writes, before the edition is told
LEDGER = "<!-- ledger: from the board -->"  # where the landing page has its counts
ASKED = (
    "<!-- asked: from the lessons -->"  # where the page of the reader's own record has what can be answered
)
LIVE = "<!-- a live figure: from its lesson -->"
SOURCES = DATASETS / "sources.csv"
_ALL_CLAIMS = re.compile(
    r"practice\.ledger import [^\n]*\bentries\b"
)  # a room that reads every verdict of every room
_TOLD = re.compile(MARK.encode())
_WORD = re.compile(r"[a-z0-9-]+")  # a source's id is one
SHARED = ("_static", "_templates", "conf.py", "record.md")  # what a course on another article takes from ours
BESIDE = (
    "core_path",
    "handed_out",
    "handouts",
    "slides",
)  # modules that make pages of their own, after Sphinx
NOT_PAGES = ("node_modules", "package*.json", "*.cjs", "*.yaml", "last-edition.json", ".npmrc", "__pycache__")


def vendor() -> None:
    """Fetch what the build takes from npm, once for each state of the lock file."""
    stamp = FRAME / "node_modules" / ".stamp"
    lock = hashlib.sha256((FRAME / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == lock:
        return
    npm = shutil.which("npm")
    if not npm:
        raise CourseError(
            "The web edition takes MathJax and Pagefind from npm, and npm is not here.",
            "Install Node.js, then run it again.",
        )
    print("Fetching MathJax, Pagefind and axe-core with npm …", flush=True)
    folder = ENGINE / "_build"
    folder.mkdir(exist_ok=True)
    # Beside, and moved into place when complete: two tests at once may both fetch, and neither sees half of it.
    with tempfile.TemporaryDirectory(dir=folder, prefix="npm-") as scratch:
        for path in (FRAME / name for name in ("package.json", "package-lock.json", ".npmrc")):
            if path.exists():
                shutil.copy(path, scratch)
        command = [npm, "ci", "--ignore-scripts", "--no-fund", "--no-audit"]
        done = subprocess.run(command, cwd=scratch, capture_output=True, text=True)
        if done.returncode:
            raise _npm_failed(done.stderr)
        fetched = Path(scratch) / "node_modules"
        (fetched / ".stamp").write_text(lock)
        if stamp.exists() and stamp.read_text() == lock:
            return  # the other was quicker
        shutil.rmtree(stamp.parent, ignore_errors=True)
        fetched.rename(stamp.parent)


def _npm_failed(said: str) -> CourseError:
    """Npm's error in a line: its first telling words, and what to do about them."""
    lines = [line.removeprefix("npm error ").removeprefix("npm ERR! ").strip() for line in said.splitlines()]
    lines = [
        line
        for line in lines
        if line and not line.startswith(("code", "A complete log", "errno", "syscall", "path"))
    ]
    reason = lines[0] if lines else "no reason given"
    steps = (
        (r"EUSAGE|lock|JSON", "Restore it with: git checkout -- site/package-lock.json"),
        (r"EACCES|EROFS|permission|read-only", "Make the folder site/ writable."),
        (r"ENOSPC|no space", "Free some disk space."),
    )
    step = next(
        (s for pattern, s in steps if re.search(pattern, said, re.IGNORECASE)),
        "Check the network and try again.",
    )
    return CourseError(f"npm could not fetch what the web edition needs: {reason}", step)


def depends_on(path: Path) -> list[Path]:
    """Files that a lesson's outputs depend on: its code, its room, the tables it loads, what all lessons share, the lock.

    The rooms of other lessons, what only maintainers and graders use, and tables that the lesson does not load are not among
    them: a changed row runs only the lessons that load its table. A lesson that shows the whole ledger hangs on every room.
    """
    package, rooms = Path(ai_ambitions.__file__).parent, _read_by(path)
    shared = [
        file
        for file in package.rglob("*")
        if file.suffix in (".py", ".yaml", ".ttf", ".json")
        and file.relative_to(package).parts[0] not in ("lessons", "publish", "cli.py")
    ]
    shared += [Path(boxgrader.__file__).with_name(name) for name in ("checks.py", "outcome.py", "errors.py")]
    names = {*EVERYWHERE, "verdict_history", *_loaded(rooms)}  # a card tells how its verdict changed
    data = [DATASETS / f"{name}.{ending}" for name in sorted(names) for ending in ("csv", "yaml")]
    data += [SOURCES, DATASETS / "sources.yaml", DATASETS / "columns.yaml"]
    files = [
        path,
        *(file for entry in rooms for file in entry.folder.rglob("*.py")),
        *(file for entry in rooms for file in entry.folder.rglob("*.yaml")),
        *shared,
        *data,
        map_file(),
        ENGINE / "requirements.txt",
        *([NAMES] if len(rooms) > 1 else []),
    ]
    return sorted({file for file in files if file.exists()})


def _read_by(path: Path) -> tuple[Lesson, ...]:
    """Lessons whose rooms a lesson reads: its own, or all."""
    own = course_lesson(path.stem)
    read = (file.read_text(encoding="utf-8") for file in own.folder.rglob("*.py"))
    return course().ready if any(map(_ALL_CLAIMS.search, read)) else (own,)


def _loaded(rooms: Iterable[Lesson]) -> set[str]:
    """Tables that some lessons read, and those that their code only names: some are loaded in a loop over names."""
    read: set[str] = set()
    for entry in rooms:
        texts = [file.read_text(encoding="utf-8") for file in entry.folder.rglob("*.py")]
        code = "\n".join([cell.source for cell in _code(notebooks.read(entry.notebook))] + texts)
        read |= {*tables_of(entry.slug), *(name for name in table_names() if f'"{name}"' in code)}
    return read


def fingerprint(path: Path) -> str:
    """What a lesson's outputs depend on, as one short text.

    Of the notebook its code counts, for a kernel reads nothing else of it; of the sources those that are named anywhere in the
    other files, so that a source that joins elsewhere runs nothing again.
    """
    digest, named = hashlib.sha256(), set[str]()
    files = depends_on(path)
    if not any("sources" in tables_of(entry.slug) for entry in _read_by(path)):
        files.remove(SOURCES)
    for file in files:
        held = file.read_bytes()
        if file == path:
            held = json.dumps([[cell.id, cell.source] for cell in _code(notebooks.read(path))]).encode()
        named |= set(_WORD.findall(held.decode(errors="ignore")))
        digest.update(as_seen(file).encode() + b"\0" + held)
    digest.update(json.dumps([row for key, row in sources().items() if key in named]).encode())
    return digest.hexdigest()[:20]


def _code(nb: Any) -> list[Any]:
    return [cell for cell in nb.cells if cell.cell_type == "code"]


def lesson(path: Path, made: Path, fresh: bool) -> Any:
    """A lesson as it stands, with every picture of every widget: executed, or with outputs from the cache (``made``)."""
    import nbformat

    if fresh or not made.exists():
        begun = time.perf_counter()
        # Sixty settings may be drawn twice.
        nb = notebooks.execute(notebooks.read(path), path, mode="site", timeout=900)
        CACHE.mkdir(parents=True, exist_ok=True)
        nbformat.write(nb, made)
        print(f"  {path.stem} executed ({time.perf_counter() - begun:.1f} s)", flush=True)
        return nb
    nb = notebooks.read(path)  # whose text may have changed since
    for cell, executed in zip(_code(nb), _code(notebooks.read(made)), strict=True):
        cell.outputs, cell.execution_count = executed.outputs, executed.execution_count
    return nb


def published(nb: Any, pictures: Path) -> str:
    """An executed notebook as the site takes it: pictures as files, the address of each figure with controls, links to its pages.

    A picture that the page would carry in itself is needed before the text can be read to its end; a file waits until the
    reader comes near, and equal pictures are one file.
    """
    import nbformat

    for cell in nb.cells:
        if cell.cell_type == "markdown":  # in the checkout pages stand in site/, on the web beside lessons/
            cell.source = cell.source.replace("](../site/", "](../")
        figures = 0
        for output in cell.get("outputs", []):
            markup = output.get("data", {}).get("text/html")
            if markup is None:
                continue
            markup = "".join(markup) if isinstance(markup, list) else markup
            if HERE in markup:
                figures += 1
                name = f"explore-{cell.id}" + (f"-{figures}" if figures > 1 else "")
                markup = markup.replace(HERE, name)
            output["data"]["text/html"] = _PICTURE.sub(lambda found: _filed(found[1], pictures), markup)
    return str(nbformat.writes(nb))


def outputs(nb: Any) -> list[str]:
    """The HTML of all outputs of an executed notebook."""
    return [
        "".join(output.get("data", {}).get("text/html", ""))
        for cell in nb.cells
        for output in cell.get("outputs", [])
    ]


def live(lessons: Mapping[str, Any]) -> str:
    """The figure with controls of the landing page, as its lesson has it, with the way to that lesson; "" where none is named."""
    if not (first := course().shown_first):
        return ""
    slug, cell_id = first
    for cell in lessons[slug].cells:
        for output in cell.get("outputs", []) if cell.id == cell_id else []:
            markup = "".join(output.get("data", {}).get("text/html", ""))
            if 'class="ai-explore"' in markup:
                markup = markup.replace("../pictures/", "pictures/")
                entry = course_lesson(slug)
                more = f'<p><a href="lessons/{slug}.html#explore-{cell_id}">Lesson {entry.number}, {entry.title}</a>, says what each setting means.</p>'
                return f"```{{raw}} html\n{markup}\n{more}\n```"
    raise CourseError(
        f"The landing page shows cell {cell_id} of {slug}, which has no figure with controls.",
        "Name another one under shown_first in course.yaml.",
    )


def _filed(svg: str, folder: Path) -> str:
    """The address of a picture, as seen from a lesson, once it is a file."""
    drawn = unquote(svg).encode()
    name = f"{hashlib.sha256(drawn).hexdigest()[:16]}.svg"
    (folder / name).write_bytes(drawn)
    return f"../{folder.name}/{name}"


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
    """Put all pages together below ``_build/site``; a page that is as it was keeps its day, so that Sphinx does not read it again."""
    shutil.rmtree(NEW, ignore_errors=True)
    NEW.mkdir(parents=True)
    for name in SHARED if FRAME != SITE else ():
        copy = shutil.copytree if (FRAME / name).is_dir() else shutil.copyfile
        copy(FRAME / name, NEW / name)
    shutil.copytree(SITE, NEW, ignore=shutil.ignore_patterns(*NOT_PAGES), dirs_exist_ok=True)
    icons.cut(NEW / "_static" / icons.FONT)
    (NEW / "lessons").mkdir()
    download = NEW / "download"
    (download / "pictures").mkdir(parents=True)
    paths = sorted(LESSONS.glob("*.ipynb"))
    # Before the threads begin: Python 3.11 now and then fails where two of them read code at once (CPython issue 106905).
    kept = [CACHE / f"{path.stem}-{fingerprint(path)}.ipynb" for path in paths]
    with (
        ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as side_by_side
    ):  # each lesson has a kernel, a process of its own; here the other pages are made meanwhile
        running = side_by_side.map(lambda path, there: lesson(path, there, fresh), paths, kept)
        _other_pages(download)
        made = {path.stem: nb for path, nb in zip(paths, running, strict=True)}
    for slug, nb in made.items():
        text = published(nb, download / "pictures")
        (NEW / "lessons" / f"{slug}.ipynb").write_text(text, encoding="utf-8", newline="\n")
    _fill(
        NEW / "record.md",
        ASKED,
        markup([asked(course_lesson(slug), outputs(nb)) for slug, nb in made.items()]),
    )
    _fill(NEW / "index.md", LIVE, live(made))
    synced(NEW, WORK)
    shutil.rmtree(NEW)


def _fill(page: Path, place: str, text: str) -> None:
    page.write_text(page.read_text(encoding="utf-8").replace(place, text), encoding="utf-8", newline="\n")


def _other_pages(download: Path) -> None:
    """All that needs no lesson's outputs: exercises, tables, what can be taken along, the landing page, pages made from data."""
    for path in sorted(EXERCISES.glob("*/*.ipynb")):
        exercise(path, NEW / "exercises" / path.parent.name / path.name)
        shutil.copyfile(path, download / path.name)
    for path in sorted(DATASETS.glob("*.csv")):
        shutil.copyfile(path, download / path.name)
    (download / archive.name()).write_bytes(archive.archive())
    (download / "notebooks").mkdir()
    for path in LESSONS.glob("*.ipynb"):
        shutil.copyfile(path, download / "notebooks" / path.name)
    drawn = NEW / "_static" / "cards"
    drawn.mkdir()
    for name, picture in cards().items():
        (drawn / f"{name}.png").write_bytes(picture)
    if (NEW / "404.html").exists():
        shutil.move(NEW / "404.html", download / "404.html")
    front = NEW / "index.md"
    front.write_text(
        filled(
            with_numbers(with_address(front.read_text(encoding="utf-8"), course().home)),
            lambda entry: f"lessons/{entry.slug}.html",
            "site/index.md",
            lessons_cards,
        ).replace(LEDGER, told(entries())),
        encoding="utf-8",
        newline="\n",
    )
    for name, text in pages(date.today()).items():
        page = NEW / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8", newline="\n")


def index() -> int:
    """Make the index of the search from the finished pages; returns the exit code of Pagefind's script, which tells a fault."""
    shutil.rmtree(OUT / "pagefind", ignore_errors=True)
    code = subprocess.call([shutil.which("node") or "node", str(FRAME / "search.cjs"), str(OUT)], cwd=FRAME)
    for path in (OUT / "pagefind").glob("pagefind-*.*"):
        if "entry" not in path.name and "worker" not in path.name:
            path.unlink()  # ready-made search boxes, which the search page does not use
    return code


def synced(source: Path, target: Path, told: Mapping[str, str] | None = None) -> None:
    """Bring a folder to what another holds, and leave alone every file that is the same; on pages marks become what is ``told``."""
    wanted = {path.relative_to(source): path for path in source.rglob("*") if path.is_file()}
    for path in [path for path in target.rglob("*") if path.is_file()]:
        if path.relative_to(target) not in wanted:
            path.unlink()
    for name, path in wanted.items():
        there, held = target / name, path.read_bytes()
        if told and name.suffix == ".html":
            held = _TOLD.sub(lambda mark: told.get(mark[0].decode(), mark[0].decode()).encode(), held)
        if not there.exists() or there.read_bytes() != held:
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(held)


def dressing() -> str:
    """What every page depends on besides its own text, as one short text: how pages are dressed, and what they link to."""
    folder = Path(__file__).parent
    files = [
        *(path for path in folder.glob("*.py") if path.stem not in BESIDE),
        *(FRAME / "_templates").iterdir(),
        FRAME / "conf.py",
        FRAME / "formulas.cjs",
        map_file(),
    ]
    files += [DATASETS / f"{name}.csv" for name in ("glossary", "sources")]
    files = [file for file in files if file.exists()]
    names = sorted(path.name for path in DATASETS.glob("*.csv"))
    claims = list(words().claims)
    digest = hashlib.sha256(f"{names} {claims} {paper.possible()}".encode())
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:20]


def build(fresh: bool = False) -> int:
    """Build the web edition in ``_site``; returns Sphinx's exit code (warnings are errors)."""
    need_checkout()
    if not FRAME.is_dir():
        raise CourseError(
            "The web edition takes its templates from a checkout of the engine, and only the package is here.",
            "Clone the course that the package comes from, run make dev there, and use its ambitions command.",
        )
    vendor()
    assemble(fresh)
    shutil.rmtree(
        WRITTEN / "_static", ignore_errors=True
    )  # Sphinx would leave there what an earlier edition had
    stamp, dress = ROOT / "_build" / "dressed", dressing()
    all_again = not stamp.exists() or stamp.read_text() != dress
    stamp.unlink(missing_ok=True)
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-W",
        "--keep-going",
        "-b",
        "html",
        *(["-a"] if all_again else []),
        "-j",
        str(min(4, os.cpu_count() or 1)),
        "-d",
        str(ROOT / "_build" / "doctrees"),
        str(WORK),
        str(WRITTEN),
    ]
    code = subprocess.call(command)
    if code == 0:
        for kind in (slides, handouts):
            print(handed_out.write(WRITTEN, kind.FOLDER, entries(), EDITION, kind.pages, kind.MADE_BY))
        synced(WRITTEN, OUT, told_last())
        code = index()
    if code == 0:
        moved.put_up(OUT, moved.moved())
        print(paper.print_pages(OUT, [path.stem for path in sorted(LESSONS.glob("*.ipynb"))]))
        stamp.write_text(dress)
        print(f"The web edition is in {OUT.name}/: open {OUT.name}/index.html")
    return code
