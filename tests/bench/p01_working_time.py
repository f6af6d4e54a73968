"""P1: one `between` or `after`, beside a bare bisection in a list of openings, and beside a loop over days."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import accumulate
from zoneinfo import ZoneInfo

from slaapp.domain.calendar import Calendar, CalendarLine, Opening
from slaapp.domain.spans import DAY, HOUR, Instant, Seconds
from slaapp.domain.working_time import WorkingTime
from tests.bench.rows import Row, below, side_by_side, within

CALLS, ROUNDS = 1000, 80
"""Millionths of a second are taken as the least disturbed of many short rounds, theirs and ours."""

SPANS = {"1 hour": HOUR, "60 days": 60 * DAY, "2 years": 730 * DAY}
FIRST, LAST = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp()), int(datetime(2028, 1, 1, tzinfo=UTC).timestamp())
START = int(datetime(2025, 6, 3, 10, 20, tzinfo=UTC).timestamp())

LOOPS_OF_BUSINESSTIMEDELTA = 5.4e-3 / 154e-6
"""What businesstimedelta took for 60 days, in day-by-day loops, when both were measured side by side."""


def line() -> CalendarLine:
    feasts = ((1, 1), (5, 1), (8, 15), (11, 1), (12, 25), (12, 26))
    holidays = {date(year, *feast): "" for year in range(2024, 2028) for feast in feasts}
    week = (*[(Opening(540, 1020),)] * 5, (), ())
    return CalendarLine.single("bench", Calendar("Europe/London", week, holidays))


class OnDatetimes:
    """The bound: two bisections in a table of aware datetimes and their running sums, and nothing else."""

    def __init__(self, spans: list[tuple[datetime, datetime]]) -> None:
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.after_each = [*accumulate(end - start for start, end in spans)]
        self.before_each = [timedelta(), *self.after_each]

    def worked(self, at: datetime) -> timedelta:
        i = bisect_right(self.starts, at) - 1
        if at < self.ends[i]:
            return self.before_each[i] + at - self.starts[i]
        return self.after_each[i]

    def between(self, a: datetime, b: datetime) -> timedelta:
        return self.worked(b) - self.worked(a)

    def after(self, start: datetime, length: timedelta) -> datetime:
        goal = self.worked(start) + length
        i = bisect_left(self.after_each, goal)
        return self.ends[i] - (self.after_each[i] - goal)


class OnInts:
    """The same on whole seconds."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.after_each = [*accumulate(end - start for start, end in spans)]
        self.before_each = [0, *self.after_each]

    def worked(self, at: int) -> int:
        i = bisect_right(self.starts, at) - 1
        if at < self.ends[i]:
            return self.before_each[i] + at - self.starts[i]
        return self.after_each[i]

    def between(self, a: int, b: int) -> int:
        return self.worked(b) - self.worked(a)

    def after(self, start: int, length: int) -> int:
        goal = self.worked(start) + length
        i = bisect_left(self.after_each, goal)
        return self.ends[i] - (self.after_each[i] - goal)


def day_by_day(calendar: Calendar, a: Instant, b: Instant) -> Seconds:
    """Working time as many help desks work it out: a loop over the days of the span."""
    zone = ZoneInfo(calendar.zone)
    day, counted = datetime.fromtimestamp(a, zone).date(), 0
    while (midnight := int(datetime.combine(day, time(), zone).timestamp())) < b:
        if day not in calendar.holidays:
            for opening in calendar.week[day.weekday()]:
                opens, closes = midnight + opening.opens * 60, midnight + opening.closes * 60
                counted += max(0, min(b, closes) - max(a, opens))
        day += timedelta(days=1)
    return counted


def main() -> Iterator[Row]:
    hours = WorkingTime(line())
    spans = [(span.start, span.end) for span in hours.spans(FIRST, LAST)]
    ints = OnInts(spans)
    datetimes = OnDatetimes([(moment(start), moment(end)) for start, end in spans])
    ours = {}
    for name, span in SPANS.items():
        a, b = START, START + span
        begin, end, counted = moment(a), moment(b), hours.between(a, b)
        worked = timedelta(seconds=counted)
        assert ints.between(a, b) == counted == datetimes.between(begin, end).total_seconds()
        assert ints.after(a, counted) == hours.after(a, counted) == datetimes.after(begin, worked).timestamp()

        bound, on_ints, ours[name] = side_by_side(
            partial(datetimes.between, begin, end),
            partial(ints.between, a, b),
            partial(hours.between, a, b),
            calls=CALLS,
            rounds=ROUNDS,
            take=min,
        )
        yield within(f"P1 between, {name}", bound=bound, ours=ours[name], times=2, note="bisection on datetimes")
        yield Row(f"P1 between, {name}", on_ints, ours[name], "", met=True, note="bisection on ints")
        bound, on_ints, after = side_by_side(
            partial(datetimes.after, begin, worked),
            partial(ints.after, a, counted),
            partial(hours.after, a, counted),
            calls=CALLS,
            rounds=ROUNDS,
            take=min,
        )
        yield within(f"P1 after, {name}", bound=bound, ours=after, times=2, note="bisection on datetimes")
        yield Row(f"P1 after, {name}", on_ints, after, "", met=True, note="bisection on ints")

    yield within(
        "P1 between, 2 years beside 1 hour", bound=ours["1 hour"], ours=ours["2 years"], times=1.3, note="flat"
    )
    calendar, a, b = line().versions[0][1], START, START + SPANS["60 days"]
    assert day_by_day(calendar, a, b) == hours.between(a, b)
    loop, between = side_by_side(
        partial(day_by_day, calendar, a, b), partial(hours.between, a, b), calls=100, rounds=ROUNDS, take=min
    )
    least = 2000 / LOOPS_OF_BUSINESSTIMEDELTA
    yield Row(
        "P1 between, 60 days, beside a day-by-day loop",
        loop,
        between,
        f"≤ 1/{least:.0f} ×",
        met=loop >= least * between,
        note=f"{loop / between:,.0f} times as fast; businesstimedelta takes {LOOPS_OF_BUSINESSTIMEDELTA:.0f} loops",
    )
    (compiled,) = side_by_side(lambda: WorkingTime(line()).between(FIRST, LAST))
    yield below("P1 lay out 4 years", ours=compiled, limit=10e-3)
    (everything,) = side_by_side(lambda: WorkingTime(line()).between(0, LAST + 93 * 365 * DAY), rounds=5)
    yield Row("P1 lay out 1970 to 2120", None, everything, "", met=True)


def moment(at: Instant) -> datetime:
    return datetime.fromtimestamp(at, UTC)
