"""When is the desk open? A row a day with two times, and whose public holidays are kept."""

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain.calendar import DAY_MINUTES, Calendar, Opening
from slaapp.domain.times_of_day import read_time
from slaapp.reports.calendars import hours_in_words
from slaapp.services.beginning import Answers, countries
from ui import theme
from ui.views.hours.times import clock
from ui.views.welcome.step import Step
from ui.widgets.button import Chip
from ui.widgets.field import Field, Problem
from ui.widgets.label import Label
from ui.widgets.picker import Choice, Picker
from ui.widgets.tick import Tick
from ui.wording import say

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
USUAL = ("09:00", "17:00")


class _Day(QWidget):
    """`opening` of what stands in it; ValueError with a sentence, and the field that is wrong."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.open = Tick(name)
        self.begins = Field(USUAL[0], name=say("{day} from", day=name), height=theme.FIELD_TOOLBAR)
        self.ends = Field(USUAL[1], name=say("{day} to", day=name), height=theme.FIELD_TOOLBAR)
        self.more: Sequence[Opening] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 6)
        row.setSpacing(8)
        row.addWidget(self.open)
        row.addWidget(self.begins)
        row.addWidget(Label("–", "body", "text3"))
        row.addWidget(self.ends)
        row.addStretch(1)
        theme.follow(self._fit)
        self.open.toggled.connect(self._show_open)

    def show_openings(self, openings: Sequence[Opening]) -> None:
        """The first of a day is shown; what a command gave it besides is kept."""
        self.more = openings[1:]
        begins, ends = (clock(openings[0].opens), clock(openings[0].closes)) if openings else USUAL
        self.begins.setText(begins)
        self.ends.setText(ends)
        self.open.setChecked(bool(openings))
        self._show_open(bool(openings))

    def openings(self) -> tuple[Opening, ...]:
        if not self.open.isChecked():
            return ()
        return (Opening.between(read_time(self.begins.text()), read_time(self.ends.text())), *self.more)

    def show_wrong(self, wrong: bool) -> Field:
        """The field that cannot be read, else the end."""
        found = self.ends
        try:
            Opening.between(read_time(self.begins.text()), DAY_MINUTES)
        except ValueError:
            found = self.begins
        for field in (self.begins, self.ends):
            field.show_wrong(wrong and field is found)
        return found

    def _show_open(self, opened: bool) -> None:
        for field in (self.begins, self.ends):
            field.setEnabled(opened)
            field.show_wrong(False)

    def _fit(self) -> None:
        widest = max(theme.metrics("body").horizontalAdvance(day) for day in DAYS)
        self.open.setFixedWidth(round(widest) + theme.px(14) + 24)
        for field in (self.begins, self.ends):
            field.setFixedWidth(theme.px(84))


class HoursStep(Step):
    TITLE = "Business hours"
    HINT = "When is somebody there?"
    QUESTION = "When is somebody there?"
    LEAD = "Clocks run in these hours only. Breaks and special days can be added later under Business hours."

    def __init__(self) -> None:
        super().__init__()
        self.days = [_Day(say(day)) for day in DAYS]
        self.problem = Problem()
        self.country = Chip(say("Public holidays"), height=theme.FIELD)
        self.zone = Label("", "small", "text3", wrap=True)
        self._asked: set[tuple[int, Opening]] = set()
        """The nights, each by its day, of which was asked whether they are meant."""

        self._country = ""
        self._countries: list[tuple[str, str]] = []
        self._picker: Picker | None = None
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for day in self.days:
            rows.addWidget(day)
        self.column.addLayout(rows)
        self.column.addWidget(self.problem)
        self.column.addSpacing(14)
        self.column.addWidget(self.country, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addSpacing(5)
        self.column.addWidget(self.zone)
        self.column.addStretch(1)
        self.country.clicked.disconnect()
        self.country.clicked.connect(self._choose_country)

    @property
    def first(self) -> QWidget:
        return self.days[0].open

    def show_answers(self, answers: Answers) -> None:
        for day, openings in zip(self.days, answers.week, strict=True):
            day.show_openings(openings)
        self.zone.setText(say("Times are those of {zone}, as this computer is set.", zone=answers.zone))
        self._show_country(answers.country)

    def take(self, answers: Answers) -> Answers | None:
        for day in self.days:
            try:
                day.openings()
            except ValueError as error:
                wrong = day.show_wrong(True)
                self.problem.say(
                    say(
                        "{day}: {why} It stays as you typed it. Correct it, then continue.",
                        day=day.name,
                        why=str(error),
                    )
                )
                wrong.edit.setFocus(Qt.FocusReason.OtherFocusReason)
                return None
            day.show_wrong(False)
        if not any(day.open.isChecked() for day in self.days):
            self.problem.say(say("No day is open, so nothing would ever be due. Open one day."))
            self.days[0].open.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        if self._ask_of_night():
            return None
        self.problem.say("")
        return self.typed(answers)

    def _ask_of_night(self) -> bool:
        """Hours that end before they begin run over midnight, which a slip of the keys does too: asked once."""
        nights = [
            (at, held) for at, day in enumerate(self.days) for held in day.openings()[:1] if held.closes > DAY_MINUTES
        ]
        fresh = [night for night in nights if night not in self._asked]
        self._asked.update(fresh)
        if not fresh:
            return False
        at, held = fresh[0]
        self.problem.say(
            say(
                "{day} runs through the night to {time} on {next}. Correct it, or continue once more if that is meant.",
                day=self.days[at].name,
                time=clock(held.closes),
                next=self.days[(at + 1) % 7].name,
            )
        )
        self.days[at].ends.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def typed(self, answers: Answers) -> Answers:
        week = list(answers.week)
        for at, day in enumerate(self.days):
            try:
                week[at] = day.openings()
            except ValueError:
                continue
        return replace(answers, week=tuple(week), country=self._country)

    def brief(self, answers: Answers) -> str:
        return hours_in_words(Calendar(answers.zone, answers.week))

    def skip(self, answers: Answers, usual: Answers) -> Answers:
        return replace(answers, week=usual.week, country=usual.country)

    def _choose_country(self) -> None:
        if self._picker is None:
            self._picker = Picker(say("Country"), self)
            self._picker.chosen.connect(self._show_country)
        none = Choice("", say("None"), current=not self._country)
        named = [Choice(code, name, note=code, current=code == self._country) for code, name in self._known()]
        self._picker.open_with([none, *named], self.country)

    def _known(self) -> list[tuple[str, str]]:
        if not self._countries:
            self._countries = countries()
        return self._countries

    def _show_country(self, code: str) -> None:
        self._country = code
        name = dict(self._known()).get(code, say("None"))
        self.country.show_value(name)
        self.country.setAccessibleName(say("Public holidays of {country}", country=name))
