"""What would have been, in words: the same on the command line and in the window."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from slaapp.domain.achievable import ENOUGH
from slaapp.domain.agreement import Tier
from slaapp.domain.clock import Verdict
from slaapp.domain.durations import exact, used
from slaapp.domain.what_if import Change, Flip, Side
from slaapp.languages import ENGLISH, Words, words_of
from slaapp.wording import METRIC

VERDICT = {Verdict.MET: "met", Verdict.BREACHED: "late", None: "undecided"}
NOTHING_DECIDED = "Nothing of them is decided: no data."
FEW = f"* fewer than {ENOUGH} cases: one or two tickets decide such a figure."


class Compared(Protocol):
    """What was and what would have been, side by side."""

    @property
    def changes(self) -> Sequence[Change]: ...

    @property
    def flips(self) -> Sequence[Flip]: ...


def shown(changes: Iterable[Change]) -> list[Change]:
    """Those in which something is decided."""
    return [change for change in changes if change.before.tally.decided or change.after.tally.decided]


def side(held: Side) -> str:
    """`92.8 % (26/28) *`"""
    tally = held.tally
    if not tally.decided:
        return "no data"
    return f"{tally.shown()} % ({tally.met:,}/{tally.decided:,}){' *' if tally.decided < ENOUGH else ''}"


def few(changes: Iterable[Change]) -> bool:
    """Whether the note on few cases belongs below them."""
    return any(0 < held.tally.decided < ENOUGH for change in changes for held in (change.before, change.after))


def cost(made: Compared, tier: Tier) -> str:
    """Lateness is working time; a clock that still runs counts with what it is late by now."""
    late = sum(change.after.late for change in made.changes if change.tier is tier)
    return (
        f"To have kept every {tier.value} target: {used(late)} of working time, the sum by which late clocks exceed "
        "what this would have allowed."
    )


def turned(made: Compared, tier: Tier, words: Words | None = None) -> str:
    """How many clocks would be late, and how many no longer."""
    flips = [flip for flip in made.flips if flip.tier is tier]
    worse = sum(flip.now is Verdict.BREACHED for flip in flips)
    name = "review.turned_internal" if tier is Tier.INTERNAL else "review.turned"
    words = words or words_of(ENGLISH)
    return words(name, worse=words.count(worse), better=words.count(len(flips) - worse))


def clock(flip: Flip) -> str:
    return f"{METRIC[flip.metric]}{f' {flip.cycle}' if flip.cycle > 1 else ''}"


def turn(flip: Flip) -> str:
    """`met → late by 1 h 30 m`"""
    by = f" by {exact(flip.late)}" if flip.now is Verdict.BREACHED else ""
    return f"{VERDICT[flip.was]} → {VERDICT[flip.now]}{by}"
