"""Pages of HTML that need nothing but themselves: no script, no font, no picture from elsewhere."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("boxgrader.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["points"] = points
    return environment


def points(value: float) -> str:
    """A number of points without needless zeros."""
    return f"{round(value, 2):g}"


def render(template: str, **values: Any) -> str:
    """A page from one of the templates; every value is escaped."""
    return str(_environment().get_template(template).render(**values))
