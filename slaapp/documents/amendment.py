"""An amendment sheet: what a version changes, old words beside new ones, and who signs it."""

from typing import Any
from zoneinfo import ZoneInfo

from slaapp.documents import own_words
from slaapp.documents.typesetting import Job, made_on, typeset
from slaapp.domain.durations import wall_time
from slaapp.domain.spans import Instant
from slaapp.reports.agreement_amendment import Amendment
from slaapp.reports.agreement_changes import Change
from slaapp.reports.texts import named, tidy

KIND = "Amendment of a service level agreement"


def render_amendment(sheet: Amendment, *, made_at: Instant, zone: ZoneInfo, paper: str = "a4") -> bytes:
    """The sheet as a PDF (PDF/A-3a and PDF/UA-1); `paper` is `a4` or `us-letter`."""
    made = wall_time(made_at, zone)
    provider = named(sheet.provider.name, longest=60, otherwise="Support desk")
    copy = "Internal copy" if sheet.internal else ""
    about = f"{tidy(sheet.name)}, version {sheet.was} to version {sheet.now}"
    data: dict[str, Any] = {
        "title": f"{KIND}: {about}{' (internal copy)' if copy else ''}",
        "author": provider,
        "keywords": [KIND, tidy(sheet.name)],
        "made_on": made_on(made),
        "paper": paper,
        "short": False,
        "text_size": 9,
        "kind": KIND,
        "copy": copy,
        "name": named(sheet.name, longest=120, otherwise="Agreement without a name"),
        "standing": f"Version {sheet.now} amends version {sheet.was}",
        "running_head": about,
        "footer": " · ".join(filter(None, [about, copy])),
        "effect": sheet.effect,
        "changes": [_change(change, sheet) for change in sheet.changes],
        "names": [*([tidy(party.name, longest=80) for party in sheet.customers] or ["the customer"]), provider],
    }
    return typeset(Job("amendment.typ", data, "{}", made_at))


def _change(change: Change, sheet: Amendment) -> dict[str, Any]:
    return {
        "words": change.words,
        "was": own_words.blocks(change.was, sheet.values),
        "now": own_words.blocks(change.now, sheet.values),
    }
