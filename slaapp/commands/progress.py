"""Tell a person who waits at a terminal how far something is."""

import sys
from time import monotonic

from slaapp.services.telling import Tell, silent

PATIENCE_S = 2.0
"""So long nobody asks."""


def at_terminal(what: str = "tickets") -> Tell:
    """Writes to standard error, once it has taken over two seconds; nothing where that is no terminal."""
    return _Line(what) if sys.stderr and sys.stderr.isatty() else silent


class _Line:
    """One line that is written over: what comes after it, be it that it was stopped, begins where it began."""

    def __init__(self, what: str) -> None:
        self._what, self._begun, self._wide = what, monotonic(), 0

    def __call__(self, done: int, whole: int) -> None:
        if monotonic() - self._begun < PATIENCE_S:
            return
        text = f"{done:,} of {whole:,} {self._what}" if done < whole else ""
        print(f"{text:<{self._wide}}", end="\r", file=sys.stderr, flush=True)
        self._wide = max(self._wide, len(text))
