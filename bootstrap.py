"""Set the course up, then run one of its commands.

    python3 bootstrap.py lab        open the lessons in JupyterLab
    python3 bootstrap.py test       run every check
    python3 bootstrap.py setup      only prepare the environment (`setup dev`: with the maintainers' tools)
    python3 bootstrap.py COMMAND    anything else `ambitions` knows (`--help` lists it)

`make lab`, `make test` and the others call this file; on Windows call it yourself, with `py` or `python`.

The first call makes the folder .venv with the versions that requirements.txt pins, in about half a minute:
uv installs them, the computer's own or one that pip brings first; where uv cannot, pip does it all, in a minute
or two. Commands for maintainers (test, site, refresh, release) add what requirements-dev.txt pins. Later calls
start at once. Deleting .venv undoes it all. Only the standard library, and no syntax newer than Python 3.6: an
old Python still gets as far as a helpful message.
"""

import contextlib
import errno
import functools
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
AMBITIONS = BIN / ("ambitions.exe" if WINDOWS else "ambitions")
UV = BIN / ("uv.exe" if WINDOWS else "uv")
STAMP = VENV / "ambitions-setup.json"  # written last: without it, the environment is only half made
LOG = VENV / "ambitions-setup.log"
SUPPORTED = ("3.11", "3.12", "3.13")
LEARN, DEV, INSTALLER = "requirements.txt", "requirements-dev.txt", "requirements-uv.txt"
OWN, GRADER = "pyproject.toml", "packages/boxgrader"  # two packages, installed together as links
MAINTAINERS = ("test", "site", "refresh", "release")  # commands that need what DEV pins

OFFLINE = "The packages could not be downloaded"
# What an installer says when it fails; in our words why, and what to do; and whether any other would fail as well.
FAILURES = (
    (r"No space left|[Qq]uota exceeded", "The disk is full", "Free about 1 GB", True),
    (r"ensurepip|No module named '?venv", "This Python came without its venv module",
     "Install it (Debian, Ubuntu: sudo apt install {venv})", True),
    (r"DO NOT MATCH THE HASHES|[Hh]ash mismatch", "A download is not what the course's lock names",
     "Nothing of it was installed; if it happens twice, please open an issue", True),
    (r"name resolution|getaddrinfo|dns error|[Ff]ailed to fetch|error sending request|NewConnectionError"
     r"|[Cc]onnection (refused|reset|error|timed out)|[Nn]etwork is unreachable|Max retries|[Tt]imed out"
     r"|ProxyError|certificate", OFFLINE,
     "Check the network connection (behind a proxy, set HTTPS_PROXY)", False),
    (r"No matching distribution|no wheels", "A package has no version for this computer", "Read {log}", False),
    (r"Permission denied|Read-only|Access is denied", "A file could not be written",
     "Copy the course to a folder of your own (if it is open in JupyterLab, close that)", True),
)


say = functools.partial(print, flush=True)


class Problem(Exception):
    """Something the reader can mend: why, what to do, and whether another installer would fail as well."""

    def __init__(self, reason, advice, final=True):
        super(Problem, self).__init__(reason, advice)
        self.reason, self.advice, self.final = reason, advice, final


