"""Testing what models answer, fairly (lesson 10): shares with intervals, agreement of judges, controls, overlap of rules.

An answer is refused or not, a rule has a feature, has it not, or nobody has looked. The third case stays a case of its own.

Sources: Wilson 1927 (interval of a share; test values from Newcombe 1998), Cohen 1960 (kappa), Jaccard 1912 (overlap of two
sets), Brown & Heathers 2017 (which percentages are possible with n items).
"""

from __future__ import annotations

import math
import random
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ai_ambitions.methods.chance import Z95, check_share, wilson


def share(successes: float, n: float) -> tuple[float, float, float]:
    """A share with its Wilson interval of 95 per cent: estimate, low and high, ready for a chart."""
    low, high = wilson(successes, n)
    return successes / n, low, high


def kappa_from_table(table: Sequence[Sequence[float]]) -> float:
    """Cohen's kappa from a square table of counts: rows are the first judge's labels, columns the second's.

    Returns
    -------
    float
        (observed agreement − agreement by chance) / (1 − agreement by chance): 1 for full agreement, 0 for no more than
        chance, below 0 for less.

    Raises
    ------
    ValueError
        No items, a table that is not square, or judges who use one and the same label throughout: then agreement by chance
        is certain, and kappa is not defined.
    """
    size = len(table)
    total = sum(sum(row) for row in table)
    if total <= 0 or any(len(row) != size for row in table):
        raise ValueError("the table of two judges is square and holds at least one item")
    observed = sum(table[i][i] for i in range(size)) / total
    chance = sum(sum(table[i]) * sum(row[i] for row in table) for i in range(size)) / total**2
    if chance == 1:
        raise ValueError("both judges gave every item one and the same label, so kappa is not defined")
    return (observed - chance) / (1 - chance)


def cohens_kappa(first: Iterable[Hashable], second: Iterable[Hashable]) -> float:
    """Cohen's kappa of two judges, from their labels item by item.

    Parameters
    ----------
    first, second
        Labels in the same order of items.

    Raises
    ------
    ValueError
        Lists of different length, no items, or one and the same label throughout.
    """
    one, two = list(first), list(second)
    if len(one) != len(two):
        raise ValueError(
            f"the judges labelled {len(one)} and {len(two)} items; kappa compares the same items"
        )
    labels = sorted(set(one) | set(two), key=str)
    table = [[0] * len(labels) for _ in labels]
    for a, b in zip(one, two, strict=True):
        table[labels.index(a)][labels.index(b)] += 1
    return kappa_from_table(table)


def did(topic_a: float, control_a: float, topic_b: float, control_b: float) -> float:
    """Difference in differences: (topic − control) of group a, minus (topic − control) of group b.

    Parameters
    ----------
    topic_a, control_a
        Rate of group a on the topic under test and on the control topic.
    topic_b, control_b
        The same for group b.

    Returns
    -------
    float
        In the unit of the rates: what group a does on this topic beyond its own habit, compared with group b.
    """
    for rate in (topic_a, control_a, topic_b, control_b):
        if isinstance(rate, str | bool) or rate != rate:
            raise ValueError("difference in differences needs four known rates")
    return (topic_a - control_a) - (topic_b - control_b)


def did_interval(
    topic_a: tuple[float, float],
    control_a: tuple[float, float],
    topic_b: tuple[float, float],
    control_b: tuple[float, float],
    z: float = Z95,
) -> tuple[float, float, float]:
    """Difference in differences of four shares, each given as (how many, out of how many), with its interval.

    Returns
    -------
    tuple
        Estimate, low and high, as shares. The error is the root of the summed p(1 − p)/n of the four shares (as if answers
        were independent, which answers to the same questions are not quite, so the true interval is rather wider).

    Raises
    ------
    ValueError
        A group without items, or more successes than items.
    """
    groups = (topic_a, control_a, topic_b, control_b)
    for successes, n in groups:
        check_share(successes, n)
    rates = [successes / n for successes, n in groups]
    error = math.sqrt(sum(rate * (1 - rate) / n for rate, (_, n) in zip(rates, groups, strict=True)))
    middle = did(*rates)
    return middle, middle - z * error, middle + z * error


