"""A report reads what it must of the tickets that reach into it: it tells what it would if all had been read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from slaapp.domain.agreement import CountingBasis, Severity, Status
from slaapp.domain.events import NotMeasuredReason
from slaapp.domain.period import Period
from slaapp.domain.spans import DAY, HOUR, MINUTE
from slaapp.engine import Engine
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.monthly import build
from slaapp.reports.scope import Scope
from slaapp.services import report_scope
from slaapp.services.report_tickets import Looking
from slaapp.storage import recaps, tickets
from slaapp.storage.reach import reaching
from tests.services.conftest import Work, at
from tests.services.test_closed_for_good import do, resolve_all
from tests.services.test_random_acts import NAMES, WALK, Step, hands_at_work

MONTHS = ("2026-01", "2026-02", "2026-03", "2026-07", "2026-12", "2027-01", "2027-02", "2027-05")
PERIODS = (*MONTHS, "2026", "2026-Q2", "2027", "2027-Q1", "2026-W09")
STEPS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(0, 4), st.integers(0, 4), st.sampled_from((0, 1, 40, 200, 1500))),
    max_size=16,
)
LATER = 24 * 60
A_YEAR = 365 * LATER

STORIES: dict[str, tuple[list[Step], list[Step]]] = {
    "all that can be done": (WALK, [("log", 0, 0, A_YEAR), ("reply", 3, 0, 40), ("note", 1, 0, 1)]),
    "reopened": ([("resolve", 0, 0, 40), ("reopen", 0, 0, LATER)], []),
    "taken out and back": ([("exclude", 0, 0, 40), ("reopen", 0, 0, LATER)], []),
    "taken out": ([("exclude", 0, 1, 40)], []),
    "taken out when it was late": ([("exclude", 0, 0, 20 * LATER)], []),
    "waited for": ([("status", 0, 1, 40), ("wrote", 0, 0, LATER)], []),
    "received earlier than was said": ([("received", 0, 4, 40)], []),
    "a late severity": ([("severity", 0, 4, 40), ("severity", 1, 0, 200)], []),
    "undone": ([("resolve", 0, 0, 40), ("retract", 0, 0, LATER)], []),
    "waived": ([("resolve", 0, 0, 20 * LATER), ("waive", 0, 2, 40)], []),
    "explained": ([("resolve", 0, 0, 20 * LATER), ("explain", 0, 2, 1)], []),
    "answered, which took a minute": ([("reply", 0, 1, 40), ("reply", 1, 1, 300)], []),
    "told late": ([("wrote", 0, 3, 300)], []),
    "merged": ([("merge", 0, 0, 40), ("wrote", 1, 0, LATER)], []),
    "merged into a later one": ([("log", 0, 0, 40 * LATER), ("merge", 0, 2, 40)], []),
    "merged, and what was merged is undone": ([("merge", 0, 0, 40)], [("retract", 0, 0, A_YEAR)]),
    "merged later": ([("wrote", 0, 0, 40)], [("merge", 0, 0, A_YEAR)]),
    "written to when it was done": ([], [("wrote", 0, 0, A_YEAR)]),
    "corrected later": ([], [("received", 0, 2, A_YEAR)]),
    "a year late": ([], [("waive", 0, 2, A_YEAR), ("explain", 0, 0, 1), ("exclude", 1, 1, 1), ("reopen", 2, 0, 1)]),
    "moved to another customer": ([], [("edit", 0, 4, A_YEAR)]),
}


@pytest.mark.parametrize(
    ("text", "who"), [("2026-01", 0), ("2026-02", 1), ("2026-12", 1), ("2027-02", 1), ("2026", 0), ("2027", 1)]
)
@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_told_the_same(story: str, text: str, who: int) -> None:
    first, then = STORIES[story]

    told_the_same(first, then, text, who, Scope())


@settings(max_examples=settings.default.max_examples // 2)
@given(
    STEPS,
    STEPS,
    st.sampled_from((0, 20, 100, 300, 370, 500)),
    st.sampled_from(PERIODS),
    st.integers(0, 2),
    st.sampled_from((None, None, None, *Severity)),
    st.sampled_from((None, *CountingBasis)),
)
def test_what_is_left_aside_changes_no_figure(
    first: list[Step],
    then: list[Step],
    days: int,
    text: str,
    who: int,
    severity: Severity | None,
    basis: CountingBasis | None,
) -> None:
    """Of one customer, of both, and of everybody; all that can be is resolved before some of it goes on days later."""
    told_the_same(first, [("note", 0, 0, days * LATER), *then], text, who, Scope(severity=severity, basis=basis))


def told_the_same(first: list[Step], then: list[Step], text: str, who: int, scope: Scope) -> None:
    """Of the first `who` customers; of none of them by name: of everybody."""
    with hands_at_work() as hands:
        engine = hands.engine
        do(hands, first)
        resolve_all(hands)
        do(hands, then)
        period = Period.parse(text)
        now = max(hands.now, period.span(engine.hours()).start + 8 * HOUR)
        wanted = replace(scope, customers=tuple(hands.customers[:who]))

        assert made(engine, period, wanted, now) == made(engine, period, wanted, now, of_everything=True)


def made(engine: Engine, period: Period, scope: Scope, now: int, *, of_everything: bool = False) -> MonthlyReport:
    with pytest.MonkeyPatch.context() as patch:
        if of_everything:
            patch.setattr(report_scope, "reaching", lambda held, *_: frozenset(tickets.numbers(held)))
            patch.setattr(Looking, "_add_up", lambda *_: None)
            patch.setattr(recaps, "told", lambda *_: ())
            patch.setattr(recaps, "of", lambda *_: [])
        return build(engine.reporting.data(period, scope, now=now, time_spent=True))


@pytest.mark.parametrize("whole", [False, True])
def test_what_was_over_before_is_not_read(desk: Work, wound: list[int], whole: bool) -> None:
    acme = desk.customer("Acme")
    over, last, still_open = (desk.log(f"01-12 09:{n}0", customer=acme) for n in range(3))
    for number in (over, last):
        desk.engine.desk.reply(number, "Done.", then=Status.RESOLVED, now=at("01-12 10:00"))
    desk.engine.desk.reply(still_open, "On it.", now=at("01-12 10:00"))
    wound.clear()

    scope = Scope() if whole else Scope(customers=(acme,))
    desk.engine.reporting.data(Period.parse("2027-06"), scope, now=at("01-12 10:00") + 600 * DAY)

    assert set(wound) == {still_open}


def test_an_open_ticket_without_a_clock_is_not_forgotten(desk: Work) -> None:
    acme = desk.customer("Acme")
    number = desk.log("01-12 09:00", customer=acme)
    desk.engine.desk.exclude(number, NotMeasuredReason.OUT_OF_SCOPE, now=at("01-12 10:00"))

    report = made(desk.engine, Period.parse("2027-06"), Scope(customers=(acme,)), at("01-12 10:00") + 600 * DAY)

    assert [ticket.number for ticket in report.backlog.oldest] == [number]


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("ago", [600 * DAY, MINUTE])
def test_what_was_written_later_than_now_is_not_known_yet(desk: Work, whole: bool, ago: int) -> None:
    """The computer's clock was put back: a ticket of long ago was resolved only in what now is the future."""
    acme = desk.customer("Acme")
    number = desk.log("01-12 09:00", customer=acme)
    now = at("01-12 10:00") + 600 * DAY
    desk.engine.desk.resolve(number, at=now - ago, now=now + MINUTE)

    scope = Scope() if whole else Scope(customers=(acme,))
    report = made(desk.engine, Period.parse("2027-09"), scope, now)

    assert [ticket.number for ticket in report.backlog.oldest] == [number]


