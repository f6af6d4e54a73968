"""Every customer's report in one go: of which period, into files or to the printer, and what goes with each."""

from collections.abc import Callable
from enum import Enum
from typing import Any

from PySide6.QtWidgets import QWidget

from slaapp.domain.period import EXAMPLES, Period
from slaapp.domain.value import Value
from ui.dialogs.ticket.act_form import ActForm, Wrong
from ui.widgets.radio_list import RadioList
from ui.wording import say

FILES, WITH = "files", "with"


class With(Enum):
    """What goes with each report."""

    NOTHING = "nothing"
    LETTER = "letter"
    PACK = "pack"
    BOTH = "both"


class Chosen(Value):
    """`files`: one each into a folder, else one print job."""

    period: Period
    files: bool
    letter: bool
    pack: bool


class EveryReportForm(ActForm):
    def __init__(
        self, over: QWidget, kept: dict[str, Any], *, period: Period, attempt: Callable[[Chosen], object]
    ) -> None:
        """`period` is proposed; `attempt` takes what was chosen."""
        lead = say(
            "Each customer’s report as they have it: their sections, their language. Of a period that is not closed "
            "it is a draft; which lack a reason is said at the end."
        )
        super().__init__(over, say("All customers’ reports"), say("Make them"), kept, lead=lead)
        self._attempt = attempt
        self.period = self.line_field("period", say("Period"), str(period), start=str(period))
        self.into: RadioList[bool] = RadioList(
            [(True, say("A file each, in a folder")), (False, say("One print job"))], name=say("Where to")
        )
        self.into.choose(kept.get(FILES) is not False)
        self.add(say("Where to"), self.into)
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
        self.into.chosen.connect(lambda files: kept.update({FILES: files}))
        self.goes_with.chosen.connect(lambda held: kept.update({WITH: held.value}))

    def do(self) -> None:
        try:
            period = Period.parse(self.period.text().strip())
        except ValueError as error:
            words = say("{why} It looks like {examples}.", why=str(error), examples=EXAMPLES)
            raise Wrong(self.period, words) from error
        goes_with = self.goes_with.value or With.NOTHING
        letter, pack = goes_with in (With.LETTER, With.BOTH), goes_with in (With.PACK, With.BOTH)
        self._attempt(Chosen(period, self.into.value is not False, letter, pack))
