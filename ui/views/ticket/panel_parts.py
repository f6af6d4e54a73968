"""Parts of the side panel below the clocks: tags, and the tickets that this one has to do with."""

from collections.abc import Sequence
from functools import partial
from math import ceil

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain.relations import Relation
from slaapp.services.ties import Tie
from slaapp.wording import RELATION
from ui import icons, theme, wording
from ui.keymap import KeyOf
from ui.widgets import painting
from ui.widgets.button import Button, IconButton, Kind, Pressable
from ui.widgets.flow import FlowLayout
from ui.widgets.forbidden import forbid
from ui.widgets.key_tip import tip_with_keys
from ui.widgets.label import Label
from ui.widgets.runs import one_line
from ui.wording import say


class TagButton(Pressable):
    """A tag; a press, or Del, takes it off."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.tag = tag
        self.setText(one_line(tag))
        self.setAccessibleName(say("Take off the tag {tag}", tag=tag))
        self.setToolTip(wording.tip(say("Take off the tag {tag}", tag=tag)))

    def sizeHint(self) -> QSize:
        words = min(theme.metrics("small_strong").horizontalAdvance(self.text()), theme.px(200))
        return QSize(ceil(9 + words + 6 + theme.px(12) + 7), theme.px(26))

    def event(self, event: QEvent) -> bool:
        """The page has its own use for Del elsewhere."""
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, middle, side = theme.current(), self.height() / 2, theme.px(12)
        with QPainter(self) as painter:
            ground = self._ground() or t.subtle
            painting.frame(painter, QRectF(self.rect()), theme.RADIUS_PILL, fill=ground, outline=t.line2)
            room = self.width() - 9 - 6 - side - 7
            painting.text(painter, self.text(), "small_strong", t.text2, 9, middle, room)
            icons.paint(painter, "x", t.text3, self.width() - 7 - side, round(middle - side / 2), side)


class Tags(QWidget):
    """Takes no room while there is none."""

    dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tags: tuple[str, ...] = ()
        self._why_not = ""
        self.buttons: list[TagButton] = []
        self.add = Button(say("Tag"), icon="tag", kind=Kind.QUIET, height=26)
        self.add.setAccessibleName(say("Add a tag"))
        tip_with_keys(self.add, say("Add a tag"), KeyOf("tag"))
        held = QWidget()
        self._flow = FlowLayout(held, gap=6)
        self._flow.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.addWidget(held)
        self.hide()

    def forbid(self, why: str) -> None:
        self._why_not = why
        forbid(self.add, *self.buttons, why=why)

    def show_tags(self, tags: Sequence[str]) -> None:
        if tuple(tags) == self._tags:
            return
        self._tags = tuple(tags)
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [TagButton(tag) for tag in tags]
        self._flow.removeWidget(self.add)
        for button in self.buttons:
            button.clicked.connect(partial(self.dropped.emit, button.tag))
            self._flow.addWidget(button)
        self._flow.addWidget(self.add)
        if self._why_not:
            self.forbid(self._why_not)
        self.setVisible(bool(tags))
        self.updateGeometry()


class Ties(QWidget):
    """Takes no room while there is none."""

    ticket_wanted = Signal(int)
    untie_wanted = Signal(object)
    add_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ties: tuple[Tie, ...] = ()
        self._why_not = ""
        self.links: list[Button] = []
        self.undos: list[IconButton] = []
        self.add = Button(say("Link"), kind=Kind.LINK)
        self.add.setAccessibleName(say("Link or merge"))
        tip_with_keys(self.add, say("Link or merge"), KeyOf("link"))
        head = QHBoxLayout()
        head.addWidget(Label(say("Linked tickets"), "title_s"), 1)
        head.addWidget(self.add)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 23, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._rows)
        self.hide()
        self.add.clicked.connect(self.add_wanted)

    def forbid(self, why: str) -> None:
        self._why_not = why
        forbid(self.add, *self.undos, why=why)

    def show_ties(self, ties: Sequence[Tie]) -> None:
        if tuple(ties) == self._ties:
            return
        self._ties = tuple(ties)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.links, self.undos = [], []
        for tie in ties:
            self._rows.addWidget(self._row(tie))
        if self._why_not:
            self.forbid(self._why_not)
        self.setVisible(bool(ties))

    def _row(self, tie: Tie) -> QWidget:
        row = QWidget()
        how = say(RELATION[tie.relation])
        words = Label(how, "body", "text3", elide=True)
        words.setFixedWidth(theme.px(106))
        said = f"{tie.number}  {one_line(tie.subject)}"
        link = Button(
            theme.metrics("strong").elidedText(said, Qt.TextElideMode.ElideRight, theme.px(168)), kind=Kind.LINK
        )
        link.setAccessibleName(say("{how} {ticket}, {status}", how=how, ticket=said, status=wording.status(tie.status)))
        link.setToolTip(wording.tip(f"{said}\n{wording.status(tie.status)}"))
        undo = IconButton("x", say("Undo: {how} {number}", how=how.lower(), number=tie.number), size=26, side=14)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(words)
        line.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        line.addStretch(1)
        line.addWidget(undo)
        undo.setVisible(tie.relation is not Relation.DOUBLED_BY)  # only now: without a parent it would be a window
        link.clicked.connect(partial(self.ticket_wanted.emit, tie.number))
        undo.clicked.connect(partial(self.untie_wanted.emit, tie.event))
        self.links.append(link)
        self.undos.append(undo)
        return row
