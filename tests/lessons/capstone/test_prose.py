"""Every number in the prose of lesson 12 is true of the tables and the code."""

from __future__ import annotations

import pytest

from ai_ambitions import load
from ai_ambitions.core import notebooks
from ai_ambitions.core.course import course, lesson
from ai_ambitions.core.paths import LESSONS
from ai_ambitions.core.verdict import OUTCOMES
from ai_ambitions.lessons.capstone import figures as f
from ai_ambitions.lessons.capstone import model as m
from ai_ambitions.practice.ledger import entries
from ai_ambitions.practice.questions import question_set, reason
from tests.support.prose import Fact, check, loose_numbers, prose

PATH = LESSONS / "12-capstone.ipynb"
LEDGER, RULES, VINTAGES = f.ledger(), f.by_rule(), load("index_vintages")
FIRST = f.first_verdicts(load("provisional_verdicts"))
ENTRIES = {entry.id: entry for entry in entries()}
NOW, CHANGES = list(LEDGER["now"]), load("verdict_history")
SAID, KEPT = list(FIRST["said"]), list(FIRST["kept"])
PAIR = f.two_models(VINTAGES).set_index("edition")
WAITS, HOLDS = f.waits(VINTAGES), f.holds_up_to(VINTAGES)
RIGHT = m.calibration(SAID, KEPT)
AGREE = f.agreement(RULES).set_index("confidence")
READERS = f.readers()
COUNTS, SOURCES, KEY = load("llm_counts"), load("sources").set_index("source_id"), load("key_figures")


def groups() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {group: set() for group in m.MOVES}
    for row in LEDGER.to_dict("records"):
        found[m.moved(row["then"], row["now"], [row["mildest"], row["hardest"]])].add(row["claim"])
    return found


GROUPS = groups()


def moves(claim: str, rule: str) -> bool:
    """Whether the date moves a claim's verdict by a rule."""
    then, now = ENTRIES[claim].ruled[rule]
    return then.outcome != now.outcome


def pattern(claim: str) -> tuple[bool, bool]:
    """Whether the date moves the verdict by the course's rule, and by the other one of the widget."""
    return moves(claim, "default"), moves(claim, f.CASES[claim].other)


def all_rules_move(claim: str) -> bool:
    return all(moves(claim, rule) for rule in ENTRIES[claim].ruled)


def lead() -> dict[str, float]:
    return {edition: float(row["GPT-4"] - row["DeepSeek-V2"]) for edition, row in PAIR.iterrows()}


def reaches_down() -> float:
    """Points by which the interval of GPT-4 reaches below its score, in the edition that prints one."""
    row = VINTAGES[VINTAGES["model_label"] == "GPT-4 (Mar 2023)"].iloc[0]
    return float(row["score"] - row["score_low"])


def lower_by(tenths: int) -> float:
    """The course's score with each of its words taken for so many tenths less."""
    return m.brier([said - tenths / 10 for said in SAID], KEPT)


def count_of(country: str) -> float:
    mine = COUNTS[(COUNTS["kind"] == "large_models_cumulative") & (COUNTS["country"] == country)]
    return float(mine[mine["date"].astype(str).str.startswith("2025-07-28")]["value"].iloc[0])


def confirmed() -> bool:
    rows = KEY[KEY["figure_id"].isin(["st-models-cn", "st-models-world"])]
    return set(rows["result"].astype(str)) == {"confirmed"} and set(rows["source_id_2"]) == {
        "mexicobusiness-2025-1509"
    }


def longer() -> float:
    """How many times the words of the paragraph before stand in the re-issued one."""
    before, after = prose(PATH)["reissue-pattern"].split("**Re-issued:**")
    return len(after.split()) / len(before.split("in our words:")[1].split())


def others(claim: str) -> int:
    return len(ENTRIES[claim].ruled) - 1


