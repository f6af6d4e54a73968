"""Calendars as plain data: the form of scenario files, of `worktime --cases` and of calendar files."""

from datetime import date

from slaapp.domain.calendar import Calendar, Opening
from slaapp.domain.errors import UsageRefusal
from slaapp.services.fields import Fields, a_day, shown

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def read_calendar(fields: Fields, *, zone: str | None = None) -> Calendar:
    """`zone`, `week`, `holidays` and `extra` of a table; `zone` as given where the table has none.

    `week` maps mon to sun to lists of [open, close], `holidays` is a list of dates or a table of dates and names,
    `extra` maps dates to what opens then instead, `extra_names` says what those days are called.
    """
    week = fields.table("week")
    mon, tue, wed, thu, fri, sat, sun = (read_openings(week, day) if week.has(day) else () for day in DAYS)
    week.finish(DAYS)
    named = fields.text("zone") if zone is None or fields.has("zone") else fields.optional("zone", fields.text, zone)
    holidays = fields.optional("holidays", lambda key: _holidays(fields, key), None) or {}
    special = fields.optional("extra", lambda key: _special_days(fields.table(key)), None) or {}
    names = fields.optional("extra_names", lambda key: _names(fields.table(key)), None) or {}
    try:
        return Calendar(named, (mon, tue, wed, thu, fri, sat, sun), holidays, special, names)
    except ValueError as error:
        raise fields.refuse("zone", str(error)) from error


def read_openings(fields: Fields, key: str) -> tuple[Opening, ...]:
    found = []
    for index, pair in enumerate(fields.rows(key)):
        path = f"{fields.at(key)}[{index}]"
        if not isinstance(pair, list | tuple) or len(pair) != 2 or not all(isinstance(end, str) for end in pair):
            raise UsageRefusal(f'{path}: a pair such as ["09:00", "17:00"] is expected here, not {shown(pair)}.')
        try:
            found.append(Opening.parse(*pair))
        except ValueError as error:
            raise UsageRefusal(f"{path}: {error}") from error
    return tuple(found)


def _holidays(fields: Fields, key: str) -> dict[date, str]:
    value = fields.take(key)
    if isinstance(value, dict):
        return _names(fields.table(key))
    return {a_day(day, f"{fields.at(key)}[{index}]"): "" for index, day in enumerate(fields.rows(key))}


def _names(fields: Fields) -> dict[date, str]:
    return {a_day(day, fields.at(day)): fields.text(day) for day in fields.names()}


def _special_days(fields: Fields) -> dict[date, tuple[Opening, ...]]:
    return {a_day(day, fields.at(day)): read_openings(fields, day) for day in fields.names()}


def calendar_table(calendar: Calendar) -> dict[str, object]:
    """The plain data that `read_calendar` reads back as an equal calendar."""
    table: dict[str, object] = {
        "zone": calendar.zone,
        "week": {
            day: [_pair(opening) for opening in openings]
            for day, openings in zip(DAYS, calendar.week, strict=True)
            if openings
        },
        "holidays": {day.isoformat(): name for day, name in sorted(calendar.holidays.items())},
        "extra": {
            day.isoformat(): [_pair(opening) for opening in openings]
            for day, openings in sorted(calendar.special_days.items())
        },
    }
    names = {day.isoformat(): name for day, name in sorted(calendar.special_names.items()) if name}
    return table | ({"extra_names": names} if names else {})


def _pair(opening: Opening) -> list[str]:
    closes = opening.closes if opening.closes <= 1440 else opening.closes - 1440
    return [_clock(opening.opens), _clock(closes)]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
