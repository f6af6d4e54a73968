"""What-if against an oracle that counts every clock of both sides for itself."""

from collections import Counter

from hypothesis import given

from slaapp.domain.what_if import Comparing
from tests.clockwork import hours_of, wound
from tests.oracles import clocks as oracle
from tests.oracles.clocks import Law, Shown
from tests.tickets import Case, cases


def counted(case: Case, law: Law) -> list[Shown]:
    return [one for one in oracle.clocks(case.events, [law], case.now) if one.verdict is not None]


def cells(found: list[Shown]) -> dict[tuple[object, ...], tuple[int, int, int]]:
    tallies: dict[tuple[object, ...], Counter[str]] = {}
    for one in found:
        held = tallies.setdefault((one.metric, one.severity, one.tier), Counter())
        held[str(one.verdict)] += 1
        held["late"] += (one.late or 0) if one.verdict == "breached" else 0
    return {cell: (held["met"], held["breached"], held["late"]) for cell, held in tallies.items()}


def late(found: list[Shown]) -> set[tuple[object, ...]]:
    return {(one.tier, one.metric, one.cycle) for one in found if one.verdict == "breached"}


@given(cases(), cases())
def test_both_sides_and_what_flips_are_those_of_the_oracle(case: Case, other: Case) -> None:
    before, after = case.laws[0], Law(None, other.laws[0].agreement, other.laws[0].calendars)
    comparing = Comparing(case.now, hours_of([before]), hours_of([after]))

    comparing.take(7, wound(case.events, [before], case.now), wound(case.events, [after], case.now))

    changes = comparing.changes((), ())
    was, now = counted(case, before), counted(case, after)
    for side, expected in (("before", cells(was)), ("after", cells(now))):
        told = {
            (change.metric, change.severity, change.tier): (held.tally.met, held.tally.breached, held.late)
            for change in changes
            if (held := getattr(change, side)).tally.decided
        }
        assert told == expected
    assert {(flip.tier, flip.metric, flip.cycle) for flip in comparing.flips} == late(was) ^ late(now)
