"""A contact being typed, in its place in the list: five fields, the sentence of what is wrong, Save and Leave."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QGridLayout, QHBoxLayout, QVBoxLayout

from slaapp.services.catalogue import Contact
from ui.widgets.button import Button, Kind
from ui.widgets.field import Field, Problem
from ui.widgets.label import Label, Panel
from ui.wording import say

LINES = 3
"""Of two fields beside each other: their names, themselves, and what is wrong with one of them."""


class ContactForm(Panel):
    """`submitted` and `left` carry nothing: ask `values`. `contact` None is a new one."""

    submitted = Signal()
    left = Signal()
    removed = Signal()
    typed_in = Signal()

    def __init__(self, contact: Contact | None, groups: Sequence[str] = ()) -> None:
        """`groups` are the words that are known, to be completed."""
        super().__init__("subtle", lines="bottom")
        self.contact = contact
        self.fields = {
            "name": Field(say("Name"), name=say("Name of the contact")),
            "phone": Field(say("Number or extension"), name=say("Phone")),
            "email": Field(say("name@example.org"), name=say("E-mail")),
            "room": Field(say("Where to find them"), name=say("Room")),
            "group": Field(say("A word such as VIP"), name=say("Group")),
        }
        labels = {"name": say("Name"), "phone": say("Phone"), "email": say("E-mail"), "room": say("Room")}
        labels["group"] = say("Group, which may have its own agreement")
        completer = QCompleter(list(groups), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.fields["group"].edit.setCompleter(completer)
        self.problem = Problem()
        self.save = Button(say("Save") if contact else say("Add contact"), keys="↵", kind=Kind.PRIMARY)
        self.leave = Button(say("Leave"), keys="Esc")
        self.remove = Button(say("Remove"), kind=Kind.QUIET)
        if contact is None:
            self.remove.hide()
        self._grid = grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        for at, (name, field) in enumerate(self.fields.items()):
            grid.addWidget(Label(labels[name], "small_strong", "text2"), LINES * (at // 2), at % 2)
            grid.addWidget(field, LINES * (at // 2) + 1, at % 2)
            if contact is not None:
                field.setText(getattr(contact, name))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.save, self.leave):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 10)
        column.setSpacing(0)
        column.addLayout(grid)
        self._put_problem(len(self.fields) - 1)
        column.addSpacing(10)
        column.addLayout(buttons)

        self.save.clicked.connect(self.submitted)
        self.leave.clicked.connect(self.left)
        self.remove.clicked.connect(self.removed)
        for field in self.fields.values():
            field.edit.returnPressed.connect(self.submitted)
            field.edit.textEdited.connect(lambda _: self.say_wrong("", ""))
            field.edit.textEdited.connect(lambda _: self.typed_in.emit())

    def take_up(self, values: object) -> None:
        """What was typed here before, text by the name of its field; whatever else there is was not typed here."""
        for name, text in values.items() if isinstance(values, dict) else ():
            if name in self.fields and isinstance(text, str):
                self.fields[name].setText(text)

    def values(self) -> dict[str, str]:
        return {name: field.text() for name, field in self.fields.items()}

    @property
    def typed(self) -> bool:
        """Whether anything stands here that is not kept."""
        held = {name: "" if self.contact is None else getattr(self.contact, name) for name in self.fields}
        return self.values() != held

    def say_wrong(self, name: str, sentence: str) -> None:
        """The sentence, and the keyboard to its field."""
        for at, (of, field) in enumerate(self.fields.items()):
            field.show_wrong(of == name)
            if of == name:
                self._put_problem(at)
        self.problem.say(sentence)
        if name in self.fields:
            self.fields[name].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_problem(self, at: int) -> None:
        """Under the line of that field."""
        self._grid.removeWidget(self.problem)
        self._grid.addWidget(self.problem, LINES * (at // 2) + 2, 0, 1, 2)

    def start(self) -> None:
        self.fields["name"].edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fields["name"].edit.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        else:
            super().keyPressEvent(event)
