"""Log tickets and work on them."""

import argparse
from collections.abc import Callable

from msgspec.structs import replace

from slaapp.commands.adding import Add, number
from slaapp.commands.contacts import contact_named
from slaapp.commands.context import Context, typed
from slaapp.commands.page_words import agreement_words, page_table
from slaapp.commands.proposing import asks, proposed, take_impact
from slaapp.domain.agreement import Severity, Status, Tier
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.domain.events import Channel
from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from slaapp.services.agreement_data import SEVERITIES
from slaapp.services.desk import TicketDraft
from slaapp.services.fields import a_name, a_word, an_instant
from slaapp.wording import METRIC, STATUS, severity_within

STATUSES = {status.value: status for status in Status}
CHANNELS = {channel.value: channel for channel in Channel}
_TEXT = "what was said or written; - for what standard input holds"
TEST_ONLY = "write as if at this instant (stores made for tests only)"


def add(new: Add) -> None:
    command = new(
        "log",
        "log a ticket",
        "log 'Phones are dead' --customer 'Lakeside Hotel' --severity urgent",
        log,
        now=TEST_ONLY,
    )
    command.add_argument("subject", nargs="?", default="", help="what it is about; a template may say it")
    command.add_argument("--template", help="begin with what this template says")
    command.add_argument("--customer", help="whose ticket it is")
    command.add_argument("--contact", help="who called; added to the customer's contacts when new")
    command.add_argument("--service", help="which service it is about, of the customer's")
    command.add_argument("--severity", help="low, normal, high or urgent (else the template's, else normal)")
    take_impact(command)
    command.add_argument("--text", default="", help="what the customer said; - for standard input")
    command.add_argument("--channel", default="phone", help=f"{', '.join(CHANNELS)} (else phone)")
    command.add_argument("--assignee", help="whose work it is")
    command.add_argument("--received", metavar="INSTANT", help="when it was received (else now)")
    command.add_argument("--status", default="new", help="an open one (else new)")
    command.add_argument("--until", metavar="INSTANT", help="until when a scheduled ticket waits")
    command.add_argument("--by-desk", action="store_true", help="the desk opened it, no customer waits")
    command.add_argument("--answered", action="store_true", help="answered on the phone")
    command.add_argument(
        "--follows-up", type=number, metavar="TICKET", help="the ticket it goes on with; whose it is comes from there"
    )

    command = writer(
        new, "reply", "record what the customer was told", "reply 12 'We are on it.' --channel phone", reply
    )
    command.add_argument("text", help=_TEXT)
    command.add_argument("--channel", default="phone", help=f"{', '.join(CHANNELS)} (else phone)")
    command.add_argument("--then", help="the status it leaves the ticket in")
    command.add_argument("--until", metavar="INSTANT", help="until when, with --then scheduled")
    _take_minutes(command)
    command = writer(new, "wrote", "record a message from the customer", "wrote 12 'Still broken.'", wrote)
    command.add_argument("text", help=_TEXT)
    command.add_argument("--channel", default="phone", help=f"{', '.join(CHANNELS)} (else phone)")
    _may_resolve(command)
    command = writer(new, "note", "add an internal note", "note 12 'Spare part ordered.'", note)
    command.add_argument("text", help=_TEXT)
    _may_resolve(command)
    _take_minutes(command)
    command = writer(new, "status", "change the status", "status 12 waiting_customer", status)
    command.add_argument("status", help=", ".join(STATUSES))
    command.add_argument("--until", metavar="INSTANT", help="until when a scheduled ticket waits")
    command.add_argument("--supplier", help="on whom a ticket waits that waits on a third party")
    command = writer(new, "severity", "change the severity", "severity 12 high", severity)
    command.add_argument("severity", nargs="?", help="low, normal, high or urgent")
    take_impact(command)
    command.add_argument("--was-wrong", metavar="REASON", help="it was entered wrong: acts as if it had always been so")
    command = writer(new, "assign", "give a ticket to someone", "assign 12 'Kim L.'", assign, at=False)
    command.add_argument("person", help="a name, or nobody")
    command = writer(
        new, "edit", "mend a subject, or whose ticket it is", "edit 12 --subject 'Printer jams'", edit, at=False
    )
    command.add_argument("--subject", help="what it is about")
    command.add_argument("--customer", help="whose ticket it is")
    command.add_argument("--contact", help="one of the customer's contacts")
    command.add_argument("--service", help="which service it is about, of the customer's")
    command = writer(new, "resolve", "resolve a ticket", "resolve 12", resolve)
    command.add_argument("--text", default="", help="what solved it")
    _take_minutes(command)


