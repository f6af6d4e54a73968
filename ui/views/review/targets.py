"""What was agreed, achieved and could be promised, cell by cell, and what is wished, typed while one talks."""

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from slaapp.domain.achievable import SHARES
from slaapp.domain.agreement import Metric, Severity, Tier
from slaapp.domain.compliance import keeps
from slaapp.domain.spans import Seconds
from slaapp.reports import review_words
from slaapp.reports.review_data import Gap, Review
from ui import theme, wording
from ui.views.agreements.cell import LengthCell, problems_of, settle_all
from ui.views.review.sheet import Cell, Sheet, judged, of_severity
from ui.widgets.field import Problem
from ui.widgets.label import Label
from ui.wording import say

WISH = 96
Place = tuple[Metric, Severity]


class WishCell(LengthCell):
    """`moved` down leads to the next wish."""

    def __init__(self, gap: Gap) -> None:
        super().__init__(gap.metric, gap.severity, Tier.PUBLIC)
        severity, metric = wording.severity_called(gap.severity, gap.meaning), wording.metric(gap.metric).lower()
        self.name = say("Asked for: {severity}, {metric}", severity=severity, metric=metric)
        self.field.edit.setAccessibleName(self.name)

    def _dress(self) -> None:
        super()._dress()
        self.setFixedWidth(theme.px(WISH))


class TargetsPart(QWidget):
    """`wished` carries metric, severity and length, None where the wish is taken back."""

    wished = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Sequence[Gap] = ()
        self.cells: dict[Place, WishCell] = {}
        self._keeping: dict[Place, Label] = {}
        self._editable = True
        self.problem = Problem()
        self.sheet = Sheet(
            [
                "",
                say("Agreed, goal"),
                say("Achieved"),
                say("Cases"),
                *(say("{share}\u202f% within", share=share) for share in SHARES),
                say("Asked for"),
                say("Would keep it"),
            ],
            rights=[3],
            folds=4,
        )
        self._notes = Label("", "small", "text3", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GUTTER_LEFT, 12, theme.GUTTER_RIGHT, 20)
        column.setSpacing(12)
        column.addWidget(self.sheet)
        column.addWidget(self.problem)
        column.addWidget(self._notes)
        column.addStretch(1)

    def show_review(self, review: Review, *, editable: bool) -> None:
        """What is being typed stays, unless the figures are others."""
        bare = [replace(gap, wished=None) for gap in review.gaps]
        if bare != self._shown or editable is not self._editable:
            self._shown, self._editable = bare, editable
            self._fill(review.gaps)
            few = any(gap.few for gap in review.gaps)
            self._notes.setText(f"{review_words.how()} {review_words.few()}." if few else review_words.how())
        for gap in review.gaps:
            place = (gap.metric, gap.severity)
            self.cells[place].show_length(gap.wished, None, goal="", compare=False, editable=editable)
            self._keeping[place].setText(review_words.kept_as_wished(gap))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As narrow as need be: the sheet folds."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Words have another size."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        self.sheet.fit_in(self.width() - theme.GUTTER_LEFT - theme.GUTTER_RIGHT)

    def _fill(self, gaps: Sequence[Gap]) -> None:
        self.sheet.begin()
        self.cells, self._keeping = {}, {}
        self.problem.say("")
        for gap in gaps:
            self.sheet.begin_metric(gap.metric)
            place = (gap.metric, gap.severity)
            cell = self.cells[place] = WishCell(gap)
            cell.setToolTip(say("What the customer asks for; it promises nothing until a new version is signed"))
            keeping = self._keeping[place] = Label("", "body", "text2")
            cell.typed.connect(lambda length, place=place: self.wished.emit(*place, length))
            cell.judged.connect(self._tell_wrong)
            cell.moved.connect(lambda where, place=place: self._move(place, where))
            self.sheet.add([*_cells(gap), cell, keeping])

    def keep(self, place: Place, length: Seconds | None) -> None:
        """It was kept."""
        self.cells[place].keep(length)
        self._tell_wrong()

    def _tell_wrong(self) -> None:
        self.problem.say(problems_of(self.cells.values()))

    def refuse(self, place: Place, sentence: str) -> None:
        """What was typed stays, and why it was not kept is said."""
        self.cells[place].show_wrong(True)
        self.cells[place].judge(sentence)

    def settle(self) -> None:
        settle_all(self.cells.values())

    def _move(self, place: Place, where: str) -> None:
        places = list(self.cells)
        after = places.index(place) + 1
        if where == "down" and after < len(places):
            edit = self.cells[places[after]].field.edit
            edit.setFocus(Qt.FocusReason.TabFocusReason)
            edit.selectAll()


def _cells(gap: Gap) -> list[Cell]:
    _, _, agreed, _, cases, *within = review_words.gap_cells(gap)
    return [
        of_severity(gap.severity, gap.meaning),
        Cell(agreed, colour="text" if gap.agreed is not None else "text3"),
        _achieved(gap),
        Cell(cases, colour="amber_text" if gap.few else "text2"),
        *(Cell(words, "strong" if at == 1 else "body") for at, words in enumerate(within)),
    ]


def _achieved(gap: Gap) -> Cell:
    tally = gap.achieved
    kept = None if gap.goal is None else keeps(gap.goal, met=tally.met, decided=tally.decided)
    return judged(Cell(review_words.achieved(gap), colour="text2"), kept)
