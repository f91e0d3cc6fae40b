"""Right and wrong answers to exercise 08. A wrong one carries the slip it stands for and a piece of the message it must meet.

Every answer stands for a whole cell: what a learner pastes over everything that was in it.
"""

_ERROR = "def margin(share, n):\n    error = math.sqrt(share * (1 - share) / n)\n    "

RIGHT = {
    "08-margin": [
        _ERROR + "return 1.96 * error * 100",
        _ERROR + "return round(196 * error, 2)",
        _ERROR + "points = error * 100\n    return points * 1.96",
        "import numpy as np\ndef margin(share, n):\n    return np.sqrt(np.float64(share) * (1 - share) / n) * 1.959964 * 1e2",
        "from statistics import NormalDist\ndef margin(share, n):\n    z = NormalDist().inv_cdf(0.975)\n    return 100 * z * (share * (1 - share) / n) ** 0.5",
        "def margin(share, n):\n    error = math.sqrt(share * (1 - share) / n)\n    upper = 100 * (share + 1.96 * error)\n    return upper - 100 * share",
    ],
    "08-real": [
        "def real_share(seen_a, seen_b, capture_a, capture_b):\n    if capture_a <= 0 or capture_a > 1 or capture_b <= 0 or capture_b > 1:\n        raise ValueError('no')\n    a = seen_a / capture_a\n    b = seen_b / capture_b\n    return 100 * a / (a + b)",
        "def real_share(seen_a, seen_b, capture_a, capture_b):\n    for capture in (capture_a, capture_b):\n        if not 0 < capture <= 1:\n            raise ValueError\n    whole = seen_a / capture_a + seen_b / capture_b\n    return round(seen_a / capture_a / whole * 100, 1)",
        "def real_share(seen_a, seen_b, capture_a, capture_b):\n    if min(capture_a, capture_b) <= 0:\n        raise ValueError('nothing seen')\n    if max(capture_a, capture_b) > 1:\n        raise ValueError('too much')\n    return 100 * seen_a * capture_b / (seen_a * capture_b + seen_b * capture_a)",
        "import numpy as np\ndef real_share(seen_a, seen_b, capture_a, capture_b):\n    seen, capture = np.array([seen_a, seen_b]), np.array([capture_a, capture_b])\n    if (capture <= 0).any() or (capture > 1).any():\n        raise ValueError('no')\n    real = seen / capture\n    return (real / real.sum() * 100)[0]",
        "def real_share(seen_a, seen_b, capture_a, capture_b):\n    if 0 < capture_a <= 1 and 0 < capture_b <= 1:\n        a, b = seen_a / capture_a, seen_b / capture_b\n        return 100 - 100 * b / (a + b)\n    raise ValueError('captures')",
        "from fractions import Fraction\ndef real_share(seen_a, seen_b, capture_a, capture_b):\n    def whole(seen, capture):\n        if capture <= 0 or capture > 1:\n            raise ValueError('no')\n        return Fraction(seen) / Fraction(capture)\n    a = whole(seen_a, capture_a)\n    return 100 * a / (a + whole(seen_b, capture_b))",
    ],
    "08-scale": [
        "def scale(column):\n    low = column.min()\n    high = column.max()\n    if low == high:\n        raise ValueError('no')\n    return (column - low) / (high - low)",
        "def scale(column):\n    if column.nunique() == 1:\n        raise ValueError('no')\n    return column.sub(column.min()).div(column.max() - column.min())",
        "def scale(column):\n    low, high = min(column), max(column)\n    if not high > low:\n        raise ValueError('no')\n    return [(x - low) / (high - low) for x in column]",
        "import numpy as np\ndef scale(column):\n    values = np.array(column, dtype=float)\n    if np.ptp(values) == 0:\n        raise ValueError('no')\n    return (values - values.min()) / np.ptp(values)",
        "def scale(column):\n    places = []\n    distance = column.max() - column.min()\n    if distance == 0:\n        raise ValueError('no')\n    for figure in column:\n        places.append((figure - column.min()) / distance)\n    return pd.Series(places, index=column.index)",
        "def scale(column):\n    if len(set(column)) == 1:\n        raise ValueError('no')\n    low, high = column.min(), column.max()\n    return column.apply(lambda x: 1 - (high - x) / (high - low))",
        "def scale(column):\n    from_low = column - column.min()\n    if from_low.max() == 0:\n        raise ValueError('no')\n    return from_low / from_low.max()",
    ],
    "08-leads": [
        "def leads(table, country):\n    names = []\n    for yardstick in table['yardstick'].unique():\n        rows = table[table['yardstick'] == yardstick]\n        best = rows[rows['value'] == rows['value'].max()]\n        if len(best) == 1 and best['country'].item() == country:\n            names.append(yardstick)\n    return names",
        "def leads(table, country):\n    best = table[table['value'] == table.groupby('yardstick')['value'].transform('max')]\n    alone = best.drop_duplicates('yardstick', keep=False)\n    order = list(table['yardstick'].unique())\n    return sorted(alone[alone['country'] == country]['yardstick'], key=order.index)",
        "def leads(table, country):\n    found = []\n    for name, rows in table.groupby('yardstick', sort=False):\n        rows = rows.sort_values('value', ascending=False)\n        if rows.iloc[0]['country'] == country and (len(rows) == 1 or rows.iloc[0]['value'] > rows.iloc[1]['value']):\n            found.append(name)\n    return found",
        "def leads(table, country):\n    by = {}\n    for row in table.to_dict('records'):\n        by.setdefault(row['yardstick'], {})[row['country']] = row['value']\n    return [y for y, v in by.items() if country in v and all(v[country] > v[other] for other in v if other != country)]",
        "def leads(table, country):\n    mine = table[table['country'] == country]\n    for _, row in mine.drop_duplicates('yardstick').iterrows():\n        pass\n    order = pd.unique(table['yardstick'])\n    for y in order:\n        own = mine[mine['yardstick'] == y]['value']\n        rest = table[(table['yardstick'] == y) & (table['country'] != country)]['value']\n        if len(own) == 1 and (len(rest) == 0 or own.max() > rest.max()):\n            yield y",
        "def leads(table, country):\n    wide = table.pivot(index='yardstick', columns='country', values='value').loc[table['yardstick'].unique()]\n    if country not in wide:\n        return []\n    top = wide.eq(wide.max(axis=1), axis=0)\n    return wide.index[top[country] & (top.sum(axis=1) == 1)]",
    ],
    "08-leader": [
        "def leader(table, weights, per):\n    points = 0\n    for yardstick in weights:\n        column = table[yardstick]\n        if per == 'head':\n            column = column / table['people']\n        points = points + weights[yardstick] * scale(column)\n    return table['country'][points.idxmax()]",
        "def leader(table, weights, per):\n    below = table['people'] if per == 'head' else 1\n    points = sum(w * scale(table[y] / below) for y, w in weights.items())\n    return table.loc[points.idxmax(), 'country']",
        "def leader(table, weights, per):\n    table = table.set_index('country')\n    figures = table[list(weights)]\n    if per == 'head':\n        figures = figures.div(table['people'], axis=0)\n    return figures.apply(scale).mul(pd.Series(weights)).sum(axis=1).idxmax()",
        "import numpy as np\ndef leader(table, weights, per):\n    points = np.zeros(len(table))\n    for yardstick, weight in weights.items():\n        column = table[yardstick] / (table['people'] if per != 'total' else 1)\n        points += weight * np.array(scale(column))\n    return table['country'].to_numpy()[points.argmax()]",
        "def leader(table, weights, per):\n    points = {name: 0 for name in table['country']}\n    for yardstick in weights:\n        column = table[yardstick]\n        if per == 'head':\n            column = 1000000 * column / table['people']\n        for name, place in zip(table['country'], scale(column)):\n            points[name] += weights[yardstick] * place / sum(weights.values())\n    return max(points, key=points.get)",
        "def leader(table, weights, per):\n    rows = table.copy()\n    rows['points'] = 0.0\n    for yardstick in weights:\n        if per == 'head':\n            rows[yardstick] = rows[yardstick] / rows['people']\n        rows['points'] += weights[yardstick] * scale(rows[yardstick])\n    return rows.sort_values('points')['country'].iloc[-1]",
    ],
}

