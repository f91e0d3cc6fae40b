"""A fact has one home: where two tables print the same figure, one says so and the two are compared.

In a table's contract::

    agrees:
    - with: models                          # rows of both tables that agree in these columns …
      by: {model: model}
      say: {training_tokens_t: training_tokens_t}   # … agree in these: ours, theirs
    - with: plan_targets                    # or one row of each
      here: {row_id: cn-2025-ai-fund}
      there: {target_id: cn-ai-fund-2025-fund-size}
      say: {amount_low: value_low}

An empty cell is unknown and contradicts nothing. A figure that two tables took from one source without such a line is a
breach too: corrected in one of them, it would stay wrong in the other, and nobody would notice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ai_ambitions.data.promises import CONFLICT, differ

Rows = list[dict[str, str]]
Entry = Mapping[str, Any]
REGISTERS = (
    "sources",
    "key_figures",
    "corrections",
    "claims",
    "glossary",
    "verdict_history",
    "disputed_values",
)
_FIGURE = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)


def agreement_breaches(entries: Iterable[Entry], tables: Mapping[str, Rows]) -> Iterator[str]:
    """Rows that should agree and do not, and an agreement that speaks of no rows: table, row, column, reason."""
    for entry in entries:
        name, rows = entry["name"], tables.get(entry["name"], [])
        for spec in entry.get("agrees", []):
            other, met = tables.get(spec["with"]), 0
            if other is None:
                yield f"{name}: {name}.yaml, agrees: no table {spec['with']}."
                continue
            for line, row in enumerate(rows, start=2):
                for their_line, theirs in enumerate(other, start=2):
                    if not _belong(row, theirs, spec):
                        continue
                    met += 1
                    for ours, column in spec["say"].items():
                        if differ(row[ours], theirs[column]) and not row.get("note", "").startswith(CONFLICT):
                            yield (
                                f"{name}, row {line}, column {ours}: {row[ours]} here, {theirs[column]} in "
                                f"{spec['with']}, row {their_line}, column {column}."
                            )
            if not met:
                yield f"{name}: {name}.yaml, agrees with {spec['with']}: no two rows belong together."


def _belong(row: Mapping[str, str], theirs: Mapping[str, str], spec: Mapping[str, Any]) -> bool:
    if "by" in spec:
        return all(row[ours] and row[ours] == theirs[column] for ours, column in spec["by"].items())
    return all(row[c] == v for c, v in spec["here"].items()) and all(
        theirs[c] == v for c, v in spec["there"].items()
    )


def forgotten_agreements(entries: Iterable[Entry], tables: Mapping[str, Rows]) -> Iterator[str]:
    """A figure of three digits or more that two tables have from one source, and that no ``agrees`` compares."""
    compared = {
        frozenset(((entry["name"], ours), (spec["with"], theirs)))
        for entry in entries
        for spec in entry.get("agrees", [])
        for ours, theirs in spec["say"].items()
    }
    linked = {
        frozenset((entry["name"], spec["with"])) for entry in entries for spec in entry.get("agrees", [])
    }
    places: dict[tuple[str, float], dict[tuple[str, str], int]] = defaultdict(dict)
    for name, rows in tables.items():
        if name in REGISTERS:
            continue
        for line, row in enumerate(rows, start=2):
            for column, cell in row.items():
                if not _telling(cell):
                    continue
                for source in {row.get("source_id"), row.get("source_id_2")} - {None, ""}:
                    places[(str(source), float(cell))].setdefault((name, column), line)
    told = set()
    for (source, value), found in sorted(places.items()):
        spots = sorted(found)
        for one in spots:
            for two in spots:
                pair = frozenset((one[0], two[0]))
                if (
                    one[0] < two[0]
                    and pair not in linked
                    and frozenset((one, two)) not in compared
                    and pair not in told
                ):
                    told.add(pair)
                    yield (
                        f"{one[0]}, row {found[one]}, column {one[1]}: {value:g} from {source} stands also in {two[0]}, row "
                        f"{found[two]}, column {two[1]}. → Say under `agrees` in {one[0]}.yaml how their rows belong together."
                    )


def _telling(cell: str) -> bool:
    """Whether a cell is a figure of at least three digits that is no year: one that does not come up twice by chance."""
    if not _FIGURE.fullmatch(cell) or re.fullmatch(r"(19|20)\d\d", cell):
        return False
    return len(re.sub(r"[eE].*|[-.]", "", cell).strip("0")) >= 3
