"""The pictures of lesson 03: tables in, ``Picture`` out. Blue is the US and orange is China in every one of them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.cells import as_date, known, rows_of
from ai_ambitions.display import charts
from ai_ambitions.display.charts.parts import WIDTH
from ai_ambitions.display.pictures import Picture, redrawable
from ai_ambitions.display.style import GRID, INK, MUTED, PALETTE, figure, narrow
from ai_ambitions.lessons.which_gap import model as m
from ai_ambitions.lessons.which_gap.verdicts import (
    ERRORS,
    FEWEST,
    RULES,
    WINDOWS,
    c06,
    c13,
    c14,
    editions,
    newest_edition,
    pace,
    snapshots,
    split,
    steps_in,
)
from ai_ambitions.lessons.which_gap.verdicts import records as count_records

if TYPE_CHECKING:
    import pandas as pd

    from ai_ambitions.core.verdict import Verdict

US, CN, OTHER = PALETTE[0], PALETTE[1], "#b9c1c9"
_LOOKS = {"US": US, "CN": CN}
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


# --- two records ------------------------------------------------------------------------------------------------------


@redrawable
def records(index: pd.DataFrame, day: str, measured: bool = False) -> Picture:
    """The best score so far of US and of Chinese models, as steps, up to a day.

    Parameters
    ----------
    index
        Rows of one edition: country, released, score.
    day
        Where the steps end.
    measured
        Draw the two distances on that day: straight up, in points, and to the left, in months.
    """
    us, cn = split(index)
    steps = {
        "United States": m.record_steps(us, "2023-01-01", day),
        "China": m.record_steps(cn, "2023-01-01", day),
    }
    fig, ax = figure(WIDTH, 3.9)
    fig.subplots_adjust(left=0.11, right=0.84, top=0.86, bottom=0.13)
    end = as_date(day)
    for (name, found), color in zip(steps.items(), (US, CN), strict=True):
        days = [as_date(row["released"]) for row in found]
        scores = [float(row["score"]) for row in found]
        ax.step([*days, end], [*scores, scores[-1]], where="post", color=color, lw=2)
        ax.plot(days, scores, "o", ms=3.5, color=color)
        ax.annotate(
            name, (end, scores[-1]), xytext=(9, 0), textcoords="offset points", va="center", color=color
        )
    gap, lag = m.gap_points(us, cn, day), m.lag_months(us, cn, day)
    ahead = [m.gap_points(us, cn, row["released"]) for found in steps.values() for row in found
             if m.known_by(cn, row["released"])]  # fmt: skip
    title = "An American record throughout, at a changing distance"
    if min(ahead) <= 0:
        title = "The record changed hands"
    if measured:
        title = f"One gap on {end:%-d %B %Y}: {gap:.1f} points, or {lag:.1f} months"
        low, high = (float(found[-1]["score"]) for found in (steps["China"], steps["United States"]))
        first = m.first_level(us, low, day)
        assert first is not None
        since = as_date(first["released"])
        arrow: dict[str, Any] = {"arrowstyle": "<->", "color": INK, "lw": 1.3, "shrinkA": 0, "shrinkB": 0}
        ax.annotate("", (since, low), (end, low), arrowprops=arrow)
        ax.annotate("", (end, low), (end, high), arrowprops=arrow)
        ax.annotate(
            f"{lag:.1f} months", (end, low), xytext=(-4, -6), textcoords="offset points", ha="right", va="top"
        )
        ax.set(xlim=(since - (end - since), end + (end - since) / 5), ylim=(low - 3 * gap, high + gap))
        ax.annotate(f"{gap:.1f} points", (end, (low + high) / 2), xytext=(-6, 0), textcoords="offset points",
                    ha="right", va="center", bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})  # fmt: skip
    ax.set(ylabel="index points")
    _months(ax, every=3 if measured else 12)
    _tidy_height(ax)
    ax.grid(axis="y", color=GRID)
    ax.set_title(title, x=-0.13)
    told = "; ".join(
        f"{name} from {found[0]['score']:.0f} ({as_date(found[0]['released']):%B %Y}) to {found[-1]['score']:.0f}"
        for name, found in steps.items()
    )
    import pandas as pd

    columns = ["model", "country", "released", "score", "source_id"]
    data = pd.DataFrame([row for found in steps.values() for row in found])[columns]
    return Picture(
        fig,
        f"{title}. Steps over time, best score so far in index points: {told}. On {end:%-d %B %Y} the lead is "
        f"{gap:.1f} points and the lag {lag:.1f} months.",
        data,
        "benchmark_scores",
    )


# --- the same race, several clocks --------------------------------------------------------------------------------------

YARDSTICKS = {"points of the scale": "points", "months behind": "months"}
SINCE = {
    "July 2024": "2024-07-06",
    "January 2025": "2025-01-05",
    "end of February 2025": "2025-02-27",
    "August 2025": "2025-08-04",
}
CLOSING, WIDENING = 0.8, 1.25
_UNITS = {"points": "points", "months": "months"}


@dataclass(frozen=True)
class Clock:
    """A gap read on several days with one instrument: day, points, months (None where the source does not say)."""

    name: str
    readings: tuple[tuple[str, float, float | None], ...]
    partial: frozenset[str] = (
        frozenset()
    )  # days whose table does not follow all makers: the lead can be another

    def on(self, day: str, yardstick: str) -> tuple[str, float]:
        """The first reading on a day or after it: its day and its value."""
        column = 1 if yardstick == "points" else 2
        found = [(row[0], row[column]) for row in self.readings if row[0] >= day and row[column] is not None]
        return found[0]  # type: ignore[return-value]

    def last(self, yardstick: str) -> tuple[str, float]:
        """The last reading that follows all makers: its day and its value."""
        return self.on(max(row[0] for row in self.readings if row[0] not in self.partial), yardstick)


def change(before: float, after: float) -> str:
    """What became of a gap: closing at four fifths of what it was or less, widening at five quarters or more, else steady."""
    return "closing" if after <= CLOSING * before else "widening" if after >= WIDENING * before else "steady"


def clocks(gaps: pd.DataFrame, index: pd.DataFrame) -> dict[str, Clock]:
    """The instruments by name: votes in the arena, and each edition of the index, read at the start of each month.

    ``gaps`` is ``arena_gaps``; ``index`` holds all editions.
    """
    import pandas as pd

    arena = []
    gaps = gaps[
        gaps["style"].astype(str) != "on"
    ]  # a list with style set aside is no point of the same series
    for row in rows_of(gaps):
        seen = row["equal_us_seen"]
        months = m.months_between(seen, row["as_of"]) if known(seen) else None
        arena.append((str(row["as_of"])[:10], float(row["us_score"] - row["cn_score"]), months))
    partial = frozenset(str(row["as_of"])[:10] for row in rows_of(gaps) if row["coverage"] != "all_models")
    found = {"votes in the arena": Clock("by votes in the arena", tuple(arena), partial)}
    for edition in sorted(index["edition"].unique(), reverse=True):
        us, cn = split(index, edition)
        days = [f"{day:%Y-%m-%d}" for day in pd.date_range("2024-03-01", edition, freq="MS")]
        days = sorted({*days, *(day for day in SINCE.values() if day < edition), edition})
        name = f"{as_date(edition):%B %Y}"
        readings = tuple((day, m.gap_points(us, cn, day), m.lag_months(us, cn, day)) for day in days)
        found[f"index, edition of {name}"] = Clock(f"on the index of {name}", readings)
    return found


def same_race(instruments: Mapping[str, Clock]) -> Callable[[str, Clock, str], Picture]:
    """A function of yardstick, clock and first day that draws the gap over time and says what became of it, for ``explore``."""
    import pandas as pd

    def same_race_of(yardstick: str, clock: Clock, since: str) -> Picture:
        column = 1 if yardstick == "points" else 2
        drawn = [(as_date(row[0]), row[column]) for row in clock.readings if row[column] is not None]
        start, last = clock.on(since, yardstick), clock.last(yardstick)
        word = change(start[1], last[1])
        unit = _UNITS[yardstick]
        title = f"{word.capitalize()}: {start[1]:.1f} to {last[1]:.1f} {unit}, {clock.name}"
        fig, ax = figure(WIDTH, 3.4)
        fig.subplots_adjust(left=0.11, right=0.95, top=0.86, bottom=0.13)
        ax.plot(
            [day for day, _ in drawn], [value for _, value in drawn], color=MUTED, lw=1.8, marker="o", ms=3
        )
        partial = {as_date(day) for day in clock.partial}
        hollow = [(day, value) for day, value in drawn if day in partial]
        ax.plot(*zip(*hollow, strict=True) if hollow else ([], []), "o", ms=5.5, mfc="white", mec=MUTED)
        ends = [(as_date(day), value) for day, value in (start, last)]
        ax.plot(
            [day for day, _ in ends], [value for _, value in ends], color=PALETTE[2], lw=2.4, ls=(0, (4, 2))
        )
        for day, value in ends:
            fill = "white" if day in partial else PALETTE[2]
            ax.plot(day, value, "o", ms=9, color=PALETTE[2], mfc=fill, mew=2)
        before = [value for day, value in drawn if day < ends[0][0]]
        falls = (
            bool(before) and float(before[-1] or 0) > start[1]
        )  # a line from above leaves no room on the left
        for (day, value), shift in zip(ends, (9 if falls else -9, 9), strict=True):
            ax.annotate(f"{value:.1f}", (day, value), xytext=(shift, 9), textcoords="offset points",
                        ha="right" if shift < 0 else "left", color=PALETTE[2], fontweight="bold",
                        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5})  # fmt: skip
        alike = [
            reader for reader in instruments.values() if ("index" in reader.name) == ("index" in clock.name)
        ]
        top = max(float(row[column] or 0) for reader in alike for row in reader.readings)
        ax.set(
            ylim=(0, 1.18 * top),
            ylabel=f"US lead, {'rating ' if 'votes' in clock.name and unit == 'points' else ''}{unit}",
        )
        ax.set_xlim(pd.Timestamp("2024-02-10"), pd.Timestamp("2026-09-20"))
        _months(ax, every=6)
        _tidy_height(ax)
        ax.grid(axis="y", color=GRID)
        ax.set_title(title, x=-0.12)
        return Picture(
            fig,
            f"{title}. A line over time, the US lead in {unit}, {clock.name}; compared are {ends[0][0]:%-d %B %Y} and "
            f"{ends[1][0]:%-d %B %Y}.{' At a hollow dot not all makers are followed.' if hollow else ''}",
            of="arena_gaps" if "votes" in clock.name else ("benchmark_scores", "index_vintages"),
            rows=pd.DataFrame(drawn, columns=["day", f"US lead, {unit}"]),
        )

    return same_race_of


# --- style --------------------------------------------------------------------------------------------------------------


def on_both_lists(styled: pd.DataFrame) -> pd.DataFrame:
    """The models that stand on both lists of all questions, with and without style control: two rows a model.

    Each list ends at its fortieth place, and some models stand on one of them only. Compared are the same models.
    """
    full = styled[styled["category"].astype(str) == "full"]
    on, off = (set(full.loc[full["style_control"] == style, "model_label"]) for style in ("on", "off"))
    both: pd.DataFrame = full[full["model_label"].isin(on & off)]
    return both


def top_places(styled: pd.DataFrame, style_control: str, places: int = 20) -> pd.DataFrame:
    """The first places by score, of the rows with style control ``on`` or ``off``."""
    rows = styled[styled["style_control"].astype(str) == style_control]
    return rows.sort_values("score", ascending=False, kind="stable").head(places)


@redrawable
def style_switch(styled: pd.DataFrame) -> Picture:
    """Twenty places, twice: as votes fell, and with length and layout discounted. One dot a model, by country.

    ``styled`` is what ``on_both_lists`` gives.
    """
    import pandas as pd
    from matplotlib.lines import Line2D

    rows = {"as people voted": top_places(styled, "off"), "style set aside": top_places(styled, "on")}
    fig, ax = figure(WIDTH, 2.35)
    fig.subplots_adjust(left=0.2, right=0.97, top=0.8, bottom=0.33)
    counts = []
    for height, table in enumerate(rows.values()):
        lands = table["developer_country"].astype(str).tolist()
        counts.append(lands.count("CN"))
        for place, land in enumerate(lands, start=1):
            marker = {"US": "o", "CN": "s"}.get(land, "D")
            ax.plot(place, height, marker, ms=6 if narrow() else 11, color=_LOOKS.get(land, OTHER))
    words = [WORDS[n] if n < len(WORDS) else str(n) for n in counts]
    title = f"With style set aside, {words[0]} Chinese models become {words[1]}"
    if counts[0] == counts[1]:
        title = f"With or without style: {words[0]} Chinese models"
    ax.set_yticks([0, 1], list(rows))
    ax.set(ylim=(1.5, -0.5), xlim=(0.3, 20.7), xlabel="place in the table")
    ax.set_xticks([1, 5, 10, 15, 20])
    ax.tick_params(axis="y", length=0, labelcolor=INK)
    ax.spines["left"].set_visible(False)
    ax.set_title(title, x=-0.25)
    shapes = {"United States": ("o", US), "China": ("s", CN), "France": ("D", OTHER)}
    handles = [
        Line2D([], [], ls="", marker=mk, color=c, ms=8, label=name) for name, (mk, c) in shapes.items()
    ]
    fig.legend(handles=handles, loc="lower left", ncols=3, fontsize=9.5, bbox_to_anchor=(0.01, 0))
    both = pd.concat(rows.values())
    told = "; ".join(f"{name}: {count} of 20 Chinese" for name, count in zip(rows, counts, strict=True))
    return Picture(
        fig,
        f"{title}. Two rows of twenty places, one dot a model, of the {styled['model_label'].nunique()} models on both lists. {told}.",
        both[
            [
                "style_control",
                "model_label",
                "developer_country",
                "score",
                "score_low",
                "score_high",
                "source_id",
            ]
        ],
        "arena_style_control",
    )


# --- who measured what ---------------------------------------------------------------------------------------------------


@redrawable
def measured_lags(published: pd.DataFrame, gaps: pd.DataFrame) -> Picture:
    """Published lags of China behind the US in 2026, and the arena's as computed here: ranges in months, with their points."""
    import pandas as pd

    chosen = {
        "epoch-eci-us-cn": "Epoch, {}, three years, average",
        "caisi-2026-deepseek-v4": "CAISI, {}, one model",
        "hassabis-2026-01": "Hassabis, {}",
    }
    rows = (
        published[published["gap_id"].isin(list(chosen))].set_index("gap_id").loc[list(chosen)].reset_index()
    )
    last = rows_of(gaps)[-1]
    arena = m.months_between(last["equal_us_seen"], last["as_of"])
    table = pd.DataFrame({
        "who": [
            *(label.format(_short(day)) for label, day in zip(chosen.values(), rows["stated_on"], strict=True)),
            f"arena, {_short(last['as_of'])}, eight makers (our count)",
        ],
        "low": [*rows["lag_months_low"].fillna(rows["lag_months"]), arena],
        "high": [*rows["lag_months_high"].fillna(rows["lag_months"]), arena],
        "source_id": [*rows["source_id"], last["source_id"]],
    })  # fmt: skip
    title = f"Four answers, {table['low'].min():.0f} to {table['high'].max():.0f} months"
    average = float(rows["lag_months"].iloc[0])
    table.loc[0, "who"] = f"{table['who'].iloc[0]} {average:.0f}"
    picture = charts.intervals(
        table, "who", "low", "high", title=title, xlabel="months behind", limits=(0, 16),
        of=("capability_gaps", "arena_gaps"),
        format=lambda value: f"{value:.2g}",
    )  # fmt: skip
    picture.figure.axes[0].plot(average, 0, "|", color=INK, ms=14, mew=2)  # the average inside Epoch's range
    return picture


