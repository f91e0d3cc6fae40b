"""Every number in the prose of lesson 00 is true of the tables and the code."""

from __future__ import annotations

import pytest
import yaml

from ai_ambitions import load
from ai_ambitions.core import notebooks
from ai_ambitions.core.course import course, lesson
from ai_ambitions.core.paths import EXERCISES, LESSONS, SOLUTIONS
from ai_ambitions.core.verdict import OUTCOMES
from ai_ambitions.methods.chance import fewer_by_guessing
from tests.support.prose import Fact, check, loose_numbers, prose

PATH = LESSONS / "00-start-here.ipynb"
CELLS = notebooks.read(PATH).cells
CODE = {cell.id: cell.source for cell in CELLS if cell.cell_type == "code"}
QUESTIONS = yaml.safe_load((lesson("00").folder / "questions.yaml").read_text(encoding="utf-8"))
CLAIMS, SPENDING = load("claims"), load("ai_spending")
ROWS = SPENDING[
    (SPENDING["country"] == "CN") & (SPENDING["year_from"] == 2025) & (SPENDING["year_to"] == 2025)
]
MOVED = CLAIMS[CLAIMS["verdict_when_written"] != CLAIMS["verdict_today"]]
FALLEN = CLAIMS[CLAIMS["verdict_today"].isin(["outdated", "not_supported"])]
ORDER = ["not_supported", "supported_with_qualifier", "supported"]
GAINED = sum(
    ORDER.index(now) > ORDER.index(then)
    for then, now in zip(MOVED["verdict_when_written"], MOVED["verdict_today"], strict=True)
    if {then, now} <= set(ORDER)
)
SHUT = CLAIMS[CLAIMS["checkable"] == "no"]


def options() -> set[int]:
    return {len(question["options"]) for question in QUESTIONS["00-pretest"]}


def grown() -> dict[str, int]:
    """By how many claims each verdict has grown from the day of writing to today."""
    now, then = (CLAIMS[f"verdict_{day}"].value_counts() for day in ("today", "when_written"))
    return {word: int(now.get(word, 0)) - int(then.get(word, 0)) for word in OUTCOMES}


def forecast() -> tuple[float, float]:
    row = ROWS.set_index("row_id").loc["cn-2025-bofa-total-usd"]
    return float(row["amount_low"]), float(row["amount_high"])


