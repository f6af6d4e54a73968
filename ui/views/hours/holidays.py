"""Holidays and short days of a year at the right of the week, and what is likely forgotten."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from slaapp.domain import durations
from slaapp.domain.calendar import Calendar, Openings
from slaapp.services.calendars import Warn, warnings
from slaapp.services.holiday_lists import days_of, only_until, without_day
from ui import icons, keymap, theme
from ui.actions import Where
from ui.views.hours import times
from ui.views.hours.editing import Editing
from ui.widgets import painting
from ui.widgets.button import Button, Chip, IconButton, Kind
from ui.widgets.empty import Empty
from ui.widgets.label import Icon, Label, Panel
from ui.widgets.runs import one_line
from ui.widgets.scroll import beside_bar, slim
from ui.widgets.side_list import Index, SideItem, dress
from ui.wording import say

HELD = Qt.ItemDataRole.UserRole + 1
ITEM = 33
ROOMY = 230
"""From this width of a line on it shows the weekday and an icon, too."""
BRIEF = 205
"""Narrower than this the year stands alone in its chip."""

MOST = 3
"""So many lines of a name are seen."""

Row = tuple[date, str, str, bool]
"""A day, its name, its hours in words, whether it opens at all."""


def rows_of(calendar: Calendar, year: int) -> list[Row]:
    return [(day, name, how(calendar, day, held), bool(held)) for day, name, held in days_of(calendar, year)]


def how(calendar: Calendar, day: date, openings: Openings | None) -> str:
    """`closed`, `until 12:00`, or what opens then."""
    if not openings:
        return say("closed")
    minute = only_until(calendar, day)
    if minute is not None:
        return say("until {time}", time=times.clock(minute))
    return times.spans(openings).replace(" – ", "–")


def _place(name: str, told: str, width: float) -> tuple[float, int, list[str]]:
    """From where a name stands, in which line it begins, and its lines: below its hours where two have no room."""
    roomy, advance = width >= theme.px(ROOMY), theme.metrics("body").horizontalAdvance
    start = 2 + theme.px(84 if roomy else 54)
    room = width - 2 - advance(told) - 9 - (theme.px(14) + 7 if roomy else 0) - start
    lines = painting.broken(name, "body", room)
    beside = len(lines) <= 2 and all(advance(word) <= room for word in name.split())
    if not beside:
        lines = painting.broken(name, "body", width - start)
    if len(lines) > MOST:
        lines = [*lines[: MOST - 1], f"{lines[MOST - 1]} …"]
    return start, 0 if beside else 1, lines


class _Line(SideItem):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        held = self.parent()
        assert isinstance(held, QListWidget)
        _, name, told, _ = index.data(HELD)
        _, first, lines = _place(name, told, held.viewport().width() - beside_bar(held))
        return QSize(100, theme.px(ITEM) + (first + len(lines) - 1) * theme.line_height("body"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        held = self.parent()
        assert isinstance(held, QListWidget)
        day, name, told, is_open = index.data(HELD)
        t, state = theme.current(), option.state
        rect = QRectF(option.rect).adjusted(0, 0, -beside_bar(held), 0)
        here = bool(state & QStyle.StateFlag.State_Selected) and bool(state & QStyle.StateFlag.State_HasFocus)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.fillRect(rect, t.selected if here else t.hover if over else t.surface)
        middle, x = rect.top() + theme.px(ITEM) / 2, rect.left() + 2
        roomy = rect.width() >= theme.px(ROOMY)
        used = painting.text(painter, durations.short_day(day), "body", t.text, x, middle)
        if roomy:
            painting.text(painter, say(durations.DAYS[day.weekday()]), "small", t.text3, x + used + 4, middle)
        right, side = rect.right() - 2, theme.px(14)
        used = painting.text(painter, told, "body", t.text2, right, middle, right=True)
        icon = "clock" if is_open else "calendar-off"
        if roomy:
            icons.paint(painter, icon, t.text3, right - used - 7 - side, round(middle - side / 2), side)
        start, first, lines = _place(name, told, rect.width())
        for place, words in enumerate(lines, start=first):
            at = middle + place * theme.line_height("body")
            painting.text(painter, words, "body", t.text, rect.left() + start, at, rect.width() - start)
        painting.hairline(painter, rect.left(), rect.bottom() - 1, rect.width(), t.line)
        if here:
            painting.frame(painter, rect.adjusted(1, 1, -1, -1), theme.RADIUS_PILL, fill=None, outline=t.focus, width=2)
        painter.restore()


class _Days(QListWidget):
    """No higher than its lines, so that what is warned of stands below the last one."""

    removed = Signal(object)
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        dress(self, say("Holidays and short days"), _Line(self))
        self.setWordWrap(True)  # laid out anew with each width
        slim(self)
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(item.data(HELD)[0]))
        theme.follow(self.doItemsLayout)

    def show_rows(self, rows: list[Row]) -> None:
        place = self.currentRow()
        self.clear()
        for day, name, told, is_open in rows:
            words = one_line(name) or (say("Short day") if is_open else say("Closed"))
            item = QListWidgetItem(words)
            item.setData(HELD, (day, words, told, is_open))
            said = f"{durations.weekday_and_day(day)} {day.year}, {words}, {told}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            self.addItem(item)
        if rows:
            self.setCurrentRow(min(max(0, place), len(rows) - 1))

    def updateGeometries(self) -> None:
        """After each layout, Qt's own hook: lines are of several heights, by the room for their names."""
        super().updateGeometries()
        self.setMaximumHeight(max(ITEM, self.contentsSize().height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if item is not None and keymap.act_of(event, Where.HOURS) == "hours_remove":
            self.removed.emit(item.data(HELD)[0])
        elif item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(item.data(HELD)[0])
        elif event.text().isalpha():
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Warning(QWidget):
    """What is likely forgotten, on amber."""

    def __init__(self) -> None:
        super().__init__()
        self.year = 0
        self._words = Label("", "prose", "amber_text", wrap=True)
        self.load = Button("", kind=Kind.LINK)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._words)
        column.addWidget(self.load, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        row.addWidget(Icon("triangle-alert", "amber_text", line="prose"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def say(self, found: Sequence[tuple[Warn, int]], *, can_load: bool) -> None:
        """What is likely forgotten; of a year without holidays it offers a list."""
        sentence = "\n".join(_sentence(warn, year) for warn, year in found)
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
        self.year = next((year for warn, year in found if warn is Warn.NO_HOLIDAYS), 0)
        self.load.setText(say("Load {year}", year=self.year))
        self.load.setAccessibleName(self.load.text())
        self.load.setVisible(can_load and bool(self.year))

    def paintEvent(self, event: object) -> None:
        with QPainter(self) as painter:
            painting.frame(painter, QRectF(self.rect()), theme.RADIUS_BUTTON, fill=theme.current().amber_tint)


class HolidaysPanel(Panel):
    day_wanted = Signal(object)
    """A date to be changed, None for a new one."""

    list_wanted = Signal(int)
    """A list of that year."""

    turned = Signal(int)
    """To the days of that year."""

    def __init__(self, editing: Editing) -> None:
        super().__init__("surface", lines="left")
        self._editing = editing
        self.year = 0
        self.add = IconButton("plus", say("Add a holiday or a short day"))
        self.years = Chip(say("Year"), "")
        self.years.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.load = Button(say("Load list"), icon="upload", height=theme.CHIP)
        self.days = _Days()
        self.none = Empty("calendar-off", say("No holidays in this year"), say("Load a list, or add them one by one."))
        self.warning = _Warning()
        head = QHBoxLayout()
        head.addWidget(Label(say("Holidays and short days"), "title_s", wrap=True), 1)
        head.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        bar = QHBoxLayout()
        bar.setSpacing(6)
        bar.addWidget(self.years)
        bar.addWidget(self.load)
        bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(19, 12, 18, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(bar)
        column.addWidget(self.days, 1)
        column.addWidget(self.none, 1)
        column.addWidget(self.warning)
        column.addStretch(0)
        self.years.about_to_show.connect(self._offer_years)
        self.add.clicked.connect(lambda: self.day_wanted.emit(None))
        self.load.clicked.connect(lambda _=False: self.list_wanted.emit(self.year))
        self.warning.load.clicked.connect(lambda _=False: self.list_wanted.emit(self.warning.year))
        self.days.opened.connect(self._open)
        self.days.removed.connect(self._remove)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.years.set_brief(self.width() < theme.px(BRIEF))

    def refresh(self) -> None:
        editing = self._editing
        self.year = self.year or editing.today.year
        self.years.show_value(str(self.year))
        rows = rows_of(editing.calendar, self.year)
        self.days.show_rows(rows)
        self.days.setVisible(bool(rows))
        self.none.setVisible(not rows)
        for button in (self.add, self.load):
            button.setEnabled(editing.editable)
        self.warning.say(warnings(editing.calendar, editing.today), can_load=editing.editable)

    def _offer_years(self) -> None:
        this = self._editing.today.year
        held = {day.year for day in self._editing.calendar.holidays}
        years = sorted({*held, *range(this - 1, this + 4), self.year})
        self.years.menu.clear()
        for year in years:
            action = self.years.menu.addAction(str(year))
            action.setCheckable(True)
            action.setChecked(year == self.year)
            action.triggered.connect(lambda _=False, year=year: self.show_year(year))

    def show_year(self, year: int) -> None:
        self.year = year
        self.refresh()
        self.turned.emit(year)

    def _open(self, day: date) -> None:
        if self._editing.editable:
            self.day_wanted.emit(day)

    def _remove(self, day: date) -> None:
        if self._editing.editable:
            self._editing.change(without_day(self._editing.calendar, day))


def _sentence(warn: Warn, year: int) -> str:
    if warn is Warn.NEVER_OPENS:
        return say("These hours never open, so nothing that counts by them is ever due.")
    return say("No holidays for {year} yet. Due times after 1 January may be too early.", year=year)
