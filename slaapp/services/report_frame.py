"""What the tickets of a report are looked at for."""

from slaapp.domain.agreement import CountingBasis, Terms
from slaapp.domain.period import Period
from slaapp.domain.spans import Instant, Span
from slaapp.domain.value import Value
from slaapp.languages import Words
from slaapp.reports.scope import Scope
from slaapp.services.families import Families
from slaapp.services.rulebook import Rulebook


class Frame(Value):
    """`now` is when the report is made; `terms` are those it is measured by, `basis` how it counts."""

    rulebook: Rulebook
    families: Families
    scope: Scope
    terms: Terms
    days: Period
    period: Span
    cut_off: Instant
    now: Instant
    basis: CountingBasis
    words: Words

    @property
    def at(self) -> Instant:
        """When clocks are read."""
        return min(self.cut_off, self.now)
