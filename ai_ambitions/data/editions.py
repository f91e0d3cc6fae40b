"""An index as it stood in several editions (lessons 03 and 12).

A later edition rates more tests and models, and so moves the scores of old models, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

INDEX = "Epoch Capabilities Index"
COLUMNS = ["edition", "model", "country", "released", "score", "score_low", "score_high", "source_id"]


def with_country(scores: pd.DataFrame, models: pd.DataFrame, benchmark: str) -> pd.DataFrame:
    """Scores of one benchmark with the country of each model's developer; one row a score.

    Parameters
    ----------
    scores, models
        The tables ``benchmark_scores`` and ``models``.
    benchmark
        Name of the test, as the table has it.
    """
    mine = scores[scores["benchmark"] == benchmark]
    lands = models.drop_duplicates("model").set_index("model")["developer_country"]
    made = mine["model"].map(lands.astype(str))
    found = mine.assign(country=made, released=mine["version_released"])
    found["model"] = mine["model_label"]
    return found[[*COLUMNS[1:], "as_of"]]


def editions(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """All editions of the index, one row a model and edition; ``edition`` is the day on which it stood so.

    Parameters
    ----------
    tables
        ``index_vintages`` (older editions), ``benchmark_scores`` (the newest one) and ``models``.
    """
    import pandas as pd

    old = tables["index_vintages"].rename(columns={"model_label": "model", "developer_country": "country"})
    old = old.assign(edition=old["as_of"].astype(str).str[:10])
    new = with_country(tables["benchmark_scores"], tables["models"], INDEX)
    new = new.assign(edition=new["as_of"].astype(str).str[:10])
    both = pd.concat([old[COLUMNS], new[COLUMNS].astype(old[COLUMNS].dtypes.to_dict())], ignore_index=True)
    return both.sort_values(["edition", "released", "score"], kind="stable").reset_index(drop=True)
