"""Right and wrong answers to exercise 02. A wrong one carries the slip it stands for and a piece of the message it must meet.

Every answer stands for a whole cell: what a learner pastes over everything that was in it.
"""

_COST = (
    "def run_cost(chip_hours, rent, trials):\n    if trials < 0:\n        raise ValueError('negative')\n    "
)
_OPS = (
    "def operations(model):\n    active = model['active_params_b']\n    tokens = model['training_tokens_t']\n"
    "    if unknown(active) or unknown(tokens):\n        return {hole}\n    return {value}"
)
_SHARE = "def share_of_peak(done, chip_hours, peak):\n    share = {value}\n    if share > 1:\n        raise ValueError('unit')\n    return share"
_HOURS = "def hours_of(table, model):\n    parts = table[{mask}]\n    if len(parts) == 0:\n        return {none}\n    return {value}"
_MASK = "(table['model'] == model) & ~table['stage'].str.endswith('total') & table['gpu_hours'].notna()"
_VERDICT = (
    "def verdict(ours, peers):\n    counted, small = 0, 0\n    for peer in peers:\n        theirs = operations(peer)\n"
    "        if unknown(theirs):\n            {unknown}\n        counted += 1\n        if {fraction}:\n            small += 1\n"
    "    if counted == 0:\n        return {empty}\n    if small == counted:\n        return 'supported'\n    if small == 0:\n"
    "        return 'not supported'\n    return 'with a qualifier'"
)


def _verdict(
    unknown: str = "continue",
    fraction: str = "operations(ours) <= theirs / 4",
    empty: str = "'not checkable'",
) -> str:
    return _VERDICT.format(unknown=unknown, fraction=fraction, empty=empty)


