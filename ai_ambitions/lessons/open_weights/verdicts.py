"""How claims C15 to C18 are judged: pure functions from tables to a verdict.

Each rule was written before its figure was computed into a verdict, asks the same on both dates, and can come out otherwise;
``tests/lessons/open_weights/test_verdicts.py`` shows for each the table that turns it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.cells import rows_of
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.verdict import Verdict, asked, known_until
from ai_ambitions.lessons.open_weights.model import SOURCE, Use, licence_grade, openness_level, permission
from ai_ambitions.methods import dated

if TYPE_CHECKING:
    import pandas as pd

Tables = Mapping[str, "pd.DataFrame"]

FAMILIES = {
    "DeepSeek": "DeepSeek",
    "Alibaba": "Qwen",
    "Moonshot AI": "Kimi",
}  # developer and the family it makes
SMALL = Use("product", users_m=0.1, revenue_usd_m=1, country="KE")
SELLER = Use("hosting", users_m=10, revenue_usd_m=100, country="US")
BEST = 14  # models of a list that are asked, as many as the chart of the strongest shows
TWO_THIRDS = 200 / 3
SECRECY_BEGINS = "2023-01-01"  # the year of the GPT-4 report
ENOUGH = 5  # models on each side, below which no change is read off

RULES = {
    "C15": {
        "default": (
            "Ask the licence of the largest open model of each of the three firms, released by the day and of known size, on "
            "behalf of a small firm with a product. Fewer than three yes: not supported. Three yes: supported with a "
            "qualifier; supported only if one of their models in the openness index is open source in the strict sense."
        ),
        "sellers": "The same, on behalf of a firm that sells access to the models and earns USD 100 million a year.",
    },
    "C16": {
        "default": (
            "Of the fourteen models with the highest score on one index, released in the twelve months up to the day, take those "
            "from outside China whose weights are known to be open or closed. At least two thirds closed: supported with a "
            "qualifier, since closed is not the same as paid. Fewer: not supported."
        ),
        "firms": (
            "Count firms in place of models: of all firms outside China with a scored model in the twelve months up to the "
            "day, at least two thirds keep their best one closed."
        ),
    },
    "C17": {
        "default": (
            "Of the models that US firms released, open and closed, the share whose size the firm itself published, before "
            "2023 and from 2023 to the day. Half or less of the earlier share, with five models on each side: supported with a "
            "qualifier, since no table measures the harm to innovation. Otherwise not supported."
        ),
        "closed": "The same for closed models only.",
    },
    "C18": {
        "default": (
            "Look for a printed count of July 2025 of more than 1,500 Chinese models. One of language models: supported. Only "
            "one of a wider class: supported with a qualifier. None: not supported. " + dated.RULE
        ),
        "language models": "The same, and a count of a wider class does not count.",
    },
}

TABLES = {
    "C15": ("models", "licences", "openness", "openness_dimensions"),
    "C16": ("benchmark_scores", "models"),
    "C17": ("models",),
    "C18": ("llm_counts",),
}


def _released(models: pd.DataFrame, day: str) -> pd.DataFrame:
    return models[models["released"] <= day]


def _last_year(rows: pd.DataFrame, day: str) -> pd.DataFrame:
    end = date.fromisoformat(day)
    start = f"{end.year - 1}-{day[5:]}"
    return rows[(rows["released"] > start) & (rows["released"] <= day)]


def _percent_closed(weights: pd.Series[Any]) -> float:
    return float(100 * weights.eq("closed").mean()) if len(weights) else 0.0


# --- C15: three families, open source and free ------------------------------------------------------------------------


def _largest(tables: Tables, day: str) -> pd.DataFrame:
    """The largest open model of each of the three firms with a licence in force on the day, one row a firm."""
    models, licences = tables["models"], tables["licences"]
    begun = licences[~(licences["valid_from"] > day)]["licence_id"]
    own = models[
        models["developer"].isin(FAMILIES) & models["weights"].eq("open") & models["licence_id"].isin(begun)
    ]
    sized = _released(own, day).dropna(subset=["total_params_b"])
    return sized.sort_values(["total_params_b", "released"]).groupby("developer").tail(1)


def _strict(tables: Tables, day: str) -> int:
    """How many of the firms' models in the index are open source in the strict sense."""
    about = tables["openness"][["model_label", "developer", "released", "licence"]]
    rows = tables["openness_dimensions"].merge(about, on="model_label")
    rows = _released(rows[rows["developer"].isin(FAMILIES)], day)
    graded = rows_of(rows.assign(licence_terms=rows["licence"].map(licence_grade)))
    return [openness_level(row) for row in graded].count(SOURCE)


