"""What the parts of a printed agreement are made of."""

from slaapp.domain.agreement import Metric, Severity
from slaapp.domain.spans import Instant, Seconds
from slaapp.domain.value import Value


class Words(Value):
    """A paragraph."""

    text: str


class Listing(Value):
    """Short items, side by side where there is room."""

    items: tuple[str, ...]


class Grid(Value):
    """A table. `narrow` are columns no wider than their words, `right` those whose figures end on one line."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    narrow: frozenset[int] = frozenset()
    right: frozenset[int] = frozenset()


class Terms(Value):
    """Words, each with its meaning."""

    rows: tuple[tuple[str, str], ...]


class TargetRow(Value):
    """What is promised at a severity, by the table's metrics; None: no time is promised.

    `internal` is empty in a copy for customers: it holds nothing of them.
    """

    severity: Severity
    name: str
    meaning: str
    examples: tuple[str, ...]
    public: tuple[Seconds | None, ...]
    internal: tuple[Seconds | None, ...] = ()


class TargetsTable(Value):
    metrics: tuple[Metric, ...]
    rows: tuple[TargetRow, ...]


class Stretch(Value):
    """A piece of the worked example's bar: while support hours last, or until they begin again."""

    start: Instant
    end: Instant
    open: bool
    day: str
    """The weekday that begins here, "" where it goes on."""
    label: str


class Due(Value):
    metric: Metric
    at: Instant
    label: str


class Example(Value):
    """A ticket of an invented week, told and drawn; without `stretches` it is only told."""

    text: str
    severity: Severity
    received_at: Instant
    received: str
    due: tuple[Due, ...]
    stretches: tuple[Stretch, ...]


Block = Words | Listing | Grid | Terms | TargetsTable | Example
