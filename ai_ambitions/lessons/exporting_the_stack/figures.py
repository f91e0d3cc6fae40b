"""The pictures of lesson 09: tables in, ``Picture`` out. Titles say the finding; blue is the rule, orange the row to look at."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from importlib.resources import files
from math import comb, log
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.cells import known, rows_of
from ai_ambitions.display import charts
from ai_ambitions.display.charts.parts import WIDTH
from ai_ambitions.display.pictures import Picture, redrawable
from ai_ambitions.display.style import INK, MUTED, PALETTE, figure
from ai_ambitions.lessons.exporting_the_stack import model as m
from ai_ambitions.lessons.exporting_the_stack import verdicts as v
from ai_ambitions.practice.ledger import turned_in_words

if TYPE_CHECKING:
    import pandas as pd


SHORT = {"Alibaba Cloud": "Alibaba", "Google Cloud": "Google", "Huawei Cloud": "Huawei", "Tencent Cloud": "Tencent",
         "AWS": "Amazon", "Microsoft Azure": "Microsoft"}  # fmt: skip

# --- regions and the map ----------------------------------------------------------------------------------------------


@redrawable
def by_provider(regions: pd.DataFrame, day: str) -> Picture:
    """Regions of each of the six providers outside mainland China and the United States: bars."""
    import pandas as pd

    mine = [row for row in v.open_by(regions, day) if row["country"] not in v.HOMES]
    counts = pd.Series([SHORT[row["provider"]] for row in mine]).value_counts()
    chinese = {SHORT[row["provider"]] for row in mine if row["provider_country"] == "CN"}
    frame = pd.DataFrame({"provider": counts.index, "regions": counts.to_numpy()})
    frame = frame.sort_values(["regions", "provider"], ascending=[False, True], kind="stable")
    ours = int(frame[frame["provider"].isin(chinese)]["regions"].sum())
    title = f"{int(frame['regions'].sum()) - ours} regions of US clouds, {ours} of Chinese ones"
    return charts.bars(
        frame, "provider", "regions", title=title, xlabel="regions outside mainland China and the United States",
        format="{:.0f}".format, highlight=sorted(chinese), of="cloud_regions",
    )  # fmt: skip


def host_table(regions: pd.DataFrame, economies: pd.DataFrame, day: str) -> pd.DataFrame:
    """One row a host economy: its name, regions of US and of Chinese clouds, share of the smaller side, entropy, and the source."""
    import pandas as pd

    names = {row["code"]: row["name"] for row in rows_of(economies)}
    source = {str(row["country"]): row["source_id"] for row in v.open_by(regions, day)}
    rows = [
        {
            "host": names[code],
            "US clouds": count["US"],
            "Chinese clouds": count["CN"],
            "smaller share": m.smaller_share([count["US"], count["CN"]]),
            "bits": m.entropy([count["US"], count["CN"]]),
            "source_id": source[code],
        }
        for code, count in v.hosts(regions, day).items()
    ]
    return pd.DataFrame(rows).sort_values(["smaller share", "host"], ascending=[False, True], kind="stable")


@cache
def outline() -> dict[str, Any]:
    """The land of the world and the economies with a cloud region, in the Equal Earth projection (see ``tools/world_outline.py``)."""
    text = (files("ai_ambitions") / "maps" / "world.json").read_text(encoding="utf-8")
    whole: dict[str, Any] = json.loads(text)
    return whole


# Lightness, pattern and sign all differ, so that no colour is needed to tell the three kinds apart.
KINDS = {
    "both": ("US and Chinese clouds", "#4b3b78", "", "s"),
    "us": ("US clouds only", "#7fb4d6", "/////", "o"),
    "cn": ("Chinese clouds only", PALETTE[1], "xxxxx", "^"),
}
HOME_SHADE = "#8b949c"
EUROPE = ((-16, 40), (66, 124))  # of the projection: from the Atlantic to the Black Sea


def kind_of(count: Mapping[str, int]) -> str:
    """Which clouds a host has: ``both``, ``us`` or ``cn``."""
    return "both" if count["US"] and count["CN"] else "us" if count["US"] else "cn"


@redrawable
def world(regions: pd.DataFrame, economies: pd.DataFrame, day: str) -> Picture:
    """The map: which economies host regions of US clouds, of Chinese ones, or of both; Europe once more, larger."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    found = v.hosts(regions, day)
    kinds = {code: kind_of(count) for code, count in found.items()}
    many = {kind: sum(each == kind for each in kinds.values()) for kind in KINDS}
    title = f"{len(found)} hosts: {many['both']} with both, {many['us']} with US clouds only, {many['cn']} with Chinese only"
    tall = 4.49
    fig, ax = figure(WIDTH, tall)
    fig.subplots_adjust(left=0.0, right=1.0, top=1 - 0.42 / tall, bottom=0.8 / tall)
    ax.set(xlim=(-236, 272), ylim=(-100, 131))
    inset = ax.inset_axes((0.004, 0.004, 0.2205, 0.502))
    inset.set(xlim=EUROPE[0], ylim=EUROPE[1])
    _draw_land(ax, kinds)
    _draw_land(inset, kinds, close=True)
    ax.axis("off")
    inset.set(xticks=[], yticks=[])
    inset.set_title("Europe", fontsize=9, weight="normal", pad=3)
    for spine in inset.spines.values():
        spine.set(visible=True, color=MUTED, lw=0.8)
    ax.set_title(title, x=0.012, fontsize=11.5)
    drawn = {line.get_marker() for line in ax.lines}
    signs: list[Patch | Line2D] = []
    for words, fill, hatch, sign in KINDS.values():
        signs.append(Patch(facecolor=fill, hatch=hatch, edgecolor="white", label=words))
        if sign in drawn:
            small = Line2D([], [], marker=sign, ls="", color=fill, ms=6, mec=INK, mew=0.7)
            small.set_label("the same, a small host")
            signs.append(small)
    signs.append(Patch(facecolor=HOME_SHADE, edgecolor="white", label="homes of the six"))
    fig.legend(handles=signs, loc="lower center", ncols=3, fontsize=8.5, handlelength=1.6, columnspacing=1.1)
    table = host_table(regions, economies, day)
    names = {kind: ", ".join(table[_is_kind(table, kind)].sort_values("host")["host"]) for kind in KINDS}
    alt = f"{title}. Both: {names['both']}. Chinese only: {names['cn']}. US only: {names['us']}."
    picture = Picture(
        fig, alt, table.drop(columns=["smaller share", "bits"]), "cloud_regions",
        "Outline: Natural Earth, public domain, by way of world-atlas; as administered.",
        only_wide="A map of the world has one shape; at half its width hosts of a few millimetres are lost.",
    )  # fmt: skip
    return picture


