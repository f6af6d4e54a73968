"""Ask why a target was missed; the month's report prints the answer."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from slaapp.domain.agreement import Metric
from ui import theme, wording
from ui.views.ticket.draft import Draft
from ui.widgets.button import Button, Kind
from ui.widgets.field import Problem, TextField
from ui.widgets.label import Label
from ui.widgets.popup import Popup
from ui.wording import say


class ReasonPopup(Popup):
    """What is typed stays in the ticket's draft until `forget`."""

    given = Signal(Metric, int, str)

    def __init__(self, parent: QWidget, draft: Callable[[], Draft]) -> None:
        super().__init__(parent, width=316)
        self._draft = draft
        self._about: tuple[Metric, int] = (Metric.RESOLUTION, 1)
        self._title = Label("", "semi")
        self.field = TextField(say("The customer reads this in the report"), name=say("Reason"))
        self.problem = Problem()
        self.keep = Button(say("Keep reason"), keys="Ctrl ↵", kind=Kind.PRIMARY)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.keep)
        self.column.setContentsMargins(12, 10, 12, 12)
        self.column.setSpacing(8)
        self.column.addWidget(self._title)
        self.column.addWidget(self.field)
        self.column.addWidget(self.problem)
        self.column.addLayout(row)
        self.field.edit.installEventFilter(self)
        self.field.edit.textChanged.connect(self._typed)
        self.keep.clicked.connect(self._give)

    def ask(self, under: QWidget, metric: Metric, cycle: int) -> None:
        self._about = (metric, cycle)
        self.field.setText(str(self._draft().form(self._name).get("text", "")))
        self._title.setText(say("Why was it late? {metric}", metric=wording.metric(metric)))
        self.field.setFixedHeight(theme.px(84))
        self.open_under(under, self.field.edit)

    def forget(self) -> None:
        """It was given."""
        self._draft().forms.pop(self._name, None)

    @property
    def _name(self) -> str:
        metric, cycle = self._about
        return f"reason {metric.value} {cycle}"

    def _typed(self) -> None:
        self._draft().form(self._name)["text"] = self.field.text()
        self._say("")

    def _say(self, sentence: str) -> None:
        self.field.show_wrong(bool(sentence))
        self.problem.say(sentence)
        self.adjustSize()

    def _give(self) -> None:
        reason = self.field.text().strip()
        if reason:
            self.hide()
            self.given.emit(*self._about, reason)
        else:
            self._say(say("Nothing was kept: the reason is empty. Say why it was late."))
            self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
                self._give()
                return True
        return super().eventFilter(watched, event)
