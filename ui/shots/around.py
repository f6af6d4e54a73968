"""Poses of what stands around the pages: notices, waiting, the past with its palette, what could not be opened."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenuBar

from slaapp.domain.spans import HOUR
from slaapp.services import demo
from ui.background import wait_for_all
from ui.dialogs.palette import Palette
from ui.dialogs.unkept import Unkept
from ui.dialogs.working import Working
from ui.main_window import MainWindow
from ui.shots import queue
from ui.views.customers.page import CustomersPage
from ui.widgets.notice import Notice
from ui.wording import say


def three_notices(window: MainWindow) -> None:
    """As many as are seen at once: said, asked, refused."""
    window.say(Notice(say("2431 logged."), key="logged"))
    window.say(Notice(say("4 tickets due by 14:15"), icon="clock-alert", colour="amber_text", stays=True, key="due"))
    window.say_refused(say("Not saved, the disk is full. Your text is kept here. Free some space, then save again."))


def waiting_search(window: MainWindow) -> None:
    """A search that takes longer than a blink."""
    window.go("search")
    page = window.places.current
    page.waiting.begin(say("Searching"))
    QTest.qWait(350)


def waiting_past(window: MainWindow) -> None:
    """A look at the past that takes long."""
    window.go("past")
    page = window.places.current
    page.waiting.begin(say("Working it out"))
    QTest.qWait(2050)
    page.waiting.show_part(3200, 10000)


def nothing_found(window: MainWindow) -> None:
    window.go("search")
    window.places.current.field.setText("wombat")


def past_palette(window: MainWindow) -> None:
    """The palette over the past: the way back comes first."""
    window.go("past")
    window.places.current.show_instant(demo.moment() - 3 * HOUR)
    wait_for_all()
    QTest.qWait(60)
    window.go("palette")


def open_menu_bar(window: MainWindow) -> None:
    window.state.menu_bar = True
    window.take_state()
    bar = window.findChild(QMenuBar)
    if bar is not None:
        QTest.qWait(30)
        window.actions_made["menu"].trigger()


def closed(sentence: str) -> Callable[[MainWindow], None]:
    def pose(window: MainWindow) -> None:
        window.say_closed(sentence, window.engine.store)

    return pose


def note_left_open(window: MainWindow) -> None:
    """A note about a customer that a crash left unsaved."""
    customer = window.engine.catalogue.customer("Northgate School").id
    window.places.notes[customer] = "Ring before noon; the caretaker has the key to the server room."
    window.go("customers", customer)
    page = window.places.current
    assert isinstance(page, CustomersPage)
    QTest.qWait(50)
    page.detail.area.ensureWidgetVisible(page.detail.note)


def menu_bar(window: MainWindow) -> None:
    window.state.menu_bar = True
    window.take_state()
    window.go("settings", "appearance")


def keys(window: MainWindow) -> None:
    window.show_keys()


def palette(window: MainWindow) -> None:
    queue.queue(window)
    window.go("palette")
    QTest.keyClicks(window.findChildren(Palette)[-1].edit, "harb")


def palette_of_reports(window: MainWindow) -> None:
    queue.queue(window)
    window.go("palette")
    QTest.keyClicks(window.findChildren(Palette)[-1].edit, "report")


def palette_at_rest(window: MainWindow) -> None:
    queue.queue(window)
    window.state.recent = ["act:go_overdue", "ticket:2406"]
    window.go("palette")


def palette_into(window: MainWindow) -> None:
    palette(window)
    QTest.keyClick(window.findChildren(Palette)[-1].edit, Qt.Key.Key_Tab)


def help_page(window: MainWindow) -> None:
    window.go("help", "queue")


def help_rule(window: MainWindow) -> None:
    window.go("help", "C9")


def help_search(window: MainWindow) -> None:
    window.go("help")
    QTest.keyClicks(window.places.current.field.edit, "holiday")


def help_keys(window: MainWindow) -> None:
    window.go("help", "keys")


def about(window: MainWindow) -> None:
    window.actions_made["about"].trigger()


def failure(window: MainWindow) -> None:
    window.say_failed("ValueError: an example", "/home/sam/.local/state/SLA Desk/log/slaapp.log")


def unkept(window: MainWindow) -> None:
    """Closing while what was typed could not be written down."""
    queue.queue(window)
    Unkept(window, lambda: None).open()


def working(window: MainWindow) -> None:
    """A change of very many tickets."""
    queue.queue(window)
    form = Working(window, say("Changing {count} tickets", count="10,000"), say("Changed"))
    form.open()
    QTest.qWait(2050)
    form.waiting.show_part(3200, 10000)
