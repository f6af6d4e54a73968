"""The two faces of a report: its pages as they are printed, and its figures as charts."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.keymap import KeyOf
from ui.views.report.figures import Figures
from ui.widgets.button import Button
from ui.widgets.label import Panel
from ui.widgets.page_view import PageView, Wanted
from ui.widgets.tab_bar import TabBar
from ui.widgets.waiting import Waiting
from ui.wording import say

PAGES, FIGURES = range(2)
FACE = "face"
"""Under which name it is kept which of them was seen last."""


class Canvas(QWidget):
    """`kept` is what the window remembers of the report page."""

    turned = Signal()
    """To the other face."""

    def __init__(self, draw: Callable[[Wanted], None], kept: dict[str, Any]) -> None:
        super().__init__()
        self._kept = kept
        self.preview, self.figures, self.waiting = PageView(draw), Figures(), Waiting(bars=False)
        self.tabs = TabBar([say("Pages"), say("Figures")])
        self.as_table = Button(say("As a table"), keys=KeyOf("report_table"))
        self.tabs.row.addWidget(self.as_table)
        self._wait_bar = Panel("window")
        bar = QVBoxLayout(self._wait_bar)
        bar.setContentsMargins(18, 10, 18, 0)
        bar.addWidget(self.waiting)
        self._faces = QStackedWidget()
        self._faces.addWidget(self.preview)
        self._faces.addWidget(self.figures)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._wait_bar)
        column.addWidget(self._faces, 1)
        self.tabs.pressed.connect(self.show_face)
        self.as_table.clicked.connect(self.figures.turn)
        self.figures.turned.connect(self._name_turn)
        theme.follow(self._keep_height)
        self._wait_bar.hide()
        self._turn_to(FIGURES if kept.get(FACE) == FIGURES else PAGES)

    @property
    def face(self) -> int:
        return self._faces.currentIndex()

    def show_face(self, face: int) -> None:
        """It is the one that is seen first the next time, too."""
        self._kept[FACE] = face
        self._turn_to(face)
        self.turned.emit()
        (self.figures if face == FIGURES else self.preview).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_waiting(self, waits: bool) -> None:
        """What is seen is to be another soon."""
        self._wait_bar.setVisible(waits)
        self.preview.show_waiting(waits)
        self.figures.show_waiting(waits)

    def take_up(self) -> None:
        """Whoever comes back to the page, and is nowhere on it yet, is where a figure was followed."""
        held = QApplication.focusWidget()
        nowhere = held is None or held.isAncestorOf(self) or held in self.figures.faces
        if nowhere and self.face == FIGURES:
            self.figures.take_up()

    def turn(self) -> None:
        """To the other face."""
        self.show_face(PAGES if self.face == FIGURES else FIGURES)

    def turn_table(self) -> None:
        if self.face == FIGURES:
            self.figures.turn()
        else:
            self.show_face(FIGURES)
            if not self.figures.shows_table:
                self.figures.turn()

    def _turn_to(self, face: int) -> None:
        self._faces.setCurrentIndex(face)
        self.tabs.show_tab(face)
        self.as_table.setVisible(face == FIGURES)

    def _name_turn(self) -> None:
        self.as_table.setText(say("As charts") if self.figures.shows_table else say("As a table"))

    def _keep_height(self) -> None:
        """It is as high with the button as without."""
        self.tabs.setMinimumHeight(theme.px(theme.BUTTON) + 14)
