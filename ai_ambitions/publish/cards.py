"""The picture that goes with a shared link: the course's name, and a lesson with its question."""

from __future__ import annotations

import io
import textwrap
from pathlib import Path
from typing import Any

from ai_ambitions.core.course import Lesson, course
from ai_ambitions.display import style
from ai_ambitions.display.style import INK, MUTED, PALETTE, use_style
from ai_ambitions.publish.kept import kept

WIDTH, HEIGHT = 1200, 630  # pixels, as those who show previews ask for
COURSE = "course"


def card_of(page: str) -> str:
    """Name of the picture that goes with a page, without ending: a lesson, its exercise and teacher's page have their own."""
    last = page.rpartition("/")[2]
    return last[:2] if last in {entry.slug for entry in course().ready} else COURSE


def card(head: str, title: str, question: str, foot: str) -> bytes:
    """One picture as PNG."""
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    use_style()
    figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100)
    figure.add_artist(Rectangle((0, 0), 0.02, 1, transform=figure.transFigure, color=PALETTE[0], linewidth=0))
    at: dict[str, Any] = {"ha": "left", "va": "top", "transform": figure.transFigure}
    figure.text(0.08, 0.88, head, fontsize=24, color=MUTED, **at)
    lines = textwrap.wrap(title, 30)
    figure.text(0.08, 0.76, "\n".join(lines), fontsize=44, weight="bold", color=INK, linespacing=1.15, **at)
    figure.text(
        0.08,
        0.70 - 0.125 * len(lines),
        "\n".join(textwrap.wrap(question, 52)),
        fontsize=27,
        color=INK,
        linespacing=1.3,
        **at,
    )
    figure.text(0.08, 0.14, foot, fontsize=22, color=MUTED, **at)
    made = io.BytesIO()
    figure.savefig(
        made, format="png", metadata={"Software": None}, pil_kwargs={"optimize": True, "compress_level": 9}
    )
    return made.getvalue()


def _kept(name: str, *words: str) -> bytes:
    return kept(f"card-{name}", (*words, Path(__file__), Path(style.__file__)), lambda: card(*words))


def cards() -> dict[str, bytes]:
    """All pictures, by name without ending."""
    whole = course().full_name
    made = {
        COURSE: _kept(
            COURSE,
            "A free course in notebooks",
            course().name,
            f"One article, {course().article.claims} claims: what was said, by whom, and what do the figures support?",
            f"{len(course().ready)} lessons, sourced tables, a verdict with a date for each claim",
        )
    }
    return made | {entry.number: _lesson(entry, whole) for entry in course().ready}


def _lesson(entry: Lesson, whole: str) -> bytes:
    claims = f"claims {', '.join(entry.claims)} · " if entry.claims else ""
    return _kept(
        entry.number,
        whole,
        f"{entry.number} {entry.title}",
        entry.question,
        f"{claims}{entry.minutes['core']} minutes",
    )
