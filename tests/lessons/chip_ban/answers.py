"""Right and wrong answers to exercise 06. A wrong one carries the slip it stands for and a piece of the message it must meet."""

RIGHT = {
    "06-tpp": [
        "def total_performance(rate, bits):\n    assert_ok = rate >= 0\n    if not assert_ok:\n        raise ValueError('negative')\n    return float(rate) * bits",
        "import numpy as np\ndef total_performance(rate, bits):\n    if rate < 0: raise ValueError(rate)\n    return np.float64(rate) * np.int64(bits)",
    ],
    "06-density": [
        "def density(tpp, area):\n    if area is None or area != area: return None\n    if not area > 0: raise ValueError('area')\n    return tpp / area",
        "import pandas as pd\ndef density(tpp, area):\n    if pd.isna(area):\n        return None\n    if area <= 0:\n        raise ValueError('impossible')\n    return round(tpp / area, 9)",
    ],
    "06-paragraph": [
        "def is_3a090a(tpp, density):\n    if unknown(tpp): return None\n    if tpp >= 4800: return True\n    if tpp < 1600: return False\n    return None if unknown(density) else bool(density >= 5.92)",
        "import numpy as np\nimport pandas as pd\ndef is_3a090a(tpp, density):\n    if not pd.isna(tpp) and tpp >= 4800: return True\n    if not pd.isna(tpp) and tpp < 1600: return False\n    if pd.isna(tpp) or pd.isna(density): return None\n    return np.bool_(density >= 5.92)",
    ],
    "06-dated": [
        "def rules_on(table, day):\n    import pandas as pd\n    d = pd.Timestamp(day)\n    return table[(table.effective.isna() | (table.effective <= d)) & (table.until.isna() | (table.until > d))]",
        "def rules_on(table, day):\n    keep = [(str(e) == 'NaT' or str(e)[:10] <= day) and (str(u) == 'NaT' or day < str(u)[:10]) for e, u in zip(table['effective'], table['until'])]\n    return table.loc[keep]",
    ],
    "06-assumption": [
        "def verdicts(rates, area):\n    return {r: is_3a090a(total_performance(r, 16), density(total_performance(r, 16), area)) for r in rates}",
        "def verdicts(rates, area):\n    tpps = [total_performance(r, 16) for r in rates]\n    return dict(zip(rates, [is_3a090a(t, density(t, area)) for t in tpps]))",
    ],
}

_BODY = "def is_3a090a(tpp, density):\n    if unknown(tpp): return None\n    if tpp {a} 4800: return True\n    if tpp < 1600: return False\n    if unknown(density): return {unknown}\n    return density {b} 5.92"
_RULES = "def rules_on(table, day):\n    return table[({begun}) & ({lasts})]"
_BEGUN, _LASTS = (
    "table.effective.isna() | (table.effective <= day)",
    "table.until.isna() | (table.until > day)",
)

