"""A review of an agreement: what was agreed, achieved and decided in it."""

from datetime import date

import pytest

from slaapp.domain.achievable import Took, achievable
from slaapp.domain.agreement import Metric, Severity
from slaapp.domain.arrivals import Arrivals
from slaapp.domain.compliance import Tally
from slaapp.domain.cushion import Cushion
from slaapp.domain.spans import HOUR, Span
from slaapp.reports.review_data import Decision, Gap, Review
from tests.calendars import calendar, hours

NOW = 1_773_235_818


@pytest.fixture
def review() -> Review:
    line = hours(calendar(zone="Europe/London"))
    arrivals = Arrivals(line)
    arrivals.take(NOW)
    took = [Took(n * HOUR, False) for n in range(1, 11)]
    gap = Gap(
        Metric.RESOLUTION,
        Severity.HIGH,
        8 * HOUR,
        90,
        Tally(met=8, breached=2),
        10,
        achievable(took, 7 * HOUR),
        Cushion(10, 3, 41, 87),
        7 * HOUR,
    )
    decision = Decision(3, "Gold", "Open on Saturdays", "Kim L.", date(2026, 3, 1), NOW - 100)
    return Review(
        "Gold",
        2,
        {},
        ("Northgate School",),
        Span(NOW - 1000, NOW + 1),
        NOW,
        line,
        10,
        (gap,),
        arrivals,
        (),
        (decision,),
        None,
        "",
    )
