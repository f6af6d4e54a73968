"""Business hours: the week as a grid, holidays at the right, and what the unsaved change does (08 of the design)."""

import re
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from slaapp.domain import durations, week
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from slaapp.services.defaults import country_of
from slaapp.services.effects import Effect
from slaapp.services.holiday_lists import with_holidays
from ui import bound, theme, wording
from ui.commands import Commands
from ui.keymap import KeyOf
from ui.views.agreements.forcing import effect_words
from ui.views.hours import grid, times
from ui.views.hours.calendars_chip import CalendarsChip
from ui.views.hours.day_heads import DayHeads
from ui.views.hours.editing import Editing
from ui.views.hours.forms import DayForm, ListForm
from ui.views.hours.hints import Hints
from ui.views.hours.holidays import HolidaysPanel
from ui.views.hours.table import HoursTable
from ui.views.hours.versions_chip import VersionsChip
from ui.views.hours.words import firsts, in_words, loaded_words, what_changed
from ui.views.settings.form import OneOf
from ui.wall_clock import WallClock
from ui.widgets.button import Button, IconButton, Kind
from ui.widgets.field import Problem
from ui.widgets.forbidden import allow
from ui.widgets.label import Icon, Label, Panel
from ui.widgets.page_head import PageHead
from ui.widgets.runs import RunsParagraph, marked
from ui.widgets.scroll import ScrollArea
from ui.widgets.typed_menu import TypedMenu
from ui.wording import say

SIDE = 320
MOST_LISTED = 20
USED_FROM, VERSIONS, HINTS_FROM = 860, 340, 480
"""The width of the page from which its head says by whom the hours are used, so much more beside the versions; and the
height from which there are hints below the grid."""

_COUNTED = re.compile(r"^\d+|(?<=, )\d+(?= earlier)")


