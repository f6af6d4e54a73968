"""Everything that was ever written down, searched as one types: open tickets first, with what was found marked."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from slaapp.services.finding import Excerpt, SearchHit
from ui import icons, theme, wording
from ui.background import in_background
from ui.views.found_words import found_in
from ui.wall_clock import WallClock
from ui.widgets import painting
from ui.widgets.empty import Empty
from ui.widgets.field import Field
from ui.widgets.label import Label, Panel
from ui.widgets.page_head import PageHead
from ui.widgets.runs import Run, marked, paint_line, width
from ui.widgets.scroll import slim
from ui.widgets.waiting import Waiting, margins
from ui.wording import say

ROW, MOST = 54, 50
Found = tuple[SearchHit, Excerpt | None]


class _Lines(QAbstractListModel):
    def __init__(self, parent: QObject, now: Callable[[], tuple[Instant, ZoneInfo]]) -> None:
        super().__init__(parent)
        self._now = now
        self.found: list[Found] = []

    def source(self, excerpt: Excerpt) -> str:
        """What kind of text it comes from, and of when."""
        now, zone = self._now()
        return found_in(excerpt.kind, excerpt.at, now, zone)

    def show_found(self, found: Sequence[Found]) -> None:
        self.beginResetModel()
        self.found = list(found)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        hit, excerpt = self.found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.subject
        if role == Qt.ItemDataRole.AccessibleTextRole:
            beside = excerpt and f"{self.source(excerpt)}: {excerpt.text}"
            said = (str(hit.number), hit.subject, hit.customer, wording.status(hit.status), beside)
            return ". ".join(part for part in said if part)
        return None


class _Row(QStyledItemDelegate):
    """Subject and customer above, and below what else holds the words, or how the ticket stands."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, theme.px(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        if not isinstance(model, _Lines):
            return
        hit, excerpt = model.found[index.row()]
        t, rect = theme.current(), QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, t.selected if selected else t.hover)
        painting.hairline(painter, rect.x(), rect.bottom(), rect.width())
        above, below, side = rect.y() + theme.px(18), rect.y() + theme.px(38), theme.px(16)
        start, right = rect.x() + theme.GUTTER_LEFT, rect.right() - theme.GUTTER_RIGHT
        icon = icons.BY_STATUS[hit.status.value]
        icons.paint(painter, icon, t.accent_text if selected else t.text3, start, round(above - side / 2), side)
        start += side + 12
        quiet = "text2" if selected else "text3"
        facts = [Run(f"{hit.number}  ", "body", quiet), *marked(hit.customer, hit.customer_marks, tone=quiet)]
        room = min(width(facts), 300.0)
        paint_line(painter, facts, right - room, above, room + 1)
        paint_line(painter, marked(hit.subject, hit.marks), start, above, right - room - 16 - start)
        if excerpt is None:
            said = [Run(wording.status(hit.status), "small", quiet)]
        else:
            said = [Run(f"{model.source(excerpt)}  ", "small_strong", quiet)]
            said += marked(excerpt.text, excerpt.marks, style="small", tone=quiet)
        paint_line(painter, said, start, below, right - start)
        painter.restore()


def _counted(count: int) -> str:
    return say("The first {count}", count=count) if count == MOST else say("{count} found", count=count)