def test_a_ticket_reaches_as_far_as_what_was_merged_into_it(desk: Work) -> None:
    acme = desk.customer("Acme")
    loser, survivor = desk.log("01-12 09:00"), desk.log("01-12 09:10", customer=acme)
    desk.engine.desk.merge(loser, survivor, now=at("01-12 09:30"))
    desk.engine.desk.resolve(survivor, now=at("01-12 10:00"))
    desk.engine.desk.note(loser, "Found the invoice.", now=at("02-12 10:00"))

    with desk.engine.database.read() as connection:
        ids = tickets.numbers(connection)
        reached = reaching(connection, at("02-01 00:00"), [acme])

    assert {ids[ticket] for ticket in reached} == {survivor}


def test_what_is_corrected_a_year_later_is_listed_then(desk: Work) -> None:
    acme = desk.customer("Acme")
    number = desk.log("01-12 09:00", customer=acme)
    desk.engine.desk.resolve(number, now=at("01-12 10:00"))
    now = at("01-12 10:00") + 600 * DAY
    desk.engine.desk.correct_received(number, at("01-12 08:30"), reason="Misread", now=now)

    report = made(desk.engine, Period.parse("2027-09"), Scope(customers=(acme,)), now)

    assert [entry.number for entry in report.amendments] == [number]
