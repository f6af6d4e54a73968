"""The ledger behind every clock: what happened, which rule applies, what counted and what did not.

Rows that last follow each other without gap or overlap from the clock's start to its end or to the instant asked for,
and what they count adds up to the time used, to the second.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import field
from msgspec.structs import replace

from slaapp.domain.agreement import Meaning, Metric, Severity, SeverityChange, Status, Tier
from slaapp.domain.claim import Claimant
from slaapp.domain.clock import Clock, Reading, State, read
from slaapp.domain.events import (
    Closed,
    NotMeasuredReason,
    Received,
    Reopened,
    Replied,
    Resolved,
    SeverityChanged,
    TicketEvent,
)
from slaapp.domain.lanes import Lane, Part, applies_at, counts_at
from slaapp.domain.measure import Measure
from slaapp.domain.spans import Instant, Seconds, Span
from slaapp.domain.value import Value
from slaapp.domain.working_time import WorkingTime


class RowKind(StrEnum):
    STARTED = "started"
    SEVERITY = "severity"
    VERSION = "version"
    COUNTS = "counts"
    LATE = "late"
    """Counts too, past the allowed time."""
    CLOSED = "closed"
    HOLIDAY = "holiday"
    PAUSED = "paused"
    RESOLVED = "resolved"
    """The gap between a resolution and the reopening."""
    LESS_SEVERE = "less_severe"
    OTHER_SEVERITY = "other_severity"
    ENDED = "ended"
    NOT_MEASURED = "not_measured"
    LEFT = "left"


RULES = {
    RowKind.STARTED: "C1",
    RowKind.SEVERITY: "C9",
    RowKind.VERSION: "C11",
    RowKind.COUNTS: "T2",
    RowKind.LATE: "C8",
    RowKind.CLOSED: "T2",
    RowKind.HOLIDAY: "T2",
    RowKind.PAUSED: "C6",
    RowKind.RESOLVED: "C10",
    RowKind.LESS_SEVERE: "C9",
    RowKind.OTHER_SEVERITY: "C9",
    RowKind.ENDED: "C5",
    RowKind.NOT_MEASURED: "C13",
    RowKind.LEFT: "T3",
}
_ENDING_RULE = {Metric.FIRST_RESPONSE: "C2", Metric.NEXT_RESPONSE: "C3", Metric.UPDATE: "C4", Metric.RESOLUTION: "C5"}


class LedgerRow(Value):
    """A line of the ledger. `end` None: something that happened at `start` and took no time.

    `counts` and `not_counted` are seconds: working time for what counts or is paused, real time for what is closed;
    `total` is the working time counted up to the row's end. `left` is what the last row says is still to come: it has
    not counted. The rest says what happened, where it applies.
    """

    start: Instant
    end: Instant | None
    kind: RowKind
    rule: str
    counts: Seconds = 0
    not_counted: Seconds = 0
    total: Seconds = 0
    left: Seconds = 0
    status: Status | None = None
    severity: Severity | None = None
    was: Severity | None = None
    allowed: Seconds | None = None
    version: int | None = None
    holiday: str | None = None
    by: str | None = None
    excluded: NotMeasuredReason | None = None
    resolved: bool | None = None
    """Of the end: whether the ticket was resolved, or the customer told; None: both at once, or in a merged ticket."""


class Ledger(Value):
    """`rows` add up to `reading.used`; `closed` and `paused` are what did not count, and `set_aside` all else.

    `claimed_by` is by what the agreement claims the ticket and `claimant` what that is called, where it is a ticket's.
    `meanings` are the agreement's own words of severities.
    """

    metric: Metric
    tier: Tier
    cycle: int
    agreement: str
    version: int
    calendar: str
    clock: Clock
    reading: Reading
    rows: tuple[LedgerRow, ...]
    closed: Seconds
    paused: Seconds
    set_aside: Seconds
    claimed_by: Claimant | None = None
    claimant: str = ""
    meanings: Mapping[Severity, Meaning] = field(default_factory=dict)


_CLOSED = (RowKind.CLOSED, RowKind.HOLIDAY)
_SET_ASIDE = (RowKind.RESOLVED, RowKind.LESS_SEVERE, RowKind.OTHER_SEVERITY)


def ledger(clock: Clock, how: Measure, history: Sequence[TicketEvent], now: Instant) -> Ledger:
    """The rows behind `clock` at `now`, for the level it shows then. `history` is the effective one it was wound from.

    Events after `now` must have been left out of the history.
    """
    reading = read(clock, now, how.hours)
    book = _Book(clock, how, reading, now)
    rows = tuple(
        _with_totals(
            [*_merged(_placed(_events(how, history, clock, book), book.stretches())), *book.closing(reading, history)]
        )
    )
    terms = how.parts[-1].terms
    return Ledger(
        metric=clock.metric,
        tier=clock.tier,
        cycle=clock.cycle,
        agreement=terms.agreement.name,
        version=terms.agreement.version,
        calendar=terms.agreement.calendar_for(reading.severity),
        meanings=terms.agreement.meanings,
        clock=clock,
        reading=reading,
        rows=rows,
        closed=sum(row.not_counted for row in rows if row.kind in _CLOSED),
        paused=sum(row.not_counted for row in rows if row.kind is RowKind.PAUSED),
        set_aside=sum(row.not_counted for row in rows if row.kind in _SET_ASIDE),
    )


class _Book:
    """Writes the rows that last: one lane of a clock, up to its end or to `now`."""

    def __init__(self, clock: Clock, how: Measure, reading: Reading, now: Instant) -> None:
        self.clock = clock
        self.how = how
        self.stop = max(how.parts[-1].start, clock.started_at) if how.ended else max(now, clock.started_at)
        self.lane = self._lane(reading.severity)
        self.breached_at = how.broken.breached_at if self.lane is how.broken and how.broken is not None else None

    def _lane(self, shown: Severity) -> Lane:
        how = self.how
        if how.broken is not None and (how.broken.breached_at or 0) < self.stop:
            return how.broken
        part = [part for part in how.parts if part.start <= self.stop][-1]
        return next(
            lane for lane in how.lanes if lane.level.severity is shown and applies_at(how.rule, lane.level, part)
        )

    def stretches(self) -> Iterator[LedgerRow]:
        at = self.clock.started_at
        for part in self.how.parts:
            start, end = part.start, self.stop if part.end is None else min(part.end, self.stop)
            if start >= self.stop or end <= start:
                continue
            if start > at:
                yield _resolved_gap(at, start)
            for begin, finish in self._around_breach(start, end):
                yield from self._part(part, begin, finish)
            at = end
        if at < self.stop:  # looked at in the very instant of the reopening
            yield _resolved_gap(at, self.stop)

    def _around_breach(self, start: Instant, end: Instant) -> Iterator[tuple[Instant, Instant]]:
        if self.breached_at is None or not start < self.breached_at < end:
            yield start, end
        else:
            yield start, self.breached_at
            yield self.breached_at, end

    def _part(self, part: Part, start: Instant, end: Instant) -> Iterator[LedgerRow]:
        rule, lane, level = self.how.rule, self.lane, self.lane.level.severity
        broken = self.breached_at is not None and start >= self.breached_at
        terms = self.how.parts[lane.breach_part].terms if broken else part.terms
        hours = terms.hours[level]
        if part.status in terms.agreement.pauses[rule.metric, rule.tier]:
            kind = RowKind.PAUSED
        elif broken:
            kind = RowKind.LATE
        elif counts_at(rule, lane.level, part):
            kind = RowKind.COUNTS
        elif rule.change is SeverityChange.LADDER:
            kind = RowKind.LESS_SEVERE
        else:
            kind = RowKind.OTHER_SEVERITY
        yield from self._spans(part, kind, start, end, hours)

    def _spans(
        self, part: Part, kind: RowKind, start: Instant, end: Instant, hours: WorkingTime
    ) -> Iterator[LedgerRow]:
        shut = [
            (span, RowKind.CLOSED if name is None else RowKind.HOLIDAY, name)
            for span, name in hours.closures(start, end)
        ]
        opened: list[tuple[Span, RowKind, str | None]] = [(span, kind, None) for span in hours.spans(start, end)]
        for span, what, name in sorted([*shut, *opened], key=lambda item: item[0].start):
            if what in (RowKind.COUNTS, RowKind.LATE):
                yield LedgerRow(span.start, span.end, what, RULES[what], counts=span.length)
            else:
                yield LedgerRow(
                    span.start,
                    span.end,
                    what,
                    RULES[what],
                    not_counted=span.length,
                    status=part.status if what is RowKind.PAUSED else None,
                    severity=part.severity if what in (RowKind.LESS_SEVERE, RowKind.OTHER_SEVERITY) else None,
                    holiday=name,
                )

    def closing(self, reading: Reading, history: Sequence[TicketEvent]) -> Iterator[LedgerRow]:
        if not self.clock.measured:
            yield LedgerRow(self.stop, None, RowKind.NOT_MEASURED, "C13", excluded=self.clock.excluded)
        elif self.clock.ended_at is not None:
            ends = [event for event in history if event.occurred_at == self.clock.ended_at]
            replied = any(
                isinstance(event, Replied) or (isinstance(event, Received) and event.answered_on_phone)
                for event in ends
            )
            done = any(isinstance(event, Resolved | Closed) for event in ends)
            yield LedgerRow(
                self.stop,
                None,
                RowKind.ENDED,
                _ENDING_RULE[self.clock.metric],
                resolved=done if done != replied else None,
            )
        elif reading.left is not None and reading.state is not State.BREACHED:
            due_at = reading.due_if_resumed if reading.state is State.PAUSED else reading.due_at
            if due_at is not None and due_at < self.stop:
                return  # used up at closing: nothing is left, and counting goes on only when the desk opens
            yield LedgerRow(self.stop, due_at, RowKind.LEFT, "T3", left=reading.left)


def _resolved_gap(start: Instant, end: Instant) -> LedgerRow:
    return LedgerRow(start, end, RowKind.RESOLVED, "C10", not_counted=end - start)


def _events(how: Measure, history: Sequence[TicketEvent], clock: Clock, book: _Book) -> Iterator[LedgerRow]:
    """What happened to the clock without taking time: its start, changes of severity, a new version taking over."""
    severity = next(event.severity for event in history if isinstance(event, Received))
    changes: list[LedgerRow] = []
    for event in history:
        if isinstance(event, SeverityChanged):
            if clock.started_at < event.occurred_at <= book.stop and event.severity is not severity:
                begun = [part for part in how.parts if part.start <= event.occurred_at]
                terms = (begun or how.parts[:1])[-1].terms
                promise = how.rule.promise(terms, event.severity)
                changes.append(
                    LedgerRow(
                        event.occurred_at,
                        None,
                        RowKind.SEVERITY,
                        "C9",
                        severity=event.severity,
                        was=severity,
                        allowed=promise.allowed,
                        by=event.by,
                    )
                )
            severity = event.severity
    first = how.parts[0]
    promise = how.rule.promise(first.terms, first.severity)
    yield LedgerRow(
        clock.started_at,
        None,
        RowKind.STARTED,
        _beginning_rule(clock, history),
        severity=first.severity,
        allowed=promise.allowed,
    )
    yield from changes
    for before, part in zip(how.parts, how.parts[1:], strict=False):
        if part.terms is not before.terms and part.start <= book.stop:
            promise = how.rule.promise(part.terms, book.lane.level.severity)
            yield LedgerRow(
                part.start,
                None,
                RowKind.VERSION,
                "C11",
                version=part.terms.agreement.version,
                severity=book.lane.level.severity,
                allowed=promise.allowed,
            )


def _beginning_rule(clock: Clock, history: Sequence[TicketEvent]) -> str:
    """What began the clock: the ticket, the customer's message, an answer to them or a reopening."""
    match clock.metric:
        case Metric.FIRST_RESPONSE:
            received = next(event for event in history if isinstance(event, Received))
            return "C2" if received.opened_by_desk else "C1"
        case Metric.NEXT_RESPONSE:
            return "C3"
        case Metric.UPDATE:
            at_once = clock.ended_at == clock.started_at
            begun = [
                event
                for event in history
                if event.occurred_at == clock.started_at and isinstance(event, Replied | Reopened)
            ]
            return "C10" if begun and isinstance(begun[0 if at_once else -1], Reopened) else "C4"
        case Metric.RESOLUTION:
            return "C10" if clock.after_window else "C1"


