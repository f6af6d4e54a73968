"""A desk's calendars as a report names them: hours in words, holidays and working days of a period."""

from datetime import timedelta

from slaapp.domain.agreement import Severity, Terms
from slaapp.domain.calendar import DAY_MINUTES, Calendar, Opening, Openings
from slaapp.domain.compliance import SEVERITIES
from slaapp.domain.period import Period
from slaapp.domain.working_time import WorkingTime
from slaapp.languages import ENGLISH, Words, words_of
from slaapp.reports.month_data import CalendarFacts


def calendars_of(terms: Terms, period: Period, *others: Terms, words: Words | None = None) -> tuple[CalendarFacts, ...]:
    """The desk's own calendar first, then each other one with the severities that count in it."""
    by_name: dict[str, set[Severity]] = {terms.agreement.calendar: set()}
    laid_out = {terms.agreement.calendar: terms.desk_hours}
    for held in (terms, *others):
        for severity, hours in held.hours.items():
            name = held.agreement.calendar_for(severity)
            by_name.setdefault(name, set()).add(severity)
            laid_out.setdefault(name, hours)
    return tuple(
        calendar_facts(
            laid_out[name], period, tuple(severity for severity in SEVERITIES if severity in severities), words=words
        )
        for name, severities in by_name.items()
    )


def calendar_facts(
    hours: WorkingTime,
    period: Period,
    severities: tuple[Severity, ...] = SEVERITIES,
    *,
    words: Words | None = None,
) -> CalendarFacts:
    """One calendar in the period, its weekly hours as they were on the last day of it."""
    days = [period.first_day + timedelta(days=n) for n in range(period.days)]
    governing = hours.line.on(period.last_day)
    holidays = ((day, hours.line.on(day).holidays.get(day)) for day in days)
    return CalendarFacts(
        name=hours.line.name,
        zone=governing.zone,
        hours_in_words=hours_in_words(governing, words),
        severities=severities,
        holidays=tuple((day, name) for day, name in holidays if name is not None),
        working_days=hours.working_days(period.first_day, period.last_day + timedelta(days=1)),
    )


def hours_in_words(calendar: Calendar, words: Words | None = None) -> str:
    """The week in words (English unless said otherwise): `Mon–Thu 07:30–18:00, Fri to 16:00`, `around the clock`,
    `never open`."""
    words = words or words_of(ENGLISH)
    names = words.several("date.days")
    if around_the_clock(calendar):
        return words("hours.always")
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
            days = names[first] if first == last else f"{names[first]}–{names[last]}"
            spoken.append(f"{days} {_openings(openings, before, words)}")
        before = openings
    return ", ".join(spoken) or words("hours.never")


def around_the_clock(calendar: Calendar) -> bool:
    """Whether every day of the week is open from midnight to midnight."""
    return all(openings == (Opening(0, DAY_MINUTES),) for openings in calendar.week)


def _openings(openings: Openings, before: Openings, words: Words) -> str:
    """Where only the closing time differs from the days before, `to 16:00` is enough."""
    if len(openings) == len(before) == 1 and openings[0].opens == before[0].opens:
        return words("hours.until", time=_time(openings[0].closes))
    return openings_in_words(openings, words)


def openings_in_words(openings: Openings, words: Words | None = None) -> str:
    """Those of a day: `08:00–12:00 and 13:00–17:00`; nothing of none."""
    each = (f"{_time(opening.opens)}–{_time(opening.closes)}" for opening in openings)
    return (words or words_of(ENGLISH))("hours.and").join(each)


def _time(minutes: int) -> str:
    if minutes > DAY_MINUTES:
        minutes -= DAY_MINUTES
    return f"{minutes // 60:02}:{minutes % 60:02}"
