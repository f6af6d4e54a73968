"""What a period is called on paper, in the window and in sentences."""

from slaapp.domain.compliance import Month
from slaapp.domain.durations import MONTHS, long_day, short_day
from slaapp.domain.period import Period, PeriodKind

_TITLES = {
    PeriodKind.MONTH: "Monthly service report",
    PeriodKind.QUARTER: "Quarterly service report",
    PeriodKind.HALF_YEAR: "Half-year service report",
    PeriodKind.YEAR: "Yearly service report",
    PeriodKind.WEEKS: "Weekly service report",
    PeriodKind.DAYS: "Service report",
}
_NOUNS = {
    PeriodKind.MONTH: "month",
    PeriodKind.QUARTER: "quarter",
    PeriodKind.HALF_YEAR: "half-year",
    PeriodKind.YEAR: "year",
}


def title(period: Period) -> str:
    """What kind of report it makes: `Monthly service report`."""
    return _TITLES[period.kind]


def noun(period: Period) -> str:
    """`month` in "the month is not over"; weeks and days are a `period`."""
    return _NOUNS.get(period.kind, "period")


def name(period: Period) -> str:
    """`February 2026`, `Quarter 1 of 2026`, `Half 1 of 2026`, `2026`, `Weeks 7 – 9 of 2026`, `10 February – 9 March
    2026`; begins with a capital letter."""
    first, last = period.first_day, period.last_day
    match period.kind:
        case PeriodKind.MONTH:
            return month_name(period.month)
        case PeriodKind.QUARTER:
            return f"Quarter {(first.month + 2) // 3} of {first.year}"
        case PeriodKind.HALF_YEAR:
            return f"Half {(first.month + 5) // 6} of {first.year}"
        case PeriodKind.YEAR:
            return str(first.year)
        case PeriodKind.WEEKS:
            return _weeks(period)
        case PeriodKind.DAYS:
            return long_day(first) if first == last else f"{_begun(period)} – {long_day(last)}"


def inside(period: Period) -> str:
    """The name as it stands inside a sentence: `week 7 of 2026`; a month without its year."""
    if period.kind is PeriodKind.MONTH:
        return MONTHS[period.month.month - 1]
    words = name(period)
    return words[0].lower() + words[1:]


def days(period: Period) -> str:
    """`1 – 28 Feb 2026`, `1 Jan – 31 Mar 2026`, `29 Dec 2025 – 11 Jan 2026`."""
    first, last = period.first_day, period.last_day
    if first == last:
        return f"{short_day(first)} {first.year}"
    begin = short_day(first)
    if first.year != last.year:
        begin += f" {first.year}"
    elif first.month == last.month:
        begin = str(first.day)
    return f"{begin} – {short_day(last)} {last.year}"


def month_name(month: Month) -> str:
    return f"{MONTHS[month.month - 1]} {month.year}"


def _weeks(period: Period) -> str:
    (year, first, _), (last_year, last, _) = (day.isocalendar() for day in (period.first_day, period.last_day))
    if (year, first) == (last_year, last):
        return f"Week {first} of {year}"
    return (
        f"Weeks {first} – {last} of {year}" if year == last_year else f"Weeks {first} of {year} – {last} of {last_year}"
    )


def _begun(period: Period) -> str:
    first, last = period.first_day, period.last_day
    if first.year != last.year:
        return long_day(first)
    return str(first.day) if first.month == last.month else f"{first.day} {MONTHS[first.month - 1]}"
