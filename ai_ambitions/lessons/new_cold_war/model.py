"""The formulas of lesson 11: shares and sets, level and direction, Richardson's two rivals, and a race with a risk.

Pure functions of plain numbers. Richardson's equations as Scilit's abstract prints them; the race to the precipice follows
Armstrong, Bostrom and Shulman (2016), in closed form as derived here and checked by simulation.
"""

from __future__ import annotations

from collections.abc import Mapping

OF = {"US": "papers_with_us_author", "China": "papers_with_chinese_author", "all": "papers_with_country"}
KNOWN = ("nothing", "own", "all")


def per_cent(part: float, whole: float) -> float:
    """How much of a whole a part is, in per cent. Raises ValueError for a whole that is not above zero."""
    if whole <= 0:
        raise ValueError("a share needs a whole above zero")
    return 100 * part / whole


def joint_share(row: Mapping[str, float], of: str = "US") -> float:
    """Joint papers in per cent of those with a US author, with a Chinese author, or of all.

    Parameters
    ----------
    row
        Counts of one venue and year, under ``papers_joint`` and the names in ``OF``.
    of
        ``US``, ``China`` or ``all``: the denominator. The joint papers are the same in each case.

    Raises
    ------
    ValueError
        Another denominator, or one of zero.
    """
    if of not in OF:
        raise ValueError(f"{of!r} is no denominator; there are {', '.join(OF)}")
    return per_cent(row["papers_joint"], row[OF[of]])


def neither(papers: float, us: float, chinese: float, joint: float) -> float:
    """Papers with an author of neither country: all, less US, less Chinese, plus joint (which were taken off twice).

    Raises ValueError where there are more joint papers than a country has. Below zero means that the counts contradict one another.
    """
    if joint > min(us, chinese):
        raise ValueError("joint papers are among those of each country, so they are no more than either")
    return papers - us - chinese + joint


def times(now: float, then: float) -> float:
    """How many times one figure is another. Raises ValueError for a figure of then that is not above zero."""
    if then <= 0:
        raise ValueError("the earlier figure must lie above zero")
    return now / then


def alike(now: float, then: float, factor: float = 3) -> bool:
    """Whether two figures are within a factor of each other, in either direction. Raises ValueError for one not above zero."""
    if now <= 0 or then <= 0:
        raise ValueError("both figures must lie above zero")
    return max(now / then, then / now) <= factor


def trend(now: float, before: float, margin: float = 0.1) -> str:
    """Whether a figure went ``up``, ``down``, or stayed ``about the same``: within a margin of a tenth, unless told otherwise.

    Raises ValueError for an earlier figure that is not above zero.
    """
    change = times(now, before) - 1
    return "up" if change > margin else "down" if change < -margin else "about the same"


def direction(before: float, now: float, then: float) -> str:
    """Whether the step from ``before`` to ``now`` leads ``towards`` the figure of then, ``away`` from it, or is ``none``."""
    old, new = abs(before - then), abs(now - then)
    return "towards" if new < old else "away" if new > old else "none"


def is_stable(a: float, b: float, k: float, l: float) -> bool:  # noqa: E741
    """Richardson: do two rivals come to rest? They do if the product of the fatigues exceeds that of the reactions.

    Parameters
    ----------
    a, b
        Fatigue of each: how much its own level pulls it down.
    k, l
        Reaction of each: how much the other's level pulls it up.

    Raises
    ------
    ValueError
        A fatigue that is not above zero, or a reaction below zero: for those the condition ab > kl is not enough.
    """
    if min(a, b) <= 0 or min(k, l) < 0:
        raise ValueError("fatigues lie above zero, and reactions are not below it")
    return a * b > k * l


