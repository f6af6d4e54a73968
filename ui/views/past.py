"""The queue and any ticket as they were known at an instant of the past: to be read, never changed."""

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from slaapp.domain.errors import Refusal
from slaapp.domain.spans import DAY, HOUR, Instant
from slaapp.engine import Engine
from ui import theme, wording
from ui.background import in_background, progress_of
from ui.commands import Commands, R
from ui.models.arrangement import View
from ui.views.queue_page import QueuePage
from ui.views.ticket.page_keys import READING
from ui.views.ticket_page import TicketView
from ui.wall_clock import StandingClock, WallClock
from ui.widgets.button import Button, Kind
from ui.widgets.empty import Empty
from ui.widgets.label import Icon, Label, Panel
from ui.widgets.moment import MomentPopup
from ui.widgets.said import Role
from ui.widgets.segmented import Segmented
from ui.widgets.waiting import Waiting, margins
from ui.wording import say


def why_not() -> str:
    return say("This is how it was then. Go back to now to change something.")


class _ReadOnly(Commands):
    """Nothing is done in the past: whatever is tried is refused in a sentence."""

    def attempt(self, change: Callable[..., R], *args: object, **named: object) -> R:
        raise Refusal(why_not())

    def look(self) -> None:
        """Nobody writes into the past."""


class _Banner(Panel):
    def __init__(self) -> None:
        super().__init__("amber_tint", lines="bottom")
        self.words = Label("", "semi", "amber_text", wrap=True)
        self.views: Segmented[View] = Segmented(
            ((View.ALL, say("Open then")), (View.RESOLVED, say("Resolved by then")))
        )
        self.views.choose(View.ALL)
        self.choose = Button(say("Another instant"))
        self.leave = Button(say("Back to now"), kind=Kind.PRIMARY)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GUTTER_LEFT, 7, theme.GUTTER_RIGHT, 8)
        row.setSpacing(10)
        row.addWidget(Icon("rotate-ccw-clock", "amber_text"))
        row.addWidget(self.words, 1)
        row.addWidget(self.views)
        row.addWidget(self.choose)
        row.addWidget(self.leave)


