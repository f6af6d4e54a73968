""" "Why is it due then?": the ledger behind a clock as a sentence, a bar and a table (05 of the design)."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TypeAlias
from zoneinfo import ZoneInfo

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.documents import Column, Sheet, Table, render_why_sheets
from slaapp.documents.look import PLAIN, Look
from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.clock import Reading, State
from slaapp.domain.errors import Refusal
from slaapp.domain.sections import Part
from slaapp.domain.spans import MINUTE, Instant, Seconds
from slaapp.domain.why import Ledger, RowKind
from slaapp.reports.why_sheet import WhySheet
from ui import keymap, theme, wording
from ui.actions import Where
from ui.dialogs import why_words
from ui.dialogs.ledger_table import LedgerTable
from ui.dialogs.why_parts import CitedLine, Foot, Legend
from ui.help_pages import rules_in
from ui.keymap import KeyOf
from ui.paper import ChoosePrinter, Paper
from ui.wall_clock import WallClock
from ui.widgets.button import Button, IconButton
from ui.widgets.focus_ring import FocusRing
from ui.widgets.key_tip import tip_with_keys
from ui.widgets.label import Label
from ui.widgets.ledger_bar import Course, LedgerBar
from ui.widgets.ledger_course import Fill, stretches
from ui.widgets.overlay import Overlay
from ui.widgets.runs import RunsParagraph, plain
from ui.widgets.segmented import Segmented
from ui.wording import say

WIDTH, TOP, MARGIN, APART = 776, 66, 24, 16
"""`APART` is the room left to the clocks beside it."""

LedgerOf: TypeAlias = Callable[[Metric, Tier, int | None, Instant], Ledger]
SheetOf: TypeAlias = Callable[[Metric, Tier, int | None, Instant], WhySheet]
"""What is printed of a clock."""

SectionsOf: TypeAlias = Callable[[str, int], why_words.Sections]
"""The numbers of the parts of an agreement's version."""

_LEGEND = {
    Fill.COUNTS: "Counts",
    Fill.LATE: "Late",
    Fill.PAUSED: "Paused – {cause}",
    Fill.SET_ASIDE: "At another severity",
    Fill.CLOSED: "Outside support hours",
    Fill.RESOLVED: "Resolved",
    Fill.LEFT: "Still left",
}


