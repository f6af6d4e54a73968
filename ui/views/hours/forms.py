"""The forms of the page: a name, a day that is closed or short, a list of holidays to load."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from slaapp.domain import durations
from slaapp.domain.calendar import Calendar, Openings
from slaapp.domain.errors import Refusal
from slaapp.domain.times_of_day import read_day_hours
from slaapp.importers.ics import read_days
from slaapp.services.beginning import countries
from slaapp.services.holiday_lists import name_of, of_country, only_until, part_names, with_day, without_day
from ui import kept_text, theme
from ui.file_place import choose_file
from ui.views.hours import times
from ui.views.settings.form import OneOf
from ui.widgets.button import Button, Chip, Kind
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.picker import Choice, Picker
from ui.widgets.tick import Tick
from ui.widgets.titled_form import TitledForm
from ui.wording import say

_NEW_DAY = "new day"
"""Where what is typed of a new day is held."""

FILE_YEARS = 5
"""For how many years a file's yearly days are taken."""


class Form(TitledForm):
    """Questions with their labels above, and the button that does it; Enter does too, in a field."""

    def __init__(self, title: str, verb: str, over: QWidget) -> None:
        super().__init__(over, title, verb)
        self.rows.setSpacing(5)
        self.act.clicked.connect(self.take)

    def ask(self, words: str, control: QWidget) -> None:
        label = Label(words, "small_strong", "text2")
        label.setBuddy(control)
        if self.rows.count():
            self.rows.addSpacing(6)
        self.rows.addWidget(label)
        if isinstance(control, Field):
            self.rows.addWidget(control)
            control.edit.returnPressed.connect(self.take)
            control.edit.textChanged.connect(lambda _: self.say_wrong("", control))
        else:
            self.rows.addWidget(control, 0, Qt.AlignmentFlag.AlignLeft)

    def say_wrong(self, sentence: str, field: Field | None = None) -> None:
        super().say_wrong(sentence)
        if field is not None:
            field.show_wrong(bool(sentence))
            if sentence:
                field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self) -> None:
        """Do it, or say what is wrong."""
        raise NotImplementedError


class NameForm(Form):
    """`does` is given the name and gives a sentence where it was refused; `begun` holds what is typed and not done, by
    its place."""

    def __init__(self, over: QWidget, begun: dict[str, Any]) -> None:
        super().__init__("", say("Save"), over)
        self._begun, self._key, self._usual = begun, "", ""
        self.name = Field(say("For example: Site hours"), name=say("Name of the business hours"))
        self.ask(say("Name"), self.name)
        self._does: Callable[[str], str] = lambda name: ""
        self.name.edit.textChanged.connect(self._hold)

    def open_for(self, title: str, verb: str, name: str, does: Callable[[str], str], *, place: str) -> None:
        """With what was typed in this `place` before, else with `name`."""
        self.title.setText(title)
        self.act.setText(verb)
        self._key, self._usual = place, name
        self.name.setText(kept_text.held(self._begun, place) or name)
        self.name.edit.selectAll()
        self._does = does
        self.say_wrong("", self.name)
        self.open()
        self.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self) -> None:
        name = " ".join(self.name.text().split())
        sentence = self._does(name) if name else say("Give it a name.")
        self.say_wrong(sentence, self.name)
        if not sentence:
            kept_text.hold(self._begun, self._key, "")
            self.close_form()

    def _hold(self, typed: str) -> None:
        """For the window to write down."""
        kept_text.hold(self._begun, self._key, "" if typed == self._usual else typed)


