"""Agreements as plain data: the form of agreement files, and of what the store holds."""

import json
import re
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from slaapp.domain.agreement import (
    DEFAULT_PAUSES,
    WAITING,
    Agreement,
    CountingBasis,
    EscalationStep,
    Impact,
    Matrix,
    Meaning,
    Metric,
    Pauses,
    Severity,
    SeverityChange,
    Status,
    StepAct,
    Target,
    Tier,
    Urgency,
)
from slaapp.domain.sections import Part
from slaapp.domain.spans import HOUR, MINUTE, Seconds
from slaapp.domain.value import Value
from slaapp.services.fields import Fields, a_length, a_word, read_table

SEVERITIES: Mapping[str, Severity] = {severity.word: severity for severity in Severity}
METRICS: Mapping[str, Metric] = {metric.value: metric for metric in Metric}
TIERS: Mapping[str, Tier] = {tier.value: tier for tier in Tier}
STATUSES: Mapping[str, Status] = {status.value: status for status in Status}
PAUSING: Mapping[str, Status] = {status.value: status for status in Status if status in WAITING}
CHANGES: Mapping[str, SeverityChange] = {change.value: change for change in SeverityChange}
BASES: Mapping[str, CountingBasis] = {basis.value: basis for basis in CountingBasis}
PARTS: Mapping[str, Part] = {part.value: part for part in Part}
IMPACTS: Mapping[str, Impact] = {impact.value: impact for impact in Impact}
URGENCIES: Mapping[str, Urgency] = {urgency.value: urgency for urgency in Urgency}
ACTS: Mapping[str, StepAct] = {act.value: act for act in StepAct}


_SHA256 = re.compile("[0-9a-f]{64}")


class NamedCopy(Value):
    """A signed copy as a file of its agreement names it: the scan itself stays with the store that holds it."""

    file: str
    size: int
    sha256: str


def agreement_in(data: bytes, *, sound: bool = True) -> Agreement:
    """The agreement of a TOML or JSON file. Raises UsageRefusal as `read_agreement` does, for a section that is none,
    and for a signed copy that is not named as `copy_table` does."""
    fields = read_table(data)
    _copies(fields)
    agreement = read_agreement(fields, sound=sound)
    for name in agreement.sections:
        a_word(name, PARTS, fields.at("sections"))
    return agreement


def own_words_in(data: bytes) -> tuple[Mapping[Severity, Meaning], Mapping[str, str]]:
    """Only what an agreement says in words of its own, of a file that holds nothing else: what its severities mean, and
    its sections."""
    fields = read_table(data)
    meanings, sections = _meanings(fields.table("meanings")), _sections(fields.table("sections"))
    fields.finish()
    return meanings, sections


def as_file(agreement: Agreement, copies: Mapping[str, Any], *, as_json: bool) -> bytes:
    """What `agreement_in` reads back, as TOML or JSON; `copies` is what the file says of signed copies."""
    import tomli_w  # noqa: PLC0415 - the first window must not wait

    table = agreement_table(agreement) | dict(copies)
    return (f"{json.dumps(table, indent=1, ensure_ascii=False)}\n" if as_json else tomli_w.dumps(table)).encode()


def copies_in(data: bytes) -> tuple[NamedCopy, ...]:
    """The signed copies that such a file names."""
    return _copies(read_table(data))


def copy_table(copy: NamedCopy) -> dict[str, Any]:
    return {"file": copy.file, "size": copy.size, "sha256": copy.sha256}


def _copies(fields: Fields) -> tuple[NamedCopy, ...]:
    return tuple(map(_copy, fields.optional("signed_copies", fields.tables, ())))


def _copy(fields: Fields) -> NamedCopy:
    copy = NamedCopy(fields.name("file"), fields.whole("size", least=0, most=2**53), fields.text("sha256"))
    if not _SHA256.fullmatch(copy.sha256):
        raise fields.refuse("sha256", "64 digits from 0 to 9 and a to f are expected here.")
    fields.finish()
    return copy


