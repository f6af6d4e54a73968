"""Close a ticket or a period of reports, open either again."""

import argparse
from collections.abc import Callable

from slaapp.commands import tickets
from slaapp.commands.adding import Add, number
from slaapp.commands.context import Context
from slaapp.commands.progress import at_terminal
from slaapp.commands.reports import the_customer
from slaapp.commands.tickets import TEST_ONLY
from slaapp.domain.errors import UsageRefusal
from slaapp.domain.period import Period
from slaapp.domain.quoting import quote
from slaapp.reports import period_words


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
        report, _ = engine.closing.close(
            days, customer=customer, now=context.now, anyway=options.anyway, tell=at_terminal()
        )
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
