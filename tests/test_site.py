"""The web edition: it builds without a warning, works without a kernel, and asks no other host for anything."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from ai_ambitions.core.course import Lesson, course
from ai_ambitions.core.paths import ROOT
from ai_ambitions.practice.questions import question_set
from ai_ambitions.practice.twice import first_key
from ai_ambitions.publish import icons
from ai_ambitions.publish.moved import moved
from tests.support import browser

pytestmark = [pytest.mark.browser, pytest.mark.needs_npm, pytest.mark.slow]
OUT = ROOT / "_site"
LOOKED_AT = [
    "404.html",
    "about.html",
    "changes.html",
    "claims.html",
    "data/chips.html",
    "data/index.html",
    "decisions/index.html",
    "exercises/06-chip-ban/06-chip-ban.html",
    "glossary.html",
    "index.html",
    "lessons/06-chip-ban.html",
    "record.html",
    "search.html",
    "sources.html",
    "teachers/06-chip-ban.html",
    "teachers/index.html",
]  # one of each type


@pytest.fixture(scope="session")
def site() -> Path:
    """The built site. Lessons that did not change come from the cache."""
    missing = [
        tool for tool, there in (("npm", shutil.which("npm")), ("chromium", browser.chromium())) if not there
    ]
    if missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"not here: {', '.join(missing)}")
    from ai_ambitions.publish.site import build

    assert build() == 0
    return OUT


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with browser.served(site) as where:
        yield where


@pytest.fixture(
    scope="module"
)  # Playwright holds an event loop as long as it lives: the next file starts its own
def engine(site: Path) -> Iterator[Any]:
    with browser.browser() as running:
        yield running


def pages(site: Path) -> list[Path]:
    return sorted(p for p in site.rglob("*.html") if "_static" not in p.parts and "search" not in p.name)


def test_no_sideways_scroll_no_fault_no_foreign_request(site: Path, address: str, engine: Any) -> None:
    with browser.page(engine, viewport={"width": 390, "height": 844}) as tab:
        for page in pages(site):
            name = page.relative_to(site).as_posix()
            browser.visit(tab, f"{address}/{name}")
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                f"{name} scrolls sideways at 390 px"
            )
        assert not tab.escaped, f"asked another host: {tab.escaped[:3]}"
        assert not tab.faults, tab.faults[:3]


def test_text_comes_first_and_from_here(site: Path) -> None:
    """No script of a page stands before its text, none is unpacked for formulas, and nothing comes from another host."""
    for page in pages(site):
        text, name = page.read_text(encoding="utf-8"), page.relative_to(site).as_posix()
        loaded = re.findall(r"<script[^>]*\bsrc=[^>]*>", text)
        assert all("defer" in tag or "async" in tag for tag in loaded), name
        assert not any(word in tag.lower() for tag in loaded for word in ("mathjax", "fontawesome")), name
        fetched = loaded + re.findall(r"<(?:link|img|iframe|source)\b[^>]*>", text)
        assert not any(re.search(r'(?:src|href|srcset)="(?:https?:)?//', tag) for tag in fetched), name
        assert not re.search(r'class="math[^>]*>\s*\\[(\[]', text), f"{name}: a formula is still TeX"


def test_every_icon_is_in_the_font_that_was_cut(site: Path) -> None:
    named = {
        icon
        for page in pages(site)
        for icon in re.findall(r"fa-solid (fa-[a-z-]+)", page.read_text(encoding="utf-8"))
    }
    assert named <= icons.NAMES
    assert (site / "_static" / icons.FONT).stat().st_size < 8_000


SEARCHED = {
    "HBM": ("lessons/06-chip-ban.html", 4),
    "人工智能": ("lessons/01-ambition-and-money.html", 6),
    "智能": ("lessons/01-ambition-and-money.html", 6),  # a part of a word
    "license": ("lessons/05-open-weights.html", 20),
    "licence": ("lessons/05-open-weights.html", 20),
    "chip ban": ("lessons/06-chip-ban.html", 5),
}


def test_search_finds_parts_of_words_and_both_spellings_lessons_first(address: str, engine: Any) -> None:
    with browser.page(engine, viewport={"width": 390, "height": 844}) as tab:
        tab.goto(f"{address}/index.html")
        tab.locator(".ai-to-search").click()
        for words, (first, at_least) in SEARCHED.items():
            tab.locator("#ai-search").fill(words)
            tab.locator(".ai-search button").click()
            tab.wait_for_function(
                "words => document.getElementById('ai-found').textContent.includes(`found for \u201c${words}\u201d`)",
                arg=words,
            )
            said = tab.locator("#ai-found").inner_text()
            assert int(said.split()[0]) >= at_least, said
            assert tab.locator(".ai-results a").first.get_attribute("href") == f"{address}/{first}", words
        assert not tab.escaped
        assert not tab.faults
    with browser.page(engine, java_script_enabled=False) as tab:
        tab.goto(f"{address}/search.html")
        assert "switched off" in tab.locator("#search noscript").inner_text()


CHINESE = "/[\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef]/g"
MARK_CHINESE = f"""() => {{
    document.querySelectorAll('details').forEach(fold => fold.open = true);
    const own = e => [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join('');
    const shown = [...document.querySelectorAll('body *:not(script)')].filter(e => e.getClientRects().length);
    const marked = shown.filter(e => own(e).match({CHINESE}));
    marked.forEach(e => e.dataset.chinese = '');
    return marked.map(e => own(e).match({CHINESE}).length).reduce((a, b) => a + b, 0);
}}"""


@pytest.mark.parametrize("name", ["glossary.html", "lessons/10-rules-and-values.html"])
def test_every_chinese_character_is_drawn_in_the_courses_font(address: str, engine: Any, name: str) -> None:
    """Also where the browser has no Chinese font, and also in words that it met before the file had come."""
    with browser.page(engine) as tab:
        tab.goto(f"{address}/{name}")
        tab.evaluate("document.fonts.ready.then(() => true)")
        wanted = tab.evaluate(MARK_CHINESE)
        tools = tab.context.new_cdp_session(tab)
        for domain in ("DOM", "CSS"):
            tools.send(f"{domain}.enable")
        root = tools.send("DOM.getDocument")["root"]["nodeId"]
        marked = tools.send("DOM.querySelectorAll", {"nodeId": root, "selector": "[data-chinese]"})["nodeIds"]
        fonts = [
            font
            for node in marked
            for font in tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        ]
        drawn = sum(font["glyphCount"] for font in fonts if font["isCustomFont"])
        assert drawn == wanted > 50


def test_each_role_card_is_one_printed_page(address: str, engine: Any) -> None:
    with browser.page(engine) as tab:
        browser.visit(tab, f"{address}/teachers/simulation-cards.html")
        cards = tab.locator("#role-cards > section").count()
        printed = tab.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "14mm"))
        assert cards == 5
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1 + cards, (
            "the page that says how to print, and the cards"
        )


def test_the_landing_page_has_a_live_figure_and_a_card_a_lesson(address: str, engine: Any) -> None:
    with browser.page(engine, viewport={"width": 390, "height": 844}) as tab:
        browser.visit(tab, f"{address}/index.html")
        before = tab.evaluate(browser.SHOWN)
        tab.get_by_label("Unit").select_option(index=1)
        assert browser.other_pictures(tab, before) != before
        assert tab.locator(".ai-lessons li").count() == len(course().lessons)
        assert tab.locator(".ai-lessons b a").count() == len(course().ready)
        assert not tab.faults
        browser.visit(tab, f"{address}/404.html")
        tab.get_by_role("link", name="the lessons").click()
        assert tab.url == f"{address}/index.html"


def test_controls_change_the_picture(address: str, engine: Any) -> None:
    with browser.page(engine, viewport={"width": 1280, "height": 1000}) as tab:
        browser.visit(tab, f"{address}/lessons/06-chip-ban.html")
        before = tab.evaluate(browser.SHOWN)
        choice = tab.get_by_role("combobox", name="Rule").first
        count, here = choice.locator("option").count(), choice.evaluate("e => e.selectedIndex")
        choice.select_option(index=(here + 1) % count)
        after = browser.other_pictures(tab, before)
        assert before[0] != after[0]
        slider = tab.get_by_role("slider", name="Area, mm²")
        slider.focus()
        tab.keyboard.press("ArrowRight")
        assert browser.other_pictures(tab, after)[0] != after[0]
        assert slider.get_attribute("aria-valuetext") == "1200"
        told = tab.locator(".ai-explore").first.locator(".ai-told")
        tab.wait_for_function(f"{browser.SHOWN}[0] === document.querySelector('.ai-told').textContent")
        assert told.get_attribute("aria-live") == "polite"
        address_here = tab.locator(".ai-address a").first.get_attribute("href")
        tab.goto(f"{address}/lessons/05-open-weights.html")
        tab.goto(f"{address}/lessons/06-chip-ban.html{address_here}")
        tab.wait_for_function("document.querySelector('.ai-controls input').value === '6'")
        browser.other_pictures(tab, before)
        assert not tab.faults


def test_a_guess_opens_the_reveal_and_is_kept_in_the_browser(address: str, engine: Any) -> None:
    with browser.page(engine) as tab:
        tab.goto(f"{address}/lessons/06-chip-ban.html")
        form = tab.locator(".ai-predict").first
        answer = tab.locator(".ai-reveal[data-fact*='06-h20'] details")
        assert answer.get_attribute("open") is None, "the answer must not stand there before a guess"
        form.locator("input[type=text]").fill("not a number")
        form.locator("button").click()
        assert "number" in form.locator("output").inner_text()
        form.locator("input[type=text]").fill("9,000")
        form.locator("button").click()
        assert "Noted" in form.locator("output").inner_text()
        assert answer.get_attribute("open") is not None
        tab.reload()
        assert "You guessed 9,000" in answer.locator(".ai-guess").inner_text()


def test_a_first_test_works_by_keyboard_and_stays_in_the_browser(address: str, engine: Any) -> None:
    with browser.page(engine, viewport={"width": 390, "height": 844}) as tab:
        tab.goto(f"{address}/lessons/00-start-here.html")
        box = tab.locator(".ai-pretest")
        assert box.locator("fieldset").count() == 12
        assert "Yes." not in box.inner_text()
        box.locator("input").first.focus()
        tab.keyboard.press("ArrowDown")
        assert box.locator("output").inner_text().startswith("1 of 12 answered")
        chosen = box.locator("input:checked").first.get_attribute("value")
        tab.reload()
        kept = box.locator("input:checked").first
        assert kept.get_attribute("value") == chosen
        assert kept.is_disabled()
        assert tab.evaluate(
            "Object.keys(localStorage).filter(k => k.startsWith('ai-ambitions:')).sort()"
        ) == [
            "ai-ambitions:00-pretest",
            "ai-ambitions:00-pretest:order",
        ]
        assert not tab.escaped
        assert not tab.faults


def test_the_second_test_stands_below_the_last_lesson_and_tells_both_results(
    address: str, engine: Any
) -> None:
    right = {q.name: next(o.text for o in q.options if o.right) for q in question_set(first_key())}
    with browser.page(engine, viewport={"width": 390, "height": 844}) as tab:

        def fill(lesson: Lesson, wrong: int) -> str:
            tab.goto(f"{address}/lessons/{lesson.slug}.html")
            if lesson != course().ready[0]:
                tab.get_by_text("Take the second test").click()
            box = tab.locator(".ai-pretest")
            for place, field in enumerate(box.locator("fieldset").all()):
                options = [radio.get_attribute("value") for radio in field.locator("input").all()]
                pick = next(
                    n for n, text in enumerate(options) if (text in right.values()) is (place >= wrong)
                )
                field.locator("input").nth(pick).check()
            return str(box.locator("output").inner_text())

        assert "right" not in fill(course().ready[0], wrong=9)
        told = fill(course().ready[-1], wrong=1)
        assert "Before: 3 of 12 right (95 per cent interval 9 to 53)." in told
        assert "Now: 11 of 12 right (95 per cent interval 65 to 99)." in told
        assert "From right to wrong: " in told
        assert "the toss of a coin" in told
        assert not tab.get_by_text("Every answer, and why").first.is_visible()
        assert not tab.escaped
        assert not tab.faults


VIEWS = [(theme, width) for theme in ("light", "dark") for width in (1280, 390)]


@pytest.mark.parametrize(("theme", "width"), VIEWS)
def test_axe_finds_nothing(site: Path, address: str, engine: Any, theme: str, width: int) -> None:
    """Every lesson once, every type of page in both themes and at both widths."""
    names = LOOKED_AT + (
        [p.relative_to(site).as_posix() for p in (site / "lessons").glob("*.html")]
        if (theme, width) == VIEWS[0]
        else []
    )
    found = []
    with browser.page(engine, viewport={"width": width, "height": 1000}, color_scheme=theme) as tab:
        for name in dict.fromkeys(names):
            browser.visit(tab, f"{address}/{name}")
            assert name == "404.html" or tab.evaluate("document.documentElement.dataset.theme") == theme
            found += [f"{name}: {fault}" for fault in browser.faults(tab)]
    assert not found, "\n".join(found)


def test_figures_have_a_number_an_address_and_their_source_rows(
    address: str, site: Path, engine: Any
) -> None:
    for page in sorted((site / "lessons").glob("*.html")):
        soup, chapter = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser"), int(page.name[:2])
        shown = soup.select(".ai-figure")
        assert [figure.img["id"] for figure in shown] == [
            f"figure-{chapter}-{n}" for n in range(1, len(shown) + 1)
        ]
        assert shown or chapter == 0
        for figure in shown:
            title = figure.select_one(".ai-caption span").get_text()
            assert len(title) > 8, f"{page.name}: {figure.img['alt']}"
            assert (page.parent / figure.select_one(".ai-take a")["href"]).is_file()
            line = figure.select_one(".ai-source")
            if line is not None and line.get_text().startswith("Source:"):
                rooted = figure.select(".ai-roots a[href*='sources.html#']")
                assert rooted, f"{page.name}: {line.get_text()}"
    with browser.page(engine, viewport={"width": 390, "height": 844}) as tab:
        browser.visit(tab, f"{address}/lessons/06-chip-ban.html")
        figure = tab.locator(".ai-explore").first
        before, shown_first = tab.evaluate(browser.SHOWN), figure.locator(".ai-caption span").inner_text()
        tab.get_by_role("combobox", name="Rule").first.select_option(index=0)
        browser.other_pictures(tab, before)
        assert figure.locator(".ai-caption span").inner_text() != shown_first
        with tab.expect_download() as taken:
            figure.get_by_role("button", name="Take its table").click()
        rows = Path(taken.value.path()).read_text(encoding="utf-8-sig").splitlines()
        assert taken.value.suggested_filename == figure.locator("img").get_attribute("id") + ".csv"
        assert len(rows) == figure.locator("table tr").count() > 1
        with tab.expect_download() as taken:
            figure.get_by_role("link", name="Take the picture").click()
        assert Path(taken.value.path()).read_bytes().lstrip().startswith((b"<?xml", b"<svg"))
        with tab.expect_download() as taken:
            figure.get_by_role("button", name="Take the picture as PNG").click()
        png = Path(taken.value.path()).read_bytes()
        assert png.startswith(b"\x89PNG")
        shown_wide = figure.locator("img").evaluate("image => image.naturalWidth")
        assert int.from_bytes(png[16:20], "big") == 2 * shown_wide > 0, "twice its own size"
        assert not tab.faults


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_phone_is_shown_drawings_of_its_width_and_fetches_no_others(
    address: str, site: Path, engine: Any, width: int, script: bool
) -> None:
    soup = BeautifulSoup((site / "lessons" / "06-chip-ban.html").read_text(encoding="utf-8"), "html.parser")
    for_phones = {source["srcset"].split("/")[-1] for source in soup.select(".ai-figure picture source")}
    for_pages = {image["src"].split("/")[-1] for image in soup.select(".ai-figure picture img")}
    assert len(for_phones) == len(for_pages) == 6
    wanted, others = (for_phones, for_pages) if width == 390 else (for_pages, for_phones)
    view = {"width": width, "height": 844}
    with browser.page(engine, viewport=view, java_script_enabled=script) as tab:
        asked: set[str] = set()
        tab.on("request", lambda request: asked.add(request.url.split("/")[-1]))
        tab.goto(f"{address}/lessons/06-chip-ban.html")
        figures = tab.locator(".ai-figure img")
        for number in range(figures.count()):
            figures.nth(number).scroll_into_view_if_needed()
            tab.wait_for_load_state("networkidle")
        assert wanted <= asked
        assert not others & asked
        if not script:
            return
        before = tab.evaluate(browser.SHOWN)
        tab.get_by_role("combobox", name="Rule").first.select_option(index=0)
        browser.other_pictures(tab, before)
        shown = tab.evaluate("[...document.querySelectorAll('.ai-explore img')].map(i => i.currentSrc)")
        held = [held for held in held_in(str(soup)) if any("phone" in each for each in held["pictures"])]
        drawings = [each["phone"] if width == 390 else each for each in held[0]["pictures"]]
        assert shown[0].split("/")[-1] in {each["file"].split("/")[-1] for each in drawings}
        assert tab.get_by_role("button", name="Enlarge").count() == 0
        assert not tab.faults


def test_a_drawing_for_a_page_only_can_be_enlarged_on_a_phone(address: str, engine: Any) -> None:
    with browser.page(engine, viewport={"width": 390, "height": 844}) as tab:
        browser.visit(tab, f"{address}/lessons/09-exporting-the-stack.html")
        enlarge = tab.get_by_role("button", name="Enlarge")
        assert enlarge.count() == 1, "the map of the world"
        image = tab.locator(".ai-figure", has=enlarge).locator("img")
        small = image.bounding_box()["width"]
        enlarge.click()
        assert image.bounding_box()["width"] == int(image.get_attribute("width")) > 1.9 * small
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390, (
            "the box scrolls, the page does not"
        )
        enlarge.click()
        assert image.bounding_box()["width"] == small
        assert not tab.faults


def test_every_picture_says_what_it_shows(site: Path) -> None:
    for page in pages(site):
        text = page.read_text(encoding="utf-8")
        words = [
            re.search(r'alt="([^"]*)"', tag) for tag in re.findall(r"<img [^>]*>", text) if "logo" not in tag
        ]
        assert all(words), f"{page.name}: a picture without words"
        alts = [found[1] for found in words if found]
        alts += [picture["alt"] for held in held_in(text) for picture in held["pictures"]]
        for alt in alts:
            assert len(alt) >= 20, f"{page.name}: {alt!r}"
            assert not alt.startswith("_images"), page.name


def held_in(page: str) -> list[dict[str, Any]]:
    """The settings, pictures and words of each figure with controls."""
    return [json.loads(held) for held in re.findall(r'<script type="application/json">(.*?)</script>', page)]


def test_every_setting_has_its_picture_a_source_and_its_rows(site: Path) -> None:
    for page in sorted((site / "lessons").glob("*.html")):
        for held in held_in(page.read_text(encoding="utf-8")):
            for picture in held["pictures"]:
                for drawing in (picture, picture.get("phone", picture)):
                    assert (page.parent / drawing["file"]).is_file(), page.name
                assert held["notes"][picture["note"]], f"{page.name}: no source: {picture['alt']}"
                assert held["tables"][picture["table"]], f"{page.name}: no rows: {picture['alt']}"


def test_links_and_anchors_lead_somewhere(site: Path) -> None:
    texts = {page: page.read_text(encoding="utf-8") for page in pages(site)}
    for page, text in texts.items():
        for target in re.findall(r'href="([^"]+)"', text):
            if re.match(r"(https?:|mailto:|data:|#$|javascript:)", target):
                continue
            path, _, anchor = unquote(target).partition("#")
            there = (page.parent / path.split("?")[0]).resolve() if path else page
            there = there / "index.html" if there.is_dir() else there
            assert there.exists(), f"{page.relative_to(site)} links to {target}"
            if anchor and there in texts:
                assert f'id="{anchor}"' in texts[there] or f'name="{anchor}"' in texts[there], (
                    f"{page.relative_to(site)}: no anchor {target}"
                )


def test_every_page_says_what_it_is_and_of_which_edition(site: Path) -> None:
    told = set()
    for page in pages(site):
        text, name = page.read_text(encoding="utf-8"), page.relative_to(site).as_posix()
        if name == "404.html" or name in moved():
            continue
        found = re.search(r'<meta name="description" content="([^"]{20,170})"', text)
        assert found or name.endswith(("search.html", "genindex.html")), f"{name} has no description"
        assert 'rel="icon"' in text
        card = re.search(r'<meta property="og:image" content="([^"]+)"', text)
        assert card, f"{name} has no preview picture"
        assert (page.parent / card[1]).is_file(), name
        told |= {
            *re.findall(r"Edition [0-9.]+, built on [^;]+; data up to \S+, version [0-9a-f]{8}\.", text)
        } or {name}
    assert len(told) == 1, told


def test_a_page_that_moved_leads_on(address: str, engine: Any) -> None:
    assert moved()
    with browser.page(engine) as tab:
        for old, new in moved().items():
            tab.goto(f"{address}/{old}")
            tab.wait_for_url(f"{address}/{new}")


PRINTED = """() => [...document.querySelectorAll('.bd-article details:not(.ai-code, .ai-roots, .ai-cite, [hidden])')].map(fold =>
    [...fold.children].filter(inside => inside.tagName !== 'SUMMARY').every(inside => inside.checkVisibility()))"""


def test_each_lesson_is_a_pdf_with_its_folds_open(address: str, site: Path, engine: Any) -> None:
    for lesson in course().ready:
        printed = (site / "paper" / f"{lesson.slug}.pdf").read_bytes()
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) > 9, lesson.slug
        page = (site / "lessons" / f"{lesson.slug}.html").read_text(encoding="utf-8")
        last = BeautifulSoup(page, "html.parser").select("article h2")[-1].find(string=True)
        assert f"({last}".encode() in printed, f"{lesson.slug}: {last!r} is not in the outline of the PDF"
        assert b"/StructTreeRoot" in printed, "without tags, no screen reader finds its way"
        print(f"{lesson.slug}.pdf: {len(printed) / 1e3:.0f} kB")
        assert len(printed) < 2_000_000, lesson.slug
    with browser.page(engine, java_script_enabled=False) as tab:
        tab.goto(f"{address}/lessons/06-chip-ban.html")
        on_screen = tab.evaluate(PRINTED)
        tab.emulate_media(media="print")
        on_paper = tab.evaluate(PRINTED)
        assert len(on_paper) > 30
        assert not any(on_screen)
        assert all(on_paper)
        assert tab.locator(".ai-take:visible, .ai-code pre:visible, nav:visible").count() == 0


def test_what_can_be_taken_along_is_there(address: str, engine: Any) -> None:
    with browser.page(engine, viewport={"width": 390, "height": 844}) as tab:
        browser.visit(tab, f"{address}/lessons/06-chip-ban.html")
        for words, name in (("notebook", "06-chip-ban.ipynb"), ("PDF", "06-chip-ban.pdf")):
            with tab.expect_download() as taken:
                tab.locator(".ai-ending").get_by_role("link", name=words).click()
            assert taken.value.suggested_filename == name
            assert Path(taken.value.path()).stat().st_size > 10_000
        tab.get_by_text("Cite this page").click()
        tab.get_by_role("button", name="Copy as BibTeX").click()
        tab.locator(".ai-cite").get_by_text(re.compile("copied|marked")).wait_for()
        browser.visit(tab, f"{address}/data/index.html")
        with tab.expect_download() as taken:
            tab.get_by_role("link", name="all tables as one file").click()
        assert taken.value.suggested_filename.endswith(".zip")
        assert not tab.faults


def test_a_lesson_page_stays_light(site: Path) -> None:
    for page in sorted((site / "lessons").glob("*.html")):
        weight = len(gzip.compress(page.read_bytes()))
        print(f"{page.name}: {weight / 1e3:.0f} kB gzip")
        assert weight <= 100_000, f"{page.name} weighs {weight / 1e3:.0f} kB gzip"


def test_the_board_switches_date_and_rule_and_keeps_its_choice_in_the_address(
    address: str, engine: Any
) -> None:
    tiles = ".ai-lanes li"
    with browser.page(engine, viewport={"width": 390, "height": 844}) as tab:
        tab.goto(f"{address}/claims.html")
        assert tab.locator(tiles).count() == 32
        today = tab.locator(".ai-lanes").inner_text()
        tab.get_by_label("when written").check()
        assert tab.locator(".ai-lanes").inner_text() != today
        tab.get_by_label("Lesson").select_option("06")
        assert tab.locator(tiles).count() == tab.locator(".ai-board tbody tr:visible").count() == 2
        tab.get_by_label("the mildest").check()
        assert "another verdict" in tab.locator(".ai-board > output").inner_text()
        tab.reload()
        assert tab.locator(tiles).count() == 2
        assert tab.get_by_label("the mildest").is_checked()
        tab.get_by_role("button", name="Show all").click()
        tab.wait_for_function(f"document.querySelectorAll('{tiles}').length === 32")
        assert not tab.faults
    with browser.page(engine, java_script_enabled=False) as tab:
        tab.goto(f"{address}/claims.html#c20")
        assert tab.locator(".ai-board tbody tr:visible").count() == 32
        assert tab.locator("#c20").is_visible()


def test_a_lesson_reads_without_code_and_remembers_who_wants_it(address: str, engine: Any) -> None:
    with browser.page(engine, viewport={"width": 390, "height": 844}) as tab:
        tab.goto(f"{address}/lessons/06-chip-ban.html")
        code = tab.locator(".ai-code pre")
        assert code.count() > 10
        assert tab.locator(".ai-code pre:visible").count() == 0
        assert tab.locator(".ai-setup:visible").count() == 0
        tab.locator(".ai-code:not(.ai-setup) summary").first.click()
        assert tab.locator(".ai-code pre:visible").count() == 1
        tab.get_by_label("with code", exact=True).check()
        assert tab.locator(".ai-code pre:visible").count() == code.count()
        cut = "nodes => nodes.filter(e => e.scrollWidth > e.clientWidth + 1).length"
        assert code.evaluate_all(cut) == 0
        tab.goto(f"{address}/lessons/10-rules-and-values.html")
        assert tab.locator(".ai-code pre:visible").count() > 10
        assert not tab.faults
    with browser.page(engine, java_script_enabled=False) as tab:
        tab.goto(f"{address}/lessons/06-chip-ban.html")
        assert not tab.locator(".ai-reading").is_visible()
        tab.locator(".ai-code summary").first.click()
        assert tab.locator(".ai-code pre:visible").count() == 1


MEASURED = """() => [...document.querySelectorAll('main > section[id]')].map(section => {
    const sheet = section.querySelector('.slide'), shown = section.querySelector('.shown');
    const box = shown.getBoundingClientRect(), parts = [...shown.children];
    const beyond = part => { const at = part.getBoundingClientRect();
        return at.bottom > box.bottom + 1 || at.top < box.top - 1 || at.right > box.right + 1; };
    const read = [section.querySelector('h1, h2'), ...parts.filter(part => !part.matches('img, table, .tex'))];
    const small = [...sheet.querySelectorAll('h1, h2, p, li, td, th')].filter(part =>
        !part.matches('.source, .place') && part.innerText.trim() && parseFloat(getComputedStyle(part).fontSize) < 24);
    return {
        name: `${section.id}, ${section.className}`, kind: section.className,
        over: parts.some(beyond) || sheet.scrollHeight > sheet.clientHeight + 1 || sheet.scrollWidth > sheet.clientWidth + 1,
        words: read.map(part => part.innerText).join(' ').trim().split(/\\s+/).length,
        title: section.querySelector('h1, h2').innerText, chosen: Boolean(shown.querySelector('ol')),
        small: small.map(part => part.innerText), said: sheet.innerText,
        pictures: [...shown.querySelectorAll('img')].map(img => [img.alt, section.querySelector('.source a')?.innerText ?? '',
            Math.min(img.clientWidth / img.naturalWidth, img.clientHeight / img.naturalHeight)]),
        minutes: Number(section.querySelector('.place').innerText.match(/(\\d+) min/)?.[1] ?? 0),
        more: Boolean(section.parentElement.querySelector('.divider')
            && section.compareDocumentPosition(section.parentElement.querySelector('.divider')) & 2),
    };
})"""


@pytest.mark.parametrize("entry", course().ready, ids=lambda entry: entry.number)
def test_slides_fit_and_can_be_read_from_the_last_row(address: str, engine: Any, entry: Lesson) -> None:
    with browser.page(engine, viewport={"width": 1280, "height": 720}) as tab:
        browser.visit(tab, f"{address}/slides/{entry.slug}.html")
        tab.wait_for_load_state("networkidle")
        shown = tab.evaluate(MEASURED)
        for slide in shown:
            name = f"{entry.slug}, {slide['name']}"
            assert not slide["over"], f"{name} runs over"
            assert slide["words"] <= 45, f"{name} has {slide['words']} words"
            assert not slide["small"], f"{name}: {slide['small']}"
            for alt, figure, _ in slide["pictures"]:
                assert len(alt) >= 20, name
                assert figure.startswith(f"Figure {int(entry.number)}."), name
        minutes = sum(slide["minutes"] for slide in shown if not slide["more"])
        assert 15 <= minutes <= 45
        assert shown[0]["said"].count(f"{minutes} minutes:") == 1
        for before, slide in pairwise(shown):
            if slide["kind"] == "verdict":
                assert before["kind"] == "vote", "the verdict waits behind a pause"
            if before["kind"] == "guess":
                assert slide["kind"] in ("answer", "right", "formula"), f"{entry.slug}, {before['name']}"
                assert before["chosen"] or slide["title"] not in before["said"], (
                    "the answer stands with the guess"
                )
        assert not tab.escaped
        assert not tab.faults


def test_slides_turn_by_keys_and_show_notes_and_have_no_fault(address: str, engine: Any) -> None:
    at = "Math.round(scrollY / document.querySelector('section').offsetHeight)"
    for theme in ("light", "dark"):
        with browser.page(engine, viewport={"width": 1280, "height": 720}, color_scheme=theme) as tab:
            browser.visit(tab, f"{address}/slides/06-chip-ban.html")
            for key, place in (("ArrowRight", 1), ("PageDown", 2), ("ArrowLeft", 1)):
                tab.keyboard.press(key)
                tab.wait_for_function(f"{at} === {place}")
            assert tab.locator(".notes[open]").count() == 0
            tab.keyboard.press("n")
            assert tab.locator(".notes[open]").count() == tab.locator(".notes").count() > 20
            assert browser.faults(tab) == []
    for page in ("slides/06-chip-ban", "handouts/06-chip-ban", "handouts/06-chip-ban-answers"):
        with browser.page(engine, viewport={"width": 390, "height": 844}) as tab:
            browser.visit(tab, f"{address}/{page}.html")
            assert browser.faults(tab) == [], page


def test_a_handout_is_two_pages_and_nothing_runs_over(site: Path, address: str, engine: Any) -> None:
    over = "[...document.querySelectorAll('.sheet')].map(sheet => sheet.scrollHeight - sheet.clientHeight)"
    with browser.page(engine, viewport={"width": 900, "height": 1200}) as tab:
        for entry in course().ready:
            browser.visit(tab, f"{address}/handouts/{entry.slug}.html")
            tab.wait_for_load_state("networkidle")
            tab.emulate_media(media="print")
            assert tab.evaluate(over) == [0, 0], entry.slug
            printed = (site / "handouts" / f"{entry.slug}.pdf").read_bytes()
            assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2, entry.slug
            slides = (site / "slides" / f"{entry.slug}.pdf").read_bytes()
            assert len(re.findall(rb"/Type\s*/Page\b", slides)) > 10, entry.slug
