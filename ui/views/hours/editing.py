"""The calendar that is worked on: what is kept, what was changed and not saved yet, and what that would do."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from slaapp.domain import durations
from slaapp.domain.calendar import Calendar, CalendarLine, Openings, Week
from slaapp.domain.errors import Refusal
from slaapp.domain.week import Block, Edited, with_day
from slaapp.engine import Engine
from slaapp.services.calendar_versions import edited, next_start, start_on
from slaapp.services.calendars import Kept
from slaapp.services.changes import Changes
from slaapp.services.effects import Effect
from ui.background import in_background
from ui.commands import Commands
from ui.undo import taking_back_records
from ui.views.hours.drafts import Draft, Drafts, Key
from ui.wall_clock import WallClock
from ui.widgets.runs import one_line
from ui.wording import say


class Editing(QObject):
    """One version of one calendar: `start` says since when it holds. Unsaved changes stay until they are saved or
    discarded, of every version its own. `changed`: show everything anew; `told_effect`: an Effect, a sentence that
    refuses, or None while it is worked out."""

    changed = Signal()
    told_effect = Signal(object)
    done = Signal(str, object)
    told = Signal(str)
    refused = Signal(str)
    """What was to be saved was not: a sentence."""

    def __init__(
        self, engine: Engine, commands: Commands, clock: WallClock, parent: QObject, *, typed: dict[str, Any]
    ) -> None:
        """`typed` is what is not saved as plain data: the window writes it down, so that a crash does not take it."""
        super().__init__(parent)
        self.engine, self.commands, self.clock = engine, commands, clock
        self.every: tuple[Kept, ...] = ()
        self.name = ""
        self.start = date.min
        self.block: Block | None = None
        self._drafts = Drafts(typed)
        self._closed: dict[tuple[str, int], Openings] = {}
        """What days were before they were closed, by the name of the calendar."""

        self._first: date | None = None
        self._asked: CalendarLine | None = None
        self._is_asking = False
        self._saving: Key | None = None

    # What is seen

    @property
    def key(self) -> Key:
        return self.name, self.start

    @property
    def kept(self) -> Kept:
        return next(held for held in self.every if held.name == self.name)

    @property
    def base(self) -> Calendar:
        """The version that is looked at, as it is kept."""
        return self.kept.line.on(self.start)

    @property
    def _draft(self) -> Draft:
        return self._drafts.of(self.key, self.base)

    @property
    def calendar(self) -> Calendar:
        return self._draft.after

    @property
    def unsaved(self) -> bool:
        return self._draft.unsaved

    def is_unsaved(self, name: str, start: date | None = None) -> bool:
        """Whether something of these hours, or of that version of them, is not saved."""
        return self._drafts.holds(name, start)

    @property
    def ends(self) -> date | None:
        """The day on which the next version begins."""
        return next_start(self.kept.line, self.start)

    @property
    def is_over(self) -> bool:
        return self.ends is not None and self.ends <= self.today

    @property
    def editable(self) -> bool:
        return not (self.engine.read_only or self.is_over or self.is_saving)

    @property
    def is_saving(self) -> bool:
        """What is seen is being saved: until that is done it stays as it is."""
        return self._saving == self.key

    @property
    def today(self) -> date:
        return self.engine.hours(self.name).day_of(self.clock.now())

    @property
    def first(self) -> date:
        """From which day the change holds: as chosen, else today, or when what is planned begins."""
        chosen = self._first if self._first is not None and self._first >= self.today else None
        return chosen or max(self.start, self.today)

    def read(self) -> None:
        """Again from the store; what is not saved stays, and it is told where somebody changed what it is based on."""
        was_over = bool(self.every) and self.is_over
        self.every = self.engine.calendars.every()
        lines = {held.name: held.line for held in self.every}
        now = self.clock.now()
        changed = self._drafts.follow(lines, {name: self.engine.hours(name).day_of(now) for name in lines})
        if self.name not in lines:
            desks = next((held.name for held in self.every if held.is_desks), next(iter(lines)))
            self.turn(desks)
        else:
            start = self.start if was_over else max(self.start, self.today)
            self.start = start_on(lines[self.name], changed.get(self.key, start))
            self._show()
        for name in sorted({name for name, _ in changed}):
            words = say(
                "{name} was changed elsewhere. Your changes are kept; saving puts them in its place.",
                name=name,
            )
            self.told.emit(words)

    def turn(self, name: str, start: date | None = None) -> None:
        """To a version; by default to the one that is being changed, else to the one that holds today."""
        self.name, self.block, self._first = name, None, None
        self.start = start or self._drafts.start_of(name) or start_on(self.kept.line, self.today)
        self._show()

    def follow(self, old: str, new: str) -> None:
        """One has another name now: what is not saved of it stays with it."""
        self._drafts.rename(old, new)
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
        if self.is_saving:
            return
        self._draft.edit(calendar)
        self._show()

    def step(self, *, forth: bool) -> bool:
        """One edit back that is not saved, or forth again. False: there is none."""
        if self.is_saving:
            return True
        if not self.name or not self._draft.step(forth=forth):
            return False
        self._show()
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
        self.change(self.base)

    def save(self) -> None:
        """Beside the window: every ticket is wound anew. What is not saved stays where it is refused."""
        if self._saving is not None:
            return
        key, name, first, calendars = self.key, self.name, self.first, self.engine.calendars
        change = partial(calendars.save, name, self.calendar, first, start=self.start)
        self._saving = key

        def saved(changes: Changes) -> None:
            words = say("{name} saved, from {day} on.", name=one_line(name), day=_day(first, self.today))
            self._drafts.drop(key)
            if self.key == key:
                self.start, self._first = first, None
            self.read()
            self.done.emit(words, taking_back_records(calendars, self.commands, changes))

        def ended() -> None:
            self._saving = None
            self.changed.emit()

        self.commands.attempt_apart(self, change, saved, refused=self.refused.emit, ended=ended)
        self.changed.emit()

    def drop(self) -> None:
        """Take away what is planned; what was before goes on."""
        calendars = self.engine.calendars
        try:
            changes = self.commands.attempt(calendars.drop, self.name, self.start)
        except Refusal as refusal:
            self.commands.refused.emit(str(refusal))
            return
        day = durations.long_day(self.start)
        self._drafts.drop(self.key)
        self.read()
        words = say("What {name} planned from {day} on is removed.", name=one_line(self.name), day=day)
        self.done.emit(words, taking_back_records(calendars, self.commands, changes))

    # What it does

    def _show(self) -> None:
        if self.block is not None and self.block.opening not in self.calendar.week[self.block.day]:
            self.block = None
        self._drafts.write()
        self._asked = None
        self.told_effect.emit(None)
        self.changed.emit()
        self._ask()

    def _ask(self) -> None:
        """One question at a time: what was changed meanwhile is asked about after the answer."""
        if not self.unsaved or not self.editable:
            return
        self._asked = edited(self.kept.line, self.start, self.calendar, self.first, self.today)
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


def _day(day: date, today: date) -> str:
    if day == today:
        return say("today")
    return say("tomorrow") if day == today + timedelta(days=1) else durations.long_day(day)
