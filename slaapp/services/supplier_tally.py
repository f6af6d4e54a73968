"""How suppliers kept what was agreed with them, gathered wait by wait for a review."""

from collections import defaultdict

from msgspec import Struct, field

from slaapp.domain.agreement import Severity
from slaapp.domain.clock import Verdict
from slaapp.domain.spans import Instant
from slaapp.domain.supplier import Wait
from slaapp.reports.review_data import SupplierGap
from slaapp.services.rulebook import Rulebook
from slaapp.services.suppliers import Known, SupplierWait


class SupplierTally(Struct):
    """Takes in the waits of tickets for a review."""

    known: Known
    rulebook: Rulebook
    now: Instant
    unnamed: int = 0
    _found: dict[tuple[str, Severity], list[SupplierWait]] = field(default_factory=lambda: defaultdict(list))

    def take(self, found: tuple[Wait, ...]) -> None:
        for wait in found:
            held = self.known.read(wait, self.rulebook, self.now)
            if held.agreement is None:
                self.unnamed += 1
            else:
                self._found[held.name, wait.severity].append(held)

    def gaps(self) -> tuple[SupplierGap, ...]:
        """By name, the most severe first. The target and the goal are those of the newest version that bound a wait."""
        return tuple(
            _gap(name, severity, found)
            for (name, severity), found in sorted(self._found.items(), key=lambda item: (item[0][0], -item[0][1]))
        )


def _gap(name: str, severity: Severity, found: list[SupplierWait]) -> SupplierGap:
    newest = max((held.agreement for held in found if held.agreement), key=lambda held: held.version)
    verdicts = [None if held.reading is None else held.reading.verdict for held in found]
    return SupplierGap(
        supplier=name,
        severity=severity,
        agreed=newest.targets.get(severity),
        goal=newest.goal,
        waits=len(found),
        met=verdicts.count(Verdict.MET),
        breached=verdicts.count(Verdict.BREACHED),
        late=sum(held.reading.late for held in found if held.reading and held.reading.verdict is Verdict.BREACHED),
    )
