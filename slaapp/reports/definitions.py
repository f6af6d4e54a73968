"""How the figures were measured, generated from the agreement's own options so that words and figures cannot differ."""

from collections.abc import Iterable, Mapping
from datetime import date

from slaapp.domain.agreement import Agreement, CountingBasis, Metric, SeverityChange, Status, Tier
from slaapp.domain.calendar import zone_info
from slaapp.domain.durations import AT_LEAST, long_day, long_instant, weekday_and_day
from slaapp.reports.month_data import CalendarFacts
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.period_words import noun
from slaapp.reports.severity_names import within
from slaapp.reports.texts import counted, listed, quoted
from slaapp.wording import METRIC

_WAITING: Mapping[Status, str] = {
    Status.WAITING_CUSTOMER: "waiting on the customer",
    Status.SCHEDULED: "scheduled",
    Status.WAITING_THIRD_PARTY: "waiting on a third party",
}
_BASIS: Mapping[CountingBasis, str] = {
    CountingBasis.DECIDED: "A target belongs to the {period} in which it was decided: when it was met or, if earlier, "
    "when it became late.",
    CountingBasis.RECEIVED: "A target belongs to the {period} in which its ticket was received, once it is met or "
    "late.",
    CountingBasis.RESOLVED: "A target belongs to the {period} in which its ticket was resolved.",
}
_SEVERITY_CHANGE: Mapping[SeverityChange, str] = {
    SeverityChange.LADDER: "After a change of severity the targets of the new and of all lower severities apply, each "
    "to the time spent at its severity or above; the one due first counts.",
    SeverityChange.FROM_START: "After a change of severity the new target is measured from the start of the clock.",
    SeverityChange.RESTART: "After a change of severity the new target is measured from the change.",
}
_ON_TIME = (
    "On time is within the target to the second. Share on time = met ÷ (met + late), cut to one decimal; a goal is "
    "kept when 100 × met ≥ goal × (met + late)."
)


def definitions(report: MonthlyReport, agreement: Agreement) -> tuple[str, ...]:
    """The sentences under "How it is measured", the weightiest first."""
    desk, *others = report.calendars
    sentences = [
        *(_joined(name, day, report.customer) for name, day in report.joined),
        _hours(desk, report),
        *(_other_calendar(calendar, report) for calendar in others),
        *_other_agreements(report),
        *_pauses(agreement, dict.fromkeys(cell.metric for cell in report.cells)),
        _BASIS[agreement.basis].format(period=noun(report.days)),
        _ON_TIME,
        "Percentile p of n times is number p × n of them in order, rounded up.",
        _SEVERITY_CHANGE[agreement.severity_change],
        f"A ticket reopened within {counted(agreement.reopen_window, 'working day')} goes on with the time used.",
    ]
    if report.not_measured or report.total.excluded:
        sentences.append("What is not measured is in no share.")
    if report.total.adjusted:
        sentences.append("Adjusted figures leave out what both sides agreed not to count.")
    if any(target.running for target in (*report.late, *report.still_late)):
        cut_off = long_instant(report.cut_off, zone_info(report.zone))
        sentences.append(f"{AT_LEAST} marks a time that still ran on {cut_off}.")
    return tuple(sentences)


def _joined(name: str, day: date, customer: str) -> str:
    return (
        f"{quoted(name)} goes on as part of {quoted(customer)} since {long_day(day)}: the figures of that month and of "
        "those after it include theirs."
    )


def _other_agreements(report: MonthlyReport) -> Iterable[str]:
    if report.other_agreements:
        names = listed([f"{quoted(name)} version {version}" for name, version in report.other_agreements])
        yield (
            f"Each ticket is measured by its own agreement; pauses and options below are those of "
            f"{quoted(report.agreement)}, the others are {names}. A cell over different goals has no sign."
        )


def _hours(calendar: CalendarFacts, report: MonthlyReport) -> str:
    holidays = _holidays(calendar, report)
    return f"Time counts in support hours only ({quoted(calendar.name)}, {calendar.zone}), not on holidays{holidays}."


def _holidays(calendar: CalendarFacts, report: MonthlyReport) -> str:
    if not calendar.holidays:
        return f" (none in this {noun(report.days)})"
    days = (weekday_and_day(day) + (f" {quoted(name)}" if name else "") for day, name in calendar.holidays)
    return f" ({', '.join(days)})"


def _other_calendar(calendar: CalendarFacts, report: MonthlyReport) -> str:
    severities = listed([within(report.name_of(severity)) for severity in calendar.severities])
    return f"For {severities} it counts in {quoted(calendar.name)}: {calendar.hours_in_words}."


def _pauses(agreement: Agreement, metrics: Iterable[Metric]) -> Iterable[str]:
    """Metrics that the same waiting statuses stop share a sentence."""
    stopped_by: dict[frozenset[Status], list[str]] = {}
    for metric in metrics:
        statuses = agreement.pauses.get((metric, Tier.PUBLIC), frozenset())
        stopped_by.setdefault(statuses.intersection(_WAITING), []).append(METRIC[metric])
    for statuses, names in stopped_by.items():
        subject = listed([names[0], *(name.lower() for name in names[1:])])
        if statuses:
            while_ = " or ".join(words for status, words in _WAITING.items() if status in statuses)
            yield f"{subject} {'pauses' if len(names) == 1 else 'pause'} while {while_}."
        else:
            yield f"{subject} {'never pauses' if len(names) == 1 else 'never pause'}."
