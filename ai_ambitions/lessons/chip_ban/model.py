"""Export controls on chips as executable law (lesson 06).

A chip and a rule arrive as plain mappings, so the functions work on a row of a table, a dict typed by hand or a test case.
Every comparison has three answers: true, false, or *unknown* when a figure is missing. Unknown is never taken for false.

Sources of the definitions: the notes to entry 3A090 in Supplement No. 1 to part 774 of the US Export Administration
Regulations (TPP and performance density); 15 CFR 734.4 (de minimis).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import eq, ge, gt, le, lt
from typing import Any

from ai_ambitions.core.cells import known

COMPARE = {">=": ge, ">": gt, "<": lt, "<=": le, "=": eq}
BITS = {"dense_fp16_tflops": 16, "dense_int8_tops": 8, "dense_fp8_tflops": 8, "dense_fp4_tflops": 4}

SIGNS = {">=": "≥", ">": ">", "<": "<", "<=": "≤", "=": "="}
WORDS = {
    "tpp": ("TPP", ",.0f", ""),
    "performance_density": ("density", ".2f", " per mm²"),
    "io_bandwidth_gbs": ("link speed", ",.0f", " GB/s"),
    "dram_bandwidth_gbs": ("memory bandwidth", ",.0f", " GB/s"),
}

CONTROLLED, NOT_CONTROLLED, UNDECIDED, NO_RULE = (
    "controlled",
    "not controlled",
    "cannot be decided",
    "no rule in force",
)


def tpp(rate_tera: float, bit_length: int) -> float:
    """Total processing performance: published dense rate × bit length of the operation.

    Parameters
    ----------
    rate_tera
        Dense rate in TFLOPS or TOPS, as data sheets print it: a multiply and an add count as two operations.
    bit_length
        Bits of the operands: 4, 8, 16, 32 or 64.

    Returns
    -------
    float
        TPP, a number without a unit of its own (the rule writes it bare).

    Notes
    -----
    The rule writes TPP = 2 × MacTOPS × bit length. A multiply-accumulate (MAC) is two operations, so 2 × MacTOPS *is* the
    rate on the data sheet. Source: 3A090, Technical Note on TPP.
    """
    if rate_tera < 0 or bit_length <= 0:
        raise ValueError("a rate cannot be negative and a bit length must be positive")
    return rate_tera * bit_length


def tpp_from_mac(mac_tops: float, bit_length: int) -> float:
    """TPP as the rule writes it: 2 × MacTOPS × bit length (MacTOPS in tera multiply-accumulates a second)."""
    return tpp(2 * mac_tops, bit_length)


def performance_density(tpp_value: float, die_area_mm2: float) -> float:
    """Performance density: TPP divided by the area of the logic dies in mm² (3A090, Technical Note).

    Raises ValueError for an area that is not positive: a missing area is not an area of zero.
    """
    if die_area_mm2 <= 0:
        raise ValueError("a die area must be above zero; a missing area is unknown, not zero")
    return tpp_value / die_area_mm2


def chip_tpp(chip: Mapping[str, Any]) -> float | None:
    """The largest TPP over a chip's known dense rates, or None when no rate is known.

    The rule counts the bit length that gives the largest product. Where a rate is missing the result is a lower bound.
    """
    products = [tpp(float(chip[rate]), bits) for rate, bits in BITS.items() if known(chip.get(rate))]
    return max(products, default=None)


def chip_metrics(chip: Mapping[str, Any]) -> dict[str, float | None]:
    """The figures that rules test, by metric name; unknown ones are None.

    Units: tpp and performance_density as the rule defines them (the latter per mm²), bandwidths in GB/s, datacenter 1 or 0.
    """
    total = chip_tpp(chip)
    area: Any = chip.get("die_area_mm2")
    data_center = chip.get("datacenter")
    return {
        "tpp": total,
        "performance_density": performance_density(total, float(area))
        if total is not None and known(area)
        else None,
        "io_bandwidth_gbs": float(chip["interconnect_gbs"]) if known(chip.get("interconnect_gbs")) else None,
        "dram_bandwidth_gbs": float(chip["memory_bandwidth_gbs"])
        if known(chip.get("memory_bandwidth_gbs"))
        else None,
        "datacenter": float(data_center in (True, 1, "yes")) if known(data_center) else None,
    }


def with_metrics(table: Any) -> Any:
    """A DataFrame of chips with two columns more: ``tpp`` and ``performance_density`` (per mm²), empty where unknown.

    Uses only methods of the table it is given, so that this module needs no pandas.
    """
    figures = [chip_metrics(row) for row in table.to_dict("records")]
    nan = float("nan")
    columns = {
        name: [nan if row[name] is None else row[name] for row in figures]
        for name in ("tpp", "performance_density")
    }
    return table.assign(**columns)


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
    def bracket(self) -> str:
        """Paragraph and alternative: the conditions of one bracket must hold together."""
        return f"{self.paragraph} ({self.alternative})"

    @property
    def condition(self) -> str:
        """The condition in words, with its unit."""
        if self.metric == "datacenter":
            return "made for data centres" if self.threshold else "not made for data centres"
        word, _, unit = WORDS[self.metric]
        return f"{word} {SIGNS[self.operator]} {self.threshold:,g}{unit}"

    @property
    def figure(self) -> str:
        """The chip's figure in words, with its unit."""
        if self.value is None:
            return "unknown"
        if self.metric == "datacenter":
            return "yes" if self.value else "no"
        _, form, unit = WORDS[self.metric]
        return f"{self.value:{form}}{unit}"

    @property
    def ratio(self) -> float | None:
        """Value over threshold; None for unknown or yes/no metrics."""
        return None if self.margin is None else self.margin + 1


