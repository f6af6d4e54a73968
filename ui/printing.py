"""Paper: the PDF itself through CUPS where there is CUPS, page images at the printer's resolution elsewhere.

Both ways print the document that the preview shows; nothing is laid out a second time.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QRadioButton, QWidget

from slaapp import paths
from slaapp.documents import Pages
from slaapp.domain.errors import Refusal
from slaapp.domain.value import Value
from slaapp.reports.texts import file_name
from ui import wording

MAX_DPI = 300
"""Sharper page images only take memory: an A4 page at 600 dpi is 140 MB."""

PageImage = Callable[[int, int, bool], QImage]
"""`page_image(page, dpi, grey)`: the picture of a page, counted from 0."""


class Job(Value):
    """What the system's dialog was told. `pages` is a list such as "1-2,4"; empty means all of them. `fit`: on another
    paper than the document is made for."""

    printer: str
    copies: int = 1
    sides: str = "one-sided"
    paper: str = "A4"
    collate: bool = True
    pages: str = ""
    grey: bool = False
    title: str = ""
    fit: bool = False


_SIDES = {
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
    QPrinter.DuplexMode.DuplexAuto: "two-sided-long-edge",
}


def new_printer(*, letter: bool, grey: bool, title: str, landscape: bool = False) -> QPrinter:
    """A printer set up for our pages: the whole sheet; the page's own margins are in the document."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    size = _size(letter=letter)
    lies = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    layout = QPageLayout(size, lies, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)  # else a printer that has margins takes none of it
    printer.setPageLayout(layout)
    printer.setFullPage(True)
    printer.setDocName(file_name(title))  # a printer that writes files proposes it as their name
    printer.setColorMode(QPrinter.ColorMode.GrayScale if grey else QPrinter.ColorMode.Color)
    return printer


def _size(*, letter: bool) -> QPageSize:
    return QPageSize(QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4)


def wants_letter() -> bool:
    """Where one measures in inches paper is Letter, elsewhere A4."""
    return QLocale.system().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem


def paper() -> str:
    """The sheet as documents call it."""
    return "us-letter" if wants_letter() else "a4"


def has_printer() -> bool:
    return bool(QPrinterInfo.availablePrinterNames())


def ask(printer: QPrinter, page_count: int, parent: QWidget | None) -> bool:
    """Show the system's dialog; False when it was left without printing."""
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, page_count > 1)
    dialog.setMinMax(1, page_count)
    sheet = printer.pageLayout().pageSize()
    if not dialog.exec():
        return False
    _as_told(printer, dialog, sheet)
    return True


def _as_told(printer: QPrinter, dialog: QPrintDialog, sheet: QPageSize) -> None:
    """Qt's own dialog puts the queue's default over the sheet that was set up, and loses the choice of grey where the
    driver has none to set."""
    grey = dialog.findChild(QRadioButton, "grayscale")
    if grey is not None:
        printer.setColorMode(QPrinter.ColorMode.GrayScale if grey.isChecked() else QPrinter.ColorMode.Color)
    if printer.pageLayout().pageSize() == QPrinterInfo(printer).defaultPageSize():
        printer.setPageSize(sheet)


def job_of(printer: QPrinter) -> Job:
    """The dialog's answer in the words of CUPS."""
    return Job(
        printer=printer.printerName(),
        copies=printer.copyCount(),
        sides=_SIDES.get(printer.duplex(), "one-sided"),
        paper=printer.pageLayout().pageSize().key(),
        collate=printer.collateCopies(),
        pages=printer.pageRanges().toString(),
        grey=printer.colorMode() is QPrinter.ColorMode.GrayScale,
        title=printer.docName(),
        fit=printer.pageLayout().pageSize() != _size(letter=wants_letter()),
    )


