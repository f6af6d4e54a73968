"""Generated tickets: calendars, agreements and histories on a 15-minute grid, rich in ties and clock changes."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import asdict, replace

from slaapp.domain.agreement import (
    DEFAULT_PAUSES,
    WAITING,
    Agreement,
    Metric,
    Pauses,
    Severity,
    SeverityChange,
    Status,
    Target,
    Tier,
)
from slaapp.domain.calendar import Calendar, CalendarLine, Opening, Openings
from slaapp.domain.events import (
    Closed,
    Corrected,
    CustomerWrote,
    EventId,
    Noted,
    NotMeasured,
    NotMeasuredReason,
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
from tests.oracles.clocks import Law

QUARTER = 15 * 60
DESK, OTHER = "desk", "other"
ZONES_AND_MONDAYS = [
    ("Europe/London", date(2026, 3, 23)),  # an hour is skipped on Sunday night
    ("Europe/London", date(2026, 10, 19)),  # an hour is repeated
    ("America/New_York", date(2026, 3, 2)),
    ("America/New_York", date(2026, 10, 26)),
    ("Australia/Lord_Howe", date(2026, 3, 30)),  # half an hour
    ("Australia/Lord_Howe", date(2026, 9, 28)),
    ("Asia/Kathmandu", date(2026, 5, 4)),
    ("Africa/Casablanca", date(2026, 2, 9)),
    ("UTC", date(2026, 6, 1)),
]

WEEKS: list[tuple[Openings, ...]] = [
    tuple((Opening(540, 720), Opening(780, 1020)) if day < 5 else () for day in range(7)),
    tuple((Opening(540, 1020),) if day < 5 else () for day in range(7)),
    tuple((Opening(0, 1440),) for _ in range(7)),
    tuple((Opening(1320, 1440 + 360),) for _ in range(7)),
    tuple((Opening(0, 180),) if day in (5, 6) else (Opening(480, 1080),) for day in range(7)),
    tuple((Opening(420, 1140),) if day < 6 else () for day in range(7)),
]

_quarter_of_day = st.integers(0, 95).map(lambda n: n * 15)


@st.composite
def openings(draw: st.DrawFn) -> Openings:
    found = []
    for _ in range(draw(st.integers(0, 2))):
        opens = draw(_quarter_of_day)
        found.append(Opening(opens, opens + 15 * draw(st.integers(1, 40))))
    return tuple(found)


@st.composite
def calendar_lines(draw: st.DrawFn, zone: str, monday: date) -> CalendarLine:
    week = draw(st.sampled_from(WEEKS) | st.tuples(*[openings()] * 7))
    some_days = st.integers(0, 13).map(lambda n: monday + timedelta(days=n))
    holidays = draw(st.dictionaries(some_days, st.just("a holiday"), max_size=2))
    special = draw(st.dictionaries(some_days, openings(), max_size=1))
    return CalendarLine.single("line", Calendar(zone, week, holidays, special))  # type: ignore[arg-type]


class Case(Struct, frozen=True):
    """A ticket, the laws that govern it, and an instant at which somebody looks."""

    events: tuple[TicketEvent, ...]
    laws: tuple[Law, ...]
    now: int
    absorbed: tuple[TicketEvent, ...] = ()

    def __repr__(self) -> str:
        return "\n".join(
            [
                f"Case at {_time(self.now)}",
                *map(_told, self.events),
                *(f"absorbed: {_told(event)}" for event in self.absorbed),
                *map(_law_told, self.laws),
            ]
        )

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))


_SILENT = {"id", "occurred_at", "recorded_at", "by", "text", "reason", "KIND", "TEXTS"}


def _told(event: TicketEvent) -> str:
    """An event in one line: only what it holds beside its stamp and its defaults."""
    held = {name: value for name, value in asdict(event).items() if name not in _SILENT}
    kept = " ".join(f"{name}={value}" for name, value in held.items() if value not in (None, False, ""))
    return f"  {_time(event.occurred_at)} (written {_time(event.recorded_at)}) {event.id.seq} {event.KIND} {kept}"


def _time(at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%a %d %b %H:%M:%S}={at}"


def _law_told(law: Law) -> str:
    rules = law.agreement
    calendars = "\n".join(_calendar_told(name, line.versions[0][1]) for name, line in law.calendars.items())
    targets_ = " ".join(f"{t.tier[0]}/{t.metric}/{t.severity.word}={t.allowed / 3600}h" for t in rules.targets)
    pausing = " ".join(f"{tier[0]}/{m}:{','.join(sorted(stops))}" for (m, tier), stops in rules.pauses.items() if stops)
    return (
        f"  law since {law.since}: {rules.severity_change}, window {rules.reopen_window}, "
        f"{dict(rules.calendar_by_severity)}\n    {targets_}\n    {pausing}\n{calendars}"
    )


def _calendar_told(name: str, calendar: Calendar) -> str:
    week = " | ".join(", ".join(f"{o.opens / 60}-{o.closes / 60}" for o in day) for day in calendar.week)
    special = {str(day): [(o.opens / 60, o.closes / 60) for o in found] for day, found in calendar.special_days.items()}
    return f"    {name}: {calendar.zone} {week} closed {[*map(str, calendar.holidays)]} special {special}"


_LENGTHS = [1, 2, 3, 4, 8, 12, 16, 20, 28, 40, 60, 96]


@st.composite
def targets(draw: st.DrawFn, tier: Tier) -> tuple[Target, ...]:
    found = []
    for metric in Metric:
        for severity in Severity:
            quarters = draw(st.sampled_from([None, *_LENGTHS]))
            if quarters is not None:
                found.append(Target(metric, severity, tier, quarters * QUARTER))
    return tuple(found)


_stopping = st.frozensets(st.sampled_from(sorted(WAITING)), max_size=3)
pauses: st.SearchStrategy[Pauses] = st.just(DEFAULT_PAUSES) | st.fixed_dictionaries(
    {(metric, tier): _stopping for metric in Metric for tier in Tier}
)


@st.composite
def agreements(draw: st.DrawFn, *, internal: bool) -> Agreement:
    by_severity = draw(st.dictionaries(st.sampled_from(Severity), st.sampled_from([DESK, OTHER]), max_size=4))
    return Agreement(
        name="agreement",
        version=1,
        calendar=DESK,
        targets=draw(targets(Tier.PUBLIC)) + (draw(targets(Tier.INTERNAL)) if internal else ()),
        calendar_by_severity=by_severity,
        pauses=draw(pauses),
        severity_change=draw(st.sampled_from([*[SeverityChange.LADDER] * 3, *SeverityChange])),
        reopen_window=draw(st.integers(0, 3)),
    )


_STEPS = [0, 0, 1, 2, 4, 8, 12, 16, 30, 60, 96]
_step = st.sampled_from(_STEPS).map(lambda quarters: quarters * QUARTER)


@st.composite
def histories(
    draw: st.DrawFn, begin: int, *, amendments: bool, replica: str = "a", longest: int = 9
) -> tuple[TicketEvent, ...]:
    """A ticket's events, in the order in which they were written."""
    at = begin
    first = {"id": EventId(replica, 1), "occurred_at": at, "recorded_at": at, "by": ""}
    status = draw(st.sampled_from([*[Status.NEW] * 4, *sorted(WAITING)]))
    events: list[TicketEvent] = [
        Received(
            **first,  # type: ignore[arg-type]
            severity=draw(st.sampled_from(Severity)),
            status=status,
            until=at + draw(_step) + QUARTER if status is Status.SCHEDULED else None,
            opened_by_desk=draw(st.integers(0, 5)) == 0,
            answered_on_phone=draw(st.integers(0, 5)) == 0,
        )
    ]
    for number in range(2, draw(st.integers(1, longest)) + 2):
        at += draw(_step)
        happened = at
        if draw(st.integers(0, 6)) == 0:
            happened = at - draw(_step)
        stamp: dict[str, Any] = {"id": EventId(replica, number), "occurred_at": happened, "recorded_at": at, "by": ""}
        events.append(draw(_event(stamp, events, amendments=amendments)))
    return tuple(events)


