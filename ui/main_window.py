"""The window: sidebar, pages, foot; it joins what the pages say to what the others show, and the heartbeat to all.

Built in two steps, so that it is on the screen before the store is open: the frame first, then `show_desk`.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEvent, QProcess, Qt
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QGraphicsOpacityEffect, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from slaapp.domain import durations
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import MINUTE, Instant
from ui import actions, bound, keymap, theme, wording
from ui.background import in_background
from ui.commands import Commands
from ui.geometry import onto_screen
from ui.heartbeat import Heartbeat
from ui.keymap import KeyOf
from ui.theme import Scheme
from ui.undo import UndoList, taking_back
from ui.wall_clock import WallClock
from ui.widgets.customer_field import Party
from ui.widgets.forbidden import WHY
from ui.widgets.label import Panel
from ui.widgets.said import Role, tell_roles
from ui.widgets.sidebar import Place, Sidebar
from ui.widgets.status_bar import StatusBar
from ui.widgets.toast import Notice, Toasts
from ui.window_state import WindowState, remember

if TYPE_CHECKING:
    from slaapp.engine import Engine
    from ui.coming import Window
    from ui.dialogs.log_ticket import Logged
    from ui.places import Places
    from ui.tray import Tray
    from ui.views.queue_page import QueuePage

VIEWS = {
    "all": "inbox",
    "mine": "user-round",
    "unassigned": "user-plus",
    "overdue": "triangle-alert",
    "waiting": "pause",
    "resolved": "circle-check",
}
"""The lists of tickets and their icons."""

DESK = {
    "dashboard": "layout-dashboard",
    "customers": "users",
    "agreements": "file-text",
    "hours": "calendar-clock",
    "reports": "chart-column",
}
"""The desk's pages and their icons."""


_WRITING = frozenset({"log", "import", "undo", "redo", "welcome"})
"""Actions of the window that change the store."""


