"""What a report is made of, chosen and ordered by name."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from slaapp.domain.quoting import quote


class Section(StrEnum):
    """In the order in which the full report prints them."""

    CUSTOMERS = "customers"
    PERFORMANCE = "performance"
    COMPARISON = "comparison"
    TREND = "trend"
    BREACHES = "breaches"
    REASONS = "reasons"
    NEAR_MISSES = "near_misses"
    VOLUME = "volume"
    ARRIVALS = "arrivals"
    BACKLOG = "backlog"
    TIMES = "times"
    CURVES = "curves"
    PAUSES = "pauses"
    NOT_MEASURED = "not_measured"
    CORRECTIONS = "corrections"
    ACTIONS = "actions"
    DEFINITIONS = "definitions"
    SIGN_OFF = "sign_off"


TITLES: Mapping[Section, str] = {
    Section.CUSTOMERS: "Customers",
    Section.PERFORMANCE: "Targets per severity",
    Section.COMPARISON: "Compared with before",
    Section.TREND: "Trend of 12 months",
    Section.BREACHES: "Late targets with reasons",
    Section.REASONS: "Why targets were late",
    Section.NEAR_MISSES: "Near misses and at risk",
    Section.VOLUME: "Tickets a week",
    Section.ARRIVALS: "When tickets come in",
    Section.BACKLOG: "Open tickets by age",
    Section.TIMES: "How long it took",
    Section.CURVES: "Share of target used",
    Section.PAUSES: "Pauses",
    Section.NOT_MEASURED: "Not measured",
    Section.CORRECTIONS: "Corrections",
    Section.ACTIONS: "Actions",
    Section.DEFINITIONS: "How it is measured",
    Section.SIGN_OFF: "Sign-off",
}
OF_SEVERAL = tuple(Section)
"""What a report of several customers holds, unless it is said otherwise."""
OF_ONE = tuple(section for section in Section if section is not Section.CUSTOMERS)


def sections_kept(names: Sequence[str] | None) -> tuple[Section, ...] | None:
    """Those that were chosen, as they are kept; what is no section any more is left out. None: the sheet."""
    return None if names is None else tuple(Section(name) for name in names if name in Section.__members__.values())


def sections_named(words: Sequence[str]) -> tuple[Section, ...]:
    """By their names, in that order; `all` stands for all of them. ValueError, in a sentence, for another word and for
    one that stands there twice."""
    if list(words) == ["all"]:
        return tuple(Section)
    found: list[Section] = []
    for word in words:
        if word not in Section.__members__.values():
            raise ValueError(f"{quote(word)} is no section. Known are: all, {', '.join(Section)}.")
        if word in found:
            raise ValueError(f"{quote(word)} is there twice. Leave one of them out.")
        found.append(Section(word))
    return tuple(found)
