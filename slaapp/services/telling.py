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


class Stages:
    """An act of several stages, one after the other, each with its share of the whole in percent, that is told of as
    one: as done with as many things as the first of them says that there are."""

    def __init__(self, tell: Tell, *shares: float) -> None:
        self._tell, self._shares = tell, iter(shares)
        self._before, self._whole = 0.0, 0

    @classmethod
    def alike(cls, tell: Tell, count: int) -> "Stages":
        return cls(tell, *[100 / count] * count)

    def next(self) -> Tell:
        before, share = self._before, next(self._shares)
        self._before += share

        def told(done: int, whole: int) -> None:
            self._whole = self._whole or whole
            far = before + share * done / max(whole, 1)
            self._tell(round(self._whole * far / 100), self._whole)

        return told

    def over(self) -> None:
        """Also where there was nothing to be done for the last of them."""
        self._tell(self._whole, self._whole)


def silent(done: int, whole: int) -> None:
    """Nobody waits for it."""
