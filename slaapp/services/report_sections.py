"""Gather what the sections of the full report hold beside clocks: weeks, arrivals, who had the ball, pauses."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from slaapp.domain.agreement import Metric, Severity, Status, Terms, Tier
from slaapp.domain.arrivals import Arrivals
from slaapp.domain.ball import Turn, turns
from slaapp.domain.clock import Band, read
from slaapp.domain.compliance import SEVERITIES, Outcome
from slaapp.domain.events import Received
from slaapp.domain.lanes import TermsLine
from slaapp.domain.period import Period, weeks
from slaapp.domain.spans import Instant, Span
from slaapp.domain.timeline import Piece, Timeline
from slaapp.domain.working_time import WorkingTime
from slaapp.languages import Words
from slaapp.reports.month_data import ClockName
from slaapp.reports.month_sections import ArrivalMap, Breakdown, PauseTotal
from slaapp.reports.review_hours import open_hours
from slaapp.reports.sections import breakdown
from slaapp.services.report_reading import Read, Waits, touches
from slaapp.storage import records
from slaapp.storage.database import Connection
from slaapp.storage.told_together import Arrived


def begun_weeks(days: Period, hours: WorkingTime, cut_off: Instant) -> list[tuple[Period, Span]]:
    """The weeks of the period that had begun at the cut-off."""
    return [(week, span) for week in weeks(days) if (span := week.span(hours)).start < cut_off]


def arrived(read_: Iterable[Read], period: Span) -> Iterator[Arrived]:
    """Those of the tickets that were received in the half-open period."""
    for ticket in read_:
        if _within(ticket.own.received_at, period):
            first, state = ticket.kept.history[0], ticket.kept.ticket
            channel = first.channel if isinstance(first, Received) else None
            yield Arrived(ticket.own.received_at, state.severity, state.service, channel)


def received_by(received: Sequence[Arrived], services: Mapping[str, str], words: Words) -> tuple[Breakdown, ...]:
    """By severity and service at the cut-off, and by the channel on which they came."""
    unknown = words("channel.unknown")
    severities, named, channels = Counter[str](), Counter[str](), Counter[str]()
    for (severity, service, channel), count in Counter(ticket[1:] for ticket in received).items():
        severities[words.of(severity)] += count
        named[services.get(service or "", unknown)] += count
        channels[unknown if channel is None else words.of(channel)] += count
    return (
        breakdown("severity", severities, order=[words.of(severity) for severity in SEVERITIES]),
        breakdown("service", named),
        breakdown("channel", channels),
    )


def service_names(connection: Connection) -> dict[str, str]:
    """By their ids."""
    return {record.id: record.name for record in records.every(connection, "service")}


def arrival_map(received: Iterable[Arrived], period: Span, hours: WorkingTime) -> ArrivalMap:
    """The hours of the week are those of the period's last day."""
    found = Arrivals(hours)
    for ticket in received:
        found.take(ticket.at)
    opened = open_hours(hours.line.on(hours.day_of(period.end - 1)))
    return ArrivalMap(tuple(map(tuple, found.counts)), tuple(map(tuple, found.outside)), tuple(map(tuple, opened)))


def late_turns(
    outcomes: Iterable[Outcome], course: Timeline, line: TermsLine, period: Span, at: Instant
) -> Iterator[tuple[ClockName, tuple[Turn, ...]]]:
    """Of every public clock of a ticket that breached and can appear in the period, in the hours of the severity it
    counts under; `line` are the versions of its agreement."""
    for held in outcomes:
        wanted = held.measured and held.breached and held.tier is Tier.PUBLIC and touches(held, period)
        if wanted and held.severity is not None:
            hours = law(line, held.decided_at or at).hours[held.severity]
            end = at if held.ended_at is None else held.ended_at
            yield (held.ticket, held.metric, held.cycle), turns(course, hours, held.started_at, end)


def law(line: TermsLine, at: Instant) -> Terms:
    """The version that governed a ticket then; it must have an agreement."""
    return [held for since, held in line if since <= at][-1]


def about_to_run_out(
    ticket: Read, at: Instant, hours: Mapping[str, WorkingTime], severity: Severity | None
) -> Iterator[Outcome]:
    """Public clocks that were shown as a warning then."""
    for clock, held in zip(ticket.kept.clocks, ticket.outcomes, strict=True):
        wanted = held.running and held.tier is Tier.PUBLIC and severity in (None, held.severity)
        if wanted and read(clock, at, hours).band is Band.WARNING:
            yield held


def pauses(those: Iterable[Waits], period: Span, cut_off: Instant) -> tuple[PauseTotal, ...]:
    """What of the period open tickets stood in a status that stops their public resolution clock, in working time."""
    seconds: dict[Status, dict[int, int]] = {}
    for ticket in those:
        for piece, terms, start, end in _under_law(ticket, Span(period.start, cut_off)):
            if piece.open and piece.status in terms.agreement.pauses[Metric.RESOLUTION, Tier.PUBLIC]:
                of = seconds.setdefault(piece.status, {})
                paused = terms.hours[piece.severity].between(start, end)
                of[ticket.number] = of.get(ticket.number, 0) + paused
    return tuple(
        PauseTotal(status, sum(held > 0 for held in seconds[status].values()), sum(seconds[status].values()))
        for status in Status
        if status in seconds
    )


def pauses_together(parts: Sequence[PauseTotal]) -> tuple[PauseTotal, ...]:
    """Of tickets that were looked at in several parts."""
    held = {status: [part for part in parts if part.status is status] for status in Status}
    return tuple(
        PauseTotal(status, sum(part.tickets for part in of), sum(part.seconds for part in of))
        for status, of in held.items()
        if of
    )


def _under_law(ticket: Waits, period: Span) -> Iterator[tuple[Piece, Terms, Instant, Instant]]:
    """The pieces of the ticket in the period, cut where another version of its agreement took over."""
    line = ticket.line
    for n, (since, terms) in enumerate(line):
        until = line[n + 1][0] if n + 1 < len(line) else period.end
        for piece in ticket.own.pieces:
            start = max(piece.start, period.start, since)
            end = min(until, period.end, *(() if piece.end is None else (piece.end,)))
            if start < end:
                yield piece, terms, start, end


def _within(at: Instant, period: Span) -> bool:
    return period.start <= at < period.end
