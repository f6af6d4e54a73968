"""Generated calendars around days on which clocks change, and instants that often fall on an edge."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from slaapp.domain.calendar import Calendar, CalendarLine, Opening, Openings, Week
from slaapp.domain.working_time import WorkingTime
from tests.oracles.working_time import DAY, QUARTER, WallClock

CHANGES = [
    ("Europe/London", date(2026, 3, 29)),  # an hour is skipped
    ("Europe/London", date(2026, 10, 25)),  # an hour is repeated
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),  # half an hour
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Pacific/Apia", date(2011, 12, 30)),  # a whole date is skipped
    ("Pacific/Apia", date(2012, 4, 1)),
    ("America/St_Johns", date(2006, 4, 2)),  # at a minute past midnight
    ("America/St_Johns", date(2006, 10, 29)),  # the date begins, ends and begins again
    ("America/Sao_Paulo", date(2018, 2, 18)),  # an hour before midnight is repeated
    ("America/Sao_Paulo", date(2018, 11, 4)),  # the date has no midnight
    ("Asia/Kathmandu", date(1986, 1, 1)),  # a quarter of an hour, for good
    ("Africa/Casablanca", date(2024, 3, 10)),  # twice a year by the moon
    ("Africa/Casablanca", date(2024, 4, 14)),
    ("UTC", date(2024, 2, 29)),
]
AROUND = 4
"""Days before and after, in which openings differ and instants lie."""

OFFICE: Week = (*[(Opening(540, 720), Opening(780, 1020))] * 5, (), ())
ALWAYS: Week = ((Opening(0, 1440),),) * 7
NIGHTS: Week = ((Opening(1320, 1440 + 360),),) * 7
NEVER: Week = ((),) * 7


def calendar(
    week: Week = OFFICE,
    zone: str = "Europe/London",
    holidays: dict[date, str] | None = None,
    special_days: dict[date, Openings] | None = None,
) -> Calendar:
    return Calendar(zone=zone, week=week, holidays=holidays or {}, special_days=special_days or {})


def hours(*versions: Calendar | tuple[date, Calendar]) -> WorkingTime:
    """A fresh layout, of one calendar or of versions with their first dates."""
    return WorkingTime(
        CalendarLine("hours", tuple(v if isinstance(v, tuple) else (date(2000, 1, 1), v) for v in versions))
    )


def with_holiday(line: CalendarLine, day: date) -> CalendarLine:
    return replace(
        line,
        versions=tuple(
            (since, replace(version, holidays={**version.holidays, day: "A day off"}))
            for since, version in line.versions
        ),
    )


class Scene(Struct, frozen=True):
    """A calendar, and instants in the days around a change of the clocks."""

    line: CalendarLine
    around: date
    instants: list[int]


@st.composite
def scenes(draw: st.DrawFn, *, instants: int = 2, versions: int = 3, zones: bool = False) -> Scene:
    """`versions` at most; of one zone unless `zones`."""
    zone, around = draw(st.sampled_from(CHANGES))
    line = draw(_lines(zone, around, versions, zones))
    return Scene(line, around, draw(_instants(line, around, instants)))


@st.composite
def openings(draw: st.DrawFn) -> Openings:
    """Up to three on a day, which may touch, overlap and run over midnight."""
    found = []
    for _ in range(draw(st.sampled_from([0, 1, 1, 2, 2, 3]))):
        opens = 15 * draw(st.integers(0, 95))
        found.append(Opening(opens, min(2880, opens + 15 * draw(st.sampled_from([1, 2, 4, 16, 30, 60, 96, 120])))))
    return tuple(found)


@st.composite
def _lines(draw: st.DrawFn, zone: str, around: date, versions: int, zones: bool) -> CalendarLine:
    days = _days(around)
    starts = draw(st.lists(st.sampled_from(days), unique=True, min_size=1, max_size=versions).map(sorted))
    elsewhere = st.sampled_from([zone, "Pacific/Auckland", "America/Los_Angeles"]) if zones else st.just(zone)
    weeks = st.one_of(st.sampled_from([OFFICE, ALWAYS, NIGHTS]), st.tuples(*[openings()] * 7))
    return CalendarLine(
        "generated",
        tuple(
            (
                start,
                Calendar(
                    zone=draw(elsewhere),
                    week=draw(weeks),
                    holidays=draw(st.dictionaries(st.sampled_from(days), st.sampled_from(["", "Fair"]), max_size=3)),
                    special_days=draw(st.dictionaries(st.sampled_from(days), openings(), max_size=3)),
                ),
            )
            for start in starts
        ),
    )


@st.composite
def _instants(draw: st.DrawFn, line: CalendarLine, around: date, count: int) -> list[int]:
    """On the quarter of an hour, on an edge of an opening, or a second beside one of these."""
    middle = int(datetime(around.year, around.month, around.day, tzinfo=UTC).timestamp())
    first, last = middle - AROUND * DAY, middle + AROUND * DAY
    quarters = st.integers(0, (last - first) // QUARTER).map(lambda n: first + n * QUARTER)
    edges = WallClock(line).edges(first, last)
    exact = st.one_of(quarters, st.sampled_from(edges)) if edges else quarters
    beside: Callable[[int], st.SearchStrategy[int]] = lambda at: st.sampled_from([at, at, at, at - 1, at + 1])  # noqa: E731
    return [draw(exact.flatmap(beside)) for _ in range(count)]


def _days(around: date) -> list[date]:
    return [around + timedelta(days=n) for n in range(-AROUND, AROUND + 1)]
