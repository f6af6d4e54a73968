"""The forms of a decision: note one, and say what came of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from slaapp.reports.review_data import Decision
from ui.dialogs.action_form import ActionForm
from ui.dialogs.ticket.act_form import ActForm, Attempt, required
from ui.widgets.runs import one_line
from ui.wording import say


class DecideForm(ActionForm):
    """`attempt` is given the text, the owner and the day, None where there is none."""

    def __init__(
        self,
        over: QWidget,
        kept: dict[str, Any],
        *,
        agreement: str,
        people: Sequence[str],
        today: date,
        attempt: Attempt,
    ) -> None:
        lead = say("Of {agreement}. It is on every review until it is closed.", agreement=one_line(agreement))
        super().__init__(over, say("Note a decision"), say("Note it"), kept, lead=lead)
        self._attempt = attempt
        self.text = self.text_field("text", say("What is to be done"), say("For example: open on Saturdays from 9"))
        self.add_owner_and_day(people, today)

    def do(self) -> None:
        text = required(self.text, say("Say what is to be done."))
        owner = required(self.owner, say("Say who sees to it."))
        self._attempt(text, owner, self.due)


class ChangeForm(ActionForm):
    """A decision or an action is said anew. `attempt` is given as by DecideForm."""

    def __init__(
        self,
        over: QWidget,
        kept: dict[str, Any],
        *,
        title: str,
        held: Decision,
        people: Sequence[str],
        today: date,
        attempt: Attempt,
    ) -> None:
        super().__init__(over, title, say("Keep it"), kept)
        self._attempt = attempt
        self.text = self.text_field("text", say("What is to be done"), "", start=held.text)
        self.add_owner_and_day(people, today, held)

    def do(self) -> None:
        text = required(self.text, say("Say what is to be done."))
        owner = required(self.owner, say("Say who sees to it."))
        self._attempt(text, owner, self.due)


class CloseForm(ActForm):
    """`attempt` is given what came of it."""

    def __init__(self, over: QWidget, kept: dict[str, Any], *, title: str, held: Decision, attempt: Attempt) -> None:
        super().__init__(over, title, say("Close it"), kept, lead=one_line(held.text))
        self._attempt = attempt
        self.outcome = self.text_field("outcome", say("What came of it"), say("For example: open since 6 June"))

    def do(self) -> None:
        self._attempt(self.outcome.text().strip())
