"""Makes every customer's report beside the window, with how far it is and Cancel; then files, one PDF, or print."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from slaapp.documents.look import PLAIN
from slaapp.domain import durations
from slaapp.domain.period import Period, PeriodKind
from slaapp.engine import Engine
from slaapp.services.every_report import Draft, Together, Wanted, Written
from ui import printing
from ui.background import Tell, progress_of
from ui.dialogs.every_report import PERIOD, Chosen, EveryReportForm, Into
from ui.dialogs.working import Working
from ui.file_place import choose_folder
from ui.paper import ChoosePrinter, Paper, offer_built_in
from ui.typesetting import set_in_background
from ui.wall_clock import WallClock
from ui.widgets.runs import one_line
from ui.wording import say

ChooseFolder = Callable[[QWidget], Path | None]


class EveryReportWork(QObject):
    told = Signal(str, object)
    """What came of it, and a line for each customer of whom there is no report or a draft that lacks a reason."""

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
        self._missing: tuple[str, ...] = ()
        self._paper.printed.connect(lambda words: self.told.emit(words, self._missing))
        self._paper.refused.connect(self.refused)
        self.form: EveryReportForm | None = None
        self.working: Working | None = None

    def ask(self, period: Period | None = None) -> None:
        """That period is proposed; without one what was typed last, at first the month before this one."""
        if period is None:
            today = durations.wall_time(self._clock.now(), self._engine.board.zone).date()
            period = Period.holding(PeriodKind.MONTH, today).before
        else:
            self._kept.pop(PERIOD, None)
        can_print = self._paper.has_printer()
        self.form = EveryReportForm(self._over, self._kept, period=period, can_print=can_print, attempt=self._attempt)
        self.form.open()

    def _attempt(self, chosen: Chosen) -> None:
        """Raises Refusal where there is nothing to report: the form says so."""
        self._engine.every_report.whose(chosen.period, self._clock.now())
        assert self.form is not None
        self.form.done.connect(lambda: self._begin(chosen))

    def _begin(self, chosen: Chosen) -> None:
        files = chosen.into is Into.FILES
        folder = self.choose_folder(self._over) if files else None
        if folder is not None or not files:
            self._make(chosen, folder)

    def _make(self, chosen: Chosen, folder: Path | None, *, built_in: bool = False) -> None:
        """Into the folder, or without one all in one."""
        wanted = Wanted(period=chosen.period, letter=chosen.letter, pack=chosen.pack, paper=printing.paper())
        wanted = replace(wanted, look=self._engine.looks.look(built_in=built_in))
        every, now = self._engine.every_report, self._clock.now()
        again = partial(self._make, chosen, folder, built_in=True)
        if folder is None:
            hand_out = partial(self._hand_out, chosen.into)
            self._run(lambda tell: every.together(wanted, now=now, tell=tell), hand_out, "", again)
            return
        kept = say("What was written by then is in {folder}.", folder=folder.name)
        written = partial(self._wrote, folder)
        self._run(lambda tell: every.write(folder, wanted, now=now, tell=tell), written, kept, again)

    def _run(
        self, work: Callable[[Tell], object], then: Callable[[Any], None], kept: str, again: Callable[[], None]
    ) -> None:
        """`kept` is what is there all the same when it is stopped, `again` does it with the built-in templates."""
        form = self.working = Working(self._over, say("Making all customers’ reports"), say("Made"))
        form.open()
        telling = progress_of(form, form.waiting.show_part, lambda: form.wanted)

        def end() -> None:
            stopped = not form.wanted
            form.end()
            if stopped:
                self.told.emit(" ".join(filter(None, (say("Stopped."), kept))), ())

        def refuse(sentence: str, template: bool) -> None:
            if template:
                offer_built_in(self._over, sentence, again)
            else:
                self.refused.emit(sentence)

        set_in_background(self, lambda: work(telling), then, refused=refuse, ended=end)

    def _wrote(self, folder: Path, written: Written) -> None:
        count = len(written.files)
        words = say("1 report written into {folder}.", folder=folder.name)
        if count != 1:
            words = say("{count} reports written into {folder}.", count=count, folder=folder.name)
        self.told.emit(words, _missing(written))

    def _hand_out(self, into: Into, made: Together) -> None:
        self._missing = _missing(made)
        if made.pdf and into is Into.PDF:
            self._paper.save(made.title, made.pdf)
        elif made.pdf:
            self._paper.print_document(made.title, lambda _paper, _look: made.pdf, look=PLAIN)
        else:
            self.told.emit(say("No customer has a report."), self._missing)


def _missing(made: Written | Together) -> tuple[str, ...]:
    """Whose reports there are not, and why; whose are drafts, and what these lack."""
    refused = [f"{name}: {why}" for name, why in made.refused]
    none = say("No ticket in that time, so no report: {names}", names=", ".join(map(one_line, made.left_out)))
    return (*refused, *_drafts(made.drafts), *([none] if made.left_out else []))


def _drafts(drafts: Sequence[Draft]) -> Iterator[str]:
    for one in drafts:
        if one.without_reason == 1:
            yield say("{name}: draft, 1 late target without a reason", name=one_line(one.customer))
        elif one.without_reason:
            words = "{name}: draft, {n} late targets without a reason"
            yield say(words, name=one_line(one.customer), n=f"{one.without_reason:,}")
    others = [one_line(one.customer) for one in drafts if not one.without_reason]
    if others:
        yield say("Draft, no reason missing: {names}", names=", ".join(others))


def _ask_folder(over: QWidget) -> Path | None:
    return choose_folder(over, "reports", say("Where the reports go"))
