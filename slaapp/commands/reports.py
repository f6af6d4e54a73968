"""The report of a month or another period, of a customer or of several: as figures, as data, as a PDF."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from slaapp.commands.adding import Add
from slaapp.commands.context import Context, write_file
from slaapp.commands.progress import at_terminal
from slaapp.commands.report_words import report_words
from slaapp.domain.agreement import CountingBasis
from slaapp.domain.durations import wall_time
from slaapp.domain.errors import UsageRefusal
from slaapp.domain.period import EXAMPLES, Period, PeriodKind
from slaapp.engine import Engine
from slaapp.languages import ENGLISH, LANGUAGES
from slaapp.reports.month_json import to_json
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.scope import Scope
from slaapp.reports.section import Section, sections_named
from slaapp.reports.texts import counted, listed
from slaapp.services.agreement_data import SEVERITIES
from slaapp.services.customer_fields import a_language
from slaapp.services.fields import a_word

if TYPE_CHECKING:
    from slaapp.documents.look import Look
    from slaapp.services.every_report import Draft


def add(new: Add) -> None:
    command = new(
        "report",
        "the report of a month or another period, of one customer or of several",
        "report --month 2026-02 --customer 'Northgate School' --pdf february.pdf",
        report,
    )
    command.add_argument(
        "--period", "--month", metavar="PERIOD", help=f"one of {EXAMPLES} (else the month before this one)"
    )
    whose = command.add_mutually_exclusive_group()
    whose.add_argument(
        "--customer",
        action="append",
        metavar="NAME",
        help="whose report; several times for several customers (else the only one there is)",
    )
    whose.add_argument("--all-customers", action="store_true", help="the company's report, a line for each customer")
    command.add_argument("--service", metavar="NAME", help="only tickets of this service")
    command.add_argument("--agreement", metavar="NAME", help="only tickets that this agreement governs")
    command.add_argument("--severity", help="only this one: low, normal, high or urgent")
    command.add_argument(
        "--basis",
        choices=[basis.value for basis in CountingBasis],
        help="by what targets are told off to periods: their verdict, the ticket's receipt or its resolution (else as "
        "agreed)",
    )
    command.add_argument(
        "--time-spent",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="print the time spent on tickets, or do not (else as the desk chose in the window)",
    )
    command.add_argument(
        "--sections",
        metavar="NAMES",
        help=f"what the PDF holds and in which order: all, sheet (the two pages), or some of {','.join(Section)} (else "
        "as `customer sections` chose, of several customers `report-sections`)",
    )
    command.add_argument(
        "--language", help=f"of a draft: {', '.join(LANGUAGES)} (else that of the customers, where they share one)"
    )
    command.add_argument(
        "--internal",
        action="store_true",
        help="the desk's own edition, with internal targets and whose tickets they were: not for the customer",
    )
    command.add_argument("--letter", action="store_true", help="with a letter as its first page")
    command.add_argument(
        "--pack",
        action="store_true",
        help="as a pack: agreement extract, report, why targets were late, actions, signatures",
    )
    _take_built_in(command)
    command.add_argument("--pdf", metavar="FILE", help="write it as a PDF")
    command.add_argument("--xlsx", metavar="FILE", help="write its figures as a workbook, a sheet a section")
    command.add_argument("--html", metavar="FILE", help="write it as one web page")
    command.add_argument("--csv", metavar="FOLDER", help="write its figures as CSV files into a folder")

    command = new(
        "reports",
        "every customer's report in one go, a file each or all in one PDF",
        "reports --into february --period 2026-02 --letter",
        reports,
    )
    command.add_argument(
        "--period", "--month", metavar="PERIOD", help=f"one of {EXAMPLES} (else the month before this one)"
    )
    where = command.add_mutually_exclusive_group(required=True)
    where.add_argument("--into", metavar="FOLDER", help="a file for each customer in this folder")
    where.add_argument("--pdf", metavar="FILE", help="all of them in one file, a bookmark for each")
    command.add_argument("--letter", action="store_true", help="each with a letter as its first page")
    command.add_argument("--pack", action="store_true", help="each as a pack, see `report --pack`")
    _take_built_in(command)


def _take_built_in(command: argparse.ArgumentParser) -> None:
    command.add_argument("--built-in", action="store_true", help="with the built-in templates, not with your own")


def reports(options: argparse.Namespace, context: Context) -> int:
    """Exit code 1 when one was refused; the others are there all the same."""
    from slaapp.services.every_report import Wanted, Written  # noqa: PLC0415 - Typst is loaded where a page is made

    with context.reading() as engine:
        period = _period(options, context, engine.board.zone)
        look = engine.looks.look(built_in=options.built_in)
        wanted = Wanted(period=period, letter=options.letter, pack=options.pack, look=look)
        tell = at_terminal("reports")
        if options.into is not None:
            written = engine.every_report.write(Path(options.into), wanted, now=context.now, tell=tell)
        else:
            whole = engine.every_report.together(wanted, now=context.now, tell=tell)
            if whole.pdf:
                write_file(options.pdf, whole.pdf)
            files = (Path(options.pdf),) if whole.pdf else ()
            written = Written(files, whole.refused, whole.left_out, whole.drafts)
    lines = [f"Wrote {path}." for path in written.files]
    lines += [f"No report for {name}: {why}" for name, why in written.refused]
    lines += _drafts(written.drafts)
    if written.left_out:
        lines.append(f"No report, for they have no ticket in {period}: {listed([*written.left_out])}.")
    data = {
        "files": [str(path) for path in written.files],
        "refused": [{"customer": name, "why": why} for name, why in written.refused],
        "left_out": [*written.left_out],
        "drafts": [{"customer": one.customer, "without_reason": one.without_reason} for one in written.drafts],
    }
    if options.pdf != "-":
        context.answer(data, "\n".join(lines))
    return 1 if written.refused else 0


def _drafts(drafts: Sequence["Draft"]) -> Iterator[str]:
    """What a customer would ask about first, then whose report may change yet."""
    for one in drafts:
        if one.without_reason:
            yield f"{one.customer}: draft, {counted(one.without_reason, 'late target')} without a reason."
    others = [one.customer for one in drafts if not one.without_reason]
    if others:
        yield f"Draft, no reason missing: {listed(others)}."


def report(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        period = _period(options, context, engine.board.zone)
        scope = _scope(options, engine)
        sections, cover = _sections(options, engine, scope), _cover(options, engine, scope)
        look = None if options.pdf is None else engine.looks.look(built_in=options.built_in)
        language = _language(options, context)
        make = engine.reporting.desk_edition if options.internal else engine.reporting.report
        made = make(
            period, scope, now=context.now, time_spent=options.time_spent, language=language, tell=at_terminal()
        )
    written = list(_write(options, made, sections, cover, look))
    if written and options.language not in (None, made.words.code) and made.seal is not None:
        issued_in = LANGUAGES[made.words.code]
        written.append(f"Report {made.seal.number} is closed and stays in the language it was issued in: {issued_in}.")
    if written and not context.as_json:
        said = [words for words in written if words]
        return context.answer(None, "\n".join(said)) if said else 0
    return context.answer(to_json(made), report_words(made))


def _language(options: argparse.Namespace, context: Context) -> str | None:
    """None: the customer's. What is only shown here is in English, and so are its severities."""
    if options.language is not None:
        return a_language(options.language)
    is_for_reading = not (context.as_json or options.pdf or options.xlsx or options.html or options.csv)
    return ENGLISH if is_for_reading else None


