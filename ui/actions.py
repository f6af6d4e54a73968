"""Every action of the window in one table: its name, what it says, its keys, and the menu it stands in.

Letters alone act only while no text field has the keyboard: Qt gives a field the first word on what is typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui import wording


@dataclass(frozen=True, slots=True)
class Act:
    """`keys` as Qt writes them, the one to be shown first; an empty `menu` leaves the action out of the menus. What is
    `of_page` acts on its ticket: its key is the page's own, and is only shown here."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    menu: str = ""
    of_page: bool = False


ACTIONS = (
    Act("log", "Log ticket", ("N", "Ctrl+N"), "File"),
    Act("import", "Import…", (), "File"),
    Act("print", "Print…", ("Ctrl+P",), "File"),
    Act("quit", "Quit", ("Ctrl+Q",), "File"),
    Act("undo", "Undo", ("Ctrl+Z",), "Edit"),
    Act("redo", "Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "Edit"),
    Act("palette", "Commands…", ("Ctrl+K",), "Edit"),
    Act("filter", "Filter this list", ("/",), "Edit"),
    Act("recalculate", "Read everything again", ("F5",), "Edit"),
    Act("reply", "Reply", ("R",), "Ticket", of_page=True),
    Act("note", "Internal note", ("I",), "Ticket", of_page=True),
    Act("status", "Status", ("S",), "Ticket", of_page=True),
    Act("severity", "Severity", ("V",), "Ticket", of_page=True),
    Act("assign", "Assign", ("A",), "Ticket", of_page=True),
    Act("assign_to_me", "Assign to me", ("M",), "Ticket", of_page=True),
    Act("edit_subject", "Edit the subject", ("E",), "Ticket", of_page=True),
    Act("why", "Why is it due then?", ("W",), "Ticket", of_page=True),
    Act("copy_number", "Copy number", ("Y",), "Ticket", of_page=True),
    Act("sidebar", "Sidebar", ("Ctrl+B",), "View"),
    Act("ribbon", "Day ribbon", (), "View"),
    Act("larger", "Larger text", ("Ctrl+=", "Ctrl++"), "View"),
    Act("smaller", "Smaller text", ("Ctrl+-",), "View"),
    Act("normal_size", "Normal text", ("Ctrl+0",), "View"),
    Act("back", "Back", ("Alt+Left",), "Go"),
    Act("forward", "Forward", ("Alt+Right",), "Go"),
    Act("go_all", "All open", ("G, Q", "Ctrl+1"), "Go"),
    Act("go_mine", "My tickets", ("G, M", "Ctrl+2"), "Go"),
    Act("go_unassigned", "Unassigned", ("G, U", "Ctrl+3"), "Go"),
    Act("go_overdue", "Overdue", ("G, O", "Ctrl+4"), "Go"),
    Act("go_waiting", "Waiting", ("G, W", "Ctrl+5"), "Go"),
    Act("go_resolved", "Resolved", ("Ctrl+6",), "Go"),
    Act("go_customers", "Customers", ("G, C",), "Go"),
    Act("go_agreements", "Agreements", ("G, A",), "Go"),
    Act("go_hours", "Business hours", ("G, H",), "Go"),
    Act("go_reports", "Reports", ("G, R",), "Go"),
    Act("next_pane", "Next pane", ("F6",)),
    Act("previous_pane", "Previous pane", ("Shift+F6",)),
    Act("menu", "Menu", ("F10",)),
    Act("notices", "Go to the notices", ("Ctrl+.",), "Go"),
    Act("settings", "Settings", ("Ctrl+,",), "Tools"),
    Act("settings_appearance", "Settings: Appearance"),
    Act("settings_data", "Settings: Data and backup"),
    Act("keys", "All shortcuts", ("?",), "Help"),
    Act("about", "About SLA Desk", (), "Help"),
)
MENUS = ("File", "Edit", "Ticket", "View", "Go", "Tools", "Help")


def make(window: QWidget, does: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """The actions that the window can do (what each does, by its name), with their shortcuts, on the window."""
    made = {}
    for act in (act for act in ACTIONS if act.name in does):
        if act.of_page:
            action = QAction(f"{wording.say(act.text)}\t{act.keys[0]}", window)
        else:
            action = QAction(wording.say(act.text), window)
            action.setShortcuts([QKeySequence(keys) for keys in act.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _=False, do=does[act.name]: do())
        window.addAction(action)
        made[act.name] = action
    return made


def fill_menu(menu: QMenu, made: Mapping[str, QAction]) -> None:
    """The classic menus as submenus of one."""
    menu.clear()
    for title in MENUS:
        held = [made[act.name] for act in ACTIONS if act.menu == title and act.name in made]
        if held:
            menu.addMenu(wording.say(title)).addActions(held)


def shown_keys(act: Act) -> str:
    """`Ctrl K`, `G then Q`: as keycaps say it."""
    return _shown(act.keys[0]) if act.keys else ""


def all_keys(act: Act) -> str:
    """`N  Ctrl N`: every way to it."""
    return "  ".join(map(_shown, act.keys))


def _shown(keys: str) -> str:
    return keys.replace("+", " ").replace(", ", wording.say(" then ")).replace("Ctrl  ", "Ctrl +")
