"""The versions beside the editor: where each stands, what it changed; below, what must be so before it is in force."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from slaapp.domain.agreement_checks import Finding
from slaapp.reports.agreement_changes import Change
from slaapp.services.agreement_versions import UNDER_WORK, State, Version
from ui import theme
from ui.views.agreements.comparing import of_rules
from ui.views.agreements.editing import Editing
from ui.views.agreements.words import STATES, days_words, edited_words, signed_words
from ui.widgets import painting
from ui.widgets.button import Button, Kind, Pressable
from ui.widgets.divider import Divider
from ui.widgets.label import Hairline, Icon, Label, Panel
from ui.widgets.scroll import ScrollArea
from ui.wording import say

WIDTH = 276
LEFT, DOT = 10, 10


class VersionLine(Pressable):
    """One version: pressed, it is looked at."""

    def __init__(self, version: Version, *, edited: str, here: bool, last: bool) -> None:
        """`edited` says who wrote a draft last, and when."""
        super().__init__()
        self.version, self._here, self._last = version, here, last
        signed = "" if version.state is State.DRAFT else signed_words(version)
        days = "" if version.state in UNDER_WORK else days_words(version)
        self._words = [words for words in (edited, days, signed) if words]
        _, _, state = STATES[version.state]
        self.setAccessibleName(
            say("Version {number}, {state}", number=version.agreement.version, state=say(state))
            + "".join(f". {words}" for words in self._words)
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()
        theme.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(26) + theme.px(19) * len(self._words) + theme.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, version = theme.current(), self.version
        look, icon, state = STATES[version.state]
        with QPainter(self) as painter:
            ground = t.selected if self._here else self._ground()
            if ground is not None:
                painting.frame(painter, QRectF(self.rect()), theme.RADIUS_BUTTON, fill=ground)
            x, middle, dot = float(LEFT), theme.px(14), theme.px(DOT)
            if not self._last:
                painter.fillRect(QRectF(x + dot / 2 - 0.5, middle + dot, 1, self.height() - middle - dot), t.line2)
            box = QRectF(x, middle - dot / 2, dot, dot)
            ink = {State.IN_FORCE: t.green}.get(version.state, t.accent if version.state in UNDER_WORK else t.control)
            solid = version.state is State.IN_FORCE
            painting.frame(painter, box, dot / 2, fill=ink if solid else t.surface, outline=ink, width=2)
            x += dot + 12
            named = f"v{version.agreement.version}"
            x += painting.text(painter, named, "semi", t.text, x, middle) + 8
            if version.state is not State.REPLACED:
                painting.tag(painter, x, middle, theme.tag(look), say(state), icon)
            for line, words in enumerate(self._words, start=1):
                at = middle + theme.px(1) + theme.px(19) * line
                painting.text(painter, words, "small", t.text2, 10 + dot + 12, at, self.width() - dot - 28)


class Check(NamedTuple):
    """`finding` is the first of those it counts."""

    icon: str
    colour: str
    words: str
    finding: Finding | None = None


class Checks(QWidget):
    """What must be so before the version is in force. `wanted` carries the Finding that a line stands for."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._checks: list[Check] = []
        self.lines: list[str] = []

    def show_checks(self, checks: list[Check]) -> None:
        if checks == self._checks:
            return
        self._checks = checks
        self.lines = [check.words for check in checks]
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for icon, colour, line, finding in checks:
            row = QWidget()
            held = QHBoxLayout(row)
            held.setContentsMargins(0, 0, 0, 0)
            held.setSpacing(8)
            held.addWidget(Icon(icon, colour, 14, line="small"), 0, Qt.AlignmentFlag.AlignTop)
            if finding is None:
                held.addWidget(Label(line, "small", "text2", wrap=True), 1)
            else:
                link = Button(line, kind=Kind.LINK)
                link.setAccessibleName(say("{words}: go to field", words=line))
                link.clicked.connect(partial(self.wanted.emit, finding))
                held.addWidget(link)
                held.addStretch(1)
            self._column.addWidget(row)


