"""Right and wrong answers to exercise 05. A wrong one carries the slip it stands for and a piece of the message it must meet."""

_LADDER = """
def openness_level(grades):
    parts = [grades.get(part) for part in ("weights", "licence", "code", "data")]
    if {known}:
        raise ValueError("no grade")
    if grades["weights"] == "closed":
        return "closed"
    if {limited}:
        return "open weights"
    if {making}:
        return "open source"
    return "open weights, free licence"
"""
_KNOWN = "not set(parts) <= {'open', 'partial', 'closed'}"
_LIMITED = "grades['weights'] != 'open' or grades['licence'] != 'open'"
_MAKING = "grades['code'] == 'open' and grades['data'] == 'open'"

_WINDOW = """
def crossover_month(months, ours, theirs, hold):
    if {bad}:
        raise ValueError("three ordered lists of one length, please")
    ahead = [a {sign} b for a, b in zip(ours, theirs)]
    for start in range({stop}):
        if all(ahead[start:start + hold]):
            return months[{answer}]
    return None
"""
_BAD = "not months or len({len(months), len(ours), len(theirs)}) > 1 or list(months) != sorted(set(months)) or hold < 1"
_STOP = "len(months) - hold + 1"

_CLAUSES = """
def licence_allows(row, kind, users_m, revenue_usd_m, country):
    if kind not in ("research", "product", "hosting"):
        raise ValueError(kind)
    {territory}
    {research}
    {commerce}
    {users}
    {gate}
    return True
"""
_PARTS = {
    "territory": "if known(row['excluded_territory']) and country in row['excluded_territory'].split('|'): return False",
    "research": "if kind == 'research': return True",
    "commerce": "if not (known(row['commercial_use']) and row['commercial_use']): return False if known(row['commercial_use']) else None",
    "users": "if known(row['user_threshold_m']) and users_m > row['user_threshold_m']: return False",
    "gate": "if kind == 'hosting' and known(row['revenue_gate_usd_m']) and revenue_usd_m > row['revenue_gate_usd_m']: return False",
}

_SUMS = """
def who_leads(table, week, scope, unnamed=None):
    rows = table[{rows}]
    {empty}
    country = rows["developer_country"]{fill}
    china = rows.loc[country.eq("CN"), "tokens_bn"].sum()
    us = rows.loc[country.eq("US"), "tokens_bn"].sum()
    {tie}
    return "CN" if china > us else "US"
"""
_ROWS = "table['week_end'].eq(week) & table['scope'].eq(scope)"
_EMPTY = "if rows.empty: raise ValueError('no such week')"
_TIE = "if china == us: return None"
_FILL = ".fillna(unnamed or '?')"


def _clauses(**changed: str) -> str:
    return _CLAUSES.format(**_PARTS | changed)


def _window(**changed: str) -> str:
    return _WINDOW.format(**{"bad": _BAD, "sign": ">", "stop": _STOP, "answer": "start"} | changed)


def _ladder(**changed: str) -> str:
    return _LADDER.format(**{"known": _KNOWN, "limited": _LIMITED, "making": _MAKING} | changed)


def _sums(**changed: str) -> str:
    return _SUMS.format(**{"rows": _ROWS, "empty": _EMPTY, "fill": _FILL, "tie": _TIE} | changed)


_HHI = """
def hhi(amounts):
    total = sum(amounts)
    if {bad}:
        raise ValueError("no shares")
    return {answer}
"""
_NO_SHARES = "total <= 0 or min(amounts) < 0"

