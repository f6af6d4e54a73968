"""Paper: what is handed to CUPS, what is drawn where there is none, what happens when a printer refuses."""

import stat
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageRanges
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from slaapp.documents import Pages
from slaapp.domain.errors import Refusal
from ui import printing
from ui.printing import Job

PDF = b"%PDF-1.7 pretended"


def blank(page: int, dpi: int, grey: bool) -> QImage:
    image = QImage(round(8.27 * dpi), round(11.69 * dpi), QImage.Format.Format_RGBA8888)
    image.fill(0xFFFFFFFF if page % 2 else 0xFF202020)
    return image


def a_printer(qtbot: QtBot, *, grey: bool = False) -> QPrinter:
    return printing.new_printer(letter=False, grey=grey, title="2026-02 Northgate School report")


def test_cups_gets_what_the_dialog_was_told() -> None:
    job = Job("Office", copies=2, sides="two-sided-long-edge", paper="A4", pages="1-2,4", grey=True, title="February")

    assert printing.lp_command(job) == [
        *("lp", "-d", "Office", "-n", "2", "-t", "February"),
        *("-o", "sides=two-sided-long-edge", "-o", "media=A4", "-o", "collate=true"),
        *("-o", "print-color-mode=monochrome", "-P", "1-2,4"),
    ]


def test_colour_is_always_said_for_queues_that_default_to_grey() -> None:
    assert "print-color-mode=color" in printing.lp_command(Job("Office"))


def test_the_dialogs_answer_is_read_from_the_printer(qtbot: QtBot) -> None:
    printer = a_printer(qtbot, grey=True)
    printer.setCopyCount(3)
    printer.setDuplex(QPrinter.DuplexMode.DuplexShortSide)
    printer.setPageRanges(QPageRanges.fromString("2"))

    job = printing.job_of(printer)

    assert (job.copies, job.pages, job.grey, job.paper) == (3, "2", True, "A4")
    assert job.title == "2026-02 Northgate School report"


def test_on_other_paper_than_it_is_made_for_a_page_is_fitted(qtbot: QtBot) -> None:
    own, other = (printing.new_printer(letter=letter, grey=False, title="x") for letter in (False, True))

    assert not printing.job_of(own).fit
    assert "fit-to-page" not in printing.lp_command(printing.job_of(own))
    assert printing.lp_command(printing.job_of(other))[-2:] == ["-o", "fit-to-page"]


def fake_lp(folder: Path, monkeypatch: pytest.MonkeyPatch, *, says: str = "", code: int = 0) -> Path:
    """A program `lp` that keeps what it was given."""
    script = folder / "lp"
    script.write_text(
        f"#!/bin/sh\nprintf '%s\\n' \"$@\" > '{folder}/arguments'\ncat > '{folder}/document'\n"
        f"echo '{says}' >&2\nexit {code}\n"
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="CUPS is not there")
def test_the_very_pdf_goes_to_cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    queue = fake_lp(tmp_path, monkeypatch)

    printing.send_to_cups(PDF, Job("Office", copies=2))

    assert (queue / "document").read_bytes() == PDF
    assert (queue / "arguments").read_text().splitlines()[:4] == ["-d", "Office", "-n", "2"]


@pytest.mark.skipif(sys.platform == "win32", reason="CUPS is not there")
def test_a_printer_that_refuses_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_lp(tmp_path, monkeypatch, says="lp: Error - The printer or class does not exist.", code=1)

    with pytest.raises(Refusal) as refusal:
        printing.send_to_cups(PDF, Job("Office"))

    assert str(refusal.value) == (
        "Not printed, Office did not take it: The printer or class does not exist. "
        "The report is kept here. Check the printer, then print again."
    )


def test_printing_to_a_file_writes_the_pdf_itself(qtbot: QtBot, tmp_path: Path) -> None:
    printer = a_printer(qtbot)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))

    printing.send(PDF, printer, blank, 2)

    assert (tmp_path / "out.pdf").read_bytes() == PDF


def test_a_place_that_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"out\.pdf was not saved: .*\. The report is kept here\."):
        printing.save(PDF, tmp_path / "missing" / "out.pdf")

    assert list(tmp_path.iterdir()) == []


def test_page_images_cover_the_whole_sheet(qtbot: QtBot, tmp_path: Path) -> None:
    printer = a_printer(qtbot)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "drawn.pdf"))

    printing.draw(printer, blank, 2)

    with Pages((tmp_path / "drawn.pdf").read_bytes()) as pages:
        assert len(pages) == 2
        assert pages.sizes[0] == pytest.approx((595, 842), abs=1.5)
        dark = pages.image(0, 20)
        corner, middle = dark.rgba[:3], dark.rgba[len(dark.rgba) // 2 :][:3]
        assert max(corner) < 60
        assert max(middle) < 60


def test_only_the_pages_asked_for_are_drawn_as_often_as_asked(qtbot: QtBot) -> None:
    printer = a_printer(qtbot)
    printer.setPageRanges(QPageRanges.fromString("1,3"))

    assert printing.sheets(printer, 4) == [0, 2]
    assert list(printing.copied([0, 2], 2, collate=True)) == [0, 2, 0, 2]
    assert list(printing.copied([0, 2], 2, collate=False)) == [0, 0, 2, 2]


def test_a_picture_keeps_its_shape_in_the_middle_of_other_paper() -> None:
    placed = printing.fitted(QSizeF(100, 200), QRectF(0, 0, 300, 200))

    assert placed == QRectF(100, 0, 100, 200)
