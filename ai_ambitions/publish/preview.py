"""A preview of a table: one small line, drawn as SVG text, where the contract names a series worth seeing.

``preview: {x: date, y: value, where: {metric: [internet_users]}, says: Internet users in China, millions}``
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

WIDTH, HEIGHT, EDGE = 560, 150, 26

Point = tuple[str, float]


def points(preview: Mapping[str, Any], rows: list[dict[str, str]]) -> list[Point]:
    """The series a preview names, in order of x; a row without a value is left out."""
    where = preview.get("where", {})
    chosen = [
        (row[preview["x"]], float(row[preview["y"]]))
        for row in rows
        if row[preview["y"]] and all(row[c] in map(str, values) for c, values in where.items())
    ]
    return sorted(chosen)


def short(value: float) -> str:
    """A value as a label: 1,125 or 7.19."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.3g}"


def place(series: list[Point]) -> list[tuple[float, float]]:
    """Where the points stand in the picture: evenly or by date along x, from zero along y."""
    first, last = days(series[0][0]), days(series[-1][0])
    top = max(0.0, *(v for _x, v in series))
    bottom = min(0.0, *(v for _x, v in series))
    wide, high = WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE
    return [
        (
            EDGE + wide * (days(x) - first) / max(last - first, 1e-9),
            HEIGHT - EDGE - high * (v - bottom) / (top - bottom or 1),
        )
        for x, v in series
    ]


def days(text: str) -> float:
    """A year, month or day as a number of years, close enough to draw."""
    year, *rest = (int(part) for part in text.split("-"))
    month, day = [*rest, 1, 1][:2]
    return year + (month - 1) / 12 + (day - 1) / 365


def words(preview: Mapping[str, Any], series: list[Point]) -> str:
    """What the line shows, for those who do not see it."""
    (x0, v0), (x1, v1) = series[0], series[-1]
    top = max(series, key=lambda p: p[1])
    peak = f" Highest: {short(top[1])} ({top[0]})." if top not in (series[0], series[-1]) else ""
    return f"{preview['says']}: a line of {len(series)} points from {short(v0)} ({x0}) to {short(v1)} ({x1}), drawn from zero.{peak}"


def figure(entry: Mapping[str, Any], rows: list[dict[str, str]]) -> str:
    """The preview of a table as HTML, or nothing where the contract names none."""
    preview = entry.get("preview")
    if not preview:
        return ""
    series = points(preview, rows)
    spots = place(series)
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6"/>' for x, y in spots)
    (x0, y0), (x1, y1) = spots[0], spots[-1]
    labels = (
        f'<text x="{x0:.1f}" y="{y0 - 8:.1f}">{short(series[0][1])}</text>'
        f'<text x="{x1:.1f}" y="{y1 - 8:.1f}" text-anchor="end">{short(series[-1][1])}</text>'
        f'<text x="{EDGE}" y="{HEIGHT - 8}">{series[0][0]}</text>'
        f'<text x="{WIDTH - EDGE}" y="{HEIGHT - 8}" text-anchor="end">{series[-1][0]}</text>'
    )
    alt, caption = html.escape(words(preview, series)), html.escape(preview["says"])
    return (
        f'<figure class="ai-preview"><svg role="img" aria-label="{alt}" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" style="max-width:100%;height:auto">'
        f'<line x1="{EDGE}" x2="{WIDTH - EDGE}" y1="{HEIGHT - EDGE}" y2="{HEIGHT - EDGE}" stroke="currentColor" stroke-opacity="0.35"/>'
        f'<polyline points="{line}" fill="none" stroke="#0072b2" stroke-width="2"/><g fill="#0072b2">{dots}</g>'
        f'<g font-size="12" fill="currentColor">{labels}</g></svg><figcaption>{caption}; zero is at the base line.</figcaption></figure>'
    )
