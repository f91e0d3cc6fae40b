"""The pictures and computed tables of lesson 12: tables in, ``Picture`` or table out. Titles say the finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ai_ambitions.core.cells import as_date
from ai_ambitions.core.mode import mode
from ai_ambitions.core.verdict import OUTCOMES
from ai_ambitions.display import charts
from ai_ambitions.display.charts.parts import WIDTH
from ai_ambitions.display.pictures import Picture, redrawable, shown
from ai_ambitions.display.style import INK, MUTED, PALETTE, figure, narrow
from ai_ambitions.display.tables import Shown
from ai_ambitions.lessons.capstone import model as m
from ai_ambitions.methods.dated import months_between
from ai_ambitions.practice.ledger import Entry, entries, named
from ai_ambitions.practice.predict import CONFIDENCE
from ai_ambitions.practice.progress import Record, judged_guesses
from ai_ambitions.practice.record import read_progress

if TYPE_CHECKING:
    import pandas as pd

# --- the ledger as tables ----------------------------------------------------------------------------------------------

# What the three words of the ledger are taken for: the same numbers as for the learner's own three words.
AS_NUMBER = dict(zip(("low", "medium", "high"), sorted(CONFIDENCE.values()), strict=True))


def _claim_row(entry: Entry) -> dict[str, str]:
    own, mild, hard = (entry.by(rule) for rule in ("own", "mild", "hard"))
    words = {
        "then": own[0], "now": own[1], "mildest": mild[1], "hardest": hard[1],
        "mildest then": mild[0], "hardest then": hard[0],
    }  # fmt: skip
    return (
        {"claim": entry.id, "name": entry.name, "lesson": entry.owner.number}
        | {"confidence": entry.row["confidence"]}
        | {column: OUTCOMES[outcome] for column, outcome in words.items()}
    )


def ledger() -> pd.DataFrame:
    """The ledger: a row a claim, verdicts in words.

    Returns
    -------
    DataFrame
        ``claim``, ``name``, ``lesson``, ``confidence``; ``then`` and ``now`` by the course's rule (the day of the article,
        today); ``mildest`` and ``hardest`` of what its rules say today, and the same of the day of the article.
    """
    import pandas as pd

    return pd.DataFrame([_claim_row(entry) for entry in entries()])


def by_rule() -> pd.DataFrame:
    """Each rule of each claim: a row a rule, verdicts of both days in words; ``own`` marks the course's rule."""
    import pandas as pd

    rows = [
        {
            "claim": entry.id,
            "name": entry.name,
            "confidence": entry.row["confidence"],
            "rule": named(rule),
            "own": rule == "default",
            "then": then.in_words,
            "now": now.in_words,
        }
        for entry in entries()
        for rule, (then, now) in entry.ruled.items()
    ]
    return pd.DataFrame(rows)


def first_verdicts(provisional: pd.DataFrame) -> pd.DataFrame:
    """The course's first verdicts beside the settled ones.

    Parameters
    ----------
    provisional
        The table ``provisional_verdicts``.

    Returns
    -------
    DataFrame
        ``claim``, ``name``, ``confidence`` (as it was said first), ``said`` (the same as a number), both verdicts first and now,
        in words, ``kept`` (whether both are the same), ``source_id``.
    """
    import pandas as pd

    settled = {entry.id: entry for entry in entries()}
    rows = []
    for first in provisional.to_dict("records"):
        entry = settled[first["claim_id"]]
        before = (str(first["when_written"]), str(first["today"]))
        rows.append(
            {
                "claim": entry.id,
                "name": entry.name,
                "confidence": str(first["confidence"]),
                "said": AS_NUMBER[str(first["confidence"])],
                "first, when written": OUTCOMES[before[0]],
                "first, today": OUTCOMES[before[1]],
                "settled, when written": OUTCOMES[entry.ledger[0]],
                "settled, today": OUTCOMES[entry.ledger[1]],
                "kept": before == entry.ledger,
                "source_id": first["source_id"],
            }
        )
    return pd.DataFrame(rows)


