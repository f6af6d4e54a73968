"""What stands in the head of a report beside its figures: the provider, where the customer is, and who prepared it."""

from collections.abc import Mapping
from typing import Any

from slaapp.reports.month_data import Desk
from slaapp.reports.scope import Scope
from slaapp.services.families import Families
from slaapp.services.people import at_the_desk
from slaapp.storage.database import Connection


def provider(desk: Mapping[str, Any]) -> Desk:
    """As the desk's record has it: name, address and telephone."""
    lines = [*(str(line) for line in desk.get("address") or ()), str(desk.get("phone") or "")]
    return Desk(str(desk.get("name") or ""), tuple(line for line in lines if line))


def site(families: Families, scope: Scope) -> tuple[str, ...]:
    """The lines of the one customer's address; nothing of several."""
    held = None if scope.customer is None else families.records.get(scope.customer)
    return () if held is None else tuple(str(line) for line in held.body.get("address") or ())


def preparer(connection: Connection, user: str) -> str:
    """What the desk calls them; nothing of somebody who is none of its people."""
    person = at_the_desk(connection, user)
    return "" if person is None else person.name
