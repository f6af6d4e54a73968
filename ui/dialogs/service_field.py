"""Which of the customer's services a ticket is about: one may have an agreement of its own, so due times follow it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from slaapp.services.customer_pages import Service
from ui import wording
from ui.dialogs.log_ticket_parts import FieldName, ServiceNamed
from ui.widgets.picker import Choice, Picker

Services = Callable[[str | None, str | None], Sequence[Service]]
"""What a ticket of a customer may be about, and the one that is wished for where it may be that."""


class ServiceField(QWidget):
    """Seen only where there is something to choose. What was wished for waits for a customer that has it."""

    chosen = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._customer: str | None = None
        self._wish: str | None = None
        self._offered: Sequence[Service] = ()
        self.button = ServiceNamed()
        self.picker = Picker(wording.say("Service"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(FieldName(wording.say("Service"), 2))
        column.addWidget(self.button)
        self.picker.chosen.connect(self._take)
        self.hide()

    @property
    def service(self) -> str | None:
        """The id of the one chosen, as far as this customer has it."""
        return next((held.id for held in self._offered if held.id == self._wish), None)

    @property
    def wish(self) -> str | None:
        """The id of the one chosen, whoever the customer is."""
        return self._wish

    def show_for(self, customer: str | None, wish: str | None) -> None:
        """The services of that customer (None: nobody yet), the wish among them if it is theirs."""
        self._customer, self._wish = customer, wish
        self._offered = self._services(customer, wish)
        self.button.show_service(next((held.name for held in self._offered if held.id == wish), ""))
        self.setVisible(bool(self._offered))

    def ask(self, within: QWidget) -> bool:
        """Open the list; False where there is nothing to choose from."""
        self.show_for(self._customer, self._wish)  # another window may have added one
        if not self._offered:
            return False
        none = Choice(None, wording.say("None"), current=self.service is None)
        held = [
            Choice(one.id, one.name, one.agreement or "", icon="tag", current=one.id == self._wish)
            for one in self._offered
        ]
        self.picker.open_with([none, *held], self.button, within=within)
        return True

    def _take(self, service: str | None) -> None:
        self.show_for(self._customer, service)
        self.chosen.emit()
