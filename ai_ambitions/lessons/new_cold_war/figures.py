"""The pictures of lesson 11: tables in, ``Picture`` out. Titles say the finding; orange marks the rows to compare."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from ai_ambitions.core.cells import rows_of
from ai_ambitions.display import charts
from ai_ambitions.display.charts.parts import WIDTH
from ai_ambitions.display.pictures import Picture, redrawable
from ai_ambitions.display.style import INK, PALETTE, figure
from ai_ambitions.lessons.new_cold_war import model as m
from ai_ambitions.lessons.new_cold_war import verdicts as v
from ai_ambitions.practice.ledger import turned_in_words

if TYPE_CHECKING:
    import pandas as pd


# --- count or share ---------------------------------------------------------------------------------------------------

FRAMES = {
    "a competition": "competition",
    "a gold rush": "economic_gold_rush",
    "killer robots": "killer_robots",
    "a world without work": "world_without_work",
}
UNITS = {"number of articles": "count", "per 100 articles on AI": "share"}
STARTS = [2015, 2016, 2017, 2018]


def count_or_share(usage: pd.DataFrame) -> Callable[[str, str, int], Picture]:
    """A function of a frame, a unit and a first year that draws how the US press told of AI in each year, for ``explore``."""

    def at(frame: str, unit: str, first: int) -> Picture:
        import pandas as pd

        place = list(UNITS.values()).index(unit)
        years = {year: pair[place] for year, pair in v.frame(usage, frame).items() if year >= STARTS[0]}
        last = max(years)
        words = next(words for words, name in FRAMES.items() if name == frame)
        rows = pd.DataFrame({"year": [str(year) for year in years], "value": list(years.values())})
        rows["source_id"] = "cset-2021-contending-frames"
        change = 100 * (m.times(years[last], years[first]) - 1)
        said = f"{'up' if change > 0 else 'down'} {abs(change):.0f} per cent"
        return charts.bars(
            rows, "year", "value", title=f"“{words.capitalize()}”: {said} from {first} to {last}",
            xlabel="articles in the US press" if unit == "count" else "per 100 articles on AI in the US press",
            format=("{:.0f}" if unit == "count" else "{:.2f}").format, highlight=[str(first), str(last)],
            limits=(0, 850 if unit == "count" else 2.7), of="frame_usage",
        )  # fmt: skip

    return at


@redrawable
def story(usage: pd.DataFrame, frame: str, unit: str, first: int) -> Picture:
    """One of the pictures of ``count_or_share``."""
    return count_or_share(usage)(frame, unit, first)


# --- whose papers -----------------------------------------------------------------------------------------------------

# Each with the last year for which the lists name countries: a comparison of fields is one of different years.
VENUES = {
    "general AI (IJCAI), to 2024": "IJCAI",
    "language (NAACL), to 2024": "NAACL",
    "machine learning (NeurIPS), to 2018": "NeurIPS",
    "robot learning (CoRL), to 2025": "CoRL",
    "robotics (ICRA), to 2023": "ICRA",
    "vision (WACV), to 2025": "WACV",
}
SPANS = {"all years": 99, "the newest four": 4}
WHOSE = {"papers with a US author": "US", "papers with a Chinese author": "China", "all papers": "all"}


def of_venue(joint: pd.DataFrame, venue: str) -> list[dict[str, float]]:
    """Counts of one venue by the field for countries, a row a year, oldest first."""
    mine = [row for row in rows_of(joint) if row["venue"] == venue and row["method"] == "country_field"]
    return sorted(mine, key=lambda row: int(row["year"]))


def short(joint: pd.DataFrame) -> pd.DataFrame:
    """``joint_ai_papers`` with the columns venue, year, joint, China, US and all, for exercise 11; unknown counts are nan."""
    names = {"papers_joint": "joint"} | {column: of for of, column in m.OF.items()}
    found = joint.rename(columns=names)[["venue", "year", "joint", "China", "US", "all"]]
    return found.astype(dict.fromkeys(("joint", *m.OF), float))


def ends(joint: pd.DataFrame, venue: str) -> tuple[dict[str, float], dict[str, float]]:
    """Counts of the first and of the last year of one venue."""
    rows = of_venue(joint, venue)
    return rows[0], rows[-1]


def shares(joint: pd.DataFrame, venue: str) -> pd.DataFrame:
    """One venue by year: joint papers, papers of each country, and the joint share by both denominators, per cent."""
    import pandas as pd

    rows = of_venue(joint, venue)
    return pd.DataFrame(
        {
            "year": [f"{row['year']:.0f}" for row in rows],
            "joint": [int(row["papers_joint"]) for row in rows],
            "with a US author": [int(row[m.OF["US"]]) for row in rows],
            "with a Chinese author": [int(row[m.OF["China"]]) for row in rows],
            "% of US": [round(m.joint_share(row, "US"), 1) for row in rows],
            "% of Chinese": [round(m.joint_share(row, "China"), 1) for row in rows],
            "source_id": [row["source_id"] for row in rows],
        }
    )


def whose_papers(joint: pd.DataFrame) -> Callable[[str, str, int], Picture]:
    """A function of a venue, a denominator and how many years that draws the share of joint papers by year, for ``explore``."""

    def at(field: str, of: str, years: int) -> Picture:
        import pandas as pd

        rows = of_venue(joint, field)[-years:]
        values = [m.joint_share(row, of) for row in rows]
        frame = pd.DataFrame(
            {
                "year": [f"{row['year']:.0f}" for row in rows],
                "share": values,
                "joint": [f"{row['papers_joint']:.0f}" for row in rows],
                "source_id": [row["source_id"] for row in rows],
            }
        )
        frame["label"] = frame["year"] + " (" + frame["joint"] + " joint)"
        ends = [frame["label"].iloc[0], frame["label"].iloc[-1]]
        words = {"US": "those with a US author", "China": "those with a Chinese author", "all": "all"}[of]
        title = f"{field}: {values[0]:.1f} to {values[-1]:.1f} per cent of {words}"
        return charts.bars(
            frame, "label", "share", title=title, xlabel=f"joint papers, per cent of {words}",
            format="{:.1f}".format, highlight=ends, of="joint_ai_papers",
        )  # fmt: skip

    return at


ALL_PAPERS = 5290  # accepted at NeurIPS 2025, as the magazine that counted 141 prints it


def by_country(research: pd.DataFrame) -> dict[str, float]:
    """Papers of NeurIPS 2025 with an author in the US and in China, as Paper Copilot counts them (both are "about")."""
    mine = [
        row
        for row in rows_of(research)
        if row["indicator"] == "neurips_papers" and str(row["date"])[:4] == "2025"
    ]
    return {str(row["country"]): float(row["value"]) for row in mine if row["country"] in ("CN", "US")}


def needed(joint: pd.DataFrame, research: pd.DataFrame) -> pd.DataFrame:
    """NeurIPS 2025: for each printed count of joint papers, how many papers of neither country it needs."""
    import pandas as pd

    papers = by_country(research)
    rows = [row for row in rows_of(joint) if row["venue"] == "NeurIPS" and int(row["year"]) == 2025]
    names = {
        "language_model": "a magazine, with a language model",
        "name_matching": "a private project, by names",
    }
    found = []
    for row in sorted(rows, key=lambda row: float(row["papers_joint"])):
        left = m.neither(ALL_PAPERS, papers["US"], papers["CN"], float(row["papers_joint"]))
        found.append(
            {
                "who counted": names[str(row["method"])],
                "joint papers": int(row["papers_joint"]),
                "papers of neither": int(left),
                "of 100 papers": round(m.per_cent(left, ALL_PAPERS)),
                "source_id": row["source_id"],
            }
        )
    beside = {
        ("ICML", 2024, "email_domain"): "beside it: ICML 2024, our lists",
        ("NeurIPS", 2021, "email_domain"): "beside it: NeurIPS 2021, our lists",
        ("NeurIPS", 2025, "name_matching"): "1,006 again, by its project's own totals",
    }
    for row in rows_of(joint):
        name = beside.get((str(row["venue"]), int(row["year"]), str(row["method"])))
        if name:
            counts = [
                float(row[column]) for column in (m.OF["all"], m.OF["US"], m.OF["China"], "papers_joint")
            ]
            left = m.neither(*counts)
            found.append(
                {
                    "who counted": name,
                    "joint papers": int(counts[3]),
                    "papers of neither": int(left),
                    "of 100 papers": round(m.per_cent(left, counts[0])),
                    "source_id": row["source_id"],
                }
            )
    return pd.DataFrame(found)


# --- then and now -----------------------------------------------------------------------------------------------------

TIES = {
    "trade": "Trade in goods, billion dollars",
    "students": "Students and researchers in the US",
    "joint_papers": "Papers with a US co-author, per cent",
}


def ties(tables: Mapping[str, pd.DataFrame], day: str) -> pd.DataFrame:
    """Trade, students and joint papers: then, the year before and now, how many times, and where the newest step leads."""
    import pandas as pd

    sources = tables["analogy_features"].set_index("feature_id")
    rows = []
    for name, years in v.dated(tables, day).items():
        then, before, now = (figure for _, figure in years)
        digits = 1 if name == "joint_papers" else 0
        rows.append(
            {
                "tie": TIES[name],
                "then": f"{then:,.0f} ({years[0][0]})",
                "a year before": f"{before:,.{digits}f} ({years[1][0]})",
                "now": f"{now:,.{digits}f} ({years[2][0]})",
                "times": f"{m.times(now, then):,.0f}",
                "newest step": f"{m.direction(before, now, then)} then",
                "source_id": sources.loc[name, "source_id"],
                "source_id_2": sources.loc[name, "source_id_2"],
            }
        )
    return pd.DataFrame(rows)


def to_mark(features: pd.DataFrame) -> pd.DataFrame:
    """The ten features without any answer, with the years of the earlier contest that each speaks of."""
    shown = features[["feature", "then_period", "source_id"]].rename(columns={"then_period": "then"})
    return shown.fillna({"then": "no row"})


def features(tables: Mapping[str, pd.DataFrame], day: str) -> pd.DataFrame:
    """The ten features, then and now, and whether they are alike."""
    import pandas as pd

    return pd.DataFrame(v.compared(tables, day)).drop(columns="newest step")


# --- Green and Purple -------------------------------------------------------------------------------------------------

GREEN, PURPLE = PALETTE[2], PALETTE[3]
FATIGUES = [1.0, 1.5, 2.0]
REACTIONS = [0.5, 1.0, 2.0, 4.0]
GRIEVANCE, STARTS_AT, YEARS, CEILING = 0.5, (4.0, 1.0), 10, 20.0


def rivals() -> Callable[[float, float, float], Picture]:
    """A function of Green's reaction, Purple's reaction and the fatigue of both that draws ten years of the two, for ``explore``."""

    def at(green: float, purple: float, fatigue: float) -> Picture:
        import pandas as pd

        levels = m.path(*STARTS_AT, fatigue, fatigue, green, purple, GRIEVANCE, GRIEVANCE, years=YEARS)
        ab, kl = fatigue * fatigue, green * purple
        stable = m.is_stable(fatigue, fatigue, green, purple)
        sign = ">" if stable else "=" if ab == kl else "<"
        found = "They come to rest" if stable else "On the border" if sign == "=" else "They climb for ever"
        title = f"{found}: {ab:.4g} {sign} {kl:.4g}"
        tall = 2.6
        fig, ax = figure(WIDTH, tall)
        fig.subplots_adjust(left=0.09, right=0.86, top=1 - 0.5 / tall, bottom=0.52 / tall)
        ends: list[tuple[int, float, str]] = []
        for name, place, color, mark in (("Green", 0, GREEN, "o"), ("Purple", 1, PURPLE, "s")):
            values = [pair[place] for pair in levels]
            shown = [value for value in values if value <= CEILING]
            # Purple is dashed: where both react alike it lies on Green.
            style = "-" if name == "Green" else (0, (3, 3))
            ax.plot(range(len(shown)), shown, color=color, marker=mark, ms=4.5, ls=style)
            ends.append((len(shown) - 1, shown[-1], name))
        near = abs(ends[0][1] - ends[1][1]) < 2.4 and ends[0][0] == ends[1][0]
        upper = max(ends, key=lambda end: end[1])
        for end in ends:
            shift = (7 if end is upper else -7) if near else 0
            ax.annotate(end[2], (end[0], end[1]), xytext=(8, shift), textcoords="offset points",
                        va="center", color=INK, fontsize=9.5)  # fmt: skip
        ax.set(xlabel="years", ylabel="level", xlim=(0, YEARS), ylim=(0, CEILING))
        ax.set_title(title, x=-0.07)
        rows = pd.DataFrame(
            {
                "year": range(len(levels)),
                "Green": [round(x, 1) for x, _ in levels],
                "Purple": [round(y, 1) for _, y in levels],
            }
        )
        if stable:
            x, y = m.equilibrium(fatigue, fatigue, green, purple, GRIEVANCE, GRIEVANCE)
            end_words = f"In the long run they rest at {x:.1f} and {y:.1f}."
        elif sign == "=":
            end_words = "They climb at an even pace."
        else:
            end_words = f"After {YEARS} years they stand at {levels[-1][0]:,.0f} and {levels[-1][1]:,.0f}; the axis ends at {CEILING:.0f}."
        told = f"Green's reaction {green:g}, Purple's {purple:g}, fatigue of both {fatigue:g}."
        alt = f"{title}. {told} Levels of Green and Purple by year. {end_words}"
        picture = Picture(fig, alt, rows=rows, source="Computed with Richardson's formula; nobody's data.")
        start = f"Green begins at {STARTS_AT[0]:.0f}, Purple at {STARTS_AT[1]:.0f}. {end_words}"
        return charts.caption(picture, start, lines=2)

    return at


@redrawable
def rivals_at(green: float, purple: float, fatigue: float) -> Picture:
    """One of the pictures of ``rivals``."""
    return rivals()(green, purple, fatigue)


# --- the race, and the verdicts ---------------------------------------------------------------------------------------

KNOWING = {"nothing": "nobody knows any", "own": "each knows its own", "all": "all are known"}


def race(cases: Sequence[tuple[int, float, float]]) -> pd.DataFrame:
    """Risk of a disaster for some cases (teams, enmity, skill), in 100, by what is known of capabilities."""
    import pandas as pd

    return pd.DataFrame(
        [
            {"teams": teams, "enmity": enmity, "skill": skill}
            | {
                words: round(100 * m.race_risk(teams, enmity, skill, known))
                for known, words in KNOWING.items()
            }
            for teams, enmity, skill in cases
        ]
    )


PART_WORDS = {"actor": "who", "quantity": "how much of what", "date": "when"}


def sentences(parts: pd.DataFrame) -> pd.DataFrame:
    """What each sentence that was read names of actor, quantity and date; a dash where it names nothing."""
    import pandas as pd

    claims = list(dict.fromkeys(parts["claim_id"]))
    rows = []
    for claim in claims:
        found = v.named(parts, claim)
        rows.append({"claim": claim} | {PART_WORDS[part]: words or "–" for part, words in found.items()}
                    | {"named": sum(bool(words) for words in found.values()), "source_id": "article-2025"})  # fmt: skip
    return pd.DataFrame(rows)


# The rules that are not ours, as the last table names them: each is a sentence in ``RULES``.
IN_WORDS = {
    "two of three": "two of three parts suffice",
    "press": "talk in the press, by number and share",
    "press count": "talk in the press, by number",
    "press share": "talk in the press, by share from 2017",
    "press from 2016": "talk in the press, by share from 2016",
    "features": "the image alone: features that can be compared",
    "all ten": "the image alone: blank rows count as unlike",
    "all ten alike": "the image alone: blank rows count as alike",
    "treaties": "the image alone: treaties in place of talks",
    "any club": "the image alone: clubs count as blocs",
    "partly counts": "the image alone: partly counts half",
    "figures only": "the image alone: the three with figures",
    "factor of ten": "the image alone: alike within a factor of ten",
    "trade share": "the image alone: factor of ten, trade as a share",
    "direction": "the newest step, papers of Chinese authors",
    "direction us": "the newest step, papers of US authors",
    "prize named": "a prize that we name: where authors work",
}


turned = partial(turned_in_words, v.RULES, IN_WORDS)


__all__ = [
    "FATIGUES", "FRAMES", "REACTIONS", "SPANS", "STARTS", "UNITS", "VENUES", "WHOSE", "by_country", "count_or_share", "ends", "features", "needed",
    "of_venue", "race", "rivals", "rivals_at", "sentences", "shares", "story", "ties", "to_mark", "turned", "whose_papers",
]  # fmt: skip
