"""Grade on a Dask cluster: the same work, on workers of other machines that share no disk with this one.

The key goes to each worker once, submissions travel as bytes, results come back as they finish, and only the process that
was started with ``--scheduler`` writes the gradebook. When a worker is lost, Dask gives its submissions to another.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from ai_ambitions import __version__
from ai_ambitions.classroom import sandbox
from ai_ambitions.classroom.intake import Submission
from ai_ambitions.classroom.key import Key
from ai_ambitions.classroom.pool import failed
from ai_ambitions.classroom.worker import Graded, grade
from ai_ambitions.core.errors import CourseError

Wish = Literal["safest", "fast", "kernel"]
_places: dict[tuple[int, Wish], sandbox.Place] = {}


def place_here(wish: Wish) -> sandbox.Place:
    """How this worker runs submissions: found out once in each process."""
    name = (os.getpid(), wish)
    if name not in _places or (
        _places[name].mode != "kernel" and sandbox.own_zygote().path != _places[name].socket
    ):
        _places[name] = sandbox.choose(wish)
    return _places[name]


def on_worker(submission: Submission, key: Key, wish: Wish) -> Graded:
    """Runs on a worker. A worker that has no sandbox refuses, unless it was told not to use one."""
    place = place_here(wish)
    if wish == "safest" and place.mode != "box":
        raise CourseError(f"A worker has no sandbox: {place.why}")
    return grade(submission, key, place)


def about_worker() -> dict[str, Any]:
    """What the leader wants to know of a worker before it sends anything."""
    import sys

    import nbgrader

    from ai_ambitions.core.paths import DATASETS

    return {
        "course": __version__,
        "nbgrader": nbgrader.__version__,
        "python": sys.version_info[:2],
        "data": DATASETS.exists(),
        "mode": place_here("safest").mode,
        "why": place_here("safest").why,
    }


class Cluster:
    """The workers of a Dask scheduler. Used like ``pool.Pool``."""

    def __init__(self, key: Key, address: str, wish: Wish, say: Callable[[str], None]) -> None:
        self.key, self.wish, self.say = key, wish, say
        try:
            from distributed import Client
        except ImportError:
            raise CourseError("Dask is not installed here.", "Run `make dev`.") from None
        import logging

        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        try:
            host, _, port = address.rpartition("/")[2].rpartition(":")
            socket.create_connection((host, int(port)), 5).close()  # Dask itself would try for half a minute
            self.client = Client(address, timeout="5s", set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise CourseError(
                f"No Dask scheduler answers at {address} ({type(error).__name__}).",
                "Start one with `dask scheduler`, and workers with `dask worker ADDRESS --nthreads 1`.",
            ) from None

    def __enter__(self) -> Cluster:
        try:
            self.client.wait_for_workers(1, timeout=30)
            about = self.client.run(about_worker)
        except Exception as error:
            self.client.close()
            raise CourseError(
                f"The cluster has no worker that can grade: {type(error).__name__}: {str(error)[:200]}",
                "Every worker needs this course and its environment; see the page on clusters in the teacher's guide.",
            ) from None
        self._compare(about)
        self.count = len(about)
        boxes = sum(a["mode"] == "box" for a in about.values())
        self.say(f"Cluster: {len(about)} workers, {boxes} with a sandbox.")
        return self

    def _compare(self, about: dict[str, dict[str, Any]]) -> None:
        """Workers with other versions would give other marks: say so before anything is graded."""
        import nbgrader

        for address, a in about.items():
            if (a["course"], a["nbgrader"]) != (__version__, nbgrader.__version__) or not a["data"]:
                self.client.close()
                raise CourseError(
                    f"The worker {address} has another version: course {a['course']}, nbgrader {a['nbgrader']}.",
                    "Give every worker the same checkout and the same lock, requirements-dev.txt.",
                )
            if self.wish == "safest" and a["mode"] != "box":
                self.client.close()
                raise CourseError(
                    f"The worker {address} has no sandbox: {a['why']}",
                    "Give it bubblewrap, or choose --fast if you know your class.",
                )

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def run(self, submissions: Iterable[Submission]) -> Iterator[Graded]:
        """Results as they finish, from whichever worker."""
        from distributed import as_completed

        key = self.client.scatter(self.key, broadcast=True, hash=False)
        todo = list(submissions)[::-1]
        waiting: dict[Any, Submission] = {}

        def send() -> Any:
            submission = todo.pop()
            future = self.client.submit(on_worker, submission, key, self.wish, pure=False, retries=2)
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
                yield failed(
                    submission, self.key, f"The cluster could not grade it: {type(error).__name__}: {error}"
                )
            future.release()
            if todo:
                finished.add(send())
        left = len(self.client.scheduler_info(n_workers=-1)["workers"])
        if left < self.count:
            self.say(
                f"{self.count - left} of {self.count} workers were lost on the way; others did their work."
            )