def c15(tables: Tables, day: str, rule: str = "default") -> Verdict:
    """Three Chinese model families are open source and free of charge."""
    third = "2025-07-11"  # the day on which the third of them, Kimi K2, came out
    day = asked("C15", RULES, rule, day, third, known_until(tables))
    largest = _largest(tables, day)
    if set(largest["developer"]) != set(FAMILIES):
        missing = ", ".join(sorted(set(FAMILIES) - set(largest["developer"])))
        raise CourseError(
            f"No open model of known size and licence by {day}: {missing}.", "Ask for a later day."
        )
    texts = rows_of(tables["licences"].set_index("licence_id", drop=False).loc[largest["licence_id"]])
    small = [permission(text, SMALL, day).answer for text in texts].count("yes")
    seller = [permission(text, SELLER, day).answer for text in texts].count("yes")
    strict, decides = _strict(tables, day), seller if rule == "sellers" else small
    outcome = "not_supported" if decides < 3 else "supported" if strict else "supported_with_qualifier"
    return Verdict(
        claim="C15",
        day=day,
        rule=rule,
        outcome=outcome,
        figure=f"Yes to a small firm from {small} of 3 licences, to a large seller of access from {seller} of 3",
        line=f"three yes to the {'seller' if rule == 'sellers' else 'small firm'}, and for the word source a model that is open in every part",
        because=f"Asked were {', '.join(largest['model'])}. Open source in the strict sense, data and training code included: "
        f"{strict or 'none'} of their models in the index.",
        turns="A licence of one of the three that sends a small firm to ask; or training data and code of one of them, published.",
    )


# --- C16: the West behind paywalls ------------------------------------------------------------------------------------


def c16(tables: Tables, day: str, rule: str = "default") -> Verdict:
    """Western rivals often keep their products behind paywalls."""
    day = asked("C16", RULES, rule, day, "2024-01-01", known_until(tables))
    scores = tables["benchmark_scores"]
    scores = scores[scores["benchmark"].eq("Epoch Capabilities Index")]
    about = tables["models"][["model", "developer", "developer_country", "weights", "released"]]
    rows = _last_year(scores.merge(about, on="model"), day)
    rows = rows.sort_values("score", ascending=False).drop_duplicates("model")
    ranked = rows.drop_duplicates("developer") if rule == "firms" else rows.head(BEST)
    weights = ranked[ranked["developer_country"].ne("CN")]["weights"].dropna()
    if weights.empty:
        raise CourseError(
            f"The index has no scored model from outside China in the year up to {day}.",
            "Ask for another day.",
        )
    share, thing = (
        _percent_closed(weights),
        "firms outside China" if rule == "firms" else "best models from outside China",
    )
    chinese = rows[rows["developer_country"].eq("CN")]
    first = "" if chinese.empty else (
        f" The best-scored Chinese model of those months, {chinese['model'].iloc[0]}, is {chinese['weights'].iloc[0]}."
    )  # fmt: skip
    return Verdict(
        claim="C16",
        day=day,
        rule=rule,
        outcome="supported_with_qualifier" if share >= TWO_THIRDS else "not_supported",
        figure=f"Closed: {weights.eq('closed').sum()} of {len(weights)} {thing}",
        line="two thirds",
        because=f"A closed model can still be offered for nothing, and our tables do not count what is.{first}",
        turns="Open weights among the best from outside China; or, for the full verdict, a count of what can be used without paying.",
    )


