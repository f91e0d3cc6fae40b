"""The pictures of lesson 00."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ai_ambitions.display import charts
from ai_ambitions.display.pictures import Picture
from ai_ambitions.lessons.first_claims.verdicts import gaps

if TYPE_CHECKING:
    import pandas as pd

BESIDE = ["Indonesia", "Nigeria", "Germany"]


def shares(online: pd.DataFrame) -> Picture:
    """Each economy as a line."""
    return charts.lines(
        online,
        x="year",
        y="percent",
        series="economy",
        title="All five went up on the whole",
        xlabel="Year",
        ylabel="Per cent of the population",
        limits=(0, 100),
        points=True,
        of="online",
    )


def gap(online: pd.DataFrame, day: str) -> Callable[..., Picture]:
    """How far Brazil is ahead of another economy, year by year."""

    def drawn(beside: str) -> Picture:
        import pandas as pd

        found = gaps(online, day, "Brazil", beside)
        table = pd.DataFrame(
            {
                "year": [str(year) for year in found],
                "points": list(found.values()),
                "source_id": online["source_id"].iloc[0],
            }
        )
        return charts.bars(
            table,
            label="year",
            value="points",
            title=f"Brazil ahead of {beside}",
            xlabel="Points (below zero: behind)",
            limits=(-20, 60),
            of="online",
        )

    return drawn
