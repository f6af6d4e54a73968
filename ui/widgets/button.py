"""Buttons that name what they do, with the key that does it; and chips, which open a menu of choices."""

from enum import Enum

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QMenu, QSizePolicy, QWidget

from ui import icons, keymap, theme
from ui.keymap import Keys
from ui.theme import Colour
from ui.widgets import painting
from ui.widgets.focus_ring import FocusRing
from ui.widgets.key_tip import tip_with_keys
from ui.widgets.typed_menu import TypedMenu

PAD, GAP = 12, 7
"""Of a button: from its edge to what is in it, and from the icon to the words."""


class Kind(Enum):
    DEFAULT = "default"
    PRIMARY = "primary"
    DANGER = "danger"
    QUIET = "quiet"
    LINK = "link"


class Pressable(QAbstractButton):
    """What all buttons share: hover, the ring, Enter as well as Space."""

    RADIUS = theme.RADIUS_BUTTON

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ring: FocusRing | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.notifier.changed.connect(self._dress)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._ring is None:
            self._ring = FocusRing(self, self.RADIUS)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._drop_ring()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._drop_ring()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def _drop_ring(self) -> None:
        if self._ring is not None:
            self._ring.deleteLater()
            self._ring.hide()
            self._ring = None

    def _ground(self) -> Colour | None:
        """The fill of a quiet control: nothing at rest, `hover` under the pointer, `line` pressed."""
        t = theme.current()
        if self.isDown():
            return t.line
        return t.hover if self.underMouse() and self.isEnabled() else None


