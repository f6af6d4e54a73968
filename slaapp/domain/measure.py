"""All levels of one clock measured together, and which of them it shows (C9 of semantics)."""

from collections.abc import Sequence
from dataclasses import dataclass

from slaapp.domain.clock import Phase
from slaapp.domain.lanes import Lane, Part, Rule, applies_at, levels, run
from slaapp.domain.spans import Instant
from slaapp.domain.working_time import WorkingTime

NEVER: Instant = 1 << 62


@dataclass(frozen=True, slots=True)
class Measure:
    """`parts` of an ended clock end with an empty one: how things stood at its end. `broken` is the lane that breached
    first, if any did or will."""

    rule: Rule
    parts: Sequence[Part]
    lanes: Sequence[Lane]
    broken: Lane | None
    ended: bool

    def shown(self, index: int) -> Lane:
        """The lane whose deadline is the earliest in this part; of equal ones the more severe (C9).

        Where no target applies it is the lane of the ticket's own severity.
        """
        if len(self.lanes) == 1:
            return self.lanes[0]
        part = self.parts[index]
        lanes = [lane for lane in self.lanes if applies_at(self.rule, lane.level, part)]
        bound = self.bound(lanes, part)
        if not bound:
            return next(lane for lane in lanes if lane.level.severity is part.severity)
        return bound[0] if len(bound) == 1 else self.earliest(bound, index)

    def bound(self, lanes: Sequence[Lane], part: Part) -> list[Lane]:
        return [lane for lane in lanes if self.rule.target(part.terms, lane.level.severity) is not None]

    def earliest(self, lanes: Sequence[Lane], index: int) -> Lane:
        return min(lanes, key=lambda lane: (self.due_in(lane, index) or NEVER, -lane.level.severity))

    def standby(self, shown: Lane, index: int) -> list[Lane]:
        """Beside the lane shown the earliest of every other calendar: in one calendar the order never changes."""
        part = self.parts[index]
        calendars: dict[WorkingTime, list[Lane]] = {}
        for lane in self.bound([lane for lane in self.lanes if applies_at(self.rule, lane.level, part)], part):
            calendars.setdefault(part.terms.hours[lane.level.severity], []).append(lane)
        calendars.pop(part.terms.hours[shown.level.severity], None)
        return [self.earliest(lanes, index) for lanes in calendars.values()]

    def due_in(self, lane: Lane, index: int) -> Instant | None:
        """When the lane is due, as seen in this part; of a paused or ended clock as if it went on from there."""
        part = self.parts[index]
        target = self.rule.target(part.terms, lane.level.severity)
        if target is None:
            return None
        left = target.allowed - lane.used[index]
        if left <= 0 or not (self.rule.paused(part) or self.at_end(index)):
            return lane.due_seen_in(index)
        return part.terms.hours[lane.level.severity].after(part.start, left)

    def at_end(self, index: int) -> bool:
        return self.ended and index == len(self.parts) - 1

    def phases(self, since: Instant) -> tuple[Phase, ...]:
        """How the clock goes on from `since`; of an ended clock one phase, as it stood at its end."""
        found = self._unbroken(since) if self.broken is None else self._broken(self.broken, since)
        return (found[-1],) if self.ended else tuple(found)

    def _unbroken(self, since: Instant, stop: int | None = None) -> list[Phase]:
        last = len(self.parts) - 1 if stop is None else stop
        first = last if self.ended and stop is None else 0
        return [
            self._phase(index)
            for index in range(first, last + 1)
            if not _over(self.parts[index].end, since) or index == last
        ]

    def _phase(self, index: int) -> Phase:
        part, lane = self.parts[index], self.shown(index)
        if not self.rule.paused(part) or self.at_end(index):
            return self._level(lane, index)
        standby = tuple(self._level(other, index) for other in self.standby(lane, index))
        phase = self._level(lane, index)
        return phase._replace(standby=standby) if standby else phase

    def _level(self, lane: Lane, index: int) -> Phase:
        part = self.parts[index]
        target = self.rule.target(part.terms, lane.level.severity)
        return Phase(
            start=part.start,
            severity=lane.level.severity,
            calendar=part.terms.agreement.calendar_for(lane.level.severity),
            allowed=None if target is None else target.allowed,
            goal=0 if target is None else target.goal,
            warn_at=0 if target is None else target.warn_at,
            used=lane.used[index],
            paused=lane.paused[index],
            paused_by=part.status if self.rule.paused(part) else None,
            due_at=self.due_in(lane, index),
        )

    def _broken(self, lane: Lane, since: Instant) -> list[Phase]:
        """Up to the breach as any clock; after it the level that breached measures the lateness (C9)."""
        index, breached_at = lane.breach_part, lane.breached_at or 0
        found = self._unbroken(since, index) if breached_at >= since else []
        terms, severity = self.parts[index].terms, lane.level.severity
        target = self.rule.target(terms, severity)
        hours, pauses = terms.hours[severity], terms.agreement.pauses[self.rule.metric, self.rule.tier]
        used, paused = lane.breach_used + 1, lane.paused[index]
        for part in self.parts[index:]:
            start = max(part.start, breached_at + 1)
            stands = part.status in pauses
            if not _over(part.end, since) or part is self.parts[-1]:
                found.append(
                    Phase(
                        start=start,
                        severity=severity,
                        calendar=terms.agreement.calendar_for(severity),
                        allowed=None if target is None else target.allowed,
                        goal=0 if target is None else target.goal,
                        warn_at=0 if target is None else target.warn_at,
                        used=used,
                        paused=paused,
                        paused_by=part.status if stands else None,
                        due_at=lane.due_at,
                    )
                )
            if part.end is not None:
                length = hours.between(start, part.end)
                used, paused = (used, paused + length) if stands else (used + length, paused)
        return found


def _over(end: Instant | None, since: Instant) -> bool:
    return end is not None and end <= since


def measure(rule: Rule, parts: Sequence[Part], *, ended: bool) -> Measure:
    lanes = [run(rule, level, parts) for level in levels(rule, parts)]
    broken = min(
        (lane for lane in lanes if lane.breached_at is not None),
        key=lambda lane: (lane.breached_at, lane.due_at, -lane.level.severity),
        default=None,
    )
    return Measure(rule, parts, lanes, broken, ended)
