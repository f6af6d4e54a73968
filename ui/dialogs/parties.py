"""For whom a ticket can be logged: every customer and every contact, with what tells them apart."""

from collections.abc import Callable, Sequence

from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from slaapp.services.catalogue import Contact
from ui import wording
from ui.widgets.party import Party


def parties(engine: Engine, now: Instant, open_of: Callable[[str], Sequence[tuple[int, str]]]) -> list[Party]:
    """Customers with agreement and number of open tickets, then contacts with phone and room."""
    customers = engine.catalogue.customers()
    names = {customer.id: customer.name for customer in customers}
    agreed: dict[str | None, str] = {}
    found = []
    for customer in customers:
        if customer.agreement not in agreed:
            agreement = engine.desk.agreement_for(customer.id, now)
            agreed[customer.agreement] = "" if agreement is None else f"{agreement.name} v{agreement.version}"
        remark = wording.joined(agreed[customer.agreement], wording.open_tickets(len(open_of(customer.id))))
        found.append(Party(customer.id, customer.name, remark=remark))
    return found + [
        _of_contact(held, names[held.customer]) for held in engine.catalogue.contacts() if held.customer in names
    ]


def _of_contact(contact: Contact, customer: str) -> Party:
    return Party(
        contact.customer,
        customer,
        contact=contact.id,
        contact_name=contact.name,
        phone=contact.phone,
        room=contact.room,
    )