# --- a test that fills up -------------------------------------------------------------------------------------------------

TESTS = {
    "MMLU (school and college)": "MMLU",
    "GPQA Diamond (doctoral science)": "GPQA diamond",
    "MATH level 5 (contest)": "MATH level 5",
    "FrontierMath (research)": "FrontierMath-2025-02-28-Private",
}
LEVELS = [10, 30, 50, 70, 85, 95, 97]  # right answers of the one behind, per cent
MORE = 2  # points more of the one ahead


def full_test(items: pd.DataFrame) -> Callable[[str, int], Picture]:
    """A function of a test and a level that draws what two points more mean in ability, for ``explore``."""
    import pandas as pd

    rows = {row["benchmark"]: row for row in rows_of(items[items["scale"].astype(str) == "index_points"])}
    names = {key: words.split(" (")[0] for words, key in TESTS.items()}

    def full_test_of(test: str, level: int) -> Picture:
        row = rows[test]
        place = (float(row["difficulty"]), float(row["slope"]))
        low, high = (m.ability_of(percent / 100, *place) for percent in (level, level + MORE))
        title = f"{names[test]}, {level} against {level + MORE} %: {high - low:.1f} index points of ability"
        fig, ax = figure(WIDTH, 3.4)
        fig.subplots_adjust(left=0.11, right=0.95, top=0.86, bottom=0.15)
        shown = range(40, 231)
        ax.plot(shown, [100 * m.expected_score(ability, *place) for ability in shown], color=MUTED, lw=2)
        for percent, ability in ((level, low), (level + MORE, high)):
            ax.plot([40, ability, ability], [percent, percent, 0], color=PALETTE[2], lw=1.2, ls=(0, (3, 2)))
            ax.plot(ability, percent, "o", ms=7, color=PALETTE[2])
        ax.axvspan(low, high, color=PALETTE[2], alpha=0.22, lw=0)
        ax.set(
            xlim=(40, 230), ylim=(0, 101), xlabel="ability, index points", ylabel="right answers, per cent"
        )
        ax.set_title(title, x=-0.12)
        return Picture(
            fig,
            f"{title}. An S-shaped curve of right answers by ability; {level} and {level + MORE} per cent stand at "
            f"{low:.1f} and {high:.1f} index points.",
            of="item_parameters",
            rows=pd.DataFrame(
                {"right answers, %": [level, level + MORE], "ability, index points": [low, high]}
            ),
        )

    return full_test_of


