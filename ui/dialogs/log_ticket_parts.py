"""The parts of Log ticket that paint themselves: names of fields, the start, open tickets, due times, the assignee."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import icons, theme, wording
from ui.dialogs.forecast import Lines
from ui.widgets import painting
from ui.widgets.button import Button, Kind, Pressable
from ui.widgets.label import Icon, Label, Panel
from ui.widgets.runs import one_line


class FieldName(QWidget):
    """The name above a field, the letter that leads to it underlined, a remark behind it."""

    def __init__(self, name: str, letter: int, remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._letter, self._remark = name, letter, remark
        theme.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(18))
        width = theme.metrics("small_strong").horizontalAdvance(self._name)
        if self._remark:
            width += 6 + theme.metrics("small").horizontalAdvance(self._remark)
        self.setMinimumWidth(round(width) + 1)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        middle = self.height() / 2
        used = painting.text(painter, self._name, "small_strong", t.text2, 0, middle)
        metrics = theme.metrics("small_strong")
        x = metrics.horizontalAdvance(self._name[: self._letter])
        width = metrics.horizontalAdvance(self._name[self._letter])
        painter.fillRect(QRectF(round(x), self.height() - 3, round(width), 1), t.text2)
        if self._remark:
            painting.text(painter, self._remark, "small", t.text3, used + 6, middle)


class Start(QWidget):
    """`▷ Clock starts now, 13:30`, the letter that leads to it underlined."""

    LETTER = 4

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._when = ""
        theme.follow(self._fit)

    def show_start(self, when: str) -> None:
        self._when = when
        self.setAccessibleName(wording.say("Clock starts {when}", when=when))
        self._fit()

    def _fit(self) -> None:
        words = theme.metrics("small").horizontalAdvance(wording.say("Clock starts"))
        width = theme.px(14) + 6 + words + 6 + theme.metrics("small_semi").horizontalAdvance(self._when)
        self.setFixedSize(round(width) + 1, theme.px(20))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        middle = self.height() / 2
        side = theme.px(14)
        icons.paint(painter, "play", t.text3, 0, middle - side / 2, side)
        words, metrics = wording.say("Clock starts"), theme.metrics("small")
        x = side + 6 + painting.text(painter, words, "small", t.text2, side + 6, middle)
        letter = side + 6 + metrics.horizontalAdvance(words[: self.LETTER])
        painter.fillRect(
            QRectF(round(letter), self.height() - 3, round(metrics.horizontalAdvance(words[self.LETTER])), 1), t.text2
        )
        painting.text(painter, self._when, "small_semi", t.text, x + 6, middle)


class Siblings(QWidget):
    """The open tickets of the customer, so that the same trouble is not logged twice."""

    wanted = Signal(int)
    all_wanted = Signal(str)
    """The customer's name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 6, 0, 0)
        self._row.setSpacing(8)
        theme.follow(self._fit)
        self.hide()

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(24))

    def names(self) -> list[str]:
        """What the links say to who hears them."""
        return [button.accessibleName() for button in self.findChildren(Button) if button.isVisibleTo(self)]

    def show_tickets(self, customer: str, tickets: Sequence[tuple[int, str]]) -> None:
        while (item := self._row.takeAt(0)) is not None:
            held = item.widget()
            if held is not None:
                held.hide()
                held.deleteLater()
        self.setVisible(bool(tickets))
        if not tickets:
            return
        self._row.addWidget(Icon("info", "text3", 14))
        self._row.addWidget(Label(wording.say("Open for {customer}:", customer=one_line(customer)), "small", "text2"))
        for number, subject in tickets[:2]:
            short = theme.metrics("small_strong").elidedText(
                f"{number} {one_line(subject)}", Qt.TextElideMode.ElideRight, theme.px(136)
            )
            link = Button(short, kind=Kind.LINK)
            link.setAccessibleName(f"{number} {subject}")
            link.clicked.connect(lambda _=False, number=number: self.wanted.emit(number))
            self._row.addWidget(link)
        if len(tickets) > 2:
            more = Button(wording.say("{n} more", n=len(tickets) - 2), kind=Kind.LINK)
            more.clicked.connect(lambda _=False: self.all_wanted.emit(customer))
            self._row.addWidget(more)
        self._row.addStretch(1)