RIGHT = {
    "02-cost": [
        _COST + "return chip_hours * rent * (1 + trials)",
        _COST + "return chip_hours * rent + chip_hours * rent * trials",
        _COST + "runs = trials + 1\n    total = runs * chip_hours\n    return float(total * rent)",
        "import numpy as np\n" + _COST + "return np.prod([chip_hours, rent, 1 + trials])",
        "from decimal import Decimal\n"
        + _COST
        + "return Decimal(chip_hours) * Decimal(rent) * (1 + Decimal(trials))",
        "def run_cost(chip_hours, rent, trials):\n    if not trials >= 0: raise ValueError(trials)\n    print('working')\n    return round(chip_hours * rent * (1 + trials), 2)",
    ],
    "02-operations": [
        _OPS.format(hole="None", value="6 * active * BILLION * tokens * TRILLION"),
        _OPS.format(hole="None", value="float(f'{6 * active * 1e9 * tokens * 1e12:.2e}')"),
        "def operations(model):\n    if unknown(model['active_params_b']) or unknown(model['training_tokens_t']):\n        return None\n    return 6e21 * model['active_params_b'] * model['training_tokens_t']",
        "import math\ndef operations(model):\n    n, d = model['active_params_b'], model['training_tokens_t']\n    if n is None or d is None or n != n or d != d:\n        return\n    return math.prod([6, n, 10**9, d, 10**12])",
        "import numpy as np\ndef operations(model):\n    pair = np.array([model['active_params_b'], model['training_tokens_t']], dtype=float)\n    if np.isnan(pair).any():\n        return None\n    return 6 * pair.prod() * BILLION * TRILLION",
        "def operations(model):\n    needed = ['active_params_b', 'training_tokens_t']\n    for name in needed:\n        if pd.isna(model[name]):\n            return pd.NA\n    result = 6 * BILLION * TRILLION\n    for name in needed:\n        result = result * model[name]\n    return result",
    ],
    "02-share": [
        _SHARE.format(value="done / (chip_hours * SECONDS_AN_HOUR * peak * TRILLION)"),
        _SHARE.format(value="done / chip_hours / 3600 / peak / 1e12"),
        "def share_of_peak(done, chip_hours, peak):\n    possible = chip_hours * 60 * 60 * peak * TRILLION\n    if done > possible:\n        raise ValueError('too much')\n    return round(done / possible, 3)",
        "import numpy as np\ndef share_of_peak(done, chip_hours, peak):\n    share = np.float64(done) / np.prod([chip_hours, SECONDS_AN_HOUR, peak, TRILLION], dtype=float)\n    if share > 1: raise ValueError(share)\n    return share",
        "def share_of_peak(done, chip_hours, peak):\n    seconds = chip_hours * SECONDS_AN_HOUR\n    each = done / seconds / TRILLION\n    share = each / peak\n    if 1 < share:\n        raise ValueError('unit')\n    else:\n        return share",
    ],
    "02-stages": [
        _HOURS.format(mask=_MASK, none="None", value="parts['gpu_hours'].sum()"),
        "def hours_of(table, model):\n    found = []\n    for _, row in table.iterrows():\n        if row['model'] == model and not row['stage'].endswith('total') and not unknown(row['gpu_hours']):\n            found.append(row['gpu_hours'])\n    return sum(found) if found else None",
        "def hours_of(table, model):\n    parts = table[table.model.eq(model)]\n    parts = parts[~parts.stage.str.endswith('total')].dropna(subset=['gpu_hours'])\n    return None if parts.empty else int(parts.gpu_hours.sum())",
        "def hours_of(table, model):\n    wanted = table.query('model == @model')['gpu_hours'][[not s.endswith('total') for s in table[table['model'] == model]['stage']]]\n    total = wanted.sum(min_count=1)\n    return None if pd.isna(total) else total",
        "import numpy as np\ndef hours_of(table, model):\n    keep = (table['model'] == model).to_numpy(dtype=bool) & ~table['stage'].str.endswith('total').to_numpy(dtype=bool)\n    hours = table['gpu_hours'].to_numpy(dtype=float, na_value=np.nan)[keep]\n    hours = hours[~np.isnan(hours)]\n    return hours.sum() if hours.size else None",
    ],
    "02-peers": [
        _verdict(),
        "def verdict(ours, peers):\n    mine = operations(ours)\n    theirs = [operations(p) for p in peers]\n    known = [t for t in theirs if t is not None]\n    small = [t for t in known if mine / t <= 0.25]\n    if not known:\n        return 'not checkable'\n    if len(small) == len(known):\n        return 'supported'\n    return 'with a qualifier' if small else 'not supported'",
        "def verdict(ours, peers):\n    answers = []\n    for peer in peers:\n        if operations(peer) is not None:\n            answers.append(4 * operations(ours) <= operations(peer))\n    if answers == []:\n        return 'not checkable'\n    elif all(answers):\n        return 'supported'\n    elif any(answers):\n        return 'with a qualifier'\n    else:\n        return 'not supported'",
        "import numpy as np\ndef verdict(ours, peers):\n    theirs = np.array([operations(p) or np.nan for p in peers], dtype=float)\n    theirs = theirs[~np.isnan(theirs)]\n    if theirs.size == 0:\n        return 'not checkable'\n    share = (operations(ours) / theirs <= 1 / 4).mean()\n    return {1.0: 'supported', 0.0: 'not supported'}.get(float(share), 'with a qualifier')",
        "def verdict(ours, peers):\n    table = pd.Series([operations(p) for p in peers], dtype=float).dropna()\n    small = (operations(ours) <= table / 4).sum()\n    if len(table) == 0: return 'not checkable'\n    if small == len(table): return 'supported'\n    if small == 0: return 'not supported'\n    return 'with a qualifier'",
    ],
}

_NOTHING = "hands back its result with return"

