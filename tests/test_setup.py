"""The promise: a newcomer types `make lab` and works. The lock is sound; bootstrap.py mends what it finds."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ai_ambitions.cli import main, parser
from ai_ambitions.publish import pythons

Done = subprocess.CompletedProcess[str]
ROOT = Path(__file__).resolve().parents[1]
LOCKS = {f.name: f.read_text(encoding="utf-8") for f in sorted(ROOT.glob("requirements*.txt"))}
PIN = r"(?m)^([a-z0-9][a-z0-9-]*)==(\S+)"
PINS = re.findall(PIN, LOCKS["requirements.txt"])
DEV_PINS = re.findall(PIN, LOCKS["requirements-dev.txt"])
posix = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")


def run(command: list[str], folder: Path = ROOT, env: dict[str, str] | None = None) -> Done:
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=120)


def named(file: str = "requirements.in") -> dict[str, str]:
    """What a list of wishes asks for: name and bound."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    wanted = [re.match(r"([\w-]+)(.*)", line) for line in lines if line and not line.startswith("#")]
    return {match[1].lower(): match[2] for match in wanted if match}


# --- the locks and their copy for conda ---------------------------------------------------------------------


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_no_address_and_a_hash_for_every_package(name: str) -> None:
    assert "://" not in LOCKS[name]
    line = r"    (--hash=sha256:[0-9a-f]{64}( \\)?|#[^\n]*)\n?"
    entries = re.split(r"(?m)^(?=[a-z0-9])", LOCKS[name])[1:]
    assert len(entries) == len(re.findall(PIN, LOCKS[name])) > 0
    for entry in entries:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry
        assert re.fullmatch(rf"([a-z0-9-]+==[^\n]+\n)({line})+", entry), entry


def test_there_are_three_locks_and_the_installer_is_alone_in_its_own() -> None:
    assert list(LOCKS) == ["requirements-dev.txt", "requirements-uv.txt", "requirements.txt"]
    assert [name for name, _ in re.findall(PIN, LOCKS["requirements-uv.txt"])] == ["uv"]


def test_the_locks_have_one_version_for_all_supported_pythons() -> None:
    for pins in (PINS, DEV_PINS):
        names = [name for name, _ in pins]
        twice = {name for name in names if names.count(name) > 1}
        assert not twice, "these fork by Python version: give them an upper bound in requirements*.in"
    assert {"numpy", "contourpy", "soupsieve"} <= dict(PINS).keys()
    assert {"sphinx", "docutils"} <= dict(DEV_PINS).keys()


def test_the_locks_are_complete_without_asking_any_package_what_it_needs() -> None:
    """They are installed with ``--no-deps``, since overrides.txt takes an extra away that a package asks for."""
    locked, asked = dict(PINS).keys() | dict(DEV_PINS).keys(), {(name, "") for name, _ in PINS + DEV_PINS}
    for name, extra in (queue := sorted(asked)):
        try:
            needs = map(Requirement, requires(name) or [])
        except PackageNotFoundError:
            continue  # of another system
        for need in needs:
            if need.marker is None or need.marker.evaluate({"extra": extra}):
                assert canonicalize_name(need.name) in locked, f"{name}[{extra}] asks for {need}"
                extras = set() if need.name in named("overrides.txt") else need.extras
                new = {(canonicalize_name(need.name), more) for more in extras} - asked
                asked |= new
                queue += new
    assert ("bleach", "css") in asked, "extras are looked at"


def test_the_locks_agree_where_both_name_a_package() -> None:
    both = dict(PINS).keys() & dict(DEV_PINS).keys()
    assert both, "the second is made with the first as a constraint: they share, for instance, packaging"
    assert {name: dict(PINS)[name] for name in both} == {name: dict(DEV_PINS)[name] for name in both}


def test_the_hub_of_the_tests_agrees_with_the_lock() -> None:
    lock = (ROOT / "packages" / "boxgrader" / "tests" / "toyhub" / "requirements.txt").read_text(
        encoding="utf-8"
    )
    pins = dict(re.findall(PIN, lock))
    both = pins.keys() & dict(PINS).keys()
    assert "jupyterhub" in pins
    assert both
    assert {name: pins[name] for name in both} == {name: dict(PINS)[name] for name in both}
    assert "://" not in lock


