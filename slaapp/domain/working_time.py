"""Working time: real seconds during which a calendar is open (T2 to T4 of semantics).

The openings are laid out in UTC, joined and added up in a table that grows as instants are asked for. Every question is
a bisection in it, so its cost does not depend on the span.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate, pairwise
from math import ceil, floor
from zoneinfo import ZoneInfo

from slaapp.domain.calendar import CalendarLine
from slaapp.domain.layout import FIRST, LAST, Reign, first_instant, has_openings, local_dates, openings, reigns
from slaapp.domain.spans import DAY, Instant, Seconds, Span
from slaapp.domain.value import Value

TEN_YEARS: Seconds = 3653 * DAY
"""A calendar that stays closed for longer is taken as never opening again (T4)."""

_PIECE: Seconds = 732 * DAY
"""The table grows by at least two years at a time, and by at least half of itself: that keeps long spans linear."""

_ONE_DAY = timedelta(days=1)


class _Table(Value):
    """The openings within `[start, end]`, ascending and apart from each other.

    A table is never changed but replaced by a larger one, so that threads can share a calendar. Time since `start` is
    open time plus closed time: the instant at which so much working time is counted is that much plus `shut`.
    """

    start: Instant
    end: Instant
    opens: list[Instant]
    closes: list[Instant]
    counted: list[Seconds]
    """Working time from `start` to the end of each opening."""
    shut: list[Instant]
    """`start` plus the closed time from there to each opening."""
    long_gaps: list[int]
    """The openings before which the calendar was closed for more than ten years."""

    def worked(self, at: Instant) -> Seconds:
        """Working time from `start`."""
        i = bisect_right(self.opens, at) - 1
        if i < 0:
            return 0
        while_open, at_closing = at - self.shut[i], self.counted[i]
        if while_open < at_closing:
            return while_open
        return at_closing

    def has_long_gap(self, first: int, last: int) -> bool:
        """Whether the calendar was closed for more than ten years somewhere between these two openings."""
        return any(first < gap <= last for gap in self.long_gaps)


def _table(start: Instant, end: Instant, laid_out: Iterable[tuple[Instant, Instant]]) -> _Table:
    """Joins openings that touch or overlap, and adds up. They come by start, within `[start, end]`."""
    table = _Table(start, end, [], [], [], [], [])
    opens, closes = table.opens, table.closes
    for opened, closed in laid_out:
        if not closes or opened > closes[-1]:
            opens.append(opened)
            closes.append(closed)
        elif closed > closes[-1]:
            closes[-1] = closed
    counted = 0
    for i, opened in enumerate(opens):
        table.shut.append(opened - counted)
        counted += closes[i] - opened
        table.counted.append(counted)
        if i and opened - closes[i - 1] > TEN_YEARS:
            table.long_gaps.append(i)
    return table


_NOTHING = _table(1, 0, [])
"""Holds no instant, so that the first question lays out what it needs."""


class WorkingTime:
    """One calendar laid out, from 1970 to 2120: outside these years it counts as closed.

    Instants and lengths may be fractions too; then so are the answers.
    """

    def __init__(self, line: CalendarLine) -> None:
        self.line = line
        self._reigns = reigns(line)
        self._handovers = [*accumulate((first_instant(reign.zone, reign.first) for reign in self._reigns[1:]), max)]
        """From when on instants carry the dates of each later version, which may be in another zone."""
        self._table = _NOTHING
        self._open_dates: dict[date, bool] = {}

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the last version."""
        return self._reigns[-1].zone

    def between(self, a: Instant, b: Instant) -> Seconds:
        """Working time from `a` to `b`; negative when b < a."""
        table = self._table
        if not (table.start <= a <= table.end and table.start <= b <= table.end):
            table = self._covering(min(a, b), max(a, b))
        return table.worked(b) - table.worked(a)

    def after(self, start: Instant, length: Seconds) -> Instant | None:
        """The first instant at which `length` has been counted since `start` (T3); None: never (T4).

        A negative length gives the latest instant from which so much is counted up to `start`.
        """
        if length == 0:
            return start
        table = self._table
        if not table.start <= start <= table.end:
            table = self._covering(start, start)
        return self._forward(table, start, length) if length > 0 else self._backward(table, start, -length)

    def _forward(self, table: _Table, start: Instant, length: Seconds) -> Instant | None:
        goal = table.worked(start) + length
        i = bisect_left(table.counted, goal)
        if i < len(table.counted):
            return goal + table.shut[i] if _reaches(table, start, i) else None
        larger = self._later(table, start)
        return None if larger is None else self._forward(larger, start, length)

    def _backward(self, table: _Table, start: Instant, length: Seconds) -> Instant | None:
        goal = table.worked(start) - length
        if goal >= 0:
            i = bisect_right(table.counted, goal)
            return goal + table.shut[i] if _reaches_back(table, start, i) else None
        larger = self._earlier(table, start)
        return None if larger is None else self._backward(larger, start, length)

    def is_open(self, at: Instant) -> bool:
        """Openings are half-open: the first second is open, the instant of closing is not."""
        table = self._table
        if not table.start <= at < table.end:
            table = self._covering(at, at + 1)
        i = bisect_right(table.opens, at) - 1
        return i >= 0 and at < table.closes[i]

    def next_open(self, at: Instant) -> Instant | None:
        """`at` itself when open then, else the next opening; None when there is none within ten years (T4)."""
        table: _Table | None = self._table
        if not self._table.start <= at <= self._table.end:
            table = self._covering(at, at)
        while table is not None:
            i = bisect_right(table.closes, at)
            if i < len(table.closes):
                found = max(at, table.opens[i])
                return found if found - at <= TEN_YEARS else None
            table = self._later(table, at)
        return None

    def next_close(self, at: Instant) -> Instant | None:
        """The end of the opening that holds `at`; None when closed then, or when it does not end within ten years."""
        if not self.is_open(at):
            return None
        table = self._covering(at, at + 1)
        while (close := table.closes[bisect_right(table.opens, at) - 1]) == table.end:
            if table.end == LAST or table.end - at > TEN_YEARS:
                return None
            table = self._covering(table.start, table.end + 1)
        return close if close - at <= TEN_YEARS else None

    def spans(self, a: Instant, b: Instant) -> list[Span]:
        """The openings within `[a, b)`."""
        if b <= a:
            return []
        table = self._covering(a, b)
        first, last = bisect_right(table.closes, a), bisect_left(table.opens, b)
        return [Span(max(a, table.opens[i]), min(b, table.closes[i])) for i in range(first, last)]

    def closures(self, a: Instant, b: Instant) -> list[tuple[Span, str | None]]:
        """What is closed within `[a, b)`, cut so that each part has one reason, as `closed_reason` gives it."""
        found: list[tuple[Span, str | None]] = []
        for part, reason in self._closed_parts(a, b):
            goes_on = found and found[-1][0].end == part.start and found[-1][1] == reason
            start = found.pop()[0].start if goes_on else part.start
            found.append((Span(start, part.end), reason))
        return found

    def _closed_parts(self, a: Instant, b: Instant) -> Iterator[tuple[Span, str | None]]:
        closed_from = a
        for opened in [*self.spans(a, b), Span(b, b)]:
            if closed_from < opened.start:
                for start, end, day in self._local_dates(closed_from, opened.start):
                    yield Span(start, end), self._holiday(day)
            closed_from = opened.end

    def closed_reason(self, at: Instant) -> str | None:
        """Why a closed instant is closed: the name of the holiday ("" without one), or None: outside support hours."""
        return self._holiday(self.day_of(at))

    def _holiday(self, day: date) -> str | None:
        return self.line.on(day).holidays.get(day)

    def day_of(self, at: Instant) -> date:
        """The local date at that instant. Where a move west leaves hours between two versions, the last one before."""
        reign = self._reigns[bisect_right(self._handovers, at)]
        return min(datetime.fromtimestamp(floor(at), reign.zone).date(), reign.last)

    def _local_dates(self, a: Instant, b: Instant) -> Iterator[tuple[Instant, Instant, date]]:
        """Cuts `[a, b)` where `day_of` changes."""
        cuts = [a, *(min(max(a, at), b) for at in self._handovers), b]
        for reign, (start, end) in zip(self._reigns, pairwise(cuts), strict=True):
            for begin, stop, day in local_dates(reign.zone, floor(start), ceil(end)):
                yield max(begin, start), min(stop, end), min(day, reign.last)

    def midnight(self, day: date) -> Instant:
        """The first instant of that local date; of a date that does not exist, the first one after it."""
        return first_instant(self._reign_of(day).zone, day)

    def instant(self, day: date, minute: int) -> Instant:
        """When that local date reaches that minute after midnight; where the clocks skip it, the jump."""
        return first_instant(self._reign_of(day).zone, day, minute)

    def has_openings(self, day: date) -> bool:
        """Whether the desk is open at some time of that local date, be it by an opening of the night before."""
        if day not in self._open_dates:
            self._open_dates[day] = has_openings(self.line, self._reign_of(day), day)
        return self._open_dates[day]

    def _reign_of(self, day: date) -> Reign:
        return next(reign for reign in self._reigns if day <= reign.last)

    def opening_dates_after(self, day: date, count: int) -> date | None:
        """The `count`th local date with openings after `day` (C10); `day` itself for 0, None within ten years."""
        limit = day.year + 10
        while count:
            day += _ONE_DAY
            if day.year > limit:
                return None
            count -= self.has_openings(day)
        return day

    def working_days(self, first: date, end: date) -> int:
        """How many dates of `[first, end)` have openings."""
        return sum(self.has_openings(first + timedelta(days=i)) for i in range((end - first).days))

    def _covering(self, a: Instant, b: Instant) -> _Table:
        """The table, after laying out what it lacks of `[a, b]`."""
        table = self._table
        if table is _NOTHING:
            start = min(max(floor(a), FIRST), LAST - 1) // _PIECE * _PIECE
            table = _table(start, start, [])
        piece = max(_PIECE, (table.end - table.start) // 2)
        start, end = table.start, table.end
        if a < start:
            start = max(FIRST, min(floor(a), start - piece))
        if b > end:
            end = min(LAST, max(ceil(b), end + piece))
        if (start, end) != (table.start, table.end):
            earlier, later = openings(self.line, start, table.start), openings(self.line, table.end, end)
            table = _table(start, end, [*earlier, *zip(table.opens, table.closes, strict=True), *later])
            self._table = table
        return table

    def _later(self, table: _Table, since: Instant) -> _Table | None:
        """More of the future; None once ten closed years have shown that there is nothing more to find."""
        last = max(since, table.closes[-1]) if table.closes else since
        if table.end == LAST or table.end - last > TEN_YEARS:
            return None
        return self._covering(table.start, table.end + 1)

    def _earlier(self, table: _Table, since: Instant) -> _Table | None:
        """More of the past, likewise."""
        first = min(since, table.opens[0]) if table.opens else since
        if table.start == FIRST or first - table.start > TEN_YEARS:
            return None
        return self._covering(table.start - 1, table.end)


def _reaches(table: _Table, start: Instant, i: int) -> bool:
    """Whether no ten closed years lie between `start` and opening `i`, later on."""
    if table.opens[i] - start <= TEN_YEARS:
        return True
    first = bisect_right(table.closes, start)
    return table.opens[first] - start <= TEN_YEARS and not table.has_long_gap(first, i)


def _reaches_back(table: _Table, start: Instant, i: int) -> bool:
    if start - table.closes[i] <= TEN_YEARS:
        return True
    last = bisect_left(table.opens, start) - 1
    return start - table.closes[last] <= TEN_YEARS and not table.has_long_gap(i, last)


@lru_cache(maxsize=128)
def working_time(line: CalendarLine) -> WorkingTime:
    """The calendar laid out; equal calendars share one table."""
    return WorkingTime(line)
