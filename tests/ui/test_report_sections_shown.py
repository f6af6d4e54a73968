"""The list of a report's sections: no part of it is ever a window of its own."""

from pytestqt.qtbot import QtBot

from ui.views.report.sections import Sections


def test_a_section_is_shown_in_its_list_only(qtbot: QtBot) -> None:
    sections = Sections()
    qtbot.addWidget(sections)

    sections.offer(several=True)

    assert not [row for row in sections.rows.values() if row.isWindow()]
