"""A slow second opinion on working time.

The engine lays openings out in UTC and calculates. This oracle knows no opening in UTC: it steps through time, reads
the wall clock of the calendar's zone at each step, looks up what is written for that date and the one before, and
counts the steps that are open. Written from T2 to T4 of semantics alone.

It steps by quarters of an hour where nothing can change in between, else by minutes.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from slaapp.domain.calendar import Calendar, CalendarLine, Opening

DAY = 24 * 3600
QUARTER = 15 * 60
MINUTE = 60

OFF_THE_QUARTER = {"America/St_Johns"}
"""Zones that changed their clocks at a minute past."""


class WallClock:
    def __init__(self, line: CalendarLine) -> None:
        self.versions = line.versions
        self.zones = [ZoneInfo(calendar.zone) for _, calendar in line.versions]
        self.step = self._step()
        self._seen: dict[int, bool] = {}

    def is_open(self, at: int) -> bool:
        step = at // self.step
        if step not in self._seen:
            self._seen[step] = self._look(step * self.step)
        return self._seen[step]

    def between(self, a: int, b: int) -> int:
        if b < a:
            return -self.between(b, a)
        at, counted = a, 0
        while at < b:
            later = min(b, (at // self.step + 1) * self.step)
            if self.is_open(at):
                counted += later - at
            at = later
        return counted

    def after(self, start: int, length: int, *, within: int = 60 * DAY) -> int | None:
        """None when so much is not counted `within` that time. Counts backward for a negative length."""
        at, left = start, abs(length)
        while left:
            if abs(at - start) > within:
                return None
            edge = (at // self.step + 1) * self.step if length > 0 else (at - 1) // self.step * self.step
            if self.is_open(min(at, edge)):
                step = min(left, abs(edge - at))
                left -= step
                at += step if length > 0 else -step
            else:
                at = edge
        return at

    def next_open(self, at: int, *, within: int = 60 * DAY) -> int | None:
        start = at
        while not self.is_open(at):
            at = (at // self.step + 1) * self.step
            if at - start > within:
                return None
        return at

    def next_close(self, at: int, *, within: int = 60 * DAY) -> int | None:
        if not self.is_open(at):
            return None
        start = at
        while self.is_open(at):
            at = (at // self.step + 1) * self.step
            if at - start > within:
                return None
        return at

    def edges(self, a: int, b: int) -> list[int]:
        """The instants of `[a, b)` at which it opens or closes."""
        steps = range(-(-a // self.step) * self.step, b, self.step)
        return [at for at in steps if self.is_open(at) != self.is_open(at - self.step)]

    def day_of(self, at: int) -> date:
        """For calendars that stay in one zone."""
        return _local(at, self.zones[0]).date()

    def holiday(self, at: int) -> str | None:
        """The name of the holiday that it is on the wall; for calendars that stay in one zone."""
        day = self.day_of(at)
        return self._governing(day)[1].holidays.get(day)

    def _look(self, at: int) -> bool:
        return any(self._is_open_by(index, at) for index in range(len(self.versions)))

    def _is_open_by(self, index: int, at: int) -> bool:
        local = _local(at, self.zones[index])
        today, minute = local.date(), local.hour * 60 + local.minute
        governing, calendar = self._governing(today)
        if governing != index or today in calendar.holidays:
            return False
        return any(opening.opens <= minute < opening.closes for opening in self._openings(today)) or any(
            minute + 1440 < opening.closes for opening in self._openings(today - timedelta(days=1))
        )

    def _openings(self, day: date) -> Sequence[Opening]:
        _, calendar = self._governing(day)
        return calendar.special_days[day] if day in calendar.special_days else calendar.week[day.weekday()]

    def _governing(self, day: date) -> tuple[int, Calendar]:
        index = max((i for i, (since, _) in enumerate(self.versions) if since <= day), default=0)
        return index, self.versions[index][1]

    def _step(self) -> int:
        calendars = [calendar for _, calendar in self.versions]
        if any(calendar.zone in OFF_THE_QUARTER for calendar in calendars):
            return MINUTE
        openings = [
            opening
            for calendar in calendars
            for several in (*calendar.week, *calendar.special_days.values())
            for opening in several
        ]
        return MINUTE if any(opening.opens % 15 or opening.closes % 15 for opening in openings) else QUARTER


def _local(at: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(at, UTC).astimezone(zone)
