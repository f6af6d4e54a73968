"""Paints a line of the queue whole: a ticket with its countdown, or the heading of a group."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from slaapp.domain import durations
from slaapp.domain.agreement import Severity
from slaapp.domain.clock import Band
from slaapp.domain.events import TicketId
from slaapp.services.board import Group, Row, Standing
from ui import icons, queue_words, theme, wording
from ui.delegates import cells, two_lines
from ui.delegates.cells import Ground
from ui.models.arrangement import Column, Entry, Heading
from ui.models.queue_columns import LEFT, Place
from ui.models.queue_table import Index, QueueTable
from ui.theme import Colour
from ui.widgets import painting
from ui.widgets.runs import one_line

EDGE = 3
PILL_GAP = 14
PILL_TOP = 7
"""Of a row of two lines, from its upper edge to the pill."""


def _fill(band: Band, *, selected: bool, hovered: bool) -> Colour:
    t = theme.current()
    if selected:
        return t.selected
    if hovered:
        return t.hover
    return t.red_row if band is Band.BREACHED else t.surface


class QueueLine(QStyledItemDelegate):
    """`places`, `compact` and `two_lines` are set by the view when its size changes; `painted` keeps what each pill
    last said, `flashing` are tickets that have just come into another group."""

    def __init__(self, table: QueueTable, zone: ZoneInfo) -> None:
        super().__init__(table)
        self._table = table
        self.zone = zone
        self.places: tuple[Place, ...] = ()
        self.compact = self.two_lines = False
        self.flashing: frozenset[TicketId] = frozenset()
        self.target: int | None = None
        """The ticket on which something is about to be dropped."""

        self.selected_at = self.hovered_at = -1
        """Lines. The option would tell them too, but to ask it makes ready all that a style of Qt's knows of."""

        self.has_focus = False
        self.pills_only = False
        """The part that is painted now lies in the column of pills: the rest of a row need not be."""

        self.painted: dict[str, str] = {}

    def row_height(self) -> int:
        if self.two_lines:
            return theme.px(theme.ROW_TWO_LINES)
        return theme.px(theme.ROW_COMPACT if self.compact else theme.ROW)

    def heading_height(self) -> int:
        return theme.px(theme.GROUP_COMPACT if self.compact else theme.GROUP)

    def pill_rect(self, row: QRect) -> QRect:
        """Of a row's rectangle, the part that a second changes."""
        width = self.places[0].width - theme.px(PILL_GAP) if self.places else theme.px(theme.PILL_WIDTH)
        height = theme.px(theme.PILL_HEIGHT)
        top = theme.px(PILL_TOP) if self.two_lines else (row.height() - height) // 2
        return QRect(row.x() + LEFT, row.y() + top, width, height)

    def severity_rect(self, row: QRect) -> QRect:
        """Of a row's rectangle, where its severity stands; empty where that column is not seen."""
        if self.two_lines:
            return two_lines.severity_rect(row)
        place = next((held for held in self.places if held.column is Column.SEVERITY), None)
        return QRect() if place is None else QRect(row.x() + place.x, row.y(), place.room, row.height())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = isinstance(self._table.line(index.row()), Heading)
        return QSize(0, self.heading_height() if heading else self.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._table.line(index.row())
        rect: QRect = option.rect
        selected, hovered = index.row() == self.selected_at, index.row() == self.hovered_at
        painter.save()
        # Marks that are piled on a letter reach beyond it.
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        if isinstance(line, Heading):
            self._heading(painter, rect, line, selected=selected)
        else:
            self._ticket(painter, rect, line, selected=selected, hovered=hovered)
        aimed = isinstance(line, Entry) and line.row.number == self.target
        if aimed or (selected and self.has_focus and self.target is None):
            ring = QRectF(rect).adjusted(EDGE + 1, 1, -3, -2)
            painting.frame(painter, ring, theme.RADIUS_PILL, fill=None, outline=theme.current().focus, width=2)
        painter.restore()

    # A heading

    def _heading(self, painter: QPainter, rect: QRect, line: Heading, *, selected: bool) -> None:
        t = theme.current()
        painter.fillRect(rect, t.selected if selected else t.subtle)
        painting.hairline(painter, rect.x(), rect.bottom(), rect.width())
        middle = rect.y() + rect.height() // 2
        ink = t.red_text if line.group is Group.OVERDUE else t.text2
        side = theme.px(14)
        mark = "chevron-right" if line.closed else "chevron-down"
        icons.paint(
            painter, mark, ink if line.group is Group.OVERDUE else t.text3, rect.x() + LEFT, middle - side / 2, side
        )
        at: float = rect.x() + LEFT + side + 8
        at += painting.text(painter, queue_words.heading(line.group), "small_semi", ink, at, middle)
        painting.text(painter, str(line.count), "small", t.text3, at + 9, middle)

    # A ticket

    def _ticket(self, painter: QPainter, rect: QRect, entry: Entry, *, selected: bool, hovered: bool) -> None:
        row, standing = entry.row, self._table.shown(entry)
        reading = standing.reading
        band = Band.NOT_MEASURED if reading is None else reading.band
        marked = entry.key in self._table.marks
        selected = selected or marked or entry.key in self.flashing
        ground = Ground(selected=selected, paused=band is Band.PAUSED)
        painter.fillRect(rect, _fill(band, selected=selected, hovered=hovered))
        painting.hairline(painter, rect.x(), rect.bottom(), rect.width())
        self._edge(painter, rect, band)
        if self.two_lines:
            self._pill(painter, rect, entry, standing, selected=selected)
            if not self.pills_only:
                pill, draft = self.pill_rect(rect), self._table.has_draft(row.number)
                two_lines.paint(painter, rect, pill, row, standing, ground, self._table.now, self.zone, draft=draft)
        else:
            for place in self.places[:1] if self.pills_only else self.places:
                self._cell(painter, rect, place, entry, standing, ground)
        if marked:
            self._mark(painter, rect)

    def _cell(
        self, painter: QPainter, rect: QRect, place: Place, entry: Entry, standing: Standing, ground: Ground
    ) -> None:
        row, x, middle = entry.row, rect.x() + place.x, rect.y() + rect.height() // 2
        match place.column:
            case Column.REMAINING:
                self._pill(painter, rect, entry, standing, selected=ground.selected)
            case Column.CLOCK:
                self._clock(painter, x, middle, place, standing, ground)
            case Column.DUE:
                self._due(painter, x, middle, place, row, standing, ground)
            case Column.SEVERITY:
                self._severity(painter, x, middle, place, row, ground)
            case Column.NUMBER:
                painting.text(painter, str(row.number), "body", ground.text3(), x, middle)
            case Column.SUBJECT:
                draft = self._table.has_draft(row.number)
                cells.subject(painter, x, middle, place.room, row, standing, ground, draft=draft)
            case Column.CUSTOMER:
                painting.text(painter, one_line(row.customer), "prose", ground.text2(), x, middle, place.room)
            case Column.STATUS:
                self._status(painter, x, middle, place, row, ground)
            case Column.ASSIGNEE:
                self._assignee(painter, x, middle, place, row.assignee, ground)
            case Column.UPDATED | Column.RECEIVED:
                at = row.updated_at if place.column is Column.UPDATED else row.received_at
                words = durations.when(at, self._table.now, self.zone)
                painting.text(painter, words, "body", ground.text3(), x, middle, place.room)
            case Column.SERVICE:
                words = one_line(row.service or "")
                painting.text(painter, words, "prose", ground.text2(), x, middle, place.room)

    def _mark(self, painter: QPainter, rect: QRect) -> None:
        """On the pill's edge, which every form of the row has: as far from the figure as from what follows."""
        t, pill, side = theme.current(), self.pill_rect(rect), theme.px(PILL_GAP)
        disc = QRectF(pill.x() + pill.width() - theme.px(4), pill.y() + (pill.height() - side) // 2, side, side)
        painting.frame(painter, disc, side / 2, fill=t.accent, outline=t.selected)
        inside = side - 2 * theme.px(3)
        icons.paint(painter, "check", t.on_accent, disc.x() + theme.px(3), disc.y() + theme.px(3), inside, stroke=4)

    def _edge(self, painter: QPainter, rect: QRect, band: Band) -> None:
        t = theme.current()
        if band is Band.BREACHED:
            painter.fillRect(QRect(rect.x(), rect.y(), EDGE, rect.height() - 1), t.red)
        elif band is Band.WARNING:
            y, end = rect.y(), rect.bottom()
            while y < end:
                painter.fillRect(QRect(rect.x(), y, EDGE, min(5, end - y)), t.amber)
                y += 8

    def _pill(self, painter: QPainter, rect: QRect, entry: Entry, standing: Standing, *, selected: bool) -> None:
        reading = standing.reading
        words = queue_words.done_or_countdown(entry.row, reading)
        self.painted[entry.key] = words
        look = theme.pill(Band.NOT_MEASURED if reading is None else reading.band)
        icon = "circle-check" if entry.row.status.done and reading is None else icons.of_reading(reading)
        outline = selected and theme.current().dark
        painting.pill(painter, QRectF(self.pill_rect(rect)), look, icon, words, outline=outline)

    def _clock(self, painter: QPainter, x: int, middle: int, place: Place, standing: Standing, ground: Ground) -> None:
        if standing.metric is None:
            painting.text(painter, wording.NOTHING, "body", ground.text3(), x, middle)
            return
        side = theme.px(14)
        icons.paint(painter, icons.BY_METRIC[standing.metric], ground.text3(), x, middle - side / 2, side)
        if not place.folded:
            words = wording.metric_short(standing.metric)
            painting.text(painter, words, "body", ground.text2(), x + side + 6, middle, place.room - side - 6)

    def _due(
        self, painter: QPainter, x: int, middle: int, place: Place, row: Row, standing: Standing, ground: Ground
    ) -> None:
        now = self._table.now
        if self._table.shows_done:
            words = wording.NOTHING if row.resolved_at is None else durations.when(row.resolved_at, now, self.zone)
            ink = ground.text2()
        else:
            words = queue_words.due_column(standing, now, self.zone)
            if theme.metrics("body").horizontalAdvance(words) > place.room:
                words = queue_words.due_column(standing, now, self.zone, short=True)
            ink = ground.text2() if ground.paused else theme.current().text
        painting.text(painter, words, "body", ink, x, middle, place.room)

    def _severity(self, painter: QPainter, x: int, middle: int, place: Place, row: Row, ground: Ground) -> None:
        painting.severity(painter, x, middle, row.severity)
        if place.folded:
            return
        urgent = row.severity is Severity.URGENT
        ink, style = (theme.current().text, "semi") if urgent else (ground.text2(), "body")
        words, start = wording.severity_called(row.severity, row.meaning), theme.px(14) + 8
        painting.text(painter, words, style, ink, x + start, middle, place.room - start)

    def _status(self, painter: QPainter, x: int, middle: int, place: Place, row: Row, ground: Ground) -> None:
        status = row.status_at(self._table.now)
        side = theme.px(14)
        icons.paint(painter, icons.BY_STATUS[status], ground.text3(), x, middle - side / 2, side)
        if not place.folded:
            words = wording.status(status)
            painting.text(painter, words, "body", ground.text2(), x + side + 6, middle, place.room - side - 6)

    def _assignee(
        self, painter: QPainter, x: int, middle: int, place: Place, assignee: str | None, ground: Ground
    ) -> None:
        side = theme.px(20)
        painting.avatar(painter, x, middle, None if assignee is None else wording.initials(assignee), side)
        if place.folded:
            return
        words = wording.say("Unassigned") if assignee is None else one_line(assignee)
        ink = ground.text3() if assignee is None else ground.text2()
        painting.text(painter, words, "prose", ink, x + side + 7, middle, place.room - side - 7)
