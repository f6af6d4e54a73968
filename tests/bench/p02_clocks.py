"""P2: wind all clocks of 10,000 open tickets from their events, and read them all, beside a walk over days."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from slaapp.domain.agreement import Agreement, Metric, Severity, Status, Target, Terms, Tier, terms
from slaapp.domain.calendar import Calendar, CalendarLine, Opening
from slaapp.domain.clock import Clock, read
from slaapp.domain.events import CustomerWrote, EventId, Received, Replied, StatusChanged, TicketEvent
from slaapp.domain.history import effective
from slaapp.domain.spans import DAY, HOUR, MINUTE, Instant
from slaapp.domain.winding import wind
from slaapp.domain.working_time import WorkingTime
from tests.bench.rows import Row, below, side_by_side

TICKETS = 10_000
NOW = int(datetime(2026, 3, 11, 13, 30, 18, tzinfo=UTC).timestamp())
WEEK = (*[(Opening(540, 1020),)] * 5, (), ())
HOURS = WorkingTime(CalendarLine.single("desk", Calendar("Europe/London", WEEK, {date(2026, 1, 1): "New Year"})))


def rules() -> Terms:
    lengths = {Metric.FIRST_RESPONSE: 2, Metric.NEXT_RESPONSE: 4, Metric.UPDATE: 8, Metric.RESOLUTION: 24}
    targets = tuple(
        Target(metric, severity, Tier.PUBLIC, length * HOUR * (5 - severity))
        for metric, length in lengths.items()
        for severity in Severity
    )
    return terms(Agreement(name="bench", version=1, calendar="desk", targets=targets), {"desk": HOURS})


def history(number: int) -> tuple[TicketEvent, ...]:
    """One of five courses: new; answered; waiting; waited and resumed; asked again."""
    begun = NOW - (number % 400 + 1) * 3 * HOUR // 2
    at = [begun + step * 7 * MINUTE for step in range(1, 6)]
    stamps = [
        {"id": EventId("a", number * 10 + i), "occurred_at": t, "recorded_at": t, "by": ""} for i, t in enumerate(at)
    ]
    received = Received(
        id=EventId("a", number * 10 + 9), occurred_at=begun, recorded_at=begun, by="", severity=Severity(number % 4 + 1)
    )
    waits = StatusChanged(**stamps[1], status=Status.WAITING_CUSTOMER)  # type: ignore[arg-type]
    resumes = StatusChanged(**stamps[2], status=Status.IN_PROGRESS)  # type: ignore[arg-type]
    asks = CustomerWrote(**stamps[4])  # type: ignore[arg-type]
    course = [received, Replied(**stamps[0]), waits, resumes, Replied(**stamps[3]), asks]  # type: ignore[arg-type]
    return tuple(course[: (1, 2, 3, 4, 6)[number % 5]])


def wind_all(histories: list[tuple[TicketEvent, ...]], line: list[tuple[Instant, Terms]]) -> list[tuple[Clock, ...]]:
    return [wind(effective(events), line) for events in histories]


def read_all(clocks: list[tuple[Clock, ...]]) -> int:
    hours = {"desk": HOURS}
    return sum(read(clock, NOW, hours).breached for of_ticket in clocks for clock in of_ticket)


def day_by_day(histories: list[tuple[TicketEvent, ...]]) -> int:
    """The least a help desk does that walks over days: two working times for each ticket, and no rule at all."""
    total = 0
    for events in histories:
        for _ in range(2):
            day = datetime.fromtimestamp(events[0].occurred_at, HOURS.zone).date()
            while (midnight := int(datetime.combine(day, time(), HOURS.zone).timestamp())) < NOW:
                for opening in WEEK[day.weekday()]:
                    opens, closes = midnight + opening.opens * MINUTE, midnight + opening.closes * MINUTE
                    total += max(0, min(NOW, closes) - max(events[0].occurred_at, opens))
                day += timedelta(days=1)
    return total


def main() -> Iterator[Row]:
    histories = [history(number) for number in range(TICKETS)]
    line = [(NOW - 1000 * DAY, rules())]
    clocks = wind_all(histories, line)
    count = sum(map(len, clocks))
    loop, wound = side_by_side(partial(day_by_day, histories), partial(wind_all, histories, line), rounds=5)
    yield below(
        f"P2 wind {count:,} clocks of {TICKETS:,} tickets",
        ours=wound,
        limit=0.6,
        bound=loop,
        note="beside a walk over days; 3.2 clocks a ticket, a fifth of the time orders and lays out events",
    )
    (shown,) = side_by_side(partial(read_all, clocks), rounds=9)
    yield below(
        f"P2 read the {count:,} clocks",
        ours=shown,
        limit=0.04,
        note="2 µs a clock: a bisection in the hours, then a reading of fourteen fields is made",
    )
