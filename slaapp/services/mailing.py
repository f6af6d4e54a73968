"""E-mails that were saved as files: whose they are, where they belong, and how they become tickets or messages."""

from collections.abc import Sequence
from pathlib import Path

from slaapp.domain.agreement import Severity
from slaapp.domain.attachments import StoredFile, label
from slaapp.domain.errors import Refusal
from slaapp.domain.events import Channel
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.importers import mail
from slaapp.importers.mail import Mail
from slaapp.services.attaching import Attaching, message_key
from slaapp.services.catalogue import Catalogue
from slaapp.services.changes import Changes
from slaapp.services.desk import Desk, TicketDraft
from slaapp.storage import tickets
from slaapp.storage.database import Connection, Database
from slaapp.storage.tickets import Header


class Letter(Value):
    """A mail that was read. `customer` and `contact` are records whose address wrote it (None: unknown).

    `belongs_to` are tickets that it may go on with, the surest first; `already_on` one that has this very mail.
    """

    file_name: str
    raw: bytes
    mail: Mail
    customer: str | None
    contact: str | None
    belongs_to: tuple[int, ...]
    already_on: int | None

    @property
    def subject(self) -> str:
        return self.mail.subject or f"E-mail from {self.mail.sender or 'an unknown sender'}"


class Mailing:
    def __init__(self, database: Database, files: Attaching, desk: Desk, catalogue: Catalogue) -> None:
        self._database, self._files, self._desk, self._catalogue = database, files, desk, catalogue

    def read(self, path: Path, *, now: Instant) -> Letter:
        """Read a saved mail and find where it belongs; nothing is written. Refusal for what is none."""
        raw = mail.read_file(path)
        try:
            found = mail.read(raw, now=now)
        except Refusal as refusal:
            raise Refusal(f"{label(path.name)}: {refusal}") from refusal
        contact = next(
            (held for held in self._catalogue.contacts() if found.address and held.writes_from(found.address)), None
        )
        customer = None if contact is None else contact.customer
        already = self._files.tickets_with([message_key(found.message_id)]) if found.message_id else []
        return Letter(
            label(path.name),
            raw,
            found,
            customer,
            None if contact is None else contact.id,
            self._belongs_to(found, customer),
            already[0] if already else None,
        )

    def _belongs_to(self, found: Mail, customer: str | None) -> tuple[int, ...]:
        """By the mails that it answers, by a number in its subject: a bare one only of the sender's own ticket."""
        numbers = self._files.tickets_with([message_key(id_) for id_ in found.references])
        with self._database.read() as connection:
            for number in found.numbers[:20]:
                header = tickets.by_number(connection, number)
                marked = f"#{number}" in found.subject
                if header is not None and (marked or (customer is not None and header.customer == customer)):
                    numbers.append(_survivor(connection, header))
        return tuple(dict.fromkeys(numbers))

    def take_in(self, letter: Letter) -> tuple[StoredFile, ...]:
        """The mail itself and its files, copied beside the store."""
        files = (self._files.take_in_bytes(data, named) for named, data in letter.mail.files)
        return (*files, self.take_in_whole(letter))

    def take_in_whole(self, letter: Letter) -> StoredFile:
        """The mail as the one file that it came in, copied beside the store."""
        name = letter.file_name if letter.file_name.lower().endswith(".eml") else f"{letter.file_name}.eml"
        key = message_key(letter.mail.message_id) if letter.mail.message_id else None
        return self._files.take_in_bytes(letter.raw, name, message=key)

    def draft(self, letter: Letter, files: Sequence[StoredFile]) -> TicketDraft:
        """The ticket that the mail would be; it was received when the mail was sent (T5)."""
        return TicketDraft(
            subject=letter.subject,
            severity=Severity.NORMAL,
            customer=letter.customer,
            contact=letter.contact,
            text=letter.mail.text,
            channel=Channel.EMAIL,
            received_at=letter.mail.sent_at,
            files=tuple(files),
        )

    def add_to(self, number: int, letter: Letter, files: Sequence[StoredFile], *, now: Instant) -> Changes:
        """Add the mail to a ticket as what the customer wrote, when they wrote it."""
        with self._database.read() as connection:
            header = tickets.by_number(connection, number)
        sent_at = letter.mail.sent_at
        at = sent_at if header is not None and sent_at is not None and sent_at >= header.received_at else None
        return self._desk.customer_wrote(number, letter.mail.text, channel=Channel.EMAIL, at=at, files=files, now=now)


def _survivor(connection: Connection, header: Header) -> int:
    """The number of the ticket that this one goes on as part of, or its own."""
    seen: set[str] = set()
    while header.merged_into is not None and header.id not in seen:
        seen.add(header.id)
        header = next(iter(tickets.of(connection, [header.merged_into])), header)
    return header.number
