"""Right and wrong answers to exercise 10. A wrong one carries the slip it stands for and a piece of the message it must meet."""

_WILSON = """import math
def wilson(successes, n):
    if n <= 0 or successes < 0 or successes > n:
        raise ValueError('so many out of n')
    z, p = 1.96, successes / n
    {body}
"""
_KAPPA = """def cohens_kappa(first, second):
    if len(first) != len(second) or len(first) == 0:
        raise ValueError('labels')
    n = len(first)
    observed = sum(a == b for a, b in zip(first, second)) / n
    chance = {chance}
    if chance == 1:
        raise ValueError('one label')
    return {result}
"""
_CHANCE = "sum(first.count(x) * second.count(x) for x in set(first)) / n**2"
_EXTRA = """def extra_refusals(table, topic, one, other, judge):
    def share(origin, subject):
        rows = table[(table.origin == origin) & (table.topic == subject)]
        if len(rows) == 0:
            raise ValueError('not asked')
        return (rows[{judge}] == 'refused').mean()
    return {result}
"""
_DID = "(share(one, topic) - share(one, 'neutral')) - (share(other, topic) - share(other, 'neutral'))"
_LIKE = """def likeness(first, second, unknown):
    if unknown not in ('leave out', 'no'):
        raise ValueError(unknown)
    names = {names}
    both = sum(1 for f in names if first[f] and second[f])
    either = sum(1 for f in names if {either})
    {zero}
    return both / either
"""
_NAMES = "[f for f in first if unknown == 'no' or (first[f] is not None and second[f] is not None)]"
_ZERO = "if not either: raise ValueError('nothing to compare')"

_H = "half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))"
_PAIR = "return (middle - half) / below, (middle + half) / below"
_PARTS = f"middle = p + z * z / (2 * n)\n    {_H}\n    below = 1 + z * z / n\n    {_PAIR}"


def _slipped(old: str, new: str) -> str:
    """Wilson's formula with one part changed."""
    assert old in _PARTS
    return _WILSON.format(body=_PARTS.replace(old, new))


