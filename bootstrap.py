"""Set the course up, then run one of its commands.

    python3 bootstrap.py lab        open the lessons in JupyterLab
    python3 bootstrap.py test       run every check
    python3 bootstrap.py setup      only prepare the environment
    python3 bootstrap.py COMMAND    anything else `ambitions` knows (`--help` lists it)

`make lab`, `make test` and the others call this file; on Windows call it yourself, with `py` or `python`.

The first call makes the folder .venv with the versions that requirements.txt pins: half a minute with uv, a
minute or two with pip. Later calls start at once. Deleting .venv undoes it all. Only the standard library,
and no syntax newer than Python 3.6: an old Python still gets as far as a helpful message.
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
STAMP = VENV / "ambitions-setup.json"  # written last: without it, the environment is only half made
LOG = VENV / "ambitions-setup.log"
SUPPORTED = ("3.11", "3.12", "3.13")

# What an installer says when it fails; and in our words why, and what to do.
FAILURES = (
    (r"No space left|[Qq]uota exceeded", "The disk is full", "Free about 1.5 GB"),
    (r"ensurepip|No module named '?venv", "This Python came without its venv module",
     "Install it (Debian, Ubuntu: sudo apt install {venv})"),
    (r"DO NOT MATCH THE HASHES|[Hh]ash mismatch", "A download is not what requirements.txt names",
     "Nothing of it was installed; if it happens twice, please open an issue"),
    (r"name resolution|getaddrinfo|dns error|[Ff]ailed to fetch|error sending request|NewConnectionError"
     r"|[Cc]onnection (refused|reset|error|timed out)|[Nn]etwork is unreachable|Max retries|[Tt]imed out"
     r"|ProxyError|certificate", "The packages could not be downloaded",
     "Check the network connection (behind a proxy, set HTTPS_PROXY)"),
    (r"No matching distribution|no wheels", "A package has no version for this computer", "Read {log}"),
    (r"Permission denied|Read-only|Access is denied", "A file could not be written",
     "Copy the course to a folder of your own (if it is open in JupyterLab, close that)"),
)


say = functools.partial(print, flush=True)


class Problem(Exception):
    """Something the reader can mend; its two arguments are why, and what to do."""


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
    usual = {"win32": "winget install Python.Python.3.11", "darwin": "brew install python@3.11"}
    advice = usual.get(sys.platform, "sudo apt install python3.11-venv (or install uv)")
    reason = "The course needs Python 3.11, 3.12 or 3.13; here is only " + running
    raise Problem(reason, "uv python install 3.11" if uv else advice)


def missing():
    """Say what has to be made, and why: ("all", why), ("package", why), or ("", "") if all is there."""
    if not os.path.lexists(str(VENV)):
        return "all", "first use"
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "all", "an earlier set-up did not finish, so it starts afresh"
    if stamp.get("place") != str(VENV):
        return "all", "the folder was moved or copied, so the environment is made again"
    if stamp.get("python") != version(PYTHON)[0]:
        return "all", "the Python it was made with is gone, so the environment is made again"
    if stamp.get("requirements") != digest("requirements.txt"):
        return "all", "requirements.txt has changed"
    if stamp.get("project") != digest("pyproject.toml") or not AMBITIONS.exists():
        return "package", "pyproject.toml has changed"
    return "", ""


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
    process = subprocess.Popen([str(part) for part in command], cwd=str(ROOT), env=env,
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
    for pattern, reason, advice in FAILURES:
        if re.search(pattern, output):
            raise Problem(reason, advice.format(venv=venv, log=LOG) + ", then run the same command again")
    reason = "The installer stopped: " + output.strip().rpartition("\n")[2]
    raise Problem(reason, "Read %s, then run the same command again" % LOG)


def set_up(what, why):
    """Make .venv, or only install the course's own package again."""
    if not what:
        return
    begun, env, uv, cache = time.monotonic(), environment(), shutil.which("uv"), []
    lock, project = digest("requirements.txt"), digest("pyproject.toml")
    say("Setting up the course (%s)." % why)
    if uv and ask(uv, "--version"):
        cache += [] if writable(ask(uv, "cache", "dir")) else ["--no-cache"]
        pip, how = [uv, "pip", "install", "--python", PYTHON, *cache], "uv"
    else:
        uv = None
        pip, how = [PYTHON, "-m", "pip", "install", "-q", "--no-input"], "pip, which takes a minute or two"
        what = what if (BIN / "pip").exists() or (BIN / "pip.exe").exists() else "all"
    if what == "all":
        minor, full, base = find_python(uv)
        count = len(re.findall(r"(?m)^[a-z0-9-]+==", (ROOT / "requirements.txt").read_text(encoding="utf-8")))
        known = {"pyvenv.cfg", "bin", "Scripts", "lib", "CACHEDIR.TAG", LOG.name}
        if os.path.lexists(str(VENV)):
            if not known.intersection(os.listdir(str(VENV)) or known):
                raise Problem(".venv is not a Python environment", "Move it away, then try again")
            shutil.rmtree(str(VENV))
        make = [uv, "venv", "--no-project", *cache, "--python", base] if uv else [base, "-m", "venv"]
        step("1/3 new environment .venv with Python " + full, [*make, VENV], env, "python%s-venv" % minor)
        options = ["--compile-bytecode", "--require-hashes"] if uv else ["--require-hashes"]
        step("2/3 %d packages with %s" % (count, how), [*pip, *options, "-r", "requirements.txt"], env)
    elif STAMP.exists():
        STAMP.unlink()
    pip += ["--no-index", "--no-deps", "--no-build-isolation", "-e", "."]
    step("3/3 the course's own package", pip, env)
    stamp = {"place": str(VENV), "python": version(PYTHON)[0], "requirements": lock, "project": project}
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
        if missing()[0]:
            with open(__file__) as own:  # a lock on this file: one set-up at a time
                try:
                    fcntl and fcntl.flock(own, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    say("Another window is setting up the course. Waiting for it ...")
                    fcntl.flock(own, fcntl.LOCK_EX)
                set_up(*missing())
        if arguments[0] != "setup":
            return hand_over(arguments)
        say("The environment is complete. Next: " + ("py bootstrap.py lab" if WINDOWS else "make lab"))
        return 0
    except KeyboardInterrupt:
        return say("\nStopped. To go on, run the same command again.") or 130
    except Problem as problem:
        reason, advice = problem.args
    except OSError as error:
        reason, advice = FAILURES[0 if error.errno == errno.ENOSPC else -1][1:]
        reason = "%s (%s: %s)" % (reason, error.filename or "no name", error.strerror or error)
        advice += ", then run the same command again"
    return print("\n%s.\nNext: %s." % (reason, advice), file=sys.stderr) or 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