# --- date and rule ----------------------------------------------------------------------------------------------------

BARS = {
    "the course's rule, when written": "then",
    "the course's rule, today": "now",
    "the mildest rule, when written": "mildest then",
    "the mildest rule, today": "mildest",
    "the hardest rule, when written": "hardest then",
    "the hardest rule, today": "hardest",
}
# From what stands to what fell; the open ones are pale, so that the two ends are seen first.
SHADES = {
    "supported": PALETTE[0],
    "supported with a qualifier": PALETTE[4],
    "outdated": "#e3e7eb",
    "not checkable": "#b9c1c9",
    "not supported": PALETTE[1],
}


def _on(shade: str) -> str:
    """The ink that can be read on a shade."""
    return "white" if shade in (PALETTE[0], PALETTE[1]) else INK


@redrawable
def switches(ledger: pd.DataFrame) -> Picture:
    """Claims counted by outcome: both dates, by the course's rule, the mildest and the hardest."""
    from matplotlib.patches import Patch

    words = {bar: list(ledger[column]) for bar, column in BARS.items()}
    stand = {bar: m.stands(said, qualifier_counts=False) for bar, said in words.items()}
    hard, own = list(BARS)[5], list(BARS)[1]
    title = f"Supported today: {stand[own]} of {len(ledger)} by our rules, {stand[hard]} by the hardest"
    tall = 3.4
    fig, ax = figure(WIDTH, tall)
    fig.subplots_adjust(left=0.36, right=0.97, top=1 - 0.5 / tall, bottom=0.62 / tall)
    said = []
    for place, (bar, outcomes) in enumerate(words.items()):
        begin = 0
        parts = []
        for word, shade in SHADES.items():
            size = outcomes.count(word)
            if not size:
                continue
            ax.barh(place, size, left=begin, color=shade, height=0.5 if narrow() else 0.72, edgecolor="white")
            ax.text(
                begin + size / 2, place, str(size), ha="center", va="center", color=_on(shade), fontsize=9.5
            )
            begin += size
            parts.append(f"{word} {size}")
        said.append(f"{bar}: {', '.join(parts)}")
    ax.set_yticks(range(len(words)), list(words))
    ax.set(xlim=(0, len(ledger)), ylim=(len(words) - 0.5, -0.5), xticks=[])
    ax.tick_params(axis="y", length=0, labelcolor=INK)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    ax.set_title(title, x=-0.57, fontsize=11.5)
    handles = [Patch(color=shade, label=word) for word, shade in SHADES.items()]
    fig.legend(handles=handles, loc="lower left", ncols=5, fontsize=8.5, bbox_to_anchor=(0.005, 0), columnspacing=1.1, handlelength=1.2)  # fmt: skip
    alt = f"{title}. Bars, claims by verdict. {'; '.join(said)}."
    return Picture(fig, alt, rows=_counted(words), source="Computed by the rules of the lessons.")


