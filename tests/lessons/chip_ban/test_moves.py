"""The classroom simulation: a scripted play of three rounds, fair aims, moves that nobody can judge, cards and pages in step."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from ai_ambitions import cli, load
from ai_ambitions.core.course import course
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import SITE
from ai_ambitions.lessons.chip_ban import moves as m
from ai_ambitions.lessons.chip_ban.model import chip_tpp, find
from ai_ambitions.publish.pages import days_page

TABLES: dict[str, pd.DataFrame] = {name: load(name) for name in m.NEEDS}
GUIDE = (SITE / "teachers" / "simulation.md").read_text(encoding="utf-8")
CARDS = (SITE / "teachers" / "simulation-cards.md").read_text(encoding="utf-8")
SEATS = ("BIS", "MOFCOM", "The designer", "The ministry", "The lab")


def ask(number: int, move: str, *lines: str) -> m.Ruling:
    """The answer to a move, with lines that others moved in the same round."""
    day = m.day_of(number, TABLES)
    drafts = tuple(m.drafted(m._words(line)[1:], day) for line in lines)
    return m.judge(move, replace(day, drafts=drafts))


def table_under(heading: str, text: str) -> list[list[str]]:
    """The rows of the first Markdown table after a heading."""
    body = text.split(heading, 1)[1]
    rows = re.findall(r"(?m)^\|(.+)\|$", body.split("\n\n|", 1)[1].split("\n\n", 1)[0])
    return [[cell.strip() for cell in row.split("|")] for row in rows[1:]]


# --- the play that the guide prints -------------------------------------------------------------------------------------

SAMPLE = re.search(r"```text\n(.*?)```", GUIDE, re.DOTALL)
PLAY = SAMPLE.group(1) if SAMPLE else ""


@pytest.fixture(scope="module")
def rulings() -> list[m.Ruling]:
    return m.play(PLAY, TABLES)


def test_the_play_gets_the_answers_that_the_guide_prints(rulings: list[m.Ruling]) -> None:
    printed = re.findall(r"(?m)^\| (\d) \| ([\w, ]+) \| [\w, ]+ \| ([\w ]+) \| [\d–] \|$", GUIDE)
    assert len(printed) == len(rulings) == 16
    found = [(str(r.number), r.seat, r.answer) for r in rulings]
    assert found == [(number, seat.split(",")[0], answer) for number, seat, answer in printed]
    assert {r.answer for r in rulings} >= {
        m.TIGHTER,
        m.LOOSER,
        m.OPEN,
        m.WAY,
        m.LICENCE,
        m.REACHED,
        m.NOT_JUDGED,
    }


def test_the_points_that_the_guide_prints_follow_from_cards_and_answers(rulings: list[m.Ruling]) -> None:
    rows = re.findall(r"(?m)^\| (\d) \| ([\w, ]+) \| ([AB]), \w+ \| [\w ]+ \| ([\d–]) \|$", GUIDE)
    for ruling, (number, seat, letter, point) in zip(rulings, rows, strict=True):
        ministry = next(r for r in rulings if r.number == ruling.number and r.seat == "ministry")
        cost_it = False
        if (
            ruling.move.startswith("line")
            and not met("ministry", ministry)
            and "Without the" in ministry.notes[-1]
        ):
            draft = m.drafted(m._words(ruling.move)[1:], m.day_of(number, TABLES))
            cost_it = draft.paragraph in ministry.clause
        won = met(seat.split(",")[0], ruling, letter) and not cost_it
        assert point == ("–" if ruling.answer == m.NOT_JUDGED else str(int(won))), (number, seat)


def test_every_answer_names_its_day_and_where_a_rule_speaks_its_clause_and_sources(
    rulings: list[m.Ruling],
) -> None:
    known = set(TABLES["sources"]["source_id"])
    for ruling in rulings:
        assert ruling.on == m.DAYS[ruling.number]
        assert ruling.because.endswith(".")
        if not ruling.move.startswith("rent"):
            assert ruling.clause
            assert ruling.sources
        assert set(ruling.sources) <= known


def test_a_line_holds_for_the_whole_round_wherever_it_stands_and_for_no_other(
    rulings: list[m.Ruling],
) -> None:
    turned = "\n".join(
        line
        for number in (1, 2, 3)
        for line in (
            f"round {number}",
            *reversed([f"{r.seat}: {r.move}" for r in rulings if r.number == number]),
        )
    )
    again = {(r.number, r.seat, r.move): (r.answer, r.notes) for r in m.play(turned, TABLES)}
    assert again == {(r.number, r.seat, r.move): (r.answer, r.notes) for r in rulings}
    assert ask(1, 'ship "H20 SXM 96GB" China').answer == m.OPEN
    assert ask(1, 'ship "H20 SXM 96GB" China', "line 3A090.b 2400 2300").answer == m.WAY
    assert ask(2, "goods cn=0.2", 'line "foreign-made items" 2025-12-01 2025-10-31').answer == m.REACHED
    lab = next(r for r in rulings if r.seat == "lab")
    assert "Without the lines moved in this round the answer would be: free" in lab.notes[-1]


# --- fair: every seat can win, and can lose, by its own measure ---------------------------------------------------------

GOOD = {
    ("designer", "A"): {m.OPEN},
    ("designer", "B"): {m.OPEN, m.WAY},
    ("ministry", "A"): {m.OPEN, m.WAY},
    ("ministry", "B"): {m.NOT_REACHED},
    ("lab", "A"): {m.OPEN, m.WAY},
    ("lab", "B"): {m.NOT_REACHED},
    **{(seat, "A"): {m.TIGHTER} for seat in ("BIS", "MOFCOM")},
    **{(seat, "B"): {m.LOOSER} for seat in ("BIS", "MOFCOM")},
}


def met(seat: str, ruling: m.Ruling, letter: str = "") -> bool:
    """Whether an answer is the one that a card asks for; without a letter, for the aim that the move can be for."""
    letter = letter or ("B" if ruling.move.startswith(("goods", "weights")) else "A")
    return ruling.answer in GOOD[seat, letter]


WINS: dict[tuple[str, str], tuple[str | None, ...]] = {  # a move for each round
    ("BIS", "A"): ("line 3A090.b 3.2 3.1",) * 3,
    ("BIS", "B"): (
        "line 3A090.b 2023-11-17 2023-12-31",
        'line "letter 2025-04" 2025-04-09 2025-12-31',
        'line "letter 2025-04" 2025-04-09 2026-12-31',
    ),
    ("MOFCOM", "A"): ("measure CN graphite", "measure CN 2025-10-09 61", "measure CN 2026-06-22"),
    ("MOFCOM", "B"): (None, "measure CN 2025-08-12", "measure CN 2025-11-07"),
    ("designer", "A"): ("design China tpp=2300 area=814 link=900 memory=1300",) * 3,
    ("designer", "B"): ('ship "H100 SXM5 80GB" Vietnam',) * 3,
    ("ministry", "A"): ('ship "H100 SXM5 80GB" Vietnam',) * 3,
    ("ministry", "B"): ("goods cn=0.2 us=20", "goods cn=0.2 us=20", None),
    ("lab", "A"): ('ship "V100S PCIe 32GB" China',) * 3,
    ("lab", "B"): ("weights 3e25 open",) * 3,
}
MISSES = {
    ("BIS", "A"): ("line 3A090.b 1.6 0.8",) * 3,
    ("BIS", "B"): ("line 3A090.b 3.2 3.1",) * 3,
    ("MOFCOM", "A"): ("measure CN 2023-10-17", "measure CN 2025-08-12", "measure CN 2025-10-09 61"),
    ("MOFCOM", "B"): ("measure CN graphite", "measure CN 2025-10-09 61", "measure CN 2026-06-22"),
    ("designer", "A"): ("design China tpp=5000 area=814 link=900 memory=4000",) * 3,
    ("designer", "B"): (
        'ship "B200" Vietnam for China',
        'ship "B200" Vietnam for China',
        'ship "B200" Vietnam for China',
    ),
    ("ministry", "A"): ('ship "H100 SXM5 80GB" Vietnam for China',) * 3,
    ("ministry", "B"): ("goods cn=0.2 us=30",) * 3,
    ("lab", "A"): ('ship "H100 SXM5 80GB" China', 'ship "H100 SXM5 80GB" China', 'ship "B200" China'),
}


@pytest.mark.parametrize(("seat", "letter"), WINS)
def test_every_aim_can_be_met_in_every_round_but_for_two_that_the_guide_names(seat: str, letter: str) -> None:
    for number, move in enumerate(WINS[seat, letter], start=1):
        if move:
            assert met(seat, ask(number, move), letter), ask(number, move)


@pytest.mark.parametrize(("seat", "letter"), MISSES)
def test_every_aim_can_be_missed(seat: str, letter: str) -> None:
    for number, move in enumerate(MISSES[seat, letter], start=1):
        assert not met(seat, ask(number, move), letter), ask(number, move)


def test_the_two_aims_out_of_reach_are_so_for_want_of_rows() -> None:
    assert "MOFCOM has no way to *looser* in round 1" in GUIDE
    new = m.new_measures(m.day_of(1, TABLES))
    assert [row["effect"] for row in new if row["jurisdiction"] == "CN" and row["effect"] == "eases"] == []
    assert not [r for r in m.lines_in_force(m.day_of(1, TABLES)) if r["jurisdiction"] == "CN"]
    assert "in round 3 no table tells whether *trade* is reached" in GUIDE
    assert ask(3, "goods cn=0.2 us=20").answer == m.NOT_JUDGED
    assert ask(3, "goods cn=0.2 us=30").answer == m.REACHED, "one law that reaches is enough"


@pytest.mark.parametrize("place", ["Vietnam", "Saudi Arabia"])
def test_the_places_that_the_card_offers_the_ministry_are_known_on_all_days(place: str) -> None:
    assert place in CARDS
    assert [ask(n, f'ship "H100 SXM5 80GB" "{place}"').answer for n in m.DAYS] == [m.WAY] * 3


def test_malaysia_is_known_from_round_two_on() -> None:
    assert "For Malaysia they know it from round 2 on" in CARDS
    answers = [ask(n, 'ship "H100 SXM5 80GB" Malaysia').answer for n in m.DAYS]
    assert answers == [m.NOT_JUDGED, m.OPEN, m.OPEN]


def test_cards_are_symmetrical() -> None:
    cards = dict(zip(re.findall(r"(?m)^## (.+)$", CARDS), re.split(r"(?m)^## .+$", CARDS)[1:], strict=True))
    assert tuple(cards) == SEATS
    parts = [
        "What you play for",
        "has said",
        "What you know",
        "What you may do",
        "What you must not know",
        "For the end",
    ]
    for seat, text in cards.items():
        assert [text.count(part) for part in parts] == [1] * 6, seat
        assert len(re.findall(r"(?m)^- \*\*[AB], \w+:\*\*", text)) == 2, seat
        said = text.split("has said")[1].split("\n\n")[0]
        assert re.search(r"\]\((https?:|\.\./data/)", said), f"{seat}: what it said has no source"
        assert len(text.split()) < 360, f"{seat}: more than fills a page"
    aims = [re.findall(r"(?m)^- \*\*[AB], .+$", cards[seat]) for seat in ("BIS", "MOFCOM")]
    assert aims[0] == aims[1], "the two regulators play for the same, in the same words"
    plain = [re.sub(r"\W+", " ", cards[s].split("Whether that")[1].split("\n")[0]) for s in ("BIS", "MOFCOM")]
    assert plain[0] == plain[1]


def test_the_moves_on_the_cards_can_be_typed() -> None:
    typed = [
        move
        for move in re.findall(r"`([^`]+)`", CARDS)
        if "…" not in move and not move.startswith(("use=", "for "))
    ]
    assert len(typed) == 10
    for move in typed:
        rulings = [r for n in m.DAYS for r in m.play(f"round {n}\n{move}", TABLES)]
        assert any(r.answer != m.NOT_READ for r in rulings), rulings
        assert all(
            " on this day" in r.because or "no line at" in r.because
            for r in rulings
            if r.answer == m.NOT_READ
        )


# --- what the tables cannot judge is told so ----------------------------------------------------------------------------

SILENT = [
    (2, 'rent "H200 SXM" Vietnam for China', "computing rented over a network"),
    (2, 'ship "Ascend 910B" China', "parts of other makers"),
    (1, 'ship "H100 SXM5 80GB" Germany', "the country groups of Germany on 2023-12-01"),
    (1, 'ship "TPU v4" China', "density unknown"),
    (1, 'ship "GB300 (per GPU)" Vietnam', "has been shown"),
    (3, "goods cn=0.2", "not known whether the rule holds"),
    (3, 'line "foreign-made items after the suspension" 0.1 0.05', "whether the rule holds on this day"),
    (2, 'line "end-use review, logic" 14 7', "a table of goods"),
    (3, "line 744.11 50 40", "a table of goods"),
    (2, "measure CN H20 CAC guidance", "a press report"),
    (3, "measure US OVERWATCH", "a bill"),
    (1, "measure CN 2025-10-09 61", "this one came on 2025-10-09"),
    (2, "measure CN ban on all chips", "there is none"),
    (2, 'ship "H20 SXM 96GB" "United States"', "outside of the United States"),
    (3, 'ship "V100S PCIe 32GB" Cuba', "sanctions"),
]


@pytest.mark.parametrize(("number", "move", "needs"), SILENT)
def test_a_move_that_no_table_judges_is_told_so_with_what_is_missing(
    number: int, move: str, needs: str
) -> None:
    ruling = ask(number, move)
    assert ruling.answer == m.NOT_JUDGED, ruling
    assert needs in ruling.because


def test_a_rule_on_weights_that_held_would_not_be_guessed_at() -> None:
    rules = TABLES["export_rule_thresholds"].copy()
    rules.loc[rules["subject"] == "model", "until"] = pd.NaT
    ruling = m.judge("weights 3e25 open", m.day_of(2, {**TABLES, "export_rule_thresholds": rules}))
    assert ruling.answer == m.NOT_JUDGED
    assert "No rule in our tables speaks of weights" in ask(1, "weights 3e25 open").because
    assert any("consultation" in note for note in ask(3, "weights 3e25 open").notes)


def test_nothing_is_known_before_its_day() -> None:
    with pytest.raises(CourseError, match="no paragraph"):
        ask(1, 'line "foreign-made items" 2025-12-01 2025-11-30')
    first = ask(1, "goods cn=5")
    assert (first.answer, first.clause) == (m.NOT_REACHED, "")
    assert "2025-12-01" in ask(2, "goods cn=5").clause
    assert "until" not in ask(2, "goods cn=5").clause, "that it was to be suspended nobody knew on that day"
    assert "(2023-05-21)" in ask(1, "ship L4 China").notes[0]
    assert "Remote Access" not in "".join(ask(2, 'rent "H200 SXM" Vietnam').notes)
    assert "Remote Access" in "".join(ask(3, 'rent "H200 SXM" Vietnam').notes)
    for number in m.DAYS:
        day = m.day_of(number, TABLES)
        assert all(day.since < row["date"].date() <= day.on for row in m.new_measures(day))
        assert all(chip["announced"].date() <= day.on for chip in day.parts)


def test_the_chinese_side_of_a_sale_is_told_and_never_judged() -> None:
    note = ask(3, 'ship "H200 SXM" China').notes[0]
    assert note.startswith("On the Chinese side, not judged: 6 steps")
    assert "4 of them reported only" in note
    assert "2026-01-01" in note
    assert "Chinese side" in ask(3, 'ship "H200 SXM" Vietnam for China').notes[0]
    assert not [n for n in ask(3, 'ship "H200 SXM" Vietnam').notes if "Chinese side" in n]
    quiet = TABLES["controls_timeline"].query("category != 'against_chips'")
    told = m.judge("ship L4 China", m.day_of(1, {**TABLES, "controls_timeline": quiet})).notes[0]
    assert "hold no step" in told


# --- single moves -------------------------------------------------------------------------------------------------------


def test_what_a_sale_says() -> None:
    ruling = ask(3, 'ship "H200 SXM" China')
    assert ruling.answer == m.WAY
    assert "case-by-case review" in ruling.because
    assert "TPP ≥ 4,800 (here 15,832)" in ruling.clause
    assert {"fr-2023-73458", "govinfo-2026-h200-rule"} <= set(ruling.sources)
    assert ask(3, 'reexport "H200 SXM" China').answer == m.LICENCE
    assert ask(3, 'ship "H200 SXM" Vietnam for China').answer == m.LICENCE
    inferred = ask(2, 'ship "H20 SXM 96GB" China')
    assert inferred.answer == m.LICENCE
    assert "inferred, not written in a published rule" in inferred.because
    free = ask(3, 'ship "H200 SXM" Malaysia')
    assert free.answer == m.OPEN
    assert "Malaysia (country group B)" in free.clause
    assert "ecfr-2026-09-ear" in free.sources
    assert "does not enforce" in free.notes[0]


def test_a_design_is_judged_by_its_figures_and_cannot_be_larger_than_any_part() -> None:
    base = "design China tpp=4790 area=800 link=64 memory=1300"
    assert ask(2, base).answer == m.LICENCE
    assert "TPP 4,790, density 5.99 per mm²" in ask(2, base).because
    assert ask(2, f"{base} use=games").answer == m.OPEN
    faster = [ask(2, f"{base} use=games".replace("1300", memory)) for memory in ("1400", "4000")]
    assert faster[0].answer == m.NOT_JUDGED, "sources differ on the limit of the letters"
    assert "depends" in faster[0].because.lower()
    assert faster[1].answer == m.LICENCE, "every letter speaks to this firm"
    between = f"{base} use=games".replace("1300", "2000")
    assert ask(2, between).answer == m.NOT_JUDGED
    assert ask(2, between, 'line "letter 2025-04" 1400 2800').answer == m.OPEN, (
        "a drafted limit is not in dispute"
    )
    assert ask(2, between, 'line "letter 2025-04" 1400 2000').answer == m.LICENCE
    with pytest.raises(CourseError, match="could not be made"):
        ask(1, "design China tpp=2000 area=3000 link=1 memory=1")


def test_a_line_tells_which_parts_get_another_answer() -> None:
    assert "tighter for H20 SXM 96GB." in ask(1, "line 3A090.b 2400 2300").because
    assert ask(3, "line 3A090.a 4800 2400").answer == m.TIGHTER
    assert ask(2, "line 3A090.a 4800 6000").answer == m.LOOSER
    assert ask(1, "line 3A090.b 1.6 0.8").answer == m.UNCHANGED
    eased = ask(3, 'line "748 Suppl. 2 (dd)" 21000 40000')
    assert (eased.answer, "Gaudi 3" in eased.because) == (m.LOOSER, True)
    assert "a draft, and no law" in eased.clause


def test_a_line_can_cut_both_ways() -> None:
    chips = [
        {**find(TABLES["chips"], "H20 SXM 96GB"), "chip": name, "dense_fp8_tflops": None, "dense_int8_tops": None, "dense_fp16_tflops": tpp / 16, "die_area_mm2": area}
        for name, tpp, area in (("low", 2300, 814), ("high", 4900, 3400))
    ]  # fmt: skip
    rules = [
        r for r in TABLES["export_rule_thresholds"].to_dict("records")
        if not (r["paragraph"] == "3A090.b" and r["operator"] == ">=" and r["metric"] == "tpp" and r["value"] == 2400)
    ]  # fmt: skip
    row = next(r for r in TABLES["export_rule_thresholds"].to_dict("records") if r["paragraph"] == "3A090.a")
    two = [{**row, "alternative": "1", "operator": ">=", "value": 4800.0}, {**row, "alternative": "2", "operator": "<=", "value": 4800.0, "metric": "io_bandwidth_gbs"}]  # fmt: skip
    chips[0]["interconnect_gbs"], chips[1]["interconnect_gbs"] = 5000, 6000
    rules = [r for r in rules if r["subject"] != "chip"] + two
    ruling = m.judge(
        "line 3A090.a 4800 5500", m.day_of(1, {**TABLES, "chips": chips, "export_rule_thresholds": rules})
    )
    assert ruling.answer == m.BOTH
    assert "tighter for low; looser for high" in ruling.because


def test_content_lines_of_both_states_are_moved_alike() -> None:
    ours = ask(2, "line 734.4(d) 25 20")
    assert ours.answer == m.TIGHTER
    assert "more than 25 per cent" in ours.because
    assert "more than 20 per cent" in ours.because
    assert ask(2, "line 734.4(d) 25 30").answer == m.LOOSER
    theirs = ask(2, 'line "foreign-made items" 2025-12-01 2025-10-31')
    assert theirs.answer == m.TIGHTER
    assert "reaches nothing" in theirs.because
    assert "at least 0.1 per cent" in theirs.because
    assert ask(2, 'line "foreign-made items" 0.1 0.05').answer == m.UNCHANGED, "announced is not in force"
    assert ask(2, "goods us=25").answer == m.NOT_REACHED
    assert ask(2, "goods us=25.1").answer == m.REACHED
    assert any("Foreign direct product" in note for note in ask(2, "goods us=5").notes)
    assert not ask(2, "goods cn=0.01").notes, "the Chinese rule on technology had not begun"


def test_only_what_is_new_counts_as_a_measure() -> None:
    assert ask(1, "measure CN graphite").answer == m.TIGHTER
    old = ask(2, "measure CN 2023-10-20")
    assert (old.answer, "before this round" in old.because) == (m.UNCHANGED, True)
    assert ask(2, "measure CN Suspension of the listings").answer == m.LOOSER
    assert ask(2, "measure US 2024-04-04").answer == m.UNCHANGED
    assert ask(1, "measure US 2022-10-21").answer == m.TIGHTER
    assert "not on the day of the round" in old.notes[0]


@pytest.mark.parametrize(
    ("number", "move", "reason", "step"),
    [
        (1, "shp L4 China", "kind of move", "ship"),
        (1, "ship L4", "no move of the kind 'ship'", "Write it as"),
        (1, "ship H20 China", "several versions", "H20 SXM 96GB"),
        (1, "ship L4 Chian", "no place", "China"),
        (1, "ship L4 Vietnam to China", "no move of the kind 'ship'", "for China"),
        (1, 'ship "L4 China', "not a line of words", "quotes"),
        (1, "", "A move is missing", "ship"),
        (1, "design China tpp=2000", "no move of the kind 'design'", "area="),
        (1, "design China tpp=2000 area=many link=1 memory=1", "no move of the kind 'design'", "area="),
        (1, "design China tpp=2000 area=800 link=1 memory=1 use=mining", "no move of the kind 'design'", "games"),
        (1, "design", "no move of the kind 'design'", "area="),
        (1, "goods", "no move of the kind 'goods'", "cn="),
        (1, "goods eu=3", "no move of the kind 'goods'", "cn="),
        (1, "goods cn=-1", "no move of the kind 'goods'", "cn="),
        (1, "line 3A090.a 4800", "no move of the kind 'line'", "3A090"),
        (1, "line 3A090.a 4800 2023-12-31", "no move of the kind 'line'", "first day"),
        (1, "line 3A090.a 4801 4000", "no line at 4801", "4800, 1600, 5.92"),
        (1, "line 3A090.a 4800 2399", "half of its figure", "2400 to 9600"),
        (1, "line 3A090.a 4800 9601", "half of its figure", "2400 to 9600"),
        (1, "line 3A090.a 2023-11-17 2023-11-30", "begin in the past", "2023-12-01"),
        (1, "line 3A090 4800 4000", "no paragraph", "3A090"),
        (1, "measure CN", "no move of the kind 'measure'", "gallium"),
        (1, "measure JP tools", "no move of the kind 'measure'", "US or CN"),
        (3, "measure CN watch list", "2 measures hold", "2026-02-24"),
        (1, "weights many open", "no move of the kind 'weights'", "operations"),
        (1, "weights 3e25 ajar", "no move of the kind 'weights'", "operations"),
        (1, "rent L4", "no move of the kind 'rent'", "for China"),
        (1, "rent L4 Atlantis", "no place", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_how_to_write_it(number: int, move: str, reason: str, step: str) -> None:
    with pytest.raises(CourseError) as error:
        ask(number, move)
    assert reason in error.value.reason
    assert step in error.value.next_step


# --- the command --------------------------------------------------------------------------------------------------------


def test_the_command_prints_answer_clause_and_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["move", "3", "ship", "H200 SXM", "China"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(
        "Round 3, 2026-11-23. ship 'H200 SXM' China\n  Answer: a licence is asked for, and a way is open."
    )
    assert (
        "  Clause: Advanced computing rule of October 2023 (88 FR 73458), paragraph a: TPP ≥ 4,800 (here 15,832)"
        in said
    )
    assert "  Sources: " in said
    assert "Revision to License Review Policy" in said
    assert "  Note: On the Chinese side, not judged" in said


def test_the_command_plays_a_file_and_one_bad_slip_stops_nobody_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "slips.txt"
    file.write_text("ROUND 3 # a remark\n\nMOFCOM: measure CN watch list\nBIS: line 3A090.b 9 8\nship L4 China\n", encoding="utf-8")  # fmt: skip
    assert cli.main(["move", str(file)]) == 0
    first, second, third = capsys.readouterr().out.split("\n\n")
    assert (
        "MOFCOM: measure CN watch list\n  Answer: this slip cannot be read. 2 measures hold these words."
        in first
    )
    assert "2026-02-24" in first
    assert "has no line at 9" in second
    assert "Answer: a licence is asked for" in third


def test_the_command_prints_the_sheet_of_a_day_without_the_letters(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["move", "2"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Round 2, 2025-10-31")
    assert "letter 2025-04" not in said
    for form in m.FORMS.values():
        assert form in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Which round, and which move?"),
        (["4", "ship", "L4", "China"], "There is no round '4'"),
        (["4"], "There is no round '4'"),
        (["no-such-file.txt"], "no file 'no-such-file.txt'"),
        (["round", "1"], "There is no round 'round'"),
    ],
)
def test_the_command_says_what_it_needs(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["move", *words]) == 1
    error = capsys.readouterr().err
    assert said in error
    assert "→" in error


def test_a_move_outside_of_any_round_is_told_with_its_line() -> None:
    with pytest.raises(CourseError, match="Line 2 stands in no round"):
        m.play("# slips\nBIS: line 3A090.b 2400 2300", TABLES)


# --- pages in step with code and tables ---------------------------------------------------------------------------------


def test_the_days_on_the_page_are_those_of_the_code() -> None:
    for number, day in m.DAYS.items():
        assert f"Round {number}: {day.day} {day:%B %Y}" in GUIDE
    assert m.DAYS[2] == date.fromisoformat(str(course().article.day))
    assert str(m.DAYS[3]) == TABLES["export_rule_thresholds"].attrs["as_of"]


def test_the_timetable_adds_up() -> None:
    assert sum(int(row[0]) for row in table_under("## Two hours", GUIDE)) == 120
    for part, whole in (("Each round: read", 25), ("## Debrief with the ledger", 35)):
        text = GUIDE.split(part)[1].split("\n\n|" if whole == 35 else ". For a lesson")[0]
        assert sum(map(int, re.findall(r"\((\d+)\)", text))) == whole


def test_the_ledger_on_the_page_is_the_ledger() -> None:
    claims = load("claims").set_index("claim_id")["claim"]
    rows = {row[0]: row[1] for row in table_under("## Debrief with the ledger", GUIDE)}
    assert rows == {key: claims[key] for key in ("C19", "C20", "C21", "C22", "C23", "C24")}


def test_figures_on_cards_and_in_scenes_are_those_of_the_tables() -> None:
    assert f"at least {m.LEAST:,}" in CARDS
    assert chip_tpp(find(TABLES["chips"], "H100 SXM5 80GB")) >= 15000  # type: ignore[operator]
    returned = TABLES["export_rule_thresholds"].query(
        "paragraph == 'foreign-made items after the suspension'"
    )
    assert str(returned["effective"].iloc[0].date()) == "2026-11-11"
    assert "came back on 11 November 2026" in GUIDE
    chinese = {
        r["paragraph"]
        for n in m.DAYS
        for r in m.lines_in_force(m.day_of(n, TABLES))
        if r["jurisdiction"] == "CN"
    }
    assert chinese == {"foreign-made items", "foreign-made items after the suspension"}, (
        "one rule, as the guide says"
    )


def test_the_sheets_show_each_day_and_keep_the_letters_for_the_last_page() -> None:
    page = days_page()
    shared, kept = page.split("## For BIS and the designer only")
    assert re.findall(r"(?m)^## Round (\d)", shared) == ["1", "2", "3"]
    assert "letter 2025-04" not in shared
    assert kept.count("<td>letter 2025-04</td>") == 4
    assert "No letter holds on this day." in kept
    assert "2026-11-11, if it holds" in shared
    assert "<td>RTX 5090 D V2</td><td>4,750</td>" in shared
    assert "TPU" not in shared


def test_the_pages_stand_in_the_navigation() -> None:
    index = (SITE / "teachers" / "index.md").read_text(encoding="utf-8")
    for name in ("simulation", "simulation-cards", "simulation-days"):
        assert f"\n{name}\n" in index


def test_no_card_puts_a_motive_in_a_states_mouth() -> None:
    wanted = re.compile(
        r"\b(China|America|Beijing|Washington|the US|the United States|BIS|MOFCOM) (wants|fears|hopes|seeks|tries|aims)\b"
    )
    for text in (GUIDE, CARDS, days_page()):
        assert not wanted.search(text)
