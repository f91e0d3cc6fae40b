"""`explore`: every setting shows its own picture, in its own words, and nothing is drawn for nobody."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from ai_ambitions import explore, figure
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import LESSONS
from ai_ambitions.display import explore as module
from ai_ambitions.display.explore import Explorer
from ai_ambitions.display.pictures import Picture
from tests.support.played import played


def plot(k: int = 0, kind: str = "a", width: float = 3) -> Picture:
    fig, ax = figure(width, 2)
    ax.plot([1, 2, 3 + k])
    return Picture(fig, f"A line that rises from one to {3 + k}, of kind {kind}.")


def in_a_loop(task: Callable[[], Any]) -> Any:
    """Run a coroutine aside: a browser test may have left its event loop running in this thread."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(lambda: asyncio.run(task())).result()


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_AMBITIONS_MODE", "live")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"k": list(range(61))}, "at most 60"),
        ({"a": [1, 2], "b": [1, 2], "c": [1, 2], "d": [1, 2]}, "4 controls"),
        ({"k": [1]}, "at least two values"),
        ({"k": "ab"}, "not a list"),
        ({"k": [1, 2], "start": {"k": 3}}, "3' is not one of its values"),
        ({"k": [1, 2], "start": {"kind": "a"}}, "no control called 'kind'"),
        ({"k": [1, 2], "labels": {"kk": "Steps"}}, "no control called 'kk'"),
    ],
)
def test_explore_says_what_it_takes(options: dict[str, Any], words: str) -> None:
    with pytest.raises(CourseError, match=words):
        explore(plot, **options)


def test_a_figure_without_words_is_refused() -> None:
    with pytest.raises(CourseError, match="did not return a Picture"):
        explore(lambda k: figure(3, 2)[0], k=[1, 2])  # type: ignore[arg-type, return-value]


def test_numbers_get_a_slider_words_a_list_and_both_say_what_they_are() -> None:
    many = [f"kind {n}" for n in range(9)]
    options: dict[str, Any] = {"us_share": [1, 2], "kind": {"first": "a", "second": "b"}, "name": many}
    explorer = Explorer(plot, options, {"kind": "second", "us_share": 2}, {"us_share": "US content, %"})
    explorer.plot = lambda us_share, kind, name: plot(us_share, f"{kind} {name}")
    explorer.widget()
    seen = [
        (type(c).__name__, c.description, [label for label, _ in c.options], c.index)
        for c in explorer.controls
    ]
    assert seen == [
        ("SelectionSlider", "US content, %", ["1", "2"], 1), ("Dropdown", "Kind", ["first", "second"], 1),
        ("SelectionSlider", "Name", many, 0),
    ]  # fmt: skip
    assert explorer.arguments(explorer.start) == {"us_share": 2, "kind": "b", "name": "kind 0"}


def test_every_setting_shows_its_own_picture() -> None:
    explorer = Explorer(plot, {"k": [0, 5, 9], "kind": ["a", "b"]}, {"k": 5})
    *_, stack = explorer.widget().children
    assert stack.selected_index == 1
    for choice in explorer.choices:
        explorer.draw(choice)
        frame = stack.children[choice[0]].children[choice[1]]
        assert f'alt="{plot(**explorer.arguments(choice)).alt}"' in frame.value
    assert len({frame.value for frame in explorer.frames.values()}) == 6


@pytest.mark.usefixtures("live")
def test_what_is_asked_for_is_drawn_first_and_each_once() -> None:
    drawn: list[int] = []

    def counted(k: int) -> Picture:
        drawn.append(k)
        return plot(k)

    explorer = Explorer(counted, {"k": [0, 1, 2, 3]})
    explorer.widget()
    assert drawn == [0]
    explorer.controls[0].index = 3
    explorer.draw(explorer.current())
    in_a_loop(explorer.draw_rest)
    assert drawn == [0, 3, 2, 1]


@pytest.mark.usefixtures("live")
def test_a_picture_that_fails_says_so_in_its_place() -> None:
    def sometimes(k: int) -> Picture:
        if k:
            raise ValueError("no figure for one")
        return plot(k)

    explorer = Explorer(sometimes, {"k": [0, 1]})
    explorer.widget()
    explorer.draw((1,))
    assert "no figure for one" in explorer.frames[(1,)].value


