"""How lesson 04 judges C10 (a billion online), C11 (size makes products spread) and C12 (far cheaper to deploy).

The functions read only the tables they are given; one rule judges both dates. Every line below is a choice, and each rule has
others beside it. The data were known when the rules were written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import floor, nextafter
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.cells import as_date, known, rows_of
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.verdict import EACH_DAY, REFUSES, Verdict, asked, known_until, some
from ai_ambitions.lessons.billion_testers import model as m

if TYPE_CHECKING:
    import pandas as pd

RULES = {
    "C10": {
        "default": (
            "Two counters who do not copy each other, the newest count of each by the day: people online in the survey of the "
            "network centre CNNIC, and users of the mobile internet in a month as measured by the firm QuestMobile. Both above 1,000 "
            "million: supported. One: with a qualifier. None: not supported. One person may count twice with the firm; that is "
            "said, and not corrected."
        ),
        "outside-estimate": (
            "CNNIC and the World Bank's share of the population times the population of that year. A share within a tenth of a "
            "point of the one that CNNIC prints for the same year is the same survey and no second road: then not checkable. "
            "Else as the default."
        ),
        "using-ai": (
            "The passage speaks of a testing ground: people who use generative AI, by CNNIC. Above 1,000 million: supported. "
            "Half of it or more: with a qualifier. Fewer: not supported."
        ),
    },
    "C11": {
        "default": (
            "Microsoft's estimate of the share of people of working age who use generative AI, in the newest period whose last month "
            "had begun by the day, although its report may have come later. The share is taken as speed, since the first chatbots "
            "of this kind came out in late 2022, in some places later. Its correlation r with the logarithm of population, over at "
            "least 100 economies. r of 0.3 or more: supported. From 0.2 to 0.3: with a qualifier. Below 0.2: not supported. Both "
            "lines are ours. Income is held constant in a rule of its own, as a size that raised income would lose its due here. "
            "The testing ground, how fast a firm learns from its users, is dropped: no table of ours measures it."
        ),
        "own-values": (
            "As the default, but without the economies to which Microsoft gives the value of a group, and no value of their own."
        ),
        "rank": "As the default, but with ranks in place of values, so that no giant and no dwarf decides.",
        "income-held": "As the default, after the part that follows income per head has been taken off both.",
        "gain": (
            "As the default, but speed is the gain in points since the first half of 2025. With one period only: not checkable."
        ),
        "gain-income": "As gain, after the part that follows income per head has been taken off both.",
        "growth": (
            "As the default, but speed is the growth in per cent since the first half of 2025: a small share grows more easily. "
            "With one period only: not checkable."
        ),
        "growth-income": "As growth, after the part that follows income per head has been taken off both.",
        "growth-own": "As growth, but without the economies to which Microsoft gives the value of a group.",
        "growth-own-income": "As growth-own, after the part that follows income per head has been taken off both.",
        "chinese-count": (
            "As the default, but with CNNIC's share for China, since Microsoft sees few Chinese services. It is of all people, and "
            "the others are of those aged 15 to 64: for them alone it would probably be higher."
        ),
        "internet": (
            "As the default, but speed is that of the internet: years from 10 to 50 per cent of the population, with the sign "
            "turned, so that a higher r means that size goes with speed."
        ),
        "people": (
            "As the default, but people are counted, not shares: the logarithm of the number who use generative AI. A large "
            "population makes this large whatever the speed."
        ),
    },
    "C12": {
        "default": (
            "List prices of their makers for models with a score on the newest edition of Epoch's index; three tokens read for one "
            "written. Ten levels: the whole index points up to the best that both countries reach. At each: the cheapest Chinese "
            "model with at least that score, over the cheapest US one. At most half of the price is far cheaper, our line. At five "
            "of ten levels or more: supported. At one to four: with a qualifier. At none: not supported. A price that was first seen "
            "on some day counts from the model's release, until the next one that was found, or until the day by which a source says "
            "that the maker no longer answers with the model. A model without a price that we read does not count. The cost of solved tasks is a rule of "
            "its own, since two tests are no series. Hardware, the cause that the claim gives, is dropped: makers do not print what "
            "they serve on. And a price is no cost."
        ),
        "own-score": (
            "As the default, but the ten levels are counted down from the very score that both countries reach, and not from the "
            "whole point below it."
        ),
        "flagship": (
            "The best-scoring Chinese model on sale against the best-scoring US one. At most half of the price: supported. "
            "Lower, but more than half: with a qualifier. As high or higher: not supported."
        ),
        "per-task": (
            "The newest published test by the day that compared the cost of doing tasks. The Chinese model cheaper by half or more: "
            "supported. Cheaper by less, or nobody says by how much: with a qualifier. The US model cheaper: not supported."
        ),
        "edition-of-the-day": (
            "As the default, but by the edition of the index published nearest to the day, the one that readers had then."
        ),
        "still-served": (
            "As the default, without DeepSeek-V4-Pro, whose name its maker has answered with another model since September 2026."
        ),
        "september-price": (
            "As the default, but DeepSeek-V4-Pro costs what requests under its name have cost since 14 September 2026, when its "
            "maker began to answer them with DeepSeek-V4.1-Flash: outside of peak hours. The score stays that of the older model."
        ),
        "without-grok": "As the default, without Grok 4 Fast, which xAI withdrew in May 2026.",
        "mirror": (
            "The same asked of US models: the levels at which the cheapest US model costs at most half of the cheapest Chinese one. "
            "This rule and the default can both say supported with a qualifier, of different levels."
        ),
        "any-cheaper": "As the default, but any lower price counts as far cheaper.",
    },
}
# Outcomes that the default rule cannot give, and why. All others occur in this room's test_verdicts.py.
NEVER = {
    "C10": {"outdated": EACH_DAY, "not_checkable": REFUSES},
    "C11": {"outdated": EACH_DAY},
    "C12": {"outdated": EACH_DAY},
}

TABLES = {
    "C10": ("internet_users", "internet_share", "economy_size"),
    "C11": ("ai_user_share", "economy_size", "internet_bass_fits", "internet_users"),
    "C12": ("api_prices", "benchmark_scores", "index_vintages", "models", "task_costs"),
}
SUPPORTED, QUALIFIED, NOT, OPEN = (
    "supported",
    "supported_with_qualifier",
    "not_supported",
    "not_checkable",
)
BILLION = 1000.0  # millions
SAME_SURVEY = 0.1  # points
STRONG, WEAK, FEWEST = 0.3, 0.2, 100
HALF, LEVELS = 0.5, 10
INDEX = "Epoch Capabilities Index"
RENAMED, INSTEAD = "DeepSeek-V4-Pro", "DeepSeek-V4.1-Flash"
LEFT_OUT = {"still-served": (RENAMED,), "without-grok": ("Grok 4 Fast",)}
NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
TIERS = ("launch", "standard", "off_peak")


# --- C10 --------------------------------------------------------------------------------------------------------------


def count(users: pd.DataFrame, metric: str, day: str) -> tuple[str, float]:
    """The newest day and value of one count of ``internet_users`` by a day. CourseError where there is none."""
    rows = [
        (str(row["date"])[:10], float(row["value"]))
        for row in rows_of(users)
        if row["metric"] == metric and str(row["date"])[:10] <= day
    ]
    if not rows:
        raise CourseError(f"There is no count of {metric} by {day}.", "Ask for a later day.")
    return max(rows)


def month(day: str) -> str:
    """A day of the tables as people say it: ``June 2025``."""
    return f"{as_date(day):%B %Y}"


def by_share(tables: Mapping[str, pd.DataFrame], day: str) -> tuple[int, float, float]:
    """Year, share in per cent and millions online in China: the share of the series times the population of 2023 or 2024."""
    sizes = [row for row in rows_of(tables["economy_size"]) if row["code"] == "CN"]
    size = some(sizes, "population of China")[0]
    rows = [
        (int(row["year"]), float(row["percent"]))
        for row in rows_of(tables["internet_share"])
        if row["code"] == "CN" and f"{int(row['year'])}-12-31" <= day
    ]
    year, share = max(some(rows, "share of people online in China by that day"))
    people = float(size["population_2024" if year >= 2024 else "population_2023"])
    return year, share, share / 100 * people / 1e6


def c10(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """C10: more than a billion people in China are online.

    Parameters
    ----------
    tables
        See ``TABLES``.
    day
        The day to judge.
    rule
        ``default``, ``outside-estimate`` or ``using-ai``; see ``RULES``.

    Raises
    ------
    CourseError
        An unknown rule, or a day that the tables cannot speak of.
    """
    users = tables["internet_users"]
    day = asked("C10", RULES, rule, day, "2025-06-01", known_until({"users": users}))
    if rule == "using-ai":
        when, using = count(users, "genai_users", day)
        outcome = SUPPORTED if using > BILLION else QUALIFIED if using >= BILLION / 2 else NOT
        return Verdict(
            "C10", day, rule, outcome,
            f"CNNIC counts {using:,.0f} million users of generative AI in {month(when)}",
            "1,000 million for all, 500 for half",
            "People online are not yet people who use AI.",
            "A count above 1,000 million: supported.",
        )  # fmt: skip
    when, survey = count(users, "internet_users", day)
    said = f"CNNIC's survey: {survey:,.0f} million people online in {month(when)}"
    if rule == "outside-estimate":
        return _by_the_world_bank(tables, day, survey, said)
    then, measured = count(users, "mobile_monthly_users", day)
    return Verdict(
        "C10", day, rule, _both(survey, measured),
        f"{said}; QuestMobile: {measured:,.0f} million users in {month(then)}",
        "1,000 million by both",
        "One counter is a state body, the other a firm; the firm's is the higher count, and one person may be in it twice.",
        "One of the two at 1,000 million or below: with a qualifier. Both: not supported.",
    )  # fmt: skip


def _both(*counts: float) -> str:
    """The outcome where two counts are held against a thousand million."""
    return (NOT, QUALIFIED, SUPPORTED)[sum(each > BILLION for each in counts)]


def _by_the_world_bank(tables: Mapping[str, pd.DataFrame], day: str, survey: float, said: str) -> Verdict:
    year, share, reckoned = by_share(tables, day)
    _, own = count(tables["internet_users"], "internet_share_of_population", f"{year}-12-31")
    same = abs(own - share) <= SAME_SURVEY
    origin = "the same survey by another road" if same else "another count"
    return Verdict(
        "C10", day, "outside-estimate", OPEN if same else _both(survey, reckoned),
        f"{said}; the World Bank's share times population: {reckoned:,.0f} million in {year}",
        "1,000 million by both, if they are two",
        f"For {year} CNNIC prints {own:.1f} per cent and the World Bank's series has {share:.1f}: {origin}.",
        "A share of its own in the series: then as the default.",
    )  # fmt: skip


# --- C11 --------------------------------------------------------------------------------------------------------------


def economies(tables: Mapping[str, pd.DataFrame], day: str) -> pd.DataFrame:
    """One row an economy in the newest period by a day: code, period, percent, population (people), income (USD a head; may be missing)."""
    shares = tables["ai_user_share"]
    known = shares[shares["date"].astype(str).str[:10] <= day]
    if not len(known):
        raise CourseError(f"No period of the AI user shares lies before {day}.", "Ask for a later day.")
    newest = known[known["date"] == known["date"].max()]
    size = tables["economy_size"].rename(
        columns={"population_2024": "population", "gdp_per_capita_usd_2023": "income"}
    )
    found = newest[["code", "period", "percent"]].merge(
        size[["code", "population", "income"]], on="code", how="inner"
    )
    whole: pd.DataFrame = found[found["population"].notna()]
    return whole


def fits(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """One row an economy whose internet grew from 10 to 50 per cent: code, speed (years, sign turned), population (people, 2023)."""
    both = tables["internet_bass_fits"].merge(tables["economy_size"][["code", "population_2023"]], on="code")
    both = both.rename(columns={"population_2023": "population"})
    both = both[both["years_10_to_50"].notna() & both["population"].notna()]
    found: pd.DataFrame = both.assign(speed=-both["years_10_to_50"].astype(float))
    return found


def log10(values: Any) -> list[float]:
    """Logarithms to base ten."""
    import numpy as np

    return [float(value) for value in np.log10(values.astype(float))]


def gains(tables: Mapping[str, pd.DataFrame], day: str) -> pd.DataFrame:
    """As ``economies``, with ``percent`` the gain in points since the first period and ``growth`` that in per cent.

    No rows where there is one period only.
    """
    newest, shares = economies(tables, day), tables["ai_user_share"]
    first = shares[shares["date"] == shares["date"].min()]
    both = newest.merge(first[["code", "period", "percent"]], on="code", suffixes=("", "_first"))
    both = both[both["period"] != both["period_first"]]
    gained = both["percent"] - both["percent_first"]
    found: pd.DataFrame = both.assign(percent=gained, growth=100 * gained / both["percent_first"])
    return found


def relation(
    tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default"
) -> tuple[float | None, int, str]:
    """The correlation r between size and spread by one of the rules, over how many economies, and which period, in words.

    No r where fewer than three economies can be compared.
    """
    if rule == "internet":
        found = fits(tables)
        return _r(found["population"], found["speed"]), len(found), "the internet to 2023"
    found = some(economies(tables, day), "economy with both its size and its share of users by that day")
    period = str(found["period"].iloc[0])
    kind = rule.split("-")[0]
    if kind in ("gain", "growth"):
        found = gains(tables, day)
        period = f"{kind} to the {period}"
        found = found.assign(percent=found["growth"]) if kind == "growth" else found
    if "own" in rule:
        shares = tables["ai_user_share"]
        own = set(shares.loc[shares["shared_with"] == 0, "code"])
        found = found[found["code"].isin(own)]
    if "income" in rule and len(found):
        found = found[found["income"].notna()]
        size, spread, income = log10(found["population"]), list(found["percent"]), log10(found["income"])
        return m.held(size, spread, income), len(found), period
    if rule == "rank":
        size, spread = m.ranks(log10(found["population"])), m.ranks(list(found["percent"]))
        return m.correlation(size, spread), len(found), period
    if rule == "people":
        people = found["percent"].astype(float) / 100 * found["population"].astype(float)
        return m.correlation(log10(found["population"]), log10(people)), len(found), period
    if rule == "chinese-count":
        _, share = count(tables["internet_users"], "genai_share_of_population", day)
        found = found.assign(percent=found["percent"].where(found["code"] != "CN", share))
    return _r(found["population"], found["percent"]), len(found), period


def _r(population: Any, spread: Any) -> float | None:
    return (
        m.correlation(log10(population), [float(value) for value in spread]) if len(population) > 2 else None
    )


def c11(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """C11: the size of the population makes new AI products spread quickly.

    Parameters
    ----------
    tables
        See ``TABLES``.
    day
        The day to judge.
    rule
        One of the names in ``RULES``.

    Raises
    ------
    CourseError
        An unknown rule, or a day that the tables cannot speak of.
    """
    users = {"users": tables["internet_users"]}
    day = asked("C11", RULES, rule, day, "2025-06-30", known_until(users))
    r, number, period = relation(tables, day, rule)
    if r is None or number < FEWEST:
        return Verdict(
            "C11", day, rule, OPEN, f"{number} economies can be compared ({period})", f"{FEWEST} economies at least",
            "Too few for a relation.", f"{FEWEST} economies or more.",
        )  # fmt: skip
    outcome = SUPPORTED if r >= STRONG else QUALIFIED if r >= WEAK else NOT
    low, high = m.interval_of_r(r, number)
    people = "People are counted, so that size is in the number itself."
    chance = f"Over {number} economies, the interval for chance goes from {low:.2f} to {high:.2f}. It compares economies and shows no cause."
    return Verdict(
        "C11", day, rule, outcome,
        f"r is {r:.2f} ({period})",
        f"{WEAK} or more",
        people if rule == "people" else chance,
        f"r from {WEAK} to {STRONG}: with a qualifier. {STRONG} or more: supported.",
    )  # fmt: skip


# --- C12 --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Offer:
    """A model on sale: its score on the index and its blended list price in US dollars a million tokens."""

    model: str
    country: str
    score: float
    usd: float


def editions(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """The days of the editions of the index: those of ``index_vintages``, then that of ``benchmark_scores``."""
    older = {str(day)[:10] for day in tables["index_vintages"]["as_of"]}
    return [*sorted(older), known_until({"scores": tables["benchmark_scores"]})]


def scores(tables: Mapping[str, pd.DataFrame], edition: str = "") -> dict[str, float]:
    """Best score of each model on one edition of the index, the newest where none is named.

    An older edition names settings of models; they are read as the newest one names them, and others are left out.
    """
    table = tables["benchmark_scores"]
    newest = table[table["benchmark"] == INDEX]
    if edition in ("", editions(tables)[-1]):
        return {str(name): float(score) for name, score in newest.groupby("model")["score"].max().items()}
    models = {name: name for name in newest["model"]}
    models |= dict(zip(newest["model_label"], newest["model"], strict=True))
    old = tables["index_vintages"]
    found: dict[str, float] = {}
    for row in rows_of(old[old["as_of"].astype(str).str[:10] == edition]):
        model = models.get(row["model_label"])
        if isinstance(model, str):
            found[model] = max(found.get(model, float("-inf")), float(row["score"]))
    return found


def offers(
    tables: Mapping[str, pd.DataFrame],
    day: str,
    without: tuple[str, ...] = (),
    edition: str = "",
    read: float = 0.75,
    cached: float = 0.0,
) -> list[Offer]:
    """The models with a score whose list price was in force on a day: Chinese and US ones, dearest hours left out.

    A price that was first *seen* on some day counts from the model's release: it may be older than the day. A model that its
    maker no longer answers with, by the day, is not on sale. A part of what is
    read may come from the cache of the maker; where its list has no price for that, the full one counts.
    """
    index = scores(tables, edition)
    made = {
        row["model"]: (str(row["released"])[:10], row["developer_country"])
        for row in rows_of(tables["models"])
    }
    newest: dict[str, tuple[tuple[bool, int], Offer]] = {}
    for row in rows_of(tables["api_prices"]):
        name = row["model"]
        if name not in index or name not in made or name in without or row["tier"] not in TIERS:
            continue
        if known(row["withdrawn_on"]) and str(row["withdrawn_on"])[:10] <= day:
            continue
        released, country = made[name]
        seen = str(row["effective_date"])[:10]
        starts = released if row["date_basis"] == "first_seen" else seen
        if country not in ("CN", "US") or starts > day:
            continue
        # The last price seen by the day; where there is none yet, the first one seen after it.
        place = (seen <= day, -abs((as_date(day) - as_date(seen)).days))
        usd = _usd(row, read, cached)
        if name not in newest or place >= newest[name][0]:
            newest[name] = (place, Offer(str(name), str(country), float(index[name]), usd))
    return [offer for _, offer in newest.values()]


def _usd(row: Mapping[str, Any], read: float, cached: float = 0.0) -> float:
    """The blended price of a row of ``api_prices``."""
    fresh = float(row["input_usd_per_mtok"])
    kept = float(row["cached_input_usd_per_mtok"]) if known(row["cached_input_usd_per_mtok"]) else fresh
    return m.blended((1 - cached) * fresh + cached * kept, float(row["output_usd_per_mtok"]), read)


def _repriced(on_sale: list[Offer], prices: pd.DataFrame, read: float) -> list[Offer]:
    """The offers with the model that is answered by another one at the price of that one."""
    answers = [row for row in rows_of(prices) if (row["model"], row["tier"]) == (INSTEAD, "off_peak")]
    usd = _usd(some(answers, f"price of {INSTEAD}")[0], read)
    return [replace(offer, usd=usd) if offer.model == RENAMED else offer for offer in on_sale]


@dataclass(frozen=True)
class Level:
    """The cheapest offers of both countries with at least a score."""

    score: float
    china: Offer
    us: Offer

    @property
    def times(self) -> float:
        """The Chinese price over that of the US."""
        return self.china.usd / self.us.usd


def levels(on_sale: list[Offer], number: int = LEVELS, whole: bool = True) -> list[Level]:
    """The cheapest pair at each of so many levels, a point apart, up to the best that both countries reach; none where one is missing.

    The levels are whole points, or else end at the very score.
    """
    sides = {land: [offer for offer in on_sale if offer.country == land] for land in ("CN", "US")}
    if not all(sides.values()):
        return []
    best = min(max(offer.score for offer in side) for side in sides.values())
    top = floor(best) if whole else best
    found = []
    for score in [top - down for down in reversed(range(number))]:
        cheapest = {
            land: min((o for o in side if o.score >= score), key=lambda offer: offer.usd)
            for land, side in sides.items()
        }
        found.append(Level(score, cheapest["CN"], cheapest["US"]))
    return found


def judged(found: list[Level], part: float = HALF) -> str:
    """The outcome for C12 by the number of levels at which the Chinese price is at most a part of the US one."""
    far = sum(level.times <= part for level in found)
    return SUPPORTED if 2 * far >= len(found) else QUALIFIED if far else NOT


def number_word(number: int) -> str:
    """A number in words up to ten, in figures above: a card's sentence stays readable with few figures in it."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def shaken(on_sale: list[Offer], draws: int = 1000, error: float = 1.5, seed: int = 4) -> dict[str, float]:
    """How often, from 0 to 1, each outcome of the default rule for C12 comes up when every score is off by chance.

    Parameters
    ----------
    on_sale
        The offers of a day.
    draws
        How many times the scores are drawn anew.
    error
        Standard deviation of the error of a score, in index points; errors of two models are independent. The edition of
        February 2026 prints intervals of some six points, which are four such errors wide.
    seed
        Start of the random numbers: the same for the same answer.
    """
    import numpy as np

    chance = np.random.default_rng(seed)
    outcomes = []
    for _ in range(draws):
        errors = chance.normal(0, error, len(on_sale))
        moved = [replace(o, score=o.score + off) for o, off in zip(on_sale, errors, strict=True)]
        outcomes.append(judged(levels(moved)))
    return {outcome: outcomes.count(outcome) / draws for outcome in (SUPPORTED, QUALIFIED, NOT)}


