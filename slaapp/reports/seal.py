"""What a closed period carries: its number, the digest over its figures, and what these were worked out from (R7)."""

from collections.abc import Mapping
from typing import Any

from slaapp.domain.compliance import Month
from slaapp.domain.period import Period
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value

VERSION = ", version "
"""Between the name of an agreement or a calendar and its version."""


class Versions(Value):
    """What a report is worked out with: each calendar by name and version in the order of their names, the data of the
    time zones, and the program."""

    calendars: tuple[tuple[str, int], ...]
    time_zones: str
    engine: str


class Sources(Value, kw_only=True):
    """What the figures stand on; equal sources and an equal engine give equal figures.

    The digests (hex) are taken over links of the store's chains, which cover salted texts: nobody can guess an internal
    target from them (C16). `agreements` and `calendars` are named with their versions, in the order of their names.
    """

    events: str
    agreements: tuple[tuple[str, str], ...]
    calendars: tuple[tuple[str, str], ...]
    time_zones: str
    engine: str

    @property
    def versions(self) -> Versions:
        named = (label.rpartition(VERSION) for label, _ in self.calendars)
        return Versions(tuple((name, int(version)) for name, _, version in named), self.time_zones, self.engine)


class Seal(Value, kw_only=True):
    """`digest`: SHA-256 (hex) over the report for machines in its canonical form, without the digest itself.

    `replaces` is the number of the report that was issued for the same period before it was reopened, `because` why.
    `figures` are the report for machines as it was issued (plain values): a later version of the program may say more,
    and changes nothing of it. None while the report is being sealed.
    """

    number: str
    closed_at: Instant
    sources: Sources
    digest: str = ""
    replaces: str = ""
    because: str = ""
    figures: Mapping[str, Any] | None = None

    @property
    def short(self) -> str:
        """The digest's first 16 digits in fours, as it is printed: `5f3a 91c0 77de 0b42`."""
        return " ".join(self.digest[at : at + 4] for at in range(0, 16, 4))


class Restated(Value):
    """One figure in words: `Resolution, high` was `11 of 12, 91.6 %` and is `12 of 12, 100.0 %`."""

    what: str
    before: str
    after: str


class Restatement(Value):
    """What was recorded after a period was closed as report `number` and changes its figures.

    `month` is that in which it ends, `of` the period itself, None: the month. `tickets` are the numbers of those whose
    late targets, marks or waivers are not as they were.
    """

    month: Month
    number: str
    figures: tuple[Restated, ...]
    tickets: tuple[int, ...]
    of: Period | None = None

    @property
    def days(self) -> Period:
        return self.of or Period.of_month(self.month)
