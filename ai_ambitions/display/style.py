"""The house style of figures, and how a figure becomes a picture."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Okabe and Ito's colour-blind safe palette. Lists of countries or firms are drawn in alphabetical order, so that no
# colour belongs to a country.
INK, GRID, MUTED = "#1b1f24", "#d8dce0", "#5c6670"
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000")
STYLE: dict[str, Any] = {
    "font.family": ["DejaVu Sans", "Noto Sans SC course"],
    "font.size": 10.5,
    "axes.titlesize": 12.5,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.titlepad": 12,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.formatter.use_mathtext": False,
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "figure.facecolor": "white",
    "figure.constrained_layout.use": False,
    "legend.frameon": False,
    "lines.linewidth": 2,
    "svg.hashsalt": "ai-ambitions",
    "svg.fonttype": "path",
}
PAGE, PHONE = 7.2, 3.6  # inches that figures are drawn for, at a hundred CSS pixels each
MARK = {
    "right": "mark",
    "left": "mark-left",
}  # names of the words of a reference line, by the side on which they stand
ROW = "row"  # name of the label of a row that stands above it
_WIDTH: ContextVar[float] = ContextVar("width", default=PAGE)
FRAME_DPI, FRAME_COLORS = 120, 16  # of a picture with a small palette, quick to make in a live notebook


@cache
def use_style() -> None:
    """Set the house style, once in a session. The Chinese glyphs used by the course come with the package."""
    from dataclasses import replace
    from importlib.resources import files

    import matplotlib as mpl
    from cycler import cycler
    from matplotlib import font_manager

    fonts = font_manager.fontManager
    fonts.addfont(str(files("ai_ambitions") / "fonts" / "NotoSansSC-course.ttf"))
    # It has one weight. Entered as bold as well, it serves titles, and matplotlib does not remark on it under each figure.
    fonts.ttflist.append(replace(fonts.ttflist[-1], weight=700))
    settings: Any = STYLE | {"axes.prop_cycle": cycler(color=PALETTE)}
    mpl.rcParams.update(settings)


@contextmanager
def drawing_for(width: float) -> Iterator[None]:
    """Draw for another width, in inches, as long as the context lasts: ``PAGE`` or ``PHONE``."""
    before = _WIDTH.set(width)
    try:
        yield
    finally:
        _WIDTH.reset(before)


def narrow() -> bool:
    """Whether what is drawn now is meant for a phone."""
    return _WIDTH.get() < PAGE


def figure(width: float = PAGE, height: float = 4.2, **subplots: Any) -> tuple[Figure, Any]:
    """A figure in the house style and its axes.

    Parameters
    ----------
    width, height
        Inches. For a phone the width is that of a phone (see ``drawing_for``), and ``phone.lay_out`` finds the margins.
    **subplots
        Passed to ``Figure.subplots``: ``ncols=2``, ``sharey=True`` … On a phone, panels stand one under another.

    Returns
    -------
    tuple
        The figure and its axes (one, or an array). No pyplot state is kept, so nothing has to be closed.
    """
    use_style()
    from matplotlib.figure import Figure

    if narrow():
        width, subplots = PHONE, subplots | {"nrows": subplots.get("ncols", 1), "ncols": 1}
    fig = Figure(figsize=(width, height), layout=None)
    axes = fig.subplots(**subplots)
    fig.subplots_adjust(left=0.11, right=0.97, top=0.88, bottom=0.14)
    return fig, axes


def svg_uri(fig: Figure) -> str:
    """The figure as an SVG data URI: same figure, same bytes, coordinates to a tenth of a point."""
    import matplotlib as mpl

    buffer = io.StringIO()
    with mpl.rc_context({k: STYLE[k] for k in ("svg.hashsalt", "svg.fonttype")}):
        fig.savefig(buffer, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    text = buffer.getvalue()
    return "data:image/svg+xml," + quote(_tidied(text[text.index("<svg") :]), safe=" /:;=,()*+-.!~'")


_PLACED = re.compile(r' d="[^"]*"| (?:x|y|width|height)="[-\d.]+"|translate\([^)]*\)')
_NAMED = re.compile(r'(?<= id=")[^"]+(?=")|(?<=href="#)[^"]+(?=")|(?<=url\(#)[^)]+(?=\))')


def _tidied(svg: str) -> str:
    """What is drawn and nothing else, so that a stored picture is small, and equal where the drawing is equal.

    Places are rounded to a tenth of a point, which no eye sees: machines differ in the last of matplotlib's digits. Names
    that are referred to are numbered in order of use, since matplotlib makes them from unrounded places.
    """
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = _PLACED.sub(lambda placed: re.sub(r"-?\d+\.\d+", _tenth, placed.group()), svg)
    used = set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', svg))
    known = {name for pair in used for name in pair}
    svg = re.sub(r' id="([^"]+)"', lambda found: found.group() if found[1] in known else "", svg)
    numbers: dict[str, str] = {}
    svg = _NAMED.sub(lambda found: numbers.setdefault(found.group(), f"i{len(numbers)}"), svg)
    svg = re.sub(r"\s+", " ", svg).replace("> <", "><").replace(' "', '"').strip()
    return svg.replace('"', "'")  # which an address may hold as it is


def _tenth(number: re.Match[str]) -> str:
    rounded = f"{float(number.group()):.1f}".removesuffix(".0")
    return "0" if rounded == "-0" else rounded


def frame_uri(fig: Figure, dpi: int = FRAME_DPI, colors: int = FRAME_COLORS) -> str:
    """The figure as a PNG with a small palette: made in 12 ms, and light enough to hold sixty of them in a live notebook."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    fig.set_dpi(dpi)
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    picture = Image.frombuffer(
        "RGBA", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBA", 0, 1
    ).convert("RGB")
    buffer = io.BytesIO()
    picture.quantize(colors, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
