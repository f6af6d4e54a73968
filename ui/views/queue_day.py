"""Fills the day ribbon from the list, and shows the card of the ticket on whose mark one stands."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from slaapp.domain.clock import Band
from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from ui import queue_words, wording
from ui.models.arrangement import Entry
from ui.models.beats import next_text
from ui.models.queue_table import QueueTable
from ui.widgets.ribbon import Mark, Ribbon
from ui.widgets.ticket_card import CardFace, TicketCard


class Day(QObject):
    """`ribbon` is to stand in `page`, over which the card lies."""

    def __init__(self, engine: Engine, table: QueueTable, page: QWidget) -> None:
        super().__init__(page)
        self._engine, self._table, self._page = engine, table, page
        self.ribbon = Ribbon(self._words)
        self.card = TicketCard(page)
        self.ribbon.pointed.connect(self._show_card)

    def show(self, now: Instant) -> None:
        """The day as it is now."""
        hours = self._engine.board.hours(now)
        over = hours.day_end is None or now >= hours.day_end
        due = [] if over or hours.day_end is None else self._table.due_until(hours.day_end)
        self.ribbon.show_day(
            now,
            until=None if over else hours.day_end,
            zone=hours.zone,
            overdue=self._table.overdue_count,
            marks=tuple(_mark(entry) for entry in due),
            closed_words=wording.support_hours(hours, now),
        )

    def beat(self) -> None:
        """The countdown on the card goes on."""
        if self.card.face is not None:
            self._show_card(self.ribbon.here)

    def next_figure(self) -> Instant | None:
        """When the countdown on the card reads differently."""
        face = self.card.face
        return None if face is None else next_text(face.standing, self._table.now)

    def _show_card(self, mark: Mark | None) -> None:
        entry = None if mark is None else self._entry(mark.number)
        if mark is None or entry is None:
            self.card.hide()
            return
        table = self._table
        more = self.ribbon.under(mark) - 1
        face = CardFace(entry.row, table.shown(entry), table.now, table.zone(), more)
        self.card.show_at(face, self.ribbon.mapTo(self._page, self.ribbon.spot(mark)))

    def _words(self, number: int) -> str:
        entry = self._entry(number)
        if entry is None:
            return str(number)
        return queue_words.card(entry.row, self._table.shown(entry), self._table.now, self._table.zone())

    def _entry(self, number: int) -> Entry | None:
        return next((entry for entry in self._table.tickets() if entry.row.number == number), None)


def _mark(entry: Entry) -> Mark:
    reading = entry.standing.reading
    assert reading is not None
    assert reading.due_at is not None
    return Mark(entry.row.number, reading.due_at, reading.band is Band.WARNING)
