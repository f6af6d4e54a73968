"""How severe tickets come in, month by month, and how often that is changed afterwards."""

from collections import Counter
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from slaapp.domain.agreement import Severity
from slaapp.domain.compliance import Month
from slaapp.domain.durations import wall_time
from slaapp.domain.events import Received, SeverityChanged, TicketEvent
from slaapp.domain.spans import Instant


class MonthMix(Struct):
    """`received` counts the tickets by the severity with which they came in; `raised` and `lowered` count changes of
    severity made in the month."""

    month: Month
    received: Counter[Severity] = field(default_factory=Counter)
    raised: int = 0
    lowered: int = 0


class Drift(Struct):
    """Takes in effective histories: a severity that was entered wrong and corrected was never another one (C12)."""

    zone: ZoneInfo
    months: dict[Month, MonthMix] = field(default_factory=dict)

    def take(self, history: Sequence[TicketEvent]) -> None:
        severity: Severity | None = None
        for event in history:
            if isinstance(event, Received):
                severity = event.severity
                self._month(event.occurred_at).received[severity] += 1
            elif isinstance(event, SeverityChanged) and severity is not None and event.severity is not severity:
                mix = self._month(event.occurred_at)
                if event.severity > severity:
                    mix.raised += 1
                else:
                    mix.lowered += 1
                severity = event.severity

    def _month(self, at: Instant) -> MonthMix:
        wall = wall_time(at, self.zone)
        month = Month(wall.year, wall.month)
        return self.months.setdefault(month, MonthMix(month))

    def ordered(self) -> tuple[MonthMix, ...]:
        """From the first month in which there was something to the last, the quiet ones between them too."""
        month, last = min(self.months, default=None), max(self.months, default=None)
        found = []
        while month is not None and last is not None and month <= last:
            found.append(self.months.get(month, MonthMix(month)))
            month += 1
        return tuple(found)
