"""The walls of a box: bubblewrap's namespaces, and the rights that a child gives up before it runs a learner's code."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
from collections.abc import Callable
from typing import Any

LIBC = ctypes.CDLL(None, use_errno=True)
# Mounts, control groups, host name, IPC, users, processes, network.
NAMESPACES = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000
NEW_MOUNTS, MS_BIND, MS_REC, MS_PRIVATE = 0x00020000, 4096, 16384, 1 << 18
PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_CAPBSET_DROP = 4, 36, 38, 24


def libc(call: Callable[..., int], *arguments: Any) -> None:
    """A call of the C library that raises OSError when it fails."""
    if call(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


class Box:
    """An empty sandbox that bubblewrap makes around a program that waits; it is gone when that program ends."""

    def __init__(self, command: list[str], uid: int | None, view: dict[str, str]) -> None:
        self.pid = 0
        info, info_in = os.pipe()
        hold_out, self.hold = os.pipe()
        ready, ready_in = os.pipe()
        self.bwrap = os.fork()
        if self.bwrap == 0:
            try:
                if uid is not None:
                    self._become(uid, view)
                for handle, place in ((hold_out, 0), (ready_in, 1), (ready_in, 2)):
                    os.dup2(handle, place)
                os.set_inheritable(info_in, True)
                # What is in a process's environment can be read inside, so there is next to nothing.
                os.execve(
                    command[0],
                    [*command, "--info-fd", str(info_in), "--", "/bin/cat"],
                    {"PATH": "/usr/bin:/bin"},
                )
            except OSError as error:
                os.write(ready_in, f"bwrap: {error.strerror}".encode())
            finally:
                os._exit(127)
        for handle in (info_in, hold_out, ready_in):
            os.close(handle)
        try:
            with contextlib.suppress(BrokenPipeError):
                os.write(self.hold, b"\n")
            words = os.read(ready, 4000)
            if words != b"\n":  # the program answers once everything is mounted
                self.close()
                raise OSError(0, words.decode(errors="replace").strip() or "bwrap ended at once")
            self.pid = json.loads(os.read(info, 10_000))["child-pid"]
        finally:
            os.close(info)
            os.close(ready)

    @staticmethod
    def _become(uid: int, view: dict[str, str]) -> None:
        """Another user, who finds the folders that the box shows in a view made for it: their true places may be root's."""
        libc(LIBC.unshare, NEW_MOUNTS)
        libc(LIBC.mount, None, b"/", None, MS_REC | MS_PRIVATE, None)
        handles = {place: os.open(folder, os.O_PATH) for place, folder in view.items()}
        top = os.path.dirname(next(iter(view)))
        libc(LIBC.mount, b"view", top.encode(), b"tmpfs", 0, b"mode=755")
        for place, handle in handles.items():
            os.mkdir(place, 0o755)
            libc(LIBC.mount, f"/proc/self/fd/{handle}".encode(), place.encode(), None, MS_BIND | MS_REC, None)
            os.close(handle)
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)

    def enter(self) -> None:
        """Step into its namespaces; the next fork is inside."""
        handle = os.pidfd_open(self.pid)
        if os.geteuid() == 0:
            os.setgroups([])
        libc(LIBC.setns, handle, NAMESPACES)
        os.close(handle)

    def close(self) -> None:
        """End it: when its first process ends, the system ends all others in it."""
        # Once this keeper has stepped in it has no power over bubblewrap outside, but all over the box's first process.
        for pid in filter(None, (self.pid, self.bwrap)):
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        os.close(self.hold)
        os.waitpid(self.bwrap, 0)


def give_up_rights(uid: int | None) -> None:
    """From here on no right can be won back: no capabilities, none to be had, and the box's user where root runs this."""
    keyctl = {"x86_64": 250, "aarch64": 219}.get(os.uname().machine)
    if keyctl:
        LIBC.syscall(keyctl, 1, None)  # a key ring of its own: the grader's may hold tickets
    for capability in range(64):
        if LIBC.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break  # past the last one
    if uid is not None:
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    libc(LIBC.capset, header, (ctypes.c_uint32 * 6)())
    libc(LIBC.prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc(LIBC.prctl, PR_SET_DUMPABLE, 1, 0, 0, 0)
