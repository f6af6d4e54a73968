"""Tickets that two agreements claim at once: by the group of their contact and by their service."""

from collections.abc import Iterator

from slaapp.domain.agreement_checks import Fault, Finding, Overlap
from slaapp.services.customer_groups import GROUPS
from slaapp.services.families import Families, offered
from slaapp.storage import records
from slaapp.storage.database import Connection


def double_claims(connection: Connection, agreement: str) -> list[Finding]:
    """Of each customer those of this agreement and another one, each other one once, by the customers' names."""
    found: dict[tuple[str, str, bool], Overlap] = {}
    for held in _overlaps(connection, agreement):
        found.setdefault((held.customer, held.other, held.by_group), held)
    return [Finding(Fault.CLAIMED_TWICE, overlap=held) for held in found.values()]


def _overlaps(connection: Connection, agreement: str) -> Iterator[Overlap]:
    families = Families(connection)
    services = [one for one in records.every(connection, "service") if offered(one) and one.body.get("agreement")]
    services.sort(key=lambda one: (one.name.casefold(), one.id))
    customers = [one for one in families.records.values() if offered(one) and families.survivor(one.id) == one.id]
    for customer in sorted(customers, key=lambda one: (one.name.casefold(), one.id)):
        theirs = {None, *families.members(customer.id)}
        for group, by_group in sorted(customer.body.get(GROUPS, {}).items()):
            for service in (one for one in services if one.owner in theirs):
                by_service = service.body["agreement"]
                if by_group != by_service and agreement in (by_group, by_service):
                    is_others = by_service == agreement
                    other = by_group if is_others else by_service
                    yield Overlap(customer.id, customer.name, group, service.name, other, is_others)
