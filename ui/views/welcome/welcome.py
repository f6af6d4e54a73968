"""The first run over the whole window: the steps at the left, one question at the right, Back and Continue below.

Answers are kept in the window's state until the desk begins, so that one can leave and go on another day.
"""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from slaapp.domain.errors import Refusal
from slaapp.engine import Engine
from ui import icons, theme
from ui.commands import Commands
from ui.views.welcome.answers import as_plain, from_plain
from ui.views.welcome.hours import HoursStep
from ui.views.welcome.names import DeskStep, PeopleStep
from ui.views.welcome.pace import PaceStep
from ui.views.welcome.start import StartStep
from ui.views.welcome.step import Step
from ui.views.welcome.steps_list import COMING, DONE, HERE, StepLine
from ui.wall_clock import WallClock
from ui.widgets import painting
from ui.widgets.button import PAD, Button, Kind
from ui.widgets.forbidden import allow
from ui.widgets.label import Label, Panel
from ui.widgets.overlay import go_round
from ui.widgets.scroll import ScrollArea
from ui.widgets.tick import Tick
from ui.wording import say

STEPS, STEPS_LEAST, WIDEST, FOOT, MARGIN, MARGIN_LEAST = 288, 150, 960, 60, 72, 20
QUESTION = 500
"""So much is left to a question, or the steps are narrower."""

STAYS_FROM = 460
"""The height from which there is room to say where everything stays."""

STEP = "step"
"""Where in what is kept the number of the question stands."""


