"""What an entry that was made afterwards changes: the ticket's public clocks with it, and without it."""

from collections.abc import Iterable, Sequence

from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.clock import Verdict
from slaapp.domain.compliance import METRICS, Outcome
from slaapp.domain.events import TicketEvent
from slaapp.reports.audit_data import Effect, Standing
from slaapp.services.report_reading import Read


def effects(ticket: Read, otherwise: Sequence[TicketEvent]) -> tuple[Effect, ...]:
    """The clocks that would be due at another time or stand otherwise at the cut-off if the ticket's history had been
    written as in `otherwise`."""
    with_it, without = _public(ticket.outcomes), _public(ticket.rewritten(otherwise))
    found = (
        Effect(
            metric=metric,
            cycle=cycle,
            due_at=_due(with_it.get((metric, cycle))),
            due_without=_due(without.get((metric, cycle))),
            state=standing(with_it.get((metric, cycle))),
            state_without=standing(without.get((metric, cycle))),
        )
        for metric, cycle in sorted(with_it.keys() | without.keys(), key=lambda key: (METRICS.index(key[0]), key[1]))
    )
    return tuple(one for one in found if (one.due_at, one.state) != (one.due_without, one.state_without))


def standing(found: Outcome | None) -> Standing:
    if found is None:
        return Standing.ABSENT
    if not found.measured:
        return Standing.NOT_MEASURED
    if found.verdict is not None:
        return Standing.LATE if found.verdict is Verdict.BREACHED else Standing.MET
    return Standing.OPEN if found.ended_at is None else Standing.ENDED


def _due(found: Outcome | None) -> int | None:
    return None if found is None else found.due_at


def _public(outcomes: Iterable[Outcome]) -> dict[tuple[Metric, int], Outcome]:
    return {(found.metric, found.cycle): found for found in outcomes if found.tier is Tier.PUBLIC}
