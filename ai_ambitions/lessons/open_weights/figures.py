"""Charts and widgets of lesson 05: tables in, pictures out; and above them the tables that several of them begin with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from ai_ambitions.core.cells import rows_of
from ai_ambitions.core.errors import unknown
from ai_ambitions.core.verdict import Verdict, by_rule
from ai_ambitions.display import charts
from ai_ambitions.display.pictures import redrawable
from ai_ambitions.lessons.open_weights.hosting import kv_bytes, memory_gb, weights_gb
from ai_ambitions.lessons.open_weights.model import (
    LEVELS,
    Use,
    crossover,
    licence_grade,
    openness_level,
    openness_score,
    permissions,
)
from ai_ambitions.lessons.open_weights.verdicts import RULES
from ai_ambitions.methods.concentration import hhi_range

if TYPE_CHECKING:
    from ai_ambitions.display.pictures import Picture

Draw = Callable[..., "Picture"]
SIGNS, KEY = {"open": "yes", "closed": "no"}, {"yes": "open", "no": "closed"}
COUNTRIES = {"CH": "Switzerland", "CN": "China", "FR": "France", "US": "US"}
PARTS = {
    "tuned_weights": "weights",
    "weights_licence": "licence",
    "training_code": "training code",
    "base_data": "data",
}

DIMENSIONS = [
    "base_data", "tuning_data", "base_weights", "tuned_weights", "training_code", "code_documentation",
    "architecture_documentation", "preprint", "peer_reviewed_paper", "model_card", "datasheet", "licence_terms",
]  # fmt: skip
ACCESS = ["base_weights", "tuned_weights", "licence_terms"]
MAKING = ["base_data", "tuning_data", "training_code"]
COUNTED = {"all twelve parts": DIMENSIONS, "access": ACCESS, "making": MAKING}
LICENCES = {"of the weights": "weights_licence", "of the whole project": "licence_terms"}

# The article's families. Of Kimi K2 and Qwen3 the table has the grades of September 2025; the index replaced them later.
STARRED = ["DeepSeek-R1", "Kimi K2", "Qwen3-235B-A22B"]
FIRST = [
    "DeepSeek-R1",
    "Llama-4-Maverick-17B-128E-Instruct",
    "Olmo-3.1-32B-Think",
    "Qwen3-235B-A22B",
]
TWELVE = [
    *FIRST, "Apertus-70B-Instruct-2509", "GLM-5", "GPT-OSS-120B", "Grok 2", "Hunyuan-7B-Instruct", "Kimi K2",
    "Mistral-Large-3-675B-Instruct-2512", "YuLan-Mini-Instruct",
]  # fmt: skip

ASKED = [
    "DeepSeek-R1", "Qwen3-235B-A22B", "Qwen3.8-2.4T-A95B", "Kimi K2", "Kimi K3", "MiniMax-M2.7", "Hunyuan-A13B",
    "Mistral Large 3", "Llama 4 Maverick", "Inkling",
]  # fmt: skip
FIVE_USERS = {
    "Seoul hospital, research": Use("research", country="KR"),
    "Nairobi start-up, product": Use("product", users_m=0.1, revenue_usd_m=1, country="KE"),
    "Berlin firm, product": Use("product", users_m=5, revenue_usd_m=50, country="DE"),
    "Singapore app, 800 m users": Use("product", users_m=800, revenue_usd_m=5000, country="SG"),
    "US seller of access, USD 100 m": Use("hosting", users_m=10, revenue_usd_m=100, country="US"),
}

ORIGINS = {"CN": "China", "DE": "Europe", "FR": "Europe", "US": "US"}
AMOUNTS = ["tokens, billion", "list value, USD 1,000"]
MEASURES = {
    "tokens, ten most-used models": ("top_models", "tokens_bn"),
    "tokens, all traffic": ("all_traffic", "tokens_bn"),
    "list value, ten most-used models": ("top_models", "list_value_usd_k"),
}
UNNAMED = {"left apart": "unnamed", "counted as Chinese": "China", "counted as US": "US"}

HOSTED = [
    "Llama 3.1 8B", "Qwen3-8B", "Qwen3-32B", "Llama 3.1 70B", "Hunyuan-A13B", "Qwen3-235B-A22B", "GLM-4.5",
    "Llama 3.1 405B", "DeepSeek-R1", "Kimi K2",
]  # fmt: skip
SERVERS = {"eight H100 cards": "H100 SXM5 80GB", "eight H20 cards": "H20 SXM 96GB"}
USABLE = 0.9  # of a server's memory; an assumption of the course
TEXTS = {"1 of 8,000 tokens": 8_000, "32 of 8,000 tokens": 32 * 8_000, "32 of 128,000 tokens": 32 * 128_000}


# --- tables -----------------------------------------------------------------------------------------------------------


def graded(dimensions: pd.DataFrame, openness: pd.DataFrame) -> pd.DataFrame:
    """The twelve grades of each model, its developer's country, and the grade of the licence of its weights."""
    about = openness[["model_label", "developer", "developer_country", "licence"]]
    rows = dimensions.merge(about, on="model_label")
    rows["weights_licence"] = rows["licence"].map(licence_grade)
    rows["made_in"] = rows["developer_country"].map({"CN": "China", "US": "US"}).fillna("elsewhere")
    return rows


