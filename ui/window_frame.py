"""The window before its desk is there: sidebar, pages, foot, notices; its size, and what is remembered of it."""

import logging
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from slaapp.domain.spans import Instant
from ui import keymap, splits, theme, wording
from ui.commands import Commands
from ui.geometry import first_size, least_size, onto_screen
from ui.heartbeat import Heartbeat
from ui.keymap import KeyOf
from ui.motion import motion
from ui.undo import UndoList
from ui.wall_clock import WallClock
from ui.widgets.label import Panel
from ui.widgets.notice import Notice
from ui.widgets.said import Role, tell_roles
from ui.widgets.sidebar import Place, Sidebar
from ui.widgets.status_bar import StatusBar
from ui.window_state import WindowState, remember

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from slaapp.engine import Engine
    from ui.agreement_reminders import AgreementReminders
    from ui.closing_reminder import ClosingReminder
    from ui.coming import Coming
    from ui.dialogs.log_ticket import LogTicket
    from ui.drops import Drops
    from ui.escalation_work import EscalationWork
    from ui.places import Places
    from ui.recurring_work import RecurringWork
    from ui.sitting import Sitting
    from ui.tray import Tray
    from ui.views.queue_page import QueuePage
    from ui.views.welcome.welcome import Welcome
    from ui.widgets.toast import Toasts

VIEWS = {
    "all": "inbox",
    "mine": "user-round",
    "unassigned": "user-plus",
    "overdue": "triangle-alert",
    "waiting": "pause",
    "resolved": "circle-check",
    "no_agreement": "circle-alert",
}
"""The lists of tickets and their icons."""

SELDOM = "no_agreement"
"""Shown only once it is known to hold a ticket: `models.shelf.LAST`, which the first paint does not load."""

DESK = {
    "dashboard": "layout-dashboard",
    "customers": "users",
    "agreements": "file-text",
    "hours": "calendar-clock",
    "reports": "chart-column",
}
"""The desk's pages and their icons."""


_log = logging.getLogger(__name__)

WRITING = frozenset(
    {"log", "slip_enter", "slips_print", "import", "undo", "redo", "welcome", "report_close", "report_reopen"}
)
"""Actions of the window that change the store."""


