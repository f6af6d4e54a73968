"""The report of a period: choose customer and period, see the pages of the very PDF, save it, print it."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from slaapp.documents import Pages
from slaapp.domain.agreement import Metric
from slaapp.domain.period import Period
from slaapp.engine import Engine
from slaapp.reports.inside import DeskReport
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.section import Section
from ui import keymap
from ui.actions import Where
from ui.background import progress_of
from ui.commands import Commands
from ui.typesetting import set_in_background
from ui.views.report import saving
from ui.views.report.canvas import PAGES, Canvas
from ui.views.report.checks import checks
from ui.views.report.choice import (
    CUSTOMER,
    EVERYBODY,
    TITLES,
    Offered,
    ReportChoice,
    in_words,
    remember_sections,
    sections_before,
    sections_of,
    settle,
)
from ui.views.report.closing import Asked, ClosePeriod, ReopenPeriod
from ui.views.report.following import Following
from ui.views.report.head import ReportHead
from ui.views.report.made import Made, Shelf
from ui.views.report.making import Document, Wish, make
from ui.views.report.misses import Misses
from ui.views.report.options import Options
from ui.views.report.output import ChooseFile, ChoosePrinter, Output
from ui.wall_clock import WallClock
from ui.widgets.button import Button
from ui.widgets.empty import Empty
from ui.widgets.forbidden import allow
from ui.widgets.page_view import Wanted
from ui.wording import say


class ReportPage(QWidget):
    """`choose_file` and `choose_printer` ask the person; each gives None when they think better of it.

    `choose_file` is handed the file that is proposed, in the folder that was used last.
    """

    ticket_wanted = Signal(int)
    why_wanted = Signal(int, Metric, int)
    """Of which clock of a ticket: its metric and its cycle."""

    done = Signal(str, object)
    title_changed = Signal(str)
    made = Signal()
    """The document that was asked for is shown."""

    def __init__(
        self,
        engine: Engine,
        commands: Commands,
        clock: WallClock,
        parent: QWidget | None = None,
        *,
        choose_file: ChooseFile | None = None,
        choose_printer: ChoosePrinter | None = None,
        typed: dict[str, Any] | None = None,
        kept: dict[str, Any] | None = None,
    ) -> None:
        """`typed` is what was typed and is not saved, `kept` what is remembered of the page; both are kept up to
        date."""
        super().__init__(parent)
        self._typed = {} if typed is None else typed
        self._kept = {} if kept is None else kept
        self._engine, self._commands, self._clock = engine, commands, clock
        self._choice: ReportChoice | None = None
        self._shown: ReportChoice | None = None
        """What was chosen when the report was made that is seen."""

        # A turn is one wish for a document: what comes back for an earlier one is too late.
        self._turn = 0
        self._gathering = False
        """The figures that are wished for are not there yet: those on the shelf are older."""

        self._then = ""
        """What is done once they are there."""

        self._shelf = Shelf(self)
        self.output = Output(self, commands, choose_file, choose_printer)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.head = ReportHead()
        self.options = Options()
        self.misses = Misses(self._engine, self._commands, self._clock, self, self._typed)
        self.canvas = Canvas(self._draw, self._kept)
        self.preview, self.waiting = self.canvas.preview, self.canvas.waiting
        self.following = Following(self, self._engine.behind, self._clock)
        self.built_in = Button(say("Use the built-in template"))
        self._problem = Empty("chart-column", "", "", (self.built_in,))
        self._built_in = False
        """Own templates are left aside until the window is closed."""
        self._stack = QStackedWidget()
        self._stack.addWidget(self.canvas)
        self._stack.addWidget(self._problem)
        main = QHBoxLayout()
        main.setSpacing(0)
        main.addWidget(self.options)
        main.addWidget(self._stack, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addLayout(main, 1)

    def _connect(self) -> None:
        self.options.customer_chosen.connect(lambda customer: self.show_period(customer, self._chosen_period()))
        self.options.periods.chosen.connect(lambda period: self.show_period(self._chosen_customer(), period))
        self.options.limits.changed.connect(self._narrow)
        self.options.sections.chosen.connect(self._choose_sections)
        self.options.ticket_wanted.connect(self.ticket_wanted)
        self.options.late_wanted.connect(self.misses.open)
        self.made.connect(self._act_then)
        self.misses.ticket_wanted.connect(self.ticket_wanted)
        self.misses.done.connect(self.done)
        self.options.time_spent_wanted.connect(self._choose_time_spent)
        self.options.internal_wanted.connect(lambda on: self._narrow({"internal": on}))
        self.options.standing.close_wanted.connect(self._ask_to_close)
        self.options.standing.reopen_wanted.connect(self._ask_to_reopen)
        head = self.head
        head.zoom_out.clicked.connect(lambda: self.preview.zoom_by(-1))
        head.zoom_in.clicked.connect(lambda: self.preview.zoom_by(1))
        head.grey.toggled.connect(lambda _: self._make())
        head.save.clicked.connect(self.save_pdf)
        head.save_as.clicked.connect(lambda: head.forms.open_with(saving.forms(self.report), head.save_as))
        head.forms.chosen.connect(self.save_figures)
        head.print.clicked.connect(self.print_report)
        self.output.done.connect(self.done)
        self.built_in.clicked.connect(self._use_built_in)
        self.waiting.cancelled.connect(self._give_up)
        self.waiting.late.connect(self._show_waiting)
        self.preview.zoomed.connect(head.show_zoom)
        self.canvas.turned.connect(self._show_face)
        self.canvas.figures.followed.connect(self.following.follow)
        self.following.ticket_wanted.connect(self.ticket_wanted)
        self.following.told.connect(lambda words: self.done.emit(words, None))
        self.following.why_wanted.connect(self.why_wanted)
        self.following.period_wanted.connect(lambda period: self.show_period(self._chosen_customer(), period))
        self.following.customer_wanted.connect(self._show_customer)
        self.following.narrowed.connect(self._narrow)
        self._commands.changed.connect(lambda _: self.refresh())
        application = QApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)
        self._show_face()

    # What is shown

    def _show_face(self) -> None:
        self.head.show_paper(self.canvas.face == PAGES)

    @property
    def report(self) -> MonthlyReport | None:
        """The one whose pages are shown."""
        return None if self._shelf.now is None else self._shelf.now.report

    @property
    def problem(self) -> str:
        """Why there is nothing to show; empty while there is."""
        return self._problem.accessibleDescription() if self._stack.currentIndex() == 1 else ""

    def show_report(self, of: str | None = None) -> None:
        """As it was left, or of a customer (its id); what was written meanwhile counts."""
        self.show_period(self._chosen_customer() if of is None else of, self._chosen_period())

    def _chosen_customer(self) -> str | None:
        """Of the report that is seen; when the page opens, of the one that was seen last."""
        return self._kept.get(CUSTOMER) if self._choice is None else self._choice.customer

    @property
    def period(self) -> Period | None:
        """Of the report that is seen."""
        return self._chosen_period()

    def _chosen_period(self) -> Period | None:
        return None if self._choice is None else self._choice.period

    def _show_customer(self, name: str) -> None:
        """One of those of a report of several."""
        self.show_period(self._engine.catalogue.customer(name).id, self._chosen_period())

    def refresh(self) -> None:
        """Something was written, here or by another process: what is shown may not be so any more."""
        if self.isVisible() and self._choice is not None:
            self._make(anew=True)

    def show_period(self, customer: str | None = None, period: Period | None = None) -> None:
        """A customer's (its id), or everybody's; by default the first customer and the last month that is over."""
        found = settle(self._engine, self._choice, customer, period, self._clock.now())
        if found is None:
            self._say(
                say("No customer yet"), say("A report is about a customer. Log a ticket for one, then come back.")
            )
            return
        self._tell_choice(*found)
        self.options.show_checks(())
        self.options.late.setVisible(False)
        self.options.standing.show_report(None)
        self._make(anew=True)

    def _tell_choice(self, choice: ReportChoice, offered: Offered) -> None:
        self._choice = choice
        self._kept[CUSTOMER] = choice.customer
        self.options.time_spent.setChecked(self._engine.catalogue.desk().time_spent)
        self.options.show_choice(choice, offered)
        self.options.sections.offer(several=choice.customer == EVERYBODY)
        self._show_sections(choice.customer)
        title = say(TITLES[choice.period.kind])
        self.head.tell(title, in_words(choice, offered))
        self.title_changed.emit(title)

    def _narrow(self, fields: dict[str, Any]) -> None:
        """To other tickets, or counted otherwise."""
        if self._choice is not None:
            self._choice = replace(self._choice, **fields)
            self.show_report()

    def _choose_time_spent(self, on: bool) -> None:
        """The desk's choice: for every customer, and the next time too."""
        if self._commands.run(self._engine.catalogue.print_time_spent, on):
            self._make(anew=True)
        else:
            self.options.time_spent.setChecked(not on)

    def _choose_sections(self, sections: tuple[Section, ...] | None) -> None:
        """The customer's, or of everybody's the desk's, and the next time too."""
        if self._choice is not None:
            customer, engine = self._choice.customer, self._engine
            before = sections_of(engine, customer)
            if sections is None and before is not None:
                remember_sections(self._kept, customer, before)
            if customer == EVERYBODY:
                self._commands.run(engine.company_report.set_sections, sections)
            else:
                self._commands.run(engine.customers.set_report_sections, customer, sections)
            self._show_sections(customer)

    def _show_sections(self, customer: str) -> None:
        self.options.sections.remember(sections_before(self._kept, customer))
        self.options.sections.show_sections(sections_of(self._engine, customer))

    def _make(self, *, anew: bool = False) -> None:
        """Make the document in the background; `anew` gathers the figures again."""
        if self._choice is None:
            return
        self._turn += 1
        self._gathering = self._gathering or anew
        turn, choice = self._turn, self._choice
        wish = Wish(
            choice=choice,
            now=self._clock.now(),
            grey=self.head.grey.isChecked(),
            paper=self.output.paper,
            sections=sections_of(self._engine, choice.customer),
            look=self._engine.looks.look(built_in=self._built_in),
            held=None if self._gathering else self._shelf.now,
        )
        tell = progress_of(self, self.waiting.show_part, lambda: turn == self._turn and isValid(self))
        set_in_background(
            self,
            lambda: make(self._engine, wish, tell),
            lambda document: self._show(document, choice, turn),
            refused=lambda words, template: self._refused(words, turn, template=template),
        )
        self.waiting.begin(say("Making the report"))

    def _show(self, document: Document, choice: ReportChoice, turn: int) -> None:
        if turn != self._turn:
            return
        made = Made(document.report, document.obstacles, document.pdf, Pages(document.pdf), document.grey)
        self._shelf.put(made)
        self._shown = choice
        self._gathering = False
        self.canvas.figures.show_report(made.report)
        self.following.show_report(made.report, choice.scope)
        self._put(made)
        self.canvas.take_up()
        self.made.emit()

    def _put(self, made: Made) -> None:
        """On the page, with all that is said of it beside."""
        self._end_waiting()
        self._stack.setCurrentIndex(0)
        self.preview.show_pages(made.pages.sizes)
        self.options.show_checks(checks(self.misses.show_report(made.report), made.obstacles))
        self.options.standing.show_report(None if isinstance(made.report, DeskReport) else made.report)
        is_open = made.report.seal is None
        allow(self.options.time_spent, is_open, say("A closed report stays as it was printed."))
        self.options.late.setVisible(not self.misses.why_not())
        self.head.allow(True)

    def _refused(self, words: str, turn: int, *, template: bool) -> None:
        """A `template` of one's own that is broken: the built-in one is offered."""
        if turn == self._turn:
            self._say(say("No report"), words, template=template)

    def _use_built_in(self) -> None:
        self._built_in = True
        self._make(anew=True)

    def _say(self, title: str, words: str, *, template: bool = False) -> None:
        self._then = ""
        self._end_waiting()
        self.built_in.setVisible(template)
        self._problem.say(title, words)
        self._problem.setAccessibleName(title)
        self._problem.setAccessibleDescription(words)
        self._stack.setCurrentIndex(1)
        self.head.allow(False)

    def _show_waiting(self) -> None:
        self._stack.setCurrentIndex(0)
        if self._shelf.now is None:
            self.preview.show_pages([(595, 842), (595, 842)] if not self.output.letter else [(612, 792), (612, 792)])
        self.canvas.show_waiting(True)
        if self._shelf.now is not None:
            self.preview.forget_pictures()
        self.head.allow(False)

    def _end_waiting(self) -> None:
        self.waiting.end()
        self.canvas.show_waiting(False)

    def _give_up(self) -> None:
        """What is being made is not wanted any more; what was shown before is shown again."""
        self.stop()
        self._gathering, self._then = False, ""
        made, shown = self._shelf.now, self._shown
        found = None if shown is None else settle(self._engine, shown, shown.customer, shown.period, self._clock.now())
        if made is None or found is None:
            self._say(say("Stopped"), say("The report was not made. Choose a period or a customer to make it."))
            return
        self._tell_choice(*found)
        with QSignalBlocker(self.head.grey):
            self.head.grey.setChecked(made.grey)
        self._put(made)
        self.done.emit(say("Stopped. The report that was shown before is still here."), None)

    def stop(self) -> None:
        """Nobody waits for what is being made."""
        self._turn += 1

    def _draw(self, wanted: Wanted) -> None:
        self._shelf.draw(wanted, self.preview.put, lambda words: self._say(say("No report"), words))

    # What a person does

    @cached_property
    def close_period(self) -> ClosePeriod:
        """Over the whole window, which is known once the page is in it."""
        form = ClosePeriod(self._engine, self._commands, self.window())
        form.done.connect(lambda words: self.done.emit(words, None))
        return form

    @cached_property
    def reopen_period(self) -> ReopenPeriod:
        form = ReopenPeriod(self._engine, self._commands, self.window(), self._typed)
        form.done.connect(lambda words: self.done.emit(words, None))
        return form

    def _ask_to_close(self) -> None:
        made = self._shelf.now
        if made is not None and self._choice is not None:
            self.close_period.ask(Asked(made.report, self._choice.scope.customer, made.obstacles))

    def _ask_to_reopen(self) -> None:
        if self._shelf.now is not None:
            self.reopen_period.ask(self._shelf.now.report)

    def act(self, name: str) -> None:
        """One of the acts of the page, from anywhere: as soon as the report that is being made is there."""
        if self._gathering:
            self._then = name
        elif self._shelf.now is None or self.problem:
            self.done.emit(say("There is no report to show"), None)
        else:
            self._acts()[name]()

    def _act_then(self) -> None:
        name, self._then = self._then, ""
        if name:
            self.act(name)

    def save_pdf(self) -> None:
        made = self._shelf.now
        if made is not None and self.head.save.isEnabled():
            self.output.save_pdf(made)

    def save_figures(self, form: str) -> None:
        """As one of the forms in which a report can be saved."""
        made, choice = self._shelf.now, self._choice
        if made is None or choice is None or not self.head.save_as.isEnabled():
            return
        printed = saving.Printed(
            made.grey,
            self.output.paper,
            sections_of(self._engine, choice.customer),
            self._engine.looks.look(built_in=self._built_in),
            self._engine.customers.postal_address(choice.customer),
        )
        self.output.save_as(made, form, printed)

    def print_report(self) -> None:
        made = self._shelf.now
        if made is not None and self.head.print.isEnabled():
            self.output.print(made)

    # Keys

    def event(self, event: QEvent) -> bool:
        """Keys that are this page's go before the window's own, such as Ctrl+= for the text size."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._does(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        does = self._does(event)
        if does is None:
            super().keyPressEvent(event)
        else:
            does()

    def _does(self, event: QKeyEvent) -> Callable[[], object] | None:
        name = keymap.act_of(event, Where.REPORT)
        if name is not None:
            return self._acts().get(name)  # what is not here is done by the part of the page that has the keyboard
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier
        if not held and event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            step = 1 if event.key() == Qt.Key.Key_PageDown else -1
            return lambda: self.preview.turn_to(self.preview.page + step)
        return None

    def _acts(self) -> dict[str, Callable[[], object]]:
        return {
            "previous_month": lambda: self.options.periods.step(-1),
            "next_month": lambda: self.options.periods.step(1),
            "zoom_in": lambda: self.preview.zoom_by(1),
            "zoom_out": lambda: self.preview.zoom_by(-1),
            "zoom_fit": self.preview.fit_two,
            "report_face": self.canvas.turn,
            "report_table": self.canvas.turn_table,
            "save_pdf": self.save_pdf,
            "print_report": self.print_report,
            "report_late": self.misses.open,
            "report_close": self._ask_to_close,
            "report_reopen": self._ask_to_reopen,
            "report_forms": self.head.save_as.click,
        }
