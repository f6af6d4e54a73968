"""The list of the queue: keys, selection and scroll position over the table; it repaints pills, never all of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QToolTip, QWidget

from slaapp.domain.events import TicketId
from slaapp.domain.spans import Instant
from ui import bound, queue_words, theme, wording
from ui.delegates import two_lines
from ui.delegates.queue_line import PILL_GAP, QueueLine
from ui.models.arrangement import Column, Entry, Heading
from ui.models.queue_columns import PILL_FRAME, Place, columns, usual
from ui.models.queue_table import Index, QueueTable
from ui.views.queue_marking import Marking
from ui.views.queue_place import Before, nearest, noted, same_place
from ui.views.queue_steps import group_from, is_stop, stop_from
from ui.views.queue_tips import hidden_at
from ui.widgets.scroll import SlimBar


class QueueView(QTableView):
    """`opened` when a ticket is to be opened, `current_changed` with the ticket's number or None, `touched` at each key
    or click: whoever re-sorts waits for a quiet moment."""

    opened = Signal(int)
    current_changed = Signal(object)
    touched = Signal()
    preview_wanted = Signal()
    reformed = Signal(bool)
    """The rows take two lines from now on, or one."""

    def __init__(self, table: QueueTable, line: QueueLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table, self._line = table, line
        self._chosen: TicketId | None = None
        self._before: Before | None = None
        self._marking = Marking(table)
        self.window_width = 1440
        self.shown: tuple[Column, ...] | None = None
        """The columns, where a person chose them."""

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
        table.arranging.connect(self._keep)
        table.arranged.connect(self._restore)
        own = self.verticalScrollBar()
        own.rangeChanged.connect(self._sync_bar)
        own.valueChanged.connect(self._bar.setValue)
        self._bar.valueChanged.connect(own.setValue)
        bound.bind(
            self,
            {
                "list_down": partial(self._press, lambda: self._step(1)),
                "list_up": partial(self._press, lambda: self._step(-1)),
                "previous_group": partial(self._press, lambda: self._to_group(forward=False)),
                "next_group": partial(self._press, lambda: self._to_group(forward=True)),
                "peek": partial(self._press, self.preview_wanted.emit),
                "mark": partial(self._press, lambda: self._marking.toggle(self.current_entry())),
                "mark_all": partial(self._press, self._marking.mark_all),
            },
        )

    # What is where

    def set_compact(self, compact: bool) -> None:
        if compact is not self._line.compact:
            self._line.compact = compact
            self._dress()

    def current_entry(self) -> Entry | None:
        index = self.currentIndex()
        if not index.isValid():
            return None
        line = self._table.line(index.row())
        return line if isinstance(line, Entry) else None

    def visible_lines(self) -> range:
        """The lines that are seen at least in part."""
        height = self.viewport().height()
        first = self.rowAt(0)
        if first < 0 or height <= 0:
            return range(0)
        last = self.rowAt(height - 1)
        return range(first, (self._table.rowCount() - 1 if last < 0 else last) + 1)

    def select_ticket(self, number: int) -> bool:
        """Make a ticket the current one and show it; False when it is not in the list."""
        at = self._table.line_of_number(number)
        if at is None:
            return False
        self._go(at)
        return True

    def select_first(self) -> None:
        first = next((at for at, line in enumerate(self._table.lines) if isinstance(line, Entry)), None)
        if first is not None:
            self._go(first)

    def come_back(self) -> None:
        """Show the ticket that the person chose last; where the list does not hold it, the one that stands in."""
        at = None if self._chosen is None else self._table.line_of(self._chosen)
        if at is not None:
            self._go(at)
        elif self.currentIndex().isValid():
            self._show(self.currentIndex().row())

    def is_ringed(self) -> bool:
        """Whether a person sees which ticket a key would act on."""
        return self.hasFocus() and self._in_view(self.currentIndex().row())

    def show_ring(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show(self.currentIndex().row())

    def next_figure(self) -> Instant | None:
        return self._table.next_figure(self.visible_lines())

    def current_rect(self) -> QRect:
        """Where the current line is seen."""
        return self._row_rect(self.currentIndex().row())

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

    # Selection and scroll position outlive a change of the list

    def _keep(self) -> None:
        here = self.currentIndex().row()
        self._before = noted(
            self._table,
            current=here,
            in_view=self._in_view(here),
            seen=self.visible_lines(),
            scrolled=self.verticalScrollBar().value() > 0,
            top_of=self.rowViewportPosition,
        )

    def _restore(self) -> None:
        self._size_headings()
        self.lay_out()
        before = self._before
        if before is None:
            return
        at = nearest(before, self._table, partial(is_stop, self._table))
        if at is not None:
            self.setCurrentIndex(self._table.index(at, 0))
        self._before = None
        value = same_place(before, self._table, self.verticalHeader().sectionPosition, self.viewport().height())
        if value is not None:
            self.verticalScrollBar().setValue(value)
        if at is not None and before.in_view:
            self._show(at)
        entry = self.current_entry()
        if entry is not None and (self._chosen is None or not self._table.holds(self._chosen)):
            self._chosen = entry.key
        self.current_changed.emit(None if entry is None else entry.row.number)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self._before is not None:
            return
        entry = self.current_entry()
        if entry is not None:
            self._chosen = entry.key
        self.current_changed.emit(None if entry is None else entry.row.number)

    # Keys

    def _press(self, do: Callable[[], None]) -> None:
        self.touched.emit()
        self._marking.end_range()
        do()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.touched.emit()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._marking.extends(event.key(), held):
            self._marking.begin_range(self.current_entry())
            self._obey(event.key())
            self._marking.reach(self.currentIndex().row())
            return
        if event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_Control):
            self._marking.end_range()
        if held or not self._obey(event.key()):
            event.ignore()

    def _obey(self, key: int) -> bool:
        match key:
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self._step(1 if key == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                self._step(self._page() if key == Qt.Key.Key_PageDown else -self._page())
            case Qt.Key.Key_Home | Qt.Key.Key_End:
                self._step(self._table.rowCount() * (-1 if key == Qt.Key.Key_Home else 1))
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self._fold(close=key == Qt.Key.Key_Left)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.open_current()
            case _:
                return False
        return True

    def _step(self, by: int) -> None:
        """So many stops on, or as far as there are any."""
        here = self.currentIndex().row()
        at = stop_from(self._table, here, by)
        if at is not None:
            self._go(at)
        elif here >= 0:
            self._show(here)

    def _page(self) -> int:
        return max(1, self.viewport().height() // self._line.row_height() - 1)

    def _to_group(self, *, forward: bool) -> None:
        at = group_from(self._table, self.currentIndex().row(), forward=forward)
        if at is not None:
            self._go(at)

    def _fold(self, *, close: bool) -> None:
        at = self.currentIndex().row()
        if at < 0:
            return
        self._set_closed(max(above for above in self._table.headings if above <= at), close)

    def _set_closed(self, at: int, close: bool) -> None:
        heading = self._table.line(at)
        if not isinstance(heading, Heading) or heading.closed is close:
            return
        was_inside = at < self.currentIndex().row() <= at + heading.count
        group = frozenset({heading.group})
        self._table.close_groups(self._table.closed | group if close else self._table.closed - group)
        if close and was_inside:
            self._go(at)

    def _go(self, at: int) -> None:
        self.setCurrentIndex(self._table.index(at, 0))
        self._show(at)

    def _show(self, at: int) -> None:
        if at == 1:
            self.scrollToTop()
        else:
            self.scrollTo(self._table.index(at, 0))

    def keep_in_sight(self) -> None:
        """Rows have another height: the current one is still seen."""
        self.executeDelayedItemsLayout()
        if self.currentIndex().isValid() and not self._in_view(self.currentIndex().row()):
            self._show(self.currentIndex().row())

    def _in_view(self, at: int) -> bool:
        top = self.rowViewportPosition(at)
        return at >= 0 and top >= 0 and top + self.rowHeight(at) <= self.viewport().height()

    def open_current(self) -> None:
        entry = self.current_entry()
        if entry is not None and not self._in_view(self.currentIndex().row()):
            self._show(self.currentIndex().row())
        elif entry is not None:
            self.opened.emit(entry.row.number)
        elif self.currentIndex().isValid():
            self._fold(close=False)

    # The pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            line = self._table.line(index.row())
            if isinstance(line, Heading):
                self._set_closed(index.row(), not line.closed)
                return
            if event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
                self._marking.begin_range(self.current_entry())
                self._go(index.row())
                self._marking.reach(index.row())
                return
            self._marking.end_range()
            if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self._go(index.row())
                self._marking.toggle(line)
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and isinstance(self._table.line(index.row()), Entry):
            self.open_current()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos().x(), event.pos().y()), self)
            return True
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
        self._line.pills_only = event.rect().right() <= self._line.pill_rect(self.viewport().rect()).right()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What takes room at the foot, as the bar of the marked tickets, does not hide the current row."""
        at = self.currentIndex().row()
        seen = at >= 0 and 0 <= self.rowViewportPosition(at) <= event.oldSize().height() - self.rowHeight(at)
        super().resizeEvent(event)
        self.lay_out()
        if seen and not self._in_view(at):
            self._show(at)
        self._sync_bar()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._line.has_focus = True
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._line.has_focus = False
        super().focusOutEvent(event)
        self.viewport().update()
