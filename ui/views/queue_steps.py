"""Where the keys go in the list: from stop to stop, from group to group."""

from itertools import islice

from ui.models.arrangement import Entry, Heading
from ui.models.queue_table import QueueTable


def is_stop(table: QueueTable, at: int) -> bool:
    """Where the arrows halt: at tickets, and at headings that hide theirs."""
    line = table.line(at)
    return isinstance(line, Entry) or line.closed


def stop_from(table: QueueTable, here: int, by: int) -> int | None:
    """So many stops on, or as far as there are any; None: there is none. `here` below 0 is nowhere yet."""
    ahead = range(here + 1, table.rowCount()) if by > 0 or here < 0 else range(here - 1, -1, -1)
    stops = (at for at in ahead if is_stop(table, at))
    passed = list(islice(stops, 1 if here < 0 else abs(by)))
    return passed[-1] if passed else None


def group_from(table: QueueTable, here: int, *, forward: bool) -> int | None:
    """The first ticket of the next group, or of the one before; of a closed one its heading."""
    firsts = [at if line.closed else at + 1 for at, line in enumerate(table.lines) if isinstance(line, Heading)]
    wanted = [at for at in firsts if (at > here if forward else at < here)]
    if not wanted:
        return None
    return wanted[0] if forward else wanted[-1]


def neighbours(table: QueueTable, number: int) -> tuple[int | None, int | None, int, int]:
    """The tickets before and after this one in the list, its position from 1 (0: not in it), and their number."""
    numbers = [entry.row.number for entry in table.tickets()]
    if number not in numbers:
        return None, None, 0, len(numbers)
    at = numbers.index(number)
    before = numbers[at - 1] if at > 0 else None
    after = numbers[at + 1] if at + 1 < len(numbers) else None
    return before, after, at + 1, len(numbers)
