"""Gather what the month's report is built from."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from slaapp.domain import particulars
from slaapp.domain.agreement import Metric, Terms, Tier
from slaapp.domain.claim import Claimant
from slaapp.domain.clock import Verdict
from slaapp.domain.compliance import Month, Outcome, attainments, outcome, total
from slaapp.domain.errors import Refusal
from slaapp.domain.events import BreachExplained, NotMeasured, NotMeasuredReason, TicketEvent, TicketId, Waived
from slaapp.domain.flow import flow, open_before, working_age
from slaapp.domain.history import effective
from slaapp.domain.spans import Instant, Span
from slaapp.domain.timeline import BeatKind, Timeline, timeline
from slaapp.reports.calendars import calendars_of
from slaapp.reports.month_data import (
    Amendment,
    Desk,
    MonthData,
    MonthTotal,
    NotMeasuredTicket,
    OpenTicket,
    TimeSpent,
)
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.monthly import TREND_MONTHS, build
from slaapp.services.amendments import amendments
from slaapp.services.families import Families
from slaapp.services.keeping import Kept, with_merged, work_out_as_of
from slaapp.services.rulebook import Rulebook
from slaapp.storage import records, tickets
from slaapp.storage.database import Connection, Database
from slaapp.storage.tickets import Header


@dataclass(frozen=True, slots=True)
class _Read:
    """A ticket read up to the cut-off. `later` are marks, waivers and reasons written since (R9).

    `since` is when its customer went on as part of the one that is reported (ever, for their own tickets). `own` is its
    timeline without what was merged into it: a ticket comes and goes by itself, whatever it takes in (R5). `as_of`
    gives its outcomes as they stood at an earlier cut-off.
    """

    held: Header
    since: Instant
    written: Sequence[TicketEvent]
    kept: Kept
    later: Sequence[TicketEvent]
    own: Timeline
    outcomes: tuple[Outcome, ...]
    as_of: Callable[[Instant], tuple[Outcome, ...]]


class Reporting:
    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook]) -> None:
        self._database = database
        self._rulebook = rulebook

    def month(self, month: Month, *, customer: str, now: Instant, time_spent: bool | None = None) -> MonthlyReport:
        """The short form, customer edition, of a customer (its id) as of `now`; a draft until the period is closed.

        `time_spent` says whether that is printed; None: as the desk chose. Raises Refusal for a month that has not
        begun, and where no agreement covers its end.
        """
        return build(self.month_data(month, customer=customer, now=now, time_spent=time_spent))

    def month_data(self, month: Month, *, customer: str, now: Instant, time_spent: bool | None = None) -> MonthData:
        with self._database.read() as connection:
            rulebook = self._rulebook(connection)
            families = Families(connection, now)
            owner = families.records.get(customer)
            if owner is None:
                raise Refusal("There is no such customer. No report was made.")
            period = month.span(rulebook.desk_hours)
            if period.start > now:
                raise Refusal(f"The month {month} has not begun, so there is nothing to report. Choose an earlier one.")
            terms = _terms(connection, rulebook, owner, min(period.end - 1, now))
            period = month.span(terms.desk_hours)
            _still_reported(families, owner, month, period)
            cut_off = min(period.end, now + 1)
            members = {id_: since for id_, since in families.members(customer).items() if since < period.end}
            read = [*_read(connection, rulebook, members, cut_off, now)]
            numbers = tickets.numbers(connection)
            desk = records.load(connection, "desk", "desk")
        body: Mapping[str, object] = {} if desk is None else desk.body
        lines = [*(str(row) for row in body.get("address") or ()), str(body.get("phone") or "")]  # type: ignore[attr-defined]
        wanted = bool(body.get("time_spent")) if time_spent is None else time_spent
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
            subjects={ticket.held.id: ticket.kept.ticket.subject for ticket in read},
            flow=flow((ticket.own for ticket in read), period),
            earlier=_earlier(read, month, terms),
            backlog=tuple(_backlog(read, cut_off, terms)),
            not_measured=tuple(_not_measured(read, period, numbers)),
            amendments=tuple(found for ticket in read for found in _amendments(ticket, period)),
            joined=tuple(
                (families.records[id_].name, terms.desk_hours.day_of(since))
                for id_, since in members.items()
                if id_ != customer
            ),
            time_spent=tuple(_time_spent(read, period)) if wanted else None,
        )


def _terms(connection: Connection, rulebook: Rulebook, owner: records.Record, at: Instant) -> Terms:
    """What was agreed with the customer then: by the agreement of the last ticket received by then, for what they are
    given later changes no month that is over; without a ticket by the one that would claim one. What a group or a
    service was given is not what the customer was."""
    received = [
        row
        for row in tickets.every(connection, customer=owner.id)
        if row.received_at <= at and row.claimed_by not in (Claimant.GROUP, Claimant.SERVICE)
    ]
    last = max(received, key=lambda row: row.received_at, default=None)
    line = rulebook.line(owner.id, at, agreement=None if last is None else last.agreement)
    if not line:
        raise Refusal(
            f"No agreement covers {owner.name} at the end of that month, so there are no targets and no report was "
            "made. Import an agreement that was in force then."
        )
    return line[0][1]


def _still_reported(families: Families, owner: records.Record, month: Month, period: Span) -> None:
    """A customer that goes on as part of another has reports of the months before: the others are the survivor's."""
    since = families.since(owner.id)
    if since is not None and since < period.end:
        into = families.name(owner.id)
        raise Refusal(
            f"No report of {month} was made: since then {owner.name} goes on as part of {into}, and that month’s "
            f"tickets are in the report of {into}. Choose {into}, or an earlier month."
        )


