"""Where the queue's columns lie at a width (§ 3 of the design); its head and its rows share it."""

from dataclasses import dataclass

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
UPDATED = 72
UPDATED_FROM = 1600
LEAST_SUBJECT = 160
INNER_GAP = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Of a column, `x` from the left of the list; the words in it end 8 px before the next one."""

    column: Column
    x: int
    width: int

    @property
    def room(self) -> int:
        return self.width - INNER_GAP


def columns(width: int, *, window: int) -> tuple[Place, ...]:
    """The columns of a list of this width in a window of that width, in their order; Subject takes what is left."""
    widths = {column: theme.px(px) for column, px in (_NARROW if window < theme.NARROW_BELOW else _WIDE).items()}
    if window >= UPDATED_FROM:
        widths[Column.UPDATED] = theme.px(UPDATED)
    rest = max(theme.px(LEAST_SUBJECT), width - LEFT - RIGHT - sum(widths.values()))
    places, x = [], LEFT
    for column in Column:
        if column is Column.SUBJECT:
            places.append(Place(column, x, rest))
        elif column in widths:
            places.append(Place(column, x, widths[column]))
        else:
            continue
        x += places[-1].width
    return tuple(places)
