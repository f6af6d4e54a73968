"""Reminds of agreements' dates that are near: once each, again where it was put off."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal

from slaapp.domain.durations import long_day
from slaapp.domain.errors import Refusal
from slaapp.domain.reminders import Reminder
from slaapp.domain.spans import HOUR, Instant
from slaapp.engine import Engine
from slaapp.reports.reminder_words import near_words
from ui.commands import Commands
from ui.wall_clock import WallClock
from ui.widgets.notice import Notice
from ui.window_state import WindowState
from ui.wording import say

LATER = timedelta(days=7)


class AgreementReminders(QObject):
    """`told` carries a Notice, `review_wanted` and `open_wanted` the name of an agreement; `changed` says that one was
    put off, or that another day or other dates began."""

    told = Signal(object)
    review_wanted = Signal(str)
    open_wanted = Signal(str)
    changed = Signal()

    def __init__(
        self, engine: Engine, commands: Commands, clock: WallClock, state: WindowState, parent: QObject
    ) -> None:
        """The window's state keeps, for each date that was told of, the day from which it is told of again, "" for
        never. Where it says quiet nothing is told outside support hours."""
        super().__init__(parent)
        self._engine, self._commands, self._clock = engine, commands, clock
        self._state, self._held = state, state.reminded
        self._today, self._next = date.min, 0
        self._near: tuple[Reminder, ...] = ()
        commands.changed.connect(lambda changes: self._look(clock.now(), tell=False) if changes.rules else None)
        commands.elsewhere.connect(lambda: self._look(clock.now()))

    def beat(self, now: Instant) -> None:
        """Once a day, and when the desk opens."""
        if now >= self._next:
            self._look(now)

    def _look(self, now: Instant, *, tell: bool = True) -> None:
        """Unless to `tell`, what is near only now was chosen here: whoever did so knows it, and it is not told."""
        before = set(map(_key, self._near))
        try:
            self._near = self._engine.agreements.reminders(now)
        except Refusal as refusal:
            self._next = now + HOUR
            self._commands.refused.emit(str(refusal))
            return
        hours, desk = self._engine.hours(), self._engine.board.hours(now)
        quiet = self._state.quiet and not desk.open
        self._today = hours.day_of(now)
        midnight = hours.midnight(self._today + timedelta(days=1))
        self._next = min(midnight, desk.opens_at or midnight) if quiet else midnight
        for key in [key for key in self._held if key not in map(_key, self._near)]:
            del self._held[key]
        for reminder in self._near:
            if self._is_wanted(reminder) and (not quiet if tell else _key(reminder) not in before):
                self._held[_key(reminder)] = ""
                if tell:
                    self.told.emit(self._notice(reminder))
        self.changed.emit()

    def of(self, agreement: str) -> list[Reminder]:
        """What is near of an agreement and was not put off, the earliest first."""
        return [one for one in self._near if one.agreement == agreement and not self._is_put_off(one)]

    def put_off(self, reminder: Reminder) -> None:
        """For a week, or up to the day itself where that is sooner."""
        again = min(self._today + LATER, reminder.day)
        self._held[_key(reminder)] = again.isoformat() if again > self._today else ""
        self.changed.emit()

    def _is_wanted(self, reminder: Reminder) -> bool:
        said = self._held.get(_key(reminder))
        return said is None or (said != "" and not self._is_put_off(reminder))

    def _is_put_off(self, reminder: Reminder) -> bool:
        return str(self._held.get(_key(reminder), "")) > self._today.isoformat()

    def _notice(self, reminder: Reminder) -> Notice:
        name = reminder.agreement
        return Notice(
            near_words(reminder),
            (say("Version {number}, {day}", number=reminder.version, day=long_day(reminder.day)),),
            icon="file-text",
            colour="amber_text",
            actions=(
                (say("Print review"), partial(self.review_wanted.emit, name)),
                (say("Open"), partial(self.open_wanted.emit, name)),
            ),
            later=(say("Snooze 7 days"), partial(self.put_off, reminder)),
            stays=True,
            key=f"agreement {_key(reminder)}",
        )


def _key(reminder: Reminder) -> str:
    return f"{reminder.agreement}/{reminder.version}/{reminder.deadline.value}/{reminder.day.isoformat()}"
