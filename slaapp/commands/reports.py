"""The month of a customer: as figures, as data, as a PDF."""

import argparse
from datetime import timedelta
from zoneinfo import ZoneInfo

from slaapp.commands.adding import Add
from slaapp.commands.context import Context, write_file
from slaapp.domain.agreement import Tier
from slaapp.domain.compliance import Month
from slaapp.domain.durations import AT_LEAST, late, short_instant, used, wall_time
from slaapp.domain.errors import UsageRefusal
from slaapp.domain.spans import MINUTE
from slaapp.reports.month_json import to_json
from slaapp.reports.month_report import LateTarget, MonthlyReport
from slaapp.wording import METRIC, NOT_MEASURED, SEVERITY


def add(new: Add) -> None:
    command = new(
        "report",
        "the month's report of a customer",
        "report --month 2026-02 --customer 'Northgate School' --pdf february.pdf",
        report,
    )
    command.add_argument("--month", help="such as 2026-02 (else the month before this one)")
    command.add_argument("--customer", help="whose month (else the only customer there is)")
    command.add_argument(
        "--time-spent",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="print the time spent on tickets, or do not (else as the desk chose in the window)",
    )
    command.add_argument("--pdf", metavar="FILE", help="write the two-page report")


def report(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        if options.month is None:
            month = _month_before(context, engine.board.zone)
        else:
            try:
                month = Month.parse(options.month)
            except ValueError as error:
                raise UsageRefusal(f"--month: {error}") from error
        customer = _customer(options, engine.catalogue.customers())
        made = engine.reporting.month(
            month,
            customer=engine.catalogue.customer(customer, as_named=True).id,
            now=context.now,
            time_spent=options.time_spent,
        )
    if options.pdf is not None:
        # Typst is loaded only where a page is made.
        from slaapp.documents import render_month  # noqa: PLC0415

        write_file(options.pdf, render_month(made))
    said = f"Wrote {options.pdf}." if options.pdf not in (None, "-") else ""
    if options.pdf is not None and not context.as_json:
        return 0 if not said else context.answer(None, said)
    return context.answer(to_json(made), _words(made))


def _month_before(context: Context, zone: object) -> Month:
    today = wall_time(context.now, zone).date()  # type: ignore[arg-type]
    before = today.replace(day=1) - timedelta(days=1)
    return Month(before.year, before.month)


def _customer(options: argparse.Namespace, known: list) -> str:  # type: ignore[type-arg]
    if options.customer is not None:
        return str(options.customer)
    if len(known) == 1:
        return str(known[0].name)
    names = ", ".join(held.name for held in known[:8])
    raise UsageRefusal(f"--customer: say whose month to report. Known are: {names or 'none yet'}.")


def _words(made: MonthlyReport) -> str:
    flow = made.flow
    lines = [
        f"{made.customer}, {made.month}: draft",
        f"Open at start {flow.open_at_start} + received {flow.received} + reopened {flow.reopened} "
        f"− resolved {flow.resolved} − left otherwise {flow.left_otherwise} = open at end {flow.open_at_end}"
        + ("" if flow.reconciles else "  (this does not add up)"),
        "",
    ]
    for cell in made.cells:
        if cell.tier is Tier.PUBLIC:
            verdict = {True: "goal kept", False: "below goal", None: "no data"}[cell.met_goal]
            lines.append(
                f"{METRIC[cell.metric]:<15} {SEVERITY[cell.severity]:<7} {cell.met:>5} of {cell.decided:<5} "
                f"{_percent(cell.shown()):>8}  goal {cell.goal} %  {verdict}"
                + (f"; adjusted {_percent(cell.adjusted_shown())}" if cell.adjusted else "")
            )
    zone = ZoneInfo(made.zone)
    lists: tuple[tuple[str, list[str]], ...] = (
        ("Late", [_late(row, zone) for row in (*made.late, *made.still_late)]),
        (
            "Not measured",
            [f"{row.number}  {NOT_MEASURED[row.reason]}{_because(row.text)}" for row in made.not_measured],
        ),
        (
            "Corrected or entered late",
            [f"{row.number}  {row.what}{_because(row.reason)}" for row in made.amendments],
        ),
    )
    if made.time_spent is not None:
        spent = [f"{row.number}  {used(row.minutes * MINUTE)}" for row in made.time_spent]
        total = used(sum(row.minutes for row in made.time_spent) * MINUTE)
        lists = (*lists, (f"Time spent, {total}", spent or ["none noted"]))
    for head, rows in lists:
        lines += ["", f"{head}:", *(f"  {row}" for row in rows)] if rows else []
    return "\n".join(lines)


def _because(text: str) -> str:
    return f": {' '.join(text.split())}" if text else ""


def _percent(shown: str) -> str:
    return shown if shown == "no data" else f"{shown} %"


def _late(row: LateTarget, zone: ZoneInfo) -> str:
    since = AT_LEAST if row.running else ""
    why = _because(row.reason or "") or ", no reason given"
    waiver = f"; waived: {row.waiver}" if row.waived else ""
    return (
        f"{row.number}  {METRIC[row.metric]}, {SEVERITY[row.severity]}: late by {since}{late(row.late)}, "
        f"decided {short_instant(row.decided_at, zone)}{why}{waiver}"
    )
