"""Find anything by a few letters and do it: tickets, customers, commands (12 of the design)."""

from collections.abc import Callable, Sequence
from itertools import accumulate

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
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from slaapp.domain.clock import Reading
from ui import icons, theme
from ui.offers import Offer, Sources, of_customer, of_ticket, offers
from ui.widgets import painting
from ui.widgets.keycap import Keycap
from ui.widgets.label import Icon, Label
from ui.widgets.overlay import Overlay
from ui.widgets.runs import Run, marked, one_line, paint_line, width
from ui.widgets.scroll import More
from ui.wording import countdown, say, tip

WIDTH, TOP = 680, 82
ROW, TALL, HEAD, FIELD, FOOT = 38, 54, 34, 50, 38
"""TALL is a row with a passage below."""

AROUND_LIST = 16
"""Lines and gaps above and below the list."""

INSET, EDGE, PILL = 8, 18, 90

Countdown = Callable[[int], Reading | None]
"""How an open ticket's clock reads now, by number; None where there is nothing to show."""


class _Lines(QAbstractListModel):
    """Offers, and above the first of each kind what that kind is called."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[Offer | str] = []

    def show_offers(self, found: Sequence[Offer]) -> None:
        self.beginResetModel()
        self.lines = []
        head = ""
        for offer in found:
            if offer.head != head:
                head = offer.head
                self.lines.append(head)
            self.lines.append(offer)
        self.endResetModel()

    def offer(self, row: int) -> Offer | None:
        line = self.lines[row] if 0 <= row < len(self.lines) else ""
        return line if isinstance(line, Offer) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen if self.offer(index.row()) else Qt.ItemFlag.NoItemFlags

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if isinstance(line, str):
            return line if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            passage = "" if line.passage is None else line.passage.text
            return ", ".join(part for part in (line.text, line.number, line.note, line.keys, passage) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(line.text)
        return None


class _Row(QStyledItemDelegate):
    def __init__(self, countdown_of: Countdown, parent: QObject) -> None:
        super().__init__(parent)
        self._countdown_of = countdown_of

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        model = index.model()
        offer = model.offer(index.row()) if isinstance(model, _Lines) else None
        return QSize(100, _height(offer))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        if not isinstance(model, _Lines):
            return
        rect, line = QRectF(option.rect), model.lines[index.row()]
        painter.save()
        if isinstance(line, str):
            painting.text(
                painter, one_line(line), "small_strong", theme.current().text3, EDGE, rect.bottom() - theme.px(12)
            )
        else:
            self._offer(painter, rect, line, option.state)
        painter.restore()

    def _offer(self, painter: QPainter, rect: QRectF, offer: Offer, state: QStyle.StateFlag) -> None:
        t = theme.current()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        box = rect.adjusted(INSET, 0, -INSET, 0)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painting.frame(painter, box, theme.RADIUS_BUTTON, fill=t.selected if selected else t.hover)
        side = theme.px(16)
        middle = rect.center().y() if offer.passage is None else rect.y() + theme.px(18)
        icons.paint(painter, offer.icon, t.accent_text if selected else t.text3, EDGE, round(middle - side / 2), side)
        start, right = EDGE + side + 12, rect.right() - EDGE
        quiet = "text2" if selected else "text3"
        right -= self._right(painter, offer, right, middle, quiet, selected=selected)
        paint_line(painter, marked(offer.text, offer.marks), start, middle, right - start)
        if offer.passage is not None:
            said = marked(offer.passage.text, offer.passage.marks, style="small", tone=quiet)
            paint_line(painter, said, start, rect.y() + theme.px(37), rect.right() - EDGE - start)

    def _right(
        self, painter: QPainter, offer: Offer, right: float, middle: float, quiet: str, *, selected: bool
    ) -> float:
        """What stands at the right edge; gives the room it takes."""
        at: float = right
        if offer.keys:
            wide = painting.keycap_width(offer.keys)
            painting.keycap(painter, at - wide, middle, offer.keys)
            at -= wide + 10
        reading = None if offer.ticket is None else self._countdown_of(offer.ticket)
        if reading is not None:
            wide = theme.px(PILL)
            box = QRectF(at - wide, round(middle - theme.px(22) / 2), wide, theme.px(22))
            outline = selected and theme.current().dark
            painting.pill(
                painter, box, theme.pill(reading.band), icons.of_reading(reading), countdown(reading), outline=outline
            )
            at -= wide + 8
        elif offer.ticket is not None:
            at -= theme.px(PILL) + 8
        facts = [part for part in (offer.number, one_line(offer.note)) if part]
        runs = [Run("  ".join(facts), "small" if not offer.ticket else "body", quiet)]
        if facts:
            room = min(width(runs), 260.0)
            paint_line(painter, runs, at - room, middle, room + 1)
            at -= room + 12
        return right - at


def _height(offer: Offer | None) -> int:
    """Of a row; None: of a heading."""
    if offer is None:
        return theme.px(HEAD)
    return theme.px(ROW if offer.passage is None else TALL)


class _Line(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painting.hairline(painter, 0, 0, self.width())


class _Hint(QWidget):
    def __init__(self, keys: str, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        row.addWidget(Keycap(keys))
        row.addWidget(Label(words, "small", "text3"))


class Foot(QWidget):
    """The keys of the palette, round below."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 0, EDGE, 0)
        row.setSpacing(18)
        self.finding = (
            _Hint("Tab", say("actions")),
            _Hint(">", say("commands only")),
            _Hint("#", say("ticket number")),
        )
        self.back = _Hint("Esc", say("back"))
        for hint in (_Hint("↑↓", say("choose")), _Hint("↵", say("open")), self.finding[0], self.back):
            row.addWidget(hint)
        row.addStretch(1)
        for hint in self.finding[1:]:
            row.addWidget(hint)
        self.show_acting(False)
        theme.follow(self._fit)

    def show_acting(self, acting: bool) -> None:
        """Among the actions of one thing nothing else is looked for."""
        for hint in self.finding:
            hint.setVisible(not acting)
        self.back.setVisible(acting)

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(FOOT))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, rect = theme.current(), QRectF(self.rect())
        with QPainter(self) as painter:
            painter.setClipRect(rect)
            painting.frame(
                painter, rect.adjusted(0, -theme.RADIUS_DIALOG, 0, 0), theme.RADIUS_DIALOG - 1, fill=t.subtle
            )
            painting.hairline(painter, 0, 0, rect.width())


