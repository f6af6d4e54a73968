"""How the figures were measured, generated from the agreement's own options so that words and figures cannot differ."""

from collections.abc import Iterable, Iterator
from datetime import date

from slaapp.domain.agreement import Agreement, Metric, Status, Tier
from slaapp.domain.calendar import zone_info
from slaapp.domain.durations import AT_LEAST
from slaapp.languages import Words
from slaapp.reports.month_data import CalendarFacts
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.period_words import in_this, noun
from slaapp.reports.severity_names import within
from slaapp.reports.texts import quoted

_WAITING = (Status.WAITING_CUSTOMER, Status.SCHEDULED, Status.WAITING_THIRD_PARTY)


def definitions(report: MonthlyReport, agreement: Agreement, *, other_times: int = 0) -> tuple[str, ...]:
    """The sentences under "How it is measured", the weightiest first, in the report's language. `other_times`: so many
    targets were measured by another version than the one whose times are printed (C11)."""
    words = report.words
    desk, *others = report.calendars
    sentences = [
        *(_joined(name, day, report.customer, words) for name, day in report.joined),
        _hours(desk, report),
        *(_other_calendar(calendar, report) for calendar in others),
        *_other_agreements(report),
        *_other_times(report, other_times),
        *_pauses(agreement, dict.fromkeys(cell.metric for cell in report.cells), words),
        words(f"definition.{agreement.basis.value}", period=noun(report.days, words)),
        words("definition.on_time"),
        words("definition.percentile"),
        words(f"definition.{agreement.severity_change.value}"),
        words("definition.reopened", days=words.counted("count.working_day", agreement.reopen_window)),
    ]
    if report.not_measured or report.left_out or report.total.excluded:
        sentences.append(words("definition.not_measured_but" if report.left_out else "definition.not_measured"))
    if report.total.adjusted:
        sentences.append(words(f"definition.adjusted.{adjusted_for(report)}"))
    if any(target.running for target in (*report.late, *report.still_late)):
        cut_off = words.long_instant(report.cut_off, zone_info(report.zone))
        sentences.append(words("definition.at_least", sign=AT_LEAST, at=cut_off))
    return tuple(sentences)


def adjusted_for(report: MonthlyReport) -> str:
    """What its adjusted figures leave out: what both sides waived, what was marked as not measured later, or both. One
    closed before it listed what was marked is printed as it was issued."""
    if not report.left_out:
        return "waived"
    return "both" if report.total.waived else "marked"


def versions_words(report: MonthlyReport) -> Iterator[str]:
    """What it was worked out with, in a sentence: a closed one as its seal says; nothing where nothing is known."""
    words = report.words
    held = report.versions if report.seal is None else report.seal.sources.versions
    if held is None:
        return
    named = {calendar.name for calendar in report.calendars}
    calendars = ", ".join(
        words("definition.calendar", name=quoted(name), version=version)
        for name, version in held.calendars
        if name in named
    )
    yield words("definition.versions", calendars=calendars, time_zones=held.time_zones, engine=held.engine)


def _joined(name: str, day: date, customer: str, words: Words) -> str:
    return words("definition.joined", name=quoted(name), customer=quoted(customer), day=words.long_day(day))


def _other_agreements(report: MonthlyReport) -> Iterable[str]:
    words = report.words
    if report.other_agreements:
        names = words.listed(
            [words("definition.version", name=quoted(name), version=held) for name, held in report.other_agreements]
        )
        yield words("definition.others", name=quoted(report.agreement), names=names)


def _other_times(report: MonthlyReport, targets: int) -> Iterable[str]:
    words = report.words
    if targets:
        counted = words.counted("count.target", targets)
        yield words("definition.other_times", targets=counted, version=report.version)


def _hours(calendar: CalendarFacts, report: MonthlyReport) -> str:
    words = report.words
    said = {"name": quoted(calendar.name), "zone": calendar.zone}
    if not calendar.holidays:
        return words("definition.hours_none", **said, in_period=in_this(report.days, words))
    days = (words.weekday_and_day(day) + (f" {quoted(name)}" if name else "") for day, name in calendar.holidays)
    return words("definition.hours", **said, days=", ".join(days))


def _other_calendar(calendar: CalendarFacts, report: MonthlyReport) -> str:
    words = report.words
    severities = words.listed([within(report.name_of(severity), words) for severity in calendar.severities])
    return words(
        "definition.other_calendar", severities=severities, name=quoted(calendar.name), hours=calendar.hours_in_words
    )


def _pauses(agreement: Agreement, metrics: Iterable[Metric], words: Words) -> Iterable[str]:
    """Metrics that the same waiting statuses stop share a sentence."""
    stopped_by: dict[frozenset[Status], list[Metric]] = {}
    for metric in metrics:
        statuses = agreement.pauses.get((metric, Tier.PUBLIC), frozenset())
        stopped_by.setdefault(statuses.intersection(_WAITING), []).append(metric)
    for statuses, stopped in stopped_by.items():
        subject = words.listed([words.of(metric, inside=place > 0) for place, metric in enumerate(stopped)])
        if statuses:
            waits = [words(f"definition.{status.value}") for status in _WAITING if status in statuses]
            yield words.counted(
                "definition.pauses", len(stopped), metrics=subject, **{"while": words("definition.or").join(waits)}
            )
        else:
            yield words.counted("definition.never", len(stopped), metrics=subject)
