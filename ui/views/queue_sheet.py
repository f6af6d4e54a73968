"""What is printed of the queue: the list with the columns, the order and the groups in which it is seen."""

from collections.abc import Sequence

from slaapp.documents import Column as PrintedColumn
from slaapp.documents import Sheet, Table
from slaapp.domain import durations
from ui import queue_words, wording
from ui.models.arrangement import Column, Entry, Heading
from ui.models.queue_table import QueueTable
from ui.wording import say

_WIDE = {
    Column.REMAINING: 20,
    Column.CLOCK: 20,
    Column.DUE: 24,
    Column.SEVERITY: 17,
    Column.NUMBER: 13,
    Column.SUBJECT: 0,
    Column.CUSTOMER: 42,
    Column.STATUS: 38,
    Column.ASSIGNEE: 24,
    Column.UPDATED: 22,
    Column.SERVICE: 30,
    Column.RECEIVED: 22,
}
"""The columns and their widths in mm; the subject takes the rest."""

ROOM = 200
"""So many mm the columns beside the subject may take; where they are more, each gives up its part."""


def queue_sheet(
    table: QueueTable, columns: Sequence[Column], *, title: str, narrowed: Sequence[str], desk: str
) -> Sheet:
    """A table for each group; `narrowed` says what was left out by."""
    groups: list[tuple[str, list[tuple[list[str], bool]]]] = []
    count = 0
    for line in table.lines:
        if isinstance(line, Heading):
            groups.append((wording.joined(queue_words.heading(line.group), str(line.count)), []))
            count += line.count
        else:
            groups[-1][1].append(([_cell(column, line, table) for column in columns], False))
    heads = _heads(columns, done=table.shows_done)
    closed = [group for group, rows in groups if not rows]
    return Sheet(
        heading=title,
        about=wording.joined(wording.tickets(count), *narrowed),
        desk=desk,
        sentence="",
        tables=[Table(heads, rows, title=group) for group, rows in groups],
        note=say("Closed on screen, so not listed: {groups}", groups=", ".join(closed)) if closed else "",
        landscape=True,
    )


def _heads(columns: Sequence[Column], *, done: bool) -> list[PrintedColumn]:
    share = min(1.0, ROOM / max(1, sum(_WIDE[column] for column in columns)))
    return [
        PrintedColumn(
            queue_words.column(column.value, done=done),
            right=column is Column.NUMBER,
            wide=column is Column.SUBJECT,
            mm=int(_WIDE[column] * share),
        )
        for column in columns
    ]


def _cell(column: Column, entry: Entry, table: QueueTable) -> str:
    row, standing, now, zone = entry.row, table.shown(entry), table.now, table.zone()
    match column:
        case Column.REMAINING:
            return queue_words.done_or_countdown(row, standing.reading)
        case Column.CLOCK:
            return wording.NOTHING if standing.metric is None else wording.metric_short(standing.metric)
        case Column.DUE if table.shows_done:
            return wording.NOTHING if row.resolved_at is None else durations.when(row.resolved_at, now, zone)
        case Column.DUE:
            return queue_words.due_column(standing, now, zone)
        case Column.SEVERITY:
            return wording.severity_in_full(row.severity, row.meaning)
        case Column.NUMBER:
            return str(row.number)
        case Column.SUBJECT:
            return row.subject + (say(" (internal late)") if standing.internal_late else "")
        case Column.CUSTOMER:
            return row.customer
        case Column.STATUS:
            return wording.status(row.status_at(now))
        case Column.ASSIGNEE:
            return row.assignee or say("Unassigned")
        case Column.UPDATED:
            return durations.when(row.updated_at, now, zone)
        case Column.SERVICE:
            return row.service or ""
        case Column.RECEIVED:
            return durations.when(row.received_at, now, zone)
