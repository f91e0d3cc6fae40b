"""Right and wrong answers to exercise 09. A wrong one carries the slip it stands for and a piece of the message it must meet.

Every answer stands for a whole cell: what a learner pastes over everything that was in it.
"""

RIGHT = {
    "09-smaller": [
        "def smaller_percent(us, chinese):\n    smaller = min(us, chinese)\n    return 100 * smaller / (us + chinese)",
        "def smaller_percent(us, chinese):\n    smaller = min(us, chinese)\n    return round(smaller / (us + chinese) * 100, 1)",
        "def smaller_percent(us, chinese):\n    smaller = min(us, chinese)\n    total = us + chinese\n    share = smaller / total\n    return share * 100",
        "import numpy as np\ndef smaller_percent(us, chinese):\n    both = np.array([us, chinese])\n    return (both / both.sum()).min() * 100",
        "def smaller_percent(us, chinese):\n    if us < chinese:\n        return us / (us + chinese) * 100\n    else:\n        return chinese / (us + chinese) * 100",
        "from fractions import Fraction\ndef smaller_percent(us, chinese):\n    return Fraction(100 * sorted([us, chinese])[0], us + chinese)",
        "def smaller_percent(us, chinese):\n    return 100 - 100 * max(us, chinese) / (us + chinese)",
    ],
    "09-entropy": [
        "def entropy(us, chinese):\n    total = us + chinese\n    if total == 0:\n        return None\n    bits = 0\n    for count in [us, chinese]:\n        if count > 0:\n            p = count / total\n            bits = bits - p * math.log2(p)\n    return bits",
        "def entropy(us, chinese):\n    if us == 0 and chinese == 0:\n        return None\n    if us == 0 or chinese == 0:\n        return 0\n    p = us / (us + chinese)\n    q = 1 - p\n    return -p * math.log2(p) - q * math.log2(q)",
        "def entropy(us, chinese):\n    total = us + chinese\n    if not total:\n        return\n    return round(-sum(n / total * math.log2(n / total) for n in (us, chinese) if n), 3)",
        "import numpy as np\ndef entropy(us, chinese):\n    counts = np.array([us, chinese], dtype=float)\n    if counts.sum() == 0:\n        return None\n    p = counts[counts > 0] / counts.sum()\n    return -(p * np.log2(p)).sum()",
        "def entropy(us, chinese):\n    total = us + chinese\n    if total < 1:\n        return None\n    bits = 0.0\n    for count in (us, chinese):\n        if count == 0:\n            continue\n        bits += count / total * math.log(total / count, 2)\n    return bits",
        "def entropy(us, chinese):\n    total = us + chinese\n    if total == 0:\n        return None\n    weighted = [n * math.log2(n) for n in [us, chinese] if n > 0]\n    return math.log2(total) - sum(weighted) / total",
    ],
    "09-counts": [
        "def counts(hosts, lines):\n    answers = []\n    for line in lines:\n        count = 0\n        for host in hosts:\n            if smaller_percent(host['us'], host['chinese']) > line:\n                count = count + 1\n        answers.append(count)\n    return answers",
        "def counts(hosts, lines):\n    shares = [smaller_percent(h['us'], h['chinese']) for h in hosts]\n    return [sum(share > line for share in shares) for line in lines]",
        "def counts(hosts, lines):\n    for line in lines:\n        yield len([h for h in hosts if smaller_percent(h['us'], h['chinese']) > line])",
        "def counts(hosts, lines):\n    shares = pd.Series([smaller_percent(h['us'], h['chinese']) for h in hosts], dtype=float)\n    return pd.Series([(shares > line).sum() for line in lines], dtype=int)",
        "import numpy as np\ndef counts(hosts, lines):\n    shares = np.array([smaller_percent(h['us'], h['chinese']) for h in hosts])\n    return np.array([np.count_nonzero(shares > line) for line in lines])",
        "def counts(hosts, lines):\n    answers = [0] * len(lines)\n    for host in hosts:\n        share = smaller_percent(host['us'], host['chinese'])\n        for i, line in enumerate(lines):\n            if not share <= line:\n                answers[i] += 1\n    return tuple(answers)",
        "def counts(hosts, lines):\n    answers = []\n    for i in range(len(lines)):\n        count = len(hosts)\n        for host in hosts:\n            if round(smaller_percent(host['us'], host['chinese']), 1) <= lines[i]:\n                count = count - 1\n        answers = answers + [count]\n    return answers",
    ],
    "09-cheaper": [
        "def cheaper_than_us(models, home):\n    column = 'abroad'\n    if home:\n        column = 'at home'\n    known = models[models[column].notna() & models['US cloud'].notna()]\n    return (known[column] < known['US cloud']).sum(), len(known)",
        "def cheaper_than_us(models, home):\n    if home == True:\n        pairs = models[['at home', 'US cloud']].dropna()\n        return sum(pairs['at home'] < pairs['US cloud']), len(pairs)\n    pairs = models[['abroad', 'US cloud']].dropna()\n    return sum(pairs['abroad'] < pairs['US cloud']), len(pairs)",
        "def cheaper_than_us(models, home):\n    cheaper = 0\n    compared = 0\n    for row in models.to_dict('records'):\n        own = row['at home'] if home else row['abroad']\n        other = row['US cloud']\n        if pd.isna(own) or pd.isna(other):\n            continue\n        compared += 1\n        if own < other:\n            cheaper += 1\n    return [cheaper, compared]",
        "import numpy as np\ndef cheaper_than_us(models, home):\n    own = models['at home' if home else 'abroad'].to_numpy(dtype=float)\n    other = models['US cloud'].to_numpy(dtype=float)\n    gap = own - other\n    return np.array([(gap < 0).sum(), np.isfinite(gap).sum()])",
        "def cheaper_than_us(models, home):\n    column = {True: 'at home', False: 'abroad'}[home]\n    known = ~(models[column].isna() | models['US cloud'].isna())\n    lower = models[column] < models['US cloud']\n    return int(lower.sum()), int(known.sum())",
        "def cheaper_than_us(models, home):\n    column = 'at home' if home else 'abroad'\n    gap = (models['US cloud'] - models[column]).dropna()\n    return pd.Series({'cheaper': gap.gt(0).sum(), 'compared': gap.size})",
    ],
    "09-choose": [
        "def net_value(offer, rate, years):\n    value = 0\n    for year in range(1, years + 1):\n        value = value + offer['saving'] * ((1 - offer['risk']) / (1 + rate)) ** year\n    return value - offer['cost']\n\n\ndef choose(offers, rate, years):\n    best = 0\n    name = 'stay'\n    for offer in offers:\n        value = net_value(offer, rate, years)\n        if value > best:\n            best = value\n            name = offer['name']\n    return name",
        "def net_value(offer, rate, years):\n    left = (1 - offer['risk']) / (1 + rate)\n    return round(sum(offer['saving'] * left**t for t in range(1, years + 1)) - offer['cost'], 1)\n\n\ndef choose(offers, rate, years):\n    good = [o for o in offers if net_value(o, rate, years) > 0]\n    if not good:\n        return 'stay'\n    return max(good, key=lambda o: net_value(o, rate, years))['name']",
        "def net_value(offer, rate, years):\n    value = -offer['cost']\n    amount = offer['saving']\n    for _ in range(years):\n        amount = amount * (1 - offer['risk']) / (1 + rate)\n        value += amount\n    return value\n\n\ndef choose(offers, rate, years):\n    values = [net_value(o, rate, years) for o in offers]\n    if len(values) == 0 or max(values) <= 0:\n        return 'stay'\n    return offers[values.index(max(values))]['name']",
        "import numpy as np\ndef net_value(offer, rate, years):\n    t = np.arange(1, years + 1)\n    return (offer['saving'] * (1 - offer['risk']) ** t / (1 + rate) ** t).sum() - offer['cost']\n\n\ndef choose(offers, rate, years):\n    if not offers:\n        return 'stay'\n    values = np.array([net_value(o, rate, years) for o in offers])\n    return offers[int(values.argmax())]['name'] if values.max() > 0 else 'stay'",
        "def net_value(offer, rate, years):\n    total, year = 0, 1\n    while year <= years:\n        chance = (1 - offer['risk']) ** year\n        worth = 1 / (1 + rate) ** year\n        total += offer['saving'] * chance * worth\n        year += 1\n    return total - offer['cost']\n\n\ndef choose(offers, rate, years):\n    table = pd.DataFrame([{'name': 'stay', 'value': 0.0}] + [{'name': o['name'], 'value': net_value(o, rate, years)} for o in offers])\n    return table.loc[table['value'].idxmax(), 'name']",
        "def net_value(offer, rate, years):\n    q = (1 - offer['risk']) / (1 + rate)\n    if q == 1:\n        return offer['saving'] * years - offer['cost']\n    return offer['saving'] * q * (1 - q**years) / (1 - q) - offer['cost']\n\n\ndef choose(offers, rate, years):\n    ranked = sorted(offers, key=lambda o: -net_value(o, rate, years))\n    for offer in ranked:\n        if net_value(offer, rate, years) > 0:\n            return offer['name']\n    return 'stay'",
    ],
}

