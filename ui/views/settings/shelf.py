"""A page of the settings for what the desk keeps by name: the names at the left, the form of one beside them.

A page says what its fields hold as plain words (`typed`), what they would hold for a saved one (`words_of`), and what
to keep of them (`value_of`). What was typed and not saved stays, also when another name is chosen and over a restart.
"""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain.errors import Refusal
from slaapp.domain.value import Value
from slaapp.services.shelf import NameTaken, Shelf
from ui import theme
from ui.views.settings.form import Form, Surroundings
from ui.views.settings.name_list import Named, NameList
from ui.views.settings.putting_back import putting_back
from ui.widgets.button import Button, Kind
from ui.widgets.field import Field, Problem, TextField
from ui.widgets.forbidden import WHY, allow
from ui.widgets.label import Label
from ui.wording import say

NAMES, NAMES_LEAST, BESIDE, FIELDS = 200, 130, 28, 216
"""How wide the list of names is, less where `FIELDS` have no room beside it, and what is between them."""

NEW = ""
"""Stands for the one that was never saved."""

_REFERENCES = ("template", "customer", "assignee", "service")
"""Words that may be None."""

Words = dict[str, Any]


class Titles(Value):
    """`new` is the verb of the button, `unnamed` what a new one is called in the list, `empty` what the page is for."""

    list: str
    new: str
    unnamed: str
    empty: str


