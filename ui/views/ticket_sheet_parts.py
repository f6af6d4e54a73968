"""What a printed ticket says beside its clocks and its history: tags, time, checklist, links, files."""

from collections.abc import Iterator

from slaapp.documents import Column, Table
from slaapp.domain import durations
from slaapp.domain.attachments import size_words
from slaapp.domain.spans import MINUTE
from slaapp.services.tickets import TicketPage
from slaapp.wording import RELATION
from ui import wording
from ui.views.ticket import files_told
from ui.wording import say

Row = tuple[list[str], bool]


def particulars_tables(page: TicketPage) -> Iterator[Table]:
    """Only those in which something stands."""
    facts = [
        (say("Tags"), ", ".join(page.tags)),
        (say("Time spent"), durations.used(page.minutes * MINUTE) if page.minutes else ""),
    ]
    yield from _table(say("Also"), ("What", "Says"), [([name, said], False) for name, said in facts if said])
    items: list[Row] = [([say("done") if item.done else say("open"), item.text], False) for item in page.checklist]
    yield from _table(say("Checklist"), ("Done", "What is to be done"), items)
    ties: list[Row] = [
        ([say(RELATION[tie.relation]), f"{tie.number} {tie.subject}", wording.status(tie.status)], False)
        for tie in page.ties
    ]
    yield from _table(say("Linked tickets"), ("How", "Ticket", "Status"), ties)
    files: list[Row] = [
        ([file.name, size_words(file.size), say("this ticket")], False) for _, file in files_told.attached(page.entries)
    ]
    for number, held in page.merged_files:
        files += [([file.name, size_words(file.size), say("{number}, merged", number=number)], False) for file in held]
    yield from _table(say("Attachments"), ("File", "Size", "From"), files)


def _table(title: str, names: tuple[str, ...], rows: list[Row]) -> Iterator[Table]:
    """The widest column is the one of the words."""
    wide = "File" if "File" in names else names[1]
    if rows:
        yield Table([Column(say(name), wide=name == wide) for name in names], rows, title=title)
