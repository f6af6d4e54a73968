"""Text blocks in an editor: put in at the cursor, and never added while a placeholder still waits to be filled in."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from slaapp.domain.placeholders import Filled, left_in
from slaapp.services.text_blocks import TextBlock
from ui.views.ticket.block_picker import BlockPicker, Fill, lacking_words, left_words
from ui.widgets.field import Problem, TextField
from ui.wording import say


class BlockWork(QObject):
    """`asked` is answered with `offer`; what there is to say goes to the editor's own problem."""

    asked = Signal()

    def __init__(self, editor: TextField, problem: Problem, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor, self._problem = editor, problem
        self._told_left = ""
        self._by_slash = False
        self.picker = BlockPicker(parent)
        self.picker.taken.connect(self._put_in)
        self.picker.slash.connect(lambda: editor.edit.insertPlainText("/"))

    def ask(self, *, by_slash: bool = False) -> None:
        self._by_slash = by_slash
        self.asked.emit()

    def offer(self, blocks: Sequence[TextBlock], fill: Fill) -> None:
        if blocks:
            self.picker.ask(blocks, fill, self._editor)
        elif self._by_slash:
            self._editor.edit.insertPlainText("/")
        else:
            self._problem.say(say("There is no text block for this yet. Make one in the settings, under Text blocks."))

    def on_empty_line(self) -> bool:
        """Where a slash asks for a block."""
        cursor = self._editor.edit.textCursor()
        return not cursor.block().text() and not cursor.hasSelection()

    def says_left(self) -> bool:
        """A placeholder still stands in the text: say so once, and mark it; the second time it is meant."""
        text = self._editor.text()
        left = () if text == self._told_left else left_in(text)
        if not left:
            return False
        self._told_left = text
        self._problem.say(left_words(left))
        self._editor.edit.moveCursor(QTextCursor.MoveOperation.Start)
        self._editor.edit.find(f"{{{left[0]}}}")
        self._editor.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def forget(self) -> None:
        """The text was added."""
        self._told_left = ""

    def _put_in(self, filled: Filled) -> None:
        """At the cursor, as one thing that the editor can undo; what the ticket does not know is said."""
        edit = self._editor.edit
        cursor = edit.textCursor()
        cursor.beginEditBlock()
        cursor.insertText(filled.text)
        cursor.endEditBlock()
        edit.ensureCursorVisible()
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._problem.say(lacking_words(filled))