def test_everything_asked_for_is_in_its_lock() -> None:
    assert set(named()) <= dict(PINS).keys()
    assert set(named("requirements-dev.in")) <= dict(DEV_PINS).keys()
    assert not set(named()) & set(named("requirements-dev.in"))


def test_learners_get_no_tools_of_maintainers() -> None:
    tools = {
        "pytest",
        "pytest-xdist",
        "nbval",
        "ruff",
        "mypy",
        "playwright",
        "sphinx",
        "dask",
        "frictionless",
    }
    assert not tools & dict(PINS).keys()
    assert tools <= dict(DEV_PINS).keys()


def test_environment_yml_has_the_versions_of_the_lock() -> None:
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    pins = [line.split("=") for line in listed if isinstance(line, str)]
    pins += [line.split("==") for part in listed if isinstance(part, dict) for line in part["pip"]]
    ours = {"matplotlib-base": "matplotlib", "dask-core": "dask"}  # conda-forge's names for what we ask for
    found = {ours.get(name, name): "".join(rest) for name, *rest in pins}
    assert found.pop("python") == "3.11"
    assert found.pop("pip") == ""
    assert found == {name: version for name, version in PINS if name in named()}, (
        "bring environment.yml in step"
    )


@posix
def test_binder_builds_from_the_same_file() -> None:
    assert (ROOT / ".binder/environment.yml").resolve() == ROOT / "environment.yml"
    assert os.access(ROOT / ".binder/postBuild", os.X_OK)


# --- the package --------------------------------------------------------------------------------------------


def test_a_wheel_carries_the_datasets_and_an_editable_install_copies_nothing(tmp_path: Path) -> None:
    build = (
        "import sys; from hatchling.build import build_editable, build_wheel;"
        "print(build_wheel(sys.argv[1])); print(build_editable(sys.argv[2]))"
    )
    folders = [tmp_path / "wheel", tmp_path / "editable"]
    names = run([sys.executable, "-c", build, *map(str, folders)]).stdout.split()
    wheel, editable = (zipfile.ZipFile(folder / name) for folder, name in zip(folders, names, strict=True))
    inside = set(wheel.namelist())
    for table in (ROOT / "datasets").glob("*.csv"):
        assert f"ai_ambitions/datasets/{table.name}" in inside
    for part in (path for path in (ROOT / "skeleton").rglob("*") if path.is_file()):
        assert f"ai_ambitions/{part.relative_to(ROOT).as_posix()}" in inside or "__pycache__" in part.parts
    assert {"ai_ambitions/course.yaml", "ai_ambitions/claim-names.yaml"} <= inside
    assert {name.split("/")[0].split("-")[0] for name in inside} == {"ai_ambitions"}, "nothing lies beside it"
    linked = [name for name in editable.namelist() if ".dist-info/" not in name]
    assert len(linked) == 1
    assert Path(editable.read(linked[0]).decode().strip()) == ROOT


# --- bootstrap.py, with a stand-in for uv -------------------------------------------------------------------

FAKE_UV = """#!/bin/sh
echo "$*" >> "$COURSE_LOG"
case "$1 $2" in
  "--version "*) echo "uv 1.0" ;;
  "cache dir") echo "$HOME" ;;
  "python find") exit 1 ;;
  "venv "*)
    for venv; do :; done
    mkdir -p "$venv/bin"; : > "$venv/pyvenv.cfg"; ln -s "$REAL_PYTHON" "$venv/bin/python" ;;
  "pip install")
    [ -z "$SLOW" ] || exec sleep 30
    [ -z "$FAIL" ] || { echo "$FAIL"; exit 2; }
    for package in $PACKAGES; do mkdir -p ".venv/lib/python3.11/site-packages/$package"; done
    case "$*" in *"-e .") cp "$FAKE_AMBITIONS" .venv/bin/ambitions ;; esac ;;
esac
"""
# A Python 3.11 of the computer, and of each environment made with it: it makes environments, and its pip brings uv.
FAKE_PYTHON = """#!/bin/sh
case "$*" in
  *"-m pip config"*) echo "$MIRROR" ;;
  "-m venv "*)
    mkdir -p "$3/bin"; : > "$3/pyvenv.cfg"; cp "$0" "$3/bin/python"; : > "$3/bin/pip"
    echo "venv with pip" >> "$COURSE_LOG" ;;
  "-m pip install"*)
    echo "pip: $*" >> "$COURSE_LOG"
    case "$*" in
      *requirements-uv.txt)
        [ -z "$NO_UV" ] || { echo "$NO_UV"; exit 1; }
        cp "$FAKE_UV" .venv/bin/uv ;;
      *"-e .") cp "$FAKE_AMBITIONS" .venv/bin/ambitions ;;
    esac ;;
  *) echo "3.11 3.11.9 $0" ;;
esac
"""
FAKE_AMBITIONS = """#!/bin/sh
echo "ambitions got: $*"
echo "first on PATH: ${PATH%%:*}"
echo "bytecode: ${PYTHONDONTWRITEBYTECODE-yes} jupyter: ${JUPYTER_DATA_DIR-default}"
exit 7
"""


