"""The reader's own record on the web: what a browser keeps of all lessons, shown on one page, taken along, taken in, deleted."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ai_ambitions import predict, quiz, reveal
from ai_ambitions.core.course import lesson
from ai_ambitions.core.paths import SITE
from ai_ambitions.methods.chance import wilson
from ai_ambitions.practice.progress import calibration, progress
from ai_ambitions.practice.questions import question_set
from ai_ambitions.practice.quiz import answers
from ai_ambitions.practice.record import read_progress
from ai_ambitions.practice.twice import posttest, try_key
from ai_ambitions.publish.asked import asked, markup
from tests.support import browser
from tests.support.paper import Paper

HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>A page</title><link rel="stylesheet" href="{0}_static/course.css"><script src="{0}_static/course.js"></script>
<script src="{0}_static/record.js"></script><body><main class="bd-article"><h1>A page</h1>{1}</main></body></html>"""
NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
GUESSES = "/lessons/06-chip-ban.html"


@pytest.fixture
def outputs(monkeypatch: pytest.MonkeyPatch) -> str:
    """What a page of lesson 06 would hold: a number and a choice to guess, a quiz and a test."""
    monkeypatch.setenv("AI_AMBITIONS_MODE", "site")
    paper = Paper(monkeypatch)
    predict("06-h20", "How many?", unit="TPP")
    reveal("06-h20", 2368, unit="TPP", why="Because of the rule.")
    predict("06-motor", "Which rule?", choices=["both", "neither"])
    reveal("06-motor", "neither", why="Suspended.")
    quiz("06-check")
    quiz("00-pretest", explain=False)
    posttest()
    return paper.markup


@pytest.fixture
def address(outputs: str, tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "site"
    (folder / "lessons").mkdir(parents=True)
    (folder / "_static").mkdir()
    for name in ("course.js", "record.js", "course.css"):
        shutil.copy(SITE / "_static" / name, folder / "_static")
    (folder / GUESSES[1:]).write_text(HEAD.format("../", outputs), encoding="utf-8")
    made = markup([asked(lesson("06"), [outputs])])
    (folder / "record.html").write_text(HEAD.format("", made), encoding="utf-8")
    with browser.served(folder) as where:
        yield where


@pytest.fixture
def engine() -> Iterator[Any]:
    if not browser.chromium():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Chromium is not here")
    with browser.browser() as running:
        yield running


@pytest.fixture
def tab(engine: Any) -> Iterator[Any]:
    with browser.page(engine, viewport={"width": 390, "height": 844}) as page:
        yield page
        assert not page.faults
        assert not page.escaped


def kept(tab: Any, **entries: Any) -> None:
    """Put into the browser what an earlier visit left there."""
    for name, value in entries.items():
        key = f"ai-ambitions:{name.replace('_', '-')}"
        tab.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, json.dumps(value)])


def answered(tab: Any, address: str) -> None:
    """Guess twice and answer two questions, as a reader does."""
    tab.goto(address + GUESSES)
    form = tab.locator(".ai-predict").first
    form.get_by_label("A number: How many?").fill("2 400")
    form.get_by_label("How sure are you?").select_option(label="sure (9 in 10)")
    form.get_by_role("button", name="Commit my guess").click()
    tab.get_by_label("both").check()
    tab.get_by_role("button", name="Commit my guess").click()
    for number, question in enumerate(question_set("06-check")[:2]):
        chosen = next(option for option in question.options if option.right == (number == 0))
        tab.locator(".ai-question").nth(number).locator("summary").get_by_text(
            chosen.text, exact=True
        ).click()
    tab.locator(".ai-question output").nth(1).wait_for()
    tab.locator(".ai-pretest input").first.check()
    tab.get_by_text("Take the second test").click()
    tab.locator("[data-key='00-posttest'] input").nth(1).check()


@pytest.mark.browser
def test_one_page_shows_guesses_quizzes_and_calibration(tab: Any, address: str) -> None:
    answered(tab, address)
    tab.get_by_role("link", name="All your guesses and answers").click()
    assert tab.url == f"{address}/record.html"
    shown = tab.locator(".ai-record")
    text = shown.inner_text()
    assert "2,400 TPP, sure (9 in 10)" in text
    assert "You guessed 2,400: 32 too high, within a quarter: right. The answer: 2,368 TPP." in text
    assert "You guessed “both”, which is not it. The answer: neither." in text
    assert "2 of 5 answered, 1 right at first" in text
    assert "Test before learning: 1 of 12 answered" in text
    assert "The same test afterwards: 1 of 12 answered" in text
    told = "Your guesses: of 1 called “sure”, 1 right; of 1 called “a guess”, 0 right. Well judged would be 9, 5 in 10."
    assert told in text
    assert told in shown.get_by_role("img").get_attribute("aria-label")
    right, wrong = (float(shown.locator("circle").nth(n).get_attribute("cy")) for n in (0, 1))
    assert right < wrong, "who was right stands higher"
    shown.get_by_text("The data behind this figure").click()
    for right_ones, line in ((1, "sure"), (0, "a guess")):
        low, high = wilson(right_ones, 1)
        assert f"{low:.0%} to {high:.0%}" in shown.locator("tbody tr").filter(has_text=line).inner_text()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.browser
@pytest.mark.needs_npm
def test_a_filled_record_is_fit_for_screen_readers(tab: Any, address: str) -> None:
    answered(tab, address)
    tab.goto(f"{address}/record.html")
    for fold in tab.locator(".ai-record summary").all():
        fold.click()
    assert browser.faults(tab) == []