class DayForm(Form):
    """`made` carries the calendar with that day in it; `begun` holds what is typed of a new one."""

    made = Signal(object)

    def __init__(self, over: QWidget, begun: dict[str, Any]) -> None:
        super().__init__(say("Holiday or short day"), say("Add the day"), over)
        self.day = Field(say("For example: 24 Dec 2026"), name=say("Day"))
        self.name = Field(say("For example: Christmas Eve"), name=say("Name of the day"))
        self.hours = Field(say("Closed all day"), name=say("Open until, or from and to"))
        self.yearly = Tick(say("Every year, for ten years"))
        self.ask(say("Day"), self.day)
        self.ask(say("Name"), self.name)
        self.ask(say("Open until 12:00, or 10:00–12:00, 13:00–15:00 (empty: closed)"), self.hours)
        self.rows.addSpacing(4)
        self.rows.addWidget(self.yearly, 0, Qt.AlignmentFlag.AlignLeft)
        self.remove = Button(say("Remove the day"), icon="x", kind=Kind.QUIET)
        self.foot.insertWidget(0, self.remove)
        self.remove.clicked.connect(self._remove)
        self._calendar: Calendar | None = None
        self._year, self._today = 0, date.min
        self._old: date | None = None
        self._begun = begun
        self._take_up()
        for field in self._fields:
            field.edit.textChanged.connect(self._hold)

    @property
    def _fields(self) -> tuple[Field, Field, Field]:
        return self.day, self.name, self.hours

    def _take_up(self) -> None:
        """What was typed of a new day and not added."""
        typed = self._begun.get(_NEW_DAY)
        for field, words in zip(self._fields, typed if isinstance(typed, list) else (), strict=False):
            field.setText(str(words))

    def _hold(self, _: str) -> None:
        """For the window to write down."""
        if self._old is not None:
            return
        typed = [field.text() for field in self._fields]
        if any(typed):
            self._begun[_NEW_DAY] = typed
        else:
            self._begun.pop(_NEW_DAY, None)

    def open_for(self, calendar: Calendar, year: int, today: date, day: date | None = None) -> None:
        """For a new day, with what was typed for one and not added, or for one that is there."""
        if day is None and self._old is not None:
            self._empty()
            self._take_up()
            self.yearly.setChecked(False)
        self._calendar, self._year, self._today, self._old = calendar, year, today, day
        self.act.setText(say("Add the day") if day is None else say("Change the day"))
        self.remove.setVisible(day is not None)
        if day is not None:
            self.day.setText(f"{durations.short_day(day)} {day.year}")
            self.name.setText(name_of(calendar, day))
            self.hours.setText(_hours(calendar, day))
            self.yearly.setChecked(False)
        self.open()
        (self.day if day is None else self.name).edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self) -> None:
        calendar = self._calendar
        assert calendar is not None
        day = read_day(self.day.text(), self._year)
        if day is None:
            self.say_wrong(say("This is no day. Write it as 24 Dec 2026 or 2026-12-24."), self.day)
            return
        if day < self._today and day != self._old and not self.yearly.isChecked():
            self.say_wrong(say("This day is over and stays as it was. Choose a day that comes."), self.day)
            return
        try:
            hours = self._read_hours()
        except ValueError as error:
            self.say_wrong(say("{why} Leave it empty where the day is closed.", why=str(error)), self.hours)
            return
        name = " ".join(self.name.text().split())[:200]
        yearly = self.yearly.isChecked()
        held = calendar if self._old is None else without_day(calendar, self._old, yearly=yearly)
        after = with_day(held, day, name, hours, yearly=yearly)
        if isinstance(hours, int) and not _opens(after, day, yearly=yearly):
            never = say(
                "Nothing is open on that day before {time}. Write from when to when, or leave it empty.",
                time=times.clock(hours),
            )
            self.say_wrong(never, self.hours)
            return
        self._done(after)

    def _remove(self) -> None:
        """With "every year" also those of the years that follow."""
        assert self._calendar is not None
        assert self._old is not None
        self._done(without_day(self._calendar, self._old, yearly=self.yearly.isChecked()))

    def _done(self, after: Calendar) -> None:
        self._empty()
        self.close_form()
        self.made.emit(after)

    def _read_hours(self) -> int | Openings:
        """Of a day whose hours were not touched they stay, whatever day it is now."""
        calendar, old, text = self._calendar, self._old, self.hours.text()
        if calendar is not None and old is not None and text and text == _hours(calendar, old):
            return calendar.special_days[old]
        return read_day_hours(text)

    def _empty(self) -> None:
        for field in self._fields:
            field.setText("")


