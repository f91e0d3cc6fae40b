"""How lesson 07 judges C19 (behind in chips), C21 (no choice but older, less efficient chips), C23 (a harder push) and C24 (44-fold).

The functions read only the tables they are given; one rule judges both dates. Every line below is a choice, and each rule has
others beside it. The data were known when the rules were written.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.cells import known, rows_of, span
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.verdict import EACH_DAY, REFUSES, Verdict, asked, known_until, some
from ai_ambitions.lessons.filling_the_gap import model as m

if TYPE_CHECKING:
    import pandas as pd

RULES = {
    "C19": {
        "default": (
            "Two tests. Rate: the best 16-bit rate of a Chinese chip announced by the day is under half of the best of all "
            "others; plans (rates for chips not yet shown) are left out, press reports are not. Use: Chinese makers' share of AI cards sold in China, in "
            "the newest period that we have and that had ended, is under 50 per cent. Forecasts do not judge. Both: supported. One: supported with a qualifier. "
            "Neither: not supported. That training of language models needs such chips is not judged."
        ),
        "per-watt": "As the default, but the rate is divided by the power that the chip draws.",
        "eight-bit": (
            "As the default, but rates at 8 bits (whole numbers or floating point, the higher): the newest chips of other makers "
            "come with no rate at 16 bits, and so count here only."
        ),
        "by-computing": (
            "As the default, but use is the share of computing power owned by Chinese firms or placed in China, as Epoch AI "
            "counted it last by the day."
        ),
        "by-money": (
            "As the default, but use is Chinese makers' share of money spent on AI chips in China, as the broker Bernstein estimates "
            "it for the newest year that had ended. Where it names makers one by one, those that it names are added up."
        ),
    },
    "C21": {
        "default": (
            "Stand-ins for data centres whose process, rates and power we have: those that Nvidia made for China, one form of each "
            "(A800, H800, H20, L20), and Huawei's Ascend 910B and 910C. The L2, the H20 with 141 GB and the RTX Pro 6000D lack one of "
            "these figures. Those count that had been announced and for which no US control in force on the day asks a licence: a "
            "licence is treated alike, whichever chip it is asked for. Condition: a licence is asked for the H100. Two clauses, each "
            "of which holds only if it holds for every one that counts. Older: a coarser process than the H100's. Less efficient: at "
            "least 1 per cent fewer 16-bit operations a watt than the H100. Both: supported. One: supported with a qualifier. Neither, "
            "or no licence asked for the H100: not supported. With no stand-in left, neither holds."
        ),
        "licences-granted": (
            "As the default, but a chip also counts from the month in which US licences for it were granted (H20: August 2025; H200: "
            "February 2026), whatever Chinese authorities then told buyers."
        ),
        "all-stand-ins": "As the default, but each of the six counts once it was announced, under licence or not.",
        "most-stand-ins": "As all six, but a clause holds if it holds for more than half of them.",
        "newest-chip": (
            "As all six, but the yardstick is the newest chip of a maker outside China whose process, rate and power we have, and "
            "not the H100."
        ),
        "without-l20": (
            "As the default, but without the L20, which does a third of the H100's work a watt. The L2, its smaller sister, is no "
            "coarser than the H100 either; it stays out for want of its power alone."
        ),
        "bis-guidance": (
            "As the default, but without Huawei's two from 13 May 2025: since then BIS presumes that its ban applies to dealing in "
            "them."
        ),
        "serving": "As the default, but efficient is memory bandwidth a watt, which limits the serving of a model.",
        "announced-before": "As the default, but older means announced before the H100.",
    },
    "C23": {
        "default": (
            "Authorities: the newest phase of the state's chip fund, registered by the day, is larger than the phase before. "
            "Firms, by their result: Chinese makers' share of AI cards sold in China rose by 10 points or more, from the "
            "first period in our data to the newest that had ended. Both: supported. One: supported with a qualifier. "
            "Neither: not supported."
        ),
        "results": (
            "Results on both sides: the share of cards rose by 10 points or more, and the share of chip tools made at home "
            "rose, in two years of one publisher that had ended. Both: supported. One: supported with a qualifier. Neither: "
            "not supported."
        ),
        "effort": (
            "Effort on both sides: the fund as in the default, and Cambricon's spending on research in the newest year that "
            "had ended was above the year before. Both: supported. One: supported with a qualifier. Neither: not supported."
        ),
        "faster": (
            "A push that gathers speed: as the default, but the newest phase of the fund must be more times the phase before it than "
            "that one was of its own forerunner. With fewer than three phases registered it is not."
        ),
    },
    "C24": {
        "default": (
            "The newest quarter and the newest half-year that we have and that had ended by the day, over the same period a year "
            "before, rounded to whole numbers: 'up 14-fold' is read as 14 times as much. 14 and 44: supported. One of them: supported with a qualifier. Both once, but not "
            "now: outdated. Never both: not supported."
        ),
        "as-dated": (
            "As the default, but of the quarter and half-year that the article speaks of, whatever the day: a sentence about "
            "a period does not become untrue by a later one."
        ),
        "two-years": "As the default, but over the same period two years before: was the year before a normal one?",
        "up-by": (
            "As the default, but 'up 14-fold' is read as an increase by 14 times the old amount, which is 15 times as much."
        ),
    },
}
# Outcomes that the default rule cannot give, and why. All others occur in this room's test_verdicts.py.
NEVER = {
    "C19": {"outdated": EACH_DAY, "not_checkable": REFUSES},
    "C21": {"outdated": EACH_DAY, "not_checkable": REFUSES},
    "C23": {"outdated": EACH_DAY, "not_checkable": REFUSES},
    "C24": {"not_checkable": REFUSES},
}

TABLES = {
    "C19": ("chips", "china_chip_market", "compute_stock"),
    "C21": ("chips", "export_rule_thresholds"),
    "C23": ("cambricon_results", "china_chip_market", "domestic_tools", "guidance_funds"),
    "C24": ("cambricon_results",),
}
# The table that says how far "today" reaches: who is best, or what is on sale, is known no longer than chips were looked for.
DATED_BY = {"C19": "chips", "C21": "chips", "C23": "china_chip_market", "C24": "cambricon_results"}

COMPARED = {">=": operator.ge, "<": operator.lt, "=": operator.eq}
SUPPORTED, QUALIFIED, NOT, OUTDATED = "supported", "supported_with_qualifier", "not_supported", "outdated"
HALF, RISE = 0.5, 10.0
CLAIMED = {"quarter": 14, "half": 44}
# Total processing power is the bit length times the rate, the largest product of all.
RATES = {"dense_fp16_tflops": 16, "dense_int8_tops": 8, "dense_fp8_tflops": 8, "dense_fp4_tflops": 4}
H100 = "H100 SXM5 80GB"
HOME = ("Ascend 910B", "Ascend 910C")
L20 = "L20 PCIe"
STAND_INS = ("A800 SXM4 80GB", "H800 SXM5", "H20 SXM 96GB", L20, *HOME)
GRANTED = {
    "H20 SXM 96GB": "2025-08-01",
    "H200 SXM": "2026-02-01",
}  # month of the first licences, by controls_timeline
ALL_SIX = ("all-stand-ins", "most-stand-ins", "newest-chip")
GUIDANCE = "2025-05-13"  # of BIS on Huawei's chips, by controls_timeline
BERNSTEIN_ABROAD = ("Nvidia", "AMD")  # makers outside China that Bernstein names
LESS = 0.99  # data sheets round: the H800's rate is the H100's, printed as 989 and 989.4
WRITTEN_OF = "2025-09-30"  # the article speaks of the quarter and half-year that had ended by then


def _counted(yes: list[bool]) -> str:
    return SUPPORTED if all(yes) else QUALIFIED if any(yes) else NOT


def _word(yes: bool) -> str:
    return "yes" if yes else "no"


def _days(claim: str, tables: Mapping[str, pd.DataFrame]) -> str:
    return known_until({DATED_BY[claim]: tables[DATED_BY[claim]]})


def announced_by(chip: Mapping[str, Any], day: str) -> bool:
    """Whether a chip was announced by a day, at the earliest that its date allows; without a date it was not."""
    if not known(chip["announced"]):
        return False
    first, _ = span(str(chip["announced"])[:10], str(chip["announced_precision"]))
    return first <= day


def today(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """The last day that each claim can be judged on: the stamp of the table that ``DATED_BY`` names."""
    return {claim: _days(claim, tables) for claim in TABLES}


# --- C19 --------------------------------------------------------------------------------------------------------------


def best_rates(
    chips: pd.DataFrame, day: str, columns: Sequence[str] = ("dense_fp16_tflops",), per_watt: bool = False
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fastest chip of a Chinese maker and of any other, announced by a day, each with its ``rate``; plans never count.

    The higher of ``columns`` is the rate; ``per_watt`` divides it by the power, and leaves out chips whose power is unknown.
    """
    fits = []
    for row in rows_of(chips):
        rates = [float(row[column]) for column in columns if known(row[column])]
        if not rates or str(row["status"]) == "plan" or not announced_by(row, day):
            continue
        if not per_watt:
            fits.append(row | {"rate": max(rates)})
        elif known(row["tdp_w"]):
            fits.append(row | {"rate": max(rates) / float(row["tdp_w"])})
    chinese = [row for row in fits if str(row["vendor_country"]) == "CN"]
    others = [row for row in fits if str(row["vendor_country"]) != "CN"]
    if not chinese or not others:
        raise CourseError(f"No pair of chips with a rate by {day}.", "Ask for a later day.")
    return max(chinese, key=lambda row: row["rate"]), max(others, key=lambda row: row["rate"])


