"""The line that must reconcile (R5 of semantics)."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from slaapp.domain.agreement import Severity
from slaapp.domain.calendar import Calendar, CalendarLine, Opening
from slaapp.domain.events import EventId, NotMeasured, NotMeasuredReason, Received, Reopened, Resolved, TicketEvent
from slaapp.domain.flow import Flow, FlowCounts, flow, flows, open_before, working_age
from slaapp.domain.history import effective
from slaapp.domain.spans import DAY, HOUR, Span
from slaapp.domain.timeline import timeline
from slaapp.domain.working_time import WorkingTime
from tests.tickets import histories

MONDAY = 1_772_409_600  # 2026-03-02 00:00 UTC


def stamp(seq: int, at: int) -> dict[str, object]:
    return {"id": EventId("a", seq), "occurred_at": at, "recorded_at": at, "by": ""}


def received(at: int) -> Received:
    return Received(**stamp(1, at), severity=Severity.NORMAL)  # type: ignore[arg-type]


def test_a_ticket_that_came_was_resolved_reopened_and_taken_out_is_in_every_term() -> None:
    story: list[TicketEvent] = [
        received(MONDAY),
        Resolved(**stamp(2, MONDAY + HOUR)),  # type: ignore[arg-type]
        Reopened(**stamp(3, MONDAY + 2 * HOUR)),  # type: ignore[arg-type]
        NotMeasured(**stamp(4, MONDAY + 3 * HOUR), reason=NotMeasuredReason.DUPLICATE),  # type: ignore[arg-type]
    ]

    found = flow([timeline(effective(story))], Span(MONDAY, MONDAY + DAY))

    assert found == Flow(open_at_start=0, received=1, reopened=1, resolved=1, left_otherwise=1, open_at_end=0)


def test_a_ticket_received_at_the_very_start_was_not_open_before() -> None:
    found = flow([timeline([received(MONDAY)])], Span(MONDAY, MONDAY + DAY))

    assert (found.open_at_start, found.received, found.open_at_end) == (0, 1, 1)


def test_one_resolved_at_the_very_end_belongs_to_the_next_period() -> None:
    story = timeline([received(MONDAY), Resolved(**stamp(2, MONDAY + DAY))])  # type: ignore[arg-type]

    before, after = flow([story], Span(MONDAY, MONDAY + DAY)), flow([story], Span(MONDAY + DAY, MONDAY + 2 * DAY))

    assert (before.resolved, before.open_at_end) == (0, 1)
    assert (after.open_at_start, after.resolved, after.open_at_end) == (1, 1, 0)


def test_a_mismatch_is_seen() -> None:
    found = Flow(open_at_start=5, received=1, reopened=0, resolved=2, left_otherwise=0, open_at_end=3)

    assert not found.reconciles
    assert found.expected_at_end == 4


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=5))
def test_tickets_that_went_straight_count_as_their_courses_do(spans: list[tuple[int, int]]) -> None:
    """Also those that came or were resolved where a period begins, or both in one second."""
    received_at = [MONDAY + came * 6 * HOUR for came, _ in spans]
    resolved_at = [MONDAY + (came + took) * 6 * HOUR for came, took in spans]
    courses = [
        timeline([received(came), Resolved(**stamp(2, went))])  # type: ignore[arg-type]
        for came, went in zip(received_at, resolved_at, strict=True)
    ]
    periods = [Span(MONDAY + day * DAY, MONDAY + (day + 1) * DAY) for day in range(7)]

    straight = FlowCounts(periods)
    straight.take_all_straight(received_at, sorted(resolved_at))

    assert [straight.of(period) for period in periods] == flows(courses, periods)


@given(st.lists(histories(MONDAY, amendments=True), min_size=1, max_size=4), st.lists(st.integers(-2, 60), max_size=4))
def test_any_histories_reconcile_over_any_periods(every: list[tuple[TicketEvent, ...]], cuts: list[int]) -> None:
    courses = [timeline(effective(events)) for events in every]
    edges = sorted({MONDAY - DAY, *(MONDAY + cut * 6 * HOUR for cut in cuts), MONDAY + 60 * DAY})

    periods = [flow(courses, Span(start, end)) for start, end in pairwise(edges)]

    assert all(found.reconciles for found in periods)
    assert all(earlier.open_at_end == later.open_at_start for earlier, later in pairwise(periods))
    assert sum(found.received for found in periods) == len(courses)


def test_age_counts_the_working_days_after_the_day_of_receipt() -> None:
    week = tuple((Opening.parse("09:00", "17:00"),) if day < 5 else () for day in range(7))
    hours = WorkingTime(CalendarLine.single("desk", Calendar("UTC", week)))  # type: ignore[arg-type]
    noon = MONDAY + 12 * HOUR

    ages = [working_age(hours, noon, noon + n * DAY) for n in range(8)]

    assert ages == [0, 1, 2, 3, 4, 4, 4, 5]
    assert working_age(hours, noon, MONDAY + DAY) == 0, "the end of the day of receipt is still that day"


@given(
    st.lists(histories(MONDAY, amendments=True), min_size=1, max_size=4),
    st.lists(st.integers(1, 40), min_size=1, max_size=6),
)
def test_periods_one_after_the_other_are_counted_as_each_by_itself(
    stories: list[tuple[TicketEvent, ...]], lengths: list[int]
) -> None:
    courses = [timeline(story) for told in stories if (story := effective(told))]
    if not courses:
        return
    borders = [min(course.received_at for course in courses) - HOUR]
    for length in lengths:
        borders.append(borders[-1] + length * 6 * HOUR)
    periods = [Span(start, end) for start, end in pairwise(borders)]

    found = flows(courses, periods)

    for period, counted in zip(periods, found, strict=True):
        assert counted.open_at_start == sum(open_before(course, period.start) for course in courses)
        assert counted.open_at_end == sum(open_before(course, period.end) for course in courses)
        assert counted == flow(courses, period)
        assert counted == sum((flow([course], period) for course in courses[1:]), start=flow(courses[:1], period))
