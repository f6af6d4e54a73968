"""The edits of a calendar that are not saved, one after the other: back and forth again."""

from slaapp.domain.calendar import Calendar


class Steps:
    """What a calendar was before each edit, and what was taken back of it."""

    def __init__(self) -> None:
        self._back: list[Calendar] = []
        self._forth: list[Calendar] = []

    def take(self, before: Calendar) -> None:
        """It is edited now; what was taken back before is done again no more."""
        self._back.append(before)
        self._forth.clear()

    def walk(self, here: Calendar, *, forth: bool) -> Calendar | None:
        """What it is one step on; None where there is none."""
        these, those = (self._forth, self._back) if forth else (self._back, self._forth)
        if not these:
            return None
        those.append(here)
        return these.pop()
