"""The queue: what is due next, at the top. Header, day ribbon, list and preview (01, 02, 14 of the design)."""

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from slaapp.domain.events import TicketId
from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from slaapp.services.board import Group
from slaapp.services.changes import Changes
from ui import bound, theme, wording
from ui.actions import Where, of_place
from ui.commands import Commands
from ui.models.arrangement import Choice, Column, Sort, View
from ui.models.naming import Naming, naming
from ui.models.shelf import LONGEST_TITLE, Shelf
from ui.views.queue_chips import narrowed_by
from ui.views.queue_parts import QueueParts
from ui.views.queue_steps import neighbours
from ui.wall_clock import WallClock
from ui.widgets.empty import Empty
from ui.widgets.typed_menu import TypedMenu
from ui.window_state import WindowState

if TYPE_CHECKING:
    from slaapp.documents import Sheet


class QueuePage(QueueParts):
    """`opened` names a ticket to open, `counted` the tickets of each list by its name, `struck` what a beat changed."""

    opened = Signal(int)
    counted = Signal(object)
    struck = Signal(object)
    log_wanted = Signal()
    import_wanted = Signal()
    samples_wanted = Signal()
    options_wanted = Signal()
    act_wanted = Signal(int, str)
    """Something is to be done to a ticket of the list: its number and the action's name."""

    done = Signal(str, object)
    """What was done to tickets or to the lists, and the Step that undoes it."""

    left = Signal(object, int)
    """Tickets that refused (Refused) what was asked of so many."""

    list_wanted = Signal(str)
    search_wanted = Signal(str)
    preview_toggled = Signal(bool)

    due_moved = Signal(int, int)
    """New rules made so many tickets due later, and so many earlier."""

    menu_wanted = Signal(QPoint)
    """Of what is done to a ticket; where, on the screen."""

    figures_changed = Signal()
    """Something else is visible now: the next beat may have to come sooner."""

    def __init__(
        self,
        engine: Engine,
        commands: Commands,
        clock: WallClock,
        parent: QWidget | None = None,
        *,
        typed: dict[str, Any] | None = None,
    ) -> None:
        """`typed` is what was typed and is not saved; it is kept up to date."""
        super().__init__(engine, commands, clock, parent, typed=typed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._connect(commands)
        self._connect_acts()

        self._show_choice()
        self._feed.begin()
        self.view.select_first()

    def _connect(self, commands: Commands) -> None:
        self.view.opened.connect(self.opened)
        self.view.menu_wanted.connect(self.menu_wanted)
        self.view.touched.connect(self._quiet.touch)
        self.view.current_changed.connect(self._show_current)
        self.view.reformed.connect(lambda _: self._show_head())
        self.view.preview_wanted.connect(lambda: self.show_preview(not self.preview_shown))
        self.view.verticalScrollBar().valueChanged.connect(lambda _: self.figures_changed.emit())
        self.table.arranged.connect(self._show_list)
        self.table.arranged.connect(lambda: self.day.show(self.table.now))
        self.table.counted.connect(self._show_counts)
        self.rhythm.struck.connect(self.struck)
        self.table.marks.changed.connect(lambda _: self.marks.show_count(len(self.table.marks)))
        self._feed.loaded.connect(lambda: setattr(self._line, "zone", self._engine.board.zone))
        self._feed.took.connect(self._pane.refresh)
        self._feed.took.connect(self.figures_changed)
        self._feed.due_moved.connect(self.due_moved)
        self.head.sorted_by.connect(self.sort_by)
        self.head.arranged.connect(self.show_columns)
        self.ribbon.walked.connect(self._walk)
        self.ribbon.overdue_wanted.connect(self.view.select_first)
        self.ribbon.table_wanted.connect(self.take_focus)
        self.header.chosen.connect(self._choose)
        self.header.cleared.connect(self.clear_filter)
        self.header.left.connect(self.take_focus)
        self.header.options_wanted.connect(self.options_wanted)
        self.header.preview_wanted.connect(lambda: self.show_preview(not self.preview_shown))
        self.header.save_wanted.connect(self.save_list)
        self._nothing.log_wanted.connect(self.log_wanted)
        self._nothing.import_wanted.connect(self.import_wanted)
        self._nothing.samples_wanted.connect(self.samples_wanted)
        self._no_match.cleared.connect(self.clear_filter)
        self._no_match.search_wanted.connect(self.search_wanted)
        self._pane.toggled.connect(self.preview_toggled)
        commands.changed.connect(self.apply)
        commands.elsewhere.connect(self._rename)
        of_ticket = (act.name for act in of_place(Where.TICKET) if not act.fixed)
        bound.bind(self, {name: partial(self._keys.press, name) for name in of_ticket})

    def _connect_acts(self) -> None:
        self.acts.done.connect(self.done)
        self.acts.left.connect(self.left)
        # Queued: what was open gives the keyboard back to its button first.
        self.acts.together.connect(self.take_focus, Qt.ConnectionType.QueuedConnection)
        self._keys.act_wanted.connect(self.act_wanted)
        self._keys.touched.connect(self._quiet.touch)
        self._pane.made.connect(lambda preview: preview.open_wanted.connect(self.view.open_current))
        self.marks.cleared.connect(self.table.marks.clear)
        self.marks.cleared.connect(self.take_focus)
        self.lists.changed.connect(lambda: self.table.count_own(self.shelf.own()))
        self.lists.changed.connect(self._show_choice)
        self.lists.saved.connect(self.list_wanted)
        self.lists.removed.connect(self._leave_list)
        self.lists.done.connect(self.done)

    def sheet(self) -> "Sheet":
        """What is printed of the list as it is seen."""
        from ui.views.queue_sheet import queue_sheet  # noqa: PLC0415 - documents are not needed to see a queue

        return queue_sheet(
            self.table,
            self.view.columns(),
            title=self.shelf.title(self._here),
            narrowed=narrowed_by(self.table.choice),
            desk=self._engine.catalogue.desk().name,
        )

    def forbid(self, why: str) -> None:
        """Nothing can be changed here."""
        self._nothing.forbid_logging(why)
        self._keys.forbidden = True

    # Going somewhere

    @property
    def shelf(self) -> Shelf:
        return self.lists.shelf

    @property
    def here(self) -> str:
        """The name of the list that is shown."""
        return self._here

    def show_view(self, name: str) -> None:
        """Go to a list, with its own order and columns. What was typed stays, save from open tickets to finished."""
        if name == self._here:
            return
        choice, was = self.shelf.choice(name), self.table.choice
        crosses = (choice.view is View.RESOLVED) is not self.table.shows_done
        typed = bool(self._here) and was.text != self.shelf.choice(self._here).text and not crosses
        self._here = self._pane.here = name
        look = self.shelf.look(name)
        self.view.shown = look.columns
        self.table.choose(replace(choice, text=was.text) if typed else choice, look.sort)
        self._show_choice()
        self._pane.widen()
        self._feed.read_done()
        self.view.select_first()

    def show_customer(self, name: str) -> None:
        """Of the list, only this customer's tickets."""
        self._choose(replace(self.shelf.choice(self._here), customer=frozenset({name})))

    def focus_filter(self) -> None:
        self.header.focus_filter()

    def take_focus(self) -> None:
        """The keyboard to the list, or to the page where there is no list."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def select(self, number: int) -> bool:
        return self.view.select_ticket(number)

    def neighbours(self, number: int) -> tuple[int | None, int | None, int, int]:
        """The tickets before and after this one in the list, its position from 1 (0: not in it), and their number."""
        return neighbours(self.table, number)

    def mark(self, numbers: Collection[int]) -> None:
        """These and no others, as far as the list shows them."""
        self.table.marks.set_to(entry.key for entry in self.table.unfolded() if entry.row.number in numbers)

    def clear_filter(self) -> None:
        """Everything of the list again, and the keyboard back in it. Of a list of one's own that holds nothing, all
        that it chooses from."""
        own = self.shelf.choice(self._here)
        self._choose(own if self._narrowed() else Choice(own.view))
        self.take_focus()

    def sort_by(self, sort: Sort) -> None:
        self._quiet.touch()
        self.table.sort_lines(sort)
        self.head.show_sort(sort, done=self.table.shows_done)
        self.shelf.keep_look(self._here, replace(self.shelf.look(self._here), sort=sort))
        self.view.come_back()

    def show_columns(self, columns: tuple[Column, ...] | None) -> None:
        """These from now on, in this list; None: as usual."""
        self._quiet.touch()
        self.shelf.keep_look(self._here, replace(self.shelf.look(self._here), columns=columns))
        self.view.shown = columns
        self.view.lay_out()
        self.head.update()

    def save_list(self) -> None:
        """What is seen, as a list of one's own."""
        suggested = next(iter(narrowed_by(self.table.choice)), "")[:LONGEST_TITLE]
        self.lists.save(self.table.choice, self.shelf.look(self._here), self.header.save, suggested)

    def fill_options(self, menu: QMenu) -> None:
        """What can be chosen about the list itself."""
        preview = menu.addAction(wording.say("Preview pane"))
        preview.setCheckable(True)
        preview.setChecked(self.preview_shown)
        preview.triggered.connect(self.show_preview)
        columns = TypedMenu(menu, wording.say("Columns"))
        self.head.fill(columns)
        menu.addMenu(columns)
        menu.addSeparator()
        menu.addAction(wording.say("Save as a list of your own…")).triggered.connect(self.save_list)
        self.lists.offer_change(menu, self._here, self.table.choice)

    def _leave_list(self, name: str) -> None:
        if name == self._here:
            self.list_wanted.emit(self.shelf.names[0])

    def restore(self, state: WindowState) -> None:
        """Look as this person left it."""
        self._ribbon_wanted, self._density = state.ribbon, state.density
        closed = frozenset(Group[name] for name in state.closed_groups if name in Group.__members__)
        if closed != self.table.closed:
            self.table.close_groups(closed)
        self.show_preview(state.preview)
        self._show_list()
        self._set_heights()

    def take_lists(self, held: object) -> None:
        """The lists and their looks as they were kept (`Shelf.as_plain`)."""
        self.lists.shelf = Shelf(held, self._names_now())
        self._here = self._pane.here = ""
        self.lists.changed.emit()

    def is_quiet(self, now: Instant) -> bool:
        """Nobody types, walks through the list or has a menu open."""
        return self._quiet.at(now)

    def figure(self, ticket: TicketId) -> str:
        """What the pill of a ticket said when it was painted last."""
        return self._line.painted.get(ticket, "")

    def message(self) -> tuple[str, str] | None:
        """Title and sentence that stand in place of the list; None while there is a list."""
        page = self._below.currentWidget()
        return (page.title, page.sentence) if isinstance(page, Empty) else None

    def closed_groups(self) -> list[str]:
        return [group.name for group in self.table.closed if group is not None]

    def open_of(self, customer: str) -> list[tuple[int, str]]:
        """Number and subject of a customer's open tickets, the one that is due next first."""
        return [(row.number, row.subject) for row in self.table.rows_of_customer(customer)]

    # Time

    def beat(self, now: Instant) -> None:
        self.rhythm.beat(now)

    def next_figure(self) -> Instant | None:
        return self.rhythm.next_figure(seen=self.isVisible())

    def apply(self, changes: Changes) -> None:
        """Fetch what was touched."""
        if changes.customers or changes.people:
            self._rename()
        self._feed.apply(changes)

    def _names_now(self) -> Naming:
        catalogue = self._engine.catalogue
        return naming(catalogue.customers(everyone=True), catalogue.people())

    def _rename(self) -> None:
        """Customers or people may be called otherwise from now on, also in what is asked for; the tickets follow."""
        asked = self.shelf.naming.by_id(self.table.choice)
        self.shelf.naming = self._names_now()
        self.table.choice = self.shelf.naming.by_name(asked)
        self.table.count_own(self.shelf.own())
        self._show_choice()

    def reload(self) -> None:
        """Read everything anew, off the window's thread."""
        self._feed.reload()

    def read_rest(self) -> None:
        """Once the first lines are seen."""
        self._feed.read_rest()

    # What is shown

    def _show_counts(self) -> None:
        built_in = {view.value: count for view, count in self.table.counts().items()}
        self.counted.emit(built_in | self.table.own_counts())

    def _show_choice(self) -> None:
        if self._here:
            self.header.show_choice(self.table.choice, self.shelf.choice(self._here), self.shelf.title(self._here))
        self.head.show_sort(self.table.sort_by, done=self.table.shows_done)

    def _narrowed(self) -> bool:
        """Whether the person has another choice of the list than it is."""
        return bool(self._here) and self.table.choice != self.shelf.choice(self._here)

    def _show_list(self) -> None:
        """The list, or what stands in its place when it is empty."""
        done = self.table.shows_done
        empty_desk = self.table.is_empty and not done
        nothing = not self.table.shown_count
        no_match = nothing and (self.table.choice.narrows or not empty_desk)
        had_keyboard = self.hasFocus()
        self._below.setCurrentWidget(self._no_match if no_match else self._nothing if nothing else self.view)
        self.setFocusProxy(None if nothing else self.view)  # type: ignore[arg-type] # Qt takes None
        if had_keyboard:
            self.take_focus()
        if no_match and self._here:
            self._no_match.say_why(self.table, self.shelf.title(self._here), narrowed=self._narrowed())
        self.ribbon.setVisible(self._ribbon_wanted and not nothing and not done)
        self._show_head()
        held, there_are = self.table.done_counts if done else (0, 0)
        self.header.show_count(self.table.shown_count, of=there_are if held < there_are else None)
        self.header.show_chips(not empty_desk)
        self._pane.set_visible(not (nothing and empty_desk))

    def _show_head(self) -> None:
        """Rows of two lines have no columns."""
        self.head.setVisible(bool(self.table.shown_count) and not self._line.two_lines)
        self.head.update()

    @property
    def at_foot(self) -> QWidget | None:
        """What notices may not cover: the bar of the marked, or the buttons below the preview, which lie above it."""
        if self._pane.is_seen:
            return self._pane.preview.foot
        return self.marks if self.marks.isVisible() else None

    # The preview

    @property
    def preview_shown(self) -> bool:
        return self._pane.wanted

    def show_preview(self, shown: bool) -> None:
        self._pane.show(shown)

    def _show_current(self, number: int | None) -> None:
        self._pane.show_ticket(number)
        self.figures_changed.emit()

    # Filters

    def _choose(self, choice: Choice) -> None:
        self._quiet.touch()
        self.table.choose(choice)
        self._show_choice()
        self.view.come_back()
        self.figures_changed.emit()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and len(self.table.marks):
            self.table.marks.clear()
        elif event.key() == Qt.Key.Key_Escape and self._narrowed():
            self.clear_filter()
        else:
            super().keyPressEvent(event)

    def act(self, name: str) -> None:
        """Do it to the marked tickets, or to the current one."""
        self._keys.act(name)

    def _walk(self, number: int) -> None:
        self._quiet.touch()
        self.view.select_ticket(number)

    # Room

    def set_window_width(self, width: int) -> None:
        """The columns follow the window's width, not the list's own."""
        self.view.window_width = width
        self.view.lay_out()
        self.head.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_heights()

    def _set_heights(self) -> None:
        compact = self._density == "compact"
        if self._density == "auto":
            compact = self.window().height() < theme.COMPACT_BELOW
        self.view.set_compact(compact)
        self.head.set_compact(compact)
