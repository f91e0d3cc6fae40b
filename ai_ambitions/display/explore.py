"""``explore``: one pure plotting function under controls, in JupyterLab and on a page without a kernel.

Every combination of the controls is a ready picture. On the web they are files, and plain controls choose among them (see
``web``). In JupyterLab they lie in an ipywidgets ``Stack``, and the browser itself switches between them (``jslink``): the
first appears at once and the rest are drawn while the reader reads, those nearest to the controls first; one that is asked
for before its turn is drawn at once.
"""

from __future__ import annotations

import asyncio
import html
import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.errors import CourseError, unknown
from ai_ambitions.core.mode import mode
from ai_ambitions.display.pictures import Picture, img
from ai_ambitions.display.style import frame_uri, svg_uri
from ai_ambitions.display.tables import Shown
from ai_ambitions.display.web import as_page

if TYPE_CHECKING:
    import ipywidgets as widgets

MAX_FRAMES, MAX_CONTROLS = 60, 3
Choice = tuple[int, ...]


class Explorer:
    """The pictures behind one ``explore`` call and the widgets that hold them."""

    def __init__(
        self,
        plot: Callable[..., Picture],
        options: Mapping[str, Sequence[Any]],
        start: Mapping[str, Any] | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> None:
        self.plot = plot
        self.names = list(options)
        for name in (*(start or {}), *(labels or {})):
            if name not in options:
                raise unknown("control", name, self.names)
        self.words = {n: (labels or {}).get(n) or _words(n) for n in self.names}
        self.labels = {n: [str(k) for k in v] for n, v in options.items()}
        self.values = {n: list(v.values() if isinstance(v, Mapping) else v) for n, v in options.items()}
        self.start: Choice = tuple(self._position(name, start or {}) for name in self.names)
        self.choices: list[Choice] = list(
            itertools.product(*(range(len(self.values[n])) for n in self.names))
        )
        self.todo: set[Choice] = set(self.choices)
        self.frames: dict[Choice, widgets.HTML] = {}
        self.controls: list[Any] = []
        self.told: dict[
            str, dict[str, Choice]
        ] = {}  # alt texts, and the different pictures that each stands for

    def _position(self, name: str, start: Mapping[str, Any]) -> int:
        if name not in start:
            return 0
        wanted = str(start[name])
        if wanted not in self.labels[name]:
            raise CourseError(
                f"explore: start={name!r}: {wanted!r} is not one of its values.",
                f"Values: {', '.join(self.labels[name])}.",
            )
        return self.labels[name].index(wanted)

    def arguments(self, choice: Choice) -> dict[str, Any]:
        """The plotting function's arguments for a choice of positions."""
        return {name: self.values[name][i] for name, i in zip(self.names, choice, strict=True)}

    def picture(self, choice: Choice) -> str:
        """Draw one combination: an ``<img>`` with its own alt text."""
        drawn = self.drawn(choice)
        picture = img(frame_uri(drawn.figure), drawn.alt, drawn.figure.get_figwidth() * 100)
        self.note(drawn.alt, picture, choice)
        return picture

    def note(self, alt: str, picture: str, choice: Choice) -> None:
        """Remember which picture an alt text stands for."""
        self.told.setdefault(alt, {}).setdefault(picture, choice)

    def slides(self, name: str) -> bool:
        """Whether an option gets a slider: numbers do, and lists too long to drop down."""
        values = self.values[name]
        ordered = all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
        return ordered or len(values) > 8

    def drawn(self, choice: Choice) -> Picture:
        """The plotting function's picture for a choice of positions."""
        result = self.plot(**self.arguments(choice))
        if not isinstance(result, Picture):
            raise CourseError(
                "explore: the plotting function did not return a Picture.",
                "Return what a chart gives, or Picture(figure, alt): the alt text says what that figure shows.",
            )
        return result

    def setting(self, choice: Choice) -> str:
        """A choice in words, as the controls say it."""
        chosen = zip(self.names, choice, strict=True)
        return ", ".join(f"{self.words[name]} {self.labels[name][i]}" for name, i in chosen)

    def need_own_words(self) -> None:
        """Raise CourseError where two settings drawn so far share an alt text but not the picture.

        Who hears the page would hear no change where others see one.
        """
        for alike in self.told.values():
            if len(alike) > 1:
                first, second = (self.setting(choice) for choice in list(alike.values())[:2])
                raise CourseError(
                    f"explore: two pictures share an alt text: {first}; and {second}.",
                    "Say in the title or the alt text what differs.",
                )

    def draw(self, choice: Choice) -> None:
        """Fill the frame of a choice, once. A failing frame says why, in its own place."""
        if choice not in self.todo:
            return
        self.todo.discard(choice)
        try:
            self.frames[choice].value = self.picture(choice)
        except Exception as error:
            text = f"This picture could not be drawn: {type(error).__name__}: {error}"
            self.frames[choice].value = f'<p role="alert">{html.escape(text)}</p>'
            if mode() != "live":
                raise

    def widget(self) -> widgets.VBox:
        """The controls above the nested stacks, with the picture of the start values drawn."""
        import ipywidgets as widgets

        first = self.picture(self.start)
        self.todo.discard(self.start)
        waiting = '<p style="min-height:24em">Drawing …</p>'
        for name, position in zip(self.names, self.start, strict=True):
            kind = widgets.SelectionSlider if self.slides(name) else widgets.Dropdown
            # Too narrow, a slider would cut its own value: room for the words before it, itself, and the longest value.
            letters = len(self.words[name]) + max(map(len, self.labels[name]))
            self.controls.append(
                kind(
                    options=list(zip(self.labels[name], range(len(self.labels[name])), strict=True)),
                    index=position,
                    description=self.words[name],
                    style={"description_width": "initial"},
                    layout={
                        "width": "auto",
                        "min_width": f"{max(18, 14 + 0.55 * letters):.0f}em",
                        "max_width": "100%",
                        "margin": "2px 1.5em 2px 2px",
                    },
                )
            )

        def build(chosen: Choice) -> Any:
            if len(chosen) == len(self.names):
                self.frames[chosen] = widgets.HTML(first if chosen == self.start else waiting)
                return self.frames[chosen]
            level = len(chosen)
            children = [build((*chosen, i)) for i in range(len(self.values[self.names[level]]))]
            stack = widgets.Stack(children, selected_index=self.start[level])
            widgets.jslink((self.controls[level], "index"), (stack, "selected_index"))
            return stack

        pictures = build(())
        return widgets.VBox([widgets.HBox(self.controls, layout={"flex_flow": "row wrap"}), pictures])

    def current(self) -> Choice:
        """The choice that the controls stand on."""
        return tuple(control.index for control in self.controls)

    async def draw_rest(self) -> None:
        """Draw what is left, nearest to the controls first, letting the kernel answer between two pictures."""
        while self.todo:
            await asyncio.sleep(0.005)
            here = self.current()
            if self.todo:
                self.draw(
                    min(self.todo, key=lambda c: (sum(abs(a - b) for a, b in zip(c, here, strict=True)), c))
                )

    def follow(self) -> None:
        """In a live kernel: draw at once what the reader asks for, and the rest in the background."""
        for control in self.controls:
            control.observe(lambda _: self.draw(self.current()), "index")
        try:
            self.task = asyncio.get_running_loop().create_task(self.draw_rest())
        except RuntimeError:  # no event loop, as in a plain script: draw everything now
            for choice in sorted(self.todo):
                self.draw(choice)
        else:
            _replace(self.task, *_run_of(f"{self.plot.__qualname__}({', '.join(self.names)})"))


_DRAWING: dict[
    asyncio.Task[None], tuple[str, str]
] = {}  # what is being drawn, for which cell and which run of it


def _replace(task: asyncio.Task[None], cell: str, run: str) -> None:
    """Note a drawing under way, and stop those of earlier runs of its cell: nobody sees them any more."""
    for other, (its_cell, its_run) in list(_DRAWING.items()):
        if its_cell == cell and its_run != run:
            other.cancel()
    _DRAWING[task] = cell, run
    task.add_done_callback(lambda done: _DRAWING.pop(done, None))


def _run_of(otherwise: str) -> tuple[str, str]:
    """The cell that runs, and this run of it. Where the front end names no cell, ``otherwise`` stands for it."""
    from IPython import get_ipython

    shell = get_ipython()
    message = shell.get_parent() if hasattr(shell, "get_parent") else {}
    cell = message.get("metadata", {}).get("cellId", "") or otherwise
    return cell, message.get("header", {}).get("msg_id", "") or str(next(_COUNT))


_COUNT = itertools.count()


def _still(explorer: Explorer, ask: str) -> Shown:
    """The picture of the start values, with a line on how to move it."""
    words = ", ".join(explorer.words[name] for name in explorer.names)
    drawn = explorer.drawn(explorer.start)
    picture = img(svg_uri(drawn.figure), drawn.alt, drawn.figure.get_figwidth() * 100)
    return Shown(f"<div>{picture}<p>{ask}</p></div>", f"[Figure with controls: {words}] {drawn.alt}")


def _too_old() -> str:
    """Why the controls cannot work here, and what to do; an empty string where they can."""
    import ipywidgets as widgets

    if hasattr(widgets, "Stack"):
        return ""
    return (
        f"This figure does not move here: its controls need ipywidgets 8, and {widgets.__version__} is installed. "
        "Next: run <code>%pip install --upgrade ipywidgets</code> in a cell, restart the kernel, reload the page."
    )


def _words(name: str) -> str:
    """An option's name as a label: ``deploy_rate`` becomes "Deploy rate"."""
    plain = name.replace("_", " ")
    return plain[:1].upper() + plain[1:]


def _in_a_row(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _check(options: Mapping[str, Sequence[Any]]) -> None:
    if not 1 <= len(options) <= MAX_CONTROLS:
        raise CourseError(
            f"explore: {len(options)} controls; it takes one to {MAX_CONTROLS}.",
            "Fix the less telling ones inside the plotting function.",
        )
    for name, values in options.items():
        if isinstance(values, str) or not hasattr(values, "__len__") or len(values) < 2:
            raise CourseError(
                f"explore: {name}={values!r} is not a list of at least two values.",
                f"Write {name}=[first, second, …].",
            )
    count = math.prod(len(values) for values in options.values())
    if count > MAX_FRAMES:
        sizes = " × ".join(f"{len(v)} {n}" for n, v in options.items())
        raise CourseError(
            f"explore: {sizes} = {count} pictures; the web edition carries at most {MAX_FRAMES}.",
            "Offer fewer values, those where the picture changes, or move one control into the plotting function.",
        )


def explore(
    plot: Callable[..., Picture],
    *,
    start: Mapping[str, Any] | None = None,
    labels: Mapping[str, str] | None = None,
    **options: Sequence[Any],
) -> None:
    """Show a plotting function under controls.

    Parameters
    ----------
    plot
        A pure function of the options that returns a ``Picture``, as the charts do. It keeps nothing, so that a picture
        depends on its arguments only. No two settings may share an alt text, unless they share the picture.
    start
        Values to begin with, by option name; the first of each list where nothing is said.
    labels
        Words for the controls, by option name, where the name itself does not read well: ``{"us_share": "US content, %"}``.
    **options
        One to three lists of values (or a dict from label to value): numbers get a slider, words a drop-down list.

    Raises
    ------
    CourseError
        More than three controls, a list with fewer than two values, more than 60 combinations, or a name in ``start`` or
        ``labels`` that is no control.
    """
    from IPython.display import display

    _check(options)
    explorer = Explorer(plot, options, start, labels)
    how = mode()
    if how == "record":
        explorer.widget()  # built and thrown away, so that a fault in the controls is noticed here too
        words = _in_a_row([f"<b>{html.escape(explorer.words[name])}</b>" for name in explorer.names])
        display(
            _still(
                explorer,
                f"Run this cell to move {words} here, or open the lesson on the web, where the controls work at once.",
            )
        )
    elif how == "site":
        display(as_page(explorer))
    elif missing := _too_old():
        display(_still(explorer, missing))
    else:
        widget = explorer.widget()
        explorer.follow()
        display(widget)
