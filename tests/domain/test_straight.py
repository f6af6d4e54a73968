"""The short way to a clock gives exactly what the long way gives."""

from hypothesis import given

from slaapp.domain.agreement import SeverityChange
from slaapp.domain.events import SeverityChanged
from slaapp.domain.history import effective
from slaapp.domain.timeline import timeline
from slaapp.domain.winding import measured_clocks, wind
from tests.clockwork import terms_line
from tests.tickets import Case, cases


def both_ways_agree(case: Case) -> None:
    """Of the ticket, and of the same ticket had its severity never changed, for which the short way is taken."""
    line = terms_line(case.laws)
    for events in (case.events, [event for event in case.events if not isinstance(event, SeverityChanged)]):
        history = effective(events, until=case.now)
        if history:
            course = timeline(history, effective(case.absorbed, until=case.now))
            assert [*wind(history, line, course=course)] == [clock for clock, _ in measured_clocks(course, line)]


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
