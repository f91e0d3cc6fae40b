"""The pictures of lesson 06: tables in, ``Picture`` out. Titles say the finding, labels use words, alt texts say both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.cells import rows_of
from ai_ambitions.display import charts
from ai_ambitions.display.charts.parts import WIDTH, mark
from ai_ambitions.display.pictures import Picture, redrawable
from ai_ambitions.display.style import INK, MUTED, PALETTE, figure
from ai_ambitions.lessons.chip_ban.charts import ladder, scatter, strip
from ai_ambitions.lessons.chip_ban.engine import (
    CONTROLLED,
    NO_RULE,
    NOT_CONTROLLED,
    Decision,
    best_free_tpp,
    decide,
    distances,
    in_words,
)
from ai_ambitions.lessons.chip_ban.model import chip_metrics, find, with_metrics
from ai_ambitions.lessons.chip_ban.places import Places
from ai_ambitions.lessons.chip_ban.verdicts import RULES, Item, c20, c22, front_row, spells, tool_classes

if TYPE_CHECKING:
    import pandas as pd

# Chips that the pictures speak of, by the name that people use.
CHIPS = {
    "A100": "A100 SXM4 80GB",
    "A800": "A800 SXM4 80GB",
    "H100": "H100 SXM5 80GB",
    "H20": "H20 SXM 96GB",
    "L20": "L20 PCIe",
    "RTX 4090": "RTX 4090",
    "RTX 4090 D": "RTX 4090 D",
    "H200": "H200 SXM",
}
# The days between which the rules differ.
DAYS = {
    "Nov 2022": "2022-11-15",
    "Dec 2023": "2023-12-15",
    "May 2025": "2025-05-15",
    "Feb 2026": "2026-02-15",
}
MARKETS = {
    "china_domestic": "designed in China",
    "global": "sold worldwide",
    "china_variant": "variants for China",
}


def holes(chips: pd.DataFrame) -> pd.DataFrame:
    """How many chips lack the two figures that every rule since 2023 tests, by the market they were made for."""
    import pandas as pd

    market = chips["market"].astype(str).map(MARKETS)
    numbers = with_metrics(chips)
    found = pd.DataFrame(
        {"made for": market, "no rate": numbers["tpp"].isna(), "no area": chips["die_area_mm2"].isna()}
    )
    counts = found.groupby("made for")[["no rate", "no area"]].sum()
    counts.insert(0, "chips", market.value_counts())
    return counts.reset_index()


# --- law over time ----------------------------------------------------------------------------------------------------

FREE, LICENCE, EASIER, OPEN = (
    "below every line",
    "licence needed",
    "licence; figures fit an easier path",
    "cannot be decided",
)
_MOMENTS = {
    "rule of 2022": "2022-10-21",
    "rule of 2023": "2023-11-17",
    "letters": "2025-04-09",
    "review rule": "2026-01-15",
}
_FILLS = {FREE: "#eef1f4", LICENCE: PALETTE[0], EASIER: PALETTE[4], OPEN: "white"}


def answer(decision: Decision) -> str:
    """What a decision means for the buyer, in one of four phrases."""
    if decision.outcome in (NOT_CONTROLLED, NO_RULE):
        return FREE
    if decision.outcome == CONTROLLED:
        return EASIER if decision.paths else LICENCE
    return OPEN


@redrawable
def answers_over_time(chips: pd.DataFrame, rules: pd.DataFrame, names: Sequence[str]) -> Picture:
    """One bar a chip: what the law said of it from the day it was announced to the date of the table of rules.

    Parameters
    ----------
    chips, rules
        The tables ``chips`` and ``export_rule_thresholds``.
    names
        Keys of ``CHIPS``, drawn from the top.
    """
    import pandas as pd
    from matplotlib.dates import DateFormatter, YearLocator
    from matplotlib.patches import Patch

    today = pd.Timestamp(rules.attrs["as_of"])
    law = rows_of(rules)
    changes = {rule[end] for rule in law if rule["subject"] == "chip" for end in ("effective", "until")}
    changes = {day for day in changes if not pd.isna(day) and day < today}
    tall = 1.6 + 0.5 * len(names)
    fig, ax = figure(WIDTH, tall)
    fig.subplots_adjust(left=0.13, right=0.98, top=1 - 0.78 / tall, bottom=0.72 / tall)
    said = []
    for row, name in enumerate(names):
        stretches = _stretches(find(chips, CHIPS[name]), law, sorted(changes), today)
        for first, last, words in stretches:
            look = {"facecolor": _FILLS[words], "edgecolor": MUTED, "lw": 0.8}
            ax.barh(row, last - first, left=first, height=0.62, hatch="...." if words == OPEN else "", **look)
        said.append(
            f"{name}: " + ", then ".join(f"{words} from {first:%B %Y}" for first, _, words in stretches)
        )
    ax.set_yticks(range(len(names)), names)
    ax.set(ylim=(len(names) - 0.45, -0.55))
    ax.tick_params(axis="y", length=0, labelcolor=INK)
    ax.xaxis.set_major_locator(YearLocator())
    ax.xaxis.set_major_formatter(DateFormatter("%Y"))
    ax.spines["left"].set_visible(False)
    for words, day in _MOMENTS.items():
        mark(ax, pd.Timestamp(day), words)
    # Neutral: the text above asks what changed.
    title = f"{len(names)} chips, and what US rules said of each"
    ax.set_title(title, x=-0.15, pad=24)
    used = [words for words in _FILLS if any(words in line for line in said)]
    handles = [Patch(facecolor=_FILLS[w], edgecolor=MUTED, hatch="...." if w == OPEN else "") for w in used]
    fig.legend(handles, used, loc="lower left", ncols=len(used), fontsize=9.5, bbox_to_anchor=(0.01, 0))
    rows = chips[chips["chip"].isin([CHIPS[name] for name in names])]
    return Picture(
        fig,
        f"{title}. Bars over time, one a chip. " + ". ".join(said) + ".",
        rows[["chip", "market", "announced", "source_id"]],
        ("chips", "export_rule_thresholds"),
        "Computed from published rules, but for the letters of April 2025, whose limits are inferred. The easier path also asks for "
        "a part on sale in the United States, which the bars leave out.",
    )


def _stretches(
    chip: Mapping[str, Any], law: Sequence[Mapping[str, Any]], changes: Sequence[Any], today: Any
) -> list[tuple[Any, Any, str]]:
    """First day, last day and answer of each stretch in which the law says the same of a chip."""
    days = [chip["announced"], *(day for day in changes if day > chip["announced"])]
    found: list[tuple[Any, Any, str]] = []
    for first, last in zip(days, [*days[1:], today], strict=True):
        words = answer(decide(chip, law, first))
        if found and found[-1][2] == words:
            found[-1] = (found[-1][0], last, words)
        else:
            found.append((first, last, words))
    return found


def by_place(
    chip: Mapping[str, Any], rules: pd.DataFrame, buyers: Sequence[Sequence[str]], day: str, where: Places
) -> pd.DataFrame:
    """What US rules say of one chip on a day for several buyers, a row each.

    Parameters
    ----------
    chip, rules
        A row of ``chips``, and the table ``export_rule_thresholds``.
    buyers
        Pairs: where the chip goes, and where the buyer or the firm above it has its seat.
    day, where
        The day, and what ``places.places`` made of the tables.
    """
    import pandas as pd

    found = []
    for destination, seat in buyers:
        decision = decide(chip, rules, day, destination, headquarters=seat, places=where)
        free = decision.outcome in (NOT_CONTROLLED, NO_RULE)
        licence = "no" if free else "yes" if decision.outcome == CONTROLLED else decision.finding
        found.append({
            "goes to": destination,
            "buyer based in": seat,
            "licence by these rules": licence,
            "applications": decision.review,
            "remark": "; ".join(decision.notes),
        })  # fmt: skip
    return pd.DataFrame(found)


# --- the law as a map -------------------------------------------------------------------------------------------------

_REGION_A = [(1600, 5.92), (4800, 5.92), (4800, 0.1), (60_000, 0.1), (60_000, 60), (1600, 60)]
_REGION_B = [(1600, 3.2), (2400, 3.2), (2400, 1.6), (4800, 1.6), (4800, 5.92), (1600, 5.92)]


@redrawable
def law_map(chips: pd.DataFrame, rules: pd.DataFrame) -> Picture:
    """All chips with both figures known, on the map of the rule of October 2023: TPP to the right, density upwards."""
    numbers = with_metrics(chips).dropna(subset=["tpp", "performance_density"])
    numbers["group"] = numbers["market"].map(MARKETS)
    numbers["elsewhere"] = numbers["datacenter"].eq(False).fillna(False)
    named = {full: short for short, full in CHIPS.items()}
    # The A800 and the H800 lie on the very places of the parts whose silicon they share.
    named |= {CHIPS["A100"]: "A100 and A800", CHIPS["H100"]: "H100 and H800"}
    numbers["short"] = numbers["chip"].replace(named)
    numbers = numbers.sort_values("group")
    variants = numbers[numbers["short"].isin(["H20", "L20"])]
    outside = all(decide(chip, rules, "2024-06-01").outcome == NOT_CONTROLLED for chip in rows_of(variants))
    title = (
        "H20 and L20, made for China, stand just outside the shaded law"
        if outside
        else "Chips on the map of the law"
    )
    columns = [
        "chip",
        "group",
        "elsewhere",
        "short",
        "die_area_mm2",
        "tpp",
        "performance_density",
        "source_id",
    ]
    picture = scatter(
        numbers[columns], "tpp", "performance_density", "group",
        title=title, xlabel="TPP", ylabel="density, TPP per mm²", limits=((60, 60_000), (0.1, 60)),
        ticks=([100, 1600, 2400, 4800, 20_000], [0.2, 1.6, 3.2, 5.92, 20]),
        hollow="elsewhere", hollow_means="not for data centres",
        regions={"par. b": (_REGION_B, (2730, 1.66)), "paragraph a": (_REGION_A, (8000, 0.13))},
        label="short", names={"A100 and A800": "right", "H100 and H800": "left", "H20": "right", "L20": "left"},
        alt=f"{title}. A map of {len(numbers)} chips, TPP to the right, density upwards. H100 and H800 lie on one place deep "
        "inside paragraph a, A100 and A800 just inside its corner; H20 and L20 lie just below the edge of paragraph b.",
    )  # fmt: skip
    picture.figure.axes[0].xaxis.get_major_ticks()[2].set_pad(15)  # 2,400 under 1,600, which it would cover
    shown = numbers[["chip", "group", "die_area_mm2", "tpp", "performance_density", "source_id"]]
    return Picture(picture.figure, picture.alt, shown, ("chips", "export_rule_thresholds"))


def conditions(rules: pd.DataFrame, paragraph: str) -> pd.DataFrame:
    """The conditions of one paragraph of the law, a row each, in words: alternative, condition, first day, source."""
    rows = rules[(rules["paragraph"] == paragraph) & (rules["role"] == "control")]
    cells = zip(rows["metric"], rows["operator"], rows["value"], strict=True)
    table = rows.assign(condition=[in_words(*cell) for cell in cells])
    columns = {"alternative": "alternative", "condition": "condition", "effective": "in force from"}
    return table[[*columns, "source_id"]].rename(columns=columns)


# --- one chip, one day, every line ------------------------------------------------------------------------------------


def every_line(chips: pd.DataFrame, rules: pd.DataFrame) -> Callable[[str, str], Picture]:
    """A function of a chip and a day that draws every condition of the law, for ``explore``.

    Paragraph a goes before b: where a holds, the rows of b are left out. Upper limits, which only tell b from a, are not drawn.
    """
    law = rows_of(rules)

    def every_line_of(chip: str, day: str) -> Picture:
        import pandas as pd

        row = find(chips, chip)
        decision = decide(row, law, day)
        first = "3A090.a"  # where paragraph a holds, paragraph b is not asked
        asked = [n for n in decision.lines if decision.paragraph != first or n.paragraph != "3A090.b"]
        drawn = [line for line in asked if not line.operator.startswith("<")]
        lines = pd.DataFrame({
            "bracket": [line.bracket for line in drawn],
            "condition": [line.condition for line in drawn],
            "ratio": [line.ratio for line in drawn],
            "met": [line.met for line in drawn],
            "figure": [line.figure for line in drawn],
        })  # fmt: skip
        short = next((name for name, full in CHIPS.items() if full == chip), chip)
        path = f"\neasier path: {decision.easier_path}" if decision.paths else ""
        early = " (not yet announced)" if str(row["announced"])[:10] > day else ""
        title = f"{short}, {day}{early}: {decision.finding}{path}"
        return ladder(
            lines, "bracket", "condition", "ratio", "met", "figure", title=title, xlabel="multiple of the line",
            rows=18, marked=decision.holding, of=("chips", "export_rule_thresholds"),
        )  # fmt: skip

    return every_line_of


def days(rules: pd.DataFrame) -> dict[str, str]:
    """The days of the widget, by label; the last one is the date of the table."""
    today = str(rules.attrs["as_of"])
    return DAYS | {f"today ({today})": today}


# --- products beside a line -------------------------------------------------------------------------------------------


def distance_groups(chips: pd.DataFrame, rules: pd.DataFrame) -> pd.DataFrame:
    """How far below the nearest line chips lay, in per cent of the line; one row a chip that was not controlled.

    Variants for China made after a rule stand beside parts sold worldwide from before it, which cannot have aimed at it.
    """
    import pandas as pd

    groups = {  # market, announced from, announced before, day of the rule they are held against
        "2022: variants for China": ("china_variant", "2022-10-07", "2023-10-17", "2023-06-01"),
        "2022: earlier parts": ("global", "2017-01-01", "2022-10-07", "2023-06-01"),
        "2023: variants for China": ("china_variant", "2023-10-17", "2027-01-01", "2024-06-01"),
        "2023: earlier parts": ("global", "2017-01-01", "2023-10-17", "2024-06-01"),
    }
    found = []
    for name, (market, since, until, day) in groups.items():
        mine = chips[
            (chips["market"] == market) & (chips["announced"] >= since) & (chips["announced"] < until)
        ]
        found += [{"group": name, "below": below} for below in distances(mine, rules, day)]
    return pd.DataFrame(found)


# As on the map: parts sold worldwide blue, variants for China orange.
_GROUPS = {
    f"{year}: {kind}": PALETTE[shade]
    for year in (2022, 2023)
    for kind, shade in (("variants for China", 1), ("earlier parts", 0))
}


@redrawable
def nearness(groups: pd.DataFrame, band: float = 5) -> Picture:
    """One dot a chip: how far below the nearest line, by group. ``band`` is the stretch that counts as near, in per cent."""
    notes = {}
    for name, mine in groups.groupby("group", sort=False):
        notes[str(name)] = f"{(mine['below'] <= band).sum()} of {len(mine)} within {band:g} %"
    new = groups[groups["group"] == "2023: variants for China"]["below"]
    crowd = (new <= band).all()
    title = "After 2023 the variants for China crowd under a line" if crowd else "How far below a line?"
    told = "; ".join(f"{name}: {words}" for name, words in notes.items())
    return strip(
        groups, "group", "below", title=title, xlabel="below the nearest line, per cent of it", limits=(0, 100),
        band=(0, band), notes=notes, ticks=[0, 25, 50, 75, 100], colours=_GROUPS,
        alt=f"{title}. Four rows of dots: distance below the nearest line, in per cent of the line. {told}.",
        of=("chips", "export_rule_thresholds"),
    )  # fmt: skip


# --- design a chip ----------------------------------------------------------------------------------------------------

AREAS = [300, 400, 500, 600, 750, 814, 1200, 1500, 2000, 2500, 3000]  # mm²; 814 is an H100
RULE_SETS = {  # day, link speed in GB/s
    "of 2022, fast links": ("2022-11-15", 600),
    "of 2022, slower links": ("2022-11-15", 400),
    "of 2023": ("2024-06-01", 900),
}
YEARS = {"2022-11-15": 2022, "2024-06-01": 2023}  # the year of the rule that held on a day


def best_design(model: Mapping[str, Any], rules: pd.DataFrame) -> Callable[[int, tuple[str, int]], Picture]:
    """A function of a die's area (mm²) and a rule that draws the best TPP without a licence, for ``explore``.

    ``model`` is the chip whose density stands for what can be built.
    """
    import pandas as pd

    dense = float(chip_metrics(model)["performance_density"] or 0)
    areas = [200, *AREAS]

    def best_design_of(area_in_mm2: int, rule: tuple[str, int]) -> Picture:
        area = area_in_mm2
        free = {size: best_free_tpp(size, rules, *rule) for size in {area, *areas}}
        limit = free[area]
        best = dense * area if limit is None else limit
        points = [{"area": size, "tpp": dense * size, "line": "as dense\nas an H100"} for size in areas]
        points += [
            {"area": size, "tpp": free[size], "line": "your best\nwithout\na licence"}
            for size in areas
            if free[size]
        ]
        share = f"{best:,.0f} TPP, {best / dense / area:.0%} of an H100-like die"
        title = f"{area} mm²: at most {share}" if limit else f"{area} mm²: no limit, for the links are slow"
        picture = charts.lines(
            pd.DataFrame(points), "area", "tpp", "line", title=title, ylabel="", xlabel="area of the die, mm²",
            log=True, limits=(800, 9e4), alt=f"{title}. Best TPP without a licence by area of the die, "
            f"under the rule of {YEARS[rule[0]]} with links of {rule[1]} GB/s.",
            of=("chips", "export_rule_thresholds"),
        )  # fmt: skip
        ax = picture.figure.axes[0]
        ax.plot([area], [best], "o", ms=10, color=PALETTE[2])
        scale = "TPP; each step up multiplies"
        ax.text(0.01, 0.98, scale, transform=ax.transAxes, va="top", color=MUTED, fontsize=9.5)
        ax.set_yticks([1600, 2400, 4800, 16_000], ["1,600", "2,400", "4,800", "16,000"])
        return picture

    return best_design_of


# --- who acted when ---------------------------------------------------------------------------------------------------

_SIDES = {"china_on_us": "China", "allied": "Japan and the Netherlands", "us_on_china": "United States"}


@redrawable
def who_acted(timeline: pd.DataFrame) -> Picture:
    """Dated steps that tightened trade, a lane for each side."""
    steps = timeline[(timeline["effect"] == "tightens") & timeline["direction"].isin(list(_SIDES))]
    steps = steps.assign(who=steps["direction"].map(_SIDES).astype(str)).sort_values(["who", "date"])
    # Neutral: the text above asks which lane begins when.
    title = f"{len(steps)} dated steps that tighten trade, of those that we found"
    return charts.timeline(
        steps[["who", "date", "instrument", "summary", "source_id"]], "who", "date", title=title,
        notes={"US chip rule": "2022-10-07", "CAC on Micron": "2023-05-21", "rare earths": "2025-10-09"},
        left=["US chip rule"], of="controls_timeline",
    )  # fmt: skip


# --- who is shut out --------------------------------------------------------------------------------------------------

_HALVES = {"chip": "chip", "tool": "class of tools"}


def who_shuts(tables: Mapping[str, pd.DataFrame], day: str) -> pd.DataFrame:
    """Both halves of C20 on a day: each cutting-edge chip and class of tools, and whose rule asks for a licence."""
    import pandas as pd

    chips = tables["chips"]
    makers = dict(zip(chips["chip"], chips["vendor"], strict=True))
    items = [*front_row(tables, day), *tool_classes(tables["export_rule_thresholds"], day)]
    return pd.DataFrame({
        "half": [_HALVES[item.half] for item in items],
        "what": [f"{makers[item.name]} {item.name}" if item.half == "chip" else item.name for item in items],
        "closed by rules of": [item.closed_by for item in items],
    })  # fmt: skip


def over_all_days(tables: Mapping[str, pd.DataFrame], last: str) -> pd.DataFrame:
    """The outcome of C20 over all days up to ``last``, one row a stretch, with what US rules closed on its first day."""
    import pandas as pd

    def closed(items: list[Item]) -> str:
        return f"{sum('US' in item.states for item in items)} of {len(items)}"

    found = spells(tables, last)
    law = tables["export_rule_thresholds"]
    return pd.DataFrame({
        "from": [first for first, _, _ in found],
        "to": [end for _, end, _ in found],
        "outcome": [verdict.in_words for _, _, verdict in found],
        "chips closed at first": [closed(front_row(tables, first)) for first, _, _ in found],
        "tools closed at first": [closed(tool_classes(law, first)) for first, _, _ in found],
    })  # fmt: skip


def one_change(
    claim: str, tables: Mapping[str, pd.DataFrame], day: str, written: str | None = None
) -> pd.DataFrame:
    """What every rule for a claim says on a day, as the tables stand and after one change of them: a row a change, a column a rule.

    With ``written``, a further row says what the rules said on that day, when nothing is changed.
    """
    import pandas as pd

    judge, changes = {"C20": (c20, _other_law), "C22": (c22, _other_steps)}[claim]
    cases = [
        ("nothing, today" if written else "nothing", day, tables),
        *((words, day, changed) for words, changed in changes(tables).items()),
    ]
    if written:
        cases.insert(0, ("nothing, when written", written, tables))
    rows = []
    for words, on, changed in cases:
        said = {
            "our rule" if name == "default" else name.replace("-", " "): judge(changed, on, name).in_words
            for name in RULES[claim]
        }
        rows.append({f"{claim}: what is changed": words} | said)
    return pd.DataFrame(rows)


def _other_law(tables: Mapping[str, pd.DataFrame]) -> dict[str, Mapping[str, pd.DataFrame]]:
    """The tables with another US law: nothing let off, no rules on tools, an easier path for faster chips."""
    law = tables["export_rule_thresholds"]
    us_tool = (law["jurisdiction"] == "US") & (law["subject"] == "tool")
    path = law["paragraph"].str.startswith("748", na=False)
    faster = law.assign(value=law["value"].where(~path, 8 * law["value"]))
    other = {
        "BIS lets no machine off": law[~(us_tool & (law["role"] == "exception"))],
        "BIS drops its rules on tools": law[~us_tool],
        "the easier path takes chips eight times as fast": faster,
    }
    return {words: {**tables, "export_rule_thresholds": changed} for words, changed in other.items()}


def _other_steps(tables: Mapping[str, pd.DataFrame]) -> dict[str, Mapping[str, pd.DataFrame]]:
    """The tables with other Chinese steps: a notice that bars imports, or binds all buyers; no bar at all."""
    steps = tables["controls_timeline"]
    notice = steps["instrument"] == "Cybersecurity review decision on Micron"
    binding = steps.assign(binds=steps["binds"].where(~notice, "all_buyers"))
    other = {
        "CAC's notice bars imports": binding.assign(bars=steps["bars"].where(~notice, "import")),
        "CAC's notice binds all buyers": binding,
        "no Chinese bar of any kind": steps[~steps["bars"].isin(["import", "purchase"])],
    }
    return {words: {**tables, "controls_timeline": changed} for words, changed in other.items()}


__all__ = [
    "AREAS",
    "CHIPS",
    "DAYS",
    "RULE_SETS",
    "answer",
    "answers_over_time",
    "best_design",
    "by_place",
    "conditions",
    "days",
    "distance_groups",
    "every_line",
    "holes",
    "law_map",
    "nearness",
    "one_change",
    "over_all_days",
    "who_acted",
    "who_shuts",
]  # fmt: skip
