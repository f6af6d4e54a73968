"""Files as chips: a sign, the name, the size; one that is being copied says how far it is."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from slaapp.domain.attachments import StoredFile, size_words
from slaapp.domain.value import Value
from ui import icons, theme, wording
from ui.widgets import painting
from ui.widgets.button import Pressable

NAME, PAD, GAP = 260, 11, 8
"""The widest name in pixels, the room at the ends of a chip, and that between chips."""


class Coming(Value):
    """A file that is being copied, `percent` of it so far."""

    name: str
    percent: int


class FileChip(Pressable):
    """Clicked it shows the file; `removed` comes from its cross, or Delete, where it can be taken away."""

    removed = Signal()

    def __init__(self, file: StoredFile | Coming, *, removable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file, self._removable = file, removable
        self.show_file(file)

    def show_file(self, file: StoredFile | Coming) -> None:
        self.file = file
        self._remark = size_words(file.size) if isinstance(file, StoredFile) else f"{file.percent} %"
        words = wording.say("{name}, {size}", name=file.name, size=self._remark)
        self.setAccessibleName(words)
        if self._removable:
            self.setAccessibleDescription(wording.say("Delete takes it away"))
        cut = theme.metrics("prose").horizontalAdvance(file.name) > theme.px(NAME)
        self.setToolTip(wording.tip(file.name) if cut else "")
        self.updateGeometry()
        self.update()

    def _name(self) -> str:
        return theme.metrics("prose").elidedText(self.file.name, Qt.TextElideMode.ElideMiddle, theme.px(NAME))

    def sizeHint(self) -> QSize:
        words = theme.metrics("prose").horizontalAdvance(self._name())
        remark = theme.metrics("small").horizontalAdvance(self._remark)
        cross = theme.px(14) + 7 if self._removable else 0
        return QSize(round(PAD + theme.px(14) + 7 + words + 7 + remark + cross + PAD), theme.px(theme.CHIP))

    def _cross(self) -> QRectF:
        side = theme.px(14)
        return QRectF(self.width() - PAD - side, (self.height() - side) / 2, side, side)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._removable and event.position().x() >= self._cross().left() - 6:
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Delete is the chip's before it is a shortcut of the page."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._removes(event):
            event.accept()
            return True
        return super().event(event)

    def _removes(self, event: QKeyEvent) -> bool:
        return self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removes(event):
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, middle, side = theme.current(), self.height() / 2, theme.px(14)
        written = isinstance(self.file, StoredFile) and self.file.media_type.startswith("text/")
        with QPainter(self) as painter:
            fill = self._ground() or t.surface
            painting.frame(painter, QRectF(self.rect()), theme.RADIUS_BUTTON, fill=fill, outline=t.line2)
            icons.paint(painter, "file-text" if written else "paperclip", t.text3, PAD, round(middle - side / 2), side)
            at = float(PAD + side + 7)
            at += painting.text(painter, self._name(), "prose", t.text, at, middle) + 7
            painting.text(painter, self._remark, "small", t.text3, at, middle)
            if self._removable:
                cross = self._cross()
                icons.paint(painter, "x", t.text3, cross.x(), round(cross.y()), side)


class FileChips(QWidget):
    """Chips from left to right, as many lines as they need; nothing where there are none."""

    wanted = Signal(object)
    """A StoredFile was pressed."""

    removed = Signal(object)
    """A StoredFile, or the Coming that is to be stopped, is not wanted."""

    def __init__(self, *, removable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._removable = removable
        self._chips: list[FileChip] = []
        self._has_width = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier.changed.connect(self._place)
        self.hide()

    @property
    def chips(self) -> list[FileChip]:
        return self._chips

    def show_files(self, files: Sequence[StoredFile | Coming]) -> None:
        if [type(file) for file in files] == [type(chip.file) for chip in self._chips]:
            for chip, file in zip(self._chips, files, strict=True):
                chip.show_file(file)
        else:
            for chip in self._chips:
                chip.hide()
                chip.deleteLater()
            self._chips = [self._chip(file) for file in files]
        self.setVisible(bool(files))
        self._place()

    def _chip(self, file: StoredFile | Coming) -> FileChip:
        chip = FileChip(file, removable=self._removable, parent=self)
        chip.clicked.connect(partial(self._want, chip))
        chip.removed.connect(lambda: self.removed.emit(chip.file))
        chip.show()
        return chip

    def _want(self, chip: FileChip) -> None:
        if isinstance(chip.file, StoredFile):
            self.wanted.emit(chip.file)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), self._laid(self._room())[1])

    def _room(self) -> int:
        """Before it has been laid out, as much as is wanted: it must not seem higher than it will be."""
        return self.width() if self._has_width else 1 << 20

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), self.sizeHint().height())

    def _laid(self, width: int) -> tuple[list[tuple[FileChip, QPoint, QSize]], int]:
        placed, x, y, height = [], 0, 0, theme.px(theme.CHIP)
        for chip in self._chips:
            size = chip.sizeHint()
            size.setWidth(min(size.width(), max(width, 1)))
            if x and x + size.width() > width:
                x, y = 0, y + height + GAP
            placed.append((chip, QPoint(x, y), size))
            x += size.width() + GAP
        return placed, y + height if placed else 0

    def _place(self) -> None:
        placed, height = self._laid(self._room())
        for chip, spot, size in placed:
            chip.setGeometry(spot.x(), spot.y(), size.width(), size.height())
        if self.height() != height:
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._has_width = True
        self._place()