def with_origin(tokens: pd.DataFrame) -> pd.DataFrame:
    """Routed tokens with origin, scope and amounts in words as well; *unnamed* where the page names no developer."""
    amounts = tokens[["tokens_bn", "list_value_usd_k"]].set_axis(AMOUNTS, axis="columns")
    origin = tokens["developer_country"].map(ORIGINS).fillna("unnamed")
    among = tokens["scope"].map({"top_models": "ten most-used models", "all_traffic": "all traffic"})
    return tokens.assign(origin=origin, among=among).join(amounts)


def steps(grades: pd.DataFrame) -> pd.DataFrame:
    """How many models reach each step of openness, by the licence of their weights."""
    asked = rows_of(grades.assign(licence_terms=grades["weights_licence"]))
    reached = [openness_level(row) for row in asked]
    return pd.DataFrame({"step": LEVELS, "models": [reached.count(level) for level in LEVELS]})


def exceptions(models: pd.DataFrame, first: str = "2025-01-01", last: str = "2025-10-31") -> pd.DataFrame:
    """Closed models of Chinese makers, and open ones of others, released between two days."""
    rows = models[models["released"].between(first, last)].dropna(subset="weights")
    chinese, opened = rows["developer_country"].eq("CN"), rows["weights"].eq("open")
    found = rows[chinese != opened].sort_values("developer")
    country = found["developer_country"].map(COUNTRIES)
    return found.assign(country=country)[["developer", "country", "model", "weights", "source_id"]]


def one_week_sums(tokens: pd.DataFrame, day: str) -> pd.DataFrame:
    """Tokens and list value of one week, by scope and origin; an amount that nobody collected stays empty."""
    week = tokens[tokens["week_end"].eq(day)]
    return week.groupby(["among", "origin"])[AMOUNTS].sum(min_count=1).round(0).reset_index()


def leader(sums: pd.DataFrame, among: str) -> str:
    """Whose models have the most tokens of one scope, by ``one_week_sums``."""
    rows = sums[sums["among"].eq(among)].set_index("origin")["tokens, billion"]
    return str(rows.idxmax())


def us_among_the_ten(tokens: pd.DataFrame, day: str) -> pd.DataFrame:
    """The US developers with a model among the ten most used of a week, and their tokens."""
    rows = tokens[tokens["week_end"].eq(day) & tokens["scope"].eq("top_models") & tokens["origin"].eq("US")]
    return rows[["developer", "tokens, billion", "source_id"]]


def licence_board(models: pd.DataFrame, licences: pd.DataFrame, day: str) -> pd.DataFrame:
    """One row a model: its licence, the licence's answer to five users on a day, and whether it bars some uses."""
    about = models.drop_duplicates("model").set_index("model")
    texts = licences.set_index("licence_id").loc[about.loc[ASKED, "licence_id"]]
    board = pd.DataFrame(permissions(rows_of(texts), FIVE_USERS, day))
    board.insert(0, "model", ASKED)
    made_in = about.loc[ASKED, "developer_country"].map(COUNTRIES)
    board.insert(1, "maker", (about.loc[ASKED, "developer"] + " (" + made_in.to_numpy() + ")").tolist())
    barred = texts["use_restrictions"].map({True: "yes", False: "no"}).astype(object).fillna("unknown")
    return board.assign(**{"some uses barred": barred.tolist()})


