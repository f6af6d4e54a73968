"""Log tickets, work on them, list and show them."""

import argparse
from collections.abc import Callable
from typing import Any

from slaapp.commands.adding import Add
from slaapp.commands.context import Context
from slaapp.domain.agreement import Metric, Severity, Status, Tier
from slaapp.domain.clock import Reading, State
from slaapp.domain.durations import countdown, left, overdue, short_instant, used
from slaapp.domain.errors import UsageRefusal
from slaapp.domain.events import Channel, EventId, NotMeasuredReason
from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from slaapp.services.agreement_data import METRICS, SEVERITIES, TIERS
from slaapp.services.board import Group, Row, Standing
from slaapp.services.desk import TicketDraft
from slaapp.services.fields import a_word, an_instant
from slaapp.services.scenario import clock_table, ledger_table, utc_text
from slaapp.services.tickets import Entry, TicketPage
from slaapp.wording import METRIC, NOT_MEASURED, SEVERITY, STATE, STATUS, TIER, event_words, exact_length, ledger_what

_STATUSES = {status.value: status for status in Status}
_CHANNELS = {channel.value: channel for channel in Channel}
_REASONS = {reason.value: reason for reason in NotMeasuredReason if reason is not NotMeasuredReason.MERGED}
_TEST_ONLY = "write as if at this instant (stores made for tests only)"

GROUPS = {
    Group.OVERDUE: "Overdue",
    Group.WITHIN_HOUR: "Due within 1 hour",
    Group.LATER_TODAY: "Later today",
    Group.TOMORROW: "Tomorrow",
    Group.LATER: "Later",
    Group.PAUSED: "Clocks paused",
    Group.NO_TARGET: "No target",
}


