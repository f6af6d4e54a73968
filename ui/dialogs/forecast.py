"""By when a ticket that is not logged yet would have to be answered and resolved, in words."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from slaapp.domain import durations
from slaapp.domain.agreement import Agreement, Metric, Severity, Tier
from slaapp.domain.claim import Claimant
from slaapp.domain.clock import Clock
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.engine import Engine
from slaapp.services.claiming import Claimed
from slaapp.services.desk import TicketDraft
from ui import wording
from ui.widgets.runs import one_line
from ui.widgets.severity_cards import DueTimes


def foresee(engine: Engine, draft: TicketDraft, now: Instant) -> "Forecast":
    """What the clocks would say at each severity."""
    found = engine.desk.preview(draft, now=now)
    return Forecast(
        clocks=found.clocks,
        agreement=None if found.terms is None else found.terms.agreement,
        claim=found.claim,
        answered=draft.answered_on_phone,
        now=now,
        zone=engine.board.zone,
    )


class Lines(NamedTuple):
    """The due times, what was agreed, and the internal due times. `overdue`: one has passed before it is logged."""

    first: str
    second: str = ""
    internal: str = ""
    overdue: bool = False


class Forecast(Value, dict=True):
    """`agreement` None: no agreement covers the ticket, no clock would run. `answered`: on the phone, at once."""

    clocks: Mapping[Severity, Sequence[Clock]]
    agreement: Agreement | None
    claim: Claimed | None
    answered: bool
    now: Instant
    zone: ZoneInfo

    @property
    def cards(self) -> dict[Severity, DueTimes]:
        answered = wording.say("answered")
        return {
            severity: DueTimes(
                respond=answered if self.answered else self._due(severity, Metric.FIRST_RESPONSE),
                resolve=self._due(severity, Metric.RESOLUTION),
            )
            for severity in self.clocks
        }

    def respond_by(self, severity: Severity) -> str:
        """Empty where nobody waits for an answer."""
        found = "" if self.answered else self._due(severity, Metric.FIRST_RESPONSE)
        return "" if found == wording.NOTHING else found

    def lines(self, severity: Severity) -> Lines:
        if self.agreement is None:
            return Lines(self._not_covered())
        if self.answered:
            resolve = self._due(severity, Metric.RESOLUTION, in_words=True)
            first = wording.say("Resolve by {resolve}", resolve=resolve)
        else:
            respond = self._due(severity, Metric.FIRST_RESPONSE, in_words=True)
            resolve = self._due(severity, Metric.RESOLUTION)
            first = wording.say("Respond by {respond} · Resolve by {resolve}", respond=respond, resolve=resolve)
        overdue = any(
            clock.tier is Tier.PUBLIC
            and clock.metric in self._said
            and (due_at := clock.phases[0].due_at) is not None
            and due_at <= self.now
            for clock in self.clocks[severity]
        )
        second = wording.joined(
            wording.say("Overdue already") if overdue else "", self._agreed(severity, self.agreement)
        )
        return Lines(first, second, self._internal(severity), overdue)

    def _not_covered(self) -> str:
        if self.claim is None:
            return wording.say("No agreement covers this ticket, so no clock runs")
        name = one_line(self.claim.agreement)
        return wording.say("{name} is over, so no agreement covers it and no clock runs", name=name)

    @property
    def _said(self) -> tuple[Metric, ...]:
        """The clocks whose due times are said."""
        return (Metric.RESOLUTION,) if self.answered else (Metric.FIRST_RESPONSE, Metric.RESOLUTION)

    def _internal(self, severity: Severity) -> str:
        times = [self._due(severity, metric, Tier.INTERNAL) for metric in self._said]
        return "" if set(times) == {wording.NOTHING} else wording.say("internal {times}", times=" · ".join(times))

    def _due(self, severity: Severity, metric: Metric, tier: Tier = Tier.PUBLIC, *, in_words: bool = False) -> str:
        clock = next((held for held in self.clocks[severity] if held.metric is metric and held.tier is tier), None)
        due_at = None if clock is None else clock.phases[0].due_at
        if due_at is None:
            return wording.NOTHING
        when = wording.due_in_words if in_words else durations.when
        return when(due_at, self.now, self.zone)

    def _agreed(self, severity: Severity, agreement: Agreement) -> str:
        """`Standard support v3 · updates every 4 h`; what a group or a service was given says so."""
        every = next(
            (
                target.allowed
                for target in agreement.targets
                if target.metric is Metric.UPDATE and target.severity is severity and target.tier is Tier.PUBLIC
            ),
            None,
        )
        updates = "" if every is None else wording.say("updates every {length}", length=durations.used(every))
        named = wording.say("{name} v{version}", name=one_line(agreement.name), version=agreement.version)
        return wording.joined(named, self._by(), updates)

    def _by(self) -> str:
        claim = self.claim
        if claim is None or claim.by not in (Claimant.GROUP, Claimant.SERVICE):
            return ""
        return wording.claimed(claim.by, one_line(claim.name))
