"""The dashboard as a table of words: what is painted, to be read line by line (T)."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from slaapp.domain import durations
from slaapp.domain.compliance import percent
from slaapp.services.overview import Overview
from ui import queue_words, theme, wording
from ui.theme import Theme
from ui.views.dashboard.cards import cards_of
from ui.views.dashboard.due_next import subject_of
from ui.widgets import painting
from ui.widgets.row_ring import paint_row_ring
from ui.widgets.runs import one_line
from ui.widgets.scroll import slim
from ui.wording import say

LEFT, RIGHT = theme.GUTTER_LEFT, 8
PART, SHARE = 0.28, 0.45
Index = QModelIndex | QPersistentModelIndex
Line = tuple[str, str, str]
"""The block, what is counted, and how it stands."""


def lines(found: Overview, *, hide_names: bool) -> Iterator[Line]:
    zone = found.hours.zone
    for card in cards_of(found):
        yield say("Now"), card.title, wording.joined(str(card.number), card.remark)
    if found.cards.uncovered:
        yield say("Now"), say("No agreement"), wording.joined(str(found.cards.uncovered), say("not measured"))
    for row, standing in found.due_next:
        name = "" if hide_names else one_line(row.customer)
        clock = "" if standing.metric is None else wording.metric(standing.metric)
        what = wording.joined(str(row.number), "" if hide_names else subject_of(row, hide_names=False), name)
        due = queue_words.due_column(standing, found.now, zone)
        who = say("Unassigned") if row.assignee is None else one_line(row.assignee)
        how = wording.joined(
            wording.countdown(standing.reading), due, clock, wording.severity_in_full(row.severity, row.meaning), who
        )
        yield say("Due next"), what, how
    month = say("{month} so far", month=durations.MONTHS[found.month.month - 1])
    for share in found.shares:
        shown = percent(share.met, share.decided)
        of = say("{met} of {decided} on time", met=share.met, decided=share.decided)
        goal = "" if share.goal is None else say("goal {goal} %", goal=share.goal)
        verdict = {True: say("goal kept"), False: say("below goal"), None: ""}[share.met_goal]
        words = wording.joined(f"{shown} %", of, goal, verdict) if share.decided else say("no data")
        yield month, wording.severity(share.severity), words
    median = wording.NOTHING if found.median_response is None else durations.used(found.median_response)
    yield say("Today"), say("Logged"), str(found.logged_today)
    yield say("Today"), say("Resolved"), str(found.resolved_today)
    yield say("Today"), say("Median response"), median
    for day in found.days:
        words = say("{logged} logged · {resolved} resolved", logged=day.logged, resolved=day.resolved)
        yield say("Last 10 days"), durations.weekday_and_day(day.day), words


class _Head(QHeaderView):
    """Captions over a hairline, as above the queue."""

    def __init__(self, colours: Callable[[], Theme]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._colours = colours
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setStretchLastSection(True)
        theme.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(theme.HEAD))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        t = self._colours()
        painter.fillRect(rect, t.surface)
        painting.hairline(painter, rect.x(), rect.bottom(), rect.width(), t.line)
        words = self.model().headerData(section, Qt.Orientation.Horizontal)
        painting.text(painter, words, "caption", t.text3, rect.x() + LEFT, rect.center().y(), rect.width() - LEFT)


class _Cell(QStyledItemDelegate):
    """Words in as many lines as they take."""

    def __init__(self, colours: Callable[[], Theme], table: "OverviewTable") -> None:
        super().__init__(table)
        self._colours, self._table = colours, table

    def _broken(self, index: Index) -> list[str]:
        room = self._table.room_of(index.column()) - LEFT - RIGHT
        return painting.broken(index.data(), _style(index), room)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        more = len(self._broken(index)) - 1
        return QSize(0, theme.px(theme.ROW_COMPACT) + more * theme.line_height(_style(index)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, rect = self._colours(), option.rect
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, t.selected if here else t.surface)
        painting.hairline(painter, rect.x(), rect.bottom(), rect.width(), t.line)
        style, ink, lines = _style(index), t.text if index.column() else t.text2, self._broken(index)
        pitch = theme.line_height(style)
        first = rect.center().y() - (len(lines) - 1) * pitch / 2
        for at, words in enumerate(lines):
            painting.text(painter, words, style, ink, rect.x() + LEFT, first + at * pitch)


def _style(index: Index) -> str:
    """What is told of stands in people's own words."""
    return "prose" if index.column() == 1 else "body"


class OverviewTable(QTableWidget):
    """`wall`: in the wallboard's colours."""

    FIRST, SECOND = 150, 460
    """How wide the first two columns are; the first has at most `PART` of all, the second `SHARE` of what it leaves."""

    def __init__(self, *, wall: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        colours = theme.wallboard if wall else theme.current
        self.setHorizontalHeaderLabels([say("Part"), say("What"), say("How it stands")])
        self.verticalHeader().hide()
        self.setHorizontalHeader(_Head(colours))
        self.setItemDelegate(_Cell(colours, self))
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(say("Dashboard as a table"))
        slim(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._wall, self._colours = wall, colours
        self.horizontalHeader().sectionResized.connect(self.resizeRowsToContents)
        theme.follow(self._dress)

    def show_overview(self, found: Overview, *, hide_names: bool) -> None:
        self.show_lines(list(lines(found, hide_names=hide_names)))

    def show_lines(self, held: Sequence[Line]) -> None:
        self.setRowCount(len(held))
        changed = set()
        for at, cells in enumerate(held):
            for column, words in enumerate(cells):
                item = self.item(at, column)
                if item is None:
                    self.setItem(at, column, QTableWidgetItem(words))
                elif item.text() != words:
                    item.setText(words)
                else:
                    continue
                changed.add(at)
        for at in changed:
            self.resizeRowToContents(at)
        if self.currentRow() < 0:
            self.setCurrentCell(0, 0)  # lays the rows out: their words are there

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters belong to the page: there is nothing to be found by typing here."""
        if event.text().isalpha() or event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_row_ring(self, self._colours())

    def _dress(self) -> None:
        self.setFont(theme.font("body"))
        if self._wall:
            theme.darken(self)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def room_of(self, column: int) -> int:
        """How wide a column is; the last one takes what the others leave, also before it is stretched."""
        others = sum(map(self.columnWidth, range(2)))
        return self.viewport().width() - others if column == 2 else self.columnWidth(column)

    def _share(self) -> None:
        """All columns are seen, however narrow the window and large the text."""
        wide = self.viewport().width()
        first = min(theme.px(self.FIRST), round(PART * wide))
        self.setColumnWidth(0, first)
        self.setColumnWidth(1, min(theme.px(self.SECOND), round(SHARE * (wide - first))))
        self.resizeRowsToContents()