class Course:
    """A small course in a folder with a space in its name, and a way to run its bootstrap.py."""

    def __init__(self, base: Path) -> None:
        self.folder, self.tools, self.log = base / "the course", base / "tools", base / "log"
        self.folder.mkdir()
        self.tools.mkdir()
        self.log.touch()
        shutil.copy(ROOT / "bootstrap.py", self.folder)
        (self.folder / "requirements.txt").write_text("numpy==1.0\n")
        (self.folder / "requirements-dev.txt").write_text("numpy==1.0\npytest==1.0\n")
        (self.folder / "requirements-uv.txt").write_text("uv==1.0\n")
        (self.folder / "pyproject.toml").write_text("[project]\n")
        self.tool("uv", FAKE_UV)
        self.tool("fake-ambitions", FAKE_AMBITIONS)
        self.env = {
            "PATH": f"{self.tools}:/usr/bin:/bin",
            "HOME": str(base),
            "COURSE_LOG": str(self.log),
            "REAL_PYTHON": os.path.realpath(sys.executable),
            "FAKE_AMBITIONS": str(self.tools / "fake-ambitions"),
            "FAKE_UV": str(self.tools / "fake-uv"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    @property
    def stamp(self) -> Path:
        return self.folder / ".venv/ambitions-setup.json"

    def tool(self, name: str, text: str) -> None:
        (self.tools / name).write_text(text)
        (self.tools / name).chmod(0o755)

    def run(self, *arguments: str, pretend: tuple[int, int] | None = None, **extra: str) -> Done:
        """Run bootstrap.py; `pretend` makes it believe in another Python version."""
        start = [sys.executable, "bootstrap.py", *arguments]
        if pretend:
            code = f"import sys, runpy; sys.version_info = {(*pretend, 0)}; sys.argv = {start[1:]}"
            start = [sys.executable, "-c", f"{code}; runpy.run_path('bootstrap.py', run_name='__main__')"]
        done = run(start, self.folder, self.env | extra)
        assert "Traceback" not in done.stdout + done.stderr
        return done

    def installs(self) -> list[str]:
        """What the installers were asked to do since the last time: "venv", "uv", "lock", "dev", "package"."""
        lines = self.log.read_text().splitlines()
        self.log.write_text("")
        kinds = {
            "venv": "^venv ",
            "uv": r"-r requirements-uv\.txt$",
            "lock": r"--require-hashes -r requirements\.txt$",
            "dev": r"--require-hashes -r requirements-dev\.txt$",
            "package": r" -e \.$",
        }
        return [kind for line in lines for kind, pattern in kinds.items() if re.search(pattern, line)]

    def without_uv(self) -> None:
        """As on most computers: a Python with pip, and no uv."""
        (self.tools / "uv").rename(self.tools / "fake-uv")
        self.tool("python3.11", FAKE_PYTHON)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path)


@posix
def test_first_use_sets_up_and_hands_over(course: Course) -> None:
    done = course.run("lab", "--option", "two words")
    assert course.installs() == ["venv", "lock", "package"]
    assert "first use" in done.stdout
    assert re.findall(r"(\d/3) .* \d+\.\d s", done.stdout) == ["1/3", "2/3", "3/3"]
    assert "ambitions got: lab --option two words" in done.stdout
    assert f"first on PATH: {course.folder}/.venv/bin" in done.stdout
    assert "bytecode: yes jupyter: default" in done.stdout
    assert done.returncode == 7, "the command's own exit code comes through"


@posix
@pytest.mark.parametrize("command", ["lab", "test"])
def test_later_calls_start_no_installer_and_say_nothing(course: Course, command: str) -> None:
    course.run(command)
    course.installs()
    done = course.run(command)
    assert done.stdout.startswith(f"ambitions got: {command}\n")
    assert course.log.read_text() == ""


@posix
@pytest.mark.parametrize("command", [["test"], ["site"], ["refresh"], ["release"], ["setup", "dev"]])
def test_only_commands_for_maintainers_bring_the_maintainers_lock(course: Course, command: list[str]) -> None:
    for learners in (["lab"], ["check", "data"], ["grade", "06"], ["setup"]):
        course.run(*learners)
    assert course.installs() == ["venv", "lock", "package"]
    done = course.run(*command)
    assert "tools for maintainers" in done.stdout
    assert "1/1 2 packages" in done.stdout
    assert course.installs() == ["dev"], "it is added, and nothing is made again"


@posix
def test_maintainers_keep_their_tools_when_the_environment_is_made_again(course: Course) -> None:
    course.run("test")
    assert course.installs() == ["venv", "lock", "dev", "package"]
    for name in ("requirements.txt", "requirements-dev.txt"):
        (course.folder / name).write_text("numpy==2.0\n")
    assert "requirements.txt has changed" in course.run("lab").stdout
    assert course.installs() == ["venv", "lock", "dev", "package"]
    (course.folder / "requirements-dev.txt").write_text("numpy==2.0\nruff==1.0\n")
    course.run("lab")
    assert course.installs() == [], "of no concern to a learner"
    assert "requirements-dev.txt has changed" in course.run("test").stdout
    assert course.installs() == ["dev"]


@posix
def test_tools_that_cannot_be_had_leave_the_lessons_working(course: Course) -> None:
    course.run("setup")
    assert course.run("test", FAIL="error sending request").returncode == 1
    course.installs()
    assert course.run("lab").stdout.startswith("ambitions got: lab")
    assert course.installs() == []
    course.run("test")
    assert course.installs() == ["dev"]


@posix
def test_a_stamp_is_not_believed_when_packages_are_missing(course: Course) -> None:
    course.run("setup", PACKAGES="numpy numpy-1.0.dist-info pip-1.0.dist-info __pycache__")
    place = course.folder / ".venv/lib/python3.11/site-packages"
    course.installs()
    (place / "pip-1.0.dist-info").rename(place / "pip-2.0.dist-info")
    (place / "something-of-my-own-1.0.dist-info").mkdir()
    (place / "__pycache__").rmdir()
    course.run("lab")
    assert course.installs() == [], "what was added, and pip itself, are the reader's affair"
    (place / "numpy").rmdir()
    assert "packages are missing" in course.run("lab").stdout
    assert course.installs() == ["venv", "lock", "package"]


# --- uv is brought along, and pip is the fallback


@posix
def test_where_there_is_no_uv_pip_brings_it_by_hash_and_it_installs_the_rest(course: Course) -> None:
    course.without_uv()
    done = course.run("lab", pretend=(3, 9), MIRROR="")
    log = course.log.read_text().splitlines()
    assert log[0] == "venv with pip"
    assert re.fullmatch(r"pip: .*--only-binary :all: --require-hashes -r requirements-uv\.txt", log[1])
    assert any(
        re.search(r"^pip install .*--compile-bytecode --no-deps --require-hashes -r requirements\.txt", x)
        for x in log
    )
    assert course.installs() == ["venv", "uv", "lock", "package"]
    assert re.findall(r"(\d/4) .* \d+\.\d s", done.stdout) == ["1/4", "2/4", "3/4", "4/4"]
    assert "ambitions got: lab" in done.stdout
    course.run("test", pretend=(3, 9), MIRROR="")
    assert course.installs() == ["dev"], "uv is there already"


@posix
def test_where_uv_cannot_come_pip_does_it_all_and_says_so(course: Course) -> None:
    course.without_uv()
    done = course.run("lab", pretend=(3, 9), NO_UV="ERROR: No matching distribution found for uv==1.0")
    assert "no version for this computer; so pip does the rest" in done.stdout
    assert course.installs() == ["venv", "uv", "lock", "package"]
    assert "1 packages with pip" in done.stdout
    assert "ambitions got: lab" in done.stdout


@posix
@pytest.mark.parametrize("message", ["Network is unreachable", "DO NOT MATCH THE HASHES", "No space left"])
def test_where_pip_cannot_help_either_it_is_not_asked(course: Course, message: str) -> None:
    course.without_uv()
    done = course.run("lab", pretend=(3, 9), NO_UV=message)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 2
    assert course.installs() == ["venv", "uv"]


@posix
def test_where_uv_fails_and_pip_may_not_pip_goes_on(course: Course) -> None:
    course.without_uv()
    done = course.run("lab", pretend=(3, 9), FAIL="error: invalid peer certificate: UnknownIssuer")
    assert "uv: The packages could not be downloaded. The same again with pip." in done.stdout
    assert "ambitions got: lab" in done.stdout
    course.stamp.unlink()
    assert course.run("lab", pretend=(3, 9), FAIL="hash mismatch").returncode == 1


@posix
def test_uv_looks_where_pip_is_told_to_look(course: Course) -> None:
    course.without_uv()
    (course.tools / "fake-uv").write_text(FAKE_UV.replace('"$*" >>', '"$* from $UV_DEFAULT_INDEX" >>'))
    course.run("lab", pretend=(3, 9), MIRROR="mirror.of.the.campus")
    assert "requirements.txt from mirror.of.the.campus" in course.log.read_text()
    course.stamp.unlink()
    course.run("lab", pretend=(3, 9), MIRROR="mirror.of.the.campus", UV_DEFAULT_INDEX="my.own")
    assert "requirements.txt from my.own" in course.log.read_text()


@posix
def test_a_half_made_environment_is_noticed_and_made_again(course: Course) -> None:
    course.run("setup")
    course.stamp.unlink()
    (course.folder / ".venv/bin/half-written").touch()
    course.installs()
    done = course.run("lab")
    assert "an earlier set-up did not finish" in done.stdout
    assert course.installs() == ["venv", "lock", "package"]
    assert not (course.folder / ".venv/bin/half-written").exists()


@posix
def test_a_moved_course_is_noticed(course: Course) -> None:
    course.run("setup")
    course.folder = course.folder.rename(course.folder.with_name("elsewhere"))
    course.installs()
    assert "moved or copied" in course.run("lab").stdout
    assert course.installs() == ["venv", "lock", "package"]


@posix
@pytest.mark.parametrize(
    ("name", "made"),
    [("requirements.txt", ["venv", "lock", "package"]), ("pyproject.toml", ["package"])],
)
def test_a_changed_file_makes_again_only_what_hangs_on_it(course: Course, name: str, made: list[str]) -> None:
    course.run("setup")
    course.installs()
    path = course.folder / name
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    course.run("lab")
    assert course.installs() == [], "line endings alone change nothing"
    path.write_text(path.read_text() + "# changed\n")
    assert f"{name} has changed" in course.run("lab").stdout
    assert course.installs() == made


@posix
def test_an_environment_whose_installer_is_gone_is_made_again(course: Course) -> None:
    course.run("setup")
    course.installs()
    course.without_uv()  # the environment that uv made has no pip
    (course.folder / "pyproject.toml").write_text("[project]\n# changed\n")
    done = course.run("lab", pretend=(3, 9), MIRROR="")
    assert "what it was installed with is gone, so the environment is made again" in done.stdout
    assert course.installs() == ["venv", "uv", "lock", "package"]
    assert "ambitions got: lab" in done.stdout


@posix
def test_an_environment_whose_python_is_gone_is_made_again(course: Course) -> None:
    course.run("setup")
    (course.folder / ".venv/bin/python").unlink()
    course.installs()
    assert "the Python it was made with is gone" in course.run("lab").stdout
    assert course.installs() == ["venv", "lock", "package"]


@posix
@pytest.mark.parametrize(
    ("message", "reason", "advice"),
    [
        ("error: dns error: failed to lookup address", "could not be downloaded", "network connection"),
        ("NewConnectionError ... No matching distribution found for x", "could not be downloaded", "network"),
        ("OSError: [Errno 28] No space left on device", "disk is full", "1 GB"),
        ("ensurepip is not available", "without its venv module", "apt install"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "not what the course's lock names", "issue"),
        ("Permission denied (os error 13)", "could not be written", "folder of your own"),
        ("No matching distribution found for x", "no version for this computer", "ambitions-setup.log"),
        ("first\nsomething new", "The installer stopped: something new", "ambitions-setup.log"),
    ],
)
def test_a_failure_is_mendable(course: Course, message: str, reason: str, advice: str) -> None:
    done = course.run("lab", FAIL=message)
    assert done.returncode == 1
    said, following = done.stderr.strip().splitlines()
    assert reason in said
    assert following.startswith("Next: ")
    assert advice in following
    assert not course.stamp.exists()


@posix
def test_after_a_failure_the_same_command_goes_on(course: Course) -> None:
    assert course.run("lab", FAIL="error sending request").returncode == 1
    assert "ambitions got: lab" in course.run("lab").stdout
    assert json.loads(course.stamp.read_text())["place"] == str(course.folder / ".venv")


@posix
def test_ctrl_c_stops_in_one_sentence(course: Course) -> None:
    command = [sys.executable, "bootstrap.py", "lab"]
    environment = course.env | {"SLOW": "1"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    running = subprocess.Popen(
        command,
        cwd=course.folder,
        env=environment,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(
            signal.SIGINT, signal.SIG_DFL
        ),  # a shell's background jobs ignore it
        **pipes,
    )
    while "--require-hashes" not in course.log.read_text():
        time.sleep(0.01)
    os.killpg(running.pid, signal.SIGINT)
    output = running.communicate(timeout=120)[0]
    assert running.returncode == 130
    assert output.endswith("Stopped. To go on, run the same command again.\n")
    assert "Traceback" not in output


@posix
def test_a_second_window_waits_for_the_first(course: Course) -> None:
    import fcntl

    with (course.folder / "bootstrap.py").open() as own:
        fcntl.flock(own, fcntl.LOCK_EX)
        command = [sys.executable, "bootstrap.py", "lab"]
        pipes = {"stdout": subprocess.PIPE, "text": True}
        second = subprocess.Popen(command, cwd=course.folder, env=course.env, **pipes)
        assert second.stdout
        assert second.stdout.readline().startswith("Another window is setting up")
        assert course.log.read_text() == ""
    assert "ambitions got: lab" in second.communicate(timeout=120)[0]


@posix
def test_a_set_up_that_was_killed_is_waited_for(course: Course) -> None:
    """After kill -9 (or out of memory) its installer lives on, and would write into the same .venv."""
    command = [sys.executable, "bootstrap.py", "lab"]
    pipes = {"stdout": subprocess.PIPE, "text": True}
    slow = course.env | {"SLOW": "1"}
    first = subprocess.Popen(command, cwd=course.folder, env=slow, start_new_session=True, **pipes)
    while "--require-hashes" not in course.log.read_text():
        time.sleep(0.01)
    first.kill()
    first.wait()
    course.installs()
    second = subprocess.Popen(command, cwd=course.folder, env=course.env, **pipes)
    assert second.stdout
    assert "a set-up that was killed. Waiting" in second.stdout.readline()
    assert course.installs() == [], "it waits"
    os.killpg(first.pid, signal.SIGKILL)
    rest = second.communicate(timeout=120)[0]
    assert "an earlier set-up did not finish" in rest
    assert "ambitions got: lab" in rest


@posix
def test_debian_is_advised_what_it_has(course: Course) -> None:
    (course.tools / "uv").unlink()
    only = {"pretend": (3, 14), "PATH": str(course.tools)}
    assert "Next: install uv (docs.astral.sh/uv), then: uv python" in course.run("lab", **only).stderr
    course.tool("apt-cache", "#!/bin/sh\necho 'python3.13-venv - venv module for python3.13'\n")
    assert "Next: sudo apt install python3.13-venv." in course.run("lab", **only).stderr


@posix
@pytest.mark.parametrize("version", [(3, 6), (3, 10), (3, 14)])
def test_an_unsupported_python_is_named_with_a_fix(course: Course, version: tuple[int, int]) -> None:
    done = course.run("lab", pretend=version, PATH=str(course.tools))
    assert done.returncode == 1
    assert done.stderr.splitlines()[1:] == [
        f"The course needs Python 3.11, 3.12 or 3.13; here is only {version[0]}.{version[1]}.",
        "Next: uv python install 3.11.",
    ]
    (course.tools / "uv").unlink()
    assert "Next: " in course.run("lab", pretend=version, PATH=str(course.tools)).stderr


@posix
def test_another_python_of_the_computer_is_used_but_not_a_dead_shim(course: Course) -> None:
    course.tool("python3.11", "#!/bin/sh\necho 'not installed' >&2\nexit 127\n")
    course.tool("python3.12", "#!/bin/sh\necho '3.12 3.12.9 /somewhere/python3.12'\n")
    done = course.run("lab", pretend=(3, 9))
    assert "1/3 new environment .venv with Python 3.12.9" in done.stdout
    assert "--python /somewhere/python3.12 " in course.log.read_text()


@posix
def test_a_foreign_folder_in_the_place_of_the_environment_is_left_alone(course: Course) -> None:
    (course.folder / ".venv").mkdir()
    (course.folder / ".venv/notes.txt").write_text("mine")
    done = course.run("lab")
    assert done.returncode == 1
    assert ".venv is not a Python environment." in done.stderr
    assert (course.folder / ".venv/notes.txt").read_text() == "mine"


@posix
def test_a_missing_file_of_the_course_is_named(course: Course) -> None:
    (course.folder / "requirements.txt").unlink()
    assert "requirements.txt is missing.\nNext: Get it back: git checkout" in course.run("lab").stderr


@posix
def test_a_home_that_cannot_be_written_is_no_obstacle(course: Course) -> None:
    nowhere = course.folder / "pyproject.toml" / "home"  # below a file: not even root can make this folder
    done = course.run("lab", HOME=str(nowhere))
    assert "--no-cache" in course.log.read_text()
    assert f"jupyter: {course.folder}/.venv/home/" in done.stdout


def test_help_needs_no_environment(course: Course) -> None:
    done = course.run("help")
    assert done.returncode == 0
    assert "bootstrap.py lab" in done.stdout
    assert not (course.folder / ".venv").exists()


# --- running the tests --------------------------------------------------------------------------------------


def pytest_command(monkeypatch: pytest.MonkeyPatch, *words: str, cores: int = 2) -> list[str]:
    """What `ambitions test WORDS` hands to pytest."""
    called: list[list[str]] = []
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    monkeypatch.setattr(subprocess, "call", lambda command, env: called.append(command) or 0)
    monkeypatch.chdir(ROOT)
    assert main(["test", *words]) == 0
    assert called[0][1:3] == ["-m", "pytest"]
    return called[0][3:]


def test_the_whole_suite_runs_in_processes_a_file_each(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pytest_command(monkeypatch)
    assert {"--dist=loadfile", "--durations=10"} <= set(whole)
    assert whole[whole.index("-n") + 1] == "2"
    many = pytest_command(monkeypatch, cores=64)
    assert many[many.index("-n") + 1] == "4", "each takes memory for kernels and a browser"
    assert "-n" not in pytest_command(monkeypatch, cores=1)


@pytest.mark.parametrize(
    "words",
    [["tests/test_data.py"], ["tests/test_data.py::test_no_breach", "-x"], ["tests", "--pdb"]],
)
def test_a_few_files_start_without_other_processes(monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    assert pytest_command(monkeypatch, *words) == words


def test_the_quick_checks_leave_out_browsers_and_notebooks(monkeypatch: pytest.MonkeyPatch) -> None:
    command = pytest_command(monkeypatch, "--quick", "-x")
    assert command[:4] == ["-x", "tests", "packages/boxgrader/tests", "-m"]
    assert {"browser", "notebook", "slow", "needs_npm"} <= set(re.findall(r"\w+", command[4]))
    assert "-n" in command


def test_all_checks_are_those_of_the_settings_and_all_notebooks(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]
    places = [*settings["ini_options"]["testpaths"], "lessons", "solutions"]
    assert pytest_command(monkeypatch)[: len(places)] == places


HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"


@posix
def test_on_other_pythons_what_is_not_at_hand_is_said_and_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "uv").write_text("#!/bin/sh\nexit 2\n")
    (tmp_path / "uv").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(pythons, "BESIDE", tmp_path / "no uv beside this Python")
    monkeypatch.setattr(pythons, "PLACE", tmp_path / "none")
    called: list[list[str]] = []
    monkeypatch.setattr(subprocess, "call", lambda command, **_: called.append(command) or 3)
    monkeypatch.chdir(ROOT)
    assert main(["test", "--python", HERE, "--python", "3.99", "-x"]) == 3
    said = capsys.readouterr().out
    assert f"Python {HERE}: exit code 3" in said
    assert "Python 3.99: not at hand, skipped. Next: uv python install 3.99" in said
    assert called == [[sys.executable, "-m", "ai_ambitions.cli", "test", "--quick", "lessons", "-x"]]
    assert main(["test", "--python", "3.99"]) == 1, "nothing was tested"
    assert "None of these Pythons is at hand" in capsys.readouterr().err


@posix
def test_an_environment_for_another_python_that_cannot_be_made_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "uv").write_text(
        '#!/bin/sh\n[ "$1" = python ] && exit 0\necho "more\nno route to host" >&2\nexit 1\n'
    )
    (tmp_path / "uv").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(pythons, "BESIDE", tmp_path / "no uv beside this Python")
    monkeypatch.setattr(pythons, "ROOT", tmp_path)
    monkeypatch.setattr(pythons, "PLACE", tmp_path / ".venvs")
    for name in (*pythons.LOCKS, "pyproject.toml"):
        (tmp_path / name).touch()
    monkeypatch.chdir(ROOT)
    assert main(["test", "--python", "3.99"]) == 1
    said = capsys.readouterr().err
    assert said.startswith(
        "The environment for Python 3.99 could not be made: no route to host\n→ Check the network"
    )
    assert not (tmp_path / ".venvs" / "3.99" / "locks").exists()


def test_without_its_tools_the_command_says_how_to_get_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert main(["test"]) == 1
    assert "make test" in capsys.readouterr().err


@pytest.mark.notebook
def test_pytest_on_one_lesson_works_as_typed() -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("AI_AMB", "PYTHONHASH"))}
    done = run([sys.executable, "-m", "pytest", "-q", "00-start-here.ipynb"], ROOT / "lessons", env)
    assert done.returncode == 0, done.stdout[-2000:]


