"""Right and wrong answers to exercise 04. A wrong one carries the slip it stands for and a piece of the message it must meet.

Every answer stands for a whole cell: what a learner pastes over everything that was in it.
"""

_SPEND = "def spending(cheaper, elasticity):\n    use = cheaper**elasticity\n    "
_YEAR = "def first_year(shares, line):\n    "
_LOOP = (
    "def first_year(shares, line):\n    year = {start}\n    for share in shares:\n        if share {sign} line:\n"
    "            return {back}\n        year = year + 1\n    return {none}"
)
_STEPS = {"start": "0", "sign": ">=", "back": "year", "none": "None"}
_GROWTH = "def growth(before, asked_before, after, asked_after):\n    if {ask}:\n        return {none}\n    return {back}"
_ASK = {
    "ask": "asked_before != asked_after or unknown(before) or unknown(after)",
    "none": "None",
    "back": "after / before",
}
_PLACE = "def place(table, period, code, column):\n    rows = {rows}\n    own = {own}\n    return {back}"
_ROWS = {
    "rows": "table[table['period'] == period]",
    "own": "rows[rows['code'] == code][column].iloc[0]",
    "back": "(rows[column] > own).sum() + 1",
}
_CHEAPEST = "def cheapest(offers, assumption):\n    rows = {rows}\n    cost = {cost}\n    return {back}"
_COST = {
    "rows": "offers[offers['assumption'] == assumption]",
    "cost": "rows['usd'] * rows['tokens'] / rows['solved']",
    "back": "rows.loc[cost.idxmin(), 'model']",
}


def _year(**changed: str) -> str:
    return _LOOP.format(**_STEPS | changed)


def _growth(**changed: str) -> str:
    return _GROWTH.format(**_ASK | changed)


def _place(**changed: str) -> str:
    return _PLACE.format(**_ROWS | changed)


def _cheapest(**changed: str) -> str:
    return _CHEAPEST.format(**_COST | changed)


