"""A review of an agreement: what was kept, what could be promised, what a draft would have made of the same tickets.

The hours are Mon–Fri 09:00–17:00 in UTC, the year is 2026; a High ticket is answered in one hour.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from slaapp.documents import render_review
from slaapp.domain.agreement import Agreement, Metric, Severity, Status, Target, Tier
from slaapp.domain.clock import Verdict
from slaapp.domain.longer_hours import longer_hours, weekly_opening
from slaapp.domain.spans import HOUR, MINUTE, Seconds
from slaapp.domain.supplier import SupplierAgreement
from slaapp.engine import Engine
from slaapp.reports.review_data import Gap
from slaapp.services.agreement_data import agreement_table
from tests.agreements import agreements
from tests.services.conftest import Work, at

NAME = "Standard support"
RESPONSE = Metric.FIRST_RESPONSE
BEGIN = at("02-02 09:00")
LATER = at("03-02 09:00")

minutes = st.integers(0, 60 * 24 * 10)
tickets = st.lists(st.tuples(minutes, minutes, st.sampled_from(sorted(Severity))), min_size=1, max_size=12)


class Reviewed(Work):
    def answered(self, received: str, replied: str, severity: str = "high") -> int:
        number = self.log(received, severity)
        self.engine.desk.reply(number, "On it.", now=at(replied))
        return number

    def allowing(self, length: Seconds, *, now: int) -> Agreement:
        """A draft by which every ticket is answered within that; there is nothing internal."""
        return answering(self.engine.agreements.begin(NAME, now), length)

    def gap(self, severity: Severity, *, now: int = LATER) -> Gap:
        made = self.engine.reviewing.review(NAME, now=now, months=12)
        return next(held for held in made.gaps if (held.metric, held.severity) == (RESPONSE, severity))


def answering(held: Agreement, length: Seconds) -> Agreement:
    public = (one for one in held.targets if one.tier is Tier.PUBLIC)
    return replace(
        held, targets=tuple(replace(one, allowed=length) if one.metric is RESPONSE else one for one in public)
    )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Reviewed]:
    with Engine.open(tmp_path / "desk.slaapp", user="sam", now=at("01-05 08:00"), is_test=True, zone="UTC") as engine:
        yield Reviewed(engine)


@contextmanager
def worked(told: list[tuple[int, int, Severity]], rules: Agreement | None = None) -> Iterator[Reviewed]:
    """A desk that received and answered these tickets, under these rules from its first day on."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Engine.open(Path(folder) / "d.slaapp", user="sam", now=at("01-05 08:00"), is_test=True, zone="UTC") as engine,
    ):
        if rules is not None:
            engine.toml_files.import_agreement(tomli_w.dumps(agreement_table(rules)).encode(), now=at("01-05 09:00"))
        desk = Reviewed(engine)
        for received, waited, severity in sorted(told):
            began = BEGIN + received * MINUTE
            number, _ = engine.desk.log(desk.draft(severity.word), now=began)
            engine.desk.reply(number, "On it.", now=began + waited * MINUTE)
        yield desk


Counted = dict[Severity, tuple[int, int]]


def counted(desk: Reviewed, *, now: int = LATER) -> Counted:
    """Met and late first responses as the desk's own clocks say, ticket by ticket."""
    found: Counted = {}
    for row in desk.engine.board.rows_as_of(now):
        for view in desk.engine.pages.page(row.number, now=now).clocks:
            if (view.clock.metric, view.clock.tier) == (RESPONSE, Tier.PUBLIC):
                met, late = found.get(view.reading.severity, (0, 0))
                is_met = view.reading.verdict is Verdict.MET
                found[view.reading.severity] = (met + is_met, late + (not is_met))
    return found


@settings(max_examples=10)
@given(tickets, st.integers(1, 60 * 16))
def test_what_if_says_what_a_desk_would_have_had_that_always_worked_by_the_draft(
    told: list[tuple[int, int, Severity]], length: int
) -> None:
    """Two desks live the same month; the second has had the draft in force since ever."""
    with worked(told) as desk:
        draft = desk.allowing(length * MINUTE, now=LATER)
        made, before = desk.engine.what_ifs.run(draft, now=LATER, months=12), counted(desk)
    with worked(told, replace(draft, version=1)) as other:
        after = counted(other)

    changes = [one for one in made.changes if (one.metric, one.tier) == (RESPONSE, Tier.PUBLIC)]
    for side, expected in (("before", before), ("after", after)):
        tallies = {one.severity: getattr(one, side).tally for one in changes}
        assert {level: (held.met, held.breached) for level, held in tallies.items() if held.decided} == expected


