"""What a table promises beyond types and ranges: the rules under ``promises`` in ``datapackage.yaml``, and how they are checked.

A promise is one entry of that list: the name of a rule and what it speaks of. ``where`` limits a rule to rows with the
given values. An empty cell is unknown, so it can break no promise.

================= =========================================================================================================
``one_value``     rows that agree in ``of`` agree in ``say``, or the note of each begins with ``conflict:``
``in_order``      in each row, these dates or numbers do not fall from left to right
``file_order``    the rows of the file stand in the order of these columns
``never_falls``   in each ``series``, ``value`` does not fall along ``by``: a cumulative count
``periods``       quarters, halves and years: parts that fill a longer period add up to it, other parts stay below it
``parts``         in each group ``per``, the parts do not exceed the whole, or make it ``exactly``
``product``       ``factors`` times ``scale`` give ``result``
``points``        the points of the ``columns`` add up to ``result``
``observed``      what is reported as observed is not dated after its source was read
================= =========================================================================================================
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ai_ambitions.core.cells import span

Row = dict[str, str]
Rows = list[Row]
Sources = Mapping[str, Row]
Numbered = list[tuple[int, Row]]
Finding = tuple[int, str, str]  # row as an editor counts it, column, reason
Rule = Callable[[Numbered, Mapping[str, Any], Sources], Iterator[Finding]]

CONFLICT = "conflict:"
MONTHS = {
    "quarter": 3,
    "half": 6,
    "half_year": 6,
    "nine_months": 9,
    "year": 12,
    "fiscal_year": 12,
    "four_quarters": 12,
}


def number(text: str | None) -> float | None:
    """A cell as a number, or None where it is empty or not one."""
    try:
        return float(text or "")
    except ValueError:
        return None


def short(value: float) -> str:
    """A number without the dust of binary arithmetic."""
    return f"{value:.10g}"


def named(row: Row, columns: Sequence[str]) -> str:
    """What a row speaks of, in words for a message."""
    return ", ".join(row[c] for c in columns if row.get(c)) or "the whole table"


def groups(rows: Numbered, columns: Sequence[str]) -> dict[tuple[str, ...], Numbered]:
    """Rows by the values of some columns, in file order."""
    found: dict[tuple[str, ...], Numbered] = defaultdict(list)
    for line, row in rows:
        found[tuple(row[c] for c in columns)].append((line, row))
    return found


def differ(a: str, b: str) -> bool:
    """Whether two cells, both known, say different things; 5 and 5.0 are the same."""
    x, y = number(a), number(b)
    return bool(a and b) and (x != y if x is not None and y is not None else a != b)


def one_value(rows: Numbered, spec: Mapping[str, Any], _: Sources) -> Iterator[Finding]:
    """Two rows about one thing that say different things, and are not marked as a conflict."""
    for group in groups(rows, spec["of"]).values():
        _first, *others = group
        for line, row in others:
            for column in spec["say"]:
                rival = next((r for r in group if r[0] < line and differ(r[1][column], row[column])), None)
                if rival and not all(r.get("note", "").startswith(CONFLICT) for r in (row, rival[1])):
                    yield (
                        line,
                        column,
                        f"{row[column]} contradicts {rival[1][column]} in row {rival[0]} on {named(row, spec['of'])}; "
                        f"mend one, or begin both notes with '{CONFLICT}'.",
                    )


def in_order(rows: Numbered, columns: Sequence[str], _: Sources) -> Iterator[Finding]:
    """A later step before an earlier one. A date known to the month counts from its first to its last day."""
    for line, row in rows:
        known = [c for c in columns if row[c]]
        for before, after in pairwise(known):
            a, b = number(row[before]), number(row[after])
            if a is None or b is None:
                first, _last = span(row[before], row.get(f"{before}_precision", ""))
                _first, last = span(row[after], row.get(f"{after}_precision", ""))
                wrong = bool(first and last) and first > last
            else:
                wrong = a > b
            if wrong:
                yield line, after, f"{row[after]} lies before {before}, {row[before]}."


def file_order(rows: Numbered, columns: Sequence[str], _: Sources) -> Iterator[Finding]:
    """A row that stands after one it should precede."""
    keys = [(line, [row[c] for c in columns]) for line, row in rows]
    for (_line, before), (line, after) in pairwise(keys):
        if before > after:
            yield (
                line,
                columns[0],
                f"{' / '.join(after)} stands after {' / '.join(before)}; the table is ordered by {', '.join(columns)}.",
            )


def never_falls(rows: Numbered, spec: Mapping[str, Any], _: Sources) -> Iterator[Finding]:
    """A cumulative count that shrinks."""
    column, along = spec["value"], spec["by"]
    for group in groups(rows, spec["series"]).values():
        known = sorted(
            ((r[along], line, r) for line, r in group if number(r[column]) is not None), key=lambda x: x[:2]
        )
        for (_day, _line, before), (day, line, after) in pairwise(known):
            if float(after[column]) < float(before[column]):
                yield (
                    line,
                    column,
                    f"{after[column]} on {day} is less than {before[column]} on {before[along]}; {named(after, spec['series'])} is a cumulative count.",
                )


def month(day: str) -> int:
    """Months since the year 0."""
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def months_of(row: Row, spec: Mapping[str, Any]) -> tuple[int, int] | None:
    """First month of a row's period and the first month after it, or None where it is unknown."""
    end = row[spec["end"]]
    if len(end) < 7:
        return None
    if "start" in spec:
        return (month(row[spec["start"]]), month(end) + 1) if row[spec["start"]] else None
    length = MONTHS.get(row[spec["length"]])
    return (month(end) + 1 - length, month(end) + 1) if length else None


