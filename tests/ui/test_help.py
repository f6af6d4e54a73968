"""The help: every rule can be read, links lead to pages that are there, nothing is loaded, F1 opens the right page."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QFont, QTextBlock, QTextDocument, QTextListFormat
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Metric
from slaapp.services.desk import TicketDraft
from tests.ui.desk_at_work import DeskAtWork
from tests.ui.window_at_work import press
from ui import help_pages, keymap, theme
from ui.actions import ACT
from ui.main_window import MainWindow
from ui.views.help_page import HelpPage

RULES = [*(f"T{n}" for n in range(1, 8)), *(f"C{n}" for n in range(18)), *(f"R{n}" for n in range(1, 10))]
CITED = sorted(set(re.findall(r'"([TCR]\d+)"', Path("slaapp/domain/why.py").read_text(encoding="utf-8"))))


@pytest.fixture
def page(qtbot: QtBot) -> HelpPage:
    held = HelpPage(lambda: "Site IT desk")
    qtbot.addWidget(held)
    held.resize(1200, 800)
    held.show()
    return held


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_can_be_read(rule: str) -> None:
    title = help_pages.rule_section(rule)

    assert title is not None
    assert next(len(section.words) > 40 for section in help_pages.sections("rules") if section.title == title)


def test_each_rule_that_a_ledger_cites_is_one_of_them() -> None:
    assert set(CITED) <= set(RULES)
    assert len(CITED) > 8


@pytest.mark.parametrize("name", list(help_pages.ICONS))
def test_links_lead_to_a_heading_that_is_there(name: str) -> None:
    for link in re.findall(r"\]\(([^)]*)\)", help_pages.markdown(name)):
        target, _, heading = link.partition("#")
        assert target in help_pages.ICONS
        titles = [section.title for section in help_pages.sections(target)]
        assert not heading or heading in titles or help_pages.rule_section(heading)


@pytest.mark.parametrize("name", list(help_pages.ICONS))
def test_a_page_begins_with_its_title_and_shows_no_picture_and_no_markup(name: str) -> None:
    text = help_pages.markdown(name)

    assert text.startswith("# ")
    assert "![" not in text
    assert "<" not in text.replace("\\<", "")
    assert "!" not in text.replace("\\!", "")


def test_the_search_finds_sections_by_their_words() -> None:
    found = [section.title for section in help_pages.search("holiday clos")]

    assert found[0] == "T2 What is working time"
    assert help_pages.search("wombat") == []


def test_a_rule_is_gone_to_and_seen_at_the_top(page: HelpPage) -> None:
    page.show_part("C9")

    assert page.here == ("rules", "C9 Another severity")
    assert page.text.textCursor().block().text() == "C9 Another severity"
    assert 0 <= page.text.cursorRect().top() <= theme.px(48)


def test_what_is_searched_is_marked_and_the_first_place_shown(page: HelpPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.field.edit, "holiday")

    assert page.here == ("clocks", "Changing business hours")
    marked = {piece.cursor.selectedText().lower() for piece in page.text.extraSelections()}
    assert marked == {"holiday"}
    qtbot.keyClick(page.field.edit, Qt.Key.Key_Down)
    assert page.here == ("rules", "T2 What is working time")
    qtbot.keyClick(page.field.edit, Qt.Key.Key_Escape)
    assert page.list.count() == len(help_pages.ICONS)


def test_a_link_leads_to_a_page_and_nowhere_else(page: HelpPage) -> None:
    page.text.anchorClicked.emit(QUrl("rules#C6"))
    assert page.here == ("rules", "C6 Pause")

    for elsewhere in ("https://example.org/", "file:///etc/passwd", "nowhere", "//server/share"):
        page.text.anchorClicked.emit(QUrl(elsewhere))
    assert page.here == ("rules", "C6 Pause")


def test_nothing_is_loaded(page: HelpPage) -> None:
    kind = QTextDocument.ResourceType.ImageResource.value

    assert page.text.loadResource(kind, QUrl("file:///etc/hostname")) is None


def test_the_page_of_keys_says_the_keys_of_now(page: HelpPage) -> None:
    page.show_part("keys")
    keymap.change("reply", ["T"])
    said = page.text.toPlainText()
    keymap.take({})

    assert "T\nReply" in said


def test_f1_opens_the_page_about_what_is_seen(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones"))
    shown = []
    for go in (
        lambda: window.go("all"), lambda: window.open_ticket(1), lambda: window.go("settings"),
        lambda: window.go("customers"), lambda: window.go("dashboard"),
    ):  # fmt: skip
        go()
        press(qtbot, window, Qt.Key.Key_F1)
        shown.append(window.places.current.here[0])

    assert shown == ["queue", "ticket", "data", "customers", "coming"]


def test_the_key_of_the_filter_searches_the_help(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_F1)

    press(qtbot, window, "/")
    press(qtbot, window, "p")

    assert window.places.here == "help"
    help_page = window.places.current
    assert isinstance(help_page, HelpPage)
    assert help_page.field.edit.text() == "p"


def test_the_rules_of_why_are_read_in_the_help_and_back_is_the_ticket(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones"))
    window.open_ticket(1)
    window.places.ticket.whys.open(Metric.RESOLUTION)
    press(qtbot, window, Qt.Key.Key_F1)

    assert window.places.current.here[0] == "rules"
    assert window.places.ticket.whys.dialog is None
    window.places.back()
    assert window.places.current is window.places.ticket


BY_HAND = {
    *("Esc", "Enter", "Space", "Ctrl", "←", "→", "1", "4", "/", "Ctrl+V"),
    *("F2", "Del", "Ctrl+↑", "Ctrl+↓"),
    *("First response", "Next response", "Update", "Resolution"),
}
"""What stands in bold and is no key that a person can change: keys that are fixed, those of the sidebar, clocks."""


@pytest.mark.parametrize("name", [name for name in help_pages.ICONS if name != help_pages.KEYS])
def test_keys_that_can_be_changed_are_named_by_their_action(name: str) -> None:
    text = help_pages.written(name)
    bold = re.findall(r"\*\*(.+?)\*\*", text)
    named = re.findall(r"\[\[(.*?)\]\]", text)

    assert {words for words in bold if not re.fullmatch(r"\[\[\w+\]\]", words)} <= BY_HAND
    assert all(not ACT[act].fixed and act in ACT for act in named)
    assert "[[" not in help_pages.markdown(name)


def test_the_help_names_the_keys_of_now(page: HelpPage) -> None:
    page.show_part("queue")
    before = page.text.toPlainText()
    keymap.change("preview", ["Ctrl+*"])
    keymap.change("mark", [])
    after = page.text.toPlainText()
    keymap.take({})

    assert "Ctrl \\ opens the preview" in before
    assert "X marks a ticket" in before
    assert "Ctrl * opens the preview" in after
    assert "no key marks a ticket" in after


def test_a_page_is_read_anew_only_when_it_says_something_else(page: HelpPage) -> None:
    page.show_part("rules")
    read = []
    page.text.document().contentsChanged.connect(lambda: read.append(page.here))
    page.show_part("C9")
    page.show_part("C6")
    assert read == []

    page.show_part("queue")
    assert read


@pytest.mark.parametrize("where", ["text", "list", "field"])
def test_escape_leads_back_to_where_one_came_from(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, where: str
) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones"))
    window.open_ticket(1)
    press(qtbot, window, Qt.Key.Key_F1)
    held = getattr(window.places.current, where)
    (held.edit if where == "field" else held).setFocus()
    press(qtbot, window, Qt.Key.Key_Escape)

    assert (window.places.here, window.places.ticket_here) == ("ticket", 1)


def test_a_number_of_a_list_is_set_as_the_text_is(page: HelpPage) -> None:
    page.show_part("start")
    found = []
    block = page.text.document().begin()
    while block.isValid():
        held = block.textList()
        if held and held.format().style() is QTextListFormat.Style.ListDecimal:
            found.append(block.charFormat().font().stretch())
        block = block.next()

    assert set(found) <= {0, 100}
    assert len(found) > 2


def test_headings_are_larger_than_the_text_and_bold_words_are_cut_bold(page: HelpPage) -> None:
    page.show_part("queue")

    first, groups, bullet, after = (
        _block(page, words) for words in ("The queue", "Groups", "No colour: there is time.", "Every colour")
    )
    assert first.layout().lineAt(0).height() > groups.layout().lineAt(0).height()
    assert groups.layout().lineAt(0).height() > theme.metrics("lead").height() * 1.1
    assert bullet.blockFormat().bottomMargin() == _block(page, "Every colour").blockFormat().bottomMargin()
    assert after.textList() is None
    bold = [at.fragment().charFormat().font() for at in _block(page, "Overdue, due").begin()][1]
    assert bold.variableAxisValue(QFont.Tag("wght")) == 600


def _block(page: HelpPage, words: str) -> QTextBlock:
    document = page.text.document()
    return next(
        block
        for block in map(document.findBlockByNumber, range(document.blockCount()))
        if block.text().startswith(words)
    )
