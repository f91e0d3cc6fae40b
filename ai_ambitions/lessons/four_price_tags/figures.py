"""The pictures of lesson 02: tables in, ``Picture`` out. Titles say the finding, labels use words, alt texts say both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ai_ambitions.core.cells import rows_of
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.verdict import by_rule
from ai_ambitions.display import charts
from ai_ambitions.display.charts.parts import WIDTH
from ai_ambitions.display.pictures import Picture, redrawable
from ai_ambitions.display.style import GRID, INK, PALETTE, figure, narrow
from ai_ambitions.lessons.four_price_tags.model import nearest, price_tag, times, training_flop
from ai_ambitions.lessons.four_price_tags.peers import TOLERANCE, as_fraction, effort, find, pairs, scores
from ai_ambitions.lessons.four_price_tags.verdicts import RULES

if TYPE_CHECKING:
    import pandas as pd

    from ai_ambitions.core.verdict import Verdict


def dollars(value: float) -> str:
    """A sum in US dollars as people say it: USD 0.29 M, USD 57 M, USD 1.6 bn."""
    if value >= 1e9:
        return f"USD {value / 1e9:.3g} bn"
    return f"USD {value / 1e6:.2f} M" if value < 1e7 else f"USD {value / 1e6:,.0f} M"


def millions(value: float) -> str:
    """A sum given in millions of US dollars, as ``dollars`` says it."""
    return dollars(value * 1e6)


# --- the tags ---------------------------------------------------------------------------------------------------------

# Who wrote a tag, and what it counts: the four that went round the world.
TAGS = {
    "deepseek-r1-total": ("on R1, by DeepSeek", "what R1 took on top of V3"),
    "deepseek-v3-total": ("on V3, by DeepSeek", "V3's final run"),
    "deepseek-firm-hardware": ("on chips over the years,\nby an analyst", "chips over the years"),
    "deepseek-firm-servers": ("on all servers,\nby an analyst", "all servers"),
}
WHO = {"reported": "stated by the maker", "estimate": "reckoned by an outsider"}
MAKER_SAYS, OUTSIDER_SAYS = (
    PALETTE[0],
    PALETTE[1],
)  # the same two colours for the same two voices in every picture


def tags(runs: pd.DataFrame) -> pd.DataFrame:
    """The four price tags, a row each from the smallest: tag, usd, who, open (whether it is a lower bound), source_id."""
    import pandas as pd

    rows = [find(runs, "run_id", run_id) for run_id in TAGS]
    found = pd.DataFrame({
        "tag": [TAGS[row["run_id"]][0] for row in rows],
        "counts": [TAGS[row["run_id"]][1] for row in rows],
        "usd": [float(row["cost_usd"]) for row in rows],
        "who": [WHO[row["status"]] for row in rows],
        "open": [row["cost_bound"] == "more_than" for row in rows],
        "source_id": [row["source_id"] for row in rows],
    })  # fmt: skip
    return found.sort_values("usd")


@redrawable
def four_tags(runs: pd.DataFrame) -> Picture:
    """The four tags on one axis; each step on it multiplies. A tag that is a lower bound has no right end."""
    found = tags(runs)
    low = found["usd"] / 1e6
    high = low.where(~found["open"])
    span = found["usd"].iloc[-1] / found["usd"].iloc[0]
    title = f"One firm, four price tags: the largest is over {span // 1000 * 1000:,.0f} times the smallest"
    return charts.intervals(
        found.assign(low=low, high=high)[["tag", "low", "high", "who", "source_id"]], "tag", "low", "high", title=title,
        xlabel="millions of US dollars, each step times ten", group="who", format=millions, log=True,
        limits=(0.1, 6e4), of="training_runs", height=3.0,
    )  # fmt: skip


NARROW = "\N{NO-BREAK SPACE}"  # keeps a sum and a month on one line of a narrow column


def scopes(price_tags: pd.DataFrame) -> pd.DataFrame:
    """What each of the four tags takes in and leaves out, as its speaker or a reader of the page said."""
    import pandas as pd

    rows = {row["run_id"]: row for row in rows_of(price_tags)}
    chosen = [rows[run_id] for run_id in TAGS]
    over = [f"over{NARROW}" if row["bound"] == "more_than" else "" for row in chosen]
    return pd.DataFrame({
        "tag": [
            more + dollars(row["amount"]).replace(" ", NARROW) for more, row in zip(over, chosen, strict=True)
        ],
        "said by": [row["stated_by"] for row in chosen],
        "in": [f"{row['stated_on']:%b{NARROW}%Y}" for row in chosen],
        "takes in": [row["includes"] for row in chosen],
        "leaves out": [row["excludes"] for row in chosen],
        "source_id": [row["source_id"] for row in chosen],
    })  # fmt: skip


# --- build a tag ------------------------------------------------------------------------------------------------------

RENTS = [1, 2, 3, 4]
TRIALS = {
    "left out": 0,
    "as much again": 1,
    "four times as much": 4,
    "nine times as much": 9,
}  # beside the final run
BOUGHT = {"rented": 0, "the 2,048 of the run": 2048, "50,000, an outsider's count": 50_000}


def chip_price(runs: pd.DataFrame) -> float:
    """US dollars for a chip with its share of a server: the critic's sum over the count of chips that it was made for."""
    count = find(runs, "run_id", "deepseek-firm-servers")["chip_count"]
    return float(find(runs, "run_id", "deepseek-firm-servers-critic")["cost_usd"] / count)


