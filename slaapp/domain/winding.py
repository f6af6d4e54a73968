"""Wind a ticket's clocks from its history (§ 3 of semantics)."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from slaapp.domain.agreement import TIERS, Metric, SeverityChange, Tier
from slaapp.domain.clock import Clock, Phase
from slaapp.domain.cycles import Cycle, Stretch, first_response, next_response, resolution, under_way, update
from slaapp.domain.events import NotMeasuredReason, TicketEvent
from slaapp.domain.lanes import Part, Rule, TermsLine, parts
from slaapp.domain.measure import Measure, measure
from slaapp.domain.spans import Instant
from slaapp.domain.straight import Straight, straight
from slaapp.domain.timeline import Beat, Mark, Piece, Timeline, timeline


def wind(
    history: Sequence[TicketEvent],
    line: TermsLine,
    *,
    absorbed: Sequence[TicketEvent] = (),
    course: Timeline | None = None,
) -> tuple[Clock, ...]:
    """Every clock of a ticket, by tier and metric, cycles in order.

    `history` is effective (see `history.effective`) and may be empty: no clocks. `line` holds the versions that govern
    the ticket; empty means that no agreement covers it, and its clocks are not measured. A tier in which the agreement
    has no target at all has no clocks; otherwise a metric without a target has clocks that say so. `course` is the
    history's timeline, if it is laid out already.
    """
    if not history:
        return ()
    course = course or timeline(history, absorbed)
    if not line:
        return tuple(_without_agreement(course))
    straight_on = course.steady and len(line) == 1
    return tuple([clock for clock, _ in _wound(course, line, straight_on=straight_on)])


def measured_clocks(course: Timeline, line: TermsLine) -> Iterator[tuple[Clock, Measure]]:
    """The clocks of a ticket that an agreement covers, each with how it was measured."""
    for clock, how in _wound(course, line, straight_on=False):
        assert isinstance(how, Measure)
        yield clock, how


def _wound(course: Timeline, line: TermsLine, *, straight_on: bool) -> list[tuple[Clock, Measure | Straight]]:
    winder = _Winder(course, line, straight_on=straight_on)
    simple = _simple(course)
    lines = [*resolution(course, winder.within_window)]
    tiers = frozenset[Tier]().union(*[terms.tiers for _, terms in line])
    found: list[tuple[Clock, Measure | Straight]] = []
    for tier in TIERS:
        if tier in tiers:
            for cycles in simple:
                for number, cycle in enumerate(cycles, start=1):
                    found.append(winder.wind(cycle, number, tier))
            found += winder.wind_resolution(lines, tier)
    return found


def _simple(course: Timeline) -> tuple[list[Cycle], list[Cycle], list[Cycle]]:
    """The cycles of the metrics in which no verdict decides what becomes a clock."""
    first = [*first_response(course)]
    return first, [*next_response(course, first[0] if first else None)], [*update(course)]


def _without_agreement(course: Timeline) -> Iterator[Clock]:
    lines = [line[-1] for line in resolution(course, lambda resolved_at, reopened_at: True)]
    for cycles in (*_simple(course), lines):
        for number, cycle in enumerate(cycles, start=1):
            yield Clock(
                metric=cycle.metric,
                tier=Tier.PUBLIC,
                cycle=number,
                started_at=cycle.start,
                ended_at=None,
                breached_at=None,
                judged=cycle.judged,
                phases=(Phase(cycle.start, course.pieces[-1].severity, "", None, 0, 0, 0, 0, None, None),),
                measured=False,
                excluded=NotMeasuredReason.NO_AGREEMENT,
            )


class _Winder:
    """Winds the clocks of one ticket; `straight_on`: it keeps one severity under one version."""

    def __init__(self, course: Timeline, line: TermsLine, *, straight_on: bool) -> None:
        self.course = course
        self.line = line
        self.pinned = line[0][1]
        self.straight_on = straight_on
        self.pieces: dict[tuple[Stretch, ...], list[Piece]] = {}
        """What of the ticket's timeline lies in some stretches: the clocks of both tiers share them."""

    def wind_resolution(
        self, lines: Sequence[Sequence[Cycle]], tier: Tier
    ) -> Iterator[tuple[Clock, Measure | Straight]]:
        """A met cycle keeps its verdict and a reopening begins the next; a breached one goes on as itself (C10)."""
        number = 0
        for cycles in lines:
            for cycle in cycles:
                number += 1
                clock, how = self.wind(cycle, number, tier)
                if clock.breached_at is not None and cycle is not cycles[-1]:
                    yield self.wind(cycles[-1], number, tier)
                    break
                yield clock, how

    def within_window(self, resolved_at: Instant, reopened_at: Instant) -> bool:
        hours = self.pinned.desk_hours
        last = hours.opening_dates_after(hours.day_of(resolved_at), self.pinned.agreement.reopen_window)
        return last is None or hours.day_of(reopened_at) <= last

    def wind(self, cycle: Cycle, number: int, tier: Tier) -> tuple[Clock, Measure | Straight]:
        course, end = self.course, cycle.end
        marks = self.marks(cycle.metric) if course.marks else []
        if marks and marks[0].at <= cycle.start and (end is None or end.order > marks[0].order):
            return self.not_measured(cycle, number, tier, marks[0])
        how = self.measure(cycle, tier, cycle.stretches, end)
        breached_at = how.breached_at
        for mark in marks:
            decided = end is not None and end.order < mark.order
            if not decided and (breached_at is None or breached_at >= mark.at):
                return self.not_measured(cycle, number, tier, mark)
        ended_at = None if end is None else end.at
        clock = Clock(cycle.metric, tier, number, cycle.start, ended_at, breached_at, cycle.judged, how.phases)
        # What few clocks have is put in afterwards: every keyword costs.
        if marks:
            clock = replace(clock, excluded=marks[0].event.reason, merged_into=marks[0].event.other)
        if course.waivers and self.is_waived(cycle.metric, number, tier, breached_at):
            clock = replace(clock, waived=True)
        if cycle.after_window:
            clock = replace(clock, after_window=True)
        return clock, how

    def marks(self, metric: Metric) -> list[Mark]:
        return [mark for mark in self.course.marks if mark.event.metrics is None or metric in mark.event.metrics]

    def not_measured(self, cycle: Cycle, number: int, tier: Tier, mark: Mark) -> tuple[Clock, Measure | Straight]:
        """C13: the clock stops as it stood when it was marked; one that begins later never counts at all."""
        begun = cycle.begun
        stands = mark if begun is None or begun.order < mark.order else begun
        how = self.measure(cycle, tier, _cut(cycle.stretches, stands.at), stands)
        clock = Clock(
            cycle.metric,
            tier,
            number,
            cycle.start,
            None,
            None,
            cycle.judged,
            how.phases,
            measured=False,
            excluded=mark.event.reason,
            merged_into=mark.event.other,
            after_window=cycle.after_window,
        )
        return clock, how

    def measure(
        self, cycle: Cycle, tier: Tier, stretches: tuple[Stretch, ...], end: Beat | Mark | None
    ) -> Measure | Straight:
        """Measure a cycle over stretches up to its end, if it has one."""
        course, change = self.course, self.pinned.agreement.severity_change
        pieces = self.pieces.get(stretches)
        if pieces is None:
            pieces = self.pieces[stretches] = under_way(course.pieces, stretches)
        if self.straight_on:
            promise = self.pinned.promises[cycle.metric, tier, course.pieces[0].severity]
            if len(promise.rungs) == 1 or change is not SeverityChange.LADDER:
                return straight(promise, pieces, end, course.last_at)
        found = parts(pieces, self.line)
        if end is not None:
            terms = next(terms for since, terms in reversed(self.line) if since <= end.at)
            found.append(Part(end.at, end.at, end.status, end.severity, terms))
        rule = Rule(cycle.metric, tier, change)
        return measure(rule, found, ended=end is not None, since=course.last_at)

    def is_waived(self, metric: Metric, number: int, tier: Tier, breached_at: Instant | None) -> bool:
        """C15: agreed between both sides, so it touches what was promised in public."""
        return (
            breached_at is not None
            and tier is Tier.PUBLIC
            and any(
                waiver.metric is metric and waiver.cycle in (None, number) and waiver.occurred_at >= breached_at
                for waiver in self.course.waivers
            )
        )


def _cut(stretches: Sequence[Stretch], at: Instant) -> tuple[Stretch, ...]:
    return tuple([(start, at if end is None else min(end, at)) for start, end in stretches if start <= at])
