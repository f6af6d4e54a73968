"""What both forms of a row share: its shades, and the subject with what stands before and behind it."""

from msgspec import Struct
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from slaapp.services.board import Row, Standing
from ui import icons, theme, wording
from ui.theme import Colour
from ui.widgets import painting
from ui.widgets.runs import one_line


class Ground(Struct):
    """What the colours of a row depend on."""

    selected: bool
    paused: bool

    def text2(self) -> Colour:
        return theme.current().text2

    def text3(self) -> Colour:
        # On a selected row text3 becomes text2 (§ 2 of the design).
        return theme.current().text2 if self.selected else theme.current().text3


def subject(
    painter: QPainter,
    x: int,
    middle: float,
    width: int,
    row: Row,
    standing: Standing,
    ground: Ground,
    *,
    draft: bool,
    brief: bool = False,
) -> None:
    """`draft`: something is written on it and not added. `brief`: the tag by its sign alone."""
    t = theme.current()
    end = x + width
    if row.unread and not row.status.done:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.accent)
        painter.drawEllipse(QRectF(x, middle - 3.5, 7, 7))
        x += 14
    style, ink = ("prose", t.text2) if ground.paused else ("prose_strong", t.text)
    said = one_line(row.subject)
    side = theme.px(14)
    signs = [*(["pencil-line"] if draft else []), *(["paperclip"] if row.attachments else [])]
    room = len(signs) * (side + 7)
    words, tag = _internal_tag(said, style, end - x - room, brief=brief) if standing.internal_late else ("", 0)
    used = painting.text(painter, said, style, ink, x, middle, max(16, end - x - tag - room))
    for sign in signs:
        used += side + 7
        icons.paint(painter, sign, ground.text3(), round(x + used - side), middle - side / 2, side)
    if tag:
        painting.tag(painter, x + used + 7, middle, theme.tag("violet"), words, "lock")


def _internal_tag(said: str, style: str, room: float, *, brief: bool) -> tuple[str, int]:
    """The tag drops its words before the subject is cut; gives them and the room it takes, gap included."""
    words = wording.say("internal late")
    needed = theme.metrics(style).horizontalAdvance(said) + 7 + painting.tag_width(words, "lock")
    kept = words if needed <= room and not brief else ""
    return kept, 7 + painting.tag_width(kept, "lock")
