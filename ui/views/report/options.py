"""Which report: the customer, the period, its sections, and what to look at before it is printed."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from slaapp.domain.period import Period, PeriodKind
from slaapp.reports import period_words
from ui import icons, theme, wording
from ui.keymap import KeyOf
from ui.views.report.checks import Check
from ui.views.report.closing import Standing
from ui.views.report.sections import Sections
from ui.widgets import painting
from ui.widgets.button import Button, IconButton, Kind, Pressable
from ui.widgets.label import Hairline, Icon, Label, Panel
from ui.widgets.picker import Choice, Picker
from ui.widgets.runs import Run, RunsParagraph, one_line
from ui.widgets.scroll import ScrollArea
from ui.widgets.tick import Tick
from ui.wording import say

WIDTH = 284
PERIODS_OFFERED = 36
KINDS = {
    PeriodKind.MONTH: "Month",
    PeriodKind.QUARTER: "Quarter",
    PeriodKind.HALF_YEAR: "Half-year",
    PeriodKind.YEAR: "Year",
    PeriodKind.WEEKS: "Week",
}
"""Those that are offered here; free dates are typed on the command line."""


class Chooser(Pressable):
    """A field that opens a list of choices: icon, what was chosen, an arrow."""

    def __init__(self, name: str, icon: str, *, centred: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._icon, self._centred = name, icon, centred
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.tell("")

    def tell(self, value: str) -> None:
        self.setText(one_line(value))
        self.setAccessibleName(f"{self._name}: {one_line(value)}")
        self.setToolTip(wording.tip(one_line(value)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(theme.FIELD))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, rect = theme.current(), QRectF(self.rect())
        middle, side = rect.center().y(), theme.px(16)
        with QPainter(self) as painter:
            painting.frame(painter, rect, theme.RADIUS_BUTTON, fill=self._ground() or t.surface, outline=t.control)
            words = theme.metrics("body").horizontalAdvance(self.text())
            at = 11.0
            if self._centred:
                at = max(at, (rect.width() - side - 8 - words) / 2)
            else:
                icons.paint(painter, "chevron-down", t.text3, rect.width() - 11 - side, round(middle - side / 2), side)
            icons.paint(painter, self._icon, t.text3, at, round(middle - side / 2), side)
            room = rect.width() - at - side - 8 - (10 if self._centred else side + 18)
            painting.text(painter, self.text(), "body", t.text, at + side + 8, middle, max(1.0, room))


class Step(IconButton):
    """An arrow in a frame."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        t = theme.current()
        with QPainter(self) as painter:
            outline = t.line2 if self.isEnabled() else t.line
            painting.frame(painter, QRectF(self.rect()), theme.RADIUS_BUTTON, fill=None, outline=outline)


class Options(Panel):
    customer_chosen = Signal(object)
    period_chosen = Signal(object)
    ticket_wanted = Signal(int)
    time_spent_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", lines="right", parent=parent)
        self._period = self._latest = Period.parse("2000-01")
        self._customers: tuple[Choice, ...] = ()
        self.customer = Chooser(say("Customer"), "users")
        self.kind = Chooser(say("Kind of period"), "calendar-clock")
        self.earlier = Step("chevron-left", say("Period before"), size=32, keys=KeyOf("previous_month"))
        self.period = Chooser(say("Period"), "calendar", centred=True)
        self.later = Step("chevron-right", say("Period after"), size=32, keys=KeyOf("next_month"))
        self._customer_picker = Picker(say("Customer"), self.customer, width=246)
        self._kind_picker = Picker(say("Kind of period"), self.kind, width=246)
        self._period_picker = Picker(say("Period"), self.period, width=200)
        self.sections = Sections()
        self.time_spent = Tick(say("Print the time spent"))
        self.standing = Standing()
        self._checks_title = Label(say("Before you print"), "title_s")
        self._checks = QVBoxLayout()
        self._rule = Hairline()
        self._lay_out()
        theme.notifier.changed.connect(self._size)
        self.time_spent.clicked.connect(self.time_spent_wanted)
        self.customer.clicked.connect(lambda: self._customer_picker.open_with(self._customers, self.customer))
        self.kind.clicked.connect(self._offer_kinds)
        self.period.clicked.connect(self._offer_periods)
        self.earlier.clicked.connect(lambda: self.step(-1))
        self.later.clicked.connect(lambda: self.step(1))
        self._customer_picker.chosen.connect(self.customer_chosen)
        self._kind_picker.chosen.connect(self._choose_kind)
        self._period_picker.chosen.connect(lambda text: self.period_chosen.emit(Period.parse(text)))
        self._size()

    def _lay_out(self) -> None:
        periods = QHBoxLayout()
        periods.setSpacing(6)
        periods.addWidget(self.earlier)
        periods.addWidget(self.period, 1)
        periods.addWidget(self.later)
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
        column.addWidget(self.kind)
        column.addSpacing(6)
        column.addLayout(periods)
        column.addSpacing(12)
        column.addWidget(self.sections)
        column.addSpacing(6)
        column.addWidget(self.time_spent, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(12)
        column.addWidget(self._rule)
        column.addSpacing(12)
        column.addWidget(self._checks_title)
        column.addSpacing(6)
        self._checks.setSpacing(4)
        column.addLayout(self._checks)
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

    def show_choice(self, customers: Sequence[Choice], customer: str, period: Period, latest: Period) -> None:
        """`latest` is the period of this kind in which today lies."""
        self._customers, self._period, self._latest = tuple(customers), period, latest
        self.customer.tell(customer)
        self.kind.tell(say(KINDS.get(period.kind, "Days")))
        self.period.tell(period_words.name(period))
        self.later.setEnabled(period.last_day < latest.last_day)

    def step(self, by: int) -> None:
        wanted = self._period.moved(by)
        if wanted.first_day <= self._latest.last_day:
            self.period_chosen.emit(wanted)

    def show_checks(self, checks: Sequence[Check]) -> None:
        while self._checks.count():
            item = self._checks.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for check in checks:
            self._checks.addWidget(self._line(check))
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
            look.setAccessibleName(say("Look at ticket {number}", number=check.ticket))
            look.clicked.connect(lambda _checked=False, number=check.ticket: self.ticket_wanted.emit(number))
            row.addWidget(look, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _offer_kinds(self) -> None:
        choices = [Choice(kind.value, say(words), current=kind is self._period.kind) for kind, words in KINDS.items()]
        self._kind_picker.open_with(choices, self.kind)

    def _choose_kind(self, kind: str) -> None:
        """The one of that kind in which what is shown ends, or as late as there is one."""
        today = min(self._period.last_day, self._latest.last_day)
        self.period_chosen.emit(Period.holding(PeriodKind(kind), today))

    def _offer_periods(self) -> None:
        periods = [self._latest.moved(-back) for back in range(PERIODS_OFFERED)]
        choices = [Choice(str(one), period_words.name(one), current=one == self._period) for one in periods]
        self._period_picker.open_with(choices, self.period)
