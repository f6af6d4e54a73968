"""An amendment sheet: what a version changes, old words beside new ones, and who signs it."""

from typing import Any

from slaapp.documents import own_words
from slaapp.documents.look import PLAIN, Look
from slaapp.documents.look import shown as look_shown
from slaapp.documents.typesetting import Job, made_on, typeset
from slaapp.domain.spans import Instant
from slaapp.reports.agreement_amendment import Amendment
from slaapp.reports.agreement_changes import Change
from slaapp.reports.texts import named, tidy


def render_amendment(sheet: Amendment, *, made_at: Instant, paper: str = "a4", look: Look = PLAIN) -> bytes:
    """The sheet as a PDF (PDF/A-3a and PDF/UA-1); `paper` is `a4` or `us-letter`."""
    words = sheet.words
    kind = words("agreement.amends.kind")
    provider = named(sheet.provider.name, longest=60, otherwise=words("agreement.provider"))
    copy = words("agreement.internal_copy") if sheet.internal else ""
    about = words("agreement.amends.about", name=tidy(sheet.name), was=sheet.was, now=sheet.now)
    customers = [tidy(party.name, longest=80) for party in sheet.customers]
    data: dict[str, Any] = {
        "title": words("agreement.title_internal" if copy else "agreement.title", kind=kind, about=about),
        "author": provider,
        "lang": words.code,
        "look": look_shown(look),
        "words": words.under("agreement.paper"),
        "page_of": words("page.of"),
        "keywords": [kind, tidy(sheet.name)],
        "made_on": made_on(made_at),
        "paper": paper,
        "short": False,
        "text_size": 9,
        "kind": kind,
        "copy": copy,
        "name": named(sheet.name, longest=120, otherwise=words("agreement.unnamed")),
        "standing": words("agreement.amends.standing", was=sheet.was, now=sheet.now),
        "running_head": about,
        "footer": " · ".join(filter(None, [about, copy])),
        "effect": sheet.effect,
        "changes": [_change(change, sheet) for change in sheet.changes],
        "names": [*(customers or [words("agreement.party.signs")]), provider],
    }
    return typeset(Job("amendment.typ", data, "{}", made_at, look.templates))


def _change(change: Change, sheet: Amendment) -> dict[str, Any]:
    return {
        "words": change.words,
        "was": own_words.blocks(change.was, sheet.values),
        "now": own_words.blocks(change.now, sheet.values),
    }
