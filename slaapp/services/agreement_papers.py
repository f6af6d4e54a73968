"""What an agreement's printed document and its amendment sheet are built from."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from slaapp.domain.agreement import Agreement, terms
from slaapp.domain.errors import Refusal
from slaapp.domain.sections import Part
from slaapp.domain.spans import Instant
from slaapp.domain.working_time import WorkingTime
from slaapp.languages import shared
from slaapp.reports.agreement_amendment import Amendment, amendment
from slaapp.reports.agreement_copy import Party
from slaapp.reports.agreement_document import AgreementDocument, build, section_numbers
from slaapp.services.agreement_versions import UNDER_WORK, Listed, Version
from slaapp.services.agreements import Agreements
from slaapp.services.catalogue import Catalogue, Customer
from slaapp.services.rulebook import Rulebook
from slaapp.storage.database import Connection, Database


class AgreementPapers:
    def __init__(
        self,
        database: Database,
        rulebook: Callable[[Connection], Rulebook],
        agreements: Agreements,
        catalogue: Catalogue,
    ) -> None:
        self._database, self._rulebook = database, rulebook
        self._agreements, self._catalogue = agreements, catalogue

    def document(
        self,
        name: str,
        now: Instant,
        *,
        version: int | None = None,
        customer: str | None = None,
        internal: bool = False,
        language: str | None = None,
    ) -> AgreementDocument:
        """The version in force, else the newest, or the one asked for; for all customers who have it, or for one (by
        name), in `language` or, None, in theirs where they share one. A customer's copy unless `internal`. Raises
        Refusal for what is not there."""
        listed = self._agreements.one(name, now)
        held = _version(listed, version)
        customers = self._customers(listed, customer)
        with self._database.read() as connection:
            rulebook = self._rulebook(connection)
        return build(
            held.agreement,
            _known_hours(held.agreement, rulebook),
            provider=self.provider(),
            customers=[Party(one.name, one.address) for one in customers],
            today=rulebook.desk_hours.day_of(now),
            earlier=[_as_it_was(one) for one in listed.versions],
            draft=held.state in UNDER_WORK,
            internal=internal,
            for_all=listed.is_desks and customer is None,
            language=shared(one.language for one in customers) if language is None else language,
        )

    def amendment(
        self,
        name: str,
        was: int,
        to: int,
        now: Instant,
        *,
        customer: str | None = None,
        internal: bool = False,
        language: str | None = None,
    ) -> Amendment:
        """Two versions compared, to be signed. Raises Refusal as `document` does."""
        listed = self._agreements.one(name, now)
        document = self.document(name, now, version=to, customer=customer, internal=internal, language=language)
        return amendment(_version(listed, was).agreement, _version(listed, to).agreement, document)

    def sections(self, name: str, version: int, now: Instant) -> dict[Part, str]:
        """The numbers of the parts of a version that governs tickets, by which "Why?" cites them; none of one that is
        not there."""
        with self._database.read() as connection:
            rulebook = self._rulebook(connection)
        found = next((held for held in rulebook.terms.get(name, ()) if held.agreement.version == version), None)
        return {} if found is None else section_numbers(found, rulebook.desk_hours.day_of(now))

    def numbers(self, agreement: Agreement, now: Instant) -> dict[Part, str]:
        """The same of any version, a draft too; none where its hours are not there."""
        with self._database.read() as connection:
            rulebook = self._rulebook(connection)
        if not {agreement.calendar, *agreement.calendar_by_severity.values()} <= rulebook.hours.keys():
            return {}
        return section_numbers(terms(agreement, rulebook.hours), rulebook.desk_hours.day_of(now))

    def provider(self) -> Party:
        desk = self._catalogue.desk()
        return Party(desk.name, tuple(line for line in (*desk.address, desk.phone) if line))

    def _customers(self, listed: Listed, customer: str | None) -> list[Customer]:
        if customer is None:
            return [held for held in self._catalogue.customers() if held.id in listed.holders]
        held = self._catalogue.customer(customer)
        if held.id not in listed.holders and not (held.agreement is None and listed.is_desks):
            raise Refusal(
                f"{held.name} has another agreement than {listed.name}, so no copy was made for them. Give them this "
                "one first, or leave the customer out."
            )
        return [held]


def _version(listed: Listed, number: int | None) -> Version:
    if number is None:
        return listed.in_force or listed.versions[0]
    found = next((held for held in listed.versions if held.agreement.version == number), None)
    if found is None:
        known = ", ".join(str(held.agreement.version) for held in reversed(listed.versions))
        raise Refusal(f"There is no version {number} of {listed.name}. Nothing was made. There are: {known}.")
    return found


def _as_it_was(held: Version) -> Agreement:
    """With the day on which a later version ended it."""
    return replace(held.agreement, valid_to=held.last)


def _known_hours(agreement: Agreement, rulebook: Rulebook) -> Mapping[str, WorkingTime]:
    """A draft may name a calendar that is not there: nothing can be said of its hours then."""
    for name in (agreement.calendar, *agreement.calendar_by_severity.values()):
        if name not in rulebook.hours:
            raise Refusal(
                f"{agreement.name} counts by business hours named {name}, and there are none. Nothing was made. "
                "Choose others in it, or import these first."
            )
    return rulebook.hours
