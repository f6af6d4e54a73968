"""A report as the files that a person may take along: workbook, web page, a folder of CSV files."""

from collections.abc import Callable, Mapping
from pathlib import Path

from slaapp import paths
from slaapp.domain.errors import Refusal
from slaapp.reports.month_report import MonthlyReport


def _xlsx(report: MonthlyReport) -> bytes:
    from slaapp.documents.month_xlsx import render_xlsx  # noqa: PLC0415 - XlsxWriter is loaded where one is made

    return render_xlsx(report)


def _html(report: MonthlyReport) -> bytes:
    from slaapp.documents.month_html import render_html  # noqa: PLC0415 - seldom wanted

    return render_html(report)


RENDER: Mapping[str, Callable[[MonthlyReport], bytes]] = {".xlsx": _xlsx, ".html": _html}
"""What is one file, by its ending."""


def write_csv(report: MonthlyReport, folder: Path) -> int:
    """Write the files into the folder, made where it is not there; gives how many. Refusal where it cannot be written.

    Each file is written whole or not at all; others that lie there stay.
    """
    from slaapp.documents.month_csv import render_csv  # noqa: PLC0415 - seldom wanted

    found = render_csv(report)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in found.items():
            paths.put(folder / name, data)
    except OSError as error:
        raise Refusal(f"{folder} could not be written ({error.strerror}). Choose another place.") from error
    return len(found)