def weekly_shares(tokens: pd.DataFrame, measure: str, unnamed: str = "left apart") -> pd.DataFrame:
    """Per cent of each week by origin, one row a week; ``tokens`` as ``with_origin`` gives them."""
    for kind, name, known in (("measure", measure, MEASURES), ("choice", unnamed, UNNAMED)):
        if name not in known:
            raise unknown(kind, name, known)
    scope, value = MEASURES[measure]
    rows = tokens[tokens["scope"].eq(scope)].dropna(subset=value)
    origin = rows["origin"].replace("unnamed", UNNAMED[unnamed])
    weekly = rows.assign(origin=origin).pivot_table(value, "week_end", "origin", aggfunc="sum", fill_value=0)
    return weekly.mul(100).div(weekly.sum(axis=1), axis=0)


def ahead_since(tokens: pd.DataFrame, measure: str, weeks: int, unnamed: str = "left apart") -> str:
    """Since when Chinese developers lead US ones for so many weeks in a row, in words."""
    share = weekly_shares(tokens, measure, unnamed)
    day = crossover(list(share.index), list(share["China"]), list(share["US"]), weeks)
    return "never" if day is None else f"from the week to {day.day} {day:%B %Y}"


# --- openness ---------------------------------------------------------------------------------------------------------


def _some(grades: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    found = grades[grades["model_label"].isin(names)]
    # China and the US first, so that both have the colour that they have in the chart of who leads.
    found = found.sort_values(
        ["made_in", "developer_country", "model_label"], key=lambda one: one.replace("elsewhere", "z")
    )
    short = found["model_label"].str.replace("-Instruct", "").str.replace("-17B-128E", "")
    star = found["model_label"].isin(STARRED).map({True: " *", False: ""})
    return found.assign(model=short + star)


@redrawable
def first_look(grades: pd.DataFrame) -> Picture:
    """Four models that are called open, by the four parts that the word could mean."""
    rows = _some(grades, FIRST).drop(columns="licence").rename(columns=PARTS)
    rows["model"] = rows["model"].str.removesuffix(" *")
    return charts.board(
        rows[["model", *PARTS.values(), "source_id"]],
        "model",
        list(PARTS.values()),
        title="Four models that are called open",
        words=SIGNS,
        key=KEY,
        of=("openness_dimensions", "openness"),
    )


@redrawable
def twelve_ways(grades: pd.DataFrame) -> Picture:
    """Twelve models by the twelve questions of the index; the article's families are starred."""
    rows = _some(grades, TWELVE)
    rows["model"] += " (" + rows["developer_country"].map(COUNTRIES) + ")"
    counts = {name: rows[name].eq("open").sum() for name in DIMENSIONS}
    title = "Twelve models that are called open, part by part"
    full = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items())
    return charts.board(
        rows[["model", *DIMENSIONS, "source_id"]],
        "model",
        DIMENSIONS,
        title=title,
        words=SIGNS,
        highlight=[name for name in rows["model"] if " * (" in name],
        key=KEY,
        alt=f"{title}. Grid of twelve models by twelve parts. Models in which a part is fully open: {full}.",
        of="openness_dimensions",
    )


def openness_points(grades: pd.DataFrame, licence: str, what_counts: str) -> pd.DataFrame:
    """The twelve models with their openness in per cent, for one way of counting."""
    rows = _some(grades, TWELVE)
    asked = rows_of(rows.assign(licence_terms=rows[LICENCES[licence]]))
    weights = dict.fromkeys(COUNTED[what_counts], 1.0)
    return rows.assign(points=[100 * openness_score(row, weights) for row in asked])


