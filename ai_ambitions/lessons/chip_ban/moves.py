"""Moves of the classroom simulation: what one seat does on the day of a round, and what the tables say of it.

Three rounds, each on a day that the tables know. The law of that day is the law of the round. A move is a line of words, such as
``ship "H20 SXM 96GB" China``; ``judge`` answers with the clause and its sources, or says what an answer would need. A *line* that a
seat moves holds for all other moves of its round. Nothing is guessed: what no table holds is not judged, for any seat.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from ai_ambitions.core.cells import as_date, known, rows_of, span
from ai_ambitions.core.errors import CourseError, unknown
from ai_ambitions.lessons.chip_ban.engine import CONTROLLED, FREE, PARAGRAPHS, Decision, decide, in_words
from ai_ambitions.lessons.chip_ban.model import (
    BITS,
    chip_metrics,
    content_rule_reaches,
    find,
    performance_density,
    rule_in_force,
)
from ai_ambitions.lessons.chip_ban.places import OUTSIDE_KINDS, Places, places
from ai_ambitions.methods.dated import published

NEEDS = (
    "chips",
    "export_rule_thresholds",
    "export_rule_places",
    "export_country_groups",
    "economies",
    "disputed_values",
    "controls_timeline",
    "sources",
)
# The first weeks of the rule of 2023, the day on which the article was written, and the last day that the rules were read.
DAYS = {1: date(2023, 12, 1), 2: date(2025, 10, 31), 3: date(2026, 11, 23)}
BEFORE = date(2022, 10, 6)  # measures count as new in round 1 from the first US rule on AI chips on

OPEN, WAY, LICENCE = "free", "way open", "licence"
REACHED, NOT_REACHED = "reached", "not reached"
TIGHTER, LOOSER, BOTH, UNCHANGED = "tighter", "looser", "tighter and looser", "no change"
NOT_JUDGED = "not judged"
NOT_READ = "not read"
SAID = {  # each answer in a sentence; what follows for a seat stands on its card
    OPEN: "free: no rule in our tables asks for a licence",
    WAY: "a licence is asked for, and a way is open",
    LICENCE: "a licence is asked for, and no way round it is known",
    REACHED: "reached: the rule asks for a licence",
    NOT_REACHED: "not reached by a rule that our tables can run",
    TIGHTER: "tighter",
    LOOSER: "looser",
    BOTH: "tighter for some and looser for others",
    UNCHANGED: "changes no answer",
    NOT_JUDGED: "our tables cannot judge this",
    NOT_READ: "this slip cannot be read",
}
STATES = {"US": "the United States", "CN": "China"}
CONTENT = {"cn": ("cn_rare_earth_value_percent", "CN"), "us": ("us_controlled_value_percent", "US")}
CONTENT_STATES = {state: key for key, (_, state) in CONTENT.items()}
SHARES = {"cn": "Chinese rare earths", "us": "controlled US content"}
# Of the US content rule the line for most destinations; its other lines speak of a few states and of arms.
MOST_PLACES = "734.4(d)"
ROLES = ("control", "control_elsewhere", "exception", "review_policy")  # what the engine runs
EASIER = ("presumption of approval",)  # reviews that count as a way


@dataclass(frozen=True)
class Ruling:
    """What the tables say of one move.

    Attributes
    ----------
    move, seat, number, on
        The move in its own words, who made it (may be empty), the round and its day.
    answer
        A key of ``SAID``: what the card of a seat asks for.
    because
        Why, in words; for ``not judged``, what an answer would need.
    clause
        The rule and its words in figures, or the measure; empty where none speaks.
    sources
        Ids of the rows' sources.
    notes
        What else the tables hold on it.
    """

    move: str
    number: int
    on: date
    answer: str
    because: str
    clause: str = ""
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    seat: str = ""


@dataclass(frozen=True)
class Draft:
    """A line that a seat moved: the rows of a paragraph with one old figure, or one old first day, and the new one."""

    paragraph: str
    old: float | date
    new: float | date

    def speaks_of(self, rule: Mapping[str, Any]) -> bool:
        """Whether a row of the rules is one that the draft changes."""
        if rule["paragraph"] != self.paragraph:
            return False
        if isinstance(self.old, date):
            return known(rule["effective"]) and as_date(rule["effective"]) == self.old
        return known(rule["value"]) and float(rule["value"]) == self.old

    def on(self, rule: Mapping[str, Any]) -> dict[str, Any]:
        """A row of the rules with this draft in it."""
        column = "effective" if isinstance(self.old, date) else "value"
        return {**rule, column: self.new} if self.speaks_of(rule) else dict(rule)


@dataclass(frozen=True)
class Day:
    """A round: its number, the tables as rows, and the lines that were moved in it."""

    number: int
    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    drafts: tuple[Draft, ...] = ()

    @property
    def on(self) -> date:
        """The day of the round."""
        return DAYS[self.number]

    @property
    def since(self) -> date:
        """The day of the round before: what came after it is new."""
        return DAYS.get(self.number - 1, BEFORE)

    @cached_property
    def law(self) -> list[Mapping[str, Any]]:
        """The rules that had begun, or had been published, by the day, with the lines that were moved."""

        def told(rule: Mapping[str, Any]) -> bool:
            """Whether it was known by the day: it had begun, or a source of that time tells of it."""
            begun = not known(rule["effective"]) or as_date(rule["effective"]) <= self.on
            return begun or "" < published(rule, self.rows["sources"])[1] <= str(self.on)

        law = [dict(rule) for rule in self.rows["export_rule_thresholds"] if told(rule)]
        for draft in self.drafts:
            law = [draft.on(rule) for rule in law]
        return list(law)

    @cached_property
    def where(self) -> Places:
        """Country groups and the reach of rules."""
        return places(*(self.rows[t] for t in ("export_country_groups", "export_rule_places", "economies")))

    @cached_property
    def parts(self) -> list[Mapping[str, Any]]:
        """The parts of US makers that had certainly been shown by the day."""
        return [
            chip
            for chip in self.rows["chips"]
            if chip["vendor_country"] == "US" and self.shown(chip, last=True)
        ]

    def shown(self, chip: Mapping[str, Any], *, last: bool) -> bool:
        """Whether a part had been shown by the day; ``last`` takes the last day that its date may mean, else the first."""
        if not known(chip["announced"]):
            return not last
        first, end = span(str(as_date(chip["announced"])), str(chip["announced_precision"]))
        return as_date(end if last else first) <= self.on

    def steps(self, state: str) -> list[Mapping[str, Any]]:
        """A state's rows of the timeline up to the day."""
        return [
            row
            for row in self.rows["controls_timeline"]
            if state in str(row["jurisdiction"]).split(";") and as_date(row["date"]) <= self.on
        ]

    def plain(self) -> Day:
        """The same day with no line moved."""
        return replace(self, drafts=())

    def ask(self, item: Mapping[str, Any], to: str, seat: str = "", kind: str = "export") -> Decision:
        """What US rules say of a part that goes to a place."""
        return decide(
            item, self.law, self.on, to, kind,
            headquarters=seat, places=self.where, disputed=self.disputed,
        )  # fmt: skip

    @cached_property
    def disputed(self) -> list[Mapping[str, Any]]:
        """Figures on which sources differ; a limit that a seat has moved is in dispute no more."""
        moved = {
            (f"rule_id={rule['rule_id']}", f"{rule['metric']} limit")
            for rule in self.rows["export_rule_thresholds"]
            for draft in self.drafts
            if draft.speaks_of(rule) and not isinstance(draft.old, date)
        }
        return [row for row in self.rows["disputed_values"] if (row["key"], row["field"]) not in moved]


