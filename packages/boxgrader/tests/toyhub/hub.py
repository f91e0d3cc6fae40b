"""The hub itself: made once in a folder of its own, started for a test, and gone without a trace afterwards."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parents[1]
CHECKOUT = HERE.parents[3]
PLACE = CHECKOUT / ".venvs" / "hub"
LOCKS = (CHECKOUT / "requirements.txt", HERE / "requirements.txt")
COURSE, TEACHER, LEARNERS = "toy", "teacher", ("ada", "bob")
PATIENCE = 60.0  # seconds until what is waited for counts as missing


class Missing(Exception):
    """What a hub needs and this computer has not, in words."""


# --- its environment ---------------------------------------------------------------------------------------------------


def for_all(path: Path) -> bool:
    """Whether every account of the computer may read what lies there."""
    path = path.resolve()
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in path.parents) and bool(
        path.stat().st_mode & stat.S_IROTH
    )


def environment(packages: Sequence[Path] = ()) -> Path:
    """The folder with the hub's Python and its proxy, made where it is missing or the locks are others; raises Missing.

    ``packages`` are installed beside the grader.
    """
    npm, uv = shutil.which("npm"), Path(sys.executable).with_name("uv")
    installer = str(uv) if uv.exists() else shutil.which("uv")
    for tool, there in (("npm", npm), ("uv", installer), ("the course's lock", LOCKS[0].exists())):
        if not there:
            raise Missing(f"{tool} is not here")
    known = hashlib.sha256(
        b"".join(path.read_bytes() for path in (*LOCKS, HERE / "package-lock.json"))
    ).hexdigest()
    python = PLACE / "bin" / "python"
    if not (PLACE / "locks").exists() or (PLACE / "locks").read_text() != known:
        _call(str(installer), "venv", "--no-project", "--clear", "--python", _base(), str(PLACE))
        install = [str(installer), "pip", "install", "--python", str(python), "--no-deps"]
        _call(*install, "--compile-bytecode", "--require-hashes", *(f"-r{path}" for path in LOCKS))
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(HERE / name, PLACE)
        _call(str(npm), "ci", "--ignore-scripts", folder=PLACE)
        (PLACE / "locks").write_text(known)
    # The grader as learners and teachers get it, installed and not linked: this run's, so each time anew.
    _call(str(installer), "pip", "install", "--python", str(python), "--no-deps", "--no-index",
          "--no-build-isolation", "--reinstall", "--no-cache", str(PACKAGE), *map(str, packages))  # fmt: skip
    return PLACE


def _base() -> str:
    """A Python that other accounts may start, too: this one, or else the system's."""
    own = Path(sys.executable).resolve()
    others = [Path("/usr/bin") / f"python3.{minor}" for minor in (11, 12, 13)]
    return str(next((path for path in (own, *others) if path.exists() and for_all(path)), own))


def _call(*command: str, folder: Path | None = None) -> None:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, umask=0o022, env=os.environ | {"UV_PYTHON_DOWNLOADS": "never"}
    )  # fmt: skip
    if done.returncode:
        raise Missing(f"{Path(command[0]).name} {command[1]} failed: {done.stderr.strip()[-300:]}")


# --- its accounts ------------------------------------------------------------------------------------------------------


