"""The event log of a ServiceNow instance: one row for every update of an incident, as in the published UCI log.

The rows of an incident stand together, in the order in which they were written. A row tells what held from its
`sys_updated_at` on; what follows from that:

* `opened_at` is when the ticket was received. Nothing earlier than the first row is known but that, so a ticket
  begins as new and takes on the state of its first row at that row's time; its severity, group, assignee, caller and
  category are the first row's. A row dated before the opening counts from the opening.
* The ticket is resolved at the first row that says Resolved or Closed, and reopened at the first one after it that
  says anything else that is understood. `resolved_at`, `closed_at`, `resolved_by` and `closed_code` hold the end of
  the story on every row: none of them is read as knowledge of the past, the code is put with the last resolution.
* `made_sla` is right on the last row of an incident that is closed, and there alone it is the source's verdict.
* The log holds no replies: the three metrics that need them are not measured.
"""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any, BinaryIO, Final
from zoneinfo import ZoneInfo

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
from slaapp.importers.handover import EventDraft, RowProblem, SourceTicket
from slaapp.importers.reading import LocalTimes, MonthFirstError, Row, Table

SOURCE: Final = "servicenow"

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
_USED: Final = (
    *NEEDED, *_WATCHED, "sys_updated_by", "sys_mod_count", "opened_by", "contact_type", "made_sla", "closed_code",
    "resolved_at",
)  # fmt: skip
_TOLD: Final = {
    "contact_type": "Contact type", "location": "Location", "u_symptom": "Symptom", "cmdb_ci": "Configuration item",
    "impact": "Impact", "urgency": "Urgency",
}  # fmt: skip
"""What the ticket's text says of the first row beside what has a field of its own."""

ROWS_OF_ONE_TICKET = 10_000
PROBLEMS = 10_000
"""More rows than this that cannot be understood mean that the whole file was not."""

_NOBODY = "import"


class _Names(dict[str, str | None]):
    """A cell's text with single spaces, None where the source writes `?` or nothing; each worked out once."""

    def __missing__(self, cell: str) -> str | None:
        name = " ".join(cell.split())
        if len(self) >= 100_000:
            self.clear()
        self[cell] = found = None if name in ("", "?") else name
        return found


