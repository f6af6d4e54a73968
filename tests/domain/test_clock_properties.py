"""What holds of the clocks of every ticket, whatever its history, hours and agreement."""

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from slaapp.domain.agreement import DEFAULT_PAUSES, Agreement, Metric, Severity, SeverityChange, Status, Target, Tier
from slaapp.domain.calendar import Calendar, CalendarLine, Opening
from slaapp.domain.events import EventId, Received, SeverityChanged, StatusChanged, TicketEvent
from slaapp.domain.history import effective
from tests.clockwork import hours_of, laid_out, shown
from tests.oracles.clocks import Law, Shown
from tests.tickets import DESK, QUARTER, ZONES_AND_MONDAYS, Case, cases, midnight

later = st.integers(0, 400).map(lambda quarters: quarters * QUARTER)


def looked_at(case: Case, now: int | None = None) -> list[Shown]:
    return shown(case.events, case.laws, case.now if now is None else now)


def by_name(clocks: Sequence[Shown]) -> dict[tuple[Metric, Tier, int], Shown]:
    return {(clock.metric, clock.tier, clock.cycle): clock for clock in clocks}


@given(cases())
def test_no_more_is_used_than_time_has_passed(case: Case) -> None:
    for clock in looked_at(case):
        end = case.now if clock.ended_at is None else clock.ended_at
        assert 0 <= clock.used <= end - clock.started_at
        assert 0 <= clock.paused <= end - clock.started_at - clock.used


@given(cases(), later)
def test_what_is_counted_and_decided_only_grows_while_nothing_happens(case: Case, wait: int) -> None:
    quiet = max(event.occurred_at for event in effective(case.events)) if effective(case.events) else 0
    now = max(case.now, quiet)
    before, after = by_name(looked_at(case, now)), by_name(looked_at(case, now + wait))
    assert before.keys() == after.keys()
    for name, clock in before.items():
        then = after[name]
        assert then.decided_at == clock.decided_at or clock.decided_at is None
        assert then.verdict == clock.verdict or clock.verdict is None
        if then.severity == clock.severity and then.allowed == clock.allowed:
            assert then.used >= clock.used
            assert then.paused >= clock.paused


@given(cases(change=SeverityChange.LADDER), later)
def test_a_pause_freezes(case: Case, wait: int) -> None:
    """With one calendar for all severities the level shown stays as well: nothing at all moves."""
    law = replace(case.laws[0], agreement=replace(case.laws[0].agreement, calendar_by_severity={}))
    events = [event for event in case.events if not (isinstance(event, Received | StatusChanged) and event.until)]
    if not events or not isinstance(events[0], Received):
        return
    now = max(event.occurred_at for event in events)
    before, after = by_name(shown(events, [law], now)), by_name(shown(events, [law], now + wait))
    for name, clock in before.items():
        if clock.state == "paused":
            then = after[name]
            assert (then.state, then.used, then.left, then.severity) == (
                "paused",
                clock.used,
                clock.left,
                clock.severity,
            )


@given(cases(amendments=False), st.integers(0, 13), st.integers(0, 95), st.integers(1, 96))
def test_a_pause_over_closed_time_moves_nothing(case: Case, day: int, quarter: int, length: int) -> None:
    """A ticket that waits from one instant to another, both within one closure, is due when it would have been."""
    law = replace(case.laws[0], agreement=replace(case.laws[0].agreement, calendar_by_severity={}))
    received = case.events[0]
    assert isinstance(received, Received)
    first = replace(received, status=Status.NEW, until=None)
    start = first.occurred_at + (day * 96 + quarter) * QUARTER
    hours = laid_out(law.calendars[DESK])
    opening = hours.next_open(start)
    end = start + length * QUARTER if opening is None else min(opening, start + length * QUARTER)
    if end <= start:
        return
    waits = [
        first,
        _status(2, start, Status.WAITING_CUSTOMER),
        _status(3, end, Status.IN_PROGRESS),
    ]
    assert shown(waits, [law], end) == shown([first], [law], end)


@given(cases(), st.randoms(use_true_random=False))
def test_arrival_in_any_order_and_twice_gives_the_same(case: Case, random: object) -> None:
    arrived = [*case.events, *case.events[::2]]
    random.shuffle(arrived)  # type: ignore[attr-defined]
    assert shown(arrived, case.laws, case.now) == looked_at(case)


@given(cases(amendments=False))
def test_replay_in_prefixes_is_replay_at_once(case: Case) -> None:
    """What was known at an instant shows the same as everything known later, looked at as of that instant."""
    for now in sorted({event.occurred_at for event in case.events}):
        known = [event for event in case.events if event.occurred_at <= now]
        if isinstance(known[0], Received):
            assert shown(known, case.laws, now) == looked_at(case, now)


