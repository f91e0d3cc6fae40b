"""Right and wrong answers to exercise 01. A wrong one carries its slip and a piece of the message it must meet.

Every answer stands for a whole cell: what a learner pastes over everything that was in it.
"""

RIGHT = {
    "01-usd": [
        """
def to_usd(low, high, rate):
    if not rate > 0 or low > high:
        raise ValueError("check the rate and the range")
    return tuple(end / rate for end in (low, high))
""",
        """
import numpy as np
def to_usd(low, high, rate):
    if rate <= 0:
        raise ValueError("rate")
    if high < low:
        raise ValueError("range")
    ends = np.array([low, high], dtype=float) / rate
    return [ends[0], ends[1]]
""",
    ],
    "01-classify": [
        """
def classify_claim(text):
    if not isinstance(text, str):
        raise ValueError("not text")
    if text.strip() == "":
        raise ValueError("empty")
    hits = [kind for kind, cues in CUES.items() if any(cue in text.casefold() for cue in cues)]
    return hits[0] if hits else "unclear"
""",
        """
import re
def classify_claim(text):
    if type(text) is not str or not re.search("[^ ]", text):
        raise ValueError("a sentence, please")
    for kind, cues in CUES.items():
        if re.search("|".join(cues), text, re.IGNORECASE):
            return kind
    return "unclear"
""",
    ],
    "01-share": [
        """
def share_meeting_target(table):
    known = table[table["raised"].notna() & table["target"].notna()]
    if known.empty or not (known["target"] > 0).all():
        raise ValueError("no share")
    return float((known["raised"] >= known["target"]).mean())
""",
        """
def share_meeting_target(table):
    met = known = 0
    for raised, target in zip(table["raised"], table["target"]):
        if raised != raised or target != target:
            continue
        if target <= 0:
            raise ValueError("target")
        known += 1
        met += raised >= target
    if known == 0:
        raise ValueError("nothing known")
    return met / known
""",
    ],
    "01-sum": [
        """
def interval_total(table):
    if table.empty or len(set(table["currency"])) > 1:
        raise ValueError("currency")
    if len(set(table["overlap_group"])) < len(table):
        raise ValueError("overlap")
    low = table["amount_low"].fillna(0).sum()
    high = table["amount_high"].sum(skipna=False)
    return low, (None if high != high else high)
""",
        """
def interval_total(table):
    low, high, groups, currencies = 0.0, 0.0, [], set()
    for row in table.to_dict("records"):
        if row["overlap_group"] in groups:
            raise ValueError("counted already")
        groups.append(row["overlap_group"])
        currencies.add(row["currency"])
        if row["amount_low"] == row["amount_low"]:
            low += row["amount_low"]
        if high is not None:
            high = high + row["amount_high"] if row["amount_high"] == row["amount_high"] else None
    if len(currencies) != 1:
        raise ValueError("currencies")
    return [low, high]
""",
    ],
    "01-state": [
        """
def state_share(total, government_high, private_high, wide):
    if not total > 0 or min(government_high, private_high) < 0:
        raise ValueError("check the total and the lines")
    part = private_high if wide else government_high
    share = min(part / total, 1.0)
    return (1 - share, 1.0) if wide else (0.0, share)
def mostly_state(low, high):
    return "yes" if low > 0.5 else "no" if high <= 0.5 else "cannot say"
""",
        """
import numpy as np
def state_share(total, government_high, private_high, wide):
    if total <= 0:
        raise ValueError("total")
    for line in (government_high, private_high):
        if line < 0:
            raise ValueError("line")
    ends = [total - private_high, total] if wide else [0, government_high]
    return list(np.clip(np.array(ends) / total, 0, 1))
def mostly_state(low, high):
    if not low > 0.5 and not high > 0.5:
        return "no"
    return ["cannot say", "yes"][int(low > 0.5)]
""",
    ],
}