def _read(
    connection: Connection, rulebook: Rulebook, members: Mapping[str, Instant], cut_off: Instant, now: Instant
) -> Iterator[_Read]:
    """The tickets of the customer and of those that go on as part of it, each with since when, from what happened
    before the cut-off and was written down by `now` (R9)."""
    held = tickets.of_customers(connection, members)
    known = {
        id_: tuple(event for event in written if event.recorded_at <= now)
        for id_, written in with_merged(connection, [header.id for header in held]).items()
    }
    for header in held:
        written = known[header.id]
        kept = work_out_as_of(header.id, known, rulebook, until=cut_off - 1)
        if kept is None:
            continue
        later = [event for event in effective(written) if event.occurred_at >= cut_off]
        outcomes = _outcomes(header, kept, later, rulebook, min(cut_off, now))

        own = timeline(kept.history) if kept.absorbed else kept.course
        since = members[header.customer or ""]
        yield _Read(header, since, written, kept, later, own, outcomes, partial(_as_of, header, known, rulebook))


def _as_of(
    held: Header, known: Mapping[TicketId, Sequence[TicketEvent]], rulebook: Rulebook, cut_off: Instant
) -> tuple[Outcome, ...]:
    kept = work_out_as_of(held.id, known, rulebook, until=cut_off - 1)
    if kept is None:
        return ()
    later = [event for event in effective(known[held.id]) if event.occurred_at >= cut_off]
    return _outcomes(held, kept, later, rulebook, cut_off)


def _outcomes(
    held: Header, kept: Kept, later: Sequence[TicketEvent], rulebook: Rulebook, at: Instant
) -> tuple[Outcome, ...]:
    resolved = [beat.at for beat in kept.course.beats if beat.kind is BeatKind.RESOLVED]
    remarks = [event for event in (*kept.history, *later) if isinstance(event, Waived | BreachExplained)]
    return tuple(
        _marked_later(
            outcome(
                clock,
                ticket=held.id,
                number=held.number,
                received_at=kept.course.received_at,
                resolved_at=resolved[-1] if resolved else None,
                at=at,
                hours=rulebook.hours,
                waiver=_remark(remarks, clock.metric, clock.cycle, Waived),
                reason=_remark(remarks, clock.metric, clock.cycle, BreachExplained),
            ),
            later,
        )
        for clock in kept.clocks
    )


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


def _earlier(read: Sequence[_Read], month: Month, terms: Terms) -> tuple[MonthTotal, ...]:
    """The months before, counted from the same clocks: what was decided then stays decided, and whoever went on as part
    of this customer later had reports of their own then (R7).

    Only a merge reaches back behind its own instant: such a ticket is read as it stood at the end of each month.
    """
    found = []
    for back in range(TREND_MONTHS - 1, 0, -1):
        period = (before := month + -back).span(terms.desk_hours)
        outcomes = [
            outcome
            for ticket in read
            if ticket.since < period.end
            for outcome in (ticket.as_of(period.end) if _merges(ticket) else ticket.outcomes)
            if outcome.tier is Tier.PUBLIC
        ]
        cells = attainments(outcomes, period, basis=terms.agreement.basis)
        if cells:
            found.append(MonthTotal(before, total(cells)))
    return tuple(found)


def _merges(ticket: _Read) -> bool:
    return bool(ticket.kept.absorbed) or ticket.kept.ticket.merged_into is not None


def _backlog(read: Iterable[_Read], cut_off: Instant, terms: Terms) -> Iterator[OpenTicket]:
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


def _not_measured(read: Iterable[_Read], period: Span, numbers: Mapping[TicketId, int]) -> Iterator[NotMeasuredTicket]:
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
                yield NotMeasuredTicket(
                    number=ticket.held.number,
                    subject=state.subject,
                    reason=event.reason,
                    at=event.occurred_at,
                    text=event.text,
                    other=None if event.other is None else numbers.get(event.other),
                    metrics=event.metrics or frozenset(),
                )


def _time_spent(read: Iterable[_Read], period: Span) -> Iterator[TimeSpent]:
    for ticket in read:
        minutes = particulars.minutes(event for event in ticket.kept.history if _within(event.occurred_at, period))
        if minutes:
            yield TimeSpent(ticket.held.number, ticket.kept.ticket.subject, minutes)


def _amendments(ticket: _Read, period: Span) -> Iterator[Amendment]:
    decided = any(_within(at, period) for found in ticket.outcomes for at in (found.decided_at, found.excluded_at))
    counts = decided or open_before(ticket.own, period.end)
    return amendments(ticket.held.number, ticket.written, ticket.kept.history, period, counts=counts)


def _within(at: Instant | None, period: Span) -> bool:
    return at is not None and period.start <= at < period.end
