#!/usr/bin/env python3
"""What newer packages broke, on half a page: each package that is not the lock's, each lesson, cell and error.

Run it after a test run that wrote a JUnit file, in the environment that ran it::

    PYTEST_ADDOPTS=--junitxml=result.xml ambitions test
    python -m pip freeze --exclude-editable > versions.txt
    python tools/canary.py result.xml versions.txt > summary.md

It needs nothing but Python. The workflow *canary* puts the page into the issue that it opens.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "requirements-dev.txt")
FIRST = 3  # failures of a file that are listed: where one cell breaks, those below it break for want of it
_COLOUR = re.compile(r"#x1B\[[\d;]*m|\x1b\[[\d;]*m")
_PIN = re.compile(r"(?m)^([\w.-]+)==([^\s;\\]+)")
_CELL = re.compile(r"Cell (\d+)")


@dataclass(frozen=True)
class Failure:
    """A test that failed: its file, its name (for a notebook the id of the cell), and the last line of the error."""

    file: str
    name: str
    error: str


def pins(text: str) -> dict[str, str]:
    """Package and version of each ``name==version`` line, names written as package indexes do."""
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in _PIN.findall(text)}


def moved(locked: dict[str, str], here: dict[str, str]) -> list[tuple[str, str, str]]:
    """Packages that are here in another version than the lock's, or not in the lock: name, version there, version here."""
    return [
        (name, locked.get(name, "–"), version)
        for name, version in sorted(here.items())
        if version != locked.get(name)
    ]


def failures(report: str, root: Path = ROOT) -> Iterator[Failure]:
    """The failures of a JUnit file, in its order."""
    for case in ElementTree.fromstring(report).iter("testcase"):
        for fault in [*case.iter("failure"), *case.iter("error")]:
            file, name = case.get("classname", ""), case.get("name", "")
            if cell := _CELL.fullmatch(name):
                file = re.sub(r"\.(?!ipynb$)", "/", file)
                name = cell_id(root / file, int(cell[1]))
            yield Failure(file, name, last_line(fault.text or fault.get("message", "")))


def cell_id(notebook: Path, number: int) -> str:
    """The id of a code cell by its place among the code cells, as nbval counts them from 0."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except OSError:  # told all the same
        cells = []
    ids = [cell["id"] for cell in cells if cell["cell_type"] == "code"]
    return str(ids[number]) if number < len(ids) else f"code cell {number + 1}"


def last_line(told: str) -> str:
    """The line of an error that says what it is: the last of a traceback, of pytest's lines with an E the first.

    nbval tells on its second line that a cell took too long, and ends with the cell's source.
    """
    lines = [line.strip() for line in _COLOUR.sub("", told).splitlines() if line.strip()]
    own = [line[1:].strip() for line in lines if line.startswith("E  ")]
    own += [line.partition(": ")[2] for line in lines[:2] if ": Timeout of " in line]
    differ = [line for line in lines if line.startswith("mismatch ")]
    said = (
        own[0]
        if own
        else f"output differs: {differ[0]}"
        if differ
        else lines[-1]
        if lines
        else "no word of it"
    )
    return said if len(said) <= 200 else said[:199] + "…"


def summary(report: str, versions: str, root: Path = ROOT) -> str:
    """The page, in Markdown."""
    locked = pins("\n".join((root / name).read_text(encoding="utf-8") for name in LOCKS))
    newer = moved(locked, pins(versions))
    lines = [f"{len(newer)} packages are not the lock's:", "", "| package | lock | here |", "|---|---|---|"]
    lines += [f"| {_plain(name)} | {_plain(there)} | {_plain(here)} |" for name, there, here in newer]
    if not report:
        return "\n".join([*lines, "", "The tests left no report: they did not begin, or were cut off."])
    found = list(failures(report, root))
    if not found:
        return "\n".join([*lines, "", "Nothing failed."])
    lines += ["", f"{len(found)} failed:", "", "| where | cell or test | what it said |", "|---|---|---|"]
    for file in dict.fromkeys(one.file for one in found):
        its = [one for one in found if one.file == file]
        lines += [f"| {_plain(file)} | {_plain(one.name)} | {_plain(one.error)} |" for one in its[:FIRST]]
        if len(its) > FIRST:
            lines.append(f"| {_plain(file)} | and {len(its) - FIRST} more | |")
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Text of a failing package inside a cell of a table: it can neither end the cell nor become mark-up, link or mention."""
    return "`" + " ".join(text.split()).replace("`", "'").replace("|", "/") + "`"


def main(report: str, versions: str) -> int:
    """Print the page for a JUnit file and a list of versions; a file that is not there counts as empty."""
    texts = [
        path.read_text(encoding="utf-8") if path.exists() else "" for path in map(Path, (report, versions))
    ]
    print(summary(*texts))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
