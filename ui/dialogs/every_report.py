"""Every customer's report in one go: of which period, to files, one PDF or the printer, and what goes with each."""

from collections.abc import Callable
from enum import Enum
from typing import Any

from PySide6.QtWidgets import QWidget

from slaapp.domain.period import Period
from slaapp.domain.value import Value
from slaapp.languages import ENGLISH, words_of
from ui.dialogs.ticket.act_form import ActForm, Wrong
from ui.widgets.radio_list import RadioList
from ui.wording import say

PERIOD, INTO, WITH = "period", "into", "with"


class Into(Enum):
    """Where they go."""

    FILES = "files"
    PDF = "pdf"
    PRINT = "print"


class With(Enum):
    """What goes with each report."""

    NOTHING = "nothing"
    LETTER = "letter"
    PACK = "pack"
    BOTH = "both"


class Chosen(Value):
    period: Period
    into: Into
    letter: bool
    pack: bool


class EveryReportForm(ActForm):
    def __init__(
        self,
        over: QWidget,
        kept: dict[str, Any],
        *,
        period: Period,
        can_print: bool,
        attempt: Callable[[Chosen], object],
    ) -> None:
        """`period` is proposed; `attempt` takes what was chosen."""
        lead = say(
            "Each customer’s report as they have it: their sections, their language. Of a period that is not closed "
            "it is a draft; which lack a reason is said at the end."
        )
        super().__init__(over, say("All customers’ reports"), say("Make them"), kept, lead=lead)
        self._attempt, self._can_print = attempt, can_print
        self.period = self.line_field(PERIOD, say("Period"), str(period), start=str(period))
        places = [
            (Into.FILES, say("A file each, in a folder")),
            (Into.PDF, say("One PDF")),
            (Into.PRINT, say("Print")),
        ]
        self.into: RadioList[Into] = RadioList(places, name=say("Where to"))
        self.into.choose(next((one for one in Into if one.value == kept.get(INTO)), Into.FILES))
        self.add(say("Where to"), self.into, note="" if can_print else say("There is no printer here."))
        choices = [
            (With.NOTHING, say("The report alone")),
            (With.LETTER, say("A letter before it")),
            (With.PACK, say("As a pack")),
            (With.BOTH, say("As a pack with a letter")),
        ]
        self.goes_with: RadioList[With] = RadioList(choices, name=say("What is made"))
        self.goes_with.choose(next((one for one in With if one.value == kept.get(WITH)), With.NOTHING))
        note = say("A pack: agreement extract, report, explanations, actions, signatures")
        self.add(say("What is made"), self.goes_with, note=note)
        self.into.chosen.connect(lambda held: kept.update({INTO: held.value}))
        self.goes_with.chosen.connect(lambda held: kept.update({WITH: held.value}))

    def do(self) -> None:
        try:
            period = parsed(self.period.text().strip())
        except ValueError as error:
            why = say("{why} A month is understood by its name too: February 2026.", why=str(error))
            raise Wrong(self.period, why) from error
        into, goes_with = self.into.value or Into.FILES, self.goes_with.value or With.NOTHING
        if into is Into.PRINT and not self._can_print:
            raise Wrong(self.into, say("Nothing was made: there is no printer here. Choose “One PDF” instead."))
        letter, pack = goes_with in (With.LETTER, With.BOTH), goes_with in (With.PACK, With.BOTH)
        self._attempt(Chosen(period, into, letter, pack))


def parsed(text: str) -> Period:
    """As `Period.parse`, and a month by its name too: `February 2026`, `Feb 2026`."""
    name, _, year = text.casefold().rpartition(" ")
    names = [words_of(ENGLISH).month(number).casefold() for number in range(1, 13)]
    numbers = [at for at, month in enumerate(names, start=1) if name.rstrip(" .") in (month, month[:3])]
    return Period.parse(f"{year}-{numbers[0]:02}" if numbers else text)