_USD = """
def to_usd(low, high, rate):
    if rate <= 0:
        raise ValueError("rate")
    if low > high:
        raise ValueError("range")
    {line}
"""
_GUARD = """
def classify_claim(text):
    if not isinstance(text, str) or not text.strip():
        raise ValueError("text")
"""
_SHARE = """
def share_meeting_target(table):
    known = table.dropna(subset=["raised", "target"])
    if len(known) == 0:
        raise ValueError("none")
    if (known["target"] <= 0).any():
        raise ValueError("target")
    {line}
"""
_SUM = """
def interval_total(table):
    if table["currency"].nunique() != 1:
        raise ValueError("currency")
    if table["overlap_group"].duplicated().any():
        raise ValueError("overlap")
    {line}
"""
_STATE = """
def state_share(total, government_high, private_high, wide):
    if total <= 0 or government_high < 0 or private_high < 0:
        raise ValueError("refused")
    if wide:
        return max(0, 1 - private_high / total), 1
    return 0, min(1, government_high / total)
"""
_MOSTLY = """
def mostly_state(low, high):
    if low > 0.5:
        return "yes"
    if high <= 0.5:
        return "no"
    return "cannot say"
"""

WRONG = {
    "01-usd": [
        ("multiplies", _USD.format(line="return low * rate, high * rate"), "You multiplied"),
        (
            "exchanges the ends",
            _USD.format(line="return high / rate, low / rate"),
            "High and low are exchanged",
        ),
        ("divides one end", _USD.format(line="return low / rate, high"), "Divide both ends"),
        ("turns the fraction over", _USD.format(line="return rate / low, rate / high"), "stands on its head"),
        ("returns one number", _USD.format(line="return (low + high) / 2 / rate"), "not the middle"),
        ("forgets return", _USD.format(line="low / rate, high / rate"), "returned nothing"),
        (
            "loses the refusals",
            "def to_usd(low, high, rate):\n    return low / rate, high / rate",
            "Keep the lines above",
        ),
        ("fixed rate", _USD.format(line="return low / 7, high / 7"), "average rate of 2025"),
    ],
    "01-classify": [
        (
            "capitals matter",
            _GUARD
            + "    for kind in CUES:\n        for cue in CUES[kind]:\n            if cue in text:\n                return kind\n    return 'unclear'",
            "in capitals: make the text small",
        ),
        (
            "takes the last kind",
            _GUARD
            + "    found = 'unclear'\n    for kind in CUES:\n        for cue in CUES[kind]:\n            if cue in text.lower():\n                found = kind\n    return found",
            "Which kind comes first in CUES",
        ),
        (
            "looks at the first cue only",
            _GUARD
            + "    for kind in CUES:\n        if CUES[kind][0] in text.lower():\n            return kind\n    return 'unclear'",
            "does the loop stop early",
        ),
        (
            "gives up after the first kind",
            _GUARD
            + "    for kind in CUES:\n        for cue in CUES[kind]:\n            if cue in text.lower():\n                return kind\n        return 'unclear'",
            "does the loop stop early",
        ),
        (
            "accepts an empty text",
            "def classify_claim(text):\n    if not isinstance(text, str):\n        raise ValueError('text')\n    for kind in CUES:\n        for cue in CUES[kind]:\n            if cue in text.lower():\n                return kind\n    return 'unclear'",
            "Test text.strip() first",
        ),
        (
            "stumbles over None",
            "def classify_claim(text):\n    if not text.strip():\n        raise ValueError('text')\n    for kind in CUES:\n        for cue in CUES[kind]:\n            if cue in text.lower():\n                return kind\n    return 'unclear'",
            "Test isinstance(text, str)",
        ),
        (
            "returns None for unclear",
            _GUARD
            + "    for kind in CUES:\n        for cue in CUES[kind]:\n            if cue in text.lower():\n                return kind",
            "returned nothing",
        ),
        (
            "prints",
            _GUARD + "    for kind in CUES:\n        print(kind)",
            "returned nothing",
        ),
    ],
    "01-share": [
        (
            "divides by all rows",
            _SHARE.format(line='return (known["raised"] >= known["target"]).sum() / len(table)'),
            "belong in neither count",
        ),
        (
            "strictly more",
            _SHARE.format(line='return (known["raised"] > known["target"]).mean()'),
            ">=, not >",
        ),
        (
            "share of the money",
            _SHARE.format(line='return table["raised"].sum() / table["target"].sum()'),
            "share of funds",
        ),
        (
            "a count",
            _SHARE.format(line='return (known["raised"] >= known["target"]).sum()'),
            "divide those that met",
        ),
        (
            "per cent",
            _SHARE.format(line='return 100 * (known["raised"] >= known["target"]).mean()'),
            "hundred times too large",
        ),
        (
            "no refusal of an empty share",
            'def share_meeting_target(table):\n    known = table.dropna()\n    if (known["target"] <= 0).any():\n        raise ValueError\n    return (known["raised"] >= known["target"]).sum() / max(len(known), 1)',
            "not 0",
        ),
        (
            "accepts a target of zero",
            'def share_meeting_target(table):\n    known = table.dropna()\n    if len(known) == 0:\n        raise ValueError\n    return (known["raised"] >= known["target"]).mean()',
            "refuse it",
        ),
        (
            "tests the targets of unknown funds",
            'def share_meeting_target(table):\n    if (table["target"] <= 0).any():\n        raise ValueError("target")\n    known = table.dropna()\n    if len(known) == 0:\n        raise ValueError\n    return (known["raised"] >= known["target"]).mean()',
            "leave a fund out before you look",
        ),
    ],
    "01-sum": [
        (
            "takes the high end for an unknown low",
            _SUM.format(
                line='low = table["amount_low"].fillna(table["amount_high"]).sum()\n    high = None if table["amount_high"].isna().any() else table["amount_high"].sum()\n    return low, high'
            ),
            "not as the high end",
        ),
        (
            "unknown low stays unknown",
            _SUM.format(
                line='low = None if table["amount_low"].isna().any() else table["amount_low"].sum()\n    high = None if table["amount_high"].isna().any() else table["amount_high"].sum()\n    return low, high'
            ),
            "money spent is never negative",
        ),
        (
            "unknown high counts as zero",
            _SUM.format(line='return table["amount_low"].sum(), table["amount_high"].sum()'),
            "open above: None",
        ),
        (
            "unknown high counts as low",
            _SUM.format(
                line='return table["amount_low"].sum(), table["amount_high"].fillna(table["amount_low"]).sum()'
            ),
            "not equal to the low end",
        ),
        (
            "adds two currencies",
            'def interval_total(table):\n    if len(table) == 0 or table["overlap_group"].duplicated().any() and table["currency"].nunique() == 1:\n        raise ValueError\n    high = None if table["amount_high"].isna().any() else table["amount_high"].sum()\n    return table["amount_low"].sum(), high',
            "Yuan and dollars cannot be added",
        ),
        (
            "adds what overlaps",
            'def interval_total(table):\n    if table["currency"].nunique() != 1:\n        raise ValueError\n    high = None if table["amount_high"].isna().any() else table["amount_high"].sum()\n    return table["amount_low"].sum(), high',
            "one overlap_group",
        ),
        (
            "zero for an empty table",
            'def interval_total(table):\n    if table["currency"].nunique() > 1:\n        raise ValueError\n    if table["overlap_group"].duplicated().any():\n        raise ValueError\n    high = None if table["amount_high"].isna().any() else table["amount_high"].sum()\n    return table["amount_low"].sum(), high',
            "not a total of zero",
        ),
    ],
    "01-state": [
        (
            "takes the ceiling for the low end",
            _STATE.replace("return 0, min(1, government_high / total)", "return government_high / total, 1")
            + _MOSTLY,
            "the most that this line can be",
        ),
        (
            "takes a ceiling for a known value",
            _STATE.replace("return 0, min", "return min(1, government_high / total), min") + _MOSTLY,
            "has no low end",
        ),
        (
            "an amount in place of a share",
            _STATE.replace("min(1, government_high / total)", "government_high") + _MOSTLY,
            "asked is a share",
        ),
        (
            "the private share",
            _STATE.replace("1 - private_high / total", "private_high / total") + _MOSTLY,
            "That is the private share",
        ),
        (
            "turns the wide range over",
            _STATE.replace("max(0, 1 - private_high / total), 1", "0, max(0, 1 - private_high / total)")
            + _MOSTLY,
            "428 is the least of the rest",
        ),
        (
            "does not cut at one",
            _STATE.replace("min(1, government_high / total)", "government_high / total") + _MOSTLY,
            "Cut at 1",
        ),
        (
            "does not cut at zero",
            _STATE.replace("max(0, 1 - private_high / total)", "1 - private_high / total") + _MOSTLY,
            "Cut at 0",
        ),
        (
            "no refusal of a total of zero",
            _STATE.replace("total <= 0 or government", "government") + _MOSTLY,
            "Refuse a total of zero or less",
        ),
        (
            "no refusal of a negative line",
            _STATE.replace("total <= 0 or government_high < 0 or private_high < 0", "total <= 0") + _MOSTLY,
            "Refuse a negative line",
        ),
        (
            "lets the high end decide for yes",
            _STATE + _MOSTLY.replace("low > 0.5", "high > 0.5"),
            "Which end decides",
        ),
        ("half is most", _STATE + _MOSTLY.replace("low > 0.5", "low >= 0.5"), "must be more than half"),
        ("half is not no", _STATE + _MOSTLY.replace("high <= 0.5", "high < 0.5"), "<=, not <"),
        (
            "never says no",
            _STATE + _MOSTLY.replace('return "no"', 'return "cannot say"'),
            "Which end decides",
        ),
    ],
}

