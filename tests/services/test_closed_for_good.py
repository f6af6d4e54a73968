"""Whatever is done after a month was closed, not a byte of its figures changes, and history gives them again (R7)."""

import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from slaapp.domain.compliance import Month
from slaapp.domain.errors import Refusal, StoreRefusal
from slaapp.domain.period import Period, PeriodKind
from slaapp.domain.spans import MINUTE
from slaapp.reports.month_json import to_json
from slaapp.reports.restating import restatement
from slaapp.reports.scope import Scope
from slaapp.reports.seal import Restatement
from slaapp.services import closed_reports
from tests.services.conftest import at
from tests.services.test_random_acts import NAMES, STEPS, WALK, Hands, Step, hands_at_work

JANUARY, FEBRUARY = Month(2026, 1), Month(2026, 2)


def test_a_thousand_later_edits_change_nothing() -> None:
    dice = random.Random(5)
    edits = [
        (dice.choice(NAMES), dice.randrange(40), dice.randrange(5), dice.choice((0, 1, 40, 200))) for _ in range(1000)
    ]

    restated = closed_then(WALK, edits, whole=False)

    assert restated, "or the edits would not have reached back"


@settings(max_examples=settings.default.max_examples // 6)
@given(STEPS, STEPS, st.booleans())
def test_no_later_edits_change_anything(before: list[Step], after: list[Step], whole: bool) -> None:
    """Of a customer's month or of the company's."""
    closed_then(before, after, whole=whole)


@settings(max_examples=settings.default.max_examples // 6)
@given(STEPS, STEPS, STEPS)
def test_a_report_restates_what_working_out_every_month_anew_would(
    first: list[Step], second: list[Step], third: list[Step]
) -> None:
    """Only those are worked out into which something reaches back: none is missed."""
    with hands_at_work() as hands:
        engine = hands.engine
        acme = hands.customers[0]
        for month, begins, steps in ((JANUARY, "02-02 09:00", first), (FEBRUARY, "03-02 09:00", second)):
            do(hands, steps)
            hands.now = max(hands.now, at(begins))
            engine.closing.close(Period.of_month(month), customer=acme, now=hands.now, anyway=True)
        do(hands, third)

        found = engine.reporting.month(Month(2026, 3), customer=acme, now=hands.now).restatements

        with engine.database.read() as connection:
            closed = closed_reports.of_kind(connection, acme, PeriodKind.MONTH)
        anew = (
            restatement(
                closed_reports.stated_last(one, closed),
                one.seal.number,
                engine.reporting.figures(one.report.days, customer=acme, now=hands.now),
            )
            for one in closed
        )
        assert list(found) == [one for one in anew if one is not None]
        for one in closed:
            assert engine.closing.verify(one.seal.number, now=hands.now).identical


def closed_then(before: list[Step], after: list[Step], *, whole: bool) -> list[Restatement]:
    """January is worked and closed, then the desk goes on, back-dating and correcting as it likes: what it restates."""
    with hands_at_work() as hands:
        engine = hands.engine
        do(hands, before)
        hands.now = max(hands.now, at("02-02 09:00"))
        customer = None if whole else hands.customers[0]
        scope = Scope() if customer is None else Scope(customers=(customer,))
        engine.closing.close(Period.of_month(JANUARY), customer=customer, now=hands.now, anyway=True)
        issued = figures(hands, scope)
        for step in after:
            do(hands, [step])
            assert figures(hands, scope) == issued
        found = engine.closing.verify("R2026-001", now=hands.now)
        assert (found.document, found.history) == ((), ())
        restated = [*engine.reporting.report(Period.of_month(FEBRUARY), scope, now=hands.now).restatements]
        assert restated == ([] if found.since is None else [found.since])
        return restated


def do(hands: Hands, steps: list[Step]) -> None:
    """What the desk refuses is not done."""
    for step in steps:
        hands.now += step[3] * MINUTE
        try:
            hands.act(step)
        except StoreRefusal:
            raise
        except Refusal:
            continue


def resolve_all(hands: Hands) -> None:
    """As far as that can be done."""
    do(hands, [("resolve", which, 0, 40) for which in range(len(hands.numbers))])


def figures(hands: Hands, scope: Scope) -> bytes:
    report = hands.engine.reporting.report(Period.of_month(JANUARY), scope, now=hands.now)
    return json.dumps(to_json(report)).encode()
