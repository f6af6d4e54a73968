"""Agreements to start from: those that come with the program, and any of one's own."""

import shlex
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import tomli_w
from msgspec.structs import replace

from slaapp.domain.agreement import Agreement, undated
from slaapp.domain.errors import Refusal
from slaapp.domain.quoting import quote
from slaapp.domain.spans import Instant
from slaapp.languages import ENGLISH, shared
from slaapp.services.agreement_data import agreement_in, agreement_table, own_words_in
from slaapp.services.agreements import Agreements
from slaapp.services.calendar_data import DAYS
from slaapp.services.catalogue import Catalogue
from slaapp.services.changes import Changes
from slaapp.services.fields import a_name
from slaapp.services.toml_files import TomlFiles

TEMPLATES: Mapping[str, str] = {
    "internal-it": "Internal IT desk: short, two pages",
    "managed-services": "Managed services for several customers, each of whom signs for itself",
    "school": "School: lessons and examinations come first, terms follow the school year",
    "operations-24-7": "Operations around the clock, with an escalation for production that stands still",
    "saas": "Software as a service: help with the product, severities proposed by the customer",
}
"""What comes with the program, and what each is for."""
_ROUND_THE_CLOCK = {ENGLISH: "Round the clock", "de": "Rund um die Uhr"}
"""The calendar that one of them counts by, in each language; a desk that has none yet gets it."""


@cache
def template(name: str, language: str = ENGLISH) -> Agreement:
    """The same rules in each of the LANGUAGES, with words of its own. KeyError for one that does not come with the
    program."""
    if name not in TEMPLATES:
        raise KeyError(name)
    folder = files("resources").joinpath("agreements")
    held = agreement_in(folder.joinpath(f"{name}.toml").read_bytes())
    if language == ENGLISH:
        return held
    meanings, sections = own_words_in(folder.joinpath(language, f"{name}.toml").read_bytes())
    round_the_clock = held.calendar == _ROUND_THE_CLOCK[ENGLISH]
    calendar = _ROUND_THE_CLOCK[language] if round_the_clock else held.calendar
    return replace(held, calendar=calendar, meanings=meanings, sections=sections)


class AgreementTemplates:
    def __init__(self, agreements: Agreements, catalogue: Catalogue, files: TomlFiles, zone: str) -> None:
        self._agreements, self._catalogue, self._files, self._zone = agreements, catalogue, files, zone

    def language(self) -> str:
        """The one that a template speaks unless it is said otherwise: that of the customers' papers, where they share
        it."""
        return shared(held.language for held in self._catalogue.customers())

    def made(
        self, name: str, source: str, now: Instant, *, calendar: str | None = None, language: str | None = None
    ) -> Agreement:
        """Version 1 of an agreement of that name, from a template or from one's own agreement; by these hours, else by
        the desk's. A template speaks `language`, else the customers'; a copy says what it says. Refusal for a source or
        hours that are not there, and for a name that is taken."""
        name = a_name(name, "Name")
        held = self._source(source, language or self.language())
        if name in (one.name for one in self._agreements.every(now)):
            raise Refusal(
                f"There is an agreement named {name} already. Nothing was made. Choose another name, or begin its next "
                "version.",
                command=f"That is: slaapp version draft {shlex.quote(name)}",
            )
        known = self._catalogue.calendars()
        if calendar is not None and calendar not in known:
            raise Refusal(
                f"There is no calendar named {quote(calendar)}. Nothing was made. Known are: {', '.join(known)}."
            )
        fresh = replace(undated(held), name=name, version=1)
        if calendar is not None:
            return replace(fresh, calendar=calendar, calendar_by_severity={})
        if source in TEMPLATES and held.calendar not in _ROUND_THE_CLOCK.values():
            return replace(fresh, calendar=self._catalogue.desk_rules()[1])
        return fresh

    def begin(self, agreement: Agreement, now: Instant) -> Changes:
        """Keep it as a draft, with the calendar that is open at every hour where it counts by that one."""
        calendar = agreement.calendar
        if calendar in _ROUND_THE_CLOCK.values() and calendar not in self._catalogue.calendars():
            week = {day: [["00:00", "24:00"]] for day in DAYS}
            table = {"name": calendar, "zone": self._zone, "week": week}
            self._files.import_calendar(tomli_w.dumps(table).encode(), now=now)
        return self._agreements.save(agreement, now)

    def _source(self, source: str, language: str) -> Agreement:
        if source in TEMPLATES:
            return template(source, language)
        own = [held for held in self._catalogue.agreements() if held.name == source]
        if not own:
            names = ", ".join((*TEMPLATES, *dict.fromkeys(held.name for held in self._catalogue.agreements())))
            raise Refusal(
                f"There is no template and no agreement named {quote(source)}. Nothing was made. Known are: {names}."
            )
        return own[-1]


def as_toml(agreement: Agreement) -> bytes:
    """As agreement files hold it."""
    return tomli_w.dumps(agreement_table(agreement), multiline_strings=True).encode()
