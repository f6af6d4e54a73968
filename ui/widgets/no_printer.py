"""Nothing can be printed here: that is said first, and what can be done instead."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.widgets.sure import Sure
from ui.wording import say


def offer_pdf(over: QWidget, save: Callable[[], object]) -> Sure:
    """`save` asks for a place and saves the PDF there."""
    known = say("Nothing was printed. Save the PDF, and print it where there is a printer: its pages are the same.")
    form = Sure(over.window(), say("There is no printer here"), known, say("Save as PDF…"), save)
    form.open()
    return form
