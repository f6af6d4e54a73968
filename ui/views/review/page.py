"""The review of an agreement: what the last months say, part by part; wishes and decisions noted; the sheet printed."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from slaapp.domain.agreement import Metric, Severity
from slaapp.domain.errors import Refusal
from slaapp.domain.longer_hours import longer_hours
from slaapp.domain.spans import Seconds
from slaapp.engine import Engine
from slaapp.reports import review_words
from slaapp.reports.review_data import Decision, Review
from slaapp.reports.texts import file_name
from slaapp.services.changes import Changes
from slaapp.services.decisions import DECISION
from slaapp.services.governed import Watch
from slaapp.services.wishes import WISH
from ui import bound, kept_text, printing, wording
from ui.commands import Commands
from ui.dialogs.preview import Preview
from ui.dialogs.ticket.act_form import ActForm
from ui.keymap import KeyOf
from ui.undo import taking_back_records
from ui.views.review.cushion import CushionPart
from ui.views.review.decision_forms import CloseForm, DecideForm
from ui.views.review.decisions import DecisionsPart
from ui.views.review.drift import DriftPart
from ui.views.review.hours import HoursPart
from ui.views.review.job import Job
from ui.views.review.opening import Asked, told
from ui.views.review.suppliers import SuppliersPart
from ui.views.review.table import ReviewTable, lines
from ui.views.review.targets import TargetsPart
from ui.views.review.what_if import WhatIfPart
from ui.views.settings.form import OneOf
from ui.wall_clock import WallClock
from ui.widgets.button import Button, IconButton
from ui.widgets.empty import Empty
from ui.widgets.forbidden import allow
from ui.widgets.label import Label, Panel
from ui.widgets.page_head import PageHead
from ui.widgets.runs import one_line
from ui.widgets.scroll import ScrollArea
from ui.widgets.tab_bar import TabBar
from ui.widgets.waiting import Waiting, margins
from ui.wording import say

Part = TargetsPart | WhatIfPart | CushionPart | HoursPart | DriftPart | SuppliersPart | DecisionsPart
MONTHS = (1, 3, 6, 12, 24, 36)


class ReviewPage(Panel):
    """`done` carries words and the Step that undoes it; `agreement_wanted` the name of one whose page is to be seen."""

    back = Signal()
    done = Signal(str, object)
    told = Signal(str)
    hinted = Signal(str)
    ticket_wanted = Signal(int)
    agreement_wanted = Signal(str)
    rule_wanted = Signal(str)
    suppliers_wanted = Signal()
    title_changed = Signal(str)

    def __init__(self, engine: Engine, commands: Commands, clock: WallClock, typed: dict[str, Any]) -> None:
        """`typed` is what was typed in forms and is not saved; it is kept up to date."""
        super().__init__("surface")
        self._typed = typed
        self._engine, self._commands, self._clock = engine, commands, clock
        self.name, self._months, self._stale = "", 12, True
        self.shows_table = False
        self._opened: Asked | None = None
        """The hours that are tried besides."""
        self.review: Review | None = None
        self.form: ActForm | None = None
        self.paper: Preview | None = None
        self.targets, self.decisions = TargetsPart(), DecisionsPart()
        self.what_if = WhatIfPart(engine, clock)
        self.cushion, self.hours, self.drift = CushionPart(), HoursPart(), DriftPart()
        self.suppliers = SuppliersPart()
        self._parts: list[tuple[str, Part]] = [
            (say("Targets"), self.targets),
            (say("What if"), self.what_if),
            (say("Margin"), self.cushion),
            (say("Hours"), self.hours),
            (say("Severities"), self.drift),
            (say("Suppliers"), self.suppliers),
            (say("Decisions"), self.decisions),
        ]
        self.table = ReviewTable()
        self.waiting = Waiting()
        self.job = Job(self.waiting, say("Looking back"))
        self.empty = Empty("chart-column", "", "", (self._again_button(),))
        self._lay_out()
        self.targets.wished.connect(self._wish)
        self.suppliers.change_wanted.connect(self.suppliers_wanted)
        self.hours.asked.connect(self._open_too)
        self.decisions.decide_wanted.connect(self.ask_decision)
        self.decisions.close_wanted.connect(self.ask_outcome)
        self.what_if.ticket_wanted.connect(self.ticket_wanted)
        self.what_if.agreement_wanted.connect(self.agreement_wanted)
        self.what_if.rule_wanted.connect(self.rule_wanted)
        self.what_if.told.connect(self.told)
        self.what_if.refused.connect(commands.refused)
        self.waiting.cancelled.connect(self._cancel)
        commands.changed.connect(self._hear)
        bound.bind(self, {"review_decide": self.ask_decision, "review_table": self.turn})

    def _again_button(self) -> Button:
        self.again = Button(say("Work it out"), icon="rotate-ccw-clock")
        self.again.clicked.connect(self.work_out)
        return self.again

    def _lay_out(self) -> None:
        self.back_button = IconButton("arrow-left", say("Back"), keys="Esc")
        self._about = Label("", "body", "text3", elide=True)
        self.agreement: OneOf = OneOf(say("Agreement"), [], self.show_part)
        self.months: OneOf = OneOf(say("Looking back"), [(count, _months(count)) for count in MONTHS], self._look_back)
        self.months.show_choice(self._months)
        self.as_table = Button(say("As a table"), keys=KeyOf("review_table"))
        self.print = Button(say("Print"), icon="printer")
        head = PageHead(say("Review"), spacing=10)
        head.row.insertWidget(0, self.back_button)
        head.row.addWidget(self.agreement)
        head.row.addWidget(self._about, 1)
        head.row.addWidget(self.months)
        head.row.addWidget(self.as_table)
        head.row.addWidget(self.print)
        self.tabs = TabBar([title for title, _ in self._parts])
        self._stack = QStackedWidget()
        for title, part in self._parts:
            if part is self.what_if:
                self._stack.addWidget(part)  # what scrolls is inside
                continue
            area = ScrollArea(part)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            area.setCornerWidget(QWidget())  # Fusion would draw a box where both bars meet
            area.setAccessibleName(title)
            self._stack.addWidget(area)
        self._whole = QStackedWidget()
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        for page in (shown, margins(self.waiting), self.empty, self.table):
            self._whole.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._whole, 1)
        self.setFocusProxy(self.tabs.buttons[0])
        self.back_button.clicked.connect(self.back)
        self.print.clicked.connect(self.print_report)
        self.as_table.clicked.connect(self.turn)
        self.tabs.pressed.connect(self.show_tab)

    # What is shown

    @property
    def title(self) -> str:
        """What the window is called; empty while there is no agreement."""
        return say("Review of {name}", name=one_line(self.name)) if self.name else ""

    def show_part(self, name: str) -> None:
        """The review of the agreement of that name."""
        if name != self.name:
            self.targets.settle()
            self.name, self._stale, self._opened = name, True, None
        if self.isVisible():
            self.refresh()

    def _look_back(self, months: int) -> None:
        if months != self._months:
            self._months = months
            self.what_if.look_back(months)
            self.months.show_choice(months)
            self._stale = True
            self.refresh()

    def _open_too(self, asked: Asked | None) -> None:
        self._opened = asked
        self.work_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """What was noted meanwhile is read, and all is worked out again where it may have changed."""
        try:
            names = list(dict.fromkeys(held.name for held in self._engine.catalogue.agreements()))
        except Refusal as refusal:
            self._say(say("No review"), str(refusal))
            return
        if not self.name and names:
            self.name = names[0]
        self.agreement.show_choices([(name, one_line(name)) for name in names])
        self.agreement.show_value(one_line(self.name))
        self.title_changed.emit(self.title)
        if self.name not in names:
            self.job.stop()
            self._say(say("No review yet"), _never_in_force(self.name), again=False)
        elif self._stale:
            self.work_out()
        else:
            self._read_notes()

    def work_out(self) -> None:
        """In the background, from the tickets as they are now."""
        name, months, now, asked, engine = self.name, self._months, self._clock.now(), self._opened, self._engine
        self.review, self._stale = None, False
        self._enable(False)
        self._whole.setCurrentIndex(1)

        def work(watch: Watch) -> Review:
            longer, opened = {}, ""
            if asked is not None:
                calendar = engine.reviewing.reviewed(name, now).calendar
                longer, opened = {calendar: longer_hours(engine.hours(calendar), *asked)}, told(asked)
            return engine.reviewing.review(name, now=now, months=months, longer=longer, opened=opened, watch=watch)

        self.job.begin(work, self._show, lambda sentence: self._say(say("No review"), sentence))

    def _cancel(self) -> None:
        self.job.stop()
        self._say(say("Stopped"), say("Nothing was worked out. Choose fewer months, or begin again."))

    def _say(self, title: str, sentence: str, *, again: bool = True) -> None:
        self.review, self._stale = None, True
        self._about.setText("")
        self._enable(False)
        self.empty.say(title, sentence)
        self.again.setVisible(again)
        self._whole.setCurrentIndex(2)

    def _show(self, review: Review) -> None:
        self.review = review
        if not review.tickets and not review.decisions:
            period = review_words.period(review.period, review.hours.zone)
            words = say("None was received {period}.", period=period)
            self._say(say("No ticket in these months"), words, again=False)
            return
        self._about.setText(
            say(
                "v{version} · {tickets} received {period}",
                version=review.version,
                tickets=wording.tickets(review.tickets),
                period=review_words.period(review.period, review.hours.zone),
            )
        )
        for _, part in self._parts:
            part.show_review(review, editable=not self._engine.read_only)
        self.table.show_lines(list(lines(review)))
        self._enable(True)
        self._whole.setCurrentIndex(3 if self.shows_table else 0)

    def turn(self) -> None:
        """Between the parts and all of it as a table."""
        if self.review is None:
            self.hinted.emit(say("There is no review to show."))
            return
        self.shows_table = not self.shows_table
        self.as_table.setText(say("As a picture") if self.shows_table else say("As a table"))
        self._whole.setCurrentIndex(3 if self.shows_table else 0)
        self.setFocusProxy(self.table if self.shows_table else self.tabs.buttons[0])
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _enable(self, there: bool) -> None:
        for button in (self.as_table, self.print):
            allow(button, there, say("There is no review to show."))

    def show_tab(self, place: int) -> None:
        self.targets.settle()
        self.tabs.show_tab(place)
        self._stack.setCurrentIndex(place)

    def try_draft(self) -> None:
        """The part that asks what if: there it is chosen already."""
        self.show_tab([part for _, part in self._parts].index(self.what_if))

    def _hear(self, changes: Changes) -> None:
        """Of what this window did: tickets and rules are worked out again when the page comes to be seen."""
        noted = any(kind in (DECISION, WISH) for kind, _, _ in changes.records)
        self._stale = self._stale or bool(changes.tickets) or changes.rules or (changes.customers and not noted)
        if noted and self.isVisible():
            self._read_notes()

    def _read_notes(self) -> None:
        if self.review is not None:
            self._show(self._engine.reviewing.with_notes(self.review, self._clock.now()))

    # What can be done

    def _wish(self, metric: Metric, severity: Severity, length: Seconds | None) -> None:
        place, wishes = (metric, severity), self._engine.wishes
        try:
            changes = self._commands.attempt(wishes.wish, self.name, metric, severity, length)
        except Refusal as refusal:
            self.targets.refuse(place, str(refusal))
            return
        self.targets.keep(place, length)
        if changes.records:
            words = (
                say("What is asked for is noted.") if length is not None else say("What was asked for is taken back.")
            )
            self.done.emit(words, taking_back_records(self._engine.customers, self._commands, changes))

    def ask_decision(self) -> None:
        if self.review is None or self._engine.read_only:
            self.hinted.emit(say("A decision needs a review that is shown, and a store that can be written."))
            return
        people = [person.name for person in self._engine.people.every()]
        form = DecideForm(
            self.window(),
            kept_text.form(self._typed, "decision"),
            agreement=self.name,
            people=people,
            today=self._engine.hours().day_of(self._clock.now()),
            attempt=self._decide,
        )
        self._open(form)

    def _decide(self, text: str, owner: str, due: object) -> None:
        held, changes = self._commands.attempt(self._engine.decisions.decide, self.name, text, owner=owner, due=due)
        step = taking_back_records(self._engine.customers, self._commands, changes)
        self.done.emit(say("Decision {number} noted.", number=held.number), step)
        self.show_tab(len(self._parts) - 1)

    def ask_outcome(self, held: Decision) -> None:
        kept = kept_text.form(self._typed, f"decision {held.number}")
        title = say("Close decision {number}", number=held.number)
        self._open(CloseForm(self.window(), kept, title=title, held=held, attempt=partial(self._close, held)))

    def _close(self, held: Decision, outcome: str) -> None:
        changes = self._commands.attempt(self._engine.decisions.close, held.number, outcome)
        step = taking_back_records(self._engine.customers, self._commands, changes)
        self.done.emit(say("Decision {number} closed.", number=held.number), step)

    def _open(self, form: ActForm) -> None:
        self.form = form
        form.open()

    def print_report(self) -> None:
        """The sheet to talk over and to sign, to be looked at first; Ctrl+P asks every page so."""
        self.targets.settle()
        review = self.review
        if review is None:
            self.hinted.emit(say("There is no review to print."))
            return
        desk, looks = self._engine.catalogue.desk().name, self._engine.looks

        def make(internal: bool, built_in: bool) -> bytes:
            from slaapp.documents import render_review  # noqa: PLC0415 - Typst comes with the first page

            look = looks.look(built_in=built_in)
            return render_review(review, desk=desk, internal=internal, paper=printing.paper(), look=look)

        if self.paper is None:
            self.paper = Preview(self.window())
            self.paper.told.connect(self.told)
        called = say("Review of {name}", name=one_line(review.agreement))
        self.paper.show_document(called, file_name(called), make)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
            return
        super().keyPressEvent(event)


def _months(count: int) -> str:
    return say("1 month") if count == 1 else say("{count} months", count=count)


def _never_in_force(name: str) -> str:
    if not name:
        return say("No agreement has been in force: there is nothing to look back on.")
    return say("{name} has never been in force: there is nothing to look back on.", name=one_line(name))
