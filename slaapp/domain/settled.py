"""What is decided of a ticket's clocks: only a correction may change it (C11 and C12 of semantics)."""

from collections.abc import Iterable
from typing import NamedTuple

from slaapp.domain.agreement import Metric, Severity, Tier
from slaapp.domain.clock import Clock
from slaapp.domain.events import NotMeasuredReason
from slaapp.domain.spans import Instant, Seconds


class Settled(NamedTuple):
    """A clock that had ended or breached. `used` is None while it goes on, `due_at` where it was met: hours to come may
    move it, and nothing depends on it any more."""

    tier: Tier
    metric: Metric
    cycle: int
    started_at: Instant
    ended_at: Instant | None
    breached_at: Instant | None
    judged: bool
    excluded: NotMeasuredReason | None
    waived: bool
    severity: Severity
    allowed: Seconds | None
    goal: int
    due_at: Instant | None
    used: Seconds | None


def settled(clocks: Iterable[Clock], now: Instant) -> frozenset[Settled]:
    """What is decided at `now`. A clock that is not measured, or that no target binds, decides nothing."""
    return frozenset(
        Settled(
            clock.tier,
            clock.metric,
            clock.cycle,
            clock.started_at,
            clock.ended_at,
            clock.breached_at,
            clock.judged,
            clock.excluded,
            clock.waived,
            last.severity,
            last.allowed,
            last.goal,
            None if clock.breached_at is None else last.due_at,
            None if clock.ended_at is None else last.used,
        )
        for clock in clocks
        if clock.measured
        and (last := clock.phases[-1]).allowed is not None
        and (clock.ended_at is not None or (clock.breached_at is not None and clock.breached_at < now))
    )
