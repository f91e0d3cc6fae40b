"""The pictures of lesson 07: tables in, ``Picture`` out. Titles say the finding; blue is the rule, orange the row to look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING

from ai_ambitions.core.cells import known, rows_of
from ai_ambitions.display import charts
from ai_ambitions.display.charts.parts import WIDTH
from ai_ambitions.display.pictures import Picture, redrawable
from ai_ambitions.display.style import GRID, INK, MUTED, PALETTE, figure, narrow
from ai_ambitions.lessons.filling_the_gap import model as m
from ai_ambitions.lessons.filling_the_gap.verdicts import (
    H100,
    RULES,
    STAND_INS,
    by_name,
    clauses,
    folds,
    licence_asked,
    revenue_of,
)
from ai_ambitions.methods.concentration import hhi_range
from ai_ambitions.practice.ledger import turned_in_words

if TYPE_CHECKING:
    import pandas as pd


# --- who supplies what ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Input:
    """One input as the lesson counts it: the rows of ``supply_chain`` that say who supplies it, and its name in a picture."""

    input: str
    measure: str
    period: str  # first day, empty where the source gives none
    precision: str
    name: str


# One row a thing that is needed, the fullest count of it that is no forecast. Near twins (primary and refined gallium, all
# memory and its stacked kind, magnets and the metals in them) stand here once, shares under a half not at all.
INPUTS = (
    Input("Gallium, refined", "output", "2023-01-01", "year", "refined gallium"),
    Input("Germanium, refined", "output", "2023-01-01", "year", "refined germanium"),
    Input("Rare earths, refined output", "output", "2023-01-01", "year", "refined rare earths"),
    Input("Design software (EDA), sales in China", "not_stated", "2025-01-01", "year", "design software"),
    Input("EUV lithography systems", "not_stated", "2019-01-01", "year", "EUV machines"),
    Input("Silicon wafers", "not_stated", "2021-01-01", "year", "silicon wafers"),
    Input("Photoresists", "not_stated", "", "", "light-sensitive coats"),
    Input("Foundry services, all nodes", "revenue", "2025-01-01", "year", "chip making for others"),
    Input("High-bandwidth memory (HBM)", "revenue", "2025-07-01", "quarter", "stacked memory"),
    Input("Outsourced assembly and test", "not_stated", "2022-01-01", "year", "packaging and test"),
)
ECONOMIES = {
    "CN": "China",
    "JP": "Japan",
    "NL": "Netherlands",
    "KR": "South Korea",
    "TW": "Taiwan",
    "US": "United States",
}
OTHERS = "Others"
US_GROUP = "Synopsys, Cadence and Siemens EDA"  # two US firms and the US-based unit of a German group


def rows_of_input(supply: pd.DataFrame, wanted: Input) -> pd.DataFrame:
    """The rows of ``supply_chain`` that an input of the lesson stands on."""
    return supply[
        (supply["input"] == wanted.input)
        & (supply["measure"] == wanted.measure)
        & (supply["period"].map(_written) == wanted.period)
        & (supply["period_precision"].map(_written).fillna("") == wanted.precision)
        & (supply["status"] != "forecast")
    ]


def _written(cell: object) -> str:
    """A cell as the table's file has it: a day without its clock, nothing for an empty one."""
    return str(cell)[:10] if known(cell) else ""


def shares_of(supply: pd.DataFrame, wanted: Input) -> dict[str, float]:
    """Per cent of an input by the economy where its suppliers have their head offices; what nobody names is left out."""
    found: dict[str, float] = {}
    for row in rows_of(rows_of_input(supply, wanted)):
        code = "US" if row["provider"] == US_GROUP else str(row["provider_country"])
        name = ECONOMIES.get(code, OTHERS)
        found[name] = found.get(name, 0.0) + float(row["share_percent"])
    return found


def largest(shares: Mapping[str, float]) -> tuple[str, float]:
    """The economy with the largest share, and the share."""
    return max(shares.items(), key=lambda pair: pair[1])


def inputs(supply: pd.DataFrame) -> pd.DataFrame:
    """The inputs of the lesson, a row each: largest seat, its share, concentration (at least), year, source."""
    import pandas as pd

    rows = []
    for each in INPUTS:
        shares = shares_of(supply, each)
        seat, share = largest(shares)
        low, _ = hhi_range(list(shares.values()), max(0.0, 100 - sum(shares.values())))
        first = rows_of(rows_of_input(supply, each))[0]
        rows.append(
            {
                "input": each.name,
                "largest seat": seat,
                "per cent": round(share),
                "concentration, at least": f"{round(low, -2):,.0f}",
                "year": each.period[:4] or "not said",
                "source_id": first["source_id"],
            }
        )
    return pd.DataFrame(rows).sort_values("per cent", ascending=False, kind="stable")


