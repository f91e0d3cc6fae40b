"""How widgets are drawn."""

import os


def mode() -> str:
    """How widgets are drawn: ``live`` in JupyterLab, ``record`` for committed notebooks and tests, ``site`` for the web."""
    return os.environ.get("AI_AMBITIONS_MODE", "live")
