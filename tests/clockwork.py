"""The engine asked as the oracle is asked, so that both answers can be compared field by field."""

from collections.abc import Iterable, Sequence

from slaapp.domain.agreement import Terms, terms
from slaapp.domain.calendar import CalendarLine
from slaapp.domain.clock import Clock, Reading, read
from slaapp.domain.events import TicketEvent
from slaapp.domain.history import effective
from slaapp.domain.spans import Instant
from slaapp.domain.timeline import timeline
from slaapp.domain.why import Ledger, ledger
from slaapp.domain.winding import measured_clocks, wind
from slaapp.domain.working_time import WorkingTime
from tests.oracles.clocks import Law, Shown

_LAID_OUT: dict[int, tuple[CalendarLine, WorkingTime]] = {}


def laid_out(line: CalendarLine) -> WorkingTime:
    """One layout for each calendar, as in the program: openings are found by bisection in a table made once."""
    if id(line) not in _LAID_OUT:
        if len(_LAID_OUT) > 200:
            _LAID_OUT.clear()
        _LAID_OUT[id(line)] = (line, WorkingTime(line))
    return _LAID_OUT[id(line)][1]


def hours_of(laws: Sequence[Law]) -> dict[str, WorkingTime]:
    return {name: laid_out(line) for law in laws for name, line in law.calendars.items()}


def terms_line(laws: Sequence[Law]) -> list[tuple[Instant, Terms]]:
    hours = hours_of(laws)
    return [(law.since or 0, terms(law.agreement, hours)) for law in laws]


def wound(
    events: Iterable[TicketEvent], laws: Sequence[Law], now: Instant, absorbed: Iterable[TicketEvent] = ()
) -> tuple[Clock, ...]:
    history = effective(events, until=now)
    return wind(history, terms_line(laws), absorbed=effective(absorbed, until=now))


def shown(
    events: Iterable[TicketEvent], laws: Sequence[Law], now: Instant, *, absorbed: Iterable[TicketEvent] = ()
) -> list[Shown]:
    hours = hours_of(laws)
    return [_shown(clock, read(clock, now, hours)) for clock in wound(events, laws, now, absorbed)]


def ledgers(events: Iterable[TicketEvent], laws: Sequence[Law], now: Instant) -> list[Ledger]:
    history = effective(events, until=now)
    if not history:
        return []
    pairs = measured_clocks(timeline(history), terms_line(laws))
    return [ledger(clock, how, history, now) for clock, how in pairs]


def _shown(clock: Clock, reading: Reading) -> Shown:
    return Shown(
        metric=clock.metric,
        tier=clock.tier,
        cycle=clock.cycle,
        state=reading.state.value,
        severity=reading.severity,
        allowed=reading.allowed,
        used=reading.used,
        left=reading.left,
        late=reading.late,
        paused=reading.paused,
        started_at=clock.started_at,
        due_at=reading.due_at,
        due_if_resumed=reading.due_if_resumed,
        ended_at=clock.ended_at,
        decided_at=reading.decided_at,
        verdict=None if reading.verdict is None else reading.verdict.value,
        excluded=clock.excluded is not None,
        waived=clock.waived,
    )
