"""A ticket's page on the command line: in words for a person, as plain data for a machine."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import fields

from slaapp.commands.context import Context
from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.attachments import size_words
from slaapp.domain.clock import Clock, Reading, State
from slaapp.domain.durations import left, used
from slaapp.domain.escalation import was_done
from slaapp.domain.events import (
    Absorbed,
    Assigned,
    Attached,
    BreachExplained,
    Channel,
    ChecklistMoved,
    ChecklistRemoved,
    ChecklistTicked,
    Corrected,
    CustomerWrote,
    DetailsChanged,
    Escalated,
    EventId,
    Linked,
    Noted,
    NotMeasured,
    NotMeasuredReason,
    Received,
    Replied,
    Resolved,
    Retracted,
    SourceVerdict,
    StatusChanged,
    Tagged,
    TicketEvent,
    Untagged,
    Waived,
)
from slaapp.domain.relations import Relation
from slaapp.domain.spans import MINUTE
from slaapp.engine import Engine
from slaapp.services.claiming import Claimed
from slaapp.services.scenario import clock_table, utc_text
from slaapp.services.tickets import Entry, TicketPage
from slaapp.wording import (
    CHANNEL,
    CLAIMED_BY,
    FRESH_TIME,
    METRIC,
    MISS_REASON,
    NOT_MEASURED,
    RELATION,
    STATE,
    STATUS,
    TIER,
    escalated_words,
    event_words,
    severity_in_full,
    severity_within,
)


def page_lines(engine: Engine, context: Context, page: TicketPage) -> list[str]:
    held = f", until {context.when(engine, page.until)}" if page.status is Status.SCHEDULED else ""
    lines = [
        f"{page.number}  {page.subject}",
        " · ".join(
            (
                severity_in_full(page.severity, page.meaning(page.severity)),
                f"{STATUS[page.status]}{held}",
                page.customer or "no customer",
                page.assignee or "unassigned",
                f"received {context.when(engine, page.received_at)}",
            )
        ),
        agreement_words(page.claim),
    ]
    if page.merged_into is not None:
        lines.append(f"Merged into ticket {page.merged_into}.")
    if page.source_met is not None:
        lines.append(f"The source says: agreement {'kept' if page.source_met else 'not kept'} (shown, never counted).")
    lines += [f"{RELATION[tie.relation]} ticket {tie.number}: {tie.subject}" for tie in page.ties]
    if page.tags:
        lines.append(f"Tags: {', '.join(page.tags)}")
    if page.minutes:
        lines.append(f"Time spent: {used(page.minutes * MINUTE)}")
    if page.checklist:
        lines.append("Checklist:")
        lines += [
            f"  {place}. [{'x' if item.done else ' '}] {item.text}" for place, item in enumerate(page.checklist, 1)
        ]
    for number, files in page.merged_files:
        lines.append(f"Files of merged ticket {number}: {', '.join(file.name for file in files)}")
    lines.append("")
    for view in page.clocks:
        clock = view.clock
        name = f"{METRIC[clock.metric]}{f' {clock.cycle}' if clock.cycle > 1 else ''}, {TIER[clock.tier].lower()}"
        words = reading_words(engine, context, view.reading) + left_out(clock, page.names)
        words += f"; {FRESH_TIME}" if clock.after_window else ""
        lines.append(f"  {name:<28} {words}")
    lines.append("")
    lines += [_entry_line(engine, context, page, entry) for entry in page.entries]
    return lines


def agreement_words(claim: Claimed | None) -> str:
    """Which agreement covers a ticket and why it is that one, or why none does."""
    if claim is None:
        return "No agreement covers this ticket: none had begun when it was received"
    by = CLAIMED_BY[claim.by].format(name=claim.name)
    if claim.version is None:
        return f"No agreement covers this ticket: {claim.agreement}, {by}, was over when it was received"
    return f"Agreement: {claim.agreement} v{claim.version}, {by}"


def claim_table(claim: Claimed | None) -> dict[str, Any] | None:
    return None if claim is None else {"agreement": claim.agreement, "by": claim.by.value, "name": claim.name}


def reading_words(engine: Engine, context: Context, reading: Reading) -> str:
    """§ 4 of semantics, in one line."""
    if reading.state in (State.NO_TARGET, State.NOT_MEASURED) or reading.left is None or reading.late is None:
        return STATE[reading.state]
    if reading.state is State.ENDED:
        if reading.verdict is None:
            return "ended, no verdict"
        return f"late by {used(reading.late)}" if reading.breached else f"met with {used(reading.left)} to spare"
    if reading.breached:
        frozen = "" if reading.paused_by is None else f"; paused, {STATUS[reading.paused_by].lower()}"
        return f"late by {used(reading.late)}, since {context.when(engine, reading.decided_at)}{frozen}"
    if reading.state is State.PAUSED:
        resumed = context.when(engine, reading.due_if_resumed)
        return f"paused, {left(reading.left)} left; if resumed now: due {resumed}"
    if reading.due_at is None:
        return "never due: this calendar has no open hours"
    again = "" if reading.counts_again_at is None else f"; counts again {context.when(engine, reading.counts_again_at)}"
    return f"{left(reading.left)} left, due {context.when(engine, reading.due_at)}{again}"


def left_out(clock: Clock, names: Mapping[str, str]) -> str:
    """Why a clock is not measured; of one decided before, why the adjusted figure leaves it out (C13 to C15).

    `names` gives the numbers of other tickets by their ids.
    """
    if clock.waived:
        return "; waived, the adjusted figure leaves it out"
    if clock.excluded is None:
        return ""
    why = NOT_MEASURED[clock.excluded]
    if clock.excluded is NotMeasuredReason.MERGED and (into := names.get(clock.merged_into or "")):
        why = f"merged into {into}"
    return f"; {why}, so the adjusted figure leaves it out" if clock.measured else f": {why}"


def _entry_line(engine: Engine, context: Context, page: TicketPage, entry: Entry) -> str:
    when = context.when(engine, entry.at)
    if entry.event is None:
        return f"{when}  {'':>14}  {_passed(entry)}"
    head, said = _told(engine, context, page, entry.event, entry)
    said = said.replace("\n", "\n      | ")  # so that no line of it looks like one of the history
    return f"{when}  {_id(entry.event.id)} {head}" + (f": {said}" if said else "")


def entry_words(engine: Engine, context: Context, page: TicketPage, entry: Entry) -> str:
    """What happened, and below it the words that came with it."""
    if entry.event is None:
        return _passed(entry)
    head, said = _told(engine, context, page, entry.event, entry)
    return f"{head}\n{said}" if said else head


def _passed(entry: Entry) -> str:
    clock = entry.passed
    return f"{TIER[clock.tier]} target for {METRIC[clock.metric].lower()} passed" if clock else ""


def _told(engine: Engine, context: Context, page: TicketPage, event: TicketEvent, entry: Entry) -> tuple[str, str]:
    """An event and by whom, with what it says beyond that; and its text."""
    marks = "".join(
        f" [{word}]"
        for word, applies in (
            ("undone", entry.retracted),
            ("corrected", entry.corrected),
            ("entered later", entry.back_dated),
        )
        if applies
    )
    told = "".join(f", {fact}" for fact in _facts(engine, context, page, event))
    return f"{event_words(event, meanings=page.meanings)} by {_named(page, event.by)}{told}{marks}", _said(event)


def _said(event: TicketEvent) -> str:
    if isinstance(event, NotMeasured):
        return event.text
    return getattr(event, "text", "") or getattr(event, "reason", "")


def _id(event: EventId) -> str:
    return f"{event.replica}-{event.seq:<4}"


def _named(page: TicketPage, id_: str | None) -> str:
    return page.names.get(id_ or "", id_ or "nobody")


def _waiting(engine: Engine, context: Context, page: TicketPage, event: StatusChanged) -> Iterator[str]:
    if event.until is not None:
        yield f"until {context.when(engine, event.until)}"
    if event.supplier is not None:
        yield f"on {_named(page, event.supplier)}"


def _facts(engine: Engine, context: Context, page: TicketPage, event: TicketEvent) -> Iterator[str]:
    """What an event says beyond its kind and its text."""
    match event:
        case Received():
            yield from _received(engine, context, page, event)
        case Replied() | CustomerWrote():
            yield from _by(event.channel)
            yield from _took(event)
        case Noted() | Resolved():
            yield from _took(event)
        case StatusChanged():
            yield from _waiting(engine, context, page, event)
        case Assigned():
            yield f"to {_named(page, event.assignee)}"
            if event.group:
                yield f"team {event.group}"
        case DetailsChanged():
            for name in ("subject", "customer", "contact", "service"):
                if (value := getattr(event, name)) is not None:
                    yield f"{name} {_named(page, value)}"
        case Attached():
            yield f"{event.name} ({size_words(event.size)})"
        case Linked() | Absorbed() | Tagged() | Untagged() | ChecklistTicked() | ChecklistRemoved() | ChecklistMoved():
            yield _particular(page, event)
        case Retracted():
            yield _id(event.event).strip()
        case Corrected():
            yield _correction(engine, context, event)
        case _:
            yield from _counting(page, event)


def _particular(page: TicketPage, event: TicketEvent) -> str:
    """What no clock sees."""
    match event:
        case Linked():
            return f"{RELATION[event.relation].lower()} ticket {_named(page, event.other)}"
        case Absorbed():
            return f"{RELATION[Relation.TAKES_IN].lower()} ticket {_named(page, event.other)}"
        case Tagged() | Untagged():
            return event.tag
        case ChecklistTicked():
            return f"{'done' if event.done else 'open again'}: {_id(event.item).strip()}"
        case ChecklistRemoved() | ChecklistMoved():
            return _id(event.item).strip()
        case _:
            return ""


def _received(engine: Engine, context: Context, page: TicketPage, event: Received) -> Iterator[str]:
    yield severity_within(event.severity, page.meaning(event.severity))
    yield from _by(event.channel)
    if event.status is not Status.NEW:
        yield STATUS[event.status].lower()
    if event.until is not None:
        yield f"until {context.when(engine, event.until)}"
    if event.opened_by_desk:
        yield "opened by the desk"
    if event.planned_at is not None:
        yield f"planned for {context.when(engine, event.planned_at)}"
    if event.answered_on_phone:
        yield "answered on the phone"
    if event.assignee is not None:
        yield f"for {_named(page, event.assignee)}"


def _counting(page: TicketPage, event: TicketEvent) -> Iterator[str]:
    """What says how clocks count."""
    match event:
        case NotMeasured():
            if event.reason is not NotMeasuredReason.MERGED or event.other is None:
                yield NOT_MEASURED[event.reason]
            if event.metrics is not None:
                yield " and ".join(METRIC[metric].lower() for metric in Metric if metric in event.metrics)
            if event.other is not None:
                merged = event.reason is NotMeasuredReason.MERGED
                yield f"{'merged into' if merged else 'see'} ticket {_named(page, event.other)}"
        case Waived():
            yield _clock(event.metric, event.cycle)
            yield f"agreed by {event.agreed_by}"
        case BreachExplained():
            yield _clock(event.metric, event.cycle)
            if event.code is not None:
                yield MISS_REASON[event.code]
        case Escalated():
            if event.cycle > 1:
                yield _clock(event.metric, event.cycle)
            done = was_done(event, [entry.event for entry in page.entries if entry.event is not None])
            yield escalated_words(event.metric, event.at, event.act, event.whom, done=done)
        case SourceVerdict():
            yield "agreement kept" if event.met else "agreement not kept"


def _correction(engine: Engine, context: Context, event: Corrected) -> str:
    value = event.value
    if event.field in ("occurred_at", "until") and isinstance(value, int):
        value = context.when(engine, value)
    field = {"occurred_at": "time"}.get(event.field, event.field.replace("_", " "))
    return f"{field} of {_id(event.event).strip()} is {str(value).replace('_', ' ')}"


def _took(event: TicketEvent) -> Iterator[str]:
    if isinstance(event, Replied | Noted | Resolved) and event.minutes:
        yield f"took {event.minutes} m"


def _by(channel: Channel | None) -> Iterator[str]:
    if channel is not None:
        yield CHANNEL[channel]


def _clock(metric: Metric, cycle: int | None) -> str:
    return METRIC[metric].lower() + (f" {cycle}" if cycle and cycle > 1 else "")


def page_table(page: TicketPage) -> dict[str, Any]:
    return {
        "number": page.number,
        "subject": page.subject,
        "customer": page.customer,
        "severity": page.severity.word,
        "status": page.status.value,
        "until": utc_text(page.until),
        "assignee": page.assignee,
        "received_at": utc_text(page.received_at),
        "planned_at": utc_text(page.planned_at),
        "agreement": page.agreement,
        "agreement_version": page.agreement_version,
        "claim": claim_table(page.claim),
        "merged_into": page.merged_into,
        "left_as": page.left_as and NOT_MEASURED[page.left_as],
        "source": page.source,
        "source_key": page.source_key,
        "source_met": page.source_met,
        "tags": list(page.tags),
        "checklist": [{"item": _id(item.id).strip(), "text": item.text, "done": item.done} for item in page.checklist],
        "ties": [{"relation": tie.relation.value, "ticket": tie.number} for tie in page.ties],
        "minutes": page.minutes,
        "merged_files": [
            {"ticket": number, "name": file.name, "size": file.size, "sha256": file.sha256}
            for number, files in page.merged_files
            for file in files
        ],
        "clocks": [clock_table(view.clock, view.reading) for view in page.clocks],
        "events": [_event_table(page, entry, entry.event) for entry in page.entries if entry.event is not None],
    }


_INSTANTS = ("until", "planned_at")
_COMMON = ("id", "occurred_at", "recorded_at", "by")


def _event_table(page: TicketPage, entry: Entry, event: TicketEvent) -> dict[str, Any]:
    own = [field for field in fields(event) if field.name not in _COMMON]
    said = {field.name: value for field in own if (value := getattr(event, field.name)) != field.default}
    return {
        "event": _id(event.id).strip(),
        "kind": event.KIND,
        "at": utc_text(entry.at),
        "recorded_at": utc_text(event.recorded_at),
        "by": event.by,
        "retracted": entry.retracted,
        "corrected": entry.corrected,
        "says": {name: _plain(page.names, name, value) for name, value in said.items()},
    }


def _plain(names: Mapping[str, str], name: str, value: object) -> object:
    """A fact of an event for a machine: names for ids, words for words, instants in UTC."""
    match value:
        case EventId():
            return _id(value).strip()
        case Severity():
            return value.word
        case frozenset():
            return sorted(str(held) for held in value)
        case int() if name in _INSTANTS:
            return utc_text(value)
        case str():
            return names.get(value, str(value))
        case _:
            return value
