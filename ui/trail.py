"""Where one has been in the window: back, and forth again."""

from typing import NamedTuple


class Stop(NamedTuple):
    """A list or a page by its name, or a ticket by its number."""

    place: str
    ticket: int | None = None


class Trail:
    """As a browser keeps it: what lies ahead is forgotten once one goes somewhere else."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._at = -1

    @property
    def here(self) -> Stop | None:
        return self._stops[self._at] if self._stops else None

    @property
    def place(self) -> str | None:
        """The place from which the tickets seen last were opened: the last stop that is no ticket."""
        return next((stop.place for stop in reversed(self._stops[: self._at + 1]) if stop.ticket is None), None)

    def visit(self, stop: Stop, *, instead: bool = False) -> None:
        """Go there. `instead` takes the place of where one is: walking through a list leaves one stop behind."""
        if stop == self.here:
            return
        kept = self._at if instead else self._at + 1
        self._stops[max(kept, 0) :] = [stop]
        self._at = len(self._stops) - 1

    def step(self, by: int) -> Stop | None:
        """One stop back (−1) or forth (1); None where there is none, and one stays."""
        if not 0 <= self._at + by < len(self._stops):
            return None
        self._at += by
        return self.here
