"""The customer's tickets: open ones with their countdown, those that were done last; Enter opens one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from slaapp.domain.spans import MINUTE, Instant
from slaapp.services.board import Row
from ui import queue_words
from ui.views.customers.hands import Hands
from ui.views.customers.lines import Lines, TicketLine
from ui.views.customers.section import Section
from ui.widgets.label import Label
from ui.wording import say

SHOWN = 20


class Tickets(Section):
    """`opened` carries a number. A countdown goes on with every beat."""

    opened = Signal(int)
    all_wanted = Signal()

    def __init__(self, hands: Hands, title: str, nothing: str) -> None:
        super().__init__(title)
        self._hands = hands
        self._rows: tuple[Row, ...] | None = None
        self._nothing = Label(nothing, "prose", "text3", wrap=True)
        self.lines = Lines()
        self.put(self._nothing)
        self.put(self.lines)
        self.lines.more_wanted.connect(self.all_wanted)

    def show_rows(self, rows: Sequence[Row], now: Instant) -> None:
        if tuple(rows) == self._rows:
            self.beat(now)
            return
        here = next((line.row.number for line in self.ticket_lines() if line.hasFocus()), None)
        self._rows = tuple(rows)
        board = self._hands.engine.board
        lines = []
        for row in self._rows[:SHOWN]:
            standing = board.standing(row, now)
            line = TicketLine(row, standing, queue_words.row_sentence(row, standing, now, board.zone))
            line.chosen.connect(partial(self.opened.emit, row.number))
            lines.append(line)
        self.lines.show_lines(lines, of=len(self._rows))
        self.count.setText(str(len(self._rows)) if self._rows else "")
        self._nothing.setVisible(not self._rows)
        again = next((line for line in lines if line.row.number == here), None)
        if again is not None:
            again.setFocus()

    def ticket_lines(self) -> list[TicketLine]:
        return [line for line in self.lines.held if isinstance(line, TicketLine)]

    def beat(self, now: Instant) -> None:
        board = self._hands.engine.board
        for line in self.ticket_lines():
            standing = board.standing(line.row, now)
            line.show_standing(standing, queue_words.row_sentence(line.row, standing, now, board.zone))

    def next_figure(self, now: Instant) -> Instant | None:
        """When a countdown changes next: within the last quarter of an hour each second, else each minute."""
        moments = []
        for line in self.ticket_lines():
            reading = line.standing.reading
            if reading is None or reading.left is None or line.row.status.done:
                continue
            moments.append(now + 1 if reading.left <= 15 * MINUTE else now - now % MINUTE + MINUTE)
        return min(moments, default=None)


def open_tickets(hands: Hands) -> Tickets:
    return Tickets(hands, say("Open tickets"), say("None is open. N logs one for this customer."))


def recent_tickets(hands: Hands) -> Tickets:
    return Tickets(hands, say("Done last"), say("None yet."))