RIGHT = {
    "05-hhi": [
        _HHI.format(bad=_NO_SHARES, answer="sum((100 * a / total) ** 2 for a in amounts)"),
        """
import numpy as np

def hhi(amounts):
    shares = np.array(amounts, dtype=float)
    if shares.sum() <= 0 or (shares < 0).any():
        raise ValueError("no shares")
    return np.square(shares / shares.sum()).sum() * 10_000
""",
        # rounded as the text allows, in a plain loop
        """
def hhi(amounts):
    total = 0
    for amount in amounts:
        if amount < 0:
            raise ValueError("negative")
        total = total + amount
    if total == 0:
        raise ValueError("nothing to share out")
    index = 0
    for amount in amounts:
        share = 100 * amount / total
        index = index + share * share
    return round(index)
""",
        # a whole cell pasted, with its own import and a call at the end
        """
import math

def squares(amounts):
    total = math.fsum(amounts)
    if not amounts or total == 0 or any(a < 0 for a in amounts):
        raise ValueError("no shares")
    yield from ((100 * a / total) ** 2 for a in amounts)

def hhi(amounts):
    return math.fsum(squares(amounts))

print(hhi([30, 30, 20, 20]))
""",
    ],
    "05-level": [
        _ladder(),
        """
def openness_level(grades):
    rank = {"closed": 0, "partial": 1, "open": 2}
    try:
        weights, licence, code, data = [rank[grades[p]] for p in ("weights", "licence", "code", "data")]
    except KeyError as error:
        raise ValueError(f"no grade: {error}") from error
    if weights == 0:
        step = "closed"
    elif weights + licence < 4:
        step = "open weights"
    elif code + data < 4:
        step = "open weights, free licence"
    else:
        step = "open source"
    return step
""",
        """
STEPS = ["closed", "open weights", "open weights, free licence", "open source"]

def openness_level(grades):
    if any(grades.get(part) not in ("open", "partial", "closed") for part in ("weights", "licence", "code", "data")):
        raise ValueError("every part needs a grade")
    passed_tests = 0
    for test in (
        grades["weights"] != "closed",
        grades["weights"] == grades["licence"] == "open",
        grades["code"] == grades["data"] == "open",
    ):
        if not test:
            break
        passed_tests += 1
    return STEPS[passed_tests]
""",
    ],
    "05-crossover": [
        _window(),
        """
def crossover_month(months, ours, theirs, hold):
    months = list(months)
    if len(months) == 0 or len(months) != len(ours) or len(ours) != len(theirs) or hold < 1:
        raise ValueError("three lists of one length, please")
    for before, after in zip(months, months[1:]):
        if after <= before:
            raise ValueError("months out of order")
    run = 0
    for place, month in enumerate(months):
        run = run + 1 if ours[place] > theirs[place] else 0
        if run == hold:
            return months[place - hold + 1]
""",
        """
import numpy as np

def crossover_month(months, ours, theirs, hold):
    if not len(months) == len(ours) == len(theirs) > 0:
        raise ValueError("lengths")
    if hold < 1 or any(a >= b for a, b in zip(months, months[1:])):
        raise ValueError("order, or hold")
    ahead = np.array(ours) > np.array(theirs)
    starts = (m for i, m in enumerate(months) if ahead[i : i + hold].sum() == hold)
    return next(starts, None)
""",
        """
import pandas as pd

def crossover_month(months, ours, theirs, hold):
    if not len(months) == len(ours) == len(theirs):
        raise ValueError("lengths")
    table = pd.DataFrame({"ours": ours, "theirs": theirs}, index=months)
    if table.empty or not table.index.is_unique or not table.index.is_monotonic_increasing or hold < 1:
        raise ValueError("three ordered lists, please")
    runs = (table["ours"] > table["theirs"]).astype(int).rolling(hold).sum()
    ends = [place for place, run in enumerate(runs) if run == hold]
    return table.index[ends[0] - hold + 1] if ends else None
""",
    ],
    "05-licence": [
        _clauses(),
        """
def licence_allows(row, kind, users_m, revenue_usd_m, country):
    if kind not in {"research", "product", "hosting"}:
        raise ValueError("no such use")
    shut = row["excluded_territory"].split("|") if known(row["excluded_territory"]) else []
    if country in shut:
        return False
    if kind != "research":
        commerce = row["commercial_use"]
        if not known(commerce):
            return None
        users = row["user_threshold_m"] if known(row["user_threshold_m"]) else float("inf")
        gate = row["revenue_gate_usd_m"] if known(row["revenue_gate_usd_m"]) else float("inf")
        if kind == "product":
            gate = float("inf")
        return bool(commerce) and users_m <= users and revenue_usd_m <= gate
    return True
""",
        """
import numpy as np

def licence_allows(row, kind, users_m, revenue_usd_m, country):
    def over(value, threshold):
        return known(threshold) and value > threshold

    match kind:
        case "research" | "product" | "hosting":
            pass
        case _:
            raise ValueError(f"{kind} is not a use")
    codes = str(row["excluded_territory"]).split("|")
    if country in codes:
        return np.False_
    if kind == "research":
        return np.True_
    if not known(row["commercial_use"]):
        return None
    must_ask = over(users_m, row["user_threshold_m"])
    if kind == "hosting":
        must_ask = must_ask or over(revenue_usd_m, row["revenue_gate_usd_m"])
    return np.bool_(row["commercial_use"] and not must_ask)
""",
    ],
    "05-leader": [
        _sums(),
        """
def who_leads(table, week, scope, unnamed=None):
    sums, seen = {"CN": 0.0, "US": 0.0}, False
    for row in table.to_dict("records"):
        if str(row["week_end"])[:10] != week or row["scope"] != scope:
            continue
        seen = True
        country = row["developer_country"]
        side = country if isinstance(country, str) else unnamed
        if side in sums:
            sums[side] += row["tokens_bn"]
    if not seen:
        raise ValueError("no such week")
    if sums["CN"] == sums["US"]:
        return None
    return max(sums, key=sums.get)
""",
        # a loop that compares days as days
        """
import pandas as pd

def who_leads(table, week, scope, unnamed=None):
    day, china, us, found = pd.Timestamp(week), 0, 0, 0
    for _, row in table.iterrows():
        if row["week_end"] == day and row["scope"] == scope:
            found = found + 1
            side = unnamed if pd.isna(row["developer_country"]) else row["developer_country"]
            if side == "CN":
                china = china + row["tokens_bn"]
            if side == "US":
                us = us + row["tokens_bn"]
    if found == 0:
        raise ValueError("no rows")
    if china == us:
        return None
    return "CN" if china > us else "US"
""",
        """
import numpy as np

def who_leads(table, week, scope, unnamed=None):
    days = table["week_end"].to_numpy().astype("datetime64[D]")
    mine = (days == np.datetime64(week)) & (table["scope"].astype(str).to_numpy() == scope)
    if not mine.any():
        raise ValueError("that week is not there")
    countries = table["developer_country"].astype(object).to_numpy()[mine]
    amounts = table["tokens_bn"].to_numpy()[mine]
    side = np.array([c if isinstance(c, str) else str(unnamed) for c in countries])
    gap = amounts[side == "CN"].sum() - amounts[side == "US"].sum()
    return {1.0: "CN", -1.0: "US"}.get(float(np.sign(gap)))
""",
        """
import pandas as pd

def who_leads(table, week, scope, unnamed=None):
    day = pd.Timestamp(week)
    rows = table.query("week_end == @day and scope == @scope")
    if len(rows) == 0:
        raise ValueError("nothing to sum")
    sides = rows["developer_country"].astype(object)
    if unnamed:
        sides = sides.where(sides.notna(), unnamed)
    sums = rows["tokens_bn"].groupby(sides).sum().reindex(["CN", "US"]).fillna(0)
    return None if sums["CN"] == sums["US"] else sums.idxmax()
""",
    ],
}