def _placed(events: Iterator[LedgerRow], stretches: Iterator[LedgerRow]) -> Iterator[LedgerRow]:
    """Events set between the rows that last; a row in which something happened is split there."""
    waiting = sorted(events, key=lambda row: row.start)
    for stretch in stretches:
        rest = stretch
        while waiting and rest.end is not None and waiting[0].start < rest.end:
            event = waiting.pop(0)
            if event.start > rest.start:
                before, rest = _split(rest, event.start)
                yield before
            yield event
        yield rest
    yield from waiting


def _split(row: LedgerRow, at: Instant) -> tuple[LedgerRow, LedgerRow]:
    before, after = replace(row, end=at), replace(row, start=at)
    length = at - row.start
    if row.counts:
        return replace(before, counts=length), replace(after, counts=row.counts - length)
    return replace(before, not_counted=length), replace(after, not_counted=row.not_counted - length)


def _merged(rows: Iterator[LedgerRow]) -> Iterator[LedgerRow]:
    """Neighbours of one kind and cause become one row."""
    held: LedgerRow | None = None
    for row in rows:
        if held is not None and held.end == row.start and _cause(held) == _cause(row):
            held = replace(
                held, end=row.end, counts=held.counts + row.counts, not_counted=held.not_counted + row.not_counted
            )
            continue
        if held is not None:
            yield held
        held = row
    if held is not None:
        yield held


def _cause(row: LedgerRow) -> tuple[object, ...]:
    return (row.kind, row.status, row.severity, row.holiday, row.end is None)


def folded(rows: Sequence[LedgerRow]) -> list[LedgerRow]:
    """The rows with closed hours that lie between two of one cause taken into it; holidays keep their own rows.

    The sums and the running total stay what they were.
    """
    found: list[LedgerRow] = []
    for row in rows:
        if len(found) < 2 or found[-1].kind is not RowKind.CLOSED or _cause(found[-2]) != _cause(row):
            found.append(row)
            continue
        closed, before = found.pop(), found.pop()
        not_counted = before.not_counted + closed.not_counted + row.not_counted
        found.append(replace(row, start=before.start, counts=before.counts + row.counts, not_counted=not_counted))
    return found


def _with_totals(rows: Sequence[LedgerRow]) -> Iterator[LedgerRow]:
    total = 0
    for row in rows:
        total += row.counts
        yield replace(row, total=total)
