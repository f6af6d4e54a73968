"""Scanned signed copies of an agreement's versions: PDFs and pictures, kept beside the store as attachments are."""

from typing import Any

from slaapp.domain.attachments import StoredFile, ending
from slaapp.domain.errors import Refusal, StoreRefusal
from slaapp.domain.quoting import quote
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.services.agreement_data import NamedCopy, copy_table
from slaapp.services.agreement_versions import State, version_of
from slaapp.services.agreements import Agreements
from slaapp.services.attaching import Attaching
from slaapp.services.changes import Changes
from slaapp.services.customer_records import Stamp, add, change
from slaapp.services.families import GONE
from slaapp.storage import attachments, records
from slaapp.storage.attachments import SIGNED_COPY
from slaapp.storage.database import Connection, Database
from slaapp.storage.records import Record

SCANS = frozenset({"pdf", "png", "jpg", "jpeg", "gif", "bmp", "webp"})
"""The endings of what scanners and cameras make: nothing in it acts by itself (rule 5 of reliability)."""


class SignedCopy(Value):
    """`id` is its record's; `customer` that of who signed it, "" where it is everybody's."""

    id: str
    file: StoredFile
    customer: str
    at: Instant
    by: str


class SignedCopies:
    """`user` signs what is written. Files are taken in by `Attaching` beforehand."""

    def __init__(self, database: Database, agreements: Agreements, files: Attaching, user: str) -> None:
        self._database, self._agreements, self._files, self._user = database, agreements, files, user

    def work_as(self, user: str) -> None:
        self._user = user

    def of(self, agreement: str, version: int) -> tuple[SignedCopy, ...]:
        """Those of a version, in the order in which they were attached."""
        with self._database.read() as connection:
            found = map(copy_of, _of(connection, agreement, version))
            return tuple(held for held in found if held is not None)

    def named(self, agreement: str, version: int, wanted: str) -> SignedCopy:
        """The one that is called so, or whose SHA-256 begins so; the newest of several."""
        found = [
            held
            for held in self.of(agreement, version)
            if held.file.name == wanted or (len(wanted) >= 6 and held.file.sha256.startswith(wanted.lower()))
        ]
        if not found:
            raise Refusal(f"Version {version} of {agreement} has no signed copy {quote(wanted)}. Nothing was done.")
        return found[-1]

    def check(self, agreement: str, version: int, name: str, now: Instant) -> None:
        """Whether a file of that name can be attached to a version, asked before it is copied. Raises Refusal."""
        if ending(name) not in SCANS:
            raise Refusal(
                f"{name} is no scan: a signed copy is a PDF or a picture. Nothing was attached. Scan it, or save it as "
                "PDF."
            )
        if version_of(self._agreements.one(agreement, now), version).state is State.DRAFT:
            raise Refusal(
                f"Nothing was attached: version {version} of {agreement} was not offered yet, so nobody can have "
                "signed it. Offer it first."
            )

    def attach(self, agreement: str, version: int, file: StoredFile, *, now: Instant, customer: str = "") -> Changes:
        """Put a file that was taken in to a version; of one customer, by id, or of all."""
        self.check(agreement, version, file.name, now)
        with self._database.write() as connection:
            if attachments.state(self._files.folder, file.sha256, file.size, whole=False):
                raise StoreRefusal(
                    f"The file {file.name} is not there any more. Nothing was attached. Attach it again."
                )
            there = [(held.body["sha256"], held.owner or "") for held in _of(connection, agreement, version)]
            if (file.sha256, customer) in there:
                raise Refusal(
                    f"{file.name} is attached to version {version} of {agreement} already. It was left as it is."
                )
            body = {
                "sha256": file.sha256,
                "size": file.size,
                "media_type": file.media_type,
                "file": file.name,
                "at": now,
                "by": self._user,
            }
            stamp = Stamp(now, self._user)
            written = add(connection, SIGNED_COPY, f"{agreement}/{version}", body, stamp, owner=customer or None)
        return Changes(rules=True, records=written)

    def take_off(self, id_: str, *, now: Instant) -> Changes:
        """Its file and that it was there stay in history."""
        with self._database.write() as connection:
            held = records.load(connection, SIGNED_COPY, id_)
            if held is None or not _there(held):
                raise Refusal("This signed copy was taken off already. Nothing was changed.")
            written = change(connection, held, Stamp(now, self._user), {GONE: True})
        return Changes(rules=True, records=written)

    def in_file(self, agreement: str, version: int) -> dict[str, Any]:
        """What an exported file says of a version's copies; nothing where there are none."""
        held = [
            copy_table(NamedCopy(one.file.name, one.file.size, one.file.sha256)) for one in self.of(agreement, version)
        ]
        return {"signed_copies": held} if held else {}


def _of(connection: Connection, agreement: str, version: int) -> list[Record]:
    every = records.every(connection, SIGNED_COPY)
    found = [held for held in every if held.name == f"{agreement}/{version}" and _there(held)]
    return sorted(found, key=lambda held: (held.body["at"], held.body["file"], held.id))


def _there(held: Record) -> bool:
    return bool(held.body) and not held.body.get(GONE)


def copy_of(held: Record) -> SignedCopy | None:
    """None for one that an edit of the draft withdrew. Raises where it is not what is written here."""
    body = held.body
    if not body:
        return None
    file = StoredFile(body["sha256"], body["size"], body["media_type"], body["file"])
    return SignedCopy(held.id, file, held.owner or "", body["at"], body["by"])
