"""All customers' reports from the window: a file each, one PDF, or print, with how far it is, and Cancel."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.documents import Pages
from slaapp.documents.look import copy_templates
from slaapp.documents.months_joined import MonthsJoined
from slaapp.domain.period import Period
from slaapp.reports.scope import Scope
from tests.ui.desk_at_work import DeskAtWork, customer
from ui import paper, printing
from ui.background import wait_for_all
from ui.dialogs.every_report import EveryReportForm, Into, With, parsed
from ui.main_window import MainWindow
from ui.widgets.label import Label
from ui.widgets.sure import Sure
from ui.wording import saved_as

Key = Qt.Key
MARCH = Period.parse("2026-03")


def begun(work: DeskAtWork, window: MainWindow) -> EveryReportForm:
    for name in ("Harbour Clinic", "Lakeside Hotel"):
        work.log("2026-03-09 10:00", customer=customer(work, name)[0])
    window.activateWindow()
    window.actions_made["reports_all"].trigger()
    form = window.every_report.form
    assert form is not None
    form.period.setText("2026-03")
    return form


def enter(qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_file_for_each_customer_is_written(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    form = begun(work, window)
    work.engine.catalogue.add_customer("Moor Farm", now=work.clock.at)
    form.goes_with.choose(With.LETTER)
    window.every_report.choose_folder = lambda _: tmp_path

    with qtbot.waitSignal(window.every_report.told, timeout=30_000) as said:
        enter(qtbot)

    assert said.args[0].startswith("2 reports written into")
    assert said.args[1] == (
        "Harbour Clinic: draft, 1 late target without a reason",
        "Lakeside Hotel: draft, 1 late target without a reason",
        "No ticket in that time, so no report: Moor Farm",
    )
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [
        "2026-03 Harbour Clinic report.pdf",
        "2026-03 Lakeside Hotel report.pdf",
    ]


@pytest.mark.parametrize("files", [True, False])
def test_whose_draft_lacks_a_reason_is_said(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, tmp_path: Path, files: bool
) -> None:
    print_into(window, tmp_path / "printed.pdf")
    form = begun(work, window)
    clinic, hotel = (customer(work, name)[0] for name in ("Harbour Clinic", "Lakeside Hotel"))
    (late,) = work.engine.reporting.report(MARCH, Scope(customers=(clinic,)), now=work.clock.at).late
    work.engine.misses.explain(late.number, late.metric, 1, code=None, text="Ill", measure=None, now=work.clock.at)
    work.log("2026-03-09 11:00", customer=hotel)
    form.into.choose(Into.FILES if files else Into.PRINT)
    form.goes_with.choose(With.LETTER)
    window.every_report.choose_folder = lambda _: tmp_path

    with qtbot.waitSignal(window.every_report.told, timeout=30_000) as said:
        enter(qtbot)

    assert said.args[1] == (
        "Lakeside Hotel: draft, 2 late targets without a reason",
        "Draft, no reason missing: Harbour Clinic",
    )


def test_cancel_stops_it_and_says_what_is_there(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    begun(work, window)
    window.every_report.choose_folder = lambda _: tmp_path

    with qtbot.waitSignal(window.every_report.told, timeout=30_000) as said:
        enter(qtbot)
        assert window.every_report.working is not None
        window.every_report.working.waiting.cancelled.emit()

    assert said.args[0].startswith("Stopped.")


def print_into(window: MainWindow, path: Path) -> None:
    """The printer that is chosen writes a file."""

    def to_file(_: object, printer: QPrinter, __: int) -> bool:
        assert printer.docName() == "Reports of March 2026, all customers"
        printer.setOutputFileName(str(path))
        return True

    window.places.choose_printer = to_file


def bookmarks(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [mark.get_title() for mark in document.get_toc() if mark.level == 0]


def test_one_print_job_is_one_document_with_a_bookmark_for_each(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "printed.pdf"
    print_into(window, path)
    form = begun(work, window)
    work.engine.catalogue.add_customer("Moor Farm", now=work.clock.at)
    form.into.choose(Into.PRINT)
    with qtbot.waitSignal(window.every_report.told, timeout=30_000) as said:
        enter(qtbot)

    assert bookmarks(path.read_bytes()) == ["Harbour Clinic", "Lakeside Hotel"]
    with Pages(path.read_bytes()) as pages:
        assert len(pages) == 4
    assert said.args[1] == (
        "Harbour Clinic: draft, 1 late target without a reason",
        "Lakeside Hotel: draft, 1 late target without a reason",
        "No ticket in that time, so no report: Moor Farm",
    )


def test_what_is_cancelled_when_all_are_made_is_not_printed(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "printed.pdf"
    print_into(window, path)
    end = MonthsJoined.end

    def cancelled(joined: MonthsJoined, *about: Any) -> tuple[str, bytes]:
        assert window.every_report.working is not None
        window.every_report.working.wanted = False
        return end(joined, *about)

    monkeypatch.setattr(MonthsJoined, "end", cancelled)
    begun(work, window).into.choose(Into.PRINT)
    with qtbot.waitSignal(window.every_report.told, timeout=30_000) as said:
        enter(qtbot)
    wait_for_all()
    QApplication.processEvents()

    assert said.args == ["Stopped.", ()]
    assert not any(tmp_path.glob("printed*"))


@pytest.mark.parametrize("files", [True, False])
def test_where_a_template_of_ones_own_is_broken_the_built_in_one_is_offered(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, tmp_path: Path, files: bool
) -> None:
    folder = window.engine.looks.folder
    copy_templates(folder)
    (folder / "month.typ").write_text("#no-such-thing\n", "utf-8")
    print_into(window, tmp_path / "printed.pdf")
    form = begun(work, window)
    form.into.choose(Into.FILES if files else Into.PRINT)
    window.every_report.choose_folder = lambda _: tmp_path
    enter(qtbot)
    qtbot.waitUntil(lambda: window.findChild(Sure) is not None, timeout=30_000)
    asked = window.findChild(Sure)
    assert asked is not None
    assert asked.known.startswith("At the report of Harbour Clinic: Your own template month.typ")
    assert not any(tmp_path.glob("*.pdf"))

    with qtbot.waitSignal(window.every_report.told, timeout=30_000):
        asked.act.click()

    assert len(list(tmp_path.glob("*.pdf"))) == (2 if files else 1)


def test_a_period_that_is_none_is_said_at_its_field(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    form = begun(work, window)
    form.period.setText("last month")

    enter(qtbot)

    assert form.period.wrong
    assert form.isVisible()
    said = form.problem_of(form.period).accessibleName()
    assert said.count("2026-Q1") == 1
    assert said.endswith("A month is understood by its name too: February 2026.")


@pytest.mark.parametrize("typed", ["February 2026", "feb 2026", "Feb. 2026", "2026-02"])
def test_a_month_is_understood_by_its_name(typed: str) -> None:
    assert str(parsed(typed)) == "2026-02"


@pytest.mark.parametrize("typed", ["Febr 2026", "February", "2026 February", "Mayor 2026", "February 1850"])
def test_what_is_no_name_of_a_month_is_none(typed: str) -> None:
    with pytest.raises(ValueError, match="is no period"):
        parsed(typed)


def test_all_in_one_is_saved_as_a_pdf(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "ask_file", lambda _over, proposed: tmp_path / proposed.name)
    form = begun(work, window)
    form.into.choose(Into.PDF)

    with qtbot.waitSignal(window.every_report.told, timeout=30_000) as said:
        enter(qtbot)

    saved = tmp_path / "Reports of March 2026, all customers.pdf"
    assert said.args[0] == saved_as(str(saved))
    assert bookmarks(saved.read_bytes()) == ["Harbour Clinic", "Lakeside Hotel"]


def test_that_there_is_no_printer_is_said_before_anything_is_made(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    form = begun(work, window)
    assert "There is no printer here." in [label.text() for label in form.findChildren(Label)]
    form.into.choose(Into.PRINT)

    enter(qtbot)

    assert form.isVisible()
    assert form.problem_of(form.into).accessibleName() == (
        "Nothing was made: there is no printer here. Choose “One PDF” instead."
    )
    assert window.every_report.working is None


def test_the_period_of_the_report_that_is_seen_is_proposed(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    begun(work, window).close_form()
    window.go("reports")
    page = window.places.current
    with qtbot.waitSignal(page.made, timeout=30_000):
        page.show_period(None, Period.parse("2026-Q1"))

    window.actions_made["reports_all"].trigger()

    assert window.every_report.form is not None
    assert window.every_report.form.period.text() == "2026-Q1"


def test_a_period_in_which_nothing_was_is_said(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    form = begun(work, window)
    form.period.setText("2020-01")

    enter(qtbot)

    assert "nothing to report" in form.problem.accessibleName()
