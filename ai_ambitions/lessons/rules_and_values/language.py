"""Counting words in documents, fairly (lesson 10).

A count depends on the length of the text, on the language or translation, and on the list of words that is counted. The
functions here make the first visible. The others stay decisions of the person who counts.

Source: Monroe, Colaresi & Quinn 2008, "Fightin' Words", Political Analysis 16(4), for the log-odds of terms.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


def rate_per_1000(count: float, total_words: float) -> float:
    """How often a term occurs in a thousand words: 1000 × count ÷ words.

    Parameters
    ----------
    count
        Occurrences of the term, zero or more.
    total_words
        Words of the very part of the document in which the term was counted.

    Returns
    -------
    float
        Occurrences per 1,000 words.

    Raises
    ------
    ValueError
        A negative count, a text without words, or something that is not a number.
    """
    if isinstance(count, str | bool) or isinstance(total_words, str | bool):
        raise ValueError("count and words are numbers; take them out of the table first")
    if count != count or total_words != total_words:
        raise ValueError("the count or the length of the text is unknown, so there is no rate")
    if count < 0:
        raise ValueError("a term cannot occur fewer than zero times")
    if total_words <= 0:
        raise ValueError("a text without words has no rate; is the length unknown?")
    return 1000 * count / total_words


def frame_counts(rows: Iterable[Mapping[str, Any]], terms: Iterable[str]) -> dict[str, tuple[int, int]]:
    """How often each document uses the terms of a list, and how many words it has.

    Parameters
    ----------
    rows
        Rows with ``document_id``, ``term``, ``count`` and ``total_words``, one part a document.
    terms
        The list of terms, a frame. Terms that contain each other would be counted twice, so keep them apart.

    Returns
    -------
    dict
        Document → (occurrences of all terms together, words of the document).

    Raises
    ------
    ValueError
        A list without terms, or a term that no row holds.
    """
    wanted, found = set(terms), set()
    totals: dict[str, tuple[int, int]] = {}
    for row in rows:
        if row["term"] in wanted:
            found.add(row["term"])
            before = totals.get(row["document_id"], (0, 0))[0]
            totals[row["document_id"]] = (before + int(row["count"]), int(row["total_words"]))
    if not wanted or wanted - found:
        raise ValueError(f"no counts for these terms: {sorted(wanted - found) or 'the list is empty'}")
    return totals


@dataclass(frozen=True)
class LogOdds:
    """How much more one text uses a term than another, with the uncertainty of small counts.

    ``delta`` is the difference of the log odds (0: alike; above 0: the first text uses it more), ``error`` its standard
    error, ``z`` their ratio. ``low`` and ``high`` enclose 95 per cent, also in log odds.
    """

    delta: float
    error: float

    @property
    def z(self) -> float:
        """Delta in standard errors: beyond about 2 either way, chance alone is a poor explanation."""
        return self.delta / self.error

    @property
    def low(self) -> float:
        """Lower end of the 95 per cent interval of delta."""
        return self.delta - 1.96 * self.error

    @property
    def high(self) -> float:
        """Upper end of the 95 per cent interval of delta."""
        return self.delta + 1.96 * self.error


def log_odds(
    count_a: float,
    words_a: float,
    count_b: float,
    words_b: float,
    prior: float = 0.5,
    prior_words: float = 1.0,
) -> LogOdds:
    """Difference of the log odds of a term in two texts, with a prior that tames small counts.

    Parameters
    ----------
    count_a, words_a
        Occurrences of the term and number of words of the first text.
    count_b, words_b
        The same for the second text.
    prior, prior_words
        Occurrences and words that are added to either text before the comparison. One half in one word says little
        beforehand (uninformative). ``pooled_prior`` gives an informative one.

    Returns
    -------
    LogOdds
        With y = count + prior and n = words + prior words:
        delta = ln(y_a / (n_a − y_a)) − ln(y_b / (n_b − y_b)), error² = 1 / y_a + 1 / y_b.

    Raises
    ------
    ValueError
        Counts below zero or above the number of words, or a zero count without a prior.

    Notes
    -----
    Equations 15 to 22 of Monroe, Colaresi & Quinn 2008, for two texts and one term at a time.
    """
    for count, words in ((count_a, words_a), (count_b, words_b)):
        rate_per_1000(count, words)  # refuses what is not a count in a text
        if count > words:
            raise ValueError("a term cannot occur more often than the text has words")
    if prior < 0 or prior_words < prior:
        raise ValueError("a prior adds no fewer words than occurrences, and neither below zero")
    y_a, y_b = count_a + prior, count_b + prior
    if y_a == 0 or y_b == 0:
        raise ValueError("the logarithm of zero: a term that one text never uses needs a prior above zero")
    n_a, n_b = words_a + prior_words, words_b + prior_words
    delta = math.log(y_a / (n_a - y_a)) - math.log(y_b / (n_b - y_b))
    return LogOdds(delta, math.sqrt(1 / y_a + 1 / y_b))


def pooled_prior(count: float, words: float, weight: float = 1000.0) -> tuple[float, float]:
    """An informative prior: as if each text began with ``weight`` words that use the term as all texts together do.

    Parameters
    ----------
    count, words
        Occurrences and words in all texts together.
    weight
        Words that are added to each text. The more, the closer small texts are drawn to the common rate.

    Returns
    -------
    tuple
        ``prior`` and ``prior_words`` for ``log_odds``.
    """
    if weight <= 0:
        raise ValueError("the weight of a prior is a number of words above zero")
    return weight * rate_per_1000(count, words) / 1000, weight