def tag_builder(runs: pd.DataFrame) -> Callable[[int, str, str], Picture]:
    """A function of rent, trials and chips that draws the tag for such a choice among the four, for ``explore``.

    Trials and chips are said in words, keys of ``TRIALS`` and ``BOUGHT``.
    """
    import pandas as pd

    hours = float(find(runs, "run_id", "deepseek-v3-total")["gpu_hours"])
    each = chip_price(runs)
    found = tags(runs)
    headlines = dict(zip(found["counts"], found["usd"], strict=True))
    over = dict(zip(found["counts"], found["open"].map({True: "over ", False: ""}), strict=True))
    sums = {name: over[name] + dollars(usd) for name, usd in headlines.items()}
    stated = (found["who"] == WHO["reported"]).map({True: MAKER_SAYS, False: OUTSIDER_SAYS})
    who = dict(zip(found["counts"], stated, strict=True))

    def tag_of(rent: int, trials: str, chips: str) -> Picture:
        bought = BOUGHT[chips]
        made = price_tag(hours, rent, TRIALS[trials], bought, each)
        closest = nearest(made.usd, headlines)
        tall = 3.3
        fig, ax = figure(WIDTH, tall)
        fig.subplots_adjust(left=0.03, right=0.97, top=1 - 0.86 / tall, bottom=0.62 / tall)
        ax.set_xscale("log")
        ax.set(xlim=(1e5, 1e10), ylim=(-0.75, 1.7), yticks=[], xlabel="US dollars, each step times ten")
        ax.set_xticks([1e5, 1e6, 1e7, 1e8, 1e9, 1e10], ["0.1 M", "1 M", "10 M", "100 M", "1 bn", "10 bn"])
        ax.minorticks_off()
        ax.spines["left"].set_visible(False)
        for row, (name, usd) in enumerate(headlines.items()):
            ax.plot([usd], [0], "os"[who[name] == OUTSIDER_SAYS], color=who[name], ms=9)
            low = -0.32 if row % 2 == 0 else -0.58
            weight = "bold" if name == closest else "normal"
            ax.annotate(name, (usd, low), ha="center", va="center", fontsize=9, color=INK, weight=weight)
        ax.axhline(0, color=GRID, lw=1, zorder=0)
        ax.plot([made.usd], [0.55], "v", color=INK, ms=12)
        ax.annotate(f"yours: {dollars(made.usd)}", (made.usd, 0.85), ha="center", va="bottom", fontsize=10.5)
        rent_words = f", at USD {each:,.0f} each" if bought else f", at USD {rent} an hour"
        factor = max(made.usd / headlines[closest], headlines[closest] / made.usd)
        size = f"{factor:.1f}" if factor < 10 else f"{factor:.0f}"
        part = f"{size} times" if made.usd > headlines[closest] else f"1/{size} of"
        beside = "equal to" if factor < 1.005 else "about equal to" if factor < 1.05 else part
        title = f"{dollars(made.usd)}: {made.words}{rent_words}"
        ax.set_title(
            f"{title}\nnearest tag: {closest} ({beside} its {sums[closest]})",
            x=0.0,
            fontsize=11,
        )
        listed = ", ".join(f"{name} {usd}" for name, usd in sums.items())
        setting = f"Set to a rent of {rent}, trials {trials}, chips {chips}."
        alt = f"{title}. Nearest tag: {closest}, {beside} its {sums[closest]}. The four tags: {listed}. {setting}"
        rows = pd.DataFrame({
            "what": [*headlines, "yours"], "US dollars": [*headlines.values(), made.usd], "who counted": [*found["who"], "you"],
        })  # fmt: skip
        return Picture(fig, alt, of="training_runs", rows=rows)

    return tag_of


