"""Today's forecast and what the month still allows, in lines under the dashboard's blocks."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain import durations
from slaapp.domain.budget import Budget, Outlook
from slaapp.services.outlook import Forecast, Placed
from slaapp.wording import estimates_words, misses_left
from ui import theme, wording
from ui.widgets.button import Button, Kind
from ui.widgets.label import Hairline, Label
from ui.widgets.runs import one_line
from ui.wording import say

MOST = 9
"""So many lines are shown of each list; the commands show them all."""

Cell = tuple[str, str, str]
"""Words, style, colour."""


class _Lines(QWidget):
    """A title, a sentence, and lines of cells; the first cell of a line opens its ticket where it has one."""

    ticket_wanted = Signal(int)

    def __init__(self, title: str, stretch: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stretch = stretch
        self._shown: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.title = Label(title, "title_s")
        self.sentence = Label("", "prose", "text2", wrap=True)
        column.addWidget(self.title)
        column.addWidget(self.sentence)
        column.addSpacing(2)
        column.addWidget(Hairline())
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(stretch, 1)
        column.addLayout(self._grid)
        self.foot = Label("", "small", "text3", wrap=True)
        column.addWidget(self.foot)
        column.addStretch(1)

    def fill(self, rows: Sequence[tuple[int | None, tuple[Cell, ...]]]) -> None:
        if rows == self._shown:
            return
        self._shown = rows
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, (number, cells) in enumerate(rows):
            self._grid.setRowMinimumHeight(at, theme.px(26))
            for place, (words, style, colour) in enumerate(cells):
                if number is not None and words == str(number):
                    button = Button(words, kind=Kind.LINK)
                    button.setAccessibleName(say("Open ticket {number}", number=number))
                    button.clicked.connect(lambda _=False, number=number: self.ticket_wanted.emit(number))
                    self._grid.addWidget(button, at, place, Qt.AlignmentFlag.AlignVCenter)
                else:
                    label = Label(words, style, colour, elide=place == self._stretch)
                    self._grid.addWidget(label, at, place, Qt.AlignmentFlag.AlignVCenter)


class ForecastLines(QWidget):
    """What passes if nobody acts, beside an order in which few are late."""

    ticket_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.passing = _Lines(say("If nobody acts"), 2)
        self.order = _Lines(say("Order of work"), 3)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(48)
        for part in (self.passing, self.order):
            row.addWidget(part, 1)
            part.ticket_wanted.connect(self.ticket_wanted)

    def show_forecast(self, found: Forecast, zone: ZoneInfo, *, hide_names: bool) -> None:
        if found.until is None:
            self.passing.sentence.setText(say("This calendar has no support hours."))
            return
        until = durations.when(found.until, found.now, zone)
        self.passing.sentence.setText(_passing_words(len(found.passing), until))
        self.passing.fill(
            [
                (
                    one.row.number,
                    (
                        (durations.when(one.at, found.now, zone), "semi", "text"),
                        (str(one.row.number), "body", "text2"),
                        ("" if hide_names else one_line(one.row.subject), "prose", "text"),
                        (wording.metric(one.metric), "body", "text2"),
                    ),
                )
                for one in found.passing[:MOST]
            ]
        )
        self.passing.foot.setText(_more(len(found.passing) - MOST))
        self.order.sentence.setText(_order_words(found))
        self.order.fill(
            [_placed(at, one, found, zone, hide_names=hide_names) for at, one in _numbered(found.fewest[:MOST])]
        )
        self.order.foot.setText(
            " ".join(filter(None, (_more(len(found.fewest) - MOST), estimates_words(found.estimates))))
        )


def _numbered(found: Sequence[Placed]) -> Iterable[tuple[int, Placed]]:
    return enumerate(found, start=1)


def _passing_words(count: int, until: str) -> str:
    if not count:
        return say("No target passes before {until}.", until=until)
    if count == 1:
        return say("1 target passes before {until}.", until=until)
    return say("{n} targets pass before {until}.", n=count, until=until)


def _order_words(found: Forecast) -> str:
    if not found.fewest:
        return say("Nothing is due before closing.")
    words = say(
        "In this order one person lets {fewest} targets pass; by due time {earliest} pass.",
        fewest=found.late_by_fewest,
        earliest=found.late_by_earliest,
    )
    if not found.late_already:
        return words
    return f"{words} {say('{n} had passed already.', n=found.late_already)}"


def _placed(at: int, one: Placed, found: Forecast, zone: ZoneInfo, *, hide_names: bool) -> tuple[int, tuple[Cell, ...]]:
    what = one.row.number, one.metric
    in_queue = next(at for at, other in _numbered(found.earliest) if (other.row.number, other.metric) == what)
    done = say("done {time}", time=durations.when(one.done_at, found.now, zone))
    how = "" if one.on_time else say("overdue already") if one.late_already else say("late")
    return one.row.number, (
        (f"{at}.", "semi", "text"),
        (say("queue {n}.", n=in_queue), "body", "text3"),
        (str(one.row.number), "body", "text2"),
        ("" if hide_names else one_line(one.row.subject), "prose", "text"),
        (wording.metric(one.metric), "body", "text2"),
        (done, "body", "text2"),
        (how, "body", "red_text"),
    )


def _more(count: int) -> str:
    return say("{n} more.", n=count) if count > 0 else ""


class BudgetLines(_Lines):
    """The goals that are lost or nearly so; those with room left are counted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Misses left this month"), 2, parent)

    def show_budgets(self, found: Sequence[Budget], *, hide_names: bool) -> None:
        told = [one for one in found if one.outlook is not Outlook.NOTHING_DECIDED]
        self.sentence.setText(
            say("Of every customer’s goals the tightest, for the clocks expected by the end of the month.")
            if told
            else say("Nothing was decided yet this month.")
        )
        self.fill([(None, _budget(one, hide_names=hide_names)) for one in told[:MOST]])
        self.foot.setText(_more(len(told) - MOST))


_TONES = {Outlook.LOST: "red_text", Outlook.UNLIKELY: "red_text", Outlook.BEHIND: "amber_text"}


def _budget(one: Budget, *, hide_names: bool) -> tuple[Cell, ...]:
    cell = one.cell
    name = "" if hide_names else one_line(one.customer) or say("No customer")
    severity = one_line(wording.severity_called(cell.severity, one.meaning))
    goal = say("{severity}, {clock}", severity=severity, clock=wording.metric(cell.metric).lower())
    counts = say("{met} of {decided}, goal {goal} %", met=cell.met, decided=cell.decided, goal=cell.goal)
    return (
        (name, "prose_strong", "text"),
        (goal, "body", "text2"),
        (say(misses_left(one)), "body", _TONES.get(one.outlook, "text")),
        (counts, "body", "text3"),
    )
