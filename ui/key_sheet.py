"""All keys as one page holds them: groups by where they work, in columns of about the same height."""

from typing import TYPE_CHECKING

from slaapp.domain.value import Value
from ui import keymap
from ui.actions import Where, of_place
from ui.wording import say

if TYPE_CHECKING:
    from slaapp.documents import Sheet

HEAD, LEAST = 2, 3
"""What a heading takes of the height, in lines, and the fewest lines that stand together under one."""

PRINTED = 5
"""Columns on paper."""


class Group(Value):
    """Of each line its keys, and what they do."""

    title: str
    lines: tuple[tuple[str, str], ...]


def groups() -> list[Group]:
    """What has keys, by where they work."""
    found = []
    for where in Where:
        held = ((", ".join(keymap.all_shown(act.name)), say(act.text)) for act in of_place(where))
        lines = tuple(line for line in held if line[0])
        if lines:
            found.append(Group(say(where.value), lines))
    return found


def columns(count: int) -> list[list[Group]]:
    """The groups in so many columns; a long one may go on in the next, under its title again."""
    held = groups()
    height = -(-(sum(len(group.lines) + HEAD for group in held) + HEAD * (count - 1)) // count)
    filled: list[list[Group]] = [[]]
    room = height
    for group in held:
        lines = group.lines
        while lines:
            last = len(filled) == count
            fits = len(lines) if last else min(len(lines), room - HEAD)
            if fits < min(LEAST, len(lines)):
                filled.append([])
                room = height
                continue
            if len(lines) - fits == 1:
                fits += 1
            filled[-1].append(Group(group.title, lines[:fits]))
            room -= fits + HEAD
            lines = lines[fits:]
    return filled


def paper(desk: str) -> "Sheet":
    """All keys on one printed page."""
    from slaapp.documents import Column, Sheet, Table  # noqa: PLC0415 - documents are not needed to see the keys

    columns = (Column("", mm=21), Column("", wide=True))
    tables = [Table(columns, [(line, False) for line in group.lines], title=group.title) for group in groups()]
    return Sheet(say("All shortcuts"), "SLA Desk", desk, "", tables, columns=PRINTED, landscape=True)