class Choice(Pressable):
    """One of a few of which one holds, which is said by whoever laid them out: a radio button for a screen reader."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # what makes it a radio button; a group of its own keeps Qt from choosing
        alone = QButtonGroup(self)
        alone.setExclusive(False)
        alone.addButton(self)

    def nextCheckState(self) -> None:
        """Pressing the one that holds leaves it so."""
        self.setChecked(True)


class Button(Pressable):
    """`keys` is shown as a keycap; who makes the button registers the shortcut too. `&` in the text is a plain sign."""

    def __init__(
        self,
        text: str,
        *,
        icon: str | None = None,
        keys: Keys = "",
        kind: Kind = Kind.DEFAULT,
        height: int = theme.BUTTON,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._keys, self._kind, self._height = icon, keys, kind, height
        self._keys_hidden = False
        self.setText(text)
        self.setAccessibleName(text)
        if not isinstance(keys, str):
            keymap.notifier.changed.connect(self._dress)

    @property
    def keys(self) -> str:
        """What its keycap says; empty where it has none."""
        return "" if self._keys_hidden else keymap.on_cap(self._keys)

    def hide_keys(self, hidden: bool) -> None:
        """Where there is no room for them."""
        if self._keys_hidden is not hidden:
            self._keys_hidden = hidden
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        if self._kind is Kind.LINK:
            return QSize(round(theme.metrics("small_strong").horizontalAdvance(self.text())) + 1, theme.px(18))
        width = 2.0 * PAD + theme.metrics(self._style()).horizontalAdvance(self.text())
        if self._icon_name:
            width += theme.px(16) + (GAP if self.text() else 0)
        if self.keys:
            width += 8 + painting.keycap_width(self.keys)
        return QSize(round(width), theme.px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, outline, ink, mark = self._look()
        rect = QRectF(self.rect())
        middle = rect.center().y()
        if self._kind is Kind.LINK:
            painting.text(painter, self.text(), "small_strong", ink, 0, middle)
            if self.underMouse() and self.isEnabled():
                painting.hairline(painter, 0, self.height() - 2, self.width(), ink)
            return
        if fill is not None or outline is not None:
            painting.frame(painter, rect, theme.RADIUS_BUTTON, fill=fill, outline=outline)
        at = float(PAD)
        if self._icon_name:
            side = theme.px(16)
            icons.paint(painter, self._icon_name, mark, at, round(middle - side / 2), side)
            at += side + GAP
        at += painting.text(painter, self.text(), self._style(), ink, at, middle)
        if self.keys:
            width = painting.keycap_width(self.keys)
            on = ink if self._kind is Kind.PRIMARY or not self.isEnabled() else None
            painting.keycap(painter, self.width() - PAD - width, middle, self.keys, on=on)

    def _style(self) -> str:
        return "prose_semi" if self._kind is Kind.PRIMARY else "prose_strong"

    def _look(self) -> tuple[Colour | None, Colour | None, Colour, Colour]:
        t = theme.current()
        if not self.isEnabled():
            framed = self._kind not in (Kind.QUIET, Kind.LINK)
            return None, t.line if framed else None, t.disabled, t.disabled
        match self._kind:
            case Kind.PRIMARY:
                pressed = self.isDown() or self.underMouse()
                return (t.accent_pressed if pressed else t.accent), None, t.on_accent, t.on_accent
            case Kind.DANGER:
                return self._ground() or t.surface, t.red, t.red_text, t.red_text
            case Kind.QUIET:
                return self._ground(), None, t.text2, t.text2
            case Kind.LINK:
                return None, None, t.accent_text, t.accent_text
            case Kind.DEFAULT:
                return self._ground() or t.surface, t.line2, t.text, t.text2


class IconButton(Pressable):
    """An icon alone; its name is what a screen reader says and, with the key that does the same, its tool tip."""

    def __init__(
        self, icon: str, name: str, *, size: int = 30, side: int = 16, keys: Keys = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._size, self._side = icon, size, side
        self.setAccessibleName(name)
        tip_with_keys(self, name, keys)

    def show_icon(self, icon: str) -> None:
        self._icon_name = icon
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size), theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        ground = t.selected if self.isChecked() else self._ground()
        if ground is not None:
            painting.frame(painter, QRectF(self.rect()), theme.RADIUS_BUTTON, fill=ground)
        side = theme.px(self._side)
        ink = t.disabled if not self.isEnabled() else t.accent_text if self.isChecked() else t.text2
        icons.paint(
            painter, self._icon_name, ink, round((self.width() - side) / 2), round((self.height() - side) / 2), side
        )


class Chip(Pressable):
    """A choice that stands in a bar: "Assignee **Anyone**"; a click, Enter, Space or ↓ opens its menu.

    `about_to_show` comes before the menu opens: fill it then.
    """

    about_to_show = Signal()

    def __init__(
        self,
        label: str = "",
        value: str = "",
        *,
        icon: str | None = None,
        height: int = theme.CHIP,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label, self._value, self._icon_name, self._height = label, value, icon, height
        self._initials: str | None = None
        self._active = self._brief = self._wrong = False
        self.menu: QMenu = TypedMenu(self)
        self._name()
        self.clicked.connect(self.open_menu)

    @property
    def value(self) -> str:
        return self._value

    def show_value(
        self, value: str, *, icon: str | None = None, initials: str | None = None, active: bool = False
    ) -> None:
        """`active`: the choice narrows something down, so the chip is filled. `initials` puts an avatar before it."""
        self._value, self._active, self._initials = value, active, initials
        self._icon_name = icon or self._icon_name
        self._name()
        self._dress()

    def set_brief(self, brief: bool) -> None:
        """Without its label, where there is little room: the value says enough."""
        if brief is not self._brief:
            self._brief = brief
            self._dress()

    def show_wrong(self, wrong: bool) -> None:
        self._wrong = wrong
        self.update()

    @property
    def wrong(self) -> bool:
        return self._wrong

    def open_menu(self) -> None:
        self.open_menu_under(self)

    def open_menu_under(self, control: QWidget) -> None:
        """Below what stands for a chip that is not seen."""
        self.about_to_show.emit()
        theme.dress_menu(self.menu)
        self.menu.setMinimumWidth(control.width())
        self.menu.popup(control.mapToGlobal(QPoint(0, control.height() + 4)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.open_menu()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        width = 10.0 + self._lead() + theme.metrics(self._style()).horizontalAdvance(self._value)
        if self._label and not self._brief:
            width += theme.metrics("small").horizontalAdvance(self._label) + 7
        return QSize(round(width + 8 + theme.px(14) + 10), theme.px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        middle = rect.center().y()
        off = not self.isEnabled()
        fill = t.selected if self._active else self._ground() or t.surface
        if off:
            fill, outline = t.surface, t.line
        else:
            outline = t.red if self._wrong else t.accent if self._active else self._outline()
        width = 2 if self._wrong else 1
        painting.frame(painter, rect, theme.RADIUS_BUTTON, fill=fill, outline=outline, width=width)
        quiet = t.disabled if off else t.text3
        at = 10.0
        if self._initials is not None:
            painting.avatar(painter, at, middle, self._initials or None, theme.px(20))
        elif self._icon_name:
            side = theme.px(14)
            icons.paint(painter, self._icon_name, quiet, at, round(middle - side / 2), side)
        at += self._lead()
        ink = t.disabled if off else t.text
        side = theme.px(14)
        end = self.width() - 10.0 - side - 6
        if self._label and not self._brief:
            label = t.disabled if off else t.text2
            at += painting.text(painter, self._label, "small", label, at, middle, max(1.0, end - at)) + 7
        if at < end:
            painting.text(painter, self._value, self._style(), ink, at, middle, end - at)
        icons.paint(painter, "chevron-down", quiet, self.width() - 10 - side, round(middle - side / 2), side)

    def _is_field(self) -> bool:
        """As high as a field, so it looks like one: it stands in a form among them."""
        return self._height == theme.FIELD

    def _outline(self) -> Colour:
        return theme.current().control if self._is_field() else theme.current().line2

    def _style(self) -> str:
        if self._label:
            return "prose_small_semi"
        return "prose" if self._is_field() else "small_strong"

    def _lead(self) -> float:
        if self._initials is not None:
            return theme.px(20) + 7
        return theme.px(14) + 6 if self._icon_name else 0

    def _name(self) -> None:
        self.setAccessibleName(f"{self._label} {self._value}".strip())