def day_of(number: Any, tables: Mapping[str, Any]) -> Day:
    """A round from its number and the tables of ``NEEDS``; CourseError for a round that does not exist."""
    if str(number) not in map(str, DAYS):
        raise CourseError(f"There is no round {number!r}.", f"Rounds: {', '.join(map(str, DAYS))}.")
    return Day(int(number), {name: rows_of(tables[name]) for name in NEEDS})


# --- the moves ----------------------------------------------------------------------------------------------------------


def judge(move: str, day: Day, seat: str = "") -> Ruling:
    """What the tables say of one move on the day of a round.

    Parameters
    ----------
    move
        A line of words; names of several words stand in quotes. Kinds and forms: ``FORMS``.
    day
        The round, with the lines that were moved in it.
    seat
        Who made it, for the record.

    Raises
    ------
    CourseError
        For a move that is not in one of the forms, a name that no table has, or a line moved further than the game allows.
    """
    kind, *words = _words(move)
    if kind not in _KINDS:
        raise unknown("kind of move", kind, _KINDS)
    ruling = replace(_KINDS[kind](words, day), move=move, seat=seat)
    if kind in ("line", "measure") or not day.drafts:
        return ruling
    without = _KINDS[kind](words, day.plain()).answer
    if without == ruling.answer:
        return ruling
    said = f"Without the lines moved in this round the answer would be: {SAID[without]}."
    return replace(ruling, notes=(*ruling.notes, said))


def _words(move: str) -> list[str]:
    try:
        words = shlex.split(move)
    except ValueError:
        raise CourseError(f"This move is not a line of words: {move!r}.", "Close its quotes.") from None
    if not words:
        raise CourseError("A move is missing.", f"For instance: {FORMS['ship']}")
    return words


def _form(kind: str) -> CourseError:
    return CourseError(f"That is no move of the kind {kind!r}.", f"Write it as: {FORMS[kind]}")


