"""How lesson 01 judges C02 (the aim of 2017), C03 (billions for innovation) and C04 (almost 100 billion dollars in 2025).

Each rule is a sentence written before the figures were looked at; the functions read only the tables they are given, and ask
the same on both dates. ``tests/lessons/ambition_and_money/test_verdicts.py`` shows for each outcome the table that turns it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.cells import known, rows_of
from ai_ambitions.core.verdict import Verdict, asked, known_until
from ai_ambitions.lessons.ambition_and_money import model as money
from ai_ambitions.methods import dated

if TYPE_CHECKING:
    import pandas as pd

Tables = Mapping[str, "pd.DataFrame"]

RULES = {
    "C02": {
        "default": (
            "Look for four phrases in the passages of the plan that are dated 2030: AI power (人工智能强国), leading country "
            "(领先国家), lead the world (引领世界), commanding heights (制高点). One of them: supported. Only a world-leading "
            "level overall (总体达到世界领先水平): supported with a qualifier. Neither: not supported."
        ),
        "country": (
            "The same, but only AI power and leading country count as support, since heights of a technology are not yet a "
            "country that leads; the other phrases give a qualifier."
        ),
    },
    "C03": {
        "default": (
            "Take three lines of different origin on money that came, not on targets, up to the day. Suppose that three "
            "quarters of each only replaced private money. Two billion dollars or more left on at least two lines: supported. "
            "On one: supported with a qualifier. On none: not supported."
        ),
        "counted": "The same, but a line counts only if the table calls it an outcome, counted afterwards.",
    },
    "C04": {
        "default": (
            "A published forecast for 2025 that reaches 90 to 110 billion dollars: supported. With a qualifier if its low end "
            "is below 90 or unknown, if it counts capital expenditure only, or if a rival forecast stands at less than half. "
            "No such forecast: not supported. " + dated.RULE
        ),
        "money spent": (
            "The same for the forecast, but read as a statement on what is spent: outdated once the year is over and newer "
            "figures exist, even for a part of the money."
        ),
    },
}
TABLES = {
    "C02": ("plan_targets", "policy_timeline"),
    "C03": ("ai_spending", "guidance_funds", "exchange_rates"),
    "C04": ("ai_spending", "company_capex", "exchange_rates"),
}

BY_NAME = {"人工智能强国": "AI power", "领先国家": "leading country"}
LEADING = BY_NAME | {"引领世界": "lead the new trend", "制高点": "commanding heights"}
LEVEL = {"总体达到世界领先水平": "world-leading level overall"}
POINTS = ("not_supported", "supported_with_qualifier", "supported")

REPLACED = 0.75  # the harshest setting of the widget on crowding out
BILLIONS = 2  # the least that the plural can mean

ALMOST = (90, 110)
PARTS = [  # newer figures for a part of the money: firm and period
    ("Alibaba", "2024-10/2025-09"),
    ("ByteDance", "2025"),
    ("Tencent", "2025-Q1"),
    ("Tencent", "2025-Q2"),
    ("Tencent", "2025-Q3"),
]


# --- C02 --------------------------------------------------------------------------------------------------------------


def passages(targets: pd.DataFrame, rule: str = "default") -> pd.DataFrame:
    """The passages of the plan of 2017, the phrase of the rule that stands in each, and what it would give.

    The Chinese wording is searched; where only a translation could be read, the English phrase is.
    """
    import pandas as pd

    aims = targets[targets["target_id"].str.startswith("cn-aidp") & (targets["kind"] == "aim")]
    found = []
    for row in rows_of(aims):
        chinese = known(row["wording_zh"])
        text = row["wording_zh"] if chinese else row["wording"]
        strong, weak = (LEADING, {}) if rule == "default" else (BY_NAME, LEADING)
        lead = money.first_phrase(text, strong if chinese else strong.values())
        level = money.first_phrase(text, {**LEVEL, **weak} if chinese else {**LEVEL, **weak}.values())
        found.append(
            {
                "passage": row["metric"],
                "dated 2030": "yes" if "-2030-" in row["target_id"] else "no",
                "phrase found": lead or level or "none",
                "read in": "Chinese" if chinese else "translation",
                "points": 2 if lead else 1 if level else 0,
            }
        )
    return pd.DataFrame(found)


def c02(tables: Tables, day: str, rule: str = "default") -> Verdict:
    """C02: in 2017 the State Council set the aim of making the country the leading AI power by 2030.

    Parameters
    ----------
    tables
        ``plan_targets`` and ``policy_timeline``.
    day
        The day to judge, such as ``"2025-10-31"``. The text has not changed since it was issued, so all days agree.
    rule
        ``default`` or ``country``; see ``RULES``.

    Raises
    ------
    CourseError
        An unknown rule, or a day before the plan was made public.
    """
    day = asked("C02", RULES, rule, day, "2017-07-20", known_until(tables))
    timeline = tables["policy_timeline"]
    plan = timeline[timeline["event_id"] == "cn-aidp"].iloc[0]
    found = passages(tables["plan_targets"], rule)
    of_2030 = found[found["dated 2030"] == "yes"]
    best = of_2030.sort_values("points", ascending=False).iloc[0]
    from_council = plan["issuer"] == "State Council" and plan["date"].year == 2017
    elsewhere = found[(found["dated 2030"] == "no") & (found["points"] == 2)]
    also = f" Such words stand in {len(elsewhere)} more passages, without a year." if len(elsewhere) else ""
    issued = f"The plan was issued by the {plan['issuer']} in {plan['date']:%B %Y}."
    return Verdict(
        "C02",
        day,
        rule,
        POINTS[best["points"]] if from_council else "not_supported",
        f"Strongest phrase dated 2030: {best['phrase found']}, in the {best['passage']}",
        "a phrase that names leading, in a passage dated 2030"
        if rule == "default"
        else "the country named as leader, in a passage dated 2030",
        f"{issued} This passage was read in {best['read in'] if best['read in'] == 'Chinese' else 'a translation only'}.{also}",
        "A Chinese text of the list without such a phrase, or another issuer.",
    )


# --- C03 --------------------------------------------------------------------------------------------------------------


def lines_of_money(tables: Tables, day: str) -> pd.DataFrame:
    """Three lines of different origin on state money that came by a day, in billion dollars, and what is left of each.

    Yuan are turned at the dearest dollar of the table, the most cautious choice.
    """
    import pandas as pd

    spending = tables["ai_spending"].set_index("row_id")
    funds, rates = tables["guidance_funds"], tables["exchange_rates"]
    chips = funds[(funds["fund"] == "Big Fund") & (funds["indicator"] == "fund_size_phase_i")].iloc[0]
    dearest = rates[rates["currency"] == "CNY"]["units_per_usd"].max()
    venture, research = spending.loc["cn-2000-2023-gov-vc-ai"], spending.loc["cn-2018-cset-rd"]
    rows = [
        ("venture money of the state in AI firms", venture["year_to"], venture["status"], venture["amount_low"]),
        ("raised by the first chip fund", chips["year"], chips["status"], money.to_usd(chips["value"], dearest)),
        ("public AI research of 2018, low end", research["year_to"], research["status"], research["amount_low"]),
    ]  # fmt: skip
    found = pd.DataFrame(rows, columns=["line", "year", "status", "billion dollars"])
    found = found[found["year"].astype(int) <= int(day[:4])]
    left = [money.additional_capital(sum_, 1, 1, REPLACED) for sum_ in found["billion dollars"]]
    return found.assign(**{"if three quarters replaced": left})


def c03(tables: Tables, day: str, rule: str = "default") -> Verdict:
    """C03: Chinese authorities have put billions into domestic AI innovation.

    Parameters
    ----------
    tables
        ``ai_spending``, ``guidance_funds`` and ``exchange_rates``.
    day
        The day to judge; money of later years is left out.
    rule
        ``default`` or ``counted``; see ``RULES``.

    Raises
    ------
    CourseError
        An unknown rule, or a day before the first of the three lines.
    """
    day = asked("C03", RULES, rule, day, "2015-01-01", known_until(tables))
    lines = lines_of_money(tables, day)
    counted = lines if rule == "default" else lines[lines["status"] == "outcome"]
    enough = (counted["if three quarters replaced"] >= BILLIONS).sum()
    said = [f"{row['line']} {row['if three quarters replaced']:.1f}" for row in rows_of(lines)]
    audited = (lines["status"] == "outcome").sum()
    return Verdict(
        "C03",
        day,
        rule,
        POINTS[min(int(enough), 2)],
        f"{enough} of {len(lines)} lines leave {BILLIONS} billion dollars or more",
        "two lines" if rule == "default" else "two lines, each counted afterwards",
        f"Left, in billions: {'; '.join(said)}. Called an outcome by the table: {audited or 'none'}. "
        "The first counts a very wide circle of firms, the second is for chips of all kinds.",
        f"Fewer than two lines at {BILLIONS} billion; an audited outlay would raise the confidence.",
    )


# --- C04 --------------------------------------------------------------------------------------------------------------


def forecasts(spending: pd.DataFrame, rate: float) -> list[dict[str, Any]]:
    """Forecasts for 2025 of state and firms together, for AI alone, stated in yuan: with their ends in dollars, highest first."""
    chosen = _same_scope(spending)
    chosen = chosen[(chosen["status"] == "forecast") & (chosen["currency"] == "CNY")]
    rows = [money.in_usd(row, {"CNY": rate}) for row in rows_of(chosen)]
    return sorted(rows, key=lambda row: row["amount_high"] or 0, reverse=True)


def _same_scope(spending: pd.DataFrame) -> pd.DataFrame:
    return spending[
        (spending["country"] == "CN")
        & (spending["actor_kind"] == "both")
        & (spending["component"] == "total")
        & spending["ai_only"]
        & (spending["year_from"] == 2025)
        & (spending["year_to"] == 2025)
    ]


def in_part(capex: pd.DataFrame) -> pd.DataFrame:
    """What three internet firms spent in and around 2025, on everything: newer figures for a part of the forecast's money."""
    listed = capex.set_index(["company", "period"]).index.isin(PARTS)
    return capex[listed & (capex["metric"] == "capex_not_specified") & (capex["currency"] == "CNY")]


