"""The rulebook, read so that damage is said by the name of the record that has it."""

from collections.abc import Callable

from slaapp.domain.errors import StoreRefusal
from slaapp.services.rulebook import Rulebook
from slaapp.storage.database import Connection
from slaapp.storage.records import DAMAGED


def guarded(rules: Callable[[Connection], Rulebook]) -> Callable[[Connection], Rulebook]:
    """The rulebook, or a StoreRefusal that names the record in which it cannot be read."""

    def read(connection: Connection) -> Rulebook:
        try:
            found = rules(connection)
            if found.terms:
                found.desk_hours  # noqa: B018
            return found
        except DAMAGED as error:
            from slaapp.services.damage import unreadable  # noqa: PLC0415 - it knows all kinds of records

            raise StoreRefusal(next(unreadable(connection), str(error))) from error

    return read
