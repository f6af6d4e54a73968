"""What is printed of the queue and of a ticket: the words of the screen, in tables."""

from collections.abc import Callable, Iterable, Sequence
from zoneinfo import ZoneInfo

from slaapp.documents import Column, Sheet, Table
from slaapp.domain import durations
from slaapp.domain.spans import Instant
from slaapp.services.board import Standing
from slaapp.services.tickets import TicketPage
from ui import wording
from ui.models.arrangement import Entry, Heading, Line
from ui.views.ticket.face import Face
from ui.views.ticket.items import Day, Item, Message
from ui.views.ticket_sheet_parts import particulars_tables
from ui.widgets.runs import plain
from ui.wording import say

_LIST = {
    "remaining": 20,
    "clock": 20,
    "due": 24,
    "severity": 17,
    "number": 13,
    "subject": 0,
    "customer": 42,
    "status": 38,
    "assignee": 24,
}
"""The columns of a printed list and their widths in mm; the subject takes the rest."""


def list_sheet(
    lines: Iterable[Line],
    standing: Callable[[Entry], Standing],
    *,
    title: str,
    narrowed: Sequence[str],
    desk: str,
    now: Instant,
    zone: ZoneInfo,
    done: bool = False,
) -> Sheet:
    """The list as it is arranged, a table for each group; `narrowed` says what was left out by."""
    tables: list[tuple[str, list[tuple[list[str], bool]]]] = []
    count = 0
    for line in lines:
        if isinstance(line, Heading):
            tables.append((wording.joined(wording.heading(line.group), str(line.count)), []))
            count += line.count
        else:
            tables[-1][1].append((_row(line, standing(line), now, zone, done=done), False))
    columns = [
        Column(wording.column(name, done=done), right=name == "number", wide=not mm, mm=mm)
        for name, mm in _LIST.items()
    ]
    closed = [title for title, rows in tables if not rows]
    return Sheet(
        heading=title,
        about=wording.joined(wording.tickets(count), *narrowed),
        desk=desk,
        sentence="",
        tables=[Table(columns, rows, title=title) for title, rows in tables],
        note=say("Closed on screen, so not listed: {groups}", groups=", ".join(closed)) if closed else "",
        landscape=True,
    )


def _row(entry: Entry, standing: Standing, now: Instant, zone: ZoneInfo, *, done: bool) -> list[str]:
    row = entry.row
    due = wording.due_column(standing, now, zone)
    if done:
        due = wording.NOTHING if row.resolved_at is None else durations.when(row.resolved_at, now, zone)
    return [
        wording.done_or_countdown(row, standing.reading),
        wording.NOTHING if standing.metric is None else wording.metric_short(standing.metric),
        due,
        wording.severity(row.severity),
        str(row.number),
        row.subject + (say(" (internal late)") if standing.internal_late else ""),
        row.customer,
        wording.status(row.status_at(now)),
        row.assignee or say("Unassigned"),
    ]


def ticket_sheet(page: TicketPage, faces: Iterable[Face], items: Iterable[Item], *, logged: str, desk: str) -> Sheet:
    """A ticket for the desk's own use: its notes and internal targets are on it, and its foot says so."""
    contact = "" if page.contact is None else page.contact.name
    return Sheet(
        heading=f"{page.number} {page.subject}",
        about=wording.joined(
            page.customer,
            contact,
            wording.severity(page.severity),
            wording.status(page.status),
            page.assignee or say("Unassigned"),
        ),
        desk=desk,
        sentence=logged,
        tables=(_clocks(faces), *particulars_tables(page), _history(items)),
        note=say("For the desk: internal notes and internal targets are on this sheet."),
    )


def _clocks(faces: Iterable[Face]) -> Table:
    names = ("Clock", "Stands", "Promise", "Target", "Due", "Left or late")
    rows = [
        (
            [
                wording.metric(face.metric) if place == 0 else "",
                face.figure if place == 0 else "",
                wording.tier(line.tier),
                line.target,
                line.due,
                line.rest,
            ],
            False,
        )
        for face in faces
        for place, line in enumerate(face.lines)
    ]
    return Table([Column(say(name), wide=name == "Due") for name in names], rows, title=say("Clocks"))


def _history(items: Iterable[Item]) -> Table:
    rows: list[tuple[list[str], bool]] = []
    for item in items:
        if isinstance(item, Day):
            rows.append((["", item.text], True))
        elif isinstance(item, Message):
            head = wording.joined(item.who, item.how, item.tag, item.mark, say("taken back") if item.struck else "")
            rows.append(([item.time, f"{head}\n{item.text}"], False))
        else:
            rows.append(([item.time, wording.joined(plain(item.runs), item.tag, item.mark)], False))
    return Table((Column(say("When")), Column(say("What happened"), wide=True)), rows, title=say("History"), long=True)
