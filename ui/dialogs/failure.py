"""What went wrong in the program itself: said once, with what is kept and where more is written."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui import wording
from ui.widgets.button import Button, Kind
from ui.widgets.label import Icon, Label
from ui.widgets.overlay import Overlay


class Failure(Overlay):
    """Closes by Esc; the program goes on."""

    def __init__(self, what: str, log_file: str, over: QWidget) -> None:
        super().__init__(over, width=520, top=120)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._details = f"{what}\n{log_file}"
        go_on = Button(wording.say("Go on"), kind=Kind.PRIMARY, keys="Esc")
        copy = Button(wording.say("Copy details"))
        column = QVBoxLayout(self.form)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Icon("circle-alert", "red_text", 18))
        head.addWidget(Label(wording.say("Something went wrong in SLA Desk"), "title_s"), 1)
        column.addLayout(head)
        column.addWidget(
            Label(
                wording.say(
                    "What was saved before is kept, and the window goes on. The last step may not have been done: look "
                    "at it again. If it comes back, send the log to whoever looks after SLA Desk."
                ),
                "prose",
                "text2",
                wrap=True,
            )
        )
        said = Label(what, "small", "text2", wrap=True)
        place = Label(wording.say("Log: {file}", file=log_file), "small", "text3", wrap=True)
        for label in (said, place):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(go_on)
        column.addLayout(row)
        self._go_on = go_on

        go_on.clicked.connect(self._leave)
        self.left.connect(self._leave)
        copy.clicked.connect(lambda: QApplication.clipboard().setText(self._details))

    def open(self) -> None:
        super().open()
        self._go_on.setFocus(Qt.FocusReason.PopupFocusReason)

    def _leave(self) -> None:
        self.close_form()
        self.deleteLater()
