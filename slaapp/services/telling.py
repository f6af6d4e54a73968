"""Long acts tell how far they are; whoever listens can end them."""

from collections.abc import Callable

Tell = Callable[[int, int], object]
"""Is told how many of how many are done. What it raises ends the act, and nothing of it has happened."""


class Twice:
    """An act that goes over the same things `first` and then `again` is told of as one that runs once: half of it is
    done when it goes over them again. Where it does only that, it is all of it."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._first = 0
        """So many there were the first time."""

    def first(self, done: int, whole: int) -> None:
        self._first = whole
        self._tell(done // 2, whole)

    def again(self, done: int, whole: int) -> None:
        """Only some of them may be left."""
        if self._first and whole:
            self._tell((self._first + self._first * done // whole) // 2, self._first)
        else:
            self._tell(self._first or done, self._first or whole)


def silent(done: int, whole: int) -> None:
    """Nobody waits for it."""