def digest(name):
    """Fingerprint of one of the course's files; line endings do not count."""
    if not (ROOT / name).is_file():
        raise Problem(name + " is missing", "Get it back: git checkout -- " + name)
    return hashlib.sha256((ROOT / name).read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def ask(*command):
    """Return what a command prints; "" if it is not there, does not start or fails."""
    try:
        answer = subprocess.check_output([str(part) for part in command], timeout=30,
                                         stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return answer.decode("utf-8", "replace").strip()
    except (OSError, subprocess.SubprocessError):
        return ""


def version(*python):
    """Return ["3.11", "3.11.7", path] of a Python; [""] if it does not work, like a dead link or a shim."""
    question = "import sys; v = sys.version_info; print('%d.%d %d.%d.%d' % (v[:2] + v[:3]), sys.executable)"
    return ask(*python, "-S", "-c", question).split(" ", 2)


def find_uv(inside=True):
    """Return a uv that works: the one in .venv, else one of this computer; "" if there is none."""
    other = shutil.which("uv") or ""
    candidates = ([str(UV)] if inside else []) + ([] if Path(other).parent == BIN else [other])
    return next((uv for uv in candidates if uv and ask(uv, "--version")), "")


def find_python(uv):
    """Return the Python to build on: the running one if it fits, else another of this computer."""
    running = "%d.%d" % sys.version_info[:2]
    if running in SUPPORTED:  # where an environment is active, the Python below it counts
        return running, "%d.%d.%d" % sys.version_info[:3], getattr(sys, "_base_executable", sys.executable)
    others = [["python" + name] for name in SUPPORTED] + [["py", "-" + name] for name in SUPPORTED]
    others += [[ask(uv, "python", "find", "--no-project", ">=3.11,<3.14")]] if uv else []
    for other in others:
        found = version(*other)
        if found[0] in SUPPORTED:
            return found
    advice = "uv python install 3.11"
    if not uv:  # Debian and Ubuntu have one or two Pythons each, and which ones depends on their age
        names = "^python(%s)-venv$" % "|".join(SUPPORTED).replace(".", "[.]")
        there = re.findall(r"(?m)^(python\S+-venv) ", ask("apt-cache", "search", "--names-only", names))
        usual = {"win32": "winget install Python.Python.3.11", "darwin": "brew install python@3.11"}
        advice = "install uv (docs.astral.sh/uv), then: uv python install 3.11"
        advice = "sudo apt install " + there[0] if there else usual.get(sys.platform, advice)
    raise Problem("The course needs Python 3.11, 3.12 or 3.13; here is only " + running, advice)


def installed():
    """Names in the environment's package folder, apart from the installers, which may be renewed at will."""
    folders = [*VENV.glob("lib/python3*/site-packages"), *VENV.glob("Lib/site-packages")]
    names = {name for folder in folders for name in os.listdir(str(folder))}
    return sorted(name for name in names if not re.match(r"__pycache__|(pip|uv)\b", name))


def missing(dev):
    """Say what has to be made, and why: (["environment", LEARN, DEV, OWN] or a part of it, why)."""
    learner, maintainer = ["environment", LEARN, OWN], ["environment", LEARN, DEV, OWN]
    everything = maintainer if dev else learner
    if not os.path.lexists(str(VENV)):
        return everything, "first use"
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        had = stamp.get("files", {})
    except (OSError, ValueError, AttributeError):
        return everything, "an earlier set-up did not finish, so it starts afresh"
    if DEV in had:  # who has the tools keeps them
        everything = maintainer
    if stamp.get("place") != str(VENV):
        return everything, "the folder was moved or copied, so the environment is made again"
    if stamp.get("python") != version(PYTHON)[0]:
        return everything, "the Python it was made with is gone, so the environment is made again"
    if had.get(LEARN) != digest(LEARN):
        return everything, LEARN + " has changed"
    if not set(installed()).issuperset(stamp.get("packages", ())):
        return everything, "packages are missing or were exchanged, so the environment is made again"
    changed = [DEV] if dev and had.get(DEV) != digest(DEV) else []
    changed += [OWN] if had.get(OWN) != digest(OWN) or not AMBITIONS.exists() else []
    if not changed:
        return [], ""
    if not has_pip() and not find_uv():
        return everything, "what it was installed with is gone, so the environment is made again"
    return changed, changed[0] + " has changed" if changed[0] in had else "tools for maintainers"


def writable(folder):
    """Whether files can be made in a folder, or in the nearest one above it that exists."""
    while not os.path.exists(folder) and os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
    return os.path.isdir(folder) and os.access(folder, os.W_OK)


def environment():
    """Return the variables for what is started from here: our Python first, and nothing that bends it."""
    env = dict(os.environ)
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # without bytecode every start takes three times as long
    for name in ("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX"):
        env.pop(name, None)  # these import from, or install to, somewhere else
    env.update(VIRTUAL_ENV=str(VENV), PATH=str(BIN) + os.pathsep + env.get("PATH", os.defpath))
    if not writable(os.path.expanduser("~")):  # Jupyter, IPython and matplotlib want a place for their notes
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR", "MPLCONFIGDIR"):
            env.setdefault(name, str(VENV / "home" / name.lower()))
    return env


def step(title, command, env, venv=""):
    """Run one installer command: its title while it runs, the time when done, our words if it fails."""
    begun, title, output = time.monotonic(), "  %s ... " % title, None
    say(title, end="")
    process = subprocess.Popen([str(part) for part in command], cwd=str(ROOT), env=env, close_fds=False,  # see main
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        while output is None:
            try:
                output = process.communicate(timeout=1)[0].decode("utf-8", "replace")
            except subprocess.TimeoutExpired:
                if sys.stdout.isatty():
                    say("\r%s%.0f s " % (title, time.monotonic() - begun), end="")
    except BaseException:
        process.terminate()
        process.wait()
        raise
    if process.returncode == 0:
        return say("%s%.1f s" % ("\r" + title if sys.stdout.isatty() else "", time.monotonic() - begun))
    say("failed")
    with contextlib.suppress(OSError):
        LOG.write_text(output, encoding="utf-8")
    for pattern, reason, advice, final in FAILURES:
        if re.search(pattern, output):
            advice = advice.format(venv=venv, log=LOG) + ", then run the same command again"
            raise Problem(reason, advice, final)
    reason = "The installer stopped: " + output.strip().rpartition("\n")[2]
    raise Problem(reason, "Read %s, then run the same command again" % LOG, False)


def remove_environment():
    """Remove what an earlier set-up left, if that is what lies there."""
    known = {"pyvenv.cfg", "bin", "Scripts", "lib", "CACHEDIR.TAG", LOG.name}
    if os.path.lexists(str(VENV)):
        if not known.intersection(os.listdir(str(VENV)) or known):
            raise Problem(".venv is not a Python environment", "Move it away, then try again")
        shutil.rmtree(str(VENV))


def has_pip():
    """Whether the environment can install without uv."""
    return (BIN / "pip").exists() or (BIN / "pip.exe").exists()


def bring_uv(title, env):
    """Install uv with pip and return it; "" if this computer gets none, then pip goes on alone."""
    pip = [PYTHON, "-m", "pip", "install", "-q", "--no-input", "--no-deps", "--only-binary", ":all:"]
    try:
        step(title, [*pip, "--require-hashes", "-r", INSTALLER], env)
    except Problem as problem:
        if problem.final or problem.reason == OFFLINE:
            raise
        say("  %s; so pip does the rest, in a minute or two." % problem.reason)
        return ""
    return find_uv()


def like_pip(env):
    """Return variables that send uv where pip is sent: campuses and companies have their mirrors and certificates."""
    extra = {"UV_SYSTEM_CERTS": "1"}
    index = env.get("PIP_INDEX_URL") or ask(PYTHON, "-m", "pip", "config", "get", "global.index-url")
    if index:
        extra["UV_DEFAULT_INDEX"] = index
    return dict(extra, **env)


def install(title, options, env, uv):
    """Install into .venv: with uv, or with pip where there is no uv, or where it failed and pip may not."""
    if uv:
        cache = [] if writable(ask(uv, "cache", "dir")) else ["--no-cache"]
        command = [uv, "pip", "install", "--python", PYTHON, *cache, "--compile-bytecode", *options]
        try:
            return step(title + " with uv", command, like_pip(env) if has_pip() else env)
        except Problem as problem:
            if problem.final or not has_pip():
                raise
            say("  uv: %s. The same again with pip." % problem.reason)
    return step(title + " with pip", [PYTHON, "-m", "pip", "install", "-q", "--no-input", *options], env)


def set_up(parts, why):
    """Make what is missing of .venv, one step after the other."""
    if not parts:
        return
    begun, env, fresh = time.monotonic(), environment(), "environment" in parts
    uv, files = find_uv(inside=not fresh), {name: digest(name) for name in parts if name != "environment"}
    say("Setting up the course (%s)." % why)
    if fresh:
        minor, full, base = find_python(uv)
        remove_environment()
        parts = parts[:1] + ([] if uv else [INSTALLER]) + parts[1:]
    else:
        files = dict(json.loads(STAMP.read_text(encoding="utf-8"))["files"], **files)
    for number, part in enumerate(parts, 1):
        title = "%d/%d " % (number, len(parts))
        if part == "environment":
            cache = [] if uv and writable(ask(uv, "cache", "dir")) else ["--no-cache"]
            make = [uv, "venv", "--no-project", *cache, "--python", base] if uv else [base, "-m", "venv"]
            step(title + "new environment .venv with Python " + full, [*make, VENV], env, "python%s-venv" % minor)
        elif part == INSTALLER:
            uv = bring_uv(title + "uv, which installs the rest", env)
        elif part == OWN:
            options = ["--no-index", "--no-deps", "--no-build-isolation", "-e", GRADER, "-e", "."]
            install(title + "the course's own packages", options, env, uv)
        else:
            count = len(re.findall(r"(?m)^[a-z0-9-]+==", (ROOT / part).read_text(encoding="utf-8")))
            install(title + "%d packages" % count, ["--no-deps", "--require-hashes", "-r", part], env, uv)
    stamp = {"place": str(VENV), "python": version(PYTHON)[0], "files": files, "packages": installed()}
    STAMP.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")
    say("Ready after %.0f s." % (time.monotonic() - begun))


def hand_over(arguments):
    """Become the `ambitions` command."""
    command, env = [str(AMBITIONS), *arguments], environment()
    if not WINDOWS:
        os.execve(command[0], command, env)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Windows replaces no process: wait, and leave Ctrl-C to it
    return subprocess.call(command, env=env)


def main(arguments):
    """Set up what is missing, then hand over; a failure is one sentence and a next step."""
    if not arguments or arguments[0] in ("help", "-h", "--help"):
        say(__doc__.strip())
        return 0
    try:
        dev = arguments[0] in MAINTAINERS or arguments[:2] == ["setup", "dev"]
        if missing(dev)[0]:
            with open(__file__) as own:  # a lock on this file: one set-up at a time
                os.set_inheritable(own.fileno(), True)  # the installer holds it too, and goes on if we are killed
                try:
                    fcntl and fcntl.flock(own, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    say("Another window is setting up the course, or the rest of a set-up that was killed. Waiting ...")
                    fcntl.flock(own, fcntl.LOCK_EX)
                set_up(*missing(dev))
        if arguments[0] != "setup":
            return hand_over(arguments)
        say("The environment is complete. Next: " + ("py bootstrap.py lab" if WINDOWS else "make lab"))
        return 0
    except KeyboardInterrupt:
        return say("\nStopped. To go on, run the same command again.") or 130
    except Problem as problem:
        reason, advice = problem.reason, problem.advice
    except OSError as error:
        reason, advice = FAILURES[0 if error.errno == errno.ENOSPC else -1][1:3]
        reason = "%s (%s: %s)" % (reason, error.filename or "no name", error.strerror or error)
        advice += ", then run the same command again"
    return print("\n%s.\nNext: %s." % (reason, advice), file=sys.stderr) or 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
