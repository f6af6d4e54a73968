"""A draft run over the tickets of the past: what it would have made of them, and that nothing is written."""

from datetime import date

import pytest
from msgspec.structs import replace

from slaapp.domain.agreement import Agreement, Metric, Severity, Tier
from slaapp.domain.clock import Verdict
from slaapp.domain.errors import Refusal
from slaapp.domain.longer_hours import weekly_opening, with_opening
from slaapp.domain.spans import HOUR
from slaapp.domain.what_if import Change
from slaapp.domain.working_time import WorkingTime
from slaapp.services.governed import Watch
from slaapp.services.whatif import WhatIf
from slaapp.storage import events, tickets
from tests.oracles import clocks as oracle
from tests.oracles.clocks import Law
from tests.services.conftest import Work, at

NAME = "Standard support"


def answered(desk: Work, received: str, replied: str, severity: str = "high", **draft: object) -> int:
    number = desk.log(received, severity, **draft)
    desk.engine.desk.reply(number, "On it.", now=at(replied))
    return number


def allowing(desk: Work, hours: float, *, when: str) -> Agreement:
    """A draft in which High is answered within so many hours."""
    draft = desk.engine.agreements.begin(NAME, at(when))
    return replace(
        draft,
        targets=tuple(
            replace(one, allowed=int(hours * HOUR))
            if (one.metric, one.severity, one.tier) == (Metric.FIRST_RESPONSE, Severity.HIGH, Tier.PUBLIC)
            else one
            for one in draft.targets
        ),
    )


def high_response(made: WhatIf) -> Change:
    wanted = (Metric.FIRST_RESPONSE, Severity.HIGH, Tier.PUBLIC)
    return next(change for change in made.changes if (change.metric, change.severity, change.tier) == wanted)


def test_a_stricter_draft_names_what_would_be_late_and_by_how_much(desk: Work) -> None:
    quick = answered(desk, "02-02 10:00", "02-02 10:20")
    slow = answered(desk, "02-02 10:00", "02-02 10:50:01")

    made = desk.engine.what_ifs.run(allowing(desk, 0.5, when="02-03 09:00"), now=at("02-03 09:00"), months=12)

    held = high_response(made)
    assert (held.before.tally.met, held.before.tally.breached) == (2, 0)
    assert (held.after.tally.met, held.after.tally.breached, held.after.late) == (1, 1, 1201)
    assert (held.before.met_goal, held.after.met_goal) == (True, False)
    (flip,) = (flip for flip in made.flips if flip.metric is Metric.FIRST_RESPONSE and flip.tier is Tier.PUBLIC)
    assert (flip.number, flip.was, flip.now, flip.late) == (slow, Verdict.MET, Verdict.BREACHED, 1201)
    assert quick != slow
    assert desk.clock(slow, "first_response", when="02-03 09:00").reading.verdict is Verdict.MET, "nothing was written"
    assert desk.sound()


def test_the_ticket_counts_that_was_received_in_the_period_under_that_agreement(desk: Work) -> None:
    answered(desk, "01-30 10:00", "01-30 10:30")
    answered(desk, "02-27 10:00", "02-27 10:30")
    draft = allowing(desk, 1, when="03-10 09:00")

    assert desk.engine.what_ifs.run(draft, now=at("03-10 09:00"), months=1).tickets == 1
    assert desk.engine.what_ifs.run(draft, now=at("03-10 09:00"), months=2).tickets == 2
    assert desk.engine.what_ifs.run(draft, now=at("02-27 10:10"), months=12).tickets == 2, (
        "seen from an earlier instant"
    )


def test_the_draft_governs_from_being_received_and_later_events_are_not_seen_before(desk: Work) -> None:
    answered(desk, "02-27 10:00", "02-27 13:00")

    early = desk.engine.what_ifs.run(allowing(desk, 1, when="02-27 09:00"), now=at("02-27 10:59"), months=1)
    late = desk.engine.what_ifs.run(allowing(desk, 1, when="02-27 09:00"), now=at("02-27 12:00"), months=1)

    assert high_response(early).after.tally.decided == 0
    assert (high_response(late).after.tally.breached, high_response(late).after.late) == (1, HOUR)


