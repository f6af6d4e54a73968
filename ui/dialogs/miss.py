"""Say why a target was missed, and what is to keep it from happening again."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from slaapp.domain import durations
from slaapp.domain.agreement import Metric
from slaapp.domain.events import MissReason
from slaapp.domain.spans import Instant, Seconds
from slaapp.domain.value import Value
from slaapp.reports.review_data import Decision
from slaapp.services.misses import Measure
from ui import wording
from ui.dialogs.action_form import ActionForm
from ui.dialogs.ticket.act_form import Attempt, Wrong, required
from ui.dialogs.ticket.kept import CHOICE
from ui.widgets.radio_list import RadioList
from ui.widgets.runs import one_line
from ui.wording import say


class Missed(Value):
    """A target that was missed, `late` in words; `reason` and `code` are what has been said of it, `action` what keeps
    it from happening again, as long as that is open."""

    number: int
    subject: str
    metric: Metric
    cycle: int
    late: str
    reason: str | None = None
    code: MissReason | None = None
    action: Decision | None = None


def how_late(due_at: Instant | None, ended_at: Instant | None, late: Seconds, zone: ZoneInfo) -> str:
    """Of several targets of a ticket it is told by this."""
    by = f"{durations.AT_LEAST if ended_at is None else ''}{durations.late(late)}"
    parts = [] if due_at is None else [say("due {time}", time=durations.long_instant(due_at, zone))]
    parts.append(
        say("not ended") if ended_at is None else say("ended {time}", time=durations.long_instant(ended_at, zone))
    )
    return " · ".join([*parts, say("late by {length}", length=by)])


class MissForm(ActionForm):
    """`attempt` takes the kind of reason (None where it is only in words), the words, and the Measure or None. `people`
    may see to it."""

    def __init__(
        self,
        over: QWidget,
        kept: dict[str, Any],
        *,
        target: Missed,
        people: Sequence[str],
        today: date,
        attempt: Attempt,
    ) -> None:
        lead = f"{wording.cycle_of(target.metric, target.cycle)} · {one_line(target.subject)}\n{target.late}"
        super().__init__(over, say("Why was {number} late?", number=target.number), say("Keep it"), kept, lead=lead)
        self._attempt, self._action = attempt, target.action
        self.kinds: RadioList[MissReason] = RadioList(
            [(kind, wording.miss_reason(kind)) for kind in MissReason], name=say("Kind of reason")
        )
        self.add(say("Kind of reason"), self.kinds, note=say("counted together in the report"))
        kind = next((one for one in MissReason if one.value == kept.get(CHOICE)), target.code)
        if kind is not None:
            self.kinds.choose(kind)
        self.text = self.text_field(
            "text", say("In words"), say("The customer reads this in the report"), start=target.reason or ""
        )
        self.measure = self.text_field(
            "measure",
            say("What keeps it from happening again"),
            say("For example: a spare disk in the cupboard"),
            note=say("if anything; reports list it until it is closed"),
            start="" if target.action is None else target.action.text,
        )
        self.add_owner_and_day(people, today, target.action)
        self.kinds.chosen.connect(self._take)

    def _take(self, kind: MissReason) -> None:
        self.kept[CHOICE] = kind.value

    def do(self) -> None:
        kind, text = self.kinds.value, self.text.text().strip()
        if not text and kind in (None, MissReason.OTHER):
            raise Wrong(self.text, say("Nothing was kept yet: choose a kind of reason, or say it in words."))
        measure = None
        if self.measure.text().strip():
            owner = required(self.owner, say("Nothing was kept yet: say who sees to it."))
            measure = Measure(self.measure.text().strip(), owner, self.due)
        elif self._action is not None:
            number = self._action.number
            raise Wrong(
                self.measure,
                say(
                    "Nothing was kept yet: say what is to be done. Action {number} ends by being closed.", number=number
                ),
            )
        elif self.owner.text().strip():
            raise Wrong(self.measure, say("Nothing was kept yet: say what is to be done, or empty who sees to it."))
        self._attempt(kind, text, measure)
