"""The page of reports over a desk at work, in a window of its own, and what is on it."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from slaapp.reports.month_report import MonthlyReport
from tests.ui.desk_at_work import DeskAtWork
from ui.views.report.figures import Figures
from ui.views.report_page import ReportPage


def report_page(work: DeskAtWork, qtbot: QtBot, *, width: int = 1166, **about: Any) -> ReportPage:
    """It has the keyboard, and shows no report yet."""
    page = ReportPage(work.engine, work.commands, work.clock, **about)
    qtbot.addWidget(page)
    page.resize(width, 712)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


@pytest.fixture
def figures(page: ReportPage) -> Figures:
    return page.canvas.figures


@pytest.fixture
def report(page: ReportPage) -> MonthlyReport:
    assert page.report is not None
    return page.report
