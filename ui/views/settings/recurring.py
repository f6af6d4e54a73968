"""The settings' page of recurring tickets: from which template, for whom, and when."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain import durations
from slaapp.domain.recurrence import Every, Schedule, WhenClosed
from slaapp.domain.recurrence_words import EVERY, NTH, WEEKDAYS, WHEN_CLOSED, schedule_words, time_words
from slaapp.services.recurrence_data import Recurrence, minute_of
from ui import theme
from ui.views.settings.form import OneOf, Surroundings
from ui.views.settings.pick import Pick
from ui.views.settings.shelf import ShelfForm, Titles, Words, Wrong
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.picker import Choice
from ui.widgets.tick import Tick
from ui.wording import say

NOT_WHEN_CLOSED = (Every.WORKING_DAY, Every.LAST_WORKING_DAY)


class RecurringPage(ShelfForm):
    def __init__(self, around: Surroundings) -> None:
        titles = Titles(
            say("Recurring tickets"),
            say("New recurring ticket"),
            say("New recurring ticket"),
            say(
                "Created when planned; what was missed while the program was closed is created at the next start and "
                "says for when it was planned."
            ),
        )
        super().__init__(around, around.engine.recurring, titles)
        self._choices: dict[str, Any] = {}
        self.template = Pick(say("Template"), say("Choose a template"), self._templates)
        self.customer = Pick(say("Customer"), say("The desk itself"), self._customers)
        self.every = self._one_of("every", say("Repeats"), [(every.value, words) for every, words in EVERY.items()])
        self.nth = self._one_of("nth", say("Which"), [(nth, words.capitalize()) for nth, words in NTH.items()])
        self.weekday = self._one_of("weekday", say("Day of the week"), list(enumerate(WEEKDAYS)))
        self.day = Field("1", name=say("Date of the month"))
        self.at = Field("08:00", name=say("At"))
        closed = [(choice.value, words) for choice, words in WHEN_CLOSED.items()]
        self.when_closed = self._one_of("when_closed", say("When the desk is closed that day"), closed)
        self.active = Tick(say("Active"))
        self._outlook = Label("", "small", "text2", wrap=True)
        self.ask(say("Template"), self.template, problem=self._problem_of("template", self.template))
        self.ask(say("Customer"), self.customer)
        self._ask_when()
        self.offer(self.active)
        self.rows.addWidget(self._outlook)
        self.rows.addSpacing(14)
        for edit in (self.day.edit, self.at.edit):
            edit.textChanged.connect(lambda _: self.changed())
        for pick in (self.template, self.customer):
            pick.picked.connect(lambda _: self.changed())
        self.active.toggled.connect(lambda _: self.changed())
        self.finish()

    def _one_of(self, field: str, name: str, choices: list[tuple[Any, str]]) -> OneOf:
        def chose(value: object) -> None:
            self._choices[field] = value
            self._show_choices()
            self.changed()

        return OneOf(name, choices, chose)

    def _ask_when(self) -> None:
        """What says when stands in one line; `every` decides what of it is asked."""
        self.ask(say("Repeats"), self.every)
        line = QHBoxLayout()
        line.setSpacing(12)
        self._asked: dict[str, QWidget] = {}
        for name, words, control in (
            ("nth", say("Which"), self.nth),
            ("weekday", say("Day of the week"), self.weekday),
            ("day", say("Date of the month"), self.day),
            ("at", say("At"), self.at),
        ):
            part = QWidget()
            self._labelled(part, words, control)
            line.addWidget(part)
            self._asked[name] = part
        line.addStretch(1)
        self.rows.addLayout(line)
        for name, control in (("day", self.day), ("at", self.at)):
            self.rows.addWidget(self._problem_of(name, control))
        self.rows.addSpacing(18)
        part = QWidget()
        self._labelled(part, say("When the desk is closed that day"), self.when_closed)
        self._asked["when_closed"] = part
        self.rows.addWidget(part)
        self.rows.addSpacing(12)
        theme.follow(self._narrow)

    def _labelled(self, part: QWidget, words: str, control: QWidget) -> None:
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        label = Label(words, "small_strong", "text2")
        label.setBuddy(control)
        column.addWidget(label)
        column.addWidget(control)

    def _narrow(self) -> None:
        for field in (self.day, self.at):
            field.setFixedWidth(theme.px(110))

    @property
    def outlook_words(self) -> str:
        return self._outlook.text()

    def _templates(self) -> list[Choice]:
        return [Choice(held.id, held.name, note=held.subject) for held in self.around.engine.templates.every()]

    def _customers(self) -> list[Choice]:
        customers = self.around.engine.catalogue.customers()
        return [Choice(None, say("The desk itself")), *(Choice(held.id, held.name) for held in customers)]

    def typed(self) -> Words:
        return {
            "name": self.name.text(),
            "template": self.template.chosen,
            "customer": self.customer.chosen,
            **self._choices,
            "day": self.day.text(),
            "at": self.at.text(),
            "active": self.active.isChecked(),
        }

    def show_typed(self, words: Words) -> None:
        self.say_in(self.name, words["name"])
        self.template.show_chosen(words["template"])
        self.customer.show_chosen(words["customer"])
        self._choices = {name: words[name] for name in ("every", "nth", "weekday", "when_closed")}
        self._show_choices()
        self.say_in(self.day, words["day"])
        self.say_in(self.at, words["at"])
        self.active.setChecked(words["active"])

    def _show_choices(self) -> None:
        for name, control in (
            ("every", self.every),
            ("nth", self.nth),
            ("weekday", self.weekday),
            ("when_closed", self.when_closed),
        ):
            control.show_choice(self._choices[name])
        every = Every(self._choices["every"])
        self._asked["nth"].setVisible(every is Every.WEEKDAY_OF_MONTH)
        self._asked["weekday"].setVisible(every in (Every.WEEK, Every.WEEKDAY_OF_MONTH))
        self._asked["day"].setVisible(every is Every.DAY_OF_MONTH)
        self._asked["when_closed"].setVisible(every not in NOT_WHEN_CLOSED)

    def words_of(self, value: Any) -> Words:
        every, at = Every.WEEK, 8 * 60
        schedule = Schedule(every=every, minute=at, weekday=0) if value is None else value.schedule
        return {
            "name": "" if value is None else value.name,
            "template": None if value is None else value.template,
            "customer": None if value is None else value.customer,
            "every": schedule.every.value,
            "nth": schedule.nth or 1,
            "weekday": schedule.weekday or 0,
            "when_closed": schedule.when_closed.value,
            "day": str(schedule.day or 1),
            "at": time_words(schedule.minute),
            "active": value is None or value.active,
        }

    def value_of(self, words: Words, id_: str) -> Recurrence:
        if words["template"] is None:
            raise Wrong("template", say("Choose the template it is made from. Make one under Templates first."))
        schedule = self._schedule(words)
        return Recurrence(
            words["name"].strip(), words["template"], schedule, words["customer"], words["active"], id=id_
        )

    def _schedule(self, words: Words) -> Schedule:
        every = Every(words["every"])
        minute = minute_of(words["at"])
        if minute is None:
            raise Wrong("at", say("Give a time of day such as 08:00."))
        day = words["day"].strip()
        if every is Every.DAY_OF_MONTH and not (day.isascii() and day.isdigit() and 1 <= int(day) <= 31):
            raise Wrong("day", say("Give a date from 1 to 31; in a shorter month it is the last day."))
        when_closed = WhenClosed(words["when_closed"])
        return Schedule(
            every=every,
            minute=minute,
            weekday=words["weekday"] if every in (Every.WEEK, Every.WEEKDAY_OF_MONTH) else None,
            nth=words["nth"] if every is Every.WEEKDAY_OF_MONTH else None,
            day=int(day) if every is Every.DAY_OF_MONTH else None,
            when_closed=WhenClosed.NEXT_WORKING_DAY if every in NOT_WHEN_CLOSED else when_closed,
        )

    def note_of(self, value: Recurrence) -> str:
        return "" if value.active else say("resting")

    def show_outlook(self) -> None:
        """The plan in words, and when the next ticket comes."""
        words = self.typed()
        try:
            schedule = self._schedule(words)
        except Wrong as wrong:
            self._outlook.setText(wrong.sentence)
            return
        now, engine = self.around.clock.now(), self.around.engine
        coming = engine.recurring.next_of(Recurrence("", "", schedule), now)
        if not words["active"]:
            told = say("It rests: no ticket is created.")
        elif coming is None:
            told = say("That never comes: the desk has no such day within two years.")
        else:
            zone = engine.board.zone
            day = durations.weekday_and_day(durations.wall_time(coming.at, zone).date())
            told = say("Next: {day}, {time}.", day=day, time=durations.time_of_day(coming.at, zone))
        self._outlook.setText(f"{schedule_words(schedule)}. {told}")
