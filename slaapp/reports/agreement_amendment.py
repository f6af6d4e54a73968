"""Two versions of an agreement, compared for those who sign the newer one."""

from collections.abc import Mapping

from slaapp.domain.agreement import Agreement
from slaapp.domain.value import Value
from slaapp.languages import ENGLISH, Words, words_of
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
    language: str = ENGLISH

    @property
    def words(self) -> Words:
        return words_of(self.language)


def amendment(was: Agreement, now: Agreement, document: AgreementDocument) -> Amendment:
    """`document` is the newer version's: whose copy it is, and the numbers under which its sections are found."""
    numbers = {part.part: part.number for chapter in document.chapters for part in chapter.parts}
    return Amendment(
        name=document.name,
        was=was.version,
        now=now.version,
        customers=document.customers,
        provider=document.provider,
        effect=_effect(was, now, document.words),
        changes=changes(was, now, numbers=numbers, internal=document.internal, words=document.words),
        values=document.values,
        internal=document.internal,
        language=document.language,
    )


def _effect(was: Agreement, now: Agreement, words: Words) -> str:
    since = "agreed" if now.valid_from is None else "since"
    first = "" if now.valid_from is None else words.long_day(now.valid_from)
    tickets = "_open" if now.applies_to_open else ""
    return words(f"agreement.amends.{since}{tickets}", first=first, was=was.version)
