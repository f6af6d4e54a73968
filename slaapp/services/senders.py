"""Who wrote a mail: the contact with its address, the one of its name who had none yet, else somebody new."""

from slaapp.services.catalogue import contact_of
from slaapp.services.customer_records import Stamp, Versions, add, put
from slaapp.services.families import GONE, Families, customer_now, owned
from slaapp.storage import records
from slaapp.storage.database import Connection


def sender(connection: Connection, customer: str, name: str, address: str, stamp: Stamp) -> tuple[str, Versions]:
    """The contact of that customer who writes from the address, with what was written to have it so. An address that
    is known stays: another of that name becomes a contact of their own, named with the address."""
    owner = customer_now(connection, customer)
    held = owned(connection, "contact", Families(connection).members(owner))
    by_address = next((one for one in held if contact_of(one).writes_from(address)), None)
    if by_address is not None:
        return by_address.id, ()
    name = name or address
    same = next((one for one in held if one.name == name), None)
    if same is not None and not contact_of(same).email:
        return same.id, put(
            connection, "contact", same.id, name, {**same.body, "email": address}, stamp, owner=same.owner
        )
    if same is not None:
        name = f"{name} ({address})"
    known = next((one for one in records.every(connection, "contact", owner=owner) if one.name == name), None)
    if known is None:
        written = add(connection, "contact", name, {"phone": "", "email": address, "room": ""}, stamp, owner=owner)
        return written[0][1], written
    body = {key: value for key, value in known.body.items() if key != GONE} | {"email": address}
    return known.id, put(connection, "contact", known.id, name, body, stamp, owner=owner)
