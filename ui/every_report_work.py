"""Makes every customer's report beside the window, with how far it is and Cancel; then files, or one print job."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from slaapp.documents.look import PLAIN
from slaapp.documents.pages import joined
from slaapp.domain import durations
from slaapp.domain.period import Period, PeriodKind
from slaapp.engine import Engine
from slaapp.services.every_report import Made, Wanted, Written
from ui import printing
from ui.background import Tell, in_background, progress_of
from ui.dialogs.every_report import Chosen, EveryReportForm
from ui.dialogs.working import Working
from ui.file_place import choose_folder
from ui.paper import ChoosePrinter, Paper
from ui.wall_clock import WallClock
from ui.widgets.runs import one_line
from ui.wording import say

ChooseFolder = Callable[[QWidget], Path | None]


class EveryReportWork(QObject):
    told = Signal(str, object)
    """What came of it, and a line for each customer of whom there is no report."""

    refused = Signal(str)

    def __init__(
        self,
        engine: Engine,
        clock: WallClock,
        over: QWidget,
        *,
        choose_folder: ChooseFolder | None = None,
        choose_printer: ChoosePrinter | None = None,
    ) -> None:
        """`choose_folder` and `choose_printer` ask the person; each may think better of it."""
        super().__init__(over)
        self._engine, self._clock, self._over = engine, clock, over
        self.choose_folder = choose_folder or _ask_folder
        self._kept: dict[str, Any] = {}
        self._paper = Paper(over, choose_printer)
        self._paper.printed.connect(lambda words: self.told.emit(words, ()))
        self._paper.refused.connect(self.refused)
        self.form: EveryReportForm | None = None
        self.working: Working | None = None

    def ask(self) -> None:
        """The month before this one is proposed."""
        today = durations.wall_time(self._clock.now(), self._engine.board.zone).date()
        month = Period.holding(PeriodKind.MONTH, today).before
        self.form = EveryReportForm(self._over, self._kept, period=month, attempt=self._attempt)
        self.form.open()

    def _attempt(self, chosen: Chosen) -> None:
        """Raises Refusal where there is nothing to report: the form says so."""
        self._engine.every_report.whose(chosen.period, self._clock.now())
        assert self.form is not None
        self.form.done.connect(lambda: self._begin(chosen))

    def _begin(self, chosen: Chosen) -> None:
        wanted = Wanted(period=chosen.period, letter=chosen.letter, pack=chosen.pack, paper=printing.paper())
        wanted = replace(wanted, look=self._engine.looks.look())
        every, now = self._engine.every_report, self._clock.now()
        if not chosen.files:
            self._run(lambda tell: list(every.make(wanted, now=now, tell=tell)), self._print, "")
            return
        folder = self.choose_folder(self._over)
        if folder is not None:
            kept = say("What was written by then is in {folder}.", folder=folder.name)
            self._run(lambda tell: every.write(folder, wanted, now=now, tell=tell), partial(self._wrote, folder), kept)

    def _run(self, work: Callable[[Tell], object], then: Callable[[Any], None], kept: str) -> None:
        """`kept` is what is there all the same when it is stopped."""
        form = self.working = Working(self._over, say("Making all customers’ reports"), say("Made"))
        form.open()
        telling = progress_of(form, form.waiting.show_part, lambda: form.wanted)

        def end() -> None:
            stopped = not form.wanted
            form.end()
            if stopped:
                self.told.emit(" ".join(filter(None, (say("Stopped."), kept))), ())

        in_background(self, lambda: work(telling), then, refused=self.refused.emit, ended=end)

    def _wrote(self, folder: Path, written: Written) -> None:
        count = len(written.files)
        words = say("1 report written into {folder}.", folder=folder.name)
        if count != 1:
            words = say("{count} reports written into {folder}.", count=count, folder=folder.name)
        none = say("No ticket in that time, so no report: {names}", names=", ".join(map(one_line, written.left_out)))
        self.told.emit(words, (*_lines(written.refused), *([none] if written.left_out else [])))

    def _print(self, made: list[Made]) -> None:
        there = [one.pdf for one in made if not one.why]
        refused = tuple((one.customer, one.why) for one in made if one.why)
        if refused:
            self.told.emit(say("Some customers have no report."), _lines(refused))
        if there:
            self._paper.print_document(say("All customers’ reports"), lambda _paper, _look: joined(there), look=PLAIN)


def _lines(refused: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(f"{name}: {why}" for name, why in refused)


def _ask_folder(over: QWidget) -> Path | None:
    return choose_folder(over, "reports", say("Where the reports go"))
