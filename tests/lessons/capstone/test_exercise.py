"""Exercise 12 says only what the ledger holds: its texts, its printed lines, and the samples of all four pieces."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pandas as pd
import pytest
import yaml

from ai_ambitions import load
from ai_ambitions.core.course import course, lesson, rules_of
from ai_ambitions.core.paths import ROOT
from ai_ambitions.core.verdict import OUTCOMES
from ai_ambitions.lessons.capstone import figures
from ai_ambitions.lessons.capstone import model as m
from tests.support.exercise import cells, page, solved

ARTICLES = {"stands": page("12")["12-article"], "falls": page("12")["12-article"]["other"]}
WORDS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
CLAIM = re.compile(r"\bC\d\d\b")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@cache
def ledger() -> pd.DataFrame:
    return load("claims").set_index("claim_id")


@cache
def today() -> dict[str, int]:
    """How many verdicts of each kind the ledger has for today."""
    return dict(ledger()["verdict_today"].value_counts())


def plain(text: str) -> str:
    return " ".join(text.split())


def article(name: str) -> str:
    return plain(ARTICLES[name]["sample"])


def counts() -> set[str]:
    """Numbers about the whole ledger that an article may say without naming a claim."""
    stand, whole, images = today()["supported"], len(ledger()), today()["not_checkable"]
    qualified = today()["supported_with_qualifier"]
    two_more = stand + 2  # the sample that falls would let two qualifiers pass
    year = set(NUMBER.findall(course().article.written))
    return year | {str(n) for n in (whole, stand + qualified, qualified, whole - images, stand, two_more)}


# --- tasks --------------------------------------------------------------------------------------------------------------


def test_the_answers_agree_with_the_model_of_the_lesson() -> None:
    made, _ = solved("12")
    old, new = ["supported", "outdated", "supported"], ["supported", "supported", "supported"]
    assert made["share_kept"](pd.Series(old), pd.Series(new)) == pytest.approx(m.share_kept(old, new))
    said, came = [0.9, 0.6, 0.2, 0.9], [True, False, False, False]
    assert made["brier"](said, came) == pytest.approx(m.brier(said, came))
    table = pd.DataFrame({"said": said, "came": came})
    assert made["shares_right"](table) == pytest.approx(m.calibration(said, came))
    rows = [("a", "b", "b"), ("a", "b", "c"), ("a", "a", "b"), ("a", "a", "a")]
    table = pd.DataFrame(rows, columns=["then", "now", "other"]).assign(claim=list("wxyz"))
    assert made["moved_by_date"](table) == ["w"]


def test_published_scores_are_the_answer_s() -> None:
    brier = solved("12")[0]["brier"]
    rows = load("formula_test_values")
    rows = rows[rows["formula"] == "brier"]
    assert len(rows) >= 5
    for row in rows.to_dict("records"):
        inputs = dict(part.split("=") for part in row["inputs"].split(";"))
        said = [float(number) for number in inputs["said"].split("|")]
        came = [number == "1" for number in inputs["came"].split("|")]
        assert brier(said, came) == pytest.approx(row["expected"], abs=row["tolerance"])


def test_one_assumption_turns_the_headline_and_the_other_does_not() -> None:
    told = solved("12")[1]
    for line in (
        "if a qualifier counts, of all: 75%, most of it stands",
        "if a qualifier counts, of checkable: 86%, most of it stands",
        "if a qualifier does not count, of all: 28%, most of it does not stand",
        "if a qualifier does not count, of checkable: 32%, most of it does not stand",
    ):
        assert line in told


def test_what_is_printed_of_the_first_verdicts_is_computed() -> None:
    first = load("provisional_verdicts").set_index("claim_id")
    kept = first["today"] == ledger().loc[first.index, "verdict_today"]
    told = solved("12")[1]
    assert f"Of our first verdicts for today the lessons kept {kept.mean():.0%}." in told
    for word in ("high", "medium", "low"):
        share = kept[first["confidence"] == word].mean()
        assert f"with {word} confidence {share:.0%} were kept." in told
    sure = first["confidence"].map({"high": 0.9, "medium": 0.7, "low": 0.5})
    assert f"of its first verdicts for today alone: {m.brier(list(sure), list(kept)):.2f}" in told
    assert "Beside one other rule each, the date alone moved, of six: C12" in told
    six = solved("12")[0]["six"]["claim"]
    assert all(
        {now for *_, now in other_rules(c)} - {OUTCOMES[ledger().loc[c, "verdict_today"]]} for c in six
    )
    # The rule that the exercise sets beside C16 is not the one that turns it.
    assert ("firms", *("supported with a qualifier",) * 2) in other_rules("C16")


@pytest.mark.parametrize(
    ("cell", "words", "value"),
    [
        ("12-kept-text", "2 / 4 is 0.5", lambda: f"{2 / 4}"),
        ("12-brier-text", "The mean of the two is 0.185", lambda: f"{m.brier([0.9, 0.6], [True, False]):.3f}"),
        ("12-curve-text", "3 / 4, so 0.75", lambda: f"{3 / 4}"),
        ("12-stands-text", "one of four stands strictly: 0.25", lambda: f"{1 / 4}"),
    ],
)  # fmt: skip
def test_a_number_of_the_text_is_computed(cell: str, words: str, value: Any) -> None:
    assert words in cells("12")[cell]
    assert value() in words


# --- the pieces that a person marks -------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", list(page("12")))
def test_the_plain_scheme_is_that_of_the_graders(cell: str) -> None:
    for name in page("12")[cell]["scheme"]:
        assert f"**{name}" in cells("12")[cell]


@pytest.mark.parametrize("cell", list(page("12")))
def test_a_piece_shows_its_scheme_before_it_is_written(cell: str) -> None:
    folded = cells("12")[f"{cell}-text"].split("<summary>How this piece is marked</summary>")[1]
    assert folded.count("</details>") == 1
    said = {name: plain(text) for name, text in page("12")[cell]["scheme"].items()}
    assert re.findall(r"- \*\*(\w+)\.\*\* (.+?) (?=- \*\*|</details>)", folded) == list(said.items())


@pytest.mark.parametrize(
    ("cell", "total"),
    [("12-ledger", 15), ("12-checks", 14), ("12-article", 14), ("12-reflection", 15)],
)
def test_the_marks_of_a_sample_add_up(cell: str, total: int) -> None:
    piece = page("12")[cell]
    for part in filter(None, (piece, piece.get("other"))):
        marks = [int(n) for note in part["notes"] for n in re.findall(r"\b[A-Z]\w+, (\d) points\.", note)]
        assert len(marks) == 4
        assert sum(marks) == total
        assert f"{total} of 16 points" in part["notes"][0]
        if cell != "12-ledger":  # six rows only, to show the form
            assert len(part["sample"].split()) >= piece["words"]


def test_two_articles_say_the_opposite_and_hang_on_one_assumption() -> None:
    assert "most of it stands" in article("stands").split("(November 2026)")[0]
    assert "most of it does not stand" in article("falls").split("(November 2026)")[0]
    half = len(ledger()) / 2
    strict = today()["supported"]
    loose = strict + today()["supported_with_qualifier"]
    assert strict < half < loose
    words = cells("12")["12-article-text"]
    for name in ARTICLES:
        text = article(name).rsplit("Left out", 1)[0]
        assert "550 to 650 words" in words
        assert 550 <= len(re.findall(r"\S*\w\S*", text)) <= 640, name
        opening = ARTICLES[name]["sample"].split("\n\n")[1]
        assert WORDS[strict] in opening.lower()
        assert str(loose) in opening


@pytest.mark.parametrize("name", ARTICLES)
def test_every_figure_of_an_article_stands_in_the_row_of_a_claim_that_its_paragraph_names(name: str) -> None:
    for paragraph in ARTICLES[name]["sample"].split("\n\n")[1:]:
        named = CLAIM.findall(paragraph)
        rows = ledger().loc[named, ["claim", "rests_on", "strongest_objection"]]
        held = " ".join(rows.to_numpy().ravel()) if named else ""
        known = set(NUMBER.findall(held)) | counts()
        said = NUMBER.findall(CLAIM.sub("", paragraph))
        first = load("provisional_verdicts").set_index("claim_id")
        kept = first["today"] == ledger().loc[first.index, "verdict_today"]
        if f"{kept.sum()} of {len(kept)} cases" in plain(paragraph):
            known |= {str(kept.sum()), str(len(kept))}
        assert [number for number in said if number not in known] == [], paragraph


@pytest.mark.parametrize("name", ARTICLES)
def test_every_verdict_of_an_article_is_the_ledgers(name: str) -> None:
    said = re.findall(r"\((C\d\d): ([a-z ]+), (low|medium|high)\)", article(name))
    assert len(said) >= 12
    assert len(said) == article(name).count("(C")
    for claim, verdict, sure in said:
        row = ledger().loc[claim]
        assert (verdict, sure) == (OUTCOMES[row["verdict_today"]], row["confidence"]), claim


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_says_which_claims_it_left_out(name: str) -> None:
    text, rest = article(name).rsplit("Left out, for room: ", 1)
    assert 12 <= len(set(CLAIM.findall(text))) <= 18
    assert "12 to 18 claims" in cells("12")["12-article-text"]
    assert CLAIM.findall(rest) == [claim for claim in ledger().index if claim not in text]
    left = ledger().loc[CLAIM.findall(rest)]
    assert "None of these moved." in rest
    assert (left["verdict_when_written"] == left["verdict_today"]).all()


def test_the_figures_that_would_begin_to_turn_a_headline_are_those_of_the_rules() -> None:
    levels, prices = rules_of("C12").RULES["C12"]["default"], rules_of("C28").RULES["C28"]["default"]
    assert "under C28 four cheaper models of six, under C12 five levels of ten" in article("falls")
    assert "At five of ten levels or more: supported" in levels
    assert "lower in more than half" in prices
    assert "a first would be C12, at none of ten levels" in article("stands")
    assert "At none: not supported" in levels
    assert all(ledger().loc[c, "verdict_today"] == "supported_with_qualifier" for c in ("C12", "C28"))


def test_the_headline_counts_all_claims_with_the_starred_ones_put_in() -> None:
    made, _ = solved("12")
    claims, today = made["claims"], made["today"]
    mine = today.copy()
    mine[claims["claim_id"] == "C12"] = "supported"
    for line in (
        "mine = today.copy()",
        'mine[claims["claim_id"] == "C12"] = "supported"',
        'stands(mine, True, "all")',
    ):
        assert f"`{line}`" in cells("12")["12-article-text"]
    assert made["stands"](mine, False, "all") == pytest.approx(10 / 32)
    assert made["stands"](today, False, "all") == pytest.approx(9 / 32)


def test_the_first_verdicts_came_so_many_days_before_the_lessons_as_the_sample_says() -> None:
    assert "given one to five days before a lesson computed them" in article("stands")
    assert list(load("provisional_verdicts")["given_on"].dt.strftime("%Y-%m-%d").unique()) == ["2026-11-24"]


def test_what_the_articles_count_is_counted() -> None:
    count = {key: WORDS[n] for key, n in today().items() if n < len(WORDS)}
    qualified = today()["supported_with_qualifier"]
    text = article("stands")
    assert f"{count['supported']} as they are, {qualified} with a qualifier" in text
    assert f"leaves out the {count['not_checkable']} that nothing can settle" in text
    moved = ledger()[ledger()["verdict_when_written"] != ledger()["verdict_today"]]
    assert f"Time moved {WORDS[len(moved)]} verdicts" in text
    for claim in moved.index:  # as both articles say: by some other rule nothing moves
        assert [row for row in other_rules(claim) if row[1] == row[2]], claim
    assert ("as dated", "supported", "supported") in other_rules("C24")
    for claim in set(moved.index) - {"C24"}:
        assert [row for row in other_rules(claim) if row[1] == row[2] == "supported with a qualifier"], claim
    for rule in ("unpublished too", "any goods"):
        assert [row[2] for row in other_rules("C22") if row[0] == rule] == ["supported with a qualifier"]
    assert set(moved.index) == {"C24", "C07", "C13", "C12"}
    never = ledger()[
        (ledger()["verdict_when_written"] == "not_supported") & (ledger()["verdict_today"] == "not_supported")
    ]
    assert list(never.index) == ["C11", "C22"]
    assert "Two sentences held on neither day" in text
    text = article("falls")
    assert (
        f"{qualified} need a qualifier, {count['not_supported']} are not supported, {count['outdated']} is outdated"
        in text
    )
    assert f"and {count['not_checkable']} cannot be checked" in text
    assert f"{count['supported']} of {len(ledger()) - today()['not_checkable']}" in text
    turns = next(n for n in range(32) if today()["supported"] + n > len(ledger()) / 2)
    assert f"It takes {WORDS[turns]} of the {qualified} before most stands" in text
    falls = next(n for n in range(32) if today()["supported"] + qualified - n <= len(ledger()) / 2)
    assert (
        f"{WORDS[falls]} of the {qualified} would have to fall before I could no longer write *most*"
        in article("stands")
    )


def test_the_sample_of_two_checks_is_true() -> None:
    text = plain(page("12")["12-checks"]["sample"])
    scores = load("benchmark_scores")
    scores = scores[scores["source_id"] == "arena-2026-07-list"].set_index("model_label")
    better, best = scores.loc["gpt-5.6-sol-xhigh"], scores.loc["deepseek-v4-pro-thinking"]
    assert f"{better.name} has {better.score:.0f} points, {best.name} {best.score:.0f}." in text
    assert f"10^(-{better.score - best.score:.0f} / 400)) is {won(better.score - best.score):.3f}" in text
    ends = won(better.score_low - best.score_high), won(better.score_high - best.score_low)
    assert "at their far ends it would be {:.0f} or {:.0f}".format(*(100 * end for end in ends)) in text
    room = rules_of("C06")
    days = {
        snap.day: snap.votes for snap in room.snapshots({name: load(name) for name in room.TABLES["C06"]})
    }
    far = days.pop("2026-03-01")
    assert f"through all {WORDS[len(days) + 1]} days" in text
    assert (
        f"On {WORDS[len(days)]} the figure lies between {min(days.values())} and {max(days.values())}" in text
    )
    assert f"on 1 March 2026 it was {far}" in text
    assert max(days.values()) <= room.LEVEL_VOTES < far <= room.FAR_VOTES
    newest = days[max(days)]
    assert f"today's verdict holds from {newest} upwards and turns below" in text
    assert room.LEVEL_VOTES + 1 - newest == 2  # votes in 100, as the sample ends


def won(points: float) -> float:
    return float(1 / (1 + 10 ** (-points / 400)))


def test_the_table_of_rules_that_the_text_names_is_there() -> None:
    lines = cells("12")["12-work-text"]
    assert "rules = figures.by_rule()" in lines
    assert 'rules[rules["claim"] == "C12"]' in lines
    assert len(rules()[rules()["claim"] == "C12"]) == len(rules_of("C12").RULES["C12"])


def other_rules(claim: str) -> list[tuple[str, str, str]]:
    """Every other rule of a claim, with its verdicts of both days."""
    rows = rules()
    rows = rows[(rows["claim"] == claim) & ~rows["own"]]
    return list(zip(rows["rule"], rows["then"], rows["now"], strict=True))


@cache
def rules() -> pd.DataFrame:
    return figures.by_rule()


def test_the_sample_of_the_ledger_is_true() -> None:
    text = plain(page("12")["12-ledger"]["sample"])
    named = re.findall(r"\| (C\d\d)(\*?), [^|]+\| ([^|]+) \| ([^|]+) \| [^|]+ \| (\w+) \|", text)
    assert len(named) == 6
    for claim, star, then, now, sure in named:
        row = ledger().loc[claim]
        course_s = (OUTCOMES[row["verdict_when_written"]], OUTCOMES[row["verdict_today"]])
        assert ((then, now) != course_s) == bool(star), claim
        assert star or sure == row["confidence"], claim
    assert ledger().loc["C12", "verdict_when_written"] == "not_supported"  # as the sample says of the course
    assert ("flagship", "supported", "supported") in other_rules("C12")
    assert ("as dated", "supported", "supported") in other_rules("C24")
    for claim, rule, now in (
        ("C07", "with estimates", "supported with a qualifier"),
        ("C06", "index", "supported with a qualifier"),
        ("C18", "language models", "not checkable"),
        ("C01", "press", "supported with a qualifier"),
    ):
        assert [found[2] for found in other_rules(claim) if found[0] == rule] == [now], claim


def test_the_reflection_s_numbers_add_up() -> None:
    text = plain(page("12")["12-reflection"]["sample"])
    assert (
        "called 11 sure, and seven came out right; of nine called likely, six; of five called a guess, three"
        in text
    )
    said = [0.9] * 11 + [0.7] * 9 + [0.5] * 5
    came = [True] * 7 + [False] * 4 + [True] * 6 + [False] * 3 + [True] * 3 + [False] * 2
    assert f"My Brier score is {m.brier(said, came):.2f}" in text
    four = m.brier([0.9] * 4, [False] * 4) * 4 / (m.brier(said, came) * len(said))
    assert 0.45 < four < 0.55
    assert "half of it comes from four answers" in text
    assert f"With {len(said)} guesses" in text
    for number in ("-0.09", "0.82", "145", "-0.04"):
        assert number in text
        assert number in ledger().loc["C11", "rests_on"]


def test_the_head_of_the_exercise_and_the_course_agree_on_minutes() -> None:
    read = yaml.safe_load((ROOT / "course.yaml").read_text(encoding="utf-8"))["lessons"]
    minutes = next(entry for entry in read if entry["slug"] == lesson("12").slug)["minutes"]
    head = cells("12")["title"]
    assert f"checked by tests (about {minutes['exercise']} minutes" in head
    assert f"mark scheme ({minutes['essay']} minutes" in head