@dataclass
class Account:
    """Somebody who logs in: a browser's cookies, and a home."""

    name: str
    password: str
    home: Path
    address: str = ""
    course: str = COURSE
    session: requests.Session = field(default_factory=requests.Session)

    @property
    def own(self) -> str:
        """Where this account's server answers."""
        return f"{self.address}/user/{self.name}"

    def enter(self) -> None:
        """Log in as a person does, and start the account's server."""
        self.session.trust_env = False
        form = self.session.get(f"{self.address}/hub/login")
        fields = {"username": self.name, "password": self.password, "_xsrf": form.cookies["_xsrf"]}
        done = self.session.post(f"{self.address}/hub/login", data=fields, params={"next": "/hub/spawn"})
        done.raise_for_status()
        assert "/hub/login" not in done.url, f"{self.name} could not log in"
        until = time.monotonic() + PATIENCE
        # Until the server is there the hub itself answers; then JupyterLab, with its cookies.
        while not (page := self.session.get(f"{self.own}/lab")).ok or not page.url.startswith(
            f"{self.own}/lab"
        ):
            assert time.monotonic() < until, f"the server of {self.name} did not start"
            time.sleep(0.2)

    def ask(self, method: str, path: str, **kwargs: Any) -> Any:
        """What the account's server answers to a click."""
        token = next(
            c.value for c in self.session.cookies if c.name == "_xsrf" and c.path.startswith("/user/")
        )
        kwargs.setdefault("headers", {})["X-XSRFToken"] = token
        done = self.session.request(method, f"{self.own}/{path}", timeout=PATIENCE, **kwargs)
        assert done.ok, f"{self.name}: {method} {path}: {done.status_code} {done.text[:500]}"
        return done.json() if done.text else None

    def clicks(self, action: str, lesson: str) -> list[dict[str, Any]]:
        """A button of the *Assignment List*; returns the list as it stands then."""
        body = {"course_id": self.course, "assignment_id": lesson}
        said = self.ask("POST", f"assignments/{action}", json=body)
        assert said["success"], said
        return list(said["value"])

    def manages(self, action: str, lesson: str) -> str:
        """A button of the form grader; returns its log."""
        said = self.ask("POST", f"formgrader/api/assignment/{lesson}/{action}")
        assert said["success"], said
        return str(said["log"])

    def types(self, command: str) -> tuple[int, str]:
        """A line in a terminal of JupyterLab: its exit code, and what it said."""
        import asyncio

        return asyncio.run(self._types(command))

    async def _types(self, command: str) -> tuple[int, str]:
        from tornado.httpclient import HTTPRequest
        from tornado.websocket import websocket_connect

        name = self.ask("POST", "api/terminals")["name"]
        cookies = "; ".join(f"{c.name}={c.value}" for c in self.session.cookies if self._sent(c.path))
        place = f"{self.own}/terminals/websocket/{name}".replace("http://", "ws://")
        socket = await websocket_connect(
            HTTPRequest(place, headers={"Cookie": cookies, "Origin": self.address})
        )
        await socket.write_message(
            json.dumps(["stdin", f"stty cols 1000; ({command}) >said 2>&1; echo 'ended' $?\r"])
        )
        seen = ""
        until = time.monotonic() + PATIENCE
        while not (end := re.search(r"\bended (\d+)", seen)):
            assert time.monotonic() < until, seen[-2000:]
            message = await socket.read_message()
            kind, *rest = json.loads(message or '["gone"]')
            assert kind not in ("gone", "disconnect"), seen[-2000:]
            seen += rest[0] if kind == "stdout" else ""
        socket.close()
        self.ask("DELETE", f"api/terminals/{name}")
        return int(end[1]), str(self.ask("GET", "api/contents/said", params={"format": "text"})["content"])

    def _sent(self, path: str) -> bool:
        return f"/user/{self.name}/".startswith(path)


@contextlib.contextmanager
def accounts(folder: Path, real: bool) -> Iterator[dict[str, Account]]:
    """A teacher and two learners, with homes that nobody else may open. Real accounts are removed again with all they run."""
    tag, password = f"bg{secrets.token_hex(3)}", secrets.token_urlsafe(12)
    made: dict[str, Account] = {}
    try:
        for role in (TEACHER, *LEARNERS):
            name = f"{tag}-{role}"
            home = folder / "homes" / name
            home.mkdir(parents=True)
            made[role] = Account(name, password, home)
            if real:
                _call("useradd", "--no-create-home", "--home-dir", str(home), "--shell", "/bin/bash", name)
                subprocess.run(["chpasswd"], input=f"{name}:{password}", text=True, check=True)
                shutil.chown(home, name, name)
            home.chmod(0o700)
        yield made
    finally:
        for account in made.values() if real else ():
            _end_all_of(account.home.stat().st_uid)
            subprocess.run(["userdel", account.name], capture_output=True)


def _end_all_of(uid: int) -> None:
    """End what an account of ours still runs, so that it can be removed."""
    for _ in range(50):
        left = [int(p.name) for p in Path("/proc").glob("[0-9]*") if _owner(p) == uid]
        if not left:
            return
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, 9)
        time.sleep(0.1)


def _owner(process: Path) -> int:
    try:
        return process.stat().st_uid
    except OSError:
        return -1


# --- the hub -----------------------------------------------------------------------------------------------------------


@dataclass
class Hub:
    """A running hub: whether its accounts are real ones, who they are by their part, nbgrader's exchange, its Python."""

    real: bool
    people: dict[str, Account]
    exchange: Path
    python: Path


