"""A form for one act on a ticket: a question, its fields, what the act will do, a verb.

Where the window is too low for them, the fields scroll. What is typed stays in `kept`, plain data, until the act is
done; whoever holds that can put it on the disk. What is refused is said in the form, and nothing is lost.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain.errors import Refusal
from ui import theme
from ui.dialogs.log_ticket_parts import Foot
from ui.widgets.button import Button, IconButton, Kind
from ui.widgets.field import Boxed, Field, Problem, TextField
from ui.widgets.label import Icon, Label
from ui.widgets.overlay import DOES_IT, Overlay
from ui.widgets.scroll import FoldingArea
from ui.wording import say

GUTTER, TOP, WIDTH = 24, 96, 560
TEXT_LINES = 74
"""The height of a field of several lines."""

_OURS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Q)


class ActForm(Overlay):
    """Fill `body`, then `open()`. `do` is given by the subclass: it raises Refusal, or Wrong for one field."""

    done = Signal()
    """The act was done; the form is closed."""

    _resized = Signal()

    def __init__(
        self, over: QWidget, title: str, verb: str, kept: dict[str, Any], *, lead: str = "", danger: bool = False
    ) -> None:
        super().__init__(over, width=WIDTH, top=TOP)
        self.kept = kept
        self._problems: dict[QWidget, Problem] = {}
        self._first: QWidget | None = None
        self._title = Label(title, "title_m")
        self.close_button = IconButton("x", say("Close, what is typed is kept"))
        self.lead = Label(lead, "prose", "text2", wrap=True)
        self._effect_icon = Icon("info", "text3", 14, line="small")
        self._effect = Label("", "small", "text2", wrap=True)
        self.problem = Problem()
        self.leave_button = Button(say("Leave"), kind=Kind.QUIET, keys="Esc")
        self.act = Button(verb, keys=DOES_IT, kind=Kind.DANGER if danger else Kind.PRIMARY)
        fields = QWidget()
        self.body = QVBoxLayout(fields)
        self._area = FoldingArea(fields)
        self._lay_out()
        # Queued: wrapped texts take their heights first.
        self._resized.connect(self.refit, Qt.ConnectionType.QueuedConnection)
        self.left.connect(self.leave)
        self.close_button.clicked.connect(self.leave)
        self.leave_button.clicked.connect(self.leave)
        self.act.clicked.connect(self.submit)
        self.done_by(self.act)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button)
        effect = QHBoxLayout()
        effect.setSpacing(7)
        effect.addWidget(self._effect_icon, 0, Qt.AlignmentFlag.AlignTop)
        effect.addWidget(self._effect, 1)
        self.body.setContentsMargins(GUTTER, 2, GUTTER, 6)
        self.body.setSpacing(0)
        self.body.addWidget(self.lead)
        lower = QVBoxLayout()
        lower.setContentsMargins(GUTTER, 0, GUTTER, 16)
        lower.setSpacing(4)
        lower.addLayout(effect)
        lower.addWidget(self.problem)
        foot = Foot()
        row = QHBoxLayout(foot)
        row.setContentsMargins(GUTTER, 1, 20, 0)
        row.setSpacing(8)
        self.hint = Label(say("What is typed is kept when you leave"), "small", "text3")
        row.addWidget(self.hint, 1)
        row.addWidget(self.leave_button)
        self.more = QHBoxLayout()
        row.addLayout(self.more)
        row.addWidget(self.act)
        head_box = QVBoxLayout()
        head_box.setContentsMargins(GUTTER, 16, 16, 6)
        head_box.addLayout(head)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head_box)
        column.addWidget(self._area)
        column.addLayout(lower)
        column.addWidget(foot)
        self.lead.setVisible(bool(self.lead.text()))  # only now: without a parent it would be a window
        self.say_effect("")

    # What subclasses build with

    def add(self, name: str, widget: QWidget, *, note: str = "", focus: QWidget | None = None) -> None:
        """A field under its name, with room for what is wrong with it."""
        problem = self._problems[widget] = Problem()
        self.body.addSpacing(12)
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(Label(name, "small_strong", "text2"))
        above.addWidget(Label(note, "small", "text3"), 1)
        self.body.addLayout(above)
        self.body.addSpacing(6)
        self.body.addWidget(widget)
        self.body.addWidget(problem)
        if self._first is None:
            self._first = focus or widget

    def text_field(self, key: str, name: str, placeholder: str, *, note: str = "", start: str = "") -> TextField:
        """Several lines, kept under `key`; `start` is there until something is typed."""
        field = TextField(placeholder, name=name)
        field.setText(str(self.kept.get(key, start)))
        field.edit.moveCursor(QTextCursor.MoveOperation.End)  # one goes on where one left
        field.setFixedHeight(theme.px(TEXT_LINES))
        field.edit.textChanged.connect(lambda: self._note(key, field, field.text()))
        self.add(name, field, note=note)
        return field

    def line_field(self, key: str, name: str, placeholder: str, *, note: str = "", start: str = "") -> Field:
        """One line, kept under `key`; `start` is there until something is typed."""
        field = Field(placeholder, name=name)
        field.setText(str(self.kept.get(key, start)))
        field.edit.textChanged.connect(lambda text: self._note(key, field, text))
        self.add(name, field, note=note)
        return field

    def _note(self, key: str, field: QWidget, text: str) -> None:
        self.kept[key] = text
        self._say_wrong(field, "")

    def say_effect(self, sentence: str) -> None:
        """What the act will do, before it is done."""
        self._effect.setText(sentence)
        for part in (self._effect, self._effect_icon):
            part.setVisible(bool(sentence))
        self._refit_soon()

    @property
    def effect(self) -> str:
        return self._effect.text()

    def problem_of(self, widget: QWidget) -> Problem:
        return self._problems[widget]

    def _say_wrong(self, widget: QWidget, sentence: str) -> None:
        if isinstance(widget, Boxed):
            widget.show_wrong(bool(sentence))
        shown = self._problems[widget].isVisible()
        self._problems[widget].say(sentence)
        if shown or sentence:
            self._refit_soon()

    def _refit_soon(self) -> None:
        if self.isVisible():
            self.refit()
            self._resized.emit()

    # What a person does

    def open(self) -> None:
        super().open()
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.PopupFocusReason)
        self._resized.emit()

    def leave(self) -> None:
        self.close_form()
        self.deleteLater()

    def submit(self) -> None:
        """Do it; what is wrong is said at its field, which gets the keyboard."""
        for widget in self._problems:
            self._say_wrong(widget, "")
        self.problem.say("")
        try:
            self.do()
        except Wrong as wrong:
            self._say_wrong(wrong.field, wrong.sentence)
            wrong.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        except Refusal as refusal:
            self.problem.say(str(refusal))
            self._refit_soon()
            return
        self.kept.clear()
        self.leave()
        self.done.emit()

    def do(self) -> None:
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        """While the form lies over the window, keys belong to it; one can quit all the same."""
        override = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and not _is_ours(event):
            event.accept()
            return True
        return super().event(event)


def _is_ours(event: QKeyEvent) -> bool:
    return event.key() in _OURS and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class Wrong(Exception):
    """What was put into this field cannot be taken."""

    def __init__(self, field: QWidget, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


def required(field: Field | TextField, sentence: str) -> str:
    """What was typed, without blanks around it; Wrong when that is nothing."""
    text = field.text().strip()
    if not text:
        raise Wrong(field, sentence)
    return text


Attempt = Callable[..., object]
"""Does something to the ticket and shows it; raises Refusal."""
