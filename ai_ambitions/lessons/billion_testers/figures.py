"""The pictures of lesson 04: tables in, ``Picture`` out. Titles say the finding, labels use words, alt texts say both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.cells import rows_of
from ai_ambitions.core.verdict import Verdict, by_rule
from ai_ambitions.display import charts
from ai_ambitions.display.charts.parts import WIDTH
from ai_ambitions.display.pictures import Picture, redrawable
from ai_ambitions.display.style import GRID, INK, PALETTE, figure
from ai_ambitions.lessons.billion_testers import model as m
from ai_ambitions.lessons.billion_testers.verdicts import (
    HALF,
    RULES,
    Offer,
    c12,
    economies,
    levels,
    log10,
    month,
    offers,
    shaken,
)

if TYPE_CHECKING:
    import pandas as pd

# --- a count jumped --------------------------------------------------------------------------------------------------

STEPS = {
    "internet_users": "are online",
    "genai_users": "use generative AI",
    "genai_users_as_assistant": "use it as a personal assistant",
}


@redrawable
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


COUNTED = {
    ("genai_users", "2025-06-01"): "people who use generative AI, by a survey",
    ("internet_users", "2025-06-01"): "people online, by a survey",
    ("mobile_monthly_users", "2025-06-01"): "users of the mobile internet in a month",
    ("mobile_devices", "2025-09-01"): "devices on the mobile internet in a month",
    ("genai_accounts", "2025-07-30"): "accounts with AI apps",
}


def counted(users: pd.DataFrame) -> pd.DataFrame:
    """Five counts of one country in one summer, smallest first: what is counted, millions, by whom, when, source."""
    import pandas as pd

    by = {(row["metric"], str(row["date"])[:10]): row for row in rows_of(users)}
    rows = [(words, by[key]) for key, words in COUNTED.items()]
    return pd.DataFrame({
        "what is counted": [words for words, _ in rows],
        "millions": [float(row["value"]) for _, row in rows],
        "by": [row["counted_by"] for _, row in rows],
        "when": [month(str(row["date"])[:10]) for _, row in rows],
        "source_id": [row["source_id"] for _, row in rows],
    })  # fmt: skip


# --- which half is population? ----------------------------------------------------------------------------------------

POPULATIONS = {"5 million": 5, "50 million": 50, "340 million": 340, "1,410 million": 1410}
FIRST_USERS = {"0.2 %": 0.002, "1 %": 0.01, "3 %": 0.03}
PULLS = {"0.2": 0.2, "0.4": 0.4, "0.6": 0.6}
YEARS = 25
PEOPLE_AXIS = 1500  # millions; the same in every frame, so that the left curve visibly moves


@redrawable
def halves(population: int, pull: float, first_users: float) -> Picture:
    """Two panels of one Bass curve: people in millions on the left, per cent of the population on the right."""
    import pandas as pd

    years = list(range(YEARS + 1))
    share = [m.bass_share(first_users, pull, year) for year in years]
    half = m.years_to(first_users, pull, 0.5)
    said = f"half of all after {half:.0f} years" if half <= YEARS else f"not half of all after {YEARS} years"
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
    return Picture(fig, alt, rows=rows, source="Computed with the formula of Bass; no country's data.")


CEILINGS = (60, 80, 100)
KNOWN_TO, DRAWN_TO, BEGIN = 2008, 2023, 1992


@redrawable
def ceilings(shares: pd.DataFrame) -> Picture:
    """Bass curves with three ceilings, fitted to China's internet up to 2008, and what came afterwards."""
    import pandas as pd

    china = shares[shares["code"] == "CN"].sort_values("year")
    early = china[china["year"] <= KNOWN_TO]
    years = list(range(BEGIN, DRAWN_TO + 1))
    tall = 3.8
    fig, ax = figure(WIDTH, tall)
    fig.subplots_adjust(left=0.1, right=0.76, top=1 - 0.5 / tall, bottom=0.55 / tall)
    ends, rows = [], []
    for ceiling, color in zip(CEILINGS, PALETTE, strict=False):
        p, q, error = m.fit_bass(list(early["year"] - BEGIN), list(early["percent"]), ceiling)
        curve = [ceiling * m.bass_share(p, q, year - BEGIN) for year in years]
        ax.plot(years, curve, color=color, lw=1.8)
        ax.annotate(f"ceiling {ceiling}", (years[-1], curve[-1]), xytext=(6, 0), textcoords="offset points",
                    va="center", color=color, fontsize=9.5)  # fmt: skip
        ends.append(curve[-1])
        rows.append(
            {"ceiling": ceiling, "typical miss to 2008": round(error, 2), "in 2023": round(curve[-1], 1)}
        )
    for part, face in ((early, INK), (china[china["year"] > KNOWN_TO], "white")):
        ax.plot(part["year"], part["percent"], "o", color=INK, mfc=face, ms=4.5, ls="")
    charts.mark(ax, KNOWN_TO, "known", side="left")
    ax.set(xlim=(BEGIN, DRAWN_TO + 0.6), ylim=(0, 105), ylabel="per cent of the population online")
    ax.set_yticks(range(0, 101, 20))
    ax.grid(axis="y", color=GRID)
    # Neutral: the text above asks whether one could have chosen between the three.
    title = f"China's internet, and three curves fitted to its dots up to {KNOWN_TO}"
    fig.suptitle(title, x=0.02, ha="left", fontsize=12, weight="bold", color=INK)
    now = float(china[china["year"] == DRAWN_TO]["percent"].iloc[0])
    fits = "; ".join(f"ceiling {row['ceiling']}: typical miss {row['typical miss to 2008']} points to {KNOWN_TO}, "
                     f"{row['in 2023']} per cent in {DRAWN_TO}" for row in rows)  # fmt: skip
    alt = f"{title}. Three Bass curves fitted to China's share of people online up to {KNOWN_TO}. {fits}. Seen in {DRAWN_TO}: {now:.1f}."
    return Picture(fig, alt, china.assign(source_id="owid-2025-internet-share"), "internet_share",
                   rows=pd.DataFrame(rows))  # fmt: skip


