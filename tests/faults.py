"""Commands that die, and calls of the system that fail, at a chosen moment.

Each runs in a process of its own, forked from the test's: a kill is a kill, with no
`finally` and no buffer written out.
"""

from __future__ import annotations

import builtins
import contextlib
import ctypes
import errno
import io
import json
import os
import resource
import signal
import sys
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Call = Literal["write", "rename", "sync", "delete"]
Effect = int | Literal["kill"] | Callable[[], object]
KILLED = 137
_MOST_SECONDS = 30
_MOST_MEMORY = 4 * 2**30


@dataclass(frozen=True)
class Fault:
    """What happens at a call.

    The process ends, the call fails with an ``errno``, or somebody else does something.
    """

    call: Call
    number: int
    effect: Effect

    def __str__(self) -> str:
        effect = self.effect
        name = errno.errorcode[effect] if isinstance(effect, int) else effect
        return f"{name} at {self.call} {self.number}"


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, its refusal, and how often it called what."""

    code: int
    message: str = ""
    calls: tuple[tuple[Call, int], ...] = ()


def run(action: Callable[[], tuple[int, str]], fault: Fault | None = None) -> Ended:
    """Run an action, which returns an exit code and words, in a process of its own."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of threads: the child starts none
        child = os.fork()
    if child == 0:
        os.close(reading)
        _in_child(action, fault, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        told = stream.read()
    os.waitpid(child, 0)
    if not told:
        return Ended(KILLED)
    values = json.loads(told)
    return Ended(values["code"], values["message"], tuple(values["calls"].items()))


def every_fault(
    action: Callable[[], tuple[int, str]], call: Call, effect: Effect
) -> list[Fault]:
    """Return a fault for each call that an action makes; it is done once to count them."""
    times = dict(run(action).calls).get(call, 0)
    return [Fault(call, number, effect) for number in range(1, times + 1)]


def _in_child(
    action: Callable[[], tuple[int, str]], fault: Fault | None, telling: int
) -> None:
    code, message = 3, ""
    hit = _Hit(fault)
    # What waits for ever, or takes all memory, ends as what was killed.
    signal.alarm(_MOST_SECONDS)
    resource.setrlimit(resource.RLIMIT_DATA, (_MOST_MEMORY, _MOST_MEMORY))
    try:
        hit.install()
        code, message = action()
    except BaseException:  # noqa: BLE001 -- the parent is to know
        message = traceback.format_exc()
    values = {"code": code, "message": message, "calls": hit.counts}
    os.write(telling, json.dumps(values).encode())
    os._exit(0)


class _Hit:
    """Counts the calls of a process and strikes at one of them."""

    def __init__(self, fault: Fault | None) -> None:
        self.fault = fault
        self.counts: Counter[Call] = Counter()

    def install(self) -> None:
        os.replace = self._counted("rename", os.replace)
        os.fsync = self._counted("sync", lambda _: None)  # no power is cut here
        os.unlink = self._counted("delete", os.unlink)
        real_open = builtins.open

        def counting_open(file: Any, mode: str = "r", *rest: Any, **more: Any) -> Any:
            if "w" in mode or "a" in mode:
                return io.BufferedWriter(
                    _CountedFile(file, mode.replace("b", ""), self)
                )
            return real_open(file, mode, *rest, **more)

        builtins.open = counting_open

    def _counted(self, call: Call, real: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **more: Any) -> Any:
            self.strike(call)
            result = real(*arguments, **more)
            self.follow(call)
            return result

        return counted

    def strike(self, call: Call, before: Callable[[], object] = lambda: None) -> None:
        """Count a call that is about to be made: it may be the one that fails."""
        self.counts[call] += 1
        fault = self.fault
        if fault is None or callable(fault.effect) or not self._is_at(fault, call):
            return
        before()
        if fault.effect == "kill":
            os._exit(KILLED)
        raise OSError(fault.effect, os.strerror(fault.effect))

    def follow(self, call: Call) -> None:
        """Let somebody else do something right after a call."""
        fault = self.fault
        if fault is not None and callable(fault.effect) and self._is_at(fault, call):
            fault.effect()

    def _is_at(self, fault: Fault, call: Call) -> bool:
        return (fault.call, fault.number) == (call, self.counts[call])


class _CountedFile(io.FileIO):
    """A file that may take half of what is written to it, and no more."""

    def __init__(self, file: Path, mode: str, hit: _Hit) -> None:
        super().__init__(os.fspath(file), mode)
        self._hit = hit

    def write(self, content: Any, /) -> int:
        half = bytes(content)[: len(content) // 2]
        self._hit.strike("write", lambda: super(_CountedFile, self).write(half))
        written = super().write(content)
        self._hit.follow("write")
        return written


@contextlib.contextmanager
def locked(path: Path, mode: int = 0) -> Iterator[None]:
    """Take away rights to a file or a folder, from root too."""
    before = path.stat().st_mode
    path.chmod(mode)
    try:
        with _without_root_powers():
            yield
    finally:
        path.chmod(before)


@contextlib.contextmanager
def _without_root_powers() -> Iterator[None]:
    """Give up what lets root read everything: two capabilities of this thread."""
    if sys.platform != "linux" or os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, self
    powers = (ctypes.c_uint32 * 6)()
    libc.capget(header, powers)
    before = powers[0]
    powers[0] &= ~0b110  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
    libc.capset(header, powers)
    try:
        yield
    finally:
        powers[0] = before
        libc.capset(header, powers)
