"""The tab of customers: who has this agreement, whom it is given to, and which one claims a ticket."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from ui.views.agreements.editing import Editing
from ui.views.agreements.tab import Tab
from ui.widgets.button import Button, Chip, Kind
from ui.widgets.runs import one_line
from ui.wording import say


class HoldersTab(Tab):
    """`customer_wanted` carries the id of one whose page is to be seen."""

    customer_wanted = Signal(str)

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.head(say("Who has it"))
        self.words = self.say("")
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.rows.addLayout(self._list)
        self.buttons: dict[str, Button] = {}
        """By the customer's id."""

        self.give = Chip(icon="user-plus")
        self.give.show_value(say("Give it to a customer"))
        self.give.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rows.addSpacing(6)
        self.rows.addWidget(self.give, 0, Qt.AlignmentFlag.AlignLeft)
        self.give.about_to_show.connect(self._offer)
        self.head(say("Which agreement a ticket gets"))
        self.say(
            say(
                "In this order: the one its customer names for the contact’s group, that of its service, that of its "
                "customer, that of the desk; of each the newest that has begun. It keeps it, and the version that was "
                "in force when it was received, whatever comes later."
            )
        )
        self.finish()

    def refresh(self) -> None:
        listed = self.editing.listed
        assert listed is not None
        for button in self.buttons.values():
            self._list.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for id_, name in listed.holders.items():
            button = Button(one_line(name), kind=Kind.LINK)
            button.clicked.connect(lambda _=False, id_=id_: self.customer_wanted.emit(id_))
            self._list.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.buttons[id_] = button
        self.words.setText(_told(len(self.buttons), listed.is_desks))
        self.give.setVisible(not self.editing.engine.read_only)

    def _offer(self) -> None:
        listed, engine = self.editing.listed, self.editing.engine
        assert listed is not None
        self.give.menu.clear()
        without = [held for held in engine.catalogue.customers() if held.id not in listed.holders]
        for held in sorted(without, key=lambda one: one.name.casefold()):
            action = self.give.menu.addAction(one_line(held.name).replace("&", "&&"))
            action.triggered.connect(partial(self._give, held.id, held.name))
        if not without:
            self.give.menu.addAction(say("Every customer has it.")).setEnabled(False)

    def _give(self, customer: str, name: str, _checked: bool = False) -> None:
        """For all of theirs; what they had before goes on until a version of this one is in force."""
        listed = self.editing.listed
        assert listed is not None
        named = {"name": one_line(listed.name), "customer": one_line(name)}
        words = say("New tickets of {customer} go by {name}.", **named)
        if not listed.begun:
            words = say("New tickets of {customer} go by {name} once it is in force.", **named)
        self.editing.do(words, self.editing.engine.customers.set_agreement, customer, listed.name)


def _told(count: int, is_desks: bool) -> str:
    if is_desks and count:
        return say("The agreement of the desk: for every customer without one of their own, and for these:")
    if is_desks:
        return say("The agreement of the desk: it is for every customer without one of their own.")
    if count:
        return say("These have it: for all of theirs, or for a group or a service, as chosen on their page.")
    return say("Nobody yet.")
