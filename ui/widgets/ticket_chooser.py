"""Find another ticket by its number or by words: a field and the tickets that fit below it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.field import Field
from ui.widgets.picker import ROW, Choice, ChoiceRow, Choices
from ui.widgets.scroll import slim
from ui.wording import say

ROWS, FEWEST = 5, 2

Find = Callable[[str], Sequence[Choice]]
"""The tickets that a text names, the likeliest first; each value is a number as text."""


class _List(QListView):
    """Five tickets high; where there is less room it scrolls."""

    def sizeHint(self) -> QSize:
        return QSize(100, ROWS * theme.px(ROW) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(100, FEWEST * theme.px(ROW) + 2)


class TicketChooser(QWidget):
    """`chosen` carries the number of the ticket that is marked, None where nothing fits."""

    chosen = Signal(object)

    def __init__(self, find: Find, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self.field = Field(say("Number, or words of the subject"), name=say("Other ticket"), icon="search")
        self._model = Choices(self)
        self.list = _List()
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.list.setModel(self._model)
        self.list.setItemDelegate(ChoiceRow(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(say("Tickets that fit"))
        slim(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.setFocusProxy(self.field)
        self.field.edit.installEventFilter(self)
        self.field.edit.textChanged.connect(self._narrow)
        self.list.clicked.connect(self._mark)
        theme.notifier.changed.connect(self.list.updateGeometry)

    @property
    def number(self) -> int | None:
        choice = self._model.at(self.list.currentIndex().row())
        return None if choice is None or choice.value is None else int(choice.value)

    def labels(self) -> list[str]:
        return [str(self._model.index(row, 0).data()) for row in range(self._model.rowCount())]

    def look(self) -> None:
        """Search for what is typed."""
        self._narrow(self.field.text())

    def _narrow(self, text: str) -> None:
        self.field.show_wrong(False)
        self._model.show_choices(self._find(text))
        self._mark(self._model.index(0, 0))

    def _mark(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        choice = self._model.at(index.row())
        self.field.edit.setAccessibleDescription("" if choice is None else f"{choice.label}, {choice.note}")
        self.chosen.emit(self.number)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in steps:
            count = self._model.rowCount()
            if count:
                row = (self.list.currentIndex().row() + steps[Qt.Key(event.key())]) % count
                self._mark(self._model.index(row, 0))
            return True
        return super().eventFilter(watched, event)
