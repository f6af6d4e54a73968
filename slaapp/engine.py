"""Open a store and hand out what can be done with it."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from slaapp.domain.errors import Refusal, StoreRefusal
from slaapp.domain.quoting import quote
from slaapp.domain.spans import Instant
from slaapp.domain.working_time import WorkingTime
from slaapp.services.board import Board
from slaapp.services.catalogue import Catalogue
from slaapp.services.guarding import guarded
from slaapp.services.people import People
from slaapp.services.rulebook import Rules
from slaapp.storage import records, soundness
from slaapp.storage.attachments import folder_of
from slaapp.storage.database import Database
from slaapp.storage.refusals import RESTORE

if TYPE_CHECKING:
    from slaapp.services.agreement_papers import AgreementPapers
    from slaapp.services.agreement_templates import AgreementTemplates
    from slaapp.services.agreements import Agreements
    from slaapp.services.attaching import Attaching
    from slaapp.services.beginning import Beginning
    from slaapp.services.behind import Behind
    from slaapp.services.calendars import Calendars
    from slaapp.services.checking import Checking
    from slaapp.services.closing import Closing
    from slaapp.services.company_report import CompanyReport
    from slaapp.services.contact_importing import ContactImporting
    from slaapp.services.customer_claims import CustomerClaims
    from slaapp.services.customer_merging import CustomerMerging
    from slaapp.services.customers import Customers
    from slaapp.services.decisions import Decisions
    from slaapp.services.desk import Desk
    from slaapp.services.escalating import Escalating
    from slaapp.services.every_report import EveryReport
    from slaapp.services.importing import Importing
    from slaapp.services.looks import Looks
    from slaapp.services.mailing import Mailing
    from slaapp.services.misses import Misses
    from slaapp.services.outlook import Outlook
    from slaapp.services.recurring import Recurring
    from slaapp.services.reporting import Reporting
    from slaapp.services.reviewing import Reviewing
    from slaapp.services.sheets import Sheets
    from slaapp.services.signed_copies import SignedCopies
    from slaapp.services.slips import Slips
    from slaapp.services.suppliers import Suppliers
    from slaapp.services.templates import Templates
    from slaapp.services.text_blocks import TextBlocks
    from slaapp.services.tickets import TicketPages
    from slaapp.services.together import Together
    from slaapp.services.toml_files import TomlFiles
    from slaapp.services.whatif import WhatIfs
    from slaapp.services.wishes import Wishes


class Engine:
    """One open store; a context manager. `user` signs what is written."""

    def __init__(self, database: Database, *, user: str) -> None:
        self.database = database
        self.store = database.path
        self.user = user
        self.read_only = database.read_only
        self.is_test = database.is_test
        self.rules = rules = guarded(Rules())
        self.board = Board(database, rules)
        self.catalogue = Catalogue(database, rules, user)
        self.people = People(database, user)

    @classmethod
    def open(
        cls,
        store: Path,
        *,
        user: str,
        now: Instant,
        create: bool = True,
        is_test: bool = False,
        zone: str | None = None,
    ) -> "Engine":
        """Open the store, making it with a usable desk when absent; once a day a backup is taken.

        `zone` is that of a new store's calendar, by default the machine's. Raises StoreRefusal.
        """
        database = Database.open(store, now=now, create=create, is_test=is_test)
        try:
            if not database.read_only:
                with database.read() as connection:
                    if not soundness.readable(connection):
                        raise StoreRefusal(f"The tables of {store} are not as SLA Desk made them. {RESTORE}")
                    empty = records.load(connection, "desk", "desk") is None
                if empty:
                    from slaapp.services import defaults  # noqa: PLC0415 - the first window must not wait

                    named = zone or defaults.machine_zone(os.environ.get("TZ"))
                    with database.write() as connection:
                        defaults.fill(connection, zone=named, now=now, by=user)
            return cls(database, user=user)
        except BaseException:
            database.close()
            raise

    def work_as(self, user: str) -> None:
        """Somebody else sits here now: from here on they sign what is written."""
        self.user = user
        for service in vars(self).values():
            if hasattr(service, "work_as"):
                service.work_as(user)

    @cached_property
    def desk(self) -> "Desk":
        from slaapp.services.desk import Desk  # noqa: PLC0415 - the first window must not wait

        return Desk(self.database, self.rules, self.user)

    @cached_property
    def escalating(self) -> "Escalating":
        from slaapp.services.escalating import Escalating  # noqa: PLC0415 - the first window must not wait

        return Escalating(self.database, self.rules, self.user)

    @cached_property
    def files(self) -> "Attaching":
        from slaapp.services.attaching import Attaching  # noqa: PLC0415 - the first window must not wait

        return Attaching(self.database, self.rules, self.user)

    @cached_property
    def together(self) -> "Together":
        from slaapp.services.together import Together  # noqa: PLC0415 - the first window must not wait

        return Together(self.database, self.rules, self.user)

    @cached_property
    def calendars(self) -> "Calendars":
        from slaapp.services.calendars import Calendars  # noqa: PLC0415 - the first window must not wait

        return Calendars(self.database, self.rules, self.user)

    @cached_property
    def agreements(self) -> "Agreements":
        from slaapp.services.agreements import Agreements  # noqa: PLC0415 - the first window must not wait

        return Agreements(self.database, self.rules, self.user)

    @cached_property
    def signed_copies(self) -> "SignedCopies":
        from slaapp.services.signed_copies import SignedCopies  # noqa: PLC0415 - the first window must not wait

        return SignedCopies(self.database, self.agreements, self.files, self.user)

    @cached_property
    def company_report(self) -> "CompanyReport":
        from slaapp.services.company_report import CompanyReport  # noqa: PLC0415 - the first window must not wait

        return CompanyReport(self.database, self.user)

    @cached_property
    def decisions(self) -> "Decisions":
        from slaapp.services.decisions import Decisions  # noqa: PLC0415 - the first window must not wait

        return Decisions(self.database, self.rules, self.user)

    @cached_property
    def misses(self) -> "Misses":
        from slaapp.services.misses import Misses  # noqa: PLC0415 - the first window must not wait

        return Misses(self.database, self.rules, self.user)

    @cached_property
    def wishes(self) -> "Wishes":
        from slaapp.services.wishes import Wishes  # noqa: PLC0415 - the first window must not wait

        return Wishes(self.database, self.rules, self.user)

    @cached_property
    def suppliers(self) -> "Suppliers":
        from slaapp.services.suppliers import Suppliers  # noqa: PLC0415 - the first window must not wait

        return Suppliers(self.database, self.rules, self.user)

    @cached_property
    def pages(self) -> "TicketPages":
        from slaapp.services.tickets import TicketPages  # noqa: PLC0415 - the first window must not wait

        return TicketPages(self.database, self.rules)

    @cached_property
    def beginning(self) -> "Beginning":
        from slaapp.services.beginning import Beginning  # noqa: PLC0415 - the first window must not wait

        return Beginning(self.database, self.rules, self.user)

    @cached_property
    def text_blocks(self) -> "TextBlocks":
        from slaapp.services.text_blocks import TextBlocks  # noqa: PLC0415 - the first window must not wait

        return TextBlocks(self.database, self.user, self.catalogue)

    @cached_property
    def templates(self) -> "Templates":
        from slaapp.services.templates import Templates  # noqa: PLC0415 - the first window must not wait

        return Templates(self.database, self.user)

    @cached_property
    def recurring(self) -> "Recurring":
        from slaapp.services.recurring import Recurring  # noqa: PLC0415 - the first window must not wait

        return Recurring(self.database, self.user, self.rules, self.desk)

    @cached_property
    def checking(self) -> "Checking":
        from slaapp.services.checking import Checking  # noqa: PLC0415 - the first window must not wait

        return Checking(self.database)

    @cached_property
    def customers(self) -> "Customers":
        from slaapp.services.customers import Customers  # noqa: PLC0415 - the first window must not wait

        return Customers(self.database, self.rules, self.user)

    @cached_property
    def toml_files(self) -> "TomlFiles":
        """Agreements, calendars, customers and the desk, written out and taken in."""
        from slaapp.services.toml_files import TomlFiles  # noqa: PLC0415 - the first window must not wait

        return TomlFiles(self.database, self.rules, self.catalogue, self.user)

    @cached_property
    def customer_claims(self) -> "CustomerClaims":
        from slaapp.services.customer_claims import CustomerClaims  # noqa: PLC0415 - the first window must not wait

        return CustomerClaims(self.database, self.rules, self.user)

    @cached_property
    def customer_merging(self) -> "CustomerMerging":
        from slaapp.services.customer_merging import CustomerMerging  # noqa: PLC0415 - the first window must not wait

        return CustomerMerging(self.database, self.rules, self.user)

    @cached_property
    def outlook(self) -> "Outlook":
        from slaapp.services.outlook import Outlook  # noqa: PLC0415 - the first window must not wait

        return Outlook(self.database, self.rules, self.board)

    @cached_property
    def contact_importing(self) -> "ContactImporting":
        from slaapp.services.contact_importing import ContactImporting  # noqa: PLC0415 - the first window must not wait

        return ContactImporting(self.database, self.user)

    @cached_property
    def importing(self) -> "Importing":
        from slaapp.services.importing import Importing  # noqa: PLC0415 - the first window must not wait

        return Importing(self.database, self.rules, self.user)

    @cached_property
    def reporting(self) -> "Reporting":
        from slaapp.services.reporting import Reporting  # noqa: PLC0415 - the first window must not wait

        return Reporting(self.database, self.rules, self.user)

    @cached_property
    def behind(self) -> "Behind":
        """The tickets behind a figure of a report."""
        from slaapp.services.behind import Behind  # noqa: PLC0415 - the first window must not wait

        return Behind(self.database, self.rules)

    @cached_property
    def every_report(self) -> "EveryReport":
        from slaapp.services.every_report import EveryReport  # noqa: PLC0415 - seldom wanted, Typst comes with it

        return EveryReport(self.database, self.rules, self.reporting, self.customers)

    @cached_property
    def looks(self) -> "Looks":
        """The desk's own on what is printed."""
        from slaapp.services.looks import Looks  # noqa: PLC0415 - the first window must not wait

        return Looks(self.database, self.user)

    @cached_property
    def closing(self) -> "Closing":
        from slaapp.services.closing import Closing  # noqa: PLC0415 - the first window must not wait

        return Closing(self.database, self.rules, self.user)

    @cached_property
    def papers(self) -> "AgreementPapers":
        """Agreements as documents to be printed."""
        from slaapp.services.agreement_papers import AgreementPapers  # noqa: PLC0415 - the first window must not wait

        return AgreementPapers(self.database, self.rules, self.agreements, self.catalogue)

    @cached_property
    def sheets(self) -> "Sheets":
        """What is printed of one ticket."""
        from slaapp.services.sheets import Sheets  # noqa: PLC0415 - seldom wanted, the first window must not wait

        return Sheets(self.pages, self.desk, self.catalogue)

    @cached_property
    def slips(self) -> "Slips":
        """Paper slips for days without a computer."""
        from slaapp.services.slips import Slips  # noqa: PLC0415 - seldom wanted, the first window must not wait

        return Slips(self.database, self.rules, self.user)

    @cached_property
    def agreement_templates(self) -> "AgreementTemplates":
        from slaapp.services.agreement_templates import AgreementTemplates  # noqa: PLC0415 - seldom wanted, as above

        return AgreementTemplates(self.agreements, self.catalogue, self.toml_files, self.board.zone.key)

    @cached_property
    def mailing(self) -> "Mailing":
        """E-mails that were saved as files."""
        from slaapp.services.mailing import Mailing  # noqa: PLC0415 - seldom wanted, the first window must not wait

        return Mailing(self.database, self.files, self.desk, self.catalogue)

    @cached_property
    def what_ifs(self) -> "WhatIfs":
        from slaapp.services.whatif import WhatIfs  # noqa: PLC0415 - seldom wanted, the first window must not wait

        return WhatIfs(self.database, self.rules)

    @cached_property
    def reviewing(self) -> "Reviewing":
        from slaapp.services.reviewing import Reviewing  # noqa: PLC0415 - seldom wanted, the first window must not wait

        return Reviewing(self.database, self.rules)

    def back_up_daily(self, now: Instant) -> Path | None:
        """The day's backup when there is none yet; test stores need none."""
        if self.read_only or self.is_test:
            return None
        from slaapp.services import backups  # noqa: PLC0415 - the first window must not wait
        from slaapp.storage import backup  # noqa: PLC0415 - the first window must not wait

        made = backup.daily(self.store, backups.folder_of(self.store), now=now)
        if made is not None:
            self.files.sweep(now=now)
        return made

    def get_ready_to_write(self) -> None:
        """So that whoever saves something first does not wait for what writes to be loaded."""
        self.database.get_ready_to_write()
        _ = self.desk

    def hours(self, calendar: str | None = None) -> WorkingTime:
        """The working time of a calendar by name, else of the desk's own."""
        with self.database.read() as connection:
            rulebook = self.rules(connection)
        name = calendar or rulebook.desk_calendar
        if name not in rulebook.hours:
            raise Refusal(f"There is no calendar named {quote(name)}. Known are: {', '.join(rulebook.hours)}.")
        return rulebook.hours[name]

    def as_known(
        self, at: Instant, *, now: Instant, tell: Callable[[int, int], None] = lambda done, whole: None
    ) -> "Engine":
        """The desk with what had been recorded at `at` and nothing else, to be read only and closed afterwards.

        `tell` hears how many tickets of how many are worked out.
        """
        from slaapp.services.past import known_at  # noqa: PLC0415 - the first window must not wait

        return Engine(known_at(self.database, at, now=now, tell=tell), user=self.user)

    def changed(self) -> bool:
        """Whether the store was written since the last call, by this process or by another."""
        return self.database.changed()

    def close(self) -> None:
        self.files.close()
        self.database.close()

    def __enter__(self) -> "Engine":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def checking(store: Path, *, now: Instant) -> Iterator["Checking"]:
    """What can be told of a store, also of one that is too damaged to be worked with. Raises StoreRefusal."""
    from slaapp.services.checking import Checking  # noqa: PLC0415 - the first window must not wait

    with closing(Database.open(store, now=now, create=False)) as database:
        yield Checking(database)


