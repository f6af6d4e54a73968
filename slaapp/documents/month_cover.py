"""What a report may be handed over with: a letter before it, and what of the agreement its figures stand on."""

from collections.abc import Iterator, Sequence
from typing import Any

from slaapp.documents.month_front import NOTHING, in_force
from slaapp.domain.calendar import zone_info
from slaapp.domain.compliance import SEVERITIES
from slaapp.domain.durations import wall_time
from slaapp.domain.value import Value
from slaapp.reports import period_words
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.section import OF_ONE, Section
from slaapp.reports.texts import quoted, tidy

Shown = dict[str, Any]

LAST = (Section.BREACHES, Section.REASONS, Section.ACTIONS, Section.SIGN_OFF)
"""What a pack ends with: why targets were late, what is done about it, and who agrees."""


class Cover(Value):
    """`to` are the lines of the address to which a letter goes, None without a letter. `pack`: the extract of the
    agreement comes before the report, and explanations, actions and signatures are its end."""

    to: tuple[str, ...] | None = None
    pack: bool = False


NO_COVER = Cover()


def pack_sections(chosen: Sequence[Section] | None) -> tuple[Section, ...]:
    """What the report in a pack holds, in its order: how it is measured stands in the extract."""
    inner = [one for one in (OF_ONE if chosen is None else chosen) if one not in (*LAST, Section.DEFINITIONS)]
    return (*inner, *LAST)


def letter(report: MonthlyReport, to: Sequence[str], desk: str, sections: Sequence[Section] | None = None) -> Shown:
    """The letter that goes before a report, in the words of its own figures; it promises nothing that the `sections`
    which are printed (None: the sheet) do not hold."""
    words = report.words
    period, number = period_words.name(report.days, words), None if report.seal is None else report.seal.number

    def said(name: str, **values: object) -> str:
        return words(f"report.letter.{name}", **values)

    if number is None:
        first = f"{said('enclosed', period=period)} {said('draft')}"
        subject = said("subject", period=period)
    else:
        first = said("enclosed_number", period=period, number=number)
        subject = said("subject_number", period=period, number=number)
    lines = [first, *_of_figures(report, sections)]
    open_ones = sum(action.is_open(report.cut_off - 1) for action in report.actions)
    if open_ones and _holds(sections, Section.ACTIONS):
        lines.append(words.counted("report.letter.actions", open_ones))
    lines.append(said("sign" if _holds(sections, Section.SIGN_OFF) else "look"))
    return {
        "to": [tidy(line, longest=70) for line in (report.customer, *to) if line.strip()],
        "date": words.long_day(wall_time(report.made_at, zone_info(report.zone)).date()),
        "subject": subject,
        "greeting": said("greeting"),
        "lines": lines,
        "closing": said("closing"),
        "from": desk,
    }


def _holds(sections: Sequence[Section] | None, section: Section) -> bool:
    return sections is None or section in sections


def _of_figures(report: MonthlyReport, sections: Sequence[Section] | None) -> list[str]:
    words, total = report.words, report.total
    if not total.decided:
        return [words("report.letter.nothing")]
    verdict = words.counted("report.letter.goals", report.decided_cells, kept=report.kept)
    share = words.percent(total.shown())
    kept = words("report.letter.kept", verdict=verdict, share=share, met=total.met, decided=total.decided)
    if not report.late:
        return [kept, words("report.letter.none_late")]
    tickets = words.counted("count.ticket", len({target.number for target in report.late}))
    named = words("report.late.words", targets=words.counted("count.target", len(report.late)), tickets=tickets)
    return [kept, " ".join(_of_late(report, named, sections))]


def _of_late(report: MonthlyReport, named: str, sections: Sequence[Section] | None) -> Iterator[str]:
    """How many there are, and what is said of each."""
    words, count = report.words, len(report.late)
    yield words.counted("report.letter.late", count, words=named)
    if not _holds(sections, Section.BREACHES):
        return
    silent = sum(target.why is None and not target.waived for target in report.late)
    if silent:
        yield words.counted("report.letter.silent", silent)
    else:
        yield words.counted("report.letter.reasons", count)
    if sections is not None and any(target.turns for target in report.late):
        yield words("report.letter.ball")


def extract(report: MonthlyReport) -> Shown:
    """The times and goals that the figures are measured by, the hours and how it is counted."""
    words = report.words
    allowed = {(times.metric, times.severity): times.target for times in report.times}
    goals = {(cell.metric, cell.severity): cell for cell in report.cells}
    metrics = [metric for metric, _ in report.totals]
    agreement = words("report.strip.version", name=tidy(report.agreement, longest=60), version=report.version)
    rows = []
    for severity in SEVERITIES:
        lengths = [allowed.get((metric, severity)) for metric in metrics]
        if any(length is not None for length in lengths):
            cells = [
                NOTHING
                if length is None or (metric, severity) not in goals
                else words("report.letter.target", length=words.exact(length), goal=goals[metric, severity].goal)
                for metric, length in zip(metrics, lengths, strict=True)
            ]
            rows.append({"level": int(severity), "severity": report.name_of(severity), "cells": cells})
    hours = []
    for calendar in report.calendars:
        line = words(
            "report.letter.hours_of",
            name=quoted(calendar.name),
            hours=calendar.hours_in_words,
            zone=calendar.zone,
        )
        days = [words.weekday_and_day(day) + (f" ({quoted(name)})" if name else "") for day, name in calendar.holidays]
        hours.append(line)
        if days:
            hours.append(words("report.letter.closed_on", days=", ".join(days)))
    return {
        "about": words("report.letter.extract_of", agreement=agreement, in_force=in_force(report)),
        "metrics": [words.of(metric) for metric in metrics],
        "rows": rows,
        "hours": hours,
    }
