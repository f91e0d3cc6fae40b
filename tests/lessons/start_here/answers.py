"""Right and wrong answers to exercise 00. A wrong one carries its slip and a piece of the message it must meet.

Most were made up by readers before they had seen a solution; those that met a wrong message in the first edition stand here so
that it does not come back. Every answer stands for a whole cell: what a learner pastes over everything that was in it.
"""

RIGHT = {
    "00-count": [
        "def count_type(table, kind):\n    return sum(1 for value in table['type'] if value == kind)",
        "def count_type(table, kind):\n    return len(table[table['type'] == kind])",
        "def count_type(table, kind):\n    return (table['type'] == kind).sum()",
        "def count_type(table, kind):\n    return list(table['type']).count(kind)",
        "def count_type(table, kind):\n    n = 0\n    for value in table['type']:\n        if value == kind:\n            n = n + 1\n    return n",
        "def count_type(table, kind):\n    return int(table['type'].astype(str).value_counts().get(kind, 0))",
        "import numpy as np\ndef count_type(table, kind):\n    return np.count_nonzero(table['type'].to_numpy() == kind)",
    ],
    "00-range": [
        "def inside(figure, low, high):\n    if any(end is None or end != end for end in (low, high)): return None\n    if high < low: raise ValueError\n    return not (figure < low or figure > high)",
        "def inside(figure, low, high):\n    import math\n    if low is None or high is None or math.isnan(low + high):\n        return None\n    if low > high:\n        raise ValueError('range')\n    return figure >= low and figure <= high",
        "import numpy as np\ndef inside(figure, low, high):\n    if pd.isna(low) or pd.isna(high): return\n    if low > high: raise ValueError('x')\n    return np.float64(low) <= figure <= np.float64(high)",
        "def inside(figure, low, high):\n    if pd.isna([low, high]).any():\n        return pd.NA\n    if low > high:\n        raise ValueError\n    return sorted([low, figure, high])[1] == figure",
    ],
    "00-dated": [
        "def moved(table):\n    return [r.claim_id for r in table.itertuples() if r.verdict_when_written != r.verdict_today]",
        "def moved(table):\n    out = []\n    for i, a, b in zip(table['claim_id'], table['verdict_when_written'], table['verdict_today']):\n        if a != b:\n            out.append(i)\n    return out",
        "def moved(table):\n    return table[table['verdict_when_written'].astype(str) != table['verdict_today'].astype(str)]['claim_id'].to_numpy()",
        "def moved(table):\n    mask = table['verdict_when_written'] != table['verdict_today']\n    return table.loc[mask, 'claim_id']",
        "def moved(table):\n    mask = table['verdict_when_written'] == table['verdict_today']\n    return tuple(table.loc[~mask, 'claim_id'])",
        "def moved(table):\n    return table.query('verdict_when_written != verdict_today')['claim_id'].tolist()",
    ],
}

_NOTHING = "hands back its result with return"
_INSIDE = (
    "def inside(figure, low, high):\n    if pd.isna(low) or pd.isna(high): return {hole}\n"
    "    if low > high: {refuse}\n    return {answer}"
)


def _inside(
    hole: str = "None", refuse: str = "raise ValueError", answer: str = "low <= figure <= high"
) -> str:
    return _INSIDE.format(hole=hole, refuse=refuse, answer=answer)


_MASK = "table['verdict_when_written'] != table['verdict_today']"

