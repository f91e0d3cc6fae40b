"""Put faults into copies of the course, one at a time, and see whether the tests notice.

    python benchmarks/mutants.py                     every fault of benchmarks/mutants.yaml
    python benchmarks/mutants.py --room charts       the faults of one room (may be given several times)
    python benchmarks/mutants.py highlight board     the faults with one of these words in their description
    python benchmarks/mutants.py --list              name them and run nothing
    python benchmarks/mutants.py --jobs 2            two copies at the same time
    python benchmarks/mutants.py --patience 1200     on a busy computer: a fault whose tests do not end in that time counts as killed

Nothing happens to this checkout: each worker has a copy of it with an environment of its own, which goes when the run ends,
also by Ctrl-C (it forks, so it needs Linux or macOS). First the tests run on the copy as it is, since a test that fails anyway proves nothing. Then for each fault
its narrow tests run until the first that fails: the fault is *killed*. One that no test notices *survives*. A survivor needs
a test, or a reason beside its entry (``why``). Exit code: 0 where every survivor has its reason, else 1; 2 where the list no
longer fits the code, or tests fail without a fault.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import venv
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
LIST = Path(__file__).with_suffix(".yaml")
PACKAGE, GRADER = "ai_ambitions", "packages/boxgrader"
# Without the plug-in that runs notebooks, which takes longer to load than most of these tests take.
PYTEST = (
    "-x",
    "-q",
    "--tb=no",
    "-rfE",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:nbval",
    "-o",
    "addopts=--strict-markers",
    "-n0",
)
PATIENCE = 300  # seconds for the narrow tests of one fault, on a computer that does little else


class Misfit(Exception):
    """The list, the code and the tests do not fit together: nothing can be said of the tests."""


@dataclass(frozen=True)
class Mutant:
    """One fault: ``old``, which stands exactly once in the file, becomes ``new``; ``tests`` should notice."""

    room: str
    fault: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    why: str = ""

    @property
    def path(self) -> str:
        """The file, as seen from the checkout; names without a folder of their own lie in one of the two packages."""
        places = (self.file, f"{PACKAGE}/{self.file}", f"{GRADER}/{self.file}")
        return next((place for place in places if (ROOT / place).exists()), self.file)

    def applied(self, text: str) -> str:
        """The text of its file with the fault."""
        if (count := text.count(self.old)) != 1:
            raise Misfit(f"{self.room}, {self.fault}: {self.old!r} stands {count} times in {self.path}.")
        if self.old == self.new:
            raise Misfit(f"{self.room}, {self.fault}: old and new are the same.")
        return text.replace(self.old, self.new)


@dataclass(frozen=True)
class Result:
    """What became of a fault."""

    mutant: Mutant
    killed: bool
    by: str
    seconds: float


def read_list() -> list[Mutant]:
    """Every fault of the list, held against the code."""
    found, misfits = [], []
    for room, section in yaml.safe_load(LIST.read_text(encoding="utf-8")).items():
        usual = section["tests"]
        for entry in section["faults"]:
            mutant = Mutant(room, **{**entry, "tests": tuple(shlex.split(str(entry.get("tests", usual))))})
            found.append(mutant)
            try:
                mutant.applied(_text(ROOT / mutant.path))
            except Misfit as problem:
                misfits.append(str(problem))
    if twice := [fault for fault, count in Counter(m.fault for m in found).items() if count > 1]:
        misfits.append(f"Two entries have one description: {twice[0]!r}.")
    if misfits:
        raise Misfit("\n".join(misfits))
    return found


def _text(path: Path) -> str:
    if not path.is_file():
        raise Misfit(f"{path} is not there.")
    return path.read_bytes().decode("utf-8")


class Workshop:
    """A copy of the checkout with an environment of its own, so that every process the tests start sees the copy."""

    def __init__(self, folder: Path, patience: int = PATIENCE) -> None:
        self.root, self.patience = folder / "course", patience
        names = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, check=True,
        ).stdout.decode().split("\0")  # fmt: skip
        for name in sorted(set(filter(None, names))):
            if (ROOT / name).is_file():
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.root / name)
        self.python = self._environment()
        subprocess.run(
            [str(self.python), "-m", "compileall", "-q", PACKAGE, GRADER], cwd=self.root, check=True
        )
        self.warm: subprocess.Popen[str] | None = None
        self.moment = int(time.time())

    def _environment(self) -> Path:
        """An environment that borrows the libraries of ours, and takes the course from the copy."""
        place = self.root / ".venv"
        venv.create(place, symlinks=os.name != "nt", with_pip=False)
        ours = Path(sys.prefix)
        (own,) = [*place.glob("lib/python3*/site-packages"), *place.glob("Lib/site-packages")]
        libraries = next(path for path in map(Path, sys.path) if path.name == "site-packages")
        (own / "course.pth").write_text(f"{self.root}\n{self.root / GRADER}\n{libraries}\n", encoding="utf-8")
        bin_ = place / ("Scripts" if os.name == "nt" else "bin")
        path = os.pathsep.join([str(bin_), str(ours / bin_.name), os.environ["PATH"]])
        self.env = os.environ | {
            "AI_AMBITIONS_MODE": "record", "COLUMNS": "100", "PYTHONHASHSEED": "0", "PATH": path,
            "JUPYTER_PATH": str(ours / "share" / "jupyter"), "VIRTUAL_ENV": str(place),
        }  # fmt: skip
        self.env.pop("PYTHONPATH", None)
        return bin_ / Path(sys.executable).name

    def pytest(self, tests: tuple[str, ...]) -> tuple[str, str]:
        """Run some tests until the first that fails; the exit code (``hang`` for no end) and what was printed."""
        if self.warm is None:
            self.warm = subprocess.Popen(
                [str(self.python), str(self.root / "benchmarks" / "mutants_warm.py"), str(self.patience)], cwd=self.root,
                env=self.env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
            )  # fmt: skip
            self._answer()
        output = self.root.parent / "output"
        assert self.warm.stdin is not None
        self.warm.stdin.write(json.dumps([str(output), *PYTEST, *tests]) + "\n")
        self.warm.stdin.flush()
        code = self._answer()
        return code, output.read_text(encoding="utf-8", errors="replace")

    def _answer(self) -> str:
        assert self.warm is not None
        assert self.warm.stdout is not None
        if answer := self.warm.stdout.readline().strip():
            return answer
        raise Misfit("The process that runs the tests ended by itself.")

    def stop(self) -> None:
        """End what runs, with the kernels and browsers it started."""
        if self.warm is not None:
            self.warm.terminate()
            self.warm.wait()

    def sound(self, tests: tuple[str, ...]) -> None:
        """Raise Misfit unless these tests pass on the copy as it is."""
        code, output = self.pytest(tests)
        if code == "hang":
            raise Misfit(
                f"Without any fault these tests did not end within {self.patience} s: {' '.join(tests)}\n"
                "On a busy computer give them more: --patience 1200"
            )
        if code != "0":
            said = "\n".join(output.strip().splitlines()[-4:])
            raise Misfit(f"Without any fault these tests do not pass: {' '.join(tests)}\n{said}")

    def tried(self, mutant: Mutant) -> Result:
        """Apply a fault, run its tests, take the fault out again."""
        path = self.root / mutant.path
        before, stamp = path.read_bytes(), path.stat()
        begun = time.monotonic()
        try:
            path.write_bytes(mutant.applied(before.decode("utf-8")).encode("utf-8"))
            # Compiled code is known by size and second of its source: no two faults may share both.
            self.moment += 1
            os.utime(path, (self.moment, self.moment))
            code, output = self.pytest(mutant.tests)
        finally:
            path.write_bytes(before)
            os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
        seconds = time.monotonic() - begun
        if code == "hang":
            return Result(mutant, True, f"a hang (no end within {self.patience} s)", seconds)
        if code == "0":
            return Result(mutant, False, "", seconds)
        if code in ("1", "2") and (found := re.search(r"(?m)^(?:FAILED|ERROR) (\S+)", output)):
            return Result(mutant, True, found[1], seconds)
        raise Misfit(f"{mutant.room}, {mutant.fault}: pytest ended with {code}:\n{output[-600:]}")


def run(mutants: list[Mutant], jobs: int, patience: int = PATIENCE) -> Iterator[Result]:
    """Try every fault; results come as they are ready."""
    with tempfile.TemporaryDirectory(prefix="ambitions-mutants-") as scratch:
        shops = [Workshop(Path(scratch) / str(number), patience) for number in range(jobs)]
        free: SimpleQueue[Workshop] = SimpleQueue()
        for shop in shops:
            free.put(shop)
        stopped = threading.Event()

        def with_shop(action: str, what: Any) -> Any:
            shop = free.get()
            try:
                return None if stopped.is_set() else getattr(shop, action)(what)
            finally:
                free.put(shop)

        pool = ThreadPoolExecutor(jobs)
        try:
            sets = list(dict.fromkeys(mutant.tests for mutant in mutants))
            print(
                f"{len(mutants)} faults. First their tests, {len(sets)} sets of files, without any …",
                flush=True,
            )
            list(pool.map(lambda tests: with_shop("sound", tests), sets))
            yield from pool.map(lambda mutant: with_shop("tried", mutant), mutants)
        finally:  # Ctrl-C, too
            stopped.set()
            for shop in shops:
                shop.stop()
            pool.shutdown(cancel_futures=True)


def line(result: Result) -> str:
    """One result in a line."""
    mutant = result.mutant
    end = result.by.removeprefix("tests/") if result.killed else f"no test noticed {mutant.path}"
    reason = f"; {mutant.why}" if mutant.why and not result.killed else ""
    sign = "killed  " if result.killed else "SURVIVED"
    return f"{sign} {result.seconds:5.1f} s  {mutant.room}: {mutant.fault} ← {end}{reason}"


def table(results: list[Result]) -> str:
    """Killed and survived by room, and in all."""
    rooms = list(dict.fromkeys(result.mutant.room for result in results))
    rows = [(room, [r for r in results if r.mutant.room == room]) for room in rooms] + [("all", results)]
    lines = [f"{'room':<22}{'faults':>7}{'killed':>8}{'survived':>10}{'with reason':>13}{'minutes':>9}"]
    for room, some in rows:
        left = [result for result in some if not result.killed]
        reasons, minutes = sum(bool(r.mutant.why) for r in left), sum(r.seconds for r in some) / 60
        lines.append(
            f"{room:<22}{len(some):>7}{len(some) - len(left):>8}{len(left):>10}{reasons:>13}{minutes:>9.1f}"
        )
    share = sum(result.killed for result in results) / max(len(results), 1)
    return "\n".join([*lines, f"Killed: {share:.1%}"])


def chosen(mutants: list[Mutant], rooms: list[str], words: list[str]) -> list[Mutant]:
    """The faults that were asked for."""
    known = list(dict.fromkeys(mutant.room for mutant in mutants))
    for room in rooms:
        if room not in known:
            raise Misfit(f"There is no room {room!r} in the list. Rooms: {', '.join(known)}.")
    found = [m for m in mutants if not rooms or m.room in rooms]
    return [m for m in found if not words or any(word.lower() in m.fault.lower() for word in words)]


def main() -> int:
    """Entry point; returns the exit code."""
    command = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    command.add_argument("words", nargs="*", help="only faults whose description holds one of these words")
    command.add_argument("--room", action="append", default=[], help="only the faults of this room")
    command.add_argument("--list", action="store_true", help="name the faults and run nothing")
    command.add_argument("--jobs", type=int, default=1, help="how many at the same time (1)")
    command.add_argument(
        "--patience",
        type=int,
        default=PATIENCE,
        help=f"seconds until tests hang, and their fault is killed ({PATIENCE})",
    )
    args = command.parse_args()
    results: list[Result] = []
    begun = time.monotonic()
    for number in (
        signal.SIGINT,
        signal.SIGTERM,
    ):  # also where a shell lets its background jobs ignore Ctrl-C
        signal.signal(number, signal.default_int_handler)
    try:
        mutants = chosen(read_list(), args.room, args.words)
        if args.list:
            for mutant in mutants:
                print(f"{mutant.room}: {mutant.fault} ({mutant.path}; {' '.join(mutant.tests)})")
            print(f"{len(mutants)} faults")
            return 0
        for result in run(mutants, max(args.jobs, 1), args.patience):
            results.append(result)
            print(line(result), flush=True)
    except Misfit as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped. The copies are gone, and nothing happened to the checkout.", file=sys.stderr)
        return 130
    finally:
        if results:
            print("\n" + table(results))
    print(f"The whole run took {(time.monotonic() - begun) / 60:.1f} minutes.")
    survivors = [result for result in results if not result.killed]
    for result in survivors:
        print(line(result))
    return 1 if any(not result.mutant.why for result in survivors) else 0


if __name__ == "__main__":
    sys.exit(main())
