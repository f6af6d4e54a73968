"""Contacts of a customer from a file: what it would add and change, then adding it, in one transaction."""

from collections.abc import Iterable, Iterator, Sequence, Set
from enum import Enum

from msgspec.structs import replace

from slaapp.domain.errors import Refusal
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.importers.contact_card import ContactCard
from slaapp.importers.handover import RowProblem
from slaapp.services.catalogue import Contact, contact_of
from slaapp.services.changes import Changes
from slaapp.services.customer_records import Stamp, Versions, add, change
from slaapp.services.families import Families, offered, owned
from slaapp.services.telling import Tell, silent
from slaapp.storage import records
from slaapp.storage.database import Connection, Database


class Kind(Enum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DOUBTFUL = "doubtful"
    """Somebody of that name is there with another address, or somebody else has the address: taken only when asked for,
    as one more contact."""


class Compared(Value):
    """A card beside what is known. `contact` is whom it is about, as they would be afterwards; one whom this file
    brings has its line in place of an id."""

    card: ContactCard
    kind: Kind
    contact: Contact
    changes: tuple[str, ...] = ()
    """`phone: 214 → 215`, a line a field."""


class ContactPreview(Value):
    rows: tuple[Compared, ...]
    problems: tuple[RowProblem, ...]

    def count(self, kind: Kind) -> int:
        return sum(row.kind is kind for row in self.rows)

    def taken(self, doubtful: Set[int] = frozenset()) -> int:
        """How many contacts an import would add or change; `doubtful` are lines that are to be taken all the same."""
        return len(_taken(self.rows, doubtful))


class ContactImporting:
    def __init__(self, database: Database, user: str) -> None:
        self._database, self._user = database, user

    def work_as(self, user: str) -> None:
        """From here on this one signs."""
        self._user = user

    def preview(self, customer: str, read: Iterable[ContactCard | RowProblem]) -> ContactPreview:
        """What importing this for a customer (its id) would do; nothing is written."""
        with self._database.read() as connection:
            known, _ = _known(connection, customer)
        cards, problems = _parted(read)
        return ContactPreview(tuple(_compared(cards, known)), problems)

    def take(
        self,
        customer: str,
        read: Iterable[ContactCard | RowProblem],
        *,
        now: Instant,
        doubtful: Set[int] = frozenset(),
        tell: Tell = silent,
    ) -> tuple[int, Changes]:
        """Add and change what `preview` says, and the doubtful ones of these lines; gives how many."""
        cards, _ = _parted(read)
        stamp = Stamp(now, self._user)
        written: list[tuple[str, str, int]] = []
        with self._database.write() as connection:
            known, owner = _known(connection, customer)
            wanted = _taken(_compared(cards, known), doubtful)
            for at, contact in enumerate(wanted.values()):
                tell(at, len(wanted))
                written += _write(connection, contact, owner, stamp)
        return len(wanted), Changes(customers=True, records=tuple(written))


def _taken(rows: Iterable[Compared], doubtful: Set[int]) -> dict[str, Contact]:
    """Whom an import adds or changes, as each is after the last line about them."""
    found: dict[str, Contact] = {}
    for row in rows:
        id_ = row.contact.id
        taken = row.kind is Kind.NEW or (row.kind is Kind.DOUBTFUL and row.card.line in doubtful)
        if taken or (row.kind is Kind.CHANGED and (id_ in found or not _is_line(id_))):
            found[id_] = row.contact
    return found


def _line_id(card: ContactCard) -> str:
    return f"line {card.line}"


def _is_line(id_: str) -> bool:
    return id_.startswith("line ")


def _known(connection: Connection, customer: str) -> tuple[list[Contact], str]:
    families = Families(connection)
    owner = families.survivor(customer)
    if owner not in families.records or not offered(families.records[owner]):
        raise Refusal("Nothing was imported: this customer is not offered any more. Choose another one.")
    held = owned(connection, "contact", families.members(owner))
    return [contact_of(record, owner) for record in held], owner


def _parted(read: Iterable[ContactCard | RowProblem]) -> tuple[list[ContactCard], tuple[RowProblem, ...]]:
    cards: list[ContactCard] = []
    problems: list[RowProblem] = []
    for found in read:
        if isinstance(found, RowProblem):
            problems.append(found)
        else:
            cards.append(found)
    return cards, tuple(problems)


def _compared(cards: Sequence[ContactCard], known: Sequence[Contact]) -> Iterator[Compared]:
    """Each card against what is known and what the cards before it added, so that a file may say somebody twice."""
    now: dict[str, Contact] = {}
    by_word: dict[str, dict[str, None]] = {}

    def learn(contact: Contact) -> None:
        now[contact.id] = contact
        for word in (contact.name, *contact.addresses):
            by_word.setdefault(word.casefold(), {})[contact.id] = None

    def known_by(*words: str) -> list[Contact]:
        return [now[id_] for id_ in dict.fromkeys(id_ for word in words for id_ in by_word.get(word.casefold(), ()))]

    for contact in known:
        learn(contact)
    for card in cards:
        namesakes, sharing = known_by(card.name), known_by(*card.emails)
        match = next((one for one in sharing if one in namesakes), None)
        if match is None:
            match = next((one for one in namesakes if not (card.emails and one.email)), None)
        if match is None:
            kind = Kind.DOUBTFUL if namesakes or sharing else Kind.NEW
            first = next(iter(card.emails), "")
            fresh = Contact(_line_id(card), card.name, "", card.phone, first, card.room, card.emails[1:], card.group)
            yield Compared(card, kind, fresh)
            learn(fresh)
            continue
        wanted = _merged(match, card)
        changes = tuple(_told(match, wanted))
        yield Compared(card, Kind.CHANGED if changes else Kind.SAME, wanted, changes)
        learn(wanted)


def _merged(contact: Contact, card: ContactCard) -> Contact:
    """What the card says in place of what was said; what it leaves out stays, and no address is lost."""
    addresses = list(contact.addresses)
    held = {address.casefold() for address in addresses}
    addresses += [address for address in card.emails if address.casefold() not in held]
    return replace(
        contact,
        phone=card.phone or contact.phone,
        room=card.room or contact.room,
        group=card.group or contact.group,
        email=next(iter(addresses), ""),
        more_emails=tuple(addresses[1:]),
    )


def _told(before: Contact, after: Contact) -> Iterator[str]:
    for field in ("phone", "room", "group"):
        was, is_ = getattr(before, field), getattr(after, field)
        if was != is_:
            yield f"{field}: {was or '–'} → {is_}"
    added = [address for address in after.addresses if address not in before.addresses]
    if added:
        yield f"e-mail: + {', '.join(added)}"


def _write(connection: Connection, contact: Contact, owner: str, stamp: Stamp) -> Versions:
    more = list(contact.more_emails)
    body = {"phone": contact.phone, "email": contact.email, "room": contact.room, "more_emails": more}
    body |= {"group": contact.group} if contact.group else {}
    record = None if _is_line(contact.id) else records.load(connection, "contact", contact.id)
    if record is None:
        return add(connection, "contact", contact.name, body, stamp, owner=owner)
    return change(connection, record, stamp, body, name=contact.name)
