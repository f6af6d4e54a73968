"""The page of one ticket: what happened, what is to be said next, and every clock as it reads now."""

from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from slaapp.documents import Sheet
from slaapp.domain.agreement import Status
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import MINUTE, Instant
from slaapp.engine import Engine
from slaapp.services.tickets import TicketPage
from ui import bound, theme
from ui.commands import Commands
from ui.paper import ChoosePrinter
from ui.views.sheets import ticket_sheet
from ui.views.ticket.acts import Acts
from ui.views.ticket.asking import Asking
from ui.views.ticket.attaching import TicketFiles
from ui.views.ticket.blocks import serve_blocks
from ui.views.ticket.checklist_work import serve_checklist
from ui.views.ticket.composer import Composer
from ui.views.ticket.draft import Draft
from ui.views.ticket.header import Header
from ui.views.ticket.page_keys import does
from ui.views.ticket.page_menus import PageMenus
from ui.views.ticket.property_bar import PropertyBar
from ui.views.ticket.side_panel import SidePanel
from ui.views.ticket.story import story
from ui.views.ticket.telling import breached_between, faces, logged, names, next_figure_of, pausing
from ui.views.ticket.then import standing
from ui.views.ticket.timeline import Timeline
from ui.views.ticket.whys import Whys
from ui.views.ticket.writing import Outlook, Writing
from ui.wall_clock import WallClock
from ui.widgets.forbidden import WHY
from ui.widgets.runs import one_line
from ui.widgets.said import Role
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


