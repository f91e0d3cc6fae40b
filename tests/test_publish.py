"""Pages and the catalogue, made from small tables: what they say of a row, and what they leave nobody to guess."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from ai_ambitions.core.course import course
from ai_ambitions.data.load import load
from ai_ambitions.publish import catalogue, dress, figures, front, heard, kept, pages, preview, site

SOURCES = {
    name: {"kind": kind, "publisher": name.title(), "published": "2025", "url": url}
    for name, kind, url in (
        ("law", "primary", "https://a.example/law"), ("paper", "analysis", ""), ("daily", "news", "https://a.example/daily"),
    )
}  # fmt: skip
ENTRY: dict[str, Any] = {
    "name": "toy", "path": "toy.csv", "title": "Toy", "description": "What it holds.", "as_of": "2026-01-01",
    "review_every_days": 30, "limitations": ["Only | one town."],
    "schema": {"fields": [{"name": "value", "type": "number", "description": "a | b", "constraints": {"minimum": 1, "maximum": 9}}]},
}  # fmt: skip


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "sources", lambda: SOURCES)
    monkeypatch.setattr(catalogue, "rows_of", lambda entry: [{"value": "1"}])


def test_the_best_source_of_a_row_counts() -> None:
    rows = [
        {"source_id": "daily", "source_id_2": "law"}, {"source_id": "paper", "source_id_2": "daily"},
        {"source_id": "daily", "source_id_2": ""},
    ]  # fmt: skip
    assert catalogue.kinds_of(rows) == {"primary": 1, "analysis": 1, "news": 1, "two sources": 2}


def test_a_table_tells_its_limits_and_the_range_of_a_column() -> None:
    assert "**Limits**\n\n- Only \\| one town." in catalogue.table_text(ENTRY)
    assert "| `value` | number |  | a \\| b | 1 to 9 |" in catalogue.dictionary(ENTRY)


def test_a_table_past_its_review_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "rows_of", lambda entry: [{"value": "1"}])
    assert "Past its review date" in pages.table_page("toy", ENTRY, date(2026, 3, 1))
    assert "Past its review date" not in pages.table_page("toy", ENTRY, date(2026, 1, 15))


def test_a_source_is_a_link_where_its_address_is_known() -> None:
    assert catalogue.link("law") == '<a href="https://a.example/law">Law, 2025</a>'
    assert catalogue.link("paper") == "Paper, 2025"


def test_a_preview_stands_on_zero_and_shows_its_own_series() -> None:
    shown = {"x": "year", "y": "value", "where": {"who": ["a"]}, "says": "Users"}
    rows = [
        {"year": "2024", "who": "a", "value": "20"}, {"year": "2023", "who": "a", "value": "10"},
        {"year": "2025", "who": "a", "value": "15"}, {"year": "2025", "who": "b", "value": "99"},
        {"year": "2026", "who": "a", "value": ""},
    ]  # fmt: skip
    series = preview.points(shown, rows)
    assert series == [("2023", 10), ("2024", 20), ("2025", 15)]
    (left, low), (_, high), (right, _) = preview.place(series)
    base = preview.HEIGHT - preview.EDGE
    assert (left, right) == (preview.EDGE, preview.WIDTH - preview.EDGE)
    assert high == preview.EDGE  # the highest value at the top
    assert low == pytest.approx((base + preview.EDGE) / 2)  # half of it half way up: the line stands on zero
    assert preview.words(shown, series).endswith(
        "from 10 (2023) to 15 (2025), drawn from zero. Highest: 20 (2024)."
    )


def test_a_lesson_is_run_again_when_a_table_of_its_own_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    path = site.LESSONS / "06-chip-ban.ipynb"
    files = site.depends_on(path)
    assert {
        site.DATASETS / "chips.csv",
        site.DATASETS / "chips.yaml",
        site.DATASETS / "sources.csv",
        path,
    } <= set(files)
    assert site.DATASETS / "routed_tokens.csv" not in files
    in_a_loop = site.depends_on(site.LESSONS / "07-filling-the-gap.ipynb")
    assert site.DATASETS / "exchange_rates.csv" in in_a_loop
    before = site.fingerprint(path)
    real = Path.read_bytes
    for changed, again in (("chips.csv", True), ("routed_tokens.csv", False)):
        monkeypatch.setattr(
            Path, "read_bytes", lambda file, name=changed: real(file) + b"x" * (file.name == name)
        )
        assert (site.fingerprint(path) != before) == again


def test_a_page_that_is_as_it_was_keeps_its_day(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    for folder, texts in (
        (new, {"same": "1", "other": "2", "deep/added": "3"}),
        (old, {"same": "1", "other": "0", "gone": "4"}),
    ):
        for name, text in texts.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
    os.utime(old / "same", (1, 1))
    (new / "page.html").write_text("Edition %%edition%%, 5 %% more")
    (new / "raw.txt").write_text("%%edition%%")
    site.synced(new, old, {"%%edition%%": "2"})
    held = {path.relative_to(old).as_posix(): path.read_text() for path in old.rglob("*") if path.is_file()}
    assert held == {
        "same": "1",
        "other": "2",
        "deep/added": "3",
        "page.html": "Edition 2, 5 %% more",
        "raw.txt": "%%edition%%",
    }
    assert (old / "same").stat().st_mtime == 1


FIGURES = """<div><img alt="a" data-title="Up &amp; down" src="../pictures/a.svg"/><p data-sources="law daily" data-tables="toy gone">Source: Law</p>
<details><summary>rows</summary></details></div>
<div class="ai-explore" id="explore-w1"><img alt="b" data-title="" src="b.svg"/><p class="ai-source" data-sources="" data-tables="">Own.</p></div>"""


def test_figures_are_numbered_and_lead_to_their_sources() -> None:
    soup = BeautifulSoup(FIGURES, "html.parser")
    figures.numbered(soup, 6, "A course")
    figures.rooted(soup, {name: row | {"title": "On it"} for name, row in SOURCES.items()}, ["toy"], "../")
    first, second = soup.select("figure.ai-figure")
    assert first.img["id"] == "figure-6-1"
    assert first["aria-labelledby"] == first.select_one(".ai-caption")["id"]
    assert first.select_one(".ai-caption").get_text() == "Figure 6.1 Up & down"
    assert [link["href"] for link in first.select(".ai-roots a")] == [
        "../data/toy.html", "../sources.html#source-law", "../sources.html#source-daily",
    ]  # fmt: skip
    assert first.select_one(".ai-roots summary").get_text() == "2 sources and 1 table behind this"
    assert first.select_one(".ai-take a")["download"] == "figure-6-1.svg"
    assert [f.select_one(".ai-take small").get_text() for f in (first, second)] == [
        f"to use under CC BY 4.0, crediting “A course, Figure 6.{n}”" for n in (1, 2)
    ]
    assert second["id"] == "explore-w1"
    assert second.img["id"] == "figure-6-2"
    assert not second.select(".ai-roots"), "nothing to lead to"


def test_a_page_is_described_by_its_first_sentence() -> None:
    long = "word " * 60 + "."
    assert dress.described(
        "<p>Short.</p><p>What may not be shipped, by whose law, on which day?  No one. </p>"
    ).startswith("What may")
    assert len(dress.described(f"<p>{long}</p>")) <= 160
    assert dress.described("<h1>Title</h1>") == ""


def test_a_correction_and_rows_that_came_and_went_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from ai_ambitions.publish import changes

    entries = {
        name: {"as_of": "2026-01-01", "schema": {"primaryKey": ["id"]}, "name": name}
        for name in ("toy", "corrections")
    }
    correction = {
        "table": "toy",
        "key": "id=b",
        "field": "value",
        "new": "2",
        "reason": "Misread.",
        "source_id": "law",
    }
    rows = {
        "toy": [{"id": "a"}, {"id": "b"}, {"id": "c"}],
        "corrections": [
            correction | {"id": "1", "old": "", "corrected_on": "2026-01-02"},
            correction | {"id": "2", "old": "9", "corrected_on": "2025-12-31"},
        ],
    }
    gone = {changes.key_of({"id": name}, ["id"]) for name in ("a", "z")}
    past = {"edition": "1.0", "day": "2026-01-01", "keys": {"toy": gone, "lost": {"12345678"}}}
    monkeypatch.setattr(changes, "tables", lambda: entries)
    monkeypatch.setattr(changes, "rows_of", lambda entry: rows[entry["name"]])
    monkeypatch.setattr(changes, "last_edition", lambda: past)
    page = changes.changes_page()
    told = changes.corrected(["toy"])
    assert "Since edition 1.0 (2026-01-01)" in told
    assert ">1 correction</a>" in told, "the one before is told already"
    assert ">no correction</a>" in changes.corrected(["other"])
    assert "## Corrections: 1\n" in page
    assert "<td>(empty)</td><td>2</td><td>Misread.</td>" in page
    assert "| [toy](data/toy.md) | 2 | 1 | 3 | 2026-01-01 |" in page
    assert page.endswith("Tables that are gone: lost.\n")


def test_a_lesson_s_link_to_a_page_of_the_site_leads_there_on_the_web_too(tmp_path: Path) -> None:
    from nbformat.v4 import new_markdown_cell, new_notebook

    said = new_markdown_cell("See [help](../site/ai-help.md) and ![a map](../maps/map.png).", id="toy")
    nb = new_notebook(cells=[said])
    assert "[help](../ai-help.md) and ![a map](../maps/map.png)" in site.published(nb, tmp_path)


def test_new_words_run_no_lesson_and_new_code_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import nbformat

    path, made = tmp_path / "06-chip-ban.ipynb", tmp_path / "made.ipynb"
    before = site.notebooks.read(site.LESSONS / path.name)
    nbformat.write(before, made)
    fingers = []
    for kind in ("", "markdown", "code"):
        nb = site.notebooks.read(made)
        for cell in nb.cells:
            cell.source += "\n# more" * (cell.cell_type == kind)
        nbformat.write(nb, path)
        monkeypatch.setattr(site, "depends_on", lambda path: [path, site.SOURCES])
        fingers.append(site.fingerprint(path))
        if kind == "markdown":
            shown = site.lesson(path, made, fresh=False)
            assert [cell.get("outputs") for cell in shown.cells] == [c.get("outputs") for c in before.cells]
            assert all("# more" in c.source for c in shown.cells if c.cell_type == "markdown")
    assert fingers[0] == fingers[1] != fingers[2]


def test_a_source_that_joins_elsewhere_runs_no_lesson(monkeypatch: pytest.MonkeyPatch) -> None:
    path, real = site.LESSONS / "06-chip-ban.ipynb", site.sources()
    before = site.fingerprint(path)
    mine = str(load("chips")["source_id"].iloc[0])
    for changed, again in (("a-toy-that-nobody-cites", False), (mine, True)):
        row = real.get(mine, {}) | {"title": "Another title"}
        monkeypatch.setattr(site, "sources", lambda row=row, changed=changed: real | {changed: row})
        assert (site.fingerprint(path) != before) == again


def test_a_lesson_that_shows_the_whole_ledger_hangs_on_every_room() -> None:
    needs = set(site.depends_on(site.LESSONS / "12-capstone.ipynb"))
    assert site.NAMES in needs
    assert {site.DATASETS / "chips.csv", site.DATASETS / "routed_tokens.csv"} <= needs
    assert {f"{entry.room}/verdicts.py" for entry in course().ready if entry.claims} <= {
        "/".join(file.parts[-2:]) for file in needs
    }


def test_what_is_kept_is_made_again_when_it_hangs_on_something_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "kept")
    file = tmp_path / "font"
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b"%d" % len(made)

    file.write_text("a")
    assert [kept.kept("toy", ("x", file), make) for _ in range(2)] == [b"1", b"1"]
    file.write_text("b")
    assert kept.kept("toy", ("x", file), make) == b"2"
    assert kept.kept("toy", ("y", file), make) == b"3"
    assert len(list(kept.FOLDER.iterdir())) == 1, "what nobody asks for any more goes"


def test_the_list_of_lessons_has_their_numbers() -> None:
    listed = front.with_numbers("x\n\nlessons/*\nrecord\n")
    first, last = course().ready[0], course().ready[-1]
    assert f"\n{first.number} {first.title} <lessons/{first.slug}>\n" in listed
    assert listed.endswith(f"\n{last.number} {last.title} <lessons/{last.slug}>\nrecord\n")
    assert "lessons/*" not in listed
    assert "\nlessons/*\n" in (site.SITE / "index.md").read_text(encoding="utf-8")


def test_a_quiz_and_a_reveal_are_called_by_their_question() -> None:
    soup = BeautifulSoup(
        '<div class="ai-predict" data-ask=\'{"key": "06-a", "question": "How many?"}\'></div>'
        '<div class="ai-reveal" data-fact=\'{"key": "06-a"}\'></div><div class="ai-reveal" data-fact=\'{"key": "x"}\'></div>'
        '<div class="ai-question" role="group" aria-label="Question 1"><p><b>1.</b> Why?</p></div>',
        "html.parser",
    )
    heard.heard(soup)
    answer, other = soup.select(".ai-reveal")
    assert (answer["role"], answer["aria-label"]) == ("group", "The answer to: How many?")
    assert "role" not in other.attrs
    named = soup.select_one(".ai-question")
    assert soup.find(id=named["aria-labelledby"]).get_text() == "1. Why?"
    assert "aria-label" not in named.attrs
