"""Paper slips from the window: the next ones are printed, and those that come back are entered one after the other."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from slaapp.documents.look import Look
from slaapp.documents.slips import render_slips
from slaapp.engine import Engine
from slaapp.services.desk import TicketDraft
from slaapp.services.slips import Slip
from ui import kept_text
from ui.commands import Commands
from ui.dialogs.added_parties import AddedParties
from ui.dialogs.log_ticket_files import FromMail
from ui.dialogs.parties import parties
from ui.dialogs.slip import RECEIVED, SlipForm, Written
from ui.dialogs.slips_to_print import LANGUAGE, SlipsToPrint, Wanted
from ui.paper import ChoosePrinter, Paper
from ui.wall_clock import WallClock
from ui.wording import say

ENTERING, PRINTING = "paper slip", "paper slips to print"
"""Under which names what was typed in the forms is kept."""


class SlipWork(QObject):
    entered = Signal(int, int, object)
    """A slip's number, that of its ticket, and the Changes."""

    printed = Signal(str)
    refused = Signal(str)
    closed = Signal()

    def __init__(
        self,
        engine: Engine,
        commands: Commands,
        clock: WallClock,
        over: QWidget,
        typed: dict[str, Any],
        *,
        open_of: Callable[[str], Sequence[tuple[int, str]]],
        choose_printer: ChoosePrinter | None = None,
    ) -> None:
        """`typed` is what the window keeps of what was typed and not used."""
        super().__init__(over)
        self._engine, self._commands, self._clock, self._over, self._open_of = engine, commands, clock, over, open_of
        self._typed = typed
        self.printing: SlipsToPrint | None = None
        self.form: SlipForm | None = None
        self._paper = Paper(over, choose_printer)
        self._paper.printed.connect(self.printed)
        self._paper.refused.connect(self.refused)

    def ask_what_to_print(self) -> None:
        form = self.printing = SlipsToPrint(self._over, kept_text.form(self._typed, PRINTING), attempt=self._print)
        form.done.connect(lambda: self._remember(form.language.value))
        for ended in (form.left, form.leave_button.clicked, form.close_button.clicked, form.done):
            ended.connect(self._printing_left)
        form.open()

    def _remember(self, language: str | None) -> None:
        """A desk's slips are mostly in one language."""
        kept_text.form(self._typed, PRINTING)[LANGUAGE] = language

    def _printing_left(self) -> None:
        self.printing = None
        self.closed.emit()

    def _print(self, wanted: Wanted) -> None:
        """The numbers of new ones are given out as they are set. Raises Refusal."""
        numbers: Sequence[int]
        if wanted.count:
            numbers = self._commands.attempt(self._engine.slips.number_next, wanted.count)[0]
        else:
            numbers = self._engine.slips.again(wanted.first, wanted.last)
        desk, now = self._engine.catalogue.desk().name, self._clock.now()
        first, last = numbers[0], numbers[-1]
        title = say("Paper slips {first} to {last}", first=first, last=last)
        if first == last:
            title = say("Paper slip {number}", number=first)

        def render(paper: str, look: Look) -> bytes:
            return render_slips(
                numbers,
                again=not wanted.count,
                desk=desk,
                made_at=now,
                language=wanted.language,
                paper=paper,
                templates=look.templates,
            )

        self._paper.print_document(title, render, look=self._engine.looks.look())

    def enter(self, after: int = 0) -> None:
        """Ask for a slip; the number that is proposed is the lowest that is missing beyond `after`."""
        now = self._clock.now()
        form = self.form = SlipForm(
            self._over,
            kept_text.form(self._typed, ENTERING),
            next_number=self._engine.slips.next_missing(after),
            zone=self._engine.board.zone,
            now=now,
            parties=lambda: parties(self._engine, now, self._open_of),
            attempt=self._take,
        )
        form.left.connect(self._left)
        form.leave_button.clicked.connect(self._left)
        form.close_button.clicked.connect(self._left)
        form.open()

    def _left(self) -> None:
        self.form = None
        self.closed.emit()

    def _take(self, written: Written) -> None:
        """Raises Refusal; who was to be added stays then, for the next try."""
        party, added = written.party, AddedParties(self._engine, self._commands)
        if party is not None:
            party = added.complete(party, FromMail())
        draft = TicketDraft(
            subject=written.subject,
            severity=written.severity,
            customer=None if party is None else party.customer,
            contact=None if party is None else party.contact,
            received_at=written.received_at,
        )
        slip = Slip(
            number=written.number,
            draft=draft,
            answered_at=written.answered_at,
            told=written.told,
            resolved_at=written.resolved_at,
            minutes=written.minutes,
            waits=written.waits,
        )
        number, changes = self._commands.attempt(self._engine.slips.enter, slip)
        assert self.form is not None
        self.form.done.connect(lambda: self._go_on(written))
        self.entered.emit(written.number, number, replace(changes, records=added.records))

    def _go_on(self, written: Written) -> None:
        """To the next slip, which was mostly received on the same day."""
        kept_text.form(self._typed, ENTERING)[RECEIVED] = written.received_at
        self.enter(written.number)
