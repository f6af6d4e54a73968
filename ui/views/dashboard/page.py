"""The dashboard in the window: the wallboard's blocks at half size, below them the forecast and the error budgets."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui import bound, theme
from ui.coming_data import ComingData
from ui.keymap import KeyOf
from ui.views.dashboard.face import Face
from ui.views.dashboard.lists import BudgetLines, ForecastLines
from ui.views.dashboard.table import OverviewTable
from ui.views.dashboard.uncovered import Uncovered
from ui.widgets.button import Button
from ui.widgets.label import Panel
from ui.widgets.page_head import PageHead
from ui.widgets.scroll import ScrollArea
from ui.wording import say


class DashboardPage(Panel):
    ticket_wanted = Signal(int)
    wallboard_wanted = Signal()
    uncovered_wanted = Signal()
    """The list of tickets that no agreement covers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self.face = Face(wall=False)
        self.forecast, self.budgets = ForecastLines(), BudgetLines()
        self.uncovered = Uncovered()
        self.table = OverviewTable()
        self.as_table = Button(say("As a table"), keys=KeyOf("dashboard_table"))
        self.wallboard = Button(say("Wallboard"), icon="tv", keys=KeyOf("wallboard"))
        header = PageHead(say("Dashboard"))
        header.row.addStretch(1)
        header.row.addWidget(self.as_table)
        header.row.addWidget(self.wallboard)
        content = QWidget()
        below = QVBoxLayout()
        below.setContentsMargins(theme.GUTTER_LEFT, 8, theme.GUTTER_RIGHT, 24)
        below.setSpacing(28)
        below.addWidget(self.forecast)
        below.addWidget(self.budgets)
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 8, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(self.face)
        inner.addWidget(self.uncovered)
        inner.addLayout(below)
        inner.addStretch(1)
        self._blocks = ScrollArea(content)
        self._blocks.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._blocks.setAccessibleName(say("Dashboard"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._blocks)
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self._blocks)

        bound.bind(self, {"dashboard_table": self.turn})
        self.as_table.clicked.connect(self.turn)
        self.wallboard.clicked.connect(self.wallboard_wanted)
        self.forecast.ticket_wanted.connect(self.ticket_wanted)
        self.uncovered.wanted.connect(self.uncovered_wanted)

    @property
    def shows_table(self) -> bool:
        return self._stack.currentWidget() is self.table

    def show_data(self, found: ComingData, *, hide_names: bool) -> None:
        self.face.show_overview(found.overview, name="", hide_names=hide_names)
        self.uncovered.show_count(found.overview.cards.uncovered)
        self.table.show_overview(found.overview, hide_names=hide_names)
        self.forecast.show_forecast(found.forecast, found.overview.hours.zone, hide_names=hide_names)
        self.budgets.show_budgets(found.budgets, hide_names=hide_names)

    def turn(self) -> None:
        """Between what is painted and the same as a table."""
        shown = self._blocks if self.shows_table else self.table
        self._stack.setCurrentWidget(shown)
        self.as_table.setText(say("As a table") if shown is self._blocks else say("As a picture"))
        self.setFocusProxy(shown)
        shown.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_end(self) -> None:
        """The forecast and the budgets."""
        bar = self._blocks.verticalScrollBar()
        bar.setValue(bar.maximum())

    def focus_here(self) -> None:
        (self.table if self.shows_table else self._blocks).setFocus(Qt.FocusReason.TabFocusReason)