FACTS = [
    Fact("title", "in late October 2025", lambda: course().article.written == "late October 2025"),
    Fact("title", "thirty-two times", lambda: course().article.claims == len(CLAIMS) == 32),
    Fact("pretest-intro", "twelve questions", lambda: len(QUESTIONS["00-pretest"]) == 12),
    Fact("pretest-note", "four of twelve on average", lambda: options() == {3}),
    Fact("pretest-note", "Fewer than four is common, too: about four times in ten", lambda: round(10 * fewer_by_guessing(4, asked=12, options=3)) == 4),
    Fact("py-note", "`sections = 7`", lambda: CLAIMS["section"].nunique() == 7),
    Fact("py-return-note", "so that `kept` becomes 42", lambda: "double(21)" in CODE["py-return"]),
    Fact("py-for-note", "add 32 to the list", lambda: "/ 32" in CODE["py-for"]),
    Fact("look-note", "takes the first three rows", lambda: ".head(3)" in CODE["look"]),
    Fact("types-note", "The ledger knows eight types", lambda: CLAIMS["type"].nunique() == 8),
    Fact("types-yours-note", "one of the eight types", lambda: CLAIMS["type"].nunique() == 8),
    Fact("types-read", "Two metaphors, and one expert's image", lambda: dict(SHUT["type"].value_counts()[lambda n: n > 0]) == {"metaphor": 2, "expert": 1}),
    Fact("sort-note", "Comparisons and dates tie for the top", lambda: set(CLAIMS["type"].value_counts()[:2].index) == {"comparison", "date"} and len(set(CLAIMS["type"].value_counts()[:2])) == 1),
    Fact("sort-note", "Sort three sentences", lambda: len(QUESTIONS["00-sort"]) == 3),
    Fact("ledger-words", "There are five verdicts", lambda: len(OUTCOMES) == 5),
    Fact("ledger-read-note", "*Outdated* grows from nothing, and the two *supported* bars shrink", lambda: grown()["outdated"] > 0 == (CLAIMS["verdict_when_written"] == "outdated").sum() and {name for name, more in grown().items() if more < 0} == {"supported", "supported_with_qualifier"}),
    Fact("combine-note", "C24 became outdated", lambda: "C24" in set(MOVED[MOVED["verdict_today"] == "outdated"]["claim_id"])),
    Fact("combine-note", "C07 cannot be checked any more", lambda: "C07" in set(MOVED[MOVED["verdict_today"] == "not_checkable"]["claim_id"])),
    Fact("combine-note", "no US model of the same strength comes with the figures that it takes", lambda: "holds no US model with printed figures" in str(MOVED.set_index("claim_id").loc["C07", "rests_on"])),
    Fact("combine-note", "But C12 *gained*: by newer figures a part of it holds", lambda: "C12" in set(MOVED[(MOVED["verdict_when_written"] == "not_supported") & (MOVED["verdict_today"] == "supported_with_qualifier")]["claim_id"])),
    Fact("raise-note", "not all of those got worse", lambda: set(MOVED["claim_id"]) != set(FALLEN["claim_id"]) and GAINED >= 1),
    Fact("raise-note", "some of these were never supported", lambda: (FALLEN["verdict_when_written"] == "not_supported").sum() > 1),
    Fact("raise-note", "its second and third line", lambda: [line.split()[0] for line in CODE["raise"].splitlines()[1:3]] == ["if", "raise"]),
    Fact("browse-note", "The article has seven sections. Change the 3 to another number from 1 to 7", lambda: sorted(CLAIMS["section"].unique()) == list(range(1, 8)) and "section = 3" in CODE["browse"]),
    Fact("trace-note", "close to a hundred billion dollars", lambda: 95 < forecast()[1] < 100),
    Fact("trace-note", "in China in 2025", lambda: "in 2025" in CLAIMS.set_index("claim_id").loc["C04", "claim"]),
    Fact("trace-lateral", "Three questions help", lambda: prose(PATH)["trace-lateral"].split("Three questions help")[1].split("?")[0].count("**") == 6),
    Fact("trace-lateral", "every amount for China that we found for 2025 alone", lambda: len(ROWS) > 10),
    Fact("trace-unknown-note", "they overlap, and some count all of a firm's spending", lambda: not ROWS["ai_only"].all() and ROWS["overlaps_with"].notna().any()),
    Fact("trace-match-note", "near a hundred billion: the forecast of 84 to 98", lambda: forecast() == (84, 98)),
    Fact("trace-match-note", "What is marked *outcome* counts private investment alone", lambda: set(ROWS[ROWS["status"] == "outcome"]["scope"]) == {"private investment"}),
    Fact("trace-match-note", "The row above it is the same forecast in yuan", lambda: list(ROWS["row_id"]).index("cn-2025-bofa-total-usd") - list(ROWS["row_id"]).index("cn-2025-bofa-total-cny") == 1),
    Fact("trace-read", "June 2025, on a note by Bank of America", lambda: "June 2025" in ROWS.set_index("row_id").loc["cn-2025-bofa-total-usd", "estimator"]),
    Fact("check-note", "Four questions", lambda: len(QUESTIONS["00-check"]) == 4),
    Fact("next", "three small tasks and a reflection of 100 words", lambda: tasks() == 3),
]  # fmt: skip

