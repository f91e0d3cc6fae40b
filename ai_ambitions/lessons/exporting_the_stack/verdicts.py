"""How lesson 09 judges C08 (a strong model and new places), C27 (reach and influence) and C28 (places, and cheaper).

The functions read only the tables they are given; one rule judges both dates. Every line below is a choice, and each rule has
others beside it. The data were known when the rules were written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.cells import known, rows_of
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.verdict import Verdict, asked
from ai_ambitions.lessons.exporting_the_stack import model as m

if TYPE_CHECKING:
    import pandas as pd

RULES = {
    "C08": {
        "default": (
            "Model: in the first arena table after 24 September 2025, when Alibaba presented Qwen3-Max, Alibaba's best model is among "
            "the first three of eight laboratories. Said: by the day Alibaba has announced first sites in two economies or more. "
            "Kept, asked from half a year later on: at least half of these economies have a region of Alibaba that takes customers; a "
            "region whose opening day we do not know counts. All that is asked: supported. A part: supported with a qualifier. "
            "Nothing: not supported. That this challenges US firms is not judged."
        ),
        "top-ten": (
            "As the default, but the model is among the first ten of all in the arena table of 17 December 2025 that is whole in our "
            "data, though it was printed after the article."
        ),
        "style-control": "As top-ten, but with length and layout of the answers discounted (style control).",
        "version-presented": (
            "As top-ten, but only the version of 23 September 2025 counts, and not the preview that was out some weeks before it."
        ),
        "all-places": "As the default, but kept means that every economy named has its region.",
        "said-only": "As the default, but whether it was kept is not asked.",
    },
    "C27": {
        "default": (
            "Three clauses. Clouds: Alibaba, Huawei and Tencent operate regions in five developing economies or more; developing "
            "means an income below 14,000 dollars a head in 2023. Models: by a measurement of the day or before, a Chinese chatbot "
            "has 10 per cent of use or more in ten economies other than China; of a range the lower end of the lower source counts. "
            "Influence: host economies with a Chinese cloud have joined WAICO, the organisation founded on China's proposal, more often "
            "than hosts with US clouds only, with p below 0.05. What nobody had measured by the day does not hold. All three: "
            "supported. One or two: supported with a qualifier. None: not supported."
        ),
        "both-only": "As the default, but hosts that have Chinese clouds only are left out of the test.",
        "like-income": "As the default, but only developing hosts are compared with one another.",
        "one-in-five": "As the default, but 20 per cent of use in place of 10.",
        "where-free": (
            "As the default, but economies in which US services are limited, by the note of the measurement, do not count for models."
        ),
        "influence-only": "Only the clause on influence is asked: holds, supported; does not hold, not supported.",
    },
    "C28": {
        "default": (
            "Two halves. Places: Alibaba or Huawei operates a region abroad in Asia, in Africa and in Europe; one whose opening day we "
            "do not know counts. Cheaper: of the models that Alibaba sells abroad and a US cloud sells too, Alibaba's list price for "
            "output is lower in more than half, on the newest day of prices; the cheapest US cloud counts. Both: supported. One: "
            "supported with a qualifier. None: not supported. With no model to compare, cheaper does not hold. Huawei's prices and "
            "those of machines are not in our data."
        ),
        "blend": "As the default, but the price is three parts input to one part output, as in lesson 04.",
        "median": "As the default, but cheaper means that the median of Alibaba's price over the US price is below one.",
        "home-prices": "As the default, but with Alibaba's price for buyers in mainland China, for all models that it sells there.",
        "chinese-shops": (
            "As the default, but the shops of other Chinese developers abroad (DeepSeek, Moonshot AI, Z.ai) count beside Alibaba, the "
            "cheapest first."
        ),
        "best-models": (
            "As the default, but cheaper compares each side's best model, of whatever quality: of those on sale, with a price in our data, "
            "the one highest on Epoch's index. Alibaba's output price abroad is lower than the lowest of Anthropic's, Google's and OpenAI's."
        ),
        "looked-up": "As the default, but only models count whose two prices a second source bears out.",
        "each-firm": "As the default, but each of the two firms has a region on each of the three continents.",
    },
}
TABLES = {
    "C08": ("arena_history", "arena_style_control", "cloud_regions", "infrastructure_exports"),
    "C27": ("cloud_regions", "economy_size", "forum_participation", "model_usage"),
    "C28": ("api_prices", "benchmark_scores", "cloud_model_prices", "cloud_regions"),
}
# The table that says how far "today" reaches.
DATED_BY = {"C08": "infrastructure_exports", "C27": "forum_participation", "C28": "cloud_model_prices"}
FIRST = {"C08": "2025-10-01", "C27": "2025-01-01", "C28": "2025-10-30"}

SUPPORTED, QUALIFIED, NOT = "supported", "supported_with_qualifier", "not_supported"
PRESENTED, KEPT_FROM = "2025-09-24", "2026-03-24"
LABS, TEN = 3, 10
INCOME, DEVELOPING_HOSTS, USE, USERS, CHANCE = 14_000, 5, 10.0, 10, 0.05
LIMITED = "limits on US services"
HOMES = ("US", "CN")
WAICO, PAX_SILICA = "waico-2026", "pax-silica"
CONTINENTS, FIRMS = ("Asia", "Africa", "Europe"), ("Alibaba Cloud", "Huawei Cloud")
ABROAD, HOME = "Alibaba Cloud (international)", "Alibaba Cloud (mainland)"
US_MAKERS, INDEX = ("Anthropic", "Google", "OpenAI"), "Epoch Capabilities Index"
BLEND = 3  # parts of input to one of output


def today(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """The last day that each claim can be asked about: as late as the table it hangs on."""
    return {claim: str(tables[name].attrs["as_of"])[:10] for claim, name in DATED_BY.items()}


def _asked(claim: str, rule: str, day: str, tables: Mapping[str, pd.DataFrame]) -> str:
    last = str(tables[DATED_BY[claim]].attrs.get("as_of", "9999-12-31"))[:10]
    return asked(claim, RULES, rule, day, FIRST[claim], last)


def _word(holds: bool | None) -> str:
    return "not asked yet" if holds is None else "yes" if holds else "no"


def _counted(holds: Sequence[bool | None]) -> str:
    """All that is asked: supported; a part: with a qualifier; nothing: not supported."""
    asked_for = [bool(each) for each in holds if each is not None]
    return SUPPORTED if all(asked_for) else QUALIFIED if any(asked_for) else NOT


def _turns(holds: Sequence[bool | None]) -> str:
    """The steps from where a verdict stands."""
    steps = {
        SUPPORTED: "One part fails: with a qualifier. All fail: not supported.",
        QUALIFIED: "What fails holds as well: supported. The rest fails, too: not supported.",
        NOT: "One part holds: with a qualifier. All hold: supported.",
    }
    if len(holds) == 1:
        return "The one part that is asked."
    return steps[_counted(holds)]


# --- regions and hosts ------------------------------------------------------------------------------------------------


def open_by(regions: pd.DataFrame, day: str) -> list[dict[str, Any]]:
    """Regions that take customers by a day; those whose first day is unknown count."""
    rows = [row for row in rows_of(regions) if row["operating"]]
    return [row for row in rows if not known(row["launched"]) or str(row["launched"])[:10] <= day]


def hosts(regions: pd.DataFrame, day: str) -> dict[str, dict[str, int]]:
    """Regions of US and of Chinese providers in each economy other than these two homes: ``{"SG": {"US": 3, "CN": 3}, …}``."""
    found: dict[str, dict[str, int]] = {}
    for row in open_by(regions, day):
        if row["country"] not in HOMES:
            mine = found.setdefault(str(row["country"]), {"US": 0, "CN": 0})
            mine[str(row["provider_country"])] += 1
    return dict(sorted(found.items()))


def incomes(economies: pd.DataFrame) -> dict[str, float]:
    """Income a head of 2023, dollars, by economy, where it is known."""
    rows = rows_of(economies)
    return {
        str(row["code"]): float(row["gdp_per_capita_usd_2023"])
        for row in rows
        if known(row["gdp_per_capita_usd_2023"])
    }


def members(forums: pd.DataFrame, forum: str, day: str) -> set[str]:
    """Who had joined a forum by a day."""
    mine = [row for row in rows_of(forums) if row["forum_id"] == forum and row["joined"]]
    return {str(row["country"]) for row in mine if str(row["date"])[:10] <= day}


def club_table(groups: Mapping[str, Sequence[str]], joined: set[str]) -> list[tuple[str, int, int]]:
    """For each of two groups of economies: its name, how many are in a club, and how many are not."""
    return [
        (name, sum(code in joined for code in group), sum(code not in joined for code in group))
        for name, group in groups.items()
    ]


def by_cloud(found: Mapping[str, Mapping[str, int]], rule: str = "default") -> dict[str, list[str]]:
    """Host economies in two groups: those with a Chinese cloud (``both-only``: with both), and those with US clouds only."""
    with_chinese = [
        code for code, count in found.items() if count["CN"] and (count["US"] or rule != "both-only")
    ]
    return {
        "a Chinese cloud": with_chinese,
        "US clouds only": [code for code, count in found.items() if not count["CN"]],
    }


# --- C08 --------------------------------------------------------------------------------------------------------------


def place_of_lab(history: pd.DataFrame, lab: str = "Alibaba") -> tuple[str, str, int, int]:
    """In the first table since Alibaba presented its model: the day, the model, the place of its laboratory, and of how many."""
    days = sorted({str(day)[:10] for day in history["as_of"] if str(day)[:10] >= PRESENTED})
    first = [row for row in rows_of(history) if str(row["as_of"])[:10] == days[0]]
    ranked = sorted(first, key=lambda row: -float(row["score"]))
    place = next(number for number, row in enumerate(ranked, start=1) if row["lab"] == lab)
    return days[0], str(ranked[place - 1]["model_label"]), place, len(ranked)


def place_of_model(arena: pd.DataFrame, style_control: str, wanted: str) -> tuple[str, int]:
    """The best place of a model whose name begins with ``wanted``, among all, in the whole table of December 2025."""
    mine = [
        row for row in rows_of(arena) if row["category"] == "full" and row["style_control"] == style_control
    ]
    ranked = sorted(mine, key=lambda row: -float(row["score"]))
    names = [str(row["model_label"]) for row in ranked]
    place = next((number for number, name in enumerate(names, start=1) if name.startswith(wanted)), 0)
    if place == 0:
        raise CourseError(f"No model {wanted} is in the arena table.", "Ask for the default rule.")
    return names[place - 1], place


def first_sites(exports: pd.DataFrame, day: str) -> list[str]:
    """Economies for which Alibaba announced its first site on the day of the model, by a day."""
    return [
        str(row["country"])
        for row in rows_of(exports)
        if row["actor"] == "Alibaba Cloud"
        and str(row["date"])[:10] == PRESENTED <= day
        and row["stage"] == "announced"
        and str(row["project"]).startswith("First")
    ]


def c08(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """C08: Alibaba brought out a strong new model and said it would add data centres. See ``RULES``; CourseError for an unknown rule or day."""
    day = _asked("C08", rule, day, tables)
    if rule in ("top-ten", "style-control", "version-presented"):
        wanted = "qwen3-max-2025-09-23" if rule == "version-presented" else "qwen3-max"
        switch = "on" if rule == "style-control" else "off"
        name, place = place_of_model(tables["arena_style_control"], switch, wanted)
        strong, said = place <= TEN, f"Place {place} of all on 17 December 2025, for {name}"
    else:
        on, name, place, of = place_of_lab(tables["arena_history"])
        strong, said = place <= LABS, f"Alibaba is number {place} of {of} laboratories on {on}, with {name}"
    sites = first_sites(tables["infrastructure_exports"], day)
    served = {row["country"] for row in open_by(tables["cloud_regions"], day) if row["provider"] == FIRMS[0]}
    opened = [code for code in sites if code in served]
    need = len(sites) if rule == "all-places" else len(sites) / 2
    kept = None if rule == "said-only" or day < KEPT_FROM else bool(sites) and len(opened) >= need
    holds = [strong, len(sites) >= 2, kept]
    built = "" if kept is None else f", {len(opened)} of them with a region by {day}"
    return Verdict(
        "C08",
        day,
        rule,
        _counted(holds),
        f"{said}; first sites announced in {len(sites)} economies{built}",
        f"place {LABS if 'laboratories' in said else TEN} or better; two economies; "
        + ("all of them" if rule == "all-places" else "half of them"),
        f"Strong: {_word(strong)}; said: {_word(holds[1])}; kept: {_word(kept)}.",
        _turns(holds),
    )


# --- C27 --------------------------------------------------------------------------------------------------------------


def chatbot_shares(usage: pd.DataFrame, day: str) -> dict[str, tuple[float, bool]]:
    """Measured share of a Chinese chatbot by economy other than China, per cent, and whether US services are limited there.

    The lower end of a range counts, and of two sources the lower. A measurement counts from its date on.
    """
    found: dict[str, tuple[float, bool]] = {}
    for row in rows_of(usage):
        if row["metric"] != "chatbot_share" or str(row["date"])[:10] > day or row["region"] == "CN":
            continue
        low = float(row["value"] if known(row["value"]) else row["value_low"])
        limited = LIMITED in str(row["note"])
        before = found.get(str(row["region"]))
        found[str(row["region"])] = (
            (low, limited) if before is None else (min(low, before[0]), limited or before[1])
        )
    return found


def association(
    tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default", forum: str = WAICO
) -> tuple[list[tuple[str, int, int]], float]:
    """Hosts by cloud and club on a day, and the exact chance of a table as uneven."""
    found = hosts(tables["cloud_regions"], day)
    if rule == "like-income":
        poor = incomes(tables["economy_size"])
        found = {code: count for code, count in found.items() if poor.get(code, INCOME) < INCOME}
    table = club_table(by_cloud(found, rule), members(tables["forum_participation"], forum, day))
    (_, yes_a, no_a), (_, yes_b, no_b) = table
    return table, m.fisher(yes_a, no_a, yes_b, no_b)


def c27(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """C27: Chinese companies win reach and influence in developing countries. See ``RULES``; CourseError as in ``c08``."""
    day = _asked("C27", rule, day, tables)
    income = incomes(tables["economy_size"])
    found = hosts(tables["cloud_regions"], day)
    developing = [code for code, count in found.items() if count["CN"] and income.get(code, INCOME) < INCOME]
    line = 2 * USE if rule == "one-in-five" else USE
    shares = chatbot_shares(tables["model_usage"], day)
    users = [
        code
        for code, (share, limited) in shares.items()
        if share >= line and not (limited and rule == "where-free")
    ]
    club = members(tables["forum_participation"], WAICO, day)
    table, p = association(tables, day, rule)
    (_, yes_a, no_a), (_, yes_b, no_b) = table
    more = yes_a * (yes_b + no_b) > yes_b * (yes_a + no_a)
    clouds, models, influence = (
        len(developing) >= DEVELOPING_HOSTS,
        len(users) >= USERS,
        bool(club) and more and p < CHANCE,
    )
    holds = [influence] if rule == "influence-only" else [clouds, models, influence]
    measured = (
        f"{len(users)} economies at {line:.0f} per cent or more" if shares else "use not measured by then"
    )
    joined = (
        f"{yes_a} of {yes_a + no_a} against {yes_b} of {yes_b + no_b} in WAICO, p {p:.3f}"
        if club
        else "no such organisation by then"
    )
    return Verdict(
        "C27",
        day,
        rule,
        _counted(holds),
        f"Chinese clouds in {len(developing)} developing economies; {measured}; {joined}",
        f"{DEVELOPING_HOSTS} economies; {USERS} economies; p below {CHANCE:g}",
        f"Clouds: {_word(clouds)}; models: {_word(models)}; influence: {_word(influence)}.",
        _turns(holds),
    )


# --- C28 --------------------------------------------------------------------------------------------------------------


def price_of(row: Mapping[str, Any], blend: bool = False) -> float:
    """The list price of output, or of a blend, dollars a million tokens."""
    out = float(row["output_usd_per_mtok"])
    return (BLEND * float(row["input_usd_per_mtok"]) + out) / (BLEND + 1) if blend else out


def newest_prices(prices: pd.DataFrame, day: str) -> list[dict[str, Any]]:
    """The rows of the newest day of prices by a day."""
    days = sorted({str(each)[:10] for each in prices["date"] if str(each)[:10] <= day})
    if not days:
        raise CourseError(f"We have no prices before {day}.", "Ask for 30 October 2025 or later.")
    return [row for row in rows_of(prices) if str(row["date"])[:10] == days[-1]]


def side_by_side(prices: pd.DataFrame, day: str, blend: bool = False) -> list[dict[str, Any]]:
    """One row a model that a US cloud sells: prices of Alibaba abroad and at home, of the cheapest US cloud, of a Chinese shop.

    Keys ``model``, ``abroad``, ``at home``, ``US cloud``, ``Chinese shop`` (None where there is none), and ``borne out``: a second
    source gives the price abroad and the US price.
    """
    models: dict[str, list[dict[str, Any]]] = {}
    for row in newest_prices(prices, day):
        models.setdefault(str(row["model_name"]), []).append(row)
    found = []
    for name, rows in models.items():
        kinds = {
            "abroad": [row for row in rows if row["provider"] == ABROAD],
            "at home": [row for row in rows if row["provider"] == HOME],
            "US cloud": [row for row in rows if row["provider_country"] == "US"],
            "Chinese shop": [
                row for row in rows if row["market"] == "international" and row["provider_country"] == "CN"
            ],
        }
        if not kinds["US cloud"]:
            continue
        cheapest = {
            kind: min(mine, key=lambda row: price_of(row, blend)) if mine else None
            for kind, mine in kinds.items()
        }
        pair = [cheapest["abroad"], cheapest["US cloud"]]
        values = {kind: None if row is None else price_of(row, blend) for kind, row in cheapest.items()}
        second = all(row is not None and known(row["source_id_2"]) for row in pair)
        found.append({"model": name, **values, "borne out": second})
    return found


def best_models(prices: pd.DataFrame, scores: pd.DataFrame, day: str) -> dict[str, tuple[str, float]]:
    """By maker, the model with the highest index score of those on sale on a day, and its output price; Alibaba's is that abroad.

    Scores are those of the newest index, whatever the day.
    """
    score: dict[str, float] = {}
    for row in rows_of(scores):
        if row["benchmark"] == INDEX:
            score[str(row["model"])] = max(float(row["score"]), score.get(str(row["model"]), 0.0))
    found: dict[str, tuple[float, str, float]] = {}
    for row in rows_of(prices):
        maker, model = str(row["provider"]), str(row["model"])
        gone = known(row["withdrawn_on"]) and str(row["withdrawn_on"])[:10] <= day
        if maker not in (ABROAD, *US_MAKERS) or row["tier"] != "standard" or model not in score or gone:
            continue
        if str(row["effective_date"])[:10] <= day:
            offer = (score[model], model, float(row["output_usd_per_mtok"]))
            found[maker] = max(offer, found.get(maker, offer))
    return {maker: (model, price) for maker, (_, model, price) in found.items()}


def places(regions: pd.DataFrame, day: str) -> dict[str, set[str]]:
    """On which continents each of the two firms has a region abroad by a day."""
    return {
        firm: {
            str(row["continent"])
            for row in open_by(regions, day)
            if row["provider"] == firm and row["abroad"] and row["country"] not in HOMES
        }
        for firm in FIRMS
    }


def c28(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """C28: Alibaba and Huawei build clouds in Asia, Africa and Europe as cheaper alternatives. See ``RULES``; CourseError as in ``c08``."""
    day = _asked("C28", rule, day, tables)
    of_firm = places(tables["cloud_regions"], day)
    either = set().union(*of_firm.values())
    there = [name for name in CONTINENTS if name in either]
    here = (
        all(set(CONTINENTS) <= mine for mine in of_firm.values()) if rule == "each-firm" else len(there) == 3
    )
    kind = {"home-prices": "at home", "chinese-shops": "Chinese shop"}.get(rule, "abroad")
    rows = [
        {"abroad": row[kind], "US cloud": row["US cloud"]}
        for row in side_by_side(tables["cloud_model_prices"], day, blend=rule == "blend")
        if rule != "looked-up" or row["borne out"]
    ]
    lower, pairs = m.cheaper_abroad(rows)
    ratios = [m.times_as_dear(row["abroad"], row["US cloud"]) for row in rows if row["abroad"] is not None]
    cheaper = lower > pairs / 2
    if rule == "median":
        cheaper = bool(ratios) and median(ratios) < 1
    if rule == "best-models":
        best = best_models(tables["api_prices"], tables["benchmark_scores"], day)
        own, price = best.pop(ABROAD)
        other, lowest = min(best.values(), key=lambda pair: pair[1])
        cheaper, compared = price < lowest, f"{own} abroad {price:g} dollars, {other} {lowest:g}"
    middle = f", median {median(ratios):.1f} times the US price" if ratios else ""
    seller = {"home-prices": "Alibaba at home", "chinese-shops": "a Chinese shop"}.get(rule, "Alibaba abroad")
    if rule != "best-models":
        compared = f"{seller} cheaper in {lower} of {pairs} models{middle}"
    both = " for each of the two firms" if rule == "each-firm" else ""
    return Verdict(
        "C28",
        day,
        rule,
        _counted([here, cheaper]),
        f"Regions in {', '.join(there) or 'none of the three continents'}; {compared}",
        f"three continents{both}; "
        + {"median": "a median below 1", "best-models": "a lower price"}.get(
            rule, "more than half of the models"
        ),
        f"Places: {_word(here)}; cheaper: {_word(cheaper)}.",
        _turns([here, cheaper]),
    )


__all__ = [
    "ABROAD", "CONTINENTS", "FIRMS", "HOME", "INCOME", "NOT", "PAX_SILICA", "QUALIFIED", "RULES", "SUPPORTED", "TABLES", "WAICO",
    "association", "best_models", "by_cloud", "c08", "c27", "c28", "chatbot_shares", "club_table", "first_sites", "hosts", "incomes", "members",
    "newest_prices", "open_by", "place_of_lab", "place_of_model", "places", "price_of", "side_by_side", "today",
]  # fmt: skip