class EventLog:
    """A file read ticket by ticket; the problems of a ticket's rows come before it.

    `rows` counts the rows read so far, `unchanged` those among them that change nothing that is kept here,
    `without_resolved_at` the tickets whose last row is closed and has none. `size` and `done` are bytes. With `now`,
    rows of the future are problems (T5 of semantics). Raises Refusal for a file that is no such log.
    """

    def __init__(self, file: BinaryIO, *, zone: ZoneInfo, now: Instant | None = None) -> None:
        self.rows = self.unchanged = self.without_resolved_at = 0
        self._now = now
        self.zone = zone
        self._table = Table(file, columns=frozenset(_USED))
        self._times = LocalTimes(zone)
        self.names = _Names()
        self._problems: list[RowProblem] = []
        self._refused = 0
        self._at = self._columns()
        self.watched = itemgetter(*(self._at[name] for name in _WATCHED))

    @property
    def encoding(self) -> str:
        return self._table.encoding

    @property
    def size(self) -> int:
        return self._table.size

    @property
    def done(self) -> int:
        return self._table.done

    def __iter__(self) -> Iterator[SourceTicket | RowProblem]:
        for number, rows in self._blocks():
            ticket = self._ticket(number, rows) if rows else None
            yield from sorted(self._problems)
            self._problems.clear()
            if ticket is not None:
                yield ticket

    def name(self, row: Row, column: str) -> str | None:
        return self.names[row.cells[self._at[column]]]

    def _columns(self) -> dict[str, int]:
        """Where each column stands; one that is missing stands behind the last, where every row gets a `?`."""
        found: dict[str, int] = {}
        for place, title in enumerate(self._table.header):
            name = {"ident_state": "incident_state"}.get(title, title)
            if name in found and name == "category":
                name = "subcategory"  # A copy of the log that is about was searched and replaced like that.
            found.setdefault(name, place)
        missing = [name for name in NEEDED if name not in found]
        if missing:
            raise self._table.refuse(
                f"is no ServiceNow event log: it has no column {' and no column '.join(missing)}.",
                "Export the incidents' updates as CSV with field names (not labels), one row for every update.",
            )
        return {name: found.get(name, len(self._table.header)) for name in (*_USED, *_TOLD)}

    def _blocks(self) -> Iterator[tuple[str, list[Row]]]:
        """The rows of each incident, as they stand together."""
        number_at = self._at["number"]
        ended: dict[str, int] = {}
        number, rows = "", list[Row]()
        for row in self._table:
            self.rows += 1
            if isinstance(row, RowProblem):
                self.note(row)
                continue
            row.cells.append("?")
            key = self.names[row.cells[number_at]]
            if key is None:
                self.note(RowProblem(row.line, row.text, "the row has no number"))
                continue
            if key != number:
                if rows:
                    yield number, rows
                    ended[number] = rows[-1].line
                if key in ended:
                    raise self._table.refuse(
                        f"does not keep the rows of an incident together: {key} is in line {ended[key]} "
                        f"and again in line {row.line}.",
                        "Sort it by number and sys_updated_at, then import it again.",
                    )
                number, rows = key, []
            rows.append(row)
            if len(rows) > ROWS_OF_ONE_TICKET:
                raise self._table.refuse(f"has more than {ROWS_OF_ONE_TICKET:,} rows for {number}: no incident has.")
        if not self.rows:
            raise self._table.refuse("has the names of columns and no rows.")
        yield number, rows

    def note(self, problem: RowProblem) -> None:
        self._problems.append(problem)
        self._refused += not problem.taken
        if self._refused > PROBLEMS:
            raise self._table.refuse(
                f"has more than {PROBLEMS:,} rows that cannot be understood; in line {problem.line} {problem.reason}."
            )

    def _ticket(self, number: str, rows: list[Row]) -> SourceTicket | None:
        try:
            opened_at = self._opened_at(rows)
            placed = [] if opened_at is None else self._placed(rows)
        except MonthFirstError as error:
            raise self._table.refuse(
                f"is dated in a way that could be misread: {error}, and this log writes days first.",
                "Write its dates as 2016-02-29 09:05 (year first), then import it again.",
            ) from error
        if opened_at is None or not placed:
            return None
        story = _Story(self, number, opened_at)
        for row, at in placed:
            drafts = len(story.drafts)
            story.take(row, at)
            self.unchanged += len(story.drafts) == drafts
        story.end(placed[-1])
        return SourceTicket(number, story.drafts)

    def _opened_at(self, rows: list[Row]) -> Instant | None:
        """When the incident was opened, as its first row that can be read says; None when the rows were given up."""
        place = self._at["opened_at"]
        found: Instant | None = None
        reason = first = ""
        for row in rows:
            text = row.cells[place]
            if found is not None and text == first:
                continue
            try:
                opened_at = self._times[text]
            except MonthFirstError:
                raise
            except ValueError as error:
                reason = f"opened_at {error}"
                if found is not None:
                    self.note(RowProblem(row.line, row.text, f"{reason}; the ticket keeps {first}", taken=True))
                continue
            if found is None:
                found, first = opened_at, text
            else:
                kept = f"opened_at {text} is not what an earlier row said; the ticket keeps {first}"
                self.note(RowProblem(row.line, row.text, kept, taken=True))
        if found is not None and self._now is not None and found > self._now:
            found, reason = None, f"opened_at {first} lies in the future"
        if found is None:
            for row in rows:
                self.note(RowProblem(row.line, row.text, reason))
        return found

    def _placed(self, rows: list[Row]) -> list[tuple[Row, Instant]]:
        """The rows that can be placed in time, oldest first."""
        place, counter = self._at["sys_updated_at"], self._at["sys_mod_count"]
        placed: list[tuple[Row, Instant]] = []
        lines: dict[str, int] = {}
        for row in rows:
            try:
                at = self._times[row.cells[place]]
            except MonthFirstError:
                raise
            except ValueError as error:
                self.note(RowProblem(row.line, row.text, f"sys_updated_at {error}"))
                continue
            if self._now is not None and at > self._now:
                self.note(RowProblem(row.line, row.text, f"sys_updated_at {row.cells[place]} lies in the future"))
                continue
            placed.append((row, at))
            update = row.cells[counter]
            if lines.setdefault(update, row.line) != row.line and update != "?":
                reason = f"sys_mod_count {update} is in line {lines[update]} too; both rows count"
                self.note(RowProblem(row.line, row.text, reason, taken=True))
        if placed and placed[-1][1] < placed[0][1]:
            placed.reverse()  # The log was sorted newest first.
        return placed


