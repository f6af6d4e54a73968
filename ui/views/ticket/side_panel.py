"""Beside the timeline: every clock as it reads now, and whom the ticket is about."""

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain import durations
from slaapp.domain.agreement import Metric
from slaapp.domain.spans import Instant
from slaapp.services.tickets import TicketPage
from ui import icons, theme
from ui.views.ticket.attachments import Attachments
from ui.views.ticket.checklist import Checklist
from ui.views.ticket.clock_card import ClockCard
from ui.views.ticket.face import Face
from ui.views.ticket.facts import Facts
from ui.views.ticket.panel_parts import Tags, Ties
from ui.views.ticket.supplier_waits import SupplierWaits
from ui.widgets.button import Button, Kind
from ui.widgets.divider import Divider
from ui.widgets.forbidden import forbid
from ui.widgets.key_menu import KeyMenu
from ui.widgets.label import Label, Panel
from ui.widgets.runs import short
from ui.widgets.scroll import ScrollArea
from ui.wording import say

WIDTH, WIDTH_NARROW = 352, 320


class SidePanel(Panel):
    why = Signal(Metric, int)
    reason = Signal(Metric, int)
    ticket_wanted = Signal(int)
    agreement_wanted = Signal(str, int)
    file_wanted = Signal(object)
    merged_file_wanted = Signal(object)
    """One of a ticket that was merged into this one."""

    tie_wanted = Signal()
    untie_wanted = Signal(object)
    """The event that tied them."""

    tag_wanted = Signal()
    tag_dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", lines="left", parent=parent)
        self._cards: dict[tuple[Metric, int], ClockCard] = {}
        self._siblings: tuple[tuple[int, str], ...] = ()
        self._narrow = False
        self._why_not = ""
        self._content = QWidget()
        self._no_clocks = Label(
            say("No agreement covers this ticket, so nothing is measured."), "small", "text3", wrap=True
        )
        self._clocks = QVBoxLayout()
        self._clocks.setSpacing(8)
        self.waits = SupplierWaits()
        self.facts = Facts()
        self._others = Button("", kind=Kind.LINK)
        self._others_menu = KeyMenu(self)
        self.attachments = Attachments()
        self._recent: tuple[tuple[int, str], ...] = ()
        self.ties = Ties()
        self.checklist = Checklist()
        self.tags = Tags()
        self._lay_out()
        self._others.clicked.connect(self.open_siblings)
        self.facts.agreement_wanted.connect(self.agreement_wanted)
        self.ties.ticket_wanted.connect(self.ticket_wanted)
        self.ties.untie_wanted.connect(self.untie_wanted)
        self.ties.add_wanted.connect(self.tie_wanted)
        self.tags.dropped.connect(self.tag_dropped)
        self.tags.add.clicked.connect(self.tag_wanted)
        self.attachments.wanted.connect(self.file_wanted)
        self.attachments.merged_wanted.connect(self.merged_file_wanted)
        theme.notifier.changed.connect(self._size)
        self._size()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(say("Clocks"), "title_s"), 1)
        head.addWidget(Label(say("working time"), "small", "text3"))
        customer = QHBoxLayout()
        customer.addWidget(Label(say("Customer"), "title_s"), 1)
        customer.addWidget(self._others)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(18, 14, 18, 18)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(8)
        column.addWidget(self._no_clocks)
        column.addLayout(self._clocks)
        column.addWidget(self.waits)
        column.addSpacing(23)
        column.addLayout(customer)
        column.addSpacing(8)
        column.addWidget(self.facts)
        column.addWidget(self.tags)
        column.addWidget(self.attachments)
        column.addWidget(self.ties)
        column.addWidget(self.checklist)
        column.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        self._area = ScrollArea(self._content)
        self._area.setAccessibleName(say("Clocks and customer"))
        outer.addWidget(self._area)
        self._divider = Divider(self, "ticket", lambda: WIDTH_NARROW if self._narrow else WIDTH, at_left=False)

    def forbid(self, why: str) -> None:
        """The ticket can only be read."""
        self._why_not = why
        self.tags.forbid(why)
        self.ties.forbid(why)
        self.checklist.forbid(why)

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self._size()

    def _size(self) -> None:
        self._divider.fit()

    def show_faces(self, faces: Sequence[Face]) -> None:
        """Cards are kept and repainted; one is made or dropped only when a clock came or went."""
        wanted = {(face.metric, face.cycle): face for face in faces}
        for gone in [key for key in self._cards if key not in wanted]:
            card = self._cards.pop(gone)
            self._clocks.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, (key, face) in enumerate(wanted.items()):
            if key not in self._cards:
                card = self._cards[key] = ClockCard(face)
                card.why.connect(self.why)
                card.reason.connect(self.reason)
            card = self._cards[key]
            card.show_face(face)
            if self._why_not:
                forbid(card.reason_button, why=self._why_not)
            if self._clocks.indexOf(card) != place:
                self._clocks.removeWidget(card)
                self._clocks.insertWidget(place, card)
        self._no_clocks.setVisible(not faces)

    def cards(self) -> list[ClockCard]:
        """The most urgent first."""
        return sorted(self._cards.values(), key=self._clocks.indexOf)

    @property
    def tag_button(self) -> Button:
        return self.tags.add

    def show_page(self, page: TicketPage, now: Instant, zone: ZoneInfo) -> None:
        self.attachments.show_page(page)
        self._siblings, self._recent = page.siblings, page.recent
        self.ties.show_ties(page.ties)
        self.checklist.show_items(page.checklist)
        self.tags.show_tags(page.tags)
        count = len(page.siblings)
        words = say("1 other open ticket") if count == 1 else say("{count} other open tickets", count=count)
        if not count:
            words = say("Recent tickets")
        self._others.setText(words)
        self._others.setAccessibleName(words)
        self._others.updateGeometry()
        self._others.setVisible(bool(page.siblings or page.recent))
        self.facts.show_page(page, durations.wall_time(now, zone).date())
        self.waits.show_page(page, now, zone)

    def open_siblings(self) -> KeyMenu:
        """The menu of the customer's other open tickets, and of those that were finished lately."""
        menu = self._others_menu
        menu.refill()
        self._offer(menu, self._siblings[:20])
        if self._siblings and self._recent:
            menu.addSeparator()
        self._offer(menu, self._recent, icons.icon("circle-check", theme.current().text3))
        theme.dress_menu(menu)
        menu.popup(self._others.mapToGlobal(QPoint(0, self._others.height() + 4)))
        return menu

    def _offer(self, menu: KeyMenu, tickets: Sequence[tuple[int, str]], icon: QIcon | None = None) -> None:
        for number, subject in tickets:
            menu.offer(f"{number}  {short(subject)}", "", partial(self.ticket_wanted.emit, number), icon=icon)
