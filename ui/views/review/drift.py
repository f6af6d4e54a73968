"""How severe tickets come in, month by month, and how often that is changed afterwards."""

from PySide6.QtWidgets import QWidget

from slaapp.domain.compliance import SEVERITIES
from slaapp.reports import review_words
from slaapp.reports.review_data import Review
from ui.views.review.bars import MixBar
from ui.views.review.sheet import Cell, Sheet, lay_out
from ui.widgets.label import Label
from ui.wording import say


class DriftPart(QWidget):
    def __init__(self) -> None:
        super().__init__()
        month, received, *shares, raised, lowered = (say(words) for words in review_words.DRIFT_HEAD)
        self.words = Label(
            say(
                "Received by severity: {first} at the left, the strongest, to {last}.", first=shares[0], last=shares[-1]
            ),
            "prose",
            "text2",
            wrap=True,
        )
        self.sheet = Sheet([month, received, "", *shares, raised, lowered], rights=(1, 3, 4, 5, 6, 7, 8), wide=2)
        lay_out(self, self.words, self.sheet)

    def show_review(self, review: Review, *, editable: bool) -> None:
        self.sheet.begin()
        for mix, row in zip(review.drift, review_words.drift_rows(review), strict=True):
            month, received, *shares, raised, lowered = row
            told = ", ".join(
                f"{head} {share}" for head, share in zip(review_words.DRIFT_HEAD[2:], shares, strict=False)
            )
            bar = MixBar(told, [mix.received[severity] for severity in SEVERITIES])
            cells = [*map(Cell, shares), *(Cell(count, colour="text2") for count in (raised, lowered))]
            self.sheet.add([Cell(month, "strong"), Cell(received, colour="text2"), bar, *cells])