def _is_kind(table: pd.DataFrame, kind: str) -> pd.Series:
    us, cn = table["US clouds"] > 0, table["Chinese clouds"] > 0
    return {"both": us & cn, "us": us & ~cn, "cn": cn & ~us}[kind]


def _in_europe(x: float, y: float) -> bool:
    (left, right), (low, high) = EUROPE
    return left < x < right and low < y < high


def _draw_land(ax: Any, kinds: Mapping[str, str], close: bool = False) -> None:
    """All land in one shade without inner lines, then the homes and the hosts, and a sign for hosts too small to be seen.

    Europe stands once more, ``close``, and needs no signs.
    """
    shapes = outline()
    land = "#e6e9ec"
    _fill(ax, shapes["land"], land, edgecolor=land, lw=0.4)
    for code, rings in shapes["outlines"].items():
        if code in v.HOMES:
            _fill(ax, rings, HOME_SHADE, edgecolor="white", lw=0.5)
        elif code in kinds:
            _, fill, hatch, _ = KINDS[kinds[code]]
            _fill(ax, rings, fill, edgecolor="white", hatch=hatch, lw=0.5)
    for code, (x, y) in shapes["points"].items():
        if code in kinds and not close and not _in_europe(x, y):
            _, fill, _, sign = KINDS[kinds[code]]
            ax.plot(x, y, sign, color=fill, ms=6, mec=INK, mew=0.7, clip_on=True)


