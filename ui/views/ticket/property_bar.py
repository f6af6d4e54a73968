"""The four facts that are changed most: status, severity, assignee, customer; each a chip with a menu."""

from collections.abc import Callable, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from slaapp.domain import durations
from slaapp.domain.agreement import Agreement, Meaning, Severity, Status
from slaapp.domain.spans import Instant
from slaapp.domain.supplier import SupplierAgreement
from slaapp.services.tickets import TicketPage
from ui import icons, theme, wording
from ui.keymap import KeyOf, Keys
from ui.people import ADD
from ui.proposing import proposals
from ui.views.ticket.story import initials
from ui.views.ticket.supplier_menu import SupplierMenu
from ui.views.ticket.then import standing
from ui.views.ticket.until import likely_moments
from ui.widgets import painting
from ui.widgets.button import Chip
from ui.widgets.forbidden import forbid
from ui.widgets.key_menu import KeyMenu
from ui.widgets.key_tip import KeyTip
from ui.widgets.label import Label, Panel
from ui.widgets.moment import MomentPopup
from ui.widgets.picker import Choice, Picker
from ui.widgets.runs import one_line
from ui.widgets.severity_icon import severity_icon
from ui.wording import say

WIDEST, SHORT, NAME = 240, 100, 128
"""A status and a severity up to `SHORT` and who has it up to `NAME` do not give way to a customer."""

LOGGED_LEAST = 60
"""Of when it was logged at least so much is seen, or nothing: what can be changed comes first."""

SPACING, LEFT, RIGHT = 8, 20, 18
Suppliers = Callable[[], Sequence[SupplierAgreement]]

STATUS_KEYS = {
    Status.NEW: "N",
    Status.IN_PROGRESS: "P",
    Status.WAITING_CUSTOMER: "C",
    Status.WAITING_THIRD_PARTY: "T",
    Status.SCHEDULED: "D",
    Status.RESOLVED: "R",
    Status.CLOSED: "X",
}


class PropertyChip(Chip):
    """A chip that gives way when the bar is narrow; `picker` in place of a menu where there are many choices."""

    least = 64
    """So narrow it may become, where its words are wider."""

    def __init__(self, name: str, *, icon: str | None = None, keys: Keys = "") -> None:
        super().__init__(icon=icon)
        self._tip = KeyTip(self, name, keys)
        self._what = name
        self.menu = KeyMenu(self)
        self.picker: Picker | None = None
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def key_menu(self) -> KeyMenu:
        assert isinstance(self.menu, KeyMenu)
        return self.menu

    def _dress(self) -> None:
        self.setMaximumWidth(min(self.sizeHint().width(), theme.px(WIDEST)))
        self.setMinimumWidth(min(self.sizeHint().width(), theme.px(self.least)))
        super()._dress()

    def tell(self, value: str, *, icon: str | None = None, initials: str | None = None) -> None:
        self.show_value(one_line(value), icon=icon, initials=initials)
        self.setAccessibleName(f"{self._what}: {one_line(value)}")

    def open_menu(self) -> None:
        if self.picker is None:
            super().open_menu()
        else:
            self.about_to_show.emit()


class SeverityChip(PropertyChip):
    """Severity is painted, not an icon file."""

    def __init__(self, name: str) -> None:
        super().__init__(name, keys=KeyOf("severity"))
        self._severity = Severity.NORMAL

    def tell_severity(self, severity: Severity, meaning: Meaning | None) -> None:
        """`meaning` is the agreement's own."""
        self._severity = severity
        self.tell(wording.severity_called(severity, meaning))
        below = "" if meaning is None else wording.severity_tip(severity, meaning)
        self.setAccessibleDescription(wording.severity_means(meaning))
        self._tip.say_below(below)

    def _lead(self) -> float:
        return theme.px(14) + 7

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            painting.severity(painter, 10, self.height() / 2, self._severity)