# --- whose cost? ------------------------------------------------------------------------------------------------------

UNITS = {"operations": "operations", "chip-hours": "chip-hours", "dollars, owned chips": "dollars"}
EPOCH = "amortised_hardware_energy"


@dataclass(frozen=True)
class Peer:
    """A peer in the widget: its names in ``models`` and in two older states of the index, and the DeepSeek model beside it."""

    model: str
    labels: tuple[str, str]
    ours: str


OURS = {  # as the two older states of the index call DeepSeek's models; the second left out the first V3
    "DeepSeek-V3": ("DeepSeek-V3", ""),
    "DeepSeek-R1": ("DeepSeek-R1", "DeepSeek-R1"),
}
PEERS = {
    "Llama 3.1 405B (Meta)": Peer("Llama 3.1 405B", ("Llama-3.1-405B", "Llama 3.1-405B"), "DeepSeek-V3"),
    "Phi-4 (Microsoft)": Peer("Phi-4", ("phi-4", "Phi-4"), "DeepSeek-V3"),
    "Llama 4 Maverick (Meta)": Peer(
        "Llama 4 Maverick", ("Llama-4-Maverick-17B-128E-Instruct-FP8", "Llama 4 Maverick"), "DeepSeek-V3"
    ),
    "Llama 4 Scout (Meta)": Peer(
        "Llama 4 Scout", ("Llama-4-Scout-17B-16E-Instruct", "Llama 4 Scout"), "DeepSeek-V3"
    ),
    "gpt-oss-120b (OpenAI)": Peer("gpt-oss-120b", ("gpt-oss-120b_high", "gpt-oss-120b"), "DeepSeek-R1"),
    "Grok 3 (xAI)": Peer("Grok 3", ("grok-3-beta", "Grok 3"), "DeepSeek-R1"),
}
STATES = {
    "November 2025": "2025-11-07",
    "February 2026": "2026-02-08",
    "July 2026": "",
}  # the last one is in benchmark_scores
_SCALE = {"operations": 1e24, "chip-hours": 1e6, "dollars": 1e6}
_AXIS = {
    "operations": "operations of the training run, in millions of billions of billions",
    "chip-hours": "chip-hours of the training run, in millions",
    "dollars": "millions of US dollars of 2023 for own chips and power, by Epoch AI",
}


PRINTED, ESTIMATED = "printed by the maker", "an outsider's estimate"


@dataclass(frozen=True)
class Side:
    """One side of a comparison: its value in a unit, and who says so. None where nobody does."""

    value: float | None
    who: str


def side(tables: Mapping[str, pd.DataFrame], model: str, unit: str) -> Side:
    """What a model took, in operations, chip-hours or dollars, and whether its maker printed that."""
    row, runs = find(tables["models"], "model", model), tables["training_runs"]
    if unit == "dollars":
        cost = runs[(runs["model"] == model) & (runs["cost_basis"] == EPOCH)]["cost_usd"]
        return Side(float(cost.iloc[0]), ESTIMATED) if len(cost) else Side(None, "")
    for estimates, who in ((False, PRINTED), (True, ESTIMATED)):
        taken = effort(row, runs, estimates=estimates)
        value = taken.flop if unit == "operations" else taken.hours
        if value is not None:
            return Side(value, who)
    return Side(None, "")


def gap(tables: Mapping[str, pd.DataFrame], peer: Peer, state: str) -> float | None:
    """Index points by which DeepSeek's model lies above a peer in one state of the index; None where one is missing."""
    if not state:
        now = scores(tables["benchmark_scores"])
        return now[peer.ours] - now[peer.model] if peer.model in now else None
    place = list(STATES.values()).index(state)
    old = tables["index_vintages"]
    held = old[old["as_of"].astype(str).str[:10] == state].set_index("model_label")["score"]
    names = OURS[peer.ours][place], peer.labels[place]
    return float(held[names[0]] - held[names[1]]) if all(name in held.index for name in names) else None


