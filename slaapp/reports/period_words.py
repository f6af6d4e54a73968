"""What a period is called on paper, in the window and in sentences; in English unless said otherwise."""

from slaapp.domain.compliance import Month
from slaapp.domain.period import Period, PeriodKind
from slaapp.languages import ENGLISH, Words, words_of


def title(period: Period, words: Words | None = None) -> str:
    """What kind of report it makes: `Monthly service report`."""
    return _said("title", period, words)


def noun(period: Period, words: Words | None = None) -> str:
    """`month`; weeks and days are a `period`."""
    return _said("noun", period, words)


def in_this(period: Period, words: Words) -> str:
    """`in this month`"""
    return _said("in_this", period, words)


def not_over(period: Period, words: Words) -> str:
    """`the month is not over`"""
    return _said("not_over", period, words)


def at_end(period: Period, words: Words) -> str:
    """`of the month`"""
    return _said("at_end", period, words)


def about(period: Period, words: Words) -> str:
    """`What to know about this month`"""
    return _said("about", period, words)


def name(period: Period, words: Words | None = None) -> str:
    """`February 2026`, `Quarter 1 of 2026`, `Half 1 of 2026`, `2026`, `Weeks 7 – 9 of 2026`, `10 February – 9 March
    2026`; begins with a capital letter."""
    return _named("name", period, words or words_of(ENGLISH))


def inside(period: Period, words: Words | None = None) -> str:
    """The name as it stands inside a sentence: `week 7 of 2026`; a month without its year."""
    words = words or words_of(ENGLISH)
    if period.kind is PeriodKind.MONTH:
        return words.month(period.month.month)
    return _named("inside", period, words)


def days(period: Period, words: Words | None = None) -> str:
    """`1 – 28 Feb 2026`, `1 Jan – 31 Mar 2026`, `29 Dec 2025 – 11 Jan 2026`."""
    words = words or words_of(ENGLISH)
    first, last = period.first_day, period.last_day
    if first == last:
        return f"{words.short_day(first)} {first.year}"
    begin = words.short_day(first)
    if first.year != last.year:
        begin += f" {first.year}"
    elif first.month == last.month:
        begin = words("date.day", day=first.day)
    return f"{begin} – {words.short_day(last)} {last.year}"


def month_name(month: Month, words: Words | None = None) -> str:
    words = words or words_of(ENGLISH)
    return words("period.name.month", month=words.month(month.month), year=month.year)


def _said(what: str, period: Period, words: Words | None) -> str:
    return (words or words_of(ENGLISH))(f"period.{what}.{period.kind.value}")


def _named(how: str, period: Period, words: Words) -> str:
    first, last = period.first_day, period.last_day
    match period.kind:
        case PeriodKind.MONTH:
            return month_name(period.month, words)
        case PeriodKind.QUARTER:
            return words(f"period.{how}.quarter", n=(first.month + 2) // 3, year=first.year)
        case PeriodKind.HALF_YEAR:
            return words(f"period.{how}.half_year", n=(first.month + 5) // 6, year=first.year)
        case PeriodKind.YEAR:
            return words("period.name.year", year=first.year)
        case PeriodKind.WEEKS:
            return _weeks(how, period, words)
        case PeriodKind.DAYS:
            return words.long_day(first) if first == last else f"{_begun(period, words)} – {words.long_day(last)}"


def _weeks(how: str, period: Period, words: Words) -> str:
    (year, first, _), (last_year, last, _) = (day.isocalendar() for day in (period.first_day, period.last_day))
    if (year, first) == (last_year, last):
        return words(f"period.{how}.week", n=first, year=year)
    if year == last_year:
        return words(f"period.{how}.weeks", n=first, last=last, year=year)
    return words(f"period.{how}.weeks_over", n=first, year=year, last=last, last_year=last_year)


def _begun(period: Period, words: Words) -> str:
    first, last = period.first_day, period.last_day
    if first.year != last.year:
        return words.long_day(first)
    if first.month == last.month:
        return words("date.day", day=first.day)
    return words("date.day_month", day=first.day, month=words.month(first.month))
