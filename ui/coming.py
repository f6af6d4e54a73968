"""What the window does for what is coming: notices, the tray, the dashboard, the wallboard, a look at the past."""

from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from slaapp.domain import durations
from slaapp.domain.forecast import Estimates
from slaapp.domain.spans import MINUTE, Instant, Seconds
from slaapp.domain.value import Value
from slaapp.engine import Engine
from ui.coming_data import ComingData, Feed
from ui.models.arrangement import View
from ui.models.queue_table import QueueTable
from ui.teller import Teller, Ways
from ui.tray import Tray
from ui.wall_clock import WallClock
from ui.widgets.notice import Notice
from ui.window_state import WindowState
from ui.wording import say

if TYPE_CHECKING:
    from ui.views.dashboard.page import DashboardPage
    from ui.views.past import PastPage
    from ui.wallboard import Wallboard

KEPT, INFORMING = 50, 10
"""So many notices are listed under the bell, and of those that only inform."""


class Window(Value):
    """What of the window is needed here. `raise_it` brings it to the front, `quit` ends the program."""

    widget: QWidget
    say: Callable[[Notice], object]
    drop: Callable[[str], object]
    settle: Callable[[set[int]], object]
    held: Callable[[], Iterable[str]]
    refuse: Callable[[str], object]
    keep: Callable[[], object]
    go: Callable[..., object]
    open_ticket: Callable[[int], object]
    open_agreement: Callable[[str, int, str], object]
    take: Callable[[int], object]
    title: Callable[[str], object]
    look_again: Callable[[], object]
    raise_it: Callable[[], object]
    quit: Callable[[], object]


