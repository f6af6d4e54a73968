"""E-mails saved as files, one after the other: each becomes a ticket in Log ticket, or goes on with a known one."""

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from slaapp.domain.attachments import StoredFile
from slaapp.domain.errors import Refusal
from slaapp.engine import Engine
from slaapp.services.changes import Changes
from slaapp.services.mailing import Letter
from ui import wording
from ui.background import in_background
from ui.commands import Commands
from ui.dialogs.log_ticket import LogTicket
from ui.dialogs.mail import MailForm
from ui.drafted_files import files_as_plain
from ui.file_place import choose_files
from ui.undo import taking_back
from ui.wall_clock import WallClock
from ui.widgets.runs import one_line
from ui.wording import say


class Mails(QObject):
    done = Signal(str, object)
    """What was done, in words, and the Step that undoes it."""

    refused = Signal(str)
    told = Signal(str)
    ticket_wanted = Signal(int)

    def __init__(
        self,
        engine: Engine,
        commands: Commands,
        clock: WallClock,
        log_ticket: LogTicket,
        window: QWidget,
        *,
        start: Callable[[dict[str, Any]], bool],
    ) -> None:
        """`start` opens Log ticket with a draft; False where another draft is in it."""
        super().__init__(window)
        self._engine, self._commands, self._clock, self._window = engine, commands, clock, window
        self._start = start
        self._waiting: deque[tuple[Path, int | None]] = deque()
        self._at_work = False
        self.form: MailForm | None = None
        log_ticket.logged.connect(self._logged)
        log_ticket.left_behind.connect(self._stop)

    def choose(self) -> None:
        kinds = say("E-mails (*.eml);;All files (*)")
        self.take(choose_files(self._window, "e-mails", say("Log saved e-mails"), kinds))

    def take(self, paths: Sequence[Path], *, dropped_on: int | None = None) -> None:
        """`dropped_on` is the ticket that was seen when they came: they may belong there."""
        if self._engine.read_only:
            self.refused.emit(say("This data file can be read here, not changed. Nothing was logged."))
            return
        self._waiting.extend((path, dropped_on) for path in paths)
        if not self._at_work:
            self._next()

    def _next(self) -> None:
        self._at_work = bool(self._waiting)
        if self._waiting:
            (path, dropped_on), now = self._waiting.popleft(), self._clock.now()
            read = partial(self._engine.mailing.read, path, now=now)
            self._behind(read, lambda letter: self._ask(letter, dropped_on))

    def _behind(self, work: Callable[[], Any], then: Callable[[Any], object]) -> None:
        """In the background. A mistake of ours on the way ends this e-mail, not those to come."""

        def not_at_work() -> None:
            self._at_work = False

        def go_on(result: Any) -> None:
            self._at_work = True
            then(result)

        def refuse(sentence: str) -> None:
            self._at_work = True
            self._refuse(sentence)

        in_background(self, work, go_on, refused=refuse, ended=not_at_work)

    def _refuse(self, sentence: str) -> None:
        self.refused.emit(sentence)
        self._next()

    def _ask(self, letter: Letter, dropped_on: int | None) -> None:
        if letter.already_on is not None:
            self.refused.emit(
                say("The e-mail {name} is on ticket {number} already.", name=letter.file_name, number=letter.already_on)
            )
            self._next()
            return
        here = () if dropped_on is None else (dropped_on,)
        try:
            known = [(number, self._subject(number)) for number in dict.fromkeys((*here, *letter.belongs_to))]
        except Refusal as refusal:
            self._refuse(str(refusal))
            return
        if not known:
            self._log(letter)
            return
        self.form = MailForm(letter, known, self._window, dropped_on=dropped_on)
        self.form.attached_to.connect(lambda number: self._attach(number, letter))
        self.form.added_to.connect(lambda number: self._copied(letter, partial(self._add, number, letter)))
        self.form.new_wanted.connect(lambda: self._log(letter))
        self.form.left_alone.connect(self._next)
        self.form.open()

    def _subject(self, number: int) -> str:
        page = self._engine.pages.page(number, now=self._clock.now())
        return wording.joined(page.subject, page.customer, wording.status(page.status))

    def _copied(self, letter: Letter, then: Callable[[tuple[StoredFile, ...]], None]) -> None:
        self._behind(lambda: self._engine.mailing.take_in(letter), then)

    def _attach(self, number: int, letter: Letter) -> None:
        words = say("{name} attached to {number}.", name=letter.file_name, number=number)
        self._behind(
            lambda: self._engine.mailing.take_in_whole(letter),
            lambda file: self._do(words, number, self._engine.files.attach, number, [file]),
        )

    def _add(self, number: int, letter: Letter, files: tuple[StoredFile, ...]) -> None:
        words = say("E-mail added to {number}.", number=number)
        self._do(words, number, self._engine.mailing.add_to, number, letter, files)

    def _do(self, words: str, number: int, change: Callable[..., Changes], *args: object) -> None:
        try:
            changes = self._commands.attempt(change, *args)
        except Refusal as refusal:
            self._refuse(str(refusal))
            return
        self.done.emit(words, taking_back(self._engine.desk, self._commands, changes))
        self.ticket_wanted.emit(number)
        self._next()

    def _log(self, letter: Letter) -> None:
        self._copied(letter, partial(self._fill, letter))

    def _fill(self, letter: Letter, files: tuple[StoredFile, ...]) -> None:
        if not self._start(draft_of(self._engine, letter, files)):
            self._stop()
            self.refused.emit(
                say(
                    "The e-mail was not taken up: another ticket is being logged, and its draft is kept. Log it or "
                    "discard it, then drop the e-mail again."
                )
            )
            return
        if letter.mail.remarks:
            self.told.emit(say("About this e-mail: {remarks}.", remarks="; ".join(letter.mail.remarks)))

    def _logged(self, _logged: object) -> None:
        if self._at_work:
            self._next()

    def _stop(self) -> None:
        """Log ticket was left: its draft holds this e-mail, those that wait are left alone."""
        count = len(self._waiting)
        self._waiting.clear()
        if self._at_work and count:
            self.told.emit(say("E-mails not looked at: {count}. Drop them again when you want to.", count=count))
        self._at_work = False


def draft_of(engine: Engine, letter: Letter, files: Sequence[StoredFile]) -> dict[str, Any]:
    """What Log ticket begins with; whoever wrote is a known contact, or a name to look for."""
    mail = letter.mail
    contact = None if letter.contact is None else engine.catalogue.contact(letter.contact)
    customer = next((held for held in engine.catalogue.customers() if held.id == letter.customer), None)
    party = None
    if contact is not None and customer is not None:
        party = [customer.id, customer.name, contact.id, contact.name, contact.phone, contact.room, ""]
    return {
        "subject": letter.subject,
        "party": party,
        "customer": "" if party else one_line(mail.sender or mail.address),
        "notes": mail.text,
        "received_at": mail.sent_at,
        "channel": "email",
        "sender": None if party or not mail.address else [mail.sender, mail.address],
        "files": files_as_plain(files),
    }
