"""Tables as exercise 11 hands them to a learner: short names of columns, one kind of number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_ambitions.lessons.new_cold_war.model import OF

if TYPE_CHECKING:
    import pandas as pd


def papers(joint: pd.DataFrame) -> pd.DataFrame:
    """``joint_ai_papers`` with the columns venue, year, joint, China, US and all; unknown counts are nan.

    The names of the columns are those of the denominators in ``model.OF``.
    """
    short = {"papers_joint": "joint"} | {column: of for of, column in OF.items()}
    found = joint.rename(columns=short)[["venue", "year", "joint", "China", "US", "all"]]
    return found.astype(dict.fromkeys(("joint", *OF), float))