# --- C17: secrecy -----------------------------------------------------------------------------------------------------


def _sizes(models: pd.DataFrame, country: str, day: str) -> tuple[int, int, int, int]:
    """Sizes published and models, before 2023 and since, of one country's firms."""
    rows = _released(models[models["developer_country"].eq(country)], day)
    told = rows["params_status"].eq("reported")
    early = rows["released"] < SECRECY_BEGINS
    return int(told[early].sum()), int(early.sum()), int(told[~early].sum()), int((~early).sum())


def c17(tables: Tables, day: str, rule: str = "default") -> Verdict:
    """US firms used to disclose their methods and now keep them secret, to the harm of innovation."""
    day = asked("C17", RULES, rule, day, "2024-01-01", known_until(tables))
    models = tables["models"]
    if rule == "closed":
        models = models[models["weights"].eq("closed")]
    told, early, tells, late = _sizes(models, "US", day)
    enough = min(early, late) >= ENOUGH
    fell = enough and 2 * tells * early <= told * late and told > 0
    china = _sizes(models, "CN", day)
    few = "" if enough else f" Fewer than {ENOUGH} models on one side are too few to read a change off."
    return Verdict(
        claim="C17",
        day=day,
        rule=rule,
        outcome="supported_with_qualifier" if fell else "not_supported",
        figure=f"{'Closed' if rule == 'closed' else 'All'} models of US firms whose size the firm published: {told} of {early} before 2023, {tells} of {late} since",
        line="half of the earlier share or less",
        because=f"The same count for Chinese firms: {china[0]} of {china[1]}, then {china[2]} of {china[3]}. Size is not method, "
        f"and that secrecy harms innovation is an opinion that no figure here tests.{few}",
        turns="Sizes published again; or, for the full verdict, a measure of innovation with and without disclosure.",
    )


# --- C18: more than 1,500 models by July 2025 -------------------------------------------------------------------------


def c18(tables: Tables, day: str, rule: str = "default") -> Verdict:
    """By July 2025 Chinese companies had put out more than 1,500 large language models."""
    month_end = "2025-07-31"  # the month that the sentence names must be over
    day = asked("C18", RULES, rule, day, month_end, known_until(tables))
    counts = tables["llm_counts"]
    models = counts[
        counts["country"].eq("CN") & counts["kind"].isin(["llms_cumulative", "large_models_cumulative"])
    ]
    if rule == "language models":
        models = models[models["kind"].eq("llms_cumulative")]
    july = models[(models["date"] >= "2025-07-01") & (models["date"] <= "2025-07-31")]
    found = july[july["value"] > 1500].sort_values("kind", ascending=False)  # language models first
    if found.empty:
        return Verdict(
            claim="C18",
            day=day,
            rule=rule,
            outcome="not_supported",
            figure="No count of July 2025 above 1,500",
            line="more than 1,500",
            because="The tables hold no printed count of that month and class that is large enough.",
            turns="A printed count of July 2025 above the line.",
        )
    row = found.iloc[0]
    wider = row["kind"] != "llms_cumulative"
    then = "supported_with_qualifier" if wider else "supported"
    scope = {column: row[column] for column in ("kind", "country", "counted_by")}
    later = dated.newer(rows_of(counts), scope, "2025-07-31", day)
    outcome = dated.today(then, [other["value"] > 1500 for other in later])
    newest = (
        f"Newest count of the same scope: {later[-1]['value']:,.0f}."
        if later
        else "No newer count of the same scope was found."
    )
    return Verdict(
        claim="C18",
        day=day,
        rule=rule,
        outcome=outcome,
        figure=f"{row['counted_by']} counted {row['value']:,.0f} by {row['date']:%d %B %Y}".replace(
            " 0", " "
        ),
        line="more than 1,500 language models",
        because=f"What was counted are {'large models of every kind, for images and science too' if wider else 'language models'}. {newest}",
        turns="A count of language models alone; or a newer count of the same scope at 1,500 or below.",
    )
