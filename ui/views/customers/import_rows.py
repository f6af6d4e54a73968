"""What a file of contacts would bring, a line each: new, changed, as known, doubtful with a tick, or why not."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from slaapp.domain.value import Value
from slaapp.services.contact_importing import ContactPreview, Kind
from ui import icons, theme
from ui.widgets import painting
from ui.widgets.runs import one_line
from ui.widgets.scroll import slim
from ui.wording import say

Index = QModelIndex | QPersistentModelIndex
ROW, HEIGHT = 30, 190
_TAGS = {Kind.NEW: ("green", "new"), Kind.CHANGED: ("neutral", "changed"), Kind.SAME: ("neutral", "as known")}


class _Told(Value):
    """`kind` None: the row cannot be taken."""

    line: int
    kind: Kind | None
    name: str
    what: str


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[_Told, ...] = ()
        self.taken: set[int] = set()

    def show_preview(self, found: ContactPreview) -> None:
        told = [
            _Told(row.card.line, row.kind, row.card.name, "; ".join(row.changes) or _card_words(row.card))
            for row in found.rows
        ]
        told += [
            _Told(row.line, None, say("Line {line}", line=row.line), say("not taken: {why}", why=row.reason))
            for row in found.problems
        ]
        order = [None, Kind.DOUBTFUL, Kind.CHANGED, Kind.NEW, Kind.SAME]
        self.beginResetModel()
        self.rows = tuple(sorted(told, key=lambda row: (order.index(row.kind), row.line)))
        self.taken.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            kind = say("cannot be taken") if row.kind is None else row.kind.value
            return f"{one_line(row.name)}: {kind}. {one_line(row.what)}"
        if role == Qt.ItemDataRole.CheckStateRole and row.kind is Kind.DOUBTFUL:
            return Qt.CheckState.Checked if row.line in self.taken else Qt.CheckState.Unchecked
        return None

    def toggle(self, index: Index) -> bool:
        """Whether it was one that can be ticked."""
        row = self.rows[index.row()] if 0 <= index.row() < len(self.rows) else None
        if row is None or row.kind is not Kind.DOUBTFUL:
            return False
        self.taken ^= {row.line}
        self.dataChanged.emit(index, index)
        return True


def _card_words(card: object) -> str:
    facts = (getattr(card, "phone", ""), *getattr(card, "emails", ()), getattr(card, "room", ""))
    return " · ".join(filter(None, facts))


class _Line(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Rows)
        row, t, rect = model.rows[index.row()], theme.current(), QRectF(option.rect)
        middle, side = rect.center().y(), theme.px(14)
        painter.save()
        x = rect.left() + 4
        if row.kind is None:
            icons.paint(painter, "circle-alert", t.red_text, round(x), round(middle - side / 2), side)
        elif row.kind is Kind.DOUBTFUL:
            box = QRectF(x, round(middle - side / 2), side, side)
            ticked = row.line in model.taken
            outline = None if ticked else t.control
            painting.frame(painter, box, 3, fill=t.accent if ticked else t.surface, outline=outline)
            if ticked:
                icons.paint(painter, "check", t.on_accent, round(box.x() + 1), round(box.y() + 1), side - 2)
        x += side + 10
        ink = t.red_text if row.kind is None else t.text
        name = rect.width() * 0.26
        painting.text(painter, one_line(row.name), "prose_strong", ink, x, middle, name - 12)
        x += name
        if row.kind is not None:
            doubtful = ("amber", "also add")
            colour, words = _TAGS.get(row.kind, doubtful)
            painting.tag(painter, x, middle, theme.tag(colour), say(words))
            x += theme.px(74)
        what = one_line(row.what)
        if row.kind is Kind.DOUBTFUL:
            what = say("Name or address is known otherwise. {what}", what=what)
        painting.text(painter, what, "prose", t.text2, x, middle, rect.right() - x - 8)
        painting.hairline(painter, rect.left(), rect.bottom() - 1, rect.width())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painting.frame(painter, rect, theme.RADIUS_PILL, fill=None, outline=t.focus, width=2)
        painter.restore()


class ImportRows(QListView):
    """`doubtful` are the lines of the file that were ticked; Space or a click ticks."""

    toggled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Line(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(say("What the file brings"))
        slim(self)
        theme.follow(self.doItemsLayout)
        self.clicked.connect(self._toggle)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(HEIGHT))

    @property
    def doubtful(self) -> frozenset[int]:
        return frozenset(self._rows.taken)

    def show_preview(self, found: ContactPreview) -> None:
        self._rows.show_preview(found)

    def _toggle(self, index: QModelIndex) -> None:
        if self._rows.toggle(index):
            self.toggled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._toggle(self.currentIndex())
            return
        super().keyPressEvent(event)