def _ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


@contextlib.contextmanager
def hub(settings: str, real: bool, course: str = COURSE, packages: Sequence[Path] = ()) -> Iterator[Hub]:
    """A hub with three accounts, who have not logged in yet.

    Parameters
    ----------
    settings
        More of ``nbgrader_config.py`` for everybody; the exchange and the course's name stand in it already.
    real
        Whether everybody gets an account of the computer, which takes root; otherwise one account plays all parts.
    course
        The course's name in nbgrader.
    packages
        What its exercises need installed besides the grader.

    Raises
    ------
    Missing
        Where this computer has no hub, or cannot make such accounts.
    """
    place = environment(packages)
    if real and not shutil.which("useradd"):
        raise Missing("useradd is not here")
    if real and not for_all(place / "bin" / "python"):
        raise Missing(f"other accounts cannot read {place}, or its Python")
    folder = Path(tempfile.mkdtemp(prefix="boxgrader-hub-"))
    folder.chmod(0o755)
    log = (folder / "hub.log").open("w+")
    try:
        with accounts(folder, real) as people:
            for person in people.values():
                person.course = course
            exchange = folder / "exchange"
            exchange.mkdir()
            exchange.chmod(0o777)
            for name in ("config", "hub"):
                (folder / name).mkdir()
            more = "" if real else _one_account(people)
            (folder / "config" / "nbgrader_config.py").write_text(
                f"c = get_config()\nc.Exchange.root = {str(exchange)!r}\n"
                f"c.CourseDirectory.course_id = {course!r}\n{settings}\n{more}"
            )
            server = _start(place, folder, people, real, log)
            try:
                yield Hub(real, people, exchange, place / "bin" / "python")
            finally:
                server.terminate()  # the hub ends its servers and its proxy
                try:
                    server.wait(30)
                except subprocess.TimeoutExpired:
                    server.kill()
    finally:
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def _one_account(people: dict[str, Account]) -> str:
    """Where one account of the computer plays all parts, nbgrader is told which it is."""
    return (
        "import os\nwho = os.environ.get('JUPYTERHUB_USER', '')\n"
        f"if who and who != {people[TEACHER].name!r}:\n    c.CourseDirectory.student_id = who\n"
    )


def _start(
    place: Path, folder: Path, people: dict[str, Account], real: bool, log: Any
) -> subprocess.Popen[bytes]:
    port, hub_port, api_port = _ports(3)
    told = {
        "port": port,
        "hub_port": hub_port,
        "api_port": api_port,
        "proxy": [shutil.which("node"), str(place / "node_modules/configurable-http-proxy/bin/configurable-http-proxy")],
        "data": str(place / "share" / "jupyterhub"),
        "accounts": [account.name for account in people.values()],
        "singleuser": str(place / "bin" / "jupyterhub-singleuser"),
        "config": str(folder / "config"),
        "homes": str(folder / "homes"),
        "password": next(iter(people.values())).password,
        "real": real,
    }  # fmt: skip
    for account in people.values():
        account.address = f"http://127.0.0.1:{port}"
    # Nothing of this test run goes in: its kernels, its settings, its folders are the accounts' own.
    kept = ("LANG", "LC_ALL", "TMPDIR")
    environ = {name: os.environ[name] for name in kept if name in os.environ}
    place_of_node = Path(str(shutil.which("node"))).parent
    environ |= {
        "HOME": str(folder / "hub"),
        "PATH": f"{place / 'bin'}{os.pathsep}{os.defpath}{os.pathsep}{place_of_node}",
        "TOYHUB": json.dumps(told),
    }
    server = subprocess.Popen(
        [place / "bin" / "python", "-m", "jupyterhub", "-f", HERE / "jupyterhub_config.py"],
        cwd=folder / "hub", env=environ, stdout=log, stderr=log, umask=0o022,
    )  # fmt: skip
    until = time.monotonic() + PATIENCE
    while True:
        try:
            if requests.get(f"http://127.0.0.1:{port}/hub/api", timeout=1).ok:
                return server
        except requests.RequestException:
            pass
        if server.poll() is not None or time.monotonic() > until:
            server.kill()
            raise RuntimeError("the hub did not start:\n" + (folder / "hub.log").read_text()[-3000:])
        time.sleep(0.1)
