"""One more opening a week, as a question: a weekday, from when, until when."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from slaapp.domain.calendar import Opening
from slaapp.domain.durations import DAYS
from slaapp.domain.times_of_day import read_time
from ui import theme
from ui.views.hours import times
from ui.views.hours.day_heads import NAMES
from ui.views.settings.form import OneOf
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.wording import say

Asked = tuple[int, Opening]
SATURDAY = 5
WIDTH = 76


class OpeningField(QWidget):
    """`entered` by Enter in one of its times."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._weekday = SATURDAY
        self.weekday: OneOf = OneOf(say("Weekday"), [(day, say(name)) for day, name in enumerate(NAMES)], self._choose)
        self.opens, self.closes = Field("09:00", name=say("Open from")), Field("12:00", name=say("Open until"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.weekday)
        for words, field in ((say("from"), self.opens), (say("to"), self.closes)):
            row.addWidget(Label(words, "body", "text2"))
            row.addWidget(field)
            field.edit.returnPressed.connect(self.entered)
            field.edit.textEdited.connect(lambda _, field=field: field.show_wrong(False))
        theme.follow(self._fit)
        self.show_opening((SATURDAY, Opening(9 * 60, 12 * 60)))

    def _fit(self) -> None:
        for field in self.fields:
            field.setFixedWidth(theme.px(WIDTH))

    @property
    def fields(self) -> Sequence[Field]:
        return self.opens, self.closes

    def _choose(self, weekday: int) -> None:
        self._weekday = weekday
        self.weekday.show_choice(weekday)

    def show_opening(self, asked: Asked) -> None:
        weekday, opening = asked
        self._choose(weekday)
        self.opens.setText(times.clock(opening.opens))
        self.closes.setText(times.clock(opening.closes))

    def opening(self) -> Asked:
        """ValueError with a sentence where a field holds no time; it has the keyboard then."""
        found = []
        for field in self.fields:
            try:
                found.append(read_time(field.text()))
            except ValueError:
                field.show_wrong(True)
                field.setFocus()
                field.edit.selectAll()
                raise
        return self._weekday, Opening.between(*found)


def told(asked: Asked) -> str:
    """`Sat 09:00–12:00`"""
    weekday, opening = asked
    return f"{DAYS[weekday]} {times.clock(opening.opens)}–{times.clock(opening.closes)}"
