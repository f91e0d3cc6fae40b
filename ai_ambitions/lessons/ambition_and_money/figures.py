"""The pictures of lesson 01: tables in, ``Picture`` out. Titles say the finding, labels use words, alt texts say both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.cells import rows_of
from ai_ambitions.display import charts
from ai_ambitions.display.pictures import Picture, redrawable
from ai_ambitions.lessons.ambition_and_money import model as money

if TYPE_CHECKING:
    import pandas as pd

# Pockets of money of 2025, by the words that people use, and the row of ai_spending that counts each.
POCKETS = {
    "the bank's total": "cn-2025-bofa-total-cny",
    "government line": "cn-2025-bofa-government",
    "internet firms, AI": "cn-2025-bofa-internet",
    "data centres (expert)": "cn-2025-expert-dc",
    "investors in AI firms": "cn-2025-private",
    "telecom operators": "cn-2025-telecom-capex",
    "cloud firms, everything": "cn-2025-ubs-cloud",
    "chip tools": "cn-2025-semi-equipment",
    "power grid": "cn-2025-state-grid",
}
# Controls of the scope dial: words, and the pockets that they stand for.
WHOSE = {
    "government line": ["government line"],
    "internet firms": ["internet firms, AI"],
    "the bank's total": ["the bank's total"],
    "government and internet firms": ["government line", "internet firms, AI"],
    "data centres (expert)": ["data centres (expert)"],
    "investors in AI firms": ["investors in AI firms"],
}
ALSO = {
    "nothing more": [],
    "telecom operators": ["telecom operators"],
    "cloud firms, everything they build": ["cloud firms, everything"],
    "chip tools": ["chip tools"],
    "power grid": ["power grid"],
}
RATE_YEARS = {"2025": 2025, "first half of 2026": 2026}
DIAL = {"whose_money": WHOSE, "also_counted": ALSO, "rate_of": list(RATE_YEARS)}
DIAL_START = {"whose_money": "the bank's total", "also_counted": "nothing more"}

KINDS = {
    "signal": "speeches, meetings, reports",
    "directive": "plans and directives to officials",
    "money": "funds and finance",
    "draft": "drafts",
}
LAW = "laws and binding rules on data, algorithms and AI"


def yuan_per_dollar(rates: pd.DataFrame) -> dict[int, float]:
    """The average price of a dollar in yuan, by year; 2026 is January to June."""
    yuan = rates[rates["currency"] == "CNY"]
    return {int(year): float(price) for year, price in zip(yuan["year"], yuan["units_per_usd"], strict=True)}


def pockets(spending: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """The rows behind the dial by their names in words; each carries its name."""
    rows = {row["row_id"]: row for row in rows_of(spending)}
    return {name: {**rows[row_id], "name": name} for name, row_id in POCKETS.items()}


def statuses(spending: pd.DataFrame) -> pd.DataFrame:
    """How many rows on China there are of each status, by whose money they count."""
    china = spending[spending["country"] == "CN"]
    counts = china.groupby(["status", "actor_kind"], observed=True).size().unstack(fill_value=0)
    order = [name for name in ("plan", "forecast", "estimate", "reported", "outcome") if name in counts.index]
    whose = [name for name in ("government", "private", "both", "unclear") if name in counts]
    return counts.loc[order, whose].rename_axis(columns=None).reset_index()


# --- what was spent ---------------------------------------------------------------------------------------------------


@redrawable
def one_year(spending: pd.DataFrame, rates: pd.DataFrame) -> Picture:
    """Published figures for 2025, AI alone, in dollars: the same year, the same country, other scopes."""
    import pandas as pd

    price = yuan_per_dollar(rates)
    names = {
        "investors in AI firms": "private investment in AI firms\n(counted afterwards)",
        "data centres (expert)": "data centres\n(an expert's forecast)",
        "internet firms, AI": "internet firms' part of\nthe bank's forecast",
        "government line": "government's part of\nthe bank's forecast",
        "the bank's total": "state and firms together\n(a bank's forecast)",
    }
    rows = pockets(spending)
    drawn = []
    for name, label in names.items():
        row = money.in_usd(rows[name], {"CNY": price[2025]})
        drawn.append(
            {"label": label, **{key: row[key] for key in ("amount_low", "amount_high", "source_id")}}
        )
    table = pd.DataFrame(drawn)
    counted = money.range_words(*money.ends(rows["investors in AI firms"]))
    total = drawn[-1]
    return charts.intervals(
        table,
        "label",
        "amount_low",
        "amount_high",
        title=f"AI money in China in 2025: {counted} billion counted, {total['amount_low']:.0f}–{total['amount_high']:.0f} forecast",
        xlabel="billion dollars of 2025",
        format="{:,.0f}".format,
        limits=(-8, 125),
        height=3.9,
        of="ai_spending",
        source="Yuan at the average rate of 2025.",
    )


def dial(spending: pd.DataFrame, rates: pd.DataFrame) -> Callable[..., Picture]:
    """The scope dial: a function of whose money counts, what is also counted and the year of the rate, for ``explore``."""
    rows, price = pockets(spending), yuan_per_dollar(rates)

    def drawn(whose_money: Sequence[str], also_counted: Sequence[str], rate_of: str) -> Picture:
        import pandas as pd

        year = RATE_YEARS[rate_of]
        chosen = [money.in_usd(rows[name], {"CNY": price[year]}) for name in [*whose_money, *also_counted]]
        kept, left_out = money.without_overlaps(chosen)
        low, high = money.interval_sum(kept)
        lines = [{"what": "total of what is added", "low": low or None, "high": high, "kind": "total"}]
        for row in kept + left_out:
            first, last = money.ends(row)
            kind = "added" if row in kept else "left out: counted already"
            lines.append({"what": row["name"], "low": first, "high": last, "kind": kind})
        picture = charts.intervals(
            pd.DataFrame(lines),
            "what",
            "low",
            "high",
            group="kind",
            limits=(-18, 280),
            height=3.1,
            marks={"100": 100},
            xlabel="billion dollars, 2025",
            format="{:,.0f}".format,
            title=f"Total: {money.range_words(low, high)} billion dollars",
            of=("ai_spending", "exchange_rates"),
        )
        in_yuan = any(rows[name]["currency"] == "CNY" for name in [*whose_money, *also_counted])
        return charts.caption(
            picture, _print_this(kept, chosen, price[year] if in_yuan else None, year), lines=5
        )

    return drawn


def _print_this(
    kept: Sequence[Mapping[str, Any]], chosen: Sequence[Mapping[str, Any]], price: float | None, year: int
) -> str:
    """The sentence that a total supports, and what a careless sum would have been."""
    words = money.sentence(kept, money.interval_sum(kept))
    if price:
        which = (
            "the average of the year" if year == 2025 else "not the rate of 2025, so no forecaster said this"
        )
        words += f" Yuan at {price:.2f}: {which}."
    if len(kept) < len(chosen):
        careless = money.range_words(*money.interval_sum(chosen, refuse=False))
        words += f" (Added all the same: {careless}, with money counted twice.)"
    return words


# --- what was declared ------------------------------------------------------------------------------------------------


def dated(passages: pd.DataFrame) -> pd.DataFrame:
    """Passages of the plan with the year that each names itself, as the rule of C02 sees it; some name none."""
    year = passages["target_id"].str.extract(r"-(20\d\d)-", expand=False)
    return passages.assign(dated=year.fillna("no year"))


@redrawable
def how_far_it_binds(policy: pd.DataFrame, instruments: pd.DataFrame, eras: pd.DataFrame) -> Picture:
    """Chinese documents on AI in lanes, by how far they bind, with the eras that two observers saw."""
    import pandas as pd

    chinese = policy[policy["country"] == "CN"]
    lanes = [chinese[chinese["bindingness"] == kind].assign(lane=name) for kind, name in KINDS.items()]
    rules = binding_rules(instruments)
    events = pd.concat([*lanes, rules.assign(lane=LAW, date=rules["date_adopted"])])
    return charts.timeline(
        events[["lane", "date", "issuer", "title", "source_id"]],
        "lane",
        "date",
        notes=dict(zip(eras["era"], eras["starts"], strict=True)),
        # Neutral: the text above asks whether the lowest lane thickens.
        title=f"{len(events)} documents, by how far they bind",
        of=("policy_timeline", "governance_instruments"),
    )


def binding_rules(instruments: pd.DataFrame) -> pd.DataFrame:
    """Laws and binding rules of China with a known day of adoption."""
    chosen = instruments[(instruments["country"] == "CN") & instruments["binding"]]
    return chosen.dropna(subset=["date_adopted"])


# --- from plan to yuan ------------------------------------------------------------------------------------------------


@redrawable
def raised_of_target(funds: pd.DataFrame) -> Picture:
    """What the guidance funds wanted and what they had raised, early in 2020, in the count of CSET."""
    early = funds[(funds["source_id"] == "cset-2021-guidance-funds") & (funds["currency"] == "CNY")]
    values = early.set_index("indicator")["value"]
    share = values["raised_capital"] / values["target_capital"]
    words = {"target_capital": "target", "raised_capital": "raised, public and private"}
    table = early.assign(amount=early["indicator"].map(words)).sort_values("value", ascending=False)
    return charts.bars(
        table[["amount", "value", "unit", "period_label", "status", "source_id"]],
        "amount",
        "value",
        title=f"By early 2020 the funds had raised {share:.0%} of the money they wanted",
        xlabel="billion yuan, all industries",
        format="{:,.0f}".format,
        highlight=["raised, public and private"],
        of="guidance_funds",
    )


def raise_rates(funds: pd.DataFrame) -> dict[str, float]:
    """What is known of the share raised, in words that say which count it is."""
    cset = funds[(funds["source_id"] == "cset-2021-guidance-funds") & (funds["currency"] == "CNY")]
    ipo = funds[(funds["source_id"] == "pedaily-2022-zero2ipo") & (funds["currency"] == "CNY")]
    first, second = cset.set_index("indicator")["value"], ipo.set_index("indicator")["value"]
    met = funds.set_index("indicator")["value"]["share_that_met_target"] / 100
    money_raised = first["raised_capital"] / first["target_capital"]
    promised = second["committed_capital"] / second["target_capital"]
    return {
        f"{money_raised:.0%} of the money (CSET)": money_raised,
        f"{promised:.0%} promised (Zero2IPO)": promised,
        f"{met:.0%}: a share of funds, so a slip": met,
        "all of it": 1.0,
    }


def shares(funds: pd.DataFrame) -> dict[str, list[str]]:
    """The controls of the widget below, in words: what is known of the share raised, and two assumptions."""
    return {
        "raised": list(raise_rates(funds)),
        "invested": list(INVESTED),
        "replaced_private_money": list(REPLACED),
    }


INVESTED = {"a quarter": 0.25, "half": 0.5, "three quarters": 0.75}
REPLACED = {"a quarter follows": -0.25, "nothing": 0.0, "a quarter": 0.25, "half": 0.5}
SHARES_START = {"invested": "half", "replaced_private_money": "a quarter"}


def from_plan(funds: pd.DataFrame) -> Callable[..., Picture]:
    """From an announced target to new money: a function of three shares, for ``explore``."""
    chosen = funds[(funds["source_id"] == "wei-ang-jia-2023") & (funds["currency"] == "CNY")]
    target, rates = chosen["value"].item(), raise_rates(funds)

    def drawn(raised: str, invested: str, replaced_private_money: str) -> Picture:
        import pandas as pd

        r, d, c = rates[raised], INVESTED[invested], REPLACED[replaced_private_money]
        new = money.additional_capital(target, r, d, c)
        steps = {"announced": target, "raised": target * r, "invested": target * r * d, "new money": new}  # fmt: skip
        return charts.bars(
            pd.DataFrame({"step": list(steps), "billions": list(steps.values())}),
            "step",
            "billions",
            format="{:,.0f}".format,
            title=f"Of 100 yuan announced, {100 * new / target:.0f} would be new money",
            xlabel="billion yuan, all industries (target of 2021)",
            highlight=["new money"],
            limits=(0, 15_000),
            of="guidance_funds",
        )

    return drawn


# --- how large is the industry ----------------------------------------------------------------------------------------

_MEASURES = {"core_ai_industry": "core AI industry", "ai_industry": "AI industry"}


@redrawable
def sizes_of_2024(sizes: pd.DataFrame) -> Picture:
    """How large China's AI industry was in about 2024, by who counted and under which word."""
    year = sizes[sizes["measure"].isin(list(_MEASURES)) & (sizes["date"].dt.year == 2024)]
    year = year[year["date_precision"] == "year"].sort_values(["value", "measure"])
    who = year["counted_by"].replace("CCID and CNNIC", "CCID, repeated by CNNIC").astype(str)
    near = year["comparator"].astype(str).map({"nearly": ", close to"}).fillna("")
    table = year.assign(
        who=who + ": " + year["measure"].map(_MEASURES).astype(str) + near,
        high=year["value"].where(year["comparator"] != "more_than"),
    )
    return charts.intervals(
        table[["who", "value", "high", "definition", "note", "source_id"]],
        "who",
        "value",
        "high",
        title=f"One industry, about 2024: {table['value'].min():.0f} or over {table['value'].max():.0f} billion yuan",
        xlabel="billion yuan",
        limits=(0, 1300),
        format="{:,.0f}".format,
        of="industry_size",
    )