RIGHT = {
    "04-spend": [
        _SPEND + "return use / cheaper",
        _SPEND + "price = 1 / cheaper\n    return use * price",
        "def spending(cheaper, elasticity):\n    return cheaper ** (elasticity - 1)",
        "import numpy as np\ndef spending(cheaper, elasticity):\n    return np.power(float(cheaper), elasticity) / cheaper",
        "import math\ndef spending(cheaper, elasticity):\n    return math.exp((elasticity - 1) * math.log(cheaper))",
        _SPEND + "print('use', use)\n    return round(use / cheaper, 4)",
        "from fractions import Fraction\n" + _SPEND + "return Fraction(use) / Fraction(cheaper)",
        _SPEND + "before = 1 * 1\n    after = use * (1 / cheaper)\n    return after / before",
    ],
    "04-year": [
        _year(),
        _YEAR + "for year, share in enumerate(shares):\n        if share >= line:\n            return year",
        _YEAR + "return next((year for year, share in enumerate(shares) if share >= line), None)",
        _YEAR
        + "years = [y for y in range(len(shares)) if shares[y] >= line]\n    return years[0] if years else None",
        "import numpy as np\n"
        + _YEAR
        + "found = np.flatnonzero(np.array(shares, dtype=float) >= line)\n    return found[0] if found.size else None",
        _YEAR
        + "high = pd.Series(shares, dtype=float) >= line\n    if not high.any():\n        return None\n    return high.idxmax()",
        _YEAR
        + "found = None\n    for year in reversed(range(len(shares))):\n        if not shares[year] < line:\n            found = year\n    return found",
        _YEAR
        + "year = 0\n    while year < len(shares):\n        if shares[year] >= line:\n            return year\n        year += 1\n    return pd.NA",
        _YEAR
        + "best = [max(shares[: y + 1]) for y in range(len(shares))]\n    below = [b for b in best if b < line]\n    return None if len(below) == len(shares) else len(below)",
    ],
    "04-growth": [
        _growth(),
        "def growth(before, asked_before, after, asked_after):\n    if asked_before == asked_after and not unknown(before) and not unknown(after):\n        return after / before\n    return None",
        "def growth(before, asked_before, after, asked_after):\n    if asked_before != asked_after:\n        return None\n    for count in (before, after):\n        if count is None or count != count:\n            return None\n    return round(after / before, 2)",
        "import numpy as np\ndef growth(before, asked_before, after, asked_after):\n    counts = np.array([before, after], dtype=float)\n    if np.isnan(counts).any() or not asked_before == asked_after:\n        return\n    return counts[1] / counts[0]",
        "def growth(before, asked_before, after, asked_after):\n    if pd.isna([before, after]).any(): return pd.NA\n    return after / before if asked_before == asked_after else None",
        "def growth(before, asked_before, after, asked_after):\n    try:\n        times = after / before\n    except TypeError:\n        return None\n    if times != times or len({asked_before, asked_after}) > 1:\n        return None\n    return times",
        "def growth(before, asked_before, after, asked_after):\n    if unknown(before) or unknown(after):\n        return None\n    if asked_before != asked_after:\n        return None\n    return 1 + (after - before) / before",
    ],
    "04-place": [
        _place(),
        "def place(table, period, code, column):\n    rows = table.query('period == @period').set_index('code')[column]\n    return int(rows.gt(rows[code]).sum() + 1)",
        "def place(table, period, code, column):\n    rows = table[table.period == period]\n    ranks = rows[column].rank(ascending=False, method='min')\n    return ranks[rows['code'] == code].iloc[0]",
        "def place(table, period, code, column):\n    rows = [r for r in table.to_dict('records') if r['period'] == period]\n    own = [r[column] for r in rows if r['code'] == code][0]\n    found = 1\n    for r in rows:\n        if r[column] > own:\n            found += 1\n    return found",
        "import numpy as np\ndef place(table, period, code, column):\n    keep = (table['period'] == period).to_numpy()\n    values = table[column].to_numpy()[keep]\n    own = values[table['code'].to_numpy()[keep] == code][0]\n    return 1 + np.count_nonzero(values > own)",
        "def place(table, period, code, column):\n    rows = table[table['period'] == period].dropna(subset=[column])\n    own = float(rows.loc[rows['code'] == code, column].squeeze())\n    order = sorted(rows[column], reverse=True)\n    return order.index(own) + 1",
        "def place(table, period, code, column):\n    own = table.loc[(table['period'] == period) & (table['code'] == code), column].iloc[0]\n    return len(table[(table['period'] == period) & (table[column] > own)]) + 1",
    ],
    "04-cheapest": [
        _cheapest(),
        "def cheapest(offers, assumption):\n    rows = offers[offers.assumption == assumption]\n    rows = rows.assign(cost=rows.usd * rows.tokens / rows.solved)\n    return rows.sort_values('cost')['model'].iloc[0]",
        "def cheapest(offers, assumption):\n    best, name = None, None\n    for _, row in offers.iterrows():\n        if row['assumption'] != assumption:\n            continue\n        cost = row['usd'] * row['tokens'] / row['solved']\n        if best is None or cost < best:\n            best, name = cost, row['model']\n    return name",
        "def cheapest(offers, assumption):\n    costs = {r['model']: r['usd'] * r['tokens'] / r['solved'] for r in offers.to_dict('records') if r['assumption'] == assumption}\n    return min(costs, key=costs.get)",
        "import numpy as np\ndef cheapest(offers, assumption):\n    rows = offers.query('assumption == @assumption')\n    cost = rows['usd'].to_numpy() / rows['solved'].to_numpy() * rows['tokens'].to_numpy()\n    return rows['model'].to_numpy()[np.argmin(cost)]",
        "def cheapest(offers, assumption):\n    rows = offers[offers['assumption'] == assumption].copy()\n    rows['cost'] = (rows['usd'] * rows['tokens']).div(rows['solved'])\n    return rows.nsmallest(1, 'cost')['model'].item()",
        "def cheapest(offers, assumption):\n    rows = offers[offers['assumption'] == assumption]\n    tasks = rows['solved'] / (rows['usd'] * rows['tokens'])\n    return rows['model'][tasks == tasks.max()].iloc[0]",
    ],
}

_NOTHING = "hands back its result with return"
_PRINTED = "It was printed instead"

