"""Close a ticket or a period of reports, open either again, verify a report."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from slaapp.commands import tickets
from slaapp.commands.adding import Add, number
from slaapp.commands.context import Context, read_file
from slaapp.commands.reports import the_customer
from slaapp.commands.tickets import TEST_ONLY
from slaapp.domain.errors import UsageRefusal
from slaapp.domain.period import Period
from slaapp.domain.quoting import quote
from slaapp.reports import period_words
from slaapp.reports.differences import Difference, difference_words
from slaapp.reports.month_json import restatement_table
from slaapp.reports.seal import Restatement
from slaapp.reports.section import Section
from slaapp.reports.section_json import instant
from slaapp.reports.texts import listed

if TYPE_CHECKING:
    from slaapp.services.closing import Verified

_OTHER_PAGES = (
    "Its pages do not say word for word what the report prints. They were changed, or printed with templates of your",
    "own, for another address or by another version of SLA Desk. The attached figures were compared.",
)
NAMED = 40
"""So many differences are written out; the rest are counted."""


def add(new: Add) -> None:
    command = new(
        "close",
        "close a ticket, or freeze a period of a customer or the company as a numbered report",
        "close 2026-02 --customer 'Northgate School'",
        close,
        now=TEST_ONLY,
    )
    command.add_argument("ticket", metavar="TICKET|PERIOD", type=_ticket_or(Period.parse, "period such as 2026-02"))
    _of_a_ticket(command)
    command.add_argument("--customer", help="whose period (else the only customer there is)")
    command.add_argument("--all-customers", action="store_true", help="the period of the company's report")
    command.add_argument("--anyway", action="store_true", help="also a period in which late targets have no reason")

    command = new(
        "reopen",
        "reopen a resolved ticket, or the period of a report: the report that follows says so",
        "reopen R2026-001 --text 'Wrong hours'",
        reopen,
        now=TEST_ONLY,
    )
    command.add_argument("ticket", metavar="TICKET|REPORT", type=_ticket_or(_report, "report such as R2026-001"))
    _of_a_ticket(command)

    command = new(
        "verify",
        "work a report out anew from history: identical, or what differs",
        "verify 'february.pdf'",
        verify,
        now="",
    )
    command.add_argument("report", metavar="FILE|NUMBER", help="a report's PDF, or its number such as R2026-001")


def _of_a_ticket(command: argparse.ArgumentParser) -> None:
    command.add_argument("--at", metavar="INSTANT", help="when it happened to the ticket (else now)")
    command.add_argument("--text", default="", help="what to say with it")


def _ticket_or(read: Callable[[str], object], what: str) -> Callable[[str], object]:
    def either(text: str) -> object:
        if text.isdigit():
            return number(text)
        try:
            return read(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(
                f"{quote(text, longest=40)} is no ticket's number and no {what}"
            ) from error

    return either


def _report(text: str) -> str:
    if text[:1] not in ("R", "r"):
        raise ValueError(text)
    return text


def close(options: argparse.Namespace, context: Context) -> int:
    days = _days(options)
    if days is None:
        if options.anyway:
            raise UsageRefusal("--anyway goes with a period. Give such a one: slaapp close 2026-02")
        return tickets.close(options, context)
    if options.at is not None or options.text:
        raise UsageRefusal("--at and --text go with a ticket, not with a period.")
    with context.writing(create=False) as engine:
        otherwise = ", or --all-customers"
        customer = None if options.all_customers else the_customer(options.customer, engine, otherwise=otherwise)
        report, _ = engine.closing.close(days, customer=customer, now=context.now, anyway=options.anyway)
    assert report.seal is not None
    whose = "all customers" if customer is None else report.customer
    return context.answer(
        {
            "number": report.seal.number,
            "digest": report.seal.digest,
            "period": str(days),
            "month": str(report.month) if report.one_month else None,
            "customer": report.customer,
        },
        f"{period_words.name(days)} of {whose} is closed: report {report.seal.number}, digest {report.seal.digest}.",
    )


def _days(options: argparse.Namespace) -> Period | None:
    """None: a ticket is meant. A year looks like the number of one, and is a period of whom it is said."""
    if isinstance(options.ticket, Period):
        return options.ticket
    if options.customer is None and not options.all_customers:
        return None
    try:
        return Period.parse(str(options.ticket))
    except ValueError as error:
        raise UsageRefusal(f"{error} --customer and --all-customers go with a period.") from error


def reopen(options: argparse.Namespace, context: Context) -> int:
    if isinstance(options.ticket, int):
        return tickets.reopen(options, context)
    if options.at is not None:
        raise UsageRefusal("--at goes with a ticket, not with a report.")
    with context.writing(create=False) as engine:
        engine.closing.reopen(options.ticket, options.text, now=context.now)
    told = (
        f"The period of report {options.ticket} is open again. The report that follows says what it replaces, and why."
    )
    return context.answer({"number": options.ticket}, told)


def verify(options: argparse.Namespace, context: Context) -> int:
    named, figures, pdf = options.report, None, b""
    if named.lower().endswith(".pdf") or Path(named).is_file():
        # PDFium is loaded only where a document is read.
        from slaapp.documents.attached import attached_figures  # noqa: PLC0415

        pdf = read_file(named)
        figures = attached_figures(pdf, named)
        named = figures["number"]
    with context.reading() as engine:
        found = engine.closing.verify(named, now=context.now, figures=figures)
        whose = found.customer
        chosen = engine.company_report.sections() if whose is None else engine.customers.report_sections(whose)
        to = () if whose is None else engine.customers.postal_address(whose)
    pages = None
    if pdf:
        from slaapp.documents.attached import is_printed_so  # noqa: PLC0415 - as above

        pages = is_printed_so(pdf, found.report, dict.fromkeys((chosen, None, tuple(Section))), to)
    context.answer(_table(found) | {"pages": pages}, "\n".join(_lines(found, pages)))
    return 0 if found.identical and pages is not False else 1


def _lines(found: "Verified", pages: bool | None) -> list[str]:
    """`pages`: whether those of a document say the same, None for a report that was named by its number."""
    seal = found.seal
    about = f"report {seal.number}, {found.report.customer}, {period_words.name(found.report.days)}"
    same = found.identical and pages is not False
    lines = [f"identical: {about}" if same else f"not identical: {about}", f"digest {seal.digest}"]
    if pages is False:
        lines += ["", *_OTHER_PAGES]
    if found.document:
        lines += ["", "The document is not what was issued:", *_written(found.document)]
    if found.history:
        lines += ["", "History as it stood then does not give these figures now:", *_written(found.history)]
    if found.tickets:
        lines.append(f"  Tickets: {listed([str(ticket) for ticket in found.tickets])}")
    if found.open_again is not None:
        instead = f"; report {found.replaced_by} holds instead" if found.replaced_by else ""
        lines += ["", f"The period was opened again: {found.open_again}{instead}."]
    if found.since is not None:
        lines += ["", "What was recorded since then changes these figures; the next report restates them:"]
        lines += [f"  {row.what}: was {row.before}, is {row.after}" for row in found.since.figures]
    return lines


def _written(found: tuple[Difference, ...]) -> list[str]:
    lines = [f"  {difference_words(one)}" for one in found[:NAMED]]
    return [*lines, f"  and {len(found) - NAMED} more"] if len(found) > NAMED else lines


def _table(found: "Verified") -> dict[str, object]:
    since: Restatement | None = found.since
    return {
        "identical": found.identical,
        "number": found.seal.number,
        "digest": found.seal.digest,
        "closed_at": instant(found.seal.closed_at),
        "document": [_difference(one) for one in found.document],
        "history": [_difference(one) for one in found.history],
        "tickets": list(found.tickets),
        "since": None if since is None else restatement_table(since),
        "reopened": found.open_again,
        "replaced_by": found.replaced_by or None,
    }


def _difference(one: Difference) -> dict[str, object]:
    return {"where": list(one.where), "before": one.before, "after": one.after, "ticket": one.ticket}
