"""What the letters do in the list: to the marked tickets or to the current one in place, and on the ticket's page what
needs a text."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ui.models.arrangement import Entry
from ui.models.queue_table import QueueTable
from ui.views.queue_acts import Acts
from ui.views.queue_mark_bar import MarkBar
from ui.views.queue_pane import Pane
from ui.views.queue_view import QueueView

if TYPE_CHECKING:
    from ui.views.queue_menus import ActMenus
    from ui.views.queue_preview import Preview

_MENU_AT = 128
"""Where the menu of a row opens, from its left edge: under the subject, or what stands first after the pill."""


class TicketKeys(QObject):
    act_wanted = Signal(int, str)
    """The number of a ticket to be opened, and the action that its page is to do."""

    touched = Signal()

    def __init__(
        self,
        table: QueueTable,
        view: QueueView,
        marks: MarkBar,
        pane: Pane,
        acts: Acts,
        menus: "Callable[[], ActMenus]",
    ) -> None:
        super().__init__(view)
        self._table, self._view, self._marks = table, view, marks
        self._pane, self._acts, self._menus = pane, acts, menus
        self.forbidden = False
        self._row = QWidget(view.viewport())
        self._row.setFocusProxy(view)
        self._row.hide()
        pane.made.connect(self._listen)
        for button, name in (
            (marks.assignee, "assign"),
            (marks.status, "status"),
            (marks.severity, "severity"),
            (marks.reason, "close_as"),
        ):
            button.clicked.connect(lambda _=False, of=name: self._act_on_marked(of))

    def _listen(self, preview: "Preview") -> None:
        acts = self._acts
        preview.status_chosen.connect(lambda number, status, until: acts.set_status([number], status, until))
        preview.supplier_chosen.connect(lambda number, supplier: acts.wait_on([number], supplier))
        preview.severity_chosen.connect(lambda number, severity: acts.set_severity([number], severity))
        preview.assignee_chosen.connect(lambda number, person: acts.assign([number], person))
        preview.person_added.connect(lambda number, name: acts.assign_new([number], name))
        preview.reply_wanted.connect(lambda: self._pass_on("reply"))
        preview.note_wanted.connect(lambda: self._pass_on("note"))

    def press(self, name: str) -> None:
        """A key acts on what is seen to be marked or current; else it shows which that is."""
        focus = QApplication.focusWidget()
        inside = focus is not None and (self._pane.holds(focus) or self._marks.isAncestorOf(focus))
        if len(self._table.marks) or inside or self._view.is_ringed():
            self.act(name)
        elif self._view.current_entry() is not None:
            self._view.show_ring()

    def act(self, name: str) -> None:
        """Do it to the marked tickets, or to the current one."""
        entry = self._view.current_entry()
        if (len(self._table.marks) and self._act_on_marked(name)) or entry is None:
            return
        if not self._pane.is_seen:
            self._view.show_ring()
        if not self._act_here(name, entry):
            self.act_wanted.emit(entry.row.number, name)

    def _act_on_marked(self, name: str) -> bool:
        """False for what acts on one ticket alone."""
        marks = self._marks
        under = {"status": marks.status, "severity": marks.severity, "assign": marks.assignee, "close_as": marks.reason}
        return self._act_on([entry.row.number for entry in self._table.marked()], name, under.get(name, marks))

    def _act_here(self, name: str, entry: Entry) -> bool:
        """All that needs no text, without leaving the list: by the chips of the preview, or under the row."""
        if self._pane.is_seen:
            facts = self._pane.preview.properties
            chips = {"status": facts.status, "severity": facts.severity, "assign": facts.assignee}
            if name in chips:
                chips[name].open_menu()
                return True
        row = self._view.current_rect()
        self._row.setGeometry(QRect(row.left() + _MENU_AT, row.top(), 0, row.height()))
        return self._act_on([entry.row.number], name, self._row)

    def _act_on(self, numbers: Sequence[int], name: str, under: QWidget) -> bool:
        """False for what needs the ticket's page, and where nothing can be done: the page says why."""
        self.touched.emit()
        match name:
            case _ if self.forbidden:
                return False
            case "status":
                self._menus().choose_status(numbers, under)
            case "severity":
                self._menus().choose_severity(numbers, under)
            case "assign":
                self._menus().choose_assignee(numbers, under)
            case "assign_to_me":
                self._acts.assign_to_me(numbers)
            case "close_as":
                self._menus().choose_reason(numbers, under)
            case _:
                return False
        return True

    def _pass_on(self, name: str) -> None:
        entry = self._view.current_entry()
        if entry is not None:
            self.act_wanted.emit(entry.row.number, name)
