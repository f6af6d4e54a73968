"""The tickets that are marked in the list, to be worked on together. What is not shown is not marked."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import QObject, Signal

from slaapp.domain.events import TicketId


class Marks(QObject):
    changed = Signal(object)
    """The tickets whose mark was set or taken off."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._marked: frozenset[TicketId] = frozenset()

    def __contains__(self, ticket: TicketId) -> bool:
        return ticket in self._marked

    def __len__(self) -> int:
        return len(self._marked)

    def set_to(self, tickets: Iterable[TicketId]) -> None:
        """These and no others."""
        wanted = frozenset(tickets)
        differing = wanted ^ self._marked
        if differing:
            self._marked = wanted
            self.changed.emit(differing)

    def toggle(self, ticket: TicketId) -> None:
        self.set_to(self._marked ^ {ticket})

    def clear(self) -> None:
        self.set_to(())

    def keep_only(self, shown: Collection[TicketId]) -> None:
        """The list shows these from now on."""
        if self._marked:
            self.set_to(ticket for ticket in self._marked if ticket in shown)

    @property
    def tickets(self) -> frozenset[TicketId]:
        return self._marked
