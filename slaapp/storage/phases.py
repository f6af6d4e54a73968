"""The phases of a kept clock as text, and read from it; most clocks have one, and what follows its breach."""

import json
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, overload

from msgspec.structs import replace

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.clock import NEVER, Phase
from slaapp.domain.spans import Instant, Seconds

_SEVERITIES = {int(severity): severity for severity in Severity}
_STATUSES: dict[str | None, Status | None] = {None: None, **{status.value: status for status in Status}}
_NULL = "null"


class _Terms(NamedTuple):
    """What a target says of a clock's phases: the same of thousands of clocks, held once."""

    severity: Severity
    calendar: str
    allowed: Seconds
    goal: int
    warn_at: int


@lru_cache(maxsize=1024)
def _terms(severity: int, calendar: str, allowed: Seconds, goal: int, warn_at: int) -> _Terms:
    return _Terms(_SEVERITIES[severity], calendar, allowed, goal, warn_at)


class KeptPhases(Sequence[Phase]):
    """The phases of a clock whose course does not turn by itself: the first, which goes on past its breach or does not.

    So ten thousand tickets in a list hold half as much, and the one of a ticket that is due first is found without
    reading its clocks: `rank`. What follows the breach is made when it is asked for; `used_after` is what had been used
    by then (None: nothing follows).
    """

    __slots__ = ("_breached_at", "_due_at", "_paused", "_paused_by", "_terms", "_used", "_used_after", "start")

    def __init__(
        self,
        terms: "_Terms",
        start: Instant,
        used: Seconds,
        paused: Seconds,
        paused_by: Status | None,
        due_at: Instant | None,
        breached_at: Instant | None,
        used_after: Seconds | None,
    ) -> None:
        self._terms, self.start, self._used, self._paused = terms, start, used, paused
        self._paused_by, self._due_at, self._breached_at, self._used_after = paused_by, due_at, breached_at, used_after

    def rank(self, now: Instant) -> tuple[bool, int]:
        """Whether the clock stands still, and by what it is compared with others that do, or do not: from `start` on,
        while it goes on."""
        breached_at = self._breached_at
        if self._paused_by is None or (breached_at is not None and now > breached_at):
            return False, NEVER if self._due_at is None else self._due_at
        return True, max(0, self._terms.allowed - self._used)

    def read(self) -> tuple[Phase, ...]:
        terms = self._terms
        first = Phase(
            self.start,
            terms.severity,
            terms.calendar,
            terms.allowed,
            terms.goal,
            terms.warn_at,
            self._used,
            self._paused,
            self._paused_by,
            self._due_at,
        )
        if self._breached_at is None or self._used_after is None:
            return (first,)
        return first, replace(first, start=self._breached_at + 1, used=self._used_after)

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
    return KeptPhases(
        _terms(severity, calendar, allowed, goal, warn_at),
        started_at if start == started_at else start,
        used,
        paused,
        _STATUSES[by],
        breached_at if due_at == breached_at else due_at,
        breached_at,
        used_after,
    )


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


_PLACE = {name: place for place, name in enumerate(Phase.__struct_fields__)}


def of_last(column: str, name: str) -> str:
    """In SQL what the last phase of a clock says, as it ended, or as it goes on once breached, which is the level that
    it counts under (C9 of semantics)."""
    return f"json_extract({column}, '$[#-1][{_PLACE[name]}]')"


@lru_cache(maxsize=256)
def _quoted(word: str) -> str:
    return json.dumps(word)