class MainWindow(QWidget):
    """Until `show_desk` it is an empty frame; then `places` knows its pages."""

    ROLE = Role.Window

    def __init__(
        self, clock: WallClock, state: WindowState, state_file: Path | None, *, tray: "Tray | None" = None
    ) -> None:
        """`tray` None: the system's own."""
        super().__init__()
        tell_roles()
        self._tray, self._quitting = tray, False
        self._clock, self.state, self._state_file = clock, state, state_file
        keymap.take(state.keys)
        self._foot_at: Instant = 0
        self._places: Places | None = None
        self.wanted_store: Path | None = None
        self.wanted_copy: Path | None = None
        self.takes: dict[str, Callable[[Path], object]] = {".slaapp": self._leave_for}
        self.actions_made: Mapping[str, QAction] = {}
        self.setWindowTitle(wording.say("SLA Desk"))
        self.setMinimumSize(*theme.MINIMUM_WINDOW)
        self.commands = Commands(clock, self)
        self.history = UndoList(self)
        self.sidebar = Sidebar(
            tuple(Place(name, icon, wording.view(name)) for name, icon in VIEWS.items()),
            tuple(Place(name, icon, wording.page(name)) for name, icon in DESK.items()),
            (
                Place("palette", "command", wording.say("Commands"), KeyOf("palette")),
                Place("settings", "settings", wording.page("settings")),
            ),
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(Panel("surface"))
        self.status = StatusBar()
        self.toasts = Toasts(self, self._at_foot)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(self.pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self.status)
        self.heartbeat = Heartbeat(
            clock, next_figure=self._next_figure, poll=self._poll, next_duty=self._next_duty, parent=self
        )
        self._fit_sidebar()
        self._take_size()

        self.heartbeat.beat.connect(self._beat)
        self.commands.saved.connect(self.show_saved_at)
        self.commands.refused.connect(self.say_refused)
        self.history.told.connect(self.say)
        self.history.refused.connect(self.say_refused)
        self.sidebar.went.connect(self.go)
        theme.notifier.changed.connect(self._fit_sidebar)
        keymap.notifier.changed.connect(self._remember)

    def _at_foot(self) -> QWidget | None:
        """What of the page notices may not cover."""
        page = self.pages.currentWidget()
        return getattr(page, "composer", None) or getattr(page, "at_foot", None)

    # The desk, once its store is open

    def show_desk(self, engine: "Engine") -> None:
        """Fill the window; what the first page needs is loaded here and not before."""
        from ui.coming import Coming  # noqa: PLC0415 - after the first paint
        from ui.dialogs.follow_up import begin_follow_up  # noqa: PLC0415 - after the first paint
        from ui.dialogs.log_ticket import LogTicket  # noqa: PLC0415 - after the first paint
        from ui.drops import Drops  # noqa: PLC0415 - after the first paint
        from ui.list_keeper import ListKeeper  # noqa: PLC0415 - after the first paint
        from ui.places import Places  # noqa: PLC0415 - after the first paint
        from ui.recurring_work import RecurringWork  # noqa: PLC0415 - after the first paint
        from ui.sitting import Sitting  # noqa: PLC0415 - after the first paint
        from ui.tray import Tray  # noqa: PLC0415 - after the first paint
        from ui.views.ticket import draft  # noqa: PLC0415 - after the first paint

        self.engine = engine
        self._places = Places(
            self.pages,
            engine,
            self.commands,
            self._clock,
            drafts=draft.from_plain(self.state.drafts),
            notes=dict(self.state.notes),
            more={
                "settings": self._make_settings,
                "dashboard": self._make_dashboard,
                "past": self._make_past,
            },
        )
        self.queue: QueuePage = self._places.queue
        self.log_ticket: LogTicket = LogTicket(engine, self.commands, self._clock, self, open_of=self.queue.open_of)
        self.drops = Drops(self, self._places, engine, self.commands, self._clock, self.log_ticket, self._log_mail)
        self.coming = Coming(
            self._for_coming(), engine, self._clock, self.queue.table, self.state, self._tray or Tray(self)
        )
        self.recurring = RecurringWork(engine, self.commands, self)
        self.recurring.told.connect(self.say)
        self.recurring.done.connect(self.history.note)
        self.recurring.undone.connect(lambda: self.toasts.drop("recurring"))
        self.recurring.undo_wanted.connect(self.history.undo_just)
        self.recurring.open_wanted.connect(self.open_ticket)
        self._keeper = ListKeeper(self.queue, self.sidebar, self.state, VIEWS, self.go, self.say)
        self._keeper.changed.connect(self._remember)
        self._places.turned.connect(self._show_place)
        self._places.titled.connect(lambda title: self.setWindowTitle(wording.window_title(title)))
        self._places.done.connect(self.history.done)
        self._places.told.connect(lambda words: self.say(Notice(words, key="done")))
        self._places.log_wanted.connect(self.log)
        self._places.list_wanted.connect(self.list_customer)
        self._places.draft_added.connect(self._keep_typed)
        self._places.follow_up_wanted.connect(partial(begin_follow_up, self))
        self._places.opened.connect(lambda number: self.toasts.settle({number}))
        self.queue.counted.connect(self.sidebar.show_counts)
        self.commands.elsewhere.connect(self.coming.others_wrote)
        self.queue.struck.connect(self.coming.teller.tell)
        self.queue.table.counted.connect(lambda: self.toasts.settle(self.coming.teller.answered()))
        self.queue.figures_changed.connect(self.heartbeat.look_again)
        self.queue.due_moved.connect(self._say_moved)
        self.queue.log_wanted.connect(self.log)
        self.queue.import_wanted.connect(lambda: self.go("import"))
        self.queue.samples_wanted.connect(self._open_samples)
        self.queue.options_wanted.connect(self._show_options)
        self.log_ticket.logged.connect(self._after_logging)
        self.log_ticket.open_wanted.connect(self.open_ticket)
        self.log_ticket.list_wanted.connect(self.list_customer)
        self.log_ticket.draft_changed.connect(self._keep_draft)
        self.drops.done.connect(self.history.done)
        self.drops.told.connect(lambda words: self.say(Notice(words, icon="info", key="mail")))
        self.drops.refused.connect(self.say_refused)
        self.drops.ticket_wanted.connect(self.open_ticket)
        self.sidebar.log_wanted.connect(self.log)
        self.sidebar.menu_wanted.connect(self._show_menus)
        self.status.bell.clicked.connect(self.coming.show_notices)
        self.commands.changed.connect(lambda _: self._show_desk_counts())
        self.commands.changed.connect(lambda changes: self._show_rules(changes.rules))
        self.commands.listen(engine.changed)
        self.actions_made = bound.make(self, self._does())
        self.sidebar.show_desk(engine.catalogue.desk().name)
        self.sitting = Sitting(engine, self.commands, self.state, self.queue, self.status)
        self.sitting.changed.connect(self._remember)
        self.sitting.people_wanted.connect(partial(self.go, "settings", "people"))
        self._keeper.begin()
        self.queue.restore(self.state)
        if self.state.menu_bar:
            self._show_menu_bar()
        self._fit_sidebar()
        self._show_desk_counts()
        self.go(self.state.start_page if self.state.start_page in VIEWS else "all")
        self._show_foot(self._clock.now())
        self.coming.begin()
        if self.isVisible():
            self.heartbeat.go_on()
        if engine.read_only:
            self._show_read_only()

    def _show_read_only(self) -> None:
        why = wording.say(WHY)
        self.status.show_read_only(wording.say("Read only"))
        self.sidebar.forbid_logging(why)
        self.queue.forbid_logging(why)
        for name in _WRITING:
            self.actions_made[name].setEnabled(False)
        self.say_refused(why)

    def _does(self) -> dict[str, Callable[[], object]]:
        """What the actions of the table do."""
        does: dict[str, Callable[[], object]] = {
            "log": self.log,
            "log_from_template": partial(self.log, from_template=True),
            "import": lambda: self.go("import"),
            "log_mail": self._now_only(self.drops.choose_mails),
            "print": self.places.print_here,
            "quit": self.quit,
            "undo": self._now_only(self.history.undo),
            "redo": self._now_only(self.history.redo),
            "palette": self._show_palette,
            "filter": self._filter,
            "recalculate": self.queue.reload,
            "sidebar": self._toggle_sidebar,
            "ribbon": lambda: self._set("ribbon", not self.state.ribbon),
            "larger": lambda: self._step_text(1),
            "smaller": lambda: self._step_text(-1),
            "normal_size": lambda: self._set("text_size", 1.0),
            "back": self.places.back,
            "forward": self.places.forward,
            "settings": lambda: self.go("settings"),
            "welcome": self.welcome,
            "next_pane": lambda: self._next_pane(1),
            "previous_pane": lambda: self._next_pane(-1),
            "menu": self._to_menus,
            "help": self._show_help,
            "search": lambda: self.go("search"),
            "notices": self._to_notices,
            **self.coming.does(),
            "keys": self.show_keys,
            "about": self._show_about,
        }
        does |= self._keeper.does()
        for name in (*VIEWS, *DESK):
            does[f"go_{name}"] = partial(self.go, name)
        for act in actions.ACTIONS:
            if act.name.startswith("settings_"):
                does[act.name] = partial(self.go, "settings", act.name.removeprefix("settings_"))
        for name in actions.OF_CUSTOMERS:
            does[f"customer_{name}"] = partial(self.places.act_on_customers, name)
        for act in actions.of_place(actions.Where.TICKET):
            if not act.fixed:
                does[act.name] = partial(self._act_on_ticket, act.name)
        return does

    @property
    def places(self) -> "Places":
        assert self._places is not None
        return self._places

    def go(self, name: str, part: str = "") -> None:
        """To a list, to a page of the desk (`part`: one of the settings), or to the palette."""
        if name == "palette":
            self._show_palette()
        elif self._places is not None:
            self._places.go(name, part)

    def open_ticket(self, number: int) -> None:
        self.places.open_ticket(number)

    def _show_place(self, name: str) -> None:
        self.sidebar.show_here(name)
        self.coming.turned()
        self.heartbeat.look_again()
        QApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))  # after the page has taken its sizes

    def _make_dashboard(self) -> QWidget:
        return self.coming.make_dashboard()

    def _make_past(self) -> QWidget:
        return self.coming.make_past()

    def _make_settings(self) -> QWidget:
        from ui.views.settings.form import Surroundings  # noqa: PLC0415 - when first wanted
        from ui.views.settings.page import SettingsPage  # noqa: PLC0415 - when first wanted

        around = Surroundings(
            self.state,
            self.take_state,
            self.engine,
            self.commands,
            self._clock,
            lambda words: self.say(Notice(words, key="done")),
            self._leave_for,
            lambda copy: self._leave_for(self.engine.store, copy),
            self.sitting.become,
            self.history.done,
            self._remember,
        )
        return SettingsPage(around)

    def welcome(self) -> None:
        """Ask a new desk its first questions; they can be put off, and asked again from the menu."""
        from ui.views.welcome.welcome import Welcome  # noqa: PLC0415 - for a new desk only

        if not self.engine.beginning.wanted():
            self.say_refused(
                wording.say("This desk has begun already. Its name is in the settings, its hours on their page.")
            )
            return
        page = Welcome(self.engine, self.commands, self._clock, self.state.first_run, self)
        page.kept.connect(lambda answers: self._set_aside("first_run", answers))
        page.left.connect(lambda: self._end_welcome(page))
        page.begun.connect(lambda how: self._begin(page, how))
        self._enable_actions(False)
        page.open()

    def _end_welcome(self, page: QWidget) -> None:
        page.hide()
        page.deleteLater()
        self._enable_actions(True)
        self.go("all")

    def _begin(self, page: QWidget, how: str) -> None:
        self._set_aside("first_run", {})
        self._end_welcome(page)
        if how == "import":
            self.go("import")
        elif how == "samples":
            self._open_samples()

    def _set_aside(self, field: str, value: object) -> None:
        setattr(self.state, field, value)
        self._remember()

    # Logging

    def log(self, *, from_template: bool = False) -> None:
        if self._refused_here():
            return
        if not self.log_ticket.isVisible():
            self._enable_actions(False)
            self.log_ticket.start_with(self.state.draft, party=getattr(self.places.current, "party", None))
            if from_template:
                self.log_ticket.ask_template()

    def _refused_here(self) -> bool:
        """Where the past is seen nothing is written into the present behind it; that is said."""
        why: str = getattr(self.places.current, "refuses", "")
        if why:
            self.say_refused(why)
        return bool(why)

    def _now_only(self, do: Callable[[], object]) -> Callable[[], object]:
        return lambda: None if self._refused_here() else do()

    def _log_mail(self, draft: dict[str, Any]) -> bool:
        """Log ticket, filled in from an e-mail, unless something else is begun in it."""
        if self.state.draft or self.log_ticket.isVisible():
            return False
        self._enable_actions(False)
        self.log_ticket.start_with(draft)
        return True

    def log_for(self, customer: str, name: str) -> None:
        """A ticket of this customer; what was typed before stays typed."""
        if not self.log_ticket.isVisible():
            self._enable_actions(False)
            self.log_ticket.start_with(self.state.draft, party=Party(customer, name))

    def _after_logging(self, logged: "Logged") -> None:
        self._enable_actions(True)
        words = wording.say("{number} logged.", number=logged.number)
        self.history.note(words, taking_back(self.engine.desk, self.commands, logged.changes))
        self.queue.select(logged.number)
        said = wording.logged(logged.number, logged.respond_by)
        show = ((wording.say("Open"), lambda: self.open_ticket(logged.number)),)
        if logged.open_it:
            self.open_ticket(logged.number)
        self.say(Notice(said, actions=() if logged.open_it else show, key="logged"))

    def list_customer(self, customer: str) -> None:
        self.go("all")
        self.queue.show_customer(customer)

    def _keep_draft(self, draft: dict[str, Any]) -> None:
        self._enable_actions(True)
        self.state.draft = draft
        self._remember()

    def _enable_actions(self, on: bool) -> None:
        """While a form lies over the window, letters belong to it; one can quit all the same."""
        for name, action in self.actions_made.items():
            action.setEnabled((on or name == "quit") and not (name in _WRITING and self.engine.read_only))

    # Notices

    def _for_coming(self) -> "Window":
        from ui.coming import Window  # noqa: PLC0415 - after the first paint

        return Window(
            widget=self,
            say=self.say,
            refuse=self.say_refused,
            keep=self._remember,
            go=self.go,
            open_ticket=self.open_ticket,
            take=self._take_ticket,
            title=lambda title: self.setWindowTitle(wording.window_title(title)),
            look_again=self.heartbeat.look_again,
            raise_it=self.come_forward,
            quit=self.quit,
        )

    def _to_notices(self) -> None:
        """The keyboard on the newest one; where none is seen, or it is there already, all of this sitting."""
        if not self.toasts.focus():
            self.coming.show_notices()

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
        """The store could not be opened, or not be shown: the sentence takes the place of the pages."""
        from ui.views.closed import ClosedPage  # noqa: PLC0415 - seldom wanted

        self._places = None
        for action in self.actions_made.values():
            self.removeAction(action)
        self.addAction(bound.make(self, {"quit": self.quit})["quit"])
        page = ClosedPage(sentence)
        page.chosen.connect(self._leave_for)
        page.quit_wanted.connect(self.close)
        self.pages.setCurrentIndex(self.pages.addWidget(page))
        self.sidebar.setEnabled(False)
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

    def say_restored(self, sentence: str) -> None:
        """How it went when a backup was put in the store's place; stays until it was read."""
        self.say(Notice(sentence, icon="info", stays=True, key="restored"))

    def back_up_when_idle(self) -> None:
        """The day's backup, off the window's thread."""
        now = self._clock.now()
        in_background(self, lambda: self.engine.back_up_daily(now), lambda _: None, refused=self.say_refused)

    def _say_moved(self, later: int, earlier: int) -> None:
        from slaapp.wording import due_moved  # noqa: PLC0415 - all of the domain comes with it

        words = wording.say("The rules changed: {what}", what=due_moved(later, earlier))
        self.say(Notice(words, icon="calendar-clock", stays=True, key="due moved"))

    def _open_samples(self) -> None:
        """A window of its own on the demo desk: nothing of it comes into this one."""
        QProcess.startDetached(sys.executable, ["-m", "slaapp", "--demo"])

    def _take_ticket(self, number: int) -> None:
        me = self.engine.catalogue.me()
        if me is None:
            return
        try:
            changes = self.commands.attempt(self.engine.desk.assign, number, me.id)
        except Refusal as refusal:
            self.say_refused(str(refusal))
            return
        words = wording.say("{number} given to {name}.", number=number, name=me.name)
        self.history.done(words, taking_back(self.engine.desk, self.commands, changes))

    # Time

    def _beat(self, now: Instant) -> None:
        if self._places is not None:
            self.queue.beat(now)
            page = self._places.current
            if page is not self.queue and hasattr(page, "beat"):
                page.beat(now)
            self.coming.beat(now)
            self.recurring.beat(now)
            if now // MINUTE != self._foot_at // MINUTE:
                self.log_ticket.beat()
                self._show_foot(now)
        self.toasts.beat(now)

    def _next_figure(self) -> Instant | None:
        moments = [self.toasts.next_leave]
        if self._places is not None:
            moments += [self.queue.next_figure(), self.coming.next_time]
            page = self._places.current
            if page is not self.queue and hasattr(page, "next_figure"):
                moments.append(page.next_figure())
        return min((moment for moment in moments if moment is not None), default=None)

    def _next_duty(self) -> Instant | None:
        """Recurring tickets are created when they are planned: their clocks start then."""
        return None if self._places is None else self.recurring.next_time

    def _poll(self) -> None:
        """Has another process written? Then the pages read again. And what is being typed is put on the disk."""
        self._keep_typed()
        try:
            self.commands.look()
        except Refusal as refusal:
            self.say_refused(str(refusal))

    def _keep_typed(self) -> None:
        """Write down what was typed since the last time and is not saved: a crash must not take it."""
        from ui.views.ticket.draft import as_plain  # noqa: PLC0415 - after the first paint

        if self._places is None:
            return
        draft = self.log_ticket.draft() if self.log_ticket.isVisible() else self.state.draft
        typed = draft, as_plain(self._places.drafts), dict(self._places.notes)
        if typed != (self.state.draft, self.state.drafts, self.state.notes):
            self.state.draft, self.state.drafts, self.state.notes = typed
            self._remember()

    # The foot and the counts

    def _show_foot(self, now: Instant) -> None:
        self._foot_at = now
        hours = self.engine.board.hours(now)
        self.status.show_hours(wording.support_hours(hours, now), open_now=hours.open)
        self.status.show_time(wording.date_and_time(now, hours.zone))

    def show_saved_at(self, now: Instant) -> None:
        time = durations.time_of_day(now, self.engine.board.zone)
        self.status.show_saved(wording.say("Saved {time}", time=time))

    def _show_desk_counts(self) -> None:
        catalogue = self.engine.catalogue
        self.sidebar.show_counts({"customers": len(catalogue.customers())})
        self.sidebar.show_counts({"agreements": len({held.name for held in catalogue.agreements()})})

    def _show_rules(self, changed: bool) -> None:
        """The desk's name and hours, where somebody changed them here."""
        if changed:
            self.sidebar.show_desk(self.engine.catalogue.desk().name)
            self._show_foot(self._clock.now())

    # Menus

    def _act_on_ticket(self, name: str) -> None:
        """On the page of a ticket, and on the current one of the list."""
        if self.places.current is self.queue:
            self.queue.act(name)
        elif self.places.has_ticket:
            self.places.current.act(name)

    def _to_menus(self) -> None:
        """Into the menu bar, where it is shown; otherwise the same menus by themselves."""
        from ui import menus  # noqa: PLC0415 - when first wanted

        layout = self.layout()
        if layout is None or not menus.go_to_bar(layout):
            self._show_menus()

    def _show_menus(self) -> None:
        from ui import menus  # noqa: PLC0415 - when first wanted

        self._fit_ticket_actions()
        menus.show_menus(self.actions_made, self.sidebar.menu_button)

    def _fit_ticket_actions(self) -> None:
        """In the menus, what is done to a ticket is offered where there is one."""
        has_ticket = self.places.has_ticket
        for act in actions.of_place(actions.Where.TICKET):
            if act.name in self.actions_made:
                may = not self.engine.read_only or act.name in ("why", "copy_number")
                self.actions_made[act.name].setEnabled(has_ticket and may)

    def _show_menu_bar(self) -> None:
        """The classic menus above the window, for whoever wants them there as well."""
        from ui import menus  # noqa: PLC0415 - when first wanted

        layout = self.layout()
        if layout is not None and self.state.menu_bar is not (layout.menuBar() is not None):
            menus.put_bar(self, layout, self.actions_made if self.state.menu_bar else None, self._fit_ticket_actions)

    def _show_options(self) -> None:
        from ui import menus  # noqa: PLC0415 - when first wanted

        menus.show_options(self.state, self.queue.header.options, self._set, self.queue.fill_options)

    def _show_palette(self) -> None:
        from ui import finder  # noqa: PLC0415 - when first wanted

        finder.show(self)

    def _show_help(self) -> None:
        """The page of the help about what is seen."""
        from ui.help_pages import about  # noqa: PLC0415 - when first wanted

        self.go("help", about(self.places.here))

    def show_keys(self) -> None:
        from ui import menus  # noqa: PLC0415 - when first wanted

        menus.show_keys(self, self._print_keys, lambda: self.go("settings", "shortcuts"))

    def _print_keys(self) -> None:
        from ui import key_sheet  # noqa: PLC0415 - when first wanted

        self.places.print_sheet(key_sheet.paper(self.engine.catalogue.desk().name))

    def _show_about(self) -> None:
        from ui import menus  # noqa: PLC0415 - when first wanted

        menus.show_about(self, self.engine, lambda: self.say(Notice(wording.say("Copied."), key="done")))

    def _filter(self) -> None:
        if not hasattr(self.places.current, "focus_filter"):
            self.places.to_queue()
        self.places.current.focus_filter()

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
        self._show_menu_bar()
        self.queue.view.keep_in_sight()
        self.coming.take_state()
        self._remember()

    def _step_text(self, by: int) -> None:
        sizes = theme.TEXT_SIZES
        here = min(range(len(sizes)), key=lambda at: abs(sizes[at] - self.state.text_size))
        self._set("text_size", sizes[min(max(here + by, 0), len(sizes) - 1)])

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
        elif hasattr(self.places.current, "focus_here"):
            self.places.current.focus_here()
        else:
            self.places.current.setFocus(Qt.FocusReason.TabFocusReason)

    def _fit_sidebar(self) -> None:
        wide = theme.px(theme.SIDEBAR_NARROW if self.width() < theme.NARROW_BELOW else theme.SIDEBAR)
        rail = self.state.sidebar_rail or self.width() - wide < theme.RAIL_BELOW - theme.SIDEBAR_NARROW
        self.sidebar.set_width(theme.px(theme.SIDEBAR_RAIL) if rail else wide, rail=rail)
        if self._places is not None:
            self.queue.set_window_width(self.width())

    def _take_size(self) -> None:
        held = QByteArray.fromBase64(self.state.geometry.encode())
        if not self.restoreGeometry(held):
            room = QGuiApplication.primaryScreen().availableGeometry()
            self.resize(min(1440, room.width()), min(870, room.height()))
        elif not self.windowState() & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
            screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
            self.setGeometry(onto_screen(self.geometry(), screens))

    def _remember(self) -> None:
        self.state.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        if self._places is not None:
            self.state.closed_groups = self.queue.closed_groups()
            self.state.lists = self.queue.shelf.as_plain()
        self.state.keys = keymap.as_plain()
        if self._state_file is not None:
            remember(self._state_file, self.state)

    # Qt

    def event(self, event: QEvent) -> bool:
        """What was laid out anew, a page or a form, may want the room of the notices."""
        taken = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.toasts.place()
        return taken

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_sidebar()
        self.toasts.place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._places is not None:
            self.heartbeat.go_on()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange and self._places is not None:
            if self.isMinimized():
                self._rest()
            elif self.isVisible():
                self.heartbeat.go_on()

    def _rest(self) -> None:
        """Nobody sees the window; the wallboard may be seen, and the tray may watch."""
        if self._places is None or not self.coming.watches:
            self.heartbeat.doze()

    def come_forward(self) -> None:
        if not self.isVisible():
            self.show()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def quit(self) -> None:
        """Close for good, also where closing would leave the program in the tray."""
        self._quitting = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._places is not None and not self._quitting and self.coming.stay():
            self._keep_typed()
            event.ignore()
            self.hide()
            return
        if self._places is not None and self.log_ticket.isVisible():
            self.log_ticket.leave()
        self._keep_typed()
        self._remember()
        self.heartbeat.rest()
        seen = self.isVisible()
        super().closeEvent(event)
        if self._places is not None:
            self.coming.close()
        if not seen:
            QApplication.quit()  # from the tray: no window closes that Qt would take for the last one
