"""A missed target that both sides agreed not to count (C15 of semantics): why, and who agreed."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from slaapp.domain.agreement import Metric
from ui import wording
from ui.dialogs.ticket.act_form import ActForm, Attempt, Wrong, required
from ui.widgets.radio_list import RadioList
from ui.wording import say

Miss = tuple[Metric, int]
"""A metric and its cycle."""


class WaiveForm(ActForm):
    def __init__(
        self,
        over: QWidget,
        kept: dict[str, Any],
        *,
        number: int,
        missed: Sequence[tuple[Miss, str]],
        attempt: Attempt,
    ) -> None:
        """`missed` are the targets that can be waived, with how late each was; `attempt` takes miss, reason, name."""
        lead = say("The raw figure keeps the miss, the adjusted one beside it leaves it out; both are printed.")
        super().__init__(over, say("Waive a missed target of {number}", number=number), say("Waive"), kept, lead=lead)
        self._attempt = attempt
        self.missed: RadioList[Miss] = RadioList(
            [(miss, f"{wording.cycle_of(*miss)}, {late}") for miss, late in missed], name=say("Target"), columns=1
        )
        self.missed.choose(missed[0][0])
        self.add(say("Target"), self.missed)
        self.reason = self.text_field("reason", say("Reason"), say("Why it is not to count; the report prints it"))
        self.agreed_by = self.line_field("agreed_by", say("Agreed by"), say("Who agreed at the customer’s"))
        self._first = self.reason if len(missed) == 1 else self.missed

    def do(self) -> None:
        miss = self.missed.value
        if miss is None:
            raise Wrong(self.missed, say("Nothing was waived yet: choose the target."))
        reason = required(self.reason, say("Nothing was waived yet: say why it is not to count."))
        name = required(self.agreed_by, say("Nothing was waived yet: name who agreed to it."))
        self._attempt(miss, reason, name)
