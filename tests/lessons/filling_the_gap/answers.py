"""Right and wrong answers to exercise 07. A wrong one carries the slip it stands for and a piece of the message it must meet.

Every answer stands for a whole cell: what a learner pastes over everything that was in it.
"""

RIGHT = {
    "07-defects": [
        "def defects_needed(share, area_mm2):\n    faults = -math.log(share)\n    return faults / (area_mm2 / 100)",
        "def defects_needed(share, area_mm2):\n    faults = -math.log(share)\n    return 100 * faults / area_mm2",
        "def defects_needed(share, area_mm2):\n    faults = -math.log(share)\n    area_cm2 = area_mm2 * 0.01\n    return round(faults / area_cm2, 3)",
        "import numpy as np\ndef defects_needed(share, area_mm2):\n    return np.log(1 / share) / area_mm2 * 100",
        "def defects_needed(share, area_mm2):\n    faults = -math.log(share)\n    a_mm2 = faults / area_mm2\n    return a_mm2 * 10 ** 2",
        "from decimal import Decimal\ndef defects_needed(share, area_mm2):\n    faults = -math.log(share)\n    return Decimal(faults) / (Decimal(area_mm2) / 100)",
    ],
    "07-rise": [
        "def rise(new, old):\n    if old <= 0:\n        raise ValueError('no')\n    times = new / old\n    return times, 100 * (times - 1)",
        "def rise(new, old):\n    if not old > 0:\n        raise ValueError('a ratio needs an old amount above zero')\n    return [new / old, (new - old) / old * 100]",
        "def rise(new, old):\n    if old > 0:\n        return round(new / old, 1), round(100 * new / old - 100, 1)\n    else:\n        raise ValueError",
        "import numpy as np\ndef rise(new, old):\n    if old <= 0:\n        raise ValueError('no')\n    return np.array([new / old, (new / old - 1) * 100])",
        "import pandas as pd\ndef rise(new, old):\n    if old == 0 or old < 0:\n        raise ValueError('no')\n    return pd.Series({'times': new / old, 'per cent': 100 * (new - old) / old})",
        "from collections import namedtuple\nRise = namedtuple('Rise', 'times more')\ndef rise(new, old):\n    if old <= 0:\n        raise ValueError('no')\n    on_top = new - old\n    return Rise(times=new / old, more=on_top / old * 100)",
    ],
    "07-possible": [
        "def possible(rumours, area_mm2, cleanest, dirtiest):\n    names = []\n    for rumour in rumours:\n        if not unknown(rumour['share']):\n            needed = defects_needed(rumour['share'], area_mm2)\n            if needed >= cleanest and needed <= dirtiest:\n                names.append(rumour['name'])\n    return names",
        "def possible(rumours, area_mm2, cleanest, dirtiest):\n    return [r['name'] for r in rumours if not unknown(r['share']) and cleanest <= defects_needed(r['share'], area_mm2) <= dirtiest]",
        "def possible(rumours, area_mm2, cleanest, dirtiest):\n    names = []\n    for r in rumours:\n        if unknown(r['share']):\n            continue\n        d = defects_needed(r['share'], area_mm2)\n        if d < cleanest or d > dirtiest:\n            continue\n        names = names + [r['name']]\n    return names",
        "def possible(rumours, area_mm2, cleanest, dirtiest):\n    for r in rumours:\n        if r['share'] is None or r['share'] != r['share']:\n            continue\n        if not (defects_needed(r['share'], area_mm2) < cleanest or defects_needed(r['share'], area_mm2) > dirtiest):\n            yield r['name']",
        "def possible(rumours, area_mm2, cleanest, dirtiest):\n    known = filter(lambda r: pd.notna(r['share']), rumours)\n    return tuple(r['name'] for r in known if max(cleanest, min(dirtiest, defects_needed(r['share'], area_mm2))) == defects_needed(r['share'], area_mm2))",
        "import numpy as np\ndef possible(rumours, area_mm2, cleanest, dirtiest):\n    names = []\n    for i in range(len(rumours)):\n        share = rumours[i]['share']\n        if not unknown(share):\n            needed = -np.log(share) * 100 / area_mm2\n            if np.round(needed, 6) >= cleanest and np.round(needed, 6) <= dirtiest:\n                names.append(rumours[i]['name'])\n    return np.array(names)",
        "def possible(rumours, area_mm2, cleanest, dirtiest):\n    if not rumours:\n        return []\n    table = pd.DataFrame(rumours)\n    needed = table['share'].dropna().map(lambda s: defects_needed(s, area_mm2)).astype(float)\n    return table.loc[needed[needed.between(cleanest, dirtiest)].index, 'name']",
    ],
    "07-cut": [
        "def left_without(table, item, country):\n    rows = table[table['input'] == item]\n    if len(rows) == 0:\n        return None\n    lost = rows[rows['provider_country'] == country]['share_percent'].sum()\n    return 100 - lost",
        "def left_without(table, item, country):\n    if item not in table['input'].tolist():\n        return None\n    return 100 - table[(table['input'] == item) & (table['provider_country'] == country)]['share_percent'].sum()",
        "def left_without(table, item, country):\n    left, seen = 100, False\n    for row in table.to_dict('records'):\n        if row['input'] == item:\n            seen = True\n            if row['provider_country'] == country:\n                left -= row['share_percent']\n    return left if seen else None",
        "import numpy as np\ndef left_without(table, item, country):\n    mine = table['input'].to_numpy() == item\n    if not mine.any():\n        return np.nan if False else None\n    theirs = (table['provider_country'] == country).to_numpy()\n    return np.float64(100) - table['share_percent'].to_numpy()[mine & theirs].sum()",
        "def left_without(table, item, country):\n    by = table.groupby(['input', 'provider_country'])['share_percent'].sum()\n    if not (table['input'] == item).any():\n        return None\n    return 100 - by.get((item, country), 0)",
        "def left_without(table, item, country):\n    rows = table.query('input == @item')\n    if rows.empty:\n        return\n    return int(100 - rows.loc[rows.provider_country.eq(country), 'share_percent'].sum())",
    ],
    "07-task": [
        "def efficient(chip, task):\n    if task == 'training':\n        does = chip['dense_fp16_tflops']\n    else:\n        does = chip['memory_bandwidth_gbs']\n    if unknown(does) or unknown(chip['tdp_w']):\n        return None\n    return does / chip['tdp_w']\n\n\ndef place(chip, chips, task):\n    mine = efficient(chip, task)\n    if unknown(mine):\n        return None\n    count = 1\n    for other in chips:\n        theirs = efficient(other, task)\n        if not unknown(theirs) and theirs > mine:\n            count = count + 1\n    return count",
        "def efficient(chip, task):\n    column = {'training': 'dense_fp16_tflops', 'serving': 'memory_bandwidth_gbs'}[task]\n    if pd.isna(chip[column]) or pd.isna(chip['tdp_w']):\n        return None\n    return chip[column] / chip['tdp_w']\n\n\ndef place(chip, chips, task):\n    mine = efficient(chip, task)\n    if mine is None:\n        return None\n    known = [efficient(c, task) for c in chips if efficient(c, task) is not None]\n    return 1 + sum(k > mine for k in known)",
        "def efficient(chip, task):\n    if unknown(chip['tdp_w']):\n        return None\n    if task == 'training' and not unknown(chip['dense_fp16_tflops']):\n        return round(chip['dense_fp16_tflops'] / chip['tdp_w'], 2)\n    if task == 'serving' and not unknown(chip['memory_bandwidth_gbs']):\n        return round(chip['memory_bandwidth_gbs'] / chip['tdp_w'], 2)\n    return None\n\n\ndef place(chip, chips, task):\n    mine = efficient(chip, task)\n    if mine is None:\n        return None\n    better = [c for c in chips if not unknown(efficient(c, task)) and efficient(c, task) > mine]\n    return len(better) + 1",
        "import numpy as np\ndef efficient(chip, task):\n    does = chip['dense_fp16_tflops' if task == 'training' else 'memory_bandwidth_gbs']\n    return None if unknown(does) or unknown(chip['tdp_w']) else np.divide(does, chip['tdp_w'])\n\n\ndef place(chip, chips, task):\n    mine = efficient(chip, task)\n    if unknown(mine):\n        return None\n    values = pd.Series([efficient(c, task) for c in chips], dtype=float)\n    return (values > mine).sum() + 1",
        "def efficient(chip, task):\n    does = chip['memory_bandwidth_gbs']\n    if task == 'training':\n        does = chip['dense_fp16_tflops']\n    watts = chip['tdp_w']\n    if unknown(does + watts if does is not None and watts is not None else None):\n        return None\n    return does / watts\n\n\ndef place(chip, chips, task):\n    mine = efficient(chip, task)\n    if mine is None:\n        return None\n    measures = sorted([efficient(c, task) for c in chips if efficient(c, task) is not None] + [mine], reverse=True)\n    return measures.index(mine) + 1",
    ],
}