class FoundPage(Panel):
    """`ticket_wanted` carries the number of what was chosen; Esc clears what is typed, and then it is `left`."""

    ticket_wanted = Signal(int)
    left = Signal()

    def __init__(self, engine: Engine, clock: WallClock, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._engine, self._clock = engine, clock
        self._searching: str | None = None
        self._again = self._open_first = False
        self.field = Field(say("Words, or #2408"), icon="search", height=theme.FIELD_TOOLBAR)
        self._count = Label("", "small", "text3")
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        header = PageHead(say("Search everything"), spacing=16)
        header.row.addWidget(self.field, 1)
        header.row.addWidget(self._count)
        self._found = _Lines(self, lambda: (clock.now(), engine.board.zone))
        self.list = QListView()
        self.list.setModel(self._found)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(say("Found"))
        slim(self.list)
        self._none = Empty("search", "", "")
        self.waiting = Waiting()
        self._looking = margins(self.waiting)
        self._stack = QStackedWidget()
        for page in (self.list, self._none, self._looking):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.field)

        theme.notifier.changed.connect(self.list.doItemsLayout)
        theme.follow(self._fit)
        self.field.edit.installEventFilter(self)
        self.field.edit.textChanged.connect(lambda _: self.refresh())
        self.list.clicked.connect(self._open)
        self.waiting.late.connect(lambda: self._stack.setCurrentWidget(self._looking))
        self.waiting.cancelled.connect(self._stop)
        self.refresh()

    def _fit(self) -> None:
        """The count has its room before it is there: the field in which one types does not narrow as it comes."""
        advance = theme.metrics("small").horizontalAdvance
        self._count.setMinimumWidth(round(max(advance(_counted(MOST)), advance(_counted(MOST - 1)))) + 1)

    def refresh(self) -> None:
        """Look for what is typed, in the background: one search at a time, and then for what was typed meanwhile."""
        text = self.field.text()
        self._open_first = False
        if self._searching is not None:
            self._again = True
            return
        if not text.strip():
            self._show([], "")
            return
        self._searching, self._again = text, False
        board = self._engine.board
        if not self.waiting.waits:
            self.waiting.begin(say("Searching"))

        def work() -> list[Found]:
            hits = board.search(text, MOST)
            beside = board.excerpts(hits, text)
            return [(hit, beside.get(hit.number)) for hit in hits]

        in_background(self, work, lambda found: self._take(found, text), refused=self._refused)

    @property
    def searching(self) -> bool:
        """Whether what is listed is not yet for what is typed."""
        return self._searching is not None

    def _take(self, found: list[Found], text: str) -> None:
        open_first, self._searching = self._open_first, None
        if self._again:
            self.refresh()
            self._open_first = open_first
            if self._searching is not None:
                return
        else:
            self._show(found, text)
        if open_first:
            self._open(self.list.currentIndex())

    def _refused(self, sentence: str) -> None:
        self._searching = None
        if self._again:
            self.refresh()  # something else was typed meanwhile
            return
        self.waiting.end()
        self._none.say(say("Not searched"), sentence)
        self._stack.setCurrentWidget(self._none)

    def _stop(self) -> None:
        """Whoever does not want to wait types something else; what comes is shown all the same."""
        self.waiting.end()
        self._stack.setCurrentWidget(self.list if self._found.found else self._none)

    def _show(self, hits: list[Found], text: str) -> None:
        self.waiting.end()
        self._found.show_found(hits)
        self.list.setCurrentIndex(self._found.index(0, 0))
        self._stack.setCurrentWidget(self.list if hits else self._none)
        self._count.setText(_counted(len(hits)) if text.strip() else "")
        if text.strip():
            self._none.say(say("Nothing matches"), say("No ticket says this. Fewer letters find more."))
        else:
            words = "Subjects, messages, notes, names and numbers of every ticket, also of those that are done."
            self._none.say(say("Search everything"), say(words))

    def described(self) -> list[str]:
        """Each line as a screen reader says it."""
        lines = range(self._found.rowCount())
        return [str(self._found.data(self._found.index(at, 0), Qt.ItemDataRole.AccessibleTextRole)) for at in lines]

    def labels(self) -> list[str]:
        """The subjects that are listed."""
        return [hit.subject for hit, _ in self._found.found]

    def focus_here(self) -> None:
        self.field.edit.setFocus(Qt.FocusReason.TabFocusReason)
        self.field.edit.selectAll()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.ticket_wanted.emit(self._found.found[index.row()][0].number)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            here, count = self.list.currentIndex().row(), self._found.rowCount()
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and count:
                by = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentIndex(self._found.index(max(0, min(here + by, count - 1)), 0))
                return True
            if event.key() == Qt.Key.Key_Escape:
                if self.field.text():
                    self.field.setText("")
                else:
                    self.left.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._searching is not None:
                    self._open_first = True
                else:
                    self._open(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)
