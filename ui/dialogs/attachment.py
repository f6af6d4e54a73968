"""A file that is on a ticket: seen where it is a picture, opened where that is harmless, saved in any case."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain.attachments import StoredFile, is_picture, may_open, size_words
from slaapp.engine import Engine
from slaapp.reports.texts import file_name
from ui import theme, wording
from ui.background import in_background
from ui.file_place import choose_name
from ui.widgets.button import Button, IconButton, Kind
from ui.widgets.field import Problem
from ui.widgets.label import Icon, Label
from ui.widgets.overlay import Overlay
from ui.wording import say

LARGEST_PICTURE = 32 * 1024 * 1024
"""Bytes of a file that is read to be shown."""

MOST_PIXELS = 60_000_000
ALLOCATION_MB = 300
_SIGNS = {b"\x89PNG": b"png", b"\xff\xd8\xff": b"jpeg", b"GIF8": b"gif", b"BM": b"bmp"}
"""How the files begin that are decoded; what is called a picture and begins otherwise is not touched."""

AskWhere = Callable[[QWidget, str], str]


def decoded(data: bytes, most: QSize) -> QImage | str:
    """The picture, no larger than `most`, or why it is not shown. May run on any thread."""
    kind = next((kind for sign, kind in _SIGNS.items() if data.startswith(sign)), b"")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kind = b"webp"
    if not kind or kind not in [bytes(known.data()) for known in QImageReader.supportedImageFormats()]:
        return say("This is no picture that can be shown here. Save it to look at it with another program.")
    QImageReader.setAllocationLimit(ALLOCATION_MB)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return say("This picture is not shown: it has more pixels than it should have, or hides how many.")
    if size.width() > most.width() or size.height() > most.height():
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    picture = reader.read()
    if picture.isNull():
        return say("This picture cannot be read. Save it to look at it with another program.")
    return picture


class Picture(QWidget):
    """As large as it is, or as large as there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QImage()
        self._said = say("Reading the picture…")

    def show_picture(self, picture: QImage) -> None:
        self._picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), t.subtle)
            if self._picture.isNull():
                painter.setPen(t.text3)
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._said)
                return
            size = self._picture.size()
            if size.width() > self.width() or size.height() > self.height():
                size = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            box = QRect(0, 0, size.width(), size.height())
            box.moveCenter(self.rect().center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(box, self._picture)


class AttachmentForm(Overlay):
    """Closes by Esc. `taken_off` carries the file that is to be taken off the ticket."""

    taken_off = Signal(object)
    saved = Signal(str)

    def __init__(
        self,
        engine: Engine,
        file: StoredFile,
        over: QWidget,
        *,
        can_take_off: bool,
        open_with: Callable[[Path], bool],
        off: str = "",
    ) -> None:
        """`off`: what taking it off is called, else that of a ticket."""
        shown = is_picture(file.name)
        super().__init__(over, width=1180 if shown else 520, top=40 if shown else 140)
        self._engine, self._file, self._open_with = engine, file, open_with
        self.ask_where: AskWhere = _ask_where
        self.picture = Picture()
        self.problem = Problem()
        self.open_button = Button(say("Open a copy"))
        self.save_button = Button(say("Save as…"), kind=Kind.DEFAULT if shown else Kind.PRIMARY)
        self.take_off = Button(off or say("Take off the ticket"))
        self.close_button = IconButton("x", say("Close"))
        self._lay_out(shown)
        self.open_button.setVisible(may_open(file.name))
        self.take_off.setVisible(can_take_off)
        self.picture.setVisible(shown)

        self.left.connect(self._leave)
        self.close_button.clicked.connect(self._leave)
        self.open_button.clicked.connect(self._open)
        self.save_button.clicked.connect(self._save)
        self.take_off.clicked.connect(self._take_off)

    def _lay_out(self, shown: bool) -> None:
        file = self._file
        head = QHBoxLayout()
        head.setSpacing(9)
        head.addWidget(Icon("file-text" if file.media_type.startswith("text/") else "paperclip", "text3", 16))
        head.addWidget(Label(file.name, "title_s", elide=True), 1)
        head.addWidget(Label(size_words(file.size), "small", "text3"))
        head.addWidget(self.close_button)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.take_off)
        foot.addStretch(1)
        foot.addWidget(self.open_button)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(24, 14, 24, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.picture, 1)
        if not shown:
            column.addWidget(Label(_sentence(file), "prose", "text2", wrap=True))
        column.addWidget(self.problem)
        column.addLayout(foot)

    def open(self) -> None:
        if is_picture(self._file.name):
            self.picture.setMinimumHeight(max(160, self.window().height() - theme.px(240)))
            most = self._over.size() * self.devicePixelRatio()
            in_background(self, lambda: self._read(most), self._show, refused=self._not_shown)
        super().open()
        self.save_button.setFocus(Qt.FocusReason.PopupFocusReason)

    def _read(self, most: QSize) -> QImage | str:
        return decoded(self._engine.files.read(self._file, most=LARGEST_PICTURE), most)

    def _show(self, found: QImage | str) -> None:
        if isinstance(found, QImage):
            self.picture.show_picture(found)
            words = say("{width} × {height} pixels", width=found.width(), height=found.height())
            self.picture.setAccessibleName(f"{self._file.name}, {words}")
        else:
            self._not_shown(found)

    def _not_shown(self, why: str) -> None:
        self.picture.hide()
        self.problem.say(why)
        self.refit()

    def _open(self) -> None:
        self._work(lambda: self._engine.files.copy_to_open(self._file), self._show_copy)

    def _show_copy(self, copy: Path) -> None:
        if self._open_with(copy):
            self._leave()
        else:
            self._say(say("No program here opens it. Save it to look at it elsewhere."))

    def _save(self) -> None:
        chosen = self.ask_where(self, self._file.name)
        if chosen:
            # The dialog has asked whether a file that is there may be replaced.
            self._work(lambda: self._engine.files.save(self._file, Path(chosen), replace=True), self._say_saved)

    def _say_saved(self, target: Path) -> None:
        self._leave()
        self.saved.emit(say("Saved as {name}.", name=target.name))

    def _work(self, work: Callable[[], Path], then: Callable[[Path], None]) -> None:
        """Copy it, which takes long where it is large; nothing else is done with it meanwhile."""
        pressed = self.focusWidget()

        def let(may: bool) -> None:
            for button in (self.open_button, self.save_button, self.take_off):
                button.setEnabled(may)
            if pressed is not None:
                pressed.setFocus()

        let(False)
        in_background(self, work, then, refused=self._say, ended=lambda: let(True))

    def _take_off(self) -> None:
        self._leave()
        self.taken_off.emit(self._file)

    def _say(self, sentence: str) -> None:
        self.problem.say(sentence)
        self.refit()

    def _leave(self) -> None:
        self.close_form()
        self.deleteLater()


def _sentence(file: StoredFile) -> str:
    if may_open(file.name):
        return say("Another program shows a copy of it. What you change there is not kept here: attach it again then.")
    return say(
        "Files of this kind can run something or fetch something when they are opened, so it is only saved. Open it "
        "where you would open any file from outside."
    )


def _ask_where(over: QWidget, name: str) -> str:
    path = choose_name(over, "saved attachments", wording.say("Save the attachment"), file_name(name, longest=200))
    return "" if path is None else str(path)
