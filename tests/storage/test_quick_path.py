"""Of which tickets a report need not read the events: each thing that may happen to one keeps it from that."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import pytest

from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.events import (
    Absorbed,
    BreachExplained,
    Channel,
    Closed,
    Corrected,
    CustomerWrote,
    Noted,
    NotMeasured,
    NotMeasuredReason,
    Received,
    Reopened,
    Replied,
    Resolved,
    Retracted,
    SeverityChanged,
    StatusChanged,
    TicketEvent,
    Waived,
)
from slaapp.domain.spans import HOUR, MINUTE
from slaapp.storage import events, tickets
from slaapp.storage.database import Database
from tests.storage.stories import MONDAY, header

LATE = 15 * MINUTE
CUT_OFF, NOW = MONDAY + 8 * HOUR, MONDAY + 9 * HOUR

Act: TypeAlias = Callable[[Mapping[str, Any]], TicketEvent]
Story: TypeAlias = tuple[tuple[int, Act], ...]
"""Each act with how many minutes after `MONDAY` it happened and was written down."""


def received(**more: Any) -> Act:
    return lambda stamp: Received(**stamp, severity=Severity.HIGH, channel=Channel.PHONE, **more)


def to(status: Status) -> Act:
    return lambda stamp: StatusChanged(**stamp, status=status)


def replied(stamp: Mapping[str, Any]) -> TicketEvent:
    return Replied(**stamp, text="On it.")


def resolved(stamp: Mapping[str, Any]) -> TicketEvent:
    return Resolved(**stamp, text="Done.")


PLAIN: Story = ((0, received()), (20, replied), (60, resolved))
WORK = {
    "resolved": PLAIN,
    "closed": ((0, received()), (60, lambda stamp: Closed(**stamp))),
    "resolved, then closed": (*PLAIN, (90, lambda stamp: Closed(**stamp))),
    "another severity": (*PLAIN[:2], (30, lambda stamp: SeverityChanged(**stamp, severity=Severity.LOW)), PLAIN[2]),
    "written to and noted": (
        *PLAIN[:2],
        (30, lambda stamp: CustomerWrote(**stamp, text="And?")),
        (40, lambda stamp: Noted(**stamp, text="Tray 2.")),
        PLAIN[2],
    ),
}
BACK_AND_FORTH: Mapping[str, Story] = {
    "reopened": (*PLAIN, (70, lambda stamp: Reopened(**stamp)), (80, resolved)),
    "taken out": (*PLAIN, (70, lambda stamp: NotMeasured(**stamp, reason=NotMeasuredReason.SPAM))),
    "corrected": (
        *PLAIN,
        (70, lambda stamp: Corrected(**stamp, event=("r", 1), field="severity", value="low", reason="Misheard")),
    ),
    "undone": (*PLAIN, (70, lambda stamp: Retracted(**stamp, event=("r", 2)))),
    "another one merged into it": (*PLAIN, (70, lambda stamp: Absorbed(**stamp, other="other"))),
    "never resolved": PLAIN[:2],
}
WAITED = {"waited before": (*PLAIN[:2], (30, to(Status.WAITING_CUSTOMER)), PLAIN[2])}
MOVED_WHEN_DONE: Mapping[str, Story] = {
    "waiting in the second in which it was resolved": (*PLAIN, (60, to(Status.WAITING_CUSTOMER))),
    "back in progress after it was resolved": (*PLAIN, (70, to(Status.IN_PROGRESS))),
    "received as resolved": ((0, received(status=Status.RESOLVED)), *PLAIN[1:]),
    "received as closed": ((0, received(status=Status.CLOSED)), *PLAIN[1:]),
    "resolved by a status before": (PLAIN[0], (30, to(Status.RESOLVED)), *PLAIN[2:]),
    "closed by a status before": (PLAIN[0], (30, to(Status.CLOSED)), *PLAIN[2:]),
}
SOMETHING_TO_TELL: Mapping[str, Story] = {
    "waived": (*PLAIN, (70, lambda stamp: Waived(**stamp, metric=Metric.RESOLUTION, reason="Agreed"))),
    "explained": (
        *PLAIN,
        (70, lambda stamp: BreachExplained(**stamp, metric=Metric.RESOLUTION, reason="Two were ill")),
    ),
    "minutes of a reply": (PLAIN[0], (20, lambda stamp: Replied(**stamp, minutes=5)), PLAIN[2]),
    "minutes of resolving": (*PLAIN[:2], (60, lambda stamp: Resolved(**stamp, minutes=5))),
    "received in another status": ((0, received(status=Status.IN_PROGRESS)), *PLAIN[1:]),
    "after the cut-off": (*PLAIN[:2], (480, resolved)),
}
ON_TIME: Mapping[int, int] = {}


def write(database: Database, story: Story, *, recorded: Mapping[int, int] = ON_TIME) -> None:
    """`recorded`: how many minutes after `MONDAY` the acts at these places of the story were written down, where that
    is not when they happened."""
    with database.write() as connection:
        mint = events.Minter(connection, database.replica)
        tickets.save(connection, [header("t", 1)])
        for place, (minute, act) in enumerate(story):
            written = MONDAY + MINUTE * recorded.get(place, minute)
            stamp = {"id": mint(), "occurred_at": MONDAY + MINUTE * minute, "recorded_at": written, "by": "Kim"}
            events.append(connection, [("t", act(stamp))])


def is_straight(database: Database) -> bool:
    with database.read() as connection:
        return events.went_straight(connection, ["t"]) == {"t"}


def is_quiet(database: Database, *, cut_off: int = CUT_OFF, now: int = NOW) -> bool:
    with database.read() as connection:
        return "t" in events.stayed_quiet(connection, ["t"], cut_off=cut_off, now=now, late=LATE)


@pytest.mark.parametrize("what", WORK)
def test_plain_work_went_straight_and_is_quiet(what: str, database: Database) -> None:
    write(database, WORK[what])

    assert is_straight(database)
    assert is_quiet(database)


@pytest.mark.parametrize("what", BACK_AND_FORTH)
def test_what_may_have_gone_back_and_forth_is_neither(what: str, database: Database) -> None:
    write(database, BACK_AND_FORTH[what])

    assert not is_straight(database)
    assert not is_quiet(database)


@pytest.mark.parametrize("what", MOVED_WHEN_DONE)
def test_who_was_done_by_a_status_or_moved_then_is_neither(what: str, database: Database) -> None:
    write(database, MOVED_WHEN_DONE[what])

    assert not is_straight(database)
    assert not is_quiet(database)


@pytest.mark.parametrize("what", WAITED)
def test_who_waited_went_straight_all_the_same(what: str, database: Database) -> None:
    write(database, WAITED[what])

    assert is_straight(database)
    assert not is_quiet(database), "who had the ball is told by its statuses"


@pytest.mark.parametrize("what", SOMETHING_TO_TELL)
def test_what_a_report_tells_of_keeps_a_ticket_from_being_quiet(what: str, database: Database) -> None:
    write(database, SOMETHING_TO_TELL[what])

    assert not is_quiet(database)


def test_the_channel_comes_along(database: Database) -> None:
    write(database, PLAIN)

    with database.read() as connection:
        found = events.stayed_quiet(connection, ["t"], cut_off=CUT_OFF, now=NOW, late=LATE)
    assert found == {"t": "phone"}


def test_what_was_written_late_is_listed_and_so_not_quiet(database: Database) -> None:
    write(database, PLAIN, recorded={1: 35, 2: 75})

    assert is_quiet(database), "a quarter of an hour is no matter"


def test_what_was_written_later_than_that_is_not_quiet(database: Database) -> None:
    write(database, PLAIN, recorded={1: 36, 2: 60})

    assert not is_quiet(database)


def test_an_entry_by_a_clock_that_stood_behind_is_told_and_so_not_quiet(database: Database) -> None:
    write(database, ((0, received()), (20, replied), (19, resolved)))

    with database.read() as connection:
        marks = [row[0] for row in connection.exec_driver_sql("SELECT clock_quality FROM events ORDER BY seq")]
    assert marks == ["ok", "ok", "behind"]
    assert not is_quiet(database)


def test_what_was_written_after_the_report_is_made_is_not_known(database: Database) -> None:
    write(database, PLAIN, recorded={2: 70})

    assert is_quiet(database, now=MONDAY + 70 * MINUTE)
    assert not is_quiet(database, now=MONDAY + 70 * MINUTE - 1)


def test_the_cut_off_itself_is_after_it(database: Database) -> None:
    write(database, PLAIN)

    assert is_quiet(database, cut_off=MONDAY + 60 * MINUTE + 1)
    assert not is_quiet(database, cut_off=MONDAY + 60 * MINUTE)
