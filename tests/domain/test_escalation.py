"""The steps of an escalation that any ticket has reached: the same ones whenever somebody looks."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from slaapp.domain.agreement import EscalationStep, Severity, StepAct
from slaapp.domain.escalation import Reached, reached
from slaapp.domain.history import effective
from slaapp.domain.spans import Instant
from tests.clockwork import terms_line
from tests.tickets import QUARTER, Case, cases

STEPS = tuple(EscalationStep(severity, None, at, StepAct.NOTIFY, "") for severity in Severity for at in (50, 100, 150))


def of(case: Case, now: Instant) -> tuple[Reached, ...]:
    history = effective(case.events, until=now)
    laws = [replace(law, agreement=replace(law.agreement, escalation=STEPS)) for law in case.laws]
    return reached(history, effective(case.absorbed, until=now), terms_line(laws), now) if history else ()


@given(cases(merged=True, versions=True))
def test_whatever_happened_the_steps_that_were_reached_are_found(case: Case) -> None:
    instants = [one.at for one in of(case, case.now)]
    assert instants == sorted(instants)
    assert all(at <= case.now for at in instants)


@given(cases(amendments=False), st.integers(0, 40))
def test_who_looks_later_finds_what_could_be_found_before(case: Case, quarters: int) -> None:
    if all(before.occurred_at <= event.occurred_at for before, event in pairwise(case.events)):
        then = case.now - quarters * QUARTER
        assert [one for one in of(case, case.now) if one.at <= then] == list(of(case, then))
