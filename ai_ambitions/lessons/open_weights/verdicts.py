"""How claims C15 to C18 are judged: pure functions from tables to a verdict.

Each rule asks the same on both dates and can come out otherwise; ``tests/lessons/open_weights/test_verdicts.py`` shows for each
the table that turns it. On 29 November 2026, with the data known, the rules were made more exact after a sceptical reading: too
few rows to judge from are *not checkable* and no refutation, C15 has the rules "newest", "flagship" and "same models", C16 the
rules "published" and "all years", and each claim is asked no further than the table that carries it reaches. No verdict moved by
that.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.cells import rows_of
from ai_ambitions.core.course import course
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.verdict import EACH_DAY, REFUSES, Verdict, asked, known_until
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
SMALL_SELLER = Use("hosting", users_m=0.1, revenue_usd_m=1, country="KE")
SELLER = Use("hosting", users_m=10, revenue_usd_m=100, country="US")
WHOLE_LIST = 30  # scored models from which an export of the arena counts as its list and no single quotation
BEST = 14  # models of a list that are asked, as many as the chart of the strongest shows
TWO_THIRDS = 200 / 3
SECRECY_BEGINS = "2023-01-01"  # the year of the GPT-4 report
ENOUGH = 5  # models on each side, below which no change is read off

RULES = {
    "C15": {
        "default": (
            "Ask the licence of the largest open model of each of the three firms, released by the day and of known size, on "
            "behalf of a small firm with a product. A refusal, or a need to ask, from one of three: not supported. No refusal, "
            "but an answer that nobody has seen: cannot be tested. Three yes: supported with a "
            "qualifier; supported only if one of their models in the openness index is open source in the strict sense."
        ),
        "sellers": "The same, on behalf of a firm that sells access to the models and earns USD 100 million a year.",
        "newest": (
            "The same, with the newest open model of each firm in place of the largest, on behalf of a small firm that sells "
            "access to it."
        ),
        "flagship": (
            "The same as the default, on the largest model of each firm whose size is known, open or closed. A closed one is a "
            "refusal."
        ),
        "same models": (
            "The same as the default, on those open models that were the largest on the day of the article, under the licences "
            "that they have on the day asked."
        ),
    },
    "C16": {
        "default": (
            "Of the fourteen models with the highest score on one index, released in the twelve months up to the day, take those "
            "from outside China whose weights are known to be open or closed. At least two thirds closed: supported with a "
            "qualifier, since closed is not the same as paid. Fewer: not supported. The scores are those of the index as it "
            "stood in July 2026, for older models too."
        ),
        "firms": (
            "Count firms in place of models: of all firms outside China with a scored model in the twelve months up to the "
            "day, at least two thirds keep their best one closed."
        ),
        "published": (
            "The same as the default, on the newest whole list of one arena that was out by the day, no older than twelve months."
        ),
        "all years": (
            "The same share of closed ones, among all models from outside China in the table that were released by the day, "
            "whatever their year and score."
        ),
    },
    "C17": {
        "default": (
            "Of the models that US firms released, open and closed, the share whose size the firm itself published, before "
            "2023 and from 2023 to the day. Half or less of the earlier share: supported with a "
            "qualifier, since no table measures the harm to innovation. More: not supported. Fewer than five models on a side: "
            "cannot be tested."
        ),
        "closed": "The same for closed models only.",
    },
    "C18": {
        "default": (
            "Look for a printed count of July 2025 of more than 1,500 Chinese models. One of language models: supported. Only "
            "one of a wider class: supported with a qualifier. Only smaller ones: not supported. No count at all: cannot be "
            "tested. " + dated.RULE
        ),
        "language models": "The same, and a count of a wider class does not count.",
        "large is language": (
            "The same, and large models are read as language models, as Xinhua put what CAICT had counted a year before."
        ),
    },
}

# Outcomes that the default rule cannot give, and why. All others occur in this room's test_verdicts.py.
NEVER = {
    "C15": {"outdated": EACH_DAY},
    "C16": {
        "supported": "Closed is not the same as paid, and no table counts what can be used without paying.",
        "outdated": EACH_DAY,
        "not_checkable": REFUSES,
    },
    "C17": {"supported": "No table measures the harm to innovation.", "outdated": EACH_DAY},
}

TABLES = {
    "C15": ("models", "licences", "openness", "openness_dimensions"),
    "C16": ("benchmark_scores", "models"),
    "C17": ("models",),
    "C18": ("llm_counts",),
}

NEEDED = sorted({name for names in TABLES.values() for name in names})
DATED_BY = {"C15": "licences", "C16": "benchmark_scores", "C17": "models", "C18": "llm_counts"}


def today(tables: Tables) -> dict[str, str]:
    """The last day that each claim can be judged on: the stamp of the table that ``DATED_BY`` names."""
    return {claim: known_until({name: tables[name]}) for claim, name in DATED_BY.items()}


def _released(models: pd.DataFrame, day: str) -> pd.DataFrame:
    return models[models["released"] <= day]


def _last_year(rows: pd.DataFrame, day: str, dated_by: str = "released") -> pd.DataFrame:
    end = date.fromisoformat(day)
    start = f"{end.year - 1}-{day[5:]}"
    return rows[(rows[dated_by] > start) & (rows[dated_by] <= day)]


def _percent_closed(weights: pd.Series[Any]) -> float:
    return float(100 * weights.eq("closed").mean()) if len(weights) else 0.0


# --- C15: three families, open source and free ------------------------------------------------------------------------


def _chosen(tables: Tables, day: str, rule: str) -> pd.DataFrame:
    """One model of each of the three firms, as the rule has it; an open one with a licence in force on the day."""
    models, licences = tables["models"], tables["licences"]
    begun = licences[~(licences["valid_from"] > day)]["licence_id"]
    may_count = models["weights"].eq("open") & models["licence_id"].isin(begun)
    if rule == "flagship":
        may_count |= models["weights"].eq("closed")
    own = models[models["developer"].isin(FAMILIES) & may_count]
    order = ["released", "total_params_b"] if rule == "newest" else ["total_params_b", "released"]
    until = min(day, course().article.day) if rule == "same models" else day
    known = _released(own, until).dropna(subset=order[:1])
    return known.sort_values(order, na_position="first").groupby("developer").tail(1)


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
    day = asked("C15", RULES, rule, day, third, known_until({"licences": tables["licences"]}))
    chosen = _chosen(tables, day, rule)
    if set(chosen["developer"]) != set(FAMILIES):
        missing = ", ".join(sorted(set(FAMILIES) - set(chosen["developer"])))
        raise CourseError(
            f"No open model of known size and licence by {day}: {missing}.", "Ask for a later day."
        )
    opened, shut = chosen[chosen["weights"].eq("open")], chosen[chosen["weights"].eq("closed")]["model"]
    texts = rows_of(tables["licences"].set_index("licence_id", drop=False).loc[opened["licence_id"]])
    who, user = {
        "sellers": ("a large seller of access", SELLER),
        "newest": ("a small seller of access", SMALL_SELLER),
    }.get(rule, ("a small firm with a product", SMALL))
    answers = [permission(text, user, day).answer for text in texts]
    decides, unseen = sum(answer.startswith("yes") for answer in answers), answers.count("unknown")
    strict = _strict(tables, day)
    outcome = "not_supported" if decides < 3 else "supported" if strict else "supported_with_qualifier"
    if unseen and decides + unseen == 3:
        outcome = "not_checkable"
    unread = [str(text["licence"]) for text in texts if str(text["text_read"]) != "True"]
    read = f"One text, {unread[0]}, we know from descriptions only" if len(unread) == 1 else (
        f"We read {'all three' if len(texts) == 3 else 'the'} texts" if not unread
        else f"{len(unread)} of the texts we know from descriptions only"
    )  # fmt: skip
    kept = f" Closed, and so a refusal: {', '.join(shut)}." if len(shut) else ""
    return Verdict(
        claim="C15",
        day=day,
        rule=rule,
        outcome=outcome,
        figure=f"Yes to {who} from {decides} of 3 licences",
        line="three yes; for full support, also one model open throughout",
        because=f"Asked were {', '.join(chosen['model'])}.{kept} {read}. Open source in the strict sense, data and training code "
        f"included: {strict or 'none'} of their models in the index.",
        turns="A licence of one of the three that sends this user to ask; or, if all say yes, training data and code of one of "
        "their models, published and graded.",
    )


# --- C16: the West behind paywalls ------------------------------------------------------------------------------------


def _ranked(tables: Tables, day: str, rule: str) -> pd.DataFrame:
    """Models with developer and weights: the scored ones, the best first and each once, of a list that was out or of any; or all."""
    if rule == "all years":
        return _released(tables["models"], day)
    scores = tables["benchmark_scores"]
    about = tables["models"][["model", "developer", "developer_country", "weights", "released"]]
    if rule == "published":
        arena = scores[scores["benchmark"].eq("LMArena text")]
        whole = arena.groupby("as_of").filter(lambda rows: len(rows) >= WHOLE_LIST)
        out = _last_year(whole, day, "as_of")
        rows = out[out["as_of"].eq(out["as_of"].max())].merge(about, on="model")
    else:
        index = scores[scores["benchmark"].eq("Epoch Capabilities Index")]
        rows = _last_year(index.merge(about, on="model"), day)
    return rows.sort_values("score", ascending=False).drop_duplicates("model")


def c16(tables: Tables, day: str, rule: str = "default") -> Verdict:
    """Western rivals often keep their products behind paywalls."""
    last = known_until({"benchmark_scores": tables["benchmark_scores"]})
    day = asked("C16", RULES, rule, day, "2024-01-01", last)
    rows = _ranked(tables, day, rule)
    ranked = rows.drop_duplicates("developer") if rule == "firms" else rows.head(BEST)
    ranked = rows if rule == "all years" else ranked
    abroad = ranked[ranked["developer_country"].ne("CN")]
    weights = abroad["weights"].dropna()
    if weights.empty:
        raise CourseError(
            f"There is no scored model from outside China, of known weights, in the year up to {day}.",
            "Ask for another day, or by another rule.",
        )
    share = _percent_closed(weights)
    thing = {"firms": "firms outside China", "all years": "models from outside China"}.get(
        rule, "best models from outside China"
    )
    if rule == "published":
        thing += f" on the list of {rows['as_of'].iloc[0]:%Y-%m-%d}"
    chinese = rows[rows["developer_country"].eq("CN")]["weights"].dropna()
    left = len(abroad) - len(weights)
    home = f" Of the {len(ranked)} asked, {len(ranked) - len(abroad)} are Chinese."
    unknown_ones = f" Left out, since nobody entered whether they are open: {left}." if left else ""
    return Verdict(
        claim="C16",
        day=day,
        rule=rule,
        outcome="supported_with_qualifier" if share >= TWO_THIRDS else "not_supported",
        figure=f"Closed: {weights.eq('closed').sum()} of {len(weights)} {thing}",
        line="two thirds",
        because=f"A closed model can still be used for nothing in somebody's chat window, which no table of ours counts."
        f"{home}{unknown_ones} Of all Chinese models on the same list, {chinese.eq('open').sum()} of {len(chinese)} are open.",
        turns="More than a third of them with open weights. No figure of these tables gives the full verdict.",
    )


# --- C17: secrecy -----------------------------------------------------------------------------------------------------


def _sizes(models: pd.DataFrame, country: str, day: str) -> tuple[int, int, int, int]:
    """Sizes published and models, before 2023 and since, of one country's firms."""
    rows = _released(models[models["developer_country"].eq(country)], day)
    told = rows["params_status"].eq("reported")
    early = rows["released"] < SECRECY_BEGINS
    return int(told[early].sum()), int(early.sum()), int(told[~early].sum()), int((~early).sum())


