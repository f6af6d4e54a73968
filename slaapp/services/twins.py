"""Contacts and services that came twice by a merge of their customers, listed as the one that they are."""

from collections.abc import Iterable

from slaapp.services.families import Families, owned
from slaapp.storage.database import Connection
from slaapp.storage.records import Record

_DETAILS = ("phone", "email", "room", "group", "agreement")


def listed_once(held: Iterable[Record]) -> list[Record]:
    """Of those that are one and the same the one that says most."""
    found: dict[str, list[Record]] = {}  # by name: of thousands few are called alike
    for record in sorted(held, key=lambda one: (-_said(one), one.id)):
        alike = found.setdefault(record.name.casefold(), [])
        if not any(_is_same(record, other) for other in alike):
            alike.append(record)
    return [record for alike in found.values() for record in alike]


def twins(connection: Connection, record: Record) -> list[Record]:
    """The others that are listed as one with it."""
    families = Families(connection)
    members = families.members(families.survivor(record.owner or ""))
    others = (other for other in owned(connection, record.kind, members) if other.id != record.id)
    return [other for other in others if _is_same(other, record)]


def _is_same(less: Record, more: Record) -> bool:
    """Called alike, and nothing is said of the one that is not said of the other as well."""
    if less.name.casefold() != more.name.casefold():
        return False
    details = all((less.body.get(name) or "") in ("", more.body.get(name) or "") for name in _DETAILS)
    return details and set(less.body.get("more_emails", ())) <= set(more.body.get("more_emails", ()))


def _said(record: Record) -> int:
    return sum(bool(record.body.get(name)) for name in _DETAILS) + len(record.body.get("more_emails", ()))
