"""``datasets/README.md``, generated from the contract."""

from __future__ import annotations

import csv
import hashlib
import html
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ai_ambitions.core.course import course, tables_of
from ai_ambitions.core.course import lesson as course_lesson
from ai_ambitions.core.paths import DATASETS
from ai_ambitions.data.cite import sources
from ai_ambitions.data.contract import SOURCE_COLUMNS, contract, tables

EVERYWHERE = ("claims", "economies", "glossary")  # the ledger, the countries and the words serve every lesson


def rows_of(entry: Mapping[str, Any]) -> list[dict[str, str]]:
    """The rows of a table as text, in file order."""
    with (DATASETS / entry["path"]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def link(source_id: str) -> str:
    """A source as a short link, or as its title where no address is known."""
    if not source_id:
        return ""
    entry = sources()[source_id]
    words = html.escape(f"{entry['publisher']}, {entry['published'] or 'undated'}")
    return f'<a href="{html.escape(entry["url"])}">{words}</a>' if entry["url"] else words


def kinds_of(rows: list[dict[str, str]]) -> Counter[str]:
    """How many rows rest on at least one primary source, on analysis, or on news alone; and how many have two sources."""
    known, found = sources(), Counter({"primary": 0, "analysis": 0, "news": 0, "two sources": 0})
    for row in rows:
        ids = [row[column] for column in SOURCE_COLUMNS if row.get(column)]
        kinds = {known[key]["kind"] for key in ids if key in known}
        found["two sources"] += len(ids) > 1
        for kind in ("primary", "analysis", "news"):
            if kind in kinds:
                found[kind] += 1
                break
    return found


def limits(field: Mapping[str, Any]) -> str:
    """A field's constraints in words."""
    rules = field.get("constraints", {})
    words = ["required"] if rules.get("required") else []
    if "enum" in rules:
        words.append("one of " + ", ".join(map(str, rules["enum"])))
    if "minimum" in rules or "maximum" in rules:
        words.append(f"{rules.get('minimum', '…')} to {rules.get('maximum', '…')}")
    return "; ".join(words)


def cell(text: object) -> str:
    """Text that fits a Markdown table cell."""
    return " ".join(str(text).split()).replace("|", "\\|")


def dictionary(entry: Mapping[str, Any]) -> str:
    """The fields of a table as a Markdown table."""
    lines = ["| column | type | unit | meaning | limits |", "|---|---|---|---|---|"]
    for field in entry["schema"]["fields"]:
        parts = (
            f"`{field['name']}`",
            field["type"],
            field.get("unit", ""),
            field["description"],
            limits(field),
        )
        lines.append("| " + " | ".join(cell(part) for part in parts) + " |")
    return "\n".join(lines)


def table_text(entry: Mapping[str, Any]) -> str:
    """What is known about one table: rows, sources by kind, limitations, licence."""
    rows = rows_of(entry)
    licences = ", ".join(
        f"{x['name']} ({x['title']})" if "title" in x else x["name"] for x in entry.get("licenses", [])
    )
    head = f"{len(rows)} rows · as of {entry['as_of']} · review every {entry['review_every_days']} days · {licences}"
    parts = [cell(entry["description"]), head]
    if any(column in rows[0] for column in SOURCE_COLUMNS):
        kinds = kinds_of(rows)
        parts.append(
            f"Best source of a row: primary {kinds['primary']}, analysis {kinds['analysis']}, news {kinds['news']}; "
            f"with two sources {kinds['two sources']}."
        )
    if entry.get("limitations"):
        parts.append("**Limits**\n\n" + "\n".join(f"- {cell(text)}" for text in entry["limitations"]))
    return "\n\n".join(parts)


@cache
def users() -> dict[str, list[str]]:
    """Numbers of the lessons that read each table: what lessons load, and what the ledger names for claims still to come."""
    planned: dict[str, set[str]] = {lesson.number: set() for lesson in course().lessons}
    for row in rows_of(tables()["claims"]):
        for number in filter(None, (row["lesson"], *row["lessons_also"].split(";"))):
            if not course_lesson(number).ready:
                planned[number] |= set(filter(None, row["tables"].split(";")))
    return {
        name: [n for n in planned if name in planned[n] or name in tables_of(n) or name in EVERYWHERE]
        for name in tables()
    }


def serves_all(numbers: Sequence[str]) -> bool:
    """Whether a table serves every lesson."""
    return len(numbers) == len(course().lessons)


def index_row(name: str, entry: Mapping[str, Any], address: str) -> str:
    """One line of the index of tables."""
    used = users()[name]
    lessons = "all" if serves_all(used) else ", ".join(used)
    return f"| [{name}]({address}) | {cell(entry['title'])} | {len(rows_of(entry))} | {entry['as_of']} | {lessons} |"


def by_lesson(link: Callable[[str], str]) -> list[str]:
    """Which tables each lesson leans on, as a Markdown table; a table that serves every lesson is named once."""
    used = users()
    lessons = sorted(set().union(*used.values()))
    common = [name for name, lessons_of in used.items() if serves_all(lessons_of)]
    lines = ["| lesson | tables |", "|---|---|", f"| all | {', '.join(map(link, common))} |"]
    for lesson in lessons:
        names = [name for name in used if lesson in used[name] and name not in common]
        lines.append(f"| {lesson} | {', '.join(map(link, names))} |")
    return lines


def folded(summary: str, text: str) -> str:
    """Text behind a fold, for pages that are read in one piece."""
    return f"<details><summary>{summary}</summary>\n\n{text}\n\n</details>"


def catalogue() -> str:
    """The whole catalogue as Markdown: which lesson uses what, then one section a table with its columns folded away."""
    package, entries = contract(), tables()
    total = sum(
        len(rows_of(e)) for n, e in entries.items() if n not in ("sources", "key_figures", "corrections")
    )
    lines = [
        "# Data catalogue",
        "",
        "*Generated from the contract beside each table by `ambitions release`; edit the contract, not this page.*",
        "",
        f"{cell(package['description'])} {len(entries)} tables, {total:,} rows of facts, {len(sources()):,} sources.",
        "",
        "## By lesson",
        "",
        *by_lesson(lambda name: f"[{name}](#{name})"),
        "",
        "## All tables",
        "",
        "| table | what it holds | rows | as of | lessons |",
        "|---|---|---|---|---|",
        *(index_row(name, entry, f"#{name}") for name, entry in entries.items()),
    ]
    for name, entry in entries.items():
        fields = entry["schema"]["fields"]
        lines += [
            "",
            f"## {name}",
            "",
            f"**{cell(entry['title'])}** · [{entry['path']}]({entry['path']})",
            "",
            table_text(entry),
            "",
            folded(f"{len(fields)} columns", dictionary(entry)),
        ]
    return "\n".join(lines) + "\n"


def write_catalogue() -> list[str]:
    """Write ``datasets/README.md`` and ``datasets/datapackage.yaml``; returns the paths that changed."""
    made = {"README.md": catalogue(), "datapackage.yaml": datapackage()}
    return [f"datasets/{name}" for name, text in made.items() if _write(DATASETS / name, text)]


def _write(path: Path, text: str) -> bool:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.write_text(text, encoding="utf-8", newline="\n")
    return True


def datapackage() -> str:
    """The contract of all tables as one Data Package, for tools that read the standard."""
    head = (
        "# Generated from the contract beside each table by `ambitions release`; edit those, not this file.\n"
    )
    plain = json.loads(json.dumps(contract(), default=str))
    for entry in plain["resources"]:  # what a reader downloads can be held against this
        content = (DATASETS / entry["path"]).read_bytes()
        entry |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    return head + yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=118)
