"""Above the grid: every day with a tick and its first and last time, the whole way by keyboard."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain import durations, week
from slaapp.domain.calendar import DAY_MINUTES, Opening
from slaapp.domain.times_of_day import read_time
from slaapp.domain.week import Block
from ui import theme
from ui.views.hours import times
from ui.views.hours.editing import Editing
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.tag import Tag
from ui.widgets.tick import Tick
from ui.wording import say

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
USUAL = (Opening(9 * 60, 17 * 60),)
SIDE_BY_SIDE = 100
"""From this width of a day on both times stand in one line."""


class DayHead(QWidget):
    """`typed`: what stands in a field and counts for nothing yet is other than before, or what is `wrong` there."""

    typed = Signal()

    def __init__(self, editing: Editing, day: int) -> None:
        super().__init__()
        self._editing, self._day = editing, day
        self._wrong: dict[Field, str] = {}
        self._beside, self._in_parts = True, False
        name = say(NAMES[day])
        self.open = Tick(say(durations.DAYS[day]), style="semi")
        self.open.setAccessibleName(name)
        self.parts = Tag("", "neutral")
        self.begins = Field(name=say("{day} from", day=name), height=26, style="prose")
        self.ends = Field(name=say("{day} to", day=name), height=26, style="prose")
        self._dash = Label("–", "small", "text3")
        self._closed = Label(say("closed"), "small", "text2")
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.open)
        top.addStretch(1)
        top.addWidget(self.parts)
        self._times = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._times.setSpacing(3)
        for widget in (self.begins, self._dash, self.ends):
            self._times.addWidget(widget, 0 if widget is self._dash else 1)
        self._times.addWidget(self._closed, 1)
        for field in (self.begins, self.ends):
            row = field.layout()
            assert row is not None
            row.setContentsMargins(5, 0, 3, 0)
            field.setMinimumWidth(30)
            field.edit.editingFinished.connect(partial(self._take, field))
            field.edit.textEdited.connect(lambda _, field=field: self._say(field, ""))
            field.hands_on = True
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 3, 0)
        column.setSpacing(2)
        column.addLayout(top)
        column.addLayout(self._times)
        column.addStretch(1)
        self.open.clicked.connect(self._open)
        theme.follow(self._fit)

    def _fit(self) -> None:
        self._closed.setFixedHeight(self.begins.sizeHint().height())

    def lay_out(self, *, beside: bool) -> None:
        """Both times in one line, or one above the other."""
        self._beside = beside
        self._times.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._dash.setVisible(beside and not self.begins.isHidden())
        self.parts.setVisible(beside and self._in_parts)

    def refresh(self) -> None:
        openings = self._editing.calendar.week[self._day]
        self.open.setChecked(bool(openings))
        self.open.setEnabled(self._editing.editable)
        self.parts.say(say("{count} parts", count=len(openings)))
        self._in_parts = len(openings) > 1
        self.parts.setVisible(self._in_parts and self._beside)
        for widget in (self.begins, self.ends):
            widget.setVisible(bool(openings))
            widget.set_read_only(not self._editing.editable)
        self._dash.setVisible(bool(openings) and self._beside)
        self._closed.setVisible(not openings)
        if not openings and self.is_typed:
            self.forget()
        if openings:
            for field, text in (
                (self.begins, times.clock(openings[0].opens)),
                (self.ends, times.clock(openings[-1].closes)),
            ):
                if not field.wrong and not field.edit.isModified():
                    field.setText(text)

    def _open(self, on: bool) -> None:
        held = self._editing.calendar.week
        if on:
            nearest = next((openings for openings in reversed(held[: self._day]) if openings), USUAL)
            self._editing.open_day(self._day, nearest)
        else:
            self.forget()
            self._editing.close_day(self._day)

    def _take(self, field: Field) -> None:
        openings = self._editing.calendar.week[self._day]
        if not openings or not self._editing.editable:
            return
        first, last = openings[0], openings[-1]
        held = first if field is self.begins else last
        try:
            minute = read_time(field.text())
            if field is self.begins and last != first and minute >= first.closes:
                ends = times.clock(first.closes)
                raise ValueError(say("its first part closes at {time}, so it has to open before.", time=ends))
            opens, closes = (minute, held.closes) if field is self.begins else (held.opens, minute)
            opening = Opening.between(opens, closes - DAY_MINUTES if closes > DAY_MINUTES else closes)
        except ValueError as error:
            words = say(
                "{day}: {why} It stays as you typed it and counts for nothing yet.",
                day=say(NAMES[self._day]),
                why=str(error),
            )
            self._say(field, words)
            return
        field.edit.setModified(False)
        self._say(field, "")
        if opening == held:
            field.setText(times.clock(opening.opens if field is self.begins else opening.closes))
            return
        others = (one for one in openings if one != held)
        edited = week.with_day(self._editing.calendar.week, self._day, (*others, opening))
        now = next(one for one in edited[self._day] if one.opens <= opening.opens < one.closes)
        self._editing.change_week(edited, Block(self._day, now))

    def _say(self, field: Field, sentence: str) -> None:
        self._wrong[field] = sentence
        field.show_wrong(bool(sentence))
        self.typed.emit()

    @property
    def wrong(self) -> list[str]:
        """A sentence for each time here that cannot be read."""
        return [words for words in self._wrong.values() if words]

    @property
    def is_typed(self) -> bool:
        """Whether a time here was typed and counts for nothing yet."""
        return any(field.wrong or field.edit.isModified() for field in (self.begins, self.ends))

    def take_typed(self) -> None:
        """A time that is still being typed counts as if its field had been left."""
        for field in (self.begins, self.ends):
            if field.edit.isModified():
                self._take(field)

    def focus_wrong(self) -> bool:
        """To the first that cannot be read, with its sentence; False: there is none."""
        field = next((field for field in (self.begins, self.ends) if field.wrong), None)
        if field is None:
            return False
        field.edit.setFocus(Qt.FocusReason.OtherFocusReason)  # what had it before is taken, and its sentence goes
        self._take(field)
        return True

    def forget(self) -> None:
        """Nothing that was typed here and could not be read is wanted any more."""
        for field in (self.begins, self.ends):
            field.edit.setModified(False)
            self._say(field, "")


class DayHeads(QWidget):
    """Seven, as wide as the days of the grid below them."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self.days = [DayHead(editing, day) for day in range(7)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for day in self.days:
            row.addWidget(day, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= 7 * theme.px(SIDE_BY_SIDE)
        for day in self.days:
            day.lay_out(beside=beside)

    def refresh(self) -> None:
        for day in self.days:
            day.refresh()

    def take_typed(self) -> None:
        for day in self.days:
            day.take_typed()

    def forget(self) -> None:
        for day in self.days:
            day.forget()

    @property
    def typed(self) -> list[int]:
        """The days of which a time was typed that counts for nothing yet."""
        return [at for at, day in enumerate(self.days) if day.is_typed]

    @property
    def wrong(self) -> str:
        """A line for each time that cannot be read."""
        return "\n".join(words for day in self.days for words in day.wrong)

    def focus_wrong(self) -> bool:
        return any(day.focus_wrong() for day in self.days)