def where_the_line(grades: pd.DataFrame) -> Draw:
    """The widget *where do you draw the line?*: a function of the line, the licence and what counts."""

    def draw(line: int, licence: str, what_counts: str) -> Picture:
        rows = openness_points(grades, licence, what_counts)
        over = rows["points"] >= line
        families = (over & rows["model"].str.endswith("*")).sum()
        return charts.intervals(
            rows.assign(country=rows["developer_country"].map(COUNTRIES))[["model", "points", "country"]],
            "model",
            "points",
            "points",
            title=f"{over.sum()} of 12 reach {line} per cent, {families} of the article's 3 families (starred)",
            xlabel=f"openness, per cent of the points; counted: {what_counts}",
            group="country",
            marks={f"line at {line}": line},
            format="{:.0f}".format,
            limits=(-4, 112),
            of=("openness_dimensions", "openness"),
        )

    return draw


# --- China open, the West closed? -------------------------------------------------------------------------------------


@redrawable
def frontier(scores: pd.DataFrame, models: pd.DataFrame, day: str = "2025-08-04", best: int = 14) -> Picture:
    """The strongest models on one arena on a day, by whether their weights are open; and Kimi K2, which stood lower."""
    rows = scores[scores["benchmark"].eq("LMArena text") & scores["as_of"].eq(day)]
    rows = rows.merge(models[["model", "developer_country", "weights"]], on="model")
    rows = rows.sort_values("score", ascending=False).drop_duplicates("model")
    top = rows[rows["model"].isin([*rows.head(best)["model"], "Kimi K2"])]
    first_open = top[top["weights"].eq("open")].iloc[0]
    behind = top["score"].iloc[0] - first_open["score"]
    country = top["developer_country"].astype(str).replace(COUNTRIES)
    star = top["model"].str.contains("Qwen3|DeepSeek|Kimi K2").map({True: " *", False: ""})
    top = top.assign(
        label=top["model"] + " (" + country + ")" + star, kind="weights " + top["weights"].astype(str)
    )
    return charts.intervals(
        top[["label", "kind", "score", "score_low", "score_high", "source_id"]],
        "label",
        "score_low",
        "score_high",
        title=f"The best open model, {first_open['model']}, is {behind:.0f} points behind the first",
        xlabel=f"arena rating of {pd.Timestamp(day):%-d %B %Y}, 95 per cent range",
        group="kind",
        limits=(1360, 1515),
        of=("benchmark_scores", "models"),
        source=f"The list is that of {day}.",
    )


# --- who uses them ----------------------------------------------------------------------------------------------------


def who_leads(tokens: pd.DataFrame) -> Draw:
    """The widget *who leads, and since when?*: a function of the measure, the weeks in a row and the unnamed."""
    span = tokens["week_end"].min(), tokens["week_end"].max()

    def draw(measure: str, weeks_in_a_row: int, unnamed_developers: str) -> Picture:
        share = weekly_shares(tokens, measure, unnamed_developers)[["China", "US"]]
        since = ahead_since(tokens, measure, weeks_in_a_row, unnamed_developers)
        many = "a week" if weeks_in_a_row == 1 else f"{weeks_in_a_row} weeks in a row"
        picture = charts.lines(
            share.melt(ignore_index=False, var_name="developers", value_name="percent").reset_index(),
            "week_end",
            "percent",
            "developers",
            title=f"China ahead for {many}: {since}",
            ylabel="per cent of the week",
            limits=(-3, 103),
            span=span,
            points="all traffic" in measure,
            of="routed_tokens",
        )
        setting = f"Measured in {measure}; unnamed developers {unnamed_developers}."
        return replace(picture, alt=f"{picture.alt} {setting}")

    return draw


@redrawable
def one_week(tokens: pd.DataFrame, day: str) -> Picture:
    """The share of Chinese developers in one week, by each measure."""
    percent = [float(weekly_shares(tokens, name)["China"][day]) for name in MEASURES]
    source = tokens[tokens["week_end"].eq(day)].drop_duplicates("scope").set_index("scope")["source_id"]
    rows = pd.DataFrame({"measured": list(MEASURES), "percent": percent})
    rows["source_id"] = [source[scope] for scope, _ in MEASURES.values()]
    *others, last = (f"{value:.0f}" for value in percent)
    return charts.bars(
        rows,
        "measured",
        "percent",
        title=f"One week, one platform: {', '.join(others)} or {last} per cent Chinese",
        xlabel=f"per cent of the week to {pd.Timestamp(day):%-d %B %Y}",
        format="{:.0f}".format,
        limits=(0, 100),
        of="routed_tokens",
    )


