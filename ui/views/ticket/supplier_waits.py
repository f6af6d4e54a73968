"""The waits of a ticket on suppliers, each with its clock, below the ticket's own clocks."""

from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain import durations
from slaapp.domain.clock import Verdict
from slaapp.domain.spans import Instant
from slaapp.services.suppliers import SupplierWait
from slaapp.services.tickets import TicketPage
from ui import wording
from ui.widgets.label import Icon, Label
from ui.widgets.runs import one_line
from ui.wording import say

MOST = 3
"""So many of the latest are shown; `slaapp show` has all."""


def told(held: SupplierWait, now: Instant, zone: ZoneInfo) -> tuple[str, str, str, str]:
    """Icon, colour, how it stands, and the rest: since when, until when, what is allowed."""
    wait, reading = held.wait, held.reading
    since = durations.when(wait.start, now, zone)
    if wait.end is not None:
        since = say("{start} to {end}", start=since, end=durations.when(wait.end, now, zone))
    else:
        since = say("since {time}", time=since)
    if held.agreement is None or reading is None:
        return "building-complex", "text3", "", since
    if reading.allowed is None:
        return "building-complex", "text3", durations.used(reading.used), say("{since} · nothing agreed", since=since)
    due = "" if reading.due_at is None else say("due {time}", time=durations.when(reading.due_at, now, zone))
    rest = wording.joined(since, due, say("{length} agreed", length=durations.exact(reading.allowed)))
    if reading.verdict is Verdict.BREACHED:
        words = durations.late(reading.late)
        late = say("late by {length}", length=words) if wait.end is not None else say("{length} late", length=words)
        return "triangle-alert", "red_text", late, rest
    if wait.end is not None:
        return "check", "green_text", say("in {length}", length=durations.used(reading.used)), rest
    return "clock", "text", say("{length} left", length=durations.left(reading.left)), rest


class SupplierWaits(QWidget):
    """Takes no room while it never waited on one that was named."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: object = None
        self.lines: list[str] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 0)
        column.setSpacing(6)
        column.addWidget(Label(say("Waits on suppliers"), "title_s"))
        column.addLayout(self._rows)
        self.hide()

    def show_page(self, page: TicketPage, now: Instant, zone: ZoneInfo) -> None:
        named = [held for held in page.waits if held.name][-MOST:][::-1]
        shown = [(one_line(held.name), *told(held, now, zone)) for held in named]
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = [wording.joined(name, words, rest) for name, _, _, words, rest in shown]
        for name, icon, colour, words, rest in shown:
            self._rows.addWidget(_row(name, icon, colour, words, rest))
        self.setVisible(bool(shown))


def _row(name: str, icon: str, colour: str, words: str, rest: str) -> QWidget:
    row = QWidget()
    row.setAccessibleName(wording.joined(name, words, rest))
    line = QHBoxLayout()
    line.setSpacing(7)
    line.addWidget(Icon("building-complex", "text3", 14))
    line.addWidget(Label(name, "prose_strong", elide=True), 1)
    if words:
        line.addWidget(Icon(icon, colour, 14))
        line.addWidget(Label(words, "semi", colour))
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addLayout(line)
    column.addWidget(Label(rest, "small", "text2", wrap=True))
    return row