def _since(models: pd.DataFrame, day: str) -> tuple[str, int]:
    """How many open and closed US models of 2023 and later have a published size, in words; and how many cells are empty."""
    rows = _released(models[models["developer_country"].eq("US")], day)
    rows = rows[rows["released"] >= SECRECY_BEGINS]
    told = {
        kind: rows[rows["weights"].eq(kind)]["params_status"].eq("reported") for kind in ("open", "closed")
    }
    parts = [
        f"{kind.capitalize()} models since 2023: {has.sum()} of {len(has)}."
        for kind, has in told.items()
        if len(has)
    ]
    if unsaid := int(rows["weights"].isna().sum()):
        parts.append(f"Whether they are open was not entered: {unsaid}.")
    return " ".join(parts), int(rows["params_status"].isna().sum())


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} per cent" if whole else "no model"


def c17(tables: Tables, day: str, rule: str = "default") -> Verdict:
    """US firms used to disclose their methods and now keep them secret, to the harm of innovation."""
    day = asked("C17", RULES, rule, day, "2024-01-01", known_until(tables))
    models = tables["models"]
    if rule == "closed":
        models = models[models["weights"].eq("closed")]
    told, early, tells, late = _sizes(models, "US", day)
    enough = min(early, late) >= ENOUGH
    fell = 2 * tells * early <= told * late and told > 0
    china = _sizes(models, "CN", day)
    since, blank = _since(models, day)
    outcome = "supported_with_qualifier" if fell else "not_supported"
    few = f" Fewer than {ENOUGH} models on one side are too few to read a change off."
    return Verdict(
        claim="C17",
        day=day,
        rule=rule,
        outcome=outcome if enough else "not_checkable",
        figure=f"Size published by the US firm{', closed models' if rule == 'closed' else ''}: {_percent(told, early)} before "
        f"2023, {_percent(tells, late)} since",
        line="half of the earlier share or less",
        because=f"Models before 2023: {told} of {early}. Models since: {tells} of {late}. {since} Of those without a size {blank} are empty cells of our table, which is no proof of silence. "
        f"Chinese firms before 2023: {china[0]} of {china[1]}. Since: {china[2]} of {china[3]}. Size is not method, and that secrecy harms "
        f"innovation is an opinion that no figure here tests.{'' if enough else few}",
        turns="Sizes published for more than half of the earlier share of models. No table measures innovation, so no figure "
        "here gives the full verdict.",
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
            outcome="not_checkable" if july.empty else "not_supported",
            figure="No count of July 2025" if july.empty else "No count of July 2025 above 1,500",
            line="more than 1,500",
            because="The tables hold no printed count of that month and class"
            + (", so there is nothing to test." if july.empty else " that is large enough."),
            turns="A printed count of July 2025 above the line.",
        )
    row = found.iloc[0]
    wider = row["kind"] != "llms_cumulative" and rule != "large is language"
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
        because=f"What was counted are {'large models, a wider class by our coding' if wider else 'language models'}, and the report "
        f"names China, no companies. {newest}",
        turns="A count of language models alone above the line: supported. Since such a count only grows, it could become "
        "outdated by a recount alone, at 1,500 or below.",
    )