def back_up(store: Path, folder: Path | None, *, now: Instant) -> Path:
    """A verified copy of the store, in `folder` or beside it."""
    if not store.exists():
        raise Refusal(f"There is no data file at {store}, so nothing was copied. Check its name.")
    from slaapp.services import backups  # noqa: PLC0415 - the first window must not wait
    from slaapp.storage import backup  # noqa: PLC0415 - the first window must not wait

    with closing(Database.open(store, now=now, create=False)) as database:
        return backup.back_up_file(
            database.file, folder or backups.folder_of(store), now=now, name=store.name, files=folder_of(store)
        )


def lacking(copy: Path, *, store: bool = False) -> list[str]:
    """The names of the attachments that a backup (or a `store`) has no files for; `slaapp check` says more."""
    from slaapp.storage import backup  # noqa: PLC0415 - the first window must not wait

    folder = folder_of(copy) if store else backup.files_of(copy)
    return sorted({held.name for held in backup.lacking(copy, folder)})


def restore_backup(copy: Path, store: Path, *, now: Instant) -> Path | None:
    """Put a verified copy in the store's place; gives where the store that was there is kept."""
    if not copy.exists():
        raise Refusal(f"There is no backup {copy}, so nothing was restored. Check the name of the file.")
    from slaapp.storage import backup  # noqa: PLC0415 - the first window must not wait

    return backup.restore(copy, store, now=now)