def _ended(label: str) -> str:
    """The last day of a period such as 2023H1 or 2024."""
    return f"{label[:4]}-06-30" if label.endswith("H1") else f"{label[:4]}-12-31"


def card_shares(market: pd.DataFrame, day: str) -> list[tuple[str, float]]:
    """Chinese makers' share of AI cards sold in China by period that had ended by a day, oldest first (IDC)."""
    mine = market[
        (market["indicator"] == "share_of_ai_cards_shipped") & (market["entity"] == "Chinese vendors")
    ]
    rows = [(str(row["period_label"]), float(row["value"])) for row in rows_of(mine)]
    found = sorted((row for row in rows if _ended(row[0]) <= day), key=lambda row: _ended(row[0]))
    if not found:
        raise CourseError(f"No share of cards is known for a period before {day}.", "Ask for a later day.")
    return found


def compute_share(stock: pd.DataFrame, day: str) -> tuple[str, float]:
    """The newest share of computing power that Epoch AI gives for China by a day, and what it is a share of."""
    kinds = {
        "share_of_gpu_cluster_performance": "of the clusters in Epoch's list, by place",
        "share_of_ai_compute_owned_by_firms": "of the computing that firms own",
    }
    mine = stock[(stock["country"] == "CN") & stock["indicator"].isin(list(kinds))]
    rows = [row for row in rows_of(mine) if str(row["date"])[:10] <= day]
    if not rows:
        raise CourseError(f"Epoch gave no share by {day}.", "Ask for June 2025 or later.")
    newest = max(rows, key=lambda row: str(row["date"]))
    return kinds[str(newest["indicator"])], float(newest["value"])


