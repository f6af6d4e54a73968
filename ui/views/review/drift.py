"""How severe tickets come in, month by month, and how often that is changed afterwards."""

from PySide6.QtWidgets import QWidget

from slaapp.domain.compliance import SEVERITIES
from slaapp.reports import review_words
from slaapp.reports.review_data import Review
from slaapp.reports.texts import tidy
from ui.views.review.bars import MixBar
from ui.views.review.sheet import Cell, Sheet, lay_out
from ui.widgets.label import Label
from ui.wording import say

LONGEST = 16
"""So much of a name stands above its column; the line above the table and the bars tell all of it."""


class DriftPart(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.words = Label("", "prose", "text2", wrap=True)
        self.sheet = Sheet([""] * 9, rights=(1, 3, 4, 5, 6, 7, 8), wide=2)
        lay_out(self, self.words, self.sheet)

    def show_review(self, review: Review, *, editable: bool) -> None:
        month, received, *names, raised, lowered = (say(words) for words in review_words.drift_head(review))
        self.words.setText(
            say("Received by severity: {first} at the left, the strongest, to {last}.", first=names[0], last=names[-1])
        )
        self.sheet.begin([month, received, "", *(tidy(name, longest=LONGEST) for name in names), raised, lowered])
        for mix, row in zip(review.drift, review_words.drift_rows(review), strict=True):
            month, received, *shares, raised, lowered = row
            told = ", ".join(f"{name} {share}" for name, share in zip(names, shares, strict=True))
            bar = MixBar(told, [mix.received[severity] for severity in SEVERITIES])
            cells = [*map(Cell, shares), *(Cell(count, colour="text2") for count in (raised, lowered))]
            self.sheet.add([Cell(month, "strong"), Cell(received, colour="text2"), bar, *cells])
