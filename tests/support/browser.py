"""A real Chromium and a real JupyterLab, for tests and benchmarks. No request leaves this machine."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ai_ambitions.core.paths import SITE
from ai_ambitions.publish.paper import FLAGS, chromium, served

__all__ = [
    "FLAGS",
    "browser",
    "chromium",
    "errors_in",
    "faults",
    "free_port",
    "kernel_is_there",
    "lab",
    "open_notebook",
    "other_pictures",
    "page",
    "run_all",
    "served",
    "visit",
]

OWN = ("http://127.0.0.1", "http://localhost", "ws://127.0.0.1", "data:", "blob:")
PATIENCE = 120_000  # milliseconds until what is waited for counts as missing; on a quiet computer all comes within a second
SHOWN = """[...document.querySelectorAll('.widget-html-content img, .ai-explore img')]
    .filter(e => e.offsetParent).map(e => e.alt)"""  # in JupyterLab, and on a page
DRAWN = "() => Promise.all([document.fonts.ready, window.MathJax?.startup?.promise]).then(() => true)"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def browser() -> Iterator[Any]:
    """A headless Chromium with a throw-away profile."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as engine:
        running = engine.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            yield running
        finally:
            running.close()


@contextmanager
def page(running: Any, **context: Any) -> Iterator[Any]:
    """A page that reaches this machine only. ``page.escaped`` lists what it asked of others, ``page.faults`` its script errors.

    Requests are looked at and not routed: with a route, Chromium would keep nothing in its cache, and each page would load and
    compile MathJax anew.
    """
    frame = running.new_context(**context)
    frame.set_default_timeout(PATIENCE)
    tab = frame.new_page()
    tab.escaped, tab.faults = [], []

    def noted(url: str) -> None:
        if not url.startswith(OWN):
            tab.escaped.append(url)

    frame.on("request", lambda request: noted(request.url))
    tab.on("websocket", lambda socket: noted(socket.url))
    tab.on("pageerror", lambda error: tab.faults.append(str(error)))
    try:
        yield tab
    finally:
        frame.close()


def visit(tab: Any, address: str) -> None:
    """Open a page of the web edition and wait until it is drawn: pictures, fonts and formulas."""
    tab.goto(address)
    tab.wait_for_function(DRAWN)


def faults(tab: Any) -> list[str]:
    """What axe finds on a page by all of its rules, of whatever weight, each with its first element. Brings axe from npm."""
    from ai_ambitions.publish.site import vendor

    vendor()
    tab.evaluate((SITE / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    # Of what passes, axe would list every element: megabytes a lesson.
    found = tab.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [
        f"{fault['impact']}: {fault['id']} ({len(fault['nodes'])}): {fault['nodes'][0]['html'][:160]}"
        for fault in found
    ]


def other_pictures(tab: Any, before: list[str]) -> list[str]:
    """Wait until the figures with controls of a page show other pictures than before; returns their alt texts."""
    tab.wait_for_function(f"before => JSON.stringify({SHOWN}) !== JSON.stringify(before)", arg=before)
    shown: list[str] = tab.evaluate(SHOWN)
    return shown


@contextmanager
def lab(
    root: Path, scratch: Path, module: Sequence[str] = ("jupyterlab",), **environment: str
) -> Iterator[str]:
    """A JupyterLab on ``root`` with throw-away settings; yields its address. Widgets run live.

    ``module`` starts it: what stands after ``python -m``, such as ``ai_ambitions.cli lab`` as learners do.
    """
    for name in ("config", "data", "settings", "workspaces"):
        (scratch / name).mkdir(parents=True, exist_ok=True)

    def setting(name: str, value: dict[str, Any]) -> None:
        path = scratch / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value))

    setting("notebook-extension/tracker", {"windowingMode": "none"})
    setting("apputils-extension/notification", {"fetchNews": "false", "checkForUpdates": False})
    port = free_port()
    environ = {k: v for k, v in os.environ.items() if not k.startswith("AI_AMBITIONS_MODE")} | {
        "PATH": os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"],
        "JUPYTER_CONFIG_DIR": str(scratch / "config"),
        "JUPYTER_DATA_DIR": str(scratch / "data"),
        "JUPYTERLAB_SETTINGS_DIR": str(scratch / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(scratch / "workspaces"),
        "AI_AMBITIONS_PROGRESS": str(scratch / "progress.json"),
        **environment,
    }
    command = [
        sys.executable,
        "-m",
        *module,
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        f"--port={port}",
    ]
    command += [
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=",
        "--ServerApp.password=",
        "--ServerApp.disable_check_xsrf=True",
    ]
    log = (scratch / "lab.log").open("w")
    server = subprocess.Popen(command, cwd=root, env=environ, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(address + "/api", timeout=1)
                break
            except OSError:
                if server.poll() is not None:
                    raise RuntimeError(
                        "JupyterLab ended at once:\n" + (scratch / "lab.log").read_text()[-1500:]
                    ) from None
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
        log.close()


def open_notebook(tab: Any, address: str, path: str) -> None:
    """Open a notebook and wait until its kernel is really there (the toolbar says idle too early)."""
    tab.goto(f"{address}/lab/tree/{path}?reset")
    tab.wait_for_selector(".jp-NotebookPanel .jp-Cell")
    tab.wait_for_function("document.querySelector('#jp-main-statusbar')?.innerText.includes('| Idle')")


def kernel_is_there(tab: Any, address: str) -> None:
    """Wait until the server says that the one kernel is idle and that a page listens to it; Notebook 7 shows no such line."""
    for _ in range(PATIENCE // 100):
        with urllib.request.urlopen(address + "/api/kernels") as answer:
            kernels = json.load(answer)
        if kernels and kernels[0]["connections"] and kernels[0]["execution_state"] == "idle":
            return
        tab.wait_for_timeout(100)
    raise RuntimeError("The kernel did not come.")


def run_all(tab: Any) -> None:
    """Run > Run All Cells, and wait until every code cell has a number."""
    tab.click("text=Run >> nth=0")
    tab.click("li.lm-Menu-item:has-text('Run All Cells') >> nth=0")
    done = """() => { const p = [...document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell .jp-InputArea-prompt')];
        return p.length && p.every(e => /\\[\\d+\\]/.test(e.innerText) || e.closest('.jp-CodeCell').querySelector('.cm-line')?.innerText === ''); }"""
    tab.wait_for_function(done)


def errors_in(tab: Any) -> list[str]:
    """Texts of error outputs and standard error in the open notebook."""
    found: list[str] = tab.eval_on_selector_all(
        "[data-mime-type='application/vnd.jupyter.error'], [data-mime-type='application/vnd.jupyter.stderr']",
        "nodes => nodes.map(n => n.innerText)",
    )
    return found