@redrawable
def seats(supply: pd.DataFrame) -> Picture:
    """The supply graph: economies on the left, inputs on the right, a line as wide as the share between them."""
    import pandas as pd

    found = {each.name: shares_of(supply, each) for each in INPUTS}
    names = [*ECONOMIES.values(), OTHERS]
    tops = {name: largest(shares) for name, shares in found.items()}
    holders = sorted({seat for seat, _ in tops.values()})
    title = f"{len(found)} inputs of a chip, and {len(holders)} seats that each hold most of one"
    tall = 6.4 if narrow() else 4.9
    fig, ax = figure(WIDTH, tall)
    fig.subplots_adjust(left=0.19, right=0.62, top=1 - 0.5 / tall, bottom=0.1 / tall)
    ax.set(xlim=(0, 1), ylim=(len(found) - 0.5, -0.5), xticks=[], yticks=[])
    ax.axis("off")
    at = {name: (row + 0.5) * len(found) / len(names) - 0.5 for row, name in enumerate(names)}
    edges = []
    for row, (name, shares) in enumerate(found.items()):
        for seat, share in shares.items():
            main = seat == tops[name][0]
            ax.plot(
                [0, 1], [at[seat], row], lw=max(0.6, share / 12), color=PALETTE[0] if main else MUTED,
                alpha=0.85 if main else 0.5, ls="-" if main else (0, (2, 2)), solid_capstyle="butt",
            )  # fmt: skip
            edges.append({"input": name, "economy": seat, "per cent": share})
        seat, share = tops[name]
        words = f"{name}: {share:.0f}"
        words = "\n".join(wrap(words, 14)) if narrow() else words
        ax.annotate(words, (1, row), xytext=(7, 0), textcoords="offset points", va="center")
    for name in names:
        weight = "bold" if name in holders else "normal"
        ax.annotate(
            name, (0, at[name]), xytext=(-7, 0), textcoords="offset points", ha="right", va="center", weight=weight
        )  # fmt: skip
    ax.set_title(title, x=-0.44)
    said = "; ".join(f"{name} {seat} {share:.0f} per cent" for name, (seat, share) in tops.items())
    alt = f"{title}. A graph: economies on the left, inputs on the right, lines as wide as the share. Largest: {said}."
    return Picture(
        fig, alt, of="supply_chain", rows=pd.DataFrame(edges), source="Head office of the supplier counts."
    )


YEARS = {"at once": 0, "2 years": 2, "5 years": 5, "10 years": 10}
SPEEDS = [2, 10]  # points of the old total a year
CUTS = list(ECONOMIES.values())


def cutter(supply: pd.DataFrame) -> Callable[[str, int, int], Picture]:
    """A function of an economy, years and the speed of the others that draws what is left of each input, for ``explore``."""
    import pandas as pd

    found = {each.name: shares_of(supply, each) for each in INPUTS}

    def cut(without: str, after: int, others: int) -> Picture:
        left = {
            name: m.left_after_cut(shares.get(without, 0.0), others, after) for name, shares in found.items()
        }
        output = m.leontief_output(list(left.values()), [100] * len(left))
        scarcest = [name for name, value in left.items() if value < 99.5 and value <= 100 * output + 1e-9]
        when = "at once" if after == 0 else f"after {after} years"
        name = f"the {without}" if without in ("Netherlands", "United States") else without
        title = f"Without {name}, {when}: {100 * output:.0f} per cent of the output"
        frame = pd.DataFrame({"input": list(left), "left": list(left.values())})
        picture = charts.bars(
            frame, "input", "left", title=title, xlabel="per cent of the input that is left", format="{:.0f}".format,
            highlight=scarcest, limits=(0, 112), of="supply_chain",
        )  # fmt: skip
        hit = sum(value < 99.5 for value in left.values())
        said = (
            f"Inputs with less than before: {hit} of {len(left)}. The others add {others} points a year. "
            "100: our table names no share of it there, or all is made up for."
        )
        return charts.caption(picture, said, lines=2)

    return cut


# --- rumours of yield -------------------------------------------------------------------------------------------------