@given(cases(amendments=False, change=SeverityChange.LADDER), st.integers(0, 20))
def test_a_stricter_internal_target_is_due_no_later(case: Case, less: int) -> None:
    law = case.laws[0]
    public = [target for target in law.agreement.targets if target.tier is Tier.PUBLIC]
    internal = [
        replace(target, tier=Tier.INTERNAL, allowed=max(QUARTER, target.allowed - less * QUARTER)) for target in public
    ]
    pauses = {(metric, tier): law.agreement.pauses[metric, Tier.PUBLIC] for metric in Metric for tier in Tier}
    agreement = replace(law.agreement, targets=(*public, *internal), pauses=pauses)
    clocks = by_name(shown(case.events, [replace(law, agreement=agreement)], case.now))
    for (metric, tier, cycle), clock in clocks.items():
        if tier is Tier.PUBLIC and metric is not Metric.RESOLUTION:
            inner = clocks[metric, Tier.INTERNAL, cycle]
            for outer_due, inner_due in ((clock.due_at, inner.due_at), (clock.due_if_resumed, inner.due_if_resumed)):
                if outer_due is not None and inner_due is not None and "breached" not in (clock.state, inner.state):
                    assert inner_due <= outer_due
            if clock.verdict == "breached":
                assert inner.verdict == "breached"
                assert inner.decided_at is not None
                assert clock.decided_at is not None
                assert inner.decided_at <= clock.decided_at


@given(cases(amendments=False), st.integers(0, 20))
def test_a_holiday_declared_for_a_coming_day_never_makes_a_clock_due_earlier(case: Case, ahead: int) -> None:
    law = case.laws[0]
    before = by_name(looked_at(case))
    after = by_name(shown(case.events, [_with_holiday(law, case.now, ahead + 1)], case.now))
    for name, clock in before.items():
        then = after[name]
        assert (then.used, then.state, then.verdict) == (clock.used, clock.state, clock.verdict) or (
            then.severity != clock.severity
        )
        for was, is_ in ((clock.due_at, then.due_at), (clock.due_if_resumed, then.due_if_resumed)):
            assert was is None or is_ is None or is_ >= was


def _with_holiday(law: Law, now: int, ahead: int) -> Law:
    calendars = {}
    for name, line in law.calendars.items():
        ((start, calendar),) = line.versions
        day = laid_out(line).day_of(now) + timedelta(days=ahead)
        holidays = {**calendar.holidays, day: "declared"}
        calendars[name] = CalendarLine(name, ((start, replace(calendar, holidays=holidays)),))
    return replace(law, calendars=calendars)


@given(
    cases(amendments=False, change=SeverityChange.LADDER),
    st.integers(0, 400),
    st.integers(0, 100),
    st.sampled_from(Severity),
)
def test_raising_and_lowering_gains_nothing(case: Case, after: int, length: int, to: Severity) -> None:
    """A while at another severity never gives a ticket more time than if it had stayed where it was."""
    law = case.laws[0]
    received = case.events[0]
    assert isinstance(received, Received)
    own = received.severity
    begin = received.occurred_at + after * QUARTER
    end = begin + length * QUARTER
    swings = [received, _severity(2, begin, to), _severity(3, end, own)]
    stayed, swung = by_name(shown([received], [law], end)), by_name(shown(swings, [law], end))
    for name, clock in stayed.items():
        then = swung[name]
        if to > own and then.verdict is None and clock.severity == then.severity:
            assert (then.used, then.due_at, then.due_if_resumed) == (clock.used, clock.due_at, clock.due_if_resumed)
        if to < own and clock.verdict is None and then.severity == clock.severity == own:
            worked = hours_of([law])[law.agreement.calendar_for(own)].between(begin, end)
            assert clock.used - worked <= then.used <= clock.used


def test_an_hour_of_clock_change_belongs_to_no_clock_twice() -> None:
    """Around the clock, a day of 23 or 25 hours counts as long as it is."""
    agreement = replace(_ALWAYS, targets=(Target(Metric.RESOLUTION, Severity.LOW, Tier.PUBLIC, 400 * 3600),))
    for zone, monday in ZONES_AND_MONDAYS:
        line = CalendarLine.single(DESK, _around_the_clock(zone))
        start, end = midnight(zone, monday), midnight(zone, monday + timedelta(days=14))
        received = Received(id=EventId("a", 1), occurred_at=start, recorded_at=start, by="", severity=Severity.LOW)
        (clock,) = [
            held
            for held in shown([received], [Law(None, agreement, {DESK: line})], end)
            if held.metric is Metric.RESOLUTION
        ]
        assert clock.used == end - start


def _around_the_clock(zone: str) -> Calendar:
    day = (Opening(0, 1440),)
    return Calendar(zone, (day, day, day, day, day, day, day))


_ALWAYS = Agreement(name="always", version=1, calendar=DESK, targets=(), pauses=DEFAULT_PAUSES)


def _status(number: int, at: int, status: Status) -> TicketEvent:
    return StatusChanged(id=EventId("a", number), occurred_at=at, recorded_at=at, by="", status=status)


def _severity(number: int, at: int, severity: Severity) -> TicketEvent:
    return SeverityChanged(id=EventId("a", number), occurred_at=at, recorded_at=at, by="", severity=severity)