class Frame(QWidget):
    """Empty until the desk is shown in it; `_places` then knows its pages."""

    heartbeat: Heartbeat
    engine: "Engine"
    queue: "QueuePage"
    coming: "Coming"
    recurring: "RecurringWork"
    escalation: "EscalationWork"
    reminding: "AgreementReminders"
    calling: "ClosingReminder"
    sitting: "Sitting"
    drops: "Drops"

    ROLE = Role.Window

    @property
    def open_form(self) -> "LogTicket | None":
        """Log ticket, while it is open."""
        form: LogTicket | None = vars(self).get("log_ticket")
        return form if form is not None and form.isVisible() else None

    def __init__(
        self, clock: WallClock, state: WindowState, state_file: Path | None, *, tray: "Tray | None" = None
    ) -> None:
        """`tray` None: the system's own."""
        super().__init__()
        tell_roles()
        self._tray, self._quitting = tray, False
        self._clock, self.state, self._state_file = clock, state, state_file
        keymap.take(state.keys)
        motion.reduced = state.reduce_motion
        splits.take(state.splits)
        self._foot_at: Instant = 0
        self._typed_on_disk = deepcopy(
            (state.draft, state.drafts, state.notes, state.shelves, state.hours, state.first_run)
        )
        self._unkept = self._unkept_said = self._loses_willingly = False
        self._places: Places | None = None
        self.first_questions: Welcome | None = None
        """Asked of a new desk, while they lie over the window."""
        self.wanted_store: Path | None = None
        self.wanted_copy: Path | None = None
        self.takes: dict[str, Callable[[Path], object]] = {".slaapp": self._leave_for}
        self.actions_made: Mapping[str, QAction] = {}
        self.setWindowTitle(wording.say("SLA Desk"))
        room = QGuiApplication.primaryScreen().availableGeometry().size()
        self.setMinimumSize(least_size(theme.MINIMUM_WINDOW, room))
        self.commands = Commands(clock, self)
        self.history = UndoList(self)
        self.sidebar = Sidebar(
            tuple(Place(name, icon, wording.view(name)) for name, icon in VIEWS.items() if name != SELDOM),
            tuple(Place(name, icon, wording.page(name)) for name, icon in DESK.items()),
            (
                Place("palette", "command", wording.say("Commands"), KeyOf("palette")),
                Place("settings", "settings", wording.page("settings")),
            ),
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(Panel("surface"))
        self.status = StatusBar()
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(self.pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self.status)
        self._fit_sidebar()
        self._take_size()

    @cached_property
    def toasts(self) -> "Toasts":
        from ui.widgets.toast import Toasts  # noqa: PLC0415 - after the first paint

        return Toasts(self, self._at_foot)

    def _place_toasts(self) -> None:
        if "toasts" in vars(self):  # there are none before the first is said
            self.toasts.place()

    def _at_foot(self) -> QWidget | None:
        """What of the page notices may not cover."""
        page = self.pages.currentWidget()
        return getattr(page, "composer", None) or getattr(page, "at_foot", None)

    @property
    def places(self) -> "Places":
        assert self._places is not None
        return self._places

    def say(self, notice: Notice) -> None:
        if self._places is not None:
            self.coming.list(notice)
        self.toasts.say(notice, self._clock.now())
        self.heartbeat.look_again()

    def say_refused(self, sentence: str) -> None:
        self.say(Notice(sentence, icon="circle-alert", colour="red_text", stays=True, key=f"refused {sentence}"))

    def say_failed(self, what: str, log_file: str) -> None:
        """A mistake of ours: say it, what is kept, and where more is written. The program goes on."""
        from ui.dialogs.failure import Failure  # noqa: PLC0415 - seldom wanted

        Failure(what, log_file, self).open()

    def say_closed(self, sentence: str, store: Path | None = None) -> None:
        """The store could not be opened, or not be shown: the sentence takes the place of the pages. `store` can be
        tried again."""
        from PySide6.QtWidgets import QGraphicsOpacityEffect  # noqa: PLC0415 - seldom wanted

        from ui import bound  # noqa: PLC0415 - seldom wanted
        from ui.views.closed import ClosedPage  # noqa: PLC0415 - seldom wanted

        self._places = None
        for action in self.actions_made.values():
            self.removeAction(action)
        self.addAction(bound.make(self, {"quit": self.quit})["quit"])
        page = ClosedPage(sentence, store)
        page.chosen.connect(self._leave_for)
        page.quit_wanted.connect(self.close)
        self.pages.setCurrentIndex(self.pages.addWidget(page))
        self.sidebar.setEnabled(False)
        self.sidebar.setToolTip(page.title)
        self.sidebar.setGraphicsEffect(QGraphicsOpacityEffect(self.sidebar, opacity=0.45))

    def receive(self, files: Sequence[Path]) -> None:
        """Take files that the program was started with, or that a second start handed over."""
        for file in files:
            take = self.takes.get(file.suffix.lower())
            if take is None:
                self.say_refused(
                    wording.say("{name} is no file that is opened here. Nothing was changed.", name=file.name)
                )
            else:
                take(file)

    def _leave_for(self, store: Path, copy: Path | None = None) -> None:
        """Close; whoever opened the window opens the other store, with a backup put in its place before."""
        self.wanted_store, self.wanted_copy = store, copy
        self.quit()

    def say_told(self, sentence: str) -> None:
        """What has to be known of the store as it was opened, such as a backup put in its place; stays until read."""
        self.say(Notice(sentence, icon="info", stays=True, key="told"))

    def _fit_sidebar(self) -> None:
        wide = theme.px(theme.SIDEBAR_NARROW if self.width() < theme.NARROW_BELOW else theme.SIDEBAR)
        rail = self.state.sidebar_rail or self.width() - wide < theme.RAIL_BELOW - theme.SIDEBAR_NARROW
        self.sidebar.set_width(theme.px(theme.SIDEBAR_RAIL) if rail else wide, rail=rail)
        if self._places is not None:
            self.queue.set_window_width(self.width())

    def _take_size(self) -> None:
        held = QByteArray.fromBase64(self.state.geometry.encode())
        if not self.restoreGeometry(held):
            self.resize(first_size(QGuiApplication.primaryScreen().availableGeometry().size()))
        elif not self.windowState() & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
            screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
            self.setGeometry(onto_screen(self.geometry(), screens))

    def _remember(self) -> None:
        self.state.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        if self._places is not None:
            self.state.closed_groups = self.queue.closed_groups()
            self.state.lists = self.queue.shelf.as_plain()
        self.state.keys = keymap.as_plain()
        self.state.splits = splits.as_plain()
        if self._state_file is None:
            return
        try:
            remember(self._state_file, self.state)
        except OSError as error:
            if not self._unkept:
                _log.warning("The window's state cannot be written to %s: %s", self._state_file, error)
            self._unkept = True
            self._say_unkept()
        else:
            self._unkept = False
            self._say_kept()

    @property
    def _loses_typed(self) -> bool:
        """Whether something was typed, not saved, and could not be written down: it is in this window only."""
        state = self.state
        return self._unkept and any(
            (state.draft, state.drafts, state.notes, *state.shelves.values(), state.hours, state.first_run)
        )

    def _say_unkept(self) -> None:
        """Once, as soon as there is something to lose."""
        if self._unkept_said or not self._loses_typed:
            return
        self._unkept_said = True
        title = wording.say("What is typed cannot be written to the disk")
        line = wording.say(
            "Your text is kept in this window until it is closed. Free some space on the disk, or allow writing to the "
            "folder of the data. It is tried again every few seconds."
        )
        self.say(Notice(title, (line,), "circle-alert", "red_text", stays=True, key="unkept", whole=True))

    def _say_kept(self) -> None:
        if self._unkept_said:
            self._unkept_said = False
            self.say(Notice(wording.say("What is typed is kept on the disk again."), key="unkept"))

    def come_forward(self, files: Sequence[Path] = ()) -> None:
        """To the front, with the files that a second start was given."""
        if not self.isVisible():
            self.show()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        self.receive(files)

    def quit(self) -> None:
        """Close for good, also where closing would leave the program in the tray."""
        self._quitting = True
        self.close()

    def event(self, event: QEvent) -> bool:
        """What was laid out anew, a page or a form, may want the room of the notices."""
        taken = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._place_toasts()
        return taken

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_sidebar()
        self._place_toasts()
