"""A slow second opinion on every clock.

The engine calculates: it asks a laid-out calendar for the working time between two instants and for the instant after
a length. This oracle only counts. It walks from the ticket's beginning to `now` in small steps, looks at the wall clock
to see whether the desk is open, and adds the step to plain counters, one for each severity. A clock is breached when a
counter goes on past what is allowed; a due instant is found by walking on until the counter is full.

It reads events, agreements and calendars as data and shares no rule with the engine. Written from semantics alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from math import gcd
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from slaapp.domain.agreement import Agreement, Metric, Severity, SeverityChange, Status, Tier
from slaapp.domain.calendar import Calendar, CalendarLine
from slaapp.domain.events import (
    Closed,
    Corrected,
    CustomerWrote,
    EventId,
    NotMeasured,
    Received,
    Reopened,
    Replied,
    Resolved,
    Retracted,
    SeverityChanged,
    StatusChanged,
    TicketEvent,
    Waived,
)

QUARTER = 15 * 60
DAY = 24 * 3600
FAR = 1200 * DAY
"""How far the oracle walks into the future for a due instant."""


class Law(Struct, frozen=True):
    """One version that governs a ticket from `since` on (None: from its beginning), with its calendars by name."""

    since: int | None
    agreement: Agreement
    calendars: Mapping[str, CalendarLine]

    def allowed(self, metric: Metric, tier: Tier, severity: Severity) -> int | None:
        for target in self.agreement.targets:
            if (target.metric, target.tier, target.severity) == (metric, tier, severity):
                return target.allowed
        return None

    def line(self, severity: Severity) -> CalendarLine:
        return self.calendars[self.agreement.calendar_by_severity.get(severity, self.agreement.calendar)]


class Shown(Struct, frozen=True):
    """The fields of `slaapp simulate`, and the marks."""

    metric: Metric
    tier: Tier
    cycle: int
    state: str
    severity: Severity
    allowed: int | None
    used: int
    left: int | None
    late: int | None
    paused: int
    started_at: int
    due_at: int | None
    due_if_resumed: int | None
    ended_at: int | None
    decided_at: int | None
    verdict: str | None
    excluded: bool = False
    waived: bool = False


def clocks(
    events: Iterable[TicketEvent], laws: Sequence[Law], now: int, *, absorbed: Iterable[TicketEvent] = ()
) -> list[Shown]:
    """What every clock of a ticket shows at `now`, by tier, metric and cycle; `absorbed` was merged into the ticket."""
    return [shown for shown, _ in with_marks(events, laws, now, absorbed=absorbed)]


def with_marks(
    events: Iterable[TicketEvent], laws: Sequence[Law], now: int, *, absorbed: Iterable[TicketEvent] = ()
) -> list[tuple[Shown, int | None]]:
    """The same, each with the instant from which it was not measured any more."""
    own = believed(events)
    if not own:
        return []
    received = own[0]
    assert isinstance(received, Received)
    if received.occurred_at > now:
        return []
    begin = received.occurred_at
    other = believed(absorbed)
    if other and other[0].occurred_at <= now:
        begin = _take_in(own, other)
    return _Walk(sorted(own, key=_turn), laws, begin, now).shown()


def _take_in(own: list[TicketEvent], other: Sequence[TicketEvent]) -> int:
    """As one ticket: whichever was received first began it, and each later receipt was one more message."""
    receipts = sorted((event for event in (*own, *other) if isinstance(event, Received)), key=_turn)
    first = receipts[0]
    own += [event for event in other if isinstance(event, CustomerWrote | Replied)]
    for later in receipts[1:]:
        when = {"id": later.id, "occurred_at": later.occurred_at, "recorded_at": later.recorded_at, "by": later.by}
        own += [] if later.opened_by_desk else [CustomerWrote(**when)]  # type: ignore[arg-type]
        own += [Replied(**when)] if later.answered_on_phone else []  # type: ignore[arg-type]
    flags = {"opened_by_desk": first.opened_by_desk, "answered_on_phone": first.answered_on_phone}
    own[0] = replace(own[0], **flags)  # type: ignore[arg-type]
    return first.occurred_at


def believed(events: Iterable[TicketEvent]) -> list[TicketEvent]:
    """What is left when duplicates, what was undone and what was entered wrong are gone, in the order that counts."""
    known = {event.id: event for event in events}
    written = {name: (event.recorded_at, event.id) for name, event in known.items()}

    def undone(name: EventId) -> bool:
        return any(
            isinstance(other, Retracted)
            and other.event == name
            and written[other.id] > written[name]
            and not undone(other.id)
            for other in known.values()
        )

    alive = [event for event in known.values() if not undone(event.id)]
    corrections = sorted((e for e in alive if isinstance(e, Corrected)), key=lambda e: written[e.id])
    told = {event.id: event for event in alive if not isinstance(event, Corrected | Retracted)}
    for correction in corrections:
        if correction.event in told:
            told[correction.event] = _with(told[correction.event], correction)
    return sorted(told.values(), key=_turn)


def _with(event: TicketEvent, correction: Corrected) -> TicketEvent:
    value: object = correction.value
    if correction.field == "severity":
        value = Severity[str(value).upper()]
    elif correction.field == "status":
        value = Status(value)
    return replace(event, **{correction.field: value})  # type: ignore[arg-type]


def _turn(event: TicketEvent) -> tuple[bool, int, int, EventId]:
    return (not isinstance(event, Received), event.occurred_at, event.recorded_at, event.id)


class Wall:
    """A wall clock beside a list of opening times."""

    def __init__(self, line: CalendarLine) -> None:
        self.line = line
        self.zone = ZoneInfo(line.versions[-1][1].zone)
        self.step = QUARTER
        self.ever = False
        for _, version in line.versions:
            for openings in (*version.week, *version.special_days.values()):
                for opening in openings:
                    self.ever = True
                    self.step = gcd(self.step, opening.opens * 60, opening.closes * 60)
        self._seen: dict[int, bool] = {}

    def open(self, at: int) -> bool:
        minute = at // 60
        if minute not in self._seen:
            self._seen[minute] = self._look(minute * 60)
        return self._seen[minute]

    def _look(self, at: int) -> bool:
        local = datetime.fromtimestamp(at, UTC).astimezone(self.zone)
        today, minute = local.date(), local.hour * 60 + local.minute
        if today in self._version(today).holidays:
            return False
        yesterday = today - timedelta(days=1)
        return any(o.opens <= minute < o.closes for o in self._openings(today)) or any(
            minute + 1440 < o.closes for o in self._openings(yesterday)
        )

    def _openings(self, day: date) -> Sequence:  # type: ignore[type-arg]
        version = self._version(day)
        return version.special_days[day] if day in version.special_days else version.week[day.weekday()]

    def _version(self, day: date) -> Calendar:
        governing = self.line.versions[0][1]
        for since, version in self.line.versions:
            if since <= day:
                governing = version
        return governing

    def day_of(self, at: int) -> date:
        return datetime.fromtimestamp(at, UTC).astimezone(self.zone).date()

    def opens_on(self, day: date) -> bool:
        noon = int(datetime(day.year, day.month, day.day, 12, tzinfo=self.zone).timestamp())
        return any(
            self.open(at) and self.day_of(at) == day
            for at in range(noon - 20 * 3600 - noon % 60, noon + 20 * 3600, gcd(self.step, QUARTER))
        )


@dataclass
class _Counter:
    """One clock: what was counted at each severity, and what became of it."""

    metric: Metric
    tier: Tier
    cycle: int
    started_at: int
    used: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(Severity, 0))
    paused: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(Severity, 0))
    counted_as: Severity | None = None
    """The severity that was counted last."""
    full_at: dict[Severity, int] = field(default_factory=dict)
    """When the counter of a severity reached what is allowed."""
    breached_at: int | None = None
    breach_level: Severity | None = None
    breach_law: Law | None = None
    ended_at: int | None = None
    judged: bool = True
    dropped: bool = False
    dropped_at: int | None = None
    excluded: bool = False
    frozen: Shown | None = None


class _Walk:
    """The ticket on its way through time: a handful of plain values."""

    def __init__(self, events: Sequence[TicketEvent], laws: Sequence[Law], begin: int, now: int) -> None:
        self.laws = laws
        self.walls: dict[int, Wall] = {}
        for law in laws:
            for line in law.calendars.values():
                self.walls.setdefault(id(line), Wall(line))
        self._turns: dict[int, list[int]] = {}
        self.step = gcd(*(wall.step for wall in self.walls.values()))
        self.tiers = [tier for tier in Tier if any(t.tier is tier for law in laws for t in law.agreement.targets)]
        self.change = laws[0].agreement.severity_change
        self.counters: list[_Counter] = []
        self.law = laws[0]
        self.status = Status.NEW
        self.until: int | None = None
        self.severity = Severity.NORMAL
        self.customer_waits_for_first = False
        self.first_started = self.first_over = False
        self.unmeasured: set[Metric] = set()
        self.waivers: list[tuple[int, Waived]] = []
        self.now = now
        self._walk(events, begin)

    # Time -----------------------------------------------------------------------------------------------------------

    def _walk(self, events: Sequence[TicketEvent], begin: int) -> None:
        happening: dict[int, list[TicketEvent]] = {}
        for event in events:
            at = max(begin, event.occurred_at) if not isinstance(event, Received) else begin
            if event.occurred_at <= self.now or isinstance(event, Received):
                happening.setdefault(at, []).append(event)
        stops = {begin, self.now, *happening, *(law.since for law in self.laws if law.since is not None)}
        for event in events:
            if isinstance(event, Received | StatusChanged) and event.until is not None:
                stops.add(event.until)
        at = begin
        while (at := self._next_turn(at)) < self.now:
            stops.add(at)
        times = sorted(at for at in stops if begin <= at <= self.now)
        self.law = self._law_at(begin)
        for at, following in zip(times, [*times[1:], None], strict=True):
            self._turn_of_time(at)
            for event in happening.get(at, ()):
                self._happen(event, at)
            if following is not None:
                for counter in self.counters:
                    if counter.ended_at is None:
                        self._count(counter, at, following)

    def _next_turn(self, at: int) -> int:
        """The next step at which a desk opens or closes, or a new day of UTC begins."""
        day = at // DAY
        if day not in self._turns:
            before = tuple(wall.open(day * DAY) for wall in self.walls.values())
            self._turns[day] = []
            for step in range(day * DAY + self.step, day * DAY + DAY, self.step):
                now = tuple(wall.open(step) for wall in self.walls.values())
                if now != before:
                    self._turns[day].append(step)
                before = now
            self._turns[day].append(day * DAY + DAY)
        return next(turn for turn in self._turns[day] if turn > at)

    def _law_at(self, at: int) -> Law:
        return [law for law in self.laws if law.since is None or law.since <= at][-1]

    def _turn_of_time(self, at: int) -> None:
        if self.status is Status.SCHEDULED and self.until is not None and self.until <= at:
            self.status = Status.IN_PROGRESS
        law = self._law_at(at)
        if law is not self.law:
            self.law = law
            for counter in self.counters:
                if counter.ended_at is None and counter.breached_at is None:
                    for severity in Severity:
                        counter.full_at.pop(severity, None)
                        allowed = law.allowed(counter.metric, counter.tier, severity)
                        if allowed is not None and counter.used[severity] >= allowed:
                            counter.full_at[severity] = at

    def _count(self, counter: _Counter, at: int, following: int) -> None:
        self._restart_where_changed(counter)
        length = following - at
        law, levels = self.law, list(Severity)
        if counter.breached_at is not None:
            assert counter.breach_law is not None
            assert counter.breach_level is not None
            law, levels = counter.breach_law, [counter.breach_level]
        pausing = self._pauses(counter, law, self.status)
        gone_past: list[tuple[int, int, int]] = []
        for severity in levels:
            if not self._open(law, severity, at):
                continue
            if pausing:
                counter.paused[severity] += length
                continue
            if counter.breached_at is None:
                if not self._counts(severity):
                    continue
                allowed = law.allowed(counter.metric, counter.tier, severity)
                if allowed is not None:
                    missing = max(0, allowed - counter.used[severity])
                    if missing <= length:
                        counter.full_at.setdefault(severity, at + missing)
                    if missing < length and self._applies(severity):
                        gone_past.append((at + missing, counter.full_at[severity], -severity))
            counter.used[severity] += length
        if gone_past:
            counter.breached_at, _, level = min(gone_past)
            counter.breach_level, counter.breach_law = Severity(-level), law

    def _counts(self, severity: Severity) -> bool:
        match self.change:
            case SeverityChange.LADDER:
                return severity <= self.severity
            case SeverityChange.FROM_START:
                return True
            case SeverityChange.RESTART:
                return severity == self.severity

    def _applies(self, severity: Severity) -> bool:
        if self.change is SeverityChange.LADDER:
            return severity <= self.severity
        return severity == self.severity

    def _open(self, law: Law, severity: Severity, at: int) -> bool:
        return self.walls[id(law.line(severity))].open(at)

    @staticmethod
    def _pauses(counter: _Counter, law: Law, status: Status) -> bool:
        return status in law.agreement.pauses[counter.metric, counter.tier]

    # Events ---------------------------------------------------------------------------------------------------------

    @property
    def done(self) -> bool:
        return self.status in (Status.RESOLVED, Status.CLOSED)

    def _happen(self, event: TicketEvent, at: int) -> None:
        match event:
            case Received():
                self.severity, self.status, self.until = event.severity, event.status, event.until
                self._turn_of_time(at)
                self._start(Metric.RESOLUTION, at)
                if not event.opened_by_desk:
                    self._start(Metric.FIRST_RESPONSE, at)
                    self.first_started = True
                if event.answered_on_phone:
                    self._public_reply(at)
                if event.status in (Status.RESOLVED, Status.CLOSED):
                    self.status = Status.NEW
                    self._resolve(event.status, at)
            case Replied():
                self._public_reply(at)
            case CustomerWrote():
                self._customer_wrote(at)
            case StatusChanged():
                self._set_status(event.status, event.until, at)
            case SeverityChanged():
                self.severity = event.severity
            case Resolved():
                self._resolve(Status.RESOLVED, at)
            case Closed():
                self._resolve(Status.CLOSED, at)
            case Reopened():
                self._set_status(Status.IN_PROGRESS, None, at)
            case NotMeasured():
                self._not_measured(frozenset(Metric) if event.metrics is None else event.metrics, at)
            case Waived():
                self.waivers.append((at, event))

    def _set_status(self, status: Status, until: int | None, at: int) -> None:
        if status in (Status.RESOLVED, Status.CLOSED):
            self._resolve(status, at)
            return
        if self.done:
            self._reopen(at)
        self.status, self.until = status, until
        self._turn_of_time(at)

    def _public_reply(self, at: int) -> None:
        if self.first_started and not self.first_over:
            self._end(Metric.FIRST_RESPONSE, at)
            self.first_over = True
        self._end(Metric.NEXT_RESPONSE, at)
        if not self.done:
            self._end(Metric.UPDATE, at)
            self._start(Metric.UPDATE, at)

    def _customer_wrote(self, at: int) -> None:
        if self.status is Status.WAITING_CUSTOMER:
            self.status = Status.IN_PROGRESS
        if not self.first_started:
            self._start(Metric.FIRST_RESPONSE, at)
            self.first_started = True
        elif self.first_over and not self._under_way(Metric.NEXT_RESPONSE):
            self._start(Metric.NEXT_RESPONSE, at)

    def _restart_where_changed(self, counter: _Counter) -> None:
        """Several changes at one instant are one: from what was counted before to what holds after."""
        if counter.counted_as not in (None, self.severity) and (
            self.change is SeverityChange.RESTART and counter.breached_at is None
        ):
            counter.used = dict.fromkeys(Severity, 0)
            counter.full_at.clear()
        counter.counted_as = self.severity

    def _resolve(self, to: Status, at: int) -> None:
        if self.done:
            if to is Status.CLOSED:
                self.status = to
            return
        if self.first_started and not self.first_over:
            self._end(Metric.FIRST_RESPONSE, at)
            self.first_over = True
        self._end(Metric.NEXT_RESPONSE, at)
        self._end(Metric.UPDATE, at, judged=False)
        self._end(Metric.RESOLUTION, at)
        self.status, self.until = to, None

    def _reopen(self, at: int) -> None:
        self._start(Metric.UPDATE, at)
        for tier in self.tiers:
            last = [c for c in self.counters if (c.metric, c.tier) == (Metric.RESOLUTION, tier)][-1]
            assert last.ended_at is not None
            if not self._in_window(last.ended_at, at):
                self._start_one(Metric.RESOLUTION, tier, at)
            elif last.breached_at is not None and not last.dropped:
                last.ended_at = last.frozen = None
            else:
                self._start_one(Metric.RESOLUTION, tier, at, going_on_from=last)

    def _in_window(self, resolved_at: int, at: int) -> bool:
        agreement = self.laws[0].agreement
        wall = self.walls[id(self.laws[0].calendars[agreement.calendar])]
        day, left = wall.day_of(resolved_at), agreement.reopen_window
        end = day + timedelta(days=366)
        while left and day < end:
            day += timedelta(days=1)
            left -= wall.opens_on(day)
        return wall.day_of(at) <= day

    def _not_measured(self, metrics: frozenset[Metric], at: int) -> None:
        self.unmeasured |= metrics
        for counter in self.counters:
            if counter.metric not in metrics:
                continue
            if counter.dropped:
                continue
            if counter.ended_at is not None or counter.breached_at is not None:
                counter.excluded = True
            else:
                self._drop(counter, at)

    def _drop(self, counter: _Counter, at: int) -> None:
        counter.frozen = replace(
            self._look(counter, at, stopped=True),
            state="not_measured",
            due_at=None,
            due_if_resumed=None,
            decided_at=None,
            verdict=None,
            excluded=True,
        )
        counter.dropped, counter.dropped_at = True, at

    # Clocks ---------------------------------------------------------------------------------------------------------

    def _under_way(self, metric: Metric) -> list[_Counter]:
        return [c for c in self.counters if c.metric is metric and c.ended_at is None]

    def _start(self, metric: Metric, at: int) -> None:
        for tier in self.tiers:
            self._start_one(metric, tier, at)

    def _start_one(self, metric: Metric, tier: Tier, at: int, going_on_from: _Counter | None = None) -> None:
        cycle = 1 + sum(c.metric is metric and c.tier is tier for c in self.counters)
        counter = _Counter(metric, tier, cycle, at)
        for severity in Severity:
            if self.law.allowed(metric, tier, severity) == 0:
                counter.full_at[severity] = at
        if going_on_from is not None:
            counter.started_at = going_on_from.started_at
            counter.used, counter.paused = dict(going_on_from.used), dict(going_on_from.paused)
            counter.full_at, counter.counted_as = dict(going_on_from.full_at), going_on_from.counted_as
            counter.breached_at, counter.breach_level = going_on_from.breached_at, going_on_from.breach_level
            counter.breach_law = going_on_from.breach_law
        self.counters.append(counter)
        if metric in self.unmeasured:
            self._drop(counter, at)

    def _end(self, metric: Metric, at: int, *, judged: bool = True) -> None:
        for counter in self._under_way(metric):
            counter.ended_at, counter.judged = at, judged
            if not counter.dropped:
                counter.frozen = self._look(counter, at)

    # What is shown --------------------------------------------------------------------------------------------------

    def shown(self) -> list[tuple[Shown, int | None]]:
        found = []
        for counter in self.counters:
            shown = counter.frozen if counter.frozen is not None else self._look(counter, self.now)
            marked = replace(
                shown,
                started_at=counter.started_at,
                excluded=counter.excluded or counter.dropped,
                waived=self._waived(counter),
            )
            found.append((marked, counter.dropped_at))
        return sorted(found, key=lambda s: (list(Tier).index(s[0].tier), list(Metric).index(s[0].metric), s[0].cycle))

    def _waived(self, counter: _Counter) -> bool:
        return (
            not counter.dropped
            and counter.tier is Tier.PUBLIC
            and any(
                waiver.metric is counter.metric
                and waiver.cycle in (None, counter.cycle)
                and counter.breached_at is not None
                and counter.breached_at <= at
                for at, waiver in self.waivers
            )
        )

    def _look(self, counter: _Counter, at: int, *, stopped: bool = False) -> Shown:
        self._restart_where_changed(counter)
        law, status = self.law, self.status
        breached = counter.breached_at is not None
        ended = counter.ended_at is not None
        if breached:
            assert counter.breach_law is not None
            assert counter.breach_level is not None
            law, level = counter.breach_law, counter.breach_level
        due: int | None = None
        pausing = self._pauses(counter, law, status)
        if not breached:
            if pausing:
                status = Status.IN_PROGRESS
            levels = [
                s for s in Severity if self._applies(s) and law.allowed(counter.metric, counter.tier, s) is not None
            ]
            foresee = not (pausing or ended or stopped)
            deadlines = [(self._deadline(counter, s, at, status, foresee=foresee), s) for s in levels]
            if deadlines:
                due, level = min(deadlines, key=lambda d: (d[0] is None, d[0] or 0, -d[1]))
            else:
                level = self.severity
        else:
            due = counter.full_at[level]
        allowed = law.allowed(counter.metric, counter.tier, level)
        used = counter.used[level]
        if allowed is None:
            state = "no_target"
        elif ended:
            state = "ended"
        elif breached:
            state = "breached"
        elif pausing:
            state = "paused"
        elif not self._open(law, level, at):
            state = "waiting_for_opening"
        else:
            state = "running"
        judged = breached or (ended and counter.judged and allowed is not None)
        return Shown(
            metric=counter.metric,
            tier=counter.tier,
            cycle=counter.cycle,
            state=state,
            severity=level,
            allowed=allowed,
            used=used,
            left=None if allowed is None else max(0, allowed - used),
            late=None if allowed is None else max(0, used - allowed),
            paused=counter.paused[level],
            started_at=counter.started_at,
            due_at=None if state == "paused" else due,
            due_if_resumed=None if state != "paused" or due is None else max(due, at),
            ended_at=counter.ended_at,
            decided_at=(counter.breached_at if breached else counter.ended_at) if judged else None,
            verdict=("breached" if breached else "met") if judged else None,
        )

    def _deadline(self, counter: _Counter, severity: Severity, at: int, status: Status, *, foresee: bool) -> int | None:
        """Walk on from `at`, as if nothing more happened, until what is allowed is used up.

        A clock under way foresees the versions to come; one that is paused or ended is judged by the version it is in.
        """
        if severity in counter.full_at:
            return counter.full_at[severity]
        used, law, until = counter.used[severity], self.law, self.until
        begin, end = at, at + FAR
        stops = {law.since for law in self.laws if foresee and law.since is not None and at < law.since < end}
        if status is Status.SCHEDULED and until is not None:
            stops.add(until)
        while at < end:
            following = min([s for s in stops if s > at], default=end)
            following = min(following, self._next_turn(at))
            if status is Status.SCHEDULED and until is not None and until <= at:
                status = Status.IN_PROGRESS
            if foresee and self._law_at(at) is not law:
                law = self._law_at(at)
                allowed = law.allowed(counter.metric, counter.tier, severity)
                if allowed is not None and used >= allowed:
                    return at
            allowed = law.allowed(counter.metric, counter.tier, severity)
            wall, stands = self.walls[id(law.line(severity))], self._pauses(counter, law, status)
            if (stands or allowed is None or not wall.ever) and not any(stop > at for stop in stops):
                return None
            if wall.open(at) and not stands:
                if allowed is not None and allowed - used <= following - at:
                    return at + max(0, allowed - used)
                used += following - at
            at = following
        raise AssertionError(f"no due instant within {FAR // DAY} days of {begin}: choose a smaller length")
