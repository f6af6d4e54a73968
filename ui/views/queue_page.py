"""The queue: what is due next, at the top. Header with filters, day ribbon, list (01, 02, 14 of the design)."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from slaapp.domain.agreement import Severity
from slaapp.domain.clock import Band
from slaapp.domain.events import TicketId
from slaapp.domain.spans import MINUTE, Instant
from slaapp.engine import Engine
from slaapp.services.board import Group, Row
from slaapp.services.changes import Changes
from slaapp.services.moves import moved, tally
from ui import bound, theme, wording
from ui.actions import Where, of_place
from ui.background import in_background
from ui.commands import Commands
from ui.delegates.queue_line import QueueLine
from ui.models.arrangement import Choice, Entry, Sort, View
from ui.models.queue_table import Beat, QueueTable
from ui.views.queue_header import QueueHeader
from ui.views.queue_view import QueueView
from ui.wall_clock import WallClock
from ui.widgets.button import Button, Kind
from ui.widgets.column_head import ColumnHead
from ui.widgets.empty import Empty
from ui.widgets.ribbon import Mark, Ribbon
from ui.window_state import WindowState

if TYPE_CHECKING:
    from slaapp.documents import Sheet

LATEST = 500
"""Finished tickets that are shown at once; the older ones follow as soon as they are read."""

QUIET_FOR = 2
"""Seconds without a key or a click before the list sorts itself anew."""


class QueuePage(QWidget):
    """`opened` names a ticket to open, `counted` the tickets of each view, `struck` what a beat changed (a Beat)."""

    opened = Signal(int)
    counted = Signal(object)
    struck = Signal(object)
    log_wanted = Signal()
    import_wanted = Signal()
    samples_wanted = Signal()
    options_wanted = Signal()
    act_wanted = Signal(int, str)
    """Something is to be done to a ticket of the list: its number and the action's name."""

    due_moved = Signal(int, int)
    """New rules made so many tickets due later, and so many earlier."""

    figures_changed = Signal()
    """Something else is visible now: the next beat may have to come sooner."""

    def __init__(self, engine: Engine, commands: Commands, clock: WallClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(wording.say("Tickets"))
        self._engine, self._commands, self._clock = engine, commands, clock
        self._touched_at: Instant = 0
        self._stale = self._done_begun = self._done_read = False
        self._news = 0
        self._ribbon_wanted = True
        self._density = "auto"
        now = clock.now()
        person = engine.catalogue.me()
        self.table = QueueTable(
            engine.board.standing,
            lambda: engine.board.zone,
            now=now,
            me=None if person is None else person.name,
            parent=self,
        )
        self._line = QueueLine(self.table, engine.board.zone)

        self.header = QueueHeader(self.table.rows_of_list)
        self.ribbon = Ribbon(self._card)
        self.view = QueueView(self.table, self._line)
        self.head = ColumnHead(self.view.places)
        self._nothing = self._no_tickets()
        self._clear = Button(wording.say("Clear filter"), keys="Esc")
        self._no_match = Empty("list-filter", wording.say("Nothing matches"), "", (self._clear,))
        self._below = QStackedWidget()
        for page in (self.view, self._nothing, self._no_match):
            self._below.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.ribbon, self.head):
            column.addWidget(part)
        column.addWidget(self._below, 1)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

        self.view.opened.connect(self.opened)
        self.view.touched.connect(self._touch)
        self.view.current_changed.connect(lambda _: self.figures_changed.emit())
        self.view.verticalScrollBar().valueChanged.connect(lambda _: self.figures_changed.emit())
        self.table.arranged.connect(self._show_list)
        self.table.arranged.connect(lambda: self._show_day(self.table.now))
        self.table.counted.connect(self._show_counts)
        self.head.sorted_by.connect(self.sort_by)
        self.ribbon.walked.connect(self._walk)
        self.ribbon.overdue_wanted.connect(self.view.select_first)
        self.header.chosen.connect(self._choose)
        self.header.cleared.connect(self.clear_filter)
        self.header.left.connect(self.take_focus)
        self.header.options_wanted.connect(self.options_wanted)
        self._clear.clicked.connect(self.clear_filter)
        commands.changed.connect(self.apply)
        bound.bind(self, {act.name: partial(self._press, act.name) for act in of_place(Where.TICKET) if not act.fixed})

        self.header.show_choice(self.table.choice)
        self.head.show_sort(self.table.sort_by, done=False)
        self.table.load(engine.board.rows())
        self._rules = engine.board.rules
        self.view.select_first()

    def _no_tickets(self) -> Empty:
        self._log = log = Button(wording.say("Log the first ticket"), icon="plus", keys="N", kind=Kind.PRIMARY)
        log.clicked.connect(self.log_wanted)
        bring = Button(wording.say("Import from a file"), icon="upload")
        bring.clicked.connect(self.import_wanted)
        samples = Button(wording.say("Try with sample tickets"), kind=Kind.QUIET)
        samples.clicked.connect(self.samples_wanted)
        return Empty(
            "inbox",
            wording.say("No tickets yet"),
            wording.say(
                "The next call can be the first one. Tickets line up here, the one that is due next at the top."
            ),
            (log, bring, samples),
            (
                ("N", wording.say("Log a ticket"), wording.say("Works everywhere in the window")),
                ("Ctrl K", wording.say("Find anything"), wording.say("Tickets, customers, commands")),
                ("?", wording.say("All shortcuts"), wording.say("Every key on one page")),
            ),
        )

    def sheet(self) -> "Sheet":
        """What is printed of the list as it is seen."""
        from ui.views.sheets import list_sheet  # noqa: PLC0415 - documents are not needed to see a queue

        choice, table = self.table.choice, self.table
        narrowed = (choice.text.strip(), choice.assignee, choice.customer, choice.severity)
        return list_sheet(
            table.lines,
            table.shown,
            title=wording.view(choice.view.value),
            narrowed=[wording.severity(held) if isinstance(held, Severity) else held for held in narrowed if held],
            desk=self._engine.catalogue.desk().name,
            now=table.now,
            zone=self._engine.board.zone,
            done=table.shows_done,
        )

    def forbid_logging(self, why: str) -> None:
        self._log.setEnabled(False)
        self._log.setToolTip(why)

    # Going somewhere

    def show_view(self, view: View) -> None:
        """What was typed to find a finished ticket does not narrow down the open ones, nor the other way round."""
        choice = self.table.choice
        if view is not choice.view:
            crosses = View.RESOLVED in (view, choice.view)
            self.table.choose(replace(choice, view=view, text="" if crosses else choice.text))
            self.header.show_choice(self.table.choice)
            self.head.show_sort(self.table.sort_by, done=self.table.shows_done)
            self._read_done()
            self.view.select_first()

    def show_customer(self, name: str) -> None:
        """Of the view, only this customer's tickets."""
        self._choose(Choice(view=self.table.choice.view, customer=name))

    def focus_filter(self) -> None:
        self.header.focus_filter()

    def take_focus(self) -> None:
        """The keyboard to the list, or to the page where there is no list."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def select(self, number: int) -> bool:
        return self.view.select_ticket(number)

    def neighbours(self, number: int) -> tuple[int | None, int | None, int, int]:
        """The tickets before and after this one in the list, its position from 1 (0: not in it), and their number."""
        numbers = [line.row.number for line in self.table.tickets()]
        if number not in numbers:
            return None, None, 0, len(numbers)
        at = numbers.index(number)
        before = numbers[at - 1] if at > 0 else None
        after = numbers[at + 1] if at + 1 < len(numbers) else None
        return before, after, at + 1, len(numbers)

    def clear_filter(self) -> None:
        """Everything of the view again, and the keyboard back in the list."""
        self._choose(Choice(view=self.table.choice.view))
        self.take_focus()

    def sort_by(self, sort: Sort) -> None:
        self._touch()
        self.table.sort_lines(sort)
        self.head.show_sort(sort, done=self.table.shows_done)
        self.view.come_back()

    def restore(self, state: WindowState) -> None:
        """Look as this person left it."""
        self._ribbon_wanted, self._density = state.ribbon, state.density
        closed = frozenset(Group[name] for name in state.closed_groups if name in Group.__members__)
        if closed != self.table.closed:
            self.table.close_groups(closed)
        self._show_list()
        self._set_heights()

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
        minute_over = now // MINUTE != self.table.now // MINUTE
        beat: Beat = self.table.beat(now)
        self._stale = self._stale or beat.moved
        if self._stale and self._is_quiet(now):
            self._stale = False
            self.table.arrange()
        self.view.repaint_figures()
        if minute_over or beat.changed:
            self._show_day(now)
        if beat.breached or beat.soon or beat.internal:
            self.struck.emit(beat)

    def next_figure(self) -> Instant | None:
        """The next instant at which anything here reads differently; None leaves it at the full minute."""
        moments = [self.table.next_change]
        if self.isVisible():
            moments.append(self.view.next_figure())
        if self._stale:
            moments.append(self.table.now + 1)
        return min((moment for moment in moments if moment is not None), default=None)

    def _touch(self) -> None:
        self._touched_at = self._clock.now()

    def _is_quiet(self, now: Instant) -> bool:
        return now - self._touched_at >= QUIET_FOR or now < self._touched_at

    # News

    def _load(self, rows: list[Row]) -> None:
        """All tickets anew; says it where new rules, not something that happened to a ticket, moved when it is due."""
        if self._engine.board.rules is not self._rules:
            self._rules = self._engine.board.rules
            before = {row.id: row for row in self.table.rows()}
            later, earlier = tally(
                move
                for row in rows
                if row.id in before and before[row.id].updated_at == row.updated_at
                for move in moved(row.number, before[row.id].clocks, row.clocks, self.table.now)
            )
            if later or earlier:
                self.due_moved.emit(later, earlier)
        self.table.load(rows)
        self._line.zone = self._engine.board.zone

    def apply(self, changes: Changes) -> None:
        """Fetch what was touched, and that alone where it is known."""
        self._news += 1
        if changes.rules or changes.customers:
            self._take_all(self._engine.board.rows())
        elif changes.tickets:
            self.table.now = self._clock.now()
            rows = self._engine.board.rows_of(changes.tickets)
            self.table.put(rows, gone=changes.tickets - {row.id for row in rows})
            if self._done_begun:
                self.table.put_done(self._engine.board.done_of(changes.tickets), touched=changes.tickets)
        self.figures_changed.emit()

    def reload(self) -> None:
        """Another process wrote: read everything anew, off the window's thread."""
        news = self._news
        in_background(
            self,
            self._engine.board.rows,
            lambda rows: self._take(rows, news),
            refused=self._commands.refused.emit,
        )

    def _take(self, rows: list[Row], news: int) -> None:
        if news != self._news:
            # Something was done here while that was read: it may not be in it yet.
            self.reload()
            return
        self._take_all(rows)
        self.figures_changed.emit()

    def _take_all(self, rows: list[Row]) -> None:
        self.table.now = self._clock.now()
        self._load(rows)
        self._done_read = False
        self._read_done()

    def _read_done(self) -> None:
        """The latest finished tickets at once where none are shown yet, and all of them as soon as they are read."""
        if self._done_read or not self.table.shows_done:
            return
        board, table, news = self._engine.board, self.table, self._news
        if not self._done_begun:
            self._done_begun = True
            table.show_done(table.finished(board.done(LATEST)), of=board.done_count())
            held, there_are = table.done_counts
            self._done_read = held == there_are
        if not self._done_read:
            in_background(
                self,
                lambda: table.finished(board.done()),
                lambda entries: self._take_done(entries, news),
                refused=self._commands.refused.emit,
            )

    def _take_done(self, entries: list[Entry], news: int) -> None:
        if news == self._news:
            self._done_read = True
            self.table.show_done(entries, of=len(entries))
        else:
            self._read_done()

    # What is shown

    def _show_counts(self) -> None:
        self.counted.emit(self.table.counts())

    def _show_list(self) -> None:
        """The list, or what stands in its place when it is empty."""
        done = self.table.shows_done
        empty_desk = self.table.is_empty and not done
        nothing = not self.table.shown_count
        narrowed = nothing and (self.table.choice.narrows or not empty_desk)
        had_keyboard = self.hasFocus()
        self._below.setCurrentWidget(self._no_match if narrowed else self._nothing if nothing else self.view)
        self.setFocusProxy(None if nothing else self.view)  # type: ignore[arg-type] # Qt takes None
        if had_keyboard:
            self.take_focus()
        if narrowed:
            self._say_nothing_matches()
        self.head.update()
        self.ribbon.setVisible(self._ribbon_wanted and not nothing and not done)
        self.head.setVisible(not nothing)
        held, there_are = self.table.done_counts if done else (0, 0)
        self.header.show_count(self.table.shown_count, of=there_are if held < there_are else None)
        self.header.show_chips(not empty_desk)

    def _say_nothing_matches(self) -> None:
        view = wording.view(self.table.choice.view.value)
        narrows = self.table.choice.narrows
        self._clear.setVisible(narrows)
        held, there_are = self.table.done_counts
        if self.table.shows_done and held < there_are:
            sentence = wording.say(
                "The latest {held} of {all} are searched. The older ones are being read.", held=held, all=there_are
            )
            self._no_match.say(wording.say("Nothing found yet"), sentence)
        elif narrows:
            sentence = wording.say("No ticket in {view} has what the filter asks for.", view=view)
            self._no_match.say(wording.say("Nothing matches"), sentence)
        else:
            self._no_match.say(view, wording.nothing_in(self.table.choice.view.value))

    def _show_day(self, now: Instant) -> None:
        hours = self._engine.board.hours(now)
        over = hours.day_end is None or now >= hours.day_end
        due = [] if over or hours.day_end is None else self.table.due_until(hours.day_end)
        self.ribbon.show_day(
            now,
            until=None if over else hours.day_end,
            zone=hours.zone,
            overdue=self.table.overdue_count,
            marks=tuple(_mark(entry) for entry in due),
            closed_words=wording.support_hours(hours, now),
        )

    def _card(self, number: int) -> str:
        at = self.table.line_of_number(number)
        line = None if at is None else self.table.line(at)
        if not isinstance(line, Entry):
            return str(number)
        return wording.card(line.row, self.table.shown(line), self.table.now, self._line.zone)

    # Filters

    def _choose(self, choice: Choice) -> None:
        self._touch()
        self.table.choose(choice)
        self.header.show_choice(choice)
        self.view.come_back()
        self.figures_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.table.choice.narrows:
            self.clear_filter()
        else:
            super().keyPressEvent(event)

    def _press(self, name: str) -> None:
        """A key acts on a ticket that is seen to be the current one; else it shows which that is."""
        if self.view.is_ringed():
            self.act(name)
        elif self.view.current_entry() is not None:
            self.view.show_ring()

    def act(self, name: str) -> None:
        """Do it to the current ticket."""
        entry = self.view.current_entry()
        if entry is not None:
            self.view.show_ring()
            self.act_wanted.emit(entry.row.number, name)

    def _walk(self, number: int) -> None:
        self._touch()
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


def _mark(entry: Entry) -> Mark:
    reading = entry.standing.reading
    assert reading is not None
    assert reading.due_at is not None
    return Mark(entry.row.number, reading.due_at, reading.band is Band.WARNING)
