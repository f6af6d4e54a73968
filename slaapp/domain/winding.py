"""Wind a ticket's clocks from its history (§ 3 of semantics)."""

from collections.abc import Iterator, Sequence

from slaapp.domain.agreement import Metric, Severity, Status, Tier
from slaapp.domain.clock import Clock, Phase
from slaapp.domain.cycles import Cycle, Stretch, first_response, next_response, resolution, update
from slaapp.domain.events import NotMeasuredReason, TicketEvent
from slaapp.domain.lanes import Part, Rule, TermsLine, parts
from slaapp.domain.measure import Measure, measure
from slaapp.domain.spans import Instant
from slaapp.domain.timeline import Beat, Mark, Timeline, timeline


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
    return tuple(clock for clock, _ in measured_clocks(course, line))


def measured_clocks(course: Timeline, line: TermsLine) -> Iterator[tuple[Clock, Measure]]:
    """The clocks of a ticket that an agreement covers, each with how it was measured."""
    simple = [[*first_response(course)], [*next_response(course)], [*update(course)]]
    for tier in Tier:
        if any(terms.has_tier(tier) for _, terms in line):
            winder = _Winder(course, line, tier)
            for cycles in simple:
                for number, cycle in enumerate(cycles, start=1):
                    yield winder.wind(cycle, number)
            yield from winder.wind_resolution()


def _without_agreement(course: Timeline) -> Iterator[Clock]:
    lines = [line[-1] for line in resolution(course, lambda resolved_at, reopened_at: True)]
    for cycles in ([*first_response(course)], [*next_response(course)], [*update(course)], lines):
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
    """Winds the clocks of one tier of one ticket."""

    def __init__(self, course: Timeline, line: TermsLine, tier: Tier) -> None:
        self.course = course
        self.line = line
        self.tier = tier
        self.pinned = line[0][1]

    def wind_resolution(self) -> Iterator[tuple[Clock, Measure]]:
        """A met cycle keeps its verdict and a reopening begins the next; a breached one goes on as itself (C10)."""
        number = 0
        for cycles in resolution(self.course, self.within_window):
            for cycle in cycles:
                number += 1
                clock, how = self.wind(cycle, number)
                if clock.breached_at is not None and cycle is not cycles[-1]:
                    yield self.wind(cycles[-1], number)
                    break
                yield clock, how

    def within_window(self, resolved_at: Instant, reopened_at: Instant) -> bool:
        hours = self.pinned.desk_hours
        last = hours.opening_dates_after(hours.day_of(resolved_at), self.pinned.agreement.reopen_window)
        return last is None or hours.day_of(reopened_at) <= last

    def wind(self, cycle: Cycle, number: int) -> tuple[Clock, Measure]:
        marks = self.marks(cycle.metric)
        end = cycle.end
        if marks and marks[0].at <= cycle.start and (end is None or end.order > marks[0].order):
            return self.not_measured(cycle, number, marks[0])
        how = self.measure(cycle, None if end is None else (end.at, end.status, end.severity))
        breached_at = None if how.broken is None else how.broken.breached_at
        for mark in marks:
            decided = end is not None and end.order < mark.order
            if not decided and (breached_at is None or breached_at >= mark.at):
                return self.not_measured(cycle, number, mark)
        return Clock(
            metric=cycle.metric,
            tier=self.tier,
            cycle=number,
            started_at=cycle.start,
            ended_at=None if end is None else end.at,
            breached_at=breached_at,
            judged=cycle.judged,
            phases=how.phases(self.course.last_at),
            excluded=marks[0].event.reason if marks else None,
            merged_into=marks[0].event.other if marks else None,
            waived=self.is_waived(cycle.metric, number, breached_at),
            after_window=cycle.after_window,
        ), how

    def marks(self, metric: Metric) -> list[Mark]:
        return [mark for mark in self.course.marks if mark.event.metrics is None or metric in mark.event.metrics]

    def not_measured(self, cycle: Cycle, number: int, mark: Mark) -> tuple[Clock, Measure]:
        """C13: the clock stops as it stood when it was marked; one that begins later never counts at all."""
        begun = cycle.begun
        stands: Mark | Beat = mark if begun is None or begun.order < mark.order else begun
        at = stands.at
        how = self.measure(cycle, (at, stands.status, stands.severity))
        return Clock(
            metric=cycle.metric,
            tier=self.tier,
            cycle=number,
            started_at=cycle.start,
            ended_at=None,
            breached_at=None,
            judged=cycle.judged,
            phases=how.phases(at),
            measured=False,
            excluded=mark.event.reason,
            merged_into=mark.event.other,
            after_window=cycle.after_window,
        ), how

    def measure(self, cycle: Cycle, end: tuple[Instant, Status, Severity] | None) -> Measure:
        """Measure a cycle up to its end, given with the status and severity just before it; None: still under way."""
        rule = Rule(cycle.metric, self.tier, self.pinned.agreement.severity_change)
        stretches = cycle.stretches if end is None else _cut(cycle.stretches, end[0])
        found = parts(self.course.pieces, stretches, self.line)
        if end is not None:
            at, status, severity = end
            terms = next(terms for since, terms in reversed(self.line) if since <= at)
            found.append(Part(at, at, status, severity, terms))
        return measure(rule, found, ended=end is not None)

    def is_waived(self, metric: Metric, number: int, breached_at: Instant | None) -> bool:
        """C15: agreed between both sides, so it touches what was promised in public."""
        return (
            self.tier is Tier.PUBLIC
            and breached_at is not None
            and any(
                waiver.metric is metric and waiver.cycle in (None, number) and waiver.occurred_at >= breached_at
                for waiver in self.course.waivers
            )
        )


def _cut(stretches: Sequence[Stretch], at: Instant) -> list[Stretch]:
    return [(start, at if end is None else min(end, at)) for start, end in stretches if start <= at]