class Palette(Overlay):
    """`chosen` carries the value of an offer. Typing narrows; ↑↓ and Enter choose; Tab shows what can be done to it."""

    chosen = Signal(str)

    def __init__(self, over: QWidget, sources: Sources, countdown_of: Countdown) -> None:
        super().__init__(over, width=WIDTH, top=TOP)
        self._sources = sources
        self._scope: Offer | None = None
        self.edit = QLineEdit()
        self.edit.setFrame(False)
        self.edit.setAccessibleName(say("Find anything"))
        self._model = _Lines(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Row(countdown_of, self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.list.setAccessibleName(say("Found"))
        self.list.viewport().setAutoFillBackground(False)
        self.more = More(self.list)
        self._nothing = QWidget()
        words = Label(say("Nothing matches."), "body", "text2")
        QVBoxLayout(self._nothing).addWidget(words)
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(EDGE, 0, EDGE, 0)
        row.setSpacing(12)
        row.addWidget(Icon("search", "text3", 18))
        row.addWidget(self.edit, 1)
        row.addWidget(Keycap("Esc"))
        column = QVBoxLayout(self.form)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(_Line())
        column.addSpacing(1)
        column.addWidget(self.list)
        column.addWidget(self._nothing)
        column.addSpacing(7)
        self.foot = Foot()
        column.addWidget(self.foot)

        theme.follow(self._dress)
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._narrow)
        self.list.clicked.connect(lambda index: self._take(index.row()))
        self.left.connect(self._leave)

    def called(self) -> str:
        return say("Commands")

    def open(self) -> None:
        self._show()
        super().open()
        self.edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def _dress(self) -> None:
        self._head.setFixedHeight(theme.px(FIELD))
        theme.dress_bare(self.edit, "palette")
        nothing = self._nothing.layout()
        assert nothing is not None
        nothing.setContentsMargins(EDGE + theme.px(16) + 12, 12, EDGE, 14)  # where the words of a row begin
        self.list.doItemsLayout()

    def _fit_list(self) -> None:
        """As high as what was found. Where the window ends before that it is scrolled, and half a row says so."""
        around = theme.px(FIELD) + theme.px(FOOT) + AROUND_LIST
        room = max(theme.px(ROW), self._over.height() - 32 - around)
        heights = [_height(self._model.offer(row)) for row in range(len(self._model.lines))]
        cuts = [end - high // 2 for end, high in zip(accumulate(heights), heights, strict=True)]
        whole = sum(heights) <= room
        self.list.setFixedHeight(sum(heights) if whole else max((cut for cut in cuts if cut <= room), default=room))

    def _place(self) -> None:
        self._fit_list()
        super()._place()

    def labels(self) -> list[str]:
        """What the list offers at the moment."""
        return [line.text for line in self._model.lines if isinstance(line, Offer)]

    def _narrow(self, _: str) -> None:
        self._show()
        if self.isVisible():
            self.refit()

    def _show(self) -> None:
        text = self.edit.text()
        if self._scope is None:
            found = offers(text, self._sources)
            self.edit.setPlaceholderText(say("Tickets, customers, commands"))
        else:
            of = of_ticket if self._scope.ticket else of_customer
            found = of(self._scope, text, self._sources)
            self.edit.setPlaceholderText(say("What to do with {what}", what=one_line(self._scope.text)))
        self.foot.show_acting(self._scope is not None)
        self._model.show_offers(found)
        self._fit_list()
        self.list.setVisible(bool(found))
        self._nothing.setVisible(not found)
        self._go(next((row for row in range(len(self._model.lines)) if self._model.offer(row)), -1))
        self.edit.setAccessibleDescription(say("{count} found", count=len(found)))

    def _go(self, row: int) -> None:
        self.list.setCurrentIndex(self._model.index(row, 0))

    def _step(self, by: int) -> None:
        count = len(self._model.lines)
        here = self.list.currentIndex().row()
        for step in range(1, count + 1):
            row = (here + by * step) % count
            if self._model.offer(row):
                self._go(row)
                return

    def _take(self, row: int) -> None:
        offer = self._model.offer(row)
        if offer is not None:
            self._leave()
            self.chosen.emit(offer.value)

    def _into(self) -> None:
        """What can be done to the ticket or the customer."""
        offer = self._model.offer(self.list.currentIndex().row())
        if offer is not None and self._scope is None and (offer.ticket or offer.value.startswith("customer:")):
            self._set_scope(offer)

    def _set_scope(self, offer: Offer | None) -> None:
        self._scope = offer
        self.edit.clear()
        self._narrow("")

    def _leave(self) -> None:
        self.close_form()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(event)
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take(self.list.currentIndex().row())
            case Qt.Key.Key_Tab:
                self._into()
            case Qt.Key.Key_Backtab:
                self._set_scope(None)
            case Qt.Key.Key_Escape if self._scope is not None:
                self._set_scope(None)
            case Qt.Key.Key_Backspace if self._scope is not None and not self.edit.text():
                self._set_scope(None)
            case _:
                return False
        return True