class Welcome(Panel):
    """`kept` carries the answers so far; `begun` what to begin with, once all is written; `left` when it is put off."""

    kept = Signal(object)
    begun = Signal(str)
    left = Signal()

    def __init__(
        self, engine: Engine, commands: Commands, clock: WallClock, held: Mapping[str, Any], over: QWidget
    ) -> None:
        super().__init__("surface", parent=over)
        self._engine, self._commands = engine, commands
        self._usual = engine.beginning.usual(clock.now())
        self.answers = from_plain(held, self._usual)
        self._at = 0
        self.start = StartStep()
        self.steps: list[Step] = [DeskStep(), HoursStep(), PaceStep(clock.now), PeopleStep(), self.start]
        self._told = [StepLine(at, say(step.TITLE)) for at, step in enumerate(self.steps, start=1)]
        self.later = Button(say("Set up later (Esc)"), kind=Kind.LINK)
        self._stack = QStackedWidget()
        for step in self.steps:
            scrolled = ScrollArea(step)
            scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it is come to one by one
            self._stack.addWidget(scrolled)
        self.back = Button(say("Back"), icon="arrow-left", kind=Kind.QUIET)
        self.skip = Button(say("Skip this"), kind=Kind.QUIET)
        self.rest = Button(say("Use defaults for the rest"), kind=Kind.QUIET)
        self.go_on = Button(say("Continue"), keys="↵", kind=Kind.PRIMARY)
        self._lay_out(str(engine.store.parent))

        over.installEventFilter(self)
        for tick in self.findChildren(Tick):
            tick.installEventFilter(self)
        theme.follow(self._fit)
        self.back.clicked.connect(self._back)
        self.skip.clicked.connect(self._skip)
        self.rest.clicked.connect(self._begin_with_defaults)
        self.go_on.clicked.connect(self._continue)
        self.later.clicked.connect(self.leave)
        step = held.get(STEP, 0)
        self._show(step if isinstance(step, int) and 0 <= step < len(self.steps) else 0)

    def open(self) -> None:
        self._fill_window()
        self.show()
        self.raise_()
        self._ask()

    def so_far(self) -> dict[str, Any]:
        """The answers with what is typed here, as they are kept; what does not fit is left as it was."""
        return {**as_plain(self.steps[self._at].typed(self.answers)), STEP: self._at}

    def leave(self) -> None:
        """Go on another time: what was typed is kept."""
        self._keep(self.steps[self._at].typed(self.answers))
        self.left.emit()

    def refresh(self) -> None:
        """Nothing of the store is shown."""

    def _lay_out(self, folder: str) -> None:
        side = QVBoxLayout()
        side.setContentsMargins(28, 40, 24, 26)
        side.setSpacing(0)
        side.addWidget(_Name())
        side.addSpacing(36)
        for line in self._told:
            side.addWidget(line)
        side.addStretch(1)
        stays = say("Everything stays on this computer, in\n{folder}\nYou can change all of this later.", folder=folder)
        self._stays = Label(stays, "small", "text3", wrap=True)
        side.addWidget(self._stays)
        side.addSpacing(10)
        row = QHBoxLayout()
        row.addWidget(self.later)
        row.addStretch(1)
        side.addLayout(row)
        self._side = Panel("window", lines="right")
        self._side.setLayout(side)
        self._question = QWidget()
        question = QHBoxLayout(self._question)
        question.setContentsMargins(0, 0, 0, 0)
        question.addWidget(self._stack, 100)
        question.addStretch(1)
        self._foot = Panel("subtle", lines="top")
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(8)
        for widget in (self.back, None, self.skip, self.rest, self.go_on):
            if widget is None:
                foot.addStretch(1)
            else:
                foot.addWidget(widget)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._question, 1)
        right.addWidget(self._foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addLayout(right, 1)

    def _show(self, at: int) -> None:
        self._at = at
        last = at == len(self.steps) - 1
        self.steps[at].show_answers(self.answers)
        self._stack.setCurrentIndex(at)
        for place, (line, step) in enumerate(zip(self._told, self.steps, strict=True)):
            state = HERE if place == at else DONE if place < at else COMING
            line.show_step(step.brief(self.answers) if state == DONE else say(step.HINT), state)
        allow(self.back, at > 0, say("This is the first question."))
        self.skip.setVisible(not last)
        self.rest.setVisible(not last)
        self.go_on.setText(say("Begin") if last else say("Continue"))
        self.go_on.setAccessibleName(self.go_on.text())
        self.go_on.updateGeometry()
        if self.isVisible():
            self._ask()

    def _ask(self) -> None:
        self.steps[self._at].take_keyboard(self._usual)

    def _keep(self, answers: Any) -> None:
        self.answers = answers
        self.kept.emit({**as_plain(answers), STEP: self._at})

    def _continue(self) -> None:
        taken = self.steps[self._at].take(self.answers)
        if taken is None:
            return
        self._keep(taken)
        if self._at == len(self.steps) - 1:
            self._begin()
        else:
            self._turn(self._at + 1)

    def _back(self) -> None:
        self._keep(self.steps[self._at].typed(self.answers))
        self._turn(self._at - 1)

    def _skip(self) -> None:
        """The usual answer stands for this one."""
        self._keep(self.steps[self._at].skip(self.answers, self._usual))
        self._turn(self._at + 1)

    def _turn(self, at: int) -> None:
        self._show(at)
        self.kept.emit({**as_plain(self.answers), STEP: at})

    def _begin_with_defaults(self) -> None:
        """This answer is taken as it stands, those to come are the usual ones."""
        taken = self.steps[self._at].take(self.answers)
        if taken is None:
            return
        for step in self.steps[self._at + 1 :]:
            taken = step.skip(taken, self._usual)
        self._keep(taken)
        self._show(len(self.steps) - 1)

    def _begin(self) -> None:
        try:
            self._commands.attempt(self._engine.beginning.begin, self.answers)
        except Refusal as refusal:
            self.start.problem.say(str(refusal))
            return
        self.begun.emit(self.start.how.value)

    def _fit(self) -> None:
        left = self.width() - theme.px(QUESTION)
        margin = MARGIN if left >= theme.px(STEPS) else MARGIN_LEAST
        self._side.setFixedWidth(max(theme.px(STEPS_LEAST), min(theme.px(STEPS), left)))
        self._question.setContentsMargins(margin, 52, 24, 0)
        self._foot.setContentsMargins(margin - PAD, 1, 24, 0)
        self._stays.setVisible(self.height() >= theme.px(STAYS_FROM))
        self._stack.setMaximumWidth(max(theme.px(WIDEST) - MARGIN - 72, 400))
        self._foot.setFixedHeight(theme.px(FOOT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fill_window(self) -> None:
        over = self.parentWidget()
        if over is not None:
            self.setGeometry(over.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._fill_window()
        elif isinstance(watched, Tick) and event.type() == QEvent.Type.KeyPress and _is_enter(event):
            self._continue()  # Space ticks; Enter is what the button says
            return True
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays with the questions: what lies behind them is not seen."""
        return go_round(self, forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif _is_enter(event):
            self._continue()
        else:
            super().keyPressEvent(event)


def _is_enter(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Name(QWidget):
    """The program's sign and name."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(say("SLA Desk"))
        theme.follow(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        with QPainter(self) as painter:
            side, inner = theme.px(30), theme.px(18)
            painting.frame(painter, self.rect().toRectF().adjusted(0, 0, side - self.width(), 0), 7, fill=t.accent)
            icons.paint(painter, "alarm-clock", t.on_accent, (side - inner) / 2, (side - inner) / 2, inner)
            painting.text(painter, say("SLA Desk"), "title_s", t.text, side + 10, self.height() / 2)
