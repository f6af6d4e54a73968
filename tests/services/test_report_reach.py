"""A report is made of the tickets that reach into what it tells: it tells what it would if all had been read."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from slaapp.domain.agreement import CountingBasis, Severity, Status
from slaapp.domain.errors import Refusal, StoreRefusal
from slaapp.domain.period import Period
from slaapp.domain.spans import DAY, HOUR, MINUTE
from slaapp.engine import Engine
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.monthly import build
from slaapp.reports.scope import Scope
from slaapp.services import report_scope
from slaapp.services.rulebook import SINCE_EVER
from slaapp.storage.reach import reaching
from tests.services.conftest import Work, at
from tests.services.test_random_acts import NAMES, WALK, Hands, Step

PERIODS = ("2026-01", "2026-03", "2026-07", "2026", "2027-01", "2027-02", "2027-Q1", "2027-W20", "2027", "2028-03")
LONG_AGO: list[Step] = [*WALK, ("log", 0, 0, 500_000), ("reply", 3, 0, 40), ("wrote", 0, 0, 30_000), ("note", 1, 0, 1)]
MERGED: list[Step] = [("merge", 0, 0, 40), ("resolve", 0, 0, 40), ("resolve", 2, 0, 1), ("wrote", 1, 0, 600_000)]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.integers(0, 4),
        st.integers(0, 4),
        st.sampled_from((0, 40, 200, 1500, 1500, 30_000, 200_000)),
    ),
    min_size=8,
    max_size=24,
)


@settings(max_examples=settings.default.max_examples // 2)
@example(LONG_AGO, "2027-02", 2, None, None)
@example(LONG_AGO, "2027-01", 0, Severity.NORMAL, CountingBasis.RECEIVED)
@example(MERGED, "2027-03", 2, None, None)
@given(
    STEPS,
    st.sampled_from(PERIODS),
    st.integers(0, 2),
    st.sampled_from((None, None, *Severity)),
    st.sampled_from((None, *CountingBasis)),
)
def test_what_is_left_aside_changes_no_figure(
    steps: list[Step], text: str, who: int, severity: Severity | None, basis: CountingBasis | None
) -> None:
    """Of one customer, of both, and of everybody."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "desk.slaapp"
        with Engine.open(store, user="sam", now=at("01-05 08:00"), is_test=True, zone="UTC") as engine:
            hands = Hands(engine)
            for step in steps:
                hands.now += step[3] * MINUTE
                try:
                    hands.act(step)
                except StoreRefusal:
                    raise
                except Refusal:
                    pass  # what cannot be done now leaves everything as it was
            period = Period.parse(text)
            now = max(hands.now, period.span(engine.hours()).start + 8 * HOUR)
            customers = ((hands.customers[0],), tuple(hands.customers), ())[who]
            scope = Scope(customers=customers, severity=severity, basis=basis)

            assert made(engine, period, scope, now) == made(engine, period, scope, now, of_everything=True)


def made(engine: Engine, period: Period, scope: Scope, now: int, *, of_everything: bool = False) -> MonthlyReport:
    with pytest.MonkeyPatch.context() as patch:
        if of_everything:
            patch.setattr(
                report_scope, "reaching", lambda held, _, customers=None: reaching(held, SINCE_EVER, customers)
            )
        return build(engine.reporting.data(period, scope, now=now, time_spent=True))


@pytest.mark.parametrize("whole", [False, True])
def test_what_was_over_before_is_not_read(desk: Work, wound: list[int], whole: bool) -> None:
    """Of everybody, each customer's last ticket is: its line names the agreement by which that was measured."""
    acme = desk.customer("Acme")
    over, last, still_open = (desk.log(f"01-12 09:{n}0", customer=acme) for n in range(3))
    for number in (over, last):
        desk.engine.desk.reply(number, "Done.", then=Status.RESOLVED, now=at("01-12 10:00"))
    desk.engine.desk.reply(still_open, "On it.", now=at("01-12 10:00"))
    wound.clear()

    scope = Scope() if whole else Scope(customers=(acme,))
    desk.engine.reporting.data(Period.parse("2027-06"), scope, now=at("01-12 10:00") + 600 * DAY)

    assert set(wound) == ({last, still_open} if whole else {still_open})
