"""Right and wrong answers to exercise 06. A wrong one carries the slip it stands for and a piece of the message it must meet.

Most were made up by readers before they had seen a solution; those that met a wrong message in the first edition stand here so
that it does not come back. Every answer stands for a whole cell: what a learner pastes over everything that was in it.
"""

# A loop over the rows of task 4, which may end in several ways.
_EACH = (
    "def rules_on(table, day):\n    d = pd.Timestamp(day)\n    {start}\n    for number, row in table.iterrows():\n"
    "        begun = pd.isna(row['effective']) or row['effective'] <= d\n"
    "        ended = not pd.isna(row['until']) and row['until'] <= d\n        {always}{row}\n    return {end}"
)

RIGHT = {
    "06-tpp": [
        "def total_performance(rate, bits):\n    if rate < 0:\n        raise ValueError('negative')\n    return rate * bits",
        "def total_performance(rate, bits):\n    ok = rate >= 0\n    if not ok:\n        raise ValueError('negative')\n    return float(rate) * bits",
        "import numpy as np\ndef total_performance(rate, bits):\n    if rate < 0: raise ValueError(rate)\n    return np.float64(rate) * np.int64(bits)",
        "def total_performance(rate, bits):\n    if rate < 0:\n        raise ValueError('no')\n    total = 0\n    for _ in range(bits):\n        total += rate\n    return total",
        "from decimal import Decimal\ndef total_performance(rate, bits):\n    if rate < 0: raise ValueError\n    return Decimal(str(rate)) * bits",
        "from fractions import Fraction\ndef total_performance(rate, bits):\n    if rate < 0: raise ValueError\n    return Fraction(rate) * bits",
        "import math\ndef total_performance(rate, bits):\n    if rate < 0: raise ValueError\n    return math.prod((rate, bits))",
        "class Negative(ValueError):\n    pass\ndef total_performance(rate, bits):\n    if rate < 0: raise Negative()\n    print('working')\n    return rate * bits",
    ],
    "06-density": [
        "def density(tpp, area):\n    if area is None or area != area: return None\n    if not area > 0: raise ValueError('area')\n    return tpp / area",
        "import pandas as pd\ndef density(tpp, area):\n    if pd.isna(area):\n        return None\n    if area <= 0:\n        raise ValueError('impossible')\n    return round(tpp / area, 9)",
        "def density(tpp, area):\n    if unknown(area):\n        return None\n    elif area <= 0:\n        raise ValueError('impossible')\n    else:\n        return round(tpp / area, 2)",
        "import numpy as np\ndef density(tpp, area):\n    if unknown(area): return\n    if area <= 0: raise ValueError\n    return np.float32(tpp) / np.float32(area)",
        "import pandas as pd\ndef density(tpp, area):\n    if unknown(area): return pd.NA\n    if area <= 0: raise ValueError\n    return tpp / area",
        "import math\ndef density(tpp, area):\n    try:\n        if math.isnan(area): return None\n    except TypeError:\n        return None\n    if area <= 0: raise ValueError(f'{area} is impossible')\n    return tpp * area ** -1",
    ],
    "06-paragraph": [
        "def is_3a090a(tpp, density):\n    if unknown(tpp): return None\n    if tpp >= 4800: return True\n    if tpp < 1600: return False\n    return None if unknown(density) else bool(density >= 5.92)",
        "import numpy as np\nimport pandas as pd\ndef is_3a090a(tpp, density):\n    if not pd.isna(tpp) and tpp >= 4800: return True\n    if not pd.isna(tpp) and tpp < 1600: return False\n    if pd.isna(tpp) or pd.isna(density): return None\n    return np.bool_(density >= 5.92)",
        "def is_3a090a(tpp, density):\n    if unknown(tpp):\n        return None\n    if unknown(density):\n        if tpp >= 4800:\n            return True\n        if tpp < 1600:\n            return False\n        return None\n    return tpp >= 4800 or (tpp >= 1600 and density >= 5.92)",
        "def is_3a090a(tpp, density):\n    answer = None\n    if not unknown(tpp):\n        if tpp >= 4800:\n            answer = True\n        elif tpp < 1600:\n            answer = False\n        elif not unknown(density):\n            answer = density >= 5.92\n    return answer",
        "def is_3a090a(tpp, density):\n    first = None if unknown(tpp) else tpp >= 4800\n    parts = [None if unknown(tpp) else tpp >= 1600, None if unknown(density) else density >= 5.92]\n    second = False if False in parts else None if None in parts else True\n    if first or second:\n        return True\n    if unknown(tpp):\n        return None\n    return None if None in (first, second) else False",
    ],
    "06-dated": [
        "def rules_on(table, day):\n    d = pd.Timestamp(day)\n    return table[(table.effective.isna() | (table.effective <= d)) & (table.until.isna() | (table.until > d))]",
        "def rules_on(table, day):\n    keep = [(str(e) == 'NaT' or str(e)[:10] <= day) and (str(u) == 'NaT' or day < str(u)[:10]) for e, u in zip(table['effective'], table['until'])]\n    return table.loc[keep]",
        "def rules_on(table, day):\n    rows = []\n    for number, row in table.iterrows():\n        begun = pd.isna(row['effective']) or row['effective'] <= pd.Timestamp(day)\n        ended = not pd.isna(row['until']) and row['until'] <= pd.Timestamp(day)\n        if begun and not ended:\n            rows.append(number)\n    return table.loc[rows]",
        "import numpy as np\ndef rules_on(table, day):\n    d = np.datetime64(day)\n    e, u = table['effective'].to_numpy(), table['until'].to_numpy()\n    return table[(np.isnat(e) | (e <= d)) & ~(u <= d)]",
        "def rules_on(table, day):\n    early = table['effective'].fillna(pd.Timestamp('1900-01-01'))\n    late = table['until'].fillna(pd.Timestamp('2200-01-01'))\n    return table[(early <= day) & (late > day)].sort_values('until').reset_index(drop=True)",
        "def rules_on(table, day):\n    return table.query('(effective.isna() or effective <= @day) and (until.isna() or until > @day)')",
        "def rules_on(table, day):\n    kept = table[~(table['effective'] > day) & ~(table['until'] <= day)]\n    return kept[sorted(kept.columns)]",
        _EACH.format(start="keep = []", row="keep.append(begun and not ended)", end="table[keep]", always=""),
        _EACH.format(
            start="rows = []",
            row="rows.append(row)",
            end="pd.DataFrame(rows)",
            always="if begun and not ended: ",
        ),
        _EACH.format(
            start="rows = []",
            row="rows.append(table.loc[[number]])",
            end="pd.concat(rows)",
            always="if begun and not ended: ",
        ),
    ],
    "06-assumption": [
        "def verdicts(rates, area):\n    return {r: is_3a090a(total_performance(r, 16), density(total_performance(r, 16), area)) for r in rates}",
        "def verdicts(rates, area):\n    tpps = [total_performance(r, 16) for r in rates]\n    return dict(zip(rates, [is_3a090a(t, density(t, area)) for t in tpps]))",
        "from collections import OrderedDict\ndef verdicts(rates, area):\n    found = OrderedDict()\n    for rate in rates:\n        t = total_performance(rate, 16)\n        found[rate] = is_3a090a(t, density(t, area))\n    return found",
        "def verdicts(rates, area):\n    t = [total_performance(r, 16) for r in rates]\n    return pd.Series([is_3a090a(x, density(x, area)) for x in t], index=rates, dtype=object)",
        "import numpy as np\ndef verdicts(rates, area):\n    answers = {}\n    for rate in np.array(rates):\n        t = total_performance(rate, 16)\n        answers[rate] = is_3a090a(t, density(t, area))\n    return answers",
        "def one(rate, area):\n    t = rate * 16\n    return is_3a090a(t, density(t, area))\ndef verdicts(rates, area):\n    return dict((rate, one(rate, area)) for rate in rates)",
    ],
}

