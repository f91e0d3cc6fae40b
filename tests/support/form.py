"""How a lesson reads, in figures: what DESIGN calls good is aimed at, and only what is far from good fails a test."""

from __future__ import annotations

import ast
import re
import statistics
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ai_ambitions.core import notebooks
from ai_ambitions.core.course import lesson

DRAWS = re.compile(r"\b(figures|charts)\.|\b(show|explore)\(")


@dataclass(frozen=True)
class Form:
    """One lesson's figures. ``nodes`` are syntax nodes of the visible code cells, sorted."""

    slug: str
    code: int
    core: int
    closed: int
    nodes: tuple[int, ...]
    subject: float
    words: float
    numbers: float
    minutes: int

    @property
    def median(self) -> float:
        return statistics.median(self.nodes)

    @property
    def p90(self) -> int:
        return self.nodes[int(0.9 * (len(self.nodes) - 1))]

    def line(self) -> str:
        return (
            f"{self.slug:24} {self.code:>5} {self.core:>5} {self.closed:>7} {self.median:>7.0f} {self.p90:>5} "
            f"{self.subject:>8.0%} {self.words:>6.0f} {self.numbers:>8.1f} {self.minutes:>8}"
        )


HEAD = (
    f"{'lesson':24} {'code':>5} {'core':>5} {'closed':>7} {'median':>7} {'p90':>5} {'subject':>8} {'words':>6} "
    f"{'numbers':>8} {'minutes':>8}\n{'(good)':24} {'18-24':>5} {'10-14':>5} {'':>7} {'25':>7} {'80':>5} {'>50%':>8} "
    f"{'60':>6} {'<2':>8} {'60':>8}"
)


def is_closed(cell: Any) -> bool:
    return bool(cell.metadata.get("jupyter", {}).get("source_hidden")) or "hide-input" in cell.metadata.get(
        "tags", []
    )


def syntax_nodes(code: str) -> int:
    return sum(1 for _ in ast.walk(ast.parse(code)))


def core_cells(cells: list[Any]) -> list[Any]:
    """Cells outside of the parts whose heading begins with "Further:" (a part ends at the next heading of its level)."""
    kept, level = [], 0
    for cell in cells:
        heading = re.match(r"(#+) (.*)", cell.source) if cell.cell_type == "markdown" else None
        if heading and level and len(heading[1]) <= level:
            level = 0
        if heading and heading[2].startswith("Further:"):
            level = len(heading[1])
        if not level:
            kept.append(cell)
    return kept


def form(path: Path) -> Form:
    """The figures of one lesson."""
    cells = notebooks.read(path).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    visible = [cell for cell in code if not is_closed(cell)]
    lines = [line for cell in visible for line in cell.source.splitlines() if line.strip()]
    prose = [cell.source for cell in cells if cell.cell_type == "markdown"]
    counts = [len(re.findall(r"[A-Za-z][\w'-]*", text)) for text in prose]
    plain = re.sub(r"`[^`]*`|\$[^$]*\$", " ", "\n".join(prose))
    return Form(
        slug=path.stem,
        code=len(code),
        core=sum(cell.cell_type == "code" for cell in core_cells(cells)),
        closed=len(code) - len(visible),
        nodes=tuple(sorted(syntax_nodes(cell.source) for cell in visible)),
        subject=1 - sum(bool(DRAWS.search(line)) for line in lines) / max(len(lines), 1),
        words=statistics.median(counts),
        numbers=100 * len(re.findall(r"(?<![\w.])\d[\d,.]*", plain)) / max(sum(counts), 1),
        minutes=lesson(path.stem).minutes["core"],
    )