class PropertyBar(Panel):
    """Says what was chosen; `people_asked` and `customers_asked` come first, to be answered with the choices."""

    status_chosen = Signal(Status, object)
    """The status and, for a scheduled one, until when."""

    supplier_chosen = Signal(object)
    """The SupplierAgreement of whom it waits on from now on."""

    severity_chosen = Signal(Severity)
    severity_was_wrong = Signal()
    """The severity did not change: it was entered wrong (C12 of semantics)."""

    assignee_chosen = Signal(object)
    person_added = Signal(str)
    customer_chosen = Signal(object)
    people_asked = Signal()
    customers_asked = Signal()

    def __init__(self, zone: ZoneInfo, suppliers: Suppliers, parent: QWidget | None = None) -> None:
        super().__init__("surface", lines="bottom", parent=parent)
        self._zone, self._suppliers, self._waits_on = zone, suppliers, ""
        self._now: Instant = 0
        self._why_not = ""
        self._status = Status.NEW
        self._severity = Severity.NORMAL
        self._agreement: Agreement | None = None
        self.status = PropertyChip(say("Status"), icon="circle-dashed", keys=KeyOf("status"))
        self.severity = SeverityChip(say("Severity"))
        self.assignee = PropertyChip(say("Assignee"), keys=KeyOf("assign"))
        self.customer = PropertyChip(say("Customer"), icon="users")
        self.assignee.picker = Picker(say("Name"), self.assignee, add=ADD)
        self.customer.picker = Picker(say("Customer"), self.customer, width=320)
        self.supplier_menu = SupplierMenu(self.status)
        self.status.least = self.severity.least = SHORT
        self.assignee.least = NAME
        self._until = MomentPopup(say("Scheduled until"), say("Set"), zone, self, past=False)
        self._logged = Label("", "small", "text3", elide=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(LEFT, 0, RIGHT, 1)
        row.setSpacing(SPACING)
        for chip in self.chips():
            row.addWidget(chip)
        self._logged.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._logged.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._logged, 1)
        row.addStretch(0)
        theme.notifier.changed.connect(self._size)
        self.status.about_to_show.connect(self._offer_statuses)
        self.severity.about_to_show.connect(self._offer_severities)
        self.assignee.about_to_show.connect(self.people_asked)
        self.customer.about_to_show.connect(self.customers_asked)
        self.assignee.picker.chosen.connect(self.assignee_chosen)
        self.assignee.picker.added.connect(self.person_added)
        self.customer.picker.chosen.connect(self.customer_chosen)
        self._until.chosen.connect(lambda at: self.status_chosen.emit(Status.SCHEDULED, at))
        self._size()

    def _size(self) -> None:
        self.setFixedHeight(theme.px(theme.PROPERTY_BAR))
        self._fit()

    def _fit(self) -> None:
        taken = LEFT + RIGHT + sum(chip.maximumWidth() + SPACING for chip in self.chips())
        self._logged.setVisible(taken + theme.px(LOGGED_LEAST) <= self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def forbid(self, why: str) -> None:
        """The ticket can only be read."""
        self._why_not = why

    def show_page(self, page: TicketPage, logged: str, now: Instant) -> None:
        self._now, self._status, self._severity = now, page.status, page.severity
        status = standing(page)
        if page.status is Status.SCHEDULED and page.until is not None:
            status = say("{status} until {time}", status=status, time=durations.when(page.until, now, self._zone))
        waits = page.waits[-1] if page.waits and page.status is Status.WAITING_THIRD_PARTY else None
        self._waits_on = "" if waits is None else waits.wait.supplier or ""
        self.status.tell(status, icon=icons.BY_STATUS[page.status])
        self._agreement = None if page.terms is None else page.terms.agreement
        self.severity.tell_severity(page.severity, page.meaning(page.severity))
        nobody = page.assignee is None
        name = page.assignee or say("Unassigned")
        self.assignee.tell(name, initials="" if nobody else initials(name))
        self.customer.tell(page.customer or say("No customer"))
        self.customer.setToolTip(wording.tip(page.customer))
        self._logged.setText(logged)
        self._logged.setToolTip(wording.tip(logged))
        self._fit()
        if self._why_not:
            forbid(*self.chips(), why=self._why_not)

    def chips(self) -> tuple[Chip, ...]:
        return self.status, self.severity, self.assignee, self.customer

    def offer_people(self, people: Sequence[Choice]) -> None:
        assert self.assignee.picker is not None
        self.assignee.picker.open_with(people, self.assignee)

    def offer_customers(self, customers: Sequence[Choice]) -> None:
        assert self.customer.picker is not None
        self.customer.picker.open_with(customers, self.customer)

    def _offer_statuses(self) -> None:
        menu = self.status.key_menu
        menu.refill()
        ink = theme.current().text3
        for status, key in STATUS_KEYS.items():
            if not self._may_become(status):
                continue
            words = wording.status(status)
            if self._status.done and status is Status.IN_PROGRESS:
                words = say("Reopen")
            elif status is Status.SCHEDULED:
                words = say("Scheduled until …")
            icon = icons.icon(icons.BY_STATUS[status], ink)
            current = status is self._status and not self._waits_on
            menu.offer(words, key, partial(self._choose, status), icon=icon, current=current)
        if not self._status.done:
            self.supplier_menu.offer(menu, self._suppliers(), self._wait_on, self.status, current=self._waits_on)

    def _wait_on(self, supplier: SupplierAgreement) -> None:
        if supplier.id != self._waits_on:
            self.supplier_chosen.emit(supplier)

    def _may_become(self, status: Status) -> bool:
        """What is done can be reopened or closed."""
        if not self._status.done:
            return True
        return status is Status.IN_PROGRESS or (status is Status.CLOSED and self._status is Status.RESOLVED)

    def _choose(self, status: Status) -> None:
        if status is Status.SCHEDULED:
            likely = likely_moments(self._now, self._zone)
            self._until.ask(self.status, now=self._now, start=likely[0][1], likely=likely)
        elif status is not self._status:
            self.status_chosen.emit(status, None)

    def _offer_severities(self) -> None:
        menu = self.severity.key_menu
        menu.refill()
        for severity in Severity:
            current = severity is self._severity
            icon = severity_icon(severity)
            words = one_line(wording.severity_here(severity, self._agreement))
            menu.offer(words, str(severity.value), partial(self._rate, severity), icon=icon, current=current)
        offers = proposals(self._agreement)
        if offers:
            menu.addSeparator()
        for words, severity in offers:
            menu.offer(words, "", partial(self._rate, severity), icon=severity_icon(severity))
        menu.addSeparator()
        menu.offer(say("Was entered wrong…"), "W", self.severity_was_wrong.emit)

    def _rate(self, severity: Severity) -> None:
        if severity is not self._severity:
            self.severity_chosen.emit(severity)