BASES = {
    "press": "unnamed people, in the press",
    "analyst": "Morgan Stanley, a projection",
    "tipster": "one tipster",
    "forum": "a forum, no source",
}
DIE = "Ascend 910B"


def rumours(yields: pd.DataFrame, chips: pd.DataFrame) -> pd.DataFrame:
    """The reported yields, oldest first: chip, month, per cent, who says so, and whether our tables know the area of its die."""
    import pandas as pd

    areas = {
        row[
            "chip"
        ]: f"{row['die_area_mm2']:.0f}{' (estimate)' if row['die_area_basis'] == 'estimate' else ''}"
        for row in rows_of(chips)
        if known(row["die_area_mm2"])
    }
    rows = []
    for row in sorted(rows_of(yields), key=lambda each: str(each["date"])):
        low, high = float(row["yield_low"]), float(row["yield_high"])
        rows.append(
            {
                "of what": row["product"],
                "when": str(row["date"])[: 4 if row["date_precision"] == "year" else 7],
                "good dies, per cent": f"{low:.0f}" if low == high else f"{low:.0f} to {high:.0f}",
                "who says so": BASES[row["basis"]],
                "die, mm²": areas.get(row["product"], "unknown"),
                "source_id": row["source_id"],
            }
        )
    return pd.DataFrame(rows)


def area(chips: pd.DataFrame, chip: str) -> float:
    """Area of a chip's die, mm²."""
    return float(by_name(chips)[chip]["die_area_mm2"])


def dies(chips: pd.DataFrame) -> dict[str, float]:
    """The dies of the widget by their words, mm²: that of the 910B, half of it, and that of the H100."""
    own = area(chips, DIE)
    return {"910B": own, "half of it": own / 2, "H100": area(chips, H100)}


RUMOURED = [10, 20, 40, 50, 60]  # per cent
MODELS = list(m.YIELDS)


def known_lines(defects: pd.DataFrame) -> tuple[float, float]:
    """The cleanest density that a maker has told, and the upper line of a rule of thumb, per cm²."""
    told = defects[defects["kind"] == "vendor"]["defects_low"].astype(float)
    thumb = defects[defects["kind"] == "rule_of_thumb"]["defects_high"].astype(float)
    return float(told.min()), float(thumb.max())


def judged(density: float, cleanest: float, thumb: float) -> str:
    """What a density says beside the two borders, in words."""
    if density < cleanest:
        return "first zone, cleaner than a maker has told of"
    return (
        "middle zone, between the two borders"
        if density <= thumb
        else "last zone, a bad line, and bad lines exist"
    )


def possible(defects: pd.DataFrame) -> Callable[[float, int, str], Picture]:
    """A function of a die, a rumoured yield and a yield model that draws the defects it would need, for ``explore``."""
    import pandas as pd

    cleanest, thumb = known_lines(defects)

    def possible_at(die: float, rumour: int, model: str) -> Picture:
        density = m.implied_defects(rumour / 100, die / m.MM2_A_CM2, m.YIELDS[model])
        title = f"A yield of {rumour} per cent on {die:.0f} mm² needs {density:.2f} defects per cm²"
        tall = 2.5
        fig, ax = figure(WIDTH, tall)
        fig.subplots_adjust(left=0.04, right=0.96, top=1 - 0.95 / tall, bottom=0.62 / tall)
        ax.set_xscale("log")
        ax.set(
            xlim=(0.03, 4),
            ylim=(-1, 1),
            yticks=[],
            xlabel="defects per cm², each step multiplies; left is cleaner",
        )
        ax.set_xticks([0.01, 0.03, 0.1, 0.3, 1, 3], ["0.01", "0.03", "0.1", "0.3", "1", "3"])
        ax.minorticks_off()
        ax.spines["left"].set_visible(False)
        ax.axvspan(cleanest, thumb, color=GRID, zorder=0)
        charts.mark(ax, cleanest, f"TSMC's 7 nm line, 2019: {cleanest:g}", side="left")
        charts.mark(ax, thumb, f'"good" on a trade page: {thumb:g}')
        ax.plot([density], [0], "v", color=PALETTE[1], ms=13)
        ax.set_title(title, x=0.0, pad=24)
        said = judged(density, cleanest, thumb)
        rows = pd.DataFrame(
            {"what": ["needed", "TSMC's 7 nm line", "good"], "defects per cm²": [density, cleanest, thumb]}
        )
        alt = f"{title} by the model of {model}: {said}. Borders at {cleanest:g} and {thumb:g}."
        picture = Picture(fig, alt, of="defect_densities", rows=rows)
        return charts.caption(picture, f"By the model of {model}: {said}.", lines=1)

    return possible_at