def test_with_old_widgets_the_picture_stands_there_and_a_line_says_what_to_do(
    live: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ipywidgets

    shown: list[Any] = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    monkeypatch.delattr(ipywidgets, "Stack")
    monkeypatch.setattr(ipywidgets, "__version__", "7.8.5")
    explore(plot, k=[0, 1])
    assert "<img" in shown[0].markup
    assert "7.8.5 is installed" in shown[0].markup
    assert "%pip install --upgrade ipywidgets" in shown[0].markup


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("cell", ["", "w15"])
def test_a_cell_run_again_stops_its_old_drawing_and_no_other(
    cell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the cell's id as JupyterLab sends it, and without, by the name of the plotting function."""
    message = {"header": {"msg_id": "1"}, "metadata": {"cellId": cell} if cell else {}}
    monkeypatch.setattr("IPython.get_ipython", lambda: SimpleNamespace(get_parent=lambda: message))
    monkeypatch.setattr("IPython.display.display", lambda *_: None)
    running = module._DRAWING

    def other(k: int) -> Picture:
        return plot(k, "other")

    async def session() -> list[list[bool]]:
        states = []
        explore(plot, k=[0, 1, 2, 3])
        explore(other, k=[0, 1, 2, 3])  # a second one in the same run of the cell
        first, second = list(running)
        await asyncio.sleep(0)
        states.append([first.cancelled(), second.cancelled()])
        message["header"] = {"msg_id": "2"}
        explore(plot, k=[0, 1, 2, 3])
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        states.append([first.cancelled(), second.cancelled()])
        [*_, third] = running
        message.update(header={"msg_id": "3"}, metadata={"cellId": "another"} if cell else {})
        explore(other if cell else lambda k: plot(k, "third"), k=[0, 1, 2, 3])
        await asyncio.gather(third, return_exceptions=True)
        states.append([third.cancelled()])
        await asyncio.gather(*running)
        return states

    # Without an id, a function of another name counts as another cell.
    assert in_a_loop(session) == [[False, False], [True, bool(cell)], [False]]
    assert not running


def shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, **options: Any) -> str:
    got: list[Any] = []
    monkeypatch.setattr("IPython.display.display", got.append)
    explore(lambda **at: plot(at["k"]), **options)
    return str(got[0]._repr_html_())


def test_a_recorded_picture_says_in_words_what_can_be_moved(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    two = shown(capsys, monkeypatch, k=[0, 4], day_of_rule=["a", "b"], start={"k": 4}, labels={"k": "Chip"})
    assert "<p>Run this cell to move <b>Chip</b> and <b>Day of rule</b> here, or open the lesson" in two
    assert "rises from one to 7" in two  # the start values
    three = shown(capsys, monkeypatch, k=[0, 4], b=["a", "b"], c=["a", "b"])
    assert "to move <b>K</b>, <b>B</b> and <b>C</b> here" in three
    assert "to move <b>K</b> here" in shown(capsys, monkeypatch, k=[0, 4])


def test_two_pictures_never_share_an_alt_text() -> None:
    def silent(k: int) -> Picture:
        return Picture(plot(min(k, 2)).figure, "A line that rises from one to something.")

    explorer = Explorer(silent, {"k": {"two": 2, "three": 3, "one": 1}})
    explorer.picture((0,))
    explorer.picture((1,))
    explorer.need_own_words()  # the same picture may have the same words
    explorer.picture((2,))
    with pytest.raises(CourseError, match="share an alt text: K two; and K one"):
        explorer.need_own_words()


def explorers_of(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Explorer]:
    """What a lesson gives to ``explore``: its code, run here, with a note of each call."""
    calls: list[Explorer] = []

    def noted(plot: Any, *, start: Any = None, labels: Any = None, **options: Any) -> None:
        calls.append(Explorer(plot, options, start, labels))

    yield from played(path, monkeypatch, noted, calls)


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(LESSONS.glob("*.ipynb")), ids=lambda p: p.stem)
def test_in_the_lessons_no_two_settings_share_an_alt_text_unless_they_share_the_picture(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    for explorer in explorers_of(path, monkeypatch):
        told: dict[str, list[tuple[int, ...]]] = {}
        for choice in explorer.choices:
            told.setdefault(explorer.drawn(choice).alt, []).append(choice)
        for choices in told.values():
            for choice in choices if len(choices) > 1 else []:  # only these have to be looked at
                explorer.picture(choice)
        explorer.need_own_words()


def test_every_stack_follows_its_own_control(monkeypatch: pytest.MonkeyPatch) -> None:
    linked: list[tuple[Any, Any]] = []
    monkeypatch.setattr(
        "ipywidgets.jslink", lambda one, other: linked.append((one, other)) or SimpleNamespace()
    )
    explorer = Explorer(plot, {"k": [0, 5], "kind": ["a", "b", "c"]})
    *_, outer = explorer.widget().children
    first, second = explorer.controls
    stacks = [stack for (control, _), (stack, _) in linked if control is first]
    assert stacks == [outer]
    assert [stack for (control, _), (stack, _) in linked if control is second] == list(outer.children)
    assert all(names == ("index", "selected_index") for names in ((a[1], b[1]) for a, b in linked))


def page_of(monkeypatch: pytest.MonkeyPatch, draw: Callable[..., Picture] = plot, **options: Any) -> str:
    """What the web edition shows of an ``explore`` call."""
    monkeypatch.setenv("AI_AMBITIONS_MODE", "site")
    got: list[Any] = []
    monkeypatch.setattr("IPython.display.display", got.append)
    explore(draw, **options)
    return str(got[0]._repr_html_())


def held_in(page: str) -> Any:
    """The settings, words and tables of a figure with controls."""
    return json.loads(page.split('<script type="application/json">')[1].split("</script>")[0])


def test_a_web_page_holds_every_picture_with_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(monkeypatch, lambda k, kind: plot(k, kind, width=6), k=[0, 5], kind=["a", "b"])
    held = held_in(page)
    assert held["states"] == [0, 1, 2, 3]
    assert [picture["alt"][-27:] for picture in held["pictures"]] == [
        "s from one to 3, of kind a.", "s from one to 3, of kind b.", "s from one to 8, of kind a.", "s from one to 8, of kind b.",
    ]  # fmt: skip
    for picture in held["pictures"]:
        assert picture["file"].startswith("data:image/svg+xml,")
        assert picture["size"] == [600, 200]
        assert picture["phone"]["file"].startswith("data:image/svg+xml,")
        assert picture["phone"]["size"] == [360, held["pictures"][0]["phone"]["size"][1]]
    assert len({picture["file"] for picture in held["pictures"]}) == 2  # no ink depends on the kind


def test_controls_of_a_web_page_are_plain_and_say_their_words(monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(
        monkeypatch, k={"one < two": 0, "two": 5, "three": 9}, kind=["a", "b"],
        start={"k": "two"}, labels={"k": "Chips & tools"},
    )  # fmt: skip
    assert (
        '<label>Chips &amp; tools: <b aria-hidden="true">two</b><input type="range" name="k" min="0" max="2" value="1"'
        in page
    )
    assert (
        'aria-valuetext="two" data-words="[&quot;one &lt; two&quot;, &quot;two&quot;, &quot;three&quot;]"'
        in page
    )
    assert (
        '<label>Kind: <select name="kind" autocomplete="off"><option selected>a</option><option>b</option></select>'
        in page
    )
    assert (
        "The picture for: Chips &amp; tools two, Kind a. Where scripts run, it moves.</p></noscript>" in page
    )
    assert '<fieldset class="ai-controls" hidden>' in page, "without script they would not work"
    still = page.split('<img src="data:image/svg+xml,')[1]
    assert 'alt="A line that rises from one to 8, of kind a."' in still.split(">")[0]
    assert "<" not in page.split('<script type="application/json">')[1].removesuffix("</script></div>")


def test_a_web_page_shows_source_and_table_of_each_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    def drawn(k: int) -> Picture:
        rows = pd.DataFrame({"step": ["first", "last"], "value": [1, k]})
        return replace(plot(k), rows=rows, of=("models", "chips")) if k else plot(k)

    held = held_in(page_of(monkeypatch, drawn, k=[0, 5, 7]))
    shown = [(held["notes"][p["note"]], held["tables"][p["table"]]) for p in held["pictures"]]
    assert shown[0] == ("", "")
    assert shown[1][0].startswith("Computed from: models, chips; as of 20")
    assert ">5</td>" in shown[1][1]
    assert ">7</td>" in shown[2][1]
    assert len(held["notes"]) == 2, "the same line is kept once"


@pytest.mark.usefixtures("live")
def test_a_control_that_moves_has_its_picture_drawn_at_once() -> None:
    explorer = Explorer(plot, {"k": list(range(9))})
    explorer.widget()

    async def move() -> str:
        explorer.follow()
        explorer.controls[0].index = 7
        explorer.task.cancel()
        return str(explorer.frames[(7,)].value)

    assert "from one to 10" in in_a_loop(move)


def test_a_slider_has_room_for_its_longest_value() -> None:
    def width(words: str) -> float:
        explorer = Explorer(plot, {"k": {words: 0, "b": 4, **{str(n): n for n in range(8)}}})
        explorer.widget()
        return float(explorer.controls[0].layout.min_width.removesuffix("em"))

    assert width("a") == 18
    assert width("1,410 million people") >= 25
