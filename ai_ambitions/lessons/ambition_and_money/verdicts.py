"""How lesson 01 judges C02 (the aim of 2017), C03 (billions for innovation) and C04 (almost 100 billion dollars in 2025).

Each rule is a sentence; where one was changed when the figures were known, the sentence says so with the day. The functions
read only the tables they are given, only what had been published by the day, and ask the same on both dates. ``tests/lessons/ambition_and_money/test_verdicts.py`` shows for each outcome the table that turns it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.cells import known, rows_of
from ai_ambitions.core.verdict import EACH_DAY, EVENT, REFUSES, Verdict, asked, known_until, some
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
            "level overall (总体达到世界领先水平): supported with a qualifier. Neither: not supported. The Chinese is searched; "
            "where only translations could be read, the words that we quote from a translator. (Since the first edition of "
            "25 November 2026. The last two phrases were known then, from passages without a year.)"
        ),
        "country": (
            "The same, but only AI power and leading country count as support, since heights of a technology are not yet a "
            "country that leads; the other phrases give a qualifier."
        ),
    },
    "C03": {
        "default": (
            "Take three lines of money that the state's funds and ministries invested, paid out or spent on AI or on chips; "
            "targets and money raised are no lines. Of each line the newest figure published by the day counts, at its low "
            "end. Suppose that three quarters of it only replaced private money. Two billion dollars or more left on at least "
            "two lines: supported. On one: supported with a qualifier. On none: not supported, or not checkable if fewer than "
            "two lines have a figure. (Since 29 November 2026, with the figures known. Before, later figures were let in, and "
            "money raised by the chip fund counted.)"
        ),
        "AI alone": "The same, but only lines for AI alone count: the chip fund pays for chips of all kinds.",
    },
    "C04": {
        "default": (
            "A forecast for 2025 of state and firms together, for AI alone, published by the day, whose range meets 90 to 110 "
            "billion dollars (an unknown end is taken to be like the known one): supported. With a qualifier if its low end is "
            "below 90 or unknown, or if it counts capital expenditure only. Forecasts, but none that meets the line: not "
            "supported. No forecast: not checkable. "
            + dated.RULE
            + " Counts, estimates and newer forecasts are such rows. (Since 28 November 2026, reworded on the 29th, both times "
            "with the figures known. Before, C04 was read as money spent.)"
        ),
        "money spent": (
            "The same until the year is over. Then the newest count or estimate of what state and firms together spent on AI "
            "in 2025 decides: if its range misses 90 to 110 billion dollars, outdated. Without one: not checkable."
        ),
    },
}
# Outcomes that the default rule cannot give, and why. All others occur in this room's test_verdicts.py.
NEVER = {
    "C02": {"outdated": EVENT, "not_checkable": REFUSES},
    "C03": {"outdated": EACH_DAY},
}

TABLES = {
    "C02": ("plan_targets", "policy_timeline", "sources"),
    "C03": ("ai_spending", "guidance_funds", "exchange_rates", "sources"),
    "C04": ("ai_spending", "company_capex", "exchange_rates", "sources"),
}

BY_NAME = {"人工智能强国": "AI power", "领先国家": "leading country"}
LEADING = BY_NAME | {"引领世界": "lead the world", "制高点": "commanding heights"}
LEVEL = {"总体达到世界领先水平": "world-leading level overall"}
POINTS = ("not_supported", "supported_with_qualifier", "supported")

REPLACED = 0.75  # a harsh case; the widget on crowding out goes to a half
BILLIONS = 2  # the least that the plural can mean

# Lines of money for C03: how it is called, its table, the column and the value that find its rows, and whether it is for AI alone.
LINES = (
    ("invested by government venture funds in AI firms", "ai_spending", "measure", "government venture money in AI firms", True),
    ("paid out by the first chip fund", "guidance_funds", "indicator", "paid_out_phase_i", False),
    ("spent on public AI research in 2018", "ai_spending", "measure", "public AI R&D", True),
)  # fmt: skip

ALMOST = (90, 110)
# Figures for a part of the money: firm and period.
PARTS = [("Alibaba", "2024-10/2025-09"), ("ByteDance", "2025"), ("Tencent", "2025")]


# --- C02 --------------------------------------------------------------------------------------------------------------


def passages(targets: pd.DataFrame, rule: str = "default") -> pd.DataFrame:
    """The passages of the plan of 2017, the phrase of the rule that stands in each, and what it would give.

    The Chinese wording is searched; where only translations could be read, the words that the table quotes from a translator.
    """
    import pandas as pd

    aims = targets[targets["target_id"].str.startswith("cn-aidp") & (targets["kind"] == "aim")]
    found = []
    for row in rows_of(aims):
        chinese = known(row["wording_zh"])
        text = row["wording_zh"] if chinese else quoted(row["wording"])
        strong, weak = (LEADING, {}) if rule == "default" else (BY_NAME, LEADING)
        lead = money.first_phrase(text, strong if chinese else strong.values())
        level = money.first_phrase(text, {**LEVEL, **weak} if chinese else {**LEVEL, **weak}.values())
        found.append(
            {
                "passage": row["metric"],
                "dated 2030": "yes" if "-2030-" in row["target_id"] else "no",
                "phrase found": lead or level or "none",
                "read in": "Chinese" if chinese else "translation",
                "sources": [row["source_id"], row["source_id_2"]],
                "points": 2 if lead else 1 if level else 0,
            }
        )
    return pd.DataFrame(found)


def quoted(wording: str) -> str:
    """The words in quotation marks: those of a translator, where the rest of a cell is in our words."""
    return "; ".join(re.findall(r'"([^"]+)"', wording)) or "nothing is quoted"


def c02(tables: Tables, day: str, rule: str = "default") -> Verdict:
    """C02: in 2017 the State Council set the aim of making the country the leading AI power by 2030.

    Parameters
    ----------
    tables
        ``plan_targets``, ``policy_timeline`` and ``sources``.
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
    plan = some(timeline[timeline["event_id"] == "cn-aidp"], "issue of the plan").iloc[0]
    found = passages(some(tables["plan_targets"], "passage of the plan"), rule)
    of_2030 = some(found[found["dated 2030"] == "yes"], "passage dated 2030")
    best = of_2030.sort_values("points", ascending=False).iloc[0]
    from_council = plan["issuer"] == "State Council" and plan["date"].year == 2017
    elsewhere = found[(found["dated 2030"] == "no") & (found["points"] == 2)]
    also = f" Such words stand in {len(elsewhere)} more passages, without a year." if len(elsewhere) else ""
    issued = f"The plan was issued by the {plan['issuer']} in {plan['date']:%B %Y}."
    publishers = tables["sources"].set_index("source_id")["publisher"]
    voices = " and ".join(publishers.get(one, "publisher unknown") for one in best["sources"] if known(one))
    read = "Chinese" if best["read in"] == "Chinese" else f"translation only ({voices})"
    return Verdict(
        "C02",
        day,
        rule,
        POINTS[best["points"]] if from_council else "not_supported",
        f"Strongest phrase dated 2030: {best['phrase found']}, in the {best['passage']}",
        "a phrase that names leading, in a passage dated 2030"
        if rule == "default"
        else "the country named as leader, in a passage dated 2030",
        f"{issued} This passage was read in {read}.{also}",
        "A Chinese text of the list without such a phrase, or another issuer."
        if rule == "default"
        else "A passage dated 2030 with AI power or leading country in it: supported. Another issuer: not supported.",
    )


