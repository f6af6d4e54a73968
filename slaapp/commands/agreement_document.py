"""An agreement on paper, the sheet that amends it, and the templates to begin one from."""

import argparse
from typing import Any

from slaapp.commands.adding import Add, number
from slaapp.commands.context import Context, write_file
from slaapp.domain.errors import UsageRefusal
from slaapp.languages import ENGLISH, LANGUAGES
from slaapp.reports.agreement_changes import Change
from slaapp.services.agreement_templates import TEMPLATES, as_toml
from slaapp.services.customer_fields import a_language


def add(group: Add) -> None:
    one = group(
        "print",
        "the agreement as a PDF to be signed",
        "agreement print 'Standard support' --customer 'Northgate School' agreement.pdf",
        print_,
    )
    one.add_argument("agreement", metavar="NAME")
    one.add_argument("pdf", metavar="FILE.pdf", help="- for standard output")
    one.add_argument("--version", type=number, help="which version (else the one in force)")
    _for_whom(one)

    one = group(
        "compare",
        "what differs between two versions, in words or as a sheet to be signed",
        "agreement compare 'Standard support' 3 4 --pdf amendment.pdf",
        compare,
    )
    one.add_argument("agreement", metavar="NAME")
    one.add_argument("was", type=number, metavar="OLD", help="number of the older version")
    one.add_argument("to", type=number, metavar="NEW", help="number of the newer version")
    one.add_argument("--pdf", metavar="FILE", help="write the amendment sheet")
    _for_whom(one)

    group("templates", "the agreements to begin from that come with the program", "agreement templates", templates)

    one = group(
        "new",
        "begin an agreement from a template, as a draft or as a file",
        "agreement new 'School support' --from school",
        new_,
        now="as of this instant; to write, only in stores made for tests",
    )
    one.add_argument("agreement", metavar="NAME")
    one.add_argument("--from", dest="source", required=True, metavar="TEMPLATE", help="or the name of an agreement")
    one.add_argument("--calendar", help="the business hours by which it counts (else the desk's)")
    one.add_argument("--file", metavar="FILE.toml", help="write it there and keep no draft; - for standard output")
    known = ", ".join(LANGUAGES)
    one.add_argument("--language", help=f"of a template: {known} (else that of the customers, where they share one)")


def _for_whom(one: argparse.ArgumentParser) -> None:
    one.add_argument("--customer", help="for this customer (else for all who have it)")
    one.add_argument("--internal", action="store_true", help="the desk's own copy, with the internal targets")
    known = ", ".join(LANGUAGES)
    one.add_argument("--language", help=f"of the PDF: {known} (else that of those who have it, where they share one)")
    one.add_argument("--built-in", action="store_true", help="with the built-in template, not with your own")


def print_(options: argparse.Namespace, context: Context) -> int:
    # Typst is loaded only where a page is made.
    from slaapp.documents.agreement import render_agreement, unfilled  # noqa: PLC0415

    language = None if options.language is None else a_language(options.language)
    with context.reading() as engine:
        document = engine.papers.document(
            options.agreement,
            context.now,
            version=options.version,
            customer=options.customer,
            internal=options.internal,
            language=language,
        )
        look = engine.looks.look(built_in=options.built_in)
    write_file(options.pdf, render_agreement(document, made_at=context.now, look=look))
    if options.pdf == "-":
        return 0
    whose = "the desk's own copy" if document.internal else "a copy for the customer"
    said = [f"Wrote {options.pdf}: version {document.version} of {document.name}, {whose}."]
    left = unfilled(document)
    if left:
        said.append(f"Nothing is known for {', '.join(f'{{{name}}}' for name in left)}: it is printed as it was typed.")
    table = {"agreement": document.name, "version": document.version, "internal": document.internal}
    return context.answer({**table, "pdf": options.pdf, "unfilled": list(left)}, " ".join(said))


def compare(options: argparse.Namespace, context: Context) -> int:
    if options.was == options.to:
        raise UsageRefusal(f"Version {options.was} is compared with itself. Name two versions.")
    language = None if options.language is None else a_language(options.language)
    versions, copy = (options.agreement, options.was, options.to, context.now), {"internal": options.internal}
    with context.reading() as engine:
        sheet = engine.papers.amendment(*versions, customer=options.customer, **copy, language=ENGLISH)
        printed = sheet
        if options.pdf is not None:
            printed = engine.papers.amendment(*versions, customer=options.customer, **copy, language=language)
        look = engine.looks.look(built_in=options.built_in)
    if options.pdf is not None:
        # As above.
        from slaapp.documents.amendment import render_amendment  # noqa: PLC0415

        write_file(options.pdf, render_amendment(printed, made_at=context.now, look=look))
        if options.pdf == "-":
            return 0
    lines = [line for change in sheet.changes for line in _lines(change)] or ["They say the same."]
    lines += [f"Wrote {options.pdf}."] if options.pdf is not None else []
    return context.answer([_table(change) for change in sheet.changes], "\n".join(lines))


def templates(options: argparse.Namespace, context: Context) -> int:
    width = max(map(len, TEMPLATES))
    return context.answer(dict(TEMPLATES), "\n".join(f"{name:<{width}}  {about}" for name, about in TEMPLATES.items()))


def new_(options: argparse.Namespace, context: Context) -> int:
    language = None if options.language is None else a_language(options.language)
    if language is not None and options.source not in TEMPLATES:
        raise UsageRefusal("A copy of an agreement says what that one says: --language goes with a template.")
    wanted = {"calendar": options.calendar, "language": language}
    if options.file is not None:
        with context.reading() as engine:
            made = engine.agreement_templates.made(options.agreement, options.source, context.now, **wanted)
        write_file(options.file, as_toml(made))
        if options.file == "-":
            return 0
        return context.answer({"agreement": made.name, "file": options.file}, f"Wrote {options.file}.")
    with context.writing() as engine:
        made = engine.agreement_templates.made(options.agreement, options.source, context.now, **wanted)
        engine.agreement_templates.begin(made, context.now)
    said = f"Version 1 of {made.name} is a draft; it counts by {made.calendar}. Nothing is in force yet."
    return context.answer({"agreement": made.name, "version": made.version, "calendar": made.calendar}, said)


def _lines(change: Change) -> list[str]:
    rows = [f"{change.words}."]
    for head, text in (("was", change.was), ("now", change.now)):
        rows += [f"  {head}: {line}" for line in text.strip().splitlines() if line.strip()]
    return rows


def _table(change: Change) -> dict[str, Any]:
    return {"words": change.words, "was": change.was, "now": change.now, "internal": change.internal}
