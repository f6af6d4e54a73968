"""Which report: the customer, the period, its sections, and what to look at before it is printed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.views.report.checks import Check
from ui.views.report.choice import EVERYBODY, Offered, ReportChoice
from ui.views.report.chooser import Chooser
from ui.views.report.closing import Standing
from ui.views.report.limits import Limits
from ui.views.report.period import PeriodPicker
from ui.views.report.sections import Sections
from ui.widgets.button import Button, Kind
from ui.widgets.label import Hairline, Icon, Label, Panel
from ui.widgets.picker import Choice, Picker
from ui.widgets.runs import Run, RunsParagraph
from ui.widgets.scroll import ScrollArea
from ui.widgets.tick import Tick
from ui.wording import say

WIDTH = 284
_LOOK = "look"
"""What the buttons are called that lead to a ticket."""


class Options(Panel):
    customer_chosen = Signal(object)
    ticket_wanted = Signal(int)
    time_spent_wanted = Signal(bool)
    internal_wanted = Signal(bool)
    """The desk's own edition, or the customer's again."""

    late_wanted = Signal()
    """The late targets are to be gone through."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", lines="right", parent=parent)
        self._customers: tuple[Choice, ...] = ()
        self.customer = Chooser(say("Customer"), "users")
        self.periods = PeriodPicker()
        self.limits = Limits()
        self._customer_picker = Picker(say("Customer"), self.customer, width=246)
        self.sections = Sections()
        self.time_spent = Tick(say("Print the time spent"))
        self.internal = Tick(say("The desk’s own edition"))
        self.late = Button(say("Late targets and actions…"), icon="list-filter")
        self.standing = Standing()
        self._checks_title = Label(say("Before you print"), "title_s")
        self._checks = QVBoxLayout()
        self._rule = Hairline()
        self._lay_out()
        theme.notifier.changed.connect(self._size)
        self.time_spent.clicked.connect(self.time_spent_wanted)
        self.internal.clicked.connect(self.internal_wanted)
        self.late.clicked.connect(self.late_wanted)
        self.customer.clicked.connect(lambda: self._customer_picker.open_with(self._customers, self.customer))
        self._customer_picker.chosen.connect(self.customer_chosen)
        self._size()

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(18, 14, 18, 18)
        column.setSpacing(0)
        column.addWidget(Label(say("Customer"), "body", "text2"))
        column.addSpacing(6)
        column.addWidget(self.customer)
        column.addSpacing(12)
        column.addWidget(Label(say("Period"), "body", "text2"))
        column.addSpacing(6)
        column.addWidget(self.periods)
        column.addSpacing(12)
        column.addWidget(self.limits)
        column.addSpacing(12)
        column.addWidget(self.sections)
        column.addSpacing(6)
        column.addWidget(self.time_spent, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(6)
        column.addWidget(self.internal, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(12)
        column.addWidget(self._rule)
        column.addSpacing(12)
        column.addWidget(self._checks_title)
        column.addSpacing(6)
        self._checks.setSpacing(4)
        column.addLayout(self._checks)
        column.addSpacing(6)
        column.addWidget(self.late, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(14)
        column.addWidget(self.standing)
        column.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        scrolled = ScrollArea(content)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it is come to one by one
        outer.addWidget(scrolled)
        self.show_checks(())

    def _size(self) -> None:
        self.setFixedWidth(theme.px(WIDTH))

    def show_choice(self, choice: ReportChoice, offered: Offered) -> None:
        self._customers = (
            Choice(
                EVERYBODY,
                offered.name_of(EVERYBODY),
                icon="building-complex",
                current=choice.customer == EVERYBODY,
            ),
            *(Choice(one.id, one.name, icon="users", current=one.id == choice.customer) for one in offered.customers),
        )
        self.internal.setChecked(choice.internal)
        self.customer.tell(offered.name_of(choice.customer))
        self.periods.show_period(choice.period, offered.latest, offered.today)
        self.limits.show_choice(choice, offered)

    def show_checks(self, checks: Sequence[Check]) -> None:
        while self._checks.count():
            item = self._checks.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for check in checks:
            self._checks.addWidget(self._line(check))
        before: QWidget = self.internal
        for look in self.findChildren(Button, _LOOK):
            self.setTabOrder(before, look)
            before = look
        self.setTabOrder(before, self.late)
        self._checks_title.setVisible(bool(checks))
        self._rule.setVisible(bool(checks))

    def _line(self, check: Check) -> QWidget:
        line = QWidget()
        line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        if not check.below:
            icon, ink = ("check", "green_text") if check.good else ("triangle-alert", "amber_text")
            sign = QWidget()
            sign.setFixedHeight(theme.line_height("body"))
            beside = QVBoxLayout(sign)
            beside.setContentsMargins(0, 0, 0, 0)
            beside.addWidget(Icon(icon, ink, 16))
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        else:
            row.addSpacing(24)
        tone = "text2" if check.good or check.below else "text"
        words = RunsParagraph([Run(check.text, "small" if check.below else "body", tone)])
        row.addWidget(words, 1)
        if check.ticket is not None:
            look = Button(say("Look"), kind=Kind.LINK)
            look.setObjectName(_LOOK)
            look.setAccessibleName(say("Look at ticket {number}", number=check.ticket))
            look.clicked.connect(lambda _checked=False, number=check.ticket: self.ticket_wanted.emit(number))
            row.addWidget(look, 0, Qt.AlignmentFlag.AlignTop)
        return line