# --- C03 --------------------------------------------------------------------------------------------------------------


def lines_of_money(tables: Tables, day: str) -> pd.DataFrame:
    """Lines of state money with a figure published by a day: the newest, when, its status, its low end in dollars, what is left.

    Yuan are turned at the average rate of the year that the figure describes, or of the last of its years.
    """
    import pandas as pd

    sources, rates = rows_of(tables["sources"]), tables["exchange_rates"]
    yuan = some(rates[rates["currency"] == "CNY"], "rate of the yuan").set_index("year")["units_per_usd"]
    found = []
    for line, table, column, value, ai_alone in LINES:
        frame = tables[table]
        out = dated.known_by(rows_of(frame[frame[column] == value]), sources, day)
        if not out:
            continue
        row = out[-1]
        low, high = (
            (row["value"],) * 2 if table == "guidance_funds" else (row["amount_low"], row["amount_high"])
        )
        year = int(row["year"] if table == "guidance_funds" else row["year_to"])
        when = f"until {row['period_label']}" if table == "guidance_funds" else _years(row)
        unit = {"USD": "billion dollars", "CNY": "billion yuan"}[row["currency"]]
        said = f"{low:g} {unit}" if low == high else f"{low:g} to {high:g} {unit}"
        usd = float(low) if row["currency"] == "USD" else money.to_usd(low, yuan[year])
        left = money.additional_capital(usd, 1, 1, REPLACED)
        out_by = dated.published(row, sources)[1]
        found.append((line, when, said, row["status"], row["source_id"], out_by, ai_alone, usd, left))
    columns = ["line", "when", "as published", "status", "source_id", "published by", "AI alone"]
    columns += ["billion dollars", "if three quarters replaced"]
    return pd.DataFrame(found, columns=columns)