WRONG = {
    "00-count": [
        ("counts all rows", "def count_type(table, kind):\n    return len(table)", "counted all rows"),
        ("counts the second type too", "def count_type(table, kind):\n    return (table['type'] == kind).sum() + (table['type_2'] == kind).sum()", "type_2 holds the second"),
        ("the word of the hint", "def count_type(table, kind):\n    return (table['type'] == 'forecast').sum()", "word of a hint is typed in"),
        ("column and word exchanged", "def count_type(table, kind):\n    return (table[kind] == 'type').sum()", "taken for the name of a column"),
        ("contains", "def count_type(table, kind):\n    return table['type'].str.contains(kind).sum()", "only contains the word"),
        ("counts the mask", "def count_type(table, kind):\n    return (table['type'] == kind).count()", "counted all rows"),
        ("unequal", "def count_type(table, kind):\n    return (table['type'] != kind).sum()", "all other types"),
        ("typed-in number", "def count_type(table, kind):\n    return 2 if kind == 'metaphor' else 0", "typed in"),
        ("typed-in word", "def count_type(table, kind):\n    return (table['type'] == 'metaphor').sum()", "another word each time"),
        ("the ledger, not the table", "def count_type(table, kind):\n    return (claims['type'] == kind).sum()", "not in claims"),
        ("returns the rows", "def count_type(table, kind):\n    return table[table['type'] == kind]", "A table came back"),
        ("returns the mask", "def count_type(table, kind):\n    return table['type'] == kind", "One number is asked"),
        ("a text", "def count_type(table, kind):\n    return str((table['type'] == kind).sum())", "without quotation marks"),
        ("quotation marks", "def count_type(table, kind):\n    return (table['type'] == 'kind').sum()", "it is the word kind"),
        ("no quotation marks", "def count_type(table, kind):\n    return (table[type] == kind).sum()", "no column or key"),
        ("misspelt", "def count_type(tabel, kind):\n    return (table['type'] == kind).sum()", "name spelt"),
        ("one sign for two", "def count_type(table, kind):\n    return (table['type'] = kind).sum()", "SyntaxError"),
        ("forgets return", "def count_type(table, kind):\n    (table['type'] == kind).sum()", _NOTHING),
        ("prints", "def count_type(table, kind):\n    print((table['type'] == kind).sum())", "It was printed instead"),
    ],
    "00-range": [
        ("ends left out", _inside(answer="low < figure < high"), "ends belong"),
        ("unknown as false", _inside(hole="False"), "third answer"),
        ("unknown as true", _inside(hole="True"), "third answer"),
        ("text for None", _inside(hole="'unknown'"), "None, not a word"),
        ("None as a text", _inside(hole="'None'"), "None itself"),
        ("refuses what lies outside", _inside(answer="refuse(low <= figure <= high)").replace("def inside", "def refuse(fits):\n    if not fits: raise ValueError('outside')\n    return True\ndef inside"), "outside the range is no mistake"),
        ("unknown as nan", _inside(hole="float('nan')"), "nan is how a table writes unknown"),
        ("wrong way round accepted", _inside(refuse="pass"), "Compare low with high"),
        ("swaps the ends in silence", _inside(refuse="low, high = high, low"), "Compare low with high"),
        ("hands the error back", _inside(refuse="return ValueError('order')"), "Write raise in front of it"),
        ("raises a text", _inside(refuse="raise 'order'"), "Compare low with high"),
        ("one value refused", _inside().replace("low > high", "low >= high"), "range of one value is no mistake"),
        ("low end only", _inside(answer="figure >= low"), "above the high end"),
        ("high end only", _inside(answer="figure <= high"), "below the low end"),
        ("whole numbers only", _inside(answer="figure in range(int(low), int(high) + 1)"), "need not be whole"),
        ("one and zero", _inside(answer="int(low <= figure <= high)"), "gives True or False"),
        ("a word", _inside(answer="'yes' if low <= figure <= high else 'no'"), "without quotation marks"),
        ("prints", _inside().replace("return low", "print(low").replace("high\n", "high\n") + ")", "It was printed instead"),
        (
            "forgets nan",
            "def inside(figure, low, high):\n    if low is None or high is None: return None\n    if low > high: raise ValueError\n    return low <= figure <= high",
            "pandas' way",
        ),
        (
            "asks with ==",
            "def inside(figure, low, high):\n    if low == None or high == None or low == float('nan'): return None\n    if low > high: raise ValueError\n    return low <= figure <= high",
            "pandas' way",
        ),
        (
            "compares with None",
            "def inside(figure, low, high):\n    if low > high: raise ValueError\n    return low <= figure <= high",
            "None stands for unknown",
        ),
    ],
    "00-dated": [
        ("number for list", f"def moved(table):\n    return int(({_MASK}).sum())", "not their number"),
        ("length", f"def moved(table):\n    return len(table[{_MASK}])", "not their number"),
        (
            "those that stayed",
            "def moved(table):\n    return [r.claim_id for r in table.itertuples() if r.verdict_when_written == r.verdict_today]",
            "A verdict that stayed",
        ),
        ("all claims", "def moved(table):\n    return list(table['claim_id'])", "All ids are there"),
        ("outdated only", "def moved(table):\n    return list(table.loc[table['verdict_today'] == 'outdated', 'claim_id'])", "not with a word"),
        ("sorted", f"def moved(table):\n    return sorted(table.loc[{_MASK}, 'claim_id'])", "do not sort"),
        ("prints", f"def moved(table):\n    print(list(table.loc[{_MASK}, 'claim_id']))", "It was printed instead"),
        ("forgets return", f"def moved(table):\n    list(table.loc[{_MASK}, 'claim_id'])", _NOTHING),
        ("the rows", f"def moved(table):\n    return table[{_MASK}]", "take one column of it"),
        ("the mask", f"def moved(table):\n    return {_MASK}", "the mask itself"),
        ("numbers of rows", f"def moved(table):\n    return list(table[{_MASK}].index)", "numbers of rows"),
        ("letters", f"def moved(table):\n    return list(''.join(table.loc[{_MASK}, 'claim_id']))", "gives its letters"),
        ("one text", f"def moved(table):\n    return ', '.join(table.loc[{_MASK}, 'claim_id'])", "not one text"),
        ("a set", f"def moved(table):\n    return set(table.loc[{_MASK}, 'claim_id'])", "collect in a list"),
        ("only what got worse", f"def moved(table):\n    return list(table.loc[({_MASK}) & (table['verdict_today'] != 'supported'), 'claim_id'])", "became better has moved"),
        ("names of columns", f"def moved(table):\n    return list(table[{_MASK}])", "names of its columns"),
        ("a list in a list", f"def moved(table):\n    return [table.loc[{_MASK}, 'claim_id']]", "A list inside a list"),
        ("return inside the loop", "def moved(table):\n    found = []\n    for row in table.itertuples():\n        if row.verdict_when_written != row.verdict_today:\n            found.append(row.claim_id)\n            return found", "Only the first came back"),
        ("misspelt", f"def moved(tabel):\n    return list(table.loc[{_MASK}, 'claim_id'])", "name spelt"),
        ("misspelt column", "def moved(table):\n    return list(table.loc[table['verdict_written'] != table['verdict_today'], 'claim_id'])", "no column or key"),
        (
            "the ledger, not the table",
            "def moved(table):\n    m = claims['verdict_when_written'].astype(str) != claims['verdict_today'].astype(str)\n    return list(claims.loc[m, 'claim_id'])",
            "Those moved in claims",
        ),
        ("typed in", "def moved(table):\n    return ['X9', 'X5', 'X1'] if len(table) else []", "table that is handed over"),
        ("None for none", f"def moved(table):\n    found = list(table.loc[{_MASK}, 'claim_id'])\n    return found or None", "an empty list"),
    ],
}  # fmt: skip

EQUIVALENT: dict[str, str] = {}