class Live(QWidget):
    """By when the ticket as it stands would have to be answered and resolved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = Lines("")
        theme.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(65))
        self.update()

    def show_lines(self, lines: Lines) -> None:
        self._lines = lines
        self.setAccessibleName(". ".join(filter(None, (lines.first, lines.second, lines.internal))))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t, lines = theme.current(), self._lines
        painter = QPainter(self)
        painting.frame(painter, QRectF(self.rect()), theme.RADIUS_CARD, fill=t.subtle, outline=t.line)
        side = theme.px(18)
        top, below = theme.px(24), theme.px(46)
        sign, ink = ("triangle-alert", t.red_text) if lines.overdue else ("clock", t.accent_text)
        icons.paint(painter, sign, ink, 15, top - side / 2, side)
        x = 15.0 + side + 8
        painting.text(painter, lines.first, "due_big", t.text, x, top, self.width() - x - 12)
        used = painting.text(painter, lines.second, "small", t.text2, x, below, self.width() - x - 12)
        if lines.internal:
            x += used + 16
            lock = theme.px(12)
            icons.paint(painter, "lock", t.violet, x, below - lock / 2, lock)
            x += lock + 4
            painting.text(painter, lines.internal, "small", t.violet_text, x, below, self.width() - x - 8)


class Opener(Pressable):
    """A field that opens a list: by a press, by Enter, by the arrow down, by what one looks for there. It shows what is
    chosen behind a sign."""

    typed = Signal(str)
    """The first letter of what is looked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        theme.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedSize(theme.px(190), theme.px(theme.FIELD))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.click()
            return
        shifted = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if shifted and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
            return
        super().keyPressEvent(event)

    def _paint_sign(self, painter: QPainter, x: float, middle: float) -> float:
        """Gives how wide it is."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        fill = self._ground() or t.surface
        painting.frame(painter, QRectF(self.rect()), theme.RADIUS_BUTTON, fill=fill, outline=t.control)
        middle, chevron = self.height() / 2, theme.px(14)
        x = 11 + self._paint_sign(painter, 11, middle) + 8
        right = self.width() - 11 - chevron
        painting.text(painter, one_line(self._words), "body", t.text, x, middle, right - 8 - x)
        icons.paint(painter, "chevron-down", t.text3, right, middle - chevron / 2, chevron)


class Assignee(Opener):
    """Who looks after it: opens the list of people."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_person(wording.say("Unassigned"), None)

    def show_person(self, name: str, initials: str | None) -> None:
        self._words = name
        self._initials: str | None = initials
        self.setAccessibleName(wording.say("Assignee {name}", name=name))
        self.update()

    def _paint_sign(self, painter: QPainter, x: float, middle: float) -> float:
        side = theme.px(20)
        painting.avatar(painter, x, middle, self._initials, side)
        return side


class ServiceNamed(Opener):
    """Which service it is about: opens the list of the customer's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_service("")

    def show_service(self, name: str) -> None:
        """Empty: none is named."""
        self._words = name or wording.say("None")
        self.setAccessibleName(wording.say("Service {name}", name=self._words))
        self.setToolTip(wording.tip(name))
        self.update()

    def _paint_sign(self, painter: QPainter, x: float, middle: float) -> float:
        side = theme.px(16)
        icons.paint(painter, "tag", theme.current().text3, x, round(middle - side / 2), side)
        return side


class Foot(Panel):
    """The lower edge of the form, rounded as the form is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("subtle", lines="top", parent=parent)
        theme.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(55))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        inset = 1 if t.dark else 0
        rect = QRectF(self.rect()).adjusted(inset, -20, -inset, -inset)
        painter.setClipRect(self.rect())
        painting.frame(painter, rect, theme.RADIUS_DIALOG - inset, fill=t.subtle)
        painter.fillRect(inset, 0, self.width() - 2 * inset, 1, t.line)
