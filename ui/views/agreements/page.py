"""Agreements: the list at the left, the editor, the versions at the right (07 of the design)."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from slaapp.domain import durations
from slaapp.domain.agreement_checks import Finding
from slaapp.domain.errors import Refusal
from slaapp.domain.sections import Part
from slaapp.engine import Engine
from slaapp.services.agreement_versions import UNDER_WORK, State
from ui import bound, theme, wording
from ui.agreement_reminders import AgreementReminders
from ui.commands import Commands
from ui.views.agreements.agreement_list import AgreementList
from ui.views.agreements.comparing import Compare
from ui.views.agreements.editing import Editing
from ui.views.agreements.escalating import EscalationTab
from ui.views.agreements.files import AgreementFiles
from ui.views.agreements.forcing import PutInForce
from ui.views.agreements.going import field_of
from ui.views.agreements.head import Head
from ui.views.agreements.holders import HoldersTab
from ui.views.agreements.hours import HoursTab
from ui.views.agreements.naming import NewAgreement
from ui.views.agreements.near import NearDates
from ui.views.agreements.papers import Papers
from ui.views.agreements.severities import SeveritiesTab
from ui.views.agreements.signing import SigningTab
from ui.views.agreements.targets import TargetsTab
from ui.views.agreements.term import TermTab
from ui.views.agreements.texts import TextsTab
from ui.views.agreements.versions import VersionsPanel
from ui.views.agreements.words import STATES, days_words
from ui.wall_clock import WallClock
from ui.widgets.button import Button, IconButton, Kind
from ui.widgets.divider import Divider
from ui.widgets.label import Panel
from ui.widgets.overlay import go_round
from ui.widgets.page_head import PageHead
from ui.widgets.runs import one_line
from ui.widgets.scroll import ScrollArea
from ui.widgets.tab_bar import TabBar
from ui.wording import say

LIST, LIST_LEAST, TABS = 224, 140, 556
"""How wide the list is; narrower where less than `TABS` were left to what is beside it, which is not scrolled aside."""

SIDE_FROM = 1020
"""The width of the page from which the versions stand beside the editor."""


class AgreementsPage(Panel):
    """`done` carries words and the Step that undoes it; `customer_wanted` the id of one whose page is to be seen,
    `review_wanted` the name of the agreement that is to be looked back on, `hours_wanted` that of business hours;
    `edited` is `done` that need not be told."""

    done = Signal(str, object)
    edited = Signal(str, object)
    hours_wanted = Signal(str)
    told = Signal(str)
    hinted = Signal(str)
    customer_wanted = Signal(str)
    review_wanted = Signal(str, bool)
    """And whether a draft is seen, to be tried."""

    title_changed = Signal(str)

    def __init__(
        self,
        engine: Engine,
        commands: Commands,
        clock: WallClock,
        reminding: AgreementReminders,
        typed: dict[str, Any],
    ) -> None:
        """`typed` is what was typed and is not saved; it is kept up to date."""
        super().__init__("surface")
        self._reminding = reminding
        self._engine, self._commands, self._clock = engine, commands, clock
        self.editing = editing = Editing(engine, commands, clock, typed, self)
        self.list = AgreementList()
        self.add = IconButton("plus", say("New agreement"))
        self.near = NearDates()
        self.edit = Button(say("Edit"), icon="pencil-line")
        self.discard = IconButton("undo-2", say("Discard draft"))
        self.review = Button(say("Review"), icon="chart-column")
        self.preview = Button(say("Print"), icon="printer")
        self.force = Button(say("Put in force"), icon="check", kind=Kind.PRIMARY)
        self.targets, self.texts = TargetsTab(editing), TextsTab(editing)
        self.holders, self.versions = HoldersTab(editing), VersionsPanel(editing)
        self.hours, self.signing = HoursTab(editing), SigningTab(editing)
        self.term, self.escalation = TermTab(editing), EscalationTab(editing)
        self.severities = SeveritiesTab(editing)
        self._tabs: list[tuple[str, Any]] = [
            (say("Targets"), self.targets),
            (say("Hours"), self.hours),
            (say("Customers"), self.holders),
            (say("Text"), self.texts),
            (say("Signatures"), self.signing),
            (say("Term"), self.term),
            (say("Escalation"), self.escalation),
            (say("Severities"), self.severities),
        ]
        self._bar = TabBar([words for words, _ in self._tabs])
        self._stack = QStackedWidget()
        for words, tab in self._tabs:
            area = tab if tab is self.texts else ScrollArea(tab)
            area.setAccessibleName(words)
            self._stack.addWidget(area)
        self.papers, self.files = Papers(editing, self), AgreementFiles(editing, self)
        self.forcing: PutInForce | None = None
        self.comparing: Compare | None = None
        self.naming: NewAgreement | None = None
        self._lay_out()

        self._bar.pressed.connect(self.show_tab)
        self.list.currentRowChanged.connect(self._choose)
        self.add.clicked.connect(self.start_adding)
        self.edit.clicked.connect(self.begin)
        self.discard.clicked.connect(editing.discard)
        self.force.clicked.connect(self.put_in_force)
        self.preview.clicked.connect(self.print_report)
        self.papers.told.connect(self.told)
        self.files.told.connect(self.told)
        self.files.hinted.connect(self.hinted)
        self.near.review_wanted.connect(self.papers.show_review)
        self.near.later.connect(reminding.put_off)
        reminding.changed.connect(self._show_near)
        self.review.clicked.connect(lambda: self.act("review"))
        self.versions.compare_wanted.connect(self.compare)
        self.versions.chosen.connect(self._choose_version)
        self.holders.customer_wanted.connect(self.customer_wanted)
        editing.shown.connect(self._show)
        editing.done.connect(self.done)
        editing.edited.connect(self.edited)
        self.targets.field_wanted.connect(self.go_to_field)
        self.versions.field_wanted.connect(self.go_to_field)
        commands.changed.connect(lambda _: self.refresh() if self.isVisible() else None)
        bound.bind(self, {f"agreement_{name}": partial(self.act, name) for name in ("edit", "force", "review")})

    def _lay_out(self) -> None:
        side = Panel("surface", lines="right")
        head = PageHead(wording.page("agreements"), spacing=0)
        head.row.setContentsMargins(16, 0, 10, 1)
        head.row.addStretch(1)
        head.row.addWidget(self.add)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.list, 1)
        self._divider = Divider(side, "agreements", self._list_width, at_left=True)

        buttons = (self.discard, self.review, self.preview, self.edit, self.force)
        self.head = Head(buttons, brief=(self.review, self.preview))
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.head, self.near, self._bar):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(side)
        whole.addWidget(middle, 1)
        whole.addWidget(self.versions)
        self.setFocusProxy(self.list)
        theme.follow(self._fit)

    def _list_width(self) -> int:
        return max(LIST_LEAST, min(LIST, round(self.width() / theme.text_size()) - TABS))

    def _fit(self) -> None:
        self.versions.setVisible(self.width() >= theme.px(SIDE_FROM))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @property
    def _listed(self) -> str:
        return "" if self.editing.listed is None else self.editing.listed.name

    # What is shown

    def refresh(self) -> None:
        """Read everything again; what is seen stays."""
        now = self._clock.now()
        try:
            every = self._engine.agreements.every(now)
        except Refusal as refusal:
            self._commands.refused.emit(str(refusal))
            return
        names = [held.name for held in every]
        current = self._listed if self._listed in names else (names[0] if names else "")
        self.list.show_agreements(every, self._engine.hours().day_of(now), current)
        if current != self._listed:
            self.editing.turn(current)
        elif current:
            self.editing.read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _choose(self, row: int) -> None:
        name = self.list.name_at(row)
        if name is not None and name != self._listed:
            self._settle()
            self.editing.turn(name)

    def _choose_version(self, number: int) -> None:
        self._settle()
        self.editing.turn(self._listed, number)

    def _settle(self) -> bool:
        """Keep what is still being typed; False while a field holds no length."""
        self.texts.save()
        self.severities.save()
        return self.editing.version is None or self.targets.grid.settle()

    def show_part(self, name: str) -> None:
        """Turn to the agreement of that name."""
        self.editing.turn(name)
        self.list.select(name)

    def _show(self) -> None:
        version, editing = self.editing.version, self.editing
        self._show_near()
        for widget in (self.head, self._bar, self._stack):
            widget.setVisible(version is not None)
        if version is None:
            return
        agreement = version.agreement
        days = days_words(version) if version.state not in (State.DRAFT, State.OFFERED, State.SIGNED) else ""
        if not days and agreement.valid_from is not None:
            days = say("from {day}", day=durations.long_day(agreement.valid_from))
        newest = editing.listed is not None and version is editing.listed.versions[0]
        writes = not self._engine.read_only
        self.edit.setVisible(not editing.editable and newest and writes)
        self.discard.setVisible(editing.editable)
        self.force.setVisible(editing.editable)
        blocked = any(finding.blocks for finding in editing.findings)
        self.force.setEnabled(editing.editable and not blocked)
        self.force.setToolTip(say("Correct what is wrong first.") if blocked else "")
        self.head.show_version(one_line(agreement.name), agreement.version, version.state, days)
        for _, tab in self._tabs:
            tab.refresh()
        self.versions.refresh()
        if self.isVisible():
            self.title_changed.emit(self.title)

    @property
    def title(self) -> str:
        """For the window: which version is seen. Empty where there is none."""
        version = self.editing.version
        if version is None:
            return ""
        state, agreement = say(STATES[version.state][2]) if self.editing.editable else "", version.agreement
        words = say("{name} v{number} {state}", name=one_line(agreement.name), number=agreement.version, state=state)
        return words.strip()

    def _show_near(self) -> None:
        self.near.show_near([] if self.editing.version is None else self._reminding.of(self._listed))

    def show_tab(self, place: int) -> None:
        self._settle()
        self._bar.show_tab(place)
        self._stack.setCurrentIndex(place)

    def go_to_field(self, finding: Finding) -> None:
        """The keyboard where that is mended."""
        found = field_of(
            finding,
            self.editing.agreement,
            targets=self.targets,
            hours=self.hours,
            term=self.term,
            escalation=self.escalation,
            holders=self.holders,
        )
        if found is None:
            self.hours_wanted.emit(finding.calendar)
            return
        tab, field = found
        self.show_tab([held for _, held in self._tabs].index(tab))
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_passage(self, part: str) -> None:
        """Turn to a part of the document's text, by its own name."""
        self.show_tab([tab for _, tab in self._tabs].index(self.texts))
        self.texts.turn(Part(part))

    def focus_here(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # What can be done

    def act(self, name: str) -> None:
        """One of the acts of the page, by its name in the table of actions."""
        if name == "import":
            self._settle()
            self.files.ask()
        elif self.editing.version is None:
            self.hinted.emit(say("Choose an agreement first."))
        elif name == "export":
            self._settle()
            self.files.save()
        elif name == "review":
            self._settle()
            self.review_wanted.emit(self._listed, self.editing.version.state in UNDER_WORK)
        elif name == "edit":
            if not self.editing.editable:
                self.begin()
        elif self.force.isEnabled() and self.editing.editable:
            self.put_in_force()
        else:
            self.hinted.emit(say("Edit the agreement first, and correct what is wrong."))

    def begin(self) -> None:
        """A draft of the next version, with the keyboard in the first field of the tab that is seen."""
        self.editing.begin()
        if not self.editing.editable:
            return
        self.refresh()
        _, seen = self._tabs[self._stack.currentIndex()]
        if seen is self.targets:
            self.targets.grid.take_focus()
        else:
            go_round(seen, forward=True)

    def put_in_force(self) -> None:
        if not self._settle():
            return
        if self.forcing is None:
            self.forcing = PutInForce(self.editing, self.window())
        self.forcing.ask()

    def print_report(self) -> None:
        """The document; Ctrl+P asks every page so."""
        self._settle()
        if self.editing.version is None:
            self.hinted.emit(say("Choose an agreement first."))
        else:
            self.papers.show_document()

    def print_review(self) -> None:
        """The sheet to look back on the last year of it, to decide and to sign."""
        if self.editing.version is not None:
            self.papers.show_review()

    def compare(self) -> None:
        """What the version that is seen changes."""
        self._settle()
        older = self.editing.older
        if not older:
            return
        if self.comparing is None:
            self.comparing = Compare(self.window())
            self.comparing.sheet_wanted.connect(self.papers.show_amendment)
        self.comparing.show_versions(older, self.editing.agreement, self.editing.numbers)

    def start_adding(self) -> None:
        if self.naming is None:
            self.naming = NewAgreement(self.editing, self.window())
            self.naming.made.connect(self.show_part)
            self.naming.made.connect(self.editing.tell_new)
        self.naming.ask()