RIGHT = {
    "10-rate": [
        "def rate_per_1000(count, words):\n    if count < 0: raise ValueError('count')\n    if not words > 0: raise ValueError('words')\n    return count / words * 1000",
        "import numpy as np\ndef rate_per_1000(count, words):\n    if min(count, words - 1) < 0: raise ValueError\n    return np.float64(count) / (words / 1000)",
        # rounded as the text allows
        "def rate_per_1000(count, words):\n    if count < 0 or words <= 0: raise ValueError('data')\n    return round(1000 * count / words, 2)",
    ],
    "10-wilson": [
        _WILSON.format(
            body="half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))\n    return [(p + z * z / (2 * n) - half) / (1 + z * z / n), (p + z * z / (2 * n) + half) / (1 + z * z / n)]"
        ),
        "import numpy as np\ndef wilson(successes, n):\n    if not (n > 0 and 0 <= successes <= n): raise ValueError('share')\n    z = 1.959963984540054\n    p = successes / n\n    ends = p + z * z / (2 * n) + np.array([-1, 1]) * z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))\n    low, high = ends / (1 + z * z / n)\n    return max(float(low), 0.0), float(high)",
        # rounded as the text allows, and a pandas Series for the pair
        _WILSON.format(
            body="half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))\n    below = 1 + z * z / n\n    return round((p + z * z / (2 * n) - half) / below, 3), round((p + z * z / (2 * n) + half) / below, 3)"
        ),
        "import pandas as pd\n"
        + _WILSON.format(
            body="half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))\n    middle = p + z * z / (2 * n)\n    return pd.Series([middle - half, middle + half]) / (1 + z * z / n)"
        ),
    ],
    "10-kappa": [
        _KAPPA.format(chance=_CHANCE, result="(observed - chance) / (1 - chance)"),
        "from collections import Counter\ndef cohens_kappa(first, second):\n    if not first or len(first) != len(second): raise ValueError('lists')\n    n, one, two = len(first), Counter(first), Counter(second)\n    chance = sum(one[x] * two[x] for x in one) / n / n\n    if chance > 1 - 1e-12: raise ValueError('undefined')\n    return 1 - (1 - sum(map(lambda a, b: a == b, first, second)) / n) / (1 - chance)",
        _KAPPA.format(chance=_CHANCE, result="round((observed - chance) / (1 - chance), 2)"),
        # a plain loop
        "def cohens_kappa(first, second):\n    if len(first) != len(second) or len(first) == 0:\n        raise ValueError('lists')\n    n = len(first)\n    same = 0\n    for i in range(n):\n        if first[i] == second[i]:\n            same = same + 1\n    chance = 0\n    for label in set(first + second):\n        chance = chance + first.count(label) / n * second.count(label) / n\n    if chance == 1:\n        raise ValueError('one label')\n    return (same / n - chance) / (1 - chance)",
    ],
    "10-extra": [
        _EXTRA.format(judge="judge", result=_DID),
        "def extra_refusals(table, topic, one, other, judge):\n    rates = table.assign(r=(table[judge] == 'refused').astype(float)).groupby(['origin', 'topic'], observed=True)['r'].mean().to_dict()\n    try:\n        return rates[one, topic] - rates[one, 'neutral'] - rates[other, topic] + rates[other, 'neutral']\n    except KeyError:\n        raise ValueError('not asked') from None",
        _EXTRA.format(judge="judge", result=f"round({_DID}, 3)"),
        # a loop over rows
        "def extra_refusals(table, topic, one, other, judge):\n    refused, asked = {}, {}\n    for row in table.to_dict('records'):\n        key = row['origin'], row['topic']\n        asked[key] = asked.get(key, 0) + 1\n        refused[key] = refused.get(key, 0) + (row[judge] == 'refused')\n    def share(origin, subject):\n        if (origin, subject) not in asked: raise ValueError('not asked')\n        return refused[origin, subject] / asked[origin, subject]\n    return "
        + _DID,
    ],
    "10-unknown": [
        _LIKE.format(names=_NAMES, either="first[f] or second[f]", zero=_ZERO),
        "def likeness(first, second, unknown):\n    if unknown == 'leave out':\n        keep = {f for f in first if None not in (first[f], second[f])}\n    elif unknown == 'no':\n        keep = set(first)\n    else:\n        raise ValueError(unknown)\n    a, b = {f for f in keep if first[f]}, {f for f in keep if second[f]}\n    if not a | b: raise ValueError('nothing')\n    return len(a & b) / len(a | b)",
        _LIKE.format(names=_NAMES, either="first[f] or second[f]", zero=_ZERO).replace(
            "both / either", "round(both / either, 2)"
        ),
        "import pandas as pd\ndef likeness(first, second, unknown):\n    if unknown not in ('leave out', 'no'): raise ValueError(unknown)\n    table = pd.DataFrame({'a': first, 'b': second}, dtype=object)\n    if unknown == 'leave out': table = table.dropna()\n    a, b = table['a'] == True, table['b'] == True\n    if not (a | b).any(): raise ValueError('nothing')\n    return (a & b).sum() / (a | b).sum()",
    ],
}

