"""When a desk is open: weekly openings in one zone, holidays, special days (T2 of semantics)."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones, reset_tzpath

from msgspec import field

from slaapp.domain.quoting import quote
from slaapp.domain.value import Value

# Only the pinned tzdata package answers, so that two laptops agree whatever their systems know.
reset_tzpath(to=[])

DAY_MINUTES = 1440


class Opening(Value):
    """Minutes after local midnight of the day on which it opens; `closes` above 1440 runs over midnight."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not (0 <= self.opens < DAY_MINUTES and self.opens < self.closes <= 2 * DAY_MINUTES):
            raise ValueError(f"an opening from minute {self.opens} to minute {self.closes} is not possible.")

    @classmethod
    def parse(cls, opens: str, closes: str) -> "Opening":
        """`"09:00", "17:00"`; a close that is not after the open is on the next day; `"24:00"` closes at midnight.

        Raises ValueError with a sentence.
        """
        return cls.between(read_minute(opens), read_minute(closes))

    @classmethod
    def between(cls, opens: int, closes: int) -> "Opening":
        """The same from minutes after midnight, 1440 at most."""
        if opens >= DAY_MINUTES:
            raise ValueError("24:00 is no time at which a day opens.")
        return cls(opens, closes if closes > opens else closes + DAY_MINUTES)


def read_minute(text: str) -> int:
    """`09:00` or `9:00` as minutes after midnight, `24:00` too. Raises ValueError with a sentence."""
    hours, colon, minutes = text.partition(":")
    if not (colon and hours.isascii() and hours.isdigit() and minutes.isascii() and minutes.isdigit()):
        raise ValueError(f"{quote(text)} is no time of day such as 09:00.")
    value = int(hours) * 60 + int(minutes)
    if len(hours) > 2 or len(minutes) != 2 or int(minutes) > 59 or value > DAY_MINUTES:
        raise ValueError(f"{quote(text)} is no time of day such as 09:00.")
    return value


Openings = tuple[Opening, ...]
Week = tuple[Openings, ...]
"""Seven days, Monday first, by the day on which an opening begins."""


@lru_cache(maxsize=256)
def zone_info(name: str) -> ZoneInfo:
    """The IANA zone of that name; ValueError with a sentence where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{quote(name)} is no time zone. Give a name such as Europe/London.") from error


def zone_names() -> list[str]:
    """The IANA zones that a calendar can have, by region and city."""
    return [*sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")), "UTC"]


class Calendar(Value, dict=True):
    """One version of a calendar.

    A holiday (with its name, "" where it has none) closes its whole local date and no other; a special day replaces
    what opens on its date.
    """

    zone: str
    week: Week
    holidays: Mapping[date, str] = field(default_factory=dict)
    special_days: Mapping[date, Openings] = field(default_factory=dict)
    special_names: Mapping[date, str] = field(default_factory=dict)
    """What special days are called, where they have a name."""

    def __post_init__(self) -> None:
        zone_info(self.zone)
        if len(self.week) != 7:
            raise ValueError("a week has seven days.")

    def __hash__(self) -> int:
        return hash((self.zone, self.week, frozenset(self.holidays.items()), frozenset(self.special_days.items())))

    def openings_on(self, day: date) -> Openings:
        """What opens on that date, holidays aside."""
        special = self.special_days.get(day)
        return self.week[day.weekday()] if special is None else special


class CalendarLine(Value, dict=True):
    """A calendar as one line of time: each local date is governed by the version in force on it (C11).

    `versions` are ascending by their first date; the first one also governs all dates before.
    """

    name: str
    versions: tuple[tuple[date, Calendar], ...]

    def __post_init__(self) -> None:
        starts = [start for start, _ in self.versions]
        if not starts or starts != sorted(set(starts)):
            raise ValueError("a calendar needs at least one version, and each begins after the one before.")

    @classmethod
    def single(cls, name: str, calendar: Calendar) -> "CalendarLine":
        return cls(name, ((date.min, calendar),))

    def on(self, day: date) -> Calendar:
        governing = self.versions[0][1]
        for start, calendar in self.versions[1:]:
            if start > day:
                break
            governing = calendar
        return governing
