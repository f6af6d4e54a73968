"""The desk's own look is set in the settings; a broken template of one's own is told and the built-in one offered."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from slaapp.documents import Pages
from tests.documents.test_look import png
from tests.ui.desk_at_work import DeskAtWork, customer
from ui.main_window import MainWindow
from ui.views.report.saving import PACK
from ui.views.report_page import ReportPage
from ui.views.settings.print import PrintPage


def page_of(window: MainWindow) -> PrintPage:
    window.go("settings", "print")
    found = window.places.current.form
    assert isinstance(found, PrintPage)
    return found


def type_colour(qtbot: QtBot, page: PrintPage, typed: str) -> None:
    page.colour.edit.selectAll()
    qtbot.keyClicks(page.colour.edit, typed)
    qtbot.keyClick(page.colour.edit, Qt.Key.Key_Return)


def test_a_colour_is_kept_and_undone(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)

    type_colour(qtbot, page, "#0b6e4f")
    assert work.engine.looks.look().colour == "#0B6E4F"

    window.history.undo()
    assert work.engine.looks.look().colour == "#1B4FB8"


def test_a_colour_that_is_too_light_says_so_and_changes_nothing(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    page = page_of(window)

    type_colour(qtbot, page, "#ffdd00")

    assert page.colour.wrong
    assert "too light for paper" in page.colour_problem.accessibleName()
    assert work.engine.looks.look().colour == "#1B4FB8"


def test_a_logo_is_chosen_and_taken_away(work: DeskAtWork, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    picture = tmp_path / "logo.png"
    picture.write_bytes(png())
    page = page_of(window)
    page.choose_picture = lambda _: picture

    page.choose.click()
    assert work.engine.looks.look().logo == png()

    page.none.click()
    assert work.engine.looks.look().logo == b""


def test_what_is_no_picture_says_so(work: DeskAtWork, window: MainWindow, tmp_path: Path) -> None:
    text = tmp_path / "logo.png"
    text.write_text("no picture", "utf-8")
    page = page_of(window)
    page.choose_picture = lambda _: text

    page.choose.click()

    assert "neither PNG nor JPEG" in page.logo_problem.accessibleName()


def reports(work: DeskAtWork, window: MainWindow) -> ReportPage:
    work.log("2026-02-23 10:00", customer=customer(work, "Harbour Clinic")[0])
    window.go("reports")
    page = window.places.current
    assert isinstance(page, ReportPage)
    return page


def test_a_broken_template_is_told_and_the_built_in_one_is_used_on_request(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    page_of(window).copy.click()
    month = work.engine.looks.folder / "month.typ"
    month.write_text("#no-such-thing()\n" + month.read_text("utf-8"), "utf-8")
    page = reports(work, window)
    qtbot.waitUntil(lambda: bool(page.problem), timeout=30_000)

    assert "month.typ:1:" in page.problem
    assert page.built_in.isVisible()
    with qtbot.waitSignal(page.made, timeout=30_000):
        page.built_in.click()
    assert page.problem == ""


def test_a_pack_is_saved_from_the_report(work: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    work.log("2026-02-23 10:00", customer=customer(work, "Harbour Clinic")[0])
    page = ReportPage(work.engine, work.commands, work.clock, choose_file=lambda _, __: path)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.made, timeout=30_000):
        page.show_report()

    with qtbot.waitSignal(page.done, timeout=30_000):
        page.save_figures(PACK)

    with Pages(path.read_bytes()) as pages:
        words = [pages.text(at) for at in range(len(pages))]
    assert "Service report for" in words[0]
    assert "Agreement extract" in words[1]