WRONG = {
    "05-hhi": [
        (
            "squares the amounts",
            _HHI.format(bad=_NO_SHARES, answer="sum(a ** 2 for a in amounts)"),
            "square their shares",
        ),
        (
            "shares between 0 and 1",
            _HHI.format(bad=_NO_SHARES, answer="sum((a / total) ** 2 for a in amounts)"),
            "takes per cent",
        ),
        (
            "adds the shares",
            _HHI.format(bad=_NO_SHARES, answer="sum(100 * a / total for a in amounts)"),
            "not squared",
        ),
        (
            "no check of the total",
            "def hhi(amounts):\n    return sum((100 * a / sum(amounts)) ** 2 for a in amounts)",
            "before you divide",
        ),
        (
            "lets a negative amount pass",
            _HHI.format(bad="total <= 0", answer="sum((100 * a / total) ** 2 for a in amounts)"),
            "smallest amount",
        ),
        (
            "forbids a holder of nothing",
            _HHI.format(
                bad="total <= 0 or min(amounts) <= 0", answer="sum((100 * a / total) ** 2 for a in amounts)"
            ),
            "Zero is allowed",
        ),
        (
            "whole numbers only",
            _HHI.format(bad=_NO_SHARES, answer="sum((100 * a / total) ** 2 for a in map(int, amounts))"),
            "below one are amounts",
        ),
        (
            "typed-in numbers",
            _HHI.format(bad=_NO_SHARES, answer="{1: 10000, 3: 10000 / 3}.get(len(amounts), 2600)"),
            "Is a number typed in",
        ),
        *(
            (
                f"shares rounded to {places} places",
                _HHI.format(
                    bad=_NO_SHARES, answer=f"sum(round(100 * a / total, {places}) ** 2 for a in amounts)"
                ),
                "rounded before they were squared",
            )
            for places in (0, 1, 2)
        ),
        (
            "doubles",
            _HHI.format(bad=_NO_SHARES, answer="sum(100 * a / total * 2 for a in amounts)"),
            "* 2 doubles",
        ),
        (
            "mean of the squares",
            _HHI.format(bad=_NO_SHARES, answer="sum((100 * a / total) ** 2 for a in amounts) / len(amounts)"),
            "mean of the squares",
        ),
        (
            "largest only",
            _HHI.format(bad=_NO_SHARES, answer="max(100 * a / total for a in amounts) ** 2"),
            "largest holder alone",
        ),
        (
            "square of the sum",
            _HHI.format(bad=_NO_SHARES, answer="sum(100 * a / total for a in amounts) ** 2"),
            "square each share",
        ),
        (
            "largest share in per cent, with the unit",
            _HHI.format(bad=_NO_SHARES, answer="str(sum((100 * a / total) ** 2 for a in amounts))"),
            "a text",
        ),
    ],
    "05-level": [
        ("free licence is enough", _ladder(making="True"), "Data and code are closed"),
        ("American spelling", _ladder().replace("free licence", "free license"), "letter by letter"),
        ("capital letters", _ladder().replace('"open weights"', '"Open weights"'), "letter by letter"),
        (
            "a capital for open source",
            _ladder().replace('"open source"', '"Open source"'),
            "letter by letter",
        ),
        ("code or data", _ladder(making=_MAKING.replace(" and ", " or ")), "both fully open"),
        ("part of a licence counts", _ladder(limited="grades['licence'] == 'closed'"), "not a free licence"),
        ("ignores the licence", _ladder(limited="grades['weights'] != 'open'"), "not a free licence"),
        (
            "unknown as closed",
            _ladder(known="False").replace("grades[", "grades.get(").replace("']", "')").replace('"]', '")'),
            "neither open nor closed",
        ),
        (
            "asks for the licence first",
            _ladder().replace('if grades["weights"] == "closed"', "if grades['licence'] == 'closed'"),
            "Ask for the weights first",
        ),
        ("weights in part pass", _ladder(limited="grades['licence'] != 'open'"), "never reach"),
        (
            "a closed licence closes all",
            _ladder().replace(
                'if grades["weights"] == "closed"', "if 'closed' in (grades['weights'], grades['licence'])"
            ),
            "does not take them back",
        ),
        (
            "takes every word as a grade",
            _ladder(known="None in parts"),
            "Only open, partial and closed",
        ),
        ("prints", "def openness_level(grades):\n    print('open source')", "returned nothing"),
    ],
    "05-crossover": [
        (
            "first touch",
            _window().replace("all(ahead[start:start + hold])", "ahead[start]"),
            "first touch",
        ),
        ("tie as lead", _window(sign=">="), "A tie is not a lead"),
        ("month at the end of the run", _window(answer="start + hold - 1"), "begins counts as the first"),
        (
            "one month too many",
            _window().replace("start + hold]", "start + hold + 1]"),
            "a single month is enough",
        ),
        ("runs over the end", _window(stop="len(months)"), "before four months have passed"),
        ("stops too early", _window(stop="len(months) - hold"), "ends with the last month"),
        (
            "order unchecked",
            _window(bad="not months or len({len(months), len(ours), len(theirs)}) > 1 or hold < 1"),
            "Out of order",
        ),
        (
            "zip cuts a short list",
            _window(bad="not months or list(months) != sorted(set(months)) or hold < 1"),
            "Compare the lengths",
        ),
        (
            "sorts instead of refusing",
            _window(bad="not months").replace("    ahead", "    months = sorted(months)\n    ahead"),
            "Out of order",
        ),
    ],
    "05-licence": [
        (
            "research first",
            _clauses(territory=_PARTS["research"], research=_PARTS["territory"]),
            "ask it first",
        ),
        ("at the threshold", _clauses(users=_PARTS["users"].replace(">", ">=")), "more than 700 million"),
        ("no threshold", _clauses(users=""), "separate licence is needed"),
        (
            "users counted in heads",
            _clauses(users=_PARTS["users"].replace("users_m > row", "users_m > 1_000_000 * row")),
            "both stand in millions",
        ),
        (
            "takes every kind of use",
            _clauses().replace('if kind not in ("research", "product", "hosting")', "if False"),
            "Test kind first",
        ),
        ("no gate", _clauses(gate=""), "USD 20 million"),
        (
            "user threshold for products only",
            _clauses(users=_PARTS["users"].replace("if ", "if kind == 'product' and ", 1)),
            "for every use but research",
        ),
        (
            "user threshold for sellers only where there is no gate",
            _clauses(
                users=_PARTS["users"].replace(
                    "if ",
                    "if (kind == 'product' or not known(row['revenue_gate_usd_m'])) and row['user_threshold_m'] != 100 and ",
                    1,
                )
            ),
            "for every use but research",
        ),
        (
            "users counted before research",
            _clauses(research=_PARTS["users"] + "\n    " + _PARTS["research"], users=""),
            "before users are counted",
        ),
        (
            "splits an empty cell",
            _clauses(territory="if country in row['excluded_territory'].split('|'): return False"),
            "before you split it",
        ),
        (
            "gate for all",
            _clauses(gate=_PARTS["gate"].replace("kind == 'hosting' and ", "")),
            "sellers of access only",
        ),
        (
            "unknown as allowed",
            _clauses(commerce="if known(row['commercial_use']) and not row['commercial_use']: return False"),
            "neither yes nor no",
        ),
        (
            "empty threshold as zero",
            _clauses(
                users="if users_m > (row['user_threshold_m'] if known(row['user_threshold_m']) else 0): return False"
            ),
            "An empty threshold is no threshold",
        ),
        (
            "research needs the commercial clause",
            _clauses(research="", gate=_PARTS["gate"]),
            "before commerce is asked",
        ),
    ],
    "05-leader": [
        ("all scopes", _sums(rows="table['week_end'].eq(week)"), "Did the scope, or the unnamed"),
        ("all weeks", _sums(rows="table['scope'].eq(scope)"), "of that week and that scope alone"),
        (
            "sums the list value",
            _sums().replace('"tokens_bn"', '"list_value_usd_k"'),
            "tokens_bn summed, not list value",
        ),
        ("unnamed are Chinese", _sums(fill=".fillna('CN')"), "Did the scope, or the unnamed"),
        ("unnamed ignored", _sums(fill=""), "Add the tokens without a country"),
        ("no rows is a tie", _sums(empty=""), "No rows means no answer"),
        ("a tie has a leader", _sums(tie=""), "A tie has no leader"),
        (
            "counts rows, not tokens",
            _sums().replace('"tokens_bn"].sum()', '"tokens_bn"].count()'),
            "of that week and that scope alone",
        ),
        (
            "names the country",
            _sums().replace('return "CN" if china > us else "US"', 'return "China" if china > us else "US"'),
            "codes",
        ),
        (
            "returns both sums",
            _sums().replace('return "CN" if china > us else "US"', "return china, us"),
            "where",
        ),
        (
            "compares a day with a text",
            """
def who_leads(table, week, scope, unnamed=None):
    sums = {"CN": 0, "US": 0}
    for row in table.to_dict("records"):
        if row["week_end"] == week and row["scope"] == scope and row["developer_country"] in sums:
            sums[row["developer_country"]] += row["tokens_bn"]
    return None if sums["CN"] == sums["US"] else max(sums, key=sums.get)
""",
            "compare str(day)[:10] with week",
        ),
    ],
}

