"""What happened to a ticket, oldest first: cards for what was said, one line for what was done, a rule for each day."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import icons, theme, wording
from ui.views.ticket.items import Day, Item, Line, Message, Voice
from ui.views.ticket.story import initials
from ui.widgets import painting
from ui.widgets.button import Button, Kind
from ui.widgets.file_chip import FileChips
from ui.widgets.prose import Prose, folded
from ui.widgets.runs import Run, laid_out, plain
from ui.widgets.scroll import ScrollArea

GUTTER, GAP = 24, 10
"""The column of avatars and icons, and the room before what stands beside it."""

LINE, DAY, DAY_RULE, MARGIN = 24, 36, 20, 5
CARD_TOP, CARD_SIDE, CARD_BOTTOM = 8, 13, 10
RIGHT = 24
SHOWN = 150
"""Older entries are a click away: a ticket of years opens as fast as a new one."""


class DayMark(QWidget):
    def __init__(self, day: Day, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = day.text
        self.setAccessibleName(day.text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(DAY))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, y = theme.current(), theme.px(DAY_RULE)
        lead = theme.px(GUTTER + GAP)
        with QPainter(self) as painter:
            painting.hairline(painter, 0, y, lead)
            used = painting.text(painter, self._text, "small_strong", t.text3, lead + GAP, y, self.width() - lead)
            painting.hairline(painter, lead + GAP + used + GAP, y, self.width())


class LineRow(QWidget):
    """As many lines as its words need, the time beside the first."""

    def __init__(self, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = line
        words = ", ".join(part for part in (line.time, plain(line.runs), line.tag, line.mark) if part)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        lines = self._words().lineCount()
        self.setFixedHeight(theme.px(LINE) + (max(1, lines) - 1) * theme.line_height("body"))
        cut = theme.metrics("small").horizontalAdvance(self._line.mark) > self._rooms()[1]
        self.setToolTip(wording.tip(self._line.mark) if cut else "")

    def _words(self) -> QTextLayout:
        line = self._line
        runs = [Run(run.text, run.style, "text3") for run in line.runs] if line.struck else line.runs
        return laid_out(runs, "body", self._rooms()[0])

    def _rooms(self) -> tuple[float, float]:
        """How wide the words may be, and the mark at the right, which gets three fifths at most."""
        line, small = self._line, theme.metrics("small")
        tag = painting.tag_width(line.tag, "check") + 8 if line.tag else 0
        time = theme.metrics("small_figures").horizontalAdvance(line.time)
        free = self.width() - theme.px(GUTTER + GAP) - time - 12 - tag
        if not line.mark:
            return free, 0
        mark = min(0.6 * free, small.horizontalAdvance(line.mark))
        return free - mark - 12, mark

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        t, line = theme.current(), self._line
        middle, side = theme.px(LINE) / 2, theme.px(14)
        at = theme.px(GUTTER + GAP)
        with QPainter(self) as painter:
            icon_x = round(theme.px(GUTTER) / 2 - side / 2)
            if line.severity is not None:
                painting.severity(painter, icon_x, middle, line.severity)
            elif line.icon:
                icons.paint(painter, line.icon, getattr(t, line.tone), icon_x, round(middle - side / 2), side)
            right = float(self.width())
            right -= painting.text(painter, line.time, "small_figures", t.text3, right, middle, right=True) + 12
            room = self._rooms()[1]
            if line.mark:
                painting.text(painter, line.mark, "small", t.text3, right - room, middle, max(1.0, room))
            words, pitch = self._words(), theme.line_height("body")
            words.draw(painter, QPointF(at, middle - pitch / 2), [], QRectF())
            lines = [
                (words.lineAt(place).naturalTextWidth(), middle + place * pitch) for place in range(words.lineCount())
            ]
            if line.tag and lines:
                look = theme.tag("green" if line.met else "red")
                icon = "check" if line.met else "triangle-alert"
                painting.tag(painter, at + lines[-1][0] + 8, lines[-1][1], look, line.tag, icon)
            if line.struck:
                for wide, y in lines:
                    painting.hairline(painter, at, round(y), wide, t.text3)


class LineWithFiles(QWidget):
    """A line, and below its words the files."""

    file_wanted = Signal(object)

    def __init__(self, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips = FileChips()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(LineRow(line))
        self._below = QVBoxLayout()
        self._below.addWidget(self._chips)
        column.addLayout(self._below)
        self._chips.show_files(line.files)
        self._chips.wanted.connect(self.file_wanted)
        theme.follow(self._dress)

    def _dress(self) -> None:
        self._below.setContentsMargins(theme.px(GUTTER + GAP), 0, 0, 6)


class MessageCard(QWidget):
    """Who said what, with the text selectable; a long text begins folded."""

    file_wanted = Signal(object)

    def __init__(self, message: Message, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message = message
        parts = (message.who, message.how, message.tag, message.mark, message.time)
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        short = folded(message.text)
        tone = "text3" if message.struck else "text"
        self._prose = Prose(message.text if short is None else short, self, tone=tone)
        self._more: Button | None = None
        self._column = QVBoxLayout(self)
        self._column.setSpacing(4)
        self._column.addWidget(self._prose)
        if short is not None:
            self._more = Button(wording.say("Show the whole text"), kind=Kind.LINK, parent=self)
            self._column.addWidget(self._more)
            self._more.clicked.connect(self.unfold)
        if message.files:
            chips = FileChips(parent=self)
            chips.show_files(message.files)
            chips.wanted.connect(self.file_wanted)
            self._column.addSpacing(5)
            self._column.addWidget(chips)
        self._column.addStretch()
        theme.notifier.changed.connect(self._dress)
        self._dress()

    @property
    def prose(self) -> Prose:
        return self._prose

    @property
    def copied(self) -> str:
        """What is selected of the text; all of it where nothing is."""
        selected = self._prose.textCursor().selection().toPlainText()
        return selected or self._message.text

    def unfold(self) -> None:
        self._prose.set_text(self._message.text)
        assert self._more is not None
        self._more.hide()
        self._prose.setFocus()

    def _dress(self) -> None:
        top = MARGIN + theme.px(CARD_TOP) + theme.line_height("body")
        left = theme.px(GUTTER + GAP) + CARD_SIDE
        self._column.setContentsMargins(left, top, CARD_SIDE, theme.px(CARD_BOTTOM) + MARGIN)
        self._prose.setVisible(bool(self._message.text))
        self.update()

    def _card(self) -> QRectF:
        left = theme.px(GUTTER + GAP)
        return QRectF(left, MARGIN, self.width() - left, self.height() - 2 * MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, message, card = theme.current(), self._message, self._card()
        fill, outline, dash = {
            Voice.CUSTOMER: (t.surface, t.line, None),
            Voice.DESK: (t.subtle, t.line, None),
            Voice.NOTE: (t.violet_tint, t.violet_line, [3.0, 2.0]),
        }[message.voice]
        with QPainter(self) as painter:
            size = theme.px(GUTTER)
            painting.avatar(painter, 0, MARGIN + size / 2, initials(message.who), size)
            painting.frame(painter, card, theme.RADIUS_CARD, fill=fill, outline=outline, dash=dash)
            self._paint_head(painter, card)

    def _paint_head(self, painter: QPainter, card: QRectF) -> None:
        t, message = theme.current(), self._message
        middle = card.top() + theme.px(CARD_TOP) + theme.line_height("body") / 2
        at, right = card.left() + CARD_SIDE, card.right() - CARD_SIDE
        right -= painting.text(painter, message.time, "small_figures", t.text3, right, middle, right=True) + 12
        ink = t.violet_text if message.voice is Voice.NOTE else t.text3
        style = "small_strong" if message.voice is Voice.NOTE else "small"
        how = theme.metrics(style).horizontalAdvance(message.how) + theme.px(14) + 15 if message.how else 0
        tag = painting.tag_width(message.tag, "check") + 8 if message.tag else 0
        room = max(theme.px(60), right - at - how - tag)
        who_ink = t.text3 if message.struck else t.text
        used = painting.text(painter, message.who, "semi", who_ink, at, middle, room)
        at += min(used, room) + 9
        side = theme.px(14)
        if message.how and at + side < right + 12:
            icons.paint(painter, message.icon, ink, at, round(middle - side / 2), side)
            at += side + 6
            at += painting.text(painter, message.how, style, ink, at, middle, max(1.0, right - at)) + 8
        if message.tag and at + tag < right + 12:
            look = theme.tag("green" if message.met else "red")
            at += painting.tag(painter, at, middle, look, message.tag, "check" if message.met else "triangle-alert") + 8
        if message.mark and right > at:
            painting.text(painter, message.mark, "small", t.text3, at, middle, right - at)


class Timeline(ScrollArea):
    """Keeps the widgets of items that did not change, so that a selection or an unfolded text stays."""

    file_wanted = Signal(object)
    """A file of the ticket was pressed."""

    menu_wanted = Signal(object, object, str)
    """The event of an entry, where on the screen its menu is to open, and what of its words would be copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._content = QWidget()
        super().__init__(self._content, parent=parent)
        self._items: tuple[Item, ...] = ()
        self._all = False
        self._follows = False
        self._widgets: dict[tuple[Item, int], QWidget] = {}
        self._earlier = Button("", kind=Kind.LINK)
        self._column = QVBoxLayout(self._content)
        self._column.setSpacing(0)
        self._spare_room(0, 0)
        self._column.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self._earlier.hide()
        self.setAccessibleName(wording.say("What happened"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._earlier.clicked.connect(self.show_all)
        self.verticalScrollBar().rangeChanged.connect(self._spare_room)
        self.verticalScrollBar().rangeChanged.connect(self._follow)
        self.verticalScrollBar().actionTriggered.connect(lambda _: self._stop_following())

    def _spare_room(self, _lowest: int, highest: int) -> None:
        """The scroll bar lies in the margin: cards end where the composer ends, with it and without."""
        bar = self.verticalScrollBar().sizeHint().width() if highest > 0 else 0
        self._column.setContentsMargins(20, 0, RIGHT - bar, 14)

    def show_items(self, items: Sequence[Item], *, to_end: bool) -> None:
        """`to_end` scrolls to the newest."""
        if to_end:
            self._all = False
        changed = tuple(items) != self._items
        self._items = tuple(items)
        if changed or to_end:
            self._fill()
        if to_end:
            self.scroll_to_end()

    def _follow(self, _lowest: int, highest: int) -> None:
        """The heights of what was added settle one after the other; the newest stays in sight until one scrolls."""
        if self._follows:
            self.verticalScrollBar().setValue(highest)

    def _stop_following(self) -> None:
        self._follows = False

    def scroll_to_end(self) -> None:
        self._follows = True
        bar = self.verticalScrollBar()
        self._content.adjustSize()
        bar.setValue(bar.maximum())
        # The heights of wrapped texts settle once the area has been laid out.
        QTimer.singleShot(0, self, lambda: bar.setValue(bar.maximum()))

    def cards(self) -> list[QWidget]:
        """The widgets from the oldest to the newest."""
        return list(self._widgets.values())

    def show_all(self) -> None:
        self._all = True
        self._fill()

    def _fill(self) -> None:
        hidden = 0 if self._all else max(0, len(self._items) - SHOWN)
        words = wording.say("Show {count} earlier entries", count=hidden)
        self._earlier.setText(words)
        self._earlier.setAccessibleName(words)
        self._earlier.setVisible(hidden > 0)
        wanted: dict[tuple[Item, int], QWidget] = {}
        seen: dict[Item, int] = {}
        for item in self._items[hidden:]:
            count = seen[item] = seen.get(item, 0) + 1
            key = (item, count)
            wanted[key] = self._widgets.pop(key) if key in self._widgets else self._made(item)
        for left_over in self._widgets.values():
            self._column.removeWidget(left_over)
            left_over.hide()
            left_over.deleteLater()
        self._widgets = wanted
        for place, widget in enumerate(wanted.values(), start=1):
            if self._column.indexOf(widget) != place:
                self._column.removeWidget(widget)
                self._column.insertWidget(place, widget)

    def _made(self, item: Item) -> QWidget:
        widget = _widget(item)
        if isinstance(widget, LineWithFiles | MessageCard):
            widget.file_wanted.connect(self.file_wanted)
        if isinstance(widget, MessageCard):
            widget.prose.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # that of the entry holds there too
        return widget

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Of the entry under the pointer."""
        at: QPoint = event.globalPos()
        for (item, _), widget in self._widgets.items():
            if widget.rect().contains(widget.mapFromGlobal(at)) and not isinstance(item, Day) and item.event:
                words = widget.copied if isinstance(widget, MessageCard) else plain(getattr(item, "runs", ()))
                self.menu_wanted.emit(item.event, at, words)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 4
        super().resizeEvent(event)
        if at_end:
            self.scroll_to_end()


def _widget(item: Item) -> QWidget:
    match item:
        case Day():
            return DayMark(item)
        case Line(files=()):
            return LineRow(item)
        case Line():
            return LineWithFiles(item)
        case Message():
            return MessageCard(item)
