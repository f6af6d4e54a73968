"""What if: a draft, another version or longer hours, run over the tickets of the last months. Nothing is written."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from slaapp.domain import durations
from slaapp.domain.agreement import Agreement, Meaning, Metric, Tier
from slaapp.domain.errors import Refusal
from slaapp.domain.longer_hours import longer_hours
from slaapp.domain.what_if import Change, Flip
from slaapp.domain.working_time import WorkingTime
from slaapp.engine import Engine
from slaapp.reports import what_if_words
from slaapp.reports.review_data import Review
from slaapp.services.agreement_versions import Version
from slaapp.services.whatif import WhatIf
from ui import keymap, theme, wording
from ui.dialogs.why import WhyDialog
from ui.views.agreements.words import STATES
from ui.views.review.flips import FlipTable
from ui.views.review.job import Job
from ui.views.review.opening import OpeningField
from ui.views.review.sheet import Cell, Sheet, judged, of_severity
from ui.views.settings.form import OneOf
from ui.views.ticket.telling import names
from ui.wall_clock import WallClock
from ui.widgets.button import Button, Kind
from ui.widgets.field import Problem
from ui.widgets.flow import FlowLayout
from ui.widgets.forbidden import allow
from ui.widgets.label import Label
from ui.widgets.scroll import ScrollArea
from ui.widgets.segmented import Segmented
from ui.widgets.tick import Tick
from ui.widgets.waiting import Waiting
from ui.wording import say

CELLS, TICKETS = "cells", "tickets"


class WhatIfPart(QWidget):
    ticket_wanted = Signal(int)
    agreement_wanted = Signal(str)
    rule_wanted = Signal(str)
    told = Signal(str)
    refused = Signal(str)
    made = Signal()

    def __init__(self, engine: Engine, clock: WallClock) -> None:
        super().__init__()
        self._engine, self._clock = engine, clock
        self._name, self._months, self._number = "", 12, 0
        self._versions: tuple[Version, ...] = ()
        self._tier = Tier.PUBLIC
        self._draft: Agreement | None = None
        self._hours: Mapping[str, WorkingTime] = {}
        self.result: WhatIf | None = None
        self.why: WhyDialog | None = None
        self.version: OneOf = OneOf(say("Version"), [], self._choose)
        self.also = Tick(say("Open too:"))
        self.opening = OpeningField()
        self.run = Button(say("Work it out"), icon="play", kind=Kind.PRIMARY)
        self.edit = Button(say("Go to the agreement"), kind=Kind.LINK)
        self.problem = Problem()
        self.waiting = Waiting()
        self.job = Job(self.waiting, say("Winding the tickets"))
        self.words = Label("", "prose", "text2", wrap=True)
        self.view: Segmented[str] = Segmented([(CELLS, say("By target")), (TICKETS, say("Clocks"))])
        self.tier: Segmented[Tier] = Segmented(
            [(tier, wording.tier(tier)) for tier in Tier], marked=[("", "text2"), ("lock", "violet_text")]
        )
        self.sheet = Sheet(["", say("Was"), say("Would be"), say("Goal"), say("Late in all")], wide=4)
        self.table = FlipTable()
        self._lay_out()
        self.also.toggled.connect(self._allow_opening)
        self._allow_opening(False)
        self.opening.entered.connect(self.begin)
        self.run.clicked.connect(self.begin)
        self.edit.clicked.connect(lambda: self.agreement_wanted.emit(self._name))
        self.view.chosen.connect(self._turn)
        self.tier.chosen.connect(self._choose_tier)
        self.waiting.cancelled.connect(self._cancel)
        self.table.ticket_wanted.connect(self.ticket_wanted)
        self.table.why_wanted.connect(self.ask_why)
        keymap.notifier.changed.connect(self._name_keys)

    def _allow_opening(self, wanted: bool) -> None:
        allow(self.opening, wanted, say("Tick Open too first."))

    def _lay_out(self) -> None:
        asked = QWidget()
        flow = FlowLayout(asked, gap=10)
        asking: tuple[QWidget, ...] = (self.version, self.also, self.opening, self.run, self.edit)
        for widget in asking:
            flow.addWidget(widget)
        self._result = QWidget()
        row = QHBoxLayout()
        row.setContentsMargins(theme.GUTTER_LEFT, 0, theme.GUTTER_RIGHT, 0)
        row.setSpacing(10)
        row.addWidget(self.view)
        row.addWidget(self.tier)
        row.addStretch(1)
        self._edge = QWidget()
        """Beside it "Why?" opens: at the right of the page."""
        self._edge.setFixedSize(1, 1)
        row.addWidget(self._edge)
        cells = QWidget()
        column = QVBoxLayout(cells)
        column.setContentsMargins(theme.GUTTER_LEFT, 0, theme.GUTTER_RIGHT, 20)
        column.setSpacing(10)
        self._few = Label("", "small", "text3", wrap=True)
        column.addWidget(self.sheet)
        column.addWidget(self._few)
        column.addStretch(1)
        area = ScrollArea(cells)
        area.setAccessibleName(say("By target"))
        self._hint = Label("", "small", "text3")
        self._name_keys()
        tickets = QWidget()
        column = QVBoxLayout(tickets)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(6)
        column.addWidget(self.table, 1)
        self._hint.setContentsMargins(theme.GUTTER_LEFT, 0, 0, 0)
        column.addWidget(self._hint)
        self._views = QStackedWidget()
        self._views.addWidget(area)
        self._views.addWidget(tickets)
        column = QVBoxLayout(self._result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self._views, 1)
        top = QVBoxLayout()
        top.setContentsMargins(theme.GUTTER_LEFT, 14, theme.GUTTER_RIGHT, 0)
        top.setSpacing(10)
        for widget in (asked, self.problem, self.waiting, self.words):
            top.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addLayout(top)
        whole.addWidget(self._result, 1)
        whole.addStretch(0)
        self._forget()

    def _name_keys(self) -> None:
        keys = keymap.shown("review_why")
        why = say("{keys} tells how its clock would have come", keys=keys) if keys else ""
        self._hint.setText(wording.joined(say("↵ opens the ticket"), why))

    # What is asked

    def show_review(self, review: Review, *, editable: bool) -> None:
        """The versions there are now; what was worked out stays, unless it was of another agreement."""
        if review.agreement != self._name:
            self._name, self._number = review.agreement, 0
            self._forget()
        try:
            listed = self._engine.agreements.one(self._name, self._clock.now())
        except Refusal as refusal:
            self.problem.say(str(refusal))
            return
        self._versions = listed.versions
        self.version.show_choices([(held.agreement.version, _version(held)) for held in self._versions])
        usual = listed.draft or listed.in_force or self._versions[0]
        there = any(held.agreement.version == self._number for held in self._versions)
        self._choose(self._number if there else usual.agreement.version)

    def look_back(self, months: int) -> None:
        if months != self._months:
            self._months = months
            self._forget()

    def _choose(self, number: int) -> None:
        if number != self._number:
            self._number = number
            self._forget()
        self.version.show_choice(number)

    def _forget(self) -> None:
        """What was worked out was of something else."""
        self.job.stop()
        self.result = None
        self._result.hide()
        self.words.setText(
            say(
                "What this version would have made of the tickets of these months, had it governed them from being "
                "received. Nothing is changed by asking. Replies stay where they were."
            )
        )

    def begin(self) -> None:
        """In the background; what is asked then is what is said with the result."""
        self.problem.say("")
        engine, now, months = self._engine, self._clock.now(), self._months
        try:
            held = next(one for one in self._versions if one.agreement.version == self._number).agreement
            hours = self._longer(held)
        except ValueError as error:
            self.problem.say(say("{what} Nothing was worked out.", what=str(error)))
            return
        except Refusal as refusal:
            self.problem.say(str(refusal))
            return
        self._forget()
        self.words.setText("")
        self._draft, self._hours = held, hours
        self.job.begin(
            lambda watch: engine.what_ifs.run(held, now=now, months=months, hours=hours, watch=watch),
            self._show,
            self._refuse,
        )

    def _longer(self, held: Agreement) -> dict[str, WorkingTime]:
        if not self.also.isChecked():
            return {}
        weekday, opening = self.opening.opening()
        return {held.calendar: longer_hours(self._engine.hours(held.calendar), weekday, opening)}

    def _cancel(self) -> None:
        self._forget()
        self.words.setText(say("Stopped. Nothing was worked out."))

    def _refuse(self, sentence: str) -> None:
        self._forget()
        self.problem.say(sentence)

    # What would have been

    def _show(self, result: WhatIf) -> None:
        self.result = result
        self._result.show()
        self.view.choose(CELLS)
        self._views.setCurrentIndex(0)
        self._choose_tier(Tier.PUBLIC)
        self.made.emit()

    def _turn(self, view: str) -> None:
        self._views.setCurrentIndex(0 if view == CELLS else 1)
        if view == TICKETS:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_tier(self, tier: Tier) -> None:
        self._tier = tier
        self.tier.choose(tier)
        result = self.result
        assert result is not None
        shown = [change for change in what_if_words.shown(result.changes) if change.tier is tier]
        flips = [flip for flip in result.flips if flip.tier is tier]
        if shown:
            self.words.setText(f"{what_if_words.turned(result, tier)} {what_if_words.cost(result, tier)}")
        else:
            self.words.setText(say("Nothing of {tier} targets is decided: no data.", tier=tier.value))
        self.sheet.begin()
        for change in shown:
            self.sheet.begin_metric(change.metric)
            self.sheet.add(_cells(change, result.meanings.get(change.severity)))
        self._few.setText(what_if_words.FEW if what_if_words.few(shown) else "")
        self.table.show_flips(flips, result)
        self.view.segment(TICKETS).setText(say("Clocks {count}", count=f"{len(flips):,}"))
        self.view.segment(TICKETS).updateGeometry()

    def ask_why(self, flip: Flip) -> None:
        """The clock as it would have come."""
        draft, hours, engine = self._draft, self._hours, self._engine
        assert draft is not None
        try:
            page = engine.pages.page(flip.number, now=self._clock.now())
            engine.what_ifs.why(
                draft, flip.number, flip.metric, tier=flip.tier, cycle=flip.cycle, hours=hours, now=self._clock.now()
            )
        except Refusal as refusal:
            self.refused.emit(str(refusal))
            return
        metrics = {view.clock.metric for view in page.clocks}
        dialog = self.why = WhyDialog(
            self.window(),
            beside=self._edge,
            ledger_of=lambda of, tier, cycle, now: engine.what_ifs.why(
                draft, flip.number, of, tier=tier, cycle=cycle, hours=hours, now=now
            ),
            metrics=[of for of in Metric if of in metrics],
            clock=self._clock,
            zone=engine.board.zone,
            number=flip.number,
            names=names(engine, page),
            desk=engine.catalogue.desk().name,
            supposed=_supposed(draft, longer=bool(hours)),
        )
        dialog.rule_wanted.connect(self.rule_wanted)
        dialog.printed.connect(self.told)
        dialog.refused.connect(self.refused)
        dialog.copied.connect(lambda: self.told.emit(say("Copied.")))
        dialog.open_on(flip.metric, flip.tier, flip.cycle)


def _supposed(draft: Agreement, *, longer: bool) -> str:
    if longer:
        return say("what if v{number} had governed it, with longer hours", number=draft.version)
    return say("what if v{number} had governed it", number=draft.version)


def _version(held: Version) -> str:
    return say("v{number} {state}", number=held.agreement.version, state=say(STATES[held.state][2]))


def _cells(change: Change, meaning: Meaning | None) -> list[Cell]:
    before, after = change.before, change.after
    goal = "" if after.goal is None else f"{after.goal}\u202f%"
    late = durations.used(after.late) if after.late else wording.NOTHING
    return [
        of_severity(change.severity, meaning),
        Cell(what_if_words.side(before), colour="text2"),
        judged(Cell(what_if_words.side(after), "strong"), after.met_goal),
        Cell(goal, colour="text2"),
        Cell(late),
    ]
