"""The menus that act on tickets of the list: status, severity, assignee, not measured. Each says how many it is for."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.events import NotMeasuredReason
from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from slaapp.services.board import Group, Row
from ui import icons, theme, wording
from ui.models.arrangement import Entry
from ui.models.queue_table import QueueTable
from ui.people import ADD, People
from ui.told import clock_of
from ui.views.queue_acts import Acts
from ui.views.ticket.property_bar import STATUS_KEYS
from ui.views.ticket.supplier_menu import SupplierMenu
from ui.views.ticket.until import likely_moments
from ui.wall_clock import WallClock
from ui.widgets.key_menu import KeyMenu
from ui.widgets.moment import MomentPopup
from ui.widgets.picker import Picker
from ui.widgets.runs import one_line
from ui.widgets.severity_icon import severity_icon
from ui.widgets.sure import Sure
from ui.wording import say

_REASON_KEYS = {
    NotMeasuredReason.WITHDRAWN: "H",
    NotMeasuredReason.SPAM: "P",
    NotMeasuredReason.DUPLICATE: "D",
    NotMeasuredReason.OUT_OF_SCOPE: "O",
    NotMeasuredReason.PLANNED_MAINTENANCE: "M",
    NotMeasuredReason.FORCE_MAJEURE: "F",
    NotMeasuredReason.NO_AGREEMENT: "N",
}
_CLOSES = (NotMeasuredReason.WITHDRAWN, NotMeasuredReason.SPAM, NotMeasuredReason.DUPLICATE)
_ENDS = {Status.RESOLVED: ("Resolve {tickets}?", "Resolve"), Status.CLOSED: ("Close {tickets}?", "Close")}


class ActMenus(QObject):
    """`numbers` are those of the tickets when the menu opens: what is marked later is not meant."""

    def __init__(
        self, engine: Engine, acts: Acts, people: People, clock: WallClock, table: QueueTable, over: QWidget
    ) -> None:
        super().__init__(over)
        self._over, self._table = over, table
        self._engine, self._acts, self._people, self._clock = engine, acts, people, clock
        self.menu = KeyMenu(over)
        self.picker = Picker(say("Name"), over, add=ADD)
        self.supplier_menu = SupplierMenu(over)
        self._until = MomentPopup(say("Scheduled until"), say("Set"), engine.board.zone, over, past=False)
        self._numbers: tuple[int, ...] = ()
        self.picker.chosen.connect(lambda person: acts.assign(self._numbers, person))
        self.picker.added.connect(lambda name: acts.assign_new(self._numbers, name))
        self._until.chosen.connect(lambda at: acts.set_status(self._numbers, Status.SCHEDULED, at))

    def choose_status(self, numbers: Sequence[int], under: QWidget) -> None:
        self._begin(numbers, say("Status of {tickets}", tickets=wording.which(numbers)))
        ink, here = theme.current().text3, self._alone(numbers)
        for status, key in STATUS_KEYS.items():
            words = say("Scheduled until …") if status is Status.SCHEDULED else wording.status(status)
            chosen: Callable[[], object] = partial(self._acts.set_status, self._numbers, status)
            if status is Status.SCHEDULED:
                chosen = partial(self._ask_until, under)
            elif status in _ENDS:
                question, verb = _ENDS[status]
                chosen = partial(self._when_sure, say(question, tickets=wording.which(numbers)), say(verb), chosen)
            icon = icons.icon(icons.BY_STATUS[status], ink)
            self.menu.offer(words, key, chosen, icon=icon, current=here is not None and here.status is status)
        suppliers = self._engine.suppliers.every()
        self.supplier_menu.offer(self.menu, suppliers, partial(self._acts.wait_on, self._numbers), under)
        self._open(under)

    def choose_severity(self, numbers: Sequence[int], under: QWidget) -> None:
        """Of one ticket in the words of its agreement."""
        self._begin(numbers, say("Severity of {tickets}", tickets=wording.which(numbers)))
        here = self._alone(numbers)
        page = None if here is None else self._engine.pages.page(here.number, now=self._clock.now())
        for severity in Severity:
            chosen = partial(self._acts.set_severity, self._numbers, severity)
            current = here is not None and here.severity is severity
            words = one_line(wording.severity_called(severity, None if page is None else page.meaning(severity)))
            self.menu.offer(words, str(severity.value), chosen, icon=severity_icon(severity), current=current)
        self._open(under)

    def choose_assignee(self, numbers: Sequence[int], under: QWidget) -> None:
        self._numbers = tuple(numbers)
        self.picker.open_with(self._people.choices(""), under)

    def choose_reason(self, numbers: Sequence[int], under: QWidget) -> None:
        """Why they are not measured (C13); the first few close them too."""
        self._begin(numbers, say("Take {tickets} out of the count", tickets=wording.which(numbers)))
        for reason, key in _REASON_KEYS.items():
            if reason is NotMeasuredReason.OUT_OF_SCOPE:
                self.menu.addSeparator()
            what = say("Close: {reason}") if reason in _CLOSES else say("Not measured: {reason}")
            name = wording.not_measured(reason)
            asked = "Close {tickets}: {reason}?" if reason in _CLOSES else "Take {tickets} out of the count: {reason}?"
            question = say(asked, tickets=wording.which(numbers), reason=name)
            verb = say("Close") if reason in _CLOSES else say("Take out of the count")
            do = partial(self._acts.exclude, self._numbers, reason)
            self.menu.offer(what.format(reason=name), key, partial(self._when_sure, question, verb, do))
        self._open(under)

    def _alone(self, numbers: Sequence[int]) -> Row | None:
        """The one ticket that is meant: what holds for it now is ticked."""
        at = self._table.line_of_number(numbers[0]) if len(numbers) == 1 else None
        line = None if at is None else self._table.line(at)
        return line.row if isinstance(line, Entry) else None

    def _when_sure(self, question: str, verb: str, do: Callable[[], object]) -> None:
        """What ends many tickets is asked for once."""
        if len(self._numbers) == 1:
            do()
            return
        known = what_is_known(self._table, self._numbers)
        Sure(self._over.window(), question, known, verb, do).open()

    def _begin(self, numbers: Sequence[int], title: str) -> None:
        self._numbers = tuple(numbers)
        self.menu.refill()
        self.menu.offer(title, "", lambda: None, enabled=False)
        self.menu.addSeparator()

    def _open(self, under: QWidget) -> None:
        """Below it where there is room on the screen, else above."""
        theme.dress_menu(self.menu)
        top = under.mapToGlobal(QPoint(0, 0))
        at, height = top + QPoint(0, under.height()), self.menu.sizeHint().height()
        above = at.y() + height > under.screen().availableGeometry().bottom()
        self.menu.popup(QPoint(top.x(), top.y() - height - 4) if above else at)

    def _ask_until(self, under: QWidget) -> None:
        now: Instant = self._clock.now()
        likely = likely_moments(now, self._engine.board.zone)
        self._until.ask(under, now=now, start=likely[0][1], likely=likely)


def what_is_known(table: QueueTable, numbers: Sequence[int]) -> str:
    """Of the tickets that are to end: how many nobody answered, and how many are overdue."""
    ending = set(numbers)
    rows = [row for row in table.rows() if row.number in ending]
    unanswered = sum(clock_of(row, Metric.FIRST_RESPONSE) is not None for row in rows)
    overdue = sum(table.standing_of(row, table.now).group is Group.OVERDUE for row in rows)
    parts = []
    if unanswered:
        parts.append(say("1 was never answered") if unanswered == 1 else say("{n} were never answered", n=unanswered))
    if overdue:
        parts.append(say("1 is overdue") if overdue == 1 else say("{n} are overdue", n=overdue))
    return f"{', '.join(parts)}." if parts else ""
