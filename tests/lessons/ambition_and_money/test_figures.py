"""Charts and widgets of lesson 01: what they say is computed, and follows the tables."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.display.pictures import Picture
from ai_ambitions.display.tables import source_note
from ai_ambitions.lessons.ambition_and_money import figures as f
from tests.support.pictures import assert_whole_and_clear, words_on

SPENDING, FUNDS, RATES = load("ai_spending"), load("guidance_funds"), load("exchange_rates")
POLICY, INSTRUMENTS, ERAS = load("policy_timeline"), load("governance_instruments"), load("policy_eras")
SIZES = load("industry_size")
DIAL = f.dial(SPENDING, RATES)


def title(picture: Picture) -> str:
    assert len(picture.alt) > 60
    assert " nan" not in picture.alt
    return picture.alt.split(". ")[0]


def changed(table: pd.DataFrame, key: str, row: str, **cells: object) -> pd.DataFrame:
    table = table.copy()
    for column, value in cells.items():
        table.loc[table[key] == row, column] = value
    return table


def test_the_first_picture_spans_its_rows() -> None:
    said = "AI money in China in 2025: 12 billion counted, 83–97 forecast"
    picture = f.one_year(SPENDING, RATES)
    assert title(picture) == said
    assert_whole_and_clear(picture.figure)
    more = changed(SPENDING, "row_id", "cn-2025-bofa-total-cny", amount_high=800.0)
    assert "83–111 forecast" in title(f.one_year(more, RATES))


def test_statuses_count_every_row_on_china() -> None:
    counts = f.statuses(SPENDING).set_index("status")
    assert counts.to_numpy().sum() == (SPENDING["country"] == "CN").sum()
    assert counts.loc["outcome", "government"] == 0  # the lesson says so
    assert list(counts.index) == ["plan", "forecast", "estimate", "reported", "outcome"]


@pytest.mark.parametrize(
    ("whose", "also", "year", "total", "words"),
    [
        ("the bank's total", "nothing more", "2025", "83 to 97", "7.19: the average of the year"),
        ("the bank's total", "nothing more", "first half of 2026", "87 to 102", "no forecaster said this"),
        ("the bank's total", "chip tools", "2025", "121 to 135", "AI and other things"),
        ("the bank's total", "power grid", "2025", "more than 174", "grid investment"),
        ("the bank's total", "telecom operators", "2025", "83 to 97", "money counted twice"),
        ("government line", "nothing more", "2025", "up to 56", "government was forecast"),
        ("investors in AI firms", "nothing more", "2025", "12", "was counted"),
    ],
)
def test_the_dial_prints_the_sentence_of_its_total(
    whose: str, also: str, year: str, total: str, words: str
) -> None:
    picture = DIAL(f.WHOSE[whose], f.ALSO[also], year)
    assert title(picture) == f"Total: {total} billion dollars"
    assert words in picture.alt
    assert " ".join(picture.alt.split("In 2025, ")[1].split())[:40] in " ".join(" ".join(words_on(picture.figure)).split())  # fmt: skip


def test_every_setting_of_the_dial_can_be_drawn_and_read() -> None:
    settings = itertools.product(f.WHOSE.values(), f.ALSO.values(), f.RATE_YEARS)
    for number, (whose, also, year) in enumerate(settings):
        picture = DIAL(whose, also, year)
        assert "cn-" not in picture.alt
        if number % 7 == 0:
            assert_whole_and_clear(picture.figure)


def test_the_pockets_are_named_in_words() -> None:
    assert {name for names in [*f.WHOSE.values(), *f.ALSO.values()] for name in names} <= set(f.POCKETS)


def test_the_timeline_counts_its_rules() -> None:
    picture = f.how_far_it_binds(POLICY, INSTRUMENTS, ERAS)
    rules = f.binding_rules(INSTRUMENTS)
    chinese = POLICY[(POLICY["country"] == "CN") & POLICY["bindingness"].isin(list(f.KINDS))]
    assert title(picture) == f"{len(chinese) + len(rules)} documents, by how far they bind"
    assert ((rules["date_adopted"] >= "2021-01-01").sum(), len(rules)) == (11, 13)
    assert_whole_and_clear(picture.figure)
    for name in [*f.KINDS.values(), f.LAW]:
        assert name in picture.alt
    assert "as of" in source_note(picture.data, picture.source, picture.of)
    early = INSTRUMENTS.assign(date_adopted=pd.Timestamp("2019-01-01"))
    assert title(f.how_far_it_binds(POLICY, early, ERAS)) == title(
        picture
    )  # the text asks; the title is silent


def test_raised_and_wanted() -> None:
    picture = f.raised_of_target(FUNDS)
    assert title(picture) == "By early 2020 the funds had raised 43% of the money they wanted"
    half = changed(FUNDS, "indicator", "raised_capital", value=5500.0)
    assert "50%" in title(f.raised_of_target(half))


def test_from_plan_to_yuan() -> None:
    rates = f.raise_rates(FUNDS)
    assert [round(rate, 2) for rate in rates.values()] == [0.43, 0.49, 0.26, 1]
    draw = f.from_plan(FUNDS)
    of_100 = {
        (raised, invested, replaced): title(draw(raised, invested, replaced))
        for raised, invested, replaced in itertools.product(*f.shares(FUNDS).values())
    }
    assert len(of_100) <= 60
    money, _, slip, everything = rates
    assert (
        of_100[money, "half", "a quarter"]
        == of_100[slip, "half", "a quarter follows"]
        == "Of 100 yuan announced, 16 would be new money"
    )
    assert (
        of_100[everything, "three quarters", "a quarter follows"]
        == "Of 100 yuan announced, 94 would be new money"
    )


def test_sizes_span_what_was_published() -> None:
    picture = f.sizes_of_2024(SIZES)
    assert title(picture) == "One industry, about 2024: 600 or over 900 billion yuan"
    assert "CNNIC: core AI industry, close to 600" in picture.alt
    assert picture.alt.count("CAICT") == 2
    assert_whole_and_clear(picture.figure)


def test_the_dial_says_of_each_pocket_whether_it_is_added() -> None:
    alt = DIAL(f.WHOSE["the bank's total"], f.ALSO["telecom operators"], "2025").alt
    assert "the bank's total 83–97 (added)" in alt
    assert "(left out: counted already)" in alt.split("telecom operators ")[1].split(";")[0]
    assert "telecom operators" not in DIAL(f.WHOSE["the bank's total"], f.ALSO["nothing more"], "2025").alt


def test_target_and_raised_have_their_own_bars() -> None:
    early = FUNDS[(FUNDS["source_id"] == "cset-2021-guidance-funds") & (FUNDS["currency"] == "CNY")]
    values = early.set_index("indicator")["value"]
    alt = f.raised_of_target(FUNDS).alt
    assert f"target {values['target_capital']:,.0f}" in alt
    assert f"raised, public and private {values['raised_capital']:,.0f}" in alt
    assert alt.endswith("Highlighted: raised, public and private.")


def test_each_step_from_plan_to_yuan_is_a_share_of_the_one_before() -> None:
    everything = list(f.raise_rates(FUNDS))[-1]
    picture = f.from_plan(FUNDS)(everything, "half", "a quarter")
    announced, raised, invested, new = (bar.get_width() for bar in picture.figure.axes[0].patches)
    assert raised == announced
    assert invested == pytest.approx(announced / 2)
    assert new == pytest.approx(invested * 0.75)


def test_more_than_stays_open_above() -> None:
    assert "over 900" in f.sizes_of_2024(SIZES).alt.split(". ", 1)[1]