def _counted(words: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame([{"rule and date": bar} | {w: said.count(w) for w in SHADES} for bar, said in words.items()])  # fmt: skip


GROUPS = {"both": "both", "the rule": "the rule alone", "the date": "the date alone", "neither": "neither"}


def by_claim(rules: pd.DataFrame) -> dict[str, str]:
    """For each claim what moves its verdict, asked of all its rules: a word of ``MOVES``."""
    return {
        str(claim): m.moved(list(mine["then"]), list(mine["now"]))
        for claim, mine in rules.groupby("claim", sort=False)
    }


def groups(rules: pd.DataFrame) -> pd.DataFrame:
    """Which claims the date moves by some rule, which another rule today, which both, which neither: a row a group."""
    import pandas as pd

    found: dict[str, list[str]] = {group: [] for group in GROUPS}
    for claim, group in by_claim(rules).items():
        found[group].append(claim)
    rows = [
        {"moved by": GROUPS[group], "claims": len(claims), "which": ", ".join(claims)}
        for group, claims in found.items()
    ]
    return pd.DataFrame(rows)


def _others(rules: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series[str]]:
    """The rules that are not the course's own, and beside each what the course's own rule says today."""
    own = rules[rules["own"]].set_index("claim")["now"]
    others = rules[~rules["own"]]
    return others, others["claim"].map(own)


def like_with_like(rules: pd.DataFrame) -> pd.DataFrame:
    """Date and rule asked alike: how much each moves, of the single rules and of the claims."""
    import pandas as pd

    others, own = _others(rules)
    moved, turned = rules["then"] != rules["now"], others["now"] != own
    claims = rules["claim"].nunique()
    return pd.DataFrame(
        [
            {
                "asked of": "each rule by itself",
                "the date moves": f"{moved.sum()} of {len(rules)}",
                "gives today another verdict than ours": f"{turned.sum()} of {len(others)}",
            },
            {
                "asked of": "claims, by any rule",
                "the date moves": f"{rules[moved]['claim'].nunique()} of {claims}",
                "gives today another verdict than ours": f"{others[turned]['claim'].nunique()} of {claims}",
            },
        ]
    )


def harder(before: str, after: str) -> int:
    """1 if the second verdict is the harder one, -1 if it is the milder one, else 0; in the order in which the bars are shaded."""
    order = list(SHADES)
    step = order.index(after) - order.index(before)
    return (step > 0) - (step < 0)


def milder_and_harder(rules: pd.DataFrame) -> tuple[int, int]:
    """How many of the other rules are milder today than the course's own, and how many harder."""
    others, own = _others(rules)
    steps = [harder(mine, other) for mine, other in zip(own, others["now"], strict=True)]
    return steps.count(-1), steps.count(1)


def moved_by_date(rules: pd.DataFrame) -> pd.DataFrame:
    """The claims whose verdict the date moves by the course's rule, and by how many other rules it moves the same way."""
    import pandas as pd

    made = []
    for claim, mine in rules.groupby("claim", sort=False):
        own, others = mine[mine["own"]].iloc[0], mine[~mine["own"]]
        way = harder(own["then"], own["now"])
        if not way:
            continue
        ways = [harder(then, now) for then, now in zip(others["then"], others["now"], strict=True)]
        made.append(
            {
                "claim": claim, "about": own["name"], "when written": own["then"], "today": own["now"],
                "other rules that move the same way": f"{ways.count(way)} of {len(others)}",
            }
        )  # fmt: skip
    return pd.DataFrame(made)


def agreement(rules: pd.DataFrame) -> pd.DataFrame:
    """By confidence: how many claims, how many other rules, and how many of these give the same verdict today."""
    import pandas as pd

    others, own = _others(rules)
    same = others["now"] == own
    made = []
    for confidence in ("high", "medium", "low"):
        claims = rules[rules["own"] & (rules["confidence"] == confidence)]
        mine = others["confidence"] == confidence
        made.append(
            {
                "confidence": confidence, "claims": len(claims), "other rules": int(mine.sum()),
                "that agree": int((mine & same).sum()),
            }
        )  # fmt: skip
    return pd.DataFrame(made)


class Case(NamedTuple):
    """One claim of the widget: a name short enough for a slider, its other rule, and both rules in few words of this lesson.

    ``part`` says what gives a qualifier, where the line of the rule does not.
    """

    short: str
    other: str
    ours: str
    theirs: str
    part: str = ""


# One claim of each lesson that judges, the one whose other rule can be said in a line.
CASES = {
    "C04": Case("100 billion", "money spent", "a forecast for 2025 whose range meets the line", "once the year is over, a count or estimate of the money spent must meet it", "a qualifier if the low end is below 90 or unknown, or only capital expenditure is counted"),
    "C07": Case("Small cost", "leanest-peer", "beside all US models of about equal score whose maker printed the computing", "only the one of them that took least decides"),
    "C13": Case("Keeping pace", "without-pro", "speed in most of five windows of time (one with few records does not vote), and no US lead", "the same, without five models that OpenAI sells as Pro", "one of the two: a qualifier"),
    "C12": Case("Cheaper use", "flagship", "the cheapest beside the cheapest of at least equal score, at ten levels", "the best-scoring Chinese model beside the best-scoring US one", "at fewer levels, a qualifier; at none, not supported"),
    "C16": Case("Paywalls", "firms", "how many of the best models from outside China are closed", "how many firms outside China keep their best model closed", "as many give a qualifier, since closed is not the same as paid; fewer, not supported"),
    "C20": Case("Shut out", "whoever-closed-it", "what a published US rule closes", "what any state's rule closes", "less gives a qualifier, unless one of them is mostly open"),
    "C24": Case("Cambricon", "as-dated", "the newest quarter and half-year by the day", "the quarter and half-year that the article speaks of, whatever the day"),
    "C25": Case("US lead", "top-one-per-cent", "pioneering are the 100 most cited papers, and notable models", "in place of the 100, the most cited hundredth of all computer science", "one of the two: a qualifier"),
    "C27": Case("Influence", "influence-only", "three clauses, each asked apart: clouds, use of models, and joining WAICO, a world body for AI that China proposed", "only whether those with a Chinese cloud join WAICO, a world body for AI that China proposed, more often; with no such body yet, no", "one or two of the three: a qualifier"),
    "C29": Case("Framework", "texts at home count", "own interests must be named in a text for other states", "a text for bodies at home counts as well"),
    "C32": Case("Cold War", "direction", "both halves: an image by ten features, a forecast by who, what and when", "only whether the newest step of three ties leads towards the earlier contest"),
}  # fmt: skip
DATES = {"when written": "then", "today": "now"}
WHOSE = {"the course's": "default", "another": "other"}


def cases() -> dict[str, str]:
    """The claims of the widget by their short names."""
    return {f"{claim} {case.short}": claim for claim, case in CASES.items()}


def another_rule() -> Callable[[str, str, str], Picture]:
    """A function of a claim, a date and a rule that draws the verdict, with figure, line and rule in words, for ``explore``."""
    known = {entry.id: entry for entry in entries() if entry.id in CASES}

    def at(claim: str, date: str, rule: str) -> Picture:
        import pandas as pd

        entry, case = known[claim], CASES[claim]
        said = entry.ruled["default" if rule == "default" else case.other][date == "now"]
        when = next(words for words, value in DATES.items() if value == date)
        which = "the course's rule" if rule == "default" else "another of its rules"
        title = f"{entry.name}: {said.in_words}"
        tall = 2.6 if narrow() else 1.5
        fig, ax = figure(WIDTH, tall)
        fig.subplots_adjust(left=0.02, right=0.98, top=1 - 0.75 / tall, bottom=0.08)
        for number, (word, shade) in enumerate(SHADES.items()):
            mine = word == said.in_words
            place, row = (0, number) if narrow() else (number, 0)  # on a phone one under another
            ax.barh(row, 0.94, left=place, color=shade if mine else "white", edgecolor=INK if mine else "#c4ccd4", height=0.8)  # fmt: skip
            ax.text(place + 0.47, row, word if narrow() else word.replace(" with", "\nwith"), ha="center", va="center", fontsize=9,
                    color=_on(shade) if mine else MUTED, fontweight="bold" if mine else "normal")  # fmt: skip
        across, ends = (1, (4.5, -0.5)) if narrow() else (5, (-0.5, 0.5))
        ax.set(xlim=(0, across), ylim=ends, xticks=[], yticks=[])
        for side in ax.spines.values():
            side.set_visible(False)
        ax.set_title(title, x=0, pad=22)
        ax.annotate(f"{when}, by {which}", (0, 1), xycoords="axes fraction", xytext=(0, 8),
                    textcoords="offset points", fontsize=9.5, color=MUTED)  # fmt: skip
        # By the other rule the line may have no middle: its words stand only where it gave one.
        part = f"; {case.part}" if case.part and (rule == "default" or "qualifier" in said.in_words) else ""
        words = f"Rule: {case.ours if rule == 'default' else case.theirs}. Figure: {said.figure}. Line: {said.line}{part}."
        rows = pd.DataFrame(
            [
                ["claim", f"{claim} {entry.name}"],
                ["judged", when],
                ["by", which],
                ["verdict", said.in_words],
                ["figure", said.figure],
                ["line", said.line],
            ],
            columns=["what", "in words"],
        )
        picture = Picture(
            fig,
            f"{title}. {claim}, {when}, by {which}.",
            rows=rows,
            source="Computed by the rules of the lessons.",
        )
        return charts.caption(picture, words, lines=5)

    return at


# --- one figure again -------------------------------------------------------------------------------------------------

CAME = "2023-03-14"  # release of the first GPT-4
# The editions write the names of the models differently.
LABELS = {
    "gpt-4-0314": "GPT-4",
    "GPT-4 (Mar 2023)": "GPT-4",
    "DeepSeek-V2": "DeepSeek-V2",
    "DeepSeek-V2 (MoE-236B)": "DeepSeek-V2",
    "Yi-34B": "Yi-34B",
    "qwen2-72b-instruct": "Qwen2-72B",
    "qwen2.5-72b-instruct": "Qwen2.5-72B",
    "Qwen2.5-VL-72B-Instruct": "Qwen2.5-72B",
    "Qwen-14B-Chat": "Qwen-14B",
}
YEAR = 12


def edition_name(day: Any) -> str:
    """``November 2025``."""
    return f"{as_date(day):%B %Y}"


def label(model: Any) -> str:
    """The name of a model that all editions share, as far as this lesson needs it."""
    return LABELS.get(str(model), str(model))


def score_of(edition: pd.DataFrame, name: str) -> float | None:
    """The score of a model in one edition; None where the edition does not hold it."""
    mine = edition[edition["model"].map(label) == name]["score"]
    return float(mine.iloc[0]) if len(mine) else None


def matches(index: pd.DataFrame, allowance: float = 0.0) -> dict[str, tuple[float, str]]:
    """Months until the first Chinese model matched GPT-4, and its name, by edition; editions in which none did are left out.

    Parameters
    ----------
    index
        All editions, as ``data.editions.editions`` puts them together.
    allowance
        Index points that count as no difference.
    """
    found = {}
    for day, mine in index.groupby("edition"):
        line = score_of(mine, "GPT-4")
        first = (
            None if line is None else m.first_to_match(mine[mine["country"] == "CN"], line, CAME, allowance)
        )
        if first is not None:
            found[edition_name(day)] = (months_between(CAME, first["released"]), label(first["model"]))
    return found


def waits(index: pd.DataFrame, allowance: float = 0.0) -> dict[str, float]:
    """Months until the first Chinese model matched GPT-4, by edition. Editions in which none did are left out."""
    return {edition: months for edition, (months, _) in matches(index, allowance).items()}


def by_edition(index: pd.DataFrame) -> pd.DataFrame:
    """A row an edition: how many models it holds, the scores of three of them, the first as good as GPT-4, and the months."""
    import pandas as pd

    found, made = matches(index), []
    for day, mine in index.groupby("edition"):
        edition = edition_name(day)
        scores = {name: score_of(mine, name) for name in ("GPT-4", "DeepSeek-V2", "Yi-34B")}
        months, name = found[edition]
        made.append(
            {"edition": edition, "models": len(mine)}
            | {who: "not in it" if score is None else f"{score:.2f}" for who, score in scores.items()}
            | {"first as good": name, "months": f"{months:.1f}"}
        )
    return pd.DataFrame(made)


def holds_up_to(
    index: pd.DataFrame, line: float = YEAR, step: float = 0.5, most: float = 20
) -> dict[str, float]:
    """The largest allowance, in steps, up to which the wait is longer than a line, by edition."""
    held: dict[str, float] = {}
    for count in range(round(most / step) + 1):
        for edition, months in waits(index, count * step).items():
            if months > line and held.get(edition, -step) == (count - 1) * step:
                held[edition] = count * step
    return held


@redrawable
def wait_by_allowance(index: pd.DataFrame, most: float = 14, step: float = 0.25) -> Picture:
    """How long GPT-4 stood unmatched by a Chinese model, by how many points count as no difference, in each edition."""
    import pandas as pd

    rows = [
        {"allowance": count * step, "months": months, "model": name, "edition": f"edition of {edition}"}
        for count in range(round(most / step) + 1)
        for edition, (months, name) in matches(index, count * step).items()
    ]
    frame = pd.DataFrame(rows)
    held = min(holds_up_to(index).values())
    title = f"More than a year in every edition, up to an allowance of {held:g} points"
    tall = 3.8
    fig, ax = figure(WIDTH, tall)
    fig.subplots_adjust(left=0.11, right=0.84, top=1 - 0.5 / tall, bottom=0.6 / tall)
    said = []
    for place, (edition, mine) in enumerate(frame.groupby("edition", sort=False)):
        style = ("-", (0, (4, 2)), (0, (1, 1)))[place]
        ax.step(
            mine["allowance"], mine["months"], where="post", color=PALETTE[place], ls=style, label=edition
        )
        steps = mine[mine["months"].diff().fillna(1) != 0]
        told = "; ".join(
            f"from {a:g} points {b:.1f} months ({who})"
            for a, b, who in zip(steps["allowance"], steps["months"], steps["model"], strict=True)
        )
        said.append(f"{edition}: {told}")
    # One name a level: releases of one model are dated alike but for a few days.
    for name, level in frame.groupby("model")["months"].max().items():
        ax.annotate(
            str(name), (1, level), xycoords=("axes fraction", "data"), xytext=(5, 0), textcoords="offset points",
            va="center", fontsize=8.5, color=INK, annotation_clip=False,
        )  # fmt: skip
    ax.axhline(YEAR, color=MUTED, lw=1, ls=(0, (3, 3)))
    ax.annotate(
        "a year", (most, YEAR), xytext=(0, -3), textcoords="offset points", ha="right", va="top", fontsize=9, color=MUTED
    )  # fmt: skip
    ax.set(
        xlim=(0, most),
        ylim=(0, 20),
        yticks=[0, 6, 12, 18],
        xlabel="index points that count as no difference",
        ylabel="months",
    )
    ax.legend(loc="lower left", fontsize=9.5)
    ax.set_title(title, x=-0.12)
    alt = f"{title}. Lines, months until a Chinese model matched GPT-4, by allowance; beside them the model that did. {'. '.join(said)}."
    return Picture(fig, alt, rows=frame, of=["index_vintages", "benchmark_scores"])


# --- how sure ---------------------------------------------------------------------------------------------------------

SAID = {f"{share} in 100": share / 100 for share in (50, 60, 70, 80, 90, 100)}
RIGHT = {f"{right} in 10": right / 10 for right in range(3, 11)}
COIN = 0.25


def how_sure() -> Callable[[float, float], Picture]:
    """A function of a stated confidence and the share that comes out right that draws the mean penalty, for ``explore``."""

    def at(said: float, right: float) -> Picture:
        import pandas as pd

        score, honest = m.expected(said, right), m.expected(right, right)
        beside = (
            "a coin's"
            if abs(score - COIN) < 1e-9
            else f"{'better' if score < COIN else 'worse'} than a coin's"
        )
        title = f"Said {said:.0%}, right {right:.0%}: mean penalty {score:.2f}, {beside}"
        levels = [number / 100 for number in range(101)]
        tall = 3.3
        fig, ax = figure(WIDTH, tall)
        fig.subplots_adjust(left=0.12, right=0.97, top=1 - 0.5 / tall, bottom=0.6 / tall)
        ax.plot(levels, [m.expected(level, right) for level in levels], color=PALETTE[0])
        ax.axhline(COIN, color=MUTED, lw=1, ls=(0, (3, 3)))
        ax.annotate(
            "a coin: always one half",
            (0, COIN),
            xytext=(4, 3),
            textcoords="offset points",
            fontsize=9,
            color=MUTED,
        )
        ax.plot([right], [honest], "o", mfc="white", color=PALETTE[0], ms=9, mew=1.8)
        ax.plot([said], [score], "o", color=PALETTE[1], ms=9, zorder=3)
        ax.set(xlim=(-0.02, 1.02), ylim=(-0.04, 1.02), xlabel="confidence said", ylabel="mean penalty")
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])
        ax.set_title(title, x=-0.12)
        rows = pd.DataFrame(
            {"confidence said": [said, right], "mean penalty": [round(score, 4), round(honest, 4)]}
        )
        words = f"Orange: what was said. White: the honest {right:.0%}, with a penalty of {honest:.2f}, the lowest point of the curve."
        alt = f"{title}. The curve of the mean penalty by what is said, a bowl."
        return charts.caption(
            Picture(fig, alt, rows=rows, source="Computed with the formula; nobody's data."), words, lines=2
        )

    return at