def _write(
    options: argparse.Namespace,
    made: MonthlyReport,
    sections: tuple[Section, ...] | None,
    cover: tuple[tuple[str, ...] | None, bool],
    look: "Look | None",
) -> Iterator[str]:
    """What was written, in words; nothing is said of what went to standard output."""
    named = (options.pdf, options.xlsx, options.html)
    if named.count("-") > 1:
        raise UsageRefusal("Only one of --pdf, --xlsx and --html can go to standard output. Nothing was written.")
    if any(named):
        # Typst is loaded only where a page is made.
        from slaapp.documents import Cover, render_month  # noqa: PLC0415
        from slaapp.documents.look import PLAIN  # noqa: PLC0415
        from slaapp.documents.month_files import RENDER  # noqa: PLC0415

        as_pdf: Callable[[MonthlyReport], bytes] = partial(
            render_month, sections=sections, cover=Cover(*cover), look=look or PLAIN
        )
        for name, render in zip(named, (as_pdf, RENDER[".xlsx"], RENDER[".html"]), strict=True):
            if name is not None:
                write_file(name, render(made))
                yield "" if name == "-" else f"Wrote {name}."
    if options.csv is not None:
        from slaapp.documents.month_files import write_csv  # noqa: PLC0415 - as above

        count = write_csv(made, Path(options.csv))
        yield f"Wrote {count} files into {options.csv}."


