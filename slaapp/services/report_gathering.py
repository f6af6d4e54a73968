"""What a report shows of its tickets, gathered from some of them after the other.

What is held of a ticket once it was looked at is what the report tells of it: its events, its timeline and its clocks
are let go.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from slaapp.domain import particulars
from slaapp.domain.agreement import Metric, Terms, Tier
from slaapp.domain.ball import Turn
from slaapp.domain.compliance import Outcome
from slaapp.domain.events import NotMeasured, NotMeasuredReason, TicketId
from slaapp.domain.flow import Flow, FlowCounts, open_before, working_age
from slaapp.domain.spans import Instant, Span
from slaapp.reports.audit_data import ClockStep, PauseAudit
from slaapp.reports.month_data import (
    Amendment,
    ClockName,
    NotMeasuredTicket,
    OpenTicket,
    TimeSpent,
)
from slaapp.reports.month_sections import PauseTotal, Week
from slaapp.reports.severity_names import Meanings
from slaapp.services.amendment_effects import effects
from slaapp.services.amendments import amendments
from slaapp.services.pause_audit import pause_audit, together
from slaapp.services.report_customers import Customers
from slaapp.services.report_frame import Frame
from slaapp.services.report_quiet import Quiet
from slaapp.services.report_reading import Read, Waits, touches
from slaapp.services.report_recaps import waits_of
from slaapp.services.report_sections import (
    about_to_run_out,
    arrived,
    begun_weeks,
    late_turns,
    pauses,
    pauses_together,
)
from slaapp.services.report_together import Together
from slaapp.storage import events, tickets
from slaapp.storage.database import Connection
from slaapp.storage.recaps import Told
from slaapp.storage.told_together import Arrived


class Gathering:
    """`outcomes` are the public clocks that can appear in the period, but for the plain ones of `together`."""

    def __init__(self, frame: Frame, together: Together) -> None:
        self._frame, self.together = frame, together
        self._weeks = begun_weeks(frame.days, frame.terms.desk_hours, frame.cut_off)
        self._flows = FlowCounts([frame.period, *(span for _, span in self._weeks)])
        self._marked_at: list[Instant] = []
        self._steps: list[ClockStep] = []
        self.customers = Customers(frame)
        self._pauses: list[PauseTotal] = []
        self._audits: list[PauseAudit] = []
        self._waited: list[Waits] = []
        self.outcomes: list[Outcome] = []
        self.subjects: dict[TicketId, str] = {}
        self.meanings: dict[TicketId, Meanings] = {}
        self.turns: dict[ClockName, tuple[Turn, ...]] = {}
        self.at_risk: list[Outcome] = []
        self.backlog: list[OpenTicket] = []
        self.marks: dict[ClockName, NotMeasuredTicket] = {}
        self.not_measured: list[NotMeasuredTicket] = []
        self.amendments: list[Amendment] = []
        self.time_spent: list[TimeSpent] = []
        self.arrived: list[Arrived] = []

    def is_there(self, ticket: Read) -> bool:
        """Whether it is in by its severity."""
        return self._frame.scope.severity in (None, ticket.kept.ticket.severity)

    def take(self, connection: Connection, read: Sequence[Read]) -> None:
        frame = self._frame
        there = [ticket for ticket in read if self.is_there(ticket)]
        for ticket in read:
            self._take_outcomes(ticket)
        for ticket in there:
            self._flows.take(ticket.own)
            self._marked_at += [event.occurred_at for event in ticket.kept.history if isinstance(event, NotMeasured)]
            self.amendments += _amendments(ticket, frame)
        self.backlog += open_tickets(there, frame.terms, frame.cut_off)
        numbers = _numbers(connection, read)
        self.marks |= _marked_after(read, numbers)
        self.not_measured += _not_measured(there, numbers, frame.period)
        self.time_spent += _time_spent(there, frame.period)
        self.arrived += arrived(there, frame.period)
        self._steps += _clock_steps(connection, there, Span(frame.period.start, frame.cut_off))
        self._take_waits([ticket.waits for ticket in there])

    def take_told(self, ticket: Told, outcomes: Sequence[Outcome] = ()) -> None:
        """A ticket by its recap, as far as it is not counted together with others."""
        frame, recap = self._frame, ticket.recap
        self.customers.take_told(ticket, outcomes)
        if not self._is_in(ticket):
            return
        if _within(ticket.received_at, frame.period):
            self.arrived.append(Arrived(ticket.received_at, ticket.severity, ticket.service, recap.channel))
        if recap.waits:
            self._waited.append(waits_of(ticket, frame.rulebook))
        minutes = sum(minutes for at, minutes in recap.spent if _within(at, frame.period))
        if minutes:
            self.time_spent.append(TimeSpent(ticket.number, ticket.subject, minutes))

    def take_quiet(self, ticket: Quiet) -> None:
        """The clocks of a ticket one by one, and what its recap says."""
        frame, told = self._frame, ticket.ticket
        public = [found for found in ticket.outcomes if touches(found, frame.period)]
        self.outcomes += public
        self.turns |= late_turns(public, ticket.course, ticket.line, frame.period, frame.at)
        if public:
            self.subjects[told.id] = told.subject
            self.meanings[told.id] = ticket.line[0][1].agreement.meanings
        self.take_told(told, public)

    def _is_in(self, ticket: Told) -> bool:
        return self._frame.scope.severity in (None, ticket.severity)

    def end_batch(self) -> None:
        """So many tickets were taken by their recaps that what is held of them is let go."""
        self._take_waits(self._waited)
        self._waited = []

    def _take_waits(self, those: Sequence[Waits]) -> None:
        frame = self._frame
        self._pauses += pauses(those, frame.period, frame.cut_off)
        self._audits.append(pause_audit(those, frame.period, frame.cut_off))

    def over(self) -> None:
        """All tickets were taken."""
        for moved in self.together.shown():
            self._flows.take_all_straight(moved.received_at, moved.resolved_at)
        self.together.count_customers_into(self.customers)
        self.meanings |= self.together.meanings

    def _take_outcomes(self, ticket: Read) -> None:
        frame = self._frame
        within = [found for found in ticket.outcomes if touches(found, frame.period)]
        public = [found for found in within if found.tier is Tier.PUBLIC]
        soon = [*about_to_run_out(ticket, frame.at, frame.rulebook.hours, frame.scope.severity)]
        self.outcomes += public
        self.at_risk += soon
        self.turns |= late_turns(public, ticket.kept.course, ticket.kept.line, frame.period, frame.at)
        if public or soon:
            self.subjects[ticket.held.id] = ticket.kept.ticket.subject
        if within and ticket.kept.line:
            self.meanings[ticket.held.id] = ticket.kept.line[0][1].agreement.meanings
        self.customers.take(ticket, public, there=self.is_there(ticket))

    @property
    def flow(self) -> Flow:
        return self._flows.of(self._frame.period)

    @property
    def weeks(self) -> Iterator[Week]:
        """The weeks that had begun at the cut-off."""
        for week, span in self._weeks:
            marks = sum(_within(at, span) for at in self._marked_at)
            yield Week(week, span, self._flows.of(span), marks)

    @property
    def pauses(self) -> tuple[PauseTotal, ...]:
        return pauses_together(self._pauses)

    @property
    def pause_audit(self) -> PauseAudit:
        return together(self._audits)

    @property
    def clock_steps(self) -> tuple[ClockStep, ...]:
        return tuple(sorted(self._steps, key=lambda step: (step.recorded_at, step.number)))


def open_tickets(read: Iterable[Read], terms: Terms, cut_off: Instant) -> Iterator[OpenTicket]:
    """Those that were open then; `terms` are those by which the report is measured."""
    for ticket in read:
        if open_before(ticket.own, cut_off):
            state = ticket.kept.ticket
            yield OpenTicket(
                number=ticket.held.number,
                subject=state.subject,
                severity=state.severity,
                received_at=ticket.kept.course.received_at,
                age=working_age(terms.desk_hours, ticket.kept.course.received_at, cut_off),
                paused=state.status_at(cut_off) in terms.agreement.pauses[Metric.RESOLUTION, Tier.PUBLIC],
            )


def _numbers(connection: Connection, read: Sequence[Read]) -> dict[TicketId, int]:
    """Of the tickets that marks of these name."""
    marks = [event for ticket in read for event in _marks(ticket)]
    others = tickets.of(connection, [mark.other for mark in marks if mark.other is not None])
    return {row.id: row.number for row in others}


def _marks(ticket: Read) -> Iterator[NotMeasured]:
    return (event for event in (*ticket.kept.history, *ticket.later) if isinstance(event, NotMeasured))


def _not_measured(read: Sequence[Read], numbers: Mapping[TicketId, int], period: Span) -> Iterator[NotMeasuredTicket]:
    for ticket in read:
        state = ticket.kept.ticket
        if not ticket.kept.line and _within(state.received_at, period):
            yield NotMeasuredTicket(
                number=ticket.held.number,
                subject=state.subject,
                reason=NotMeasuredReason.NO_AGREEMENT,
                at=state.received_at,
            )
        for event in ticket.kept.history:
            if isinstance(event, NotMeasured) and _within(event.occurred_at, period):
                yield _told(ticket, event, numbers)


def _marked_after(
    read: Sequence[Read], numbers: Mapping[TicketId, int]
) -> Iterator[tuple[ClockName, NotMeasuredTicket]]:
    """The public clocks that were decided before their ticket was marked, each with the mark."""
    for ticket in read:
        for found in ticket.outcomes:
            if found.tier is Tier.PUBLIC and found.measured and found.excluded is not None:
                mark = next(mark for mark in _marks(ticket) if mark.metrics is None or found.metric in mark.metrics)
                yield (found.ticket, found.metric, found.cycle), _told(ticket, mark, numbers)


def _told(ticket: Read, mark: NotMeasured, numbers: Mapping[TicketId, int]) -> NotMeasuredTicket:
    return NotMeasuredTicket(
        number=ticket.held.number,
        subject=ticket.kept.ticket.subject,
        reason=mark.reason,
        at=mark.occurred_at,
        text=mark.text,
        other=None if mark.other is None else numbers.get(mark.other),
        metrics=mark.metrics or frozenset(),
    )


def _time_spent(read: Iterable[Read], period: Span) -> Iterator[TimeSpent]:
    for ticket in read:
        minutes = particulars.minutes(event for event in ticket.kept.history if _within(event.occurred_at, period))
        if minutes:
            yield TimeSpent(ticket.held.number, ticket.kept.ticket.subject, minutes)


def _amendments(ticket: Read, frame: Frame) -> Iterator[Amendment]:
    """Of its public clocks: what an internal one decided is not to be seen here (C16)."""
    period = frame.period
    public = [found for found in ticket.outcomes if found.tier is Tier.PUBLIC]
    decided = any(_within(at, period) for found in public for at in (found.decided_at, found.excluded_at))
    counts = decided or open_before(ticket.own, period.end)
    return amendments(
        ticket.held.number,
        ticket.written,
        ticket.kept.history,
        period,
        counts=counts,
        effects=partial(effects, ticket),
        words=frame.words,
    )


def _clock_steps(connection: Connection, read: Sequence[Read], span: Span) -> Iterator[ClockStep]:
    """`span`: when the entries were written."""
    numbers = {ticket.held.id: ticket.held.number for ticket in read}
    for id_, steps in events.clock_steps(connection, [*numbers], span.start, span.end).items():
        yield from (ClockStep(numbers[id_], *step) for step in steps)


def _within(at: Instant | None, period: Span) -> bool:
    return at is not None and period.start <= at < period.end
