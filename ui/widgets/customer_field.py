"""Say for whom a ticket is by a few letters: customers and their contacts, or a new customer (04b of the design)."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import icons, theme, wording
from ui.widgets import painting
from ui.widgets.field import Field
from ui.widgets.party import Party, matching, offers
from ui.widgets.runs import one_line

ROW, ADD_ROW, PAD = 44, 36, 4


class _Completions(QWidget):
    """The list under the field. It never takes the keyboard: the field hands it the arrows."""

    picked = Signal(object)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._rows: list[Party] = []
        self._known = 0
        self._text = ""
        self.here = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_rows(self, rows: list[Party], text: str) -> None:
        """First who is known, then those whom a row would add."""
        self._rows = rows
        self._known = sum(not party.adds for party in rows)
        self._text = text
        self.here = 0
        self.resize(self.width(), self._height())
        self.setAccessibleName(wording.say("{count} choices", count=len(self._rows)))
        self.update()

    @property
    def current(self) -> Party:
        return self._rows[self.here]

    def step(self, by: int) -> None:
        self.here = (self.here + by) % len(self._rows)
        self.update()

    def _height(self) -> int:
        line = 2 * PAD + 1 if self._known else 0
        adding = theme.px(ADD_ROW) * (len(self._rows) - self._known)
        return 2 * PAD + theme.px(ROW) * self._known + line + adding + 2 * painting.REACH

    def _row_rect(self, at: int) -> QRectF:
        reach, width = painting.REACH, self.width() - 2 * painting.REACH - 2 * PAD
        if at < self._known:
            return QRectF(reach + PAD, reach + PAD + theme.px(ROW) * at, width, theme.px(ROW))
        top = reach + PAD + theme.px(ROW) * self._known + (2 * PAD + 1 if self._known else 0)
        return QRectF(reach + PAD, top + theme.px(ADD_ROW) * (at - self._known), width, theme.px(ADD_ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        reach = painting.REACH
        box = QRectF(self.rect()).adjusted(reach, reach, -reach, -reach)
        painting.shadow(painter, box, theme.RADIUS_CARD)
        painting.frame(painter, box, theme.RADIUS_CARD, fill=t.surface, outline=t.line2)
        for at, party in enumerate(self._rows):
            rect = self._row_rect(at)
            here = at == self.here
            if here:
                painting.frame(painter, rect, theme.RADIUS_PILL, fill=t.selected)
            if party.adds:
                self._paint_add(painter, rect, party, lined=0 < at == self._known)
            else:
                self._paint_match(painter, rect, party, here=here)
            if here:
                width = painting.keycap_width("↵")
                painting.keycap(painter, rect.right() - 10 - width, rect.center().y(), "↵")

    def _paint_match(self, painter: QPainter, rect: QRectF, party: Party, *, here: bool) -> None:
        t = theme.current()
        side = theme.px(16)
        icon = "users" if party.contact is None else "user-round"
        ink = t.accent_text if here else t.text3
        icons.paint(painter, icon, ink, rect.x() + 10, round(rect.center().y() - side / 2), side)
        at, middle = rect.x() + 10 + side + 10, round(rect.y() + theme.px(14))
        for words, bold in _marked(one_line(party.title), self._text):
            at += painting.text(painter, words, "semi" if bold else "body", t.text, at, middle, rect.right() - 50 - at)
        quiet = t.text2 if here else t.text3
        start = rect.x() + 10 + side + 10
        below = round(rect.y() + theme.px(31))
        painting.text(painter, one_line(party.detail), "small", quiet, start, below, rect.width() - 90)

    def _paint_add(self, painter: QPainter, rect: QRectF, party: Party, *, lined: bool) -> None:
        t = theme.current()
        if lined:
            painting.hairline(painter, rect.x(), rect.y() - PAD - 1, rect.width())
        side = theme.px(16)
        middle = rect.center().y()
        icons.paint(painter, "user-plus", t.text3, rect.x() + 10, round(middle - side / 2), side)
        painting.text(painter, party.offer, "body", t.text, rect.x() + 10 + side + 10, middle, rect.width() - 90)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position().toPoint())
        if at is not None and at != self.here:
            self.here = at
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position().toPoint())
        if at is not None:
            self.picked.emit(self._rows[at])

    def _at(self, point: QPoint) -> int | None:
        return next((at for at in range(len(self._rows)) if self._row_rect(at).contains(point)), None)


def _marked(title: str, text: str) -> list[tuple[str, bool]]:
    """The title in pieces; True for those that are the beginning of a word and match a word of the text."""
    words = sorted(text.casefold().split(), key=len, reverse=True)
    pieces: list[tuple[str, bool]] = []
    at = 0
    folded = title.casefold()
    if len(folded) != len(title):
        return [(title, False)]
    while at < len(title):
        starts_word = at == 0 or not title[at - 1].isalnum()
        hit = next((word for word in words if starts_word and folded.startswith(word, at)), "")
        if hit:
            pieces.append((title[at : at + len(hit)], True))
            at += len(hit)
        else:
            if pieces and not pieces[-1][1]:
                pieces[-1] = (pieces[-1][0] + title[at], False)
            else:
                pieces.append((title[at], False))
            at += 1
    return pieces


class CustomerField(Field):
    """`parties` gives everybody there is; `chosen` carries a Party or None. `over` is what the list may cover."""

    chosen = Signal(object)
    finished = Signal()

    _party: Party | None = None
    _before: Party | None = None
    """Whom a customer's name stood here for, while something else is typed over it."""

    def __init__(self, parties: Callable[[], Sequence[Party]], over: QWidget, parent: QWidget | None = None) -> None:
        placeholder = wording.say("Name of the customer or of who called")
        super().__init__(placeholder, name=wording.say("Customer"), parent=parent)
        self._parties = parties
        self._known: Sequence[Party] = ()
        self._over = over
        self._list = _Completions(over)
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self._complete)
        self._list.picked.connect(self._pick)

    @property
    def party(self) -> Party | None:
        return self._party

    @property
    def is_unknown(self) -> bool:
        """Something stands here that is no customer and was not asked to become one."""
        return self._party is None and bool(self.edit.text().strip())

    def show_party(self, party: Party | None, text: str = "") -> None:
        """Without telling: of a draft that is taken up again; `text` is what was typed without choosing."""
        self._party = self._before = party
        self.edit.setText(text if party is None else party.title)
        self._list.hide()
        self._dress_text()

    def forget(self) -> None:
        """The customers may be others by now."""
        self._known = ()

    @property
    def is_listing(self) -> bool:
        """The list of those that match is open."""
        return self._list.isVisible()

    def hide_list(self) -> None:
        self._list.hide()

    def _complete(self, text: str) -> None:
        if not self._known:
            self._known = self._parties()
        if self._party is not None:
            self._party = None
            self.chosen.emit(None)
        if not text.strip():
            self._list.hide()
            return
        corner = self.mapTo(self._over, QPoint(0, self.height() + 6))
        reach = painting.REACH
        self._list.resize(self.width() + 2 * reach, 10)
        rows = [*matching(self._known, text), *offers(self._known, text, self._before)]
        self._list.show_rows(rows, text.strip())
        self._list.move(corner.x() - reach, corner.y() - reach)
        self._list.show()
        self._list.raise_()

    def _pick(self, party: Party) -> None:
        self._party = self._before = replace(party, name=party.name.strip())
        self.edit.setText(party.title)
        self._list.hide()
        self.chosen.emit(self._party)
        self.finished.emit()
        self._dress_text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._obey(event.key()):
            return True
        if event.type() is QEvent.Type.FocusOut:
            self._list.hide()
            self._dress_text()
        if event.type() is QEvent.Type.FocusIn:
            self._dress_text(focused=True)
            self.edit.selectAll()
        return super().eventFilter(watched, event)

    def _obey(self, key: int) -> bool:
        if not self.is_listing:
            enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and not self.is_unknown:
                self.finished.emit()
                return True
            if (enter or key == Qt.Key.Key_Down) and self.edit.text().strip():
                self._complete(self.edit.text())
                return True
            return False
        match key:
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self._list.step(1 if key == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._pick(self._list.current)
            case Qt.Key.Key_Escape:
                self._list.hide()
            case _:
                return False
        return True

    # A chosen customer is painted with contact and phone while the keyboard is elsewhere

    def _dress(self) -> None:
        super()._dress()
        self._dress_text()

    def _dress_text(self, *, focused: bool = False) -> None:
        painted = self._party is not None and not focused and not self.edit.hasFocus()
        self.edit.setProperty("painted", painted)
        theme.show_text(self.edit, not painted)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        t = theme.current()
        painter = QPainter(self)
        middle = self.height() / 2
        if self.edit.property("painted") and self._party is not None:
            party = self._party
            side = theme.px(16)
            icon = "user-plus" if party.adds else "users"
            icons.paint(painter, icon, t.text3, 10, round(middle - side / 2), side)
            at = 10.0 + side + 7
            right = self.width() - 11.0
            right -= painting.text(painter, one_line(party.phone), "small", t.text3, right, middle, right=True) + 12
            new = wording.say("new customer") if party.is_new else wording.say("new contact") if party.adds else ""
            beside = one_line(wording.joined(party.contact_name, new))
            room = min(theme.metrics("small").horizontalAdvance(beside) + 1, (right - at) / 2)
            name = one_line(party.name)
            at += painting.text(painter, name, "body", t.text, at, middle, right - at - room - 8)
            painting.text(painter, beside, "small", t.text3, at + 8, middle, max(1.0, right - at - 8))
        elif self.edit.hasFocus():
            side = theme.px(14)
            icons.paint(painter, "chevron-down", t.text3, self.width() - 11 - side, round(middle - side / 2), side)