# --- who is compared ------------------------------------------------------------------------------------------------------

COMPARED = {"all other countries": "others", "the United States alone": "US"}
ESTIMATES = {
    "all": ("confident", "likely", "speculative"),
    "likely or better": ("confident", "likely"),
    "confident only": ("confident",),
}
TOPS = [5, 10, 20]
FROM, TO = "2021-11-01", "2025-01-31"  # the time that Epoch AI looked at


def leading(runs: pd.DataFrame, top: int) -> list[dict[str, Any]]:
    """The models that were among the so many largest of their group when they were released, from late 2021 to January 2025."""
    larger: list[float] = []
    kept = []
    for row in m.known_by(runs.assign(score=runs["training_flop"]), TO):
        rank = sum(size > row["training_flop"] for size in larger)
        larger.append(row["training_flop"])
        if rank < top and as_date(row["released"]) >= as_date(FROM):
            kept.append(row)
    return kept


def who_counts(models: pd.DataFrame) -> Callable[[str, tuple[str, ...], int], Picture]:
    """A function of three choices that draws the growth of training compute in China and elsewhere, for ``explore``."""
    import pandas as pd

    sized = models[models["training_flop"].notna()]

    def who_counts_of(compared_with: str, estimates: tuple[str, ...], largest: int) -> Picture:
        rated = sized[sized["flop_confidence"].isin(estimates)]
        china = rated["developer_country"] == "CN"
        us = rated["developer_country"] == "US"
        other = "the United States" if compared_with == "US" else "elsewhere"
        groups = {
            "China": leading(rated[china], largest),
            other: leading(rated[us] if compared_with == "US" else rated[~china], largest),
        }
        factors = {
            name: m.yearly_factor([row["released"] for row in found], [row["training_flop"] for row in found])
            for name, found in groups.items()
        }
        ratio = factors["China"] / factors[other]
        speed = (
            "faster" if ratio > 1.1 else "more slowly" if ratio < 0.9 else "about as fast"
        )  # a tenth is no difference
        where = f"in {other}" if compared_with == "US" else other
        title = (
            f"China's compute grew {speed}: {factors['China']:.1f} times a year against {factors[other]:.1f}"
        )
        fig, ax = figure(WIDTH, 3.4)
        fig.subplots_adjust(left=0.12, right=0.8, top=0.86, bottom=0.13)
        ends_at: dict[str, tuple[float, str, int]] = {}
        for (name, found), color, sign in zip(
            groups.items(), (CN, US if compared_with == "US" else INK), "so", strict=True
        ):
            days = [as_date(row["released"]) for row in found]
            sizes = [float(row["training_flop"]) for row in found]
            ax.plot(days, sizes, sign, ms=5, color=color, alpha=0.75)
            ends = [as_date(FROM), as_date(TO)]
            middle = sum(day.toordinal() for day in days) / len(days)
            mean = _geometric_mean(sizes)
            fitted = [mean * factors[name] ** ((end.toordinal() - middle) / m.DAYS_A_YEAR) for end in ends]
            ax.plot(ends, fitted, color=color, lw=2)
            ends_at[name] = (fitted[1], color, len(found))
        for rank, name in enumerate(sorted(ends_at, key=lambda name: ends_at[name][0])):
            height, color, count = ends_at[name]
            words = name.removeprefix("the ")
            ax.annotate(f"{words}\n({count} models)", (as_date(TO), height), xytext=(7, (-4, 4)[rank]),
                        textcoords="offset points", va=("top", "bottom")[rank], color=color, fontsize=9.5)  # fmt: skip
        ax.set_yscale("log")
        ax.set(ylabel="training compute, FLOP", ylim=(5e21, 2e26))
        _months(ax, every=12)
        ax.grid(axis="y", color=GRID)
        ax.set_title(title, x=-0.15)
        words = next(word for word, chosen in ESTIMATES.items() if chosen == estimates)
        return Picture(
            fig,
            f"{title}. The {largest} largest at release, estimates: {words}; {len(groups['China'])} Chinese models and "
            f"{len(groups[other])} {where}.",
            pd.DataFrame([row for found in groups.values() for row in found])[
                ["model", "developer_country", "released", "training_flop", "flop_confidence", "source_id"]
            ],
            of="models",
        )

    return who_counts_of


