"""Files on tickets: taken in beside the store, then named by events; saved, shown and opened as copies."""

import glob
import hashlib
import tempfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from slaapp.domain.attachments import LARGEST, StoredFile, ending, label, may_open, media_type, size_words
from slaapp.domain.errors import Refusal, StoreRefusal
from slaapp.domain.events import Absorbed, Attached, EventId, TicketEvent, TicketId
from slaapp.domain.history import effective
from slaapp.domain.quoting import quote
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.services.changes import Changes
from slaapp.services.rulebook import Rulebook
from slaapp.services.writing import Make, Writing
from slaapp.storage import attachments, events, tickets
from slaapp.storage.database import Connection, Database

Progress = Callable[[int, int], bool]
"""Told how many bytes of how many are copied; False stops it."""


class OnTicket(Value):
    """A file as it is on a ticket; `event` is to be retracted to take it off."""

    file: StoredFile
    event: EventId
    at: Instant
    by: str


class Attaching(Writing):
    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook], user: str) -> None:
        super().__init__(database, rulebook, user)
        self._store = database
        self._copies: list[tempfile.TemporaryDirectory[str]] = []

    @property
    def folder(self) -> Path:
        return attachments.folder_of(self._store.path)

    # Taking in

    def take_in(self, path: Path, *, progress: Progress = lambda _done, _of: True) -> StoredFile:
        """Copy a file beside the store, so that it can be attached; it takes long where the file is large.

        Raises Refusal for what is no file, is empty, too large or cannot be read, and when `progress` stops it.
        """
        name = label(path.name)
        try:
            if path.is_dir():
                raise Refusal(f"{name} is a folder. Nothing was attached. Choose the files in it, or pack it first.")
            if not path.is_file():
                # Also pipes and devices, of which there may be no end.
                raise Refusal(f"There is no file {name}. Nothing was attached. Check its name.")
            size = path.stat().st_size
            with path.open("rb") as source:
                return self._take_in(_Source(source, name), name, size, progress)
        except OSError as error:
            raise _unread(name, error) from error

    def take_in_bytes(self, data: bytes, name: str, *, message: str | None = None) -> StoredFile:
        """As `take_in`, of what is in memory: a picture that was pasted, a part of an e-mail."""
        source = _Source(BytesIO(data), label(name))
        return self._take_in(source, label(name), len(data), lambda _done, _of: True, message)

    def _take_in(
        self, source: "_Source", name: str, size: int, progress: Progress, message: str | None = None
    ) -> StoredFile:
        if self._store.read_only:
            raise StoreRefusal(
                f"{self._store.path} can only be read, so {name} was not attached. Mend that, then open it again."
            )
        if size == 0:
            raise Refusal(f"{name} is empty. Nothing was attached. Choose a file with something in it.")
        if size > LARGEST:
            raise _too_large(name)
        try:
            sha256, held = attachments.take_in(
                source,  # type: ignore[arg-type]  # all that is asked of it is to be read
                self.folder,
                largest=LARGEST,
                progress=lambda done: progress(done, size),
            )
        except attachments.TooLarge as error:
            raise _too_large(name) from error
        except attachments.Stopped as error:
            raise Refusal(f"{name} was not attached: you stopped it. What was attached before is kept.") from error
        except OSError as error:
            raise StoreRefusal(
                f"{name} was not attached: its copy in {self.folder} could not be written ({error.strerror}). What "
                "was saved before is kept, and the file is where it was. Free some space, then attach it again."
            ) from error
        return StoredFile(sha256, held, media_type(name), name, message)

    def attach(self, number: int, files: Sequence[StoredFile], *, now: Instant, to: EventId | None = None) -> Changes:
        """Put files that were taken in on a ticket; `to` is the message that they came with."""
        if not files:
            raise Refusal("Nothing was attached: no file was named.")
        return self._add(number, [_made(file, to) for file in files], at=None, now=now)

    def sweep(self, *, now: Instant) -> None:
        """Remove what was taken in long ago for drafts that came to nothing: files that no event names.

        Nothing is removed beside a store that a restored one replaced: its files lie in the same folder. While this
        looks nothing can be attached, and whoever attaches looks whether the file is there.
        """
        store = self._store.path
        if not any(store.parent.glob(f"{glob.escape(store.name)}.replaced-*")):
            with self._database.write() as connection:
                attachments.sweep_unnamed(self.folder, attachments.named(connection), now=now)

    # What is there

    def of(self, number: int, *, now: Instant | None = None) -> list[OnTicket]:
        """The files on a ticket, the oldest first, as of `now`."""
        return [on for held, on in self.with_merged(number, now=now) if held == number]

    def with_merged(self, number: int, *, now: Instant | None = None) -> list[tuple[int, OnTicket]]:
        """The files on a ticket, then those on the tickets that go on as part of it, each with its ticket's number."""
        found: list[tuple[int, OnTicket]] = []
        with self._database.read() as connection:
            family = [self._find(connection, number)]
            for held in family:
                history = effective(events.history(connection, held.id), until=now)
                merged = {event.other for event in history if isinstance(event, Absorbed)}
                family += tickets.of(connection, sorted(merged - {one.id for one in family}))
                found += [
                    (held.number, OnTicket(stored(event), event.id, event.occurred_at, event.by))
                    for event in history
                    if isinstance(event, Attached)
                ]
        return found

    def named(self, number: int, wanted: str, *, now: Instant | None = None) -> StoredFile:
        """The file of a ticket that is called so, or whose SHA-256 begins so; its own first, the newest of several."""
        every = self.with_merged(number, now=now)
        held = [on.file for of, on in sorted(every, key=lambda pair: pair[0] == number)]
        found = [file for file in held if file.name == wanted]
        if not found and len(wanted) >= 6:
            found = [file for file in held if file.sha256.startswith(wanted.lower())]
        if not found:
            raise Refusal(
                f"Ticket {number} has no attachment {quote(wanted)}.",
                command=f"See those it has with: slaapp attachments {number}",
            )
        return found[-1]

    def tickets_with(self, messages: Sequence[str]) -> list[int]:
        """The numbers of the tickets to which these e-mails (`message_key`) were added and not taken back, the last one
        first."""
        with self._database.read() as connection:
            ids = attachments.tickets_with(connection, messages)
            written = events.histories(connection, ids)
            numbers = {header.id: header.number for header in tickets.of(connection, ids)}

        def holds(id_: TicketId) -> bool:
            return any(isinstance(held, Attached) and held.message in messages for held in effective(written[id_]))

        return [numbers[id_] for id_ in ids if id_ in numbers and holds(id_)]

    # Handing out

    def save(self, file: StoredFile, target: Path, *, replace: bool = False) -> Path:
        """Write a copy to `target`, or into that folder, whole or not at all; gives where it is."""
        if target.is_dir():
            target = target / _file_name(file.name)
        if target.exists() and not replace:
            raise Refusal(f"{target} is there already and was left as it is. Name another file.")
        begun = target.with_name(f".{target.name[:60]}.{file.sha256[:8]}")
        try:
            with self._open(file) as source, begun.open("xb") as written:
                _copy(source, written, file)
            begun.replace(target)
        except OSError as error:
            raise Refusal(
                f"{target} could not be written ({error.strerror}). The attachment is kept. Choose another place."
            ) from error
        finally:
            begun.unlink(missing_ok=True)
        return target

    def copy_to_open(self, file: StoredFile) -> Path:
        """A copy that only this person can read, for another program to show; gone when the store is closed.

        Refusal for what could act by itself when it is opened (rule 5 of reliability).
        """
        if not may_open(file.name):
            raise Refusal(f"{file.name} is not opened from here: it could run something. Save it, then decide.")
        folder = tempfile.TemporaryDirectory(prefix="slaapp-open-", ignore_cleanup_errors=True)
        self._copies.append(folder)
        path = Path(folder.name) / _file_name(file.name)
        try:
            with self._open(file) as source, path.open("xb") as written:
                _copy(source, written, file)
            path.chmod(0o400)
        except OSError as error:
            raise Refusal(
                f"{file.name} was not opened: its copy could not be written ({error.strerror}). The attachment is "
                "kept. Free some space, then try again."
            ) from error
        return path

    def read(self, file: StoredFile, *, most: int) -> bytes:
        """The bytes of a file of up to `most`."""
        if file.size > most:
            raise Refusal(f"{file.name} is too large to be shown here ({size_words(file.size)}). Save it instead.")
        kept = BytesIO()
        with self._open(file) as source:
            _copy(source, kept, file)
        return kept.getvalue()

    def close(self) -> None:
        """Remove the copies that were opened."""
        while self._copies:
            self._copies.pop().cleanup()

    def _open(self, file: StoredFile) -> BinaryIO:
        try:
            return attachments.path_of(self.folder, file.sha256).open("rb")
        except (OSError, ValueError) as error:
            raise _gone(file) from error


class _Source:
    """A stream whose own trouble is told apart from that of what it is copied to."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream, self._name = stream, name

    def read(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except OSError as error:
            raise _unread(self._name, error) from error


def stored(event: Attached) -> StoredFile:
    return StoredFile(event.sha256, event.size, event.media_type, event.name, event.message)


def files_with(files: Sequence[StoredFile]) -> list[Make]:
    """The events of files that come with the message that is made just before them."""

    def make(file: StoredFile, place: int) -> Make:
        def attached(stamp: Mapping[str, Any]) -> TicketEvent:
            id_: EventId = stamp["id"]
            return _made(file, EventId(id_.replica, id_.seq - place))(stamp)

        return attached

    return [make(file, place) for place, file in enumerate(files, start=1)]


def message_key(message_id: str) -> str:
    """Finds an e-mail by its Message-ID, and says nothing about it."""
    return hashlib.sha256(message_id.encode("utf-8", "replace")).hexdigest()[:32]


def _made(file: StoredFile, to: EventId | None) -> Make:
    return lambda stamp: Attached(
        **stamp,
        sha256=file.sha256,
        size=file.size,
        media_type=file.media_type,
        name=label(file.name),
        to=to,
        message=file.message,
    )


def _copy(source: BinaryIO, target: BinaryIO, file: StoredFile) -> None:
    """Copy and check: what was changed on the disk is not handed out as if it were the attachment."""
    digest = hashlib.sha256()
    while piece := source.read(attachments.CHUNK):
        digest.update(piece)
        target.write(piece)
    if digest.hexdigest() != file.sha256:
        raise _gone(file)


_DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}


def _file_name(name: str) -> str:
    """A name that every file system takes."""
    kept = "".join(sign if sign.isalnum() or sign in "-_. ()" else "_" for sign in name).strip(". ")
    stem = kept[: -len(ending(kept)) - 1] if ending(kept) else kept
    while len(stem.encode()) > 150:
        stem = stem[:-1]
    stem = f"_{stem}" if stem.split(".")[0].strip().lower() in _DEVICES else stem
    return f"{stem or 'attachment'}.{ending(kept)}" if ending(kept) else stem or "attachment"


def _too_large(name: str) -> Refusal:
    return Refusal(
        f"{name} is larger than {LARGEST >> 20} MB, the most that is attached. Nothing was attached. Pack it, or write "
        "down where it lies."
    )


def _unread(name: str, error: OSError) -> Refusal:
    return Refusal(
        f"{name} could not be read ({error.strerror or error}). It was not attached; what was attached before is kept. "
        "See that it is there and may be read, then attach it again."
    )


def _gone(file: StoredFile) -> Refusal:
    return Refusal(
        f"The file of the attachment {file.name} is missing or was changed outside SLA Desk. The ticket is kept. Bring "
        "it back from a backup that has it, or attach the file again.",
        command="A backup comes back with: slaapp restore",
    )
