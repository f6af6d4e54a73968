"""The left side of the window: the desk, Log ticket, the lists with their counts, the desk's pages.

The lists stand as the person arranged them: dragged, or moved with Ctrl+↑ and Ctrl+↓. F2 renames one, Del deletes it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, keymap, theme, wording
from ui.keymap import KeyOf, Keys
from ui.widgets import painting
from ui.widgets.button import Button, Choice, IconButton, Kind
from ui.widgets.label import Hairline, Label, Panel
from ui.widgets.scroll import ScrollArea

ITEM = 30


class Place(NamedTuple):
    """Somewhere to go: `name` is how the window calls it, `keys` are shown behind it."""

    name: str
    icon: str
    title: str
    keys: Keys = ""
    own: bool = False
    """It is a person's own: it can be renamed and deleted."""

    tip: str = ""


class Item(Choice):
    """One place: icon, title, and how many tickets wait there. On the rail the icon alone, with a tool tip."""

    RADIUS = theme.RADIUS_PILL

    dragged = Signal(int)
    """The pointer that holds it is that far below its upper edge."""

    dropped = Signal()

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self._held_at: int | None = None
        self._drags = False
        self._count: int | None = None
        self._rail = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()
        if not isinstance(place.keys, str):
            keymap.notifier.changed.connect(self.update)

    def show_count(self, count: int | None) -> None:
        if count != self._count:
            self._count = count
            self._name()
            self.update()

    def show_rail(self, rail: bool) -> None:
        self._rail = rail
        self.setToolTip(wording.tip(self.place.title) if rail else self.place.tip)
        self.updateGeometry()

    def show_place(self, place: Place) -> None:
        """The same place under another name, or with other keys."""
        self.place = place
        self._name()
        self.show_rail(self._rail)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._held_at = event.position().toPoint().y()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        y = event.position().toPoint().y()
        if self._held_at is not None and abs(y - self._held_at) >= QApplication.startDragDistance():
            self._drags = True
        if self._drags:
            self.dragged.emit(y)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drags, self._held_at, self._drags = self._drags, None, False
        if drags:
            self.setDown(False)
            self.dropped.emit()
        else:
            super().mouseReleaseEvent(event)

    def nextCheckState(self) -> None:
        """Only the window marks a place as the current one."""

    def sizeHint(self) -> QSize:
        return QSize(theme.px(ITEM), theme.px(ITEM))

    def room(self) -> float:
        """For the title, between the icon and what stands behind it."""
        keys = keymap.on_cap(self.place.keys)
        behind = painting.keycap_width(keys) if keys else 0.0
        if self._count and not keys:
            behind = theme.metrics("small").horizontalAdvance(str(self._count))
        return self.width() - (8 + theme.px(16) + 9) - behind - 14

    def _name(self) -> None:
        self.setAccessibleName(f"{self.place.title}, {self._count}" if self._count is not None else self.place.title)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        here = self.isChecked()
        ground = t.selected if here else self._ground()
        if ground is not None:
            painting.frame(painter, QRectF(self.rect()), theme.RADIUS_BUTTON, fill=ground)
        middle = self.height() / 2
        side = theme.px(16)
        x = (self.width() - side) / 2 if self._rail else 8
        icons.paint(painter, self.place.icon, t.accent_text if here else t.text3, x, round(middle - side / 2), side)
        if self._rail:
            return
        style, ink = ("semi", t.text) if here else ("body", t.text2)
        end = self.width() - 8.0
        if keys := keymap.on_cap(self.place.keys):
            end -= painting.keycap_width(keys)
            painting.keycap(painter, end, middle, keys)
        elif self._count:
            shade = t.text2 if here else t.text3
            end -= painting.text(painter, str(self._count), "small", shade, end, middle, right=True)
        painting.text(painter, self.place.title, style, ink, 8 + side + 9, middle, self.room())


