"""Choose a text block by its name, and read beforehand what it puts in: what the ticket does not know is named."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from slaapp.domain.placeholders import Filled
from slaapp.services.text_blocks import TextBlock
from ui import theme
from ui.widgets.field import Problem
from ui.widgets.label import Hairline, Label
from ui.widgets.picker import Choice, Picker
from ui.widgets.runs import one_line
from ui.wording import say

WIDTH, LINES = 440, 7

Fill = Callable[[TextBlock], Filled]


class BlockPicker(Picker):
    """`taken` carries the block's text as filled in: a Filled. A second / types the sign itself: `slash`."""

    taken = Signal(object)
    slash = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(say("Text block"), parent, width=WIDTH)
        self._filled: dict[str, Filled] = {}
        self._floor: int | None = None
        """Where its lower edge stays while it stands above the editor, whatever it grows to."""
        self.preview = Label("", "small", "text2", wrap=True)
        self.preview.setMargin(8)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.preview.setAccessibleName(say("What it puts in"))
        self.lacking = Problem()
        self.lacking.setContentsMargins(8, 0, 8, 4)
        self.column.addWidget(Hairline())
        self.column.addWidget(self.preview)
        self.column.addWidget(self.lacking)
        self.chosen.connect(lambda id_: self.taken.emit(self._filled[id_]))
        self.list.selectionModel().currentChanged.connect(lambda _new, _old: self._show_preview())

    def ask(self, blocks: Sequence[TextBlock], fill: Fill, under: QWidget) -> None:
        self._filled = {block.id: fill(block) for block in blocks}
        choices = [
            Choice(block.id, block.name, note=one_line(self._filled[block.id].text)[:80], icon="message-square-more")
            for block in blocks
        ]
        self._floor = None
        self.open_with(choices, under)
        self._show_preview()
        bottom, top = self.y() + self.height(), under.mapToGlobal(QPoint(0, 0)).y()
        self._floor = bottom if bottom <= top else None

    def _show_preview(self) -> None:
        choice = self.current()
        filled = None if choice is None else self._filled.get(choice.value or "")
        lines = [] if filled is None else filled.text.strip().splitlines()
        shown = [line[:300] for line in lines[:LINES]]
        self.preview.setText("\n".join([*shown, "…"] if len(lines) > LINES else shown))
        self.preview.setMaximumHeight(theme.line_height("small") * (LINES + 1) + 16)
        self.lacking.say("" if filled is None else lacking_words(filled))
        if self.isVisible():
            self.adjustSize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._floor is not None:
            self.move(self.x(), self._floor - self.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        typed = event.text() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else ""
        if typed == "/" and not self.field.text():
            self.hide()
            self.slash.emit()
            return True
        return super().eventFilter(watched, event)


def lacking_words(filled: Filled) -> str:
    """What this ticket leaves open of a block, in a sentence; nothing when it is complete."""
    names = ", ".join(f"{{{name}}}" for name in (*filled.empty, *filled.unknown))
    sentence = "This ticket has nothing for {names}: it stays in braces, for you to fill in."
    return say(sentence, names=names) if names else ""


def left_words(names: Sequence[str]) -> str:
    """Why a text is not added yet that still holds placeholders."""
    listed = ", ".join(f"{{{name}}}" for name in names)
    sentence = "Nothing was added: the text still says {names}. Fill it in, or add once more to leave it so."
    return say(sentence, names=listed)