_SMALLER = "def smaller_percent(us, chinese):\n    smaller = min(us, chinese)\n    "
_ENTROPY = (
    "def entropy(us, chinese):\n    total = us + chinese\n    if {none}:\n        return None\n    bits = 0\n"
    "    for count in [us, chinese]:\n        if {test}:\n            p = {p}\n            {add}\n    {back}"
)
_BITS = {
    "none": "total == 0",
    "test": "count > 0",
    "p": "count / total",
    "add": "bits = bits - p * math.log2(p)",
    "back": "return bits",
}
_COUNTS = (
    "def counts(hosts, lines):\n    answers = []\n    for line in lines:\n        {start}\n        for host in hosts:\n"
    "            if {test}:\n                {more}\n        {keep}\n    {back}"
)
_LINES = {
    "start": "count = 0",
    "test": "smaller_percent(host['us'], host['chinese']) > line",
    "more": "count = count + 1",
    "keep": "answers.append(count)",
    "back": "return answers",
}
_CHEAPER = (
    "def cheaper_than_us(models, home):\n    column = {other}\n    if {home}:\n        column = {mine}\n"
    "    known = {known}\n    return {back}"
)
_PRICES = {
    "other": "'abroad'",
    "home": "home",
    "mine": "'at home'",
    "known": "models[models[column].notna() & models['US cloud'].notna()]",
    "back": "(known[column] < known['US cloud']).sum(), len(known)",
}
_VALUE = "def net_value(offer, rate, years):\n    value = 0\n    for year in {years}:\n        {add}\n    {back}\n\n\n"
_WORTH = {
    "years": "range(1, years + 1)",
    "add": "value = value + offer['saving'] * ((1 - offer['risk']) / (1 + rate)) ** year",
    "back": "return value - offer['cost']",
}
_CHOOSE = (
    "def choose(offers, rate, years):\n    best = {best}\n    name = {name}\n    for offer in offers:\n"
    "        value = {value}\n        if {test}:\n            {keep}\n            {rename}\n    {back}"
)
_BEST = {
    "best": "0",
    "name": "'stay'",
    "value": "net_value(offer, rate, years)",
    "test": "value > best",
    "keep": "best = value",
    "rename": "name = offer['name']",
    "back": "return name",
}