def fillings(start: int, end: int, parts: list[tuple[int, int, int, Row]]) -> Iterator[list[tuple[int, Row]]]:
    """Every way to fill a stretch of months with the given periods, end to end."""
    if start == end:
        yield []
    for first, after, line, row in parts:
        if first == start and after <= end:
            for rest in fillings(after, end, parts):
                yield [(line, row), *rest]


def periods(rows: Numbered, spec: Mapping[str, Any], _: Sources) -> Iterator[Finding]:
    """Quarters, halves and nine months against the halves and years that hold them."""
    for group in groups(rows, spec["series"]).values():
        placed = [(*p, line, row) for line, row in group if (p := months_of(row, spec))]
        for column in spec["values"]:
            known = [p for p in placed if number(p[3][column]) is not None]
            for start, end, line, whole in known:
                inside = [p for p in known if p[0] >= start and p[1] <= end and (p[0], p[1]) != (start, end)]
                total, within = float(whole[column]), spec.get("within", 0)
                full = list(fillings(start, end, inside))
                for parts in full:
                    made = sum(float(row[column]) for _line, row in parts)
                    if abs(made - total) > within + 1e-9:
                        lines = ", ".join(str(n) for n, _row in parts)
                        yield (
                            line,
                            column,
                            f"{whole[column]} is not the sum of rows {lines}, {short(made)} (within {within:g}).",
                        )
                if full or not spec.get("never_negative"):
                    continue
                made, reached, lines_used = 0.0, start, []
                for first, after, part_line, row in sorted(inside, key=lambda p: (p[1], -p[0])):
                    if first >= reached:
                        made, reached = made + float(row[column]), after
                        lines_used.append(str(part_line))
                if made > total + within:
                    yield (
                        line,
                        column,
                        f"{whole[column]} is less than the sum of its parts in rows {', '.join(lines_used)}, {short(made)}.",
                    )


def parts(rows: Numbered, spec: Mapping[str, Any], _: Sources) -> Iterator[Finding]:
    """Parts that exceed their whole, or do not make it."""
    column, within = spec["value"], spec.get("within", 0)
    wanted = spec.get("parts", {})
    for group in groups(rows, spec.get("per", [])).values():
        pieces = [
            (line, row)
            for line, row in group
            if number(row[column]) is not None
            and all(row[c] in map(str, values) for c, values in wanted.items())
        ]
        if isinstance(spec["whole"], dict):
            wholes = [
                row
                for _line, row in group
                if all(row[c] == str(v) for c, v in spec["whole"].items()) and row[column]
            ]
            pieces = [(line, row) for line, row in pieces if row not in wholes]
        else:
            wholes = [{column: str(spec["whole"])}]
        if not pieces or not wholes:
            continue
        made, whole = sum(float(row[column]) for _line, row in pieces), float(wholes[0][column])
        complete = all(
            {row[c] for _line, row in pieces} >= set(map(str, values)) for c, values in wanted.items()
        )
        line, row = pieces[-1]
        if made > whole + within + 1e-9 or (
            spec.get("exactly") and complete and abs(made - whole) > within + 1e-9
        ):
            verb = "do not make" if spec.get("exactly") and complete else "exceed"
            lines = ", ".join(str(n) for n, _row in pieces)
            yield (
                line,
                column,
                f"the parts in rows {lines} add up to {short(made)}; they {verb} the whole, {short(whole)} ({named(row, spec.get('per', []))}).",
            )


