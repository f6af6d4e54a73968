"""One act on several tickets: those that refuse are named, the others changed, and one undo takes all of it back."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.errors import StoreRefusal
from slaapp.domain.events import NotMeasuredReason
from slaapp.services.changes import Changes
from slaapp.services.desk import Desk
from tests.services.conftest import Work, at

NOW = at("01-05 10:00")


class Stopped(Exception):
    """Somebody does not want it any more."""


def four(desk: Work) -> list[int]:
    return [desk.log("01-05 09:00") for _ in range(4)]


def statuses(desk: Work, numbers: list[int], when: str = "01-05 12:00") -> list[Status]:
    return [desk.engine.pages.page(number, now=at(when)).status for number in numbers]


def test_all_of_them_are_changed_in_one_transaction(desk: Work) -> None:
    numbers = four(desk)

    outcome, changes = desk.engine.together.set_status(numbers, Status.RESOLVED, now=NOW)

    assert outcome.changed == tuple(numbers)
    assert outcome.refused == ()
    assert statuses(desk, numbers) == [Status.RESOLVED] * 4
    assert len(changes.tickets) == 4
    assert desk.sound()


def test_a_ticket_that_refuses_says_why_and_leaves_the_others(desk: Work) -> None:
    numbers = four(desk)
    desk.engine.desk.resolve(numbers[1], now=at("01-05 09:30"))

    outcome, _ = desk.engine.together.set_status([*numbers, 99], Status.WAITING_CUSTOMER, now=NOW)

    assert outcome.changed == (numbers[0], numbers[2], numbers[3])
    assert [refused.number for refused in outcome.refused] == [numbers[1], 99]
    assert outcome.refused[1].why.startswith("There is no ticket 99.")
    assert statuses(desk, numbers) == [
        Status.WAITING_CUSTOMER,
        Status.RESOLVED,
        Status.WAITING_CUSTOMER,
        Status.WAITING_CUSTOMER,
    ]
    assert desk.sound()


def test_one_undo_takes_the_whole_act_back_and_another_does_it_again(desk: Work) -> None:
    numbers = four(desk)
    _, changes = desk.engine.together.exclude(numbers, NotMeasuredReason.SPAM, now=NOW)

    undone = desk.engine.desk.undo(changes.written, now=at("01-05 10:01"))
    after_undo = statuses(desk, numbers)
    desk.engine.desk.undo(undone.written, now=at("01-05 10:02"))

    assert len(undone.tickets) == 4
    assert after_undo == [Status.NEW] * 4
    assert statuses(desk, numbers) == [Status.CLOSED] * 4
    assert desk.sound()


def test_a_ticket_named_twice_is_changed_once(desk: Work) -> None:
    number = desk.log("01-05 09:00")

    outcome, _ = desk.engine.together.set_severity([number, number], Severity.HIGH, now=NOW)

    assert outcome.changed == (number,)
    assert outcome.refused == ()


def test_trouble_with_the_store_undoes_all_of_it(desk: Work) -> None:
    first, second, *_ = four(desk)

    def act(on: Desk, number: int) -> Changes:
        if number == second:
            raise StoreRefusal("The disk is full.")
        return on.resolve(number, now=NOW)

    with pytest.raises(StoreRefusal):
        desk.engine.together.do([first, second], act)

    assert statuses(desk, [first, second]) == [Status.NEW, Status.NEW]
    assert desk.sound()


def test_who_is_told_how_far_it_is_can_end_it_and_nothing_is_done(desk: Work) -> None:
    numbers = four(desk)
    told: list[tuple[int, int]] = []

    def tell(done: int, whole: int) -> None:
        told.append((done, whole))
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        desk.engine.together.set_status(numbers, Status.RESOLVED, now=NOW, tell=tell)

    assert told == [(0, 4), (1, 4), (2, 4)]
    assert statuses(desk, numbers) == [Status.NEW] * 4
    assert desk.sound()


ACTS: dict[str, Callable[[Work, list[int]], object]] = {
    "wait": lambda desk, numbers: desk.engine.together.set_status(numbers, Status.WAITING_CUSTOMER, now=NOW),
    "resolve": lambda desk, numbers: desk.engine.together.set_status(numbers, Status.RESOLVED, now=NOW),
    "spam": lambda desk, numbers: desk.engine.together.exclude(numbers, NotMeasuredReason.SPAM, now=NOW),
    "high": lambda desk, numbers: desk.engine.together.set_severity(numbers, Severity.HIGH, now=NOW),
    "retract": lambda desk, numbers: desk.engine.together.retract(numbers, now=NOW),
}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(sorted(ACTS)), min_size=1, max_size=4))
def test_whatever_is_refused_on_the_way_the_store_stays_sound(desk: Work, acts: list[str]) -> None:
    numbers = [desk.log("01-05 09:00") for _ in range(2)]
    for act in acts:
        outcome, _ = ACTS[act](desk, [*numbers, 10**6])  # type: ignore[misc]
        assert [refused.number for refused in outcome.refused][-1] == 10**6
        assert len(outcome.changed) + len(outcome.refused) == 3

    assert desk.sound()