class TicketView(QWidget):
    """Shows one ticket at a time. `beat` keeps its figures live; what was typed stays when the page is left."""

    ROLE = Role.Pane

    back = Signal()
    previous_wanted = Signal()
    next_wanted = Signal()
    ticket_wanted = Signal(int)
    agreement_wanted = Signal(str, int, str)
    done = Signal(str, object)
    """What was done, in words, and the Step that undoes it (None: it cannot be undone here)."""

    told = Signal(str)
    hinted = Signal(str)
    """What changed nothing: copied, printed."""

    rule_wanted = Signal(str)
    """A rule is to be read in the help."""

    follow_up_wanted = Signal(object)
    """The TicketPage that a new ticket is to follow up."""

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
        why_not: str = "",
        choose_printer: ChoosePrinter | None = None,
    ) -> None:
        """`drafts`, by ticket number, are taken up and kept as one types: whoever holds them can put them on disk.

        `why_not` says why nothing can be changed here; by default because the data file can only be read, if so.
        """
        super().__init__(parent)
        self.why_not = why_not or (say(WHY) if engine.read_only else "")
        self._engine, self._commands, self._clock = engine, commands, clock
        self.acts = Acts(engine, commands, lambda: self._page, self)
        self.asking = Asking(engine, clock, self.acts, self, page=lambda: self._page, draft=lambda: self.composer.draft)
        self._zone: ZoneInfo = engine.board.zone
        self._page: TicketPage | None = None
        self._read_at: Instant = 0
        self._drafts = {} if drafts is None else drafts
        self.header = Header()
        self.properties = PropertyBar(self._zone, lambda: engine.suppliers.every())  # noqa: PLW0108 - made when asked
        self.timeline = Timeline()
        self.composer = Composer(self._zone)
        self.panel = SidePanel()
        self.whys = Whys(engine, clock, self.panel, lambda: self._page, choose_printer=choose_printer)
        self.menus = PageMenus(
            engine, clock, self.acts, self.asking, self, self, lambda: self._page, read_only=bool(self.why_not)
        )
        self.files = TicketFiles(
            engine,
            self.composer,
            self,
            self.acts,
            page=lambda: self._page,
            drafts=self._drafts,
            now=clock.now,
            zone=self._zone,
            why_not=self.why_not,
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self._connect()
        if self.why_not:
            for part in (self.header, self.properties, self.panel, self.composer):
                part.forbid(self.why_not)
        self._bound = bound.bind(self, does(self))

    def say_why_not(self) -> None:
        self._commands.refused.emit(self.why_not)

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
        self.header.subject_typed.connect(self.acts.rename)
        self.header.more_asked.connect(self.menus.offer_more)
        self.properties.status_chosen.connect(self.set_status)
        self.properties.supplier_chosen.connect(self.acts.wait_on)
        self.properties.severity_chosen.connect(self.acts.set_severity)
        self.properties.severity_was_wrong.connect(self.asking.severity_was_wrong)
        self.properties.assignee_chosen.connect(self.acts.assign)
        self.properties.person_added.connect(self.acts.assign_new)
        self.properties.customer_chosen.connect(self.acts.set_customer)
        self.properties.people_asked.connect(self.menus.offer_people)
        self.properties.customers_asked.connect(self.menus.offer_customers)
        self.composer.added.connect(self._add)
        self.composer.left.connect(self.leave)
        serve_blocks(self.composer, self._engine, self._commands, self._clock, lambda: self._page)
        self.composer.mail_wanted.connect(self._mail)
        self.timeline.menu_wanted.connect(self.menus.open_entry)
        self.panel.why.connect(lambda metric, cycle: self.whys.open(metric, cycle=cycle))
        self.panel.reason.connect(self.asking.explain)
        self.panel.ticket_wanted.connect(self.ticket_wanted)
        self.panel.agreement_wanted.connect(lambda name, version: self.agreement_wanted.emit(name, version, ""))
        self.panel.tie_wanted.connect(self.asking.tie)
        self.panel.untie_wanted.connect(self.acts.take_back)
        self.panel.tag_wanted.connect(self.menus.ask_tag)
        self.panel.tag_dropped.connect(self.acts.untag)
        serve_checklist(self.panel.checklist, self.acts)
        self.acts.done.connect(self._tell_done)
        self.acts.told.connect(self.told)
        self.acts.hinted.connect(self.hinted)
        self.whys.told.connect(self.told)
        self.whys.rule_wanted.connect(self.rule_wanted)
        self.whys.passage_wanted.connect(self.agreement_wanted)
        self.whys.refused.connect(self._commands.refused)
        self.asking.follow_up_wanted.connect(self.follow_up_wanted)
        self.asking.settled.connect(self.draft_added)
        self.timeline.file_wanted.connect(self.files.show_file)
        self.panel.file_wanted.connect(self.files.show_file)
        self.panel.merged_file_wanted.connect(partial(self.files.show_file, can_take_off=False))
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

    @property
    def customer_here(self) -> str | None:
        """The id of whom the ticket is of; None: of nobody."""
        return None if self._page is None else self._page.customer_id

    def show_ticket(self, number: int) -> bool:
        """Open a ticket at its newest entry; False when it is not there. The first to open it has seen it."""
        now = self._clock.now()
        try:
            page = self._engine.pages.page(number, now=now)
        except Refusal as refusal:
            self._commands.refused.emit(str(refusal))
            return False
        if number != self.number:
            self.asking.close()
        draft = self._drafts.setdefault(number, Draft())
        self.header.take_up(draft.form("subject"))
        self._take(page, now, to_end=True)
        self.composer.show_draft(draft)
        self.panel.checklist.take_up(draft.form("checklist"))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.why_not:
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
            self.whys.close()
            self.back.emit()
            return
        grown = len(page.entries) > len(self._page.entries)
        self._take(page, now, to_end=grown)
        self.whys.read_again()

    def _take(self, page: TicketPage, now: Instant, *, to_end: bool) -> None:
        self._page, self._read_at = page, now
        self.header.show_ticket(page.number, page.subject, page.status)
        self.properties.show_page(page, logged(page, now, self._zone), now)
        self.timeline.show_items(story(page, names(self._engine, page), now=now, zone=self._zone), to_end=to_end)
        self.panel.show_page(page, now, self._zone)
        self._show_faces(now)
        self.composer.show_outlook(
            Outlook(page.status, standing(page), page.update_due_after_reply, pausing(page)), now
        )
        self.setAccessibleName(one_line(f"{page.number} {page.subject}"))
        self.title_changed.emit(f"{page.number} {page.subject}")

    def _show_faces(self, now: Instant) -> None:
        assert self._page is not None
        self.panel.show_faces(faces(self._page, now, self._zone))

    def ask_sheet(self, take: Callable[[Sheet], object]) -> None:
        """For whom the ticket that is shown is printed; then that sheet."""
        if self._page is not None:
            self.menus.ask_for_whom(lambda internal: take(self.sheet_of(internal=internal)))

    def sheet_of(self, *, internal: bool) -> Sheet:
        """What is printed: the customer's in their language, the desk's own saying at its foot whose it is."""
        assert self._page is not None
        now, zone, desk = self._clock.now(), self._zone, self._engine.catalogue.desk().name
        page = self._page
        if not internal:
            from slaapp.services.customer_sheet import customer_sheet  # noqa: PLC0415 - seldom wanted

            language, look = self._engine.sheets.language_of(page.customer_id), self._engine.looks.look()
            return customer_sheet(page, desk=desk, zone=zone, language=language, look=look)
        return ticket_sheet(
            page,
            faces(page, now, zone),
            story(page, names(self._engine, page), now=now, zone=zone),
            logged=logged(page, now, zone),
            desk=desk,
            note=say("For the desk: internal notes and internal targets are on this sheet."),
        )

    # Time

    def beat(self, now: Instant) -> None:
        """Figures by arithmetic; at a new minute, and at a breach, the ticket is read again for what time did to it."""
        if self._page is None or not self.isVisible():
            return
        if now // MINUTE != self._read_at // MINUTE or breached_between(self._page, self._read_at, now):
            self.refresh()
        else:
            self._show_faces(now)
        self.whys.beat(now)

    def next_figure(self) -> Instant | None:
        """The next second at which a figure here reads differently; None: not before the full minute."""
        if self._page is None or not self.isVisible():
            return None
        return next_figure_of(self._page, self._clock.now())

    def focus_here(self) -> None:
        """The keyboard to where it is seen; letters are the page's from there too."""
        self.properties.status.setFocus(Qt.FocusReason.TabFocusReason)

    # What a person does

    def step(self, by: int) -> None:
        """To the next or the previous ticket of the list."""
        (self.next_wanted if by > 0 else self.previous_wanted).emit()

    def leave(self) -> None:
        self.back.emit()

    def resolve(self) -> None:
        page = self._page
        if page is None:
            return
        if not page.status.done:
            self._resolve_with_time_taken()
        elif page.reopenable:
            self.acts.reopen()
        else:
            self.asking.reopen()

    def _resolve_with_time_taken(self) -> None:
        """When and how long, where that was set and no text goes with it; a half-typed text stays a draft."""
        draft = self.composer.draft
        if draft.empty and not draft.files and (draft.minutes or draft.at is not None):
            self.composer.submit(resolve=True)
        else:
            self.acts.resolve()

    def set_status(self, status: Status, until: Instant | None = None) -> None:
        page = self._page
        if page is not None and page.status.done and status is Status.IN_PROGRESS:
            self.resolve()
        else:
            self.acts.set_status(status, until)

    def copy_number(self) -> None:
        if self._page is not None:
            QGuiApplication.clipboard().setText(str(self._page.number))
            self.told.emit(say("{number} copied.", number=self._page.number))

    def _add(self, writing: Writing) -> None:
        if self.acts.add(writing):
            self.composer.forget()
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # in the emptied editor a letter would begin the next reply
            self.draft_added.emit()

    def _mail(self, text: str) -> None:
        self.asking.mail(text, lambda: self.composer.submit(sent=True))

    def _tell_done(self, words: str, step: object) -> None:
        if not self.isVisible() and self._page is not None:
            now = self._clock.now()
            self._take(self._engine.pages.page(self._page.number, now=now), now, to_end=False)
        self.done.emit(words, step)

    # Keys

    def act(self, name: str) -> None:
        """Do what an action of the table does to the ticket."""
        self._bound[name].trigger()

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
