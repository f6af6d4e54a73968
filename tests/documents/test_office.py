"""The report's workbook in another program: LibreOffice opens it and saves again what was written."""

import io
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl
import pytest

from slaapp.documents.month_xlsx import render_xlsx
from slaapp.reports.monthly import build
from tests.documents.test_month_tables import FORMULAS, with_subject
from tests.reports.northgate import february

_TRUTHS = {"=TRUE()": True, "=FALSE()": False}

Cells: TypeAlias = dict[str, dict[str, tuple[Any, str]]]


@pytest.fixture(params=["Core switch C failed", FORMULAS[6], "日本語 العربية <b>&amp;"])
def workbook(request: pytest.FixtureRequest) -> bytes:
    """Of a February in which somebody typed that wherever one can type."""
    return render_xlsx(with_subject(build(february()), request.param))


def cells(workbook: bytes) -> Cells:
    """The value of each cell that holds something and the format in which it is shown, sheet by sheet. LibreOffice
    puts a backslash before what a format shows as it is, and a function in the place of true and false."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    return {
        sheet.title: {
            cell.coordinate: (_TRUTHS.get(cell.value, cell.value), cell.number_format.replace("\\", ""))
            for row in sheet.iter_rows()
            for cell in row
            if cell.value not in (None, "")
        }
        for sheet in book.worksheets
    }


def saved_by_libreoffice(workbook: bytes, folder: Path) -> bytes:
    (folder / "report.xlsx").write_bytes(workbook)
    office = shutil.which("soffice")
    assert office is not None, "LibreOffice is one of the tools of the tests"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = [office, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run(
        [*words, folder / "saved", folder / "report.xlsx"],
        check=True,
        capture_output=True,
        timeout=120,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    return (folder / "saved" / "report.xlsx").read_bytes()


def test_libreoffice_reads_every_cell_as_what_it_is(workbook: bytes, tmp_path: Path) -> None:
    written = cells(workbook)

    read = cells(saved_by_libreoffice(workbook, tmp_path))

    assert list(read) == list(written)
    for sheet, held in written.items():
        assert read[sheet] == held, sheet
