"""Customers: who they are, what was agreed, how they stand."""

import argparse
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from slaapp.commands import customer_acts
from slaapp.commands.adding import Add
from slaapp.commands.contacts import add_files, contact_line, contact_table
from slaapp.commands.context import Context
from slaapp.commands.viewing import row_line
from slaapp.domain.agreement import Agreement, Metric, Severity
from slaapp.domain.compliance import SEVERITIES, Attainment, Month
from slaapp.domain.errors import Refusal
from slaapp.domain.reminders import Reminder
from slaapp.engine import Engine
from slaapp.reports.reminder_words import reminder_words
from slaapp.services.customer_pages import CustomerPage, Service
from slaapp.wording import METRIC


def add(new: Add) -> None:
    group = new.group("customer", "customers, their contacts, agreement and standing", "customer show 'Harbour Clinic'")

    command = group("list", "list customers with their open and overdue tickets", "customer list --find harbour", list_)
    command.add_argument("--find", default="", metavar="WORDS", help="only with these in name, contact or phone")
    command.add_argument("--retired", action="store_true", help="those that are not offered any more")

    command = group("show", "contacts, agreement, standing this month, tickets", "customer show 'Harbour Clinic'", show)
    command.add_argument("customer")

    customer_acts.add(group)
    add_files(group)


def list_(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        rows = engine.board.rows() if context.asked_now is None else engine.board.rows_as_of(context.now)
        lines = engine.customers.lines(engine.board, rows, now=context.now)
    lines = [line for line in lines if line.customer.retired is options.retired and line.fits(options.find)]
    data = [
        {"customer": line.customer.name, "open": line.open, "overdue": line.overdue, "retired": line.customer.retired}
        for line in lines
    ]
    width = max((len(line.customer.name) for line in lines), default=0)
    text = [
        f"{line.customer.name:{width}}  {line.open:>4} open{f', {line.overdue} overdue' if line.overdue else ''}"
        for line in lines
    ]
    nothing = "Nothing matches." if options.find else "None yet."
    return context.answer(data, "\n".join(text) or nothing)


def show(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        customer = engine.catalogue.customer(options.customer)
        page = _page(engine, customer.id, context)
        today = engine.hours().day_of(context.now)
        month = Month(today.year, today.month)
        try:
            made = engine.reporting.month(month, customer=customer.id, now=context.now)
            cells, names, why = made.cells, made.called, ""
        except Refusal as refusal:
            cells, names, why = (), (), str(refusal)
        if context.asked_now is not None:
            then = [row for row in engine.board.rows_as_of(context.now) if row.customer_id == customer.id]
            page = replace(page, open=tuple(then))
        held = "" if page.agreement is None else page.agreement.name
        near = [one for one in engine.agreements.reminders(context.now) if one.agreement == held]
        rows = [row_line(engine, engine.board.standing(row, context.now), row, context.now) for row in page.open]
    data = {
        "customer": page.customer.name,
        "retired": page.customer.retired,
        "note": page.customer.note,
        "address": list(page.customer.address),
        "joined": list(page.joined),
        "agreement": None if page.agreement is None else agreement_table(page.agreement),
        "own_agreement": page.own_agreement,
        "reminders": [{"what": one.deadline.value, "on": one.day.isoformat()} for one in near],
        "contacts": [contact_table(contact) for contact in page.contacts],
        "services": [held.name for held in page.services],
        "service_agreements": {held.name: held.agreement for held in page.services if held.agreement},
        "group_agreements": {held.word: held.agreement for held in page.groups if held.agreement},
        "month": str(month),
        "standing": [_cell_table(cell) for cell in cells],
        "open": [row.number for row in page.open],
        "tickets": page.tickets,
    }
    return context.answer(data, "\n".join(_page_lines(page, cell_lines(cells, names), str(month), why, rows, near)))


def _page(engine: Engine, customer: str, context: Context) -> CustomerPage:
    """With `--now` what was known then: contacts, services, note and agreement are kept in versions."""
    if context.asked_now is None:
        return engine.customers.page(customer, engine.board, now=context.now)
    with engine.as_known(context.now, now=context.now) as then:
        return then.customers.page(customer, then.board, now=context.now)


def _page_lines(
    page: CustomerPage,
    standing: Sequence[str],
    month: str,
    why: str,
    rows: list[str],
    near: Sequence[Reminder],
) -> list[str]:
    lines = [page.customer.name + (" (retired)" if page.customer.retired else "")]
    lines += [f"  {line}" for line in page.customer.address]
    if page.joined:
        lines.append(f"With {', '.join(page.joined)}")
    agreed = page.agreement
    if agreed is None:
        lines.append("No agreement covers new tickets.")
    else:
        lines.append(f"{agreed.name} v{agreed.version}, {validity(agreed)}")
        lines += [f"{reminder_words(one)}." for one in near]
    lines += [f"{held.agreement} for group {held.word}" for held in page.groups if held.agreement]
    lines += ["", "Contacts"]
    lines += [f"  {contact_line(contact)}" for contact in page.contacts] or ["  None yet."]
    if page.services:
        lines += ["", "Services", *(f"  {_service_words(held)}" for held in page.services)]
    if page.customer.note:
        lines += ["", "Note", *(f"  {line}" for line in page.customer.note.splitlines())]
    lines += ["", f"Standing in {month}", *([f"  {why}"] if why else [])]
    lines += [f"  {line}" for line in standing]
    lines += ["", f"Open tickets: {len(page.open)} of {page.tickets}", *rows]
    return lines


def _service_words(service: Service) -> str:
    return "  ·  ".join(filter(None, (service.name, service.agreement)))


def validity(agreed: Agreement) -> str:
    since = "from the beginning" if agreed.valid_from is None else f"from {agreed.valid_from.isoformat()}"
    return since + ("" if agreed.valid_to is None else f" to {agreed.valid_to.isoformat()}")


def cell_lines(cells: Sequence[Attainment], names: Sequence[str]) -> list[str]:
    """`names` are what the severities are called, in the order of `SEVERITIES`."""
    wide = max(map(len, names), default=0)
    return [_cell_line(cell, f"{names[SEVERITIES.index(cell.severity)]:{wide}}") for cell in cells]


def _cell_line(cell: Attainment, severity: str) -> str:
    """`First response   Urgent   9 of 10  90.0 %  goal 90 %  kept so far, 0 more misses allowed`"""
    name = f"{METRIC[cell.metric]:15} {severity} "
    if not cell.decided:
        return f"{name} no data"
    budget = cell.budget(cell.goal)
    held = f"kept so far, {budget} more misses allowed" if cell.met_goal else "missed so far"
    return f"{name} {cell.met} of {cell.decided}  {cell.shown()} %  goal {cell.goal} %  {held}"


def _cell_table(cell: Attainment) -> dict[str, Any]:
    return {
        "metric": Metric(cell.metric).value,
        "severity": Severity(cell.severity).word,
        "met": cell.met,
        "decided": cell.decided,
        "goal": cell.goal,
        "kept": cell.met_goal,
        "more_misses": cell.budget(cell.goal),
    }


def agreement_table(agreed: Agreement) -> dict[str, Any]:
    return {
        "name": agreed.name,
        "version": agreed.version,
        "valid_from": None if agreed.valid_from is None else agreed.valid_from.isoformat(),
        "valid_to": None if agreed.valid_to is None else agreed.valid_to.isoformat(),
    }
