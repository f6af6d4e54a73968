"""Choose one of many by typing a few letters: people, customers."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from slaapp.domain.value import Value
from ui import icons, theme, wording
from ui.widgets import painting
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.popup import Popup
from ui.widgets.runs import one_line
from ui.widgets.scroll import slim

ROW, FEWEST_ROWS, MOST_ROWS = 32, 3, 9


class Choice(Value):
    """`value` is what is handed back; `initials` "" draws nobody's ring, None no avatar at all.

    `adds` is the name of what is not there yet and is to be added instead.
    """

    value: str | None
    label: str
    note: str = ""
    initials: str | None = None
    icon: str = ""
    current: bool = False
    adds: str = ""


class Choices(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shown: list[Choice] = []

    def show_choices(self, choices: Sequence[Choice]) -> None:
        self.beginResetModel()
        self._shown = list(choices)
        self.endResetModel()

    def at(self, row: int) -> Choice | None:
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        choice = self.at(index.row())
        if choice is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (choice.label, choice.note) if part)
        return None


class ChoiceRow(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, theme.px(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        choice = model.at(index.row()) if isinstance(model, Choices) else None
        if choice is None:
            return
        t = theme.current()
        rect = QRectF(option.rect)
        state = option.state
        painter.save()
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            ground = t.selected if state & QStyle.StateFlag.State_Selected else t.hover
            painting.frame(painter, rect, theme.RADIUS_PILL, fill=ground)
        at, middle, side = rect.left() + 8, rect.center().y(), theme.px(16)
        if choice.initials is not None:
            painting.avatar(painter, at, middle, choice.initials or None, theme.px(20))
            at += theme.px(20) + 8
        elif choice.icon:
            icons.paint(painter, choice.icon, t.text3, at, round(middle - side / 2), side)
            at += side + 8
        right = rect.right() - 8
        if choice.current:
            right -= side + 6
            icons.paint(painter, "check", t.accent_text, right + 6, round(middle - side / 2), side)
        style = "semi" if choice.current else "body"
        label = one_line(choice.label)
        used = painting.text(painter, label, style, t.text, at, middle, right - at)
        if choice.note and right - at - used > 40:
            painting.text(
                painter, one_line(choice.note), "small", t.text3, at + used + 10, middle, right - at - used - 10
            )
        painter.restore()


class Picker(Popup):
    """`chosen` carries the value of the choice. Typing narrows the list; ↑↓ and Enter choose.

    With `add`, words around a `{name}`, a name that is not in the list is offered to be `added`.
    """

    chosen = Signal(object)
    added = Signal(str)

    def __init__(self, placeholder: str, parent: QWidget, *, width: int = 280, add: str = "") -> None:
        super().__init__(parent, width=width)
        self._add = add
        self._most_rows = MOST_ROWS
        self._choices: tuple[Choice, ...] = ()
        self.field = Field(placeholder, icon="search", height=theme.FIELD_TOOLBAR)
        self._model = Choices(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(ChoiceRow(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(placeholder)
        slim(self.list)
        self.column.addWidget(self.field)
        self.column.addWidget(self.list)
        self.nothing = Label("", "body", "text3", wrap=True)
        self.nothing.setContentsMargins(8, 6, 8, 6)
        self.column.addWidget(self.nothing)
        self.field.edit.installEventFilter(self)
        self.field.edit.textChanged.connect(self._narrow)
        self.list.clicked.connect(self._take)

    def name(self, words: str) -> None:
        """What there is to choose from, where that is not always the same."""
        self.field.edit.setPlaceholderText(words)
        self.list.setAccessibleName(words)

    def open_with(self, choices: Sequence[Choice], under: QWidget, *, within: QWidget | None = None) -> None:
        self._choices = tuple(choices)
        self._most_rows = MOST_ROWS
        self.field.setText("")
        self._narrow("")
        self.open_under(under, self.field.edit, within=within)

    def _fit_in(self, height: int) -> None:
        frame = self.sizeHint().height() - self.list.height()
        self._most_rows = min(MOST_ROWS, max(FEWEST_ROWS, (height - frame - 2) // theme.px(ROW)))
        self._narrow(self.field.text())

    def current(self) -> Choice | None:
        """The one that Enter takes."""
        return self._model.at(self.list.currentIndex().row())

    def labels(self) -> list[str]:
        """What the list offers at the moment."""
        return [str(self._model.index(row, 0).data()) for row in range(self._model.rowCount())]

    def _narrow(self, text: str) -> None:
        words = text.casefold().split()
        fitting = [
            choice
            for choice in self._choices
            if all(word in f"{choice.label} {choice.note}".casefold() for word in words)
        ]
        name = " ".join(text.split())
        if self._add and name and not any(name.casefold() == choice.label.casefold() for choice in self._choices):
            label = wording.say(self._add, name=one_line(name))
            fitting.append(Choice(None, label, icon="user-plus", adds=name))
        self._model.show_choices(fitting)
        self.list.setVisible(bool(fitting))
        self.nothing.setText(self._why_nothing(name))
        self.nothing.setVisible(not fitting)
        rows = min(max(len(fitting), 1), self._most_rows)
        self.list.setFixedHeight(rows * theme.px(ROW) + 2)
        start = next((row for row, choice in enumerate(fitting) if choice.current and not words), 0)
        self.list.setCurrentIndex(self._model.index(start, 0))
        self.field.setAccessibleName(wording.say("{count} choices", count=len(fitting)))
        if self.isVisible():
            self.adjustSize()

    def _why_nothing(self, name: str) -> str:
        if name:
            return wording.say("Nothing matches")
        if self._add:
            return wording.say("Nothing to choose from yet. Type a new name.")
        return wording.say("Nothing to choose from yet")

    def _take(self, index: QModelIndex) -> None:
        choice = self._model.at(index.row())
        if choice is not None:
            self.hide()
            if choice.adds:
                self.added.emit(choice.adds)
            else:
                self.chosen.emit(choice.value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.hide()
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        count = self._model.rowCount()
        if count:
            self.list.setCurrentIndex(self._model.index((self.list.currentIndex().row() + by) % count, 0))
