"""Grade on a Dask cluster: the same work, on workers of other machines that share no disk with this one.

The keys go to each worker once, submissions travel as bytes, results come back as they finish, and only the process that
was started with ``--scheduler`` writes the gradebook. When a worker is lost, Dask gives its submissions to another.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any, Literal

from boxgrader import __version__
from boxgrader.box import sandbox
from boxgrader.errors import GraderError
from boxgrader.intake.look import Submission
from boxgrader.marks.worker import Graded, grade
from boxgrader.run.pool import Keys, failed
from boxgrader.settings import Settings

Wish = Literal["safest", "fast", "kernel"]
_places: dict[tuple[int, Wish], sandbox.Place] = {}


def place_here(wish: Wish, settings: Settings) -> sandbox.Place:
    """How this worker runs submissions: found out once in each process."""
    name = (os.getpid(), wish)
    if name not in _places or (
        _places[name].mode != "kernel" and sandbox.own_zygote(settings).path != _places[name].socket
    ):
        _places[name] = sandbox.choose(wish, None if wish == "kernel" else sandbox.own_zygote(settings))
    return _places[name]


def on_worker(submission: Submission, keys: Keys, wish: Wish) -> Graded:
    """Runs on a worker. A worker that has no sandbox refuses, unless it was told not to use one."""
    key = keys[submission.notebook]
    place = place_here(wish, key.course)
    if wish == "safest" and place.mode != "box":
        raise GraderError(f"A worker has no sandbox: {place.why}")
    return grade(submission, key, place)


def about_worker(settings: Settings) -> dict[str, Any]:
    """What the leader wants to know of a worker before it sends anything."""
    try:
        settings.folders()
        versions = versions_here(settings)
    except (GraderError, ImportError) as error:
        return {"versions": {}, "lacks": str(error), "mode": "", "why": ""}
    place = place_here("safest", settings)
    return {"versions": versions, "lacks": "", "mode": place.mode, "why": place.why}


def versions_here(settings: Settings) -> dict[str, str]:
    """Versions of all that could change a mark: the grader, nbgrader, and the packages that the course loads."""
    import nbgrader

    packages = {name.partition(".")[0] for name in settings.preload}
    found = {name: str(getattr(import_module(name), "__version__", "")) for name in packages}
    return {"boxgrader": __version__, "nbgrader": nbgrader.__version__, **found}


class Cluster:
    """The workers of a Dask scheduler. Used like ``pool.Pool``."""

    def __init__(self, keys: Keys, address: str, wish: Wish, say: Callable[[str], None]) -> None:
        self.keys, self.wish, self.say = keys, wish, say
        self.settings = next(iter(keys.values())).course
        try:
            from distributed import Client
        except ImportError:
            raise GraderError("Dask is not installed here.", 'pip install "boxgrader[dask]"') from None
        import logging

        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        try:
            host, _, port = address.rpartition("/")[2].rpartition(":")
            socket.create_connection((host, int(port)), 5).close()  # Dask itself would try for half a minute
            self.client = Client(address, timeout="5s", set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise GraderError(
                f"No Dask scheduler answers at {address} ({type(error).__name__}).",
                "Start one with `dask scheduler`, and workers with `dask worker ADDRESS --nthreads 1`.",
            ) from None

    def __enter__(self) -> Cluster:
        try:
            self.client.wait_for_workers(1, timeout=30)
            about = self.client.run(about_worker, self.settings)
        except Exception as error:
            self.client.close()
            raise GraderError(
                f"The cluster has no worker that can grade: {type(error).__name__}: {str(error)[:200]}",
                "Every worker needs this course and its environment; and bubblewrap where marks count.",
            ) from None
        self._compare(about)
        self.count = len(about)
        boxes = sum(a["mode"] == "box" for a in about.values())
        self.say(f"Cluster: {len(about)} workers, {boxes} with a sandbox.")
        return self

    def _compare(self, about: dict[str, dict[str, Any]]) -> None:
        """Workers with other versions would give other marks: say so before anything is graded."""
        here = versions_here(self.settings)
        for address, a in about.items():
            if a["versions"] != here:
                self.client.close()
                other = a["lacks"] or ", ".join(f"{name} {number}" for name, number in a["versions"].items())
                raise GraderError(
                    f"The worker {address} has another version: {other}.",
                    "Give every worker the same course and the same versions of all packages.",
                )
            if self.wish == "safest" and a["mode"] != "box":
                self.client.close()
                raise GraderError(
                    f"The worker {address} has no sandbox: {a['why']}",
                    "Give it bubblewrap, or choose --fast if you know your class.",
                )

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def run(self, submissions: Iterable[Submission]) -> Iterator[Graded]:
        """Results as they finish, from whichever worker."""
        from distributed import as_completed

        (keys,) = self.client.scatter([dict(self.keys)], broadcast=True, hash=False)
        todo = list(submissions)[::-1]
        waiting: dict[Any, Submission] = {}

        def send() -> Any:
            submission = todo.pop()
            future = self.client.submit(on_worker, submission, keys, self.wish, pure=False, retries=2)
            waiting[future] = submission
            return future

        # A few for each worker are on the way at a time, so that a large class does not lie in memory as a whole.
        ahead = 4 * max(1, len(self.client.scheduler_info(n_workers=-1)["workers"]))
        finished = as_completed([send() for _ in range(min(ahead, len(todo)))], loop=self.client.loop)
        for future in finished:
            submission = waiting.pop(future)
            if future.status == "finished":
                yield future.result()
            else:
                error = future.exception()
                key = self.keys[submission.notebook]
                why = f"The cluster could not grade it: {type(error).__name__}: {error}"
                yield failed(submission, key, why)
            future.release()
            if todo:
                finished.add(send())
        left = len(self.client.scheduler_info(n_workers=-1)["workers"])
        if left < self.count:
            self.say(
                f"{self.count - left} of {self.count} workers were lost on the way; others did their work."
            )
