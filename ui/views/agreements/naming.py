"""A new agreement: its name, and the one that it begins from."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain.errors import Refusal
from slaapp.services.agreement_templates import TEMPLATES
from ui import kept_text
from ui.views.agreements.editing import Editing
from ui.views.settings.form import OneOf
from ui.widgets.button import Button, IconButton, Kind
from ui.widgets.field import Field, Problem
from ui.widgets.label import Label
from ui.widgets.overlay import DOES_IT, Overlay
from ui.widgets.runs import one_line
from ui.wording import say

NEW = "new agreement"
"""The place at which its name is kept while it is typed."""


class NewAgreement(Overlay):
    """`made` carries the name of the new agreement."""

    made = Signal(str)

    def __init__(self, editing: Editing, over: QWidget) -> None:
        super().__init__(over, width=520, top=110)
        self._editing = editing
        self._source = next(iter(TEMPLATES))
        self.close_button = IconButton("x", say("Close"))
        self.name = Field(say("For example: Health and care"), name=say("Name of the agreement"))
        self.name.setText(kept_text.held(editing.typed, NEW))
        self.problem = Problem()
        self.source: OneOf = OneOf(say("Begins as"), [], self._choose)
        self.source.setMaximumWidth(472)
        self.cancel = Button(say("Cancel"), keys="Esc")
        self.make = Button(say("Begin the draft"), keys=DOES_IT, kind=Kind.PRIMARY)
        head = QHBoxLayout()
        head.addWidget(Label(say("New agreement"), "title_s"), 1)
        head.addWidget(self.close_button)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.make)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(24, 16, 20, 18)
        column.setSpacing(6)
        column.addLayout(head)
        for words, control in ((say("Name"), self.name), (say("Begins as"), self.source)):
            label = Label(words, "small_strong", "text2")
            label.setBuddy(control)
            column.addSpacing(6)
            column.addWidget(label)
            if control is self.name:
                column.addWidget(control)
                column.addWidget(self.problem)
            else:
                column.addWidget(control, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(10)
        column.addLayout(foot)
        self.name.edit.textChanged.connect(lambda _: self._say(""))
        self.name.edit.textChanged.connect(lambda text: kept_text.hold(editing.typed, NEW, text))
        self.name.edit.returnPressed.connect(self._make)
        self.make.clicked.connect(self._make)
        self.done_by(self.make)
        for leaving in (self.left, self.cancel.clicked, self.close_button.clicked):
            leaving.connect(self.close_form)

    def ask(self) -> None:
        """What was typed before stays."""
        own = dict.fromkeys(held.name for held in self._editing.engine.catalogue.agreements())
        copies = [(name, say("A copy of {name}", name=one_line(name))) for name in own]
        self.source.show_choices([*((name, say(about)) for name, about in TEMPLATES.items()), *copies])
        self._choose(self._source if self._source in (*TEMPLATES, *own) else next(iter(TEMPLATES)))
        self.open()
        self.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, source: str) -> None:
        self._source = source
        self.source.show_choice(source)

    def _say(self, sentence: str) -> None:
        self.name.show_wrong(bool(sentence))
        self.problem.say(sentence)
        if self.isVisible():
            self.refit()

    def _make(self) -> None:
        name = " ".join(self.name.text().split())
        now = self._editing.clock.now()
        every = self._editing.engine.agreements.every(now)
        if not name or any(one.name.casefold() == name.casefold() for one in every):
            taken = say("There is an agreement of that name already. Give this one another.")
            self._say(taken if name else say("Give it a name."))
            self.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        templates = self._editing.engine.agreement_templates
        try:
            self._editing.commands.attempt(templates.begin, templates.made(name, self._source, now))
        except Refusal as refusal:
            self._say(str(refusal))
            return
        self.name.setText("")
        self.close_form()
        self.made.emit(name)
