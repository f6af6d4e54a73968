"""What the desk prints of a ticket for itself: the words of the screen, in tables."""

from collections.abc import Iterable

from slaapp.documents import Column, Sheet, Table
from slaapp.services.tickets import TicketPage
from ui import wording
from ui.views.ticket.face import Face
from ui.views.ticket.items import Day, Item, Message
from ui.views.ticket_sheet_parts import particulars_tables
from ui.widgets.runs import plain
from ui.wording import say


def ticket_sheet(
    page: TicketPage, faces: Iterable[Face], items: Iterable[Item], *, logged: str, desk: str, note: str
) -> Sheet:
    """`note` is the small print: whose it is."""
    contact = "" if page.contact is None else page.contact.name
    return Sheet(
        heading=f"{page.number} {page.subject}",
        about=wording.joined(
            page.customer,
            contact,
            wording.severity_in_full(page.severity, page.meaning(page.severity)),
            wording.status(page.status),
            page.assignee or say("Unassigned"),
        ),
        desk=desk,
        sentence=logged,
        tables=(_clocks(faces), *particulars_tables(page), _history(items)),
        note=note,
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