class WhyDialog(Overlay):
    """Lies beside the clocks, never over them where there is room. ←→ change the clock, P and I the tier."""

    SCRIM = "veil"

    closed = Signal()
    copied = Signal()
    printed = Signal(str)
    """To which printer."""

    refused = Signal(str)
    rule_wanted = Signal(str)
    """A rule is to be read in the help, by its name."""

    passage_wanted = Signal(str, int, str)
    """A part of an agreement's version is to be read: its name, its number, the part's own."""

    def __init__(
        self,
        over: QWidget,
        *,
        beside: QWidget,
        ledger_of: LedgerOf,
        metrics: Sequence[Metric],
        clock: WallClock,
        zone: ZoneInfo,
        number: int,
        names: Mapping[str, str],
        desk: str,
        choose_printer: ChoosePrinter | None = None,
        sections_of: SectionsOf = lambda _name, _version: why_words.UNNUMBERED,
        sheet_of: SheetOf | None = None,
        look: Callable[[], Look] = lambda: PLAIN,
        supposed: str = "",
    ) -> None:
        """`desk` signs what is printed; `choose_printer` asks the person, False when they think better of it. Without
        `sheet_of` what is printed is the table as it is seen: of a clock that is none, as a draft would have it. Then
        `supposed` says what of ("what if v4 had governed it"), also on what is copied and printed."""
        super().__init__(over, width=WIDTH, top=TOP)
        self._desk, self._sheet_of, self._look, self._supposed = desk, sheet_of, look, supposed
        self._paper = Paper(self, choose_printer)
        self._sections_of = cache(sections_of)
        self._beside, self._ledger_of, self._metrics = beside, ledger_of, tuple(metrics)
        self._clock, self._zone, self._number, self._names = clock, zone, number, names
        self._metric, self._tier = self._metrics[0], Tier.PUBLIC
        self._cycle: int | None = None
        self._at: Instant = 0
        self._ledger: Ledger | None = None
        self._ring: FocusRing | None = None
        self._title = Label("", "title_s", elide=True)
        self.metrics = Segmented([(metric, wording.metric(metric)) for metric in self._metrics])
        self.tiers = Segmented(
            [(tier, wording.tier(tier)) for tier in Tier], marked=[("", "text2"), ("lock", "violet_text")]
        )
        self._close = IconButton("x", say("Close"), size=28, keys="Esc")
        self.sentence = RunsParagraph(style="lead")
        self.bar = LedgerBar(zone)
        self._legend = Legend()
        self.table = LedgerTable()
        self._rules = CitedLine()
        self.copy = Button(say("Copy as text"), icon="copy")
        self.print = Button(say("Print"), icon="printer")
        tip_with_keys(self.print, say("Print"), KeyOf("why_print"))
        self._lay_out()
        self.left.connect(self.close_form)
        self._close.clicked.connect(self.close_form)
        self.table.rule_wanted.connect(self._read_rules)
        self.table.part_wanted.connect(self._read_part)
        self._rules.clicked.connect(self._read_agreement)
        self.copy.clicked.connect(self.copy_text)
        self.print.clicked.connect(self.print_ledger)
        self._paper.working.connect(self.print.setDisabled)
        self._paper.printed.connect(self.printed)
        self._paper.refused.connect(self.refused)
        self.metrics.chosen.connect(lambda metric: self.show_clock(metric, self._tier))
        self.tiers.chosen.connect(lambda tier: self.show_clock(self._metric, tier))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(11)
        head.addWidget(self._title, 1)
        head.addWidget(self.metrics)
        head.addWidget(self.tiers)
        head.addWidget(self._close)
        body = QVBoxLayout()
        body.setContentsMargins(MARGIN, 14, MARGIN, 0)
        body.setSpacing(0)
        body.addLayout(head)
        body.addSpacing(16)
        body.addWidget(self.sentence)
        body.addSpacing(14)
        body.addWidget(self.bar)
        body.addWidget(self._legend)
        body.addSpacing(10)
        body.addWidget(self.table, 1)
        body.addSpacing(10)
        foot = Foot()
        foot_row = QHBoxLayout(foot)
        foot_row.setContentsMargins(24, 10, 16, 10)
        foot_row.setSpacing(12)
        foot_row.addWidget(self._rules, 1)
        foot_row.addWidget(self.copy)
        foot_row.addSpacing(-4)
        foot_row.addWidget(self.print)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(foot)
        self._foot = foot

    # What it shows

    @property
    def ledger(self) -> Ledger | None:
        return self._ledger

    def open_on(self, metric: Metric, tier: Tier, cycle: int | None) -> None:
        self._cycle = cycle
        self.show_clock(metric, tier, cycle=cycle)
        self.open()
        if self._way_back and self._beside.isAncestorOf(self._way_back[0]):
            self._ring = FocusRing(self._way_back[0], theme.RADIUS_BUTTON)
        self.metrics.segment(metric).setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """A dialog is made anew each time it is asked for."""
        if self._ring is not None:
            self._ring.hide()
            self._ring.deleteLater()
        super().close_form()
        self.closed.emit()
        self.deleteLater()

    def show_clock(self, metric: Metric, tier: Tier, *, cycle: int | None = None) -> None:
        """The latest cycle of a metric, or the one named; where it has no internal target the public one is shown."""
        now = self._clock.now()
        try:
            ledger = self._read(metric, tier, cycle, now)
        except Refusal:
            if tier is Tier.PUBLIC:
                raise
            tier = Tier.PUBLIC
            ledger = self._read(metric, tier, cycle, now)
        self._metric, self._tier, self._cycle = metric, tier, cycle
        self._ledger = ledger
        self.metrics.choose(metric)
        self.tiers.choose(tier)
        self._show(ledger)

    def beat(self, now: Instant) -> None:
        """At a new minute the ledger is read again."""
        if self.isVisible() and now // MINUTE != self._at // MINUTE:
            self.read_again()

    def read_again(self) -> None:
        """The ticket changed: so may have what counted. Where the clock is gone, the dialog goes with it."""
        try:
            self.show_clock(self._metric, self._tier, cycle=self._cycle)
        except Refusal:
            self.close_form()

    def _read(self, metric: Metric, tier: Tier, cycle: int | None, now: Instant) -> Ledger:
        """As of the full minute where that tells the same story, so that minutes are exact and add up. It does not
        where events bear seconds and by now a minute more has counted, as the card of the clock shows it."""
        exact = self._named(self._ledger_of(metric, tier, cycle, now))
        self._at = now
        full = now - now % MINUTE
        under_way = exact.clock.ended_at is None and exact.clock.measured
        if full == now or not under_way or full <= exact.clock.started_at:
            return exact
        floored = self._named(self._ledger_of(metric, tier, cycle, full))
        if _story(floored) == _story(exact):
            self._at = full
            return floored
        return exact

    def _named(self, ledger: Ledger) -> Ledger:
        """People by their names, not their accounts."""
        rows = tuple(replace(row, by=self._names.get(row.by, row.by)) if row.by else row for row in ledger.rows)
        return replace(ledger, rows=rows)

    def _show(self, ledger: Ledger) -> None:
        now, zone = self._at, self._zone
        sections = self._sections(ledger)
        shown = why_words.rows(ledger, now, zone, sections)
        self._title.setText(why_words.title(ledger, now, zone))
        asked = why_words.asked(self._supposed) if self._supposed else ()
        self.sentence.set_runs((*asked, *why_words.sentence(ledger, now, zone)))
        course = self._course(ledger)
        self.bar.setVisible(bool(course.stretches))
        self.bar.show_course(course, why_words.spoken(shown))
        self._legend.setVisible(bool(course.stretches))
        self._legend.show_entries(_legend(ledger, course))
        self.table.show_rows(shown)
        self._rules.set_runs(why_words.rules(ledger, sections))
        if self.isVisible():
            self.refit()

    def _course(self, ledger: Ledger) -> Course:
        reading = ledger.reading
        due = _due(reading)
        internal, share = None, None
        if ledger.tier is Tier.PUBLIC:
            try:
                inner = self._ledger_of(ledger.metric, Tier.INTERNAL, ledger.cycle, self._at).reading
            except Refusal:
                inner = None
            if inner is not None:
                internal = _due(inner)
                if inner.left and reading.left and reading.state is not State.ENDED:
                    share = min(1.0, inner.left / reading.left)
        running = ledger.clock.ended_at is None and ledger.clock.measured
        return Course(stretches(ledger.rows), self._at, due, internal, share, running)

    def copy_text(self) -> None:
        if self._ledger is not None:
            sections = self._sections(self._ledger)
            text = why_words.as_text(self._ledger, self._at, self._zone, heading=self._about(), sections=sections)
            QGuiApplication.clipboard().setText(text)
            self.copied.emit()

    def print_ledger(self) -> None:
        """The clock that is shown, on a page to check with a pencil."""
        if self._ledger is None:
            return
        if self._sheet_of is not None:
            sheet = self._sheet_of(self._metric, self._tier, self._cycle, self._at)

            def render(paper: str, look: Look) -> bytes:
                return render_why_sheets((sheet,), paper=paper, look=look)

            self._paper.print_document(self._about(), render, look=self._look())
        else:
            self._paper.print_sheet(self._sheet(self._ledger), made_at=self._at, zone=self._zone)

    def _sheet(self, ledger: Ledger) -> Sheet:
        places = [place for place, name in enumerate(why_words.COLUMNS) if name]
        columns = [Column(say(why_words.COLUMNS[at]), right=at >= len(places) - 2, wide=at == 1) for at in places]
        rows = [([row.cells[at] for at in places], row.last) for row in self.table.shown]
        return Sheet(
            heading=self._title.text(),
            about=self._about(),
            desk=self._desk,
            sentence=plain(self.sentence.runs),
            tables=(Table(columns, rows),),
            note=plain(why_words.rules(ledger, self._sections(ledger))),
        )

    def _about(self) -> str:
        clock = f"{wording.metric(self._metric)}, {wording.tier(self._tier).lower()}"
        return wording.joined(str(self._number), clock, self._supposed)

    # Rules

    def _read_rules(self, cited: str = "") -> None:
        """Those that are cited: the first of them is gone to."""
        held = cited or " ".join([] if self._ledger is None else why_words.codes(self._ledger))
        rule = next(rules_in(held), "rules")
        self.close_form()
        self.rule_wanted.emit(rule)

    def _sections(self, ledger: Ledger) -> why_words.Sections:
        return self._sections_of(ledger.agreement, ledger.version)

    def _read_agreement(self) -> None:
        """Where the first row that is cited stands in it."""
        part = next((row.part for row in self.table.shown if row.part is not None and row.rule), None)
        if part is None:
            self._read_rules()
        else:
            self._read_part(part)

    def _read_part(self, part: Part) -> None:
        assert self._ledger is not None
        name, version = self._ledger.agreement, self._ledger.version
        self.close_form()
        self.passage_wanted.emit(name, version, part.value)

    # Place, keys

    def event(self, event: QEvent) -> bool:
        """Single letters are this dialog's, not the window's, while it is open."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier
            if not held or keymap.act_of(event, Where.WHY):
                event.accept()
                return True
        return super().event(event)

    def _place(self) -> None:
        """To the left of the clocks where the window is wide enough for both."""
        self.table.fit_to(self._room() - 2 * MARGIN - 2)
        super()._place()
        box = self.form.geometry()
        edge = self._beside.mapTo(self._over, QPoint(0, 0)).x() - APART
        box.moveRight(max(edge - 1, 16 + box.width()))
        if box.right() > self.width() - 16:
            box.moveRight(self.width() - 16)
        self.form.setGeometry(box)
        if self.isVisible():  # beside its scroll bar there is less room than was measured with
            self.table.fit_to(self.table.viewport().width())
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        does: dict[str, Callable[[], object]] = {
            "why_public": lambda: self.show_clock(self._metric, Tier.PUBLIC, cycle=self._cycle),
            "why_internal": lambda: self.show_clock(self._metric, Tier.INTERNAL, cycle=self._cycle),
            "why_copy": self.copy_text,
            "why_print": self.print_ledger,
            "why_rules": self._read_rules,
            "why_agreement": self._read_agreement,
        }
        name = keymap.act_of(event, Where.WHY)
        if name is not None:
            does[name]()
            return
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                step = 1 if event.key() == Qt.Key.Key_Right else -1
                place = (self._metrics.index(self._metric) + step) % len(self._metrics)
                self.show_clock(self._metrics[place], self._tier)
                self.metrics.segment(self._metric).setFocus(Qt.FocusReason.OtherFocusReason)
            case Qt.Key.Key_Up | Qt.Key.Key_Down | Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                self.table.keyPressEvent(event)
            case _:
                super().keyPressEvent(event)


def _story(ledger: Ledger) -> tuple[list[RowKind], State, Seconds]:
    """What happened, where the clock stands, and how many minutes have counted."""
    return [row.kind for row in ledger.rows], ledger.reading.state, ledger.reading.used // MINUTE


def _due(reading: Reading) -> Instant | None:
    """Where the flag stands: while paused, where it would be due if it went on now."""
    if reading.state is not State.PAUSED:
        return reading.due_at
    return None if wording.overspent(reading) else reading.due_if_resumed


def _legend(ledger: Ledger, course: Course) -> list[tuple[Fill, str]]:
    there = {stretch.fill for stretch in course.stretches}
    causes = dict.fromkeys(
        wording.status(row.status).lower()
        for row in ledger.rows
        if row.kind is RowKind.PAUSED and row.status is not None
    )
    return [
        (fill, say(words).format(cause=", ".join(causes)) if fill is Fill.PAUSED else say(words))
        for fill, words in _LEGEND.items()
        if fill in there
    ]
