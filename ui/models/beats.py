"""What a second does to the queue by itself, and when a figure reads differently next."""

from msgspec import Struct, field

from slaapp.domain.agreement import Tier
from slaapp.domain.clock import SOON, Band, Clock, State
from slaapp.domain.spans import MINUTE, Instant
from slaapp.services.board import Row, Standing


class Beat(Struct):
    """What a second changed by itself: tickets overdue from now on, those under 15 minutes from now on, those whose
    internal target passed, and whether any belongs elsewhere in the list."""

    breached: list[Row] = field(default_factory=list)
    soon: list[Row] = field(default_factory=list)
    internal: list[Row] = field(default_factory=list)
    changed: bool = False
    moved: bool = False

    def note(self, row: Row, was: Standing, standing: Standing, *, since: Instant, now: Instant) -> None:
        """A ticket stands at `standing` now; `was` is how it stood at the beat before, at `since`."""
        self.changed = True
        if _band(standing) is Band.BREACHED and _band(was) is not Band.BREACHED:
            self.breached.append(row)
        elif _is_soon(standing) and not _is_soon(was):
            self.soon.append(row)
        if any(_passed(clock, since, now) for clock in row.clocks):
            self.internal.append(row)
        self.moved = self.moved or was.order != standing.order


def _passed(clock: Clock, since: Instant, now: Instant) -> bool:
    """Whether that internal target has passed in between, also one of several on the same ticket."""
    return clock.tier is Tier.INTERNAL and clock.breached_at is not None and since <= clock.breached_at < now


def next_text(standing: Standing, now: Instant) -> Instant | None:
    """Left is rounded up and late rounded down, to the minute, and near the due time both show seconds."""
    reading = standing.reading
    if reading is None:
        return None
    if reading.state is State.RUNNING and reading.left is not None:
        return now + 1 if reading.left <= SOON else now + (reading.left % MINUTE or MINUTE)
    if reading.state is State.BREACHED and reading.paused_by is None and reading.late is not None:
        return now + 1 if reading.late < MINUTE else now + MINUTE - reading.late % MINUTE
    return None


def _band(standing: Standing) -> Band | None:
    return None if standing.reading is None else standing.reading.band


def _is_soon(standing: Standing) -> bool:
    reading = standing.reading
    return reading is not None and reading.state is State.RUNNING and reading.left is not None and reading.left <= SOON
