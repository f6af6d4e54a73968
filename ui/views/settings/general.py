"""What the desk is called and how it is reached, as reports print it; and where the window begins."""

from functools import partial

from slaapp.domain.errors import Refusal
from ui.undo import taking_back_records
from ui.views.settings.choices import SETTINGS, said
from ui.views.settings.form import Form, OneOf, Surroundings
from ui.widgets.field import Field, Problem, TextField
from ui.widgets.forbidden import forbid
from ui.wording import say

_TYPED = "desk"
"""Where what is typed and not kept is held, by field."""

_KEPT = {"name": "Desk name changed.", "address": "Address of the desk changed.", "phone": "Phone of the desk changed."}


class GeneralPage(Form):
    """Each field is kept when it is left, name and phone with Enter as well; what is refused stays in its field, also
    over a restart."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.name = Field(say("Such as Site IT desk"), name=say("Desk name"))
        self.phone = Field(say("Such as ext. 100"), name=say("Phone"))
        self.address = TextField(say("Street\nTown"), name=say("Address"))
        self.address.setFixedHeight(92)
        self._keys: dict[Field | TextField, str] = {self.name: "name", self.address: "address", self.phone: "phone"}
        self.problems = {field: Problem() for field in self._keys}
        self.start = OneOf(said("start_page"), SETTINGS["start_page"].choices, self._start_with)
        self.ask(say("Desk name"), self.name, problem=self.problems[self.name])
        self.ask(say("Address"), self.address, problem=self.problems[self.address])
        hint = say("Name, address and phone stand on reports and agreements.")
        self.ask(say("Phone"), self.phone, hint=hint, problem=self.problems[self.phone])
        self.ask(said("start_page"), self.start, hint=say("The list that is shown when the window opens."))
        self.finish()

        self.refresh()
        self._take_up()
        for field in self._keys:
            field.edit.textChanged.connect(partial(self._hold, field))
        self.name.edit.editingFinished.connect(partial(self._keep, self.name))
        self.phone.edit.editingFinished.connect(partial(self._keep, self.phone))
        self.address.left.connect(partial(self._keep, self.address))
        around.commands.changed.connect(lambda changes: self.refresh() if changes.rules else None)
        if around.engine.read_only:
            forbid(self.name, self.phone, self.address)

    def refresh(self) -> None:
        """What is being typed, or was refused, is left alone."""
        desk = self.around.engine.catalogue.desk()
        self._held = {"name": desk.name, "phone": desk.phone, "address": "\n".join(desk.address)}
        for field, key in self._keys.items():
            if not (field.wrong or field.edit.hasFocus() or key in self.around.state.shelves.get(_TYPED, {})):
                field.setText(self._held[key])
        self.start.show_choice(self.around.state.start_page)

    def _take_up(self) -> None:
        """What was typed before the program ended, and not kept."""
        typed = self.around.state.shelves.get(_TYPED)
        for field, key in self._keys.items():
            words = typed.get(key) if isinstance(typed, dict) else None
            if isinstance(words, str) and words != self._held[key]:
                field.setText(words)
                left = say("This was typed before and is not saved yet. Leaving the field saves it.")
                self.problems[field].remind(left)

    def _hold(self, field: Field | TextField, *_: str) -> None:
        """What is typed and not kept, for the window to write down."""
        shelf, key = self.around.state.shelves.setdefault(_TYPED, {}), self._keys[field]
        shelf.pop(key, None)
        if field.text() != self._held[key]:
            shelf[key] = field.text()

    def _keep(self, field: Field | TextField) -> None:
        desk = self.around.engine.catalogue.desk()
        held = {"name": desk.name, "address": list(desk.address), "phone": desk.phone}
        told = {"name": self.name.text(), "address": self.address.text().splitlines(), "phone": self.phone.text()}
        key = self._keys[field]
        if told[key] != held[key]:
            catalogue = self.around.engine.catalogue
            try:
                changes = self.around.commands.attempt(catalogue.describe_desk, **{**held, key: told[key]})
            except Refusal as refusal:
                field.show_wrong(True)
                self.problems[field].say(str(refusal))
                return
            self.around.done(say(_KEPT[key]), taking_back_records(catalogue, self.around.commands, changes))
        field.show_wrong(False)
        self.problems[field].say("")
        self.refresh()
        self._hold(field)

    def _start_with(self, name: object) -> None:
        self.around.state.start_page = str(name)
        self.around.look()
        self.refresh()
