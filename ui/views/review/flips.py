"""The clocks that would be late, or would no longer be: Enter opens the ticket, W tells how it would have come."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from slaapp.domain.agreement import Meaning, Severity
from slaapp.domain.clock import Verdict
from slaapp.domain.what_if import Flip
from slaapp.reports import what_if_words
from slaapp.services.whatif import WhatIf
from ui import icons, keymap, theme, wording
from ui.actions import Where
from ui.widgets import painting
from ui.widgets.row_ring import paint_row_ring
from ui.widgets.runs import one_line
from ui.widgets.scroll import slim
from ui.wording import say

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("No.", "Subject", "Clock", "Severity", "As promised → as it would be")
WIDTHS = {0: 68, 2: 140, 3: 100, 4: 230}
SUBJECT, SEVERITY, TURN = 1, 3, 4


class FlipRows(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.flips: Sequence[Flip] = ()
        self._subjects: Mapping[int, str] = {}
        self._meanings: Mapping[Severity, Meaning] = {}

    def show_flips(self, flips: Sequence[Flip], of: WhatIf) -> None:
        """Some of those that were found."""
        self.beginResetModel()
        self.flips, self._subjects, self._meanings = flips, of.subjects, of.meanings
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.flips)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return self._cells(self.flips[index.row()])[index.column()]

    def _cells(self, flip: Flip) -> tuple[str, ...]:
        return (
            str(flip.number),
            one_line(self._subjects.get(flip.number, "")),
            what_if_words.clock(flip),
            one_line(wording.severity_called(flip.severity, self._meanings.get(flip.severity))),
            what_if_words.turn(flip),
        )

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return say(COLUMNS[section])
        return None


class _Cell(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, FlipRows):
            return
        t, rect, flip = theme.current(), QRectF(option.rect), model.flips[index.row()]
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, t.selected if here else t.surface)
        painting.hairline(painter, rect.x(), rect.bottom() - 1, rect.width())
        x, middle, side = rect.x() + (theme.GUTTER_LEFT if index.column() == 0 else 0), rect.center().y(), theme.px(14)
        style, ink = ("prose", t.text) if index.column() == SUBJECT else ("body", t.text)
        if index.column() == 0:
            style = "semi"
        elif index.column() == SEVERITY:
            painting.severity(painter, x, middle, flip.severity)
            x += side + 7
        elif index.column() == TURN:
            late = flip.now is Verdict.BREACHED
            icon, mark = ("triangle-alert", t.red_text) if late else ("check", t.green_text)
            icons.paint(painter, icon, mark, x, round(middle - side / 2), side)
            x += side + 7
        painting.text(painter, index.data(), style, ink, x, middle, max(1.0, rect.right() - 8 - x))
        painter.restore()


class _Head(QHeaderView):
    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setSectionsClickable(False)
        theme.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(theme.HEAD))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        with QPainter(self.viewport()) as painter:
            painter.fillRect(self.viewport().rect(), t.surface)
            painting.hairline(painter, 0, self.height() - 1, self.width())
            for column, name in enumerate(COLUMNS):
                x = self.sectionViewportPosition(column) + (theme.GUTTER_LEFT if column == 0 else 0)
                room = max(1, self.sectionSize(column) - 8)
                painting.text(painter, say(name), "caption", t.text3, x, self.height() / 2, room)


class FlipTable(QTableView):
    ticket_wanted = Signal(int)
    why_wanted = Signal(object)
    """A Flip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = FlipRows(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Cell(self))
        self.setHorizontalHeader(_Head())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setAccessibleName(say("Clocks that change"))
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(SUBJECT, QHeaderView.ResizeMode.Stretch)
        slim(self)
        self.doubleClicked.connect(lambda _: self._open())
        theme.follow(self._dress)

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(theme.ROW_COMPACT))
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, theme.px(width))
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_row_ring(self, theme.current())

    def show_flips(self, flips: Sequence[Flip], of: WhatIf) -> None:
        self.rows.show_flips(flips, of)
        if flips:
            self.selectRow(0)

    @property
    def here(self) -> Flip | None:
        row = self.currentIndex().row()
        return self.rows.flips[row] if 0 <= row < len(self.rows.flips) else None

    def _open(self) -> None:
        if self.here is not None:
            self.ticket_wanted.emit(self.here.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is no step belongs to the page."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif self.here is not None and keymap.act_of(event, Where.REVIEW) == "review_why":
            self.why_wanted.emit(self.here)
        elif event.text().isalpha() or event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