# --- efficiency by task -----------------------------------------------------------------------------------------------

BESIDE = {
    H100: "H100 (Nvidia)",
    "H800 SXM5": "H800 (for China)",
    "Ascend 910C": "910C (Huawei)",
    "Ascend 910B": "910B (Huawei)",
    "A100 SXM4 80GB": "A100 (Nvidia)",
    "H20 SXM 96GB": "H20 (for China)",
}


def work_a_watt(chips: pd.DataFrame) -> pd.DataFrame:
    """Six chips in the order of training: rate and bandwidth for a watt, with source."""
    import pandas as pd

    rows = [
        {
            "chip": BESIDE[row["chip"]],
            "training": m.efficiency(row, "training"),
            "serving": m.efficiency(row, "serving"),
            "watts": float(row["tdp_w"]),
            "source_id": row["source_id"],
        }
        for row in rows_of(chips)
        if row["chip"] in BESIDE
    ]
    return pd.DataFrame(rows).sort_values("training", ascending=False, kind="stable")


@redrawable
def by_task(chips: pd.DataFrame) -> Picture:
    """Two panels with the same six chips in one order: training on the left, serving on the right."""
    found = work_a_watt(chips)
    last = str(found["chip"].iloc[-1])
    first = str(found.sort_values("serving", ascending=False)["chip"].iloc[0])
    name = last.split(" ")[0]
    title = (
        f"The {name} is last at training and first at serving"
        if first == last
        else "The order of chips depends on the task"
    )
    tall = 3.4
    fig, axes = figure(WIDTH, tall, ncols=2, sharey=True)
    fig.subplots_adjust(left=0.2, right=0.97, top=1 - 0.85 / tall, bottom=0.35 / tall, wspace=0.12)
    heads = {"training": "16-bit calculations\n(TFLOPS a watt)", "serving": "memory read\n(GB/s a watt)"}
    for ax, (task, head) in zip(axes, heads.items(), strict=True):
        values = list(found[task])
        digits = 2 if task == "training" else 1
        for row, (chip, value) in enumerate(zip(found["chip"], values, strict=True)):
            ax.barh(row, value, height=0.66, color=PALETTE[1 if chip == last else 0])
            ax.annotate(f"{value:.{digits}f}", (value, row), xytext=(4, 0),
                        textcoords="offset points", va="center", fontsize=9.5)  # fmt: skip
        ax.set(xlim=(0, max(values) * 1.18), xticks=[], ylim=(len(values) - 0.5, -0.5))
        ax.spines[["left", "bottom"]].set_visible(False)
        ax.tick_params(axis="y", length=0, labelcolor=INK)
        ax.set_title(head, fontsize=10, weight="normal", pad=4)
    axes[0].set_yticks(range(len(found)), list(found["chip"]))
    fig.suptitle(title, x=0.012, ha="left", fontsize=12.5, weight="bold", y=0.985)
    said = "; ".join(
        f"{row['chip']} {row['training']:.2f} and {row['serving']:.1f}" for row in rows_of(found)
    )
    alt = f"{title}. Bars in two panels, TFLOPS a watt and gigabytes a second a watt: {said}."
    return Picture(fig, alt, found.round(2), "chips", "Rate or bandwidth over the power of the board.")


COUNTS = [2048, 9000, 50_000]
USED = [15, 25, 35, 50]  # per cent of the peak
RUN = 3.2856e24  # calculations of V3's run: 6 × 37 billion × 14.8 trillion, as lesson 02 counts them


def older_chips(chips: pd.DataFrame) -> Callable[[int, int], Picture]:
    """A function of a number of chips and of the share of their peak that is used: days that V3's run would take."""
    import pandas as pd

    rates = {row["chip"]: float(row["dense_fp16_tflops"]) for row in rows_of(chips) if row["chip"] in BESIDE}

    def days_with(chips_used: int, share_used: int) -> Picture:
        frame = pd.DataFrame({
            "chip": [BESIDE[chip].split(" ")[0] for chip in BESIDE],
            "days": [m.days_to_train(RUN, chips_used, rates[chip], share_used / 100) for chip in BESIDE],
        })  # fmt: skip
        frame = frame.sort_values("days", kind="stable")
        slow, fast = frame["days"].iloc[-1], frame["days"].iloc[0]
        title = f"With {chips_used:,} chips the run takes {fast:.0f} to {slow:,.0f} days"
        return charts.bars(
            frame, "chip", "days", title=title, xlabel=f"days, at {share_used} per cent of the peak",
            format="{:,.0f}".format, of="chips",
        )  # fmt: skip

    return days_with


