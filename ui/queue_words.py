"""The words of the queue: groups and columns, and a ticket's row as it is heard, in its tool tip and in its pill."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from slaapp.domain import durations
from slaapp.domain.spans import MINUTE, Instant, Seconds
from ui.wording import NOTHING, countdown, due_in_words, metric, say, severity_in_full, status, tickets

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slaapp.domain.clock import Reading
    from slaapp.services.board import Group, Row, Standing

_GROUP: Mapping[str, str] = {
    "OVERDUE": "Overdue",
    "WITHIN_HOUR": "Due within 1 hour",
    "LATER_TODAY": "Later today",
    "TOMORROW": "Tomorrow",
    "LATER": "Later",
    "PAUSED": "Clocks paused",
    "NO_TARGET": "No target",
}
_COLUMN: Mapping[str, str] = {
    "remaining": "Remaining",
    "clock": "Clock",
    "due": "Due",
    "severity": "Severity",
    "number": "No.",
    "subject": "Subject",
    "customer": "Customer",
    "status": "Status",
    "assignee": "Assignee",
    "updated": "Updated",
    "service": "Service",
    "received": "Received",
}
_COLUMN_DONE: Mapping[str, str] = {"remaining": "Result", "due": "Resolved"}
_NOTHING_IN: Mapping[str, str] = {
    "mine": "No open ticket is assigned to you.",
    "unassigned": "Every open ticket has someone who looks after it.",
    "overdue": "No clock is past its due time.",
    "waiting": "No ticket waits for anybody.",
    "resolved": "No ticket was resolved yet.",
    "no_agreement": "An agreement covers every open ticket.",
}


def heading(value: Group | None) -> str:
    """Above a group of the queue; None: above tickets that are done."""
    return say("Done") if value is None else say(_GROUP[value.name])


def heading_sentence(value: Group | None, count: int, *, closed: bool) -> str:
    """A group's heading as a screen reader says it."""
    name, held = heading(value), tickets(count)
    return say("{group}, {count}, closed", group=name, count=held) if closed else f"{name}, {held}"


def column(name: str, *, done: bool = False) -> str:
    """A column's head; `done`: above finished tickets."""
    return say(_COLUMN_DONE.get(name, _COLUMN[name]) if done else _COLUMN[name])


def nothing_in(name: str) -> str:
    """Under the name of a view that holds no ticket."""
    return say(_NOTHING_IN[name]) if name in _NOTHING_IN else ""


def card(row: Row, standing: Standing, now: Instant, zone: ZoneInfo) -> str:
    """A ticket in three lines of plain text, for a tool tip."""
    reading = standing.reading
    due = ""
    if standing.metric is not None and reading is not None and reading.due_at is not None:
        at = due_in_words(reading.due_at, now, zone)
        due = say("{clock} due {at}", clock=metric(standing.metric), at=at)
    facts = " · ".join(
        part
        for part in (row.customer, severity_in_full(row.severity, row.meaning), row.assignee or say("unassigned"))
        if part
    )
    return "\n".join(part for part in (f"{row.number} {row.subject}", facts, due) if part)


def row_sentence(row: Row, standing: Standing, now: Instant, zone: ZoneInfo, *, draft: bool = False) -> str:
    """A ticket of the queue as one sentence a screen reader says (§ 8 of the design); `draft`: one was left on it."""
    who = row.assignee or say("unassigned")
    return " ".join(
        (
            _standing_sentence(standing, now, zone) + ".",
            f"{severity_in_full(row.severity, row.meaning)}.",
            f"{row.number}, {row.subject}.",
            *([f"{row.customer}."] if row.customer else []),
            f"{status(row.status_at(now))}, {who}.",
            *([say("With attachments.")] if row.attachments else []),
            *([say("With an unsent draft.")] if draft else []),
            *([say("Internal target passed.")] if standing.internal_late else []),
            *([say("Not opened yet.")] if row.unread and not row.status.done else []),
        )
    )


def _standing_sentence(standing: Standing, now: Instant, zone: ZoneInfo) -> str:
    reading = standing.reading
    if reading is None or standing.metric is None:
        return say("No target")
    clock = metric(standing.metric).lower()
    at = "" if reading.due_at is None else due_in_words(reading.due_at, now, zone)
    match reading.state:
        case "breached":
            return say(
                "Overdue by {length}, {clock}, was due {at}", length=spoken(reading.late or 0), clock=clock, at=at
            )
        case "ended" if reading.breached:
            return say("{clock} late by {length}", clock=metric(standing.metric), length=spoken(reading.late or 0))
        case "ended":
            return say("{clock} met in {length}", clock=metric(standing.metric), length=spoken(reading.used))
        case "paused":
            left = spoken(-(-(reading.left or 0) // MINUTE) * MINUTE)
            return say("Paused with {length} left, {clock}", length=left, clock=clock)
        case "waiting_for_opening":
            left = spoken(-(-(reading.left or 0) // MINUTE) * MINUTE)
            return say("Outside support hours, {length} left, {clock}, due {at}", length=left, clock=clock, at=at)
        case _:
            left = spoken(-(-(reading.left or 0) // MINUTE) * MINUTE)
            return say("{length} left, {clock}, due {at}", length=left, clock=clock, at=at)


def spoken(seconds: Seconds) -> str:
    """A length to be heard: `3 hours 5 minutes`, rounded down; under a minute in seconds."""
    hours, minutes = divmod(seconds // MINUTE, 60)
    parts = []
    if hours:
        parts.append(say("1 hour") if hours == 1 else say("{n} hours", n=hours))
    if minutes:
        parts.append(say("1 minute") if minutes == 1 else say("{n} minutes", n=minutes))
    return " ".join(parts) or say("{n} seconds", n=seconds % MINUTE)


def done_or_countdown(row: Row, reading: Reading | None) -> str:
    """What the pill of a ticket says: its countdown, or that it is done."""
    if reading is None and row.status.done:
        return status(row.status).lower()
    return countdown(reading)


def due_column(standing: Standing, now: Instant, zone: ZoneInfo, *, short: bool = False) -> str:
    """When the clock is due; of a paused one, what it has left (`short`: the figure alone)."""
    reading = standing.reading
    if reading is None:
        return NOTHING
    if reading.state == "paused" and reading.left is not None:
        figure = durations.left(reading.left)
        return figure if short else say("{length} left", length=figure)
    return NOTHING if reading.due_at is None else durations.when(reading.due_at, now, zone)
