"""A record is what its newest version says."""

import pytest

from slaapp.domain.errors import StoreRefusal
from slaapp.storage import records
from slaapp.storage.database import Database
from tests.storage.conftest import Stranger
from tests.storage.stories import MONDAY


def kept(database: Database, id_: str, name: str, owner: str, **body: str) -> None:
    with database.write() as connection:
        records.save(connection, kind="contact", id=id_, name=name, owner=owner, body=body, now=MONDAY, by="Kim")


def told(database: Database, owner: str | None = None) -> list[tuple[str, int, str, str | None, str]]:
    with database.read() as connection:
        held = records.every(connection, "contact", owner=owner)
    return [(one.id, one.version, one.name, one.owner, one.body["mail"]) for one in held]


def test_only_the_newest_version_counts_also_for_the_name_and_the_owner(database: Database) -> None:
    kept(database, "b", "Ann", "harbour", mail="ann@old")
    kept(database, "b", "Zoe", "clinic", mail="zoe@new")
    kept(database, "c", "Ben", "harbour", mail="ben")
    kept(database, "a", "Ben", "clinic", mail="other ben")

    zoe, ben, other = ("b", 2, "Zoe", "clinic", "zoe@new"), ("c", 1, "Ben", "harbour", "ben"), "other ben"
    assert told(database) == [("a", 1, "Ben", "clinic", other), ben, zoe]
    assert told(database, "harbour") == [ben]
    assert told(database, "clinic") == [("a", 1, "Ben", "clinic", other), zoe]
    with database.read() as connection:
        assert records.named(connection, "contact", "Ann") is None
        found = records.named(connection, "contact", "Ben")
    assert found is not None
    assert found.id == "a"


def test_of_many_records_the_one_is_named_that_cannot_be_read(database: Database) -> None:
    kept(database, "a", "Ann", "harbour", mail="ann")
    kept(database, "b", "Ben", "harbour", mail="ben")
    stranger = Stranger(database.path)
    with stranger.without_triggers():
        stranger.does("""UPDATE records SET body = '{"mail"' WHERE id = 'b'""")

    with pytest.raises(StoreRefusal, match="The contact Ben"):
        told(database)