def _ship(words: list[str], day: Day, kind: str = "export") -> Ruling:
    """A listed part goes to a place, perhaps for a buyer seated elsewhere."""
    name = "ship" if kind == "export" else kind
    if len(words) not in (2, 4) or (len(words) == 4 and words[2] != "for"):
        raise _form(name)
    chip = find(day.rows["chips"], words[0])
    if not day.shown(chip, last=False):
        return _not_judged(day, f"a part that has been shown; {words[0]} was not by this day")
    if chip["vendor_country"] != "US":
        told_of = [
            r for state in STATES for r in day.steps(state) if str(chip["chip"]).split()[0] in r["instrument"]
        ]
        ruling = _not_judged(
            day,
            "a rule on dealing in parts of other makers; ours speak of what US firms send",
            "",
            _sources(told_of),
        )
        return replace(ruling, notes=tuple(_told_of(r) for r in told_of))
    return _sale(chip, day, words[1], words[3] if len(words) == 4 else "", kind)


def _reexport(words: list[str], day: Day) -> Ruling:
    """A listed part goes on from another state."""
    return _ship(words, day, "reexport")


def _design(words: list[str], day: Day) -> Ruling:
    """A part of one's own, by its figures, goes to a place."""
    if not words:
        raise _form("design")
    to, figures = words[0], dict(word.split("=", 1) for word in words[1:] if "=" in word)
    made_for = figures.pop("use", "data")
    if not all("=" in word for word in words[1:]) or set(figures) != {"tpp", "area", "link", "memory"}:
        raise _form("design")
    if made_for not in ("data", "games"):
        raise _form("design")
    tpp, area, link, memory = (_number(figures[name], "design") for name in ("tpp", "area", "link", "memory"))
    largest = max(float(chip["die_area_mm2"]) for chip in day.parts if known(chip["die_area_mm2"]))
    if not 0 < area <= largest:
        raise CourseError(
            f"A part of {area:,g} mm² could not be made: the largest in our table by this day has {largest:,g}.",
            f"Choose an area up to {largest:,g} mm².",
        )
    part = {
        "chip": "your design",
        "dense_int8_tops": tpp / BITS["dense_int8_tops"],
        "die_area_mm2": area,
        "interconnect_gbs": link,
        "memory_bandwidth_gbs": memory,
        "datacenter": "yes" if made_for == "data" else "no",
    }
    figured = f"TPP {tpp:,g}, density {performance_density(tpp, area):.2f} per mm²."
    ruling = _sale(part, day, to, "", "export")
    return replace(ruling, because=f"{figured} {ruling.because}")


def _sale(item: Mapping[str, Any], day: Day, to: str, seat: str, kind: str) -> Ruling:
    decision = day.ask(item, to, seat, kind)
    answer = _rank(decision)
    clause, sources = _clause_of(decision, day, to)
    notes = decision.notes
    if "China" in (day.where.name(day.where.code(to)), seat and day.where.name(day.where.code(seat))):
        notes = (*notes, _chinese_side(day))
    because = f"{decision.finding[0].upper()}{decision.finding[1:]}"
    if answer in (WAY, LICENCE):
        way = decision.easier_path
        because += f"; easier path: {way}" if way else f"; applications: {decision.review}"
    if decision.basis == "inferred":
        because += "; a limit inferred, not written in a published rule"
    return Ruling("", day.number, day.on, answer, because + ".", clause, sources, notes)


def _rank(decision: Decision) -> str:
    """What a decision means for a card: free, a licence with or without a way, or no answer."""
    if decision.outcome in FREE:
        return OPEN
    if decision.outcome != CONTROLLED:
        return NOT_JUDGED
    return WAY if decision.ways or decision.review in EASIER else LICENCE


def _silence(day: Day, to: str) -> tuple[str, tuple[str, ...]]:
    """Why no paragraph speaks of a place: its country groups on the day, and a duty that is not enforced."""
    code = day.where.code(to)
    rows = [r for r in day.where.groups if r["economy"] == code and rule_in_force(r, day.on)]
    rows += [r for r in day.where.scopes if r["says"] == "not_enforced" and rule_in_force(r, day.on)]
    groups = " and ".join(sorted(day.where.groups_of(code, day.on) or []))
    where = (
        f"{day.where.name(code)} ({f'country group {groups}' if groups else 'in no group that we know of'})"
    )
    return f"no paragraph in our tables asks for a licence in {where}", _sources(rows)


