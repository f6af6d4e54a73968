"""What is chosen in Log ticket, and what each choice would make of the clocks: its due times stand on the cards."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from slaapp.domain.agreement import Severity
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import HOUR, MINUTE, Instant
from slaapp.services.templates import Template
from ui import wording
from ui.dialogs.forecast import Forecast, foresee
from ui.dialogs.from_template import filled_in, without
from ui.dialogs.log_ticket_draft import DraftedTicket
from ui.widgets.party import Party
from ui.widgets.runs import one_line


class ChosenTicket(DraftedTicket):
    """Asks for template, service, assignee and start, and foretells after each."""

    _forecast: Forecast | None = None

    def _connect(self) -> None:
        super()._connect()
        self.change.clicked.connect(self._ask_start)
        self.moment.chosen.connect(self._set_start)
        self.assignee.clicked.connect(self._ask_assignee)
        self.assignee.typed.connect(self._find_assignee)
        self.people.chosen.connect(self.choose_assignee)
        self.people.added.connect(self._add_person)
        self.phone.toggled.connect(lambda _: self._foresee())
        self.customer.chosen.connect(self._take_party)
        self.service.button.clicked.connect(self._ask_service)
        self.service.button.typed.connect(self._find_service)
        self.service.chosen.connect(self._take_service)
        self.cards.chosen.connect(lambda _: self._show_live())
        self.severity_head.proposed.connect(self._take_proposed)
        self.from_template.chosen.connect(self.take_template)
        self.from_template.left_out.connect(lambda: self.take_template(None))

    def _foresee(self) -> None:
        now = self._clock.now()
        self.start.show_start(wording.clock_starts(self._received_at, now, self._engine.board.zone))
        try:
            self._forecast = foresee(self._engine, self._ticket_draft(), now)
        except Refusal as refusal:
            self._say_problems("", "", str(refusal))
            return
        self.cards.show_times(self._forecast.cards)
        self._show_live()

    def _show_live(self) -> None:
        if self._forecast is not None and not self._taking_up:
            agreement = self._forecast.agreement
            self.live.show_lines(self._forecast.lines(self.cards.severity))
            self.cards.show_names({held: one_line(wording.severity_here(held, agreement)) for held in Severity})
            self.severity_head.show_severity(self.cards.severity, agreement)

    def _ask_impact(self) -> None:
        if not self.severity_head.ask():
            said = wording.say("This agreement proposes no severity from impact and urgency: choose one.")
            self._say_problems("", "", said)

    def _take_proposed(self, severity: Severity) -> None:
        self.cards.choose(severity)
        self._to(self.cards)

    # From a template

    def ask_template(self) -> None:
        """Below the subject where the head has no room for the button."""
        if not self.from_template.ask(self.from_template.button if self._follows_up is None else self.subject):
            said = wording.say("There is no template yet. Make one in the settings, under Templates.")
            self._say_problems("", "", said)

    def take_template(self, template: Template | None) -> None:
        """Fill in what it says where nothing was typed; what an earlier one filled in goes. None: only the latter."""
        typed, before = self._typed_draft(), self.from_template.template
        if before is not None:
            typed = without(typed, before)
        if template is not None:
            typed = filled_in(typed, template)
        self.subject.setText(typed.subject)
        self.cards.choose(typed.severity)
        self.choose_assignee(typed.assignee)
        self._show_services(typed.service)
        self.from_template.show_template(None if template is None else template.id)
        self._typed()
        self._foresee()
        self._refit()
        self.to_first_gap()

    # For whom, and who sees to it

    def _take_party(self, party: Party | None) -> None:
        self.customer.show_wrong(False)
        for told in (self.customer_problem, self.problem):  # of whoever was named before
            told.say("")
        self._show_siblings()
        self._show_services(self.service.wish)
        self._show_kept()
        self._foresee()

    def _ask_service(self) -> None:
        if not self.service.ask(self.form):
            party = self.customer.party
            said = wording.say("Choose the customer first, then one of their services.")
            if party is not None:
                name = one_line(party.name)
                said = wording.say("{customer} has no services yet. Add them on their page.", customer=name)
            self._say_problems("", "", said)

    def _find_service(self, letter: str) -> None:
        self._ask_service()
        self.service.picker.field.setText(letter)

    def _take_service(self) -> None:
        self._show_kept()
        self._foresee()
        self._to(self.cards)

    def _ask_assignee(self) -> None:
        self.people.open_with(self._people.choices(self._assignee), self.assignee, within=self.form)

    def _find_assignee(self, letter: str) -> None:
        self._ask_assignee()
        self.people.field.setText(letter)

    def _add_person(self, name: str) -> None:
        try:
            self.choose_assignee(self._people.add(name))
        except Refusal as refusal:
            self._say_problems("", "", str(refusal))

    # When

    def _ask_start(self) -> None:
        now = self._clock.now()
        likely = [
            (wording.say("Now"), now),
            (wording.say("15 minutes ago"), now - 15 * MINUTE),
            (wording.say("1 hour ago"), now - HOUR),
        ]
        self.moment.ask(self.change, now=now, start=self._received_at or now, likely=likely, within=self.form)

    def _set_start(self, at: Instant) -> None:
        self._received_at = None if self._clock.now() - at < MINUTE else at
        self._foresee()

    # Where the keyboard goes

    def to_first_gap(self) -> None:
        """The keyboard where something is missing; what was filled in already is left behind."""
        if not self.subject.text().strip():
            self._to(self.subject.edit)
        else:
            self._to(self.customer.edit if self.customer.party is None else self.cards)

    def _to(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
