"""What the pointer is told over the list: what is cut off there, or cannot be seen."""

from PySide6.QtCore import QPoint, QRect

from slaapp.domain.clock import State
from ui import queue_words, wording
from ui.delegates.queue_line import QueueLine
from ui.models.arrangement import Entry
from ui.models.queue_table import QueueTable
from ui.recurring_words import planned_for
from ui.wording import say


def hidden_at(point: QPoint, rect: QRect, entry: Entry, table: QueueTable, line: QueueLine) -> str:
    """The whole subject, and whether a draft is left; or when a resting clock counts again. `rect` is the row's."""
    reading = table.shown(entry).reading
    if line.pill_rect(rect).contains(point):
        if reading is not None and reading.state is State.WAITING_FOR_OPENING:
            return wording.counts_again(reading, table.now, line.zone)
        return ""
    if (line.two_lines or entry.row.meaning is not None) and line.severity_rect(rect).contains(point):
        return wording.severity_tip(entry.row.severity, entry.row.meaning)
    told = entry.row.subject
    if line.two_lines or any(place.folded for place in line.places):
        told = queue_words.card(entry.row, table.shown(entry), table.now, line.zone)
    if table.has_draft(entry.row.number):
        told = say("{what}\nSomething is written here and not sent yet.", what=told)
    if entry.row.planned_at is None:
        return told
    return say("{what}\nRecurring, {planned}", what=told, planned=planned_for(entry.row.planned_at, line.zone))
