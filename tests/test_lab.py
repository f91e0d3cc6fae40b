"""Lesson 06 in a real JupyterLab: it runs, a control changes the picture, and no request leaves this machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ai_ambitions.core.paths import ROOT
from tests.support import browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SHOWN = (
    "[...document.querySelectorAll('.widget-html-content img')].filter(e => e.offsetParent).map(e => e.alt)"
)


def test_lesson_06_in_jupyterlab(tmp_path: Path) -> None:
    if not browser.chromium():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            "Chromium is not here: .ci/apt-packages.sh installs it on Debian"
        )
    with (
        browser.lab(ROOT, tmp_path) as address,
        browser.browser() as engine,
        browser.page(engine, viewport={"width": 1300, "height": 1000}) as tab,
    ):
        browser.open_notebook(tab, address, "lessons/06-chip-ban.ipynb")
        browser.run_all(tab)
        assert browser.errors_in(tab) == []
        tab.wait_for_selector(".widget-html-content img")
        before = tab.evaluate(SHOWN)
        tab.locator(".widget-dropdown select >> nth=0").wait_for()
        handle = tab.locator(".noUi-handle").first
        handle.focus()
        tab.keyboard.press("ArrowRight")
        tab.wait_for_timeout(1000)
        after = tab.evaluate(SHOWN)
        assert after != before, "the slider did not change the picture"
        assert not tab.escaped, tab.escaped[:3]
        assert not tab.faults, tab.faults[:3]