def _clause_of(decision: Decision, day: Day, to: str) -> tuple[str, tuple[str, ...]]:
    """The rule and the conditions that decided, and the sources of its rows; of all rules tried where none holds."""
    if decision.outcome != CONTROLLED:
        tried = dict.fromkeys((line.rule_id, line.paragraph) for line in decision.lines)
        rows = [r for r in day.law if (r["rule_id"], r["paragraph"]) in tried]
        if not rows:
            return _silence(day, to) if decision.outcome in FREE else ("", ())
        words = " and ".join(PARAGRAPHS.get(p, (p,))[0] for _, p in tried)
        return f"tried: {words}", _sources(rows)
    lines = [
        line
        for line in decision.lines
        if (line.rule_id, line.paragraph) == (decision.rule_id, decision.paragraph)
    ]
    met = next(
        [line for line in lines if line.alternative == n]
        for n in dict.fromkeys(line.alternative for line in lines)
        if all(line.met for line in lines if line.alternative == n)
    )
    rows = [r for r in day.law if (r["rule_id"], r["paragraph"]) == (decision.rule_id, decision.paragraph)]
    conditions = " and ".join(f"{line.condition} (here {line.figure})" for line in met)
    reach = [
        row
        for row in day.where.scopes
        if (row["rule_id"], row["paragraph"])
        in [(decision.rule_id, decision.paragraph), *_ways(decision, day)]
        and rule_in_force(row, day.on)
    ]
    said = [row for row in reach if row["policy"] in (decision.review, *decision.ways)]
    return f"{rows[0]['title']}, {PARAGRAPHS[decision.paragraph][0]}: {conditions}", _sources([*rows, *said])


def _ways(decision: Decision, day: Day) -> list[tuple[str, str]]:
    return [(str(r["rule_id"]), str(r["paragraph"])) for r in day.law if r["paragraph"] in decision.paths]


def _chinese_side(day: Day) -> str:
    """What the timeline holds of Chinese steps on buying or importing chips by the day: the part that no rule engine runs."""
    steps = [
        row for row in day.steps("CN") if row["category"] == "against_chips" and row["effect"] == "tightens"
    ]
    reported = [row for row in steps if row["legal_status"] == "reported"]
    if not steps:
        return "On the Chinese side our tables hold no step against buying US chips by this day."
    return (
        f"On the Chinese side, not judged: {len(steps)} step{'s' * (len(steps) > 1)} against buying or importing such goods "
        f"by this day, {len(reported)} of them reported only; the last: {steps[-1]['instrument']} ({as_date(steps[-1]['date'])})."
    )


def _goods(words: list[str], day: Day) -> Ruling:
    """A thing made outside of both states, with shares of their content, goes on to another state."""
    shares = dict(word.split("=", 1) for word in words if "=" in word)
    if not words or len(shares) != len(words) or not set(shares) <= set(CONTENT):
        raise _form("goods")
    answers, said, rows = [], [], []
    for key, text in shares.items():
        percent, law = _number(text, "goods"), _content(day.law, key)
        hit = content_rule_reaches(law, percent, day.on)
        answers.append(hit)
        rows += [rule for rule in law if _not_over(rule, day.on)]
        words_of = {
            True: "reached",
            False: "not reached",
            None: "not known whether the rule holds on this day",
        }
        said.append(f"{percent:g} per cent of {SHARES[key]}: {words_of[hit]}")
    answer = REACHED if True in answers else NOT_JUDGED if None in answers else NOT_REACHED
    clause = "; ".join(
        dict.fromkeys(f"{r['title']}, {r['paragraph']}: {_condition(r)}, {_dates(r, day.on)}" for r in rows)
    )
    no_share = {
        str(r["title"])
        for r in day.law
        if r["subject"] == "foreign_item" and not known(r["metric"]) and r["role"] == "other"
        if CONTENT_STATES[str(r["jurisdiction"])] in shares and rule_in_force(r, day.on)
    }
    notes = tuple(
        f"Not run: {title}. It asks how a thing was made and names no share." for title in sorted(no_share)
    )
    return Ruling("", day.number, day.on, answer, f"{'; '.join(said)}.", clause, _sources(rows), notes)


def _content(law: Iterable[Mapping[str, Any]], key: str) -> list[Mapping[str, Any]]:
    metric, state = CONTENT[key]
    return [
        rule
        for rule in law
        if rule["metric"] == metric and rule["jurisdiction"] == state
        if state == "CN" or str(rule["paragraph"]).startswith(MOST_PLACES)
    ]