@redrawable
def concentration(tokens: pd.DataFrame, adoption: pd.DataFrame) -> Picture:
    """The Herfindahl index of use on two dates and of building upon others' weights, as a range for unnamed holders."""
    found = []
    for day in ("2025-05-11", "2026-05-03"):
        rows = tokens[tokens["scope"].eq("all_traffic") & tokens["week_end"].eq(day)]
        amounts = rows.set_index("developer")["tokens_bn"]
        index = hhi_range(amounts.drop("all others").tolist(), amounts["all others"])
        found.append(
            (f"routed tokens, week to {pd.Timestamp(day):%-d %B %Y}", *index, rows["source_id"].iloc[0])
        )
    qwen = adoption[adoption["metric"].eq("derivative_share")].sort_values("date").iloc[-1]
    index = hhi_range([qwen["value"]], 100 - qwen["value"])
    found.append((f"new derivatives, {pd.Timestamp(qwen['date']):%B %Y}", *index, qwen["source_id"]))
    used, built = (equal_holders(low, high) for _, low, high, _ in found[1:])
    return charts.intervals(
        pd.DataFrame(found, columns=["what", "low", "high", "source_id"]),
        "what",
        "low",
        "high",
        title=f"Use is like {used} equal holders, building upon like {built}",
        xlabel="Herfindahl index (10,000: one holder of all)",
        marks={"highly concentrated": 1800},
        format="{:,.0f}".format,
        limits=(0, 7600),
        of=("routed_tokens", "open_model_adoption"),
    )


def equal_holders(low: float, high: float) -> str:
    """The range of a Herfindahl index as a number of holders of equal size that would give it, in words."""
    few, many = round(10_000 / high), round(10_000 / low)
    return f"{few}" if few == many else f"{few} to {many}"


# --- can I run it? ----------------------------------------------------------------------------------------------------


def memory_needed(models: pd.DataFrame, architectures: pd.DataFrame, bits: int, tokens: int) -> pd.DataFrame:
    """GB of the weights, and of weights and cache, of ten models; ``tokens`` of all texts together."""
    size = models.drop_duplicates("model").set_index("model")["total_params_b"]
    shapes = {row["model"]: row for row in rows_of(architectures)}
    cache = {name: kv_bytes(shapes[name]) or 0.0 for name in HOSTED}
    return pd.DataFrame(
        {
            "model": HOSTED,
            "weights": [weights_gb(size[name], bits) for name in HOSTED],
            "need": [memory_gb(size[name], bits, cache[name], tokens) for name in HOSTED],
        }
    )


def can_i_run_it(models: pd.DataFrame, architectures: pd.DataFrame, chips: pd.DataFrame) -> Draw:
    """The widget *can I run it?*: a function of bits, server and texts."""
    card = chips.set_index("chip")["memory_gb"]

    def draw(bits_per_number: int, server: str, texts_in_memory: str) -> Picture:
        room = USABLE * 8 * card[SERVERS[server]]
        need = memory_needed(models, architectures, bits_per_number, TEXTS[texts_in_memory])
        return charts.intervals(
            need,
            "model",
            "weights",
            "need",
            title=f"{(need['need'] <= room).sum()} of 10 fit {server}",
            xlabel="GB: from the weights alone to weights and cache (each step ten times more)",
            marks={"24 GB": card["RTX 4090"], "80 GB": card["H100 SXM5 80GB"], f"{room:.0f} GB": room},
            format="{:,.0f}".format,
            log=True,
            limits=(3, 12_000),
            of=("models", "model_architectures", "chips"),
        )

    return draw


# --- verdicts ---------------------------------------------------------------------------------------------------------


def turned(
    judges: Sequence[Callable[[Mapping[str, pd.DataFrame], str, str], Verdict]],
    tables: Mapping[str, pd.DataFrame],
    written: str,
    today: Mapping[str, str],
) -> pd.DataFrame:
    """What each rule of each claim says when written and today, in words; ``today`` is a day for each claim."""
    return pd.DataFrame(
        by_rule(judges, RULES, tables, lambda claim: {"when written": written, "today": today[claim]})
    )