def read_agreement(fields: Fields, *, sound: bool = True) -> Agreement:
    """Raises UsageRefusal with the path of what cannot be understood, and with `sound` of what contradicts itself."""
    agreement = Agreement(
        name=fields.name("name"),
        version=fields.whole("version", least=1, most=9999),
        calendar=fields.text("calendar"),
        targets=_targets(
            fields.table("targets"),
            goal=fields.optional("goal", lambda key: _share(fields, key), 90),
            warn_at=fields.optional("warn_at", lambda key: _share(fields, key), 75),
        ),
        valid_from=fields.optional("valid_from", fields.day, None),
        valid_to=fields.optional("valid_to", fields.day, None),
        applies_to_open=fields.optional("applies_to_open", fields.flag, False),
        calendar_by_severity=fields.optional("calendar_by_severity", lambda key: _calendars(fields.table(key)), {}),
        pauses=fields.optional("pauses", lambda key: _pauses(fields.table(key)), DEFAULT_PAUSES),
        severity_change=fields.optional(
            "severity_change", lambda key: fields.word(key, CHANGES), SeverityChange.LADDER
        ),
        reopen_window=fields.optional("reopen_window", lambda key: fields.whole(key, least=0, most=366), 5),
        basis=fields.optional("basis", lambda key: fields.word(key, BASES), CountingBasis.DECIDED),
        sections=fields.optional("sections", lambda key: _sections(fields.table(key)), {}),
        meanings=fields.optional("meanings", lambda key: _meanings(fields.table(key)), {}),
        matrix=fields.optional("matrix", lambda key: _matrix(fields.table(key)), {}),
        services=tuple(fields.optional("services", fields.texts, [])),
        escalation=tuple(_step(step) for step in fields.tables("escalation")) if fields.has("escalation") else (),
        notice_days=fields.optional("notice_days", lambda key: fields.whole(key, least=0, most=366), 60),
        notice_until=fields.optional("notice_until", fields.day, None),
        renews_on=fields.optional("renews_on", fields.day, None),
    )
    fields.finish(["escalation"])
    if sound:
        _check(fields, agreement)
    return agreement


def _check(fields: Fields, agreement: Agreement) -> None:
    if agreement.valid_from and agreement.valid_to and agreement.valid_to < agreement.valid_from:
        raise fields.refuse("valid_to", "this lies before valid_from.")
    public = {(held.metric, held.severity): held.allowed for held in agreement.targets if held.tier is Tier.PUBLIC}
    for held in agreement.targets:
        if held.tier is Tier.INTERNAL and held.allowed > public.get((held.metric, held.severity), held.allowed):
            path = f"targets.internal.{held.severity.word}.{held.metric.value}"
            raise fields.refuse(path, "the internal target is later than the public one. Make it equal or earlier.")


def _targets(fields: Fields, *, goal: int, warn_at: int) -> tuple[Target, ...]:
    """`goal` and `warn_at` are those of whatever target says none."""
    found = []
    for tier_word in fields.names():
        tier = a_word(tier_word, TIERS, fields.path)
        by_severity = fields.table(tier_word)
        for word in by_severity.names():
            severity = a_word(word, SEVERITIES, by_severity.path)
            by_metric = by_severity.table(word)
            for metric_word in by_metric.names():
                metric = a_word(metric_word, METRICS, by_metric.path)
                usual = Target(metric, severity, tier, 0, goal, warn_at)
                found.append(_target(by_metric, metric_word, usual))
    return tuple(sorted(found, key=lambda target: (target.tier, -target.severity, list(Metric).index(target.metric))))


def _target(fields: Fields, key: str, usual: Target) -> Target:
    """`"4h"`, or a table of `allowed`, `goal` and `warn_at`."""
    value = fields.take(key)
    if not isinstance(value, Mapping):
        return replace(usual, allowed=a_length(value, fields.at(key)))
    table = fields.table(key)
    target = replace(
        usual,
        allowed=a_length(table.take("allowed"), table.at("allowed")),
        goal=table.optional("goal", lambda name: _share(table, name), usual.goal),
        warn_at=table.optional("warn_at", lambda name: _share(table, name), usual.warn_at),
    )
    table.finish()
    return target


def _share(fields: Fields, key: str) -> int:
    return fields.whole(key, least=1, most=100)


def _calendars(fields: Fields) -> dict[Severity, str]:
    return {a_word(word, SEVERITIES, fields.path): fields.text(word) for word in fields.names()}


def _sections(fields: Fields) -> dict[str, str]:
    """What a record says under another name stays with it, unseen; of a file it is refused (`agreement_in`)."""
    return {name: fields.text(name) for name in fields.names()}


def _meanings(fields: Fields) -> dict[Severity, Meaning]:
    found = {}
    for word in fields.names():
        severity, table = a_word(word, SEVERITIES, fields.path), fields.table(word)
        found[severity] = Meaning(
            table.optional("text", table.text, ""),
            tuple(table.optional("examples", table.texts, [])),
            table.optional("name", table.name, ""),
        )
        table.finish()
    return found


