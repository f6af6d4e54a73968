"""What a person does to a ticket from a page that shows it: done, told in words, and how to take it back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.errors import Refusal
from slaapp.domain.events import EventId, MissReason, NotMeasuredReason
from slaapp.domain.relations import Relation
from slaapp.domain.spans import Instant
from slaapp.domain.supplier import SupplierAgreement
from slaapp.engine import Engine
from slaapp.services.changes import Changes
from slaapp.services.misses import Measure
from slaapp.services.tickets import TicketPage
from slaapp.wording import RELATION
from ui import wording
from ui.commands import Commands
from ui.people import People
from ui.undo import taking_back, taking_back_noted
from ui.views.ticket.draft import Tab
from ui.views.ticket.writing import Writing
from ui.widgets.runs import one_line
from ui.wording import say


class Acts(QObject):
    """Acts on the ticket that `page` gives; None there: nothing is done."""

    done = Signal(str, object)
    """What was done, in words, and the Step that undoes it (None: it cannot be undone here)."""

    told = Signal(str)
    hinted = Signal(str)
    """What changed nothing."""

    def __init__(
        self, engine: Engine, commands: Commands, page: Callable[[], TicketPage | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._engine, self._commands, self._page = engine, commands, page
        self.people = People(engine, commands)

    def attempt(self, words: str, change: Callable[..., Changes], *args: object, **named: object) -> None:
        """Do it to the ticket, and tell it. Raises Refusal, for whoever says its sentence."""
        page = self._page()
        if page is None:
            return
        self._tell(words, self._commands.attempt(change, page.number, *args, **named))

    def attach(self, words: str, number: int, files: object) -> None:
        """Files that were copied meanwhile go to the ticket for which they were chosen, whichever is shown by now."""
        try:
            self._tell(words, self._commands.attempt(self._engine.files.attach, number, files))
        except Refusal as refusal:
            self._commands.refused.emit(str(refusal))

    def _tell(self, words: str, changes: Changes) -> None:
        if changes.written:
            self.done.emit(words, taking_back(self._engine.desk, self._commands, changes))
        else:
            self.told.emit(words)

    def do(self, words: str, change: Callable[..., Changes], *args: object, **named: object) -> bool:
        """As `attempt`; what is refused is told by the window."""
        try:
            self.attempt(words, change, *args, **named)
        except Refusal as refusal:
            self._commands.refused.emit(str(refusal))
            return False
        return self._page() is not None

    @property
    def _number(self) -> int:
        page = self._page()
        return 0 if page is None else page.number

    # The course of the work

    def add(self, writing: Writing) -> bool:
        """A reply, a note, or what the customer said."""
        desk, number = self._engine.desk, self._number
        resolves = writing.then is Status.RESOLVED
        match writing.tab:
            case _ if resolves and not writing.text and not writing.files:
                words = say("{number} resolved.", number=number)
                return self.do(words, desk.resolve, at=writing.at, minutes=writing.minutes)
            case Tab.NOTE:
                words = say("Note added, {number} resolved.") if resolves else say("Note added to {number}.")
                return self.do(
                    words.format(number=number),
                    desk.note,
                    writing.text,
                    at=writing.at,
                    files=writing.files,
                    minutes=writing.minutes,
                    resolves=resolves,
                )
            case Tab.CUSTOMER:
                words = say("Message added, {number} resolved.") if resolves else say("Message added to {number}.")
                return self.do(
                    words.format(number=number),
                    desk.customer_wrote,
                    writing.text,
                    channel=writing.channel,
                    at=writing.at,
                    files=writing.files,
                    resolves=resolves,
                )
            case _:
                words = say("Reply added, {number} resolved.") if resolves else say("Reply added to {number}.")
                return self.do(
                    words.format(number=number),
                    desk.reply,
                    writing.text,
                    channel=writing.channel,
                    at=writing.at,
                    then=writing.then,
                    until=writing.until,
                    files=writing.files,
                    minutes=writing.minutes,
                )

    def resolve(self, *, minutes: int = 0) -> None:
        self.do(say("{number} resolved.", number=self._number), self._engine.desk.resolve, minutes=minutes)

    def reopen(self) -> None:
        self.do(say("{number} reopened.", number=self._number), self._engine.desk.reopen)

    def set_status(self, status: Status, until: Instant | None = None) -> None:
        words = say("{number}: {status}.", number=self._number, status=wording.status(status))
        self.do(words, self._engine.desk.set_status, status, until=until)

    def wait_on(self, supplier: SupplierAgreement) -> None:
        words = say("{number} waits on {name}.", number=self._number, name=one_line(supplier.name))
        self.do(words, self._engine.desk.set_status, Status.WAITING_THIRD_PARTY, supplier=supplier.id)

    def set_severity(self, severity: Severity) -> None:
        page = self._page()
        name = wording.severity_called(severity, None if page is None else page.meaning(severity))
        words = say("{number} is {severity} now.", number=self._number, severity=name)
        self.do(words, self._engine.desk.set_severity, severity)

    def assign(self, person: str | None) -> None:
        page = self._page()
        if page is None or page.assignee_id == person:
            return
        if person is None:
            words = say("{number} is unassigned now.", number=page.number)
        else:
            found = self.people.find(person)
            name = person if found is None else found.name
            words = say("{number} given to {name}.", number=page.number, name=name)
        self.do(words, self._engine.desk.assign, person)

    def assign_to_me(self) -> None:
        self._assign_whom(self.people.me)

    def assign_new(self, name: str) -> None:
        self._assign_whom(lambda: self.people.add(name))

    def _assign_whom(self, person: Callable[[], str]) -> None:
        """Somebody who may have to be added to the desk's people first."""
        try:
            self.assign(person())
        except Refusal as refusal:
            self._commands.refused.emit(str(refusal))

    # What the ticket says of itself

    def rename(self, subject: str) -> None:
        page = self._page()
        if page is not None and subject.strip() != page.subject:
            words = say("Subject of {number} changed.", number=page.number)
            self.do(words, self._engine.desk.edit, subject=subject.strip())

    def set_customer(self, customer: str | None) -> None:
        page = self._page()
        if page is not None and customer is not None and customer != page.customer_id:
            name = next((held.name for held in self._engine.catalogue.customers() if held.id == customer), customer)
            words = say("{number} is {customer}'s now.", number=page.number, customer=name)
            self.do(words, self._engine.desk.edit, customer=customer)

    def set_contact(self, contact: str) -> None:
        page = self._page()
        if page is not None and (page.contact is None or contact != page.contact.id):
            words = say("Contact of {number} changed.", number=page.number)
            self.do(words, self._engine.desk.edit, contact=contact)

    def set_service(self, service: str) -> None:
        words = say("Service of {number} changed.", number=self._number)
        self.do(words, self._engine.desk.edit, service=service)

    def tag(self, tag: str) -> bool:
        return self.do(say("{number} has the tag {tag}.", number=self._number, tag=tag), self._engine.desk.tag, tag)

    def untag(self, tag: str) -> None:
        self.do(say("Tag {tag} taken off.", tag=tag), self._engine.desk.untag, tag)

    def add_to_checklist(self, text: str) -> None:
        """Raises Refusal, for the field to say."""
        words = say("Checklist of {number} changed.", number=self._number)
        self.attempt(words, self._engine.desk.add_to_checklist, text)

    def tick(self, item: EventId, done: bool) -> None:
        words = say("Ticked.") if done else say("Unticked.")
        self.do(words, self._engine.desk.tick, item, done=done)

    def take_off_checklist(self, item: EventId) -> None:
        self.do(say("Taken off the checklist."), self._engine.desk.take_off_checklist, item)

    def move_on_checklist(self, item: EventId, to: int) -> None:
        self.do(
            say("Checklist of {number} changed.", number=self._number), self._engine.desk.move_on_checklist, item, to=to
        )

    # What is put right (these raise Refusal: the form says it)

    def tie(self, relation: Relation, other: int) -> None:
        desk, number = self._engine.desk, self._number
        if relation is Relation.MERGED_INTO:
            self.attempt(say("{number} merged into {other}.", number=number, other=other), desk.merge, other)
        elif relation is Relation.DOUBLES:
            words = say("{number} is a duplicate of {other}.", number=number, other=other)
            self.attempt(words, desk.exclude, NotMeasuredReason.DUPLICATE, other=other)
        else:
            how = say(RELATION[relation]).lower()
            words = say("{number} is {how} {other} now.", number=number, how=how, other=other)
            self.attempt(words, desk.link, other, relation=relation)

    def exclude(self, reason: NotMeasuredReason, text: str) -> None:
        words = say("{number} not measured: {reason}.", number=self._number, reason=wording.not_measured(reason))
        self.attempt(words, self._engine.desk.exclude, reason, text=text)

    def waive(self, miss: tuple[Metric, int], reason: str, agreed_by: str) -> None:
        words = say("Waived: {metric} of {number}.", metric=wording.metric(miss[0]).lower(), number=self._number)
        desk = self._engine.desk
        self.attempt(words, desk.waive, miss[0], cycle=miss[1], reason=reason, agreed_by=agreed_by)

    def explain(
        self,
        metric: Metric,
        cycle: int,
        instead: int | None,
        kind: MissReason | None,
        text: str,
        measure: Measure | None,
    ) -> None:
        engine = self._engine
        changes = self._commands.attempt(
            engine.misses.explain, self._number, metric, cycle, code=kind, text=text, measure=measure, instead=instead
        )
        step = taking_back_noted(engine.desk, engine.customers, self._commands, changes)
        self.done.emit(say("Reason kept.") if measure is None else say("Reason and action kept."), step)

    def correct(self, event: EventId, field: str, value: str | int | bool | None, reason: str) -> None:
        words = say("{number} corrected.", number=self._number)
        self.attempt(words, self._engine.desk.correct, event, field, value, reason=reason)

    def take_back(self, event: EventId | None) -> None:
        """One entry; None: one's own last one."""
        words = say("An entry of {number} taken back.", number=self._number)
        if event is None:
            words = say("Last entry of {number} taken back.", number=self._number)
        self.do(words, self._engine.desk.retract, event)
