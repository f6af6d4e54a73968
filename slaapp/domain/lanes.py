"""One level's measuring of a clock: how much working time it counted, when it is due, when counting went past it.

A clock is measured once for every severity whose target may apply, each in its own calendar and with its own pause
rules (C9 of semantics). A lane is one such measuring.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from msgspec import Struct, field

from slaapp.domain.agreement import Metric, Promise, Severity, SeverityChange, Status, Terms, Tier
from slaapp.domain.spans import Instant, Seconds
from slaapp.domain.timeline import Piece
from slaapp.domain.value import Value
from slaapp.domain.working_time import WorkingTime

TermsLine: TypeAlias = Sequence[tuple[Instant, Terms]]
"""The versions that govern one ticket: the pinned one first, each later one from its instant on (C11)."""


class Part(NamedTuple):
    """A piece of a ticket's timeline in which a clock is under way, under one version of the agreement."""

    start: Instant
    end: Instant | None
    status: Status
    severity: Severity
    terms: Terms


def parts(pieces: Sequence[Piece], line: TermsLine) -> list[Part]:
    """The pieces, split where a later version begins to govern the ticket."""
    found: list[Part] = []
    for piece in pieces:
        begin = piece.start
        for (_, terms), following in zip(line, [*line[1:], None], strict=True):
            until = None if following is None else following[0]
            if until is not None and until <= begin:
                continue
            if until is None or (piece.end is not None and piece.end <= until):
                found.append(Part(begin, piece.end, piece.status, piece.severity, terms))
                break
            found.append(Part(begin, until, piece.status, piece.severity, terms))
            begin = until
    return found


class Rule(NamedTuple):
    """Which metric and tier is measured, and how a change of severity is dealt with."""

    metric: Metric
    tier: Tier
    change: SeverityChange

    def promise(self, terms: Terms, level: Severity) -> Promise:
        return terms.promises[self.metric, self.tier, level]

    def paused(self, part: Part) -> bool:
        return part.status in part.terms.agreement.pauses[self.metric, self.tier]


class Level(Value):
    """A severity whose target may apply; with the option `restart` one measuring for each change, begun at `since`."""

    severity: Severity
    since: Instant | None = None
    until: Instant | None = None

    def covers(self, part: Part) -> bool:
        """Whether the part lies in this level's own stretch (always, but for `restart`)."""
        return (self.since is None or part.start >= self.since) and (self.until is None or part.start < self.until)


def levels(rule: Rule, parts_: Sequence[Part]) -> Sequence[Level]:
    """Every level at which the ticket stood, or, on the ladder, at which or above which it stood."""
    if rule.change is SeverityChange.RESTART:
        return _restarts(parts_)
    if rule.change is SeverityChange.FROM_START:
        return [Level(severity) for severity in sorted({part.severity for part in parts_})]
    first = parts_[0]
    if all(part.severity is first.severity and part.terms is first.terms for part in parts_):
        return [Level(severity) for severity in rule.promise(first.terms, first.severity).rungs]
    highest = max(part.severity for part in parts_)
    return [Level(severity) for severity in Severity if severity <= highest]


def _restarts(parts_: Sequence[Part]) -> list[Level]:
    found: list[Level] = []
    for part in parts_:
        if not found:
            found.append(Level(part.severity))
        elif part.severity is not found[-1].severity:
            found[-1] = Level(found[-1].severity, found[-1].since, part.start)
            found.append(Level(part.severity, part.start))
    return found


class Lane(Struct):
    """The measuring of one level over the parts of a clock.

    `used` and `paused` hold the working time counted, and not counted for a pause, before each part, up to the part of
    the breach. `due_at` is the first instant at which the allowed time was used up, `breached_at` the first at which
    counting went on past it (C8); both only as far as the parts reach. `superseded` holds what was due before a later
    version of the agreement took over, each with the first part under that version.
    """

    level: Level
    used: list[Seconds]
    paused: list[Seconds]
    due_at: Instant | None = None
    breached_at: Instant | None = None
    breach_used: Seconds = 0
    breach_part: int = -1
    superseded: list[tuple[int, Instant]] = field(default_factory=list)

    def due_seen_in(self, index: int) -> Instant | None:
        """When the lane is due, as far as it can be known in that part."""
        return next((due_at for later, due_at in self.superseded if index < later), self.due_at)


def counts_at(rule: Rule, level: Level, part: Part) -> bool:
    """Whether time at this part's severity is time for this level, pauses and opening hours aside."""
    if rule.change is SeverityChange.LADDER:
        return part.severity >= level.severity
    return level.covers(part)


def applies_at(rule: Rule, level: Level, part: Part) -> bool:
    """Whether this level's target is one of those that bind in this part."""
    if rule.change is SeverityChange.LADDER:
        return part.severity >= level.severity
    return part.severity is level.severity and level.covers(part)


def run(rule: Rule, level: Level, parts_: Sequence[Part]) -> Lane:
    """Measure one level; stops at its breach."""
    lane = Lane(level, [], [])
    used = paused = 0
    terms = parts_[0].terms
    promise = rule.promise(terms, level.severity)
    for index, part in enumerate(parts_):
        lane.used.append(used)
        lane.paused.append(paused)
        if part.terms is not terms:
            terms = part.terms
            promise = rule.promise(terms, level.severity)
            if lane.due_at is not None:
                lane.superseded.append((index, lane.due_at))
            _change_version(lane, promise, used, part.start)
        length = 0 if part.end is None else promise.hours.between(part.start, part.end)
        if part.status in promise.pauses:
            paused += length
        elif counts_at(rule, level, part):
            if _breaches(rule, lane, part, promise, used, length):
                lane.breach_part = index
                return lane
            used += length
    return lane


def _change_version(lane: Lane, promise: Promise, used: Seconds, at: Instant) -> None:
    """C11: the time used is kept; a due instant that would lie before the date becomes the date."""
    lane.due_at = at if promise.allowed is not None and used >= promise.allowed else None


def _breaches(rule: Rule, lane: Lane, part: Part, promise: Promise, used: Seconds, length: Seconds) -> bool:
    """Note when the lane is due and when it breaches, if that happens in this part, which counts."""
    allowed = promise.allowed
    # Where the part ends before the allowed time is used up, nothing can be due in it.
    if allowed is None or (part.end is not None and used + length < allowed):
        return False
    lane.due_at, goes_on_at = passing(promise.hours, part.start, part.end, allowed - used, lane.due_at)
    if goes_on_at is None or not applies_at(rule, lane.level, part):
        return False
    lane.breached_at = goes_on_at
    lane.breach_used = max(used, allowed)
    return True


def passing(
    hours: WorkingTime, start: Instant, end: Instant | None, left: Seconds, due_at: Instant | None
) -> tuple[Instant | None, Instant | None]:
    """When the time left is used up between `start` and `end`, and when counting goes on past it; None: not there.

    Where nothing is left, `due_at` is when the last of it was used.
    """
    if left > 0:
        due_at = hours.after(start, left)
        if due_at is None or (end is not None and due_at > end):
            return None, None
        start = due_at
    elif due_at is None:
        due_at = start
    goes_on_at = hours.next_open(start)
    if goes_on_at is None or (end is not None and goes_on_at >= end):
        return due_at, None
    return due_at, goes_on_at