_PLAIN = [
    *["replied"] * 3,
    *["wrote"] * 3,
    *["status"] * 5,
    *["severity"] * 4,
    *["resolved"] * 3,
    *["reopened"] * 3,
    "closed",
    "noted",
]
_AMENDING = ["retracted", "corrected", "not_measured", "waived"]


@st.composite
def _event(draw: st.DrawFn, stamp: dict[str, Any], earlier: Sequence[TicketEvent], *, amendments: bool) -> TicketEvent:
    kind = draw(st.sampled_from(_PLAIN + _AMENDING * 2 if amendments else _PLAIN))
    if kind == "status":
        status = draw(st.sampled_from([Status.NEW, Status.IN_PROGRESS, *sorted(WAITING)]))
        until = stamp["occurred_at"] + draw(_step) + QUARTER if status is Status.SCHEDULED else None
        return StatusChanged(**stamp, status=status, until=until)
    if kind == "severity":
        return SeverityChanged(**stamp, severity=draw(st.sampled_from(Severity)))
    if kind == "not_measured":
        metrics = draw(st.none() | st.frozensets(st.sampled_from(Metric), min_size=1))
        reason = draw(st.sampled_from(NotMeasuredReason))
        return NotMeasured(**stamp, reason=reason, metrics=metrics)
    if kind == "waived":
        cycle = draw(st.none() | st.integers(1, 2))
        return Waived(**stamp, metric=draw(st.sampled_from(Metric)), cycle=cycle, reason="agreed")
    if kind == "retracted" and len(earlier) > 1:
        return Retracted(**stamp, event=draw(st.sampled_from(earlier[1:])).id)
    if kind == "corrected":
        return draw(_correction(stamp, earlier))
    simple: dict[str, type[TicketEvent]] = {
        "replied": Replied,
        "wrote": CustomerWrote,
        "resolved": Resolved,
        "reopened": Reopened,
        "closed": Closed,
    }
    return simple.get(kind, Noted)(**stamp)


