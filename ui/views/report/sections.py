"""What the report holds: the sheet of two pages, or the full form with the sections that are ticked, in their order."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from slaapp.reports.section import OF_ONE, OF_SEVERAL, TITLES, Section
from ui import icons, keymap, theme
from ui.actions import Where
from ui.keymap import KeyOf
from ui.widgets.key_tip import tip_with_keys
from ui.widgets.label import Label
from ui.widgets.said import announce
from ui.widgets.tick import Tick
from ui.wording import say


class Grip(QWidget):
    """By what a section is dragged; `dragged` gives where the pointer is on the screen."""

    dragged = Signal(QPoint)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        theme.notifier.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(26), theme.px(26))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.dropped.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        side = theme.px(14)
        x, y = (self.width() - side) // 2, (self.height() - side) // 2
        with QPainter(self) as painter:
            icons.paint(painter, "grip-vertical", theme.current().text3, x, y, side)


_STEPS = {"section_up": -1, "section_down": 1}


class SectionTick(Tick):
    """`moved` asks for a place so many further down."""

    moved = Signal(int)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # what was clicked is what the keys move

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(keymap.act_of(event, Where.REPORT) or "")
        if step is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(step)


class SectionRow(QWidget):
    """A section's tick and, while it is ticked, the grip."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = SectionTick(title)
        self.grip = Grip()
        kept = self.grip.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.grip.setSizePolicy(kept)
        tip_with_keys(self.tick, say("Move it up"), KeyOf("section_up"))
        tip_with_keys(self.grip, say("Drag it up or down"), KeyOf("section_up"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.tick)
        row.addStretch(1)
        row.addWidget(self.grip)


class Sections(QWidget):
    """`chosen` gives the sections in their order, one that is added where it stands by itself; None for the sheet."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: tuple[Section, ...] | None = None
        self._offered: tuple[Section, ...] = OF_ONE
        self._before: tuple[Section, ...] = ()
        self.full = Tick(say("Full report"))
        self._list = QWidget(self)
        # In the list from the first: what is shown without a parent is a window.
        self.rows = {section: SectionRow(say(TITLES[section]), self._list) for section in OF_SEVERAL}
        self.ticks = {section: row.tick for section, row in self.rows.items()}
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(18, 0, 0, 0)
        self._column.setSpacing(0)
        for section, row in self.rows.items():
            self._column.addWidget(row)
            row.tick.clicked.connect(lambda on, section=section: self.chosen.emit(self._with(section, on)))
            row.tick.moved.connect(lambda by, section=section: self._move(section, by))
            row.grip.dragged.connect(lambda at, section=section: self._drag(section, at))
            row.grip.dropped.connect(lambda: self.chosen.emit(self._held))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Label(say("Sections"), "body", "text2"))
        column.addWidget(self.full, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._list)
        self.full.clicked.connect(lambda on: self.chosen.emit((self._before or self._offered) if on else None))
        self.offer(several=False)
        self.show_sections(None)

    def offer(self, *, several: bool) -> None:
        """A report of several customers tells them apart, too."""
        self._offered = OF_SEVERAL if several else OF_ONE
        for section, row in self.rows.items():
            row.setVisible(section in self._offered)

    def remember(self, before: Sequence[Section]) -> None:
        """What the full report held when it was chosen last: it does so again."""
        self._before = tuple(before)

    def show_sections(self, held: Sequence[Section] | None) -> None:
        self._held = None if held is None else tuple(held)
        self.full.setChecked(held is not None)
        self._list.setVisible(held is not None)
        before: QWidget = self.full
        for section in self.order():
            row = self.rows[section]
            row.tick.setChecked(section in (held or ()))
            row.grip.setVisible(section in (held or ()))
            self._column.addWidget(row)  # where it is in the list already it goes to its end
            self.setTabOrder(before, row.tick)
            before = row.tick

    def order(self) -> tuple[Section, ...]:
        """As they stand here: those of the report in its order, each other one behind the one it follows by itself."""
        found = [section for section in self._held or () if section in self._offered]
        for place, section in enumerate(self._offered):
            if section not in found:
                found.insert(found.index(self._offered[place - 1]) + 1 if place else 0, section)
        return tuple(found)

    def _move(self, section: Section, by: int) -> None:
        """Up or down among those that are ticked."""
        held = self._held or ()
        if section in held and 0 <= held.index(section) + by < len(held):
            place = held.index(section) + by
            self._put(section, place)
            self.chosen.emit(self._held)
            words = say("{name}: {n} of {all}", name=say(TITLES[section]), n=place + 1, all=len(held))
            announce(words, self.ticks[section])

    def _drag(self, section: Section, at: QPoint) -> None:
        """It takes the place of the ticked one under the pointer at once; it is chosen when it is let go."""
        y = self._list.mapFromGlobal(at).y()
        rows = {one: self.rows[one].geometry() for one in self._offered}
        under = next((one for one, row in rows.items() if row.top() <= y <= row.bottom()), section)
        if under is not section and self._held is not None and under in self._held:
            self._put(section, self._held.index(under))

    def _put(self, section: Section, place: int) -> None:
        held = [one for one in self._held or () if one is not section]
        held.insert(place, section)
        self.show_sections(held)

    def _with(self, section: Section, on: bool) -> tuple[Section, ...] | None:
        """Without any section it is the sheet again."""
        if not on:
            return tuple(one for one in self._held or () if one is not section) or None
        return tuple(one for one in self.order() if one is section or one in (self._held or ()))
