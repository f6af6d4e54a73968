"""The tickets of a report a few at a time, and how far it is with them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from slaapp.domain.events import TicketId
from slaapp.services.telling import Tell
from slaapp.storage.recaps import Told

AT_ONCE = 500

_Part = TypeVar("_Part")


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

    def told(self, some: Iterable[list[Told]]) -> Iterator[list[Told]]:
        """The same of tickets that come a few at a time."""
        for batch in some:
            self._tell(self._done, self._whole)
            yield batch
            self._done += len(batch)

    def parts(self, some: Sequence[_Part], whole: int) -> Iterator[_Part]:
        """The same of work on so many tickets that is done part by part."""
        before = self._done
        for place, part in enumerate(some):
            self._done = before + whole * place // len(some)
            self._tell(self._done, self._whole)
            yield part
        self._done = before + whole

    def over(self) -> None:
        self._tell(self._whole, self._whole)
