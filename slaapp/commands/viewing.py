"""Look at tickets: list, show, why, search."""

import argparse
from collections.abc import Iterable
from typing import Any

from slaapp.commands.adding import Add, number
from slaapp.commands.context import Context, write_file
from slaapp.commands.page_words import left_out, page_lines, page_table, reading_words
from slaapp.commands.suppliers import wait_lines, wait_tables
from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.citing import part_of
from slaapp.domain.clock import Reading, State
from slaapp.domain.durations import countdown, late, left, overdue, used, when
from slaapp.domain.errors import UsageRefusal
from slaapp.domain.spans import Instant
from slaapp.domain.why import Ledger, LedgerRow, folded
from slaapp.engine import Engine
from slaapp.languages import LANGUAGES
from slaapp.services.agreement_data import METRICS, SEVERITIES, TIERS
from slaapp.services.board import Group, Row, Standing
from slaapp.services.customer_fields import a_language
from slaapp.services.fields import a_word
from slaapp.services.finding import Excerpt, SearchHit
from slaapp.services.people import NOBODY
from slaapp.services.scenario import ledger_table, utc_text
from slaapp.wording import CLAIMED_BY, METRIC, SEVERITY, STATUS, exact_length, ledger_what

GROUPS = {
    Group.OVERDUE: "Overdue",
    Group.WITHIN_HOUR: "Due within 1 hour",
    Group.LATER_TODAY: "Later today",
    Group.TOMORROW: "Tomorrow",
    Group.LATER: "Later",
    Group.PAUSED: "Clocks paused",
    Group.NO_TARGET: "No target",
}


def add(new: Add) -> None:
    command = new("list", "list open tickets, what is due first on top", "list --customer 'Harbour Clinic'", list_)
    command.add_argument("--customer", help="only of this customer")
    command.add_argument("--severity", help="only of this severity: low, normal, high or urgent")
    command.add_argument("--assignee", help="only of this person, or nobody's")
    command.add_argument("--no-agreement", action="store_true", help="only those that no agreement covers")
    command.add_argument("--resolved", action="store_true", help="those that are done instead")
    _as_of(command)

    command = new("show", "show a ticket with its history and clocks", "show 2408", show)
    command.add_argument("ticket", type=number)
    command.add_argument(
        "--pdf", metavar="FILE", help="write it as a sheet for the customer: nothing internal, no names"
    )
    command.add_argument("--internal", action="store_true", help="with --pdf: the desk's own sheet, with everything")
    command.add_argument("--language", help=f"of the customer's sheet: {', '.join(LANGUAGES)} (else the customer's)")
    command.add_argument("--built-in", action="store_true", help="with the built-in template, not with your own")
    _as_of(command)

    command = new("why", "why a clock shows what it shows, step by step", "why 2408 resolution", why)
    command.add_argument("ticket", type=number)
    command.add_argument("metric", nargs="?", default="resolution", help=f"{', '.join(METRICS)} (else resolution)")
    command.add_argument("--tier", default="public", help="public or internal (else public)")
    command.add_argument("--cycle", type=number, help="which one, where the clock repeats (else the latest)")
    command.add_argument("--short", action="store_true", help="fold nights and weekends into the rows around them")
    command.add_argument("--pdf", metavar="FILE", help="write it as a page to check with a pencil")
    command.add_argument("--every-clock", action="store_true", help="with --pdf: every public clock, each on its page")
    command.add_argument("--built-in", action="store_true", help="with the built-in template, not with your own")

    command = new("search", "find tickets by words, or by a part of one", "search 'shared drive'", search)
    command.add_argument("text", nargs="+", help="every word must be there; '#2408' is that ticket")
    command.add_argument("--limit", type=number, default=50, help="at most so many (else 50)")


def _as_of(command: argparse.ArgumentParser) -> None:
    command.add_argument("--as-of", metavar="INSTANT", help="as it was known then: what was recorded later is left out")


def list_(options: argparse.Namespace, context: Context) -> int:
    with context.reading(as_of=options.as_of) as engine:
        if options.resolved:
            rows = engine.board.done() if context.asked_now is None else engine.board.done_as_of(context.now)
        else:
            rows = engine.board.rows() if context.asked_now is None else engine.board.rows_as_of(context.now)
        if options.customer is not None:
            theirs = engine.catalogue.customer(options.customer).name
            rows = [row for row in rows if row.customer == theirs]
        if options.severity is not None:
            wanted = a_word(options.severity, SEVERITIES, "--severity")
            rows = [row for row in rows if row.severity is wanted]
        if options.assignee is not None:
            rows = given_to(engine, rows, options.assignee)
        if options.no_agreement:
            rows = [row for row in rows if not row.covered]
        placed = [(engine.board.standing(row, context.now), row) for row in rows]
        if not options.resolved:
            placed.sort(key=lambda pair: pair[0].order)
        lines: list[str] = []
        group: Group | None = None
        for standing, row in placed:
            if standing.group is not group and not options.resolved:
                group = standing.group
                lines.append(("\n" if lines else "") + GROUPS[group])
            lines.append(row_line(engine, standing, row, context.now))
        nothing = "No ticket is done." if options.resolved else "No ticket is open."
        if options.no_agreement:
            nothing = "An agreement covers every one of them."
        return context.answer(
            [row_table(standing, row, context.now) for standing, row in placed], "\n".join(lines) or nothing
        )