def equilibrium(
    a: float,
    b: float,
    k: float,
    l: float,  # noqa: E741
    g: float = 0.0,
    h: float = 0.0,
) -> tuple[float, float]:
    """The levels at which neither of two rivals changes: ((bg + kh)/(ab − kl), (ah + lg)/(ab − kl)).

    It exists on paper where ab < kl, too; nobody comes to rest there. Raises ValueError where ab equals kl.
    """
    whole = a * b - k * l
    if whole == 0:
        raise ValueError("where ab equals kl there is no single point of rest")
    return (b * g + k * h) / whole, (a * h + l * g) / whole


def path(
    x: float, y: float, a: float, b: float, k: float, l: float, g: float = 0.0, h: float = 0.0,  # noqa: E741
    years: int = 10, steps: int = 20,
) -> list[tuple[float, float]]:  # fmt: skip
    """Levels of two rivals at the start and after each year: dx/dt = ky − ax + g, dy/dt = lx − by + h, in small steps.

    Parameters
    ----------
    x, y
        Levels at the start.
    a, b, k, l, g, h
        Fatigue, reaction and grievance of each.
    years, steps
        Years, and steps a year (Euler's method: each step goes as far as the slope says). A level never falls below zero.

    Raises
    ------
    ValueError
        Years below zero, or less than one step a year.
    """
    if years < 0 or steps < 1:
        raise ValueError("years are not below zero, and a year has one step or more")
    found = [(x, y)]
    for _ in range(years):
        for _ in range(steps):
            up, right = k * y - a * x + g, l * x - b * y + h
            x, y = max(0.0, x + up / steps), max(0.0, y + right / steps)
        found.append((x, y))
    return found


def race_risk(teams: int, enmity: float, skill: float, known: str = "nothing") -> float:
    """Race to the precipice: the chance of a disaster, 0 to 1, when each team chooses how careful it is.

    A team has a capability c between 0 and ``skill``, evenly spread, and chooses its safety s from 0 to 1. The highest
    c − s wins; with chance 1 − s of the winner there is a disaster. A team that loses to another bears ``enmity`` of the
    loss that a disaster would be.

    Parameters
    ----------
    teams
        Two or more.
    enmity
        From just above 0 (another's victory is as good as mine) to 1 (as bad as a disaster).
    skill
        How much capability counts beside risk taking, above zero.
    known
        ``nothing``: nobody knows any capability; each plays s = min(1, skill/(n e)). ``own``: each knows its own; s = c/(ne − e + 1),
        at most 1. ``all``: all are known; the first plays s = min(1, gap/e), gap being its lead over the second.

    Raises
    ------
    ValueError
        Fewer than two teams, an enmity outside of 0 to 1, a skill not above zero, or another word for what is known.

    Notes
    -----
    Armstrong, Bostrom and Shulman 2016. With U the highest of n even draws on 0 to skill, and G the gap between the two highest:
    own: 1 − E[min(1, U/w)], w = ne − e + 1; all: 1 − E[min(1, G/e)], P(G > t) = (1 − t/skill)ⁿ.
    """
    if teams < 2 or not 0 < enmity <= 1 or skill <= 0:
        raise ValueError("two teams or more, an enmity above 0 and up to 1, and a skill above zero")
    n, e, mu = teams, enmity, skill
    if known == "nothing":
        return 1 - min(1.0, mu / (n * e))
    if known == "own":
        w = n * e - e + 1
        top = min(mu, w)
        # P(U ≤ u) = (u/mu)ⁿ, so E[min(1, U/w)] = 1 − (1/w) ∫₀^w P(U ≤ u) du, and P is 1 above mu.
        below = top * (top / mu) ** n / (n + 1) + max(0.0, w - mu)
        return below / w
    if known == "all":
        top = min(mu, e)
        # E[min(1, G/e)] = (1/e) ∫₀^min(e, mu) (1 − t/mu)ⁿ dt.
        return 1 - mu / (n + 1) * (1 - (1 - top / mu) ** (n + 1)) / e
    raise ValueError(f"{known!r} is not known here; there are {', '.join(KNOWN)}")
