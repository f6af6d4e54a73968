"""Why a target was late, in the language of its report."""

from slaapp.languages import Words
from slaapp.reports.month_report import LateTarget


def because(target: LateTarget, words: Words) -> str | None:
    """Of which kind the reason is, and the reason in words; None where nobody has said why."""
    said = (target.reason or "").strip()
    if target.code is None:
        return said or None
    kind = words.of(target.code)
    return words("miss.both", kind=kind, reason=said) if said else kind
