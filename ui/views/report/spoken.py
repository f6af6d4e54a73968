"""A report as the window tells it: in the window's language, whatever its pages are printed in."""

from msgspec.structs import replace

from slaapp.domain.compliance import SEVERITIES
from slaapp.domain.events import Channel
from slaapp.languages import ENGLISH, words_of
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.month_sections import Breakdown

_KINDS = {"severity": SEVERITIES, "channel": tuple(Channel)}
"""What is told apart by words of the language; services have names of their own."""


def spoken(report: MonthlyReport) -> MonthlyReport:
    told_apart = tuple(_spoken(one, report) for one in report.received_by)
    return replace(report, language=ENGLISH, received_by=told_apart)


def _spoken(one: Breakdown, report: MonthlyReport) -> Breakdown:
    printed, english = report.words, words_of(ENGLISH)
    named = {printed.of(member): english.of(member) for member in _KINDS.get(one.by, ())}
    named[printed("channel.unknown")] = english("channel.unknown")
    return Breakdown(one.by, tuple((named.get(label, label), count) for label, count in one.rows))
