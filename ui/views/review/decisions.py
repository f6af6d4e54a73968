"""What was decided in reviews: on each of them until it is closed, with who sees to it and by when."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from slaapp.domain import durations
from slaapp.reports import review_words
from slaapp.reports.review_data import Decision, Review
from ui.keymap import KeyOf
from ui.views.review.sheet import Cell, Sheet, lay_out
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.runs import one_line
from ui.wording import say


class DecisionsPart(QWidget):
    """`decide_wanted` asks for a new one, `close_wanted` carries the Decision that is done with."""

    decide_wanted = Signal()
    close_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.decide = Button(say("Note a decision"), icon="plus", keys=KeyOf("review_decide"))
        self.closing: dict[int, Button] = {}
        self._words = Label("", "prose", "text2", wrap=True)
        self.sheet = Sheet(
            [say("No."), say("What is to be done"), say("Who sees to it"), say("By when"), say("What came of it"), ""],
            wide=1,
        )
        lay_out(self, self._words, self.sheet, self.decide)
        self.decide.clicked.connect(self.decide_wanted)

    def show_review(self, review: Review, *, editable: bool) -> None:
        self.decide.setVisible(editable)
        self.sheet.setVisible(bool(review.decisions))
        self._words.setText(
            say("A decision is on every review until it is closed, and on the next one after that.")
            if review.decisions
            else say("Nothing was decided yet, or all of it was closed before these months.")
        )
        self.sheet.begin()
        self.closing = {}
        for held in review.decisions:
            self.sheet.add(self._line(held, review, editable=editable))

    def _line(self, held: Decision, review: Review, *, editable: bool) -> list[Cell | QWidget]:
        text = _wrapped(held.text, "text")
        outcome: Cell | QWidget = Cell(say("open"), colour="text2")
        action: Cell | QWidget = Cell("")
        if not held.is_open(review.now):
            outcome = _wrapped(review_words.outcome(held, review), "text2")
        elif editable:
            button = self.closing[held.number] = Button(say("Close…"), kind=Kind.LINK)
            button.setAccessibleName(say("Close decision {number}", number=held.number))
            button.clicked.connect(partial(self._close, held))
            action = button
        return [Cell(str(held.number), "semi"), text, Cell(one_line(held.owner)), _due(held, review), outcome, action]

    def _close(self, held: Decision, _on: bool = False) -> None:
        self.close_wanted.emit(held)


def _wrapped(words: str, colour: str) -> Label:
    label = Label(one_line(words), "prose", colour, wrap=True)
    label.setContentsMargins(0, 6, 0, 6)
    return label


def _due(held: Decision, review: Review) -> Cell:
    if held.due is None:
        return Cell("–", colour="text3")
    day = f"{durations.short_day(held.due)} {held.due.year}"
    if review_words.overdue(held, review):
        return Cell(say("{day}, overdue", day=day), colour="red_text", icon="triangle-alert")
    return Cell(day)
