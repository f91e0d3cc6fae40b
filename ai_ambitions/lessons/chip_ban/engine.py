"""The rule engine of lesson 06: what US export rules say, on a day, of a chip or memory stack that is to go to a place.

It knows the figures of chips, the dates of rules, the addressees of letters and, where it is given the tables of ``places``, country
groups, kinds of shipment and the seat of the buyer. It does not know the use, buyers on a list, boards or systems; for those it has no
answer and gives none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ai_ambitions.core.cells import as_date, known, rows_of
from ai_ambitions.core.errors import CourseError
from ai_ambitions.lessons.chip_ban.model import (
    COMPARE,
    all_of,
    any_of,
    chip_metrics,
    find,
    rule_in_force,
)
from ai_ambitions.lessons.chip_ban.places import KINDS, Deal, Places, outside

CONTROLLED, NOT_CONTROLLED, UNDECIDED, NO_RULE = (
    "controlled",
    "not controlled",
    "cannot be decided",
    "no rule in force",
)
DEPENDS, NOT_KNOWN, OUT_OF_SCOPE = ("depends", "not known for this place", "outside the scope of this engine")
FREE = (NOT_CONTROLLED, NO_RULE)
FIRST_DAY = "2017-01-01"  # of the oldest chip in our table; what older rules said of computers is not coded
NO_POLICY = "review policy not known"

SIGNS = {">=": "≥", ">": ">", "<": "<", "<=": "≤", "=": "="}
METRICS = {  # in words, how the figure is written, its unit
    "tpp": ("TPP", ",.0f", ""),
    "performance_density": ("density", ".2f", " per mm²"),
    "io_bandwidth_gbs": ("link speed", ",.0f", " GB/s"),
    "dram_bandwidth_gbs": ("memory bandwidth", ",.0f", " GB/s"),
    "memory_bandwidth_density": ("bandwidth density", ".2f", " GB/s per mm²"),
    "datacenter": ("use", ".0f", ""),
}
# The table's short name of a paragraph, how a sentence says it, and how a label does.
PARAGRAPHS = {
    "3A090": ("the rule of 2022", "rule of 2022"),
    "3A090.a": ("paragraph a", "paragraph a"),
    "3A090.b": ("paragraph b", "paragraph b"),
    "3A090.c": ("paragraph c", "paragraph c"),
    "letter 2022-08": ("the letters of August 2022", "2022 letters"),
    "letter 2023-07": ("the letters of July 2023", "2023 letters"),
    "letter 2023-10": ("the letter of October 2023", "2023 letter"),
    "letter 2025-04": ("the letters of April 2025", "2025 letters"),
}
# A milder treatment that is open to some chips that meet a paragraph: the beginning of the table's name for it, and words.
PATHS = {
    "740.8 NAC": "after a notice to BIS",
    "740.25 HBM": "without a licence, by exception HBM",
    "742.6 review": "case-by-case review",
    "748 Suppl. 2 (dd)": "case-by-case review",
}


def in_words(metric: str, operator: str, threshold: float) -> str:
    """A condition of a rule in words, with its unit, such as ``density ≥ 5.92 per mm²``."""
    if metric == "datacenter":
        return "made for data centres" if threshold else "not made for data centres"
    word, _, unit = METRICS[metric]
    return f"{word} {SIGNS[operator]} {threshold:,g}{unit}"


@dataclass(frozen=True)
class Line:
    """One condition of a rule held against one figure. ``margin`` is the share by which the figure passes the line."""

    rule_id: str
    paragraph: str
    alternative: str
    metric: str
    operator: str
    threshold: float
    value: float | None
    basis: str

    @property
    def met(self) -> bool | None:
        """True, False, or None when the figure is unknown."""
        return None if self.value is None else bool(COMPARE[self.operator](self.value, self.threshold))

    @property
    def margin(self) -> float | None:
        """Value over threshold, minus one: −0.02 is two per cent below the line. None for unknown or yes/no metrics."""
        if self.value is None or not self.threshold or self.metric == "datacenter":
            return None
        return self.value / self.threshold - 1

    @property
    def ratio(self) -> float | None:
        """Value over threshold; None for unknown or yes/no metrics."""
        return None if self.margin is None else self.margin + 1

    @property
    def bracket(self) -> str:
        """Paragraph and alternative, as a label: the conditions of one bracket must hold together."""
        return f"{PARAGRAPHS.get(self.paragraph, ('', self.paragraph))[1]} ({self.alternative})"

    @property
    def condition(self) -> str:
        """The condition in words, with its unit."""
        return in_words(self.metric, self.operator, self.threshold)

    @property
    def figure(self) -> str:
        """The chip's figure in words, with its unit."""
        if self.value is None:
            return "unknown"
        if self.metric == "datacenter":
            return "yes" if self.value else "no"
        _, form, unit = METRICS[self.metric]
        return f"{self.value:{form}}{unit}"