def extra_refusals(
    answers: Iterable[Mapping[str, Any]],
    topic: str,
    one: str,
    other: str,
    control: str | None = "neutral",
    judge: str = "judge_1",
) -> tuple[float, float, float]:
    """How much more one origin refuses on a topic than another, beyond what each refuses on a control topic.

    Parameters
    ----------
    answers
        Rows with ``origin``, ``topic`` and the label of a judge: ``refused`` or ``answered``.
    topic, control
        Topic under test and control topic. Without a control (``None``) the plain difference of the two rates comes back.
    one, other
        Origins: the first minus the second.
    judge
        Whose labels count.

    Returns
    -------
    tuple
        Estimate, low and high, as shares; see ``did_interval``.

    Raises
    ------
    ValueError
        An origin without answers on the topic or on the control: a test that did not ask cannot know.
    """
    tally: dict[tuple[str, str], list[int]] = {}
    for row in answers:
        cell = tally.setdefault((row["origin"], row["topic"]), [0, 0])
        cell[0] += row[judge] == "refused"
        cell[1] += 1
    groups = []
    for origin in (one, other):
        for subject in (topic, control):
            if subject is None:
                groups.append((0, 1))  # nothing to subtract
            elif (origin, subject) not in tally:
                raise ValueError(
                    f"no answers of {origin} models on the topic {subject}: not asked, so not known"
                )
            else:
                groups.append((tally[origin, subject][0], tally[origin, subject][1]))
    return did_interval(groups[0], groups[1], groups[2], groups[3])


def presence(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, bool]]:
    """A coded matrix as rule sets: for each instrument its coded features, True for yes and partial, False for no.

    Pairs without a row stay away from the result: unknown, and never False.
    """
    rules: dict[str, dict[str, bool]] = {}
    for row in rows:
        rules.setdefault(row["instrument_id"], {})[row["feature"]] = row["value"] != "no"
    return rules


@dataclass(frozen=True)
class Overlap:
    """Jaccard similarity of two rule sets: on cells known for both, and the range that unknown cells leave open."""

    known: float | None
    low: float
    high: float
    cells: int


def jaccard(first: set[str], second: set[str]) -> float:
    """Jaccard similarity: features in both sets ÷ features in at least one.

    Raises ValueError for two empty sets: nothing to compare is neither alike nor different.
    """
    if not first | second:
        raise ValueError("two empty sets have nothing that could be alike or different")
    return len(first & second) / len(first | second)


def jaccard_bounds(first: Mapping[str, bool | None], second: Mapping[str, bool | None]) -> Overlap:
    """Jaccard similarity of two rule sets whose cells may be unknown.

    Parameters
    ----------
    first, second
        Feature → True, False or None (unknown). A feature that is missing from one of them is unknown there.

    Returns
    -------
    Overlap
        ``known`` counts only features known in both (None when none of these is present anywhere); ``low`` and ``high`` are
        the smallest and largest value that any filling of the unknown cells can give; ``cells`` is how many are known in both.

    Raises
    ------
    ValueError
        No features at all.
    """
    features = sorted(set(first) | set(second))
    if not features:
        raise ValueError("there are no features to compare")
    both = either = cells = 0  # what is known in both rule sets
    apart = alike = 0  # unknown cells: at worst a difference each, at best a likeness where neither says no
    for feature in features:
        a, b = first.get(feature), second.get(feature)
        if a is not None and b is not None:
            cells += 1
            both += a and b
            either += a or b
        else:
            apart += 1
            alike += a is not False and b is not False
    low = both / (either + apart) if either + apart else 1.0
    high = (both + alike) / (either + alike) if either + alike else 1.0
    return Overlap(both / either if either else None, low, high, cells)


def counts_behind(percent: float, n: int, digits: int = 0) -> list[int]:
    """Whole numbers k for which k out of n prints as this percentage: the GRIM test.

    Parameters
    ----------
    percent, n
        Percentage as printed, and number of items.
    digits
        Decimals of the printed percentage.

    Returns
    -------
    list
        All k from 0 upwards that fit. An empty list: this percentage cannot come from n items.

    Notes
    -----
    Brown & Heathers 2017. Halves may have been rounded up or down, so both are allowed.
    """
    if n <= 0:
        raise ValueError("no items, no percentage")
    slack = 0.5 * 10.0**-digits + 1e-9
    first = max(math.ceil((percent - slack) * n / 100 - 1e-12), 0)
    last = math.floor((percent + slack) * n / 100 + 1e-12)
    return list(range(first, last + 1))


