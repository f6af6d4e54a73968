"""The head of a ticket's page: back, number, subject, where it stands in the list, what can be done."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from slaapp.domain.agreement import Status
from ui import theme, wording
from ui.keymap import KeyOf
from ui.widgets.button import Button, IconButton
from ui.widgets.field import Field
from ui.widgets.forbidden import forbid
from ui.widgets.key_menu import KeyMenu
from ui.widgets.label import Label, Panel
from ui.widgets.runs import one_line
from ui.wording import say

_COMES_BACK = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Why the keyboard is elsewhere for a while: another window, a menu."""


class Header(Panel):
    back = Signal()
    previous = Signal()
    next = Signal()
    resolve = Signal()
    subject_typed = Signal(str)
    more_asked = Signal(object)
    """The menu, to be filled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", lines="bottom", parent=parent)
        self._subject = ""
        self._kept: dict[str, Any] = {}
        self._back = IconButton("arrow-left", say("Back"), keys="Esc")
        self._number = Label("", "title_m", "text3", weight=400)
        self.title = Label("", "title_m", elide=True)
        self.field = Field(say("Subject"), height=36, style="title_m")
        self._position = Label("", "small", "text3")
        self.previous_button = IconButton("chevron-up", say("Previous ticket"), keys=KeyOf("previous_ticket"))
        self.next_button = IconButton("chevron-down", say("Next ticket"), keys=KeyOf("next_ticket"))
        self.more_button = IconButton("ellipsis", say("More"))
        self._menu = KeyMenu(self)
        self.resolve_button = Button(say("Resolve"), icon="circle-check")
        self.field.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 16, 1)
        row.setSpacing(8)
        row.addWidget(self._back)
        row.addWidget(self._number)
        row.addSpacing(4)
        row.addWidget(self.title, 1)
        row.addWidget(self.field, 1)
        row.addWidget(self._position)
        row.addWidget(self.previous_button)
        row.addWidget(self.next_button)
        row.addWidget(self.more_button)
        row.addWidget(self.resolve_button)
        self.field.edit.installEventFilter(self)
        self.field.edit.textEdited.connect(self._typed)
        self._back.clicked.connect(self.back)
        self.previous_button.clicked.connect(self.previous)
        self.next_button.clicked.connect(self.next)
        self.more_button.clicked.connect(self.open_more)
        self.resolve_button.clicked.connect(self.resolve)
        theme.notifier.changed.connect(self._size)
        self._size()

    def forbid(self, why: str) -> None:
        """The ticket can only be read."""
        forbid(self.resolve_button, self.field, why=why)

    def _size(self) -> None:
        self.setFixedHeight(theme.px(theme.HEADER))

    def take_up(self, kept: dict[str, Any]) -> None:
        """Where what is typed as a subject is kept, as one types, until the ticket has it."""
        self._kept = kept

    def show_ticket(self, number: int, subject: str, status: Status) -> None:
        if self._number.text() != str(number):
            # What was being typed belongs to the ticket that was shown before.
            self._end_edit(take=False)
        self._subject = subject
        if str(self._kept.get("text", "")).strip() == subject:
            self._kept.clear()
        self._number.setText(str(number))
        self.title.setText(one_line(subject))
        self.title.setAccessibleName(one_line(subject))
        self.title.setToolTip(wording.tip(one_line(subject)))
        words = say("Reopen") if status.done else say("Resolve")
        self.resolve_button.setText(words)
        self.resolve_button.setAccessibleName(words)
        self.resolve_button.updateGeometry()

    def show_position(self, place: int | None, count: int) -> None:
        known = place is not None
        self._position.setText(say("{place} of {count}", place=place, count=count) if known else "")
        self.previous_button.setEnabled(known and place != 1)
        self.next_button.setEnabled(known and place != count)

    @property
    def position(self) -> str:
        return self._position.text()

    def edit_subject(self) -> None:
        """What was typed and not taken is offered again."""
        self.field.setText(str(self._kept.get("text", "")) or self._subject)
        self.field.show_wrong(False)
        self.title.hide()
        self.field.show()
        self.field.edit.selectAll()
        self.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_more(self) -> None:
        self.more_asked.emit(self._menu)
        theme.dress_menu(self._menu)
        self._menu.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height() + 4)))

    def _typed(self, text: str) -> None:
        self._kept["text"] = text
        self.field.show_wrong(False)

    def _end_edit(self, *, take: bool) -> None:
        if self.field.isHidden():
            return
        typed = self.field.text()
        if take and not typed.strip():
            self.field.show_wrong(True)
            self.subject_typed.emit("")  # it is refused with a sentence
            return
        self.field.hide()
        self.title.show()
        page = self.parentWidget()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        if take:
            self.subject_typed.emit(typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._end_edit(take=True)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._end_edit(take=False)
                return True
        if (
            isinstance(event, QFocusEvent)
            and event.type() == QEvent.Type.FocusOut
            and event.reason() not in _COMES_BACK
        ):
            self._end_edit(take=False)
        return super().eventFilter(watched, event)
