"""How much of the margin between the internal and the public target is used: for the desk's eyes only."""

from PySide6.QtWidgets import QWidget

from slaapp.reports import review_words
from slaapp.reports.review_data import Review
from ui.views.review.bars import MarginBar
from ui.views.review.sheet import Cell, Sheet, lay_out, of_severity
from ui.widgets.label import Label
from ui.wording import say


class CushionPart(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.words = Label("", "prose", "text2", wrap=True)
        _, _, cases, saved, half, nine = review_words.cushion_head()
        heads = [say(words) for words in (cases, saved, half, nine)]
        self.sheet = Sheet(["", heads[0], heads[1], say("The margin"), heads[2], heads[3]], rights=(1, 2), wide=3)
        lay_out(self, self.words, self.sheet)

    def show_review(self, review: Review, *, editable: bool) -> None:
        held = [gap for gap in review.gaps if gap.cushion is not None]
        self.words.setText(
            say(
                "What cases used of the margin between the internal and the public target: solid what half of them "
                "used at most, light what nine of ten did, a red end where that is all and more. It is not on the "
                "customer’s sheet."
            )
            if held
            else say("No target has an internal one that ends before it, so there is no margin to look at.")
        )
        self.sheet.setVisible(bool(held))
        self.sheet.begin()
        for gap, (_, _, cases, saved, half, nine) in zip(held, review_words.cushion_rows(review), strict=True):
            assert gap.cushion is not None
            self.sheet.begin_metric(gap.metric)
            told = say("Half used at most {half}, nine of ten {nine}", half=half, nine=nine)
            cells = [of_severity(gap.severity, gap.meaning), Cell(cases, colour="text2"), Cell(saved, colour="text2")]
            late = "red_text" if gap.cushion.p90 > 100 else "text"
            self.sheet.add([*cells, MarginBar(told, gap.cushion), Cell(half), Cell(nine, colour=late)])
