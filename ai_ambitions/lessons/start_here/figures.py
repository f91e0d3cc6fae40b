"""The pictures and the map of lesson 00: tables in, ``Picture`` or table out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ai_ambitions.core.course import course
from ai_ambitions.core.verdict import OUTCOMES
from ai_ambitions.display import charts
from ai_ambitions.display.pictures import Picture, redrawable

if TYPE_CHECKING:
    import pandas as pd

# Controls of the ledger: words, and what they stand for.
GROUPS = {
    "all lessons": list(range(13)),
    "money and models": list(range(1, 6)),
    "chips": [6, 7],
    "world and values": list(range(8, 12)),
}
DATES = {"when written": "verdict_when_written", "today": "verdict_today"}


def course_map() -> pd.DataFrame:
    """The lessons of the course in order, with their question and minutes, from ``course.yaml``."""
    import pandas as pd

    rows = []
    for lesson in course().lessons:
        minutes = lesson.minutes["core"]
        rows.append(
            {
                "lesson": f"{lesson.number} {lesson.title}",
                "its question": lesson.question,
                "minutes": f"{minutes} + {lesson.minutes['further']}" if lesson.minutes["further"] else f"{minutes}",
                "": "here" if lesson.ready else "coming",
            }
        )  # fmt: skip
    return pd.DataFrame(rows).rename(columns={"": "state"})


@redrawable
def kinds(claims: pd.DataFrame) -> Picture:
    """How many claims there are of each type, the most frequent first."""
    counts = claims["type"].value_counts().reset_index()
    most = counts["count"].max()
    leading = [str(name) for name in counts[counts["count"] == most]["type"]]
    drawn = charts.bars(
        counts,
        "type",
        "count",
        title=f"The most common type: {' and '.join(leading)}, {most} claims{' each' if len(leading) > 1 else ''}",
        xlabel="number of claims",
        highlight=leading,
    )
    coded = claims.assign(source_id="article-2025")[["claim_id", "type", "type_2", "claim", "source_id"]]
    return Picture(drawn.figure, drawn.alt, coded, "claims", "Types as coded by the course.")


def ledger(claims: pd.DataFrame) -> Callable[..., Picture]:
    """How many claims have which verdict: a function of the lessons and of the date, for ``explore``."""
    lesson = claims["lesson"].astype(int)

    def drawn(lessons: Sequence[int], verdicts: str) -> Picture:
        chosen = claims[lesson.isin(list(lessons))]
        counts = chosen[verdicts].value_counts()
        table = counts.reindex(list(OUTCOMES), fill_value=0).rename_axis("verdict").reset_index()
        table["verdict"] = table["verdict"].map(OUTCOMES).str.split(" (", regex=False).str[0]
        fallen = int(counts.get("outdated", 0))
        when = "Today" if verdicts == DATES["today"] else "When written"
        return charts.bars(
            table,
            "verdict",
            "count",
            title=f"{when}: {fallen or 'none'} of {len(chosen)} claims outdated",
            xlabel="number of claims",
            highlight=["outdated"],
            limits=(0, 22),
            of="claims",
        )

    return drawn
