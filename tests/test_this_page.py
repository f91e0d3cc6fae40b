"""What stands at the end of a page, what can be taken along, what a shared link shows, and where old addresses lead."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from ai_ambitions.core.course import Home, course, read_map
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import DATASETS, ROOT
from ai_ambitions.publish import archive, cards, dress, front, moved, paper, this_page

HOME = Home("https://github.com/a/b", "main", "https://a.example/b", {"binder": "2026-12-24"})
EDITION = "Edition 1.2.0; data up to 2026-11-24, version abcdef01"


def end(page: str, home: Home | None = HOME) -> BeautifulSoup:
    made = this_page.ending(
        page, "A <page>", EDITION, home, lambda path: (ROOT / path).exists(), [("PDF", "../paper/x.pdf")]
    )
    return BeautifulSoup(made, "html.parser")


def addresses(soup: BeautifulSoup) -> dict[str, str]:
    return {link.get_text(): str(link["href"]) for link in soup.find_all("a")}


def test_a_page_without_a_home_has_no_link_that_leads_out() -> None:
    for page in ("lessons/06-chip-ban", "about", "claims", "glossary"):
        assert addresses(end(page, None)) == {"PDF": "../paper/x.pdf"}
    assert "http" not in str(end("lessons/06-chip-ban", None))


def test_one_setting_gives_every_link_and_says_what_was_tried() -> None:
    lesson = addresses(end("lessons/06-chip-ban"))
    assert lesson["Mend this page"] == "https://github.com/a/b/blob/main/lessons/06-chip-ban.ipynb"
    assert lesson["Tell of a fault"].startswith(
        "https://github.com/a/b/issues/new?title=A%20%3Cpage%3E%20%28lessons"
    )
    assert (
        lesson["Run it on Binder (seen working on 24 December 2026)"]
        == "https://mybinder.org/v2/gh/a/b/main?urlpath=lab/tree/lessons/06-chip-ban.ipynb"
    )
    assert (
        lesson["Run it on Colab (not tried)"]
        == "https://colab.research.google.com/github/a/b/blob/main/lessons/06-chip-ban.ipynb"
    )
    assert addresses(end("about"))["Mend this page"] == "https://github.com/a/b/edit/main/site/about.md"
    assert not [words for words in addresses(end("about")) if words.startswith("Run it")]


def test_the_landing_page_says_how_to_clone_where_there_is_an_address() -> None:
    text = (ROOT / "site" / "index.md").read_text(encoding="utf-8")
    assert "Clone the course (`git clone https://github.com/a/b`), type" in front.with_address(text, HOME)
    assert "Clone the course, type" in front.with_address(text, None)


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ("data/chips", "datasets/chips.csv"),
        ("claims", "datasets/claims.csv"),
        ("exercises/06-chip-ban/06-chip-ban", "solutions/06-chip-ban/06-chip-ban.ipynb"),
        ("teachers/06-chip-ban", "site/teachers/06-chip-ban.md"),
        ("decisions/index", "site/decisions/index.md"),
        ("data/index", ""),
    ],
)
def test_a_page_is_mended_where_it_is_made(page: str, path: str) -> None:
    assert this_page.source_of(page, lambda name: (ROOT / name).exists()) == path


def test_a_page_is_cited_with_its_edition_and_its_address() -> None:
    cited = this_page.citation("lessons/06-chip-ban", "06 The ban", EDITION, HOME)
    assert cited.plain.startswith("The authors of China's AI Ambitions (2026). “06 The ban.” In China's AI")
    assert cited.plain.endswith(f"{EDITION}. https://a.example/b/lessons/06-chip-ban.html")
    assert cited.bibtex.startswith("@misc{china-ai-ambitions-06-chip-ban,\n")
    assert "  url = {https://a.example/b/lessons/06-chip-ban.html},\n}" in cited.bibtex
    assert cited.bibtex.count("{") == cited.bibtex.count("}")
    assert "url" not in this_page.citation("index", "", EDITION, None).bibtex
    assert end("glossary", None).select(".ai-cite") == []


@pytest.mark.parametrize(
    ("home", "words"),
    [
        ("{site: https://a.example}", "it needs repository"),
        ("{repository: https://github.com/a/b, colour: red}", "it needs repository, and knows branch"),
        ("{repository: git@github.com:a/b}", "is no address such as"),
        ("{repository: https://github.com/a/b, site: a.example}", "site is 'a.example'"),
        ("{repository: https://github.com/a/b, tried: {mars: 2026-12-24}}", "tried names 'mars'"),
    ],
)
def test_a_home_that_is_none_is_told(tmp_path: Path, home: str, words: str) -> None:
    path = tmp_path / "course.yaml"
    path.write_text((ROOT / "course.yaml").read_text(encoding="utf-8") + f"home: {home}\n", encoding="utf-8")
    with pytest.raises(CourseError, match=words):
        read_map(path)


def test_a_home_is_read(tmp_path: Path) -> None:
    path = tmp_path / "course.yaml"
    text = "home: {repository: https://github.com/a/b.git, site: https://a.example/b/, tried: {binder: 2026-12-24}}"
    path.write_text((ROOT / "course.yaml").read_text(encoding="utf-8") + text, encoding="utf-8")
    assert read_map(path).home == HOME


def test_all_tables_are_in_one_file_that_is_the_same_every_time() -> None:
    with zipfile.ZipFile(io.BytesIO(archive.archive())) as file:
        held = {Path(name).name for name in file.namelist()}
        assert file.read("china-ai-ambitions-data/chips.csv") == (DATASETS / "chips.csv").read_bytes()
    assert held == {
        "LICENSE-CONTENT",
        *(path.name for path in DATASETS.iterdir() if path.suffix in (".csv", ".yaml", ".md")),
    }
    before = archive.archive()
    archive.archive.cache_clear()
    assert archive.archive() == before


def test_a_shared_link_shows_the_lesson() -> None:
    first = course().ready[0]
    for page in (f"lessons/{first.slug}", f"exercises/{first.slug}/{first.slug}", f"teachers/{first.slug}"):
        assert cards.card_of(page) == first.number
    assert cards.card_of("claims") == cards.card_of("lessons/99-none") == cards.COURSE
    drawn = cards.card("A course", "A title that is far too long for a single line", "Why?", "60 minutes")
    assert drawn.startswith(b"\x89PNG")
    assert [int.from_bytes(drawn[at : at + 4], "big") for at in (16, 20)] == [cards.WIDTH, cards.HEIGHT]


def test_what_can_be_taken_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "possible", lambda: False)
    lesson = dict(dress.to_take("lessons/06-chip-ban", "../"))
    assert list(lesson.values()) == ["../notebooks/06-chip-ban.ipynb", "../slides/06-chip-ban.html"]
    for ending, possible in (("html", False), ("pdf", True)):
        monkeypatch.setattr(paper, "possible", lambda here=possible: here)
        teacher = set(dict(dress.to_take("teachers/06-chip-ban", "../")).values())
        assert {f"../handouts/06-chip-ban.{ending}", f"../handouts/06-chip-ban-answers.{ending}"} <= teacher
        assert "../slides/06-chip-ban.html" in teacher
        assert ("../slides/06-chip-ban.pdf" in teacher) is possible
    assert dress.to_take("teachers/grading", "../") == []
    monkeypatch.setattr(paper, "possible", lambda: True)
    assert "../paper/06-chip-ban.pdf" in dict(dress.to_take("lessons/06-chip-ban", "../")).values()
    assert list(dict(dress.to_take("data/index", "../")).values()) == [f"../{archive.name()}"]


def test_an_old_address_leads_to_the_new_one(tmp_path: Path) -> None:
    (tmp_path / "teachers").mkdir()
    (tmp_path / "teachers" / "index.html").write_text("a page")
    for _ in range(2):  # a second build finds the first one's signposts
        moved.put_up(tmp_path, {"old/deep/page.html": "teachers/index.html#top"})
    sign = (tmp_path / "old" / "deep" / "page.html").read_text(encoding="utf-8")
    assert 'content="0; url=../../teachers/index.html#top"' in sign
    assert '<a href="../../teachers/index.html#top">' in sign
    with pytest.raises(CourseError, match=r"gone\.html is no page"):
        moved.put_up(tmp_path, {"old.html": "gone.html"})
    with pytest.raises(CourseError, match=r"a page stands at teachers/index\.html"):
        moved.put_up(tmp_path, {"teachers/index.html": "teachers/index.html"})


@pytest.mark.parametrize("text", ["- a\n- b\n", "old.html: https://a.example/x.html\n", "old: new.html\n"])
def test_a_list_of_moves_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "moved.yaml"
    path.write_text(text)
    with pytest.raises(CourseError, match=r"moved\.yaml holds no list of addresses"):
        moved.moved(path)


def test_a_lesson_is_printed_again_when_its_text_or_the_styles_change(tmp_path: Path) -> None:
    (tmp_path / "lessons").mkdir()
    (tmp_path / "_static").mkdir()
    page, styles = tmp_path / "lessons" / "06-x.html", tmp_path / "_static" / "course.css"

    def seen(body: str, foot: str, style: str) -> str:
        page.write_text(f"<nav>{foot}</nav><article class='a'>{body}</article>")
        styles.write_text(style)
        return paper.fingerprint(tmp_path, paper.prints(tmp_path, ["06-x"])[0])

    first = seen("text", "list", "a{}")
    assert seen("text", "another list", "a{}") == first, "the list of pages is not printed"
    assert seen("other", "list", "a{}") != first
    assert seen("text", "list", "b{}") != first
    (tmp_path / "_static" / "slides.css").write_text("c{}")
    assert seen("text", "list", "a{}") == first, "slides have a style of their own"


def test_without_chromium_the_build_goes_on_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "chromium", lambda: None)
    (tmp_path / "paper").mkdir()
    old = tmp_path / "paper" / "old.pdf"
    old.write_text("of an earlier build")
    assert paper.print_pages(tmp_path, ["06-x"]) == "No PDF was made: Chromium is not here."
    assert not old.exists()