# --- make and the scripts -----------------------------------------------------------------------------------

needs_make = pytest.mark.skipif(not shutil.which("make"), reason="no make here")


@needs_make
def test_make_knows_only_commands_that_exist() -> None:
    targets = [*re.findall(r"(?m)^make (\w+)", run(["make", "help"]).stdout), "dev"]
    assert {"lab", "test", "check", "site", "refresh", "release"} <= set(targets)
    commands = {"setup", *re.findall(r"(?m)^    (\w+)", parser().format_help())}
    recipes = {target: run(["make", "-n", target]).stdout for target in targets}
    for target, recipe in recipes.items():
        assert re.findall(r"bootstrap\.py (\w+)", recipe)[0] in commands, f"make {target}"
    assert "bootstrap.py test --quick" in recipes["check"]
    assert "bootstrap.py setup dev" in recipes["dev"]


@needs_make
@posix
def test_make_without_python_says_what_to_do(tmp_path: Path) -> None:
    done = run([shutil.which("make") or "make", "lab"], env={"PATH": str(tmp_path)})
    assert done.stderr.startswith("No Python found. Next: install Python 3.11")


@posix
def test_the_package_script_is_silent_when_nothing_is_missing(tmp_path: Path) -> None:
    for name in ("chromium", "bwrap", "make"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    script = [shutil.which("bash") or "bash", ".ci/apt-packages.sh"]
    done = run(script, env={"PATH": str(tmp_path)})
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (tmp_path / "bwrap").unlink()
    done = run(script, env={"PATH": str(tmp_path)})
    assert done.returncode == 0, "where nothing can be installed, it says so and goes on"
    assert "bubblewrap" in done.stdout


def test_workflows_can_be_read_and_hold_no_secret() -> None:
    for path in (ROOT / ".github").rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        assert isinstance(yaml.safe_load(text), dict), path.name
        assert "secrets." not in text, path.name


def test_nothing_of_the_caller_bends_the_environment() -> None:
    bent = ("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PYTHONDONTWRITEBYTECODE")
    code = "import json, bootstrap; print(json.dumps(bootstrap.environment()))"
    given = os.environ | dict.fromkeys(set(bent) - {"PYTHONHOME", "PYTHONPATH"}, "elsewhere")
    for name in ("PYTHONHOME", "PYTHONPATH"):  # would bend the Python that asks, too
        code = code.replace("print", f"bootstrap.os.environ[{name!r}] = 'elsewhere'; print", 1)
    made = json.loads(run([sys.executable, "-c", code], env=given).stdout)
    assert not set(bent) & set(made)
    assert made["VIRTUAL_ENV"] == str(ROOT / ".venv")
    assert made["PATH"].startswith(str(ROOT / ".venv"))
