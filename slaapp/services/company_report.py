"""What a report of several customers holds: the desk's own choice, as every customer has one of theirs."""

from collections.abc import Sequence

from slaapp.domain.spans import Instant
from slaapp.reports.section import OF_SEVERAL, Section, sections_kept
from slaapp.services.changes import Changes
from slaapp.services.customer_records import Stamp, put
from slaapp.storage import records
from slaapp.storage.nested import Transactions

SECTIONS = "report_sections"


class CompanyReport:
    def __init__(self, database: Transactions, user: str) -> None:
        self._database, self._user = database, user

    def work_as(self, user: str) -> None:
        self._user = user

    def sections(self) -> tuple[Section, ...] | None:
        """In their order, all of them until some were chosen; None: the sheet of two pages."""
        with self._database.read() as connection:
            held = records.load(connection, "desk", "desk")
        if held is None or SECTIONS not in held.body:
            return OF_SEVERAL
        return sections_kept(held.body[SECTIONS])

    def set_sections(self, sections: Sequence[Section] | None, *, now: Instant) -> Changes:
        named = None if sections is None else [section.value for section in sections]
        with self._database.write() as connection:
            held = records.load(connection, "desk", "desk")
            name, body = ("", {}) if held is None else (held.name, held.body)
            written = put(
                connection, "desk", "desk", name, {**body, SECTIONS: named}, Stamp(now, self._user), owner=None
            )
        return Changes(rules=True, records=written)
