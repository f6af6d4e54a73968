"""The window: sidebar, pages, foot; it joins what the pages say to what the others show, and the heartbeat to all.

Built in two steps, so that it is on the screen before the store is open: the frame first, then `show_desk`.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from slaapp.domain.errors import Refusal
from ui import actions, keymap, splits, theme, wording
from ui.background import in_background
from ui.heartbeat import Heartbeat
from ui.undo import taking_back
from ui.wall_clock import WallClock
from ui.widgets.forbidden import WHY
from ui.widgets.notice import Notice
from ui.window_frame import DESK, VIEWS, WRITING
from ui.window_log import FrameThatLogs
from ui.window_state import WindowState

if TYPE_CHECKING:
    from slaapp.engine import Engine
    from slaapp.services.tickets import TicketPage
    from ui.coming import Window
    from ui.places import Places
    from ui.tray import Tray
    from ui.views.queue_page import QueuePage


class MainWindow(FrameThatLogs):
    """Until `show_desk` it is an empty frame; then `places` knows its pages."""

    def __init__(
        self, clock: WallClock, state: WindowState, state_file: Path | None, *, tray: "Tray | None" = None
    ) -> None:
        """`tray` None: the system's own."""
        super().__init__(clock, state, state_file, tray=tray)
        self.heartbeat = Heartbeat(
            clock, next_figure=self._next_figure, poll=self._poll, next_duty=self._next_duty, parent=self
        )

        self.heartbeat.beat.connect(self._beat)
        self.commands.saved.connect(self.show_saved_at)
        self.commands.refused.connect(self.say_refused)
        self.history.told.connect(self.say)
        self.history.refused.connect(self.say_refused)
        self.sidebar.went.connect(self.go)
        theme.notifier.changed.connect(self._fit_sidebar)
        keymap.notifier.changed.connect(self._remember)
        splits.notifier.settled.connect(self._remember)

    # The desk, once its store is open

    def _begin_follow_up(self, page: "TicketPage") -> None:
        from ui.dialogs.follow_up import begin_follow_up  # noqa: PLC0415 - when first wanted

        begin_follow_up(self, page)

    def show_desk(self, engine: "Engine") -> None:
        """Fill the window; what the first page needs is loaded here and not before."""
        from ui import bound, file_place  # noqa: PLC0415 - after the first paint
        from ui.agreement_reminders import AgreementReminders  # noqa: PLC0415 - after the first paint
        from ui.closing_reminder import ClosingReminder  # noqa: PLC0415 - after the first paint
        from ui.coming import Coming  # noqa: PLC0415 - after the first paint
        from ui.drops import Drops  # noqa: PLC0415 - after the first paint
        from ui.escalation_work import EscalationWork  # noqa: PLC0415 - after the first paint
        from ui.list_keeper import ListKeeper  # noqa: PLC0415 - after the first paint
        from ui.places import Places  # noqa: PLC0415 - after the first paint
        from ui.recurring_work import RecurringWork  # noqa: PLC0415 - after the first paint
        from ui.sitting import Sitting  # noqa: PLC0415 - after the first paint
        from ui.text_redo import TextRedo  # noqa: PLC0415 - after the first paint
        from ui.tray import Tray  # noqa: PLC0415 - after the first paint
        from ui.views.ticket import draft  # noqa: PLC0415 - after the first paint

        self.engine = engine
        file_place.keep_in(self.state.folders)
        TextRedo(self)
        self.reminding = AgreementReminders(engine, self.commands, self._clock, self.state, self)
        self._places = Places(
            self.pages,
            engine,
            self.commands,
            self._clock,
            drafts=draft.from_plain(self.state.drafts),
            notes=dict(self.state.notes),
            hours=self.state.hours,
            report=self.state.report,
            reminding=self.reminding,
            make=self._make_page,
        )
        self.queue: QueuePage = self._places.queue
        self.drops = Drops(
            self, self._places, engine, self.commands, self._clock, lambda: self.log_ticket, self._log_mail
        )
        self.takes[".eml"] = lambda mail: self.drops.take_files([mail], on_ticket=False)
        self.coming = Coming(
            self._for_coming(), engine, self._clock, self.queue.table, self.state, self._tray or Tray(self)
        )
        self.reminding.told.connect(self.coming.tell)
        self.reminding.changed.connect(self._remember)
        self.reminding.open_wanted.connect(self._places.open_agreement)
        self.reminding.review_wanted.connect(self._places.print_review)
        self.calling = ClosingReminder(engine, self.commands, self.state, self)
        self.calling.told.connect(self.coming.tell)
        self.calling.listed.connect(self.coming.list)
        self.calling.wanted.connect(self._places.open_report)
        self.recurring = RecurringWork(engine, self.commands, self)
        self.recurring.told.connect(self.say)
        self.recurring.done.connect(self.history.note)
        self.recurring.undone.connect(lambda: self.toasts.drop("recurring"))
        self.recurring.undo_wanted.connect(self.history.undo_just)
        self.recurring.open_wanted.connect(self.open_ticket)
        self.escalation = EscalationWork(engine, self.commands, self)
        self.escalation.told.connect(self.coming.tell)
        self.escalation.done.connect(self.history.note)
        self.escalation.open_wanted.connect(self.open_ticket)
        self.escalation.slips_wanted.connect(self._places.print_tickets)
        self._keeper = ListKeeper(self.queue, self.sidebar, self.state, VIEWS, self.go, self.say)
        self._keeper.changed.connect(self._remember)
        for another in (self.queue.acts.together, self.history.walked):
            another.connect(lambda: self.toasts.drop("left"))
        self._places.turned.connect(self._show_place)
        self._places.titled.connect(lambda title: self.setWindowTitle(wording.window_title(title)))
        self._places.done.connect(self.history.done)
        self._places.noted.connect(self.history.note)
        self._places.told.connect(lambda words: self.say(Notice(words, key="done")))
        self._places.hinted.connect(lambda words: self.say(Notice(words, icon="info", key="done")))
        self._places.log_wanted.connect(self.log)
        self._places.list_wanted.connect(self.list_customer)
        self._places.draft_added.connect(self._keep_typed)
        self._places.follow_up_wanted.connect(self._begin_follow_up)
        self._places.opened.connect(lambda number: self.toasts.settle({number}))
        self.queue.counted.connect(self.sidebar.show_counts)
        self.commands.elsewhere.connect(self.coming.others_wrote)
        self.queue.struck.connect(self.coming.teller.tell)
        self.queue.table.counted.connect(self.coming.teller.settle)
        self.queue.figures_changed.connect(self.heartbeat.look_again)
        self.queue.due_moved.connect(self._say_moved)
        self.queue.log_wanted.connect(self.log)
        self.queue.import_wanted.connect(lambda: self.go("import"))
        self.queue.samples_wanted.connect(self._open_samples)
        self.queue.options_wanted.connect(self._show_options)
        self.queue.menu_wanted.connect(self._show_menu_of_ticket)
        self.drops.done.connect(self.history.done)
        self.drops.told.connect(lambda words: self.say(Notice(words, icon="info", key="mail")))
        self.drops.refused.connect(self.say_refused)
        self.drops.ticket_wanted.connect(self.open_ticket)
        self.sidebar.log_wanted.connect(self.log)
        self.sidebar.menu_wanted.connect(self._show_menus)
        self.status.bell.clicked.connect(self.coming.show_notices)
        self.commands.changed.connect(lambda changes: self._count_desk(changes.customers or changes.rules))
        self.commands.elsewhere.connect(self._show_desk_counts)
        self.commands.changed.connect(lambda changes: self._show_rules(changes.rules))
        self.commands.listen(engine.changed)
        self.actions_made = bound.make(self, self._does())
        self.sidebar.show_desk(engine.catalogue.desk().name)
        self.sitting = Sitting(engine, self.commands, self.state, self.queue, self.status)
        self.sitting.changed.connect(self._remember)
        self.sitting.changed.connect(self._places.name_preparer)
        self.sitting.people_wanted.connect(partial(self.go, "settings", "people"))
        self._keeper.begin()
        self.queue.restore(self.state)
        if self.state.menu_bar:
            self._show_menu_bar()
        self._fit_sidebar()
        self._show_desk_counts()
        self.go(self.state.start_page if self.state.start_page in VIEWS else "all")
        self._show_foot(self._clock.now())
        self.queue.table.once_whole(self.coming.begin)
        self.queue.table.became_whole.connect(self._go_on, Qt.ConnectionType.QueuedConnection)
        self._go_on()
        if engine.read_only:
            self._show_read_only()

    def _show_read_only(self) -> None:
        why = wording.say(WHY)
        self.status.show_read_only(wording.say("Read only"))
        self.sidebar.forbid_logging(why)
        self.queue.forbid(why)
        for name in WRITING:
            self.actions_made[name].setEnabled(False)
        self.say_refused(why)

    def _does(self) -> dict[str, Callable[[], object]]:
        """What the actions of the table do."""
        does: dict[str, Callable[[], object]] = {
            "log": self.log,
            "log_from_template": partial(self.log, from_template=True),
            "import": lambda: self.go("import"),
            "log_mail": self._now_only(self.drops.choose_mails),
            "slip_enter": self._now_only(self._enter_slip),
            "slips_print": self._now_only(self._print_slips),
            "print": self.places.print_here,
            "reports_all": self._make_every_report,
            "quit": self.quit,
            "undo": self._now_only(partial(self._step, forth=False)),
            "redo": self._now_only(partial(self._step, forth=True)),
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
        for name in (*VIEWS, *DESK, "review"):
            does[f"go_{name}"] = partial(self.go, name)
        for act in actions.ACTIONS:
            if act.name.startswith("settings_"):
                does[act.name] = partial(self.go, "settings", act.name.removeprefix("settings_"))
        for name in actions.OF_CUSTOMERS:
            does[f"customer_{name}"] = partial(self.places.act_on_customers, name)
        for name in actions.OF_AGREEMENTS:
            does[f"agreement_{name}"] = partial(self.places.act_on_agreements, name)
        for name in (*actions.OF_REPORTS, *actions.ON_REPORTS):
            does[name] = partial(self.places.act_on_reports, name)
        for act in actions.of_place(actions.Where.TICKET):
            if not act.fixed:
                does[act.name] = partial(self._act_on_ticket, act.name)
        return does

    def _step(self, *, forth: bool) -> None:
        """What is not saved on the page goes before what was done."""
        if not self.places.step_typed(forth=forth):
            (self.history.redo if forth else self.history.undo)()

    def _show_place(self, name: str) -> None:
        self.sidebar.show_here(name)
        self.coming.turned()
        self.heartbeat.look_again()
        QApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))  # after the page has taken its sizes

    def _make_dashboard(self) -> QWidget:
        return self.coming.make_dashboard()

    def _make_past(self) -> QWidget:
        return self.coming.make_past()

    def _make_importing(self) -> QWidget:
        from ui.views.importing import ImportPage  # noqa: PLC0415 - when first wanted

        page = ImportPage(self.engine.catalogue.customers)
        page.wanted.connect(lambda name: self.actions_made[name].trigger())
        page.contacts_wanted.connect(self._import_contacts)
        page.copied.connect(lambda words: self.say(Notice(words, key="done")))
        return page

    def _import_contacts(self, customer: str) -> None:
        self.go("customers", customer)
        self.places.act_on_customers("import")

    def _make_page(self, places: "Places", name: str) -> QWidget:
        """The window's own, or one of the desk."""
        own = {
            "settings": self._make_settings,
            "dashboard": self._make_dashboard,
            "past": self._make_past,
            "import": self._make_importing,
        }
        if name in own:
            return own[name]()
        from ui.page_making import PAGES  # noqa: PLC0415 - the queue must not wait for what makes the others

        return PAGES[name](places)

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

    def _for_coming(self) -> "Window":
        from ui.coming import Window  # noqa: PLC0415 - after the first paint

        return Window(
            widget=self,
            say=self.say,
            drop=self.toasts.drop,
            settle=self.toasts.settle,
            held=lambda: self.toasts.held,
            refuse=self.say_refused,
            keep=self._remember,
            go=self.go,
            open_ticket=self.open_ticket,
            open_agreement=self.places.open_agreement,
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

    def get_ready(self) -> None:
        """Once the desk is seen: off the window's thread the rest of a long queue.

        What the first act needs takes 20 MiB: it comes when somebody touches the window, before anything is saved. What
        other pages are made of comes after that, while nobody is busy.
        """
        from ui.first_touch import FirstTouch  # noqa: PLC0415 - after the first paint

        self.queue.read_rest()
        window = self.windowHandle()
        if window is not None:
            FirstTouch(window).touched.connect(self._get_ready_to_act, Qt.ConnectionType.QueuedConnection)

    def _get_ready_to_act(self) -> None:
        self.log_ticket  # noqa: B018
        in_background(self, self.engine.get_ready_to_write, lambda _: None, refused=self.say_refused)
        from ui.ahead import Ahead  # noqa: PLC0415 - when somebody works

        Ahead(lambda: self.queue.is_quiet(self._clock.now()), self).begin()

    def back_up_when_idle(self) -> None:
        """The day's backup, off the window's thread."""
        now = self._clock.now()
        in_background(self, lambda: self.engine.back_up_daily(now), lambda _: None, refused=self.say_refused)

    def _say_moved(self, later: int, earlier: int) -> None:
        from slaapp.wording import due_moved  # noqa: PLC0415 - all of the domain comes with it

        words = wording.say("The rules changed: {what}", what=due_moved(later, earlier))
        self.say(Notice(words, icon="calendar-clock", stays=True, key="due moved"))

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