def _years(row: Mapping[str, Any]) -> str:
    """The years whose money a row counts: ``2018``, or ``2000 to 2023``."""
    return " to ".join(dict.fromkeys(str(int(row[end])) for end in ("year_from", "year_to")))


def c03(tables: Tables, day: str, rule: str = "default") -> Verdict:
    """C03: Chinese authorities have put billions into domestic AI innovation.

    Parameters
    ----------
    tables
        ``ai_spending``, ``guidance_funds``, ``exchange_rates`` and ``sources``.
    day
        The day to judge; what was published later is left out.
    rule
        ``default`` or ``AI alone``; see ``RULES``.

    Raises
    ------
    CourseError
        An unknown rule, or a day before the first of the three lines was published.
    """
    day = asked("C03", RULES, rule, day, "2018-01-31", known_until(tables))
    lines = lines_of_money(tables, day)
    if rule == "AI alone":
        lines = lines[lines["AI alone"].astype(bool)]
    left = sorted(lines["if three quarters replaced"], reverse=True)
    enough = sum(amount >= BILLIONS for amount in left)
    too_few = not enough and len(left) < 2
    said = [f"{row['line']} {row['if three quarters replaced']:.1f}" for row in rows_of(lines)]
    if enough >= 2:
        tipping = 1 - BILLIONS * (1 - REPLACED) / left[1]
        turns = f"If more than {tipping:.0%} only replaced private money, two lines are not left. An audited outlay would raise the confidence."
    else:
        turns = (
            f"Figures of at least {BILLIONS / (1 - REPLACED):.0f} billion dollars on two lines: supported."
        )
    return Verdict(
        "C03",
        day,
        rule,
        "not_checkable" if too_few else POINTS[min(enough, 2)],
        f"{enough} of {len(lines)} lines leave {BILLIONS} billion dollars or more",
        "two lines" if rule == "default" else "two lines for AI alone",
        f"Left, in billions: {'; '.join(said) or 'nothing is known'}. The circle of AI firms is drawn very wide, the chip fund "
        "is for chips of all kinds, and research is one year beside many. Whether lines share money was not checked.",
        turns,
    )


# --- C04 --------------------------------------------------------------------------------------------------------------


def of_2025(tables: Tables, day: str, *statuses: str) -> list[dict[str, Any]]:
    """Amounts for 2025 of state and firms together, for AI alone, published by a day: in dollars, oldest first."""
    spending, rates = tables["ai_spending"], tables["exchange_rates"]
    chosen = spending[
        (spending["country"] == "CN")
        & (spending["actor_kind"] == "both")
        & (spending["component"] == "total")
        & spending["ai_only"].astype(bool)
        & (spending["year_from"] == 2025)
        & (spending["year_to"] == 2025)
        & spending["status"].isin(statuses)
    ].sort_values("currency")
    yuan = some(rates[(rates["currency"] == "CNY") & (rates["year"] == 2025)], "rate of the yuan in 2025")
    rate = yuan["units_per_usd"].item()
    sources = rows_of(tables["sources"])
    rows = dated.known_by(rows_of(chosen), sources, day)
    return [money.in_usd(row, {"CNY": rate}) | {"published": dated.published(row, sources)} for row in rows]


