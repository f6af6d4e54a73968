"""The queue's table while only its first lines have been read: whatever needs more than these waits for the others."""

from collections import Counter
from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal

from slaapp.domain.events import TicketId
from slaapp.services.board import Front, Row
from ui.models import arrangement
from ui.models.arrangement import Choice, Column, Entry, Heading, Line, Sort, View
from ui.models.queue_table import QueueTable


class FrontedTable(QueueTable):
    """Counts are those of all tickets from the beginning; lines, until `became_whole`, those of the front."""

    became_whole = Signal()

    _front: Front | None = None
    _rest: Callable[[], Iterable[Row]]

    def begin(self, front: Front, rest: Callable[[], Iterable[Row]]) -> None:
        """`rest` reads all open tickets, also those of the front."""
        if not front.is_whole:
            self._front, self._rest = front, rest
        super().take(self.entered(front.rows))

    @property
    def is_whole(self) -> bool:
        return self._front is None

    def once_whole(self, do: Callable[[], object]) -> None:
        """Do it when all tickets are there: now, if they are."""
        if self.is_whole:
            do()
        else:
            self.became_whole.connect(do, Qt.ConnectionType.SingleShotConnection)

    def complete(self) -> None:
        """Read the others now, where they have not been."""
        if self._front is not None:
            self.load(self._rest())

    def take(self, entered: Iterable[Entry]) -> None:
        was_whole, self._front = self.is_whole, None
        super().take(entered)
        if not was_whole:
            self.became_whole.emit()

    # Of the front alone

    def arrange(self) -> None:
        if self._front is not None and not self.shows_done:
            if self.choice != Choice() or self._sort not in _BY_TIME or self._closed:
                self.complete()
                return
            self._ends = self._front.ends
        super().arrange()

    def _swap(self, new: list[Line]) -> None:
        heading = next((line for line in reversed(new) if isinstance(line, Heading)), None)
        if self._front is not None and not self.shows_done and heading is not None:
            heading.count = sum(kind.tickets for kind in self._front.kinds if kind.group is heading.group)
        super()._swap(new)

    @property
    def shown_count(self) -> int:
        if self._front is None or self.shows_done:
            return super().shown_count
        return sum(kind.tickets for kind in self._front.kinds)

    def counts(self) -> dict[View, int]:
        if self._front is None:
            return super().counts()
        found: Counter[View | str] = Counter()
        for kind in self._front.kinds:
            held = arrangement.views_holding(kind.assignee, kind.status, kind.group, me=self.me, covered=kind.covered)
            for view in held:
                found[view] += kind.tickets
        return {view: found[view] for view in View if view is not View.RESOLVED}

    def own_counts(self) -> dict[str, int]:
        """None before all tickets are there: they have to be looked at for it."""
        return super().own_counts() if self.is_whole else {}

    # What needs all of them

    def rows(self) -> list[Row]:
        self.complete()
        return super().rows()

    def rows_of_list(self) -> list[Row]:
        self.complete()
        return super().rows_of_list()

    def rows_of_customer(self, customer: str) -> list[Row]:
        self.complete()
        return super().rows_of_customer(customer)

    def tickets(self) -> list[Entry]:
        self.complete()
        return super().tickets()

    def unfolded(self) -> list[Entry]:
        self.complete()
        return super().unfolded()

    def line_of_number(self, number: int) -> int | None:
        at = super().line_of_number(number)
        if at is None and not self.is_whole:
            self.complete()
            at = super().line_of_number(number)
        return at

    def put(self, rows: Iterable[Row], *, gone: Iterable[TicketId] = ()) -> None:
        self.complete()
        super().put(rows, gone=gone)


_BY_TIME = (Sort(), Sort(Column.REMAINING))
"""The orders in which the front comes first."""
