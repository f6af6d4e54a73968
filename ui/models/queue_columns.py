"""Where the queue's columns lie at a width (§ 3 of the design); its head and its rows share it."""

from collections.abc import Mapping, Sequence

from slaapp.domain.value import Value
from ui import theme
from ui.models.arrangement import Column

LEFT, RIGHT = 12, 16
_WIDE = {
    Column.REMAINING: 116,
    Column.CLOCK: 104,
    Column.DUE: 80,
    Column.SEVERITY: 90,
    Column.NUMBER: 52,
    Column.CUSTOMER: 172,
    Column.STATUS: 168,
    Column.ASSIGNEE: 112,
}
_NARROW = {
    Column.REMAINING: 114,
    Column.CLOCK: 104,
    Column.DUE: 80,
    Column.SEVERITY: 84,
    Column.NUMBER: 50,
    Column.CUSTOMER: 166,
    Column.STATUS: 166,
    Column.ASSIGNEE: 108,
}
_LEAST = {Column.CUSTOMER: 110, Column.STATUS: 112, Column.ASSIGNEE: 92}
"""What is left of a column whose words may be cut."""

_FOLDED = {Column.CLOCK: 30, Column.STATUS: 30, Column.ASSIGNEE: 36, Column.SEVERITY: 30}
"""Columns that can do with their sign alone, the first to lose its words first."""

_EXTRA = {Column.UPDATED: 72, Column.RECEIVED: 80, Column.SERVICE: 132}
"""Columns that no list has by itself, save Updated in a wide window; the first to go where there is no room."""

UPDATED_FROM = 1600
LEAST_SUBJECT = 260
"""Before the subject has less, others lose their words: it is what a ticket is known by."""

INNER_GAP = 8
PILL_FRAME = 49
"""Of the column of pills, what is not the figure: the icon and the gaps."""


class Place(Value):
    """Of a column, `x` from the left of the list; the words in it end 8 px before the next one. `folded`: there is room
    for its sign alone."""

    column: Column
    x: int
    width: int
    folded: bool = False

    @property
    def room(self) -> int:
        return self.width - INNER_GAP


def usual(window: int) -> tuple[Column, ...]:
    """What a list shows in a window of that width, where nobody chose otherwise."""
    wide = window >= theme.px(UPDATED_FROM)
    return tuple(column for column in Column if column not in _EXTRA or (wide and column is Column.UPDATED))


def columns(
    width: int,
    *,
    window: int,
    longest: Mapping[Column, str] | None = None,
    shown: Sequence[Column] | None = None,
) -> tuple[Place, ...]:
    """The columns of a list of this width in a window of that width, in the order of `shown` (None: as usual); Subject
    takes what is left.

    `longest` is the longest figure of a column: figures are never cut. Where the room does not do, words are.
    """
    shown = usual(window) if shown is None else shown
    wanted = _wanted(window, longest or {}, shown)
    room = width - LEFT - RIGHT - theme.px(LEAST_SUBJECT)
    if shown == usual(window) and sum(wanted.values()) > room:
        wanted.pop(Column.UPDATED, None)
    for extra in _EXTRA:
        if sum(map(_least, wanted, wanted.values())) > room:
            wanted.pop(extra, None)
    given = {
        column: min(wide, theme.px(_LEAST[column])) if column in _LEAST else wide for column, wide in wanted.items()
    }
    folded = set()
    for column, sign in _FOLDED.items():
        if column in given and sum(given.values()) > room:
            folded.add(column)
            given[column] = wanted[column] = theme.px(sign)
    spare, more = room - sum(given.values()), sum(wanted.values()) - sum(given.values())
    if spare > 0 and more:
        share = min(1.0, spare / more)
        given = {column: wide + int((wanted[column] - wide) * share) for column, wide in given.items()}
    given[Column.SUBJECT] = width - LEFT - RIGHT - sum(given.values())
    places, x = [], LEFT
    for column in (column for column in shown if column in given):
        places.append(Place(column, x, given[column], column in folded))
        x += given[column]
    return tuple(places)


def _least(column: Column, wide: int) -> int:
    """What can be left of a column, its words gone."""
    return theme.px(_FOLDED[column]) if column in _FOLDED else min(wide, theme.px(_LEAST.get(column, wide)))


def _wanted(window: int, longest: Mapping[Column, str], shown: Sequence[Column]) -> dict[Column, int]:
    """What each column would like to have, in a window where there is room for all."""
    widths = (_NARROW if window < theme.px(theme.NARROW_BELOW) else _WIDE) | _EXTRA
    wanted = {column: theme.px(width) for column, width in widths.items() if column in shown}
    for column, words in longest.items():
        if column not in wanted:
            continue
        pill = column is Column.REMAINING
        needed = theme.metrics("semi" if pill else "body").horizontalAdvance(words)
        frame = theme.px(PILL_FRAME) if pill else INNER_GAP + 1
        wanted[column] = max(wanted[column], round(needed) + frame)
    return wanted
