"""What a page that shows a ticket says of it, worked out from what was read of it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from slaapp.domain import durations
from slaapp.domain.agreement import Metric, Status, Tier
from slaapp.domain.clock import Clock, Reading, State, read
from slaapp.domain.events import BreachExplained, Received, TicketEvent
from slaapp.domain.remarks import last_said
from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from slaapp.services.tickets import TicketPage
from ui import wording
from ui.views.ticket.face import Face, face, next_figure, pairs
from ui.wording import say


def names(engine: Engine, page: TicketPage) -> dict[str, str]:
    """What people are called, by their account and by their record; the customer by theirs."""
    signed = engine.people.signed()
    found = {mark: person.name for mark, person in signed.items()}
    found |= {person.id: person.name for person in signed.values()}
    if page.customer_id is not None:
        found[page.customer_id] = page.customer
    return found


def logged(page: TicketPage, now: Instant, zone: ZoneInfo) -> str:
    """When it came in, or where it went."""
    if page.merged_into is not None:
        return say("Merged into {number}", number=page.merged_into)
    if page.left_as is not None:
        return say("Not measured: {reason}", reason=wording.not_measured(page.left_as))
    received = next(entry.event for entry in page.entries if isinstance(entry.event, Received))
    time = durations.when(page.received_at, now, zone)
    channel = received.channel if isinstance(received, Received) else None
    if channel is None:
        return say("Logged {time}", time=time)
    return say("Logged {time} {by}", time=time, by=wording.by_channel(channel))


def faces(page: TicketPage, now: Instant, zone: ZoneInfo) -> list[Face]:
    """The cards of its clocks as they read now."""
    current = [(view.clock, read(view.clock, now, page.hours)) for view in page.clocks]
    silent = _silent(page, current)
    return [
        face(pair, now, zone, page.names, silent.get(pair.clock.metric))
        for pair in pairs(current)
        if pair.reading.state is not State.NO_TARGET or pair.clock.metric in silent
    ]


def said_of_miss(page: TicketPage, metric: Metric, cycle: int) -> BreachExplained | None:
    """Why that target was missed; None: nothing was said of it."""
    return last_said(_standing(page), BreachExplained, metric, cycle)


def _standing(page: TicketPage) -> list[TicketEvent]:
    """What was written and not taken back."""
    return [held.event for held in page.entries if held.event is not None and not held.retracted]


def _silent(page: TicketPage, current: Sequence[tuple[Clock, Reading]]) -> dict[Metric, int]:
    """Of each metric the first cycle that was late and has no reason yet."""
    missed = [
        clock
        for clock, reading in current
        if clock.tier is Tier.PUBLIC and clock.measured and not clock.waived and reading.breached
    ]
    entries = _standing(page) if missed else []
    found: dict[Metric, int] = {}
    for clock in missed:
        if last_said(entries, BreachExplained, clock.metric, clock.cycle) is None:
            found[clock.metric] = min(clock.cycle, found.get(clock.metric, clock.cycle))
    return found


def pausing(page: TicketPage) -> frozenset[Status]:
    """The statuses in which the clock of the next update stands still."""
    if page.terms is None:
        return frozenset()
    return page.terms.agreement.pauses[Metric.UPDATE, Tier.PUBLIC]


def breached_between(page: TicketPage, since: Instant, now: Instant) -> bool:
    """Has a target passed since the ticket was read?"""
    breaches = [view.clock.breached_at for view in page.clocks]
    return any(at is not None and since <= at < now for at in breaches)


def next_figure_of(page: TicketPage, now: Instant) -> Instant | None:
    """The next second at which one of its figures reads differently; None: not before the full minute."""
    readings = [read(view.clock, now, page.hours) for view in page.clocks]
    moments = [moment for reading in readings if (moment := next_figure(reading, now)) is not None]
    return min(moments, default=None)
