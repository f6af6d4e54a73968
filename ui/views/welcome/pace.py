"""How fast does the desk promise to react? Three paces, and what each would mean for a ticket that came in now."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from slaapp.domain import durations
from slaapp.domain.errors import UsageRefusal
from slaapp.domain.spans import Instant
from slaapp.services.beginning import Answers, expected
from ui import theme, wording
from ui.views.welcome.cards import Cards
from ui.views.welcome.step import Step
from ui.widgets import painting
from ui.widgets.label import Hairline
from ui.widgets.tag import Tag
from ui.widgets.tick import Tick
from ui.wording import say

PACES = (
    ("relaxed", "Relaxed", "First answer on the same day. For one or two agents."),
    ("standard", "Standard", "High within 1 h, Normal within 4 h. Most site desks choose this."),
    ("strict", "Strict", "High within 30 m. For clinics and sites that run all day."),
)
COLUMNS = (150, 110, 110, 110)
"""How wide the first columns are where there is room; what is due takes the rest."""

HEAD, ROW = 30, 38
GAP = 26


class Table(QWidget):
    """Severity, three lengths, and what they come to; also said as one text."""

    def __init__(self) -> None:
        super().__init__()
        self._heads: tuple[str, ...] = ()
        self._rows: list[tuple[Any, ...]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.follow(self._fit)

    def show_answers(self, answers: Answers, now: Instant) -> None:
        hours, found = expected(answers, now)
        zone = hours.zone
        at = durations.wall_time(now, zone)
        came = say("If it came in now, {when}", when=f"{say(durations.DAYS[at.weekday()])} {at:%H:%M}")
        self._heads = (say("Severity"), say("First response"), say("Next update"), say("Resolution"), came)
        self._rows = []
        for held in found:
            respond, resolve = (
                say("never") if due is None else durations.when(due, now, zone).replace(" ", "\N{NO-BREAK SPACE}")
                for due in (held.respond_at, held.resolve_at)
            )
            due = say("respond by {respond}, resolve by {resolve}", respond=respond, resolve=resolve)
            self._rows.append((held.severity, *(durations.used(length) for length in held.lengths), due))
        self.setAccessibleName(
            ". ".join(", ".join((wording.severity(row[0]), *map(str, row[1:]))) for row in self._rows)
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, theme.px(HEAD + 4 * ROW))

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(HEAD + 4 * ROW))

    def _columns(self) -> list[int]:
        """Where each begins: as wide as drawn in the design, less where what is due would not find its room."""
        due = max(theme.metrics("body").horizontalAdvance(str(row[-1])) for row in self._rows)
        wide, least = (
            sum(map(theme.px, COLUMNS)),
            [theme.metrics("small").horizontalAdvance(words) + 14 for words in self._heads],
        )
        named = max(theme.metrics("semi").horizontalAdvance(wording.severity(row[0])) for row in self._rows)
        least[0] = max(least[0], theme.px(22) + named + 14)
        roomy = wide + due <= self.width()
        widths = [theme.px(width) if roomy else round(least[at]) for at, width in enumerate(COLUMNS)]
        return [sum(widths[:at]) for at in range(len(widths) + 1)]

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        if not self._rows:
            return
        with QPainter(self) as painter:
            columns = self._columns()
            ends = [*columns[1:], self.width()]
            for words, x, end in zip(self._heads, columns, ends, strict=True):
                painting.text(painter, words, "small", t.text2, x, theme.px(HEAD) / 2, end - x - 6)
            style_of_due = self._style_of_due(self.width() - columns[-1])
            for at, (severity, *cells) in enumerate(self._rows):
                top = theme.px(HEAD) + at * theme.px(ROW)
                painter.fillRect(QRectF(0, top, self.width(), 1), t.line)
                middle = top + theme.px(ROW) / 2
                painting.severity(painter, 0, middle, severity)
                style = "semi" if at == 0 else "body"
                painting.text(
                    painter, wording.severity(severity), style, t.text if at == 0 else t.text2, theme.px(22), middle
                )
                for place, words in enumerate(cells[:-1], start=1):
                    painting.text(painter, words, "semi", t.text, columns[place], middle, ends[place] - columns[place])
                self._paint_due(painter, cells[-1], style_of_due, columns[-1], middle)

    def _style_of_due(self, room: float) -> str:
        """Of what is due: smaller in all rows where it does not fit into each."""
        wide = theme.metrics("body").horizontalAdvance
        return "body" if all(wide(str(row[-1])) <= room for row in self._rows) else "small"

    def _paint_due(self, painter: QPainter, words: str, style: str, x: int, middle: float) -> None:
        """On one line, or on two where it is narrow."""
        ink, room = theme.current().text2, self.width() - x
        lines = painting.broken(words, style, room)[:2]
        step = theme.px(16)
        for at, line in enumerate(lines):
            painting.text(painter, line, style, ink, x, middle + (at - (len(lines) - 1) / 2) * step, room)


class PaceStep(Step):
    TITLE = "Response times"
    HINT = "How fast do you promise to react?"
    QUESTION = "How fast do you promise to react?"
    LEAD = "Pick what is closest. These become version 1 of your first agreement."

    def __init__(self, now: Callable[[], Instant]) -> None:
        super().__init__()
        self._now = now
        self._answers: Answers | None = None
        self.paces = Cards(say("Response times"), PACES)
        self.table = Table()
        self.internal = Tick(say("Warn the team earlier with internal targets, about 75 % of each time"))
        self.column.addWidget(self.paces)
        self.column.addSpacing(18)
        self.column.addWidget(self.table)
        self.column.addSpacing(23)
        self.column.addWidget(Hairline())
        self.column.addSpacing(14)
        self._tag = Tag(say("customers never see these"), "violet", "lock")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(GAP)
        self._row.addWidget(self.internal)
        self._row.addWidget(self._tag, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addStretch(1)
        self.column.addLayout(self._row)
        self.column.addStretch(1)
        self.paces.chosen.connect(lambda _: self._show_table())

    @property
    def first(self) -> QWidget:
        return self.paces

    def show_answers(self, answers: Answers) -> None:
        self._answers = answers
        self.internal.setChecked(answers.internal)
        self.paces.choose(answers.pace)

    def take(self, answers: Answers) -> Answers | None:
        return self.typed(answers)

    def typed(self, answers: Answers) -> Answers:
        return replace(answers, pace=self.paces.value, internal=self.internal.isChecked())

    def brief(self, answers: Answers) -> str:
        return next(say(title) for value, title, _ in PACES if value == answers.pace)

    def skip(self, answers: Answers, usual: Answers) -> Answers:
        return replace(answers, pace=usual.pace, internal=usual.internal)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tag goes below where both do not stand side by side."""
        super().resizeEvent(event)
        fits = self.internal.sizeHint().width() + GAP + self._tag.width() <= self.width()
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if fits else way.TopToBottom)

    def minimumSizeHint(self) -> QSize:
        """Narrower than both side by side."""
        return QSize(
            min(super().minimumSizeHint().width(), self.internal.sizeHint().width()), super().minimumSizeHint().height()
        )

    def _show_table(self) -> None:
        if self._answers is not None:
            try:
                self.table.show_answers(self.typed(self._answers), self._now())
            except UsageRefusal:
                self.table.hide()
