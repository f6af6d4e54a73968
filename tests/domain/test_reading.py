"""What a reading means at its edges."""

import pytest

from slaapp.domain.agreement import Metric, Severity, Tier
from slaapp.domain.calendar import Calendar, CalendarLine, Opening
from slaapp.domain.clock import Band, Clock, Phase, read
from slaapp.domain.spans import HOUR, MINUTE
from slaapp.domain.working_time import WorkingTime

START = 1_773_000_000
ALWAYS = WorkingTime(CalendarLine.single("always", Calendar("UTC", ((Opening(0, 1440),),) * 7)))


def clock(allowed: int) -> Clock:
    due = START + allowed
    phase = Phase(START, Severity.HIGH, "always", allowed, 90, 75, 0, 0, None, due)
    return Clock(Metric.RESOLUTION, Tier.PUBLIC, 1, START, None, due, True, (phase,))


@pytest.mark.parametrize(
    ("used", "band"),
    [
        (6 * HOUR - 1, Band.CALM),
        (6 * HOUR, Band.WARNING),
        (8 * HOUR, Band.WARNING),
        (8 * HOUR + 1, Band.BREACHED),
    ],
)
def test_the_band_turns_at_the_very_second(used: int, band: Band) -> None:
    assert read(clock(8 * HOUR), START + used, {"always": ALWAYS}).band is band


@pytest.mark.parametrize(("left", "band"), [(15 * MINUTE, Band.CALM), (15 * MINUTE - 1, Band.WARNING)])
def test_less_than_a_quarter_of_an_hour_is_a_warning_whatever_the_share(left: int, band: Band) -> None:
    assert read(clock(30 * MINUTE), START + 30 * MINUTE - left, {"always": ALWAYS}).band is band


def test_an_instant_before_the_clock_reads_as_its_start() -> None:
    assert read(clock(8 * HOUR), START - 500, {"always": ALWAYS}).used == 0
