"""Who has an agreement, and so signs it: for all that is theirs, for a group of their contacts, or for a service."""

from collections.abc import Mapping

from slaapp.services.customer_groups import GROUPS
from slaapp.services.families import Families, offered
from slaapp.storage import records
from slaapp.storage.database import Connection

Holders = Mapping[str, Mapping[str, str]]
"""By agreement, their names by id, in the order of the names."""


def holders(connection: Connection) -> Holders:
    families = Families(connection)
    given: list[tuple[str, str]] = []
    for customer in families.records.values():
        if offered(customer):
            body = customer.body
            given += [(name, customer.id) for name in (body.get("agreement"), *body.get(GROUPS, {}).values()) if name]
    for service in records.every(connection, "service"):
        name, owner = service.body.get("agreement"), families.survivor(service.owner or "")
        if name and offered(service) and owner in families.records and offered(families.records[owner]):
            given.append((name, owner))
    found: dict[str, dict[str, str]] = {}
    for name, id_ in sorted(set(given), key=lambda one: (families.name(one[1]), one[1])):
        found.setdefault(name, {})[id_] = families.name(id_)
    return found