WRONG = {
    "02-cost": [
        ("per cent", _COST + "return chip_hours * rent * (1 + trials / 100)", "not per cent"),
        ("takes trials off", _COST + "return chip_hours * rent * (1 - trials)", "not taken off"),
        ("each trial twice", _COST + "return chip_hours * rent * (1 + 2 * trials)", "Each trial counts once"),
        ("divides by trials", _COST + "return chip_hours * rent / (1 + trials)", "make it dearer"),
        (
            "one to the rent",
            _COST + "return chip_hours * (1 + rent) * (1 + trials)",
            "hours times rent".capitalize(),
        ),
        ("trials left out", _COST + "return chip_hours * rent", "Are the trials counted"),
        ("only the trials", _COST + "return chip_hours * rent * trials", "the final run is still paid for"),
        ("adds the rent", _COST + "return chip_hours + rent", "multiply them by the rent"),
        ("hours only", _COST + "return chip_hours * (1 + trials)", "multiply them by the rent"),
        ("half trials", _COST + "return chip_hours * rent * (1 + trials / 2)", "counts in full"),
        ("all added", _COST + "return (chip_hours + trials + 1) * rent", "Hours and trials are not added"),
        ("adds the rent to all", _COST + "return chip_hours * (1 + trials) + rent", "do not add it"),
        ("divides", _COST + "return chip_hours / rent * (1 + trials)", "You divided"),
        ("brackets forgotten", _COST + "return chip_hours * rent * 1 + trials", "put 1 + trials in brackets"),
        ("adds the trials", _COST + "return chip_hours * rent + trials", "put 1 + trials in brackets"),
        ("rent plus trials", _COST + "return chip_hours * (rent + trials)", "Rent and trials are not added"),
        ("doubles", _COST + "return chip_hours * rent * 2 ** trials", "grow here by doubling"),
        ("in millions", _COST + "return chip_hours * rent * (1 + trials) / 1e6", "dollars, not in millions"),
        ("typed-in number", _COST + "return 5_576_000", "Is a number typed in"),
        ("fixed rent", _COST + "return chip_hours * 2 * (1 + trials)", "The rent is an argument"),
        ("whole trials only", _COST + "return chip_hours * rent * (1 + int(trials))", "half a trial more"),
        ("forgets return", _COST + "chip_hours * rent * (1 + trials)", _NOTHING),
        ("prints", _COST + "print(chip_hours * rent * (1 + trials))", "It was printed instead"),
        ("text", _COST + "return f'{chip_hours * rent * (1 + trials)} USD'", "where a number is asked"),
        ("misspelt name", _COST + "return chip_hour * rent * (1 + trials)", "name spelt"),
        (
            "lets negative trials through",
            "def run_cost(chip_hours, rent, trials):\n    return chip_hours * rent * (1 + trials)",
            "refuse negative trials",
        ),
        (
            "returns the error",
            "def run_cost(chip_hours, rent, trials):\n    if trials < 0: return ValueError('no')\n    return chip_hours * rent * (1 + trials)",
            "where a ValueError is asked",
        ),
        (
            "refuses only trials under minus one",
            "def run_cost(chip_hours, rent, trials):\n    if trials < -1: raise ValueError('no')\n    return chip_hours * rent * (1 + trials)",
            "trials of less than nothing",
        ),
        (
            "refuses no trials at all",
            "def run_cost(chip_hours, rent, trials):\n    if trials <= 0: raise ValueError('no')\n    return chip_hours * rent * (1 + trials)",
            "stopped with ValueError",
        ),
    ],
    "02-operations": [
        (
            "and instead of or",
            _OPS.format(hole="None", value="6 * active * BILLION * tokens * TRILLION").replace(
                " or ", " and "
            ),
            "so or and not and",
        ),
        (
            "parameters squared",
            _OPS.format(hole="None", value="6 * (active * BILLION) ** 2 * tokens * TRILLION"),
            "Each stands there once",
        ),
        (
            "asks for the total as well",
            "def operations(model):\n    if any(unknown(value) for value in model.values()): return None\n    return 6e21 * model['active_params_b'] * model['training_tokens_t']",
            "only the total unknown",
        ),
        (
            "raises",
            _OPS.format(hole="None", value="6 * active * BILLION * tokens * TRILLION").replace(
                "return None", "raise ValueError('unknown')"
            ),
            "Unknown is no error",
        ),
        (
            "mean of all and active",
            _OPS.format(
                hole="None", value="3 * (active + model['total_params_b']) * BILLION * tokens * TRILLION"
            ),
            "The mean of all and active",
        ),
        (
            "all parameters",
            "def operations(model):\n    n, d = model['total_params_b'], model['training_tokens_t']\n    if unknown(n) or unknown(d): return None\n    return 6 * n * BILLION * d * TRILLION",
            "You took all parameters",
        ),
        (
            "the total where active is unknown",
            "def operations(model):\n    n, d = model['active_params_b'], model['training_tokens_t']\n    if unknown(n): n = model['total_params_b']\n    if unknown(d): return None\n    return 6 * n * BILLION * d * TRILLION",
            "The total is no substitute",
        ),
        (
            "six forgotten",
            _OPS.format(hole="None", value="active * BILLION * tokens * TRILLION"),
            "The six is missing",
        ),
        (
            "two for six",
            _OPS.format(hole="None", value="2 * active * BILLION * tokens * TRILLION"),
            "the way forward alone",
        ),
        (
            "three for six",
            _OPS.format(hole="None", value="3 * active * BILLION * tokens * TRILLION"),
            "not three",
        ),
        (
            "adds",
            _OPS.format(hole="None", value="6 * (active * BILLION + tokens * TRILLION)"),
            "not added",
        ),
        (
            "those that are not active",
            _OPS.format(
                hole="None",
                value="6 * (model['total_params_b'] - active) * BILLION * tokens * TRILLION",
            ),
            "*not* active",
        ),
        (
            "None in quotation marks",
            _OPS.format(hole="'None'", value="6 * active * BILLION * tokens * TRILLION"),
            "no quotation marks",
        ),
        (
            "no units",
            _OPS.format(hole="None", value="6 * active * tokens"),
            "Billions and trillions are missing",
        ),
        (
            "no trillions",
            _OPS.format(hole="None", value="6 * active * BILLION * tokens"),
            "TRILLION is missing",
        ),
        (
            "no billions",
            _OPS.format(hole="None", value="6 * active * tokens * TRILLION"),
            "BILLION is missing",
        ),
        (
            "billions twice",
            _OPS.format(hole="None", value="6 * active * BILLION * tokens * BILLION"),
            "not in billions",
        ),
        (
            "trillions twice",
            _OPS.format(hole="None", value="6 * active * TRILLION * tokens * TRILLION"),
            "not in trillions",
        ),
        (
            "divides",
            _OPS.format(hole="None", value="6 * active * BILLION / (tokens * TRILLION)"),
            "You divided",
        ),
        (
            "unknown as zero",
            _OPS.format(hole="0", value="6 * active * BILLION * tokens * TRILLION"),
            "Unknown is not zero",
        ),
        (
            "unknown as a word",
            _OPS.format(hole="'unknown'", value="6 * active * BILLION * tokens * TRILLION"),
            "not a word",
        ),
        (
            "and for or",
            _OPS.format(hole="None", value="6 * active * BILLION * tokens * TRILLION").replace(
                " or ", " and "
            ),
            "unknown",
        ),
        (
            "forgets nan",
            "def operations(model):\n    n, d = model['active_params_b'], model['training_tokens_t']\n    if n is None or d is None: return None\n    return 6 * n * BILLION * d * TRILLION",
            "nan is how a table writes unknown",
        ),
        (
            "prints",
            _OPS.format(hole="None", value="print(6 * active * BILLION * tokens * TRILLION)"),
            "It was printed instead",
        ),
        (
            "one digit",
            _OPS.format(hole="None", value="float(f'{6 * active * 1e9 * tokens * 1e12:.0e}')"),
            "operations of V3",
        ),
    ],
    "02-share": [
        (
            "refuses less than one",
            _SHARE.format(value="done / (chip_hours * SECONDS_AN_HOUR * peak * TRILLION)").replace(
                "> 1", "< 1"
            ),
            "is > meant",
        ),
        (
            "forgets return",
            _SHARE.format(value="done / (chip_hours * SECONDS_AN_HOUR * peak * TRILLION)").replace(
                "return share", "share"
            ),
            _NOTHING,
        ),
        (
            "brackets forgotten",
            _SHARE.format(value="done / chip_hours * SECONDS_AN_HOUR * peak * TRILLION"),
            "are brackets round",
        ),
        (
            "per cent",
            _SHARE.format(value="100 * done / (chip_hours * SECONDS_AN_HOUR * peak * TRILLION)"),
            "ValueError",
        ),
        (
            "per cent, no guard",
            "def share_of_peak(done, chip_hours, peak):\n    return 100 * done / (chip_hours * SECONDS_AN_HOUR * peak * TRILLION)",
            "That is per cent",
        ),
        (
            "hours, not seconds",
            _SHARE.format(value="done / (chip_hours * peak * TRILLION)"),
            "hours turned into seconds",
        ),
        (
            "peak not in trillions",
            _SHARE.format(value="done / (chip_hours * SECONDS_AN_HOUR * peak)"),
            "the peak in trillions",
        ),
        (
            "sixty seconds an hour",
            _SHARE.format(value="done / (chip_hours * 60 * peak * TRILLION)"),
            "hours turned into seconds",
        ),
        (
            "doubled peak",
            _SHARE.format(value="done / (chip_hours * SECONDS_AN_HOUR * 2 * peak * TRILLION)"),
            "do not double it",
        ),
        (
            "upside down",
            _SHARE.format(value="(chip_hours * SECONDS_AN_HOUR * peak * TRILLION) / done"),
            "ValueError",
        ),
        (
            "upside down, no guard",
            "def share_of_peak(done, chip_hours, peak):\n    return (chip_hours * SECONDS_AN_HOUR * peak * TRILLION) / done",
            "Upside down",
        ),
        (
            "no guard",
            "def share_of_peak(done, chip_hours, peak):\n    return done / (chip_hours * SECONDS_AN_HOUR * peak * TRILLION)",
            "A share above 1 cannot be",
        ),
        (
            "cuts to one",
            "def share_of_peak(done, chip_hours, peak):\n    return min(1, done / (chip_hours * SECONDS_AN_HOUR * peak * TRILLION))",
            "Do not cut it to 1",
        ),
        (
            "unknown for impossible",
            "def share_of_peak(done, chip_hours, peak):\n    share = done / (chip_hours * SECONDS_AN_HOUR * peak * TRILLION)\n    if share > 1: return None\n    return share",
            "Impossible is not unknown",
        ),
        (
            "refuses exactly one",
            "def share_of_peak(done, chip_hours, peak):\n    share = done / (chip_hours * SECONDS_AN_HOUR * peak * TRILLION)\n    if share >= 1: raise ValueError\n    return share",
            ">, not >=",
        ),
        (
            "fixed peak",
            _SHARE.format(value="done / (chip_hours * SECONDS_AN_HOUR * 989 * TRILLION)"),
            "The peak is an argument",
        ),
        (
            "one decimal",
            _SHARE.format(value="round(done / (chip_hours * SECONDS_AN_HOUR * peak * TRILLION), 1)"),
            "V3",
        ),
        (
            "prints",
            "def share_of_peak(done, chip_hours, peak):\n    print(done / (chip_hours * SECONDS_AN_HOUR * peak * TRILLION))",
            "It was printed instead",
        ),
    ],
    "02-stages": [
        (
            "unknown hours as zero",
            "def hours_of(table, model):\n    parts = table[(table['model'] == model) & ~table['stage'].str.endswith('total')]\n    if len(parts) == 0: return None\n    return parts['gpu_hours'].sum()",
            "Its one stage has no hours",
        ),
        (
            "the largest row",
            "def hours_of(table, model):\n    found = table[table['model'] == model]['gpu_hours'].max()\n    return None if pd.isna(found) else found",
            "the printed sum, or the largest row",
        ),
        (
            "contains for ends with",
            _HOURS.format(
                mask=_MASK.replace("endswith", "contains"), none="None", value="parts['gpu_hours'].sum()"
            ),
            "*ends* with total",
        ),
        (
            "counts the sums",
            _HOURS.format(
                mask="(table['model'] == model) & table['gpu_hours'].notna()",
                none="None",
                value="parts['gpu_hours'].sum()",
            ),
            "The sum was counted as well",
        ),
        (
            "any model",
            _HOURS.format(
                mask="~table['stage'].str.endswith('total') & table['gpu_hours'].notna()",
                none="None",
                value="parts['gpu_hours'].sum()",
            ),
            "Another model's hours",
        ),
        (
            "whole column",
            "def hours_of(table, model):\n    return table['gpu_hours'].sum()",
            "That is the whole column",
        ),
        (
            "counts rows",
            _HOURS.format(mask=_MASK, none="None", value="len(parts)"),
            "That is the number of rows",
        ),
        (
            "mean",
            _HOURS.format(mask=_MASK, none="None", value="parts['gpu_hours'].mean()"),
            "That is the mean",
        ),
        (
            "largest",
            _HOURS.format(mask=_MASK, none="None", value="parts['gpu_hours'].max()"),
            "first or largest row",
        ),
        (
            "nothing as zero",
            "def hours_of(table, model):\n    return table[" + _MASK + "]['gpu_hours'].sum()",
            "Unknown is not zero",
        ),
        (
            "zero for none",
            _HOURS.format(mask=_MASK, none="0", value="parts['gpu_hours'].sum()"),
            "Unknown is not zero",
        ),
        (
            "only the sums",
            _HOURS.format(mask=_MASK.replace("~", ""), none="None", value="parts['gpu_hours'].sum()"),
            "hours",
        ),
        (
            "and between masks",
            "def hours_of(table, model):\n    parts = table[(table['model'] == model) and ~table['stage'].str.endswith('total')]\n    return parts['gpu_hours'].sum()",
            "Between columns write &",
        ),
        (
            "a mask",
            "def hours_of(table, model):\n    return (table['model'] == model) & ~table['stage'].str.endswith('total')",
            "where a number is asked",
        ),
        (
            "typed-in model",
            _HOURS.format(
                mask=_MASK.replace("== model", "== 'A'"), none="None", value="parts['gpu_hours'].sum()"
            ),
            "Is the model typed in",
        ),
        (
            "typed-in stages",
            "def hours_of(table, model):\n    parts = table[(table['model'] == model) & table['stage'].isin(['pretraining', 'post_training']) & table['gpu_hours'].notna()]\n    if len(parts) == 0: return None\n    return parts['gpu_hours'].sum()",
            "V3 in the real table",
        ),
        (
            "the notebook's table",
            "def hours_of(table, model):\n    parts = practice[(practice['model'] == model) & ~practice['stage'].str.endswith('total') & practice['gpu_hours'].notna()]\n    if len(parts) == 0: return None\n    return parts['gpu_hours'].sum()",
            "and not practice",
        ),
        (
            "adds up in Python, unknown and all",
            "def hours_of(table, model):\n    parts = table[(table['model'] == model) & ~table['stage'].str.endswith('total')]\n    if len(parts) == 0: return None\n    return sum(float(h) for h in parts['gpu_hours'])",
            "not those without hours",
        ),
        (
            "prints",
            _HOURS.format(mask=_MASK, none="None", value="print(parts['gpu_hours'].sum())"),
            "It was printed instead",
        ),
    ],
    "02-peers": [
        (
            "the lesson's words",
            _verdict().replace("'with a qualifier'", "'supported with a qualifier'"),
            "as this table has it",
        ),
        (
            "the mean of the peers",
            "def verdict(ours, peers):\n    known = [operations(p) for p in peers if not unknown(operations(p))]\n    if not known: return 'not checkable'\n    return 'supported' if operations(ours) <= sum(known) / len(known) / 4 else 'not supported'",
            "Are the peers added or averaged",
        ),
        (
            "any for all",
            _verdict().replace("small == counted", "small > 0"),
            "some, not all",
        ),
        (
            "none before no peer",
            _verdict().replace(
                "    if counted == 0:\n        return 'not checkable'\n    if small == counted",
                "    if small == 0:\n        return 'not supported'\n    if counted == 0:\n        return 'not checkable'\n    if small == counted",
            ),
            "Ask counted == 0 first",
        ),
        (
            "the other way round",
            _verdict(fraction="theirs <= operations(ours) / 4"),
            "not the other way round",
        ),
        ("less than a quarter", _verdict(fraction="operations(ours) < theirs / 4"), "<=, not <"),
        ("a tenth", _verdict(fraction="operations(ours) <= theirs / 10"), "is a tenth asked"),
        ("a half", _verdict(fraction="operations(ours) <= theirs / 2"), "A third is more than a quarter"),
        (
            "any saving counts",
            _verdict(fraction="operations(ours) < theirs"),
            "A third is more than a quarter",
        ),
        ("0.26", _verdict(fraction="operations(ours) <= 0.26 * theirs"), "a little more than a quarter"),
        (
            "parameters only",
            _verdict(fraction="ours['active_params_b'] <= peer['active_params_b'] / 4"),
            "Tokens count as well",
        ),
        (
            "the majority",
            _verdict().replace("small == counted", "small > counted / 2"),
            "All, and not most",
        ),
        (
            "the sum of the peers",
            "def verdict(ours, peers):\n    known = [operations(p) for p in peers if not unknown(operations(p))]\n    if not known: return 'not checkable'\n    return 'supported' if operations(ours) <= sum(known) / 4 else 'not supported'",
            "Are the peers added or averaged",
        ),
        (
            "no peer as supported",
            _verdict(empty="'supported'"),
            "No peer is left",
        ),
        ("no peer as not supported", _verdict(empty="'not supported'"), "Unknown is not no"),
        (
            "unknown peers count against",
            _verdict(unknown="counted += 1\n            continue"),
            "Unknown is not no",
        ),
        (
            "return in the loop",
            "def verdict(ours, peers):\n    for peer in peers:\n        theirs = operations(peer)\n        if unknown(theirs): return 'not checkable'\n        if operations(ours) <= theirs / 4: return 'supported'\n        return 'not supported'",
            "Is return in the loop",
        ),
        (
            "only the last peer",
            "def verdict(ours, peers):\n    for peer in peers:\n        theirs = operations(peer)\n        if unknown(theirs): answer = 'not checkable'\n        elif operations(ours) <= theirs / 4: answer = 'supported'\n        else: answer = 'not supported'\n    return answer",
            "only the last peer",
        ),
        (
            "total parameters",
            _verdict(
                fraction="ours['total_params_b'] * ours['training_tokens_t'] <= peer['total_params_b'] * peer['training_tokens_t'] / 4"
            ),
            "V3 beside Llama 3.1 405B",
        ),
        (
            "forgets the unknown",
            "def verdict(ours, peers):\n    small = 0\n    for peer in peers:\n        if operations(ours) <= operations(peer) / 4: small += 1\n    if not peers: return 'not checkable'\n    if small == len(peers): return 'supported'\n    return 'with a qualifier' if small else 'not supported'",
            "None stands for unknown",
        ),
        ("True for a word", _verdict().replace("'supported'", "True", 1), "where a text is asked"),
        ("prints", _verdict().replace("return 'supported'", "print('supported')"), "supported"),
        ("another word", _verdict().replace("'with a qualifier'", "'qualified'"), "V3 beside both"),
        (
            "a capital letter",
            _verdict().replace("return 'supported'", "return 'Supported'"),
            "V3 beside Llama",
        ),
    ],
}

# Mutants that change nothing a test could see, with the reason.
EQUIVALENT: dict[str, str] = {}