def _line(words: list[str], day: Day) -> Ruling:
    """A regulator moves one figure, or one first day, of a paragraph; the tables are run before and after."""
    draft = drafted(words, day)
    before = day.plain()
    after = replace(before, drafts=(draft,))
    rows = [rule for rule in before.law if draft.speaks_of(rule) and _not_over(rule, day.on)]
    new = draft.new if isinstance(draft.new, date) else f"{draft.new:,g}"
    old = draft.old if isinstance(draft.old, date) else f"{draft.old:,g}"
    clause = f"{rows[0]['title']}, {rows[0]['paragraph']}: {new} in place of {old}; a draft, and no law"
    sources = _sources(rows)
    subjects = {str(rule["subject"]) for rule in rows}
    key = next((k for k, (metric, _) in CONTENT.items() if rows[0]["metric"] == metric), "")
    if key and rows[0] in _content(before.law, key):
        answer, because = _content_moved(key, before, after)
    elif subjects == {"chip"} and {str(rule["role"]) for rule in rows} <= set(ROLES):
        answer, because = _parts_moved(before, after)
    else:
        return _not_judged(
            day, "a table of goods to run this line on, which the course does not have", clause, sources
        )
    return Ruling("", day.number, day.on, answer, because, clause, sources)


def _parts_moved(before: Day, after: Day) -> tuple[str, str]:
    """Which listed parts get another answer for China from a moved line."""
    order = (OPEN, WAY, LICENCE)
    moved: dict[str, list[str]] = {TIGHTER: [], LOOSER: []}
    for chip in before.parts:
        was, now = (_rank(d.ask(chip, "CN")) for d in (before, after))
        if was != now and was in order and now in order:
            moved[TIGHTER if order.index(now) > order.index(was) else LOOSER].append(str(chip["chip"]))
    said = [f"{word} for {', '.join(names)}" for word, names in moved.items() if names]
    answer = BOTH if len(said) == 2 else TIGHTER if moved[TIGHTER] else LOOSER if moved[LOOSER] else UNCHANGED
    tried = f"Of {len(before.parts)} US parts shown by this day, sent to China"
    return answer, f"{tried}: {'; '.join(said)}." if said else f"{tried}: no answer changes."


def _content_moved(key: str, before: Day, after: Day) -> tuple[str, str]:
    """Which shares of content get another answer from a moved line."""
    laws = [_content(d.law, key) for d in (before, after)]
    marks = sorted({float(rule["value"]) for law in laws for rule in law})
    shares = [*marks, *(mark * 1.5 for mark in marks)]
    answers = [[content_rule_reaches(law, share, before.on) for share in shares] for law in laws]
    if None in answers[0] + answers[1]:
        return (
            NOT_JUDGED,
            "An answer needs to know whether the rule holds on this day, which our tables do not.",
        )
    pairs = list(zip(*answers, strict=True))
    answer = TIGHTER if (False, True) in pairs else LOOSER if (True, False) in pairs else UNCHANGED
    was, now = (_reach(law, before.on) for law in laws)
    return answer, f"On this day the rule reaches {was} of {SHARES[key]}; as drafted, {now}."


def _reach(law: Iterable[Mapping[str, Any]], on: date) -> str:
    """From which share on a content rule reaches a thing, in words."""
    holding = [r for r in law if r["role"] == "control" and rule_in_force(r, on)]
    return (
        " or ".join(dict.fromkeys(f"things with {_condition(r)}" for r in holding))
        or "nothing, whatever its share"
    )


def drafted(words: list[str], day: Day) -> Draft:
    """The draft in the words of a ``line``, within what the game allows: a figure to half or twice, a day not back in time."""
    if len(words) != 3:
        raise _form("line")
    paragraph, old, new = words[0], _figure(words[1]), _figure(words[2])
    if isinstance(old, date) != isinstance(new, date):
        raise _form("line")
    here = [r for r in day.plain().law if _not_over(r, day.on) and _numbers(r)]
    names = {str(r["paragraph"]) for r in here}
    longer = [name for name in names if name.startswith(paragraph)]  # "734.4(d)" is enough
    if paragraph not in names and len(longer) != 1:
        raise unknown("paragraph with a figure on this day", paragraph, names)
    paragraph = paragraph if paragraph in names else longer[0]
    draft = Draft(paragraph, old, new)
    if not any(draft.speaks_of(r) for r in here):
        own = [r for r in here if r["paragraph"] == paragraph]
        said = ", ".join(dict.fromkeys(f"{float(r['value']):g}" for r in own))
        first = ", ".join(dict.fromkeys(str(as_date(r["effective"])) for r in own if known(r["effective"])))
        raise CourseError(
            f"{paragraph} has no line at {words[1]}.",
            f"Its figures: {said}. Its first day: {first or 'not known'}.",
        )
    if isinstance(old, date) and isinstance(new, date):
        if new < day.on:
            raise CourseError("A rule cannot begin in the past.", f"Choose {day.on} or a later day.")
    elif not (isinstance(old, date) or isinstance(new, date)) and not old / 2 <= new <= old * 2:
        raise CourseError(
            "In one round a line moves to half of its figure at the least, and to twice at the most.",
            f"Choose a figure from {old / 2:g} to {old * 2:g}.",
        )
    return draft