def _fill(ax: Any, rings: Sequence[Sequence[tuple[float, float]]], fill: str, **look: Any) -> None:
    """What of some rings meets the axes, as one path: a printed page holds a pattern once for each path."""
    from matplotlib.collections import PathCollection
    from matplotlib.path import Path
    from matplotlib.transforms import Bbox

    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    window = Bbox.from_extents(left, low, right, high)
    paths = [Path(ring, closed=True) for ring in rings]
    seen = [path for path in paths if path.get_extents().overlaps(window)]
    if seen:
        ax.add_collection(
            PathCollection([Path.make_compound_path(*seen)], facecolor=fill, **look), autolim=False
        )


# --- layers -----------------------------------------------------------------------------------------------------------

SHOWN_LAYERS = ("BR", "ID", "SA", "SG", "ZA")


def layers(
    regions: pd.DataFrame, accelerators: pd.DataFrame, economies: pd.DataFrame, day: str
) -> pd.DataFrame:
    """Three layers of some hosts: soil, providers, whose AI chips their regions are known to offer, and in whose regions."""
    import pandas as pd

    names = {row["code"]: row["name"] for row in rows_of(economies)}
    offered: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows_of(accelerators):
        if known(row["maker"]):
            offered.setdefault((row["provider"], row["region"]), []).append(row)
    rows = []
    for code in SHOWN_LAYERS:
        mine = [row for row in v.open_by(regions, day) if row["country"] == code]
        told = [key for row in mine if (key := (row["provider"], row["region"])) in offered]
        chips = [chip for key in told for chip in offered[key]]
        makers = ", ".join(sorted({str(chip["maker"]) for chip in chips}))
        rows.append(
            {
                "soil": names[code],
                "US clouds": sum(row["provider_country"] == "US" for row in mine),
                "Chinese clouds": sum(row["provider_country"] == "CN" for row in mine),
                "AI chips of": f"{makers} in {len(told)}, not known in {len(mine) - len(told)}"
                if told
                else "not known",
                "in regions of": ", ".join(sorted({SHORT[provider] for provider, _ in told})) or "–",
                "source_id": v.named_by([*mine, *chips]),
            }
        )
    return pd.DataFrame(rows)


# --- same weights, several clouds -------------------------------------------------------------------------------------

MODELS = (
    "Qwen3-32B", "Qwen3-235B-A22B-2507", "Qwen3-Coder-30B-A3B", "Qwen3-Coder-480B-A35B", "Qwen3-Next-80B-A3B",
    "DeepSeek-R1", "DeepSeek-V3.1", "DeepSeek-V4-Pro", "GLM-5", "Kimi K2.5",
)  # fmt: skip
BUYERS = {"abroad": "international", "in mainland China": "china"}
DATES = {"October 2025": "2025-10-30", "July 2026": "2026-07-02"}
SELLERS = {
    v.HOME: "Alibaba, at home",
    v.ABROAD: "Alibaba, abroad",
    "Amazon Bedrock": "Amazon Bedrock",
    "Microsoft Azure": "Microsoft Azure",
    "Together AI": "Together AI (US)",
    "DeepSeek": "DeepSeek's shop",
    "Moonshot AI": "Moonshot's shop",
    "Z.ai": "Z.ai's shop",
}


def sellers(prices: pd.DataFrame, model: str, day: str) -> pd.DataFrame:
    """Who sells a model on a day, at what list price of output, cheapest first, and for whom the list is."""
    import pandas as pd

    rows = [row for row in rows_of(prices) if row["model_name"] == model and str(row["date"])[:10] == day]
    frame = pd.DataFrame(
        {
            "seller": [SELLERS[row["provider"]] for row in rows],
            "dollars": [float(row["output_usd_per_mtok"]) for row in rows],
            "market": [str(row["market"]) for row in rows],
            "country": [str(row["provider_country"]) for row in rows],
            "source_id": [row["source_id"] for row in rows],
        }
    )
    return frame.sort_values(["dollars", "seller"], kind="stable")


