"""All levels of one clock measured together, and which of them it shows (C9 of semantics)."""

from collections.abc import Sequence

from msgspec.structs import replace

from slaapp.domain.agreement import Promise
from slaapp.domain.clock import Phase
from slaapp.domain.lanes import Lane, Part, Rule, applies_at, levels, run
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.domain.working_time import WorkingTime

NEVER: Instant = 1 << 62


class Measure(Value):
    """`parts` of an ended clock end with an empty one: how things stood at its end. `broken` is the lane that breached
    first, if any did or will; `since` is the last event that mattered."""

    rule: Rule
    parts: Sequence[Part]
    lanes: Sequence[Lane]
    broken: Lane | None
    ended: bool
    since: Instant

    @property
    def hours(self) -> dict[str, WorkingTime]:
        """Those of all its levels, by the names of their calendars."""
        return {
            part.terms.agreement.calendar_for(severity): hours
            for part in self.parts
            for severity, hours in part.terms.hours.items()
        }

    @property
    def breached_at(self) -> Instant | None:
        return None if self.broken is None else self.broken.breached_at

    @property
    def phases(self) -> tuple[Phase, ...]:
        """How the clock goes on; of an ended clock one phase, as it stood at its end."""
        found = self._unbroken() if self.broken is None else self._broken(self.broken)
        return (found[-1],) if self.ended else tuple(found)

    def shown(self, index: int) -> Lane:
        """The lane whose deadline is the earliest in this part; of equal ones the more severe (C9).

        Where no target applies it is the lane of the ticket's own severity.
        """
        if len(self.lanes) == 1:
            return self.lanes[0]
        part = self.parts[index]
        lanes = [lane for lane in self.lanes if applies_at(self.rule, lane.level, part)]
        bound = [lane for lane in lanes if self.promise(lane, index).allowed is not None]
        if not bound:
            return next(lane for lane in lanes if lane.level.severity is part.severity)
        return self.earliest(bound, index)

    def promise(self, lane: Lane, index: int) -> Promise:
        return self.rule.promise(self.parts[index].terms, lane.level.severity)

    def earliest(self, lanes: Sequence[Lane], index: int) -> Lane:
        return min(lanes, key=lambda lane: (self.due_in(lane, index) or NEVER, -lane.level.severity))

    def standby(self, shown: Lane, index: int) -> list[Lane]:
        """Beside the lane shown the earliest of every other calendar: in one calendar the order never changes."""
        part = self.parts[index]
        calendars: dict[WorkingTime, list[Lane]] = {}
        for lane in self.lanes:
            promise = self.promise(lane, index)
            if promise.allowed is not None and applies_at(self.rule, lane.level, part):
                calendars.setdefault(promise.hours, []).append(lane)
        calendars.pop(self.promise(shown, index).hours, None)
        return [self.earliest(lanes, index) for lanes in calendars.values()]

    def due_in(self, lane: Lane, index: int) -> Instant | None:
        """When the lane is due, as seen in this part; of a paused or ended clock as if it went on from there."""
        part, promise = self.parts[index], self.promise(lane, index)
        if promise.allowed is None:
            return None
        left = promise.allowed - lane.used[index]
        if left <= 0 or not (self.rule.paused(part) or self.at_end(index)):
            return lane.due_seen_in(index)
        return promise.hours.after(part.start, left)

    def at_end(self, index: int) -> bool:
        return self.ended and index == len(self.parts) - 1

    def _unbroken(self, stop: int | None = None) -> list[Phase]:
        last = len(self.parts) - 1 if stop is None else stop
        first = last if self.ended and stop is None else 0
        return [
            self._phase(index)
            for index in range(first, last + 1)
            if not _over(self.parts[index].end, self.since) or index == last
        ]

    def _phase(self, index: int) -> Phase:
        part, lane = self.parts[index], self.shown(index)
        if not self.rule.paused(part) or self.at_end(index):
            return self._level(lane, index)
        standby = tuple(self._level(other, index) for other in self.standby(lane, index))
        phase = self._level(lane, index)
        return replace(phase, standby=standby) if standby else phase

    def _level(self, lane: Lane, index: int) -> Phase:
        part = self.parts[index]
        return Phase.under(
            self.promise(lane, index),
            part.start,
            part.status,
            used=lane.used[index],
            paused=lane.paused[index],
            due_at=self.due_in(lane, index),
        )

    def _broken(self, lane: Lane) -> list[Phase]:
        """Up to the breach as any clock; after it the level that breached measures the lateness (C9)."""
        index, breached_at = lane.breach_part, lane.breached_at or 0
        found = self._unbroken(index) if breached_at >= self.since else []
        promise = self.promise(lane, index)
        used, paused = lane.breach_used + 1, lane.paused[index]
        for part in self.parts[index:]:
            start = max(part.start, breached_at + 1)
            if not _over(part.end, self.since) or part is self.parts[-1]:
                found.append(Phase.under(promise, start, part.status, used=used, paused=paused, due_at=lane.due_at))
            length = 0 if part.end is None else promise.hours.between(start, part.end)
            if part.status in promise.pauses:
                paused += length
            else:
                used += length
        return found


def _over(end: Instant | None, since: Instant) -> bool:
    return end is not None and end <= since


def measure(rule: Rule, parts: Sequence[Part], *, ended: bool, since: Instant) -> Measure:
    lanes = [run(rule, level, parts) for level in levels(rule, parts)]
    broken = min(
        (lane for lane in lanes if lane.breached_at is not None),
        key=lambda lane: (lane.breached_at, lane.due_at, -lane.level.severity),
        default=None,
    )
    return Measure(rule, parts, lanes, broken, ended, since)
