"""A document over the window: a template of one's own that is broken is said, and the built-in one offered."""

from pytestqt.qtbot import QtBot

from slaapp.documents import Sheet, Table, render_sheet
from slaapp.documents.sheet import Column
from slaapp.documents.typesetting import TemplateRefusal
from tests.ui.desk_at_work import DeskAtWork
from ui.dialogs.preview import Preview
from ui.main_window import MainWindow


def test_the_built_in_template_is_offered_and_used(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    sheet = Sheet("7 Printer", "", "Desk", "", (Table((Column("When"),), [(["now"], False)]),))
    asked: list[bool] = []

    def make(_internal: bool, built_in: bool) -> bytes:
        asked.append(built_in)
        if not built_in:
            raise TemplateRefusal("Your own template sheet.typ could not be set: sheet.typ:3.")
        return render_sheet(sheet, made_at=work.clock.at, zone=work.engine.board.zone)

    preview = Preview(window)
    preview.show_document("Printer", "printer", make)
    qtbot.waitUntil(preview.built_in.isVisible, timeout=20_000)

    assert "sheet.typ:3" in preview.problem.accessibleName()
    assert not preview.print.isEnabled()
    with qtbot.waitSignal(preview.made, timeout=60_000):
        preview.built_in.click()
    assert asked == [False, True]
    assert not preview.built_in.isVisible()
    assert preview.print.isEnabled()
    preview.left.emit()