def add(new: Add) -> None:
    command = new(
        "log",
        "log a ticket",
        "log 'Phones are dead' --customer 'Lakeside Hotel' --severity urgent",
        log,
        now=_TEST_ONLY,
    )
    command.add_argument("subject")
    command.add_argument("--customer")
    command.add_argument("--contact")
    command.add_argument("--severity", default="normal", help="low, normal, high or urgent")
    command.add_argument("--text", default="", help="what the customer said")
    command.add_argument("--channel", default="phone")
    command.add_argument("--assignee")
    command.add_argument("--received", metavar="INSTANT", help="when it was received (else now)")
    command.add_argument("--status", default="new")
    command.add_argument("--until", metavar="INSTANT", help="until when a scheduled ticket waits")
    command.add_argument("--by-desk", action="store_true", help="the desk opened it, no customer waits")
    command.add_argument("--answered", action="store_true", help="answered on the phone")

    command = new("list", "list open tickets, what is due first on top", "list --customer 'Harbour Clinic'", list_)
    command.add_argument("--customer")
    command.add_argument("--severity")
    command.add_argument("--assignee")
    command.add_argument("--resolved", action="store_true", help="those that are done instead")

    command = new("show", "show a ticket with its history and clocks", "show 2408", show)
    command.add_argument("ticket", type=number)

    command = new("why", "why a clock shows what it shows, step by step", "why 2408 resolution", why)
    command.add_argument("ticket", type=number)
    command.add_argument("metric", nargs="?", default="resolution")
    command.add_argument("--tier", default="public")
    command.add_argument("--cycle", type=number)

    command = new("search", "find tickets by words", "search 'shared drive'", search, now="")
    command.add_argument("text", nargs="+")
    command.add_argument("--limit", type=number, default=50)

    command = _writer(
        new, "reply", "record what the customer was told", "reply 12 'We are on it.' --channel phone", reply
    )
    command.add_argument("text")
    command.add_argument("--channel", default="phone")
    command.add_argument("--then", help="the status it leaves the ticket in")
    command.add_argument("--until", metavar="INSTANT")
    command = _writer(new, "wrote", "record a message from the customer", "wrote 12 'Still broken.'", wrote)
    command.add_argument("text")
    command.add_argument("--channel", default="phone")
    command = _writer(new, "note", "add an internal note", "note 12 'Spare part ordered.'", note)
    command.add_argument("text")
    command = _writer(new, "status", "change the status", "status 12 waiting_customer", status)
    command.add_argument("status")
    command.add_argument("--until", metavar="INSTANT", help="until when a scheduled ticket waits")
    command = _writer(new, "severity", "change the severity", "severity 12 high", severity)
    command.add_argument("severity")
    command.add_argument("--was-wrong", metavar="REASON", help="it was entered wrong: acts as if it had always been so")
    command = _writer(new, "assign", "give a ticket to someone", "assign 12 'Kim L.'", assign, at=False)
    command.add_argument("person", help="a name, or nobody")
    for name, run, help_ in (
        ("resolve", resolve, "resolve a ticket"),
        ("reopen", reopen, "reopen a resolved ticket"),
        ("close", close, "close a ticket"),
    ):
        command = _writer(new, name, help_, f"{name} 12", run)
        command.add_argument("--text", default="")
    command = _writer(
        new, "exclude", "mark a ticket as not measured", "exclude 12 duplicate --of 11", exclude, at=False
    )
    command.add_argument("reason", help=", ".join(_REASONS))
    command.add_argument("--of", type=number, metavar="TICKET", help="the ticket of which it is a duplicate")
    command.add_argument("--text", default="")
    command = _writer(
        new,
        "waive",
        "agree not to count a missed target",
        "waive 12 resolution --reason 'Power cut' --agreed-by 'Ms Hill'",
        waive,
        at=False,
    )
    command.add_argument("metric")
    command.add_argument("--reason", required=True)
    command.add_argument("--agreed-by", required=True)
    command.add_argument("--cycle", type=number)
    command = _writer(
        new,
        "reason",
        "say why a target was missed",
        "reason 12 resolution 'Supplier part arrived late'",
        reason,
        at=False,
    )
    command.add_argument("metric")
    command.add_argument("text")
    command.add_argument("--cycle", type=number)
    command = _writer(new, "merge", "go on with a ticket as part of another", "merge 12 11", merge, at=False)
    command.add_argument("into", type=number)
    command = _writer(
        new,
        "correct",
        "correct what was entered wrong",
        "correct 12 received_at 2026-03-09T09:10:00Z --reason 'Call came earlier'",
        correct,
        at=False,
    )
    command.add_argument("field", help="received_at, severity, or a field of the event named with --event")
    command.add_argument("value")
    command.add_argument("--event", metavar="ID", help="the event to correct, as `show` names it")
    command.add_argument("--reason", required=True)
    command = _writer(new, "retract", "undo an event, else your own last one", "retract 12", retract, at=False)
    command.add_argument("--event", metavar="ID", help="the event to undo, as `show` names it")


