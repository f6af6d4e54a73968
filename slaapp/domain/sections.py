"""What an agreement says, in chapters and parts whose numbers "Why?" cites; parts that say nothing are left out."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from slaapp.domain.value import Value


class Part(StrEnum):
    """By the name that a part's own words have in files (`sections`)."""

    PARTIES = "parties"
    PURPOSE = "purpose"
    SCOPE = "scope"
    SERVICES = "services"
    APPLICATION = "application"
    EXCLUSIONS = "exclusions"
    RESTRICTIONS = "restrictions"
    HOURS = "hours"
    HOLIDAYS = "holidays"
    SEVERITIES = "severities"
    STARTS = "starts"
    STOPS = "stops"
    SEVERITY_CHANGE = "severity_change"
    REOPENING = "reopening"
    EXAMPLE = "example"
    PAUSES = "pauses"
    NOT_MEASURED = "not_measured"
    GOAL = "goal"
    COUNTING = "counting"
    REPORTING = "reporting"
    REVIEW = "review"
    PROVIDER = "provider"
    CUSTOMER = "customer"
    ESCALATION = "escalation"
    COMPLAINTS = "complaints"
    VALIDITY = "validity"
    EXTENSION = "extension"
    MODIFICATION = "modification"
    TERMINATION = "termination"
    DEFINITIONS = "definitions"
    SIGNATURES = "signatures"


class Chapter(Value):
    title: str
    parts: Mapping[Part, str]
    """The parts in their order, with their titles."""


CHAPTERS: tuple[Chapter, ...] = (
    Chapter("Parties and purpose", {Part.PARTIES: "Parties", Part.PURPOSE: "Purpose"}),
    Chapter(
        "What is covered",
        {
            Part.SCOPE: "Scope and policies",
            Part.SERVICES: "Services covered",
            Part.APPLICATION: "Application",
            Part.EXCLUSIONS: "Exclusions",
            Part.RESTRICTIONS: "Restrictions",
        },
    ),
    Chapter("Support hours and holidays", {Part.HOURS: "Support hours", Part.HOLIDAYS: "Holidays and short days"}),
    Chapter(
        "Service targets",
        {
            Part.SEVERITIES: "Severities and times",
            Part.STARTS: "When a clock starts",
            Part.STOPS: "When a clock stops",
            Part.SEVERITY_CHANGE: "Change of severity",
            Part.REOPENING: "Reopened tickets",
            Part.EXAMPLE: "Example",
        },
    ),
    Chapter("When clocks pause", {Part.PAUSES: "What stops a clock", Part.NOT_MEASURED: "What is not measured"}),
    Chapter(
        "Reporting and the compliance goal",
        {
            Part.GOAL: "Goal",
            Part.COUNTING: "How it is counted",
            Part.REPORTING: "Reports",
            Part.REVIEW: "Review",
        },
    ),
    Chapter("Responsibilities", {Part.PROVIDER: "Of the provider", Part.CUSTOMER: "Of the customer"}),
    Chapter("Escalation and complaints", {Part.ESCALATION: "Escalation", Part.COMPLAINTS: "Complaints"}),
    Chapter(
        "Changes, term and review",
        {
            Part.VALIDITY: "Validity",
            Part.EXTENSION: "Extension",
            Part.MODIFICATION: "Modification",
            Part.TERMINATION: "Termination",
        },
    ),
    Chapter("Definitions", {Part.DEFINITIONS: "Words used here"}),
    Chapter("Signatures", {Part.SIGNATURES: "Signatures"}),
)

TITLES: Mapping[Part, str] = {part: title for chapter in CHAPTERS for part, title in chapter.parts.items()}


def numbered(said: Iterable[Part]) -> dict[Part, str]:
    """The number of each part that says something: `5.1`; a chapter of which no part does has none."""
    held = frozenset(said)
    chapters = [here for chapter in CHAPTERS if (here := [part for part in chapter.parts if part in held])]
    return {
        part: f"{number}.{place}"
        for number, here in enumerate(chapters, start=1)
        for place, part in enumerate(here, start=1)
    }
