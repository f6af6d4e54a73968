"""Which agreement claims a ticket: its contact's group, its service, its customer or the desk names it, in this order.

Each names the newest that had begun when the ticket was received; the first that names one decides. What is decided is
kept with the ticket, so that nothing its contact, service or customer is given later changes what was promised.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

from slaapp.domain.claim import Claim, Claimant
from slaapp.domain.lanes import TermsLine
from slaapp.domain.spans import Instant
from slaapp.domain.ticket import Ticket
from slaapp.services.families import GONE, customer_now
from slaapp.services.rulebook import Rulebook, as_far_as_said
from slaapp.storage import records
from slaapp.storage.database import Connection


class About(NamedTuple):
    """Whom and what a ticket is about, as ids of records."""

    customer: str | None
    contact: str | None = None
    service: str | None = None


def about_of(ticket: Ticket) -> About:
    return About(ticket.customer, ticket.contact, ticket.service)


class Claimed(NamedTuple):
    """A claim as it is told. `version` None: the agreement was over when the ticket was received, so nothing is
    measured; `name` is what the group, service or customer is called, empty for the desk."""

    agreement: str
    version: int | None
    by: Claimant
    name: str


def told(connection: Connection, claim: Claim | None, line: TermsLine) -> Claimed | None:
    """`line` are the versions by which the claim governs its ticket."""
    if claim is None:
        return None
    return Claimed(claim.agreement, line[0][1].agreement.version if line else None, claim.by, _name(connection, claim))


def _name(connection: Connection, claim: Claim) -> str:
    if claim.by is Claimant.CUSTOMER:
        held = records.load(connection, "customer", customer_now(connection, claim.who))
    elif claim.by is Claimant.SERVICE:
        held = records.load(connection, "service", claim.who)
    else:
        return claim.who
    return "" if held is None else held.name


def claim(connection: Connection, rulebook: Rulebook, about: About, received_at: Instant) -> Claim | None:
    """None: none of them names an agreement that had begun."""
    named = chain(_by_group(connection, rulebook, about), _by_service(connection, about))
    return rulebook.first_begun(chain(named, rulebook.claims(about.customer)), received_at)


def as_written(claim: Claim | None) -> dict[str, Any]:
    """The fields of an event that keep it."""
    return {} if claim is None else {"agreement": claim.agreement, "claimed_by": claim.by, "claimant": claim.who}


def claimants(connection: Connection) -> frozenset[str]:
    """The ids of contacts that are in a group, and of services that have an agreement: only they can claim a ticket
    before its customer does."""
    contacts, services = (records.every(connection, kind) for kind in ("contact", "service"))
    in_groups = [held.id for held in contacts if held.body.get("group")]
    return frozenset([*in_groups, *(held.id for held in services if held.body.get("agreement"))])


def _by_group(connection: Connection, rulebook: Rulebook, about: About) -> Iterator[Claim]:
    """A contact of another customer, left on a ticket that was moved, belongs to no group of this one."""
    contact = None if about.contact is None else records.load(connection, "contact", about.contact)
    if contact is None or about.customer is None or not contact.body.get("group"):
        return
    if customer_now(connection, contact.owner or "") == customer_now(connection, about.customer):
        yield from rulebook.group_claims(about.customer, contact.body["group"])


def _by_service(connection: Connection, about: About) -> Iterator[Claim]:
    held = [] if about.service is None else records.versions(connection, "service", about.service)
    if held and not held[0].body.get(GONE):
        names = as_far_as_said(record.body.get("agreement") for record in held)
        yield from (Claim(name, Claimant.SERVICE, held[0].id) for name in names)