@redrawable
def reached(
    said: Sequence[float], came: Sequence[bool], names: Mapping[float, str], title: str, whose: str
) -> Picture:
    """For each confidence that was said, the share that came out right beside it: a dot each, and the line of honest words."""
    import pandas as pd

    right = m.calibration(said, came)
    cases = {level: list(said).count(level) for level in right}
    tall = 3.5
    fig, ax = figure(WIDTH, tall)
    fig.subplots_adjust(left=0.12, right=0.97, top=1 - 0.5 / tall, bottom=0.6 / tall)
    ax.plot([0, 1], [0, 1], color=MUTED, lw=1, ls=(0, (3, 3)))
    ax.annotate(
        "right as often as said",
        (0.31, 0.31),
        xytext=(6, -4) if narrow() else (-6, 4),
        textcoords="offset points",
        ha="left" if narrow() else "right",
        va="top" if narrow() else "baseline",
        fontsize=9,
        color=MUTED,
    )
    told = []
    under = 28 if narrow() else 16  # points below a dot that its words begin
    for level, share in right.items():
        ax.plot([level, level], [level, share], color=PALETTE[1], lw=1.2)
        ax.plot([level], [share], "o", color=PALETTE[1], ms=9)
        count = sum(bool(each) for one, each in zip(said, came, strict=True) if one == level)
        words = f"{names[level]}: {count} of {cases[level]}"
        ax.annotate(
            words.replace(": ", ":\n") if narrow() else words,
            (level, share),
            xytext=(10, -3) if share < 0.1 else (0, -under if share <= level else 10),
            textcoords="offset points",
            ha="left" if share < 0.1 else "center",
            fontsize=9.5,
        )
        told.append(f"{words} came out right, said {level:.0%}")
    ax.set(xlim=(0, 1.02), ylim=(-0.06, 1.12), xlabel="confidence said", ylabel="share that came out right")
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])
    ax.set_title(title, x=-0.12)
    rows = pd.DataFrame({"confidence": [names[level] for level in right], "said": list(right), "cases": list(cases.values()), "share right": [round(share, 3) for share in right.values()]})  # fmt: skip
    return Picture(fig, f"{title}. {whose}: {'; '.join(told)}.", rows=rows)


