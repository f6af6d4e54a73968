"""The page of one ticket: what happened, what is to be said next, and every clock as it reads now."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from slaapp.documents import Sheet
from slaapp.domain import durations
from slaapp.domain.agreement import Metric, Severity, Status, Tier
from slaapp.domain.attachments import StoredFile
from slaapp.domain.clock import State, read
from slaapp.domain.errors import Refusal
from slaapp.domain.events import NotMeasuredReason, Received
from slaapp.domain.spans import MINUTE, Instant
from slaapp.engine import Engine
from slaapp.services.changes import Changes
from slaapp.services.tickets import TicketPage
from ui import bound, theme, wording
from ui.commands import Commands
from ui.dialogs.why import WhyDialog
from ui.paper import ChoosePrinter
from ui.people import People
from ui.undo import taking_back
from ui.views.sheets import ticket_sheet
from ui.views.ticket import files_told
from ui.views.ticket.attaching import TicketFiles
from ui.views.ticket.blocks import serve_blocks
from ui.views.ticket.composer import Composer, Outlook, Writing
from ui.views.ticket.draft import Draft, Tab
from ui.views.ticket.face import Face, face, next_figure, pairs
from ui.views.ticket.header import Header
from ui.views.ticket.property_bar import PropertyBar
from ui.views.ticket.reason import ReasonPopup
from ui.views.ticket.side_panel import SidePanel
from ui.views.ticket.story import story
from ui.views.ticket.timeline import Timeline
from ui.wall_clock import WallClock
from ui.widgets.forbidden import forbid
from ui.widgets.key_menu import KeyMenu
from ui.widgets.picker import Choice
from ui.widgets.runs import one_line
from ui.wording import say

NARROW = 1130
"""Below this width of the page its panel is narrower."""

_SCROLLING = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)
"""Keys that move the timeline, wherever the keyboard is on the page."""


_READING = frozenset({"why", "copy_number", "close_as", "next_ticket", "previous_ticket"})
"""What can be done to a ticket that cannot be changed; `close_as` opens the menu, which then holds no more either."""


class TicketView(QWidget):
    """Shows one ticket at a time. `beat` keeps its figures live; what was typed stays when the page is left."""

    back = Signal()
    previous_wanted = Signal()
    next_wanted = Signal()
    ticket_wanted = Signal(int)
    done = Signal(str, object)
    """What was done, in words, and the Step that undoes it (None: it cannot be undone here)."""

    told = Signal(str)
    """What changed nothing: copied, printed."""

    rule_wanted = Signal(str)
    """A rule is to be read in the help."""

    title_changed = Signal(str)
    draft_added = Signal()
    """What was typed is in the store now: it need not be kept as a draft."""

    def __init__(
        self,
        engine: Engine,
        commands: Commands,
        clock: WallClock,
        drafts: dict[int, Draft] | None = None,
        parent: QWidget | None = None,
        *,
        choose_printer: ChoosePrinter | None = None,
    ) -> None:
        """`drafts`, by ticket number, are taken up and kept as one types: whoever holds them can put them on disk."""
        super().__init__(parent)
        self._engine, self._commands, self._clock = engine, commands, clock
        self._people = People(engine, commands)
        self._zone: ZoneInfo = engine.board.zone
        self._page: TicketPage | None = None
        self._read_at: Instant = 0
        self._choose_printer = choose_printer
        self._drafts = {} if drafts is None else drafts
        self._why: WhyDialog | None = None
        self.header = Header()
        self.properties = PropertyBar(self._zone)
        self.timeline = Timeline()
        self.composer = Composer(self._zone)
        self.panel = SidePanel()
        self.reason_popup = ReasonPopup(self)
        self.files = TicketFiles(
            engine,
            self.composer,
            self,
            number=lambda: self.number,
            drafts=self._drafts,
            now=clock.now,
            zone=self._zone,
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self._connect()
        self._acts = bound.bind(self, self._does())
        if engine.read_only:
            self._keep_to_reading()

    def _keep_to_reading(self) -> None:
        """Nothing is written here: what would write cannot be used."""
        self.header.forbid()
        self.composer.forbid()
        for name, action in self._acts.items():
            action.setEnabled(name in _READING)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.timeline, 1)
        left.addWidget(self.composer)
        main = QHBoxLayout()
        main.setContentsMargins(0, 0, 0, 0)
        main.setSpacing(0)
        main.addLayout(left, 1)
        main.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.properties)
        column.addLayout(main, 1)

    def _connect(self) -> None:
        self.header.back.connect(self.leave)
        self.header.previous.connect(self.previous_wanted)
        self.header.next.connect(self.next_wanted)
        self.header.resolve.connect(self.resolve)
        self.header.subject_typed.connect(self._rename)
        self.header.more_asked.connect(self._offer_more)
        self.properties.status_chosen.connect(self.set_status)
        self.properties.severity_chosen.connect(self.set_severity)
        self.properties.assignee_chosen.connect(self.assign)
        self.properties.person_added.connect(self._assign_new)
        self.properties.customer_chosen.connect(self._set_customer)
        self.properties.people_asked.connect(self._offer_people)
        self.properties.customers_asked.connect(self._offer_customers)
        self.composer.added.connect(self._add)
        self.composer.left.connect(self.leave)
        serve_blocks(self.composer, self._engine, self._commands, self._clock, lambda: self._page)
        self.panel.why.connect(lambda metric, cycle: self.open_why(metric, cycle=cycle))
        self.panel.reason.connect(self._ask_reason)
        self.panel.ticket_wanted.connect(self.ticket_wanted)
        self.reason_popup.given.connect(self._explain)
        self.timeline.file_wanted.connect(self.files.show_file)
        self.panel.file_wanted.connect(self.files.show_file)
        self.files.attach.connect(self._attach)
        self.files.take_off.connect(self._take_off)
        self.files.told.connect(self.told)
        self.files.refused.connect(self._commands.refused)
        self.files.drafted.connect(self.draft_added)
        self._commands.changed.connect(lambda _: self.refresh())

    # What is shown

    @property
    def page(self) -> TicketPage | None:
        return self._page

    @property
    def number(self) -> int | None:
        return None if self._page is None else self._page.number

    def show_ticket(self, number: int) -> bool:
        """Open a ticket at its newest entry; False when it is not there. The first to open it has seen it."""
        now = self._clock.now()
        try:
            page = self._engine.pages.page(number, now=now)
        except Refusal as refusal:
            self._commands.refused.emit(str(refusal))
            return False
        self.reason_popup.hide()
        self._take(page, now, to_end=True)
        self.composer.show_draft(self._drafts.setdefault(number, Draft()))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._engine.read_only:
            self._commands.run_quietly(self._engine.desk.mark_seen, number)
        return True

    def show_position(self, place: int | None, count: int) -> None:
        """ "8 of 29": where the ticket stands in the list it was opened from."""
        self.header.show_position(place, count)

    def refresh(self) -> None:
        """Read the ticket again: it may have changed."""
        if self._page is None or not self.isVisible():
            return
        now = self._clock.now()
        try:
            page = self._engine.pages.page(self._page.number, now=now)
        except Refusal:
            if self._why is not None:
                self._why.close_form()
            self.back.emit()
            return
        grown = len(page.entries) > len(self._page.entries)
        self._take(page, now, to_end=grown)
        if self._why is not None:
            self._why.read_again()

    def _take(self, page: TicketPage, now: Instant, *, to_end: bool) -> None:
        self._page, self._read_at = page, now
        self.header.show_ticket(page.number, page.subject, page.status)
        self.properties.show_page(page, self._logged(page, now), now)
        if self._engine.read_only:
            forbid(*self.properties.chips())
        self.timeline.show_items(story(page, self._names(page), now=now, zone=self._zone), to_end=to_end)
        self.panel.show_page(page)
        self._show_faces(now)
        self.composer.show_outlook(Outlook(page.status, page.update_due_after_reply, _pausing(page)), now)
        self.setAccessibleName(one_line(f"{page.number} {page.subject}"))
        self.title_changed.emit(f"{page.number} {page.subject}")

    def _names(self, page: TicketPage) -> dict[str, str]:
        """What people are called, by their account and by their record; the customer by theirs."""
        signed = self._engine.people.signed()
        names = {mark: person.name for mark, person in signed.items()}
        names |= {person.id: person.name for person in signed.values()}
        if page.customer_id is not None:
            names[page.customer_id] = page.customer
        return names

    def _logged(self, page: TicketPage, now: Instant) -> str:
        if page.merged_into is not None:
            return say("Merged into {number}", number=page.merged_into)
        if page.left_as is not None:
            return say("Not measured: {reason}", reason=wording.not_measured(page.left_as))
        received = next(entry.event for entry in page.entries if isinstance(entry.event, Received))
        time = durations.when(page.received_at, now, self._zone)
        channel = received.channel if isinstance(received, Received) else None
        if channel is None:
            return say("Logged {time}", time=time)
        return say("Logged {time} {by}", time=time, by=wording.by_channel(channel))

    def _show_faces(self, now: Instant) -> None:
        assert self._page is not None
        self.panel.show_faces(self._faces(self._page, now))
        if self._engine.read_only:
            forbid(*(card.reason_button for card in self.panel.cards()))

    def _faces(self, page: TicketPage, now: Instant) -> list[Face]:
        current = [(view.clock, read(view.clock, now, page.hours)) for view in page.clocks]
        shown = [pair for pair in pairs(current) if pair.reading.state is not State.NO_TARGET]
        return [face(pair, now, self._zone, page.names) for pair in shown]

    def sheet(self) -> Sheet | None:
        """What is printed of the ticket that is shown."""
        page, now = self._page, self._clock.now()
        if page is None:
            return None
        items = story(page, self._names(page), now=now, zone=self._zone)
        desk = self._engine.catalogue.desk().name
        return ticket_sheet(page, self._faces(page, now), items, logged=self._logged(page, now), desk=desk)

    # Time

    def beat(self, now: Instant) -> None:
        """Figures by arithmetic; at a new minute, and at a breach, the ticket is read again for what time did to it."""
        if self._page is None or not self.isVisible():
            return
        if now // MINUTE != self._read_at // MINUTE or self._breached_by(now):
            self.refresh()
        else:
            self._show_faces(now)
        if self._why is not None:
            self._why.beat(now)

    def _breached_by(self, now: Instant) -> bool:
        """Has a target passed since the ticket was read?"""
        breaches = [] if self._page is None else [view.clock.breached_at for view in self._page.clocks]
        return any(at is not None and self._read_at <= at < now for at in breaches)

    def next_figure(self) -> Instant | None:
        """The next second at which a figure here reads differently; None: not before the full minute."""
        if self._page is None or not self.isVisible():
            return None
        now = self._clock.now()
        readings = [read(view.clock, now, self._page.hours) for view in self._page.clocks]
        moments = [moment for reading in readings if (moment := next_figure(reading, now)) is not None]
        return min(moments, default=None)

    @property
    def why(self) -> WhyDialog | None:
        """The dialog while it is open."""
        return self._why

    def focus_here(self) -> None:
        """The keyboard to where it is seen; letters are the page's from there too."""
        self.properties.status.setFocus(Qt.FocusReason.TabFocusReason)

    # What a person does

    def leave(self) -> None:
        self.back.emit()

    def resolve(self) -> None:
        page = self._page
        if page is None:
            return
        if page.status.done:
            self._do(say("{number} reopened.", number=page.number), self._engine.desk.reopen, page.number)
        else:
            self._do(say("{number} resolved.", number=page.number), self._engine.desk.resolve, page.number)

    def set_status(self, status: Status, until: Instant | None = None) -> None:
        page = self._page
        if page is None:
            return
        if page.status.done and status is Status.IN_PROGRESS:
            self.resolve()
            return
        words = say("{number}: {status}.", number=page.number, status=wording.status(status))
        self._do(words, self._engine.desk.set_status, page.number, status, until=until)

    def set_severity(self, severity: Severity) -> None:
        if self._page is not None:
            number = self._page.number
            words = say("{number} is {severity} now.", number=number, severity=wording.severity(severity))
            self._do(words, self._engine.desk.set_severity, number, severity)

    def assign(self, person: str | None) -> None:
        page = self._page
        if page is None or page.assignee_id == person:
            return
        if person is None:
            words = say("{number} is unassigned now.", number=page.number)
        else:
            found = self._people.find(person)
            name = person if found is None else found.name
            words = say("{number} given to {name}.", number=page.number, name=name)
        self._do(words, self._engine.desk.assign, page.number, person)

    def assign_to_me(self) -> None:
        self._assign_whom(self._people.me)

    def _assign_new(self, name: str) -> None:
        self._assign_whom(lambda: self._people.add(name))

    def _assign_whom(self, person: Callable[[], str]) -> None:
        """Somebody who may have to be added to the desk's people first."""
        try:
            self.assign(person())
        except Refusal as refusal:
            self._commands.refused.emit(str(refusal))

    def exclude(self, reason: NotMeasuredReason) -> None:
        if self._page is not None:
            number = self._page.number
            words = say("{number} closed: {reason}.", number=number, reason=wording.not_measured(reason))
            self._do(words, self._engine.desk.exclude, number, reason)

    def copy_number(self) -> None:
        if self._page is not None:
            QGuiApplication.clipboard().setText(str(self._page.number))
            self.told.emit(say("{number} copied.", number=self._page.number))

    def open_why(self, metric: Metric | None = None, *, tier: Tier = Tier.PUBLIC, cycle: int | None = None) -> None:
        """The ledger of a clock, by default of the most urgent one."""
        page = self._page
        if page is None:
            return
        cards = self.panel.cards()
        if metric is None:
            if not cards:
                return
            metric, cycle = cards[0].face.metric, cards[0].face.cycle
        metrics = [card.face.metric for card in cards]
        self._why = WhyDialog(
            self.window(),
            beside=self.panel,
            ledger_of=lambda of, in_tier, of_cycle, now: self._engine.desk.why(
                page.number, of, tier=in_tier, cycle=of_cycle, now=now
            ),
            metrics=[of for of in Metric if of in metrics],
            clock=self._clock,
            zone=self._zone,
            number=page.number,
            names=self._names(page),
            desk=self._engine.catalogue.desk().name,
            choose_printer=self._choose_printer,
        )
        self._why.closed.connect(self._why_closed)
        self._why.rule_wanted.connect(self.rule_wanted)
        self._why.printed.connect(lambda name: self.told.emit(wording.sent_to(name)))
        self._why.refused.connect(self._commands.refused)
        self._why.copied.connect(lambda: self.told.emit(say("Copied.")))
        self._why.open_on(metric, tier, cycle)

    def _why_closed(self) -> None:
        self._why = None

    def _rename(self, subject: str) -> None:
        if self._page is not None and subject.strip() != self._page.subject:
            number = self._page.number
            words = say("Subject of {number} changed.", number=number)
            self._do(words, self._engine.desk.edit, number, subject=subject.strip())

    def _set_customer(self, customer: str | None) -> None:
        page = self._page
        if page is not None and customer is not None and customer != page.customer_id:
            name = next((held.name for held in self._engine.catalogue.customers() if held.id == customer), customer)
            words = say("{number} is {customer}'s now.", number=page.number, customer=name)
            self._do(words, self._engine.desk.edit, page.number, customer=customer)

    def _add(self, writing: Writing) -> None:
        page, desk = self._page, self._engine.desk
        if page is None:
            return
        number = page.number
        match writing.tab:
            case Tab.NOTE:
                words = say("Note added to {number}.", number=number)
                taken = self._do(words, desk.note, number, writing.text, at=writing.at, files=writing.files)
            case Tab.CUSTOMER:
                words = say("Message added to {number}.", number=number)
                taken = self._do(
                    words,
                    desk.customer_wrote,
                    number,
                    writing.text,
                    channel=writing.channel,
                    at=writing.at,
                    files=writing.files,
                )
            case Tab.REPLY if not writing.text:
                taken = self._do(say("{number} resolved.", number=number), desk.resolve, number, at=writing.at)
            case Tab.REPLY:
                resolves = writing.then is Status.RESOLVED
                words = say("Reply added, {number} resolved.") if resolves else say("Reply added to {number}.")
                taken = self._do(
                    words.format(number=number),
                    desk.reply,
                    number,
                    writing.text,
                    channel=writing.channel,
                    at=writing.at,
                    then=writing.then,
                    until=writing.until,
                    files=writing.files,
                )
        if taken:
            self.composer.forget()
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # in the emptied editor a letter would begin the next reply
            self.draft_added.emit()

    def _attach(self, number: int, files: list[StoredFile]) -> None:
        words = say("{name} attached to {number}.", name=files[0].name, number=number)
        self._do(words, self._engine.files.attach, number, files)

    def _take_off(self, file: StoredFile) -> None:
        page = self._page
        if page is not None:
            events = [event for event, held in files_told.attached(page.entries) if held == file]
            words = say("{name} taken off {number}.", name=file.name, number=page.number)
            self._do(words, self._engine.desk.retract, page.number, events[-1])

    def _ask_reason(self, metric: Metric, cycle: int) -> None:
        card = next(card for card in self.panel.cards() if (card.face.metric, card.face.cycle) == (metric, cycle))
        self.reason_popup.ask(card, metric, cycle)

    def _explain(self, metric: Metric, cycle: int, reason: str) -> None:
        if self._page is not None:
            words = say("Reason kept.")
            self._do(words, self._engine.desk.explain, self._page.number, metric, reason, cycle=cycle)

    def _do(self, words: str, change: Callable[..., Changes], number: int, *args: object, **named: object) -> bool:
        """Do it, show it, and offer to undo just what it wrote."""
        try:
            changes = self._commands.attempt(change, number, *args, **named)
        except Refusal as refusal:
            self._commands.refused.emit(str(refusal))
            return False
        if not self.isVisible():
            self._take(self._engine.pages.page(number, now=self._clock.now()), self._clock.now(), to_end=False)
        if changes.written:
            self.done.emit(words, taking_back(self._engine.desk, self._commands, changes))
        else:
            self.told.emit(words)
        return True

    def undo_last(self) -> None:
        """Take back one's own last entry on this ticket."""
        if self._page is not None:
            number = self._page.number
            self._do(say("Last entry of {number} taken back.", number=number), self._engine.desk.retract, number, None)

    # Choices

    def _offer_people(self) -> None:
        self.properties.offer_people(self._people.choices(None if self._page is None else self._page.assignee_id))

    def _offer_customers(self) -> None:
        current = None if self._page is None else self._page.customer_id
        self.properties.offer_customers(
            [
                Choice(held.id, held.name, icon="users", current=held.id == current)
                for held in sorted(self._engine.catalogue.customers(), key=lambda held: held.name.casefold())
            ]
        )

    def _offer_more(self, menu: KeyMenu) -> None:
        menu.refill()
        if self._engine.read_only:
            menu.offer(say("Copy number"), "Y", self.copy_number)
            menu.offer(say("Why is it due then?"), "W", self.open_why, enabled=bool(self.panel.cards()))
            return
        menu.offer(say("Log what the customer said"), "C", lambda: self.composer.switch_to(Tab.CUSTOMER))
        menu.offer(say("Assign to me"), "M", self.assign_to_me)
        menu.offer(say("Edit subject"), "E", self.header.edit_subject)
        menu.offer(say("Attach files…"), "F", self.files.choose_now)
        menu.offer(say("Copy number"), "Y", self.copy_number)
        menu.offer(say("Why is it due then?"), "W", self.open_why, enabled=bool(self.panel.cards()))
        menu.addSeparator()
        if self._page is not None and not self._page.status.done:
            self._offer_ways_out(menu)
        menu.offer(say("Take back my last entry"), "Z", self.undo_last)

    def _offer_ways_out(self, menu: KeyMenu) -> None:
        for reason, key, words in (
            (NotMeasuredReason.WITHDRAWN, "H", "Close as withdrawn"),
            (NotMeasuredReason.DUPLICATE, "D", "Close as duplicate"),
            (NotMeasuredReason.SPAM, "P", "Close as spam"),
        ):
            menu.offer(say(words), key, lambda of=reason: self.exclude(of))  # type: ignore[misc]
        menu.addSeparator()

    # Keys

    def _does(self) -> dict[str, Callable[[], object]]:
        """What the actions of the table do here."""
        return {
            "reply": lambda: self.composer.switch_to(Tab.REPLY),
            "note": lambda: self.composer.switch_to(Tab.NOTE),
            "text_block": self.composer.ask_block,
            "customer_said": lambda: self.composer.switch_to(Tab.CUSTOMER),
            "status": self.properties.status.open_menu,
            "severity": self.properties.severity.open_menu,
            "assign": self.properties.assignee.open_menu,
            "assign_to_me": self.assign_to_me,
            "edit_subject": self.header.edit_subject,
            "why": self.open_why,
            "attach": self.files.choose_now,
            "copy_number": self.copy_number,
            "close_as": self.header.open_more,
            "next_ticket": self.next_wanted.emit,
            "previous_ticket": self.previous_wanted.emit,
            "to_reply": lambda: self.composer.switch_to(Tab.REPLY),
            "to_note": lambda: self.composer.switch_to(Tab.NOTE),
            "to_customer_said": lambda: self.composer.switch_to(Tab.CUSTOMER),
            "add_reply": self.composer.submit,
            "add_and_resolve": lambda: self.composer.submit(resolve=True),
        }

    def act(self, name: str) -> None:
        """Do what an action of the table does to the ticket."""
        self._acts[name].trigger()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape and not held:
            self.leave()
        elif event.key() in _SCROLLING and not held:
            QApplication.sendEvent(self.timeline.verticalScrollBar(), event)
        elif not (event.matches(QKeySequence.StandardKey.Paste) and self.files.paste()):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel.set_narrow(self.width() < theme.px(NARROW))


def _pausing(page: TicketPage) -> frozenset[Status]:
    """The statuses in which the clock of the next update stands still."""
    if page.terms is None:
        return frozenset()
    return page.terms.agreement.pauses[Metric.UPDATE, Tier.PUBLIC]