class HoursPage(Panel):
    """`done` carries words and the Step that undoes it."""

    done = Signal(str, object)
    told = Signal(str)
    hinted = Signal(str)
    ticket_wanted = Signal(int)
    _laid_out = Signal()

    def __init__(
        self, engine: Engine, commands: Commands, clock: WallClock, *, typed: dict[str, Any], begun: dict[str, Any]
    ) -> None:
        """What is not saved, for the window to write down: `typed` of the hours, `begun` in the forms over them."""
        super().__init__("surface")
        self._engine, self._commands, self._clock, self._begun = engine, commands, clock, begun
        self.editing = editing = Editing(engine, commands, clock, self, typed=typed)
        self.chip, self.versions = CalendarsChip(editing, begun), VersionsChip(editing)
        self._used = Label("", "body", "text2", elide=True)
        self.add = IconButton("plus", say("New business hours"))
        self._pen = Icon("pencil-line", "text2", 14)
        self.unsaved = Label("", "body", "text2", elide=True)
        self.discard = Button(say("Discard"), icon="undo-2", kind=Kind.QUIET)
        self.save = Button(say("Save changes"), icon="save", kind=Kind.PRIMARY, keys=KeyOf("hours_save"))
        self.heads, self.grid, self.table = DayHeads(editing), grid.WeekGrid(editing), HoursTable()
        self.problem = Problem()
        self.words = Label("", "prose", "text2", wrap=True)
        self.sum = Label("", "semi", "text")
        self._effect_icon = Icon("clock-alert", "text3", line="prose")
        self.effect = RunsParagraph()
        self.show_tickets = Button(say("Show tickets"), kind=Kind.LINK)
        self.first: OneOf = OneOf(say("Holds from"), [], editing.hold_from)
        self.as_table = Button(say("As a table"), kind=Kind.QUIET, keys=KeyOf("hours_table"))
        self._as_table_above = Button(say("As a table"), kind=Kind.LINK, keys=KeyOf("hours_table"))
        """The same where the page is low: to move one button from layout to layout has brought PySide down."""

        self.holidays, self._hints = HolidaysPanel(editing), Hints()
        self._save_words = self.save.text()
        self._found: Effect | None = None
        self._scrolled = False
        self._days: DayForm | None = None
        self._lists: ListForm | None = None
        self._lay_out()

        editing.changed.connect(self._show)
        editing.told_effect.connect(self._tell_effect)
        editing.done.connect(self.done)
        editing.told.connect(self.hinted)
        editing.refused.connect(self.problem.say)
        self.chip.wanted.connect(self._turn_to)
        self.chip.done.connect(self.done)
        self.versions.wanted.connect(lambda start: self._turn_to(editing.name, start))
        self.versions.drop_wanted.connect(self._drop)
        self.add.clicked.connect(self.chip.start_adding)
        self.discard.clicked.connect(self._discard)
        self.save.clicked.connect(self.save_changes)
        for button in (self.as_table, self._as_table_above):
            button.clicked.connect(self.turn)
        self.show_tickets.clicked.connect(self._list_tickets)
        self.grid.wanted.connect(self._scroll_to)
        self.holidays.turned.connect(lambda year: self.table.show_calendar(editing.calendar, year))
        self.holidays.day_wanted.connect(self.ask_day)
        self.holidays.list_wanted.connect(self.ask_list)
        for day in self.heads.days:
            day.typed.connect(self._show_typed)
        commands.changed.connect(lambda _: self.refresh() if self.isVisible() else None)
        self._laid_out.connect(self._show_morning, Qt.ConnectionType.QueuedConnection)
        bound.bind(self, {"hours_save": self.save_changes, "hours_table": self.turn})

    def _lay_out(self) -> None:
        head = PageHead(wording.page("hours"))
        head.row.addSpacing(8)
        for widget in (self.chip, self.versions, self._used, self.add):
            head.row.addWidget(widget)
        head.row.addStretch(1)
        for shown in (self._pen, self.unsaved, self.discard, self.save):
            head.row.addWidget(shown)
        self._area = ScrollArea(self.grid)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAccessibleName(say("Week of business hours"))
        self._area.viewport().installEventFilter(self)
        self._heads_row = QHBoxLayout()
        self._heads_row.setContentsMargins(0, 0, 0, 0)
        self._heads_row.addWidget(self.heads)
        picture = QWidget()
        column = QVBoxLayout(picture)
        column.setContentsMargins(theme.GUTTER_LEFT, 10, theme.GUTTER_RIGHT, 10)
        column.setSpacing(6)
        column.addLayout(self._heads_row)
        column.addWidget(self.problem)
        column.addWidget(self._area, 1)
        column.addSpacing(4)
        column.addLayout(self._foot())
        row = QHBoxLayout()
        row.addWidget(self._hints, 1)
        row.addStretch()
        row.addWidget(self.as_table)
        column.addLayout(row)
        self._stack = QStackedWidget()
        self._stack.addWidget(picture)
        self._stack.addWidget(self.table)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._stack, 1)
        body.addWidget(self.holidays)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addLayout(body, 1)
        self.setFocusProxy(self.grid)
        self.setTabOrder(self.grid, self._as_table_above)
        theme.follow(self._fit)

    def _foot(self) -> QHBoxLayout:
        """In words, and what the change does."""
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(Label(say("In words"), "title_s"))
        left.addWidget(self.words)
        left.addWidget(self.sum)
        left.addWidget(self._as_table_above, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._effect_icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.effect, 1)
        right.addWidget(Label(say("What the change does"), "title_s", elide=True))
        right.addLayout(line)
        right.addSpacing(4)
        row = QHBoxLayout()
        row.addWidget(self.first)
        row.addSpacing(10)
        row.addWidget(self.show_tickets)
        row.addStretch(1)
        right.addLayout(row)
        right.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(grid.LABELS), 0, 0, 0)
        foot.setSpacing(28)
        for column in (left, right):
            column.setSpacing(4)
            foot.addLayout(column, 1)
        return foot

    def _fit(self) -> None:
        self.holidays.setFixedWidth(min(theme.px(SIDE), max(240, self.width() * 3 // 10)))
        bar = self._area.verticalScrollBar().sizeHint().width()
        self._heads_row.setContentsMargins(theme.px(grid.LABELS), 0, bar, 0)
        self.first.setMaximumWidth(theme.px(190))
        roomy = self.width() >= theme.px(USED_FROM)
        self.add.setVisible(roomy)
        self._used.setVisible(self.width() >= theme.px(USED_FROM + (0 if self.versions.isHidden() else VERSIONS)))
        self.save.hide_keys(not roomy)
        self._save_words = say("Save changes") if roomy else say("Save")
        self._name_save()
        self._fit_foot(low=self.height() < theme.px(HINTS_FROM))

    def _fit_foot(self, *, low: bool) -> None:
        """Where the page is low the hours have the room of the hints, and what stands beside these stands above."""
        for widget in (self._hints, self.as_table, self.sum):
            widget.setVisible(not low)
        self._as_table_above.setVisible(low)
        self._show_words()

    def _show_words(self) -> None:
        """The week in words, and its sum; in a line of its own where there is room."""
        if not self.editing.name:
            return
        calendar = self.editing.calendar
        words = in_words(calendar, self.editing.today.year, self._engine.board.zone.key)
        total = say("{sum} a week", sum=times.length(week.weekly_minutes(calendar.week)))
        self.sum.setText(total)
        self.words.setText(say("{words} {sum}.", words=words, sum=total) if self.sum.isHidden() else words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.grid.fit_into(self._area.viewport().height())
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        if not self._scrolled:
            self._scrolled = True
            self._laid_out.emit()

    def _show_morning(self) -> None:
        self._scroll_to(grid.FIRST_SHOWN * 60, grid.FIRST_SHOWN * 60, top=True)

    def beat(self, now: Instant) -> None:
        """Now is somewhere else."""
        self.grid.update()

    def next_figure(self) -> Instant | None:
        """The full minute is soon enough."""
        return None

    # What is shown

    def refresh(self) -> None:
        """Read everything again; what is not saved stays."""
        try:
            self.editing.read()
        except Refusal as refusal:
            self._commands.refused.emit(str(refusal))

    def show_part(self, name: str) -> None:
        """Turn to the calendar of that name."""
        if name in (held.name for held in self.editing.every):
            self._turn_to(name)

    def _turn_to(self, name: str, start: date | None = None) -> None:
        self.heads.forget()
        self.editing.turn(name, start)

    def _show(self) -> None:
        editing = self.editing
        if not editing.name:
            return
        calendar = editing.calendar
        self._used.setText(self.chip.refresh())
        self.versions.refresh()
        self._fit()
        self.heads.refresh()
        self.grid.refresh()
        self.holidays.refresh()
        self.table.show_calendar(calendar, self.holidays.year)
        self._show_words()
        self._show_unsaved()
        self.first.setVisible(editing.unsaved)
        if editing.unsaved:
            self.first.show_choices(firsts(editing.today, editing.first, editing.ends))
            self.first.show_choice(editing.first)

    def _show_typed(self) -> None:
        self.problem.say(self.heads.wrong)
        self._show_unsaved()
        if not self.editing.unsaved:
            self._tell_effect(None)

    def _show_unsaved(self) -> None:
        """A time that is still in its field is unsaved too."""
        editing, typed = self.editing, self.heads.typed
        self.unsaved.setText(say("Unsaved: {what}", what=what_changed(editing.base, editing.calendar, typed)))
        for widget in (self._pen, self.unsaved, self.discard):
            widget.setVisible(editing.unsaved or bool(typed))
        changed = editing.unsaved or bool(typed)
        why = say("Nothing was changed.") if not changed else say("These hours are over, or can only be read.")
        allow(self.save, changed and editing.editable, say("It is being saved.") if editing.is_saving else why)
        allow(self.discard, not editing.is_saving, say("It is being saved."))
        self._name_save()

    def _name_save(self) -> None:
        """It keeps its width while it works."""
        saving = self.editing.is_saving
        self.save.setText(self._save_words)
        self.save.setMinimumWidth(self.save.sizeHint().width() if saving else 0)
        if saving:
            self.save.setText(say("Saving…"))

    def _tell_effect(self, found: object) -> None:
        """None: it is being worked out, what was told is about something else."""
        self._found = found if isinstance(found, Effect) else None
        self.show_tickets.setVisible(bool(self._found and self._found.moved))
        if isinstance(found, Effect):
            moved = bool(found.later or found.earlier)
            self._say(effect_words(found), "clock-alert" if moved else "check", "amber_text" if moved else "green_text")
        elif isinstance(found, str):
            self._say(found, "circle-alert", "red_text")
        elif self.editing.unsaved:
            self._say(say("Working out what becomes of open tickets…"), "clock", "text3")
        elif self.heads.typed:
            self._say(say("What is still being typed counts for nothing yet."), "pencil-line", "text3")
        elif self.editing.is_over:
            self._say(say("These hours are over. They stay as they were."), "info", "text3")
        else:
            self._say(say("Nothing is changed. Days that are over always stay as they were."), "info", "text3")

    def _say(self, words: str, icon: str, colour: str) -> None:
        """How many tickets stands out."""
        self.effect.set_runs(marked(words, [count.span() for count in _COUNTED.finditer(words)], tone="text2"))
        self._effect_icon.show_icon(icon, colour)

    def _scroll_to(self, opens: int, closes: int, *, top: bool = False) -> None:
        bar, hour = self._area.verticalScrollBar(), self.grid.hour
        start, end, seen = opens * hour // 60, min(closes, 1440) * hour // 60, self._area.viewport().height()
        if top or start < bar.value():
            bar.setValue(max(0, start - 9))
        elif end > bar.value() + seen:
            bar.setValue(min(start, end - seen + 8))

    @property
    def shows_table(self) -> bool:
        return self._stack.currentWidget() is self.table

    def turn(self) -> None:
        """Between the picture and the same as a table."""
        shown = 0 if self.shows_table else 1
        self._stack.setCurrentIndex(shown)
        self.setFocusProxy(self.table if shown else self.grid)
        self.focus_here()

    def focus_here(self) -> None:
        (self.table if self.shows_table else self.grid).setFocus(Qt.FocusReason.ShortcutFocusReason)

    # What can be done

    def save_changes(self) -> None:
        self.heads.take_typed()
        if self.heads.focus_wrong():
            return
        if not self.editing.unsaved:
            self.hinted.emit(say("Nothing was changed here since it was saved."))
            return
        self.problem.say("")
        self.editing.save()

    def step_typed(self, *, forth: bool) -> bool:
        """One edit back that is not saved, or forth again. False: there is none."""
        return self.editing.step(forth=forth)

    def _drop(self) -> None:
        self.heads.forget()
        self.editing.drop()

    def _discard(self) -> None:
        self.heads.forget()
        self.editing.discard()
        self.focus_here()

    def ask_day(self, day: date | None = None) -> None:
        if self._days is None:
            self._days = DayForm(self.window(), self._begun)
            self._days.made.connect(self.editing.change)
        self._days.open_for(self.editing.calendar, self.holidays.year, self.editing.today, day)

    def ask_list(self, year: int) -> None:
        if self._lists is None:
            self._lists = ListForm(self.window())
            self._lists.loaded.connect(self._load)
        self._lists.open_for(year, country_of(self.editing.calendar.zone) or "")

    def _load(self, days: dict[date, str], left_out: int) -> None:
        before = self.editing.calendar
        after = with_holidays(before, days)
        self.editing.change(after)
        added = len(after.holidays) - len(before.holidays)
        told = loaded_words(added, left_out)
        if added:
            self.told.emit(told)
        else:
            self.hinted.emit(say("All of these days are there already."))

    def _list_tickets(self) -> None:
        if self._found is None:
            return
        menu, zone, now = TypedMenu(self), self._engine.board.zone, self._clock.now()
        theme.dress_menu(menu)
        first: dict[int, str] = {}
        for move in self._found.moved:
            was, due = (say("never") if at is None else durations.when(at, now, zone) for at in (move.was, move.due_at))
            words = say(
                "{number} {metric}: {was} → {due}",
                number=move.number,
                metric=wording.metric(move.metric),
                was=was,
                due=due,
            )
            first.setdefault(move.number, words)
        for number, words in sorted(first.items())[:MOST_LISTED]:
            menu.addAction(words).triggered.connect(lambda _=False, number=number: self.ticket_wanted.emit(number))
        if len(first) > MOST_LISTED:
            menu.addAction(say("{count} more", count=len(first) - MOST_LISTED)).setEnabled(False)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.show_tickets.mapToGlobal(self.show_tickets.rect().bottomLeft()))
