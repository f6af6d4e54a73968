"""What the customer uses: services of their own, which can be added, removed and given an agreement, and those that
tickets name."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain.errors import Refusal
from slaapp.services.customer_fields import FieldRefusal
from slaapp.services.customer_pages import Service
from ui import theme, wording
from ui.views.customers.claims import AgreementChip
from ui.views.customers.hands import Hands
from ui.views.customers.section import Section
from ui.widgets.button import IconButton
from ui.widgets.field import Field, Problem
from ui.widgets.label import Label
from ui.widgets.runs import one_line
from ui.wording import say, tip


class Services(Section):
    def __init__(self, hands: Hands) -> None:
        super().__init__(say("Services"))
        self._hands = hands
        self._customer = ""
        self._shown: tuple[Service, ...] | None = None
        self._agreements: tuple[str, ...] = ()
        self.chips: dict[str, AgreementChip] = {}
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(8, 0, 8, 0)
        self._rows.setSpacing(0)
        self.field = Field(say("Add a service, for example Wi-Fi"), name=say("Add a service"))
        self.problem = Problem()
        self.column.addLayout(self._rows)
        self.column.addSpacing(4)
        self.put(self.field)
        self.put(self.problem)
        self.field.edit.returnPressed.connect(self._add)
        self.field.edit.textEdited.connect(lambda _: self._say_wrong(""))
        self.field.edit.textChanged.connect(self._hold)

    def show_services(self, customer: str, services: Sequence[Service], agreements: tuple[str, ...]) -> None:
        """`agreements` are those that can be chosen."""
        if customer != self._customer:
            self._customer, self._shown = customer, None
            self.field.setText(self._hands.typed.get(self._place) or "")
            self._say_wrong("")
        if (tuple(services), agreements) == (self._shown, self._agreements):
            return
        self._shown, self._agreements, self.chips = tuple(services), agreements, {}
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for service in self._shown:
            self._rows.addWidget(self._row(service))

    @property
    def _place(self) -> str:
        return f"{self._customer}/service"

    def _hold(self, typed: str) -> None:
        """What is typed and not added, for the window to write down."""
        if typed:
            self._hands.typed[self._place] = typed
        else:
            self._hands.typed.pop(self._place, None)

    def _row(self, service: Service) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Label(one_line(service.name), elide=True))
        if service.own:
            words = say("Remove {name}", name=one_line(service.name))
            remove = IconButton("x", words, size=26, side=14)
            remove.setToolTip(tip(words))
            remove.clicked.connect(partial(self._remove, service))
            row.addStretch(1)
            row.addWidget(self._chip(service), 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(remove, 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            named = say("named by tickets")
            words = named if service.agreement is None else wording.joined(named, one_line(service.agreement))
            row.addWidget(Label(words, "small", "text3"))
            row.addStretch(1)
        holder.setMinimumHeight(theme.px(28))
        return holder

    def _chip(self, service: Service) -> AgreementChip:
        name = one_line(service.name)
        none = say("As the customer")
        give = partial(self._give, service)
        chip = AgreementChip(self._hands, say("Agreement of service {name}", name=name), give, none=none)
        chip.show_choice(self._agreements, service.agreement)
        self.chips[service.name] = chip
        return chip

    def _give(self, service: Service, agreement: str | None) -> None:
        name = one_line(service.name)
        words = say("Service {service} has no agreement of its own now.", service=name)
        if agreement is not None:
            words = say("New tickets of service {service} go by {name}.", name=one_line(agreement), service=name)
        self._hands.do(words, self._hands.engine.customer_claims.give_service, service.id, agreement)

    def _add(self) -> None:
        name = self.field.text()
        try:
            customers = self._hands.engine.customers
            self._hands.do(say("{name} added.", name=one_line(name)), customers.add_service, self._customer, name)
        except FieldRefusal as refusal:
            self._say_wrong(str(refusal))
            return
        except Refusal as refusal:
            self._say_wrong(str(refusal))
            return
        self.field.setText("")

    def _remove(self, service: Service) -> None:
        words = say("{name} removed.", name=one_line(service.name))
        try:
            self._hands.do(words, self._hands.engine.customers.remove, "service", service.id)
        except Refusal as refusal:
            self._hands.commands.refused.emit(str(refusal))

    def _say_wrong(self, sentence: str) -> None:
        self.field.show_wrong(bool(sentence))
        self.problem.say(sentence)
        if sentence:
            self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
