"""What lesson 06 teaches: two figures of a chip, AND and OR with unknowns, rules with dates. ``engine`` puts them together.

A chip and a rule arrive as plain mappings, so the functions work on a row of a table, a dict typed by hand or a test case.
Every comparison has three answers: true, false, or *unknown* when a figure is missing. Unknown is never taken for false.

Sources of the definitions: the notes to entry 3A090 in Supplement No. 1 to part 774 of the US Export Administration
Regulations (TPP and performance density); 15 CFR 734.4 (de minimis).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import eq, ge, gt, le, lt
from typing import Any

from ai_ambitions.core.cells import as_date, known, rows_of
from ai_ambitions.core.errors import CourseError, unknown

COMPARE = {">=": ge, ">": gt, "<": lt, "<=": le, "=": eq}
BITS = {"dense_fp16_tflops": 16, "dense_int8_tops": 8, "dense_fp8_tflops": 8, "dense_fp4_tflops": 4}


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


def find(chips: Any, name: str) -> Mapping[str, Any]:
    """The row of one chip, by the name in its first column.

    Raises CourseError with the closest names when there is no such chip.
    """
    rows = {row["chip"]: row for row in rows_of(chips)}
    if name not in rows:
        own = [full for full in rows if full.startswith(f"{name} ")]  # "H20" means one of its versions
        if own:
            raise CourseError(f"There are several versions of {name!r}.", f"Choose one: {', '.join(own)}.")
        raise unknown("chip", name, rows)
    return rows[name]


def with_metrics(table: Any) -> Any:
    """A DataFrame of chips with two columns more: ``tpp`` and ``performance_density`` (per mm²), empty where unknown.

    Uses only methods of the table it is given, so that this module needs no pandas.
    """
    figures = [chip_metrics(row) for row in rows_of(table)]
    nan = float("nan")
    columns = {
        name: [nan if row[name] is None else row[name] for row in figures]
        for name in ("tpp", "performance_density")
    }
    return table.assign(**columns)


def all_of(answers: Iterable[bool | None]) -> bool | None:
    """AND with unknowns: one false decides, else one unknown leaves it open."""
    answers = list(answers)
    return False if False in answers else None if None in answers else True


def any_of(answers: Iterable[bool | None]) -> bool | None:
    """OR with unknowns: one true decides, else one unknown leaves it open."""
    answers = list(answers)
    return True if True in answers else None if None in answers else False


def rule_in_force(rule: Mapping[str, Any], on: Any) -> bool:
    """Whether a dated rule applies on a day: from ``effective`` on, up to but not including ``until``.

    An empty ``effective`` means older than the table, an empty ``until`` still in force when the table was closed.
    """
    day = as_date(on)
    begun = not known(rule.get("effective")) or as_date(rule["effective"]) <= day
    return bool(begun and not (known(rule.get("until")) and as_date(rule["until"]) <= day))


def content_rule_reaches(
    rules: Any, share_percent: float, on: Any, *, as_planned: bool = False
) -> bool | None:
    """Whether a content rule reaches a foreign-made item on a day.

    Parameters
    ----------
    rules
        Rows of one content rule (a table, or a list of rows): role, operator, value in per cent of the item's value, effective, until. A row of role
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
    for rule in rows_of(rules):
        law = rule["role"] == "control"
        dated = {**rule, "until": None} if as_planned and law else rule
        if (as_planned and not law) or not rule_in_force(dated, on):
            continue
        if COMPARE[rule["operator"]](share_percent, rule["value"]):
            answer = True if law else (answer or None)
    return answer
