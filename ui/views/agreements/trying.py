"""Try it: when a ticket that is logged at a moment of one's choice would be due."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain import durations
from slaapp.domain.agreement import Metric, Severity, Tier
from slaapp.domain.agreement_checks import answered, dues
from slaapp.domain.spans import Instant
from ui import icons, theme, wording
from ui.views.agreements.editing import Editing
from ui.views.agreements.grid import METRICS
from ui.views.settings.form import OneOf
from ui.widgets import painting
from ui.widgets.field import Problem
from ui.widgets.label import Label
from ui.widgets.moment_field import MomentField
from ui.widgets.runs import one_line
from ui.wording import say

FROM = {
    Metric.NEXT_RESPONSE: "Next response: after a further message, {when}.",
    Metric.UPDATE: "Next update: after a first answer, {when}.",
}
"""What is supposed of the times that count from an answer."""


class _Due(QWidget):
    """When, what and how long, and the same of the internal target."""

    def __init__(self, metric: Metric) -> None:
        super().__init__()
        self._metric = metric
        self.when = Label("", "strong")
        self._what = Label("", "small", "text2", wrap=True)
        self.internal = Label("", "small", "violet_text")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(22), 0, 0, 0)
        column.setSpacing(1)
        self.internal.setIndent(theme.px(17))
        for label in (self.when, self._what, self.internal):
            column.addWidget(label)

    @property
    def words(self) -> tuple[str, str, str]:
        """When, what, and when of the internal target."""
        return self.when.text(), self._what.text(), self.internal.text()

    def show_due(self, when: str, what: str, internal: str) -> None:
        self.when.setText(when)
        self._what.setText(what)
        self.internal.setText(internal)
        self.internal.setVisible(bool(internal))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, side = theme.current(), theme.px(14)
        with QPainter(self) as painter:
            icons.paint(painter, METRICS[self._metric][0], t.text3, 0, theme.px(3), side)
            if self.internal.isVisible():
                middle = self.internal.geometry().center().y()
                icons.paint(painter, "lock", t.violet_text, theme.px(22), round(middle - side / 2) + 1, side - 2)


class _OfSeverity(OneOf):
    """With the sign of the severity, which is painted."""

    def __init__(self, chose: Callable[[Severity], object]) -> None:
        self._shown = Severity.NORMAL
        super().__init__(say("Severity of the ticket"), [], chose, height=theme.CHIP)

    def show_choice(self, value: object) -> None:
        super().show_choice(value)
        if isinstance(value, Severity):
            self._shown = value
        self.update()

    def _lead(self) -> float:
        return theme.px(14) + 7

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            painting.severity(painter, 10, self.height() / 2, self._shown)


class TryIt(QWidget):
    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._severity = Severity.HIGH
        self.severity = _OfSeverity(self._choose)
        self.moment = MomentField(editing.engine.board.zone, say("When the ticket is logged"))
        self.problem = Problem()
        self.dues = {metric: _Due(metric) for metric in Metric}
        self.basis = Label("", "small", "text3", wrap=True)
        """From when what follows an answer is counted."""
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(Label(say("A"), "body", "text2"))
        line.addWidget(self.severity)
        line.addWidget(Label(say("ticket logged"), "body", "text2"))
        line.addWidget(self.moment)
        line.addWidget(Label(say("is due"), "body", "text2"))
        line.addStretch(1)
        grid = self._grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for place, due in enumerate(self.dues.values()):
            grid.addWidget(due, 0, place, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(14)
        column.addLayout(line)
        column.addWidget(self.problem)
        column.addLayout(grid)
        column.addWidget(self.basis)
        self.moment.show_moment(self._friday(editing.clock.now()))
        self.moment.changed.connect(self.refresh)
        self.moment.told.connect(self.problem.say)

    def _friday(self, now: Instant) -> Instant:
        """Half an hour before the week's end tells the most."""
        hours = self._editing.engine.hours()
        at = hours.next_close(now) or now
        for _ in range(7):
            later = hours.next_open(at)
            if later is None or later - at > 86400:
                break
            at = hours.next_close(later) or at
        return at - 1800

    def _choose(self, severity: Severity) -> None:
        self._severity = severity
        self.refresh()

    def refresh(self) -> None:
        editing, at = self._editing, self.moment.moment()
        if editing.version is None:
            return
        agreement, zone = editing.agreement, editing.engine.board.zone
        severities = sorted(Severity, reverse=True)
        self.severity.show_choices([(held, one_line(wording.severity_here(held, agreement))) for held in severities])
        self.severity.show_choice(self._severity)
        known = agreement.calendar_for(self._severity) in editing.hours
        due = dues(agreement, editing.hours, self._severity, at) if known else {}
        promised = {target.metric for target in agreement.targets} | {Metric.FIRST_RESPONSE, Metric.RESOLUTION}
        for place, (metric, shown) in enumerate(self.dues.items()):
            self._grid.setColumnStretch(place, 1 if metric in promised else 0)
            shown.setVisible(metric in promised)
            public = editing.target(metric, self._severity, Tier.PUBLIC)
            internal = editing.target(metric, self._severity, Tier.INTERNAL)
            name = wording.metric(metric)
            if public is None:
                shown.show_due(wording.NOTHING, say("{metric}: no target", metric=name), "")
            else:
                inner = "" if internal is None else _told(due.get((metric, Tier.INTERNAL)), at, zone)
                what = say("{metric}, {length}", metric=name, length=durations.exact(public.allowed))
                shown.show_due(_told(due.get((metric, Tier.PUBLIC)), at, zone), what, inner)
        self._say_basis(answered(agreement, editing.hours, self._severity, at) if known else None)

    def _say_basis(self, answer: Instant | None) -> None:
        editing = self._editing
        held = [metric for metric in FROM if editing.target(metric, self._severity, Tier.PUBLIC)]
        when = "" if answer is None else durations.when(answer, self.moment.moment(), editing.engine.board.zone)
        self.basis.setText(" ".join(say(FROM[metric], when=when) for metric in held if when))
        self.basis.setVisible(bool(self.basis.text()))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        with QPainter(self) as painter:
            painting.frame(painter, QRectF(self.rect()), theme.RADIUS_CARD, fill=t.surface, outline=t.line2)


def _told(due: Instant | None, logged: Instant, zone: ZoneInfo) -> str:
    return say("never") if due is None else durations.when(due, logged, zone)
