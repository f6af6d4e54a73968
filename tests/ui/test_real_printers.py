"""From the print dialog through CUPS to paper: what comes out is what the page showed, as the dialog was told."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from slaapp.documents import render_sheet
from slaapp.domain.agreement import Severity, Status
from tests.printers import Printers, printers
from tests.ui.desk_at_work import at, customer, desk_at_work
from ui import key_sheet

__all__ = ["printers"]

WIDE, HIGH = 496, 702
"""Points of an A4 page as they are compared: the driver's sheet is a hair narrower."""

SLIGHTLY = 0.01


@pytest.fixture(scope="module")
def store(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with a February; its report has two pages."""
    folder = tmp_path_factory.mktemp("desk")
    with desk_at_work(folder, "2026-02-02 09:00") as found:
        school, _ = customer(found, "Northgate School")
        late = found.log("2026-02-10 10:00", customer=school, subject="Core switch failed", severity=Severity.URGENT)
        found.engine.desk.reply(late, "Spare fetched.", then=Status.RESOLVED, now=at("2026-02-10 11:00"))
    return folder / "desk.db"


Print = Callable[..., dict[str, Any]]


@pytest.fixture
def print_month(printers: Printers, store: Path, tmp_path: Path) -> Print:
    """Print February with these answers to the dialog. `drawn`: there is no `lp`, and Qt draws the pages."""

    def printed(*, drawn: bool = False, **answers: object) -> dict[str, Any]:
        command = [sys.executable, "-m", "tests.ui.at_the_printer", str(store), str(tmp_path), json.dumps(answers)]
        env = os.environ | printers.env | {"QT_QPA_PLATFORM": "offscreen", "SLAAPP_USER": "sam"}
        if drawn:
            env["PATH"] = str(tmp_path)
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return printed


def pages(document: Path, *, ghost: bool = False) -> list[QImage]:
    """As Poppler paints them, or Ghostscript, which reads PostScript too."""
    folder = document.with_suffix(".pages")
    folder.mkdir()
    if ghost:
        paint = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=png16m", "-r60", f"-g{WIDE}x{HIGH}"]
        paint += ["-dTextAlphaBits=4", "-dGraphicsAlphaBits=4", f"-sOutputFile={folder}/%02d.png", str(document)]
    else:
        size = ["-scale-to-x", str(WIDE), "-scale-to-y", str(HIGH)]
        paint = ["pdftoppm", *size, "-png", str(document), str(folder / "page")]
    subprocess.run(paint, check=True, capture_output=True)
    return [QImage(str(file)) for file in sorted(folder.iterdir())]


def words(document: Path) -> list[str]:
    """Page by page."""
    told = subprocess.run(["pdftotext", "-layout", str(document), "-"], check=True, capture_output=True, text=True)
    return told.stdout.split("\f")[:-1]


def out(printers: Printers, queue: str, folder: Path) -> Path:
    path = folder / f"{queue}.out"
    path.write_bytes(printers.printed(queue))
    return path


def in_a_process(printers: Printers, lines: str, *arguments: str) -> str:
    """What the lines print. A process of their own: libcups keeps the first server that a process asked."""
    env = os.environ | printers.env | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", lines, *arguments]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def is_blank(page: QImage) -> bool:
    white = QImage(page.size(), page.format())
    white.fill(0xFFFFFFFF)
    return page == white


def differing(one: QImage, other: QImage) -> float:
    """The share of points whose grey differs by more than a third."""
    grey = QImage.Format.Format_Grayscale8
    first, second = (bytes(image.convertToFormat(grey).constBits()) for image in (one, other))
    assert one.size() == other.size()
    return sum(abs(a - b) > 85 for a, b in zip(first, second, strict=True)) / len(first)


def is_grey(page: QImage) -> bool:
    return page.convertToFormat(QImage.Format.Format_RGB32).allGray()


def test_the_report_comes_out_as_it_was_shown(print_month: Print, printers: Printers, tmp_path: Path) -> None:
    answered = print_month(printer="PDF")

    came, shown = out(printers, "PDF", tmp_path), tmp_path / "shown.pdf"
    assert answered["said"] == ["Sent to PDF."]
    assert {"PDF", "PostScript"} <= set(answered["named"])
    assert words(came) == words(shown)
    assert "Northgate School" in words(came)[0]
    assert all(differing(one, other) < SLIGHTLY for one, other in zip(pages(came), pages(shown), strict=True))


def test_two_copies_on_both_sides_of_the_paper(print_month: Print, printers: Printers, tmp_path: Path) -> None:
    print_month(printer="PDF", copies=2, duplexLong=True)

    came = words(out(printers, "PDF", tmp_path))
    shown = words(tmp_path / "shown.pdf")
    assert came == shown * 2
    assert all(one != other for one, other in pairwise(came))  # a copy after the other, not page by page


def test_one_page_of_it(print_month: Print, printers: Printers, tmp_path: Path) -> None:
    print_month(printer="PDF", printRange=True, **{"from": 2, "to": 2})

    assert words(out(printers, "PDF", tmp_path)) == [words(tmp_path / "shown.pdf")[1]]


def test_copies_of_an_odd_page_do_not_share_a_sheet(print_month: Print, printers: Printers, tmp_path: Path) -> None:
    print_month(printer="PDF", copies=2, duplexLong=True, printRange=True, **{"from": 1, "to": 1})

    assert [is_blank(page) for page in pages(out(printers, "PDF", tmp_path))] == [False, True, False, True]


@pytest.mark.parametrize("grey", [False, True])
def test_postscript_in_colour_and_in_grey(
    print_month: Print, printers: Printers, tmp_path: Path, *, grey: bool
) -> None:
    print_month(printer="PostScript", **{"grayscale" if grey else "color": True})

    came = pages(out(printers, "PostScript", tmp_path), ghost=True)
    shown = pages(tmp_path / "shown.pdf", ghost=True)
    assert [is_grey(page) for page in came] == [grey] * len(shown)
    assert all(differing(one, other) < SLIGHTLY for one, other in zip(came, shown, strict=True))


def test_a_sheet_that_lies_comes_out_lying(printers: Printers, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.pdf"
    sheet.write_bytes(
        render_sheet(
            key_sheet.paper("Site IT"), made_at=at("2026-03-10 13:30"), zone=ZoneInfo("Europe/London"), paper="a4"
        )
    )
    sending = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui import printing
app = QApplication([])
printer = printing.new_printer(letter=False, grey=False, title="Keys", landscape=True)
printer.setPrinterName("PDF")
printing.send_to_cups(Path(sys.argv[1]).read_bytes(), printing.job_of(printer))
"""
    in_a_process(printers, sending, str(sheet))

    came = out(printers, "PDF", tmp_path)
    turned, flat = (sorted("".join(words(document)).split()) for document in (came, sheet))
    assert turned == flat
    assert len(pages(came)) == 1


@pytest.mark.parametrize(("lies", "size"), [("portrait", "595 x 842 pts (A4)"), ("landscape", "842 x 595 pts (A4)")])
def test_drawn_by_qt_a_sheet_lies_as_the_dialog_was_told(
    print_month: Print, printers: Printers, tmp_path: Path, lies: str, size: str
) -> None:
    print_month(printer="PDF", drawn=True, lies=lies)

    came = out(printers, "PDF", tmp_path)
    told = subprocess.run(["pdfinfo", str(came)], check=True, capture_output=True, text=True).stdout
    assert re.findall(r"Page size: +(.*)", told) == [size]


def test_a_printer_that_has_margins_takes_a_sheet_that_lies(printers: Printers) -> None:
    asking = """
from PySide6.QtWidgets import QApplication
from ui.printing import new_printer
app = QApplication([])
print(new_printer(letter=False, grey=False, title="Keys", landscape=True).pageLayout().orientation().name)
"""
    assert in_a_process(printers, asking).split() == ["Landscape"]


def test_a_queue_that_takes_nothing_is_told_in_a_sentence(
    print_month: Print, printers: Printers, tmp_path: Path
) -> None:
    printers.ask("cupsreject", "-r", "No paper", "PDF")
    try:
        answered = print_month(printer="PDF")
    finally:
        printers.ask("cupsaccept", "PDF")

    assert answered["said"] == []
    assert len(answered["refused"]) == 1
    assert answered["refused"][0].startswith(
        'Not printed, PDF did not take it: Destination "PDF" is not accepting jobs.'
    )