def given_to(engine: Engine, rows: Iterable[Row], person: str) -> list[Row]:
    """Those of a person, by what was typed, who may have left; or nobody's."""
    name = None if person == NOBODY else engine.people.find(person).name
    return [row for row in rows if row.assignee == name]


def row_line(engine: Engine, standing: Standing, row: Row, now: Instant) -> str:
    reading = standing.reading
    due = ""
    if reading is not None and reading.due_at is not None:
        due = when(reading.due_at, now, engine.board.zone)
    metric = "" if standing.metric is None else METRIC[standing.metric]
    return (
        f"{time_words(reading):>16}  {metric:<14}  {due:<17}  {SEVERITY[row.severity]:<6}  {row.number:>5}  "
        f"{row.subject}  ·  {row.customer or 'no customer'}  ·  {STATUS[row.status_at(now)]}"
        f"  ·  {row.assignee or 'unassigned'}"
    )


def time_words(reading: Reading | None) -> str:
    """How long is left, or how late it is, in the fewest words."""
    if reading is None or reading.left is None or reading.late is None:
        return "–"
    if reading.state is State.PAUSED:
        return f"paused {left(reading.left)}"
    if reading.state is State.ENDED:
        return f"late by {late(reading.late)}" if reading.breached else f"in {used(reading.used)}"
    if reading.breached:
        return overdue(reading.late) + ("" if reading.paused_by is None else " paused")
    return countdown(reading.left)


def row_table(standing: Standing, row: Row, now: Instant) -> dict[str, Any]:
    reading = standing.reading
    return {
        "ticket": row.number,
        "subject": row.subject,
        "customer": row.customer,
        "severity": row.severity.word,
        "status": row.status_at(now).value,
        "assignee": row.assignee,
        "received_at": utc_text(row.received_at),
        "group": standing.group.name.lower(),
        "metric": None if standing.metric is None else standing.metric.value,
        "state": None if reading is None else reading.state.value,
        "left_s": None if reading is None else reading.left,
        "late_s": None if reading is None else reading.late,
        "due_at": None if reading is None else utc_text(reading.due_at),
    }


def show(options: argparse.Namespace, context: Context) -> int:
    if options.internal and options.pdf is None:
        raise UsageRefusal("--internal goes with --pdf FILE.")
    if options.pdf is not None:
        return _sheet(options, context)
    with context.reading(as_of=options.as_of) as engine:
        page = engine.pages.page(options.ticket, now=context.now)
        lines = [*page_lines(engine, context, page), *_section(wait_lines(engine, context, page.waits))]
        return context.answer({**page_table(page), "waits": wait_tables(page.waits)}, "\n".join(lines))


def _sheet(options: argparse.Namespace, context: Context) -> int:
    from slaapp.commands.ticket_paper import ticket_pdf  # noqa: PLC0415 - Typst is loaded where a page is made

    language = None if options.language is None else a_language(options.language)
    with context.reading(as_of=options.as_of) as engine:
        pdf = ticket_pdf(
            engine,
            context,
            options.ticket,
            internal=options.internal,
            language=language,
            built_in=options.built_in,
        )
    return _written(options.pdf, pdf, context)


def _written(name: str, pdf: bytes, context: Context) -> int:
    """Nothing is said of what goes to standard output."""
    write_file(name, pdf)
    return 0 if name == "-" else context.answer({"written": name}, f"Wrote {name}.")


def _section(lines: list[str]) -> list[str]:
    return ["", *lines] if lines else []


