"""Long acts tell how far they are; whoever listens can end them."""

from collections.abc import Callable
from math import floor

Tell = Callable[[int, int], object]
"""Is told how many of how many are done. What it raises ends the act, and nothing of it has happened."""

ROUNDING = 1e-6
"""Shares are no whole numbers: the last thing is done all the same."""


class Stages:
    """An act of several stages, one after the other, each with its share of the whole in percent, that is told of as
    one: as done with as many things as the first of them says that there are. What tells nothing leaves its share to
    the next."""

    def __init__(self, tell: Tell, *shares: float) -> None:
        self._tell, self._shares = tell, iter(shares)
        self._before, self._untold, self._whole = 0.0, 0.0, 0

    @classmethod
    def alike(cls, tell: Tell, count: int) -> "Stages":
        return cls(tell, *[100 / count] * count)

    def next(self) -> Tell:
        before, share = self._before, self._untold + next(self._shares)
        self._untold = share

        def told(done: int, whole: int) -> None:
            self._before, self._untold, self._whole = before + share, 0.0, self._whole or whole
            far = before + share * (done / whole if whole else 1)
            self._tell(floor(self._whole * far / 100 + ROUNDING), self._whole)

        return told

    def over(self) -> None:
        """Also where there was nothing to be done for the last of them."""
        self._tell(self._whole, self._whole)


def silent(done: int, whole: int) -> None:
    """Nobody waits for it."""
