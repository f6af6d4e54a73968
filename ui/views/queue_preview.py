"""The ticket on which the list stands, beside it: its clocks as they run, what was said last, and the keys that act."""

from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.clock import read
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from slaapp.services.tickets import TicketPage
from ui import icons, theme, wording
from ui.keymap import KeyOf
from ui.people import People
from ui.views.queue_clock_strip import ClockStrip
from ui.views.ticket.draft import Draft, Tab
from ui.views.ticket.face import Face, next_figure
from ui.views.ticket.items import Day, Message, Voice
from ui.views.ticket.property_bar import PropertyBar, Suppliers
from ui.views.ticket.story import story
from ui.views.ticket.telling import faces, names
from ui.wall_clock import WallClock
from ui.widgets import painting
from ui.widgets.button import Button
from ui.widgets.label import Hairline, Icon, Label, Panel
from ui.widgets.link import Link
from ui.widgets.prose import Prose
from ui.widgets.runs import one_line, short
from ui.widgets.scroll import ScrollArea
from ui.wording import say

SIDE = 18
LEAST = 92
"""A chip says so much at least, beside long names of severities."""

LATEST = 4
"""Messages that are shown; older ones are on the ticket's page."""

LONGEST = 600
"""Characters of a message that are shown."""


class Facts(PropertyBar):
    """Status, severity and assignee; the customer stands above."""

    def __init__(self, zone: ZoneInfo, suppliers: Suppliers, parent: QWidget | None = None) -> None:
        super().__init__(zone, suppliers, parent)
        self._lines = frozenset()
        self.customer.hide()
        self._logged.hide()
        for chip, name in (
            (self.status, say("Status")),
            (self.severity, say("Severity")),
            (self.assignee, say("Assignee")),
            (self.customer, say("Customer")),
        ):
            chip.setAccessibleName(name)  # until a ticket is shown
            chip.least = LEAST
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(SIDE, 0, SIDE, 0)


class Saying(QWidget):
    """A message as a card of plain text."""

    def __init__(self, message: Message, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message = message
        parts = (message.who, message.how, message.time, message.text)
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        text = message.text if len(message.text) <= LONGEST else message.text[:LONGEST] + wording.ELLIPSIS
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 8 + theme.line_height("body"), 13, 11)
        self._text = Prose(text, self)
        column.addWidget(self._text)
        self._text.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, message = theme.current(), self._message
        note = message.voice is Voice.NOTE
        fill = {Voice.CUSTOMER: t.surface, Voice.DESK: t.subtle, Voice.NOTE: t.violet_tint}[message.voice]
        with QPainter(self) as painter:
            outline, dash = (t.violet_line, [3.0, 2.0]) if note else (t.line, None)
            painting.frame(painter, QRectF(self.rect()), theme.RADIUS_CARD, fill=fill, outline=outline, dash=dash)
            middle, side = 8 + theme.line_height("body") / 2, theme.px(14)
            right = self.width() - 13.0
            right -= painting.text(painter, message.time, "small_figures", t.text3, right, middle, right=True) + 10
            at = 13.0
            at += painting.text(painter, one_line(message.who), "semi", t.text, at, middle, right - at) + 8
            if message.how and right - at > side + 30:
                ink = t.violet_text if note else t.text3
                icons.paint(painter, message.icon, ink, at, round(middle - side / 2), side)
                style = "small_strong" if note else "small"
                painting.text(painter, message.how, style, ink, at + side + 5, middle, right - at - side - 5)