_DEFECTS = "def defects_needed(share, area_mm2):\n    faults = -math.log(share)\n    "
_RISE = "def rise(new, old):\n    if old {sign} 0:\n        raise ValueError('no')\n    times = new / old\n    return {back}"
_TWO = {"sign": "<=", "back": "times, 100 * (times - 1)"}
_POSSIBLE = (
    "def possible(rumours, area_mm2, cleanest, dirtiest):\n    names = []\n    for rumour in rumours:\n"
    "        if not unknown(rumour['share']):\n            needed = {needed}\n            if {test}:\n                {keep}\n    {back}"
)
_LIST = {
    "needed": "defects_needed(rumour['share'], area_mm2)",
    "test": "needed >= cleanest and needed <= dirtiest",
    "keep": "names.append(rumour['name'])",
    "back": "return names",
}
_CUT = (
    "def left_without(table, item, country):\n    rows = {rows}\n    if {none}:\n        return None\n"
    "    lost = {lost}\n    return {back}"
)
_PARTS = {
    "rows": "table[table['input'] == item]",
    "none": "len(rows) == 0",
    "lost": "rows[rows['provider_country'] == country]['share_percent'].sum()",
    "back": "100 - lost",
}
_EFFICIENT = (
    "def efficient(chip, task):\n    if {task}:\n        does = chip['dense_fp16_tflops']\n    else:\n"
    "        does = chip['memory_bandwidth_gbs']\n    if {none}:\n        return None\n    return {back}\n\n\n"
)
_WATT = {
    "task": "task == 'training'",
    "none": "unknown(does) or unknown(chip['tdp_w'])",
    "back": "does / chip['tdp_w']",
}
_PLACE = (
    "def place(chip, chips, task):\n    mine = {mine}\n    if {gone}:\n        return None\n    count = {start}\n"
    "    for other in chips:\n        theirs = {theirs}\n        if {test}:\n            {more}\n    {back}"
)
_COUNT = {
    "mine": "efficient(chip, task)",
    "gone": "unknown(mine)",
    "start": "1",
    "theirs": "efficient(other, task)",
    "test": "not unknown(theirs) and theirs > mine",
    "more": "count = count + 1",
    "back": "return count",
}


