"""A ticket whose reopen window is over (C10 of semantics) goes on as a new one that follows it up."""

from datetime import date

from PySide6.QtWidgets import QWidget

from slaapp.domain.durations import weekday_and_day
from ui.dialogs.ticket.act_form import ActForm, Attempt
from ui.wording import say


class ReopenForm(ActForm):
    def __init__(
        self, over: QWidget, *, number: int, last_day: date | None, merged_into: int | None, attempt: Attempt
    ) -> None:
        """`attempt` begins the follow-up."""
        if merged_into is not None:
            lead = say(
                "{number} goes on as part of {other}. Work on that one, or undo the merge from its entry.",
                number=number,
                other=merged_into,
            )
        else:
            day = "" if last_day is None else f"{weekday_and_day(last_day)} {last_day.year}"
            lead = say(
                "{number} could be reopened until {day}. That is over, so its clocks stay as they ended. A follow-up "
                "is a new ticket with clocks of its own, for the same customer, and both show the link.",
                number=number,
                day=day,
            )
        super().__init__(over, say("{number} cannot be reopened", number=number), say("Log a follow-up"), {}, lead=lead)
        self._attempt = attempt
        self.hint.setText("")
        self._first = self.act

    def do(self) -> None:
        self._attempt()
