"""The phases of a kept clock as text, and read from it; most clocks have one, and what follows its breach."""

import json
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, overload

from msgspec.structs import replace

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.clock import NEVER, Phase
from slaapp.domain.spans import Instant, Seconds

_SEVERITIES = {int(severity): severity for severity in Severity}
_STATUSES: dict[str | None, Status | None] = {None: None, **{status.value: status for status in Status}}
_NULL = "null"


class KeptPhases(Sequence[Phase]):
    """The phases of a clock whose course does not turn by itself: the first, which goes on past its breach or does not.

    So ten thousand tickets in a list hold half as much, and the one of a ticket that is due first is found without
    reading its clocks: `rank`. What follows the breach is made when it is asked for; `used_after` is what had been used
    by then (None: nothing follows).
    """

    __slots__ = ("_breached_at", "_first", "_used_after")

    def __init__(self, first: Phase, breached_at: Instant | None, used_after: Seconds | None) -> None:
        self._first, self._breached_at, self._used_after = first, breached_at, used_after

    @property
    def start(self) -> Instant:
        return self._first.start

    def rank(self, now: Instant) -> tuple[bool, int]:
        """Whether the clock stands still, and by what it is compared with others that do, or do not: from `start` on,
        while it goes on."""
        first, breached_at = self._first, self._breached_at
        if first.paused_by is None or (breached_at is not None and now > breached_at):
            return False, NEVER if first.due_at is None else first.due_at
        return True, max(0, (first.allowed or 0) - first.used)

    def read(self) -> tuple[Phase, ...]:
        if self._breached_at is None or self._used_after is None:
            return (self._first,)
        return self._first, replace(self._first, start=self._breached_at + 1, used=self._used_after)

    @overload
    def __getitem__(self, at: int) -> Phase: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Phase, ...]: ...
    def __getitem__(self, at: int | slice) -> Phase | tuple[Phase, ...]:
        return self.read()[at]

    def __len__(self) -> int:
        return len(self.read())

    def __iter__(self) -> Iterator[Phase]:
        return iter(self.read())

    def __reversed__(self) -> Iterator[Phase]:
        return reversed(self.read())

    def __eq__(self, other: object) -> bool:
        return self.read() == (other.read() if isinstance(other, KeptPhases) else other)

    def __hash__(self) -> int:
        return hash(self.read())

    def __repr__(self) -> str:
        return repr(self.read())


def kept(held: Sequence[tuple[str, Instant, Instant | None]]) -> list[Sequence[Phase]]:
    """The phases of many clocks from their text, when each started and when it breaches.

    Raises ValueError, TypeError or LookupError where one cannot be read.
    """
    raw = json.loads(f"[{','.join([text for text, _, _ in held])}]")
    shared: dict[int, int] = {}
    return [
        _kept(one, started_at, breached_at, shared) for (_, started_at, breached_at), one in zip(held, raw, strict=True)
    ]


def _kept(rows: list[Any], started_at: Instant, breached_at: Instant | None, shared: dict[int, int]) -> Sequence[Phase]:
    """Numbers that are `shared` by many clocks, or by the columns of one, are held once."""
    first = rows[0]
    start, severity, calendar, allowed, goal, warn_at, used, paused, by, due_at, *standby = first
    used_after: Seconds | None = None
    short = allowed is not None and not standby
    if short and len(rows) > 1:
        second = rows[1]
        used_after = shared.setdefault(second[6], second[6])
        short = (
            len(rows) == 2
            and by is None
            and breached_at is not None
            and second[0] == breached_at + 1
            and second[1:6] == first[1:6]
            and second[7:] == first[7:]
        )
    if not short:
        return tuple(map(_phase, rows))
    begun = Phase(
        started_at if start == started_at else start,
        _SEVERITIES[severity],
        sys.intern(calendar),  # a few names, held by every clock that is kept in memory
        shared.setdefault(allowed, allowed),
        goal,
        warn_at,
        used,
        paused,
        _STATUSES[by],
        breached_at if due_at == breached_at else due_at,
    )
    return KeptPhases(begun, breached_at, used_after)


def _phase(row: list[Any]) -> Phase:
    start, severity, calendar, allowed, goal, warn_at, used, paused, by, due_at, *standby = row
    return Phase(
        start,
        _SEVERITIES[severity],
        sys.intern(calendar),
        allowed,
        goal,
        warn_at,
        used,
        paused,
        _STATUSES[by],
        due_at,
        tuple(map(_phase, standby)),
    )


def as_text(phases: Sequence[Phase]) -> str:
    return f"[{','.join([_phase_text(phase) for phase in phases])}]"


def _phase_text(phase: Phase) -> str:
    """What JSON makes of a phase's fields in their order, its standby levels behind them."""
    allowed, paused_by, due_at = phase.allowed, phase.paused_by, phase.due_at
    levels = "".join([f",{_phase_text(level)}" for level in phase.standby])
    return (
        f"[{phase.start},{phase.severity:d},{_quoted(phase.calendar)},{_NULL if allowed is None else allowed},"
        f"{phase.goal},{phase.warn_at},{phase.used},{phase.paused},"
        f"{_NULL if paused_by is None else _quoted(paused_by)},{_NULL if due_at is None else due_at}{levels}]"
    )


@lru_cache(maxsize=256)
def _quoted(word: str) -> str:
    return json.dumps(word)