@dataclass(frozen=True, repr=False)
class Verdict:
    """What the rules of one jurisdiction say about one chip on one day."""

    chip: str
    on: date
    outcome: str
    rule_id: str = ""
    paragraph: str = ""
    path: str = ""
    basis: str = ""
    missing: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def has_path(self) -> bool:
        """Whether an exception or a milder review policy is open to a controlled chip, as far as its figures tell."""
        return self.path.startswith("path:")

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
            return f"meets {self.paragraph}"
        return "meets no paragraph" if self.outcome == NOT_CONTROLLED else self.outcome

    def __repr__(self) -> str:
        inferred = ", a limit inferred and not written in the rule" if self.basis == "inferred" else ""
        return f"{self.chip} on {self.on}: {self.finding}{inferred}" + (f"; {self.path}" if self.path else "")


def all_of(answers: Iterable[bool | None]) -> bool | None:
    """AND with unknowns: one false decides, else one unknown leaves it open."""
    answers = list(answers)
    return False if False in answers else None if None in answers else True


def any_of(answers: Iterable[bool | None]) -> bool | None:
    """OR with unknowns: one true decides, else one unknown leaves it open."""
    answers = list(answers)
    return True if True in answers else None if None in answers else False


def as_date(value: Any) -> date:
    """A date from a date, a datetime or an ISO string; raises ValueError for anything else."""
    return (
        value.date()
        if hasattr(value, "date")
        else value
        if isinstance(value, date)
        else date.fromisoformat(str(value))
    )


def rule_in_force(rule: Mapping[str, Any], on: Any) -> bool:
    """Whether a dated rule applies on a day: from ``effective`` on, up to but not including ``until``.

    An empty ``effective`` means older than the table, an empty ``until`` still in force when the table was closed.
    """
    day = as_date(on)
    begun = not known(rule.get("effective")) or as_date(rule["effective"]) <= day
    return bool(begun and not (known(rule.get("until")) and as_date(rule["until"]) <= day))


def addressed_to(rule: Mapping[str, Any], vendor: Any) -> bool:
    """Whether a rule speaks to a vendor: a letter names its addressees (``;`` between them), a published rule everyone."""
    names = rule.get("addressee")
    return not known(names) or not known(vendor) or str(vendor) in str(names).split(";")


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


