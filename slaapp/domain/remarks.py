"""What was said of a clock that was missed: why, and that both sides waive it."""

from collections.abc import Iterable
from typing import TypeVar

from slaapp.domain.agreement import Metric
from slaapp.domain.events import BreachExplained, TicketEvent, Waived

Remark = TypeVar("Remark", Waived, BreachExplained)


def last_said(events: Iterable[TicketEvent], kind: type[Remark], metric: Metric, cycle: int) -> Remark | None:
    """The last remark of that kind, of `events` in their order; None: there is none. One without a cycle is about every
    cycle of its metric."""
    found = None
    for event in events:
        if isinstance(event, kind) and event.metric is metric and event.cycle in (None, cycle):
            found = event
    return found
