"""Right and wrong answers to exercise 03. A wrong one carries the slip it stands for and a piece of the message it must meet.

Every answer stands for a whole cell: what a learner pastes over everything that was in it.
"""

RIGHT = {
    "03-votes": [
        "def votes_won(points):\n    odds = 10 ** (points / 400)\n    return odds / (1 + odds)",
        "def votes_won(points):\n    return 1 / (1 + 10 ** (-points / 400))",
        "import numpy as np\ndef votes_won(points):\n    odds = np.power(10.0, points / 400)\n    return odds / (odds + 1)",
        "def votes_won(points):\n    odds = 10 ** (points / 400)\n    return round(odds / (1 + odds), 3)",
        "def votes_won(points):\n    odds = 10 ** (points / 400)\n    won, lost = odds, 1\n    return won / sum([won, lost])",
        "def votes_won(points):\n    odds = 10 ** (points / 400)\n    return 1 - 1 / (1 + odds)",
    ],
    "03-record": [
        "def record(scores):\n    best_so_far = []\n    for score in scores:\n        if not best_so_far or score > best_so_far[-1]:\n            best_so_far.append(score)\n        else:\n            best_so_far.append(best_so_far[-1])\n    return best_so_far",
        "def record(scores):\n    return [max(scores[: place + 1]) for place in range(len(scores))]",
        "from itertools import accumulate\ndef record(scores):\n    return list(accumulate(scores, max))",
        "import numpy as np\ndef record(scores):\n    return np.maximum.accumulate(np.array(scores, dtype=float))",
        "import pandas as pd\ndef record(scores):\n    return pd.Series(scores, dtype=float).cummax()",
        "def record(scores):\n    best, out = None, []\n    for s in scores:\n        best = s if best is None else max(best, s)\n        out.append(best)\n    return tuple(out)",
        "def record(scores):\n    return (max(scores[: i + 1]) for i in range(len(scores)))",
    ],
    "03-lag": [
        "def months_behind(us, cn, day):\n    best = cn[cn['released'] <= day]['score'].max()\n    known = us[us['released'] <= day]\n    as_good = known[known['score'] >= best]\n    if len(as_good) == 0:\n        return 0\n    return months_between(as_good['released'].min(), day)",
        "def months_behind(us, cn, day):\n    best = cn.loc[cn.released <= day, 'score'].max()\n    first = us.loc[(us.released <= day) & (us.score >= best), 'released'].min()\n    return 0.0 if pd.isna(first) else round(months_between(first, day), 2)",
        "def months_behind(us, cn, day):\n    day = pd.Timestamp(day)\n    best = max(s for r, s in zip(cn['released'], cn['score']) if r <= day)\n    firsts = [r for r, s in zip(us['released'], us['score']) if r <= day and s >= best]\n    if not firsts:\n        return 0\n    return (day - min(firsts)).days / (365.25 / 12)",
        "import numpy as np\ndef months_behind(us, cn, day):\n    d = np.datetime64(day)\n    best = cn['score'].to_numpy()[cn['released'].to_numpy() <= d].max()\n    ok = (us['released'].to_numpy() <= d) & (us['score'].to_numpy() >= best)\n    if not ok.any():\n        return 0\n    return (d - us['released'].to_numpy()[ok].min()) / np.timedelta64(1, 'D') / 30.4375",
        "def months_behind(us, cn, day):\n    best = cn.query('released <= @day')['score'].max()\n    rows = us.query('released <= @day and score >= @best').sort_values('released')\n    if rows.empty:\n        return 0\n    return months_between(rows.iloc[0]['released'], day)",
    ],
    "03-top": [
        "def chinese_in_top(table, style, places):\n    rows = table[table['style_control'] == style]\n    top = rows.sort_values('score', ascending=False).head(places)\n    return (top['developer_country'] == 'CN').sum()",
        "def chinese_in_top(table, style, places):\n    return len(table[table.style_control == style].nlargest(places, 'score').query('developer_country == \"CN\"'))",
        "def chinese_in_top(table, style, places):\n    rows = [r for r in table.to_dict('records') if r['style_control'] == style]\n    rows.sort(key=lambda r: -r['score'])\n    count = 0\n    for r in rows[:places]:\n        if r['developer_country'] == 'CN':\n            count += 1\n    return count",
        "def chinese_in_top(table, style, places):\n    rows = table[table['style_control'] == style].sort_values('score')\n    return int(rows.tail(places)['developer_country'].eq('CN').sum())",
        "import numpy as np\ndef chinese_in_top(table, style, places):\n    rows = table[table['style_control'] == style]\n    order = np.argsort(-rows['score'].to_numpy())[:places]\n    return np.sum(rows['developer_country'].to_numpy()[order] == 'CN')",
    ],
    "03-speed": [
        "def verdict_speed(gaps, clock):\n    rows = gaps[gaps['clock'] == clock].sort_values('day')\n    first, last = rows['gap'].iloc[0], rows['gap'].iloc[-1]\n    if last <= 0.8 * first:\n        return 'closing'\n    if last >= 1.25 * first:\n        return 'widening'\n    return 'steady'",
        "def verdict_speed(gaps, clock):\n    rows = gaps[gaps.clock == clock]\n    first = rows.loc[rows['day'].idxmin(), 'gap']\n    last = rows.loc[rows['day'].idxmax(), 'gap']\n    ratio = last / first\n    return 'closing' if ratio <= 0.8 else 'widening' if ratio >= 1.25 else 'steady'",
        "def verdict_speed(gaps, clock):\n    pairs = sorted((d, g) for c, d, g in zip(gaps['clock'], gaps['day'], gaps['gap']) if c == clock)\n    change = pairs[-1][1] / pairs[0][1]\n    word = 'steady'\n    if change <= 4 / 5:\n        word = 'closing'\n    elif change >= 5 / 4:\n        word = 'widening'\n    return word",
        "def verdict_speed(gaps, clock):\n    rows = gaps.query('clock == @clock').sort_values('day')['gap'].to_numpy()\n    words = {True: 'closing', False: 'steady'}\n    return 'widening' if rows[-1] >= 1.25 * rows[0] else words[bool(rows[-1] <= 0.8 * rows[0])]",
    ],
}

