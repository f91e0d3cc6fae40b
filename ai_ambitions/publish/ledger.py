"""What is still to do in a course, and where ledger, map and rules part: lines for ``ambitions check data``."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ai_ambitions.core.course import course, rules_of, told
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import LESSONS, ROOMS, ROOT, SITE, SOLUTIONS, data_dir

MARK = "TO DO"  # what a skeleton has where an author is to write
LEDGER = "claims.csv"


def _rows() -> list[dict[str, str]]:
    """The ledger as text; empty where it cannot be read, which the check of the tables tells."""
    try:
        text = (data_dir() / LEDGER).read_text(encoding="utf-8")
        return [
            {key: value or "" for key, value in row.items() if key}
            for row in csv.DictReader(io.StringIO(text, newline=""))
        ]
    except (OSError, UnicodeDecodeError, csv.Error):
        return []


def to_do() -> list[str]:
    """Where the mark TO DO stands: a line a file, and of the ledger a line for all claims that lack the same columns."""
    lacking: dict[tuple[str, ...], list[str]] = {}
    for row in _rows():
        if columns := tuple(name for name, value in row.items() if MARK in value):
            lacking.setdefault(columns, []).append(row.get("claim_id", "?"))
    lines = [
        f"datasets/{LEDGER}, {', '.join(ids) if len(ids) < 4 else f'{ids[0]} to {ids[-1]}, {len(ids)} claims'}: {', '.join(columns)}"
        for columns, ids in lacking.items()
    ]
    for path in _written_by_hand():
        if places := _places(path):
            lines.append(f"{told(path)}: {', '.join(places)}")
    return lines


def _written_by_hand() -> list[Path]:
    """The files of a course that an author writes, but the ledger."""
    data = [*data_dir().glob("*.yaml"), *data_dir().glob("*.csv")]
    kept = [path for path in data if path.name not in (LEDGER, "datapackage.yaml")]
    rooms = [*ROOMS.rglob("*.py"), *ROOMS.rglob("*.yaml")]
    pages = [*SITE.glob("*.md"), *SITE.glob("*.yaml"), *SITE.glob("teachers/*.md")]
    books = [*LESSONS.glob("*.ipynb"), *SOLUTIONS.glob("*/*.ipynb")]
    tests = [*(ROOT / "tests").glob("lessons/*/*.py")]
    found = [ROOT / "course.yaml", ROOT / "README.md", ROOT / "CITATION.cff"]
    return [
        path for group in (found, kept, rooms, books, tests, pages) for path in sorted(group) if path.exists()
    ]


def _places(path: Path) -> list[str]:
    """Lines of a text, or cells of a notebook, with the mark."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if MARK not in text:
        return []
    if path.suffix != ".ipynb":
        lines = [str(number) for number, line in enumerate(text.splitlines(), 1) if MARK in line]
        return [f"line{'s' * (len(lines) > 1)} {', '.join(lines)}"]
    try:
        cells = json.loads(text)["cells"]
        marked = [str(cell.get("id", "?")) for cell in cells if MARK in "".join(cell["source"])]
    except (ValueError, KeyError, TypeError):
        return []  # no notebook: whoever runs it is told
    return [f"cell{'s' * (len(marked) > 1)} {', '.join(marked)}"] if marked else []


def breaches() -> Iterator[str]:
    """Where the ledger, ``course.yaml`` and the rules of the rooms part: one line each, with what to do."""
    rows, said = _rows(), course()
    if not rows:
        return
    if len(rows) != said.article.claims:
        yield (
            f"course.yaml says that the article has {said.article.claims} claims, and claims.csv has {len(rows)} rows. "
            "Make them agree."
        )
    owners = Counter(claim for entry in said.lessons for claim in entry.claims)
    ids = [row.get("claim_id", "") for row in rows]
    for claim in sorted(set(ids) | set(owners)):
        if claim not in ids:
            yield f"course.yaml gives {claim} to a lesson, and claims.csv has no such row. Add it, or take it out there."
        elif owners[claim] != 1:
            yield f"course.yaml gives {claim} to {owners[claim]} lessons. Name it under claims of exactly one."
    owner = {claim: entry.number for entry in said.lessons for claim in entry.claims}
    for row in rows:
        claim, lesson = row.get("claim_id", ""), row.get("lesson", "")
        if lesson != owner.get(claim, lesson):
            yield f"claims.csv has {claim} in lesson {lesson}, and course.yaml in {owner[claim]}. Make them agree."
    if others := sorted({row.get("written_on", "") for row in rows} - {said.article.day}):
        yield (
            f"claims.csv, column written_on: {', '.join(others)}, and the article's day in course.yaml is {said.article.day}. "
            "Make them agree."
        )
    for row in rows:
        if row.get("standing") == "settled":
            yield from _settled(row)


def _settled(row: dict[str, str]) -> Iterator[str]:
    """What a claim that is called settled lacks."""
    claim = row.get("claim_id", "")
    if open_ := [name for name, value in row.items() if MARK in value]:
        yield f"claims.csv calls {claim} settled, and {', '.join(open_)} is still to do. Fill it, or call it provisional."
    try:
        rules_of(claim)
    except CourseError as error:
        yield f"claims.csv calls {claim} settled. {error.reason} Write the rule, or call it provisional."
