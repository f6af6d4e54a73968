"""What the rows of one incident of a ServiceNow event log say, as drafts of events.

A row tells what held from its `sys_updated_at` on. What follows from that:

* `opened_at` is when the ticket was received. Nothing else is known of the time before the first row, so a ticket
  begins as new and takes on the state of its first row at that row's time; its severity, group, assignee, caller and
  category are the first row's. A row dated before the opening counts from the opening.
* The ticket is resolved at the first row that says Resolved or Closed, and reopened at the first one after it that says
  another state that is known. `resolved_at`, `closed_at`, `resolved_by` and `closed_code` hold the end of the story on
  every row: none of them is read as knowledge of the past. The code is put with the last resolution.
* `made_sla` is right on the last row of an incident that is closed, and there alone it is the source's verdict.
* The log holds no replies: the three metrics that need them are not measured.
"""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, Final

from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.events import (
    Assigned,
    Channel,
    Closed,
    DetailsChanged,
    Noted,
    NotMeasured,
    NotMeasuredReason,
    Received,
    Reopened,
    Resolved,
    SeverityChanged,
    SourceVerdict,
    StatusChanged,
)
from slaapp.domain.spans import Instant
from slaapp.importers.handover import EventDraft, RowProblem
from slaapp.importers.reading import Row

STATUSES: Final = {
    "new": Status.NEW,
    "active": Status.IN_PROGRESS,
    "awaiting user info": Status.WAITING_CUSTOMER,
    "awaiting evidence": Status.WAITING_CUSTOMER,
    "awaiting vendor": Status.WAITING_THIRD_PARTY,
    "awaiting problem": Status.WAITING_THIRD_PARTY,
    "resolved": Status.RESOLVED,
    "closed": Status.CLOSED,
}
SEVERITIES: Final = {"1": Severity.URGENT, "2": Severity.HIGH, "3": Severity.NORMAL, "4": Severity.LOW}
CHANNELS: Final = {"phone": Channel.PHONE, "ivr": Channel.PHONE, "email": Channel.EMAIL, "self service": Channel.PORTAL}
VERDICTS: Final = {"true": True, "false": False}
NOT_RECORDED: Final = frozenset({Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE, Metric.UPDATE})

NEEDED: Final = ("number", "incident_state", "opened_at", "sys_updated_at", "priority")
_WATCHED: Final = (
    "incident_state", "priority", "assignment_group", "assigned_to", "caller_id", "category", "subcategory",
)  # fmt: skip
_READ_ONCE: Final = ("sys_mod_count", "sys_updated_by", "opened_by", "made_sla", "closed_code", "resolved_at")
_TOLD: Final = {
    "contact_type": "Contact type", "location": "Location", "u_symptom": "Symptom", "cmdb_ci": "Configuration item",
    "impact": "Impact", "urgency": "Urgency",
}  # fmt: skip
"""What the ticket's text says of the first row beside what has a field of its own."""
COLUMNS: Final = frozenset((*NEEDED, *_WATCHED, *_READ_ONCE, *_TOLD))

NOBODY = "import"


class Names(dict[str, str | None]):
    """A cell's text with single blanks, None where the source writes `?` or nothing; each worked out once."""

    def __missing__(self, cell: str) -> str | None:
        name = " ".join(cell.split())
        if len(self) >= 100_000:
            self.clear()
        self[cell] = found = None if name in ("", "?") else name
        return found


class Cells:
    """Where each column stands. One that is missing stands behind the last, where every row is given a `?`."""

    def __init__(self, header: Sequence[str]) -> None:
        found: dict[str, int] = {}
        for place, title in enumerate(header):
            name = {"ident_state": "incident_state"}.get(title, title)
            if name == "category" and name in found:
                name = "subcategory"  # A copy of the published log that is about was searched and replaced like that.
            found.setdefault(name, place)
        self.missing = [name for name in NEEDED if name not in found]
        self.place = {name: found.get(name, len(header)) for name in COLUMNS}
        self.watched = itemgetter(*(self.place[name] for name in _WATCHED))
        self.names = Names()

    def name(self, row: Row, column: str) -> str | None:
        return self.names[row.cells[self.place[column]]]

    def word(self, row: Row, column: str) -> str:
        return (self.name(row, column) or "").casefold()