# --- 44 times ---------------------------------------------------------------------------------------------------------


@redrawable
def quarters(results: pd.DataFrame, first: str = "2022Q1") -> Picture:
    """Revenue of Cambricon by quarter: columns, the two that the article's 14-fold compares in the second colour."""
    mine = results[(results["period_type"].astype(str) == "quarter") & (results["period"] >= first)]
    frame = mine[["period", "revenue_cny_m", "source_id"]]
    pair = ("2024Q3", "2025Q3")
    old, new = (revenue_of(results, period) for period in pair)
    title = f"{m.fold_change(new, old):.0f} times: from {old:,.0f} to {new:,.0f} million yuan"
    tall = 3.7
    fig, ax = figure(WIDTH, tall)
    fig.subplots_adjust(left=0.115, right=0.98, top=1 - 0.5 / tall, bottom=0.6 / tall)
    for place, (period, value) in enumerate(zip(frame["period"], frame["revenue_cny_m"], strict=True)):
        ax.bar(place, value, width=0.72, color=PALETTE[1 if period in pair else 0], hatch="//" if period in pair else None,
               edgecolor="white", lw=0)  # fmt: skip
        if narrow() and period not in (*pair, frame["period"].iloc[-1]):
            continue  # the columns stand too close for a number on each
        ax.annotate(
            f"{value:,.0f}",
            (place, value),
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            fontsize=7.5,
        )
    ticks = {
        place: f"{p[4:]}\n{p[:4]}" if p.endswith("Q1") else p[4:]
        for place, p in enumerate(frame["period"])
        if p.endswith("Q1") or not narrow()
    }
    ax.set_xticks(list(ticks), list(ticks.values()))
    ax.tick_params(axis="x", length=0, labelcolor=INK)
    ax.set_yticks([0, 1000, 2000, 3000], ["0", "1,000", "2,000", "3,000"])
    ax.set_ylabel("million yuan")
    ax.set_title(title, x=-0.13)
    alt = f"{title}. Columns, revenue of Cambricon by quarter: {charts.listed(frame, 'period', 'revenue_cny_m', '{:,.0f}'.format)}. Highlighted: {' and '.join(pair)}."
    return Picture(fig, alt, frame, "cambricon_results")


def bases(results: pd.DataFrame) -> pd.DataFrame:
    """Each first half-year: revenue, and how many times that of one and of two years before."""
    import pandas as pd

    rows = []
    for year in range(2022, 2027):
        name = f"{year}H1"
        row = results[results["period"] == name].iloc[0]
        end = str(row["period_end"])[:10]
        two = f"{folds(results, 'half', end, 2)[1]:.2f}" if year > 2021 else ""
        rows.append(
            {
                "first half of": str(year),
                "million yuan": f"{float(row['revenue_cny_m']):,.0f}",
                "times the year before": f"{folds(results, 'half', end)[1]:.2f}",
                "times two years before": two,
                "source_id": row["source_id"],
            }
        )
    return pd.DataFrame(rows)


