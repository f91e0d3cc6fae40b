"""The rule engine of lesson 06: what US export rules say, on a day, of a chip that is to go to China.

It knows the figures of chips, the dates of rules and the addressees of letters. It does not know other destinations, the
buyer's parent firm, the use, buyers on a list, boards or systems; for those it has no answer and gives none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ai_ambitions.core.cells import known, rows_of
from ai_ambitions.lessons.chip_ban.model import (
    COMPARE,
    all_of,
    any_of,
    as_date,
    chip_metrics,
    rule_in_force,
)

CONTROLLED, NOT_CONTROLLED, UNDECIDED, NO_RULE = (
    "controlled",
    "not controlled",
    "cannot be decided",
    "no rule in force",
)

SIGNS = {">=": "≥", ">": ">", "<": "<", "<=": "≤", "=": "="}
METRICS = {  # in words, how the figure is written, its unit
    "tpp": ("TPP", ",.0f", ""),
    "performance_density": ("density", ".2f", " per mm²"),
    "io_bandwidth_gbs": ("link speed", ",.0f", " GB/s"),
    "dram_bandwidth_gbs": ("memory bandwidth", ",.0f", " GB/s"),
    "datacenter": ("use", ".0f", ""),
}
# The table's short name of a paragraph, how a sentence says it, and how a label does.
PARAGRAPHS = {
    "3A090": ("the rule of 2022", "rule of 2022"),
    "3A090.a": ("paragraph a", "paragraph a"),
    "3A090.b": ("paragraph b", "paragraph b"),
    "letter 2022-08": ("the letters of August 2022", "2022 letters"),
    "letter 2023-10": ("the letter of October 2023", "2023 letter"),
    "letter 2025-04": ("the letters of April 2025", "2025 letters"),
}
# A milder treatment that is open to some chips that meet a paragraph: the beginning of the table's name for it, and words.
PATHS = {
    "740.8 NAC": "after a notice to BIS",
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


@dataclass(frozen=True, repr=False)
class Decision:
    """What the US rules say of one chip on one day.

    Attributes
    ----------
    chip, on
        Name of the chip, and the day.
    outcome
        ``controlled``, ``not controlled``, ``cannot be decided`` or ``no rule in force``.
    rule_id, paragraph, basis
        The rule and its paragraph that decided; whether its limit stands in a text or is inferred.
    paths
        Milder treatments that are open to the chip, as far as its figures tell: names as in the table.
    missing
        The unknown figures that keep the answer open, in words.
    lines
        Every condition that was tried.
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

    @property
    def easier_path(self) -> str:
        """The milder treatments in words, such as ``case-by-case review``; empty where none is open."""
        words = (
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
        if self.outcome == CONTROLLED:
            return f"meets {PARAGRAPHS.get(self.paragraph, (self.paragraph, ''))[0]}"
        return "meets no paragraph" if self.outcome == NOT_CONTROLLED else self.outcome

    def __repr__(self) -> str:
        inferred = ", a limit inferred and not written in the rule" if self.basis == "inferred" else ""
        path = f"; easier path: {self.easier_path}" if self.paths else ""
        return f"{self.chip} on {self.on}: {self.finding}{inferred}{path}"


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


def decide(chip: Mapping[str, Any], rules: Any, on: Any) -> Decision:
    """Apply the US rules in force on a day to a chip.

    Parameters
    ----------
    chip
        A mapping with ``chip`` (name), the dense rates (TFLOPS or TOPS), ``die_area_mm2``, ``interconnect_gbs``,
        ``memory_bandwidth_gbs`` and ``datacenter``; any of them may be missing.
    rules
        The table ``export_rule_thresholds``, or a list of its rows: one condition each, with role, relieves, subject,
        addressee, alternative, metric, operator, value, basis, effective, until.
    on
        The day, a date or text such as ``"2024-06-01"``.

    Returns
    -------
    Decision
        ``controlled`` with the paragraph that decided and the milder treatment that is open (a notice, a case-by-case
        review), ``not controlled``, ``no rule in force``, or ``cannot be decided`` with the figures that are missing.

    Raises
    ------
    CourseError
        ``on`` is not a day.
    ValueError
        A rule tests something that is not a figure of a chip.
    """
    day, metrics, name = as_date(on), chip_metrics(chip), str(chip.get("chip", "this chip"))
    current = [
        rule
        for rule in rows_of(rules)
        if rule["subject"] == "chip" and rule["jurisdiction"] == "US"
        if rule_in_force(rule, day) and addressed_to(rule, chip.get("vendor"))
    ]
    controls = _paragraphs((rule for rule in current if rule["role"] == "control"), metrics)
    lines = tuple(line for group in controls.values() for line in group)
    if not controls:
        return Decision(name, day, NO_RULE)
    for (rule_id, paragraph), group in controls.items():
        if meets(group):
            paths = _open_paths(current, paragraph, metrics)
            return Decision(name, day, CONTROLLED, rule_id, paragraph, group[0].basis, paths, (), lines)
    if any(meets(group) is None for group in controls.values()):
        return Decision(name, day, UNDECIDED, missing=_undecided(controls.values()), lines=lines)
    return Decision(name, day, NOT_CONTROLLED, lines=lines)


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
) -> tuple[str, ...]:
    """Exceptions and milder reviews that relieve a paragraph and whose own conditions are known to hold."""
    reliefs = (
        rule
        for rule in rules
        if rule["role"] in ("exception", "review_policy") and paragraph in str(rule["relieves"]).split(";")
    )
    return tuple(name for (_, name), group in _paragraphs(reliefs, metrics).items() if meets(group))


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


def against_published(cases: Any, chips: Any, rules: Any) -> Any:
    """Published statements on chips, with the engine's answer beside each.

    Parameters
    ----------
    cases, chips, rules
        The tables ``rule_cases``, ``chips`` and ``export_rule_thresholds``.

    Returns
    -------
    DataFrame
        ``cases`` with two columns more: ``engine`` (agrees, disagrees, declines to answer) and ``new source`` (whether no
        row of the rules was written from the sources of the case).
    """
    law, rows = rows_of(rules), {row["chip"]: row for row in rows_of(chips)}
    used = {rule[column] for rule in law for column in ("source_id", "source_id_2") if known(rule[column])}
    said = []
    for case in rows_of(cases):
        outcome = decide(rows[case["chip"]], law, case["on"]).outcome
        agrees = outcome.replace(" ", "_") == case["expected"]
        said.append("declines to answer" if outcome == UNDECIDED else "agrees" if agrees else "disagrees")
    return cases.assign(**{"engine": said, "new source": ~cases["source_id"].isin(used)})


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
