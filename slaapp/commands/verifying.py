"""Does history still give what a report, or a document with several, says?"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from slaapp.commands.adding import Add
from slaapp.commands.context import Context, read_file
from slaapp.commands.progress import at_terminal
from slaapp.domain.errors import Refusal, StoreRefusal
from slaapp.domain.value import Value
from slaapp.engine import Engine
from slaapp.reports import period_words
from slaapp.reports.differences import Difference, difference_words
from slaapp.reports.month_json import restatement_table
from slaapp.reports.seal import Restatement
from slaapp.reports.section import Section
from slaapp.reports.section_json import instant
from slaapp.reports.texts import listed, tidy
from slaapp.services.telling import Tell

if TYPE_CHECKING:
    from slaapp.documents.attached import OtherWords, Printed
    from slaapp.services.verifying import Verified

_OTHER_PAGES = (
    "Its pages do not say word for word what the report prints. They were changed, or printed with templates of your",
    "own, for another address or by another version of SLA Desk. The attached figures were compared by themselves.",
)
LONGEST = 60
"""So much is written out of words that differ."""
NAMED = 40
"""So many differences are written out; the rest are counted."""


def add(new: Add) -> None:
    command = new(
        "verify",
        "work a report, or each of a PDF, out anew from history: identical, or what differs",
        "verify 'february.pdf'",
        verify,
        now="",
    )
    command.add_argument(
        "report", metavar="FILE|NUMBER", help="a PDF of a report or of several, or a report's number such as R2026-001"
    )


class _Answer(Value):
    """`table` is for machines."""

    identical: bool
    lines: list[str]
    table: dict[str, object]


def verify(options: argparse.Namespace, context: Context) -> int:
    """Of several reports the exit code is that of the worst."""
    named = options.report
    if named.lower().endswith(".pdf") or Path(named).is_file():
        # PDFium is loaded only where a document is read.
        from slaapp.documents.attached import printed_reports  # noqa: PLC0415

        several = list(printed_reports(read_file(named), named))
        with context.reading() as engine:
            if len(several) > 1:
                return _answer_each(several, engine, context)
            answer = _of_document(several[0], engine, context, at_terminal())
    else:
        with context.reading() as engine:
            answer = _answer(engine.closing.verify(named, now=context.now, tell=at_terminal()), None)
    context.answer(answer.table, "\n".join(answer.lines))
    return 0 if answer.identical else 1


def _answer_each(several: "list[Printed]", engine: Engine, context: Context) -> int:
    tell, answers = at_terminal("reports"), list[_Answer]()
    for printed in several:
        tell(len(answers), len(several))
        try:
            answers.append(_of_document(printed, engine, context, lambda *_: tell(len(answers), len(several))))
        except StoreRefusal:
            raise
        except Refusal as refusal:
            table = {"identical": False, "refused": str(refusal)}
            answers.append(_Answer(False, [f"not compared: {refusal}"], table))
    tell(len(several), len(several))
    same = sum(answer.identical for answer in answers)
    lines = [f"{same} of {len(answers)} reports identical"]
    for answer in answers:
        lines += ["", *answer.lines]
    table = {"identical": same == len(answers), "reports": [answer.table for answer in answers]}
    context.answer(table, "\n".join(lines))
    return 0 if same == len(answers) else 1


def _of_document(printed: "Printed", engine: Engine, context: Context, tell: Tell) -> _Answer:
    from slaapp.documents.attached import attached_figures, other_words  # noqa: PLC0415 - as above

    figures = attached_figures(printed)
    found = engine.closing.verify(figures["number"], now=context.now, figures=figures, tell=tell)
    whose = found.customer
    chosen = engine.company_report.sections() if whose is None else engine.customers.report_sections(whose)
    to = () if whose is None else engine.customers.postal_address(whose)
    return _answer(found, other_words(printed, found.report, dict.fromkeys((chosen, None, tuple(Section))), to))


def _answer(found: "Verified", pages: "tuple[OtherWords, ...] | None") -> _Answer:
    """`pages` are the words of a document that differ, None for a report that was named by its number."""
    same = found.identical and not pages
    table = _table(found) | {
        "pages": None if pages is None else not pages,
        "words": [{"page": one.page, "before": one.before, "after": one.after} for one in pages or ()],
    }
    return _Answer(same, _lines(found, same, pages or ()), table)


def _lines(found: "Verified", same: bool, pages: "tuple[OtherWords, ...]") -> list[str]:
    seal = found.seal
    about = f"report {seal.number}, {found.report.customer}, {period_words.name(found.report.days)}"
    lines = [f"identical: {about}" if same else f"not identical: {about}", f"digest {seal.digest}"]
    if pages:
        lines += ["", *_OTHER_PAGES, *_some([_in_words(one) for one in pages])]
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


def _in_words(one: "OtherWords") -> str:
    before, after = (tidy(words, longest=LONGEST) or "nothing" for words in (one.before, one.after))
    return f"page {one.page}: {before} → {after}"


def _written(found: tuple[Difference, ...]) -> list[str]:
    return _some([difference_words(one) for one in found])


def _some(lines: list[str]) -> list[str]:
    shown = [f"  {line}" for line in lines[:NAMED]]
    return [*shown, f"  and {len(lines) - NAMED} more"] if len(lines) > NAMED else shown


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