def test_longer_hours_change_what_would_have_been_late(desk: Work) -> None:
    answered(desk, "02-06 16:30", "02-07 10:00")  # on a Saturday
    desk.engine.desk.resolve(1, now=at("02-09 16:30"))
    draft = desk.engine.agreements.begin(NAME, at("02-10 09:00"))
    line = desk.engine.hours(draft.calendar).line
    longer = WorkingTime(with_opening(line, *weekly_opening("Sat 09:00-12:00")))

    same = desk.engine.what_ifs.run(draft, now=at("02-10 09:00"), months=1)
    made = desk.engine.what_ifs.run(draft, now=at("02-10 09:00"), months=1, hours={draft.calendar: longer})

    assert not same.flips
    resolution = [flip for flip in made.flips if flip.metric is Metric.RESOLUTION and flip.tier is Tier.PUBLIC]
    assert [(flip.was, flip.now, flip.late) for flip in resolution] == [(Verdict.MET, Verdict.BREACHED, 3 * HOUR)]


def test_the_figures_are_those_of_a_recount_from_scratch(desk: Work) -> None:
    """The oracle walks through every ticket minute by minute, under the draft and under what was in force."""
    for n in range(8):
        number = desk.log(f"02-{n + 2:02} 1{n}:07", ("low", "normal", "high", "urgent")[n % 4])
        if n % 3:
            desk.engine.desk.reply(number, "On it.", now=at(f"02-{n + 3:02} 09:0{n}"))
        if n % 4 == 1:
            desk.engine.desk.set_severity(number, Severity.URGENT, now=at(f"02-{n + 4:02} 10:00"))
        if n % 4:
            desk.engine.desk.resolve(number, now=at(f"02-{n + 5:02} 15:0{n}"))
    draft = allowing(desk, 0.5, when="02-20 12:00")
    now = at("02-20 12:00")

    made = desk.engine.what_ifs.run(draft, now=now, months=3)

    calendars = {draft.calendar: desk.engine.hours(draft.calendar).line}
    (in_force,) = desk.engine.catalogue.agreements()
    with desk.engine.database.read() as connection:
        numbers = tickets.numbers(connection)
        histories = {numbers[id_]: written for id_, written in events.histories(connection).items()}
    for side, agreement in (("before", in_force), ("after", draft)):
        found: dict[tuple[object, ...], list[int]] = {}
        for number in range(1, 9):
            for one in oracle.clocks(histories[number], [Law(None, agreement, calendars)], now):
                if one.verdict is not None:
                    held = found.setdefault((one.metric, one.severity, one.tier), [0, 0, 0])
                    held[one.verdict == "breached"] += 1
                    held[2] += (one.late or 0) if one.verdict == "breached" else 0
        told = {
            (change.metric, change.severity, change.tier): [part.tally.met, part.tally.breached, part.late]
            for change in made.changes
            if (part := getattr(change, side)).tally.decided
        }
        assert told == found


def test_it_can_be_stopped_and_says_how_far_it_is(desk: Work) -> None:
    answered(desk, "02-02 10:00", "02-02 10:30")
    draft = allowing(desk, 1, when="02-03 09:00")
    told: list[tuple[int, int]] = []

    desk.engine.what_ifs.run(draft, now=at("02-03 09:00"), months=1, watch=Watch(lambda *far: told.append(far)))

    assert told == [(0, 1), (1, 1)]
    with pytest.raises(Refusal, match="Stopped"):
        desk.engine.what_ifs.run(draft, now=at("02-03 09:00"), months=1, watch=Watch(cancelled=lambda: True))


def test_a_calendar_that_is_not_there_is_named(desk: Work) -> None:
    draft = replace(allowing(desk, 1, when="02-03 09:00"), calendar="Nights", valid_from=date(2026, 3, 2))

    with pytest.raises(Refusal, match="no calendar named Nights"):
        desk.engine.what_ifs.run(draft, now=at("02-03 09:00"), months=1)


def test_the_ledger_under_the_draft_ends_where_the_figure_does(desk: Work) -> None:
    number = answered(desk, "02-02 10:00", "02-02 10:50:01")
    draft = allowing(desk, 0.5, when="02-03 09:00")

    book = desk.engine.what_ifs.why(draft, number, Metric.FIRST_RESPONSE, now=at("02-03 09:00"))

    assert (book.version, book.reading.late, book.reading.verdict) == (2, 1201, Verdict.BREACHED)
