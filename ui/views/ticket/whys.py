"""Opens "Why?" beside the clocks of a ticket, and keeps it up to date while it is open."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from slaapp.services.tickets import TicketPage
from ui.dialogs.why import WhyDialog
from ui.paper import ChoosePrinter
from ui.views.ticket.side_panel import SidePanel
from ui.views.ticket.telling import names
from ui.wall_clock import WallClock
from ui.wording import say


class Whys(QObject):
    told = Signal(str)
    """What changed nothing: copied, printed."""

    refused = Signal(str)
    rule_wanted = Signal(str)
    """A rule is to be read in the help."""

    passage_wanted = Signal(str, int, str)
    """A part of an agreement's version is to be read."""

    def __init__(
        self,
        engine: Engine,
        clock: WallClock,
        panel: SidePanel,
        page: Callable[[], TicketPage | None],
        *,
        choose_printer: ChoosePrinter | None,
    ) -> None:
        super().__init__(panel)
        self._engine, self._clock, self._panel, self._page = engine, clock, panel, page
        self._choose_printer = choose_printer
        self.dialog: WhyDialog | None = None
        """While it is open."""

    def open(self, metric: Metric | None = None, *, tier: Tier = Tier.PUBLIC, cycle: int | None = None) -> None:
        """The ledger of a clock, by default of the most urgent one."""
        page, cards = self._page(), self._panel.cards()
        if page is None or not cards:
            return
        if metric is None:
            metric, cycle = cards[0].face.metric, cards[0].face.cycle
        metrics = [card.face.metric for card in cards]
        dialog = self.dialog = WhyDialog(
            self._panel.window(),
            beside=self._panel,
            ledger_of=lambda of, in_tier, of_cycle, now: self._engine.desk.why(
                page.number, of, tier=in_tier, cycle=of_cycle, now=now
            ),
            metrics=[of for of in Metric if of in metrics],
            clock=self._clock,
            zone=self._engine.board.zone,
            number=page.number,
            names=names(self._engine, page),
            desk=self._engine.catalogue.desk().name,
            look=self._engine.looks.look,
            sheet_of=lambda of, in_tier, of_cycle, now: self._engine.sheets.why(
                page.number, of, tier=in_tier, cycle=of_cycle, now=now
            ),
            choose_printer=self._choose_printer,
            sections_of=lambda name, version: self._engine.papers.sections(name, version, self._clock.now()),
        )
        dialog.closed.connect(self._closed)
        dialog.rule_wanted.connect(self.rule_wanted)
        dialog.passage_wanted.connect(self.passage_wanted)
        dialog.printed.connect(self.told)
        dialog.refused.connect(self.refused)
        dialog.copied.connect(lambda: self.told.emit(say("Copied.")))
        dialog.open_on(metric, tier, cycle)

    def _closed(self) -> None:
        self.dialog = None

    def close(self) -> None:
        if self.dialog is not None:
            self.dialog.close_form()

    def read_again(self) -> None:
        if self.dialog is not None:
            self.dialog.read_again()

    def beat(self, now: Instant) -> None:
        if self.dialog is not None:
            self.dialog.beat(now)
