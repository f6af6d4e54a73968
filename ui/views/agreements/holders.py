"""The tab of customers: who has this agreement, and which one claims a ticket."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from ui.views.agreements.editing import Editing
from ui.views.agreements.tab import Tab
from ui.widgets.button import Button, Kind
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


def _told(count: int, is_desks: bool) -> str:
    if is_desks and count:
        return say("The agreement of the desk: for every customer without one of their own, and for these:")
    if is_desks:
        return say("The agreement of the desk: it is for every customer without one of their own.")
    if count:
        return say("These have it, for all of theirs, a group or a service; it is chosen on a customer’s page.")
    return say("Nobody yet. It is given to a customer on their page.")
