"""The desk's own look on what is printed: the one colour, the logo, templates of one's own."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from slaapp.documents.look import USUAL, copy_templates
from slaapp.domain.errors import Refusal
from slaapp.services.changes import Changes
from ui.file_place import choose_file
from ui.undo import taking_back_records
from ui.views.settings.data import Answer
from ui.views.settings.form import Form, Surroundings
from ui.widgets.button import Button
from ui.widgets.field import Field, Problem
from ui.widgets.forbidden import allow, forbid
from ui.widgets.label import Label
from ui.wording import say


class PrintPage(Form):
    """What is refused says why at its field; the former one is kept."""

    def __init__(self, around: Surroundings, *, choose_picture: Callable[[QWidget], Path | None] | None = None) -> None:
        super().__init__(around)
        self.choose_picture = choose_picture or _ask_picture
        self.colour, self.colour_problem = Field(name=say("Colour")), Problem()
        self.logo, self.logo_problem = Label("", "prose", "text", wrap=True), Problem()
        self.choose, self.none = Button(say("Choose a picture…")), Button(say("No logo"))
        self.used, self.copied = Label("", "prose", "text", wrap=True), Answer()
        self.copy = Button(say("Copy the built-in templates"))
        hint = say("The one colour of a report, such as {colour}: dark enough to be read on paper.", colour=USUAL)
        self.ask(say("Colour"), self.colour, hint=hint, problem=self.colour_problem)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.choose)
        row.addWidget(self.none)
        row.addStretch(1)
        self.head(say("Logo"))
        self.rows.addWidget(self.logo)
        self.rows.addSpacing(8)
        hint = say("PNG or JPEG, up to 256 kB. It stands beside the desk’s name on reports, letters and Why-sheets.")
        self.offer(buttons, hint=hint)
        self.rows.addWidget(self.logo_problem)
        self.head(say("Templates"))
        self.rows.addWidget(self.used)
        self.rows.addSpacing(10)
        self.offer(self.copy, hint=say("They are Typst files, to be changed with any editor. What is there stays."))
        self.rows.addWidget(self.copied)
        self.finish()
        self.refresh()
        self.colour.edit.editingFinished.connect(self._keep_colour)
        self.choose.clicked.connect(self._choose_logo)
        self.none.clicked.connect(lambda: self._keep_logo(None, ""))
        self.copy.clicked.connect(self._copy)
        around.commands.changed.connect(lambda changes: self.refresh() if changes.rules else None)
        if around.engine.read_only:
            forbid(self.colour, self.choose, self.none)

    def refresh(self) -> None:
        looks = self.around.engine.looks
        look = looks.look()
        if not (self.colour.wrong or self.colour.edit.hasFocus()):
            self.colour.setText(look.colour)
        self._held = look.colour
        if not self.around.engine.read_only:
            allow(self.none, bool(look.logo), say("There is no logo to take away."))
        size = say("A picture of {size} kB.", size=max(1, len(look.logo) // 1000))
        self.logo.setText(size if look.logo else say("There is none."))
        used = say("Your own are used, from {folder}.", folder=str(looks.folder))
        self.used.setText(used if look.templates else say("The built-in ones are used."))

    def _keep_colour(self) -> None:
        typed = self.colour.text().strip()
        self.colour.show_wrong(False)
        self.colour_problem.say("")
        if typed == self._held:
            return
        try:
            changes = self.around.commands.attempt(self.around.engine.looks.set_colour, typed or None)
        except Refusal as refusal:
            self.colour.show_wrong(True)
            self.colour_problem.say(str(refusal))
            return
        self._tell(say("Colour of reports changed."), changes)

    def _choose_logo(self) -> None:
        path = self.choose_picture(self)
        if path is None:
            return
        try:
            self._keep_logo(path.read_bytes(), path.name)
        except OSError as error:
            why = error.strerror or str(error)
            self.logo_problem.say(say("{name} could not be read ({why}). Choose another.", name=path.name, why=why))

    def _keep_logo(self, data: bytes | None, name: str) -> None:
        self.logo_problem.say("")
        try:
            changes = self.around.commands.attempt(self.around.engine.looks.set_logo, data, name)
        except Refusal as refusal:
            self.logo_problem.say(str(refusal))
            return
        self._tell(say("Logo taken away.") if data is None else say("Logo changed."), changes)

    def _tell(self, words: str, changes: Changes) -> None:
        looks = self.around.engine.looks
        self.around.done(words, taking_back_records(looks, self.around.commands, changes))
        self.refresh()

    def _copy(self) -> None:
        folder = self.around.engine.looks.folder
        try:
            count = len(copy_templates(folder))
        except Refusal as refusal:
            self.copied.wrong(str(refusal))
            return
        said = say("Copied {count} templates into {folder}.", count=count, folder=str(folder))
        self.copied.say(said if count else say("All of them are there already. Nothing was copied."))
        self.refresh()


def _ask_picture(over: QWidget) -> Path | None:
    return choose_file(over, "logo", say("Choose a logo"), say("Pictures (*.png *.jpg *.jpeg)"))