NAMED = {
    "CN": "China",
    "IN": "India",
    "US": "United States",
    "AE": "Arab Emirates",
    "SG": "Singapore",
    "KR": "South Korea",
    "VN": "Viet Nam",
}
# Where a name stands beside its dot, in points, where the usual place is taken.
BESIDE = {
    ("population", "CN"): (10, -34),
    ("population", "US"): (34, 14),
    ("population", "KR"): (18, 46),
    ("population", "VN"): (76, -2),
    ("income", "KR"): (-22, 6),
    ("income", "CN"): (70, -29),
    ("income", "US"): (14, -31),
}
ACROSS = {
    "population": ("population", "million people, each step times ten"),
    "income": ("income", "US dollars a head, each step times ten"),
}
STEPS_OF = {
    "population": {"1": 1e6, "10": 1e7, "100": 1e8, "1,000": 1e9},
    "income": {"1,000": 1e3, "10,000": 1e4, "100,000": 1e5},
}


@redrawable
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
        ax.set_xticks(list(STEPS_OF[name].values()), list(STEPS_OF[name]))
        ax.minorticks_off()
        ax.set(xlabel=ACROSS[name][1], ylim=(0, 80))
        ax.set_title(f"{name}: r = {r:.2f}", fontsize=11)
        for row in rows_of(rows[rows["code"].isin(list(NAMED))]):
            ax.plot([row[name]], [row["percent"]], "o", color=PALETTE[1], ms=6)
            ax.annotate(
                NAMED[row["code"]], (row[name], row["percent"]), xytext=BESIDE.get((name, row["code"]), (-6, 4)),
                textcoords="offset points", fontsize=8.5, color=INK, ha="right",
                arrowprops={"arrowstyle": "-", "color": INK, "lw": 0.6, "shrinkA": 0, "shrinkB": 3},
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
    sources = ["microsoft-2026-diffusion-data"] * (len(found) - 1) + ["worldbank-2025-wdi"]
    return Picture(
        fig, alt, found.assign(source_id=sources), "ai_user_share",
        source="Population of 2024 and income of 2023 by the World Bank; not every economy has both.",
    )  # fmt: skip


def relation_word(r: float, choices: Sequence[str]) -> str:
    """One of three choices (larger, no relation, smaller) for a correlation, by the line of our rule for C11."""
    return choices[0] if r >= 0.3 else choices[2] if r <= -0.3 else choices[1]


# --- when cheaper means more ------------------------------------------------------------------------------------------

CHEAPER = {"2 times": 2, "10 times": 10, "50 times": 50, "300 times": 300}
ELASTICITIES = {"0.5": 0.5, "1.0": 1.0, "1.5": 1.5}


def say_times(factor: float) -> str:
    """A factor in two digits or more: ``0.32``, ``3.2``, ``17``, ``5,196``."""
    return f"{factor:,.0f}" if factor >= 10 else f"{factor:.2g}"


@redrawable
def switch(cheaper: int, reaction: float) -> Picture:
    """Two bars: total spending before and after a unit became so many times cheaper, for one strength of reaction."""
    import pandas as pd

    after = m.rebound(cheaper, reaction)
    word = "more" if after > 1.005 else "less" if after < 0.995 else "the same"
    times = "" if word == "the same" else f": {say_times(after)} times the spending"
    title = f"{cheaper} times cheaper, and in all {word}{times}"
    frame = pd.DataFrame({"when": ["before", "after"], "times": [1.0, after]})
    picture = charts.bars(
        frame, "when", "times", title=title, xlabel="total spending, before = 1", format=say_times,
        highlight=["after"], limits=(0, max(2.0, after * 1.2)), height=2.1,
        source="Computed with the formula of the switch; no market's data.",
    )  # fmt: skip
    used = cheaper**reaction
    return charts.caption(
        picture,
        f"Use itself grows {say_times(used)} times, at an elasticity of {reaction}. (The axis fits the longer bar.)",
        lines=1,
    )


def tokens(industry: pd.DataFrame) -> pd.DataFrame:
    """Tokens that models in China processed in a day, oldest first: month, how stated, trillions, growth a month, source."""
    import pandas as pd

    rows = sorted(
        (row for row in rows_of(industry) if row["measure"] == "tokens_per_day"),
        key=lambda row: str(row["date"]),
    )
    values = [float(row["value"]) / 1000 for row in rows]
    months = [12 * row["date"].year + row["date"].month for row in rows]
    times = [
        (after / before) ** (1 / (to - since))
        for (before, since), (after, to) in pairwise(zip(values, months, strict=True))
    ]
    return pd.DataFrame({
        "month": [f"{row['date']:%b %Y}" for row in rows],
        "stated as": [str(row["comparator"]).replace("_", " ") for row in rows],
        "trillion tokens a day": values,
        "times a month since the row before": [None, *(round(each, 1) for each in times)],
        "source_id": [row["source_id"] for row in rows],
    })  # fmt: skip


TOKENS = {"as many": 1, "4 times": 4, "8 times": 8, "16 times": 16}
SOLVED = {"1 in 4": 0.25, "half": 0.5, "all": 1.0}
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
        picture = charts.bars(
            frame, "model", "cents", title=title, xlabel="US cents a solved task", format="{:,.2f}".format,
            highlight=[cheaper], limits=(0, 10), height=2.1, of="api_prices",
        )  # fmt: skip
        tries = next(words for words, part in SOLVED.items() if part == nano_solves)
        assumed = (
            f"Assumed: {PAIR[0]} needs {tokens_of_nano * 10_000:,} tokens for a try and solves {tries}; "
            f"{PAIR[1]} needs 10,000 and solves all."
        )
        return charts.caption(picture, assumed, lines=2)

    return per_success_of


@redrawable
def price_levels(tables: Mapping[str, pd.DataFrame], days: Sequence[tuple[str, str]]) -> Picture:
    """The cheapest Chinese price over the cheapest US one at each level of the index, a line a day (words, day)."""
    import pandas as pd
    from matplotlib.text import Annotation
    from matplotlib.ticker import MultipleLocator

    rows, far = [], []
    for words, day in days:
        found = levels(offers(tables, day))
        rows += [{"score": level.score, "times": level.times, "day": words} for level in found]
        far.append(f"{sum(level.times <= HALF for level in found)} of {len(found)} levels in {words}")
    frame = pd.DataFrame(rows)
    title = f"Far cheaper at {', '.join(far)}".replace(" levels", "")
    picture = charts.lines(
        frame, "score", "times", "day", title=title, ylabel="Chinese price over US price",
        xlabel="at least so many points on Epoch's index", log=True, limits=(0.3, 4), points=True,
        of=("api_prices", "benchmark_scores"), source="Three tokens read for one written.",
    )  # fmt: skip
    ax = picture.figure.axes[0]
    for line in (HALF, 1.0):
        ax.axhline(line, color=INK, lw=0.8, ls=":", zorder=0)
    ax.set_yticks([0.5, 1, 2, 4], ["half", "equal", "twice", "four"])
    ax.xaxis.set_major_locator(MultipleLocator(5))
    ax.minorticks_off()
    for name in ax.texts:
        name.set_verticalalignment("bottom")
        # The first day is named at its start: its end lies at the line of the other one.
        if isinstance(name, Annotation) and name.get_text() == days[0][0]:
            name.xy = (float(frame["score"].iloc[0]), float(frame["times"].iloc[0]))
            name.set_position((0, 6))
    return picture


def pairs(tables: Mapping[str, pd.DataFrame], day: str) -> pd.DataFrame:
    """The pairs that the rule for C12 compares on a day, with their makers, a row each run of levels with the same pair."""
    import pandas as pd

    makers = dict(zip(tables["models"]["model"], tables["models"]["developer"], strict=True))
    runs: list[tuple[float, float, Offer, Offer]] = []
    for level in levels(offers(tables, day)):
        if runs and runs[-1][2:] == (level.china, level.us):
            runs[-1] = (runs[-1][0], level.score, level.china, level.us)
        else:
            runs.append((level.score, level.score, level.china, level.us))
    return pd.DataFrame({
        "level": [f"{first} to {last}" if first < last else f"{first}" for first, last, _, _ in runs],
        "cheapest Chinese": [f"{china.model}, {makers[china.model]}" for _, _, china, _ in runs],
        "USD, Chinese": [round(china.usd, 2) for _, _, china, _ in runs],
        "cheapest US": [f"{us.model}, {makers[us.model]}" for _, _, _, us in runs],
        "USD, US": [round(us.usd, 2) for _, _, _, us in runs],
        "times": [round(china.usd / us.usd, 2) for _, _, china, us in runs],
    })  # fmt: skip


def two_counts(usage: pd.DataFrame) -> pd.DataFrame:
    """China's share of people who use generative AI in the second half of 2025, by CNNIC and by Microsoft."""
    import pandas as pd

    wanted = {
        "genai-cnnic-share-china-2025-12": "all people in China, by a survey",
        "genai-ms-cn-2025-12": "people aged 15 to 64, by traces on devices that it sees",
    }
    rows = [row for row in rows_of(usage) if row["usage_id"] in wanted]
    return pd.DataFrame({
        "counted by": [row["measured_by"] for row in rows],
        "per cent": [float(row["value"]) for row in rows],
        "of whom, and how": [wanted[row["usage_id"]] for row in rows],
        "source_id": [row["source_id"] for row in rows],
    })  # fmt: skip


# What each rule beside ours changes, in words, by the name that ``by_rule`` gives it.
CHANGES = {
    "our rule": "our rule",
    "outside estimate": "World Bank in place of the firm",
    "using ai": "users of AI in place of people online",
    "own values": "without values of a group",
    "rank": "places in order in place of values",
    "income held": "what goes with income taken off",
    "gain": "points gained since early 2025",
    "gain income": "the same, with income taken off",
    "growth": "growth in per cent since early 2025",
    "growth income": "the same growth, with income taken off",
    "growth own": "growth, without values of a group",
    "growth own income": "both: own values, income taken off",
    "chinese count": "CNNIC's share for China",
    "internet": "the internet in place of AI",
    "people": "people in place of shares",
    "own score": "levels end at the very best score",
    "flagship": "best model against best model",
    "per task": "newest test of whole tasks",
    "edition of the day": "scores as printed at the time",
    "still served": "without DeepSeek-V4-Pro",
    "september price": "DeepSeek-V4-Pro at September's price, off-peak",
    "without grok": "without Grok 4 Fast",
    "mirror": "the same asked of US models",
    "any cheaper": "any lower price is far cheaper",
}
LINES: dict[str, dict[str, Any]] = {
    "far is a third of the price": {"part": 1 / 3},
    "far is 0.45 of the price": {"part": 0.45},
    "far is two thirds": {"part": 2 / 3},
    "nine tokens in ten read": {"read": 0.9},
    "the same, half of it cached": {"read": 0.9, "cached": 0.5},
    "nine tenths of the reading cached": {"cached": 0.9},
    "twenty levels asked": {"number": 20},
}


def turned(
    judges: Sequence[Callable[[Mapping[str, pd.DataFrame], str, str], Verdict]],
    tables: Mapping[str, pd.DataFrame],
    written: str,
    today: str,
) -> pd.DataFrame:
    """What each rule of each claim says on the two days, in words, and what the rule for C12 says with another line."""
    import pandas as pd

    days = {"when written": written, "today": today}
    rows = [
        {"claim": row["claim"], "what changes": CHANGES[row["rule"]]} | {word: row[word] for word in days}
        for row in by_rule(judges, RULES, tables, lambda _: days)
    ]
    rows += [
        {"claim": "C12", "what changes": words}
        | {word: c12(tables, day, **moved).in_words for word, day in days.items()}
        for words, moved in LINES.items()
    ]
    chance = {word: by_chance(tables, day) for word, day in days.items()}
    return pd.DataFrame(
        [*rows, {"claim": "C12", "what changes": "each score off by a point and a half"} | chance]
    )


def by_chance(tables: Mapping[str, pd.DataFrame], day: str) -> str:
    """How often the verdict on C12 stays and turns when scores are off by chance, in words, the most frequent outcome first."""
    found = shaken(offers(tables, day))
    often = sorted(found, key=lambda outcome: -found[outcome])
    words = {outcome: Verdict("", "", "", outcome, "", "", "", "").in_words for outcome in often}
    return ", ".join(f"{found[outcome]:.0%} {words[outcome]}" for outcome in often if found[outcome] >= 0.01)


def larger_step(before: float, between: float, after: float, choices: Sequence[str]) -> str:
    """Which of three choices (first step, even, second step) a count stands for; even where neither is twice the other."""
    first, second = between - before, after - between
    return choices[0] if first > 2 * second else choices[2] if second > 2 * first else choices[1]


def halfway(populations: Sequence[int], p: float, q: float) -> pd.DataFrame:
    """When half of each population (in millions) has adopted, by the formula of Bass with the same p and q."""
    import pandas as pd

    return pd.DataFrame({
        "population, millions": list(populations),
        "half of it, millions": [people / 2 for people in populations],
        "reached after, years": [round(m.years_to(p, q, people / 2 / people), 1) for people in populations],
    })  # fmt: skip


def first_half(small: float, large: float, choices: Sequence[str]) -> str:
    """Which of three choices (sooner, same, later in the large country) the years to half of two countries stand for."""
    return choices[1] if abs(large - small) < 1e-9 else choices[0] if large < small else choices[2]