def lp_command(job: Job) -> list[str]:
    """`lp` that reads the document from its input; colour is always said, for queues that default to grey."""
    command = ["lp", "-d", job.printer, "-n", str(job.copies), "-t", job.title or "SLA Desk"]
    for option in (
        f"sides={job.sides}",
        f"media={job.paper}",
        f"collate={'true' if job.collate else 'false'}",
        f"print-color-mode={'monochrome' if job.grey else 'color'}",
    ):
        command += ["-o", option]
    if job.fit:
        command += ["-o", "fit-to-page"]
    if job.pages:
        command += ["-P", job.pages]
    return command


def has_cups() -> bool:
    """On macOS the native panel can mean "save" or "preview" without saying so: there pages go through Qt."""
    return sys.platform not in ("win32", "darwin") and shutil.which("lp") is not None


def send(pdf: bytes, printer: QPrinter, page_image: PageImage, page_count: int) -> None:
    """Print to what the dialog chose; a file that was asked for there becomes the PDF itself. Raises Refusal."""
    if printer.outputFileName():
        save(pdf, Path(printer.outputFileName()))
    elif has_cups() and printer.printerName():
        send_to_cups(pdf, job_of(printer))
    else:
        draw(printer, page_image, page_count)


def sent(printer: QPrinter) -> str:
    """Where it went: a file, by its path, or a printer."""
    path = printer.outputFileName()
    return wording.saved_as(path) if path else wording.sent_to(printer.printerName())


def save(pdf: bytes, path: Path) -> None:
    """Write the file whole or not at all; Refusal when the place does not take it."""
    try:
        paths.put(path, pdf)
    except OSError as error:
        raise Refusal(wording.not_saved(path.name, error.strerror or str(error))) from error


def send_to_cups(pdf: bytes, job: Job) -> None:
    try:
        done = subprocess.run(lp_command(job), input=pdf, capture_output=True, timeout=60, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Refusal(wording.not_printed(job.printer, str(error))) from error
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().removeprefix("lp: ").removeprefix("Error - ").rstrip(".")
        raise Refusal(wording.not_printed(job.printer, said))


def draw(printer: QPrinter, page_image: PageImage, page_count: int) -> None:
    """Page images on the whole sheet, centred and scaled to fit it, at the printer's resolution up to `MAX_DPI`."""
    dpi = min(printer.resolution(), MAX_DPI)
    grey = printer.colorMode() is QPrinter.ColorMode.GrayScale
    painter = QPainter()
    if not painter.begin(printer):
        raise Refusal(wording.not_printed(printer.printerName(), ""))
    for place, page in enumerate(sheets(printer, page_count)):
        if place and not printer.newPage():
            painter.end()
            raise Refusal(wording.not_printed(printer.printerName(), ""))
        image = page_image(page, dpi, grey)
        painter.drawImage(fitted(QSizeF(image.size()), printer.paperRect(QPrinter.Unit.DevicePixel)), image)
    painter.end()


def fitted(size: QSizeF, paper: QRectF) -> QRectF:
    """The largest rectangle of this shape in the middle of the paper."""
    scale = min(paper.width() / size.width(), paper.height() / size.height())
    width, height = size.width() * scale, size.height() * scale
    return QRectF(
        paper.left() + (paper.width() - width) / 2, paper.top() + (paper.height() - height) / 2, width, height
    )


def sheets(printer: QPrinter, page_count: int) -> Sequence[int]:
    """Page indexes in the order in which they are printed, copies included where the driver makes none itself."""
    ranges = printer.pageRanges()
    pages = [page for page in range(page_count) if ranges.isEmpty() or ranges.contains(page + 1)]
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    return list(copied(pages, copies, collate=printer.collateCopies()))


def copied(pages: Sequence[int], copies: int, *, collate: bool) -> Iterator[int]:
    if collate:
        for _ in range(copies):
            yield from pages
    else:
        for page in pages:
            yield from [page] * copies


def page_picture(pages: Pages, page: int, dpi: float, *, grey: bool) -> QImage:
    """A page as Qt paints it."""
    image = pages.image(page, dpi, grey=grey)
    picture = QImage(image.rgba, image.width, image.height, 4 * image.width, QImage.Format.Format_RGBA8888)
    return picture.copy()
