"""Counting: § 5 of semantics as stories, and what holds for any outcomes."""

from datetime import UTC, datetime
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from slaapp.domain.agreement import Agreement, CountingBasis, Metric, Severity, Target, Tier, terms
from slaapp.domain.attainments import attainments
from slaapp.domain.calendar import Calendar, CalendarLine, Opening
from slaapp.domain.clock import Verdict
from slaapp.domain.compliance import (
    Attainment,
    Month,
    Outcome,
    Percentile,
    Total,
    counted,
    outcome,
    ranked,
    total,
)
from slaapp.domain.events import (
    EventId,
    NotMeasured,
    NotMeasuredReason,
    Received,
    Replied,
    Resolved,
    TicketEvent,
    Waived,
)
from slaapp.domain.history import effective
from slaapp.domain.spans import DAY, HOUR, Instant, Span
from slaapp.domain.winding import wind
from slaapp.domain.working_time import WorkingTime
from tests.clockwork import hours_of, terms_line
from tests.tickets import Case, cases

FIRST, RESOLUTION = Metric.FIRST_RESPONSE, Metric.RESOLUTION
OCTOBER = Span(0, 31 * DAY)
NOVEMBER = Span(31 * DAY, 61 * DAY)


def clock(
    at: Instant | None = DAY,
    *,
    met: bool = True,
    severity: Severity = Severity.NORMAL,
    metric: Metric = RESOLUTION,
    tier: Tier = Tier.PUBLIC,
    goal: int = 90,
    used: int = HOUR,
    **more: object,
) -> Outcome:
    plain = Outcome(
        ticket="a-1",
        number=1,
        metric=metric,
        tier=tier,
        cycle=1,
        severity=severity,
        goal=goal,
        allowed=2 * HOUR,
        used=used,
        late=0,
        received_at=0,
        started_at=0,
        due_at=None,
        ended_at=at,
        decided_at=at,
        verdict=None if at is None else Verdict.MET if met else Verdict.BREACHED,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def only_cell(*outcomes: Outcome, period: Span = OCTOBER) -> Attainment:
    (cell,) = attainments(outcomes, period)
    return cell


# Each clock counts once, in the period that holds its decision (R1)


def test_a_clock_counts_in_the_half_open_period_that_holds_its_decision() -> None:
    last_second, first_second = clock(OCTOBER.end - 1), clock(OCTOBER.end)

    assert counted([last_second, first_second], OCTOBER) == (last_second,)
    assert counted([last_second, first_second], NOVEMBER) == (first_second,)


def test_an_undecided_clock_counts_nowhere() -> None:
    assert counted([clock(None)], Span(0, 365 * DAY)) == ()


def test_an_agreement_may_count_by_receipt_or_by_resolution() -> None:
    story = clock(35 * DAY, received_at=2 * DAY, resolved_at=70 * DAY)

    assert counted([story], OCTOBER, basis=CountingBasis.RECEIVED) == (story,)
    assert counted([story], NOVEMBER, basis=CountingBasis.DECIDED) == (story,)
    assert counted([story], NOVEMBER, basis=CountingBasis.RESOLVED) == ()


@pytest.mark.parametrize("basis", CountingBasis)
def test_by_whichever_day_it_counts_an_undecided_clock_waits_until_it_is_decided(basis: CountingBasis) -> None:
    story = clock(None, received_at=35 * DAY, resolved_at=40 * DAY)

    assert counted([story], NOVEMBER, basis=basis) == ()


LONDON_WEEK = tuple((Opening.parse("09:00", "17:00"),) if day < 5 else () for day in range(7))
LONDON = WorkingTime(CalendarLine.single("desk", Calendar("Europe/London", LONDON_WEEK)))  # type: ignore[arg-type]
STANDARD = terms(
    Agreement("standard", 1, "desk", (Target(RESOLUTION, Severity.NORMAL, Tier.PUBLIC, 8 * HOUR),)), {"desk": LONDON}
)


def utc(text: str) -> Instant:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def stamped(seq: int, at: str) -> dict[str, object]:
    return {"id": EventId("a", seq), "occurred_at": utc(at), "recorded_at": utc(at), "by": "kim"}


def read_at(until: Instant, *events: TicketEvent) -> Outcome:
    """The resolution clock of a ticket as the report of a period that ends at `until` counts it."""
    history = effective(events, until=until - 1)
    (only,) = [clock for clock in wind(history, ((0, STANDARD),)) if clock.metric is RESOLUTION]
    return outcome(only, ticket="a-1", number=1, received_at=utc("2025-10-31T08:00"), at=until, hours={"desk": LONDON})


RECEIVED = Received(**stamped(1, "2025-10-30T16:00"), severity=Severity.NORMAL)  # type: ignore[arg-type]
LATE_OCTOBER, LATE_NOVEMBER = Month(2025, 10).span(LONDON), Month(2025, 11).span(LONDON)


def test_e9_a_breach_counts_in_the_month_of_the_breach_and_not_again_when_it_is_resolved() -> None:
    resolved = Resolved(**stamped(2, "2025-11-03T12:00"))  # type: ignore[arg-type]

    in_october = read_at(LATE_OCTOBER.end, RECEIVED, resolved)
    in_november = read_at(LATE_NOVEMBER.end, RECEIVED, resolved)

    assert (in_october.verdict, in_october.decided_at) == (Verdict.BREACHED, utc("2025-10-31T16:00"))
    assert in_october.running
    assert in_october.late == HOUR
    assert counted([in_october], LATE_OCTOBER) == (in_october,)
    assert not in_november.running
    assert counted([in_november], LATE_NOVEMBER) == ()
    assert in_november.decided_at == in_october.decided_at


def test_a_month_ends_at_local_midnight() -> None:
    assert (LATE_OCTOBER.start, LATE_OCTOBER.end) == (utc("2025-09-30T23:00"), utc("2025-11-01T00:00"))


def test_a_clock_that_is_not_measured_is_excluded_from_the_instant_of_its_mark() -> None:
    mark = NotMeasured(**stamped(2, "2025-10-31T09:00"), reason=NotMeasuredReason.OUT_OF_SCOPE)  # type: ignore[arg-type]

    excluded = read_at(LATE_OCTOBER.end, RECEIVED, mark)

    assert (excluded.measured, excluded.excluded_at) == (False, utc("2025-10-31T09:00"))
    assert only_cell(excluded, period=LATE_OCTOBER).excluded == 1
    assert attainments([excluded], LATE_NOVEMBER) == ()


def test_a_waived_breach_says_who_agreed() -> None:
    waiver = Waived(**stamped(2, "2025-10-31T17:00"), metric=RESOLUTION, reason="power cut")  # type: ignore[arg-type]
    history = effective([RECEIVED, waiver])
    (only,) = [clock for clock in wind(history, ((0, STANDARD),)) if clock.metric is RESOLUTION]

    waived = outcome(
        only,
        ticket="a-1",
        number=1,
        received_at=RECEIVED.occurred_at,
        at=LATE_OCTOBER.end,
        hours={"desk": LONDON},
        waiver="power cut (J. Head)",
    )

    assert (waived.waived, waived.waiver) == (True, "power cut (J. Head)")


# Whole numbers decide, what is shown is truncated (R2)


def test_e14_nine_met_and_one_breached_keep_a_goal_of_90() -> None:
    cell = only_cell(*[clock()] * 9, clock(met=False))

    assert (cell.decided, cell.shown(), cell.met_goal) == (10, "90.0", True)


def test_one_more_breach_misses_it() -> None:
    assert only_cell(*[clock()] * 9, *[clock(met=False)] * 2).met_goal is False


def test_e15_nothing_decided_is_no_data() -> None:
    target = Target(RESOLUTION, Severity.NORMAL, Tier.PUBLIC, HOUR)
    (cell,) = attainments([], OCTOBER, targets=[target])

    assert (cell.share, cell.shown(), cell.met_goal) == (None, "no data", None)


def test_a_share_is_truncated_so_that_it_never_shows_more_than_there_is() -> None:
    assert only_cell(*[clock()] * 2999, clock(met=False)).shown() == "99.9"
    assert only_cell(*[clock()] * 2, clock(met=False)).shown() == "66.6"


def test_where_a_new_version_changed_the_goal_the_higher_promise_holds() -> None:
    assert only_cell(*[clock(goal=80)] * 9, clock(goal=95)).goal == 95


# Raw and adjusted figures (R3)


def test_e18_a_waived_breach_leaves_the_adjusted_figure_only() -> None:
    cell = only_cell(*[clock()] * 9, clock(met=False, waived=True))

    assert (cell.shown(), cell.adjusted_shown()) == ("90.0", "100.0")
    assert (cell.waived, cell.adjusted_decided, cell.adjusted_met_goal) == (1, 9, True)


def test_a_clock_decided_before_its_ticket_was_marked_leaves_the_adjusted_figure_only() -> None:
    marked = {"excluded": NotMeasuredReason.FORCE_MAJEURE}
    cell = only_cell(clock(), clock(met=False, **marked), clock(met=True, **marked))

    assert (cell.met, cell.breached, cell.excluded) == (2, 1, 0)
    assert (cell.adjusted_met, cell.adjusted_breached) == (1, 0)


def test_only_a_breach_can_be_waived() -> None:
    assert only_cell(clock(waived=True), clock(met=False)).waived == 0


def test_a_breach_that_is_both_waived_and_marked_leaves_once() -> None:
    cell = only_cell(clock(), clock(met=False, waived=True, excluded=NotMeasuredReason.FORCE_MAJEURE))

    assert cell.adjusted_decided == 1


# Percentiles, by nearest rank: R4


def times_of(*used: int) -> list[tuple[int, bool]]:
    """Of clocks that have ended."""
    return [(seconds, False) for seconds in used]


def test_the_90th_percentile_of_ten_is_the_ninth() -> None:
    ten = times_of(*(n * HOUR for n in range(1, 11)))

    assert ranked(ten, 90) == Percentile(9 * HOUR)
    assert ranked(ten, 50) == Percentile(5 * HOUR)


def test_a_percentile_that_a_running_clock_could_raise_is_marked() -> None:
    some = [(1, False), (2, False), (3, True), (4, False)]

    marked = [ranked(some, p).at_least for p in (25, 50, 75, 100)]  # type: ignore[union-attr]
    assert marked == [False, False, True, True]


@given(st.lists(st.integers(0, 20), min_size=1, max_size=30), st.integers(1, 100), st.integers(0, 20))
def test_p_percent_lie_within_a_limit_exactly_when_the_percentile_does(times: list[int], p: int, limit: int) -> None:
    found = ranked(times_of(*times), p)

    assert found is not None
    assert (found.seconds <= limit) == (100 * sum(used <= limit for used in times) >= p * len(times))


# Totals over severities and metrics: R6


def test_a_total_over_different_goals_has_none() -> None:
    cells = attainments([clock(goal=90), clock(severity=Severity.HIGH, goal=95)], OCTOBER)

    assert total(cells).goal is None
    assert total(cells).met_goal is None
    assert total(cells[:1]).goal == 95


# The error budget (R8)


@pytest.mark.parametrize(
    ("met", "breached", "goal", "left"), [(9, 1, 90, 0), (19, 0, 90, 1), (100, 0, 95, 5), (8, 2, 90, -1)]
)
def test_the_budget_is_what_a_goal_still_allows(met: int, breached: int, goal: int, left: int) -> None:
    tally = Total(met=met, breached=breached)

    assert tally.budget(goal) == left


def test_a_budget_can_be_asked_for_more_clocks_than_were_decided() -> None:
    assert Total(met=9, breached=1).budget(90, 40) == 3


@given(st.integers(0, 200), st.integers(0, 200), st.integers(1, 100))
def test_a_goal_is_kept_exactly_while_the_budget_is_not_overdrawn(met: int, breached: int, goal: int) -> None:
    cell = Attainment(metric=RESOLUTION, severity=Severity.LOW, tier=Tier.PUBLIC, goal=goal, met=met, breached=breached)

    assert cell.met_goal == (None if met + breached == 0 else cell.budget(goal) >= 0)


# What holds for any outcomes

_outcomes = st.builds(
    clock,
    st.sampled_from([None, 0, DAY, OCTOBER.end - 1, OCTOBER.end, NOVEMBER.end, 70 * DAY]),
    met=st.booleans(),
    severity=st.sampled_from(Severity),
    metric=st.sampled_from(Metric),
    tier=st.sampled_from(Tier),
    goal=st.sampled_from([80, 90]),
    waived=st.booleans(),
    excluded=st.none() | st.just(NotMeasuredReason.SPAM),
)


@given(st.lists(_outcomes, max_size=40))
def test_totals_are_the_sums_of_their_cells(outcomes: list[Outcome]) -> None:
    cells = attainments(outcomes, OCTOBER)
    everything = total(cells)

    assert everything.decided == len([o for o in outcomes if o.decided_at is not None and o.decided_at < OCTOBER.end])
    assert everything.met == sum(cell.met for cell in cells)
    assert everything.adjusted_decided == sum(cell.adjusted_decided for cell in cells)
    if everything.decided:
        weighted = sum(((cell.share or Fraction(0)) * cell.decided for cell in cells), Fraction(0))
        assert everything.share == weighted / everything.decided


@given(st.lists(_outcomes, max_size=40))
def test_every_decided_clock_counts_in_exactly_one_month(outcomes: list[Outcome]) -> None:
    edges = [0, OCTOBER.end, NOVEMBER.end, 365 * DAY]
    months = [Span(start, end) for start, end in pairwise(edges)]

    seen = [held for month in months for held in counted(outcomes, month)]

    assert len(seen) == sum(held.decided_at is not None for held in outcomes)


@given(st.lists(_outcomes, max_size=40))
def test_what_is_shown_never_promises_more_than_there_is(outcomes: list[Outcome]) -> None:
    for cell in attainments(outcomes, OCTOBER):
        if cell.share is not None:
            assert Fraction(cell.shown()) <= 100 * cell.share < Fraction(cell.shown()) + Fraction(1, 10)
            assert (cell.shown() == "100.0") == (cell.breached == 0)


@given(cases(longest=6))
def test_a_clock_of_any_history_counts_at_most_once_however_often_the_months_are_read(case: Case) -> None:
    """R1 and R9: each month is read up to its own end, and what was decided in it stays decided in it."""
    first = min(event.occurred_at for event in case.events)
    edges = [first - DAY + n * 3 * DAY for n in range(8)]
    hours = hours_of(case.laws)
    plain = [event for event in case.events if event.KIND not in ("corrected", "retracted", "not_measured", "waived")]
    seen: list[tuple[Metric, Tier, int]] = []
    for start, end in pairwise(edges):
        clocks = wind(effective(plain, until=end - 1), terms_line(case.laws))
        outcomes = [outcome(c, ticket="a-1", number=1, received_at=first, at=end, hours=hours) for c in clocks]
        seen += [(o.metric, o.tier, o.cycle) for o in counted(outcomes, Span(start, end)) if o.verdict is not None]

    assert len(seen) == len(set(seen))


# Months


def test_months_count_on_over_the_year() -> None:
    assert Month(2026, 1) + -1 == Month(2025, 12)
    assert Month(2025, 12) + 1 == Month(2026, 1)
    assert str(Month.parse("2026-02")) == "2026-02"
    assert Month(2024, 2).last_day.day == 29


@pytest.mark.parametrize("text", ["2026", "2026-13", "2026-00", "26-02", "2026-2", "2026-02-01", "²026-02", ""])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"month"):
        Month.parse(text)


def test_a_reply_in_time_is_met() -> None:
    with_first = terms(
        Agreement("standard", 1, "desk", (Target(FIRST, Severity.NORMAL, Tier.PUBLIC, HOUR),)), {"desk": LONDON}
    )
    answered = Replied(**stamped(2, "2025-10-30T16:30"))  # type: ignore[arg-type]
    (only,) = [c for c in wind(effective([RECEIVED, answered]), ((0, with_first),)) if c.metric is FIRST]

    found = outcome(
        only, ticket="a-1", number=1, received_at=RECEIVED.occurred_at, at=LATE_OCTOBER.end, hours={"desk": LONDON}
    )

    assert (found.verdict, found.used, found.decided_at, found.goal) == (
        Verdict.MET,
        HOUR // 2,
        utc("2025-10-30T16:30"),
        90,
    )
