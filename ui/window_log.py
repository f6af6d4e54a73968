"""Logging from the window, the first questions of a new desk, and nothing of it while the past is seen."""

import sys
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ui import wording
from ui.undo import taking_back_logged
from ui.widgets.notice import Notice
from ui.window_menus import FrameWithMenus

if TYPE_CHECKING:
    from slaapp.services.changes import Changes
    from ui.dialogs.log_ticket import Logged, LogTicket
    from ui.every_report_work import EveryReportWork
    from ui.slip_work import SlipWork


class FrameThatLogs(FrameWithMenus):
    """The forms that lie over the window; while one does, letters belong to it."""

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
        self.first_questions = page
        self._enable_actions(False)
        self.setWindowTitle(wording.window_title(wording.say("Welcome")))
        page.open()

    def _end_welcome(self, page: QWidget) -> None:
        self.first_questions = None
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

    def _open_samples(self) -> None:
        """A window of its own on the demo desk: nothing of it comes into this one."""
        from PySide6.QtCore import QProcess  # noqa: PLC0415 - after the first paint

        QProcess.startDetached(sys.executable, ["-m", "slaapp", "--demo"])

    @cached_property
    def log_ticket(self) -> "LogTicket":
        """Made with the first need: a queue is seen sooner without it."""
        from ui.dialogs.log_ticket import LogTicket  # noqa: PLC0415 - after the first queue is seen

        dialog = LogTicket(self.engine, self.commands, self._clock, self, open_of=self.queue.open_of)
        dialog.logged.connect(self._after_logging)
        dialog.open_wanted.connect(self.open_ticket)
        dialog.list_wanted.connect(self.list_customer)
        dialog.draft_changed.connect(self._keep_draft)
        return dialog

    def log(self, *, from_template: bool = False) -> None:
        if self._refused_here():
            return
        if self.open_form is None:
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
        if self.state.draft or self.open_form is not None:
            return False
        self._enable_actions(False)
        self.log_ticket.start_with(draft)
        self.log_ticket.to_first_gap()
        return True

    def log_for(self, customer: str, name: str) -> None:
        """A ticket of this customer; what was typed before stays typed."""
        from ui.widgets.party import Party  # noqa: PLC0415 - after the first paint

        if self.open_form is None:
            self._enable_actions(False)
            self.log_ticket.start_with(self.state.draft, party=Party(customer, name))

    def _after_logging(self, logged: "Logged") -> None:
        self._enable_actions(True)
        self.queue.select(logged.number)
        if logged.open_it:
            self.open_ticket(logged.number)
        nobody = wording.say("No customer is named on it yet.")
        self.history.done(
            wording.say("{number} logged.", number=logged.number),
            taking_back_logged(self.engine.desk, self.engine.customers, self.commands, logged.changes),
            said=wording.logged(logged.number, logged.respond_by),
            lines=(nobody,) if logged.of_nobody else (),
        )

    @cached_property
    def slips(self) -> "SlipWork":
        from ui.slip_work import SlipWork  # noqa: PLC0415 - seldom wanted

        work = SlipWork(
            self.engine,
            self.commands,
            self._clock,
            self,
            self.state.notes,
            open_of=self.queue.open_of,
            choose_printer=self.places.choose_printer,
        )
        work.entered.connect(self._after_slip)
        work.printed.connect(lambda words: self.say(Notice(words, key="done")))
        work.refused.connect(self.say_refused)
        return work

    def _enter_slip(self) -> None:
        self.slips.enter()

    def _print_slips(self) -> None:
        self.slips.ask_what_to_print()

    def _after_slip(self, slip: int, number: int, changes: "Changes") -> None:
        self.queue.select(number)
        self.history.done(
            wording.say("Slip {slip} is ticket {number}.", slip=slip, number=number),
            taking_back_logged(self.engine.desk, self.engine.customers, self.commands, changes),
        )

    @cached_property
    def every_report(self) -> "EveryReportWork":
        from ui.every_report_work import EveryReportWork  # noqa: PLC0415 - seldom wanted

        work = EveryReportWork(self.engine, self._clock, self, choose_printer=self.places.choose_printer)
        work.told.connect(lambda words, lines: self.say(Notice(words, lines=lines, key="done")))
        work.refused.connect(self.say_refused)
        return work

    def _make_every_report(self) -> None:
        self.every_report.ask(self.places.period_here)

    def list_customer(self, customer: str) -> None:
        self.go("all")
        self.queue.show_customer(customer)

    def _keep_draft(self, draft: dict[str, Any]) -> None:
        self._enable_actions(True)
        self.state.draft = draft
        self._remember()
