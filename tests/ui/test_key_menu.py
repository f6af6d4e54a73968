"""A menu of single letters: its keys decide at once, a typed word finds a choice, and nothing is done unasked."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Status
from tests.ui.desk_at_work import DeskAtWork
from tests.ui.window_at_work import log, press
from ui.main_window import MainWindow
from ui.widgets.key_menu import KeyMenu
from ui.widgets.typed_menu import TypedMenu, TypedOn


def menu_of(qtbot: QtBot, chosen: list[str]) -> KeyMenu:
    menu = KeyMenu()
    qtbot.addWidget(menu)
    menu.refill()
    for words, key in (("New", "N"), ("Waiting on customer", "C"), ("Waiting on third party", "T"), ("Closed", "X")):
        menu.offer(words, key, lambda words=words: chosen.append(words))
    menu.popup(menu.pos())
    return menu


def highlighted(menu: TypedMenu) -> str:
    action = menu.activeAction()
    return "" if action is None else action.text().split("\t")[0]


def test_the_letter_that_stands_beside_a_choice_takes_it(qtbot: QtBot) -> None:
    chosen: list[str] = []
    menu = menu_of(qtbot, chosen)

    qtbot.keyClick(menu, Qt.Key.Key_T)

    assert (chosen, menu.isVisible()) == (["Waiting on third party"], False)


def test_a_word_finds_its_choice_and_enter_takes_it(qtbot: QtBot) -> None:
    chosen: list[str] = []
    menu = menu_of(qtbot, chosen)

    qtbot.keyClicks(menu, "wait")
    assert (chosen, highlighted(menu)) == ([], "Waiting on customer")
    qtbot.keyClicks(menu, " th")
    assert (chosen, highlighted(menu)) == ([], "Waiting on third party")
    qtbot.keyClick(menu, Qt.Key.Key_Return)

    assert (chosen, menu.isVisible()) == (["Waiting on third party"], False)


def test_what_no_choice_is_called_is_not_heard(qtbot: QtBot) -> None:
    chosen: list[str] = []
    menu = menu_of(qtbot, chosen)

    qtbot.keyClicks(menu, "waxit")
    assert (chosen, highlighted(menu)) == ([], "Waiting on customer")
    for _ in "wait":
        qtbot.keyClick(menu, Qt.Key.Key_Backspace)
    qtbot.keyClick(menu, Qt.Key.Key_N)

    assert chosen == ["New"]


def test_the_arrows_go_on_from_what_a_word_found(qtbot: QtBot) -> None:
    chosen: list[str] = []
    menu = menu_of(qtbot, chosen)

    qtbot.keyClicks(menu, "wait")
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    assert highlighted(menu) == "Waiting on third party"
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    assert highlighted(menu) == "Closed"
    qtbot.keyClick(menu, Qt.Key.Key_Up)
    qtbot.keyClick(menu, Qt.Key.Key_Return)

    assert chosen == ["Waiting on third party"]


def test_opened_again_it_begins_anew(qtbot: QtBot) -> None:
    chosen: list[str] = []
    menu = menu_of(qtbot, chosen)

    qtbot.keyClicks(menu, "wai")
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    menu.popup(menu.pos())
    qtbot.keyClick(menu, Qt.Key.Key_T)

    assert chosen == ["Waiting on third party"]


def test_who_types_the_whole_word_gives_the_page_no_further_orders(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    typed_on = TypedOn("c", 0, ("Waiting on customer", "Closed"), field)
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(typed_on)

    qtbot.keyClicks(field, "lo")
    assert field.text() == ""
    qtbot.keyClicks(field, "jl")

    assert field.text() == "jl"


def test_a_letter_that_comes_later_is_an_order_again(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(TypedOn("c", 0, ("Closed",), field))
    later = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_L, Qt.KeyboardModifier.NoModifier, "l")
    later.setTimestamp(QApplication.keyboardInputInterval() + 1)

    QApplication.sendEvent(field, later)

    assert field.text() == "l"


def test_the_rest_of_a_word_is_no_order_though_its_menu_is_gone(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    menu = TypedMenu(field)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction("Close\tC")
    menu.popup(field.pos())
    with qtbot.waitSignal(menu.destroyed):
        qtbot.keyClick(menu, Qt.Key.Key_C)

    qtbot.keyClicks(field, "lose")
    assert field.text() == ""
    qtbot.keyClicks(field, "r")

    assert field.text() == "r"


def test_a_letter_in_a_menu_below_another_closes_both(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    menu = TypedMenu(page)
    below = TypedMenu(menu, "Ticket")
    done: list[str] = []
    below.addAction("Close\tC").triggered.connect(lambda: done.append("Close"))
    menu.addMenu(below)
    menu.popup(page.pos())
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Right)
    assert menu.isVisible()
    assert below.isVisible()

    qtbot.keyClick(below, Qt.Key.Key_C)

    assert done == ["Close"]
    assert not below.isVisible()
    assert not menu.isVisible()


def test_a_menu_of_actions_keeps_what_is_typed_from_the_page_below(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    done: list[str] = []
    rename, merge = QAction("Rename…", page), QAction("Merge into another…", page)
    for action in (rename, merge):
        action.triggered.connect(lambda _=False, of=action: done.append(of.text()))
        page.addAction(action)
    rename.setShortcut("E")
    page.show()
    menu = TypedMenu(page)
    menu.addActions([rename, merge])
    menu.popup(page.pos())

    qtbot.keyClicks(menu, "merg")
    assert (done, highlighted(menu)) == ([], "Merge into another…")
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    menu.popup(page.pos())
    qtbot.keyClicks(menu, "e")

    assert done == ["Merge into another…", "Rename…"]


def test_resolved_typed_in_full_resolves_and_does_nothing_else(
    window: MainWindow, work: DeskAtWork, qtbot: QtBot
) -> None:
    number = log(work, window)
    window.go("all")
    press(qtbot, window, "s")
    qtbot.keyClicks(window.queue.menus.menu, "r")
    press(qtbot, window, "e", "s", "o")

    assert work.engine.pages.page(number, now=work.clock.at).status is Status.RESOLVED
    assert not window.queue.menus.menu.isVisible()