@st.composite
def _correction(draw: st.DrawFn, stamp: dict[str, Any], earlier: Sequence[TicketEvent]) -> TicketEvent:
    event = draw(st.sampled_from(earlier))
    if isinstance(event, Received | SeverityChanged) and draw(st.booleans()):
        word = draw(st.sampled_from(Severity)).word
        return Corrected(**stamp, event=event.id, field="severity", value=word, reason="mistyped")
    moved = min(event.occurred_at + draw(_step) - draw(_step), stamp["occurred_at"])
    return Corrected(**stamp, event=event.id, field="occurred_at", value=moved, reason="mistyped")


@st.composite
def cases(
    draw: st.DrawFn,
    *,
    amendments: bool = True,
    merged: bool = False,
    versions: bool = False,
    change: SeverityChange | None = None,
    longest: int = 9,
) -> Case:
    zone, monday = draw(st.sampled_from(ZONES_AND_MONDAYS))
    calendars = {DESK: draw(calendar_lines(zone, monday)), OTHER: draw(calendar_lines(zone, monday))}
    internal = draw(st.booleans())
    first = draw(agreements(internal=internal))
    if change is not None:
        first = replace(first, severity_change=change)
    laws = [Law(None, first, calendars)]
    begin = midnight(zone, monday + timedelta(days=draw(st.integers(0, 6)))) + draw(st.integers(0, 95)) * QUARTER
    events = draw(histories(begin, amendments=amendments, longest=longest))
    last = max(event.occurred_at for event in events)
    now = draw(st.sampled_from(sorted({event.occurred_at for event in events}))) if draw(st.booleans()) else last
    now += draw(_step) + draw(st.sampled_from([0, 0, 1, -1]))
    if versions:
        for number in range(draw(st.integers(1, 2))):
            day = monday + timedelta(days=draw(st.integers(1, 9)) + 3 * number)
            later = replace(
                draw(agreements(internal=internal)), version=number + 2, severity_change=first.severity_change
            )
            laws.append(Law(midnight(zone, day), later, calendars))
        on_day = {law.since: law for law in laws[1:]}
        laws[1:] = [on_day[since] for since in sorted(on_day, key=lambda at: at or 0) if since and since > begin]
    absorbed: tuple[TicketEvent, ...] = ()
    if merged:
        other = begin + draw(_step) - draw(_step)
        absorbed = draw(histories(other, amendments=False, replica="b", longest=4))
        now = max(now, events[0].occurred_at)
    return Case(events, tuple(laws), now, absorbed)


def midnight(zone: str, day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).timestamp())