@settings(max_examples=10)
@given(st.lists(st.tuples(minutes, minutes, st.just(Severity.HIGH)), min_size=1, max_size=12))
def test_an_achievable_target_would_have_been_kept_as_often_as_it_says(told: list[tuple[int, int, Severity]]) -> None:
    """For 80, 90 and 95 % the target is run as a draft over the same tickets."""
    of = (RESPONSE, Severity.HIGH, Tier.PUBLIC)
    with worked(told) as desk:
        for found in desk.gap(Severity.HIGH).achievable:
            made = desk.engine.what_ifs.run(desk.allowing(found.target, now=LATER), now=LATER, months=12)
            (after,) = (one.after.tally for one in made.changes if (one.metric, one.severity, one.tier) == of)
            assert 100 * after.met >= found.share * after.decided


def test_fewer_than_29_cases_are_said_to_be_few(desk: Reviewed) -> None:
    for _ in range(28):
        desk.answered("02-02 10:00", "02-02 10:30")
    assert desk.gap(Severity.HIGH).few
    desk.answered("02-02 10:00", "02-02 10:30")
    assert not desk.gap(Severity.HIGH).few


def test_what_flips_is_named_with_its_why_and_nothing_is_changed(desk: Reviewed) -> None:
    slow = desk.answered("02-02 10:00", "02-02 10:50")
    desk.answered("02-02 10:00", "02-02 10:20")
    before = desk.clock(slow, "first_response", when="02-03 09:00")
    draft = desk.allowing(30 * MINUTE, now=at("02-03 09:00"))

    made = desk.engine.what_ifs.run(draft, now=at("02-03 09:00"), months=1)
    why = desk.engine.what_ifs.why(draft, slow, RESPONSE, now=at("02-03 09:00"))

    flips = [(one.number, one.was, one.now) for one in made.flips if (one.metric, one.tier) == (RESPONSE, Tier.PUBLIC)]
    assert flips == [(slow, Verdict.MET, Verdict.BREACHED)]
    assert why.reading.late == 20 * MINUTE
    assert desk.clock(slow, "first_response", when="02-03 09:00") == before
    assert desk.sound()


def test_opening_on_saturday_would_have_made_late_what_was_met_on_monday(desk: Reviewed) -> None:
    number = desk.answered("02-07 10:00", "02-09 09:30")
    weekday, opening = weekly_opening("Sat 09:00-12:00")
    longer = {"Support hours": longer_hours(desk.engine.hours("Support hours"), weekday, opening)}

    made = desk.engine.reviewing.review(NAME, now=at("02-10 09:00"), months=1, longer=longer, opened="Sat 09:00–12:00")

    assert made.longer is not None
    assert {
        (one.number, one.was, one.now)
        for one in made.longer.flips
        if one.metric is RESPONSE and one.tier is Tier.PUBLIC
    } == {(number, Verdict.MET, Verdict.BREACHED)}
    assert made.arrivals.outside[5][9:12] == [0, 1, 0]


def test_the_cushion_is_what_was_used_between_the_internal_and_the_public_target(desk: Reviewed) -> None:
    """High: 45 minutes inside, 60 outside; 45, 50 and 60 minutes use none, a third and all of the margin."""
    for replied in ("02-02 10:45", "02-02 10:50", "02-02 11:00"):
        desk.answered("02-02 10:00", replied)

    held = desk.gap(Severity.HIGH).cushion

    assert held is not None
    assert (held.cases, held.touched, held.median, held.p90) == (3, 2, 34, 100)


def test_severities_that_change_are_counted_in_their_month(desk: Reviewed) -> None:
    for severity, when in ((Severity.URGENT, "02-03 10:00"), (Severity.NORMAL, "03-03 10:00")):
        number = desk.log(when.replace("10:00", "09:00"), "high")
        desk.engine.desk.set_severity(number, severity, now=at(when))

    made = desk.engine.reviewing.review(NAME, now=at("03-10 09:00"), months=12)

    assert [(held.raised, held.lowered) for held in made.drift] == [(1, 0), (0, 1)]


