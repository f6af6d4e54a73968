"""The four severities beside each other, each with the due times it would bring; 1 to 4 choose."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from slaapp.domain.agreement import Severity
from slaapp.domain.value import Value
from ui import theme, wording
from ui.widgets import painting
from ui.widgets.button import Choice
from ui.widgets.said import Role

HEIGHT = 77


class DueTimes(Value):
    """As they are shown; a dash where the agreement sets no target."""

    respond: str
    resolve: str


class _Card(Choice):
    RADIUS = theme.RADIUS_CARD

    confirmed = Signal()

    def __init__(self, severity: Severity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.severity = severity
        self._called = wording.severity(severity)
        self.show_times(DueTimes(wording.NOTHING, wording.NOTHING))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def call(self, name: str) -> None:
        """What the agreement calls it."""
        self._called = name
        self.show_times(self._times)

    def show_times(self, times: DueTimes) -> None:
        self._times = times
        self.setAccessibleName(
            wording.say(
                "{severity}, respond {respond}, resolve {resolve}",
                severity=self._called,
                respond=times.respond,
                resolve=times.resolve,
            )
        )
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter goes to the next field; the arrows belong to the row of cards.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.confirmed.emit()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        return QSize(166, theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        here = self.isChecked()
        fill = t.selected if here else self._ground() or t.surface
        outline, width = (t.focus, 2.0) if here else (t.control, 1.0)
        painting.frame(painter, QRectF(self.rect()), theme.RADIUS_CARD, fill=fill, outline=outline, width=width)
        top = theme.px(19)
        painting.severity(painter, 12, top, self.severity)
        strong = "semi" if here else "strong"
        key, lead = str(int(self.severity)), 12 + theme.px(14) + 8
        cap = painting.keycap_width(key)
        painting.text(painter, self._called, strong, t.text, lead, top, self.width() - lead - cap - 20)
        painting.keycap(painter, self.width() - 12 - cap, top, key)
        quiet = t.text2 if here else t.text3
        for middle, label, value in (
            (41, wording.say("Respond"), self._times.respond),
            (59, wording.say("Resolve"), self._times.resolve),
        ):
            painting.text(painter, label, "small", quiet, 12, theme.px(middle))
            painting.text(
                painter, value, "small_figures", t.text2, 12 + theme.px(58), theme.px(middle), self.width() - 80
            )


class SeverityCards(QWidget):
    """`chosen` carries a Severity. One stop for the keyboard: ← → and 1 to 4 inside, Enter goes on."""

    ROLE = Role.Grouping

    chosen = Signal(object)
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards = {severity: _Card(severity, self) for severity in Severity}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for card in self._cards.values():
            row.addWidget(card)
        self.setAccessibleName(wording.say("Severity"))
        self.choose(Severity.NORMAL)
        for card in self._cards.values():
            card.clicked.connect(lambda _=False, severity=card.severity: self.choose(severity))
            card.confirmed.connect(self.finished)

    @property
    def severity(self) -> Severity:
        return next(severity for severity, card in self._cards.items() if card.isChecked())

    def choose(self, severity: Severity) -> None:
        had_focus = any(card.hasFocus() for card in self._cards.values())
        for of, card in self._cards.items():
            card.setChecked(of is severity)
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if of is severity else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._cards[severity])
        if had_focus:
            self._cards[severity].setFocus(Qt.FocusReason.OtherFocusReason)
        self.chosen.emit(severity)

    def show_names(self, names: Mapping[Severity, str]) -> None:
        for severity, name in names.items():
            self._cards[severity].call(name)

    def show_times(self, times: Mapping[Severity, DueTimes]) -> None:
        for severity, held in times.items():
            self._cards[severity].show_times(held)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.choose(Severity(min(max(self.severity + step, Severity.LOW), Severity.URGENT)))
        elif event.text() in ("1", "2", "3", "4") and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.choose(Severity(int(event.text())))
        else:
            super().keyPressEvent(event)
