"""A new agreement: its name, and the one that it begins from."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from slaapp.domain.errors import Refusal
from slaapp.languages import ENGLISH, LANGUAGES
from slaapp.services.agreement_templates import TEMPLATES
from ui import kept_text
from ui.views.agreements.editing import Editing
from ui.views.settings.form import OneOf
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.runs import one_line
from ui.widgets.titled_form import TitledForm
from ui.wording import say

NEW = "new agreement"
"""The place at which its name is kept while it is typed."""


class NewAgreement(TitledForm):
    """`made` carries the name of the new agreement."""

    made = Signal(str)

    def __init__(self, editing: Editing, over: QWidget) -> None:
        super().__init__(over, say("New agreement"), say("Begin the draft"))
        self._editing = editing
        self._source, self._language = next(iter(TEMPLATES)), ENGLISH
        self.name = Field(say("For example: Health and care"), name=say("Name of the agreement"))
        self.name.setText(kept_text.held(editing.typed, NEW))
        self.source: OneOf = OneOf(say("Begins as"), [], self._choose)
        self.source.setMaximumWidth(472)
        self.language: OneOf = OneOf(say("Its own words in"), [*LANGUAGES.items()], self._speak)
        self.rows.setSpacing(6)
        for words, control in ((say("Name"), self.name), (say("Begins as"), self.source)):
            self.rows.addWidget(_label(words, control))
            if control is self.name:
                self.rows.addWidget(control)
                self.rows.addWidget(self.problem)
                self.rows.addSpacing(6)
            else:
                self.rows.addWidget(control, 0, Qt.AlignmentFlag.AlignLeft)
        self._spoken = QWidget()
        """Of a template only: a copy says what it says."""
        spoken = QVBoxLayout(self._spoken)
        spoken.setContentsMargins(0, 6, 0, 0)
        spoken.setSpacing(6)
        spoken.addWidget(_label(say("Its own words in"), self.language))
        spoken.addWidget(self.language, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows.addWidget(self._spoken)
        self.name.edit.textChanged.connect(lambda _: self._say(""))
        self.name.edit.textChanged.connect(lambda text: kept_text.hold(editing.typed, NEW, text))
        self.name.edit.returnPressed.connect(self._make)
        self.act.clicked.connect(self._make)

    def ask(self) -> None:
        """What was typed before stays."""
        own = dict.fromkeys(held.name for held in self._editing.engine.catalogue.agreements())
        copies = [(name, say("A copy of {name}", name=one_line(name))) for name in own]
        self.source.show_choices([*((name, say(about)) for name, about in TEMPLATES.items()), *copies])
        self._choose(self._source if self._source in (*TEMPLATES, *own) else next(iter(TEMPLATES)))
        self._speak(self._editing.engine.agreement_templates.language())
        self.open()
        self.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, source: str) -> None:
        self._source = source
        self.source.show_choice(source)
        self._spoken.setVisible(source in TEMPLATES)
        if self.isVisible():
            self.refit()

    def _speak(self, language: str) -> None:
        self._language = language
        self.language.show_choice(language)

    def _say(self, sentence: str) -> None:
        self.name.show_wrong(bool(sentence))
        self.say_wrong(sentence)

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
            self._editing.commands.attempt(
                templates.begin, templates.made(name, self._source, now, language=self._language)
            )
        except Refusal as refusal:
            self._say(str(refusal))
            return
        self.name.setText("")
        self.close_form()
        self.made.emit(name)


def _label(words: str, control: QWidget) -> Label:
    label = Label(words, "small_strong", "text2")
    label.setBuddy(control)
    return label
