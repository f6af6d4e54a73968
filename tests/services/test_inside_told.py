"""What is inside of a report is the same whether tickets with which all is over are added up or read one by one."""

from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from slaapp.domain.agreement import CountingBasis, Metric, Severity, Status
from slaapp.domain.events import NotMeasuredReason
from slaapp.domain.period import Period
from slaapp.domain.spans import DAY, HOUR
from slaapp.engine import Engine
from slaapp.reports.inside import Inside
from slaapp.reports.scope import Scope
from slaapp.storage import tickets, told_inside
from slaapp.storage.told_inside import Within
from tests.services.conftest import Work, at
from tests.services.test_closed_for_good import do, resolve_all
from tests.services.test_random_acts import Step, hands_at_work
from tests.services.test_report_reach import LATER, PERIODS, STEPS, STORIES

JANUARY = Period.parse("2026-01")


@pytest.mark.parametrize(("text", "who"), [("2026-01", 0), ("2026", 1), ("2027-02", 0)])
@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_told_the_same(story: str, text: str, who: int) -> None:
    told_the_same(*STORIES[story], text, who, Scope())


@settings(max_examples=settings.default.max_examples // 2)
@given(
    STEPS,
    STEPS,
    st.sampled_from((0, 20, 300, 370)),
    st.sampled_from(PERIODS),
    st.integers(0, 2),
    st.sampled_from((None, None, *Severity)),
    st.sampled_from((None, *CountingBasis)),
)
def test_what_is_added_up_changes_no_figure(
    first: list[Step],
    then: list[Step],
    days: int,
    text: str,
    who: int,
    severity: Severity | None,
    basis: CountingBasis | None,
) -> None:
    told_the_same(first, [("note", 0, 0, days * LATER), *then], text, who, Scope(severity=severity, basis=basis))


def told_the_same(first: list[Step], then: list[Step], text: str, who: int, scope: Scope) -> None:
    """Of the first `who` customers, whose tickets are Kim's, Jo's and nobody's."""
    with hands_at_work() as hands:
        engine = hands.engine
        kim, jo = (engine.catalogue.add_person(name, now=hands.now) for name in ("Kim L.", "Jo T."))
        do(hands, first)
        for number, person in zip(hands.numbers, (kim, jo), strict=False):
            engine.desk.assign(number, person, now=hands.now)
        resolve_all(hands)
        do(hands, then)
        period = Period.parse(text)
        now = max(hands.now, period.span(engine.hours()).start + 8 * HOUR)
        wanted = replace(scope, customers=tuple(hands.customers[:who]))

        assert inside(engine, period, wanted, now) == inside(engine, period, wanted, now, of_everything=True)


def inside(engine: Engine, period: Period, scope: Scope, now: int, *, of_everything: bool = False) -> Inside:
    with pytest.MonkeyPatch.context() as patch:
        if of_everything:
            patch.setattr(told_inside, "unsettled", lambda held, _: list(tickets.numbers(held)))
            for name in ("moved", "counted", "margins", "late", "breached"):
                patch.setattr(told_inside, name, lambda *_: ())
        return engine.reporting.desk_edition(period, scope, now=now).inside


def test_a_ticket_with_which_all_is_over_is_not_read(desk: Work, wound: list[int]) -> None:
    acme = desk.customer("Acme")
    for minute in ("00", "10"):
        desk.log(f"01-12 09:{minute}", customer=acme)
    desk.engine.desk.reply(1, "Done.", then=Status.RESOLVED, now=at("01-12 12:30"))
    now = at("02-02 09:00")
    desk.engine.closing.close(JANUARY, customer=acme, now=now, anyway=True)
    wound.clear()

    found = desk.engine.reporting.desk_edition(JANUARY, Scope(customers=(acme,)), now=now).inside

    assert set(wound) == {2}
    assert (1, Metric.FIRST_RESPONSE, 30 * 60) in [(one.number, one.metric, one.late) for one in found.late]


def test_of_a_month_that_is_over_those_that_came_later_are_not_read(desk: Work) -> None:
    for when, answered in (("01-30 16:00", "02-02 10:00"), ("02-12 09:00", "02-12 10:00")):
        number = desk.log(when)
        desk.engine.desk.reply(number, "Done.", then=Status.RESOLVED, now=at(answered))
    period = JANUARY.span(desk.engine.hours())
    within = Within(
        period=period,
        cut_off=period.end,
        basis=CountingBasis.DECIDED,
        customers=None,
        services=None,
        agreement=None,
        severity=None,
    )

    with desk.engine.database.read() as connection:
        numbers = tickets.numbers(connection)
        read = [numbers[ticket] for ticket in told_inside.unsettled(connection, within)]

    assert read == [1]


@pytest.mark.parametrize("severity", [None, Severity.LOW, Severity.NORMAL])
def test_clocks_that_count_under_different_severities_are_held_apart(desk: Work, severity: Severity | None) -> None:
    """In public the normal level is due first, internally the low one, since the ticket was raised in between."""
    for answered in ("01-12 15:30", "01-12 16:36"):
        number = desk.log("01-12 09:00", "low", customer=desk.customer(f"Customer {answered}"))
        desk.engine.desk.set_severity(number, Severity.NORMAL, now=at("01-12 12:30"))
        desk.engine.desk.reply(number, "Done.", then=Status.RESOLVED, now=at(answered))
    scope, now = Scope(severity=severity), at("02-02 09:00")

    found = inside(desk.engine, JANUARY, scope, now)

    assert found == inside(desk.engine, JANUARY, scope, now, of_everything=True)
    late = [(one.number, one.severity) for one in found.late if one.metric is Metric.FIRST_RESPONSE]
    expected = {None: [1], Severity.LOW: [1, 2], Severity.NORMAL: []}[severity]
    assert late == [(number, Severity.LOW) for number in expected]


def test_no_margin_lies_between_targets_of_different_severities(desk: Work) -> None:
    """In public the low level is due first, internally the normal one."""
    times = {
        '[targets.internal.normal.first_response]\nallowed = "3h"': "1h",
        '[targets.public.normal.first_response]\nallowed = "4h"': "7h",
    }
    desk.agreement(
        lambda text: reduce(lambda held, pair: held.replace(pair[0], f'{pair[0][:-3]}{pair[1]}"'), times.items(), text),
        when="01-05 08:30",
    )
    number = desk.log("01-12 09:00", "low", customer=desk.customer("Acme"))
    desk.engine.desk.set_severity(number, Severity.NORMAL, now=at("01-12 12:00"))
    desk.engine.desk.reply(number, "Done.", then=Status.RESOLVED, now=at("01-12 15:00"))
    now = at("02-02 09:00")

    found = inside(desk.engine, JANUARY, Scope(), now)

    assert found == inside(desk.engine, JANUARY, Scope(), now, of_everything=True)
    late = [one for one in found.late if one.metric is Metric.FIRST_RESPONSE]
    assert [(one.severity, one.target) for one in late] == [(Severity.NORMAL, HOUR)]


def test_a_mark_of_later_is_read(desk: Work) -> None:
    """It takes a clock out of the adjusted figure of the month in which that was decided (R9)."""
    number = desk.log("01-12 09:00", customer=desk.customer("Acme"))
    desk.engine.desk.reply(number, "Done.", then=Status.RESOLVED, now=at("01-12 12:30"))
    desk.engine.desk.exclude(number, NotMeasuredReason.OUT_OF_SCOPE, now=at("02-12 09:00"))

    found = inside(desk.engine, JANUARY, Scope(), at("02-12 09:00") + DAY)

    assert sum(cell.attainment.set_aside_breached for cell in found.cells) == 1
