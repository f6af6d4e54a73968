"""What counts of a ticket and what was entered wrong: not measured, waived, explained, corrected, taken back."""

import argparse
from collections.abc import Callable, Mapping

from slaapp.commands.adding import Add, number
from slaapp.commands.context import Context
from slaapp.commands.tickets import STATUSES, done, writer
from slaapp.domain.corrections import CORRECTABLE
from slaapp.domain.errors import UsageRefusal
from slaapp.domain.events import EventId, MissReason, NotMeasuredReason
from slaapp.domain.quoting import quote
from slaapp.engine import Engine
from slaapp.services.agreement_data import METRICS, SEVERITIES
from slaapp.services.fields import a_day, a_word, an_instant
from slaapp.services.misses import Measure
from slaapp.wording import NOT_MEASURED

MISSES = {reason.value: reason for reason in MissReason}
REASONS = {reason.value: reason for reason in NotMeasuredReason if reason is not NotMeasuredReason.MERGED}


def add(new: Add) -> None:
    command = writer(new, "exclude", "mark a ticket as not measured", "exclude 12 duplicate --of 11", exclude, at=False)
    command.add_argument("reason", help=", ".join(REASONS))
    command.add_argument("--of", type=number, metavar="TICKET", help="the ticket of which it is a duplicate")
    command.add_argument("--text", default="", help="why, in words: it stands in the report")
    command = writer(
        new,
        "waive",
        "agree not to count a missed target",
        "waive 12 resolution --reason 'Power cut' --agreed-by 'Ms Hill'",
        waive,
        at=False,
    )
    command.add_argument("metric", help=", ".join(METRICS))
    command.add_argument("--reason", required=True, help="why: it stands in the report")
    command.add_argument("--agreed-by", required=True, help="who agreed to it on the customer's side")
    command.add_argument("--cycle", type=number, help="which miss (else the latest)")
    command = writer(
        new,
        "reason",
        "say why a target was missed",
        "reason 12 resolution 'Disk came on Friday' --code supplier --action 'Keep a spare' --owner 'Kim L.'",
        reason,
        at=False,
    )
    command.add_argument("metric", help=", ".join(METRICS))
    command.add_argument("text", nargs="?", default="", help="the reason in words; may be left out with --code")
    command.add_argument("--code", help=f"of which kind it is: {', '.join(MISSES)}")
    command.add_argument("--cycle", type=number, help="which miss (else the latest)")
    command.add_argument("--action", default="", help="what is to keep it from happening again: reports list it")
    command.add_argument("--owner", default="", help="who sees to that")
    command.add_argument("--due", metavar="DAY", help="and by when")
    command = writer(
        new,
        "correct",
        "correct what was entered wrong",
        "correct 12 received_at 2026-03-09T09:10:00Z --reason 'Call came earlier'",
        correct,
        at=False,
    )
    command.add_argument("field", help=", ".join(CORRECTABLE))
    command.add_argument("value", help="what it should have been: an instant, a word, yes or no")
    command.add_argument("--event", metavar="ID", help="the event to correct, as `show` names it (else the last)")
    command.add_argument("--reason", required=True, help="why: it stands in the report")
    command = writer(new, "retract", "undo an event, else your own last one", "retract 12", retract, at=False)
    command.add_argument("--event", metavar="ID", help="the event to undo, as `show` names it")


def exclude(options: argparse.Namespace, context: Context) -> int:
    because = a_word(options.reason, REASONS, "REASON")
    return done(
        options,
        context,
        lambda engine: engine.desk.exclude(
            options.ticket, because, text=options.text, other=options.of, now=context.now
        ),
        f"not measured: {NOT_MEASURED[because]}.",
    )


def waive(options: argparse.Namespace, context: Context) -> int:
    metric = a_word(options.metric, METRICS, "METRIC")
    return done(
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
    code = None if options.code is None else a_word(options.code, MISSES, "--code")
    due = None if options.due is None else a_day(options.due, "--due")
    if not options.action and (options.owner or due):
        raise UsageRefusal("--owner and --due go with --action: say what is to be done. Nothing was saved.")
    return done(
        options,
        context,
        lambda engine: engine.misses.explain(
            options.ticket,
            metric,
            options.cycle,
            code=code,
            text=options.text,
            measure=Measure(options.action, options.owner, due) if options.action else None,
            now=context.now,
        ),
        "reason kept for the report." if not options.action else "reason and action kept for the report.",
    )


def correct(options: argparse.Namespace, context: Context) -> int:
    field: str = a_word(options.field, {name: name for name in CORRECTABLE}, "FIELD")
    own = CORRECTABLE[field][1]
    value = _CORRECTED.get(own, an_instant)(options.value, "VALUE")

    def act(engine: Engine) -> object:
        event = engine.desk.latest_with(options.ticket, field) if options.event is None else _event_id(options.event)
        return engine.desk.correct(options.ticket, event, own, value, reason=options.reason, now=context.now)

    return done(options, context, act, "corrected; it is marked and reported.")


def _whole(text: str, path: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise UsageRefusal(f"{path}: {quote(text)} is no whole number of minutes.")
    return int(text)


_CORRECTED: Mapping[str, Callable[[str, str], str | int | bool]] = {
    "minutes": _whole,
    "severity": lambda text, path: a_word(text, SEVERITIES, path).word,
    "status": lambda text, path: a_word(text, STATUSES, path).value,
    "opened_by_desk": lambda text, path: a_word(text, {"yes": True, "no": False}, path),
    "answered_on_phone": lambda text, path: a_word(text, {"yes": True, "no": False}, path),
}


def retract(options: argparse.Namespace, context: Context) -> int:
    event = None if options.event is None else _event_id(options.event)
    return done(options, context, lambda engine: engine.desk.retract(options.ticket, event, now=context.now), "undone.")


def _event_id(text: str) -> EventId:
    replica, dash, seq = text.rpartition("-")
    if not (dash and seq.isascii() and seq.isdigit()):
        raise UsageRefusal(f"--event: {quote(text)} names no event. `slaapp show` names them, such as 3f2a90b1c4-17.")
    return EventId(replica, int(seq))