@redrawable
def course_reached(first: pd.DataFrame) -> Picture:
    """How often the course's first verdicts were kept, by the confidence it gave them."""
    said, came = list(first["said"]), list(first["kept"])
    names = dict(zip(first["said"], first["confidence"], strict=True))
    title = (
        f"The course, first verdicts: {sum(came)} of {len(came)} kept, Brier score {m.brier(said, came):.3f}"
    )
    picture = reached(said, came, names, title, "Verdicts kept")
    return Picture(picture.figure, picture.alt, rows=picture.rows, of=["provisional_verdicts", "claims"])


def three_ways(first: pd.DataFrame) -> pd.DataFrame:
    """The first verdicts scored by what had to stay: both, one of each day; beside it one number for all claims.

    The number is the share that was kept: of all claims, and for each claim of the others alone, so that no claim helps to choose
    the number by which it is scored.
    """
    import pandas as pd

    days = ("when written", "today")
    stayed = {f"the one {day}": list(first[f"first, {day}"] == first[f"settled, {day}"]) for day in days}
    said, made = list(first["said"]), []
    for what, kept in ({"both": list(first["kept"])} | stayed).items():
        share = sum(kept) / len(kept)
        others = [(sum(kept) - one) / (len(kept) - 1) for one in kept]
        made.append(
            {
                "what had to stay": what,
                "kept": f"{sum(kept)} of {len(kept)}",
                "our three words": f"{m.brier(said, kept):.3f}",
                "one number for all": f"{m.brier([share] * len(kept), kept):.3f}",
                "one number, from the others": f"{m.brier(others, kept):.3f}",
            }
        )
    return pd.DataFrame(made)