_TPP = "def total_performance(rate, bits):\n    if rate < 0: raise ValueError\n    "
_DENSITY = "def density(tpp, area):\n    if unknown(area): return {hole}\n    if area <= 0: raise ValueError\n    return {value}"
_BODY = "def is_3a090a(tpp, density):\n    if unknown(tpp): return None\n    if tpp {a} 4800: return True\n    if tpp < 1600: return False\n    if unknown(density): return {unknown}\n    return density {b} 5.92"
_RULES = "def rules_on(table, day):\n    return table[({begun}) & ({lasts})]"
_BEGUN, _LASTS = (
    "table.effective.isna() | (table.effective <= day)",
    "table.until.isna() | (table.until > day)",
)
_LOOP = "def verdicts(rates, area):\n    answers = {{}}\n    for rate in rates:\n        t = total_performance(rate, 16)\n        {line}\n    return answers"
_NOTHING = "hands back its result with return"
_COLUMNS = "Between columns write &"

WRONG = {
    "06-tpp": [
        ("whole rates only", _TPP + "return int(rate) * bits", "decimals of the rate"),
        (
            "refuses zero",
            "def total_performance(rate, bits):\n    if rate <= 0: raise ValueError\n    return rate * bits",
            "Zero is not negative",
        ),
        ("one argument", "def total_performance(rate):\n    return rate * 16", "line that begins with def"),
        ("counts both operations twice", _TPP + "return 2 * rate * bits", "multiplied by 2 once more"),
        ("takes the sparse rate", _TPP + "return rate * 2 * bits", "multiplied by 2 once more"),
        ("halves for sparsity", _TPP + "return rate / 2 * bits", "You halved the rate"),
        ("divides", _TPP + "return rate / bits", "You divided"),
        ("adds", _TPP + "return rate + bits", "You added"),
        ("counts bytes", _TPP + "return rate / 8", "bits into bytes"),
        ("counts bytes of all", _TPP + "return rate * bits / 8", "bits become bytes"),
        ("writes out the trillions", _TPP + "return rate * 1e12 * bits", "stays in trillions"),
        ("fixed bit length", _TPP + "return rate * 16", "not always 16"),
        (
            "accepts a negative rate",
            "def total_performance(rate, bits):\n    return rate * bits",
            "refuse a negative",
        ),
        ("forgets return", _TPP + "rate * bits", _NOTHING),
        ("prints", _TPP + "print(rate * bits)", "It was printed instead"),
        ("returns text", _TPP + "return str(rate * bits)", "where a number is asked"),
        ("returns text with words", _TPP + "return f'{rate * bits} TPP'", "without quotation marks"),
        ("per cent", _TPP + "return 100 * rate * bits", "hundred times too large"),
        ("misspelt name", _TPP + "return rate * bit", "name spelt"),
        (
            "raises text",
            "def total_performance(rate, bits):\n    if rate < 0: raise 'negative'\n    return rate * bits",
            "raise needs a kind of error",
        ),
        (
            "asserts",
            "def total_performance(rate, bits):\n    assert rate >= 0\n    return rate * bits",
            "where a ValueError is asked",
        ),
        (
            "returns the error",
            "def total_performance(rate, bits):\n    if rate < 0: return ValueError('negative')\n    return rate * bits",
            "where a ValueError is asked",
        ),
        ("typed-in number", _TPP + "return 4992", "Is a number typed in"),
        (
            "hides the minus",
            "def total_performance(rate, bits):\n    return abs(rate) * bits",
            "abs() hides the minus",
        ),
    ],
    "06-density": [
        ("whole division", _DENSITY.format(hole="None", value="tpp // area"), "cuts off the decimals"),
        ("one decimal", _DENSITY.format(hole="None", value="round(tpp / area, 1)"), "rounded to 1 decimal."),
        ("area over TPP", _DENSITY.format(hole="None", value="area / tpp"), "You divided area by TPP"),
        ("multiplies", _DENSITY.format(hole="None", value="tpp * area"), "You multiplied"),
        ("missing area as zero", _DENSITY.format(hole="0.0", value="tpp / area"), "unknown, not zero"),
        ("missing area as a word", _DENSITY.format(hole="'unknown'", value="tpp / area"), "None, not a word"),
        (
            "missing area as nan",
            _DENSITY.format(hole="float('nan')", value="tpp / area"),
            "nan is how a table writes unknown",
        ),
        (
            "refuses the unknown",
            "def density(tpp, area):\n    if unknown(area) or area <= 0: raise ValueError\n    return tpp / area",
            "stopped with ValueError",
        ),
        (
            "per square centimetre",
            _DENSITY.format(hole="None", value="100 * tpp / area"),
            "square centimetre",
        ),
        (
            "rounds to whole numbers",
            _DENSITY.format(hole="None", value="round(tpp / area)"),
            "rounded to 0 decimals",
        ),
        (
            "forgets nan",
            "def density(tpp, area):\n    if area is None: return None\n    if area <= 0: raise ValueError\n    return tpp / area",
            "nan is how a table writes unknown",
        ),
        (
            "asks too late",
            "def density(tpp, area):\n    if area <= 0: raise ValueError\n    if unknown(area): return None\n    return tpp / area",
            "None stands for unknown",
        ),
        (
            "zero as unknown",
            "def density(tpp, area):\n    if not area or area != area: return None\n    if area < 0: raise ValueError\n    return tpp / area",
            "impossible",
        ),
        (
            "refuses zero only",
            "def density(tpp, area):\n    if unknown(area): return None\n    if area == 0: raise ValueError\n    return tpp / area",
            "a negative area is impossible",
        ),
        (
            "lets zero through",
            "def density(tpp, area):\n    if unknown(area): return None\n    return tpp / area",
            "before you divide",
        ),
        (
            "prints",
            "def density(tpp, area):\n    if unknown(area): return None\n    if area <= 0: raise ValueError\n    print(tpp / area)",
            "It was printed instead",
        ),
        (
            "TPP of zero as unknown",
            "def density(tpp, area):\n    if unknown(area) or not tpp: return None\n    if area <= 0: raise ValueError\n    return tpp / area",
            "TPP of zero is known",
        ),
    ],
    "06-paragraph": [
        (
            "& between numbers",
            "def is_3a090a(tpp, density):\n    return tpp >= 4800 or (tpp >= 1600 & density >= 5.92)",
            "Between two single values write and",
        ),
        (
            "catches the unknown",
            "def is_3a090a(tpp, density):\n    try:\n        return tpp >= 4800 or tpp >= 1600 and density >= 5.92\n    except TypeError:\n        return None",
            "nan is unknown, too",
        ),
        ("> for >= at 4,800", _BODY.format(a=">", b=">=", unknown="None"), "4,800 or more: >="),
        (
            "a first line of 4,000",
            _BODY.replace("4800", "4000").format(a=">=", b=">=", unknown="None"),
            "The first line is 4,800",
        ),
        ("> for >= at 5.92", _BODY.format(a=">=", b=">", unknown="None"), "5.92 or more: >="),
        ("unknown as false", _BODY.format(a=">=", b=">=", unknown="False"), "Unknown is not false"),
        ("unknown as true", _BODY.format(a=">=", b=">=", unknown="True"), "Unknown is not true"),
        (
            "or for and",
            "def is_3a090a(tpp, density):\n    return tpp >= 4800 or tpp >= 1600 or density >= 5.92",
            "and, not or",
        ),
        (
            "brackets round the or",
            "def is_3a090a(tpp, density):\n    if unknown(tpp) or unknown(density): return None\n    return (tpp >= 4800 or tpp >= 1600) and density >= 5.92",
            "One alternative is enough",
        ),
        (
            "and for or",
            "def is_3a090a(tpp, density):\n    if unknown(tpp) or unknown(density): return None\n    return tpp >= 4800 and density >= 5.92",
            "One alternative is enough",
        ),
        (
            "first alternative only",
            "def is_3a090a(tpp, density):\n    if unknown(tpp): return None\n    return tpp >= 4800",
            "The second alternative holds",
        ),
        (
            "density alone",
            "def is_3a090a(tpp, density):\n    if unknown(tpp) or unknown(density): return None\n    return tpp >= 4800 or density >= 5.92",
            "Under 1,600 no density",
        ),
        (
            "density always needed",
            "def is_3a090a(tpp, density):\n    if unknown(tpp) or unknown(density): return None\n    return tpp >= 4800 or (tpp >= 1600 and density >= 5.92)",
            "nothing else is needed",
        ),
        (
            "low TPP left open",
            "def is_3a090a(tpp, density):\n    if unknown(tpp): return None\n    if tpp >= 4800: return True\n    if unknown(density): return None\n    return tpp >= 1600 and density >= 5.92",
            "known or not",
        ),
        (
            "nan is not unknown",
            "def is_3a090a(tpp, density):\n    if tpp is None: return None\n    if tpp >= 4800: return True\n    if tpp < 1600: return False\n    if density is None: return None\n    return density >= 5.92",
            "nan is unknown, too",
        ),
        (
            "a density of nan is not unknown",
            "def is_3a090a(tpp, density):\n    if unknown(tpp): return None\n    if tpp >= 4800: return True\n    if tpp < 1600: return False\n    if density is None: return None\n    return density >= 5.92",
            "ask unknown(density)",
        ),
        (
            "a low density settles it",
            "def is_3a090a(tpp, density):\n    if unknown(tpp):\n        return None if unknown(density) or density >= 5.92 else False\n    if tpp >= 4800: return True\n    if tpp < 1600: return False\n    return None if unknown(density) else density >= 5.92",
            "A low density settles nothing",
        ),
        (
            "> at 1,600",
            "def is_3a090a(tpp, density):\n    if unknown(tpp): return None\n    if tpp >= 4800: return True\n    if tpp <= 1600: return False\n    return None if unknown(density) else density >= 5.92",
            "1,600 or more",
        ),
        (
            "no None at all",
            "def is_3a090a(tpp, density):\n    return tpp >= 4800 or (tpp >= 1600 and density >= 5.92)",
            "None stands for unknown",
        ),
        ("text for True", "def is_3a090a(tpp, density):\n    return 'True'", "where True or False is asked"),
        (
            "one and zero",
            "def is_3a090a(tpp, density):\n    return 1 if not unknown(tpp) and tpp >= 4800 else 0",
            "gives True or False",
        ),
        ("prints", "def is_3a090a(tpp, density):\n    print(tpp >= 4800)", "It was printed instead"),
    ],
    "06-dated": [
        (
            "empty cells dropped",
            "def rules_on(table, day):\n    t = table.dropna()\n    return t[(t.effective <= day) & (t.until > day)]",
            "An empty `until`",
        ),
        ("empty until lost", _RULES.format(begun=_BEGUN, lasts="table.until > day"), "An empty `until`"),
        (
            "empty effective lost",
            _RULES.format(begun="table.effective <= day", lasts=_LASTS),
            "An empty `effective`",
        ),
        (
            "until included",
            _RULES.format(begun=_BEGUN, lasts="table.until.isna() | (table.until >= day)"),
            "first day without the rule",
        ),
        (
            "until a day early",
            _RULES.format(
                begun=_BEGUN,
                lasts="table.until.isna() | (table.until > pd.Timestamp(day) + pd.Timedelta(days=1))",
            ),
            "up to the day before",
        ),
        (
            "effective excluded",
            _RULES.format(begun="table.effective.isna() | (table.effective < day)", lasts=_LASTS),
            "<=, not <",
        ),
        (
            "ignores the end",
            "def rules_on(table, day):\n    return table[table.effective.isna() | (table.effective <= day)]",
            "no longer applies",
        ),
        (
            "ignores the start",
            "def rules_on(table, day):\n    return table[table.until.isna() | (table.until > day)]",
            "Announced is not in force",
        ),
        ("hands back everything", "def rules_on(table, day):\n    return table", "Every row is kept"),
        (
            "or between the masks",
            f"def rules_on(table, day):\n    return table[({_BEGUN}) | ({_LASTS})]",
            "joined by & (not |)",
        ),
        (
            "~ forgotten",
            f"def rules_on(table, day):\n    return table[({_BEGUN}) & (table.until <= day)]",
            "is ~ missing",
        ),
        (
            "and between columns",
            "def rules_on(table, day):\n    return table[table.effective.isna() or table.effective <= day]",
            _COLUMNS,
        ),
        (
            "no brackets",
            "def rules_on(table, day):\n    return table[table['effective'] <= day & table['until'].isna()]",
            _COLUMNS,
        ),
        (
            "the mask itself",
            "def rules_on(table, day):\n    return ~(table['effective'] > day) & ~(table['until'] <= day)",
            "Lay the mask on the table",
        ),
        (
            "three columns only",
            "def rules_on(table, day):\n    return table[~(table['effective'] > day) & ~(table['until'] <= day)][['effective', 'until']]",
            "Keep whole rows",
        ),
        (
            "the real law for the argument",
            "def rules_on(table, day):\n    return rules[~(rules['effective'] > day) & ~(rules['until'] <= day)]",
            "table that is handed over",
        ),
        ("a count", "def rules_on(table, day):\n    return len(table)", "where a table (DataFrame) is asked"),
        (
            "a list of records",
            "def rules_on(table, day):\n    return table.to_dict('records')",
            "Lay the mask on the table",
        ),
        (
            "misspelt column",
            "def rules_on(table, day):\n    return table[table['Effective'] <= day]",
            "no column or key of that name",
        ),
        ("forgets return", "def rules_on(table, day):\n    table[table.until.isna()]", _NOTHING),
        (
            "prints",
            "def rules_on(table, day):\n    print(table[table.until.isna()])",
            "It was printed instead",
        ),
        (
            "typed-in names",
            "def rules_on(table, day):\n    return table[table['rule'].isin(['new', 'no start known'])]",
            "lost 'old'",
        ),
    ],
    "06-assumption": [
        (
            "keys as text",
            "def verdicts(rates, area):\n    return {str(r): is_3a090a(r * 16, density(r * 16, area)) for r in rates}",
            "keys are texts",
        ),
        (
            "a word for a key",
            _LOOP.format(line="answers['rate'] = is_3a090a(t, density(t, area))"),
            "one key for all",
        ),
        (
            "area for density",
            _LOOP.format(line="answers[rate] = is_3a090a(t, area)"),
            "density that you hand on",
        ),
        (
            "area left out",
            "def verdicts(rates, area):\n    return {r: is_3a090a(total_performance(r, 16), None) for r in rates}",
            "handed on to density",
        ),
        (
            "unknown area as false",
            "def verdicts(rates, area):\n    return {r: bool(is_3a090a(total_performance(r, 16), density(total_performance(r, 16), area))) for r in rates}",
            "nobody knows",
        ),
        (
            "unknown area as unknown answer",
            "def verdicts(rates, area):\n    return {r: None if area is None else is_3a090a(r * 16, density(r * 16, area)) for r in rates}",
            "without any density",
        ),
        (
            "list for dict",
            "def verdicts(rates, area):\n    return [is_3a090a(total_performance(r, 16), density(total_performance(r, 16), area)) for r in rates]",
            "A dict stores each value",
        ),
        (
            "TPP line alone",
            "def verdicts(rates, area):\n    return {r: total_performance(r, 16) >= 4800 for r in rates}",
            "TPP line alone",
        ),
        (
            "TPP as keys",
            "def verdicts(rates, area):\n    return {r * 16: is_3a090a(r * 16, density(r * 16, area)) for r in rates}",
            "keys are the rates",
        ),
        (
            "eight bits",
            "def verdicts(rates, area):\n    return {r: is_3a090a(total_performance(r, 8), density(total_performance(r, 8), area)) for r in rates}",
            "at 16 bits",
        ),
        (
            "rate for TPP",
            "def verdicts(rates, area):\n    return {r: is_3a090a(r, density(r, area)) for r in rates}",
            "A bare rate",
        ),
        (
            "density of the bare rate",
            _LOOP.format(line="answers[rate] = is_3a090a(t, density(rate, area))"),
            "not of the bare rate",
        ),
        (
            "the rates of the cell above",
            "def verdicts(mine, area):\n    return {r: is_3a090a(r * 16, density(r * 16, area)) for r in rates}",
            "loop over the argument",
        ),
        (
            "fixed area",
            "def verdicts(rates, area):\n    return {r: is_3a090a(total_performance(r, 16), density(total_performance(r, 16), 666)) for r in rates}",
            "area typed in",
        ),
        (
            "return in the loop",
            "def verdicts(rates, area):\n    answers = {}\n    for r in rates:\n        answers[r] = is_3a090a(r * 16, density(r * 16, area))\n        return answers",
            "inside the loop",
        ),
        (
            "only the last",
            "def verdicts(rates, area):\n    for r in rates:\n        answers = {r: is_3a090a(r * 16, density(r * 16, area))}\n    return answers",
            "above the loop",
        ),
        (
            "a name shadowed",
            _LOOP.format(line="density = density(t, area); answers[rate] = is_3a090a(t, density)"),
            "choose another name",
        ),
        (
            "a function for its result",
            "def verdicts(rates, area):\n    return verdicts",
            "with brackets behind its name",
        ),
        (
            "text",
            "def verdicts(rates, area):\n    return str({r: True for r in rates})",
            "where a dict is asked",
        ),
        (
            "prints",
            _LOOP.replace("    return answers", "    print(answers)").format(
                line="answers[rate] = is_3a090a(t, density(t, area))"
            ),
            "It was printed instead",
        ),
        (
            "a generator",
            "def verdicts(rates, area):\n    return (is_3a090a(r * 16, density(r * 16, area)) for r in rates)",
            "where a dict is asked",
        ),
        (
            "an argument forgotten",
            _LOOP.format(line="answers[rate] = is_3a090a(t)"),
            "call functions with all that they need",
        ),
        (
            "the notebook's rates",
            "def verdicts(rates, area):\n    mine = [256.0, 320.0] if len(rates) == 2 else [256.0]\n    return {r: is_3a090a(r * 16, density(r * 16, area)) for r in mine}",
            "all disputed rates",
        ),
    ],
}

# Mutants that change nothing a test could see, with the reason.
EQUIVALENT: dict[str, str] = {}