def in_part(tables: Tables, day: str) -> list[Mapping[str, Any]]:
    """What three internet firms spent in and around 2025, on everything, as far as published by a day."""
    capex = tables["company_capex"]
    listed = capex.set_index(["company", "period"]).index.isin(PARTS)
    chosen = capex[listed & (capex["metric"] == "capex_not_specified") & (capex["currency"] == "CNY")]
    return dated.known_by(rows_of(chosen), rows_of(tables["sources"]), day)


def c04(tables: Tables, day: str, rule: str = "default") -> Verdict:
    """C04: state and firms in China together were expected to spend almost USD 100 billion on AI in 2025.

    Parameters
    ----------
    tables
        ``ai_spending``, ``company_capex``, ``exchange_rates`` and ``sources``.
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
    lowest, highest = ALMOST
    line = f"a forecast whose range meets {lowest} to {highest} billion dollars"
    turns = (
        f"A count or an estimate of the total: outdated if it misses {lowest} to {highest} billion, else as when written."
        if rule == "money spent"
        else f"A count, an estimate or a newer forecast of the same scope that misses {lowest} to {highest} billion: outdated. "
        f"A forecast of all spending with a low end of {lowest}: supported."
    )
    rows = of_2025(tables, day, "forecast")
    near = sorted((row for row in rows if meets(row)), key=lambda row: len(doubts(row)))
    if not near:
        outcome = "not_supported" if rows else "not_checkable"
        figure = f"{len(rows)} forecasts of state and firms together were found, none that meets the line"
        return Verdict("C04", day, rule, outcome, figure, line, "Others count other money.", turns)
    first = near[0]
    reasons = doubts(first)
    then = "supported_with_qualifier" if reasons else "supported"
    newer = [
        row
        for row in of_2025(tables, day, "outcome", "reported", "estimate", "forecast")
        if row["published"][0] > first["published"][1]
    ]
    if rule == "default":
        same = [row for row in newer if row["scope"] == first["scope"]]
        outcome = dated.today(then, [meets(row) for row in same])
        newest = (
            "A newer figure of the same scope exists."
            if same
            else "No newer figure of the same scope was found."
        )
    else:
        counts = [row for row in newer if row["status"] != "forecast"]
        outcome, newest = dated.today(then, [meets(row) for row in counts]), "A count or estimate exists."
        if not counts:
            over = day > "2025-12-31"
            outcome = "not_checkable" if over else then
            newest = _of_parts(in_part(tables, day)) if over else "The year is not over."
    because = f"Qualified, since {'; '.join(reasons)}. {newest}" if reasons else newest
    figure = f"Forecast by {first['estimator']}: {money.range_words(*money.ends(first))} billion dollars at the rate of 2025"
    if (
        rule != "default" and outcome == "not_checkable"
    ):  # the forecast met its line; what is missing is the count
        figure = "no count or estimate of the money spent was found"
        line = f"counted or estimated spending that meets {lowest} to {highest} billion dollars"
    return Verdict("C04", day, rule, outcome, figure, line, because, turns)


def meets(row: Mapping[str, Any]) -> bool:
    """Whether the range of a row, in dollars, and that of "almost 100 billion" have a point in common."""
    low, high = money.ends(row)
    first, last = (high if low is None else low), (low if high is None else high)
    return first is not None and last is not None and first <= ALMOST[1] and last >= ALMOST[0]


def doubts(row: Mapping[str, Any]) -> list[str]:
    """What a forecast lacks to carry the sentence without a qualifier."""
    low = money.ends(row)[0]
    found = []
    if low is None or low < ALMOST[0]:
        found.append("its low end is unknown" if low is None else f"its low end lies below {ALMOST[0]}")
    if row["scope"] == "capital expenditure":
        found.append("it counts capital expenditure only")
    return found


def _of_parts(parts: list[Mapping[str, Any]]) -> str:
    """What is known of a part of the money, in a sentence."""
    total, guessed = (
        sum(row["amount_high"] for row in parts),
        sum(row["status"] == "estimate" for row in parts),
    )
    return (
        f"The year is over, and nobody we found has counted it: {len(parts)} firms alone spent about {total:.0f} billion yuan on "
        f"everything ({guessed} by an estimate, years not quite the same)."
    )
