"""Over the window while something is done that nothing else may come between: what it is, how far, and Cancel."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.label import Label
from ui.widgets.overlay import Overlay
from ui.widgets.waiting import Waiting
from ui.wording import say


class Working(Overlay):
    """`wanted` until the person cancels; `end` when it is over, either way."""

    def __init__(self, over: QWidget, about: str) -> None:
        super().__init__(over, width=480, top=160)
        self.wanted = True
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
        self.waiting.begin(say("Changed"))

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