class _Changes(QWidget):
    """The first of what a version changed, in a box under it."""

    MOST = 5

    def __init__(self, changes: Sequence[Change], *, working: bool, last: bool) -> None:
        super().__init__()
        self._last = last
        column = QVBoxLayout(self)
        column.setContentsMargins(34, 10, 12, 14)
        column.setSpacing(2)
        for change in changes[: self.MOST]:
            colour = "violet_text" if change.internal else "text"
            column.addWidget(Label(change.words, "small", colour, wrap=True))
        more = len(changes) - self.MOST
        if more > 0:
            column.addWidget(Label(say("and {count} more", count=more), "small", "text3"))
        if not changes:
            words = say("Nothing changed yet") if working else say("The rules are those of the version before")
            column.addWidget(Label(words, "small", "text3", wrap=True))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        with QPainter(self) as painter:
            box = QRectF(self.rect()).adjusted(24, 4, 0, -8)
            painting.frame(painter, box, theme.RADIUS_BUTTON, fill=t.subtle, outline=t.line)
            if not self._last:
                painter.fillRect(QRectF(LEFT + theme.px(DOT) / 2 - 0.5, 0, 1, self.height()), t.line2)


class VersionsPanel(Panel):
    """`chosen` carries the number of a version to be looked at, `field_wanted` a Finding to whose field to go."""

    chosen = Signal(int)
    field_wanted = Signal(object)
    compare_wanted = Signal()

    def __init__(self, editing: Editing) -> None:
        super().__init__("surface", lines="left")
        self._editing = editing
        self.lines: list[VersionLine] = []
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        self.compare = Button(say("Compare"), kind=Kind.LINK)
        self.compare.clicked.connect(self.compare_wanted)
        head = QHBoxLayout()
        head.addWidget(Label(say("Versions"), "title_s"), 1)
        head.addWidget(self.compare)
        column.addLayout(head)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        self._rule = Hairline()
        self._title = Label(say("Check before it is in force"), "title_s", wrap=True)
        self.checks = Checks()
        self.checks.wanted.connect(self.field_wanted)
        for widget in (self._rule, self._title, self.checks):
            column.addWidget(widget)
        column.addStretch(1)
        self._area = ScrollArea(content)
        self._area.setAccessibleName(say("Versions"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.addWidget(self._area)
        self._divider = Divider(self, "agreement_versions", lambda: WIDTH, at_left=False)

    def refresh(self) -> None:
        editing = self._editing
        listed, version = editing.listed, editing.version
        if listed is None or version is None:
            return
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        names = {mark: person.name for mark, person in editing.engine.people.signed().items()}
        now, zone = editing.clock.now(), editing.engine.board.zone
        self.lines = [
            VersionLine(
                held,
                edited=edited_words(held, names, now, zone),
                here=held == version,
                last=held is listed.versions[-1],
            )
            for held in listed.versions
        ]
        self.compare.setVisible(editing.before is not None)
        for line in self.lines:
            self._list.addWidget(line)
            if line.version == version and editing.before is not None:
                changes = of_rules(editing.before, version.agreement, editing.numbers)
                last = version is listed.versions[-1]
                self._list.addWidget(_Changes(changes, working=version.state in UNDER_WORK, last=last))
            line.clicked.connect(lambda _=False, line=line: self.chosen.emit(line.version.agreement.version))
        working = version.state in UNDER_WORK
        for widget in (self._rule, self._title, self.checks):
            widget.setVisible(working)
        self.checks.show_checks(_checks(editing) if working else [])


def _checks(editing: Editing) -> list[Check]:
    version = editing.version
    assert version is not None
    blocking = [finding for finding in editing.findings if finding.blocks]
    notes = [finding for finding in editing.findings if not finding.blocks]
    found = []
    if blocking:
        words = say("1 thing to correct") if len(blocking) == 1 else say("{n} things to correct", n=len(blocking))
        found.append(Check("circle-alert", "red_text", words, blocking[0]))
    else:
        found.append(Check("check", "green_text", say("Targets and hours make sense")))
    if notes:
        words = say("1 thing to look at") if len(notes) == 1 else say("{n} things to look at", n=len(notes))
        found.append(Check("triangle-alert", "amber_text", words, notes[0]))
    signed = len(version.signatures)
    all_of = signed + len(version.missing)
    if all_of:
        icon, colour = ("check", "green_text") if not version.missing else ("circle-dashed", "text3")
        found.append(Check(icon, colour, say("Signatures: {signed} of {all_of}", signed=signed, all_of=all_of)))
    return found
