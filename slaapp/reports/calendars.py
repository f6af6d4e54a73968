"""A desk's calendars as a report names them: hours in words, holidays and working days of a period."""

from datetime import timedelta

from slaapp.domain.agreement import Severity, Terms
from slaapp.domain.calendar import DAY_MINUTES, Calendar, Openings
from slaapp.domain.compliance import SEVERITIES
from slaapp.domain.durations import DAYS
from slaapp.domain.period import Period
from slaapp.domain.working_time import WorkingTime
from slaapp.reports.month_data import CalendarFacts

AROUND_THE_CLOCK = "around the clock"


def calendars_of(terms: Terms, period: Period, *others: Terms) -> tuple[CalendarFacts, ...]:
    """The desk's own calendar first, then each other one with the severities that count in it."""
    by_name: dict[str, set[Severity]] = {terms.agreement.calendar: set()}
    laid_out = {terms.agreement.calendar: terms.desk_hours}
    for held in (terms, *others):
        for severity, hours in held.hours.items():
            name = held.agreement.calendar_for(severity)
            by_name.setdefault(name, set()).add(severity)
            laid_out.setdefault(name, hours)
    return tuple(
        calendar_facts(laid_out[name], period, tuple(severity for severity in SEVERITIES if severity in severities))
        for name, severities in by_name.items()
    )


def calendar_facts(hours: WorkingTime, period: Period, severities: tuple[Severity, ...] = SEVERITIES) -> CalendarFacts:
    """One calendar in the period, its weekly hours as they were on the last day of it."""
    days = [period.first_day + timedelta(days=n) for n in range(period.days)]
    governing = hours.line.on(period.last_day)
    holidays = ((day, hours.line.on(day).holidays.get(day)) for day in days)
    return CalendarFacts(
        name=hours.line.name,
        zone=governing.zone,
        hours_in_words=hours_in_words(governing),
        severities=severities,
        holidays=tuple((day, name) for day, name in holidays if name is not None),
        working_days=hours.working_days(period.first_day, period.last_day + timedelta(days=1)),
    )


def hours_in_words(calendar: Calendar) -> str:
    """The week in words: `Mon–Thu 07:30–18:00, Fri to 16:00`, `around the clock`, `never open`."""
    if all(openings == calendar.week[0] and _round_the_clock(openings) for openings in calendar.week):
        return AROUND_THE_CLOCK
    runs: list[tuple[int, int, Openings]] = []
    for day, openings in enumerate(calendar.week):
        if runs and runs[-1][2] == openings and runs[-1][1] == day - 1:
            runs[-1] = (runs[-1][0], day, openings)
        else:
            runs.append((day, day, openings))
    spoken: list[str] = []
    before: Openings = ()
    for first, last, openings in runs:
        if openings:
            days = DAYS[first] if first == last else f"{DAYS[first]}–{DAYS[last]}"
            spoken.append(f"{days} {_openings(openings, before)}")
        before = openings
    return ", ".join(spoken) or "never open"


def _round_the_clock(openings: Openings) -> bool:
    return len(openings) == 1 and openings[0].opens == 0 and openings[0].closes == DAY_MINUTES


def _openings(openings: Openings, before: Openings) -> str:
    """Where only the closing time differs from the days before, `to 16:00` is enough."""
    if len(openings) == len(before) == 1 and openings[0].opens == before[0].opens:
        return f"to {_time(openings[0].closes)}"
    return openings_in_words(openings)


def openings_in_words(openings: Openings) -> str:
    """Those of a day: `08:00–12:00 and 13:00–17:00`; nothing of none."""
    return " and ".join(f"{_time(opening.opens)}–{_time(opening.closes)}" for opening in openings)


def _time(minutes: int) -> str:
    if minutes > DAY_MINUTES:
        minutes -= DAY_MINUTES
    return f"{minutes // 60:02}:{minutes % 60:02}"