def sizes(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Cambricon in other sizes: beside all AI cards sold in China, the money paid for them, and Nvidia's quarter."""
    import pandas as pd

    cards = {
        row["entity"]: row
        for row in rows_of(tables["china_chip_market"])
        if row["indicator"] == "ai_cards_shipped" and row["year"] == 2025
    }
    money = next(
        row
        for row in rows_of(tables["china_chip_market"])
        if (row["indicator"], row["entity"], row["year"]) == ("share_of_ai_chip_revenue", "Cambricon", 2025)
    )
    nvidia = next(
        row
        for row in rows_of(tables["chip_company_results"])
        if (row["company"], row["metric"], row["period"]) == ("Nvidia", "revenue_total", "FY2026Q3")
    )
    rate = next(
        float(row["units_per_usd"])
        for row in rows_of(tables["exchange_rates"])
        if (row["currency"], row["year"]) == ("CNY", 2025)
    )
    dollars = revenue_of(tables["cambricon_results"], "2025Q3") / rate
    of_cards = 100 * float(cards["Cambricon"]["value"]) / float(cards["All vendors"]["value"])
    of_nvidia = 100 * dollars / float(nvidia["value"])
    return pd.DataFrame({
        "Cambricon": ["cards sold in China, 2025", "AI chips sold in China, 2025", f"revenue of 2025Q3, USD {dollars:.0f} m"],
        "beside": ["all AI cards sold there", "all money paid there (Bernstein)", "Nvidia's of about the same quarter"],
        "per cent": [f"{of_cards:.1f}", f"{float(money['value']):.1f}", f"{of_nvidia:.1f}"],
        "source_id": [cards["Cambricon"]["source_id"], money["source_id"], nvidia["source_id"]],
    })  # fmt: skip


# --- two sources disagree, and the verdicts ---------------------------------------------------------------------------


def tools_at_home(tools: pd.DataFrame) -> pd.DataFrame:
    """Per cent of all chip tools in China that were made there, by year and publisher: the counts, and the target."""
    import pandas as pd

    who = {
        "reportify-2024-tools": "a broker's summary",
        "scmp-2026-tools": "Jiemian News",
        "trendforce-2025-tools": "TrendForce",
    }
    mine = tools[
        (tools["tool"] == "All tools") & tools["source_id"].isin(list(who)) & tools["percent"].notna()
    ]
    kinds = {"estimate": "count", "forecast": "forecast", "plan": "target"}
    return pd.DataFrame({
        "year": mine["year"].astype(str),
        "per cent": mine["percent"],
        "published by": mine["source_id"].map(who).mask(
            mine["status"].astype(str) == "forecast", "press, doubted by TrendForce"
        ),
        "kind": mine["status"].astype(str).map(kinds),
        "source_id": mine["source_id"],
    })  # fmt: skip


def stand_ins(tables: Mapping[str, pd.DataFrame], day: str) -> pd.DataFrame:
    """The H100 and under it the stand-ins of C21 on a day, a row each, in words."""
    import pandas as pd

    chips = by_name(tables["chips"])
    yard = {"stand-in": H100, "older": None, "part": 1.0, "less efficient": None, "licence": True}
    yard["licence"] = licence_asked(chips[H100], tables["export_rule_thresholds"], day)
    rows = []
    for row in [yard, *clauses(tables, day)]:
        chip = chips[row["stand-in"]]
        rows.append(
            {
                "chip": (BESIDE | {"A800 SXM4 80GB": "A800 (for China)", "L20 PCIe": "L20 (for China)"})[
                    row["stand-in"]
                ],
                "process, nm": f"{chip['process_nm']:.0f}",
                "coarser": ANSWERS[row["older"]],
                "of the H100's work a watt": f"{row['part']:.2f}",
                "less": ANSWERS[row["less efficient"]],
                "US licence asked": ANSWERS[row["licence"]],
                "source_id": chip["source_id"],
            }
        )
    return pd.DataFrame(rows)


ANSWERS = {True: "yes", False: "no", None: "–"}
# The rules that are not ours, as the last table names them: each is a sentence in ``RULES``.
IN_WORDS = {
    "per watt": "rates divided by the power drawn",
    "eight bit": "rates at 8 bits, as the newest chips give",
    "by computing": "use by computing power, not by cards",
    "by money": "use by money, as Bernstein estimates",
    "licences granted": "chips whose licences were granted count, too",
    "all stand ins": "all six stand-ins, under licence or not",
    "most stand ins": "more than half of all six",
    "newest chip": "all six, beside AMD's MI350X, the newest",
    "without l20": "without the L20",
    "bis guidance": "without Huawei's two since BIS's guidance",
    "serving": "efficient at serving",
    "announced before": "older means announced before the H100",
    "results": "results on both sides",
    "effort": "effort on both sides",
    "faster": "each step of the fund larger than the last",
    "as dated": "the article's own quarter, whatever the day",
    "two years": "over two years",
    "up by": "'up 14-fold' means 14 times on top",
}


turned = partial(turned_in_words, RULES, IN_WORDS)


__all__ = [
    "BESIDE", "COUNTS", "CUTS", "INPUTS", "MODELS", "RUMOURED", "SPEEDS", "STAND_INS", "USED", "YEARS", "area", "bases",
    "by_task", "cutter", "dies", "inputs", "judged", "known_lines", "largest", "older_chips", "possible", "quarters",
    "rumours", "seats", "shares_of", "sizes", "stand_ins", "tools_at_home", "turned", "work_a_watt",
]  # fmt: skip