WRONG = {
    "06-tpp": [
        (
            "counts both operations twice",
            "def total_performance(rate, bits):\n    return 2 * rate * bits",
            "multiplied by 2 once more",
        ),
        (
            "takes the sparse rate",
            "def total_performance(rate, bits):\n    if rate < 0: raise ValueError\n    return rate * 2 * bits",
            "multiplied by 2 once more",
        ),
        ("divides", "def total_performance(rate, bits):\n    return rate / bits", "You divided"),
        ("counts bytes", "def total_performance(rate, bits):\n    return rate / 8", "bits into bytes"),
        (
            "fixed bit length",
            "def total_performance(rate, bits):\n    if rate < 0: raise ValueError\n    return rate * 16",
            "Two precisions give one TPP",
        ),
        (
            "accepts a negative rate",
            "def total_performance(rate, bits):\n    return rate * bits",
            "Keep the check",
        ),
        ("forgets return", "def total_performance(rate, bits):\n    rate * bits", "returned nothing"),
        (
            "returns text",
            "def total_performance(rate, bits):\n    return str(rate * bits)",
            "where a number is asked",
        ),
        (
            "typed-in number",
            "def total_performance(rate, bits):\n    if rate < 0: raise ValueError\n    return 4992",
            "TPP of another chip",
        ),
    ],
    "06-density": [
        (
            "area over TPP",
            "def density(tpp, area):\n    return None if area is None else area / tpp",
            "You divided area by TPP",
        ),
        (
            "missing area as zero",
            "def density(tpp, area):\n    if area is None or area != area: return 0.0\n    if area <= 0: raise ValueError\n    return tpp / area",
            "unknown, not zero",
        ),
        (
            "per square centimetre",
            "def density(tpp, area):\n    return None if area is None else 100 * tpp / area",
            "square centimetre",
        ),
        (
            "forgets nan",
            "def density(tpp, area):\n    if area is None: return None\n    if area <= 0: raise ValueError\n    return tpp / area",
            "pandas' way",
        ),
        (
            "zero as unknown",
            "def density(tpp, area):\n    if not area or area != area: return None\n    if area < 0: raise ValueError\n    return tpp / area",
            "impossible",
        ),
    ],
    "06-paragraph": [
        ("> for >= at 4,800", _BODY.format(a=">", b=">=", unknown="None"), "4,800 or more"),
        ("> for >= at 5.92", _BODY.format(a=">=", b=">", unknown="None"), "5.92 or more"),
        ("unknown as false", _BODY.format(a=">=", b=">=", unknown="False"), "Unknown is not false"),
        (
            "or for and",
            "def is_3a090a(tpp, density):\n    return tpp >= 4800 or tpp >= 1600 or density >= 5.92",
            "and, not or",
        ),
        (
            "density always needed",
            "def is_3a090a(tpp, density):\n    if tpp is None or density is None: return None\n    return tpp >= 4800 or (tpp >= 1600 and density >= 5.92)",
            "nothing else is needed",
        ),
        (
            "unknown TPP as under",
            "def is_3a090a(tpp, density):\n    tpp = tpp or 0\n"
            + "\n".join(_BODY.format(a=">=", b=">=", unknown="None").splitlines()[2:]),
            "TPP may be over 4,800",
        ),
        (
            "nan is not unknown",
            "def is_3a090a(tpp, density):\n    if tpp is None: return None\n    if tpp >= 4800: return True\n    if tpp < 1600: return False\n    if density is None: return None\n    return bool(density >= 5.92)",
            "nan is unknown too",
        ),
    ],
    "06-dated": [
        ("forgets return", "def rules_on(table, day):\n    table[table.effective <= day]", "hands back rows"),
        ("undated rule", "def rules_on(table, day):\n    return table", "ignores the day"),
        (
            "until inclusive",
            _RULES.format(begun=_BEGUN, lasts="table.until.isna() | (table.until >= day)"),
            "no longer applies",
        ),
        ("drops open rules", _RULES.format(begun=_BEGUN, lasts="table.until > day"), "still in force"),
        (
            "drops old rules",
            _RULES.format(begun="table.effective <= day", lasts=_LASTS),
            "no start is known",
        ),
        (
            "starts a day late",
            _RULES.format(begun="table.effective.isna() | (table.effective < day)", lasts=_LASTS),
            "first day of the rule",
        ),
        (
            "ignores the start",
            _RULES.format(begun="table.paragraph.notna()", lasts=_LASTS),
            "not yet in force",
        ),
    ],
    "06-assumption": [
        (
            "area left out",
            "def verdicts(rates, area):\n    return {r: is_3a090a(total_performance(r, 16), None) for r in rates}",
            "over 5.92",
        ),
        (
            "unknown area as false",
            "def verdicts(rates, area):\n    return {r: bool(is_3a090a(total_performance(r, 16), density(total_performance(r, 16), area))) for r in rates}",
            "nobody knows",
        ),
        (
            "list for dict",
            "def verdicts(rates, area):\n    return [is_3a090a(total_performance(r, 16), density(total_performance(r, 16), area)) for r in rates]",
            "where a dict is asked",
        ),
        (
            "TPP line alone",
            "def verdicts(rates, area):\n    return {r: total_performance(r, 16) >= 4800 for r in rates}",
            "over 5.92",
        ),
        (
            "eight bits",
            "def verdicts(rates, area):\n    return {r: is_3a090a(total_performance(r, 8), density(total_performance(r, 8), area)) for r in rates}",
            "over 5.92",
        ),
        (
            "fixed area",
            "def verdicts(rates, area):\n    return {r: is_3a090a(total_performance(r, 16), density(total_performance(r, 16), 665.61)) for r in rates}",
            "nobody knows",
        ),
    ],
}

# Mutants that change nothing a test could see, with the reason.
EQUIVALENT: dict[str, str] = {}
