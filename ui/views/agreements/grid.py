"""The grid of targets: a row for each severity, a column for each metric, public above internal."""

from math import ceil

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain.agreement import TIERS, Metric, Severity, Tier
from slaapp.domain.agreement_checks import Finding
from ui import icons, theme, wording
from ui.views.agreements.cell import HEIGHT, LengthCell, problems_of, settle_all
from ui.views.agreements.cell import TIERS as TIER_WORDS
from ui.views.agreements.cell_line import percent
from ui.views.agreements.editing import Editing
from ui.widgets import painting
from ui.widgets.label import Icon, Label
from ui.widgets.lengths import shown
from ui.widgets.runs import one_line
from ui.wording import say

HEAD, ROW, FIRST, TIER, PAD = 64, 76, 122, 72, 8
TIGHT, FIRST_TIGHT, TIER_TIGHT = 520, 92, 20
SEVERITIES = tuple(sorted(Severity, reverse=True))
METRICS = {
    Metric.FIRST_RESPONSE: ("reply", "until a person answers"),
    Metric.NEXT_RESPONSE: ("message-square-reply", "until they are answered again"),
    Metric.UPDATE: ("message-square-more", "between public replies"),
    Metric.RESOLUTION: ("flag", "until status Resolved"),
}
MEANINGS = {
    Severity.URGENT: "Whole site, or a safety risk",
    Severity.HIGH: "Several people cannot work",
    Severity.NORMAL: "One person, or a workaround exists",
    Severity.LOW: "Request or question",
}
"""Where an agreement says nothing of its own."""
GAP = 4
SIGN, BESIDE = 14, 6
"""The sign in a head, and what lies between it and the name."""


class _Head(QWidget):
    def __init__(self, metric: Metric) -> None:
        super().__init__()
        icon, hint = METRICS[metric]
        name = wording.metric(metric)
        self.setAccessibleName(f"{name}, {say(hint)}")
        self.icon, self._name = Icon(icon, "text2", SIGN, line="semi"), Label(name, "semi", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(BESIDE)
        line.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 6)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(Label(say(hint), "caption", "text3", wrap=True))
        column.addStretch(1)

    @property
    def on_one_line(self) -> int:
        """How wide it is with its name on one line."""
        return ceil(theme.px(SIGN) + BESIDE + theme.metrics("semi").horizontalAdvance(self._name.text()))


