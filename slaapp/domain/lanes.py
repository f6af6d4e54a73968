"""One level's measuring of a clock: how much working time it counted, when it is due, when counting went past it.

A clock is measured once for every severity whose target may apply, each in its own calendar and with its own pause
rules (C9 of semantics). A lane is one such measuring.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from slaapp.domain.agreement import Metric, Severity, SeverityChange, Status, Target, Terms, Tier
from slaapp.domain.cycles import Stretch
from slaapp.domain.spans import Instant, Seconds
from slaapp.domain.timeline import Piece
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


def parts(pieces: Sequence[Piece], stretches: Sequence[Stretch], line: TermsLine) -> list[Part]:
    """The pieces that lie in `stretches`, split where a later version begins to govern the ticket."""
    found: list[Part] = []
    for start, end in stretches:
        for piece in pieces:
            begin = max(piece.start, start)
            stop = piece.end if end is None else end if piece.end is None else min(piece.end, end)
            if stop is None or stop > begin:
                _split(found, begin, stop, piece, line)
    return found


def _split(found: list[Part], begin: Instant, stop: Instant | None, piece: Piece, line: TermsLine) -> None:
    for (_, terms), following in zip(line, [*line[1:], None], strict=True):
        until = None if following is None else following[0]
        if until is not None and until <= begin:
            continue
        if until is None or (stop is not None and stop <= until):
            found.append(Part(begin, stop, piece.status, piece.severity, terms))
            return
        found.append(Part(begin, until, piece.status, piece.severity, terms))
        begin = until


@dataclass(frozen=True, slots=True)
class Rule:
    """Which metric and tier is measured, and how a change of severity is dealt with."""

    metric: Metric
    tier: Tier
    change: SeverityChange

    def target(self, terms: Terms, level: Severity) -> Target | None:
        return terms.targets.get((self.metric, self.tier), {}).get(level)

    def paused(self, part: Part) -> bool:
        return part.status in part.terms.agreement.pauses[self.metric, self.tier]


@dataclass(frozen=True, slots=True)
class Level:
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
        return _on_one_rung(first.terms, rule, first.severity)
    return _up_to(max(part.severity for part in parts_))


def _restarts(parts_: Sequence[Part]) -> list[Level]:
    found: list[Level] = []
    for part in parts_:
        if not found:
            found.append(Level(part.severity))
        elif part.severity is not found[-1].severity:
            found[-1] = Level(found[-1].severity, found[-1].since, part.start)
            found.append(Level(part.severity, part.start))
    return found


def _up_to(highest: Severity) -> tuple[Level, ...]:
    return tuple(Level(severity) for severity in Severity if severity <= highest)


@lru_cache(maxsize=256)
def _on_one_rung(terms: Terms, rule: Rule, severity: Severity) -> tuple[Level, ...]:
    """The severity never changed: a less severe level with the same calendar and no shorter target is never due
    earlier."""
    own = rule.target(terms, severity)
    if own is None:
        return _up_to(severity)
    hours = terms.hours[severity]
    kept = [Level(severity)]
    for level in _up_to(severity)[:-1]:
        target = rule.target(terms, level.severity)
        if target is not None and (terms.hours[level.severity] is not hours or target.allowed < own.allowed):
            kept.append(level)
    return tuple(kept)


@dataclass(slots=True)
class Lane:
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
    target, hours = rule.target(terms, level.severity), terms.hours[level.severity]
    for index, part in enumerate(parts_):
        lane.used.append(used)
        lane.paused.append(paused)
        if part.terms is not terms:
            terms = part.terms
            target, hours = rule.target(terms, level.severity), terms.hours[level.severity]
            if lane.due_at is not None:
                lane.superseded.append((index, lane.due_at))
            _change_version(lane, target, used, part.start)
        length = None if part.end is None else hours.between(part.start, part.end)
        if rule.paused(part):
            paused += length or 0
        elif counts_at(rule, level, part):
            # Where the part ends before the allowed time is used up, nothing can be due in it.
            reaches = target is not None and (length is None or used + length >= target.allowed)
            if target is not None and reaches and _breaches(rule, lane, part, target.allowed, used, hours):
                lane.breach_part = index
                lane.breach_used = max(used, target.allowed)
                return lane
            used += length or 0
    return lane


def _change_version(lane: Lane, target: Target | None, used: Seconds, at: Instant) -> None:
    """C11: the time used is kept; a due instant that would lie before the date becomes the date."""
    lane.due_at = at if target is not None and used >= target.allowed else None


def _breaches(rule: Rule, lane: Lane, part: Part, allowed: Seconds, used: Seconds, hours: WorkingTime) -> bool:
    """Note when the lane is due and when it breaches, if that happens in this part, which counts."""
    start, end = part.start, part.end
    if used < allowed:
        used_up_at = hours.after(start, allowed - used)
        if used_up_at is None or (end is not None and used_up_at > end):
            return False
        lane.due_at = start = used_up_at
    elif lane.due_at is None:
        lane.due_at = start
    if not applies_at(rule, lane.level, part):
        return False
    goes_on_at = hours.next_open(start)
    if goes_on_at is None or (end is not None and goes_on_at >= end):
        return False
    lane.breached_at = goes_on_at
    return True