@dataclass(frozen=True)
class Stated:
    """One of several figures that sources give, who states it and in which source, and the outcome that it leads to."""

    what: str
    figure: str
    stated_by: str
    source_id: str
    outcome: str


@dataclass(frozen=True, repr=False)
class Decision:
    """What the US rules say of one chip on one day.

    Attributes
    ----------
    chip, on
        Name of the chip or memory stack, and the day.
    outcome
        ``controlled`` (a licence is needed), ``not controlled``, ``cannot be decided`` (figures are unknown), ``depends`` (sources
        differ on a figure), ``no rule in force``, ``not known for this place`` or ``outside the scope of this engine``.
    rule_id, paragraph, basis
        The rule and its paragraph that decided; whether its limit stands in a text or is inferred.
    paths
        Milder treatments that are open to the chip, as far as its figures tell: names as in the table.
    missing
        The unknown figures that keep the answer open, or what an answer would need, in words.
    lines
        Every condition that was tried.
    to
        Destination, kind and buyer in words; empty where the engine was not given places.
    review
        How applications are met there, which is another thing than who needs a licence; ``review policy not known`` where no source
        says it, empty where no licence is needed or no places were given.
    ways
        ``paths`` in words, as the table of places has them for this place.
    notes
        What else the tables say of it, in words: a rule that stands in the text and is not enforced.
    depends
        Under ``depends``: each figure, who states it, and what follows.
    """

    chip: str
    on: date
    outcome: str
    rule_id: str = ""
    paragraph: str = ""
    basis: str = ""
    paths: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    to: str = ""
    review: str = ""
    ways: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    depends: tuple[Stated, ...] = ()

    @property
    def easier_path(self) -> str:
        """The milder treatments in words, such as ``case-by-case review``; empty where none is open."""
        words = self.ways or tuple(
            next((said for key, said in PATHS.items() if name.startswith(key)), name) for name in self.paths
        )
        return " or ".join(sorted(set(words)))

    @property
    def holding(self) -> list[str]:
        """The brackets of which every condition is known to hold."""
        found: dict[str, list[bool | None]] = {}
        for line in self.lines:
            found.setdefault(line.bracket, []).append(line.met)
        return [bracket for bracket, answers in found.items() if all_of(answers)]

    @property
    def finding(self) -> str:
        """The outcome in words. A chip *meets* a paragraph; whether US law applies to a sale is a further question."""
        if self.outcome == UNDECIDED:
            return f"cannot be decided: {' and '.join(self.missing)} unknown"
        if self.outcome in (NOT_KNOWN, OUT_OF_SCOPE):
            return f"{self.outcome}; an answer needs {' and '.join(self.missing)}"
        if self.outcome == DEPENDS:
            said = (f"{s.what} {s.figure} ({s.stated_by}): {s.outcome}" for s in self.depends)
            return f"depends: {'; '.join(said)}"
        if self.outcome == CONTROLLED:
            return f"meets {PARAGRAPHS.get(self.paragraph, (self.paragraph, ''))[0]}"
        if self.outcome == NOT_CONTROLLED:
            return "meets no paragraph"
        return f"{self.outcome} for this place in our table" if self.to else self.outcome

    def __repr__(self) -> str:
        inferred = ", a limit inferred and not written in the rule" if self.basis == "inferred" else ""
        path = f"; easier path: {self.easier_path}" if self.paths else ""
        review = f"; {self.review}" if self.review and self.review not in path else ""
        notes = "".join(f". Note: {note}" for note in self.notes)
        return f"{self.chip} on {self.on}{self.to}: {self.finding}{inferred}{path}{review}{notes}"


