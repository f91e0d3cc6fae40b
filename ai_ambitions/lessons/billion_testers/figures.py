"""The pictures of lesson 04: tables in, ``Picture`` out. Titles say the finding, labels use words, alt texts say both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.cells import rows_of
from ai_ambitions.display import charts
from ai_ambitions.display.charts.parts import WIDTH
from ai_ambitions.display.pictures import Picture
from ai_ambitions.display.style import GRID, INK, PALETTE, figure
from ai_ambitions.lessons.billion_testers import model as m
from ai_ambitions.lessons.billion_testers.verdicts import RULES, Offer, economies, levels, log10, offers

if TYPE_CHECKING:
    import pandas as pd

    from ai_ambitions.core.verdict import Verdict

# --- a definition grew ------------------------------------------------------------------------------------------------

STEPS = {
    "internet_users": "are online",
    "genai_users": "use generative AI",
    "genai_users_as_assistant": "use it as a personal assistant",
}


def staircase(users: pd.DataFrame) -> Picture:
    """Three counts of people in China from one survey: online, users of generative AI, users of it as an assistant."""
    import pandas as pd

    newest = {metric: _newest(users, metric) for metric in STEPS}
    frame = pd.DataFrame({
        "who": list(STEPS.values()),
        "millions": [float(row["value"]) for row in newest.values()],
        "source_id": [row["source_id"] for row in newest.values()],
    })  # fmt: skip
    online, using = frame["millions"].iloc[0], frame["millions"].iloc[1]
    title = f"Of {online:,.0f} million people online in China, {using:,.0f} million use generative AI"
    return charts.bars(
        frame, "who", "millions", title=title, xlabel="millions of people, December 2025, by CNNIC",
        format="{:,.0f}".format, highlight=[STEPS["genai_users"]], limits=(0, 1300), height=2.5, of="internet_users",
    )  # fmt: skip


def _newest(users: pd.DataFrame, metric: str) -> dict[str, Any]:
    rows = [row for row in rows_of(users) if row["metric"] == metric]
    return max(rows, key=lambda row: str(row["date"]))


def waves(users: pd.DataFrame) -> pd.DataFrame:
    """The counts of users of generative AI by CNNIC, oldest first: month, millions, what was asked, source."""
    import pandas as pd

    rows = sorted(
        (row for row in rows_of(users) if row["metric"] == "genai_users"), key=lambda row: str(row["date"])
    )
    return pd.DataFrame({
        "month": [f"{row['date']:%b %Y}" for row in rows],
        "millions": [float(row["value"]) for row in rows],
        "who is counted": [row["definition"] for row in rows],
        "source_id": [row["source_id"] for row in rows],
    })  # fmt: skip


# --- which half is population? ----------------------------------------------------------------------------------------

POPULATIONS = {"5 million": 5, "50 million": 50, "340 million": 340, "1,410 million": 1410}
FIRST_USERS = {"0.2 per cent a year": 0.002, "1 per cent a year": 0.01, "3 per cent a year": 0.03}
PULLS = {"weak (0.2)": 0.2, "middle (0.4)": 0.4, "strong (0.6)": 0.6}
YEARS = 25
PEOPLE_AXIS = 1500  # millions; the same in every frame, so that the left curve visibly moves


def halves(population: int, pull: float, first_users: float) -> Picture:
    """Two panels of one Bass curve: people in millions on the left, per cent of the population on the right."""
    import pandas as pd

    years = list(range(YEARS + 1))
    share = [m.bass_share(first_users, pull, year) for year in years]
    half = next((year for year, part in zip(years, share, strict=True) if part >= 0.5), None)
    said = f"half of all after {half} years" if half is not None else f"not half of all after {YEARS} years"
    people = population * share[10]
    tall = 3.4
    fig, (left, right) = figure(WIDTH, tall, ncols=2)
    fig.subplots_adjust(left=0.1, right=0.97, top=1 - 0.62 / tall, bottom=0.6 / tall, wspace=0.3)
    left.plot(years, [population * part for part in share], color=PALETTE[0], lw=2.2)
    left.set(
        ylim=(0, PEOPLE_AXIS), xlim=(0, YEARS), xlabel="years since the start", title="millions of people"
    )
    right.plot(years, [100 * part for part in share], color=PALETTE[1], lw=2.2)
    right.set(
        ylim=(0, 100), xlim=(0, YEARS), xlabel="years since the start", title="per cent of the population"
    )
    for ax in (left, right):
        ax.grid(axis="y", color=GRID)
    title = f"Population {population:,} million: {said}"
    fig.suptitle(title, x=0.02, ha="left", fontsize=12, weight="bold", color=INK)
    alt = (
        f"{title}. Left panel: {people:,.0f} million people after 10 years. Right panel: {100 * share[10]:.0f} per cent after 10 "
        f"years. Set to a pull of {pull} and first users of {100 * first_users:g} per cent a year."
    )
    rows = pd.DataFrame({
        "years": years[::5],
        "millions": [round(population * part, 1) for part in share[::5]],
        "per cent": [round(100 * part, 1) for part in share[::5]],
    })  # fmt: skip
    return Picture(fig, alt, rows=rows)


NAMED = {
    "CN": "China",
    "IN": "India",
    "US": "United States",
    "AE": "Arab Emirates",
    "SG": "Singapore",
    "KR": "South Korea",
}
ACROSS = {
    "population": ("population", "people, each step times ten"),
    "income": ("income", "US dollars a head, each step times ten"),
}


def scatter(tables: Mapping[str, pd.DataFrame], day: str) -> Picture:
    """Share of people who use generative AI against population (left) and income per head (right), a dot an economy."""
    found = economies(tables, day)
    with_income = found[found["income"].notna()]
    by_size = m.correlation(log10(found["population"]), list(found["percent"]))
    by_income = m.correlation(log10(with_income["income"]), list(with_income["percent"]))
    tall = 3.9
    fig, axes = figure(WIDTH, tall, ncols=2, sharey=True)
    fig.subplots_adjust(left=0.1, right=0.97, top=1 - 0.85 / tall, bottom=0.6 / tall, wspace=0.08)
    pairs = (("population", found, by_size), ("income", with_income, by_income))
    for ax, (name, rows, r) in zip(axes, pairs, strict=True):
        ax.plot(rows[name], rows["percent"], "o", color=PALETTE[0], ms=4, alpha=0.55)
        ax.set_xscale("log")
        ax.set(xlabel=ACROSS[name][1], ylim=(0, 80))
        ax.set_title(f"{name}: r = {r:.2f}", fontsize=11)
        for row in rows_of(rows[rows["code"].isin(list(NAMED))]):
            ax.plot([row[name]], [row["percent"]], "o", color=PALETTE[1], ms=6)
            ax.annotate(
                NAMED[row["code"]], (row[name], row["percent"]), xytext=(-6, 4), textcoords="offset points",
                fontsize=8.5, color=INK, ha="right",
            )  # fmt: skip
    axes[0].set_ylabel("per cent who use generative AI")
    title = (
        "Richer economies use AI more; larger ones do not"
        if by_income > 0.5 > 0.2 > abs(by_size)
        else "Size, income and AI"
    )
    fig.suptitle(title, x=0.02, ha="left", fontsize=12, weight="bold", color=INK)
    period = str(found["period"].iloc[0])
    named = "; ".join(
        f"{NAMED[row['code']]} {float(row['percent']):.1f}"
        for row in rows_of(found[found["code"].isin(list(NAMED))])
    )
    alt = (
        f"{title}. Per cent of people of working age who use generative AI, {period}, {len(found)} economies. Against population: "
        f"r = {by_size:.2f}. Against income per head ({len(with_income)} economies): r = {by_income:.2f}. {named}."
    )
    return Picture(
        fig, alt, found.assign(source_id="microsoft-2026-diffusion-data"), ("ai_user_share", "economy_size")
    )


# --- when cheaper means more ------------------------------------------------------------------------------------------

CHEAPER = {"2 times": 2, "10 times": 10, "50 times": 50, "300 times": 300}
ELASTICITIES = {"0.5: users hardly react": 0.5, "1.0: in step": 1.0, "1.5: users react strongly": 1.5}


def switch(cheaper: int, reaction: float) -> Picture:
    """Two bars: total spending before and after a unit became so many times cheaper, for one strength of reaction."""
    import pandas as pd

    after = m.rebound(cheaper, reaction)
    word = "more" if after > 1.005 else "less" if after < 0.995 else "the same"
    title = f"{cheaper} times cheaper, and in all {word}: {after:.3g} times the spending"
    frame = pd.DataFrame({"when": ["before", "after"], "times": [1.0, after]})
    picture = charts.bars(
        frame, "when", "times", title=title, xlabel="total spending, before = 1", format="{:,.3g}".format,
        highlight=["after"], limits=(0, max(2.0, after * 1.2)), height=2.1,
    )  # fmt: skip
    used = cheaper**reaction
    return charts.caption(
        picture, f"Use itself grows {used:,.3g} times. (The axis fits the longer bar.)", lines=1
    )


def tokens(industry: pd.DataFrame) -> pd.DataFrame:
    """Tokens that models in China processed in a day, oldest first: month, trillions, times the row before, source."""
    import pandas as pd

    rows = sorted(
        (row for row in rows_of(industry) if row["metric"] == "tokens_per_day"),
        key=lambda row: str(row["date"]),
    )
    values = [float(row["value"]) / 1000 for row in rows]
    times = [None, *(after / before for before, after in pairwise(values))]
    return pd.DataFrame({
        "month": [f"{row['date']:%b %Y}" for row in rows],
        "trillion tokens a day": values,
        "times the row before": [None if each is None else round(each, 1) for each in times],
        "source_id": [row["source_id"] for row in rows],
    })  # fmt: skip


TOKENS = {"as many": 1, "4 times as many": 4, "8 times as many": 8, "16 times as many": 16}
SOLVED = {"all": 1.0, "half": 0.5, "one in four": 0.25}
PAIR = ("GPT-5 nano", "GLM-4.6")


def price_of(tables: Mapping[str, pd.DataFrame], day: str, model: str) -> float:
    """The blended list price of one model on a day, in US dollars a million tokens."""
    return next(offer.usd for offer in offers(tables, day) if offer.model == model)


def per_success(tables: Mapping[str, pd.DataFrame], day: str) -> Callable[[int, float], Picture]:
    """A function of tokens and solved tries of GPT-5 nano that draws what a solved task costs beside GLM-4.6, for ``explore``."""
    import pandas as pd

    nano, glm = (price_of(tables, day, name) for name in PAIR)

    def per_success_of(tokens_of_nano: int, nano_solves: float) -> Picture:
        costs = [
            m.cost_per_success(nano, 0.01 * tokens_of_nano, nano_solves),
            m.cost_per_success(glm, 0.01, 1.0),
        ]
        cents = [100 * cost for cost in costs]
        cheaper = PAIR[0] if cents[0] < cents[1] else PAIR[1]
        times = max(cents) / min(cents)
        title = f"{cheaper} is the cheaper one per solved task, by {times:.1f} times"
        frame = pd.DataFrame({"model": list(PAIR), "cents": cents})
        return charts.bars(
            frame, "model", "cents", title=title, xlabel="US cents a solved task", format="{:,.2f}".format,
            highlight=[cheaper], limits=(0, 10), height=2.1, of="api_prices",
        )  # fmt: skip

    return per_success_of


def price_levels(tables: Mapping[str, pd.DataFrame], days: Sequence[tuple[str, str]]) -> Picture:
    """The cheapest Chinese price over the cheapest US one at each level of the index, a line a day (words, day)."""
    import pandas as pd

    rows = []
    for words, day in days:
        for level in levels(offers(tables, day)):
            rows.append(
                {
                    "score": level.score,
                    "times": level.times,
                    "day": words,
                    "pair": f"{level.china.model} / {level.us.model}",
                }
            )
    frame = pd.DataFrame(rows)
    low, high = frame["times"].min(), frame["times"].max()
    title = f"At equal score, Chinese prices ran from {low:.2f} to {high:.1f} times the US ones"
    picture = charts.lines(
        frame, "score", "times", "day", title=title, ylabel="Chinese price, US price = 1",
        xlabel="at least so many points on Epoch's index", log=True, limits=(0.3, 4), points=True,
        of=("api_prices", "benchmark_scores"), source="Three tokens read for one written.",
    )  # fmt: skip
    ax = picture.figure.axes[0]
    for line in (0.5, 1.0):
        ax.axhline(line, color=INK, lw=0.8, ls=":", zorder=0)
    ax.set_yticks([0.5, 1, 2, 4], ["0.5: half", "1: equal", "2", "4"])
    ax.minorticks_off()
    return picture


def pairs(tables: Mapping[str, pd.DataFrame], day: str) -> pd.DataFrame:
    """The pairs that the rule for C12 compares on a day, a row each run of levels with the same pair."""
    import pandas as pd

    runs: list[tuple[int, int, Offer, Offer]] = []
    for level in levels(offers(tables, day)):
        if runs and runs[-1][2:] == (level.china, level.us):
            runs[-1] = (runs[-1][0], level.score, level.china, level.us)
        else:
            runs.append((level.score, level.score, level.china, level.us))
    return pd.DataFrame({
        "index points": [f"{first} to {last}" if first < last else f"{first}" for first, last, _, _ in runs],
        "cheapest Chinese": [china.model for _, _, china, _ in runs],
        "USD": [round(china.usd, 2) for _, _, china, _ in runs],
        "cheapest US": [us.model for _, _, _, us in runs],
        "USD ": [round(us.usd, 2) for _, _, _, us in runs],
        "times": [round(china.usd / us.usd, 2) for _, _, china, us in runs],
    })  # fmt: skip


def two_counts(usage: pd.DataFrame) -> pd.DataFrame:
    """China's share of people who use generative AI in the second half of 2025, by CNNIC and by Microsoft."""
    import pandas as pd

    wanted = {
        "genai-cnnic-share-china-2025-12": "all people; a survey of 30,000 that knows Chinese services",
        "genai-ms-cn-2025-12": "people aged 15 to 64; traces of use of mostly Western services, corrected",
    }
    rows = [row for row in rows_of(usage) if row["usage_id"] in wanted]
    return pd.DataFrame({
        "counted by": [row["measured_by"] for row in rows],
        "per cent": [float(row["value"]) for row in rows],
        "of whom, and how": [wanted[row["usage_id"]] for row in rows],
        "source_id": [row["source_id"] for row in rows],
    })  # fmt: skip


def turned(
    judges: Sequence[Callable[[Mapping[str, pd.DataFrame], str, str], Verdict]],
    tables: Mapping[str, pd.DataFrame],
    written: str,
    today: str,
) -> pd.DataFrame:
    """What each rule of each claim says on the two days, in words."""
    import pandas as pd

    rows = []
    for judge in judges:
        claim = judge.__name__.upper()
        for name in RULES[claim]:
            said = [judge(tables, day, name).in_words for day in (written, today)]
            rule = "our rule" if name == "default" else name.replace("-", " ")
            rows.append({"claim": claim, "rule": rule, "when written": said[0], "today": said[1]})
    return pd.DataFrame(rows)