class Sidebar(Panel):
    """`went` names the place that was chosen. Up and down arrows move between the places."""

    went = Signal(str)
    moved = Signal(str, int)
    """A list is to stand at that place among the lists, from 0."""

    rename_wanted = Signal(str)
    delete_wanted = Signal(str)
    log_wanted = Signal()
    menu_wanted = Signal()

    def __init__(
        self,
        tickets: tuple[Place, ...],
        desk: tuple[Place, ...],
        foot: tuple[Place, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("window", lines="right", parent=parent)
        self._items: dict[str, Item] = {}
        self._lists: list[str] = []
        self._counts: dict[str, int] = {}
        self._here = ""
        self._dropping = 0
        self._rail = False
        self._title = Label("", "prose_semi", "text", elide=True)
        self.menu_button = IconButton("menu", wording.say("Menu"), size=30, keys=KeyOf("menu"))
        self.log_button = Button(wording.say("Log ticket"), icon="plus", keys=KeyOf("log"), kind=Kind.PRIMARY)
        self.log_button.setSizePolicy(
            self.log_button.sizePolicy().Policy.Expanding, self.log_button.sizePolicy().Policy.Fixed
        )
        self._log_icon = IconButton("plus", wording.say("Log ticket"), size=30, keys=KeyOf("log"))
        self._log_icon.hide()
        self._headings = [Label(wording.say(text), "caption", "text3") for text in ("Tickets", "Desk")]

        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 9, 10)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(8, 11, 4, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self.menu_button)
        column.addLayout(head)
        column.addSpacing(9)
        log = QHBoxLayout()
        log.setContentsMargins(4, 0, 4, 0)
        log.addWidget(self.log_button)
        log.addWidget(self._log_icon)
        column.addLayout(log)
        middle = QWidget()
        middle.setMinimumWidth(1)  # the rail is narrower than the headings, which are hidden there
        inner = QVBoxLayout(middle)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        self._lists_at = QVBoxLayout()
        for heading, gap in ((self._headings[0], 18), (self._headings[1], 14)):
            inner.addSpacing(gap)
            row = QHBoxLayout()
            row.setContentsMargins(8, 0, 0, 4)
            row.addWidget(heading)
            inner.addLayout(row)
            if heading is self._headings[0]:
                inner.addLayout(self._lists_at)
        for place in desk:
            inner.addWidget(self._item(place))
        inner.addStretch(1)
        self._drop = QFrame(middle)
        self._drop.setFrameShape(QFrame.Shape.HLine)
        self._drop.hide()
        self._scroll = ScrollArea(middle)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the places in it take the keyboard
        self._scroll.setAccessibleName(wording.say("Lists and pages"))
        self._scroll.verticalScrollBar().rangeChanged.connect(lambda *_: self._bring_here())
        self._end = Hairline()
        keeps = self._end.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self._end.setSizePolicy(keeps)
        self._end.hide()
        self._scroll.verticalScrollBar().rangeChanged.connect(lambda _least, most: self._end.setVisible(most > 0))
        column.addWidget(self._scroll, 1)
        column.addWidget(self._end)
        for place in foot:
            column.addWidget(self._item(place))

        self.log_button.clicked.connect(self.log_wanted)
        self._log_icon.clicked.connect(self.log_wanted)
        self.menu_button.clicked.connect(self.menu_wanted)
        self.setAccessibleName(wording.say("Sidebar"))
        self.show_lists(tickets)

    def show_lists(self, lists: Sequence[Place]) -> None:
        """These, in this order; what is gone leaves, what is new comes, the others keep keyboard and count."""
        wanted = [place.name for place in lists]
        for name in set(self._lists) - set(wanted):
            gone = self._items.pop(name)
            self._lists_at.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for at, place in enumerate(lists):
            item = self._items.get(place.name) or self._list_item(place)
            item.show_place(place)
            item.show_count(self._counts.get(place.name))
            if self._lists_at.indexOf(item) != at:
                self._lists_at.removeWidget(item)
                self._lists_at.insertWidget(at, item)
        self._lists = wanted
        self.show_here(self._here)

    def _list_item(self, place: Place) -> Item:
        item = self._item(place)
        item.show_rail(self._rail)
        item.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        item.customContextMenuRequested.connect(lambda at: self._offer(item, at))
        item.dragged.connect(lambda y: self._show_drop(item, y))
        item.dropped.connect(lambda: self._take_drop(item))
        return item

    def _drop_at(self, item: Item, y: int) -> int:
        middle = item.y() + y
        return sum(middle > held.geometry().center().y() for name in self._lists if (held := self._items[name]))

    def _show_drop(self, item: Item, y: int) -> None:
        at = self._dropping = self._drop_at(item, y)
        first = self._items[self._lists[0]]
        self._drop.setGeometry(first.x() + 4, first.y() + at * first.height() - 1, first.width() - 8, 2)
        self._drop.show()
        self._drop.raise_()

    def _take_drop(self, item: Item) -> None:
        self._drop.hide()
        here = self._lists.index(item.place.name)
        to = self._dropping - (self._dropping > here)
        if to != here:
            self.moved.emit(item.place.name, to)

    def _offer(self, item: Item, at: QPoint) -> None:
        from ui.widgets.key_menu import KeyMenu  # noqa: PLC0415 - when first wanted

        menu = KeyMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        place, here = item.place, self._lists.index(item.place.name)
        menu.offer(wording.say("Move up"), "", lambda: self.moved.emit(place.name, here - 1), enabled=here > 0)
        last = len(self._lists) - 1
        menu.offer(wording.say("Move down"), "", lambda: self.moved.emit(place.name, here + 1), enabled=here < last)
        if place.own:
            menu.addSeparator()
            menu.offer(wording.say("Rename…"), "R", lambda: self.rename_wanted.emit(place.name))
            menu.offer(wording.say("Delete list"), "D", lambda: self.delete_wanted.emit(place.name))
        theme.dress_menu(menu)
        menu.popup(item.mapToGlobal(at))

    def _item(self, place: Place) -> Item:
        item = Item(place)
        item.clicked.connect(lambda: self.went.emit(place.name))
        item.installEventFilter(self)
        self._items[place.name] = item
        return item

    def place_item(self, name: str) -> Item:
        return self._items[name]

    def show_desk(self, name: str) -> None:
        self._title.setText(name)

    def forbid_logging(self, why: str) -> None:
        for button in (self.log_button, self._log_icon):
            button.setEnabled(False)
            button.setToolTip(why)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        self._counts |= counts
        for name, count in counts.items():
            if name in self._items:
                self._items[name].show_count(count)

    def show_here(self, name: str) -> None:
        """Mark the place where the window is."""
        self._here = name
        for of, item in self._items.items():
            item.setChecked(of == name)
        self._bring_here()

    def _bring_here(self) -> None:
        """Where not all fit, the place where the window is can be seen whole."""
        item = self._items.get(self._here)
        if item is not None and self._scroll.isAncestorOf(item):
            self._scroll.ensureWidgetVisible(item, 0, 8)

    def focus_here(self) -> None:
        """The keyboard to the place where the window is."""
        wanted = next((item for item in self._items.values() if item.isChecked()), None)
        (wanted or next(iter(self._items.values()))).setFocus(Qt.FocusReason.TabFocusReason)

    def set_width(self, width: int, *, rail: bool) -> None:
        self.setFixedWidth(width)
        if rail == self._rail and width > 0:
            return
        self._rail = rail
        self._title.setVisible(not rail)
        self.log_button.setVisible(not rail)
        self._log_icon.setVisible(rail)
        for heading in self._headings:
            heading.setVisible(not rail)
        for item in self._items.values():
            item.show_rail(rail)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of a place: the area around it would scroll by them."""
        if isinstance(watched, Item) and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._take_key(watched, event)
        return super().eventFilter(watched, event)

    def _take_key(self, item: Item, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        items = [self._items[name] for name in self._lists]
        items += [held for name, held in self._items.items() if name not in self._lists]
        here = items.index(item)
        if self._obey(event, item.place, here, step):
            return True
        if step is not None:
            wanted = items[(here + step) % len(items)]
            wanted.setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(wanted)
        return step is not None

    def _obey(self, event: QKeyEvent, place: Place, here: int, step: int | None) -> bool:
        """What the keys do to a list itself."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and step is not None:
            if place.name in self._lists and 0 <= here + step < len(self._lists):
                self.moved.emit(place.name, here + step)
            return True
        if place.own and event.key() == Qt.Key.Key_F2:
            self.rename_wanted.emit(place.name)
        elif place.own and event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit(place.name)
        else:
            return False
        return True