class ListForm(Form):
    """`loaded` carries days and names, and how many entries of a file were left out."""

    loaded = Signal(object, int)

    def __init__(self, over: QWidget) -> None:
        super().__init__(say("Load a list of holidays"), "", over)
        self.country = Chip("", height=theme.FIELD)
        self.country.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.country.clicked.disconnect()
        self.country.clicked.connect(self._ask_country)
        self.part: OneOf = OneOf(say("Part of the country"), [("", say("The whole country"))], self._choose_part)
        self.file = Button(say("From a file (.ics)…"), icon="upload")
        self.foot.insertWidget(0, self.file)
        self.ask(say("Country"), self.country)
        self.ask(say("Part of the country"), self.part)
        self.file.clicked.connect(self.choose_file)
        self._year, self._part, self._code = 0, "", ""
        self._picker: Picker | None = None
        self._known: list[tuple[str, str]] = []

    def open_for(self, year: int, country: str) -> None:
        self._year = year
        self._known = self._known or countries()
        self.act.setText(say("Load {year}", year=year))
        self.show_country(self._code or country)
        self.say_wrong("")
        self.open()
        self.country.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_country(self) -> None:
        if self._picker is None:
            self._picker = Picker(say("Country"), self)
            self._picker.chosen.connect(self.show_country)
        listed = [Choice(code, name, note=code, current=code == self._code) for code, name in self._known]
        self._picker.open_with(listed, self.country)

    def show_country(self, code: str) -> None:
        self._code = code
        name = dict(self._known).get(code, say("Choose a country"))
        self.country.show_value(name)
        self.country.setAccessibleName(say("Country: {name}", name=name))
        named: Sequence[tuple[str, str]] = ()
        if code in dict(self._known):
            named = sorted(part_names(code).items(), key=lambda one: one[1])
        self.part.show_choices([("", say("The whole country")), *named])
        self._choose_part("")
        self.part.setEnabled(bool(named))

    def _choose_part(self, part: str) -> None:
        self._part = part
        self.part.show_choice(part)

    def take(self) -> None:
        try:
            days = of_country(self._code, self._part, [self._year])
        except Refusal:
            self.say_wrong(say("Choose a country first."))
            return
        if not days:
            self.say_wrong(say("No holidays are known there for {year}. Choose another list.", year=self._year))
            return
        self.close_form()
        self.loaded.emit(days, 0)

    def choose_file(self) -> None:
        path = choose_file(self, "holidays", say("Load holidays"), say("Calendars (*.ics)"))
        if path is not None:
            self.read_file(path)

    def read_file(self, file: Path) -> None:
        try:
            found = read_days(file.read_bytes(), date(self._year, 1, 1), date(self._year + FILE_YEARS, 12, 31))
        except OSError as error:
            self.say_wrong(say("The file could not be read ({why}). Nothing was loaded.", why=error.strerror or ""))
            return
        except Refusal as refusal:
            self.say_wrong(str(refusal))
            return
        if not found.days:
            self.say_wrong(
                say("The file has no whole days from {year} on. Nothing was loaded. Choose another.", year=self._year)
            )
            return
        self.close_form()
        self.loaded.emit(found.days, found.left_out)


def _hours(calendar: Calendar, day: date) -> str:
    """As they are typed: `12:00` where the day only closes earlier than usual."""
    minute = only_until(calendar, day)
    return times.spans(calendar.special_days.get(day, ())) if minute is None else times.clock(minute)


def _opens(calendar: Calendar, day: date, *, yearly: bool) -> bool:
    """Whether that short day, or where it is `yearly` one of those that follow, is open at all."""
    return any(
        openings
        for on, openings in calendar.special_days.items()
        if on == day or (yearly and on > day and (on.month, on.day) == (day.month, day.day))
    )


def read_day(text: str, year: int) -> date | None:
    """`2026-12-24`, `24 Dec 2026`, `24 December`, `24.12.2026`, `24.12.`; without a year it is that of the list."""
    words = text.replace(".", " ").replace("/", " ").split()
    try:
        if len(words) == 1:
            found = date.fromisoformat(words[0])
        elif len(words) in (2, 3) and (month := _month(words[1])):
            found = date(int(words[2]) if len(words) == 3 else year, month, int(words[0]))
        else:
            return None
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2100 else None


def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    starts = [at for at, name in enumerate(durations.MONTHS, start=1) if name.casefold().startswith(word.casefold())]
    return starts[0] if len(word) >= 3 and len(starts) == 1 else 0
