"""Why targets were late, in the language of their report."""

from slaapp.languages import Words
from slaapp.reports.month_report import LateTarget
from slaapp.reports.month_sections import ReasonLine


def because(target: LateTarget, words: Words) -> str | None:
    """Of which kind the reason is, and the reason in words; None where nobody has said why."""
    said = (target.reason or "").strip()
    if target.code is None:
        return said or None
    kind = words.of(target.code)
    return words("miss.both", kind=kind, reason=said) if said else kind


def counted_words(line: ReasonLine, words: Words) -> str | None:
    """By what the targets of a line were counted together; None where nobody has said why."""
    return line.reason if line.code is None else words.of(line.code)
