"""A report is verified from what it reads of history, which gives what all of history would; kept rows say nothing."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slaapp.domain.agreement import Status
from slaapp.domain.events import NotMeasured, NotMeasuredReason
from slaapp.domain.period import Period
from slaapp.domain.spans import DAY, HOUR
from slaapp.engine import Engine
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.seal import Sources
from slaapp.services.guarding import guarded
from slaapp.services.keeping import keep
from slaapp.services.past import Fill, known_at
from slaapp.services.recounting import recounted
from slaapp.services.reporting import Reporting
from slaapp.services.rulebook import Rulebook
from slaapp.services.sources import sources
from slaapp.storage import chain, events, glances, tickets
from tests.services.conftest import Work, at
from tests.services.test_closed_for_good import do, resolve_all
from tests.services.test_random_acts import Hands, Step, hands_at_work
from tests.services.test_report_reach import LATER, PERIODS, STEPS, STORIES

JANUARY = Period.parse("2026-01")


@contextmanager
def a_desk(first: list[Step], then: list[Step], *, whole: bool) -> Iterator[Hands]:
    """All that can be is resolved and January is closed, for everybody or the first customer, before some goes on."""
    with hands_at_work() as hands:
        do(hands, first)
        resolve_all(hands)
        hands.now = max(hands.now, at("02-02 09:00"))
        hands.engine.closing.close(JANUARY, customer=whose(hands, whole), now=hands.now, anyway=True)
        do(hands, then)
        yield hands


def whose(hands: Hands, whole: bool) -> str | None:
    return None if whole else hands.customers[0]


@pytest.mark.parametrize("text", ["2026-02", "2027-02"])
@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_told_the_same(story: str, whole: bool, text: str) -> None:
    told_the_same(*STORIES[story], text, whole)


@settings(max_examples=settings.default.max_examples // 2)
@given(STEPS, STEPS, st.sampled_from((0, 20, 300, 370, 500)), st.sampled_from(PERIODS), st.booleans())
def test_what_is_not_worked_out_changes_no_figure(
    first: list[Step], then: list[Step], days: int, text: str, whole: bool
) -> None:
    told_the_same(first, [("note", 0, 0, days * LATER), *then], text, whole)


def told_the_same(first: list[Step], then: list[Step], text: str, whole: bool) -> None:
    with a_desk(first, then, whole=whole) as hands:
        days, customer = Period.parse(text), whose(hands, whole)
        now = max(hands.now, days.span(hands.engine.hours()).start + 8 * HOUR)

        fill = recounted(days, customer, now)

        assert told(hands.engine, days, customer, now, fill) == told(hands.engine, days, customer, now, None)


def told(
    engine: Engine, days: Period, customer: str | None, now: int, fill: Fill | None
) -> tuple[MonthlyReport, Sources]:
    """The report with what it stands on, as a past gives it that was filled so."""
    rules = guarded(Rulebook)
    with engine.database.read() as connection:
        ends = chain.ends(connection)
    with closing(known_at(engine.database, now, now=now, ends=ends, fill=fill)) as past:
        report = Reporting(past, rules).draft(days, customer=customer, now=now, time_spent=True)
        with past.read() as connection:
            return report, sources(connection, rules(connection), customer, now)


@settings(max_examples=settings.default.max_examples // 2)
@given(STEPS, STEPS)
def test_a_glance_tells_of_no_ticket_that_it_rests_before_all_is_over_with_it(
    first: list[Step], then: list[Step]
) -> None:
    with a_desk(first, then, whole=True) as hands:
        with hands.engine.database.read() as connection:
            rows = {row.id: row for row in tickets.every(connection)}
            (seen,) = glances.every(connection, hands.customers[:1], at_once=100)
        assert [one.ticket for one in seen] == sorted(rows)
        for one in seen:
            row = rows[one.ticket]
            assert one.named or row.customer != hands.customers[0]
            if one.plain:
                receipt = one.received()
                assert (receipt.number, receipt.customer, one.received_at) == (
                    row.number,
                    row.customer,
                    row.received_at,
                )
            if one.rests_since is not None:
                assert (one.plain, row.open, row.over_at) == (True, False, one.rests_since)


@pytest.mark.parametrize("act", ["reply", "note", "tag", "close"])
def test_a_ticket_rests_after_these_acts_of_its_last_day(desk: Work, act: str) -> None:
    number = desk.log("01-12 09:00", customer=desk.customer("Acme"))
    desk.engine.desk.reply(number, "Done.", then=Status.RESOLVED, now=at("01-12 10:00"))
    later = at("01-13 10:00")
    acts: dict[str, Callable[[], object]] = {
        "reply": lambda: desk.engine.desk.reply(number, "It was the toner.", now=later),
        "note": lambda: desk.engine.desk.note(number, "It was the toner.", now=later),
        "tag": lambda: desk.engine.desk.tag(number, "toner", now=later),
        "close": lambda: desk.engine.desk.close(number, now=later),
    }
    acts[act]()

    with desk.engine.database.read() as connection:
        ((one,),) = glances.every(connection, None, at_once=100)

    assert (one.plain, one.rests_since, one.named) == (True, later, False)


def test_a_ticket_that_is_written_to_in_the_second_of_its_end_does_not_rest(desk: Work) -> None:
    number = desk.log("01-12 09:00")
    desk.engine.desk.reply(number, "Done.", then=Status.RESOLVED, now=at("01-12 10:00"))
    desk.engine.desk.customer_wrote(number, "Is it?", now=at("01-12 10:00"))

    with desk.engine.database.read() as connection:
        ((one,),) = glances.every(connection, None, at_once=100)

    assert one.rests_since is None
    assert desk.clock(number, "next_response", when="01-12 11:00").clock.ended_at is None


@pytest.mark.parametrize(("months", "read"), [("2026-02", {1, 2, 3, 4}), ("2027-06", {2, 3, 4})])
def test_of_tickets_that_rested_before_only_each_customers_last_is_worked_out(
    desk: Work, wound: list[int], months: str, read: set[int]
) -> None:
    acme = desk.customer("Acme")
    for minute, customer in (("00", acme), ("10", acme), ("20", None), ("30", acme)):
        desk.log(f"01-12 09:{minute}", customer=customer)
    for number in (1, 2, 3):
        desk.engine.desk.reply(number, "Done.", then=Status.RESOLVED, now=at("01-12 10:00"))
    now = at("01-12 10:00") + 600 * DAY
    closed, _ = desk.engine.closing.close(Period.parse(months), customer=None, now=now, anyway=True)
    assert closed.seal is not None
    wound.clear()

    assert desk.engine.closing.verify(closed.seal.number, now=now).identical

    assert set(wound) == read


def test_tickets_that_came_after_the_period_are_not_worked_out(desk: Work, wound: list[int]) -> None:
    acme = desk.customer("Acme")
    for when in ("01-12 09:00", "02-12 09:00"):
        desk.log(when, customer=acme)
    closed, _ = desk.engine.closing.close(JANUARY, customer=None, now=at("03-02 09:00"), anyway=True)
    assert closed.seal is not None
    wound.clear()

    assert desk.engine.closing.verify(closed.seal.number, now=at("03-02 10:00")).identical

    assert set(wound) == {1}


@pytest.mark.parametrize(
    "altered",
    [
        "UPDATE told_clocks SET breached = 1",
        "UPDATE told_clocks SET used = used + 600",
        "UPDATE told_tickets SET received_at = received_at - 86400 * 40",
        "DELETE FROM told_tickets",
        "UPDATE tickets SET over_at = 0, recap = NULL",
    ],
)
def test_what_was_altered_of_the_kept_rows_is_found(desk: Work, altered: str) -> None:
    """The report was closed from them."""
    number = desk.log("01-12 09:00", customer=desk.customer("Acme"))
    desk.engine.desk.reply(number, "Done.", then=Status.RESOLVED, now=at("01-12 10:00"))
    with desk.engine.database.write() as connection:
        connection.exec_driver_sql(altered)
    closed, _ = desk.engine.closing.close(JANUARY, customer=None, now=at("02-02 09:00"), anyway=True)
    assert closed.seal is not None

    assert not desk.engine.closing.verify(closed.seal.number, now=at("02-02 10:00")).identical


def test_what_a_list_names_is_told_with_its_clocks(desk: Work) -> None:
    """One was late, another met with hardly any time left."""
    acme = desk.customer("Acme")
    for when, answered in (("01-12 09:00", "01-12 12:55"), ("01-13 09:00", "01-13 13:30")):
        number = desk.log(when, customer=acme)
        desk.engine.desk.reply(number, "Done.", then=Status.RESOLVED, now=at(answered))
    closed, _ = desk.engine.closing.close(JANUARY, customer=None, now=at("02-02 09:00"), anyway=True)
    assert closed.seal is not None

    assert ([one.number for one in closed.near_misses], [one.number for one in closed.late]) == ([1], [2])
    assert desk.engine.closing.verify(closed.seal.number, now=at("02-02 10:00")).identical


def test_a_duplicate_names_its_ticket_however_long_that_rested(desk: Work) -> None:
    acme, birch = desk.customer("Acme"), desk.customer("Birch")
    for _ in range(2):
        number = desk.log("01-12 09:00", customer=birch)
        desk.engine.desk.resolve(number, now=at("01-12 10:00"))
    now = at("01-12 10:00") + 600 * DAY
    double, _ = desk.engine.desk.log(desk.draft(customer=acme), now=now)
    with desk.engine.database.write() as connection:
        ids = {number: id_ for id_, number in tickets.numbers(connection).items()}
        stamp = {"id": events.Minter(connection, desk.engine.database.replica)(), "by": "sam"}
        mark = NotMeasured(**stamp, occurred_at=now, recorded_at=now, reason=NotMeasuredReason.DUPLICATE, other=ids[2])
        events.append(connection, [(ids[double], mark)])
        keep(connection, [ids[double]], desk.engine.rules(connection))

    for customer in (acme, None):
        closed, _ = desk.engine.closing.close(
            Period.parse("2027-09"), customer=customer, now=now + 40 * DAY, anyway=True
        )
        assert [ticket.other for ticket in closed.not_measured] == [2]
        assert closed.seal is not None
        assert desk.engine.closing.verify(closed.seal.number, now=now + 41 * DAY).identical