def c04(tables: Tables, day: str, rule: str = "default") -> Verdict:
    """C04: state and firms in China together were expected to spend almost USD 100 billion on AI in 2025.

    Parameters
    ----------
    tables
        ``ai_spending``, ``company_capex`` and ``exchange_rates``.
    day
        The day to judge, from the end of June 2025, the month of the forecast.
    rule
        ``default``, by the course's one rule for sentences dated by their own words, or ``money spent``; see ``RULES``.

    Raises
    ------
    CourseError
        An unknown rule, or a day before the forecast.
    """
    day = asked("C04", RULES, rule, day, "2025-06-30", known_until(tables))
    spending, rates = tables["ai_spending"], tables["exchange_rates"]
    rate = rates[(rates["currency"] == "CNY") & (rates["year"] == 2025)]["units_per_usd"].item()
    lowest, highest = ALMOST
    rows = forecasts(spending, rate)
    near = [row for row in rows if row["amount_high"] and lowest <= row["amount_high"] <= highest]
    parts = in_part(tables["company_capex"])
    line = f"a forecast that reaches {lowest} to {highest} billion dollars"
    turns = (
        "A count or a revised forecast of the same scope, outside of 90 to 110 billion: outdated. "
        "A forecast of all spending with a low end of 90: supported."
    )
    if not near:
        return Verdict(
            "C04", day, rule, "not_supported", "No such forecast was found", line,
            "The tables hold no forecast for 2025 of state and firms together that reaches the line.", turns,
        )  # fmt: skip
    first = near[0]
    low, high = money.ends(first)
    doubts = _doubts(first, rows)
    then = "supported_with_qualifier" if doubts else "supported"
    if rule == "default":
        outturns = _same_scope(spending)
        outturns = outturns[outturns["status"] == "outcome"]
        scope = {name: first[name] for name in ("country", "actor_kind", "scope", "component", "ai_only")}
        counted = [money.in_usd(row, {"CNY": rate}) | {"date": "2025-12-31"} for row in rows_of(outturns)]
        later = dated.newer(counted, scope, "2025-06-30", day)
        outcome = dated.today(then, [_overlaps(row) for row in later])
        newest = (
            "A count of the same scope exists." if later else "No newer figure of the same scope was found."
        )
    else:
        over = day > "2025-12-31" and len(parts) > 0
        outcome = "outdated" if over else then
        newest = (
            f"The year is over, and {parts['company'].nunique()} firms alone spent about "
            f"{parts['amount_high'].sum():.0f} billion yuan, on everything."
            if over
            else "The year is not over, or no figure of it is known."
        )
    because = f"Qualified, since {'; '.join(doubts)}. {newest}" if doubts else newest
    figure = f"Forecast by {first['estimator']}: {money.range_words(low, high)} billion dollars at the rate of 2025"
    return Verdict("C04", day, rule, outcome, figure, line, because, turns)


def _doubts(first: Mapping[str, Any], rows: list[dict[str, Any]]) -> list[str]:
    """What a forecast lacks to carry the sentence without a qualifier."""
    low, high = money.ends(first)
    rivals = [row["amount_high"] for row in rows if row["estimator"] != first["estimator"]]
    doubts = []
    if low is None or low < ALMOST[0]:
        doubts.append(f"its low end lies below {ALMOST[0]}" if low is not None else "its low end is unknown")
    if first["scope"] == "capital expenditure":
        doubts.append("it counts capital expenditure only")
    if rivals and high is not None and min(rivals) < high / 2:
        doubts.append(f"a rival forecast, of data centres only, ends at {min(rivals):.0f}")
    return doubts


def _overlaps(row: Mapping[str, Any]) -> bool:
    """Whether an amount in dollars may still be almost 100 billion."""
    low, high = money.ends(row)
    return (low is None or low <= ALMOST[1]) and (high is None or high >= ALMOST[0])