def same_weights(prices: pd.DataFrame) -> Callable[[str, str, str], Picture]:
    """A function of a model, a buyer's place and a day that draws the list prices of that model at all clouds, for ``explore``."""

    def at(model: str, buyer: str, day: str) -> Picture:
        frame = sellers(prices, model, day)
        when = next(words for words, date in DATES.items() if date == day)
        mine = frame[frame["market"] == buyer]
        us = frame[frame["country"] == "US"]
        place = "at home" if buyer == "china" else "abroad"
        if frame.empty:
            return _nobody(model, when, place)
        alibaba = mine[mine["seller"].str.startswith("Alibaba")]
        if alibaba.empty or us.empty:
            who = "no price of a US cloud" if us.empty else f"no price of Alibaba {place}"
            title = f"{model}: {who}"
        else:
            times = m.times_as_dear(float(alibaba["dollars"].iloc[0]), float(us["dollars"].min()))
            ratio = (
                f"{times:.2f}" if times < 1.1 else f"{times:.1f}"
            )  # 1.05 is dearer, and 1.0 would not say so
            asks = "the US price" if abs(times - 1) <= m.SAME else f"{ratio} times the US price"
            title = f"{model}: Alibaba {place} asks {asks}"
        orange = "; orange: Alibaba's list for this buyer" if len(alibaba) else ""
        xlabel = f"dollars per million tokens, {when}{orange}"
        picture = charts.bars(
            frame, "seller", "dollars", title=title, xlabel=xlabel, format="{:.2f}".format,
            highlight=list(alibaba["seller"]), limits=(0, max(1.0, 1.18 * float(frame["dollars"].max()))), of="cloud_model_prices",
        )  # fmt: skip
        others = (frame["country"] == "CN") & ~frame["seller"].isin(alibaba["seller"])
        for bar, grey in zip(picture.figure.axes[0].patches, others, strict=True):
            if grey:
                bar.set_facecolor(HOME_SHADE)
        return picture

    return at


def _nobody(model: str, when: str, place: str) -> Picture:
    import pandas as pd

    title = f"{model} was not out in {when}"
    fig, ax = figure(WIDTH, 1.9)
    fig.subplots_adjust(top=0.76)
    ax.set(xticks=[], yticks=[])
    ax.axis("off")
    ax.set_title(title, x=-0.1)
    notes = ("No list has a price of it.", f"Buyer: {place}.", "Choose the later day.")
    for row, note in enumerate(notes):
        ax.text(-0.1, 0.75 - 0.34 * row, note, transform=ax.transAxes, fontsize=9.5)
    rows = pd.DataFrame([{"model": model, "day": when, "buyer": place, "price": "none in our table"}])
    return Picture(
        fig, f"{title}: no price, for a buyer {place}.", rows=rows, source="The table cloud_model_prices has no price of it on this day."
    )  # fmt: skip


def two_markets(prices: pd.DataFrame, day: str) -> pd.DataFrame:
    """Of the models that Alibaba sells at home and abroad on a day, how many are dearer abroad, the same, cheaper; the middle one."""
    import pandas as pd

    pairs = abroad_over_home(prices, day)
    ratios = list(pairs.values())
    row = {
        "models": len(ratios),
        "dearer abroad": sum(each > 1 + m.SAME for each in ratios),
        "the same": sum(abs(each - 1) <= m.SAME for each in ratios),
        "cheaper abroad": sum(each < 1 - m.SAME for each in ratios),
        "abroad over home, the middle one": round(float(pd.Series(ratios).median()), 1),
        "source_id": v.named_by(
            row
            for row in v.newest_prices(prices, day)
            if row["model_name"] in pairs and row["provider"] in (v.HOME, v.ABROAD)
        ),
    }
    return pd.DataFrame([row])


def abroad_over_home(prices: pd.DataFrame, day: str) -> dict[str, float]:
    """Alibaba's output price abroad over its price at home, for each model that it sells in both places on a day."""
    found: dict[str, dict[str, float]] = {}
    for row in rows_of(prices):
        if str(row["date"])[:10] == day and row["provider"] in (v.HOME, v.ABROAD):
            found.setdefault(str(row["model_name"]), {})[row["provider"]] = v.price_of(row)
    return {
        name: m.times_as_dear(pair[v.ABROAD], pair[v.HOME]) for name, pair in found.items() if len(pair) == 2
    }


