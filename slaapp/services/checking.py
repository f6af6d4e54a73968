"""`slaapp check`: is everything as it was written, and does all that is worked out agree with it?"""

import contextlib
from collections.abc import Callable, Iterator

from slaapp.domain.errors import StoreRefusal
from slaapp.domain.events import Absorbed, Attached, TicketId
from slaapp.domain.quoting import quote
from slaapp.services.damage import unreadable
from slaapp.services.keeping import Kept, Names, header, said, work_out, write
from slaapp.services.rulebook import Rulebook
from slaapp.storage import attachments, clocks, events, search, soundness, tickets, told_rows
from slaapp.storage.database import Connection, Database
from slaapp.storage.records import DAMAGED
from slaapp.storage.refusals import RESTORE

MEND = "It can be worked out anew."
"""What to do about what is only worked out, where all that was written is as it was."""

Told = Callable[[int, int], None]

STEP = 50
"""After how many tickets it is told how far the check has come."""


class Checking:
    def __init__(self, database: Database) -> None:
        self._database = database

    def problems(self, told: Told | None = None) -> Iterator[str]:
        """What is wrong, a sentence each; nothing when the store is sound. `told` hears how many tickets of how many
        were compared; what it raises stops the check."""
        try:
            with self._database.fresh() as connection:
                yield from self._looked_through(connection, told)
        except StoreRefusal as refusal:
            yield str(refusal)

    def _looked_through(self, connection: Connection, told: Told | None) -> Iterator[str]:
        advice = MEND
        for sentence in soundness.found(connection):
            # Whoever changes what was written may have changed a ticket by it: working it out anew would hide that.
            advice = RESTORE
            yield sentence
        if not soundness.readable(connection):
            yield f"The tickets were not compared with their histories, since the tables are not as made. {RESTORE}"
            return
        yield from unreadable(connection)
        try:
            worked = _Worked(connection)
        except DAMAGED:
            yield f"The tickets were not compared with their histories, since their rules cannot be read. {RESTORE}"
            return
        yield from self._caches(connection, worked, advice, told)
        yield from self._files(connection, worked)

    def _caches(self, connection: Connection, worked: "_Worked", advice: str, told: Told | None) -> Iterator[str]:
        rows, wound, names = tickets.held(connection), clocks.held(connection), Names(connection)
        found, spoken = search.numbers(connection), search.Spoken(connection)
        for ticket in sorted(worked.tickets - rows.keys()):
            yield f"Ticket {ticket} has events and no row. {advice}"
        for done, (ticket, row) in enumerate(rows.items()):
            if told is not None and done % STEP == 0:
                told(done, len(rows))
            name = f"Ticket {tickets.number(row)}"
            if ticket not in worked.tickets:
                yield f"{name} has a row and no events. {advice}"
                continue
            try:
                kept = worked.out(ticket)
            except StoreRefusal as refusal:
                yield f"{name} cannot be worked out. {refusal}"
                continue
            if clocks.rows(ticket, kept.clocks) != wound.get(ticket, set()):
                yield f"{name}: kept clocks are not as wound anew. {advice}"
            if tickets.row(header(ticket, kept)) != row:
                yield f"{name}: its row differs from its history. {advice}"
            if not spoken.finds(said(kept, header(ticket, kept), names)):
                yield f"{name} cannot be found by its words. {advice}"
        for held in sorted({*told_rows.differing(connection)}):
            yield f"Ticket {held}: what is kept of it for reports is not as its row says. {advice}"
        for number in sorted(found - {tickets.number(row) for row in rows.values()}):
            yield f"The search finds ticket {number}, which is not there. {advice}"
        if not search.parts_are_whole(connection):
            yield f"Words cannot be found by what stands inside of them. {advice}"

    def _files(self, connection: Connection, worked: "_Worked") -> Iterator[str]:
        """Of every attachment that was ever added, an undone one too, whether its bytes are there as they were; one
        whose name was emptied for privacy is gone with its file."""
        folder, numbers = attachments.folder_of(self._database.path), tickets.numbers(connection)
        attached = {
            (numbers.get(ticket, 0), event.sha256, event.size): (ticket, event.name)
            for ticket, event in worked.attached()
            if event.name
        }
        for held in attachments.signed(connection):
            state = attachments.state(folder, held.sha256, held.size)
            if state:
                yield (
                    f"The signed copy {quote(held.name)} of an agreement is {state} ({held.sha256[:12]}… in "
                    f"{folder.name}). Restore a backup that has it, or attach it again."
                )
        for (number, sha256, size), (ticket, name) in sorted(attached.items()):
            state = attachments.state(folder, sha256, size)
            if state:
                yield (
                    f"Ticket {number or ticket}: the file of its attachment {quote(name)} is {state} ({sha256[:12]}… "
                    f"in {folder.name}). Restore a backup that has it, or attach the file again."
                )

    def rebuild(self) -> tuple[int, list[str]]:
        """Work rows, clocks and search out anew; gives for how many tickets, and which stayed as they were.

        That is what cannot be worked out, and a row without events where events are missing: it is all that is left.
        """
        with self._database.write() as connection:
            try:
                worked, names = _Worked(connection), Names(connection)
            except DAMAGED as error:
                raise StoreRefusal(next(unreadable(connection), str(error))) from error
            sound = next(soundness.found(connection), None) is None
            numbers = tickets.numbers(connection)
            ready = worked.numbers()
            staying = (worked.tickets if sound else worked.tickets | numbers.keys()) - ready.keys()
            claimed = set(ready.values())
            rows = {ticket for ticket in staying & numbers.keys() if numbers[ticket] not in claimed}
            clocks.clear(connection, but=rows)
            tickets.clear(connection, but=rows)
            told_rows.sweep(connection)
            search.clear(connection, but=[numbers[ticket] for ticket in rows])
            for ticket in ready:
                write(connection, ticket, worked.out(ticket), names)
        return len(ready), sorted(str(numbers.get(ticket, ticket)) for ticket in staying)


class _Worked:
    """Each ticket of a store worked out from its events."""

    def __init__(self, connection: Connection) -> None:
        self._rulebook = Rulebook(connection)
        self._written, self._unread = events.readable(connection)
        self.tickets = self._written.keys() | self._unread.keys()

    def out(self, ticket: TicketId) -> Kept:
        """StoreRefusal where the history is not whole."""
        needed = [ticket]
        for one in needed:
            if one in self._unread:
                raise StoreRefusal(self._unread[one])
            merged = (event.other for event in self._written.get(one, ()) if isinstance(event, Absorbed))
            needed += [other for other in merged if other not in needed]
        try:
            return work_out(ticket, self._written, self._rulebook)
        except StoreRefusal:
            raise
        except DAMAGED as error:
            raise StoreRefusal(f"Its events make no history ({error!r}). {RESTORE}") from error

    def attached(self) -> Iterator[tuple[TicketId, Attached]]:
        for ticket, history in self._written.items():
            yield from ((ticket, event) for event in history if isinstance(event, Attached))

    def numbers(self) -> dict[TicketId, int]:
        """The numbers of the tickets that can be worked out."""
        found = {}
        for ticket in sorted(self.tickets):
            with contextlib.suppress(StoreRefusal):
                found[ticket] = self.out(ticket).ticket.number
        return found
