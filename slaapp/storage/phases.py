"""The phases of a kept clock as text, and read from it; of most clocks nobody asks more than where they stand."""

import json
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, overload

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.clock import Course, Phase
from slaapp.domain.spans import Instant

_SEVERITIES = {int(severity): severity for severity in Severity}
_STATUSES: dict[str | None, Status | None] = {None: None, **{status.value: status for status in Status}}
_NULL = "null"


class KeptPhases(Sequence[Phase]):
    """Read when first asked for, which of ten thousand tickets in a list only those are that somebody looks at.

    `course` is worked out before: the short way of `Course`.
    """

    __slots__ = ("_read", "_text", "course")

    def __init__(self, text: str, course: Course | None) -> None:
        self._text: str = text
        self._read: tuple[Phase, ...] | None = None
        self.course = course

    def read(self) -> tuple[Phase, ...]:
        if self._read is None:
            self._read, self._text = tuple(map(_phase, json.loads(self._text))), ""
        return self._read

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


def kept(held: Sequence[tuple[str, Instant, Instant | None]]) -> list[KeptPhases]:
    """The phases of many clocks from their text, when each started and when it breaches; read together to see that they
    can be, and where each of them stands.

    Raises ValueError, TypeError or LookupError where one cannot be read.
    """
    raw = json.loads(f"[{','.join([text for text, _, _ in held])}]")
    return [
        KeptPhases(text, _course(one, started_at, breached_at))
        for (text, started_at, breached_at), one in zip(held, raw, strict=True)
    ]


def _course(phases: list[Any], started_at: Instant, breached_at: Instant | None) -> Course | None:
    """None for a clock without a target, and for one whose course turns by itself: such ones are read."""
    for phase in phases:
        _start, severity, _calendar, _allowed, _goal, _warn_at, _used, _paused, by, _due_at, *_standby = phase
        if severity not in _SEVERITIES or by not in _STATUSES:
            raise LookupError(severity, by)
    start, _, _, allowed, _, _, used, _, by, due_at, *standby = phases[0]
    if allowed is None or standby or len(phases) > 2:
        return None
    if len(phases) == 2:
        begins, _, _, still_allowed, _, _, _, _, still_by, still_due_at, *standby = phases[1]
        if by is not None or still_by is not None or still_allowed is None or still_due_at != due_at or standby:
            return None
        if breached_at is None or begins != breached_at + 1:
            return None
    # Mostly these are the same numbers: then they are held once.
    start = started_at if start == started_at else start
    due_at = breached_at if due_at == breached_at else due_at
    return Course(start, due_at, None if by is None else max(0, allowed - used))


def _phase(row: list[Any]) -> Phase:
    start, severity, calendar, allowed, goal, warn_at, used, paused, by, due_at, *standby = row
    return Phase(
        start,
        _SEVERITIES[severity],
        sys.intern(calendar),  # a few names, held by every clock that is kept in memory
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
    start, severity, calendar, allowed, goal, warn_at, used, paused, paused_by, due_at, standby = phase
    levels = "".join([f",{_phase_text(level)}" for level in standby])
    return (
        f"[{start},{severity:d},{_quoted(calendar)},{_NULL if allowed is None else allowed},{goal},{warn_at},"
        f"{used},{paused},{_NULL if paused_by is None else _quoted(paused_by)},{_NULL if due_at is None else due_at}"
        f"{levels}]"
    )


@lru_cache(maxsize=256)
def _quoted(word: str) -> str:
    return json.dumps(word)