def number(text: str) -> int:
    """A number from 1 that a ticket, a cycle or a limit can have; what is none of that is wrong usage."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 1 << 31):
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no number from 1 up to 2147483647")
    return int(text)


def _writer(new: Add, name: str, help_: str, example: str, run: object, *, at: bool = True) -> argparse.ArgumentParser:
    command = new(name, help_, example, run, now=_TEST_ONLY)
    command.add_argument("ticket", type=number)
    if at:
        command.add_argument("--at", metavar="INSTANT", help="when it happened (else now)")
    return command


def _at(options: argparse.Namespace) -> Instant | None:
    return None if options.at is None else an_instant(options.at, "--at")


def _until(options: argparse.Namespace) -> Instant | None:
    return None if options.until is None else an_instant(options.until, "--until")


def log(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        customer = None if options.customer is None else engine.catalogue.customer(options.customer).id
        contact = None
        if options.contact is not None:
            if customer is None:
                raise UsageRefusal("--contact: a contact belongs to a customer. Name one with --customer.")
            known = {held.name: held.id for held in engine.catalogue.contacts(customer)}
            contact = known.get(options.contact) or engine.catalogue.add_contact(
                customer, options.contact, now=context.now
            )
        draft = TicketDraft(
            subject=options.subject,
            severity=a_word(options.severity, SEVERITIES, "--severity"),
            customer=customer,
            contact=contact,
            text=options.text,
            channel=a_word(options.channel, _CHANNELS, "--channel"),
            assignee=None if options.assignee is None else engine.catalogue.person(options.assignee).id,
            received_at=None if options.received is None else an_instant(options.received, "--received"),
            status=a_word(options.status, _STATUSES, "--status"),
            until=_until(options),
            opened_by_desk=options.by_desk,
            answered_on_phone=options.answered,
        )
        number, _ = engine.desk.log(draft, now=context.now)
        page = engine.pages.page(number, now=context.now)
        due = [
            f"{METRIC[view.clock.metric].lower()} by {context.when(engine, view.reading.due_at)}"
            for view in page.clocks
            if view.clock.tier is Tier.PUBLIC and view.reading.due_at is not None and view.clock.ended_at is None
        ]
        return context.answer(
            {"ticket": number, **_page_table(page)},
            f"Logged as ticket {number}" + (f": {', '.join(due)}." if due else "."),
        )


def list_(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        if options.resolved:
            rows = engine.board.resolved()
        else:
            rows = engine.board.rows() if context.asked_now is None else engine.board.rows_as_of(context.now)
        if options.customer is not None:
            name = engine.catalogue.customer(options.customer).name
            rows = [row for row in rows if row.customer == name]
        if options.severity is not None:
            wanted = a_word(options.severity, SEVERITIES, "--severity")
            rows = [row for row in rows if row.severity is wanted]
        if options.assignee is not None:
            rows = [row for row in rows if row.assignee == engine.catalogue.person(options.assignee).name]
        placed = sorted(
            ((engine.board.standing(row, context.now), row) for row in rows), key=lambda pair: pair[0].order
        )
        lines: list[str] = []
        group: Group | None = None
        for standing, row in placed:
            if standing.group is not group and not options.resolved:
                group = standing.group
                lines.append(("\n" if lines else "") + GROUPS[group])
            lines.append(_line(engine, standing, row, context.now))
        nothing = "No ticket is done." if options.resolved else "No ticket is open."
        return context.answer(
            [_row_table(standing, row, context.now) for standing, row in placed], "\n".join(lines) or nothing
        )


def _line(engine: Engine, standing: Standing, row: Row, now: Instant) -> str:
    reading = standing.reading
    due = ""
    if reading is not None and reading.due_at is not None:
        due = short_instant(reading.due_at, engine.board.zone)
    metric = "" if standing.metric is None else METRIC[standing.metric]
    return (
        f"{time_words(reading):>12}  {metric:<14}  {due:<17}  {SEVERITY[row.severity]:<6}  {row.number:>5}  "
        f"{row.subject}  ·  {row.customer or 'no customer'}  ·  {STATUS[row.status_at(now)]}"
        f"  ·  {row.assignee or 'unassigned'}"
    )


def time_words(reading: Reading | None) -> str:
    """How long is left, or how late it is, in the fewest words."""
    if reading is None or reading.left is None or reading.late is None:
        return "–"
    if reading.state is State.PAUSED:
        return f"paused {left(reading.left)}"
    if reading.breached:
        return overdue(reading.late)
    return countdown(reading.left)


def _row_table(standing: Standing, row: Row, now: Instant) -> dict[str, Any]:
    reading = standing.reading
    return {
        "ticket": row.number,
        "subject": row.subject,
        "customer": row.customer,
        "severity": row.severity.word,
        "status": row.status_at(now).value,
        "assignee": row.assignee,
        "received_at": utc_text(row.received_at),
        "group": standing.group.name.lower(),
        "metric": None if standing.metric is None else standing.metric.value,
        "state": None if reading is None else reading.state.value,
        "left_s": None if reading is None else reading.left,
        "late_s": None if reading is None else reading.late,
        "due_at": None if reading is None else utc_text(reading.due_at),
    }


def show(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        page = engine.pages.page(options.ticket, now=context.now)
        return context.answer(_page_table(page), "\n".join(_page_lines(engine, context, page)))


def _page_lines(engine: Engine, context: Context, page: TicketPage) -> list[str]:
    held = f", until {context.when(engine, page.until)}" if page.until is not None else ""
    lines = [
        f"{page.number}  {page.subject}",
        " · ".join(
            (
                SEVERITY[page.severity],
                f"{STATUS[page.status]}{held}",
                page.customer or "no customer",
                page.assignee or "unassigned",
                f"received {context.when(engine, page.received_at)}",
            )
        ),
        f"Agreement: {page.agreement} v{page.agreement_version}"
        if page.agreement
        else "No agreement covers this ticket.",
    ]
    if page.merged_into is not None:
        lines.append(f"Merged into ticket {page.merged_into}.")
    if page.source_met is not None:
        lines.append(f"The source says: agreement {'kept' if page.source_met else 'not kept'} (shown, never counted).")
    lines.append("")
    lines += [
        f"  {_clock_line(engine, context, view.clock.metric, view.clock.tier, view.clock.cycle, view.reading)}"
        for view in page.clocks
    ]
    lines.append("")
    lines += [_entry_line(engine, context, entry) for entry in page.entries]
    return lines


def _clock_line(engine: Engine, context: Context, metric: Metric, tier: Tier, cycle: int, reading: Reading) -> str:
    name = f"{METRIC[metric]}{f' {cycle}' if cycle > 1 else ''}, {TIER[tier].lower()}"
    return f"{name:<28} {_reading_words(engine, context, reading)}"


def _reading_words(engine: Engine, context: Context, reading: Reading) -> str:
    if reading.state in (State.NO_TARGET, State.NOT_MEASURED) or reading.left is None or reading.late is None:
        return STATE[reading.state]
    if reading.state is State.ENDED:
        if reading.verdict is None:
            return "ended, no verdict"
        return f"late by {used(reading.late)}" if reading.breached else f"met with {used(reading.left)} to spare"
    if reading.breached:
        return f"late by {used(reading.late)}, since {context.when(engine, reading.decided_at)}"
    if reading.state is State.PAUSED:
        resumed = context.when(engine, reading.due_if_resumed)
        return f"paused, {left(reading.left)} left; if resumed now: due {resumed}"
    if reading.due_at is None:
        return "never due: this calendar has no open hours"
    again = "" if reading.counts_again_at is None else f"; counts again {context.when(engine, reading.counts_again_at)}"
    return f"{left(reading.left)} left, due {context.when(engine, reading.due_at)}{again}"


def _entry_line(engine: Engine, context: Context, entry: Entry) -> str:
    when = context.when(engine, entry.at)
    if entry.event is None:
        clock = entry.passed
        return (
            f"{when}  {'':>14}  {TIER[clock.tier]} target for {METRIC[clock.metric].lower()} passed" if clock else when
        )
    marks = "".join(
        f" [{word}]"
        for word, applies in (
            ("undone", entry.retracted),
            ("corrected", entry.corrected),
            ("entered later", entry.back_dated),
        )
        if applies
    )
    said = getattr(entry.event, "text", "") or getattr(entry.event, "reason", "")
    event = entry.event
    name = f"{event.id.replica}-{event.id.seq:<4}"
    return f"{when}  {name} {event_words(event)} by {event.by}{marks}{f': {said}' if said else ''}"


def _page_table(page: TicketPage) -> dict[str, Any]:
    return {
        "number": page.number,
        "subject": page.subject,
        "customer": page.customer,
        "severity": page.severity.word,
        "status": page.status.value,
        "until": utc_text(page.until),
        "assignee": page.assignee,
        "received_at": utc_text(page.received_at),
        "agreement": page.agreement,
        "agreement_version": page.agreement_version,
        "merged_into": page.merged_into,
        "left_as": page.left_as and NOT_MEASURED[page.left_as],
        "source": page.source,
        "source_key": page.source_key,
        "source_met": page.source_met,
        "clocks": [clock_table(view.clock, view.reading) for view in page.clocks],
        "events": [
            {
                "event": f"{entry.event.id.replica}-{entry.event.id.seq}",
                "kind": entry.event.KIND,
                "at": utc_text(entry.at),
                "recorded_at": utc_text(entry.event.recorded_at),
                "by": entry.event.by,
                "retracted": entry.retracted,
                "corrected": entry.corrected,
            }
            for entry in page.entries
            if entry.event is not None
        ],
    }


def why(options: argparse.Namespace, context: Context) -> int:
    metric = a_word(options.metric, METRICS, "METRIC")
    tier = a_word(options.tier, TIERS, "--tier")
    with context.reading() as engine:
        book = engine.desk.why(options.ticket, metric, tier=tier, cycle=options.cycle, now=context.now)
        lines = [
            f"Ticket {options.ticket}, {METRIC[metric].lower()}, {tier.value}"
            + (f", cycle {book.cycle}" if book.cycle > 1 else ""),
            _reading_words(engine, context, book.reading),
            f"Agreement {book.agreement}, version {book.version}; hours of {book.calendar}.",
            "",
            f"{'From':<19} {'To':<19} {'What happened':<46} {'Rule':<5}"
            + "".join(f" {head:>12}" for head in ("Not counted", "Counts", "Total")),
        ]
        for row in book.rows:
            end = "" if row.end is None else context.when(engine, row.end)
            cells = [exact_length(cell) if cell else "" for cell in (row.not_counted, row.counts)]
            total = exact_length(row.total) if row.counts else ""
            lines.append(
                f"{context.when(engine, row.start):<19} {end:<19} {ledger_what(row, metric):<46} {row.rule:<5} "
                f"{cells[0]:>12} {cells[1]:>12} {total:>12}"
            )
        lines.append(f"\nCounted {exact_length(book.reading.used)}; the rows add up.")
        return context.answer(ledger_table(book), "\n".join(lines))


def search(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        hits = engine.board.search(" ".join(options.text), limit=max(1, options.limit))
        table = [
            {"ticket": hit.number, "subject": hit.subject, "customer": hit.customer, "status": hit.status.value}
            for hit in hits
        ]
        text = "\n".join(f"{hit.number:>6}  {hit.subject}  ·  {hit.customer}  ·  {STATUS[hit.status]}" for hit in hits)
        return context.answer(table, text or "Nothing matches.")


Act = Callable[[Engine], object]


def _done(options: argparse.Namespace, context: Context, act: Act, said: str) -> int:
    with context.writing() as engine:
        act(engine)
        page = engine.pages.page(options.ticket, now=context.now)
        return context.answer(_page_table(page), f"Ticket {options.ticket}: {said}")


def reply(options: argparse.Namespace, context: Context) -> int:
    then = None if options.then is None else a_word(options.then, _STATUSES, "--then")
    channel, at, until = a_word(options.channel, _CHANNELS, "--channel"), _at(options), _until(options)
    return _done(
        options,
        context,
        lambda engine: engine.desk.reply(
            options.ticket, options.text, channel=channel, at=at, then=then, until=until, now=context.now
        ),
        "reply recorded.",
    )


def wrote(options: argparse.Namespace, context: Context) -> int:
    if not options.text.strip():
        raise UsageRefusal("The message was not recorded: it is empty. Write what the customer said.")
    channel, at = a_word(options.channel, _CHANNELS, "--channel"), _at(options)
    return _done(
        options,
        context,
        lambda engine: engine.desk.customer_wrote(
            options.ticket, options.text, channel=channel, at=at, now=context.now
        ),
        "message recorded.",
    )


def note(options: argparse.Namespace, context: Context) -> int:
    at = _at(options)
    return _done(
        options,
        context,
        lambda engine: engine.desk.note(options.ticket, options.text, at=at, now=context.now),
        "note added.",
    )


def status(options: argparse.Namespace, context: Context) -> int:
    to, at, until = a_word(options.status, _STATUSES, "STATUS"), _at(options), _until(options)
    return _done(
        options,
        context,
        lambda engine: engine.desk.set_status(options.ticket, to, until=until, at=at, now=context.now),
        f"status is {STATUS[to].lower()}.",
    )


def severity(options: argparse.Namespace, context: Context) -> int:
    to, at = a_word(options.severity, SEVERITIES, "SEVERITY"), _at(options)
    return _done(
        options,
        context,
        lambda engine: engine.desk.set_severity(
            options.ticket, to, was_wrong=options.was_wrong, at=at, now=context.now
        ),
        f"severity is {to.word}.",
    )


def assign(options: argparse.Namespace, context: Context) -> int:
    def act(engine: Engine) -> object:
        person = None if options.person == "nobody" else engine.catalogue.person(options.person).id
        return engine.desk.assign(options.ticket, person, now=context.now)

    return _done(options, context, act, f"assigned to {options.person}.")


def resolve(options: argparse.Namespace, context: Context) -> int:
    at = _at(options)
    return _done(
        options,
        context,
        lambda engine: engine.desk.resolve(options.ticket, text=options.text, at=at, now=context.now),
        "resolved.",
    )


def reopen(options: argparse.Namespace, context: Context) -> int:
    at = _at(options)
    return _done(
        options,
        context,
        lambda engine: engine.desk.reopen(options.ticket, text=options.text, at=at, now=context.now),
        "reopened.",
    )


def close(options: argparse.Namespace, context: Context) -> int:
    at = _at(options)
    return _done(
        options,
        context,
        lambda engine: engine.desk.close(options.ticket, text=options.text, at=at, now=context.now),
        "closed.",
    )


def exclude(options: argparse.Namespace, context: Context) -> int:
    because = a_word(options.reason, _REASONS, "REASON")
    return _done(
        options,
        context,
        lambda engine: engine.desk.exclude(
            options.ticket, because, text=options.text, other=options.of, now=context.now
        ),
        f"not measured: {NOT_MEASURED[because]}.",
    )


def waive(options: argparse.Namespace, context: Context) -> int:
    metric = a_word(options.metric, METRICS, "METRIC")
    return _done(
        options,
        context,
        lambda engine: engine.desk.waive(
            options.ticket,
            metric,
            reason=options.reason,
            agreed_by=options.agreed_by,
            cycle=options.cycle,
            now=context.now,
        ),
        "waived; the raw figure keeps it.",
    )


def reason(options: argparse.Namespace, context: Context) -> int:
    metric = a_word(options.metric, METRICS, "METRIC")
    return _done(
        options,
        context,
        lambda engine: engine.desk.explain(options.ticket, metric, options.text, cycle=options.cycle, now=context.now),
        "reason kept for the report.",
    )


def merge(options: argparse.Namespace, context: Context) -> int:
    return _done(
        options,
        context,
        lambda engine: engine.desk.merge(options.ticket, options.into, now=context.now),
        f"merged into {options.into}.",
    )


def correct(options: argparse.Namespace, context: Context) -> int:
    def act(engine: Engine) -> object:
        if options.field == "received_at":
            at = an_instant(options.value, "VALUE")
            return engine.desk.correct_received(options.ticket, at, reason=options.reason, now=context.now)
        if options.event is None and options.field == "severity":
            to: Severity = a_word(options.value, SEVERITIES, "VALUE")
            return engine.desk.set_severity(options.ticket, to, was_wrong=options.reason, now=context.now)
        if options.event is None:
            raise UsageRefusal("--event: say which event to correct; `slaapp show` names them.")
        value: str | int = options.value
        if options.field in ("occurred_at", "until"):
            value = an_instant(options.value, "VALUE")
        elif options.field == "severity":
            value = a_word(options.value, SEVERITIES, "VALUE").word
        elif options.field == "status":
            value = a_word(options.value, _STATUSES, "VALUE").value
        else:
            raise UsageRefusal("FIELD: only occurred_at, until, severity and status of an event can be corrected.")
        return engine.desk.correct(
            options.ticket, _event_id(options.event), options.field, value, reason=options.reason, now=context.now
        )

    return _done(options, context, act, "corrected; it is marked and reported.")


def retract(options: argparse.Namespace, context: Context) -> int:
    event = None if options.event is None else _event_id(options.event)
    return _done(
        options, context, lambda engine: engine.desk.retract(options.ticket, event, now=context.now), "undone."
    )


def _event_id(text: str) -> EventId:
    replica, dash, seq = text.rpartition("-")
    if not (dash and seq.isascii() and seq.isdigit()):
        raise UsageRefusal(f"--event: {text!r} names no event. `slaapp show` names them, such as 3f2a90b1c4-17.")
    return EventId(replica, int(seq))
