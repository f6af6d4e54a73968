"""Gather what the month's report is built from."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from slaapp.domain.agreement import Metric, Terms, Tier
from slaapp.domain.clock import Verdict
from slaapp.domain.compliance import Month, Outcome, attainments, outcome, total
from slaapp.domain.errors import Refusal
from slaapp.domain.events import (
    BreachExplained,
    NotMeasured,
    TicketEvent,
    TicketId,
    Waived,
)
from slaapp.domain.flow import flow, open_before, working_age
from slaapp.domain.history import effective
from slaapp.domain.spans import Instant, Span
from slaapp.domain.ticket import fold
from slaapp.domain.timeline import Timeline, timeline
from slaapp.domain.winding import wind
from slaapp.reports.calendars import calendars_of
from slaapp.reports.month_data import (
    Amendment,
    AmendmentKind,
    Desk,
    MonthData,
    MonthTotal,
    NotMeasuredTicket,
    OpenTicket,
)
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.monthly import TREND_MONTHS, build
from slaapp.services.keeping import merged_into
from slaapp.services.rulebook import Rulebook
from slaapp.services.tickets import BACK_DATED, effective_corrections
from slaapp.storage import events, records, tickets
from slaapp.storage.database import Connection, Database
from slaapp.storage.tickets import Header
from slaapp.wording import event_words


@dataclass(frozen=True, slots=True)
class _Read:
    """A ticket read up to the cut-off. `later` are marks, waivers and reasons written since (R9)."""

    held: Header
    written: tuple[TicketEvent, ...]
    history: tuple[TicketEvent, ...]
    later: tuple[TicketEvent, ...]
    course: Timeline
    outcomes: tuple[Outcome, ...]


class Reporting:
    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook]) -> None:
        self._database = database
        self._rulebook = rulebook

    def month(self, month: Month, *, customer: str, now: Instant) -> MonthlyReport:
        """The short form, customer edition, of a customer (its id) as of `now`; a draft until the period is closed.

        Raises Refusal for a month that has not begun, and where no agreement covers its end.
        """
        return build(self.month_data(month, customer=customer, now=now))

    def month_data(self, month: Month, *, customer: str, now: Instant) -> MonthData:
        with self._database.read() as connection:
            rulebook = self._rulebook(connection)
            owner = records.load(connection, "customer", customer)
            if owner is None:
                raise Refusal("There is no such customer. No report was made.")
            line = rulebook.line(customer, now)
            hours = line[0][1].desk_hours if line else rulebook.desk_hours
            period = month.span(hours)
            if period.start > now:
                raise Refusal(f"The month {month} has not begun, so there is nothing to report. Choose an earlier one.")
            cut_off = min(period.end, now + 1)
            terms = _terms(rulebook, customer, cut_off - 1, owner.name)
            period = month.span(terms.desk_hours)
            read = [*_read(connection, rulebook, customer, cut_off)]
            numbers = tickets.numbers(connection)
            desk = records.load(connection, "desk", "desk")
        body: Mapping[str, object] = {} if desk is None else desk.body
        lines = [*(str(row) for row in body.get("address") or ()), str(body.get("phone") or "")]  # type: ignore[attr-defined]
        outcomes = tuple(found for ticket in read for found in ticket.outcomes)
        return MonthData(
            month=month,
            period=period,
            cut_off=cut_off,
            made_at=now,
            customer=owner.name,
            desk=Desk(str(body.get("name") or ""), tuple(row for row in lines if row)),
            agreement=terms.agreement,
            calendars=calendars_of(terms, month),
            outcomes=tuple(found for found in outcomes if _touches(found, period)),
            subjects={ticket.held.id: fold(ticket.history).subject for ticket in read},
            flow=flow((ticket.course for ticket in read), period),
            earlier=_earlier(outcomes, month, terms),
            backlog=tuple(_backlog(read, cut_off, terms)),
            not_measured=tuple(_not_measured(read, period, numbers)),
            amendments=tuple(_amendments(read, period)),
        )


def _terms(rulebook: Rulebook, customer: str, at: Instant, name: str) -> Terms:
    line = rulebook.line(customer, at)
    if not line:
        raise Refusal(
            f"No agreement covers {name} at the end of that month, so there are no targets and no report was made. "
            "Import an agreement that was in force then."
        )
    return line[0][1]


def _read(connection: Connection, rulebook: Rulebook, customer: str, cut_off: Instant) -> Iterator[_Read]:
    held = [header for header in tickets.every(connection, customer=customer) if header.received_at < cut_off]
    every = events.histories(connection, [header.id for header in held])
    for header in held:
        written = every[header.id]
        merged = merged_into(written, every)
        if any(not others for others in merged.values()):
            merged |= events.histories(connection, list(merged))
        history = effective(written, until=cut_off - 1)
        if not history:
            continue
        absorbed = [event for others in merged.values() for event in effective(others, until=cut_off - 1)]
        later = tuple(event for event in effective(written) if event.occurred_at >= cut_off)
        course = timeline(history, absorbed)
        clocks = wind(history, rulebook.line(header.customer, course.received_at), absorbed=absorbed)
        resolved = [beat.at for beat in course.beats if beat.kind.name == "RESOLVED"]
        remarks = [event for event in (*history, *later) if isinstance(event, Waived | BreachExplained)]
        outcomes = tuple(
            _marked_later(
                outcome(
                    clock,
                    ticket=header.id,
                    number=header.number,
                    received_at=course.received_at,
                    resolved_at=resolved[-1] if resolved else None,
                    at=cut_off,
                    hours=rulebook.hours,
                    waiver=_remark(remarks, clock.metric, clock.cycle, Waived),
                    reason=_remark(remarks, clock.metric, clock.cycle, BreachExplained),
                ),
                later,
            )
            for clock in clocks
        )
        yield _Read(header, written, history, later, course, outcomes)


def _remark(
    remarks: Iterable[TicketEvent], metric: Metric, cycle: int, kind: type[Waived] | type[BreachExplained]
) -> str | None:
    """What was said last about this clock; a waiver with who agreed to it."""
    said = None
    for event in remarks:
        if isinstance(event, kind) and event.metric is metric and event.cycle in (None, cycle):
            agreed_by = event.agreed_by if isinstance(event, Waived) else ""
            said = f"{event.reason} ({agreed_by})" if agreed_by else event.reason
    return said


def _marked_later(found: Outcome, later: Sequence[TicketEvent]) -> Outcome:
    """R9: marks and waivers recorded after the period act on clocks that were decided in it."""
    if not found.measured or found.verdict is None:
        return found
    for event in later:
        if isinstance(event, NotMeasured) and (event.metrics is None or found.metric in event.metrics):
            found = replace(found, excluded=found.excluded or event.reason)
        elif isinstance(event, Waived) and found.tier is Tier.PUBLIC and found.breached:
            waiver = _remark([event], found.metric, found.cycle, Waived)
            found = found if waiver is None else replace(found, waived=True, waiver=waiver)
    return found


def _touches(found: Outcome, period: Span) -> bool:
    """Whether a clock can appear in the period's report: counted in it, or breached before and still running."""
    instants = (found.decided_at, found.excluded_at, found.received_at, found.resolved_at)
    within = any(at is not None and period.start <= at < period.end for at in instants)
    return within or (found.running and found.verdict is Verdict.BREACHED)