def prices_beside(prices: pd.DataFrame, day: str) -> pd.DataFrame:
    """The models that a US cloud sells on a day, a row each: Alibaba abroad, Alibaba at home, the cheapest US cloud, and their sources."""
    import pandas as pd

    rows = v.side_by_side(prices, day)
    columns = ("model", "abroad", "at home", "US cloud")
    frame = pd.DataFrame(
        [{name: row[name] for name in columns} | {"source_id": row["sources"]} for row in rows]
    )
    return frame.astype({"abroad": float, "at home": float, "US cloud": float})


# --- clouds and clubs -------------------------------------------------------------------------------------------------

# What is compared: the club, the rule of C27 that forms the groups, and what to call them.
CLUBS = (
    ("WAICO", v.WAICO, "both-only", "hosts of both", "hosts of US clouds only"),
    ("WAICO", v.WAICO, "hosts-only", "hosts of Chinese clouds", "hosts of US clouds only"),
    ("WAICO", v.WAICO, "default", "developing, Chinese cloud", "developing, none"),
)


def club_counts(tables: Mapping[str, pd.DataFrame], day: str) -> pd.DataFrame:
    """For each club and each pair of groups: how many of each are in it, and the exact chance; last, the US-led club the other way round."""
    import pandas as pd

    compared = [
        (club, forum, first, second, *v.association(tables, day, rule, forum))
        for club, forum, rule, first, second in CLUBS
    ]
    compared.append(
        (
            "Pax Silica",
            v.PAX_SILICA,
            "hosts of US clouds",
            "hosts of Chinese clouds only",
            *mirror(tables, day),
        )
    )
    regions = v.open_by(tables["cloud_regions"], day)
    rows = []
    for club, forum, one, two, ((_, yes_a, no_a), (_, yes_b, no_b)), p in compared:
        signed = [row for row in rows_of(tables["forum_participation"]) if row["forum_id"] == forum]
        rows.append({"club": club, "first group": one, "in it": f"{yes_a} of {yes_a + no_a}", "second group": two,
                     "in it, of the second": f"{yes_b} of {yes_b + no_b}", "p": f"{p:.3f}",
                     "source_id": v.named_by([*signed, *regions])})  # fmt: skip
    return pd.DataFrame(rows)


def mirror(tables: Mapping[str, pd.DataFrame], day: str) -> tuple[list[tuple[str, int, int]], float]:
    """The club led by the US, the clouds turned round: hosts of US clouds against hosts of Chinese clouds only."""
    found = v.hosts(tables["cloud_regions"], day)
    groups = {
        "US clouds": [code for code in found if found[code]["US"]],
        "Chinese clouds only": [code for code in found if not found[code]["US"]],
    }
    table = v.club_table(groups, v.members(tables["forum_participation"], v.PAX_SILICA, day))
    (_, yes_a, no_a), (_, yes_b, no_b) = table
    return table, m.fisher(yes_a, no_a, yes_b, no_b)


# What a head can guess of a chance, and what each stands for.
BANDS = {
    "about half the time": 0.5,
    "about once in five": 0.2,
    "about once in twenty": 0.05,
    "about once in a hundred": 0.01,
}


def band(chance: float) -> str:
    """Which of the ``BANDS`` a chance above zero is nearest to, as a ratio."""
    return min(BANDS, key=lambda words: abs(log(chance / BANDS[words])))


