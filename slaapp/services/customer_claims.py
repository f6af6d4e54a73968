"""What a customer's groups of contacts and services are given: agreements that claim their tickets before its own does.

Tickets keep what claimed them, so giving another one changes no ticket that is there.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.domain.quoting import quote
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.services.changes import Changes
from slaapp.services.customer_fields import a_group
from slaapp.services.customer_groups import GROUPS, same_group, with_agreement
from slaapp.services.customer_records import Stamp, change, present
from slaapp.services.families import Families, offered
from slaapp.services.rulebook import Rulebook, agreement_names
from slaapp.storage import records
from slaapp.storage.database import Connection, Database


class ContactGroup(Value):
    """A group of a customer's contacts; `agreement` None: it has none of its own."""

    word: str
    agreement: str | None
    contacts: int


class CustomerClaims:
    """`user` signs every record."""

    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook], user: str) -> None:
        self._database, self._rulebook, self._user = database, rulebook, user

    def work_as(self, user: str) -> None:
        """From here on this one signs."""
        self._user = user

    def give_group(self, customer: str, group: str, agreement: str | None, *, now: Instant) -> Changes:
        """The agreement that claims tickets of contacts in this group from now on (None: the group has none)."""
        word = a_group(group)
        if not word:
            raise Refusal("Nothing was changed: the group has no name. Say which one, such as VIP.")
        with self._database.write() as connection:
            check_agreement(connection, self._rulebook(connection), agreement)
            record = present(connection, "customer", customer)
            given = {GROUPS: with_agreement(record.body, word, agreement)}
            written = change(connection, record, Stamp(now, self._user), given)
        return Changes(customers=True, records=written)

    def give_service(self, service: str, agreement: str | None, *, now: Instant) -> Changes:
        """The agreement that claims tickets of this service from now on (None: the service has none)."""
        with self._database.write() as connection:
            check_agreement(connection, self._rulebook(connection), agreement)
            record = present(connection, "service", service)
            written = change(connection, record, Stamp(now, self._user), {"agreement": agreement})
        return Changes(customers=True, records=written)

    def service(self, customer: str | None, name: str) -> str:
        """The id of a service by its name: of the customer, else one that tickets name without its being anybody's."""
        with self._database.read() as connection:
            families = Families(connection)
            members = {None, *(() if customer is None else families.members(families.survivor(customer)))}
            held = [one for one in records.every(connection, "service") if one.owner in members and offered(one)]
        held.sort(key=lambda one: (one.name.casefold(), one.owner is None, one.id))
        found = next((one.id for one in held if one.name.casefold() == name.strip().casefold()), None)
        if found is None:
            known = ", ".join(dict.fromkeys(one.name for one in held)) or "none yet"
            raise UsageRefusal(f"There is no service {quote(name.strip())}. Nothing was changed. Known are: {known}.")
        return found

    def group_words(self) -> list[str]:
        """Every group that any customer or contact names, by name; the spelling that came first."""
        with self._database.read() as connection:
            customers, contacts = (records.every(connection, kind) for kind in ("customer", "contact"))
        named = (word for record in customers for word in record.body.get(GROUPS, {}))
        return sorted(_once([*named, *(_group_of(record.body) for record in contacts)]), key=str.casefold)


def check_agreement(connection: Connection, rulebook: Rulebook, agreement: str | None) -> None:
    """Refuse one to be given that is not there. A draft can be given: its customers sign it, and it claims tickets once
    its first version has begun."""
    known = agreement_names(connection, rulebook)
    if agreement is not None and agreement not in known:
        raise Refusal(
            f"Nothing was changed: there is no agreement named {quote(agreement)}. Known are: {', '.join(known)}."
        )


def groups_of(customer: records.Record, contacts: Iterable[records.Record]) -> tuple[ContactGroup, ...]:
    """The groups of a customer: those it gave an agreement, and those its contacts name."""
    given: Mapping[str, str] = customer.body.get(GROUPS, {})
    named = [_group_of(record.body) for record in contacts]
    agreements = {same_group(word): name for word, name in given.items()}
    counts = [same_group(word) for word in named]
    return tuple(
        ContactGroup(word, agreements.get(same_group(word)), counts.count(same_group(word)))
        for word in sorted(_once([*given, *named]), key=str.casefold)
    )


def _group_of(body: Mapping[str, Any]) -> str:
    return str(body.get("group") or "")


def _once(words: Iterable[str]) -> list[str]:
    held: dict[str, str] = {}
    for word in filter(None, words):
        held.setdefault(same_group(word), word)
    return list(held.values())
