"""Words on a page."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.label import Label


def test_a_word_without_end_breaks_and_is_still_told_as_it_is(qtbot: QtBot) -> None:
    label = Label("Path: " + "W" * 500, wrap=True)
    qtbot.addWidget(label)

    assert label.minimumSizeHint().width() < 300
    assert label.text() == "Path: " + "W" * 500


def test_lines_are_those_of_the_text_and_of_the_size_it_has_now(qtbot: QtBot, qapp: QApplication) -> None:
    label = Label("One person, or a workaround exists", "body", wrap=True)
    qtbot.addWidget(label)
    before = [label.heightForWidth(width) for width in range(60, 360, 20)]

    label.setText("One person, or a workaround exists, or none of both can be found anywhere")
    longer = [label.heightForWidth(width) for width in range(60, 360, 20)]
    label.setText("One person, or a workaround exists")
    theme.set_text_size(qapp, 1.5)
    larger = [label.heightForWidth(width) for width in range(60, 360, 20)]
    theme.set_text_size(qapp, 1.0)

    assert all(one < other for one, other in zip(before, longer, strict=True))
    assert all(one < other for one, other in zip(before, larger, strict=True))
    assert [label.heightForWidth(width) for width in range(60, 360, 20)] == before


def test_a_figure_keeps_its_percent_sign(qtbot: QtBot) -> None:
    label = Label("Kept in 98.6 % of 76 cases", "body", wrap=True)
    qtbot.addWidget(label)

    broken = [line for width in range(60, 200) for line in label._lines(width)]

    assert any(line.startswith("98.6") for line in broken)
    assert not any(line.startswith("%") for line in broken)


def test_a_letter_keeps_the_marks_that_belong_to_it(qtbot: QtBot) -> None:
    word = "e\u0301" * 40
    label = Label(word, wrap=True)
    qtbot.addWidget(label)

    assert "e\u200b" not in super(Label, label).text()


def test_lines_that_wrap_stand_on_the_line_height_of_their_style(qtbot: QtBot) -> None:
    label = Label("One person, or a workaround exists\nand a second line", "body", wrap=True)
    qtbot.addWidget(label)
    assert label.heightForWidth(2000) == 2 * theme.line_height("body")
    assert label.heightForWidth(120) == 20 * len(label._lines(120)) > 2 * theme.line_height("body")
    assert label.minimumSizeHint().height() == 2 * theme.line_height("body")

    label.setMargin(8)
    assert label.heightForWidth(2000) == 2 * theme.line_height("body") + 16
    assert label.heightForWidth(120 + 16) == len(label._lines(120)) * 20 + 16