@redrawable
def shuffled(yes: int, first: int, second: int, seen: int) -> Picture:
    """All tables with the same sums: by how many of the first group are in the club, the chance of each; the counted ones marked."""
    import pandas as pd

    whole = comb(first + second, yes)
    span = range(max(0, yes - second), min(first, yes) + 1)
    chances = {k: 100 * comb(first, k) * comb(second, yes - k) / whole for k in span}
    marked = [k for k in span if chances[k] <= chances[seen] + 1e-12]
    p = sum(chances[k] for k in marked) / 100
    frame = pd.DataFrame({"split": [f"{k} and {yes - k}" for k in span], "chance": list(chances.values())})
    title = f"By chance alone, so unlikely a draw comes {100 * p:.1f} times in 100"
    picture = charts.bars(
        frame, "split", "chance", title=title, xlabel="chance in 100, if clouds had nothing to do with it", format="{:.1f}".format,
        highlight=[f"{k} and {yes - k}" for k in marked], of=["cloud_regions", "forum_participation"],
    )  # fmt: skip
    said = f"Members among the first {first} hosts, and among the other {second}. Orange: as unlikely as what was seen, or less likely."
    return charts.caption(picture, said, lines=2)


# --- is a switch worth it ---------------------------------------------------------------------------------------------

RISKS = {"none": 0.0, "2 in 100": 0.02, "5 in 100": 0.05, "10 in 100": 0.1}
COSTS = [20, 35, 50]
SPANS = [3, 5, 8, 12]
SAVING, RATE = 10.0, 0.08


def switch() -> Callable[[float, float, int], Picture]:
    """A function of the yearly risk, of what a change costs and of the years that count, that draws what the change is worth."""

    def worth(risk: float, cost: float, years: int) -> Picture:
        import pandas as pd

        values = [m.npv_switch(SAVING, cost, RATE, year, risk) for year in range(1, years + 1)]
        last = values[-1]
        verdict = "pays" if last > 0 else "does not pay"
        title = f"Over {years} years the change {verdict}: {'+' if last > 0 else '−'}{abs(last):.1f}"
        tall = 2.6
        fig, ax = figure(WIDTH, tall)
        fig.subplots_adjust(left=0.1, right=0.97, top=1 - 0.5 / tall, bottom=0.55 / tall)
        ax.axhline(0, color=INK, lw=0.9)
        for year, value in enumerate([-cost, *values]):
            ax.bar(
                year,
                value,
                width=0.66,
                color=PALETTE[0 if value > 0 else 1],
                hatch=None if value > 0 else "//",
                edgecolor="white",
                lw=0,
            )
            if year in (0, years):
                ax.annotate(
                    f"{value:+.1f}".replace("-", "−"),
                    (year, value),
                    xytext=(0, 3 if value > 0 else -11),
                    textcoords="offset points",
                    ha="center",
                    fontsize=9,
                )
        ax.set_xticks(range(years + 1), ["now", *[str(year) for year in range(1, years + 1)]])
        ax.set(xlabel="years that count", ylabel="worth so far", ylim=(-74, 64), yticks=[-50, -25, 0, 25, 50])
        ax.set_title(title, x=-0.085)
        lost = 100 * (1 - (1 - risk) ** years)
        rows = pd.DataFrame(
            {"year": range(years + 1), "worth so far": [round(each, 1) for each in [-cost, *values]]}
        )
        said = f"Saves 10 a year, costs {cost:.0f} now, interest 8 per cent. By the last year the service is lost with a chance of {lost:.0f} in 100."
        alt, source = (
            f"{title}. Columns, worth after each year.",
            "Computed with the formula above; no state's figures.",
        )
        picture = Picture(fig, alt, rows=rows, source=source)
        return charts.caption(picture, said, lines=2)

    return worth


# --- announced and built, voices, and the verdicts --------------------------------------------------------------------


def announced(tables: Mapping[str, pd.DataFrame], economies: pd.DataFrame, day: str) -> pd.DataFrame:
    """The economies for which Alibaba announced a first site in September 2025, and whether a region takes customers by a day."""
    import pandas as pd

    names = {row["code"]: row["name"] for row in rows_of(economies)}
    served = {
        row["country"]: row
        for row in v.open_by(tables["cloud_regions"], day)
        if row["provider"] == v.FIRMS[0]
    }
    sources = {
        row["country"]: row["source_id"]
        for row in rows_of(tables["infrastructure_exports"])
        if str(row["date"])[:10] == v.PRESENTED
    }
    rows = []
    for code in v.first_sites(tables["infrastructure_exports"], day):
        row = served.get(code)
        first = (
            "" if row is None else str(row["launched"])[:10] if known(row["launched"]) else "day not known"
        )
        rows.append({"first site in": names[code], "announced": v.PRESENTED, "takes customers": "no" if row is None else "yes",
                     "since": first or "–", "source_id": sources[code]})  # fmt: skip
    return pd.DataFrame(rows)


