"""Public holidays of a country and its parts, of a file, or entered by hand: days to be put into a calendar."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from slaapp.domain.calendar import Calendar, Opening, Openings
from slaapp.domain.errors import Refusal
from slaapp.domain.quoting import quote
from slaapp.languages import ENGLISH, LANGUAGES

YEARS_ON = 10
"""For how many years a yearly day is entered at once."""


def parts(country: str) -> tuple[str, ...]:
    """The parts of a country that have holidays of their own, by their short names; Refusal for one not known."""
    import holidays  # noqa: PLC0415 - some 20 ms that only a list wants

    known = holidays.list_supported_countries()
    if country not in known:
        raise Refusal(f"No holidays are known for {quote(country)}. Give the two letters of a country, such as GB.")
    return tuple(known[country])


def part_names(country: str) -> Mapping[str, str]:
    """What the parts are called, as far as that is known; the short name for the others."""
    import holidays  # noqa: PLC0415 - as above

    names = {code: code for code in parts(country)}
    for alias, code in holidays.country_holidays(country).subdivisions_aliases.items():
        if names.get(code) == code and len(alias) > len(code):
            names[code] = alias
    return names


def of_country(country: str, part: str, years: Iterable[int], *, language: str | None = None) -> dict[date, str]:
    """Its public holidays in these years; `part` "" is those of the whole country. Refusal for what is not known.

    They are called what they are called in `language` (a code of LANGUAGES), None: in the country's own where papers
    are printed in it, else in English; in another one only where the list knows nothing else. What language the machine
    speaks has no say.
    """
    import holidays  # noqa: PLC0415 - as above

    known = parts(country)
    if part and part not in known:
        listed = f"Known are: {', '.join(known)}." if known else "Leave the part out."
        raise Refusal(f"{country} has no part {quote(part)} with holidays of its own. Nothing was changed. {listed}")
    found = holidays.country_holidays(
        country, subdiv=part or None, years=list(years), observed=True, language=_spoken(country, language)
    )
    return dict(sorted((day, str(name)) for day, name in found.items()))


def _spoken(country: str, language: str | None) -> str | None:
    """By the code that the list has for it; None: its names are in one language only."""
    import holidays  # noqa: PLC0415 - as above

    known = holidays.country_holidays(country)
    own = known.default_language
    if own is None:
        return None
    wanted = language or (own if own in LANGUAGES else ENGLISH)
    codes = (own, *known.supported_languages)
    return next((code for code in codes if code.partition("_")[0] == wanted), own)


def with_holidays(calendar: Calendar, days: Mapping[date, str]) -> Calendar:
    """Closed on these days too; a day that is there already keeps its name, a short day stays one."""
    new = {day: name for day, name in days.items() if day not in calendar.special_days}
    return replace(calendar, holidays=dict(sorted({**new, **calendar.holidays}.items())))


def with_day(calendar: Calendar, day: date, name: str, hours: int | Openings = (), *, yearly: bool = False) -> Calendar:
    """Closed on that day, open as usual until a minute only, or as `hours` say; `yearly` also in the years that
    follow."""
    held = calendar
    for on in _each_year(day) if yearly else (day,):
        held = without_day(held, on)
        if hours == ():
            held = replace(held, holidays=dict(sorted({**held.holidays, on: name}.items())))
            continue
        openings = until(held, on, hours) if isinstance(hours, int) else hours
        special = dict(sorted({**held.special_days, on: openings}.items()))
        names = dict(sorted({**held.special_names, **({on: name} if name else {})}.items()))
        held = replace(held, special_days=special, special_names=names)
    return held


def until(calendar: Calendar, day: date, minute: int) -> Openings:
    """What opens on that weekday, as far as it is before that minute."""
    usual = calendar.week[day.weekday()]
    return tuple(Opening(one.opens, min(one.closes, minute)) for one in usual if one.opens < minute)


def only_until(calendar: Calendar, day: date) -> int | None:
    """The minute until which that short day is open as usual; None: it has hours of its own, or none."""
    openings = calendar.special_days.get(day)
    return openings[-1].closes if openings and until(calendar, day, openings[-1].closes) == openings else None


def without_day(calendar: Calendar, day: date, *, yearly: bool = False) -> Calendar:
    """As on any other day of that week; `yearly` also the days of that date and name in the years that follow."""
    named = (day.month, day.day, name_of(calendar, day))
    gone = {day}
    if yearly:
        days = (*calendar.holidays, *calendar.special_days)
        gone |= {on for on in days if on > day and (on.month, on.day, name_of(calendar, on)) == named}
    return replace(
        calendar,
        holidays={on: name for on, name in calendar.holidays.items() if on not in gone},
        special_days={on: held for on, held in calendar.special_days.items() if on not in gone},
        special_names={on: name for on, name in calendar.special_names.items() if on not in gone},
    )


def name_of(calendar: Calendar, day: date) -> str:
    """What a holiday or a short day is called, "" where it has no name."""
    return calendar.holidays.get(day) or calendar.special_names.get(day, "")


def days_of(calendar: Calendar, year: int) -> Sequence[tuple[date, str, tuple[Opening, ...] | None]]:
    """Holidays (None) and special days of a year with their names, by date."""
    found: list[tuple[date, str, tuple[Opening, ...] | None]] = [
        (day, name, None) for day, name in calendar.holidays.items() if day.year == year
    ]
    found += [
        (day, calendar.special_names.get(day, ""), openings)
        for day, openings in calendar.special_days.items()
        if day.year == year and day not in calendar.holidays
    ]
    return sorted(found, key=lambda one: one[0])


def _each_year(day: date) -> Iterable[date]:
    for year in range(day.year, day.year + YEARS_ON):
        try:
            yield day.replace(year=year)
        except ValueError:
            continue  # the 29th of February is only in some