_NOTHING = "hands back its result with return"

# Answers in further styles, and slips that met a wrong message in the first edition or in another exercise.
for _task, _codes in {
    "01-usd": [
        _USD.format(line="return round(low / rate, 2), round(high / rate, 2)"),
        _USD.format(line="return pd.Series([low, high]) / rate"),
        _USD.format(line="return tuple(map(lambda end: end / rate, (low, high)))"),
    ],
    "01-classify": [
        _GUARD + "    small = text.lower()\n    return next((k for k, cues in CUES.items() if any(c in small for c in cues)), 'unclear')",
        "def classify_claim(text):\n    try:\n        small = text.lower().strip()\n    except AttributeError:\n        raise ValueError('no text') from None\n    if not small:\n        raise ValueError('empty')\n    for kind, cues in CUES.items():\n        for cue in cues:\n            if small.find(cue) >= 0:\n                return kind\n    return 'unclear'",
    ],
    "01-share": [
        _SHARE.format(line='return round((known["raised"] >= known["target"]).mean(), 2)'),
        _SHARE.format(line='return sum(r >= t for r, t in zip(known["raised"], known["target"])) / len(known)'),
        _SHARE.format(line='return len(known.query("raised >= target")) / len(known)'),
    ],
    "01-sum": [
        _SUM.format(line='return table["amount_low"].sum(), table["amount_high"].sum(skipna=False)').replace("return table", "high = table['amount_high'].sum() if table['amount_high'].notna().all() else None\n    return table", 1).replace(', table["amount_high"].sum(skipna=False)', ", high"),
        _SUM.format(line='ends = table[["amount_low", "amount_high"]].agg("sum", skipna=False)\n    return table["amount_low"].fillna(0).sum(), None if pd.isna(ends["amount_high"]) else float(ends["amount_high"])'),
    ],
    "01-state": [
        _STATE.replace("return max(0, 1 - private_high / total), 1", "return round(max(0, 1 - private_high / total), 2), 1.0").replace("min(1, government_high / total)", "round(min(1, government_high / total), 2)") + _MOSTLY,
    ],
}.items():  # fmt: skip
    RIGHT[_task] += _codes

