"""Figures drawn for a phone: laid out for its width, with letters of the same size, and nothing cut off or covered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest

from ai_ambitions.core import notebooks
from ai_ambitions.core.paths import LESSONS, ROOT
from ai_ambitions.display import charts
from ai_ambitions.display.charts.parts import mark
from ai_ambitions.display.explore import Explorer
from ai_ambitions.display.phone import lay_out, same_height
from ai_ambitions.display.pictures import Picture, on_phone, redrawable, shown
from ai_ambitions.display.style import PHONE, drawing_for, figure, narrow
from tests.support.pictures import faults_of, frame, letters, words_on
from tests.support.played import played
from tests.test_charts import KINDS, drawn

TITLE = "A title that says what the chart shows, in more words than a phone has room for on a line"


def at_phone(draw: Callable[[], Picture]) -> Any:
    fig = on_phone(draw)
    assert fig is not None
    assert fig.get_figwidth() == PHONE
    return fig


def box(artist: Any) -> Any:
    """Where something stands, in inches from the lower left corner."""
    return artist.get_window_extent().transformed(artist.get_figure().dpi_scale_trans.inverted())


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_chart_has_a_drawing_for_a_phone(kind: str) -> None:
    wide = drawn()[kind]
    fig = at_phone(lambda: drawn()[kind])
    assert faults_of(fig) == []
    assert letters(fig)[0] >= letters(wide.figure)[0], "the sheet grows, and no letter shrinks"
    assert wide.figure.get_figwidth() > PHONE
    assert not narrow(), "what is drawn next is for a page again"


def test_a_page_and_a_phone_say_the_same() -> None:
    for kind, picture in drawn().items():
        with drawing_for(PHONE):
            assert drawn()[kind].alt == picture.alt


def test_the_width_is_that_of_a_page_again_after_a_fault() -> None:
    with pytest.raises(ZeroDivisionError):
        on_phone(lambda: Picture(figure()[0], str(1 / 0)))
    assert not narrow()


def bars_of(*labels: str, **more: Any) -> Any:
    table = frame(*[(label, n + 1) for n, label in enumerate(labels)], columns="label count")
    return at_phone(lambda: charts.bars(table, "label", "count", title=TITLE, **more))


def test_a_long_title_is_wrapped_and_the_sheet_grows() -> None:
    table = frame(("a", 1), ("b", 2), columns="label count")
    short, long = (
        at_phone(partial(charts.bars, table, "label", "count", title=title)) for title in ("Short", TITLE)
    )
    title = long.get_suptitle()
    assert " ".join(title.split()) == TITLE
    assert "\n" in title
    assert long.get_figheight() > short.get_figheight() + 0.2
    panel, other = long.axes[0].get_position(), short.axes[0].get_position()
    assert panel.height * long.get_figheight() == pytest.approx(other.height * short.get_figheight())


def test_long_labels_of_rows_stand_above_their_bars_and_short_ones_beside() -> None:
    long = bars_of("a label that is as long as those of real tables", "b")
    ax = long.axes[0]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["", ""]
    labels = [
        text
        for text in ax.texts
        if text.get_text() in ("b", "a label that is as long as those of real tables")
    ]
    assert len(labels) == 2
    for label, bar in zip(labels, ax.patches, strict=True):
        assert box(label).y0 >= box(bar).y1 - 0.02
        assert box(label).x0 < 0.15
    assert box(labels[1]).y1 <= box(ax.patches[0]).y0 + 0.02, (
        "the label of the second row is clear of the first bar"
    )
    short = bars_of("a", "b").axes[0]
    assert [label.get_text() for label in short.get_yticklabels()] == ["a", "b"]


def test_what_the_y_axis_says_stands_above_it() -> None:
    fig = at_phone(lambda: drawn()["lines"])
    ax = fig.axes[0]
    assert ax.get_ylabel() == ""
    assert ax.get_title("left") == "per cent"
    assert box(ax._left_title).y0 > box(ax).y1


def test_words_of_reference_lines_take_turns_and_stay_in_the_sheet() -> None:
    def draw() -> Picture:
        fig, ax = figure()
        ax.plot([0, 10], [0, 1])
        ax.set_title("Three lines")
        for place in (8, 8.5, 9.9):
            mark(ax, place, f"a rule of the year {place}")
        return Picture(fig, "Three lines with long words.")

    fig = at_phone(draw)
    assert faults_of(fig) == []
    assert len({round(box(text).y0, 2) for text in fig.axes[0].texts if text.get_text()}) == 3


def test_ticks_that_would_touch_are_thinned_evenly() -> None:
    def draw() -> Picture:
        fig, ax = figure()
        ax.plot([2000, 2020], [0, 1])
        ax.set_xticks(range(2000, 2021, 2))
        ax.set_title("Years")
        return Picture(fig, "A line over twenty years.")

    ticks = list(at_phone(draw).axes[0].get_xticks())
    assert ticks[0] == 2000
    assert len({b - a for a, b in pairwise(ticks)}) == 1
    assert 3 <= len(ticks) < 11


def test_panels_stand_one_under_another_and_a_legend_has_the_columns_that_fit() -> None:
    def draw() -> Picture:
        fig, axes = figure(height=3, ncols=2, sharey=True)
        for ax in axes:
            for name in ("the first of two names", "the second of two names"):
                ax.plot([0, 1], [0, 1], label=name)
        fig.suptitle("Two panels")
        fig.legend(*axes[0].get_legend_handles_labels(), ncols=2)
        return Picture(fig, "Two panels with two lines each.")

    fig = at_phone(draw)
    assert faults_of(fig) == []
    upper, lower = (box(ax) for ax in fig.axes)
    assert upper.y0 > lower.y1
    assert upper.x0 == lower.x0
    first, second = (box(text) for text in fig.legends[0].get_texts())
    assert first.y0 > second.y1 - 0.05, "side by side they would leave the sheet"
    assert max(first.y1, second.y1) < lower.y0


def test_frames_of_one_figure_have_one_height_and_nothing_in_them_moves() -> None:
    fig, taller = bars_of("a", "b"), bars_of("a", "b", "c", "d", "e", "f")
    inches = {name: box(what).height for name, what in (("panel", fig.axes[0]), ("title", fig._suptitle))}
    from_top = fig.get_figheight() - box(fig._suptitle).y1
    same_height([fig, taller])
    assert fig.get_figheight() == taller.get_figheight()
    assert box(fig.axes[0]).height == pytest.approx(inches["panel"])
    assert fig.get_figheight() - box(fig._suptitle).y1 == pytest.approx(from_top)
    assert faults_of(fig) == []
    same_height([])


def test_the_outermost_function_is_the_one_that_draws_again() -> None:
    @redrawable
    def inner(words: str) -> Picture:
        fig, ax = figure()
        ax.set_title(words)
        return Picture(fig, "An empty chart with a title.")

    @redrawable
    def outer() -> Picture:
        picture = inner("from within")
        picture.figure.axes[0].set_title("from without")
        return picture

    picture = outer()
    assert picture.again is not None
    assert "from without" in words_on(at_phone(picture.again))


def test_a_page_of_the_web_holds_both_drawings_and_a_notebook_one(monkeypatch: pytest.MonkeyPatch) -> None:
    table = frame(("a", 1), ("b", 2), columns="label count")

    def markup(**more: Any) -> str:
        picture = charts.bars(table, "label", "count", title="Two bars", **more)
        return str(shown(picture)._repr_html_())

    assert "<picture>" not in markup()
    monkeypatch.setenv("AI_AMBITIONS_MODE", "site")
    page = markup()
    narrower, wide = re.findall(r'width="(\d+)"', page)
    assert (narrower, wide) == ("360", "720")
    assert page.index("<source media=") < page.index("<img "), "the browser takes the first that fits"
    sheets = re.findall(r"data:image/svg\+xml,[^\"]+", page)
    assert len(set(sheets)) == 2


def test_a_drawing_that_needs_a_page_stays_alone() -> None:
    assert (
        on_phone(lambda: Picture(figure()[0], "A map of the world.", only_wide="A map has one shape."))
        is None
    )


# --- the figures of the lessons ---------------------------------------------------------------------------------------

Case = tuple[str, Callable[[], Picture]]


def extremes(explorer: Explorer) -> Iterator[tuple[int, ...]]:
    """The setting to begin with, and all in which each control stands at one of its ends."""
    ends = [sorted({0, len(explorer.values[name]) - 1}) for name in explorer.names]
    yield from dict.fromkeys([explorer.start, *product(*ends)])


def figures_of(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    """Every still picture of a lesson and the extreme settings of every figure with controls: a name, and what draws it."""
    found: list[Case] = []

    def still(picture: Any, **more: Any) -> Any:
        assert picture.again is not None, f"{picture.alt[:60]}: the function that draws it is not redrawable"
        found.append((picture.alt[:60], picture.again))
        return shown(picture, **more)

    def moving(plot: Any, *, start: Any = None, labels: Any = None, **options: Any) -> None:
        explorer = Explorer(plot, options, start, labels)
        found.extend((explorer.setting(each), partial(explorer.drawn, each)) for each in extremes(explorer))

    for module in ("display.pictures", "practice.predict"):
        monkeypatch.setattr(f"ai_ambitions.{module}.shown", still)
    yield from played(path, monkeypatch, moving, found)


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(LESSONS.glob("*.ipynb")), ids=lambda p: p.stem)
def test_figures_of_the_lessons_are_whole_and_clear_on_a_phone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    wrong = []
    for name, draw in figures_of(path, monkeypatch):
        with drawing_for(PHONE):
            picture = draw()
        if picture.only_wide:
            continue
        lay_out(picture.figure)
        wrong += [f"{name}: {fault}" for fault in faults_of(picture.figure)]
        smallest = letters(picture.figure)[0]
        if smallest < min(8.5, letters(draw().figure)[0]):
            wrong.append(f"{name}: letters of {smallest} points")
        narrowest = min(ax.get_position().width for ax in picture.figure.axes) * PHONE
        if narrowest < 0.9:
            wrong.append(f"{name}: a panel is {narrowest:.1f} inches wide")
    assert not wrong, "\n".join(wrong)


def test_few_figures_need_a_page_and_each_says_why() -> None:
    sources = [p.read_text(encoding="utf-8") for p in (ROOT / "ai_ambitions" / "lessons").rglob("*.py")]
    reasons = [reason for text in sources for reason in re.findall(r'only_wide="([^"]*)"', text)]
    assert all(len(reason) > 30 for reason in reasons)
    cells = [
        c.source
        for path in LESSONS.glob("*.ipynb")
        for c in notebooks.read(path).cells
        if c.cell_type == "code"
    ]
    figures = sum(len(re.findall(r"^(?:show|explore)\(", source, re.MULTILINE)) for source in cells)
    assert len(reasons) <= figures / 10, f"{len(reasons)} of {figures} figures"
    assert len(reasons) == sum(text.count("only_wide=") for text in sources)
