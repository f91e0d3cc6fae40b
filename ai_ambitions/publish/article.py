"""``ambitions new-article``: the skeleton of a course on another article, in a folder of its own, which uses this package."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import ENGINE, PACKAGE, data_dir
from ai_ambitions.data.contract import COLUMNS, table_entry
from ai_ambitions.publish.ledger import MARK

MOST = 99  # claims are called C01 to C99
LONGEST = 120  # characters of a title
FIRST = "00"  # the lesson that has all claims at first
SOURCE = "article"  # the article itself, in the list of sources
OWN: dict[
    str, dict[str, Any]
] = {  # columns of the ledger whose contract says what holds for our article only
    "claim_id": {
        "description": "C01, C02 and so on, in the order of the article.",
        "constraints": {"required": True, "unique": True, "pattern": "C[0-9][0-9]"},
    },
    "section": {"description": "Section of the article.", "constraints": {"required": True, "minimum": 1}},
    "lesson": {"constraints": {"required": True, "pattern": "[0-9][0-9]"}},
}


def template() -> Path:
    """The folder of files that every new course begins with: inside an installed wheel, or of the checkout."""
    inside = PACKAGE / "skeleton"
    return inside if inside.is_dir() else ENGINE / "skeleton"


def new_article(folder: Path, title: str, claims: int, today: date) -> list[str]:
    """Write the skeleton of a course on an article: whole, or not at all. Returns the files, as seen from the folder.

    Parameters
    ----------
    folder
        Where it is to lie; nothing may be there, and the folder around it must be.
    title
        The article's title: one line, in any script.
    claims
        Into how many claims the article is cut, from 1 to 99: so many rows has the ledger.
    today
        The day from which the new tables count.

    Raises
    ------
    CourseError
        A folder that exists or cannot be written, a title that is none, too few or too many claims.
    """
    folder, title = folder.absolute(), title.strip()
    if not 1 <= claims <= MOST:
        raise CourseError(
            f"An article is cut into 1 to {MOST} claims, and not into {claims}.", "For instance: --claims 12"
        )
    if not title or len(title) > LONGEST or not title.isprintable():
        raise CourseError(
            f"The title is to be one line of 1 to {LONGEST} characters.",
            'For instance: --title "Who is online?"',
        )
    if folder.exists() or folder.is_symlink():
        raise CourseError(
            f"{folder} exists already, and is left as it is.", "Name a folder that does not exist."
        )
    if not folder.parent.is_dir():
        raise CourseError(f"There is no folder {folder.parent} to put it into.", "Make that folder first.")
    ids = [f"C{number:02}" for number in range(1, claims + 1)]
    said = {
        "{{title}}": title.replace("<", "&lt;"),
        "{{quoted title}}": json.dumps(title, ensure_ascii=False),
        "{{name}}": re.sub(r"[^a-z0-9]+", "-", folder.name.lower()).strip("-") or "course",
        "{{claims}}": str(claims),
        "{{ids}}": ", ".join(ids),
        "{{day}}": today.isoformat(),
        "{{today}}": today.isoformat(),
    }
    try:
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-article-") as scratch:
            made = Path(scratch) / "course"
            shutil.copytree(template(), made, ignore=shutil.ignore_patterns("__pycache__", ".*"))
            for path in [path for path in made.rglob("*") if path.is_file()]:
                _fill(path, said)
            (made / "gitignore").rename(made / ".gitignore")
            names = "".join(f"{claim}: {MARK}, a few words for {claim}\n" for claim in ids)
            _write(made / "site" / "claim-names.yaml", names)
            _data(made / "datasets", title, ids, today)
            made.rename(folder)
    except OSError as error:
        raise CourseError(
            f"{folder} could not be written: {error.strerror}.", "Name a folder in a place that is yours."
        ) from None
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _fill(path: Path, said: Mapping[str, str]) -> None:
    """Put this course's words in place of the marks of a file of the skeleton."""
    text = path.read_text(encoding="utf-8")
    _write(path, re.sub(r"\{\{[a-z ]+\}\}", lambda found: said.get(found[0], found[0]), text))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _data(folder: Path, title: str, ids: list[str], today: date) -> None:
    """The ledger with a row a claim and the list of sources, each with the contract that the tables here have."""
    shutil.copyfile(data_dir() / COLUMNS, folder / COLUMNS)
    shutil.copyfile(data_dir() / "sources.yaml", folder / "sources.yaml")
    said: dict[str, Any] = yaml.safe_load((data_dir() / "claims.yaml").read_text(encoding="utf-8"))
    said |= {
        "title": f"The article's {len(ids)} claims and the verdicts on them",
        "as_of": today,
        "limitations": [
            f"Cutting an article into {len(ids)} sentences is itself a choice; another reader would cut differently.",
            "Verdicts are judgements on the evidence named; only rows marked settled are computed in a lesson.",
        ],
    }
    for field in said["fields"]:
        if isinstance(field, dict) and field["name"] in OWN:
            field.update(OWN[field["name"]])
    _write(folder / "claims.yaml", yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=118))
    day = today.isoformat()
    row = {
        "section": "1",
        "type": "quantity",
        "lesson": FIRST,
        "checkable": "yes",
        "verdict_when_written": "not_checkable",
        "verdict_today": "not_checkable",
        "confidence": "low",
        "written_on": day,
        "as_of": day,
        "standing": "provisional",
        "source_id": SOURCE,
    } | dict.fromkeys(("claim", "would_settle", "rests_on", "strongest_objection"), MARK)
    _write(folder / "claims.csv", _table("claims", [{"claim_id": claim} | row for claim in ids]))
    article = {
        "source_id": SOURCE,
        "title": title,
        "publisher": MARK,
        "accessed": day,
        "kind": "primary",
        "note": f"{MARK}: day and address of the article",
    }
    _write(folder / "sources.csv", _table("sources", [article]))


def _table(name: str, rows: list[dict[str, str]]) -> str:
    """Rows as CSV, with the columns that the contract here has for a table of that name."""
    columns = [field["name"] for field in table_entry(name)["schema"]["fields"]]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