def _matrix(fields: Fields) -> Matrix:
    found = {}
    for word in fields.names():
        impact, row = a_word(word, IMPACTS, fields.path), fields.table(word)
        for urgency in row.names():
            found[impact, a_word(urgency, URGENCIES, row.path)] = row.word(urgency, SEVERITIES)
    return found


def _step(fields: Fields) -> EscalationStep:
    step = EscalationStep(
        severity=fields.word("severity", SEVERITIES),
        metric=fields.optional("metric", lambda key: fields.word(key, METRICS), None),
        at=fields.whole("at", least=1, most=1000),
        act=fields.word("act", ACTS),
        to=fields.optional("to", fields.text, ""),
    )
    if step.act is StepAct.ASSIGN and not step.to:
        raise fields.refuse("to", "assign needs the name of a person.")
    fields.finish()
    return step


def _pauses(fields: Fields) -> Pauses:
    found = dict(DEFAULT_PAUSES)
    for tier_word in fields.names():
        tier = a_word(tier_word, TIERS, fields.path)
        found |= {(metric, tier): statuses for metric, statuses in read_pausing(fields.table(tier_word)).items()}
    return found


def read_pausing(fields: Fields) -> dict[Metric, frozenset[Status]]:
    """Which waiting statuses stop each metric that is named."""
    return {
        a_word(word, METRICS, fields.path): frozenset(
            a_word(status, PAUSING, f"{fields.at(word)}[{index}]") for index, status in enumerate(fields.rows(word))
        )
        for word in fields.names()
    }


def agreement_table(agreement: Agreement) -> dict[str, Any]:
    """The plain data that `read_agreement` reads back as an equal agreement."""
    targets: dict[str, dict[str, dict[str, dict[str, Any]]]] = {}
    for target in agreement.targets:
        cell = {"allowed": length_text(target.allowed), "goal": target.goal, "warn_at": target.warn_at}
        targets.setdefault(target.tier.value, {}).setdefault(target.severity.word, {})[target.metric.value] = cell
    table: dict[str, Any] = {
        "name": agreement.name,
        "version": agreement.version,
        "calendar": agreement.calendar,
        "applies_to_open": agreement.applies_to_open,
        "severity_change": agreement.severity_change.value,
        "reopen_window": agreement.reopen_window,
        "basis": agreement.basis.value,
    }
    if agreement.valid_from is not None:
        table["valid_from"] = agreement.valid_from.isoformat()
    if agreement.valid_to is not None:
        table["valid_to"] = agreement.valid_to.isoformat()
    return table | {
        "calendar_by_severity": {severity.word: name for severity, name in agreement.calendar_by_severity.items()},
        "pauses": {
            tier.value: {
                metric.value: sorted(status.value for status in agreement.pauses[metric, tier]) for metric in Metric
            }
            for tier in Tier
        },
        "targets": targets,
        "sections": dict(agreement.sections),
        **_further(agreement),
    }


def _further(agreement: Agreement) -> dict[str, Any]:
    """What many agreements do not say is left out where they do not."""
    table: dict[str, Any] = {}
    if agreement.meanings:
        table["meanings"] = {severity.word: _meaning(held) for severity, held in agreement.meanings.items()}
    for (impact, urgency), severity in agreement.matrix.items():
        table.setdefault("matrix", {}).setdefault(impact.value, {})[urgency.value] = severity.word
    if agreement.services:
        table["services"] = list(agreement.services)
    if agreement.escalation:
        table["escalation"] = [_step_table(step) for step in agreement.escalation]
    if agreement.notice_days != 60:
        table["notice_days"] = agreement.notice_days
    for name, day in (("notice_until", agreement.notice_until), ("renews_on", agreement.renews_on)):
        if day is not None:
            table[name] = day.isoformat()
    return table


def _meaning(held: Meaning) -> dict[str, Any]:
    table: dict[str, Any] = {"text": held.text, "examples": list(held.examples)}
    return table | ({"name": held.name} if held.name else {})


def _step_table(step: EscalationStep) -> dict[str, Any]:
    table: dict[str, Any] = {"severity": step.severity.word, "at": step.at, "act": step.act.value, "to": step.to}
    return table | ({"metric": step.metric.value} if step.metric else {})


def length_text(seconds: Seconds) -> str:
    """A working time as files hold it: `4h30m`."""
    hours, rest = divmod(seconds, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    return "".join(f"{count}{unit}" for count, unit in ((hours, "h"), (minutes, "m"), (rest, "s")) if count)