class Story:
    """Takes the rows of one incident in their order; `drafts` is what they say. `note` is told what is odd."""

    def __init__(self, cells: Cells, number: str, opened_at: Instant, note: Callable[[RowProblem], None]) -> None:
        self._cells = cells
        self._number = number
        self._opened_at = opened_at
        self._note = note
        self.drafts: list[EventDraft] = []
        self.status = Status.NEW
        self._severity = Severity.NORMAL
        self._before: tuple[str, ...] = ()
        self._last_at = 0
        self._at = opened_at
        self._by = NOBODY

    def take(self, row: Row, at: Instant) -> None:
        watched = self._cells.watched(row.cells)
        if at < self._last_at:
            self._remark(row, "sys_updated_at is earlier than in the row above; the change counts from the time given")
        elif at < self._opened_at:
            self._remark(row, "sys_updated_at lies before opened_at; the row counts from the opening")
        self._last_at, self._at = at, max(at, self._opened_at)
        if watched == self._before and watched[0].casefold() in STATUSES:
            return
        self._by = self._cells.name(row, "sys_updated_by") or NOBODY
        if self._before:
            self._follow(row, watched)
        else:
            self._begin(row, watched)
        self._follow_status(row, watched[0])
        self._before = watched

    def end(self, row: Row) -> None:
        """What the last row alone can tell."""
        if self.status.done:
            self._put_code(self._cells.name(row, "closed_code"))
        met = VERDICTS.get(self._cells.word(row, "made_sla"))
        if self.status is Status.CLOSED and met is not None:
            self.drafts.append(EventDraft(SourceVerdict, self._at, NOBODY, row.line, {"met": met}))

    def _begin(self, row: Row, watched: tuple[str, ...]) -> None:
        _, priority, group, assignee, caller, category, _ = watched
        names = self._cells.names
        self._severity = self._read_severity(row, priority) or Severity.NORMAL
        received: dict[str, Any] = {
            "severity": self._severity,
            "subject": self._subject(watched),
            "text": self._text(row),
            "channel": CHANNELS.get(self._cells.word(row, "contact_type")),
            "contact": names[caller],
            "service": names[category],
            "assignee": names[assignee],
            "group": names[group],
        }
        opened_by = self._cells.name(row, "opened_by") or NOBODY
        unmeasured = {"reason": NotMeasuredReason.NOT_RECORDED, "metrics": NOT_RECORDED}
        self.drafts.append(EventDraft(Received, self._opened_at, opened_by, row.line, received))
        self.drafts.append(EventDraft(NotMeasured, self._opened_at, NOBODY, row.line, unmeasured))

    def _follow(self, row: Row, watched: tuple[str, ...]) -> None:
        """Everything but the state, against the row before."""
        names, before = self._cells.names, self._before
        if watched[4:] != before[4:]:
            said = self._subject(watched), names[watched[4]], names[watched[5]]
            then = self._subject(before), names[before[4]], names[before[5]]
            # A name that becomes `?` is not known any more: the ticket keeps the last one that was.
            changed = {
                field: new
                for field, new, old in zip(("subject", "contact", "service"), said, then, strict=True)
                if new is not None and new != old
            }
            if changed:
                self._add(row, DetailsChanged, **changed)
        if watched[2:4] != before[2:4]:
            group, assignee = names[watched[2]], names[watched[3]]
            if (group, assignee) != (names[before[2]], names[before[3]]):
                self._add(row, Assigned, assignee=assignee, group=group)
        if watched[1] != before[1]:
            severity = self._read_severity(row, watched[1])
            if severity is not None and severity is not self._severity:
                self._severity = severity
                self._add(row, SeverityChanged, severity=severity)

    def _follow_status(self, row: Row, word: str) -> None:
        status, held = STATUSES.get(word.strip().casefold()), self.status
        if status is None:
            self._remark(row, f"incident_state {word} is not known; the ticket stays {held.value}")
            if not self._before or self._before[0] != word:
                said = f"The source gives the state {word} here, which is not known. The status stays."
                self._add(row, Noted, text=said)
        elif status is Status.RESOLVED and held is Status.CLOSED:
            self._remark(row, "incident_state goes from Closed back to Resolved; the ticket stays closed")
            self._add(row, Noted, text="The source goes from Closed back to Resolved here. The ticket stays closed.")
        elif status is not held:
            self._turn(row, status)
            self.status = status

    def _turn(self, row: Row, status: Status) -> None:
        if status is Status.RESOLVED:
            self._add(row, Resolved)
        elif status is Status.CLOSED:
            self._add(row, Closed)
        else:
            if self.status.done:
                self._add(row, Reopened)
            if not self.status.done or status is not Status.IN_PROGRESS:
                self._add(row, StatusChanged, status=status)

    def _put_code(self, code: str | None) -> None:
        for place in range(len(self.drafts) - 1, -1, -1):
            draft = self.drafts[place]
            if draft.kind is Resolved and code is not None:
                self.drafts[place] = draft._replace(fields={"code": code})
            if draft.kind in (Resolved, Reopened):
                return

    def _add(self, row: Row, kind: type[Any], **fields: object) -> None:
        self.drafts.append(EventDraft(kind, self._at, self._by, row.line, fields))

    def _remark(self, row: Row, reason: str) -> None:
        self._note(RowProblem(row.line, row.text, reason, taken=True))

    def _read_severity(self, row: Row, cell: str) -> Severity | None:
        severity = SEVERITIES.get(cell.strip()[:1])
        if severity is None:
            self._remark(row, f"priority {cell} is not one of 1 to 4; the ticket stays {self._severity.word}")
        return severity

    def _subject(self, watched: tuple[str, ...]) -> str:
        category, subcategory = (self._cells.names[cell] for cell in watched[5:])
        said = ", ".join(name for name in (category, subcategory) if name)
        return f"{self._number}: {said}" if said else self._number

    def _text(self, row: Row) -> str:
        found = ((label, self._cells.name(row, column)) for column, label in _TOLD.items())
        return "\n".join(f"{label}: {name}" for label, name in found if name)