def money_share(market: pd.DataFrame, day: str) -> tuple[int, float]:
    """The newest year that had ended by a day, and Chinese makers' share of money spent on AI chips in China (Bernstein)."""
    years: dict[int, float] = {}
    for row in rows_of(market[(market["publisher"] == "Bernstein") & (market["status"] == "estimate")]):
        whole = row["indicator"] == "local_share_of_ai_chip_sales"
        part = row["indicator"] == "share_of_ai_chip_revenue" and row["entity"] not in BERNSTEIN_ABROAD
        if (whole or part) and f"{int(row['year'])}-12-31" <= day:
            years[int(row["year"])] = years.get(int(row["year"]), 0.0) + float(row["value"])
    if not years:
        raise CourseError(f"Bernstein gave no share for a year before {day}.", "Ask for 2024 or later.")
    return max(years), years[max(years)]


def c19(
    tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default", *, line: float = HALF
) -> Verdict:
    """C19: China is behind in the most advanced chips.

    ``line`` is the share below which a side counts as behind, in rate and in use. CourseError for an unknown rule or day.
    """
    day = asked("C19", RULES, rule, day, "2023-06-30", _days("C19", tables))
    bits = 8 if rule == "eight-bit" else 16
    columns = [column for column, length in RATES.items() if length == bits]
    home, abroad = best_rates(tables["chips"], day, columns, rule == "per-watt")
    ratio = home["rate"] / abroad["rate"]
    if rule == "by-computing":
        (what, share), of = compute_share(tables["compute_stock"], day), "computing"
    elif rule == "by-money":
        year, share = money_share(tables["china_chip_market"], day)
        what, of = f"of money for AI chips in China in {year}", "the money"
    else:
        period, share = card_shares(tables["china_chip_market"], day)[-1]
        what, of = f"of cards sold in China in {period.replace('H1', ', first half')}", "the cards"
    behind = [ratio < line, share < 100 * line]
    a_watt = " a watt" if rule == "per-watt" else ""
    return Verdict(
        "C19",
        day,
        rule,
        _counted(behind),
        f"{home['chip']} has {ratio:.2f} of the rate{a_watt} of {abroad['chip']}; Chinese share {what}: {share:.0f} per cent",
        f"{line:g} of the best rate, {100 * line:.0f} per cent of {of}",
        f"Behind in rate: {_word(behind[0])}; in use: {_word(behind[1])}.",
        "One test at the line or above it: with a qualifier. Both: not supported.",
    )