_REAL = (
    "def real_share(seen_a, seen_b, capture_a, capture_b):\n    if {no}:\n        raise ValueError('no')\n"
    "    a = {a}\n    b = {b}\n    return {back}"
)
_TURNED = {
    "no": "capture_a <= 0 or capture_a > 1 or capture_b <= 0 or capture_b > 1",
    "a": "seen_a / capture_a",
    "b": "seen_b / capture_b",
    "back": "100 * a / (a + b)",
}
_SCALE = "def scale(column):\n    low = {low}\n    high = {high}\n    if {no}:\n        raise ValueError('no')\n    return {back}"
_MINMAX = {
    "low": "column.min()",
    "high": "column.max()",
    "no": "low == high",
    "back": "(column - low) / (high - low)",
}
_LEADS = (
    "def leads(table, country):\n    names = []\n    for yardstick in {each}:\n        rows = {rows}\n        best = {best}\n"
    "        if {test}:\n            {keep}\n    {back}"
)
_NAMES = {
    "each": "table['yardstick'].unique()",
    "rows": "table[table['yardstick'] == yardstick]",
    "best": "rows[rows['value'] == rows['value'].max()]",
    "test": "len(best) == 1 and best['country'].item() == country",
    "keep": "names.append(yardstick)",
    "back": "return names",
}
_LEADER = (
    "def leader(table, weights, per):\n    points = {start}\n    for yardstick in {each}:\n        column = {column}\n"
    "        if {test}:\n            column = {divided}\n        points = {points}\n    {back}"
)
_MOST = {
    "start": "0",
    "each": "weights",
    "column": "table[yardstick]",
    "test": "per == 'head'",
    "divided": "column / table['people']",
    "points": "points + weights[yardstick] * scale(column)",
    "back": "return table['country'][points.idxmax()]",
}


