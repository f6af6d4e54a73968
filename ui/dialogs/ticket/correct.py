"""Something was entered wrong (C12 of semantics): what it should have been, and why it is corrected."""

from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from slaapp.domain.agreement import Meaning, Severity, Status
from slaapp.domain.corrections import CORRECTABLE
from slaapp.domain.events import TicketEvent
from slaapp.domain.spans import Instant
from ui import wording
from ui.dialogs.ticket.act_form import ActForm, Attempt, Wrong, required
from ui.dialogs.ticket.kept import CHOICE
from ui.widgets.field import Field
from ui.widgets.moment_field import MomentField
from ui.widgets.radio_list import RadioList
from ui.wording import say

Value = str | int | bool | None

_NAMES = {
    "occurred_at": "When it happened",
    "severity": "Severity",
    "status": "Status",
    "until": "Scheduled until",
    "opened_by_desk": "Opened by the desk",
    "answered_on_phone": "Answered on the phone",
    "minutes": "Time spent, in minutes",
}
_EFFECT = (
    "It acts as if it had always been so: clocks are worked out anew and may be healed or breached. The entry is "
    "marked as corrected, and the month’s report lists it."
)
_EITHER: dict[str, tuple[str, str]] = {
    "opened_by_desk": ("The desk opened it itself", "The customer reported it"),
    "answered_on_phone": ("Answered on the phone", "Not answered on the phone"),
}
"""What is so, and what is so otherwise."""

_OPEN = tuple(status for status in Status if not status.done)


def correctable(event: TicketEvent) -> Sequence[str]:
    """The fields of an entry that can be corrected, the time first."""
    own = dict.fromkeys(field for kinds, field in CORRECTABLE.values() if isinstance(event, kinds))
    if "until" in own and getattr(event, "until", None) is None:
        del own["until"]
    return sorted(own, key=[*_NAMES].index)


def field_name(field: str) -> str:
    return say(_NAMES[field])


class CorrectForm(ActForm):
    def __init__(
        self,
        over: QWidget,
        kept: dict[str, Any],
        *,
        what: str,
        event: TicketEvent,
        field: str,
        zone: ZoneInfo,
        now: Instant,
        meanings: Callable[[Severity], Meaning | None],
        attempt: Attempt,
    ) -> None:
        """`what` names the entry, `meanings` the severities; `attempt` takes the value and the reason."""
        super().__init__(over, say("Correct what was entered wrong"), say("Correct"), kept, lead=what)
        self._event, self._now, self._attempt, self._field = event, now, attempt, field
        self._meanings = meanings
        self.value = self._value_field(field, zone)
        self.add(field_name(field), self.value, note=say("1–4 choose") if field == "severity" else "")
        self.reason = self.text_field("reason", say("Reason"), say("Why it is corrected; the report prints it"))
        moves_clocks = field != "minutes"
        self.say_effect(say(_EFFECT) if moves_clocks else say("The entry is marked as corrected. No clock is changed."))

    def _value_field(self, field: str, zone: ZoneInfo) -> QWidget:
        held, kept = getattr(self._event, field), self.kept.get("typed" if field == "minutes" else CHOICE)
        if field in ("occurred_at", "until"):
            moment = MomentField(zone, field_name(field))
            moment.show_moment(kept if isinstance(kept, int) else held)
            moment.changed.connect(lambda: self.kept.update({CHOICE: moment.moment()}))
            moment.told.connect(lambda sentence: self._say_wrong(moment, sentence))
            return moment
        if field == "minutes":
            line = Field(name=field_name(field))
            line.setText(str(held if kept is None else kept))
            line.edit.textChanged.connect(lambda text: self._note("typed", line, text))
            return line
        choices: list[tuple[Value, str]]
        if field in _EITHER:
            choices = list(zip((True, False), map(say, _EITHER[field]), strict=True))
        elif field == "severity":
            choices = [
                (severity.word, wording.severity_called(severity, self._meanings(severity))) for severity in Severity
            ]
        else:
            choices = [(status.value, wording.status(status)) for status in _OPEN]
        radios: RadioList[Value] = RadioList(choices, name=field_name(field), columns=4 if field == "severity" else 2)
        now = held.word if isinstance(held, Severity) else held.value if isinstance(held, Status) else held
        values = [value for value, _ in choices]
        radios.choose(kept if kept in values else now)
        radios.chosen.connect(lambda value: self.kept.update({CHOICE: value}))
        return radios

    def do(self) -> None:
        value, held = self._read(), getattr(self._event, self._field)
        if value == (held.word if isinstance(held, Severity) else held):
            raise Wrong(self.value, say("Nothing was corrected: it says so already. Give what it should have been."))
        reason = required(self.reason, say("Nothing was corrected yet: say why, a correction is listed with it."))
        self._attempt(value, reason)

    def _read(self) -> Value:
        match self.value:
            case MomentField():
                at, unfit = self.value.moment(), self.value.unfit()
                if unfit:
                    raise Wrong(self.value, unfit)
                if self._field == "occurred_at" and at > self._now:
                    raise Wrong(self.value, say("That lies in the future. Give a time that has been."))
                return at
            case Field():
                text = self.value.text().strip()
                if not (text.isascii() and text.isdigit()):
                    raise Wrong(self.value, say("That is no whole number of minutes. Give one, such as 20."))
                return int(text)
            case RadioList():
                found: Value = self.value.value
                return found
        raise AssertionError(self.value)