class PastPage(QWidget):
    """`ask` for an instant, or `show_instant`. `left`: the person wants the present again."""

    ROLE = Role.Pane

    left = Signal()
    told = Signal(str)
    hinted = Signal(str)
    refused = Signal(str)
    rule_wanted = Signal(str)
    agreement_wanted = Signal(str, int, str)
    """A rule is to be read in the help."""

    title_changed = Signal(str)
    shown = Signal()

    def __init__(self, engine: Engine, clock: WallClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engine, self._clock = engine, clock
        self._past: Engine | None = None
        self._at: Instant | None = None
        self._asked = 0
        self.queue: QueuePage | None = None
        self.ticket: TicketView | None = None
        self.banner = _Banner()
        self._begin = Button(say("Choose an instant"), icon="rotate-ccw-clock", kind=Kind.PRIMARY)
        self.empty = Empty(
            "rotate-ccw-clock",
            say("As it was"),
            say("The queue and every ticket with what had been recorded by an instant of your choice."),
            (self._begin,),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self.waiting = Waiting()
        self._stack.addWidget(margins(self.waiting))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        self.banner.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say("As it was"))

        self._begin.clicked.connect(lambda _=False: self.ask(self._begin))
        self.banner.choose.clicked.connect(lambda _=False: self.ask(self.banner.choose))
        self.banner.leave.clicked.connect(self.leave)
        self.banner.views.chosen.connect(self.show_view)
        self.waiting.late.connect(self._wait)
        self.waiting.cancelled.connect(self.cancel)
        self.destroyed.connect(self._close_past)

    @property
    def at(self) -> Instant | None:
        """The instant that is shown."""
        return self._at

    @property
    def title(self) -> str:
        """What the window is called here; empty before an instant was chosen."""
        return self.banner.words.text() if self._at is not None else ""

    @property
    def refuses(self) -> str:
        """Why nothing can be written while this page is seen; empty before an instant was chosen."""
        return why_not() if self._at is not None else ""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes where one was here."""
        super().focusInEvent(event)
        if self.queue is not None and self.ticket is not None:
            on_ticket = self._stack.currentWidget() is self.ticket
            (self.ticket if on_ticket else self.queue).setFocus(event.reason())

    def focus_filter(self) -> None:
        """The filter of the list as it was then; before there is one, what chooses the instant."""
        if self.queue is None:
            self._begin.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self.show_queue()
        self.queue.focus_filter()

    def ask(self, under: QWidget | None = None) -> MomentPopup:
        """For the instant, with likely ones."""
        now, zone = self._clock.now(), self._engine.board.zone
        control = under or (self.banner.choose if self.banner.isVisible() else self._begin)
        popup = MomentPopup(say("As it was known at"), say("Show"), zone, self, past=True)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        likely = ((say("One hour ago"), now - HOUR), (say("Yesterday at this time"), now - DAY))
        popup.chosen.connect(self.show_instant)
        popup.ask(control, now=now, start=self._at or now - DAY, likely=(*likely, (say("A week ago"), now - 7 * DAY)))
        return popup

    def show_instant(self, at: Instant) -> None:
        """Work out what was known then, in the background; the last one asked for is shown."""
        self._asked += 1
        mine, now = self._asked, self._clock.now()
        self.waiting.begin(say("Working it out"))

        def take(past: Engine) -> None:
            if mine == self._asked:
                self._take(past, at)
            else:
                past.close()

        tell = progress_of(self, self.waiting.show_part, lambda: mine == self._asked)
        in_background(self, lambda: self._engine.as_known(at, now=now, tell=tell), take, refused=self._refuse)

    def cancel(self) -> None:
        """What is being worked out is not wanted any more; what was shown before is shown again."""
        self._asked += 1
        self._show_nothing()

    def leave(self) -> None:
        self._close_past()
        self._show_nothing()
        self.left.emit()

    def show_queue(self) -> None:
        assert self.queue is not None
        self._stack.setCurrentWidget(self.queue)
        self.queue.take_focus()
        self.title_changed.emit(self.banner.words.text())

    def show_ticket(self, number: int) -> None:
        assert self.ticket is not None
        assert self.queue is not None
        if self.ticket.show_ticket(number):
            self._stack.setCurrentWidget(self.ticket)
            self.queue.select(number)
            _, _, place, count = self.queue.neighbours(number)
            self.ticket.show_position(place or None, count)
            self.ticket.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_view(self, view: View) -> None:
        """Open tickets, or those that were done by then."""
        if self.queue is not None:
            self.queue.show_view(view.value)
            self.show_queue()

    # Inside

    def _refuse(self, sentence: str) -> None:
        self._show_nothing()
        self.refused.emit(sentence)

    def _wait(self) -> None:
        self._stack.setCurrentWidget(self.waiting.parentWidget() or self.waiting)

    def _show_nothing(self) -> None:
        self.waiting.end()
        self.banner.setVisible(self._past is not None)
        self.empty.say(
            say("As it was"),
            say("The queue and every ticket with what had been recorded by an instant of your choice."),
        )
        self._stack.setCurrentWidget(self.queue or self.empty)

    def _take(self, past: Engine, at: Instant) -> None:
        self.waiting.end()
        self._close_past()
        self._past, self._at = past, at
        commands, clock = _ReadOnly(self._clock, self), StandingClock(at)
        commands.refused.connect(self.refused)
        self.queue = QueuePage(past, commands, clock)
        self.queue.forbid(why_not())
        self.ticket = TicketView(past, commands, clock, why_not=why_not())
        for page in (self.queue, self.ticket):
            self._stack.addWidget(page)
        self.queue.opened.connect(self.show_ticket)
        self.queue.act_wanted.connect(self._act)
        self.ticket.back.connect(self.show_queue)
        self.ticket.previous_wanted.connect(lambda: self._walk(-1))
        self.ticket.next_wanted.connect(lambda: self._walk(1))
        self.ticket.ticket_wanted.connect(self.show_ticket)
        self.ticket.told.connect(self.told)
        self.ticket.hinted.connect(self.hinted)
        self.ticket.rule_wanted.connect(self.rule_wanted)
        self.ticket.agreement_wanted.connect(self.agreement_wanted)
        self.banner.words.setText(say("As it was known on {at}", at=wording.date_and_time(at, past.board.zone)))
        self.banner.words.setAccessibleDescription(why_not())
        self.banner.views.choose(View.ALL)
        self.banner.show()
        self.show_queue()
        self.queue.read_rest()
        self.shown.emit()

    def _act(self, number: int, name: str) -> None:
        """A key was pressed in the list."""
        if name not in READING or self.ticket is None:
            self.refused.emit(why_not())
            return
        self.show_ticket(number)
        self.ticket.act(name)

    def _walk(self, by: int) -> None:
        if self.queue is None or self.ticket is None or self.ticket.number is None:
            return
        before, after, _, _ = self.queue.neighbours(self.ticket.number)
        wanted = before if by < 0 else after
        if wanted is not None:
            self.show_ticket(wanted)

    def _close_past(self) -> None:
        past, self._past, self._at = self._past, None, None
        for page in (self.queue, self.ticket):
            if page is not None:
                with suppress(RuntimeError):  # the window is gone, and its pages with it
                    self._stack.removeWidget(page)
                    page.deleteLater()
        self.queue = self.ticket = None
        if past is not None:
            past.close()
