"""Numbers as people write them: taken where the meaning is plain, asked back where it is not.

``course.js`` follows the same rules on the web page; ``tests/practice_numbers.json`` holds the cases that both must pass.
"""

from __future__ import annotations

import re
import unicodedata

PLEASE = "Write a number, such as 4800, first."

_ABOUT = re.compile(r"^(?:about|around|roughly|approximately|approx\.?|circa|ca?\.|[~≈≃])\s*", re.IGNORECASE)
_PER_CENT = re.compile(r"\s*(?:%|per ?cent)$", re.IGNORECASE)
_PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?: [0-9]{3})+|(?:['’][0-9]{3})+)(?:\.[0-9]+)?")
_UNSURE = re.compile(r"([+-]?)([0-9]+)([.,])([0-9]+)")
_CONTINENTAL = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")


def limits_of(unit: str) -> tuple[float, float] | None:
    """What a unit such as ``of 32`` says about the smallest and the largest number."""
    found = re.fullmatch(r"of ([0-9]+)", unit)
    return (0.0, float(found[1])) if found else None


def read_number(text: str, unit: str = "", limits: tuple[float, float] | None = None) -> float | str:
    """A number from what somebody typed, or the question to ask back (a string).

    Parameters
    ----------
    text
        What was typed: ``"9,000"``, ``"4 000"``, ``"10%"``, ``"about 20"``, ``"20 TPP"``.
    unit
        The unit that was asked for; it may stand behind the number.
    limits
        Smallest and largest number that make sense; by default what a unit such as ``of 32`` says.

    Returns
    -------
    float or str
        A finite number within the limits; else one line to ask back.
    """
    written = " ".join(unicodedata.normalize("NFKC", text).replace("−", "-").split())
    written = _ABOUT.sub("", written)
    if unit and written.lower().endswith(unit.lower()):
        written = written[: -len(unit)].rstrip()
    elif _PER_CENT.search(written):
        if unit and not _PER_CENT.search(unit):
            return f"This asks for a number ({unit}), not for a share in per cent."
        written = _PER_CENT.sub("", written)
    if doubt := _doubt(written):
        return doubt
    if _GROUPED.fullmatch(written):
        written = re.sub(r"[, '’]", "", written)
    if not _PLAIN.fullmatch(written):
        return PLEASE
    number = float(written)
    if abs(number) > 1e15:
        return "That is larger than anything counted here."
    low, high = limits or limits_of(unit) or (float("-inf"), float("inf"))
    if not low <= number <= high:
        return (
            f"The number cannot be below {low:g}."
            if number < low
            else f"The number cannot be above {high:g}."
        )
    return number


def _doubt(written: str) -> str:
    """What to ask where a point or a comma may mean two things; empty where it is plain."""
    found = _UNSURE.fullmatch(written)
    if found:
        sign, whole, mark, rest = found.groups()
        thousands = len(rest) == 3 and len(whole) <= 3 and whole[0] != "0"
        # 4,800 is how this course writes thousands, and 4.8 how it writes a decimal; the rest is asked back.
        if thousands == (mark == ","):
            return ""
        decimal = f"{sign}{whole}.{rest.rstrip('0') or '0'}"
        return f"Do you mean {decimal}{'' if whole[0] == '0' else f' or {sign}{whole}{rest}'}?"
    if _CONTINENTAL.fullmatch(written):
        return f"Do you mean {written.replace('.', '').replace(',', '.')}?"
    return ""