class Coming(QObject):
    """`begin` once the queue is shown; `beat` with the heartbeat."""

    def __init__(
        self, window: Window, engine: Engine, clock: WallClock, table: QueueTable, state: WindowState, tray: Tray
    ) -> None:
        super().__init__(window.widget)
        self._window, self._engine, self._clock, self._table, self._state = window, engine, clock, table, state
        self.tray = tray
        self.said: deque[tuple[str, Notice]] = deque(maxlen=KEPT)
        self.wallboard: Wallboard | None = None
        self._dashboard: DashboardPage | None = None
        self._past: PastPage | None = None
        self.feed = Feed(engine, table.rows, self._estimates, self)
        self.teller = Teller(
            table,
            state,
            Ways(
                say=self.tell,
                drop=window.drop,
                settle=window.settle,
                held=window.held,
                keep=window.keep,
                hours=engine.board.hours,
                open_ticket=self._open_ticket,
                take=window.take,
                show_overdue=lambda: self._go("overdue"),
                show_mine=lambda: self._go("mine"),
                show_all=lambda: self._go("all"),
            ),
        )
        self._others_wrote = self._begun = False
        self.feed.came.connect(self._show)
        self.feed.refused.connect(window.refuse)
        table.counted.connect(self._counted)
        tray.opened.connect(window.raise_it)
        tray.quit_wanted.connect(window.quit)

    def does(self) -> dict[str, Callable[[], object]]:
        """What the actions of the table do."""
        return {"wallboard": self.show_wallboard, "as_of": self.ask_instant, "now": self.back_to_now}

    def begin(self) -> None:
        """The queue is there."""
        self._begun = True
        self.teller.begin(self._clock.now())
        self.take_state()

    def others_wrote(self) -> None:
        """Another process did; the queue is read again."""
        self._others_wrote = True

    # Time

    def beat(self, now: Instant) -> None:
        if self._begun:
            self.teller.beat(now)
        if self._is_looked_at():
            self.feed.want(now)

    @property
    def next_time(self) -> Instant | None:
        now = self._table.now
        moments = [self.teller.next_time]
        if self._is_looked_at():
            moments.append(self.feed.next_figure(now))
        return min((moment for moment in moments if moment is not None), default=None)

    @property
    def watches(self) -> bool:
        """Whether time goes on also while the window is not seen."""
        return self.wallboard is not None or (self._state.keep_watching and self.tray.there)

    # Notices

    def tell(self, notice: Notice) -> None:
        """In the window, and where that is not in front also by the system and by a sound, as the person wants it."""
        self._window.say(notice)
        widget = self._window.widget
        if self._state.tell_system and (widget.isMinimized() or not widget.isActiveWindow()):
            only = next(iter(notice.about)) if len(notice.about) == 1 else None
            then = None if only is None else partial(self._open_ticket, only)
            self.tray.tell(notice.title, *notice.lines, then=then)
        if self._state.sound:
            QApplication.beep()

    def list(self, notice: Notice) -> None:
        """Under the bell, with the time. Of what only informs the latest are: it must not drive out what asks."""
        informing = [said for said in self.said if _only_informs(said[1])]
        if _only_informs(notice) and len(informing) == INFORMING:
            self.said.remove(informing[0])
        self.said.append((durations.time_of_day(self._clock.now(), self._engine.board.zone), notice))

    def show_notices(self) -> None:
        from ui.dialogs.notice_list import NoticeList  # noqa: PLC0415 - when first wanted

        subjects = {row.number: row.subject for row in self._table.rows()}
        window, told = self._window, tuple(self.said)
        NoticeList(window.widget, told, subjects, self._open_ticket, self.teller.snooze, window.drop).open()

    def stay(self) -> bool:
        """The window is being closed: whether the program goes on in the tray, which is explained the first time."""
        if not (self._state.keep_watching and self.tray.there):
            return False
        self.tray.show_overdue(self._overdue())
        if not self._state.watching_explained:
            self._state.watching_explained = True
            self.tray.tell(
                say("SLA Desk keeps watching"),
                say("It stays in the tray and tells what is due. Open it there, or quit it there."),
            )
        return True

    def take_state(self) -> None:
        """The settings changed: be seen in the tray or not, show names or not."""
        if self._state.tray or self._state.keep_watching:
            self.tray.show_overdue(self._overdue())
        else:
            self.tray.hide()
        if self._is_looked_at():
            self.feed.want(self._clock.now())

    # The dashboard and the wallboard

    def make_dashboard(self) -> QWidget:
        from ui.views.dashboard.page import DashboardPage  # noqa: PLC0415 - when first wanted

        self._dashboard = page = DashboardPage()
        page.ticket_wanted.connect(self._open_ticket)
        page.wallboard_wanted.connect(self.show_wallboard)
        page.uncovered_wanted.connect(lambda: self._go("no_agreement"))
        return page

    def turned(self) -> None:
        """Another page is seen; that the past cannot be changed is said no longer where it is not."""
        if self._past is not None and self._past.isHidden():
            self._window.drop(f"refused {self._past.refuses}")
        if self._is_looked_at():
            self.feed.want(self._clock.now())

    def show_wallboard(self) -> None:
        """On the screen where the window is."""
        if self.wallboard is not None:
            self.wallboard.activateWindow()
            return
        from ui.wallboard import Wallboard  # noqa: PLC0415 - when first wanted

        board = self.wallboard = Wallboard(self._engine.catalogue.desk().name)
        board.left.connect(self._wallboard_left)
        board.names_turned.connect(self._turn_names)
        board.setScreen(self._window.widget.screen())
        board.setGeometry(self._window.widget.screen().geometry())
        board.showFullScreen()
        self.feed.want(self._clock.now())
        self._window.look_again()

    def close(self) -> None:
        """The window is gone."""
        if self.wallboard is not None:
            self.wallboard.close()
        self.tray.hide()

    # The past

    def make_past(self) -> QWidget:
        from ui.views.past import PastPage, why_not  # noqa: PLC0415 - when first wanted

        self._past = page = PastPage(self._engine, self._clock)
        page.left.connect(lambda: self._window.drop(f"refused {why_not()}"))
        page.left.connect(lambda: self._window.go("all"))
        page.refused.connect(self._window.refuse)
        page.title_changed.connect(self._window.title)
        page.told.connect(lambda words: self._window.say(Notice(words, key="done")))
        page.hinted.connect(lambda words: self._window.say(Notice(words, icon="info", key="done")))
        page.rule_wanted.connect(lambda rule: self._window.go("help", rule))
        page.agreement_wanted.connect(self._window.open_agreement)
        return page

    def ask_instant(self) -> None:
        self._window.go("past")
        assert self._past is not None
        self._past.ask()

    def back_to_now(self) -> None:
        if self._past is not None and self._past.at is not None:
            self._past.leave()

    # Inside

    def _is_looked_at(self) -> bool:
        seen = self._dashboard is not None and self._dashboard.isVisible()
        return seen or self.wallboard is not None

    def _show(self, found: ComingData) -> None:
        hide_names = self._state.hide_names
        if self._dashboard is not None:
            self._dashboard.show_data(found, hide_names=hide_names)
        if self.wallboard is not None:
            self.wallboard.show_data(found, hide_names=hide_names)
        self._window.look_again()

    def _counted(self) -> None:
        self.feed.outdated()
        if self._begun:
            self.teller.arrived(from_elsewhere=self._others_wrote)
            self._others_wrote = False
        if self._state.tray or self._state.keep_watching:
            self.tray.show_overdue(self._overdue())
        if self._is_looked_at():
            self.feed.want(self._clock.now())

    def _overdue(self) -> int:
        return int(self._table.counts()[View.OVERDUE])

    def _turn_names(self) -> None:
        self._state.hide_names = not self._state.hide_names
        self._window.keep()
        self.feed.want(self._clock.now())

    def _wallboard_left(self) -> None:
        if self.wallboard is not None:
            self.wallboard.deleteLater()
            self.wallboard = None

    def _open_ticket(self, number: int) -> None:
        self._window.raise_it()
        self._window.open_ticket(number)

    def _go(self, place: str) -> None:
        self._window.raise_it()
        self._window.go(place)

    def _estimates(self) -> Estimates:
        """What the person set, in minutes; the standard for what is missing or of another kind."""
        standard, work = Estimates(), self._state.work

        def of(name: str) -> Seconds:
            held = work.get(name)
            if isinstance(held, int) and not isinstance(held, bool) and 0 < held <= 24 * 60:
                return held * MINUTE
            found: Seconds = getattr(standard, name)
            return found

        return Estimates(of("response"), of("update"), of("resolution"))


def _only_informs(notice: Notice) -> bool:
    return not (notice.stays or notice.about)
