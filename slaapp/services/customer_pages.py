"""What is known of customers, listed and shown: who they are, whom to call, what was agreed, what is open."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from slaapp.domain.agreement import Agreement
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.services.board import Board, Group, Row
from slaapp.services.catalogue import Contact, Customer, contact_of, customer_of
from slaapp.services.customer_claims import ContactGroup, groups_of
from slaapp.services.families import GONE, Families, offered, owned
from slaapp.services.rulebook import Rulebook, agreement_names
from slaapp.services.twins import listed_once
from slaapp.storage import records, tickets
from slaapp.storage.database import Connection, Database

RECENT = 8


class CustomerLine(Value):
    """A customer in the list. `words` is what a search looks through: names, phones and addresses."""

    customer: Customer
    open: int
    overdue: int
    words: str

    def fits(self, text: str) -> bool:
        return all(word in self.words for word in text.casefold().split())


class Service(Value):
    """`own`: said of the customer here; else a ticket of theirs names it. `agreement` claims its tickets, where it has
    one of its own."""

    id: str
    name: str
    own: bool
    agreement: str | None = None


class CustomerPage(Value):
    """`agreement` is the version that governs a ticket received now (None: none does), `own_agreement` the name the
    customer was given (None: the desk's default). `coming` are those of `agreements` that have not begun. `open` and
    `recent` are rows of the queue; `tickets` counts all. `joined` are the former names of who goes on as part of this
    customer, `groups` those of its contacts."""

    customer: Customer
    contacts: tuple[Contact, ...]
    services: tuple[Service, ...]
    agreement: Agreement | None
    own_agreement: str | None
    default_agreement: str
    agreements: tuple[str, ...]
    coming: frozenset[str]
    open: tuple[Row, ...]
    recent: tuple[Row, ...]
    tickets: int
    joined: tuple[str, ...]
    groups: tuple[ContactGroup, ...]


class CustomerPages:
    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook]) -> None:
        self._database, self._rulebook = database, rulebook

    def lines(
        self, board: Board, rows: Sequence[Row], *, now: Instant, words: Mapping[str, str] | None = None
    ) -> list[CustomerLine]:
        """Every customer by name, also who was retired; `rows` are the open tickets as the queue has them.

        `words` are what is known of their contacts already, as `words_of_contacts` gives it; None reads it now.
        """
        with self._database.read() as connection:
            families = Families(connection)
        said = self.words_of_contacts() if words is None else words
        open_, overdue = _counts(board, rows, now)
        found = []
        for record in families.records.values():
            customer = customer_of(record)
            if record.body.get(GONE) or customer.merged_into:
                continue
            names = [families.records[id_].name for id_ in families.members(record.id)]
            text = "\n".join([*names, said.get(record.id, "")]).casefold()
            found.append(CustomerLine(customer, open_.get(record.id, 0), overdue.get(record.id, 0), text))
        return sorted(found, key=lambda line: (line.customer.name.casefold(), line.customer.id))

    def words_of_contacts(self) -> dict[str, str]:
        """By customer, the names, phones and addresses that a search looks through."""
        with self._database.read() as connection:
            families = Families(connection)
            contacts = records.every(connection, "contact")
        said: dict[str, list[str]] = {}
        for contact in contacts:
            if offered(contact):
                body = contact.body
                known = [contact.name, body.get("phone", ""), body.get("email", ""), *body.get("more_emails", ())]
                known.append("".join(sign for sign in body.get("phone", "") if sign.isdigit()))
                said.setdefault(families.survivor(contact.owner or ""), []).extend(known)
        return {customer: "\n".join(known) for customer, known in said.items()}

    def services(self, customer: str | None, also: str | None = None) -> list[Service]:
        """What a ticket of theirs may be about (None: nobody's yet); the id `also` too, unless it is another's."""
        with self._database.read() as connection:
            if customer is None:
                held = None if also is None else records.load(connection, "service", also)
                return [] if held is None else [Service(held.id, held.name, False, held.body.get("agreement"))]
            families = Families(connection)
            members = families.members(families.survivor(customer))
            named = tickets.services_of(connection, members)
            return services_of(connection, members, named if also is None else named | {also})

    def page(self, id_: str, board: Board, *, now: Instant) -> CustomerPage:
        """Refusal when there is no such customer any more."""
        with self._database.read() as connection:
            families = Families(connection)
            record = families.records.get(families.survivor(id_))
            if record is None or record.body.get(GONE):
                raise Refusal("This customer is not there any more. Choose another one.")
            rulebook = self._rulebook(connection)
            line = rulebook.line(record.id, now)
            members = families.members(record.id)
            open_ = [header.id for one in members for header in tickets.open_of(connection, one)]
            recent = tickets.changed_last(connection, members, RECENT)
            theirs = owned(connection, "contact", members)
            services = services_of(connection, members, tickets.services_of(connection, members))
            agreements = tuple(agreement_names(connection, rulebook))
            count = tickets.count_of(connection, members)
        contacts = [contact_of(held, record.id) for held in listed_once(theirs)]
        rows = board.rows_of(open_)
        return CustomerPage(
            customer=customer_of(record),
            contacts=tuple(sorted(contacts, key=lambda contact: (contact.name.casefold(), contact.id))),
            services=tuple(services),
            agreement=line[0][1].agreement if line else None,
            own_agreement=record.body.get("agreement"),
            default_agreement=rulebook.default,
            agreements=agreements,
            coming=frozenset(name for name in agreements if not rulebook.begun(name, now)),
            open=tuple(sorted(rows, key=lambda row: board.standing(row, now).order)),
            recent=tuple(sorted(board.done_of(header.id for header in recent), key=lambda row: -row.updated_at)),
            tickets=count,
            joined=tuple(families.records[one].name for one in members if one != record.id),
            groups=groups_of(record, theirs),
        )


def services_of(connection: Connection, members: Iterable[str], named: Iterable[str]) -> list[Service]:
    """By name: those of the customers that are one with a customer, and those `named` that are nobody's."""
    owners, asked = set(members), set(named)
    every = records.every(connection, "service")
    own = listed_once(held for held in every if held.owner in owners and offered(held))
    found = {held.id: Service(held.id, held.name, True, held.body.get("agreement")) for held in own}
    for held in every:
        if held.id in asked and held.owner is None:
            found[held.id] = Service(held.id, held.name, False, held.body.get("agreement"))
    return sorted(found.values(), key=lambda service: (service.name.casefold(), service.id))


def _counts(board: Board, rows: Sequence[Row], now: Instant) -> tuple[dict[str, int], dict[str, int]]:
    open_: dict[str, int] = {}
    overdue: dict[str, int] = {}
    for row in rows:
        if row.customer_id is not None:
            open_[row.customer_id] = open_.get(row.customer_id, 0) + 1
            if board.standing(row, now).group is Group.OVERDUE:
                overdue[row.customer_id] = overdue.get(row.customer_id, 0) + 1
    return open_, overdue
