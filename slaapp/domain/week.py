"""Edits of a week of openings in steps of a quarter of an hour: add, move, resize, remove, copy to the next day."""

from collections.abc import Iterable

from slaapp.domain.calendar import DAY_MINUTES, Opening, Openings, Week
from slaapp.domain.value import Value

STEP = 15
"""Minutes."""


class Block(Value):
    """One opening of a week: `day` is 0 to 6, Monday first."""

    day: int
    opening: Opening


Edited = tuple[Week, Block]
"""The week after an edit, and what became of the opening that was edited: joined with those it touches."""


def joined(openings: Iterable[Opening]) -> Openings:
    """In their order, those that touch or overlap as one, unless that were longer than a day: files have no words for
    such a one, and the engine adds up what overlaps only once."""
    found: list[Opening] = []
    for opening in sorted(openings, key=lambda held: (held.opens, held.closes)):
        last = found[-1] if found else None
        if last is not None and opening.opens <= last.closes:
            closes = max(last.closes, opening.closes)
            if closes - last.opens <= DAY_MINUTES:
                found[-1] = Opening(last.opens, closes)
                continue
        found.append(opening)
    return tuple(found)


def with_day(week: Week, day: int, openings: Iterable[Opening]) -> Week:
    return (*week[:day], joined(openings), *week[day + 1 :])


def added(week: Week, day: int, opens: int, closes: int) -> Edited:
    """With one more opening, as far as it fits: at least a step, at most a day long."""
    return _put(week, day, _fitting(opens, closes))


def removed(week: Week, block: Block) -> Week:
    return with_day(week, block.day, (held for held in week[block.day] if held != block.opening))


def moved(week: Week, block: Block, *, minutes: int = 0, days: int = 0) -> Edited:
    """As long as before; it stays in the week, and goes on opening on the day that it is in."""
    held = block.opening
    opens = min(max(0, held.opens + minutes), DAY_MINUTES - STEP)
    day = min(max(0, block.day + days), 6)
    return _put(removed(week, block), day, Opening(opens, opens + held.closes - held.opens))


def resized(week: Week, block: Block, *, opens: int | None = None, closes: int | None = None) -> Edited:
    """With another begin or end, never shorter than a step: the end that is not dragged stays."""
    held = block.opening
    if opens is not None:
        start = min(max(0, held.closes - DAY_MINUTES, opens), held.closes - STEP, DAY_MINUTES - STEP)
        return _put(removed(week, block), block.day, Opening(max(0, start), held.closes))
    end = held.closes if closes is None else closes
    return _put(
        removed(week, block), block.day, Opening(held.opens, min(max(held.opens + STEP, end), held.opens + DAY_MINUTES))
    )


def copied(week: Week, block: Block) -> Edited:
    """The same on the next day too; after Sunday comes Monday."""
    return _put(week, (block.day + 1) % 7, block.opening)


def snapped(minutes: float) -> int:
    """To the nearest step."""
    return round(minutes / STEP) * STEP


def free_place(week: Week, day: int, length: int = 60) -> Opening:
    """Where a new opening of that day may stand: after the last one, else at nine, else wherever there is room."""
    openings = joined(week[day])
    if not openings:
        return Opening(9 * 60, 9 * 60 + length)
    after = openings[-1].closes + 2 * STEP
    if after + length <= DAY_MINUTES:
        return Opening(after, after + length)
    before = openings[0].opens - 2 * STEP - length
    return Opening(max(0, before), max(0, before) + length)


def weekly_minutes(week: Week) -> int:
    """How long is open in a week, what overlaps once; what runs over Sunday's midnight counts on Monday."""
    whole = 7 * DAY_MINUTES
    spans: list[tuple[int, int]] = []
    for day, openings in enumerate(week):
        for held in openings:
            start, end = day * DAY_MINUTES + held.opens, day * DAY_MINUTES + held.closes
            spans.append((start, min(end, whole)))
            if end > whole:
                spans.append((0, end - whole))
    total = reached = 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def _fitting(opens: int, closes: int) -> Opening:
    first, last = sorted((opens, closes))
    first = min(max(0, first), DAY_MINUTES - STEP)
    return Opening(first, min(max(last, first + STEP), first + DAY_MINUTES))


def _put(week: Week, day: int, opening: Opening) -> Edited:
    edited = with_day(week, day, (*week[day], opening))
    return edited, Block(
        day,
        next(
            held for held in edited[day] if held.opens <= opening.opens <= held.closes and opening.closes <= held.closes
        ),
    )