def _entropy(**changed):
    return _ENTROPY.format(**_BITS | changed)


def _counts(**changed):
    return _COUNTS.format(**_LINES | changed)


def _cheaper(**changed):
    return _CHEAPER.format(**_PRICES | changed)


def _first(**changed):
    return _VALUE.format(**_WORTH | changed) + _CHOOSE.format(**_BEST)


def _second(**changed):
    return _VALUE.format(**_WORTH) + _CHOOSE.format(**_BEST | changed)


_NOTHING = "hands back its result with return"

WRONG = {
    "09-smaller": [
        ("a share", _SMALLER + "return smaller / (us + chinese)", "Per cent are asked"),
        ("over the larger", _SMALLER + "return 100 * smaller / max(us, chinese)", "over the larger one"),
        ("over the US side", _SMALLER + "return 100 * smaller / us", "over the larger one"),
        ("a share of the larger", _SMALLER + "return smaller / max(us, chinese)", "over the larger one"),
        ("the larger side", _SMALLER + "return 100 * max(us, chinese) / (us + chinese)", "That is the larger side"),
        ("the US side", _SMALLER + "return 100 * us / (us + chinese)", "That is the larger side"),
        ("the Chinese side", _SMALLER + "return 100 * chinese / (us + chinese)", "and not always the Chinese"),
        ("upside down", _SMALLER + "return 100 * (us + chinese) / smaller", "Upside down"),
        ("upside down, a share", _SMALLER + "return (us + chinese) / smaller", "Upside down"),
        ("only the count", _SMALLER + "return smaller", "how many regions the smaller side has"),
        ("no brackets", _SMALLER + "return 100 * smaller / us + chinese", "put brackets around us + chinese"),
        ("plus per cent", _SMALLER + "return smaller / us + chinese * 100", "put brackets around us + chinese"),
        ("one bracket wrong", _SMALLER + "return 100 * (smaller / us + chinese)", "put brackets around us + chinese"),
        ("the gap", _SMALLER + "return 100 * (max(us, chinese) - smaller) / (us + chinese)", "the gap between the two sides"),
        ("over the gap", _SMALLER + "return 100 * smaller / (us - chinese)", "divided by the gap"),
        ("multiplied", _SMALLER + "return 100 * smaller * (us + chinese)", "do not multiply"),
        ("not divided", _SMALLER + "return 100 * smaller", "is that missing"),
        ("twice", _SMALLER + "return 200 * smaller / (us + chinese)", "counts once"),
        ("over two sums", _SMALLER + "return 100 * smaller / (us + chinese) / 2", "by nothing else"),
        ("times ten", _SMALLER + "return 10 * smaller / (us + chinese)", "and not 10"),
        ("divided by a hundred", _SMALLER + "return smaller / (us + chinese) / 100", "and not divided by it"),
        ("whole division", _SMALLER + "return 100 * smaller // (us + chinese)", "// cuts off"),
        ("whole share", _SMALLER + "return smaller // (us + chinese) * 100", "// cuts off"),
        ("rounded to a whole", _SMALLER + "return round(100 * smaller / (us + chinese))", "rounded to a whole"),
        ("rounded early", _SMALLER + "return 100 * round(smaller / (us + chinese), 1)", "before it became per cent"),
        ("typed in", _SMALLER + "return 28.571429", "Is a number typed in?"),
        ("seven typed in", _SMALLER + "return 100 * smaller / 7", "Is the number of regions typed in"),
        ("prints", _SMALLER + "print(100 * smaller / (us + chinese))", "It was printed instead"),
        ("forgets return", _SMALLER + "100 * smaller / (us + chinese)", _NOTHING),
        ("text", _SMALLER + "return f'{100 * smaller / (us + chinese):.1f}%'", "without quotation marks"),
        ("misspelt", _SMALLER + "return 100 * smaler / (us + chinese)", "name spelt"),
    ],
    "09-entropy": [
        ("natural logarithm", _entropy(add="bits = bits - p * math.log(p)"), "and not math.log."),
        ("base ten", _entropy(add="bits = bits - p * math.log10(p)"), "math.log10"),
        ("no minus", _entropy(add="bits = bits + p * math.log2(p)"), "A minus is missing"),
        ("return in the loop", _entropy(back="        return bits"), "Does return stand inside the loop"),
        ("only the last", _entropy(add="bits = -p * math.log2(p)"), "Only one side was added, 2 of 7"),
        ("only the smaller side", "def entropy(us, chinese):\n    p = min(us, chinese) / (us + chinese)\n    return -p * math.log2(p)", "Only one side was added, 2 of 7"),
        ("logarithm of the other side", "def entropy(us, chinese):\n    p = us / (us + chinese)\n    q = 1 - p\n    return -p * math.log2(q) - q * math.log2(p)", "its own logarithm"),
        ("one less the bits", _entropy(back="return 1 - bits"), "1 less the bits"),
        ("twice the smaller share", "def entropy(us, chinese):\n    return 2 * min(us, chinese) / (us + chinese)", "twice the smaller share"),
        ("only the last, no minus", _entropy(add="bits = p * math.log2(p)"), "Only the last side"),
        ("no weight", _entropy(add="bits = bits - math.log2(p)"), "multiplied by its share"),
        ("no weight, no minus", _entropy(add="bits = bits + math.log2(p)"), "multiplied by its share"),
        ("counts", _entropy(p="count"), "and not the numbers of regions"),
        ("per cent", _entropy(p="100 * count / total"), "without times 100"),
        ("logarithm of the count", _entropy(add="bits = bits - p * math.log2(count)"), "and not of the number of regions"),
        ("logarithm of all", _entropy(add="bits = bits - p * math.log2(total)"), "and not of all regions"),
        ("divided by the share", _entropy(add="bits = bits - math.log2(p) / p"), "and not divided by it"),
        ("bits in per cent", _entropy(back="return 100 * bits"), "Bits are no per cent"),
        ("mean", _entropy(back="return bits / 2"), "do not take the mean"),
        ("task 1", "def entropy(us, chinese):\n    return smaller_percent(us, chinese)", "That is task 1"),
        ("squares", _entropy(add="bits = bits + p ** 2"), "squared shares"),
        ("one less squares", _entropy(add="bits = bits + p ** 2", back="return 1 - bits"), "squared shares"),
        ("a minus too many", "def entropy(us, chinese):\n    p = us / (us + chinese)\n    q = 1 - p\n    return -p * math.log2(p) - -q * math.log2(q)", "a minus too many"),
        ("share of the other side", "def entropy(us, chinese):\n    p = chinese / us\n    return -p * math.log2(p) - (1 - p) * math.log2(1 - p)", "and not of the other side"),
        ("one decimal", _entropy(back="return round(bits, 1)"), "rounded to one decimal"),
        ("two decimals", _entropy(back="return round(bits, 2)"), "rounded to two decimals"),
        ("whole", _entropy(p="count // total", test="count // total > 0"), "// cuts off"),
        ("starts at 1", _entropy().replace("bits = 0\n", "bits = 1\n"), "Start at bits = 0"),
        ("four p q", "def entropy(us, chinese):\n    total = us + chinese\n    if total == 0:\n        return None\n    return 4 * us * chinese / total ** 2", "That is 4pq"),
        ("a minus too many inside", _entropy(add="bits = bits - p * math.log2(1 / p)"), "or one is too many"),
        ("typed in", "def entropy(us, chinese):\n    return 0.863121", "Is a number typed in"),
        ("zero not asked", _entropy(test="True"), "ask for zero first"),
        ("zero not asked, NumPy", "import numpy as np\ndef entropy(us, chinese):\n    if us + chinese == 0:\n        return None\n    p = np.array([us, chinese]) / (us + chinese)\n    return -(p * np.log2(p)).sum()", "adds nothing"),
        ("None for one side", _entropy(none="us == 0 or chinese == 0"), "One side has regions"),
        ("None for no US side", _entropy(none="us == 0"), "and not for one side"),
        ("1 for one side", "def entropy(us, chinese):\n    if us + chinese == 0:\n        return None\n    if us == 0 or chinese == 0:\n        return 1\n    p, q = us / (us + chinese), chinese / (us + chinese)\n    return -p * math.log2(p) - q * math.log2(q)", "the least even"),
        ("no question for nothing", _entropy(none="False"), "return None"),
        ("0 for nothing", _entropy().replace("return None", "return 0"), "return None"),
        ("nan for nothing", _entropy().replace("return None", "return float('nan')"), "nan is how a table writes unknown"),
        ("prints", _entropy(back="print(bits)"), "It was printed instead"),
        ("log without math", _entropy(add="bits = bits - p * log2(p)"), "name spelt"),
    ],
    "09-counts": [
        (">= for >", _counts(test="smaller_percent(host['us'], host['chinese']) >= line"), "> and not >="),
        ("< for >", _counts(test="smaller_percent(host['us'], host['chinese']) < line"), "below the line"),
        ("<= for >", _counts(test="smaller_percent(host['us'], host['chinese']) <= line"), "at or below the line"),
        ("count not begun again", _counts(start="pass").replace("answers = []", "answers = []\n    count = 0"), "Begin at 0 again"),
        ("count begun in the inner loop", _counts(more="count = 0 + 1"), "The count has to grow"),
        ("return in the outer loop", _counts(back="    return answers"), "return stands inside a loop"),
        ("return of a number", _counts(keep="return count"), "return stands below both loops"),
        ("return at the first host", _counts(more="return [1]"), "return stands inside a loop"),
        ("nothing kept", _counts(keep="pass"), "is append missing"),
        ("append in the inner loop", _counts(keep="    answers.append(count)"), "append stands too far to the right"),
        ("append under the condition", _counts(more="count = count + 1\n                answers.append(count)", keep="pass"), "append stands too far to the right"),
        ("begins again for each host", "def counts(hosts, lines):\n    answers = []\n    for line in lines:\n        for host in hosts:\n            count = 0\n            if smaller_percent(host['us'], host['chinese']) > line:\n                count += 1\n        answers.append(count)\n    return answers", "and not each host"),
        ("places for lines", _counts().replace("in lines", "in range(len(lines))"), "not its place"),
        ("one name for two", _counts().replace("answers", "count"), "need two names"),
        ("only the Chinese side", _counts(test="100 * host['chinese'] / (host['us'] + host['chinese']) > line"), "Chinese side alone"),
        ("only the US side", _counts(test="100 * host['us'] / (host['us'] + host['chinese']) > line"), "US side alone"),
        ("bits", _counts(test="entropy(host['us'], host['chinese']) > line"), "neither regions, bits"),
        ("regions", _counts(test="min(host['us'], host['chinese']) > line"), "neither regions, bits"),
        ("a share", _counts(test="smaller_percent(host['us'], host['chinese']) / 100 > line"), "nor a share"),
        ("loops swapped", "def counts(hosts, lines):\n    answers = []\n    for host in hosts:\n        count = 0\n        for line in lines:\n            if smaller_percent(host['us'], host['chinese']) > line:\n                count += 1\n        answers.append(count)\n    return answers", "one count for each host"),
        ("the first line only", _counts(test="smaller_percent(host['us'], host['chinese']) > lines[0]"), "nor the first"),
        ("a hundredth of the line", _counts(test="smaller_percent(host['us'], host['chinese']) > line / 100"), "nor a hundredth"),
        ("the larger side", _counts(test="100 - smaller_percent(host['us'], host['chinese']) > line"), "the larger side"),
        ("every host", "def counts(hosts, lines):\n    return [len(hosts) for line in lines]", "Every host was counted"),
        ("starts at -1", _counts(start="count = -1"), "starts at 0"),
        ("starts at 1", _counts(start="count = 1"), "starts at 0"),
        ("sorted", _counts(back="return sorted(answers)"), "in the order of the lines"),
        ("largest first", _counts(back="return sorted(answers, reverse=True)"), "as they are given"),
        ("a dict", "def counts(hosts, lines):\n    return {line: sum(smaller_percent(h['us'], h['chinese']) > line for h in hosts) for line in lines}", "and no dict"),
        ("names", "def counts(hosts, lines):\n    return [[h['host'] for h in hosts if smaller_percent(h['us'], h['chinese']) > line] for line in lines]", "and not which"),
        ("shares of hosts", _counts(keep="answers.append(count / len(hosts))"), "not the share of the hosts"),
        ("texts", _counts(keep="answers.append(str(count))"), "without quotation marks"),
        ("the sum", _counts(back="return sum(answers)"), "and not their sum"),
        ("only the last", _counts(keep="answers = count"), "in a list"),
        ("append returned", _counts(keep="answers = answers.append(count)"), "append stands alone"),
        ("typed in", "def counts(hosts, lines):\n    return [5, 3, 2, 1]", "Are the lines typed in"),
        ("lines typed in", _counts().replace("in lines", "in [0, 20, 25, 40]"), "Are the lines typed in"),
        ("another list", _counts().replace("in hosts", "in hosts_practice"), "handed over"),
        ("None for none", _counts(back="return answers or None"), "an empty list"),
        ("the function not called", _counts(test="smaller_percent > line"), "By hand"),
        ("a whole host", _counts(test="smaller_percent(host) > line"), "call functions with all that they need"),
        ("prints", _counts(back="print(answers)"), "It was printed instead"),
        ("misspelt key", _counts(test="smaller_percent(host['US'], host['chinese']) > line"), "no column or key of that name"),
    ],
    "09-cheaper": [
        ("home ignored", _cheaper(home="False"), "That is abroad"),
        ("swapped", _cheaper(other="'at home'", mine="'abroad'"), "That is abroad"),
        ("order", _cheaper(back="len(known), (known[column] < known['US cloud']).sum()"), "first how many are cheaper"),
        ("all rows", _cheaper(known="models"), "Only models with both prices"),
        ("only the Chinese price", _cheaper(known="models[models[column].notna()]"), "Both prices that are compared"),
        ("only the US price", _cheaper(known="models[models['US cloud'].notna()]"), "Both prices that are compared"),
        ("all three known", _cheaper(known="models.dropna()"), "A price that is not compared may be unknown"),
        ("dearer", _cheaper(back="(known[column] > known['US cloud']).sum(), len(known)"), "The dearer ones, or compared with abroad"),
        ("at home against abroad, US known", _cheaper(back="(known[column] < known['abroad']).sum(), len(known)"), "or compared with abroad"),
        ("unknown is 0 for all", _cheaper(known="models.fillna(0)"), "An unknown price is not 0 dollars"),
        ("at home against abroad", "def cheaper_than_us(models, home):\n    known = models[models['at home'].notna() & models['abroad'].notna()]\n    return (known['at home'] < known['abroad']).sum(), len(known)", "and not with that abroad"),
        ("abroad against at home", "def cheaper_than_us(models, home):\n    if home:\n        pairs = models[['at home', 'US cloud']].dropna()\n        return (pairs['at home'] < pairs['US cloud']).sum(), len(pairs)\n    pairs = models[['at home', 'abroad']].dropna()\n    return (pairs['abroad'] < pairs['at home']).sum(), len(pairs)", "compared with that at home"),
        ("the lower of the two", "def cheaper_than_us(models, home):\n    own = models[['at home', 'abroad']].min(axis=1)\n    known = own.notna() & models['US cloud'].notna()\n    return (own[known] < models['US cloud'][known]).sum(), known.sum()", "choose one column, by home"),
        ("3 per cent are the same", _cheaper(back="(known[column] < 0.97 * known['US cloud']).sum(), len(known)"), "Here every difference counts"),
        ("<= for <", _cheaper(back="(known[column] <= known['US cloud']).sum(), len(known)"), "Finch costs the same"),
        ("a share", _cheaper(back="(known[column] < known['US cloud']).mean(), len(known)"), "and no share"),
        ("only the share", _cheaper(back="(known[column] < known['US cloud']).mean()"), "and no share"),
        ("only the first", _cheaper(back="(known[column] < known['US cloud']).sum()"), "hands back two"),
        ("only the second", _cheaper(back="len(known)"), "hands back two"),
        ("how many are dearer", _cheaper(back="(known[column] < known['US cloud']).sum(), (known[column] >= known['US cloud']).sum()"), "and not how many are dearer"),
        ("the second is abroad", _cheaper(back="(known[column] < known['US cloud']).sum(), (models['abroad'].notna() & models['US cloud'].notna()).sum()"), "The second number is that of abroad"),
        ("unknown is 0", _cheaper(known="models.fillna(0)", back="(known[column] < known['US cloud']).sum(), (models[column].notna() & models['US cloud'].notna()).sum()"), "An unknown price is not cheap"),
        ("the mask counted", _cheaper(back="len(known[column] < known['US cloud']), len(known)"), ".sum() counts it"),
        ("texts", _cheaper(back="str((known[column] < known['US cloud']).sum()), str(len(known))"), "without quotation marks"),
        ("a sentence", _cheaper(back="f\"{(known[column] < known['US cloud']).sum()} of {len(known)}\""), "and no text"),
        ("a dict", _cheaper(back="{'cheaper': (known[column] < known['US cloud']).sum(), 'compared': len(known)}"), "and no dict"),
        ("which", _cheaper(back="list(known[known[column] < known['US cloud']]['model']), len(known)"), "and not which"),
        ("the mask", _cheaper(back="(known[column] < known['US cloud']), len(known)"), ".sum() does"),
        ("home in quotes", _cheaper(home="home == 'True'"), "That is abroad"),
        ("home always true", _cheaper(home="'home'"), "That is at home"),
        ("column named home", _cheaper(mine="'home'"), "no column or key of that name"),
        ("home for the column", "def cheaper_than_us(models, home):\n    known = models[models[home].notna() & models['US cloud'].notna()]\n    return (known[home] < known['US cloud']).sum(), len(known)", "no column or key of that name"),
        ("no return abroad", "def cheaper_than_us(models, home):\n    if home:\n        pairs = models[['at home', 'US cloud']].dropna()\n        return (pairs['at home'] < pairs['US cloud']).sum(), len(pairs)", "both cases need a return"),
        ("and for &", _cheaper(known="models[models[column].notna() and models['US cloud'].notna()]"), "Between columns write &"),
        ("another table", _cheaper(known="models_practice[models_practice[column].notna() & models_practice['US cloud'].notna()]"), "handed over"),
        ("None for nothing", _cheaper().replace("    return ", "    if len(known) == 0:\n        return None\n    return "), "0 of 0"),
        ("typed in", "def cheaper_than_us(models, home):\n    if home:\n        return 3, 5\n    return 1, 4", "handed over"),
        ("prints", _cheaper().replace("return ", "print(").replace("len(known)", "len(known))"), "It was printed instead"),
        ("misspelt column", _cheaper(known="models[models[column].notna() & models['US'].notna()]"), "no column or key of that name"),
    ],
    "09-choose": [
        ("risk left out", _first(add="value = value + offer['saving'] / (1 + rate) ** year"), "The risk is left out"),
        ("rate left out", _first(add="value = value + offer['saving'] * (1 - offer['risk']) ** year"), "The rate is left out"),
        ("power left out", _first(add="value = value + offer['saving'] * (1 - offer['risk']) / (1 + rate)"), "The power is missing"),
        ("power inside the bracket", _first(add="value = value + offer['saving'] * (1 - offer['risk'] ** year) / (1 + rate) ** year"), "stands on the risk alone"),
        ("times the year", _first(add="value = value + offer['saving'] * ((1 - offer['risk']) / (1 + rate)) * year"), "and not * year"),
        ("upside down", _first(add="value = value + offer['saving'] * ((1 + rate) / (1 - offer['risk'])) ** year"), "Upside down"),
        ("bracket of the risk", _first(add="value = value + offer['saving'] * (1 - offer['risk'] / (1 + rate)) ** year"), "or a bracket"),
        ("one and the risk", _first(add="value = value + offer['saving'] * ((1 + offer['risk']) / (1 + rate)) ** year"), "make later savings smaller"),
        ("rate in per cent", _first(add="value = value + offer['saving'] * ((1 - offer['risk']) / (1 + rate / 100)) ** year"), "0.08 for 8 per cent"),
        ("cost off each saving", _first(add="value = value + (offer['saving'] - offer['cost']) * ((1 - offer['risk']) / (1 + rate)) ** year"), "not from each saving"),
        ("saving less cost, discounted", _first(add="value = value + (offer['saving'] - offer['cost']) * ((1 - offer['risk']) / (1 + rate)) ** year", back="return value"), "not from each saving"),
        ("range(years)", _first(years="range(years)"), "begins with year 0"),
        ("year 0 counted", _first(years="range(years + 1)"), "Year 0 is counted"),
        ("last year lost", _first(years="range(1, years)"), "ends with the last year"),
        ("return in the loop", _first(back="    return value - offer['cost']"), "return stands below the loop"),
        ("cost left out", _first(back="return value"), "The cost is still to be taken off"),
        ("cost each year", _first(add="value = value + offer['saving'] * ((1 - offer['risk']) / (1 + rate)) ** year - offer['cost']", back="return value"), "paid once, today"),
        ("cost added", _first(back="return value + offer['cost']"), "and not added"),
        ("turned round", _first(back="return offer['cost'] - value"), "Turned round"),
        ("only the last year", _first(add="value = offer['saving'] * ((1 - offer['risk']) / (1 + rate)) ** year"), "Only the last year"),
        ("risk for what is left", _first(add="value = value + offer['saving'] * (offer['risk'] / (1 + rate)) ** year"), "still there"),
        ("multiplied by the rate", _first(add="value = value + offer['saving'] * ((1 - offer['risk']) * (1 + rate)) ** year"), "do not multiply"),
        ("one less the rate", _first(add="value = value + offer['saving'] * ((1 - offer['risk']) * (1 - rate)) ** year"), "To multiply by 1 - rate"),
        ("both taken off", _first(add="value = value + offer['saving'] * (1 - offer['risk'] - rate) ** year"), "To take both off"),
        ("risk as a rate", _first(add="value = value + offer['saving'] / (1 + rate + offer['risk']) ** year"), "above the line"),
        ("power of the rate only", _first(add="value = value + offer['saving'] * (1 - offer['risk']) / (1 + rate) ** year"), "brackets around the whole"),
        ("power of the risk only", _first(add="value = value + offer['saving'] * (1 - offer['risk']) ** year / (1 + rate)"), "brackets around the whole"),
        ("risk of the last year for all", _first(add="value = value + offer['saving'] * (1 - offer['risk']) ** years / (1 + rate) ** year"), "cuts that year's saving"),
        ("cost discounted", _first(back="return value - offer['cost'] / (1 + rate) ** years"), "is not discounted"),
        ("hat for power", _first(add="value = value + offer['saving'] * ((1 - offer['risk']) / (1 + rate)) ^ year"), "two stars"),
        ("years typed in", _first(years="range(1, 3)"), "number of years typed in"),
        ("rate typed in", _first(add="value = value + offer['saving'] * ((1 - offer['risk']) / 1.25) ** year"), "Is the rate typed in"),
        ("never below zero", _first(back="return max(0, value - offer['cost'])"), "stays below zero"),
        ("prints the value", _first(back="print(value - offer['cost'])"), "It was printed instead"),
        ("misspelt key", _first(back="return value - offer['costs']"), "no column or key of that name"),
        ("cost off twice", _second(value="net_value(offer, rate, years) - offer['cost']"), "the cost off once"),
        ("savings compared", _second(value="offer['saving']"), "Compare values, not savings"),
        ("the last above zero", _second(keep="pass"), "and not the last"),
        ("the first above zero", _second(keep="return offer['name']"), "the best is asked"),
        ("lowest cost", "def net_value(offer, rate, years):\n    return sum(offer['saving'] * ((1 - offer['risk']) / (1 + rate)) ** t for t in range(1, years + 1)) - offer['cost']\n\n\ndef choose(offers, rate, years):\n    return min(offers, key=lambda o: o['cost'])['name']", "the best is asked"),
        ("the value back", _second(back="return best"), "and not the value"),
        ("the offer back", _second(rename="name = offer"), "and not the whole offer"),
        ("the word", _second(rename="name = 'name'"), "The word itself"),
        ("return in the loop of choose", _second(back="    return name"), "the best is asked"),
        ("begins below zero", _second(best="-1000"), "begin with best = 0"),
        ("stay by None", _second(name="None"), "Hand back the word"),
        ("a capital letter", _second(name="'Stay'"), "In small letters"),
        ("nothing is enough", _second(test="value >= best"), "Worth nothing is not above zero"),
        ("begins with the first offer", _second(best="net_value(offers[0], rate, years)", name="offers[0]['name']"), "begin with best = 0"),
        ("the last of equal ones", _second(test="value > 0 and value >= best"), "Of equal ones the first"),
        ("an empty list not asked", _VALUE.format(**_WORTH) + "def choose(offers, rate, years):\n    best = max(offers, key=lambda o: net_value(o, rate, years))\n    if net_value(best, rate, years) > 0:\n        return best['name']\n    return 'stay'", "The list may be empty"),
        ("risk not asked", _second(value="net_value(offer | {'risk': 0}, rate, years)"), "Purple is worth more now"),
        ("less for more", _second(test="value < best"), "Is it > best"),
        ("all offers at once", _second(value="net_value(offers, rate, years)"), "one offer at a time"),
        ("the name of the last", _second(back="return offer['name']"), "and not the last"),
        ("value and name", _second(back="return best, name"), "The name alone"),
        ("the least risk", _VALUE.format(**_WORTH) + "def choose(offers, rate, years):\n    return min(offers, key=lambda o: o['risk'], default={'name': 'stay'})['name']", "Keep the best"),
        ("prints the name", _second(back="print(name)"), "It was printed instead"),
    ],
}  # fmt: skip

# Changed answers that no test should notice, and why.
EQUIVALENT: dict[str, str] = {}
