"""`slaapp simulate`: read a scenario, wind its clocks, say what they would show. Nothing is stored."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from slaapp.domain.agreement import (
    DEFAULT_PAUSES,
    Agreement,
    Pauses,
    Severity,
    SeverityChange,
    Status,
    Target,
    Terms,
    Tier,
    terms,
)
from slaapp.domain.calendar import Calendar, CalendarLine
from slaapp.domain.clock import Clock, Reading
from slaapp.domain.corrections import CORRECTABLE
from slaapp.domain.errors import UsageRefusal
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
from slaapp.domain.history import effective
from slaapp.domain.spans import Instant
from slaapp.domain.ticket import fold
from slaapp.domain.timeline import timeline
from slaapp.domain.why import Ledger, LedgerRow, ledger
from slaapp.domain.winding import measured_clocks
from slaapp.domain.working_time import working_time
from slaapp.services.agreement_data import CHANGES, METRICS, SEVERITIES, STATUSES, read_pausing
from slaapp.services.calendar_data import read_calendar
from slaapp.services.fields import Fields, a_length, a_word
from slaapp.wording import ledger_what

REASONS: Mapping[str, NotMeasuredReason] = {reason.value: reason for reason in NotMeasuredReason}

_DESK = "desk hours"


def simulate(data: object) -> list[dict[str, object]]:
    """What the clocks of one scenario or of a list of them say, in the same order; see the manual for both formats.

    Raises UsageRefusal with the path of the value that cannot be understood.
    """
    if isinstance(data, list):
        return [_simulate(Fields(item, f"[{index}]")) for index, item in enumerate(data)]
    return [_simulate(Fields(data))]


def _simulate(fields: Fields) -> dict[str, object]:
    name = fields.optional("id", fields.take, None)
    rules = _rules(fields)
    as_of = fields.instant("as_of")
    events = _read_events(fields)
    fields.finish()
    history = effective([event for event in events if event.occurred_at <= as_of])
    clocks: list[dict[str, object]] = []
    why: list[dict[str, object]] = []
    if history:
        for clock, how in measured_clocks(timeline(history), [(0, rules)]):
            book = ledger(clock, how, history, as_of)
            clocks.append(clock_table(clock, book.reading))
            why.append(ledger_table(book))
    return {"id": name, "clocks": clocks, "why": why}


def _rules(fields: Fields) -> Terms:
    base = read_calendar(fields)
    calendars = {_DESK: base}
    by_severity = fields.optional("calendar_by_severity", lambda key: _calendars(fields.table(key), base), None) or {}
    calendars |= {severity.word: calendar for severity, calendar in by_severity.items()}
    warn_at = fields.optional("warn_at", lambda key: fields.whole(key, least=1, most=100), 75)
    public = _targets(fields.table("targets"), Tier.PUBLIC, warn_at)
    internal = fields.optional("internal", lambda key: _targets(fields.table(key), Tier.INTERNAL, warn_at), None) or ()
    agreement = Agreement(
        name="scenario",
        version=1,
        calendar=_DESK,
        calendar_by_severity={severity: severity.word for severity in by_severity},
        targets=(*public, *internal),
        pauses=_pauses(fields),
        severity_change=fields.optional(
            "severity_change", lambda key: fields.word(key, CHANGES), SeverityChange.LADDER
        ),
        reopen_window=fields.optional("reopen_window", lambda key: fields.whole(key, least=0, most=366), 5),
    )
    return terms(
        agreement,
        {name: working_time(CalendarLine.single(name, calendar)) for name, calendar in calendars.items()},
    )


def _calendars(fields: Fields, base: Calendar) -> dict[Severity, Calendar]:
    found = {}
    for word in fields.names():
        table = fields.table(word)
        found[a_word(word, SEVERITIES, fields.path)] = read_calendar(table, zone=base.zone)
        table.finish()
    return found


def _targets(fields: Fields, tier: Tier, warn_at: int) -> tuple[Target, ...]:
    found = []
    for word in fields.names():
        severity = a_word(word, SEVERITIES, fields.path)
        lengths = fields.table(word)
        for metric_word in lengths.names():
            metric = a_word(metric_word, METRICS, lengths.path)
            if lengths.has(metric_word):
                allowed = a_length(lengths.take(metric_word), lengths.at(metric_word))
                found.append(Target(metric, severity, tier, allowed, warn_at=warn_at))
    return tuple(found)


def _pauses(fields: Fields) -> Pauses:
    """Metrics that are not named keep the default; the internal tier follows the public one where it says nothing."""
    public = fields.optional("pauses", lambda key: read_pausing(fields.table(key)), None) or {}
    internal = fields.optional("internal_pauses", lambda key: read_pausing(fields.table(key)), None) or {}
    given = {(metric, Tier.PUBLIC): public[metric] for metric in public}
    given |= {(metric, Tier.INTERNAL): statuses for metric, statuses in {**public, **internal}.items()}
    return {**DEFAULT_PAUSES, **given}


def _read_events(fields: Fields) -> list[TicketEvent]:
    """The scenario's events in list order; the place in the list is the event's id, so that it breaks ties (T6)."""
    events: list[TicketEvent] = []
    for table in fields.tables("events"):
        at = table.instant("at")
        read = table.word("type", _READERS)
        if (read is _received) == bool(events):
            raise table.refuse("type", "a ticket is received once, and that is its first event.")
        if events and at < events[-1].occurred_at:
            raise table.refuse("at", "this lies before the event above it. Put the events in the order of time.")
        stamp = {"id": EventId("", len(events)), "occurred_at": at, "recorded_at": at, "by": ""}
        events.append(read(table, stamp, events))
        table.finish()
    if not events:
        raise fields.refuse("events", "at least one event is needed: the ticket being received.")
    return events


Stamp = Mapping[str, Any]
_Earlier = Sequence[TicketEvent]


def _received(table: Fields, stamp: Stamp, earlier: _Earlier) -> TicketEvent:
    status = table.optional("status", lambda key: table.word(key, STATUSES), Status.NEW)
    return Received(
        **stamp,
        severity=table.word("severity", SEVERITIES),
        status=status,
        until=_until(table, status, stamp["occurred_at"]),
        opened_by_desk=table.optional("opened_by_desk", table.flag, False),
        answered_on_phone=table.optional("answered_on_phone", table.flag, False),
    )


def _until(table: Fields, status: Status, at: Instant) -> Instant | None:
    if status is not Status.SCHEDULED:
        if table.has("until"):
            raise table.refuse("until", "only a scheduled ticket waits until an instant.")
        return table.optional("until", table.instant, None)
    until = table.instant("until")
    if until <= at:
        raise table.refuse("until", "this is not after the event itself.")
    return until


def _status(table: Fields, stamp: Stamp, earlier: _Earlier) -> TicketEvent:
    status = table.word("status", STATUSES)
    if not status.done and fold(effective(earlier)).status.done:
        raise table.refuse("status", "the ticket is resolved or closed then. Reopen it first (type reopened).")
    return StatusChanged(**stamp, status=status, until=_until(table, status, stamp["occurred_at"]))


def _severity(table: Fields, stamp: Stamp, earlier: _Earlier) -> TicketEvent:
    severity = table.word("severity", SEVERITIES)
    if not table.optional("correction", table.flag, False):
        return SeverityChanged(**stamp, severity=severity)
    event = _last(earlier, (Received, SeverityChanged))
    return Corrected(**stamp, event=event.id, field="severity", value=severity.word, reason="")


def _not_measured(table: Fields, stamp: Stamp, earlier: _Earlier) -> TicketEvent:
    return NotMeasured(**stamp, reason=table.word("reason", REASONS))


def _waived(table: Fields, stamp: Stamp, earlier: _Earlier) -> TicketEvent:
    return Waived(**stamp, metric=table.word("metric", METRICS), reason=table.words("reason"))


def _corrected(table: Fields, stamp: Stamp, earlier: _Earlier) -> TicketEvent:
    """C12: a correction replaces a value of the event named, or of the last one that set it."""
    field = table.word("field", {name: name for name in CORRECTABLE})
    kinds, own_name = CORRECTABLE[field]
    if table.has("event"):
        event = earlier[table.whole("event", least=0, most=len(earlier) - 1)]
        if not isinstance(event, kinds):
            raise table.refuse("event", f"that event has no {field}.")
    else:
        event = _last(earlier, kinds, refuse=lambda: table.refuse("field", "no event before this one has it."))
    value = _CORRECTED_VALUE.get(own_name, Fields.instant)(table, "value")
    if own_name == "occurred_at" and isinstance(value, int) and value > stamp["occurred_at"]:
        raise table.refuse("value", "this lies after the correction itself.")
    return Corrected(**stamp, event=event.id, field=own_name, value=value, reason=table.words("reason"))


_CORRECTED_VALUE: Mapping[str, Callable[[Fields, str], str | int | bool]] = {
    "severity": lambda table, key: table.word(key, SEVERITIES).word,
    "status": lambda table, key: table.word(key, STATUSES).value,
    "opened_by_desk": Fields.flag,
    "answered_on_phone": Fields.flag,
}


def _last(
    earlier: _Earlier, kinds: tuple[type[TicketEvent], ...], refuse: Callable[[], UsageRefusal] | None = None
) -> TicketEvent:
    """The last effective event of these kinds, as it stands now."""
    for event in reversed(effective(earlier)):
        if isinstance(event, kinds):
            return event
    raise refuse() if refuse is not None else LookupError("a ticket always has a severity")


def _retracted(table: Fields, stamp: Stamp, earlier: _Earlier) -> TicketEvent:
    key = "event" if table.has("event") else "index"
    event = earlier[table.whole(key, least=0, most=len(earlier) - 1)]
    if isinstance(event, Received):
        raise table.refuse(key, "that a ticket was received cannot be retracted.")
    return Retracted(**stamp, event=event.id)


_READERS: Mapping[str, Callable[[Fields, Stamp, _Earlier], TicketEvent]] = {
    "received": _received,
    "replied": lambda table, stamp, earlier: Replied(**stamp),
    "customer_wrote": lambda table, stamp, earlier: CustomerWrote(**stamp),
    "noted": lambda table, stamp, earlier: Noted(**stamp),
    "status": _status,
    "severity": _severity,
    "resolved": lambda table, stamp, earlier: Resolved(**stamp),
    "reopened": lambda table, stamp, earlier: Reopened(**stamp),
    "closed": lambda table, stamp, earlier: Closed(**stamp),
    "not_measured": _not_measured,
    "waived": _waived,
    "corrected": _corrected,
    "retracted": _retracted,
}


def clock_table(clock: Clock, reading: Reading) -> dict[str, object]:
    return {
        "metric": clock.metric.value,
        "tier": clock.tier.value,
        "cycle": clock.cycle,
        **({"after_window": True} if clock.after_window else {}),
        "state": reading.state.value,
        "severity": reading.severity.word,
        "allowed_s": reading.allowed,
        "used_s": reading.used,
        "left_s": reading.left,
        "late_s": reading.late,
        "paused_s": reading.paused,
        "started_at": utc_text(clock.started_at),
        "due_at": utc_text(reading.due_at),
        "due_if_resumed": utc_text(reading.due_if_resumed),
        "ended_at": utc_text(clock.ended_at),
        "decided_at": utc_text(reading.decided_at),
        "verdict": None if reading.verdict is None else reading.verdict.value,
    }


def ledger_table(book: Ledger) -> dict[str, Any]:
    return {
        "metric": book.metric.value,
        "tier": book.tier.value,
        "cycle": book.cycle,
        "rows": [_row(row, book) for row in book.rows],
    }


def _row(row: LedgerRow, book: Ledger) -> dict[str, object]:
    return {
        "from": utc_text(row.start),
        "to": utc_text(row.end),
        "what": ledger_what(row, book.metric, book.meanings),
        "kind": row.kind.value,
        "rule": row.rule,
        "counts_s": row.counts,
        "not_counted_s": row.not_counted,
        "total_s": row.total,
        "left_s": row.left,
    }


def utc_text(at: Instant | None) -> str | None:
    """An instant as `2026-03-09T10:00:00Z`."""
    return None if at is None else datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
