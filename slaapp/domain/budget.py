"""Error budgets: how many more misses a goal still allows this month (R8 of semantics)."""

from enum import Enum

from slaapp.domain.agreement import Meaning
from slaapp.domain.compliance import Attainment
from slaapp.domain.spans import Seconds
from slaapp.domain.value import Value


class Outlook(Enum):
    """`LOST`: whatever comes, the goal cannot be kept; certain only of a goal of 100 %, as nobody knows how many
    clocks the month will still bring. `UNLIKELY`: more of them than are expected would have to be met. `BEHIND`: missed
    so far, but those expected can bring it back. `SPENT`: kept, but not with one more miss."""

    NOTHING_DECIDED = "nothing_decided"
    OPEN = "open"
    SPENT = "spent"
    BEHIND = "behind"
    UNLIKELY = "unlikely"
    LOST = "lost"


class Budget(Value):
    """One goal of a customer's agreement, which says `meaning` of its severity in words of its own. `expected` is how
    many clocks the month will have decided at its end: those decided, those that run now, and at least as many as the
    month's pace so far promises."""

    customer: str
    agreement: str
    cell: Attainment
    expected: int
    meaning: Meaning | None = None

    @property
    def now(self) -> int:
        """Misses that the decided clocks alone still allow; negative once there are too many."""
        return self.cell.budget(self.cell.goal)

    @property
    def by_end(self) -> int:
        """The same for the clocks expected."""
        return self.cell.budget(self.cell.goal, self.expected)

    @property
    def outlook(self) -> Outlook:
        if self.now < 0 and self.cell.goal == 100:
            return Outlook.LOST
        if self.by_end < 0:
            return Outlook.UNLIKELY
        if self.now < 0:
            return Outlook.BEHIND
        if not self.cell.decided:
            return Outlook.NOTHING_DECIDED
        return Outlook.SPENT if self.by_end == 0 else Outlook.OPEN


def expected(decided: int, running: int, *, elapsed: Seconds, whole: Seconds) -> int:
    """How many clocks a month decides in all; `elapsed` of its `whole` working time is over."""
    pace = decided * whole // elapsed if elapsed > 0 else 0
    return max(decided + running, pace)
