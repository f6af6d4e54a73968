"""What is typed in Log ticket: as plain data that is kept, and as the ticket that would be logged."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from slaapp.domain.agreement import Severity
from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from slaapp.services.desk import TicketDraft
from ui import wording
from ui.commands import Commands
from ui.dialogs.added_parties import AddedParties
from ui.dialogs.log_ticket_files import DraftFiles, FromMail, from_plain
from ui.dialogs.log_ticket_form import LogTicketForm
from ui.dialogs.parties import parties
from ui.drafted_files import files_as_plain, files_from_plain
from ui.people import People
from ui.wall_clock import WallClock
from ui.widgets.forbidden import allow
from ui.widgets.party import party_as_plain, party_from_plain


class DraftedTicket(LogTicketForm):
    """The form with what is in it; nothing here looks at the clocks."""

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
        self._added = AddedParties(engine, commands)
        self._taking_up = False
        self.attached = DraftFiles(engine, self, self.files, clock, engine.board.zone)
        self._mail = FromMail()
        self._connect()

    def _connect(self) -> None:
        self.subject.edit.textChanged.connect(lambda _: self._typed())
        self.customer.edit.textEdited.connect(lambda _: self._typed())
        self.notes.edit.textChanged.connect(self._typed)

    def draft(self) -> dict[str, Any]:
        """What is typed as plain data; empty when there is nothing worth keeping."""
        party = self.customer.party
        held: dict[str, Any] = {
            "subject": self.subject.text(),
            "party": party_as_plain(party),
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
        self.customer.show_party(party_from_plain(draft.get("party")), _text(draft, "customer"))
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

    # What follows from it

    def choose_assignee(self, person: str | None) -> None:
        found = self._people.find(person)
        self._assignee = None if found is None else found.id
        if found is None:
            self.assignee.show_person(wording.say("Unassigned"), None)
        else:
            self.assignee.show_person(self._people.label(found), wording.initials(found.name))

    def _show_services(self, wish: str | None) -> None:
        party = self.customer.party
        self.service.show_for(None if party is None else party.customer, wish)

    def _show_siblings(self) -> None:
        party = self.customer.party
        held = [] if party is None or party.customer is None else list(self._open_of(party.customer))
        self.siblings.show_tickets("" if party is None else party.name, held)
        self._refit()

    def _typed(self) -> None:
        if self.subject.wrong or self.customer.wrong:
            self._say_problems("", "", "")
        self._show_kept()

    def _show_kept(self) -> None:
        allow(self.discard, bool(self.draft()), wording.say("Nothing is typed yet."))

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


def _text(draft: Mapping[str, Any], name: str) -> str:
    value = draft.get(name)
    return value if isinstance(value, str) else ""
