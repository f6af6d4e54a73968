"""Two versions of an agreement, compared for those who sign the newer one."""

from collections.abc import Mapping

from slaapp.domain.agreement import Agreement
from slaapp.domain.durations import long_day
from slaapp.domain.value import Value
from slaapp.reports.agreement_changes import Change, changes
from slaapp.reports.agreement_copy import Party
from slaapp.reports.agreement_document import AgreementDocument


class Amendment(Value, dict=True):
    """`values` fill in the placeholders of words; `effect` says from when, and for which tickets."""

    name: str
    was: int
    now: int
    customers: tuple[Party, ...]
    provider: Party
    effect: str
    changes: tuple[Change, ...]
    values: Mapping[str, str]
    internal: bool


def amendment(was: Agreement, now: Agreement, document: AgreementDocument) -> Amendment:
    """`document` is the newer version's: whose copy it is, and the numbers under which its sections are found."""
    numbers = {part.part: part.number for chapter in document.chapters for part in chapter.parts}
    return Amendment(
        name=document.name,
        was=was.version,
        now=now.version,
        customers=document.customers,
        provider=document.provider,
        effect=_effect(was, now),
        changes=changes(was, now, numbers=numbers, internal=document.internal),
        values=document.values,
        internal=document.internal,
    )


def _effect(was: Agreement, now: Agreement) -> str:
    since = f"In force from {long_day(now.valid_from)}" if now.valid_from else "In force from the day both sides agree"
    tickets = "for new tickets and, from then on, for open ones" if now.applies_to_open else "for new tickets"
    return f"{since}, {tickets}. What version {was.version} says and is not named here stays as it is."