_VOTES = "def votes_won(points):\n    odds = 10 ** (points / 400)\n    "
_RECORD = "def record(scores):\n    "
_LOOP = "def record(scores):\n    out = []\n    for s in scores:\n        {line}\n    return out"
_LAG = (
    "def months_behind(us, cn, day):\n    best = cn[{cn}]['score'].max()\n    known = us[{us}]\n"
    "    good = known[known['score'] {sign} best]\n    if len(good) == 0:\n        return {none}\n    return {back}"
)
_BY = {
    "cn": "cn['released'] <= day",
    "us": "us['released'] <= day",
    "sign": ">=",
    "none": "0",
    "back": "months_between(good['released'].min(), day)",
}
_TOP = "def chinese_in_top(table, style, places):\n    rows = {rows}\n    top = {top}\n    return {back}"
_TABLE = {
    "rows": "table[table['style_control'] == style]",
    "top": "rows.sort_values('score', ascending=False).head(places)",
    "back": "(top['developer_country'] == 'CN').sum()",
}
_SPEED = (
    "def verdict_speed(gaps, clock):\n    rows = {rows}\n    first, last = rows['gap'].iloc[{first}], rows['gap'].iloc[{last}]\n"
    "    if last {low} 0.8 * first:\n        return 'closing'\n    if last {high} 1.25 * first:\n        return 'widening'\n"
    "    return 'steady'"
)
_ROWS = {
    "rows": "gaps[gaps['clock'] == clock].sort_values('day')",
    "first": "0",
    "last": "-1",
    "low": "<=",
    "high": ">=",
}
_NOTHING = "hands back its result with return"