def sizes_that_fit(parts: Sequence[tuple[float, int]], whole: float, largest: int) -> list[int]:
    """Numbers of questions for which printed percentages of parts and of their total fit together.

    Parameters
    ----------
    parts
        Percentage of each part, and how many times the questions were asked in it.
    whole
        Percentage of all parts taken together.
    largest
        Largest number of questions to try.

    Returns
    -------
    list
        Every number of questions up to ``largest`` with whole counts that give all percentages at once.
    """
    if not parts or largest < 1:
        raise ValueError("give at least one part, and a largest number of questions above zero")
    times = sum(multiple for _, multiple in parts)
    fitting = []
    for n in range(1, largest + 1):
        sums = {0}
        for percent, multiple in parts:
            sums = {total + k for total in sums for k in counts_behind(percent, n * multiple)}
        if sums & set(counts_behind(whole, n * times)):
            fitting.append(n)
    return fitting


# Chance of a refusal in the simulated set, by model, topic and language (English, Chinese). Invented to resemble published
# patterns: A guards Chinese topics, B of the same origin does not, C guards US topics, D is over-cautious about everything.
SIMULATED_RATES = {
    ("A", "CN"): {"china_sensitive": (0.40, 0.75), "us_sensitive": (0.12, 0.10), "neutral": (0.02, 0.03)},
    ("B", "CN"): {"china_sensitive": (0.08, 0.14), "us_sensitive": (0.10, 0.10), "neutral": (0.03, 0.03)},
    ("C", "US"): {"china_sensitive": (0.10, 0.20), "us_sensitive": (0.34, 0.28), "neutral": (0.02, 0.02)},
    ("D", "US"): {"china_sensitive": (0.30, 0.36), "us_sensitive": (0.46, 0.42), "neutral": (0.28, 0.30)},
}


def simulate_answers(questions: int = 16, seed: int = 11) -> list[dict[str, str | int]]:
    """An invented set of judged answers, to practise the method on: the same for the same arguments.

    Parameters
    ----------
    questions
        Questions a topic; each is put to four models in two languages.
    seed
        Starting point of the random numbers. Draw 11 exaggerates: the rates put in imply 23 and 14 points, it shows 27 and 9;
        ``many_draws`` says what other draws show.

    Returns
    -------
    list
        One dict an answer: answer_id, model, origin, topic, language, question, judge_1 and judge_2 (``refused`` or
        ``answered``) and ``status``, which is ``simulated`` in every row. Judge 1 errs in 2 per cent of the answers; judge 2
        errs in 3 per cent and also calls 8 per cent of the answers refused that only hedge.
    """
    if questions < 1:
        raise ValueError("a test asks at least one question")
    chance = random.Random(seed)
    rows: list[dict[str, str | int]] = []
    for (model, origin), topics in SIMULATED_RATES.items():
        for topic, rates in topics.items():
            for language, rate in zip(("en", "zh"), rates, strict=True):
                for question in range(1, questions + 1):
                    refused = chance.random() < rate
                    first = refused != (chance.random() < 0.02)
                    second = refused != (chance.random() < 0.03) or chance.random() < 0.08
                    rows.append(
                        {
                            "answer_id": f"{model}-{topic}-{language}-{question:02d}".replace("_", "-"),
                            "model": model,
                            "origin": origin,
                            "topic": topic,
                            "language": language,
                            "question": question,
                            "judge_1": "refused" if first else "answered",
                            "judge_2": "refused" if second else "answered",
                            "status": "simulated",
                        }
                    )
    return rows


def many_draws(draws: int = 200) -> dict[str, float]:
    """What other draws of the same invented rates would have shown: how far one small sample can mislead.

    Parameters
    ----------
    draws
        How many simulated sets, with seeds 0, 1, 2 and so on.

    Returns
    -------
    dict
        Mean extra silence on a side's own topics, in percentage points, for ``CN`` and ``US`` (see ``extra_refusals``), and
        ``turned``: the share of draws in which the US side is the larger.

    Raises
    ------
    ValueError
        No draws.
    """
    if draws < 1:
        raise ValueError("to compare draws there is at least one")
    china = america = turned = 0.0
    for seed in range(draws):
        rows = simulate_answers(seed=seed)
        one = extra_refusals(rows, "china_sensitive", "CN", "US")[0]
        other = extra_refusals(rows, "us_sensitive", "US", "CN")[0]
        china, america, turned = china + one, america + other, turned + (other > one)
    return {"CN": 100 * china / draws, "US": 100 * america / draws, "turned": turned / draws}
