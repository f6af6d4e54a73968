"""Working time: real seconds during which a calendar is open (T2 to T4 of semantics).

The calendar is laid out as a table of UTC openings with running sums, grown in whole years as spans are asked for;
every question is a bisection in it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from slaapp.domain.calendar import DAY_MINUTES, Calendar, CalendarLine, zone_info
from slaapp.domain.spans import DAY, MINUTE, Instant, Seconds, Span

FIRST_YEAR, LAST_YEAR = 1970, 2120
TEN_YEARS: Seconds = 3653 * DAY
_ONE_DAY = timedelta(days=1)
_EPOCH = date(1970, 1, 1)


class WorkingTime:
    """One calendar laid out. Instants may be fractions too; then so are the answers."""

    def __init__(self, line: CalendarLine) -> None:
        self.line = line
        self._zones = [(start, zone_info(calendar.zone)) for start, calendar in line.versions]
        self._first_year = self._last_year = 0
        self._starts: list[Instant] = []
        self._ends: list[Instant] = []
        self._before: list[Seconds] = []
        """Working time from the table's beginning to each opening."""
        self._after: list[Seconds] = []
        self._gaps: list[int] = []
        """The openings before which the calendar was closed for more than ten years."""
        self._from: Instant = 0
        self._until: Instant = 0

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the last version."""
        return self._zones[-1][1]

    def zone_on(self, day: date) -> ZoneInfo:
        zone = self._zones[0][1]
        for start, later in self._zones[1:]:
            if start > day:
                break
            zone = later
        return zone

    def between(self, a: Instant, b: Instant) -> Seconds:
        """Working time from `a` to `b`; negative when b < a."""
        if not (self._from <= a <= self._until and self._from <= b <= self._until):
            self._cover(min(a, b), max(a, b))
        starts, ends, before = self._starts, self._ends, self._before
        i = bisect_right(starts, a) - 1
        if i < 0:
            worked_a = 0
        else:
            end = ends[i]
            worked_a = before[i] + (a if a < end else end) - starts[i]
        i = bisect_right(starts, b) - 1
        if i < 0:
            return -worked_a
        end = ends[i]
        return before[i] + (b if b < end else end) - starts[i] - worked_a

    def _worked(self, at: Instant) -> Seconds:
        i = bisect_right(self._starts, at) - 1
        if i < 0:
            return 0
        return self._before[i] + min(at, self._ends[i]) - self._starts[i]

    def after(self, start: Instant, length: Seconds) -> Instant | None:
        """The first instant at which `length` has been counted since `start` (T3); None: never (T4).

        A negative length gives the latest instant from which so much is counted up to `start`.
        """
        if not self._from <= start <= self._until:
            self._cover(start, start)
        if length == 0:
            return start
        return self._forward(start, length) if length > 0 else self._backward(start, -length)

    def _forward(self, start: Instant, length: Seconds) -> Instant | None:
        while True:
            goal = self._worked(start) + length
            i = bisect_left(self._after, goal)
            if i < len(self._after):
                return None if self._shut_too_long(start, i) else self._ends[i] - (self._after[i] - goal)
            if not self._grow_later(start):
                return None

    def _backward(self, start: Instant, length: Seconds) -> Instant | None:
        while True:
            goal = self._worked(start) - length
            if goal >= 0:
                i = bisect_right(self._after, goal)
                if i < len(self._starts):
                    return self._starts[i] + goal - self._before[i]
            if not self._grow_earlier(start):
                return None

    def _shut_too_long(self, start: Instant, last: int) -> bool:
        """Whether more than ten closed years lie between `start` and the opening `last`."""
        first = bisect_right(self._ends, start)
        return self._starts[first] - start > TEN_YEARS or any(first < gap <= last for gap in self._gaps)

    def is_open(self, at: Instant) -> bool:
        """Openings are half-open: open at its first second, closed at its last."""
        if not self._from <= at <= self._until:
            self._cover(at, at)
        i = bisect_right(self._starts, at) - 1
        return i >= 0 and at < self._ends[i]

    def next_open(self, at: Instant) -> Instant | None:
        """`at` itself when open then, else the next opening; None when there is none within ten years (T4)."""
        if not self._from <= at <= self._until:
            self._cover(at, at)
        while True:
            i = bisect_right(self._ends, at)
            if i < len(self._starts):
                found = max(at, self._starts[i])
                return found if found - at <= TEN_YEARS else None
            if not self._grow_later(at):
                return None

    def next_close(self, at: Instant) -> Instant | None:
        """The end of the opening that holds `at`; None when closed then."""
        if not self.is_open(at):
            return None
        i = bisect_right(self._starts, at) - 1
        while self._ends[i] == self._until and self._grow_later(at):
            i = bisect_right(self._starts, at) - 1
        return self._ends[i]

    def spans(self, a: Instant, b: Instant) -> list[Span]:
        """The openings within `[a, b)`."""
        self._cover(a, max(a, b))
        first, last = bisect_right(self._ends, a), bisect_left(self._starts, b)
        return [Span(max(a, self._starts[i]), min(b, self._ends[i])) for i in range(first, last)]

    def closures(self, a: Instant, b: Instant) -> list[tuple[Span, str | None]]:
        """What is closed within `[a, b)`, each with the name of the holiday, or None outside support hours."""
        found: list[tuple[Span, str | None]] = []
        at = a
        for opened in [*self.spans(a, b), Span(b, b)]:
            if at < opened.start:
                found += self._by_day(at, opened.start)
            at = opened.end
        return found

    def _by_day(self, a: Instant, b: Instant) -> Iterator[tuple[Span, str | None]]:
        """A closed stretch, split where a holiday begins or ends."""
        at, start, held = a, a, self._holiday(self.day_of(a))
        while at < b:
            at = min(b, self.midnight(self.day_of(at) + _ONE_DAY))
            name = self._holiday(self.day_of(at)) if at < b else None
            if at == b or name != held:
                yield Span(start, at), held
                start, held = at, name

    def _holiday(self, day: date) -> str | None:
        return self.line.on(day).holidays.get(day)

    def day_of(self, at: Instant) -> date:
        """The local date at that instant."""
        day = datetime.fromtimestamp(at, self._zones[0][1]).date()
        if len(self._zones) == 1:
            return day
        return datetime.fromtimestamp(at, self.zone_on(day)).date()

    def midnight(self, day: date) -> Instant:
        """The first instant of that local date; of a date that does not exist, the first one after it."""
        zone = self.zone_on(day)
        at = int(datetime.combine(day, time(), tzinfo=zone).timestamp())
        if self.day_of(at - 1) < day <= self.day_of(at):
            return at
        low, high = at - 2 * DAY, at + 2 * DAY
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.day_of(middle) < day else (low, middle)
        return high

    def opening_dates_after(self, day: date, count: int) -> date | None:
        """The `count`th local date with openings after `day` (C10); `day` itself for 0, None within ten years."""
        limit = day.year + 10
        while count:
            day += _ONE_DAY
            if day.year > limit:
                return None
            count -= self.has_openings(day)
        return day

    def has_openings(self, day: date) -> bool:
        return bool(self.spans(self.midnight(day), self.midnight(day + _ONE_DAY)))

    def working_days(self, first: date, end: date) -> int:
        """How many dates of `[first, end)` have openings."""
        days: set[date] = set()
        for span in self.spans(self.midnight(first), self.midnight(end)):
            day, last = self.day_of(span.start), self.day_of(span.end - 1)
            while day <= last:
                days.add(day)
                day += _ONE_DAY
        return len(days)

    def _cover(self, a: Instant, b: Instant) -> None:
        if not self._starts and not self._until:
            year = min(max(datetime.fromtimestamp(int(a), UTC).year, FIRST_YEAR + 1), LAST_YEAR - 1)
            self._first_year, self._last_year = year, year - 1
            self._append_years(year + 1)
        while b > self._until and self._last_year < LAST_YEAR:
            self._append_years(self._years_later())
        while a < self._from and self._first_year > FIRST_YEAR:
            self._prepend_years(self._years_earlier())

    def _years_later(self) -> int:
        """Growing by half of what is there keeps the cost of a long span linear."""
        return min(LAST_YEAR, self._last_year + max(2, (self._last_year - self._first_year) // 2))

    def _years_earlier(self) -> int:
        return max(FIRST_YEAR, self._first_year - max(2, (self._last_year - self._first_year) // 2))

    def _grow_later(self, since: Instant) -> bool:
        """Lay out more years; False once ten years after the last opening, or after `since`, show no opening."""
        last = max(since, self._ends[-1]) if self._ends else since
        if self._last_year >= LAST_YEAR or self._until - last > TEN_YEARS:
            return False
        self._append_years(self._years_later())
        return True

    def _grow_earlier(self, since: Instant) -> bool:
        first = min(since, self._starts[0]) if self._starts else since
        if self._first_year <= FIRST_YEAR or first - self._from > TEN_YEARS:
            return False
        self._prepend_years(self._years_earlier())
        return True

    def _append_years(self, last: int) -> None:
        """Extend the table to the end of year `last`."""
        spans = self._lay_out(date(self._last_year + 1, 1, 1), date(last + 1, 1, 1))
        self._last_year = last
        self._index([*map(Span, self._starts, self._ends), *spans])

    def _prepend_years(self, first: int) -> None:
        spans = self._lay_out(date(first, 1, 1), date(self._first_year, 1, 1))
        self._first_year = first
        self._index([*spans, *map(Span, self._starts, self._ends)])

    def _index(self, spans: list[Span]) -> None:
        """Join openings that touch or overlap, and add up."""
        starts: list[Instant] = []
        ends: list[Instant] = []
        for span in spans:
            if ends and span.start <= ends[-1]:
                ends[-1] = max(ends[-1], span.end)
            else:
                starts.append(span.start)
                ends.append(span.end)
        self._starts, self._ends = starts, ends
        self._after = [*accumulate(end - start for start, end in zip(starts, ends, strict=True))]
        self._before = [0, *self._after[:-1]]
        self._gaps = [i for i in range(1, len(starts)) if starts[i] - ends[i - 1] > TEN_YEARS]
        self._from = self.midnight(date(self._first_year, 1, 1))
        self._until = self.midnight(date(self._last_year + 1, 1, 1))

    def _lay_out(self, first: date, end: date) -> list[Span]:
        """The openings in UTC for the local dates of `[first, end)`, by start; they may touch and overlap."""
        versions = self.line.versions
        found: list[Span] = []
        for i, (start, calendar) in enumerate(versions):
            begin = first if i == 0 else max(first, start)
            stop = end if i == len(versions) - 1 else min(end, versions[i + 1][0])
            if begin < stop:
                found += self._version_laid_out(calendar, begin, stop)
        found.sort(key=lambda span: span.start)
        return found

    def _version_laid_out(self, calendar: Calendar, first: date, end: date) -> Iterator[Span]:
        """Where the zone's offset stands still, local wall time and UTC differ by a constant: a skipped hour lies in
        no such stretch and a repeated one in two, so the rules of T2 follow by themselves."""
        for start, stop, offset in _steady(zone_info(calendar.zone), _wall(first) - DAY, _wall(end) + DAY):
            wall_start, wall_stop = max(start + offset, _wall(first)), min(stop + offset, _wall(end))
            if wall_start >= wall_stop:
                continue
            midnight = wall_start - wall_start % DAY
            while midnight < wall_stop:
                for opens, closes in self._minutes_open(calendar, _EPOCH + timedelta(days=midnight // DAY)):
                    begin, finish = max(midnight + opens * MINUTE, wall_start), min(midnight + closes * MINUTE, wall_stop)
                    if begin < finish:
                        yield Span(begin - offset, finish - offset)
                midnight += DAY

    def _minutes_open(self, calendar: Calendar, day: date) -> list[tuple[int, int]]:
        """What is open on a local date, in minutes: what opens on it, and what runs over from the date before."""
        if day in calendar.holidays:
            return []
        own = [(opening.opens, min(opening.closes, DAY_MINUTES)) for opening in calendar.openings_on(day)]
        yesterday = day - _ONE_DAY
        over = [
            (0, opening.closes - DAY_MINUTES)
            for opening in self.line.on(yesterday).openings_on(yesterday)
            if opening.closes > DAY_MINUTES
        ]
        return sorted(over + own)


def _wall(day: date) -> Seconds:
    """Midnight of a local date as seconds of wall time."""
    return (day - _EPOCH).days * DAY


def _offset(at: Instant, zone: ZoneInfo) -> Seconds:
    offset = datetime.fromtimestamp(at, zone).utcoffset()
    assert offset is not None
    return round(offset.total_seconds())


def _steady(zone: ZoneInfo, start: Instant, end: Instant) -> Iterator[tuple[Instant, Instant, Seconds]]:
    """The stretches of `[start, end)` in which the zone's offset stands still, with the offset."""
    begun, held = start, _offset(start, zone)
    at = start
    while at < end:
        later = min(at + DAY, end)
        offset = _offset(later, zone)
        if offset != held:
            low, high = at, later
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if _offset(middle, zone) == held else (low, middle)
            yield begun, high, held
            begun, held = high, offset
        at = later
    yield begun, end, held


_LAID_OUT: dict[int, list[WorkingTime]] = {}


def working_time(line: CalendarLine) -> WorkingTime:
    """The calendar laid out; equal calendars share one table."""
    known = _LAID_OUT.setdefault(hash((line.name, len(line.versions))), [])
    for hours in known:
        if hours.line == line:
            return hours
    known.append(WorkingTime(line))
    return known[-1]