class Preview(Panel):
    """Shows a ticket without opening it: nobody has seen it by that. Acts are asked for with the ticket's number."""

    status_chosen = Signal(int, Status, object)
    supplier_chosen = Signal(int, object)
    severity_chosen = Signal(int, Severity)
    assignee_chosen = Signal(int, object)
    person_added = Signal(int, str)
    reply_wanted = Signal()
    note_wanted = Signal()
    open_wanted = Signal()

    def __init__(
        self,
        engine: Engine,
        people: People,
        clock: WallClock,
        drafts: Mapping[int, Draft],
        parent: QWidget | None = None,
    ) -> None:
        """`drafts` were written on tickets and not added, by their numbers."""
        super().__init__("surface", lines="left", parent=parent)
        self._drafts = drafts
        self._engine, self._people, self._clock = engine, people, clock
        self._zone = engine.board.zone
        self._page: TicketPage | None = None
        self._strips: list[ClockStrip] = []
        self._said: tuple[Message | Day, ...] = ()
        self._number = Label("", "small", "text3")
        self._whose = Label("", "small", "text3", elide=True)
        self._whose.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._subject = Label("", "title_s", elide=True)
        self.properties = Facts(self._zone, lambda: engine.suppliers.every())  # noqa: PLW0108 - made when asked
        self._clocks = QVBoxLayout()
        self._draft_line = QWidget()
        self._latest = QVBoxLayout()
        self._latest_head = _Rule(say("Latest"))
        self.draft = Link("")
        self.reply = Button(say("Reply"), icon="reply", keys=KeyOf("reply"))
        self.note = Button(say("Note"), icon="lock", keys=KeyOf("note"))
        self.open = Button(say("Open"), keys="↵")
        self.setAccessibleName(say("Preview"))
        self._lay_out()

        self.properties.status_chosen.connect(lambda status, until: self._emit(self.status_chosen, status, until))
        self.properties.supplier_chosen.connect(lambda supplier: self._emit(self.supplier_chosen, supplier))
        self.properties.severity_chosen.connect(lambda severity: self._emit(self.severity_chosen, severity))
        self.properties.assignee_chosen.connect(lambda person: self._emit(self.assignee_chosen, person))
        self.properties.person_added.connect(lambda name: self._emit(self.person_added, name))
        self.properties.people_asked.connect(self._offer_people)
        self.reply.clicked.connect(self.reply_wanted)
        self.note.clicked.connect(self.note_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.draft.clicked.connect(self._go_on_writing)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._number)
        head.addWidget(self._whose, 1)
        names = QVBoxLayout()
        names.setContentsMargins(SIDE, 13, SIDE, 1)
        names.setSpacing(1)
        names.addLayout(head)
        names.addWidget(self._subject)
        self._clocks.setSpacing(0)
        self._clocks.setContentsMargins(0, 4, 0, 0)
        said = QWidget()
        self._latest.setContentsMargins(SIDE, 16, SIDE, 14)
        self._latest.setSpacing(8)
        scrolls = QVBoxLayout(said)
        scrolls.setContentsMargins(0, 0, 0, 0)
        scrolls.setSpacing(0)
        scrolls.addLayout(self._clocks)
        scrolls.addWidget(Hairline())
        unsent = QHBoxLayout(self._draft_line)
        unsent.setContentsMargins(SIDE, 12, SIDE, 0)
        unsent.setSpacing(8)
        unsent.addWidget(Icon("pencil-line", "text3", 14))
        unsent.addWidget(self.draft, 1)
        scrolls.addWidget(self._draft_line)
        scrolls.addLayout(self._latest, 1)
        self._latest.addWidget(self._latest_head)
        self._latest.addStretch(1)
        self.foot = Panel("subtle", lines="top")
        keys = QHBoxLayout(self.foot)
        keys.setContentsMargins(SIDE, 10, SIDE, 10)
        keys.setSpacing(8)
        keys.addWidget(self.reply)
        keys.addWidget(self.note)
        keys.addStretch(1)
        keys.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(names)
        column.addWidget(self.properties)
        scrolled = ScrollArea(said)
        scrolled.setAccessibleName(say("What happened"))
        column.addWidget(scrolled, 1)
        column.addWidget(self.foot)

    # What is shown

    @property
    def number(self) -> int | None:
        return None if self._page is None else self._page.number

    @property
    def clock_strips(self) -> Sequence[ClockStrip]:
        return self._strips

    @property
    def said(self) -> tuple[Message, ...]:
        """The messages, the latest first."""
        return tuple(item for item in self._said if isinstance(item, Message))

    def show_ticket(self, number: int | None) -> None:
        """None, or a ticket that is gone: an empty pane."""
        now = self._clock.now()
        try:
            self._page = None if number is None else self._engine.pages.page(number, now=now)
        except Refusal:
            self._page = None
        for part in (self.properties, self._latest_head, self.reply, self.note, self.open):
            part.setVisible(self._page is not None)
        page = self._page
        self._number.setText("" if page is None else str(page.number))
        self._subject.setText("" if page is None else one_line(page.subject))
        self._subject.setToolTip("" if page is None else wording.tip(page.subject))
        phone = "" if page is None or page.contact is None else page.contact.phone
        self._whose.setText("" if page is None else wording.joined(one_line(page.customer), one_line(phone)))
        if page is not None:
            self.properties.show_page(page, "", now)
        self._show_faces(now)
        self._show_draft()
        self._show_said(now)

    def refresh(self) -> None:
        self.show_ticket(self.number)

    def _show_faces(self, now: Instant) -> None:
        shown: list[Face] = []
        if self._page is not None:
            shown = faces(self._page, now, self._zone)
        while len(self._strips) < len(shown):
            self._strips.append(ClockStrip())
            self._clocks.addWidget(self._strips[-1])
        while len(self._strips) > len(shown):
            gone = self._strips.pop()
            self._clocks.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for strip, shown_face in zip(self._strips, shown, strict=True):
            strip.show_face(shown_face)

    def _show_draft(self) -> None:
        draft = None if self.number is None else self._drafts.get(self.number)
        unsent = draft is not None and draft.unsent
        self._draft_line.setVisible(unsent)
        if draft is not None and unsent:
            text = next((text for text in draft.texts.values() if text.strip()), "")
            self.draft.show_words(say("Not sent: {words}", words=short(text)) if text else say("Files, not sent"))

    def _go_on_writing(self) -> None:
        draft = None if self.number is None else self._drafts.get(self.number)
        wanted = {Tab.REPLY: self.reply_wanted, Tab.NOTE: self.note_wanted}
        (self.open_wanted if draft is None else wanted.get(draft.tab, self.open_wanted)).emit()

    def _show_said(self, now: Instant) -> None:
        said = tuple(self._messages(now))
        self._latest_head.setVisible(bool(said))
        if said == self._said:
            return
        self._said = said
        while self._latest.count() > 2:
            item = self._latest.takeAt(1)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, told in enumerate(said, start=1):
            self._latest.insertWidget(place, Saying(told) if isinstance(told, Message) else _Rule(told.text))

    def _messages(self, now: Instant) -> Iterator[Message | Day]:
        """The latest first, with the day above those that are not of today; what was taken back is left out."""
        if self._page is not None:
            told = story(self._page, names(self._engine, self._page), now=now, zone=self._zone)
            day = Day(wording.day_heading(now, now, self._zone))
            count = 0
            for at, item in reversed(list(enumerate(told))):
                if isinstance(item, Message) and not item.struck and count < LATEST:
                    of = next(held for held in reversed(told[:at]) if isinstance(held, Day))
                    if of != day:
                        yield of
                    day, count = of, count + 1
                    yield item

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_draft()  # written on the ticket's page meanwhile

    # Time

    def beat(self, now: Instant) -> None:
        self._show_faces(now)

    def next_figure(self) -> Instant | None:
        """The next second at which a figure here reads differently."""
        if self._page is None or not self.isVisible():
            return None
        now = self._clock.now()
        readings = [read(view.clock, now, self._page.hours) for view in self._page.clocks]
        return min((at for reading in readings if (at := next_figure(reading, now)) is not None), default=None)

    # What a person does

    def _emit(self, signal: SignalInstance, *args: object) -> None:
        if self._page is not None:
            signal.emit(self._page.number, *args)

    def _offer_people(self) -> None:
        self.properties.offer_people(self._people.choices(None if self._page is None else self._page.assignee_id))


class _Rule(QWidget):
    """A word with a hairline before and behind it."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setAccessibleName(words)
        theme.notifier.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setFixedHeight(theme.line_height("small"))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, middle = theme.current(), self.height() // 2
        with QPainter(self) as painter:
            painting.hairline(painter, 0, middle, 37)
            used = painting.text(painter, self._words, "small_strong", t.text3, 44, middle)
            painting.hairline(painter, 44 + used + 10, middle, self.width())
