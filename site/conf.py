"""Sphinx on the pages that `ambitions site` has put together in _build/site."""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

HERE = Path(__file__).parent

project = "China's AI Ambitions"
author = "the authors of China's AI Ambitions: a course in notebooks"
copyright = "2026, the authors. Text and data CC BY 4.0, code MIT"
extensions = ["myst_nb", "ai_ambitions.publish.dress"]
exclude_patterns = ["node_modules", "README.md"]
templates_path = []

nb_execution_mode = "off"  # the notebooks arrive executed, with the pictures of all settings of their figures with controls
nb_merge_streams = True
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 2
suppress_warnings = ["mystnb.unknown_mime_type", "toc.empty_glob"]

html_theme = "sphinx_book_theme"
html_title = "China's AI Ambitions"
html_theme_options = {
    "navbar_persistent": [],  # else the search button stands twice
    "use_download_button": False,
    "use_fullscreen_button": False,
    "show_navbar_depth": 1,
    "home_page_in_toc": True,
}
html_static_path = ["_static"]
html_extra_path = ["download"]
html_css_files = ["course.css", "board.css", "paths.css"]
html_js_files = [("course.js", {"defer": "defer"})]
html_show_sourcelink = False
html_copy_source = False

# Everything is served from here: no page asks another host for anything.
mathjax_path = "js/mathjax.js"


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", scripts_of)


def scripts_of(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """A page loads the script for figures with controls if it has such a figure."""
    if 'class="ai-explore"' in context.get("body", ""):
        app.add_js_file("explore.js", defer="defer")
