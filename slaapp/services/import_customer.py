"""Whose tickets an import brings, and by which agreement they are measured."""

import secrets
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from slaapp.domain.agreement import Agreement
from slaapp.domain.errors import Refusal
from slaapp.domain.quoting import quote
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.services.rulebook import Rulebook, save_agreement
from slaapp.storage import records, tickets
from slaapp.storage.database import Connection


class ImportCustomer(Value, kw_only=True):
    """`rulebook` knows the customer and the agreement, also where they were added just now; `zone` is that of the
    customer's hours."""

    id: str
    added: bool
    agreement_added: str | None
    rulebook: Rulebook
    zone: ZoneInfo


def customer_for(
    connection: Connection,
    rulebook: Rulebook,
    name: str,
    *,
    calendar: str | None,
    new: bool = False,
    now: Instant,
    by: str,
) -> ImportCustomer:
    """The customer of that name, added when there is none, whose tickets count in `calendar` (None: as agreed).

    A customer without an agreement of their own gets a copy of the default one with that calendar. Refusal when there
    is no such calendar, when the customer's tickets already count in another, and when the name is so close to a
    customer's that it may be misspelt, unless `new` says that it is another.
    """
    record = records.named(connection, "customer", name) or records.load(connection, "customer", name)
    if record is None and not new:
        _not_misspelt(name, [held.name for held in records.every(connection, "customer")])
    id_ = secrets.token_hex(6) if record is None else record.id
    body: dict[str, Any] = {"agreement": None, "note": ""} if record is None else dict(record.body)
    agreement_added = None
    agreement = _agreement(rulebook, body["agreement"], calendar)
    if calendar is not None and agreement.calendar != calendar:
        if body["agreement"] is not None or (record is not None and tickets.every(connection, customer=id_)):
            raise Refusal(
                f"Nothing was imported: the tickets of {name} count in calendar {agreement.calendar}, by agreement "
                f"{agreement.name}, not in {calendar}. Leave the calendar out, or give {name} an agreement that has it."
            )
        agreement = _with_calendar(agreement, calendar)
        if agreement.name not in rulebook.terms:
            save_agreement(connection, agreement, now=now, by=by)
            agreement_added = agreement.name
        body["agreement"] = agreement.name
    known = name if record is None else record.name
    records.save(connection, kind="customer", id=id_, name=known, body=body, now=now, by=by)
    # Read anew, and not through the shared cache: what this transaction added may still be rolled back.
    rules = Rulebook(connection)
    return ImportCustomer(
        id=id_,
        added=record is None,
        agreement_added=agreement_added,
        rulebook=rules,
        zone=rules.hours[agreement.calendar].zone,
    )


def _not_misspelt(name: str, known: Sequence[str]) -> None:
    meant = next((other for other in known if _may_be_meant(name.casefold().split(), other.casefold().split())), None)
    if meant is not None:
        raise Refusal(
            f"Nothing was imported: there is no customer {quote(name)}, but there is {quote(meant)}. Write the name "
            "as it stands there, or say that this is another customer.",
            command="That is: --new-customer",
        )


def _may_be_meant(words: Sequence[str], known: Sequence[str]) -> bool:
    """Word by word the same but for a slip within a longer word: `Site A` is not `Site B`, nor `Office` `Office 2`."""
    return len(words) == len(known) and all(
        word == other or (word.isalpha() and other.isalpha() and SequenceMatcher(None, word, other).ratio() > _SLIP)
        for word, other in zip(words, known, strict=True)
    )


_SLIP = 0.8
"""Words of six letters that differ in one are more alike than this."""


def _agreement(rulebook: Rulebook, own: str | None, calendar: str | None) -> Agreement:
    """The newest version of the customer's agreement, else (also while that is a draft) of the default one."""
    if calendar is not None and calendar not in rulebook.hours:
        known = ", ".join(sorted(rulebook.hours))
        raise Refusal(f"Nothing was imported: there is no calendar named {quote(calendar)}. Known are: {known}.")
    return (rulebook.terms.get(own or "") or rulebook.terms[rulebook.default])[-1].agreement


def _with_calendar(agreement: Agreement, calendar: str) -> Agreement:
    """The same promises by other hours, in force from the beginning."""
    return replace(
        agreement,
        name=f"{agreement.name} ({calendar})",
        version=1,
        calendar=calendar,
        calendar_by_severity={},
        valid_from=None,
        valid_to=None,
        applies_to_open=False,
    )