class _Story:
    """What the rows of one incident say, taken in their order, as drafts of events."""

    def __init__(self, log: EventLog, number: str, opened_at: Instant) -> None:
        self.log = log
        self.number = number
        self.opened_at = opened_at
        self.drafts: list[EventDraft] = []
        self.before: tuple[str, ...] = ()
        self.status = Status.NEW
        self.severity = Severity.NORMAL
        self.last_at = 0
        self.line = 0
        self.at = opened_at
        self.by = _NOBODY

    def take(self, row: Row, at: Instant) -> None:
        watched = self.log.watched(row.cells)
        if at < self.last_at:
            self.remark(row, "sys_updated_at is earlier than in the row above; the change counts from the time given")
        elif at < self.opened_at:
            self.remark(row, "sys_updated_at lies before opened_at; the row counts from the opening")
        self.last_at, self.at, self.line = at, max(at, self.opened_at), row.line
        if watched == self.before and watched[0].casefold() in STATUSES:
            return
        self.by = self.log.name(row, "sys_updated_by") or _NOBODY
        if self.before:
            self.follow(row, watched)
        else:
            self.begin(row, watched)
        self.follow_status(row, watched[0])
        self.before = watched

    def begin(self, row: Row, watched: tuple[str, ...]) -> None:
        names = self.log.names
        _, _, group, assignee, caller, category, _ = (names[cell] for cell in watched)
        self.severity = self.read_severity(row, watched[1]) or Severity.NORMAL
        received: dict[str, Any] = {
            "severity": self.severity,
            "subject": self.subject(watched),
            "text": self.text(row),
            "channel": CHANNELS.get((self.log.name(row, "contact_type") or "").casefold()),
            "contact": caller,
            "service": category,
            "assignee": assignee,
            "group": group,
        }
        opened_by = self.log.name(row, "opened_by") or _NOBODY
        self.drafts.append(EventDraft(Received, self.opened_at, opened_by, row.line, received))
        unmeasured = {"reason": NotMeasuredReason.NOT_RECORDED, "metrics": NOT_RECORDED}
        self.drafts.append(EventDraft(NotMeasured, self.opened_at, _NOBODY, row.line, unmeasured))

    def follow(self, row: Row, watched: tuple[str, ...]) -> None:
        names, before = self.log.names, self.before
        if watched[4:] != before[4:]:
            said = self.subject(watched), names[watched[4]], names[watched[5]]
            old = self.subject(before), names[before[4]], names[before[5]]
            # A name that becomes `?` is not known any more: the ticket keeps the last one that was.
            changed = {
                field: now
                for field, now, then in zip(("subject", "contact", "service"), said, old, strict=True)
                if now is not None and now != then
            }
            if changed:
                self.add(DetailsChanged, **changed)
        if watched[2:4] != before[2:4]:
            group, assignee = names[watched[2]], names[watched[3]]
            if (group, assignee) != (names[before[2]], names[before[3]]):
                self.add(Assigned, assignee=assignee, group=group)
        if watched[1] != before[1]:
            severity = self.read_severity(row, watched[1])
            if severity is not None and severity is not self.severity:
                self.severity = severity
                self.add(SeverityChanged, severity=severity)

    def follow_status(self, row: Row, word: str) -> None:
        status = STATUSES.get(word.strip().casefold())
        held = self.status
        if status is None:
            self.remark(row, f"incident_state {word} is not known; the ticket stays {held.value}")
            if not self.before or self.before[0] != word:
                self.add(Noted, text=f"The source gives the state {word} here, which is not known. The status stays.")
        elif status is held:
            return
        elif status is Status.RESOLVED and held is Status.CLOSED:
            self.remark(row, "incident_state goes from Closed back to Resolved; the ticket stays closed")
            self.add(Noted, text="The source goes from Closed back to Resolved here. The ticket stays closed.")
        else:
            self.turn(status, held)
            self.status = status

    def turn(self, status: Status, held: Status) -> None:
        if status is Status.RESOLVED:
            self.add(Resolved)
        elif status is Status.CLOSED:
            self.add(Closed)
        else:
            if held.done:
                self.add(Reopened)
            if not held.done or status is not Status.IN_PROGRESS:
                self.add(StatusChanged, status=status)

    def end(self, last: tuple[Row, Instant]) -> None:
        """What the last row alone can tell."""
        row, at = last
        if self.status.done:
            self.put_code(self.log.name(row, "closed_code"))
        if self.status is not Status.CLOSED:
            return
        self.log.without_resolved_at += self.log.name(row, "resolved_at") is None
        met = VERDICTS.get((self.log.name(row, "made_sla") or "").casefold())
        if met is not None:
            self.drafts.append(EventDraft(SourceVerdict, max(at, self.opened_at), _NOBODY, row.line, {"met": met}))

    def put_code(self, code: str | None) -> None:
        for place in range(len(self.drafts) - 1, -1, -1):
            draft = self.drafts[place]
            if draft.kind is Resolved:
                if code is not None:
                    self.drafts[place] = draft._replace(fields={"code": code})
                return
            if draft.kind is Reopened:
                return

    def add(self, kind: type[Any], **fields: object) -> None:
        self.drafts.append(EventDraft(kind, self.at, self.by, self.line, fields))

    def remark(self, row: Row, reason: str) -> None:
        self.log.note(RowProblem(row.line, row.text, reason, taken=True))

    def read_severity(self, row: Row, cell: str) -> Severity | None:
        severity = SEVERITIES.get(cell.strip()[:1])
        if severity is None:
            self.remark(row, f"priority {cell} is not one of 1 to 4; the ticket stays {self.severity.word}")
        return severity

    def subject(self, watched: tuple[str, ...]) -> str:
        said = ", ".join(name for name in (self.log.names[watched[5]], self.log.names[watched[6]]) if name)
        return f"{self.number}: {said}" if said else self.number

    def text(self, row: Row) -> str:
        found = ((label, self.log.name(row, column)) for column, label in _TOLD.items())
        return "\n".join(f"{label}: {name}" for label, name in found if name)