CHOICES = ("microsoft-g42-kenya", "skyvast-malaysia", "sealion-gemma", "sealion-qwen")


def choices(exports: pd.DataFrame, economies: pd.DataFrame) -> pd.DataFrame:
    """Four projects in which a host, or somebody for it, spoke: host, day, whose technology, and what the row says."""
    import pandas as pd

    names = {row["code"]: row["name"] for row in rows_of(economies)}
    rows = {row["project_id"]: row for row in rows_of(exports)}
    return pd.DataFrame(
        [
            {
                "host": names[rows[name]["country"]],
                "date": str(rows[name]["date"])[:10],
                "technology of": {"US": "US", "CN": "China"}[rows[name]["technology_origin"]],
                "what": rows[name]["summary"],
                "source_id": rows[name]["source_id"],
            }
            for name in CHOICES
        ]
    )


def users(tables: Mapping[str, pd.DataFrame], economies: pd.DataFrame, day: str) -> pd.DataFrame:
    """Economies besides China with a measured share of a Chinese chatbot: the low end that counts, income, limits on US services."""
    import pandas as pd

    names = {row["code"]: row["name"] for row in rows_of(economies)}
    income = v.incomes(tables["economy_size"])
    size = {str(row["code"]): row for row in rows_of(tables["economy_size"])}
    measured = [row for row in rows_of(tables["model_usage"]) if row["metric"] == "chatbot_share"]
    rows = [
        {
            "economy": names[code],
            "per cent, at least": share,
            "income": f"{income[code]:,.0f}" if code in income else "not known",
            "US services": "limited" if limited else "",
            "source_id": v.named_by(
                [*(row for row in measured if row["region"] == code), *([size[code]] if code in size else [])]
            ),
        }
        for code, (share, limited) in v.chatbot_shares(tables["model_usage"], day).items()
    ]
    return pd.DataFrame(rows).sort_values(
        ["per cent, at least", "economy"], ascending=[False, True], kind="stable"
    )


# The rules that are not ours, as the last table names them: each is a sentence in ``RULES``.
IN_WORDS = {
    "top ten": "among the first ten of all models",
    "style control": "the same, length and layout discounted",
    "version presented": "only the version of the day itself",
    "newest table": "the newest arena table by the day",
    "kept": "half of the places kept, too",
    "all places": "every place kept, too",
    "any income": "influence: all economies, rich or poor",
    "hosts only": "influence: hosts of Chinese against US clouds",
    "both only": "influence: hosts of both against US clouds",
    "one in five": "20 per cent of use, not 10",
    "where free": "only where US services are not limited",
    "known income": "only users whose income we know",
    "not asked": "what nobody could know is not asked",
    "influence only": "only influence is asked",
    "blend": "three parts input, one part output",
    "median": "the middle ratio, not a count of models",
    "home prices": "Alibaba's prices at home",
    "home exact": "the same, every difference counts",
    "chinese shops": "Chinese developers' shops abroad count, too",
    "best models": "each side's best model, of whatever quality",
    "looked up": "only prices that a second source bears out",
    "dated only": "only regions whose opening day we know",
    "each firm": "each firm on each continent",
}


turned = partial(turned_in_words, v.RULES, IN_WORDS)


__all__ = [
    "BANDS", "BUYERS", "CLUBS", "COSTS", "DATES", "KINDS", "MODELS", "RISKS", "SPANS", "abroad_over_home", "announced", "band", "by_provider", "choices",
    "club_counts", "host_table", "kind_of", "layers", "mirror", "outline", "prices_beside", "same_weights", "sellers", "shuffled", "switch",
    "turned", "two_markets", "users", "world",
]  # fmt: skip