def meets(lines: Sequence[Line]) -> bool | None:
    """Whether the lines of one paragraph hold: AND within an alternative, OR between alternatives."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.alternative, []).append(line)
    return any_of(all_of(line.met for line in group) for group in groups.values())


def _missing(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.metric.replace("_", " ") for line in lines if line.value is None))


def _undecided(paragraphs: Iterable[Sequence[Line]]) -> tuple[str, ...]:
    """The unknown figures that keep a verdict open: those in alternatives that nothing known has ruled out."""
    open_lines: list[Line] = []
    for lines in paragraphs:
        for name in {line.alternative for line in lines}:
            group = [line for line in lines if line.alternative == name]
            if all_of(line.met for line in group) is None:
                open_lines += group
    return _missing(open_lines)


def decide(
    chip: Mapping[str, Any], rules: Iterable[Mapping[str, Any]], on: Any, jurisdiction: str = "US"
) -> Verdict:
    """Apply the rules in force on a day to a chip.

    Parameters
    ----------
    chip
        A mapping with ``chip`` (name), the dense rates (TFLOPS or TOPS), ``die_area_mm2``, ``interconnect_gbs``,
        ``memory_bandwidth_gbs`` and ``datacenter``; any of them may be missing.
    rules
        Rows of ``export_rule_thresholds``: one condition each, with role, relieves, subject, addressee, alternative, metric,
        operator, value, basis, effective, until.
    on
        The day, a date or an ISO string.
    jurisdiction
        ``US`` or ``CN``.

    Returns
    -------
    Verdict
        ``controlled`` with the paragraph that decided and the path that is open (a notification, a case-by-case review),
        ``not controlled``, ``no rule in force``, or ``cannot be decided`` with the figures that are missing.
    """
    day, metrics, name = as_date(on), chip_metrics(chip), str(chip.get("chip", "this chip"))
    current = [
        rule
        for rule in rules
        if rule["subject"] == "chip" and rule["jurisdiction"] == jurisdiction
        if rule_in_force(rule, day) and addressed_to(rule, chip.get("vendor"))
    ]
    controls = _paragraphs((r for r in current if r["role"] == "control"), metrics)
    lines = tuple(line for group in controls.values() for line in group)
    if not controls:
        return Verdict(name, day, NO_RULE)
    for (rule_id, paragraph), group in controls.items():
        if meets(group):
            reliefs = [
                r
                for r in current
                if r["role"] in ("exception", "review_policy") and paragraph in str(r["relieves"]).split(";")
            ]
            path = _path(_paragraphs(reliefs, metrics))
            return Verdict(name, day, CONTROLLED, rule_id, paragraph, path, group[0].basis, (), lines)
    if any(meets(group) is None for group in controls.values()):
        return Verdict(name, day, UNDECIDED, missing=_undecided(controls.values()), lines=lines)
    return Verdict(name, day, NOT_CONTROLLED, lines=lines)


def _path(reliefs: Mapping[tuple[str, str], Sequence[Line]]) -> str:
    open_now = [paragraph for (_, paragraph), group in reliefs.items() if meets(group)]
    unclear = [paragraph for (_, paragraph), group in reliefs.items() if meets(group) is None]
    words = ["path: " + ", ".join(open_now)] if open_now else []
    return "; ".join(words + ([f"path unclear: {', '.join(unclear)}"] if unclear else []))


def distance_to_control(verdict: Verdict) -> float | None:
    """How far below the nearest line a chip lies that is not controlled, in per cent *of the line*.

    A link of 400 GB/s lies 33 per cent below a line of 600, although it would have to rise by 50 per cent to reach it. For
    each alternative the figure that falls shortest decides, since all conditions must hold; the nearest alternative counts.
    Alternatives that no rise could meet (a part not made for data centres, an upper limit already passed) are left out. None
    for a chip that is controlled or undecided, when no line can be reached by rising, or when an unknown figure leaves the
    answer open.
    """
    if verdict.outcome != NOT_CONTROLLED:
        return None
    ways: dict[tuple[str, str], list[Line]] = {}
    for line in verdict.lines:
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


def distances(chips: Iterable[Mapping[str, Any]], rules: Sequence[Mapping[str, Any]], on: Any) -> list[float]:
    """``distance_to_control`` of several chips on a day, in per cent of the line, for those that have one."""
    found = (distance_to_control(decide(chip, rules, on)) for chip in chips)
    return [distance for distance in found if distance is not None]


def best_free_tpp(
    area_mm2: float, rules: Iterable[Mapping[str, Any]], on: Any, link_gbs: float
) -> float | None:
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
    written = [rule for rule in rules if rule["basis"] == "text" and rule["subject"] == "chip"]
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


def content_share(parts: Iterable[tuple[str, float]], origin: str) -> float:
    """Share of an item's value that comes from one origin, in per cent.

    Parameters
    ----------
    parts
        Pairs of origin and value, all values in the same currency and none negative.
    origin
        The origin asked for, as written in the pairs.

    Returns
    -------
    float
        0 to 100. Raises ValueError when the values sum to zero: then there is no share.
    """
    pairs = list(parts)
    if any(value < 0 for _, value in pairs):
        raise ValueError("a part's value cannot be negative")
    whole = sum(value for _, value in pairs)
    if whole == 0:
        raise ValueError("the parts have no value, so no share can be computed")
    return 100 * sum(value for where, value in pairs if where == origin) / whole


def over_de_minimis(share_percent: float, threshold_percent: float, inclusive: bool) -> bool:
    """Whether a content share brings a foreign-made item under a rule.

    US law (15 CFR 734.4) covers a share *greater than* the threshold, so ``inclusive`` is False; the Chinese rule of
    October 2025 covered a share of the threshold *or more*, so it is True. Both shares in per cent of value.
    """
    return share_percent >= threshold_percent if inclusive else share_percent > threshold_percent


def content_rule_reaches(
    rules: Iterable[Mapping[str, Any]], share_percent: float, on: Any, *, as_planned: bool = False
) -> bool | None:
    """Whether a content rule reaches a foreign-made item on a day.

    Parameters
    ----------
    rules
        Rows of one content rule: role, operator, value in per cent of the item's value, effective, until. A row of role
        ``control`` is law while in force; a row of another role stands for a time of which nothing certain is known.
    share_percent
        Share of the controlled content in the value of the item that the rule lists, in per cent.
    on
        The day, a date or an ISO string.
    as_planned
        Ask what would hold had a suspended rule begun on its planned day: ``until`` is passed over.

    Returns
    -------
    bool or None
        True or False, or None where the share is over the line and it is not known whether the rule holds.
    """
    if share_percent < 0:
        raise ValueError("a share cannot be negative")
    answer: bool | None = False
    for rule in rules:
        law = rule["role"] == "control"
        dated = {**rule, "until": None} if as_planned and law else rule
        if (as_planned and not law) or not rule_in_force(dated, on):
            continue
        if COMPARE[rule["operator"]](share_percent, rule["value"]):
            answer = True if law else (answer or None)
    return answer