def apart(points: float) -> str:
    """How far ours lies from a peer, in words."""
    if abs(points) < 0.05:
        return "level with"
    return f"{abs(points):.1f} points {'above' if points > 0 else 'below'}"


def whose_cost(tables: Mapping[str, pd.DataFrame]) -> Callable[[Peer, str, str], Picture]:
    """A function of a peer, a unit and a state of the index that draws two bars, for ``explore``.

    ``tables`` has ``models``, ``training_runs``, ``benchmark_scores`` and ``index_vintages``.
    """
    import pandas as pd

    def whose_cost_of(peer: Peer, unit: str, index_of: str) -> Picture:
        sides = [side(tables, peer.ours, unit), side(tables, peer.model, unit)]
        ours, theirs = (each.value for each in sides)
        names = [peer.ours, peer.model]
        words = [
            f"{name}\n{each.who or 'nobody printed it'}" for name, each in zip(names, sides, strict=True)
        ]
        scale = _SCALE[unit]
        frame = pd.DataFrame({
            "label": words, "value": [None if v is None else v / scale for v in (ours, theirs)],
        })  # fmt: skip
        title = (
            f"{peer.ours} took {as_fraction(times(ours, theirs))} the {unit} of {peer.model}"
            if ours is not None and theirs is not None
            else f"{peer.model}: nobody outside can count its {unit}"
        )
        guessed = [word for word, each in zip(words, sides, strict=True) if each.who == ESTIMATED]
        largest = max([v / scale for v in (ours, theirs) if v is not None], default=1.0)
        picture = charts.bars(
            frame, "label", "value", title=title, xlabel=_AXIS[unit], format="{:,.3g}".format,
            highlight=guessed, limits=(0, largest * 1.25), height=2.5,
            of=("models", "training_runs"),
        )  # fmt: skip
        points = gap(tables, peer, index_of)
        when = next(name for name, state in STATES.items() if state == index_of)
        said = (
            f"Index of {when}: one of the two is not in it, so it cannot say whether they are equal."
            if points is None
            else f"Index of {when}: {peer.ours} lies {apart(points)} {peer.model}, "
            + (
                "which counts as about equal here."
                if abs(points) <= TOLERANCE
                else "too far apart to count as equal here."
            )
        )
        return charts.caption(picture, said, lines=2)

    return whose_cost_of


def peer_table(tables: Mapping[str, pd.DataFrame], day: str, *, tolerance: float = TOLERANCE) -> pd.DataFrame:
    """The peers that the rule for C07 finds on a day: a row each, in words, with the model each learnt from."""
    import pandas as pd

    found = pairs(tables, day, tolerance=tolerance)
    runs = tables["training_runs"]
    makers = tables["models"].set_index("model")["developer"].to_dict()
    sources = runs.drop_duplicates("model").set_index("model")["source_id"].to_dict()
    teachers = runs.dropna(subset="teacher").set_index("model")["teacher"].to_dict()
    return pd.DataFrame({
        "peer": [f"{pair.peer} ({makers[pair.peer].split(' ')[0]})" for pair in found],
        "beside": [pair.ours for pair in found],
        "points apart": [round(abs(pair.our_score - pair.peer_score), 2) for pair in found],
        "compared by": [pair.count for pair in found],
        "DeepSeek took, times the peer": [round(pair.times, 2) for pair in found],
        "a quarter or less": ["yes" if pair.times <= 0.25 else "no" for pair in found],
        "learnt from": [teachers.get(pair.peer, "we read of none") for pair in found],
        "source_id": [sources[pair.peer] for pair in found],
    })  # fmt: skip


