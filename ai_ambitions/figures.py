"""The house style, and figures with alt text, a source line and the data behind them."""

from __future__ import annotations

import base64
import html
import io
import os
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ai_ambitions.errors import CourseError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
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
FRAME_DPI, FRAME_COLORS = 120, 16  # sixty frames of the house palette stay below half a megabyte
_MIN_ALT = 20


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


def figure(width: float = 7.2, height: float = 4.2, **subplots: Any) -> tuple[Figure, Any]:
    """A figure in the house style and its axes.

    Parameters
    ----------
    width, height
        Inches. The default suits a page and, scaled, a phone.
    **subplots
        Passed to ``Figure.subplots``: ``ncols=2``, ``sharey=True`` …

    Returns
    -------
    tuple
        The figure and its axes (one, or an array). No pyplot state is kept, so nothing has to be closed.
    """
    use_style()
    from matplotlib.figure import Figure

    fig = Figure(figsize=(width, height), layout=None)
    axes = fig.subplots(**subplots)
    fig.subplots_adjust(left=0.11, right=0.97, top=0.88, bottom=0.14)
    return fig, axes


def label_end(ax: Axes, x: float, y: float, text: str, color: str = INK, **kw: Any) -> None:
    """Write a label beside a point, in place of a legend."""
    ax.annotate(text, (x, y), xytext=(6, 0), textcoords="offset points", va="center", color=color, **kw)


def svg_uri(fig: Figure) -> str:
    """The figure as an SVG data URI: same figure, same bytes."""
    import matplotlib as mpl

    buffer = io.StringIO()
    with mpl.rc_context({k: STYLE[k] for k in ("svg.hashsalt", "svg.fonttype")}):
        fig.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = buffer.getvalue()
    return "data:image/svg+xml," + quote(text[text.index("<svg") :], safe=" /:;=,()*+-.!~'")


def frame_uri(fig: Figure, fmt: str = "PNG", dpi: int = FRAME_DPI, colors: int = FRAME_COLORS) -> str:
    """The figure as a picture with a small palette, light enough to send sixty of them.

    ``PNG`` is quick to make (12 ms) and serves live notebooks; lossless ``WEBP`` takes 28 ms and a third less space, for
    the web edition. The switch in the browser is the same for both.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    fig.set_dpi(dpi)
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    picture = Image.frombuffer(
        "RGBA", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBA", 0, 1
    ).convert("RGB")
    buffer = io.BytesIO()
    reduced = picture.quantize(colors, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    if fmt == "WEBP":
        reduced.convert("RGB").save(buffer, fmt, lossless=True, method=3)
    else:
        reduced.save(buffer, fmt)
    return f"data:image/{fmt.lower()};base64," + base64.b64encode(buffer.getvalue()).decode()


def img(uri: str, alt: str, width: float) -> str:
    """An ``<img>`` tag with alt text that says what the figure shows; width in CSS pixels."""
    alt = " ".join(alt.split())
    if len(alt) < _MIN_ALT:
        raise CourseError(
            f"The alt text {alt!r} says too little.",
            "Say in a sentence what the figure shows: the finding, with units.",
        )
    style = "max-width:100%;height:auto;background:#fff"
    return f'<img src="{uri}" alt="{html.escape(alt)}" width="{width:.0f}" style="{style}">'


class Shown:
    """HTML for a notebook, with the words of it as plain text for everything that cannot show HTML."""

    def __init__(self, markup: str, words: str) -> None:
        self.markup, self.words = markup, words

    def _repr_html_(self) -> str:
        return self.markup

    def __repr__(self) -> str:
        return self.words


def source_note(data: pd.DataFrame | None, source: str = "") -> str:
    """The line under a figure: sources (publishers, at most three named) and the date the table speaks of."""
    if data is None:
        return source
    from ai_ambitions.data import source_ids, sources

    known = sources()
    names = list(dict.fromkeys(known[key]["publisher"] for key in source_ids(data)))
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    stamp = f"; as of {data.attrs['as_of']}" if data.attrs.get("as_of") else ""
    return "Source: " + ", ".join(names[:3]) + more + stamp + (f". {source}" if source else "")


def _cell(value: Any) -> str:
    """A value as a reader expects it: no NaN, days without a clock, numbers without a tail of digits."""
    if value is None or str(value) in ("nan", "NaT", "<NA>"):
        return ""
    if hasattr(value, "strftime"):
        return f"{value:%Y-%m-%d}"
    return (
        f"{value:,.6g}"
        if isinstance(value, float) and abs(value) >= 1e4
        else f"{value:.6g}"
        if isinstance(value, float)
        else str(value)
    )


def table_html(data: pd.DataFrame, rows: int = 60) -> str:
    """A plain table without an index, for people and for screen readers, in a box that scrolls on a narrow screen.

    Words stand to the left, numbers to the right.
    """
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    sides = [
        "right" if is_numeric_dtype(kind) and not is_bool_dtype(kind) else "left" for kind in data.dtypes
    ]
    head = "".join(
        f'<th scope="col" style="text-align:{s}">{html.escape(str(c))}</th>'
        for c, s in zip(data, sides, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td style="text-align:{s}">{html.escape(_cell(v))}</td>'
            for v, s in zip(row, sides, strict=True)
        )
        + "</tr>"
        for row in data.head(rows).itertuples(index=False, name=None)
    )
    more = f"<p>{len(data) - rows} more rows.</p>" if len(data) > rows else ""
    marked = f'<table class="ai-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div style="overflow-x:auto" tabindex="0">{marked}</div>{more}'


def table(data: pd.DataFrame, *, source: str = "", rows: int = 60) -> Shown:
    """Rows as a table without an index, with their source line.

    Parameters
    ----------
    data
        What to show. ``source_id`` columns give the source line and are not printed themselves.
    source
        Extra words for the source line.
    rows
        How many rows at the most.
    """
    has_source = any(column in data for column in ("source_id", "source_id_2"))
    note = source_note(data if has_source else None, source)
    plain = data.drop(columns=[c for c in ("source_id", "source_id_2") if c in data])
    line = f'<p style="margin:0;font-size:.85em">{html.escape(note)}</p>' if note else ""
    return Shown(
        f"<div>{table_html(plain, rows)}{line}</div>",
        plain.head(rows).to_string(index=False, na_rep="") + f"\n{note}",
    )


def show(fig: Figure, *, alt: str, data: pd.DataFrame | None = None, source: str = "") -> None:
    """Display a figure with its alt text, its source line and a fold-out table of the data behind it.

    Parameters
    ----------
    fig
        A figure made with ``figure()`` or any matplotlib figure.
    alt
        What the figure shows, in a sentence, for those who cannot see it.
    data
        The rows drawn, with ``source_id``: they give the source line and the fold-out table.
    source
        Extra words for the source line, for instance how a value was computed.
    """
    from IPython.display import display

    note = source_note(data, source)
    parts = [img(svg_uri(fig), alt, fig.get_figwidth() * 100)]
    if note:
        parts.append(f'<p style="margin:0;font-size:.85em">{html.escape(note)}</p>')
    if data is not None:
        plain = data.drop(columns=[c for c in ("source_id", "source_id_2", "note") if c in data])
        parts.append(f"<details><summary>The data behind this figure</summary>{table_html(plain)}</details>")
    display(Shown("<div>" + "".join(parts) + "</div>", f"[Figure] {alt}\n{note}"))


def mode() -> str:
    """How widgets are drawn: ``live`` in JupyterLab, ``record`` for committed notebooks and tests, ``site`` for the web."""
    return os.environ.get("AI_AMBITIONS_MODE", "live")
