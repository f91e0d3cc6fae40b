"""What is dear to make and rarely changes, such as preview pictures, is made once for each state of what it hangs on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from ai_ambitions.core.paths import ROOT

FOLDER = ROOT / "_build" / "kept"


def kept(name: str, hangs_on: tuple[object, ...], make: Callable[[], bytes]) -> bytes:
    """The bytes that ``make`` gives, from disk where everything it hangs on is as it was; a Path counts with what it holds."""
    digest = hashlib.sha256()
    for part in hangs_on:
        digest.update((part.read_bytes() if isinstance(part, Path) else repr(part).encode()) + b"\0")
    there = FOLDER / f"{name}-{digest.hexdigest()[:20]}"
    if not there.exists():
        made = make()
        FOLDER.mkdir(parents=True, exist_ok=True)
        for old in FOLDER.glob(f"{name}-{'?' * 20}"):
            old.unlink(missing_ok=True)
        scratch = there.with_suffix(".new")
        scratch.write_bytes(made)
        scratch.replace(there)
    return there.read_bytes()