def _earlier(outcomes: Sequence[Outcome], month: Month, terms: Terms) -> tuple[MonthTotal, ...]:
    """The months before, counted from the same clocks: what was decided then stays decided."""
    found = []
    public = [held for held in outcomes if held.tier is Tier.PUBLIC]
    for back in range(TREND_MONTHS - 1, 0, -1):
        before = month + -back
        cells = attainments(public, before.span(terms.desk_hours), basis=terms.agreement.basis)
        if cells:
            found.append(MonthTotal(before, total(cells)))
    return tuple(found)


def _backlog(read: Iterable[_Read], cut_off: Instant, terms: Terms) -> Iterator[OpenTicket]:
    for ticket in read:
        if open_before(ticket.course, cut_off):
            state = fold(ticket.history)
            yield OpenTicket(
                number=ticket.held.number,
                subject=state.subject,
                severity=state.severity,
                received_at=ticket.course.received_at,
                age=working_age(terms.desk_hours, ticket.course.received_at, cut_off),
                paused=state.status_at(cut_off) in terms.agreement.pauses[Metric.RESOLUTION, Tier.PUBLIC],
            )


def _not_measured(read: Iterable[_Read], period: Span, numbers: Mapping[TicketId, int]) -> Iterator[NotMeasuredTicket]:
    for ticket in read:
        for event in ticket.history:
            if isinstance(event, NotMeasured) and period.start <= event.occurred_at < period.end:
                yield NotMeasuredTicket(
                    number=ticket.held.number,
                    subject=fold(ticket.history).subject,
                    reason=event.reason,
                    at=event.occurred_at,
                    text=event.text,
                    other=None if event.other is None else numbers.get(event.other),
                    metrics=event.metrics or frozenset(),
                )


def _amendments(read: Iterable[_Read], period: Span) -> Iterator[Amendment]:
    """Corrections and entries written late that touch the period; an import's times are its source's own."""
    for ticket in read:
        if ticket.held.source is not None:
            continue
        by_id = {event.id: event for event in ticket.written}
        for event in effective_corrections(ticket.written):
            target = by_id.get(event.event)
            if target is not None and (_within(event.recorded_at, period) or _within(target.occurred_at, period)):
                yield Amendment(
                    number=ticket.held.number,
                    kind=AmendmentKind.CORRECTION,
                    what=event_words(target, event.field, event.value),
                    occurred_at=target.occurred_at,
                    recorded_at=event.recorded_at,
                    reason=event.reason,
                )
        for held in ticket.history:
            late = held.recorded_at - held.occurred_at > BACK_DATED
            if late and _within(held.occurred_at, period) and by_id[held.id].occurred_at == held.occurred_at:
                yield Amendment(
                    number=ticket.held.number,
                    kind=AmendmentKind.BACK_DATED,
                    what=event_words(held),
                    occurred_at=held.occurred_at,
                    recorded_at=held.recorded_at,
                )


def _within(at: Instant, period: Span) -> bool:
    return period.start <= at < period.end
