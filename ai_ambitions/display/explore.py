"""``explore``: one pure plotting function under controls, in JupyterLab and on a page without a kernel.

Every combination of the controls is a ready picture in an ipywidgets ``Stack``; the browser itself switches between them
(``jslink``). In JupyterLab the first picture appears at once and the rest are drawn while the reader reads, those nearest to
the controls first; one that is asked for before its turn is drawn at once.
"""

from __future__ import annotations

import asyncio
import html
import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.mode import mode
from ai_ambitions.display.pictures import Picture, img
from ai_ambitions.display.style import frame_uri, svg_uri
from ai_ambitions.display.tables import Shown

if TYPE_CHECKING:
    import ipywidgets as widgets
    from matplotlib.figure import Figure

MAX_FRAMES, MAX_CONTROLS = 60, 3
Choice = tuple[int, ...]


class Explorer:
    """The pictures behind one ``explore`` call and the widgets that hold them."""

    def __init__(
        self,
        plot: Callable[..., Picture | Figure],
        alt: Callable[..., str] | None,
        options: Mapping[str, Sequence[Any]],
        start: Mapping[str, Any],
    ) -> None:
        self.plot, self.alt = plot, alt
        self.names = list(options)
        self.labels = {n: [str(k) for k in v] for n, v in options.items()}
        self.values = {n: list(v.values() if isinstance(v, Mapping) else v) for n, v in options.items()}
        self.start: Choice = tuple(self._position(name, start) for name in self.names)
        self.todo: set[Choice] = set(itertools.product(*(range(len(self.values[n])) for n in self.names)))
        self.frames: dict[Choice, widgets.HTML] = {}
        self.controls: list[Any] = []

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

    def picture(self, choice: Choice, fmt: str = "PNG") -> str:
        """Draw one combination: an ``<img>`` with its own alt text."""
        arguments = self.arguments(choice)
        drawn = self.drawn(arguments)
        return img(frame_uri(drawn.figure, fmt), drawn.alt, drawn.figure.get_figwidth() * 100)

    def drawn(self, arguments: Mapping[str, Any]) -> Picture:
        """The plotting function's picture for its arguments, alt text included."""
        result = self.plot(**arguments)
        if isinstance(result, Picture):
            return result
        if self.alt is None:
            raise CourseError(
                "explore: the plotting function returned a figure without alt text.",
                "Let it return a Picture (as the charts do), or give alt=, a function of the same arguments.",
            )
        return Picture(result, self.alt(**arguments))

    def draw(self, choice: Choice, fmt: str = "PNG") -> None:
        """Fill the frame of a choice, once. A failing frame says why, in its own place."""
        if choice not in self.todo:
            return
        self.todo.discard(choice)
        try:
            self.frames[choice].value = self.picture(choice, fmt)
        except Exception as error:
            text = f"This picture could not be drawn: {type(error).__name__}: {error}"
            self.frames[choice].value = f'<p role="alert">{html.escape(text)}</p>'
            if mode() != "live":
                raise

    def widget(self, fmt: str = "PNG") -> widgets.VBox:
        """The controls above the nested stacks, with the picture of the start values drawn."""
        import ipywidgets as widgets

        first = self.picture(self.start, fmt)
        self.todo.discard(self.start)
        waiting = '<p style="min-height:24em">Drawing …</p>'
        for name, position in zip(self.names, self.start, strict=True):
            ordered = all(isinstance(v, int | float) and not isinstance(v, bool) for v in self.values[name])
            kind = widgets.SelectionSlider if ordered or len(self.labels[name]) > 8 else widgets.Dropdown
            self.controls.append(
                kind(
                    options=list(zip(self.labels[name], range(len(self.labels[name])), strict=True)),
                    index=position,
                    description=name.replace("_", " "),
                    style={"description_width": "initial"},
                    layout={"width": "auto", "min_width": "18em", "max_width": "100%"},
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
    plot: Callable[..., Picture | Figure],
    *,
    alt: Callable[..., str] | None = None,
    start: Mapping[str, Any] | None = None,
    **options: Sequence[Any],
) -> None:
    """Show a plotting function under controls.

    Parameters
    ----------
    plot
        A pure function of the options that returns a ``Picture`` (or a bare figure; then ``alt`` is needed). It keeps nothing,
        so that a picture depends on its arguments only.
    alt
        A function of the same arguments that returns the alt text of that picture.
    start
        Values to begin with, by option name; the first of each list where nothing is said.
    **options
        One to three lists of values (or a dict from label to value): numbers get a slider, words a drop-down list.

    Raises
    ------
    CourseError
        More than three controls, a list with fewer than two values, or more than 60 combinations.
    """
    from IPython.display import display

    _check(options)
    explorer = Explorer(plot, alt, options, start or {})
    how = mode()
    if how == "record":
        explorer.widget()  # built and thrown away, so that a fault in the controls is noticed here too
        names = " and ".join(f"<b>{html.escape(n.replace('_', ' '))}</b>" for n in explorer.names)
        words = f"<p>Run this cell to move {names} here, or open the lesson on the web, where the controls work at once.</p>"
        arguments = explorer.arguments(explorer.start)
        drawn = explorer.drawn(arguments)
        described = drawn.alt
        still = img(svg_uri(drawn.figure), described, drawn.figure.get_figwidth() * 100)
        display(
            Shown(
                f"<div>{still}{words}</div>",
                f"[Figure with controls: {', '.join(explorer.names)}] {described}",
            )
        )
    elif how == "site":
        widget = explorer.widget("WEBP")
        for choice in sorted(explorer.todo):
            explorer.draw(choice, "WEBP")
        display(widget)
    else:
        widget = explorer.widget()
        explorer.follow()
        display(widget)
