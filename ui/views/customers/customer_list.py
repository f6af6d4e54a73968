"""The customers by name, narrowed as one types, each with how many tickets are open and how many of them late."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from slaapp.services.customer_pages import CustomerLine
from ui import theme, wording
from ui.widgets import painting
from ui.widgets.runs import one_line
from ui.widgets.scroll import slim
from ui.wording import say

Index = QModelIndex | QPersistentModelIndex
LINE = 54


class CustomerModel(QAbstractListModel):
    """Only the lines that fit what was typed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._every: tuple[CustomerLine, ...] = ()
        self._text = ""
        self.lines: tuple[CustomerLine, ...] = ()

    def show_lines(self, lines: Sequence[CustomerLine], text: str) -> bool:
        """Whether anything differs from before."""
        fitting = tuple(line for line in lines if line.fits(text))
        self._every, self._text = tuple(lines), text
        if fitting == self.lines:
            return False
        same = [line.customer.id for line in fitting] == [line.customer.id for line in self.lines]
        if same:
            self.lines = fitting
            self.dataChanged.emit(self.index(0), self.index(len(fitting) - 1))
            return True
        self.beginResetModel()
        self.lines = fitting
        self.endResetModel()
        return True

    def narrow(self, text: str) -> bool:
        return self.show_lines(self._every, text)

    @property
    def every(self) -> tuple[CustomerLine, ...]:
        return self._every

    def row_of(self, customer: str) -> int | None:
        return next((at for at, line in enumerate(self.lines) if line.customer.id == customer), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(line.customer.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{one_line(line.customer.name)}. {open_words(line)}."
        return None


def open_words(line: CustomerLine) -> str:
    """`3 open, 1 overdue`"""
    if not line.open:
        return say("none open")
    words = say("{count} open", count=line.open)
    return say("{words}, {late} overdue", words=words, late=line.overdue) if line.overdue else words


class _Line(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, theme.px(LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, CustomerModel)
        line, t, rect = model.lines[index.row()], theme.current(), QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.fillRect(rect, t.selected if selected else t.hover if hovered else t.surface)
        x, room = rect.left() + 16, rect.width() - 28
        first = rect.top() + theme.px(LINE) * 0.34
        second = rect.top() + theme.px(LINE) * 0.69
        painting.text(painter, one_line(line.customer.name), "prose_semi", t.text, x, first, room)
        quiet = t.text2 if selected else t.text3
        words = say("{count} open", count=line.open) if line.open else say("none open")
        x += painting.text(painter, words, "small", t.text2 if line.open else quiet, x, second, room) + 8
        if line.overdue:
            late = say("{count} overdue", count=line.overdue)
            painting.tag(painter, x, second, theme.tag("red"), late, "triangle-alert")
        painting.hairline(painter, rect.left(), rect.bottom() - 1, rect.width())
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            ring = rect.adjusted(2, 2, -2, -3)
            painting.frame(painter, ring, theme.RADIUS_PILL, fill=None, outline=t.focus, width=2)
        painter.restore()


class CustomerView(QListView):
    """`entered` by Enter: into the page. Letters are left to the page around it, J and K move."""

    entered = Signal()

    def __init__(self, model: CustomerModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_Line(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(wording.page("customers"))
        slim(self)
        theme.follow(self.doItemsLayout)

    def step(self, by: int) -> None:
        count = self.model().rowCount()
        if count:
            row = min(max(self.currentIndex().row() + by, 0), count - 1)
            self.setCurrentIndex(self.model().index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        match event.key():
            case Qt.Key.Key_J if plain:
                self.step(1)
            case Qt.Key.Key_K if plain:
                self.step(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Right if plain:
                self.entered.emit()
            case Qt.Key.Key_Up | Qt.Key.Key_Down | Qt.Key.Key_Home | Qt.Key.Key_End:
                super().keyPressEvent(event)
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown | Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                super().keyPressEvent(event)
            case _:
                event.ignore()
