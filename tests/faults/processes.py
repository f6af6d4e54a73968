"""Processes to be killed: each starts in milliseconds from one that has loaded everything."""

import multiprocessing
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_CONTEXT = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
if sys.platform != "win32":
    _CONTEXT.set_forkserver_preload(["tests.faults.work"])


class Victim:
    """A process at work; `acknowledged` gathers what it says."""

    def __init__(self, target: Callable[..., None], *arguments: Any) -> None:
        self._mine, theirs = _CONTEXT.Pipe(duplex=False)
        self._process = _CONTEXT.Process(target=target, args=(*arguments, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self.acknowledged: list[int] = []

    def wait_for(self, count: int, *, timeout: float = 60) -> None:
        """Until it has said that many things; AssertionError when it does not."""
        end = time.monotonic() + timeout
        while len(self.acknowledged) < count:
            assert self._mine.poll(max(0, end - time.monotonic())), "the process says nothing more"
            self.acknowledged.append(self._mine.recv())

    def wait(self) -> int | None:
        """Until it ends by itself; its exit code."""
        self._drain()
        self._process.join(60)
        return self._process.exitcode

    def kill(self) -> list[int]:
        """End it at once, wherever it is; gives all that it had said."""
        self._process.kill()
        self._drain()
        self._process.join(60)
        return self.acknowledged

    def _drain(self) -> None:
        try:
            while True:
                self.acknowledged.append(self._mine.recv())
        except (EOFError, OSError):
            # A message cut off by the kill was not said.
            self._mine.close()


@contextmanager
def victim(target: Callable[..., None], *arguments: Any) -> Iterator[Victim]:
    started = Victim(target, *arguments)
    try:
        yield started
    finally:
        started.kill()
