"""The window: sidebar, pages, foot; it joins what the pages say to what the others show, and the heartbeat to all.

Built in two steps, so that it is on the screen before the store is open: the frame first, then `show_desk`.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEvent, QPoint, QProcess, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from slaapp.domain import durations
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import MINUTE, Instant
from ui import actions, theme, wording
from ui.background import in_background
from ui.commands import Commands
from ui.heartbeat import Heartbeat
from ui.theme import Scheme
from ui.wall_clock import WallClock
from ui.widgets.button import Button
from ui.widgets.empty import Empty
from ui.widgets.label import Panel
from ui.widgets.sidebar import Place, Sidebar
from ui.widgets.status_bar import StatusBar
from ui.widgets.toast import Notice, Toasts
from ui.window_state import WindowState, remember

if TYPE_CHECKING:
    from slaapp.engine import Engine

VIEWS = ("all", "mine", "unassigned", "overdue", "waiting", "resolved")
_VIEW_ICONS = ("inbox", "user-round", "user-plus", "triangle-alert", "pause", "circle-check")
SNOOZE = 5 * MINUTE
DESK = (
    ("customers", "users", "Customers"),
    ("agreements", "file-text", "Agreements"),
    ("hours", "calendar-clock", "Business hours"),
    ("reports", "chart-column", "Reports"),
)


class MainWindow(QWidget):
    """`closed` comes after the last thing was kept."""

    closed = Signal()

    def __init__(self, clock: WallClock, state: WindowState, state_file: Path | None) -> None:
        super().__init__()
        self._clock, self.state, self._state_file = clock, state, state_file
        self._pages: dict[str, QWidget] = {}
        self._here = ""
        self._came_from = "all"
        self._foot_at: Instant = 0
        self._snoozed: dict[int, Instant] = {}
        self.setWindowTitle(wording.say("SLA Desk"))
        self.setMinimumSize(*theme.MINIMUM_WINDOW)
        self.commands = Commands(clock, self)
        self.sidebar = Sidebar(
            tuple(Place(name, icon, wording.view(name)) for name, icon in zip(VIEWS, _VIEW_ICONS, strict=True)),
            tuple(Place(name, icon, wording.say(title)) for name, icon, title in DESK),
            (
                Place("palette", "command", wording.say("Commands"), "Ctrl K"),
                Place("settings", "settings", wording.say("Settings")),
            ),
        )
        self.pages = QStackedWidget()
        self._blank = Panel("surface")
        self.pages.addWidget(self._blank)
        self.status = StatusBar()
        self.toasts = Toasts(self)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(self.pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self.status)
        self.heartbeat = Heartbeat(clock, next_figure=self._next_figure, poll=self._poll, parent=self)
        self._fit_sidebar()
        self._take_size()

        self.heartbeat.beat.connect(self._beat)
        self.commands.saved.connect(self.show_saved_at)
        self.commands.refused.connect(self.say_refused)
        self.sidebar.went.connect(self.go)
        theme.notifier.changed.connect(self._fit_sidebar)

    # The desk, once its store is open

    def show_desk(self, engine: "Engine") -> None:
        """Fill the window; what the first page needs is loaded here and not before."""
        from ui.dialogs.log_ticket import LogTicket  # noqa: PLC0415 - after the first paint
        from ui.views.queue_page import QueuePage  # noqa: PLC0415 - after the first paint

        self.engine = engine
        self.queue = QueuePage(engine, self.commands, self._clock)
        self.log_ticket = LogTicket(engine, self.commands, self._clock, self, open_of=self.queue.open_of)
        self._add_page("queue", self.queue)
        self.queue.opened.connect(self.open_ticket)
        self.queue.key_for_ticket.connect(self._pass_key)
        self.queue.counted.connect(self._show_counts)
        self.queue.struck.connect(self._tell)
        self.queue.figures_changed.connect(self.heartbeat.look_again)
        self.queue.log_wanted.connect(self.log)
        self.queue.import_wanted.connect(lambda: self.go("import"))
        self.queue.samples_wanted.connect(self._open_samples)
        self.queue.options_wanted.connect(self._show_options)
        self.log_ticket.logged.connect(self._after_logging)
        self.log_ticket.open_wanted.connect(self.open_ticket)
        self.log_ticket.list_wanted.connect(self._list_customer)
        self.log_ticket.draft_changed.connect(self._keep_draft)
        self.sidebar.log_wanted.connect(self.log)
        self.sidebar.menu_wanted.connect(self._show_menu)
        self.commands.changed.connect(lambda _: self._show_desk_counts())
        self.commands.elsewhere.connect(self._read_again)
        self.commands.listen(engine.changed)
        self.actions_made = actions.make(self, self._does())
        self.sidebar.show_desk(engine.catalogue.desk().name)
        self.queue.restore(self.state)
        self._fit_sidebar()
        self._show_counts(self.queue.table.counts())
        self._show_desk_counts()
        self.go("all")
        self._show_foot(self._clock.now())
        if self.isVisible():
            self.heartbeat.go_on()
        if engine.read_only:
            self.say_refused(wording.say("This data file can be read here, not changed: file or folder is protected."))

    def _does(self) -> dict[str, Callable[[], object]]:
        does: dict[str, Callable[[], object]] = {
            "log": self.log,
            "import": lambda: self.go("import"),
            "quit": self.close,
            "palette": self._show_palette,
            "filter": self._filter,
            "recalculate": self.queue.reload,
            "sidebar": self._toggle_sidebar,
            "ribbon": self._toggle_ribbon,
            "larger": lambda: self._step_text(1),
            "smaller": lambda: self._step_text(-1),
            "normal_size": lambda: self._set_text(1.0),
            "back": self._back,
            "settings": lambda: self.go("settings"),
            "next_pane": lambda: self._next_pane(1),
            "previous_pane": lambda: self._next_pane(-1),
            "menu": self._show_menu,
            "notices": self.toasts.focus,
            "keys": self.show_keys,
            "about": self._show_about,
        }
        for name in (*VIEWS, *(name for name, _, _ in DESK)):
            does[f"go_{name}"] = lambda name=name: self.go(name)  # type: ignore[misc]
        return does

    # Going somewhere

    def go(self, name: str) -> None:
        """To a view, a page of the desk, or one of the window's own."""
        if name == "palette":
            self._show_palette()
            return
        if name in VIEWS:
            from ui.models.arrangement import View  # noqa: PLC0415 - after the first paint

            self.queue.show_view(View(name))
            self._turn_to("queue", name, wording.view(name))
            self.queue.take_focus()
            return
        page = self._page(name)
        titles = {of: wording.say(title) for of, _, title in DESK}
        self._turn_to(name, name, titles.get(name, wording.say("Settings")))
        if name == "reports":
            page.show_report()  # type: ignore[attr-defined]
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_ticket(self, number: int) -> None:
        page = self.ticket_page()
        if self._here != "ticket":
            self._came_from = self._here
        self.pages.setCurrentWidget(page)
        if not page.show_ticket(number):
            self._back()
            return
        self._turn_to("ticket", self._came_from, "")
        self.queue.select(number)
        self._show_position()
        self.heartbeat.look_again()

    def ticket_page(self) -> Any:
        page: Any = self._page("ticket")
        return page

    def _page(self, name: str) -> QWidget:
        """A page, made when it is first wanted."""
        if name not in self._pages:
            self._add_page(name, self._make(name))
        return self._pages[name]

    def _make(self, name: str) -> QWidget:
        # Each page is loaded when it is first wanted: the queue must not wait for them.
        if name == "ticket":
            from ui.views.ticket_page import TicketView  # noqa: PLC0415

            ticket = TicketView(self.engine, self.commands, self._clock)
            ticket.back.connect(self._back)
            ticket.previous_wanted.connect(lambda: self._walk(-1))
            ticket.next_wanted.connect(lambda: self._walk(1))
            ticket.ticket_wanted.connect(self.open_ticket)
            ticket.done.connect(self._say_done)
            ticket.title_changed.connect(self._title)
            return ticket
        if name == "reports":
            from ui.views.report_page import ReportPage  # noqa: PLC0415

            reports = ReportPage(self.engine, self.commands, self._clock)
            reports.ticket_wanted.connect(self.open_ticket)
            reports.done.connect(self._say_done)
            reports.title_changed.connect(self._title)
            return reports
        if name == "settings":
            from ui.views.settings_page import SettingsPage  # noqa: PLC0415

            return SettingsPage(self.state, self.take_state, str(self.engine.store))
        from ui.views import later  # noqa: PLC0415

        makers = {
            "customers": later.customers,
            "agreements": later.agreements,
            "hours": later.hours,
            "import": later.importing,
        }
        return makers[name]()

    def _add_page(self, name: str, page: QWidget) -> None:
        self._pages[name] = page
        self.pages.addWidget(page)

    def _turn_to(self, page: str, place: str, title: str) -> None:
        self._here = place if page == "queue" else page
        self.pages.setCurrentWidget(self._pages[page])
        self.sidebar.show_here(place)
        if title:
            self._title(title)
        self.heartbeat.look_again()

    def _title(self, title: str) -> None:
        self.setWindowTitle(wording.window_title(title))

    def _back(self) -> None:
        """From a ticket to where it was opened."""
        if self._here == "ticket" or self._here not in VIEWS:
            self.go(self._came_from if self._came_from in VIEWS else "all")

    def _walk(self, by: int) -> None:
        before, after, _, _ = self.queue.neighbours(self.ticket_page().number)
        wanted = before if by < 0 else after
        if wanted is not None:
            self.open_ticket(wanted)

    def _show_position(self) -> None:
        _, _, place, count = self.queue.neighbours(self.ticket_page().number)
        self.ticket_page().show_position(place or None, count)

    def _pass_key(self, number: int, key: QKeyEvent) -> None:
        """A letter pressed in the list acts on its ticket, which is opened for it."""
        self.open_ticket(number)
        if self._here == "ticket":
            QApplication.sendEvent(self.ticket_page(), key)

    # Logging

    def log(self) -> None:
        if not self.log_ticket.isVisible():
            self._enable_actions(False)
            self.log_ticket.start_with(self.state.draft)

    def _after_logging(self, logged: Any) -> None:
        self._enable_actions(True)
        self.queue.select(logged.number)
        said = wording.logged(logged.number, logged.respond_by)
        show = ((wording.say("Open"), lambda: self.open_ticket(logged.number)),)
        if logged.open_it:
            self.open_ticket(logged.number)
        self.say(Notice(said, actions=() if logged.open_it else show, key="logged"))

    def _list_customer(self, customer: str) -> None:
        self.go("all")
        self.queue.show_customer(customer)

    def _keep_draft(self, draft: dict[str, Any]) -> None:
        self._enable_actions(True)
        self.state.draft = draft
        self._remember()

    def _enable_actions(self, on: bool) -> None:
        """While a form lies over the window, letters belong to it."""
        for action in self.actions_made.values():
            action.setEnabled(on)

    # Notices

    def say(self, notice: Notice) -> None:
        self.toasts.say(notice, self._clock.now())
        self.heartbeat.look_again()

    def say_refused(self, sentence: str) -> None:
        self.say(Notice(sentence, icon="circle-alert", colour="red_text", stays=True, key=f"refused {sentence}"))

    def say_failed(self, what: str, log_file: str) -> None:
        """A mistake of ours: say it, what is kept, and where more is written. The program goes on."""
        from ui.dialogs.failure import Failure  # noqa: PLC0415 - seldom wanted

        Failure(what, log_file, self).open()

    def say_closed(self, sentence: str) -> None:
        """The store could not be opened: the sentence takes the place of the pages."""
        leave = Button(wording.say("Quit"), keys="Ctrl Q")
        leave.clicked.connect(self.close)
        self.addAction(actions.make(self, {"quit": self.close})["quit"])
        self._add_page("closed", Empty("circle-alert", wording.say("The data file was not opened"), sentence, (leave,)))
        self.pages.setCurrentWidget(self._pages["closed"])
        self.sidebar.setEnabled(False)

    def back_up_when_idle(self) -> None:
        """The day's backup, off the window's thread."""
        now = self._clock.now()
        in_background(self, lambda: self.engine.back_up_daily(now), lambda _: None, refused=self.say_refused)

    def _say_done(self, words: str, undo: Callable[[], object] | None) -> None:
        self.say(Notice(words, actions=() if undo is None else ((wording.say("Undo"), undo),), key="done"))

    def _tell(self, beat: Any) -> None:
        from ui import notices  # noqa: PLC0415 - after the first paint

        now = self._clock.now()
        for notice in notices.of_beat(beat, self.queue.table, now, self._answers()):
            self.say(notice)

    def _tell_of(self, row: Any, now: Instant) -> None:
        from ui import notices  # noqa: PLC0415 - after the first paint

        self.say(notices.of_ticket(row, self.queue.table, now, self._answers()))

    def _answers(self) -> Any:
        """What a person can do about a notice."""
        from ui import notices  # noqa: PLC0415 - after the first paint

        return notices.Answers(
            open_ticket=self.open_ticket,
            take=self._take_ticket,
            snooze=self._snooze,
            show_overdue=lambda: self.go("overdue"),
        )

    def _open_samples(self) -> None:
        """A window of its own on the demo desk: nothing of it comes into this one."""
        QProcess.startDetached(sys.executable, ["-m", "slaapp", "--demo"])

    def _snooze(self, number: int) -> None:
        self._snoozed[number] = self._clock.now() + SNOOZE
        self.heartbeat.look_again()

    def _tell_snoozed(self, now: Instant) -> None:
        """A ticket that was put off speaks up again, if it is still due or overdue then."""
        for number in [number for number, at in self._snoozed.items() if at <= now]:
            del self._snoozed[number]
            row = next((row for row in self.queue.table.rows() if row.number == number), None)
            if row is not None:
                self._tell_of(row, now)

    def _take_ticket(self, number: int) -> None:
        me = self.engine.catalogue.me()
        if me is not None:
            self.commands.run(self.engine.desk.assign, number, me.id)

    # Time

    def _beat(self, now: Instant) -> None:
        if self._desk_shown:
            self.queue.beat(now)
            if self._current is not self.queue and hasattr(self._current, "beat"):
                self._current.beat(now)
            self._tell_snoozed(now)
            if now % MINUTE == 0 or self._foot_at // MINUTE != now // MINUTE:
                self.log_ticket.beat()
                self._show_foot(now)
        self.toasts.beat(now)

    def _next_figure(self) -> Instant | None:
        moments = [self.toasts.next_leave, *self._snoozed.values()]
        if self._desk_shown:
            moments.append(self.queue.next_figure())
            if self._current is not self.queue and hasattr(self._current, "next_figure"):
                moments.append(self._current.next_figure())
        return min((moment for moment in moments if moment is not None), default=None)

    def _read_again(self) -> None:
        self.queue.reload()
        if self._current is not self.queue and hasattr(self._current, "refresh"):
            self._current.refresh()

    def _poll(self) -> None:
        """Has another process written? Then the pages read again."""
        if not self._desk_shown:
            return
        try:
            self.commands.look()
        except Refusal as refusal:
            self.say_refused(str(refusal))

    # The foot and the counts

    def _show_foot(self, now: Instant) -> None:
        self._foot_at = now
        hours = self.engine.board.hours(now)
        self.status.show_hours(wording.support_hours(hours, now), open_now=hours.open)
        self.status.show_time(wording.date_and_time(now, hours.zone))

    def show_saved_at(self, now: Instant) -> None:
        time = durations.time_of_day(now, self.engine.board.zone)
        self.status.show_saved(wording.say("Saved {time}", time=time))

    def _show_counts(self, counts: Any) -> None:
        self.sidebar.show_counts({view.value: count for view, count in counts.items()})
        if self._here == "ticket":
            self._show_position()

    def _show_desk_counts(self) -> None:
        catalogue = self.engine.catalogue
        self.sidebar.show_counts({"customers": len(catalogue.customers())})
        self.sidebar.show_counts({"agreements": len({held.name for held in catalogue.agreements()})})

    # Menus

    def _show_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        actions.fill_menu(menu, self.actions_made)
        for held in (menu, *menu.findChildren(QMenu)):
            theme.dress_menu(held)
        button = self.sidebar.menu_button
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def _show_options(self) -> None:
        from ui.views.settings_page import DENSITIES, SCHEMES  # noqa: PLC0415 - when first wanted

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for scheme, words in SCHEMES:
            self._offer(menu, wording.say(words), "scheme", scheme.value)
        menu.addSeparator()
        for density, words in DENSITIES:
            self._offer(menu, wording.say(words), "density", density)
        menu.addSeparator()
        self._offer(menu, wording.say("Day ribbon"), "ribbon", not self.state.ribbon, ticked=self.state.ribbon)
        theme.dress_menu(menu)
        button = self.queue.options_button
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def _offer(self, menu: QMenu, words: str, field: str, value: object, *, ticked: bool | None = None) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(getattr(self.state, field) == value if ticked is None else ticked)
        action.triggered.connect(lambda _=False: self._set(field, value))

    def _show_palette(self) -> None:
        from ui.dialogs.palette import Palette  # noqa: PLC0415 - when first wanted

        palette = Palette(self.actions_made, self.queue.table.rows(), self)
        palette.ticket_wanted.connect(self.open_ticket)
        palette.open_over(self)

    def show_keys(self) -> None:
        from ui.dialogs.keys import Keys  # noqa: PLC0415 - when first wanted

        Keys(self).open()

    def _show_about(self) -> None:
        from ui.dialogs.keys import About  # noqa: PLC0415 - when first wanted

        About(self).open()

    def _filter(self) -> None:
        if self._here not in VIEWS:
            self.go(self._came_from if self._came_from in VIEWS else "all")
        self.queue.focus_filter()

    # Looks

    def _set(self, field: str, value: object) -> None:
        setattr(self.state, field, value)
        self.take_state()

    def take_state(self) -> None:
        """A choice changed: look like it, and keep it."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            if theme.scheme() is not Scheme(self.state.scheme):
                theme.apply(app, Scheme(self.state.scheme))
            if theme.text_size() != self.state.text_size:
                theme.set_text_size(app, self.state.text_size)
        self.queue.restore(self.state)
        self._remember()

    def _step_text(self, by: int) -> None:
        sizes = theme.TEXT_SIZES
        here = min(range(len(sizes)), key=lambda at: abs(sizes[at] - self.state.text_size))
        self._set_text(sizes[min(max(here + by, 0), len(sizes) - 1)])

    def _set_text(self, scale: float) -> None:
        self._set("text_size", scale)

    def _toggle_ribbon(self) -> None:
        self._set("ribbon", not self.state.ribbon)

    def _toggle_sidebar(self) -> None:
        self._set("sidebar_rail", not self.state.sidebar_rail)
        self._fit_sidebar()

    def _next_pane(self, by: int) -> None:
        """F6: sidebar, page."""
        panes: list[QWidget] = [self.sidebar, self.pages]
        focused = self.focusWidget()
        at = next((at for at, pane in enumerate(panes) if focused is not None and pane.isAncestorOf(focused)), 0)
        wanted = panes[(at + by) % len(panes)]
        if wanted is self.sidebar:
            self.sidebar.focus_here()
        else:
            self._current.setFocus(Qt.FocusReason.TabFocusReason)

    def _fit_sidebar(self) -> None:
        rail = self.state.sidebar_rail or self.width() < theme.RAIL_BELOW
        wide = theme.SIDEBAR_NARROW if self.width() < theme.NARROW_BELOW else theme.SIDEBAR
        self.sidebar.set_width(theme.SIDEBAR_RAIL if rail else theme.px(wide), rail=rail)
        if self._desk_shown:
            self.queue.set_window_width(self.width())

    def _take_size(self) -> None:
        held = QByteArray.fromBase64(self.state.geometry.encode())
        if not self.restoreGeometry(held):
            room = QGuiApplication.primaryScreen().availableGeometry()
            self.resize(min(1440, room.width()), min(870, room.height()))

    def _remember(self) -> None:
        self.state.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        if self._desk_shown:
            self.state.closed_groups = self.queue.closed_groups()
        if self._state_file is not None:
            remember(self._state_file, self.state)

    # Qt

    @property
    def _desk_shown(self) -> bool:
        return "queue" in self._pages

    @property
    def _current(self) -> Any:
        """The page that is seen; some of them show time (`beat`, `next_figure`) and read anew (`refresh`)."""
        return self.pages.currentWidget()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_sidebar()
        self.toasts.place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._desk_shown:
            self.heartbeat.go_on()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.heartbeat.rest()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange and self._desk_shown:
            if self.isMinimized():
                self.heartbeat.rest()
            elif self.isVisible():
                self.heartbeat.go_on()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._desk_shown and self.log_ticket.isVisible():
            self.log_ticket.leave()
        self._remember()
        self.heartbeat.rest()
        super().closeEvent(event)
        self.closed.emit()