def _measure(words: list[str], day: Day) -> Ruling:
    """A state stands by a measure that it took since the round before."""
    if len(words) < 2 or words[0] not in STATES:
        raise _form("measure")
    state, wanted = words[0], [word.lower() for word in words[1:]]
    rows = [r for r in day.rows["controls_timeline"] if state in str(r["jurisdiction"]).split(";")]
    hits = [
        r
        for r in rows
        if all(w in f"{as_date(r['date'])} {r['instrument']} {r['summary']}".lower() for w in wanted)
    ]
    if not hits:
        return _not_judged(
            day, f"a measure of {STATES[state]} with these words in controls_timeline; there is none"
        )
    if len(hits) > 1:
        new = [r for r in hits if day.since < as_date(r["date"]) <= day.on] or hits
        if len(new) > 1:
            said = "; ".join(f"{as_date(r['date'])} {r['instrument']}" for r in new[:6])
            raise CourseError(
                f"{len(new)} measures hold these words.", f"Add the day of the one you mean: {said}."
            )
        hits = new
    row = hits[0]
    taken = as_date(row["date"])
    clause = _told_of(row)
    sources = _sources(hits)
    notes = (
        f"Status as our table knew it on {as_date(row['as_of'])}, not on the day of the round: {row['legal_status']}.",
    )
    if taken > day.on:
        return _not_judged(day, f"a measure taken by this day; this one came on {taken}", clause, sources)
    if row["legal_status"] in ("reported", "bill"):
        kind = "a press report" if row["legal_status"] == "reported" else "a bill"
        return _not_judged(day, f"a published measure; this one is {kind}", clause, sources)
    effect = {"tightens": TIGHTER, "starts": TIGHTER, "eases": LOOSER}.get(str(row["effect"]), UNCHANGED)
    because = {
        TIGHTER: "By its text trade is more closely controlled than before.",
        LOOSER: "By its text trade is less closely controlled than before.",
        UNCHANGED: "It changes no control by itself.",
    }[effect]
    if taken <= day.since:
        effect, because = UNCHANGED, f"It was law before this round: nothing new since {day.since}."
    return Ruling("", day.number, day.on, effect, because, clause, sources, notes)


def _weights(words: list[str], day: Day) -> Ruling:
    """A lab publishes a model's weights, or keeps them closed and sends them."""
    if len(words) != 2 or words[1] not in ("open", "closed"):
        raise _form("weights")
    _number(words[0], "weights")
    rows = [rule for rule in day.law if rule["subject"] == "model"]
    holding = [rule for rule in rows if rule_in_force(rule, day.on)]
    talks = [r for r in day.steps("CN") if "AI models" in str(r["instrument"])]
    notes = tuple(map(_told_of, talks))
    clause = "; ".join(f"{r['title']}, {r['paragraph']}: {_dates(r, day.on)}" for r in rows)
    if holding:
        return _not_judged(
            day, "how such a rule would be applied; our tables hold its dates only", clause, _sources(holding)
        )
    only = "The only rule on weights in our tables speaks of closed ones, and it does not hold on this day"
    because = only if rows else "No rule in our tables speaks of weights by this day"
    return Ruling(
        "", day.number, day.on, NOT_REACHED, f"{because}.", clause, _sources([*rows, *talks]), notes
    )


def _rent(words: list[str], day: Day) -> Ruling:
    """Computing is rented over a network; nothing is shipped."""
    if len(words) not in (2, 4) or (len(words) == 4 and words[2] != "for"):
        raise _form("rent")
    find(day.rows["chips"], words[0])
    for place in words[1::2]:
        day.where.code(place)
    bills = [r for r in day.steps("US") if "remote access" in str(r["instrument"]).lower()]
    notes = tuple(map(_told_of, bills))
    ruling = _not_judged(day, OUTSIDE_KINDS["remote access"], "", _sources(bills))
    return replace(ruling, notes=notes)


_KINDS = {
    "ship": _ship,
    "reexport": _reexport,
    "design": _design,
    "goods": _goods,
    "line": _line,
    "measure": _measure,
    "weights": _weights,
    "rent": _rent,
}
FORMS = {
    "ship": 'ship "H20 SXM 96GB" China, or ship "H20 SXM 96GB" Vietnam for China',
    "reexport": 'reexport "H20 SXM 96GB" China: as ship, but from a state other than the United States',
    "design": "design China tpp=2300 area=814 link=900 memory=1300, with use=games for a card made for games",
    "goods": "goods cn=0.2, or goods us=10, or both: per cent of the value of a magnet material made elsewhere",
    "line": 'line 3A090.b 2400 2000, or a first day: line "foreign-made items" 2025-12-01 2025-11-01',
    "measure": "measure CN gallium: the state, US or CN, and words of the measure or its day",
    "weights": "weights 3e25 open, or closed: operations in training",
    "rent": 'rent "H200 SXM" Vietnam for China',
}


