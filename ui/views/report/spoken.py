"""A report as the window tells it: in the window's language, whatever its pages are printed in."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from slaapp.domain.compliance import SEVERITIES
from slaapp.domain.events import Channel
from slaapp.languages import ENGLISH, words_of
from slaapp.reports.month_report import LateTarget, MonthlyReport
from slaapp.reports.month_sections import Breakdown

_KINDS = {"severity": SEVERITIES, "channel": tuple(Channel)}
"""What is told apart by words of the language; services have names of their own."""


def spoken(report: MonthlyReport) -> MonthlyReport:
    """What an agreement calls in words of its own is called so here too."""
    printed, english = report.words, words_of(ENGLISH)
    usual = {printed.of(severity): english.of(severity) for severity in SEVERITIES}
    return replace(
        report,
        language=ENGLISH,
        received_by=tuple(_spoken(one, report) for one in report.received_by),
        called=tuple(usual.get(name, name) for name in report.called),
        late=_late(report.late, usual),
        still_late=_late(report.still_late, usual),
    )


def _late(targets: Iterable[LateTarget], usual: Mapping[str, str]) -> tuple[LateTarget, ...]:
    """By what each severity is called, or by that with the usual name in brackets."""

    def told(called: str) -> str:
        for name, here in usual.items():
            if called == name:
                return here
            if called.endswith(f"({name})"):
                return f"{called.removesuffix(f'({name})')}({here})"
        return called

    return tuple(replace(target, called=told(target.called)) for target in targets)


def _spoken(one: Breakdown, report: MonthlyReport) -> Breakdown:
    printed, english = report.words, words_of(ENGLISH)
    named = {printed.of(member): english.of(member) for member in _KINDS.get(one.by, ())}
    named[printed("channel.unknown")] = english("channel.unknown")
    return Breakdown(one.by, tuple((named.get(label, label), count) for label, count in one.rows))
