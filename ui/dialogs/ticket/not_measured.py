"""Take a ticket out of the count (C13 of semantics): why, in a word and in the customer's terms."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from slaapp.domain.events import LEAVING, NotMeasuredReason
from ui import wording
from ui.dialogs.ticket.act_form import ActForm, Attempt, Wrong
from ui.dialogs.ticket.kept import CHOICE
from ui.widgets.radio_list import RadioList
from ui.wording import say

OFFERED = (
    NotMeasuredReason.WITHDRAWN,
    NotMeasuredReason.SPAM,
    NotMeasuredReason.OUT_OF_SCOPE,
    NotMeasuredReason.PLANNED_MAINTENANCE,
    NotMeasuredReason.FORCE_MAJEURE,
    NotMeasuredReason.NO_AGREEMENT,
    NotMeasuredReason.NOT_RECORDED,
)
"""A duplicate and a merge name another ticket: they have a form of their own."""

_SELF_EVIDENT = LEAVING
"""Reasons that say it all; the others want a sentence, for the report lists it."""


class NotMeasuredForm(ActForm):
    def __init__(
        self,
        over: QWidget,
        kept: dict[str, Any],
        *,
        number: int,
        is_open: bool,
        decided: int,
        attempt: Attempt,
        reason: NotMeasuredReason | None = None,
    ) -> None:
        """`decided` is how many of its clocks ended or breached already; `attempt` takes reason and text."""
        title = say("Do not measure {number}", number=number)
        super().__init__(over, title, say("Do not measure"), kept)
        self._is_open, self._decided, self._attempt = is_open, decided, attempt
        self.reasons: RadioList[NotMeasuredReason] = RadioList(
            [(held, wording.not_measured(held).capitalize()) for held in OFFERED], name=say("Reason")
        )
        self.add(say("Reason"), self.reasons)
        self.text = self.text_field("text", say("In words"), say("The month’s report prints it"))
        held = _held(kept) if reason is None else reason
        if held is not None:
            self._take(held)
            self.reasons.choose(held)
        self.reasons.chosen.connect(self._take)

    def _take(self, reason: NotMeasuredReason) -> None:
        self.kept[CHOICE] = reason.value
        closes = self._is_open and reason in LEAVING
        parts = [
            say("The ticket is closed.") if closes else say("The ticket stays as it is."),
            say("Clocks that are not decided leave the count."),
        ]
        if self._decided:
            parts.append(say("What is decided stays in the raw figure and leaves the adjusted one."))
        self.say_effect(" ".join(parts))

    def do(self) -> None:
        reason = self.reasons.value
        if reason is None:
            raise Wrong(self.reasons, say("Nothing was changed yet: choose a reason."))
        text = self.text.text().strip()
        if not text and reason not in _SELF_EVIDENT:
            raise Wrong(self.text, say("Nothing was changed yet: say why, the month’s report prints it."))
        self._attempt(reason, text)


def _held(kept: Mapping[str, Any]) -> NotMeasuredReason | None:
    return next((reason for reason in OFFERED if reason.value == kept.get(CHOICE)), None)
