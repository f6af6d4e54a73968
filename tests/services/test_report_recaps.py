"""Of which tickets a report need not read the events: each thing that says more than a recap keeps it from that."""

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
    EventId,
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
from slaapp.domain.history import effective
from slaapp.domain.recap import Recap, over_at, recap
from slaapp.domain.spans import HOUR, MINUTE
from slaapp.domain.timeline import timeline
from slaapp.services.report_recaps import Way, way
from slaapp.storage.recaps import Told
from tests.storage.stories import MONDAY

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
    "another severity of one that waited": (
        *WAITED["waited before"][:3],
        (40, lambda stamp: SeverityChanged(**stamp, severity=Severity.LOW)),
        PLAIN[2],
    ),
    "resolved after the cut-off": (*PLAIN[:2], (480, resolved)),
    "noted after the cut-off": (*PLAIN, (480, lambda stamp: Noted(**stamp, text="Tray 2."))),
}
ON_TIME: Mapping[int, int] = {}


def written(story: Story, *, recorded: Mapping[int, int] = ON_TIME) -> list[TicketEvent]:
    """`recorded`: how many minutes after `MONDAY` the acts at these places of the story were written down, where that
    is not when they happened."""
    return [
        act(
            {
                "id": EventId("r", place + 1),
                "occurred_at": MONDAY + MINUTE * minute,
                "recorded_at": MONDAY + MINUTE * recorded.get(place, minute),
                "by": "Kim",
            }
        )
        for place, (minute, act) in enumerate(story)
    ]


def recap_of(story: Story, *, recorded: Mapping[int, int] = ON_TIME) -> Recap | None:
    events = written(story, recorded=recorded)
    return recap(events, timeline(effective(events)), ())


class OneVersion:
    """As much of the rules as is asked: no later version of an agreement changed open tickets."""

    def line(self, *_: object, **__: object) -> list[None]:
        return [None]


def says_enough(story: Story, *, recorded: Mapping[int, int] = ON_TIME, cut_off: int = CUT_OFF) -> bool:
    found = recap_of(story, recorded=recorded)
    assert found is not None
    ticket = Told("t", 1, "", None, None, "Standard support", 1, Severity.HIGH, MONDAY, MONDAY, MONDAY, found)
    return way(ticket, cut_off, OneVersion()) is not Way.EVENTS  # type: ignore[arg-type]


@pytest.mark.parametrize("what", WORK)
def test_plain_work_has_a_recap_that_says_enough(what: str) -> None:
    assert says_enough(WORK[what])


@pytest.mark.parametrize("what", BACK_AND_FORTH | MOVED_WHEN_DONE)
def test_what_may_have_gone_back_and_forth_has_none(what: str) -> None:
    assert recap_of({**BACK_AND_FORTH, **MOVED_WHEN_DONE}[what]) is None


@pytest.mark.parametrize("what", SOMETHING_TO_TELL)
def test_what_a_report_tells_more_of_is_read(what: str) -> None:
    assert not says_enough(SOMETHING_TO_TELL[what])


def test_its_stretches_of_waiting_come_along() -> None:
    found = recap_of(WAITED["waited before"])

    assert found is not None
    assert found.waits == (
        (MONDAY, Status.NEW),
        (MONDAY + 30 * MINUTE, Status.WAITING_CUSTOMER),
        (MONDAY + 60 * MINUTE, Status.RESOLVED),
    )
    assert found.replied_at == (MONDAY + 20 * MINUTE,)
    assert says_enough(WAITED["waited before"])


def test_minutes_of_work_and_the_channel_come_along() -> None:
    story: Story = (
        PLAIN[0],
        (20, lambda stamp: Replied(**stamp, minutes=5)),
        (60, lambda stamp: Resolved(**stamp, minutes=7)),
    )

    found = recap_of(story)

    assert found is not None
    assert found.spent == ((MONDAY + 20 * MINUTE, 5), (MONDAY + 60 * MINUTE, 7))
    assert found.channel is Channel.PHONE
    assert says_enough(story)


def test_closing_what_is_resolved_settles_nothing() -> None:
    assert says_enough((*PLAIN, (9000, lambda stamp: Closed(**stamp))))


def test_what_was_written_over_a_quarter_of_an_hour_late_is_listed_and_so_read() -> None:
    assert says_enough(PLAIN, recorded={1: 35, 2: 75})
    assert not says_enough(PLAIN, recorded={1: 36, 2: 60})


def test_the_cut_off_itself_is_after_it() -> None:
    assert says_enough(PLAIN, cut_off=MONDAY + 60 * MINUTE + 1)
    assert not says_enough(PLAIN, cut_off=MONDAY + 60 * MINUTE)


def test_what_was_written_after_the_cut_off_may_not_be_known() -> None:
    assert says_enough(PLAIN, recorded={2: 70}, cut_off=MONDAY + 70 * MINUTE + 1)
    assert not says_enough(PLAIN, recorded={2: 70}, cut_off=MONDAY + 70 * MINUTE)


def test_over_is_what_happened_was_written_or_was_corrected_to_be_last() -> None:
    late = (*PLAIN, (70, lambda stamp: Corrected(**stamp, event=("r", 1), field="occurred_at", value=NOW, reason="")))

    assert over_at(written(PLAIN, recorded={2: 75}), (), is_open=False) == MONDAY + 75 * MINUTE
    assert over_at(written(late), (), is_open=False) == NOW
    assert over_at(written(PLAIN), (), is_open=True) is None
