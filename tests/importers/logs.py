"""The logs the tests read, and one line of a log as a test writes it."""

import io
import lzma
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from slaapp.domain.events import EventId, TicketEvent
from slaapp.importers.handover import EventDraft, RowProblem, SourceTicket
from slaapp.importers.servicenow import EventLog

DATA = Path(__file__).parent.parent / "data"
UTC = ZoneInfo("UTC")


@cache
def log_bytes(name: str) -> bytes:
    """A file of tests/data, unpacked."""
    path = DATA / name
    return path.read_bytes() if path.exists() else lzma.decompress((DATA / f"{name}.xz").read_bytes())


def lines(name: str) -> list[str]:
    return log_bytes(name).decode().splitlines()


EXTRACT, ODDITIES, FULL = "uci_dev_extract.csv", "uci_dev_oddities.csv", "uci_incident_event_log.csv"

COLUMNS = (
    "number", "incident_state", "sys_mod_count", "made_sla", "caller_id", "opened_by", "opened_at", "sys_updated_by",
    "sys_updated_at", "contact_type", "category", "subcategory", "priority", "assignment_group", "assigned_to",
    "closed_code", "resolved_by", "resolved_at", "closed_at",
)  # fmt: skip
_USUAL = {
    "number": "INC1", "incident_state": "New", "made_sla": "true", "caller_id": "Caller 7", "opened_by": "Opened by  2",
    "opened_at": "7/3/2016 09:00", "sys_updated_by": "Updated by 5", "contact_type": "Phone", "category": "Network",
    "subcategory": "VPN", "priority": "3 - Moderate", "assignment_group": "Group 70", "assigned_to": "?",
    "closed_code": "code 6", "resolved_by": "Resolved by 9", "resolved_at": "8/3/2016 12:00",
    "closed_at": "13/3/2016 12:00",
}  # fmt: skip


def row(updated_at: str, state: str = "New", **cells: str) -> dict[str, str]:
    """A row of the log: what is not said is as usual, the day is 7 March 2016."""
    at = updated_at if " " in updated_at else f"7/3/2016 {updated_at}"
    return {**_USUAL, "sys_mod_count": "?", "incident_state": state, "sys_updated_at": at, **cells}


def log(*rows: dict[str, str], columns: Sequence[str] = COLUMNS) -> bytes:
    return "\n".join([",".join(columns), *(",".join(one[name] for name in columns) for one in rows), ""]).encode()


class Read(NamedTuple):
    tickets: list[SourceTicket]
    problems: list[RowProblem]
    log: EventLog


def read(data: bytes, *, zone: ZoneInfo = UTC, now: int | None = None) -> Read:
    events = EventLog(io.BytesIO(data), zone=zone, now=now)
    found = list(events)
    return Read(
        [item for item in found if isinstance(item, SourceTicket)],
        [item for item in found if isinstance(item, RowProblem)],
        events,
    )


def history(ticket: SourceTicket) -> tuple[TicketEvent, ...]:
    """The drafts as events; names stand where a store would put records."""
    return tuple(
        draft.kind(id=EventId("source", place), occurred_at=draft.at, recorded_at=draft.at, by=draft.by, **draft.fields)
        for place, draft in enumerate(ticket.drafts, start=1)
    )


def told(ticket: SourceTicket) -> list[str]:
    """A ticket's drafts in short: `09:05 status in_progress`. What every import adds is left out."""
    left_out = ("not_measured", "source_verdict")
    return [_told(draft) for draft in ticket.drafts if draft.kind.KIND not in left_out]


def _told(draft: EventDraft) -> str:
    hours, minutes = divmod(draft.at // 60 % 1440, 60)
    fields = draft.fields
    match draft.kind.KIND:
        case "received":
            detail = f" {fields['severity'].word}"
        case "status":
            detail = f" {fields['status'].value}"
        case "severity":
            detail = f" {fields['severity'].word}"
        case "assigned":
            detail = f" {fields['group']}/{fields['assignee']}"
        case "details":
            detail = " " + ", ".join(f"{name}={value}" for name, value in fields.items())
        case "resolved":
            detail = f" ({fields['code']})" if fields.get("code") else ""
        case _:
            detail = ""
    return f"{hours:02}:{minutes:02} {draft.kind.KIND}{detail}"