def _rise(**changed):
    return _RISE.format(**_TWO | changed)


def _possible(**changed):
    return _POSSIBLE.format(**_LIST | changed)


def _cut(**changed):
    return _CUT.format(**_PARTS | changed)


def _first(**changed):
    return _EFFICIENT.format(**_WATT | changed) + _PLACE.format(**_COUNT)


def _second(**changed):
    return _EFFICIENT.format(**_WATT) + _PLACE.format(**_COUNT | changed)


_NOTHING = "hands back its result with return"

WRONG = {
    "07-defects": [
        ("over 100 alone", _DEFECTS + "return faults / 100", "not by 100 alone"),
        ("exp for log", "def defects_needed(share, area_mm2):\n    return math.exp(share) / (area_mm2 / 100)", "and not math.exp"),
        ("exp of the faults", _DEFECTS + "return math.exp(faults) / (area_mm2 / 100)", "Do not undo it again"),
        ("a mm2", _DEFECTS + "return faults / area_mm2", "That is for each mm²"),
        ("no brackets", _DEFECTS + "return faults / area_mm2 / 100", "Without brackets"),
        ("ten for a hundred", _DEFECTS + "return faults / (area_mm2 / 10)", "1 cm is 10 mm"),
        ("times a hundred", _DEFECTS + "return faults / (area_mm2 * 100)", "Without brackets the area is divided twice"),
        ("ten thousand", _DEFECTS + "return faults / (area_mm2 / 10000)", "divide the area by 100 once"),
        ("/ for * forgotten", _DEFECTS + "return faults * 100", "One cm² is 100 mm²"),
        ("faults a die", _DEFECTS + "return faults", "faults on one die"),
        ("multiplies", _DEFECTS + "return faults * area_mm2 / 100", "You multiplied by the area"),
        ("multiplies mm2", _DEFECTS + "return faults * area_mm2", "You multiplied by the area in mm²"),
        ("the edge for the area", "def defects_needed(share, area_mm2):\n    faults = -math.log(share)\n    return faults / (area_mm2 / 100) ** 0.5", "edge of the die"),
        ("upside down", _DEFECTS + "return area_mm2 / 100 / faults", "Upside down"),
        ("upside down in mm2", _DEFECTS + "return area_mm2 / faults", "Upside down"),
        ("minus lost", "def defects_needed(share, area_mm2):\n    return math.log(share) / (area_mm2 / 100)", "with its minus"),
        ("base ten", "def defects_needed(share, area_mm2):\n    return -math.log10(share) / (area_mm2 / 100)", "not math.log10"),
        ("a straight line", "def defects_needed(share, area_mm2):\n    return (1 - share) / (area_mm2 / 100)", "a straight line is not the formula"),
        ("the share for the faults", _DEFECTS + "return share / (area_mm2 / 100)", "the share itself is not the faults"),
        ("per cent", _DEFECTS + "return 100 * faults / (area_mm2 / 100)", "divide the area by 100 once"),
        ("one decimal", _DEFECTS + "return round(faults / (area_mm2 / 100), 1)", "rounded too early"),
        ("whole division", _DEFECTS + "return faults // (area_mm2 / 100)", "// cuts off"),
        ("whole area", _DEFECTS + "return faults / (area_mm2 // 100)", "divided by zero"),
        ("a fixed area", _DEFECTS + "return faults / 4", "Is the area typed in"),
        ("typed in", _DEFECTS + "return 0.402359", "Is a number typed in?"),
        ("prints", _DEFECTS + "print(faults / (area_mm2 / 100))", "It was printed instead"),
        ("forgets return", _DEFECTS + "faults / (area_mm2 / 100)", _NOTHING),
        ("text", _DEFECTS + "return f'{faults / (area_mm2 / 100):.3f}'", "without quotation marks"),
        ("misspelt", _DEFECTS + "return faults / (area_mm / 100)", "name spelt"),
    ],
    "07-rise": [
        ("of for by", _rise(back="times, 100 * times"), "80 is 400 per cent of 20"),
        ("a share", _rise(back="times, times - 1"), "asked in per cent"),
        ("the ratio twice", _rise(back="times, times"), "the ratio twice"),
        ("print for raise", _rise().replace("raise ValueError('no')", "print('ValueError')"), "raise ValueError(...) stops it"),
        ("times less one", _rise(back="times - 1, 100 * (times - 1)"), "the old amount counts among the times"),
        ("less one, twice", _rise(back="times - 1, times - 1"), "what came on top is asked in per cent"),
        ("order", _rise(back="100 * (times - 1), times"), "first the times"),
        ("per cent for times", _rise(back="100 * times, 100 * (times - 1)"), "The first number is no per cent"),
        ("swapped", "def rise(old, new):\n    if old <= 0 or new <= 0:\n        raise ValueError\n    return new / old, 100 * (new / old - 1)", "New and old are swapped"),
        ("swapped times", _rise(back="old / new, 100 * (times - 1)"), "swapped in the first number"),
        ("of the new", _rise(back="times, 100 * (new - old) / new"), "divide by old, not by new"),
        ("a share of the new", _rise(back="times, (new - old) / new"), "in per cent of the old amount"),
        ("old less new", _rise(back="times, 100 * (old - new) / old"), "and not old - new"),
        ("old less new, of the new", _rise(back="times, 100 * (old - new) / new"), "Are the two swapped"),
        ("a difference", _rise(back="times, new - old"), "60 is what came on top"),
        ("a difference for times", _rise(back="new - old, 100 * (times - 1)"), "Times is a ratio"),
        ("brackets", _rise(back="times, 100 * times - 1"), "1 is taken off the per cent"),
        ("brackets at the minus", _rise(back="times, new - old / old"), "put brackets around new - old"),
        ("brackets, per cent", _rise(back="times, (new - old / old) * 100"), "put brackets around new - old"),
        ("by the mean of both", _rise(back="times, 200 * (new - old) / (new + old)"), "by the old amount alone"),
        ("returns a word", "def rise(new, old):\n    if old <= 0:\n        return 'error'\n    return new / old, 100 * (new / old - 1)", "Here a word came back"),
        ("added", _rise(back="times, 100 * (new + old) / old"), "you added the two"),
        ("multiplied", _rise(back="new * old, 100 * (times - 1)"), "divide, do not multiply"),
        ("only the times", _rise(back="times"), "Only the times came back"),
        ("only the per cent", _rise(back="100 * (times - 1)"), "Only the per cent came back"),
        ("texts", _rise(back="str(times), str(100 * (times - 1))"), "without quotation marks"),
        ("a dict", _rise(back="{'times': times, 'per cent': 100 * (times - 1)}"), "and no dict"),
        ("no fall below zero", _rise(back="times, abs(100 * (times - 1))"), "what came on top is below zero"),
        ("a fall is nothing", _rise(back="times, max(0, 100 * (times - 1))"), "and not nothing"),
        ("larger by smaller", _rise(back="max(new, old) / min(new, old), 100 * (times - 1)"), "Is the larger divided"),
        ("whole", _rise(back="new // old, 100 * (new // old - 1)"), "// cuts off"),
        ("typed in", _rise(back="4, 300"), "Are numbers typed in"),
        ("< for <=", _rise(sign="<"), "look at the input before you divide"),
        ("== for <=", _rise(sign="=="), "a loss, is refused as well"),
        ("no refusal", "def rise(new, old):\n    return new / old, 100 * (new / old - 1)", "look at the input before you divide"),
        ("refuses with None", "def rise(new, old):\n    if old <= 0:\n        return None\n    return new / old, 100 * (new / old - 1)", "raise ValueError, as shown"),
        ("returns the error", "def rise(new, old):\n    if old <= 0:\n        return ValueError('no')\n    return new / old, 100 * (new / old - 1)", "Write raise in front"),
        ("raises text", "def rise(new, old):\n    if old <= 0:\n        raise 'no'\n    return new / old, 100 * (new / old - 1)", "raise needs a kind of error"),
        ("refuses what is sound", "def rise(new, old):\n    if old > 0:\n        raise ValueError('no')\n    return new / old, 100 * (new / old - 1)", "20 is a sound old amount"),
        ("refuses a fall", "def rise(new, old):\n    if old <= 0 or new < old:\n        raise ValueError('no')\n    return new / old, 100 * (new / old - 1)", "A fall is asked as well"),
        ("prints", _rise(back="print(times, 100 * (times - 1))"), "It was printed instead"),
        ("misspelt", _rise(back="time, 100 * (times - 1)"), "name spelt"),
    ],
    "07-possible": [
        ("return in the loop", _possible(back="    return names"), "does return stand inside the loop"),
        ("names in the loop", "def possible(rumours, area_mm2, cleanest, dirtiest):\n    for r in rumours:\n        names = []\n        if not unknown(r['share']) and cleanest <= defects_needed(r['share'], area_mm2) <= dirtiest:\n            names.append(r['name'])\n    return names", "or names = []"),
        ("share in per cent", _possible(needed="defects_needed(rumour['share'] * 100, area_mm2)"), "the share from 0 to 1"),
        ("the practice list", _possible().replace("in rumours:", "in rumours_practice:"), "Go through the list that is handed over"),
        ("return at the first", _possible(keep="return [rumour['name']]"), "return stands inside the loop"),
        ("return of a text", _possible(keep="return rumour['name']"), "return stands inside the loop"),
        ("or for and", _possible(test="needed >= cleanest or needed <= dirtiest"), "and, not or"),
        ("no clean end", _possible(test="needed <= dirtiest"), "Cleaner than the cleanest"),
        ("no dirty end", _possible(test="needed >= cleanest"), "Dirtier than the dirtiest"),
        ("shares compared", _possible(needed="rumour['share']"), "and not the share"),
        ("the others", _possible(test="needed < cleanest or needed > dirtiest"), "These are the others"),
        ("too dirty", _possible(test="needed > dirtiest"), "These are too dirty"),
        ("too clean", _possible(test="needed < cleanest"), "These are too clean"),
        ("ends swapped", _possible(test="needed >= dirtiest and needed <= cleanest"), "Are the ends swapped"),
        ("> for >=", _possible(test="needed > cleanest and needed <= dirtiest"), ">=, not >"),
        ("< for <=", _possible(test="needed >= cleanest and needed < dirtiest"), "<=, not <"),
        ("neither end", _possible(test="needed > cleanest and needed < dirtiest"), "Both ends belong to it"),
        ("sorted", _possible(back="return sorted(names, reverse=True)"), "The order in which they stand"),
        ("only the last", _possible(keep="names = [rumour['name']]"), "Only the last one"),
        ("the last as a text", _possible(keep="names = rumour['name']"), "Collect the names"),
        ("unknown kept", _possible().replace("if not unknown(rumour['share']):", "if unknown(rumour['share']):\n            names.append(rumour['name'])\n        else:"), "its share is unknown"),
        ("unknown not asked", "def possible(rumours, area_mm2, cleanest, dirtiest):\n    return [r['name'] for r in rumours if cleanest <= defects_needed(r['share'], area_mm2) <= dirtiest]", "An unknown share cannot go into the formula"),
        ("only None asked", "def possible(rumours, area_mm2, cleanest, dirtiest):\n    return [r['name'] for r in rumours if r['share'] and cleanest <= (defects_needed(r['share'], area_mm2) if r['share'] > 0 else 0.6) <= dirtiest]", "unknown shares first and last"),
        ("unknown ends the loop", "def possible(rumours, area_mm2, cleanest, dirtiest):\n    names = []\n    for r in rumours:\n        if unknown(r['share']):\n            return names\n        if cleanest <= defects_needed(r['share'], area_mm2) <= dirtiest:\n            names.append(r['name'])\n    return names", "It stops at D"),
        ("shares", _possible(keep="names.append(rumour['share'])"), "These are the shares"),
        ("needs", _possible(keep="names.append(needed)"), "These are the defects"),
        ("whole rumours", _possible(keep="names.append(rumour)"), "Whole rumours came back"),
        ("the word", _possible(keep="names.append('name')"), "the word itself came back"),
        ("a count", _possible(back="return len(names)"), "and not how many"),
        ("a dict", "def possible(rumours, area_mm2, cleanest, dirtiest):\n    return {r['name']: r['share'] for r in rumours if not unknown(r['share']) and cleanest <= defects_needed(r['share'], area_mm2) <= dirtiest}", "The names alone"),
        ("ends typed in", _possible(test="needed >= 0.3 and needed <= 0.85"), "Are the ends typed in"),
        ("area typed in", _possible(needed="defects_needed(rumour['share'], 200)"), "Is the area typed in"),
        ("area in cm2", _possible(needed="defects_needed(rumour['share'], area_mm2 / 100)"), "in mm², as it is"),
        ("arguments swapped", _possible(needed="defects_needed(area_mm2, rumour['share'])"), "or share and area"),
        ("None for none", _possible(back="return names or None"), "An empty list comes back"),
        ("append returned", _possible(keep="names = names.append(rumour['name'])"), "append stands alone"),
        ("prints", _possible(back="print(names)"), "It was printed instead"),
        ("misspelt key", _possible(keep="names.append(rumour['names'])"), "no column or key of that name"),
    ],
    "07-cut": [
        ("what is lost", _cut(back="lost"), "That is what is lost"),
        ("minus the loss", _cut(back="lost - 100"), "Turn it round: 100 - lost"),
        ("the named others", _cut(lost="rows[rows['provider_country'] != country]['share_percent'].sum()", back="lost"), "What no row names stays, too"),
        ("rest of what is named", _cut(back="rows['share_percent'].sum() - lost"), "What no row names stays, too"),
        ("the largest only", _cut(lost="rows[rows['provider_country'] == country]['share_percent'].max()"), "Korea has two providers"),
        ("the first only", _cut(lost="rows[rows['provider_country'] == country]['share_percent'].iloc[0]"), "Korea has two providers"),
        ("the last only", _cut(lost="rows[rows['provider_country'] == country]['share_percent'].min()"), "Korea has two providers"),
        ("the mean", _cut(lost="rows[rows['provider_country'] == country]['share_percent'].mean()"), "That takes off the mean"),
        ("contains", _cut(rows="table[table['input'].str.contains(item)]"), "asks for the whole name"),
        ("no input", _cut(rows="table"), "Only the rows of this input count"),
        ("no country", _cut(lost="rows['share_percent'].sum()"), "All countries were taken off"),
        ("rows counted", _cut(lost="len(rows[rows['provider_country'] == country])"), "takes off the number of rows"),
        ("mask counted", _cut(lost="(rows['provider_country'] == country).sum()"), "takes off the number of rows"),
        ("a share of one", _cut(back="1 - lost / 100"), "Per cent are asked"),
        ("off one", _cut(back="1 - lost"), "and not off 1"),
        ("in per cent twice", _cut(back="100 - lost / 100"), "The shares are in per cent already"),
        ("of what is named", _cut(back="100 * (1 - lost / rows['share_percent'].sum())"), "a share of what is named"),
        ("the country in quotes", _cut(lost="rows[rows['provider_country'] == 'country']['share_percent'].sum()"), "is the country in quotation marks"),
        ("the input in quotes", _cut(rows="table[table['input'] == 'item']"), "the input in quotation marks"),
        ("Korea typed in", _cut(lost="rows[rows['provider_country'] == 'KR']['share_percent'].sum()"), "Is a country typed in"),
        ("memory typed in", _cut(rows="table[table['input'] == 'Memory']"), "Is an input typed in"),
        ("None for no row of the country", _cut(none="len(rows[rows['provider_country'] == country]) == 0"), "nothing is lost"),
        ("0 for no row of the country", "def left_without(table, item, country):\n    rows = table[(table['input'] == item) & (table['provider_country'] == country)]\n    if len(rows) == 0:\n        return 0\n    return 100 - rows['share_percent'].sum()", "all is left"),
        ("no question for none", "def left_without(table, item, country):\n    rows = table[(table['input'] == item) & (table['provider_country'] == country)]\n    return 100 - rows['share_percent'].sum()", "a hole in our table"),
        ("0 for none", _cut().replace("return None", "return 0"), "a hole in our table"),
        ("nan for none", _cut().replace("return None", "return float('nan')"), "nan is how a table writes unknown"),
        ("the table in the end", _cut(lost="table[table['provider_country'] == country]['share_percent'].sum()"), "two conditions"),
        ("and for &", _cut(lost="table[table['input'] == item and table['provider_country'] == country]['share_percent'].sum()"), "Between columns write &"),
        ("no brackets", _cut(lost="table[table['input'] == item & table['provider_country'] == country]['share_percent'].sum()"), "Between columns write &"),
        ("or for and", _cut(lost="table[(table['input'] == item) | (table['provider_country'] == country)]['share_percent'].sum()"), "between them stands &"),
        ("the rows", _cut(back="rows[rows['provider_country'] != country]"), "A table came back"),
        ("a column", _cut(lost="rows[rows['provider_country'] == country]['share_percent']"), "One number is asked"),
        ("wrong column", _cut(lost="rows[rows['country'] == country]['share_percent'].sum()"), "no column or key of that name"),
        ("never below one half", _cut(back="max(100 - lost, 35)"), "Is a number typed in"),
        ("prints", _cut(back="print(100 - lost)"), "It was printed instead"),
    ],
    "07-task": [
        ("bandwidth at training", _first(task="task == 'serving'"), "That is bandwidth a watt, for serving"),
        ("training at serving", _first(task="task"), "The task is serving"),
        ("upside down", _first(back="chip['tdp_w'] / does"), "the watts come below"),
        ("multiplies", _first(back="does * chip['tdp_w']"), "a division"),
        ("the whole chip", _first(back="does"), "with one watt"),
        ("the watts", _first(back="chip['tdp_w']"), "These are its watts"),
        ("rate over bandwidth", _first(back="chip['dense_fp16_tflops'] / chip['memory_bandwidth_gbs']"), "Divide by the watts"),
        ("both", _first(back="(chip['dense_fp16_tflops'] + chip['memory_bandwidth_gbs']) / chip['tdp_w']"), "Only one of the two"),
        ("whole", _first(back="does // chip['tdp_w']"), "// cuts off"),
        ("rounded to a whole", _first(back="round(does / chip['tdp_w'])"), "rounded to a whole"),
        ("only training", "def efficient(chip, task):\n    if task == 'training':\n        return chip['dense_fp16_tflops'] / chip['tdp_w']\n\n\n" + _PLACE.format(**_COUNT), "both tasks need a return"),
        ("capital letters", _first(task="task == 'Training'"), "That is bandwidth a watt"),
        ("no quotation marks", _first(task="task == training"), "in quotation marks"),
        ("unknown not asked", _first(none="False"), "nan is how a table writes unknown"),
        ("watts not asked", _first(none="unknown(does)"), "nan is how a table writes unknown"),
        ("and for or", _first(none="unknown(does) and unknown(chip['tdp_w'])"), "nan is how a table writes unknown"),
        ("0 for unknown", _first().replace("return None", "return 0", 1), "Unknown is not nothing"),
        ("any unknown", _first(none="unknown(chip['dense_fp16_tflops']) or unknown(chip['memory_bandwidth_gbs']) or unknown(chip['tdp_w'])"), "Training asks for no bandwidth"),
        (">= for >", _second(test="not unknown(theirs) and theirs >= mine"), "> and not >="),
        ("less for more", _second(test="not unknown(theirs) and theirs < mine"), "not less"),
        ("starts at 0", _second(start="0"), "start counting at 1"),
        ("the whole chip compared", _second(mine="chip['dense_fp16_tflops']", theirs="other['dense_fp16_tflops']"), "Compare what efficient gives"),
        ("unknown compared", _second(test="theirs > mine"), "None stands for unknown"),
        ("unknown counted", _second(test="unknown(theirs) or theirs > mine"), "none whose measure is unknown"),
        ("own unknown not asked", _second(gone="False"), "None stands for unknown"),
        ("own unknown is last", _second().replace("return None\n    count", "return len(chips)\n    count"), "ask before the loop"),
        ("return in the loop", _second(back="    return count"), "return stands below the loop"),
        ("the measure", _second(back="return mine"), "Its place among the chips"),
        ("task fixed", _second(mine="efficient(chip, 'training')", theirs="efficient(other, 'training')"), "is it handed on"),
        ("task in quotes", _second(theirs="efficient(other, 'task')"), "without quotation marks"),
        ("not called", _second(mine="efficient"), "Compare what efficient(other, task) gives"),
        ("task forgotten", _second(theirs="efficient(other)"), "call functions with all that they need"),
        ("same chip again", _second(theirs="efficient(chip, task)"), "is the chip compared with itself"),
        ("the list counted", _second(back="return len(chips)"), "Only those that do more count"),
        ("prints", _second(back="print(count)"), "It was printed instead"),
        ("index in a sorted list", _EFFICIENT.format(**_WATT) + "def place(chip, chips, task):\n    if unknown(efficient(chip, task)):\n        return None\n    known = [efficient(c, task) for c in chips if not unknown(efficient(c, task))]\n    return sorted(known, reverse=True).index(efficient(chip, task)) + 1", "need not be in the list"),
        ("misspelt key", _first().replace("'tdp_w'", "'tdp'"), "no column or key of that name"),
    ],
}  # fmt: skip

# Changed answers that no test should notice, and why.
EQUIVALENT: dict[str, str] = {}