FACTS = [
    Fact("board-read", "**no** claim is supported", lambda: "supported" not in set(LEDGER["hardest"]) | set(LEDGER["hardest then"])),
    Fact("board-read", "not one is *not supported*", lambda: "not supported" not in set(LEDGER["mildest"]) | set(LEDGER["mildest then"])),
    Fact("board-read", "24 of 32 claims stand", lambda: (m.stands(NOW, qualifier_counts=True), len(NOW)) == (24, 32)),
    Fact("board-read", "Ask for *supported*, and 9 do", lambda: m.stands(NOW, qualifier_counts=False) == 9),
    Fact("title", "three tools", lambda: sum(text.startswith("## Idea") for text in prose(PATH).values()) == 3),
    Fact("return-note", "Four questions from earlier lessons", lambda: len(question_set("12-return")) == 4),
    Fact("limits-note", "into 32 sentences", lambda: course().article.claims == 32),
    Fact("date-read", "Few, in a field", lambda: (LEDGER["then"] != LEDGER["now"]).sum() <= 4),
    Fact("date-read", "no longer grew as it had", lambda: ENTRIES["C24"].ledger == ("supported", "outdated")),
    Fact("date-read", "its own* quarter, and no later quarter touches it", lambda: not moves("C24", "as-dated")),
    Fact("date-read", "For no claim does the verdict move by all its rules", lambda: not any(map(all_rules_move, ENTRIES))),
    Fact("rule-read", "Four groups, four meanings", lambda: len(GROUPS) == 4),
    Fact("rule-read", "We have none", lambda: not GROUPS["the date"]),
    Fact("rule-read", "is the largest group", lambda: max(GROUPS, key=lambda name: len(GROUPS[name])) == "the rule"),
    Fact("rule-read", "rivals behind paywalls, and models that carry values", lambda: GROUPS["neither"] == {"C16", "C30"}),
    Fact("rule-read", "neither has more than three other rules", lambda: max(map(others, GROUPS["neither"])) == 3),
    Fact("ledger-widget-note", "One claim from each lesson that judges", lambda: len({ENTRIES[claim].owner.number for claim in f.CASES}) == len(f.CASES) == len({entry.owner.number for entry in ENTRIES.values()})),
    Fact("ledger-widget-read", "the verdict gets milder between the days", lambda: ENTRIES["C12"].ledger == ("not_supported", "supported_with_qualifier")),
    Fact("ledger-widget-read", "it is *supported* on both", lambda: {said.outcome for said in ENTRIES["C12"].ruled["flagship"]} == {"supported"}),
    Fact("ledger-widget-read", "With C13 and C24, too, only our rule moves", lambda: pattern("C12") == pattern("C13") == pattern("C24") == (True, False)),
    Fact("ledger-widget-read", "With C04 it is the *other* one", lambda: pattern("C04") == (False, True)),
    Fact("ledger-widget-read", "With C07 the date matters by both", lambda: pattern("C07") == (True, True)),
    Fact("ledger-widget-read", "with C16 nothing that you do changes the verdict", lambda: {said.outcome for rule in ("default", "firms") for said in ENTRIES["C16"].ruled[rule]} == {"supported_with_qualifier"}),
    Fact("dispute-note", "in May 2023 China's regulator of cyberspace, the CAC, told", lambda: "On 21 May 2023 the cyberspace regulator (CAC)" in ENTRIES["C22"].row["rests_on"]),
    Fact("dispute-read", "today's verdict gets a qualifier", lambda: ENTRIES["C22"].ruled["unpublished-too"][1].outcome == "supported_with_qualifier"),
    Fact("idea2-note", "GPT-4 of March 2023", lambda: f.CAME == "2023-03-14"),
    Fact("idea2-note", "some 14 months in one edition of the index and as 18 in the next", lambda: [round(months) for months in WAITS.values()] == [14, 18]),
    Fact("pair-read", "DeepSeek-V2, a Chinese model of May 2024", lambda: set(VINTAGES[VINTAGES["model_label"].map(f.LABELS) == f.V2]["released"].astype(str).str[:7]) == {"2024-05"}),
    Fact("pair-read", "a tenth of a point *above* GPT-4; in the second, two tenths *below*", lambda: [round(points, 1) for points in lead().values()] == [-0.1, 0.2]),
    Fact("pair-read", "the first edition", lambda: list(lead()) == ["November 2025", "February 2026"]),
    Fact("waits-read", "It took Chinese laboratories *more than a year* to match GPT-4", lambda: min(WAITS.values()) > f.YEAR),
    Fact("waits-read", "A third of a point made four months", lambda: round(3 * (lead()["February 2026"] - lead()["November 2025"])) == 1 and 4 <= WAITS["February 2026"] - WAITS["November 2025"] < 4.5),
    Fact("allowance-read", "The four months vanish with a quarter of a point", lambda: len(set(f.waits(VINTAGES, 0.25).values())) == 1),
    Fact("allowance-read", "in both editions up to eight points", lambda: min(HOLDS.values()) == 8),
    Fact("allowance-read", "more than the error of GPT-4's own score: its interval, in the edition that prints one, reaches seven points down", lambda: round(reaches_down()) == 7 < min(HOLDS.values())),
    Fact("allowance-read", '"more than a year, by two editions; 14 or 18 months is a matter of a third of a point."', lambda: min(WAITS.values()) > 12 and [round(months) for months in WAITS.values()] == [14, 18]),
    Fact("idea3-note", "$(0.7 - 1)^2 = 0.09$", lambda: round(m.penalty(0.7, True), 4) == 0.09),
    Fact("idea3-note", "$(0.7 - 0)^2 = 0.49$", lambda: round(m.penalty(0.7, False), 4) == 0.49),
    Fact("idea3-note", "A seer has 0.", lambda: m.brier([1, 0], [True, False]) == 0),
    Fact("idea3-note", "always says one half has 0.25, whatever comes", lambda: {m.penalty(0.5, True), m.penalty(0.5, False)} == {f.COIN} == {0.25}),
    Fact("certain-read", "Right in seven of ten, and worse than a coin", lambda: m.expected(1.0, 0.7) > f.COIN),
    Fact("certain-read", "With 0.7 said each time, the same ten guesses would cost 0.21", lambda: round(m.expected(0.7, 0.7), 4) == 0.21),
    Fact("sure-widget-read", "Always saying 100 per cent beats a coin only if you are right more than three times in four", lambda: m.expected(1.0, 0.75) == f.COIN and m.expected(1.0, 0.76) < f.COIN < m.expected(1.0, 0.74)),
    Fact("kept-note", "On 24 November 2026", lambda: set(load("provisional_verdicts")["given_on"].astype(str).str[:10]) == {"2026-11-24"}),
    Fact("kept-note", "Two of the 32 had a rule from the start", lambda: len(ENTRIES) - len(FIRST) == 2),
    Fact("kept-note", "Today all are settled", lambda: all(entry.settled for entry in ENTRIES.values())),
    Fact("kept-read", '"high" was kept more often than "medium"', lambda: RIGHT[0.9] > RIGHT[0.7]),
    Fact("kept-read", "each dot lies below the line", lambda: all(share < said for said, share in RIGHT.items())),
    Fact("kept-read", "for 0.5, 0.7 and 0.9, like your own three words", lambda: f.AS_NUMBER == {"low": 0.5, "medium": 0.7, "high": 0.9}),
    Fact("score-read", "A hair below the coin", lambda: f.COIN - 0.005 < m.brier(SAID, KEPT) < f.COIN),
    Fact("score-read", "Weigh four things", lambda: prose(PATH)["score-read"].count("- **") == 4),
    Fact("score-read", "Take each a tenth lower, and the score is 0.221", lambda: round(lower_by(1), 3) == 0.221),
    Fact("score-read", "C13 and C14, for instance, were judged anew by lines", lambda: {"C13", "C14"} <= set(CHANGES["claim_id"])),
    Fact("score-read", "**Two verdicts out of five**", lambda: len(OUTCOMES) == 5),
    Fact("third-read", "Nine of 32 claims, at most", lambda: READERS["claims"].max() == 9 and len(set(", ".join(READERS["which"]).split(", "))) == 9),
    Fact("third-read", "For those three readers", lambda: len(READERS) == 3),
    Fact("lateral-note", "more than 1,500 large models by July 2025", lambda: "more than 1,500 large language models" in ENTRIES["C18"].row["claim"]),
    Fact("lateral-note", '"confirmed" by a second source', confirmed),
    Fact("lateral-note", "1,509 of 3,755", lambda: (count_of("CN"), count_of("WORLD")) == (1509, 3755)),
    Fact("lateral-note", "a page of Chinese state media", lambda: SOURCES.loc["peoples-daily-2025-1509-models", "stance"] == "state media"),
    Fact("lateral-note", "The second names the same counter, CAICT", lambda: "names CAICT as the counter" in SOURCES.loc["mexicobusiness-2025-1509", "note"]),
    Fact("lateral-note", "two reports of *one* count", lambda: set(COUNTS[COUNTS["value"] == 1509]["counted_by"].astype(str)) == {"CAICT"}),
    Fact("lateral-note", "therefore the verdict has a qualifier", lambda: set(ENTRIES["C18"].ledger) == {"supported_with_qualifier"}),
    Fact("quiz-note", "Four questions", lambda: len(question_set("12-check")) == 4),
    Fact("reissue-pattern", "reported quarterly revenue up 14-fold", lambda: "quarterly revenue up 14-fold" in ENTRIES["C24"].row["claim"]),
    Fact("reissue-pattern", "By the best rate at 16 bits", lambda: "16-bit" in ENTRIES["C19"].row["rests_on"]),
    Fact("reissue-pattern", "under a half when this was written, and are today (C19, supported on both days; medium confidence)", lambda: ENTRIES["C19"].ledger == ("supported", "supported") and ENTRIES["C19"].row["confidence"] == "medium"),
    Fact("reissue-pattern", "today they are over a half", lambda: ENTRIES["C19"].ruled["by-money"][1].figure.endswith("54 per cent")),
    Fact("reissue-pattern", "was 14 times that of the same quarter a year before (C24, supported when written; high confidence)", lambda: "2025Q3: 14.33 times" in ENTRIES["C24"].ruled["default"][0].figure and ENTRIES["C24"].ledger[0] == "supported" and ENTRIES["C24"].row["confidence"] == "high"),
    Fact("reissue-pattern", "Of its newest quarter it is 1.8 times", lambda: "2026Q2: 1.76 times" in ENTRIES["C24"].ruled["default"][1].figure),
    Fact("reissue-pattern", "As news the sentence is outdated; of its own quarter it stays true", lambda: ENTRIES["C24"].ledger[1] == "outdated" and ENTRIES["C24"].ruled["as-dated"][1].outcome == "supported"),
    Fact("reissue-read", "about four times the words", lambda: 3.8 < longer() < 4.8),
    Fact("agree-read", "Of the ten other rules beside our four surest verdicts, one agrees", lambda: list(AGREE.loc["high"]) == [4, 10, 1]),
    Fact("agree-read", "beside the nine least sure ones, more than half do", lambda: AGREE.loc["low", "claims"] == 9 and AGREE.loc["low", "that agree"] > AGREE.loc["low", "other rules"] / 2),
    Fact("next", "the twelve questions that you met before lesson 00", lambda: len(question_set("00-pretest")) == 12),
]  # fmt: skip
# What no table can show: tasks that are set, advice, and what is chosen here.
DEFINITIONS = [
    ("dispute-note", "The two are the course and a sceptic"),
    ("limits-note", "A claim on one firm's quarter"),
    ("idea3-note", "Glenn Brier proposed a measure in 1950"),  # the source is linked below it
    ("idea3-note", "Take 1 if it came out right, else 0. Square the distance: $$\\text{penalty} = (p - \\text{came})^2$$"),
    ("idea3-note", "you say 0.7 and are right"),
    ("idea3-note", "You say 0.7 and are wrong"),
    ("sure-widget-note", "q(1 - p)^2 + (1 - q)p^2"),
    ("sure-widget-note", "always saying 100 per cent"),
    ("kept-note", "wrote down two verdicts for each claim"),
    ("key-points", "confirmed is not counted twice"),
    ("reissue-note", "a **ledger** of fifteen claims or more"),
    ("reissue-note", "in 600 words"),
    ("reissue-note", "three lines on what help"),
    ("lateral-note", "*(5 minutes.)*"),
    ("mine-read", "trust no dot with fewer than ten"),
]  # fmt: skip


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_what_the_prose_says_is_true(fact: Fact) -> None:
    check(fact, PATH)