WRONG = {
    "04-spend": [
        ("divided twice", _SPEND + "return use / cheaper**2", 'divided twice'),
        ("left over", _SPEND + "return use % cheaper", 'what is left over'),
        ("words", _SPEND + "return 'more' if elasticity > 1 else 'less'", 'where a number is asked'),
        ("two values", _SPEND + "return use, cheaper", 'One number is asked'),
        ("return outside", "def spending(cheaper, elasticity):\n    use = cheaper**elasticity\nreturn use / cheaper", 'outside function'),
        ("the use", _SPEND + "return use", "how much more is *used*"),
        ("multiplies", _SPEND + "return use * cheaper", "You multiplied"),
        ("upside down", _SPEND + "return cheaper / use", "Upside down"),
        ("one over use", _SPEND + "return 1 / use", "That is 1 / use"),
        ("growth of use", _SPEND + "return use - 1", "how much use has grown by"),
        ("takes away", _SPEND + "return use - cheaper", "took the one from the other"),
        ("what is added", _SPEND + "return use / cheaper - 1", "how much is *added*"),
        ("price of one", _SPEND + "return 1 / cheaper", "the new price of one unit"),
        ("the argument", _SPEND + "return cheaper", "divided by that"),
        ("by the elasticity", _SPEND + "return use / elasticity", "and not by the elasticity"),
        ("times the elasticity", _SPEND + "return use * elasticity", "is in use already"),
        ("a straight line", "def spending(cheaper, elasticity):\n    use = cheaper * elasticity\n    return use / cheaper", "a straight line"),
        ("line of use", "def spending(cheaper, elasticity):\n    return cheaper * elasticity", "a straight line"),
        ("whole division", _SPEND + "return use // cheaper", "Is // written for /"),
        ("rounded to a whole", _SPEND + "return round(use / cheaper)", "rounded to a whole"),
        ("never below one", _SPEND + "return max(1, use / cheaper)", "do not cut it at 1"),
        ("typed in", _SPEND + "return 5", "Is a number typed in"),
        ("per cent", _SPEND + "return 100 * use / cheaper", "hundred times too large"),
        ("e for the base", "import math\ndef spending(cheaper, elasticity):\n    return math.e ** elasticity / cheaper", "one part of 'cheaper'"),
        ("one off after the power", "def spending(cheaper, elasticity):\n    return cheaper ** elasticity - 1", "how much use has grown by"),
        ("swapped", "def spending(elasticity, cheaper):\n    use = cheaper**elasticity\n    return use / cheaper", "one part of 'cheaper'"),
        ("prints", _SPEND + "print(use / cheaper)", _PRINTED),
        ("forgets return", _SPEND + "use / cheaper", _NOTHING),
        ("text", _SPEND + "return f'{use / cheaper:.2f}'", "without quotation marks"),
        ("misspelt", _SPEND + "return usage / cheaper", "name spelt"),
        ("one decimal", _SPEND + "return round(use / cheaper, 1)", "strong reaction"),
        ("one argument", "def spending(cheaper):\n    return cheaper", "line that begins with def"),
    ],
    "04-year": [
        ("begins with the second", _YEAR + "for year in range(1, len(shares)):\n        if shares[year] >= line:\n            return year", 'Year 0 counts, too'),
        ("leaves out the last", _YEAR + "for year in range(len(shares) - 1):\n        if shares[year] >= line:\n            return year", 'The last year counts, too'),
        ("counts first", _YEAR + "year = 0\n    for share in shares:\n        year = year + 1\n        if share >= line:\n            return year", 'counted from 0'),
        ("counts behind return", _YEAR + "year = 0\n    for share in shares:\n        if share >= line:\n            return year\n            year = year + 1", 'Does the year count up'),
        ("the calendar", _year(start="1993"), 'not from 1993'),
        ("sorted", _YEAR + "for year, share in enumerate(sorted(shares)):\n        if share >= line:\n            return year", 'stop at the first that reaches it'),
        ("break for return", _YEAR + "year = 0\n    for share in shares:\n        if share >= line:\n            break\n        year = year + 1\n    return year", 'hand back None below'),
        ("another list", _YEAR + "for year, share in enumerate(china):\n        if share >= line:\n            return year", 'and not china'),
        ("the share of the year", _YEAR + "return min(s for s in shares if s >= line)", 'The year itself is asked'),
        ("from one", _year(start="1"), "counted from 0"),
        ("more than", _year(sign=">"), ">=, not >"),
        ("below", _year(sign="<"), "does it ask share >= line"),
        ("just so many", _year(sign="=="), ">= is meant, not =="),
        ("the share", _year(back="share"), "The year itself is asked"),
        ("the line", _year(back="line"), "That is the line"),
        ("zero for none", _year(none="0"), "hand back None"),
        ("minus one", _year(none="-1"), "hand back None"),
        ("last year for none", _year(none="year - 1"), "hand back None below"),
        ("length for none", _year(none="year"), "hand back None below"),
        ("word for none", _year(none="'never'"), "not a word"),
        ("None in quotes", _year(none="'None'"), "no quotation marks"),
        ("nan for none", _year(none="float('nan')"), "Hand back None"),
        ("stops too early", _YEAR + "for year, share in enumerate(shares):\n        if share >= line:\n            return year\n        else:\n            return None", "Does return None stand inside the loop"),
        ("return None in the loop", _YEAR + "year = 0\n    for share in shares:\n        if share >= line:\n            return year\n        year = year + 1\n        return None", "Does return None stand inside the loop"),
        ("does not count", _YEAR + "year = 0\n    for share in shares:\n        if share >= line:\n            return year\n    return None", "Does the year count up"),
        ("counts those below", _YEAR + "return len([s for s in shares if s < line])", "No year reaches the line"),
        ("counts those below, with None", _YEAR + "below = len([s for s in shares if s < line])\n    return below if below < len(shares) else None", "stop at the first that reaches it"),
        ("counts those above", _YEAR + "return sum(s >= line for s in shares)", "how many years are at or above"),
        ("the last", _YEAR + "found = None\n    for year, share in enumerate(shares):\n        if share >= line:\n            found = year\n    return found", "That is the last year"),
        ("all of them", _YEAR + "return [y for y, s in enumerate(shares) if s >= line]", "These are all years"),
        ("year of the best", _YEAR + "return shares.index(max(shares))", "That is the last year"),
        ("the last crossing", _YEAR + "found = None\n    for year, share in enumerate(shares):\n        if share >= line and (year == 0 or shares[year - 1] < line):\n            found = year\n    return found", "*first* year that reaches"),
        ("last below, plus one", _YEAR + "last = -1\n    for year, share in enumerate(shares):\n        if share < line:\n            last = year\n    return last + 1 if last + 1 < len(shares) else None", "*first* year that reaches"),
        ("last below", _YEAR + "found = None\n    for year, share in enumerate(shares):\n        if share < line:\n            found = year\n    return found", "last year *below*"),
        ("place of the value", _YEAR + "return shares.index(line)", "ValueError"),
        ("next without an end", _YEAR + "return next(y for y, s in enumerate(shares) if s >= line)", "hand back None"),
        ("walks past the end", _YEAR + "year = 0\n    while shares[year] < line:\n        year += 1\n    return year", "hand back None"),
        ("0 or None", _YEAR + "found = next((y for y, s in enumerate(shares) if s >= line), 0)\n    return found or None", "0 is not the same as None"),
        ("a condition", _YEAR + "return max(shares) >= line", "answer of a comparison"),
        ("asks the first", _YEAR + "if shares[0] >= line:\n        return 0\n    year = 0\n    for share in shares:\n        if share >= line:\n            return year\n        year = year + 1", "IndexError"),
        ("prints", _year().replace("return year", "print(year)").replace("return None", ""), _PRINTED),
        ("forgets return", _YEAR + "found = [y for y, s in enumerate(shares) if s >= line]", "None"),
        ("typed in", _YEAR + "return 3", "a year typed in"),
        ("fixed line", _YEAR + "return next((y for y, s in enumerate(shares) if s >= 30), None)", "Is a line or a year typed in"),
        ("misspelt", _year(back="years"), "name spelt"),
        ("numbers, not shares", _YEAR + "for share in range(shares):\n        if share >= line:\n            return share", "TypeError"),
    ],
    "04-growth": [
        ("or inside", _growth(ask="asked_before != asked_after or unknown(before or after)"), 'ask for it first'),
        ("None without return", _growth().replace("return None", "None"), 'a new question and not more people'),
        ("a word", _growth(none="'no comparison'"), 'hand back None'),
        ("always above one", _growth(back="max(after, before) / min(after, before)"), 'A count may fall'),
        ("equal counts refused", _growth(ask="asked_before != asked_after or before == after or unknown(before) or unknown(after)"), '1 times as many'),
        ("lengths", _growth(ask="len(asked_before) != len(asked_after) or unknown(before) or unknown(after)"), 'equal length can differ'),
        ("capital letters", _growth(ask="asked_before.lower() != asked_after.lower() or unknown(before) or unknown(after)"), 'a capital letter'),
        ("other order", _growth().replace("(before, asked_before, after, asked_after)", "(before, after, asked_before, asked_after)"), 'the line with def as it stood'),
        ("two at once", _growth(ask="asked_before != asked_after or unknown(before, after)"), 'call functions with all'),
        ("upside down", _growth(back="before / after"), "Upside down"),
        ("how many more", _growth(back="after - before"), "how many more"),
        ("minus one", _growth(back="after / before - 1"), "do not take 1 off"),
        ("growth", _growth(back="(after - before) / before"), "do not take 1 off"),
        ("growth in per cent", _growth(back="100 * (after - before) / before"), "growth in per cent"),
        ("of the later", _growth(back="(after - before) / after"), "share of the later"),
        ("per cent", _growth(back="100 * after / before"), "hundred times too large"),
        ("added", _growth(back="after + before"), "You added"),
        ("whole division", _growth(back="after // before"), "cuts off"),
        ("rounded", _growth(back="round(after / before)"), "rounded to a whole"),
        ("one decimal", _growth(back="round(after / before, 1)"), "rounded to 1 decimal"),
        ("no wording", _growth(ask="unknown(before) or unknown(after)"), "a new question and not more people"),
        ("no wording, upside down", _growth(ask="unknown(before) or unknown(after)", back="before / after"), "Upside down"),
        ("equal for different", _growth(ask="asked_before == asked_after or unknown(before) or unknown(after)"), "The wordings are the same here"),
        ("and for or", _growth(ask="asked_before != asked_after and unknown(before) and unknown(after)"), "a new question and not more people"),
        ("both unknown", _growth(ask="asked_before != asked_after or (unknown(before) and unknown(after))"), "ask for it first"),
        ("only the first", _growth(ask="asked_before != asked_after or unknown(before)"), "nan is how a table writes unknown"),
        ("only the second", _growth(ask="asked_before != asked_after or unknown(after)"), "ask for it first"),
        ("is None", _growth(ask="asked_before != asked_after or before is None or after is None"), "nan is how a table writes unknown"),
        ("== None", _growth(ask="asked_before != asked_after or before == None or after == None"), "nan is how a table writes unknown"),
        ("not before", _growth(ask="asked_before != asked_after or not before or not after"), "nan is how a table writes unknown"),
        ("never asks", "def growth(before, asked_before, after, asked_after):\n    return after / before", "a new question and not more people"),
        ("in for ==", _growth(ask="asked_before not in asked_after or unknown(before) or unknown(after)"), "in differs from =="),
        ("in, the other way", _growth(ask="asked_after not in asked_before or unknown(before) or unknown(after)"), "words left out"),
        ("beginning alone", _growth(ask="asked_before[:10] != asked_after[:10] or unknown(before) or unknown(after)"), "holds the other one"),
        ("zero", _growth(none="0"), "not zero"),
        ("one", _growth(none="1"), "as many"),
        ("False", _growth(none="False"), "not False"),
        ("None in quotes", _growth(none="'None'"), "no text"),
        ("raises", "def growth(before, asked_before, after, asked_after):\n    if asked_before != asked_after or unknown(before) or unknown(after):\n        raise ValueError('no comparison')\n    return after / before", "hand back None"),
        ("nothing, always", _growth(back="None"), "The wordings are the same here"),
        ("a comparison", _growth(back="after > before"), "answer of a comparison"),
        ("prints", _growth(back="print(after / before)"), _PRINTED),
        ("text", _growth(back="f'{after / before} times'"), "without quotation marks"),
        ("name in quotes", _growth(ask="asked_before != 'asked_after' or unknown(before) or unknown(after)"), "The wordings are the same here"),
        ("| for or", _growth(ask="asked_before != asked_after | unknown(before) | unknown(after)"), "write and for &, or for |"),
        ("misspelt", _growth(back="after / befor"), "name spelt"),
        ("the counts compared", _growth(ask="before != after or unknown(before) or unknown(after)"), "The wordings are the same here"),
        ("is for ==", _growth(ask="asked_before is not asked_after or unknown(before) or unknown(after)"), "Ask with != and or"),
    ],
    "04-place": [
        ("sorted from below", "def place(table, period, code, column):\n    rows = table[table['period'] == period].sort_values(column, kind='stable')\n    return list(rows['code']).index(code) + 1", 'sort from the smallest'),
        ("count", _place(back="(rows[column] > own).count() + 1"), '.sum() counts what is True'),
        ("mean", _place(back="(rows[column] > own).mean()"), 'gives a share'),
        ("adds values", _place(back="rows[rows[column] > own][column].sum() + 1"), 'You added up the values'),
        ("values, not economies", _place(back="len(set(rows[rows[column] > own][column])) + 1"), 'Two equal values take up two places'),
        ("missing is zero", _place(rows="table[table['period'] == period].fillna(0)"), 'A missing value takes no place'),
        ("a row for the value", _place(own="rows[rows['code'] == code].iloc[0]"), 'Its own value is one number'),
        ("takes one off", _place(back="(rows[column] > own).sum() - 1"), 'added, not taken off'),
        ("real table", _place(rows="using[using['period'] == period]"), 'from table'),
        ("from zero", _place(back="(rows[column] > own).sum()"), "Places are counted from 1"),
        ("as large or larger", _place(back="(rows[column] >= own).sum()"), "which is equal"),
        ("as large, plus one", _place(back="(rows[column] >= own).sum() + 1"), "which is equal"),
        ("from below", _place(back="(rows[column] < own).sum() + 1"), "From the wrong end"),
        ("both periods", _place(rows="table"), "Only economies of the period"),
        ("both periods, from zero", _place(rows="table", back="(rows[column] > own).sum()"), "is 1 missing"),
        ("value of any period", _place(own="table[table['code'] == code][column].iloc[0]"), "own value has to be of the period"),
        ("counts in any period", _place(back="(table[column] > own).sum() + 1"), "Only economies of the period"),
        ("the value", _place(back="own"), "That is the value of C"),
        ("how many", _place(back="len(rows)"), "how many economies"),
        ("how many rows", _place(back="len(table)"), "how many rows"),
        ("mean rank", "def place(table, period, code, column):\n    rows = table[table['period'] == period]\n    return rows[column].rank(ascending=False)[rows['code'] == code].iloc[0]", "share the *better* place"),
        ("rank from below", "def place(table, period, code, column):\n    rows = table[table['period'] == period]\n    return rows[column].rank(method='min')[rows['code'] == code].iloc[0]", "From the wrong end"),
        ("largest rank", "def place(table, period, code, column):\n    rows = table[table['period'] == period]\n    return rows[column].rank(ascending=False, method='max')[rows['code'] == code].iloc[0]", "which is equal"),
        ("dense rank", "def place(table, period, code, column):\n    rows = table[table['period'] == period]\n    return rows[column].rank(ascending=False, method='dense')[rows['code'] == code].iloc[0]", "Two equal values take up two places"),
        ("place in a sorted list", "def place(table, period, code, column):\n    rows = table[table['period'] == period].sort_values(column, ascending=False, kind='stable')\n    return list(rows['code']).index(code) + 1", "which is equal"),
        ("place in a list, from zero", "def place(table, period, code, column):\n    rows = table[table['period'] == period].sort_values(column, ascending=False, kind='stable')\n    return list(rows['code']).index(code)", "none is larger, so C is first"),
        ("place in an unsorted list", "def place(table, period, code, column):\n    rows = table[table['period'] == period]\n    return list(rows['code']).index(code) + 1", "which is equal"),
        ("percent typed in", _place(own="rows[rows['code'] == code]['percent'].iloc[0]", back="(rows['percent'] > own).sum() + 1"), "Is the column typed in"),
        ("millions typed in", _place(own="rows[rows['code'] == code]['millions'].iloc[0]", back="(rows['millions'] > own).sum() + 1"), "Is the column typed in"),
        ("period typed in", _place(rows="table[table['period'] == '2026']"), "Is the period typed in"),
        ("code typed in", _place(own="rows[rows['code'] == 'C'][column].iloc[0]"), "Is the code typed in"),
        ("practice, not table", _place(rows="practice[practice['period'] == period]"), "Read table, the argument"),
        ("newest, not period", _place(rows="table[table['period'] == table['period'].max()]"), "Is the period typed in"),
        ("missing counts", _place(back="(~(rows[column] <= own)).sum() + 1"), "which is missing"),
        ("column in quotes", _place(own="rows[rows['code'] == code]['column'].iloc[0]"), "no column or key of that name"),
        ("code in quotes", _place(own="rows[rows['code'] == 'code'][column].iloc[0]"), "IndexError"),
        ("a column for the value", _place(own="rows[rows['code'] == code][column]"), "ValueError"),
        ("the mask", _place(back="rows[column] > own"), "One number is asked"),
        ("the rows", _place(back="rows[rows[column] > own]"), "counts its rows"),
        ("and for &", "def place(table, period, code, column):\n    own = table[table['period'] == period and table['code'] == code][column].iloc[0]\n    return (table[column] > own).sum() + 1", "Between columns write &"),
        ("no brackets", "def place(table, period, code, column):\n    own = table[table['period'] == period & table['code'] == code][column].iloc[0]\n    return (table[column] > own).sum() + 1", "Between columns write &"),
        ("one = ", _place(rows="table[table['period'] = period]"), "SyntaxError"),
        ("prints", _place(back="print((rows[column] > own).sum() + 1)"), _PRINTED),
        ("text", _place(back="str((rows[column] > own).sum() + 1)"), "without quotation marks"),
        ("misspelt", _place(back="(row[column] > own).sum() + 1"), "name spelt"),
    ],
    "04-cheapest": [
        ("first name", _cheapest(back="min(rows['model'])"), 'price times tokens'),
        ("sorted in vain", "def cheapest(offers, assumption):\n    rows = offers[offers['assumption'] == assumption]\n    rows = rows.assign(cost=rows['usd'] * rows['tokens'] / rows['solved'])\n    rows.sort_values('cost')\n    return rows['model'].iloc[0]", 'Is it sorted by cost'),
        ("a whole row", "def cheapest(offers, assumption):\n    rows = offers[offers['assumption'] == assumption]\n    rows = rows.assign(cost=rows['usd'] * rows['tokens'] / rows['solved'])\n    return rows.sort_values('cost').iloc[0]", 'name of a model is asked'),
        ("one failure a task", _cheapest(cost="rows['usd'] * rows['tokens'] * (2 - rows['solved'])"), 'divided by the share solved'),
        ("share twice", _cheapest(cost="rows['usd'] * rows['tokens'] / rows['solved'] ** 2"), 'divided by the share solved'),
        ("share that fails", _cheapest(cost="rows['usd'] * rows['tokens'] / (1 - rows['solved'])"), 'Is the share solved multiplied'),
        ("only full marks", "def cheapest(offers, assumption):\n    rows = offers[(offers['assumption'] == assumption) & (offers['solved'] == 1)]\n    cost = rows['usd'] * rows['tokens']\n    return rows.loc[cost.idxmin(), 'model']", 'Only the rows of this assumption'),
        ("tokens twice", _cheapest(cost="rows['usd'] * rows['tokens'] ** 2 / rows['solved']"), 'Are they added'),
        ("all tokens", _cheapest(cost="rows['usd'] * rows['tokens'].sum() / rows['solved']"), 'lowest *price*'),
        ("names typed in", "def cheapest(offers, assumption):\n    return {'a': 'Elm', 'b': 'Fir'}[assumption]", 'and not practice_offers'),
        ("the price", _cheapest(cost="rows['usd']"), "lowest *price*"),
        ("no share", _cheapest(cost="rows['usd'] * rows['tokens']"), "divide by the share solved"),
        ("multiplied", _cheapest(cost="rows['usd'] * rows['tokens'] * rows['solved']"), "Is the share solved multiplied"),
        ("no tokens", _cheapest(cost="rows['usd'] / rows['solved']"), "What one task takes"),
        ("divides by the tokens", _cheapest(cost="rows['usd'] / rows['tokens'] / rows['solved']"), "lowest *price*"),
        ("no price", _cheapest(cost="rows['tokens'] / rows['solved']"), "price times tokens"),
        ("fewest tokens", _cheapest(cost="rows['tokens']"), "The fewest tokens"),
        ("added", _cheapest(cost="rows['usd'] + rows['tokens'] / rows['solved']"), "Are they added"),
        ("takes away", _cheapest(cost="rows['usd'] * rows['tokens'] - rows['solved']"), "divide by the share solved"),
        ("dearest", _cheapest(back="rows.loc[cost.idxmax(), 'model']"), "The dearest, or the one"),
        ("highest price", _cheapest(cost="-rows['usd']"), "the highest price"),
        ("solved most", _cheapest(cost="-rows['solved']"), "solved most often"),
        ("sorted down", _cheapest(back="rows.assign(cost=cost).sort_values('cost', ascending=False)['model'].iloc[0]"), "The dearest, or the one"),
        ("last of the sorted", _cheapest(back="rows.assign(cost=cost).sort_values('cost')['model'].iloc[-1]"), "The dearest, or the one"),
        ("no filter", _cheapest(rows="offers"), "only rows of this assumption count"),
        ("not sorted", _cheapest(back="rows['model'].iloc[0]"), "only rows of this assumption count"),
        ("typed in", _cheapest(rows="offers[offers['assumption'] == 'a']"), "Is an assumption typed in"),
        ("in quotes", _cheapest(rows="offers[offers['assumption'] == 'assumption']"), "ValueError"),
        ("practice table", _cheapest(rows="practice_offers[practice_offers['assumption'] == assumption]"), "Read offers, the argument"),
        ("the row's number", _cheapest(back="cost.idxmin()"), "name of a model is asked"),
        ("the cost", _cheapest(back="cost.min()"), "name of a model is asked"),
        ("wrong row", _cheapest(back="rows['model'].iloc[cost.idxmin()]"), "IndexError"),
        ("a column", _cheapest(back="rows.loc[cost == cost.min(), 'model']"), "name of a model is asked"),
        ("a table", _cheapest(back="rows[cost == cost.min()]"), "name of a model is asked"),
        ("a mask", _cheapest(back="cost == cost.min()"), "name of a model is asked"),
        ("mean a model", "def cheapest(offers, assumption):\n    cost = offers.assign(c=offers['usd'] * offers['tokens'] / offers['solved']).groupby('model')['c'].mean()\n    return cost.idxmin()", "Only the rows of this assumption"),
        ("name typed in", "def cheapest(offers, assumption):\n    return 'GLM-4.6'", "name of a model is asked"),
        ("first seen", "def cheapest(offers, assumption):\n    for _, row in offers.iterrows():\n        if row['assumption'] == assumption:\n            return row['model']", "only rows of this assumption count"),
        ("prints", _cheapest(back="print(rows.loc[cost.idxmin(), 'model'])"), _PRINTED),
        ("forgets return", _cheapest().replace("return ", ""), _NOTHING),
        ("wrong column", _cheapest(cost="rows['price'] * rows['tokens'] / rows['solved']"), "no column or key of that name"),
        ("one = ", _cheapest(rows="offers[offers['assumption'] = assumption]"), "SyntaxError"),
        ("misspelt", _cheapest(cost="row['usd'] * row['tokens'] / row['solved']"), "name spelt"),
    ],
}  # fmt: skip

# Changed answers that no test should notice, and why.
EQUIVALENT: dict[str, str] = {}
