"""A ticket on paper for its customer: what was promised, how it stands and what both sides said, in their language."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from slaapp.documents.look import PLAIN, Look
from slaapp.documents.sheet import Column, Sheet, Table
from slaapp.domain.agreement import Severity, Status
from slaapp.domain.clock import Reading, State
from slaapp.domain.durations import wall_time
from slaapp.domain.events import CustomerWrote, Received, Replied, Resolved, SeverityChanged, StatusChanged, TicketEvent
from slaapp.domain.spans import Instant
from slaapp.languages import Words, words_of
from slaapp.services.for_customer import for_customer
from slaapp.services.tickets import ClockView, TicketPage


def customer_sheet(page: TicketPage, *, desk: str, zone: ZoneInfo, language: str, look: Look = PLAIN) -> Sheet:
    """Of the whole `page`; what is not for the customer is left out here (C16)."""
    teller = _Teller(for_customer(page, desk), desk, zone, words_of(language))
    return teller.sheet(look)


class _Teller:
    def __init__(self, page: TicketPage, desk: str, zone: ZoneInfo, words: Words) -> None:
        self._page, self._desk, self._zone, self._words = page, desk, zone, words

    def sheet(self, look: Look) -> Sheet:
        page, words = self._page, self._words
        severity = self._called(page.severity)
        contact = "" if page.contact is None else page.contact.name
        about = (page.customer or "", contact, severity, self._status(page.status, page.until))
        return Sheet(
            heading=f"{page.number} {page.subject}",
            about=" · ".join(fact for fact in about if fact),
            desk=self._desk,
            sentence=self._say("received", at=words.long_instant(page.received_at, self._zone)),
            tables=(self._clocks(), self._history()),
            language=words.code,
            look=look,
        )

    def _say(self, name: str, /, **values: object) -> str:
        return self._words(f"ticket.{name}", **values)

    def _at(self, at: Instant | None) -> str:
        return "–" if at is None else self._words.long_instant(at, self._zone)

    def _called(self, severity: Severity, *, inside: bool = False) -> str:
        """In the words of its agreement, else in those of the language."""
        meaning = self._page.meaning(severity)
        own = "" if meaning is None else meaning.name
        return own or self._words.of(severity, inside=inside)

    def _status(self, status: Status, until: Instant | None) -> str:
        said = self._words.of(status)
        return said if until is None else self._say("until", status=said, at=self._at(until))

    # How its clocks stand

    def _clocks(self) -> Table:
        columns = (
            Column(self._say("clock")),
            Column(self._say("target"), right=True),
            Column(self._say("stands"), wide=True),
        )
        rows = [([*self._clock(view)], False) for view in self._page.clocks]
        return Table(columns, rows, self._say("clocks"))

    def _clock(self, view: ClockView) -> tuple[str, str, str]:
        clock, allowed = view.clock, view.reading.allowed
        name = self._words.of(clock.metric)
        if clock.cycle > 1:
            name = self._words("why.of_cycle", clock=name, cycle=clock.cycle)
        return name, "" if allowed is None else self._words.exact(allowed), self._stands(view)

    def _stands(self, view: ClockView) -> str:
        clock = view.clock
        reason = "" if clock.excluded is None else self._words.of(clock.excluded)
        if reason and not clock.measured:
            return self._say("stands_as.not_measured", reason=reason)
        words = self._reading(view.reading)
        if clock.waived:
            return self._say("stands_as.waived", words=words)
        return self._say("stands_as.left_out", words=words, reason=reason) if reason else words

    def _reading(self, held: Reading) -> str:
        """§ 4 of semantics."""
        if held.left is None or held.late is None:
            return self._say("stands_as.no_target")
        left, late = self._words.left(held.left), self._words.late(held.late)
        if held.state is State.ENDED:
            if held.verdict is None:
                return self._say("stands_as.ended")
            name = "late" if held.breached else "met"
            return self._say(f"stands_as.{name}", late=late, left=self._words.used(held.left))
        if held.breached:
            name = "late_since" if held.paused_by is None else "late_paused"
            return self._say(f"stands_as.{name}", late=late, at=self._at(held.decided_at))
        if held.state is State.PAUSED:
            return self._say("stands_as.paused", left=left, at=self._at(held.due_if_resumed))
        if held.due_at is None:
            return self._say("stands_as.never")
        if held.counts_again_at is None:
            return self._say("stands_as.running", left=left, at=self._at(held.due_at))
        again = self._at(held.counts_again_at)
        return self._say("stands_as.waiting", left=left, at=self._at(held.due_at), again=again)

    # What happened

    def _history(self) -> Table:
        rows = [
            ([self._when(entry.at), self._told(entry.event, late=entry.back_dated)], False)
            for entry in self._page.entries
            if entry.event is not None
        ]
        columns = (Column(self._say("when")), Column(self._say("what"), wide=True))
        return Table(columns, rows, self._say("history"), long=True)

    def _when(self, at: Instant) -> str:
        """`Tue 10 Mar 2026 09:00`"""
        wall = wall_time(at, self._zone)
        return f"{self._words.weekday_and_day(wall.date())} {wall:%Y %H:%M}"

    def _told(self, event: TicketEvent, *, late: bool) -> str:
        """What happened, and below it the words that came with it."""
        head = ", ".join(self._facts(event))
        if late:
            head = self._say("later", what=head)
        if isinstance(event, Replied | Resolved):
            head = self._say("by", what=head, who=self._desk)
        text = getattr(event, "text", "")
        return f"{head}\n{text}" if text else head

    def _facts(self, event: TicketEvent) -> Iterator[str]:
        words = self._words
        match event:
            case StatusChanged():
                yield self._status(event.status, event.until)
            case SeverityChanged():
                yield words("event.severity", severity=self._called(event.severity, inside=True))
            case _:
                yield words(f"event.{event.KIND}")
        if isinstance(event, Received | Replied | CustomerWrote) and event.channel is not None:
            yield words.of(event.channel)
