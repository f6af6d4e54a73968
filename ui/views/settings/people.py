"""The desk's people: what they are called, their initials and colours, who sits here, who has left."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain.errors import Refusal
from slaapp.services.changes import Changes
from slaapp.services.people import COLOURS, Person
from ui import faces, theme, wording
from ui.faces import Initials
from ui.undo import taking_back_records
from ui.views.settings.form import Form, OneOf, Surroundings
from ui.widgets import painting
from ui.widgets.button import Button, IconButton, Kind
from ui.widgets.field import Field, Problem
from ui.widgets.forbidden import forbid
from ui.widgets.label import Label
from ui.widgets.runs import one_line
from ui.wording import say

HONEST = (
    "A name says who did something and protects nothing: whoever can use this account of the computer can open the "
    "data file and choose any name. A PIN would keep people from signing as one another by mistake, no more: it does "
    "not lock the file, and all PINs of four digits are tried within minutes. What protects the file is an account of "
    "the computer for each person."
)
INITIALS, COLOUR = 56, 98
_CHANGED = {
    "new_name": "{name} is called {new} now.",
    "initials": "Initials of {name} changed.",
    "account": "Account of {name} changed.",
    "colour": "Colour of {name} changed.",
}
_NEW, _TYPED = "new person", "people"
"""Where the name of somebody new is held, and what is typed and not kept of those who are there, by person and field.
"""
_COLOURS = [(colour, colour.capitalize()) for colour in COLOURS]


class Face(QWidget):
    """An avatar on its own."""

    SIZE = 28

    def __init__(self, initials: str) -> None:
        super().__init__()
        self._initials = initials
        theme.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedSize(theme.px(self.SIZE), theme.px(theme.FIELD))

    def show_initials(self, initials: str) -> None:
        self._initials = initials
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painting.avatar(painter, 0, self.height() / 2, self._initials, theme.px(26))


class _Row(QWidget):
    """One person; each field is kept when it is left or Enter is pressed. What is refused stays in its field, also over
    a restart."""

    def __init__(self, page: "PeoplePage", person: Person) -> None:
        super().__init__()
        self._page, self._person = page, person
        self.face = Face(_drawn(person))
        self.name, self.initials, self.account = Field(), Field(), Field(say("none"))
        self.colour = OneOf("", _COLOURS, partial(self._keep, "colour"))
        self.leave = IconButton("archive", "")
        self.problem = Problem()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget, stretch in ((self.face, 0), (self.name, 3), (self.initials, 0), (self.account, 2)):
            row.addWidget(widget, stretch)
        row.addWidget(self.colour)
        row.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.problem)
        self._fields = {"new_name": self.name, "initials": self.initials, "account": self.account}
        self.show_person(person)
        self._take_up()
        theme.follow(self._fit)
        for field, edited in self._fields.items():
            edited.edit.textEdited.connect(partial(self._hold, field))
            edited.edit.editingFinished.connect(partial(self._edited, field))
        self.leave.clicked.connect(lambda: page.retire(self._person))

    def show_person(self, person: Person) -> None:
        """As they are now; what was refused, or is being typed, is left alone."""
        self._person = person
        name = one_line(person.name)
        self.face.show_initials(_drawn(person))
        self.initials.edit.setPlaceholderText(faces.letters_of(person.name))
        for field, words in (
            ("new_name", say("Name of {name}", name=name)),
            ("initials", say("Initials of {name}", name=name)),
            ("account", say("Account of {name}", name=name)),
        ):
            edited = self._fields[field]
            edited.edit.setAccessibleName(words)
            if not (edited.wrong or edited.edit.isModified()):
                edited.setText(self._value(field))
                edited.edit.setCursorPosition(0)
        self.colour.call(say("Colour of {name}", name=name))
        self.colour.show_choice(person.colour)
        leaves = say("{name} has left the desk", name=name)
        self.leave.setAccessibleName(leaves)
        self.leave.setToolTip(wording.tip(leaves))

    def stops(self) -> list[QWidget]:
        """For the keyboard, from left to right."""
        return [self.name.edit, self.initials.edit, self.account.edit, self.colour, self.leave]

    def _value(self, field: str) -> str:
        person = self._person
        return {"new_name": person.name, "initials": person.initials, "account": person.account}[field]

    def _edited(self, field: str) -> None:
        edited = self._fields[field]
        if edited.text().strip() != self._value(field):
            self._keep(field, edited.text())
        else:
            self._settle(field)

    def _keep(self, field: str, value: str) -> None:
        try:
            self._page.change(self._person, field, value)
        except Refusal as refusal:
            if field in self._fields:
                self._fields[field].show_wrong(True)
            self.problem.say(str(refusal))
        else:
            self._settle(field)

    def _place(self, field: str) -> str:
        return f"{self._person.id} {field}"

    def _hold(self, field: str, typed: str) -> None:
        """What is typed and not kept, for the window to write down."""
        shelf = self._page.around.state.shelves.setdefault(_TYPED, {})
        shelf.pop(self._place(field), None)
        if typed != self._value(field):
            shelf[self._place(field)] = typed

    def _take_up(self) -> None:
        """What was typed before the program ended, and not kept."""
        shelf = self._page.around.state.shelves.get(_TYPED)
        for field, edited in self._fields.items():
            typed = shelf.get(self._place(field)) if isinstance(shelf, dict) else None
            if isinstance(typed, str) and typed != self._value(field):
                edited.setText(typed)
                edited.edit.setModified(True)
                self.problem.remind(say("This was typed before and is not saved yet. Enter saves it."))

    def _settle(self, field: str) -> None:
        """What stands in the field is kept."""
        if field in self._fields:
            self._hold(field, self._value(field))
            edited = self._fields[field]
            edited.show_wrong(False)
            edited.edit.setModified(False)
            edited.setText(self._value(field))
        if not any(edited.wrong for edited in self._fields.values()):
            self.problem.say("")

    def _fit(self) -> None:
        self.initials.setFixedWidth(theme.px(INITIALS))
        self.colour.setFixedWidth(theme.px(COLOUR))


class PeoplePage(Form):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.me = OneOf(say("You are"), [], self._become)
        self.new = Field(say("Name, such as Kim L."), name=say("Name of somebody new"))
        self.new_problem = Problem()
        self.add = Button(say("Add person"), icon="user-plus")
        self.ask(
            say("You are"),
            self.me,
            hint=say("Signs what you write here from now on. What was signed before stays as it is."),
        )
        self.head(say("At the desk"))
        self._column(_Heads())
        self._here = self._list()
        adding = QWidget()
        row = QHBoxLayout(adding)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.new, 1)
        row.addWidget(self.add)
        self._column(adding)
        self._column(self.new_problem)
        self._gone_head = Label(say("Have left"), "title_s")
        self.rows.addSpacing(22)
        self._column(self._gone_head)
        self.rows.addSpacing(8)
        self._gone = self._list()
        self.rows.addSpacing(14)
        self.honest = self.say(say(HONEST), style="small", colour="text3")
        self.finish()

        self._rows: dict[str, _Row] = {}
        self.new.setText(around.state.shelves.get(_NEW) or "")
        self.refresh()
        self.add.clicked.connect(self._add)
        self.new.edit.returnPressed.connect(self._add)
        self.new.edit.textChanged.connect(self._hold)
        around.commands.changed.connect(lambda changes: self.refresh() if changes.people else None)

    @property
    def people(self) -> "dict[str, _Row]":
        """The rows of those at the desk, by id."""
        return self._rows

    def refresh(self) -> None:
        """Read the people again."""
        every = self.around.engine.people.every()
        faces.learn(every)
        me = self.around.engine.people.me()
        here, gone = [held for held in every if not held.retired], [held for held in every if held.retired]
        self.me.show_choices([(held.id, one_line(held.name)) for held in here])
        if me is None:
            self.me.show_value(say("Nobody yet"))
        else:
            self.me.show_choice(me.id)
        rows = {held.id: self._rows.get(held.id) or _Row(self, held) for held in here}
        for id_ in self._rows.keys() - rows.keys():
            self._rows[id_].hide()
            self._rows[id_].deleteLater()
        self._rows = rows
        for at, person in enumerate(here):
            rows[person.id].show_person(person)
            self._here.insertWidget(at, rows[person.id])
        _clear(self._gone)
        self._taken_leave = [_Gone(person, self.take_back) for person in gone]
        for row in self._taken_leave:
            self._gone.addWidget(row)
        self._gone_head.setVisible(bool(gone))
        self._order()
        self._forbid()

    def change(self, person: Person, field: str, value: str) -> None:
        """Raises Refusal, and nothing is changed."""
        mine = person.mark == self.around.engine.user
        changes, changed = self.around.commands.attempt(self.around.engine.people.change, person.id, **{field: value})
        if mine:
            self.around.sit_down(changed)
            self.refresh()
        self._done(say(_CHANGED[field], name=one_line(person.name), new=one_line(changed.name)), changes)

    def retire(self, person: Person) -> None:
        name = one_line(person.name)
        try:
            changes, theirs = self.around.commands.attempt(self.around.engine.people.retire, person.id)
        except Refusal as refusal:
            self.around.tell(str(refusal))
            return
        held = say("1 open ticket is theirs still.") if theirs == 1 else ""
        held = say("{count} open tickets are theirs still.", count=theirs) if theirs > 1 else held
        self._done(say("{name} has left the desk. {held}", name=name, held=held).strip(), changes)
        self.new.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_back(self, person: Person) -> None:
        try:
            changes = self.around.commands.attempt(self.around.engine.people.bring_back, person.id)
        except Refusal as refusal:
            self.around.tell(str(refusal))
            return
        self._done(say("{name} is at the desk again.", name=one_line(person.name)), changes)

    def _add(self) -> None:
        try:
            changes, added = self.around.commands.attempt(self.around.engine.people.add, self.new.text())
        except Refusal as refusal:
            self.new.show_wrong(True)
            self.new_problem.say(str(refusal))
            self.new.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.new.show_wrong(False)
        self.new_problem.say("")
        self.new.setText("")
        self.new.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._done(say("{name} is at the desk.", name=one_line(added.name)), changes)

    def _done(self, words: str, changes: Changes) -> None:
        self.around.done(words, taking_back_records(self.around.engine.people, self.around.commands, changes))

    def _hold(self, typed: str) -> None:
        """What is typed and not added, for the window to write down."""
        if typed:
            self.around.state.shelves[_NEW] = typed
        else:
            self.around.state.shelves.pop(_NEW, None)

    def _become(self, id_: str) -> None:
        self.around.sit_down(self.around.engine.people.find(id_))
        self.refresh()

    def _order(self) -> None:
        """Tab goes down the page, however late a row came into it."""
        stops: list[QWidget] = [self.me]
        for row in self._rows.values():
            stops += row.stops()
        stops += [self.new.edit, self.add, *(row.back for row in self._taken_leave)]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _forbid(self) -> None:
        """What a store that can only be read does not take."""
        if self.around.engine.read_only:
            forbid(self.new, self.add, *self._rows.values())

    def _column(self, widget: QWidget) -> None:
        self.rows.addWidget(widget)

    def _list(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        self.rows.addLayout(column)
        return column


class _Heads(QWidget):
    """What the columns of the rows hold."""

    def __init__(self) -> None:
        super().__init__()
        words = [Label(say(text), "caption", "text3") for text in ("Name", "Initials", "Account", "Colour")]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(8)
        before, behind = QWidget(), QWidget()
        for widget, stretch in zip((before, *words, behind), (0, 3, 0, 2, 0, 0), strict=True):
            row.addWidget(widget, stretch)
        self._fixed = ((before, Face.SIZE), (words[1], INITIALS), (words[3], COLOUR), (behind, 30))
        theme.follow(self._fit)

    def _fit(self) -> None:
        for widget, width in self._fixed:
            widget.setFixedWidth(theme.px(width))


class _Gone(QWidget):
    def __init__(self, person: Person, take_back: Callable[[Person], None]) -> None:
        super().__init__()
        name = one_line(person.name)
        self.back = Button(say("Take back"), kind=Kind.LINK)
        self.back.setAccessibleName(say("Take {name} back", name=name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 6)
        row.setSpacing(8)
        row.addWidget(Face(_drawn(person)))
        row.addWidget(Label(name, "body", "text2", elide=True), 1)
        row.addWidget(self.back)
        self.back.clicked.connect(lambda: take_back(person))


def _drawn(person: Person) -> Initials:
    return Initials(person.initials or faces.letters_of(person.name), person.colour)


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
