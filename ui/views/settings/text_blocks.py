"""The settings' page of text blocks: what is said again and again, with placeholders that a ticket fills in."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from slaapp.domain.placeholders import PLACEHOLDERS, unknown_in
from slaapp.services.text_blocks import TextBlock, Use
from ui import theme
from ui.views.settings.form import OneOf, Surroundings
from ui.views.settings.shelf import ShelfForm, Titles, Words, Wrong
from ui.widgets.button import Button, Kind
from ui.widgets.field import TextField
from ui.widgets.flow import FlowLayout
from ui.wording import say

USES = (
    (Use.ANYWHERE.value, "Replies and notes"),
    (Use.REPLY.value, "Replies"),
    (Use.NOTE.value, "Internal notes"),
)
TALL = 200


class TextBlocksPage(ShelfForm):
    def __init__(self, around: Surroundings) -> None:
        titles = Titles(
            say("Text blocks"),
            say("New text block"),
            say("New text block"),
            say("What you write again and again. Under a ticket, / on an empty line puts one in."),
        )
        super().__init__(around, around.engine.text_blocks, titles)
        self._use = Use.ANYWHERE.value
        self.use = OneOf(say("Offered for"), USES, self._set_use)
        self.text = TextField(say("Dear {contact}, …"), name=say("Text"))
        self.placeholders = {name: Button(f"{{{name}}}", kind=Kind.LINK) for name in PLACEHOLDERS}
        self.ask(say("Offered for"), self.use)
        hint = say("A click puts one in at the cursor. For braces that stay as they are, write {{ and }}.")
        self.ask(say("Text"), self.text, problem=self._problem_of("text", self.text))
        self.rows.addSpacing(-10)
        offered = QWidget()
        flow = FlowLayout(offered, gap=12)
        for name, button in self.placeholders.items():
            button.setToolTip(say(PLACEHOLDERS[name]))
            button.setAccessibleName(say("Put in {what}", what=say(PLACEHOLDERS[name])))
            button.clicked.connect(partial(self._put_in, f"{{{name}}}"))
            flow.addWidget(button)
        self.rows.addWidget(offered)
        self.rows.addSpacing(4)
        self.say(hint, style="small", colour="text3")
        self.text.edit.textChanged.connect(self.changed)
        theme.follow(self._grow)
        self.finish()

    def _grow(self) -> None:
        self.text.setFixedHeight(theme.px(TALL))

    def typed(self) -> Words:
        return {"name": self.name.text(), "use": self._use, "text": self.text.text()}

    def show_typed(self, words: Words) -> None:
        self.say_in(self.name, words["name"])
        self._use = words["use"]
        self.use.show_choice(self._use)
        self.say_in(self.text, words["text"])

    def words_of(self, value: Any) -> Words:
        if value is None:
            return {"name": "", "use": Use.ANYWHERE.value, "text": ""}
        return {"name": value.name, "use": value.use.value, "text": value.text}

    def value_of(self, words: Words, id_: str) -> TextBlock:
        if not words["text"].strip():
            raise Wrong("text", say("Write what this block puts into a reply."))
        unknown = unknown_in(words["text"])
        if unknown:
            sentence = "No ticket knows {{{name}}}. Choose one of those below, or write {{{{{name}}}}} for the braces."
            raise Wrong("text", say(sentence.format(name=unknown[0])))
        return TextBlock(words["name"].strip(), words["text"], Use(words["use"]), id_)

    def note_of(self, value: TextBlock) -> str:
        return "" if value.use is Use.ANYWHERE else say("reply") if value.use is Use.REPLY else say("note")

    def _set_use(self, use: str) -> None:
        self._use = use
        self.use.show_choice(use)
        self.changed()

    def _put_in(self, placeholder: str) -> None:
        self.text.edit.insertPlainText(placeholder)
        self.text.edit.setFocus(Qt.FocusReason.OtherFocusReason)
