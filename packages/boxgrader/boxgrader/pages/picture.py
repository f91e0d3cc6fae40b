"""Charts of the report: small pictures inside the page, with words for those who cannot see them."""

from __future__ import annotations

import base64
import io
from typing import Any

INK, GRID, PALETTE = "#1b1f24", "#d8dce0", ("#0072b2", "#d55e00")
STYLE: dict[Any, Any] = {
    "font.size": 10.5,
    "axes.titlesize": 12.5,
    "axes.titlelocation": "left",
    "axes.edgecolor": INK,
    "text.color": INK,
}
STYLE |= {
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def figure(width: float, height: float) -> tuple[Any, Any]:
    """A figure of so many inches, and its axes; nothing of it stays in pyplot."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(STYLE):
        fig = Figure(figsize=(width, height))
        axes = fig.subplots()
        fig.subplots_adjust(left=0.11, right=0.97, top=0.88, bottom=0.14)
    return fig, axes


def picture(fig: Any, alt: str, width: int) -> Any:
    """The figure as an ``<img>`` that carries its bytes; ``alt`` is escaped, so the tag may go into a page as it is."""
    from markupsafe import Markup

    buffer = io.BytesIO()
    fig.savefig(buffer, format="png", dpi=160, metadata={"Software": None})
    uri = "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
    tag = '<img src="{}" alt="{}" width="{}" style="max-width:100%;height:auto;background:#fff">'
    return Markup(tag).format(uri, " ".join(alt.split()), width)
