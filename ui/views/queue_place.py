"""Where one is in the list, kept over a change of it: the current line, and the part that is seen."""

from collections.abc import Callable, Sequence
from itertools import chain, islice

from slaapp.domain.value import Value
from ui.models.arrangement import Line
from ui.models.queue_table import QueueTable


class Before(Value):
    """The list as it was before a change: its lines, which was current and whether that was in view, and a few of the
    seen lines from the upper edge down, each with its distance from that edge (none: it stood at the very top)."""

    lines: Sequence[Line]
    current: int
    in_view: bool
    seen: tuple[tuple[str, int], ...]


def noted(
    table: QueueTable, *, current: int, in_view: bool, seen: range, scrolled: bool, top_of: Callable[[int], int]
) -> Before:
    """`seen` are the lines that are seen, `top_of` gives the distance of one from the upper edge."""
    anchors = dict.fromkeys((seen[0], seen[len(seen) // 2], seen[-1])) if scrolled and seen else ()
    return Before(table.lines, current, in_view, tuple((table.line(at).key, top_of(at)) for at in anchors))


def same_place(before: Before, table: QueueTable, position_of: Callable[[int], int], height: int) -> int | None:
    """The value of the scroll bar at which one sees what one saw: the line at the edge where it was, unless it was that
    line which went elsewhere in the list, and not the others. None: nothing of it is left. `position_of` gives where a
    line begins in the whole list, of which `height` is seen."""
    if not before.seen:
        return 0
    found = ((table.line_of(key), offset) for key, offset in before.seen)
    values = [position_of(at) - offset for at, offset in found if at is not None]
    if not values:
        return None
    middle = sorted(values)[len(values) // 2]
    return values[0] if abs(values[0] - middle) < height // 2 else middle


def nearest(before: Before, table: QueueTable, is_stop: Callable[[int], bool]) -> int | None:
    """Where the line is now that was current; if it left, the one after it that is still there, or before it.

    Of an open group's heading its first ticket."""
    here = max(before.current, 0)
    for line in chain(islice(before.lines, here, None), reversed(before.lines[:here])):
        at = table.line_of(line.key)
        if at is not None:
            return at + (not is_stop(at))
    return next(filter(is_stop, range(table.rowCount())), None)
