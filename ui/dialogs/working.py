"""Over the window while something is done that nothing else may come between: what it is, how far, and Cancel."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.background import progress_of
from ui.commands import Commands
from ui.widgets.label import Label
from ui.widgets.overlay import Overlay
from ui.widgets.waiting import Waiting
from ui.wording import say

R = TypeVar("R")


class Working(Overlay):
    """`wanted` until the person cancels; `end` when it is over, either way."""

    def __init__(self, over: QWidget, about: str, told: str) -> None:
        """`told` stands before how many of how many are done: `Changed`."""
        super().__init__(over, width=480, top=160)
        self.wanted, self._told = True, told
        self._title = Label(about, "title_s")
        self.waiting = Waiting(bars=False)
        theme.follow(self._keep_room)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self.waiting)
        self.waiting.cancelled.connect(self._cancel)
        self.left.connect(self._cancel)

    def open(self) -> None:
        super().open()
        self.setFocus()
        self.waiting.begin(self._told)

    def end(self) -> None:
        self.waiting.end()
        self.close_form()
        self.deleteLater()

    def _keep_room(self) -> None:
        """The form has its size at once: what tells how far it is comes later."""
        self.waiting.setMinimumHeight(theme.px(theme.BUTTON))

    def _cancel(self) -> None:
        self.wanted = False
        self._title.setText(say("Cancelling: nothing is changed"))


def work_apart(
    owner: QObject,
    over: QWidget,
    about: tuple[str, str],
    commands: Commands,
    change: Callable[..., R],
    then: Callable[[R], None],
    *,
    refused: Callable[[str], None],
    ended: Callable[[], None] = lambda: None,
) -> None:
    """`change` beside the window: all of it or, where it is cancelled, nothing; it is given `tell` to say how far it
    is. `about` says what is done, and of how many it is done already. Meanwhile the window takes nothing else. `ended`
    comes before `then` and `refused`, and alone when it was cancelled."""
    form = Working(over, *about)
    form.open()

    def end() -> None:
        form.end()
        ended()

    telling = progress_of(form, form.waiting.show_part, lambda: form.wanted)
    commands.attempt_apart(owner, partial(change, tell=telling), then, refused=refused, ended=end)
