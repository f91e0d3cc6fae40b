"""The toolbox behind the notebooks.

A lesson needs few verbs, and all of them can be imported from here::

    from ai_ambitions import load, cite, show, explore, predict, reveal, quiz, claim, settle

Importing the package is cheap: pandas, matplotlib and ipywidgets are loaded when a verb first needs them.
"""

from importlib import import_module
from importlib.util import find_spec

__version__ = "1.0.0"

# Said here because everything imports this first; a SystemExit is shown without a traceback, in a cell too.
if find_spec("boxgrader") is None:
    raise SystemExit(
        "The course was updated, and its environment was not: the package boxgrader is missing.\n"
        "→ In the course's folder: make setup (Windows: py bootstrap.py setup), then try again."
    )

_HOME = {
    "load": "data.load",
    "cite": "data.cite",
    "sources": "data.cite",
    "charts": "display.charts",
    "figure": "display.style",
    "Picture": "display.pictures",
    "show": "display.pictures",
    "table": "display.tables",
    "explore": "display.explore",
    "predict": "practice.predict",
    "reveal": "practice.predict",
    "quiz": "practice.quiz",
    "posttest": "practice.twice",
    "progress": "practice.progress",
    "ready": "practice.ready",
    "claim": "practice.claims",
    "settle": "practice.claims",
    "verdict": "practice.claims",
    "rule": "practice.claims",
    "plan": "practice.ways",
    "way_on": "practice.ways",
    "course": "core.course",
}
__all__ = ["__version__", *_HOME]


def __getattr__(name: str) -> object:
    """Import a verb's module the first time the verb is used."""
    if name not in _HOME:
        raise AttributeError(f"module 'ai_ambitions' has no attribute {name!r}")
    module = import_module(f"ai_ambitions.{_HOME[name]}")
    value = getattr(module, name, module)  # ``charts`` is a module
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
