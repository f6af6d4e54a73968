"""A customer's contacts as a table that any program reads."""

import csv
import io
from collections.abc import Iterable

from slaapp.domain.cells import guarded
from slaapp.services.catalogue import Contact


def contacts_csv(contacts: Iterable[Contact]) -> bytes:
    """Name, phone, e-mail, room, group, in UTF-8 with its mark; no cell is a formula (rule 3 of reliability)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["Name", "Phone", "E-mail", "Room", "Group"])
    for one in contacts:
        emails = "; ".join(one.addresses)
        writer.writerow([guarded(cell) for cell in (one.name, one.phone, emails, one.room, one.group)])
    return text.getvalue().encode("utf-8-sig")