def test_no_number_is_loose() -> None:
    assert not loose_numbers(PATH, FACTS, DEFINITIONS)


def test_the_reasons_are_true() -> None:
    assert "0.3 beside 0.25: the three wrong answers cost a whole point each" in reason("12-certain")
    assert m.expected(1.0, 0.7) == pytest.approx(0.3)
    assert "Two points bridge the small step between the editions" in reason("12-allowance")
    assert set(f.waits(VINTAGES, 2).values()) == {min(WAITS.values())}
    assert "Nearly all" in reason("12-rule")
    assert (LEDGER["mildest"] != LEDGER["hardest"]).sum() > 0.9 * len(LEDGER)
    assert "No bar on importing US chips was found" in reason("12-c22")
    assert ENTRIES["C22"].ruled["default"][1].figure.startswith("0 published bars")


def test_the_quiz_is_true() -> None:
    text = (lesson("12").folder / "questions.yaml").read_text(encoding="utf-8")
    assert "Of 30 first verdicts 18 were kept" in text
    assert (sum(KEPT), len(KEPT)) == (18, 30)
    assert "up to eight points and falls with nine" in text
    assert min(f.waits(VINTAGES, 9).values()) < 12 < min(f.waits(VINTAGES, 8).values())
    assert "0.3 on average" in text


def test_no_cell_names_a_motive_of_a_country() -> None:
    text = " ".join(prose(PATH).values())
    assert not any(
        words in text for words in ("China wants", "America wants", "the US wants", "Beijing wants")
    )


def test_the_invented_learner_is_called_so_where_the_picture_stands() -> None:
    assert "it shows somebody who does not exist" in prose(PATH)["mine-note"]
    cell = next(cell for cell in notebooks.read(PATH).cells if cell.id == "mine")
    assert "Not you: an invented learner" in cell.outputs[0]["data"]["text/html"]