for _task, _slips in {
    "01-usd": [
        ("whole division", _USD.format(line="return low // rate, high // rate"), "throws the decimals away"),
        ("whole numbers", _USD.format(line="return round(low / rate), round(high / rate)"), "keep two decimals"),
        ("low end twice", _USD.format(line="return low / rate, low / rate"), "divide high, too"),
        ("high end twice", _USD.format(line="return high / rate, high / rate"), "divide low, too"),
        ("rate of 2025", _USD.format(line="return low / 7.19, high / 7.19"), "here it is 7"),
        ("prints", _USD.format(line="print(low / rate, high / rate)"), "It was printed instead"),
        ("forgets return in earnest", _USD.format(line="low / rate, high / rate"), _NOTHING),
        ("a text", _USD.format(line='return f"{low / rate} to {high / rate}"'), "where a pair is asked"),
        ("misspelt", _USD.format(line="return low / rat, high / rat"), "name spelt"),
        ("keeps a wrong refusal", "def to_usd(low, high, rate):\n    if rate < 0: raise ValueError\n    if low > high: raise ValueError\n    return low / (rate or 1), high / (rate or 1)", "a rate of zero"),
        ("typed in", _USD.format(line="return (600 / 7, 100) if high > 100 else (0, 10)"), "The rate is an argument"),
    ],
    "01-classify": [
        ("cues in single words", _GUARD + "    words = text.lower().split()\n    for kind in CUES:\n        for cue in CUES[kind]:\n            if cue in words:\n                return kind\n    return 'unclear'", "look for it as a whole, anywhere"),
        ("prints the kind", _GUARD + "    for kind in CUES:\n        for cue in CUES[kind]:\n            if cue in text.lower():\n                print(kind)\n                return\n    print('unclear')", "It was printed instead"),
        ("a list of kinds", _GUARD + "    return [kind for kind in CUES if any(cue in text.lower() for cue in CUES[kind])]", "where a text is asked"),
        ("capital at the front", _GUARD + "    for kind in CUES:\n        for cue in CUES[kind]:\n            if cue in text.lower():\n                return kind.capitalize()\n    return 'unclear'", "returned 'Forecast'"),
        ("misspelt name", _GUARD + "    return classify(text)", "name spelt"),
        ("typed-in sentences", _GUARD + "    known = {'A good outcome of the pledged expenditure is expected.': 'forecast', 'By 2030 the core industry should exceed 1,000 billion yuan.': 'target', 'The fund was registered with 344 billion yuan.': 'commitment', 'By early 2020 the funds had raised 4,760 billion yuan.': 'outcome', 'The fund is expected to reach its target.': 'forecast', 'The bank pledged 1,000 billion yuan, of which nothing was spent.': 'commitment', 'Spent last year: 12 billion dollars.': 'outcome', 'The province aims at 50 billion yuan.': 'target', 'A FORECAST OF 98 BILLION DOLLARS': 'forecast', 'The target, a goal for 2030, is expected to be met.': 'forecast'}\n    return known.get(text, 'unclear')", "typed in"),
        ("kinds in place of cues", _GUARD + "    for kind in CUES:\n        if kind in text.lower():\n            return kind\n    return 'unclear'", "not for its name"),
        ("all cues of a kind", _GUARD + "    for kind in CUES:\n        if all(cue in text.lower() for cue in CUES[kind]):\n            return kind\n    return 'unclear'", "One cue is enough"),
        ("only at the start", _GUARD + "    for kind in CUES:\n        for cue in CUES[kind]:\n            if text.lower().startswith(cue):\n                return kind\n    return 'unclear'", "anywhere in the text"),
        ("the kind with most cues", _GUARD + "    found = {kind: sum(cue in text.lower() for cue in CUES[kind]) for kind in CUES}\n    return max(found, key=found.get) if any(found.values()) else 'unclear'", "outweighs two of another"),
        ("the cue", _GUARD + "    for kind in CUES:\n        for cue in CUES[kind]:\n            if cue in text.lower():\n                return cue\n    return 'unclear'", "That is the cue"),
        ("other order", _GUARD + "    for kind in sorted(CUES):\n        for cue in CUES[kind]:\n            if cue in text.lower():\n                return kind\n    return 'unclear'", "Which kind comes first in CUES"),
    ],
    "01-share": [
        ("the share that missed", _SHARE.format(line='return (known["raised"] < known["target"]).mean()'), "the share that missed"),
        ("exactly the target only", _SHARE.format(line='return (known["raised"] == known["target"]).mean()'), "or that met it exactly"),
        ("the share that is known", _SHARE.format(line='return len(known) / len(table)'), "who of the known met theirs"),
        ("unknown is zero", 'def share_meeting_target(table):\n    if table.dropna().empty or (table.dropna()["target"] <= 0).any():\n        raise ValueError\n    full = table.fillna(0)\n    return (full["raised"] >= full["target"]).mean()', "An unknown cell is not zero"),
        ("mean of ratios", _SHARE.format(line='return (known["raised"] / known["target"]).mean()'), "A mean of ratios"),
        ("prints it", _SHARE.format(line='print((known["raised"] >= known["target"]).mean())'), "It was printed instead"),
        ("the rows", _SHARE.format(line='return known[known["raised"] >= known["target"]]'), "A table came back"),
        ("the mask", _SHARE.format(line='return known["raised"] >= known["target"]'), "One number is asked"),
        ("and between columns", 'def share_meeting_target(table):\n    known = table[table["raised"].notna() and table["target"].notna()]\n    return (known["raised"] >= known["target"]).mean()', "Between columns write &"),
        ("at most the target", _SHARE.format(line='return (known["raised"] <= known["target"]).mean()'), "the wrong way round"),
        ("money up to the target", _SHARE.format(line='return known[["raised", "target"]].min(axis=1).sum() / known["target"].sum()'), "still counts by its money"),
        ("rounded to one digit", _SHARE.format(line='return round((known["raised"] >= known["target"]).mean(), 1)'), "rounded to 1"),
        ("unknown target counts as missed", 'def share_meeting_target(table):\n    known = table[table["raised"].notna()]\n    if table.dropna().empty or (table.dropna()["target"] <= 0).any():\n        raise ValueError\n    return (known["raised"] >= known["target"]).sum() / len(known)', "without a target is left out, too"),
    ],
    "01-sum": [
        ("prints it", _SUM.format(line='print(table["amount_low"].sum(), None)'), "It was printed instead"),
        ("one number", _SUM.format(line='return table["amount_high"].sum()'), "More than one value is asked"),
        ("nan for open", _SUM.format(line='return table["amount_low"].sum(), table["amount_high"].sum(skipna=False)'), "open above is written None, not nan"),
        ("zero for open", _SUM.format(line='return table["amount_low"].sum(), 0 if table["amount_high"].isna().any() else table["amount_high"].sum()'), "is no zero"),
        ("None in quotation marks", _SUM.format(line='return table["amount_low"].sum(), "None" if table["amount_high"].isna().any() else table["amount_high"].sum()'), "without quotation marks"),
        ("the columns", _SUM.format(line='return table[["amount_low", "amount_high"]]'), "A table came back"),
        ("low end nan", _SUM.format(line='high = None if table["amount_high"].isna().any() else table["amount_high"].sum()\n    return table["amount_low"].sum(skipna=False), high'), "counts as zero, not nan"),
        ("infinity for open", _SUM.format(line='return table["amount_low"].sum(), float("inf") if table["amount_high"].isna().any() else table["amount_high"].sum()'), "not as a number without end"),
        ("exchanged", _SUM.format(line='return table["amount_high"].sum(), table["amount_low"].sum()'), "High and low are exchanged"),
        ("drops rows", _SUM.format(line='table = table.dropna(subset=["amount_low", "amount_high"])\n    return table["amount_low"].sum(), table["amount_high"].sum()'), "its other end counts"),
        ("always open", _SUM.format(line='return table["amount_low"].sum(), None'), "The high end is known here"),
    ],
    "01-state": [
        ("divides by the lines", _STATE.replace("government_high / total)", "government_high / (government_high + private_high))") + _MOSTLY, "not by the two lines"),
        ("capital letters", _STATE + _MOSTLY.replace('"cannot say"', '"Cannot say"'), "in small letters"),
        ("per cent", _STATE.replace("min(1, government_high / total)", "min(100, 100 * government_high / total)") + _MOSTLY, "not per cent"),
        ("wide and narrow exchanged", _STATE.replace("if wide:", "if not wide:") + _MOSTLY, "wide is False here"),
        ("only one definition", _STATE.replace("if wide:", "if False:") + _MOSTLY, "wide is True here"),
        ("prints the answer", _STATE + _MOSTLY.replace("return", "print(").replace('"yes"', '"yes")').replace('"no"', '"no")').replace('"cannot say"', '"cannot say")'), "It was printed instead"),
        ("the middle decides", _STATE + _MOSTLY.replace("low > 0.5", "(low + high) / 2 > 0.5"), "Low alone decides"),
        ("the private line", _STATE.replace("government_high / total", "private_high / total") + _MOSTLY, "asked is the one called government"),
        ("the rest in yuan", _STATE.replace("max(0, 1 - private_high / total)", "max(0, total - private_high)") + _MOSTLY, "asked is a share"),
        ("True for yes", _STATE + _MOSTLY.replace('"yes"', "True"), "where a text is asked"),
        ("zero refused", _STATE.replace("government_high < 0", "government_high <= 0") + _MOSTLY, "A line of zero is allowed"),
        ("private line of zero refused", _STATE.replace("private_high < 0", "private_high <= 0") + _MOSTLY, "an empty private line"),
        ("wide by the government line", _STATE.replace("max(0, 1 - private_high / total), 1", "max(0, government_high / total), 1") + _MOSTLY, "counts the government line only"),
        ("second function missing", _STATE, "mostly_state"),
    ],
}.items():  # fmt: skip
    WRONG[_task] += _slips

EQUIVALENT: dict[str, str] = {}
