"""How lesson 09 judges C08 (a strong model and new places), C27 (reach and influence) and C28 (places, and cheaper).

The functions read only the tables they are given; one rule judges both dates. Every line below is a choice, and each rule has
others beside it. The data were known when the rules were written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.cells import known, rows_of
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.verdict import ABSENT, EACH_DAY, EVENT, REFUSES, Verdict, asked
from ai_ambitions.lessons.exporting_the_stack import model as m

if TYPE_CHECKING:
    import pandas as pd

RULES = {
    "C08": {
        "default": (
            "Model: in the first arena table after 24 September 2025, when Alibaba presented Qwen3-Max, Alibaba's best model is among "
            "the first three of eight laboratories; votes count as they were cast. Said: by the day Alibaba has announced first sites in "
            "two economies or more. Both: supported. One: supported with a qualifier. None: not supported. Both parts lie in autumn 2025, "
            "so that a later day cannot differ: where the model stands now, and whether Alibaba kept its word, is asked by other rules. "
            "That this challenges US firms is not judged."
        ),
        "top-ten": (
            "As the default, but the model is among the first ten of all in the arena table of 17 December 2025 that is whole in our "
            "data, though it was printed after the article."
        ),
        "style-control": "As top-ten, but with length and layout of the answers discounted (style control).",
        "version-presented": (
            "As top-ten, but only the version of 23 September 2025 counts, and not the preview that was out some weeks before it."
        ),
        "newest-table": "As the default, but in the newest arena table of our data by the day asked.",
        "kept": (
            "As the default, and a third part: half of these economies have a region of Alibaba that takes customers by the day; one "
            "whose opening day we do not know counts. What has not been built by the day does not hold."
        ),
        "all-places": "As kept, but every economy named has its region.",
    },
    "C27": {
        "default": (
            "Three clauses, all on developing economies: an income (GDP) below 14,000 dollars a head in 2023. Clouds: Alibaba, Huawei and "
            "Tencent operate regions in five of them or more; one whose opening day we do not know counts. Models: by a measurement of the "
            "day or before, a Chinese chatbot has 10 per cent of use or more in ten of them; of a range the lower end of the lower source "
            "counts, and so do economies whose income we do not know. Influence: of those whose income we know, those with a Chinese cloud "
            "have joined WAICO, the organisation founded on China's proposal, more often than those without, with p below 0.05. What nobody could know by the "
            "day does not hold. All three: supported. One or two: supported with a qualifier. None: not supported."
        ),
        "any-income": "As the default, but influence compares all economies whose income we know, rich or poor; Hong Kong, Macao and Taiwan, which cannot sign, are left out.",
        "hosts-only": (
            "As the default, but influence compares hosts of a Chinese cloud with hosts of US clouds only, of any income. With four "
            "members no draw can hold here: the rule falls or holds only with other sums."
        ),
        "both-only": "As hosts-only, but hosts that have Chinese clouds only are left out as well.",
        "one-in-five": "As the default, but 20 per cent of use in place of 10.",
        "where-free": (
            "As the default, but economies in which US services are limited, by the note of the measurement, do not count for models."
        ),
        "dated-only": "As the default, but for clouds only regions count whose opening day we know.",
        "known-income": "As the default, but economies whose income we do not know do not count for models.",
        "not-asked": "As the default, but what nobody could know by the day is not asked, and all that is asked has to hold.",
        "influence-only": "Only the clause on influence is asked: holds, supported; does not hold, not supported.",
    },
    "C28": {
        "default": (
            "Two halves. Places: on each of Asia, Africa and Europe, at least one of Alibaba and Huawei operates a region abroad; one whose "
            "opening day we do not know counts. Cheaper: of the models that Alibaba sells abroad (its list for Singapore) and a US cloud "
            "sells too, Alibaba's list price for output is lower in more than half, on the newest day of prices, by more than the 3 per "
            "cent that count as the same. The US price is the lowest of Amazon Bedrock (us-east-1), Microsoft Azure and Together AI. Both: "
            "supported. One: supported with a qualifier. None: not supported. With no model to compare, cheaper does not hold. Huawei's "
            "prices and those of machines are not in our data."
        ),
        "blend": "As the default, but the price is three parts input to one part output, as in lesson 04.",
        "median": "As the default, but cheaper means that the median of Alibaba's price over the US price is below 0.97.",
        "home-prices": "As the default, but with Alibaba's price for buyers in mainland China, for all models that it sells there.",
        "home-exact": "As home-prices, but every difference counts, one of 2 per cent too.",
        "chinese-shops": (
            "As the default, but the shops of other Chinese developers abroad (DeepSeek, Moonshot AI, Z.ai) count beside Alibaba, the "
            "cheapest first."
        ),
        "best-models": (
            "As the default, but cheaper compares each side's best model, of whatever quality: of those on sale, with a price in our data, "
            "the one highest on Epoch's index. Alibaba's output price abroad is lower than the lowest of Anthropic's, Google's and OpenAI's."
        ),
        "looked-up": "As the default, but only models count whose two prices a second source bears out.",
        "dated-only": "As the default, but for places only regions count whose opening day we know.",
        "each-firm": "As the default, but each of the two firms has a region on each of the three continents.",
    },
}
# Outcomes that the default rule cannot give, and why. All others occur in this room's test_verdicts.py.
NEVER = {
    "C08": {"outdated": EVENT, "not_checkable": REFUSES},
    "C27": {"outdated": EACH_DAY, "not_checkable": ABSENT},
    "C28": {"outdated": EACH_DAY, "not_checkable": REFUSES},
}
TABLES = {
    "C08": ("arena_history", "arena_style_control", "cloud_regions", "infrastructure_exports"),
    "C27": ("cloud_regions", "economy_size", "forum_participation", "model_usage"),
    "C28": ("api_prices", "benchmark_scores", "cloud_model_prices", "cloud_regions"),
}
NEEDED = sorted({name for names in TABLES.values() for name in names})
# The table that says how far "today" reaches.
DATED_BY = {"C08": "arena_history", "C27": "forum_participation", "C28": "cloud_model_prices"}
FIRST = {"C08": "2025-10-01", "C27": "2025-01-01", "C28": "2025-10-30"}

SUPPORTED, QUALIFIED, NOT = "supported", "supported_with_qualifier", "not_supported"
PRESENTED = "2025-09-24"
LABS, TEN = 3, 10
INCOME, DEVELOPING_HOSTS, USE, USERS, CHANCE = 14_000, 5, 10.0, 10, 0.05
LIMITED = "limits on US services"
HOMES, CANNOT_SIGN = ("US", "CN"), ("HK", "MO", "TW")
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
        QUALIFIED: "All parts hold: supported. None holds: not supported.",
        NOT: "One part holds: with a qualifier. All hold: supported.",
    }
    if len(holds) == 1:
        return "The one part that is asked."
    return steps[_counted(holds)]


# --- regions and hosts ------------------------------------------------------------------------------------------------


def open_by(regions: pd.DataFrame, day: str, dated: bool = False) -> list[dict[str, Any]]:
    """Regions that take customers by a day; those whose first day is unknown count, but where only ``dated`` ones are asked for."""
    rows = [row for row in rows_of(regions) if row["operating"]]
    if dated:
        rows = [row for row in rows if known(row["launched"])]
    return [row for row in rows if not known(row["launched"]) or str(row["launched"])[:10] <= day]


def hosts(regions: pd.DataFrame, day: str, dated: bool = False) -> dict[str, dict[str, int]]:
    """Regions of US and of Chinese providers in each economy other than these two homes: ``{"SG": {"US": 3, "CN": 3}, …}``.

    ``dated`` as in ``open_by``.
    """
    found: dict[str, dict[str, int]] = {}
    for row in open_by(regions, day, dated):
        if row["country"] not in HOMES:
            mine = found.setdefault(str(row["country"]), {"US": 0, "CN": 0})
            mine[str(row["provider_country"])] += 1
    return dict(sorted(found.items()))


def incomes(economies: pd.DataFrame) -> dict[str, float]:
    """Income (GDP) a head of 2023, dollars, by economy, where it is known.

    Where the table has none a head, all income of 2023 is divided by the people of 2024: such economies lie far below our line.
    """
    found = {}
    for row in rows_of(economies):
        if known(row["gdp_per_capita_usd_2023"]):
            found[str(row["code"])] = float(row["gdp_per_capita_usd_2023"])
        elif known(row["gdp_usd_2023"]) and known(row["population_2024"]):
            found[str(row["code"])] = float(row["gdp_usd_2023"]) / float(row["population_2024"])
    return found


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


def by_cloud(
    found: Mapping[str, Mapping[str, int]], income: Mapping[str, float], rule: str = "default"
) -> dict[str, list[str]]:
    """Economies in two groups, those with a Chinese cloud and others: developing ones, or as ``any-income``, ``hosts-only``, ``both-only`` say."""
    with_chinese = [code for code, count in found.items() if count["CN"]]
    if rule in ("hosts-only", "both-only"):
        first = [code for code in with_chinese if rule == "hosts-only" or found[code]["US"]]
        return {"Chinese clouds": first, "US clouds only": [code for code in found if not found[code]["CN"]]}
    asked_of = [
        code
        for code, amount in income.items()
        if code not in (*HOMES, *CANNOT_SIGN) and (rule == "any-income" or amount < INCOME)
    ]
    return {
        "Chinese clouds": [code for code in asked_of if code in with_chinese],
        "no Chinese cloud": [code for code in asked_of if code not in with_chinese],
    }


def enough(first: int, second: int, yes: int) -> int | None:
    """How many of so many members must be in the first group for p below 0.05; None where not even all of them would do."""
    for inside in range(max(0, yes - second), min(first, yes) + 1):
        more = inside * second > (yes - inside) * first
        if more and m.fisher(inside, first - inside, yes - inside, second - yes + inside) < CHANCE:
            return inside
    return None


# --- C08 --------------------------------------------------------------------------------------------------------------


def place_of_lab(
    history: pd.DataFrame, lab: str = "Alibaba", newest: str | None = None
) -> tuple[str, str, int, int]:
    """Day, model, place of the laboratory, and of how many: in the first table since Alibaba presented its model, or the newest by a day."""
    days = sorted({str(day)[:10] for day in history["as_of"]})
    known_then = (
        [day for day in days if day <= newest] if newest else [day for day in days if day >= PRESENTED]
    )
    if not known_then:
        raise CourseError("No arena table is there.", "Ask for another day, or for rule top-ten.")
    table = known_then[-1 if newest else 0]
    first = [row for row in rows_of(history) if str(row["as_of"])[:10] == table]
    ranked = sorted(first, key=lambda row: -float(row["score"]))
    place = next(number for number, row in enumerate(ranked, start=1) if row["lab"] == lab)
    return table, str(ranked[place - 1]["model_label"]), place, len(ranked)


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
        newest = day if rule == "newest-table" else None
        on, name, place, of = place_of_lab(tables["arena_history"], newest=newest)
        strong, said = place <= LABS, f"Alibaba is number {place} of {of} laboratories on {on}, with {name}"
    sites = first_sites(tables["infrastructure_exports"], day)
    served = {row["country"] for row in open_by(tables["cloud_regions"], day) if row["provider"] == FIRMS[0]}
    opened = [code for code in sites if code in served]
    need = len(sites) if rule == "all-places" else len(sites) / 2
    holds = [strong, len(sites) >= 2]
    line, because, built = f"place {LABS if 'laboratories' in said else TEN} or better; two economies", "", ""
    if rule in ("kept", "all-places"):
        holds.append(bool(sites) and len(opened) >= need)
        line += "; all of them" if rule == "all-places" else "; half of them"
        because, built = f"; kept: {_word(holds[-1])}", f", {len(opened)} of them with a region by {day}"
    return Verdict(
        "C08",
        day,
        rule,
        _counted(holds),
        f"{said}; first sites announced in {len(sites)} economies{built}",
        line,
        f"Strong: {_word(strong)}; said: {_word(holds[1])}{because}.",
        _turns(holds),
    )


def named_by(rows: Iterable[Mapping[str, Any]]) -> str:
    """The sources that some rows name, first and second, joined as ``cite`` reads them."""
    keys = (row.get(column) for row in rows for column in ("source_id", "source_id_2"))
    return ";".join(dict.fromkeys(str(key) for key in keys if known(key)))


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
    """Economies by cloud and club on a day, and the exact chance of a table as unlikely, or less likely."""
    groups = by_cloud(hosts(tables["cloud_regions"], day), incomes(tables["economy_size"]), rule)
    table = club_table(groups, members(tables["forum_participation"], forum, day))
    (_, yes_a, no_a), (_, yes_b, no_b) = table
    return table, m.fisher(yes_a, no_a, yes_b, no_b)


def users(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> list[str]:
    """Developing economies in which a Chinese chatbot has a tenth of use or more by a day; a missing income counts, but for ``known-income``."""
    income, line = incomes(tables["economy_size"]), 2 * USE if rule == "one-in-five" else USE
    unknown_is = INCOME if rule == "known-income" else 0
    return [
        code
        for code, (share, limited) in chatbot_shares(tables["model_usage"], day).items()
        if share >= line and income.get(code, unknown_is) < INCOME and not (limited and rule == "where-free")
    ]


def c27(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """C27: Chinese companies win reach and influence in developing countries. See ``RULES``; CourseError as in ``c08``."""
    day = _asked("C27", rule, day, tables)
    income = incomes(tables["economy_size"])
    found = hosts(tables["cloud_regions"], day, dated=rule == "dated-only")
    developing = [code for code, count in found.items() if count["CN"] and income.get(code, INCOME) < INCOME]
    line = 2 * USE if rule == "one-in-five" else USE
    measured = bool(chatbot_shares(tables["model_usage"], day))
    many = len(users(tables, day, rule))
    club = members(tables["forum_participation"], WAICO, day)
    ((first, yes_a, no_a), (second, yes_b, no_b)), p = association(tables, day, rule)
    more = yes_a * (yes_b + no_b) > yes_b * (yes_a + no_a)
    clouds = len(developing) >= DEVELOPING_HOSTS
    models: bool | None = many >= USERS
    influence: bool | None = bool(club) and more and p < CHANCE
    if rule == "not-asked":
        models, influence = models if measured else None, influence if club else None
    holds = [influence] if rule == "influence-only" else [clouds, models, influence]
    would = enough(yes_a + no_a, yes_b + no_b, yes_a + yes_b)
    needed = f"{would} of {yes_a + no_a} would do" if would else f"not even all {yes_a + yes_b} would do"
    used = f"{many} economies at {line:.0f} per cent or more" if measured else "use not measured by then"
    joined = (
        f"WAICO has {yes_a} of {yes_a + no_a} with {first}, {yes_b} of {yes_b + no_b} with {second}, p {p:.3f}"
        if club
        else "no such organisation by then"
    )
    return Verdict(
        "C27",
        day,
        rule,
        _counted(holds),
        f"Chinese clouds in {len(developing)} developing economies; {used}; {joined}",
        f"{DEVELOPING_HOSTS} economies; {USERS} economies; p below {CHANCE:g}",
        f"Clouds: {_word(clouds)}; models: {_word(models)}; influence: {_word(influence)}"
        + (f" (with these sums {needed})." if club else "."),
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

    Keys ``model``, ``abroad``, ``at home``, ``US cloud``, ``Chinese shop`` (None where there is none), ``borne out``: a second source
    gives the price abroad and the US price, and ``sources``: those of the prices abroad, at home and of the US cloud.
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
        shown = [cheapest[kind] for kind in ("abroad", "at home", "US cloud")]
        named = named_by(row for row in shown if row is not None)
        found.append({"model": name, **values, "borne out": second, "sources": named})
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


def places(regions: pd.DataFrame, day: str, dated: bool = False) -> dict[str, set[str]]:
    """On which continents each of the two firms has a region abroad by a day; ``dated`` as in ``open_by``."""
    return {
        firm: {
            str(row["continent"])
            for row in open_by(regions, day, dated)
            if row["provider"] == firm and row["abroad"] and row["country"] not in HOMES
        }
        for firm in FIRMS
    }


def c28(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """C28: Alibaba and Huawei build clouds in Asia, Africa and Europe as cheaper alternatives. See ``RULES``; CourseError as in ``c08``."""
    day = _asked("C28", rule, day, tables)
    of_firm = places(tables["cloud_regions"], day, dated=rule == "dated-only")
    either = set().union(*of_firm.values())
    there = [name for name in CONTINENTS if name in either]
    here = (
        all(set(CONTINENTS) <= mine for mine in of_firm.values()) if rule == "each-firm" else len(there) == 3
    )
    kind = {"home-prices": "at home", "home-exact": "at home", "chinese-shops": "Chinese shop"}.get(
        rule, "abroad"
    )
    rows = [
        {"abroad": row[kind], "US cloud": row["US cloud"]}
        for row in side_by_side(tables["cloud_model_prices"], day, blend=rule == "blend")
        if rule != "looked-up" or row["borne out"]
    ]
    lower, pairs = m.cheaper_than_us(rows, same=0 if rule == "home-exact" else m.SAME)
    ratios = [m.times_as_dear(row["abroad"], row["US cloud"]) for row in rows if row["abroad"] is not None]
    cheaper = lower > pairs / 2
    if rule == "median":
        cheaper = bool(ratios) and m.lower(median(ratios), 1)
    if rule == "best-models":
        best = best_models(tables["api_prices"], tables["benchmark_scores"], day)
        if ABROAD not in best or len(best) < 2:
            raise CourseError(
                "One side has no best model with a price and a score.", "Ask for the default rule."
            )
        own, price = best.pop(ABROAD)
        other, lowest = min(best.values(), key=lambda pair: pair[1])
        cheaper, compared = m.lower(price, lowest), f"{own} abroad {price:g} dollars, {other} {lowest:g}"
    middle = f", the middle one at {median(ratios):.1f} times the US price" if ratios else ""
    seller = {"at home": "Alibaba at home", "Chinese shop": "a Chinese shop"}.get(kind, "Alibaba abroad")
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
        + {"median": "a median below 0.97", "best-models": "a lower price"}.get(
            rule, "more than half of the models"
        ),
        f"Places: {_word(here)}; cheaper: {_word(cheaper)}.",
        _turns([here, cheaper]),
    )


__all__ = [
    "ABROAD", "CONTINENTS", "FIRMS", "HOME", "INCOME", "NEEDED", "NEVER", "NOT", "PAX_SILICA", "QUALIFIED", "RULES", "SUPPORTED", "TABLES", "WAICO",
    "association", "best_models", "by_cloud", "c08", "c27", "c28", "chatbot_shares", "club_table", "enough", "first_sites", "hosts", "incomes", "members",
    "named_by", "newest_prices", "open_by", "place_of_lab", "place_of_model", "places", "price_of", "side_by_side", "today", "users",
]  # fmt: skip
