"""Which steps of an escalation a ticket's clocks have reached, and at which instant each was."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from slaapp.domain.agreement import EscalationStep, Metric, StepAct, Tier
from slaapp.domain.clock import Clock, read
from slaapp.domain.events import Assigned, Escalated, SeverityChanged, TicketEvent
from slaapp.domain.lanes import TermsLine
from slaapp.domain.measure import Measure
from slaapp.domain.spans import Instant, Seconds
from slaapp.domain.timeline import timeline
from slaapp.domain.value import Value
from slaapp.domain.why import Ledger, ledger
from slaapp.domain.winding import measured_clocks


class Reached(Value):
    """A step of a public clock, and the first instant at which it was reached."""

    step: EscalationStep
    metric: Metric
    cycle: int
    at: Instant


def reached(
    history: Sequence[TicketEvent], absorbed: Sequence[TicketEvent], line: TermsLine, now: Instant
) -> tuple[Reached, ...]:
    """What was reached up to `now`, in the order of the instants, whenever it is looked for: each severity's steps are
    those of the time during which the clock showed it, each version's those of its own time.

    A step at 100 is the breach (C8); below it the share used, beyond it the time used in percent of what is allowed.
    """
    if not any(terms.agreement.escalation for _, terms in line):
        return ()
    received_at = history[0].occurred_at
    changed = {event.occurred_at for event in history if isinstance(event, SeverityChanged)}
    found: dict[tuple[EscalationStep, Metric, int], Reached] = {}
    for since, until in pairwise([received_at, *(at for at in sorted(changed) if received_at < at <= now), now + 1]):
        told = [event for event in history if event.occurred_at < until]
        course = timeline(told, [event for event in absorbed if event.occurred_at < until])
        for clock, how in measured_clocks(course, line):
            for step, at in _of_clock(clock, how, told, line, until - 1):
                held = Reached(step, clock.metric, clock.cycle, max(at, since))
                found.setdefault((step, clock.metric, clock.cycle), held)
    return tuple(sorted(found.values(), key=lambda held: (held.at, held.step.at)))


def was_done(step: Escalated, history: Iterable[TicketEvent]) -> bool:
    """Whether the step changed the ticket, where its act does; what it wrote bears its instants."""
    kind = {StepAct.ASSIGN: Assigned, StepAct.RAISE: SeverityChanged}.get(step.act)
    return kind is None or any(
        isinstance(event, kind) and (event.occurred_at, event.recorded_at) == (step.occurred_at, step.recorded_at)
        for event in history
    )


def _of_clock(
    clock: Clock, how: Measure, history: Sequence[TicketEvent], line: TermsLine, now: Instant
) -> Iterator[tuple[EscalationStep, Instant]]:
    if clock.tier is not Tier.PUBLIC or not clock.measured or clock.started_at > now:
        return
    reading = read(clock, now, how.hours)
    if reading.allowed is None:
        return
    book: Ledger | None = None
    for place, (begins, terms) in enumerate(line):
        ends = line[place + 1][0] if place + 1 < len(line) else now + 1
        for step in terms.agreement.escalation:
            if step.metric not in (None, clock.metric) or step.severity is not reading.severity:
                continue
            if step.at == 100:
                at = clock.breached_at
            else:
                book = book or ledger(clock, how, history, now)
                at = _used_up(book, -(-reading.allowed * step.at // 100))
            if at is not None and at <= now and begins <= at < ends:
                yield step, at


def _used_up(book: Ledger, used: Seconds) -> Instant | None:
    """The first instant at which so much had counted; None: it had not. In a row that counts, every second does."""
    before = 0
    for row in book.rows:
        if row.counts and row.total >= used:
            return row.start + max(0, used - before)
        before = row.total
    return None
