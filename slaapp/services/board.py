"""The queue: open tickets with their clocks, and where each stands at an instant."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from slaapp.domain.agreement import Meaning, Metric, Severity, Status, Tier
from slaapp.domain.clock import NEVER, SOON, Band, Clock, Reading, State, read
from slaapp.domain.events import TicketId
from slaapp.domain.spans import HOUR, Instant, Seconds
from slaapp.domain.ticket import status_at
from slaapp.domain.value import Value
from slaapp.services.families import Families
from slaapp.services.rulebook import Rulebook
from slaapp.storage import clocks, events, front, records, tickets
from slaapp.storage.database import Connection, Database
from slaapp.storage.tickets import Header

if TYPE_CHECKING:
    from slaapp.services.finding import Excerpt, SearchHit


class Group(IntEnum):
    """The queue's groups, in its order."""

    OVERDUE = 0
    WITHIN_HOUR = 1
    LATER_TODAY = 2
    TOMORROW = 3
    LATER = 4
    PAUSED = 5
    NO_TARGET = 6


class Row(Value, gc=False):
    """A ticket in a list; `planned_at` is that of a recurring one. `clocks` are those still under way, public ones
    first; of a ticket that is done, its public clock of resolution. `agreement` covers it (None: none does), `meaning`
    is what that one says of the severity."""

    id: TicketId
    number: int
    subject: str
    customer: str
    customer_id: str | None
    service: str | None
    severity: Severity
    status: Status
    until: Instant | None
    assignee: str | None
    unread: bool
    received_at: Instant
    updated_at: Instant
    resolved_at: Instant | None
    clocks: tuple[Clock, ...]
    attachments: int = 0
    planned_at: Instant | None = None
    agreement: str | None = None
    meaning: Meaning | None = None

    @property
    def covered(self) -> bool:
        return self.agreement is not None

    def status_at(self, now: Instant) -> Status:
        return status_at(self.status, self.until, now)


class Kind(NamedTuple):
    """So many open tickets of one group, assignee (None: nobody) and status; `covered`: an agreement covers them."""

    group: Group
    assignee: str | None
    status: Status
    covered: bool
    tickets: int


class Front(NamedTuple):
    """The beginning of the queue: so many rows as were asked for, in its order, and what all of it holds.

    `ends` are its earliest and its latest due time, as far as there are any.
    """

    rows: list[Row]
    kinds: list[Kind]
    ends: tuple[Instant, ...]

    @property
    def is_whole(self) -> bool:
        return len(self.rows) == sum(kind.tickets for kind in self.kinds)


class Standing(Value, gc=False):
    """A row at an instant: its public clock that is due first.

    `order` sorts the whole queue. `changes_at` is the next instant at which the band, the group, the way of counting or
    `internal_late` can change by itself (None: never).
    """

    metric: Metric | None
    reading: Reading | None
    group: Group
    internal_late: bool
    order: tuple[int, int, int]
    changes_at: Instant | None


class DeskHours(Value):
    """Support hours at an instant. `day_start` and `day_end` bound the local day's openings (None: closed all day)."""

    zone: ZoneInfo
    open: bool
    closes_at: Instant | None
    opens_at: Instant | None
    left_today: Seconds
    day_start: Instant | None
    day_end: Instant | None


