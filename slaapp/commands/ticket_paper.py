"""A ticket on paper, as `show --pdf` writes it: clocks and history, in the words of the command line."""

from slaapp.commands.context import Context
from slaapp.commands.page_words import entry_words, left_out, reading_words
from slaapp.documents import Column, Sheet, Table, render_sheet
from slaapp.domain.agreement import Status
from slaapp.domain.durations import exact, used
from slaapp.domain.spans import MINUTE
from slaapp.engine import Engine
from slaapp.services.customer_sheet import customer_sheet
from slaapp.services.tickets import ClockView, TicketPage
from slaapp.wording import METRIC, RELATION, STATUS, TIER, severity_in_full

INTERNAL = "For the desk: internal notes and internal targets are on this sheet."


def ticket_pdf(
    engine: Engine, context: Context, number: int, *, internal: bool, language: str | None, built_in: bool
) -> bytes:
    """The customer's copy, in `language` or (None) theirs, or the desk's own."""
    desk, zone = engine.catalogue.desk().name, engine.board.zone
    page = engine.pages.page(number, now=context.now)
    if not internal:
        spoken = language or engine.sheets.language_of(page.customer_id)
        look = engine.looks.look(built_in=built_in)
        sheet = customer_sheet(page, desk=desk, zone=zone, language=spoken, look=look)
        return render_sheet(sheet, made_at=context.now, zone=zone)
    until = f", until {context.when(engine, page.until)}" if page.status is Status.SCHEDULED else ""
    facts = (
        page.customer,
        "" if page.contact is None else page.contact.name,
        severity_in_full(page.severity, page.meaning(page.severity)),
        f"{STATUS[page.status]}{until}",
        page.assignee or "",
    )
    sheet = Sheet(
        heading=f"{page.number} {page.subject}",
        about=" · ".join(fact for fact in facts if fact),
        desk=desk,
        sentence=f"Received {context.when(engine, page.received_at)}.",
        tables=(_clocks(engine, context, page), _particulars(page), _history(engine, context, page)),
        note=INTERNAL,
    )
    return render_sheet(sheet, made_at=context.now, zone=zone)


def _clocks(engine: Engine, context: Context, page: TicketPage) -> Table:
    columns = (Column("Clock"), Column("Promise"), Column("Target", right=True), Column("Stands", wide=True))
    rows = [([*_clock(view), _stands(engine, context, page, view)], False) for view in page.clocks]
    return Table(columns, rows, "Clocks")


def _clock(view: ClockView) -> tuple[str, str, str]:
    clock, allowed = view.clock, view.reading.allowed
    name = METRIC[clock.metric] + (f" {clock.cycle}" if clock.cycle > 1 else "")
    return name, TIER[clock.tier], "" if allowed is None else exact(allowed)


def _stands(engine: Engine, context: Context, page: TicketPage, view: ClockView) -> str:
    return reading_words(engine, context, view.reading) + left_out(view.clock, page.names)


def _particulars(page: TicketPage) -> Table:
    rows = [("Tags", ", ".join(page.tags)), ("Time spent", used(page.minutes * MINUTE) if page.minutes else "")]
    rows += [("Done" if item.done else "To do", item.text) for item in page.checklist]
    rows += [(RELATION[tie.relation], f"{tie.number} {tie.subject}") for tie in page.ties]
    columns = (Column("What"), Column("Says", wide=True))
    return Table(columns, [([name, said], False) for name, said in rows if said], "Also")


def _history(engine: Engine, context: Context, page: TicketPage) -> Table:
    rows = [
        ([context.when(engine, entry.at), entry_words(engine, context, page, entry)], False) for entry in page.entries
    ]
    return Table((Column("When"), Column("What happened", wide=True)), rows, "History", long=True)