def sizes(models: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Parameters and tokens of models, a row each in the order of the names."""
    rows = models.set_index("model").loc[list(names)].reset_index()
    words = {
        "model": "model", "developer": "made by", "total_params_b": "parameters, billions",
        "training_tokens_t": "tokens read, trillions", "source_id": "source_id",
    }  # fmt: skip
    return rows[list(words)].rename(columns=words)


def printed(models: pd.DataFrame) -> pd.DataFrame:
    """How many models there are since 2024 whose maker printed parameters used and tokens: by country and by whether weights are open."""
    import pandas as pd

    recent = models[models["released"] >= "2024-01-01"]
    recent = recent[
        recent["developer_country"].isin(["CN", "US"]) & recent["weights"].isin(["open", "closed"])
    ]
    complete = (
        recent["params_status"].eq("reported").fillna(False)
        & recent["active_params_b"].notna()
        & recent["training_tokens_t"].notna()
    )
    frame = pd.DataFrame({
        "made in": recent["developer_country"].map({"CN": "China", "US": "the United States"}),
        "weights": recent["weights"],
        "both printed": complete,
    })  # fmt: skip
    counts = frame.groupby(["made in", "weights"])["both printed"].agg(["size", "sum"]).reset_index()
    return counts.rename(columns={"size": "models", "sum": "both printed"})


def turned(
    judges: Sequence[Callable[[Mapping[str, pd.DataFrame], str, str], Verdict]],
    tables: Mapping[str, pd.DataFrame],
    written: str,
    today: str,
) -> pd.DataFrame:
    """What each rule of each claim says on the two days, in words."""
    import pandas as pd

    return pd.DataFrame(by_rule(judges, RULES, tables, lambda _: {"when written": written, "today": today}))


SERVERS = {
    "deepseek-firm-servers-first": "the total as printed: the column of the H100 is missing",
    "deepseek-firm-servers-critic": "50,000 Hopper chips, added up anew",
    "deepseek-firm-servers": "with the older A100 chips, 60,000 in all",
}


def server_sums(runs: pd.DataFrame) -> pd.DataFrame:
    """The sums for DeepSeek's servers that circulate, smallest first: million USD, what it counts, source."""
    import pandas as pd

    rows = [row for row in rows_of(runs) if row["run_id"] in SERVERS]
    found = pd.DataFrame({
        "million USD": [float(row["cost_usd"]) / 1e6 for row in rows],
        "what is counted": [SERVERS[row["run_id"]] for row in rows],
        "source_id": [row["source_id"] for row in rows],
    })  # fmt: skip
    return found.sort_values("million USD")


# --- further ----------------------------------------------------------------------------------------------------------


def cheapest(prices: pd.DataFrame, models: pd.DataFrame, index: pd.DataFrame, score: float) -> pd.DataFrame:
    """The lowest list price of a million output tokens of any model that reaches a score, over time, by the maker's country.

    A price that was only *seen* on a day counts from the model's release, since it may be older than the day.
    Raises CourseError for a score that no model on sale reaches.
    """
    import pandas as pd

    reached = {name for name, points in scores(index).items() if points >= score}
    released = {str(row["model"]): row["released"] for row in rows_of(models)}
    country = {str(row["model"]): row["developer_country"] for row in rows_of(models)}
    names = {"CN": "China", "US": "United States"}
    rows = [
        {
            "day": released[row["model"]] if row["date_basis"] == "first_seen" else row["effective_date"],
            "usd": float(row["output_usd_per_mtok"]),
            "made in": names[country[row["model"]]],
            "model": row["model"],
            "source_id": row["source_id"],
        }
        for row in rows_of(prices)
        if row["model"] in reached
        and country[row["model"]] in names
        and row["tier"] in ("standard", "launch")
    ]
    if not rows:
        best = max(scores(index).values())
        raise CourseError(
            f"No model with a list price reaches {score:g} points.",
            f"Ask for fewer; the highest score is {best:.0f}.",
        )
    frame = pd.DataFrame(rows).sort_values(["day", "usd"], kind="stable")
    frame = frame[frame["day"] <= pd.Timestamp(index.attrs["as_of"])]
    lowest = frame.groupby("made in")["usd"].cummin()
    before = lowest.groupby(frame["made in"]).shift(fill_value=float("inf"))
    return frame.loc[frame["usd"].lt(before)]


_BELOW = ("GPT-5 nano",)  # where the other line falls at once to its right


def near(index: pd.DataFrame, model: str) -> float:
    """The lowest score that counts as about equal to a model's."""
    return scores(index)[model] - TOLERANCE


@redrawable
def price_of_a_score(
    prices: pd.DataFrame, models: pd.DataFrame, index: pd.DataFrame, score: float
) -> Picture:
    """The lowest price asked so far for a score, by country of the maker: steps on a log axis, each with the model that set it."""
    from matplotlib.dates import DateFormatter, MonthLocator

    found = cheapest(prices, models, index, score)
    first, lowest = found["usd"].iloc[0], found.sort_values("usd", kind="stable").iloc[0]
    months = round((lowest["day"] - found["day"].min()).days / 30.4375)
    title = f"The price of one score fell {first / lowest['usd']:,.0f}-fold in {months} months"
    tall = 3.9
    fig, ax = figure(WIDTH, tall)
    fig.subplots_adjust(left=0.1, right=0.83, top=1 - 0.5 / tall, bottom=0.55 / tall)
    ax.set_yscale("log")
    said = []
    for number, (country, mine) in enumerate(found.groupby("made in")):
        colour = PALETTE[number + 2]  # not those of the two voices
        ax.step(
            mine["day"], mine["usd"], where="post", color=colour, marker="os"[number % 2], ms=6, label=country
        )
        for day, usd, model in zip(mine["day"], mine["usd"], mine["model"], strict=True):
            below = model in _BELOW
            ax.annotate(
                model, (day, usd), xytext=(0, -14) if below else (6, 5), textcoords="offset points", fontsize=9,
                color=colour, ha="center" if below else "left",
            )  # fmt: skip
        steps = ", ".join(f"{m} {u:.2f}" for m, u in zip(mine["model"], mine["usd"], strict=True))
        said.append(f"{country}: {steps}")
    ax.set_yticks([0.5, 1, 2, 5, 10, 20, 50], ["0.5", "1", "2", "5", "10", "20", "50"])
    ax.minorticks_off()
    ax.set(ylabel="US dollars a million output tokens", ylim=(0.2, 100))
    ax.xaxis.set_major_locator(MonthLocator(bymonth=(1, 4, 7, 10)))
    ax.xaxis.set_major_formatter(DateFormatter("%b %Y"))
    ax.grid(axis="y", color=GRID)
    if narrow():
        fig.legend(*ax.get_legend_handles_labels(), ncols=2)
    else:
        ax.legend(loc="upper right", title="made in", alignment="left")
    ax.set_title(title, x=-0.1)
    return Picture(
        fig,
        f"{title}. Steps on an axis that multiplies, one line for each country of the maker. {'; '.join(said)}.",
        found,
        ("api_prices", "benchmark_scores"),
        f"Lowest list price so far of a model with {score:.1f} points or more.",
    )


@redrawable
def swings(runs: pd.DataFrame, chips: pd.DataFrame) -> Picture:
    """A tornado: what the tag of V3 becomes when one assumption moves and the others stay, widest first."""
    import pandas as pd

    run = find(runs, "run_id", "deepseek-v3-total")
    hours, rent = float(run["gpu_hours"]), float(run["usd_per_gpu_hour"])
    pre = find(runs, "run_id", "deepseek-v3-pretraining")
    flop = training_flop(float(pre["active_params_b"]), float(pre["training_tokens_t"]))
    peak = float(find(chips, "chip", "H800 SXM5")["dense_fp16_tflops"])
    rest = hours - float(pre["gpu_hours"])
    used = [rent * (rest + flop / (share * peak * 1e12 * 3600)) for share in (0.5, 0.25)]
    frame = pd.DataFrame({
        "assumption": [
            "chips and servers: rented, or bought", "trials: none, or nine times the run",
            "rent: USD 1 to 4 an hour", "speed of chips: half or a quarter of the top",
        ],
        "low": [hours * rent / 1e6, hours * rent / 1e6, hours * RENTS[0] / 1e6, min(used) / 1e6],
        "high": [2048 * chip_price(runs) / 1e6, hours * rent / 1e5, hours * RENTS[-1] / 1e6, max(used) / 1e6],
    })  # fmt: skip
    wide = frame.assign(width=frame["high"] / frame["low"]).sort_values("width", ascending=False)
    first = set(wide["assumption"].iloc[:2].str.partition(":")[0])
    what = first == {"chips and servers", "trials"}  # these two are about what is counted
    title = "With these ends, what you count moves the tag most" if what else "What moves the tag?"
    picture = charts.intervals(
        wide, "assumption", "low", "high", title=title,
        xlabel="millions of US dollars, each step multiplies", marks={"as printed": hours * rent / 1e6}, format=millions,
        log=True, limits=(2, 900), of="training_runs", source="The ends are assumptions of the course.",
    )  # fmt: skip
    for line in picture.figure.axes[0].lines:
        if line.get_marker() == "o":
            line.set_color(INK)  # the ends are nobody's but ours
    return picture
