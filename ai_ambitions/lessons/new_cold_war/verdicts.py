"""How lesson 11 judges C01 (an image) and C32 (an image and a forecast).

The functions read only the tables they are given; one rule judges both dates. A sentence that names nothing one could count is *not
checkable*; the other rules say what comes out once somebody names it. The data were known when the rules were written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.cells import known, rows_of
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.verdict import EACH_DAY, OUTCOMES, Verdict, asked, some
from ai_ambitions.lessons.new_cold_war import model as m

if TYPE_CHECKING:
    import pandas as pd

RULES = {
    "C01": {
        "default": (
            "A sentence can be checked if it names an actor, a quantity and a date. Fewer than three: not checkable. All three: what it "
            "names is tested, if the tables of this lesson count it; they count articles of the US press that tell of AI as a "
            "competition, and then it is asked as in press. Any other quantity: not checkable here. What the image hints at, that governments treat AI as power, is not judged here; other claims of the "
            "course test money, computing, models and use."
        ),
        "two-of-three": "As the default, but two of the three suffice.",
        "press": (
            "Another reading, whatever the sentence names: the US press tells of AI as a competition more and more. From 2017 to the "
            "last year of our data, did the number of such articles rise by more than a tenth, and their share in all articles on AI? "
            "Both: supported. One: supported with a qualifier. Neither: not supported."
        ),
        "press-count": "As press, but the number alone is asked: it rose, supported; it did not, not supported.",
        "press-share": "As press, but the share alone is asked: it rose, supported; it did not, not supported.",
        "press-from-2016": "As press-share, but from 2016 on.",
    },
    "C32": {
        "default": (
            "The sentence has two halves, an image (a new form of Cold War) and a forecast (won by the country with the biggest and most "
            "lasting lead), and each has its own answer. The image is asked as in features. The forecast can be checked if it names who, "
            "what is won, and by when; fewer than three: not checkable. All three: the country that it names is asked for the prize that it "
            "names, as in prize-named, if our tables hold it and the day has come; else not checkable. The sentence says both, so one "
            "half not supported: not supported. Else one half not checkable: not checkable. Else the weaker of the two."
        ),
        "two-of-three": "As the default, but two of the three suffice.",
        "features": (
            "The image alone. A year counts once it is over. Of ten features fixed beforehand, those count for which our tables answer for both times. Two figures "
            "are alike within a factor of three; two answers are alike if they are the same, and partly is not. At least two thirds "
            "alike: supported. At least one third: supported with a qualifier. Fewer: not supported. Fewer than five that count: not "
            "checkable."
        ),
        "all-ten": "As features, but a feature that our tables cannot answer counts as unlike.",
        "all-ten-alike": "As features, but a feature that our tables cannot answer counts as alike.",
        "treaties": "As features, but of talks on limits it is asked whether they led to a treaty.",
        "any-club": "As features, but any club of states counts as a bloc, with or without a duty to defend one another.",
        "partly-counts": "As features, but partly counts half.",
        "figures-only": "As features, but only those with figures count, three at least.",
        "factor-of-ten": "As features, but figures are alike within a factor of ten.",
        "trade-share": (
            "As factor-of-ten, but trade is compared as a share of all US trade, in 1979 and in the last month of which we have it."
        ),
        "direction": (
            "The image as a movement: of the features with figures, how many took their newest step towards the figure of then? More "
            "than half: supported. Some: supported with a qualifier. None: not supported."
        ),
        "direction-us": "As direction, but joint papers are counted in per cent of those with a US author.",
        "prize-named": (
            "The forecast, with a prize that we name: the country where most authors of a leading AI conference (NeurIPS) work. Is one "
            "country first in 2019 and in 2022, and is its lead over the other in points no smaller? Both: supported. First in both, with "
            "a smaller lead: supported with a qualifier. Another is first: not supported."
        ),
    },
}  # fmt: skip
# Outcomes that the default rule cannot give, and why. All others occur in this room's test_verdicts.py.
NEVER = {"C01": {"outdated": EACH_DAY}, "C32": {"outdated": EACH_DAY}}

TABLES = {
    "C01": ("frame_usage", "sentence_parts"),
    "C32": (
        "analogy_features", "joint_ai_papers", "linkages", "price_index", "sentence_parts", "talent_flows",
    ),
}  # fmt: skip
# The table that says how far "today" reaches.
DATED_BY = {"C01": "sentence_parts", "C32": "analogy_features"}
FIRST = {"C01": "2021-01-01", "C32": "2025-01-01"}

SUPPORTED, QUALIFIED, NOT, OPEN = "supported", "supported_with_qualifier", "not_supported", "not_checkable"
PARTS = ("actor", "quantity", "date")
FRAME, SINCE, RISE = "competition", 2017, 0.1
FACTOR, WIDE, LEAST = 3.0, 10.0, 5
VENUE = "IJCAI"  # the one general conference in our data with five years in a row by one method
SOVIET_TRADE, MONEY_OF = 1979, 2025
GROUP, PLACES = "top_tier", ("CN", "US")
# What a sentence has to name for our tables to test it.
ARTICLES, PRIZE = "articles that tell of AI as a competition", "authors of NeurIPS"
COUNTRIES = {"China": "CN", "the US": "US"}
# Rules that ask one feature in other words, which stand in analogy_features.
REWORDED = {"treaties": "arms_talks", "any-club": "blocs"}


def today(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """The last day that each claim can be asked about: as late as the table it hangs on."""
    return {claim: as_of(tables, name) for claim, name in DATED_BY.items()}


def as_of(tables: Mapping[str, pd.DataFrame], name: str) -> str:
    """The last day that one of the tables knows of."""
    return str(tables[name].attrs["as_of"])[:10]


def _asked(claim: str, rule: str, day: str, tables: Mapping[str, pd.DataFrame]) -> str:
    last = str(tables[DATED_BY[claim]].attrs.get("as_of", "9999-12-31"))[:10]
    return asked(claim, RULES, rule, day, FIRST[claim], last)


def named(parts: pd.DataFrame, claim: str) -> dict[str, str]:
    """What a sentence names of actor, quantity and date, in words; an empty string where it names nothing.

    Raises CourseError for a claim that nobody read so.
    """
    found = {
        str(row["part"]): str(row["words"]) if known(row["words"]) else ""
        for row in rows_of(parts)
        if row["claim_id"] == claim
    }
    if set(found) != set(PARTS):
        raise CourseError(
            f"{claim} was not read for actor, quantity and date.", "Ask for a claim in sentence_parts."
        )
    return {part: found[part] for part in PARTS}


def _said(found: Mapping[str, str]) -> tuple[int, str]:
    count = sum(bool(words) for words in found.values())
    return count, "; ".join(f"{part}: {words or 'none'}" for part, words in found.items())


# --- C01 --------------------------------------------------------------------------------------------------------------


def frame(usage: pd.DataFrame, name: str = FRAME) -> dict[int, tuple[float, float]]:
    """Articles of the US press with a frame, and their share in all articles on AI in per cent, by year."""
    mine = [
        row
        for row in rows_of(usage)
        if row["frame"] == name and row["scope"] == "corpus" and row["year"] == row["year_end"]
    ]
    counts = {int(row["year"]): float(row["value"]) for row in mine if row["unit"] == "articles"}
    shares = {
        int(row["year"]): float(row["value"]) for row in mine if row["unit"] == "percent_of_ai_articles"
    }
    return {year: (counts[year], shares[year]) for year in sorted(counts) if year in shares}


def c01(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """C01: AI is likened to a new currency of world power. See ``RULES``; CourseError for an unknown rule or day."""
    day = _asked("C01", rule, day, tables)
    if not rule.startswith("press"):
        need = 2 if rule == "two-of-three" else 3
        count, words = _said(named(tables["sentence_parts"], "C01"))
        quantity = named(tables["sentence_parts"], "C01")["quantity"]
        if count >= need and quantity != ARTICLES:
            return Verdict(
                "C01", day, rule, OPEN, f"The sentence names {count} of three ({words})", f"{need} of three, and a table that counts it",
                "No table of this lesson counts what it names.", "A table that does.",
            )  # fmt: skip
        if count < need:
            return Verdict(
                "C01", day, rule, OPEN, f"The sentence names {count} of three ({words})", f"{need} of three",
                "Nothing is named that could be counted or found missing.",
                "A sentence that says whose power, measured by what, and when.",
            )  # fmt: skip
    years = some(frame(tables["frame_usage"]), "year of articles")
    first, last = 2016 if rule == "press-from-2016" else SINCE, max(years)
    more, larger = (m.trend(years[last][i], years[first][i], RISE) == "up" for i in (0, 1))
    holds = {"press-count": [more], "press-share": [larger], "press-from-2016": [larger]}.get(
        rule, [more, larger]
    )
    outcome = SUPPORTED if all(holds) else QUALIFIED if any(holds) else NOT
    said = f"{years[first][0]:.0f} articles in {first}, {years[last][0]:.0f} in {last}; {years[first][1]:.2f} and {years[last][1]:.2f} per cent"
    because = f"Number rose: {'yes' if more else 'no'}; share rose: {'yes' if larger else 'no'}."
    return Verdict(
        "C01",
        day,
        rule,
        outcome,
        said,
        "up by more than a tenth",
        because,
        "A later year with another count.",
    )


# --- C32 --------------------------------------------------------------------------------------------------------------


def soviet_trade(tables: Mapping[str, pd.DataFrame]) -> float:
    """Trade in goods of the US and the Soviet Union in its largest year, in billions of dollars of 2025."""
    mine = [
        row
        for row in rows_of(tables["linkages"])
        if (row["indicator"], row["pair"], int(row["year"])) == ("goods_trade_total", "US-SU", SOVIET_TRADE)
    ]
    prices = {
        int(row["year"]): float(row["index_value"])
        for row in rows_of(tables["price_index"])
        if row["country"] == "US"
    }
    largest = float(some(mine, "trade of the US and the Soviet Union")[0]["value"])
    return largest * some(prices, "price index of the US")[MONEY_OF] / prices[SOVIET_TRADE]


def trade_share(tables: Mapping[str, pd.DataFrame], day: str) -> tuple[float, float]:
    """Share of all US trade, per cent: of the Soviet Union in its largest year, and of China in the last month known on a day.

    Raises CourseError where no month had come by that day.
    """
    mine = [
        row for row in rows_of(tables["linkages"]) if row["indicator"] == "share_of_partner_in_total_trade"
    ]
    then = next(
        float(row["value"])
        for row in mine
        if row["pair"] == "US-SU" and row["period_label"] == str(SOVIET_TRADE)
    )
    months = [
        (str(row["date"])[:10], float(row["value"]))
        for row in mine
        if row["pair"] == "US-CN" and str(row["date"])[:10] <= day
    ]
    if not months:
        raise CourseError("No share of US trade was known by that day.", "Ask for a day from April 2025 on.")
    return then, max(months)[1]


def series(links: pd.DataFrame, indicator: str, basis: str, year: int) -> list[tuple[int, float]]:
    """Figures of the US and China by one counter, whose last year had ended before ``year``, oldest first."""
    found = []
    for row in rows_of(links):
        end = int(row["year_end"] if known(row["year_end"]) else row["year"])
        if (row["indicator"], row["pair"], row["basis"]) == (indicator, "US-CN", basis) and end < year:
            found.append((end, float(row["value"])))
    return sorted(found)


Dated = tuple[int, float]  # a year and its figure


def dated(
    tables: Mapping[str, pd.DataFrame], day: str, of: str = "China"
) -> dict[str, tuple[Dated, Dated, Dated]]:
    """For trade, students and joint papers: then, the one before the newest, and the newest known on a day, each with its year.

    Trade in billions of dollars; students in people, by the year in which a term ends; joint papers in per cent of the
    papers at one general conference that have an author in China (or ``of`` the US).
    """
    year = int(day[:4])
    links = tables["linkages"]
    trade = series(links, "goods_trade_total", "chinese_customs", year)
    students = series(links, "students_in_us_higher_education", "open_doors", year)
    papers = sorted(
        (int(row["year"]), m.joint_share(row, of))
        for row in rows_of(tables["joint_ai_papers"])
        if row["venue"] == VENUE and row["method"] == "country_field" and int(row["year"]) < year
    )
    then = {
        row["indicator"]: (int(row["year"]), float(row["value"]))
        for row in rows_of(links)
        if row["pair"] in ("US-SU", "US-COMECON")
    }
    pairs = {
        "trade": ((SOVIET_TRADE, soviet_trade(tables)), trade),
        "students": (then["young_soviet_researchers_received"], students),
        "joint_papers": (then["share_coauthored_with_us_high"], papers),
    }
    return {name: (old, rows[-2], rows[-1]) for name, (old, rows) in pairs.items() if len(rows) >= 2}


def figures(
    tables: Mapping[str, pd.DataFrame], day: str, of: str = "China"
) -> dict[str, tuple[float, float, float]]:
    """The figures of ``dated`` without their years."""
    return {
        name: (then[1], before[1], now[1]) for name, (then, before, now) in dated(tables, day, of).items()
    }


def likeness(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "features") -> dict[str, float | None]:
    """For each of the ten features: 1 if then and now are alike, 0 if not, ½ for partly where it counts, None if unknown."""
    found: dict[str, float | None] = {}
    measured = figures(tables, day)
    for row in rows_of(tables["analogy_features"]):
        name = str(row["feature_id"])
        if row["kind"] == "figure":
            if name in measured:
                then, _, now = measured[name]
                if rule == "trade-share" and name == "trade":
                    then, now = trade_share(tables, day)
                wide = rule in ("factor-of-ten", "trade-share")
                found[name] = float(m.alike(now, then, WIDE if wide else FACTOR))
            else:
                found[name] = None
            continue
        if not known(row["then_answer"]) or not known(row["now_answer"]):
            found[name] = None
            continue
        ask = "reworded" if REWORDED.get(rule) == name else "answer"
        then_answer, since = str(row[f"then_{ask}"]), str(row["now_since"])[:10]
        now_answer = str(row[f"now_{ask}"]) if since <= day else "no"
        if "partly" in (then_answer, now_answer):
            found[name] = 0.5 if rule == "partly-counts" else 0.0
        else:
            found[name] = float(then_answer == now_answer)
    return found


def _fit(tables: Mapping[str, pd.DataFrame], day: str, rule: str) -> tuple[str, str, str, str]:
    """Outcome, figure, line and reason of the image."""
    found = likeness(tables, day, rule)
    if rule == "figures-only":
        kinds = {str(row["feature_id"]): row["kind"] for row in rows_of(tables["analogy_features"])}
        found = {name: value for name, value in found.items() if kinds[name] == "figure"}
    if rule == "all-ten":
        found = {name: value or 0.0 for name, value in found.items()}
    if rule == "all-ten-alike":
        found = {name: 1.0 if value is None else value for name, value in found.items()}
    counted = {name: value for name, value in found.items() if value is not None}
    least = 3 if rule == "figures-only" else LEAST
    alike = sum(counted.values())
    share = alike / len(counted) if counted else 0.0
    outcome = (
        OPEN
        if len(counted) < least
        else SUPPORTED
        if share >= 2 / 3
        else QUALIFIED
        if share >= 1 / 3
        else NOT
    )
    names = ", ".join(name.replace("_", " ") for name, value in counted.items() if value) or "none"
    return (
        outcome,
        f"{alike:g} of {len(counted)} features that can be compared are alike ({names})",
        f"two thirds; one third; at least {least} that can be compared",
        f"{len(found) - len(counted)} of {len(found)} have no answer in our tables.",
    )


def steps(tables: Mapping[str, pd.DataFrame], day: str, of: str = "China") -> dict[str, str]:
    """For each feature with figures: whether its newest step led ``towards`` the figure of then, ``away``, or ``none``."""
    found = figures(tables, day, of)
    return {name: m.direction(before, now, then) for name, (then, before, now) in found.items()}


def leads(flows: pd.DataFrame) -> dict[int, tuple[str, float]]:
    """By year: the country, of China and the US, in which more authors of the conference work, and its lead in points."""
    shares: dict[int, dict[str, float]] = {}
    for row in rows_of(flows):
        if row["indicator"] == "share_by_workplace" and row["group"] == GROUP and row["country"] in PLACES:
            shares.setdefault(int(row["year"]), {})[str(row["country"])] = float(row["value"])
    found = {}
    for year, by in sorted(shares.items()):
        first, second = sorted(by, key=lambda code: -by[code])
        found[year] = (first, by[first] - by[second])
    return found


def _prize(tables: Mapping[str, pd.DataFrame], country: str = "", until: int = 9999) -> tuple[str, str, str]:
    """Outcome, figure and reason: is a country (or whoever led first) first in both surveys, with a lead no smaller."""
    surveys = {year: lead for year, lead in leads(tables["talent_flows"]).items() if year <= until}
    some(surveys, "survey of the conference by that day")
    (old, (first, lead)), *_, (new, (later, left)) = surveys.items()
    same = first == later == (country or first)
    outcome = NOT if not same else SUPPORTED if left >= lead else QUALIFIED
    return (
        outcome,
        f"First in {old}: {first}, by {lead:.0f} points; first in {new}: {later}, by {left:.0f}",
        f"Biggest: {'yes' if same else 'no'}; lasting: {'yes' if same and left >= lead else 'no'}.",
    )


def _forecast(tables: Mapping[str, pd.DataFrame], need: int) -> tuple[str, str]:
    """Outcome and figure of the forecast: what it names is tested, where our tables hold it and the day has come."""
    found = named(tables["sentence_parts"], "C32")
    count, words = _said(found)
    said = f"it names {count} of three ({words})"
    if count < need:
        return OPEN, said
    years = leads(tables["talent_flows"])
    until = int(found["date"][-4:]) if found["date"][-4:].isdigit() else max(years)
    unknown = found["actor"] and found["actor"] not in COUNTRIES
    if unknown or found["quantity"] != PRIZE or not sorted(years)[1] <= until <= max(years):
        return OPEN, f"{said}, and our tables do not reach it"
    outcome, figure, _ = _prize(tables, COUNTRIES.get(found["actor"], ""), until)
    return outcome, f"{said}. {figure}"


def _both(image: str, forecast: str) -> str:
    """The outcome of a sentence that says two things: false if one is; else open if one is; else the weaker of the two."""
    return next((outcome for outcome in (NOT, OPEN, QUALIFIED) if outcome in (image, forecast)), SUPPORTED)


def c32(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """C32: a new form of Cold War, won by the biggest and most lasting lead. See ``RULES``; CourseError for an unknown rule or day."""
    day = _asked("C32", rule, day, tables)
    if rule in ("default", "two-of-three"):
        image, alike, *_ = _fit(tables, day, "features")
        forecast, said = _forecast(tables, 2 if rule == "two-of-three" else 3)
        return Verdict(
            "C32", day, rule, _both(image, forecast),
            f"The image: {OUTCOMES[image]}, {alike}. The forecast: {OUTCOMES[forecast]}, {said}",
            "both halves; the sentence says both, and an open half leaves it open",
            "One half is false: so is the whole." if NOT in (image, forecast) else "The whole is no surer than its weaker half.",
            "A forecast that says who, what is won, and by when; or an image that does not fit.",
        )  # fmt: skip
    if rule == "prize-named":
        outcome, said, because = _prize(tables)
        return Verdict("C32", day, rule, outcome, said, "the same country, with a lead no smaller", because,
                       "Another prize, or a newer survey.")  # fmt: skip
    if rule.startswith("direction"):
        found = steps(tables, day, "US" if rule == "direction-us" else "China")
        count = sum(step == "towards" for step in found.values())
        outcome = SUPPORTED if count > len(found) / 2 else QUALIFIED if count else NOT
        said = ", ".join(f"{name.replace('_', ' ')} {step}" for name, step in found.items())
        return Verdict("C32", day, rule, outcome, f"{count} of {len(found)} moved towards the figure of then ({said})",
                       "more than half", "Only the newest step is asked, and no level.", "A year in which ties grow.")  # fmt: skip
    outcome, figure, line, because = _fit(tables, day, rule)
    return Verdict("C32", day, rule, outcome, figure, line, because,
                   "Trade a tenth of today's, or rows for the features without an answer.")  # fmt: skip


def compared(tables: Mapping[str, pd.DataFrame], day: str) -> list[dict[str, Any]]:
    """The ten features in words, a row each: then, now, and whether they are alike, for the notebook's table."""
    measured, found, moved = figures(tables, day), likeness(tables, day), steps(tables, day)
    units = {
        "trade": "{:,.0f} billion dollars",
        "students": "{:,.0f} people",
        "joint_papers": "{:.3g} per cent",
    }
    rows = []
    for row in rows_of(tables["analogy_features"]):
        name = str(row["feature_id"])
        if name in measured:
            then, _, now = measured[name]
            pair = (units[name].format(then), units[name].format(now))
        elif found[name] is None:
            pair = ("no row", "no row")
        else:
            since = str(row["now_since"])[:10]
            pair = (str(row["then_answer"]), str(row["now_answer"]) if since <= day else "no")
        word = {None: "not known", 1.0: "yes", 0.0: "no"}[found[name]]
        rows.append(
            {
                "feature": row["feature"],
                "then": pair[0],
                "now": pair[1],
                "alike": word,
                "newest step": moved.get(name, "–"),
                "source_id": row["source_id"],
                "source_id_2": row["source_id_2"],
            }
        )
    return rows
