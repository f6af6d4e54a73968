"""The rows of a ledger as a table: when, what happened, which rule, what counted and what did not."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from ui import icons, theme, wording
from ui.dialogs.why_words import COLUMNS, Shown
from ui.help_pages import rules_in
from ui.widgets import painting
from ui.widgets.row_ring import paint_ring
from ui.widgets.scroll import beside_bar, slim

Index = QModelIndex | QPersistentModelIndex

ROW, HEAD = 34, 26
GAP = 12
"""Between two columns."""

ICON_COLUMN, WHAT, RULE = 1, 2, 3
PLEASANT = {0: 158, 3: 72, 4: 96, 5: 68, 6: 72}
FIRST_RIGHT = 4
"""From this column on, figures stand at the right."""


class LedgerRows(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Shown, ...] = ()

    def show_rows(self, rows: Sequence[Shown]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    @property
    def rows(self) -> tuple[Shown, ...]:
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        cell = self._rows[index.row()].cells[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal and COLUMNS[section]:
            return wording.say(COLUMNS[section])
        return None


class _Cell(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, LedgerRows):
            return
        t, row = theme.current(), model.rows[index.row()]
        rect, column = QRectF(option.rect), index.column()
        middle, ink = rect.center().y(), getattr(t, row.tone)
        painter.save()
        if column == ICON_COLUMN:
            side = theme.px(15)
            if row.severity is not None:
                painting.severity(painter, rect.left(), middle, row.severity)
            elif row.icon:
                mark = t.red_text if row.tone == "red_text" else t.text3
                icons.paint(painter, row.icon, mark, rect.left(), round(middle - side / 2), side)
        elif row.cells[column]:
            style, tone = _style(row, column), t.accent_text if column == RULE else ink
            right = column >= FIRST_RIGHT
            x = rect.right() if right else rect.left()
            if column == WHAT:
                self._words(painter, row.what, style, tone, rect)
            else:
                room = rect.width() - (0 if right else GAP - 4)
                painting.text(painter, row.cells[column], style, tone, x, middle, room, right=right)
        last = index.row() == len(model.rows) - 1
        if not last:
            strong = model.rows[index.row() + 1].last
            painting.hairline(painter, rect.left(), rect.bottom() - 1, rect.width(), t.line2 if strong else t.line)
        painter.restore()

    def _words(self, painter: QPainter, words: str, style: str, ink: theme.Colour, rect: QRectF) -> None:
        """On as many lines as they need: the target stands at their end."""
        lines, pitch = painting.broken(words, style, rect.width() - GAP + 4), theme.line_height(style)
        first = rect.center().y() - pitch * (len(lines) - 1) / 2
        for place, line in enumerate(lines):
            painting.text(painter, line, style, ink, rect.left(), first + place * pitch)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """What is cut can be read in full."""
        model = index.model()
        if event.type() == QEvent.Type.ToolTip and isinstance(model, LedgerRows) and index.isValid():
            row = model.rows[index.row()]
            cell = row.cells[index.column()]
            wide = theme.metrics(_style(row, index.column())).horizontalAdvance(cell) > option.rect.width() - GAP + 4
            cut = wide and index.column() != WHAT
            QToolTip.showText(event.globalPos(), wording.tip(cell) if cut else "", view)
            return True
        return super().helpEvent(event, view, option, index)


def _style(row: Shown, column: int) -> str:
    if COLUMNS[column] == "Rule":
        return "small"
    if row.style != "strong":
        return row.style
    return "semi" if column >= FIRST_RIGHT else "strong" if column == WHAT else "body"


class _Head(QHeaderView):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        return QSize(100, theme.px(HEAD))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        with QPainter(self.viewport()) as painter:
            painter.fillRect(self.viewport().rect(), t.surface)
            painting.hairline(painter, 0, self.height() - 1, self.width())
            for column, name in enumerate(COLUMNS):
                left, width = self.sectionViewportPosition(column), self.sectionSize(column)
                if name:
                    right = column >= FIRST_RIGHT
                    x = left + width if right else left
                    painting.text(painter, wording.say(name), "small", t.text2, x, self.height() / 2 - 1, right=right)


class LedgerTable(QTableView):
    """As high as its rows when there is room for them, else it scrolls; nothing in it can be changed."""

    rule_wanted = Signal(str)
    """A rule was clicked: it is to be read."""

    part_wanted = Signal(object)
    """A part of the agreement was: a Part."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = LedgerRows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Cell(self))
        self.setHorizontalHeader(_Head(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setAccessibleName(wording.say("What counted, row by row"))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(1)
        slim(self)
        theme.notifier.changed.connect(self._dress)
        self._dress()
        self.setMouseTracking(True)
        self.clicked.connect(self._read_rule)
        self.entered.connect(self._point)

    def _read_rule(self, index: Index) -> None:
        """A row that is closed names a calendar in place of its rule, which is that of working time."""
        row = self._rows.rows[index.row()]
        cell = row.cells[RULE] if index.column() == RULE else ""
        if cell and row.part is not None:
            self.part_wanted.emit(row.part)
        elif cell:
            self.rule_wanted.emit(cell if any(rules_in(cell)) else "T2")

    def _point(self, index: Index) -> None:
        rule = index.column() == RULE and bool(self._rows.rows[index.row()].cells[RULE])
        self.setCursor(Qt.CursorShape.PointingHandCursor if rule else Qt.CursorShape.ArrowCursor)

    @property
    def shown(self) -> tuple[Shown, ...]:
        return self._rows.rows

    def show_rows(self, rows: Sequence[Shown]) -> None:
        self._rows.show_rows(rows)
        self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_ring(self, QRectF(self.viewport().rect()), theme.current())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Qt moves what is painted; the ring stays where it is."""
        super().scrollContentsBy(dx, dy)
        self.viewport().update()

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW))
        self.fit_to(self.viewport().width())
        self.viewport().update()

    def fit_to(self, width: int) -> None:
        """Take the columns, and the rows' heights, for this width of the table."""
        sizes = self._spread(width - beside_bar(self))
        room = sizes[WHAT] - GAP + 4
        for column, size in enumerate(sizes):
            self.horizontalHeader().resizeSection(column, size)
        for place, row in enumerate(self._rows.rows):
            style = _style(row, WHAT)
            lines = len(painting.broken(row.what, style, room))
            self.verticalHeader().resizeSection(place, theme.px(ROW) + (lines - 1) * theme.line_height(style))
        self.updateGeometry()

    def _spread(self, width: int) -> list[int]:
        """Each column is as wide as its widest cell; what is left goes to the pleasant widths, then to the words.

        Where it is too little, the words are broken.
        """
        sizes = [self._natural(column) for column in range(len(COLUMNS))]
        sizes[RULE] = min(sizes[RULE], theme.px(130))
        spare = max(width, theme.px(400)) - sum(sizes)
        for column, pleasant in PLEASANT.items():
            more = max(0, min(theme.px(pleasant) - sizes[column], spare))
            sizes[column] += more
            spare -= more
        sizes[WHAT] = max(theme.px(80), sizes[WHAT] + spare)
        return sizes

    def _natural(self, column: int) -> int:
        if column == ICON_COLUMN:
            return theme.px(15) + 11
        head = theme.metrics("small").horizontalAdvance(wording.say(COLUMNS[column]))
        cells = (theme.metrics(_style(row, column)).horizontalAdvance(row.cells[column]) for row in self._rows.rows)
        return round(max([head, *cells])) + GAP

    def sizeHint(self) -> QSize:
        return QSize(theme.px(728), theme.px(HEAD) + max(theme.px(ROW), self.verticalHeader().length()))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(HEAD) + theme.px(ROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_to(event.size().width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑↓ and the pages scroll; everything else is the dialog's."""
        steps = {
            Qt.Key.Key_Up: -theme.px(ROW),
            Qt.Key.Key_Down: theme.px(ROW),
            Qt.Key.Key_PageUp: -self.viewport().height(),
            Qt.Key.Key_PageDown: self.viewport().height(),
        }
        bar = self.verticalScrollBar()
        if event.key() in steps:
            bar.setValue(bar.value() + steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            event.ignore()
            return
        event.accept()
