"""Ways to break a promise of a table: for each rule of the contract, copies of the rows with one thing wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from ai_ambitions.data.promises import CONFLICT, Row, Rows, fillings, groups, months_of, number, selected

Broken = tuple[str, Rows]  # what was done, and the rows afterwards


def copy(rows: Rows) -> Rows:
    return [dict(row) for row in rows]


def with_cell(rows: Rows, line: int, column: str, value: object) -> Rows:
    """A copy with one cell changed; lines are counted as an editor shows them."""
    changed = copy(rows)
    changed[line - 2][column] = f"{value:.10g}" if isinstance(value, float) else str(value)
    return changed


def other(text: str) -> str:
    return str(float(text) + 7) if number(text) is not None else text + " or not"


def break_one_value(rows: Rows, spec: Mapping[str, Any]) -> Iterator[Broken]:
    for column in spec["say"]:
        row = next((r for r in rows if r[column]), None)
        if row is not None:
            rival = row | {column: other(row[column])} | ({"note": ""} if "note" in row else {})
            yield f"a second row with another {column}", [*copy(rows), rival]
    for line, row in enumerate(rows, start=2):
        if row.get("note", "").startswith(CONFLICT):
            yield (
                "a conflict that is no longer marked",
                with_cell(rows, line, "note", row["note"].removeprefix(CONFLICT)),
            )
            return


def break_in_order(rows: Rows, columns: list[str]) -> Iterator[Broken]:
    done = set()
    for line, row in enumerate(rows, start=2):
        for before, after in pairwise(c for c in columns if row[c]):
            if (before, after) not in done:
                done.add((before, after))
                value = number(row[before])
                wrong = "1066-10-14" if value is None else value - 1 - abs(value)
                yield f"{after} before {before}", with_cell(rows, line, after, wrong)


def break_file_order(rows: Rows, columns: list[str]) -> Iterator[Broken]:
    if [rows[0][c] for c in columns] != [rows[-1][c] for c in columns]:
        yield "the last row first", [dict(rows[-1]), *copy(rows[:-1])]
        yield "the first row last", [*copy(rows[1:]), dict(rows[0])]


def break_never_falls(rows: Rows, spec: Mapping[str, Any]) -> Iterator[Broken]:
    for group in groups(selected(rows, spec), spec["series"]).values():
        if len({row[spec["by"]] for _line, row in group}) > 1:
            line, _row = max(group, key=lambda pair: pair[1][spec["by"]])
            yield "a cumulative count that falls", with_cell(rows, line, spec["value"], 0.5)
            return


def break_periods(rows: Rows, spec: Mapping[str, Any]) -> Iterator[Broken]:
    for column in spec["values"]:
        full = partial = False
        for group in groups(selected(rows, spec), spec["series"]).values():
            placed = [(*p, line, row) for line, row in group if (p := months_of(row, spec)) and row[column]]
            for start, end, line, row in placed:
                inside = [p for p in placed if p[0] >= start and p[1] <= end and p[:2] != (start, end)]
                if not full and any(fillings(start, end, inside)):
                    full = True
                    wrong = float(row[column]) + 2 * spec.get("within", 0) + 1
                    yield f"a {column} that is not the sum of its parts", with_cell(rows, line, column, wrong)
                elif (
                    not partial
                    and inside
                    and spec.get("never_negative")
                    and not any(fillings(start, end, inside))
                ):
                    partial = True
                    yield f"a {column} below that of a part", with_cell(rows, line, column, 0)


def break_parts(rows: Rows, spec: Mapping[str, Any]) -> Iterator[Broken]:
    column, within = spec["value"], spec.get("within", 0)
    wanted = {c: list(map(str, values)) for c, values in spec.get("parts", {}).items()}
    for group in groups(selected(rows, spec), spec.get("per", [])).values():
        whole: Row | None = {column: str(spec["whole"])}
        if isinstance(spec["whole"], dict):
            whole = next(
                (r for _n, r in group if all(r[c] == str(v) for c, v in spec["whole"].items())), None
            )
        pieces = [
            (n, r)
            for n, r in group
            if r[column] and r is not whole and all(r[c] in v for c, v in wanted.items())
        ]
        if whole is None or not whole[column] or not pieces:
            continue
        line, row = pieces[0]
        yield "a part above its whole", with_cell(rows, line, column, float(whole[column]) + within + 1)
        if spec.get("exactly") and all({r[c] for _n, r in pieces} >= set(v) for c, v in wanted.items()):
            made = sum(float(r[column]) for _n, r in pieces)
            yield (
                "parts that do not make the whole",
                with_cell(
                    rows, line, column, float(row[column]) - (made - float(whole[column])) - within - 1
                ),
            )
        return


def break_product(rows: Rows, spec: Mapping[str, Any]) -> Iterator[Broken]:
    columns = [f.lstrip("/") for f in spec["factors"]] + [spec["result"]]
    for line, row in selected(rows, spec):
        if all(number(row[c]) for c in columns):
            yield (
                "a result twice as large",
                with_cell(rows, line, spec["result"], 2 * float(row[spec["result"]])),
            )
            yield "a factor half as large", with_cell(rows, line, columns[0], float(row[columns[0]]) / 2)
            return


def break_points(rows: Rows, spec: Mapping[str, Any]) -> Iterator[Broken]:
    yield "a point too many", with_cell(rows, 2, spec["result"], float(rows[0][spec["result"]]) + 1)
    first = rows[0][spec["columns"][0]]
    yield (
        "a mark changed",
        with_cell(rows, 2, spec["columns"][0], next(m for m in spec["marks"] if m != first)),
    )


def break_observed(rows: Rows, spec: Any) -> Iterator[Broken]:
    column = spec if isinstance(spec, str) else spec["column"]
    line = next(n for n, row in selected(rows, spec) if row[column])
    yield "an observation of tomorrow", with_cell(rows, line, column, "2999-01-01")


BREAKERS: dict[str, Callable[[Rows, Any], Iterator[Broken]]] = {
    "one_value": break_one_value,
    "in_order": break_in_order,
    "file_order": break_file_order,
    "never_falls": break_never_falls,
    "periods": break_periods,
    "parts": break_parts,
    "product": break_product,
    "points": break_points,
    "observed": break_observed,
}
