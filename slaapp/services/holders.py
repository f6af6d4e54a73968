"""Who has an agreement, and so signs it: for all that is theirs, for a group of their contacts, or for a service."""

from collections.abc import Iterator, Mapping

from slaapp.domain.claim import Claimant
from slaapp.domain.spans import Instant
from slaapp.services.customer_groups import GROUPS
from slaapp.services.families import Families, offered
from slaapp.services.rulebook import Rulebook
from slaapp.storage import records
from slaapp.storage.database import Connection

Holders = Mapping[str, Mapping[str, str]]
"""By agreement, their names by id, in the order of the names."""


def holders(connection: Connection, rulebook: Rulebook, now: Instant) -> Holders:
    families = Families(connection)
    given: list[tuple[str, str]] = []
    for customer in families.records.values():
        if offered(customer):
            groups = customer.body.get(GROUPS, {}).values()
            given += [(name, customer.id) for name in (*_own(rulebook, customer.id, now), *groups) if name]
    for service in records.every(connection, "service"):
        name, owner = service.body.get("agreement"), families.survivor(service.owner or "")
        if name and offered(service) and owner in families.records and offered(families.records[owner]):
            given.append((name, owner))
    found: dict[str, dict[str, str]] = {}
    for name, id_ in sorted(set(given), key=lambda one: (families.name(one[1]), one[1])):
        found.setdefault(name, {})[id_] = families.name(id_)
    return found


def _own(rulebook: Rulebook, customer: str, now: Instant) -> Iterator[str]:
    """What the customer was given; while that has not begun, what goes on until then too."""
    for claim in rulebook.claims(customer):
        if claim.by is not Claimant.CUSTOMER:
            return
        yield claim.agreement
        if rulebook.begun(claim.agreement, now):
            return
