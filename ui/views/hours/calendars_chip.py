"""Which business hours are seen, out of all: new ones, a copy, another name, taken away."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal

from slaapp.domain.calendar import Calendar, zone_names
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import Instant
from slaapp.services.changes import Changes
from ui import theme
from ui.undo import Step, taking_back_records
from ui.views.hours.editing import Editing
from ui.views.hours.forms import NameForm
from ui.views.hours.words import marked, used_words
from ui.widgets.button import Chip
from ui.widgets.picker import Choice, Picker
from ui.widgets.runs import one_line
from ui.wording import say


class CalendarsChip(Chip):
    """`wanted` carries the name of those to be seen, `done` words and the Step that undoes it."""

    wanted = Signal(str)
    done = Signal(str, object)

    def __init__(self, editing: Editing, begun: dict[str, Any]) -> None:
        """`begun` holds what is typed of a name: the window writes it down."""
        super().__init__("", "", icon="calendar-clock", height=theme.BUTTON)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._editing, self._begun = editing, begun
        self._naming: NameForm | None = None
        self._zones: Picker | None = None
        self.about_to_show.connect(self._offer)

    def refresh(self) -> str:
        """Gives by whom they are used, which stands beside it where there is room."""
        kept = self._editing.kept
        used = used_words(len(kept.agreements), len(kept.suppliers))
        self.show_value(one_line(kept.name)[:40])
        self.setAccessibleName(f"{one_line(kept.name)}, {used}")
        return used

    def _offer(self) -> None:
        menu = self.menu
        menu.clear()
        for held in self._editing.every:
            words = marked(one_line(held.name), unsaved=self._editing.is_unsaved(held.name))
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(held.name == self._editing.name)
            action.triggered.connect(lambda _=False, name=held.name: self.wanted.emit(name))
        if not self._editing.engine.read_only:
            menu.addSeparator()
            menu.addAction(say("New…")).triggered.connect(lambda _=False: self.start_adding())
            menu.addAction(say("Copy…")).triggered.connect(lambda _=False: self.start_adding(copy=True))
            menu.addAction(say("Rename…")).triggered.connect(lambda _=False: self.start_renaming())
            if self._editing.editable:
                zone = menu.addAction(say("Time zone: {zone}…", zone=self._editing.calendar.zone))
                zone.triggered.connect(lambda _=False: self.ask_zone())
            menu.addAction(say("Remove")).triggered.connect(lambda _=False: self.remove())

    def start_adding(self, *, copy: bool = False) -> None:
        calendar = self._editing.calendar
        if not copy:
            office = self._editing.kept.newest.zone
            calendar = Calendar(office, ((),) * 7, self._editing.calendar.holidays)
        title = say("Copy {name}", name=one_line(self._editing.name)) if copy else say("New business hours")

        def add(name: str) -> str:
            try:
                changes = self._editing.commands.attempt(self._editing.engine.calendars.add, name, calendar)
            except Refusal as refusal:
                return str(refusal)
            self._editing.read()
            self.wanted.emit(name)
            step = taking_back_records(self._editing.engine.calendars, self._editing.commands, changes)
            self.done.emit(say("{name} added.", name=one_line(name)), step)
            return ""

        self._ask_name(
            title, say("Add"), "", add, place=f"hours copied of {self._editing.name}" if copy else "new hours"
        )

    def start_renaming(self) -> None:
        old = self._editing.name

        def rename(name: str) -> str:
            try:
                self._rename(old, name)
            except Refusal as refusal:
                return str(refusal)
            self.done.emit(say("{old} is {name} now.", old=one_line(old), name=one_line(name)), self._back(name, old))
            return ""

        title = say("Rename {name}", name=one_line(old))
        self._ask_name(title, say("Rename"), old, rename, place=f"name of hours {old}")

    def _rename(self, old: str, new: str) -> None:
        def rename(*, now: Instant) -> Changes:
            changes = self._editing.engine.calendars.rename(old, new, now=now)
            self._editing.follow(old, new)
            return changes

        self._editing.commands.attempt(rename)
        self._editing.read()

    def _back(self, name: str, old: str) -> Step:
        def go() -> Step:
            self._rename(name, old)
            return self._back(old, name)

        return Step(go)

    def ask_zone(self) -> None:
        if self._zones is None:
            self._zones = Picker(say("Time zone"), self)
            self._zones.chosen.connect(self.choose_zone)
        here = self._editing.calendar.zone
        names = zone_names()
        listed = names if here in names else [here, *names]
        self._zones.open_with([Choice(name, name.replace("_", " "), current=name == here) for name in listed], self)

    def choose_zone(self, zone: str) -> None:
        self._editing.change(replace(self._editing.calendar, zone=zone))

    def remove(self) -> None:
        name = self._editing.name
        try:
            changes = self._editing.commands.attempt(self._editing.engine.calendars.remove, name)
        except Refusal as refusal:
            self._editing.commands.refused.emit(str(refusal))
            return
        self._editing.read()
        step = taking_back_records(self._editing.engine.calendars, self._editing.commands, changes)
        self.done.emit(say("{name} removed.", name=one_line(name)), step)

    def _ask_name(self, title: str, verb: str, name: str, does: Callable[[str], str], *, place: str) -> None:
        if self._naming is None:
            self._naming = NameForm(self.window(), self._begun)
        self._naming.open_for(title, verb, name, does, place=place)