class Wrong(Exception):
    """A field holds what cannot be kept: which, and the sentence for it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


class ShelfForm(Form):
    """Ctrl+S saves; each save and each removal can be undone."""

    ROOM = NAMES + BESIDE + 560

    def __init__(self, around: Surroundings, shelf: Shelf[Any], titles: Titles) -> None:
        super().__init__(around)
        self.shelf, self._titles = shelf, titles
        self._id = NEW
        self._saved: Mapping[str, Any] = {}
        """The values that are kept, by id."""
        self._filling = False
        self._problems: dict[str, tuple[QWidget, Problem]] = {}
        self.names = NameList(titles.list)
        self.new = Button(titles.new, icon="plus")
        self.name = Field(say("What it is found by"), name=say("Name"))
        self.name.edit.setMaxLength(200)
        self.problem = Problem()
        self.save_button = Button(say("Save"), keys="Ctrl S", kind=Kind.PRIMARY)
        self.discard = Button(say("Discard"), kind=Kind.QUIET)
        self.remove = Button(say("Remove"), kind=Kind.QUIET)
        self._unsaved = Label(say("Unsaved"), "small", "text2", elide=True)
        self._lay_out()
        self._ask_name()

        self.names.chose.connect(self._choose)
        self.names.entered_form.connect(lambda: self.name.edit.setFocus(Qt.FocusReason.TabFocusReason))
        self.names.new_wanted.connect(self.begin)
        self.names.removal_wanted.connect(self.take_away)
        self.new.clicked.connect(self.begin)
        self.save_button.clicked.connect(self.save)
        self.discard.clicked.connect(self.drop)
        self.remove.clicked.connect(self.take_away)
        self.name.edit.textChanged.connect(lambda _: self.changed())
        around.commands.changed.connect(self._hear)
        save = QShortcut(QKeySequence("Ctrl+S"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self.save)

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(10)
        side.addWidget(self.new)
        side.addWidget(self.names, 1)
        self._side = QWidget()
        side.setContentsMargins(0, 0, 0, 0)
        self._side.setLayout(side)
        theme.follow(self._fit)
        both = QHBoxLayout()
        both.setSpacing(BESIDE)
        both.addWidget(self._side)
        fields = QVBoxLayout()
        fields.setSpacing(0)
        both.addLayout(fields, 1)
        self.rows.addLayout(both, 1)
        self.rows = fields

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        left = self.width() - theme.GUTTER_LEFT - theme.GUTTER_RIGHT - BESIDE - theme.px(FIELDS)
        self._side.setFixedWidth(max(theme.px(NAMES_LEAST), min(theme.px(NAMES), left)))
        self._side.setMinimumHeight(theme.px(320))
        self.names.doItemsLayout()

    def _ask_name(self) -> None:
        self.say(self._titles.empty, style="small")
        self.ask(say("Name"), self.name, problem=self._problem_of("name", self.name))

    def _problem_of(self, field: str, control: QWidget) -> Problem:
        """The place for what is wrong with a field."""
        problem = Problem()
        self._problems[field] = (control, problem)
        return problem

    def finish(self) -> None:
        self.rows.addWidget(self.problem)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for part in (self.save_button, self.discard, self._unsaved):
            foot.addWidget(part)
        foot.addStretch(1)
        foot.addWidget(self.remove)
        self.rows.addLayout(foot)
        super().finish()
        self.refresh()

    # What a page says of its fields

    def typed(self) -> Words:
        """What the fields hold, as plain data; `name` is among it."""
        raise NotImplementedError

    def show_typed(self, words: Words) -> None:
        raise NotImplementedError

    def words_of(self, value: Any) -> Words:
        """What the fields hold for a saved value; None: for a new one."""
        raise NotImplementedError

    def value_of(self, words: Words, id_: str) -> Any:
        """What is to be kept. Raises Wrong."""
        raise NotImplementedError

    def note_of(self, value: Any) -> str:
        """What stands behind the name in the list."""
        return ""

    def show_outlook(self) -> None:
        """What the fields mean as they are now."""

    # What is shown

    @property
    def _drafts(self) -> dict[str, Words]:
        held: dict[str, Words] = self.around.state.shelves.setdefault(self.shelf.kind, {})
        return held

    @property
    def dirty(self) -> bool:
        return self.typed() != self._kept_words()

    def refresh(self) -> None:
        self._saved = {value.id: value for value in self.shelf.every()}
        if self._id and self._id not in self._saved and self._id not in self._drafts:
            self._id = NEW
        if self._id == NEW and NEW not in self._drafts and self._saved:
            self._id = next(iter(self._saved))
        self._show()

    def _hear(self, changes: Any) -> None:
        if changes.shelves or changes.customers:
            self.refresh()

    def _show(self) -> None:
        self._filling = True
        kept = self._kept_words()
        self.show_typed({**kept, **_fitting(self._drafts.get(self._id), kept)})
        self._filling = False
        self._say_wrong(None)
        self._show_state()

    def _kept_words(self) -> Words:
        return self.words_of(self._saved.get(self._id))

    def _show_state(self) -> None:
        dirty = self.dirty
        read_only = self.around.engine.read_only
        allow(self.save_button, dirty and not read_only, say(WHY) if read_only else say("Nothing was changed."))
        self.discard.setVisible(dirty)
        self._unsaved.setVisible(dirty)
        self.remove.setVisible(self._id in self._saved)
        for button in (self.remove, self.new):
            allow(button, not read_only, say(WHY))
        self.show_outlook()
        names = [Named(id_, value.name, self.note_of(value), id_ in self._drafts) for id_, value in self._saved.items()]
        if self._id == NEW or NEW in self._drafts:
            title = self._drafts.get(NEW, {}).get("name") or self._titles.unnamed
            names.append(Named(NEW, title, unsaved=NEW in self._drafts))
        self.names.show_names(names, self._id)

    def changed(self) -> None:
        """Something was typed: it is kept at once, saved or not."""
        if self._filling:
            return
        if self.dirty:
            self._drafts[self._id] = self.typed()
        else:
            self._drafts.pop(self._id, None)
        self._say_wrong(None)
        self._show_state()

    # What a person does

    def begin(self) -> None:
        """A new one."""
        self._choose(NEW)
        self.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, id_: str) -> None:
        self._id = id_
        self._show()

    def save(self) -> None:
        """Keep what is typed; what cannot be kept is said at its field, and stays typed."""
        if not self.dirty:
            return
        words, id_ = self.typed(), self._id
        before = self.shelf.version(id_) if id_ else 0
        try:
            if not words["name"].strip():
                raise Wrong("name", say("Give it a name to find it by."))
            value = self.value_of(words, id_)
            kept, _ = self.around.commands.attempt(self.shelf.save, value)
        except Wrong as wrong:
            self._say_wrong(wrong)
            return
        except Refusal as refusal:
            self._say_wrong(Wrong("name" if isinstance(refusal, NameTaken) else "", str(refusal)))
            return
        self._drafts.pop(id_, None)
        self._id = kept
        self.refresh()
        self.around.done(
            say("{name} saved.", name=value.name), putting_back(self.shelf, self.around.commands, kept, before)
        )

    def drop(self) -> None:
        """Leave out what was typed since the last save."""
        self._drafts.pop(self._id, None)
        self.refresh()
        self.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_away(self) -> None:
        held = self._saved.get(self._id)
        if held is None or self.around.engine.read_only:
            return
        id_, before = self._id, self.shelf.version(self._id)
        place = list(self._saved).index(id_)
        try:
            self.around.commands.attempt(self.shelf.remove, id_)
        except Refusal as refusal:
            self._say_wrong(Wrong("", str(refusal)))
            return
        self._drafts.pop(id_, None)
        left = list(self._saved)
        self._id = left[min(place, len(left) - 1)] if left else NEW
        self.refresh()
        self.names.setFocus(Qt.FocusReason.OtherFocusReason)
        words = say("{name} removed.", name=held.name)
        self.around.done(words, putting_back(self.shelf, self.around.commands, id_, before))

    def _say_wrong(self, wrong: Wrong | None) -> None:
        for field, (control, problem) in self._problems.items():
            here = wrong is not None and wrong.field == field
            problem.say(wrong.sentence if wrong is not None and here else "")
            if hasattr(control, "show_wrong"):
                control.show_wrong(here)
            if here:
                control.setFocus(Qt.FocusReason.OtherFocusReason)
        general = wrong is not None and wrong.field not in self._problems
        self.problem.say(wrong.sentence if wrong is not None and general else "")

    @staticmethod
    def say_in(field: Field | TextField, text: str) -> None:
        """Where it says so already, the cursor stays where it is."""
        if field.text() != text:
            field.setText(text)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.around.keep()


def _fitting(draft: object, kept: Words) -> Words:
    """What of a remembered draft the fields of today can hold."""
    if not isinstance(draft, dict):
        return {}
    return {key: draft[key] for key, value in kept.items() if key in draft and type(draft[key]) is type(value)} | {
        key: draft[key] for key in _REFERENCES if key in kept and isinstance(draft.get(key), str | None)
    }
