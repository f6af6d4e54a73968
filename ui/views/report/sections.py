"""What the report holds: the sheet of two pages, or the full form with the sections that are ticked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from slaapp.reports.section import OF_ONE, TITLES, Section
from ui.widgets.label import Label
from ui.widgets.tick import Tick
from ui.wording import say


class Sections(QWidget):
    """`chosen` gives the sections in the order in which they were there, new ones where they stand by themselves; None
    for the sheet."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: tuple[Section, ...] | None = None
        self.full = Tick(say("Full report"))
        self.ticks = {section: Tick(say(TITLES[section])) for section in OF_ONE}
        self._list = QWidget()
        ticks = QVBoxLayout(self._list)
        ticks.setContentsMargins(18, 0, 0, 0)
        ticks.setSpacing(0)
        for section, tick in self.ticks.items():
            ticks.addWidget(tick, 0, Qt.AlignmentFlag.AlignLeft)
            tick.clicked.connect(lambda on, section=section: self.chosen.emit(self._with(section, on)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Label(say("Sections"), "body", "text2"))
        column.addWidget(self.full, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._list)
        self.full.clicked.connect(lambda on: self.chosen.emit(OF_ONE if on else None))
        self.show_sections(None)

    def show_sections(self, held: Sequence[Section] | None) -> None:
        self._held = None if held is None else tuple(held)
        self.full.setChecked(held is not None)
        self._list.setVisible(held is not None)
        for section, tick in self.ticks.items():
            tick.setChecked(held is not None and section in held)

    def _with(self, section: Section, on: bool) -> tuple[Section, ...] | None:
        """Without any section it is the sheet again."""
        held = [one for one in self._held or () if one is not section]
        if on:
            before = [one for one in held if OF_ONE.index(one) < OF_ONE.index(section)]
            place = held.index(before[-1]) + 1 if before else 0
            held.insert(place, section)
        return tuple(held) or None
