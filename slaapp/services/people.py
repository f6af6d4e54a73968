"""The desk's people: what they are called, how their initials look, which account is theirs, who has left.

Nobody is ever removed: whoever has left stays in the history and is no longer offered. That is attribution, not
protection (rule 9 of reliability): the store is as open to everyone at this account as its file is.
"""

import secrets
import shlex
from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.domain.quoting import quote
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.services.changes import Changes
from slaapp.services.customer_records import Stamp, Versions, find_anew, former, put
from slaapp.services.fields import Fields, a_name
from slaapp.storage import records, tickets
from slaapp.storage.database import Connection, Database
from slaapp.storage.records import Record
from slaapp.storage.tickets import Header

COLOURS = ("stone", "sand", "clay", "moss", "sea", "sky", "plum", "rose")
"""The grounds that initials may have; the window knows how each looks."""

NOBODY = "nobody"
"""What an unassigned ticket is called: no person may bear it."""


class Person(Value):
    """Someone at the desk; `account` is the name the operating system knows them by, `initials` "" those of the name.

    `retired`: they have left, and are named in the history alone.
    """

    id: str
    name: str
    account: str = ""
    initials: str = ""
    colour: str = COLOURS[0]
    retired: bool = False

    @property
    def mark(self) -> str:
        """How they sign what they write: by their account, else by their name."""
        return self.account or self.name


def person_of(record: Record) -> Person:
    body = record.body
    colour = body.get("colour", COLOURS[0])
    return Person(
        record.id,
        record.name,
        body.get("account", ""),
        body.get("initials", ""),
        colour if colour in COLOURS else COLOURS[0],
        bool(body.get("retired", False)),
    )


def person_table(person: Person) -> dict[str, Any]:
    """What a record and a desk's file hold of a person beside the name; what is as usual is left out."""
    told: dict[str, Any] = {"account": person.account}
    if person.initials:
        told["initials"] = person.initials
    if person.colour != COLOURS[0]:
        told["colour"] = person.colour
    if person.retired:
        told["retired"] = True
    return told


def read_person(fields: Fields) -> dict[str, Any]:
    """Of a desk's file, what `person_table` writes. Raises UsageRefusal."""
    person = Person(
        "",
        "",
        fields.optional("account", fields.text, ""),
        some_initials(fields.optional("initials", fields.text, "")),
        a_colour(fields.optional("colour", fields.text, COLOURS[0])),
        fields.optional("retired", fields.flag, False),
    )
    return person_table(person)


def marked(connection: Connection, marks: Callable[[Person], tuple[str, ...]]) -> Mapping[str, Person]:
    """Whom each of these marks means: as they are now, then what they were before."""
    now = [person_of(record) for record in records.every(connection, "person")]
    before = [person_of(record) for record in records.every_version(connection, "person")]
    by_id = {person.id: person for person in now}
    found: dict[str, Person] = {}
    for people in (now, before):
        for held in zip(*(marks(person) for person in people), strict=True):
            for mark, person in zip(held, people, strict=True):
                if mark:
                    found.setdefault(mark, by_id[person.id])
    return found


def named_ever(connection: Connection) -> Mapping[str, Person]:
    """People by name: what an agreement called them holds when they are called something else."""
    return marked(connection, lambda person: (person.name,))


def signed(connection: Connection) -> Mapping[str, Person]:
    """Whoever signed as what: accounts and names as they are now, then what they were before."""
    return marked(connection, lambda person: (person.account, person.name))


def at_the_desk(connection: Connection, user: str) -> Person | None:
    """The person that a user is, if at the desk: by account, by name, or by what they were before."""
    found = signed(connection).get(user)
    return None if found is None or found.retired else found


class People:
    def __init__(self, database: Database, user: str) -> None:
        self._database, self._user = database, user

    def work_as(self, user: str) -> None:
        """From here on this one signs."""
        self._user = user

    def every(self) -> list[Person]:
        """All by name, those who have left too."""
        with self._database.read() as connection:
            return [person_of(record) for record in records.every(connection, "person")]

    def signed(self) -> Mapping[str, Person]:
        """Whoever signed as what: accounts and names as they are now, then what they were before."""
        with self._database.read() as connection:
            return signed(connection)

    def me(self) -> Person | None:
        """The person that the current user is."""
        with self._database.read() as connection:
            return at_the_desk(connection, self._user)

    def find(self, name: str) -> Person:
        """By name, account or id. Raises Refusal."""
        every = self.every()
        found = [person for person in every if name in (person.name, person.account, person.id)]
        if not found:
            known = ", ".join(person.name for person in every[:8])
            listed = f"Known are: {known.removesuffix('.')}." if known else "Nobody is known yet: add people first."
            raise Refusal(
                f"There is nobody named {quote(name)} at the desk. Nothing was changed. {listed}",
                command="" if known else "Add them with: slaapp person add",
            )
        return found[0]

    def working(self, name: str) -> Person:
        """As `find`, for whoever is to be given something: Refusal for somebody who has left."""
        person = self.find(name)
        if person.retired:
            raise Refusal(
                f"{person.name} has left the desk and is given nothing. Nothing was changed. Choose somebody else, or "
                "take them back.",
                command=f"That is: slaapp person return {shlex.quote(person.name)}",
            )
        return person

    def assignee(self, name: str) -> str | None:
        """The id of whom something is to be given to, by what a person typed; None for nobody."""
        return None if name == NOBODY else self.working(name).id

    def add(
        self, name: str, *, now: Instant, account: str = "", initials: str = "", colour: str = ""
    ) -> tuple[Changes, Person]:
        """Somebody new. Refusal when the name is taken."""
        with self._database.write() as connection:
            person = Person(
                secrets.token_hex(6),
                self._free_name(connection, name, None),
                self._free_account(connection, account, None),
                some_initials(initials),
                a_colour(colour) if colour else COLOURS[0],
            )
            written = self._save(connection, person, now)
        return Changes(people=True, records=written), person

    def change(
        self,
        name: str,
        *,
        now: Instant,
        new_name: str | None = None,
        account: str | None = None,
        initials: str | None = None,
        colour: str | None = None,
    ) -> tuple[Changes, Person]:
        """What is None stays. The tickets they were given are found by the new name from then on."""
        with self._database.write() as connection:
            person = self._find_in(connection, name)
            if new_name is not None:
                person = replace(person, name=self._free_name(connection, new_name, person.id))
            if account is not None:
                person = replace(person, account=self._free_account(connection, account, person.id))
            if initials is not None:
                person = replace(person, initials=some_initials(initials))
            if colour is not None:
                person = replace(person, colour=a_colour(colour))
            written = self._save(connection, person, now)
            if new_name is not None:
                find_anew(connection, self._given(connection, person.id))
        return Changes(people=True, records=written), person

    def retire(self, name: str, *, now: Instant) -> tuple[Changes, int]:
        """They have left; gives how many open tickets are theirs still."""
        with self._database.write() as connection:
            person = self._find_in(connection, name)
            if person.retired:
                raise Refusal(f"{person.name} has left already. Nothing was changed.")
            written = self._save(connection, replace(person, retired=True), now)
            theirs = sum(row.open and row.assignee == person.id for row in tickets.every(connection))
        return Changes(people=True, records=written), theirs

    def bring_back(self, name: str, *, now: Instant) -> Changes:
        """They are at the desk again."""
        with self._database.write() as connection:
            person = self._find_in(connection, name)
            if not person.retired:
                raise Refusal(f"{person.name} is at the desk. Nothing was changed.")
            written = self._save(connection, replace(person, retired=False), now)
        return Changes(people=True, records=written)

    def take_back(self, written: Versions, *, now: Instant) -> Changes:
        """Write what was said of these people before; who was not there yet has left. Refusal where one of them was
        changed again since, and where somebody else has the name or the account by now."""
        again: Versions = ()
        with self._database.write() as connection:
            for newest, before in former(connection, written):
                person = person_of(newest)
                held = replace(person, retired=True) if before is None else person_of(before)
                self._free_name(connection, held.name, held.id)
                self._free_account(connection, held.account, held.id)
                again += self._save(connection, held, now)
                if held.name != person.name:
                    find_anew(connection, self._given(connection, held.id))
        return Changes(people=True, records=again)

    def _find_in(self, connection: Connection, name: str) -> Person:
        record = records.load(connection, "person", name)
        return person_of(record) if record is not None else self.find(name)

    def _save(self, connection: Connection, person: Person, now: Instant) -> Versions:
        stamp = Stamp(now, self._user)
        return put(connection, "person", person.id, person.name, person_table(person), stamp, owner=None)

    def _given(self, connection: Connection, person: str) -> list[Header]:
        return [row for row in tickets.every(connection) if row.assignee == person]

    def _free_name(self, connection: Connection, name: str, own: str | None) -> str:
        name = a_person_name(name, "Name")
        for held in records.every(connection, "person"):
            if held.id != own and held.name.casefold() == name.casefold():
                gone = " (has left)" if person_of(held).retired else ""
                raise UsageRefusal(
                    f"Name: {held.name}{gone} is one of the desk’s people already. Nothing was saved. Add something to "
                    "the name that tells the two apart."
                )
        return name

    def _free_account(self, connection: Connection, account: str, own: str | None) -> str:
        """An account is one person's: it signs what they write."""
        account = a_name(account, "Account") if account.strip() else ""
        for held in records.every(connection, "person"):
            if account and held.id != own and held.body.get("account", "") == account:
                raise UsageRefusal(
                    f"Account: {account} is the account of {held.name}. Nothing was saved. Leave it empty here: people "
                    "who share an account say who they are in the window’s foot."
                )
        return account


def a_person_name(name: str, path: str) -> str:
    name = a_name(name, path)
    if name.casefold() == NOBODY:
        raise UsageRefusal(
            f"{path}: nobody is what an unassigned ticket is called. Nothing was saved. Give this person another name."
        )
    return name


def some_initials(text: str) -> str:
    """One to three letters or figures; empty: those of the name. Raises UsageRefusal."""
    text = text.strip()
    if len(text) > 3 or not all(letter.isalnum() for letter in text):
        raise UsageRefusal(
            f"Initials: {quote(text, longest=20)} does not fit. Nothing was saved. Give up to three letters or "
            "figures, or leave it empty for those of the name."
        )
    return text


def a_colour(name: str) -> str:
    if name not in COLOURS:
        raise UsageRefusal(
            f"Colour: there is no {quote(name, longest=20)}. Nothing was saved. Choose of: {', '.join(COLOURS)}."
        )
    return name