# --- a play, and the sheet of a day -------------------------------------------------------------------------------------


def play(text: str, tables: Mapping[str, Any]) -> list[Ruling]:
    """All moves of a play: ``round 1`` on a line of its own, then a move a line, with the seat and a colon before it.

    The lines that a seat moves hold for every other move of the round, wherever they stand in it: slips are written at the same
    time. ``#`` begins a remark. A slip that cannot be read is answered so. Raises CourseError for a move outside of any round.
    """
    moves: list[tuple[int, str, str]] = []
    number = 0
    for at, raw in enumerate(text.splitlines(), start=1):
        line = raw.split("#", 1)[0].strip()
        if line.lower().startswith("round "):
            number = day_of(line.split()[1], tables).number
        elif line:
            if not number:
                raise CourseError(f"Line {at} stands in no round.", "Write a line before it: round 1")
            seat, colon, move = line.partition(":")
            moves.append((number, seat.strip() if colon else "", (move if colon else line).strip()))
    days = {
        number: _with_lines(day_of(number, tables), moves) for number in dict.fromkeys(n for n, *_ in moves)
    }
    return [_read(move, days[n], seat) for n, seat, move in moves]


def _with_lines(day: Day, moves: Iterable[tuple[int, str, str]]) -> Day:
    """A round with the lines that are moved in it; one that cannot be read moves nothing, and its own answer says why."""
    drafts = []
    for number, _, move in moves:
        if number == day.number and move.startswith("line "):
            with suppress(CourseError):
                drafts.append(drafted(_words(move)[1:], day))
    return replace(day, drafts=tuple(drafts))


def _read(move: str, day: Day, seat: str) -> Ruling:
    """The answer to one slip; one that cannot be read stops nobody else's."""
    try:
        return judge(move, day, seat)
    except CourseError as error:
        return Ruling(move, day.number, day.on, NOT_READ, error.reason, notes=(error.next_step,), seat=seat)


@dataclass(frozen=True)
class Sheet:
    """One table of the sheet of a day: its heading, a remark under it, the names of its columns, its rows as words."""

    heading: str
    remark: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sheets(day: Day) -> list[Sheet]:
    """What every seat may know on the day of a round: new measures, figures that can be moved, parts that can be bought."""
    steps = [
        (
            str(as_date(row["date"])),
            STATES[row["jurisdiction"]],
            str(row["instrument"]),
            _EFFECTS[str(row["effect"])],
        )
        for row in new_measures(day)
    ]
    return [
        Sheet(
            "New since the round before" if day.number > 1 else "New since October 2022",
            "Published measures of both states that tighten or ease a control.",
            ("day", "state", "measure", "effect"),
            tuple(steps),
        ),
        Sheet(
            "Figures that a line may move",
            "Conditions of one paragraph are joined by and, or by or; lesson 06 says how.",
            _LINE,
            tuple(_line_in_words(rule) for rule in lines_in_force(day) if not known(rule["addressee"])),
        ),
        Sheet(
            "Parts on the table",
            f"By AMD, Intel and Nvidia, shown by this day, with a TPP of {LEAST:,} or more. Empty: our sources do not say.",
            ("part", "TPP", "density", "memory, GB/s", "links, GB/s", "made for"),
            tuple(parts_on_the_table(day)),
        ),
    ]


def letters(day: Day) -> Sheet:
    """What letters to firms said on the day, as far as our sources tell: for BIS and the designer only."""
    rows = tuple(_line_in_words(rule) for rule in lines_in_force(day) if known(rule["addressee"]))
    return Sheet(
        f"Letters in round {day.number}", "" if rows else "No letter holds on this day.", _LINE, rows
    )


_LINE = ("state", "paragraph", "condition", "first day")
LEAST = 2000  # TPP of the parts on the sheet; cards name it too
SELLERS = ("AMD", "Intel", "Nvidia")  # Google and Amazon mainly rent theirs out
_EFFECTS = {"tightens": "tightens", "starts": "begins to apply", "eases": "eases"}


def _line_in_words(rule: Mapping[str, Any]) -> tuple[str, ...]:
    first = str(as_date(rule["effective"])) if known(rule["effective"]) else "older"
    first += (
        ", if it holds" if rule["role"] == "other" else ""
    )  # a suspended rule of whose return nobody was found to tell
    return STATES[rule["jurisdiction"]], str(rule["paragraph"]), _condition(rule), first


def lines_in_force(day: Day) -> list[Mapping[str, Any]]:
    """The rows of both states' rules that a ``line`` can move on a day and that the tables can run."""

    def runs(rule: Mapping[str, Any]) -> bool:
        chips = rule["subject"] == "chip" and rule["role"] in ROLES and rule["metric"] != "datacenter"
        return (chips and rule_in_force(rule, day.on)) or any(
            rule in _content(day.law, key) for key in CONTENT
        )

    return [
        r for r in day.law if _not_over(r, day.on) and _numbers(r) and r["jurisdiction"] in STATES and runs(r)
    ]


