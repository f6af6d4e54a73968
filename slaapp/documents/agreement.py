"""An agreement as a PDF: two pages where that is enough, a third where only the signatures need it, else with a title
page and a page for the signatures."""

from collections.abc import Mapping
from typing import Any

from slaapp.documents import agreement_bar, own_words
from slaapp.documents.look import PLAIN, Look
from slaapp.documents.look import shown as look_shown
from slaapp.documents.pages import Pages
from slaapp.documents.typesetting import Job, made_on, typeset
from slaapp.domain.sections import Part
from slaapp.domain.spans import Instant
from slaapp.languages import Words as Language
from slaapp.reports.agreement_blocks import Block, Example, Grid, Listing, TargetRow, TargetsTable, Terms, Words
from slaapp.reports.agreement_copy import Party
from slaapp.reports.agreement_document import AgreementDocument, NumberedPart
from slaapp.reports.agreement_words import length
from slaapp.reports.texts import begun, named, tidy

Shown = dict[str, Any]
SHORT = 2
"""So many pages an agreement may have to need neither a title page nor a list of contents."""
_SHORT_SIZES = (8.5, 8)
"""In points: a little over two pages is set a little smaller."""
_FEW = 4


def render_agreement(document: AgreementDocument, *, made_at: Instant, paper: str = "a4", look: Look = PLAIN) -> bytes:
    """The document as a PDF (PDF/A-3a and PDF/UA-1); `paper` is `a4` or `us-letter`."""
    data = shown(document, made_at=made_at, paper=paper, look=look)
    for most, apart in ((SHORT, False), (SHORT + 1, True)):
        for text_size in _SHORT_SIZES:
            short = {**data, "short": True, "apart": apart, "text_size": text_size}
            pdf = typeset(Job("agreement.typ", short, "{}", made_at, look.templates))
            with Pages(pdf) as pages:
                count = len(pages)
            if count <= most:
                return pdf
            if count > SHORT + 1:
                break
    return typeset(Job("agreement.typ", data, "{}", made_at, look.templates))


def shown(document: AgreementDocument, *, made_at: Instant, paper: str, look: Look = PLAIN) -> Shown:
    """Every word and figure of the pages, as the template takes them."""
    words = document.words
    kind = words("agreement.kind")
    provider = named(document.provider.name, longest=60, otherwise=words("agreement.provider"))
    copy = words("agreement.internal_copy") if document.internal else ""
    version = words("agreement.version", version=document.version)
    about = words("agreement.about", name=document.name, version=document.version)
    footer = [tidy(document.name, longest=50), version, document.in_force, copy]
    names = [tidy(party.name, longest=80) for party in document.customers]
    return {
        "title": words("agreement.title_internal" if copy else "agreement.title", kind=kind, about=about),
        "author": provider,
        "lang": words.code,
        "look": look_shown(look),
        "words": words.under("agreement.paper"),
        "page_of": words("page.of"),
        "keywords": [kind, tidy(document.name), version],
        "made_on": made_on(made_at),
        "paper": paper,
        "short": False,
        "apart": False,
        "text_size": 9,
        "kind": kind,
        "copy": copy,
        "name": named(document.name, longest=120, otherwise=words("agreement.unnamed")),
        "standing": document.standing,
        "running_head": about,
        "footer": " · ".join(filter(None, footer)),
        "parties": [
            _customers(document, provider),
            _party(words("agreement.party.provider"), document.provider),
        ],
        "chapters": [
            {
                "number": chapter.number,
                "title": chapter.title,
                "parts": [_part(part, document.values, words) for part in chapter.parts],
            }
            for chapter in document.chapters
        ],
        "versions": [
            {"version": str(row.version), "in_force": row.in_force, "changed": row.changed} for row in document.versions
        ],
        "kept_by": [*(names or [begun(words("agreement.party.the_customer"))]), provider],
        "signing": {
            "before": document.signing[0],
            "after": document.signing[1],
            "names": [*(names or [words("agreement.party.signs")]), provider],
        },
    }


def unfilled(document: AgreementDocument) -> tuple[str, ...]:
    """The names in braces that are printed as they were typed, for nothing is known for them."""
    words = [part.own for chapter in document.chapters for part in chapter.parts]
    return tuple(dict.fromkeys(name for text in words for name in own_words.unfilled(text, document.values)))


def _customers(document: AgreementDocument, provider: str) -> Shown:
    customers = document.customers

    def said(name: str, **values: object) -> str:
        return document.words(f"agreement.party.{name}", **values)

    if len(customers) == 1:
        return _party(said("customer"), customers[0])
    if not customers and not document.for_all:
        return {"role": said("customer"), "names": [begun(said("the_customer"))], "lines": [said("who_signs")]}
    if not customers:
        return {"role": said("customer"), "names": [said("every")], "lines": [said("every_of", provider=provider)]}
    if len(customers) <= _FEW:
        return {"role": said("customers"), "names": [tidy(party.name, longest=80) for party in customers], "lines": []}
    return {
        "role": said("customers"),
        "names": [said("count", count=len(customers))],
        "lines": [said("named_in")],
    }


def _party(role: str, party: Party) -> Shown:
    lines = [tidy(line, longest=70) for line in party.lines[:4]]
    return {"role": role, "names": [tidy(party.name, longest=80)], "lines": [line for line in lines if line]}


def _part(part: NumberedPart, values: Mapping[str, str], words: Language) -> Shown:
    blocks = generated_blocks(part, words)
    bars = [agreement_bar.drawn(block) for block in part.generated if isinstance(block, Example) and block.stretches]
    return {
        "number": part.number,
        "title": "" if part.part is Part.SIGNATURES else part.title,
        "blocks": [*blocks, *bars, *own_words.blocks(part.own, values)],
    }


def generated_blocks(part: NumberedPart, words: Language) -> list[Shown]:
    """What the rules say of it, as the template takes it, without drawings."""
    return [_block(block, words) for block in part.generated]


def _block(block: Block, words: Language) -> Shown:
    match block:
        case Words(text) | Example(text=text):
            return {"kind": "par", "runs": [{"text": text, "bold": False}]}
        case Listing(items):
            return {"kind": "listing", "items": list(items)}
        case Grid(columns, rows, narrow, right):
            return {
                "kind": "grid",
                "heads": list(columns),
                "rows": [list(row) for row in rows],
                "narrow": sorted(narrow),
                "right": sorted(right),
            }
        case Terms(rows):
            return {"kind": "terms", "rows": [list(row) for row in rows]}
        case TargetsTable():
            return _targets(block, words)


def _targets(table: TargetsTable, words: Language) -> Shown:
    """In the desk's own copy each time has the internal one beside it."""
    internal = any(row.internal for row in table.rows)
    heads: list[str] = []
    for metric in table.metrics:
        heads += [words.of(metric), words("agreement.internal")] if internal else [words.of(metric)]
    return {
        "kind": "targets",
        "heads": heads,
        "inside": [internal and place % 2 == 1 for place in range(len(heads))],
        "rows": [
            {
                "level": int(row.severity),
                "name": row.name,
                "meaning": row.meaning,
                "examples": list(row.examples),
                "lengths": _lengths(row),
            }
            for row in table.rows
        ],
    }


def _lengths(row: TargetRow) -> list[str]:
    pairs = [row.public] if not row.internal else [row.public, row.internal]
    return ["–" if allowed is None else length(allowed) for cell in zip(*pairs, strict=True) for allowed in cell]