def _cover(options: argparse.Namespace, engine: Engine, scope: Scope) -> tuple[tuple[str, ...] | None, bool]:
    """To which address a letter goes (None: there is none), and whether it is a pack."""
    if (options.letter or options.pack) and options.internal:
        raise UsageRefusal("--letter and --pack go to the customer, --internal does not. Nothing was written.")
    if (options.letter or options.pack) and (options.pdf is None or not scope.one_customer):
        raise UsageRefusal("--letter and --pack go with --pdf and with one customer. Nothing was written.")
    to = engine.customers.postal_address(scope.customers[0]) if options.letter else None
    return to, options.pack


def _period(options: argparse.Namespace, context: Context, zone: ZoneInfo) -> Period:
    if options.period is None:
        return Period.holding(PeriodKind.MONTH, wall_time(context.now, zone).date()).before
    try:
        return Period.parse(options.period)
    except ValueError as error:
        raise UsageRefusal(f"--period: {error}") from error


def _sections(options: argparse.Namespace, engine: Engine, scope: Scope) -> tuple[Section, ...] | None:
    """None: the sheet of two pages."""
    if options.sections is None:
        one = scope.one_customer
        return engine.customers.report_sections(scope.customers[0]) if one else engine.company_report.sections()
    if options.sections == "sheet":
        return None
    try:
        return sections_named(options.sections.split(","))
    except ValueError as error:
        raise UsageRefusal(f"--sections: {error}") from error


def _scope(options: argparse.Namespace, engine: Engine) -> Scope:
    return Scope(
        customers=_customers(options, engine),
        service=options.service,
        agreement=options.agreement,
        severity=None if options.severity is None else a_word(options.severity, SEVERITIES, "--severity"),
        basis=None if options.basis is None else CountingBasis(options.basis),
    )


def _customers(options: argparse.Namespace, engine: Engine) -> tuple[str, ...]:
    """Their ids; none of them: all."""
    if options.all_customers:
        return ()
    if options.customer:
        named = (engine.catalogue.customer(name, as_named=True).id for name in options.customer)
        return tuple(dict.fromkeys(named))
    return (the_customer(None, engine, otherwise=", or --all-customers"),)


def the_customer(name: str | None, engine: Engine, *, otherwise: str = "") -> str:
    """The id of the customer of that name; without one of the only customer there is."""
    known = engine.catalogue.customers()
    if name is not None:
        return str(engine.catalogue.customer(name, as_named=True).id)
    if len(known) == 1:
        return str(known[0].id)
    names = ", ".join(held.name for held in known[:8]) + (" …" if len(known) > 8 else "")
    raise UsageRefusal(f"--customer: say whose report it is{otherwise}. Known are: {names or 'none yet'}.")
