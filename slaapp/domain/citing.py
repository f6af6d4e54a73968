"""Which part of an agreement a row of "Why?" goes by."""

from collections.abc import Mapping

from slaapp.domain.sections import Part
from slaapp.domain.why import LedgerRow, RowKind

_REOPENED = "C10"
_PARTS: Mapping[RowKind, Part] = {
    RowKind.STARTED: Part.STARTS,
    RowKind.SEVERITY: Part.SEVERITY_CHANGE,
    RowKind.VERSION: Part.VALIDITY,
    RowKind.COUNTS: Part.HOURS,
    RowKind.LATE: Part.STOPS,
    RowKind.CLOSED: Part.HOURS,
    RowKind.HOLIDAY: Part.HOLIDAYS,
    RowKind.PAUSED: Part.PAUSES,
    RowKind.RESOLVED: Part.REOPENING,
    RowKind.LESS_SEVERE: Part.SEVERITY_CHANGE,
    RowKind.OTHER_SEVERITY: Part.SEVERITY_CHANGE,
    RowKind.ENDED: Part.STOPS,
    RowKind.NOT_MEASURED: Part.NOT_MEASURED,
    RowKind.LEFT: Part.SEVERITIES,
}


def part_of(row: LedgerRow) -> Part:
    return Part.REOPENING if row.rule == _REOPENED else _PARTS[row.kind]
