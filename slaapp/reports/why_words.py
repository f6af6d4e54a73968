"""The steps of "Why?" in a customer's language: what happened, without anybody's name."""

from collections.abc import Mapping

from slaapp.domain.agreement import Meaning, Metric, Severity
from slaapp.domain.why import LedgerRow, RowKind
from slaapp.languages import Words
from slaapp.reports.texts import quoted

_STARTED: Mapping[str, str] = {
    "C1": "why.row.received",
    "C2": "why.row.customer_wrote",
    "C3": "why.row.customer_wrote",
    "C4": "why.row.told",
    "C10": "why.row.reopened",
}
"""By the rule that begins the clock."""
_PLAIN: Mapping[RowKind, str] = {
    RowKind.COUNTS: "why.row.counts",
    RowKind.LATE: "why.row.late",
    RowKind.CLOSED: "why.row.closed",
    RowKind.RESOLVED: "why.row.resolved_gap",
    RowKind.LEFT: "why.row.left",
}
_TOLD: Mapping[Metric, str] = {Metric.UPDATE: "why.row.told_again", Metric.RESOLUTION: "why.row.resolved"}
_ENDED: Mapping[Metric, str] = {Metric.UPDATE: "why.row.told_or_resolved", Metric.RESOLUTION: "why.row.resolved"}


def step_words(row: LedgerRow, metric: Metric, meanings: Mapping[Severity, Meaning], words: Words) -> str:
    """What happened, in a few words; severities are called as their agreement does."""
    severity = "" if row.severity is None else severity_words(row.severity, meanings, words)
    target = (
        words("why.row.no_target") if row.allowed is None else words("why.row.target", length=words.exact(row.allowed))
    )
    match row.kind:
        case RowKind.STARTED:
            name = _STARTED[row.rule]
            fresh = "_fresh" if row.rule == "C10" and metric is Metric.RESOLUTION else ""
            return words(name + fresh, severity=severity, target=target)
        case RowKind.SEVERITY:
            up = row.was is not None and row.severity is not None and row.severity > row.was
            return words("why.row.raised" if up else "why.row.lowered", severity=severity, target=target)
        case RowKind.VERSION:
            return words("why.row.version", version=row.version, target=target)
        case RowKind.HOLIDAY:
            name = quoted(row.holiday or "")
            return words("why.row.holiday_named", name=name) if name else words("why.row.holiday")
        case RowKind.PAUSED:
            return words("why.row.paused", status="–" if row.status is None else words.of(row.status))
        case RowKind.LESS_SEVERE | RowKind.OTHER_SEVERITY:
            return words(f"why.row.{row.kind.value}", severity=severity)
        case RowKind.ENDED:
            if row.resolved is None:
                return words(_ENDED.get(metric, "why.row.answered_or_resolved"))
            return words("why.row.resolved" if row.resolved else _TOLD.get(metric, "why.row.answered"))
        case RowKind.NOT_MEASURED:
            if row.excluded is None:
                return words("why.row.not_measured")
            return words("why.row.not_measured_because", reason=words.of(row.excluded))
        case other:
            return words(_PLAIN[other])


def severity_words(severity: Severity, meanings: Mapping[Severity, Meaning], words: Words) -> str:
    meaning = meanings.get(severity)
    return words.of(severity) if meaning is None or not meaning.name else quoted(meaning.name, longest=40)
