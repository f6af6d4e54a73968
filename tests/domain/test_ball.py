"""Who had the ball: a strip without gaps that agrees with the ticket's status and the desk's hours at every moment."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.ball import Holder, Turn, turns
from slaapp.domain.calendar import Calendar, CalendarLine, Opening
from slaapp.domain.events import CustomerWrote, EventId, Received, Resolved, StatusChanged, TicketEvent
from slaapp.domain.history import effective
from slaapp.domain.spans import HOUR, Instant
from slaapp.domain.timeline import timeline
from slaapp.domain.working_time import WorkingTime
from tests.clockwork import laid_out
from tests.tickets import QUARTER, Case, cases

MONDAY = 1_772_409_600  # 2026-03-02 00:00 UTC
DAY = (Opening(9 * 60, 17 * 60),)
OFFICE = WorkingTime(CalendarLine.single("office", Calendar("UTC", (DAY,) * 5 + ((), ()))))


def stamp(seq: int, hour: int) -> dict[str, object]:
    at = MONDAY + hour * HOUR
    return {"id": EventId("a", seq), "occurred_at": at, "recorded_at": at, "by": ""}


def test_desk_customer_supplier_and_night_share_the_time_between_them() -> None:
    story: list[TicketEvent] = [
        Received(**stamp(1, 10), severity=Severity.NORMAL),  # type: ignore[arg-type]
        StatusChanged(**stamp(2, 12), status=Status.WAITING_CUSTOMER),  # type: ignore[arg-type]
        CustomerWrote(**stamp(3, 14)),  # type: ignore[arg-type]
        StatusChanged(**stamp(4, 16), status=Status.WAITING_THIRD_PARTY),  # type: ignore[arg-type]
        StatusChanged(**stamp(5, 33 + 1), status=Status.IN_PROGRESS),  # type: ignore[arg-type]
        Resolved(**stamp(6, 33 + 3)),  # type: ignore[arg-type]
    ]

    found = turns(timeline(effective(story)), OFFICE, MONDAY + 10 * HOUR, MONDAY + 40 * HOUR)

    assert [(turn.holder, turn.length // HOUR) for turn in found] == [
        (Holder.DESK, 2),
        (Holder.CUSTOMER, 2),
        (Holder.DESK, 2),
        (Holder.THIRD_PARTY, 1),
        (Holder.CLOSED, 16),
        (Holder.THIRD_PARTY, 1),
        (Holder.DESK, 2),
        (Holder.DONE, 4),
    ]


@given(cases(), st.integers(1, 300), st.integers(0, 300))
def test_the_strip_is_whole_and_true_at_every_quarter(case: Case, length: int, later: int) -> None:
    history = effective(case.events)
    if not history:
        return
    course = timeline(history)
    hours = laid_out(next(iter(case.laws[0].calendars.values())))
    start = course.received_at + later * QUARTER
    end = start + length * QUARTER

    found = turns(course, hours, start, end)

    assert (found[0].start, found[-1].end) == (start, end)
    assert all(before.end == after.start and before.holder is not after.holder for before, after in pairwise(found))
    for at in range(start, end, QUARTER):
        held = next(turn for turn in found if turn.start <= at < turn.end)
        assert held.holder is _expected(course_status(case, at), hours.is_open(at)), at


def course_status(case: Case, at: Instant) -> Status | None:
    """The status then, None once it had left the queue."""
    for piece in timeline(effective(case.events)).pieces:
        if piece.start <= at and (piece.end is None or at < piece.end):
            return None if piece.gone else piece.status
    raise AssertionError(at)


def _expected(status: Status | None, is_open: bool) -> Holder:
    if status is None or status.done:
        return Holder.DONE
    if not is_open:
        return Holder.CLOSED
    waiting = {
        Status.WAITING_CUSTOMER: Holder.CUSTOMER,
        Status.WAITING_THIRD_PARTY: Holder.THIRD_PARTY,
        Status.SCHEDULED: Holder.SCHEDULED,
    }
    return waiting.get(status, Holder.DESK)


def test_nothing_of_an_empty_stretch() -> None:
    story = timeline([Received(**stamp(1, 10), severity=Severity.NORMAL)])  # type: ignore[arg-type]

    assert turns(story, OFFICE, MONDAY + 11 * HOUR, MONDAY + 11 * HOUR) == ()
    assert turns(story, OFFICE, MONDAY + 11 * HOUR, MONDAY + 12 * HOUR) == (
        Turn(Holder.DESK, MONDAY + 11 * HOUR, MONDAY + 12 * HOUR),
    )
