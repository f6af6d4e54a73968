"""Which steps of an escalation a ticket's clocks have reached, and at which instant each was."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from slaapp.domain.agreement import EscalationStep, Metric, Tier
from slaapp.domain.clock import Clock
from slaapp.domain.events import TicketEvent
from slaapp.domain.lanes import TermsLine
from slaapp.domain.measure import Measure
from slaapp.domain.spans import Instant, Seconds
from slaapp.domain.timeline import Timeline
from slaapp.domain.why import Ledger, ledger
from slaapp.domain.winding import measured_clocks


@dataclass(frozen=True, slots=True)
class Reached:
    """A step of a public clock, and the first instant at which it was reached."""

    step: EscalationStep
    metric: Metric
    cycle: int
    at: Instant


def reached(history: Sequence[TicketEvent], course: Timeline, line: TermsLine, now: Instant) -> tuple[Reached, ...]:
    """What was reached up to `now`, in the order of the instants. Each version's steps are those of its own time.

    A step at 100 is the breach (C8); below it the share used, beyond it the time used in percent of what is allowed.
    """
    found: list[Reached] = []
    for place, (begins, terms) in enumerate(line):
        ends = line[place + 1][0] if place + 1 < len(line) else None
        if not terms.agreement.escalation:
            continue
        for clock, how in measured_clocks(course, line):
            for step, at in _of_clock(clock, how, history, terms.agreement.escalation, now):
                if at >= begins and (ends is None or at < ends):
                    found.append(Reached(step, clock.metric, clock.cycle, at))
    return tuple(sorted(found, key=lambda held: (held.at, held.step.at)))


def _of_clock(
    clock: Clock, how: Measure, history: Sequence[TicketEvent], steps: Sequence[EscalationStep], now: Instant
) -> Iterator[tuple[EscalationStep, Instant]]:
    if clock.tier is not Tier.PUBLIC or not clock.measured or clock.started_at > now:
        return
    book: Ledger | None = None
    for step in steps:
        if step.metric not in (None, clock.metric):
            continue
        book = book or ledger(clock, how, history, now)
        allowed = book.reading.allowed
        if allowed is None or book.reading.severity is not step.severity:
            continue
        at = clock.breached_at if step.at == 100 else _used_up(book, -(-allowed * step.at // 100))
        if at is not None and at <= now:
            yield step, at


def _used_up(book: Ledger, used: Seconds) -> Instant | None:
    """The first instant at which so much had counted; None: it had not. In a row that counts, every second does."""
    before = 0
    for row in book.rows:
        if row.counts and row.total >= used:
            return row.start + max(0, used - before)
        before = row.total
    return None