_WEEKS = """
def crossover_month(months, ours, theirs, hold):
    if not months or not len(months) == len(ours) == len(theirs):
        raise ValueError("lengths")
    if list(months) != sorted(set(months)) or hold < 1:
        raise ValueError("order")
    ahead = [a > b for a, b in zip(ours, theirs)]
    for start in range(len(months) - hold + 1):
        if all(ahead[start:start + hold]):
            return months[start]
    return None
"""
_COUNTED = """
def crossover_month(months, ours, theirs, hold):
    if not months or not len(months) == len(ours) == len(theirs):
        raise ValueError("lengths")
    if list(months) != sorted(set(months)) or hold < 1:
        raise ValueError("order")
    count = 0
    for place in range(len(months)):
        if ours[place] > theirs[place]:
            count = count + 1
            if count == hold:
                return months[{place}]
    return None
"""
_ELSE = """
def who_leads(table, week, scope, unnamed=None):
    rows = table[(table["week_end"] == week) & (table["scope"] == scope)]
    if rows.empty:
        raise ValueError("no rows")
    sums = rows.groupby("developer_country")["tokens_bn"].sum()
    china, us = sums.get("CN", 0), sums.get("US", 0)
    rest = rows.loc[rows["developer_country"].isna(), "tokens_bn"].sum()
    if unnamed == "CN":
        china += rest
    else:
        us += rest
    return None if china == us else "CN" if china > us else "US"
"""
_SIDES = """
def who_leads(table, week, scope, unnamed=None):
    rows = table[(table["week_end"] == week) & (table["scope"] == scope)]
    if rows.empty:
        raise ValueError("no rows")
    country, blank = rows["developer_country"].astype(object), rows["developer_country"].isna()
    country = country.where(~blank, unnamed or "nobody")
    if unnamed is None:
        china, us = country.eq("CN"), country.eq("US")
    else:
        china, us = {china}, {us}
    china, us = rows.loc[china, "tokens_bn"].sum(), rows.loc[us, "tokens_bn"].sum()
    return None if china == us else "CN" if china > us else "US"
"""
for _task, _slips in {
    "05-hhi": [
        ("first holder", _HHI.format(bad=_NO_SHARES, answer="(100 * amounts[0] / total) ** 2"), "is return inside the loop"),
        ("by the largest", _HHI.format(bad=_NO_SHARES, answer="sum((100 * a / max(amounts)) ** 2 for a in amounts)"), "divided by the largest"),
        ("by their number", _HHI.format(bad=_NO_SHARES, answer="sum((100 * a / len(amounts)) ** 2 for a in amounts)"), "by the number of holders"),
        ("equal holders", _HHI.format(bad=_NO_SHARES, answer="1e4 / sum((100 * a / total) ** 2 for a in amounts)"), "the number of equal holders"),
        ("squares first, then divides", _HHI.format(bad=_NO_SHARES, answer="100 * sum(a ** 2 for a in amounts) / total"), "before you square it"),
        ("root", _HHI.format(bad=_NO_SHARES, answer="sum((100 * a / total) ** 2 for a in amounts) ** 0.5"), "That is the root"),
        ("a set", _HHI.format(bad=_NO_SHARES, answer="sum((100 * a / total) ** 2 for a in set(amounts))"), "A set drops"),
    ],
    "05-crossover": [
        ("return None inside the loop", _WEEKS.replace("            return months[start]\n", "            return months[start]\n        return None\n"), "Is return None inside the loop"),
        ("sides exchanged", _WEEKS.replace("a > b", "a < b"), "Are ours and theirs exchanged"),
        ("the place", _WEEKS.replace("months[start]\n", "start\n"), "not its place"),
        ("never back to zero", _COUNTED.format(place="place"), "sets the count back"),
        ("never back to zero, named by its start", _COUNTED.format(place="place - hold + 1"), "sets the count back"),
        ("sums of the run", _WEEKS.replace("all(ahead[start:start + hold])", "sum(ours[start:start + hold]) > sum(theirs[start:start + hold])"), "Each month of the run must be a lead"),
        ("any for all", _WEEKS.replace("all(", "any("), "any asks for one month"),
    ],
    "05-leader": [
        ("an else gives the unnamed to the US", _ELSE, "does an else give them to the US"),
        ("a third country is Chinese", _SIDES.format(china="country.ne('US')", us="country.eq('US')"), "counts for neither side"),
        ("a third country is American", _SIDES.format(china="country.eq('CN')", us="country.ne('CN')"), "counts for neither side"),
    ],
}.items():  # fmt: skip
    WRONG[_task] += _slips

# Mutants that change nothing a test could see, with the reason.
EQUIVALENT: dict[str, str] = {}
