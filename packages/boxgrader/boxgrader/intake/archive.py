"""Unpack archives that strangers have packed: no link, no way out of the folder, no bomb."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path, PurePosixPath

from boxgrader.errors import GraderError
from boxgrader.text import printable

# What macOS adds, and git's own folder, are nobody's work.
NOBODYS = frozenset(("__MACOSX", ".DS_Store", ".git"))


def is_nobodys(name: str) -> bool:
    """Whether a file or folder belongs to a system and not to a learner."""
    return name in NOBODYS or name.startswith("._")


def unpack(archive: Path, target: Path, *, most_bytes: int, most_files: int) -> list[str]:
    """Unpack a zip; returns what was left out and why.

    Raises
    ------
    GraderError
        When it is no zip, is locked with a password, is damaged, or holds more than the limits.
    """
    left: list[str] = []
    size = files = 0
    try:
        with zipfile.ZipFile(archive) as packed:
            for info in packed.infolist():
                name = name_of(info)
                parts = PurePosixPath(name.replace("\\", "/")).parts
                if any(is_nobodys(part) for part in parts) or info.is_dir():
                    continue
                if stat.S_ISLNK(info.external_attr >> 16):
                    left.append(f"{printable(name)} is a link, and was left out.")
                    continue
                if (
                    not parts
                    or name.startswith(("/", "\\"))
                    or ".." in parts
                    or ":" in parts[0]
                    or "\0" in name
                ):
                    left.append(f"{printable(name)} leads out of the archive, and was left out.")
                    continue
                files += 1
                path = target.joinpath(*parts)
                path.parent.mkdir(parents=True, exist_ok=True)
                with packed.open(info) as given, path.open("xb") as copy:
                    while block := given.read(1 << 20):
                        size += len(
                            block
                        )  # counted as it comes: what the archive says of itself may be wrong
                        if size > most_bytes:
                            break
                        copy.write(block)
                if size > most_bytes or files > most_files:
                    raise GraderError(
                        f"{printable(archive.name)} holds more than {most_bytes // 1_000_000} MB or {most_files} files.",
                        "Unpack it by hand, look at it, and name its folder.",
                    )
    except GraderError:
        raise
    except FileExistsError as error:
        raise GraderError(
            f"{printable(archive.name)} holds {printable(Path(str(error.filename)).name)} twice."
        ) from None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise GraderError(
            f"{printable(archive.name)} could not be unpacked ({printable(str(error))[:80]}).",
            "Unpack it by hand, and name its folder.",
        ) from None
    except OSError as error:
        raise GraderError(f"{printable(archive.name)} could not be unpacked ({error.strerror}).") from None
    except Exception as error:  # zlib, lzma and bz2 each raise their own
        raise GraderError(f"{printable(archive.name)} is damaged ({type(error).__name__}).") from None
    return left


def name_of(info: zipfile.ZipInfo) -> str:
    """A file's name in an archive. Many programs pack UTF-8 without saying so; Python then reads the bytes as cp437."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename
