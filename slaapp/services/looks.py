"""The desk's look on what is printed: its logo and colour, and whether templates of its own are used."""

import base64
from pathlib import Path

from slaapp.documents.look import PLAIN, USUAL, Look, a_colour, a_logo
from slaapp.domain.spans import Instant
from slaapp.services.changes import Changes
from slaapp.services.customer_records import Stamp, Versions, former, put, write_former
from slaapp.services.families import GONE
from slaapp.storage import records
from slaapp.storage.database import Connection, Database

LOOK = "look"
COLOUR, LOGO = "colour", "logo"
FOLDER = "documents"
"""Beside the data file: templates of one's own."""


class Looks:
    def __init__(self, database: Database, user: str) -> None:
        self._database, self._user = database, user
        self.folder = database.path.parent / FOLDER

    def work_as(self, user: str) -> None:
        """From here on this one signs."""
        self._user = user

    def look(self, *, built_in: bool = False) -> Look:
        """As it was chosen; `built_in` leaves templates of one's own aside."""
        with self._database.read() as connection:
            colour = _said(connection, COLOUR, "value")
            logo = _said(connection, LOGO, "value")
            form = _said(connection, LOGO, "form")
        return Look(
            colour or USUAL,
            base64.b64decode(logo) if logo else b"",
            form,
            None if built_in or not self.has_templates else self.folder,
        )

    @property
    def has_templates(self) -> bool:
        """Whether there are templates of one's own."""
        return any(self.folder.glob("*.typ"))

    def set_colour(self, text: str | None, *, now: Instant) -> Changes:
        """None: the usual one. Refusal for one that cannot be read on paper."""
        return self._put(COLOUR, {"value": "" if text is None else a_colour(text)}, now)

    def set_logo(self, data: bytes | None, name: str, *, now: Instant) -> Changes:
        """None: there is none. Refusal for what cannot be printed; `name` is the file's."""
        if data is None:
            return self._put(LOGO, {"value": "", "form": ""}, now)
        form = a_logo(data, Path(name).name)
        return self._put(LOGO, {"value": base64.b64encode(data).decode(), "form": form}, now)

    def take_back(self, written: Versions, *, now: Instant) -> Changes:
        """As it was before."""
        with self._database.write() as connection:
            again = write_former(connection, former(connection, written), Stamp(now, self._user))
        return Changes(rules=True, records=again)

    def _put(self, part: str, body: dict[str, str], now: Instant) -> Changes:
        with self._database.write() as connection:
            written = put(connection, LOOK, part, part, body, Stamp(now, self._user), owner=None)
        return Changes(rules=True, records=written)


def look_of(record: records.Record) -> Look:
    """One part of it, as it is kept. Raises what damaged data raises."""
    value, form = record.body["value"], record.body.get("form", "")
    if record.id == COLOUR:
        return Look(a_colour(value)) if value else PLAIN
    return Look(logo=base64.b64decode(value, validate=True), form=str(form))


def _said(connection: Connection, part: str, key: str) -> str:
    held = records.load(connection, LOOK, part)
    return "" if held is None or held.body.get(GONE) else str(held.body.get(key) or "")