# What words mean, and no table could show.
DEFINITIONS = [
    ("objectives", "three lines of code"),
    ("how", "five steps"),
    ("pretest-intro", "five minutes"),
    ("py-note", "in ten minutes"),
    ("py-note", "Three ideas"),
    ("py-note", "the three dots"),
    ("py-return-note", "three dots"),
    ("types-note", "Four names"),
    ("types-predict-note", "nine in ten"),  # a wish, not a count
    ("ledger-note", "for each claim twice"),
    ("trace-read", "three kinds of sentence"),
    ("trace-card-note", "three things"),
    ("key-points", "five pages that repeat"),
    ("key-points", "three sentences"),
]


def tasks() -> int:
    cells = notebooks.read(EXERCISES / "00-start-here" / "00-start-here.ipynb").cells
    return sum(
        bool(cell.metadata.get("nbgrader", {}).get("solution")) and cell.cell_type == "code" for cell in cells
    )


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_what_the_prose_says_is_true(fact: Fact) -> None:
    check(fact, PATH)


def test_every_number_is_covered() -> None:
    assert loose_numbers(PATH, FACTS, DEFINITIONS) == []


def test_the_signs_of_python_are_named_where_they_are_first_used() -> None:
    """The most useful move of the course uses = and ==: both are explained before the first mask."""
    ids = [cell.id for cell in CELLS]
    text = prose(PATH)
    for words, cell in {
        "**`=` gives a name.**": "py-note",
        "**`==` asks a question:**": "py-note",
        "`return` **hands back** its result": "py-return-note",
        "**`for` repeats.**": "py-for-note",
        "Text with an `f` in front": "py-for-note",
        "`:.0%` writes a share in per cent": "py-for-note",
        "`if` runs the line below it only where": "raise-note",
        "`!=` means *is not equal to*": "ledger-read-note",
    }.items():
        assert words in text[cell]
    first = {
        "==": next(i for i, c in enumerate(CELLS) if c.cell_type == "code" and "==" in c.source),
        'f"': next(i for i, c in enumerate(CELLS) if c.cell_type == "code" and 'f"' in c.source),
        "if ": next(i for i, c in enumerate(CELLS) if c.cell_type == "code" and "if " in c.source),
    }
    assert ids.index("py-note") < first["=="]
    assert ids.index("py-for-note") < first['f"']
    assert ids.index("raise-note") < first["if "]


def test_the_answer_to_the_guess_stands_nowhere_before_it_is_revealed() -> None:
    ids = [cell.id for cell in CELLS]
    place = ids.index("types-reveal")
    assert 0 < place - ids.index("types-predict") <= 5
    before = "".join(cell.source + str(cell.get("outputs", "")) for cell in CELLS[:place])
    answer = int((CLAIMS["checkable"] != "no").sum())
    assert f"{answer} of" not in before
    assert "three claims" not in before
    # The rows that give it away stand behind a task of one's own.
    assert ids.index("types-rest") - place >= 4


def test_rows_are_chosen_by_columns_that_the_reader_sees() -> None:
    assert '"row_id"' in CODE["trace"]
    assert '"row_id"' in CODE["trace-sources"]


def test_the_sample_reflection_is_true() -> None:
    page = yaml.safe_load((lesson("00").folder / "essay.yaml").read_text(encoding="utf-8"))
    sample = " ".join(page["sample"].split())
    assert page["words"] <= len(sample.split()) <= 120
    row = CLAIMS.set_index("claim_id").loc["C10"]
    assert (row["verdict_when_written"], row["verdict_today"]) == ("supported", "supported")
    assert "up to December 2025" in sample
    assert str(row["as_of"])[:7] == "2025-12"
    for figure in ("1.125 billion", "80.1"):
        assert figure in sample
        assert figure in row["rests_on"]
    path = SOLUTIONS / "00-start-here" / "00-start-here.ipynb"
    cell = next(c for c in notebooks.read(path).cells if c.id == "00-essay")
    assert all(f"**{name}" in cell.source for name in page["scheme"])
    assert len(page["scheme"]) == cell.metadata["nbgrader"]["points"]