def _short(day: Any) -> str:
    """Month and year, the month in three letters."""
    return f"{as_date(day):%b %Y}"


def _tidy_height(ax: Any) -> None:
    """Ticks of the height only where they are drawn."""
    low, high = ax.get_ylim()
    ax.set_yticks([tick for tick in ax.get_yticks() if low <= tick <= high])
    ax.set_ylim(low, high)


def _months(ax: Any, every: int) -> None:
    """Ticks of a time axis: years alone, or every few months with its name."""
    from matplotlib.dates import DateFormatter, MonthLocator

    ax.xaxis.set_major_locator(MonthLocator(bymonth=range(1, 13, every)))
    ax.xaxis.set_major_formatter(DateFormatter("%Y" if every == 12 else "%b %Y"))


def _geometric_mean(amounts: list[float]) -> float:
    return math.exp(sum(math.log(amount) for amount in amounts) / len(amounts))


# --- what would turn a verdict ---------------------------------------------------------------------------------------------


def rivals(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The best rating of DeepSeek and its two rivals on each arena table that names all three, and the votes that follow."""
    import pandas as pd

    found = snapshots(tables)
    return pd.DataFrame({
        "arena table of": [f"{as_date(snap.day):%B %Y}" for snap in found],
        "style": [snap.style for snap in found],
        "DeepSeek": [round(snap.best["DeepSeek"]) for snap in found],
        "OpenAI": [round(snap.best["OpenAI"]) for snap in found],
        "xAI": [round(snap.best["xAI"]) for snap in found],
        "of 100 votes, the better rival wins": [snap.votes for snap in found],
    })  # fmt: skip


@redrawable
def one_window(tables: Mapping[str, pd.DataFrame], day: str, months: int) -> Picture:
    """The records of both countries in one window before a day, each with the straight line whose slope is its speed."""
    import pandas as pd

    us, cn = split(newest_edition(editions(tables)))
    steps = dict(zip(("US", "CN"), steps_in(us, cn, day, months), strict=True))
    fig, ax = figure(WIDTH, 3.6)
    fig.subplots_adjust(left=0.11, right=0.74, top=0.86, bottom=0.13)
    told = []
    for (country, found), name in zip(steps.items(), ("US", "Chinese"), strict=True):
        slope, _ = m.speed(found)
        days = [as_date(row["released"]) for row in found]
        scores = [float(row["score"]) for row in found]
        # A least-squares line passes through the mean of both axes.
        middle = sum(day.toordinal() for day in days) / len(days)
        ends = [days[0], as_date(day)]
        line = [
            sum(scores) / len(scores) + slope * (end.toordinal() - middle) / m.DAYS_A_YEAR for end in ends
        ]
        ax.plot(days, scores, "o", ms=5, color=_LOOKS[country])
        ax.plot(ends, line, color=_LOOKS[country], lw=1.8)
        ax.annotate(f"{name}: {slope:.1f}\npoints a year", (ends[1], line[1]), xytext=(8, 0),
                    textcoords="offset points", va="center", color=_LOOKS[country])  # fmt: skip
        told.append(f"{len(found)} {name} records rise by {slope:.1f} points a year")
    title = f"Two records and their straight lines, {months} months to {as_date(day):%-d %B %Y}"
    ax.set(ylabel="index points")
    _months(ax, every=3)
    _tidy_height(ax)
    ax.grid(axis="y", color=GRID)
    ax.set_title(title, x=-0.13)
    rows = pd.DataFrame([row for found in steps.values() for row in found])
    columns = ["model", "country", "released", "score", "source_id"]
    return Picture(fig, f"{title}. {'; '.join(told)}.", rows[columns], "benchmark_scores")


def windows(tables: Mapping[str, pd.DataFrame], day: str, months: Iterable[int] = WINDOWS) -> pd.DataFrame:
    """How each window votes on the speed of C13, on the newest edition of the index: one row a window, errors in brackets."""
    import pandas as pd

    us, cn = split(newest_edition(editions(tables)))
    rows = []
    for length in months:
        row: dict[str, int | str] = {"window, months": length}
        if min(count_records(us, cn, day, length)) < FEWEST:
            rows.append({**row, "keeps pace": "abstains"})
            continue
        found = pace(us, cn, day, length)
        for name, (points, error) in (("China, points a year", found.china), ("US, points a year", found.us)):
            row[name] = f"{points:.1f} ({error:.1f})"
        row["China lower by"] = f"{round(found.us[0], 1) - round(found.china[0], 1):.1f}"  # of what is shown
        row["allowed"] = f"{ERRORS * math.hypot(found.china[1], found.us[1]):.1f}"
        rows.append({**row, "keeps pace": "yes" if found.kept else "no"})
    columns = [
        "window, months",
        "China, points a year",
        "US, points a year",
        "China lower by",
        "allowed",
        "keeps pace",
    ]
    return pd.DataFrame(rows, columns=columns)


IN_SHORT = {
    "C06": {
        "default": "votes, newest table",
        "as-voted": "votes, style left in",
        "index": "months on the index",
    },
    "C13": {
        "default": "up to five windows vote",
        "two-years": "one window of two years",
        "wider-errors": "two and a half errors allowed",
        "edition-of-the-day": "the edition nearest to the day",
        "without-pro": "without OpenAI's Pro models",
    },
    "C14": {
        "default": "12 months or 100 points",
        "six-months": "6 months or 50 points",
        "hard-test": "a hard mathematics test for the index",
    },
}


def over_rules(tables: Mapping[str, pd.DataFrame], days: list[str]) -> pd.DataFrame:
    """The outcome of each rule of the three claims, in words, on several days: one row a rule."""
    import pandas as pd

    judges = {"C06": c06, "C13": c13, "C14": c14}
    rows = [
        {
            "claim": claim,
            "rule": name,
            "in short": IN_SHORT[claim][name],
            **{f"on {day}": _said(judge(tables, day, name)) for day in days},
        }
        for claim, judge in judges.items()
        for name in RULES[claim]
    ]
    return pd.DataFrame(rows)


def _said(verdict: Verdict) -> str:
    """The outcome in words, with the month of the arena table that it rests on, where it names one."""
    table = re.search(r"Arena table of (\w+ \d{4})", verdict.because)
    return verdict.in_words + (f" ({table[1]})" if table and verdict.claim == "C06" else "")


def votes_by_day(tables: Mapping[str, pd.DataFrame], days: Sequence[str]) -> pd.DataFrame:
    """Whether China keeps pace in each window of C13, on several days: one row a window, one column a day."""
    import pandas as pd

    votes = {f"on {as_date(day):%-d %b %Y}": list(windows(tables, day)["keeps pace"]) for day in days}
    return pd.DataFrame({"window, months": list(WINDOWS), **votes})


FIRMS = (
    "OpenAI",
    "Anthropic",
    "Google DeepMind",
    "DeepSeek",
    "Alibaba",
    "Moonshot AI",
)  # two records or more in three years


def without_a_firm(tables: Mapping[str, pd.DataFrame], day: str) -> pd.DataFrame:
    """What C13 says on a day if all models of one firm are left out: one row a firm that set records, of both countries."""
    import pandas as pd

    makers = tables["models"].drop_duplicates("model").set_index("model")["developer"].astype(str)
    scores = tables["benchmark_scores"]
    rows = []
    for firm in FIRMS:
        rest = scores[scores["model"].map(makers) != firm]
        rest.attrs = scores.attrs
        found = c13({**tables, "benchmark_scores": rest}, day)
        kept, voting = re.findall(r"in (\d+) of (\d+) windows", found.figure)[0]
        rows.append({"left out": firm, "keeps pace in": f"{kept} of {voting}", "verdict": found.in_words})
    return pd.DataFrame(rows)


def months_to_match(index: pd.DataFrame, day: str) -> pd.DataFrame:
    """How many months after a day a Chinese model matched the best US model released on it, by each edition of the index."""
    import pandas as pd

    rows = []
    for edition in sorted(index["edition"].unique()):
        us, cn = split(index, edition)
        best = us[us["released"] == day]["score"].max()
        match = rows_of(cn[cn["score"] >= best].sort_values("released", kind="stable"))[0]
        rows.append({
            "edition of": f"{as_date(edition):%B %Y}",
            "first Chinese model as good": match["model"],
            "months": round(m.months_between(day, match["released"]), 1),
        })  # fmt: skip
    return pd.DataFrame(rows)


def how_sure(lags: list[float], plain: float) -> pd.DataFrame:
    """A plain lag beside sorted shaken ones: their middle, the ends between which nine in ten of them lie, how often it is zero."""
    import pandas as pd

    ends = {"plain number": plain, "shaken: the middle one": lags[len(lags) // 2],
            "nine in ten, from": lags[len(lags) // 20], "to": lags[len(lags) * 19 // 20]}  # fmt: skip
    row = {name: round(months, 1) for name, months in ends.items()}
    return pd.DataFrame([{**row, "of 100 draws, no lag in": round(100 * lags.count(0.0) / len(lags))}])


def lags_by_edition(index: pd.DataFrame, day: str) -> pd.DataFrame:
    """The lag on a day by every edition of the index, with the best Chinese model and the first US model at its level."""
    import pandas as pd

    rows = []
    for edition in sorted(index["edition"].unique()):
        us, cn = split(index, edition)
        best = m.best_by(cn, day)
        level = m.first_level(us, best["score"], day)
        rows.append({
            "edition of": f"{as_date(edition):%B %Y}",
            "best Chinese model": best["model"],
            "score": round(float(best["score"]), 1),
            "first US model as good": level["model"] if level else "none",
            "lag, months": round(m.lag_months(us, cn, day), 1),
        })  # fmt: skip
    return pd.DataFrame(rows)


def more_or_less(lags: pd.DataFrame, choices: Sequence[str]) -> str:
    """Which of three answers holds of the first edition's lag beside the last one's: less, about the same, more.

    About the same is up to two months apart.
    """
    apart = lags["lag, months"].iloc[0] - lags["lag, months"].iloc[-1]
    less, same, more = choices
    return less if apart < -2 else more if apart > 2 else same


def gaps_since(tables: Mapping[str, pd.DataFrame], since: str) -> pd.DataFrame:
    """The US lead in points since a day, by two clocks: one row a reading, with clock (``index`` or ``arena``), day and gap."""
    import pandas as pd

    found = clocks(tables["arena_gaps"], newest_edition(editions(tables)))
    rows = [
        {
            "clock": "arena" if "arena" in clock.name else "index",
            "day": pd.Timestamp(day),
            "gap": round(points, 1),
        }
        for clock in found.values()
        for day, points, _ in clock.readings
        if day >= since
    ]
    return pd.DataFrame(rows)


__all__ = [
    "COMPARED",
    "ESTIMATES",
    "LEVELS",
    "SINCE",
    "TESTS",
    "TOPS",
    "YARDSTICKS",
    "Clock",
    "change",
    "clocks",
    "full_test",
    "gaps_since",
    "how_sure",
    "lags_by_edition",
    "leading",
    "measured_lags",
    "months_to_match",
    "more_or_less",
    "on_both_lists",
    "one_window",
    "over_rules",
    "records",
    "rivals",
    "same_race",
    "style_switch",
    "top_places",
    "votes_by_day",
    "who_counts",
    "windows",
    "without_a_firm",
]  # fmt: skip
