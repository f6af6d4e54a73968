"""The files of a ticket in its side panel, and those of the tickets that were merged into it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.services.tickets import TicketPage
from ui.views.ticket import files_told
from ui.widgets.file_chip import FileChips
from ui.widgets.label import Label
from ui.wording import say


class Attachments(QWidget):
    """Takes no room while there is none."""

    wanted = Signal(object)
    """A StoredFile of the ticket was pressed."""

    merged_wanted = Signal(object)
    """One of another ticket's, which is not to be taken off here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = Label("", "body", "text3")
        self.files = FileChips()
        self.merged: dict[int, FileChips] = {}
        """By the number of the ticket from which they come."""

        head = QHBoxLayout()
        head.setSpacing(9)
        head.addWidget(Label(say("Attachments"), "title_s"))
        head.addWidget(self._count, 1)
        self._others = QVBoxLayout()
        self._others.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 23, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.files)
        column.addLayout(self._others)
        self.hide()
        self.files.wanted.connect(self.wanted)

    def show_page(self, page: TicketPage) -> None:
        files = [file for _, file in files_told.attached(page.entries)]
        others = dict(page.merged_files)
        count = len(files) + sum(len(held) for held in others.values())
        self._count.setText(str(count))
        self.files.show_files(files)
        if others.keys() != self.merged.keys():
            self._begin(list(others))
        for number, held in others.items():
            self.merged[number].show_files(held)
        self.setVisible(bool(count))

    def _begin(self, numbers: list[int]) -> None:
        """A line and chips for each of these tickets."""
        while (item := self._others.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.merged = {}
        for number in numbers:
            chips = self.merged[number] = FileChips()
            chips.wanted.connect(self.merged_wanted)
            self._others.addWidget(Label(say("From {number}, merged into this one", number=number), "small", "text3"))
            self._others.addWidget(chips)