def why(options: argparse.Namespace, context: Context) -> int:
    metric = a_word(options.metric, METRICS, "METRIC")
    tier = a_word(options.tier, TIERS, "--tier")
    if options.every_clock and options.pdf is None:
        raise UsageRefusal("--every-clock goes with --pdf FILE.")
    if options.pdf is not None:
        return _why_sheets(options, context, metric, tier)
    with context.reading() as engine:
        book = engine.desk.why(options.ticket, metric, tier=tier, cycle=options.cycle, now=context.now)
        lines = ledger_lines(engine, context, options.ticket, metric, book, short=options.short)
        numbers = engine.papers.sections(book.agreement, book.version, context.now)
        cited = dict.fromkeys((row.rule, numbers[part_of(row)]) for row in book.rows if part_of(row) in numbers)
        if cited:
            listed = ", ".join(f"{rule} is section {number}" for rule, number in cited)
            lines.append(f"In {book.agreement} v{book.version}: {listed}.")
        table = ledger_table(book)
        for row, shown in zip(book.rows, table["rows"], strict=True):
            shown["section"] = numbers.get(part_of(row))
        claim = {"agreement": book.agreement, "by": book.claimed_by, "name": book.claimant}
        return context.answer({**table, "claim": claim}, "\n".join(lines))


def _why_sheets(options: argparse.Namespace, context: Context, metric: Metric, tier: Tier) -> int:
    from slaapp.documents.why_sheet import render_why_sheets  # noqa: PLC0415 - Typst is loaded where a page is made

    with context.reading() as engine:
        if options.every_clock:
            sheets = engine.sheets.every_why(options.ticket, now=context.now)
        else:
            sheets = (engine.sheets.why(options.ticket, metric, tier=tier, cycle=options.cycle, now=context.now),)
        look = engine.looks.look(built_in=options.built_in)
    return _written(options.pdf, render_why_sheets(sheets, look=look), context)


def ledger_lines(
    engine: Engine, context: Context, number: int, metric: Metric, book: Ledger, *, short: bool = False
) -> list[str]:
    rows = folded(book.rows) if short else book.rows
    spans = [[context.when(engine, at) if at is not None else "" for at in (row.start, row.end)] for row in rows]
    wide = max(19, *(len(instant) for span in spans for instant in span))
    lines = [
        f"Ticket {number}, {METRIC[metric].lower()}, {book.clock.tier.value}"
        + (f", cycle {book.cycle}" if book.cycle > 1 else ""),
        reading_words(engine, context, book.reading) + left_out(book.clock, {}),
        f"Agreement {book.agreement}, version {book.version}{_claimed(book)}; hours of {book.calendar}.",
        "",
        f"{'From':<{wide}} {'To':<{wide}} {'What happened':<46} {'Rule':<5}"
        + "".join(f" {head:>12}" for head in ("Not counted", "Counts", "Total")),
    ]
    for row, (start, end) in zip(rows, spans, strict=True):
        cells = [exact_length(cell) if cell else "" for cell in (row.not_counted, row.counts or row.left)]
        total = exact_length(row.total + row.left) if row.counts or row.left else ""
        lines.append(
            f"{start:<{wide}} {end:<{wide}} {_what(row, book):<46} {row.rule:<5} "
            f"{cells[0]:>12} {cells[1]:>12} {total:>12}"
        )
    return [*lines, f"\nCounted {exact_length(book.reading.used)}; the rows add up."]


def _claimed(book: Ledger) -> str:
    return "" if book.claimed_by is None else f", {CLAIMED_BY[book.claimed_by].format(name=book.claimant)}"


def _what(row: LedgerRow, book: Ledger) -> str:
    return ledger_what(row, book.metric, book.meanings) + (
        " (hours closed between aside)" if row.counts and row.not_counted else ""
    )


def search(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        text = " ".join(options.text)
        hits = engine.board.search(text, limit=options.limit, now=context.asked_now)
        beside = engine.board.excerpts(hits, text, now=context.asked_now)
        table = [_hit_table(hit, beside.get(hit.number), context.now) for hit in hits]
        lines = []
        for hit in hits:
            status = STATUS[hit.status_at(context.now)]
            lines.append(f"{hit.number:>6}  {hit.subject}  ·  {hit.customer or 'no customer'}  ·  {status}")
            if hit.number in beside:
                lines.append(f"        {beside[hit.number].text}")
        more = f"\nThe first {options.limit}; more with --limit." if len(hits) == options.limit else ""
        return context.answer(table, "\n".join(lines) + more if lines else "Nothing matches.")


def _hit_table(hit: SearchHit, beside: Excerpt | None, now: Instant) -> dict[str, Any]:
    """Marks are `[start, end]` in characters of the text they belong to."""
    return {
        "ticket": hit.number,
        "subject": hit.subject,
        "customer": hit.customer,
        "severity": hit.severity.word,
        "status": hit.status_at(now).value,
        "open": hit.open,
        "marks": [list(mark) for mark in hit.marks],
        "customer_marks": [list(mark) for mark in hit.customer_marks],
        "excerpt": None
        if beside is None
        else {"of": beside.kind, "text": beside.text, "marks": [list(mark) for mark in beside.marks]},
    }
