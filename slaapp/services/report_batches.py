"""The tickets of a report a few at a time, and how far it is with them."""

from collections.abc import Iterator, Sequence

from slaapp.domain.events import TicketId
from slaapp.services.telling import Tell

AT_ONCE = 500


class Count:
    """Of so many tickets in all, of which `tell` hears before each batch."""

    def __init__(self, whole: int, tell: Tell) -> None:
        self._whole, self._tell, self._done = whole, tell, 0

    def batches(self, found: Sequence[TicketId]) -> Iterator[Sequence[TicketId]]:
        """So few at a time that what is held of them is little."""
        for start in range(0, len(found), AT_ONCE):
            self._tell(self._done, self._whole)
            some = found[start : start + AT_ONCE]
            yield some
            self._done += len(some)

    def over(self) -> None:
        self._tell(self._whole, self._whole)
