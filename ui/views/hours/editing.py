"""The calendar that is worked on: what is kept, what was changed and not saved yet, and what that would do."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal

from slaapp.domain.calendar import Calendar, CalendarLine, Openings, Week
from slaapp.domain.errors import Refusal
from slaapp.domain.week import Block, Edited, with_day
from slaapp.engine import Engine
from slaapp.services.calendar_data import calendar_table, read_calendar
from slaapp.services.calendars import Calendars, Kept, changed_line
from slaapp.services.changes import Changes
from slaapp.services.effects import Effect
from slaapp.services.fields import Fields
from ui.background import in_background
from ui.commands import Commands
from ui.undo import Step
from ui.views.hours.steps import Steps
from ui.wall_clock import WallClock
from ui.widgets.runs import one_line
from ui.wording import say

_log = logging.getLogger(__name__)


class Editing(QObject):
    """Unsaved changes stay until they are saved or discarded, of every calendar its own. `changed`: show everything
    anew; `told_effect`: an Effect, a sentence that refuses, or None while it is worked out."""

    changed = Signal()
    told_effect = Signal(object)
    done = Signal(str, object)
    told = Signal(str)

    def __init__(
        self, engine: Engine, commands: Commands, clock: WallClock, parent: QObject, *, typed: dict[str, Any]
    ) -> None:
        """`typed` is what is not saved as plain data: the window writes it down, so that a crash does not take it."""
        super().__init__(parent)
        self.engine, self.commands, self.clock = engine, commands, clock
        self.every: tuple[Kept, ...] = ()
        self.name = ""
        self.block: Block | None = None
        self._typed = typed
        self._drafts, self._based = _from_plain(typed)
        self._steps: dict[str, Steps] = {}
        self._closed: dict[tuple[str, int], Openings] = {}
        """What days were before they were closed, by the name of the calendar."""

        self._first: date | None = None
        self._asked: CalendarLine | None = None
        self._is_asking = False

    # What is seen

    @property
    def kept(self) -> Kept:
        return next(held for held in self.every if held.name == self.name)

    @property
    def calendar(self) -> Calendar:
        return self._drafts.get(self.name) or self.kept.newest

    @property
    def unsaved(self) -> bool:
        return self.name in self._drafts

    @property
    def editable(self) -> bool:
        return not self.engine.read_only

    @property
    def today(self) -> date:
        return self.engine.hours(self.name).day_of(self.clock.now())

    @property
    def first(self) -> date:
        """From which day the change holds: as chosen, else today, or when what is planned begins."""
        planned = self.kept.line.versions[-1][0]
        return max(self._first or max(planned, self.today), self.today)

    def read(self) -> None:
        """Again from the store; what is not saved stays, and it is told where somebody changed what it is based on."""
        before = self._based | {held.name: held.newest for held in self.every if held.name in self._drafts}
        self.every = self.engine.calendars.every()
        names = [held.name for held in self.every]
        self._drafts = {name: held for name, held in self._drafts.items() if name in names}
        for held in self.every:
            if held.name in self._drafts and before.get(held.name, held.newest) != held.newest:
                words = say(
                    "{name} was changed elsewhere. Your changes are kept; saving puts them in its place.",
                    name=held.name,
                )
                self.told.emit(words)
                self._steps.pop(held.name, None)
        if self.name not in names:
            desks = next((held.name for held in self.every if held.is_desks), names[0] if names else "")
            self.name, self.block, self._first = desks, None, None
        self._show()

    def turn(self, name: str) -> None:
        self.name, self.block, self._first = name, None, None
        self._show()

    def follow(self, old: str, new: str) -> None:
        """One has another name now: what is not saved of it stays with it."""
        if old in self._drafts:
            self._drafts[new] = self._drafts.pop(old)
        if old in self._steps:
            self._steps[new] = self._steps.pop(old)
        self._closed = {(new if name == old else name, day): was for (name, day), was in self._closed.items()}
        self.name = new if self.name == old else self.name
        self.every = tuple(replace(held, name=new) if held.name == old else held for held in self.every)

    def choose(self, block: Block | None) -> None:
        self.block = block
        self.changed.emit()

    def hold_from(self, first: date) -> None:
        self._first = first
        self._show()

    # What is changed

    def change(self, calendar: Calendar) -> None:
        if calendar != self.calendar:
            self._steps.setdefault(self.name, Steps()).take(self.calendar)
        self._put(calendar)

    def _put(self, calendar: Calendar) -> None:
        if calendar == self.kept.newest:
            self._drafts.pop(self.name, None)
        else:
            self._drafts[self.name] = calendar
        self._show()

    def step(self, *, forth: bool) -> bool:
        """One edit back that is not saved, or forth again. False: there is none."""
        there = self._steps.get(self.name, Steps()).walk(self.calendar, forth=forth) if self.editable else None
        if there is None:
            return False
        self._put(there)
        return True

    def close_day(self, day: int) -> None:
        self._closed[self.name, day] = self.calendar.week[day]
        self.change_week(with_day(self.calendar.week, day, ()), None)

    def open_day(self, day: int, usual: Openings) -> None:
        """As it was before it was closed here, else as usual."""
        openings = self._closed.get((self.name, day)) or usual
        self.change_week(with_day(self.calendar.week, day, openings), None)

    def change_week(self, week: Week, block: Block | None) -> None:
        self.block = block
        self.change(replace(self.calendar, week=week))

    def put(self, edited: Edited) -> None:
        self.change_week(*edited)

    def discard(self) -> None:
        """It can be taken back, as one step."""
        self.block, self._first = None, None
        self.change(self.kept.newest)

    def save(self) -> str:
        """A sentence where it was refused; what is not saved stays then."""
        try:
            changes = self.commands.attempt(self.engine.calendars.save, self.name, self.calendar, self.first)
        except Refusal as refusal:
            return str(refusal)
        words = say("{name} saved, from {day} on.", name=one_line(self.name), day=_day(self.first, self.today))
        self._drafts.pop(self.name, None)
        self._steps.pop(self.name, None)
        self._first = None
        self.read()
        self.done.emit(words, taking_back(self.engine.calendars, self.commands, changes))
        return ""

    # What it does

    def _show(self) -> None:
        if self.block is not None and self.block.opening not in self.calendar.week[self.block.day]:
            self.block = None
        self._based = {held.name: held.newest for held in self.every if held.name in self._drafts}
        self._typed.clear()
        for name, before in self._based.items():
            self._typed[name] = {"before": calendar_table(before), "after": calendar_table(self._drafts[name])}
        self._asked = None
        self.told_effect.emit(None)
        self.changed.emit()
        self._ask()

    def _ask(self) -> None:
        """One question at a time: what was changed meanwhile is asked about after the answer."""
        if not self.unsaved or not self.editable:
            return
        self._asked = changed_line(self.kept.line, self.calendar, self.first)
        if not self._is_asking:
            self._start(self._asked)

    def _start(self, line: CalendarLine) -> None:
        now, calendars = self.clock.now(), self.engine.calendars
        self._is_asking = True

        def take(found: Effect | str) -> None:
            if self._asked == line:
                self.told_effect.emit(found)
            elif self._asked is not None:
                self._start(self._asked)

        in_background(self, lambda: calendars.effect(line, now), take, refused=take, ended=self._answered)

    def _answered(self) -> None:
        self._is_asking = False


def _from_plain(typed: Mapping[str, Any]) -> tuple[dict[str, Calendar], dict[str, Calendar]]:
    """What was not saved when the window was left, and what that was based on; without what cannot be read."""
    drafts, based = {}, {}
    for name, held in typed.items():
        try:
            drafts[name] = read_calendar(Fields(held).table("after"))
            based[name] = read_calendar(Fields(held).table("before"))
        except Refusal as refusal:
            _log.warning("The unsaved change of %s cannot be read and is forgotten: %s", name, refusal)
            drafts.pop(name, None)
    return drafts, based


def taking_back(calendars: Calendars, commands: Commands, changes: Changes) -> Step | None:
    """The step that writes what business hours said before; None: nothing was written."""
    if not changes.records:
        return None

    def go() -> Step:
        back = taking_back(calendars, commands, commands.attempt(calendars.take_back, changes.records))
        assert back is not None  # it wrote what was before
        return back

    return Step(go)


def _day(day: date, today: date) -> str:
    if day == today:
        return say("today")
    return say("tomorrow") if day == today + timedelta(days=1) else day.isoformat()