def test_what_was_decided_goes_from_review_to_review_until_it_is_done_with(desk: Reviewed) -> None:
    decisions, reviewing = desk.engine.decisions, desk.engine.reviewing
    decisions.decide(NAME, "Open on Saturdays", owner="Kim L.", due=date(2026, 4, 1), now=at("02-02 10:00"))

    def on_the_sheet(when: str) -> list[tuple[str, str]]:
        return [(one.text, one.owner) for one in reviewing.review(NAME, now=at(when), months=1).decisions]

    assert on_the_sheet("03-02 09:00") == on_the_sheet("09-01 09:00") == [("Open on Saturdays", "Kim L.")]
    decisions.close(1, "Open since May", now=at("09-01 10:00"))
    assert on_the_sheet("12-01 09:00") == []


def test_a_suppliers_clock_runs_in_its_own_hours_while_the_ticket_waits_on_it(desk: Reviewed) -> None:
    """The customer's resolution goes on meanwhile: a third party stops nothing public."""
    acme = SupplierAgreement("Acme Telecom", 0, "Support hours", {Severity.HIGH: 4 * HOUR})
    desk.engine.suppliers.agree(acme, now=at("02-02 08:00"))
    number = desk.log("02-02 09:00", "high")
    desk.engine.desk.set_status(number, Status.WAITING_THIRD_PARTY, supplier="Acme Telecom", now=at("02-02 15:00"))

    def waits(when: str) -> tuple[int, int | None]:
        (held,) = desk.engine.pages.page(number, now=at(when)).waits
        assert held.reading is not None
        return held.reading.used, held.reading.due_at

    assert waits("02-03 08:00") == (2 * HOUR, at("02-03 11:00"))
    assert desk.clock(number, when="02-02 16:00").reading.used == 7 * HOUR
    desk.engine.desk.set_status(number, Status.IN_PROGRESS, now=at("02-03 10:00"))
    assert waits("02-05 09:00") == (3 * HOUR, at("02-03 11:00"))
    (gap,) = desk.engine.reviewing.review(NAME, now=at("02-05 09:00"), months=1).suppliers
    assert (gap.supplier, gap.met, gap.breached) == ("Acme Telecom", 1, 0)


def at_the_desk(generated: Agreement) -> Agreement:
    """By the desk's own hours, in force from its first day on."""
    return replace(
        generated,
        name=NAME,
        version=2,
        calendar="Support hours",
        calendar_by_severity={},
        valid_from=date(2026, 1, 5),
        valid_to=None,
        sections={},
        escalation=(),
    )


def without_internal(held: Agreement) -> Agreement:
    return replace(
        held,
        targets=tuple(target for target in held.targets if target.tier is Tier.PUBLIC),
        pauses={key: statuses if key[1] is Tier.PUBLIC else frozenset() for key, statuses in held.pauses.items()},
    )


def sheet(told: list[tuple[int, int, Severity]], rules: Agreement, *, internal: bool = False) -> bytes:
    """The review's, of a desk that worked by these rules."""
    with worked(told, rules) as desk:
        made = desk.engine.reviewing.review(NAME, now=LATER, months=12)
        return render_review(made, desk="Site IT desk", internal=internal)


@settings(max_examples=15)
@given(tickets, agreements())
def test_the_sheet_that_a_customer_is_given_is_the_same_to_the_byte_whatever_is_internal(
    told: list[tuple[int, int, Severity]], generated: Agreement
) -> None:
    """In its pages, its tags, its data about itself: nothing of the internal targets and pauses can be there."""
    rules = at_the_desk(generated)

    assert sheet(told, rules) == sheet(told, without_internal(rules))


def test_the_desks_own_sheet_does_tell_of_internal_targets() -> None:
    """So that the one before is no empty promise."""
    targets = tuple(
        Target(RESPONSE, Severity.HIGH, tier, hours * HOUR) for tier, hours in ((Tier.PUBLIC, 8), (Tier.INTERNAL, 1))
    )
    told = [(0, 120, Severity.HIGH), (1440, 240, Severity.HIGH)]
    rules = at_the_desk(Agreement(NAME, 2, "Support hours", targets))

    assert sheet(told, rules, internal=True) != sheet(told, without_internal(rules), internal=True)
    assert sheet(told, rules) == sheet(told, without_internal(rules))
