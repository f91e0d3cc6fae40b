"""Sphinx on the pages that `ambitions site` has put together in _build/site."""

from ai_ambitions.core.course import course
from ai_ambitions.core.paths import ENGINE, ROOT
from ai_ambitions.data.contract import package
from ai_ambitions.publish.dress import EDITION

project = course().name
author = f"the authors of {course().full_name}"
copyright = course().rights
extensions = ["myst_nb", "ai_ambitions.publish.dress"]
exclude_patterns = ["node_modules", "README.md", "_templates"]
templates_path = ["_templates"]

nb_execution_mode = (
    "off"  # the notebooks arrive executed, with the pictures of all settings of their figures with controls
)
nb_merge_streams = True
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 2
suppress_warnings = ["mystnb.unknown_mime_type", "toc.empty_glob"]

html_theme = "sphinx_book_theme"
html_title = course().name
# What a course on another article keeps in a reader's browser must not meet ours on the same host.
html_context = {} if ROOT == ENGINE else {"kept_under": package()["name"]}
html_theme_options = {
    "disable_search": True,  # ours is a form that leads to the search page
    "extra_footer": EDITION,  # told when the page is finished
    "use_download_button": False,
    "use_fullscreen_button": False,
    "show_navbar_depth": 1,
    "collapse_navbar": True,  # the 90 tables stand in the list on their own pages only
    "home_page_in_toc": True,
}
html_sidebars = {"**": ["home.html", "search-form.html", "sbt-sidebar-nav.html"]}
html_static_path = ["_static"]
html_extra_path = ["download"]
html_css_files = ["course.css", "board.css", "paths.css"]
html_js_files = ["course.js"]
html_favicon = "_static/favicon.svg"
html_show_sourcelink = False
html_copy_source = False