def c12(
    tables: Mapping[str, pd.DataFrame],
    day: str,
    rule: str = "default",
    *,
    number: int = LEVELS,
    part: float = HALF,
    read: float = 0.75,
    cached: float = 0.0,
) -> Verdict:
    """C12: Chinese models are far cheaper to deploy.

    Parameters
    ----------
    tables
        See ``TABLES``.
    day
        The day to judge.
    rule
        One of the names in ``RULES``.
    number, part, read, cached
        How many levels are asked, which part of the price counts as far cheaper, the share of the tokens that is read, and the
        share of these that the maker's cache holds.

    Raises
    ------
    CourseError
        An unknown rule, or a day that the tables cannot speak of.
    """
    table = {"scores": tables["benchmark_scores"]}
    day = asked("C12", RULES, rule, day, "2025-01-20", known_until(table))
    if rule == "per-task":
        return _per_task(tables["task_costs"], day)
    nearest = min(editions(tables), key=lambda each: abs((as_date(each) - as_date(day)).days))
    edition = nearest if rule == "edition-of-the-day" else ""
    on_sale = offers(tables, day, LEFT_OUT.get(rule, ()), edition, read, cached)
    if rule == "september-price":
        on_sale = _repriced(on_sale, tables["api_prices"], read)
    found = levels(on_sale, number, whole=rule != "own-score")
    if not found:
        return Verdict(
            "C12", day, rule, OPEN, "no pair of models on sale with a score", "a pair is needed", "Nothing to compare.",
            "A price and a score on both sides.",
        )  # fmt: skip
    if rule == "flagship":
        return _flagships(on_sale, day)
    if rule == "mirror":  # the sides change places
        found = [replace(level, china=level.us, us=level.china) for level in found]
    part = nextafter(1, 0) if rule == "any-cheaper" else part
    far = [level for level in found if level.times <= part]
    best = min(found, key=lambda level: level.times)
    limit = "half of the price" if part == HALF else f"{part:g} of the price"
    limit = "any lower price" if rule == "any-cheaper" else limit
    names = sorted({level.china.model for level in far})
    rests = f" It rests on {' and '.join(names)}." if names else ""
    then = ""
    if rule == "default" and nearest != editions(tables)[-1]:
        then = f" By the index as it stood in {month(nearest)}: {c12(tables, day, 'edition-of-the-day').in_words}."
    return Verdict(
        "C12", day, rule, judged(found, part),
        f"{'US models ' if rule == 'mirror' else ''}far cheaper at {number_word(len(far))} of {number_word(len(found))} levels, "
        f"{found[0].score:.5g} to {found[-1].score:.5g} index points",
        f"{limit}, at half of the levels",
        f"The best level for {'the US' if rule == 'mirror' else 'China'} is {best.score:.5g}: {best.china.model} at {best.times:.2f} times the price of {best.us.model}.{rests}{then}",
        "Far cheaper at half of the levels: supported. At no level: not supported.",
    )  # fmt: skip