def writer(new: Add, name: str, help_: str, example: str, run: object, *, at: bool = True) -> argparse.ArgumentParser:
    command = new(name, help_, example, run, now=TEST_ONLY)
    command.add_argument("ticket", type=number)
    if at:
        command.add_argument("--at", metavar="INSTANT", help="when it happened (else now)")
    return command


def _may_resolve(command: argparse.ArgumentParser) -> None:
    command.add_argument("--resolve", action="store_true", help="resolve the ticket in the same act")


def _take_minutes(command: argparse.ArgumentParser) -> None:
    command.add_argument("--minutes", type=number, default=0, help="how long it took")


def _at(options: argparse.Namespace) -> Instant | None:
    return None if options.at is None else an_instant(options.at, "--at")


def _until(options: argparse.Namespace) -> Instant | None:
    return None if options.until is None else an_instant(options.until, "--until")


def log(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        customer = None if options.customer is None else engine.catalogue.customer(options.customer).id
        if options.contact is not None:
            a_name(options.contact, "--contact")
        template = None if options.template is None else engine.templates.named(options.template)
        severity = Severity.NORMAL if template is None else template.severity
        draft = TicketDraft(
            subject=options.subject,
            severity=severity if options.severity is None else a_word(options.severity, SEVERITIES, "--severity"),
            customer=customer,
            contact_name=options.contact or "",
            service=None if options.service is None else engine.customer_claims.service(customer, options.service),
            text=typed(options.text),
            channel=a_word(options.channel, CHANNELS, "--channel"),
            assignee=None if options.assignee is None else engine.people.assignee(options.assignee),
            received_at=None if options.received is None else an_instant(options.received, "--received"),
            status=a_word(options.status, STATUSES, "--status"),
            until=_until(options),
            opened_by_desk=options.by_desk,
            answered_on_phone=options.answered,
            follows_up=options.follows_up,
        )
        if options.follows_up is not None:
            draft = _after(engine, draft, context)
        if asks(options):
            terms = engine.desk.preview(draft, now=context.now).terms
            draft = replace(draft, severity=proposed(options, None if terms is None else terms.agreement))
        number, _ = engine.desk.log(draft if template is None else template.draft(draft), now=context.now)
        page = engine.pages.page(number, now=context.now)
        due = [
            f"{METRIC[view.clock.metric].lower()} by {context.when(engine, view.reading.due_at)}"
            for view in page.clocks
            if view.clock.tier is Tier.PUBLIC and view.reading.due_at is not None and view.clock.ended_at is None
        ]
        said = f"Logged as ticket {number}" + (f": {', '.join(due)}." if due else ".")
        if page.terms is None:
            said += f" {agreement_words(page.claim)}."
        return context.answer({"ticket": number, **page_table(page)}, said)


def _after(engine: Engine, draft: TicketDraft, context: Context) -> TicketDraft:
    """A follow-up belongs to whom the first ticket belonged, unless somebody else is named."""
    if draft.customer is not None or draft.follows_up is None:
        return draft
    before = engine.pages.page(draft.follows_up, now=context.now)
    contact = before.contact if not draft.contact_name else None
    return replace(
        draft,
        customer=before.customer_id,
        contact=None if contact is None else contact.id,
        service=draft.service or before.service_id,
    )


Act = Callable[[Engine], object]


def done(options: argparse.Namespace, context: Context, act: Act, said: str) -> int:
    with context.writing(create=False) as engine:
        act(engine)
        page = engine.pages.page(options.ticket, now=context.now)
        return context.answer(page_table(page), f"Ticket {options.ticket}: {said}")


def reply(options: argparse.Namespace, context: Context) -> int:
    then = None if options.then is None else a_word(options.then, STATUSES, "--then")
    channel, at, until = a_word(options.channel, CHANNELS, "--channel"), _at(options), _until(options)
    return done(
        options,
        context,
        lambda engine: engine.desk.reply(
            options.ticket,
            typed(options.text),
            channel=channel,
            at=at,
            then=then,
            until=until,
            minutes=options.minutes,
            now=context.now,
        ),
        "reply recorded.",
    )


def wrote(options: argparse.Namespace, context: Context) -> int:
    text = typed(options.text)
    if not text.strip():
        raise Refusal("The message was not recorded: it is empty. Write what the customer said.")
    channel, at = a_word(options.channel, CHANNELS, "--channel"), _at(options)
    return done(
        options,
        context,
        lambda engine: engine.desk.customer_wrote(
            options.ticket, text, channel=channel, at=at, now=context.now, resolves=options.resolve
        ),
        "message recorded.",
    )


def note(options: argparse.Namespace, context: Context) -> int:
    at = _at(options)
    return done(
        options,
        context,
        lambda engine: engine.desk.note(
            options.ticket,
            typed(options.text),
            at=at,
            minutes=options.minutes,
            now=context.now,
            resolves=options.resolve,
        ),
        "note added.",
    )


def status(options: argparse.Namespace, context: Context) -> int:
    to, at, until = a_word(options.status, STATUSES, "STATUS"), _at(options), _until(options)
    return done(
        options,
        context,
        lambda engine: engine.desk.set_status(
            options.ticket, to, until=until, supplier=options.supplier, at=at, now=context.now
        ),
        f"status is {STATUS[to].lower()}.",
    )


def severity(options: argparse.Namespace, context: Context) -> int:
    at = _at(options)
    if options.was_wrong is not None and at is not None:
        raise UsageRefusal("--at: what was entered wrong acts as if it had always been so. Leave the instant out.")
    if not asks(options) and options.severity is None:
        raise UsageRefusal("SEVERITY: say which, or --impact and --urgency. Nothing was saved.")
    with context.writing(create=False) as engine:
        if options.severity is None:
            terms = engine.pages.page(options.ticket, now=context.now).terms
            to = proposed(options, None if terms is None else terms.agreement)
        else:
            to = a_word(options.severity, SEVERITIES, "SEVERITY")
        engine.desk.set_severity(options.ticket, to, was_wrong=options.was_wrong, at=at, now=context.now)
        page = engine.pages.page(options.ticket, now=context.now)
        named = severity_within(to, page.meaning(to))
        return context.answer(page_table(page), f"Ticket {options.ticket}: severity is {named}.")


def assign(options: argparse.Namespace, context: Context) -> int:
    def act(engine: Engine) -> object:
        person = engine.people.assignee(options.person)
        return engine.desk.assign(options.ticket, person, now=context.now)

    return done(options, context, act, f"assigned to {options.person}.")


def edit(options: argparse.Namespace, context: Context) -> int:
    wanted = (options.subject, options.customer, options.contact, options.service)
    if wanted == (None, None, None, None):
        raise UsageRefusal("edit: say what to change, with --subject, --customer, --contact or --service.")
    with context.writing(create=False) as engine:
        page = engine.pages.page(options.ticket, now=context.now)
        customer = None if options.customer is None else engine.catalogue.customer(options.customer).id
        theirs = customer or page.customer_id
        service = None if options.service is None else engine.customer_claims.service(theirs, options.service)
        contact = None if options.contact is None else contact_named(engine, theirs, options.contact).id
        named = {"subject": options.subject, "customer": customer, "contact": contact, "service": service}
        engine.desk.edit(options.ticket, **named, now=context.now)
        page = engine.pages.page(options.ticket, now=context.now)
        return context.answer(page_table(page), f"Ticket {options.ticket}: changed. {agreement_words(page.claim)}.")


def resolve(options: argparse.Namespace, context: Context) -> int:
    at = _at(options)
    return done(
        options,
        context,
        lambda engine: engine.desk.resolve(
            options.ticket, text=options.text, at=at, minutes=options.minutes, now=context.now
        ),
        "resolved.",
    )


def reopen(options: argparse.Namespace, context: Context) -> int:
    at = _at(options)
    return done(
        options,
        context,
        lambda engine: engine.desk.reopen(options.ticket, text=options.text, at=at, now=context.now),
        "reopened.",
    )


def close(options: argparse.Namespace, context: Context) -> int:
    at = _at(options)
    return done(
        options,
        context,
        lambda engine: engine.desk.close(options.ticket, text=options.text, at=at, now=context.now),
        "closed.",
    )
