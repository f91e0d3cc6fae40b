"""Tables and figures on a page: every number whole, every source named, nothing left out without a word."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ai_ambitions.core.errors import CourseError
from ai_ambitions.display import tables
from ai_ambitions.display.pictures import Picture, img, shown
from ai_ambitions.display.style import FRAME_COLORS, PALETTE, figure, frame_uri
from ai_ambitions.display.tables import source_note, table, table_html

ALT = "A line that rises from one to three."
PUBLISHERS = {
    key: {"publisher": name} for key, name in zip("abcd", ("BIS", "CAC", "OECD", "UN"), strict=True)
}
DATED = {"old": {"as_of": "2024-05-06"}, "new": {"as_of": "2026-01-02"}}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "sources", lambda: PUBLISHERS)
    monkeypatch.setattr(tables, "table_entry", lambda name: DATED[name])


def rows(ids: str, **columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"source_id": list(ids), **columns})


def line_figure() -> Any:
    fig, ax = figure(3, 2)
    ax.plot([1, 2, 3])
    return fig


def test_a_source_line_names_three_publishers_and_counts_the_others() -> None:
    assert source_note(rows("aab")) == "Source: BIS, CAC"
    assert source_note(rows("abc")) == "Source: BIS, CAC, OECD"
    assert source_note(rows("abcd")) == "Source: BIS, CAC, OECD and 1 more"


def test_a_source_line_has_the_oldest_date_and_its_extra_words() -> None:
    assert source_note(rows("a"), of="new") == "Source: BIS; as of 2026-01-02"
    assert (
        source_note(rows("a"), "Shares computed.", ("new", "old"))
        == "Source: BIS; as of 2024-05-06. Shares computed."
    )
    frame = rows("a")
    frame.attrs["table"] = "new"
    assert source_note(frame) == "Source: BIS; as of 2026-01-02"
    assert source_note(frame, of="old") == "Source: BIS; as of 2024-05-06"
    assert source_note(None, "Own words.") == "Own words."
    with pytest.raises(CourseError, match="lost its source_id"):
        source_note(frame.drop(columns="source_id"))


def test_cells_say_numbers_days_and_nothing() -> None:
    frame = pd.DataFrame({
        "number": [1234.56, 0.1234567, 35_000_000.0, None], "count": pd.array([4992, 1, 12, None], dtype="Int64"),
        "day": pd.to_datetime(["2025-10-31", None, "2024-01-02", None]), "word": ["a < b", None, "c", "d"],
    })  # fmt: skip
    cells = re.findall(r"<td[^>]*>(.*?)</td>", table_html(frame))
    assert cells == [
        "1234.56", "4992", "2025-10-31", "a &lt; b", "0.123457", "1", "", "", "35,000,000", "12", "2024-01-02", "c", "", "", "", "d",
    ]  # fmt: skip
    assert ">12,345.7</td>" in table_html(pd.DataFrame({"n": [12345.678]}))
    sides = re.findall(r'<td style="text-align:(\w+)"', table_html(frame))[:4]
    assert sides == ["right", "right", "left", "left"]


def test_rows_beyond_the_limit_are_counted() -> None:
    frame = pd.DataFrame({"n": range(7)})
    assert table_html(frame, rows=5).count("<tr>") == 1 + 5
    assert "<p>2 more rows.</p>" in table_html(frame, rows=5)
    assert "more rows" not in table_html(frame, rows=7)


def test_a_table_keeps_identifiers_to_itself_and_ends_with_its_sources() -> None:
    made = table(rows("ab", name=["x", "y"]), of="new", source="Own count.")
    for words in (made.markup, repr(made)):
        assert "Source: BIS, CAC; as of 2026-01-02. Own count." in words
        assert "source_id" not in words
    assert "Source" not in repr(table(pd.DataFrame({"n": [1]})))


def test_a_picture_comes_with_its_words_its_source_and_its_rows() -> None:
    frame = rows("a", size=[3], note=["as printed"])
    page = shown(Picture(line_figure(), ALT, frame, "new", "Own count.")).markup
    assert f'alt="{ALT}"' in page
    assert ">Source: BIS; as of 2026-01-02. Own count.</p>" in page
    folded = page.split("<summary>The data behind this figure</summary>")[1]
    assert "size" in folded
    assert "as printed" not in folded
    assert "source_id" not in folded
    other = shown(
        Picture(line_figure(), ALT, frame, "new"), alt="Other words that say what it shows.", of="old"
    )
    assert 'alt="Other words that say what it shows."' in other.markup
    assert "as of 2024-05-06" in other.markup
    assert repr(other).startswith("[Figure] Other words")
    bare = shown(line_figure(), alt=ALT).markup
    assert "Source" not in bare
    assert "<details>" not in bare


@pytest.mark.parametrize("words", ["", "figure 1", "nineteen characters"])
def test_words_that_say_too_little_are_refused(words: str) -> None:
    with pytest.raises(CourseError, match="says too little"):
        img("data:,", words, 100)
    assert 'alt="a &lt;b&gt; that is long enough"' in img("data:,", "a <b> that  is long enough", 100)


def test_a_frame_keeps_the_colours_of_the_palette() -> None:
    import base64
    import io

    from PIL import Image

    fig, ax = figure(3, 2)
    for place, shade in enumerate(PALETTE):
        ax.barh(place, 1, color=shade)
    picture = Image.open(io.BytesIO(base64.b64decode(frame_uri(fig).split(",")[1])))
    found = {tuple(map(int, pixel)) for pixel in np.asarray(picture.convert("RGB")).reshape(-1, 3)}
    assert len(PALETTE) + 1 < len(found) <= FRAME_COLORS
    for shade in PALETTE:  # each is there, as far as an eye can tell
        wanted = [int(shade[i : i + 2], 16) for i in (1, 3, 5)]
        assert min(max(abs(a - b) for a, b in zip(pixel, wanted, strict=True)) for pixel in found) < 24, shade