def _flagships(on_sale: list[Offer], day: str) -> Verdict:
    china, us = (
        max((offer for offer in on_sale if offer.country == land), key=lambda offer: offer.score)
        for land in ("CN", "US")
    )
    times, apart = china.usd / us.usd, us.score - china.score
    return Verdict(
        "C12", day, "flagship", SUPPORTED if times <= HALF else QUALIFIED if times < 1 else NOT,
        f"{china.model} costs {times:.2f} times {us.model}, which scores {abs(apart):.1f} points {'more' if apart >= 0 else 'less'}",
        "half of the price",
        "The two are not equally good.",
        "A Chinese flagship at more than half of the price: with a qualifier.",
    )  # fmt: skip


def _per_task(costs: pd.DataFrame, day: str) -> Verdict:
    published = [row for row in rows_of(costs) if str(row["date"])[:10] <= day]
    if not published:
        return Verdict(
            "C12", day, "per-task", OPEN, "no test of the cost of tasks had been published", "half of the cost",
            "Nothing to compare.", "A published test.",
        )  # fmt: skip
    newest = max(published, key=lambda row: str(row["date"]))
    by, land = newest["cheaper_by_percent"], newest["cheaper_country"]
    outcome = NOT if land == "US" else SUPPORTED if known(by) and by >= 100 * HALF else QUALIFIED
    side = {"CN": "Chinese", "US": "US"}[land]
    much = f"by {by:.0f} per cent on average" if known(by) else "by how much was not read"
    in_tests = newest["tests_cheaper"]
    where = (
        f"in {in_tests:.0f} of {newest['tests']:.0f} tests"
        if known(in_tests)
        else f"in {newest['tests']:.0f} tests"
    )
    return Verdict(
        "C12", day, "per-task", outcome,
        f"the {side} model was cheaper {where}, {much}",
        "half of the cost",
        f"Tested by {newest['tester']}, {month(str(newest['date'])[:10])}.",
        "A Chinese model cheaper by half or more: supported.",
    )  # fmt: skip


__all__ = [
    "RULES",
    "TABLES",
    "Level",
    "Offer",
    "by_share",
    "c10",
    "c11",
    "c12",
    "count",
    "economies",
    "editions",
    "fits",
    "gains",
    "judged",
    "levels",
    "offers",
    "relation",
    "scores",
    "shaken",
]
