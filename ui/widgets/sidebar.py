"""The left side of the window: the desk, Log ticket, the lists with their counts, the desk's pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, theme, wording
from ui.widgets import painting
from ui.widgets.button import Button, IconButton, Kind, Pressable
from ui.widgets.label import Label, Panel

ITEM = 30


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go: `name` is how the window calls it, `keys` are shown behind it."""

    name: str
    icon: str
    title: str
    keys: str = ""


class Item(Pressable):
    """One place: icon, title, and how many tickets wait there. On the rail the icon alone, with a tool tip."""

    RADIUS = theme.RADIUS_PILL

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self._count: int | None = None
        self._rail = False
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def show_count(self, count: int | None) -> None:
        if count != self._count:
            self._count = count
            self._name()
            self.update()

    def show_rail(self, rail: bool) -> None:
        self._rail = rail
        self.setToolTip(self.place.title if rail else "")
        self.updateGeometry()

    def nextCheckState(self) -> None:
        """Only the window marks a place as the current one."""

    def sizeHint(self) -> QSize:
        return QSize(theme.px(ITEM), theme.px(ITEM))

    def room(self) -> float:
        """For the title, between the icon and what stands behind it."""
        behind = painting.keycap_width(self.place.keys) if self.place.keys else 0.0
        if self._count and not self.place.keys:
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
        if self.place.keys:
            end -= painting.keycap_width(self.place.keys)
            painting.keycap(painter, end, middle, self.place.keys)
        elif self._count:
            shade = t.text2 if here else t.text3
            end -= painting.text(painter, str(self._count), "small", shade, end, middle, right=True)
        painting.text(painter, self.place.title, style, ink, 8 + side + 9, middle, self.room())


class Sidebar(Panel):
    """`went` names the place that was chosen. Up and down arrows move between the places."""

    went = Signal(str)
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
        self._rail = False
        self._title = Label("", "semi", "text", elide=True)
        self.menu_button = IconButton("menu", wording.say("Menu (F10)"), size=30)
        self.log_button = Button(wording.say("Log ticket"), icon="plus", keys="N", kind=Kind.PRIMARY)
        self.log_button.setSizePolicy(
            self.log_button.sizePolicy().Policy.Expanding, self.log_button.sizePolicy().Policy.Fixed
        )
        self._log_icon = IconButton("plus", wording.say("Log ticket (N)"), size=30)
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
        for heading, places, gap in ((self._headings[0], tickets, 18), (self._headings[1], desk, 14)):
            column.addSpacing(gap)
            row = QHBoxLayout()
            row.setContentsMargins(8, 0, 0, 4)
            row.addWidget(heading)
            column.addLayout(row)
            for place in places:
                column.addWidget(self._item(place))
        column.addStretch(1)
        for place in foot:
            column.addWidget(self._item(place))

        self.log_button.clicked.connect(self.log_wanted)
        self._log_icon.clicked.connect(self.log_wanted)
        self.menu_button.clicked.connect(self.menu_wanted)
        self.setAccessibleName(wording.say("Sidebar"))

    def _item(self, place: Place) -> Item:
        item = Item(place)
        item.clicked.connect(lambda: self.went.emit(place.name))
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
        for name, count in counts.items():
            self._items[name].show_count(count)

    def show_here(self, name: str) -> None:
        """Mark the place where the window is."""
        for of, item in self._items.items():
            item.setChecked(of == name)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        items = list(self._items.values())
        here = next((at for at, item in enumerate(items) if item.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        items[(here + step) % len(items)].setFocus(Qt.FocusReason.TabFocusReason)
