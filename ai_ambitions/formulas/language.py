"""Counting words in documents, fairly (lesson 10).

A count depends on the length of the text, on the language or translation, and on the list of words that is counted. The
functions here make the first visible. The others stay decisions of the person who counts.

Source: Monroe, Colaresi & Quinn 2008, "Fightin' Words", Political Analysis 16(4), for the log-odds of terms.
"""

from __future__ import annotations


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