def product(rows: Numbered, spec: Mapping[str, Any], _: Sources) -> Iterator[Finding]:
    """A figure that is not what its factors give. A factor that begins with / divides."""
    for line, row in rows:
        cells = [(f.lstrip("/"), f.startswith("/")) for f in spec["factors"]]
        values = [(number(row[name]), divides) for name, divides in cells]
        stated = number(row[spec["result"]])
        if stated is None or any(v is None or (divides and v == 0) for v, divides in values):
            continue
        made = float(spec.get("scale", 1))
        for value, divides in values:
            made = made / value if divides else made * value  # type: ignore[operator]
        margin = spec.get("within", 0) + spec.get("within_share", 0) * abs(made)
        if abs(made - stated) > margin + 1e-9 * abs(made):
            names = " and ".join(name for name, _divides in cells)
            yield (
                line,
                spec["result"],
                f"{row[spec['result']]} does not follow from {names}, which give {short(made)}.",
            )


def points(rows: Numbered, spec: Mapping[str, Any], _: Sources) -> Iterator[Finding]:
    """A sum of points that is not the sum of its marks."""
    for line, row in rows:
        marks = [spec["marks"].get(row[c]) for c in spec["columns"]]
        stated = number(row[spec["result"]])
        if stated is not None and None not in marks and sum(marks) != stated:
            yield (
                line,
                spec["result"],
                f"{row[spec['result']]} is not the sum of the marks, {short(sum(marks))}.",
            )


def observed(rows: Numbered, column: str, sources: Sources) -> Iterator[Finding]:
    """A fact dated after every source that reports it was read."""
    for line, row in rows:
        read = [sources[row[c]]["accessed"] for c in ("source_id", "source_id_2") if row.get(c) in sources]
        first, _last = span(row[column], row.get(f"{column}_precision", ""))
        if first and any(read) and first > max(read):
            yield line, column, f"{row[column]} lies after the day its source was read, {max(read)}."


RULES: dict[str, Rule] = {
    "one_value": one_value,
    "in_order": in_order,  # type: ignore[dict-item]
    "file_order": file_order,  # type: ignore[dict-item]
    "never_falls": never_falls,
    "periods": periods,
    "parts": parts,
    "product": product,
    "points": points,
    "observed": observed,  # type: ignore[dict-item]
}
NAMED = (
    "of",
    "say",
    "series",
    "values",
    "per",
    "columns",
    "factors",
    "value",
    "by",
    "start",
    "end",
    "length",
    "result",
    "column",
)


def columns_of(spec: Any) -> set[str]:
    """The columns a promise speaks of."""
    if isinstance(spec, str):
        return {spec}
    if not isinstance(spec, Mapping):
        return set(spec)
    found = {
        c for key in NAMED if key in spec for c in ([spec[key]] if isinstance(spec[key], str) else spec[key])
    }
    for key in ("where", "parts", "whole"):
        found |= set(spec[key]) if isinstance(spec.get(key), Mapping) else set()
    return {c.lstrip("/") for c in found}


def selected(rows: Rows, spec: Any) -> Numbered:
    """The rows a promise speaks of, numbered as an editor shows them."""
    where = spec.get("where", {}) if isinstance(spec, Mapping) else {}
    return [
        (line, row)
        for line, row in enumerate(rows, start=2)
        if all(row.get(c, "") in map(str, values) for c, values in where.items())
    ]


def promises_of(entry: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """A table's promises as (rule, what it speaks of)."""
    return [(rule, spec) for promise in entry.get("promises", []) for rule, spec in promise.items()]


def promise_breaches(entry: Mapping[str, Any], rows: Rows, sources: Sources) -> Iterator[str]:
    """Every promise a table breaks: ``table, row N, column c: reason``; and promises that cannot be understood."""
    name, fields = entry["name"], {field["name"] for field in entry["schema"]["fields"]}
    for rule, spec in promises_of(entry):
        if rule not in RULES:
            yield f"{name}: datapackage.yaml promises {rule!r}, a rule that does not exist; known are {', '.join(RULES)}."
            continue
        content: Any = spec["column"] if rule == "observed" and isinstance(spec, Mapping) else spec
        if missing := columns_of(spec) - fields:
            yield f"{name}: datapackage.yaml promises {rule} of columns that do not exist: {', '.join(sorted(missing))}."
            continue
        if any(set(row) != fields or None in row.values() for row in rows):
            return  # a broken shape is told by the contract
        try:
            for line, column, reason in RULES[rule](selected(rows, spec), content, sources):
                yield f"{name}, row {line}, column {column}: {reason}"
        except ValueError:
            return  # a cell of a wrong type is told by the contract
