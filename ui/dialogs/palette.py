"""Find anything by a few letters: a command, an open ticket (Ctrl+K)."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from slaapp.services.board import Row
from ui import keymap, wording
from ui.actions import ACTIONS
from ui.widgets.picker import Choice, Picker

WIDTH, TOP = 680, 82


class Palette(Picker):
    """A command is done at once; `ticket_wanted` carries the number of a ticket that was chosen."""

    ticket_wanted = Signal(int)

    def __init__(self, made: Mapping[str, QAction], rows: Sequence[Row], parent: QWidget) -> None:
        super().__init__(wording.say("Type a command, or a ticket's number or subject"), parent, width=WIDTH)
        self._made, self._rows = made, rows
        self.chosen.connect(self._do)

    def open_over(self, window: QWidget) -> None:
        commands = [
            Choice(act.name, wording.say(act.text), note=keymap.shown(act.name), icon=act.icon)
            for act in ACTIONS
            if act.name in self._made and act.name != "palette"
        ]
        tickets = [
            Choice(f"#{row.number}", f"{row.number} {row.subject}", note=row.customer, icon="inbox")
            for row in sorted(self._rows, key=lambda row: -row.number)
        ]
        self.open_with(commands + tickets, window)
        left = (window.width() - self.width()) // 2
        self.move(window.mapToGlobal(QPoint(left, TOP)))

    def _do(self, value: str) -> None:
        if value.startswith("#"):
            self.ticket_wanted.emit(int(value[1:]))
        else:
            self._made[value].trigger()
