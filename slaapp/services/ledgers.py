"""The ledger of one clock of a ticket, under whichever rules."""

from collections.abc import Sequence

from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.errors import Refusal
from slaapp.domain.events import TicketEvent
from slaapp.domain.lanes import TermsLine
from slaapp.domain.spans import Instant
from slaapp.domain.timeline import Timeline
from slaapp.domain.why import Ledger, ledger
from slaapp.domain.winding import measured_clocks


def ledger_of(
    number: int,
    course: Timeline,
    line: TermsLine,
    history: Sequence[TicketEvent],
    metric: Metric,
    *,
    tier: Tier,
    cycle: int | None,
    now: Instant,
) -> Ledger:
    """Of the cycle asked for, else of the latest; `line` is not empty. Refusal where there is no such clock."""
    found = [
        (clock, how)
        for clock, how in measured_clocks(course, line)
        if clock.metric is metric and clock.tier is tier and cycle in (None, clock.cycle)
    ]
    if not found:
        raise Refusal(
            f"Ticket {number} has no such clock: {metric.value.replace('_', ' ')}, {tier.value}"
            f"{'' if cycle is None else f', cycle {cycle}'} has not begun, or its agreement sets no targets for it."
        )
    clock, how = found[-1]
    return ledger(clock, how, history, now)
