"""Marking tickets in the list by key and pointer: one, a range, all."""

from PySide6.QtCore import Qt

from slaapp.domain.events import TicketId
from ui.models.arrangement import Entry
from ui.models.queue_table import QueueTable

_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)


class Marking:
    """A range reaches from the ticket on which it began to the current one, beside what was marked before it."""

    def __init__(self, table: QueueTable) -> None:
        self._table = table
        self._began_at: TicketId | None = None
        self._before: frozenset[TicketId] = frozenset()

    @staticmethod
    def extends(key: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Whether that key, with Shift held, draws a range."""
        return modifiers == Qt.KeyboardModifier.ShiftModifier and key in _STEPS

    def begin_range(self, entry: Entry | None) -> None:
        """From here, where none has begun yet."""
        if self._began_at is None and entry is not None:
            self._began_at, self._before = entry.key, self._table.marks.tickets

    def end_range(self) -> None:
        """What is done next has nothing to do with it."""
        self._began_at = None

    def reach(self, at: int) -> None:
        """The range ends on that line."""
        start = None if self._began_at is None else self._table.line_of(self._began_at)
        if start is not None:
            between = self._table.lines[min(start, at) : max(start, at) + 1]
            self._table.marks.set_to(self._before | {line.key for line in between if isinstance(line, Entry)})

    def toggle(self, entry: Entry | None) -> None:
        if entry is not None:
            self._table.marks.toggle(entry.key)

    def mark_all(self) -> None:
        """All that are seen; those of closed groups are not."""
        self._table.marks.set_to(entry.key for entry in self._table.unfolded())
