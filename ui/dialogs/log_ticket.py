"""Log ticket: subject, customer, severity, done; with due times that change while it is filled in (04 of the design).

What is typed is kept until it is logged or discarded, over Esc and over the end of the program.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from slaapp.domain.agreement import Severity
from slaapp.domain.errors import Refusal
from slaapp.domain.value import Value
from slaapp.services.changes import Changes
from slaapp.services.fields import checked_text
from ui import bound, wording
from ui.dialogs.log_ticket_choices import ChosenTicket
from ui.widgets.party import Party, party_as_plain
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


class LogTicket(ChosenTicket):
    """`logged` carries a Logged, `open_wanted` the number of another ticket to look at; either way the form closes."""

    logged = Signal(object)
    open_wanted = Signal(int)
    list_wanted = Signal(str)
    """The name of the customer whose open tickets are to be listed."""

    left_behind = Signal()
    """It was closed without logging."""

    draft_changed = Signal(object)
    """The draft as plain data, to be kept; empty when nothing is to be kept."""

    def _connect(self) -> None:
        super()._connect()
        self.left.connect(self.leave)
        self.close_button.clicked.connect(self.leave)
        self.cancel.clicked.connect(self.leave)
        self.discard.clicked.connect(self.throw_away)
        self.log.clicked.connect(lambda: self.submit(open_it=False))
        self.log_and_open.clicked.connect(lambda: self.submit(open_it=True))
        self.subject.edit.returnPressed.connect(lambda: self._to(self.customer.edit))
        self.customer.finished.connect(lambda: self._to(self.cards))
        self.cards.finished.connect(lambda: self._to(self.notes.edit))
        self._commands.elsewhere.connect(self._read_again)
        self.notes.edit.takes_files = True
        self.notes.edit.given.connect(self.take_given)
        self.attach.clicked.connect(self.attached.choose)
        self.attached.changed.connect(self._files_changed)
        self.attached.refused.connect(lambda why: self._say_problems("", "", why))
        self.siblings.wanted.connect(self._look_at)
        self.siblings.all_wanted.connect(self._look_at_all)
        self._bind()

    def _bind(self) -> None:
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
            draft = {**draft, "party": party_as_plain(party)}
        self._fill(draft)
        self.open()
        self._foresee()
        if party is not None and for_another and self.customer.party != party:
            name = one_line(party.name)
            said = wording.say("This draft was kept from before. Log or discard it, then log for {name}.", name=name)
            self._say_problems("", "", said)
        self._to(self.subject.edit)

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

    # While it is typed

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

    def beat(self) -> None:
        """A minute is over: what starts now starts later."""
        if self.isVisible() and self._received_at is None:
            self._foresee()

    def _read_again(self) -> None:
        """Somebody else wrote: what would be due may be another time."""
        if self.isVisible():
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
