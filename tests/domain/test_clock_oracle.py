"""The engine against a simulator of another shape: every field of every clock, at any instant."""

from hypothesis import given
from msgspec.structs import asdict

from slaapp.domain.agreement import SeverityChange
from tests.clockwork import shown
from tests.oracles import clocks as oracle
from tests.oracles.clocks import Shown
from tests.tickets import Case, cases


def agree(case: Case) -> None:
    told = shown(case.events, case.laws, case.now, absorbed=case.absorbed)
    counted = oracle.clocks(case.events, case.laws, case.now, absorbed=case.absorbed)
    assert [*map(_line, told)] == [*map(_line, counted)]


def _line(clock: Shown) -> str:
    return " ".join(f"{name}={value}" for name, value in asdict(clock).items())


@given(cases(amendments=False, change=SeverityChange.LADDER))
def test_ladder(case: Case) -> None:
    agree(case)


@given(cases(amendments=False, change=SeverityChange.FROM_START))
def test_from_start(case: Case) -> None:
    agree(case)


@given(cases(amendments=False, change=SeverityChange.RESTART))
def test_restart(case: Case) -> None:
    agree(case)


@given(cases())
def test_amended_histories(case: Case) -> None:
    agree(case)


@given(cases(merged=True))
def test_merged_tickets(case: Case) -> None:
    agree(case)


@given(cases(versions=True))
def test_versions_that_apply_to_open_tickets(case: Case) -> None:
    agree(case)
