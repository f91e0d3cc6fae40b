"""Answers that are more alike than chance explains: a hint where to look, never a verdict.

Short tasks have few right answers, so that honest answers are often the same. What counts here is likeness that is *rare*
in this class: the same shape of some length among few students, in more than one task, or the same essay. The comparison itself is
rapidfuzz's.
"""

from __future__ import annotations

import builtins
import io
import keyword
import re
import tokenize
from dataclasses import dataclass

from boxgrader.marks.key import Key

KNOWN = frozenset(dir(builtins))
SHORTEST = 25  # tokens below which likeness of code says nothing
RARE = 0.1  # share of the class that may have written nearly the same before it stops being a hint
ALIKE_CODE, ALIKE_TEXT = 0.92, 0.80


@dataclass(frozen=True)
class Pair:
    """Two students, the answers in which they are alike, and how much (0 to 1, the mean over those answers)."""

    first: str
    second: str
    cells: tuple[str, ...]
    alike: float


def words_of(source: str) -> list[str]:
    """Code as words, without layout and comments; names that the learner chose are all one word, so that renaming hides nothing."""
    skipped = (
        tokenize.NEWLINE,
        tokenize.NL,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
        tokenize.COMMENT,
    )
    try:
        found = [
            t.string for t in tokenize.generate_tokens(io.StringIO(source).readline) if t.type not in skipped
        ]
    except (tokenize.TokenError, SyntaxError, ValueError):
        return re.findall(r"\w+", source.lower())
    return [
        "name"
        if word.isidentifier()
        and not keyword.iskeyword(word)
        and word not in KNOWN
        and found[i - 1 : i] != ["."]
        else word
        for i, word in enumerate(found)
    ]


def similar(key: Key, answers: dict[str, dict[str, str]]) -> list[Pair]:
    """Pairs of students worth a look, the most alike first.

    Parameters
    ----------
    key
        The lesson's key: what was released counts for nothing.
    answers
        For each student the text of each answer cell.
    """
    released = {c.name: c.source for c in key.released if c.name}
    hits: dict[tuple[str, str], dict[str, float]] = {}
    for name, blank in released.items():
        kind = key.by_name[name].kind
        if kind not in ("answer", "essay"):
            continue
        given = {s: a[name] for s, a in answers.items() if a.get(name, "").strip() not in ("", blank.strip())}
        for pair, score in _alike(given, blank, kind == "essay").items():
            hits.setdefault(pair, {})[name] = score
    # One short task alone says too little; two of them, or an essay, are worth a look.
    essays = {c.name for c in key.cells if c.kind == "essay"}
    pairs = [
        Pair(*pair, tuple(sorted(cells)), sum(cells.values()) / len(cells))
        for pair, cells in hits.items()
        if len(cells) > 1 or essays & set(cells)
    ]
    return sorted(pairs, key=lambda p: (-len(p.cells), -p.alike, p.first, p.second))


def _alike(given: dict[str, str], blank: str, essay: bool) -> dict[tuple[str, str], float]:
    """Likeness of pairs in one answer, where it is high and rare."""
    import numpy as np
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    students = sorted(given)
    if len(students) < 2:
        return {}
    words = {s: re.findall(r"\w+", given[s].lower()) if essay else words_of(given[s]) for s in students}
    long = [s for s in students if len(words[s]) >= SHORTEST + (0 if essay else len(words_of(blank)) // 2)]
    if len(long) < 2:
        return {}
    letters: dict[str, str] = {}  # each word as one character, so that the comparison counts words
    coded = ["".join(letters.setdefault(w, chr(0x100 + len(letters))) for w in words[s]) for s in long]
    limit = ALIKE_TEXT if essay else ALIKE_CODE
    scores = np.asarray(
        cdist(coded, coded, scorer=Indel.normalized_similarity, score_cutoff=limit, workers=-1)
    )
    most = max(3, int(RARE * len(given)))  # a form that this many have found is simply the usual answer
    company = (scores >= limit).sum(axis=1)
    found = {}
    for i, j in zip(*np.nonzero(np.triu(scores >= limit, 1)), strict=True):
        if essay or max(company[i], company[j]) <= most:
            found[long[i], long[j]] = float(scores[i, j])
    return found