def addressed_to(rule: Mapping[str, Any], vendor: Any) -> bool:
    """Whether a rule speaks to a vendor: a letter names its addressees (``;`` between them), a published rule everyone."""
    names = rule.get("addressee")
    return not known(names) or not known(vendor) or str(vendor) in str(names).split(";")


def meets(lines: Sequence[Line]) -> bool | None:
    """Whether the lines of one paragraph hold: AND within an alternative, OR between alternatives."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.alternative, []).append(line)
    return any_of(all_of(line.met for line in group) for group in groups.values())


def decide(
    chip: Mapping[str, Any],
    rules: Any,
    on: Any,
    destination: str = "CN",
    kind: str = "export",
    *,
    headquarters: str = "",
    places: Places | None = None,
    disputed: Any = None,
    jurisdiction: str = "US",
) -> Decision:
    """Apply the US rules in force on a day to a chip, or to a memory stack, that is to go to a place.

    Parameters
    ----------
    chip
        A mapping with ``chip`` (name), the dense rates (TFLOPS or TOPS), ``die_area_mm2``, ``interconnect_gbs``,
        ``memory_bandwidth_gbs`` and ``datacenter``; any of them may be missing. Or a row of ``memory_stacks``.
    rules
        The table ``export_rule_thresholds``, or a list of its rows: one condition each, with role, relieves, subject,
        addressee, alternative, metric, operator, value, basis, effective, until.
    on
        The day, a date or text such as ``"2024-06-01"``.
    destination, headquarters
        Code or name of the economy that it goes to, and of the seat of the buyer or its ultimate parent where that is elsewhere.
    kind
        ``export`` (from the United States), ``reexport`` (from another state) or ``transfer`` (within one).
    places
        What ``places.places`` made of the tables; needed for anything but an export to China.
    disputed
        The table ``disputed_values``: where sources differ on a figure and the outcome hangs on it, the decision says so.
    jurisdiction
        Whose rules. Those of other states are outside of the engine, and it says so.

    Returns
    -------
    Decision
        Who needs a licence under which paragraph, and apart from it how applications are met; or why there is no answer.

    Raises
    ------
    CourseError
        ``on`` is not a day, or lies before the tables; a place, kind or state that the tables do not have; ``chip`` is no row; places
        are needed and were not given.
    ValueError
        A rule tests something that is not a figure of a chip.
    """
    day = as_date(on)
    if not isinstance(chip, Mapping):
        raise CourseError(
            f"{chip!r} is not a row of figures.", f"find(chips, {chip!r}) gives the row of a chip."
        )
    if day < as_date(FIRST_DAY):
        raise CourseError(
            f"The table of rules cannot say what held on {day}: its oldest rule on AI chips is of 2022.",
            f"Choose a day from {FIRST_DAY} on.",
        )
    if places:
        destination, headquarters = places.code(destination), headquarters and places.code(headquarters)
    needs = outside(kind, jurisdiction, destination)
    if not needs and not places and (destination, kind, headquarters) != ("CN", "export", ""):
        raise CourseError(
            "decide needs the tables of places for anything but an export to China.",
            'Hand over places=places(load("export_country_groups"), load("export_rule_places"), load("economies")).',
        )
    deal = Deal(destination, headquarters, kind, day)
    if needs:
        return Decision(_name(chip), day, OUT_OF_SCOPE, missing=(needs,), to=_in_words(deal, places))
    plain = _decided(chip, rows_of(rules), deal, places)
    return (
        plain if disputed is None else _weighed(plain, chip, rows_of(rules), deal, places, rows_of(disputed))
    )


def _name(item: Mapping[str, Any]) -> str:
    return str(item.get("chip") or item.get("stack") or "this chip")


def _in_words(deal: Deal, places: Places | None) -> str:
    """Where a deal goes, in words; empty for what the engine takes for granted without places."""
    if not places:
        return ""
    buyer = f", buyer based in {places.name(deal.headquarters)}" if deal.headquarters else ""
    how = f" {KINDS[deal.kind][0]}" if deal.kind in KINDS and deal.kind != "export" else ""
    return f" to {places.name(deal.destination)}{how}{buyer}"


def _number(cell: Any) -> float | None:
    return float(cell) if known(cell) else None


def _metrics(item: Mapping[str, Any]) -> dict[str, float | None]:
    """The figures that rules test: those of a chip, or the bandwidth density of a memory stack (GB/s per mm²)."""
    if "stack" not in item:
        return chip_metrics(item)
    bandwidth, area = _number(item.get("bandwidth_gbs")), _number(item.get("package_area_mm2"))
    return {"memory_bandwidth_density": bandwidth / area if bandwidth and area else None}


def _decided(
    chip: Mapping[str, Any], rules: Iterable[Mapping[str, Any]], deal: Deal, places: Places | None
) -> Decision:
    """The decision on figures as they stand."""
    metrics, name, to = _metrics(chip), _name(chip), _in_words(deal, places)
    subject = "memory_stack" if "stack" in chip else "chip"
    roles = ("control", "control_elsewhere") if places else ("control",)
    current = [
        rule
        for rule in rules
        if rule["subject"] == subject and rule["jurisdiction"] == "US"
        if rule_in_force(rule, deal.day) and addressed_to(rule, chip.get("vendor"))
    ]
    controls = _paragraphs((rule for rule in current if rule["role"] in roles), metrics)
    needed: list[str] = []  # what would have to be known of places
    if places:
        asked = {key: places.asks(*key, deal, PARAGRAPHS.get(key[1], (key[1],))[0]) for key in controls}
        open_here = [
            needs
            for key, (answer, needs) in asked.items()
            if answer is None and meets(controls[key]) is not False
        ]
        needed = [need for needs in open_here for need in needs]
        controls = {key: group for key, group in controls.items() if asked[key][0]}
    lines = tuple(line for group in controls.values() for line in group)
    for (rule_id, paragraph), group in controls.items():
        if meets(group):
            paths = _open_paths(current, paragraph, metrics)
            ways: dict[tuple[str, str], str] = dict.fromkeys(paths, "")
            review = ""
            if places:
                found = {path: places.policy(*path, "path", deal) for path in paths}
                ways = {path: words for path, words in found.items() if words}
                policy = places.policy(rule_id, paragraph, "review", deal) or NO_POLICY
                review = next((words for words in ways.values() if words.endswith("review")), policy)
            return Decision(
                name, deal.day, CONTROLLED, rule_id, paragraph, group[0].basis, tuple(path for _, path in ways), (),
                lines, to, review, tuple(filter(None, ways.values())),
            )  # fmt: skip
    notes = _notes(current, deal, places, metrics)
    if needed:
        return Decision(
            name, deal.day, NOT_KNOWN, missing=tuple(dict.fromkeys(needed)), lines=lines, to=to, notes=notes
        )
    if any(meets(group) is None for group in controls.values()):
        return Decision(
            name, deal.day, UNDECIDED, missing=_undecided(controls.values()), lines=lines, to=to, notes=notes
        )
    if places and (others := places.other_rules(deal)):
        return Decision(name, deal.day, NOT_KNOWN, missing=tuple(others), lines=lines, to=to, notes=notes)
    outcome = NOT_CONTROLLED if controls else NO_RULE
    return Decision(name, deal.day, outcome, lines=lines, to=to, notes=notes)


def _notes(
    current: Iterable[Mapping[str, Any]],
    deal: Deal,
    places: Places | None,
    metrics: Mapping[str, float | None],
) -> tuple[str, ...]:
    """What stands in the text for a place and is not enforced, for a chip that meets the paragraph it speaks of."""
    if not places:
        return ()
    said = []
    met = {paragraph for (_, paragraph), group in _paragraphs(
        (rule for rule in current if rule["role"] == "control"), metrics).items() if meets(group)}  # fmt: skip
    for row in places.scopes:
        here = row["says"] == "not_enforced" and row["paragraph"] in met and rule_in_force(row, deal.day)
        if here and places.covered(row, deal) and deal.kind in row["kinds"].split(";"):
            said.append(str(row["policy"]))
    return tuple(said)


# Columns of a chip on whose figures sources may differ, and what a sentence calls them.
FIGURES = {
    "dense_fp16_tflops": ("16-bit rate", " TFLOPS"),
    "dense_int8_tops": ("8-bit integer rate", " TOPS"),
    "dense_fp8_tflops": ("8-bit rate", " TFLOPS"),
    "dense_fp4_tflops": ("4-bit rate", " TFLOPS"),
    "die_area_mm2": ("die area", " mm²"),
    "interconnect_gbs": ("link speed", " GB/s"),
    "memory_bandwidth_gbs": ("memory bandwidth", " GB/s"),
}


def _restated(chip: Mapping[str, Any], field: str, value: float) -> dict[str, Any]:
    """A chip with one figure replaced. An 8-bit integer rate that is twice the 16-bit one follows it: one claim, told twice."""
    new = {**chip, field: value}
    old, twice = _number(chip.get(field)), _number(chip.get("dense_int8_tops"))
    if field == "dense_fp16_tflops" and old and twice and abs(twice / old - 2) < 0.05:
        new["dense_int8_tops"] = 2 * value
    return new


def _weighed(
    plain: Decision,
    chip: Mapping[str, Any],
    rules: Sequence[Mapping[str, Any]],
    deal: Deal,
    places: Places | None,
    disputed: Iterable[Mapping[str, Any]],
) -> Decision:
    """The decision, or ``depends`` where the figures that sources give for one cell fall on both sides."""
    claims: dict[str, list[tuple[str, Stated]]] = {}
    for row in disputed:
        field, words, unit, other, law = str(row["field"]), "", "", chip, rules
        if not known(row["value"]):
            continue
        value = float(row["value"])
        if row["table"] == "chips" and row["key"] == f"chip={chip.get('chip')}" and field in FIGURES:
            (words, unit), other = FIGURES[field], _restated(chip, field, value)
        elif row["table"] == "export_rule_thresholds" and field.endswith(" limit"):
            metric, rule_id = field.removesuffix(" limit"), str(row["key"]).removeprefix("rule_id=")
            if metric not in METRICS or not any(line.rule_id == rule_id for line in plain.lines):
                continue
            words, unit = f"a line for {METRICS[metric][0]} of", METRICS[metric][2]
            law = [
                {**rule, "value": value} if (rule["rule_id"], rule["metric"]) == (rule_id, metric) else rule
                for rule in rules
            ]
        else:
            continue
        decision = _decided(other, law, deal, places)
        stated = Stated(
            words, f"{value:,g}{unit}", str(row["as_stated_by"]), str(row["source_id"]), decision.finding
        )
        claims.setdefault(f"{row['key']} {field}", []).append((decision.outcome, stated))
    for told in claims.values():
        if len({NOT_CONTROLLED if outcome in FREE else outcome for outcome, _ in told}) > 1:
            return Decision(
                plain.chip,
                plain.on,
                DEPENDS,
                lines=plain.lines,
                to=plain.to,
                depends=tuple(said for _, said in told),
            )
    return plain


def _paragraphs(
    rules: Iterable[Mapping[str, Any]], metrics: Mapping[str, float | None]
) -> dict[tuple[str, str], list[Line]]:
    found: dict[tuple[str, str], list[Line]] = {}
    for rule in rules:
        if rule["metric"] not in metrics:
            raise ValueError(
                f"rule {rule['rule_id']} tests {rule['metric']!r}, which is not a figure of a chip"
            )
        line = Line(
            rule["rule_id"],
            rule["paragraph"],
            str(rule["alternative"]),
            rule["metric"],
            rule["operator"],
            float(rule["value"]),
            metrics[rule["metric"]],
            rule["basis"],
        )
        found.setdefault((line.rule_id, line.paragraph), []).append(line)
    return found


def _open_paths(
    rules: Iterable[Mapping[str, Any]], paragraph: str, metrics: Mapping[str, float | None]
) -> tuple[tuple[str, str], ...]:
    """Exceptions and milder reviews that relieve a paragraph and whose own conditions are known to hold."""
    reliefs = (
        rule
        for rule in rules
        if rule["role"] in ("exception", "review_policy") and paragraph in str(rule["relieves"]).split(";")
    )
    return tuple(key for key, group in _paragraphs(reliefs, metrics).items() if meets(group))


def _undecided(paragraphs: Iterable[Sequence[Line]]) -> tuple[str, ...]:
    """The unknown figures that keep an answer open: those in alternatives that nothing known has ruled out."""
    open_lines: list[Line] = []
    for lines in paragraphs:
        for name in {line.alternative for line in lines}:
            group = [line for line in lines if line.alternative == name]
            if all_of(line.met for line in group) is None:
                open_lines += group
    unknown = [line for line in open_lines if line.value is None]
    return tuple(sorted({METRICS[line.metric][0] for line in unknown}))


DECLINED = (UNDECIDED, DEPENDS, NOT_KNOWN, OUT_OF_SCOPE)
# The table's word for a way or a policy, and how the engine says it.
_STATED = {
    "notification": "after a notice to BIS",
    "case_by_case": "case-by-case review",
    "presumption_of_denial": "presumption of denial",
}


def against_published(
    cases: Any, chips: Any, rules: Any, places: Places | None = None, stacks: Any = (), disputed: Any = None
) -> Any:
    """Published statements on chips, with the engine's answer beside each.

    Parameters
    ----------
    cases, chips, rules
        The tables ``rule_cases``, ``chips`` and ``export_rule_thresholds``.
    places, stacks, disputed
        As in ``decide``, and the table ``memory_stacks``. Without them the engine declines cases that need them.

    Returns
    -------
    DataFrame
        ``cases`` with four columns more: ``engine`` (agrees, disagrees, declines to answer), ``answer`` (its finding in words),
        ``way`` (whether the way or policy that the source states agrees; empty where it states none or the engine declines) and
        ``new source`` (whether no row of the rules was written from the sources of the case).
    """
    law, parts, memory = rows_of(rules), rows_of(chips), rows_of(stacks)
    used = {rule[column] for rule in law for column in ("source_id", "source_id_2") if known(rule[column])}
    if places:
        used |= {row[c] for row in places.scopes for c in ("source_id", "source_id_2") if known(row[c])}
    said, answers, ways = [], [], []
    for case in rows_of(cases):
        decision = _on_case(case, parts, law, places, memory, disputed)
        agrees = (decision.outcome in FREE) == (case["expected"] == "not_controlled")
        declines = decision.outcome in DECLINED
        said.append("declines to answer" if declines else "agrees" if agrees else "disagrees")
        answers.append(decision.finding)
        stated = _STATED.get(str(case["path"]), "")
        ways.append("" if declines or not stated else "agrees" if stated in repr(decision) else "disagrees")
    new = {"engine": said, "answer": answers, "way": ways, "new source": ~cases["source_id"].isin(used)}
    return cases.assign(**new)


def _on_case(
    case: Mapping[str, Any],
    chips: Sequence[Mapping[str, Any]],
    law: Sequence[Mapping[str, Any]],
    places: Places | None,
    stacks: Sequence[Mapping[str, Any]],
    disputed: Any,
) -> Decision:
    """What the engine says of one published statement; without places it declines what it would need them for."""
    seat = str(case["headquarters"]) if known(case.get("headquarters")) else ""
    destination, kind = str(case.get("destination", "CN")), str(case.get("kind", "export"))
    name = case.get("stack")
    memory = next((row for row in stacks if row["stack"] == name), {"stack": name})
    item = memory if known(name) else find(chips, case["chip"])
    if not places and (destination, kind, seat) != ("CN", "export", ""):
        return Decision(_name(item), as_date(case["on"]), NOT_KNOWN, missing=("the tables of places",))
    return decide(
        item, law, case["on"], destination, kind, headquarters=seat, places=places, disputed=disputed,
        jurisdiction=str(case["jurisdiction"]),
    )  # fmt: skip


def distance_to_control(decision: Decision) -> float | None:
    """How far below the nearest line a chip lies that is not controlled, in per cent *of the line*.

    A link of 400 GB/s lies 33 per cent below a line of 600, although it would have to rise by 50 per cent to reach it. For
    each alternative the figure that falls shortest decides, since all conditions must hold; the nearest alternative counts.
    Alternatives that no rise could meet (a part not made for data centres, an upper limit already passed) are left out. None
    for a chip that is controlled or undecided, when no line can be reached by rising, or when an unknown figure leaves the
    answer open.
    """
    if decision.outcome != NOT_CONTROLLED:
        return None
    ways: dict[tuple[str, str], list[Line]] = {}
    for line in decision.lines:
        ways.setdefault((line.paragraph, line.alternative), []).append(line)
    shortfalls = []
    for way in ways.values():
        failing = [line for line in way if line.met is False]
        if any(line.margin is None or line.operator.startswith("<") for line in failing):
            continue
        if any(line.value is None for line in way):
            return None
        shortfalls.append(max(-100 * (line.margin or 0) for line in failing))
    return min(shortfalls, default=None)


def distances(chips: Any, rules: Any, on: Any) -> list[float]:
    """``distance_to_control`` of several chips on a day, in per cent of the line, for those that have one."""
    law = rows_of(rules)
    found = (distance_to_control(decide(chip, law, on)) for chip in rows_of(chips))
    return [distance for distance in found if distance is not None]


def best_free_tpp(area_mm2: float, rules: Any, on: Any, link_gbs: float) -> float | None:
    """Largest TPP that needs no licence for a data-centre chip of a given area and link speed, under the written rules of a day.

    Parameters
    ----------
    area_mm2
        Area of all logic dies in mm².
    rules, on
        As in ``decide``; rules inferred from letters are left out.
    link_gbs
        Aggregate two-way link speed in GB/s.

    Returns
    -------
    float or None
        The best TPP, a hair below the line that stops it; None when no line does. Between two lines nothing changes, so it
        is enough to try the value just below each line.
    """
    written = [rule for rule in rows_of(rules) if rule["basis"] == "text" and rule["subject"] == "chip"]
    chip = {
        "chip": "your chip",
        "datacenter": "yes",
        "die_area_mm2": area_mm2,
        "interconnect_gbs": link_gbs,
        "memory_bandwidth_gbs": 0,
    }

    def free(value: float) -> bool:
        return decide(chip | {"dense_int8_tops": value / 8}, written, on).outcome != CONTROLLED

    lines = [
        float(rule["value"]) * (area_mm2 if rule["metric"] == "performance_density" else 1)
        for rule in written
        if rule["role"] == "control" and rule["metric"] in ("tpp", "performance_density")
    ]
    return None if free(1e9) else max(value * 0.9999 for value in lines if free(value * 0.9999))
