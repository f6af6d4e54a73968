"""The hours advisor: when tickets come in over the opening hours, and what opening at others would have changed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from slaapp.domain.longer_hours import weekly_opening
from slaapp.reports import review_words
from slaapp.reports.review_data import Review
from ui import theme
from ui.views.review.arrivals_map import ArrivalsMap
from ui.views.review.opening import Asked, OpeningField
from ui.widgets.button import Button, Kind
from ui.widgets.field import Problem
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Label
from ui.wording import say


class HoursPart(QWidget):
    """`asked` carries weekday and opening of the hours that are to be tried, None for none."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.map = ArrivalsMap()
        self.words = Label("", "prose", wrap=True)
        self.legend = Label(
            say(
                "Tickets by the hour in which they were received. Grey: open in the week as it is now. Bold, with a "
                "hollow bar: some came while it was closed."
            ),
            "small",
            "text3",
            wrap=True,
        )
        self.opening = OpeningField()
        self.run = Button(say("Work it out"), icon="play", kind=Kind.PRIMARY)
        self.without = Button(say("Without it"), kind=Kind.LINK)
        self.problem = Problem()
        self._title = Label("", "semi", wrap=True)
        self.changed = Label("", "prose", wrap=True)
        line = QWidget()
        flow = FlowLayout(line, gap=10)
        for widget in (self.opening, self.run, self.without):
            flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GUTTER_LEFT, 14, theme.GUTTER_RIGHT, 20)
        column.setSpacing(12)
        above: tuple[QWidget, ...] = (self.words, self.map, self.legend)
        for part in above:
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(Label(say("What opening then would have changed"), "title_s", wrap=True))
        below: tuple[QWidget, ...] = (line, self.problem, self._title, self.changed)
        for part in below:
            column.addWidget(part)
        column.addStretch(1)
        self.opening.entered.connect(self.ask)
        self.run.clicked.connect(self.ask)
        self.without.clicked.connect(lambda: self.asked.emit(None))

    def show_review(self, review: Review, *, editable: bool) -> None:
        """The hours in which most came while it was closed are proposed; what was tried stays in its fields."""
        self.words.setText(" ".join(review_words.arrival_lines(review)))
        self.map.show_arrivals(review.arrivals, review.hours.line.on(review.hours.day_of(review.now)))
        lines = [*review_words.longer_lines(review)]
        self._title.setText(say("With {opened} open, too", opened=review.opened) if lines else "")
        self.changed.setText("\n".join(lines))
        for part in (self._title, self.changed, self.without):
            part.setVisible(bool(lines))
        proposed = review_words.opening(review)
        if proposed is not None and not lines and not self._typed():
            self.opening.show_opening(weekly_opening(proposed))

    def _typed(self) -> bool:
        return any(field.edit.isModified() for field in self.opening.fields)

    def ask(self) -> None:
        try:
            asked: Asked = self.opening.opening()
        except ValueError as error:
            self.problem.say(say("{what} Nothing was worked out.", what=str(error)))
            return
        self.problem.say("")
        self.asked.emit(asked)
