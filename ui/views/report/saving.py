"""As what a report can be saved beside the PDF that is seen: its figures, or a PDF with a letter, or a whole pack."""

from pathlib import Path

from slaapp.documents import Cover, render_month
from slaapp.documents.look import Look
from slaapp.documents.month_files import RENDER, write_csv
from slaapp.domain.value import Value
from slaapp.reports.inside import DeskReport
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.section import Section
from ui import printing
from ui.widgets.picker import Choice
from ui.wording import say

LETTER, PACK = "letter", "pack"


class Printed(Value):
    """How its pages are made; `to` is the customer's address."""

    grey: bool
    paper: str
    sections: tuple[Section, ...] | None
    look: Look
    to: tuple[str, ...]


def forms(report: MonthlyReport | None) -> list[Choice]:
    """A letter and a pack are for one customer, and for the customer."""
    figures = [
        Choice(".xlsx", say("Workbook"), note=say("a sheet a section")),
        Choice(".csv", say("CSV files"), note=say("in a folder")),
        Choice(".html", say("Web page"), note=say("one file")),
    ]
    if report is None or report.customers or isinstance(report, DeskReport):
        return figures
    return [
        Choice(LETTER, say("PDF with a letter"), note=say("to their address")),
        Choice(PACK, say("PDF pack"), note=say("letter, agreement, report")),
        *figures,
    ]


def ending(form: str) -> str:
    """Of the file that is proposed."""
    return ".pdf" if form in (LETTER, PACK) else form


def place_of(form: str, path: Path) -> Path:
    """CSV files go into a folder of the name that is chosen."""
    return path.with_suffix("") if form == ".csv" else path


def save(report: MonthlyReport, form: str, place: Path, printed: Printed) -> None:
    """Raises Refusal where the place does not take it."""
    if form == ".csv":
        write_csv(report, place)
    elif form in (LETTER, PACK):
        pdf = render_month(
            report,
            black_and_white=printed.grey,
            paper=printed.paper,
            sections=printed.sections,
            cover=Cover(printed.to, pack=form == PACK),
            look=printed.look,
        )
        printing.save(pdf, place)
    else:
        printing.save(RENDER[form](report), place)
