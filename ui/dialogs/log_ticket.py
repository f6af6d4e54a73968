"""Log ticket: subject, customer, severity, done; with due times that change while it is filled in (04 of the design).

What is typed is kept until it is logged or discarded, over Esc and over the end of the program.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QWidget

from slaapp.domain.agreement import Severity
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import HOUR, MINUTE, Instant
from slaapp.domain.value import Value
from slaapp.engine import Engine
from slaapp.services.changes import Changes
from slaapp.services.desk import TicketDraft
from slaapp.services.fields import checked_text
from slaapp.services.templates import Template
from ui import bound, wording
from ui.commands import Commands
from ui.dialogs.added_parties import AddedParties
from ui.dialogs.forecast import Forecast, foresee
from ui.dialogs.from_template import filled_in, without
from ui.dialogs.log_ticket_files import DraftFiles, FromMail, from_plain
from ui.dialogs.log_ticket_form import LogTicketForm
from ui.dialogs.parties import parties
from ui.drafted_files import files_as_plain, files_from_plain
from ui.people import People
from ui.wall_clock import WallClock
from ui.widgets.forbidden import allow
from ui.widgets.party import Party
from ui.widgets.runs import one_line, short


class Logged(Value):
    """What came of it: the ticket's number, by when the customer is to be answered, and whether to open it.

    `changes` also holds the records of who was added with it. `of_nobody`: no customer was named.
    """

    number: int
    changes: Changes
    respond_by: str
    open_it: bool
    of_nobody: bool


class LogTicket(LogTicketForm):
    """`logged` carries a Logged, `open_wanted` the number of another ticket to look at; either way the form closes."""

    logged = Signal(object)
    open_wanted = Signal(int)
    list_wanted = Signal(str)
    """The name of the customer whose open tickets are to be listed."""

    left_behind = Signal()
    """It was closed without logging."""

    draft_changed = Signal(object)
    """The draft as plain data, to be kept; empty when nothing is to be kept."""

    def __init__(
        self,
        engine: Engine,
        commands: Commands,
        clock: WallClock,
        over: QWidget,
        *,
        open_of: Callable[[str], Sequence[tuple[int, str]]],
    ) -> None:
        """`open_of` gives number and subject of a customer's open tickets."""
        super().__init__(
            over,
            parties=lambda: parties(engine, clock.now(), open_of),
            services=engine.customers.services,
            templates=engine.templates.every,
            zone=engine.board.zone,
        )
        self._engine, self._commands, self._clock, self._open_of = engine, commands, clock, open_of
        self._people = People(engine, commands)
        self._received_at: Instant | None = None
        self._assignee: str | None = None
        self._follows_up: int | None = None
        self._forecast: Forecast | None = None
        self._added = AddedParties(engine, commands)
        self._taking_up = False
        self.attached = DraftFiles(engine, self, self.files, clock, engine.board.zone)
        self._mail = FromMail()
        self._connect()

    def _connect(self) -> None:
        self.left.connect(self.leave)
        self.close_button.clicked.connect(self.leave)
        self.cancel.clicked.connect(self.leave)
        self.discard.clicked.connect(self.throw_away)
        self.log.clicked.connect(lambda: self.submit(open_it=False))
        self.log_and_open.clicked.connect(lambda: self.submit(open_it=True))
        self.change.clicked.connect(self._ask_start)
        self.moment.chosen.connect(self._set_start)
        self.assignee.clicked.connect(self._ask_assignee)
        self.assignee.typed.connect(self._find_assignee)
        self.people.chosen.connect(self.choose_assignee)
        self.people.added.connect(self._add_person)
        self.phone.toggled.connect(lambda _: self._foresee())
        self.subject.edit.returnPressed.connect(lambda: self._to(self.customer.edit))
        self.subject.edit.textChanged.connect(lambda _: self._typed())
        self.customer.chosen.connect(self._take_party)
        self.customer.edit.textEdited.connect(lambda _: self._typed())
        self.service.button.clicked.connect(self._ask_service)
        self.service.button.typed.connect(self._find_service)
        self.service.chosen.connect(self._take_service)
        self.customer.finished.connect(lambda: self._to(self.cards))
        self.cards.chosen.connect(lambda _: self._show_live())
        self.severity_head.proposed.connect(self._take_proposed)
        self.cards.finished.connect(lambda: self._to(self.notes.edit))
        self.notes.edit.textChanged.connect(self._typed)
        self._commands.elsewhere.connect(self._read_again)
        self.notes.edit.takes_files = True
        self.notes.edit.given.connect(self.take_given)
        self.attach.clicked.connect(self.attached.choose)
        self.attached.changed.connect(self._files_changed)
        self.attached.refused.connect(lambda why: self._say_problems("", "", why))
        self.from_template.chosen.connect(self.take_template)
        self.from_template.left_out.connect(lambda: self.take_template(None))
        self.siblings.wanted.connect(self._look_at)
        self.siblings.all_wanted.connect(self._look_at_all)
        bound.bind(
            self,
            {
                "log_it": lambda: self.submit(open_it=False),
                "log_and_open": lambda: self.submit(open_it=True),
                "log_to_subject": lambda: self._to(self.subject.edit),
                "log_to_customer": lambda: self._to(self.customer.edit),
                "log_to_service": self._ask_service,
                "log_to_severity": lambda: self._to(self.cards),
                "log_impact": self._ask_impact,
                "log_to_notes": lambda: self._to(self.notes.edit),
                "log_to_assignee": lambda: self._to(self.assignee),
                "log_to_start": self._ask_start,
                "log_template": self.ask_template,
            },
        )
        for severity in Severity:
            keys = QKeySequence(f"Alt+{int(severity)}")
            shortcut = QShortcut(keys, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.cards.choose, severity))

    # Opening and leaving

    def start_with(self, draft: Mapping[str, Any], *, party: Party | None = None) -> None:
        """Open with what was left the last time; an empty draft is a new ticket. `party` is whom it is for, unless the
        draft says somebody else: what was typed is kept, and a sentence says so."""
        self.customer.forget()
        for_another = party is not None and bool(draft.get("party") or draft.get("customer"))
        if party is not None and not for_another:
            draft = {**draft, "party": [getattr(party, name) for name in _PARTY]}
        self._fill(draft)
        self.open()
        self._foresee()
        if party is not None and for_another and self.customer.party != party:
            name = one_line(party.name)
            said = wording.say("This draft was kept from before. Log or discard it, then log for {name}.", name=name)
            self._say_problems("", "", said)
        self._to(self.subject.edit)

    def to_first_gap(self) -> None:
        """The keyboard where something is missing; what was filled in already is left behind."""
        if not self.subject.text().strip():
            self._to(self.subject.edit)
        else:
            self._to(self.customer.edit if self.customer.party is None else self.cards)

    def leave(self) -> None:
        """Close the form and keep the draft."""
        self.customer.hide_list()
        self.draft_changed.emit(self.draft())
        self.close_form()
        self.left_behind.emit()

    def throw_away(self) -> None:
        self.attached.drop_all()
        self._fill({})
        self.draft_changed.emit({})
        self._foresee()
        self._to(self.subject.edit)

    def _look_at(self, number: int) -> None:
        self.leave()
        self.open_wanted.emit(number)

    def _look_at_all(self, customer: str) -> None:
        self.leave()
        self.list_wanted.emit(customer)

    def _to(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.TabFocusReason)

    # The draft

    def draft(self) -> dict[str, Any]:
        """What is typed as plain data; empty when there is nothing worth keeping."""
        party = self.customer.party
        held: dict[str, Any] = {
            "subject": self.subject.text(),
            "party": None if party is None else [getattr(party, name) for name in _PARTY],
            "customer": "" if party is not None else self.customer.text(),
            "severity": int(self.cards.severity),
            "notes": self.notes.text(),
            "assignee": self._assignee,
            "received_at": self._received_at,
            "phone": self.phone.isChecked(),
            "files": files_as_plain(self.attached.files),
            "template": None if self.from_template.template is None else self.from_template.template.id,
            **self._mail.as_plain(),
            "follows_up": self._follows_up,
            "service": self.service.wish,
        }
        worth = any(held[name] for name in ("subject", "party", "customer", "notes", "files", "template"))
        return held if worth else {}

    def _fill(self, draft: Mapping[str, Any]) -> None:
        self._taking_up = True
        self.subject.setText(_text(draft, "subject"))
        party = draft.get("party")
        whole = isinstance(party, list) and len(party) == len(_PARTY)
        self.customer.show_party(Party(*party) if whole and isinstance(party, list) else None, _text(draft, "customer"))
        severity = draft.get("severity")
        self.cards.choose(Severity(severity) if severity in tuple(Severity) else Severity.NORMAL)
        self.notes.setText(_text(draft, "notes"))
        self.notes.edit.moveCursor(QTextCursor.MoveOperation.End)
        received_at = draft.get("received_at")
        self._received_at = received_at if isinstance(received_at, int) else None
        self.phone.setChecked(draft.get("phone") is True)
        self._mail = from_plain(draft)
        self.attached.show(files_from_plain(draft.get("files")))
        self.choose_assignee(_text(draft, "assignee") or None)
        self.from_template.show_template(_text(draft, "template") or None)
        follows_up, service = draft.get("follows_up"), draft.get("service")
        self._follows_up = follows_up if isinstance(follows_up, int) else None
        self._show_services(service if isinstance(service, str) else None)
        self._added.forget()
        self.show_title(self._follows_up)
        self._say_problems("", "", "")
        self._show_siblings()
        self._show_kept()
        self._taking_up = False

    def take_given(self, mime: QMimeData) -> None:
        """Files or a picture that were dropped on the form or pasted into the notes."""
        self.attached.take(mime)

    def _files_changed(self) -> None:
        if not self.attached.busy:
            self.problem.say("")
        self._show_kept()
        self._refit()
        if not self.isVisible() and not self._taking_up:
            self.draft_changed.emit(self.draft())  # a file that came after the form was left belongs to its draft

    def _typed(self) -> None:
        if self.subject.wrong or self.customer.wrong:
            self._say_problems("", "", "")
        self._show_kept()

    def _show_kept(self) -> None:
        allow(self.discard, bool(self.draft()), wording.say("Nothing is typed yet."))

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

    # What would be due

    def beat(self) -> None:
        """A minute is over: what starts now starts later."""
        if self.isVisible() and self._received_at is None:
            self._foresee()

    def _read_again(self) -> None:
        """Somebody else wrote: what would be due may be another time."""
        if self.isVisible():
            self._foresee()

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

    # Who

    def _take_party(self, party: Party | None) -> None:
        self.customer.show_wrong(False)
        for told in (self.customer_problem, self.problem):  # of whoever was named before
            told.say("")
        self._show_siblings()
        self._show_services(self.service.wish)
        self._show_kept()
        self._foresee()

    def _show_services(self, wish: str | None) -> None:
        party = self.customer.party
        self.service.show_for(None if party is None else party.customer, wish)

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

    def _show_siblings(self) -> None:
        party = self.customer.party
        held = [] if party is None or party.customer is None else list(self._open_of(party.customer))
        self.siblings.show_tickets("" if party is None else party.name, held)
        self._refit()

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

    def choose_assignee(self, person: str | None) -> None:
        found = self._people.find(person)
        self._assignee = None if found is None else found.id
        if found is None:
            self.assignee.show_person(wording.say("Unassigned"), None)
        else:
            self.assignee.show_person(self._people.label(found), wording.initials(found.name))

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

    # Logging

    def submit(self, *, open_it: bool) -> None:
        """Log the ticket; what cannot be logged says why at its field, and nothing typed is lost."""
        if not self.subject.text().strip():
            self._say_problems(wording.say("Say in a few words what it is about."), "", "")
            self._to(self.subject.edit)
            return
        if self.customer.is_unknown:
            name = short(self.customer.text())
            said = wording.say("“{name}” is no customer yet. Enter opens the list: choose one, or add it.", name=name)
            self._say_problems("", said, "")
            self._to(self.customer.edit)
            self.customer.hide_list()  # it would cover the sentence
            return
        if self.attached.busy:
            said = wording.say("A file is still being copied. Wait until it is there, or take it away.")
            self._say_problems("", "", said)
            return
        self._foresee()
        respond_by = "" if self._forecast is None else self._forecast.respond_by(self.cards.severity)
        try:
            checked_text(self.subject.text(), wording.say("Subject"))
        except Refusal as refusal:
            self._say_problems(str(refusal), "", "")
            self._to(self.subject.edit)
            return
        try:
            self._add_party()
        except Refusal as refusal:
            self._say_problems("", str(refusal), "")
            self._to(self.customer.edit)
            self.customer.hide_list()
            return
        try:
            number, changes = self._commands.attempt(self._engine.desk.log, self._ticket_draft())
        except Refusal as refusal:
            self._say_problems("", "", str(refusal))
            return
        changes = replace(changes, records=self._added.records)
        logged = Logged(number, changes, respond_by, open_it, of_nobody=self.customer.party is None)
        self._fill({})
        self.draft_changed.emit({})
        self.close_form()
        self.logged.emit(logged)

    def _add_party(self) -> None:
        """Who is to be added is added first; if the ticket is refused then, they are there for the next try."""
        if self.customer.party is not None:
            self.customer.show_party(self._added.complete(self.customer.party, self._mail))

    def _ticket_draft(self) -> TicketDraft:
        """What is to be logged: with what a template brings along that no field shows."""
        typed, template = self._typed_draft(), self.from_template.template
        if template is None:
            return typed
        return replace(
            typed,
            tags=template.tags,
            checklist=template.checklist,
            note=template.notes.strip(),
        )

    def _typed_draft(self) -> TicketDraft:
        party = self.customer.party
        return TicketDraft(
            subject=self.subject.text().strip(),
            severity=self.cards.severity,
            customer=None if party is None else party.customer,
            contact=None if party is None else party.contact,
            text=self.notes.text().strip(),
            channel=self._mail.channel,
            files=tuple(self.attached.files),
            assignee=self._assignee,
            received_at=self._received_at,
            answered_on_phone=self.phone.isChecked(),
            follows_up=self._follows_up,
            service=self.service.service,
        )

    def _say_problems(self, subject: str, customer: str, other: str) -> None:
        self.subject.show_wrong(bool(subject))
        self.subject_problem.say(subject)
        self.customer.show_wrong(bool(customer))
        self.customer_problem.say(customer)
        self.problem.say(other)
        self._refit()

    def _refit(self) -> None:
        if self.isVisible():
            self.refit()


_PARTY = ("customer", "name", "contact", "contact_name", "phone", "room", "remark")


def _text(draft: Mapping[str, Any], name: str) -> str:
    value = draft.get(name)
    return value if isinstance(value, str) else ""