WRONG = {
    "10-rate": [
        (
            "divides by a thousand",
            "def rate_per_1000(count, words):\n    return count / words / 1000",
            "You divided by 1,000",
        ),
        (
            "divides the wrong way",
            "def rate_per_1000(count, words):\n    return 1000 * words / count",
            "the other way round",
        ),
        ("rate per word", "def rate_per_1000(count, words):\n    return count / words", "rate per word"),
        (
            "rate per hundred",
            "def rate_per_1000(count, words):\n    return 100 * count / words",
            "per 100 words",
        ),
        (
            "rate per ten thousand",
            "def rate_per_1000(count, words):\n    return 10000 * count / words",
            "per 10,000 words",
        ),
        (
            "whole thousands",
            "def rate_per_1000(count, words):\n    return count / (words // 1000)",
            "whole thousands of words",
        ),
        (
            "forgets the length",
            "def rate_per_1000(count, words):\n    return 1000 * count",
            "length of the text",
        ),
        (
            "zero count as error",
            "def rate_per_1000(count, words):\n    if words <= 0 or count <= 0: raise ValueError('no')\n    return 1000 * count / words",
            "Zero is a count",
        ),
        (
            "text without words",
            "def rate_per_1000(count, words):\n    return 1000 * count / words if words else 0",
            "Check the length",
        ),
        (
            "negative count",
            "def rate_per_1000(count, words):\n    if words <= 0: raise ValueError('no')\n    return 1000 * count / words",
            "Check the count too",
        ),
        (
            "typed-in number",
            "def rate_per_1000(count, words):\n    if words <= 0 or count < 0: raise ValueError('no')\n    return 21 * 1000 / 8919 if count else 0",
            "Is a number typed in?",
        ),
        (
            "words without the term",
            "def rate_per_1000(count, words):\n    return 1000 * count / (words - count)",
            "belong to the text",
        ),
        (
            "adds the thousand",
            "def rate_per_1000(count, words):\n    return 1000 + count / words",
            "not 1,000 and the count",
        ),
        (
            "one time too many",
            "def rate_per_1000(count, words):\n    return 1000 * (count + 1) / words",
            "one time too many",
        ),
    ],
    "10-wilson": [
        (
            "simple interval",
            _WILSON.format(body="half = z * math.sqrt(p * (1 - p) / n)\n    return p - half, p + half"),
            "That is p ± z√(p(1−p)/n)",
        ),
        (
            "forgets the divisor",
            _WILSON.format(
                body="half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))\n    return p + z * z / (2 * n) - half, p + z * z / (2 * n) + half"
            ),
            "you left that out",
        ),
        (
            "divisor on one part",
            _slipped(_PAIR, "return middle - half / below, middle + half / below"),
            "middle is divided",
        ),
        (
            "divisor on the middle",
            _slipped(_PAIR, "return middle / below - half, middle / below + half"),
            "half width is divided",
        ),
        ("brackets round 2n", _slipped("z * z / (2 * n)", "z * z / 2 * n"), "z**2 / (2 * n)"),
        ("brackets round 4n²", _slipped("z * z / (4 * n * n)", "z * z / 4 * n * n"), "z**2 / (4 * n**2)"),
        (
            "brackets round both",
            _slipped("z * z / (2 * n)", "z * z / 2 * n").replace("/ (4 * n * n)", "/ 4 * n * n"),
            "brackets round 2 * n and",
        ),
        ("4n for 4n²", _slipped("(4 * n * n)", "(4 * n)"), "n is squared, too"),
        ("no root", _slipped("math.sqrt", ""), "root is missing"),
        (
            "per cent",
            _slipped(_PAIR, "return 100 * (middle - half) / below, 100 * (middle + half) / below"),
            "per cent",
        ),
        (
            "ends swapped",
            _slipped(_PAIR, "return (middle + half) / below, (middle - half) / below"),
            "changed places",
        ),
        ("z of two", _slipped("middle = ", "z = 2\n    middle = "), "1.96, not 2"),
        (
            "width for ends",
            _slipped(_PAIR, "return middle / below, half / below"),
            "middle and the half width",
        ),
        ("n for 2n", _slipped("z * z / (2 * n)", "z * z / n"), "over 2n, not over n"),
        ("z not squared", _slipped("z * z / (2 * n)", "z / (2 * n)"), "In the middle stands z²"),
        ("z not squared below", _slipped("1 + z * z / n", "1 + z / n"), "In the divisor stands z²"),
        ("half of the root", _slipped(" + z * z / (4 * n * n)", ""), "second part is missing"),
        ("z left out", _slipped("half = z * ", "half = "), "you left z out"),
        (
            "two decimals",
            _slipped(_PAIR, "return round((middle - half) / below, 2), round((middle + half) / below, 2)"),
            "Rounded too far",
        ),
        ("no brackets round 1 - p", _slipped("p * (1 - p)", "p * 1 - p"), "write p * (1 - p)"),
        ("n under all of the divisor", _slipped("1 + z * z / n", "(1 + z * z) / n"), "only z² stands over n"),
        ("no z in the second part", _slipped("z * z / (4 * n * n)", "1 / (4 * n * n)"), "z² is missing"),
        (
            "second part outside the root",
            _slipped(_H, "half = z * math.sqrt(p * (1 - p) / n) + z * z / (4 * n * n)"),
            "belongs under the root",
        ),
        (
            "a root for each part",
            _slipped(_H, "half = z * math.sqrt(p * (1 - p) / n) + math.sqrt(z * z / (4 * n * n))"),
            "One root is taken",
        ),
        (
            "takes fewer than none",
            "import math\ndef wilson(successes, n):\n    if n <= 0 or successes > n: raise ValueError('n')\n    z, p = 1.96, max(successes / n, 0)\n    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))\n    below = 1 + z * z / n\n    return (p + z * z / (2 * n) - half) / below, (p + z * z / (2 * n) + half) / below",
            "cannot be below zero",
        ),
        (
            "divides by zero",
            "import math\ndef wilson(successes, n):\n    if successes > n: raise ValueError('s')\n    z, p = 1.96, successes / n\n    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))\n    below = 1 + z * z / n\n    return (p + z * z / (2 * n) - half) / below, (p + z * z / (2 * n) + half) / below",
            "Check n before",
        ),
        (
            "takes more than all",
            "import math\ndef wilson(successes, n):\n    if n <= 0: raise ValueError('n')\n    z, p = 1.96, min(successes / n, 1)\n    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))\n    below = 1 + z * z / n\n    return (p + z * z / (2 * n) - half) / below, (p + z * z / (2 * n) + half) / below",
            "cannot be above one",
        ),
        (
            "nothing means nothing",
            _WILSON.format(
                body="if successes == 0: return 0, 0\n    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))\n    return (p + z * z / (2 * n) - half) / (1 + z * z / n), (p + z * z / (2 * n) + half) / (1 + z * z / n)"
            ),
            "no proof of nothing",
        ),
        (
            "one end only",
            _WILSON.format(body="return p + z * math.sqrt(p * (1 - p) / n)"),
            "where a pair is asked",
        ),
        ("a hat for a power", _slipped("z * z / (2 * n)", "z^2 / (2 * n)"), "two stars"),
        ("z of 99 per cent", _slipped("middle = ", "z = 2.58\n    middle = "), "2.58 belongs to 99"),
        ("first part without n", _slipped("p * (1 - p) / n", "p * (1 - p)"), "you left n out"),
        ("share left a count", _WILSON.format(body="p = successes\n    " + _PARTS), "Is a share above one"),
        (
            "three values",
            _slipped(_PAIR, "return middle / below, (middle - half) / below, (middle + half) / below"),
            "the two ends, without the middle",
        ),
        ("z of 90 per cent", _slipped("middle = ", "z = 1.645\n    middle = "), "1.645 belongs to 90"),
        ("share upside down", _WILSON.format(body="p = n / successes\n    " + _PARTS), "upside down"),
        (
            "both parts over n",
            _slipped(_H, "half = z * math.sqrt((p * (1 - p) + z * z / (4 * n * n)) / n)"),
            "a divisor of its own",
        ),
        (
            "none refused",
            _WILSON.format(body=_PARTS).replace("successes < 0", "successes <= 0"),
            "None of 20 is allowed",
        ),
        (
            "a text for the pair",
            _slipped(_PAIR, "return f'{(middle - half) / below} to {(middle + half) / below}'"),
            "the values themselves",
        ),
    ],
    "10-kappa": [
        *(
            (name, _KAPPA.format(chance=chance, result=result), said)
            for name, chance, result, said in (
                (
                    "divides by the rest",
                    _CHANCE,
                    "(observed - chance) / (1 - observed)",
                    "divide by 1 − chance",
                ),
                ("no brackets", _CHANCE, "observed - chance / (1 - chance)", "division goes before a minus"),
                (
                    "counts where they differ",
                    _CHANCE,
                    "(1 - observed - chance) / (1 - chance)",
                    "on which they differ",
                ),
                (
                    "signs exchanged",
                    _CHANCE,
                    "(chance - observed) / (1 - chance)",
                    "not chance minus observed",
                ),
                (
                    "each label many times",
                    _CHANCE.replace("set(first)", "first"),
                    "(observed - chance) / (1 - chance)",
                    "loop over set(first)",
                ),
                (
                    "counts for shares",
                    _CHANCE.replace("n**2", "1"),
                    "(observed - chance) / (1 - chance)",
                    "each count is divided",
                ),
                (
                    "counts throughout",
                    _CHANCE.replace("n**2", "n"),
                    "(n * observed - chance) / (1 - chance)",
                    "Those are counts",
                ),
            )
        ),
        (
            "sorted first",
            _KAPPA.format(chance=_CHANCE, result="(observed - chance) / (1 - chance)").replace(
                "zip(first, second)", "zip(sorted(first), sorted(second))"
            ),
            "Compare item by item",
        ),
        (
            "plain agreement",
            _KAPPA.format(chance="0", result="observed"),
            "chance is not yet taken off",
        ),
        (
            "does not divide",
            _KAPPA.format(chance=_CHANCE, result="observed - chance"),
            "did not divide",
        ),
        ("chance alone", _KAPPA.format(chance=_CHANCE, result="chance"), "chance alone"),
        (
            "divides by chance",
            _KAPPA.format(chance=_CHANCE, result="(observed - chance) / chance"),
            "You divided by chance",
        ),
        (
            "labels typed in",
            _KAPPA.format(
                chance="sum(first.count(x) * second.count(x) for x in ('refused', 'answered')) / n**2",
                result="(observed - chance) / (1 - chance)",
            ),
            "labels are typed in",
        ),
        (
            "other labels typed in",
            _KAPPA.format(
                chance="sum(first.count(x) * second.count(x) for x in ('yes', 'no')) / n**2",
                result="(observed - chance) / (1 - chance)",
            ),
            "labels are typed in",
        ),
        (
            "no items, no question",
            "def cohens_kappa(first, second):\n    if len(first) != len(second): raise ValueError('l')\n    if not first: return 0\n    n = len(first)\n    observed = sum(a == b for a, b in zip(first, second)) / n\n    chance = sum(first.count(x) * second.count(x) for x in set(first)) / n**2\n    if chance == 1: raise ValueError('one')\n    return (observed - chance) / (1 - chance)",
            "Check that there are items",
        ),
        (
            "chance is always a half",
            _KAPPA.format(chance="0.5", result="(observed - chance) / (1 - chance)"),
            "each judge has a habit",
        ),
        (
            "cuts the longer list",
            "def cohens_kappa(first, second):\n    n = min(len(first), len(second))\n    observed = sum(a == b for a, b in zip(first, second)) / n\n    chance = sum(first.count(x) * second.count(x) for x in set(first)) / n**2\n    return (observed - chance) / (1 - chance)",
            "silently cut",
        ),
        (
            "one over the number of labels",
            _KAPPA.format(
                chance="1 / len(set(first) | set(second))", result="(observed - chance) / (1 - chance)"
            ),
            "each judge has a habit",
        ),
        (
            "one judge squared",
            _KAPPA.format(
                chance="sum((first.count(x) / n) ** 2 for x in set(first))",
                result="(observed - chance) / (1 - chance)",
            ),
            "squared the shares of the first",
        ),
        (
            "other judge squared",
            _KAPPA.format(
                chance="sum((second.count(x) / n) ** 2 for x in set(second))",
                result="(observed - chance) / (1 - chance)",
            ),
            "squared the shares of the second",
        ),
        (
            "one label gives one",
            "def cohens_kappa(first, second):\n    if len(first) != len(second) or not first: raise ValueError('l')\n    n = len(first)\n    observed = sum(a == b for a, b in zip(first, second)) / n\n    chance = sum(first.count(x) * second.count(x) for x in set(first)) / n**2\n    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)",
            "you divide by 1",
        ),
    ],
    "10-extra": [
        (
            "no control",
            _EXTRA.format(judge="judge", result="share(one, topic) - share(other, topic)"),
            "neutral questions are not taken off",
        ),
        (
            "all other topics as control",
            _EXTRA.format(judge="judge", result=_DID).replace(
                "(table.topic == subject)",
                "((table.topic == subject) if subject != 'neutral' else (table.topic != topic))",
            ),
            "neutral questions only",
        ),
        (
            "each on its own topic",
            _EXTRA.format(
                judge="judge",
                result="(share(one, 'china_sensitive') - share(one, 'neutral')) - (share(other, 'us_sensitive') - share(other, 'neutral'))",
            ),
            "one and the same topic",
        ),
        (
            "one origin only",
            _EXTRA.format(judge="judge", result="share(one, topic) - share(one, 'neutral')"),
            "one origin only",
        ),
        (
            "wrong way round",
            _EXTRA.format(
                judge="judge",
                result="(share(other, topic) - share(other, 'neutral')) - (share(one, topic) - share(one, 'neutral'))",
            ),
            "wrong way round",
        ),
        ("points", _EXTRA.format(judge="judge", result=f"100 * ({_DID})"), "do not multiply by 100"),
        (
            "counts answers",
            _EXTRA.format(judge="judge", result=_DID).replace("== 'refused'", "== 'answered'"),
            "or you counted 'answered'",
        ),
        (
            "one neutral share for both",
            "def extra_refusals(table, topic, one, other, judge):\n    def share(o, s):\n        rows = table[table.origin.isin(o) & (table.topic == s)]\n        if rows.empty: raise ValueError('not asked')\n        return (rows[judge] == 'refused').mean()\n    control = share([one, other], 'neutral')\n    return (share([one], topic) - control) - (share([other], topic) - control)",
            "the same neutral share from both",
        ),
        (
            "counts",
            _EXTRA.format(judge="judge", result=_DID).replace(".mean()", ".sum()"),
            "numbers of answers",
        ),
        (
            "ratio",
            _EXTRA.format(
                judge="judge",
                result="share(one, topic) / share(one, 'neutral') / (share(other, topic) / share(other, 'neutral'))",
            ).replace(
                "if len(rows) == 0:\n            raise ValueError('not asked')",
                "if len(rows) == 0: raise ValueError",
            ),
            "subtract it",
        ),
        ("two decimals", _EXTRA.format(judge="judge", result=f"round({_DID}, 2)"), "Rounded too far"),
        ("judge in quotation marks", _EXTRA.format(judge="'judge'", result=_DID), "judge"),
        ("plus for minus", _EXTRA.format(judge="judge", result=_DID.replace(") - (", ") + (")), "not a plus"),
        (
            "no brackets",
            _EXTRA.format(
                judge="judge",
                result=_DID.replace(
                    "(share(other, topic) - share(other, 'neutral'))",
                    "share(other, topic) - share(other, 'neutral')",
                ),
            ),
            "turns what is in them round",
        ),
        (
            "divides by all rows",
            _EXTRA.format(judge="judge", result=_DID).replace(".mean()", ".sum() / len(table)"),
            "rows of each group",
        ),
        (
            "the global table",
            _EXTRA.format(judge="judge", result=_DID).replace(
                "table[(table.origin == origin) & (table.topic",
                "answers[(answers.origin == origin) & (answers.topic",
            ),
            "table that is handed over",
        ),
        ("fixed judge", _EXTRA.format(judge="'judge_1'", result=_DID), "The judge is an argument"),
        (
            "fixed topic",
            _EXTRA.format(judge="judge", result=_DID.replace("topic", "'china_sensitive'")),
            "fixed in your code",
        ),
        (
            "mean of nothing",
            "def extra_refusals(table, topic, one, other, judge):\n    def share(o, s):\n        return (table[(table.origin == o) & (table.topic == s)][judge] == 'refused').mean()\n    return (share(one, topic) - share(one, 'neutral')) - (share(other, topic) - share(other, 'neutral'))",
            "not a finding",
        ),
    ],
    "10-unknown": [
        (
            "ignores the assumption",
            _LIKE.format(
                names="[f for f in first if first[f] is not None and second[f] is not None]",
                either="first[f] or second[f]",
                zero=_ZERO,
            ),
            "does your code look at the argument",
        ),
        (
            "unknown always no",
            _LIKE.format(names="list(first)", either="first[f] or second[f]", zero=_ZERO),
            "does your code look at the argument",
        ),
        (
            "counts shared absence",
            _LIKE.format(names=_NAMES, either="True", zero=_ZERO),
            "neither rule has",
        ),
        (
            "only what both have",
            _LIKE.format(names=_NAMES, either="first[f] and second[f]", zero=_ZERO),
            "only features that both have",
        ),
        (
            "divides by what each has, added",
            _LIKE.format(names=_NAMES, either="first[f] or second[f]", zero=_ZERO).replace(
                "/ either", "/ sum(bool(first[f]) + bool(second[f]) for f in names)"
            ),
            "stands in that sum twice",
        ),
        (
            "divides by what only one has",
            _LIKE.format(names=_NAMES, either="first[f] or second[f]", zero=_ZERO).replace(
                "/ either", "/ sum(bool(first[f]) != bool(second[f]) for f in names)"
            ),
            "what only one of them has",
        ),
        (
            "another spelling of the words",
            _LIKE.format(names=_NAMES, either="first[f] or second[f]", zero=_ZERO).replace(
                "leave out", "leave_out"
            ),
            "The words are 'leave out' and 'no'",
        ),
        (
            "both absent is a likeness",
            _LIKE.format(names=_NAMES, either="True", zero=_ZERO).replace(
                "first[f] and second[f])", "bool(first[f]) == bool(second[f]))"
            ),
            "both lack is no likeness",
        ),
        (
            "twice what both have",
            _LIKE.format(names=_NAMES, either="first[f] or second[f]", zero=_ZERO).replace(
                "both / either", "2 * both / (both + either)"
            ),
            "both / either",
        ),
        (
            "the two words exchanged",
            _LIKE.format(
                names=_NAMES.replace("'no'", "'leave out'"), either="first[f] or second[f]", zero=_ZERO
            ),
            "are the two words exchanged",
        ),
        (
            "any word will do",
            "def likeness(first, second, unknown):\n    names = [f for f in first if unknown == 'no' or (first[f] is not None and second[f] is not None)]\n    either = sum(1 for f in names if first[f] or second[f])\n    if not either: raise ValueError('0')\n    return sum(1 for f in names if first[f] and second[f]) / either",
            "Check the word first",
        ),
        (
            "nothing is zero",
            _LIKE.format(names=_NAMES, either="first[f] or second[f]", zero="if not either: return 0.0"),
            "not a likeness of zero",
        ),
        (
            "looks at the first rule only",
            _LIKE.format(
                names="[f for f in first if unknown == 'no' or first[f] is not None]",
                either="first[f] or second[f]",
                zero=_ZERO,
            ),
            "the second rule does not know",
        ),
        (
            "looks at the second rule only",
            _LIKE.format(
                names="[f for f in first if unknown == 'no' or second[f] is not None]",
                either="first[f] or second[f]",
                zero=_ZERO,
            ),
            "the first rule does not know",
        ),
        (
            "and for or",
            _LIKE.format(
                names=_NAMES.replace(" and second", " or second"), either="first[f] or second[f]", zero=_ZERO
            ),
            "one OR the other",
        ),
        (
            "equal is a likeness",
            _LIKE.format(names=_NAMES, either="first[f] or second[f]", zero=_ZERO).replace(
                "if first[f] and second[f])", "if first[f] == second[f])"
            ),
            "both lack is no likeness",
        ),
        (
            "by all features",
            _LIKE.format(names=_NAMES, either="first[f] or second[f]", zero=_ZERO).replace(
                "both / either", "both / len(first)"
            ),
            "not by all",
        ),
        (
            "unknown is present",
            _LIKE.format(
                names="list(first)", either="first[f] is not False or second[f] is not False", zero=_ZERO
            ).replace("if first[f] and second[f])", "if first[f] is not False and second[f] is not False)"),
            "unknown as present",
        ),
    ],
}

# Mutants that change nothing a test could see, with the reason.
EQUIVALENT: dict[str, str] = {}
