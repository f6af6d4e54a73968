"""How suppliers kept what was agreed with them while tickets waited: for the desk's eyes only."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from slaapp.domain.compliance import keeps
from slaapp.reports import review_words
from slaapp.reports.review_data import Review
from ui.views.review.sheet import Cell, Sheet, judged, lay_out, of_severity
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.runs import one_line
from ui.wording import say


class SuppliersPart(QWidget):
    change_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = Label("", "prose", "text2", wrap=True)
        self.change = Button(say("Change suppliers"), icon="building-complex")
        _, _, agreed, achieved, waits, late = review_words.supplier_head()
        self.sheet = Sheet([say("Supplier"), "", say(agreed), say(achieved), say(waits), say(late)], rights=[4], wide=0)
        lay_out(self, self.words, self.sheet, self.change)
        self.change.clicked.connect(self.change_wanted)

    def show_review(self, review: Review, *, editable: bool) -> None:
        unnamed = review_words.unnamed_line(review)
        if review.suppliers:
            said = say("How waits on them ended, in their own hours. It is not on the customer’s sheet.")
        else:
            said = say("No ticket of these months waited on a supplier that was named.")
        self.words.setText(f"{said} {unnamed}".strip())
        self.sheet.setVisible(bool(review.suppliers))
        self.sheet.begin()
        for held, row in zip(review.suppliers, review_words.supplier_rows(review), strict=True):
            _, _, agreed, achieved, waits, late = row
            kept = keeps(held.goal, met=held.met, decided=held.met + held.breached)
            line = [
                Cell(one_line(held.supplier), "strong"),
                of_severity(held.severity),
                Cell(agreed),
                judged(Cell(achieved, colour="text2"), kept),
                Cell(waits, colour="text2"),
                Cell(late),
            ]
            self.sheet.add(line)
