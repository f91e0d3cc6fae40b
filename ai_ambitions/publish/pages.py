"""Pages of the web edition that are made from the data: claims, glossary, changes, and one page a table."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.course import has_room
from ai_ambitions.data.cite import sources
from ai_ambitions.data.contract import SOURCE_COLUMNS, tables
from ai_ambitions.data.load import load
from ai_ambitions.data.review import is_stale
from ai_ambitions.publish import assessment, audit, board, python_ideas, returns
from ai_ambitions.publish.catalogue import by_lesson, cell, dictionary, index_row, rows_of, table_text
from ai_ambitions.publish.changes import changes_page, has_changes
from ai_ambitions.publish.linked import slug, source_anchor
from ai_ambitions.publish.preview import figure

if TYPE_CHECKING:
    from ai_ambitions.lessons.chip_ban import moves

FIRST_ROWS = 8


def glossary_page() -> str:
    """All terms with their Chinese, in one table."""
    rows = sorted(rows_of(tables()["glossary"]), key=lambda row: row["term"].lower())
    body = "".join(
        f'<tr id="{slug(r["term"])}"><th scope="row">{html.escape(r["term"])}</th><td lang="zh">{html.escape(r["chinese"])}</td><td>{html.escape(r["pinyin"])}</td>'
        f"<td>{html.escape(r['meaning'])}</td><td>{html.escape(r['lesson'].replace(';', ', '))}</td></tr>"
        for r in rows
    )
    head = "".join(f'<th scope="col">{h}</th>' for h in ("Term", "Chinese", "Pinyin", "Meaning", "Lessons"))
    table = f'<div class="ai-scroll" tabindex="0"><table class="ai-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    return f"# Glossary\n\nTerms of the field in plain words. The Chinese was seen in use; it awaits a reader of Chinese.\n\n{table}\n"


def table_page(name: str, entry: Mapping[str, Any], today: date) -> str:
    """One table: what it holds, its limits, dictionary and first rows, with the file to download."""
    rows = rows_of(entry)
    columns = [f["name"] for f in entry["schema"]["fields"]]
    head = "".join(f'<th scope="col">{html.escape(c)}</th>' for c in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(r[c])}</td>" for c in columns) + "</tr>"
        for r in rows[:FIRST_ROWS]
    )
    first = f'<div class="ai-scroll" tabindex="0"><table class="ai-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    stale = "\n\n**◷ Past its review date:** newer figures may exist." if is_stale(entry, today) else ""
    preview = figure(entry, rows)
    return (
        f"# {name}\n\n**{cell(entry['title'])}**\n\n{table_text(entry)}{stale}\n\n"
        f'<p><a href="../{entry["path"]}" download>Download {entry["path"]}</a></p>\n\n'
        + (f"## A first look\n\n{preview}\n\n" if preview else "")
        + f"## First rows\n\n{first}\n\n## Columns\n\n{dictionary(entry)}\n"
    )


def data_index() -> str:
    """The catalogue's front page."""
    lines = [
        "# Data catalogue",
        "",
        "Every row has a source; unknown is empty; conflicting figures stand side by side.",
        "",
        "## By lesson",
        "",
        *by_lesson(lambda name: f"[{name}]({name}.md)"),
        "",
        "## All tables",
        "",
        "| table | what it holds | rows | as of | lessons |",
        "|---|---|---|---|---|",
        *(index_row(name, entry, f"{name}.md") for name, entry in tables().items()),
    ]
    lines += ["", "```{toctree}", ":hidden:", "", *tables(), "```", ""]
    return "\n".join(lines)


def sources_page() -> str:
    """Every source with an address of its own, and the tables that lean on it."""
    used: dict[str, Counter[str]] = {}
    for name, entry in tables().items():
        if name != "sources":
            for row in rows_of(entry):
                for key in {row[column] for column in SOURCE_COLUMNS if row.get(column)}:
                    used.setdefault(key, Counter())[name] += 1
    known = sorted(
        sources().items(), key=lambda item: (item[1]["publisher"].lower(), item[1]["published"], item[0])
    )
    items = "".join(_source(key, row, used.get(key, Counter())) for key, row in known)
    return (
        f"# Sources\n\nAll {len(known):,} sources of the course, by publisher: what each is, when it was read, and which tables lean on it. "
        f'As a file: [the table of sources](data/sources.md).\n\n<ul class="ai-all-sources">{items}</ul>\n'
    )


def _source(key: str, row: Mapping[str, str], used: Counter[str]) -> str:
    title = html.escape(row["title"])
    title = f'<a href="{html.escape(row["url"])}">{title}</a>' if row["url"] else title
    facts = [
        row["published"] or "undated",
        row["accessed"] and f"read {row['accessed']}",
        row["kind"],
        row["stance"],
        row["funder"] and f"funded by {row['funder']}",
    ]
    rows = ", ".join(f'<a href="data/{name}.html">{name}</a> {count}' for name, count in used.items())
    return (
        f'<li id="{source_anchor(key)}">{html.escape(row["publisher"])}: {title} ({html.escape("; ".join(filter(None, facts)))})'
        + (f"<br><small>rows: {rows}</small>" if rows else "")
        + "</li>"
    )


def _sheet(sheet: moves.Sheet) -> str:
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in sheet.columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in sheet.rows
    )
    table = f'<div class="ai-scroll" tabindex="0"><table class="ai-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    return f"### {sheet.heading}\n\n{sheet.remark}\n\n{table if sheet.rows else ''}\n"


def days_page() -> str:
    """The sheets of the classroom simulation, a day each, to be printed; the letters, which two seats know, stand last."""
    from ai_ambitions.lessons.chip_ban import moves

    tables_ = {name: load(name) for name in moves.NEEDS}
    days = [moves.day_of(number, tables_) for number in moves.DAYS]
    parts = [
        "# The sheet of each day",
        "",
        "For the [simulation](simulation.md): what every seat may know. Made from the tables of the course; `ambitions move 1` prints the same.",
        "",
    ]
    for day in days:
        parts += [f"## Round {day.number}: {day.on.day} {day.on:%B %Y}", "", *map(_sheet, moves.sheets(day))]
    parts += [
        "## For BIS and the designer only",
        "",
        "Licence letters to firms. Their limits were not published; these are inferred from what firms and the press told.",
        "",
        *(_sheet(moves.letters(day)) for day in days),
    ]
    return "\n".join(parts)


def pages(today: date) -> dict[str, str]:
    """All generated pages, by path below the site's source; one that a course has nothing for is left out."""
    held = tables()
    made = {
        "claims.md": board.page(),
        "audit.md": audit.page(),
        "sources.md": sources_page(),
        "teachers/python.md": python_ideas.page(),
        "teachers/returns.md": returns.page(),
        "data/index.md": data_index(),
    }
    if "glossary" in held:
        made["glossary.md"] = glossary_page()
    if has_changes():
        made["changes.md"] = changes_page()
    if planned := assessment.page():
        made["teachers/assessment.md"] = planned
    if has_room(assessment.ROOM):
        made["teachers/simulation-days.md"] = days_page()
    return made | {f"data/{name}.md": table_page(name, entry, today) for name, entry in held.items()}
