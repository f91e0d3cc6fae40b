"""The pictures of lesson 08: tables in, ``Picture`` out. Titles say the finding; orange is the row to look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.cells import rows_of
from ai_ambitions.core.verdict import OUTCOMES
from ai_ambitions.display import charts
from ai_ambitions.display.charts.parts import WIDTH
from ai_ambitions.display.pictures import Picture, redrawable
from ai_ambitions.display.style import INK, MUTED, PALETTE, figure, narrow
from ai_ambitions.lessons.many_yardsticks import model as m
from ai_ambitions.lessons.many_yardsticks.verdicts import RULES, board, leader_of, research_pairs
from ai_ambitions.lessons.many_yardsticks.verdicts import left_out as left_out_of_rule
from ai_ambitions.practice.ledger import turned_in_words

if TYPE_CHECKING:
    import pandas as pd


# --- seven yardsticks -------------------------------------------------------------------------------------------------

YARDSTICKS = {
    "ai_articles": "AI articles",
    "most_cited_articles": "most-cited articles",
    "granted_ai_patents": "AI patents",
    "private_ai_investment": "private investment",
    "large_models": "large models",
    "computing_in_clusters": "computing",
    "people_using_ai": "people using AI",
}
UNITS = ["in total", "per head"]
SCALES = list(m.SCALES)
ARTICLE = {"United States": "the US", "United Kingdom": "the UK", "United Arab Emirates": "the Emirates"}


def wide(yardsticks: pd.DataFrame, economies: pd.DataFrame) -> pd.DataFrame:
    """The totals, a row an economy by its name, a column a yardstick."""
    names = dict(zip(economies["code"], economies["name"], strict=True))
    found: dict[str, dict[str, float]] = {name: {} for name in YARDSTICKS.values()}
    for row in rows_of(yardsticks):
        found[YARDSTICKS[row["indicator"]]][names[row["code"]]] = float(row["value"])
    import pandas as pd

    return pd.DataFrame(found)


def a_million(totals: pd.DataFrame, sizes: pd.DataFrame, economies: pd.DataFrame) -> pd.DataFrame:
    """The same for each million people of an economy."""
    names = dict(zip(economies["code"], economies["name"], strict=True))
    people = {names[row["code"]]: row["population_2024"] for row in rows_of(sizes) if row["code"] in names}
    heads = [float(people[name]) for name in totals.index]
    return totals.apply(lambda column: m.per_head(list(column), heads), result_type="expand").set_axis(
        totals.index
    )


def scaled(amounts: pd.DataFrame, scale: str = "lowest 0, highest 1") -> pd.DataFrame:
    """Each yardstick on one scale: a name of ``SCALES``."""
    import pandas as pd

    columns = {name: m.SCALES[scale](list(amounts[name])) for name in amounts}
    return pd.DataFrame(columns, index=amounts.index)


def leads(amounts: pd.DataFrame, scale: str = "lowest 0, highest 1") -> pd.Series:
    """Of 100 random weightings, how many each economy leads; those that ever lead, most first."""
    import pandas as pd

    on_one = scaled(amounts, scale)
    found = pd.Series(m.lead_shares({str(name): list(row) for name, row in on_one.iterrows()}))
    return found[found > 0].sort_values(ascending=False, kind="stable").rename("of 100 weightings")


@redrawable
def firsts(totals: pd.DataFrame, heads: pd.DataFrame) -> Picture:
    """Who is first by each yardstick, in total and per head: names in two columns of boxes."""
    import pandas as pd

    found = {
        unit: {str(name): str(who) for name, who in each.idxmax().items()}
        for unit, each in zip(UNITS, (totals, heads), strict=True)
    }
    two = ("China", "United States")
    names = list(totals.columns)
    others = {unit: sum(who not in two for who in column.values()) for unit, column in found.items()}
    count = len({who for column in found.values() for who in column.values()})
    title = f"One subject, {len(names)} yardsticks, {count} economies that are first"
    tall = 0.95 + (0.48 if narrow() else 0.38) * len(names)
    fig, ax = figure(WIDTH, tall)
    fig.subplots_adjust(left=0.02, right=0.98, top=1 - 0.8 / tall, bottom=0.05 / tall)
    ax.set(xlim=(0, 3), ylim=(len(names) - 0.5, -0.5), xticks=[], yticks=[])
    ax.axis("off")

    def in_box(words: str) -> str:
        return "\n".join(wrap(words, 11)) if narrow() else words

    for place, (unit, column) in enumerate(found.items(), start=1):
        ax.annotate(
            unit, (place + 0.5, 1), xycoords=("data", "axes fraction"), xytext=(0, 6), ha="center",
            textcoords="offset points", weight="bold",
        )  # fmt: skip
        for row, name in enumerate(names):
            who = column[name]
            ax.barh(row, 0.94, left=place + 0.03, height=0.76, color=PALETTE[0 if who in two else 1])
            ax.annotate(
                in_box(who), (place + 0.5, row), ha="center", va="center", color="white", weight="bold"
            )
    key = "orange: neither of the two"
    if narrow():
        fig.text(0, 0, key, color=MUTED)
    else:
        ax.annotate(
            key, (0.95, 1), xycoords=("data", "axes fraction"), xytext=(0, 6), ha="right",
            textcoords="offset points", color=MUTED,
        )  # fmt: skip
    for row, name in enumerate(names):
        ax.annotate(in_box(name), (0.95, row), ha="right", va="center", color=INK)
    fig.suptitle(title, x=0.012, ha="left", fontsize=12.5, weight="bold", y=1 - 0.1 / tall, va="top")
    said = "; ".join(f"{name}: {found[UNITS[0]][name]} and {found[UNITS[1]][name]}" for name in names)
    alt = f"{title}. First in total and per head. {said}. Neither China nor the United States: {others[UNITS[0]]} and {others[UNITS[1]]}."
    rows = pd.DataFrame(
        {"yardstick": names, **{unit: list(column.values()) for unit, column in found.items()}}
    )
    return Picture(fig, alt, of=["yardsticks", "economy_size"], rows=rows)


# How some amounts are written for people: with their unit, and times what.
WRITTEN_AS = {
    "private investment": ("private investment, million USD of 2021", 1000.0),
    "computing": ("computing, H100 equivalents", 1.0),
    "people using AI": ("people using AI, thousands", 0.001),
}


def amounts(
    totals: pd.DataFrame, heads: pd.DataFrame, economies: Sequence[str], yardsticks: pd.DataFrame
) -> pd.DataFrame:
    """What some economies have, in total and for each million people, as text: a row a yardstick with its years, and unit."""
    import pandas as pd

    years = {
        YARDSTICKS[row["indicator"]]: " to ".join(dict.fromkeys([str(row["year"]), str(row["year_end"])]))
        for row in rows_of(yardsticks)
    }
    rows = []
    for unit, each in (("in total", totals), ("a million people", heads)):
        for name in map(str, totals):
            label, times = WRITTEN_AS.get(name, (name, 1.0))
            values = {who: times * float(each[name][who]) for who in economies}
            text = {who: f"{value:,.0f}" if value >= 100 else f"{value:.3g}" for who, value in values.items()}
            rows.append({"yardstick": f"{label}, {years[name]}", "unit": unit} | text)
    return pd.DataFrame(rows)


WITHOUT = {"nothing": "", **{name: name for name in YARDSTICKS.values()}}


@redrawable
def leads_bars(amounts: pd.DataFrame, title: str = "", scale: str = "lowest 0, highest 1") -> Picture:
    """Bars: of 100 random weightings, how many each of the first five economies leads, and all others together."""
    import pandas as pd

    found = leads(amounts, scale)
    first = str(found.index[0])
    shown = found.iloc[:5].to_dict()
    if len(found) > len(shown):
        shown["all others"] = float(found.iloc[5:].sum())
    frame = pd.DataFrame({"economy": list(shown), "leads": list(shown.values())})
    name = ARTICLE.get(first, first)
    head = title or f"{name[0].upper()}{name[1:]} leads in {found.iloc[0]:.0f} of 100 weightings"
    return charts.bars(
        frame, "economy", "leads", title=head, xlabel="of 100 random weightings (orange: leads in most)", format="{:.0f}".format,
        highlight=[first], limits=(0, 110), of=["yardsticks", "economy_size"], height=3.3,
    )  # fmt: skip


def drop_one(totals: pd.DataFrame, heads: pd.DataFrame) -> Callable[[str, str, str], Picture]:
    """A function of a unit, a scale and the yardstick left out that draws who leads how often, for ``explore``."""
    units = dict(zip(UNITS, (totals, heads), strict=True))

    def drop(unit: str, without: str, scale: str) -> Picture:
        amounts = units[unit]
        kept = amounts.drop(columns=[without]) if without else amounts
        found = leads(kept, scale)
        first = str(found.index[0])
        less = f", without {without}" if without else ""
        name = ARTICLE.get(first, first)
        title = f"{unit.capitalize()}{less}: {name} leads in {found.iloc[0]:.0f} of 100"
        picture = leads_bars(kept, title, scale)
        own = {who: f"{found.get(who, 0):.0f}" for who in ("China", "United States")}
        said = f"China {own['China']}, the US {own['United States']} of 100. Scale: {scale}. {kept.shape[1]} yardsticks."
        return charts.caption(picture, said, lines=1)

    return drop


# --- coverage ---------------------------------------------------------------------------------------------------------

CAUGHT_US, CAUGHT_CN = [10, 15, 20, 25, 35], [3, 4, 5, 7, 10, 20]  # per cent of each country's computing


def seen(stock: pd.DataFrame) -> dict[str, float]:
    """What the list of clusters held in May 2025, per cent of its computing: ``{"US": …, "CN": …}``."""
    mine = stock[stock["indicator"] == "share_of_gpu_cluster_performance"]
    return {str(row["country"]): float(row["value"]) for row in rows_of(mine)}


def seen_of_two(stock: pd.DataFrame) -> float:
    """The US share of what the list holds of the two, from 0 to 1."""
    held = seen(stock)
    return held["US"] / (held["US"] + held["CN"])


def coverage(stock: pd.DataFrame) -> Callable[[int, int], Picture]:
    """A function of what the list catches of US and of Chinese computing that draws the true shares, for ``explore``."""
    import pandas as pd

    observed = seen_of_two(stock)

    def shares(us: int, china: int) -> Picture:
        true = m.true_share(observed, us / 100, china / 100)
        title = f"Seen {100 * observed:.0f} to {100 - 100 * observed:.0f}; then true is {100 * true:.0f} to {100 - 100 * true:.0f}"
        frame = pd.DataFrame({
            "what": ["US, as listed", "China, as listed", "US, if so caught", "China, if so caught"],
            "share": [100 * observed, 100 - 100 * observed, 100 * true, 100 - 100 * true],
        })  # fmt: skip
        picture = charts.bars(
            frame, "what", "share", title=title, xlabel="per cent of what the two have", format="{:.0f}".format,
            highlight=["US, if so caught", "China, if so caught"], limits=(0, 112), of="compute_stock",
        )  # fmt: skip
        said = f"Caught: {us} per cent of US computing, {china} of Chinese; {us / china:.1f} to 1."
        return charts.caption(picture, said, lines=1)

    return shares


# --- a survey ---------------------------------------------------------------------------------------------------------

GROUP = 4  # authors a paper, in the worst case all alike


def talent(flows: pd.DataFrame) -> pd.DataFrame:
    """Four shares of the survey by country of the first degree: who, year, share, people asked, margins in points, source."""
    import pandas as pd

    wanted = [
        ("top_tier", "CN", 2019, "China, top fifth, 2019"),
        ("top_tier", "CN", 2022, "China, top fifth, 2022"),
        ("elite", "CN", 2022, "China, best talks, 2022"),
        ("elite", "US", 2022, "US, best talks, 2022"),
    ]
    mine = flows[flows["indicator"] == "share_by_first_degree"]
    rows = []
    for group, country, year, name in wanted:
        row = rows_of(mine[(mine["group"] == group) & (mine["country"] == country) & (mine["year"] == year)])[
            0
        ]
        share, n = float(row["value"]) / 100, int(row["sample_size"])
        rows.append(
            {
                "who": name,
                "per cent": round(100 * share),
                "people": n,
                "margin": round(100 * m.margin_of_error(share, n), 1),
                "margin in fours": round(100 * m.margin_of_error(share, n, m.design_effect(GROUP)), 1),
                "source_id": row["source_id"],
            }
        )
    return pd.DataFrame(rows)


@redrawable
def margins(flows: pd.DataFrame) -> Picture:
    """The four shares with two intervals: dark for independent people, light if authors come in fours."""
    found = talent(flows)
    shares = list(found["per cent"])
    first, second = shares[1] - shares[0], shares[3] - shares[2]
    title = f"Two gaps: {first} points that last, {second} that may be chance"
    tall = 2.6
    fig, ax = figure(WIDTH, tall)
    fig.subplots_adjust(left=0.29, right=0.96, top=1 - 0.5 / tall, bottom=0.6 / tall)
    for row, each in enumerate(rows_of(found)):
        middle = float(each["per cent"])
        for margin, color, width in ((each["margin in fours"], MUTED, 3), (each["margin"], PALETTE[0], 7)):
            ax.plot(
                [middle - margin, middle + margin], [row, row], color=color, lw=width, solid_capstyle="butt"
            )
        ax.plot([middle], [row], "o", color="white", ms=4)
        ax.annotate(
            f"{middle:.0f}", (middle + float(each["margin in fours"]), row), xytext=(5, 0), va="center",
            textcoords="offset points",
        )  # fmt: skip
    ax.set_yticks(range(len(found)), list(found["who"]))
    ax.tick_params(axis="y", length=0, labelcolor=INK)
    ax.set(
        ylim=(len(found) - 0.5, -0.5),
        xlim=(15, 60),
        xlabel="per cent by first degree (thick: one by one; thin: in fours)",
    )
    ax.spines["left"].set_visible(False)
    ax.set_title(title, x=-0.43)
    said = "; ".join(
        f"{each['who']} {each['per cent']}, margin {each['margin']}, in fours {each['margin in fours']}"
        for each in rows_of(found)
    )
    alt = (
        f"{title}. Intervals of 95 per cent, thick for people one by one, thin for authors in fours: {said}."
    )
    return Picture(fig, alt, found, "talent_flows", "First degree, not citizenship.")


# --- two sources disagree, and the verdicts ---------------------------------------------------------------------------


def notable(research: pd.DataFrame) -> pd.DataFrame:
    """Three counts of the notable models of 2025: who prints it, US, China, US to one Chinese, source."""
    import pandas as pd

    names = {
        ("notable_models", "AI Index"): "AI Index 2026, the report",
        ("notable_models_press", "AI Index in the press"): "press on the AI Index 2026",
        ("notable_models", "Epoch AI, counted here"): "Epoch AI's list of March 2026, our count",
    }
    rows = []
    for (indicator, compiler), name in names.items():
        mine = research[
            (research["indicator"] == indicator)
            & (research["compiler"] == compiler)
            & (research["edition"] == 2026)
        ]
        both = {str(row["country"]): row for row in rows_of(mine)}
        us, cn = float(both["US"]["value"]), float(both["CN"]["value"])
        rows.append(
            {
                "printed by": name,
                "US": f"{us:.0f}",
                "China": f"{cn:.0f}",
                "US to one Chinese": f"{us / cn:.2f}",
                "source_id": both["US"]["source_id"],
            }
        )
    return pd.DataFrame(rows)


WIDE_RULES = ("top-one-per-cent", "with-means")  # the rules of C25 that take figures of the wide table


@redrawable
def by_metric(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Picture:
    """The US share of what the two have, by yardstick of research; the pioneering ones highlighted, a line at a half."""
    import pandas as pd

    rows = [
        {
            "yardstick": f"{pair['name']}, {pair['span']}",
            "share": 100 * pair["US"] / (pair["US"] + pair["CN"]),
            "group": pair["group"],
            "source_id": pair["source_id"],
        }
        for pair in research_pairs(tables, day, rule)
    ]
    frame = pd.DataFrame(rows).sort_values("share", ascending=False, kind="stable")
    first = list(frame[frame["group"] == "pioneering"]["yardstick"])
    lead = int((frame["share"] > 50).sum())
    title = f"The US has more by {lead} of {len(frame)} yardsticks, China by {len(frame) - lead}"
    picture = charts.bars(
        frame[["yardstick", "share", "source_id"]], "yardstick", "share", title=title,
        xlabel="US per cent of the two (dashed: a half); orange: pioneering", format="{:.0f}".format,
        highlight=first, limits=(0, 100),
        of=["research_output", "yardsticks"] if rule in WIDE_RULES else "research_output",
    )  # fmt: skip
    picture.figure.axes[0].axvline(50, color=INK, lw=1, ls=(0, (3, 3)))
    return picture


def left_out(tables: Mapping[str, pd.DataFrame], written: str, today: str) -> pd.DataFrame:
    """Our own index with each yardstick left out, on both days: its US share, and of 100 weightings the US leads over the others.

    A row a yardstick; per cent of the two, weightings of the pioneering and of all that are left, and the outcome in words.
    """
    import pandas as pd

    rows: dict[str, dict[str, str]] = {}
    for word, day in (("written", written), ("today", today)):
        without = left_out_of_rule(tables, day)
        for pair in research_pairs(tables, day):
            first, research, outcome = without[pair["name"]]
            row = rows.setdefault(pair["name"], {"yardstick": pair["name"]})
            row[f"US share, {word}"] = f"{100 * pair['US'] / (pair['US'] + pair['CN']):.0f} ({pair['span']})"
            row[f"without it, {word}"] = f"{first:.0f} and {research:.0f}: {OUTCOMES[outcome]}"
    columns = [
        "yardstick",
        *(f"{what}, {word}" for word in ("written", "today") for what in ("US share", "without it")),
    ]
    return pd.DataFrame(list(rows.values()), columns=columns).fillna("–")


SOURCES = {
    "text_to_image": "source_id",
    "image_to_video": "source_id_2",
}  # the boards of images and of video differ in source
DAYS = ["2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31", "2026-08-22", "2026-09-21"]


TIED = "cannot be told apart"  # in the note of a row whose place the board shares out among several


def votes_of(arena: pd.DataFrame, task: str, day: str) -> str:
    """The day from which on the newest board by a day has had the same votes: a copy of a later day can be an old board."""
    now = board(arena, task, day)
    earlier = sorted({str(row["as_of"])[:10] for row in rows_of(arena)}, reverse=True)

    def counted(found: Mapping[str, Any] | None) -> list[object]:
        rows = [found[who] for who in ("US", "CN") if who in found] if found else []
        return [row[cell] for row in rows for cell in ("model_label", "rating", "votes")]

    since = str(now["day"]) if now else day
    for each in (each for each in earlier if each < since):
        found = board(arena, task, each)
        if counted(found) != counted(now):
            break
        since = str(found["day"]) if found else since
    return since


def boards(arena: pd.DataFrame, written: str, days: Sequence[str] = tuple(DAYS)) -> pd.DataFrame:
    """Who is first on the newest board of each task by each day, and the day of its votes: a row a day, a column a task.

    "tied" where the board says that its first places cannot be told apart.
    """
    import pandas as pd

    tasks = {"text_to_image": "text to image", "text_to_video": "text to video", "image_to_video": "image to video", "agent": "agents"}  # fmt: skip
    rows = []
    for day in [written, *days]:
        cells = {"by": day}
        for task, name in tasks.items():
            found = board(arena, task, day)
            first = leader_of(found)
            if found is None or first is None:
                cells[name] = "–"
                continue
            since = date.fromisoformat(votes_of(arena, task, day))
            tied = ", tied" if TIED in str(first["note"]) else ""
            cells[name] = f"{first['developer']} ({first['developer_country']}), {since:%-d %b}{tied}"
            if task in SOURCES:
                cells[SOURCES[task]] = first["source_id"]
        rows.append(cells)
    return pd.DataFrame(rows)


# The rules that are not ours, as the last table names them: each is a sentence in ``RULES``.
IN_WORDS = {
    "win or lose": "each yardstick counts 1 for whoever has more",
    "top one per cent": "most-cited 1 per cent of computer science, not the 100 papers",
    "with conferences": "papers at both conferences are pioneering, too",
    "with citations": "citations of papers and of patents are pioneering, too",
    "with both": "conferences and citations are pioneering, too",
    "per head": "divided by people, against China alone",
    "with means": "money, computing and large models counted, too",
    "late boards": "a board printed up to a week later counts",
    "text to video": "video is text to video alone",
    "with margin": "a lead counts beyond the margin of the difference",
    "with editing": "editing of images and video counts, too",
    "with agents": "agents count, once there is a board",
    "statement alone": "the statement, without a contrast",
}


turned = partial(turned_in_words, RULES, IN_WORDS)


__all__ = [
    "CAUGHT_CN", "CAUGHT_US", "GROUP", "SCALES", "UNITS", "WITHOUT", "YARDSTICKS", "a_million", "amounts", "boards", "by_metric", "coverage",
    "drop_one", "firsts", "leads", "leads_bars", "left_out", "margins", "notable", "scaled", "seen", "seen_of_two", "talent", "turned",
    "wide",
]  # fmt: skip