# A learner who does not exist: how sure, and right or not. For a stored notebook and a page, which know nobody's guesses.
INVENTED = {0.5: (6, 10), 0.7: (9, 14), 0.9: (7, 9)}  # confidence: (right, guesses)


def invented() -> list[tuple[float, bool]]:
    """The guesses of the invented learner."""
    return [
        (level, number < right) for level, (right, guesses) in INVENTED.items() for number in range(guesses)
    ]


def my_guesses(stored: Record | None = None) -> tuple[list[tuple[float, bool]], str]:
    """The learner's own judged guesses and whose they are; in a stored notebook and on a page those of an invented learner."""
    if stored is None and mode() != "live":
        return invented(), "an invented learner"
    return judged_guesses(read_progress() if stored is None else stored), "you"


def mine(stored: Record | None = None) -> Shown:
    """The learner's own guesses by confidence as a picture; a sentence where none is noted yet."""
    guesses, whose = my_guesses(stored)
    if not guesses:
        said = "No guess of yours has been judged yet: the predictions of the lessons draw this picture as you make them."
        return Shown(f"<p>{said}</p>", said)
    return shown(mine_reached(guesses, whose))


@redrawable
def mine_reached(guesses: Sequence[tuple[float, bool]], whose: str) -> Picture:
    """Guesses by confidence, each with what came out, and a title that says whose they are."""
    said, came = [level for level, _ in guesses], [right for _, right in guesses]
    names = {size: f"“{word}”" for word, size in CONFIDENCE.items()} | {
        level: f"{level:.0%}" for level in said if level not in CONFIDENCE.values()
    }
    head = "You" if whose == "you" else "Not you: an invented learner"
    title = f"{head}: {sum(came)} of {len(came)} right, Brier score {m.brier(said, came):.2f}"
    return reached(said, came, names, title, "Guesses")


# --- readers elsewhere ------------------------------------------------------------------------------------------------

READERS = {"Jakarta": "ID", "Nairobi": "KE", "Brasília": "BR"}


def named_in(places: Mapping[str, str], tables: Mapping[str, Iterable[pd.DataFrame]]) -> pd.DataFrame:
    """For each reader's country the claims whose tables have a row on it."""
    import pandas as pd

    made = []
    for city, code in places.items():
        claims = [claim for claim, needed in tables.items() if any(_has(table, code) for table in needed)]
        made.append({"a reader in": city, "claims": len(claims), "which": ", ".join(claims)})
    return pd.DataFrame(made)


def _has(table: pd.DataFrame, code: str) -> bool:
    return any(
        code in set(table[column].dropna().astype(str)) for column in ("country", "code") if column in table
    )


def readers() -> pd.DataFrame:
    """For readers in Jakarta, Nairobi and Brasília the claims whose tables have a row on their country."""
    from ai_ambitions.core.course import rules_of
    from ai_ambitions.data.load import load

    needed = {
        entry.id: [load(name) for name in rules_of(entry.id).TABLES[entry.id]]
        for entry in entries()
        if entry.settled
    }
    return named_in(READERS, needed)