class _Side(QWidget):
    """A severity: its sign, its name, what it means."""

    def __init__(self, severity: Severity) -> None:
        super().__init__()
        self._severity, self._name = severity, wording.severity(severity)
        self._words = Label("", "small", "text2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, theme.px(30), 8, 4)
        column.addWidget(self._words)
        column.addStretch(1)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(FIRST), super().sizeHint().height())

    def show_meaning(self, name: str, words: str) -> None:
        self._name = name
        self._words.setText(words)
        self.setAccessibleName(f"{name}: {words}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t, middle = theme.current(), theme.px(20)
        with QPainter(self) as painter:
            painting.severity(painter, 12, middle, self._severity)
            x = 12 + theme.px(14) + 8
            painting.text(painter, self._name, "semi", t.text, x, middle, self.width() - x - 4)


class _Tiers(QWidget):
    """Which of the two lines of fields is public, which internal."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, side = theme.current(), theme.px(12)
        public = PAD + theme.px(HEIGHT) / 2
        internal = public + theme.px(HEIGHT) + GAP
        with QPainter(self) as painter:
            icons.paint(painter, "lock", t.violet_text, 0, round(internal - side / 2), side)
            if self.width() < theme.px(TIER):
                return  # the lock says it
            painting.text(painter, say(TIER_WORDS[Tier.PUBLIC]), "small", t.text2, 0, public)
            painting.text(painter, say(TIER_WORDS[Tier.INTERNAL]), "small", t.violet_text, side + 4, internal)


class TargetsGrid(QWidget):
    """`wrong` says what is wrong with what was typed, a line a cell, empty when all is mended. `entered` carries the
    cell that has the keyboard now; `goal_wanted`: it asks for its goal."""

    wrong = Signal(str)
    entered = Signal(object)
    goal_wanted = Signal()

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self.cells: dict[tuple[Metric, Severity, Tier], LengthCell] = {}
        self._sides = {severity: _Side(severity) for severity in SEVERITIES}
        self._heads: list[_Head] = []
        self._shown: tuple[str, int, bool] | None = None
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(1, 1, 1, 1)
        grid.setSpacing(0)
        title = Label(say("Severity"), "semi")
        title.setContentsMargins(12, 0, 0, 0)
        grid.addWidget(title, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        for place, metric in enumerate(Metric, start=2):
            self._heads.append(_Head(metric))
            grid.addWidget(_padded(self._heads[-1]), 0, place)
            grid.setColumnStretch(place, 1)
        for line, severity in enumerate(SEVERITIES, start=1):
            grid.addWidget(self._sides[severity], line, 0)
            grid.addWidget(_Tiers(), line, 1)
            for place, metric in enumerate(Metric, start=2):
                grid.addWidget(self._pair(metric, severity), line, place)
        self._order()
        theme.follow(self._dress)

    def _pair(self, metric: Metric, severity: Severity) -> QWidget:
        pair = QWidget()
        column = QVBoxLayout(pair)
        column.setContentsMargins(PAD, PAD, PAD, PAD)
        column.setSpacing(GAP)
        for tier in TIERS:
            cell = LengthCell(metric, severity, tier)
            self.cells[metric, severity, tier] = cell
            column.addWidget(cell)
            cell.typed.connect(lambda length, cell=cell: self._take(cell, length))
            cell.judged.connect(self._tell_wrong)
            cell.moved.connect(lambda where, cell=cell: self._move(cell, where))
            cell.entered.connect(lambda cell=cell: self.entered.emit(cell))
        column.addStretch(1)  # beside the words of their tiers, also where what the severity means takes more lines
        return pair

    def _order(self) -> None:
        """Tab goes across: all public ones of a severity, then its internal ones."""
        held: QWidget | None = None
        for severity in SEVERITIES:
            for tier in TIERS:
                for metric in Metric:
                    edit = self.cells[metric, severity, tier].field.edit
                    if held is not None:
                        QWidget.setTabOrder(held, edit)
                    held = edit

    def _tell_wrong(self) -> None:
        self.wrong.emit(problems_of(self.cells.values()))

    def refresh(self) -> None:
        editing = self._editing
        here = (editing.agreement.name, editing.agreement.version, editing.editable)
        of_another, self._shown = here != self._shown, here
        compare = editing.editable and editing.before is not None
        for (metric, severity, tier), cell in self.cells.items():
            target = editing.target(metric, severity, tier)
            was = editing.length_before(metric, severity, tier)
            length = None if target is None else target.allowed
            if of_another:
                cell.keep(length)  # what is being typed belongs to what was seen before
            goal = "" if target is None or target.goal == editing.goal else percent(target.goal)
            cell.call(one_line(wording.severity_here(severity, editing.agreement)))
            cell.show_length(length, was, goal=goal, compare=compare, editable=editing.editable)
        for severity, side in self._sides.items():
            held = editing.agreement.meanings.get(severity)
            name = wording.severity_here(severity, editing.agreement)
            side.show_meaning(name, say(MEANINGS[severity]) if held is None or not held.text else held.text)
        for finding in editing.findings:
            cell_of = self.cell_of(finding)
            if cell_of is not None and finding.blocks:
                cell_of.show_wrong(True)
        self._tell_wrong()

    def cell_of(self, finding: Finding) -> LengthCell | None:
        target = finding.target
        return None if target is None else self.cells[target.metric, target.severity, target.tier]

    def _take(self, cell: LengthCell, length: int | None) -> None:
        if self._editing.set_length(*cell.of, length) and cell.field.edit.isModified():
            cell.keep(length)  # the same length in other words: nothing was read again

    def take_focus(self) -> None:
        edit = self.cells[Metric.FIRST_RESPONSE, SEVERITIES[0], Tier.PUBLIC].field.edit
        edit.setFocus(Qt.FocusReason.TabFocusReason)
        edit.selectAll()

    def settle(self) -> bool:
        return settle_all(self.cells.values())

    def _move(self, cell: LengthCell, where: str) -> None:
        lines = [(severity, tier) for severity in SEVERITIES for tier in TIERS]
        metric, own_severity, own_tier = cell.of
        at = lines.index((own_severity, own_tier))
        if where == "goal":
            cell.settle()
            self.goal_wanted.emit()
        elif where == "down":
            severity, tier = lines[min(at + 1, len(lines) - 1)]
            edit = self.cells[metric, severity, tier].field.edit
            edit.setFocus(Qt.FocusReason.TabFocusReason)
            edit.selectAll()
        elif at >= len(TIERS) and self._editing.editable:
            severity, tier = lines[at - len(TIERS)]
            above = self._editing.target(metric, severity, tier)
            length = None if above is None else above.allowed
            cell.field.setText(shown(length))
            cell.judge("")
            self._take(cell, length)

    def _dress(self) -> None:
        self._grid.setRowMinimumHeight(0, theme.px(HEAD))
        for line in range(1, len(SEVERITIES) + 1):
            self._grid.setRowMinimumHeight(line, theme.px(ROW))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The severities take less room where the heads need it; where it is tight, signs do without their words."""
        around = self.parentWidget()
        room = self.width() if around is None else around.width() - theme.GUTTER_LEFT - theme.GUTTER_RIGHT
        tight = room < theme.px(TIGHT)
        for side in self._sides.values():
            side.setMinimumWidth(theme.px(FIRST_TIGHT))
            side.setMaximumWidth(theme.px(FIRST_TIGHT if tight else FIRST))
        wide = [head.on_one_line for head in self._heads]
        beside = theme.px(FIRST_TIGHT) + theme.px(TIER) + 2 * PAD * len(wide) + 2
        for head in self._heads:
            head.icon.setVisible(not tight)
            head.setMinimumWidth(max(wide) if beside + max(wide) * len(wide) <= room else 0)
        self._grid.setColumnMinimumWidth(1, theme.px(TIER_TIGHT if tight else TIER))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, box = theme.current(), QRectF(self.rect())
        with QPainter(self) as painter:
            painting.frame(painter, box, theme.RADIUS_CARD, fill=t.surface)
            # Where the cells stand: with heights that follow from widths the layout tells no rectangles.
            tops = [self._sides[severity].geometry().top() for severity in SEVERITIES]
            painting.frame(painter, QRectF(1, 1, box.width() - 2, tops[0]), theme.RADIUS_CARD - 1, fill=t.subtle)
            for y in tops:
                painting.hairline(painter, 1, y, box.width() - 2)
            for head in self._heads:
                x = head.mapTo(self, QPoint(0, 0)).x() - PAD
                painter.fillRect(QRectF(x, 1, 1, box.height() - 2), t.line)
            painting.frame(painter, box, theme.RADIUS_CARD, fill=None, outline=t.line2)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.update()
        return super().event(event)


def _padded(widget: QWidget) -> QWidget:
    around = QWidget()
    row = QHBoxLayout(around)
    row.setContentsMargins(PAD, 0, PAD, 0)
    row.addWidget(widget)
    return around
