"""What the parts of a printed agreement are made of."""

from dataclasses import dataclass

from slaapp.domain.agreement import Metric, Severity
from slaapp.domain.spans import Instant, Seconds


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Short items, side by side where there is room."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `narrow` are columns no wider than their words, `right` those whose figures end on one line."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    narrow: frozenset[int] = frozenset()
    right: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Terms:
    """Words, each with its meaning."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TargetRow:
    """What is promised at a severity, by the table's metrics; None: no time is promised.

    `internal` is empty in a copy for customers: it holds nothing of them.
    """

    severity: Severity
    name: str
    meaning: str
    examples: tuple[str, ...]
    public: tuple[Seconds | None, ...]
    internal: tuple[Seconds | None, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetsTable:
    metrics: tuple[Metric, ...]
    rows: tuple[TargetRow, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the worked example's bar: while support hours last, or until they begin again."""

    start: Instant
    end: Instant
    open: bool
    day: str
    """The weekday that begins here, "" where it goes on."""
    label: str


@dataclass(frozen=True, slots=True)
class Due:
    metric: Metric
    at: Instant
    label: str


@dataclass(frozen=True, slots=True)
class Example:
    """A ticket of an invented week, told and drawn; without `stretches` it is only told."""

    text: str
    severity: Severity
    received_at: Instant
    received: str
    due: tuple[Due, ...]
    stretches: tuple[Stretch, ...]


Block = Words | Listing | Grid | Terms | TargetsTable | Example
