"""The stretch of days a report is about: a month, a quarter, half a year, a year, ISO weeks, or any days."""

import re
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum
from typing import NamedTuple

from slaapp.domain.compliance import Month
from slaapp.domain.quoting import quote
from slaapp.domain.spans import Span
from slaapp.domain.working_time import WorkingTime

FIRST_YEAR, LAST_YEAR = 1990, 2100
EXAMPLES = "2026-02, 2026-Q1, 2026-H1, 2026, 2026-W07, 2026-W07..2026-W09, 2026-02-10..2026-03-09"
_ONE_DAY = timedelta(days=1)


class PeriodKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    WEEKS = "weeks"
    DAYS = "days"


MONTHS_IN = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6, PeriodKind.YEAR: 12}
"""How many months lie in each kind that consists of whole ones."""


class Period(NamedTuple):
    """Whole local days, the first and the last among them."""

    kind: PeriodKind
    first_day: date
    last_day: date

    @classmethod
    def parse(cls, text: str) -> "Period":
        """As in `EXAMPLES`; raises ValueError, with a sentence that says why, for anything else."""
        first, dots, last = text.partition("..")
        begin = _one(first, text)
        if not dots:
            return begin
        end = _one(last, text)
        if begin.kind is not end.kind or begin.kind not in (PeriodKind.WEEKS, PeriodKind.DAYS):
            raise ValueError(
                f"{quote(text)} is no period: two dots join two weeks or two dates. Known are: {EXAMPLES}."
            )
        if end.first_day < begin.first_day:
            raise ValueError(f"{quote(text)} ends before it begins. Write the earlier one first.")
        return cls(begin.kind, begin.first_day, end.last_day)

    @classmethod
    def of_month(cls, month: Month) -> "Period":
        return cls(PeriodKind.MONTH, month.first_day, month.last_day)

    @classmethod
    def holding(cls, kind: PeriodKind, day: date) -> "Period":
        """The one of that kind in which the day lies: of weeks the one week, of days that day."""
        if kind is PeriodKind.DAYS:
            return cls(kind, day, day)
        if kind is PeriodKind.WEEKS:
            monday = day - timedelta(days=day.weekday())
            return cls(kind, monday, monday + timedelta(days=6))
        length = MONTHS_IN[kind]
        first = Month(day.year, (day.month - 1) // length * length + 1)
        return cls(kind, first.first_day, (first + (length - 1)).last_day)

    def __str__(self) -> str:
        """As `parse` takes it."""
        first, last = self.first_day, self.last_day
        match self.kind:
            case PeriodKind.MONTH:
                return f"{first:%Y-%m}"
            case PeriodKind.QUARTER:
                return f"{first:%Y}-Q{(first.month + 2) // 3}"
            case PeriodKind.HALF_YEAR:
                return f"{first:%Y}-H{(first.month + 5) // 6}"
            case PeriodKind.YEAR:
                return f"{first:%Y}"
            case PeriodKind.WEEKS:
                return _joined(_week(first), _week(last))
            case PeriodKind.DAYS:
                return _joined(first.isoformat(), last.isoformat())

    @property
    def month(self) -> Month:
        """The month in which it ends."""
        return Month(self.last_day.year, self.last_day.month)

    @property
    def days(self) -> int:
        return (self.last_day - self.first_day).days + 1

    def span(self, hours: WorkingTime) -> Span:
        """From local midnight to local midnight in the calendar's zone (R1)."""
        return Span(hours.midnight(self.first_day), hours.midnight(self.last_day + _ONE_DAY))

    def moved(self, by: int) -> "Period":
        """So many of its own length later, or earlier where the number is negative."""
        if self.kind in MONTHS_IN:
            first = Month(self.first_day.year, self.first_day.month) + by * MONTHS_IN[self.kind]
            return Period.holding(self.kind, first.first_day)
        return Period(self.kind, *(day + by * timedelta(days=self.days) for day in (self.first_day, self.last_day)))

    @property
    def before(self) -> "Period":
        """The one directly before, equally long."""
        return self.moved(-1)

    @property
    def year_before(self) -> "Period":
        """The same one of the year before: months and dates by their names, 29 February as the 28th; weeks as many,
        from the same number on, where week 53 is not there from 52 on."""
        first, last = self.first_day, self.last_day
        if self.kind is PeriodKind.WEEKS:
            year, week, _ = first.isocalendar()
            monday = date.fromisocalendar(year - 1, min(week, _weeks(year - 1)), 1)
            return Period(self.kind, monday, monday + timedelta(days=self.days - 1))
        if self.kind is PeriodKind.DAYS:
            return Period(self.kind, _a_year_before(first), _a_year_before(last))
        return Period.holding(self.kind, first.replace(year=first.year - 1))


def weeks(period: Period) -> list[Period]:
    """The ISO weeks in which its days lie, the first and the last cut to them."""
    found = []
    first = period.first_day
    while first <= period.last_day:
        sunday = first + timedelta(days=6 - first.weekday())
        found.append(Period(PeriodKind.DAYS, first, min(sunday, period.last_day)))
        first = sunday + _ONE_DAY
    return found


_FORMS = (
    (PeriodKind.MONTH, re.compile(r"(\d{4})-(\d{2})"), 12),
    (PeriodKind.QUARTER, re.compile(r"(\d{4})-Q(\d)"), 4),
    (PeriodKind.HALF_YEAR, re.compile(r"(\d{4})-H(\d)"), 2),
    (PeriodKind.YEAR, re.compile(r"(\d{4})()"), 1),
    (PeriodKind.WEEKS, re.compile(r"(\d{4})-W(\d{2})"), 53),
)


def _one(word: str, text: str) -> Period:
    """Without dots."""
    for kind, form, most in _FORMS:
        found = form.fullmatch(word) if word.isascii() else None
        if found is None:
            continue
        year, number = int(found[1]), int(found[2] or 1)
        if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= most):
            break
        if kind is PeriodKind.WEEKS:
            if number > _weeks(year):
                raise ValueError(f"{quote(text)} is no period: {year} has no week {number}.")
            return Period.holding(kind, date.fromisocalendar(year, number, 1))
        return Period.holding(kind, date(year, (number - 1) * MONTHS_IN[kind] + 1, 1))
    else:
        try:
            day = date.fromisoformat(word)
        except ValueError:
            day = date(MAXYEAR, 1, 1)
        if len(word) == len("2026-02-10") and word[4] == "-" and FIRST_YEAR <= day.year <= LAST_YEAR:
            return Period(PeriodKind.DAYS, day, day)
    raise ValueError(f"{quote(text)} is no period. Known are: {EXAMPLES}; from {FIRST_YEAR} to {LAST_YEAR}.")


def _weeks(year: int) -> int:
    """How many ISO weeks the year has: the one that holds 28 December is its last."""
    return date(year, 12, 28).isocalendar().week


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _joined(first: str, last: str) -> str:
    return first if first == last else f"{first}..{last}"


def _a_year_before(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        day -= _ONE_DAY
    return day.replace(year=day.year - 1)