def new_measures(day: Day) -> list[Mapping[str, Any]]:
    """What both states published since the round before that tightens or eases a control."""
    return [
        row
        for row in day.rows["controls_timeline"]
        if row["jurisdiction"] in STATES and day.since < as_date(row["date"]) <= day.on
        if row["effect"] in _EFFECTS and row["legal_status"] != "reported"
    ]


def parts_on_the_table(day: Day) -> list[tuple[str, ...]]:
    """The parts that can be bought, with ``LEAST`` or more, the fastest first, in words."""
    found = [(chip, chip_metrics(chip)) for chip in day.parts if chip["vendor"] in SELLERS]
    fast = [(chip, f) for chip, f in found if f["tpp"] is not None and f["tpp"] >= LEAST]
    fast.sort(key=lambda pair: -(pair[1]["tpp"] or 0))
    return [
        (
            str(chip["chip"]),
            f"{f['tpp']:,.0f}",
            "" if f["performance_density"] is None else f"{f['performance_density']:.2f}",
            *(
                "" if f[name] is None else f"{f[name]:,.0f}"
                for name in ("dram_bandwidth_gbs", "io_bandwidth_gbs")
            ),
            "data centres" if f["datacenter"] else "games",
        )
        for chip, f in fast
    ]


def sheet_text(day: Day) -> str:
    """The sheet of a day as text, with the forms of moves under it."""
    said = [f"Round {day.number}, {day.on}"]
    for sheet in sheets(day):
        said += ["", sheet.heading, *([sheet.remark] if sheet.remark else [])]
        widths = [max(map(len, column)) for column in zip(sheet.columns, *sheet.rows, strict=True)]
        for row in (sheet.columns, *sheet.rows):
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            said.append("  " + "  ".join(cells).rstrip())
    said += ["", "Moves", *(f"  {form}" for form in FORMS.values())]
    return "\n".join(said)


def told(ruling: Ruling, sources: Any) -> str:
    """A ruling as text: the move, the answer and why, the clause, its sources, and what else the tables hold."""
    who = f"{ruling.seat}: " if ruling.seat else ""
    known_sources = {row["source_id"]: row for row in rows_of(sources)}
    named = [f"{known_sources[key]['title']} ({known_sources[key]['publisher']})" for key in ruling.sources]
    parts = [
        f"Round {ruling.number}, {ruling.on}. {who}{ruling.move}",
        f"  Answer: {SAID[ruling.answer]}. {ruling.because}",
        f"  Clause: {ruling.clause}" if ruling.clause else "",
        f"  Sources: {'; '.join(named)}" if named else "",
        *(f"  Note: {note}" for note in ruling.notes),
    ]
    return "\n".join(part for part in parts if part)


# --- small things -------------------------------------------------------------------------------------------------------


def _not_judged(day: Day, needs: str, clause: str = "", sources: tuple[str, ...] = ()) -> Ruling:
    return Ruling("", day.number, day.on, NOT_JUDGED, f"An answer needs {needs}.", clause, sources)


def _number(text: str, kind: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise _form(kind) from None
    if not 0 <= value < float("inf"):
        raise _form(kind)
    return value


def _figure(text: str) -> float | date:
    return as_date(text) if text.count("-") == 2 else _number(text, "line")


def _told_of(step: Mapping[str, Any]) -> str:
    return f"{step['instrument']} ({as_date(step['date'])}): {step['summary']}"


def _not_over(rule: Mapping[str, Any], on: date) -> bool:
    return not (known(rule["until"]) and as_date(rule["until"]) <= on)


def _numbers(rule: Mapping[str, Any]) -> bool:
    return known(rule["metric"]) and known(rule["value"]) and rule["role"] != "definition"


def _condition(rule: Mapping[str, Any]) -> str:
    metric, operator, value = str(rule["metric"]), str(rule["operator"]), float(rule["value"])
    if metric.endswith("_percent"):
        return f"{'more than' if operator == '>' else 'at least'} {value:g} per cent"
    return in_words(metric, operator, value)


def _dates(rule: Mapping[str, Any], on: date) -> str:
    """When a rule begins and, where that had come by the day, when it ended."""
    begun = f"from {as_date(rule['effective'])}" if known(rule["effective"]) else "older than our tables"
    return begun + ("" if _not_over(rule, on) else f" until {as_date(rule['until'])}")


def _sources(rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    found = (row[column] for row in rows for column in ("source_id", "source_id_2"))
    return tuple(dict.fromkeys(str(key) for key in found if known(key)))