class Board:
    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook]) -> None:
        self._database = database
        self._rulebook = rulebook
        self._moment: _Moment | None = None
        with database.read() as connection:
            self._rules = rulebook(connection)

    @property
    def rules(self) -> Rulebook:
        """The rules by which the rows last given were wound: another object once they have changed."""
        return self._rules

    def rows(self) -> list[Row]:
        """All open tickets; a resolved one only while a clock of it still runs."""
        with self._database.read() as connection:
            self._rules = self._rulebook(connection)
            return self._rows(connection, tickets.open_ones(connection), clocks.under_way(connection))

    def front(self, now: Instant, limit: int) -> Front:
        """The rows that come first in the queue, about `limit` of them, without the others being read."""
        with self._database.read() as connection:
            self._rules = self._rulebook(connection)
            moment = self._moment_of(now)
            when = front.Moment(
                now, moment.midnight, self._rules.desk_hours.midnight(moment.next_day + timedelta(days=1))
            )
            first, turned = front.first(connection, when, limit), front.turned(connection, now)
            held = [*first, *turned]
            rows = self._rows(connection, held, clocks.of(connection, [header.id for header in held]))
            names = self._names(connection, "person")
            counted = front.counts(connection, when)
        standing = {row.id: self.standing(row, now, changes=False) for row in rows}
        kinds = [
            Kind(
                group=Group(each.group),
                assignee=names.get(each.assignee or "", each.assignee),
                status=each.status,
                covered=each.covered,
                tickets=each.tickets,
            )
            for each in counted
        ]
        ends = [at for each in counted for at in (each.earliest, each.latest) if at is not None]
        for row in rows[len(first) :]:
            kinds.append(Kind(standing[row.id].group, row.assignee, row.status_at(now), row.covered, 1))
            reading = standing[row.id].reading
            ends += [] if reading is None or reading.due_at is None else [reading.due_at]
        last = standing[first[-1].id].order if len(first) == limit else (len(Group),)
        found = sorted((row for row in rows if standing[row.id].order <= last), key=lambda row: standing[row.id].order)
        return Front(found, kinds, (min(ends), max(ends)) if ends else ())

    def rows_of(self, ids: Iterable[TicketId]) -> list[Row]:
        """The open ones among these tickets."""
        wanted = list(ids)
        with self._database.read() as connection:
            self._rules = self._rulebook(connection)
            held = [header for header in tickets.of(connection, wanted) if header.open]
            return self._rows(connection, held, clocks.of(connection, wanted))

    def rows_as_of(self, now: Instant) -> list[Row]:
        """The tickets that were open at `now`, with the clocks they had then, wound anew from what happened by then."""
        return self._as_of(now, lambda then: then.open)

    def done_as_of(self, now: Instant) -> list[Row]:
        """The tickets that were done at `now`, the latest first, as they were then."""
        return sorted(self._as_of(now, lambda then: not then.open), key=lambda row: -(row.resolved_at or 0))

    def _as_of(self, now: Instant, wanted: Callable[[Header], bool]) -> list[Row]:
        from slaapp.services.keeping import header as as_kept  # noqa: PLC0415 - the first window must not wait
        from slaapp.services.keeping import work_out_as_of  # noqa: PLC0415 - the first window must not wait

        with self._database.read() as connection:
            rules = self._rules = self._rulebook(connection)
            held = tickets.every(connection)
            every = events.histories(connection)
            past = []
            wound = {}
            for row in held:
                kept = work_out_as_of(row.id, every, rules, until=now)
                if kept is not None and wanted(then := as_kept(row.id, kept)):
                    past.append(then)
                    wound[row.id] = tuple(clock for clock in kept.clocks if then.open or _is_resolution(clock))
            return self._rows(connection, past, wound)

    def done(self, limit: int | None = None) -> list[Row]:
        """Tickets that are done, the latest first."""
        with self._database.read() as connection:
            return self._done(connection, tickets.done_ones(connection, limit))

    def done_of(self, ids: Iterable[TicketId]) -> list[Row]:
        """Those among these tickets that are done."""
        with self._database.read() as connection:
            return self._done(connection, [header for header in tickets.of(connection, list(ids)) if not header.open])

    def done_count(self) -> int:
        with self._database.read() as connection:
            return tickets.done_count(connection)

    def search(self, text: str, limit: int = 50, *, now: Instant | None = None) -> list["SearchHit"]:
        """Tickets that hold every word of the text: open ones first, then the newest. `#2408` is that ticket alone.

        A word is found by its beginning, and from three letters on by what stands inside of it. With `now` as the
        tickets were then.
        """
        from slaapp.services import finding  # noqa: PLC0415 - the first window must not wait

        with self._database.read() as connection:
            if now is None:
                return finding.find(connection, text, limit)
            return finding.find_as_of(connection, self._rulebook(connection), text, limit, now=now)

    def search_as_typed(self, text: str, limit: int) -> list["SearchHit"]:
        """The same within a keystroke's time; what it may leave out, `search_leaves_out` tells."""
        from slaapp.services import finding  # noqa: PLC0415 - the first window must not wait

        with self._database.read() as connection:
            return finding.find(connection, text, limit, hasty=True)

    def search_leaves_out(self, text: str) -> bool:
        """Whether so many words hold what was typed that `search_as_typed` may not have looked for all of them."""
        from slaapp.services import finding  # noqa: PLC0415 - the first window must not wait

        with self._database.read() as connection:
            return finding.leaves_out(connection, text)

    def excerpts(
        self, hits: Sequence["SearchHit"], text: str, *, now: Instant | None = None
    ) -> Mapping[int, "Excerpt"]:
        """By their numbers, where else those hits hold the text whose subject and customer do not hold all of it."""
        from slaapp.services import finding  # noqa: PLC0415 - the first window must not wait

        with self._database.read() as connection:
            return finding.excerpts(connection, hits, text, now=now)

    def _done(self, connection: Connection, headers: Sequence[Header]) -> list[Row]:
        wound = clocks.of_resolution(connection, [header.id for header in headers])
        return self._rows(connection, headers, wound)

    @staticmethod
    def _names(connection: Connection, kind: str) -> dict[str, str]:
        return {record.id: record.name for record in records.every(connection, kind)}

    def _rows(
        self, connection: Connection, headers: Iterable[Header], wound: dict[TicketId, tuple[Clock, ...]]
    ) -> list[Row]:
        services, people = self._names(connection, "service"), self._names(connection, "person")
        families, meanings = Families(connection), self._rules.meanings
        return [
            Row(
                id=header.id,
                number=header.number,
                subject=header.subject,
                customer=families.name(header.customer),
                customer_id=None if header.customer is None else families.survivor(header.customer),
                service=services.get(header.service or ""),
                severity=header.severity,
                status=header.status,
                until=header.until,
                assignee=people.get(header.assignee or "", header.assignee),
                unread=not header.seen,
                received_at=header.received_at,
                updated_at=header.updated_at,
                resolved_at=header.resolved_at,
                attachments=header.attachments,
                clocks=_listed(wound.get(header.id, ()), header),
                planned_at=header.planned_at,
                agreement=header.agreement,
                meaning=meanings.get((header.agreement, header.agreement_version, header.severity)),
            )
            for header in headers
        ]

    def standing(self, row: Row, now: Instant, *, changes: bool = True) -> Standing:
        """Where the row stands: arithmetic alone, so that it can be asked every second. Without `changes` nobody waits
        for its next one, which takes longest to find, and `changes_at` is None."""
        if row.status.done and all(clock.ended_at is not None for clock in row.clocks):
            return self._finished(row, now)
        best: tuple[tuple[int, int, int], Clock] | None = None
        passing: Instant | None = None
        internal_late = False
        for clock in row.clocks:
            if clock.tier is _INTERNAL and clock.breached_at is not None and clock.breached_at >= now:
                passing = clock.breached_at + 1 if passing is None else min(passing, clock.breached_at + 1)
            if not clock.measured:
                continue
            if clock.tier is _INTERNAL:
                internal_late = internal_late or self._is_late(clock, now)
                continue
            rank = self._rank(clock, now)
            if rank is None:
                continue
            paused, value = rank
            # A paused ticket shows how long is left to resolve it; its other clocks matter when it goes on.
            still = (1 if clock.metric is _RESOLUTION else 2) if paused else 0
            key = (still, value, _PLACES[clock.metric])
            if best is None or key < best[0]:
                best = key, clock
        if not changes:
            passing = None
        if best is None:
            return Standing(None, None, Group.NO_TARGET, internal_late, (Group.NO_TARGET, 0, row.number), passing)
        (_, value, _), clock = best
        reading = read(clock, now, self._rules.hours)
        group = self._group(reading, now)
        if changes:
            moment = self._changes_at(clock, reading, now)
            passing = moment if passing is None else min(moment, passing)
        return Standing(
            metric=clock.metric,
            reading=reading,
            group=group,
            internal_late=internal_late and group is not Group.OVERDUE,
            order=(group, value, row.number),
            changes_at=passing,
        )

    def _rank(self, clock: Clock, now: Instant) -> tuple[bool, int] | None:
        """Whether a clock stands still at `now`, and by what it is compared with others; None: it has no target."""
        short = clocks.short(clock)
        if short is not None and short.start <= now and clock.ended_at is None:
            return short.rank(now)
        reading = read(clock, now, self._rules.hours)
        if reading.state is State.NO_TARGET:
            return None
        if reading.state is State.PAUSED:
            return True, reading.left or 0
        return False, NEVER if reading.due_at is None else reading.due_at

    def _is_late(self, clock: Clock, now: Instant) -> bool:
        short = clocks.short(clock)
        if short is not None and short.start <= now and clock.ended_at is None:
            return clock.breached_at is not None and now > clock.breached_at
        return read(clock, now, self._rules.hours).breached

    def _finished(self, row: Row, now: Instant) -> Standing:
        """How it ended, where that was measured."""
        order = (Group.NO_TARGET, row.resolved_at or 0, row.number)
        for clock in row.clocks[-1:]:
            reading = read(clock, now, self._rules.hours)
            if reading.verdict is not None:
                return Standing(clock.metric, reading, Group.NO_TARGET, False, order, None)
        return Standing(None, None, Group.NO_TARGET, False, order, None)

    def _group(self, reading: Reading, now: Instant) -> Group:
        if reading.band is Band.BREACHED:
            return Group.OVERDUE
        if reading.state is State.PAUSED:
            return Group.PAUSED
        if reading.due_at is None:
            return Group.LATER
        if reading.due_at - now <= HOUR:
            return Group.WITHIN_HOUR
        moment = self._moment_of(now)
        day = datetime.fromtimestamp(reading.due_at, moment.zone).date()
        return Group.LATER_TODAY if day <= moment.today else Group.TOMORROW if day == moment.next_day else Group.LATER

    def _changes_at(self, clock: Clock, reading: Reading, now: Instant) -> Instant:
        moment = self._moment_of(now)
        phases = [*clock.phases]
        phase = next((phase for phase in reversed(phases) if phase.start <= now), phases[0])
        moments = [moment.midnight, *(later.start for later in phases if later.start > now)]
        if clock.breached_at is not None:
            moments.append(clock.breached_at + 1)
        if reading.due_at is not None:
            moments.append(reading.due_at - HOUR)
        shift = moment.closes_at(phase.calendar) if reading.state is _RUNNING else reading.counts_again_at
        if shift is not None:
            moments.append(shift)
        soonest = min(at for at in moments if at > now)
        if reading.state in _COUNTING and reading.allowed is not None:
            for used in (reading.allowed - SOON + 1, -(-reading.allowed * phase.warn_at // 100)):
                # So much work takes at least as long on the wall: mostly the desk closes first.
                if used > reading.used and now + used - reading.used < soonest:
                    at = self._rules.hours[phase.calendar].after(now, used - reading.used)
                    soonest = soonest if at is None else min(soonest, at)
        return soonest

    def _moment_of(self, now: Instant) -> "_Moment":
        """What is the same for all rows at an instant, kept until another one is asked for."""
        held = self._moment
        if held is None or held.now != now or held.rules is not self._rules:
            held = self._moment = _Moment(self._rules, now)
        return held

    def hours(self, now: Instant) -> DeskHours:
        hours = self._rules.desk_hours
        today = hours.day_of(now)
        start, end = hours.midnight(today), hours.midnight(today + timedelta(days=1))
        spans = hours.spans(start, end)
        is_open = hours.is_open(now)
        return DeskHours(
            zone=hours.zone,
            open=is_open,
            closes_at=hours.next_close(now) if is_open else None,
            opens_at=None if is_open else hours.next_open(now),
            left_today=hours.between(now, end),
            day_start=spans[0].start if spans else None,
            day_end=spans[-1].end if spans else None,
        )

    @property
    def zone(self) -> ZoneInfo:
        """The desk's zone, in which instants are told."""
        return self._rules.desk_hours.zone


class _Moment:
    """An instant as all rows see it: its date on the wall, the midnight that ends it, when each calendar closes."""

    def __init__(self, rules: Rulebook, now: Instant) -> None:
        self.rules, self.now = rules, now
        self.zone = rules.desk_hours.zone
        self.today = datetime.fromtimestamp(now, self.zone).date()
        self.next_day = self.today + timedelta(days=1)
        self.midnight = rules.desk_hours.midnight(self.next_day)
        self._closes: dict[str, Instant | None] = {}

    def closes_at(self, calendar: str) -> Instant | None:
        if calendar not in self._closes:
            self._closes[calendar] = self.rules.hours[calendar].next_close(self.now)
        return self._closes[calendar]


# Members of enumerations are found once: Python 3.11 is slow at it.
_INTERNAL, _RESOLUTION = Tier.INTERNAL, Metric.RESOLUTION
_RUNNING = State.RUNNING
_COUNTING = (State.RUNNING, State.WAITING_FOR_OPENING)
_PLACES = {metric: place for place, metric in enumerate(Metric)}


def _listed(wound: Sequence[Clock], header: Header) -> tuple[Clock, ...]:
    held = [clock for clock in wound if clock.ended_at is None or not header.open]
    return tuple(
        [clock for clock in held if clock.tier is not _INTERNAL] + [clock for clock in held if clock.tier is _INTERNAL]
    )


def _is_resolution(clock: Clock) -> bool:
    return clock.metric is Metric.RESOLUTION and clock.tier is Tier.PUBLIC
