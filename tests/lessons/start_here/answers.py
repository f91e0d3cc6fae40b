"""Right and wrong answers to exercise 00, each wrong one with its slip and a piece of the message it must meet."""

RIGHT = {
    "00-count": [
        "def count_type(table, kind):\n    return sum(1 for value in table['type'] if value == kind)",
        "def count_type(table, kind):\n    return len(table[table['type'] == kind])",
    ],
    "00-range": [
        "def inside(figure, low, high):\n    if any(end is None or end != end for end in (low, high)): return None\n    if high < low: raise ValueError\n    return not (figure < low or figure > high)",
        "def inside(figure, low, high):\n    import math\n    if low is None or high is None or math.isnan(low + high):\n        return None\n    if low > high:\n        raise ValueError('range')\n    return figure >= low and figure <= high",
    ],
    "00-dated": [
        "def moved(table):\n    return [r.claim_id for r in table.itertuples() if r.verdict_when_written != r.verdict_today]",
        "def moved(table):\n    out = []\n    for i, a, b in zip(table['claim_id'], table['verdict_when_written'], table['verdict_today']):\n        if a != b:\n            out.append(i)\n    return out",
    ],
}

WRONG = {
    "00-count": [
        ("counts all rows", "def count_type(table, kind):\n    return len(table)", "counted all rows"),
        (
            "typed-in number",
            "def count_type(table, kind):\n    return 2 if kind == 'metaphor' else 0",
            "typed in",
        ),
        (
            "returns the rows",
            "def count_type(table, kind):\n    return table[table['type'] == kind]",
            "where a number is asked",
        ),
        (
            "forgets return",
            "def count_type(table, kind):\n    (table['type'] == kind).sum()",
            "returned nothing",
        ),
    ],
    "00-range": [
        (
            "ends left out",
            "def inside(figure, low, high):\n    if pd.isna(low) or pd.isna(high): return None\n    if low > high: raise ValueError\n    return low < figure < high",
            "ends belong",
        ),
        (
            "unknown as false",
            "def inside(figure, low, high):\n    if low is None or high is None: return False\n    if low > high: raise ValueError\n    return low <= figure <= high",
            "third answer",
        ),
        (
            "wrong way round accepted",
            "def inside(figure, low, high):\n    if pd.isna(low) or pd.isna(high): return None\n    return low <= figure <= high",
            "Compare low with high",
        ),
        (
            "low end only",
            "def inside(figure, low, high):\n    if pd.isna(low) or pd.isna(high): return None\n    if low > high: raise ValueError\n    return figure >= low",
            "above the high end",
        ),
        (
            "forgets nan",
            "def inside(figure, low, high):\n    if low is None or high is None: return None\n    if low > high: raise ValueError\n    return low <= figure <= high",
            "pandas' way",
        ),
        (
            "hands the error back",
            "def inside(figure, low, high):\n    if pd.isna(low) or pd.isna(high): return None\n    if low > high: return ValueError('order')\n    return low <= figure <= high",
            "and raise ValueError",
        ),
        (
            "text for None",
            "def inside(figure, low, high):\n    if pd.isna(low) or pd.isna(high): return 'unknown'\n    if low > high: raise ValueError\n    return low <= figure <= high",
            "third answer",
        ),
    ],
    "00-dated": [
        (
            "number for list",
            "def moved(table):\n    return int((table['verdict_when_written'].astype(str) != table['verdict_today'].astype(str)).sum())",
            "not their number",
        ),
        (
            "those that stayed",
            "def moved(table):\n    return [r.claim_id for r in table.itertuples() if r.verdict_when_written == r.verdict_today]",
            "stayed is not in the list",
        ),
        ("all claims", "def moved(table):\n    return list(table['claim_id'])", "stayed is not in the list"),
        (
            "outdated only",
            "def moved(table):\n    return list(table.loc[table['verdict_today'] == 'outdated', 'claim_id'])",
            "other claims",
        ),
        (
            "prints",
            "def moved(table):\n    print(list(table.loc[table['verdict_when_written'] != table['verdict_today'], 'claim_id']))",
            "returned nothing",
        ),
        (
            "the rows",
            "def moved(table):\n    return table[table['verdict_when_written'] != table['verdict_today']]",
            "where a list is asked",
        ),
    ],
}

EQUIVALENT: dict[str, str] = {}
