"""The short way to a clock gives exactly what the long way gives."""

from typing import Any

from hypothesis import given

from slaapp.domain.agreement import Agreement, Metric, Severity, SeverityChange, Target, Tier, terms
from slaapp.domain.calendar import Calendar, CalendarLine, Opening
from slaapp.domain.events import EventId, Noted, Received, SeverityChanged
from slaapp.domain.history import effective
from slaapp.domain.spans import HOUR
from slaapp.domain.timeline import timeline
from slaapp.domain.winding import measured_clocks, wind
from slaapp.domain.working_time import WorkingTime
from tests.clockwork import terms_line
from tests.tickets import DESK, Case, cases

MONDAY = 1_772_409_600
AROUND_THE_CLOCK = Calendar("UTC", ((Opening(0, 1440),),) * 7)
ALWAYS = Agreement("always", 1, DESK, (Target(Metric.RESOLUTION, Severity.LOW, Tier.PUBLIC, 4 * HOUR),))


def stamp(number: int, at: int) -> dict[str, Any]:
    return {"id": EventId("a", number), "occurred_at": at, "recorded_at": at, "by": ""}


def both_ways_agree(case: Case) -> None:
    """Of the ticket, and of the same ticket had its severity never changed, for which the short way is taken."""
    line = terms_line(case.laws)
    for events in (case.events, [event for event in case.events if not isinstance(event, SeverityChanged)]):
        history = effective(events, until=case.now)
        if history:
            course = timeline(history, effective(case.absorbed, until=case.now))
            assert [*wind(history, line, course=course)] == [clock for clock, _ in measured_clocks(course, line)]


def test_the_phase_before_a_breach_is_kept_at_the_instant_of_the_breach() -> None:
    """A note in the very second in which the allowed time is used up: not breached yet."""
    received = Received(**stamp(1, MONDAY), severity=Severity.LOW)
    course = timeline([received, Noted(**stamp(2, MONDAY + 4 * HOUR))])
    line = [(0, terms(ALWAYS, {DESK: WorkingTime(CalendarLine.single(DESK, AROUND_THE_CLOCK))}))]

    (clock,) = [clock for clock in wind([received], line, course=course) if clock.metric is Metric.RESOLUTION]

    assert [phase.start for phase in clock.phases] == [MONDAY, MONDAY + 4 * HOUR + 1]


@given(cases(change=SeverityChange.LADDER))
def test_on_the_ladder(case: Case) -> None:
    both_ways_agree(case)


@given(cases(change=SeverityChange.FROM_START))
def test_from_start(case: Case) -> None:
    both_ways_agree(case)


@given(cases(change=SeverityChange.RESTART))
def test_restart(case: Case) -> None:
    both_ways_agree(case)


@given(cases(merged=True))
def test_merged_tickets(case: Case) -> None:
    both_ways_agree(case)


@given(cases(versions=True))
def test_versions_that_apply_to_open_tickets(case: Case) -> None:
    both_ways_agree(case)
