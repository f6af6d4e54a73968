"""A report tells how far it is with its tickets, and ends where whoever waits for it does no more."""

import pytest

from slaapp.domain.events import NotMeasuredReason
from slaapp.domain.period import Period
from slaapp.reports.scope import Scope
from slaapp.services.telling import Stages
from tests.services.conftest import Work, at

JANUARY = Period.parse("2026-01")


class Enough(Exception):
    pass


@pytest.fixture
def three(desk: Work) -> Work:
    """One of them is over, and told of by its row."""
    acme = desk.customer("Acme")
    for minute in ("00", "10", "20"):
        number = desk.log(f"01-12 09:{minute}", customer=acme)
    desk.engine.desk.resolve(number, now=at("01-12 10:00"))
    return desk


@pytest.mark.parametrize("whole", [False, True])
def test_it_tells_how_many_tickets_of_how_many_were_looked_at(three: Work, whole: bool) -> None:
    heard: list[tuple[int, int]] = []
    scope = Scope() if whole else Scope(customers=(three.engine.catalogue.customers()[0].id,))

    three.engine.reporting.report(JANUARY, scope, now=at("02-02 09:00"), tell=lambda done, of: heard.append((done, of)))

    assert [*dict.fromkeys(heard)] == [(0, 3), (1, 3), (3, 3)]


def test_the_desks_own_edition_looks_at_them_twice_and_tells_of_it_once(three: Work) -> None:
    heard: list[tuple[int, int]] = []

    three.engine.reporting.desk_edition(
        JANUARY, Scope(), now=at("02-02 09:00"), tell=lambda done, of: heard.append((done, of))
    )

    assert heard == sorted(heard)
    assert [*dict.fromkeys(heard)] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert heard.count((3, 3)) == 1


def test_of_a_closed_month_only_what_is_inside_of_it_is_looked_at(three: Work) -> None:
    (acme,) = three.engine.catalogue.customers()
    three.engine.closing.close(JANUARY, customer=acme.id, now=at("02-02 09:00"), anyway=True)
    heard: list[tuple[int, int]] = []

    three.engine.reporting.desk_edition(
        JANUARY, Scope(customers=(acme.id,)), now=at("02-02 10:00"), tell=lambda done, of: heard.append((done, of))
    )

    assert heard == sorted(heard)
    assert [*dict.fromkeys(heard)] == [(0, 3), (1, 3), (3, 3)]
    assert heard.count((3, 3)) == 1


@pytest.mark.parametrize("left", [0, 2, 7])
def test_what_is_done_twice_never_goes_back_and_is_over_once(left: int) -> None:
    heard: list[tuple[int, int]] = []
    stages = Stages(lambda done, of: heard.append((done, of)), 50, 50)

    for parts in (5, left):
        told = stages.next()
        for done in range(parts + 1):
            told(done, parts)

    assert heard == sorted(heard)
    assert {of for _, of in heard} == {5}
    assert [far for far in heard if far == (5, 5)] == [(5, 5)]


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("changed", [False, True])
def test_a_verification_tells_how_far_it_is_with_all_that_it_does(three: Work, whole: bool, changed: bool) -> None:
    (acme,) = three.engine.catalogue.customers()
    closed, _ = three.engine.closing.close(
        JANUARY, customer=None if whole else acme.id, now=at("02-02 09:00"), anyway=True
    )
    assert closed.seal is not None
    if changed:
        three.engine.desk.exclude(1, NotMeasuredReason.OUT_OF_SCOPE, now=at("02-02 09:30"))
    heard: list[tuple[int, int]] = []

    found = three.engine.closing.verify(
        closed.seal.number, now=at("02-02 10:00"), tell=lambda done, of: heard.append((done, of))
    )

    assert (found.identical, found.since is None) == (True, not changed)
    assert heard == sorted(heard)
    assert (heard[0], heard[-1]) == ((0, 3), (3, 3))
    assert {of for _, of in heard} == {3}


def test_closing_tells_how_far_it_is_and_where_it_is_ended_nothing_is_closed(three: Work) -> None:
    heard: list[tuple[int, int]] = []

    def hear(done: int, of: int) -> None:
        if (done, of) == (3, 3):
            raise Enough
        heard.append((done, of))

    with pytest.raises(Enough):
        three.engine.closing.close(JANUARY, customer=None, now=at("02-02 09:00"), anyway=True, tell=hear)

    assert heard == sorted(heard)
    assert {of for _, of in heard} == {3}
    assert three.engine.reporting.report(JANUARY, Scope(), now=at("02-02 10:00")).seal is None


def test_a_verification_ends_where_nobody_waits_for_it(three: Work) -> None:
    closed, _ = three.engine.closing.close(JANUARY, customer=None, now=at("02-02 09:00"), anyway=True)
    assert closed.seal is not None

    def stop(done: int, of: int) -> None:
        if done:
            raise Enough

    with pytest.raises(Enough):
        three.engine.closing.verify(closed.seal.number, now=at("02-02 10:00"), tell=stop)

    assert three.engine.closing.verify(closed.seal.number, now=at("02-02 10:00")).identical


def test_stages_are_told_of_as_one_by_their_shares() -> None:
    heard: list[tuple[int, int]] = []
    stages = Stages(lambda done, of: heard.append((done, of)), 50, 30, 20)

    for parts in (200, 3):
        told = stages.next()
        for done in (0, parts):
            told(done, parts)
    stages.over()

    assert heard == [(0, 200), (100, 200), (100, 200), (160, 200), (200, 200)]


def test_a_stage_that_tells_nothing_leaves_its_share_to_the_next() -> None:
    heard: list[tuple[int, int]] = []
    stages = Stages.alike(lambda done, of: heard.append((done, of)), 3)

    stages.next()
    for _ in range(2):
        told = stages.next()
        for done in range(4):
            told(done, 3)

    assert heard == [(0, 3), (0, 3), (1, 3), (2, 3), (2, 3), (2, 3), (2, 3), (3, 3)]


def test_what_its_listener_raises_ends_it(three: Work) -> None:
    def stop(done: int, of: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        three.engine.reporting.report(JANUARY, Scope(), now=at("02-02 09:00"), tell=stop)

    assert three.engine.reporting.report(JANUARY, Scope(), now=at("02-02 09:00")).flow.received == 3