def _real(**changed: str) -> str:
    return _REAL.format(**(_TURNED | changed))


def _scale(**changed: str) -> str:
    return _SCALE.format(**(_MINMAX | changed))


def _leads(**changed: str) -> str:
    return _LEADS.format(**(_NAMES | changed))


def _leader(**changed: str) -> str:
    return _LEADER.format(**(_MOST | changed))


WRONG = {
    "08-margin": [
        ("a share", _ERROR + "return 1.96 * error", "That is a share"),
        ("divided by 100", _ERROR + "return 1.96 * error / 100", "multiply by 100"),
        ("one error", _ERROR + "return error * 100", "one standard error, in points"),
        ("the error", _ERROR + "return error", "one standard error, as a share"),
        ("two errors", _ERROR + "return 2 * error * 100", "2 standard errors"),
        ("two errors, a share", _ERROR + "return 2 * error", "2 standard errors, and a share"),
        ("for 90 of 100", _ERROR + "return 1.645 * error * 100", "for 90 of 100"),
        ("for 99 of 100", _ERROR + "return 2.576 * error * 100", "for 99 of 100"),
        ("the whole width", _ERROR + "return 2 * 1.96 * error * 100", "the whole width"),
        ("the constant", _ERROR + "return 1.96", "Where is the error"),
        ("upside down", _ERROR + "return 1.96 / error * 100", "Upside down"),
        ("divided", _ERROR + "return error / 1.96 * 100", "You divided"),
        ("divided, a share", _ERROR + "return error / 1.96", "You divided"),
        ("100 twice", _ERROR + "return 1.96 * error * 100 * 100", "Times 100 once"),
        ("a sum", _ERROR + "return 1.96 + error", "and no sum"),
        ("a sum in points", _ERROR + "return (1.96 + error) * 100", "and no sum"),
        ("a sum with points", _ERROR + "return 1.96 + error * 100", "and no sum"),
        ("a second root", _ERROR + "return 1.96 * math.sqrt(error) * 100", "no second one"),
        ("a root of the error", _ERROR + "return 196 * math.sqrt(error)", "no second one"),
        ("squared", _ERROR + "return 1.96 * error ** 2 * 100", "has taken the root already"),
        ("of the share", _ERROR + "return 1.96 * error * share * 100", "leave the share alone"),
        ("the upper end", _ERROR + "return (share + 1.96 * error) * 100", "the upper end"),
        ("the lower end", _ERROR + "return (share - 1.96 * error) * 100", "the lower end"),
        ("the upper end as a share", _ERROR + "return share + 1.96 * error", "the upper end"),
        ("the lower end as a share", _ERROR + "return share - 1.96 * error", "the lower end"),
        ("both ends", _ERROR + "return share - 1.96 * error, share + 1.96 * error", "One number is asked"),
        ("rounded to one", _ERROR + "return round(1.96 * error * 100, 1)", "rounded to one decimal"),
        ("rounded early", _ERROR + "return round(1.96 * error) * 100", "rounded too early"),
        ("root forgotten", "def margin(share, n):\n    error = share * (1 - share) / n\n    return 1.96 * error * 100", "has taken the root already"),
        ("typed in", "def margin(share, n):\n    return 3.92", "Is a number typed in"),
        ("a half typed in", "def margin(share, n):\n    return 196 * math.sqrt(0.25 / n)", "Is 0.5 typed in"),
        ("people typed in", "def margin(share, n):\n    return 196 * math.sqrt(share * (1 - share) / 400)", "Is the number of people typed in"),
        ("a text", _ERROR + "return f'{196 * error:.2f}'", "without quotation marks"),
        ("prints", _ERROR + "print(1.96 * error * 100)", "It was printed instead"),
        ("misspelt", _ERROR + "return 1.96 * eror * 100", "name spelt"),
    ],
    "08-real": [
        ("the list", _real(back="100 * seen_a / (seen_a + seen_b)"), "That is the share in the list"),
        ("multiplied", _real(a="seen_a * capture_a", b="seen_b * capture_b"), "swapped, or multiplied"),
        ("captures swapped", _real(a="seen_a / capture_b", b="seen_b / capture_a"), "swapped, or multiplied"),
        ("a share of one", _real(back="a / (a + b)"), "That is a share of one"),
        ("of B", _real(back="100 * b / (a + b)"), "the share of B"),
        ("amount of A", _real(back="a"), "how much A really has"),
        ("amount of B", _real(back="b"), "how much B really has"),
        ("both", _real(back="a + b"), "both have together"),
        ("A beside B", _real(back="100 * a / b"), "A beside B"),
        ("a ratio", _real(back="a / b"), "A beside B, and a ratio"),
        ("B beside A", _real(back="b / a"), "B beside A"),
        ("no brackets", _real(back="100 * a / a + b"), "put brackets around a + b"),
        ("no brackets, no per cent", _real(back="a / a + b"), "put brackets around a + b"),
        ("only A", _real(b="seen_b"), "Only A was turned round"),
        ("only B", _real(a="seen_a"), "Only B was turned round"),
        ("the share divided", _real(back="100 * seen_a / (seen_a + seen_b) / capture_a"), "divides the share in the list"),
        ("the share multiplied", _real(back="100 * seen_a / (seen_a + seen_b) * capture_a"), "do not multiply"),
        ("seen over all", _real(back="100 * seen_a / (a + b)"), "turn A round as well"),
        ("captures alone", _real(back="100 * capture_a / (capture_a + capture_b)"), "These are the captures alone"),
        ("a difference", _real(back="100 * (a - b) / (a + b)"), "a difference of two shares"),
        ("what is missing", _real(a="seen_a / (1 - capture_a)", b="seen_b / (1 - capture_b)"), "not by what is missing"),
        ("whole", _real(back="100 * a // (a + b)"), "rounded to a whole"),
        ("rounded", _real(back="round(100 * a / (a + b))"), "rounded to a whole"),
        ("typed in", "def real_share(seen_a, seen_b, capture_a, capture_b):\n    return 100 / 3", "Is a number typed in"),
        ("captures typed in", _real(a="seen_a / 0.6", b="seen_b / 0.1"), "Are the captures typed in"),
        ("no refusal", _real(no="False"), "before you divide"),
        ("refuses with None", _real().replace("raise ValueError('no')", "return None"), "raise ValueError, as shown"),
        ("returns the error", _real().replace("raise", "return"), "Write raise in front"),
        ("raises text", _real().replace("raise ValueError('no')", "raise 'no'"), "Ask first, before you divide"),
        ("only A asked", _real(no="capture_a <= 0 or capture_a > 1"), "that of B as well"),
        ("only zero", _real(no="capture_a <= 0 or capture_b <= 0"), "above 1 is no share"),
        (">= 1", _real(no="capture_a <= 0 or capture_a >= 1 or capture_b <= 0 or capture_b >= 1"), "exactly 1 is allowed"),
        ("< 0", _real(no="capture_a < 0 or capture_a > 1 or capture_b < 0 or capture_b > 1"), "before you divide"),
        ("and for or", _real(no="capture_a <= 0 and capture_a > 1 and capture_b <= 0 and capture_b > 1"), "before you divide"),
        ("A and B at once", _real(no="capture_a <= 0 and capture_b <= 0 or capture_a > 1 and capture_b > 1"), "before you divide"),
        ("== 0", _real(no="capture_a == 0 or capture_b == 0 or capture_a > 1 or capture_b > 1"), "refuse any other"),
        ("a pair", _real(back="100 * a / (a + b), 100 * b / (a + b)"), "One number is asked"),
        ("a text", _real(back="str(100 * a / (a + b))"), "without quotation marks"),
        ("prints", _real(back="print(100 * a / (a + b))"), "It was printed instead"),
        ("misspelt", _real(a="sen_a / capture_a"), "name spelt"),
    ],
    "08-scale": [
        ("over the highest", _scale(back="column / high"), "each figure over the highest"),
        ("per cent", _scale(back="100 * (column - low) / (high - low)"), "and not 100"),
        ("distances", _scale(back="column - low"), "distances from the lowest"),
        ("no first brackets", _scale(back="column - low / (high - low)"), "brackets around column - low"),
        ("no second brackets", _scale(back="(column - low) / high - low"), "brackets around high - low"),
        ("no brackets", _scale(back="column - low / high - low"), "Two pairs of brackets"),
        ("by the highest", _scale(back="(column - low) / high"), "divided by the highest"),
        ("by the lowest", _scale(back="(column - low) / low"), "divided by the lowest"),
        ("over the lowest", _scale(back="column / low"), "divided by the lowest"),
        ("turned round", _scale(back="(high - column) / (high - low)"), "Turned round"),
        ("lowest less figure", _scale(back="(low - column) / (high - low)"), "Below zero"),
        ("low and high swapped", _scale(low="column.max()", high="column.min()"), "Turned round"),
        ("highest off", _scale(back="(column - high) / (high - low)"), "You took the highest off"),
        ("lowest stays", _scale(back="column / (high - low)"), "has to be taken off"),
        ("share of the sum", _scale(back="column / column.sum()"), "share of the sum"),
        ("by the sum", _scale(back="(column - low) / column.sum()"), "divided by the sum"),
        ("average off", _scale(back="(column - column.mean()) / (high - low)"), "You took the average off"),
        ("standard deviations", _scale(back="(column - column.mean()) / column.std()"), "standard deviations"),
        ("places", _scale(back="column.rank()"), "These are places"),
        ("places as shares", _scale(back="column.rank(pct=True)"), "These are places"),
        ("whole", _scale(back="(column - low) // (high - low)"), "// cuts off"),
        ("rounded", _scale(back="((column - low) / (high - low)).round(2)"), "It looks rounded"),
        ("rounded to one", _scale(back="((column - low) / (high - low)).round(1)"), "It looks rounded"),
        ("sorted", _scale(back="sorted((column - low) / (high - low))"), "The order in which they stand"),
        ("the first", "def scale(column):\n    low, high = column.min(), column.max()\n    for x in column:\n        return (x - low) / (high - low)", "does return stand inside a loop"),
        ("the last", "def scale(column):\n    low, high = column.min(), column.max()\n    for x in column:\n        y = (x - low) / (high - low)\n    return y", "not the last alone"),
        ("unchanged", _scale(back="column"), "Nothing has changed"),
        ("the distance", _scale(back="high - low"), "That is the distance"),
        ("the ends", _scale(back="[low, high]"), "These are the two ends"),
        ("typed in", _scale(back="[0, 1, 0.375, 0.5]"), "Are numbers typed in"),
        ("lowest taken for 0", _scale(low="0"), "each figure over the highest"),
        ("never below zero", _scale(low="max(0, column.min())"), "below zero"),
        ("no refusal", _scale(no="False"), "before you divide"),
        ("0 for equal", _scale().replace("raise ValueError('no')", "return column - low"), "All 0 would say"),
        ("1 for equal", _scale().replace("raise ValueError('no')", "return column / high"), "All 1 would say"),
        ("a half for equal", _scale().replace("raise ValueError('no')", "return column * 0 + 0.5"), "All in the middle"),
        ("None for equal", _scale().replace("raise ValueError('no')", "return None"), "raise ValueError, as shown"),
        ("returns the error", _scale().replace("raise", "return"), "Write raise in front"),
        ("refuses zero", _scale(no="high == 0"), "before you divide"),
        ("refuses twins", _scale(no="len(set(column)) < len(column)"), "the highest comes twice"),
        ("min without brackets", _scale(low="column.min"), "brackets"),
        ("prints", _scale(back="print((column - low) / (high - low))"), "It was printed instead"),
        ("misspelt", _scale(back="(colum - low) / (high - low)"), "name spelt"),
    ],
    "08-leads": [
        ("ties counted", _leads(test="country in list(best['country'])"), "nobody leads"),
        ("the first of a tie", _leads(best="rows.loc[[rows['value'].idxmax()]]"), "also where Oak stands first"),
        ("lowest", _leads(best="rows[rows['value'] == rows['value'].min()]"), "max(), and not min()"),
        ("the table's highest", _leads(best="rows[rows['value'] == table['value'].max()]"), "this yardstick's rows"),
        ("not unique", _leads(each="table['yardstick']"), "unique() gives each once"),
        ("sorted", _leads(each="sorted(table['yardstick'].unique())"), "The order in which they first stand"),
        ("sorted at the end", _leads(back="return sorted(names)"), "The order in which they first stand"),
        ("a set", _leads(each="set(table['yardstick'])", back="return set(names)"), "A set has no order"),
        ("all yardsticks", _leads(test="country in list(rows['country'])"), "These are all yardsticks"),
        ("where others lead", _leads(test="len(best) == 1 and best['country'].item() != country"), "somebody else leads"),
        ("the others", _leads(test="not (len(best) == 1 and best['country'].item() == country)"), "it does not lead"),
        ("no test of one", _leads(test="best['country'].item() == country"), "ask len(best) == 1 first"),
        ("return in the loop", _leads(back="    return names"), "return in the loop"),
        ("return at the first", _leads(keep="return [yardstick]"), "return stand inside the loop"),
        ("return of a text", _leads(keep="return yardstick"), "return below the loop"),
        ("only the last", _leads(keep="names = [yardstick]"), "Only the last one"),
        ("values", _leads(keep="names.append(best['value'].item())"), "These are the values"),
        ("countries", _leads(keep="names.append(country)"), "That is the country"),
        ("in quotes", _leads(keep="names.append('yardstick')"), "without quotation marks"),
        ("letters", _leads(keep="names += yardstick"), "apart into letters"),
        ("a count", _leads(back="return len(names)"), "and not how many"),
        ("append returned", _leads(keep="names = names.append(yardstick)"), "append stands alone"),
        ("country in quotes", _leads(test="len(best) == 1 and best['country'].item() == 'country'"), "quotation marks"),
        ("country typed in", _leads(test="len(best) == 1 and best['country'].item() == 'Elm'"), "Is a country typed in"),
        ("practice named", _leads().replace("table", "practice").replace("practice, country", "table, country"), "by its name in the line with def"),
        ("asks its own row", _leads(best="rows[rows['country'] == country]", test="best['value'].item() > rows[rows['country'] != country]['value'].max()"), "Of prizes Oak has no row"),
        ("more than the mean", _leads(best="rows[rows['country'] == country]", test="best['value'].max() > rows['value'].mean()"), "nobody leads"),
        ("None for none", _leads(back="return names or None"), "hand back an empty list"),
        ("above zero only", _leads(best="rows[(rows['value'] == rows['value'].max()) & (rows['value'] > 0)]"), "values below zero"),
        ("and between columns", _leads(best="rows[rows['value'] == rows['value'].max() and rows['country'] == country]"), "Between columns write &"),
        ("the rows", _leads(back="return best"), "A table came back"),
        ("a dict", _leads(keep="names = dict(names) | {yardstick: best['value'].item()}"), "The names alone are asked"),
        ("wrong column", _leads(test="len(best) == 1 and best['name'].item() == country"), "no column or key of that name"),
        ("prints", _leads(back="print(names)"), "It was printed instead"),
    ],
    "08-leader": [
        ("only the last", _leader(points="weights[yardstick] * scale(column)"), "Only the last yardstick counts"),
        ("the fewest", _leader(back="return table['country'][points.idxmin()]"), "take idxmax"),
        ("the label", _leader(back="return points.idxmax()"), "the label of the row"),
        ("the points", _leader(back="return points.max()"), "how many points"),
        ("a place", _leader(back="return table['country'][points.argmax()]"), "goes with .iloc"),
        ("the column", _leader(back="return table['country']"), "the whole column"),
        ("all points", _leader(back="return points"), "the points of all"),
        ("weights forgotten", _leader(points="points + scale(column)"), "The models count five times"),
        ("not on one scale", _leader(points="points + weights[yardstick] * column"), "The models count five times"),
        ("weight added", _leader(points="points + weights[yardstick] + scale(column)"), "The models count five times"),
        ("per ignored", _leader(test="False"), "That is by totals"),
        ("per turned round", _leader(test="per == 'total'"), "per head, or the fewest"),
        ("always per head", _leader(test="per"), "per head, or the fewest"),
        ("capital letters", _leader(test="per == 'Head'"), "That is by totals"),
        ("divided afterwards", _leader(points="points + weights[yardstick] * (scale(table[yardstick]) / table['people'] if per == 'head' else scale(column))"), "Divide by the people first"),
        ("points divided", _leader(test="False", back="if per == 'head':\n        points = points / table['people']\n    return table['country'][points.idxmax()]"), "Divide by the people first"),
        ("upside down", _leader(divided="table['people'] / column"), "People stand below"),
        ("multiplied", _leader(divided="column * table['people']"), "People stand below"),
        ("people scaled", _leader(divided="column / scale(table['people'])"), "divided by table"),
        ("return in the loop", _leader(back="    return table['country'][points.idxmax()]"), "Is return below the loop"),
        ("all columns", _leader(each="['papers', 'models']", points="points + weights.get(yardstick, 1) * scale(column)"), "Only the yardsticks in weights count"),
        ("all columns, a key missing", _leader(each="['papers', 'models']"), "no column or key of that name"),
        ("the practice table", _leader(column="hall[yardstick]", divided="column / hall['people']", back="return hall['country'][points.idxmax()]"), "by its name in the line with def"),
        ("in quotes", _leader(column="table['yardstick']"), "no column or key of that name"),
        ("typed in", "def leader(table, weights, per):\n    return 'Oak'", "The models count five times"),
        ("prints", _leader(back="print(table['country'][points.idxmax()])"), "It was printed instead"),
        ("scale not called", _leader(points="points + weights[yardstick] * scale"), "scale"),
        ("start forgotten", _leader().replace("    points = 0\n", ""), "this name"),
        ("a row", _leader(back="return table.loc[points.idxmax()]"), "the whole row"),
    ],
}  # fmt: skip

# Changed answers that no test should notice, and why.
EQUIVALENT = {"08-leader L4 0 + 1": "a point more for every country changes no leader"}
