"""How much of the margin between the internal and the public target is used."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from slaapp.domain.agreement import Severity
from slaapp.domain.compliance import nearest_rank
from slaapp.domain.spans import Seconds


class Cushion(NamedTuple):
    """In whole percent of the margin, by nearest rank and rounded up: 0 is kept internally, above 100 is late for the
    customer too. `touched` cases used some of it and were still kept in public.
    """

    cases: int
    touched: int
    median: int
    p90: int


class Measured(Protocol):
    """A clock as it is read or as it counts."""

    @property
    def severity(self) -> Severity | None: ...
    @property
    def allowed(self) -> Seconds | None: ...
    @property
    def used(self) -> Seconds: ...


def used_of_margin(public: Measured, internal: Measured) -> int | None:
    """What of the margin a clock used, by the public clock's own measure; None where there is no margin between the two
    targets, or they count under different severities."""
    if public.allowed is None or internal.allowed is None or public.severity is not internal.severity:
        return None
    return share_of_margin(public.used, public.allowed, internal.allowed)


def share_of_margin(used: Seconds, public: Seconds, internal: Seconds) -> int | None:
    """The same of clocks of one severity with these targets."""
    margin = public - internal
    return None if margin <= 0 else -(-100 * max(0, used - internal) // margin)


def cushion(shares: Sequence[int]) -> Cushion | None:
    if not shares:
        return None
    ordered = sorted(shares)
    touched = sum(0 < share <= 100 for share in ordered)
    return Cushion(len(ordered), touched, *(ordered[nearest_rank(p, len(ordered)) - 1] for p in (50, 90)))
