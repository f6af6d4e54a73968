"""What if, against a recount from scratch: an oracle walks through generated tickets under both sets of rules."""

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from slaapp.domain.agreement import Agreement, Metric
from slaapp.domain.calendar import CalendarLine, Opening
from slaapp.domain.compliance import METRICS
from slaapp.domain.events import Corrected, EventId, Received, Retracted, TicketEvent
from slaapp.domain.longer_hours import longer_hours, with_opening
from slaapp.engine import Engine
from slaapp.services import bulk
from tests.oracles import clocks as oracle
from tests.oracles.clocks import Law
from tests.services.conftest import at
from tests.services.test_whatif import NAME
from tests.tickets import QUARTER, agreements, histories

HOURS = "Support hours"
BEGIN = at("02-02 09:00")
Counted = dict[tuple[object, ...], list[int]]


@st.composite
def several(draw: st.DrawFn) -> list[tuple[TicketEvent, ...]]:
    begins = draw(st.lists(st.integers(0, 400), min_size=1, max_size=4))
    return [draw(histories(BEGIN + begin * QUARTER, amendments=True)) for begin in begins]


def numbered(found: Sequence[Sequence[TicketEvent]], replica: str) -> list[list[TicketEvent]]:
    """As one store would have written them."""
    seq, made = 0, []
    for number, history in enumerate(found, start=1):
        ids = {event.id: EventId(replica, seq + place) for place, event in enumerate(history, start=1)}
        seq += len(history)
        made.append([_renamed(event, ids, number) for event in history])
    return made


def _renamed(event: TicketEvent, ids: dict[EventId, EventId], number: int) -> TicketEvent:
    event = replace(event, id=ids[event.id])
    if isinstance(event, Received):
        return replace(event, number=number, subject=f"Ticket {number}")
    return replace(event, event=ids[event.event]) if isinstance(event, Corrected | Retracted) else event


def counted(
    history: Sequence[TicketEvent], rules: Agreement, line: CalendarLine, now: int, into: Counted
) -> dict[tuple[object, ...], bool]:
    """Adds its clocks; gives which of those that are decided are late."""
    late = {}
    for one in oracle.clocks(history, [Law(None, rules, {HOURS: line})], now):
        if one.verdict is not None:
            held = into[one.metric, one.severity, one.tier]
            is_late = late[one.metric, one.tier, one.cycle] = one.verdict == "breached"
            held[is_late] += 1
            held[2] += (one.late or 0) if is_late else 0
    return late


@settings(max_examples=20)
@given(several(), agreements(internal=True), st.booleans(), st.integers(0, 200))
def test_whatever_happened_the_figures_are_those_of_a_recount(
    found: list[tuple[TicketEvent, ...]], rules: Agreement, longer: bool, later: int
) -> None:
    draft = replace(rules, name=NAME, version=2, calendar=HOURS, calendar_by_severity={})
    now = max(max(event.occurred_at, event.recorded_at) for history in found for event in history) + later * QUARTER
    with (
        tempfile.TemporaryDirectory() as folder,
        Engine.open(Path(folder) / "desk.slaapp", user="sam", now=BEGIN - 1, is_test=True, zone="UTC") as engine,
    ):
        written = numbered(found, engine.database.replica)
        with engine.database.write() as connection:
            tickets = [bulk.NewTicket(f"t{n}", history) for n, history in enumerate(written)]
            bulk.write(connection, tickets, engine.rules(connection), zone="UTC")
        usual, opening = engine.hours(HOURS), (5, Opening(9 * 60, 12 * 60))
        hours = {HOURS: longer_hours(usual, *opening)} if longer else {}
        line = with_opening(usual.line, *opening) if longer else usual.line
        (in_force,) = engine.catalogue.agreements()

        made = engine.what_ifs.run(draft, now=now, months=12, hours=hours)

    before, after = defaultdict(lambda: [0, 0, 0]), defaultdict(lambda: [0, 0, 0])
    flips: list[tuple[int, Metric, str, int]] = []
    for number, history in enumerate(written, start=1):
        was = counted(history, in_force, usual.line, now, before)
        would = counted(history, draft, line, now, after)
        flips += [(number, *key) for key in {**was, **would} if was.get(key, False) is not would.get(key, False)]
    for side, expected in (("before", before), ("after", after)):
        told = {
            (change.metric, change.severity, change.tier): [part.tally.met, part.tally.breached, part.late]
            for change in made.changes
            if (part := getattr(change, side)).tally.decided
        }
        assert told == expected
    told_flips = [(flip.number, flip.metric, flip.tier, flip.cycle) for flip in made.flips]
    assert told_flips == sorted(flips, key=lambda key: (key[0], METRICS.index(key[1]), key[2] != "public", key[3]))
    assert made.subjects.keys() == {number for number, *_ in flips}