WRONG = {
    "03-votes": [
        ("the odds", _VOTES + "return odds", "These are the odds"),
        ("the other's share", _VOTES + "return 1 / (1 + odds)", "share of the other"),
        ("no brackets", _VOTES + "return odds / 1 + odds", "Without brackets"),
        ("one minus one over odds", _VOTES + "return 1 - 1 / odds", "Of eleven votes one is lost"),
        ("always one", _VOTES + "return odds / odds", "always 1"),
        ("multiplies", _VOTES + "return odds * (1 + odds)", "a share is a division"),
        ("per cent", _VOTES + "return 100 * odds / (1 + odds)", "hundred times too large"),
        ("one decimal", _VOTES + "return round(odds / (1 + odds), 1)", "Rounded to 1 decimal?"),
        ("prints", _VOTES + "print(odds / (1 + odds))", "It was printed instead"),
        ("forgets return", _VOTES + "odds / (1 + odds)", _NOTHING),
        ("text", _VOTES + "return str(odds / (1 + odds))", "without quotation marks"),
        ("misspelt", _VOTES + "return ods / (1 + odds)", "name spelt"),
        ("typed in", _VOTES + "return 0.90909", "Is a number typed in"),
        ("a straight line", "def votes_won(points):\n    return 0.5 + points / 800", "a straight line"),
        ("a flatter line", "def votes_won(points):\n    return 0.5 + points / 1000", "a straight line"),
        ("won minus lost", _VOTES + "return (odds - 1) / (odds + 1)", "won minus lost"),
        ("e for 10", "import math\ndef votes_won(points):\n    odds = math.e ** (points / 400)\n    return odds / (1 + odds)", "and not e"),
        ("one over the odds", _VOTES + "return 1 / odds", "That is 1 / odds"),
        ("whole division", "def votes_won(points):\n    odds = 10 ** (points // 400)\n    return odds / (1 + odds)", "does // stand for /"),
        ("rounded to a whole", _VOTES + "return round(odds / (1 + odds))", "rounded to a whole"),
        ("// in the share", _VOTES + "return odds // (1 + odds)", "// cuts off"),
        ("two arguments", "def votes_won(a, b):\n    return a / (a + b)", "line that begins with def"),
    ],
    "03-record": [
        ("best of all", _RECORD + "return [max(scores)] * len(scores)", "knows nothing of what comes later"),
        ("sorts down", _RECORD + "return sorted(scores, reverse=True)", "order of time"),
        ("the first left out", _RECORD + "return [max(scores[: i + 1]) for i in range(1, len(scores))]", "the first score is a record, too"),
        ("begun with [0]", _RECORD + "out = [0]\n    for s in scores:\n        out.append(max(s, out[-1]))\n    return out", "not with [0]"),
        ("sorts", _RECORD + "return sorted(scores)", "order of time"),
        ("only the steps", _LOOP.format(line="if not out or s > out[-1]: out.append(s)"), "where the record was beaten"),
        ("unchanged", _RECORD + "return list(scores)", "came back unchanged"),
        ("return in the loop", "def record(scores):\n    out = []\n    for s in scores:\n        out.append(max(scores[:1]))\n        return out", "stops after the first"),
        ("lowest so far", _LOOP.format(line="out.append(min([s] + out))"), "The lowest so far"),
        ("the last best", _RECORD + "return max(scores)", "One value is asked for each score"),
        ("starts at 0", _RECORD + "best, out = 0, []\n    for s in scores:\n        best = max(best, s)\n        out.append(best)\n    return out", "not with 0"),
        ("one short", _RECORD + "return [max(scores[: i]) for i in range(1, len(scores))]", "One value is missing"),
        ("starts at -1", _RECORD + "best, out = -1, []\n    for s in scores:\n        best = max(best, s)\n        out.append(best)\n    return out", "not with a number of your own"),
        ("before this place", _RECORD + "return [max(scores[: max(i, 1)]) for i in range(len(scores))]", "counts for its own record"),
        ("places", _RECORD + "return [scores.index(max(scores[: i + 1])) for i in range(len(scores))]", "These are the places"),
        ("prints", _RECORD + "print([max(scores[: i + 1]) for i in range(len(scores))])", "It was printed instead"),
        ("first of none", _RECORD + "out = [scores[0]]\n    for s in scores[1:]:\n        out.append(max(s, out[-1]))\n    return out", "before you take scores[0]"),
        ("the score before", _RECORD + "return [max(scores[max(i - 1, 0) : i + 1]) for i in range(len(scores))]", "Only the score before"),
        ("from here on", _RECORD + "return [max(scores[i:]) for i in range(len(scores))]", "A record looks back"),
        ("adds up", _RECORD + "return [sum(scores[: i + 1]) for i in range(len(scores))]", "You added up"),
        ("misspelt", _LOOP.format(line="outs.append(s)"), "name spelt"),
        ("none for none", _RECORD + "if not scores: return None\n    return [max(scores[: i + 1]) for i in range(len(scores))]", "An empty list has an empty record"),
    ],
    "03-lag": [
        ("better, not as good", _LAG.format(**_BY | {"sign": ">"}), ">=, not >"),
        ("last US model", _LAG.format(**_BY | {"back": "months_between(good['released'].max(), day)"}), "min of the dates, not max"),
        ("best US model", _LAG.format(**_BY | {"back": "months_between(good.sort_values('score').iloc[-1]['released'], day)"}), "not the best"),
        ("no day for China", _LAG.format(**_BY | {"cn": "cn['score'] > 0"}), "A model of September does not count"),
        ("no day for the US", _LAG.format(**_BY | {"us": "us['score'] > 0"}), "comes out after the day does not count"),
        ("since the Chinese model", _LAG.format(**_BY | {"back": "months_between(cn.loc[cn['score'] == best, 'released'].min(), day)"}), "The lag starts with a US model"),
        ("days", _LAG.format(**_BY | {"back": "(pd.Timestamp(day) - good['released'].min()).days"}), "Days, not months"),
        ("swapped", _LAG.format(**_BY | {"back": "months_between(day, good['released'].min())"}), "The two days are swapped"),
        ("None where ahead", _LAG.format(**_BY | {"none": "None"}), "hand back 0"),
        ("no question for none", "def months_behind(us, cn, day):\n    best = cn[cn['released'] <= day]['score'].max()\n    good = us[(us['released'] <= day) & (us['score'] >= best)]\n    return months_between(good['released'].min(), day)", "return 0 before"),
        ("latest, not best", _LAG.format(**_BY).replace("cn[cn['released'] <= day]['score'].max()", "cn[cn['released'] <= day].sort_values('released')['score'].iloc[-1]"), "not that of the latest model"),
        ("the day itself left out", _LAG.format(**_BY | {"cn": "cn['released'] < day"}), "<=, not <"),
        ("first row", _LAG.format(**_BY | {"back": "months_between(good['released'].iloc[0], day)"}), "not the first row"),
        ("just as good", _LAG.format(**_BY | {"sign": "=="}), "and not =="),
        ("whole months", _LAG.format(**_BY | {"back": "int(months_between(good['released'].min(), day))"}), "were the decimals cut off"),
        ("tables swapped", _LAG.format(**_BY).replace("(us, cn, day)", "(cn, us, day)"), "are the two tables swapped"),
        ("to the Chinese model", _LAG.format(**_BY | {"back": "months_between(good['released'].min(), cn.loc[cn['score'] == best, 'released'].min())"}), "not with the Chinese model"),
        ("points", _LAG.format(**_BY | {"back": "known['score'].max() - best"}), "a gap in points"),
        ("thirty days", _LAG.format(**_BY | {"back": "(pd.Timestamp(day) - good['released'].min()).days / 30"}), "twelfth of a year"),
        ("and for &", "def months_behind(us, cn, day):\n    best = cn[cn['released'] <= day]['score'].max()\n    good = us[us['released'] <= day and us['score'] >= best]\n    return months_between(good['released'].min(), day)", "Between columns write &"),
        ("no brackets", "def months_behind(us, cn, day):\n    best = cn[cn['released'] <= day]['score'].max()\n    good = us[us['released'] <= day & us['score'] >= best]\n    return months_between(good['released'].min(), day)", "Between columns write &"),
        ("prints", _LAG.format(**_BY | {"back": "print(months_between(good['released'].min(), day))"}), "It was printed instead"),
        ("wrong column", _LAG.format(**_BY).replace("'score'", "'scores'"), "no column or key of that name"),
        ("one decimal", _LAG.format(**_BY | {"back": "round(months_between(good['released'].min(), day), 0)"}), "Rounded, or counted in calendar months"),
    ],
    "03-top": [
        ("lowest first", _TOP.format(**_TABLE | {"top": "rows.sort_values('score').head(places)"}), "highest first"),
        ("not sorted", _TOP.format(**_TABLE | {"top": "rows.head(places)"}), "highest first"),
        ("no filter", _TOP.format(**_TABLE | {"rows": "table"}), "Filter by style before"),
        ("first, then the filter", _TOP.format(rows="table.sort_values('score', ascending=False).head(places)", top="rows[rows['style_control'] == style]", back=_TABLE["back"]), "Filter by style before"),
        ("fixed style", _TOP.format(**_TABLE | {"rows": "table[table['style_control'] == 'on']"}), "a style or a number of places typed in"),
        ("fixed places", _TOP.format(**_TABLE | {"top": "rows.sort_values('score', ascending=False).head(20)"}), "only so many places"),
        ("always three", _TOP.format(**_TABLE | {"top": "rows.sort_values('score', ascending=False).head(3)"}), "number of places typed in"),
        ("the first left out", _TOP.format(**_TABLE | {"top": "rows.sort_values('score', ascending=False).iloc[1:places]"}), "The first place counts, too"),
        ("one too few", _TOP.format(**_TABLE | {"top": "rows.sort_values('score', ascending=False).head(places - 1)"}), "and the last of them"),
        ("one too many", _TOP.format(**_TABLE | {"top": "rows.sort_values('score', ascending=False).head(places + 1)"}), "one place too many"),
        ("share", _TOP.format(**_TABLE | {"back": "(top['developer_country'] == 'CN').mean()"}), "not a share"),
        ("counts all", _TOP.format(**_TABLE | {"back": "len(top)"}), "only so many places"),
        ("counts the US", _TOP.format(**_TABLE | {"back": "(top['developer_country'] == 'US').sum()"}), "and not US"),
        ("the mask", _TOP.format(**_TABLE | {"back": "top['developer_country'] == 'CN'"}), "One number is asked"),
        ("the rows", _TOP.format(**_TABLE | {"back": "top[top['developer_country'] == 'CN']"}), "counts its rows"),
        ("China in full", _TOP.format(**_TABLE | {"back": "(top['developer_country'] == 'China').sum()"}), "count CN"),
        ("prints", _TOP.format(**_TABLE | {"back": "print((top['developer_country'] == 'CN').sum())"}), "It was printed instead"),
        ("one = ", _TOP.format(**_TABLE | {"rows": "table[table['style_control'] = style]"}), "SyntaxError"),
        ("misspelt column", _TOP.format(**_TABLE | {"rows": "table[table['style'] == style]"}), "no column or key of that name"),
    ],
    "03-speed": [
        ("order of rows", _SPEED.format(**_ROWS | {"rows": "gaps[gaps['clock'] == clock]"}), "order of days"),
        ("all clocks", _SPEED.format(**_ROWS | {"rows": "gaps.sort_values('day')"}), "Only the rows of this clock"),
        ("swapped", _SPEED.format(**_ROWS | {"first": "-1", "last": "0"}), "or the two gaps"),
        ("swapped words", _SPEED.format(**_ROWS).replace("closing", "x").replace("widening", "closing").replace("'x'", "'widening'"), "the two words swapped"),
        ("< for <=", _SPEED.format(**_ROWS | {"low": "<"}), "<=, not <"),
        ("> for >=", _SPEED.format(**_ROWS | {"high": ">"}), ">=, not >"),
        ("second row", _SPEED.format(**_ROWS | {"first": "1"}), "the first gap"),
        ("first with first", _SPEED.format(**_ROWS | {"last": "0"}), "was it not the last gap"),
        ("the last two days", _SPEED.format(**_ROWS | {"first": "-2"}), "and not of the day before"),
        ("no middle", _SPEED.format(**_ROWS).replace("1.25", "1.0").replace("0.8", "1.0"), "between the two lines"),
        ("line of 1.2", _SPEED.format(**_ROWS).replace("1.25", "1.2"), "under the line of 1.25"),
        ("points, not a ratio", _SPEED.format(**_ROWS).replace("1.25 * first", "first + 1.25").replace("0.8 * first", "first - 0.8"), "between the two lines"),
        ("capital letters", _SPEED.format(**_ROWS).replace("'closing'", "'Closing'"), "small letters"),
        ("another word", _SPEED.format(**_ROWS).replace("'closing'", "'narrowing'"), "The words asked"),
        ("prints", _SPEED.format(**_ROWS).replace("return", "print(").replace("ing'", "ing')").replace("steady'", "steady')"), "It was printed instead"),
        ("the clock in quotes", _SPEED.format(**_ROWS | {"rows": "gaps[gaps['clock'] == 'clock'].sort_values('day')"}), "IndexError"),
        ("returns the ratio", "def verdict_speed(gaps, clock):\n    rows = gaps[gaps['clock'] == clock].sort_values('day')\n    return rows['gap'].iloc[-1] / rows['gap'].iloc[0]", "where a text is asked"),
        ("typed in", "def verdict_speed(gaps, clock):\n    return 'closing'", "Only the rows of this clock"),
    ],
}  # fmt: skip

# Changed answers that no test should notice, and why.
EQUIVALENT: dict[str, str] = {
    "03-votes L3 400 + 1": "the line is given, and 401 for 400 lies inside what rounding is allowed",
    "03-record L6 Gt": "of two equal scores it does not matter which one is kept",
    "03-lag L5 LtE": "a US model of the very day gives a lag of zero, whether it counts or not",
}
