"""The rows of the queue: how they look and what lies where in them; it repaints pills, never all of it."""

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QHelpEvent,
    QMouseEvent,
    QPaintEvent,
    QPalette,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QToolTip, QWidget

from slaapp.domain.events import TicketId
from slaapp.domain.spans import Instant
from ui import queue_words, theme, wording
from ui.delegates import two_lines
from ui.delegates.queue_line import PILL_GAP, QueueLine
from ui.models.arrangement import Column, Entry
from ui.models.queue_columns import PILL_FRAME, Place, columns, usual
from ui.models.queue_table import QueueTable
from ui.views.queue_tips import hidden_at
from ui.widgets.scroll import SlimBar


class QueueRows(QTableView):
    """`touched` at each key or click: whoever re-sorts waits for a quiet moment."""

    touched = Signal()
    reformed = Signal(bool)
    """The rows take two lines from now on, or one."""

    def __init__(self, table: QueueTable, line: QueueLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table, self._line = table, line
        self.window_width = 1440
        self._pointer: QPoint | None = None
        self.shown: tuple[Column, ...] | None = None
        """The columns, where a person chose them."""

        # Not Qt's own, as in `ScrollArea`: every class of Qt's that it may be would be made ready.
        ground = QWidget()
        ground.setBackgroundRole(QPalette.ColorRole.Base)
        ground.setAutoFillBackground(True)
        self.setViewport(ground)
        self.setModel(table)
        self.setItemDelegate(line)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setAutoScroll(False)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName(wording.say("Tickets"))
        self._bar = SlimBar(Qt.Orientation.Vertical, self)
        self._bar.hide()
        self._dress()

        theme.notifier.changed.connect(self._dress)
        own = self.verticalScrollBar()
        own.rangeChanged.connect(self._sync_bar)
        own.valueChanged.connect(self._bar.setValue)
        self._bar.valueChanged.connect(own.setValue)

    def set_compact(self, compact: bool) -> None:
        if compact is not self._line.compact:
            self._line.compact = compact
            self._dress()

    def visible_lines(self) -> range:
        """The lines that are seen at least in part."""
        height = self.viewport().height()
        first = self.rowAt(0)
        if first < 0 or height <= 0:
            return range(0)
        last = self.rowAt(height - 1)
        return range(first, (self._table.rowCount() - 1 if last < 0 else last) + 1)

    def next_figure(self) -> Instant | None:
        return self._table.next_figure(self.visible_lines())

    def repaint_figures(self) -> None:
        """Of the visible tickets, repaint those pills that say something else than before."""
        for at in self.visible_lines():
            line = self._table.line(at)
            if isinstance(line, Entry):
                words = queue_words.done_or_countdown(line.row, self._table.shown(line).reading)
                if self._line.painted.get(line.key) != words:
                    self.viewport().update(self._line.pill_rect(self._row_rect(at)))

    def _row_rect(self, at: int) -> QRect:
        return QRect(0, self.rowViewportPosition(at), self.viewport().width(), self.rowHeight(at))

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._line.row_height())
        self._size_headings()
        self.lay_out()
        self.viewport().update()

    def lay_out(self) -> None:
        width, longest = self.viewport().width(), self._table.longest()
        self._line.places = columns(width, window=self.window_width, longest=longest, shown=self.shown)
        if self.isVisible() and self._line.two_lines is not (width < two_lines.BELOW):
            self._line.two_lines = width < two_lines.BELOW
            self._dress()
            self.reformed.emit(self._line.two_lines)
        self.viewport().update()

    def flash(self, tickets: frozenset[TicketId]) -> None:
        """These stand out until the next call."""
        self._line.flashing = tickets
        self.viewport().update()

    def ticket_at(self, spot: QPoint) -> int | None:
        """The ticket whose row is at that point of the screen."""
        inside = self.viewport().mapFromGlobal(spot)
        index = self.indexAt(inside) if self.viewport().rect().contains(inside) and self.isVisible() else None
        line = self._table.line(index.row()) if index is not None and index.isValid() else None
        return line.row.number if isinstance(line, Entry) else None

    def show_target(self, number: int | None) -> None:
        """The row on which something would be dropped stands out, and does not move away below the pointer."""
        self.touched.emit()
        if number != self._line.target:
            self._line.target = number
            self.viewport().update()

    def _size_headings(self) -> None:
        rows, height = self.verticalHeader(), self._line.heading_height()
        for at in self._table.headings:
            rows.resizeSection(at, height)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos().x(), event.pos().y()), self)
            return True
        if isinstance(event, QMouseEvent):
            self._pointer = event.position().toPoint()
        elif event.type() is QEvent.Type.Leave:
            self._pointer = None
        return super().viewportEvent(event)

    def tip_at(self, x: int, y: int) -> str:
        """What a pointer there is told."""
        return wording.tip(self._hidden_at(QPoint(x, y)))

    def columns(self) -> tuple[Column, ...]:
        """Those of the list, also those for which there is no room at the moment."""
        return self.shown or usual(self.window_width)

    def places(self) -> tuple[Place, ...]:
        """Where the columns lie."""
        return self._line.places

    def pill_room(self) -> int:
        """For the figure in a pill."""
        return self._line.pill_rect(self.viewport().rect()).width() - theme.px(PILL_FRAME - PILL_GAP)

    def _hidden_at(self, point: QPoint) -> str:
        index = self.indexAt(point)
        line = self._table.line(index.row()) if index.isValid() else None
        if not isinstance(line, Entry):
            return ""
        return hidden_at(point, self._row_rect(index.row()), line, self._table, self._line)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._sync_bar()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._bar.hide()

    def _sync_bar(self) -> None:
        """The bar lies over the list, in its right margin, while the pointer is in the list."""
        own = self.verticalScrollBar()
        self._bar.setRange(own.minimum(), own.maximum())
        self._bar.setPageStep(own.pageStep())
        self._bar.setSingleStep(own.singleStep())
        self._bar.setValue(own.value())
        self._bar.setGeometry(self.width() - 10, 2, 8, self.height() - 4)
        self._bar.setVisible(own.maximum() > own.minimum() and self.underMouse())

    def paintEvent(self, event: QPaintEvent) -> None:
        selected = self.selectionModel().selectedRows()
        self._line.selected_at = selected[0].row() if selected else -1
        self._line.hovered_at = -1 if self._pointer is None else self.rowAt(self._pointer.y())
        self._line.pills_only = event.rect().right() <= self._line.pill_rect(self.viewport().rect()).right()
        super().paintEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.lay_out()