@pytest.mark.browser
def test_the_answers_of_a_first_test_are_not_told(tab: Any, address: str, outputs: str) -> None:
    answered(tab, address)
    tab.goto(f"{address}/record.html")
    tab.get_by_text("Test before learning").click()
    said = tab.locator("details[open]").inner_text()
    assert sum(question.text in said for question in question_set("00-pretest")) == 1
    assert "right)" not in said
    tests = [held for held in asked(lesson("06"), [outputs])["sets"] if held["test"]]
    assert [held["before"] for held in tests] == ["", "00-pretest"]
    for test in tests:
        assert all(set(question) == {"name", "text", "options"} for question in test["questions"])


@pytest.mark.browser
def test_the_file_is_the_notebooks_own_and_comes_back(
    tab: Any, engine: Any, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(tab, address)
    tab.goto(f"{address}/record.html")
    with tab.expect_download() as taken:
        tab.get_by_role("button", name="Take it along").click()
    file = tmp_path / "progress.json"
    shutil.copy(taken.value.path(), file)
    monkeypatch.setenv("AI_AMBITIONS_MODE", "live")
    monkeypatch.setenv("AI_AMBITIONS_PROGRESS", str(file))
    assert calibration(read_progress()) in tab.locator(".ai-record").inner_text()
    assert "2 guesses; 1 of 2 quiz answers right at first" in repr(progress())
    assert "first test: 1 answered" in repr(progress())
    assert len(answers("posttests", try_key(1), question_set("00-pretest"))) == 1

    before, places = tab.locator(".ai-record").inner_text().rstrip(), "Object.keys(localStorage).length"
    with browser.page(engine) as other:
        other.goto(f"{address}/record.html")
        assert "Nothing is kept in this browser yet" in other.locator(".ai-record").inner_text()
        other.get_by_label("Take in a file").set_input_files(file)
        other.get_by_text("Taken in: 6 answers.", exact=True).wait_for()
        assert other.locator(".ai-record").inner_text().startswith(before)
        other.get_by_label("Take in a file").set_input_files(file)
        other.get_by_text("6 that this browser had stayed as they were").wait_for()
        (tmp_path / "other.json").write_text("[1, 2]")
        other.get_by_label("Take in a file").set_input_files(tmp_path / "other.json")
        other.get_by_text("no record of this course").wait_for()
        assert not other.faults
    tab.once("dialog", lambda dialog: dialog.dismiss())
    tab.get_by_role("button", name="Delete everything").click()
    assert tab.evaluate(places) == 7, "two guesses, a quiz, and two tests, each with its order"
    tab.once("dialog", lambda dialog: dialog.accept())
    tab.get_by_role("button", name="Delete everything").click()
    tab.get_by_text("Everything was deleted.").wait_for()
    assert tab.evaluate(places) == 0


@pytest.mark.browser
def test_an_answer_of_an_earlier_edition_is_told_and_not_called_wrong(tab: Any, address: str) -> None:
    tab.goto(f"{address}/record.html")
    name = question_set("06-check")[0].name
    kept(
        tab,
        **{"06_motor": {"guess": "all three", "confidence": 0.9}},
        **{"06_h20": {"guess": 9000, "confidence": 0.9, "question": "How much?"}},
        **{"06_gone": {"guess": 7, "confidence": 0.5, "question": "How many were there?"}},
        **{"06_check": {name: "An option that is gone", "A question that is gone": "Its answer"}},
    )
    tab.reload()
    text = tab.locator(".ai-record").inner_text()
    assert text.count("so this is neither right nor wrong") == 2
    assert "asked in other words then (“How much?”)" in text
    assert "“How many were there?”: 7" in text
    assert "“A question that is gone”: Its answer" in text
    assert "1 of 5 answered, 0 right at first; 1 answer of an earlier edition" in text
    assert "None of your guesses can be judged" in text
    assert "which is not it" not in text
    assert "too high" not in text
    with tab.expect_download() as taken:
        tab.get_by_role("button", name="Take it along").click()
    with browser.page(tab.context.browser) as other:
        other.goto(f"{address}/record.html")
        other.get_by_label("Take in a file").set_input_files(taken.value.path())
        other.get_by_text("Taken in: 5 answers.", exact=True).wait_for()
        assert other.locator(".ai-record").inner_text().startswith(text.rstrip()), (
            "nothing is lost on the way"
        )
    tab.goto(address + GUESSES)
    said = tab.locator("main").inner_text()
    assert said.count("Of an earlier edition:") == 2
    assert "You answered “An option that is gone”; the options have changed since." in said
    assert "which is not it" not in said
    assert "too high" not in said


@pytest.mark.browser
def test_where_nothing_can_be_kept_the_pages_say_so(engine: Any, address: str) -> None:
    with browser.page(engine) as tab:
        tab.add_init_script(NO_STORAGE)
        answered(tab, address)
        assert tab.get_by_text("This browser keeps nothing for these pages").count() == 1
        assert "Kept in this browser" not in tab.locator("main").inner_text()
        assert "within a quarter: right" in tab.locator(".ai-guess").first.inner_text()
        tab.goto(f"{address}/record.html")
        assert "cannot be shown here" in tab.locator(".ai-record").inner_text()
        assert not tab.faults
    with browser.page(engine, java_script_enabled=False) as tab:
        tab.goto(f"{address}/record.html")
        assert "scripts are switched off here" in tab.locator("noscript").inner_text()
