"""Go through the late targets of the report that is shown: give reasons, note actions, close them."""

from datetime import date
from functools import cached_property, partial
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from slaapp.domain.events import MissReason
from slaapp.engine import Engine
from slaapp.reports.month_report import LateTarget, MonthlyReport
from slaapp.reports.review_data import Decision
from slaapp.services.misses import Measure
from ui import kept_text
from ui.commands import Commands
from ui.dialogs.miss import Missed, MissForm, how_late
from ui.dialogs.ticket.act_form import ActForm
from ui.undo import taking_back_noted, taking_back_records
from ui.views.report.late_list import LateList, MissedKey
from ui.views.review.decision_forms import ChangeForm, CloseForm
from ui.wall_clock import WallClock
from ui.wording import say


class Misses(QObject):
    ticket_wanted = Signal(int)
    done = Signal(str, object)

    def __init__(
        self, engine: Engine, commands: Commands, clock: WallClock, page: QWidget, typed: dict[str, Any]
    ) -> None:
        super().__init__(page)
        self._engine, self._commands, self._clock, self._page, self._typed = engine, commands, clock, page, typed
        self._report: MonthlyReport | None = None
        self._given: dict[MissedKey, tuple[MissReason | None, str | None]] = {}
        """Kinds and words of reasons that the list does not show yet."""

        self.form: ActForm | None = None

    @cached_property
    def list(self) -> LateList:
        """Over the window in which the page is by then."""
        found = LateList(self._page.window())
        found.ticket_wanted.connect(self.ticket_wanted)
        found.reason_wanted.connect(self.ask)
        found.change_wanted.connect(self.ask_anew)
        found.close_wanted.connect(self.ask_outcome)
        return found

    def why_not(self) -> str:
        """Why there is nothing to go through; empty where there is."""
        report = self._report
        if report is None or not (report.late or report.still_late or report.actions):
            return say("No target was late, and no action is open.")
        if report.seal is not None and not any(action.closed_at is None for action in report.actions):
            return say("Report {number} is closed: its reasons stay as it was printed.", number=report.seal.number)
        return ""

    def show_report(self, report: MonthlyReport) -> MonthlyReport:
        """Gives it with its actions as they are by now, be it a closed one."""
        shown = self._report = replace(report, actions=self._engine.decisions.as_they_are(report.actions))
        if "list" in self.__dict__:
            self.list.show_report(shown)
        return shown

    def open(self) -> None:
        """The list; where there is nothing to go through, why not is said."""
        why_not = self.why_not()
        if why_not:
            self.done.emit(why_not, None)
        elif self._report is not None:
            self.list.show_report(self._report)
            self.list.open()

    def ask(self, target: LateTarget) -> None:
        name = f"miss {target.number} {target.metric.value} {target.cycle}"
        late = how_late(target.due_at, target.ended_at, target.late, self._engine.board.zone)
        action = self._engine.misses.measure(target.number, target.metric, target.cycle)
        form = MissForm(
            self._page.window(),
            kept_text.form(self._typed, name),
            target=Missed(
                target.number, target.subject, target.metric, target.cycle, late, target.reason, target.code, action
            ),
            people=[person.name for person in self._engine.people.every()],
            today=self._engine.hours().day_of(self._clock.now()),
            attempt=partial(self._explain, target, None if action is None else action.number),
        )
        self._open(form)

    def _explain(
        self,
        target: LateTarget,
        instead: int | None,
        kind: MissReason | None,
        text: str,
        measure: Measure | None,
    ) -> None:
        changes = self._commands.attempt(
            self._engine.misses.explain,
            target.number,
            target.metric,
            target.cycle,
            code=kind,
            text=text,
            measure=measure,
            instead=instead,
        )
        step = taking_back_noted(self._engine.desk, self._engine.customers, self._commands, changes)
        self._given[target.number, target.metric, target.cycle] = kind, text or None
        words = say("Reason kept.") if measure is None else say("Reason and action kept.")
        self.done.emit(words, step)

    def ask_outcome(self, held: Decision) -> None:
        kept = kept_text.form(self._typed, f"decision {held.number}")
        title = say("Close action {number}", number=held.number)
        self._open(CloseForm(self._page.window(), kept, title=title, held=held, attempt=partial(self._close, held)))

    def ask_anew(self, held: Decision) -> None:
        form = ChangeForm(
            self._page.window(),
            kept_text.form(self._typed, f"action {held.number}"),
            title=say("Change action {number}", number=held.number),
            held=held,
            people=[person.name for person in self._engine.people.every()],
            today=self._engine.hours().day_of(self._clock.now()),
            attempt=partial(self._change, held),
        )
        self._open(form)

    def _change(self, held: Decision, text: str, owner: str, due: date | None) -> None:
        change = self._engine.decisions.change
        changes = self._commands.attempt(change, held.number, text, owner=owner, due=due)
        step = taking_back_records(self._engine.customers, self._commands, changes)
        self.done.emit(say("Action {number} changed.", number=held.number), step)

    def _close(self, held: Decision, outcome: str) -> None:
        changes = self._commands.attempt(self._engine.decisions.close, held.number, outcome)
        step = taking_back_records(self._engine.customers, self._commands, changes)
        self.done.emit(say("Action {number} closed.", number=held.number), step)

    def _open(self, form: ActForm) -> None:
        self.form = form
        form.done.connect(self._tell)
        form.open()

    def _tell(self) -> None:
        """At once, before the report is made anew."""
        if self._report is None:
            return

        def told(target: LateTarget) -> LateTarget:
            said = self._given.get((target.number, target.metric, target.cycle))
            return target if said is None else replace(target, code=said[0], reason=said[1])

        late, still_late = (tuple(map(told, held)) for held in (self._report.late, self._report.still_late))
        self._given.clear()
        self.show_report(replace(self._report, late=late, still_late=still_late))