# --- C21 --------------------------------------------------------------------------------------------------------------


def by_name(chips: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """The row of each chip."""
    return {str(row["chip"]): row for row in rows_of(chips)}


def licence_asked(chip: Mapping[str, Any], thresholds: pd.DataFrame, day: str) -> bool:
    """Whether a US control in force on a day asks a licence for a chip: it meets each condition of one bracket.

    A figure that is unknown meets nothing. US rules do not reach what a Chinese maker sells at home. Lesson 06 reads the rules
    more fully; a test holds that both give the same answer for the chips of this lesson.
    """
    if str(chip["vendor_country"]) == "CN":
        return False
    power = max(bits * float(chip[column]) for column, bits in RATES.items() if known(chip[column]))
    figures = {
        "tpp": power,
        "performance_density": power / float(chip["die_area_mm2"]) if known(chip["die_area_mm2"]) else None,
        "io_bandwidth_gbs": chip["interconnect_gbs"],
        "dram_bandwidth_gbs": chip["memory_bandwidth_gbs"],
        "datacenter": chip["datacenter"],
    }
    mine = thresholds[
        (thresholds["jurisdiction"] == "US")
        & (thresholds["role"] == "control")
        & (thresholds["subject"] == "chip")
    ]
    brackets: dict[tuple[str, ...], list[bool]] = {}
    for row in rows_of(mine):
        if str(row["effective"])[:10] > day or (known(row["until"]) and day >= str(row["until"])[:10]):
            continue
        if known(row["addressee"]) and str(chip["vendor"]) not in str(row["addressee"]).split(";"):
            continue
        has = figures[str(row["metric"])]
        met = known(has) and COMPARED[str(row["operator"])](float(has), float(row["value"]))
        brackets.setdefault((row["rule_id"], row["paragraph"], str(row["alternative"])), []).append(met)
    return any(all(bracket) for bracket in brackets.values())


def newest_abroad(chips: pd.DataFrame, day: str) -> dict[str, Any]:
    """The newest chip of a maker outside China, made for all markets, whose process, rate and power we have."""
    fits = [
        row
        for row in rows_of(chips)
        if str(row["vendor_country"]) != "CN"
        and str(row["market"]) == "global"
        and announced_by(row, day)
        and all(known(row[column]) for column in ("process_nm", "dense_fp16_tflops", "tdp_w"))
    ]
    return max(some(fits, "chip of a maker outside China by that day"), key=lambda row: str(row["announced"]))


def clauses(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> list[dict[str, Any]]:
    """One row a stand-in announced by a day: whether it is older than the yardstick, less efficient, and counts by a rule."""
    chips = by_name(some(tables["chips"], "chip"))
    yard = newest_abroad(tables["chips"], day) if rule == "newest-chip" else chips[H100]
    task = "serving" if rule == "serving" else "training"
    granted = [name for name in GRANTED if rule == "licences-granted" and GRANTED[name] <= day]
    found = []
    for name in dict.fromkeys((*STAND_INS, *granted)):
        chip = chips[name]
        if not announced_by(chip, day):
            continue
        key = "announced" if rule == "announced-before" else "process_nm"
        older = chip[key] < yard[key] if key == "announced" else chip[key] > yard[key]
        part = m.efficiency(chip, task) / m.efficiency(yard, task)
        licence = licence_asked(chip, tables["export_rule_thresholds"], day)
        dropped = (rule == "without-l20" and name == L20) or (
            rule == "bis-guidance" and name in HOME and day >= GUIDANCE
        )
        found.append(
            {
                "stand-in": name,
                "older": bool(older),
                "part": part,
                "less efficient": bool(part <= LESS),
                "licence": licence,
                "counts": (not licence or rule in ALL_SIX or name in granted) and not dropped,
            }
        )
    return found


def c21(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """C21: the US rules left no choice but older and less efficient chips. See ``RULES``; CourseError as in ``c19``."""
    day = asked("C21", RULES, rule, day, "2022-11-30", _days("C21", tables))
    rows = [row for row in clauses(tables, day, rule) if row["counts"]]
    yard = newest_abroad(tables["chips"], day) if rule == "newest-chip" else by_name(tables["chips"])[H100]
    forced = licence_asked(yard, tables["export_rule_thresholds"], day)
    enough = len(rows) // 2 + 1 if rule == "most-stand-ins" else len(rows)
    older = sum(row["older"] for row in rows)
    less = sum(row["less efficient"] for row in rows)
    holds = [bool(rows) and older >= enough, bool(rows) and less >= enough]
    which = "that count" if rule in ALL_SIX or rule == "licences-granted" else "without a licence"
    name = str(yard["chip"]).split(" ")[0]
    return Verdict(
        "C21",
        day,
        rule,
        _counted(holds) if forced else NOT,
        f"of {len(rows)} stand-ins {which} {older} are older than the {name} and {less} less efficient; licence asked for the "
        f"{name}: {_word(forced)}",
        "each clause must hold for more than half of the stand-ins"
        if rule == "most-stand-ins"
        else "each clause must hold for every stand-in that counts",
        f"Clauses that hold: {sum(holds)} of 2." if forced else f"The {name} itself needs no licence.",
        "Both clauses: supported. One: with a qualifier. Neither, or no licence asked: not supported.",
    )


# --- C23 --------------------------------------------------------------------------------------------------------------


def fund_phases(funds: pd.DataFrame, day: str) -> list[tuple[str, float]]:
    """Registered capital of the phases of the state's chip fund by a day, oldest first, in CNY bn."""
    mine = funds[funds["indicator"].astype(str).str.startswith("registered_capital_phase_")]
    mine = mine[mine["fund"] == "Big Fund"]
    rows = [(span(str(row["period_label"]))[0], float(row["value"])) for row in rows_of(mine)]
    return sorted(row for row in rows if row[0] <= day)


def tool_shares(tools: pd.DataFrame, day: str) -> list[tuple[int, float]]:
    """Per cent of all chip tools made at home, in years that had ended, of the one publisher with two years."""
    mine = tools[
        (tools["tool"] == "All tools")
        & (tools["place"] == "China")
        & (tools["kind"] == "share_of_tools")
        & (tools["status"] != "forecast")
    ]
    sizes = some(mine, "share of chip tools made in China").groupby("source_id")["year"].nunique()
    mine = mine[mine["source_id"] == sizes.idxmax()]
    rows = [(int(row["year"]), float(row["percent"])) for row in rows_of(mine)]
    return sorted(row for row in rows if f"{row[0]}-12-31" <= day)


def research(results: pd.DataFrame, day: str) -> tuple[bool, str]:
    """Whether Cambricon's spending on research rose in the newest year that had ended, and both sums in words."""
    mine = results[(results["period_type"].astype(str) == "year") & results["rd_investment_cny_m"].notna()]
    rows = [
        (str(row["period"]), float(row["rd_investment_cny_m"]))
        for row in rows_of(mine)
        if str(row["period_end"])[:10] <= day
    ]
    if len(rows) < 2:
        return False, "research of Cambricon: two years are not known"
    (before, old), (last, new) = sorted(rows)[-2:]
    return new > old, f"research of Cambricon, CNY m: {new:,.0f} in {last} after {old:,.0f} in {before}"


def c23(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """C23: Chinese authorities and firms pushed harder to build a chip industry. See ``RULES``; CourseError as in ``c19``."""
    day = asked("C23", RULES, rule, day, "2023-06-30", _days("C23", tables))
    shares = card_shares(tables["china_chip_market"], day)
    rise = shares[-1][1] - shares[0][1]
    second, held = rise >= RISE, f"share of cards up by {rise:.0f} points"
    if rule == "effort":
        second, held = research(tables["cambricon_results"], day)
    if rule == "results":
        years = tool_shares(tables["domestic_tools"], day)
        first = len(years) > 1 and years[-1][1] > years[0][1]
        said = " and ".join(f"{value:g} per cent in {year}" for year, value in years) or "not known"
        what = f"chip tools made at home: {said}"
    else:
        phases = fund_phases(tables["guidance_funds"], day)
        shown = 3 if rule == "faster" else 2
        first = len(phases) > 1 and phases[-1][1] > phases[-2][1]
        if rule == "faster":
            first = len(phases) > 2 and phases[-1][1] / phases[-2][1] > phases[-2][1] / phases[-3][1]
        said = " after ".join(f"{value:.0f}" for _, value in reversed(phases[-shown:])) or "none"
        what = f"chip fund, CNY bn: {said}"
    holds = [first, second]
    lines = {
        "effort": "more than before, for both",
        "faster": f"a larger step than the one before, and {RISE:.0f} points",
    }
    return Verdict(
        "C23",
        day,
        rule,
        _counted(holds),
        f"{what}; {held}",
        lines.get(rule, f"more than before, and {RISE:.0f} points"),
        f"{'Tools' if rule == 'results' else 'Authorities'}: {_word(first)}; firms: {_word(holds[1])}.",
        "One of the two: with a qualifier. Neither: not supported.",
    )


# --- C24 --------------------------------------------------------------------------------------------------------------


def newest(results: pd.DataFrame, kind: str, day: str) -> dict[str, Any]:
    """The newest period of a kind (quarter, half) that had ended by a day."""
    mine = results[results["period_type"].astype(str) == kind]
    rows = [row for row in rows_of(mine) if str(row["period_end"])[:10] <= day]
    return max(some(rows, f"{kind} of results by that day"), key=lambda row: str(row["period_end"]))


def revenue_of(results: pd.DataFrame, period: str) -> float:
    """Revenue of a period by its name, CNY m."""
    found = results[results["period"] == period]["revenue_cny_m"]
    if found.empty:
        raise CourseError(f"There is no period {period} in the table.", "Ask for a later day.")
    return float(found.iloc[0])


def folds(results: pd.DataFrame, kind: str, day: str, years: int = 1) -> tuple[str, float]:
    """The newest period of a kind, and how many times the revenue of the same period some years before it had."""
    row = newest(results, kind, day)
    name = str(row["period"])
    before = f"{int(name[:4]) - years}{name[4:]}"
    return name, m.fold_change(float(row["revenue_cny_m"]), revenue_of(results, before))


def c24(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """C24: quarterly revenue of Cambricon up 14-fold, after half-year revenue up 44-fold. See ``RULES``."""
    results = tables["cambricon_results"]
    day = asked("C24", RULES, rule, day, "2024-06-30", _days("C24", tables))
    years = 2 if rule == "two-years" else 1
    less = 1 if rule == "up-by" else 0  # an increase is one less than a ratio
    until = min(day, WRITTEN_OF) if rule == "as-dated" else day
    found = {kind: folds(results, kind, until, years) for kind in CLAIMED}
    right = [round(found[kind][1] - less) == times for kind, times in CLAIMED.items()]
    outcome = _counted(right)
    if outcome == NOT and _once(results, day, years, less):
        outcome = OUTDATED
    by = "by " if less else ""
    said = "; ".join(f"{name}: {by}{times - less:.2f} times" for name, times in found.values())
    return Verdict(
        "C24",
        day,
        rule,
        outcome,
        said,
        "14 and 44 times, rounded",
        f"Right: {sum(right)} of 2, over {'two years' if years == 2 else 'a year'}.",
        "One right: with a qualifier. Both right once, but not now: outdated.",
    )


def _once(results: pd.DataFrame, day: str, years: int, less: int) -> bool:
    """Whether both figures were right on the last day of some earlier quarter."""
    ends = {str(end)[:10] for end in results["period_end"]}
    for end in sorted(end for end in ends if "2024-06-30" <= end <= day):
        if all(round(folds(results, kind, end, years)[1] - less) == times for kind, times in CLAIMED.items()):
            return True
    return False


__all__ = [
    "CLAIMED",
    "H100",
    "RULES",
    "STAND_INS",
    "TABLES",
    "announced_by",
    "best_rates",
    "by_name",
    "c19",
    "c21",
    "c23",
    "c24",
    "card_shares",
    "clauses",
    "compute_share",
    "folds",
    "fund_phases",
    "licence_asked",
    "money_share",
    "newest",
    "newest_abroad",
    "research",
    "revenue_of",
    "today",
    "tool_shares",
]
